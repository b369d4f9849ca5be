"""From degrees to paper: a frame of whole units, and outlines as short SVG paths.

Places are small, so a plane is enough: a degree of longitude is shortened by the cosine of the middle latitude
(equirectangular projection). Whole units make the same vertex of two neighbours the same on paper: no gaps, few bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

from generator.reading.boundaries import Area, Position, Ring

_WIDEST: Final = 1.7
"""A frame is at most so many times as wide as it is high: what is longer gets empty room above and below."""
_MARGIN: Final = 0.05
"""Room between what is drawn and the frame, as a part of the longer side of what a map is about."""
_RADIAN: Final = 0.017453292519943295
_DRAWN_ABOUT: Final = 0.04
"""Part of a frame's side that is drawn beyond it, so that no edge that was cut is seen."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; y grows downwards on paper and northwards on the ground."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, positions: Iterable[Position]) -> Self:
        """Return the smallest one that holds some positions, of which there is at least one."""
        across, along = zip(*positions, strict=True)
        return cls(min(across), min(along), max(across), max(along))

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    def grown(self, across: float, along: float) -> "Box":
        """Return one that is larger on each side."""
        return Box(self.left - across, self.top - along, self.right + across, self.bottom + along)

    def moved_onto(self, drawn: Sequence[Position], edge: float) -> "Box":
        """Return one as large, with as little in it as can be beyond what is drawn and an `edge` around that."""
        level = [x for x, y in drawn if self.top < y < self.bottom]
        upright = [y for x, y in drawn if self.left < x < self.right]
        across = _shift(self.left, self.right, min(level) - edge, max(level) + edge) if level else 0
        along = _shift(self.top, self.bottom, min(upright) - edge, max(upright) + edge) if upright else 0
        return Box(self.left + across, self.top + along, self.right + across, self.bottom + along)

    def meets(self, other: "Box") -> bool:
        """Tell whether two have any room in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def _shift(start: float, end: float, first: float, last: float) -> float:
    """Return how far a stretch moves so that what of it lies beyond another, on one side alone, lies on it."""
    before, beyond = max(first - start, 0), max(end - last, 0)
    return min(before, max(last - end, 0)) - min(beyond, max(start - first, 0))


@dataclass(frozen=True, slots=True)
class Canvas:
    """What brings positions on the ground (degrees) onto a drawing `width` units wide."""

    ground: Box
    width: int
    height: int
    _shortening: float

    @classmethod
    def over(
        cls,
        positions: Iterable[Position],
        width: int,
        margin: float,
        tallest: float,
        drawn: Sequence[Position] = (),
    ) -> Self:
        """Return the canvas that shows some positions, with a `margin` around them as a part of the longer side.

        It is at most `tallest` times as high as it is wide. Where no more than `drawn` is seen it moves towards that.
        """
        box = Box.around(positions)
        shortening = cosine((box.top + box.bottom) / 2)
        across, along = box.width * shortening, box.height
        longer = max(across, along) or 0.01
        across, along = across + 2 * margin * longer, along + 2 * margin * longer
        wide, high = max(across, along / tallest), max(along, across / _WIDEST)
        ground = box.grown((wide / shortening - box.width) / 2, (high - box.height) / 2)
        ground = ground.moved_onto(drawn, _MARGIN * longer)
        return cls(ground, width, round(width * high / wide), shortening)

    @property
    def paper(self) -> Box:
        """The whole drawing."""
        return Box(0, 0, self.width, self.height)

    def place(self, position: Position) -> Position:
        """Return where a position on the ground is on paper."""
        east, north = position
        unit = self.width / self.ground.width
        return (east - self.ground.left) * unit, (self.ground.bottom - north) * unit / self._shortening

    def outline(self, area: Area, least: int = 0, grid: int = 1) -> tuple[Ring, ...]:
        """Return what is seen of an area on paper, in whole units; empty where it lies outside or is but a speck.

        Corners stand on a `grid` of so many units, the same for neighbours; those that are less than `least` units from
        the one before are left out.
        """
        seen = self.paper.grown(_DRAWN_ABOUT * self.width, _DRAWN_ABOUT * self.height)
        rings = (tuple(map(self.place, ring)) for polygon in area for ring in polygon)
        rounded = (_rounded(_cut(ring, seen), least, grid) for ring in rings)
        return tuple(ring for ring in rounded if len(ring) > 2)  # noqa: PLR2004 -- two points enclose nothing


def path(rings: Iterable[Ring]) -> str:
    """Write rings of whole units as SVG path data, relative and without needless signs."""
    parts: list[str] = []
    pen = (0, 0)
    for ring in rings:
        # After `z` the pen is back where the ring began.
        start = pen
        numbers: list[int] = []
        for x, y in ring:
            numbers += [int(x) - pen[0], int(y) - pen[1]]
            pen = (int(x), int(y))
        parts.append(
            "m" + "".join(f"{number:d}" if number < 0 else f" {number:d}" for number in numbers).lstrip() + "z"
        )
        pen = (start[0] + numbers[0], start[1] + numbers[1])
    return "".join(parts)


def size_of(rings: Iterable[Ring]) -> float:
    """Return the area that rings enclose, holes counted out only where they turn the other way."""
    return abs(sum(_signed(ring) for ring in rings))


def _signed(ring: Sequence[Position]) -> float:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in pairs) / 2


def _rounded(ring: Iterable[Position], least: int, grid: int) -> Ring:
    """Bring a ring to a grid, leaving out what then stands still, moves too little or goes straight on."""
    kept: list[Position] = []
    for x, y in ring:
        point = (float(round(x / grid) * grid), float(round(y / grid) * grid))
        if kept and (kept[-1] == point or _square(kept[-1], point) < least * least):
            continue
        if len(kept) > 1 and _goes_straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    while len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return tuple(kept)


def _square(one: Position, other: Position) -> float:
    """Return the square of how far two positions are from each other."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def cosine(degrees: float) -> float:
    """Return the cosine of a latitude by its series: the same to the bit on every machine, to a hundred-thousandth."""
    square = (degrees * _RADIAN) ** 2
    return 1 - square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56)))


def _goes_straight(one: Position, two: Position, three: Position) -> bool:
    (ax, ay), (bx, by), (cx, cy) = one, two, three
    return (bx - ax) * (cy - by) == (by - ay) * (cx - bx)


def _cut(ring: Ring, box: Box) -> Ring:
    """Return what of a ring lies in a box (Sutherland and Hodgman, 1974), one side after the other."""
    for axis, limit, sign in ((0, box.left, 1), (0, box.right, -1), (1, box.top, 1), (1, box.bottom, -1)):
        if not ring:
            return ()
        if any(sign * (position[axis] - limit) < 0 for position in ring):
            ring = tuple(_inside(ring, axis, limit, sign))
    return ring


def _inside(ring: Ring, axis: int, limit: float, sign: int) -> Iterator[Position]:
    before = ring[-1]
    for here in ring:
        was_in, is_in = (sign * (position[axis] - limit) >= 0 for position in (before, here))
        if was_in != is_in:
            part = (limit - before[axis]) / (here[axis] - before[axis])
            yield (before[0] + part * (here[0] - before[0]), before[1] + part * (here[1] - before[1]))
        if is_in:
            yield here
        before = here
