"""Images that appear when an address is shared: the woven mark of a network and its name, in the site's own look.

Made only where Pillow and the font are installed (`pip install intreccio[immagini]`) and the site has an address:
who shares a link elsewhere needs whole addresses (ogp.me). Kept by content between builds.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources, util
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from generator import addresses
from generator.reading.images import FOLDER, read_picture
from generator.reading.walking import own_folder
from generator.site.model import Site
from generator.site.page import Page
from generator.site.parts.mark import MARGIN, SIDE, threads
from generator.site.parts.markdown import shortened
from generator.site.parts.palette import LIGHT
from generator.site.sealed import read_sealed, write_sealed
from generator.site.settings import own_content
from generator.site.theme.look import colours_of

SITE_IMAGE: Final = "assets/condividi.png"
WIDTH, HEIGHT = 1200, 630
"""What the networks that show shared links ask for."""

_NEEDED: Final = ("PIL", "font_source_sans_pro")
_CACHE: Final = Path(".intreccio/cache/condividi")
_FORM: Final = "4"
"""Changed with the drawing, so that images kept from before are not used."""
_PAPER, _INK, _MUTED, _LINE = (LIGHT[name] for name in ("paper", "ink", "muted", "line-strong"))
_HUES: Final = {name: colour for name, colour in LIGHT.items() if name.startswith("thread-")}
_EDGE: Final = 72
_MARK: Final = 288
_SHADES: Final = 16
"""Steps from paper to text, which make letters smooth."""
_SECOND_RAMP: Final = _SHADES
_THIRD_RAMP: Final = 2 * _SHADES
_PLAIN: Final = 3 * _SHADES
_MOST_LINES: Final = 4
_LONGEST: Final = 130
"""Letters of a name that fit in so many lines."""
_THREAD: Final = 3.4
_LOGO_BOX: Final = (300, 84)
"""Pixels within which the logo of the body stands, width and height."""
_COLOURS: Final = 256


@cache
def available() -> bool:
    """Tell whether images can be drawn here."""
    return all(util.find_spec(name) for name in _NEEDED)


def image_of(address: str) -> str:
    """Return where the image of a network's page is."""
    return f"{address}condividi.png"


def shown_with(page: Page, site: Site) -> str:
    """Return the address of the image that goes with a page: the photo of its record; empty where there is none."""
    entry = page.context.get("entry")
    photo = site.photo_of(entry) if entry is not None and page.address == addresses.record(entry) else None
    if photo and photo.shared:
        return photo.shared
    if not available():
        return ""
    return image_of(page.address) if page.template == "pages/network/page.html" else SITE_IMAGE


@dataclass(frozen=True, slots=True)
class Face:
    """What an image shows of the body that publishes: its name, its colour (`#14508c`), its logo as PNG; or nothing."""

    body: str = ""
    colour: str = ""
    logo: bytes = b""


Drawing = tuple[str, str, str, Any, Face]
"""What an image shows: title, the line under it, name of the site, threads of the mark, whose site it is."""


def share_images(site: Site, root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the image of the site and that of each network, with its path; none where nothing can show them."""
    for path, drawing in _wanted(site, root):
        kept = read_sealed(_file(root, drawing))
        yield path, keep(root, drawing, drawn(drawing)) if kept is None else kept


def undrawn(site: Site, root: Path) -> Iterator[Drawing]:
    """Yield what has to be drawn, for no build has kept it, or something else stands in its place."""
    return (drawing for _, drawing in _wanted(site, root) if read_sealed(_file(root, drawing)) is None)


def keep(root: Path, drawing: Drawing, image: bytes) -> bytes:
    """Keep an image for this build and the next, and return it."""
    write_sealed(_file(root, drawing), image)
    return image


def _wanted(site: Site, root: Path) -> Iterator[tuple[str, Drawing]]:
    if not (site.url and available()):
        return
    name = str(site.config["site_name"])
    face = _face(site, root)
    yield SITE_IMAGE, (name, str(site.config.get("site_description") or ""), "", (), face)
    for entry in site.networks:
        mark = threads(entry, site.catalogue, site.words)
        yield image_of(addresses.record(entry)), (entry.name, site.places_line(entry.territories), name, mark, face)


def _face(site: Site, root: Path) -> Face:
    """Return what images show of who publishes; a logo that is missing or unfit was told by checking."""
    look = site.settings.get("aspetto") or {}
    colour = colours_of(site.config)[0] if look.get("colore") else ""
    logo = own_logo(site, root)
    return Face(look.get("ente") or "", colour, _smaller(logo) if logo else b"")


def own_logo(site: Site, root: Path) -> bytes:
    """Return the file of the logo of who publishes; nothing where there is none, or one that is unfit."""
    name = ((site.settings.get("aspetto") or {}).get("logo") or {}).get("file", "")
    folder = own_content(root, site.config).relative_to(root).as_posix()
    picture = read_picture(root, folder, name) if name else None
    return (root / folder / FOLDER / name).read_bytes() if picture is not None and picture.fits(name) else b""


@lru_cache(1)
def _smaller(logo: bytes) -> bytes:
    """Return a logo as it stands on an image, as PNG; nothing where Pillow cannot read it."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 -- an extra, asked for only where it is installed

    file = BytesIO()
    try:
        with Image.open(BytesIO(logo)) as image:
            shown = image.convert("RGBA")
            shown.thumbnail(_LOGO_BOX)
            shown.save(file, "PNG")
    except (UnidentifiedImageError, OSError):
        return b""
    return file.getvalue()


def _file(root: Path, drawing: Drawing) -> Path:
    name = hashlib.sha256(repr((_FORM, drawing)).encode()).hexdigest()[:32]
    return own_folder(root, _CACHE.as_posix()) / f"{name}.sealed"


def drawn(drawing: Drawing) -> bytes:
    """Draw an image: the bytes of a PNG."""
    return _drawn(*drawing)


def _drawn(title: str, under: str, site_name: str, woven: Any, face: Face) -> bytes:
    from PIL import Image, ImageDraw  # noqa: PLC0415 -- an extra, asked for only where it is installed

    image = Image.new("P", (WIDTH, HEIGHT), 0)
    image.putpalette(_palette(face.colour or _MUTED))
    pen = ImageDraw.Draw(image)
    left = _EDGE
    if woven:
        _weave(pen, woven, _EDGE, (HEIGHT - _MARK) // 2 - 24)
        left += _MARK + 56
    _words(image, title, under, left)
    whose = " · ".join(filter(None, (face.body, site_name)))
    _write(image, (_EDGE, HEIGHT - 84), whose, _font("Semibold", 30), _THIRD_RAMP)
    for at in range(len(_HUES)):
        pen.rectangle((at * WIDTH // 6, HEIGHT - 14, (at + 1) * WIDTH // 6, HEIGHT), fill=_PLAIN + at)
    if face.logo:
        image = _with_logo(image, face.logo)
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _with_logo(image: Any, logo: bytes) -> Any:
    """Put the logo of the body into the lower corner, where the name of the site does not reach."""
    from PIL import Image  # noqa: PLC0415 -- an extra, asked for only where it is installed

    whole = image.convert("RGB")
    with Image.open(BytesIO(logo)) as shown:
        place = (WIDTH - _EDGE - shown.width, HEIGHT - 40 - shown.height)
        whole.paste(shown, place, shown)
    return whole.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def _palette(signature: str) -> list[int]:
    """Three ramps from paper to a colour of text, the last for who publishes; then the hues and the line."""
    inks = (_INK, _MUTED, signature)
    ramps = [_between(_PAPER, colour, at / (_SHADES - 1)) for colour in inks for at in range(_SHADES)]
    plain = [_between(colour, colour, 0) for colour in (*_HUES.values(), _LINE)]
    return [part for colour in (*ramps, *plain) for part in colour]


def _between(first: str, second: str, share: float) -> tuple[int, ...]:
    ends = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (first, second)]
    return tuple(round(here + (there - here) * share) for here, there in zip(*ends, strict=True))


def _write(image: Any, place: tuple[int, float], text: str, font: Any, ramp: int) -> None:
    """Write smooth text into an image of few colours: how much of a dot is covered chooses its shade."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 -- an extra, asked for only where it is installed

    box = font.getbbox(text)
    cover = Image.new("L", (max(1, box[2]), max(1, box[3])), 0)
    ImageDraw.Draw(cover).text((0, 0), text, font=font, fill=255)
    shades = cover.point([ramp + (_SHADES - 1) * value // 255 for value in range(256)])
    # Only where there is ink: the paper of a line must not cover the tails of the line above.
    image.paste(shades, (round(place[0]), round(place[1])), cover.point([255 * (value > 0) for value in range(256)]))


def _weave(pen: Any, woven: Any, left: int, top: int) -> None:
    """Draw the same threads as the mark of the network's page, larger."""
    wefts, warps = woven
    scale = _MARK / SIDE
    width = round(_THREAD * scale)
    grey = _PLAIN + len(_HUES)
    for y in wefts:
        pen.line(_scaled((MARGIN, y, SIDE - MARGIN, y), scale, left, top), fill=grey, width=width)
    for x, hue, pieces in warps:
        colour = _PLAIN + list(_HUES).index(hue) if hue in _HUES else grey
        for start, end in pieces:
            pen.line(_scaled((x, start, x, end), scale, left, top), fill=colour, width=width)


def _scaled(line: tuple[float, ...], scale: float, left: int, top: int) -> tuple[float, ...]:
    return tuple(round(value * scale + (top if at % 2 else left)) for at, value in enumerate(line))


def _words(image: Any, title: str, under: str, left: int) -> None:
    room = WIDTH - _EDGE - left
    size = next((size for size in (72, 60, 48) if len(_lines(title, "Bold", size, room)) <= _MOST_LINES - 1), 40)
    lines = _lines(shortened(title, _LONGEST), "Bold", size, room)[:_MOST_LINES]
    below = _lines(under, "Regular", 34, room)[:3]
    height = len(lines) * size * 1.16 + len(below) * 46 + 20
    top = (HEIGHT - height) / 2 - 24
    for line in lines:
        _write(image, (left, top), line, _font("Bold", size), 0)
        top += size * 1.16
    for line in below:
        _write(image, (left, top + 20), line, _font("Regular", 34), _SECOND_RAMP)
        top += 46


def _lines(text: str, weight: str, size: int, room: int) -> list[str]:
    """Break a text at its words, so that each line fits."""
    font = _font(weight, size)
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _font(weight: str, size: int) -> Any:
    from PIL import ImageFont  # noqa: PLC0415 -- an extra, asked for only where it is installed

    file = resources.files("font_source_sans_pro").joinpath(f"files/SourceSansPro-{weight}.ttf")
    return ImageFont.truetype(BytesIO(file.read_bytes()), size)
