"""Small charts drawn at build time: inline SVG with classes only, so that tokens colour them in light and dark.

Words and figures stay outside the drawing, as text: a drawing that shrinks with a phone would take them along.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

Number = Callable[[float], str]
"""How a value is written, such as `Words.number`."""
Link = Callable[[str], str]
"""From an address of the site to one that a page can use."""

_YEAR: Final = re.compile(r"[12]\d{3}")
_WIDTH: Final = 240
_HEIGHT: Final = 64
_ALL_SAID: Final = 3
"""So many values are all written under their line; of more the ends."""
_MARGIN: Final = 6
"""Room for a point at the edge of the drawing, in units of the viewBox."""
_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart; `href` is an address of the site, `note` small words under the label.

    `text` is written instead of the bare number, such as «12 schede».
    """

    label: str
    value: float
    href: str = ""
    note: str = ""
    text: str = ""


def bars(
    rows: Iterable[Bar], title: str, unit: str = "", number: Number = str, link: Link = str, *, total: float = 0
) -> Markup:
    """Draw a table whose rows hold a bar: the table is the chart, so who cannot see the bars misses nothing.

    Bars start at zero; a value below zero has none. What fills the column is the `total`, where the chart says one:
    two out of ten must not look like everything. Without a total it is the longest bar.
    """
    rows = list(rows)
    most = max((total, *(row.value for row in rows)))
    body = Markup().join(_bar(row, most, number, link) for row in rows)
    caption = Markup("{}<small> {}</small>").format(title, unit) if unit else Markup("{}").format(title)
    return Markup('<table class="bars"><caption>{}</caption><tbody>{}</tbody></table>').format(caption, body)


def sparkline(values: Sequence[tuple[str, float]], title: str, number: Number = str) -> Markup:
    """Draw a line through values over time, the first and the last one written under it, of up to three all.

    Args:
        values: pairs of a period and a value, oldest first. Years stand as far apart as they are; other periods evenly.
        title: what is measured, for who does not see the drawing; every value follows in its description.
        number: how a value is written.

    Returns:
        Nothing where there are fewer than two values: one value is not a line. From zero up, so that no slope
        looks steeper than it is.
    """
    if len(values) < 2:  # noqa: PLR2004 -- a line has two ends
        return Markup()
    points = [*zip(_across([period for period, _ in values]), _up([value for _, value in values]), strict=True)]
    values_in_words = "; ".join(f"{period}: {number(value)}" for period, value in values)
    drawing = Markup(
        '<svg class="spark__drawing" role="img" viewBox="0 0 {} {}"><title>{}</title><desc>{}</desc>'
        '<path class="spark__ground" d="M0 {}H{}"/><polyline class="spark__line" points="{}"/>{}</svg>'
    ).format(
        _WIDTH,
        _HEIGHT,
        title,
        values_in_words,
        _HEIGHT - 1,
        _WIDTH,
        " ".join(f"{x:g},{y:g}" for x, y in points),
        Markup().join(Markup('<circle class="spark__point" cx="{:g}" cy="{:g}" r="4"/>').format(*at) for at in points),
    )
    ends = Markup().join(
        Markup("<span>{} <strong>{}</strong></span>").format(period, number(value))
        for period, value in (values if len(values) <= _ALL_SAID else (values[0], values[-1]))
    )
    return Markup('<div class="spark">{}<p class="spark__ends">{}</p></div>').format(drawing, ends)


def _bar(row: Bar, most: float, number: Number, link: Link) -> Markup:
    words = Markup('<a href="{}">{}</a>') if row.href else Markup("{1}")
    label = words.format(link(row.href), row.label)
    note = Markup("<small>{}</small>").format(row.note) if row.note else ""
    length = round(max(row.value, 0) / most * _WHOLE, 1) if most > 0 else 0
    return Markup(
        '<tr><th scope="row">{}{}<svg class="bars__bar" viewBox="0 0 100 8" preserveAspectRatio="none" '
        'aria-hidden="true"><rect width="{:g}" height="8"/></svg></th><td>{}</td></tr>'
    ).format(label, note, length, row.text or number(row.value))


def _across(periods: Sequence[str]) -> list[float]:
    years = [int(period) for period in periods if _YEAR.fullmatch(period)]
    places = years if len(years) == len(periods) and years == sorted(set(years)) else range(len(periods))
    span = places[-1] - places[0]
    return [round(_MARGIN + (place - places[0]) / span * (_WIDTH - 2 * _MARGIN), 1) for place in places]


def _up(values: Sequence[float]) -> list[float]:
    lowest, highest = min(0, *values), max(0, *values)
    span = (highest - lowest) or 1
    return [round(_HEIGHT - _MARGIN - (value - lowest) / span * (_HEIGHT - 2 * _MARGIN), 1) for value in values]
