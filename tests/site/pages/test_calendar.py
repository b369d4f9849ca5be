"""The calendar as pages: the same year as the calendars to follow, its clashes, its silence, and how far it goes."""

import gzip
import re
from calendar import monthrange
from collections import Counter
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import recurring_ical_events
from icalendar import Calendar

from generator import addresses
from generator.catalogue.opening_times import Opening
from generator.site.model import Site
from generator.site.pages.calendar.page import MONTHS, WEEKS, calendar_pages, span_of
from generator.site.parts.calendars import calendar_files
from generator.site.parts.days import clashes_of, days_of, days_said, hours_of, openings_of, rarity, timetable_of
from generator.site.render import filler
from generator.site.theme.harvest import Harvest
from tests.conftest import TODAY
from tests.site.conftest import Pages, site_in

MOST_HTML = 16_000
"""Bytes of a page as it travels: a month of the example town names two hundred appointments."""

Said = Counter[tuple[date, str, str]]
"""Days, names and hours, as often as they are told."""


@pytest.fixture(scope="module")
def calendars(example: Site, harvested: Harvest) -> Pages:
    """Render the calendar of everything."""
    fill = filler(example, harvested.shells["it"])
    return {page.address: fill(page).content.decode() for page in calendar_pages(example)}


def _text(html: str) -> str:
    return " ".join(unescape(re.sub(r'<span class="unseen">.*?</span>|<b .*?</b>|<[^>]*>', "", html)).split())


def _spread(said: str, names: list[str]) -> set[int]:
    """Read «lun–mer, ven» or «1–4, 7» as places in a list of names."""
    ends = [part.partition("–") for part in said.split(", ")]
    return {at for first, _, last in ends for at in range(names.index(first), names.index(last or first) + 1)}


def _meant(said: str, month: str) -> set[date]:
    """Read on which days of a month: by the week but some, or one by one."""
    numbers = [str(number) for number in range(32)]
    usual, _, others = said.partition(", tranne ")
    year, number = map(int, month.split("-"))
    days = [date(year, number, day + 1) for day in range(monthrange(year, number)[1])]
    if usual[0].isdigit():
        return {days[day - 1] for day in _spread(usual.rpartition(" ")[0], numbers)}
    weekdays = _spread(usual, ["lun", "mar", "mer", "gio", "ven", "sab", "dom"])
    left_out = _spread(others.rpartition(" ")[0], numbers) if others else set()
    return {day for day in days if day.weekday() in weekdays and day.day not in left_out}


def _on_a_page(html: str, month: str) -> Said:
    """Read a month as it is printed: the appointments of each day, and what is open nearly every day by its numbers."""
    found: Said = Counter()
    for day, held in re.findall(r'(?s)<section class="day[^>]*data-day="([^"]*)">(.*?)</section>', html):
        for entry in re.findall(r"(?s)<li class=\"on.*?</li>", held):
            hours, name = re.findall(r'(?s)<span class="on__(?:hour|name)">(.*?)</span>(?=\s*<span|</a>)', entry)
            found[date.fromisoformat(day), _text(name), _text(hours)] += 1
    services = html.partition("data-services")[2].partition("</section>")[0]
    for service in re.findall(r"(?s)<li data-under.*?</li>", services):
        name = _text(re.findall(r"<a [^>]*>(.*?)</a>", service)[0])
        for said in re.findall(r'(?s)<span class="services__hours">(.*?)</span>', service):
            hours, _, days = _text(said).rstrip(";").partition(", ")
            for day in _meant(days, month):
                found[day, name, hours] += 1
    return found


def _hour(moment: Any) -> str:
    return f"{moment.hour}.{moment.minute:02}" if moment.minute else str(moment.hour)


def _in_the_file(written: bytes, first: date, last: date) -> Said:
    """Read the same from the calendar to follow, expanded by a program that is not ours."""
    found: Said = Counter()
    for event in recurring_ical_events.of(Calendar.from_ical(written)).between(first, last):
        start, end = event["DTSTART"].dt, event["DTEND"].dt if "DTEND" in event else None
        if not isinstance(start, datetime):
            if first <= start <= last:
                found[start, str(event["SUMMARY"]), "in giornata"] += 1
        elif first <= start.date() <= last:
            has_end = isinstance(end, datetime) and end != start
            hours = f"{_hour(start)}–{_hour(end)}" if has_end else f"dalle {_hour(start)}"
            found[start.date(), str(event["SUMMARY"]), hours] += 1
    return found


def test_a_year_of_pages_is_a_year_of_the_calendar_to_follow(example: Site, calendars: Pages) -> None:
    """Every day of twelve months: recurring, yearly, once, exceptions, holidays, what is open nearly every day."""
    months = sorted(address for address in calendars if "/mese/" in address)
    assert (months[0], months[-1], len(months)) == ("calendario/mese/2026-11/", "calendario/mese/2027-10/", MONTHS)
    told: Said = sum((_on_a_page(calendars[address], address[-8:-1]) for address in months), Counter())
    written = dict(calendar_files(example))["calendario/calendario.ics"]
    file = _in_the_file(written, date(2026, 11, 1), date(2027, 10, 31))
    assert told <= file
    late = {day for day, *_ in file - told}
    assert late == {date(2026, 11, 23)}, "what one books two days before"
    assert told.total() > 3000


def test_weeks_follow_each_other_by_plain_links_and_are_light(calendars: Pages) -> None:
    """This week stands at the address that people know, and at its own, which outlives the day."""
    weeks = sorted(address for address in calendars if "/settimana/" in address)
    assert len(weeks) == WEEKS
    assert weeks[0] == "calendario/settimana/2026-11-16/"
    assert 'rel="next" href="../calendario/settimana/2026-11-23/"' in calendars["calendario/"]
    assert 'rel="prev" href="../../../calendario/settimana/2026-11-16/"' in calendars[weeks[1]]
    assert 'rel="next"' not in calendars[weeks[-1]]
    assert all(calendars[week].count('class="calendar__steps"') == 2 for week in weeks), "above the days and below them"
    heavy = {
        address: size for address, html in calendars.items() if (size := len(gzip.compress(html.encode()))) > MOST_HTML
    }
    assert heavy == {}


def test_a_row_says_where_for_whom_and_how_rare(example: Site, calendars: Pages) -> None:
    """The house or the street beside the quarter, people apart from each other.

    A label on what is not there weekly, and on what one cannot just go to.
    """
    week = unescape(calendars["calendario/settimana/2026-11-23/"])
    rows = {re.findall(r">([^<]+)</a>", row)[0]: row for row in re.findall(r'(?s)<li class="on.*?</li>', week)}
    lines = {name: re.findall(r"<small>(.*?)</small>", row)[0] for name, row in rows.items()}
    assert lines["Pallone per tutte e tutti"].startswith('<span class="on__where">Campo delle Fornaci, Fornaci</span>')
    facts = {
        name: re.split(r"\xa0· |\n", re.sub("<[^>]+>", "", line.replace("</span> <span>", "\n")))
        for name, line in lines.items()
    }
    assert facts["Pallone per tutte e tutti"] == [
        "Campo delle Fornaci, Fornaci",
        "Si chiede un contributo",
        "Bambine e bambini, ragazze e ragazzi",
    ], "the cost, which is short, ends no line"
    assert facts["Spesa a casa"][:2] == ["Si consegna a casa", "Ponte"], "nobody goes there"
    together = {name: told for name, told in facts.items() if re.search(r"[a-zà][A-Z]", " ".join(told))}
    assert together == {}, "two words run together"
    labels = {name: re.findall(r'on__rare">([^<]+)', row) for name, row in rows.items()}
    assert labels["Consulenza legale gratuita"] == ["su appuntamento"]
    rare = {name: labels[name] for name, row in rows.items() if "on--rare" in row}
    assert rare == {
        "Colletta di novembre": ["una volta all'anno"],
        "Il camper della prevenzione": ["ultima della stagione"],
    }
    by_name = {one.name: one for one in example.activities}
    laboratory, desk = by_name["Venerdì in laboratorio"], by_name["Sportello per le associazioni"]
    assert rarity(example, laboratory, date(2026, 11, 27)) == ""
    assert rarity(example, laboratory, date(2027, 1, 8)) == "", "three weeks after the last time"
    assert rarity(example, desk, date(2027, 1, 13)) == "", "so it was closed at Christmas"
    assert rarity(example, desk, date(2027, 9, 1)) == "resumes", "after August"
    assert rarity(example, by_name["Gruppo dei familiari"], date(2026, 12, 1)) == "monthly"
    assert rarity(example, by_name["Tè caldo al binario"], date(2026, 12, 3)) == "begins"
    assert rarity(example, by_name["Tè caldo al binario"], date(2027, 2, 25)) == "pauses"


def test_what_ends_says_its_last_time(valdoria: Path) -> None:
    """On its last day alone; what is on every other week is not rare."""
    (valdoria / "organizations" / "nuova.yml").write_text(
        "nome: Nuova\ntipo: odv\nterritori: [valdoria-ponte]\nattivita:\n"
        '  - {nome: Coro, tipo: socialita, quando: {al: 2026-12-17, orari: [{giorni: [gio], dalle: "21:00"}]}}\n'
        '  - {nome: Carte, tipo: socialita, quando: {orari: [{giorni: [mar], settimana: [2, 4], dalle: "21:00"}]}}\n'
        "contatti: [{tipo: email, valore: a@nuova.example}]\n"
        "verifica: {data: 2026-11-13, da: Nuova, metodo: telefono}\n",
        "utf-8",
    )
    site = site_in(valdoria)
    choir, cards = (site.catalogue.activities[f"nuova/{name}"] for name in ("coro", "carte"))
    assert [rarity(site, choir, date(2026, 12, day)) for day in (3, 10, 17)] == ["", "", "ends"]
    for opening in openings_of(site, cards, timetable_of(site, cards), date(2026, 12, 1), date(2027, 6, 30)):
        assert rarity(site, cards, opening.day) == "", opening.day


def test_who_organises_is_served_last(calendars: Pages) -> None:
    """What is on, how to keep it, what is left out; then what only organisers need."""
    week = calendars["calendario/settimana/2026-11-23/"]
    places = [week.index(part) for part in ("data-days", 'id="sul-telefono"', "calendar__out", "section organising")]
    assert places == sorted(places)


def test_two_things_at_once_are_told_where_people_and_place_are_the_same(calendars: Pages) -> None:
    """Once for both below the week; what one takes by appointment, and one body's own, are none."""
    week = calendars["calendario/settimana/2026-11-23/"]
    together = week.partition('class="clashes"')[2].partition("</details>")[0]
    assert together.count("Merenda dei nonni") == 1
    assert "Caffè in cortile" in together
    assert "Consulenza legale gratuita" not in together


def test_a_network_names_what_it_has_at_the_same_hour(example: Site) -> None:
    """Once, on the first day of the weeks ahead; what never meets is not named."""
    held = example.catalogue.activities_of["rete-vicini-di-casa"]
    [(day, together)] = clashes_of(example, held)
    assert day == date(2026, 11, 26)
    assert {item.activity.name for item in together} == {"Caffè in cortile", "Merenda dei nonni"}
    assert clashes_of(example, [activity for activity in held if activity.name != "Merenda dei nonni"]) == []


def test_a_holiday_of_which_nobody_spoke_asks_to_ask(calendars: Pages) -> None:
    """Once beside the day, and a mark beside what may be closed."""
    day = calendars["calendario/mese/2026-12/"].partition('data-day="2026-12-08"')[2].partition("</section>")[0]
    assert "È festivo: dove c&#39;è «?», chiedi prima." in day.replace("'", "&#39;")
    assert day.count('class="on__ask"') == day.count('<li class="on')


def test_what_says_no_hours_is_counted_and_asked_for(site: Site, pages: Pages) -> None:
    """On the calendar of everything and on those of its parts, with the way to help: for who organises."""
    assert site.without_hours
    assert 'href="../da-completare/#calendario"' not in pages["calendario/"].partition("section organising")[0]
    assert "aria-current" in pages["calendario/"]
    assert 'href="../da-completare/#calendario"' in pages["calendario/"]


def test_networks_places_themes_and_people_have_theirs(example: Site, example_pages: Pages) -> None:
    """Each leads to its calendar and that back to it; what is about violence has none."""
    found = example_pages
    own = {address for address in found if address.endswith("/calendario/")} - {addresses.page("embed_calendar")}
    assert {address.partition("/")[0] for address in own} == {"reti", "territori", "temi", "destinatari"}
    assert own == {
        addresses.calendar(address)
        for address in example.calendars
        if not address.startswith(("attivita/", "calendario/"))
    }
    place = found["territori/valdoria-ponte/calendario/"]
    assert 'href="../../../territori/valdoria-ponte/"' in place
    assert 'href="../../territori/valdoria-ponte/calendario/"' in found["territori/valdoria-ponte/"]
    assert "?luogo=valdoria-ponte" in place
    assert not any("violenza" in address for address in own)


def test_too_much_for_one_calendar_leads_to_those_of_places(example: Site) -> None:
    """One page with the ways on, and no weeks or months."""
    kept = example.calendars
    try:
        example.calendars = {address: ids for address, ids in kept.items() if address != "calendario/"}
        (door,) = calendar_pages(example)
        assert door.template == "pages/calendar/door.html"
        groups = door.context["groups"]
        assert [chip.address for chip in groups[0].chips if chip.code == "valdoria"] == [
            "territori/valdoria/calendario/"
        ]
    finally:
        example.calendars = kept


def test_days_and_hours_are_said_as_people_say_them(site: Site) -> None:
    """Runs of days, an end after midnight, an hour nobody knows, and weeks that cross a month or a year."""
    words = site.words
    week = [date(2026, 11, day) for day in (23, 24, 25, 27)]
    first, last = date(2026, 11, 23), date(2026, 12, 27)
    assert days_said(week, first, date(2026, 11, 29), words) == "lun–mer, ven"
    every = [first + timedelta(days=number) for number in range(35) if number % 7 < 5]
    assert days_said(every, first, last, words) == "lun–ven"
    assert days_said([day for day in every if day.day != 8], first, last, words) == "lun–ven, tranne 8 dicembre"
    assert days_said([*week, date(2026, 12, 24)], first, last, words) == "23–25, 27 novembre; 24 dicembre"
    said = {
        (900, 990): "15–16.30",
        (1260, 1500): "21–1",
        (0, 1440): "0–24",
        (600, None): "dalle 10",
        (None, None): "in giornata",
    }
    assert {hours: hours_of(Opening(TODAY, *hours), words) for hours in said} == said
    assert span_of(site, date(2026, 11, 23), date(2026, 11, 29)) == "dal 23 al 29 novembre 2026"
    assert span_of(site, date(2026, 12, 7), date(2026, 12, 11)) == "dal 7 all'11 dicembre 2026"
    assert span_of(site, date(2026, 12, 28), date(2027, 1, 3)) == "dal 28 dicembre 2026 al 3 gennaio 2027"


def test_a_calendar_begins_when_what_it_says_was_known(valdoria: Path) -> None:
    """Like the file to follow: of the days before an activity was confirmed nobody knows."""
    (valdoria / "organizations" / "nuova.yml").write_text(
        "nome: Nuova\ntipo: odv\nterritori: [valdoria-ponte]\n"
        'attivita: [{nome: Coro, tipo: socialita, quando: {orari: [{giorni: [gio], dalle: "21:00"}]}}]\n'
        "contatti: [{tipo: email, valore: a@nuova.example}]\n"
        "verifica: {data: 2026-11-13, da: Nuova, metodo: telefono}\n",
        "utf-8",
    )
    site = site_in(valdoria)
    days = days_of(site, [site.catalogue.activities["nuova/coro"]], date(2026, 11, 1), date(2026, 11, 30))
    assert [(day.on.day, [item.hours for item in day.items]) for day in days.days if day.items] == [
        (19, ["dalle 21"]),
        (26, ["dalle 21"]),
    ]
