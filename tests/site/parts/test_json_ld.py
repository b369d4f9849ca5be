"""What records say to machines, in schema.org's words."""

from pathlib import Path
from typing import Any

import pytest

from generator.site.model import Site
from tests.conftest import overlaid
from tests.site.conftest import site_in


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
