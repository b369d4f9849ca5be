"""Where a map has room for words: inside an area, beside a dot, never one upon the other.

Letters keep their size on the screen while the drawing shrinks with a phone, so in units they are larger there: a label
is tried at both widths, and what fits only at a desk is left out on a phone, where the list beside the map takes over.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Final

from generator.reading.boundaries import Position, Ring
from generator.site.parts.drawing import ems
from generator.site.parts.maps.canvas import Box

PHONE: Final = 0.037
DESK: Final = 0.0225
"""Height of the letters as a part of the width of a drawing: 13 px of 350, 14 px of 620. As in `map.css`."""
_LINE: Final = 1.15
_EDGE: Final = 8
"""Units between words that are led out and the edge of the paper."""
_FRAME: Final = 16
"""Units between words in an area and that edge: their letters may be wider than they are thought."""
_INTO: Final = 0.2
"""A line to words outside begins so near the middle of the area, in heights of a letter."""
_ROWS: Final = 15
_ALONG: Final = 16
"""Points of a line that are looked at."""
_ENOUGH: Final = 1.2
"""Room beyond this part of what words take makes a place no better: then it is the middle that counts."""
_OFF_CENTRE: Final = 0.15
_MOST_OUT: Final = 0.9
"""Words may stand out of their area by a little: letters are narrower at their ends."""
_ROOMY: Final = 1.2
"""Words stand best with some room around them: so they come near no border."""
_PART_IN: Final = 0.5
"""Where an area is too narrow for its name, so much of it in the middle lies inside: better than a number alone."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words on a map: `at` is the middle of their first line's base, or where that line begins.

    `anchor` is the one of SVG, and `centre` for a name above or below its dot; `widths` tells where it fits: `both`,
    `desk`, `phone`.
    """

    code: str
    lines: tuple[str, ...]
    at: Position
    anchor: str
    widths: str
    has_number: bool
    line: tuple[int, int, int, int] | None = None
    """From words that stand outside of their area to where it is: `x, y, x, y`."""


def on_lines(text: str) -> tuple[str, ...]:
    """Break a name of several words into two lines as even as may be; a short or single word stays whole."""
    words = text.split()
    if len(words) == 1 or len(text) < 8:  # noqa: PLR2004 -- as long as one word
        return (text,)
    breaks = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    return min(breaks, key=lambda lines: max(map(len, lines)))


def within(rings: Sequence[Ring], size: Position) -> list[Position]:
    """Return the middles of boxes of this width and height that lie in an area, those in its middle first."""
    width, height = size
    box = Box.around(position for ring in rings for position in ring)
    if box.height < height or box.width < width * _MOST_OUT:
        return []
    middle = (box.top + box.bottom) / 2
    found: list[tuple[float, Position]] = []
    for row in range(_ROWS):
        y = box.top + height / 2 + (box.height - height) * (row + 0.5) / _ROWS
        for left, right in _common([_spans(rings, y + part * height) for part in (-0.45, 0, 0.45)]):
            if right - left >= width * _MOST_OUT:
                worth = min(right - left, width * _ENOUGH) - _OFF_CENTRE * abs(y - middle)
                found.append((-worth, ((left + right) / 2, y)))
    return [place for _, place in sorted(found)]


def _spans(rings: Iterable[Ring], y: float) -> list[tuple[float, float]]:
    """Return the stretches of a horizontal line that lie in an area, by the even-odd rule."""
    crossed: list[float] = []
    for ring in rings:
        for (x, here), (other_x, there) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (here > y) != (there > y):
                crossed.append(x + (y - here) * (other_x - x) / (there - here))
    crossed.sort()
    return list(zip(crossed[::2], crossed[1::2], strict=False))


def _common(rows: Sequence[Sequence[tuple[float, float]]]) -> list[tuple[float, float]]:
    found = list(rows[0])
    for spans in rows[1:]:
        both = ((max(left, a), min(right, b)) for left, right in found for a, b in spans)
        found = [(left, right) for left, right in both if left < right]
    return found


@dataclass(slots=True)
class Lettering:
    """Writes the names of one map, those that matter most first; `taken` are boxes where nothing more fits."""

    paper: Box
    numbered: bool
    taken: dict[str, list[Box]]

    @classmethod
    def on(cls, paper: Box, dots: Iterable[Position], *, numbered: bool) -> "Lettering":
        """Begin on a paper with dots."""
        radius = paper.width * 0.012
        boxes = [Box(x - radius, y - radius, x + radius, y + radius) for x, y in dots]
        return cls(paper, numbered, {"phone": list(boxes), "desk": list(boxes)})

    def in_area(self, code: str, name: str, rings: Sequence[Ring]) -> Iterator[Label]:
        """Write a name, and the number below it, in an area; where there is no room on a phone, the number alone."""
        shown: dict[str, Label] = {}
        for widths, part in (("phone", PHONE), ("desk", DESK)):
            letters = part * self.paper.width
            whole, parted = (name,), on_lines(name)
            for lines, part_in in (
                (whole, _ROOMY),
                (parted, _ROOMY),
                (whole, 1),
                (parted, 1),
                (whole, _PART_IN),
                ((), 1),
            ):
                label = self._inside(code, lines, rings, letters, widths, part_in)
                if label:
                    shown[widths] = label
                    break
        yield from _joined(shown, DESK * self.paper.width)

    def _inside(
        self, code: str, lines: tuple[str, ...], rings: Sequence[Ring], letters: float, widths: str, part_in: float
    ) -> Label | None:
        rows = len(lines) + self.numbered
        if not rows:
            return None
        width = max([ems(line) * letters for line in lines] + [ems("00") * letters] * self.numbered)
        height = rows * _LINE * letters
        for x, y in within(rings, (width * part_in, height * max(part_in, 1))):
            box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            if self._is_free(box, widths, _FRAME):
                self.taken[widths].append(box)
                base = (round(x), round(y - height / 2 + 0.85 * letters))
                return Label(code, lines, base, "middle", widths, self.numbered)
        return None

    def beside_dot(self, code: str, name: str, dot: Position) -> Iterator[Label]:
        """Write a name beside a dot: right, left, above or below it, the first that is free."""
        shown: dict[str, Label] = {}
        for widths, part in (("phone", PHONE), ("desk", DESK)):
            letters = part * self.paper.width
            for anchor, (x, y) in _around(dot, letters):
                width = ems(name) * letters + (ems(" 00") * letters if self.numbered else 0)
                left = x if anchor == "start" else x - width if anchor == "end" else x - width / 2
                box = Box(left, y - 0.85 * letters, left + width, y + 0.3 * letters)
                if self._is_free(box, widths):
                    self.taken[widths].append(box)
                    shown[widths] = Label(code, (name,), (round(x), round(y)), anchor, widths, self.numbered)
                    break
        yield from _joined(shown, DESK * self.paper.width)

    def led_out(self, label: Label, name: str, areas: Iterable[Sequence[Ring]]) -> Label | None:
        """Write a name, and the number below it, where the paper is empty, with a line into its narrow area.

        It stands as near as may be. `label` is the number alone in the area, which then has no need to be there.
        """
        letters = (DESK if label.widths == "desk" else PHONE) * self.paper.width
        width, height = ems(name) * letters, (1 + self.numbered) * _LINE * letters
        across, down = label.at[0], label.at[1] - 0.35 * letters
        rings = [ring for area in areas for ring in area]
        found: list[tuple[float, Position, Box]] = []
        for row in range(_EDGE, int(self.paper.bottom - height), max(int(letters / 2), 1)):
            for left, right in _gaps(rings, (row, row + height / 2, row + height), self.paper):
                if right - left >= width:
                    begin = min(max(across - width / 2, left), right - width)
                    box = Box(begin, row, begin + width, row + height)
                    end = (min(max(across, box.left), box.right), min(max(down, box.top), box.bottom))
                    found.append(((end[0] - across) ** 2 + (end[1] - down) ** 2, end, box))
        own = Box(across - letters, down - letters, across + letters, down + letters)
        for away, (x, y), box in sorted(found, key=lambda one: one[0]):
            near = _INTO * letters / sqrt(away) if away else 1
            line = (x, y, across + (x - across) * near, down + (y - down) * near)
            if near < 1 and self._is_free(box, label.widths) and self._is_clear(line, label.widths, own):
                self.taken["phone" if label.widths == "both" else label.widths].append(box)
                at = (round((box.left + box.right) / 2), round(box.top + 0.85 * letters))
                x1, y1, x2, y2 = map(round, line)
                return Label(label.code, (name,), at, "middle", label.widths, self.numbered, (x1, y1, x2, y2))
        return None

    def _is_clear(self, line: tuple[float, float, float, float], widths: str, own: Box) -> bool:
        """Tell whether a line crosses no words but those of its own area."""
        x, y, to_x, to_y = line
        steps = [step / _ALONG for step in range(_ALONG + 1)]
        passed = [(x + (to_x - x) * step, y + (to_y - y) * step) for step in steps]
        boxes = [box for box in self.taken["phone" if widths == "both" else widths] if not own.meets(box)]
        return not any(Box(px, py, px, py).meets(box) for px, py in passed for box in boxes)

    def _is_free(self, box: Box, widths: str, off: float = 0) -> bool:
        """Tell whether a box meets no other and lies on the paper, so far `off` its edge."""
        inner = self.paper.grown(-off, -off)
        is_on_paper = (
            box.left >= inner.left and box.right <= inner.right and box.top >= inner.top and box.bottom <= inner.bottom
        )
        taken = self.taken["phone" if widths == "both" else widths]
        return is_on_paper and not any(box.meets(other) for other in taken)


def _gaps(rings: Sequence[Ring], rows: Sequence[float], paper: Box) -> Iterator[tuple[float, float]]:
    """Yield the stretches of the paper that no area reaches at any of some heights."""
    reached = sorted(span for y in rows for ring in rings for span in _spans((ring,), y))
    left = paper.left + _EDGE
    for begin, end in reached:
        if begin - _EDGE > left:
            yield left, begin - _EDGE
        left = max(left, end + _EDGE)
    if paper.right - _EDGE > left:
        yield left, paper.right - _EDGE


def _around(dot: Position, letters: float) -> Iterator[tuple[str, Position]]:
    x, y = dot
    away = 0.75 * letters
    yield "start", (x + away, y + 0.35 * letters)
    yield "end", (x - away, y + 0.35 * letters)
    yield "centre", (x, y - away)
    yield "centre", (x, y + away + 0.7 * letters)


def _joined(shown: dict[str, Label], nearly: float) -> Iterator[Label]:
    """One label where both widths say the same in nearly the same place, so many units apart; else one for each."""
    phone, desk = shown.get("phone"), shown.get("desk")
    if phone and desk and phone.lines == desk.lines and phone.anchor == desk.anchor == "middle":
        apart = max(abs(here - there) for here, there in zip(phone.at, desk.at, strict=True))
        if apart <= nearly:
            yield replace(phone, widths="both")
            return
    yield from filter(None, (phone, desk))
