"""What the browser's form reads to check as `intreccio check` does: the schema, the data of the rules, the terms."""

from functools import cache
from typing import Any

from generator.catalogue.modes import modes_data
from generator.catalogue.vocabularies import Vocabularies
from generator.checking.key_words import in_language
from generator.checking.rule_data import RULE_DATA
from generator.checking.spoken import language_names, language_pattern, said
from generator.checking.telephones import plans
from generator.locale import LANGUAGES, writing
from generator.records.dates import DAY, MONTH, MONTHS, YEAR
from generator.records.fields import NO, YES
from generator.records.schema import schema
from generator.records.vocabulary import Term


@cache
def contract(lang: str = LANGUAGES[0]) -> dict[str, Any]:
    """Return all that `check.js` walks, as it is written to `schema.json`: `kinds`, `$defs` and `rules`.

    What keys hold is said in `lang`, and months are read in it too, after their Italian names.
    A caller may not change it: the schema inside is the one that everybody reads.
    """
    dates = {"anno": YEAR, "mese": MONTH, "data": DAY}
    made = {
        "telefoni": {**RULE_DATA["telefoni"], **plans()},
        "date": dates,
        "mesi": [*MONTHS, *_months(lang)],
        "si": list(YES),
        "no": list(NO),
        "detti": said(),
        "lingue": language_names(),
        "codici_lingue": language_pattern(),
        "modi": modes_data(),
    }
    return {**in_language(schema(), lang), "rules": {**RULE_DATA, **made}}


def _months(lang: str) -> list[str]:
    """Return the names of the months, as they are read, in a language that is not Italian."""
    return [] if lang == LANGUAGES[0] else [writing.month_name(month, lang).lower() for month in range(1, 13)]


def compact(vocabularies: Vocabularies) -> dict[str, list[dict[str, Any]]]:
    """Return the terms of every scheme as `check.js` and the form read them: only the keys they need."""
    return {name: [_compact_term(term) for term in vocabularies[name]] for name in vocabularies}


def _compact_term(term: Term) -> dict[str, Any]:
    values = {
        "codice": term.code,
        **term.labels,
        "alias": [*term.other_words, *(label for lang, label in term.labels.items() if lang not in LANGUAGES)],
        "padre": term.parent,
        "livello": term.level,
        "famiglia": term.family,
        "sostituito_da": term.superseded_by,
    }
    return {key: value for key, value in values.items() if value}
