"""What is known to be worth connecting in the shipped catalogue comes out, and its traps do not."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.checking import check
from generator.matching import Kind, Likeness, corpus_of, likenesses
from generator.reading.folder import read_folder

ROOT = Path(__file__).parents[2]


@cache
def shipped() -> Catalogue:
    """Read the catalogue once."""
    return check(read_folder(ROOT), date(2026, 11, 22)).catalogue


@cache
def found() -> dict[frozenset[str], Likeness]:
    """Return its likenesses, those of activities that are over included: pages leave them out."""
    return {frozenset((one.a, one.b)): one for one in likenesses(shipped(), corpus_of(shipped(), with_ended=True))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bergamo-bergamoxbergamo/consegna-di-spesa-e-pasti-a-domicilio", "bergamo-superbergamo/kit-spesa-a-domicilio"),
        ("bergamo-superbergamo/kit-spesa-a-domicilio", "cooperativa-servire/spesa-a-domicilio"),
        ("bergamo-bergamoxbergamo/consegna-di-spesa-e-pasti-a-domicilio", "cooperativa-servire/spesa-a-domicilio"),
        (
            "bergamo-tavolo-solidarieta-alimentare/distribuzione-di-700-pacchi-alimentari",
            "namaste/dispensa-express",
        ),
        ("bergamo-pervillaggio/scuola-di-italiano-per-migranti", "bergamo-sai/scuola-di-italiano-e-licenza-media"),
    ],
    ids=["shopping 1", "shopping 2", "shopping 3", "food", "Italian classes"],
)
def test_one_service_of_two_organisers_comes_out(one: str, other: str) -> None:
    """Shopping for older people, food aid and Italian classes of Bergamo."""
    assert found()[frozenset((one, other))].kind is Kind.OVERLAP


def test_parties_of_quarters_are_no_overlap() -> None:
    """Each quarter has its own; two on one day are a clash."""
    kinds = {one.id: one.record.kinds[0] for one in shipped().activities.values()}
    parties = [one for pair, one in found().items() if {kinds[activity] for activity in pair} == {"festa"}]
    assert [one for one in parties if one.kind is not Kind.CLASH] == []


def test_one_operator_does_nothing_twice() -> None:
    """A service repeated in several quarters is one service."""
    operators = {one.id: one.operator.id for one in shipped().activities.values()}
    assert [pair for pair in found() if len({operators[activity] for activity in pair}) == 1] == []
