"""The sheet of a meeting: what is on it, what it lets be decided, and what it keeps to itself."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from generator.catalogue.entries import AnyEntry
from generator.checking import check
from generator.contributing.proposals.apply import outcome_of
from generator.contributing.proposals.proposal import Field, Proposal
from generator.diagnostics import Finding
from generator.locale import load
from generator.reading.folder import Sources, read_folder
from generator.site.model import Site
from generator.site.pages.meeting.agenda import agenda_of
from generator.site.pages.meeting.page import meeting_sheet
from generator.site.pages.network.page import network_pages
from generator.site.parts.improvements import Improvement, Improvements
from generator.site.render import filler, site_of
from generator.site.settings import settings
from generator.site.theme.harvest import Harvest
from tests.conftest import EXAMPLE, TODAY

ID = "rete-vicini-di-casa"


@pytest.fixture(scope="module")
def sources() -> Sources:
    """Return the files of the example town."""
    return read_folder(EXAMPLE)


def opened(sources: Sources, **options: str) -> Site:
    """Open the example town with what checking found in it."""
    checked = check(sources, TODAY)
    config = settings(EXAMPLE)
    config["extra"]["catalogue"].update(options)
    return site_of(checked.catalogue, config, load("interface", "it"), findings=checked.findings)


@pytest.fixture(scope="module")
def example(sources: Sources) -> Site:
    """Return the example town, opened once."""
    return opened(sources)


def test_every_box_leads_to_a_place_in_a_record(example: Site, sources: Sources) -> None:
    """What the page would propose can be applied: activities without an id of their own, too."""
    data = {file.id: file.data for file in sources.files}
    for network in example.networks_at_work:
        agenda = agenda_of(example, network, Improvements(example))
        added = [
            (pair.home.id, ("attivita", pair.step, "simile_a", "+"), {"attivita": pair.other, "esito": "diversa"})
            for pair in agenda.pairs
        ]
        added += [
            (network.id, ("indicatori", measure.step, "valori", "+"), {"periodo": "2026", "valore": "1"})
            for measure in agenda.measures
        ]
        for record, path, after in added:
            proposal = Proposal("rete", record, (Field(path, None, after),))
            assert outcome_of(data[record], proposal).conflicts == []
        if agenda.next:
            before = agenda.next.day.isoformat() if agenda.next.day else None
            field = Field(("organi", agenda.next.step, "prossimo_incontro"), before, "2027-03-01")
            assert outcome_of(data[network.id], Proposal("rete", network.id, (field,))).conflicts == []


def test_the_sheet_holds_what_a_table_needs(example: Site, harvested: Harvest) -> None:
    """Deadlines, likenesses with three answers, exchanges, guests who are no members, figures, lines to write on."""
    network = example.catalogue.networks[ID]
    agenda = agenda_of(example, network, Improvements(example))
    members = {tie.body.id for tie in example.catalogue.members[ID] if tie.body}
    assert agenda.next
    assert agenda.next.name == "Tavolo della rete"
    assert {due.kind for due in agenda.deadlines} >= {"accordo", "mandato", "richiesta", "offerta"}
    assert ("auser-ponte" in members, {guest.entry.id for guest in agenda.guests} & members) == (True, set())
    assert agenda.pairs[0].hint.there.name == "Compiti in oratorio"
    assert agenda.since is None
    [page] = meeting_sheet(example, network, Improvements(example))
    html = filler(example, harvested.shells["it"])(page).content.decode()
    assert not page.indexed
    assert re.findall(r'name="coppia-1" value="(\w+)"', html) == ["diversa", "coordinata", "unita"]
    assert html.count("data-decision") == 5
    assert f"#scheda={ID}" in html
    assert "Dall'ultimo incontro" not in html


def test_a_network_page_leads_to_its_sheet_and_one_that_is_over_has_none(example: Site) -> None:
    """Nobody would meet."""
    over = [network for network in example.networks if network.record.status == "conclusa"]
    for network in (example.catalogue.networks[ID], *over):
        addresses = [page.address for page in network_pages(example, (network.id,))]
        has_sheet = f"reti/{network.id}/incontro/" in addresses
        assert has_sheet == (network not in over)
    assert over


def test_what_a_record_lacks_stays_with_the_office_that_keeps_it(sources: Sources) -> None:
    """The command still says it: who runs it is the office."""
    site = opened(sources, segnalazioni="ufficio")
    network = site.catalogue.networks[ID]
    public, own = (agenda_of(site, network, Improvements(site, for_office=office)) for office in (False, True))
    assert (list(public.lacking), public.to_confirm) == ([], False)
    assert own.lacking


def test_what_a_record_says_never_becomes_markup(harvested: Harvest, valdoria: Path) -> None:
    """Names, needs and figures are text on the page."""
    hostile = '<img src=x onerror="alert(1)">'
    (valdoria / "networks" / "cattiva.yml").write_text(
        f"""nome: 'Rete {hostile}'
temi: [prossimita]
territori: [valdoria-ponte]
organi: [{{nome: 'Tavolo {hostile}', prossimo_incontro: 2026-12-12}}]
atti: [{{titolo: 'Patto {hostile}', scadenza: 2026-12-24}}]
indicatori: [{{nome: 'Ore {hostile}', valori: [{{periodo: '{hostile}', valore: 1}}]}}]
fonti: [{{titolo: prova}}]
""",
        "utf-8",
    )
    site = site_of(check(read_folder(valdoria), TODAY).catalogue, settings(valdoria), load("interface", "it"))
    [page] = meeting_sheet(site, site.catalogue.networks["cattiva"], Improvements(site))
    html = filler(site, harvested.shells["it"])(page).content.decode()
    assert "Patto &lt;img" in html
    assert "<img src=x" not in html


def test_what_could_be_better_is_worked_out_once_for_all_networks(
    sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages are made one network at a time: going through all findings for each would grow with the square of them."""
    site = opened(sources)
    looked_at: list[str] = []
    worded = Improvements._improvements

    def counted(improvements: Improvements, entry: AnyEntry, findings: Sequence[Finding]) -> Iterator[Improvement]:
        looked_at.append(entry.file)
        return worded(improvements, entry, findings)

    monkeypatch.setattr(Improvements, "_improvements", counted)
    for network in [*site.catalogue.networks][:3]:
        assert list(network_pages(site, [network]))
    assert len(looked_at) == len(set(looked_at)) > 0
