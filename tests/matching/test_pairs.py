"""Pairs that resemble each other in the example town: what is planted comes out, what is a trap does not."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.catalogue.modes import BESIDE
from generator.checking import check
from generator.locale import load
from generator.matching import (
    Corpus,
    Kind,
    Likeness,
    corpus_of,
    likenesses,
    reasons,
    sentence,
    short_reasons,
    undecided,
    verdict,
)
from generator.matching.acts import inventory
from generator.matching.objects import COMPLETING
from generator.matching.profiles import Profile, compare, profile_of
from generator.matching.reasons import days_in_words
from generator.reading.folder import read_folder

TOWN = Path(__file__).parents[2] / "examples" / "valdoria"
TODAY = date(2026, 11, 22)


@cache
def town() -> tuple[Catalogue, Corpus]:
    """Read the town once."""
    catalogue = check(read_folder(TOWN), TODAY).catalogue
    return catalogue, corpus_of(catalogue)


@cache
def found() -> dict[tuple[str, str], Likeness]:
    """Return the town's likenesses by their ids."""
    return {(one.a, one.b): one for one in likenesses(*town())}


def between(one: str, other: str) -> Likeness | None:
    """Return the likeness of two activities, in any order."""
    return found().get((min(one, other), max(one, other)))


ALIKE = [
    ("la-lanterna/doposcuola-lanterna", "oratorio-san-luca/compiti-in-oratorio"),
    ("parole-in-cortile/scuola-di-italiano", "cpia-del-lento/italiano-di-base"),
    ("il-banco-del-pane/pacchi-del-sabato", "parrocchia-santa-marta/borsa-della-spesa"),
    ("auser-ponte/quattro-passi", "passo-lento/camminata-del-mercoledi"),
    ("filo-di-voce/pronto-come-stai", "centro-anziani-mulini/una-telefonata-al-giorno"),
    ("soccorso-alta-valle/accompagnamento-alle-visite", "cooperativa-di-comunita-roccaluce/il-passaggio"),
]
NOT_ALIKE = [
    ("la-lanterna/doposcuola-lanterna", "cpia-del-lento/compiti-per-grandi"),
    ("rete-memoria/un-caffe-insieme", "mondomamme/un-caffe-insieme"),
    ("filo-della-memoria/gruppo-familiari", "gruppo-ama-oltre/martedi-sera"),
    ("passo-lento/camminata-del-mercoledi", "pro-loco-roccaluce/camminata-del-mercoledi"),
    ("cooperativa-tramaglio/punto-digitale-stazione", "cooperativa-tramaglio/punto-digitale-mulini"),
    ("cooperativa-tramaglio/punto-digitale-stazione", "cooperativa-tramaglio/punto-digitale-fornaci"),
    ("consulta-colle/festa-del-colle", "botteghe-del-centro/centro-in-tavola"),
    ("binario-zero/te-caldo", "cooperativa-approdo/acqua-e-ombra"),
    ("auser-ponte/spesa-a-casa", "comune-di-valdoria/spesa-a-casa-2020"),
]
CLASHES = [
    ("rete-vicini-di-casa/festa-del-ponte", "centro-anziani-mulini/festa-dei-mulini"),
    ("comitato-via-del-lavatoio/festa-della-stazione", "parrocchia-sant-eligio/festa-delle-fornaci"),
]


@pytest.mark.parametrize("pair", ALIKE, ids=" ".join)
def test_planted_likeness(pair: tuple[str, str]) -> None:
    """What was planted as alike is shown."""
    assert between(*pair) is not None


@pytest.mark.parametrize("pair", NOT_ALIKE, ids=" ".join)
def test_planted_trap(pair: tuple[str, str]) -> None:
    """What was planted as a trap stays silent."""
    likeness = between(*pair)

    assert likeness is None


@pytest.mark.parametrize("pair", CLASHES, ids=" ".join)
def test_planted_clash(pair: tuple[str, str]) -> None:
    """Two parties on one day in neighbouring quarters are a finding of their own kind."""
    likeness = between(*pair)

    assert likeness is not None
    assert likeness.kind is Kind.CLASH


def test_decided_pair_is_silent() -> None:
    """A pair that somebody has weighed carries the decision and is left out of what people see."""
    decided = between("rete-vicini-di-casa/caffe-in-cortile", "oratorio-san-luca/merenda-dei-nonni")

    assert decided is not None
    assert decided.decision == "coordinata"
    assert decided not in undecided(found().values())


def test_reasons_are_a_sentence() -> None:
    """The reasons of a likeness read as one plain sentence."""
    likeness = between("la-lanterna/doposcuola-lanterna", "oratorio-san-luca/compiti-in-oratorio")
    assert likeness is not None

    said = sentence(reasons(likeness, *town(), load("messages", "it")))

    expected = (
        "Si occupano della stessa cosa, nello stesso quartiere, per le stesse persone, in orari che si toccano, dello "
        "stesso tipo, per età vicine, nello stesso periodo; parole in comune: quaderni, compiti."
    )
    assert expected == said


def test_what_matters_to_people_is_said_first() -> None:
    """Four facts come first, where and for whom before what kind; the others are left for who wants to know more."""
    likeness = between("la-lanterna/doposcuola-lanterna", "oratorio-san-luca/compiti-in-oratorio")
    assert likeness is not None

    first, others = short_reasons(likeness, *town(), load("messages", "it"))

    assert first == (
        "si occupano della stessa cosa",
        "nello stesso quartiere",
        "per le stesse persone",
        "in orari che si toccano",
    )
    assert others == (
        "dello stesso tipo",
        "per età vicine",
        "nello stesso periodo",
        "parole in comune: quaderni, compiti",
    )


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (
            "il-banco-del-pane/emporio-la-madia",
            "parrocchia-santa-marta/borsa-della-spesa",
            "Ci si può dividere la settimana: una il martedì e il giovedì, l'altra il sabato.",
        ),
        (
            "filo-della-memoria/gruppo-familiari",
            "fondazione-casa-del-colle/un-pomeriggio-per-te",
            "In giorni diversi: chi non può in quelli dell'una può in quelli dell'altra.",
        ),
        (
            "auser-ponte/quattro-passi",
            "passo-lento/camminata-del-mercoledi",
            "In quartieri vicini: ci si possono mandare le persone.",
        ),
        (
            "il-banco-del-pane/emporio-la-madia",
            "rete-cibo/colletta-di-novembre",
            "Una dà la spesa, l'altra raccoglie il cibo.",
        ),
        (
            "la-lanterna/doposcuola-lanterna",
            "oratorio-san-luca/compiti-in-oratorio",
            "Nello stesso quartiere, per le stesse persone, in orari che si toccano.",
        ),
        (
            "rete-vicini-di-casa/festa-del-ponte",
            "centro-anziani-mulini/festa-dei-mulini",
            "Il 23 maggio 2027, in quartieri vicini.",
        ),
    ],
)
def test_a_verdict_says_why(one: str, other: str, said: str) -> None:
    """Other days of one week are shared, those of a month are not; neighbours and who hands over say so instead."""
    likeness = between(one, other)
    assert likeness is not None

    first, others = verdict(likeness, *town(), load("messages", "it"))

    assert sentence(first) == said
    assert not set(first) & set(others)


@pytest.mark.parametrize("lang", ["it", "en"])
def test_times_are_told_once_and_where_they_matter(lang: str) -> None:
    """That hours overlap is told of what is the same alone; a week is shared by what comes back every week."""
    texts = load("messages", lang)
    meet, week = texts("matching.orari.meet"), texts("matching.why.week", here="", there="").split(":")[0]
    for likeness in found().values():
        ways = (verdict, short_reasons)
        told = [part for way in ways for half in way(likeness, *town(), texts) for part in half]
        told += reasons(likeness, *town(), texts)
        assert likeness.kind is Kind.OVERLAP or not any(meet in part for part in told)
        seldom = {"colletta-di-novembre", "gruppo-familiari"} & {likeness.a.split("/")[1], likeness.b.split("/")[1]}
        assert not seldom or not any(week in part for part in told)


@pytest.mark.parametrize(
    ("name", "description", "kind", "is_told"),
    [
        ("Corso di computer", "Insegniamo a usare la posta elettronica.", "formazione_professionale", False),
        ("Corso per saldatori", "Insegniamo un mestiere a chi cerca lavoro.", "formazione_professionale", True),
    ],
)
def test_kinds_alone_hand_nothing_over(name: str, description: str, kind: str, *, is_told: bool) -> None:
    """Any course is no step to a job; one that speaks of jobs is."""
    catalogue, corpus = town()
    entry = next(iter(catalogue.activities.values()))

    def made(*told: str) -> Profile:
        record = entry.record.model_copy(update={"description": told[1], "kinds": (told[2],), "name": told[0]})
        return profile_of(replace(entry, record=record), (), {})

    desk = made("Sportello lavoro", "Scriviamo il curriculum, guardiamo le offerte di lavoro.", "lavoro_orientamento")
    levels = compare(made(name, description, kind), desk, corpus.relations)
    assert ("scambio" in levels) is is_told


@pytest.mark.parametrize("lang", ["it", "en"])
def test_all_that_is_handed_over_has_words(lang: str) -> None:
    """Whatever hands over, and whatever is done beside, is told by what it does."""
    texts = load("messages", lang)
    assert {code for pair in COMPLETING for code in pair if f"matching.does.{code}" not in texts} == set()
    acts = frozenset().union(*inventory().hands_over)
    assert {act for act in acts if f"matching.does.atto:{act}" not in texts} == set()
    assert {mode for mode in BESIDE - {"trasmette"} if f"matching.beside.{mode}" not in texts} == set()


@pytest.mark.parametrize(
    ("days", "lang", "said"),
    [
        ({"mar", "gio"}, "it", "il martedì e il giovedì"),
        ({"dom"}, "it", "la domenica"),
        ({"lun", "mar", "mer", "gio", "ven"}, "it", "dal lunedì al venerdì"),
        ({"ven", "sab", "dom"}, "it", "il venerdì, il sabato e la domenica"),
        ({"lun", "mer"}, "en", "on Monday and Wednesday"),
        ({"lun", "mar", "mer"}, "en", "from Monday to Wednesday"),
    ],
)
def test_days_stand_in_a_sentence(days: set[str], lang: str, said: str) -> None:
    """Days of the week have their articles; three in a row are told by the first and the last."""
    assert days_in_words(frozenset(days), load("messages", lang)) == said


def test_one_word_in_common_is_no_reason() -> None:
    """Where there is something else to say, a single word says nothing."""
    likeness = between("auser-ponte/quattro-passi", "passo-lento/camminata-del-mercoledi")
    assert likeness is not None

    told = reasons(likeness, *town(), load("messages", "it"))
    first, others = short_reasons(likeness, *town(), load("messages", "it"))

    assert "parole in comune: passi" in told
    assert not any("parole in comune" in part for part in (*first, *others))


def test_clash_is_told_whole() -> None:
    """A clash of dates has few reasons, and none is left for later."""
    likeness = between("rete-vicini-di-casa/festa-del-ponte", "centro-anziani-mulini/festa-dei-mulini")
    assert likeness is not None

    texts = load("messages", "it")

    assert short_reasons(likeness, *town(), texts) == (reasons(likeness, *town(), texts), ())


def test_clash_says_the_day() -> None:
    """The reasons of a clash name the day."""
    likeness = between("rete-vicini-di-casa/festa-del-ponte", "centro-anziani-mulini/festa-dei-mulini")
    assert likeness is not None

    said = sentence(reasons(likeness, *town(), load("messages", "en")))

    assert said == "Two parties on the same day, 23 May 2027, in neighbouring quarters."


def test_best_first() -> None:
    """Pairs come best first, equals by id, the lower id before the higher one."""
    pairs = list(found().values())

    assert sorted(pairs, key=lambda one: (-one.score, one.a, one.b)) == pairs
    assert all(one.a < one.b for one in pairs)


def test_activities_that_are_over_can_be_wanted() -> None:
    """What is over is left out for users and kept for who measures."""
    catalogue, current = town()

    everything = corpus_of(catalogue, with_ended=True)

    assert "comune-di-valdoria/spesa-a-casa-2020" not in current.profiles
    assert "comune-di-valdoria/spesa-a-casa-2020" in everything.profiles
