"""What the form shows before it is published is what the page shows afterwards: one table of texts, read by both."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.reading.folder import read_folder
from generator.site.parts.markdown import to_html
from tests.conftest import EXAMPLE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("checker")]

PACKAGE = Path(__file__).parents[3] / "generator"
LONG = 200

TEXTS = (
    "Una frase sola.",
    "Prima riga\nseconda riga",
    "Prima riga  \nseconda riga a capo",
    "Primo paragrafo.\n\nSecondo paragrafo.",
    "Primo.\r\n\r\n\r\nSecondo.\r\nAncora.",
    "2*3*4",
    "2 * 3 * 4",
    "3*4 metri",
    "nome_con_trattini_bassi",
    "_corsivo_ e __forte__",
    "**forte** e *corsivo* e ***tutti e due***",
    "**forte *e dentro corsivo* ancora**",
    "un * solo asterisco",
    "***",
    "* * *",
    "‹venerdì>",
    "<venerdì>",
    "Chiuso <venerdì> e <chiedere in segreteria>, <lun-ven> aperto",
    "a < b e b > c",
    "<b>forte</b> e H<sub>2</sub>O",
    "riga<br>a capo",
    "prima <script>alert(1)</script> dopo",
    "<img src=x onerror=alert(1)> dopo",
    "<svg onload=alert(1)> dopo",
    "Caff&egrave; &amp; tè &#8364; 3",
    "Caffè & tè; AT&T",
    "- uno\n- due\n- tre",
    "Portare:\n- uno\n- due",
    "Portare:\n\n- uno\n- due\n\nE poi basta.",
    "* uno\n* due",
    "+ uno\n+ due",
    "1. uno\n2. due\n3. tre",
    "3. tre\n4. quattro",
    "2026. Un anno importante",
    "- uno\n- due\n  con una riga sotto",
    "- uno\n\n- due\n\n- tre",
    "- uno\n    - dentro\n    - ancora\n- due",
    "# Titolo\nTesto sotto",
    "Testo\n## Titolo in mezzo\nTesto sotto",
    "#1 in classifica",
    "Siamo il #1",
    "Titolo\n------\nTesto",
    "Titolo\n======\nTesto",
    "Sopra\n\n---\n\nSotto",
    "> una citazione\n> su due righe",
    "Diceva:\n> una citazione\n\nFine.",
    "`2*3*4` e ``con ` dentro``",
    "    riga rientrata di quattro\n    un'altra",
    "Vedi [la pagina](https://esempio.it/x) per i dettagli",
    "Vedi [dentro](pagina.html) e [male](javascript:alert(1))",
    'Vedi [con titolo](https://esempio.it "Titolo")',
    "Vedi <https://esempio.it/x> o <info@esempio.it>",
    "Vedi https://esempio.it/x e info@esempio.it",
    "Una [nota] fra quadre",
    "Con [rimando][1] a piede.\n\n[1]: https://esempio.it",
    "![immagine](https://esempio.it/x.png) dopo",
    "Prezzo: 3\\*4 e \\_basso\\_ e \\<venerdì>",
    "| Giorno | Ora |\n|---|---|\n| lunedì | 9 |\n| martedì | 10 |",
    "lunedì | martedì",
    "Tab\tdentro",
    'Virgolette "dritte" e «basse», apostrofo l\'ora e l’ora, trattino – lungo —',
    "E-mail: a_b@c_d.it, sito www.un_sito.it/una_pagina",
    "Spazio  doppio   e triplo",
    "  Spazi all'inizio e alla fine  ",
    "Fine con due punti:\n\n\n",
    "10% di sconto *solo per i soci",
    "(*) posti limitati (**) prenotare",
    "Orario: 9-12 / 15-18\n2 sedute a settimana\n- su appuntamento",
    "<!-- nascosto --> visto",
    "*a* *b* _c_ __d__",
    "parola*enfasi*parola",
    "*Nota*: **importante**, _davvero_.",
    "«*fra virgolette*» (**fra parentesi**)",
    "*uno **due** tre*",
    "a*, b* e c**",
    "5 * 4 = 20 e 2*2",
    "tel_fisso_ e _tel_",
    "posti (*) e (*) basta",
    "_(nota)_ e (_nota_), «_nota_»",
    "**Quando?** *Mai!* **Sì.**",
    "* per soci *",
    "[" * 60 + "tanto",
)

READ = """async (texts) => {
  const {rendered} = await import("/site/parts/browser/markdown.js");
  const seen = (box) => {
    document.body.replaceChildren(box);
    return box.innerText.split("\\n").map((line) => line.trim().split(/\\s+/).join(" ")).filter(Boolean);
  };
  const made = (name, fill) => { const box = document.createElement("div"); fill(box); return seen(box); };
  return texts.map(([text, html]) => [
    made("page", (box) => { box.innerHTML = html; }),
    made("form", (box) => box.append(...rendered(text))),
    document.body.querySelectorAll("script, img, svg, [onerror], [onload]").length,
  ]);
}"""


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Yield an empty page that may import the scripts of the package."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(PACKAGE))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_page()
        page.route("**/empty", lambda route: route.fulfill(body="<!doctype html><body>", content_type="text/html"))
        page.goto(f"http://127.0.0.1:{server.server_port}/empty")
        yield page
        page.close()
        server.shutdown()


def _compare(page: Page, texts: list[str]) -> None:
    for text, (published, previewed, strange) in zip(
        texts, page.evaluate(READ, [[text, str(to_html(text))] for text in texts]), strict=True
    ):
        assert (text, previewed) == (text, published)
        assert strange == 0


def test_the_preview_shows_what_the_page_shows(page: Page) -> None:
    """The same visible text, line by line, for every text of the table."""
    _compare(page, list(TEXTS))


def _long_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) > LONG:
            yield value
    else:
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from _long_texts(part)


def test_so_does_every_long_text_of_the_example(page: Page) -> None:
    """And for what people really write."""
    texts = [text for source in read_folder(EXAMPLE).files for text in _long_texts(source.data)]

    assert len(texts) > 5
    _compare(page, texts)


def test_what_no_html_has_is_text() -> None:
    """A day between angles stays to be read; tags of HTML go, and so does what runs."""
    assert str(to_html("<venerdì> alle 9")) == "<p>&lt;venerdì&gt; alle 9</p>"
    assert str(to_html("<b>x</b> <iframe src=y></iframe> z")) == "<p><b>x</b>  z</p>"
