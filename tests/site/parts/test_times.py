"""When something happens, told as a person would tell it."""

from typing import Any

import pytest

from generator.locale import load
from generator.records import Schedule
from generator.site.model import Site
from generator.site.parts.times import schedule_lines
from generator.site.parts.words import Words

WEEK = ["lun", "mar", "mer", "gio", "ven", "sab", "dom"]


def lines_of(site: Site, written: dict[str, Any], lang: str) -> list[str]:
    """Say a `quando` in a language, on the day of Valdoria (22 November 2026)."""
    words = Words(load("interface", lang), site.catalogue)
    return schedule_lines(Schedule.model_validate(written), words)


@pytest.mark.parametrize(
    ("written", "italian", "english"),
    [
        (
            {"orari": [{"giorni": "mar", "settimana": "2", "dalle": "15:00", "alle": "17:00"}],
             "chiusure": [{"mesi": 8}], "festivi": "chiuso"},
            ["il secondo martedì del mese, 15–17", "chiuso ad agosto e nei giorni festivi"],
            ["the second Tuesday of the month, 3pm to 5pm", "closed in August and on public holidays"],
        ),
        (
            {"orari": [{"giorni": ["sab", "dom"], "settimana": ["1", "ultima"], "dalle": "09:30"}]},
            ["il primo e l'ultimo sabato e la prima e l'ultima domenica del mese, dalle 9.30"],
            ["the first and the last Saturday and the first and the last Sunday of the month, from 9:30am"],
        ),
        (
            {"orari": [{"giorni": "gio", "dalle": "15:30", "alle": "17:00", "ogni_settimane": 2,
                        "a_partire_dal": "2026-10-08", "su_appuntamento": "sì"}], "anno_scolastico": "sì"},
            ["giovedì, a settimane alterne dall'8 ottobre 2026, 15.30–17, su appuntamento, durante l'anno scolastico"],
            ["Thursday, every other week from 8 October 2026, 3:30pm to 5pm, by appointment, in term time"],
        ),
        (
            {"orari": [{"giorni": WEEK[:5], "dalle": "09:00", "alle": "12:00"},
                       {"giorni": "mar", "dalle": "15:00", "alle": "17:30"}], "mesi": [10, 11, 12, 1, 2, 3, 4, 5]},
            ["dal lunedì al venerdì, 9–12; martedì, 15–17.30; da ottobre a maggio"],
            ["Monday to Friday, 9am to noon; Tuesday, 3pm to 5:30pm; from October to May"],
        ),
        (
            {"orari": [{"giorni": WEEK, "dalle": "18:00", "alle": "09:00"}], "festivi": "aperto"},
            ["tutti i giorni, 18–9 del giorno dopo", "aperto anche nei giorni festivi"],
            ["every day, 6pm to 9am the next day", "open on public holidays too"],
        ),
        (
            {"orari": [{"giorni": WEEK, "dalle": "00:00", "alle": "24:00"}]},
            ["tutti i giorni, giorno e notte"],
            ["every day, day and night"],
        ),
        (
            {"orari": [{"giorni": ["ven", "sab", "dom"], "dalle": "20:00", "alle": "00:00"}]},
            ["dal venerdì alla domenica, 20–24"],
            ["Friday to Sunday, 8pm to midnight"],
        ),
        (
            {"testo": "ogni giovedì", "chiusure": [{"dal": "12-24", "al": "01-06"}, {"dal": "2026-08-03",
                                                                                      "al": "2026-08-20"}],
             "eccezioni": [{"data": "2026-10-01", "chiuso": "sì"}, {"data": "12-24", "alle": "12:00"},
                           {"data": "2026-12-12", "dalle": "09:00", "alle": "12:00"},
                           {"data": "2026-12-12", "dalle": "15:00", "alle": "18:00"},
                           {"data": "2026-12-31", "chiuso": "sì"}]},
            ["ogni giovedì", "chiuso dal 24 dicembre al 6 gennaio", "24 dicembre: solo fino alle 12",
             "sabato 12 dicembre 2026: aperto, 9–12 e 15–18", "giovedì 31 dicembre 2026: chiuso"],
            ["ogni giovedì", "closed from 24 December to 6 January", "24 December: only until noon",
             "Saturday 12 December 2026: open, 9am to noon and 3pm to 6pm",
             "Thursday 31 December 2026: closed"],
        ),
        (
            {"orari": [{"giorni": ["lun", "gio"], "dalle": "15:00", "alle": "17:00"}], "al": "2027-05-31"},
            ["lunedì e giovedì, 15–17", "fino al 31 maggio 2027"],
            ["Monday and Thursday, 3pm to 5pm", "until 31 May 2027"],
        ),
        (
            {"testo": "il giovedì, se non piove", "orari": [{"giorni": ["gio"]}]},
            ["il giovedì, se non piove"],
            ["il giovedì, se non piove"],
        ),
    ],
)  # fmt: skip
def test_schedules(site: Site, written: dict[str, Any], italian: list[str], english: list[str]) -> None:
    """The words of the source come first; what closes is always told; a day that is over is not."""
    assert lines_of(site, written, "it") == italian
    assert lines_of(site, written, "en") == english
