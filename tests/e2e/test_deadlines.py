"""Deadlines in a browser: who looks after one network sees its own; of a call what one can do today."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_network_sees_what_is_due_there_alone(townsperson: Visit) -> None:
    """By a choice that the address keeps; what holds nothing of it goes, and comes back with all networks."""
    page = townsperson.open("scadenze/reti/")
    rows = page.locator("[data-of]:visible")
    every = rows.count()
    page.get_by_label("La mia rete").select_option(label="Rete Cibo Valdoria")
    expect(page.locator("#da-rinnovare")).to_be_hidden()
    assert {row.get_attribute("data-of") for row in rows.all()} == {"rete-cibo"}
    assert page.url.endswith("#rete=rete-cibo")
    page.reload()
    expect(page.locator("#da-rinnovare")).to_be_hidden()
    page.get_by_label("La mia rete").select_option("")
    expect(rows).to_have_count(every)
    assert "#" not in page.url


def test_a_call_says_what_one_can_do_today(townsperson: Visit) -> None:
    """Open now, with the days that are left; one that is not yet open says when it opens, and that stands out."""
    page = townsperson.open("scadenze/")
    help_, call = page.locator("#aids li").first, page.locator("#calls li").first
    expect(help_).to_contain_text("Aperto ora")
    expect(help_).to_contain_text("fra 23 giorni")
    expect(help_.get_by_role("link", name="Chiama")).to_have_attribute("href", "tel:+390999000110")
    expect(call).to_contain_text("Apre il 1° febbraio 2027")
    weights = call.locator(".due__when > p").evaluate_all("all => all.map((one) => getComputedStyle(one).fontWeight)")
    assert weights == ["650", "400"]
