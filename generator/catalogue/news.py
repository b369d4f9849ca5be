"""What the history of a catalogue tells: what appeared, changed, was confirmed, ended, with the day. Never guessed.

Facts are read out of git, commit by commit, as plain data under the keys of today. They hold no more than may be told:
of a few keys what they said before, of the others that they changed, of contacts and of what tells where a protected
place is nothing. What of them is told of records that are there now, `site/parts/news.py` says.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import PurePosixPath
from typing import Any, Final, Self

from generator.catalogue.opening_times import ROME
from generator.reading.folder import SourceFile, read_text, slug
from generator.reading.history import Commit, FileChange
from generator.records.dates import PartialDate
from generator.records.fields import YES
from generator.records.network import DRAFT, REMOVED
from generator.records.plain import is_empty, without_empty
from generator.records.retired import upgraded

APPEARED: Final = "apparsa"
ENDED: Final = "conclusa"
CHANGED: Final = "cambiata"
CONFIRMED: Final = "confermata"
KINDS: Final = (APPEARED, ENDED, CHANGED, CONFIRMED)
"""What may be told, the weightiest first: of one day of one thing the first is."""

PERIOD: Final = timedelta(days=400)
"""How far back news go: a year, and what is left of its first month."""

CONTACT: Final = "recapito"
"""The key under which it is told that a contact changed."""

SAID: Final = frozenset(
    {
        *("quando", "costo", "eta", "destinatari", "partecipazione", "lingue", "accessibilita"),
        *("tipo", "temi", "territori", "stato"),
    }
)
"""Keys of which it is told what they said: codes and hours. Prose may hold what was taken out of it for good reason."""
WHO: Final[Mapping[str, str]] = {
    "organi": "composizione",
    "ruoli": "espresso_da",
    "adesioni": "ente",
    "aderisce": "rete",
    "membri": "",
    "partner": "",
    "rete": "",
    "reti": "",
}
"""Keys of which it is told who enters and who leaves, and where each item says it: ids of records, never names."""
SOUGHT: Final = "bisogni"
"""The key of which it is told what kinds of things are sought: codes of resources, never the words."""
_CONTACTS: Final = frozenset({"contatti", "contatto", "sito", "telefono", "email"})
_NOT_NEWS: Final = frozenset(
    {
        *("id", "id_precedenti", "fonti", "verifica", "simile_a", "diverso_da", "logo", "risposte", "note_redazione"),
        *("attivita", "buone_pratiche"),
    }
)
_HIDDEN: Final = (DRAFT, REMOVED)  # no set: of what nobody checked it is asked, and a list may stand there
_OVER: Final = "conclusa"
_KIND_OF: Final = {"networks": "rete", "organizations": "ente", "content": "storia"}


@dataclass(frozen=True, slots=True)
class Change:
    """A key that changed; `before` and `after` are JSON of what it said, empty where it said nothing or is not told.

    Of a key in `WHO` they are `[ids, day of the next meeting]` by body or role, where these differ; of `SOUGHT` codes.
    """

    key: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a day brought to one record, or to an activity or good practice in it (`inner`, its id there).

    `moment` is in seconds since 1970.
    """

    moment: int
    kind: str
    of: str
    record: str
    inner: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def day(self) -> date:
        """The day in Rome."""
        return datetime.fromtimestamp(self.moment, ROME).date()

    def plain(self) -> list[Any]:
        """Return what `of_plain` reads again."""
        changes = [[change.key, change.before, change.after] for change in self.changes]
        return [self.moment, self.kind, self.of, self.record, self.inner, changes]

    @classmethod
    def of_plain(cls, written: list[Any]) -> Self:
        """Read what `plain` wrote."""
        moment, kind, of, record, inner, changes = written
        return cls(moment, kind, of, record, inner, tuple(Change(*change) for change in changes))


def facts_of(commit: Commit, texts: Mapping[str, str]) -> list[Fact]:
    """Return what a commit tells; `texts` are the contents of its files, by id."""
    gone = {change.before: change for change in commit.files if not change.after}
    files = {change.file: change for change in commit.files}
    facts: list[Fact] = []
    for change in commit.files:
        moved = not change.before and change.after in gone
        if not change.after or moved:  # what has no file now is not named; the same under another name is no news
            continue
        after = _read(change.file, change.after, texts)
        if after is None:
            continue
        before = _read(_file_before(change, after, files), "", texts, files) if not change.before else None
        if change.before:
            before = _read(change.file, change.before, texts)
            if before is None:  # it could not be read then: nobody knows what changed
                continue
        facts += _of_record(commit.moment, before, after)
    return facts


def merged(facts: Iterable[Fact]) -> list[Fact]:
    """Join what one day brought to one thing, the newest first, as `facts` are.

    What was undone on the same day did not happen; what appeared that day is new with all that is in it.
    """
    days: dict[tuple[date, str, str, str], list[Fact]] = {}
    # A clock may stand still between commits: of one moment the order is that of the history.
    oldest_first = list(facts)[::-1]
    oldest_first.sort(key=lambda fact: fact.moment)
    for fact in oldest_first:
        days.setdefault((fact.day, fact.of, fact.record, fact.inner), []).append(fact)
    joined = [_joined(of_day) for of_day in days.values()]
    new = {(fact.day, fact.record) for fact in joined if fact.kind == APPEARED and not fact.inner}
    found = [
        fact
        for fact in joined
        if (fact.kind != CHANGED or fact.changes) and not (fact.inner and (fact.day, fact.record) in new)
    ]
    return sorted(found, key=lambda fact: (-fact.moment, fact.of, fact.record, fact.inner))


def _joined(facts: list[Fact]) -> Fact:
    last = facts[-1]
    kinds = {fact.kind for fact in facts}
    kind = next(kind for kind in KINDS if kind in kinds)
    changes: dict[str, Change] = {}
    for change in (change for fact in facts for change in fact.changes):
        first = changes.get(change.key)
        changes[change.key] = Change(change.key, first.before, change.after) if first else change
    kept = () if kind == APPEARED else tuple(change for change in changes.values() if not _is_undone(change))
    return Fact(last.moment, kind, last.of, last.record, last.inner, kept)


def _is_undone(change: Change) -> bool:
    return change.key in SAID and change.before == change.after


def _read(
    file: str, oid: str, texts: Mapping[str, str], files: Mapping[str, FileChange] | None = None
) -> SourceFile | None:
    """Read a file as it was, under the keys of today; None where it cannot be read, or is not there."""
    oid = oid or (files[file].before if files and file in files else "")
    if not file or oid not in texts:
        return None
    path = PurePosixPath(file)
    source = read_text(texts[oid], path.stem, file, _KIND_OF[path.parts[0]])
    if source.broken or not source.data:
        return None
    data = source.data if source.kind == "storia" else upgraded(source.data, source.kind)[0]
    return SourceFile(source.kind, source.id, file, without_empty(data))


def _file_before(change: FileChange, after: SourceFile, files: Mapping[str, FileChange]) -> str:
    """Return the file that a new one carries on, by its former ids; empty where it is new indeed."""
    folder = PurePosixPath(change.file).parent
    ids = after.data.get("id_precedenti")
    names = (
        f"{folder}/{former}.yml" for former in (ids if isinstance(ids, list) else [ids]) if isinstance(former, str)
    )
    return next((name for name in names if name in files and not files[name].after), "")


def _of_record(moment: int, before: SourceFile | None, after: SourceFile) -> Iterator[Fact]:
    """Yield what a change of its file tells of a record and of what is in it."""

    def fact(kind: str, inner: str = "", of: str = after.kind, changes: Iterable[Change] = ()) -> Fact:
        return Fact(moment, kind, of, after.id, inner, tuple(changes))

    new, old = after.data, before.data if before else {}
    if new.get("stato") in _HIDDEN:
        return
    is_new = before is None or old.get("stato") in _HIDDEN
    if is_new:
        yield fact(APPEARED)
    elif after.kind != "storia":
        day = datetime.fromtimestamp(moment, ROME).date()
        yield from (fact(kind, changes=changes) for kind, changes in _told(old, new, day))
        yield from (
            fact(kind, inner, of, changes)
            for of, key in (("attivita", "attivita"), ("pratica", "buone_pratiche"))
            for inner, kind, changes in _inside(old.get(key), new.get(key), day)
        )


def _told(old: Mapping[str, Any], new: Mapping[str, Any], day: date) -> Iterator[tuple[str, list[Change]]]:
    """Yield what two versions of one thing tell: it ended, it changed, or somebody confirmed it."""
    changes = list(_changes(old, new, day))
    if new.get("stato") == _OVER != old.get("stato"):
        yield ENDED, []
        changes = [change for change in changes if change.key != "stato"]
    if changes:
        yield CHANGED, changes
    if _confirmed_on(new) > _confirmed_on(old):
        yield CONFIRMED, []


def _confirmed_on(data: Mapping[str, Any]) -> str:
    verification = data.get("verifica")
    day = verification.get("data") if isinstance(verification, Mapping) else ""
    return day if isinstance(day, str) else ""


def _inside(old: Any, new: Any, day: date) -> Iterator[tuple[str, str, list[Change]]]:
    """Yield what changed of the activities or good practices of a record: id there, kind of news, changes."""
    before, after = _by_id(old), _by_id(new)
    for inner, item in after.items():
        if inner not in before:
            yield inner, APPEARED, []
        elif before[inner] != item:
            yield from ((inner, kind, changes) for kind, changes in _told(before[inner], item, day))


def _by_id(items: Any) -> dict[str, Mapping[str, Any]]:
    """Return inner records by the id that the catalogue gives them (`catalogue/build.py`)."""
    found: dict[str, Mapping[str, Any]] = {}
    for item in items if isinstance(items, list) else ():
        if isinstance(item, Mapping):
            name = item.get("nome") or item.get("titolo")
            inner = item.get("id") or (slug(name) if isinstance(name, str) else "")
            if isinstance(inner, str) and inner:
                found.setdefault(inner, item)
    return found


def _changes(old: Mapping[str, Any], new: Mapping[str, Any], day: date) -> Iterator[Change]:
    is_contact_told = False
    for key in dict.fromkeys((*new, *old)):
        was, now = old.get(key), new.get(key)
        if was == now or key in _NOT_NEWS:
            continue
        if key in _CONTACTS:
            if not is_contact_told:
                yield Change(CONTACT)
            is_contact_told = True
        elif key in SAID:
            yield Change(key, _written(was), _written(now))
        elif not (_is_protected(was) or _is_protected(now)):
            read = _sought if key == SOUGHT else partial(_seats, key, day)
            before, after = read(was), read(now)
            yield Change(key, _written(before), _written(after)) if before != after else Change(key)


def _sought(value: Any) -> list[str]:
    """Return the codes of what is sought, each as often as it is."""
    items = value if isinstance(value, list) else [value]
    codes = (item.get("risorsa") for item in items if isinstance(item, Mapping))
    return sorted(code for code in codes if isinstance(code, str) and code.isidentifier() and code.islower())


def _seats(key: str, day: date, value: Any) -> dict[str, list[Any]]:
    """Return who stands under a key of `WHO` on a day, by body or role: ids, and when it meets next."""
    seats: dict[str, list[Any]] = {}
    for item in (value if isinstance(value, list) else [value]) if key in WHO else ():
        seat, held, meets = "", item, ""
        if isinstance(item, Mapping):
            held = item.get(WHO[key])
            if key in {"organi", "ruoli"}:
                seat = str(item.get("id") or item.get("tipo") or "")
                meeting = _date(item.get("prossimo_incontro"))
                meets = meeting.isoformat() if meeting else ""
                held = [] if _is_yes(item.get("da_assegnare")) else held
            elif (last := _date(item.get("al"))) and last <= day:
                continue
        bodies = held if isinstance(held, list) else [held]
        ids = {body for body in bodies if isinstance(body, str) and body == slug(body)}
        known = seats.setdefault(seat, [[], ""])
        known[0], known[1] = sorted({*known[0], *ids}), known[1] or meets
    return seats


def _date(written: Any) -> date | None:
    try:
        return PartialDate.parse(written).last if isinstance(written, str) else None
    except ValueError:
        return None


def _is_yes(value: Any) -> bool:
    return str(value or "").strip().casefold() in YES


def _written(value: Any) -> str:
    return "" if is_empty(value) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _is_protected(value: Any) -> bool:
    """Tell whether a protected place stands anywhere in a value: of such nothing is told, not even that it changed."""
    if isinstance(value, Mapping):
        return _is_yes(value.get("riservato")) or any(map(_is_protected, value.values()))
    return isinstance(value, list) and any(map(_is_protected, value))
