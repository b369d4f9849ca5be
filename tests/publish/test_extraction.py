"""The compiled expression sees what a real parser sees."""

import os
import subprocess
import sys

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.publish.extraction import Mentions, candidates, mentions

HOME = """\
# Reti di Valdoria {#contenuto}

Testo con [un'altra pagina](altra.md#come-funziona), [fuori](https://esempio.example/?a=1&b=2)
e [posta](mailto:reti@comune.valdoria.example). Si scrive href="pagina.html" oppure id='x' > così.

![Un filo](filo.svg){ #figura loading=lazy }

```html
<a href="mai.html" id="mai">codice</a> <!-- <img src="mai.png"> -->
```

<!-- <a href="commento.html">nascosto</a> -->
<form action="altra/" id="modulo"><input name="q" value='a > b href="x"'><textarea><a href="no.html"></textarea></form>
<a name="vecchia-ancora" href='virgolette-semplici.html'>vecchia</a>
<img srcset="filo.svg 1x, filo.svg?grande 2x" src="filo.svg" alt="href=&quot;mai&quot;">
<script>const html = '<a href="script.html">';</script>
"""
OTHER = "# Altra\n\n## Come funziona\n\n- [torna](index.md#contenuto)\n"
CONFIGURATION = """\
site_name: Prova & "prova"
site_url: https://valdoria.example/reti/
theme: {name: material, font: false, language: it, features: [navigation.tabs]}
plugins: []
markdown_extensions: [attr_list, md_in_html, toc: {permalink: true}]
"""


def parsed(page: str) -> Mentions:
    """What html5lib finds in a page."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    links: list[str] = []
    anchors: list[str] = []
    for element in root.iter():
        links += [element.get(key) for key in ("href", "src", "action") if element.get(key) is not None]
        links += candidates(element.get("srcset") or "")
        anchors += [element.get(key) for key in anchor_attributes(element.tag) if element.get(key) is not None]
    return Mentions(tuple(links), tuple(anchors))


def anchor_attributes(tag: object) -> tuple[str, ...]:
    """What makes an element of this name an anchor."""
    return ("id", "name") if tag == "a" else ("id",)


@pytest.fixture(scope="module")
def themed_pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The pages of a small site, built by the real theme."""
    folder = tmp_path_factory.mktemp("themed")
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text(HOME, encoding="utf-8")
    (folder / "docs" / "altra.md").write_text(OTHER, encoding="utf-8")
    (folder / "docs" / "filo.svg").write_text("<svg/>", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=os.environ | quiet)
    return [page.read_text("utf-8") for page in sorted((folder / "site").rglob("*.html"))]


def test_pages_of_the_theme(themed_pages: list[str]) -> None:
    """On every page of the real theme both see the same links and anchors."""
    assert len(themed_pages) == 3
    for page in themed_pages:
        assert sorted(mentions(page).links) == sorted(parsed(page).links)
        assert sorted(mentions(page).anchors) == sorted(parsed(page).anchors)


def test_home_of_the_theme(themed_pages: list[str]) -> None:
    """What only looks like a link is none; what the page really says is there."""
    found = {link for page in themed_pages for link in mentions(page).links}
    assert {"altra/#come-funziona", "https://esempio.example/?a=1&b=2", "filo.svg?grande"} <= found
    assert found.isdisjoint({"mai", "mai.html", "mai.png", "no.html", "commento.html", "script.html", "pagina.html"})


TEXTS = st.text("ab \"'=/&<>!-è\n", max_size=12)
NAMES = st.sampled_from(["href", "src", "id", "name", "action", "class", "data-href", "title", "hidden"])


def escaped(text: str, quote: str = "") -> str:
    """Text as every serialiser writes it: ampersands and angle brackets, and the quote of an attribute."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&#34;") if quote == '"' else text.replace("'", "&#39;") if quote else text


@st.composite
def elements(draw: st.DrawFn) -> str:
    """One element, comment or raw element, with attributes that try to mislead."""
    kind = draw(st.sampled_from(["a", "b", "img", "comment", "script", "textarea", "text"]))
    inside = draw(TEXTS)
    if kind == "text":
        return f' href="x" id=y {escaped(inside)}'
    if kind == "comment":
        return f'<!-- <a href="no"> {inside.replace("-", "").replace(">", "")} -->'
    quote = draw(st.sampled_from("\"'"))
    pairs = draw(st.lists(st.tuples(NAMES, TEXTS), max_size=4))
    attributes = "".join(f" {name}={quote}{escaped(value, quote)}{quote}" for name, value in pairs)
    if kind == "img":
        return f"<img{attributes}>"
    content = f'<a href="no">{inside.replace("<", "")}' if kind in ("script", "textarea") else escaped(inside)
    return f"<{kind}{attributes}>{content}</{kind}>"


@settings(derandomize=True, max_examples=300)
@given(st.lists(elements(), max_size=6))
def test_random_pages(parts: list[str]) -> None:
    """Pages of well-written tags, however misleading their texts, read the same to both."""
    page = f"<!doctype html><html><head><title>t</title></head><body>{''.join(parts)}</body></html>"
    assert sorted(mentions(page).links) == sorted(parsed(page).links)
    assert sorted(mentions(page).anchors) == sorted(parsed(page).anchors)


@pytest.mark.parametrize(
    ("srcset", "expected"),
    [
        ("a.png", ["a.png"]),
        (" a.png 1x, b.png 2x ", ["a.png", "b.png"]),
        ("a,b.png 100w,c.png 200w", ["a,b.png", "c.png"]),
        ("data:image/png;base64,AA== 1x", ["data:image/png;base64,AA=="]),
        ("", []),
    ],
)
def test_candidates(srcset: str, expected: list[str]) -> None:
    """A comma inside an address does not end it (HTML, "srcset attributes")."""
    assert candidates(srcset) == expected
