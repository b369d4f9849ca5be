"""What checking knows besides the schema, as data that the browser's form reads too (`rules.json`).

Patterns use only what Python and JavaScript read alike: no shorthand classes, no word boundaries.
"""

import json
import re
from functools import cache
from importlib import resources
from typing import Any, Final

from generator.catalogue.vocabularies import Vocabularies
from generator.records.dates import DAY, MONTH, MONTHS, YEAR
from generator.records.fields import NO, YES
from generator.records.schema import schema
from generator.records.vocabulary import Term

RULES: Final[dict[str, Any]] = json.loads(resources.files(__package__).joinpath("rules.json").read_text("utf-8"))


@cache
def pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern of the rules."""
    return re.compile(text)


@cache
def contract() -> dict[str, Any]:
    """Return all that `check.js` walks, as it is written to `schema.json`: kinds, definitions, rules."""
    dates = {"anno": YEAR, "mese": MONTH, "data": DAY}
    return {**schema(), "rules": {**RULES, "date": dates, "mesi": list(MONTHS), "si": list(YES), "no": list(NO)}}


def compact(vocabularies: Vocabularies) -> dict[str, list[dict[str, Any]]]:
    """Return the terms of every scheme as `check.js` and the form read them: only the keys they need."""
    return {name: [_compact_term(term) for term in vocabularies[name]] for name in vocabularies}


def _compact_term(term: Term) -> dict[str, Any]:
    known = {
        "codice": term.code,
        "it": term.it,
        "en": term.en,
        "alias": list(term.aliases),
        "padre": term.parent,
        "livello": term.level,
        "famiglia": term.family,
        "sostituito_da": term.superseded_by,
    }
    return {key: value for key, value in known.items() if value}
