"""Words exist in both languages, say the same things, and none is left over."""

import json
import re
from pathlib import Path

import pytest

from generator.checking.rule_data import RULE_DATA
from generator.locale import LANGUAGES, Texts, load
from generator.records.schema import schema

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"[\"']([EWH][0-9]{3})[\"']")
NAME = re.compile(r"\{([a-z_]+)\}")
FAMILIES = ("interface", "messages")


def _entries(family: str, lang: str) -> dict[str, str]:
    text = (ROOT / "generator" / "locale" / f"{family}.{lang}.json").read_text("utf-8")
    entries: dict[str, str] = json.loads(text)
    return entries


def _emitted() -> set[str]:
    """Return every code named in the program, its data and its schema."""
    sources = [path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py")]
    data = [json.dumps(RULE_DATA), json.dumps(schema())]
    return {code for text in (*sources, *data) for code in CODE.findall(text)}


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_same_keys(family: str, lang: str) -> None:
    """Every language has the keys of the Italian, in the same order."""
    assert list(_entries(family, lang)) == list(_entries(family, LANGUAGES[0]))


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_same_placeholders(family: str, lang: str) -> None:
    """A text fills the same names in every language."""
    names = {key: sorted(set(NAME.findall(text))) for key, text in _entries(family, LANGUAGES[0]).items()}

    assert {key: sorted(set(NAME.findall(text))) for key, text in _entries(family, lang).items()} == names


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_key_twice(family: str, lang: str) -> None:
    """No key is written twice: JSON would keep the last in silence."""
    text = (ROOT / "generator" / "locale" / f"{family}.{lang}.json").read_text("utf-8")
    keys = [key for key, _ in json.loads(text, object_pairs_hook=list)]

    assert sorted(keys) == sorted(set(keys))


def test_codes() -> None:
    """Every code that the program can emit has a message, and every message has its code."""
    messages = _entries("messages", "it")

    assert {key[:4] for key in messages if re.match(r"[EWH][0-9]{3}\.message$", key)} == _emitted()


def test_every_code_has_a_case() -> None:
    """Every code stands in the expected text of a case."""
    expected = [path.read_text("utf-8") for path in (ROOT / "tests" / "cases").glob("*/expected.txt")]
    shown = {code for text in expected for code in re.findall(r"\[([EWH][0-9]{3})\]", text)}

    assert _emitted() - shown == set()


def test_nothing_is_called_invalid() -> None:
    """Messages say what is there and what is expected: never «non valido», never a reproach."""
    italian = " ".join(_entries("messages", "it").values()).lower()

    assert [word for word in ("valid", "illegal", "vietat", "sbagliato", "attenzione!") if word in italian] == []


def test_fill() -> None:
    """Names in braces are replaced; other braces stay."""
    texts = load("messages", "it")

    assert texts("E203.hint", free="festa-2") == "Cambia uno dei due, per esempio «festa-2»."
    assert "{nome: …}" in texts("E201.hint")


def test_missing_name_is_our_bug() -> None:
    """A text without the value for one of its names raises KeyError: it never reaches a person half filled."""
    with pytest.raises(KeyError):
        load("messages", "it")("E203.hint")


_NEVER_SINGLE = {
    "connections.tied",  # a tie has two ends
    "organization.takes_part_many",  # has its `_one`
    "place.and_more",  # three are named
    "search.more",  # English: «Show 1 more»
    "search.others",
    "search.places",  # from two on
    "needs.and_more_places",
    "roles.and_more",
    "territory.for_town",  # no noun follows, but a place
    "territory.for_wide",
    "territory.in_part",
    "territory.in_town",
    "territory.in_wide",
    "synergies.judged_many",  # from eight on
    "synergies.judged_none",
    "synergies.judged_single",
    "who_does.more",
    "who_does.many_here",  # `one_here`
    "who_does.most",  # a constant
    "statistics.found_governo_accordo",  # an answer that two networks give at least
    "statistics.found_governo_decisioni",
    "statistics.found_governo_funzionamento",
    "statistics.found_governo_guida",
    "statistics.off_map_elsewhere",  # «1 in altri Comuni»: no noun follows
    "statistics.off_map_town",
    "statistics.off_map_wider",
    "statistics.or_more",  # a constant
    "territory.sum_town",  # «1 nei quartieri»: no noun follows
    "territory.sum_wide",
    "term.every_weeks",  # from the third week
    "when.every_weeks",
    "shell.stale",  # days of a setting
}
"""Texts whose number is never one, or whose words do not change with it."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_is_never_many(lang: str) -> None:
    """«1 risultati»: a number before a noun has a text of its own for one (`.one` and `.many`), or stands after it."""
    counted = {key for key, text in _entries("interface", lang).items() if re.search(r"\{n\} [^\W\d]", text)}
    single = {key for key in counted if not key.endswith(".many") and key not in _NEVER_SINGLE}
    assert {key for key in single if not re.search(r"\{n\} (su|of|di) ", _entries("interface", lang)[key])} == set()


def test_articles_give_way_to_the_eighth_and_the_eleventh() -> None:
    """As they are read out: «l'8 dicembre», «dell'11 aprile»; every other day keeps its article."""
    texts = Texts({"on": "Scade il {day}.", "of": "Del {day}, al {n}", "since": "dal {day}"}, "it")

    assert texts("on", day="8 dicembre 2026") == "Scade l'8 dicembre 2026."
    assert texts("of", day="11 aprile", n="8") == "Dell'11 aprile, al 8"
    assert texts("since", day="18 maggio") == "dal 18 maggio"
    assert texts("since", day="1° maggio") == "dal 1° maggio"
    assert texts("on", day="2026-12-08") == "Scade il 2026-12-08."
