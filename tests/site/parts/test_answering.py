"""When somebody answers a telephone: only words that say days and hours, and no more, are read."""

import pytest

from generator.site.parts.answering import answering_hours, answers_always

WEEK = ("lun", "mar", "mer", "gio", "ven")


@pytest.mark.parametrize(
    ("words", "slots"),
    [
        ("lun–ven 9–13", [(WEEK, "09:00", "13:00")]),
        ("dal lunedì al venerdì, 9.30-12", [(WEEK, "09:30", "12:00")]),
        ("Lun 14–18, mer 9–13", [(("lun",), "14:00", "18:00"), (("mer",), "09:00", "13:00")]),
        ("lun, mer e ven 9–12", [(("lun", "mer", "ven"), "09:00", "12:00")]),
        ("lun–ven 9–13 e 15–18", [(WEEK, "09:00", "13:00"), (WEEK, "15:00", "18:00")]),
        ("sab–lun 10–12; gio 17–19", [(("lun", "sab", "dom"), "10:00", "12:00"), (("gio",), "17:00", "19:00")]),
        ("tutti i giorni 8–20", [((*WEEK, "sab", "dom"), "08:00", "20:00")]),
    ],
)
def test_days_and_hours_are_read(words: str, slots: list[tuple[tuple[str, ...], str, str]]) -> None:
    """As offices write them."""
    schedule = answering_hours(words)
    assert schedule is not None
    assert [(slot.days, slot.start, slot.end) for slot in schedule.slots] == slots


@pytest.mark.parametrize(
    "words",
    [
        *("sempre", "9–19", "lun–ven", "lun–ven 9–13, tranne ad agosto", "primo lun del mese 9–13"),
        *("lun 13–9", "lun 9–25", "lunghi 9–13", "lun–ven 9–13 (d'estate 8–12)", "", "lun 9-13 " * 400 + "x"),
    ],
)
def test_what_says_more_stays_words(words: str) -> None:
    """Nothing is guessed: who would call in vain reads what was written."""
    assert answering_hours(words) is None


def test_who_answers_at_any_hour() -> None:
    """In the words of offices; whatever says more than that is no promise."""
    always = ("sempre", "Sempre", "H24", "h 24, 7 giorni su 7", "24 ore su 24", "giorno e notte")
    assert all(map(answers_always, always))
    assert not any(
        map(answers_always, ("", "quasi sempre", "sempre, tranne ad agosto", "lun–ven 9–13", "24 ore prima"))
    )
