"""A network, drawn: the bodies and roles it has, who is in it, the networks it is tied to.

One thread goes down the middle: the network. Bodies and roles hang on it as boxes that hold their names, then members
as points, then, on a dashed thread, the other networks: always two on a row, each with one short straight line. So no
line meets another or lies under a name; who sits where is said in words under a name, and the same records give the
same bytes. Where members are many they stand by kind. What is drawn is said in a sentence and in a list too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

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
_REACH: Final = 18
"""From the thread to the points of the members, and to the diamonds of the networks."""
_WORDS: Final = 146
"""Room for the words beside a point."""
_HEAVIER: Final = 12
"""What a line of heavier letters takes more."""
_GAP: Final = 10
"""From the thread to the boxes on its sides."""
_BOX: Final = 162
"""How wide a box is."""
_MARK: Final = 48
_MOST_LINES: Final = 12
"""Of what is said under a name: a seat that is cut off says nothing."""
_LESS: Final = 14
"""From one line to the next of what is said beside a name."""


_T = TypeVar("_T")
_End = tuple[float, float]
"""Where a short line from the thread ends."""


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
    """So many lines stand at once in the list, which names them all."""

    @property
    def lines(self) -> list[tuple[Shared, list[Other]]]:
        """The lines of the list, with the networks of each: those that only share the same members have one."""
        lines: dict[object, tuple[Shared, list[Other]]] = {}
        for place, other in enumerate(self.others):
            key = place if other.ties or other.notes else tuple(body.id for body in other.bodies)
            lines.setdefault(key, (other, []))[1].append(other.network)
        return list(lines.values())


@dataclass(slots=True)
class _Point:
    """A member on the picture, or all members of one kind; `stands_for` are the ids it is drawn for."""

    name: str
    note: str
    address: str = ""
    stands_for: frozenset[str] = frozenset()
    is_leading: bool = False
    is_elsewhere: bool = False
    seats: Sequence[Figure] = ()
    """The bodies it sits in and the roles it holds; empty where it stands for many."""


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
    """Lay everything out from top to bottom, and paint lines before shapes before words."""
    for point in points:
        if len(point.stands_for) == 1:
            point.seats = [figure for figure in figures if not point.stands_for.isdisjoint(_sitting(figure))]
    # Who leads stands first, then who has a seat, in the order of the bodies.
    at = {id(figure): place for place, figure in enumerate(figures)}
    ordered = sorted(
        points, key=lambda point: (not point.is_leading, min((at[id(seat)] for seat in point.seats), default=len(at)))
    )
    name = broken(entry.name, WIDTH - 40, "large", most=3)
    top = 20.0 * len(name) + 4
    start = top + _MARK
    shown = Drawing()
    threads: list[_End] = []
    end = start + 4
    for scheme in ("organi", "ruoli"):
        end = _boxes(shown, entry, [figure for figure in figures if figure.scheme == scheme], end, threads)
    end = _member_rows(shown, site, ordered, end, threads)
    dashed: list[_End] = []
    bottom = _foot(shown, site, others, end + 6, dashed)
    trunk = max((y for _, y in threads), default=start)
    drawing = Drawing(bottom)
    drawing.add(_threaded(start, threads, "drawing__line"), _threaded(trunk, dashed, "drawing__dashed"))
    drawing.add(_placed(mark(entry, site.catalogue, site.words), _MIDDLE - _MARK / 2, top))
    drawing.add(words(_MIDDLE, 16, name, "drawing__heading", "middle", leading=20))
    drawing.shapes += shown.shapes
    return drawing


def _threaded(start: float, ends: Sequence[_End], name: str) -> Markup:
    """The thread from a height down to the last of its ends, and on each row one short straight line across to them."""
    if not ends:
        return Markup()
    rows: dict[float, list[float]] = {}
    for x, y in ends:
        rows.setdefault(y, [_MIDDLE]).append(x)
    across = "".join(f"M{min(row):g} {y:g}h{max(row) - min(row):g}" for y, row in rows.items())
    return path(f"M{_MIDDLE:g} {start:g}V{max(rows):g}{across}", name)


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


def _in_twos(things: Sequence[_T]) -> list[Sequence[_T]]:
    """Return what stands on each row, the first on the left."""
    return [things[at : at + 2] for at in range(0, len(things), 2)]


def _boxes(drawing: Drawing, entry: NetworkEntry, figures: Sequence[Figure], y: float, threads: list[_End]) -> float:
    """Bodies are boxes on both sides of the thread, roles have round ends; the name leads to what is told of them."""
    for row in _in_twos(figures):
        named = [broken(figure.name, _BOX - 12, most=3) for figure in row]
        height = LINE * max(map(len, named)) + 10
        for side, (figure, lines) in enumerate(zip(row, named, strict=True)):
            edge = _MIDDLE + (_GAP if side else -_GAP)
            threads.append((edge, y + height / 2))
            left = edge if side else edge - _BOX
            first = y + height / 2 - LINE / 2 * (len(lines) - 1) + 4
            address = f"{addresses.record(entry)}#{figure.anchor}" if figure.anchor else ""
            drawing.add(
                box(left, y, _BOX, height, "drawing__open", 0 if figure.scheme == "organi" else 11),
                words(left + _BOX / 2, first, lines, "", "middle"),
                address=address,
            )
        y += height + 8
    return y


def _beside(side: int, room: float) -> tuple[float, float, str]:
    """Return where a point is on a side of the thread, where words of a point so large begin, and their anchor."""
    if side == 0:
        return _MIDDLE - _REACH, _MIDDLE - _REACH - room, "end"
    return _MIDDLE + _REACH, _MIDDLE + _REACH + room, ""


def _member_rows(drawing: Drawing, site: Site, points: Sequence[_Point], y: float, threads: list[_End]) -> float:
    """A member is a point, full where it leads; a second ring says that it is in other networks too."""
    y += 12
    for row in _in_twos(points):
        heights = [30.0]
        for side, point in enumerate(row):
            x, edge, anchor = _beside(side, 11)
            threads.append((x, y))
            shapes = [circle(x, y, 4.5, "drawing__full" if point.is_leading else "drawing__open")]
            if point.is_elsewhere:
                shapes.insert(0, circle(x, y, 7.5, "drawing__open"))
            lines = broken(point.name, _WORDS, most=5)
            shapes.append(words(edge, y + 4, lines, "", anchor))
            below = broken(_note(site, point), _WORDS, most=_MOST_LINES)
            shapes.append(words(edge, y + 4 + LINE * len(lines), below, "drawing__muted", anchor, leading=_LESS))
            whole = "" if point.name == " ".join(lines) else point.name
            drawing.add(*shapes, address=point.address, says=whole)
            heights.append(LINE * len(lines) + _LESS * len(below) + 11)
        y += max(heights)
    return y


def _note(site: Site, point: _Point) -> str:
    """What is said under the name of a member: how it leads, where it sits, which roles it holds."""
    bodies = [seat.name for seat in point.seats if seat.scheme == "organi"]
    roles = [seat.name for seat in point.seats if seat.scheme == "ruoli"]
    seated = site.texts("network.picture_seats", what=site.words.listed(bodies)) if bodies else ""
    return " · ".join(filter(None, (point.note, seated, *roles)))


def _common(site: Site, other: Shared) -> str:
    """How many members another network has in common with it."""
    return site.words.count("network.picture_common", len(other.bodies)) if other.bodies else ""


def _tied(site: Site, other: Shared) -> str:
    """What ties another network to it: what is told of both, else whom they share."""
    told = other.ties[0] if other.ties else _common(site, other)
    return told[:1].upper() + told[1:]


def _foot(drawing: Drawing, site: Site, others: Sequence[Shared], y: float, dashed: list[_End]) -> float:
    """The other networks under the members, as diamonds; that there are more than fit is said too."""
    shown = others[:MOST_OTHERS] if len(others) > MOST_OTHERS + _A_FEW else others
    for row in _in_twos(shown):
        # What ties it is said before its name, as one says it: «Fa parte di Rete Città Solidale».
        tied = [broken(_tied(site, other), _WORDS, most=2) for other in row]
        y += _LESS * max(map(len, tied)) + 8
        heights = []
        for side, (other, above) in enumerate(zip(row, tied, strict=True)):
            x, edge, anchor = _beside(side, 12)
            dashed.append((x, y))
            lines = broken(other.network.name, _WORDS - _HEAVIER, most=5)
            below = broken(_common(site, other) if other.ties else "", _WORDS, most=2)
            address = addresses.record(other.network) if isinstance(other.network, Entry) else ""
            drawing.add(
                diamond(x, y, 7, "drawing__open"),
                words(edge, y - 11 - _LESS * (len(above) - 1), above, "drawing__muted", anchor, leading=_LESS),
                words(edge, y + 4, lines, "drawing__strong", anchor),
                words(edge, y + 4 + LINE * len(lines), below, "drawing__muted", anchor, leading=_LESS),
                address=address,
            )
            heights.append(LINE * len(lines) + _LESS * len(below) + 8)
        y += max(heights)
    if len(others) > len(shown):
        more = site.words.count("network.picture_more", len(others) - len(shown))
        drawing.add(words(_MIDDLE, y + 6, [more], "drawing__muted", "middle"))
        y += 18
    return y
