"""Whom a record answers through when nobody gives a contact of its own, and where its sources come from."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.records.common import Contact
from generator.site.model import Site
from generator.site.parts.contacts import (
    AnsweredFor,
    ContactPoint,
    by_telephone,
    contact_point_of,
    reply_line,
    whom_to_ask,
)
from generator.site.parts.reach import ways_to_reach
from generator.site.parts.words import is_web, page_words
from tests.conftest import EXAMPLE
from tests.site.conftest import Pages, site_in

ROOT = Path(__file__).parents[3]
OFFICE = {"nome": "Ufficio reti", "contatti": [{"tipo": "email", "valore": "reti@a.example"}]}
Write = Callable[..., Site]
REACHED = "contatti: [{tipo: email, valore: rete@{name}.example, etichetta: Ufficio}]\n"
SOURCE = "fonti: [{{url: 'https://{name}.example/pagina', letta_il: 2026-09-01}}]\n"
BODY_THAT_ANSWERS = "nome: Corpo\ntipo: odv\nterritori: [valdoria]\nfonti: [{url: 'https://a.example'}]\n"
REPLY = "{giorni: 2, lo_dice: Segreteria, dal: 2026-05}"
ACTIVITY = "attivita:\n  - {id: uno, nome: Uno, tipo: [socialita], rete: [rete-una]}\n"


@pytest.fixture
def write(valdoria: Path) -> Write:
    """Return the function that adds two networks of a body, with the themes given, and reads the catalogue."""

    def write_body(kind: str, *themes: str) -> Site:
        for name, theme in zip(("una", "due"), themes, strict=False):
            record = f"nome: Rete {name}\ntemi: [{theme}]\nterritori: [valdoria]\nadesioni: [{{ente: corpo}}]\n"
            contact = REACHED.replace("{name}", name)
            text = record + contact + SOURCE.format(name=name)
            (valdoria / "networks" / f"rete-{name}.yml").write_text(text, "utf-8")
        body = f"nome: Corpo\ntipo: {kind}\nterritori: [valdoria]\n{ACTIVITY}"
        (valdoria / "organizations" / "corpo.yml").write_text(body, "utf-8")
        return site_in(valdoria)

    return write_body


def _contact_point(site: Site, entry: AnsweredFor) -> ContactPoint:
    point = contact_point_of(entry, site.catalogue, OFFICE)
    assert point is not None
    return point


@pytest.mark.parametrize(
    ("kind", "themes", "expected"),
    [
        ("odv", ("poverta",), "network"),
        ("odv", ("poverta", "giovani"), "office"),
        ("odv", ("genere",), "office"),
        ("comune", ("poverta",), "office"),
    ],
    ids=["its only network", "one of two", "a network for who is in danger", "a public body"],
)
def test_a_network_answers_only_for_who_is_its_own(
    write: Write, kind: str, themes: tuple[str, ...], expected: str
) -> None:
    """A summer camp must not be asked about at the number of a refuge because one municipality is in both networks."""
    site = write(kind, *themes)
    assert _contact_point(site, site.catalogue.organizations["corpo"]).relation == expected


def test_an_activity_is_answered_for_by_its_own_network(write: Write) -> None:
    """Not by the others that the body is in; and its sources are that network's."""
    site = write("comune", "poverta", "giovani")
    activity = site.catalogue.activities["corpo/uno"]
    assert (_contact_point(site, activity).relation, _contact_point(site, activity).name) == ("network", "Rete una")
    assert [source.url for source in activity.sources] == ["https://una.example/pagina"]


def test_who_may_know_is_named_where_nobody_gives_a_contact(write: Write) -> None:
    """A body's networks, an activity's organisers; a public body is not to be asked about at its networks."""
    site = write("odv", "poverta", "giovani")
    catalogue = site.catalogue
    asked = whom_to_ask(catalogue.organizations["corpo"], catalogue, OFFICE)
    assert ({network.name for network in asked.bodies}, asked.is_near) == ({"Rete una", "Rete due"}, True)
    official = write("comune", "poverta", "giovani").catalogue
    assert whom_to_ask(official.organizations["corpo"], official, OFFICE).bodies == ()


def test_who_has_no_contact_either_is_not_sent_to(write: Write) -> None:
    """Of an activity whose organiser cannot be reached the networks of the organiser are asked."""
    catalogue = write("odv", "poverta", "giovani").catalogue
    asked = whom_to_ask(catalogue.activities["corpo/uno"], catalogue, OFFICE)
    assert ({network.name for network in asked.bodies}, asked.is_near) == ({"Rete una", "Rete due"}, False)


OFFICE_THAT_ANSWERS = {"nome": "Ufficio reti", "contatti": [{"tipo": "telefono", "valore": "0999 000 100"}]}


@pytest.mark.parametrize(
    ("kind", "themes", "called", "expected"),
    [
        ("odv", ("poverta", "giovani"), "due", "Rete due"),
        ("odv", ("poverta", "genere"), "due", "Ufficio reti"),
        ("comune", ("poverta", "giovani"), "due", "Ufficio reti"),
        ("odv", ("poverta",), "", "Ufficio reti"),
    ],
    ids=["a network that has a telephone", "never one against violence", "not a public body's networks", "the office"],
)
def test_who_would_rather_call_is_given_a_number(
    write: Write, valdoria: Path, kind: str, themes: tuple[str, ...], called: str, expected: str
) -> None:
    """Where a record gives no number of its own: who answers for it, then its networks, and last the office."""
    write(kind, *themes)
    for name in filter(None, [called]):
        file = valdoria / "networks" / f"rete-{name}.yml"
        file.write_text(
            file.read_text("utf-8").replace("{tipo: email", "{tipo: telefono, valore: 0999 000 199}, {tipo: email")
        )
    catalogue = site_in(valdoria).catalogue
    number = by_telephone(catalogue.organizations["corpo"], catalogue, OFFICE_THAT_ANSWERS)
    assert number
    assert number.name == expected
    assert number.relation == ("network" if number.entry else "office")
    assert by_telephone(catalogue.organizations["corpo"], catalogue, OFFICE) is None or called


def test_who_leads_is_told_with_the_network_that_they_lead(write: Write, valdoria: Path) -> None:
    """«Who leads the network» says nothing to who is not on the page of that network."""
    write("odv", "poverta")
    lead = "nome: Capo\ntipo: odv\nterritori: [valdoria]\ncontatti: [{tipo: telefono, valore: 0999 000 199}]\n"
    (valdoria / "organizations" / "capo.yml").write_text(lead, "utf-8")
    file = valdoria / "networks" / "rete-una.yml"
    joined = "{ente: corpo}, {ente: capo, legame: [capofila]}"
    file.write_text(file.read_text("utf-8").replace("{ente: corpo}", joined), "utf-8")
    catalogue = site_in(valdoria).catalogue
    network = catalogue.networks["rete-una"]
    for entry, led in ((catalogue.organizations["corpo"], network), (network, None)):
        number = by_telephone(entry, catalogue, OFFICE)
        assert number
        assert (number.name, number.relation, number.network) == ("Capo", "lead", led)


def test_who_has_a_telephone_is_not_asked_by_certified_mail(write: Write) -> None:
    """It often refuses plain mail; a plain mailbox comes first, and where there is no other way it is one."""
    site = write("odv", "poverta")
    body = site.catalogue.organizations["corpo"]
    given = (("pec", "a@pec.example"), ("email", "a@a.example"), ("telefono", "0999 000 199"))
    certified, plain, number = (Contact.model_validate({"tipo": kind, "valore": value}) for kind, value in given)

    def ways(*contacts: Contact) -> list[str]:
        return [way.href for way in ways_to_reach(body, contacts, "", site.texts)]

    assert ways(certified, number) == ["tel:+390999000199"]
    assert ways(certified, plain) == ["mailto:a@a.example"]
    assert ways(certified) == ["mailto:a@pec.example"]


def test_a_record_about_violence_sends_to_no_other_telephone(write: Write) -> None:
    """It has 1522, which always answers."""
    catalogue = write("odv", "genere").catalogue
    assert by_telephone(catalogue.networks["rete-una"], catalogue, OFFICE_THAT_ANSWERS) is None


@pytest.mark.parametrize("folder", [EXAMPLE, ROOT], ids=["example", "shipped"])
def test_the_chain_never_ends_in_a_second_page_without_contact(folder: Path) -> None:
    """Whoever is named where nobody gives a contact can be reached."""
    site = site_in(folder)
    catalogue, office = site.catalogue, site.settings["ufficio"]
    entries: list[AnsweredFor] = [*catalogue.networks.values()]
    entries += catalogue.organizations.values()
    entries += catalogue.activities.values()
    silent = [entry for entry in entries if site.is_unreachable(entry)]
    assert silent
    asked = {body for entry in silent for body in whom_to_ask(entry, catalogue, office).bodies}
    assert [body.id for body in asked if site.is_unreachable(body)] == []


def test_a_page_without_contact_leads_on(write: Write, rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """It says so once, and names organisers and the page that was read."""
    write("odv", "poverta", "giovani")
    page = rendered(valdoria)["enti/corpo/"]
    assert page.count("Non abbiamo un recapito.") == 1
    assert "Prova dalle reti di cui fa parte:" in page


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/2020/caritas-primo-ascolto-981-persone-o_1420007_11", "caritas primo ascolto 981 persone"),
        ("https://a.example/la-rete/", ""),
        ("https://a.example/?p=541319", ""),
        ("https://[a", ""),
    ],
)
def test_the_words_of_an_address(url: str, expected: str) -> None:
    """Two pages of one newspaper are told apart; ids and short addresses say nothing."""
    assert page_words(url) == expected


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [("social", "@rete.qui.example", False), ("social", "rete.example/pagina", True), ("telefono", "0999 1", False)],
)
def test_a_name_is_no_address(kind: str, value: str, expected: bool) -> None:
    """«@rete.qui» would lead nowhere."""

    class One:
        def __init__(self) -> None:
            self.kind, self.value = kind, value

    assert is_web(One()) == expected


@pytest.mark.parametrize(
    ("days", "since", "expected"),
    [
        (2, "2026-05", "di solito risponde entro 2 giorni: lo dice Segreteria, da maggio 2026"),
        (1, "2025-09-01", "di solito risponde entro un giorno: lo dice Segreteria, dal 1° settembre 2025"),
        (0, "2026", "di solito risponde in giornata: lo dice Segreteria, dal 2026"),
        (2, "2024-05", ""),
    ],
    ids=["of this year", "late, with its date", "the same day", "old"],
)
def test_how_soon_a_contact_answers(valdoria: Path, days: int, since: str, expected: str) -> None:
    """With who says so and since when; what was said too long ago is not repeated."""
    site = site_in(valdoria)
    reply = {"giorni": days, "lo_dice": "Segreteria", "dal": since}
    contact = Contact.model_validate({"tipo": "email", "valore": "a@a.example", "risponde_entro": reply})
    asked = (contact, site.words, site.catalogue.today, site.ages)
    assert reply_line(*asked) == expected
    assert reply_line(*asked, is_sourced=False) == expected.partition(":")[0]


def test_how_soon_it_answers_stands_under_the_button(valdoria: Path, rendered: Callable[[Path], Pages]) -> None:
    """Whoever is about to write reads it there."""
    contact = f"{{tipo: email, valore: a@a.example, risponde_entro: {REPLY}}}"
    text = f"{BODY_THAT_ANSWERS}contatti: [{contact}]\n"
    (valdoria / "organizations" / "corpo.yml").write_text(text, "utf-8")
    page = rendered(valdoria)["enti/corpo/"]
    assert "A chi scrive di solito risponde entro 2 giorni: lo dice Segreteria, da maggio 2026" in page
    assert page.index("mailto:a@a.example") < page.index("A chi scrive di solito") < page.index('class="facts"')


def test_how_soon_it_answers_stands_on_the_card_of_an_answer(valdoria: Path, rendered: Callable[[Path], Pages]) -> None:
    """Without who says so, which is on its page; not of a mailbox for who works there."""
    mailbox = "{tipo: email, valore: %s@a.example, etichetta: %s, risponde_entro: %s}"
    head = "tipo: odv\nterritori: [valdoria-ponte]\nfonti: [{url: 'https://a.example'}]\n"
    for name, label in (("scrive", "Segreteria"), ("turni", "Turni dei volontari")):
        text = f"nome: Corpo {name}\n{head}attivita: [{{nome: Pranzo {name}, tipo: mensa}}]\n"
        text += f"contatti: [{{tipo: telefono, valore: '0999 000 198'}}, {mailbox % (name, label, REPLY)}]\n"
        (valdoria / "organizations" / f"corpo-{name}.yml").write_text(text, "utf-8")
    need = rendered(valdoria)["ho-bisogno/mangiare/"]
    cards = {
        name: card for card in need.split("<article")[1:] for name in ("scrive", "turni") if f"Pranzo {name}" in card
    }
    assert "A chi scrive di solito risponde entro 2 giorni<" in cards["scrive"]
    assert "mailto:scrive@a.example" in cards["scrive"]
    assert "A chi scrive" not in cards["turni"]
    assert "mailto:" not in cards["turni"]
    assert "tel:+390999000198" in cards["turni"]


COORDINATED = (
    "nome: Rete con chi coordina\ntemi: [poverta]\nterritori: [valdoria]\nrete_madre: rete-cibo\n"
    "adesioni: [{ente: auser-ponte, legame: capofila}, {ente: corpo}]\nfonti: [{url: 'https://rete.example'}]\n"
)
ROLE = "ruoli: [{tipo: coordinamento, espresso_da: corpo, contatto: {tipo: telefono, valore: 0999 000 198}}]\n"


@pytest.mark.parametrize(
    ("role", "called", "number"),
    [("", "auser-ponte", "0522123456"), (ROLE, "corpo", "0999 000 198")],
    ids=["who leads it", "who holds the role, at the number of the role"],
)
def test_about_a_network_one_calls_who_coordinates_it(valdoria: Path, role: str, called: str, number: str) -> None:
    """Not the larger network that it is part of, which need not know it."""
    (valdoria / "organizations" / "corpo.yml").write_text(BODY_THAT_ANSWERS, "utf-8")
    (valdoria / "networks" / "rete-coordinata.yml").write_text(COORDINATED + role, "utf-8")
    site = site_in(valdoria)
    network = site.catalogue.networks["rete-coordinata"]
    found = by_telephone(network, site.catalogue, OFFICE_THAT_ANSWERS)
    assert found
    assert found.entry
    assert (found.entry.id, found.relation, found.contact.value) == (called, "lead", number)
    point = contact_point_of(network, site.catalogue, OFFICE)
    assert point
    assert (point.relation, point.contacts[0].value) == ("lead", number)


def test_a_network_on_a_channel_is_reached_there(valdoria: Path, rendered: Callable[[Path], Pages]) -> None:
    """Its own channel is the first button, on its card too; whom to call instead comes after it."""
    text = "nome: Rete in rete\ntemi: [poverta]\nterritori: [valdoria]\n"
    text += "adesioni: [{ente: auser-ponte, legame: capofila}]\n"
    contact = "contatti: [{tipo: instagram, valore: '@rete.example'}]\nfonti: [{url: 'https://rete.example'}]\n"
    (valdoria / "networks" / "rete-canale.yml").write_text(text + contact, "utf-8")
    pages = rendered(valdoria)
    page = pages["reti/rete-canale/"]
    assert page.index("Instagram: @rete.example</span></a>") < page.index("Se preferisci telefonare, chiedi a:")
    assert '<a class="card__way" href="https://www.instagram.com/rete.example' in pages["reti/"]
