"""One drawing for each need, theme and group of people: a family of our own, told apart by shape alone.

Each is one path on a grid of 48 with some 5 left around it, in lines of one width (2.5) with round ends, so that all
weigh the same to the eye. They stand beside words, never for them, and are hidden from screen readers.
"""

import json
from functools import cache
from pathlib import Path
from typing import Final

from markupsafe import Markup

DRAWINGS: Final[dict[str, str]] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
"""Path by name: what `disegno` of a term may be (`records/vocabulary.py`, `PICTURES`)."""

_OPENING: Final = (
    '<svg class="pictogram" viewBox="0 0 48 48" width="48" height="48" fill="none" stroke="currentColor"'
    ' stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
)


@cache
def pictogram(name: str | None) -> Markup:
    """Return a drawing by its name; nothing for a name that has none, and for none."""
    path = DRAWINGS.get(name or "")
    return Markup(f'{_OPENING}<path d="{path}"/></svg>') if path else Markup()  # noqa: S704 -- our own paths
