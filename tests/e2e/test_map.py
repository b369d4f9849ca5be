"""The map of the places in a real browser: every area a link with a name, one theme at a time, and on other sites."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import DESKTOP, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_keyboard_goes_from_area_to_area_and_into_a_place(townsperson: Visit) -> None:
    """Areas are links in the order of the page, named as the list names them; a place shows itself on its own map."""
    page = townsperson.open("territori/")
    areas = page.locator(".map svg a")
    expect(areas).to_have_count(9)
    area = page.get_by_role("link", name="Fornaci: 12 attività")
    area.focus()
    expect(area).to_be_focused()
    assert area.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/territori/valdoria-fornaci/")
    expect(page.locator(".map .map__here")).to_have_count(1)
    expect(page.get_by_role("link", name=re.compile(r"^Stazione: \d+ attività$"))).to_be_attached()


def test_the_map_shows_one_theme_with_the_numbers_of_its_table(townsperson: Visit) -> None:
    """A button for each family; names, numbers and shades follow, and «Tutti i temi» brings the first ones back."""
    page = townsperson.open("territori/")
    page.locator(".map__table summary").click()
    choice = page.locator(".map__layers")
    expect(choice.locator("summary")).to_have_text("Mostra sulla mappa un solo tema")
    expect(page.get_by_role("button", name="Salute e cura")).to_be_hidden()  # who looks for a place is asked nothing
    choice.locator("summary").click()
    expect(page.locator(".map__layers + .map")).to_be_attached()  # above the map, where one looks for it
    figure = page.locator(".map")
    before = figure.inner_html()
    shades = figure.locator(".map__key").inner_text()
    page.get_by_role("button", name="Salute e cura").click()
    head = page.locator(".map__table th", has_text="Salute e cura")
    column = head.evaluate("cell => cell.cellIndex")
    row = page.locator("tr[data-row=valdoria-colle]").locator("th, td").nth(column)
    number = int(row.inner_text())
    words = "un'attività" if number == 1 else f"{number} attività"
    expect(figure.get_by_role("link", name=f"Colle: {words}")).to_be_attached()
    expect(figure).to_have_class(f"map {head.get_attribute('data-hue')}")
    expect(page.get_by_role("button", name="Salute e cura")).to_have_attribute("aria-pressed", "true")
    assert figure.locator(".map__key").inner_text() != shades
    page.get_by_role("button", name="Tutti i temi", exact=True).click()
    assert figure.locator(".map__key").inner_text() == shades
    assert figure.inner_html() == before


def test_without_script_the_numbers_are_in_the_table(browser: Browser, town: tuple[Path, str]) -> None:
    """The map is whole, the table opens by itself, and no button promises what nothing would do."""
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{town[1]}territori/")
    expect(page.locator(".map svg a")).to_have_count(9)
    expect(page.locator(".map__layers")).to_have_count(0)
    page.locator(".map__table summary").click()
    expect(page.locator("tr[data-row=roccaluce] td").first).to_have_text("2")
    context.close()


def test_a_street_leads_to_its_quarter(townsperson: Visit) -> None:
    """Whoever knows no quarter types a street, with a number or without its kind; an unknown one is told so."""
    page = townsperson.open("territori/")
    field, found, none = (
        page.get_by_label("In che via abiti?"),
        page.locator("[data-found] li"),
        page.locator("[data-none]"),
    )
    field.fill("via")
    expect(found).to_have_count(0)
    field.fill("Via dell'Argilla 15")
    expect(found).to_have_text(["Fornaci via dell'Argilla"])
    field.fill("lavatoio")
    expect(found).to_have_count(3)  # the street itself and its two quarters
    expect(none).to_be_hidden()
    field.fill("via Garibaldi")
    expect(none).to_contain_text("guarda la mappa")
    field.fill("campane")
    field.press("Enter")
    page.wait_for_url("**/territori/valdoria-centro/")
    # On a Sunday on which nothing is on, that is said, by the clock of who reads.
    expect(page.locator("[data-nothing-today]")).to_be_attached()


def test_where_one_is_leads_to_the_nearest_place(townsperson: Visit) -> None:
    """Only when it is tapped; where nothing of the catalogue is near, that is said and the page stays."""
    page = townsperson.open("territori/")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 45.4, "longitude": 9.2})
    button = page.get_by_role("button", name="Usa la mia posizione")
    button.click()
    expect(page.locator("[data-near] [role=status]")).to_have_text(re.compile("non conosce luoghi"))
    page.context.set_geolocation({"latitude": 43.9062, "longitude": 8.8899})
    page.reload()  # where one was a moment ago is remembered by the page
    button.click()
    page.wait_for_url("**/territori/valdoria-colle/")


def test_another_site_shows_a_place_or_a_theme(townsperson: Visit) -> None:
    """What the element asks for is read from the site; links lead out of the frame; a place without a map leads on."""
    page = townsperson.open("embed/carta/?luogo=valdoria-colle")
    link = page.get_by_role("link", name=re.compile(r"^Centro: \d+ attività$"))
    expect(link).to_have_attribute("href", f"{townsperson.address}territori/valdoria-centro/")
    with page.context.expect_page() as opened:
        link.click()
    expect(opened.value).to_have_url(f"{townsperson.address}territori/valdoria-centro/")
    opened.value.close()
    page.goto(f"{townsperson.address}embed/carta/?famiglia=salute&aspetto=scuro")
    expect(page.get_by_role("button", name="Salute e cura")).to_have_attribute("aria-pressed", "true")
    page.goto(f"{townsperson.address}embed/carta/?luogo=atlantide")
    expect(page.get_by_role("link", name="Di questo luogo non c'è una mappa")).to_be_visible()
    townsperson.problems.clear()  # the browser tells of the page that is not there
