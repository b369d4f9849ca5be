"""What is worth showing to people who did not ask: no generic kind, no single word, no weak pair between networks."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from generator.checking import check
from generator.matching import Kind, Likeness
from generator.matching.matching import Matching
from generator.matching.worth_showing import GENERIC_KINDS, brings_together
from generator.reading.folder import read_folder

ROOT = Path(__file__).parents[2]


@cache
def matching(folder: str) -> Matching:
    """Weave a catalogue once."""
    return Matching(check(read_folder(ROOT / folder), date(2026, 11, 22)).catalogue)


def names(those: tuple[Likeness, ...], found: Matching) -> set[frozenset[str]]:
    """Return the names of each pair."""
    return {frozenset(found.catalogue.activities[one].name for one in (pair.a, pair.b)) for pair in those}


@pytest.mark.parametrize(
    "pair",
    [
        ("Aspettando Notte di Luce", "Prevenzione nelle scuole superiori"),
        ("Mappa delle reti e degli spazi", "Call center estivo"),
        ("Mappa delle reti e degli spazi", "Iniziative per il 3 dicembre"),
        ("Mercatino bric-à-brac", "Sos coperte"),
        ("Educativa di strada", "Unità mobile"),
    ],
)
def test_what_is_generic_is_not_shown(pair: tuple[str, str]) -> None:
    """A kind that every network has something of, one word, or a kind for other people, is nothing for a page."""
    found = matching(".")
    assert frozenset(pair) not in names(found.shown_likenesses, found)


def test_clashes_of_dates_are_always_told() -> None:
    """Parties are of a generic kind, and two of them on one day are worth a call."""
    found = matching("examples/valdoria")
    assert [one for one in found.likenesses if one.kind is Kind.CLASH] == [
        one for one in found.shown_likenesses if one.kind is Kind.CLASH
    ]


def test_help_of_another_kind_takes_no_turns() -> None:
    """Who cannot come on the days of one may on those of the other: of one kind, or about one thing, and only then."""
    found = matching("examples/valdoria")
    shown = names(found.shown_likenesses, found)
    respite = frozenset(("Gruppo dei familiari", "Un pomeriggio per te"))
    assert respite in names(found.likenesses, found)
    assert respite not in shown
    assert frozenset(("Emporio La Madia", "La borsa della spesa")) in shown


def test_one_weak_pair_brings_no_networks_together() -> None:
    """Activities of near kinds are two at least, or one that is the same thing."""
    found = matching(".")
    of = {
        frozenset(found.catalogue.activities[one].name for one in (pair.a, pair.b)): pair
        for pair in found.shown_likenesses
    }
    weak = of[frozenset(("Dormitorio Galgario", "Unità mobile"))]
    plain = of[frozenset(("Accoglienze diocesane", "Campo di piazza d'Armi"))]
    assert not brings_together([weak], found.catalogue)
    assert brings_together([weak, weak], found.catalogue)
    assert brings_together([plain], found.catalogue)


def test_generic_kinds_exist() -> None:
    """They are written as in the vocabulary."""
    assert set(matching(".").catalogue.vocabularies["tipi_attivita"].terms) >= GENERIC_KINDS
