"""A network, drawn: who is in it, the bodies and roles it has, the networks it is tied to.

One thread goes down the middle: the network. Its members stand on both sides, its bodies and roles on the thread as
boxes that hold their names, and each member is tied to the bodies it sits in, or else to the thread itself; at the foot
stand the other networks. So every name has a place of its own, no name lies on a line (lines leave the thread between
boxes and go up and down in lanes beside them), and the same records give the same bytes. Where members are many they
stand by kind. What is drawn is said in a sentence and in a list too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

from generator import addresses
from generator.catalogue import AnyEntry, NetworkEntry
from generator.catalogue.entries import Entry
from generator.locale.of_names import of_name
from generator.records.network import Body
from generator.records.organization import Organization
from generator.site.model import Site
from generator.site.parts.bodies import Other
from generator.site.parts.drawing import (
    LINE,
    WIDTH,
    Drawing,
    box,
    broken,
    circle,
    diamond,
    length,
    path,
    words,
)
from generator.site.parts.governance import Figure
from generator.site.parts.mark import mark

MOST_MEMBERS: Final = 24
"""Beyond so many, members stand by kind, with how many they are."""
MOST_OTHERS: Final = 6
"""So many other networks are drawn, and a few more than fit; how many more there are is said."""
_A_FEW: Final = 2
"""So few more are drawn rather than counted."""
MOST_NETWORKS: Final = 40
"""Who is in more networks than this ties none in particular: it is named as such, and no two networks by it."""
_FEWEST: Final = 3
"""A picture of fewer things says nothing that the list does not."""
_MOST_LEADING: Final = 6
"""So many of them keep a point of their own where the others stand by kind."""
_LEADING: Final = frozenset({"capofila", "promotore"})

_MIDDLE: Final = WIDTH / 2
_REACH: Final = 64
"""From the thread to the points of the members."""
_WORDS: Final = 104
"""Room for the words beside a point."""
_HEAVIER: Final = 12
"""What a line of heavier letters takes more."""
_STATION_WORDS: Final = 82
"""Room for the name of a body in its box between the points of the members."""
_BOX: Final = 46
"""From the thread to where no box reaches any more: lines of members without a seat are level until there."""
_APART: Final = 14
"""From one box on the thread to the next, at least: lines pass between them."""
_LANES: Final = (48.5, 51.5, 54.0)
"""From the thread to the ways beside the boxes on which lines go up and down: boxes that overlap have one each."""
_MARK: Final = 48


@dataclass(frozen=True, slots=True)
class Shared:
    """Another network and the members in common with it; `ties` are the words of what is told of both, with `notes`."""

    network: Other
    bodies: tuple[AnyEntry, ...]
    ties: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of the picture, for its key; its words are the text `network.picture_key_<name>`."""

    name: str
    drawn: Markup


@dataclass(frozen=True, slots=True)
class Picture:
    """A network drawn, with the sentence that says the same, and the networks that members lead to."""

    drawing: Drawing
    label: str
    sentence: str
    others: Sequence[Shared]
    is_grouped: bool
    everywhere: Sequence[tuple[AnyEntry, int]]
    """Members in so many networks that they tie none in particular, with how many those are."""
    shapes: Sequence[Shape]
    """The key: only shapes that are in the picture."""
    most: int = MOST_OTHERS + _A_FEW
    """So many of the others stand at once in the list, which names them all."""


@dataclass(frozen=True, slots=True)
class _Station:
    """A body or a role on the thread, with its name in a box around `y`."""

    figure: Figure
    lines: Sequence[str]
    y: float

    @property
    def half(self) -> float:
        """Half of the height of its box."""
        return _half(self.lines)

    @property
    def reach(self) -> float:
        """Half of the width of its box."""
        return max(length(line, "small") for line in self.lines) / 2 + 5


def _half(lines: Sequence[str]) -> float:
    return 6 * len(lines) + 4


@dataclass(slots=True)
class _Point:
    """A member on the picture, or all members of one kind; `stands_for` are the ids it is drawn for."""

    name: str
    note: str
    address: str = ""
    stands_for: frozenset[str] = frozenset()
    is_leading: bool = False
    is_elsewhere: bool = False
    stations: list[int] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    x: float = 0
    y: float = 0

    @property
    def height(self) -> float:
        """Room for its words."""
        return max(30, LINE * len(self.lines) + (13 if self.note else 0) + 10)


def picture_of(site: Site, entry: NetworkEntry, related: Sequence[tuple[str, Other, str | None]]) -> Picture | None:
    """Draw a network; None where there is too little of it. `related` are label, network and note of its ties."""
    catalogue = site.catalogue
    bodies = {tie.body.id: tie.body for tie in catalogue.members.get(entry.id, ()) if tie.body}
    joined = {body: site.networks_joined.get(body, 0) for body in bodies}
    everywhere = [(bodies[body], number) for body, number in joined.items() if number > MOST_NETWORKS]
    elsewhere = {body: _other_networks(site, entry, body) for body, number in joined.items() if number <= MOST_NETWORKS}
    figures = site.figures.get(entry.id, ())
    others = _shared(bodies, elsewhere, related)
    tied = {body for body, networks in elsewhere.items() if networks} | {body.id for body, _ in everywhere}
    members = _members(site, entry, tied)
    if len(members) + len(figures) + len(others) < _FEWEST:
        return None
    points = members if len(members) <= MOST_MEMBERS else _by_kind(site, entry, members)
    drawn = _drawn(site, entry, points, figures, others)
    return Picture(
        drawn,
        site.texts("network.picture_label", of_name=of_name(entry.name, site.texts.lang)),
        _sentence(site, len(members), len(tied), figures),
        others,
        points is not members,
        everywhere,
        list(_key(points, figures, others)),
    )


def _sentence(site: Site, members: int, tied: int, figures: Sequence[Figure]) -> str:
    """Say what is drawn; `tied` members are in other networks too."""
    inside = {
        "bodies": sum(figure.scheme == "organi" for figure in figures),
        "roles": sum(figure.scheme == "ruoli" for figure in figures),
    }
    has = [site.words.count(f"network.picture_{name}", number) for name, number in inside.items() if number]
    sentences = (
        site.words.count("network.picture_members", members) if members else "",
        site.words.count("network.picture_elsewhere", tied) if tied else "",
        site.texts("network.picture_has", what=site.words.listed(has)) if has else "",
    )
    return " ".join(filter(None, sentences))


def _key(points: Sequence[_Point], figures: Sequence[Figure], others: Sequence[Shared]) -> Iterator[Shape]:
    """Yield the shapes that the picture uses, in the order in which they are met."""
    middle = 10
    is_there = {
        "leading": any(point.is_leading for point in points),
        "member": any(not point.is_leading for point in points),
        "elsewhere": any(point.is_elsewhere for point in points),
        "body": any(figure.scheme == "organi" for figure in figures),
        "role": any(figure.scheme == "ruoli" for figure in figures),
        "network": bool(others),
    }
    drawn = {
        "leading": circle(middle, middle, 4.5, "drawing__full"),
        "member": circle(middle, middle, 4.5, "drawing__open"),
        "elsewhere": circle(middle, middle, 7.5, "drawing__open") + circle(middle, middle, 4.5, "drawing__open"),
        "body": box(1, middle - 6, 18, 12, "drawing__open"),
        "role": box(1, middle - 6, 18, 12, "drawing__open", 6),
        "network": diamond(middle, middle, 7, "drawing__open"),
    }
    return (Shape(name, drawn[name]) for name, there in is_there.items() if there)


def _other_networks(site: Site, entry: NetworkEntry, body: str) -> tuple[NetworkEntry, ...]:
    """Return the other networks that a member is in, those that are over left out."""
    ties = site.catalogue.memberships.get(body, ())
    networks = {tie.network.id: tie.network for tie in ties if tie.network.id != entry.id and not tie.network.is_over}
    return tuple(networks.values())


def _shared(
    bodies: Mapping[str, AnyEntry],
    elsewhere: Mapping[str, Sequence[NetworkEntry]],
    related: Iterable[tuple[str, Other, str | None]],
) -> list[Shared]:
    """Gather the other networks: those that tell it first, then those with most members in common."""
    networks: dict[str, Other] = {}
    ties: dict[str, list[str]] = {}
    common: dict[str, list[AnyEntry]] = {}
    notes: dict[str, list[str]] = {}
    for label, other, note in related:
        key = other.id if isinstance(other, Entry) else other.name
        networks.setdefault(key, other)
        if label not in ties.setdefault(key, []):
            ties[key].append(label)
        if note:
            notes.setdefault(key, []).append(note)
    for body, joined in elsewhere.items():
        for network in joined:
            networks.setdefault(network.id, network)
            common.setdefault(network.id, []).append(bodies[body])
    shared = [
        Shared(other, tuple(common.get(key, ())), tuple(ties.get(key, ())), tuple(notes.get(key, ())))
        for key, other in networks.items()
    ]
    shared.sort(key=lambda other: (not other.ties, -len(other.bodies), other.network.name))
    return shared


def _members(site: Site, entry: NetworkEntry, elsewhere: set[str]) -> list[_Point]:
    """One point for each member, who leads first."""
    groups: dict[str, list[str]] = {}
    found: dict[str, _Point] = {}
    for tie in site.catalogue.members.get(entry.id, ()):
        key = tie.body.id if tie.body else tie.name
        groups.setdefault(key, []).extend(kind for kind in tie.kinds if kind not in groups.get(key, ()))
        if key not in found:
            address = addresses.record(tie.body) if tie.body else ""
            found[key] = _Point(tie.name, "", address, frozenset({key}), is_elsewhere=key in elsewhere)
    for key, point in found.items():
        kinds = groups[key]
        leading = [kind for kind in kinds if kind in _LEADING]
        point.is_leading = bool(leading)
        point.note = site.words.choice("tie", leading[0]) if leading else ""
    return sorted(found.values(), key=lambda point: (not point.is_leading, point.note))


def _by_kind(site: Site, entry: NetworkEntry, members: Sequence[_Point]) -> list[_Point]:
    """One point for each kind of member, the most frequent first; the first who lead keep a point of their own."""
    kind_of: dict[str, str] = {}
    for tie in site.catalogue.members.get(entry.id, ()):
        record = tie.body.record if tie.body else None
        kind_of[tie.body.id if tie.body else tie.name] = record.kind if isinstance(record, Organization) else ""
    leading = [point for point in members if point.is_leading][:_MOST_LEADING]
    groups: dict[str, list[_Point]] = {}
    for point in members:
        if point not in leading:
            groups.setdefault(kind_of[next(iter(point.stands_for))], []).append(point)
    points = [
        _Point(
            site.words.label("tipi_ente", kind) if kind else site.texts("network.picture_unlisted"),
            site.words.count("network.picture_many", len(group)),
            stands_for=frozenset[str]().union(*(point.stands_for for point in group)),
            is_elsewhere=any(point.is_elsewhere for point in group),
        )
        for kind, group in groups.items()
    ]
    return [*leading, *sorted(points, key=lambda point: (-len(point.stands_for), point.name))]


def _drawn(
    site: Site, entry: NetworkEntry, points: Sequence[_Point], figures: Sequence[Figure], others: Sequence[Shared]
) -> Drawing:
    """Lay everything out from top to bottom, and paint lines before points before words."""
    for point in points:
        point.lines = broken(point.name, _WORDS, most=5)
        point.stations = [at for at, figure in enumerate(figures) if not point.stands_for.isdisjoint(_sitting(figure))]
    # Members of one body stand near each other, and near it: fewer lines cross.
    ordered = sorted(points, key=lambda point: (not point.is_leading, min(point.stations, default=len(figures))))
    name = broken(entry.name, WIDTH - 40, "large", most=3)
    top = 20.0 * len(name) + 4
    start = top + _MARK + 6
    below = _side_by_side(ordered, start + 12)
    stations = _stations(ordered, figures, start + 10)
    end = max([below, *(station.y + station.half + 6 for station in stations)])
    drawing = Drawing()
    foot, ends, bottom = _foot(site, others, end)
    leaving = {id(point): _clear(point.y, start, stations) for point in ordered if not point.stations}
    trunk_end = ends[-1][1] - 22 if ends else max([start, *(station.y for station in stations), *leaving.values()])
    drawing.add(path(f"M{_MIDDLE:g} {start:g}V{max(trunk_end, start):g}", "drawing__bold"))
    plain = "".join(_level(point.x, point.y, leaving[id(point)]) for point in ordered if not point.stations)
    seats = _seats(ordered, stations)
    drawing.add(
        path(plain, "drawing__line") if plain else Markup(), path(seats, "drawing__seat") if seats else Markup()
    )
    drawing.add(path("".join(_branch(x, y) for x, y in ends), "drawing__dashed"))
    drawing.add(_placed(mark(entry, site.catalogue, site.words), _MIDDLE - _MARK / 2, top))
    drawing.add(words(_MIDDLE, 16, name, "drawing__heading", "middle", leading=20))
    for station in stations:
        _box(drawing, entry, station)
    for point in ordered:
        _member(drawing, point)
    for shapes, address in foot:
        drawing.add(shapes, address=address)
    drawing.height = bottom
    return drawing


def _placed(image: Markup, x: float, y: float) -> Markup:
    """Put a drawing of its own at a place of this one."""
    return image.replace("<svg ", Markup('<svg x="{:g}" y="{:g}" ').format(x, y), 1)


def _sitting(figure: Figure) -> frozenset[str]:
    """Return the ids of who sits in a body, or expresses a role."""
    record = figure.record
    if isinstance(record, Body):
        return frozenset(record.members)
    held = record.expressed_by
    if held is None:
        return frozenset()
    return frozenset({held if isinstance(held, str) else held.name})


def _side_by_side(points: Sequence[_Point], start: float) -> float:
    """Give each point its place, each on the side with more room; returns where the longer side ends."""
    ends = [start, start]
    for point in points:
        side = 0 if ends[0] <= ends[1] else 1
        point.x = _MIDDLE + (-_REACH if side == 0 else _REACH)
        point.y = ends[side] + 8
        ends[side] += point.height
    return max(ends)


def _stations(points: Sequence[_Point], figures: Sequence[Figure], first: float) -> list[_Station]:
    """Return the bodies and roles in their places on the thread: each about where who sits in it stands."""
    wanted = []
    for at in range(len(figures)):
        heights = [point.y for point in points if at in point.stations]
        wanted.append(sum(heights) / len(heights) if heights else first)
    placed: dict[int, _Station] = {}
    for at in sorted(range(len(figures)), key=lambda at: (wanted[at], at)):
        lines = broken(figures[at].name, _STATION_WORDS, "small", most=4)
        y = max(wanted[at], first + _half(lines))
        placed[at] = _Station(figures[at], lines, round(y, 1))
        first = y + _half(lines) + _APART
    return [placed[at] for at in range(len(figures))]


def _clear(y: float, start: float, stations: Sequence[_Station]) -> float:
    """Return the height nearest to `y` at which a line can leave the thread and pass between the boxes."""
    edge = _APART / 2
    near = [
        y,
        *(end for station in stations for end in (station.y - station.half - edge, station.y + station.half + edge)),
    ]
    free = (
        height
        for height in near
        if height >= start and all(abs(height - station.y) >= station.half + 3 for station in stations)
    )
    return min(free, key=lambda height: (abs(height - y), height), default=start)


def _level(x: float, y: float, leaves: float) -> str:
    """A line that leaves the thread at a free height and bends to its point once it is past the boxes."""
    edge = _MIDDLE + (-_BOX if x < _MIDDLE else _BOX)
    halfway = (edge + x) / 2
    bend = f"C{halfway:g} {leaves:g} {halfway:g} {y:g} {x:g} {y:g}" if leaves != y else f"H{x:g}"
    return f"M{_MIDDLE:g} {leaves:g}" + (f"H{edge:g}{bend}" if leaves != y else bend)


def _seats(points: Sequence[_Point], stations: Sequence[_Station]) -> str:
    """The lines from the boxes to who sits in them: out of the side, along a lane, in to the point."""
    lines = []
    for side in (-1, 1):
        here = [point for point in points if (point.x > _MIDDLE) == (side > 0)]
        ends: list[float] = []
        spans = []
        for at, station in enumerate(stations):
            heights = [point.y for point in here if at in point.stations]
            if heights:
                spans.append((min(*heights, station.y), max(*heights, station.y), at))
        for top, bottom, at in sorted(spans):
            free = next((lane for lane, end in enumerate(ends) if end < top), None)
            if free is None:
                free = len(ends) if len(ends) < len(_LANES) else min(range(len(ends)), key=ends.__getitem__)
            ends[free : free + 1] = [max([bottom, *ends[free : free + 1]])]
            lane = _MIDDLE + side * _LANES[free]
            station = stations[at]
            lines += [_seat(point, station, lane, side) for point in here if at in point.stations]
    return "".join(lines)


def _seat(point: _Point, station: _Station, lane: float, side: int) -> str:
    """A line from the side of a box to who sits in it, with round corners where it goes up or down."""
    begin = f"M{_MIDDLE + side * station.reach:g} {station.y:g}"
    drop = point.y - station.y
    if abs(drop) < 1:
        return f"{begin}L{point.x:g} {point.y:g}"
    corner = min(4.0, abs(drop) / 2) * (1 if drop > 0 else -1)
    across = abs(corner) * side
    return (
        f"{begin}H{lane - across:g}Q{lane:g} {station.y:g} {lane:g} {station.y + corner:g}"
        f"V{point.y - corner:g}Q{lane:g} {point.y:g} {lane + across:g} {point.y:g}H{point.x:g}"
    )


def _branch(x: float, y: float) -> str:
    """A line that leaves the thread a little above another network and bends to it."""
    return f"M{_MIDDLE:g} {y - 22:g}C{_MIDDLE:g} {y:g} {(_MIDDLE + x) / 2:g} {y:g} {x:g} {y:g}"


def _box(drawing: Drawing, entry: NetworkEntry, station: _Station) -> None:
    """A body is a box on the thread, a role one with round ends; the name in it leads to what is told of it."""
    figure, half, reach = station.figure, station.half, station.reach
    address = f"{addresses.record(entry)}#{figure.anchor}" if figure.anchor else ""
    round_ = 0 if figure.scheme == "organi" else min(half, 11)
    shape = box(_MIDDLE - reach, station.y - half, 2 * reach, 2 * half, "drawing__open", round_)
    first = station.y - 6 * (len(station.lines) - 1) + 3.5
    drawing.add(shape, words(_MIDDLE, first, station.lines, "drawing__small", "middle", leading=12), address=address)


def _member(drawing: Drawing, point: _Point) -> None:
    """A member is a point, full where it leads; a second ring says that it is in other networks too."""
    is_left = point.x < _MIDDLE
    x, anchor = (point.x - 11, "end") if is_left else (point.x + 11, "")
    shapes = [circle(point.x, point.y, 4.5, "drawing__full" if point.is_leading else "drawing__open")]
    if point.is_elsewhere:
        shapes.insert(0, circle(point.x, point.y, 7.5, "drawing__open"))
    shapes.append(words(x, point.y + 4, point.lines, "", anchor))
    if point.note:
        below = point.y + 4 + LINE * (len(point.lines) - 1) + 13
        shapes.append(words(x, below, [point.note], "drawing__small", anchor))
    whole = "" if point.name == " ".join(point.lines) else point.name
    drawing.add(*shapes, address=point.address, says=whole)


def _foot(
    site: Site, others: Sequence[Shared], start: float
) -> tuple[list[tuple[Markup, str]], list[tuple[float, float]], float]:
    """The other networks under the members, as diamonds: shapes and where they lead, line ends, the bottom.

    That there are more than fit is said too.
    """
    shown = others[:MOST_OTHERS] if len(others) > MOST_OTHERS + _A_FEW else others
    shapes: list[tuple[Markup, str]] = []
    ends: list[tuple[float, float]] = []
    heights = [start + 30, start + 30]
    for at, other in enumerate(shown):
        side = at % 2
        x = _MIDDLE + (-_REACH if side == 0 else _REACH)
        y = heights[side]
        lines = broken(other.network.name, _WORDS - _HEAVIER, most=5)
        # What ties it is said before its name, as one says it: «Fa parte di Rete Città Solidale».
        above = broken(other.ties[0], _WORDS, "small", most=2) if other.ties else []
        common = site.words.count("network.picture_common", len(other.bodies)) if other.bodies else ""
        below = broken(common, _WORDS, "small", most=2) if common else []
        edge, anchor = (x - 12, "end") if side == 0 else (x + 12, "")
        y += 12 * len(above)
        drawn = [diamond(x, y, 7, "drawing__open"), words(edge, y + 4, lines, "drawing__strong", anchor)]
        if above:
            drawn.append(words(edge, y - 10 - 12 * (len(above) - 1), above, "drawing__small", anchor, leading=12))
        if below:
            drawn.append(words(edge, y + 4 + LINE * (len(lines) - 1) + 13, below, "drawing__small", anchor, leading=12))
        address = addresses.record(other.network) if isinstance(other.network, Entry) else ""
        shapes.append((Markup().join(drawn), address))
        ends.append((x, y))
        heights[side] += LINE * len(lines) + 12 * (len(above) + len(below)) + 16
    if len(others) > len(shown):
        side = 0 if heights[0] <= heights[1] else 1
        edge, anchor = (_MIDDLE - _REACH - 12, "end") if side == 0 else (_MIDDLE + _REACH + 12, "")
        more = broken(site.words.count("network.picture_more", len(others) - len(shown)), _WORDS, "small", most=2)
        shapes.append((words(edge, heights[side] + 4, more, "drawing__small", anchor, leading=12), ""))
        heights[side] += 12 * len(more) + 20
    return shapes, sorted(ends, key=lambda at: at[1]), max(heights) - 24 if shown else start
