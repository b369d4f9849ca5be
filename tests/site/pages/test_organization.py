"""The page of a body: its ties on both sides, what it publishes of itself, and nothing where there is nothing."""

import json
import re
from collections.abc import Callable
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from generator.checking import check
from generator.reading.folder import read_folder
from generator.site.model import Site
from generator.site.opening import open_site
from generator.site.page import PER_BODIES
from generator.site.parts.bodies import is_spelled
from generator.site.search.metadata import shown_of, shown_of_term
from tests.conftest import TODAY, write_picture
from tests.site.conftest import Pages, site_in

WHOLE = """
nome: Unione della Valle
tipo: unione_comuni
sigla: UdV
altri_nomi_ufficiali: [{nome: Talgemeinschaft, lingua: de}]
nomi_precedenti: [{nome: Comunità montana, fino_al: 2011}]
logo: {file: unione.png, testo_alternativo: Tre monti, licenza: CC BY 4.0}
codice_fiscale: "00764060158"
partita_iva: "00000071001"
albi: [{nome: Albo regionale, numero: "12", data: 2011-03-01, url: "https://albo.example"}]
fa_capo_a: {nome: Unione nazionale, url: "https://unione.example"}
membri: [comune-di-valdoria, {nome: Comune di Altrove, territori: [valdoria-stazione]}]
nata_da: [oratorio-san-luca]
relazioni:
  - {ente: parrocchia-san-luca, tipo: sostiene, nota: il tetto}
  - {ente: auser-ponte, tipo: collabora_con}
aderisce: [{rete: {nome: Rete di altrove, url: "https://altrove.example"}, legame: aderente, dal: 2020}]
come_aderire: Si delibera in consiglio.
come_donare: {testo: Con una cassetta., url: "https://unione.example/dona"}
cinque_per_mille: sì
persone: [{anno: 2024, soci: 1}, {anno: 2025, soci: 3, lavoratori: 1200, fonte: bilancio}]
contributi_pubblici: [{ente: {nome: Regione}, importo: 12500.5, anno: 2025, causale: Le strade, url: "https://regione.example"}]
documenti: [{titolo: Statuto, url: "https://unione.example/statuto", data: 2011-03}]
in_inglese: {descrizione: "Three towns, **one** office."}
traduzioni: [{lingua: ar, descrizione_breve: بلديات}]
fonti: [{url: "https://unione.example", letta_il: 2026-09-01}]
"""


@pytest.fixture
def town_with(valdoria: Path, render_site: Callable[[Site], Pages]) -> Callable[..., Pages]:
    """Return the function that adds organisations to Valdoria, with a picture, and renders every page."""

    def render_with(**records: str) -> Pages:
        for name, text in records.items():
            (valdoria / "organizations" / f"{name.replace('_', '-')}.yml").write_text(text, "utf-8")
        write_picture(valdoria / "content" / "immagini" / "unione.png", 640, 320)
        checked = check(read_folder(valdoria), TODAY)
        assert [finding for finding in checked.findings if finding.code.startswith(("E", "W"))] == []
        return render_site(open_site(checked.catalogue, valdoria))

    return render_with


def _words(html: str) -> str:
    body = html[html.index("<article") : html.rindex("</article>")]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def _json_ld(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    # What the page is about comes first; where the site has an address, the way to the page follows.
    first: dict[str, Any] = data.get("@graph", [data])[0]
    return first


def test_all_that_a_body_says(town_with: Callable[..., Pages]) -> None:
    """Every key has its place on the page, in words."""
    html = town_with(unione=WHOLE)["enti/unione/"]
    words = _words(html)

    for expected in (
        "UdV · Talgemeinschaft",
        "Prima si chiamava Comunità montana fino al 2011",
        "Partita IVA 00000071001",
        "Iscritto a Albo regionale n. 12 · 1° marzo 2011",
        "Fa parte di Unione nazionale",
        "Ne fanno parte Comune di Valdoria , Comune di Altrove",
        "È nato da Oratorio San Luca",
        "Collabora con Auser Ponte",
        "Sostiene Parrocchia di San Luca il tetto",
        "Rete di altrove ne fa parte dal 2020",
        "Come farne parte Si delibera in consiglio.",
        "Come donare, su unione.example",
        "firmando con questo codice fiscale: 00764060158",
        "2025 3 soci e 1.200 persone pagate Fonte: bilancio 2024 un socio",
        "12.500,50\xa0€".replace("\xa0", " ") + " , Regione Le strade 2025 · regione.example",
        "Statuto marzo 2011 · unione.example",
        "English Unione della Valle Three towns, one office.",
        "العربية Unione della Valle : بلديات",
        "Logo: CC BY 4.0",
    ):
        assert expected in words, expected
    assert '<span lang="de">Talgemeinschaft</span>' in html
    assert 'lang="ar" dir="rtl"' in html
    assert re.search(
        r'<img class="head__logo" src="[./]*immagini/unione\.png" alt="Tre monti" width="160" height="80">', html
    )


def test_where_a_union_is(town_with: Callable[..., Pages]) -> None:
    """A union of municipalities is where these are, whether they have a record or not."""
    pages = town_with(unione=WHOLE)

    assert "Unione della Valle" in pages["territori/valdoria-stazione/"]
    assert "Unione della Valle" in pages["territori/valdoria/"]


def test_where_seats_are(town_with: Callable[..., Pages]) -> None:
    """A body of several seats is where these are; a protected one says nothing, and words of its own come first."""
    seats = (
        "luoghi: [{nome: A, territorio: valdoria-stazione}, {nome: B, territorio: valdoria-ponte},"
        " {nome: Casa protetta, riservato: sì, territorio: valdoria}]\n"
    )
    body = "tipo: odv\nfonti: [{url: 'https://sedi.example', letta_il: 2026-09-01}]\n"
    pages = town_with(
        due_sedi=f"nome: Due Sedi\n{body}{seats}",
        detto=f"nome: Detto Prima\n{body}{seats}territori: [valdoria-ponte]\n",
        ovunque=f"nome: Ovunque Sempre\n{body}{seats}sovralocale: sì\n",
    )
    station = pages["territori/valdoria-stazione/"]

    assert "Due Sedi" in station
    assert "Detto Prima" not in station
    assert "Ovunque Sempre" not in station
    assert "Luogo ricavato" not in pages["enti/due-sedi/"]


def test_both_sides(town_with: Callable[..., Pages]) -> None:
    """What one body says of another stands on both pages, each in its own words."""
    pages = town_with(unione=WHOLE, sede=WHOLE_BRANCH)

    assert "È membro di Unione della Valle" in _words(pages["enti/comune-di-valdoria/"])
    assert "Ha dato vita a Unione della Valle" in _words(pages["enti/oratorio-san-luca/"])
    assert "Sostenuto da Unione della Valle il tetto" in _words(pages["enti/parrocchia-san-luca/"])
    assert _words(pages["enti/auser-ponte/"]).count("Collabora con Unione della Valle") == 1
    assert "Comprende Sede di valle" in _words(pages["enti/unione/"])
    assert "Fa parte di Unione della Valle" in _words(pages["enti/sede/"])


WHOLE_BRANCH = """
nome: Sede di valle
tipo: ente_pubblico
territori: [valdoria]
stato: conclusa
anno: 1990
conclusione: 2020
confluita_in: auser-ponte
fa_capo_a: unione
fonti: [{url: "https://sede.example", letta_il: 2026-09-01}]
"""


def test_what_became_of_it(town_with: Callable[..., Pages]) -> None:
    """A body that closed says when, and who goes on; who goes on says it too."""
    pages = town_with(unione=WHOLE, sede=WHOLE_BRANCH)

    assert "Ha chiuso nel 2020. Prosegue in Auser Ponte" in _words(pages["enti/sede/"])
    assert "1990 Ha chiuso: 2020" in _words(pages["enti/sede/"])
    assert _words(pages["enti/sede/"]).count("Prosegue in") == 1
    assert "Continua il lavoro di Sede di valle" in _words(pages["enti/auser-ponte/"])


def test_removed_bodies_are_named_nowhere(town_with: Callable[..., Pages]) -> None:
    """The other sides of a body that asked to be removed no longer say its name."""
    pages = town_with(unione=WHOLE, sede=WHOLE_BRANCH.replace("conclusa", "rimossa"))

    assert "Sede di valle" not in "".join(pages.values())


def test_found_by_its_acronym(valdoria: Path) -> None:
    """Search knows a body by its acronym, its former names and its other official names."""
    (valdoria / "organizations" / "unione.yml").write_text(WHOLE.replace("logo:", "# logo:"), "utf-8")
    site = site_in(valdoria)
    alias = dict(shown_of(site.catalogue.organizations["unione"], site))["alias"]

    assert {"UdV", "Talgemeinschaft", "Comunità montana"} <= set(alias.split(" · "))


def test_for_machines(town_with: Callable[..., Pages], valdoria: Path) -> None:
    """schema.org has words for most of it."""
    settings = valdoria / "mkdocs.yml"
    settings.write_text(f"site_url: https://reti.valdoria.example/\n{settings.read_text('utf-8')}", "utf-8")
    data = _json_ld(town_with(unione=WHOLE, sede=WHOLE_BRANCH)["enti/unione/"])

    assert data["@type"] == "GovernmentOrganization"
    assert data["vatID"] == "IT00000071001"
    assert data["parentOrganization"] == {
        "@type": "Organization",
        "name": "Unione nazionale",
        "url": "https://unione.example",
    }
    assert [branch["name"] for branch in data["subOrganization"]] == ["Sede di valle"]
    assert [member["name"] for member in data["member"]] == ["Comune di Valdoria", "Comune di Altrove"]
    assert [network["name"] for network in data["memberOf"]] == ["Rete di altrove"]
    assert data["identifier"] == {"@type": "PropertyValue", "propertyID": "Albo regionale", "value": "12"}
    assert data["funding"][0]["amount"] == {"@type": "MonetaryAmount", "value": 12500.5, "currency": "EUR"}
    assert data["logo"] == "https://reti.valdoria.example/immagini/unione.png"
    assert set(data["alternateName"]) == {"UdV", "Talgemeinschaft", "Comunità montana"}
    assert "award" not in data


def test_seats_stand_under_their_network(pages: Pages) -> None:
    """What a body is in a network, then what it does there; a network of which nothing is told is a name."""
    words = _words(pages["enti/comune-di-valdoria/"])

    told = "Rete Vicini di Casa Settore Servizi sociali promuove"
    assert f"{told} Partecipa a: Tavolo della rete Ha il compito di: Operatrice" in words


def test_nothing_where_there_is_nothing(pages: Pages) -> None:
    """A body that says little has none of these sections."""
    words = _words(pages["enti/oratorio-san-luca/"])

    for title in ("Legami con altri enti", "Come sostenere", "Quante persone", "Contributi", "Statuto", "Logo"):
        assert title not in words


def test_a_network_elsewhere(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """A network may be part of one that has no record here, and go on in one."""
    file = valdoria / "networks" / "rete-cibo.yml"
    extra = 'sigla: RCV\nrete_madre: {nome: Rete nazionale, url: "https://nazionale.example"}\n'
    file.write_text(f"{file.read_text('utf-8')}\n{extra}", "utf-8")
    html = rendered(valdoria)["reti/rete-cibo/"]

    assert "Fa parte di Rete nazionale" in _words(html)
    assert '<a href="https://nazionale.example">Rete nazionale</a>' in html
    assert _json_ld(html)["parentOrganization"]["name"] == "Rete nazionale"


MANY = ("Prima", "Seconda", "Prima", "Terza", "Quarta")


def test_who_says_nothing_of_itself_is_told_in_sentences(town_with: Callable[..., Pages]) -> None:
    """By name what it runs, else where it takes part now and what it helps, else its theme; of who closed, this."""
    body = "tipo: odv\nterritori: [valdoria]\nfonti: [{url: 'https://muti.example', letta_il: 2026-09-01}]\n"
    pages = town_with(
        corre=f"nome: Corre\n{body}attivita: [{{nome: Prima, tipo: [festa]}}, {{nome: Seconda, tipo: [festa]}}]\n",
        molte=f"nome: Molte\n{body}attivita: [{', '.join(f'{{nome: {one}, tipo: [festa]}}' for one in MANY)}]\n",
        aderisce=f"nome: Aderisce\n{body}aderisce: [{{rete: rete-cibo}}, {{rete: rete-citta-solidale, al: 2020}}]\n",
        tema=f"nome: Tema\n{body}temi: [poverta]\n",
        chiuso=f"nome: Chiuso\n{body}temi: [poverta]\nstato: conclusa\nconclusione: 2024\n",
    )

    def line(name: str) -> str:
        found = re.search(r'<p class="lead"[^>]*>(.*?)</p>', pages[f"enti/{name}/"])
        return found[1] if found else ""

    assert line("corre") == "Cura «Prima» e «Seconda»."
    assert line("molte") == "Cura «Prima», «Seconda» e altre 2."
    assert line("aderisce") == "Fa parte di «Rete del cibo»."
    assert line("tema") == "Che cosa fa non è ancora scritto: ne sappiamo il tema, «Quando i soldi non bastano»."
    assert line("chiuso") == ""
    assert "<strong>Ha chiuso nel 2024.</strong>" in pages["enti/chiuso/"]


def test_relations_of_networks_are_read_from_both_sides(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Who coordinates another is not said to be coordinated by it."""
    file = valdoria / "networks" / "rete-cibo.yml"
    extra = "relazioni: [{rete: rete-citta-solidale, tipo: coordinata_da}]\n"
    file.write_text(f"{file.read_text('utf-8')}\n{extra}", "utf-8")
    pages = rendered(valdoria)

    assert "Coordinata da Rete Città Solidale" in _words(pages["reti/rete-cibo/"])
    assert "Coordina Rete del cibo" in _words(pages["reti/rete-citta-solidale/"])


def test_an_initiative_of_citizens(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """What citizens do without a body says so, beside the network that looks after it."""
    file = valdoria / "networks" / "rete-citta-solidale.yml"
    extra = "attivita: [{id: panchine, nome: Panchine dipinte, tipo: [festa], promossa_da: cittadini}]\n"
    file.write_text(f"{file.read_text('utf-8')}\n{extra}", "utf-8")
    words = _words(rendered(valdoria)["attivita/rete-citta-solidale/panchine/"])

    assert "Cittadini, senza un ente la promuove" in words


def test_places_with_two_names(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """The page of a place shows its official names, and search finds it by each; hamlets and provinces have pages."""
    file = valdoria / "vocabularies" / "territori.yml"
    also = "padre: provincia-di-prova, altri_nomi_ufficiali: [{nome: Goldtal, lingua: de}]"
    text = file.read_text("utf-8").replace("it: Valdoria, livello: comune", f"it: Valdoria, livello: comune, {also}")
    text += "  - {codice: provincia-di-prova, it: Provincia di Prova, livello: provincia}\n"
    text += "  - {codice: valdoria-borgo, it: Borgo, livello: frazione, padre: valdoria}\n"
    file.write_text(text, "utf-8")
    body = valdoria / "organizations" / "comune-di-valdoria.yml"
    body.write_text(body.read_text("utf-8").replace("[valdoria]", "[valdoria-borgo]"), "utf-8")
    pages = rendered(valdoria)
    town, hamlet = pages["territori/valdoria/"], pages["territori/valdoria-borgo/"]

    assert 'Valdoria / <span lang="de">Goldtal</span></h1>' in town
    assert "Goldtal" in dict(shown_of_term("territorio", "valdoria", site_in(valdoria)))["alias"]
    assert "Frazione, fa parte di Valdoria e Provincia di Prova" in _words(hamlet).replace(" ,", ",")
    assert "Provincia" in _words(pages["territori/provincia-di-prova/"])
    assert "Comune di Valdoria" in pages["territori/provincia-di-prova/"]
    assert "Borgo, Valdoria" in pages["enti/comune-di-valdoria/"]
    assert re.search(r'class="within"><a [^>]*valdoria-borgo/">Borgo</a>', pages["territori/"])  # under its town
    assert "Provincia di Prova" in pages["territori/"]


def test_a_row_says_whose_number_one_calls(example_pages: Pages) -> None:
    """Who answers through another body says so in the list; whose own number it is has nothing to say."""
    sheets = "".join(html for address, html in example_pages.items() if re.fullmatch(r"enti/(pagina/\d+/)?", address))
    cards = re.findall(r'<article class="card.*?</article>', sheets, re.DOTALL)

    def whose(name: str) -> list[str]:
        (card,) = [card for card in cards if f'/{name}/">' in card]
        return re.findall(r'card__whose">(.*?)<', card)

    assert whose("comitato-via-del-lavatoio") == ["Al telefono c&#39;è il Comune di Valdoria, Sportello sociale"]
    assert whose("binario-zero") == ["Al telefono c&#39;è Il Banco del Pane ODV"], (
        "one name for a number, on every page"
    )
    assert whose("auser-ponte") == []


def test_one_calls_before_the_other_ways_to_read(example_pages: Pages) -> None:
    """The button to call stands before the acronym, the languages, told once, and the plain words."""
    page = example_pages["enti/auser-ponte/"]
    marks = ('<p class="actions reach"', ">AdP<", 'id="in-en"', '<p class="plain-switch"')
    places = [page.index(mark) for mark in marks]
    assert places[0] < min(places[1:])
    assert page.count(">العربية<") == page.count('<details id="in-ar"') == 1


def test_an_only_day_is_told_once(example_pages: Pages) -> None:
    """The words of a single day hold its date: a next time would say it again."""
    feast = example_pages["attivita/rete-vicini-di-casa/festa-del-ponte/"]
    essentials = feast.partition('<dl class="essentials">')[2].partition("</dl>")[0]
    assert essentials.count("23 maggio 2027") == 1
    assert 'class="now"' not in essentials
    assert 'class="now"' in example_pages["attivita/auser-ponte/spesa-a-casa/"]


def test_who_closed_is_asked_about_elsewhere(example_pages: Pages) -> None:
    """That it closed comes first; whom to ask is said by name, and nothing says that it still takes part."""
    page = example_pages["enti/banda-delle-fornaci/"]
    words = _words(page)

    after = "Prosegue in Filarmonica del Lento . Vai al sito filarmonicalento.example"
    assert f"Ha chiuso nel 2024. {after} Per averne notizie, chiedi a: Patto" in words
    assert page.count("patto@icfornaci.example</small>") == 1
    assert "Mostrala sul tuo sito" not in words
    assert '<a class="button" href="mailto:' not in page
    assert "Le reti di cui faceva parte Patto educativo delle Fornaci dal 2021 al 2024" in words
    assert "I dati dell'ente" not in words
    assert "fa parte" not in words
    cards = re.findall(r'<article class="card.*?</article>', example_pages["enti/"], re.DOTALL)
    (row,) = [card for card in cards if '/banda-delle-fornaci/">' in card]
    heir = '<a href="https://filarmonicalento.example">Filarmonica del Lento</a>'
    assert f"Ha chiuso nel 2024. Prosegue in {heir}." in unescape(row)
    assert "Patto educativo" not in row


def test_for_whom_it_is_stands_at_the_top(example_pages: Pages) -> None:
    """For whom, and the way there, stand before whom to call; what it does, each with its days, across the page."""
    page = example_pages["enti/auser-ponte/"]
    glance = page.partition('<dl class="glance">')[2].partition("</dl>")[0]

    assert "Persone anziane" in glance
    assert re.search(
        r'<a href="https://www.openstreetmap.org/[^"]*via%20del%20Ponte%208[^"]*"[^>]*>Come arrivare', glance
    )
    across = page.partition('<div class="record__across">')[2].partition('<div class="record__after">')[0]
    assert [name in across for name in ("Spesa a casa", "Quattro passi lungo il fiume", "Caffè in cortile")] == [
        True
    ] * 3
    assert "15–17" in across
    assert "Biblioteca del Ponte" in across
    assert page.index('<dl class="glance">') < page.index('<p class="actions reach"')
    assert 'class="glance"' not in example_pages["enti/banda-delle-fornaci/"]


def test_the_way_there_is_said_once(town_with: Callable[..., Pages]) -> None:
    """Where a button under the name leads there, neither its address nor the facts repeat it."""
    body = "nome: Bottega\ntipo: associazione\nterritori: [valdoria-ponte]\nfonti: [{url: 'https://a.example'}]\n"
    seat = "luoghi: [{nome: Sede, indirizzo: via del Ponte 9, territorio: valdoria-ponte}]\n"
    page = town_with(bottega=body + seat)["enti/bottega/"]
    assert page.partition('<div class="glance__seat"')[2].partition("</div>")[0].count("via del Ponte 9") == 1
    assert len(re.findall("via%20del%20Ponte%209", page)) == 1


def test_what_is_sought_says_the_thing_first_and_how_to_answer(town_with: Callable[..., Pages]) -> None:
    """The kind of thing comes behind it; under them whom to call."""
    body = "nome: Bottega\ntipo: associazione\nterritori: [valdoria-ponte]\nfonti: [{url: 'https://a.example'}]\n"
    needs = "bisogni: [{id: sedie, risorsa: beni_materiali, descrizione: Dieci sedie}]\n"
    contacts = "contatti: [{tipo: telefono, valore: '0999 000 199'}]\n"
    page = town_with(bottega=body + needs + contacts)["enti/bottega/"]
    section = page.partition('id="cerchiamo"')[2].partition("</section>")[0]
    assert section.index("Dieci sedie") < section.index("Beni materiali") < section.index('href="tel:')


def test_where_it_is_stands_at_the_top(example_pages: Pages) -> None:
    """The address of where a body works; what it is called by letters that its name does not explain comes last."""
    page = example_pages["enti/auser-ponte/"]
    seat = page.partition('<div class="glance__seat"')[2].partition("</div>")[0]

    assert "via del Ponte 8" in seat
    assert page.index(">AdP<") > page.index('id="dati"')
    marks = (
        'id="attivita"',
        'class="facts"',
        'id="entrare"',
        'id="sostenere"',
        'id="reti"',
        'id="racconti"',
        'id="dati"',
    )
    assert [page.index(mark) for mark in marks] == sorted(page.index(mark) for mark in marks)
    assert "Auser Ponte ci ha lavorato" in page


@pytest.mark.parametrize(
    ("acronym", "name", "is_told"),
    [("CSV", "Centro servizi per il volontariato", True), ("AdP", "Auser Ponte", False), ("EU", "Èquipe unita", True)],
)
def test_an_acronym_is_explained_by_its_name(acronym: str, name: str, *, is_told: bool) -> None:
    """Its letters begin words of the name, in their order."""
    assert is_spelled(acronym, name) is is_told


def test_pages_of_the_alphabet_go_by_their_letters(example_pages: Pages) -> None:
    """Each page leads to every other by its letters, which are whole; a few pages hold them all."""
    sheets = [html for address, html in sorted(example_pages.items()) if re.fullmatch(r"enti/(pagina/\d+/)?", address)]
    assert 1 < len(sheets) <= 3
    held = [re.findall(r'id="lettera-(\w)"', html) for html in sheets]
    assert held[0][0] == "a"
    assert held[-1][-1] == "v"
    assert all(letters[-1] < others[0] for letters, others in pairwise(held)), "no letter is split"
    names = [f"{letters[0]}–{letters[-1]}".upper() for letters in held]
    for at, html in enumerate(sheets):
        pager = html.partition('<nav class="pager"')[2].partition("</nav>")[0]
        assert f'<b aria-current="page">{names[at]}</b>' in pager
        assert re.findall(r"</span>([^<]+)</a>", pager) == [name for name in names if name != names[at]]
        assert (">← Precedenti</a>" in pager, ">Seguenti →</a>" in pager) == (at > 0, at + 1 < len(sheets))


def test_bodies_are_filed_by_what_people_know_them_by(example_pages: Pages) -> None:
    """Articles and forms before a name do not count; every letter leads to where it stands."""
    index = example_pages["enti/"]
    jumps = index.partition('<nav class="letters"')[2].partition("</nav>")[0]
    letters = re.findall(r'<a href="([^"#]*)#(lettera-\w)">', jumps)
    assert len(letters) > 10
    for address, anchor in letters:
        sheet = f"{address.rpartition('enti/')[2]}"
        assert f'id="{anchor}"' in example_pages[f"enti/{sheet}"]
    listed = "".join(html for address, html in example_pages.items() if re.fullmatch(r"enti/(pagina/\d+/)?", address))

    def letter_of(name: str) -> str:
        before = listed.partition(f'/{name}/">')[0]
        return before.rpartition('id="lettera-')[2][:1]

    expected = {"associazione-l-approdo": "a", "il-banco-del-pane": "b", "guardaroba-del-sole": "g", "melagrana": "m"}
    assert {name: letter_of(name) for name in expected} == expected
    assert 'data-filed="Banco del Pane ODV"' in listed
    assert '<span class="card__form">Il </span>Banco del Pane ODV</a>' in listed, "what is passed over is seen to be"


def test_a_letter_longer_than_a_page_says_its_parts(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """It has pages of its own, told by number; its further pages say that it goes on."""
    body = "tipo: odv\nterritori: [valdoria]\nfonti: [{url: 'https://zeta.example', letta_il: 2026-09-01}]\n"
    for number in range(PER_BODIES + 1):
        (valdoria / "organizations" / f"zeta-{number}.yml").write_text(f"nome: Zeta {number}\n{body}", "utf-8")
    pages = rendered(valdoria)
    sheets = sorted(address for address in pages if re.fullmatch(r"enti/(pagina/\d+/)?", address))
    before, first, last = (pages[address] for address in sheets[-3:])

    assert "</span>Z, 1 di 2</a>" in before
    assert "</span>Z, 2 di 2</a>" in first
    assert "</span>Z, 1 di 2</a>" in last
    assert '<b aria-current="page">Z, 2 di 2</b>' in last
    assert '<p class="letter">Z (continua)</p>' in last
    assert last.count('<article class="card') == PER_BODIES // 2 + 1


def test_contacts_for_whoever_asks_come_first(example_pages: Pages) -> None:
    """What is for who works there, a fax and places of its own are folded; few hours have another way beside them."""
    page = example_pages["enti/auser-ponte/"].partition("<article")[2]
    first = page.partition('<div id="contatti">')[2].partition("</div>")[0]
    folded = page.partition('<details class="facts__others">')[2].partition("</details>")[0]

    assert "0999 000 101" in first
    for words in ("Turni dei furgoni", "0999 000 109", "Rimessa dei furgoni", "Stanza per le emergenze"):
        assert words in folded
        assert words not in page.replace(folded, "")
    other = re.sub(r"<(?!wbr)[^>]+>", " ", page.partition("Nelle altre ore:")[2].partition("</p>")[0])
    said = " ".join(other.replace("<wbr>", "").split())
    # An office is named itself: the page of its network would lead back to the number that does not answer.
    assert said == "scrivi all&#39;Ufficio reti del Comune reti@comune.valdoria.example"
    assert "Nelle altre ore" not in example_pages["enti/azienda-sanitaria-del-lento/"], "it answers all week"
    assert (
        "0999 000 115"
        in example_pages["enti/il-banco-del-pane/"].partition('<div id="contatti">')[2].partition("</div>")[0]
    )
    assert "Casa rifugio<small>" in example_pages["enti/melagrana/"].partition('class="facts__others"')[0]


def test_how_to_contact_leads_to_the_contact(example_pages: Pages) -> None:
    """To the contacts of its page; where the page says at its top whom to ask instead, to the page."""
    sheets = "".join(html for address, html in example_pages.items() if re.fullmatch(r"enti/(pagina/\d+/)?", address))
    links = re.findall(r'<a href="([^"]*)">Vedi la scheda</a>', sheets)
    led = {href.rpartition("enti/")[2].partition("/")[0]: "#" in href for href in links}

    assert led["cpia-del-lento"]
    assert not led["coro-della-torre"]
    for name, is_anchored in led.items():
        assert ('id="contatti"' in example_pages[f"enti/{name}/"]) is is_anchored


def test_who_goes_on_after_it_is_reached(town_with: Callable[..., Pages]) -> None:
    """From the page of a body that closed, with the number of who goes on."""
    page = town_with(unione=WHOLE, sede=WHOLE_BRANCH)["enti/sede/"]
    head = page.partition('<div class="record__side">')[0]

    assert re.search(r'Auser Ponte</span> <a class="button" href="tel:', head)
    assert "Per averne notizie" not in head
