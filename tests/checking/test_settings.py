"""The settings of a catalogue are input like any other: every mistake is told, and none ends in a traceback."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.catalogue.freshness import Ages
from generator.checking import check, diagnose
from generator.checking.advice import licence_address
from generator.checking.settings import check_settings
from generator.errors import CannotRun
from generator.locale import LANGUAGES, load
from generator.reading.folder import read_folder, read_text
from generator.records.settings import ENGINE_KEYS, Settings, settings_schema
from generator.site.settings import settings
from tests.conftest import EXAMPLE, TODAY

MISTAKES = (
    ("extra: 5", "E104", 1, 8),
    ("extra: [x]", "E104", 1, 8),
    ("extra: {catalogue: x}", "E104", 1, 20),
    ("extra: {catalogue: {lingue: 5}}", "E123", 1, 29),
    ("extra: {catalogue: {lingue: [it, x]}}", "E123", 1, 34),
    ("extra: {catalogue: {ufficio: x}}", "E104", 1, 30),
    ("extra: {catalogue: {licenza: 5}}", "E104", 1, 30),
    ("extra: {catalogue: {licenza: {nome: Mia}}}", "E102", 1, 30),
    ("extra: {catalogue: {giorni_risposta: x}}", "E107", 1, 38),
    ("extra: {catalogue: {giorni_risposta: [1]}}", "E104", 1, 38),
    ("extra: {catalogue: {giorni_risposta: 0}}", "E113", 1, 38),
    ("extra: {catalogue: {repository: x}}", "E120", 1, 33),
    ("extra: {catalogue: {dichiarazione_accessibilita_url: x}}", "E120", 1, 54),
    ("extra: {catalogue: {segnalazioni: nessuno}}", "E103", 1, 35),
    ("extra: {catalogue: {segnalazioni: }}", "E103", 1, 21),
    ("extra: {catalogue: {comun: Valdoria}}", "E101", 1, 21),
    ("extra: {catalogo: {comune: Valdoria}}", "E101", 1, 9),
    ("site_nam: Reti", "E101", 1, 1),
    ("theme: x", "E104", 1, 8),
    ("theme: {custom_dir: [x]}", "E104", 1, 21),
    ("theme: {custom_dir: /etc}", "E133", 1, 21),
    ("docs_dir: ../altrove", "E133", 1, 11),
    ("docs_dir: 'C:\\altrove'", "E133", 1, 11),
    ("plugins: 5", "E104", 1, 10),
    ("hooks: segreto.py", "E104", 1, 8),
    ("- a", "E019", 1, 1),
    ("", "E019", 1, 1),
)
HARMLESS = (
    "extra: {catalogue: {lingue: null}}",
    "extra: {catalogue: {lingue: it}}",
    "extra: {catalogue: {giorni_risposta: }}",
    "extra: {catalogue: {ufficio: }}",
    "extra: {di_casa: [1, 2]}",
    "theme: []",
    "theme: {name: material, palette: [{scheme: slate}], features: [x]}",
    "markdown_extensions: [toc, {toc: {toc_depth: 2}}]",
)


def _catalogue(root: Path, text: str) -> Path:
    (root / "mkdocs.yml").write_text(text, "utf-8")
    return root


@pytest.mark.parametrize(("text", "code", "line", "column"), MISTAKES, ids=[text for text, *_ in MISTAKES])
def test_mistakes_are_told(tmp_path: Path, text: str, code: str, line: int, column: int) -> None:
    """Each mistake has its code, its place and its words in both languages, and stops the site from being built."""
    root = _catalogue(tmp_path, text)
    findings = check(read_folder(root), TODAY).findings

    for lang in LANGUAGES:
        told = diagnose(findings, root, load("messages", lang))
        assert [(each.code, each.file, each.line, each.column) for each in told] == [(code, "mkdocs.yml", line, column)]
    with pytest.raises(CannotRun):
        settings(root)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("CC BY 4.0", "licenses/by/4.0/"),
        ("cc-by-sa-4.0", "licenses/by-sa/4.0/"),
        ("Creative Commons Attribuzione 4.0 Internazionale", "licenses/by/4.0/"),
        ("Creative Commons Attribuzione - Non commerciale 4.0", "licenses/by-nc/4.0/"),
        ("CC0", "publicdomain/zero/1.0/"),
        ("IODL 2.0", "iodl/2.0/"),
        ("CC BY", ""),
        ("CC BY 3.0", ""),
        ("CC BY-ND 4.0", ""),
        ("4.0", ""),
        ("Nostra", ""),
    ],
)
def test_licences_are_known_by_name(name: str, address: str) -> None:
    """Only those that are meant without a doubt: a version that nobody said is another licence."""
    found = licence_address(name)

    assert (address in found, bool(found)) == (True, bool(address))


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_right_or_empty_passes(tmp_path: Path, text: str) -> None:
    """What says nothing leaves the defaults as they are; what belongs to the theme or the engine passes."""
    root = _catalogue(tmp_path, f"site_name: Prova\n{text}\n")

    assert check(read_folder(root), TODAY).findings == ()
    own = settings(root)["extra"]["catalogue"]
    assert (own["lingue"], own["giorni_risposta"], own["ufficio"]) in (
        (["it"], 15, {"nome": "", "contatti": []}),
        (("it",), 15, {"nome": "", "contatti": []}),
    )


def test_values_have_their_type(tmp_path: Path) -> None:
    """A number in quotes is a number, and so are the months of which checks ask."""
    text = 'extra: {catalogue: {giorni_risposta: "7", riconferma_mesi: "6", vecchia_mesi: 9}}'
    root = _catalogue(tmp_path, text)

    assert settings(root)["extra"]["catalogue"]["giorni_risposta"] == 7
    assert Ages.of(read_folder(root).own_settings) == Ages(6, 9)


@pytest.mark.parametrize("text", ["site_name: x", "extra: {catalogue: {riconferma_mesi: presto}}", "- [", "extra: []"])
def test_settings_that_say_nothing_mean_one_year_and_two(tmp_path: Path, text: str) -> None:
    """A missing or unreadable setting leaves the usual months."""
    assert Ages.of(read_folder(_catalogue(tmp_path, text)).own_settings) == Ages(12, 24)


def test_the_shipped_settings_are_right() -> None:
    """The catalogues of this repository say nothing wrong."""
    for root in (EXAMPLE, EXAMPLE.parent.parent):
        source = read_folder(root).settings
        assert [*source.findings, *check_settings(source)] == []


def test_every_key_is_described() -> None:
    """Every key says in Italian what goes there, for the page of keys and for editors."""
    whole = settings_schema()
    nodes = [*whole["kinds"].values(), *whole["$defs"].values()]
    assert [key for node in nodes for key, value in node["properties"].items() if not value.get("description")] == []


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=20), st.dates()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def _paths(node: dict[str, Any], whole: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return the path of every key of the settings, those of lists left at their list."""
    found: list[tuple[str, ...]] = []
    for key, value in node.get("properties", {}).items():
        inside = whole["$defs"][value["$ref"].rpartition("/")[2]] if "$ref" in value else {}
        found += [(key,), *((key, *rest) for rest in _paths(inside, whole))]
    return found


PATHS = [
    *_paths(settings_schema()["kinds"]["impostazioni"], settings_schema()),
    *((key,) for key in ENGINE_KEYS),
    ("extra", "catalogue", "ufficio", "contatti"),
    ("sconosciuta",),
]


@given(path=st.sampled_from(PATHS), value=ANYTHING)
def test_no_value_ends_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, path: tuple[str, ...], value: Any
) -> None:
    """Whatever stands at whatever key is either refused in words, or gives settings that the site can read."""
    root = tmp_path_factory.mktemp("impostazioni")
    written: Any = value
    for key in reversed(path):
        written = {key: written}
    text = yaml.safe_dump(written, allow_unicode=True)
    _catalogue(root, text)
    source = read_text(text, "mkdocs", "mkdocs.yml", "impostazioni")
    findings = [*source.findings, *check_settings(source)]
    assert all(each.message for each in diagnose(findings, root, load("messages", "it")))
    try:
        read = settings(root)
    except CannotRun:
        return
    own = read["extra"]["catalogue"]
    assert isinstance(own["giorni_risposta"], int)
    assert set(own["lingue"]) <= set(LANGUAGES)
    assert isinstance(own["ufficio"]["contatti"], list | tuple)
    assert isinstance(own["licenza"]["url"], str)
    assert isinstance(read["theme"], dict)


def test_the_model_reads_what_the_schema_allows() -> None:
    """The example of the page of keys gives every key a value."""
    known = {path for path in PATHS if path[0] in Settings.model_fields}
    text = (Path(check_settings.__code__.co_filename).parent / "examples" / "mkdocs.yml").read_text("utf-8")
    data = read_text(text, "mkdocs", "mkdocs.yml", "impostazioni").data

    def has(path: tuple[str, ...]) -> bool:
        value: Any = data
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        return value is not None

    assert sorted(path for path in known if not has(path)) == []
