"""What people read at the end of a report, and hints that repeat told once."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from generator.diagnostics import Diagnostic, Severity, count
from generator.locale import Texts

SHOWN_HINTS: Final = 3
"""A hint that many records share is shown this many times."""


def folded(found: list[Diagnostic], texts: Texts) -> list[Diagnostic]:
    """Keep the first hints of each code and let the last of them say how many more there are."""
    hints: dict[str, list[Diagnostic]] = {}
    for one in found:
        if one.severity is Severity.HINT:
            hints.setdefault(one.code, []).append(one)
    last = {
        id(group[SHOWN_HINTS - 1]): len(group) - SHOWN_HINTS for group in hints.values() if len(group) > SHOWN_HINTS
    }
    dropped = {id(one) for group in hints.values() for one in group[SHOWN_HINTS:]}
    return [
        replace(one, hint=f"{one.hint}\n{texts.counted(last[id(one)], 'check.folded')}") if id(one) in last else one
        for one in found
        if id(one) not in dropped
    ]


def summary(found: list[Diagnostic], counts: Mapping[str, int], texts: Texts) -> str:
    """Say in one line how many records were read and what was found."""
    totals = count(found)
    return texts(
        "check.summary",
        records=", ".join(texts.counted(number, f"check.{kind}") for kind, number in counts.items()),
        errors=texts.counted(totals[Severity.ERROR], "check.errors"),
        warnings=texts.counted(totals[Severity.WARNING], "check.warnings"),
        hints=texts.counted(totals[Severity.HINT], "check.hints"),
    )
