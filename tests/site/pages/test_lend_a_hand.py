"""The page for who wants to help: who asks, for what, and how to answer."""

import re
from collections.abc import Callable
from pathlib import Path

from generator.site.model import Site
from generator.site.pages.lend_a_hand.page import ADDRESS, ways_of_helping
from generator.site.pages.needs.page import WAYS
from tests.conftest import TODAY
from tests.site.conftest import Pages, site_in

_ROW = """\
nome: Casa Aperta
tipo: odv
territori: [valdoria-ponte]
fonti: [{{url: "https://a.example"}}]
contatti: [{{tipo: telefono, valore: "0999 000 199", etichetta: Segreteria}}]
bisogni: [{{risorsa: {resource}, descrizione: Ci serve questo{expires}}}]
"""


def _asked(folder: Path, resource: str, expires: str = "") -> dict[str, list[str]]:
    (folder / "organizations" / "casa-aperta.yml").write_text(_ROW.format(resource=resource, expires=expires), "utf-8")
    ways = ways_of_helping(site_in(folder))
    return {way.name: [notice.home.id for notice in way.notices] for way in ways}


def test_every_kind_of_resource_is_a_way_to_help(valdoria: Path, site: Site) -> None:
    """Each stands in one way, whatever the vocabulary holds."""
    scheme = site.catalogue.vocabularies["risorse"].scheme
    known = [code for codes in WAYS.values() for code in codes]
    assert sorted(known) == sorted(term.code for term in scheme.terms)
    for name, code in {"time": "volontari", "rooms": "spazi", "things": "beni_materiali", "money": "fondi"}.items():
        assert "casa-aperta" in _asked(valdoria, code)[name]


def test_what_has_expired_asks_nobody(valdoria: Path) -> None:
    """By the day of the build."""
    asked = _asked(valdoria, "volontari", f", scade_il: {TODAY.replace(day=21)}")
    assert "casa-aperta" not in asked.get("time", [])


def test_the_page_leads_from_the_first_one_and_can_be_answered(pages: Pages) -> None:
    """In one tap, with a button to write."""
    assert f'href="./{ADDRESS}"' in pages[""]
    assert "mailto:" in pages[ADDRESS]


def test_what_ends_soonest_stands_first(valdoria: Path, rendered: Callable[[Path], Pages]) -> None:
    """Whatever it is: blankets before Christmas come before who helps next summer."""
    for name, resource, expires in (("cose", "beni_materiali", TODAY), ("tempo", "volontari", TODAY.replace(day=30))):
        record = _ROW.format(resource=resource, expires=f", scade_il: {expires}").replace("Casa Aperta", name.title())
        (valdoria / "organizations" / f"{name}.yml").write_text(record, "utf-8")
    notices = re.findall(r'<li class="answer notice" data-expires="([0-9-]+)"', rendered(valdoria)[ADDRESS])
    assert len(set(notices)) > 2
    assert notices == sorted(notices)
    ways = re.findall(r'<li class="answer notice"[^>]* data-way="([a-z]+)"', rendered(valdoria)[ADDRESS])
    assert ways[:2] == ["things", "time"]


def test_what_somebody_offers_already_is_told(example_pages: Pages) -> None:
    """In a line, by name: nobody lends a second hall without knowing of the first; what ends before says when."""
    cards = example_pages[ADDRESS].split('<li class="answer notice"')[1:]
    met = {_title(card): card.partition('class="notice__too quiet"')[2].partition("</p>")[0] for card in cards}
    assert "bisogni/#offre-centro-anziani-mulini-salone-la-sera" in met["Una sala da 40 posti la sera"]
    assert "C&#39;è già un&#39;offerta, di <a" in met["Una sala da 40 posti la sera"]
    assert met["Una sala da 40 posti la sera"].endswith(">Centro anziani Mulini APS</a>")
    (van,) = (text for name, text in met.items() if name.startswith("Un furgone"))
    assert van.endswith(">Rete Vicini di Casa</a>, fino al 31 gennaio 2027")
    assert met["40 coperte singole per il dormitorio"] == ""


def _title(card: str) -> str:
    return card.partition("<h3><a")[2].partition(">")[2].partition("</a>")[0]


def test_who_begins_is_led_to_the_course_at_once(example_pages: Pages) -> None:
    """That it is a course, what it costs and when stand once, above the requests; its name leads to it."""
    page = example_pages[ADDRESS]
    link = page.index(">Volontariato: da dove comincio?</a>")
    assert link < page.index('<li class="answer notice"')
    line = page[page.rindex("<p", 0, link) : page.index("</p>", link)]
    assert "un corso gratuito:" in line
    assert "dal 19 gennaio 2027" in line
    assert page.count(">Volontariato: da dove comincio?<") == 1
