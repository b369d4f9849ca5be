"""A bulletin is copied with one press, as a message and as e-mail, and can be downloaded without a script."""

import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from generator.publish.server import DevelopmentServer
from generator.site.pages.news import page as news
from tests.e2e.conftest import Visit
from tests.e2e.test_accessibility import RULES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGE = """<!doctype html><html lang="it"><meta charset="utf-8"><title>x</title>
<p data-bulletin data-copied="Copiato" data-failed="Non copiato"><button data-copy="a.txt" hidden>testo</button>
<button data-copy="a.html" data-plain="{plain}" hidden>posta</button><span role="status"></span></p>
<script type="module" src="page.js"></script></html>"""


def test_a_bulletin_is_copied_as_a_message_and_as_email(browser: Browser, tmp_path: Path) -> None:
    """The clipboard holds the files that can be downloaded; what cannot be read is said."""
    shutil.copy(Path(news.__file__).with_name("page.js"), tmp_path)
    (tmp_path / "a.txt").write_text("*Novità*", "utf-8")
    (tmp_path / "a.html").write_text("<h1>Novità</h1>", "utf-8")
    (tmp_path / "index.html").write_text(PAGE.format(plain="a.txt"), "utf-8")
    (tmp_path / "manca.html").write_text(PAGE.format(plain="nessuno.txt"), "utf-8")
    with DevelopmentServer(tmp_path, 0) as server:
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(server.url)
        for name, kinds in (("testo", ["text/plain"]), ("posta", ["text/html", "text/plain"])):
            page.get_by_role("button", name=name).click()
            expect(page.get_by_role("status")).to_have_text("Copiato")
            assert page.evaluate("navigator.clipboard.readText()") == "*Novità*"
            read = page.evaluate("navigator.clipboard.read().then((items) => items.flatMap((item) => item.types))")
            assert sorted(read) == kinds
            page.evaluate("document.querySelector('[role=status]').textContent = ''")
        page.goto(f"{server.url}manca.html")
        page.get_by_role("button", name="posta").click()
        expect(page.get_by_role("status")).to_have_text("Non copiato")
        context.close()


def test_on_a_phone_all_dates_stand_before_what_is_to_be_read(townsperson: Visit) -> None:
    """None is folded, three stand on a screen, each can be noted down; a link on the first screen leads to stories."""
    page = townsperson.open("novita/")
    dates = page.locator(".dates > li")
    expect(dates.locator("visible=true")).to_have_count(dates.count())
    notes = dates.get_by_role("link", name=re.compile("^Aggiungi al calendario"))
    expect(notes.locator("visible=true")).to_have_count(page.locator("#date .date").count())
    boxes = [box for date in dates.all() if (box := date.bounding_box())]
    newest = page.locator(".tale").first.bounding_box()
    assert newest is not None
    assert len(boxes) == dates.count() > 3
    assert boxes[0]["y"] < 844
    assert (
        max(box["y"] + box["height"] for box in boxes) <= newest["y"] < 6 * 844
    )  # what began, ended and happened in networks stands between
    assert 3 * sum(box["height"] for box in boxes) <= len(boxes) * 844
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    assert Axe().run(page, options=RULES).response["violations"] == []
    jump = page.locator('.news__jumps a[href="#storie"]')
    expect(jump).to_be_in_viewport()
    jump.tap()
    expect(page.locator(".tale").first).to_be_in_viewport()
