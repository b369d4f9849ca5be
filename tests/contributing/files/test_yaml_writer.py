"""The canonical writer: what it writes reads back to the same data, whatever the texts hold."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checking import check
from generator.contributing.files.yaml_writer import pruned, write_record
from generator.reading.folder import read_folder
from generator.reading.yaml_reader import HIDDEN, parse
from tests.conftest import TODAY

HERE = Path(__file__).parents[3]
TEXTS = st.text(st.characters(codec="utf-8"), max_size=30).filter(lambda text: not HIDDEN.search(text))
TRICKY = st.text(st.sampled_from("ab \n\t:#-|>'\"[]{},&*!%@`~0è\\?…\x85\u2028"), max_size=20).filter(
    lambda text: not HIDDEN.search(text)
)
KEYS = st.sampled_from(["nome", "temi", "descrizione", "attivita", "quando", "orari", "contatti", "no", "a: b", "è"])
DATA = st.recursive(
    TEXTS | TRICKY | st.sampled_from(["no", "2019", "true", "-", "null", "1e3", "2019-04-12", "0x1f"]),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(KEYS, parts, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, DATA, max_size=6), st.sampled_from(["rete", "ente"]))
def test_reads_back(data: dict[str, Any], kind: str) -> None:
    """Whatever is written reads back to the same data without its empty parts."""
    read, findings = parse(write_record(data, kind), "")

    assert (pruned(data), []) == (pruned(read or {}), [finding for finding in findings if finding.code != "W032"])


@given(st.dictionaries(KEYS, DATA, max_size=6))
def test_stable(data: dict[str, Any]) -> None:
    """What was read back is written the same."""
    written = write_record(data, "rete")

    assert written == write_record(parse(written, "")[0] or {}, "rete")


@pytest.mark.parametrize("root", [HERE, HERE / "examples" / "valdoria"], ids=["shipped", "valdoria"])
def test_real_records(root: Path) -> None:
    """Every real record survives being written canonically, and is sound afterwards."""
    for record in (*read_folder(root).of("rete"), *read_folder(root).of("ente")):
        read, findings = parse(write_record(record.data, record.kind), record.file)

        assert (pruned(dict(record.data)), []) == (read, findings)


def test_checks_the_same(valdoria: Path) -> None:
    """A catalogue whose records are all written canonically is as sound as before."""
    before = sorted(finding.code for finding in check(read_folder(valdoria), TODAY).findings)
    for kind in ("rete", "ente"):
        for record in list(read_folder(valdoria).of(kind)):
            (valdoria / record.file).write_text(write_record(record.data, kind), "utf-8")

    assert before == sorted(finding.code for finding in check(read_folder(valdoria), TODAY).findings)


def test_order() -> None:
    """Keys stand in the order of the schema, unknown ones at the end."""
    data = {"fonti": [{"letta_il": "2026-11-22", "url": "https://a.example"}], "boh": "x", "nome": "Rete"}

    expected = 'nome: Rete\nfonti:\n  - url: "https://a.example"\n    letta_il: 2026-11-22\nboh: x\n'

    assert expected == write_record(data, "rete")


def test_with_schema() -> None:
    """A new file may begin with the line by which editors find the schema."""
    written = write_record({"nome": "Rete"}, "rete", with_schema=True)

    assert written == "# yaml-language-server: $schema=../.vscode/rete.schema.json\nnome: Rete\n"
