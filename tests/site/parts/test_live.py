"""Whether something is open now, as the browser says it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, Page, Route

import generator
from generator.catalogue.opening_times import Conventions, Timetable
from generator.locale import load
from generator.records import Schedule
from generator.site.model import Site
from generator.site.parts.live import LIVE_FILE, live_files, live_words, timetable_of
from tests.conftest import EXAMPLE
from tests.site.conftest import site_in

SITE = "http://adesso.example/"
PROGRAM = Path(generator.__file__).parent
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
"""At ten in the morning in Rome."""
MORNINGS = {"orari": [{"giorni": ["lun", "mar", "mer", "gio", "ven"], "dalle": "09:00", "alle": "12:00"}]}


def test_only_what_is_known_carries_a_timetable(site: Site) -> None:
    """A schedule of words alone has none; the attribute leaves its quotes to nobody."""
    known = site.catalogue.activities["rete-vicini-di-casa/caffe-in-cortile"]
    others = [activity for activity in site.catalogue.activities.values() if activity.record.schedule is None]
    written = timetable_of(known, Conventions()).removesuffix(' data-held="meets"')

    assert written.startswith("data-times='{")
    assert "'" not in written[len("data-times='") : -1]
    assert json.loads(unescape(written[len("data-times='") : -1]))["slots"] == [
        {"days": [3], "start": 900, "end": 1020}
    ]
    assert {timetable_of(activity, Conventions()) for activity in others} <= {Markup()}


def test_words_of_the_browser(site: Site) -> None:
    """The file holds every text of `now.`, blanks open."""
    [(name, content)] = live_files(site)

    assert name == LIVE_FILE
    assert json.loads(content)["texts"]["opens"] == "Apre {when}"


def test_a_door_opens_and_a_choir_meets() -> None:
    """What has a timetable carries the mark by which the browser says whether it is open, or on."""
    held = {"meets": set[str](), "door": set[str](), "": set[str]()}
    for activity in site_in(EXAMPLE).catalogue.activities.values():
        if written := timetable_of(activity, Conventions()):
            held[written.rpartition('data-held="')[2].rstrip('"')].update(activity.record.kinds[:1])

    assert "musica_canto" in held["meets"]
    assert {"mensa", "emporio_solidale"} <= held["door"]
    assert held["meets"].isdisjoint({"sportello_ascolto", "mensa", "emporio_solidale", "ambulatorio"})
    assert held[""] == {"antiviolenza", "linea_telefonica"}, "nobody in danger waits, nobody meets on a telephone line"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Open a page of a browser whose clock stands at a Monday morning, in another part of the world."""
    context = browser.new_context(timezone_id="America/New_York")
    page = context.new_page()
    page.clock.set_fixed_time(MONDAY)
    page.route(f"{SITE}**", _serve)
    yield page
    context.close()


def _serve(route: Route) -> None:
    path = route.request.url.removeprefix(SITE)
    if path.endswith(".js"):
        route.fulfill(path=PROGRAM / path.removeprefix("assets/"), content_type="text/javascript")
    elif path.startswith("dati/"):
        texts = load("interface", path.removeprefix("dati/").partition(".")[0])
        route.fulfill(json=live_words(texts))
    else:
        route.fulfill(body="<!doctype html><title>Prova</title>", content_type="text/html")


ASK = """async ([lang, plain, moments, held = ""]) => {
  const {speaker} = await import("./assets/site/parts/live.js");
  const {timetable} = await import("./assets/catalogue/browser/opening_times.js");
  const sentence = speaker(await (await fetch(`dati/${lang}.json`)).json());
  return plain.map((each, at) => {
    const now = new Date(moments[at]);
    return sentence(timetable(each).stateAt(now), now, held);
  });
}"""

SENTENCES: list[tuple[dict[str, Any], str, str, str]] = [
    (MORNINGS, "2026-11-30T09:00Z", "Aperto adesso, fino alle 12", "Open now, until noon"),
    (MORNINGS, "2026-11-30T07:00Z", "Apre oggi alle 9", "Opens today at 9am"),
    (MORNINGS, "2026-11-30T12:00Z", "Apre domani alle 9", "Opens tomorrow at 9am"),
    (MORNINGS, "2026-11-28T12:00Z", "Apre lunedì alle 9", "Opens Monday at 9am"),
    (MORNINGS | {"chiusure": [{"dal": "12-24", "al": "01-06"}]}, "2026-12-24T12:00Z",
     "Apre giovedì 7 gennaio 2027 alle 9", "Opens Thursday 7 January 2027 at 9am"),
    (MORNINGS, "2026-12-08T09:00Z", "Aperto adesso, fino alle 12, ma è festa: chiedi conferma",
     "Open now, until noon, but it is a holiday: ask first"),
    ({"orari": [{"giorni": "lun", "dalle": "19:30", "alle": "01:30"}]}, "2026-11-30T20:00Z",
     "Aperto adesso, fino all'1.30 di domani", "Open now, until 1:30am tomorrow"),
    ({"orari": [{"giorni": "lun", "dalle": "19:30", "alle": "24:00"}]}, "2026-11-30T20:00Z",
     "Aperto adesso, fino a mezzanotte", "Open now, until midnight"),
    ({"orari": [{"giorni": ["lun", "mar", "mer", "gio", "ven", "sab", "dom"], "dalle": "00:00", "alle": "24:00"}],
      "festivi": "aperto"}, "2026-11-30T20:00Z", "Aperto giorno e notte", "Open day and night"),
    ({"orari": [{"giorni": "lun", "dalle": "08:00", "alle": "13:00", "su_appuntamento": "sì"}]}, "2026-11-30T09:00Z",
     "Aperto adesso, fino alle 13, su appuntamento", "Open now, until 1pm, by appointment"),
    ({"orari": [{"giorni": "lun"}]}, "2026-11-30T09:00Z", "Oggi", "Today"),
    ({"orari": [{"giorni": "lun", "dalle": "08:00"}]}, "2026-11-30T09:00Z", "Oggi, dalle 8", "Today, from 8am"),
    ({"orari": [{"giorni": "mar"}]}, "2026-11-30T09:00Z", "Apre domani", "Opens tomorrow"),
    ({"ogni_anno": "06-24"}, "2026-11-30T09:00Z", "Apre giovedì 24 giugno 2027", "Opens Thursday 24 June 2027"),
    (MORNINGS | {"dal": "2026-12-01"}, "2026-11-28T09:00Z", "Comincia il 1° dicembre", "Begins on 1 December"),
    (MORNINGS | {"dal": "2026-12-01"}, "2026-11-30T09:00Z", "Comincia domani", "Begins tomorrow"),
    (MORNINGS | {"dal": "2027-01-11"}, "2026-11-30T09:00Z", "Comincia l'11 gennaio 2027", "Begins on 11 January 2027"),
    (MORNINGS | {"dal": "2027-04"}, "2026-11-30T09:00Z", "Comincia ad aprile 2027", "Begins in April 2027"),
    (MORNINGS | {"dal": "2027"}, "2026-11-30T09:00Z", "Comincia nel 2027", "Begins in 2027"),
    ({"dal": "2026-10-15", "al": "2026-12-08"}, "2026-11-30T09:00Z",
     "In corso, fino all'8 dicembre", "On until 8 December"),
    ({"dal": "2026-10", "al": "2027-05"}, "2026-11-30T09:00Z", "In corso, fino a maggio 2027", "On until May 2027"),
    (MORNINGS | {"al": "2026-11-29"}, "2026-11-30T09:00Z", "Concluso", "Over"),
    ({"testo": "quando capita"}, "2026-11-30T09:00Z", "", ""),
    (MORNINGS | {"orari": [MORNINGS["orari"][0] | {"prenotare_giorni_prima": 2}]}, "2026-11-30T07:00Z",
     "Si prenota: prima data possibile mercoledì alle 9", "By booking: first possible date Wednesday at 9am"),
]  # fmt: skip


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(("lang", "column"), [("it", 2), ("en", 3)])
def test_sentences(page: Page, lang: str, column: int) -> None:
    """Each state is told as a person would, in both languages."""
    page.goto(SITE)
    plain = [Timetable.of(Schedule.model_validate(case[0]), Conventions()).plain() for case in SENTENCES]

    assert page.evaluate(ASK, [lang, plain, [case[1] for case in SENTENCES]]) == [case[column] for case in SENTENCES]


IN_OTHERS: dict[str, list[str]] = {
    "fr": ["Ouvert maintenant, jusqu'à 12:00", "Ouvre lundi à 09:00", "Ouvre jeudi 7 janvier 2027 à 09:00",
           "Commence le 1er décembre", "Commence en avril 2027", "En cours jusqu'au 8 décembre"],
    "es": ["Abierto ahora, hasta las 12:00", "Abre lunes a las 9:00", "Abre jueves, 7 de enero de 2027 a las 9:00",
           "Empieza el 1 de diciembre", "Empieza en abril de 2027", "En curso hasta el 8 de diciembre"],
    "ro": ["Deschis acum, până la 12:00", "Se deschide luni la 09:00",
           "Se deschide joi, 7 ianuarie 2027 la 09:00", "Începe pe 1 decembrie", "Începe în aprilie 2027",
           "Ține până pe 8 decembrie"],
    "ar": ["مفتوح الآن، حتى الساعة 12:00", "يفتح الاثنين الساعة 09:00", "يفتح الخميس، 7 يناير 2027 الساعة 09:00",
           "يبدأ في 1 ديسمبر", "يبدأ في أبريل 2027", "مستمر حتى 8 ديسمبر"],
    "uk": ["Зараз відчинено, до 12:00", "Відчиниться: понеділок 09:00", "Відчиниться: четвер, 7 січня 2027 р. 09:00",
           "Початок: 1 грудня", "Початок: квітень 2027 р.", "Триває до 8 грудня"],
    "zh": ["现在开放，到12:00", "开放时间：星期一 09:00", "开放时间：2027年1月7日星期四 09:00", "12月1日开始",
           "2027年4月开始", "持续到12月8日"],
}  # fmt: skip
"""What is said in other languages of some of the sentences, in their order."""
_ROWS = (0, 3, 4, 14, 17, 19)


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_sentences_in_other_languages(page: Page) -> None:
    """Days and hours as each language writes them."""
    rows = [SENTENCES[row] for row in _ROWS]
    plain = [Timetable.of(Schedule.model_validate(row[0]), Conventions()).plain() for row in rows]
    page.goto(SITE)
    for lang, expected in IN_OTHERS.items():
        said = page.evaluate(ASK, [lang, plain, [row[1] for row in rows]])
        assert [sentence.replace("\u202f", " ") for sentence in said] == expected


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(("held", "now"), [("meets", "In corso adesso"), ("door", "Aperto adesso")])
def test_the_next_time_has_one_wording(page: Page, held: str, now: str) -> None:
    """Nobody opens a choir: it is on; but of whatever one can go to the next time is said alike, hour or none.

    The date stands beside the weekday of what is later than tomorrow.
    """
    page.goto(SITE)
    whens: list[dict[str, Any]] = [MORNINGS, MORNINGS, {"orari": [{"giorni": "mar"}]}, {"ogni_anno": "06-24"}]
    whens += [{"orari": [{"giorni": day, "dalle": "10:30", "alle": "11:15"}]} for day in ("mer", "gio")]
    plain = [Timetable.of(Schedule.model_validate(when), Conventions()).plain() for when in whens]
    moments = ["2026-11-30T09:00Z", *["2026-11-30T12:00Z"] * 5]

    assert page.evaluate(ASK, ["it", plain, moments, held]) == [
        f"{now}, fino alle 12",
        "Prossima volta: domani alle 9",
        "Prossima volta: domani",
        "Prossima volta: giovedì 24 giugno 2027",
        "Prossima volta: mercoledì 2 dicembre alle 10.30",
        "Prossima volta: giovedì 3 dicembre alle 10.30",
    ]


LAST = """async (asked) => {
  const {pausedUntil} = await import("./assets/site/parts/live.js");
  const {timetable} = await import("./assets/catalogue/browser/opening_times.js");
  return asked.map(([plain, day]) => pausedUntil(timetable(plain), day) ?? null);
}"""
WEDNESDAYS = {"orari": [{"giorni": "mer", "dalle": "09:00", "alle": "11:00"}]}
LAST_TIMES: list[tuple[dict[str, Any], str, str | None]] = [
    (WEDNESDAYS | {"mesi": [3, 4, 5, 6, 7, 8, 9, 10, 11]}, "2026-11-25", "2027-03-03"),
    (WEDNESDAYS | {"mesi": [3, 4, 5, 6, 7, 8, 9, 10, 11]}, "2026-11-18", None),
    (WEDNESDAYS, "2026-11-25", None),
    (WEDNESDAYS | {"al": "2026-11-30"}, "2026-11-25", ""),
    (WEDNESDAYS | {"chiusure": [{"mesi": 8}]}, "2026-07-29", None),
    ({"ogni_anno": "06-24"}, "2027-06-24", None),
]


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_the_last_time_of_a_season_says_so(page: Page) -> None:
    """Of what goes on each week until a long pause, or for good; a holiday is no end, a yearly feast no season."""
    page.goto(SITE)
    plain = [[Timetable.of(Schedule.model_validate(when), Conventions()).plain(), day] for when, day, _ in LAST_TIMES]
    assert page.evaluate(LAST, plain) == [expected for *_, expected in LAST_TIMES]


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_when_a_season_begins_again_is_a_month(page: Page) -> None:
    """«poi riprende a marzo 2027» behind the day; of what does not return «l'ultima»."""
    page.goto(SITE)
    said = page.evaluate(
        """async ([lang, states]) => {
          const {speaker} = await import("./assets/site/parts/live.js");
          const sentence = speaker(await (await fetch(`dati/${lang}.json`)).json());
          return states.map((state) => sentence(state, new Date("2026-11-22T09:00Z"), "meets"));
        }""",
        ["it", [{"kind": "opens", "at": "2026-11-25T09:00", "again": again} for again in ("2027-04-07", "")]],
    )
    day = "Prossima volta: mercoledì 25 novembre alle 9"
    assert said == [f"{day}, poi riprende ad aprile 2027", f"{day}, l'ultima"]
