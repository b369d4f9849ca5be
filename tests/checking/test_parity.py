"""Python and the browser's form check one record with the same codes, places and words.

Two things are for files alone: lines to paste, and advice on what is written in another shape than a form can.
"""

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error

from generator.catalogue.vocabularies import Vocabularies, build_vocabularies
from generator.checking import sound_vocabularies
from generator.checking.contract import compact, contract
from generator.checking.diagnosing import in_words
from generator.checking.rules import IN_FORM
from generator.checking.shape import check_shape
from generator.diagnostics import Finding
from generator.locale import Texts, load
from generator.reading.folder import SourceFile, read_folder
from generator.records.conditions import CLAUSES
from generator.records.schema import KEYWORDS
from tests.checking.conftest import SCRIPTS, Answer, Browser
from tests.conftest import CASES, TODAY, overlaid

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("checker")]

STRANGE: list[Any] = [
    *("", "sì", "15/9/2025", "circa 12", "€ 3", "via Roma 5", "anna.rossi@gmail.com", "3331234567", "ß Ü 𝒳"),
    *("{a: b}", "65+", "nel 1999", "2019-13", "12:60", "it, en", ["x", "x"], {"testo": "y"}, [], {}),
]
SHIPPED = Path(__file__).parents[2]


def _python(source: SourceFile, vocabularies: Vocabularies, lang: str) -> Answer:
    texts = load("messages", lang)
    return [
        {"code": finding.code, "severity": finding.severity.value, "path": list(finding.path), **_words(finding, texts)}
        for finding in _shape(source, vocabularies)
    ]


def _shape(source: SourceFile, vocabularies: Vocabularies) -> list[Finding]:
    return check_shape(source.data, source.kind, source.file, vocabularies, today=TODAY.isoformat())


def _words(finding: Finding, texts: Texts) -> dict[str, str]:
    message, hint = in_words(finding, texts)
    return {"message": message, "hint": hint}


def _in_a_form(answer: Answer) -> Answer:
    """Leave out what nobody needs who has no file: lines to paste, and how to write what has the wrong shape."""

    def spoken(hint: str) -> list[str]:
        return [line for line in hint.split("\n") if not line.startswith(" ")]

    return [{**finding, "hint": finding["code"] != "E104" and spoken(finding["hint"])} for finding in answer]


def _compare(files: list[tuple[SourceFile, str, Any]], javascript: Browser, lang: str = "it") -> None:
    """Check every (file, name of its vocabularies, vocabularies) in both languages and compare, file by file."""
    for name, vocabularies in {name: vocabularies for _, name, vocabularies in files}.items():
        javascript.publish(name, compact(vocabularies))
    jobs = [{"vocabularies": name, "kind": source.kind, "data": source.data, "lang": lang} for source, name, _ in files]
    answers = javascript.check(jobs, TODAY.isoformat())
    expected = [
        (source.file, name, _in_a_form(_python(source, vocabularies, lang))) for source, name, vocabularies in files
    ]
    actual = [(source.file, name, _in_a_form(answer)) for (source, name, _), answer in zip(files, answers, strict=True)]
    for python, browser in zip(expected, actual, strict=True):
        assert browser == python


def _records(root: Path, name: str) -> Iterator[tuple[SourceFile, str, Any]]:
    sources = read_folder(root)
    vocabularies = sound_vocabularies(sources)
    for source in sources.files:
        if source.data and source.kind != "vocabolario":
            yield source, name, vocabularies


def test_every_case(javascript: Browser, tmp_path: Path) -> None:
    """Every case gives the same findings in both, whatever is wrong with it."""
    folders = sorted(folder for folder in CASES.iterdir() if folder.name != "base")
    cases = [
        record
        for folder in folders
        for record in _records(overlaid(tmp_path / folder.name, folder), f"{folder.name}.json")
        if (folder / record[0].file).exists()
    ]

    _compare(cases, javascript)
    assert {finding.code for source, _, words in cases for finding in _shape(source, words)} == IN_FORM


def test_english(javascript: Browser, tmp_path: Path) -> None:
    """The same holds for the English words."""
    names = ("molti-errori-insieme", "parole-migliori", "contatto-scritto-come-testo", "ora-col-punto")
    cases = [record for name in names for record in _records(overlaid(tmp_path / name, CASES / name), f"{name}.json")]

    _compare(cases, javascript, "en")


def test_labels_in_any_language(javascript: Browser) -> None:
    """A vocabulary may have a label and a sentence in any language; what is no language is found by both.

    Formats of codes are for files alone, so the terms have none.
    """
    terms = [
        {"it": "A", "de": "A", "definizione": {"it": "A", "fur": "A"}},
        {"it": "B", "qq": "B", "definizione": {"it": "B", "sc": ["B"]}, "nota": {"en": "B"}},
    ]
    source = SourceFile("vocabolario", "temi", "vocabularies/temi.yml", {"id": "temi", "termini": terms})
    _compare([(source, "temi.json", build_vocabularies([]))], javascript)


def test_every_shipped_record(javascript: Browser) -> None:
    """The records of this repository raise the same findings in both."""
    _compare(list(_records(SHIPPED, "shipped.json")), javascript)


def _damaged(value: Any, chance: random.Random) -> Any:
    """Return a copy of a record where some values are swapped for what does not belong there."""
    if chance.random() < 0.08:
        return chance.choice(STRANGE)
    if isinstance(value, dict):
        return {key if chance.random() > 0.03 else f"{key}x": _damaged(part, chance) for key, part in value.items()}
    return [_damaged(item, chance) for item in value] if isinstance(value, list) else value


def test_damaged_records(javascript: Browser, valdoria: Path) -> None:
    """Three hundred records damaged at random raise the same findings in both."""
    chance = random.Random(20261122)  # noqa: S311 - seeded, so that a failure comes back
    records = [record for record in _records(valdoria, "base.json") if len(record[0].data) > 8]
    damaged = []
    for _ in range(300):
        source, name, vocabularies = chance.choice(records)
        broken = SourceFile(
            source.kind, source.id, source.file, _damaged(copy.deepcopy(dict(source.data)), chance) or {"a": "b"}
        )
        damaged.append((broken, name, vocabularies))

    _compare([job for job in damaged if isinstance(job[0].data, dict)], javascript)


def test_unknown_keyword(javascript: Browser) -> None:
    """A schema that says something new is refused by the browser; Python refuses to emit it."""
    javascript.publish("strange.json", {**contract(), "kinds": {"rete": {"type": "object", "x-nuova": 1}}})
    javascript.publish("none.json", {})
    job = {"vocabularies": "none.json", "kind": "rete", "data": {}, "lang": "it"}

    with pytest.raises(Error, match="unknown keyword: x-nuova"):
        javascript.check([job], TODAY.isoformat(), "strange.json")


def test_closed_sets() -> None:
    """Both interpreters know the same keywords, conditions and formats."""
    script = (SCRIPTS / "check.js").read_text("utf-8")
    conditions = (SCRIPTS / "conditions.js").read_text("utf-8")

    assert all(keyword in script for keyword in KEYWORDS)
    assert all(clause in conditions for clause in CLAUSES)
    assert build_vocabularies([]).schemes.keys() <= compact(build_vocabularies([])).keys()
    assert set(contract()) == {"kinds", "$defs", "rules"}
