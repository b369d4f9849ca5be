"""What emerges from the catalogue: needs and offers, goals of a plan, figures, records to complete."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import PHONE, Visit
from tests.e2e.test_accessibility import RULES
from tests.serving import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_bar_leads_to_as_many_records_as_it_counts(plain_phone: Visit) -> None:
    """Without JavaScript too."""
    page = plain_phone.open("evidenze/")
    page.locator("#grafico-adesioni summary").click()
    row = page.locator("#adesioni tr", has_text="2 reti")
    counted = row.locator("td").inner_text().split()[0]
    row.get_by_role("link").click()
    expect(page.locator(".listing__count")).to_contain_text(counted)
    cards, following = page.locator(".listing .card"), page.locator(".pager a[rel=next]")
    shown = [cards.count()]
    while following.count():
        following.click()
        page.wait_for_url(f"**/pagina/{len(shown) + 1}/")
        shown.append(cards.count())
    assert all(shown)
    assert sum(shown) == int(counted)


def test_who_wants_to_help_goes_from_what_is_missing_to_the_form(plain_phone: Visit) -> None:
    """By what is missing, then the way to the proposal beside the name; the record itself says it too."""
    page = plain_phone.open("da-completare/")
    page.get_by_text("Mostra solo…").click()
    page.locator(".completing__topics").get_by_role("link", name="Chi ne fa parte").click()
    page.locator(".completing > li").first.get_by_role("link", name="Completa").click()
    assert "partecipa/#scheda=" in page.url
    network = page.url.partition("#scheda=")[2]
    expect(plain_phone.open(f"reti/{network}/").locator(".better")).to_contain_text("chi ne fa parte")


def test_who_writes_a_name_finds_their_own_record(phone: Visit) -> None:
    """Whatever accents and capitals they write, with what it lacks; a name that lacks nothing is told."""
    page = phone.open("da-completare/")
    rows = page.locator(".completing > li")
    name = rows.last.get_attribute("data-name") or ""
    box = page.get_by_role("searchbox", name="Cerca la tua associazione")
    box.fill(name.upper())
    row = page.locator(".completing > li:visible")
    expect(row.get_by_role("link", name=name).first).to_be_visible()
    expect(row.first).to_contain_text(re.compile("Manca|Controllata|manca|Forse"))
    box.fill("zzz")
    expect(page.locator("[data-found]")).to_have_text("Con questo nome non manca niente.")
    expect(row).to_have_count(0)
    box.fill("")
    expect(page.locator("[data-found]")).to_contain_text("schede a cui manca qualcosa")
    expect(row).to_have_count(12)


def test_what_is_missing_narrows_the_list_in_place(townsperson: Visit) -> None:
    """To as many as the chip says, with how to write it; an address may say which."""
    page = townsperson.open("da-completare/")
    rows = page.locator(".completing > li:visible")
    every = rows.count()
    page.locator(".completing__fold > summary").click()
    chip = page.locator('[data-topic="contatti"]')
    counted = chip.locator("span").inner_text()
    chip.click()
    expect(page.locator("[data-found]")).to_contain_text(f"{counted} schede. Serve un recapito")
    expect(chip).to_have_attribute("aria-current", "true")
    if page.locator("[data-more]").is_visible():
        page.locator("[data-more]").click()
    expect(rows).to_have_count(int(counted))
    for row in rows.all():
        expect(row).to_contain_text("un recapito o un sito")
    expect(page.locator('[data-topic=""]')).to_be_visible()
    page.locator('[data-topic=""]').click()
    expect(page.locator('[data-topic=""]')).to_be_hidden()
    expect(rows).to_have_count(every)
    townsperson.open("da-completare/#calendario")
    expect(page.locator("#calendario")).to_have_attribute("aria-current", "true")
    expect(rows).to_have_count(int(page.locator("#calendario span").inner_text()))


def test_a_notice_goes_away_by_the_readers_clock(browser: Browser, town: tuple[Path, str]) -> None:
    """A page built today says nothing false next spring."""
    context = browser.new_context(viewport=PHONE, locale="it-IT")
    page = context.new_page()
    page.clock.set_fixed_time(f"{TODAY}T10:00:00+01:00")
    page.goto(f"{town[1]}bisogni/")
    expect(page.locator("#cerca-rete-vicini-di-casa-sala")).to_be_visible()
    page.clock.set_fixed_time("2027-02-01T10:00:00")
    page.reload()
    expect(page.locator("#cerca-rete-vicini-di-casa-sala")).to_be_hidden()
    page.locator("#offered .needs__rest > summary").click()
    expect(page.locator("#offre-centro-anziani-mulini-salone-la-sera")).to_be_visible()
    context.close()


def test_a_link_to_a_folded_notice_unfolds_it(townsperson: Visit) -> None:
    """From the card that it meets, and from another page; a desk has room for all of them."""
    notice = "#offre-centro-anziani-mulini-salone-la-sera"
    page = townsperson.open("bisogni/")
    expect(page.locator(notice)).to_be_hidden()
    page.locator(f'#cerca-rete-vicini-di-casa-sala a[href$="{notice}"]').click()
    expect(page.locator(notice)).to_be_in_viewport()
    page.goto("about:blank")
    page = townsperson.open(f"bisogni/{notice}")
    expect(page.locator(notice)).to_be_in_viewport()
    page = townsperson.open("bisogni/")
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator(notice)).to_be_visible()
    expect(page.locator(".needs__rest > summary").first).to_be_hidden()


def test_a_kind_of_notice_is_shown_alone(townsperson: Visit) -> None:
    """What is sought, what is offered and who could meet, of that kind; the address keeps it."""
    page = townsperson.open("bisogni/")
    every = page.locator(".notice:visible").count()
    page.get_by_role("button", name="Spazi").click()
    expect(page).to_have_url(re.compile(r"\?cosa=rooms$"))
    expect(page.get_by_role("button", name="Spazi")).to_have_attribute("aria-pressed", "true")
    shown = page.locator("[data-way]:visible")
    assert {way.get_attribute("data-way") for way in shown.all()} == {"rooms"}
    notices = page.locator(".notice:visible").count()
    expect(page.locator("[data-ways]").get_by_role("status")).to_have_text(f"Annunci: {notices}")
    assert 0 < notices < every
    for line in page.locator(".needs__jumps li:visible").all():
        anchor = line.get_by_role("link").get_attribute("href") or ""
        expect(line.locator("span")).to_have_text(str(page.locator(f"{anchor} [data-way]:visible").count()))
    page.reload()
    assert page.locator(".notice:visible").count() == notices
    page.get_by_role("button", name="Tutto").click()
    assert page.locator(".notice:visible").count() == every
    assert "cosa" not in page.url


def test_notices_are_narrowed_by_place_too(townsperson: Visit) -> None:
    """As many as the choice says, together with what they are; the address keeps both."""
    page = townsperson.open("bisogni/")
    page.get_by_label("Dove").select_option("valdoria-mulini")
    counted = re.search(r"\((\d+)\)", page.locator("#dove option:checked").inner_text())
    assert counted
    expect(page.locator(".notice:visible")).to_have_count(int(counted[1]))
    page.get_by_role("button", name="Spazi").click()
    expect(page).to_have_url(re.compile(r"dove=valdoria-mulini&cosa=rooms$"))
    shown = page.locator(".notice:visible").count()
    assert 0 < shown < int(counted[1])
    page.reload()
    expect(page.locator(".notice:visible")).to_have_count(shown)
    expect(page.get_by_label("Dove")).to_have_value("valdoria-mulini")


def test_the_table_of_goals_is_copied_as_a_table(browser: Browser, town: tuple[Path, str]) -> None:
    """And stands there to be selected by hand where there is no script."""
    context = browser.new_context(locale="it-IT", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{town[1]}piani/")
    page.get_by_role("button", name="Copia la tabella").click()
    expect(page.get_by_role("status")).to_contain_text("Copiata")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines()[0].split("\t")[:2] == ["Obiettivo", "Rete"]
    assert "Casa a chi la cerca\tAncora nessuna rete" in copied
    context.close()


def test_the_pages_of_the_town_have_no_violation(browser: Browser, town: tuple[Path, str]) -> None:
    """Those that the shipped catalogue has no data for."""
    context = browser.new_context(viewport=PHONE, color_scheme="dark", bypass_csp=True)
    page = context.new_page()
    found = []
    for path in ("piani/", "bisogni/", "da-completare/conferma/", "connessioni/", "reti/rete-citta-solidale/"):
        page.goto(town[1] + path)
        found += [f"{path}: {one['id']}" for one in Axe().run(page, options=RULES).response["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context.close()
    assert found == []


def test_the_picture_is_open_where_there_is_room(townsperson: Visit) -> None:
    """A phone has the list, and opens the picture if it likes; a desk shows both."""
    page = townsperson.open("connessioni/")
    picture = page.locator(".looms")
    expect(picture).to_be_hidden()
    page.locator(".connections__drawn > summary").click()
    expect(picture).to_be_visible()
    page.reload()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(picture).to_be_visible()


def test_two_networks_that_should_meet_are_told_who_is_in_both(townsperson: Visit) -> None:
    """Whom to call for two networks; where nobody is in both, the way through others, the first step first."""
    page = townsperson.open("connessioni/")
    form = page.locator("#due-reti")
    first, second = form.get_by_label("La prima rete"), form.get_by_label("La seconda rete")
    found, told = form.locator(".connections__who"), form.get_by_role("status")
    first.select_option("rete-cibo")
    expect(found).to_have_count(0)
    second.select_option("rete-porte-aperte")
    expect(told).to_have_text("Un ente fa parte di tutte e due:")
    expect(found).to_have_text("Approdo Società Cooperativa Sociale")
    expect(form.locator('li a[href^="tel:"]')).to_be_visible()
    first.select_option("rete-alta-valle")
    expect(told).to_contain_text("La strada più corta")
    expect(found.first).to_have_text("Comune di Pieve al Lento")
    second.select_option("rete-alta-valle")
    expect(told).to_contain_text("scegline un'altra")
    expect(found).to_have_count(0)


def test_a_name_of_the_picture_shows_what_it_is_tied_to(townsperson: Visit) -> None:
    """By keyboard as by pointer: threads and names of the others are told apart, and all come back."""
    page = townsperson.open("connessioni/")
    page.locator(".connections__drawn > summary").click()
    name = page.locator('a[data-node="consorzio-filanda"]')
    name.focus()
    lit = page.locator("[data-ends].is-lit")
    expect(lit).to_have_count(2)
    expect(page.locator('a[data-node="rete-memoria"]')).to_have_class(re.compile("is-lit"))
    expect(page.locator('a[data-node="rete-cibo"]')).not_to_have_class(re.compile("is-lit"))
    page.get_by_role("heading", level=1).click()
    name.blur()
    expect(lit).to_have_count(0)


def test_ties_that_networks_declare_are_drawn_when_asked(townsperson: Visit) -> None:
    """Drawn among the threads they are seen once somebody wants them; their list is always there."""
    page = townsperson.open("connessioni/")
    page.locator(".connections__drawn > summary").click()
    dashes = page.locator(".weave .drawing__dashed").first
    expect(dashes).to_be_hidden()
    page.get_by_role("checkbox", name="Mostra anche, tratteggiati").check()
    expect(dashes).to_be_visible()
