"""The link check of a staged site."""

import pytest

from generator.publish import BrokenLink, check_links
from generator.publish.extraction import mentions
from generator.publish.links import LinkCheck


def broken(page: str, html: str, *, site_url: str = "") -> list[tuple[str, str]]:
    """What is broken on one page of a small site."""
    pages = {
        "index.html": '<h1 id="contenuto">Reti</h1>',
        "reti/index.html": '<h2 id="a-b">Tutte</h2><a name="vecchia">x</a>',
        "reti/città/index.html": '<h1 id="è">Città</h1>',
        page: html,
    }
    report = check_links(pages, {"assets/a.css", "dati/reti.json", "dati/due parole.csv"}, site_url=site_url)
    assert {link.page for link in report.broken} <= {page}
    return [(link.href, link.reason) for link in report.broken]


@pytest.mark.parametrize(
    "href",
    [
        "",
        "#",
        "#top",
        "#qui",
        "?pagina=2",
        "../../",
        "../../index.html",
        "../../#contenuto",
        "..",
        "../",
        "../#a-b",
        "../#vecchia",
        "./",
        ".",
        "../ponte/",
        "../../reti/./ponte/../ponte/index.html#qui",
        "../citt%C3%A0/#%C3%A8",
        "../città/#è",
        "../../assets/a.css?v=1",
        "../../dati/due%20parole.csv",
        "../../dati/reti.json#/reti/0",
        "/reti/",
        "/",
        "../../#tipo=doposcuola",
        "mailto:reti@comune.valdoria.example",
        "tel:+390522123456",
        "data:image/png;base64,AA==",
        " ../ ",
    ],
)
def test_good_link(href: str) -> None:
    """What is in the site, or is no address in it, is not reported."""
    assert broken("reti/ponte/index.html", f'<p id="qui"><a href="{href}">x</a></p>') == []


@pytest.mark.parametrize(
    "href",
    [
        "nope/",
        "../nope.html",
        "../..",
        "../../../",
        "../../../index.html",
        "/nope",
        "../ponte",
        "..//",
        "../../assets/",
    ],
)
def test_missing_file(href: str) -> None:
    """A path that is no file is reported as written; so is a folder without its slash, which costs a redirect."""
    expected = [] if href == "../.." else [(href, "missing file")]
    assert broken("reti/ponte/index.html", f'<a href="{href}">x</a>') == expected


@pytest.mark.parametrize("href", ["#nope", "../#nope", "../../#a-b"])
def test_missing_anchor(href: str) -> None:
    """An anchor must be on the page that the link leads to."""
    assert broken("reti/ponte/index.html", f'<a href="{href}">x</a>') == [(href, "missing anchor")]


@pytest.mark.parametrize(
    "tag",
    [
        '<link rel="stylesheet" href="{}">',
        '<script src="{}"></script>',
        '<img srcset="assets/a.css 1x, {} 2x">',
        '<form action="{}"></form>',
    ],
)
def test_every_kind_of_address(tag: str) -> None:
    """Style sheets, scripts, images and forms are checked like links."""
    assert broken("index.html", tag.format("nope")) == [("nope", "missing file")]


def test_site_below_a_path() -> None:
    """Links to the published address are inside the site, and `/…` starts from its path."""
    html = "".join(
        f'<a href="{href}">x</a>'
        for href in (
            "https://valdoria.example/reti/",
            "https://valdoria.example/reti/reti/#a-b",
            "/reti/reti/",
            "https://valdoria.example/reti/nope/",
            "/reti/nope/",
            "/index.html",
        )
    )
    assert broken("index.html", html, site_url="https://valdoria.example/reti") == [
        ("/index.html", "missing file"),
        ("/reti/nope/", "missing file"),
        ("https://valdoria.example/reti/nope/", "missing file"),
    ]


def test_external_links_are_only_listed() -> None:
    """Each with the first page it is on."""
    pages = {
        "a/index.html": '<a href="https://uno.example/?a=1&amp;b=2">1</a><a href="//due.example">2</a>',
        "b/index.html": '<a href="//due.example">2</a>',
    }
    report = check_links(pages, ())
    assert report.broken == ()
    assert report.external == {"https://uno.example/?a=1&b=2": "a/index.html", "//due.example": "a/index.html"}


def test_report_is_in_order() -> None:
    """By page and link, each once, whatever the order of the pages."""
    pages = {"b.html": '<a href="y"></a><a href="x"></a><a href="x"></a>', "a.html": '<a href="x"></a>'}
    expected = (
        BrokenLink("a.html", "x", "missing file"),
        BrokenLink("b.html", "x", "missing file"),
        BrokenLink("b.html", "y", "missing file"),
    )
    assert check_links(pages, ()).broken == expected


def test_what_was_remembered_of_pages_is_found_again() -> None:
    """Pages that did not change are not told again: their links, anchors and other sites are known all the same."""
    pages = {
        "index.html": '<h1 id="su">Reti</h1><a href="#su"></a><a href="#giù"></a><a href="reti/#tutte"></a>',
        "reti/index.html": '<h2 id="tutte"></h2><a href="../"></a><a href="nessuna/"></a><a href="https://a.example"></a>',
        "enti/index.html": '<a href="../reti/#nessuno"></a><a href="../"></a><a href="../#su"></a>',
    }
    first = LinkCheck()
    for path, html in pages.items():
        first.page(path, mentions(html))
    told = first.memory([*pages])
    again = LinkCheck()
    again.page("enti/index.html", mentions(pages["enti/index.html"]))
    again.recall(told, ["index.html", "reti/index.html"])
    assert again.report(()) == first.report(())
    assert {(link.page, link.href) for link in first.report(()).broken} == {
        ("index.html", "#giù"),
        ("reti/index.html", "nessuna/"),
        ("enti/index.html", "../reti/#nessuno"),
    }
