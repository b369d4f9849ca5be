"""Dates, lists and numbers read as people write them."""

from datetime import date

import pytest

from generator.addresses import web_address
from generator.locale import load
from generator.records import PartialDate
from generator.site.model import Site, sorting_key
from generator.site.parts.words import Words, host


@pytest.fixture
def words(site: Site) -> Words:
    """Return the words of Valdoria, in Italian."""
    return site.words


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ("2019", "dal 2019"),
        ("2026-10", "da ottobre 2026"),
        ("2026-03-08", "dall'8 marzo 2026"),
        ("2026-10-01", "dal 1° ottobre 2026"),
        ({"anno": "2019", "testo": "dalla primavera 2019"}, "dalla primavera 2019"),
    ],
)
def test_a_beginning_takes_its_article(words: Words, known: object, expected: str) -> None:
    """The article follows what is known; the words of the source win."""
    assert words.since(PartialDate.parse(known)) == expected


def test_a_day_is_written_whole_in_both_languages(site: Site) -> None:
    """No number stands for a month."""
    english = Words(load("interface", "en"), site.catalogue)
    assert [site.words.day(date(2026, 11, 1)), english.day(date(2026, 11, 1))] == [
        "1° novembre 2026",
        "1 November 2026",
    ]


@pytest.mark.parametrize(
    ("months", "expected"),
    [((10, 11, 12, 1, 2), "da ottobre a febbraio"), ((6,), "a giugno"), ((3, 9), "a marzo e settembre")],
)
def test_months_that_follow_each_other_are_joined(words: Words, months: tuple[int, ...], expected: str) -> None:
    """December is followed by January."""
    assert words.months(months) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Bambine e bambini", "bambine e bambini"),
        ("Rom, Sinti e Caminanti", "Rom, Sinti e Caminanti"),
        ("LGBTQIA+ people", "LGBTQIA+ people"),
    ],
)
def test_a_label_within_a_sentence_begins_small(words: Words, label: str, expected: str) -> None:
    """Names of peoples and letters of their own stay as they are."""
    assert words.within_sentence(label) == expected


def test_numbers_follow_the_language(site: Site) -> None:
    """Thousands and decimals change places."""
    english = Words(load("interface", "en"), site.catalogue)
    assert [site.words.number(1234.5), english.number(1234.5)] == ["1.234,5", "1,234.5"]


def test_a_list_ends_with_a_conjunction(words: Words) -> None:
    """No comma before the last."""
    assert [words.listed(["a"]), words.listed(["a", "b", "c"])] == ["a", "a, b e c"]


def test_names_sort_without_accents_and_quotes() -> None:
    """An alphabet ignores what a finger does not look for."""
    assert sorting_key("«È...state» bene") == "estate bene"


def test_addresses_can_be_followed() -> None:
    """A bare host gets its scheme; what is shown is the host."""
    assert [web_address("rete.example"), host("https://www.rete.example/a")] == ["https://rete.example", "rete.example"]


def test_both_languages_have_the_same_texts() -> None:
    """A page that speaks Italian can speak English."""
    assert load("interface", "it").keys() == load("interface", "en").keys()


def test_every_family_of_themes_has_a_hue(site: Site) -> None:
    """Six families, six threads, none twice."""
    hues = {site.words.hue(family.code) for family in site.catalogue.vocabularies["temi"].scheme.families}
    assert hues == {f"thread-{number}" for number in range(1, 7)}


def test_languages_are_named(words: Words) -> None:
    """Nobody reads «bn»; a code that no list knows stays as it is written."""
    assert [words.language(code) for code in ("it", "bn", "zz")] == ["italiano", "bengalese", "zz"]


def test_a_span_names_both_ends_once(words: Words) -> None:
    """«dal … al …»; one end alone keeps its own words."""
    first, last = PartialDate(year=2025, month=6, day=1), PartialDate(year=2028, month=5)
    assert words.span(first, last) == "dal 1° giugno 2025 a maggio 2028"
    assert (words.span(first, None), words.span(None, last)) == ("dal 1° giugno 2025", "fino a maggio 2028")
