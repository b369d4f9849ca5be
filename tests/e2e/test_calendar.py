"""The calendar: today is the reader's, choices narrow, silence leads on, and a month is one sheet of paper."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import DESKTOP, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

_SHEET = re.compile(rb"/Type\s*/Page\b")


def test_a_page_made_last_week_shows_the_week_of_the_reader(townsperson: Visit) -> None:
    """Today is marked, what is gone is folded away, and beyond what was written ahead that is said."""
    page = townsperson.page
    page.clock.set_fixed_time("2026-12-02T10:00:00+01:00")
    townsperson.open("calendario/")
    expect(page.get_by_role("heading", name="Settimana dal 30 novembre al 6 dicembre 2026")).to_be_visible()
    today = page.locator(".day--today")
    expect(today.locator(".day__head")).to_have_text(re.compile(r"mercoledì\s+2 dicembre\s+oggi"))
    expect(page.locator("[data-day='2026-12-01']")).to_be_hidden()
    page.get_by_role("button", name="I giorni già passati").click()
    expect(page.locator("[data-day='2026-12-01']")).to_be_visible()
    friday = page.locator("[data-day='2026-12-04']")
    expect(friday.locator(".on").first).to_be_hidden()
    friday.get_by_role("button").click()
    friday.get_by_role("link", name="Punto digitale").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Punto digitale")
    expect(page.get_by_role("link", name="Aggiungi al calendario")).to_be_visible()
    page.clock.set_fixed_time("2026-11-29T10:00:00+01:00")
    townsperson.open("calendario/")
    expect(page.locator(".calendar__today")).to_have_text(re.compile(r"^Oggi, domenica 29 novembre, non c'è niente"))
    expect(page.locator(".calendar__now + .calendar__today")).to_be_visible()
    page.clock.set_fixed_time("2027-03-02T10:00:00+01:00")
    townsperson.open("calendario/")
    expect(page.locator(".silence").first).to_contain_text("la settimana di oggi non c'è ancora")


def test_the_first_page_says_what_is_on_from_the_day_of_the_reader(townsperson: Visit) -> None:
    """Days gone by go, those behind them come; of a site that nobody built again for long nothing is said."""
    page = townsperson.page
    page.clock.set_fixed_time("2026-11-24T10:00:00+01:00")
    townsperson.open("")
    soon = page.locator(".soon")
    expect(soon.get_by_role("heading", level=3).first).to_have_text("oggi, martedì 24 novembre")
    expect(soon.get_by_role("heading", level=3).nth(1)).to_have_text("domani, mercoledì 25 novembre")
    expect(soon.locator("[data-on='2026-11-23']")).to_be_hidden()
    expect(soon.locator("[data-on='2026-11-24'] li").first).to_contain_text("7.45–8.10")
    expect(soon.locator("[data-on='2026-11-25'] li").first).to_be_hidden()
    expect(soon.locator("[data-on='2026-11-25'] .soon__count")).to_have_text(re.compile(r"^16 attività"))
    expect(soon.locator("[data-none]")).to_be_hidden()
    soon.get_by_role("link", name="Tutta la settimana").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Calendario")
    page.clock.set_fixed_time("2026-11-22T10:00:00+01:00")
    townsperson.open("")
    expect(soon.locator("[data-none]")).to_have_text("Oggi nessun appuntamento. Chi risponde anche oggi")
    page.clock.set_fixed_time("2026-12-24T10:00:00+01:00")
    townsperson.open("")
    expect(soon).to_be_hidden()


def test_a_day_says_what_is_open_as_nearly_every_day(townsperson: Visit) -> None:
    """Lunch of a Monday is there at its hour; an empty day says so, and two of one name say whose they are."""
    page = townsperson.open("calendario/settimana/2026-11-23/")
    monday = page.locator("[data-day='2026-11-23']")
    rows = monday.locator(".on:visible")
    expect(rows.first).to_contain_text("Il bus a piedi")
    expect(rows.nth(2)).to_contain_text("Centro di ascolto")
    expect(rows.last).to_contain_text("Filodrammatica del Ponte")
    expect(rows).to_have_count(13)
    lunch = monday.locator(".on--daily", has_text="Tavola di Santa Marta")
    expect(lunch.locator(".on__hour")).to_have_text("12–13")
    expect(lunch.locator("small")).to_be_hidden()
    expect(page.locator("[data-day='2026-11-29'] .day__none")).to_be_visible()
    same = (
        page.locator("[data-day='2026-11-24'] .on", has_text="Un caffè insieme")
        .locator(".on__whose")
        .all_text_contents()
    )
    assert len(set(same)) == 2
    assert ["Mondomamme" in one for one in same].count(True) == 1
    saturday = page.locator("[data-day='2026-11-28'] .day__rest")
    expect(saturday).to_have_text("Colletta di novembre, Il camper della prevenzione e altre 7")
    page.get_by_text("Scegli luogo, tema, persone").click()
    page.get_by_label("Dove").select_option("roccaluce")
    expect(monday).to_be_hidden()
    page = townsperson.open("calendario/settimana/2026-11-30/")
    expect(page.locator("[data-day='2026-12-01'] .day__rest")).to_have_text(
        re.compile("^Docce e lavatrice, Gruppo dei familiari e altre ")
    )


def test_what_can_t_be_booked_any_more_goes_by_the_clock_of_the_reader(townsperson: Visit) -> None:
    """On a page made days before, the day names it no more."""
    page = townsperson.page
    visits = page.locator(".on--daily", has_text="Accompagnamento alle visite")
    for day, days in (("22", 4), ("23", 3), ("24", 2)):
        page.clock.set_fixed_time(f"2026-11-{day}T10:00:00+01:00")
        townsperson.open("calendario/settimana/2026-11-23/")
        expect(visits).to_have_count(days)


def test_choices_narrow_and_go_along(townsperson: Visit) -> None:
    """A place and people, kept in the address and on to the next week and the month; nothing found leads somewhere."""
    page = townsperson.open("calendario/settimana/2026-11-23/")
    expect(page.get_by_label("Dove")).to_be_hidden()
    page.get_by_text("Scegli luogo, tema, persone").click()
    page.get_by_label("Dove").select_option("valdoria-ponte")
    page.get_by_label("Per chi").select_option("persone_anziane")
    status = page.locator("[data-status]")
    expect(status).to_have_text(re.compile(r"^\d+ attività con questa scelta\.$"))
    expect(page.get_by_role("link", name="Merenda dei nonni", exact=True).first).to_be_visible()
    expect(page.get_by_role("link", name="Punto digitale")).to_have_count(0)
    page.get_by_role("link", name="Mese", exact=True).click()
    expect(page).to_have_url(re.compile(r"mese/2026-11/\?luogo=valdoria-ponte&per=persone_anziane$"))
    expect(page.get_by_label("Dove")).to_have_value("valdoria-ponte")
    page.get_by_label("Per chi").select_option("")
    page.get_by_label("Dove").select_option("roccaluce")
    expect(page.locator("[data-silence]")).to_contain_text("Questo mese niente in calendario in questo luogo.")
    page.get_by_role("link", name="Tutte le attività, anche senza orari").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Roccaluce")


def test_a_month_is_a_grid_and_one_sheet(browser: Browser, town: tuple[object, str]) -> None:
    """Seven columns on the desktop; A4 in landscape on paper, whatever the month; plain links without JavaScript."""
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{town[1]}calendario/mese/2026-12/")
    first, eighth = (page.locator(f"[data-day='2026-12-{day}']").bounding_box() for day in ("01", "08"))
    assert first is not None
    assert eighth is not None
    assert first["x"] == eighth["x"]
    for month in ("2026-12", "2027-02", "2027-05"):
        page.goto(f"{town[1]}calendario/mese/{month}/")
        assert len(_SHEET.findall(page.pdf(prefer_css_page_size=True))) == 1, month
    page.goto(f"{town[1]}calendario/")
    page.get_by_role("link", name="Settimana dopo").first.click()
    expect(page.get_by_role("heading", name="Settimana dal 23 al 29 novembre 2026")).to_be_visible()
    page.locator("summary", has_text="Luoghi").click()
    page.locator(".narrowing").get_by_role("link", name="Ponte").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Calendario: Ponte, Valdoria")
    context.close()


def test_it_is_followed_by_a_tap_or_by_its_address(townsperson: Visit, town: tuple[object, str]) -> None:
    """The way of telephones, and the address to be pasted."""
    page = townsperson.open("territori/valdoria-ponte/calendario/")
    followed = page.get_by_role("link", name="Segui questo calendario").get_attribute("href")
    assert followed == "webcal://catalogo.valdoria.example/territori/valdoria-ponte/calendario.ics"
    page.get_by_text("o se usi Google Calendar").click()
    page.get_by_role("button", name="Copia").click()
    expect(page.get_by_role("button", name="Copiato")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "https://catalogo.valdoria.example/territori/valdoria-ponte/calendario.ics"
    assert page.request.get(f"{town[1]}territori/valdoria-ponte/calendario.ics").ok


def test_a_place_tells_what_is_on_by_the_clock_of_its_reader(townsperson: Visit) -> None:
    """Days after it was made: under today what is open now, then what is next, each day with its rows."""
    townsperson.page.clock.set_fixed_time("2026-11-24T15:30:00+01:00")
    page = townsperson.open("territori/valdoria-centro/")
    heads, lists = page.locator(".days > h3"), page.locator(".days > ul")
    expect(heads.nth(0)).to_have_text("Oggi, martedì 24\u00a0novembre")
    expect(lists.nth(0).locator("li").nth(0)).to_contain_text("Aperto adesso, fino alle 18")
    expect(lists.nth(0).locator("li").nth(0).get_by_role("link", name="Emporio La Madia")).to_be_visible()
    expect(heads.nth(1)).to_have_text("Domani, mercoledì 25\u00a0novembre")
    expect(lists.nth(1).locator("li").nth(0)).to_contain_text("12–13")
    expect(page.locator("[data-nothing-today]")).to_be_hidden()


def test_a_subject_of_a_place_narrows_its_days(townsperson: Visit) -> None:
    """Where a knot of the first page leads: as many rows as it counts, of all days; chosen again, all are back."""
    page = townsperson.open("territori/valdoria/#filo-salute")
    chip = page.locator(".families a[aria-current]")
    expect(chip).to_contain_text("Salute e cura")
    rows = page.locator(".agenda__row:visible")
    number = int(chip.locator("span").inner_text())
    expect(rows).to_have_count(number)
    chip.click()
    expect(page.locator(".families a[aria-current]")).to_have_count(0)
    assert page.url.endswith("territori/valdoria/")
    assert rows.count() > number
    page.goto(page.url)
    seen = rows.count()
    page.get_by_role("link", name="Vedi anche gli altri giorni").click()
    assert rows.count() > seen
