"""Pieces of the catalogue inside the page of another site, on another port, in a real browser."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PHONE, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DOOR = "attivita/cooperativa-approdo/docce"


@contextmanager
def _elsewhere(body: str) -> Iterator[str]:
    """Serve the page of another site; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Un altro sito</title>{body}".encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def host(browser: Browser) -> Iterator[Page]:
    """Yield the phone of who reads the other site."""
    context = browser.new_context(viewport=PHONE, locale="it-IT")
    yield context.new_page()
    assert context.cookies() == []
    context.close()


def _has_grown(page: Page, selector: str) -> None:
    """Wait until a frame is exactly as tall as what stands in it."""
    frame = page.locator(selector)
    inside = page.frame_locator(selector).locator("body")
    expect(inside.locator(".embed__from")).to_be_visible()
    page.wait_for_function(
        "selector => Number.parseFloat(document.querySelector(selector).style.height) > 90", arg=selector
    )
    height = inside.evaluate("body => Math.ceil(body.getBoundingClientRect().height)")
    expect(frame).to_have_css("height", f"{height}px")


def test_a_piece_of_each_kind_shows_and_takes_the_height_it_needs(host: Page, town: tuple[Path, str]) -> None:
    """By element and by a frame that somebody pasted; who is gone and who is in danger are told as they should."""
    site = town[1]
    body = (
        f'<script src="{site}embed/intreccio.js" defer></script>'
        f'<intreccio-scheda id="a" scheda="{DOOR}"><a href="{site}">Il catalogo</a></intreccio-scheda>'
        '<intreccio-scheda id="b" scheda="enti/melagrana"></intreccio-scheda>'
        '<intreccio-scheda id="c" scheda="enti/non-c-e-piu"></intreccio-scheda>'
        '<intreccio-elenco id="d" genere="attivita" luogo="valdoria" tema="cibo" quanti="2"></intreccio-elenco>'
        '<intreccio-elenco id="j" genere="attivita" luogo="valdoria-ponte" quanti="50"></intreccio-elenco>'
        '<intreccio-elenco id="k" genere="attivita" tema="digitale" quanti="50"></intreccio-elenco>'
        '<intreccio-elenco id="l" genere="buone-pratiche" tema="cibo"></intreccio-elenco>'
        '<intreccio-chi-lo-fa-gia id="e"></intreccio-chi-lo-fa-gia>'
        '<intreccio-calendario id="i" luogo="valdoria-ponte" per="persone_anziane" giorni="7"></intreccio-calendario>'
        f'<iframe id="f" src="{site}embed/scheda/?scheda=javascript:alert(1)"></iframe>'
        f'<iframe id="g" src="{site}embed/scheda/?scheda={DOOR}#?secret=abc123"></iframe>'
        '<iframe id="h"></iframe>'
        "<script>addEventListener('message', ({data}) => { if (data.secret) window.told = data; })</script>"
    )
    with _elsewhere(body) as address:
        host.goto(address)
        card = host.frame_locator("#a iframe").locator(".card")
        expect(card.get_by_role("link", name="Docce e lavatrice")).to_have_attribute("href", f"{site}{DOOR}/")
        expect(host.locator("#a > a")).to_have_count(0)
        danger = host.frame_locator("#b iframe")
        expect(danger.locator(".leave a")).to_be_visible()
        expect(danger.locator(".urgent")).to_contain_text("1522")
        expect(danger.locator("body")).to_contain_text("L'indirizzo non si pubblica")
        expect(host.frame_locator("#c iframe").locator("[data-card]")).to_contain_text("Questa scheda non c'è più.")
        expect(host.frame_locator("#d iframe").locator(".card")).to_have_count(2)
        of_place = host.frame_locator("#j iframe").locator("[data-list]")
        shopping = of_place.locator(".card", has=host.get_by_role("link", name="Spesa a casa"))
        expect(shopping.locator(".row__when")).to_contain_text("16")
        expect(shopping.locator("a[href^='tel:']")).to_be_visible()
        expect(of_place.locator("a[href*='pacchi-del-sabato']")).to_have_count(0)  # what reaches it from around
        # The same in three places, a line below its row on the page of the theme.
        of_theme = host.frame_locator("#k iframe")
        expect(of_theme.get_by_role("link", name="Punto digitale", exact=True)).to_have_count(3)
        expect(of_theme.locator("[data-list]")).to_contain_text(re.compile("via del mulino 20", re.IGNORECASE))
        expect(host.frame_locator("#l iframe").locator("ul.rows > li")).not_to_have_count(0)
        expect(host.frame_locator("#f").locator("[data-card]")).to_contain_text("dopo «?scheda=»")
        days = host.frame_locator("#i iframe")
        expect(days.get_by_role("link", name="Tutto il calendario")).to_have_attribute(
            "href", f"{site}territori/valdoria-ponte/calendario/"
        )
        who = host.frame_locator("#e iframe")
        who.locator("#testo").fill("doposcuola per bambini")
        expect(who.locator(".who__result").first).to_be_visible()
        for selector in ("#a iframe", "#d iframe", "#e iframe", "#f"):
            _has_grown(host, selector)
        # What WordPress listens for (wp-embed.js).
        host.wait_for_function("window.told?.message === 'height' && window.told.secret === 'abc123'")


def test_no_page_but_those_for_it_may_be_framed(host: Page, town: tuple[Path, str]) -> None:
    """With the headers that the site brings for its host; an embedded page may stand there in a sandbox too."""
    site = town[1]
    body = (
        f'<iframe name="no" src="{site}reti/"></iframe>'
        f'<iframe name="yes" sandbox="allow-scripts" src="{site}embed/scheda/?scheda={DOOR}"></iframe>'
    )
    with _elsewhere(body) as address:
        host.goto(address)
        expect(host.frame_locator("[name=yes]").locator(".card")).to_contain_text("Docce e lavatrice")
        refused = host.frame(name="no")
        assert refused is not None
        assert refused.url.startswith("chrome-error:")


def test_the_page_that_explains_writes_code_which_works(townsperson: Visit, town: tuple[Path, str]) -> None:
    """From a record to its code, then to a list; what is copied shows the same on another site."""
    page = townsperson.open(f"{DOOR}/")
    page.get_by_role("link", name="Mostrala sul tuo sito").click()
    expect(page.frame_locator("[data-preview] iframe").locator(".card")).to_contain_text("Docce e lavatrice")
    fragment = page.locator("[data-code=fragment]")
    expect(fragment).to_have_value(re.compile(f'<blockquote>.*{DOOR}/">Docce e lavatrice</a>.*Quando: ', re.DOTALL))
    page.get_by_label("Che cosa mostrare").select_option("embed_list")
    page.get_by_label("Dove", exact=True).select_option("valdoria")
    page.get_by_label("Tema", exact=True).select_option("cibo")
    expect(fragment).to_have_value(re.compile(r"^<ul>\n.*Emporio La Madia", re.DOTALL))
    expect(page.locator("[data-code=frame]")).to_have_value(re.compile("elenco/\\?genere=attivita&amp;luogo=valdoria"))
    page.get_by_role("button", name="Copia il codice").click()
    code = page.evaluate("navigator.clipboard.readText()")
    known = re.match(r'<script src="([^"]+)embed/intreccio.js"', code)
    assert known is not None
    other = page.context.new_page()
    with _elsewhere(code.replace(known[1], town[1])) as address:
        other.goto(address)
        expect(other.frame_locator("iframe").locator(".card").first).to_be_visible()
