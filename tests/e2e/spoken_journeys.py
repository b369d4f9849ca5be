"""Journeys of who reads no Italian: in English, and the three shortest in each language of an essential edition.

On a phone and on a desktop, from the first page of a language to a number to call. `tests/e2e/test_languages.py` walks
some at every run, `make audit` all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Browser, Error, Page, ViewportSize, expect

from generator.locale.languages import essential
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.journeys import IN_TOWN, SMALLEST_CALL

ESSENTIAL: Final = ("ar", "es", "fr", "ro", "uk", "zh")
SCREENS: Final[tuple[ViewportSize, ...]] = (PHONE, DESKTOP)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A journey in a language: what is typed, the place that is chosen, the links that are taken, who is called.

    It begins at `start`, an address of the site; the last link leads to a page with this `title`, if it has one.
    """

    lang: str
    start: str
    through: tuple[str, ...] = ()
    typed: str = ""
    place: str = ""
    title: str = ""
    number: str = IN_TOWN

    @property
    def name(self) -> str:
        """How it is told."""
        return " → ".join(filter(None, (self.lang, self.start, self.place, self.typed, *self.through, self.number)))


ENGLISH: Final = (
    Spoken("en", "en/", through=("Food",), title="Food"),
    Spoken("en", "en/", through=("A bed tonight",), title="A bed tonight"),
    Spoken("en", "en/", through=("Learning Italian",), title="Learning Italian"),
    Spoken("en", "en/", through=("Violence and fear",), title="Violence and fear", number="1522"),
    Spoken("en", "en/", place="Ponte, Valdoria", through=("Food",), title="Food", number="0999 000 101"),
    Spoken("en", "en/", typed="i am hungry", through=("Food",), title="Food"),
    Spoken("en", "en/", typed="eviction lawyer", through=("Consulenza legale gratuita",), number="0999 000 119"),
    Spoken("en", "en/", typed="zqxw", number="112"),
    # from the Italian of a record, by the switch of languages, to the same in English
    Spoken("en", "attivita/il-banco-del-pane/pacchi-del-sabato/", through=("English",)),
    Spoken("en", "en/", through=("I need help", "A job"), title="A job"),
)


def of_language(lang: str) -> tuple[Spoken, ...]:
    """Return the three shortest of a language: a need, one in one's own place, and what cannot wait."""
    texts = essential(lang)
    door = f"{lang}/ho-bisogno/"
    label = {code: texts.label("necessita", code) for code in ("mangiare", "dormire")}
    return (
        Spoken(lang, door, through=(label["mangiare"],), title=label["mangiare"]),
        Spoken(lang, door, place="Ponte, Valdoria", through=(label["mangiare"],), number="0999 000 101"),
        Spoken(lang, door, number="112"),
    )


def walk_in(page: Page, address: str, journey: Spoken) -> None:
    """Walk from the first page to the number.

    Raises:
        AssertionError, playwright.sync_api.Error: there is no such way, or nothing that a thumb can hit.
    """
    page.goto(address + journey.start)
    page.evaluate("localStorage.clear()")
    page.reload()
    if journey.place:
        page.locator("[data-place-picker] button:visible").first.click()
        page.locator("[data-place-picker] select:visible").first.select_option(journey.place)
    if journey.typed:
        box = page.locator("#contenuto input[type=search]").first
        box.fill(journey.typed)
        box.press("Enter")
        expect(page.locator("[data-search][data-settled]")).to_be_visible()
    for link in journey.through:
        door = page.locator(".masthead__languages:visible")
        if page.locator(f".languages a:text-is('{link}')").count() and door.count():
            door.click()
        page.get_by_role("link", name=link, exact=True).locator("visible=true").first.click()
    expect(page.locator("html")).to_have_attribute("lang", journey.lang)
    if journey.title:
        expect(page.get_by_role("heading", level=1)).to_have_text(journey.title)
    digits = re.sub(r"\D", "", journey.number.removeprefix(IN_TOWN))
    prefix = f"tel:+390999{digits}" if journey.number.startswith(IN_TOWN) else f"tel:{digits}"
    call = page.locator(f'#contenuto a[href^="{prefix}"]:visible').first
    call.wait_for()
    box_of = call.bounding_box()
    assert box_of
    assert min(box_of["width"], box_of["height"]) >= SMALLEST_CALL, f"too small for a thumb: {box_of}"
    call.click(trial=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the screen"


def whole_audit(browser: Browser, address: str) -> Iterator[str]:
    """Yield the journeys that do not arrive, on either screen."""
    for screen in SCREENS:
        context = browser.new_context(viewport=screen, has_touch=screen == PHONE)
        page = context.new_page()
        for journey in (*ENGLISH, *(spoken for lang in ESSENTIAL for spoken in of_language(lang))):
            try:
                walk_in(page, address, journey)
            except (AssertionError, Error) as error:
                yield f"{screen['width']} px, {journey.name}: {str(error).splitlines()[0]}"
        context.close()
