"""Whatever stands in a file, checking ends in messages, never in a traceback."""

import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.checking import check, diagnose
from generator.locale import load
from generator.reading.folder import read_folder
from generator.records.schema import schema
from tests.conftest import BASE, TODAY

FEW = settings(max_examples=25)
"""Other examples in every run: a run need not try many."""
EXAMPLE = (BASE / "networks" / "rete-vicini-di-casa.yml").read_text("utf-8")
KEYS = sorted({key for node in schema()["$defs"].values() for key in node.get("properties", {})})
KEYS += list(schema()["kinds"]["rete"]["properties"])

SIGNS = ["\t", "'", '"', "[", "{", ":", "-", "&a ", "*a", "\n"]

scalars = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["", "~", "sì", "2019", "15/09/2025", "12:30", "valdoria", "anziani", "rete-cibo", "a@b.it", "<<"]),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.dates(),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=6), inner, max_size=5)
    ),
    max_leaves=25,
)


def _checked(content: bytes, file: str = "networks/rete-prova.yml") -> str:
    """Check a catalogue where `file` holds `content`; returns the text of the report."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "mkdocs.yml").write_text("site_name: Prova\n", "utf-8")
        (root / file).parent.mkdir(parents=True)
        (root / file).write_bytes(content)
        diagnostics = diagnose(check(read_folder(root), TODAY).findings, root, load("messages"))
    assert all(diagnostic.line >= 1 and diagnostic.column >= 1 for diagnostic in diagnostics)
    return "\n".join(diagnostic.message for diagnostic in diagnostics)


@given(st.binary(max_size=400))
@FEW
def test_random_bytes(content: bytes) -> None:
    """Random bytes are explained."""
    assert _checked(content)


@given(st.text(max_size=300))
@example("0\x850")
@example("#\x850")
@FEW
def test_random_text(content: str) -> None:
    """Random text, surrogates apart, is explained."""
    assert _checked(content.encode("utf-8", "ignore"))


@given(st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=8), values, max_size=8), st.booleans())
@FEW
def test_random_yaml(data: dict[str, Any], flow: bool) -> None:
    """Well-formed YAML of any shape, with the keys of records, is explained."""
    content = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow).encode("utf-8", "ignore")

    assert _checked(content)


@given(values)
@FEW
def test_random_vocabulary(data: Any) -> None:
    """Well-formed YAML of any shape is explained in a vocabulary too."""
    content = yaml.safe_dump({"id": "temi", "termini": data}, allow_unicode=True).encode("utf-8", "ignore")

    _checked(content, "vocabularies/temi.yml")


@given(st.integers(0, len(EXAMPLE)), st.integers(0, 60), st.text(max_size=4) | st.sampled_from(SIGNS))
@FEW
def test_damaged_example(start: int, length: int, inserted: str) -> None:
    """The annotated example with a hole anywhere, and something typed into it, is explained."""
    _checked((EXAMPLE[:start] + inserted + EXAMPLE[start + length :]).encode("utf-8", "ignore"))


@given(st.text(max_size=200), st.text(max_size=200))
@FEW
def test_random_story(front: str, body: str) -> None:
    """A story with any front matter and any body is explained."""
    _checked(f"---\n{front}\n---\n{body}".encode("utf-8", "ignore"), "content/storie/prova.md")
