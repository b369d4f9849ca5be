"""The public pages: the harvested shell filled with records, and the search index over them."""

from pathlib import Path
from typing import Final

PROGRAM: Final = Path(__file__).parent.parent
"""The folder of the package."""

_PACKAGED: Final = PROGRAM / "packaged"
_REPOSITORY: Final = PROGRAM.parent


def packaged(name: str) -> Path:
    """Return a file or folder that comes with the program.

    In the wheel everything is under `generator/packaged/`; in the repository the theme's files
    (`overrides/`) live at the top level, where a web developer looks for them.
    """
    inside = _PACKAGED / name
    return inside if inside.exists() else _REPOSITORY / name
