"""Diagnostics in the formats of terminals and code hosts."""

import json
from dataclasses import replace

import pytest

from generator.diagnostics import Diagnostic, Severity
from generator.diagnostics.formats import as_github, as_gitlab, as_json, as_markdown, as_text
from generator.locale import load

TEXTS = load("messages", "it")
COUNTS = {"networks": 1, "organizations": 0, "activities": 0, "practices": 0}


def _diagnostic(message: str = "Manca «nome».", excerpt: str = "temi: [anziani]", **changed: int) -> Diagnostic:
    place = {"line": 3, "column": 8, "end_line": 3, "end_column": 15, **changed}
    return Diagnostic(
        file="networks/rete.yml",
        **place,
        code="E102",
        severity=Severity.ERROR,
        message=message,
        hint="Aggiungi:\n    nome: …",
        excerpt=excerpt,
    )


def test_text() -> None:
    """A terminal shows place, line, marks under the words meant, message and fix."""
    assert as_text([_diagnostic()], TEXTS).splitlines() == [
        "errore[E102] networks/rete.yml:3:8",
        "  3 │ temi: [anziani]",
        "    │        ^^^^^^^",
        "  Manca «nome».",
        "  Aggiungi:",
        "      nome: …",
    ]


def test_text_without_a_line() -> None:
    """A finding about a whole file shows no line."""
    assert as_text([_diagnostic(excerpt="")], TEXTS).splitlines()[1] == "  Manca «nome»."


def test_name_of_a_file_stays_on_its_line() -> None:
    """A line break in the name of a file does not look like another finding."""
    text = as_text([replace(_diagnostic(), file="networks/a\nerrore[E999] b.yml")], TEXTS)

    assert text.splitlines()[0] == "errore[E102] networks/a·errore[E999] b.yml:3:8"


def test_colour() -> None:
    """Colour surrounds the label and the marks, and nothing else."""
    coloured = as_text([_diagnostic()], TEXTS, colour=True)

    assert coloured.count("\x1b[1;31m") == coloured.count("\x1b[0m") == 2


@pytest.mark.parametrize("column", [1, 60, 300, 395])
def test_long_line(column: int) -> None:
    """A long line is cut around the words meant, and the marks stay below them."""
    line = "x" * (column - 1) + "QUI" + "y" * (400 - column)

    shown, marks = as_text([_diagnostic(excerpt=line, column=column, end_column=column + 3)], TEXTS).splitlines()[1:3]

    assert shown[marks.index("^") : marks.rindex("^") + 1] == "QUI"
    assert len(shown) < 110


def test_json() -> None:
    """The object has the public keys, in their order."""
    report = json.loads(as_json([_diagnostic()], COUNTS))

    assert list(report) == ["errors", "warnings", "hints", "records", "diagnostics"]
    assert (report["errors"], report["records"]) == (1, COUNTS)
    assert list(report["diagnostics"][0]) == [
        *("code", "severity", "file", "line", "column", "end_line", "end_column", "message", "hint"),
    ]


def test_github_escapes() -> None:
    """What would end or forge a workflow command is escaped."""
    command = as_github([_diagnostic(message="50% di più\n::error::finto")])

    assert command == (
        "::error file=networks/rete.yml,line=3,col=8,endColumn=15,title=E102::"
        "50%25 di più%0A::error::finto%0AAggiungi:%0A    nome: …"
    )


def test_gitlab_fingerprints() -> None:
    """A finding keeps its identity when lines move; two equal ones have different identities."""
    first = json.loads(as_gitlab([_diagnostic(), _diagnostic()]))
    moved = json.loads(as_gitlab([_diagnostic(line=9, end_line=9), _diagnostic(line=12, end_line=12)]))

    assert [one["fingerprint"] for one in first] == [one["fingerprint"] for one in moved]
    assert first[0]["fingerprint"] != first[1]["fingerprint"]
    assert first[0]["location"] == {"path": "networks/rete.yml", "lines": {"begin": 3, "end": 3}}


def test_markdown_is_inert() -> None:
    """Text of a record cannot become a link, a mention, an image or markup in a comment."""
    hostile = "@admin [clicca](https://male.example) <img src=x> `codice` **forte** ![x](y)"

    comment = as_markdown([_diagnostic(message=hostile)], TEXTS)

    assert "@\u200badmin" in comment
    assert "](" not in comment.replace("\\]", "")
    assert "<img" not in comment.replace("\\<", "")
    assert "https://" not in comment


def test_markdown_fix() -> None:
    """What is to be pasted stands in a block; nothing in it can end the block."""
    hostile = replace(_diagnostic(), hint="Copia e incolla:\n    nome: ```\n    @admin")

    assert as_markdown([hostile], TEXTS).splitlines()[2:] == [
        "- ❌ **Da correggere** · riga 3, colonna 8 · Manca «nome». `E102`",
        "  Copia e incolla:",
        "  ````yaml",
        "  nome: ```",
        "  @admin",
        "  ````",
    ]


def test_markdown_when_clean() -> None:
    """Nothing wrong is one friendly sentence."""
    assert as_markdown([], TEXTS) == "Tutto a posto: nessun errore."
