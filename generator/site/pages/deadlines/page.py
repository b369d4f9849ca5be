"""`/scadenze/`: what ends and what is due, from today on: the page of all of it, then each kind on a page of its own.

How many days are left is worked out by the browser, so that a page built last week says what is true today; without a
script the plain day stands there. Where the catalogue leaves findings to its office (`segnalazioni: ufficio`) nothing
of this is published, and the office asks `intreccio deadlines`. Tables and calendars are in `table.py`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry
from generator.catalogue.deadlines import (
    ACTIVITY,
    CONFIRMATION,
    KINDS,
    MEETING,
    RENEWABLE,
    Deadline,
    deadlines,
)
from generator.records.common import Contact
from generator.records.dates import PartialDate
from generator.records.network import SUSPENDED, Network, Role
from generator.site.model import Chip, Site
from generator.site.page import PER_PAGE, Crumb, Page, sheets
from generator.site.pages.needs.page import Notice, shelves_of
from generator.site.parts.contacts import OfficeContact, Way, answering, ways_of
from generator.site.parts.improvements import are_public
from generator.site.parts.markdown import to_text, whole_sentences
from generator.site.parts.words import Words
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("deadlines")
TABLE: Final = f"{ADDRESS}scadenze.csv"
CALENDAR: Final = f"{ADDRESS}scadenze.ics"
UPKEEP: Final = f"{ADDRESS}reti.ics"
CONFIRMATIONS: Final = f"{ADDRESS}conferme.ics"

_APART: Final = (ACTIVITY, CONFIRMATION)
"""Kinds that would bury the others: a feast that ends is nobody's deadline. They have pages of their own."""
_FEW: Final = 6
"""So many that have passed stand in sight, before what is to come, and so many of one part; more are folded."""
_WORDS_OF_A_CALL: Final = 110
"""So long may be what a call gives."""
_CALL: Final = "bando"
_MANDATE: Final = "mandato"
_MEASURE: Final = "misura"
NOTICE_KINDS: Final = frozenset({"richiesta", "offerta"})
AIDS: Final = "aids"
CALLS: Final = "calls"
NOTICES: Final = "notices"
CARES: Final = "cares"
_SIDES: Final = (AIDS, CALLS, NOTICES, CARES)
"""Whom a deadline is for: people in need, associations, whoever answers a notice, who looks after a network."""
_PARTS: Final[Mapping[str, frozenset[str]]] = {
    "ends": frozenset({"accordo", _MANDATE}),
    "meets": frozenset({MEETING}),
    "counts": frozenset({_MEASURE}),
}
"""What somebody who looks after a network has to do: begin to renew, come, count again."""
_FOR_PEOPLE: Final = "aiuto_economico"
"""An activity of this kind is applied for by people: no association may."""
_LATER: Final = timedelta(days=92)
_LONG: Final = 8
"""What comes later than `_LATER` is folded, where a list is longer than this."""
_ACTS: Final = "atti"
"""Where the acts of a network stand on its page, and where its figures and its offices do."""
_FIGURES: Final = "indicatori"
_OFFICES: Final = "chi-fa-che-cosa"


@dataclass(frozen=True, slots=True)
class Month:
    """The deadlines of one month, on one page of the list."""

    label: str
    anchor: str
    items: Sequence[Deadline]


@dataclass(frozen=True, slots=True)
class Part:
    """What is to come of one matter of who looks after a network: the words for how many, the first, what is later."""

    label: str
    items: Sequence[Deadline]
    later: Sequence[Deadline]


@dataclass(frozen=True, slots=True)
class Side:
    """The deadlines of one page that matter to the same people; `name` is empty on the page of one kind."""

    name: str
    chips: Sequence[Chip]
    past: Sequence[Deadline]
    months: Sequence[Month]
    later: Sequence[Month]
    short: Sequence[Deadline] = ()
    """What is to come, where it is not parted by months."""
    parts: Sequence[Part] = ()
    """What is to come, by what there is to do."""

    @property
    def is_told(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.past or self.months or self.later or self.short or self.parts)

    @property
    def how_many_later(self) -> int:
        """How many are folded."""
        return sum(len(month.items) for month in self.later)


def deadlines_page(site: Site) -> Iterator[Page]:
    """What is to come of all kinds but those apart, then each kind; no page for who keeps deadlines to themselves."""
    if not are_public(site.settings):
        return
    found = deadlines(site.catalogue, site.ages)
    by_kind = {kind: [deadline for deadline in found if deadline.kind == kind] for kind in KINDS}
    today = site.catalogue.today
    chips = [
        Chip(kind, site.texts(f"deadlines.kind_{kind}"), kind_address(kind), _open(due, today))
        for kind, due in by_kind.items()
        if due
    ]
    targets = Targets(site)
    # What waits longest is the first to put right.
    yield from _pages(site, to_come(found, today), to_renew(found, today)[::-1], chips, "", targets)
    for chip in chips:
        due = by_kind[chip.code]
        # A confirmation that is late is the first to give.
        past = [] if chip.code == CONFIRMATION else [deadline for deadline in due if deadline.is_over(today)]
        coming = due if not past else [deadline for deadline in due if not deadline.is_over(today)]
        yield from _pages(site, coming, past, chips, chip.code, targets)


def to_come(found: Iterable[Deadline], today: date) -> list[Deadline]:
    """Return what the first page lists: what is due from today on, without the kinds that have pages apart."""
    return [deadline for deadline in found if deadline.kind not in _APART and not deadline.is_over(today)]


def to_renew(found: Iterable[Deadline], today: date) -> list[Deadline]:
    """Return what has passed and waits for somebody to renew or measure it, the latest first."""
    waiting = (deadline for deadline in found if deadline.kind in RENEWABLE and deadline.waits)
    return [deadline for deadline in waiting if deadline.is_over(today)][::-1]


def late_words(found: Sequence[Deadline], words: Words) -> str:
    """Say how many of each kind wait for somebody though their day has passed: «4 accordi e un incarico»."""
    counted = Counter(deadline.kind for deadline in found)
    return words.listed([words.count(f"deadlines.late_{kind}", counted[kind]) for kind in KINDS if counted[kind]])


def renewal_words(found: Sequence[Deadline], words: Words) -> str:
    """Say what has passed, and ask whether it was renewed: «Data passata: un accordo. È stato rinnovato?»."""
    renewable = sum(deadline.kind != _MEASURE for deadline in found)
    asked = words.count("deadlines.past_asked", renewable) if renewable else ""
    passed = words.texts("deadlines.past_day", what=late_words(found, words)) if found else ""
    return " ".join(said for said in (passed, asked) if said)


def side_of(deadline: Deadline, site: Site) -> str:
    """Tell whom a deadline is for: the part of the page that lists it."""
    if deadline.kind in NOTICE_KINDS:
        return NOTICES
    if deadline.kind != _CALL:
        return CARES
    activity = _activity(deadline, site)
    return AIDS if activity and activity.record.kinds[0] == _FOR_PEOPLE else CALLS


def calendars_of(site: Site, found: Iterable[Deadline]) -> list[tuple[str, str]]:
    """Return the calendars of what is for everybody and of what a network looks after, and what each is called."""
    sides = {side_of(deadline, site) == CARES for deadline in found}
    named = ((CALENDAR, "deadlines.calendar_open", False), (UPKEEP, "deadlines.calendar_upkeep", True))
    return [(address, site.texts(key)) for address, key, is_care in named if is_care in sides]


def note_on(deadline: Deadline, site: Site) -> str:
    """Say what tells a deadline from others: the number last written, who holds an office."""
    record = deadline.entry.record
    if deadline.kind == _MANDATE and isinstance(record, Network):
        held = next((role.expressed_by for role in record.roles if deadline.mark == _mark(role)), None)
        holder = site.catalogue.entry(held) if isinstance(held, str) else held
        return site.texts("deadlines.held_by", name=holder.name) if holder else ""
    return _last_value(deadline, site.words)


def gives(deadline: Deadline, site: Site) -> str:
    """Say whom a call is for, what it gives and how one applies, as its activity tells; empty of what is no call."""
    activity = _activity(deadline, site) if deadline.kind == _CALL else None
    if not activity:
        return ""
    people = site.words.labels_within("destinatari", activity.record.audiences)
    what = whole_sentences(to_text(activity.record.description or ""), _WORDS_OF_A_CALL)
    how = whole_sentences(to_text(activity.record.access or ""), _WORDS_OF_A_CALL)
    return " ".join(part for part in (site.texts("deadlines.for", who=people) if people else "", what, how) if part)


def _activity(deadline: Deadline, site: Site) -> ActivityEntry | None:
    return site.catalogue.activities.get(f"{deadline.entry.id}/{deadline.mark}")


def _mark(role: Role) -> str | None:
    return role.id or role.name or role.kind


def _last_value(deadline: Deadline, words: Words) -> str:
    """Say the number that is to be measured again, as it was last written; empty for what is no measure."""
    if deadline.kind != _MEASURE or not isinstance(deadline.entry.record, Network):
        return ""
    indicator = next(one for one in deadline.entry.record.indicators if one.name == deadline.what)
    newest = indicator.values[-1]
    return words.texts("deadlines.last_value", value=words.number(newest.value), period=newest.period)


def _is_resting(entry: AnyEntry) -> bool:
    return isinstance(entry.record, Network) and entry.record.status == SUSPENDED


def _open(found: Iterable[Deadline], today: date) -> int:
    """Count what the lists hold of a kind: what is to come, and what still waits for somebody."""
    return sum(deadline.waits or not deadline.is_over(today) for deadline in found)


def kind_address(kind: str) -> str:
    """Address of the deadlines of one kind; of all of them without a kind."""
    return f"{ADDRESS}{kind}/" if kind else ADDRESS


def what_is_due(deadline: Deadline, words: Words) -> str:
    """Say what ends, in the words of the record or of the vocabulary; empty where the kind says it all."""
    return words.label(deadline.scheme, deadline.what) if deadline.scheme else deadline.what


class Targets:
    """Where what is due is told: its own page or notice, else its part of the page of the record; and whom to ask."""

    def __init__(self, site: Site) -> None:
        self._site = site
        notices = (pair for shelf in shelves_of(site) for pair in shelf.addresses())
        self._notices = {_key(notice): (notice, address) for notice, address in notices}

    def of(self, deadline: Deadline) -> str:
        """Return the address of what is due."""
        entry, kind = deadline.entry, deadline.kind
        activity = _activity(deadline, self._site)
        if activity and kind in {ACTIVITY, _CALL}:
            return addresses.record(activity)
        if kind in NOTICE_KINDS:
            found = self._notices.get(_key_of(deadline))
            return found[1] if found else addresses.record(entry)
        anchor = self._anchor(deadline)
        return f"{addresses.record(entry)}#{anchor}" if anchor else addresses.record(entry)

    def asked(self, deadline: Deadline) -> Way | None:
        """Return whom to ask of a meeting or a call, or to answer; None of all else, or where nobody can be reached."""
        ways = [way for given in self._given(deadline) for way in ways_of(given, self._site.texts) if way.address]
        # People ask by telephone, where there is one; of a meeting whoever is named first knows.
        called = [way for way in ways if way.address.startswith("tel:")] if deadline.kind != MEETING else []
        return next(iter(called or ways), None)

    def _given(self, deadline: Deadline) -> Iterable[Contact | OfficeContact]:
        if deadline.kind == MEETING:
            return self._site.contacts_of(deadline.entry)
        if deadline.kind == _CALL:
            activity = _activity(deadline, self._site)
            return self._site.contacts_of(activity) if activity else ()
        if found := self._notices.get(_key_of(deadline)):
            contact = found[0].contact
            return answering(contact, self._site.catalogue) if contact else self._site.contacts_of(deadline.entry)
        return ()

    def _anchor(self, deadline: Deadline) -> str:
        if deadline.kind == CONFIRMATION:
            return ""
        if deadline.kind in {MEETING, _MANDATE}:
            own = f"{'organo' if deadline.kind == MEETING else 'ruolo'}-{deadline.mark}"
            return own if any(figure.anchor == own for figure in self._site.figures[deadline.entry.id]) else _OFFICES
        return _FIGURES if deadline.kind == _MEASURE else _ACTS


def _key_of(deadline: Deadline) -> tuple[str, ...]:
    return deadline.kind, deadline.entry.id, deadline.on.isoformat(), deadline.what


def _key(notice: Notice) -> tuple[str, ...]:
    day = notice.expires.isoformat() if notice.expires else ""
    what = notice.record.description or notice.record.resource
    return "richiesta" if notice.is_need else "offerta", notice.home.id, day, what


def _pages(
    site: Site, coming: Sequence[Deadline], past: Sequence[Deadline], chips: Sequence[Chip], kind: str, targets: Targets
) -> Iterator[Page]:
    title = site.texts("deadlines.title")
    heading = site.texts(f"deadlines.kind_{kind}") if kind else title
    calendars = [] if kind else calendars_of(site, [*coming, *past])
    if kind == CONFIRMATION and coming:
        calendars = [(CONFIRMATIONS, site.texts("deadlines.calendar_one"))]
    apart = [chip for chip in chips if chip.code in _APART and not kind]
    among = [chip for chip in chips if chip not in apart]
    for sheet in sheets(coming, kind_address(kind)):
        first = sheet.number == 1
        shown_past = past[:PER_PAGE] if first else ()
        if kind:
            sides = [_side(site, "", (), shown_past, sheet.items)]
        else:
            # What waits to be renewed is a matter for who looks after a network.
            caring = [chip for chip in among if chip.code != _CALL and chip.code not in NOTICE_KINDS]
            noticed = [chip for chip in among if chip.code in NOTICE_KINDS]
            due: dict[str, list[Deadline]] = {name: [] for name in _SIDES}
            for deadline in sheet.items:
                due[side_of(deadline, site)].append(deadline)
            sides = [
                _side(site, AIDS, (), (), due[AIDS]),
                _side(site, CALLS, (), (), due[CALLS]),
                _side(site, NOTICES, noticed, (), due[NOTICES]),
                _side(site, CARES, caring, shown_past, due[CARES]),
            ]
        yield Page(
            kind="deadlines",
            address=sheet.address,
            title=sheet.title(heading, site.texts),
            template="pages/deadlines/page.html",
            context={
                "heading": heading,
                "kind": kind,
                "chips": among,
                "apart": apart,
                "renewal": renewal_words(past, site.words) if first and not kind else "",
                "is_resting": _is_resting,
                "sides": sides,
                "past_is_open": not coming or len(past) <= _FEW,
                "sheet": sheet,
                "all_address": ADDRESS,
                "table": TABLE if chips and not kind else "",
                "calendars": calendars,
                "what_is_due": lambda deadline: what_is_due(deadline, site.words),
                "note_on": lambda deadline: note_on(deadline, site),
                "gives": lambda deadline: gives(deadline, site),
                "asked_of": targets.asked,
                "told_at": targets.of,
            },
            description=site.texts("deadlines.lead"),
            tab="calendar",
            crumbs=(
                Crumb(site.texts("calendar.title"), addresses.page("calendar")),
                *((Crumb(title, ADDRESS),) if kind else ()),
            ),
            indexed=not kind and first,
            found=found_as_page(title, site.texts("deadlines.lead")) if not kind and first else None,
        )


def _side(site: Site, name: str, chips: Sequence[Chip], past: Sequence[Deadline], coming: Sequence[Deadline]) -> Side:
    if name == CARES:
        return Side(name, chips, past, (), (), parts=list(_parts(site, coming)))
    limit = site.catalogue.today + _LATER
    soon = [deadline for deadline in coming if deadline.on <= limit] if len(coming) > _LONG else coming
    later = _months(site, name, coming[len(soon) :])
    # One kind goes by months; of each side of the first page there is too little for a heading each.
    if not name:
        return Side(name, chips, past, _months(site, name, soon), later)
    return Side(name, chips, past, (), later, soon)


def _parts(site: Site, coming: Sequence[Deadline]) -> Iterator[Part]:
    """Part what a network looks after by what there is to do, what comes first first.

    What is later than some months is folded once more.
    """
    limit = site.catalogue.today + _LATER
    parted = ((name, [deadline for deadline in coming if deadline.kind in kinds]) for name, kinds in _PARTS.items())
    for name, held in sorted((part for part in parted if part[1]), key=lambda part: part[1][0].on):
        soon = [deadline for deadline in held if deadline.on <= limit] if len(held) > _FEW else held
        told = late_words(held, site.words)
        label = site.texts("deadlines.part_ends", what=told) if name == "ends" else f"{told[:1].upper()}{told[1:]}"
        key = "deadlines.part_first.one" if len(held) == 1 else "deadlines.part_first.many"
        label = site.texts(key, what=label, day=site.words.day(held[0].on))
        yield Part(label, soon, held[len(soon) :])


def _months(site: Site, side: str, items: Iterable[Deadline]) -> list[Month]:
    return [
        Month(
            site.words.when(PartialDate(year=year, month=month)),
            "-".join(part for part in ("mese", f"{year}-{month:02}", side) if part),
            list(of_month),
        )
        for (year, month), of_month in groupby(items, key=lambda deadline: (deadline.on.year, deadline.on.month))
    ]
