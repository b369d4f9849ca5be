"""The page of a network: who is in need is led to what it does, and what it does comes before its picture."""

import re
from html import unescape
from pathlib import Path

import pytest

from generator import addresses
from generator.site.model import Site
from generator.site.pages.network.page import network_pages
from generator.site.render import filler
from generator.site.theme.harvest import Harvest
from tests.site.conftest import Pages, site_in


@pytest.mark.parametrize(
    ("network", "needs"),
    [("rete-cibo", ["mangiare"]), ("rete-vicini-di-casa", []), ("rete-contro-la-violenza", [])],
)
def test_a_network_leads_to_the_need_that_most_of_it_answers(example: Site, network: str, needs: list[str]) -> None:
    """Not to one that a single activity among many answers; where somebody may be in danger numbers stand there."""
    page = next(iter(network_pages(example, [network])))
    assert [address for _, address in page.context["needs"]] == [addresses.need(need) for need in needs]


def test_what_a_network_does_comes_before_its_picture(example: Site, harvested: Harvest, compiled: Path) -> None:
    """In the page as in its index; who joins and who is in it is told before what is for who works in it."""
    fill = filler(example, harvested.shells["it"], compiled=compiled)
    for network in ("rete-cibo", "rete-contro-la-violenza", "rete-orti-e-cortili"):
        page = fill(next(iter(network_pages(example, [network])))).content.decode()
        for marked in ('id="{}"', '<a href="#{}"'):
            order = ("attivita", "decisioni", "entrare", "chi", "carte", "disegno", "come")
            places = [page.index(marked.format(each)) for each in order if f'id="{each}"' in page]
            assert len(places) >= 4
            assert places == sorted(places)
        assert (
            page.index('id="chi"')
            < page.index("<strong>Per chi lavora nella rete</strong>")
            < page.index('id="disegno"')
        )


def test_of_many_activities_the_first_stand_and_the_others_unfold(
    valdoria: Path, harvested: Harvest, compiled: Path
) -> None:
    """So that who is in it is not pushed away; the fold says how many there are in all."""
    record = "nome: Molte\ntemi: [cibo]\nterritori: [valdoria]\nfonti: [{url: 'https://a.example'}]\nattivita:\n"
    many = "".join(f"  - {{id: cosa-{n}, nome: Cosa {n}, tipo: [mensa]}}\n" for n in range(9))
    (valdoria / "networks" / "molte.yml").write_text(record + many, "utf-8")
    site = site_in(valdoria)
    page = filler(site, harvested.shells["it"], compiled=compiled)(next(iter(network_pages(site, ["molte"])))).content
    standing, _, folded = page.decode().partition('<details class="rest"><summary>Vedi tutte le 9</summary>')
    cards = re.compile(r'<article class="card')
    assert (len(cards.findall(standing)), len(cards.findall(folded))) == (6, 3)


def _page(folder: Path, harvested: Harvest, compiled: Path, network: str) -> str:
    site = site_in(folder)
    return filler(site, harvested.shells["it"], compiled=compiled)(
        next(iter(network_pages(site, [network])))
    ).content.decode()


def test_who_would_join_reads_when_the_network_meets_next(valdoria: Path, harvested: Harvest, compiled: Path) -> None:
    """An assembly of its calendar with hour and house, else the day of the body; never of a network that rests."""
    joining = "come_aderire: Basta venire.\n"
    record = f"nome: Tavolo\ntemi: [cibo]\nterritori: [valdoria]\nstato: attiva\n{joining}fonti: [{{url: 'https://a.example'}}]\n"
    body = "organi: [{nome: Plenaria, tipo: assemblea, prossimo_incontro: 2099-03-04}]\n"
    file = valdoria / "networks" / "tavolo.yml"
    file.write_text(record + body, "utf-8")
    page = _page(valdoria, harvested, compiled, "tavolo")
    assert re.search(r"Il prossimo incontro: <strong>Plenaria, [^<]*4 marzo 2099</strong>\. Ora e luogo: chiedi", page)
    times = "orari: [{giorni: [lun, mar, mer, gio, ven, sab, dom], dalle: '09:30', alle: '11:00'}]"
    file.write_text(
        f"{record}{body}attivita:\n  - {{id: riunione, nome: Riunione, tipo: [partecipazione], quando: {{{times}}},"
        " luoghi: [{nome: Sala, territorio: valdoria}]}\n",
        "utf-8",
    )
    page = _page(valdoria, harvested, compiled, "tavolo")
    assert re.search(r"Il prossimo incontro: <strong><a [^>]*>Riunione</a>, [^<]*9\.30–11</strong>, Sala", page)
    file.write_text((record + body).replace("attiva", "sospesa"), "utf-8")
    assert "Il prossimo incontro:" not in _page(valdoria, harvested, compiled, "tavolo")


def test_what_a_network_decided_and_counts_stands_before_who_is_in_it(
    valdoria: Path, harvested: Harvest, compiled: Path
) -> None:
    """Newest needs first, values from the oldest, the last act by name, minutes as links; nothing of an act alone.

    The heading names what of it there is.
    """
    record = (
        "nome: Tavolo\ntemi: [cibo]\nterritori: [valdoria]\nfonti: [{url: 'https://a.example'}]\n"
        "atti: [{titolo: Patto vecchio, data: 2019-01-01}, {titolo: Patto nuovo, data: 2024-05-02}]\n"
    )
    told = (
        "bisogni_letti: [{testo: Meno recente, anno: 2020}, {testo: Più recente, anno: 2025}]\n"
        "indicatori: [{nome: pasti, valori: [{periodo: 2023, valore: 10}, {periodo: 2024, valore: 25}]}]\n"
        "organi: [{nome: Plenaria, tipo: assemblea, documenti: [{titolo: Verbale uno, url: 'https://a.example/1'}]}]\n"
    )
    file = valdoria / "networks" / "tavolo.yml"
    file.write_text(record, "utf-8")
    assert 'id="decisioni"' not in _page(valdoria, harvested, compiled, "tavolo")
    file.write_text(record + told, "utf-8")
    page = _page(valdoria, harvested, compiled, "tavolo")
    section = page[page.index('id="decisioni"') : page.index("network__measures")]
    said = [
        "Più recente",
        "Meno recente",
        "10 nel 2023, <strong>25 nel 2024</strong>",
        "Patto nuovo",
        "Verbale uno</a>",
    ]
    assert [text for text in said if text in section] == said
    assert [section.index(text) for text in said] == sorted(section.index(text) for text in said)
    assert "Patto vecchio" not in section
    assert ">A che punto è la rete</h2>" in page
    file.write_text(record + told.partition("indicatori")[0], "utf-8")
    assert ">Che cosa manca e accordi</h2>" in _page(valdoria, harvested, compiled, "tavolo")


def test_who_has_no_number_says_so_beside_that_of_the_office(example_pages: Pages) -> None:
    """Who would call it reads that the office is not the network; one that is over leads to who goes on."""
    cards = re.findall(r'<article class="card.*?</article>', example_pages["reti/"], re.DOTALL)
    (valley,) = [card for card in cards if '/rete-alta-valle/">' in card]
    assert "Non c'è un numero della rete. Ti aiuta: Ufficio reti" in unescape(valley)
    (over,) = [card for card in cards if '/rete-estate-ragazzi/">' in card]
    assert 'Prosegue in <a href="../reti/patto-educativo-fornaci/">' in over


def test_an_agreement_says_until_when_it_holds(valdoria: Path, harvested: Harvest, compiled: Path) -> None:
    """Alone too, if it ends: the newest of its form, and whether it is over; once, not as the last act too."""
    record = (
        "nome: Tavolo\ntemi: [cibo]\nterritori: [valdoria]\nfonti: [{url: 'https://a.example'}]\n"
        "formalizzazione: protocollo_intesa\natti:\n"
        "  - {istituto: protocollo_intesa, titolo: Protocollo vecchio, data: 2015-01-01, scadenza: 2018-01-01}\n"
        "  - {istituto: protocollo_intesa, titolo: Protocollo nuovo, data: 2020-01-01, scadenza: 2021-12-31}\n"
    )
    file = valdoria / "networks" / "tavolo.yml"
    for until, said in (
        ("2021-12-31", "scaduto il 31 dicembre 2021, rinnovo non indicato"),
        ("2099-12-31", "vale fino al 31 dicembre 2099"),
    ):
        file.write_text(record.replace("2021-12-31", until), "utf-8")
        page = _page(valdoria, harvested, compiled, "tavolo")
        section = page.partition('id="decisioni"')[2].partition("</section>")[0]
        assert f'<a href="#atti">Protocollo nuovo</a>: {said}' in section
        assert "Protocollo vecchio" not in section
        assert "ultimo atto" not in section


def test_numbers_of_members_and_old_acts_say_what_they_are(example_pages: Pages) -> None:
    """Who is named and who is counted besides; what expired, its renewal unknown; the last act is a way to it."""
    page = example_pages["reti/rete-citta-solidale/"]
    members = page.partition('id="chi"')[2].partition("</section>")[0]
    told = "Sono 15 enti. Si aggiungono: due confraternite e quattro circoli"
    assert told in " ".join(members.split())
    acts = page.partition('id="atti"')[2].partition("</details>")[0]
    assert "scaduto il 31 dicembre 2025: la scheda non dice se è stato rinnovato" in acts
    assert "(scaduto il 31 dicembre 2025)" in page.partition('id="atti"')[0]
    for network, row in (("rete-cibo", "accordo"), ("rete-citta-solidale", "ultimo atto")):
        told = example_pages[f"reti/{network}/"].partition(f"{row}</dt>")[2].partition("</dd>")[0]
        assert told.startswith("<dd><a href=")


def test_networks_at_rest_stand_under_their_heading(example_pages: Pages) -> None:
    """Behind all others, and each that does something leads to what it does."""
    page = example_pages["reti/"]
    going_on, resting = page.split('<h2 class="rests" data-rests>Ora non attive</h2>')
    assert "data-resting" not in going_on
    assert resting.count("data-resting") == resting.count("<article") == 2
    assert 'href="../reti/rete-cibo/#attivita">5 attività</a>' in going_on
    assert 'id="attivita"' in example_pages["reti/rete-cibo/"]


def test_what_there_is_to_read_of_a_network_stands_in_rows(example_pages: Pages) -> None:
    """Its practices and its stories under one heading, which the index leads to, as on the page of a body."""
    page = example_pages["reti/rete-vicini-di-casa/"]
    tales = page.partition('id="racconti"')[2].partition("</section>")[0]
    assert '<a href="#racconti">Buone pratiche e storie</a>' in page
    assert re.findall(r"<small>(Buona pratica|Storia)</small>", tales) == ["Buona pratica", "Storia", "Storia"]
    assert '<article class="card' not in tales


def test_who_answers_a_notice_is_named_beside_it(example_pages: Pages) -> None:
    """In its row, with the office that its button writes to."""
    page = unescape(example_pages["reti/rete-vicini-di-casa/"])
    row = page.partition('id="cerchiamo"')[2].partition("<li")[2].partition("</li>")[0]
    assert ">Scrivi all'Ufficio reti del Comune<" in row
    assert "(Una sala da 40 posti la sera)" in row
