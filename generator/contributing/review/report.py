"""What a change means, as data: what `review` finds, what travels as JSON, and what is worded for people.

A report that comes from elsewhere (the artifact of a pull request) is hostile input: every part has its kind and its
size, and nothing else is let in.
"""

import re
from collections.abc import Callable
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from generator.errors import CannotRun
from generator.locale import LANGUAGES, load, unobeyed

LARGEST_FILE: Final = 64 * 1024
"""Bytes of a report that is read, at most."""
LONGEST_NOTE: Final = 60_000
"""Characters of a note, bytes of its JSON, at most: a comment holds 65,536."""
MASS: Final = 20
"""More records than this in one change are pointed out."""

PERSONAL: Final = frozenset(
    {
        *("E301", "E302", "E303", "E307", "E308", "E309", "W304", "W305", "W306", "W308", "W309"),
        *("W311", "W312", "W313"),
    }
)
"""Findings about what should never have become public: people's data, and where protected people are."""

_HIDDEN: Final = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\xad\\u061c\\u115f\\u1160\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f"
    "\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\U000e0000-\\U000e007f]"
)
"""What nobody sees: controls, marks of direction (Unicode Bidirectional Algorithm, UAX #9), letters without a shape."""
_BREAKS: Final = re.compile("[\\s\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]+")
_BLANK: Final = re.compile(r"\{[a-z_]+\}")
_LIMITS: Final = (500, 200, 100, 50, 20, 10, 5, 2)
_SHORT_LINE: Final = 100
"""Characters of a line where even two items of each list are too much: every `#` is written in five bytes."""


def shown(text: str) -> str:
    """Write what nobody sees in digits, `⟨U+202E⟩`: a name cannot end its line, turn it round or hide a part of it."""
    return _cut(_HIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", unobeyed(text)))


Line = Annotated[str, StringConstraints(max_length=600), AfterValidator(shown)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Kind = Literal["rete", "ente", "storia", "vocabolario"]


def line(text: str) -> str:
    """Return a text as one line that anything can print, at most 600 long; what nobody sees is written in digits."""
    printable = text.encode("utf-8", "replace").decode("utf-8")
    return shown(" ".join(_BREAKS.sub(" ", printable).split()))


def _cut(text: str, most: int = 600) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Named(_Part):
    """A record that appears or disappears."""

    id: Line
    kind: Kind
    name: Line
    file: Line


class Edit(_Part):
    """A field before and after; None where there was or is nothing."""

    field: Line
    before: Line | None
    after: Line | None


class Changed(Named):
    """A record that changes; `was` is its former id after a rename, `contact` says that a published contact changes."""

    was: Line = ""
    contact: bool = False
    new_contact: bool = False
    """Whether a contact is added, which nobody has published before."""
    withdrawn: bool = False
    """Whether the record says from now on that it was removed (`stato: rimossa`)."""
    uncovered: bool = False
    """Whether a place that protected people would not be protected any more."""
    fields: Annotated[list[Edit], Field(max_length=500)]


class Note(_Part):
    """A finding of the check."""

    code: Annotated[str, StringConstraints(pattern=r"^[EWH][0-9]{3}$")]
    severity: Literal["error", "warning", "hint"]
    file: Line
    line: Annotated[int, Field(ge=1, le=1_000_000)]
    message: Line
    hint: Line


class Alike(_Part):
    """Two activities, or two organisations, that resemble each other since this change."""

    names: Annotated[list[Line], Field(min_length=2, max_length=2)]
    reasons: Line


class Report(_Part):
    """What a change means."""

    added: Annotated[list[Named], Field(max_length=500)] = []
    changed: Annotated[list[Changed], Field(max_length=500)] = []
    removed: Annotated[list[Named], Field(max_length=500)] = []
    introduced: Annotated[list[Note], Field(max_length=500)] = []
    resolved: Annotated[list[Note], Field(max_length=500)] = []
    alike: Annotated[list[Alike], Field(max_length=500)] = []
    pages: Annotated[list[Line], Field(max_length=500)] = []
    files: Annotated[list[Line], Field(max_length=500)] = []
    """Files that are no records: settings, workflows, pages of the site."""
    errors: Count = 0
    """Errors introduced, those left out included."""
    hints: Count = 0
    """Suggestions introduced, which are only counted."""
    records: Count = 0
    """Records touched, those left out included."""
    left_out: Count = 0
    """How many items this report had no room for."""


_LISTS: Final = ("added", "changed", "removed", "introduced", "resolved", "alike", "pages", "files")


def read_report(content: bytes) -> Report:
    """Read a report that comes from elsewhere; raises CannotRun for anything but a report of a reasonable size."""
    if len(content) > LARGEST_FILE:
        raise CannotRun("report_too_large", most=LARGEST_FILE // 1024)
    try:
        report = Report.model_validate_json(content)
    except ValidationError as wrong:
        raise CannotRun("not_a_report") from wrong
    notes = [*report.introduced, *report.resolved]
    is_too_few = report.records < len(report.added) + len(report.changed) + len(report.removed)
    if is_too_few or not all(_is_of_the_check(note) for note in notes):
        raise CannotRun("not_a_report")
    return report


def _is_of_the_check(note: Note) -> bool:
    """Tell whether a finding is one that the check makes, in the words that it uses, whatever fills their blanks."""
    keys = (f"{note.code}.message", f"{note.code}.hint")
    for texts in (load("messages", lang) for lang in LANGUAGES):
        messages, hints = (
            [key for key in texts.keys() if key == start or key.startswith(f"{start}.")]  # noqa: SIM118 - no mapping
            for start in keys
        )
        is_message = any(_fits(note.message, texts.entry(key)) for key in messages)
        if is_message and (not note.hint or any(_fits(note.hint, texts.entry(key)) for key in hints)):
            return note.severity[0].upper() == note.code[0]
    return False


def _fits(text: str, template: str) -> bool:
    """Tell whether a text, which may have been cut, is a template with its blanks filled."""
    parts = [" ".join(part.split(" ")) for part in _BLANK.split(_BREAKS.sub(" ", template).strip())]
    if text.endswith("…"):
        return text.startswith(parts[0][: len(text) - 1])
    return re.fullmatch(".{0,300}?".join(map(re.escape, parts)), text) is not None


def fitted(report: Report, written: Callable[[Report], str]) -> str:
    """Write a report within `LONGEST_NOTE`: first the ends of its lists are left out, then those of its lines."""
    for limit in _LIMITS:
        text = written(_limited(report, limit))
        if len(text.encode("utf-8", "replace")) <= LONGEST_NOTE:
            return text
    return written(Report.model_validate(_with_short_lines(_limited(report, _LIMITS[-1]).model_dump())))


def _with_short_lines(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_short_lines(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_with_short_lines(part) for part in value]
    return _cut(value, _SHORT_LINE) if isinstance(value, str) else value


def _limited(report: Report, limit: int) -> Report:
    kept = {name: getattr(report, name)[:limit] for name in _LISTS}
    lost = sum(len(getattr(report, name)) - len(kept[name]) for name in _LISTS)
    lost += sum(max(0, len(changed.fields) - limit) for changed in kept["changed"])
    kept["changed"] = [changed.model_copy(update={"fields": changed.fields[:limit]}) for changed in kept["changed"]]
    return report.model_copy(update={**kept, "left_out": report.left_out + lost})
