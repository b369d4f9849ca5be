"""Whether a file is a font that browsers read: WOFF2 (W3C WOFF File Format 2.0), by its header and not by its name.

The table directory says whether one file holds every weight (`fvar`, OpenType 1.9): then no other is needed for bold.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.reading.walking import bare_file

FONTS: Final = "caratteri"
"""Where the fonts that settings name are, inside the folder of the editorial pages; and their address on the site."""
HEAVIEST_FONT: Final = 150 * 1024
"""Bytes of a font, at most: every page waits for it, on the phone of who has little data too."""

_MARK: Final = b"wOF2"
_HEADER: Final = 48
_FVAR: Final = 47
"""Its number among the known tables (§ 4.1)."""
_ANY_TAG: Final = 63
_TRANSFORMED: Final = {10: 0, 11: 0}
"""`glyf` and `loca` are transformed where their version is 0, which the others are not (§ 4.1)."""


@dataclass(frozen=True, slots=True)
class Font:
    """A file that is there: its weight in bytes, whether it is WOFF2, and whether it holds every weight of letters."""

    weight: int
    is_woff2: bool = False
    is_variable: bool = False

    @property
    def fits(self) -> bool:
        """Whether it can be published."""
        return self.is_woff2 and self.weight <= HEAVIEST_FONT


def read_font(root: Path, folder: str, name: str) -> Font | None:
    """Read a font of the catalogue `root` by its bare name; None where there is none, or a link stands there."""
    path = bare_file(root, f"{folder}/{FONTS}", name)
    if path is None:
        return None
    weight = path.stat().st_size
    if weight > HEAVIEST_FONT:
        return Font(weight)
    content = path.read_bytes()
    is_woff2 = content.startswith(_MARK) and len(content) > _HEADER
    return Font(weight, is_woff2, is_woff2 and _has_weights(content))


def _has_weights(content: bytes) -> bool:
    """Go through the table directory, entry by entry; a file cut short has none."""
    at = _HEADER
    try:
        for _ in range(int.from_bytes(content[12:14], "big")):
            kind, version = content[at] & 0x3F, content[at] >> 6
            at += 1
            if kind == _FVAR:
                return True
            if kind == _ANY_TAG:
                at += 4
            at = _after_number(content, at)
            if (version == _TRANSFORMED[kind]) if kind in _TRANSFORMED else version:
                at = _after_number(content, at)
    except IndexError:
        pass
    return False


def _after_number(content: bytes, at: int) -> int:
    """Return where a number of seven bits a byte ends (UIntBase128, § 4.1)."""
    while content[at] & 0x80:
        at += 1
    return at + 1
