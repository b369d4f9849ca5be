"""Addresses, hours and channels of a body, as its page and the machines read them."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.locale import load
from generator.records.common import Contact
from generator.site.model import Site
from generator.site.parts.contacts import Way, ways_of
from generator.site.parts.live import timetable_of_seat
from generator.site.search.metadata import shown_of
from tests.site.conftest import Pages, site_in

LONG = "Rete delle associazioni, delle parrocchie, delle scuole e dei gruppi informali " * 3
BODY = """nome: Casa delle reti
tipo: aps
territori: [valdoria]
fonti: [{url: 'https://a.example', letta_il: 2026-09-01}]
sito: casa.example
luoghi:
  - {nome: Sede, indirizzo: via Roma s.n.c., localita: Bagno, cap: "42121", provincia: RE, territorio: valdoria, sede: [legale, operativa], orari: lun 9–12, quando: {testo: in agosto su appuntamento, orari: [{giorni: [lun], dalle: "09:00", alle: "12:00"}]}}
  - {indirizzo: via del Ponte 8}
  - {casella_postale: "123", cap: "42121"}
  - {localita: Casette}
  - {id: rifugio, nome: Casa rifugio, riservato: sì}
contatti:
  - {tipo: telefono, valore: 0522/123456, interno: 12, etichetta: Centralino}
  - {tipo: fax, valore: 0522 123457}
  - {tipo: instagram, valore: "@casa.reti"}
  - {tipo: whatsapp, valore: 0522 123458}
  - {tipo: social, valore: "https://www.facebook.com/groups/12"}
  - {tipo: social, valore: "https://sociale.example/@casa"}
"""  # noqa: E501 -- a line of a file


@pytest.fixture
def body(valdoria: Path) -> Site:
    """Return a town with a body that says all that can be said of places and channels."""
    (valdoria / "organizations" / "casa.yml").write_text(BODY, "utf-8")
    return site_in(valdoria)


def _contact(**values: str) -> Contact:
    return Contact.model_validate(values)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"tipo": "telefono", "valore": "0522 12-34/56"}, Way("tel:+390522123456", "0522 12-34/56")),
        (
            {"tipo": "telefono", "valore": "0522 123456", "interno": "12"},
            Way("tel:+390522123456;ext=12", "0522 123 456 int. 12"),
        ),
        ({"tipo": "telefono", "valore": "1522"}, Way("tel:1522", "1522")),
        ({"tipo": "fax", "valore": "0522 123457"}, Way("", "Fax: 0522 123 457")),
        ({"tipo": "email", "valore": "a@b.example"}, Way("mailto:a@b.example", "a@b.example")),
        (
            {"tipo": "instagram", "valore": "@rete.qui"},
            Way("https://www.instagram.com/rete.qui/", "Instagram: @rete.qui"),
        ),
        (
            {"tipo": "social", "valore": "facebook.com/groups/12"},
            Way("https://facebook.com/groups/12", "Facebook"),
        ),
        (
            {"tipo": "social", "valore": "https://sociale.example/@a"},
            Way("https://sociale.example/@a", "sociale.example"),
        ),
        ({"tipo": "social", "valore": "@rete.qui.example"}, Way("", "@rete.qui.example")),
        ({"tipo": "whatsapp", "valore": "333 1234567"}, Way("https://wa.me/393331234567", "WhatsApp: 333 1234567")),
        (
            {"tipo": "sito", "valore": "HTTPS://www.caffè.example/L'Aquila"},
            Way("HTTPS://www.caffè.example/L'Aquila", "caffè.example"),
        ),
        ({"tipo": "sportello", "valore": "via del Ponte 8"}, Way("", "via del Ponte 8")),
    ],
)
def test_where_contacts_lead(values: dict[str, str], expected: Way) -> None:
    """A number is dialled, a name is a page on its channel, and what leads nowhere is only read."""
    assert ways_of(_contact(**values), load("interface", "it")) == (expected,)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"tipo": "telefono", "valore": "0736 123456/57"},
            (Way("tel:+390736123456", "0736 123 456"), Way("tel:+390736123457", "0736 123 457")),
        ),
        (
            {"tipo": "telefono", "valore": "0522 123456 o 333 1234567"},
            (Way("tel:+390522123456", "0522 123 456"), Way("tel:+393331234567", "333 123 4567")),
        ),
        ({"tipo": "fax", "valore": "0736 123456/57"}, (Way("", "Fax: 0736 123 456"), Way("", "Fax: 0736 123 457"))),
    ],
)
def test_each_number_dials_itself(values: dict[str, str], expected: tuple[Way, ...]) -> None:
    """Several numbers in one contact, which `check` asks to part (W427), lead to as many telephones."""
    assert ways_of(_contact(**values), load("interface", "it")) == expected


def test_a_page_shows_them(body: Site, rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """The address as on an envelope, the hours of a seat, each channel by its name; a refuge has a name alone."""
    del body
    page = re.sub(r"\s+", " ", rendered(valdoria)["enti/casa/"])

    seat = page[page.index('<dd>Sede<small class="place__line">') :].partition("</dd>")[0]
    assert '<span class="hours">9–12</span>' in seat
    seat = re.sub('<span class="hours">|</span>', "", re.sub('<i class="dot">.*?</i>', " · ", seat))
    told, live = re.subn("<small class=\"now\" data-times='{[^>]+}'></small>", "", seat)
    assert live == 1
    assert re.sub("<[^>]+>", "|", told).strip("|").split("||") == [
        "Sede|via Roma s.n.c., Bagno, 42121 Valdoria (RE)",
        "Sede legale e operativa",
        "Orari: lun 9–12 · in agosto su appuntamento",
    ]
    assert "<dd>via del Ponte 8</dd>" in page
    assert "<dd>casella postale 123, 42121</dd>" in page
    assert "<dd>Casette</dd>" in page
    assert re.search("<dd>Casa rifugio<small>[^<]+</small></dd>", page)
    assert '<a href="tel:+390522123456;ext=12">0522/123456 int. 12</a><small>Centralino</small>' in page
    assert '<a href="https://www.instagram.com/casa.reti/">Instagram: @casa.reti</a>' in page
    assert '<a href="https://wa.me/390522123458">WhatsApp: 0522 123458</a>' in page
    assert "Fax: 0522 123 457" in page


def test_a_seat_says_whether_it_is_open(body: Site) -> None:
    """The hours of a seat stand in its page for the browser; not those of who is at work no more."""
    home = body.catalogue.organizations["casa"]
    timed = [place for place in home.record.places if place.schedule]
    suspended = replace(home, record=home.record.model_copy(update={"status": "sospesa"}))

    assert [place.name for place in timed] == ["Sede"]
    assert timetable_of_seat(timed[0], home, body.conventions).startswith("data-times='{")
    assert not timetable_of_seat(timed[0], suspended, body.conventions)
    assert not timetable_of_seat(timed[0].model_copy(update={"protected": True}), home, body.conventions)


def test_machines_read_them(body: Site) -> None:
    """A PostalAddress for each place that may be known, an extension behind its number, other pages as `sameAs`."""
    described: dict[str, Any] = body.describer.organization(body.catalogue.organizations["casa"])

    assert described["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "via Roma s.n.c., Bagno",
        "postalCode": "42121",
        "addressRegion": "RE",
        "addressLocality": "Valdoria",
        "addressCountry": "IT",
    }
    assert [place["name"] for place in described["location"]] == ["Sede", None, None, None]
    assert described["location"][0]["openingHoursSpecification"][0]["opens"] == "09:00"
    assert described["location"][2]["address"]["postOfficeBoxNumber"] == "123"
    assert described["location"][3]["address"]["addressLocality"] == "Casette"
    assert [
        (point.get("telephone"), point.get("faxNumber"), point.get("url")) for point in described["contactPoint"]
    ] == [
        ("+39 0522 123456 ext. 12", None, None),
        (None, "+39 0522 123457", None),
        (None, None, "https://wa.me/390522123458"),
    ]
    assert described["sameAs"] == [
        "https://casa.example",
        "https://www.instagram.com/casa.reti/",
        "https://www.facebook.com/groups/12",
        "https://sociale.example/@casa",
    ]
    assert "rifugio" not in json.dumps(described)


def test_a_hamlet_is_searched(body: Site) -> None:
    """Who types the name of a hamlet finds who is there."""
    aliases = dict(shown_of(body.catalogue.organizations["casa"], body))["alias"]

    assert {"Bagno", "Casette"} <= set(aliases.split(" · "))


def test_a_long_name_has_its_page(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Two hundred and fifty letters are a name like another, wherever it stands."""
    name = LONG.strip()[:250].strip()
    activity = f'attivita: [{{id: uno, nome: "{name}", tipo: [socialita], ente: casa}}]\n'
    record = (
        f'nome: "{name}"\ntemi: [poverta]\nterritori: [valdoria]\nfonti: [{{url: "https://a.example"}}]\n{activity}'
    )
    (valdoria / "organizations" / "casa.yml").write_text(BODY, "utf-8")
    (valdoria / "networks" / "lunga.yml").write_text(record, "utf-8")
    pages = rendered(valdoria)

    assert all(name in re.sub(r"\s+", " ", pages[address]) for address in ("reti/lunga/", "attivita/lunga/uno/"))
