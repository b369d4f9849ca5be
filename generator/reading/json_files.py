"""JSON files of others: read whole, or refused with the place where they cannot be read."""

import json
from pathlib import Path
from typing import Any, Final

from generator.errors import CannotRun
from generator.reading.whole_file import whole_file

MAX_BYTES: Final = 256 * 1024 * 1024
MAX_DEPTH: Final = 60
"""No format that we read nests further; whatever walks the data after this may do so without a look at its depth."""


def read_json(path: Path) -> Any:
    """Return what a file of JSON holds.

    Raises:
        CannotRun: it is not there, too large, not JSON (with line and column), or nests too deep.
    """
    content = whole_file(path, MAX_BYTES)
    try:
        value = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CannotRun("json_text", file=path.name, byte=error.start) from error
    except json.JSONDecodeError as error:
        raise CannotRun("json_wrong", file=path.name, line=error.lineno, column=error.colno) from error
    except (RecursionError, ValueError) as error:  # nested without end; a number of thousands of figures
        raise CannotRun("json_strange", file=path.name) from error
    if _is_deeper(value, MAX_DEPTH):
        raise CannotRun("json_strange", file=path.name)
    return value


def _is_deeper(value: Any, most: int) -> bool:
    level = [value]
    for _ in range(most):
        level = [
            part
            for item in level
            if isinstance(item, dict | list)
            for part in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return False
    return True
