"""Calendars of the site: what is in them, what is kept out, and that a day changes nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from icalendar import Calendar

from generator import addresses
from generator.checking import check
from generator.locale import load
from generator.reading.folder import read_folder
from generator.site.model import Site
from generator.site.parts.calendars import calendar_files, subscription
from generator.site.parts.facts import is_discreet
from generator.site.render import site_of
from generator.site.settings import settings
from tests.conftest import EXAMPLE
from tests.site.conftest import Pages, site_in


def example(today: date) -> Site:
    """Open the example town on a day."""
    return site_of(check(read_folder(EXAMPLE), today).catalogue, settings(EXAMPLE), load("interface", "it"))


def events_in(content: bytes) -> list[dict[str, str]]:
    """Return the events of a calendar, each property as text."""
    return [{name: str(event[name]) for name in event} for event in Calendar.from_ical(content).walk("VEVENT")]


def test_a_day_changes_no_calendar_and_shared_activities_are_the_same_event() -> None:
    """Neither days nor identifiers are those of the build; a place and a network show one activity as one."""
    files = dict(calendar_files(example(date(2026, 11, 22))))
    assert files == dict(calendar_files(example(date(2026, 11, 23))))
    of_activities = [content for path, content in files.items() if path.startswith("attivita/")]
    known = {event["UID"]: event["SUMMARY"] for content in of_activities for event in events_in(content)}
    for path, content in files.items():
        events = events_in(content)
        assert events, path
        assert len({event["UID"] for event in events}) == len(events), path
        assert all(known[event["UID"]] == event["SUMMARY"] for event in events), path
    assert {path.partition("/")[0] for path in files} == {
        *("attivita", "reti", "temi", "territori"),
        *("destinatari", "calendario"),
    }


def test_what_must_be_asked_first_and_what_protects_people_is_in_none() -> None:
    """What is unconfirmed, over, about violence, or at a protected place: no file, no event, no link."""
    site = example(date(2026, 11, 22))
    files = dict(calendar_files(site))
    shown = {activity for ids in site.calendars.values() for activity in ids}
    for activity in site.catalogue.activities.values():
        is_kept_out = (
            is_discreet(activity)
            or site.urgent.is_dangerous(activity)
            or activity.status.value in {"da_confermare", "conclusa"}
        )
        assert not (is_kept_out and activity.id in shown), activity.id
    assert any(is_discreet(activity) and activity.record.schedule for activity in site.activities)
    assert not any(
        site.urgent.is_dangerous_term("tema", code) and addresses.term("tema", code) in site.calendars
        for code in site.holdings("tema")
    )
    assert files.keys() == {f"{address}calendario.ics" for address in site.calendars}


def test_pages_lead_to_their_calendar_and_say_what_is_not_in_it(site: Site, pages: Pages) -> None:
    """Each page with a calendar links to it, the others have no link; what lacks hours is counted."""
    linked = {address for address, html in pages.items() if 'calendario.ics"' in html} - {"dati/"}
    # Each page leads to its own, and the pages of a calendar, which stand below it, to that too.
    assert {address for address in linked if "calendario/" not in address[:-1]} >= set(site.calendars)
    assert {address.partition("calendario/")[0] or "calendario/" for address in linked} == set(site.calendars)
    one = next(address for address in site.calendars if address.startswith("territori/"))
    # The town of the tests has no address of its own, so nothing to follow: the file is there.
    assert f'href="../../{one}calendario.ics" download' in pages[one]
    assert subscription("", "a/calendario.ics") == ""
    assert subscription("https://a.example/x/", "a/calendario.ics") == "webcal://a.example/x/a/calendario.ics"
    # Of a theme or a place its calendar says it: whoever reads the page itself looks for something to go to.
    mute = {addresses.calendar(address) for address in site.without_times} & set(pages)
    assert mute
    words = ("senza giorni e ore scritti", "nessuno ne ha scritto giorni e ore", "nessuno ha scritto giorni e ore")
    assert [address for address in mute if not any(told in pages[address] for told in words)] == []


def test_the_calendar_of_a_record_waits_for_no_other() -> None:
    """A saved record is on screen at once: its page asks neither for the list of all activities nor for all terms."""
    site = example(date(2026, 11, 22))
    of_all = {address: tuple(ids) for address, ids in site.calendars.items()}
    counts = dict(site.without_times.items())
    for section in ("rete", "attivita"):
        address = next(address for address in of_all if address.startswith(addresses.section(section)))
        other = example(date(2026, 11, 22))
        assert other.calendars[address] == of_all[address]
        assert other.without_times.get(address, 0) == counts.get(address, 0)
        assert {"activities", "_holdings", "without_hours"}.isdisjoint(vars(other))
    assert addresses.section("ente") not in site.calendars


def test_what_a_record_says_of_a_holiday_and_a_place_reaches_the_calendar(valdoria: Path) -> None:
    """Closed on holidays, another hour once, an address, hostile words: as text, on the right days."""
    (valdoria / "organizations" / "nuova.yml").write_text(
        """\
nome: "Nuova; BEGIN:VEVENT, e altro"
tipo: odv
territori: [valdoria-ponte]
luoghi: [{id: sede, nome: Sala, indirizzo: "via Roma 1"}]
attivita:
  - nome: Sportello
    tipo: sportello_ascolto
    quando:
      orari: [{giorni: [mar], dalle: "15:00", alle: "17:00"}]
      festivi: chiuso
      eccezioni: [{data: 2026-12-15, dalle: "09:00", alle: "10:00"}]
    luoghi: [sede]
contatti: [{tipo: email, valore: a@nuova.example}, {tipo: telefono, valore: "0999 000 123"}]
verifica: {data: 2026-10-10, da: Nuova, metodo: telefono}
""",
        "utf-8",
    )
    events = events_in(dict(calendar_files(site_in(valdoria)))["attivita/nuova/sportello/calendario.ics"])
    rule, other = events
    written = dict(calendar_files(site_in(valdoria)))["attivita/nuova/sportello/calendario.ics"].decode()
    assert "DTSTART;TZID=Europe/Rome:20261013T150000\r\n" in written
    assert "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20271228T140000Z\r\n" in written
    assert "EXDATE;TZID=Europe/Rome:20261208T150000,20261215T150000" in written
    assert "DTSTART;TZID=Europe/Rome:20261215T090000\r\n" in written
    assert rule["LOCATION"].startswith("Sala, via Roma 1")
    assert "Chi la fa: Nuova; BEGIN:VEVENT, e altro." in rule["DESCRIPTION"]
    assert "Telefono: 0999 000 123." in rule["DESCRIPTION"]
    assert (rule["UID"], other["UID"]) == tuple(
        f"nuova.sportello.{mark}@{rule['UID'].partition('@')[2]}" for mark in ("1", "20261215-0900")
    )


def test_hours_that_nobody_wrote_are_asked_for(render_page: Callable[[Site, str], str]) -> None:
    """Who helps finds the activities that no calendar can show, each with the way to its record."""
    site = example(date(2026, 11, 22))
    page = render_page(site, addresses.page("completion"))
    asked = page.partition('id="calendario"')[2].partition("<footer")[0]
    assert site.without_hours
    assert all(f"#scheda={activity.home.id}" in asked for activity in site.without_hours)
    assert not any(is_discreet(activity) for activity in site.without_hours)
