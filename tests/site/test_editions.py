"""A site in several languages: the same addresses below each code, links that stay within, and ways between them."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest

from generator.checking import check
from generator.reading.folder import read_folder
from generator.site.build import BuildOptions, BuildReport, build_site
from generator.site.editions import Edition
from generator.site.environment import ROOT
from generator.site.formats import formats_published
from generator.site.preview import PreviewSite
from tests.conftest import TODAY, overlaid

LANGUAGES: Final = ("it", "en", "fr", "ar")
URL: Final = "https://reti.example/"
NEED: Final = "ho-bisogno/bambini-scuola"
_SWITCH: Final = re.compile(r'<ul class="languages.*?</ul>', re.DOTALL)
_LINK: Final = re.compile(r'<a href="([^"]+)" lang="(\w+)"')
_ALTERNATE: Final = re.compile(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)">')


def _town(folder: Path, languages: Iterable[str]) -> Path:
    overlaid(folder)
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"    lingue: [{', '.join(languages)}]\nsite_url: {URL}\n")
    return folder


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the catalogue of Valdoria, published in two whole languages and two with what one needs to find help."""
    return _town(tmp_path_factory.mktemp("spoken") / "valdoria", LANGUAGES)


def _build(root: Path, site: Path) -> BuildReport:
    return build_site(check(read_folder(root), TODAY).catalogue, BuildOptions(root, site))


@pytest.fixture(scope="module")
def site(spoken: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the published site; that it is published says that no link of any language leads nowhere."""
    folder = tmp_path_factory.mktemp("published") / "site"
    _build(spoken, folder)
    return folder


def _pages(site: Path, prefix: str) -> dict[str, str]:
    folder = site / prefix
    others = {lang for lang in LANGUAGES if f"{lang}/" != prefix} if not prefix else set()
    return {
        path.parent.relative_to(folder).as_posix().removeprefix("."): path.read_text("utf-8")
        for path in folder.rglob("index.html")
        if path.relative_to(folder).parts[0] not in others
    }


class _Tag(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: dict[str, str | None] = {}
        self.feed(page[:400])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.said = dict(attrs)


def test_a_whole_edition_has_every_address(site: Path) -> None:
    """Who changes the language in the address bar finds the same page; files without words are there once."""
    shared = ("assets", "api", "immagini", "pagefind", ".well-known")
    first = {address for address in _pages(site, "") if not address.startswith(shared)}
    assert first - set(_pages(site, "en/")) <= {"dati/vocabolari"}
    assert not any((site / "en" / name).exists() for name in ("assets", "api", "immagini/foto", "sw.js", "robots.txt"))


@pytest.mark.parametrize(("prefix", "lang", "direction"), [("", "it", None), ("en/", "en", None), ("ar/", "ar", "rtl")])
def test_every_page_says_its_language(site: Path, prefix: str, lang: str, direction: str | None) -> None:
    """Readers of screens choose their voice by it, and scripts find where they are."""
    for address, page in _pages(site, prefix).items():
        if 'http-equiv="refresh"' not in page and not address.startswith("embed"):
            said = _Tag(page).said
            assert (said["lang"], said.get("dir"), said.get("data-edition")) == (lang, direction, prefix or None), (
                address
            )


def test_the_switch_stays_on_the_page(site: Path) -> None:
    """Where the other language has no such page it leads to its first, and each page is led back to."""
    for prefix, address in (
        ("", "reti/rete-cibo"),
        ("en/", "reti/rete-cibo"),
        ("fr/", NEED),
        ("", "privacy"),
    ):
        page = (site / prefix / address / "index.html").read_text("utf-8")
        (switch,) = _SWITCH.findall(page)
        led = {lang: way for way, lang in _LINK.findall(switch)}
        assert set(led) == set(LANGUAGES) - {prefix.rstrip("/") or "it"}
        for lang, way in led.items():
            there = (site / prefix / address / way).resolve()
            assert (there / "index.html").is_file()
            has_it = lang in {"it", "en"} or address.startswith("ho-bisogno")
            below = "" if lang == "it" else lang
            assert there == (site / below / (address if has_it else "")).resolve()


def test_folders_lead_on_in_their_own_language(site: Path) -> None:
    """An essential edition begins with the needs; who shortens an address stays in the language."""
    for address, target in (
        ("ar", "./ho-bisogno/"),
        ("fr/attivita", "../"),
        ("en/sinergie/territori", "../../sinergie/"),
    ):
        page = (site / address / "index.html").read_text("utf-8")
        assert f'content="0;url={target}"' in page
        assert f'<html lang="{address[:2]}"' in page


def test_alternates_are_mutual(site: Path) -> None:
    """Search engines believe `hreflang` only where both pages say it (developers.google.com, «Localized versions»)."""
    said = {
        own: dict(_ALTERNATE.findall(page))
        for prefix in ("", "en/", "fr/", "ar/")
        for address, page in _pages(site, prefix).items()
        for own in [f"{URL}{prefix}{address}{'/' if address else ''}"]
        if _ALTERNATE.search(page)
    }
    assert len(said) > 100
    for own, others in said.items():
        assert own in others.values()
        assert all(sorted(said[other].items()) == sorted(others.items()) for other in others.values())


def test_robots_may_read_every_language(site: Path) -> None:
    """One sitemap for all of them; of the folders of each the same is said to hosts."""
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    for address in ("reti/rete-cibo/", "en/reti/rete-cibo/", f"fr/{NEED}/"):
        assert f"<loc>{URL}{address}</loc>" in sitemap
    headers = (site / "_headers").read_text("utf-8")
    assert headers.count("frame-ancestors *") == 2
    assert "/en/embed/*\n" in headers


def test_what_is_dangerous_to_keep_is_kept_in_no_language(site: Path) -> None:
    """The worker looks behind the code of a language; `tests/e2e/test_languages.py` reads such a page."""
    worker = (site / "sw.js").read_text("utf-8")
    assert 'const NEVER = ["ho-bisogno/violenza/"]' in worker
    assert 'const OTHERS = "en|fr|ar";' in worker


def test_a_site_in_one_language_is_what_it_was(site: Path, tmp_path: Path) -> None:
    """Further languages cost a page of the first its switch and its alternates, and nothing else."""
    _build(_town(tmp_path / "valdoria", ["it"]), tmp_path / "site")
    stamp = re.compile(r"\?v=[0-9a-f]{10}")
    for address in ("", "reti/rete-cibo", "attivita", "privacy"):
        alone = stamp.sub("", (tmp_path / "site" / address / "index.html").read_text("utf-8"))
        among = stamp.sub("", (site / address / "index.html").read_text("utf-8"))
        for extra in (
            r'<link rel="alternate" hreflang[^>]*>',
            r'<button class="masthead__languages".*?</ul>',
            r"<link[^>]*languages\.css[^>]*>",
        ):
            among = re.sub(extra, "", among, flags=re.DOTALL)
        assert among.split() == alone.split()


def test_nothing_is_made_twice(spoken: Path, site: Path) -> None:
    """What did not change is not made again, in any language."""
    report = _build(spoken, site)
    assert report.pages > 200
    assert report.made <= 1


def test_serve_shows_every_language(spoken: Path) -> None:
    """A record that is saved is on screen at once in all of them."""
    shown = PreviewSite(check(read_folder(spoken), TODAY).catalogue, spoken)
    assert b'<html lang="en"' in (shown.page("en/reti/rete-cibo/") or b"")
    assert b'<html lang="ar"' in (shown.page(f"ar/{NEED}/") or b"")
    assert shown.page("ar/reti/rete-cibo/") is None


def test_formats_without_words_are_published_once() -> None:
    """A further edition leads to the root for them, and publishes all others itself."""
    edition = Edition("en", ("it", "en"))
    for row in formats_published():
        assert edition.holds(row.address) is row.has_words, row.name


@pytest.mark.parametrize(
    ("lang", "address", "led"),
    [
        ("it", "reti/x/", "../reti/x/"),
        ("en", "reti/x/", "../reti/x/"),
        ("en", "assets/a.js", "../../assets/a.js"),
        ("fr", "reti/x/", "../../reti/x/"),
        ("fr", "attivita/", "../../attivita/"),
        ("fr", "attivita/pagina/2/", "../../attivita/pagina/2/"),
        ("fr", "attivita/a/b/", "../attivita/a/b/"),
        ("fr", "attivita/a/b/#dove", "../attivita/a/b/#dove"),
        ("fr", "attivita/a/b/calendario.ics", "../../attivita/a/b/calendario.ics"),
        ("fr", "ho-bisogno/mangiare/valdoria/", "../ho-bisogno/mangiare/valdoria/"),
        ("fr", "enti/x/", "../enti/x/"),
        ("fr", "enti/", "../../enti/"),
    ],
)
def test_links_stay_where_the_page_is(lang: str, address: str, led: str) -> None:
    """An essential edition leads to the root for all that it does not have."""
    edition = Edition(lang, ("it", "en", "fr"))
    assert edition.rooted(f'<a href="{ROOT}{address}">', ROOT, "../") == f'<a href="{led}">'
