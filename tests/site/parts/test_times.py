"""When something happens, told as a person would tell it."""

from typing import Any

import pytest

from generator.locale import load
from generator.records import Schedule
from generator.site.model import Site
from generator.site.parts.times import is_timetable, marked_lines, said_before_days, schedule_lines
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


OTHERS = ("fr", "es", "ro", "ar", "uk", "zh")
ODD: dict[str, Any] = {
    "testo": "il primo e il terzo mercoledì, se non piove",
    "orari": [{"giorni": "mer", "settimana": ["1", "3"], "dalle": "15:00", "alle": "17:00", "su_appuntamento": "sì"}],
    "chiusure": [{"mesi": 8}, {"dal": "12-24", "al": "01-06"}],
    "festivi": "chiuso",
    "eccezioni": [{"data": "2026-12-12", "chiuso": "sì"}],
    "dal": "2026-10",
    "al": "2027-05-31",
}
"""Nearly everything that a `quando` can say."""
SAID = {
    "fr": [
        "le premier et le troisième mercredi du mois, 15:00–17:00, sur rendez-vous",
        "dès octobre 2026 jusqu'au 31 mai 2027",
        "fermé en août, à partir du 24 décembre jusqu'au 6 janvier et les jours fériés",
        "samedi 12 décembre 2026: fermé",
    ],
    "es": [
        "el primer y el tercer miércoles del mes, 15:00–17:00, con cita previa",
        "desde octubre de 2026 hasta el 31 de mayo de 2027",
        "cerrado en agosto, desde el 24 de diciembre hasta el 6 de enero y los días festivos",
        "sábado, 12 de diciembre de 2026: cerrado",
    ],
    "ro": [
        "prima și a treia miercuri din lună, 15:00–17:00, cu programare",
        "din octombrie 2026 până pe 31 mai 2027",
        "închis în august, din 24 decembrie până pe 6 ianuarie și de sărbătorile legale",
        "sâmbătă, 12 decembrie 2026: închis",
    ],
    "ar": [
        "يوم الأربعاء الأول والثالث من الشهر، من 15:00 إلى 17:00، بموعد مسبق",
        "منذ أكتوبر 2026 حتى 31 مايو 2027",
        "مغلق في أغسطس ومن 24 ديسمبر إلى 6 يناير وفي العطل الرسمية",
        "السبت، 12 ديسمبر 2026: مغلق",
    ],
    "uk": [
        "перша і третя середа місяця, 15:00–17:00, за попереднім записом",
        "з жовтня 2026 р. до 31 травня 2027 р.",
        "зачинено: серпень, з 24 грудня до 6 січня і святкові дні",
        "субота, 12 грудня 2026 р.: зачинено",
    ],
    "zh": [
        "每月第一个和第三个星期三，15:00–17:00，需预约",
        "从2026年10月起 到2027年5月31日",
        "关闭：八月、从12月24日起 到1月6日和节假日",
        "2026年12月12日星期六: 关闭",
    ],
}


@pytest.mark.parametrize("lang", OTHERS)
def test_other_languages_say_days_and_hours_themselves(site: Site, lang: str) -> None:
    """Who reads no Italian finds what is known before the words of the source, which stay last, marked on a page."""
    said = [line.replace("\u202f", " ") for line in lines_of(site, ODD, lang)]
    assert said == [*SAID[lang], ODD["testo"]]
    marked = marked_lines(Schedule.model_validate(ODD), Words(load("interface", lang), site.catalogue))
    assert marked[-1] == f'<span lang="it" dir="ltr">{ODD["testo"]}</span>'


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            {"orari": [{"giorni": WEEK, "dalle": "00:00", "alle": "24:00"}], "mesi": [7]},
            ["tous les jours, jour et nuit, en juillet", "todos los días, día y noche, en julio",
             "în fiecare zi, zi și noapte, în iulie", "كل يوم، ليلًا ونهارًا، في يوليو",
             "щодня, вдень і вночі, липень", "每天，日夜，七月"],
        ),
        (
            {"orari": [{"giorni": WEEK[:5], "dalle": "18:00", "alle": "09:00"}], "mesi": [10, 11, 12, 1]},
            ["du lundi au vendredi, de 18:00 à 09:00 le lendemain, octobre–janvier",
             "de lunes a viernes, de 18:00 a 9:00 del día siguiente, de octubre a enero",
             "de luni până vineri, de la 18:00 până la 09:00 a doua zi, din octombrie până în ianuarie",
             "من الاثنين إلى الجمعة، من 18:00 إلى 09:00 من اليوم التالي، من أكتوبر إلى يناير",
             "понеділок – пʼятниця, з 18:00 до 09:00 наступного дня, жовтень – січень",
             "星期一至星期五，18:00至次日09:00，十月至一月"],
        ),
        (
            {"orari": [{"giorni": "dom", "settimana": "ultima", "dalle": "09:30"}], "ogni_anno": "11-08"},
            ["le dernier dimanche du mois, à partir de 09:30, chaque année : 8 novembre",
             "el último domingo del mes, desde las 9:30, cada año: 8 de noviembre",
             "ultima duminică din lună, de la 09:30, în fiecare an: 8 noiembrie",
             "يوم الأحد الأخير من الشهر، من الساعة 09:30، كل سنة: 8 نوفمبر",
             "остання неділя місяця, з 09:30, щороку: 8 листопада",
             "每月最后一个星期日，09:30起，每年：11月8日"],
        ),
        (
            {"orari": [{"giorni": "gio", "dalle": "15:30", "ogni_settimane": 3, "a_partire_dal": "2026-10-08"}]},
            ["jeudi, toutes les 3 semaines, à partir du 8 octobre 2026, à partir de 15:30",
             "jueves, cada 3 semanas, desde el 8 de octubre de 2026, desde las 15:30",
             "joi, o dată la 3 săptămâni, din 8 octombrie 2026, de la 15:30",
             "الخميس، التكرار بالأسابيع: 3، من 8 أكتوبر 2026، من الساعة 15:30",
             "четвер, раз на 3 тиж., з 8 жовтня 2026 р., з 15:30",
             "星期四，每3周一次，从2026年10月8日起，15:30起"],
        ),
        ({"testo": "il giovedì, se non piove"}, ["il giovedì, se non piove"] * 6),
    ],
)  # fmt: skip
def test_schedules_in_other_languages(site: Site, written: dict[str, Any], expected: list[str]) -> None:
    """Sentences made of what is known are right in every language; words alone stay as they are."""
    said = [line.replace("\u202f", " ") for lang in OTHERS for line in lines_of(site, written, lang)]
    assert said == expected


@pytest.mark.parametrize(
    ("words", "expected", "before"),
    [
        ("ogni sabato mattina, dalle 9 alle 12.30", True, ""),
        ("tutti i giorni tranne la domenica, 12–13", True, ""),
        ("si ordina il martedì, 9–12", False, "si ordina"),
        ("solo per telefono, lunedì e giovedì 9–12", False, "solo per telefono"),
        ("una volta al mese, il sabato", False, ""),
        ("si parte alle 9, il martedì", False, "si parte"),
        ("lunedì su prenotazione, 9–12", False, ""),
        ("", False, ""),
    ],
)
def test_words_that_say_more_than_days_and_hours_stay(words: str, before: str, *, expected: bool) -> None:
    """The next time takes the place of a plain timetable alone; what one does then stands before it."""
    assert is_timetable(words) is expected
    assert said_before_days(words) == before
