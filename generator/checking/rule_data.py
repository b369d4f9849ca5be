"""Patterns and lists of words that rules look texts up in: data, which the browser's form reads too (`rule_data.json`).

Patterns use only what Python and JavaScript read alike: no shorthand classes (a digit is also an Arabic one in Python),
no word boundaries (to JavaScript an accented letter is none).
"""

import json
import re
from functools import cache
from importlib import resources
from typing import Any, Final

RULE_DATA: Final[dict[str, Any]] = json.loads(
    resources.files(__package__).joinpath("rule_data.json").read_text("utf-8")
)


@cache
def pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern of the data, once."""
    return re.compile(text)
