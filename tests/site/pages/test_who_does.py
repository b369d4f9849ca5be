"""What the page «Chi lo fa già?» offers, and the file it asks."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator import addresses
from generator.catalogue import Status
from generator.site.model import Site
from generator.site.pages.who_does.data import FILE, who_does_files
from generator.site.pages.who_does.networks import networks_there
from generator.site.pages.who_does.page import places_by_town, who_does_page
from generator.site.pages.who_does.places import names_of_places
from generator.site.parts.contacts import contact_point_of
from tests.site.conftest import Pages, site_in

EXAMPLE = Path(__file__).parents[3] / "examples" / "valdoria"


@pytest.fixture(scope="module")
def index(site: Site) -> dict[str, Any]:
    """Read the file as the browser does."""
    [(path, content)] = who_does_files(site)
    assert path == FILE
    return dict(json.loads(content))


def test_every_activity_that_goes_on_can_be_found(site: Site, index: dict[str, Any]) -> None:
    """The file holds the published activities that are not over, and where each of them is."""
    activities = {
        activity.id: activity for activity in site.catalogue.activities.values() if activity.status is not Status.ENDED
    }
    assert sorted(activities) == index["ids"]
    assert [addresses.record(activities[record_id]) for record_id in index["ids"]] == [
        f"{index['section']}{record_id}/" for record_id in index["ids"]
    ]


def test_every_result_says_who_and_where(site: Site, index: dict[str, Any]) -> None:
    """Who runs an activity, its places and its people are told in words."""
    for number, record_id in enumerate(index["ids"]):
        entry = site.catalogue.activities[record_id]
        assert [entry.operator.name, addresses.record(entry.operator)] == index["bodies"][index["operators"][number]]
        assert [site.place_name(code) for code in entry.territories] == [
            index["labels"]["territori"][code] for code in index["codes"]["territori"][number]
        ]
        assert set(entry.record.audiences) <= index["labels"]["destinatari"].keys()


def test_contacts_are_those_of_the_activity_page(site: Site, index: dict[str, Any]) -> None:
    """A result leads to the same door as the page of the activity."""
    for number, record_id in enumerate(index["ids"]):
        door = contact_point_of(site.catalogue.activities[record_id], site.catalogue, site.settings["ufficio"])
        shown = index["doors"][index["door"][number]] if index["door"][number] >= 0 else {}
        expected = [contact.value for contact in door.contacts if contact.kind == "email"] if door else []
        assert expected[:1] == [shown["mail"]] if expected else "mail" not in shown


def test_places_stand_under_their_town(site: Site) -> None:
    """A quarter is chosen under its town, after the whole of it."""
    towns = dict(places_by_town(site))
    assert towns["Valdoria"][0] == ("valdoria", "Valdoria, tutto il comune")
    assert len(towns["Valdoria"]) > 1


def test_places_are_known_by_all_their_names() -> None:
    """An alias leads to a place; a name that is a common word too is known to be one."""
    spoken = names_of_places(site_in(EXAMPLE), ["valdoria-fornaci", "valdoria-centro"])
    assert spoken["places"]["case operaie"] == spoken["places"]["fornaci"] == ["valdoria-fornaci"]
    assert "centro" in spoken["common"]
    assert "fornaci" not in spoken["common"]


def test_networks_are_known_by_what_they_do_and_are_about() -> None:
    """A network is found in its places, by the kinds it does and by those that its themes are called by."""
    site = site_in(EXAMPLE)
    networks = networks_there(site, ["valdoria-fornaci", "roccaluce"])
    there = [networks["known"][number] for number in networks["there"]["valdoria-fornaci"]]
    pact = next(network for network in there if network[0] == "Patto educativo delle Fornaci")
    assert pact[1] == addresses.record(site.catalogue.networks["patto-educativo-fornaci"])
    assert "centro_estivo" in pact[2]
    assert "doposcuola" in pact[3]
    assert pact[0] not in {networks["known"][number][0] for number in networks["there"]["roccaluce"]}


def test_the_page_is_useful_without_javascript(pages: Pages) -> None:
    """Plain links lead to who does things, by theme, place and people; whom to ask stands there too."""
    page = pages["chi-lo-fa-gia/"]
    for section in ("tema", "territorio", "destinatari"):
        assert f'href="../{addresses.section(section)}"' in page
        assert re.search(rf'class="chip [^"]*" href="\.\./{addresses.section(section)}', page)


def test_a_catalogue_without_activities_has_the_page(valdoria: Path) -> None:
    """Where nobody does anything yet there is still a page, and a list with nothing in it."""
    for folder in ("networks", "organizations"):
        shutil.rmtree(valdoria / folder)
        (valdoria / folder).mkdir()
    empty = site_in(valdoria)
    assert [page.address for page in who_does_page(empty)] == ["chi-lo-fa-gia/"]
    assert json.loads(next(who_does_files(empty))[1])["ids"] == []
