"""One drawing for each need, theme and group of people: a family of our own, told apart by shape alone.

Each is one path on a grid of 48 with 4 to 6 left around it, in lines of one width (2.5) with round ends, so that all weigh
the same to the eye. They stand beside words, never for them, and are hidden from screen readers.
"""

from functools import cache
from typing import Final

from markupsafe import Markup

DRAWINGS: Final = {
    "mangiare": "M8 25h32c0 9-6 15-16 15S8 34 8 25zM16 19c-3-3 3-5 0-9M24 19c-3-3 3-5 0-9M32 19c-3-3 3-5 0-9",
    "dormire": "M5 12v27M5 31h38v8M43 31v-4a7 7 0 0 0-7-7H21v11M13 26a4 4 0 1 0 0-8 4 4 0 0 0 0 8M33 6h7l-7 7h7",
    "curarsi": "M18 7h12v11h11v12H30v11H18V30H7V18h11z",
    "documenti": "M12 5h16l9 9v29H12zM28 5v9h9M18 23h12M18 29h12M18 35h7",
    "soldi": "M6 14h36v22H6zM24 30a5 5 0 1 0 0-10 5 5 0 0 0 0 10M12 20v10M36 20v10",
    "casa": "M6 24 24 8l18 16M11 21v20h26V21M20 41V29h8v12",
    "lavoro": "M6 16h36v24H6zM17 16v-6h14v6M6 26h36M21 26v4h6v-4",
    "italiano": "M6 9h24v17H18l-7 6v-6H6zM34 18h8v15h-4v6l-7-6H21v-3M13 21l5-8 5 8M15 18h6",
    "bambini": "M24 8 4 17l20 9 20-9zM12 21v11c4 5 20 5 24 0V21M40 19v14",
    "anziani": "M20 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M14 43l4-12-2-13c6-3 9 0 10 5l6 4M22 29l6 6v8M32 24c3-4 7-2 7 2v17",
    "disabilita": "M20 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6M20 14v14h12l6 11 4-2M20 20h10M16 22a11 11 0 1 0 15 15",
    "violenza": "M24 5l16 6v12c0 10-7 16-16 20C15 39 8 33 8 23V11zM24 15v12M24 33v1",
    "ascolto": "M8 9h32v23H22l-9 8v-8H8zM16 18h16M16 24h10",
    "adulti": "M24 19a7 7 0 1 0 0-14 7 7 0 0 0 0 14M9 43v-6a15 13 0 0 1 30 0v6",
    "albero": "M24 43V25M24 33l7-6M24 37l-6-5M24 6c-7 0-11 4-11 9-7 3-6 14 3 14h16c9 0 10-11 3-14 0-5-4-9-11-9",
    "arcobaleno": "M4 36a20 20 0 0 1 40 0M12 36a12 12 0 0 1 24 0M20 36a4 4 0 0 1 8 0",
    "bandiera": "M12 43V6M12 9h25l-6 8 6 8H12",
    "bicicletta": "M12 38a8 8 0 1 0 0-16 8 8 0 0 0 0 16M36 38a8 8 0 1 0 0-16 8 8 0 0 0 0 16M12 30l6-14h12l6 14M18 16l8 14H12M26 30l5-17M15 16h6M29 12h6",
    "bilancia": "M24 7v34M15 41h18M10 13h28M10 13 4 28h12zM38 13l-6 15h12zM4 28a6 6 0 0 0 12 0M32 28a6 6 0 0 0 12 0",
    "bimbo": "M24 43a17 17 0 1 0 0-34 17 17 0 0 0 0 34M20 9c0-6 8-6 8-1M18 24v.1M30 24v.1M17 31c3 5 11 5 14 0",
    "cambiare": "M39 20A16 16 0 1 0 40 28M40 8v12H28M18 25l5 5 8-10",
    "campanello": "M14 33V24a10 10 0 0 1 20 0v9M9 33h30v8H9zM24 8V4M11 13l-3-3M37 13l3-3M7 23H4M44 23h-3M24 19v6",
    "cercare_lavoro": "M20 35a14 14 0 1 0 0-28 14 14 0 0 0 0 28M30 31l12 12M13 18h14v9H13zM17 18v-3h6v3",
    "chiave": "M30 26a10 10 0 1 0-9-7L6 34v8h8v-5h5v-5l5-5M34 14v.1",
    "cuore_cura": "M24 41C12 33 6 27 6 18a9 9 0 0 1 18-3 9 9 0 0 1 18 3c0 9-6 15-18 23zM24 19v11M18.5 24.5h11",
    "donna": "M24 28a11 11 0 1 0 0-22 11 11 0 0 0 0 22M24 28v15M17 36h14",
    "famiglia": "M14 16a5 5 0 1 0 0-10 5 5 0 0 0 0 10M34 16a5 5 0 1 0 0-10 5 5 0 0 0 0 10M5 41V29a9 9 0 0 1 13-8M43 41V29a9 9 0 0 0-13-8M24 31a4 4 0 1 0 0-8 4 4 0 0 0 0 8M16 43v-1a8 7 0 0 1 16 0v1",
    "fiore": "M24 23a4 4 0 1 0 0-8 4 4 0 0 0 0 8M21 16c-5-4-3-11 3-11s8 7 3 11M28 17c3-6 10-5 11 1s-6 9-11 4M26 22c6 3 6 10 1 12s-9-5-5-11M20 22c-5 5-12 2-11-4s8-7 11-1M24 34v10",
    "germoglio": "M24 42V21M24 27c0-8-6-12-16-12 0 9 6 12 16 12M24 22c0-9 6-14 16-14 0 10-6 14-16 14M9 42h30",
    "gruppo": "M24 20a5 5 0 1 0 0-10 5 5 0 0 0 0 10M9 24a4 4 0 1 0 0-8 4 4 0 0 0 0 8M39 24a4 4 0 1 0 0-8 4 4 0 0 0 0 8M14 40v-6a10 10 0 0 1 20 0v6M3 38v-3a6 6 0 0 1 8-6M45 38v-3a6 6 0 0 0-8-6",
    "legame": "M20 14l4-4a8.5 8.5 0 0 1 12 12l-4 4M28 34l-4 4a8.5 8.5 0 0 1-12-12l4-4M16 11l-2-5M9 17l-5-2M32 37l2 5M39 31l5 2",
    "libro": "M24 13c-5-4-11-5-18-5v28c7 0 13 1 18 5 5-4 11-5 18-5V8c-7 0-13 1-18 5zM24 13v28",
    "mano_cuore": "M24 25c-7-4-10-8-10-12a5 5 0 0 1 10-2 5 5 0 0 1 10 2c0 4-3 8-10 12zM5 32h8l6 3h8a3 3 0 0 1 0 6h-8M29 37l9-5a3 3 0 0 1 4 5l-13 7H14l-9-3",
    "mano_moneta": "M25 24a9 9 0 1 0 0-18 9 9 0 0 0 0 18M25 11v8M5 31h8l6 3h8a3 3 0 0 1 0 6h-8M29 36l9-5a3 3 0 0 1 4 5l-13 8H14l-9-3",
    "matita": "M8 40l3-11L31 9a4 4 0 0 1 6 0l2 2a4 4 0 0 1 0 6L19 37zM27 13l8 8M11 29l8 8",
    "mente": "M18 43v-7h-5v-8l-4-3 4-7c1-8 7-12 14-12a14 14 0 0 1 8 25v12M27 27c-4-3-7-5-7-8a3.5 3.5 0 0 1 7-1 3.5 3.5 0 0 1 7 1c0 3-3 5-7 8z",
    "mondo": "M24 42a18 18 0 1 0 0-36 18 18 0 0 0 0 36M6 24h36M24 6c6 5 8 11 8 18s-2 13-8 18c-6-5-8-11-8-18s2-13 8-18",
    "musica": "M18 35V11l20-5v24M18 35a5 5 0 1 1-5-5 5 5 0 0 1 5 5M38 30a5 5 0 1 1-5-5 5 5 0 0 1 5 5M18 19l20-5",
    "palla": "M24 42a18 18 0 1 0 0-36 18 18 0 0 0 0 36M24 16l8 6-3 9H19l-3-9zM24 16V6M32 22l9-4M29 31l6 8M19 31l-6 8M16 22l-9-4",
    "palloncino": "M24 32c-7 0-12-7-12-14a12 12 0 0 1 24 0c0 7-5 14-12 14zM24 32l-3 4h6zM24 36c0 4-4 4-4 8",
    "pastiglia": "M11 25 25 11a8.5 8.5 0 0 1 12 12L23 37a8.5 8.5 0 0 1-12-12zM18 18l12 12",
    "porta": "M6 42h36M11 42V6h26v36M11 42l16-4V10L11 6M22 24v3",
    "rete": "M24 15a5 5 0 1 0 0-10 5 5 0 0 0 0 10M10 43a5 5 0 1 0 0-10 5 5 0 0 0 0 10M38 43a5 5 0 1 0 0-10 5 5 0 0 0 0 10M22 15 12 33M26 15l10 18M15 38h18",
    "ruota": "M24 42a18 18 0 1 0 0-36 18 18 0 0 0 0 36M24 28a4 4 0 1 0 0-8 4 4 0 0 0 0 8M24 6v14M24 28v14M6 24h14M28 24h14M11.3 11.3l9.9 9.9M26.8 26.8l9.9 9.9M36.7 11.3l-9.9 9.9M21.2 26.8l-9.9 9.9",
    "salute": "M24 41C12 33 6 27 6 18a9 9 0 0 1 18-3 9 9 0 0 1 18 3c0 9-6 15-18 23zM8 25h9l3-7 5 12 3-5h12",
    "schermo": "M9 9h30v23H9zM4 39h40M16 17h16M16 24h9",
    "tenda": "M24 9 5 40h38zM21 5l3 4 3-4M24 40V27l-8 13M24 27l8 13",
    "vicini": "M3 27 13 16l9 10M6 24v17h14V24M26 25l9-11 10 11M28 22v19h14V22M11 41v-8h4v8M33 41v-9h4v9",
    "zaino": "M12 43V21a12 12 0 0 1 24 0v22zM19 10V6h10v4M12 31h24M20 31v4h8v-4M20 20h8",
}
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
