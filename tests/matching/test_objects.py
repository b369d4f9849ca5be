"""What activities are about, whom by age, and when: the evidence that decides inside a kind."""

from dataclasses import replace

import pytest

from benchmarks.overlaps.towns.catalogue import town
from generator.matching.ages import Ages, ages_of
from generator.matching.objects import complete_each_other, objects_level, objects_of
from generator.matching.timing import never_meet, timing_of
from generator.records.activity import Schedule


@pytest.mark.parametrize(
    ("here", "there", "level"),
    [
        (("Visite oculistiche", ""), ("Ambulatorio dentistico", "Cure per i denti"), "apart"),
        (("Poltrona sospesa", "cure dentali"), ("Dentista solidale", ""), "same"),
        (("Corso di chitarra", ""), ("Coro di quartiere", ""), "apart"),
        (("Ciclofficina", ""), ("Ripariamo i tostapane", ""), "apart"),
        (("Telefono amico", "anche per chiedere un trasporto"), ("Pulmino", ""), "mentioned"),
        (("Sportello lavoro", ""), ("Sportello casa", ""), "apart"),
        (("Corso di chitarra", ""), ("Dormitorio", ""), "other"),
        (("Unità mobile", ""), ("Mobili usati", ""), ""),
        (("Andiamo a casa", ""), ("Sportello casa", ""), ""),
    ],
)
def test_objects(here: tuple[str, str], there: tuple[str, str], level: str) -> None:
    """The name comes before the description; the longest saying wins; one thing of a group excludes the others."""
    assert objects_level(objects_of(*here), objects_of(*there)) == level
    assert objects_level(objects_of(*there), objects_of(*here)) == level


def test_a_narrow_kind_implies_and_never_excludes() -> None:
    """Kinds are often wrong: one that implies an object agrees for less, and does not speak against."""
    silent = objects_of("Da noi", "", ["doposcuola"])

    assert objects_level(silent, objects_of("Aiuto compiti", "")) == "implied"
    assert objects_level(silent, objects_of("Corso di chitarra", "")) == ""


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
    ],
)
def test_days_in_words(here: str, there: str, *, apart: bool) -> None:
    """Days that a schedule leaves to words are read there; what is unknown is not apart."""
    first, second = (timing_of(Schedule.model_validate({"testo": words})) for words in (here, there))

    assert never_meet(first, second) is apart
    assert never_meet(second, first) is apart
