"""Who reads no Italian: from the first page of a language to a number to call, on a phone and on a desktop."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.spoken_journeys import ENGLISH, Spoken, of_language, walk_in
from tests.e2e.test_accessibility import RULES
from tests.serving import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
_RECORD: Final = "attivita/il-banco-del-pane/pacchi-del-sabato/"
_SHOWN: Final = (
    *((lang, "ho-bisogno/", PHONE) for lang in ("ar", "uk")),
    ("ar", "ho-bisogno/mangiare/", PHONE),
    ("ar", _RECORD, DESKTOP),
    ("en", "", DESKTOP),
    ("en", "reti/rete-cibo/", PHONE),
    ("zh", _RECORD, PHONE),
)


@pytest.fixture
def spoken_town(town: tuple[Path, str]) -> str:
    """Return the address of the example town, which speaks eight languages."""
    return town[1]


@pytest.fixture
def reader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Yield a device with the screen that a test asks for; the test fails where a page logs an error."""
    screen: ViewportSize = getattr(request, "param", PHONE)
    context = browser.new_context(viewport=screen, has_touch=screen == PHONE)
    page, problems = context.new_page(), list[str]()
    page.clock.set_fixed_time(f"{TODAY}T10:00:00+01:00")
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    yield page
    context.close()
    assert problems == []


@pytest.mark.parametrize("reader", [PHONE], indirect=True)
@pytest.mark.parametrize("journey", ENGLISH, ids=lambda journey: journey.name)
def test_who_reads_english_arrives(reader: Page, spoken_town: str, journey: Spoken) -> None:
    """Ten ways, with one question and two links at most; `make audit` walks them on a desktop too."""
    walk_in(reader, spoken_town, journey)


@pytest.mark.parametrize(("lang", "reader"), [("ar", PHONE), ("ar", DESKTOP), ("uk", PHONE)], indirect=["reader"])
def test_who_reads_neither_arrives(reader: Page, spoken_town: str, lang: str) -> None:
    """The three shortest ways; `make audit` walks them in all six languages on both screens."""
    for journey in of_language(lang):
        walk_in(reader, spoken_town, journey)


@pytest.mark.parametrize(("lang", "path", "reader"), _SHOWN, indirect=["reader"])
def test_pages_have_no_violation(reader: Page, spoken_town: str, lang: str, path: str) -> None:
    """Axe finds nothing, whatever the direction of writing; nothing is wider than the screen."""
    reader.goto(f"{spoken_town}{lang}/{path}")
    found = Axe().run(reader, options=RULES).response["violations"]
    assert [(one["id"], node["target"]) for one in found for node in one["nodes"]] == []
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_numbers_to_call_are_written_from_left_to_right(reader: Page, spoken_town: str) -> None:
    """In Arabic the digits of a telephone stand as they are dialled."""
    reader.goto(f"{spoken_town}ar/{_RECORD}")
    number = reader.locator(".reach__number").first
    order = number.evaluate(
        """(element) => {
          const range = document.createRange();
          let text = element;
          while (text.firstChild) text = text.firstChild;
          const at = (index) => {
            range.setStart(text, index);
            range.setEnd(text, index + 1);
            return range.getBoundingClientRect().left;
          };
          return [at(0), at(5), at(text.length - 1)];
        }"""
    )
    assert order == sorted(order)
    expect(reader.locator("html")).to_have_attribute("dir", "rtl")


def test_the_switch_opens_by_keyboard_and_stays_on_the_page(reader: Page, spoken_town: str) -> None:
    """A list that unfolds, with each language as it calls itself; the place that one chose goes along."""
    reader.goto(spoken_town + _RECORD)
    door = reader.locator(".masthead__languages")
    door.focus()
    reader.keyboard.press("Enter")
    links = reader.locator("#languages a")
    expect(links).to_have_text(["English", "Français", "Español", "Română", "العربية", "Українська", "中文"])
    links.nth(3).click()
    expect(reader).to_have_url(f"{spoken_town}ro/{_RECORD}")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Pacchi del sabato")


def test_what_records_say_is_marked_as_italian(reader: Page, spoken_town: str) -> None:
    """So that a screen reader changes its voice; what has a translation is not."""
    reader.goto(f"{spoken_town}en/{_RECORD}")
    assert reader.locator(".lead [lang=it]").inner_text().startswith("Cento pacchi viveri")
    reader.goto(f"{spoken_town}en/reti/rete-vicini-di-casa/")
    expect(reader.locator(".lead")).to_have_text("Associations keeping the Ponte quarter together.")


def test_search_answers_in_english(reader: Page, spoken_town: str) -> None:
    """Words of everyday English find what is done, and the results lead to English pages."""
    reader.goto(f"{spoken_town}en/cerca/?q=food+parcels")
    expect(reader.locator("[data-search][data-settled]")).to_be_visible()
    first = reader.locator("[data-search] h3 a, [data-search] .hit a").first
    assert re.search(r"/en/(?:attivita|enti|reti|temi|tipi|ho-bisogno)/", first.get_attribute("href") or "")
