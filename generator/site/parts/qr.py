"""The code that a telephone reads from paper (QR, ISO/IEC 18004), as a drawing: the same bytes for the same address."""

from functools import lru_cache
from io import BytesIO
from typing import Final

import segno
from markupsafe import Markup

_QUIET_ZONE: Final = 4
"""Empty modules around the code, which § 5.3.8 asks for."""
_MASK: Final = 3
"""One of the eight patterns that a code may be laid over (§ 7.8).

Weighing all of them took five sixths of the time, a tenth of that of all pages. Worn prints of each are read alike
(`tests/site/pages/test_vademecum.py`): readers take the pattern from the code itself.
"""
_MOST_KEPT: Final = 1000


@lru_cache(_MOST_KEPT)
def qr(address: str) -> Markup:
    """Draw an address; nothing for none: a site without an address of its own has no code.

    Error correction M: on paper that was folded, 15 % may be unreadable.
    """
    if not address:
        return Markup()
    file = BytesIO()
    segno.make_qr(address, error="m", mask=_MASK).save(
        file,
        kind="svg",
        xmldecl=False,
        svgns=False,
        nl=False,
        border=_QUIET_ZONE,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
    )
    drawing = file.getvalue().decode("ascii").replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return Markup(drawing)  # noqa: S704 -- numbers and our own words: the address is in the modules alone
