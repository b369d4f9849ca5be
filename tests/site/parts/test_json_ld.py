"""What records say to machines, in schema.org's words."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.records.network import Governance
from generator.site.model import Site
from generator.site.parts.json_ld import script
from tests.conftest import overlaid
from tests.site.conftest import Pages, site_in
from tests.site.schema_org import faults, things


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a town with bodies that tell their section of the register."""
    root = overlaid(tmp_path_factory.mktemp("registered"))
    _body(root, "coop", "cooperativa_sociale", "runts: {sezione: d}")
    _body(root, "circolo", "aps", "runts: {sezione: b}")
    _body(root, "gruppo", "odv", "altri_nomi: [Il gruppo]")
    return site_in(root)


def _body(root: Path, name: str, kind: str, line: str) -> None:
    text = f"nome: Ente {name}\ntipo: {kind}\nterritori: [valdoria]\nfonti: [{{url: 'https://a.example'}}]\n{line}\n"
    (root / "organizations" / f"{name}.yml").write_text(text, "utf-8")


def _told(site: Site, name: str) -> Any:
    return site.describer.organization(site.catalogue.organizations[name])["nonprofitStatus"]


def test_only_the_section_of_the_register_gives_a_status(registered: Site) -> None:
    """A kind of body is what it says of itself; a status is the register's."""
    assert [_told(registered, name) for name in ("coop", "circolo", "gruppo")] == [
        "ITSocialCooperativeCharity",
        "ITSocialPromotionCharity",
        "",
    ]


def test_hours_of_an_activity(site: Site) -> None:
    """Days and hours are told in English names and with the clock of the record, for as long as it goes on."""
    service = site.describer.activity(site.catalogue.activities["rete-vicini-di-casa/caffe-in-cortile"])

    assert service["hoursAvailable"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Thursday"],
            "opens": "15:00",
            "closes": "17:00",
            "validFrom": "2026-10-01",
            "validThrough": "2027-05-31",
        }
    ]


_ACTIVITIES = """
attivita:
  - {id: festa, nome: La festa, tipo: festa, costo: gratuito, luoghi: [{nome: Piazza}],
     quando: {ogni_anno: 11-03, orari: [{dalle: "20:30", alle: "01:00"}]}}
  - {id: mostra, nome: La mostra, tipo: festa,
     quando: {dal: 2026-12-24, al: 2027-01-06}, luoghi: [{riservato: sì, nome: Casa protetta}]}
  - {id: bando, nome: Il bando, tipo: aiuto_economico, quando: {dal: 2026-10-01, al: 2026-12-15}, costo: gratuito}
  - {id: corso, nome: Il corso, tipo: corso_lingua,
     quando: {dal: 2026-12-01, al: 2026-12-20, orari: [{giorni: mar, dalle: "18:00"}]},
     costo: contributo, costo_nota: Cinque euro a lezione.}
"""


def test_what_has_a_day_is_an_event_and_what_goes_on_a_service(tmp_path: Path) -> None:
    """An evening that ends the next morning, a fortnight, a call for some months, a course of a few weeks."""
    root = overlaid(tmp_path / "town")
    _body(root, "circolo", "aps", _ACTIVITIES)
    site = site_in(root)
    feast, exhibition, call, course = (
        site.describer.activity(site.catalogue.activities[f"circolo/{name}"])
        for name in ("festa", "mostra", "bando", "corso")
    )

    assert (feast["@type"], feast["startDate"], feast["endDate"]) == (
        "Event",
        "2027-11-03T20:30:00+01:00",
        "2027-11-04T01:00:00+01:00",
    )
    assert feast["isAccessibleForFree"]
    assert feast["location"] == [{"@type": "Place", "name": "Piazza", "address": None, "openingHoursSpecification": []}]
    assert (exhibition["startDate"], exhibition["endDate"]) == ("2026-12-24", "2027-01-06")
    assert exhibition["location"] == [{"@type": "AdministrativeArea", "name": "Valdoria"}]
    assert (call["@type"], call["offers"]["price"]) == ("Service", 0)
    assert "isAccessibleForFree" not in call
    assert course["@type"] == "Service"
    assert course["offers"] == {"@type": "Offer", "description": "Cinque euro a lezione."}


def test_a_network_is_of_organizations_and_not_governmental_unless_a_public_body_leads(site: Site) -> None:
    """Consortium says what a network is; NGO, whose it is not."""
    entry = site.catalogue.networks["rete-cibo"]
    led = entry.record.model_copy(update={"governance": Governance.model_validate({"guida": "comune"})})

    assert site.describer.network(entry)["@type"] == ["Consortium", "NGO"]
    assert site.describer.network(replace(entry, record=led))["@type"] == "Consortium"


def test_without_an_address_no_page_gives_half_of_one(pages: Pages) -> None:
    """A site that is not published yet has no way to its pages to tell, nor addresses that lead elsewhere."""
    said = [thing for html in pages.values() for thing in things(html)]

    assert said
    assert not [thing for thing in said if "url" in thing or "@id" in thing or thing["@type"] == "BreadcrumbList"]
    assert [fault for html in pages.values() for fault in faults(html)] == []


def test_the_walk_along_the_vocabulary_finds_what_is_out_of_place() -> None:
    """What the site once said, and other mistakes: each is found where it stands."""
    wrong: dict[str, dict[str, Any]] = {
        "/Service.isAccessibleForFree": {"@type": "Service", "isAccessibleForFree": True},
        "/Article.about": {"@type": "Article", "about": "Anziani"},
        "/Servizio": {"@type": "Servizio"},
        "/Service.costo": {"@type": "Service", "costo": "5"},
        "/Event.startDate": {"@type": "Event", "startDate": "domani"},
        "/Organization.location": {"@type": "Organization", "location": {"@type": "Offer"}},
        "/NGO.nonprofitStatus": {"@type": "NGO", "nonprofitStatus": "ODV"},
        "/Offer.itemOffered": {"@type": "Offer", "itemOffered": {"name": "Sala"}},
        "/Place.branchOf": {"@type": "Place", "containedIn": {"@type": "Place"}},
        "/Organization.member/OrganizationRole.price": {
            "@type": "Organization",
            "member": {"@type": "OrganizationRole", "price": 3},
        },
    }
    found = {place: list(faults(script(thing))) for place, thing in wrong.items()}

    assert [place for place, faults_here in found.items() if len(faults_here) != 1] == []
