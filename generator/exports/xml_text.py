"""Words as XML holds them: what no document may hold is left out, the rest is escaped."""

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, escaped or not (XML 1.0, 2.2)."""


def xml_text(text: str) -> str:
    """Return words that may stand between tags."""
    return escape(_NOT_XML.sub("", text))


def xml_attribute(text: str) -> str:
    """Return words as the value of an attribute, with its quotes."""
    return quoteattr(_NOT_XML.sub("", text))
