"""The pages for who is in need: who answers, for whom, where, and how to reach them."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from generator import addresses
from generator.catalogue.answers import answers_to, needs_of, rank_in
from generator.site.model import Site
from generator.site.pages.in_need import page as in_need
from generator.site.pages.in_need.page import ADDRESS, PlaceSection, in_need_pages, tiles_of
from generator.site.parts.contacts import contact_point_of, contacts_to_use
from generator.site.parts.reach import ways_to_reach
from tests.site.conftest import Pages, site_in

TOWN = Path(__file__).parents[3] / "examples" / "valdoria"

_ROW = """\
nome: Casa Aperta
tipo: odv
territori: [valdoria-ponte]
fonti: [{url: "https://a.example"}]
luoghi: [{id: casa, nome: Casa Aperta%s}]
contatti: [{tipo: telefono, valore: "0999 000 199", etichetta: Segreteria}]
attivita:
  - {nome: Pranzo aperto, tipo: mensa, luoghi: [casa]}
  - {nome: Turni in cucina, tipo: mensa, destinatari: volontari}
"""


def _answers(site: Site, code: str) -> list[str]:
    need = next(need for need in needs_of(site.catalogue) if need.code == code)
    return [activity.name for activity in answers_to(need, site.activities, site.catalogue)]


def test_every_need_has_a_drawing_and_a_page(site: Site, pages: Pages) -> None:
    """Twelve of them, one tap from the first page."""
    tiles = tiles_of(site)
    assert len(tiles) == 12
    for tile in tiles:
        assert f'href="./{tile.address}"' in pages[""]
        assert f'href="../{tile.address}"' in pages[ADDRESS]
        assert pages[tile.address].count('class="pictogram"') == 1


def test_help_for_helpers_answers_no_need(valdoria: Path) -> None:
    """A shift in the kitchen is no meal."""
    (valdoria / "organizations" / "casa-aperta.yml").write_text(_ROW % "", "utf-8")
    answers = _answers(site_in(valdoria), "mangiare")
    assert "Pranzo aperto" in answers
    assert "Turni in cucina" not in answers


def test_what_covers_the_town_stands_before_its_quarters(valdoria: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It serves every quarter, where answers are many; each section ends with whom nobody can reach."""
    monkeypatch.setattr(in_need, "_MOST_BY_WHEN", 0)
    (valdoria / "organizations" / "casa-aperta.yml").write_text(_ROW % "", "utf-8")
    town = _ROW.replace("Casa Aperta", "Pane per Tutti").replace("valdoria-ponte", "valdoria") % ""
    (valdoria / "organizations" / "pane-per-tutti.yml").write_text(town, "utf-8")
    site = site_in(valdoria)
    page = next(page for page in in_need_pages(site) if page.address == f"{ADDRESS}mangiare/")
    sections = page.context["sections"]
    assert [section.code for section in sections][:2] == ["valdoria", "valdoria-ponte"]
    assert [activity.operator.id for activity in sections[0].activities] == ["pane-per-tutti"]
    for section in sections:
        ranks = [site.out_of_reach(activity) for activity in section.activities]
        assert ranks == sorted(ranks)


def test_several_towns_are_read_on_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Town by town, then what covers more than one: a remembered place finds its own. Where they are many, links do."""
    monkeypatch.setattr(in_need, "_MOST_BY_WHEN", 0)
    site = site_in(TOWN)
    answers = _keys(site, "persona_anziana")

    def sections() -> list[PlaceSection]:
        address = f"{ADDRESS}persona-anziana/"
        return list(next(page for page in in_need_pages(site) if page.address == address).context["sections"])

    codes = [section.code for section in sections()]
    assert codes == ["valdoria", "pieve-al-lento", "roccaluce", "alta-valle-del-lento", "ambito-del-lento"]
    page = next(page for page in in_need_pages(site) if page.address == f"{ADDRESS}persona-anziana/")
    later = {activity.id for activity in page.context["later"]}
    assert {activity.id for section in sections() for activity in section.activities} == set(answers) - later
    monkeypatch.setattr(in_need, "_MOST_AT_ONCE", len(answers) - 1)
    assert [section.code for section in sections()] == ["alta-valle-del-lento", "ambito-del-lento"]


def test_a_few_answers_stand_by_when(example_pages: Pages) -> None:
    """Tomorrow's lunch before Saturday's parcels, whatever their places, and none of them twice."""
    answers = _listed(example_pages[f"{ADDRESS}mangiare/"])
    assert [re.findall(r"<h3><a[^>]*>([^<]*)", answer)[0] for answer in answers] == [
        "Tavola di Santa Marta",
        "Emporio La Madia",
        "Spesa a casa",
        "Pacchi del sabato",
        "La borsa della spesa",
    ]


def test_an_answer_says_what_it_is_where_and_for_whom(example_pages: Pages) -> None:
    """A name alone does not, nor which door is green; who is called says when somebody answers."""
    lunch = _listed(example_pages[f"{ADDRESS}mangiare/"])[0]
    words = " ".join(re.sub("<[^>]*>", " ", lunch).split())
    for said in (
        "Mensa e pasti Tavola di Santa Marta",
        "Nessuno chiede documenti.",
        "Dove via delle Campane 8, Centro",
        "Costo Gratis Per chi Persone senza dimora, persone in difficoltà economica",
        "Come Basta venire, dal portone verde. Accesso Si entra in carrozzina",
        "Chi Parrocchia Santa Marta",
        "Come arrivare",
        "Al telefono: lun e gio",
    ):
        assert said in words
    assert "data-answers" in lunch
    parcels = next(one for one in _listed(example_pages[f"{ADDRESS}mangiare/"]) if "Pacchi del sabato" in one)
    # The mailbox of who keeps the shifts of volunteers is not for who comes.
    assert "Chiama" in parcels
    assert "turni@bancodelpane.example" not in parcels
    # On the page that all answers are for older people, none says no more than that.
    assert "Persone anziane</dd>" not in "".join(_listed(example_pages[f"{ADDRESS}persona-anziana/"]))


def test_who_shows_the_way_is_no_answer(example_pages: Pages) -> None:
    """The choice of a day leaves them, and they are not counted among what is open."""
    for need in ("mangiare", "dormire", "violenza"):
        answers, guides = example_pages[f"{ADDRESS}{need}/"].split("Non trovi? Chiedi a chi orienta")
        assert answers.count('<article class="card') == answers.count(" data-timed")
        assert '<article class="card' in guides
        assert "data-timed" not in guides


def test_who_is_asked_first_is_led_to(example_pages: Pages) -> None:
    """Where how to get in names a help desk, a card leads there; where it names none it says no more than before."""
    cards = {
        re.findall(r"<h3><a[^>]*>([^<]*)", card)[0]: card for card in _listed(example_pages[f"{ADDRESS}mangiare/"])
    }
    parcels = re.search(r'<dd class="card__more card__gate">(.*?)</dd>', cards["Pacchi del sabato"])
    assert parcels
    assert re.findall(r'<a href="\.\./\.\./([^"]*)">([^<]*)</a>', parcels[1]) == [
        ("attivita/parrocchia-santa-marta/centro-di-ascolto/", "centro di ascolto"),
        ("attivita/comune-di-valdoria/sportello-sociale/", "sportello sociale"),
    ]
    assert "card__gate" in cards["Emporio La Madia"]
    assert "card__gate" not in cards["Tavola di Santa Marta"]


def test_an_activity_says_first_how_one_gets_in(example_pages: Pages) -> None:
    """Under its name and above its buttons: whom to ask, with their numbers; who needs help writes to no volunteers."""
    page = example_pages["attivita/il-banco-del-pane/emporio-la-madia/"]
    head = page[page.index("<h1") : page.index("</header>", page.index("<h1"))]
    way, buttons = head.split('<p class="actions reach"')
    assert re.findall(r'<a href="(?:\.\./)*([^"]*)">([^<]*)</a>', way) == [
        ("attivita/parrocchia-santa-marta/centro-di-ascolto/", "centro di ascolto"),
        ("attivita/comune-di-valdoria/sportello-sociale/", "sportello sociale"),
    ]
    # These numbers are the only ones to press; its own stands below, behind what of it answers and when.
    gates = re.findall(r'<span>([^<]*) .*?<a class="button" href="([^"]*)">Chiama <span[^>]*>([^<]*)</span></a>', way)
    assert gates == [
        ("Centro di ascolto", "tel:+390999000116", "0999 000 116"),
        ("Sportello sociale", "tel:+390999000110", "0999 000 110"),
    ]
    assert "tel:" not in buttons
    assert 'class="button"' not in buttons
    assert "Al telefono" not in buttons
    assert "mailto:" not in buttons
    # It is no secret: below one reads whose the mailbox is, last, for who works there.
    box, inside = (part.partition("</div>")[0] for part in page.split('<div class="on-screen"')[1:])
    whose = re.compile(r'<span class="whose">([^<]*):</span> <a href="([^"]*)">')
    assert whose.findall(box) == [("Magazzino", "tel:+390999000115")]
    assert re.search(r"<small>mar\W*sab", unescape(box))
    assert "https://bancodelpane.example" in box
    assert "Per chi ci lavora o dà una mano" in inside
    assert whose.findall(inside) == [("Turni dei volontari", "mailto:turni@bancodelpane.example")]
    # For these and for those, not for who is both.
    people = page.partition(">Per chi</dt>")[2].partition("</dl>")[0]
    assert re.findall(r"<dd>(?:<span[^>]*>([^<]*)</span> )?<a[^>]*>([^<]*)</a>", people)[:2] == [
        ("", "Persone in difficoltà economica"),
        ("e anche", "famiglie e genitori"),
    ]
    # Since when it is known is added by a script to the day of the confirmation.
    known = "Dati confermati dal Banco del Pane ODV, il 22 dicembre 2025."
    assert f'<span data-confirmed="2025-12-22">{known}</span>' in page
    # What is said of the place is not said again.
    assert page.count("Si entra in carrozzina") == 1
    # Where nobody is to be asked first there are no numbers.
    lunch = example_pages["attivita/parrocchia-santa-marta/tavola-di-santa-marta/"]
    assert "<strong>Basta venire, dal portone verde.</strong>" in lunch
    assert "<ul" not in lunch[lunch.index('class="way-in"') : lunch.index('class="actions reach"')]


def test_who_finds_no_drawing_is_led_on(example_pages: Pages, valdoria: Path) -> None:
    """112 before the drawings; after them whom to call, and the kinds that are done and that no drawing names."""
    door = example_pages[ADDRESS]
    before, after = door.split('<ul class="tiles">')
    assert re.search(r'<p class="emergency"[^>]*><a href="tel:112">Chiama 112</a> <a href="tel:1522">', before)
    assert 'Non sai scegliere? Chiedi a: <a href="../attivita/comune-di-valdoria/sportello-sociale/">' in after
    kinds = re.findall(r'<a class="chip" href="\.\./tipi/([a-z-]+)/">', after)
    assert {"sportello-ascolto", "compagnia-visite", "dipendenze"} <= set(kinds)
    assert 'class="unseen">Se serve subito' in after
    (valdoria / "organizations" / "casa-aperta.yml").write_text(_ROW % "", "utf-8")
    context = next(page for page in in_need_pages(site_in(valdoria)) if page.address == ADDRESS).context
    assert context["others"] == []
    asked = context["asked"]
    assert asked is None or asked.contact.value


def test_who_answers_at_any_hour_stands_by_the_urgent_numbers(example_pages: Pages) -> None:
    """Of what answers the need by what it does: who has showers is not called about a bill."""
    urgent = _urgent(example_pages[f"{ADDRESS}dormire/"])
    assert "Chiama 0999 000 121 int. 5 Approdo Società Cooperativa Sociale, risponde sempre" in urgent
    assert urgent.startswith("Se serve subito Chiama 112 emergenze")
    assert _urgent(example_pages[f"{ADDRESS}soldi/"]) == ""
    assert "risponde sempre" not in _urgent(example_pages[f"{ADDRESS}curarsi/"])


def _urgent(page: str) -> str:
    found = re.search(r'<dl class="urgent".*?</dl>', page, re.DOTALL)
    return " ".join(re.sub("<[^>]*>", " ", found[0]).split()) if found else ""


def test_a_need_and_the_theme_about_it_lead_to_each_other(example_pages: Pages) -> None:
    """Food is both, by names of their own: each leads to the other. A need that nobody answers is left out."""
    for need, theme, label in (("mangiare", "cibo", "Mangiare"), ("curarsi", "dipendenze", "Curarsi e stare meglio")):
        assert f'href="../../{addresses.need(need)}">Vedi a chi rivolgerti<' in example_pages[f"temi/{theme}/"]
        assert f'href="../../temi/{theme}/">tutto il tema «' in example_pages[f"{ADDRESS}{need}/"]
        assert re.search(r'class="head__kind"[^>]*>Ho bisogno di aiuto<', example_pages[f"{ADDRESS}{need}/"])
        assert not re.search(f"<h1[^>]*>{label}</h1>", example_pages[f"temi/{theme}/"])
    head = example_pages["temi/abitare/"].split("<h1", 1)[1].split("</header>", 1)[0]
    assert not re.search(f"{ADDRESS}[a-z]", head)


def test_a_number_is_read_with_its_extension_everywhere(example_pages: Pages) -> None:
    """The portineria is «int. 5» in a need, a theme, a place and on its own page, never the number alone."""
    for address in (f"{ADDRESS}dormire/", "temi/poverta/", "territori/valdoria-stazione/", "enti/cooperativa-approdo/"):
        read = re.findall(r'<a[^>]*href="tel:[+]390999000121[^"]*"[^>]*>(.*?)</a>', example_pages[address])
        assert read, address
        assert all("0999 000 121 int. 5" in words for words in read), address


def _listed(page: str) -> list[str]:
    answers = page.split("Non trovi? Chiedi a chi orienta", maxsplit=1)[0]
    return answers.split('<article class="card')[1:]


def test_a_catalogue_changes_what_stands_behind_a_need(valdoria: Path) -> None:
    """Its own vocabulary extends ours, term by term and key by key; a hidden need has no page."""
    (valdoria / "vocabularies" / "necessita.yml").write_text(
        "id: necessita\ntermini: [{codice: mangiare, tipi: [orto_verde]}, {codice: lavoro, nascosto: sì}]\n", "utf-8"
    )
    site = site_in(valdoria)
    assert len(tiles_of(site)) == 11
    assert all("orto_verde" in site.catalogue.activities[key].kinds for key in _keys(site, "mangiare"))


def _keys(site: Site, code: str) -> list[str]:
    need = next(need for need in needs_of(site.catalogue) if need.code == code)
    return [activity.id for activity in answers_to(need, site.activities, site.catalogue)]


def test_a_button_calls_writes_or_leads_there(valdoria: Path) -> None:
    """An address is a plain link to a map; a protected place is never on one."""
    path = valdoria / "organizations" / "casa-aperta.yml"
    for extra, kinds in (
        ("", ["call"]),
        (", indirizzo: via del Lago 4", ["call", "go"]),
        (", riservato: sì", ["call"]),
    ):
        path.write_text(_ROW % extra, "utf-8")
        site = site_in(valdoria)
        activity = site.catalogue.activities["casa-aperta/pranzo-aperto"]
        point = contact_point_of(activity, site.catalogue, site.settings["ufficio"])
        ways = ways_to_reach(activity, contacts_to_use(point, site.catalogue), "Valdoria", site.texts)
        assert [way.kind for way in ways] == kinds
        assert ways[0].href == "tel:+390999000199"
        if "go" in kinds:
            assert ways[1].href.endswith("query=via%20del%20Lago%204%2C%20Valdoria")


def test_who_fears_finds_numbers_and_a_way_out(pages: Pages) -> None:
    """The way out is a plain link without JavaScript; no other need has it."""
    page = pages[f"{ADDRESS}violenza/"]
    assert 'href="tel:1522"' in page
    assert "data-leave" in page
    assert "data-leave" not in pages[f"{ADDRESS}mangiare/"]


def test_a_bed_is_offered_before_a_shower_and_a_shower_before_a_meal(example_pages: Pages) -> None:
    """What is looked for itself stands alone, however soon the rest; what is months away is folded."""
    site = site_in(TOWN)
    page = next(page for page in in_need_pages(site) if page.address == f"{ADDRESS}dormire/")
    own, beside = page.context["sections"]
    assert [activity.name for activity in own.activities] == ["Notti al caldo"]
    assert [activity.name for activity in beside.activities] == [
        "Docce e lavatrice",
        "Tè caldo al binario",
        "Tavola di Santa Marta",
    ]
    assert [activity.name for activity in page.context["later"]] == ["Acqua e ombra"]
    cards, folded = example_pages[page.address].split('<details class="section over later"')
    assert "Acqua e ombra" not in cards
    assert "In un&#39;altra stagione (1)" in folded


def test_every_need_ranks_what_it_looks_for_itself_first(example: Site) -> None:
    """In each section of each page, of whom one reaches alike."""
    needs = {addresses.need(need.code): need for need in needs_of(example.catalogue)}
    for page in in_need_pages(example):
        need = needs.get(page.address)
        if need is not None:
            for section in page.context["sections"]:
                ranks = [(*example.out_of_reach(one), rank_in(need, one)) for one in section.activities]
                assert ranks == sorted(ranks)


def test_a_need_says_what_is_there_and_what_is_not(example: Site) -> None:
    """No page promises what nobody does; where fear is the matter its own words stay."""
    health = _context(example, "curarsi")
    assert health["lead"].startswith("Qui trovi: prevenzione e salute, ")
    assert "ambulatorio" not in health["lead"]
    assert health["lacking"] == "ambulatorio e cure gratuite, sostegno psicologico"
    assert "medico di famiglia" in health["everybody"]
    # Kinds whose names hold commas are parted by more.
    assert _context(example, "soldi")["lead"].count(";") == 2
    assert _context(example, "violenza")["lead"] == "Centri antiviolenza, protezione, ascolto: ti credono e decidi tu."
    nobody = _context(example, "casa")
    assert nobody["lead"] == "Sfratti, affitti, alloggi, agenzie per la casa."
    assert not nobody["lacking"]


def test_where_nobody_answers_who_shows_the_way_comes_first(example: Site, example_pages: Pages) -> None:
    """For a rent 112 is the wrong number: first the desks, then who works at it; a place would order nothing."""
    page = example_pages[f"{ADDRESS}casa/"]
    told = (
        "Per ora in questo catalogo nessuno offre questo aiuto.",
        "Chiedi a chi orienta",
        "che se ne occupano:",
        "tel:112",
    )
    assert sorted(told, key=page.index) == list(told)
    assert "Scegli dove sei" not in page
    assert "Scegli dove sei" in example_pages[f"{ADDRESS}mangiare/"]
    working = _context(example, "casa")["working_at_it"]
    assert working
    assert all(addresses.record(entry) in page for entry in working)
    assert not _context(example, "mangiare")["working_at_it"]


def test_what_is_for_anybody_stands_before_what_is_first_something_else(example: Site) -> None:
    """Who is ill is not sent to the help for women who fear, whatever else is done there; who fears finds all of it."""
    own, beside = _context(example, "curarsi")["sections"]
    assert {one.kinds[0] for one in own.activities} == {"prevenzione_salute", "linea_telefonica"}
    assert {"antiviolenza", "dipendenze", "auto_mutuo_aiuto"} <= {one.kinds[0] for one in beside.activities}
    own, _ = _context(example, "violenza")["sections"]
    assert [one.name for one in own.activities] == ["Ascolto e accompagnamento", "Ospitalità in emergenza"]


def test_who_listens_only_tells_the_way_where_nobody_looks_for_it(example_pages: Pages) -> None:
    """A helpline is what is looked for under health: it opens first, and the sentence on top may name it."""
    first, *_ = _listed(example_pages[f"{ADDRESS}curarsi/"])
    assert ">Pronto, come stai?</a>" in first
    assert "data-guides" not in first
    older = next(one for one in _listed(example_pages[f"{ADDRESS}persona-anziana/"]) if "Pronto, come stai?" in one)
    assert "data-guides" in older


def test_two_of_one_name_say_what_parts_them(example_pages: Pages) -> None:
    """Each by its place; whose name stands once is called as ever."""
    names = [re.findall(r"<h3><a[^>]*>([^<]*)", answer)[0] for answer in _listed(example_pages[f"{ADDRESS}curarsi/"])]
    vans = [name for name in names if name.startswith("Il camper della prevenzione")]
    assert vans == ["Il camper della prevenzione, Pieve al Lento", "Il camper della prevenzione, Ambito del Lento"]
    assert "Pronto, come stai?" in names


def test_towns_of_a_few_answers_stand_below_them_and_count_none(example_pages: Pages) -> None:
    """What reaches several towns would be counted in each: numbers that make no sum are not written."""
    page = example_pages[f"{ADDRESS}curarsi/"]
    towns = page.partition(">In quale comune?</h2>")[2].partition("</nav>")[0]
    assert re.findall(r'<a class="chip"[^>]*>([^<]*)</a>', towns) == ["Valdoria", "Pieve al Lento"]
    assert page.index(">In quale comune?</h2>") > page.rindex('<article class="card')


def _context(site: Site, code: str) -> dict[str, Any]:
    """Return what the page of a need is filled with."""
    return dict(next(page for page in in_need_pages(site, (code,)) if page.kind == "in_need").context)
