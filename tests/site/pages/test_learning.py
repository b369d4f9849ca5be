"""Where to learn: courses, skills sought and offered, who has already done it and says that they can tell it."""

import re
from collections.abc import Callable
from pathlib import Path

from generator import addresses
from generator.site.model import Site
from generator.site.pages.learning.page import ADDRESS, skills_of, told_practices
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


def test_skills_stand_by_side_and_what_teaches_or_tells_has_its_own_section(
    rendered: Callable[[Path], Pages], valdoria: Path
) -> None:
    """Nothing is shown twice, and rooms or vans are no skill."""
    (valdoria / "organizations" / "casa-aperta.yml").write_text(_BODY, "utf-8")
    sides = {side.name: [skill.notice.record.resource for skill in side.items] for side in skills_of(site_in(valdoria))}
    assert sides == {"sought": ["competenze"], "offered": ["comunicazione"]}
    page = rendered(valdoria)[ADDRESS]
    for words in ("Chi sa tenere un bilancio", "Facciamo volantini", "Tre sere sulla sicurezza"):
        assert page.count(words) == 1
    assert "Tre sere sulla sicurezza" in page.partition('id="a-richiesta"')[2].partition("</section>")[0]
    tells = page.partition('id="racconta"')[2]
    assert "Come si apre una portineria di quartiere" in tells
    assert "Una sala da quaranta posti" not in page
    assert 'data-places="valdoria-ponte"' in tells


def test_who_looks_for_time_may_look_for_a_skill_and_who_offers_it_is_named(
    rendered: Callable[[Path], Pages], valdoria: Path
) -> None:
    """«Chi sappia la matematica» is a skill, «dieci persone» is not; request and offer lead to each other."""
    seeks = _BODY.partition("bisogni:")[0] + (
        "bisogni:\n"
        "  - {id: conti, risorsa: volontari, descrizione: Due persone che sappiano la matematica delle elementari}\n"
        "  - {risorsa: volontari, descrizione: Dieci persone per la festa}\n"
        "  - {id: arabo, risorsa: mediazione_linguistica, descrizione: Qualcuno che traduca dall'arabo}\n"
        "  - {id: cucina, risorsa: competenze, descrizione: Chi insegni l'italiano}\n"
    )
    offers = _BODY.partition("bisogni:")[0].replace("Casa Aperta", "Voci") + (
        "offerte:\n"
        "  - {id: lingue, risorsa: mediazione_linguistica, descrizione: Traduciamo da arabo e urdu}\n"
        "  - {id: corso, risorsa: formazione, descrizione: Un corso di italiano}\n"
    )
    (valdoria / "organizations" / "casa-aperta.yml").write_text(seeks, "utf-8")
    (valdoria / "organizations" / "voci.yml").write_text(offers, "utf-8")
    sought, offered = skills_of(site_in(valdoria))
    assert {skill.notice.record.id for skill in sought.items} == {"conti", "arabo", "cucina"}
    met = {
        skill.notice.record.id: [other.record.id for other in skill.met_by] for skill in (*sought.items, *offered.items)
    }
    assert met == {"conti": [], "arabo": ["lingue"], "cucina": [], "lingue": ["arabo"]}
    page = rendered(valdoria)[ADDRESS]
    for anchor in ("offre-voci-lingue", "cerca-casa-aperta-arabo"):
        assert f'href="#{anchor}"' in page
        assert f'id="{anchor}"' in page
    assert "Dieci persone per la festa" not in page


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
