"""What ends and when: on the page, in the table, in calendars that others read; nowhere where the office keeps it."""

import csv
import re
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from icalendar import Calendar

from generator.catalogue.deadlines import CONFIRMATION, deadlines
from generator.checking import check
from generator.locale import load
from generator.reading.folder import read_folder
from generator.site.model import Site
from generator.site.pages.deadlines.page import ADDRESS, CALENDAR, CONFIRMATIONS, TABLE, deadlines_page
from generator.site.pages.deadlines.table import deadline_files
from generator.site.render import filler, site_of
from generator.site.settings import settings
from generator.site.theme.harvest import Harvest
from tests.conftest import EXAMPLE, TODAY


def example(today: date = TODAY, **options: str) -> Site:
    """Open the example town on a day."""
    config = settings(EXAMPLE)
    config["extra"]["catalogue"].update(options)
    return site_of(check(read_folder(EXAMPLE), today).catalogue, config, load("interface", "it"))


def test_page_table_and_calendars_say_the_same(harvested: Harvest) -> None:
    """Every deadline once in each; an independent reader finds them all, with identifiers of their own."""
    site = example()
    found = deadlines(site.catalogue, site.ages)
    files = dict(deadline_files(site))
    rows = list(csv.reader(StringIO(files[TABLE].decode("utf-8-sig")), delimiter=";"))[1:]
    assert [row[0] for row in rows] == [deadline.on.isoformat() for deadline in found]
    calendars = [Calendar.from_ical(files[path]) for path in (CALENDAR, CONFIRMATIONS)]
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    assert [error for part in (*calendars, *events) for error in part.errors] == []
    assert len({str(event["UID"]) for event in events}) == len(events) == len(found)
    assert sorted(event.decoded("DTSTART") for event in events) == [deadline.on for deadline in found]
    fill = filler(site, harvested.shells["it"])
    pages = {page.address: fill(page).content.decode() for page in deadlines_page(site)}
    listed = re.findall(r'<time datetime="([0-9-]+)" data-due>', pages[ADDRESS])
    assert listed == [deadline.on.isoformat() for deadline in found if deadline.kind != CONFIRMATION]
    assert "#scheda=auser-ponte&amp;conferma" in pages[f"{ADDRESS}conferma/"]
    text = re.sub("<[^>]+>", "", pages[ADDRESS].partition("due__rows")[2])
    assert not re.search(r"fra \d|scadut[oa]", text)


def test_a_calendar_is_the_same_whatever_the_day_of_the_build() -> None:
    """Nothing in it says when it was written; identifiers outlive a new day."""
    today, tomorrow = (dict(deadline_files(example(day))) for day in (TODAY, TODAY + timedelta(days=1)))
    assert today == tomorrow


def test_an_agreement_that_is_renewed_stays_the_same_event(valdoria: Path) -> None:
    """A calendar program moves it instead of showing both."""
    act = "atti: [{titolo: Patto, scadenza: %s}]\n"
    record = "nome: Nuova\ntemi: [prossimita]\nterritori: [valdoria-ponte]\nfonti: [{titolo: a}]\n"
    seen = []
    for day in ("2026-12-01", "2027-12-01"):
        (valdoria / "networks" / "nuova.yml").write_text(record + act % day, "utf-8")
        catalogue = check(read_folder(valdoria), TODAY).catalogue
        site = site_of(catalogue, settings(valdoria), load("interface", "it"))
        events = Calendar.from_ical(dict(deadline_files(site))[CALENDAR]).walk("VEVENT")
        seen.append({str(event["UID"]) for event in events if "Patto" in str(event["SUMMARY"])})
    assert seen[0] == seen[1]
    assert len(seen[0]) == 1


def test_the_office_may_keep_deadlines_to_itself() -> None:
    """Neither page nor file."""
    site = example(segnalazioni="ufficio")
    assert list(deadlines_page(site)) == []
    assert list(deadline_files(site)) == []
