"""The same question has the same answer on every page: numbers of one page beside those of the page it leads to."""

import html
import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from generator.site.model import Chip, Site
from generator.site.page import Page
from generator.site.pages.connections.ties import connections_among
from generator.site.pages.home.page import home
from generator.site.pages.record_list.page import network_list
from generator.site.pages.statistics.charts import Chart, charts
from generator.site.pages.statistics.figures import figures
from generator.site.pages.statistics.page import evidence_pages
from generator.site.pages.term.page import activity_kind_pages, audience_pages, territory_pages, theme_pages
from generator.site.pages.term_list.page import activity_kind_list, audience_list, territory_list, theme_list
from generator.site.parts.emergency import DANGER
from generator.site.parts.maps.places import place_map
from generator.site.parts.maps.themes import by_family
from tests.conftest import EXAMPLE
from tests.site.conftest import Pages, site_in

SHIPPED = Path(__file__).parents[3]
LISTS: dict[str, tuple[Callable[[Site], Iterator[Page]], Callable[[Site], Iterator[Page]]]] = {
    "tema": (theme_list, theme_pages),
    "destinatari": (audience_list, audience_pages),
    "territorio": (territory_list, territory_pages),
    "tipo": (activity_kind_list, activity_kind_pages),
}


@pytest.fixture(scope="module", params=[EXAMPLE, SHIPPED], ids=["example", "shipped"])
def either(request: pytest.FixtureRequest) -> Site:
    """Read the example town, then the catalogue that is shipped."""
    return site_in(request.param)


@pytest.fixture(scope="module")
def example() -> Site:
    """Read the example town."""
    return site_in(EXAMPLE)


def chips_of(page: Page) -> list[Chip]:
    """Return every term of a list, with those inside others."""
    context = page.context

    def of_group(group: Any) -> Iterator[Chip]:
        yield from (kind.chip for kind in group.kinds) if hasattr(group, "kinds") else group.chips

    wide = (area[0] for _, areas in context.get("wide", ()) for area in areas)
    first = chain(chain.from_iterable(map(of_group, context["groups"])), wide)

    def with_below(chip: Chip) -> Iterator[Chip]:
        yield chip
        yield from chain.from_iterable(map(with_below, chip.below))

    return list(chain.from_iterable(map(with_below, first)))


@pytest.mark.parametrize("kind", LISTS)
def test_the_number_beside_a_term_is_that_of_the_page_it_leads_to(kind: str, either: Site) -> None:
    """Every term with a page is in its list, once, with as many activities as its page lists, or what else it lists."""
    (listed,) = LISTS[kind][0](either)
    pages: dict[str, Page] = {}
    for page in LISTS[kind][1](either):
        pages.setdefault(page.address, page)
    chips = chips_of(listed)
    assert {chip.code for chip in chips} == set(either.holdings(kind))
    assert len(chips) == len({chip.code for chip in chips})
    for chip in chips:
        context = pages[chip.address].context
        assert chip.count == len(context["activities"]), chip.code
        groups = ("activities", "networks", "organizations", "practices")
        said = [either.words.count(f"count.{name}", len(context[name])) for name in groups if context[name]]
        if either.holdings(kind)[chip.code].total:
            assert chip.counted == said[0], chip.code


def test_the_first_page_says_the_same(either: Site) -> None:
    """Its chips have the numbers of the lists."""
    (first,) = home(either)
    for _, kind, chips, _ in first.context["ways"]:
        held = either.holdings(kind)
        assert {chip.code: chip.count for chip in chips} == {
            chip.code: len(held[chip.code].activities) for chip in chips
        }
    held = either.holdings("territorio")
    assert all(chip.count == len(held[chip.code].activities) for chip in first.context["places"])


def test_a_town_is_its_quarters_and_what_is_for_all_of_it(example: Site) -> None:
    """The sentence beside a town adds up, and says where its quarters count something more than once."""
    (page,) = territory_list(example)
    groups = {group.name: group.chips for group in page.context["groups"]}
    town = next(chip for chip in groups["comune"] if chip.code == "valdoria")
    said = page.context["sums"]["valdoria"]
    within, rest = map(int, re.findall(r"\d+", said))
    assert within + rest == town.count
    quarters = {chip.code for chip in groups["quartiere"]}
    geography = example.catalogue.geography
    inside = [one for one in example.activities if not quarters.isdisjoint(geography.with_wholes(one.territories))]
    assert len(inside) == within
    assert ("conta una volta" in said) is (sum(chip.count for chip in groups["quartiere"]) > len(inside))


def test_a_wider_area_names_its_towns_and_adds_up(example: Site) -> None:
    """What there is, and how much of it is for all of the area."""
    (page,) = territory_list(example)
    ((_, areas),) = page.context["wide"]
    towns = {chip.code: names for chip, names in areas}
    assert towns["alta-valle-del-lento"] == "Pieve al Lento, Borgomaggiore e Roccaluce"
    said_of = page.context["sums"]
    held, geography = example.holdings("territorio"), example.catalogue.geography
    for chip, _ in areas:
        *within, rest = map(int, re.findall(r"\d+", said_of[chip.code]))
        assert sum(within) + rest == chip.count
        # What is for a valley within the area is not for all of it, and in none of its towns: it is named.
        below = [place for place in geography.inside(chip.code) if place in held]
        assert sum(within) == len({one.id for place in below for one in held[place].activities})
        in_towns = [place for place in geography.parts(chip.code) if geography.is_town(place) and place in held]
        assert within[0] == len({one.id for place in in_towns for one in held[place].activities})
    assert "2 per Alta valle del Lento e" in said_of["ambito-del-lento"]
    (from_afar,) = [one.total for one in example.covering("roccaluce", 12, 3) if one.place == "ambito-del-lento"]
    assert f" e {from_afar} per tutta la zona" in said_of["ambito-del-lento"]


def test_a_street_stands_once_and_names_its_quarters(example: Site) -> None:
    """It has no heading of its own; who lives in the other quarter finds it by its name."""
    (page,) = territory_list(example)
    groups = page.context["groups"]
    assert [group.name for group in groups] == ["quartiere", "comune"]
    within = {
        chip.code: [(part.label, part.note) for part in chip.below]
        for group in groups
        for chip in group.chips
        if chip.below
    }
    assert within == {"valdoria-stazione": [("Via del Lavatoio", "sul confine fra Stazione e Fornaci")]}


def drawn(site: Site) -> dict[str, Chart]:
    """Return the charts of a catalogue by name."""
    return {chart.id: chart for chart in charts(site, figures(site))}


def test_a_place_has_one_number_on_maps_ribbons_and_pages(example: Site) -> None:
    """The map of places, that of the figures, the ribbons and the table theme by theme."""
    made, held = drawn(example), example.holdings("territorio")
    shown, other = place_map(example), made["luoghi"].map
    assert shown is not None
    assert other is not None
    here = {row.code: row.value for row in shown.rows}
    assert {row.code: row.value for row in other.rows if row.code in here} == {
        row.code: here[row.code] for row in other.rows if row.code in here
    }
    (table,) = made["flussi"].tables
    arriving = dict(zip(table.columns, map(sum, zip(*map(numbers, table.rows), strict=True)), strict=True))
    for row in made["luoghi"].tables[0].rows:
        if row.label in arriving:
            assert int(row.cells[0][0]) == arriving[row.label], row.label
    named = {example.words.label("territori", code): code for code in here}
    checked = [name for name in arriving if name in named]
    assert len(checked) > 4
    assert {name: arriving[name] for name in checked} == {name: len(held[named[name]].activities) for name in checked}
    assert {row.code: row.total for row in by_family(example, shown).rows} == here


def numbers(row: Any) -> list[int]:
    """Return the numbers of a row of a table; an empty cell is none."""
    return [int(text or 0) for text, _ in row.cells]


def test_each_group_of_people_has_the_number_of_its_page(either: Site) -> None:
    """The total that ends a row is what the page lists, narrower groups with it, and the title says the largest."""
    chart = drawn(either)["per-chi"]
    pages = {page.address: page for page in audience_pages(either)}
    totals = [(row.label, int(row.cells[0][0])) for row in chart.tables[0].rows]
    assert [total for _, total in totals] == [
        len(pages[row.address].context["activities"]) for row in chart.tables[0].rows
    ]
    wholes = [total for label, total in totals if not label.startswith("di cui: ")]
    assert wholes == sorted(wholes, reverse=True)
    # A group within another says so, below one that is as large at least.
    largest = 0
    for label, total in totals:
        largest = total if not label.startswith("di cui: ") else largest
        assert total <= largest, label
    wider = either.catalogue.vocabularies["destinatari"].ancestors
    codes = [row.address.split("/")[-2].replace("-", "_") for row in chart.tables[0].rows]
    assert [label.startswith("di cui: ") for label, _ in totals] == [
        not set(wider(code)).isdisjoint(codes) for code in codes
    ]
    assert totals[0][0] in chart.finding
    assert re.findall(r"\d+", chart.finding)[0] == str(totals[0][1])


def test_who_joins_networks_is_as_many_as_are_in_several(either: Site) -> None:
    """The figures and the page of what ties networks count the same bodies, in the same networks."""
    made = drawn(either).get("adesioni")
    joining = connections_among(either, either.current_networks).joining
    assert made is not None
    assert re.findall(r"\d+", made.finding)[0] == str(len(joining))


def test_networks_are_as_many_everywhere(example: Site) -> None:
    """Those that go on, of whom the list counts the active ones; who is over is counted nowhere."""
    (headline, *_), listed = next(evidence_pages(example)).context["headline"], next(network_list(example))
    number, label, _, beside, change = headline
    assert (number, label) == ("9", "Reti")
    assert beside == "di cui una sospesa"
    assert listed.context["counted"] == "8 reti attive", (
        "nine without the suspended one, which stands under its own heading"
    )
    assert number == str(len(connections_among(example, example.current_networks).networks))
    assert change == "+1 dalla fine del 2025"
    births = drawn(example)["nascita"]
    assert births.finding == "Reti nate negli ultimi 3 anni, dal 2024: 1 su 9"
    assert "C'è anche una rete conclusa" in births.question


def test_what_is_missing_is_counted_as_its_title_counts_it(either: Site) -> None:
    """The first row of the drawing is the title's, and leads to as many records."""
    for chart in drawn(either).values():
        if chart.is_gap and chart.drawing:
            told = re.search(r"(\d+) su (\d+)$", chart.finding)
            assert told is not None
            picture = str(chart.drawing.inline(chart.finding, str))
            assert re.findall(r">(\d+ su \d+)<", picture)[0] == told[0]
            assert max(int(row.cells[0][0]) for row in chart.tables[0].rows) == int(told[1])


def test_dashes_are_explained_where_there_are_some(site: Site, example: Site) -> None:
    """Where every network tells, nothing is dashed and nothing is said of it."""
    for one in (site, example):
        chart = drawn(one)["come-funzionano"]
        is_dashed = chart.drawing is not None and "drawing__unknown" in str(chart.drawing.inline("", str))
        assert ("tratteggio" in chart.question) is is_dashed


def test_narrower_groups_stand_inside_those_that_hold_them(example: Site) -> None:
    """A parent sees that one holds the others; danger has its numbers beside it."""
    (page,) = audience_list(example)
    held = {chip.code: [one.code for one in chip.below] for group in page.context["groups"] for chip in group.chips}
    assert held["minorenni"] == ["bambini", "ragazzi"]
    assert held["donne"] == ["donne_violenza"]
    assert "bambini" not in held


def test_the_number_for_who_is_in_danger_stands_in_the_list(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Beside the group of people whose page has it, and beside no other."""
    record = "nome: Ascolto\ntipo: odv\nterritori: [valdoria]\nfonti: [{url: 'https://a.example'}]\n"
    record += "attivita: [{nome: Ascolto, tipo: [antiviolenza], destinatari: [donne_violenza]}]\n"
    (valdoria / "organizations" / "ascolto.yml").write_text(record, "utf-8")
    page = rendered(valdoria)["destinatari/"]
    assert page.count("card__urgent") == 1
    told = re.search(r"donne-violenza/.*?</li>", page, re.DOTALL)
    assert told is not None
    assert f'href="tel:{DANGER}"' in told[0]


def test_kinds_are_rows_with_their_number(pages: Pages, site: Site) -> None:
    """A line each, no wall of links; families fold on a phone; no number counts «records»."""
    page = pages["tipi/"]
    (listed,) = activity_kind_list(site)
    # A family has no number: it would not be the sum of those below it. On a phone it names all of a few kinds.
    families = page.partition('<div class="kinds">')[2].partition('class="kinds__note"')[0]
    folded = [html.unescape(row) for row in re.findall(r"<summary>(.*?)</summary>", families)]
    assert not re.search(r"\d", re.sub(r"<[^>]*>", "", " ".join(folded)))
    for group, said in zip(listed.context["groups"], folded, strict=False):
        assert said.endswith("…</small>") is (len(group.kinds) > listed.context["named"] + 1)
    assert page.count(" open data-folds><summary><h2>") >= len(listed.context["groups"])
    rows = re.findall(r'<ul class="kind-rows">(.*?)</ul>', page, re.DOTALL)
    assert not [row for row in rows if "/attivita/" in row]
    # A word, as one types it.
    assert re.search(r'placeholder="per esempio: [a-zà-ú]+"', page)
    lists = [next(made(site)).address for made, _ in LISTS.values()]
    assert [address for address in lists if re.search(r"\d schede|tutte le schede", pages[address])] == []


def test_where_nothing_is_in_single_towns_nothing_is_said_of_them(either: Site) -> None:
    """«0 in single towns» would be noise; numbers that are all there is are not taken apart."""
    (page,) = territory_list(either)
    said = list(page.context["sums"].values())
    assert [sentence for sentence in said if re.search(r"\b0\b", sentence)] == []


def test_a_catalogue_of_one_wide_area_is_not_called_empty(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Where only a wider area holds something it is listed, and nobody reads that there is nothing."""
    for file in (*valdoria.glob("networks/*"), *valdoria.glob("organizations/*"), *valdoria.glob("content/storie/*")):
        file.unlink()
    vocabulary = valdoria / "vocabularies" / "territori.yml"
    area = "  - {codice: valle, it: Valle, livello: sovracomunale}\n"
    vocabulary.write_text(vocabulary.read_text("utf-8") + area, "utf-8")
    record = "nome: Sportello\ntipo: odv\nterritori: [valle]\nfonti: [{url: 'https://a.example'}]\n"
    record += "attivita: [{nome: Sportello, tipo: [socialita]}]\n"
    (valdoria / "organizations" / "sportello.yml").write_text(record, "utf-8")
    page = rendered(valdoria)["territori/"]
    assert 'territori/valle/"' in page
    assert "Qui non c&#39;è ancora niente" not in page
