"""The charts of `/evidenze/`: for each question the drawing that fits it, under a sentence that says what is found.

A chart counts what `figures.py` counts, or crosses two of its facets; its table says the same and leads to the records.
Where nothing is known there is a sentence and no chart.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator import addresses
from generator.catalogue import NetworkEntry
from generator.records.vocabulary import label_of
from generator.site.model import Site
from generator.site.pages.home.band import anchor
from generator.site.pages.statistics.figures import ADDRESS, OTHER_PLACES, UNTOLD, WIDER, Figure, Row, Spots
from generator.site.parts import plots
from generator.site.parts.drawing import Drawing
from generator.site.parts.maps.places import PlaceMap, place_map
from generator.site.parts.plots import Item, Life, Part

_GOVERNANCE: Final = ("funzionamento", "decisioni", "guida", "accordo")
_LEVELS: Final = "funzionamento"
_PAUSED: Final = "in-pausa"
"""The level of who does nothing together for now: it is no step of the scale."""
_BOTH: Final = "mista"
"""The lead whose name begins with a name."""
_FIGURES_OF_GAPS: Final = ("manca-rete", "manca-attivita", "manca-ente")
_ASKED_FOR: Final = frozenset({"manca-rete", "manca-attivita"})
"""What whoever wants to take part has to ask for where it is not written: «In breve» says it."""
_MOST_THEMES: Final = 18
_MOST_ALONE: Final = 12
"""So many themes without a network are drawn, before those that have one."""
_MOST_SIDES: Final = 6
"""So many themes, and so many places, stand by themselves; the others together."""
_MOST_QUARTERS: Final = 8
"""So many quarters of the town that is told apart stand by themselves, though places are more than those above."""
_NEW: Final = 3
"""A network that began in the last so many years is new."""
_MOST_AUDIENCES: Final = 10
_EVERYBODY: Final = "tutti"
_NAMED: Final = 4
"""So many places are named in a sentence; more are counted."""
_FIRST: Final = 2
"""So many themes are named in a title that counts more of them."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the table under a chart; `cells` are written as they stand, each with where it leads."""

    label: str
    address: str
    cells: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """What a chart shows, as a table; `id` is where other pages lead."""

    id: str
    caption: str
    columns: Sequence[str]
    rows: Sequence[TableRow]


@dataclass(frozen=True, slots=True)
class Crossed:
    """A row of a matrix in words, for a phone: what it is, where it leads, how many in all, and how many of what."""

    label: str
    address: str
    total: str
    parts: Sequence[tuple[str, str, str]]
    """Name, number and address of each part that there is, the largest first."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A question: the finding above, how to read it, the drawing, the tables, and what is said of what nobody tells."""

    id: str
    finding: str
    question: str
    drawing: Drawing | None
    tables: Sequence[Table]
    silent: Sequence[str] = ()
    crossed: Sequence[Crossed] = ()
    """What is drawn as a matrix, whose columns have no room on a phone."""
    more: str = ""
    """The page that tells more of it, as `addresses.PAGES` calls it."""
    map: PlaceMap | None = None
    """The same on a map, where the catalogue says where its places are."""
    is_gap: bool = False
    """Whether it tells what records do not say yet."""
    asks: str = ""
    """What «In breve» says of it, where somebody can change what it shows."""
    asks_which: str = ""
    """The words that lead there from «In breve»."""

    @property
    def file(self) -> str:
        """Path of its files on the site, without their ending."""
        return f"{ADDRESS}{self.id}"


def charts(site: Site, figures: Sequence[Figure]) -> list[Chart]:
    """Return the charts of a catalogue, what most people ask first; what is missing last."""
    by_id = {figure.id: figure for figure in figures}
    made = (
        *(_places(site, by_id["luoghi"]) if "luoghi" in by_id else ()),
        *_audiences(site),
        *(_themes(site, by_id["temi"]) if "temi" in by_id else ()),
        *(_memberships(site, by_id["adesioni"]) if "adesioni" in by_id else ()),
        *(_freshness(site, by_id["conferme"]) if "conferme" in by_id else ()),
        *_governance(site, [by_id[name] for name in _GOVERNANCE if name in by_id]),
        *(_births(site, by_id["nascita"]) if "nascita" in by_id else ()),
        *_flow(site, by_id),
        *(gap for name in _FIGURES_OF_GAPS if name in by_id for gap in _gaps(site, by_id[name])),
    )
    return list(made)


def _out_of(site: Site, key: str, number: int, total: int, **more: str) -> str:
    return site.texts(f"statistics.{key}", n=site.words.number(number), total=site.words.number(total), **more)


def _counted(site: Site, key: str, number: int, total: int, **more: str) -> str:
    """Say how many of a whole, in the singular where it is one."""
    return _out_of(site, f"{key}.one" if number == 1 else f"{key}.many", number, total, **more)


def _table(site: Site, figure: Figure, column: str = "") -> Table:
    """The rows of a figure with their numbers, each leading to its records."""
    caption = site.texts(f"statistics.figure_{figure.id.replace('-', '_')}")
    heading = column or site.texts(f"list.{figure.kind}")
    rows = [
        TableRow(row.label, row.address if row.entries else "", ((site.words.number(len(row.entries)), ""),))
        for row in figure.rows
    ]
    return Table(figure.id, caption, (heading,), rows)


def _items(rows: Sequence[Row]) -> list[Item]:
    return [Item(row.label, (len(row.entries),), row.address if row.entries else "") for row in rows]


def _parts(rows: Sequence[Row]) -> list[Part]:
    return [Part(row.label, len(row.entries), row.address, is_unknown=row.code == UNTOLD) for row in rows]


def _steps(figure: Figure) -> list[Part]:
    """Return the parts of a figure; levels are steps of a scale, in whose order they are, and a pause is none."""
    parts = _parts(figure.rows)
    if figure.id != _LEVELS:
        return parts
    levels = [row.code for row in figure.rows if row.code not in {_PAUSED, UNTOLD}]
    steps = {_PAUSED: 0} | {code: at for at, code in enumerate(levels, start=1)}
    return [replace(part, step=steps.get(row.code)) for part, row in zip(parts, figure.rows, strict=True)]


def _few(site: Site, parts: Sequence[Part]) -> list[Part]:
    """Put the last parts together where they are too many to be told apart; what nobody tells stays by itself."""
    known = [part for part in parts if not part.is_unknown and part.value]
    if len(known) <= plots.MOST_PARTS:
        return list(parts)
    rest = known[plots.MOST_PARTS - 1 :]
    other = Part(site.texts("statistics.others"), sum(part.value for part in rest))
    return [*known[: plots.MOST_PARTS - 1], other, *(part for part in parts if part.is_unknown)]


def _places(site: Site, figure: Figure) -> Iterator[Chart]:
    """Where activities are: the quarters with most and least of them, else how few places hold half."""
    spots = Spots(site)
    precise = [row for row in figure.rows if row.code not in {OTHER_PLACES, WIDER, spots.town}]
    if not precise:
        return
    half = _half(precise, figure.total)
    quarters = {code: len(spots.held.get(code, ())) for code in site.catalogue.geography.quarters(spots.town)}
    ends = [
        [code for code, number in quarters.items() if number == end(quarters.values())]
        for end in (max, min)
        if quarters
    ]
    if ends and ends[0] != ends[1] and max(map(len, ends)) <= _NAMED:
        most, least = ([site.words.label("territori", code) for code in codes] for codes in ends)
        finding = site.texts(
            "statistics.found_luoghi_quarters",
            n=site.words.number(quarters[ends[0][0]]),
            most=site.words.listed(most),
            m=site.words.number(quarters[ends[1][0]]),
            least=site.words.listed(least),
        )
    elif half and len(half) <= _NAMED:
        key = "found_luoghi_one" if len(half) == 1 else "found_luoghi_few"
        number = len({entry.id for row in half for entry in row.entries})
        finding = _out_of(site, key, number, figure.total, names=site.words.listed([row.label for row in half]))
    else:
        first = precise[0]
        finding = _out_of(site, "found_luoghi", len(first.entries), figure.total, name=first.label)
    drawn = place_map(site, spots.town, title=finding)
    reading = [
        *(site.texts(f"statistics.{key}") for key in ("no_people", "reading_luoghi")),
        *(_off_the_map(site, spots, drawn) if drawn else ()),
    ]
    yield Chart(
        figure.id,
        finding,
        " ".join(reading),
        plots.dots(_items(figure.rows), [site.texts("list.attivita")], site.words.number),
        [_table(site, figure)],
        map=drawn,
    )


def _off_the_map(site: Site, spots: Spots, drawn: PlaceMap) -> Iterator[str]:
    """Say how many activities the map does not show: for the whole town, for a wider area, elsewhere."""
    shown = {spots.town, "", *(row.code for row in drawn.rows)}
    elsewhere = {one.id for place, done in spots.held.items() if place not in shown for one in done}
    whole = len(spots.held.get(spots.town, ())) if spots.town else 0
    counted = (("town", whole), ("wider", len(spots.held.get("", ()))), ("elsewhere", len(elsewhere)))
    said = [site.texts(f"statistics.off_map_{key}", n=site.words.number(number)) for key, number in counted if number]
    if said:
        yield site.texts("statistics.off_map", counted=site.words.listed(said))


def _half(rows: Sequence[Row], total: int) -> list[Row]:
    """Return the first places that hold at least half of all activities together; none where they never do."""
    seen: set[str] = set()
    for at, row in enumerate(rows, start=1):
        seen |= {entry.id for entry in row.entries}
        if 2 * len(seen) >= total:
            return list(rows[:at])
    return []


def _flow(site: Site, figures: Mapping[str, Figure]) -> Iterator[Chart]:
    """From what activities are about, by family of their main theme, to the places where they are done.

    Of a place it counts what its map and its page count, so that no two numbers of a place differ.
    """
    if "luoghi" not in figures:
        return
    spots = Spots(site)
    named = site.words.families_of_themes
    done = [
        (site.words.family(activity.themes, activity.kinds), place)
        for place, activities in spots.held.items()
        for activity in activities
    ]
    families = [family for family in _most_frequent([family for family, _ in done])[:_MOST_SIDES] if family in named]
    quarters = site.catalogue.geography.quarters(spots.town) if spots.town else ()
    places = _places_apart(_most_frequent([place for _, place in done]), spots.town, quarters)
    amounts: dict[tuple[int, int], float] = {}
    for family, place in done:
        pair = (_place_in(families, family), _place_in(places, place))
        amounts[pair] = amounts.get(pair, 0) + 1
    known = {pair: value for pair, value in amounts.items() if pair[0] < len(families) and pair[1] < len(places)}
    if len(families) < 2 or len(places) < 2 or not known:  # noqa: PLR2004 -- from one thing to one is no flow
        return
    left = [*(named[family] for family in families), site.texts("statistics.other_themes")]
    right = [*map(spots.label, places), site.texts("statistics.other_places")]
    left, right = (
        names if any(pair[side] == len(names) - 1 for pair in amounts) else names[:-1]
        for side, names in ((0, left), (1, right))
    )

    def link(family: int, place: int) -> str:
        # The page of a town holds what is in its quarters too: what is for the whole of it alone has no such list.
        is_listed = family < len(families) and place < len(places) and places[place] != spots.town
        return f"{addresses.term('territorio', places[place])}#{anchor(families[family])}" if is_listed else ""

    most = min(known, key=lambda pair: (-known[pair], pair))
    items = [Item(name, tuple(amounts.get((at, to), 0) for to in range(len(right)))) for at, name in enumerate(left)]
    rows = [
        TableRow(name, "", [_cell(site, amounts.get((at, to), 0), link(at, to)) for to in range(len(right))])
        for at, name in enumerate(left)
    ]
    counted = site.words.count("count.activities", int(known[most]))
    finding = site.texts("statistics.found_flussi", theme=left[most[0]], place=right[most[1]], counted=counted)
    totals = [site.words.number(sum(item.values)) for item in items]
    yield Chart(
        "flussi",
        finding,
        site.texts("statistics.reading_flussi"),
        plots.matrix(items, right, site.words.number, link, totals),
        [Table("flussi", site.texts("statistics.figure_flussi"), right, rows)],
        crossed=_crossed(site, items, right, link, totals),
        more="synergies",
    )


def _crossed(
    site: Site, items: Sequence[Item], columns: Sequence[str], link: Callable[[int, int], str], totals: Sequence[str]
) -> list[Crossed]:
    """Return the rows of a matrix in words; `link` and `totals` are those of its drawing."""
    crossed = []
    for row, item in enumerate(items):
        largest = sorted((at for at, value in enumerate(item.values) if value), key=lambda at: -item.values[at])
        parts = [(columns[at], site.words.number(item.values[at]), link(row, at)) for at in largest]
        crossed.append(Crossed(item.label, item.address, totals[row], parts))
    return crossed


def _cell(site: Site, value: float, address: str) -> tuple[str, str]:
    return (site.words.number(value), address) if value else ("", "")


def _most_frequent(codes: Sequence[str]) -> list[str]:
    """Return the codes that are met most, the most frequent first; what has none is none of them."""
    counts: dict[str, int] = {}
    for code in codes:
        counts[code] = counts.get(code, 0) + 1
    counts.pop("", None)
    return sorted(counts, key=lambda code: (-counts[code], code))


def _places_apart(places: Sequence[str], town: str, quarters: Sequence[str]) -> list[str]:
    """Choose the places that stand by themselves: the quarters, other places where there is room, the town last."""
    named = [place for place in places if place in quarters][:_MOST_QUARTERS]
    whole = [town] if town in places else []
    others = [place for place in places if place != town and place not in quarters]
    return [*named, *others[: max(_MOST_SIDES - len(named) - len(whole), 0)], *whole]


def _place_in(codes: Sequence[str], code: str) -> int:
    return codes.index(code) if code in codes else len(codes)


def _themes(site: Site, figure: Figure) -> Iterator[Chart]:
    """Activities by theme, and how many networks look after each; first the themes that no network looks after."""
    activities = site.catalogue.with_theme(site.activities)
    told = [row for row in figure.rows if row.code != UNTOLD and row.entries]
    if not told:
        return
    alone = [row for row in figure.rows if row.code != UNTOLD and not row.entries]
    both = [(row, len(activities.get(row.code, ()))) for row in figure.rows]
    by_row = {row.code: Item(row.label, (there, len(row.entries)), row.address) for row, there in both}
    together = sorted(
        (row for row in figure.rows if row.code != UNTOLD and row.entries),
        key=lambda row: -len(activities.get(row.code, ())),
    )
    shown = [*alone[:_MOST_ALONE], *together, *(row for row in figure.rows if row.code == UNTOLD)]
    items = [by_row[row.code] for row in shown[:_MOST_THEMES]]
    finding = _out_of(site, "found_temi", len(told[0].entries), figure.total, name=told[0].label)
    if alone:
        named = alone if len(alone) <= _NAMED else alone[:_FIRST]
        names = site.words.listed([site.texts("statistics.theme", name=row.label) for row in named])
        key = "found_temi_alone" if named == alone else "found_temi_alone_many"
        finding = site.texts(f"statistics.{key}", n=site.words.number(len(alone)), names=names)
    columns = (site.texts("list.attivita"), site.texts("list.rete"))
    rows = [
        TableRow(row.label, row.address, [(site.words.number(number), "") for number in (there, len(row.entries))])
        for row, there in both
    ]
    yield Chart(
        figure.id,
        finding,
        " ".join(_reading_of_themes(site, figure, bool(alone), len(items) < len(both))),
        plots.dots(items, columns, site.words.number),
        [Table(figure.id, site.texts("statistics.figure_temi"), columns, rows)],
        asks=site.words.count("statistics.asks_temi", len(alone)) if alone else "",
        asks_which=site.texts("statistics.which_temi"),
    )


def _reading_of_themes(site: Site, figure: Figure, has_alone: bool, is_cut: bool) -> Iterator[str]:
    """Say how the chart of themes is read: which it shows, and of which there is nothing yet."""
    yield site.texts("statistics.reading_temi_alone" if has_alone else "statistics.reading_temi")
    if is_cut:
        yield site.texts("statistics.reading_temi_most")
    counted = {row.code for row in figure.rows}
    none = [term.code for term in site.catalogue.vocabularies["temi"] if term.code not in counted]
    if 0 < len(none) <= _NAMED:
        names = site.words.listed(
            [site.texts("statistics.theme", name=site.words.label("temi", code)) for code in none]
        )
        yield site.texts("statistics.reading_temi_none", names=names)


def _audiences(site: Site) -> Iterator[Chart]:
    """For whom activities are, by family of their main theme; of each group as many as its page lists."""
    scheme = site.catalogue.vocabularies["temi"].scheme
    families = {family.code: label_of(family, site.texts.lang) for family in scheme.families}
    done = {code: held.activities for code, held in site.holdings("destinatari").items() if held.activities}
    if not done or not families:
        return
    wider = site.catalogue.vocabularies["destinatari"].ancestors
    # A whole before its parts, that the first of them hold it too.
    frequent = sorted(done, key=lambda code: (-len(done[code]), len(wider(code)), code))
    shown = frequent[:_MOST_AUDIENCES]
    within = {code: next((one for one in wider(code) if one in done), "") for code in done}
    # A group within another stands under it and says so: the two would be added up otherwise.
    most = list(
        dict.fromkeys(
            code
            for whole in frequent
            if not within[whole]
            for code in (whole, *(part for part in frequent if whole in wider(part)))
        )
    )
    names = {
        code: site.texts("statistics.of_which", name=label) if within[code] else label
        for code in most
        for label in (site.words.label("destinatari", code),)
    }
    items = [
        Item(
            names[code],
            tuple(sum(site.words.family(one.themes, one.kinds) == family for one in done[code]) for family in families),
            addresses.term("destinatari", code),
        )
        for code in most
    ]
    totals = [site.words.number(len(done[code])) for code in most]
    rows = [
        TableRow(item.label, item.address, [(total, ""), *(_cell(site, value, "") for value in item.values)])
        for item, total in zip(items, totals, strict=True)
    ]
    drawn = [at for at, code in enumerate(most) if code in shown]
    reading = ["reading_per_chi", *(["reading_per_chi_most"] if len(drawn) < len(most) else ())]
    held, sums = [items[at] for at in drawn], [totals[at] for at in drawn]
    key, more = "found_per_chi", {"name": names[most[0]]}
    if most[0] == _EVERYBODY and len(most) > 1:
        key = "found_per_chi_all"
        more |= {"second": names[most[1]], "then": totals[1]}
    yield Chart(
        "per-chi",
        _out_of(site, key, len(done[most[0]]), len(site.activities), **more),
        " ".join(site.texts(f"statistics.{key}") for key in reading),
        plots.matrix(held, list(families.values()), site.words.number, _nowhere, sums),
        [
            Table(
                "per-chi",
                site.texts("statistics.figure_per_chi"),
                [site.texts("statistics.whole"), *families.values()],
                rows,
            )
        ],
        crossed=_crossed(site, held, list(families.values()), _nowhere, sums),
    )


def _nowhere(_row: int, _column: int) -> str:
    """Lead a cell to no page: no list holds what is crossed."""
    return ""


def _births(site: Site, figure: Figure) -> Iterator[Chart]:
    """When networks began, each by itself; the finding is of those that go on, as every number of networks is."""
    told = [(network, start.year) for network in site.networks if (start := network.record.start) and start.year]
    years = sorted(year for network, year in told if not network.is_over)
    if not years:
        return
    lives = [Life(network.name, year, _end_of(network), addresses.record(network)) for network, year in told]
    since = site.catalogue.today.year - _NEW + 1
    over = len(told) - len(years)
    reading = [_untold(site, figure), *([site.words.count("statistics.reading_over", over)] if over else ())]
    yield Chart(
        figure.id,
        _out_of(
            site,
            "found_nascita",
            sum(year >= since for year in years),
            len(years),
            years=site.words.number(_NEW),
            year=str(since),
        ),
        " ".join(reading),
        plots.timeline(lives, site.catalogue.today.year),
        [_table(site, figure)],
    )


def _end_of(network: NetworkEntry) -> int | None:
    return network.record.end.year if network.record.end and network.is_over else None


def _untold(site: Site, figure: Figure) -> str:
    if figure.untold == 0:
        return site.texts("statistics.reading_all")
    key = "reading_one_untold" if figure.untold == 1 else "reading_untold"
    return _out_of(site, key, figure.untold, figure.total)


def _governance(site: Site, figures: Sequence[Figure]) -> Iterator[Chart]:
    """How networks work together, decide, are led and agree: wholes cut into what they answer."""
    told = [figure for figure in figures if not figure.silent]
    if not figures:
        return
    telling = {entry.id for figure in told for row in figure.rows if row.code != UNTOLD for entry in row.entries}
    headings = {figure.id: site.texts(f"statistics.figure_{figure.id}") for figure in figures}
    silent = [
        f"{headings[figure.id]}: {site.words.count('statistics.reading_none', figure.total)}"
        for figure in figures
        if figure.silent
    ]
    strips = [(headings[figure.id], _few(site, _steps(figure))) for figure in told]
    is_dashed = any(part.is_unknown and part.value for _, parts in strips for part in parts)
    reading = ["reading_governo", *(["reading_governo_untold"] if is_dashed else ())]
    yield Chart(
        "come-funzionano",
        _most_told(site, told) or _out_of(site, "found_governo", len(telling), figures[0].total),
        " ".join(site.texts(f"statistics.{key}") for key in reading),
        plots.strips(strips, site.words.number) if strips else None,
        [_table(site, figure) for figure in told],
        silent,
    )


def _most_told(site: Site, figures: Sequence[Figure]) -> str:
    """Say the answer that most networks give; nothing where most of them do not say, or two answers are as frequent."""
    found: list[tuple[int, Figure, Row]] = []
    for figure in figures:
        answers = sorted((row for row in figure.rows if row.code != UNTOLD), key=lambda row: -len(row.entries))
        first, second = answers[0], len(answers[1].entries) if len(answers) > 1 else 0
        if 2 * figure.untold < figure.total and len(first.entries) > max(second, 1):
            found.append((len(first.entries), figure, first))
    if not found:
        return ""
    number, figure, row = max(found, key=lambda one: one[0])
    return _out_of(
        site,
        f"found_governo_{figure.id}",
        number,
        figure.total,
        answer=_within(row.label) if figure.id == "guida" and row.code != _BOTH else row.label,
    )


def _within(label: str) -> str:
    """Write a label as it stands within a sentence."""
    return f"{label[0].lower()}{label[1:]}"


def _memberships(site: Site, figure: Figure) -> Iterator[Chart]:
    """In how many networks organisations are."""
    several = sum(len(row.entries) for row in figure.rows if row.code not in {UNTOLD, "1"})
    yield Chart(
        figure.id,
        _out_of(site, "found_adesioni", several, figure.total),
        site.texts("statistics.reading_adesioni"),
        plots.columns(_parts(figure.rows), site.words.number),
        [_table(site, figure)],
        more="connections",
    )


def _freshness(site: Site, figure: Figure) -> Iterator[Chart]:
    """How networks are known, and since when."""
    sure = sum(len(row.entries) for row in figure.rows if row.code == "confirmed-fresh")
    months = site.words.number(site.ages.to_reconfirm)
    yield Chart(
        figure.id,
        _out_of(site, "found_conferme", sure, figure.total, months=months),
        site.texts("statistics.reading_conferme"),
        plots.strips([("", _parts(figure.rows))], site.words.number),
        [_table(site, figure)],
        asks=_counted(site, "asks_conferme", figure.total - sure, figure.total, months=months)
        if sure < figure.total
        else "",
        asks_which=site.texts("statistics.which_conferme"),
    )


def _gaps(site: Site, figure: Figure) -> Iterator[Chart]:
    """How many records of a kind do not say what readers look for, which is what each row leads to."""
    lacking = sorted((row for row in figure.rows if row.entries), key=lambda row: -len(row.entries))
    if not lacking:
        return
    first = lacking[0]
    items = [Item(row.label, (len(row.entries), figure.total), row.address) for row in lacking]
    name, what = figure.id.replace("-", "_"), _within(first.label)
    is_asked = figure.id in _ASKED_FOR
    yield Chart(
        figure.id,
        _out_of(site, f"found_{name}", len(first.entries), figure.total, what=what),
        "",
        plots.shares([("", items)], lambda part, whole: _out_of(site, "out_of", int(part), int(whole))),
        [_table(site, figure, site.texts("statistics.lacking"))],
        is_gap=True,
        asks=_counted(site, f"asks_{name}", len(first.entries), figure.total, what=what) if is_asked else "",
        asks_which=site.texts(f"statistics.which_{name}") if is_asked else "",
    )
