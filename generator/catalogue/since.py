"""What changed around a network since a day: read out of git, never guessed.

Where there is no history that reaches the day, nothing is said. Who left and has no page any more is not named.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from generator.catalogue.build import build_catalogue
from generator.catalogue.entries import AnyEntry, NetworkEntry, Tie
from generator.catalogue.model import Catalogue
from generator.reading.folder import FOLDERS, SourceFile
from generator.reading.history import lines_ever_added, read_revision, revision_at
from generator.records.dates import iso_of
from generator.records.network import Network
from generator.records.organization import Organization
from generator.records.plain import without_empty

_MEETING: Final = "prossimo_incontro"
_WRITTEN: Final = re.compile(rf"""{_MEETING}:\s*["']?([^"',}}#]+)""")
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MODELS: Final[Mapping[str, type[Network] | type[Organization]]] = {"rete": Network, "ente": Organization}


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since a day, by names; activities with the name of who runs them.

    `left` counts in `unnamed` those that have no page any more.
    """

    day: date
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    unnamed: int = 0
    begun: tuple[tuple[str, str], ...] = ()
    ended: tuple[tuple[str, str], ...] = ()
    updated: tuple[str, ...] = ()
    """Members, and the network itself, whose records say something else than they did."""
    neighbours: tuple[str, ...] = ()
    """Networks nearby that are new."""
    neighbours_over: tuple[str, ...] = ()
    """Networks nearby that have ended."""

    @property
    def is_quiet(self) -> bool:
        """Tell whether nothing changed."""
        lists = (self.joined, self.left, self.begun, self.ended, self.updated, self.neighbours, self.neighbours_over)
        return not any(lists) and not self.unnamed


@dataclass(eq=False)
class Past:
    """The history of a catalogue's folder; `root` is None where there is none to read."""

    root: Path | None = None
    _revisions: dict[date, str] = field(default_factory=dict)

    @cached_property
    def _meetings(self) -> Mapping[str, Collection[date]]:
        """Every day that was ever written as that of a next meeting, by file."""
        found: dict[str, set[date]] = {}
        lines = lines_ever_added(self.root, _MEETING, FOLDERS["rete"]) if self.root else ()
        for file, line in lines:
            days = (_day(written) for written in _WRITTEN.findall(line))
            found.setdefault(file, set()).update(day for day in days if day)
        return found

    def last_meeting(self, network: NetworkEntry, today: date) -> date | None:
        """Return the last day before today on which the network was to meet, or of which it has minutes."""
        days = {body.next_meeting for body in network.record.bodies if body.next_meeting}
        minutes = (document.date for body in network.record.bodies for document in body.documents if document.date)
        days |= {when.last for when in minutes if when.last and when.first == when.last}
        days |= {*self._meetings.get(network.file, ())}
        return max((day for day in days if day < today), default=None)

    def since(
        self, day: date, network: NetworkEntry, catalogue: Catalogue, nearby: Iterable[NetworkEntry]
    ) -> Since | None:
        """Compare a network, its members and the networks nearby with what they were at the end of a day.

        None where no history reaches that day, or the network was not written yet.
        """
        if self.root is None:
            return None
        if day not in self._revisions:
            self._revisions[day] = revision_at(self.root, day)
        if not self._revisions[day]:
            return None
        near = [other for other in nearby if other.id != network.id]
        members = [tie.body for tie in catalogue.members.get(network.id, ()) if tie.body is not None]
        files = {file for entry in (network, *members, *near) for file in _files_of(entry)}
        sources = read_revision(self.root, self._revisions[day], files)
        before = build_catalogue(filter(_is_record, sources.files), catalogue.vocabularies, day)
        then = next((before.networks[known] for known in _ids(network) if known in before.networks), None)
        return _compared(day, network, catalogue, near, then, before) if then else None


def _compared(
    day: date,
    network: NetworkEntry,
    catalogue: Catalogue,
    near: Iterable[NetworkEntry],
    then: NetworkEntry,
    before: Catalogue,
) -> Since:
    now = _members(catalogue.members.get(network.id, ()), catalogue.today, catalogue)
    were = _members(before.members.get(then.id, ()), day, catalogue)
    # Of a member whose own file is not at hand the tie cannot be read as it was: the network's words can.
    for membership in then.record.memberships:
        if isinstance(membership.body, str) and not _is_past(membership.until, day):
            were.setdefault(catalogue.former_ids.get(membership.body, membership.body), "")
    # Who was only a name and has a page now is the same member.
    names_now, names_then = ({name.casefold() for name in names.values()} for names in (now, were))
    joined = [name for member, name in now.items() if member not in were and name.casefold() not in names_then]
    gone = [member for member, name in were.items() if member not in now and name.casefold() not in names_now]
    left = [entry.name for member in gone if (entry := catalogue.entry(member)) is not None]
    bodies = [tie.body for tie in catalogue.members.get(network.id, ()) if tie.body is not None and tie.body.id in now]
    begun, ended = _activities((network, *bodies), catalogue, before)
    return Since(
        day=day,
        joined=tuple(sorted(joined)),
        left=tuple(sorted(left)),
        unnamed=len(gone) - len(left),
        begun=begun,
        ended=ended,
        updated=tuple(
            sorted(
                entry.name
                for entry in {entry.id: entry for entry in (network, *bodies)}.values()
                if (old := _before(entry, before)) and old.source != entry.source
            )
        ),
        neighbours=tuple(sorted(other.name for other in near if _before(other, before) is None)),
        neighbours_over=tuple(
            sorted(
                other.name
                for other in near
                if other.record.status == "conclusa"
                and (old := _before(other, before))
                and old.record.status != "conclusa"
            )
        ),
    )


def _activities(
    homes: Iterable[AnyEntry], catalogue: Catalogue, before: Catalogue
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Return what began and what ended in records that existed already, as pairs of names."""
    begun, ended = [], []
    for home in {home.id: home for home in homes}.values():
        old = _before(home, before)
        for activity in catalogue.activities_of.get(home.id, ()) if old else ():
            if activity.home.id != home.id or old is None:
                continue
            then = before.activities.get(f"{old.id}/{activity.id.partition('/')[2]}")
            if then is None and not activity.is_over:
                begun.append((activity.name, home.name))
            elif then is not None and activity.is_over and not then.is_over:
                ended.append((activity.name, home.name))
    return tuple(begun), tuple(ended)


def _members(ties: Iterable[Tie], day: date, catalogue: Catalogue) -> dict[str, str]:
    """Return the names of who belongs to a network on a day, by id; those without a file by their name."""
    members = {}
    for tie in ties:
        if not _is_past(tie.until, day):
            known = catalogue.former_ids.get(tie.body.id, tie.body.id) if tie.body else f"={tie.name.casefold()}"
            members[known] = tie.name
    return members


def _is_past(until: object, day: date) -> bool:
    last = getattr(until, "last", None)
    return last is not None and last < day


def _before(entry: AnyEntry, before: Catalogue) -> AnyEntry | None:
    return next((found for known in _ids(entry) if (found := before.entry(known))), None)


def _ids(entry: AnyEntry) -> tuple[str, ...]:
    return (entry.id, *entry.record.former_ids)


def _files_of(entry: AnyEntry) -> list[str]:
    return [entry.file, *(f"{FOLDERS[entry.kind]}/{former}.yml" for former in entry.record.former_ids)]


def _is_record(file: SourceFile) -> bool:
    """Tell whether a file of back then can be read as what it is called; the rules may have been others."""
    model = _MODELS.get(file.kind)
    if model is None or file.broken or not file.data:
        return False
    try:
        model.model_validate(without_empty(file.data))
    except ValidationError:
        return False
    return True


def _day(written: str) -> date | None:
    text = written.strip()
    iso = text if _ISO.fullmatch(text) else iso_of(text)
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
