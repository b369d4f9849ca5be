"""Proposals sorted by the care they ask for: what can go in at once, what has to be read, what has to be asked.

They are weighed as they would be applied one after the other, so that what two of them say of one thing meets here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from pathlib import PurePosixPath
from typing import Any, Final

from generator.checking import check
from generator.checking.spelling import folded
from generator.contributing.files.changes import findings_after, sources_after
from generator.contributing.inbox.letters import Letter
from generator.contributing.proposals.apply import Conflict, outcome_of, record_of
from generator.contributing.proposals.preparing import Batch, Result, prepared
from generator.contributing.proposals.proposal import Field, Proposal
from generator.contributing.proposals.translations import in_one_form, is_of_languages
from generator.contributing.protected_places import uncovered
from generator.contributing.records.rename import DERIVED, parts_of
from generator.contributing.refusals import Refused
from generator.contributing.review.compare import Version, new_likenesses
from generator.contributing.review.report import PERSONAL, Alike
from generator.diagnostics import Severity
from generator.errors import IntreccioError
from generator.locale import Texts
from generator.reading.folder import Sources
from generator.records.network import REMOVED

_SIMPLE: Final = frozenset(
    [
        "verifica",
        "quando",
        "orari",
        "mesi",
        "eta",
        "costo",
        "costo_nota",
        "lingue",
        "accessibilita",
        "anno",
        "persone",
        "fonti",
        "scade_il",
        "prossimo_incontro",
        "stato",
        "destinatari",
        "valori",
        "indicatori",
        "chiusure",
        "eccezioni",
    ]
)
"""Keys whose change can be undone as easily as made, and hurts nobody meanwhile."""
_CONTACTS: Final = frozenset({"contatti", "contatto", "sito", "tramite"})
_PLACES: Final = frozenset({"luoghi", "riservato", "indirizzo", "localita", "cap", "coordinate"})
_IDENTITY: Final = frozenset({"nome", "codice_fiscale", "partita_iva", "id_precedenti", "confluita_in", "conclusione"})


_BACK: Final = "E480"
"""What is found about a record that was taken out on request, and would be there again."""
_DAYS_TO_ANSWER: Final = 30


class Care(IntEnum):
    """How much care a proposal asks for; the lowest first is the order to go in."""

    SIMPLE = 0
    READ = 1
    DELICATE = 2


@dataclass(frozen=True, slots=True)
class Clash:
    """Two proposals that say different things of one field."""

    first: str
    second: str
    """The letters."""
    field: str
    present: Any
    """What stands there today."""
    said: tuple[Any, Any]
    """What each says."""


@dataclass(slots=True)
class Item:
    """A proposal with what is thought of it; `reasons` are keys of sentences (`inbox.why.<key>`)."""

    letter: Letter
    proposal: Proposal
    care: Care
    reasons: list[str] = field(default_factory=list)
    result: Result | None = None
    conflicts: list[Conflict] = field(default_factory=list)
    """Fields in which it does not agree with the record as it stands."""

    @property
    def answer_by(self) -> date | None:
        """The day by which a request of removal must have its answer; None for what asks for nothing of the kind.

        A month from its arrival (GDPR, art. 12, 3): thirty days, and fewer where the month is shorter. Of a letter
        that says no day it is not known.
        """
        if "removes" not in self.reasons or not self.letter.day:
            return None
        arrived = date.fromisoformat(self.letter.day)
        first = arrived.replace(day=1)
        length = (first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1) - first).days
        return arrived + timedelta(days=min(_DAYS_TO_ANSWER, length))

    @property
    def can_go_in(self) -> bool:
        """Whether a program may apply it by itself."""
        is_agreed = self.care is Care.SIMPLE and not self.conflicts and "already" not in self.reasons
        return is_agreed and self.result is not None


@dataclass(slots=True)
class Inbox:
    """Everything that came in, in the order to go through it."""

    items: list[Item]
    unread: list[tuple[str, IntreccioError]]
    """Letters without a proposal that can be read, and why."""
    clashes: list[Clash] = field(default_factory=list)
    twice: list[tuple[Item, Item]] = field(default_factory=list)
    """New records that seem to be about one thing."""
    alike: list[Alike] = field(default_factory=list)
    """Activities and bodies that resemble each other once all of it is in."""
    batch: Batch = field(default_factory=Batch)


def sorted_inbox(letters: Iterable[Letter], sources: Sources, today: date, texts: Texts) -> Inbox:
    """Sort the proposals of letters; nothing is written."""
    inbox = Inbox([], [])
    for letter in letters:
        asked = _removal(letter, sources)
        if letter.trouble is not None and asked is None:
            inbox.unread.append((letter.name, letter.trouble))
        for proposal in (*letter.proposals, *([asked] if asked else [])):
            try:
                inbox.items.append(_item(letter, proposal, sources))
            except Refused as refusal:
                inbox.unread.append((letter.name, refusal))
    inbox.items.sort(key=lambda item: (item.care, item.letter.day, item.letter.name))
    inbox.batch = prepared((item.proposal for item in inbox.items), sources, partial=True)
    for item, result in zip(inbox.items, inbox.batch.results, strict=True):
        item.result = result
    _weigh_together(inbox, sources, today, texts)
    inbox.items.sort(key=lambda item: (item.care, item.letter.day, item.letter.name))
    return inbox


def _removal(letter: Letter, sources: Sources) -> Proposal | None:
    """Return what a letter in plain words asks for that asks to take a record, or an activity of one, out."""
    known = {file.id: file for file in sources.files if file.kind in {"rete", "ente"} and not file.broken}
    found = next(((at, known[step]) for at, step in enumerate(letter.removal) if step in known), None)
    if found is None:
        return None
    at, record = found
    inner = next(iter(letter.removal[at + 1 :]), "")
    places = {part: (listing, place) for part, (listing, place) in parts_of(record.data) if listing in DERIVED}
    if inner in places:
        listing, place = places[inner]
        asked = Field((listing, inner), record.data[listing][place], None)
    else:
        asked = Field(("stato",), record.data.get("stato") or None, REMOVED)
    return Proposal(record.kind, record.id, (asked,))


def _item(letter: Letter, proposal: Proposal, sources: Sources) -> Item:
    record = record_of(proposal, sources)
    data = record.data if record is not None else {}
    proposal, data = in_one_form(proposal, data)
    alone = outcome_of(data, proposal)
    reasons = [*dict.fromkeys(_reason(changed, data) for changed in proposal.fields)]
    if letter.removal:
        reasons = ["removes"]
    if uncovered(data, alone.data):
        reasons = ["uncovers", *reasons]
    if record is None:
        reasons = ["new_record", *(reason for reason in reasons if reason in _DELICATE)]
    if not alone.applied and not alone.conflicts:
        reasons = ["already"]
    if alone.conflicts:
        reasons.append("changed_since")
    care = (
        Care.DELICATE if _DELICATE & set(reasons) else Care.READ if set(reasons) - {"small", "already"} else Care.SIMPLE
    )
    return Item(
        letter, proposal, care, [reason for reason in reasons if reason != "small"], None, list(alone.conflicts)
    )


_DELICATE: Final = frozenset({"uncovers", "removes", "contact", "place", "identity", "personal", "errors"})


def _reason(changed: Field, data: Mapping[str, Any]) -> str:
    """Say what a change of a field asks for; `small` where it asks for nothing."""
    steps = frozenset(changed.path)
    touched = steps | _keys(changed.after) | _keys(changed.before)
    asked = (
        ("removes", changed.path == ("stato",) and changed.after == REMOVED),
        ("contact", not _CONTACTS.isdisjoint(touched)),
        ("place", not _PLACES.isdisjoint(touched)),
        ("identity", bool(data) and changed.path[0] in _IDENTITY),
        # Who confirms need not say again how they know: the form leaves it out, and what was said before goes.
        ("small", changed.path == ("verifica", "metodo")),
        ("takes_away", changed.after is None and changed.before is not None),
        ("small", not _SIMPLE.isdisjoint(steps) and not is_of_languages(changed)),
        ("adds", changed.before is None),
    )
    return next((reason for reason, is_asked in asked if is_asked), "text")


def _keys(value: Any) -> frozenset[str]:
    if isinstance(value, dict):
        return frozenset(value).union(*map(_keys, value.values()))
    return frozenset().union(*map(_keys, value)) if isinstance(value, list) else frozenset()


def _weigh_together(inbox: Inbox, sources: Sources, today: date, texts: Texts) -> None:
    """Find what only all of them together show: clashes, one body twice, errors, likenesses."""
    inbox.clashes = list(_clashes(inbox.items))
    inbox.twice = list(_twice(inbox.items))
    if not inbox.batch.change:
        return
    before, after = (
        Version(version, check(version, today)) for version in (sources, sources_after(sources, inbox.batch.change))
    )
    to_blame = _bringing_errors(inbox.items, before, after, today)
    for at, item in enumerate(inbox.items):
        if item.result is None:
            continue
        mine = [finding for finding in after.checked.findings if finding.file == item.result.file]
        if any(finding.code == _BACK for finding in mine):
            _make_delicate(item, "had_left")
        elif at in to_blame:
            _make_delicate(item, "errors")
        elif (
            any(finding.code in PERSONAL for finding in mine) and item.care is not Care.DELICATE and item.result.is_new
        ):
            _make_delicate(item, "personal")
    touched = {PurePosixPath(file).stem for file in inbox.batch.change}
    inbox.alike = list(new_likenesses(before, after, touched, texts))


def _bringing_errors(items: Sequence[Item], before: Version, after: Version, today: date) -> set[int]:
    """Return the places of the proposals that bring errors; where only some together do, of all about that record.

    Each is weighed alone: one that is wrong must not hold up the others about the same record.
    """
    wrong = _errors(after) - _errors(before)
    files = {file for _, file in wrong}
    to_blame: set[int] = set()
    for file in files:
        about = [at for at, item in enumerate(items) if item.result is not None and item.result.file == file]
        alone = {
            at
            for at in about
            if len(about) > 1
            and (change := prepared([items[at].proposal], before.sources, partial=True).change)
            and any(finding.file == file for finding in findings_after(before.sources, change, today)[1])
        }
        to_blame |= alone or set(about)
    return to_blame


def _errors(version: Version) -> Counter[tuple[str, str]]:
    return Counter(
        (finding.code, finding.file) for finding in version.checked.findings if finding.severity is Severity.ERROR
    )


def _make_delicate(item: Item, reason: str) -> None:
    item.care = Care.DELICATE
    item.reasons.insert(0, reason)


def _clashes(items: Sequence[Item]) -> Iterable[Clash]:
    """Yield the fields that two proposals change in different ways, and mark both as to be read."""
    for at, item in enumerate(items):
        for conflict in item.result.outcome.conflicts if item.result else ():
            other = next((before for before in items[:at] if _says_of(before, item, conflict.field) is not None), None)
            if other is None or any(conflict.field is known.field for known in item.conflicts):
                continue
            theirs = _says_of(other, item, conflict.field)
            yield Clash(
                other.letter.name,
                item.letter.name,
                conflict.field.name,
                conflict.field.before,
                (theirs.after if theirs else None, conflict.field.after),
            )
            for one in (other, item):
                one.care = max(one.care, Care.READ)
                if "clash" not in one.reasons:
                    one.reasons.append("clash")


def _says_of(other: Item, item: Item, wanted: Field) -> Field | None:
    if other.proposal.record != item.proposal.record:
        return None
    return next(
        (
            told
            for told in other.proposal.fields
            if told.path[: len(wanted.path)] == wanted.path or wanted.path[: len(told.path)] == told.path
        ),
        None,
    )


def _twice(items: Sequence[Item]) -> Iterable[tuple[Item, Item]]:
    """Yield pairs of new records of one id or of one name; `check` asks about bodies that are only alike."""
    new = [item for item in items if item.proposal.new]
    named: dict[str, Item] = {}
    for item in new:
        name = next((str(told.after) for told in item.proposal.fields if told.path == ("nome",)), "")
        for key in dict.fromkeys((item.proposal.record, f"nome:{folded(name)}" if name else item.proposal.record)):
            if key in named:
                yield named[key], item
                break
        else:
            named[item.proposal.record] = item
            if name:
                named[f"nome:{folded(name)}"] = item
