"""What would make records better, said to whoever could help: findings of the checks, never a grade.

Only findings about published records are told, and never those about people and places to protect, nor those
about how a file is written: they could repeat what nobody should read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from generator.catalogue import ActivityEntry, AnyEntry, PracticeEntry
from generator.catalogue.entries import Entry
from generator.diagnostics import START, Finding, Path, Severity, word
from generator.locale import load
from generator.site.model import Site
from generator.site.pages.statistics.figures import is_discreet

PUBLIC: Final = "pubbliche"
OFFICE: Final = "ufficio"
SHOWN_TO: Final = (PUBLIC, OFFICE)
"""Values of `extra.catalogue.segnalazioni`: findings are on the site, or left to the office."""

_INCOMPLETE: Final = "H601"
_ONE_SIDED: Final = "H412"
_EXPIRED: Final = "W409"
_QUOTED: Final = re.compile("«([^»]+)»")
_IDS: Final = re.compile("[a-z0-9-]+")
_NOT_TOLD: Final = frozenset({"0", "3"})
"""Families of codes that stay in the office: how a file is written, people and places to protect."""
_TOPIC_OF_CODE: Final[Mapping[str, str]] = {
    _ONE_SIDED: "reciproca",
    "H415": "doppia",
    "H418": "conferma",
    "W418": "conferma",
    _EXPIRED: "date",
    "W419": "date",
    "W420": "date",
    "W421": "date",
    "H501": "parole",
}
_OTHER: Final = "altro"
_WHEN: Final = "quando"
_CONFIRMATION: Final = "conferma"
_ADVISED: Final = frozenset({"parole", _OTHER})
"""Topics whose advice is that of the finding itself; of the others it is said in plainer words."""
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-(?!08|11)[0-9]{2}")
"""A day that takes no elision in Italian: not «il 8 marzo»."""
TOPICS: Final = (
    "contatti",
    _WHEN,
    "descrizione_breve",
    "destinatari",
    "adesioni",
    _CONFIRMATION,
    "reciproca",
    "date",
    "doppia",
    "parole",
    _OTHER,
)
"""What may be missing, what a reader misses most first."""


def are_public(settings: Mapping[str, Any]) -> bool:
    """Tell whether a catalogue shows what its records lack; `settings` are those of `extra.catalogue`."""
    return bool(settings.get("segnalazioni", PUBLIC) == PUBLIC)


@dataclass(frozen=True, slots=True)
class Improvement:
    """One thing that would make a record better: what it is about, the sentence, and how to do it."""

    topic: str
    sentence: str
    advice: str = ""
    path: Path = ()
    """Where it stands in the record; empty for the record as a whole."""


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A record with what would make it better."""

    entry: AnyEntry
    improvements: Sequence[Improvement]

    @property
    def topics(self) -> list[str]:
        """What its improvements are about, each once, in the order of `TOPICS`."""
        about = {one.topic for one in self.improvements}
        return [topic for topic in TOPICS if topic in about]


class Improvements:
    """What would make each record of a site better; empty where the catalogue keeps findings to the office."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._texts = load("messages", site.texts.lang)
        self.are_public = are_public(site.settings)

    def of(self, entry: object) -> Incomplete | None:
        """Return what would make the page of a record better, if anything; of an activity, what concerns it alone."""
        if isinstance(entry, Entry):
            return self.by_file.get(entry.file)
        if isinstance(entry, ActivityEntry):
            return self._of_part(entry, "attivita", entry.home.record.activities)
        if isinstance(entry, PracticeEntry):
            return self._of_part(entry, "buone_pratiche", entry.home.record.practices)
        return None

    def _of_part(self, entry: ActivityEntry | PracticeEntry, key: str, siblings: Sequence[object]) -> Incomplete | None:
        whole = self.by_file.get(entry.home.file)
        if whole is None:
            return None
        at = next((at for at, record in enumerate(siblings) if record is entry.record), -1)
        own = [one for one in whole.improvements if one.path[:2] == (key, at)]
        if isinstance(entry, ActivityEntry) and _lacks_when(entry):
            own += [one for one in whole.improvements if one.topic == _WHEN]
        return Incomplete(entry.home, own) if own else None

    @cached_property
    def by_file(self) -> Mapping[str, Incomplete]:
        """Every record that could be better, by its file, in the order of names, networks first."""
        if not self.are_public:
            return {}
        found: dict[str, list[Finding]] = {}
        for finding in self._site.findings:
            if self._may_be_told(finding):
                found.setdefault(finding.file, []).append(finding)
        entries: tuple[AnyEntry, ...] = (*self._site.networks, *self._site.organizations)
        told = ((one, list(self._told(one, found[one.file]))) for one in entries if one.file in found)
        return {entry.file: Incomplete(entry, those) for entry, those in told if those}

    def _may_be_told(self, finding: Finding) -> bool:
        if finding.severity is Severity.ERROR or finding.masked or finding.code[1] in _NOT_TOLD:
            return False
        return not any(self._removed & set(_IDS.findall(str(value))) for value in finding.values.values())

    @cached_property
    def _removed(self) -> frozenset[str]:
        return frozenset(one.id for one in self._site.removed)

    def _told(self, entry: AnyEntry, findings: Sequence[Finding]) -> Iterator[Improvement]:
        for finding in findings:
            if finding.code == _INCOMPLETE:
                yield from self._missing(entry, finding)
            else:
                yield self._plainly(entry, finding) or self._worded(finding)

    def _plainly(self, entry: AnyEntry, finding: Finding) -> Improvement | None:
        """What the words for who writes files leave out: which side said something, what it is that expired."""
        if finding.code == _ONE_SIDED:
            return self._one_sided(finding)
        if finding.code == _EXPIRED:
            return self._expired(entry, finding)
        return None

    def _one_sided(self, finding: Finding) -> Improvement:
        ids = str(finding.values["ids"]).split(", ")
        names = self._site.words.listed([self._name(one) for one in ids])
        texts = self._site.texts
        if finding.hint == "rete":
            key = "completion.said_by_network.one" if len(ids) == 1 else "completion.said_by_network.many"
            told = texts(key, names=names)
        else:
            told = texts("completion.said_by_body", names=names)
        advice = texts(f"completion.how_reciproca_{finding.hint}")
        return Improvement(_TOPIC_OF_CODE[finding.code], told, advice, finding.path)

    def _name(self, told: str) -> str:
        entry = self._site.catalogue.entry(told)
        return entry.name if entry else told

    def _expired(self, entry: AnyEntry, finding: Finding) -> Improvement | None:
        key, day = str(finding.path[0]) if finding.path else "", str(finding.values["date"])
        those: Mapping[str, Sequence[Any]] = {"bisogni": entry.record.needs, "offerte": entry.record.offers}
        one = next((one for one in those.get(key, ()) if one.expires and one.expires.isoformat() == day), None)
        if one is None:
            return None
        words = self._site.words
        what = one.description or words.label("risorse", one.resource)
        told = self._site.texts(f"completion.over_{key}", what=what.rstrip("."), day=self._readable(day))
        return Improvement(_TOPIC_OF_CODE[_EXPIRED], told, self._site.texts("completion.over_advice"), finding.path)

    def _worded(self, finding: Finding) -> Improvement:
        values = {name: self._readable(value) for name, value in finding.values.items()}
        topic = _TOPIC_OF_CODE.get(finding.code, _OTHER)
        told = word(replace(finding, values=values), START, "", self._texts)
        if topic == _CONFIRMATION:
            return Improvement(topic, told.message, "", finding.path)
        advice = prose(told.hint) if topic in _ADVISED else self._site.texts(f"completion.how_{topic}")
        return Improvement(topic, told.message, advice, finding.path)

    def _readable(self, value: object) -> object:
        """Days in words and names instead of ids: whoever reads the site does not know the files."""
        if not isinstance(value, str):
            return value
        if _DAY.fullmatch(value):
            return self._site.words.day(date.fromisoformat(value))
        named = [self._site.catalogue.entry(part) for part in value.split(", ")]
        return ", ".join(one.name for one in named if one) if all(named) else value

    def _missing(self, entry: AnyEntry, finding: Finding) -> Iterator[Improvement]:
        for key in _QUOTED.findall(str(finding.values["missing"])):
            if key != _WHEN or self._may_ask_when(entry):
                topic = key if key in TOPICS else _OTHER
                phrase = self._site.texts(f"completion.phrase_{topic}")
                yield Improvement(topic, f"{phrase[0].upper()}{phrase[1:]}")

    def _may_ask_when(self, entry: AnyEntry) -> bool:
        own = (one for one in self._site.catalogue.activities_of.get(entry.id, ()) if one.home.id == entry.id)
        return any(map(_lacks_when, own))


def _lacks_when(activity: ActivityEntry) -> bool:
    return activity.record.schedule is None and not is_discreet(activity)


def prose(hint: str) -> str:
    """The sentences of an advice, without the lines to paste into a file."""
    lines = [line for line in hint.splitlines() if line and not line.startswith(" ")]
    return re.sub(":$", ".", " ".join(lines))
