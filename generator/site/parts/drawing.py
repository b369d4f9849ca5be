"""Drawings made at build time: shapes and words that become SVG on a page, or a file to take away.

On a page a drawing has classes only, which `drawing.css` colours in light, dark and print; its words are links that a
keyboard reaches. A file stands alone: the same rules travel inside it with the colours of the light palette, and a
heading, the source and the day, because who shows it elsewhere shows nothing else of the page.

All measures are units of the viewBox. A drawing is as wide as a phone (`WIDTH`), so that its words keep the size of
words there, and never grows beyond what `drawing.css` allows: words are broken into lines here, not by the browser.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources, util
from pathlib import Path
from typing import Final

from markupsafe import Markup, escape

from generator.site.parts.palette import LIGHT

WIDTH: Final = 360
LINE: Final = 15
"""From one line of words to the next."""

_NARROW: Final = frozenset("iljtfrI.,:;'’|!()[]- «»·")
_WIDE: Final = frozenset("mwMWQOGDNHUAVCR@%—")
_EM: Final = {"small": 10.5, "": 12.0, "large": 15.0}
"""Size of the words of each class, in units: `drawing.css` says the same."""
_MARGIN: Final = 16
_FONTS: Final = '"Titillium Web", "Source Sans Pro", "Segoe UI", "Noto Sans", "Liberation Sans", Arial, sans-serif'
"""Those of the pages, and the one that `png` has."""
_RULE: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_VARIABLE: Final = re.compile(r"var\(--([\w-]+)\)")

Link = Callable[[str], str]
"""From an address of the site to one that the reader of a drawing can follow."""


@dataclass(slots=True)
class Drawing:
    """Shapes in the order in which they are painted; each is markup, led to by `address` where it has one."""

    height: float = 0
    width: float = WIDTH
    is_dense: bool = False
    """Whether its links are many and stand in a list beside it too: a keyboard then passes the drawing by."""
    shapes: list[tuple[Markup, str, str]] = field(default_factory=list)
    """Markup, the address that it leads to, and what it says to who rests on it."""

    def add(self, *painted: Markup, address: str = "", says: str = "") -> None:
        """Paint shapes over what is there; `says` is told by a pointer that rests on them, and by screen readers."""
        self.shapes.append((Markup().join(painted), address, says))

    def place(self, other: "Drawing", x: float, y: float) -> None:
        """Paint another drawing at a place of this one."""
        self.shapes.append((Markup('<g transform="translate({:g} {:g})">').format(x, y), "", ""))
        self.shapes += [*other.shapes, (Markup("</g>"), "", "")]

    def inline(self, label: str, link: Link, extra: str = "") -> Markup:
        """Return the drawing for a page; `label` says what it is, `extra` is a class of its own."""
        return Markup('<svg class="drawing{}" role="group" aria-label="{}" viewBox="0 0 {:g} {:g}">{}</svg>').format(
            f" {extra}" if extra else "", label, self.width, self.height, self._painted(link)
        )

    def file(
        self, heading: str, notes: Sequence[str], link: Link | None = None, palette: Mapping[str, str] = LIGHT
    ) -> bytes:
        """Return the drawing as an SVG file with its heading above and notes (source, day) below."""
        head = broken(heading, self.width, "large")
        foot = [line for note in notes for line in broken(note, self.width, "small")]
        top = _MARGIN + 20 * len(head) + 8
        width = self.width + 2 * _MARGIN
        height = top + self.height + 14 * len(foot) + 2 * _MARGIN
        painted = Markup().join(
            (
                Markup('<rect class="drawing__paper" width="{:g}" height="{:g}"/>').format(width, height),
                words(_MARGIN, _MARGIN + 14, head, "drawing__heading", leading=20),
                Markup('<g transform="translate({} {:g})">{}</g>').format(_MARGIN, top, self._painted(link)),
                words(_MARGIN, top + self.height + _MARGIN + 8, foot, "drawing__small", leading=14),
            )
        )
        return (
            Markup(
                '<svg xmlns="http://www.w3.org/2000/svg" class="drawing" viewBox="0 0 {0:g} {1:g}" '
                'width="{0:g}" height="{1:g}">'
                "<title>{2}</title><style>{3}</style>{4}</svg>\n"
            )
            .format(width, height, heading, Markup(_style(tuple(palette.items()))), painted)  # noqa: S704 -- our own rules
            .encode()
        )

    def _painted(self, link: Link | None) -> Markup:
        reach = Markup(' tabindex="-1"') if self.is_dense else Markup()
        drawn = (_shape(shape, link(to) if link and to else "", says, reach) for shape, to, says in self.shapes)
        return Markup().join(drawn)


def _shape(shape: Markup, href: str, says: str, reach: Markup) -> Markup:
    told = Markup("<title>{}</title>").format(says) if says else Markup()
    if href:
        return Markup('<a href="{}"{}>{}{}</a>').format(href, reach, told, shape)
    return Markup("<g>{}{}</g>").format(told, shape) if says else shape


def path(commands: str, name: str, extra: Markup = Markup()) -> Markup:  # noqa: B008 -- markup never changes
    """Draw a line or an area, by SVG path commands of ours."""
    return Markup('<path class="{}" d="{}"{}/>').format(name, commands, extra)


def circle(x: float, y: float, radius: float, name: str) -> Markup:
    """Draw a circle."""
    return Markup('<circle class="{}" cx="{:g}" cy="{:g}" r="{:g}"/>').format(name, x, y, radius)


def box(x: float, y: float, width: float, height: float, name: str, corner: float = 0) -> Markup:
    """Draw a rectangle from its upper left corner, its corners round by `corner`."""
    bent = Markup(' rx="{:g}"').format(corner) if corner else Markup()
    return Markup('<rect class="{}" x="{:g}" y="{:g}" width="{:g}" height="{:g}"{}/>').format(
        name, x, y, width, height, bent
    )


def diamond(x: float, y: float, half: float, name: str) -> Markup:
    """Draw a square on its corner."""
    return path(f"M{x:g} {y - half:g}l{half:g} {half:g}l{-half:g} {half:g}l{-half:g} {-half:g}z", name)


def words(x: float, y: float, lines: Sequence[str], name: str = "", anchor: str = "", leading: float = LINE) -> Markup:
    """Write lines under one another, the first on the baseline `y`; `anchor` is `middle` or `end` of each line."""
    if not lines:
        return Markup()
    first = Markup('<text x="{:g}" y="{:g}"{}{}>').format(
        x,
        y,
        Markup(' class="{}"').format(name) if name else "",
        Markup(' text-anchor="{}"').format(anchor) if anchor else "",
    )
    if len(lines) == 1:
        return first + escape(lines[0]) + Markup("</text>")
    # The space between lines stands where it moves none: before a line that ends at x, behind one that begins there;
    # there it is outside, so that no underline goes on below it.
    before, between = (" ", Markup()) if anchor == "end" else ("", Markup(" "))
    spans = (
        Markup('<tspan x="{:g}"{}>{}{}</tspan>').format(
            x, Markup(' dy="{:g}"').format(leading) if at else "", before if at else "", line
        )
        for at, line in enumerate(lines)
    )
    return first + between.join(spans) + Markup("</text>")


def slanted(x: float, y: float, line: str, name: str) -> Markup:
    """Write a line that comes down from the left at 45 degrees and ends at a point."""
    return Markup(
        '<text x="{0:g}" y="{1:g}" class="{2}" text-anchor="end" transform="rotate(45 {0:g} {1:g})">{3}</text>'
    ).format(x, y, name, line)


def length(text: str, size: str = "") -> float:
    """Estimate how wide words are, in units, on the safe side: no font is asked, so bytes are the same everywhere."""
    return ems(text) * _EM[size]


def ems(text: str) -> float:
    """Estimate how wide words are as a multiple of the size of their letters."""
    return sum(0.32 if letter in _NARROW else 0.78 if letter in _WIDE else 0.57 for letter in text)


def broken(text: str, width: float, size: str = "", most: int = 9) -> list[str]:
    """Break words into lines no wider than `width`, at most so many: what is left out ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and length(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = [_cut(line, width, size) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = _cut(f"{kept[-1].removesuffix('…')}…", width, size)
    return kept


def _cut(line: str, width: float, size: str) -> str:
    if length(line, size) <= width:
        return line
    bare = line.removesuffix("…")
    while bare and length(f"{bare}…", size) > width:
        bare = bare[:-1]
    return f"{bare.rstrip(' ,.;:-')}…"


@cache
def _style(palette: tuple[tuple[str, str], ...]) -> str:
    """The rules of the drawings' styles that hold everywhere, with the colours of a palette in place of variables."""
    colours = dict(palette)
    styles = (Path(__file__).with_name(name).read_text("utf-8") for name in ("drawing.css", "plots.css"))
    rules = "".join(style.partition("@media")[0] for style in styles)
    plain = _VARIABLE.sub(lambda found: colours[found[1]], _RULE.sub("", rules))
    return " ".join(f"text {{ font-family: {_FONTS} }} {plain}".split())


PICTURES_NEED: Final = ("resvg_py", "font_source_sans_pro")
"""What turns a drawing into a PNG: resvg draws SVG, and a font of our own gives the same picture on every machine."""


@cache
def can_paint() -> bool:
    """Tell whether a drawing can become a PNG here (`pip install 'intreccio[immagini]'`)."""
    return all(util.find_spec(name) for name in PICTURES_NEED)


def png(svg: bytes, scale: int = 2) -> bytes:
    """Turn the file of a drawing into a PNG; asked only where `can_paint`."""
    import resvg_py  # noqa: PLC0415 -- an extra, asked for only where it is installed

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg.decode(),
            zoom=scale,
            font_files=_fonts(),
            skip_system_fonts=True,
            font_family="Source Sans Pro",
        )
    )


@cache
def _fonts() -> list[str]:
    folder = resources.files("font_source_sans_pro")
    return [str(file) for file in _files(Path(str(folder))) if file.stem.endswith(("-Regular", "-Semibold", "-Bold"))]


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in {".ttf", ".otf"})
