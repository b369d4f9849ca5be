"""A review in words, as a colleague would write it: for a terminal, and as a comment that is safe to post.

In a comment no text out of a record can become a link, a mention, a reference or markup.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from generator.contributing.review.report import MASS, PERSONAL, Changed, Edit, Named, Note, Report
from generator.locale import Texts

_SHOWN_PAGES: Final = 8
_MARKUP: Final = re.compile(r"([\\`*_\[\]<>|!~(){}#+=-])")
_REFERENCES: Final = re.compile(r"([@#!%~$&^]|GH-|www|:(?=[/A-Za-z+]))", re.IGNORECASE)
_HELD = "\u200b"

Said = Callable[[str], str]


def as_text(report: Report, texts: Texts) -> str:
    """Write the review for a terminal."""
    return "\n".join(_Writer(texts, str, "  - ", "    ").lines(report))


def as_markdown(report: Report, texts: Texts) -> str:
    """Write the review as a comment for a code host."""
    return "\n".join(_Writer(texts, harmless, "- ", "  ", heading="### ").lines(report))


def harmless(text: str) -> str:
    """Return a text that Markdown shows as it is: no markup, no HTML, no link, no mention, no reference."""
    return _REFERENCES.sub(lambda found: f"{found[0]}{_HELD}", _MARKUP.sub(r"\\\1", text))


class _Writer:
    """Writes a report in one of the two ways; `said` makes a text out of a record harmless where it must be."""

    def __init__(self, texts: Texts, said: Said, bullet: str, indent: str, heading: str = "") -> None:
        self.texts = texts
        self.said = said
        self.bullet = bullet
        self.indent = indent
        self.heading = heading

    def lines(self, report: Report) -> Iterator[str]:
        """Yield the lines of the note: first what to be careful about, then what changes, then what follows from it."""
        yield self.opening(report)
        yield from self.section("careful", self.careful(report))
        yield from self.section("to_correct", (self.note(one) for one in report.introduced))
        yield from self.section("added", (self.named(one) for one in report.added))
        yield from self.section("changed", (line for one in report.changed for line in self.changed(one)))
        yield from self.section("removed", (self.named(one) for one in report.removed))
        yield from self.section("alike", (self.alike(one.names, one.reasons) for one in report.alike))
        yield from self.section("resolved", (self.note(one) for one in report.resolved))
        if report.pages:
            yield from ("", self.pages(report.pages))
        if report.hints:
            yield from ("", self.texts.counted(report.hints, "review.hints"))
        if report.left_out:
            yield from ("", self.texts.counted(report.left_out, "review.left_out"))

    def section(self, key: str, lines: Iterator[str]) -> Iterator[str]:
        held = list(lines)
        if held:
            yield from ("", f"{self.heading}{self.texts(f'review.{key}')}", *([""] if self.heading else []), *held)

    def opening(self, report: Report) -> str:
        if not report.records:
            return self.texts("review.nothing")
        return self.texts.counted(report.records, "review.opening")

    def careful(self, report: Report) -> Iterator[str]:
        if any(one.code in PERSONAL for one in report.introduced):
            yield f"{self.bullet}{self.texts('review.personal')}"
        for one in report.changed:
            if one.contact:
                yield f"{self.bullet}{self.texts('review.contact', name=self.said(one.name))}"
        for gone in report.removed:
            yield f"{self.bullet}{self.texts('review.removal', name=self.said(gone.name))}"
        if report.records > MASS:
            yield f"{self.bullet}{self.texts('review.mass', n=report.records)}"

    def named(self, one: Named) -> str:
        told = self.texts(f"review.kind_{one.kind}", name=self.said(one.name))
        return f"{self.bullet}{told} ({self.said(one.file)})"

    def changed(self, one: Changed) -> Iterator[str]:
        yield self.named(one)
        if one.was:
            yield f"{self.indent}{self.bullet}{self.texts('review.renamed', was=self.said(one.was))}"
        yield from (f"{self.indent}{self.bullet}{self.edit(edit)}" for edit in one.fields)

    def edit(self, one: Edit) -> str:
        key = "replaced" if one.before and one.after else "filled" if one.after else "emptied"
        before, after = (self.said(value or "") for value in (one.before, one.after))
        return self.texts(f"review.{key}", field=self.said(one.field), before=before, after=after)

    def note(self, one: Note) -> str:
        words = f"{one.message} {one.hint}".strip()
        place = f"{one.file}:{one.line}" if one.line > 1 else one.file
        return f"{self.bullet}{self.texts(f'severity.{one.severity}')} · {self.said(place)} · {self.said(words)}"

    def alike(self, names: list[str], reasons: str) -> str:
        here, there = (self.said(name) for name in names)
        return f"{self.bullet}{self.texts('review.pair', a=here, b=there)} {self.said(reasons)}"

    def pages(self, pages: list[str]) -> str:
        shown = ", ".join(self.said(page) for page in pages[:_SHOWN_PAGES])
        more = len(pages) - _SHOWN_PAGES
        rest = f" {self.texts('review.more_pages', n=more)}" if more > 0 else ""
        return f"{self.texts('review.pages')} {shown}{rest}"
