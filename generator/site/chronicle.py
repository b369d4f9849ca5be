"""What the history of a catalogue's folder tells, kept between builds commit by commit.

What a commit tells a program never changes, so each is read once: its facts are sealed as all that builds keep.
The walk through the history itself (`reading/history.main_line`) reads no content.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self

from generator.catalogue.news import APPEARED, PERIOD, Fact, facts_of, merged
from generator.catalogue.opening_times import ROME
from generator.reading.history import History, main_line, texts_of
from generator.reading.walking import link_on_the_way, own_folder
from generator.site.sealed import read_sealed, write_sealed

CACHE: Final = ".intreccio/cache/news"
_FILE: Final = "facts.sealed"
_COMMITS_AT_ONCE: Final = 200
"""So many are read together: one process of git for many contents, and never all of them in memory."""


@dataclass(eq=False)
class Chronicle:
    """Facts of the last year, the newest first, as far as the history reaches; none without one.

    `root` is the folder that history is read in at the first question; without one `known` is all there is.
    """

    today: date
    root: Path | None = None
    known: tuple[Sequence[Fact], date | None, date | None] = field(default=((), None, None))

    @property
    def facts(self) -> Sequence[Fact]:
        """What happened up to today, the newest first."""
        return self._read[0]

    @property
    def begins(self) -> date | None:
        """The first day of which something could be told; None where there is no history."""
        return self._read[1]

    @property
    def born(self) -> date | None:
        """The day on which the catalogue itself began; None where that is longer ago, or nobody can tell.

        Of that day only what appeared is told: what changed on it is how the catalogue came to be.
        """
        return self._read[2]

    @cached_property
    def _read(self) -> tuple[Sequence[Fact], date | None, date | None]:
        return _chronicle(self.root, self.today) if self.root else self.known

    def plain(self) -> bytes:
        """Return what `of_plain` reads again, where there is no history to read."""
        days = [day.isoformat() if day else "" for day in (self.today, self.begins, self.born)]
        return json.dumps([days, [fact.plain() for fact in self.facts]]).encode()

    @classmethod
    def of_plain(cls, written: bytes) -> Self:
        """Read what `plain` wrote."""
        (today, *days), facts = json.loads(written)
        begins, born = (date.fromisoformat(day) if day else None for day in days)
        return cls(date.fromisoformat(today), known=(tuple(map(Fact.of_plain, facts)), begins, born))


def _chronicle(root: Path, today: date) -> tuple[Sequence[Fact], date | None, date | None]:
    since = today - PERIOD
    history = main_line(root, since)
    if not history.commits and history.begins is None:
        return (), None, None
    begins = since if history.begins is None else datetime.fromtimestamp(history.begins, ROME).date()
    born = begins if history.is_whole and since <= begins <= today else None
    facts = merged(fact for fact in _facts(root, history) if fact.day <= today)
    told = tuple(fact for fact in facts if fact.kind == APPEARED or fact.day != born)
    return told, max(begins, since) if begins <= today else None, born


def _facts(root: Path, history: History) -> list[Fact]:
    kept = _kept(root)
    unread = [commit for commit in history.commits if commit.id not in kept]
    for start in range(0, len(unread), _COMMITS_AT_ONCE):
        some = unread[start : start + _COMMITS_AT_ONCE]
        texts = texts_of(
            root, {oid for commit in some for change in commit.files for oid in (change.before, change.after)}
        )
        kept |= {commit.id: [fact.plain() for fact in facts_of(commit, texts)] for commit in some}
    if unread:
        _keep(root, {commit.id: kept[commit.id] for commit in history.commits})
    return [fact for commit in history.commits for fact in map(Fact.of_plain, kept[commit.id])]


def _kept(root: Path) -> dict[str, list[Any]]:
    content = None if link_on_the_way(root, CACHE) else read_sealed(root / CACHE / _FILE)
    if content is None:
        return {}
    made_by, commits = json.loads(content)
    return dict(commits) if made_by == _program() else {}


def _keep(root: Path, commits: dict[str, list[Any]]) -> None:
    written = json.dumps([_program(), commits], ensure_ascii=False, separators=(",", ":"))
    with suppress(OSError):  # where there is no room for it, it is read again
        write_sealed(own_folder(root, CACHE) / _FILE, written.encode("utf-8", "surrogatepass"))


def _program() -> str:
    from generator.site.reuse import program  # noqa: PLC0415 -- it takes the site that this is a part of

    return program()
