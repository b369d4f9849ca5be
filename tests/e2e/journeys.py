"""Thirty journeys of the example town on a phone: from the first page to a number to call.

At most one question (words that are typed, or the place one is in) and two taps, the last on the number itself.
`tests/e2e/test_journeys.py` walks six of them at every run, `make audit` all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Browser, Error, Locator, Page, expect

from tests.e2e.conftest import PHONE

SMALLEST_TARGET: Final = 24
"""What a thumb hits, in CSS pixels (WCAG 2.2, 2.5.8); a number to call is larger (2.5.5)."""
SMALLEST_CALL: Final = 44
IN_TOWN: Final = "0999"


@dataclass(frozen=True, slots=True)
class Journey:
    """What is `typed` or the `place` that is chosen, then the link that is tapped (`through`), then who is called.

    `number` is how the number begins: that of a body of the town, unless the journey cannot wait.
    """

    typed: str = ""
    place: str = ""
    through: str = ""
    number: str = IN_TOWN

    @property
    def name(self) -> str:
        """How it is told."""
        return " → ".join(filter(None, (self.place, self.typed, self.through, self.number)))


JOURNEYS: Final = (
    # a drawing of the first page, then the number
    *(
        Journey(through=need)
        for need in (
            *("Mangiare", "Dormire stanotte", "Curarsi e stare meglio", "Documenti e diritti", "Soldi e bollette"),
            *("Una casa", "Un lavoro", "Imparare l'italiano", "Bambini e scuola", "Una persona anziana"),
            "Disabilità",
        )
    ),
    Journey(through="Violenza e paura", number="1522"),
    # the place, a drawing, the number: what serves that place stands first
    Journey(place="Ponte, Valdoria", through="Mangiare", number="0999 000 101"),
    Journey(place="Roccaluce", through="Una persona anziana", number="0999 000 151"),
    # what cannot wait: the number stands above the results
    Journey(typed="mio marito mi minaccia", number="1522"),
    Journey(typed="ho paura", number="1522"),
    Journey(typed="خوف", number="1522"),
    Journey(typed="zqxw", number="112"),
    # a need in one's own words, its page, the number
    Journey(typed="ho fame", through="Mangiare"),
    Journey(typed="bread", through="Mangiare"),
    Journey(typed="medico gratis", through="Curarsi e stare meglio"),
    Journey(typed="permiso de residencia", through="Documenti e diritti"),
    Journey(typed="我要学意大利语", through="Imparare l'italiano"),
    Journey(typed="cerco una badante", through="Una persona anziana"),
    # a record among the first results, the number
    Journey(typed="stanotte non so dove dormire", through="Notti al caldo", number="0999 000 121"),
    Journey(typed="mi servono vestiti pesanti", through="Vestiti per ogni stagione", number="0999 000 117"),
    Journey(typed="mio nonno si dimentica le cose", through="Un caffè insieme", number="0999 000 142"),
    Journey(typed="avvocato per lo sfratto", through="Consulenza legale gratuita", number="0999 000 119"),
    Journey(typed="sala riunioni", through="Centro anziani Mulini APS", number="0999 000 135"),
    Journey(typed="aiuto compiti", through="Compiti in oratorio"),
)
REPRESENTATIVE: Final = tuple(
    journey
    for journey in JOURNEYS
    if journey in {JOURNEYS[0], JOURNEYS[13], JOURNEYS[14]}
    or journey.typed in {"我要学意大利语", "stanotte non so dove dormire", "sala riunioni"}
)
"""One of each way, six in all."""


def walk(page: Page, address: str, journey: Journey) -> None:
    """Walk from the first page to the number.

    Raises:
        AssertionError, playwright.sync_api.Error: there is no such way, or nothing that a thumb can hit.
    """
    page.goto(address)
    page.evaluate("localStorage.clear()")
    page.reload()
    if journey.place:
        page.get_by_role("button", name="Scegli dove sei").tap()
        page.get_by_label("Scegli dove sei").select_option(journey.place)
    if journey.typed:
        box = page.get_by_role("searchbox", name="Che cosa cerchi?").first
        box.fill(journey.typed)
        box.press("Enter")
        expect(page.locator("[data-search][data-settled]")).to_be_visible()
    if journey.through:
        # The results of a question; on the first page, its drawings.
        _tap(page.locator("#contenuto").get_by_role("link", name=journey.through, exact=True).first)
        expect(page.get_by_role("heading", level=1)).to_have_text(journey.through)
    digits = journey.number.replace(" ", "").removeprefix("0999")
    prefix = f"tel:+390999{digits}" if journey.number.startswith(IN_TOWN) else f"tel:{digits}"
    _tap(page.locator(f'#contenuto a[href^="{prefix}"]:visible').first, is_trial=True)


def whole_audit(browser: Browser, address: str) -> Iterator[str]:
    """Yield the journeys that do not arrive."""
    context = browser.new_context(viewport=PHONE, locale="it-IT", has_touch=True, is_mobile=True)
    page = context.new_page()
    for journey in JOURNEYS:
        try:
            walk(page, address, journey)
        except (AssertionError, Error) as error:
            yield f"{journey.name}: {str(error).splitlines()[0]}"
    context.close()


def _tap(link: Locator, *, is_trial: bool = False) -> None:
    """Tap what is there, large enough and with nothing over it; a call is not made."""
    link.wait_for()
    # The name of a card is stretched over the card (`.card h3 a::after`).
    box = link.evaluate(
        "link => ((link.closest('h3') && link.closest('.card')) || link).getBoundingClientRect().toJSON()"
    )
    least = SMALLEST_CALL if is_trial else SMALLEST_TARGET
    assert min(box["width"], box["height"]) >= least, f"too small for a thumb: {box}"
    link.tap(trial=is_trial)
