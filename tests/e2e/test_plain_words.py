"""«Parole semplici»: the easy text of a record first, for who asks, on this device alone."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import PHONE, Visit
from tests.e2e.test_accessibility import RULES

BODY = "enti/auser-ponte/"
NETWORK = "reti/rete-memoria/"
DANGEROUS = "reti/rete-contro-la-violenza/"
KEPT = "localStorage.getItem('parole')"
IN_THE_HEAD = ".head #parole-semplici"


def test_who_asks_reads_the_easy_text_first_on_every_page_that_has_one(townsperson: Visit) -> None:
    """By keyboard; it takes the place of the lead, goes along to other records, and goes back where it was."""
    page = townsperson.open(BODY)
    button = page.get_by_role("button", name="Parole semplici")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator(f".record__body #parole-semplici, {IN_THE_HEAD}")).to_have_count(1)
    button.press("Enter")
    expect(page.locator(IN_THE_HEAD)).to_contain_text("Portiamo la spesa a casa.")
    expect(page.locator(".head .lead")).to_be_hidden()
    expect(button).to_be_focused()
    page = townsperson.open(NETWORK)
    expect(page.locator(f"{IN_THE_HEAD} p")).to_have_js_property(
        "innerText",
        "Quando una persona perde la memoria, la famiglia può sentirsi sola.\n"
        "Noi ci siamo.\nPuoi telefonare. Puoi venire al caffè.",
    )
    button = page.get_by_role("button", name="Parole semplici")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.press("Space")
    expect(page.locator(IN_THE_HEAD)).to_have_count(0)
    expect(page.locator("#che-cos-e + #parole-semplici h2")).to_be_visible()
    expect(page.locator(".head .lead")).to_be_visible()
    assert page.evaluate(KEPT) is None


def test_nothing_of_it_stays_from_a_page_about_violence(townsperson: Visit) -> None:
    """The button works there too, and what storage holds of others changes nothing."""
    page = townsperson.open(DANGEROUS)
    page.evaluate("localStorage.setItem('parole', '<img src=x onerror=hacked=1>')")
    page.reload()
    page.get_by_role("button", name="Parole semplici").click()
    expect(page.locator(IN_THE_HEAD)).to_contain_text("Chiama il 1522.")
    page.evaluate("localStorage.removeItem('parole')")
    page.get_by_role("button", name="Parole semplici").click(click_count=2)
    assert page.evaluate(KEPT) is None


def test_it_is_there_without_javascript_and_axe_finds_nothing(browser: Browser, town: tuple[object, str]) -> None:
    """Without JavaScript no button, and the easy text in its place, a sentence a line."""
    page = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(town[1] + BODY)
    expect(page.get_by_role("button", name="Parole semplici")).to_be_hidden()
    expect(page.locator("#parole-semplici h2")).to_have_text("In parole semplici")
    expect(page.locator("#parole-semplici br")).to_have_count(2)
    page.context.close()
    page = browser.new_context(viewport=PHONE, bypass_csp=True, reduced_motion="reduce").new_page()
    page.goto(town[1] + BODY)
    page.get_by_role("button", name="Parole semplici").click()
    assert [found["id"] for found in Axe().run(page, options=dict(RULES)).response["violations"]] == []
    page.context.close()
