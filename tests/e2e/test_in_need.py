"""From the first page to a number to call, and what a reader takes along, on a phone."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.site.conftest import site_in


def test_two_taps_from_the_first_page_to_a_number(townsperson: Visit) -> None:
    """A drawing, then the button that calls."""
    page = townsperson.open()
    page.get_by_role("link", name="Mangiare", exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mangiare")
    call = page.get_by_role("link", name=re.compile("^Chiama 0999")).first
    expect(call).to_be_visible()
    assert re.fullmatch(r"tel:\+390999\d{6}", call.get_attribute("href") or "")


def test_help_is_one_tap_away_from_every_page(townsperson: Visit) -> None:
    """In the head of the page, on a phone too."""
    page = townsperson.open("progetto/")
    page.get_by_role("link", name="Ho bisogno", exact=True).tap()
    expect(page.get_by_role("link", name="Dormire stanotte", exact=True)).to_be_in_viewport()
    expect(page.get_by_role("link", name="112", exact=True)).to_be_attached()


def test_who_fears_leaves_and_does_not_come_back(townsperson: Visit) -> None:
    """The page goes out of the history of the tab, and what stood in its place is harmless."""
    page = townsperson.open("ho-bisogno/")
    page.route(
        "https://it.wikipedia.org/**", lambda route: route.fulfill(body="<h1>Altrove</h1>", content_type="text/html")
    )
    page.get_by_role("link", name="Violenza e paura", exact=True).tap()
    expect(page.get_by_role("link", name="1522", exact=True)).to_be_in_viewport()
    page.get_by_role("link", name="Esci da questa pagina").tap()
    expect(page.get_by_role("heading")).to_have_text("Altrove")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/ho-bisogno/$"))
    townsperson.problems.clear()  # the way out is a request to another host: that is what it is for


def test_what_is_put_aside_stays_on_the_device_and_travels_as_ids(townsperson: Visit) -> None:
    """Put aside on a record, read on its page, taken off again; a link carries ids alone, after the hash."""
    page = townsperson.open("attivita/il-banco-del-pane/emporio-la-madia/")
    page.get_by_role("button", name="Metti da parte").tap()
    expect(page.get_by_role("button", name="✓ Messa da parte")).to_have_attribute("aria-pressed", "true")
    page = townsperson.open("da-parte/")
    expect(page.get_by_role("link", name="Emporio La Madia")).to_be_visible()
    expect(page.get_by_role("link", name="Chiama 0999 000 115")).to_be_visible()
    page.get_by_role("button", name="Copia il collegamento").tap()
    expect(page.get_by_role("status")).to_contain_text("Copiato")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("/da-parte/#attivita/il-banco-del-pane/emporio-la-madia/")
    page.get_by_role("button", name="Togli").tap()
    expect(page.get_by_text("Non hai ancora messo da parte niente")).to_be_visible()
    page.goto(link)
    page.reload()
    expect(page.get_by_role("link", name="Emporio La Madia")).to_be_visible()


def test_nothing_about_violence_is_kept_and_nothing_foreign_is_read(townsperson: Visit) -> None:
    """Neither from a button, nor from a link, nor from what somebody wrote into the storage."""
    page = townsperson.open("enti/melagrana/")
    expect(page.get_by_role("button", name="Metti da parte")).to_have_count(0)
    poisoned = ["https://altrove.example/", "../../", "enti/melagrana/", "javascript:alert(1)", {"a": 1}]
    page.evaluate("list => localStorage.setItem('da-parte', JSON.stringify(list))", poisoned)
    page = townsperson.open("da-parte/#enti/melagrana/+//altrove.example/")
    expect(page.get_by_role("status")).to_contain_text("non è più pubblicato")
    expect(page.get_by_role("listitem").filter(has=page.get_by_role("button", name="Togli"))).to_have_count(0)
    assert page.evaluate("localStorage.getItem('da-parte')") is None


def test_a_place_is_asked_once_and_orders_what_follows(townsperson: Visit) -> None:
    """Chosen on the first page; on a need what serves it comes first and the rest is folded; forgotten at will."""
    page = townsperson.open()
    page.get_by_role("button", name="Dove sei?").tap()
    page.get_by_label("Dove sei?").select_option("Ponte, Valdoria")
    expect(page.locator("[data-chosen] strong").first).to_have_text("Ponte, Valdoria")
    page.get_by_role("link", name="Mangiare", exact=True).tap()
    headings = page.locator("section[data-place] h2:visible")
    expect(headings).to_have_text(["Ponte", "Per tutta Valdoria"])
    expect(page.get_by_text("In altri luoghi")).to_be_visible()
    page = townsperson.open("ho-bisogno/persona-anziana/")
    expect(headings).to_have_text(["Valdoria", "Ambito del Lento"])
    expect(page.locator("[data-nearest] a").first).to_contain_text("Valdoria")
    page = townsperson.open("attivita/")
    first = page.locator(".listing .card").first
    expect(first).to_have_attribute("data-places", re.compile("valdoria-ponte"))
    page.get_by_role("button", name="Tutti i luoghi").tap()
    expect(page.get_by_role("button", name="Dove sei?")).to_be_visible()
    page = townsperson.open("ho-bisogno/mangiare/")
    expect(headings).to_have_text(["Per tutta Valdoria", "Centro", "Ponte"])


def test_what_storage_holds_is_only_text(townsperson: Visit) -> None:
    """Somebody else's script may have written there: codes are codes, a label is text."""
    page = townsperson.open()
    poisoned = '{"code":"valdoria","label":"<img src=x onerror=alert(1)>","around":[{"a":1},"../.."],"inside":"no"}'
    page.evaluate("value => localStorage.setItem('luogo', value)", poisoned)
    page = townsperson.open("ho-bisogno/")
    expect(page.locator("[data-chosen] strong").first).to_have_text("<img src=x onerror=alert(1)>")
    for broken in ("[", "null", '{"code":5}', '{"code":"a b","label":"x"}'):
        page.evaluate("value => localStorage.setItem('luogo', value)", broken)
        page = townsperson.open("ho-bisogno/")
        expect(page.get_by_role("button", name="Dove sei?")).to_be_visible()


def test_the_browser_knows_who_serves_a_place_as_the_program_does(townsperson: Visit, town: tuple[Path, str]) -> None:
    """Every place with every other, alone and beside a third: one question, one answer."""
    site = site_in(town[0])
    geography = site.catalogue.geography
    page = townsperson.open("ho-bisogno/")
    known = page.evaluate("fetch('../dati/luoghi.json').then((answer) => answer.json())")
    codes = [*known, "italia", "altrove"]
    asked = [(place, [other, third]) for place in known for other in codes for third in ("altrove", codes[0])]
    expected = [geography.reach(place, places) for place, places in asked]
    answered = page.evaluate(
        """async ([known, asked]) => {
          const { reach } = await import(new URL("../assets/site/parts/place.js", location.href).href);
          const inside = (code) => Object.keys(known).filter((other) => known[other][1].includes(code));
          const told = (code) => ({ code, around: known[code][1], inside: inside(code) });
          const steps = asked.map(([code, places]) => reach(told(code), places));
          return steps.map((step) => (step === Infinity ? null : step));
        }""",
        [known, asked],
    )
    assert answered == expected


def test_what_is_open_now_comes_first(townsperson: Visit) -> None:
    """By the reader's clock, in each list: what is open, then what opens today, then what opens another day."""
    page = townsperson.page
    states = "list => [...list.children].map((item) => item.querySelector('[data-state]')?.dataset.state ?? '')"
    ranks = {"open": 0, "today": 1, "opens": 2}
    for moment in ("2026-11-28T10:30:00+01:00", "2026-12-01T16:00:00+01:00"):
        page.clock.set_fixed_time(moment)
        townsperson.open("ho-bisogno/soldi/")
        expect(page.locator(".now[data-state='open']").first).to_contain_text("Aperto adesso")
        for answers in page.locator(".answers__list").all():
            shown = [ranks.get(state, 3) for state in answers.evaluate(states)]
            assert shown == sorted(shown)
