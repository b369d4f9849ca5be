"""What is sought and offered, who could meet, which needs were read, what people answered."""

import re
from collections.abc import Callable
from pathlib import Path

from generator.publish import check_links
from generator.site.dots import DOT
from generator.site.model import Site
from generator.site.opening import open_site
from generator.site.pages.needs.needs_read import needs_by_people
from generator.site.pages.needs.page import (
    ADDRESS,
    READ,
    TABLE,
    agreements_of,
    is_silent,
    last_expiry,
    lessons_of,
    shelves_of,
    sides_of,
)
from generator.site.pages.registry import files_of
from generator.site.settings import settings
from generator.site.theme.source import prepare_content
from tests.conftest import TODAY
from tests.site.conftest import Pages, site_in

ROW = "nome: {name}\ntipo: odv\nterritori: [valdoria-ponte]\nfonti: [{{url: 'https://a.example'}}]\n"


def test_what_is_sought_stands_beside_what_is_offered_with_expiry_and_contact(site: Site, pages: Pages) -> None:
    """By kind of resource, in the order of the vocabulary."""
    assert [(shelf.code, len(shelf.needs), len(shelf.offers)) for shelf in shelves_of(site)] == [
        ("spazi", 1, 0),
        ("mezzi_trasporto", 0, 1),
    ]
    page = pages[ADDRESS]
    assert 'id="cerca-rete-vicini-di-casa-sala" data-expires="2027-01-31"' in page
    assert "mailto:reti@comune.valdoria.example" in page


def test_what_ends_soonest_stands_first(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Whatever it is, and whoever seeks it; each says by when to answer."""
    for name, kind, day in (("Tardi", "spazi", "2027-05-01"), ("Presto", "beni_materiali", "2026-12-20")):
        file = valdoria / "organizations" / f"{name.lower()}.yml"
        need = f"bisogni: [{{risorsa: {kind}, descrizione: {name}, scade_il: {day}}}]\n"
        contact = "contatti: [{tipo: telefono, valore: '0999 000 199', interno: '5'}]\n"
        file.write_text(ROW.format(name=f"Casa {name}") + contact + need, "utf-8")
    site = site_in(valdoria)
    (sought, _) = sides_of(site, shelves_of(site))
    assert [str(notice.expires) for notice in sought.notices if not is_silent(site, notice)] == sorted(
        str(notice.expires) for notice in sought.notices if not is_silent(site, notice)
    )
    first = rendered(valdoria)[ADDRESS].partition('<li class="answer notice"')[2].partition("</li>")[0]
    assert "Presto" in first
    assert "ispondi entro il 20 dicembre 2026" in first
    assert "0999 000 199 int. 5" in first


def test_what_has_expired_is_gone(valdoria: Path) -> None:
    """By the day of the build; after it, by the reader's clock."""
    (valdoria / "organizations" / "passato.yml").write_text(
        ROW.format(name="Passato") + f"bisogni: [{{risorsa: fondi, scade_il: {TODAY.replace(day=21)}}}]\n", "utf-8"
    )
    assert "fondi" not in [shelf.code for shelf in shelves_of(site_in(valdoria))]


def test_a_group_goes_when_its_last_notice_does_unless_one_has_no_end(site: Site) -> None:
    """Nothing without an expiry is ever hidden."""
    notices = [notice for shelf in shelves_of(site) for notice in (*shelf.needs, *shelf.offers)]
    assert str(last_expiry(notices)) == "2027-01-31"
    assert last_expiry([]) is None


def test_who_seeks_and_who_offers_the_same_meet(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """In the words of the page."""
    (valdoria / "organizations" / "sala.yml").write_text(
        ROW.format(name="Circolo del Ponte") + "offerte: [{risorsa: spazi, descrizione: Una sala grande}]\n", "utf-8"
    )
    file = valdoria / "organizations" / "sala.yml"
    file.write_text(file.read_text("utf-8") + "contatti: [{tipo: telefono, valore: '0999 000 199'}]\n", "utf-8")
    page = rendered(valdoria)[ADDRESS]
    assert 'href="../sinergie/#exchanges">Una richiesta trova un' in page


def test_a_request_leads_to_the_offer_it_meets(example_pages: Pages) -> None:
    """Who seeks sees who offers it, and no pair is told twice; what meets nothing says nothing."""
    found = example_pages[ADDRESS].split('<li class="answer notice" id="')[1:]
    cards = {card.partition('"')[0]: card for card in found}
    sought, offered = "cerca-rete-vicini-di-casa-sala", "offre-centro-anziani-mulini-salone-la-sera"
    assert re.search(rf'C&#39;è chi lo offre:</span> <a href="[^"]*#{offered}"', cards[sought])
    assert "notice__met" not in cards[offered]
    assert "notice__met" not in cards["offre-comune-di-valdoria-gazebo"]
    met = {name: card.partition('class="notice__met"')[2].partition("</p>")[0] for name, card in cards.items()}
    assert "Il salone la sera, 50 sedie e un palco basso</a>" in met[sought]
    assert f"Centro anziani Mulini APS{DOT}fino al 30 giugno 2027</small>" in met[sought], "whose, and until when"
    unsure = [text for text in met.values() if "L&#39;abbiamo letto su pagine pubbliche" in text]
    assert ["Mondomamme" in text for text in unsure] == [True]
    ending = {
        name
        for name, text in met.items()
        if "L&#39;offerta finisce prima: conviene sentirsi entro il 31 gennaio 2027." in text
    }
    assert ending == {"cerca-guardaroba-del-sole-furgone-mercoledi"}


def test_a_card_has_one_strong_button_the_first(example_pages: Pages) -> None:
    """Whatever it is, and at whatever hour: one rule for all."""
    cards = example_pages[ADDRESS].split('<li class="answer notice" id="')[1:]
    assert len(cards) > 2
    for card in cards:
        answer = card.partition('class="actions reach"')[2].partition("</p>")[0]
        buttons = re.findall(r'<a class="(button[^"]*)"', answer)
        assert buttons
        assert buttons == ["button", *["button button--quiet"] * (len(buttons) - 1)]


def test_calls_and_agreements_are_led_to_and_not_listed(example_pages: Pages) -> None:
    """What ends stands among deadlines; here notices alone, which the jumps count."""
    page = example_pages[ADDRESS]
    assert '<a href="../scadenze/">Bandi e accordi' in page
    assert "Bando Piccole cose" not in page
    jumps = dict(re.findall(r'<a href="#([a-z]+)">[^<]*</a> <span>(\d+)<', page))
    assert set(jumps) == {"sought", "offered"}
    for anchor, count in jumps.items():
        part = page.partition(f'id="{anchor}"')[2].partition("</section>")[0]
        assert part.count('<li class="answer notice"') == int(count)


def test_a_long_notice_is_a_title_and_the_rest(example_pages: Pages) -> None:
    """No heading is a paragraph where the first words name the thing."""
    cards = example_pages[ADDRESS].split('<li class="answer notice" id="')[1:]
    (card,) = (card for card in cards if card.startswith("offre-rete-memoria-corso-familiari"))
    assert ">4 sere per chi assiste a casa una persona con demenza</a></h3>" in card
    assert '<p class="answer__what">Capire la malattia, ' in card


def test_what_ends_later_is_folded_and_none_is_left_out(example_pages: Pages, example: Site) -> None:
    """Of many, what ends first is in sight on a phone and the others unfold, in their order; a few stand whole."""
    page = example_pages[ADDRESS]
    folds = {}
    for side in sides_of(example, shelves_of(example)):
        part = page.partition(f'id="{side.name}"')[2].partition("</section>")[0]
        seen, _, folded = part.partition('<details class="needs__rest">')
        shown = [part.count('<li class="answer notice"') for part in (seen, folded)]
        folds[side.name] = "needs__rest" in part
        assert shown == ([4, side.count - 4] if side.count > 8 else [side.count, 0])
        days = re.findall(r'<li class="answer notice"[^>]* data-expires="([0-9-]+)"', part)
        assert days == sorted(days)
    assert folds == {"sought": False, "offered": True}


def test_who_would_rather_call_has_the_number_in_sight(example_pages: Pages) -> None:
    """Beside a mailbox, unfolded, with whose number it is; where there is a number of its own nothing is added."""
    found = example_pages[ADDRESS].split('<li class="answer notice" id="')[1:]
    cards = {card.partition('"')[0]: card.partition("</li>")[0] for card in found}
    line = (
        r'class="quiet notice__call"[^>]*>Oppure chiama <a href="tel:[^"]+">0999 000 101</a>: '
        "per Rete Vicini di Casa risponde Auser Ponte"
    )
    assert re.search(line, cards["cerca-rete-vicini-di-casa-sala"])
    assert "notice__call" not in cards["cerca-cooperativa-approdo-coperte"]
    mailbox = 'href="mailto:reti@comune.valdoria.example'
    assert cards["cerca-rete-vicini-di-casa-sala"].count(mailbox) == 2, "the button, and the address in sight"
    assert "Per Mondomamme risponde <a" in cards["offre-mondomamme-traduzioni"]


def test_what_is_brought_says_where(example_pages: Pages) -> None:
    """Blankets go to the one address of who seeks them; who lends a van or an hour brings nothing anywhere."""
    found = example_pages[ADDRESS].split('<li class="answer notice" id="')[1:]
    led = {card.partition('"')[0] for card in found if "openstreetmap" in card.partition("</li>")[0]}
    assert led == {"cerca-cooperativa-approdo-coperte"}
    (card,) = (card for card in found if card.startswith("cerca-cooperativa-approdo-coperte"))
    assert f"Casa Approdo, viale della Stazione 31{DOT}<a href=" in card


def test_a_place_holds_what_is_of_the_places_around_it(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """What is of the whole town is there for a quarter; what is of another quarter is not."""
    for name, place in (("tutta", "valdoria"), ("altra", "valdoria-stazione")):
        file = valdoria / "organizations" / f"{name}.yml"
        record = ROW.format(name=name.title()).replace("valdoria-ponte", place)
        file.write_text(record + "offerte: [{risorsa: spazi, descrizione: Una sala}]\n", "utf-8")
    page = rendered(valdoria)[ADDRESS]
    options = re.findall(r'<option value="([a-z-]+)" data-around="([^"]*)">[^<]*\((\d+)\)', page)
    around = {place: set(near.split()) for place, near, _ in options}
    assert {"valdoria", "valdoria-ponte"} <= around["valdoria-ponte"]
    assert "valdoria-stazione" not in around["valdoria-ponte"]
    assert {"valdoria-ponte", "valdoria-stazione"} <= around["valdoria"]
    places = [set(codes.split()) for codes in re.findall(r'<li class="answer notice"[^>]* data-places="([^"]*)"', page)]
    assert {place: int(count) for place, _, count in options} == {
        place: sum(not near.isdisjoint(held) for held in places) for place, near in around.items()
    }


def test_who_gives_only_a_page_elsewhere_names_whom_to_call(rendered: Callable[[Path], Pages]) -> None:
    """Of who answers for a notice, where that gives no telephone: who coordinates the network it is reached by."""
    page = rendered(Path(__file__).parents[3] / "examples" / "valdoria")[ADDRESS]
    notice = page.partition('id="offre-mondomamme')[2].partition("</li>")[0]
    assert "Instagram" in notice
    assert 'href="tel:+390999000131"' in notice


def test_kinds_to_choose_from_say_how_many_there_are(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Each counts its notices, sought and offered; where all are of one kind there is nothing to choose."""
    page = rendered(valdoria)[ADDRESS]
    choices = dict(re.findall(r'<button class="chip" type="button" value="([a-z]+)"[^>]*>[^<]*<span>(\d+)<', page))
    ways = re.findall(r'<li class="answer notice"[^>]* data-way="([a-z]+)"', page)
    assert choices == {way: str(ways.count(way)) for way in ways}
    assert len(choices) > 1
    for file in valdoria.glob("networks/*.yml"):
        file.write_text(file.read_text("utf-8").replace("mezzi_trasporto", "spazi"), "utf-8")
    alone = rendered(valdoria)[ADDRESS]
    assert 'id="che-cosa"' not in alone


def test_what_the_page_has_no_room_for_stands_in_a_list_of_its_own(
    rendered: Callable[[Path], Pages], valdoria: Path
) -> None:
    """Links lead to where a notice is."""
    offers = "offerte:\n" + "".join(
        f"  - {{id: sala-{n}, risorsa: spazi, descrizione: Sala {n}}}\n" for n in range(120)
    )
    (valdoria / "organizations" / "sale.yml").write_text(ROW.format(name="Sale") + offers, "utf-8")
    pages = rendered(valdoria)
    files = {f"{address}index.html": page for address, page in pages.items() if address.startswith(ADDRESS)}
    assert {
        f"{ADDRESS}index.html",
        f"{READ}index.html",
        f"{ADDRESS}spazi/index.html",
        f"{ADDRESS}spazi/pagina/2/index.html",
    } == set(files)
    anchors = [link for link in check_links(files, ()).broken if link.reason == "missing anchor"]
    assert anchors == []


def test_an_empty_catalogue_invites(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Nobody meets a blank page."""
    for file in valdoria.glob("networks/*.yml"):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(("bisogni", "offerte")) and "scade_il" not in line]
        file.write_text("".join(kept), "utf-8")
    page = rendered(valdoria)[ADDRESS]
    assert "comincia tu" in page
    assert TABLE not in dict(files_of(site_in(valdoria)))


def test_a_need_is_answered_by_activities_for_the_same_people_in_the_same_place(valdoria: Path) -> None:
    """Not by those for other people."""
    network = valdoria / "networks" / "rete-vicini-di-casa.yml"
    needs = "- {testo: Un caffè insieme, destinatari: [persone_anziane]}\n  - {testo: Un caffè, destinatari: [bambini]}"
    network.write_text(re.sub(r"- \{testo: Un luogo.*", needs, network.read_text("utf-8")), "utf-8")
    answers = {
        need.record.words: [activity.id for activity in need.answers]
        for group in needs_by_people(site_in(valdoria))
        for need in group.needs
    }
    assert "rete-vicini-di-casa/caffe-in-cortile" in answers["Un caffè insieme"]
    assert "rete-vicini-di-casa/caffe-in-cortile" not in answers["Un caffè"]


def test_an_activity_about_something_else_does_not_answer_a_need(
    rendered: Callable[[Path], Pages], valdoria: Path
) -> None:
    """It is there for the same people, and is called something else; the people themselves are no word in common."""
    network = valdoria / "networks" / "rete-vicini-di-casa.yml"
    needs = "- {testo: Affitti bassi per persone anziane, destinatari: [persone_anziane]}"
    network.write_text(re.sub(r"- \{testo: Un luogo.*", needs, network.read_text("utf-8")), "utf-8")
    (need,) = (need for group in needs_by_people(site_in(valdoria)) for need in group.needs)
    assert need.answers == []
    assert need.has_others
    item = rendered(valdoria)[READ].partition("Nessuna attività su questo, per ora.")[2].partition("</li>")[0]
    assert 'href="../../cerca/?per=persone_anziane' in item
    assert "anche se è un" in item


def test_what_nobody_confirmed_says_where_it_comes_from(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """A thing read on a public page is no promise to lend it."""
    (valdoria / "organizations" / "sala.yml").write_text(
        ROW.format(name="Circolo del Ponte") + "offerte: [{risorsa: spazi, descrizione: Una sala grande}]\n", "utf-8"
    )
    notices = rendered(valdoria)[ADDRESS].split('<li class="answer notice"')[1:]
    hearsay = {
        re.findall(r"<h3><a[^>]*>(.*?)</a></h3>", notice)[0]: "L&#39;abbiamo letto su pagine pubbliche" in notice
        for notice in notices
    }
    assert hearsay["Una sala grande"]
    assert not all(hearsay.values())


def test_a_feast_where_volunteers_are_sought_is_no_course(valdoria: Path) -> None:
    """What an activity is first of all decides."""
    record = ROW.format(name="Festa") + (
        "attivita:\n"
        "  - {id: festa, nome: Festa, tipo: [festa, formazione_volontari]}\n"
        "  - {id: corso, nome: Corso, tipo: [formazione_volontari]}\n"
    )
    (valdoria / "organizations" / "festa.yml").write_text(record, "utf-8")
    lessons = {activity.id for activity in lessons_of(site_in(valdoria))}
    assert "festa/corso" in lessons
    assert "festa/festa" not in lessons


def test_agreements_that_say_no_expiry_are_not_called_open(valdoria: Path) -> None:
    """Only a written day that has not passed makes one."""
    acts = "atti: [{istituto: convenzione, titolo: %s}]\n"
    for name, title in (
        ("aperta", "A, scadenza: 2026-11-22"),
        ("chiusa", "C, scadenza: 2026-11-21"),
        ("muta", "M"),
    ):
        record = ROW.format(name=name.title()).replace("tipo: odv", "temi: [anziani]") + acts % title
        (valdoria / "networks" / f"{name}.yml").write_text(record, "utf-8")
    dated, undated = agreements_of(site_in(valdoria))
    assert ([agreement.network.id for agreement in dated], [agreement.network.id for agreement in undated]) == (
        ["aperta"],
        ["muta"],
    )


def test_counts_are_read_with_their_source_and_never_published_as_they_are(valdoria: Path, tmp_path: Path) -> None:
    """The theme engine, which would copy any file, is not given them."""
    folder = valdoria / "content" / "ascolto"
    folder.mkdir(parents=True)
    rows = "domanda;risposta;conteggio;fonte;data\nCome va?;bene;40;banchetto;2025\nCome va?;male;2;banchetto;2025\n"
    (folder / "Prova.CSV").write_text(rows, "utf-8")
    (folder / "originale.xlsx").write_bytes(b"small counts too")
    (question,) = open_site(site_in(valdoria).catalogue, valdoria).questions
    assert (question.words, question.source, question.day) == ("Come va?", "banchetto", "2025")
    prepare_content(valdoria, settings(valdoria), tmp_path / "prepared")
    assert [path.name for path in (tmp_path / "prepared" / "ascolto").iterdir()] == []
