"""The page of roles: each word with its meaning, and who does it in which network."""

import csv
import re
from html import unescape
from io import StringIO
from pathlib import Path

from generator.catalogue.deadlines import deadlines
from generator.locale.of_names import of_article, with_article
from generator.site.model import Site
from generator.site.pages.deadlines.told import to_renew
from generator.site.pages.roles.page import role_page, side_by_side
from generator.site.pages.roles.table import role_files
from generator.site.render import filler
from generator.site.theme.harvest import Harvest
from tests.conftest import EXAMPLE
from tests.site.conftest import Pages, site_in
from tests.site.pages.governed import BELLA, HEARD

LABELLED = '<span class="unseen">: </span></span><span>'
"""What stands between what is asked of a network and what is answered."""
MUTE = """\
nome: Rete muta
temi: [cibo]
territori: [valdoria]
governo: {forma: condivisa, guida: ets}
adesioni: [{ente: auser-ponte, legame: promotore}]
fonti: [{url: "https://a.example"}]
"""


def test_every_word_has_its_meaning(pages: Pages, site: Site) -> None:
    """Functions, bodies, roles and levels: each label with its definition."""
    for scheme in ("funzioni", "organi", "ruoli", "livelli"):
        for term in site.catalogue.vocabularies[scheme]:
            assert term.definition
            assert re.search(f">{re.escape(term.it or '')}<", pages["ruoli/"].replace("&#39;", "'"))


def test_a_word_opens_on_who_does_it(pages: Pages) -> None:
    """A link to the body, on the page of its network."""
    word = re.search(r'id="funzioni-lettura-bisogni">.*?</li>', pages["ruoli/"], re.DOTALL)
    assert word is not None
    assert ">1 rete<" in word[0]
    assert 'href="../reti/rete-vicini-di-casa/#organo-tavolo"' in word[0]


def test_silence_is_an_invitation(pages: Pages) -> None:
    """What nobody told is named once, with the way to tell it."""
    silent = re.search(r'<div class="fold" id="ruoli">.*?</section>', pages["ruoli/"], re.DOTALL)
    assert silent is not None
    folded = silent[0].partition('class="silent"')[2]
    assert "parole, non ancora usate qui" in folded
    assert ">Segreteria<" in folded
    assert 'href="../partecipa/"' in folded


def test_each_way_says_what_it_means(pages: Pages, site: Site) -> None:
    """Each way to decide, lead or agree says what it is, had or not; an agreement without an act leads to its word."""
    page = pages["ruoli/"]
    rows = next(role_page(site)).context["side_by_side"]
    for row in rows:
        if row.agreement and not row.act:
            assert f'href="#{row.agreement.anchor}"' in page
            assert f'id="{row.agreement.anchor}"' in page
    for anchor in ("modo-ibrida", "guida-mista", "istituti-coprogettazione", "istituti-carta"):
        word = page.partition(f'id="{anchor}"')[2].partition("</li>")[0]
        assert "word__meaning" in word
    law = page.partition('id="pubblico"')[2]
    assert "istituti-coprogettazione" in law.partition('class="silent"')[0]


def test_instruments_of_the_law_name_their_article(valdoria: Path) -> None:
    """An act and the form of the agreement both count, each network once."""
    (valdoria / "networks" / "rete-bella.yml").write_text(BELLA, "utf-8")
    (page,) = role_page(site_in(valdoria))
    held = {
        word.anchor: (word.source, [holding.network.id for holding in word.held]) for word in page.context["in_the_law"]
    }
    assert held["istituti-coprogettazione"] == ("art. 55, c. 3, D.Lgs. 117/2017", ["rete-bella"])
    assert held["istituti-convenzione"][1] == ["rete-bella"]


def test_a_function_counts_who_looks_after_it(valdoria: Path) -> None:
    """Who is only heard does not count."""
    (valdoria / "networks" / "rete-bella.yml").write_text(BELLA + HEARD, "utf-8")
    (page,) = role_page(site_in(valdoria))
    words = {word.anchor: word for _, scope_words in page.context["scopes"] for word in scope_words}
    alone, shared = words["funzioni-monitoraggio-valutazione"], words["funzioni-lettura-bisogni"]
    assert (alone.networks, len(alone.held)) == (0, 1)
    networks = {holding.network.id for holding in shared.held}
    assert (1, {"rete-bella", "rete-vicini-di-casa"}) == (shared.networks, networks)


def test_who_is_over_is_shown_and_not_counted(valdoria: Path) -> None:
    """As in the figures: of a word one learns who had it, and counts who has it."""
    (valdoria / "networks" / "rete-bella.yml").write_text(f"{BELLA}stato: conclusa\n", "utf-8")
    (page,) = role_page(site_in(valdoria))
    words = {word.anchor: word for word in page.context["in_the_law"]}
    convention = words["istituti-coprogettazione"]
    assert (convention.networks, len(convention.held)) == (0, 1)
    assert "rete-bella" not in {row.network.id for row in page.context["side_by_side"]}
    shown = len(page.context["side_by_side"]) + page.context["not_seen"] + page.context["silent_networks"]
    assert shown == page.context["networks_at_work"]
    assert page.context["side_by_side"] == sorted(page.context["side_by_side"], key=lambda row: -row.told)


def test_who_leads_is_named(harvested: Harvest, compiled: Path) -> None:
    """Who is said to lead, else who coordinates; with the municipality where both do; what rests is marked."""
    site = site_in(EXAMPLE)
    leaders = {row.network.id: [getattr(one, "id", one) for one in row.leaders] for row in side_by_side(site)}
    assert leaders["rete-cibo"] == ["il-banco-del-pane"]
    assert leaders["rete-memoria"] == ["consorzio-filanda"]
    assert "comune-di-valdoria" in leaders["rete-vicini-di-casa"]
    page = filler(site, harvested.shells["it"], compiled=compiled)(next(role_page(site))).content.decode()
    assert page.count('class="seen__rests">sospesa') == 1


def test_what_is_over_is_marked_and_explained_once(harvested: Harvest, compiled: Path) -> None:
    """A mark beside each agreement that is over, as `/scadenze/` counts them; what it means stands above them all."""
    site = site_in(EXAMPLE)
    page = filler(site, harvested.shells["it"], compiled=compiled)(next(role_page(site))).content.decode()
    late = [
        one for one in to_renew(deadlines(site.catalogue, site.ages), site.catalogue.today) if one.kind == "accordo"
    ]
    assert page.count('class="seen__over">scaduto</strong> il ') == len(late) == 4
    assert (
        unescape(page).count("Di 4 reti l'accordo è scaduto: ")
        == page.count("Non sappiamo se sia stato rinnovato.")
        == 1
    )
    notice = page.partition('<p class="roles__lapsed">')[2].partition("</p>")[0]
    lapsed = {address.split("/")[2] for address in re.findall(r'href="([^"]+)#atti"', notice)}
    assert lapsed == {one.entry.id for one in late}
    assert "Una rete conclusa non è nel confronto." in page
    meant = page.partition('<p class="roles__meant"')[2].partition("</p>")[0]
    assert all(f'id="{anchor}"' in page for anchor in re.findall(r'href="#([^"]+)"', meant))


def test_who_deals_with_the_municipality(harvested: Harvest, compiled: Path, valdoria: Path) -> None:
    """Who has that role or function, else its own office, else who leads; what a record does not say is said so."""
    site = site_in(EXAMPLE)
    found = {row.network.id: row.liaison for row in side_by_side(site)}

    def named(network: str) -> list[str]:
        liaison = found[network]
        assert liaison is not None
        return [*(figure.name for figure in liaison.figures), *(office for _, office in liaison.offices), liaison.words]

    assert named("rete-citta-solidale") == ["Referente dell'Ufficio di piano", ""]
    assert named("rete-vicini-di-casa") == ["Operatrice di quartiere", ""]
    assert named("patto-educativo-fornaci") == ["Servizio Scuola del Comune di Valdoria", ""]
    assert named("rete-alta-valle") == ["I Comuni stessi, che la guidano"]
    assert found["rete-porte-aperte"] is None
    page = filler(site, harvested.shells["it"], compiled=compiled)(next(role_page(site))).content.decode()
    assert page.count(f"Chi parla con il Comune{LABELLED}non indicato") == 1
    (valdoria / "networks" / "rete-muta.yml").write_text(MUTE, "utf-8")
    (row,) = (row for row in side_by_side(site_in(valdoria)) if row.network.id == "rete-muta")
    assert (row.liaison, str(row.decision)) == (None, "Tutti quelli che ne fanno parte, insieme")


def test_who_decides_is_a_whole_answer() -> None:
    """How it decides and its bodies in one sentence; bodies take their article, a name of another kind takes none."""
    told = {row.network.id: str(row.decision) for row in side_by_side(site_in(EXAMPLE))}
    assert told["patto-educativo-fornaci"] == "Chi guida, con l'approvazione della Conferenza del patto"
    assert told["rete-memoria"] == "Il Direttivo"
    assert told["rete-vicini-di-casa"] == "Tutti insieme, con l'approvazione del Tavolo della rete"
    assert told["rete-cibo"] == "Per alcune cose chi guida, per altre tutti insieme"
    assert told["rete-citta-solidale"].endswith(
        "; per le scelte principali serve l'approvazione dell'Assemblea cittadina"
    )
    assert [with_article(name, "it") for name in ("Noi di qua", "", "Gruppo otto")] == ["", "", "il "]
    assert (with_article("Gruppo otto", "en"), with_article("Gruppo otto", "fr")) == ("the ", "")
    assert [of_article(name, "it") for name in ("Noi di qua", "Giunta", "Esecutivo")] == ["di ", "della ", "dell'"]
    assert of_article("Gruppo otto", "en") == "of the "


def test_a_body_that_decides_is_named(harvested: Harvest, compiled: Path) -> None:
    """Who approves what is to be done; where a body made for that decides for all, that body."""
    site = site_in(EXAMPLE)
    deciding = {row.network.id: [body.name for body in row.deciding] for row in side_by_side(site)}
    assert deciding["rete-memoria"] == ["Direttivo"]
    assert deciding["rete-contro-la-violenza"] == ["Cabina di regia"]
    assert deciding["rete-citta-solidale"] == ["Assemblea cittadina"]
    assert deciding["rete-cibo"] == []
    page = filler(site, harvested.shells["it"], compiled=compiled)(next(role_page(site))).content.decode()
    for told in (
        f'>Chi decide{LABELLED}Il <a href="../reti/rete-memoria/#organo-direttivo">Direttivo</a>',
        f'>Chi decide{LABELLED}La <a href="../reti/rete-contro-la-violenza/#organo-cabina">Cabina di regia</a>',
        '<a href="../enti/consorzio-filanda/">Consorzio Filanda</a>',
    ):
        assert told in page


def test_the_comparison_is_taken_away() -> None:
    """A row for each network, with its agreement and state as the page says it."""
    site = site_in(EXAMPLE)
    ((address, content),) = role_files(site)
    assert address == "ruoli/confronto.csv"
    header, *rows = csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";")
    seen = side_by_side(site)
    assert {len(row) for row in rows} == {len(header)}
    assert [row[1] for row in rows] == [row.network.id for row in seen]
    city = next(row for row in rows if row[1] == "rete-citta-solidale")
    assert "Accordo di rete 2021–2025, scaduto il 31 dicembre 2025" in city
    assert city[header.index("Chi parla con il Comune")] == "Referente dell'Ufficio di piano"
    assert [row[header.index("Chi decide")] for row in rows] == [str(one.decision or "non indicato") for one in seen]


def test_who_leads_may_be_unknown(valdoria: Path) -> None:
    """The record that names nobody says only what kind of body it is."""
    (valdoria / "networks" / "rete-muta.yml").write_text(MUTE, "utf-8")
    (row,) = (row for row in side_by_side(site_in(valdoria)) if row.network.id == "rete-muta")
    assert (row.leaders, row.lead is not None, row.act) == ([], True, None)


def test_the_agreement_itself_is_named_with_its_state() -> None:
    """Its title, its day, whether it still holds; what else lapsed is told beside, as `/scadenze/` counts it."""
    site = site_in(EXAMPLE)
    rows = {row.network.id: row for row in side_by_side(site)}
    act = rows["rete-citta-solidale"].act
    assert act is not None
    assert (act.title, act.until, act.is_over) == ("Accordo di rete 2021–2025", "31 dicembre 2025", True)
    assert [act.title for act in rows["rete-memoria"].lapsed] == ["Protocollo con l'azienda sanitaria"]
    charter = rows["rete-porte-aperte"].act
    assert charter is not None
    assert (charter.title, charter.is_over, charter.until) == ("Carta di Porte Aperte", False, "")
    over = [act for row in rows.values() for act in (row.act, *row.lapsed) if act and act.is_over]
    late = [
        one for one in to_renew(deadlines(site.catalogue, site.ages), site.catalogue.today) if one.kind == "accordo"
    ]
    assert sorted(act.title for act in over) == sorted(one.what for one in late)


def test_an_act_in_force_comes_before_one_that_is_over(valdoria: Path) -> None:
    """And one that a later act of the same kind follows is nobody's worry."""
    acts = "atti: [{istituto: protocollo_intesa, titolo: Vecchio, data: 2019-01-01, scadenza: 2020-01-01}, "
    acts += "{istituto: protocollo_intesa, titolo: Nuovo, data: 2018-01-01, scadenza: 2030-01-01}]\n"
    written = f"{MUTE}formalizzazione: protocollo_intesa\n{acts}"
    (valdoria / "networks" / "rete-muta.yml").write_text(written, "utf-8")
    (row,) = (row for row in side_by_side(site_in(valdoria)) if row.network.id == "rete-muta")
    assert row.act is not None
    assert (row.act.title, row.act.is_over, list(row.lapsed)) == ("Nuovo", False, [])
