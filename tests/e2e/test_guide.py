"""The guide for who contributes: its doors, its pictures, and words that the site really says."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page

from generator.locale import LANGUAGES, load
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_accessibility import RULES
from tests.guide_images import DENSITY, MOST_BYTES, folder_of

PICTURE = re.compile(
    r"!\[(?P<alt>.*?)\]\((?P<file>[\w-]+\.webp)\)\{ width=(?P<width>\d+) height=(?P<height>\d+) loading=lazy \}"
)
QUOTES = {"it": "«{}»", "en": "“{}”"}
MOST_PICTURES, MOST_ALT = 8, 200
SEEN = (
    "[...document.querySelectorAll('main img')].map((one) => [one.complete, one.naturalWidth > 0, one.alt.length > 20])"
)
in_each_language = pytest.mark.parametrize("lang", LANGUAGES)


def _text(lang: str) -> str:
    return (folder_of(lang) / "index.md").read_text("utf-8")


def _pictures(lang: str) -> list[dict[str, str]]:
    return [found.groupdict() for found in PICTURE.finditer(_text(lang))]


def _prose(lang: str) -> str:
    return re.sub(r"!\[.*?\]\(.*?\)", "", _text(lang))


def _said_by_the_site(lang: str) -> set[str]:
    texts = load("interface", lang)
    labels = set(texts.plain.values())
    return labels | {texts("form.add", name=label) for label in labels}


@in_each_language
def test_every_word_to_tap_is_on_the_site(lang: str) -> None:
    """What the guide quotes is what a button, a title or a sentence of the site says, to the letter."""
    quoted = re.findall(re.escape(QUOTES[lang]).replace(r"\{\}", "(.+?)"), _prose(lang))
    assert len(quoted) > 10
    assert sorted(set(quoted) - _said_by_the_site(lang)) == []


@in_each_language
@pytest.mark.parametrize("key", ["edit.title", "edit.write", "edit.form", "edit.confirm", "edit.remove", "edit.file"])
def test_every_door_below_a_record_is_explained(key: str, lang: str) -> None:
    """No way to contribute is left for people to guess."""
    assert QUOTES[lang].format(load("interface", lang).plain[key]) in _prose(lang)


@in_each_language
def test_the_pictures_are_few_and_small(lang: str) -> None:
    """A guide read on a phone, where data is paid for: every picture is used, light, and as large as it says."""
    files = {path.name: path for path in folder_of(lang).glob("*.webp")}
    pictures = _pictures(lang)
    assert sorted(files) == sorted(one["file"] for one in pictures)
    assert len(files) <= MOST_PICTURES
    assert {name: path.stat().st_size for name, path in files.items() if path.stat().st_size > MOST_BYTES} == {}
    assert [_size(files[one["file"]]) for one in pictures] == [
        (int(one["width"]), int(one["height"])) for one in pictures
    ]


def _size(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.width // DENSITY, image.height // DENSITY


@in_each_language
def test_every_picture_says_what_is_seen(lang: str) -> None:
    """Who cannot see a picture hears the same thing, in a breath."""
    assert len(_pictures(lang)) == _text(lang).count("![")
    assert [one["file"] for one in _pictures(lang) if not 20 < len(one["alt"]) <= MOST_ALT] == []


def _opened(page: Page, address: str) -> Page:
    page.goto(f"{address}partecipa/guida/")
    page.evaluate("document.querySelectorAll('img').forEach((one) => { one.loading = 'eager'; })")
    page.wait_for_function("[...document.images].every((one) => one.complete)")
    return page


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(
    ("viewport", "scheme"), [pytest.param(PHONE, "light", id="phone"), pytest.param(DESKTOP, "dark", id="desktop")]
)
def test_the_guide_can_be_read_by_all(browser: Browser, town: tuple[Path, str], viewport: object, scheme: str) -> None:
    """Every picture arrives, nothing is wider than the screen, axe finds nothing."""
    context = browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = _opened(context.new_page(), town[1])
    found = [one["id"] for one in Axe().run(page, options=RULES).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert (found, wide, page.evaluate(SEEN)) == ([], 0, [[True, True, True]] * len(_pictures("it")))
    context.close()
