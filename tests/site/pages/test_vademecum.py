"""What goes on paper: a line for each who answers, found again by its number; nothing that harms who carries it."""

from datetime import date
from io import BytesIO
from itertools import chain

import pytest
import zxingcpp
from PIL import Image, ImageFilter

from generator import addresses
from generator.catalogue import AnyEntry
from generator.catalogue.answers import needs_of
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.poster.page import poster_of, poster_pages
from generator.site.pages.vademecum.booklet import Booklet, booklet_of
from generator.site.pages.vademecum.page import vademecum_of, vademecum_pages
from generator.site.parts.drawing import png
from generator.site.parts.emergency import DANGER
from generator.site.parts.facts import is_discreet
from generator.site.parts.qr import qr
from tests.conftest import EXAMPLE
from tests.site.conftest import site_in


@pytest.fixture(scope="module")
def town() -> Site:
    """Return the example town, whose records are of every kind."""
    return site_in(EXAMPLE)


@pytest.fixture(scope="module")
def books(town: Site) -> dict[str, Page]:
    """Return every vademecum of the town by its address."""
    return {page.address: page for page in vademecum_pages(town)}


def _booklet(page: Page) -> Booklet:
    booklet = page.context["booklet"]
    assert isinstance(booklet, Booklet)
    return booklet


def test_what_is_no_number_says_what_to_do_with_it(books: dict[str, Page]) -> None:
    """One writes to a mailbox and goes to a desk; a place of work is told as such, not as a door."""
    lines = {line.name: line for chapter in _booklet(books["vademecum/"]).chapters for line in chapter.lines}
    told = {name: (lines[name].how, lines[name].write) for name in ("Compiti per grandi", "Weekend fuori casa")}
    assert told == {
        "Compiti per grandi": ("go", "Segreteria, viale della Stazione 18"),
        "Weekend fuori casa": ("write", "segreteria@ruoteerondini.example"),
    }
    assert [lines[name].is_area for name in ("Spesa a casa", "Emporio La Madia")] == [True, False]


def test_what_helps_nobody_now_is_left_to_the_site(books: dict[str, Page], town: Site) -> None:
    """The booklet of the whole has no feast of next May, and no chapter of one line; that of a theme has its own."""
    book = _booklet(books["vademecum/"])
    names = {line.name for chapter in book.chapters for line in chapter.lines}
    assert "Festa dei Mulini" not in names
    families = town.words.families_of_themes.values()
    rest = [chapter for chapter in book.chapters if chapter.label in families]
    assert rest
    # Each has a drawing, so that none leaves a hole in the list.
    assert [chapter.label for chapter in book.chapters if not chapter.picture] == []
    assert [chapter.label for chapter in rest if len(chapter.lines) < 3] == []
    assert any(
        "Festa dei Mulini" in {line.name for chapter in _booklet(page).chapters for line in chapter.lines}
        for page in books.values()
    )


def test_every_line_says_whom_to_call_or_to_write_to(books: dict[str, Page]) -> None:
    """Who cannot be reached is counted, not printed; each has its number, and the index leads to it."""
    book = _booklet(books["vademecum/"])
    lines = list(chain.from_iterable(chapter.lines for chapter in book.chapters))

    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert [line.name for line in lines if not (line.call or line.write)] == []
    assert len({line.address for line in lines}) == len(lines)
    names = {name: numbers for _, found in book.index for name, numbers in found}
    assert [line.name for line in lines if line.number not in names[line.name]] == []
    meal = next(line for line in lines if line.name == "Emporio La Madia")
    assert (meal.call, meal.where, meal.when) == (
        "0999 000 115",
        "Emporio La Madia, vicolo dei Fornai 14",
        "martedì e giovedì, 15–18",
    )
    assert book.left_out > 0


def test_nothing_that_is_protected_is_on_paper(town: Site, books: dict[str, Page]) -> None:
    """No discreet activity, no body with a protected place; about violence the national numbers alone."""
    hidden = {one.name for one in town.activities if is_discreet(one) or town.urgent.is_dangerous(one)}
    hidden |= {
        body.name
        for body in chain[AnyEntry](town.networks, town.organizations)
        if town.urgent.is_dangerous(body) or any(place.protected for place in body.record.places)
    }
    assert hidden
    for page in books.values():
        book = _booklet(page)
        written = {line.name for chapter in book.chapters for line in chapter.lines} | set(book.silent)
        assert written & hidden == set()
        for chapter in book.chapters:
            if chapter.is_dangerous:
                assert chapter.lines == []
                assert DANGER in {number.number for number in chapter.numbers}
                assert not any(number.is_own for number in chapter.numbers)
    assert vademecum_of(town, "tema", "genere") == ""
    assert vademecum_of(town, "destinatari", "donne_violenza") == ""


def test_places_themes_and_people_have_one(town: Site, books: dict[str, Page]) -> None:
    """A quarter holds what is done there and what covers it; a wide area has none."""
    ponte = _booklet(books["vademecum/territori/valdoria-ponte/"])
    assert {activity.name for activity in town.serving("valdoria-ponte") if not town.is_unreachable(activity)} >= {
        line.name for chapter in ponte.chapters for line in chapter.lines if line.address.startswith("attivita/")
    }
    assert "vademecum/temi/cibo/" in books
    assert "vademecum/destinatari/persone-anziane/" in books
    assert vademecum_of(town, "territorio", "ambito-del-lento") == ""


def test_each_stands_where_it_answers_best_and_no_need_is_passed_over(books: dict[str, Page], town: Site) -> None:
    """Who does just what is needed before who is beside it; where nobody does, who shows the right door."""
    book = _booklet(books["vademecum/"])
    chapters = {chapter.label: chapter for chapter in book.chapters}
    assert {need.labels["it"] for need in needs_of(town.catalogue)} <= chapters.keys()
    # In the order in which every page shows them.
    shown = [need.labels["it"] for need in needs_of(town.catalogue)]
    assert [chapter.label for chapter in book.chapters][: len(shown)] == shown
    home = chapters["Una casa"]
    assert (home.lines, home.is_guided) == ([], True)
    # The number for all emergencies alone tells nothing of a home; with another, or tonight, it stands there.
    assert home.numbers == []
    assert [number.number for number in chapters["Dormire stanotte"].numbers] == ["112"]
    assert [number.number for number in chapters["Curarsi e stare meglio"].numbers] == ["112", "116117"]
    numbers = {line.name: line.number for chapter in book.chapters for line in chapter.lines}
    assert home.also == [
        ("Centro di ascolto", numbers["Centro di ascolto"]),
        ("Sportello sociale", numbers["Sportello sociale"]),
    ]
    assert chapters["Soldi e bollette"].also == [("Sportello sociale", numbers["Sportello sociale"])]
    assert not any(chapter.is_guided for chapter in _booklet(books["vademecum/temi/cibo/"]).chapters)


def test_paper_says_that_no_bed_is_open_tonight_and_whom_to_call(books: dict[str, Page]) -> None:
    """As the page of the need does; once the season has begun it says nothing."""
    tonight = next(one for one in _booklet(books["vademecum/"]).chapters if one.label == "Dormire stanotte")
    assert tonight.is_shut
    assert tonight.beds == ["Notti al caldo (dal 1° dicembre al 31 marzo, dalle 19.30 alle 8)"]
    assert [(name, way.text) for name, way in tonight.always] == [
        ("Approdo Società Cooperativa Sociale", "0999 000 121 int. 5")
    ]
    open_house = next(iter(vademecum_pages(site_in(EXAMPLE, date(2026, 12, 10)))))
    assert not any(chapter.is_shut for chapter in _booklet(open_house).chapters)


def test_what_has_yet_to_begin_stands_apart(books: dict[str, Page]) -> None:
    """Behind what one can use today, in its own list; in its season it is among the others.

    Who needs a bed tonight is not told of what comes back in the summer.
    """
    tonight = next(one for one in _booklet(books["vademecum/"]).chapters if one.label == "Dormire stanotte")
    assert [line.name for line in tonight.on_now] == ["Docce e lavatrice"]
    assert [line.name for line in tonight.away] == ["Notti al caldo", "Tè caldo al binario"]
    assert [*tonight.on_now, *tonight.away] == list(tonight.lines)
    winter = _booklet(next(iter(vademecum_pages(site_in(EXAMPLE, date(2026, 12, 10))))))
    beds = next(one for one in winter.chapters if one.label == "Dormire stanotte")
    assert beds.away == []


def test_a_longer_book_takes_more_pages_and_a_small_sheet_more_than_a_large_one(books: dict[str, Page]) -> None:
    """What is said of its length follows what it holds."""
    whole, food = (books[address].context["lengths"] for address in ("vademecum/", "vademecum/temi/cibo/"))
    assert whole["a4"].pages < whole["a4-grande"].pages < whole["a6-grande"].pages
    assert whole["a4"].pages < whole["a6"].pages
    assert all(food[paper].pages < whole[paper].pages for paper in whole)


def test_a_line_says_what_it_is_and_when_the_telephone_is_answered(books: dict[str, Page]) -> None:
    """A name alone explains nothing on paper; one that says it says it once."""
    lines = {line.name: line for chapter in _booklet(books["vademecum/"]).chapters for line in chapter.lines}
    assert lines["Gruppo del martedì"].what == "Gruppo per aiutarsi a vicenda"
    assert lines["Emporio La Madia"].answers == "mar–sab 9–12"
    # Another's number says whose it is; a body's own does not; one body with two records stands there once.
    assert (lines["Gruppo scout del Colle"].whose, lines["Sportello sociale"].whose) == ("Comune di Valdoria", "")
    assert lines["Rete Vicini di Casa"].write == "reti@comune.valdoria.example"
    wardrobes = [line.name for line in lines.values() if "guardaroba" in line.name.lower()]
    assert wardrobes == ["Guardaroba del Sole ODV"]
    assert lines["Notti al caldo"].call == "0999 000 121 int. 5"


def test_a_long_book_ends(town: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is longer nobody carries along: the rest is counted."""
    monkeypatch.setattr("generator.site.pages.vademecum.booklet.MOST_LINES", 5)
    book = booklet_of(town, town.activities, town.current_networks)
    assert book.lines == 5
    assert book.left_out > 0


def test_posters_hold_a_number_and_a_code(town: Site) -> None:
    """One for each need and network; the one about violence has neither code nor name to carry away."""
    pages = {page.address: page for page in poster_pages(town)}
    posters = {address: page.context["poster"] for address, page in pages.items()}

    meals = posters[addresses.on_paper("poster", addresses.need("mangiare"))]
    assert meals["code"] == qr("https://catalogo.valdoria.example/ho-bisogno/mangiare/")
    # A meal before a parcel, with what can be asked for there and what it costs; each number goes home on a strip.
    assert [(line.number, line.answers) for line in meals["lines"]] == [
        ("0999 000 116", "Al telefono: lunedì e giovedì, 9–11.30"),
        ("0999 000 115", "Al telefono: dal martedì al sabato, 9–12"),
    ]
    parcels = meals["lines"][1].spots[0]
    assert (parcels.name, parcels.when, parcels.cost) == (
        "Pacchi del sabato",
        "ogni sabato mattina, dalle 9 alle 12.30",
        "Gratis",
    )
    assert (parcels.about, parcels.where) == (
        "Pacchi e spesa per chi è in difficoltà",
        "Emporio La Madia, vicolo dei Fornai 14",
    )
    # Nobody is sent in vain: how one gets in, in the language of the sheet, and where whom one has to ask first is.
    assert parcels.access == "Prima chiedi al centro di ascolto o allo sportello sociale: ti segnalano loro."
    assert [(gate.name, gate.number, gate.door) for gate in meals["gates"]] == [
        (
            "Centro di ascolto",
            "0999 000 116",
            "Cortile della canonica, via delle Campane 6 (lunedì e giovedì, 9–11.30)",
        ),
        (
            "Sportello sociale",
            "0999 000 110",
            "piazza della Torre 3 (dal lunedì al venerdì, 9–12.30; martedì, 15–17.30)",
        ),
    ]
    # How one gets in says already that one passes by them.
    assert meals["gated"] == ""
    # Home goes the number to call first: of what one is sent to that of who sends there, which no other strip has.
    assert [(strip.number, strip.whose) for strip in meals["strips"]] == [
        ("0999 000 116", "Tavola di Santa Marta"),
        ("0999 000 110", "Sportello sociale"),
    ] * 3
    strip = meals["strips"][0]
    assert (strip.name, strip.whose) == ("Mangiare", "Tavola di Santa Marta")
    assert strip.address == ()
    # Where one simply goes a strip says when and where; of whom one has to ask first, what is behind.
    assert [list(strip.more) for strip in meals["strips"][:2]] == [
        ["tutti i giorni tranne la domenica, 12–13", "via delle Campane 8"],
        ["Poi ti mandano a: Pacchi del sabato"],
    ]
    assert next(
        strip for strip in posters["locandine/ho-bisogno/documenti/"]["strips"] if "legale" in strip.whose
    ).more == ["Al telefono: lunedì, 10–12"]
    # What finds no room is named: who reads paper may have no site to look at.
    behind = {spot.name for line in meals["lines"] for spot in line.spots}
    assert behind == {"Tavola di Santa Marta", "Pacchi del sabato"}
    assert meals["more"] == "C'è anche: La borsa della spesa, Emporio La Madia e Spesa a casa."
    # Where a sheet says that one simply comes it does not send people to the telephone.
    assert meals["check"] == "poster.check_told"
    assert posters["locandine/ho-bisogno/disabilita/"]["check"] == "poster.check"
    danger = posters[addresses.on_paper("poster", addresses.need("violenza"))]
    assert (danger["code"], danger["lines"]) == ("", [])
    assert {(strip.name, strip.number, *strip.address) for strip in danger["strips"]} == {("", DANGER)}
    assert [number.number for number in danger["numbers"]] == [DANGER, "112"]
    # Where nobody does just that who can be called, the numbers of who tells people where to go.
    home = posters[addresses.on_paper("poster", addresses.need("casa"))]
    assert home["is_guided"]
    assert [line.spots[0].name for line in home["lines"]] == ["Sportello sociale", "Centro di ascolto"]
    assert home["lead"] == "Sfratti, affitti, alloggi, agenzie per la casa."
    # What stands on a sheet with its number is not said there once more.
    for poster in posters.values():
        on_it = {spot.name for line in poster["lines"] for spot in line.spots}
        assert on_it.isdisjoint(gate.name for gate in poster["gates"])
    hidden = {one.name for one in town.activities if is_discreet(one) or town.urgent.is_dangerous(one)}
    written = {spot.name for poster in posters.values() for line in poster["lines"] for spot in line.spots}
    written |= {gate.name for poster in posters.values() for gate in poster["gates"]}
    assert hidden
    assert written & hidden == set()
    assert [one.name for one in town.networks if poster_of(town, one) and town.urgent.is_dangerous(one)] == []


def test_a_poster_says_what_is_there_all_year(town: Site) -> None:
    """Where all that is looked for has a season, whom to call in the other months; home goes that alone."""
    posters = {page.address: page.context["poster"] for page in poster_pages(town) if "poster" in page.context}
    bed = posters["locandine/ho-bisogno/dormire/"]
    number = "0999 000 121 int. 5"
    told = bed["meanwhile"].replace("\N{NO-BREAK SPACE}", " ")
    assert told == f"Nei mesi in cui è chiuso chiama lo {number}: risponde sempre."
    assert [line.spots[0].name for line in bed["lines"]] == ["Notti al caldo", "Tè caldo al binario"]
    assert {(strip.number, *strip.more) for strip in bed["strips"]} == {
        (number, "risponde sempre", "dal 1° dicembre al 31 marzo, dalle 19.30 alle 8")
    }
    # It tells what kinds of help there are, as the page of the need; where nobody helps, what is asked for.
    assert bed["lead"].startswith("Qui trovi: dormitorio")
    assert posters["locandine/ho-bisogno/mangiare/"]["meanwhile"] == ""


def test_a_poster_of_a_network_says_what_it_is_about(town: Site) -> None:
    """Small above its name, with the drawing of it; then what it does, whom to call, whose number strips have."""
    posters = {page.address: page.context["poster"] for page in poster_pages(town) if "poster" in page.context}
    # Where anybody can simply come is before what one is sent to; the large number is the network's own, and says so.
    food = posters["locandine/reti/rete-cibo/"]
    assert (food["theme"], food["picture"], food["heading"]) == ("Mangiare", "mangiare", "Rete Cibo Valdoria")
    assert food["lead"] == "Un pranzo, la spesa o un pacco per chi ne ha bisogno, da lunedì a sabato."
    assert [(spot.name, spot.call) for spot in food["lines"][0].spots] == [("Tavola di Santa Marta", "0999 000 116")]
    assert food["lines"][0].answers == "Il numero della rete: dal martedì al sabato, 9–12"
    assert food["lines"][0].who == "Risponde: Il Banco del Pane, al magazzino"
    # Who is in it and how one joins stand on no sheet of a need.
    assert food["members"] == (
        "Ne fanno parte Il Banco del Pane ODV, Comune di Valdoria, Parrocchia Santa Marta e altri 4."
    )
    assert food["joining"] == "Si passa una mattina in magazzino, poi se ne parla."
    assert (food["strips"][0].name, food["strips"][0].whose) == ("Rete Cibo Valdoria", "")
    # Of two addresses in one street only that of what is on the sheet; where nothing says one, that of the network.
    assert food["where"] == ""
    assert food["more"] == "C'è anche: Pacchi del sabato, Emporio La Madia e La borsa della spesa."
    network = posters["locandine/reti/rete-citta-solidale/"]
    assert network["where"] == "Sala del Consiglio, piazza della Torre 1"
    assert [line.number for line in network["lines"]] == ["0999 000 102"]
    assert (network["strips"][-1].number, *network["strips"][-1].more) == (
        "0999 000 102",
        "Al telefono: lunedì, mercoledì e venerdì, 9–12",
    )
    # Where there is no number nobody is told to call, and the strip says of whom its address is.
    valley = posters["locandine/reti/rete-alta-valle/"]
    assert (valley["check"], network["check"]) == ("poster.look", "poster.check")
    assert valley["strips"][0].name == "Tavolo anziani dell'alta valle"
    assert valley["strips"][0].address != ()
    # Who hangs a sheet for a network at rest would send people in vain.
    assert "locandine/reti/rete-orti-e-cortili/" not in posters
    # What ends within weeks is not put forward by a sheet that hangs for months.
    walk = posters["locandine/reti/rete-vicini-di-casa/"]
    assert [line.answers for line in walk["lines"]] == [
        "Al telefono risponde Oratorio San Luca: dal lunedì al venerdì, 16–18",
        "Al telefono risponde Auser Ponte: martedì, 9–12",
    ]
    assert "Quattro passi lungo il fiume" not in {spot.name for line in walk["lines"] for spot in line.spots}


def test_a_code_is_the_same_for_the_same_address() -> None:
    """One drawing without anything of the address in its markup; none where a site has no address."""
    assert qr("https://reti.example/") == qr("https://reti.example/")
    assert "reti.example" not in qr("https://reti.example/")
    assert qr("") == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://reti.example/",
        "https://catalogo.valdoria.example/ho-bisogno/mangiare/",
        "https://catalogo.valdoria.example/locandine/reti/rete-dei-doposcuola-di-quartiere-e-delle-biblioteche/",
    ],
)
def test_a_worn_print_of_a_code_leads_to_its_address(address: str) -> None:
    """A reader of codes finds the address in a print that is faded, out of focus and askew."""
    drawing = str(qr(address)).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    print_of_it = Image.open(BytesIO(png(drawing.encode(), 4))).convert("RGBA")
    paper = Image.new("RGBA", print_of_it.size, "white")
    paper.alpha_composite(print_of_it)
    worn = (
        paper.convert("L")
        .rotate(7, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
        .filter(ImageFilter.GaussianBlur(1.6))
    )
    read = zxingcpp.read_barcodes(worn.point(lambda shade: 90 + 0.4 * shade))
    assert [code.text for code in read] == [address]
