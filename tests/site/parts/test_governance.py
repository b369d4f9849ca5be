"""What a network's page says of who does what, and what it keeps to itself."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from generator.records import PartialDate
from generator.site.model import Site
from generator.site.pages.roles.page import side_by_side
from generator.site.parts.governance import Governance, ends_soon, governance_of
from tests.site.conftest import Pages, site_in

NETWORK = "reti/rete-vicini-di-casa/"
TODAY = date(2026, 11, 22)


def _rewritten(town: Path, name: str, pattern: str, replacement: str) -> None:
    file = town / "networks" / f"{name}.yml"
    text, count = re.subn(pattern, replacement, file.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    assert count == 1
    file.write_text(text, "utf-8")


def _governance(site: Site, name: str) -> Governance:
    return governance_of(site.catalogue.networks[name], site.catalogue, site.words)


@pytest.fixture
def governance(site: Site) -> Governance:
    """Return what is known of a network that told everything."""
    return _governance(site, "rete-vicini-di-casa")


def test_functions_say_who_looks_after_them(governance: Governance) -> None:
    """By scope, in the order of the vocabulary, each with its degrees."""
    functions = {
        scope: [(row.label, [(words, [figure.name for figure in held]) for words, held in row.degrees]) for row in rows]
        for scope, rows in governance.functions
    }
    expected = {
        "strategica": [
            ("Programmazione", [("approva", ["Tavolo della rete"])]),
            ("Lettura dei bisogni", [("se ne occupa", ["Tavolo della rete"])]),
        ],
        "esterna": [("Rapporti con le istituzioni", [("se ne occupa", ["Operatrice di quartiere"])])],
    }
    assert expected == functions


def test_what_is_missing_is_said_kindly_and_on_few_lines(governance: Governance) -> None:
    """A mandate about to end, and the usual functions that nobody looks after."""
    expected = (
        "Incarico da rinnovare: Operatrice di quartiere, fino al 31 dicembre 2026.",
        "Nessuno ancora indicato per: programmazione; coordinamento operativo; monitoraggio e valutazione.",
    )
    assert expected == governance.gaps


def test_nothing_is_missing_where_nothing_was_told(valdoria: Path) -> None:
    """Without bodies and roles there are no gaps, whatever its acts say."""
    _rewritten(valdoria, "rete-vicini-di-casa", r"^organi:.*?(?=^attivita:)", "")
    assert not _governance(site_in(valdoria), "rete-vicini-di-casa").gaps


def test_what_sources_do_not_say_is_no_gap_of_the_network(valdoria: Path) -> None:
    """Functions are asked for only where the network itself confirmed its record."""
    _rewritten(valdoria, "rete-vicini-di-casa", r"^verifica:.*?$", "")
    gaps = _governance(site_in(valdoria), "rete-vicini-di-casa").gaps
    assert [*gaps] == ["Incarico da rinnovare: Operatrice di quartiere, fino al 31 dicembre 2026."]


def test_a_network_that_is_over_is_left_in_peace(valdoria: Path) -> None:
    """Nobody renews the mandates of a network that ended."""
    _rewritten(valdoria, "rete-vicini-di-casa", r"^stato: attiva\b", "stato: conclusa")
    assert not _governance(site_in(valdoria), "rete-vicini-di-casa").gaps


@pytest.mark.parametrize(
    ("last", "expected"), [("2026-11-21", True), ("2027-01-21", True), ("2027-01-22", False), ("2027", False)]
)
def test_sixty_days_are_soon(last: str, expected: bool) -> None:
    """The sixtieth day counts, the day after doesn't; a year ends on its last day."""
    assert ends_soon(PartialDate.parse(last).last, TODAY) is expected


def test_a_page_shows_bodies_roles_and_the_municipality(pages: Pages) -> None:
    """Who holds a role, until when, the next meeting that the reader's clock may hide, the office to ask."""
    page = pages[NETWORK]
    assert 'id="organo-tavolo"' in page
    assert '<div data-expires="2026-12-10">' in page
    assert "dal 1° gennaio 2024 al 31 dicembre 2026" in page
    assert re.search(r'id="comune">.*Ufficio di riferimento.*Settore Servizi sociali', page, re.DOTALL)


def test_what_is_for_who_works_in_it_is_folded_under_one_heading(pages: Pages) -> None:
    """Each part says what it holds; what other pages lead to is inside, so that the address opens it."""
    page = pages[NETWORK]
    how = page[page.index('id="come"') :].partition("</section>")[0]
    assert re.search(r"<h3>Organi e ruoli</h3><small[^>]*>Tavolo della rete, [^<]+</small>", how)
    assert re.search(
        r"<h3>Il rapporto con il Comune</h3><small[^>]*>Comune di Valdoria, Settore Servizi sociali</small>", how
    )
    assert re.search(r"<h3>Accordi e atti</h3><small[^>]*>[^<]+, scade il 28 febbraio 2027</small>", how)
    for anchor in ("chi-fa-che-cosa", "organo-tavolo", "ruolo-facilitazione", "comune", "atti"):
        assert how.rindex("<summary", 0, how.index(f'id="{anchor}"')) > how.rindex(
            "<details", 0, how.index(f'id="{anchor}"')
        )
    assert re.search(r'<details class="part["\s]', page)  # what an address leads to is opened by it: `intreccio.js`


def test_a_single_part_is_not_folded(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """One line that hides one thing would save nothing."""
    file = valdoria / "networks" / "rete-muta.yml"
    source = "fonti: [{url: 'https://muta.example'}]"
    act = "atti: [{titolo: Carta della rete, data: 2025-01-02}]"
    file.write_text(f"nome: Rete Muta\ntemi: [cibo]\nterritori: [valdoria]\n{act}\n{source}\n", "utf-8")
    assert '<details class="part" open>' in rendered(valdoria)["reti/rete-muta/"]


def test_what_the_buttons_say_is_said_again_on_paper_alone(pages: Pages) -> None:
    """The mailbox stands under the name; among the facts, on a screen, only whose it is."""
    page = pages[NETWORK]
    on_screen = re.findall(r'<div class="on-screen".*?</div>', page, re.DOTALL)
    assert any("Ufficio reti" in fact for fact in on_screen)
    assert not any("mailto:" in fact for fact in on_screen)
    assert "mailto:" in page[page.index('<div class="on-paper">') :].partition("</div>")[0]


def test_a_meeting_in_the_past_is_not_shown(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """The day of the build hides it even without JavaScript."""
    _rewritten(valdoria, "rete-vicini-di-casa", r"prossimo_incontro: 2026-12-10", "prossimo_incontro: 2026-11-21")
    assert "Prossimo incontro" not in rendered(valdoria)[NETWORK]


def test_a_network_that_tells_nothing_has_no_empty_section(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """No heading, no style sheet, nothing to compare."""
    file = valdoria / "networks" / "rete-muta.yml"
    source = "fonti: [{url: 'https://muta.example', letta_il: 2026-09-01}]"
    file.write_text(f"nome: Rete Muta\ntemi: [cibo]\nterritori: [valdoria]\n{source}\n", "utf-8")
    pages = rendered(valdoria)
    assert not re.search(
        r"chi-fa-che-cosa|governance\.css|Come si lavora|rapporto con il Comune", pages["reti/rete-muta/"]
    )
    assert "Rete Muta" not in pages["ruoli/"] + pages["ruoli/confronta/"]


def test_who_tells_the_needs_it_read_has_read_them(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """What nobody was named for is no gap where the page shows that it was done."""
    _rewritten(valdoria, "rete-vicini-di-casa", r"\{funzione: lettura_bisogni, grado: \w+\}(, )?", "")
    file = valdoria / "networks" / "rete-vicini-di-casa.yml"
    assert "bisogni_letti:" in file.read_text("utf-8")
    assert "lettura dei bisogni" not in rendered(valdoria)[NETWORK].partition("Nessuno ancora indicato per")[2][:200]
    _rewritten(valdoria, "rete-vicini-di-casa", r"^bisogni_letti:.*?(?=^bisogni:)", "")
    assert "lettura dei bisogni" in rendered(valdoria)[NETWORK].partition("Nessuno ancora indicato per")[2][:200]


def test_a_number_that_should_fall_is_said_to_come_down(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Of three values all are written; a lower aim is no «arrivare»."""
    file = valdoria / "networks" / "rete-muta.yml"
    values = "valori: [{periodo: 2019, valore: 310}, {periodo: 2022, valore: 455}, {periodo: 2024, valore: 430}]"
    file.write_text(
        "nome: Rete Muta\ntemi: [cibo]\nterritori: [valdoria]\nfonti: [{url: 'https://muta.example'}]\n"
        f"indicatori: [{{nome: pacchi, {values}, obiettivo: 380, entro: 2027}}]\n",
        "utf-8",
    )
    page = rendered(valdoria)["reti/rete-muta/"]
    assert "Si vuole scendere a 380 entro il 2027" in page
    assert "2022 <strong>455</strong>" in page


def test_an_organisation_shows_its_roles_with_their_mandates(pages: Pages) -> None:
    """A seat leads to its place on the network's page."""
    page = pages["enti/comune-di-valdoria/"]
    assert f'href="../../{NETWORK}#ruolo-facilitazione"' in page
    assert re.search(r"Ha il compito di:</small> <a [^>]*#ruolo-facilitazione", page)
    assert re.search(r"dal 1° gennaio 2024 al 31 dicembre 2026 <span class=\"tag\">incarico da", page)


def test_who_leads_is_one_answer(example: Site, example_pages: Pages) -> None:
    """The page of a network names who leads it as the table of all networks does."""
    told = {row.network.id: row.leaders for row in side_by_side(example)}
    assert len(told) > 5
    for network, leaders in told.items():
        facts = example_pages[f"reti/{network}/"].partition("Chi guida</dt>")[2].partition("</div>")[0]
        named = re.findall(r"<dd>(?:<a [^>]*>)?([^<]+)", unescape(facts))
        assert named == [getattr(leader, "name", leader) for leader in leaders]


def test_who_coordinates_stands_in_the_first_look(site: Site, pages: Pages) -> None:
    """Who leads, where no role of coordination is told, before everything else that a network tells."""
    [(holder, _)] = _governance(site, "rete-vicini-di-casa").coordination
    assert getattr(holder, "name", holder) == "Auser Ponte"
    page = pages["reti/rete-vicini-di-casa/"]
    assert "Chi coordina</dt>" not in page, "who leads is the same body"
    assert page.index("Chi guida</dt>") < page.index('class="record__body"')
