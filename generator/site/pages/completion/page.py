"""`/da-completare/`: what would make records better, by who can say it, with the way to do it.

Each body and network stands there once, with all that it and its activities lack; what is lacking narrows the list.
Never a grade: whoever reads it can help. A catalogue may leave all of it to its office, and then has no such page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry
from generator.locale import Texts
from generator.locale.of_names import of_name
from generator.records.organization import Organization
from generator.site.model import Chip, Site, by_name
from generator.site.page import Crumb, Page, sheets
from generator.site.pages.statistics.figures import missing_of
from generator.site.pages.together.ways import crumb_of
from generator.site.parts.contacts import office_contact_point
from generator.site.parts.facts import gives_money
from generator.site.parts.improvements import TOPICS, Improvement, Incomplete, improvements_of

ADDRESS: Final = addresses.page("completion")
_NOT_THERE: Final = ("contatti", "quando", "descrizione_breve", "destinatari", "adesioni", "come_aderire", "organi")
"""Topics of what is missing; the others are about what is there."""
_TO_CORRECT: Final = frozenset({"doppia", "parole", "altro"})
"""Of these only the form of the record answers."""
_HOURS: Final = "attivita_calendario"
_OF_ACTIVITIES: Final[Mapping[str, str]] = {
    "come-si-partecipa": "attivita_come_si_partecipa",
    "dove-di-preciso": "attivita_dove_di_preciso",
    "quanto-costa": "attivita_quanto_costa",
    "per-chi": "attivita_per_chi",
}
"""What `/evidenze/` counts that activities lack; days and hours are asked for so that a calendar can read them."""
_ACRONYM: Final = re.compile(r"\((\w+)\)$")
"""What the label of a kind of body ends with."""
_CONTACT: Final = "contatti"
_NAMED: Final = 3
"""So many activities that lack something are named, the others counted."""
_GROUPS: Final[Mapping[str, Sequence[str]]] = {
    "missing": _NOT_THERE,
    "activities": (_HOURS, *_OF_ACTIVITIES.values()),
    "review": tuple(topic for topic in TOPICS if topic not in _NOT_THERE),
}
_EVERY: Final = tuple(topic for topics in _GROUPS.values() for topic in topics)


@dataclass(frozen=True, slots=True)
class Row:
    """A body or a network with all that would make it better."""

    entry: AnyEntry
    own: Incomplete | None
    """What its own record lacks; None where only its activities lack something."""
    activities: Mapping[str, Sequence[ActivityEntry]]
    """Those that lack something, by what it is."""

    @property
    def topics(self) -> list[str]:
        """All that it may be found by, in the order of the chips."""
        about = {*(self.own.topics if self.own else ()), *self.activities}
        return [topic for topic in _EVERY if topic in about]

    @property
    def asked(self) -> Sequence[Improvement]:
        """What is said already, and somebody has to look at."""
        # Whether it is written twice comes before whether it still holds.
        return sorted(self.own.asked, key=lambda part: part.topic != "doppia") if self.own else ()

    @property
    def is_only_old(self) -> bool:
        """Whether one word answers all that somebody has to look at."""
        return bool(self.own and self.own.is_only_old)

    @property
    def way(self) -> str:
        """Whether its form is there to write what lacks or to correct; empty where something else answers."""
        if self.activities or (self.own and self.own.lacking):
            return "write"
        return "correct" if self.own and _TO_CORRECT.intersection(self.own.topics) else ""

    @property
    def weight(self) -> int:
        """How little a reader misses what lacks: first that nobody can be reached, last what only activities lack."""
        if self.own is None:
            return 2
        return 0 if _CONTACT in self.own.topics else 1

    def lacking(self, site: Site) -> list[str]:
        """Say what is not there: a line for the record, another for its activities; none where all is."""
        names = [part.lacking for part in self.own.lacking] if self.own else []
        own = site.texts(_number("completion.lacks", names), names=", ".join(names)) if names else ""
        return [*([own] if own else ()), *self._of_activities(site)]

    def _of_activities(self, site: Site) -> Iterator[str]:
        """Say which activities lack something: a line for those that lack the same."""
        # That days are missing is said once.
        told = [topic for topic in self.activities if topic != _HOURS or not (self.own and "quando" in self.own.topics)]
        # What goes by one name in several places is named once.
        lacked: dict[str, dict[str, None]] = {}
        for topic in told:
            for one in self.activities[topic]:
                lacked.setdefault(one.name, {})[topic] = None
        alike: dict[tuple[str, ...], list[str]] = {}
        for name in sorted(lacked, key=str.casefold):
            alike.setdefault(tuple(lacked[name]), []).append(name)
        for topics, names in alike.items():
            yield _lacks_there(site.texts, _where(site, names), topics)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Chips of one kind: what is missing, what has to be looked at, what activities lack."""

    name: str
    chips: Sequence[Chip]


def completion_pages(site: Site) -> Iterator[Page]:
    """All records that could be better, then those of each topic; no page where findings stay in the office."""
    if not improvements_of(site).are_public:
        return
    rows = rows_of(site)
    held = {topic: [row for row in rows if topic in row.topics] for topic in _EVERY}
    groups = [
        Narrowing(
            name,
            [
                Chip(topic, _label(site.texts, topic), topic_address(topic), len(held[topic]))
                for topic in topics
                if held[topic]
            ],
        )
        for name, topics in _GROUPS.items()
    ]
    groups = [group for group in groups if group.chips]
    yield from _pages(site, rows, groups, len(rows), "")
    for chip in (chip for group in groups for chip in group.chips):
        yield from _pages(site, held[chip.code], groups, len(rows), chip.code)


def rows_of(site: Site) -> list[Row]:
    """Return all that could be better, each body and network once: what a reader misses most first, then by name."""
    own = {incomplete.entry.id: incomplete for incomplete in improvements_of(site).by_file.values()}
    theirs = _lacking_activities(site)
    every: Iterable[AnyEntry] = (*site.networks, *site.organizations)
    entries = [entry for entry in every if not entry.is_over and (entry.id in own or entry.id in theirs)]
    rows = [Row(entry, own.get(entry.id), theirs.get(entry.id, {})) for entry in by_name(entries)]
    return sorted(rows, key=lambda row: row.weight)


def _lacking_activities(site: Site) -> Mapping[str, Mapping[str, list[ActivityEntry]]]:
    """Return the activities that lack something, by the record that tells them and by what they lack."""
    figure = missing_of(site, "attivita")
    counted = {row.code: row.entries for row in figure.rows} if figure else {}
    hours = [activity for activity in site.without_hours if not gives_money(activity)]
    lacking = {_HOURS: hours, **{topic: counted.get(code, ()) for code, topic in _OF_ACTIVITIES.items()}}
    found: dict[str, dict[str, list[ActivityEntry]]] = {}
    for topic, activities in lacking.items():
        for activity in activities:
            found.setdefault(activity.home.id, {}).setdefault(topic, []).append(activity)
    return found


def _pages(site: Site, rows: Sequence[Row], groups: Sequence[Narrowing], total: int, topic: str) -> Iterator[Page]:
    """The list of the records that lack one thing, of all of them without a `topic`; only the first is for search."""
    title = site.texts("completion.title")
    heading = _heading(site, topic) if topic else title
    for sheet in sheets(rows, topic_address(topic)):
        first = sheet.number == 1
        yield Page(
            kind="completion",
            address=sheet.address,
            title=sheet.title(heading, site.texts),
            template="pages/completion/page.html",
            context={
                "heading": heading,
                "topic": topic,
                "groups": groups,
                "total": total,
                "count": len(rows),
                "all_address": ADDRESS,
                "sheet": sheet,
                "how": lambda about: _how(site, about),
                "lacking": lambda row: row.lacking(site),
                "days": site.settings["giorni_risposta"],
                "office": office_contact_point(site.settings["ufficio"]),
                "parts": _parts(site, rows) if not topic and first else (),
                "listed": _listed(site, rows),
                "of_name": lambda name: of_name(name, site.texts.lang),
                "says_kind": lambda entry: _says_kind(entry, site),
                "place_of": lambda entry: site.place_name(entry.territories[0]) if entry.territories else "",
                "others": [sheet.at(number) for number in range(1, sheet.last + 1) if number != sheet.number],
            },
            description=site.texts("completion.lead"),
            tab="together",
            crumbs=(crumb_of(site), *((Crumb(title, ADDRESS),) if topic else ())),
            indexed=not topic and first,
        )


def _parts(site: Site, rows: Sequence[Row]) -> list[tuple[str, int, str]]:
    """Part all records by what lacks, each once: a name, how many they are and the words for it; none that are none."""
    every = sum(not entry.is_over for entries in (site.networks, site.organizations) for entry in entries)
    only = sum(row.own is None for row in rows)
    counted = {"whole": every - len(rows), "activities": only, "own": len(rows) - only}
    return [(name, n, site.words.count(f"completion.part_{name}", n)) for name, n in counted.items() if n]


def _listed(site: Site, rows: Sequence[Row]) -> str:
    """Say how many records are listed and, where it is so, which stand first."""
    told = site.words.count("completion.listed", len(rows))
    is_parted = len({bool(row.weight) for row in rows}) > 1
    return f"{told} {site.texts('completion.most_missed')}" if is_parted else told


def _number(key: str, items: Sequence[str]) -> str:
    return f"{key}.one" if len(items) == 1 else f"{key}.many"


def _where(site: Site, names: Sequence[str]) -> str:
    """Say in which activities, the first by their names and the others counted."""
    rest = len(names) - _NAMED
    named = site.words.quoted(names if rest < 1 else names[:_NAMED])
    more = [site.words.count("completion.in_more", rest)] if rest > 0 else []
    return site.texts(_number("completion.in_activities", names), names=site.words.listed([*named, *more]))


def _says_kind(entry: AnyEntry, site: Site) -> bool:
    """Tell whether the name of a body ends with the acronym of what it is («Amici del Lento ODV»)."""
    label = site.words.label("tipi_ente", entry.record.kind) if isinstance(entry.record, Organization) else ""
    acronym = _ACRONYM.search(label)
    return acronym is not None and entry.name.casefold().split()[-1:] == [acronym[1].casefold()]


def _lacks_there(texts: Texts, where: str, topics: Sequence[str]) -> str:
    """Say what activities lack, and in which."""
    names = ", ".join(_lowered(_label(texts, topic)) for topic in topics)
    return texts(_number("completion.lacks_there", topics), where=where, names=names)


def _label(texts: Texts, topic: str) -> str:
    """Name a topic as its chip does; what activities lack as `/evidenze/` does."""
    is_counted_there = topic in _OF_ACTIVITIES.values()
    return texts(f"statistics.lacks_{topic}" if is_counted_there else f"completion.topic_{topic}")


def _heading(site: Site, topic: str) -> str:
    """Return the words of the chip; of what is not there, that it is missing."""
    label = _label(site.texts, topic)
    if topic in _GROUPS["activities"]:
        return _lacks_there(site.texts, site.texts("completion.in_theirs"), [topic])
    return site.texts("completion.lacks.one", names=_lowered(label)) if topic in _NOT_THERE else label


def _how(site: Site, topic: str) -> str:
    """Say how to write what lacks, in a sentence or two."""
    texts = site.texts
    if topic in _OF_ACTIVITIES.values():
        return texts("completion.how_attivita")
    months, answer = site.words.number(site.ages.to_reconfirm), texts("edit.confirm")
    said = texts(f"completion.how_{topic}", months=months, answer=answer)
    return f"{said} {texts('completion.example')}" if topic == "descrizione_breve" else said


def _lowered(label: str) -> str:
    return f"{label[:1].lower()}{label[1:]}"


def topic_address(topic: str) -> str:
    """Address of the records that lack one thing; of all of them without a topic."""
    return f"{ADDRESS}{topic.replace('_', '-')}/" if topic else ADDRESS
