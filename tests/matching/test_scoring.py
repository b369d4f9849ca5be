"""Weights, scores and the limits of both."""

from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from generator.checking import check
from generator.matching import Kind, corpus_of, likenesses
from generator.matching.candidates import candidates
from generator.matching.pairs import compared, decisions
from generator.matching.profiles import LEVELS
from generator.matching.scoring import evidence_of, kind_of, might_be_one, score_of, weights
from generator.reading.folder import read_folder

TOWN = Path(__file__).parents[2] / "examples" / "valdoria"


def test_every_level_has_a_weight() -> None:
    """Each level that codes can reach has a whole weight."""
    assert all(
        isinstance(weights().evidence[facet][level], int) for facet, levels in LEVELS.items() for level in levels
    )


def test_agreement_and_conflict() -> None:
    """What agrees never weighs against, what conflicts never weighs for."""
    agree = {"same", "named", "family", "spoken", "contains", "neighbours", "broader", "everybody", "meet", "shared"}
    all_weights = [(level, weight) for by_level in weights().evidence.values() for level, weight in by_level.items()]

    assert [one for one in all_weights if one[0] in agree and one[1] < 0] == []
    assert [one for one in all_weights if one[0] in {"different", "apart", "elsewhere"} and one[1] > 0] == []


def test_inherited_place() -> None:
    """An inherited place weighs half, and never against."""
    own = weights().evidence["territori"]

    assert evidence_of({"territori": "same"}, weights().evidence, inherited=True) == {"territori": own["same"] // 2}
    assert evidence_of({"territori": "elsewhere"}, weights().evidence, inherited=True) == {}
    assert evidence_of({"territori": "elsewhere"}, weights().evidence, inherited=False) == {
        "territori": own["elsewhere"]
    }


@pytest.mark.parametrize(("weight", "expected"), [(5000, 1000), (-5000, 0)])
def test_score_stays_per_mille(weight: int, expected: int) -> None:
    """A score is between 0 and 1000."""
    assert score_of({"tipo": weight}, weights()) == expected


def test_overlap_is_one_service_through_one_door() -> None:
    """One object and one public make a service; other days share it, other ages only resemble."""
    place_and_people = {"tipo": "same", "territori": "same", "destinatari": "same"}
    together = {**place_and_people, "oggetto": "near", "atto": "same"}

    assert kind_of(1000, together, weights()) is Kind.OVERLAP
    assert kind_of(1000, {**together, "destinatari": "partly"}, weights()) is not Kind.OVERLAP
    assert kind_of(1000, {**place_and_people, "parole": "one"}, weights()) is not Kind.OVERLAP
    assert kind_of(1000, {**together, "modo": "aside", "scambio": "hands_over"}, weights()) is Kind.SYNERGY
    assert kind_of(1000, {**together, "territori": "neighbours"}, weights()) is Kind.SYNERGY
    assert kind_of(1000, {**together, "quando": "apart"}, weights()) is Kind.SYNERGY
    assert kind_of(1000, {**together, "oggetto": "other"}, weights()) is None
    assert kind_of(1000, {**together, "oggetto": "apart"}, weights()) is Kind.RESEMBLANCE
    assert kind_of(1000, {**together, "eta": "apart", "oggetto": "same"}, weights()) is Kind.RESEMBLANCE
    assert kind_of(1000, {**together, "destinatari": "different"}, weights()) is Kind.RESEMBLANCE
    assert kind_of(1000, {**place_and_people, "destinatari": "different"}, weights()) is None
    assert kind_of(1000, {**together, "periodo": "apart"}, weights()) is None


@pytest.mark.parametrize(
    ("bearing_out", "kind"),
    [
        ({"centro": "one"}, Kind.OVERLAP),
        ({"giorni": "same"}, Kind.OVERLAP),
        ({"parole": "two"}, Kind.OVERLAP),
        ({}, Kind.RESEMBLANCE),
        ({"giorni": "same", "atto": "some", "modo": "apart"}, Kind.RESEMBLANCE),
        ({"giorni": "same", "oggetto": "other", "parole": "three"}, None),
    ],
)
def test_what_agrees_in_passing_is_borne_out(bearing_out: dict[str, str], kind: Kind | None) -> None:
    """By days, words or what one is most about; who tells of a fountain and who mends it share words and a Sunday."""
    levels = {"tipo": "same", "territori": "same", "destinatari": "same", "oggetto": "mentioned"}
    levels |= {"atto": "same", **bearing_out}

    assert kind_of(1000, levels, weights()) is kind


@pytest.mark.parametrize(
    ("known", "kind", "is_maybe"),
    [
        ({"oggetto": "near", "atto": "some"}, Kind.OVERLAP, False),
        ({"oggetto": "near", "atto": "akin"}, Kind.OVERLAP, False),
        ({"oggetto": "near"}, Kind.RESEMBLANCE, True),
        ({"oggetto": "near", "centro": "most"}, Kind.RESEMBLANCE, True),
        ({"oggetto": "near", "parole": "two"}, Kind.RESEMBLANCE, True),
        ({"oggetto": "near", "centro": "most", "parole": "two"}, Kind.OVERLAP, False),
        ({"oggetto": "same"}, Kind.RESEMBLANCE, True),
        ({"oggetto": "same", "nome": "same"}, Kind.OVERLAP, False),
        ({"oggetto": "same", "atto": "akin"}, Kind.OVERLAP, False),
        ({"oggetto": "same", "atto": "apart"}, Kind.RESEMBLANCE, False),
        ({"oggetto": "near", "atto": "apart"}, Kind.RESEMBLANCE, False),
        ({"oggetto": "near", "atto": "aside"}, Kind.RESEMBLANCE, False),
        ({"oggetto": "near", "atto": "aside", "scambio": "hands_over"}, Kind.SYNERGY, False),
        ({"oggetto": "near", "quando": "apart"}, Kind.RESEMBLANCE, False),
        ({"oggetto": "near", "eta": "apart"}, Kind.RESEMBLANCE, False),
    ],
)
def test_the_strong_word_asks_what_is_done(known: dict[str, str], kind: Kind, *, is_maybe: bool) -> None:
    """What is about one thing in part is the same where the same is done with it; where nobody says so it may be."""
    levels = {"tipo": "same", "territori": "same", "destinatari": "same", **known}

    assert kind_of(1000, levels, weights()) is kind
    assert might_be_one(1000, levels, weights()) is is_maybe
    if kind is Kind.OVERLAP:
        assert might_be_one(weights().overlap - 1, levels, weights())
        assert not might_be_one(weights().overlap - 100, levels, weights())


@pytest.mark.parametrize(
    ("bearing_out", "kind"),
    [
        ({}, Kind.RESEMBLANCE),
        ({"destinatari": "everybody"}, Kind.RESEMBLANCE),
        ({"parole": "one"}, Kind.RESEMBLANCE),
        ({"destinatari": "guessed"}, Kind.OVERLAP),
        ({"eta": "meet"}, Kind.OVERLAP),
        ({"giorni": "same"}, Kind.OVERLAP),
        ({"centro": "most"}, Kind.OVERLAP),
        ({"parole": "two"}, Kind.OVERLAP),
        ({"giorni": "same", "atto": "akin"}, Kind.OVERLAP),
        ({"giorni": "same", "atto": "akin", "tipo": "different"}, Kind.RESEMBLANCE),
        ({"giorni": "same", "atto": "some", "tipo": "different"}, Kind.OVERLAP),
        ({"giorni": "same", "oggetto": "mentioned"}, Kind.OVERLAP),
        ({"giorni": "same", "oggetto": "mentioned", "atto": "some"}, Kind.RESEMBLANCE),
        ({"giorni": "same", "oggetto": "mentioned", "modo": "aside"}, Kind.RESEMBLANCE),
    ],
)
def test_the_strong_word_is_borne_out(bearing_out: dict[str, str], kind: Kind) -> None:
    """Thing and act alone may be the same: a lift to school and one to hospital; people, days or words bear it out."""
    levels = {"tipo": "same", "territori": "same", "oggetto": "near", "atto": "same", **bearing_out}

    assert kind_of(1000, levels, weights()) is kind
    assert might_be_one(1000, levels, weights()) is (kind is Kind.RESEMBLANCE)


def test_people_that_agree_in_part_may_be_served_by_one() -> None:
    """Who looks after somebody and who is old and alone may come to one table: it is worth a question."""
    levels = {"tipo": "same", "territori": "same", "oggetto": "near", "atto": "same", "destinatari": "partly"}

    assert kind_of(1000, levels, weights()) is Kind.RESEMBLANCE
    assert might_be_one(1000, levels, weights())


def test_no_overlap_is_lost_by_not_comparing_all() -> None:
    """Comparing every pair of the town finds no overlap that the candidates lack."""
    catalogue = check(read_folder(TOWN), date(2026, 11, 22)).catalogue
    corpus = corpus_of(catalogue)
    decided = decisions(catalogue)
    every = (
        compared(one, other, corpus, decided, weights()) for one, other in combinations(corpus.profiles.values(), 2)
    )
    expected = [one for one in every if one is not None and one.kind is Kind.OVERLAP]

    found = {(one.a, one.b) for one in likenesses(catalogue, corpus)}

    assert {(one.a, one.b) for one in expected} <= found


def test_candidates_do_not_depend_on_order() -> None:
    """Two activities are compared whichever of them comes first."""
    corpus = corpus_of(check(read_folder(TOWN), date(2026, 11, 22)).catalogue)
    forth = {(one.id, other.id) for one, others in candidates(corpus) for other in others}
    turned = {f"{999 - number:03}": one for number, one in enumerate(corpus.profiles.values())}
    names = {one.id: name for name, one in turned.items()}
    profiles = {name: replace(turned[name], id=name) for name in sorted(turned)}
    back = {(one.id, other.id) for one, others in candidates(replace(corpus, profiles=profiles)) for other in others}

    assert {frozenset((names[a], names[b])) for a, b in forth} == {frozenset(pair) for pair in back}
