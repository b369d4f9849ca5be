"""What people read at the end of a report, and hints that repeat shown only a few times."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from generator.diagnostics import Diagnostic, Severity, count
from generator.locale import Texts

SHOWN_HINTS: Final = 3
"""A hint that many records share is shown this many times."""


def folded(diagnostics: list[Diagnostic], texts: Texts) -> list[Diagnostic]:
    """Keep the first hints of each code and let the last of them say how many more there are."""
    shown: list[Diagnostic] = []
    times = Counter(diagnostic.code for diagnostic in diagnostics if diagnostic.severity is Severity.HINT)
    seen: Counter[str] = Counter()
    for diagnostic in diagnostics:
        if diagnostic.severity is Severity.HINT:
            seen[diagnostic.code] += 1
            if seen[diagnostic.code] > SHOWN_HINTS:
                continue
            if seen[diagnostic.code] == SHOWN_HINTS and (more := times[diagnostic.code] - SHOWN_HINTS):
                folding = texts.counted(more, "check.folded")
                shown.append(replace(diagnostic, hint=f"{diagnostic.hint}\n{folding}"))
                continue
        shown.append(diagnostic)
    return shown


def summary(diagnostics: list[Diagnostic], counts: Mapping[str, int], texts: Texts) -> str:
    """Say in one line how many records were read and what was found."""
    totals = count(diagnostics)
    return texts(
        "check.summary",
        records=", ".join(texts.counted(number, f"check.{kind}") for kind, number in counts.items()),
        errors=texts.counted(totals[Severity.ERROR], "check.errors"),
        warnings=texts.counted(totals[Severity.WARNING], "check.warnings"),
        hints=texts.counted(totals[Severity.HINT], "check.hints"),
    )
