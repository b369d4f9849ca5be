"""Which places a map shows, and how: the maps that pages ask for.

Three ways, the best that the catalogue allows: areas where places have a boundary (`confine`), dots where they have a
point (`coordinate`), a honeycomb of neighbours (`confina_con`) where they have neither. Where not even that is known
there is no map. What is too small to be seen or touched becomes a dot; streets are not drawn.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt
from statistics import median
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from generator import addresses
from generator.catalogue.geography import Geography
from generator.reading.boundaries import Area, Position, Ring
from generator.site.parts.maps import scheme
from generator.site.parts.maps.canvas import Box, Canvas, path, size_of
from generator.site.parts.maps.labels import Label, Lettering
from generator.site.parts.words import Words

if TYPE_CHECKING:
    from generator.site.model import Site

_WIDE: Final = 1000
_SMALL: Final = 100
"""Units across a map, and across the small one of a record, which every phone loads: fewer units are fewer bytes."""
_THIN: Final = 3
"""Units between two corners of the small one, at least."""
_FINE: Final = 1200
_COARSEST: Final = 4
"""A map of so many corners has a grid of two units, of twice as many of three: a pixel of a phone or little more."""
_MARGIN: Final = 0.03
_BESIDE_PARTS: Final = 0.12
"""Room around a place whose parts are shown, for a stretch of its neighbours and their names."""
_AROUND: Final = 0.4
"""Room around a place without parts, so that its neighbours are seen: a part of its longer side."""
_TALLEST: Final = 1.15
_LOW: Final = 0.75
"""How high a map may be, as a part of its width; that of a place stands before what is done there."""
_SPECK: Final = 0.035
"""What is smaller, as a part of the map's longer side, is a dot: 12 pixels on a phone."""
_QUARTERS: Final = 0.07
"""So large quarters must be, in the middle of them, for a map of several towns to show them instead of their town."""
_FILLED: Final = 0.6
"""Beyond so much of a place that its parts take up, it is a line around them."""
_WHOLE: Final = 0.98
"""A place whose parts take up less of it shows a paler ground between them."""
_LEAST: Final = 3
"""A map of fewer places tells nothing that words do not."""
_MOST_LED_OUT: Final = 3
"""Names that stand outside of an area too narrow for them, a line to each: of more the paper would be full of lines."""
_ABOVE: Final = ("floor", "beside", "place", "ground", "dot")
"""Roles in the order in which they are drawn."""
_UNDER: Final = frozenset({"ground", "floor"})
"""Roles of what holds others: it has no name and no link on the map, which is about its parts."""
_STEPS: Final = 5
"""How many shades there are; as in `map.js` and `map.css`."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One place as it is drawn: an outline, or a dot where it has none; `role` is its part in the map.

    Roles: `place` (an area that is counted), `dot`, `ground` (what others fill: a line around them), `floor` (what
    holds others here and there), `beside` (not meant, but near).
    """

    code: str
    role: str
    data: str = ""
    """SVG path data; empty for a dot."""
    at: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drawn, without numbers and links: the same for everybody who asks for these places."""

    width: int
    height: int
    tiles: tuple[Tile, ...]
    labels: tuple[Label, ...]
    lines: tuple[tuple[int, int, int, int], ...] = ()
    """Borders of a honeycomb, from middle to middle; elsewhere none."""
    here: frozenset[str] = frozenset()
    """The places that the map is about."""
    partly: tuple[str, ...] = ()
    """Places that their parts do not fill: between these a paler ground is seen."""

    @property
    def is_scheme(self) -> bool:
        """Tell whether it shows who borders on whom and nothing else."""
        return bool(self.lines)

    @property
    def is_shaded(self) -> bool:
        """Tell whether several places are counted by shades: what is beside a place alone has none."""
        return sum(tile.role == "place" for tile in self.tiles) > 1


@dataclass(frozen=True, slots=True)
class Row:
    """A place of a map, as the list beside it says it."""

    code: str
    label: str
    address: str
    value: int


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """A map ready for a page: `map.html` shows it. `rows` are its places with what was counted, most first."""

    plan: Plan
    title: str
    rows: tuple[Row, ...]
    numbered: bool
    note: str
    """What its colours say: more or less, and the paler ground of places that their parts do not fill."""
    svg: Callable[[Callable[[str], str]], Markup] = field(repr=False)
    """Makes the drawing; takes what makes a link of an address (`href` of templates)."""

    @property
    def shades(self) -> list[tuple[int, int, int]]:
        """Each shade of its areas, the palest first: its step, the least and the most that are drawn with it."""
        areas = {tile.code for tile in self.plan.tiles if tile.role == "place"} if self.numbered else set()
        values = sorted(row.value for row in self.rows if row.code in areas)
        found: dict[int, list[int]] = {}
        for value in values:
            found.setdefault(step(value, values[-1]), []).append(value)
        return [(shade, shown[0], shown[-1]) for shade, shown in found.items()]


@dataclass(slots=True)
class Maps:
    """The plans of a site, each made once; they depend on vocabularies, boundaries and language alone."""

    geography: Geography
    words: Words
    _plans: dict[tuple[str, int], Plan | None] = field(default_factory=dict)

    def whole(self, of: str = "", *, width: int = _WIDE) -> Plan | None:
        """Return the plan of what lies in a place, or of all places; None where nothing can be drawn."""
        key = (of, width)
        if key not in self._plans:
            self._plans[key] = self.counted(of, {}, width=width)
        return self._plans[key]

    def counted(self, of: str, values: Mapping[str, int], *, width: int = _WIDE) -> Plan | None:
        """Return the same with room for numbers: where there is room for few names, those of the most are written."""
        codes = _drawn_in(self.geography, of)
        plan = self._of_geometry(codes, of, values, width=width)
        return plan or self._of_neighbours(codes or self._inside(of), values, width=width)

    def around(self, place: str, values: Mapping[str, int]) -> Plan | None:
        """Return the plan of a place, its parts and its neighbours, with numbers; None where it cannot be drawn."""
        key = (f"@{place}", _WIDE)
        if key not in self._plans:
            self._plans[key] = self._zoomed(place, values)
        return self._plans[key]

    def _inside(self, of: str) -> tuple[str, ...]:
        return self.geography.parts(of) if of else self.geography.every

    def _zoomed(self, place: str, values: Mapping[str, int]) -> Plan | None:
        geography = self.geography
        here = frozenset(_drawable_for(geography, place))
        if not here:
            return self._beside_neighbours(place)
        inside = _drawn_in(geography, place) if place in here or len(here) > 1 else []
        near = dict.fromkeys(code for one in here for code in _beside(geography, one))
        beside = [code for code in geography.every if code in near and code not in here and code not in inside]
        focus = [*here, *inside]
        choice = _Choice([*sorted(here), *inside], beside, here, values)
        plan = self._drawn(choice, focus, margin=_BESIDE_PARTS if inside else _AROUND, tallest=_LOW)
        return plan if len(plan.tiles) >= _LEAST else self._marked(here)

    def _marked(self, here: frozenset[str]) -> Plan | None:
        """Return the plan of what some places lie in with these marked, where they have no neighbours to be shown."""
        geography = self.geography
        for around in _around_all(geography, sorted(here)):
            codes = _drawn_in(geography, around)
            if len(codes) >= _LEAST and here.issubset(codes):
                shown = [*([around] if geography.boundary(around) else ()), *codes]
                return self._drawn(_Choice(shown, [], here), shown, tallest=_LOW)
        return None

    def _of_geometry(self, codes: Sequence[str], of: str, values: Mapping[str, int], *, width: int) -> Plan | None:
        if len(codes) < _LEAST:
            return None
        shown = [*([of] if of and self.geography.boundary(of) else ()), *codes]
        return self._drawn(_Choice(shown, [], frozenset({of}.intersection(shown)), values), shown, width=width)

    def _drawn(
        self,
        choice: "_Choice",
        focus: Iterable[str],
        *,
        width: int = _WIDE,
        margin: float = _MARGIN,
        tallest: float = _TALLEST,
    ) -> Plan:
        geography = self.geography
        ground = [position for code in focus for position in _positions(geography, code)]
        # A place at the edge of what is known stands at the edge of its map, which would be half empty.
        around = [position for code in choice.beside for position in _positions(geography, code)]
        canvas = Canvas.over(ground, width, margin, tallest, [*ground, *around] if around else ())
        least = _THIN if width < _WIDE else 0
        areas_of = {code: geography.boundary(code) for code in (*choice.places, *choice.beside)}
        corners = sum(len(ring) for area in areas_of.values() for polygon in area for ring in polygon)
        grid = 1 if width < _WIDE else min(1 + corners // _FINE, _COARSEST)
        outlines = {code: canvas.outline(area, least, grid) for code, area in areas_of.items()}
        areas = {code: rings for code, rings in outlines.items() if rings and not choice.is_speck(code, rings, canvas)}
        holders: dict[str, float] = {}
        for code, rings in areas.items():
            for whole in geography.wholes(code):
                holders[whole] = holders.get(whole, 0) + size_of(rings)
        filled = {code: held / size_of(areas[code]) for code, held in holders.items() if code in areas}
        tiles = [
            _tile(code, choice.role(code, areas, filled), areas.get(code), canvas.place(_point(geography, code)))
            for code in sorted(outlines, key=lambda code: -size_of(outlines[code]))
        ]
        # Outlines of what holds others above these, dots above all; what lies out of the frame is left out.
        seen = [tile for tile in tiles if tile.data or _is_on(tile.at, canvas.paper)]
        seen.sort(key=lambda tile: _ABOVE.index(tile.role))
        grounds = [tile.code for tile in seen if tile.role == "ground" and tile.data]
        partly = tuple(code for code in grounds if filled[code] < _WHOLE)
        return replace(self._lettered(canvas, seen, areas, choice), partly=partly)

    def _lettered(
        self,
        canvas: Canvas,
        tiles: Sequence[Tile],
        areas: Mapping[str, tuple[Ring, ...]],
        choice: "_Choice",
    ) -> Plan:
        dots = [tile.at for tile in tiles if not tile.data]
        lettering = Lettering.on(canvas.paper, dots, numbered=bool(choice.values))
        labels: list[Label] = []
        if canvas.width < _WIDE:  # too small for words
            return Plan(canvas.width, canvas.height, tuple(tiles), (), here=choice.here)
        for tile in sorted(tiles, key=choice.turn):
            name = self.words.label("territori", tile.code)
            if tile.role in _UNDER:
                continue
            inside = list(lettering.in_area(tile.code, name, areas[tile.code])) if tile.data else []
            is_told = inside or tile.role == "beside" or choice.is_empty(tile)
            labels += inside if is_told else lettering.beside_dot(tile.code, name, tile.at)
        # What is only beside, and cut by the frame: a number without a name, or a name far off, would tell nothing.
        beside = {tile.code for tile in tiles if tile.role == "beside"}
        labels = [label for label in labels if label.lines or label.code not in beside]
        nameless = [label for label in labels if not label.lines and choice.values.get(label.code)]
        for label in nameless[:_MOST_LED_OUT]:
            led_out = lettering.led_out(label, self.words.label("territori", label.code), areas.values())
            if led_out:
                labels[labels.index(label)] = led_out
        return Plan(canvas.width, canvas.height, tuple(tiles), tuple(labels), here=choice.here)

    def _of_neighbours(
        self, codes: Iterable[str], values: Mapping[str, int], *, width: int = _WIDE, here: str = ""
    ) -> Plan | None:
        geography = self.geography
        among = frozenset(codes)
        borders = {code: geography.neighbours(code) & among for code in geography.every if code in among}
        order = [code for code, beside in borders.items() if beside]
        if not _LEAST <= len(order) <= scheme.MOST:
            return None
        cells = scheme.honeycomb(borders, order)
        tiles_of = {code: scheme.tile(cell) for code, cell in cells.items()}
        corners = [position for area in tiles_of.values() for polygon in area for ring in polygon for position in ring]
        canvas = Canvas.over(corners, width, _MARGIN, _TALLEST)
        outlines = {code: canvas.outline(area) for code, area in tiles_of.items()}
        middles = {code: _whole(canvas.place(scheme.middle(cell))) for code, cell in cells.items()}
        lines = [(*middles[code], *middles[other]) for code in order for other in sorted(borders[code]) if code < other]
        tiles = [_tile(code, "place", outlines[code], middles[code]) for code in order]
        choice = _Choice(order, [], frozenset({here} - {""}), values)
        plan = self._lettered(canvas, tiles, outlines, choice)
        return Plan(plan.width, plan.height, plan.tiles, plan.labels, tuple(lines), choice.here)

    def _beside_neighbours(self, place: str) -> Plan | None:
        near = {place, *self.geography.neighbours(place), *_sisters(self.geography, place)}
        return self._of_neighbours(near, {}, here=place) if self.geography.neighbours(place) else None


@dataclass(frozen=True, slots=True)
class _Choice:
    """The places of one map: those it shows, those beside them, those it is about; what is counted in them."""

    places: Sequence[str]
    beside: Sequence[str]
    here: frozenset[str]
    values: Mapping[str, int] = field(default_factory=dict)

    def is_empty(self, tile: Tile) -> bool:
        """Tell whether a map that counts has nothing to count in a dot."""
        return bool(self.values) and not tile.data and not self.values.get(tile.code)

    def turn(self, tile: Tile) -> tuple[bool, bool, bool, int]:
        """Return when the name of a place is written: what the map is about first, areas before dots, then the most."""
        return tile.code not in self.here, tile.role == "beside", not tile.data, -self.values.get(tile.code, 0)

    def is_speck(self, code: str, rings: Sequence[Ring], canvas: Canvas) -> bool:
        """Tell whether an area is too small on paper to be seen; what the map is about is always drawn."""
        longer = max(canvas.width, canvas.height)
        return code not in self.here and size_of(rings) < (_SPECK * longer) ** 2

    def role(self, code: str, areas: Collection[str], filled: Mapping[str, float]) -> str:
        """Return the part that a place plays, of those of `Tile`; `filled` tells how much of a place others take up."""
        if code not in areas:
            return "dot"
        if code in filled:
            return "ground" if filled[code] > _FILLED else "floor"
        return "beside" if code in self.beside else "place"


def place_map(
    site: "Site",
    of: str = "",
    *,
    values: Mapping[str, int] | None = None,
    counted: str = "count.activities",
    title: str = "",
) -> PlaceMap | None:
    """Return the map of all places, or of those in the place `of`; None where nothing can be drawn.

    Args:
        site: Whose places these are.
        of: The code of a place; empty for all of them.
        values: What is counted, by code of the place; what has none counts as zero. Without it: its
            activities, as the chips of places say. An empty mapping draws places without numbers.
        counted: The words of the number, for `Words.count`.
        title: What the map shows, for who cannot see it.
    """
    if values is None:
        values = _activities_by_place(site)
    plan = site.maps.counted(of, values)
    return _on_page(site, plan, values, counted, title or site.texts("map.title")) if plan else None


def map_around(site: "Site", place: str) -> PlaceMap | None:
    """Return the map of a place, its parts and its neighbours, each with its activities; None where none is drawn."""
    values = _activities_by_place(site)
    plan = site.maps.around(place, values)
    title = site.texts("map.title_of", place=site.place_name(place))
    return _on_page(site, plan, values, "count.activities", title) if plan else None


def _activities_by_place(site: "Site") -> dict[str, int]:
    return {code: len(held.activities) for code, held in site.holdings("territorio").items()}


def locator(site: "Site", territories: Sequence[str]) -> Markup:
    """Return a small picture of where a record is: its places in the outline of what they lie in, without links.

    Empty where that would tell nothing: no geometry, or a record that is everywhere.
    """
    geography = site.catalogue.geography
    marked = {code for place in territories for code in _drawable_for(geography, place)}
    # An outline says more than places that lie about: what has a boundary comes first.
    for around in sorted(_around_all(geography, territories), key=lambda whole: not geography.boundary(whole)):
        plan = site.maps.whole(around, width=_SMALL)
        drawn = {tile.code for tile in plan.tiles if tile.role in {"place", "dot"}} if plan else set()
        here = {code for code in drawn if any(geography.lies_in(code, place) for place in marked)}
        if plan and here and here != drawn:
            title = site.texts("map.where", places=site.place_names(list(territories)))
            return _silhouette(plan, here, geography, title)
    return Markup()


def _around_all(geography: Geography, places: Sequence[str]) -> Iterator[str]:
    """Yield what all of these places lie in, the nearest to the first one first; then everything, an empty text."""
    wholes = geography.wholes(places[0]) if places else ()
    yield from (whole for whole in wholes if all(geography.lies_in(place, whole) for place in places))
    yield ""


def _silhouette(plan: Plan, here: Collection[str], geography: Geography, title: str) -> Markup:
    """Draw the outline of all that a plan shows, and over it some of its places; of a town as a whole, its own line."""
    ground = {tile.code: tile for tile in plan.tiles if tile.role in _UNDER}
    outer = [tile.data for tile in plan.tiles if tile.data and ground.keys().isdisjoint(geography.wholes(tile.code))]
    whole = {
        code
        for code in ground
        if all(tile.code in here for tile in plan.tiles if tile.data and code in geography.wholes(tile.code))
    }
    marks = [
        tile for tile in plan.tiles if tile.code in {*here, *whole} and whole.isdisjoint(geography.wholes(tile.code))
    ]
    # Each outline begins anew, from the corner of the drawing.
    return Markup('<svg class="locator" role="img" viewBox="0 0 {} {}"><title>{}</title><path d="{}"/>{}</svg>').format(
        plan.width,
        plan.height,
        title,
        "M0 0".join(outer),
        Markup().join(_shape(tile, "here", radius=4) for tile in marks),
    )


def _on_page(site: "Site", plan: Plan, values: Mapping[str, int], counted: str, title: str) -> PlaceMap:
    known = site.holdings("territorio")
    rows = [
        Row(tile.code, site.words.label("territori", tile.code), _address(tile.code, known), values.get(tile.code, 0))
        for tile in plan.tiles
    ]
    shown = {row.code: row for row in rows}
    most = max((values.get(tile.code, 0) for tile in plan.tiles if tile.role == "place"), default=0)

    def svg(link: Callable[[str], str]) -> Markup:
        drawn = Markup().join(
            _linked(tile, shown[tile.code], plan, link, site.words, (values, counted, most)) for tile in plan.tiles
        )
        base = Markup().join(_shape(tile, "map__base") for tile in plan.tiles if tile.role == "ground" and tile.data)
        words = Markup().join(_words(label, values, site.words) for label in plan.labels)
        return Markup(
            '<svg class="map__svg" role="group" aria-label="{}" viewBox="0 0 {} {}">{}{}'
            '<g class="map__words" aria-hidden="true">{}</g></svg>'
        ).format(title, plan.width, plan.height, _lines(plan), base + drawn, words)

    listed = sorted((row for row in rows), key=lambda row: (-row.value, row.label))
    return PlaceMap(plan, title, tuple(listed), bool(values), _note(site, plan), svg)


def _note(site: "Site", plan: Plan) -> str:
    pale = site.words.listed([site.words.label("territori", code) for code in plan.partly])
    said = (site.texts("map.note"), site.texts("map.pale", places=pale) if pale else "")
    return " ".join((*filter(None, said), site.texts("map.day", day=site.words.day(site.catalogue.today))))


def _address(code: str, known: Collection[str]) -> str:
    return addresses.term("territorio", code) if code in known else ""


def _linked(
    tile: Tile,
    row: Row,
    plan: Plan,
    link: Callable[[str], str],
    words: Words,
    counting: tuple[Mapping[str, int], str, int],
) -> Markup:
    """Draw a place as a link to its page, with its name, and its number where the map counts."""
    values, counted, most = counting
    looks = [f"map__{tile.role}"]
    if tile.code in plan.here:
        looks.append("map__here")
    if values and tile.role == "place":
        looks.append(f"s{step(row.value, most)}")
    shape = _shape(tile, " ".join(looks))
    name = f"{row.label}: {words.count(counted, row.value)}" if values else row.label
    if not row.address or tile.role in _UNDER:
        return shape
    return Markup('<a href="{}" data-place="{}"><title>{}</title>{}</a>').format(
        link(row.address), tile.code, name, shape
    )


def step(value: int, most: int) -> int:
    """Return the shade of a value, from 0 for nothing to `_STEPS` for the most; as `map.js` does."""
    return -(-value * _STEPS // most) if value > 0 and most > 0 else 0


def _shape(tile: Tile, looks: str, radius: int = 9) -> Markup:
    if tile.data:
        return Markup('<path class="{}" d="{}"/>').format(looks, tile.data)
    return Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(looks, *tile.at, radius)


def _lines(plan: Plan) -> Markup:
    if not plan.lines:
        return Markup()
    data = "".join(f"M{x} {y}L{other_x} {other_y}" for x, y, other_x, other_y in plan.lines)
    return Markup('<path class="map__lines" d="{}"/>').format(data)


def _words(label: Label, values: Mapping[str, int], words: Words) -> Markup:
    x, y = label.at
    number = words.number(values.get(label.code, 0)) if values and label.has_number else ""
    lines = list(label.lines)
    if label.anchor == "middle":
        rows = [(line, "") for line in lines] + ([(number, "map__number")] if number else [])
    else:
        rows = [(f"{lines[0]} {number}".rstrip(), "")]
    spans = Markup().join(_span(text, looks, x, is_first=not at) for at, (text, looks) in enumerate(rows))
    looks = "" if label.widths == "both" else f"map__{label.widths}"
    anchor = "" if label.anchor == "middle" else f" map__{label.anchor}"
    line = Markup()
    if label.line:
        begin_x, begin_y, end_x, end_y = label.line
        line = Markup('<path class="{}" d="m{} {} {} {}"/>').format(
            f"map__leader {looks}".rstrip(), begin_x, begin_y, end_x - begin_x, end_y - begin_y
        )
    opening = Markup('<text data-of="{}" y="{}"').format(label.code, y)
    return (
        line
        + opening
        + (Markup(' class="{}"').format(f"{looks}{anchor}".strip()) if looks or anchor else "")
        + Markup(">{}</text>").format(spans)
    )


def _span(text: str, looks: str, x: float, *, is_first: bool) -> Markup:
    drop = "" if is_first else Markup(' dy="1.15em"')
    named = Markup(' class="{}"').format(looks) if looks else ""
    return Markup('<tspan x="{}"{}{}>{}</tspan>').format(int(x), drop, named, text)


def _drawn_in(geography: Geography, of: str) -> list[str]:
    """Choose the places of the map of a place, or of all: towns or their quarters, and wider places with a boundary."""
    inside = geography.parts(of) if of else geography.every
    known = [code for code in inside if geography.level(code) != "via" and _has_shape(geography, code)]
    known = [code for code in known if not geography.is_wider_than_town(code) or geography.boundary(code)]
    if not known:
        return []
    box = Box.around(position for code in known for position in _positions(geography, code))
    longer = max(box.width * 0.7, box.height) or 1
    quarters: dict[str, list[str]] = {}
    for code in known:
        if town := geography.town_around(code):
            quarters.setdefault(town, []).append(code)
    hidden = {
        code
        for town, parts in quarters.items()
        if not geography.lies_in(of, town) and median(_reach(geography, part) / longer for part in parts) < _QUARTERS
        for code in parts
    }
    return [code for code in known if code not in hidden]


def _reach(geography: Geography, code: str) -> float:
    """Return about how long a place is, in degrees; nothing for a point."""
    box = Box.around(_positions(geography, code))
    return sqrt(box.width * 0.7 * box.height)


def _has_shape(geography: Geography, code: str) -> bool:
    return bool(geography.boundary(code)) or geography.point(code) is not None


def _positions(geography: Geography, code: str) -> Iterator[Position]:
    """Yield the corners of a place: those of its outer rings, or its point."""
    area: Area = geography.boundary(code)
    if area:
        yield from (position for polygon in area for position in polygon[0])
    elif geography.point(code):
        yield _point(geography, code)


def _point(geography: Geography, code: str) -> Position:
    """Return longitude and latitude of a point of a place: its own, or the middle of its boundary."""
    point = geography.point(code)
    if point:
        return point[1], point[0]
    box = Box.around(_positions(geography, code))
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def _drawable_for(geography: Geography, place: str) -> list[str]:
    """Return what stands for a place on a map: itself, else its parts that have a shape, else what it lies in."""
    if _has_shape(geography, place):
        return [place]
    parts = [part for part in geography.inside(place) if _has_shape(geography, part)]
    deeper = [found for part in geography.inside(place) for found in _drawable_below(geography, part)]
    if parts or deeper:
        return list(dict.fromkeys([*parts, *deeper]))
    return next(([whole] for whole in geography.wholes(place) if _has_shape(geography, whole)), [])


def _drawable_below(geography: Geography, part: str) -> list[str]:
    if _has_shape(geography, part):
        return [part]
    return [found for inner in geography.inside(part) for found in _drawable_below(geography, inner)]


def _beside(geography: Geography, place: str) -> set[str]:
    """Return the places to show beside one: its neighbours; of a quarter the others of its town, and what is around."""
    near = {*geography.neighbours(place), *_sisters(geography, place)}
    if town := geography.town_around(place):
        near |= {town, *geography.neighbours(town)}
    return {code for code in near if _has_shape(geography, code)}


def _sisters(geography: Geography, place: str) -> set[str]:
    return set(geography.sisters(place)) if geography.is_quarter(place) else set()


def _tile(code: str, role: str, rings: Sequence[Ring] | None, at: Position) -> Tile:
    return Tile(code, role, path(rings) if rings else "", _whole(at))


def _whole(at: Position) -> tuple[int, int]:
    return round(at[0]), round(at[1])


def _is_on(at: Position, paper: Box) -> bool:
    return paper.left <= at[0] <= paper.right and paper.top <= at[1] <= paper.bottom
