"""What activities are about, whom by age, and when: the evidence that decides inside a kind."""

import json
from dataclasses import replace
from importlib import resources

import pytest

from benchmarks.overlaps.towns.catalogue import town
from generator.catalogue.modes import Modes
from generator.matching.ages import Ages, ages_of, of_family
from generator.matching.objects import (
    complete_each_other,
    for_browser,
    lexicon,
    objects_level,
    objects_of,
    spoken_of,
)
from generator.matching.profiles import profile_of
from generator.matching.timing import never_meet, timing_of
from generator.records.activity import Schedule


@pytest.mark.parametrize(
    ("here", "there", "level"),
    [
        (("Visite oculistiche", ""), ("Ambulatorio dentistico", "Cure per i denti"), "apart"),
        (("Poltrona sospesa", "cure dentali"), ("Dentista solidale", ""), "near"),
        (("Corso di chitarra", ""), ("Coro di quartiere", ""), "apart"),
        (("Ciclofficina", ""), ("Ripariamo i tostapane", ""), "apart"),
        (("Spesa sospesa", "per famiglie in difficoltà"), ("Emporio solidale", ""), "same"),
        (("Aiuto compiti", ""), ("Studio assistito", "Quaderni aperti, maestre in pensione"), "same"),
        (("Merenda e quaderni", "Tabelline, diario e zaino: si studia"), ("Doposcuola", ""), "near"),
        (("Telefono amico", "anche per chiedere un trasporto"), ("Taxi sociale", ""), "mentioned"),
        (("Sportello lavoro", ""), ("Sportello casa", ""), "apart"),
        (("Corso di chitarra", ""), ("Dormitorio", ""), "other"),
        (("Unità mobile", ""), ("Mobili usati", ""), ""),
        (("Andiamo a casa", ""), ("Sportello casa", ""), "other"),
        (("Una parlata di troppo", ""), ("Corso di dialetto", ""), ""),
        (("Testi in adozione", "Si passano a chi viene dopo"), ("Banco libri", "Libri dell'anno prima"), "same"),
        (("Corso di snowboard", ""), ("Scuola sci", ""), "apart"),
    ],
)
def test_objects(here: tuple[str, str], there: tuple[str, str], level: str) -> None:
    """The same in other words; the longest saying wins; one thing of a group excludes the others."""
    assert objects_level(objects_of(*here), objects_of(*there)) == level
    assert objects_level(objects_of(*there), objects_of(*here)) == level


def test_a_narrow_kind_implies_and_never_excludes() -> None:
    """Kinds are often wrong: one that implies an object agrees, and does not speak against."""
    silent = objects_of("Da noi", "", ["doposcuola"])

    assert objects_level(silent, objects_of("Aiuto compiti", "")) == "near"
    assert objects_level(silent, objects_of("Corso di chitarra", "")) == ""


def test_scenery_makes_no_object() -> None:
    """Where kinds have nothing to do with each other, what is only hinted at counts as mentioned."""
    clothes = objects_of("Vestiti per ogni stagione", "Tre capi a testa e un paio di scarpe", ["abiti_beni"])
    march = objects_of("Scarpe rosse in piazza", "Chi vuole porta un paio di scarpe", ["advocacy"])

    assert objects_level(clothes, march, other_kind=True) == "mentioned"


def test_every_object_is_said_somehow() -> None:
    """No row of the lexicon is empty, and no saying is lost in stop words."""
    known = lexicon()
    said = {code for table in (known.runs, known.words, known.beginnings) for row in table.values() for code in row}
    rows = json.loads(resources.files("generator.matching").joinpath("objects.json").read_text("utf-8"))

    assert said == {f"{group}:{name}" for group, objects in rows.items() for name in objects}
    assert len(said) > 500


def test_phones_are_sent_less() -> None:
    """What only compares records is not sent, and no object of which nothing is said there."""
    refuge = "Casa rifugio, struttura protetta a indirizzo riservato"

    assert {"sportello:violenza", "strada:casa_rifugio"} <= spoken_of(refuge).keys()
    assert "sportello:violenza" in spoken_of(refuge, on_phones=True)
    assert "strada:casa_rifugio" not in spoken_of(refuge, on_phones=True)
    assert "strada:casa_rifugio" not in for_browser()["objects"]["codes"]


def test_who_collects_and_who_gives_out() -> None:
    """Either way round."""
    assert complete_each_other(frozenset({"cibo:raccolta"}), frozenset({"cibo:pasto"}))
    assert complete_each_other(frozenset({"cibo:pasto"}), frozenset({"cibo:raccolta"}))
    assert not complete_each_other(frozenset({"cibo:pasto"}), frozenset({"cibo:pasto"}))


@pytest.mark.parametrize(
    ("here", "there", "level"),
    [
        (Ages((6, 10)), Ages((11, 14)), "apart"),
        (Ages((6, 10)), Ages((8, 13)), "meet"),
        (Ages((6, 10)), Ages.of_codes(["persone_anziane"]), "apart"),
        (Ages.of_codes(["bambini"]), Ages.of_codes(["persone_anziane"]), ""),
        (Ages((6, 10)), Ages.of_codes(["bambini", "famiglie"]), ""),
    ],
)
def test_ages(here: Ages, there: Ages, level: str) -> None:
    """Declared ages are compared with what audiences mean; two guesses are left to the audiences."""
    assert here.level(there) == level


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Giochi per bimbi 6-11 anni", (6, 11)),
        ("Neonati 0-12 mesi", (0, 1)),
        ("Compiti per la primaria", (6, 10)),
        ("Ragazzi della secondaria di primo grado", (11, 14)),
        ("Ginnastica over 65", (65, 120)),
        ("dalle 15-17 in sala", None),
        ("Ragazzini da 6 fino a 14 anni", (6, 14)),
        ("Per chi ha compiuto i 55", (55, 120)),
        ("Per signore adulte", (18, 120)),
        ("Per bambini e adulti", None),
    ],
)
def test_ages_in_words(text: str, span: tuple[int, int] | None) -> None:
    """Hours are no ages."""
    entry = next(iter(town("acquaserena").catalogue.activities.values()))
    record = entry.record.model_copy(update={"name": "Da noi", "description": text, "age": None, "audiences": ()})
    assert ages_of(replace(entry, record=record)).span == span


@pytest.mark.parametrize(
    ("here", "there", "apart"),
    [
        ("lun e merc dalle 15", "martedì e giovedì", True),
        ("da lunedì a venerdì", "giovedì", False),
        ("giovedì mattina", "gio sera", True),
        ("tutti i giorni", "sabato pomeriggio", False),
        ("quando capita", "sabato", False),
        ("martedì pomeriggio", "serate il martedì", True),
        ("la domenica, fin verso mezzogiorno", "domenica dalle tre alle cinque", True),
        ("lunedì, dalle dieci alle undici", "lun dalle 10.30 alle 12", False),
        ("mese di agosto", "giugno e luglio", True),
        ("da ottobre a maggio", "i sabati di febbraio", False),
        ("domande entro il 30 settembre", "a ottobre", False),
    ],
)
def test_days_in_words(here: str, there: str, *, apart: bool) -> None:
    """Days, hours and months that a schedule leaves to words are read there; what is unknown is not apart."""
    first, second = (timing_of(Schedule.model_validate({"testo": words})) for words in (here, there))

    assert never_meet(first, second) is apart
    assert never_meet(second, first) is apart


def test_days_and_months_of_notices() -> None:
    """Short days with a full stop are read in a description, and months in a name; a date is no month."""
    notice = timing_of(None, "Ci troviamo il lun. e il gio. dalle 9.30 alle 10.30", "Agosto al borgo")

    assert sorted(notice.days) == ["gio", "lun"]
    assert (notice.slots[0][1:], sorted(notice.months)) == ((570, 630), [8])
    assert timing_of(None, "In largo 25 aprile, a maggio si fa il saggio").months == frozenset()


def test_who_gambles_and_who_lives_with_them() -> None:
    """The family of who suffers is another public."""
    assert of_family("Per mogli e mariti di chi gioca")
    assert of_family("Noi che abbiamo in casa uno che gioca")
    assert not of_family("Chi gioca troppo, e la sua famiglia")


def test_what_is_done_beside_is_borne_out() -> None:
    """Who takes people to see herons gives no lift; who says so by its object does, in whatever words."""
    town_of = town("acquaserena").catalogue
    entry = next(iter(town_of.activities.values()))

    def modes(name: str, words: str) -> Modes:
        record = entry.record.model_copy(update={"name": name, "description": words, "kinds": ()})
        return profile_of(replace(entry, record=record), (), {}).modes

    assert "accompagna" not in modes("Aironi", "Vi accompagniamo col binocolo a vedere gli uccelli").said
    assert "accompagna" in modes("Passaggi", "Accompagniamo in ospedale e riportiamo a casa").said
    assert "accompagna" in modes("Auto amica", "Ti veniamo a prendere per le visite mediche").by_kind
