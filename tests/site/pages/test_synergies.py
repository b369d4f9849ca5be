"""Who could work together, as the site tells it: with reasons, with whom to call, and never as a verdict."""

import csv
import re
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from html import unescape
from io import StringIO
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from generator.catalogue.entries import Entry
from generator.checking import check
from generator.locale import load
from generator.matching import Kind
from generator.reading.folder import read_folder
from generator.site.model import Site
from generator.site.pages.synergies.matrix import matrix_of_catalogue
from generator.site.pages.synergies.page import FIRST
from generator.site.pages.synergies.table import NAMES, synergy_files
from generator.site.parts.contacts import MAIL, office_email
from generator.site.parts.hints import by_kind
from generator.site.parts.introductions import introduction
from generator.site.parts.reach import reached_at
from generator.site.preview import PreviewSite
from generator.site.render import site_of
from generator.site.settings import settings
from tests.conftest import TODAY
from tests.site.conftest import Pages, site_in

ROOT = Path(__file__).parents[3]
TOWN = ROOT / "examples" / "valdoria"


@cache
def example() -> Site:
    """Read the example town once."""
    return site_in(TOWN)


@pytest.fixture(scope="session")
def town_pages(example_pages: Pages) -> Pages:
    """Return the pages of the example town."""
    return example_pages


def words_of(html: str) -> str:
    """Return what people read on a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def section(html: str, name: str) -> str:
    """Return the words of a section of a page, by its id."""
    part = re.search(rf'<section[^>]* id="{name}".*?</section>', html, re.DOTALL)
    return words_of(part[0]) if part else ""


@pytest.mark.parametrize(
    ("activity", "likeness"),
    [
        ("la-lanterna/doposcuola-lanterna", "Compiti in oratorio"),
        ("oratorio-san-luca/compiti-in-oratorio", "Doposcuola La Lanterna"),
        ("cpia-del-lento/italiano-di-base", "Scuola di italiano"),
        ("auser-ponte/quattro-passi", "Camminata del mercoledì"),
    ],
)
def test_an_activity_says_what_is_like_it_and_why(town_pages: Pages, activity: str, likeness: str) -> None:
    """Name, reasons and whom to call stand on the page of either side."""
    words = section(town_pages[f"attivita/{activity}/"], "simili")
    assert likeness in words
    assert "tesse persone" in words
    assert "Chi contattare:" in words


def test_what_is_the_same_is_said_once(town_pages: Pages) -> None:
    """What the two are to each other, and what to do about it, stands before all of its kind; a pair says why."""
    words = section(town_pages["sinergie/"], "alike").replace("&#39;", "'")
    assert words.count("parlarsi prima di tutto") == 1
    assert words.count("Sembra la stessa cosa") == 1
    why = "nello stesso quartiere, per le stesse persone, in orari che si toccano."
    assert f"aiuto allo studio, {why} Doposcuola" in words, "what both are, why, then who"
    assert "si occupano della stessa cosa" not in words.casefold()


def test_what_has_been_weighed_is_silent(town_pages: Pages) -> None:
    """A pair that somebody has judged is on no page."""
    assert "Merenda dei nonni" not in section(town_pages["attivita/rete-vicini-di-casa/caffe-in-cortile/"], "simili")


def test_two_parties_on_one_day_are_told_to_who_organises_them(town_pages: Pages) -> None:
    """A clash of dates has its day among the hints; on the page of a party the other is one more to go to."""
    page = section(town_pages["attivita/centro-anziani-mulini/festa-dei-mulini/"], "simili")
    assert "Festa del Ponte" in page
    assert "lo stesso giorno" not in page
    assert "Il 12 settembre, in quartieri vicini." in section(town_pages["sinergie/"], "clashes")


def test_without_likenesses_the_same_kind_is_shown(town_pages: Pages) -> None:
    """Where nothing is alike the section is not there, and who does the same elsewhere is."""
    lonely = [activity for activity in example().activities if not example().synergies.alike_to(activity)]
    pages = {activity.id: town_pages[f"attivita/{activity.id}/"] for activity in lonely}
    assert pages
    assert [activity for activity, page in pages.items() if 'id="simili"' in page] == []
    assert [activity for activity, page in pages.items() if "Chi altro lo fa: " in page]


def test_a_network_says_whom_it_could_meet(town_pages: Pages) -> None:
    """The networks nearby, what they share and whom to call."""
    words = section(town_pages["reti/rete-memoria/"], "reti-vicine")
    assert "Tavolo anziani dell'alta valle" in words.replace("&#39;", "'")
    assert "temi in comune: Invecchiare bene" in words


def test_nobody_is_proposed_as_its_own_table(town_pages: Pages) -> None:
    """Where two meet already is a network of both: one that runs an activity counts if who runs the other is in it."""
    town = example()
    for pair in town.synergies.alike:
        for mine, other in ((pair.here, pair.there), (pair.there, pair.here)):
            if mine.operator in pair.together:
                member_of = {tie.network.id for tie in town.catalogue.memberships.get(other.operator.id, ())}
                assert mine.operator.id in member_of | {network.id for network in other.networks}
    assert "Si incontrano già in" in section(town_pages["sinergie/"], "alike")


def test_whom_to_call_is_told_where_somebody_answers(tmp_path: Path, render_page: Callable[[Site, str], str]) -> None:
    """With one contact the other has its page; with none the line is not there."""
    town = shutil.copytree(TOWN, tmp_path / "town", ignore=shutil.ignore_patterns(".intreccio"))
    for name in ("la-lanterna", "oratorio-san-luca"):
        file = town / "organizations" / f"{name}.yml"
        lines = file.read_text("utf-8").splitlines()
        file.write_text("\n".join(line for line in lines if not line.startswith(("contatti:", "sito:"))), "utf-8")
        item = _first_pair(render_page(site_in(town), "sinergie/"))
        assert ("Recapito mancante: aggiungilo" in item) == (name == "la-lanterna")
    assert "Chi sentire:" not in item


def _first_pair(hints: str) -> str:
    """Return the words of the first pair of activities on the page of all hints."""
    item = re.search(r'id="alike".*?<li class="duo"[^>]*>(.*?)</li>', hints, re.DOTALL)
    words = words_of(item[1]).replace("&#39;", "'") if item else ""
    assert "Doposcuola La Lanterna" in words
    return words


def test_names_stand_where_no_article_is_missed(render_page: Callable[[Site, str], str]) -> None:
    """Who belongs to both networks, and the office, come after a colon."""
    catalogue = check(read_folder(ROOT), date(2026, 11, 22)).catalogue
    site = site_of(catalogue, settings(ROOT), load("interface", "it"))
    words = words_of(render_page(site, "sinergie/"))
    assert "Fa parte di entrambe: Comune di Bergamo" in words
    assert "Chiedilo a chi cura il catalogo: Redazione del catalogo," in words


def test_a_notice_that_leads_to_its_own_record_shows_its_contacts(town_pages: Pages) -> None:
    """«Through» oneself is no answer: the contacts of the record are."""
    notice = re.search(r"Una sala da 40 posti.*?</li>", town_pages["bisogni/"], re.DOTALL)
    assert notice is not None
    assert "reti@comune.valdoria.example" in notice[0]
    assert "Tramite" not in notice[0]


@pytest.mark.parametrize(
    ("codes", "line"),
    [
        (["valdoria-fornaci"], "Fornaci"),
        (["valdoria-fornaci", "valdoria-stazione"], "Fornaci e Stazione"),
        (["valdoria-fornaci", "roccaluce"], "Fornaci (Valdoria), Roccaluce"),
        (["valdoria", "roccaluce"], "Valdoria, Roccaluce"),
        (["valdoria-fornaci", "valdoria-stazione", "valdoria-ponte"], "Fornaci, Stazione e Ponte"),
        (
            ["valdoria-fornaci", "valdoria-ponte", "valdoria-colle", "roccaluce"],
            "Fornaci e Ponte (Valdoria) e altri 2 luoghi",
        ),
        ([], ""),
    ],
)
def test_a_town_is_not_one_more_place(codes: list[str], line: str) -> None:
    """The quarters of one town stand together, and their town is said once; the catalogue's own is not said of them."""
    assert example().places_line(codes) == line


def test_networks_that_know_each_other_are_not_introduced() -> None:
    """A relation, a nesting or a common activity is enough to say nothing."""
    networks = example().catalogue.networks
    for network in networks.values():
        tied = {
            related.id
            for _, related, _ in example().catalogue.related.get(network.id, ())
            if isinstance(related, Entry)
        }
        assert tied.isdisjoint(encounter.there.id for encounter in example().synergies.near(network))


def test_the_page_has_every_kind_of_hint(town_pages: Pages) -> None:
    """Likenesses, exchanges, networks and coverage, each with what was planted in the town."""
    page = town_pages["sinergie/"]
    assert "Doposcuola La Lanterna" in section(page, "alike")
    assert "Guardaroba del Sole ODV" in section(page, "exchanges")
    assert "Porte Aperte" in section(page, "encounters")
    assert "Dove manca" in section(page, "mancano")
    assert "Valdoria" in page.split('id="coverage"')[1].split("</table>")[0]


def brief_of(page: str) -> list[tuple[str, int, str]]:
    """Return where each line of the summary leads, its number and its words."""
    lines = re.findall(r'<li><a href="#([^"]+)"><strong>(\d+)</strong> <span[^>]*>(.*?)</span>', page)
    return [(anchor, int(number), unescape(words)) for anchor, number, words in lines]


def test_the_first_lines_say_for_whom_and_sum_up_every_section(town_pages: Pages) -> None:
    """For whom it is; then what there is, in numbers that lead to their part, in the order of the page.

    A list of sections as the first sentence said neither. Where nobody is stands before the long list of likenesses.
    """
    page = town_pages["sinergie/"]
    lead = re.search(r'<p class="lead">(.*?)</p>', page)
    assert lead is not None
    assert unescape(lead[1]).startswith("Per chi è in un'associazione")
    lines = brief_of(page)
    anchors = [anchor for anchor, _, _ in lines]
    assert anchors == ["exchanges", "clashes", "mancano", "alike", "encounters"]
    places = [page.index(f' id="{anchor}"') for anchor in anchors]
    assert places == sorted(places)
    assert page.index(' id="mancano"') < page.index(' id="coverage"') < page.index(' id="alike"')
    assert ("alike", len(example().synergies.alike), "coppie di attività si somigliano") in lines
    assert "<h1>Possibili collaborazioni</h1>" in page
    assert ">Possibili collaborazioni</a>" in town_pages["insieme/"]


def test_hints_are_as_many_wherever_they_are_counted(town_pages: Pages) -> None:
    """The lines of the summary add up to its heading, to what stands in the page, and to its places."""
    page = town_pages["sinergie/"]
    number = sum(count for _, count, _ in brief_of(page))
    assert number == len(re.findall(r'data-temi="', page))
    assert f"data-total>{number} occasioni<" in page
    places = re.search(r'<details class="more synergies__towns">.*?</details>', page, re.DOTALL)
    assert places is not None
    for town, told in re.findall(r'href="territori/([a-z-]+)/">[^<]* <span>(\d+)<', places[0]):
        assert int(told) == sum(count for _, count, _ in brief_of(town_pages[f"sinergie/territori/{town}/"])), town


@pytest.mark.parametrize("address", ["sinergie/", "sinergie/territori/valdoria/", "sinergie/territori/roccaluce/"])
def test_a_number_is_what_one_can_count(town_pages: Pages, address: str) -> None:
    """Lines of the summary and headings say how many stand in their part; one is never «coppie»."""
    page = town_pages[address]
    lines = brief_of(page)
    assert lines
    for anchor, number, words in lines:
        assert not (number == 1 and re.match("coppie|richieste|temi", words)), words
        part = page.split(f' id="{anchor}"')[1].split("</section>")[0]
        assert len(re.findall(r'data-temi="', part)) == number, anchor
        assert f"<small>{number}</small></h2>" in part, anchor
    kinds = re.split(r'<div class="duo-kind', page.split(' id="alike"')[1].split("</section>")[0])[1:]
    for kind in kinds:
        told = re.search(r"<small>(\d+)</small>", kind)
        assert told is not None
        assert int(told[1]) == kind.count('<li class="duo"')


def test_of_each_kind_some_are_shown_at_once(town_pages: Pages) -> None:
    """The first where there are many, and all the others unfold; never a single one alone."""
    page = town_pages["sinergie/"]
    groups = re.split(r'<section[^>]*data-genere|<div class="duo-kind"', page)[1:]
    counts = []
    for group in groups:
        shown, _, folded = group.partition('<details class="synergies__rest')
        counts.append((shown.count('<li class="duo"'), folded.count('<li class="duo"')))
    assert sum(shown + folded for shown, folded in counts) == example().synergies.whole.total
    assert (FIRST, 7) in counts
    assert [(shown, folded) for shown, folded in counts if shown > FIRST + 1 or (folded and shown != FIRST)] == []
    assert (FIRST + 1, 0) in counts
    assert "Mostra l'altr" not in unescape(page)
    assert "Mostra le altre 7" in page


@pytest.mark.parametrize("address", ["sinergie/", "sinergie/territori/valdoria/"])
def test_what_narrows_covers_every_section(town_pages: Pages, address: str) -> None:
    """Each theme and place of the two choices finds as many as it says, gaps among them, and none is left out."""
    page = town_pages[address]
    items = [[codes.split() for codes in found] for found in re.findall(r'data-temi="(.*?)" data-luoghi="(.*?)"', page)]
    assert len(items) == page.count('<li class="duo"') + len(re.findall(r'<tr role="row" data-temi', page))
    for at, name in enumerate(("tema", "luogo")):
        choice = re.search(rf'<select id="scegli-{name}".*?</select>', page, re.DOTALL)
        assert choice is not None
        options = re.findall(r'<option value="([^"]+)".*?>[^<]* \((\d+)\)</option>', choice[0])
        counts = Counter(code for item in items for code in set(item[at]))
        assert {code: int(count) for code, count in options} == counts
    assert {"ambiente", "digitale"} <= set(re.findall(r'<option value="([^"]+)"', page))


def test_what_is_seen_at_a_glance_is_not_narrowed(town_pages: Pages) -> None:
    """Two choices over a single pair promise more than there is; no script is loaded for them."""
    page = town_pages["sinergie/territori/roccaluce/"]
    assert page.count('<li class="duo"') == 1
    assert "data-filter" not in page
    assert "pages/synergies/page.js" not in page
    assert "pages/synergies/page.js" in town_pages["sinergie/"]


def test_what_may_be_the_same_comes_after_what_is(town_pages: Pages) -> None:
    """In one group, whose last pairs say that only who organises them knows: two headings said nearly the same."""
    words = section(town_pages["sinergie/"], "alike").replace("&#39;", "'")
    pairs = [pair for pair in example().synergies.alike if pair.is_maybe or pair.kind is Kind.OVERLAP]
    doubtful = [pair for pair in pairs if pair.is_maybe]
    assert doubtful
    assert f"Sembra la stessa cosa {len(pairs)} " in words
    assert "Forse la stessa cosa" not in words
    own = town_pages["sinergie/"].split('id="same"')[1].split('class="duo-kind"')[0]
    told = ["Forse: non è sicuro" in pair for pair in pairs_on(own)]
    assert told == [False] * (len(pairs) - len(doubtful)) + [True] * len(doubtful)


def test_pairs_that_all_may_be_the_same_are_called_so() -> None:
    """Their heading is no surer than they are."""
    doubtful = [pair for pair in example().synergies.alike if pair.is_maybe]
    (kind,) = by_kind(doubtful)
    assert kind.title == "Forse la stessa cosa"


def test_a_pair_is_compared_fact_by_fact(town_pages: Pages) -> None:
    """What, who, where and when stand in rows, side by side; what is the same for both is said once, across them."""
    pair = next(pair for pair in pairs_on(town_pages["sinergie/"]) if "Doposcuola La Lanterna" in pair)
    heads = [words_of(head) for head in re.findall(r'<th scope="col">(.*?)</th>', pair)]
    assert heads == ["Doposcuola La Lanterna", "Compiti in oratorio"]
    rows = {
        words_of(name): cells for name, cells in re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', pair, re.DOTALL)
    }
    assert list(rows) == ["Chi", "Dove", "Quando"]
    assert [rows[name].count("<td") for name in rows] == [2, 1, 2]
    assert "Doposcuola e aiuto allo studio, nello stesso quartiere" in pair, "what both are is said before why"
    assert 'colspan="2"' in rows["Dove"]
    assert words_of(rows["Chi"]) == "La Lanterna APS Oratorio San Luca"


def test_what_is_written_of_one_alone_is_missing_of_the_other(render_page: Callable[[Site, str], str]) -> None:
    """An empty cell would look like a fault of the page."""
    catalogue = check(read_folder(ROOT), date(2026, 11, 22)).catalogue
    page = render_page(site_of(catalogue, settings(ROOT), load("interface", "it")), "sinergie/")
    assert '<td><span class="quiet">non è scritto</span></td>' in page
    assert "<td></td>" not in page.replace("<thead><tr><td></td>", "")


def test_that_it_is_not_needed_is_said_apart_from_whom_to_call(town_pages: Pages) -> None:
    """Each pair has its answer in sight: nobody looks for it under a button that says the opposite."""
    for pair in pairs_on(town_pages["sinergie/"]):
        seen = pair.rpartition("</details>")[2]
        assert "partecipa/#" in seen
        assert re.search("Non serve più|Ci conosciamo già", seen)


def pairs_on(page: str) -> list[str]:
    """Return the pairs of a page, as they are written."""
    return re.findall(r'<li class="duo".*?</li>', page, re.DOTALL)


def test_an_offer_that_was_only_read_asks_to_be_confirmed(valdoria: Path, rendered: Callable[[Path], Pages]) -> None:
    """Beside what it gives, as where notices are listed; what its owner told needs no such word."""
    record = (
        "nome: {name}\ntipo: odv\nterritori: [valdoria-ponte]\nfonti: [{{url: 'https://a.example'}}]\n"
        "{key}: [{{risorsa: mezzi_trasporto, descrizione: Un furgone}}]\n{more}"
    )
    told = "verifica: {data: 2026-11-01, da: Cercatori, metodo: telefono}\n"
    for name, key, more in (("Cercatori", "bisogni", told), ("Prestatori", "offerte", "")):
        text = record.format(name=name, key=key, more=more)
        (valdoria / "organizations" / f"{name.lower()}.yml").write_text(text, "utf-8")
    pairs = pairs_on(rendered(valdoria)["sinergie/"])
    (sought, given) = next(
        re.findall(r"<td>(.*?)</td>", pair.partition(">Cosa</th>")[2], re.DOTALL)[:2]
        for pair in pairs
        if "Prestatori" in pair and "Cercatori" in pair
    )
    assert ("chiedi conferma" in sought, "chiedi conferma" in given) == (False, True)


def test_every_pair_leads_to_where_it_can_be_told(town_pages: Pages) -> None:
    """What is decided goes to the form, told which record and which other one: both are there."""
    site = example()
    known = {*site.catalogue.networks, *site.catalogue.organizations, *site.catalogue.activities}
    pairs = pairs_on(town_pages["sinergie/"])
    keys = {"simile": 0, "relazione": 0, "risolto": 0}
    for pair in pairs:
        links = re.findall(r'href="\.\./partecipa/#(scheda=[^"]*)">(Ci conosciamo|Non c|Non serve)', pair)
        asked = [(parse_qs(unescape(link)), label) for link, label in links]
        assert asked
        for answer, label in asked:
            (key,) = answer.keys() & keys.keys()
            keys[key] += 1
            assert answer["scheda"][0] in known
            assert key == "risolto" or answer[key][0] in known
            assert answer.get("esito", [""])[0] == (
                "" if key != "simile" else "coordinata" if label == "Ci conosciamo" else "diversa"
            )
    hints = site.synergies.whole
    assert keys == {
        "simile": 2 * (len(hints.alike) + len(hints.clashes)),
        "relazione": len(hints.encounters),
        "risolto": len(hints.exchanges),
    }


def test_a_ready_letter_goes_to_both(town_pages: Pages) -> None:
    """Both mailboxes, both pages, why, and where to say that they know each other."""
    pair = next(pair for pair in pairs_on(town_pages["sinergie/"]) if "Doposcuola La Lanterna" in pair)
    link = re.search(r'class="button button--quiet" href="(mailto:[^"]*)">([^<]*)', pair)
    assert link is not None
    assert "a tutti e due" in unescape(link[2])
    to, _, query = unescape(link[1]).removeprefix("mailto:").partition("?")
    letter = {key: values[0] for key, values in parse_qs(query.replace("+", "%2B")).items()}
    assert to.split(",") == ["reti@comune.valdoria.example", "segreteria@oratoriosanluca.example"]
    for told in ("attivita/la-lanterna/doposcuola-lanterna/", "attivita/oratorio-san-luca/compiti-in-oratorio/"):
        assert told in letter["body"]
    assert "per le stesse persone" in letter["body"]
    assert "partecipa/#scheda=la-lanterna/doposcuola-lanterna&simile=oratorio" in letter["body"]
    assert letter["subject"] == "Lavorare insieme: Doposcuola La Lanterna e Compiti in oratorio"


def test_every_pair_has_words_for_both_and_no_letter_to_who_has_no_mailbox() -> None:
    """The ready message names both sides; letters go to mailboxes of theirs, or to the office where neither answers."""
    site = example()
    hints = site.synergies.whole
    office = office_email(site.settings["ufficio"])
    pairs = [hint for kind in ("alike", "clashes", "encounters") for hint in getattr(hints, kind)]
    ways = [(hint, introduction(site, hint)) for hint in pairs]
    assert [way for hint, way in ways if hint.here.name not in way.words or hint.there.name not in way.words] == []
    boxes = {way.letter.partition("?")[0].removeprefix("mailto:") for _, way in ways if way.letter}
    assert any("," in box for box in boxes)
    for hint, way in ways:
        sides = [site.contacts_of(side) for side in (hint.here, hint.there)]
        owned = {contact.value for contacts in sides for contact in contacts if contact.kind in MAIL} | {office}
        to = way.letter.partition("?")[0].removeprefix("mailto:")
        assert set(filter(None, to.split(","))) <= owned
        assert "due" in way.label or "," not in to
        assert "due" not in way.label or all(any(one.kind in MAIL for one in contacts) for contacts in sides)


def test_a_verdict_is_nowhere(town_pages: Pages) -> None:
    """«Sovrapposizione» is a word of commands and editors, never of the site."""
    assert [address for address, html in town_pages.items() if "sovrapposizion" in words_of(html).casefold()] == []


def test_every_town_has_its_hints(town_pages: Pages) -> None:
    """The page of a town holds exactly its hints, and links back to all of them."""
    for town, hints in example().synergies.by_town.items():
        page = town_pages[f"sinergie/territori/{town.replace('_', '-')}/"]
        assert page.count('<li class="duo"') == hints.total
        assert 'href="../../../sinergie/"' in page


def test_the_table_of_who_does_what_counts_each_activity_once() -> None:
    """A town counts what happens in its quarters, each activity once, and quarters follow their town."""
    site = example()
    rows = {row.place: row for row in matrix_of_catalogue(site).rows}
    assert len(site.catalogue.in_territory(site.catalogue.current_activities)["valdoria"]) == rows["valdoria"].total
    assert next(iter(rows)) == "valdoria"
    parts = [row.is_part for row in rows.values()]
    assert sum(before != after for before, after in pairwise(parts)) == 2


def test_a_gap_says_who_could_tell_how() -> None:
    """Where a quarter lacks a theme, the sister quarters that have it are named."""
    gaps = matrix_of_catalogue(example()).gaps
    assert gaps
    counts = example().matching.coverage.counts
    assert all((gap.theme, place) in counts for gap in gaps for place in gap.present)
    assert not any((gap.theme, place) in counts for gap in gaps for place in gap.missing)


def test_every_quarter_stands_in_the_row_of_a_gap(town_pages: Pages) -> None:
    """Where it is missed, where it is, and where somebody comes from elsewhere: no quarter is left to wonder about."""
    site = example()
    gaps = matrix_of_catalogue(site).gaps
    for gap in gaps:
        told = [*gap.missing, *gap.present, *gap.covered]
        sisters = set().union(*(site.catalogue.geography.sisters(place) for place in gap.missing))
        assert len(told) == len(set(told))
        assert set(told) == {*gap.missing, *sisters}
    rows = [words_of(row) for row in gap_rows(town_pages["sinergie/"])]
    said = [gap.covered for gap in gaps]
    assert any(said)
    assert ["ci arriva chi sta altrove, o ci pensa una rete" in row for row in rows] == [bool(one) for one in said]


def gap_rows(page: str) -> list[str]:
    """Return the rows of who is missed where."""
    return re.findall(r'<tr role="row" data-temi="[^"]*" data-luoghi="[^"]*">.*?</tr>', page, re.DOTALL)


def test_a_gap_says_whom_to_ask(town_pages: Pages) -> None:
    """Who does it already, in a quarter that has it: a name, a number or a mailbox, what and where."""
    site = example()
    gaps = matrix_of_catalogue(site).gaps
    rows = gap_rows(town_pages["sinergie/"])
    assert len(rows) == len(gaps)
    for gap, row in zip(gaps, rows, strict=True):
        assert "A chi chiedere" in row
        assert gap.ask in site.catalogue.current_activities
        assert gap.ask is not None
        assert gap.theme in gap.ask.themes
        assert gap.asked_in
        assert set(gap.asked_in) <= set(gap.present) & set(gap.ask.territories)
        way = reached_at(site, gap.ask)
        assert way is not None
        assert f'<a href="{way.href}">' in row
        places = site.words.listed(site.words.labels("territori", gap.asked_in))
        assert f"lo fa già ({places}): {gap.ask.name}" in words_of(row)


def test_where_nobody_who_does_it_can_be_reached_the_office_is_asked(
    render_page: Callable[[Site, str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It keeps the catalogue, and no network of another theme or of those quarters stands in."""
    monkeypatch.setattr("generator.site.pages.synergies.matrix.reached_at", lambda *_: None)
    site = site_of(example().catalogue, settings(TOWN), load("interface", "it"))
    rows = gap_rows(render_page(site, "sinergie/"))
    assert rows
    assert all("reti@comune.valdoria.example" in row and "cura questo catalogo" in row for row in rows)


def test_days_for_an_answer_are_not_days_of_what_is_sought(town_pages: Pages) -> None:
    """«Quando» is when a thing is needed; by when to answer stands in a row of its own."""
    part = town_pages["sinergie/"].split(' id="exchanges"')[1].split("</section>")[0]
    rows = [(words_of(name), cells) for name, cells in re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', part)]
    assert not any("entro il" in cells or "fino al" in cells for name, cells in rows if name == "Quando")
    assert sum(name == "Fino a quando" for name, _ in rows) == part.count('<li class="duo"')


def test_help_of_another_kind_takes_no_turns(town_pages: Pages) -> None:
    """An evening a month among relatives is not what one goes to who cannot come to an afternoon of respite."""
    alike = section(town_pages["sinergie/"], "alike")
    assert "Un pomeriggio per te" not in alike
    assert "Emporio La Madia" in alike, "the same object, on other days"


@pytest.mark.parametrize(("home", "told"), [("Valdoria", False), ("", True)])
def test_quarters_say_their_town_where_the_catalogue_is_of_many(
    home: str, told: bool, render_page: Callable[[Site, str], str]
) -> None:
    """«Centro» alone says nothing where several towns have one; in the catalogue of a town it says enough."""
    of = settings(TOWN)
    of = {**of, "extra": {**of["extra"], "catalogue": {**of["extra"]["catalogue"], "comune": home}}}
    page = render_page(site_of(example().catalogue, of, load("interface", "it")), "sinergie/")
    rows = re.findall(r'<tr role="row" data-temi.*?</th>', page, re.DOTALL)
    assert rows
    assert {"<small>Valdoria</small>" in row for row in rows} == {told}


def table(name: str) -> list[list[str]]:
    """Return the cells of a downloaded table."""
    content = dict(synergy_files(example()))[NAMES[name]].decode("utf-8-sig")
    return list(csv.reader(StringIO(content), delimiter=";"))


@pytest.mark.parametrize("name", NAMES)
def test_a_table_has_as_many_cells_as_its_heading(name: str) -> None:
    """Every row of every table is as wide as its heading, in both languages."""
    rows = table(name)
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    english = load("interface", "en")(f"synergies.columns_{name}").split("; ")
    assert len(english) == len(rows[0])


def test_the_tables_hold_everything() -> None:
    """As many rows as hints."""
    hints = example().synergies
    assert len(table("alike")) - 1 == len(hints.alike) + len(hints.clashes)
    assert len(table("encounters")) - 1 == len(hints.encounters)
    assert len(table("exchanges")) - 1 == len(hints.exchanges)


def test_an_empty_catalogue_invites(valdoria: Path, rendered: Callable[[Path], Pages]) -> None:
    """Where nothing is alike, offered or missing, the page says what one can do."""
    for folder in ("networks", "organizations"):
        for path in (valdoria / folder).glob("*.yml"):
            path.unlink()
    words = words_of(rendered(valdoria)["sinergie/"])
    assert "Per ora nessuna richiesta incontra" in words
    assert "Non ci sono ancora attività da contare" in words


def test_a_large_catalogue_is_served_before_it_is_compared(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one writes, what takes long to compare is left to the whole build."""
    monkeypatch.setattr("generator.site.preview._MOST_MATCHED_AT_ONCE", 1)
    live = PreviewSite(check(read_folder(town), TODAY).catalogue, town)
    activity = next(iter(check(read_folder(town), TODAY).catalogue.activities))
    assert live.page("sinergie/") is None
    assert live.page(f"attivita/{activity}/") is not None


def test_the_real_catalogue_knows_its_traps() -> None:
    """Parties of different quarters, bodies with one operator and other towns bring nobody together."""
    catalogue = check(read_folder(ROOT), date(2026, 11, 22)).catalogue
    synergies = site_of(catalogue, settings(ROOT), load("interface", "it")).synergies
    assert [
        pair for pair in synergies.alike if pair.here.record.kinds[0] == pair.there.record.kinds[0] == "festa"
    ] == []
    assert [pair for pair in synergies.alike if pair.here.operator is pair.there.operator] == []
    classes = {
        "bergamo-accademia-integrazione/corso-annuale-con-tirocinio",
        "bergamo-sai/scuola-di-italiano-e-licenza-media",
    }
    assert classes in [{pair.here.id, pair.there.id} for pair in synergies.alike]


def test_an_activity_shows_only_others_of_its_kind_or_object() -> None:
    """Who reads of one looks for another such; what its organisers could do together stands among the synergies."""
    town = example()
    kinds = {
        activity.id: set(activity.record.kinds) | set(town.matching.corpus.profiles[activity.id].claims)
        for activity in town.activities
    }
    objects = {activity.id: town.matching.corpus.profiles[activity.id].objects.about for activity in town.activities}
    shown = [pair for activity in town.activities for pair in town.synergies.alike_to(activity)]
    assert shown
    of_one_object = [pair for pair in shown if objects[pair.here.id] & objects[pair.there.id]]
    assert of_one_object
    assert [
        pair for pair in shown if pair not in of_one_object and kinds[pair.here.id].isdisjoint(kinds[pair.there.id])
    ] == []


def test_several_quarters_in_common_are_said_as_several(town_pages: Pages) -> None:
    """And what is all over the town meets what is in a part of it in one municipality, not in some zone."""
    page = unescape(town_pages["sinergie/"])
    (pair,) = (pair for pair in pairs_on(page) if "Porte Aperte" in pair and "Patto educativo" in pair)
    assert "Negli stessi quartieri; temi in comune" in pair
    (van,) = (pair for pair in pairs_on(page) if "Un furgone il mercoledì" in pair)
    assert "Mezzi di trasporto, nello stesso comune." in van
