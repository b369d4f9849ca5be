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


def test_what_most_people_can_give_stands_first(valdoria: Path, rendered: Callable[[Path], Pages]) -> None:
    """Time before things, even where a thing is asked for sooner."""
    for name, resource, expires in (("cose", "beni_materiali", TODAY), ("tempo", "volontari", TODAY.replace(day=30))):
        record = _ROW.format(resource=resource, expires=f", scade_il: {expires}").replace("Casa Aperta", name.title())
        (valdoria / "organizations" / f"{name}.yml").write_text(record, "utf-8")
    ways = re.findall(r'<li class="answer notice"[^>]* data-way="([a-z]+)"', rendered(valdoria)[ADDRESS])
    known = [way for way in ways if way in {"time", "things"}]
    assert known.index("time") < known.index("things")
