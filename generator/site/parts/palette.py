"""The colours of the palettes, for what is drawn or told where no style of the site reaches: images, files, `/stile/`.

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
DARK: Final[Mapping[str, str]] = {
    "paper": "#16181c",
    "surface": "#1f2227",
    "sunken": "#2a2e35",
    "ink": "#e9e6df",
    "muted": "#b0b3b8",
    "line": "#3a3f47",
    "line-strong": "#868c95",
    "accent": "#b4b9ff",
    "accent-soft": "#2b2d45",
    "thread-1": "#e97b57",
    "thread-2": "#f1be29",
    "thread-3": "#77d8c8",
    "thread-4": "#c2f6a7",
    "thread-5": "#bd8fba",
    "thread-6": "#589efd",
}
"""The same in the dark."""
