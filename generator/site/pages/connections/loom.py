"""A group of networks, drawn: who joins them on one side, the networks on the other, a thread for each membership.

On a page (`weave`) names are words of the page, in rows of one height, and only the threads are drawn, as wide as there
is room; what is taken away (`loom`) is one picture that stands alone, where every name has a row of its own. Both sides
are put in the order in which threads cross least (each thing at the mean place of what it is tied to, a few times over:
the barycentre method of Sugiyama, Tagawa and Toda, 1981).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from generator import addresses
from generator.catalogue import AnyEntry
from generator.site.pages.connections.ties import Group
from generator.site.parts.drawing import WIDTH, Drawing, broken, circle, diamond, words

MOST_NETWORKS: Final = 150
"""More are drawn place by place, and no picture holds more."""
_ROUNDS: Final = 12
_LEFT: Final = 138
_RIGHT: Final = WIDTH - 138
_WORDS: Final = 126
_LINE: Final = 14
_SQUARE: Final = 100
_GAP: Final = 12


@dataclass(frozen=True, slots=True)
class Weave:
    """Both sides of a group, each in its order, and its threads in a square of 100, to be stretched between them."""

    bodies: Sequence[AnyEntry]
    networks: Sequence[AnyEntry]
    threads: Markup
    first: str
    """Id of the body that joins most; empty where none joins any."""


def weave(group: Group) -> Weave:
    """Put the two sides of a group in order and draw what ties them."""
    ties, bodies, networks, entries, first = _sides(group)
    at = _rows(bodies) | _rows(networks)
    threads = [
        _tie(f"M0 {at[body]:g}C50 {at[body]:g} 50 {at[network]:g} {_SQUARE} {at[network]:g}", looks, body, network)
        for looks, body, network in _threads(ties, bodies, first)
    ]
    arcs = []
    for one in group.declared:
        y, other = at[one.network.id], at[one.other.id]
        out = round(_SQUARE - min(48, 16 + abs(other - y) / 2), 2)
        curve = f"M{_SQUARE} {y:g}C{out:g} {y:g} {out:g} {other:g} {_SQUARE} {other:g}"
        arcs.append(_tie(curve, "dashed", one.network.id, one.other.id))
    left, right = ([entries[name] for name in side] for side in (bodies, networks))
    return Weave(left, right, Markup().join([*threads, *arcs]), first)


def _rows(side: Sequence[str]) -> dict[str, float]:
    """Give each name the middle of its row, in a square of 100."""
    return {name: round(_SQUARE * (row + 0.5) / len(side), 2) for row, name in enumerate(side)}


def _sides(group: Group) -> tuple[dict[str, list[str]], list[str], list[str], dict[str, AnyEntry], str]:
    """Return the ties of a group, the order of its two sides, all their entries by id, and who joins most."""
    ties = {one.body.id: [network.id for network in one.networks] for one in group.joining}
    bodies, networks = _least_crossing(list(ties), [network.id for network in group.networks], ties)
    entries: dict[str, AnyEntry] = {network.id: network for network in group.networks}
    entries |= {one.body.id: one.body for one in group.joining}
    return ties, bodies, networks, entries, group.joining[0].body.id if group.joining else ""


def _threads(ties: Mapping[str, Sequence[str]], bodies: Sequence[str], first: str) -> Iterator[tuple[str, str, str]]:
    """Yield looks and ends of each thread, those of who joins most above the others."""
    for body in sorted(bodies, key=lambda body: body == first):
        for network in ties[body]:
            yield "seat" if body == first else "line", body, network


def loom(group: Group) -> Drawing:
    """Draw the bodies that join the networks of a group, its networks, and what ties them."""
    ties, bodies, networks, entries, first = _sides(group)
    lines = {entry.id: broken(entry.name, _WORDS, most=3) for entry in entries.values()}
    heights = [sum(len(lines[one]) * _LINE + _GAP for one in side) for side in (bodies, networks)]
    height = max(heights)
    at = _places(bodies, lines, height) | _places(networks, lines, height)
    drawing = Drawing(height=height)
    for looks, body, network in _threads(ties, bodies, first):
        drawing.add(_thread(at[body], at[network], looks, body, network))
    for one in group.declared:
        drawing.add(_arc(at[one.network.id], at[one.other.id], one.network.id, one.other.id))
    for name, y in at.items():
        _named(drawing, entries[name], lines[name], y)
    return drawing


def _least_crossing(
    left: list[str], right: list[str], ties: Mapping[str, Sequence[str]]
) -> tuple[list[str], list[str]]:
    """Order both sides by the mean place of what each is tied to; what is tied to nothing keeps its place, last."""
    back: dict[str, list[str]] = {}
    for one, others in ties.items():
        for other in others:
            back.setdefault(other, []).append(one)
    for _ in range(_ROUNDS):
        right = _ordered(right, back, left)
        left = _ordered(left, ties, right)
    return left, right


def _ordered(side: Sequence[str], ties: Mapping[str, Sequence[str]], other: Sequence[str]) -> list[str]:
    place = {name: number for number, name in enumerate(other)}

    def mean(name: str) -> float:
        tied = ties.get(name, ())
        return sum(place[one] for one in tied) / len(tied) if tied else len(other)

    return sorted(side, key=mean)


def _places(side: Sequence[str], lines: Mapping[str, Sequence[str]], height: float) -> dict[str, float]:
    """Give each name the height of its point; a shorter side is spread out over the longer."""
    rows = [len(lines[name]) * _LINE + _GAP for name in side]
    more = (height - sum(rows)) / max(len(rows), 1)
    places: dict[str, float] = {}
    top = 0.0
    for name, row in zip(side, rows, strict=True):
        places[name] = round(top + (row + more) / 2, 1)
        top += row + more
    return places


def _thread(y: float, other: float, looks: str, body: str, network: str) -> Markup:
    """A membership; `data-ends` says what it ties, for who points at one of them, `looks` is its line."""
    middle = WIDTH / 2
    return _tie(f"M{_LEFT:g} {y:g}C{middle:g} {y:g} {middle:g} {other:g} {_RIGHT:g} {other:g}", looks, body, network)


def _arc(y: float, other: float, network: str, second: str) -> Markup:
    """A tie that networks tell themselves goes from one to the other on their own side."""
    out = _RIGHT - min(40, 14 + abs(other - y) / 4)
    return _tie(f"M{_RIGHT:g} {y:g}C{out:g} {y:g} {out:g} {other:g} {_RIGHT:g} {other:g}", "dashed", network, second)


def _tie(commands: str, name: str, *ends: str) -> Markup:
    return Markup('<path class="drawing__{}" data-ends="{}" d="{}"/>').format(name, " ".join(ends), commands)


def _named(drawing: Drawing, entry: AnyEntry, lines: Sequence[str], y: float) -> None:
    """A body is a point on the left, a network a diamond on the right, each beside its name."""
    is_body = entry.kind == "ente"
    x, beside, anchor = (_LEFT, _LEFT - 10, "end") if is_body else (_RIGHT, _RIGHT + 11, "")
    shape = circle(x, y, 4.5, "drawing__full") if is_body else diamond(x, y, 6, "drawing__open")
    first = y + 3.5 - _LINE * (len(lines) - 1) / 2
    text = words(beside, first, lines, "", anchor, leading=_LINE)
    named = Markup('<g data-node="{}">{}{}</g>').format(entry.id, shape, text)
    drawing.add(named, address=addresses.record(entry), says="" if entry.name == " ".join(lines) else entry.name)


def side_by_side(drawings: Iterable[Drawing], columns: int = 3) -> Drawing:
    """Put drawings into one, in columns, each where there is most room: the picture to take away."""
    gap = 32
    ends = [0.0] * columns
    whole = Drawing()
    for drawing in drawings:
        column = ends.index(min(ends))
        whole.place(drawing, column * (WIDTH + gap), ends[column])
        ends[column] += drawing.height + gap
    used = sum(end > 0 for end in ends)
    whole.width = max(used, 1) * (WIDTH + gap) - gap
    whole.height = max(ends) - gap if used else 0
    return whole
