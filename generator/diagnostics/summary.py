"""What people read at the end of a report; what repeats, or is too much to read, shown only in part."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from generator.diagnostics import Diagnostic, Finding, Severity, Span, count, word
from generator.locale import Texts
from generator.locale.writing import number as in_figures

SHOWN_HINTS: Final = 3
"""A hint that many records share is shown this many times."""

MOST_IN_A_FILE: Final = 100
"""Findings of one file that are shown; who wrote it corrects these and asks again."""

MOST_IN_A_RUN: Final = 20_000
"""Findings of one run that are shown, whatever reads them."""

_WEIGHTS: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


def most_serious(severities: Sequence[Severity], most: int) -> set[int]:
    """Return the positions of the findings to show: errors first, then warnings, then hints, each in their order.

    One more than `most` is shown too: it takes the place that saying so would.
    """
    if len(severities) <= most + 1:
        return set(range(len(severities)))
    return set(sorted(range(len(severities)), key=lambda position: _WEIGHTS[severities[position]])[:most])


def omitted(how_many: int, most: int, file: str, span: Span, texts: Texts, *, of: str) -> Diagnostic:
    """Say (H602) that so many findings are not shown, in a file (`of="file"`) or in a run (`of="run"`)."""
    values: dict[str, object] = {"n": in_figures(how_many, texts.lang), "most": in_figures(most, texts.lang)}
    finding = Finding("H602", file, values=values, hint=of)
    return word(finding, span, "", texts)


def capped(diagnostics: list[Diagnostic], texts: Texts) -> list[Diagnostic]:
    """Keep the most serious of the diagnostics of a run, and say after them how many more there are."""
    kept = most_serious([diagnostic.severity for diagnostic in diagnostics], MOST_IN_A_RUN)
    if len(kept) == len(diagnostics):
        return diagnostics
    last = diagnostics[-1]
    span = Span(last.line, last.column, last.end_line, last.end_column)
    rest = omitted(len(diagnostics) - len(kept), MOST_IN_A_RUN, last.file, span, texts, of="run")
    return [*(diagnostic for position, diagnostic in enumerate(diagnostics) if position in kept), rest]


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
