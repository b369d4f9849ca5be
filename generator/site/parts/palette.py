"""The colours of the light palette, for what is drawn where no style of the site reaches: images and files.

`overrides/assets/css/intreccio.css` holds the same; a test compares them.
"""

from collections.abc import Mapping
from typing import Final

LIGHT: Final[Mapping[str, str]] = {
    "paper": "#faf8f4",
    "surface": "#fff",
    "sunken": "#f1eee7",
    "ink": "#22262b",
    "muted": "#565c63",
    "line": "#ddd8cd",
    "line-strong": "#8b8778",
    "accent": "#4347a3",
    "accent-soft": "#ebeaf6",
    "thread-1": "#84402f",
    "thread-2": "#8a6100",
    "thread-3": "#147770",
    "thread-4": "#12400b",
    "thread-5": "#6d0a55",
    "thread-6": "#0a3d86",
}
"""Colour by the name of its variable in the style."""
