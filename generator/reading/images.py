"""What kind of picture a file is, and how large: read from its first bytes, as browsers do, never from its name.

Only what every browser shows and cannot run: PNG (W3C PNG 3, § 11.2), JPEG (ITU-T T.81, § B.2), WebP (RFC 9649).
"""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.reading.walking import bare_file, bare_names

FOLDER: Final = "immagini"
"""Where the pictures that records name are, inside the folder of the editorial pages; and their address on the site."""
HEAVIEST: Final = 200 * 1024
"""Bytes of a logo, at most: it is the mark of a body, on the phone of who has little data."""
HEAVIEST_PHOTO: Final = 3 * 1024 * 1024
"""Bytes of the photo of a record, which the site makes smaller: what a telephone takes, and a repository can bear."""
LARGEST: Final = 40_000_000
"""Pixels of a photo: unpacked, a few bytes can fill the memory of a machine."""

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

    digest: str = ""
    """The first digits of its SHA-256: another file under the same name is another picture."""

    def fits(self, name: str, most: int = HEAVIEST) -> bool:
        """Tell whether this can be shown under a name: a picture, what its ending says, of at most so many bytes."""
        expected = _ENDINGS.get(name.rpartition(".")[2].lower())
        is_whole = min(self.width, self.height) > 0 and self.width * self.height <= LARGEST
        return self.weight <= most and self.kind == expected and is_whole


def read_picture(root: Path, folder: str, name: str, most: int = HEAVIEST) -> Picture | None:
    """Read a picture of the catalogue `root` by its bare name; None where there is none, or a link stands there.

    What weighs more than `most` bytes is not looked into.
    """
    path = bare_file(root, f"{folder}/{FOLDER}", name)
    if path is None:
        return None
    weight = path.stat().st_size
    if weight > most:
        return Picture(weight)
    content = path.read_bytes()
    return Picture(weight, *_described(content), digest=hashlib.sha256(content).hexdigest()[:10])


def names_of_pictures(root: Path, folder: str) -> list[str]:
    """Return the names of the files where pictures are, sorted."""
    return bare_names(root, f"{folder}/{FOLDER}")


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


def without_remarks(content: bytes) -> bytes:
    """Return a picture without what a camera or a program wrote into it: where and when it was taken, and with what.

    Segments APP1 to APP15 and remarks of JPEG, chunks of text and EXIF of PNG, EXIF and XMP of WebP; the profile of
    colours stays where it is (APP2, `iCCP`, `ICCP`). What is none of these comes back as it is.
    """
    if content.startswith(_PNG):
        return _PNG + b"".join(chunk for kind, chunk in _png_chunks(content) if kind not in _PNG_REMARKS)
    if content.startswith(b"\xff\xd8"):
        return _jpeg_without_remarks(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp_without_remarks(content)
    return content


_PNG_REMARKS: Final = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
_PROFILE: Final = 0xE2
_START_OF_SCAN: Final = 0xDA
_WEBP_REMARKS: Final = frozenset({b"EXIF", b"XMP "})
_HAS_EXIF_OR_XMP: Final = 0x0C
"""Flags of a VP8X chunk (RFC 9649, § 2.7.1)."""


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        yield content[at + 4 : at + 8], content[at:end]
        at = end


def _jpeg_without_remarks(content: bytes) -> bytes:
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != _START_OF_SCAN:  # noqa: PLR2004
        marker, end = content[at + 1], at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        is_remark = marker == 0xFE or (0xE1 <= marker <= 0xEF and marker != _PROFILE)  # noqa: PLR2004 -- T.81, B.1
        if not is_remark:
            kept.append(content[at:end])
        at = end
    return b"".join([*kept, content[at:]])


def _webp_without_remarks(content: bytes) -> bytes:
    kept, at = [], 12
    while at + 8 <= len(content):
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        chunk = content[at : at + 8 + size + size % 2]
        if chunk[:4] == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_HAS_EXIF_OR_XMP & 0xFF]) + chunk[9:]
        if chunk[:4] not in _WEBP_REMARKS:
            kept.append(chunk)
        at += 8 + size + size % 2
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
