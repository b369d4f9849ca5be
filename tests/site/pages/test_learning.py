"""Where to learn: courses, what is taught on request, who has already done it and says that they can tell it."""

import re
from collections.abc import Callable
from pathlib import Path

from generator import addresses
from generator.site.model import Site
from generator.site.pages.learning.page import ADDRESS, TAUGHT, taught, told_practices
from generator.site.pages.needs.page import shelves_of
from generator.site.parts.notices import title_and_rest
from tests.site.conftest import Pages, site_in

_BODY = """\
nome: Casa Aperta
tipo: odv
territori: [valdoria-ponte]
fonti: [{url: "https://a.example"}]
contatti: [{tipo: telefono, valore: "0999 000 199", etichetta: Segreteria}]
bisogni: [{risorsa: competenze, descrizione: Chi sa tenere un bilancio}]
offerte:
  - {risorsa: comunicazione, descrizione: Facciamo volantini}
  - {risorsa: esperienza, descrizione: Come si apre una portineria di quartiere}
  - {risorsa: formazione, descrizione: Tre sere sulla sicurezza}
"""


def test_what_teaches_or_tells_is_here_and_what_only_helps_is_elsewhere(
    rendered: Callable[[Path], Pages], valdoria: Path
) -> None:
    """Each in its section, once, with what it costs; rooms, leaflets and drivers teach nobody."""
    body = _BODY.replace(
        "bilancio}]", "bilancio}, {risorsa: formazione, descrizione: Chi insegni a scrivere un bando}]"
    )
    (valdoria / "organizations" / "casa-aperta.yml").write_text(body, "utf-8")
    offered, sought = taught(shelves_of(site_in(valdoria)))
    assert {notice.record.resource for notice in (*offered, *sought)} <= set(TAUGHT)
    page = rendered(valdoria)[ADDRESS]
    for words, section in (
        ("Tre sere sulla sicurezza", "a-richiesta"),
        ("Chi insegni a scrivere un bando", "cercano"),
        ("Come si apre una portineria di quartiere", "racconta"),
    ):
        assert page.count(words) == 1
        assert words in page.partition(f'id="{section}"')[2].partition("</section>")[0]
    course = page.partition("Tre sere sulla sicurezza")[2].partition("</li>")[0]
    assert "<dt>Quanto costa</dt><dd>da chiedere</dd>" in course
    assert "L&#39;abbiamo letto su pagine pubbliche, non ce l&#39;hanno detto loro: chiedi conferma</p>" in course
    for words in ("Chi sa tenere un bilancio", "Facciamo volantini", "Una sala da quaranta posti"):
        assert words not in page
    assert 'data-places="valdoria-ponte"' in page.partition('id="racconta"')[2]


def test_a_long_notice_is_a_title_and_what_follows() -> None:
    """Parted at its first colon or full stop; a short one, or one that never stops, stays whole."""
    long = "Quattro sere per chi assiste a casa: capire la malattia. Anche nei paesi, quando si è in otto"
    assert title_and_rest(long) == (
        "Quattro sere per chi assiste a casa",
        "Capire la malattia. Anche nei paesi, quando si è in otto.",
    )
    assert title_and_rest("Tre sere: la sicurezza") == ("Tre sere: la sicurezza", "")
    assert title_and_rest("parola " * 20) == ("parola " * 20, "")


def test_what_is_taught_to_others_and_the_form_are_led_to(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Languages and computers have pages of their own; who would teach or learn finds what to fill in."""
    body = _BODY.replace("bisogni:", "attivita: [{nome: Italiano la sera, tipo: [italiano_stranieri]}]\nbisogni:")
    (valdoria / "organizations" / "casa-aperta.yml").write_text(body, "utf-8")
    pages = rendered(valdoria)
    other = pages[ADDRESS].partition("Corsi per tutti, in altre pagine")[2].partition("</nav>")[0]
    assert 'href="../tipi/italiano-stranieri/"' in other
    assert "tipi/formazione-volontari/" not in other
    for kind in ("offerta", "bisogno"):
        assert f'partecipa/#nuova={kind}"' in pages[ADDRESS]


def test_only_who_says_so_is_named_as_one_to_call(
    rendered: Callable[[Path], Pages], valdoria: Path, site: Site
) -> None:
    """A good practice that is told on the site promises nobody a phone call."""
    assert site.practices
    assert told_practices(site) == []
    network = valdoria / "networks" / "rete-vicini-di-casa.yml"
    text = network.read_text("utf-8")
    network.write_text(re.sub(r"(?m)^    maturita:", "    racconta: sì\n    maturita:", text, count=1), "utf-8")
    assert [practice.home.id for practice in told_practices(site_in(valdoria))] == ["rete-vicini-di-casa"]
    pages = rendered(valdoria)
    assert "Per ora nessuno ha scritto che può raccontarlo" not in pages[ADDRESS]
    practice = next(address for address in pages if address.startswith(f"{addresses.section('pratica')}rete-vicini"))
    assert "imparare/#racconta" in pages[practice]


def test_the_page_is_found_from_those_about_helping(pages: Pages) -> None:
    """From what is sought and offered, and from the pages for who works together."""
    assert 'href="../imparare/"' in pages[addresses.page("together")]
    assert ADDRESS in pages
