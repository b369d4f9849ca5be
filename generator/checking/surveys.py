"""Counts of answers (`content/ascolto/*.csv`): a table that can be read, in which no number points at somebody."""

import csv
from collections.abc import Iterator
from itertools import islice
from typing import Final

from generator.checking.logos import content_of
from generator.diagnostics import START, Finding, Span
from generator.reading.folder import MAX_BYTES, Sources
from generator.reading.surveys import COLUMNS, FEWEST, FOLDER, SEPARATOR, TOTAL, is_count
from generator.reading.walking import walk

_MOST: Final = 100
"""Findings about one file: a table of another kind has as many mistakes as rows."""


def check_surveys(sources: Sources) -> list[Finding]:
    """E490, W490: check every table of counts; a link or what is no file is told by the build."""
    found: list[Finding] = []
    for path in sorted(walk(sources.root, f"{content_of(sources)}/{FOLDER}").files):
        if path.suffix.casefold() == ".csv":
            file = path.relative_to(sources.root).as_posix()
            content = path.read_bytes() if path.stat().st_size <= MAX_BYTES else b"\xff"
            try:
                found += islice(_flaws(content.decode("utf-8-sig"), file), _MOST)
            except (UnicodeDecodeError, csv.Error):
                found.append(Finding("E490", file, span=START))
    return found


def _flaws(text: str, file: str) -> Iterator[Finding]:
    table = csv.DictReader(text.splitlines(), delimiter=SEPARATOR)
    for row in table:
        span = Span(table.line_num, 1, table.line_num, 1)
        if any(row.get(name) is None for name in COLUMNS):
            yield Finding("E490", file, span=span)
            return
        count = row["conteggio"].strip()
        if not is_count(count):
            yield Finding("E490", file, span=span, values={"value": count}, hint="count")
        elif count.isdecimal() and 0 < int(count) < FEWEST and row["risposta"].strip().casefold() != TOTAL:
            yield Finding("W490", file, span=span, values={"value": count})
