"""What a page makes the browser ask of other hosts."""

import pytest

from tests.publish.foreign import foreign_requests, foreign_requests_of_css

THERE = "https://altrove.example/x"


@pytest.mark.parametrize(
    "html",
    [
        f'<link rel="stylesheet" href="{THERE}">',
        f'<link rel="preconnect" href="{THERE}">',
        f'<link rel="alternate stylesheet" href="{THERE}">',
        f'<script src="{THERE}"></script>',
        f'<img src="{THERE}">',
        f'<img srcset="a.png 1x, {THERE} 2x">',
        f'<iframe src="{THERE}"></iframe>',
        f'<video poster="{THERE}"><source src="{THERE}"></video>',
        f'<object data="{THERE}"></object>',
        f'<svg><use href="{THERE}"/></svg>',
        f'<svg><image xlink:href="{THERE}"/></svg>',
        f"<style>a {{ background: url( '{THERE}' ) }}</style>",
        f'<style media="print">@import "{THERE}";</style>',
        f'<p style="background: url({THERE})">',
        f'<link rel="preload" imagesrcset="{THERE} 1x">',
    ],
)
def test_request_to_another_host(html: str) -> None:
    """Each of these is fetched without anybody asking."""
    assert foreign_requests(f"<body><p>{html}</body>") == [THERE]


@pytest.mark.parametrize(
    "address", ["//altrove.example", "HTTPS://ALTROVE.example", r"\\altrove.example", "ht\ntp://a"]
)
def test_disguised_address(address: str) -> None:
    """Addresses are read as browsers read them."""
    assert len(foreign_requests(f'<img src="{address}">')) == 1


@pytest.mark.parametrize(
    "html",
    [
        f'<a href="{THERE}">link</a>',
        f'<link rel="canonical" href="{THERE}">',
        f'<form action="{THERE}"></form>',
        '<img src="../a.png">',
        '<img src="data:image/png;base64,AA==">',
        f'<!-- <img src="{THERE}"> -->',
        f'<p>src="{THERE}" url({THERE})</p>',
        f"<style>/* url({THERE}) */ a {{ background: url(a.png) }}</style>",
    ],
)
def test_no_request(html: str) -> None:
    """Links wait for a click, and what only looks like an address asks nothing."""
    assert foreign_requests(html) == []


def test_own_address_is_not_foreign() -> None:
    """The published address of the site may be written whole."""
    html = '<link rel="icon" href="https://valdoria.example/reti/icona.svg"><img src="https://valdoria.example.altrove.example/">'
    assert foreign_requests(html, site_url="https://valdoria.example") == ["https://valdoria.example.altrove.example/"]


def test_style_sheet() -> None:
    """Imports and addresses, each once, comments aside."""
    css = (
        f'@import url("{THERE}");\n/* @import "//b.example" */\n'
        f'a {{ src: url({THERE}) url(local.woff2) }} @import "//c.example";'
    )
    assert foreign_requests_of_css(css) == [THERE, "//c.example"]
