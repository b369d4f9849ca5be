"""What kind of picture a file is, and how large: read from its first bytes, as browsers do, never from its name.

Only what every browser shows and cannot run: PNG (W3C PNG 3, § 11.2), JPEG (ITU-T T.81, § B.2), WebP (RFC 9649).
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.reading.walking import bare_file, link_on_the_way

FOLDER: Final = "immagini"
"""Where the pictures that records name are, inside the folder of the editorial pages; and their address on the site."""
HEAVIEST: Final = 200 * 1024
"""Bytes of a picture, at most: it is the mark of a body, on the phone of who has little data."""

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG_SIZES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_ENDINGS: Final = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "webp": "webp"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that is there: its weight in bytes, its size in pixels; `kind` is empty for what is no picture."""

    weight: int
    kind: str = ""
    """`png`, `jpeg` or `webp`."""
    width: int = 0
    height: int = 0

    def fits(self, name: str) -> bool:
        """Tell whether this can be shown under a name: a picture, what its ending says, and not too heavy."""
        expected = _ENDINGS.get(name.rpartition(".")[2].lower())
        return self.weight <= HEAVIEST and self.kind == expected and min(self.width, self.height) > 0


def read_picture(root: Path, folder: str, name: str) -> Picture | None:
    """Read a picture of the catalogue `root` by its bare name; None where there is none, or a link stands there."""
    path = bare_file(root, f"{folder}/{FOLDER}", name)
    if path is None:
        return None
    weight = path.stat().st_size
    return Picture(weight, *_described(path.read_bytes())) if weight <= HEAVIEST else Picture(weight)


def names_of_pictures(root: Path, folder: str) -> list[str]:
    """Return the names of the files where pictures are, sorted."""
    inside = f"{folder}/{FOLDER}"
    if link_on_the_way(root, inside) or not (root / inside).is_dir():
        return []
    return sorted(path.name for path in (root / inside).iterdir() if path.is_file() and not path.is_symlink())


def _described(content: bytes) -> tuple[str, int, int]:
    """Return kind, width and height; an empty kind for anything that is no whole picture of ours."""
    try:
        if content.startswith(_PNG) and content[12:16] == b"IHDR":
            return "png", *struct.unpack(">II", content[16:24])
        if content.startswith(b"\xff\xd8"):
            return _jpeg(content)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _webp(content)
    except (struct.error, IndexError):
        pass  # cut short
    return "", 0, 0


def _jpeg(content: bytes) -> tuple[str, int, int]:
    """Go from segment to segment up to the frame header, which holds height and width."""
    at = 2
    while content[at] == 0xFF:  # noqa: PLR2004 -- every marker begins so
        marker = content[at + 1]
        if marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return "jpeg", width, height
        # A byte of filling stands alone; a segment says how long it is, its own two bytes included.
        at += 1 if marker == 0xFF else 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]  # noqa: PLR2004
    return "", 0, 0


def _webp(content: bytes) -> tuple[str, int, int]:
    chunk, data = content[12:16], content[20:30]
    if chunk == b"VP8X":
        return "webp", int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1
    if chunk == b"VP8L":
        (bits,) = struct.unpack("<I", data[1:5])
        return "webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        width, height = struct.unpack("<HH", data[6:10])
        return "webp", width & 0x3FFF, height & 0x3FFF
    return "", 0, 0
