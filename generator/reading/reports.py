"""A year of the catalogue, as `intreccio report` worked it out of git: kept in `content/rapporto/<year>.json`.

A build reads no git: a copy without history makes the same site. Records are named by id alone, so that what is removed
later has its name nowhere. A figure that could not be known is None, and stays so.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from generator.errors import CannotRun
from generator.reading.folder import ID

FOLDER: Final = "rapporto"
"""Where reports stand among the pages of a catalogue."""

FIGURES: Final = (
    "networks",
    "organizations",
    "activities",
    "practices",
    "confirmed",
    "gaps",
    "needs",
    "offers",
    "indicators",
    "measured",
)
"""What is counted at the end of a year, in the order in which it is shown."""

_NAME: Final = re.compile(r"(?:19|20)[0-9]{2}")
_MOST_BYTES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Report:
    """What a year came to, on the day `until`; `before` is the end of the year before, None where git has none of it.

    Of everything else, None is what nobody can know: what is measured only against the year before, or leaves no trace.
    """

    year: int
    until: date
    before: date | None
    figures: dict[str, tuple[int, int | None]]
    """By name of FIGURES: at the end of the year, and of the year before."""
    born: tuple[str, ...] | None = None
    """Ids of networks and bodies that were not there before."""
    ended: tuple[str, ...] | None = None
    """Ids of those that came to their end (`stato: conclusa`)."""
    gone: int | None = None
    """How many are no longer in the catalogue."""
    gaps_closed: int | None = None
    gaps_opened: int | None = None
    """Pieces of information that are missing now and were not a year before, most of them of what arrived since."""
    gaps_left: int | None = None
    """Those that are missing no more because what lacked them was taken out, joined to another or came to its end."""
    completed: tuple[str, ...] | None = None
    """Ids of the records that somebody completed."""
    new_activities: tuple[str, ...] | None = None
    """Ids of the activities that go on and were not there before."""
    merged: int | None = None
    """Records that went into another."""
    coordinated: int | None = None
    """Likenesses that were weighed and are coordinated now (`simile_a`)."""
    united: int | None = None
    needs_withdrawn: int | None = None
    """Requests taken away before they expired."""
    proposals: int | None = None
    days_to_answer: int | None = None
    """Half of the proposals went in within so many days."""

    def as_json(self) -> str:
        """Return the text of its file."""
        data = asdict(self) | {
            "until": self.until.isoformat(),
            "before": self.before.isoformat() if self.before else None,
        }
        return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n"


_COUNTS: Final = (
    "gone",
    "gaps_closed",
    "gaps_opened",
    "gaps_left",
    "merged",
    "coordinated",
    "united",
    "needs_withdrawn",
    "proposals",
    "days_to_answer",
)
"""Counts that may not be known."""
_LATER: Final = frozenset({"gaps_opened", "gaps_left", "completed", "new_activities"})
"""What reports that were written before it was counted do not hold."""


def read_reports(content: Path) -> tuple[Report, ...]:
    """Read the reports of a catalogue, the newest first; raises CannotRun where one is no such file."""
    folder = content / FOLDER
    files = sorted(folder.glob("*.json"), reverse=True) if folder.is_dir() else []
    return tuple(_report(file) for file in files)


def _report(file: Path) -> Report:
    if file.is_symlink() or not file.is_file() or file.stat().st_size > _MOST_BYTES:
        raise CannotRun("report_unreadable", file=file)
    try:
        made = _from_json(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, TypeError, LookupError, RecursionError) as error:
        raise CannotRun("report_unreadable", file=file) from error
    if not _NAME.fullmatch(file.stem) or int(file.stem) != made.year:
        raise CannotRun("report_unreadable", file=file)
    return made


def _from_json(data: Any) -> Report:
    """Return a report out of plain data; raises ValueError, TypeError or KeyError where anything is not as written."""
    figures = {name: (_count(data["figures"][name][0]), _maybe(data["figures"][name][1])) for name in FIGURES}
    return Report(
        year=_count(data["year"]),
        until=date.fromisoformat(data["until"]),
        before=date.fromisoformat(data["before"]) if data["before"] is not None else None,
        figures=figures,
        born=_ids(data["born"]),
        ended=_ids(data["ended"]),
        completed=_ids(data.get("completed")),
        new_activities=_ids(data.get("new_activities"), parts=2),
        **{name: _maybe(data.get(name) if name in _LATER else data[name]) for name in _COUNTS},
    )


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(value)
    return value


def _maybe(value: Any) -> int | None:
    return None if value is None else _count(value)


def _ids(value: Any, parts: int = 1) -> tuple[str, ...] | None:
    """Return ids of records, or of what is in them, which have two parts."""
    return None if value is None else tuple(_each_id(value, parts))


def _each_id(value: Any, parts: int) -> Iterator[str]:
    for entry in value:
        ids = entry.split("/") if isinstance(entry, str) else ()
        if len(ids) != parts or not all(ID.fullmatch(each) for each in ids):
            raise ValueError(entry)
        yield entry
