"""Lists that one can scan: narrowed, ordered and seen as one likes, in place; and never a phone's screen too long."""

import re
from time import sleep

import pytest
from playwright.sync_api import Page, Route, expect

from generator.site.page import PER_DAYS
from tests.conftest import EXAMPLE
from tests.e2e.conftest import Visit
from tests.site.conftest import site_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LISTS = ("attivita/", "reti/", "enti/", "buone-pratiche/")
MOST_PX = 3000
"""On a phone the way to the next page of a list is never farther down."""


def _unfold(page: Page) -> None:
    """Open the choices, which on a phone are behind one button."""
    drawer = page.locator(".choosing")
    if drawer.get_attribute("open") is None:
        drawer.locator("> summary").click()


def _choose(page: Page, facet: str, words: str) -> None:
    _unfold(page)
    drawer = page.locator(f'[data-filter="{facet}"]')
    if drawer.get_attribute("open") is None:
        drawer.locator("summary").click()
    drawer.get_by_role("button", name=re.compile(words)).click()


def _seen(page: Page) -> list[str]:
    return page.locator(".listing .card:visible h3").all_inner_texts()


def _end(page: Page) -> float:
    """Return where the way on ends: to the next page, or to the others where the clock asked for the whole list."""
    box = page.locator(".pager, [data-more]").filter(visible=True).first.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def test_the_next_page_is_near_on_a_phone(phone: Visit, townsperson: Visit, plain_phone: Visit) -> None:
    """In the longest lists of both catalogues, with what scripts add and without."""
    for visit in (phone, plain_phone):
        for path in LISTS:
            assert _end(visit.open(path)) <= MOST_PX, path
    for path in ("attivita/", "enti/"):
        assert _end(townsperson.open(path)) <= MOST_PX, path


def test_a_list_is_narrowed_in_place_over_all_its_pages(townsperson: Visit) -> None:
    """What is chosen stands in the address, others say how many they would leave, and all of it can be taken back."""
    page = townsperson.open("attivita/")
    told = page.locator("[data-narrowed]")
    of_all = len(site_in(EXAMPLE).activities)
    _choose(page, "tema", "^Mangiare e non sprecare")
    expect(told).to_contain_text(f"6 su {of_all}")
    assert len(_seen(page)) == 6
    expect(page.locator(".pager")).to_be_hidden()
    _choose(page, "luogo", "^Centro, Valdoria")
    expect(told).to_contain_text(f"4 su {of_all}")
    assert page.url.endswith("attivita/?tema=cibo&luogo=valdoria-centro")
    page.reload()
    expect(told).to_contain_text(f"4 su {of_all}")
    page.get_by_role("button", name="Togli le scelte").click()
    expect(told).to_be_empty()
    expect(page.locator(".pager")).to_be_visible()
    assert page.url.endswith("attivita/")


def test_without_script_each_choice_is_a_page(plain_phone: Visit) -> None:
    """Chips are links to what stands under a theme, and the rule of the list is said."""
    page = plain_phone.open("reti/")
    expect(page.locator("[data-rule]")).to_have_text(
        "Prima chi ha un numero da chiamare. Fra pari, l'ordine cambia ogni giorno."
    )
    expect(page.locator("[data-listbar]")).to_be_hidden()
    _unfold(page)
    page.locator('[data-filter="tema"] summary').click()
    page.get_by_role("link", name=re.compile("^Mangiare e non sprecare")).click()
    assert page.url.endswith("temi/cibo/#reti")


def test_where_nothing_is_open_one_reads_whom_to_call(townsperson: Visit) -> None:
    """On a Sunday: who answers the telephone now, then who will today; the list itself begins with what is next."""
    page = townsperson.page
    page.clock.set_fixed_time("2026-11-22T07:00:00+01:00")
    townsperson.open("temi/anziani/")
    rows = page.locator("[data-calls] li")
    expect(rows.first).to_contain_text("Risponde oggi alle 8")
    expect(rows).to_have_count(2)
    page.clock.set_fixed_time("2026-11-22T10:00:00+01:00")
    townsperson.open("temi/anziani/")
    expect(rows).to_contain_text(["Risponde adesso, fino alle", "Risponde adesso, fino alle"])
    expect(page.locator("[data-when] [data-count]")).to_be_empty()
    expect(page.locator("article.card[data-timed] h3").first).to_have_text("Pronto, come stai?")
    expect(page.locator("[data-day]")).to_be_hidden()
    page.get_by_text("Scegli quando", exact=True).click()
    page.locator("[data-day]").select_option("domani")
    expect(page.locator("[data-calls]")).to_be_hidden()
    page.clock.set_fixed_time("2026-11-24T09:40:00+01:00")
    townsperson.open("temi/anziani/")
    expect(page.locator("[data-when] [role=status]")).to_contain_text("Adesso ne")
    expect(page.locator("[data-calls]")).to_be_hidden()


def test_a_parent_is_sent_to_no_service_for_others(townsperson: Visit) -> None:
    """Nothing above the list of families puts forward what is for others; their own comes first, with a number."""
    page = townsperson.page
    page.clock.set_fixed_time("2026-11-23T08:00:00+01:00")
    townsperson.open("destinatari/famiglie/")
    expect(page.locator("[data-when]")).to_be_visible()
    expect(page.locator(".asked")).not_to_contain_text("dipendenze")
    expect(page.locator("[data-calls] li > a:first-child")).to_have_text(["Un caffè insieme"])
    first = page.locator("article.card[data-timed]").first
    expect(first.locator("h3")).to_have_text("Un caffè insieme")
    expect(first.locator(".card__call > a")).to_have_attribute("href", "tel:+390999000131")


def test_kinds_are_looked_for_with_a_button(townsperson: Visit) -> None:
    """What is typed narrows them; the button leads to the first that is left, and its family is open."""
    page = townsperson.page
    townsperson.open("tipi/")
    page.get_by_role("searchbox", name="Che cosa cerchi?").fill("mensa")
    page.get_by_role("button", name="Trova", exact=True).click()
    expect(page.get_by_role("link", name="Mensa e pasti")).to_be_focused()
    expect(page.locator(".kinds__family:not([hidden])")).to_have_count(1)


def test_of_people_what_serves_ones_place_stands_first(townsperson: Visit) -> None:
    """What is the same elsewhere stays below its card; who answers only for other places is left out; it is undone."""
    page = townsperson.page
    page.clock.set_fixed_time("2026-11-22T10:00:00+01:00")
    townsperson.open("destinatari/persone-anziane/")
    names = page.locator("article.card[data-timed] h3")
    before = names.all_text_contents()
    digital = page.locator(".card:has(h3:has-text('Punto digitale')) + .elsewhere-too")
    expect(digital).to_have_count(1)
    page.get_by_role("button", name="Scegli dove sei", exact=True).click()
    page.locator("#dove-sono").select_option("valdoria-mulini")
    expect(page.locator("[data-calls] li")).to_contain_text(["Mulini · Risponde oggi alle 14"])
    helping = page.locator(".done:has(h2:has-text('Aiuto nella vita di ogni giorno'))")
    expect(helping.locator(".card h3").first).to_have_text("Una telefonata al giorno")
    # Who telephones all over the town serves Mulini too.
    expect(helping.locator(".card h3").nth(1)).to_have_text("Pronto, come stai?")
    expect(helping.locator(".card").nth(1).locator("+ .farther")).to_have_text("In altri luoghi")
    expect(digital).to_have_count(1)
    # There a place of it is one's own.
    card = page.locator(".card:has(h3:has-text('Punto digitale'))")
    expect(card.locator("xpath=preceding-sibling::p")).to_have_count(0)
    page.locator("[data-forget]").click()
    expect(page.locator(".farther")).to_have_count(0)
    assert names.all_text_contents() == before
    calls = page.locator("[data-calls] li")
    expect(calls).to_contain_text(["Risponde adesso, fino alle", "Mulini · Risponde oggi alle 14"])
    assert calls.last.get_by_role("link", name="Chiama").get_attribute("href") == "tel:+390999000135"


def test_a_list_is_put_in_order_and_its_letters_lead_through_it(townsperson: Visit) -> None:
    """By name over all pages, then the freshest first, then as it was written."""
    page = townsperson.open("attivita/")
    first = _seen(page)
    _unfold(page)
    order = page.get_by_label("In quale ordine")
    order.select_option("nome")
    expect(page.locator("[data-rule]")).to_have_text("In ordine alfabetico.")
    more = page.get_by_role("button", name=re.compile("Mostra le altre"))
    expect(more).to_be_visible()
    names = [name.casefold() for name in _seen(page)]
    assert names == sorted(names)
    assert len(names) == PER_DAYS
    page.get_by_role("navigation", name="Vai alla lettera").get_by_role("link", name="T", exact=True).click()
    expect(page.locator("#lettera-t")).to_be_in_viewport()
    order.select_option("fresche")
    days = page.locator(".listing .card:visible").evaluate_all("cards => cards.map((card) => card.dataset.known)")
    assert days == sorted(days, reverse=True)
    order.select_option("recapito")
    again = _seen(page)
    assert again[: len(first)] == first[: len(again)]


def test_activities_stand_in_the_order_of_the_readers_clock(townsperson: Visit) -> None:
    """Day by day and hour by hour, on a phone and later in the day as well: what is past today is not first."""
    for hour in ("10:00", "19:30"):
        townsperson.page.clock.set_fixed_time(f"2026-11-23T{hour}:00+01:00")
        page = townsperson.open("attivita/")
        times = page.locator(".listing .card:visible:not([data-last]) .now")
        expect(times.first).not_to_be_empty()
        told = times.evaluate_all("lines => lines.map(({ dataset }) => (dataset.state === 'open' ? '' : dataset.at))")
        assert told == sorted(told)
        assert len(set(told)) > 1


def test_letters_of_an_alphabet_lead_to_further_pages(plain_phone: Visit) -> None:
    """Without script, to the page where they begin."""
    page = plain_phone.open("enti/")
    page.get_by_role("link", name="T", exact=True).click()
    assert re.search(r"enti/pagina/\d+/#lettera-t$", page.url)
    expect(page.locator("#lettera-t")).to_have_text("T")


def test_rows_or_cards_are_remembered_unless_the_page_is_about_violence(townsperson: Visit) -> None:
    """On the device alone; days stay in rows."""
    page = townsperson.open("enti/")
    _unfold(page)
    page.get_by_role("button", name="Mostra a riquadri").click()
    assert page.evaluate("localStorage.vista") == "schede"
    townsperson.open("attivita/")
    _unfold(page)
    expect(page.locator("[data-view]")).to_be_hidden()
    expect(page.locator(".card__more").first).to_be_hidden()
    townsperson.open("enti/")
    _unfold(page)
    page.get_by_role("button", name="Mostra in elenco").click()
    assert page.evaluate("localStorage.vista") == "elenco"
    page.evaluate("document.body.append(Object.assign(document.createElement('p'), {className: 'leave'}))")
    page.get_by_role("button", name="Mostra a riquadri").click()
    assert page.evaluate("localStorage.vista") == "elenco"


def test_a_row_on_a_phone_says_what_one_decides_by(townsperson: Visit) -> None:
    """What it is, where, for whom, the cost, the hour under its day, the number to call and when one answers."""
    page = townsperson.open("attivita/")
    expect(page.locator(".listing__count")).to_have_text("78 attività")
    expect(page.locator(".jumps [aria-current]")).to_have_text("Lun 23")
    expect(page.locator(".day")).to_have_text(
        ["Oggi, domenica 22\xa0novembre: nessun appuntamento Chi risponde anche oggi", "Domani, lunedì 23\xa0novembre"]
    )
    expect(page.locator(".choosing .narrowing")).to_be_hidden()
    row = page.locator(".card", has=page.get_by_role("link", name="Punto digitale", exact=True))
    for words in (
        "Aiuto con computer e telefono",
        "Persone anziane, adulti",
        "Gratis",
        "9–12",
        "Identità digitale",
        "viale della Stazione 12",
    ):
        expect(row.get_by_text(words, exact=False).locator("visible=true").first).to_be_visible()
    expect(row.get_by_text("Risponde domani alle 9")).to_be_visible()
    expect(row.get_by_text("lunedì 9–12")).to_be_hidden()
    call = row.get_by_role("link", name="Chiama 0999 000 180").bounding_box()
    assert call is not None
    assert call["height"] >= 44
    expect(row.locator(".reach__number")).to_be_visible()
    said = row.locator(".card__summary").evaluate(
        "(one) => one.clientHeight / parseFloat(getComputedStyle(one).lineHeight)"
    )
    assert round(said) == 2, "two whole lines"
    refuge = page.locator(".card", has=page.get_by_role("link", name="Ascolto e accompagnamento", exact=True))
    expect(refuge.locator(".card__call a:visible .reach__number")).to_have_text(["1522", "0999 000 125"])


def test_days_stand_whichever_script_comes_first(townsperson: Visit) -> None:
    """What is open now may be said before the list listens: so it is where its script is already on the device."""

    def late(route: Route) -> None:
        sleep(2)  # what is open now is said meanwhile
        route.continue_()

    townsperson.page.route("**/parts/list.js*", late)
    page = townsperson.open("attivita/")
    expect(page.locator(".day").nth(1)).to_have_text("Domani, lunedì 23\xa0novembre")


def test_bodies_say_what_they_do_and_are_found_by_name(townsperson: Visit) -> None:
    """Each row says what it does and how to reach it; a name is looked for in place, over all pages."""
    page = townsperson.open("enti/")
    rows = page.locator(".card:visible")
    mute = [row.inner_text() for row in rows.all() if not row.locator(".card__call, .card__summary--over").count()]
    assert mute == []
    page.get_by_role("searchbox", name="Cerca un nome").fill("melagrana")
    refuge = page.locator(".card", has=page.get_by_role("link", name="Centro donne Melagrana ODV"))
    expect(refuge).to_be_visible()
    calls = refuge.locator(".card__call a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert calls == ["tel:1522", "tel:+390999000125"], "the number that always answers, then its own"
    page.get_by_role("searchbox", name="Cerca un nome").fill("guardaroba")
    expect(page.locator(".card:visible h3")).to_have_text(
        ["Associazione «Il guardaroba del sole»", "Guardaroba del Sole ODV"]
    )
    assert page.url.endswith("enti/?nome=guardaroba")
    page.get_by_role("button", name="Togli le scelte").click()
    expect(page.locator(".pager")).to_be_visible()


def test_who_answers_now_is_found_over_all_pages(townsperson: Visit) -> None:
    """By the reader's clock: who answers at any hour, and who answers at this one; it stands in the address."""
    townsperson.page.clock.set_fixed_time("2026-11-23T10:00:00+01:00")
    page = townsperson.open("enti/")
    _unfold(page)
    page.get_by_role("button", name="Solo chi risponde adesso").click()
    names = page.locator(".card:visible h3")
    for name in (
        "Azienda sanitaria del Lento",
        "Approdo Società Cooperativa Sociale",
        "Centro servizi per il volontariato",
    ):
        expect(names.get_by_text(name)).to_be_visible()
    expect(names.get_by_text("Auser Ponte")).to_have_count(0)
    said = page.locator(".card:visible").evaluate_all(
        "cards => cards.map((card) => card.querySelector('.card__call').textContent)"
    )
    assert all(re.search("sempre|adesso", words) for words in said), said
    assert page.url.endswith("enti/?risponde=adesso")
    page.reload()
    expect(names).to_have_count(len(said))
    _unfold(page)
    page.get_by_role("button", name="Togli le scelte").click()
    expect(page.locator(".pager")).to_be_visible()


def test_what_was_measured_of_the_order_says_of_how_few(townsperson: Visit) -> None:
    """A ratio of a few bodies is told as such, and the alphabet is not denied."""
    townsperson.open("come-ordiniamo/")
    told = townsperson.page.locator("main").inner_text()
    assert "Sono numeri piccoli: 8 piccole e 6 medie o grandi." in told
    assert "L'iniziale del nome conta solo negli elenchi in ordine alfabetico." in told


def test_what_is_at_rest_has_its_heading_as_it_is_written(townsperson: Visit) -> None:
    """By name all stand together; back in the order that is written, the heading is before the first at rest again."""
    page = townsperson.open("reti/")
    heading = page.locator(".rests")
    expect(heading.locator("+ .card h3")).to_have_text("Rete degli orti e dei cortili")
    # So few have nothing to be sorted by; the order is that of longer lists all the same.
    expect(page.locator("[data-listbar]")).to_be_hidden()
    expect(page.locator("[data-rule]")).to_be_visible()
    page.locator("[data-order]").select_option("nome", force=True)
    expect(heading).to_have_count(0)
    page.locator("[data-order]").select_option("recapito", force=True)
    expect(heading.locator("+ .card h3")).to_have_text("Rete degli orti e dei cortili")
