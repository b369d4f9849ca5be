"""Small files that hold very much are answered soon, and in few words.

Each of these took a minute or did not end: the suite would notice.
"""

import json
from pathlib import Path

import pytest

from generator.checking import check, diagnose
from generator.diagnostics import Diagnostic, Severity
from generator.diagnostics.formats import as_json
from generator.diagnostics.summary import MOST_IN_A_FILE, MOST_IN_A_RUN, capped
from generator.locale import load
from generator.reading.folder import MAX_BYTES, read_folder
from generator.reading.yaml_reader import MAX_ITEMS
from tests.conftest import TODAY

TEXTS = load("messages")
RECORD = """\
nome: Rete grande
descrizione_breve: Una rete.
territori: [valdoria]
fonti: [{url: "https://grande.example", letta_il: 2026-09-01}]
"""
NETWORK = "networks/rete-grande.yml"
THEMES = "vocabularies/temi.yml"
BIG = {
    "items": (NETWORK, f"{RECORD}temi:\n" + "- x\n" * 60_000),
    "mappings": (NETWORK, f"{RECORD}attivita:\n" + "- {a: b}\n" * 28_000),
    "keys": (NETWORK, RECORD + "".join(f"k{number}: a\n" for number in range(20_000))),
    "words": (NETWORK, f"{RECORD}temi:\n" + "".join(f"- w{number}\n" for number in range(MAX_ITEMS))),
    "letters with accents": (NETWORK, f"{RECORD}temi:\n" + f"- [{'è, ' * 29}è]\n" * (MAX_ITEMS - 1)),
    "texts of two lines": (NETWORK, RECORD + "temi:\n" + ("- [" + "a\n  b, " * 15 + "a]\n") * (MAX_ITEMS - 1)),
    "numbers in one text": (NETWORK, f"{RECORD}come_funziona: 333 0000001{', 333 1234567' * 15_000}\n"),
    "numbers in many": (NETWORK, f"{RECORD}strumenti:\n" + "".join(f"- 333 {n:07}\n" for n in range(MAX_ITEMS))),
    "chain": (
        THEMES,
        "id: temi\ntermini:\n" + "".join(f"- {{codice: t{n}, it: T{n}, padre: t{n + 1}}}\n" for n in range(5_000)),
    ),
    "ring": (
        THEMES,
        "id: temi\ntermini:\n"
        + "".join(f"- {{codice: t{n}, it: T{n}, padre: t{(n + 1) % 5_000}}}\n" for n in range(5_000)),
    ),
    "dangling": (
        THEMES,
        "id: temi\ntermini:\n" + "".join(f"- {{codice: t{n}, it: T{n}, padre: zz{n}}}\n" for n in range(4_000)),
    ),
}


def _diagnosed(root: Path) -> list[Diagnostic]:
    return diagnose(check(read_folder(root), TODAY).findings, root, TEXTS)


@pytest.mark.parametrize("name", BIG)
def test_big_file(name: str, valdoria: Path) -> None:
    """At most a hundred findings of one file are told, the rest is counted, and what programs read stays whole."""
    file, text = BIG[name]
    assert len(text) <= MAX_BYTES
    (valdoria / file).write_text(text, "utf-8")

    diagnostics = [diagnostic for diagnostic in _diagnosed(valdoria) if diagnostic.file == file]

    assert 1 <= len(diagnostics) <= MOST_IN_A_FILE + 1
    report = json.loads(as_json(diagnostics, {}))
    assert len(report["diagnostics"]) == len(diagnostics)


def test_list_at_the_limit(valdoria: Path) -> None:
    """A list of two thousand is read to its end; the rest of its findings is counted where they begin."""
    (valdoria / NETWORK).write_text(BIG["words"][1], "utf-8")

    diagnostics = [diagnostic for diagnostic in _diagnosed(valdoria) if diagnostic.file == NETWORK]

    last = diagnostics[-1]
    assert last.code == "H602"
    assert last.message == "Ci sono altri 1.900 problemi: qui se ne leggono 100, i più seri."
    assert last.line > diagnostics[-2].line


def test_errors_are_never_left_out_for_warnings(valdoria: Path) -> None:
    """Where there is too much to tell, what stops publication is told first."""
    text = f"{RECORD}temi: [salute{', salute' * 300}]\nsconosciuta: a\n"
    (valdoria / NETWORK).write_text(text, "utf-8")

    diagnostics = [diagnostic for diagnostic in _diagnosed(valdoria) if diagnostic.file == NETWORK]

    assert {"E101", "W114", "H602"} == {diagnostic.code for diagnostic in diagnostics}


def test_nothing_hidden_shows_through(valdoria: Path) -> None:
    """Personal data is covered on a line that is shown, also where the finding about it is left out."""
    numbers = ", ".join(f"333 {number:07}" for number in range(150))
    (valdoria / NETWORK).write_text(f"{RECORD}temi: [poverta]\nstrumenti: [{numbers}, x: 1]\n", "utf-8")

    shown = "".join(diagnostic.excerpt for diagnostic in _diagnosed(valdoria))

    assert "333 " not in shown


def test_run() -> None:
    """A run tells so many findings and no more, errors first, and says how many are left out."""
    hint = Diagnostic("a.yml", 1, 1, 1, 2, "H601", Severity.HINT, "m", "h")
    error = Diagnostic("b.yml", 3, 1, 3, 2, "E102", Severity.ERROR, "m", "h")

    shown = capped([*[hint] * (MOST_IN_A_RUN + 10), error], TEXTS)

    assert len(shown) == MOST_IN_A_RUN + 1
    assert error in shown
    assert (shown[-1].code, shown[-1].file) == ("H602", "b.yml")
    assert shown[-1].message == "Ci sono altri 11 problemi: qui se ne leggono 20.000, i più seri."
    assert capped([hint] * (MOST_IN_A_RUN + 1), TEXTS) == [hint] * (MOST_IN_A_RUN + 1)
