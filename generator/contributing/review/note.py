"""A review in words, as a colleague would write it: for a terminal, and as a comment that is safe to post.

In a comment no text out of a record can become a link, a mention, a reference or markup.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from generator.contributing.review.report import MASS, PERSONAL, Changed, Edit, Named, Note, Report
from generator.locale import Texts

_SHOWN_PAGES: Final = 8
_HARMLESS_FILE: Final = re.compile(r"(?:.*/)?content/.*\.(?:md|jpe?g|png|webp)")
"""Pages and pictures of the site: everything else decides how the catalogue is checked, built and published."""
_MARKUP: Final = re.compile(r"([\\`*_\[\]<>|!~(){}#+=-])")
_REFERENCES: Final = re.compile(r"([@#!%~$&^]|GH-|www|:(?=[/A-Za-z+]))", re.IGNORECASE)
_HELD = "\u200b"

Escape = Callable[[str], str]
"""Makes a text out of a record harmless where the note is shown."""


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
    """Writes a report in one of the two ways; `escaped` makes texts out of records harmless."""

    def __init__(self, texts: Texts, escaped: Escape, bullet: str, indent: str, heading: str = "") -> None:
        self.texts = texts
        self.escaped = escaped
        self.bullet = bullet
        self.indent = indent
        self.heading = heading

    def lines(self, report: Report) -> Iterator[str]:
        """Yield the lines of the note: first what to be careful about, then what changes, then what follows from it."""
        yield self.opening(report)
        yield from self.section("careful", self.careful(report))
        yield from self.section("to_correct", map(self.note, report.introduced))
        yield from self.section("added", map(self.named, report.added))
        yield from self.section("changed", (line for record in report.changed for line in self.changed(record)))
        yield from self.section("removed", map(self.named, report.removed))
        yield from self.section("alike", (self.alike(pair.names, pair.reasons) for pair in report.alike))
        yield from self.section("resolved", map(self.note, report.resolved))
        yield from self.section("files", (f"{self.bullet}{self.escaped(file)}" for file in report.files))
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
            return self.texts("review.only_files" if report.files else "review.nothing")
        return self.texts.counted(report.records, "review.opening")

    def careful(self, report: Report) -> Iterator[str]:
        for record in report.changed:
            if record.uncovered:
                yield f"{self.bullet}{self.texts('review.uncovered', name=self.escaped(record.name))}"
        if any(note.code in PERSONAL for note in report.introduced):
            yield f"{self.bullet}{self.texts('review.personal')}"
        yield from (line for record in report.changed for line in self.careful_of(record))
        for removed in report.removed:
            yield f"{self.bullet}{self.texts('review.removal', name=self.escaped(removed.name))}"
        if working := [file for file in report.files if not _HARMLESS_FILE.fullmatch(file)]:
            yield f"{self.bullet}{self.texts('review.working_files', files=self.shown(working))}"
        if report.records > MASS:
            yield f"{self.bullet}{self.texts('review.mass', n=report.records)}"

    def careful_of(self, record: Changed) -> Iterator[str]:
        contact = "contact" if record.contact else "new_contact" if record.new_contact else ""
        for key in filter(None, (contact, "withdrawn" if record.withdrawn else "")):
            yield f"{self.bullet}{self.texts(f'review.{key}', name=self.escaped(record.name))}"

    def named(self, record: Named) -> str:
        words = self.texts(f"review.kind_{record.kind}", name=self.escaped(record.name))
        return f"{self.bullet}{words} ({self.escaped(record.file)})"

    def changed(self, record: Changed) -> Iterator[str]:
        yield self.named(record)
        if record.was:
            yield f"{self.indent}{self.bullet}{self.texts('review.renamed', was=self.escaped(record.was))}"
        yield from (f"{self.indent}{self.bullet}{self.edit(edit)}" for edit in record.fields)

    def edit(self, edit: Edit) -> str:
        key = "replaced" if edit.before and edit.after else "filled" if edit.after else "emptied"
        before, after = (self.escaped(value or "") for value in (edit.before, edit.after))
        return self.texts(f"review.{key}", field=self.escaped(edit.field), before=before, after=after)

    def note(self, note: Note) -> str:
        words = f"{note.message} {note.hint}".strip()
        place = f"{note.file}:{note.line}" if note.line > 1 else note.file
        return f"{self.bullet}{self.texts(f'severity.{note.severity}')} · {self.escaped(place)} · {self.escaped(words)}"

    def alike(self, names: list[str], reasons: str) -> str:
        here, there = (self.escaped(name) for name in names)
        return f"{self.bullet}{self.texts('review.pair', a=here, b=there)} {self.escaped(reasons)}"

    def pages(self, pages: list[str]) -> str:
        return f"{self.texts('review.pages')} {self.shown(pages)}"

    def shown(self, names: list[str]) -> str:
        """Write the first of several names, and how many more there are."""
        more = len(names) - _SHOWN_PAGES
        rest = f" {self.texts('review.more_pages', n=more)}" if more > 0 else ""
        return f"{', '.join(self.escaped(name) for name in names[:_SHOWN_PAGES])}{rest}"
