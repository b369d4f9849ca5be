"""What stands around every page: it fits, it says what it does, it prints, and it asks nothing that would be lost."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PHONE, Visit

_CONTROLS = ".brand__name, .masthead__need, .masthead__search, .masthead__menu"


def _cut_off(page: Page) -> list[str]:
    """Return the controls of the masthead that do not stand wholly within the screen."""
    found: list[str] = page.evaluate(
        """(controls) => [...document.querySelectorAll(controls)].filter((control) => {
          const { left, right } = control.getBoundingClientRect();
          const isIn = left >= 0 && right <= document.documentElement.clientWidth + 0.5;
          return !isIn || control.scrollWidth > control.clientWidth + 1;
        }).map((control) => control.className)""",
        _CONTROLS,
    )
    return found


@pytest.mark.parametrize(("width", "size"), [(390, 200), (360, 150), (360, 200), (320, 200), (390, 100)])
def test_the_masthead_fits_at_any_size_of_text(townsperson: Visit, width: int, size: int) -> None:
    """WCAG 1.4.4 (text at 200 %) on narrow phones: nothing is cut off, nothing scrolls sideways."""
    page = townsperson.page
    page.set_viewport_size({"width": width, "height": 844})
    townsperson.open()
    page.evaluate("size => { document.documentElement.style.fontSize = `${size}%`; }", size)
    assert _cut_off(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_every_number_is_whole_in_large_text(townsperson: Visit) -> None:
    """WCAG 1.4.4: at 200 % the buttons and cards that call stay within a narrow phone, with the whole number."""
    page = townsperson.page
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("ho-bisogno/mangiare/", "attivita/", "enti/il-banco-del-pane/", "cerca/?q=mangiare"):
        townsperson.open(address)
        page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
        numbers = page.locator('#contenuto a[href^="tel:"] .reach__number:visible')
        expect(numbers.first).to_be_visible()
        cut = numbers.evaluate_all(
            """(numbers) => numbers.filter((number) => {
              const box = (number.closest(".card, .answer") ?? document.documentElement).getBoundingClientRect();
              const { left, right } = number.getBoundingClientRect();
              return left < box.left || right > box.right;
            }).map((number) => number.textContent)"""
        )
        assert cut == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address


@pytest.mark.parametrize("address", ["territori/valdoria-ponte/", "novita/"])
def test_no_dot_between_two_things_hangs_where_a_line_ends(townsperson: Visit, address: str) -> None:
    """It is seen between two things of one line; where the line ends it goes with the space."""
    page = townsperson.open(address)
    gone = 0
    for width in (320, 360, 390, 430):
        page.set_viewport_size({"width": width, "height": 844})
        seen = page.locator("#contenuto .dot").evaluate_all(
            """(dots) => dots.filter((dot) => dot.checkVisibility()).map((dot) => {
              const next = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              next.currentNode = dot.lastChild;
              const range = document.createRange();
              const isSeen = () => range.getClientRects().length && `${range}`.trim();
              do range.selectNodeContents(next.nextNode()); while (!isSeen());
              const { top, bottom, width } = dot.getBoundingClientRect();
              const after = range.getClientRects()[0];
              const isOnLine = after.top < (top + bottom) / 2 && after.bottom > (top + bottom) / 2;
              return { isDrawn: width > 1, isOnLine, text: dot.parentElement.textContent.trim() };
            })"""
        )
        assert [each["text"] for each in seen if each["isDrawn"] and not each["isOnLine"]] == [], width
        gone += sum(not each["isDrawn"] for each in seen)
    assert gone, "some lines end where a dot would stand"


@pytest.mark.parametrize(("scheme", "first", "then"), [("light", "scuro", "chiaro"), ("dark", "chiaro", "scuro")])
def test_the_palette_button_says_what_it_does(townsperson: Visit, scheme: str, first: str, then: str) -> None:
    """In the dark it leads to the light."""
    page = townsperson.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 1280, "height": 900})
    townsperson.open()
    button = page.locator("button[data-palette]")
    expect(button).to_have_text(f"Aspetto {first}")
    button.click()
    expect(button).to_have_text(f"Aspetto {then}")


def test_who_reads_in_the_dark_prints_on_white(townsperson: Visit) -> None:
    """Whether the device says so or the button: no colour of the dark is left for paper."""
    page = townsperson.page
    colours = """() => ["--paper", "--ink", "--accent-soft", "--line-strong"].map(
      (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
    )"""
    page.emulate_media(media="print", color_scheme="light")
    townsperson.open("evidenze/")
    light = page.evaluate(colours)
    assert light[:2] == ["#fff", "#000"]
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(colours) == light
    page.evaluate("document.documentElement.dataset.palette = 'dark'")
    assert page.evaluate(colours) == light


def test_no_printed_sheet_holds_only_who_keeps_the_catalogue(townsperson: Visit) -> None:
    """The last thing on paper is of the record; whom to tell and how old it is stand on the first sheet."""
    page = townsperson.page
    townsperson.open("attivita/cooperativa-approdo/docce/")
    page.emulate_media(media="print")
    last = page.evaluate(
        """() => {
          const bottom = (part) => part.getBoundingClientRect().bottom;
          const parts = [...document.querySelectorAll("body *")];
          const written = parts.filter((part) => part.checkVisibility() && part.innerText?.trim());
          return written.sort((left, right) => bottom(left) - bottom(right)).at(-1).closest(".page") !== null;
        }"""
    )
    assert last
    expect(page.locator(".masthead__printed")).to_contain_text("reti@comune.valdoria.example")
    expect(page.locator(".colophon")).to_be_hidden()


def test_a_printed_answer_keeps_its_number(townsperson: Visit) -> None:
    """Whoever is handed the sheet has no button to press: the number stands there, and nothing else of the buttons."""
    page = townsperson.page
    townsperson.open("ho-bisogno/mangiare/")
    page.emulate_media(media="print")
    numbers = page.locator('.places .card__call a[href^="tel:"] .reach__number')
    assert numbers.count() > 0
    assert all(number.is_visible() for number in numbers.all())
    inks = numbers.evaluate_all("all => [...new Set(all.map((number) => getComputedStyle(number).color))]")
    assert inks == ["rgb(0, 0, 0)"]
    assert page.locator('.card__call > a:not([href^="tel:"]):visible').count() == 0


def test_without_script_no_word_is_asked_for(browser: Browser, town: tuple[object, str]) -> None:
    """It would be lost: the page offers its lists, and no door that needs a script as well."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    for path in ("", "cerca/", "stile/"):
        page.goto(town[1] + path)
        assert [field.is_visible() for field in page.locator('input[type="search"]').all()].count(True) == 0, path
    page.goto(f"{town[1]}cerca/")
    doors = page.locator(".page a:visible").all()
    assert doors
    for address in dict.fromkeys(str(door.evaluate("door => door.href")) for door in doors):
        assert not re.search(r"/(chi-lo-fa-gia|da-parte|ruoli/confronta)/", address), address
    context.close()
