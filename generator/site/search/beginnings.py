"""What a large catalogue keeps in files by how its words begin, of which a question reads those of its own words.

`begunBy` of `browser/engine.js` asks for them by the same names.
"""

import re
from collections.abc import Iterable
from typing import Final

_NOT_OF_A_NAME: Final = re.compile(r"[^a-z0-9]")


def by_beginning(names: Iterable[str], letters: int) -> dict[str, list[str]]:
    """Return names in plain words by the first letters of their first word, as they stand in the name of a file."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(_NOT_OF_A_NAME.sub("_", name.partition(" ")[0][:letters]), []).append(name)
    return found
