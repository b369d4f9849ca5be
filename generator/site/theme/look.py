"""The body's own face (`extra.catalogue.aspetto`): what templates show of it, and the style that comes of it.

What is missing or unfit was told by checking and is left out: no page is lost for a logo.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from generator.checking.channels import CHANNELS
from generator.checking.colours import DARK_PAPERS, LIGHT_PAPERS, nearest_readable, soft, written
from generator.reading.fonts import FONTS, read_font
from generator.reading.images import FOLDER, read_picture
from generator.site.settings import content_folder

STYLE: Final = "assets/site/theme/look.css"
"""Where the style is on the site: the rules beside this module, and what a catalogue says."""
ACCENT: Final = "#4347a3"
"""`--accent` of `intreccio.css`, for who says nothing."""
ACCENT_IN_THE_DARK: Final = "#b4b9ff"
_FAMILY: Final = "Catalogo"
_LOGO_BOX: Final = (200, 56)
"""Pixels within which the logo stands at the head of a page, width and height."""
_FALLBACK: Final = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif'


def look_of(catalogue: Path, config: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the templates of the shell show: empty where a catalogue says nothing of itself.

    `ente`, `ente_url`, `logo` (`src` from the root, `alt`, `width`, `height`), `collegamenti` and `social` as pairs of
    words and address, `licenza` of the typeface as its name and licence.
    """
    look: Mapping[str, Any] = config["extra"]["catalogue"].get("aspetto") or {}
    shown = {
        "ente": look.get("ente") or "",
        "ente_url": look.get("ente_url") or "",
        "logo": _logo(catalogue, config, look.get("logo") or {}),
        "collegamenti": [(link["testo"], link["url"]) for link in look.get("collegamenti") or ()],
        "social": [(CHANNELS[page["canale"]]["nome"], page["url"]) for page in look.get("social") or ()],
        "carattere": _typeface_credit(look.get("carattere") or {}),
        "stile": bool(look),
    }
    return shown if look else {}


def colours_of(config: Mapping[str, Any]) -> tuple[str, str]:
    """Return the accent on light and on dark paper: the catalogue's own, made readable, else the program's."""
    look: Mapping[str, Any] = config["extra"]["catalogue"].get("aspetto") or {}
    own, dark = look.get("colore"), look.get("colore_scuro")
    light = nearest_readable(written(own), LIGHT_PAPERS) if own else ACCENT
    given = dark or own
    return light, nearest_readable(written(given), DARK_PAPERS) if given else ACCENT_IN_THE_DARK


def look_style(catalogue: Path, config: Mapping[str, Any]) -> str:
    """Return the style of what a catalogue says of itself: its font, its colour in light and dark."""
    look: Mapping[str, Any] = config["extra"]["catalogue"].get("aspetto") or {}
    parts = [_faces(catalogue, config, look.get("carattere") or {})]
    if look.get("colore") or look.get("colore_scuro"):
        light, dark = colours_of(config)
        in_dark = f"--accent: {dark}; --on-accent: {DARK_PAPERS[0]}; --accent-soft: {soft(dark, DARK_PAPERS)}"
        parts += [
            "@media screen {",
            f":root {{ --accent: {light}; --on-accent: #fff; --accent-soft: {soft(light, LIGHT_PAPERS)} }}",
            f':root[data-palette="dark"] {{ {in_dark} }}',
            "}",
            "@media screen and (prefers-color-scheme: dark) {",
            f':root:not([data-palette="light"]) {{ {in_dark} }}',
            "}",
        ]
    return "\n".join(filter(None, parts)) + "\n"


def _logo(catalogue: Path, config: Mapping[str, Any], logo: Mapping[str, Any]) -> dict[str, Any]:
    name = str(logo.get("file") or "")
    picture = read_picture(catalogue, content_folder(catalogue, config), name) if name else None
    if picture is None or not picture.fits(name):
        return {}
    scale = min(1, _LOGO_BOX[0] / picture.width, _LOGO_BOX[1] / picture.height)
    width, height = (max(1, round(side * scale)) for side in (picture.width, picture.height))
    address = f"{FOLDER}/{name}"
    return {"src": address, "alt": logo["testo_alternativo"], "width": width, "height": height}


def _typeface_credit(typeface: Mapping[str, Any]) -> str:
    return f"{typeface['nome']}, {typeface['licenza']}" if typeface else ""


def _faces(catalogue: Path, config: Mapping[str, Any], typeface: Mapping[str, Any]) -> str:
    """Declare the fonts: one for every weight where the file has them all, else one for texts and one for titles."""
    names = [str(typeface.get(key) or "") for key in ("file", "grassetto")]
    folder = content_folder(catalogue, config)
    fonts = [read_font(catalogue, folder, name) if name else None for name in names]
    if fonts[0] is None or not fonts[0].fits:
        return ""
    has_all = fonts[0].is_variable
    faces = [_face(catalogue / folder, names[0], "100 900" if has_all else "400")]
    if not has_all and fonts[1] is not None and fonts[1].fits:
        faces.append(_face(catalogue / folder, names[1], "600 900"))
    return "\n".join([*faces, f':root {{ --font: "{_FAMILY}", {_FALLBACK} }}'])


def _face(content: Path, name: str, weights: str) -> str:
    """Return one `@font-face`; its address changes with the file, so that no browser keeps the one of before."""
    stamp = hashlib.sha256((content / FONTS / name).read_bytes()).hexdigest()[:10]
    address = f"../../../{FONTS}/{name}?v={stamp}"
    return (
        f'@font-face {{ font-family: "{_FAMILY}"; src: url("{address}") format("woff2");'
        f" font-weight: {weights}; font-display: swap }}"
    )
