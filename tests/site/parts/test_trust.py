"""Whom to contact, how old a record is, what is no longer public, and what chance shows on the first page."""

import html
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.locale import load
from generator.site.model import Site
from generator.site.pages.home.page import home
from generator.site.parts.contacts import contact_point_of
from generator.site.parts.emergency import urgent_numbers
from generator.site.parts.facts import trust
from generator.site.render import site_of
from generator.site.settings import settings
from generator.site.theme.source import introduction
from tests.site.conftest import Pages, site_in

EXAMPLE = Path(__file__).parents[3] / "examples" / "valdoria"


@pytest.fixture(scope="module")
def whole_town() -> Site:
    """Return the shipped example town, where everything is planted."""
    return site_in(EXAMPLE)


def test_contacts_are_its_own_then_its_networks_then_the_leads_then_the_offices(whole_town: Site) -> None:
    """The chain stops at the first that has any, and says whose they are."""
    catalogue, office = whole_town.catalogue, whole_town.settings["ufficio"]
    points = {body.id: contact_point_of(body, catalogue, office) for body in catalogue.organizations.values()}
    relations = {point.relation for point in points.values() if point}
    own = [body for body in catalogue.organizations.values() if body.record.contacts or body.record.website]
    assert {point.relation for body in own if (point := points[body.id])} == {"own"}
    assert relations <= {"own", "network", "lead", "office"}
    ended = contact_point_of(catalogue.networks["rete-estate-ragazzi"], catalogue, office)
    assert ended is not None
    assert (ended.relation, ended.name) == ("lead", "Comune di Valdoria")


def test_the_office_answers_for_who_has_no_contact(valdoria: Path) -> None:
    """Nobody is left without somebody to ask."""
    record = "nome: Senza telefono\ntipo: odv\nterritori: [valdoria]\nfonti: [{url: 'https://a.example'}]\n"
    (valdoria / "organizations" / "senza.yml").write_text(record, "utf-8")
    catalogue = site_in(valdoria).catalogue
    office = {"nome": "Ufficio reti", "contatti": [{"tipo": "email", "valore": "reti@a.example"}]}
    point = contact_point_of(catalogue.organizations["senza"], catalogue, office)
    assert point is not None
    assert (point.relation, point.name, [contact.value for contact in point.contacts]) == (
        "office",
        "Ufficio reti",
        ["reti@a.example"],
    )


def test_what_is_long_unconfirmed_is_said_beside_the_date(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Where one reads the day, not at the foot; what rests says so before its usual days."""
    for folder, kind in (("organizations", "tipo: odv"), ("networks", "temi: [cibo]\nstato: sospesa")):
        (valdoria / folder / f"feste-{folder}.yml").write_text(
            f"nome: Feste {folder}\n{kind}\nterritori: [valdoria]\n"
            "fonti: [{url: 'https://a.example', letta_il: 2020-03-01}]\n"
            "attivita: [{id: festa, nome: Festa, tipo: [festa], quando: {testo: ogni sabato alle 15}}]\n",
            "utf-8",
        )
    pages = rendered(valdoria)

    def when(folder: str) -> str:
        page = html.unescape(pages[f"attivita/feste-{folder}/festa/"])
        return page.partition(">Quando</dt>")[2].partition("</div>")[0]

    assert "Letta l'ultima volta il 1° marzo 2020, mai confermata" in when("organizations")
    assert when("networks").index("Sospesa: per ora non si fa") < when("networks").index("ogni sabato")


def test_national_numbers_stand_where_the_theme_calls_for_them(whole_town: Site) -> None:
    """Violence calls for 112 and 1522, children for 114, a bed tonight for 112."""
    numbers, catalogue = urgent_numbers(), whole_town.catalogue
    called_for = {
        entry.id: [number.number for number in numbers.of_record(entry)]
        for entry in (
            catalogue.networks["rete-contro-la-violenza"],
            catalogue.networks["rete-estate-ragazzi"],
            catalogue.networks["rete-cibo"],
            catalogue.activities["cooperativa-approdo/notti-al-caldo"],
            catalogue.activities["melagrana/ospitalita-in-emergenza"],
            # A body that has a protected place also shops for people, and lessons of cycling are about sport too.
            catalogue.organizations["auser-ponte"],
            catalogue.activities["ciclofficina-raggi/imparo-la-bici"],
        )
    }
    assert called_for == {
        "rete-contro-la-violenza": ["112", "1522"],
        "rete-estate-ragazzi": ["114"],
        "rete-cibo": [],
        "cooperativa-approdo/notti-al-caldo": ["112"],
        "melagrana/ospitalita-in-emergenza": ["112", "1522"],
        "auser-ponte": [],
        "ciclofficina-raggi/imparo-la-bici": [],
    }


@pytest.mark.parametrize(
    ("network", "is_late", "is_old"),
    [("rete-cibo", False, False), ("rete-memoria", True, False), ("rete-orti-e-cortili", True, True)],
)
def test_age_is_told_after_a_year_and_marked_on_cards_after_two(
    whole_town: Site, network: str, is_late: bool, is_old: bool
) -> None:
    """Eleven, thirteen and twenty-six months, as the thresholds of the settings say."""
    known = trust(whole_town.catalogue.networks[network], whole_town.catalogue.today, whole_town.words, whole_town.ages)
    assert known is not None
    assert (is_late, is_old) == (bool(known.doubt), known.is_old)


def test_a_removed_record_keeps_a_page_and_loses_its_name(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Its address says so; no other page names it, not even its members' or its network's."""
    file = valdoria / "organizations" / "auser-ponte.yml"
    name = "Auser Insieme Ponte Scomparsa"
    lines = [f"nome: {name}" if line.startswith("nome:") else line for line in file.read_text("utf-8").splitlines()]
    kept = [line for line in lines if not line.startswith("stato:")]
    file.write_text("\n".join([*kept, "stato: rimossa", ""]), "utf-8")
    pages = rendered(valdoria)
    assert "Questa scheda non è più pubblicata." in pages["enti/auser-ponte/"]
    assert 'content="noindex"' in pages["enti/auser-ponte/"]
    assert [address for address, page in pages.items() if name in page] == []


def test_the_first_page_shows_others_every_day_whatever_their_size(whole_town: Site) -> None:
    """The same day gives the same cards, another day others, and within a month every network at work has its turn."""
    shown = set()
    for day in range(60):
        catalogue = replace(whole_town.catalogue, today=date(2026, 11, 22) + timedelta(days=day))
        site = site_of(catalogue, whole_town.config, load("interface", "it"))
        shown |= {network.id for network in next(home(site)).context["networks"]}
    at_work = [network for network in whole_town.networks if network.record.status in (None, "attiva", "prevista")]
    assert {network.id for network in at_work} == shown
    assert list(next(home(whole_town)).context["networks"]) == list(next(home(whole_town)).context["networks"])


def test_a_catalogues_own_first_page_opens_ours(valdoria: Path) -> None:
    """Front matter and heading are left out; without the file there is nothing."""
    assert introduction(valdoria, settings(valdoria)) == ""
    content = valdoria / "content"
    content.mkdir(exist_ok=True)
    (content / "index.md").write_text("---\ntitle: x\n---\n\n# Ciao\n\nBenvenute e benvenuti.\n", "utf-8")
    assert introduction(valdoria, settings(valdoria)) == "Benvenute e benvenuti."


def test_a_story_is_linked_from_what_it_speaks_of(pages: Pages, site: Site) -> None:
    """Its networks and bodies lead to it, and it leads to them."""
    for story in site.stories:
        assert all(f'/storie/{story.id}/"' in pages[f"reti/{network.id}/"] for network in story.networks)
        assert all(f'enti/{body.id}/"' in pages[f"storie/{story.id}/"] for body in story.organizations)
