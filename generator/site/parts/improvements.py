"""What would make records better, for whoever could help: findings of the checks, never a grade.

Only findings about published records are shown, and never those about people and places to protect, nor those
about how a file is written: they could repeat what nobody should read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from generator.catalogue import ActivityEntry, AnyEntry, PracticeEntry
from generator.catalogue.entries import AnyRecord, Entry
from generator.catalogue.lookups import worked_out
from generator.diagnostics import START, Finding, Path, Severity, word
from generator.diagnostics.summary import MOST_IN_A_FILE
from generator.locale import load
from generator.locale.of_names import of_name
from generator.records.network import Network
from generator.site.model import Site
from generator.site.parts.facts import is_discreet

PUBLIC: Final = "pubbliche"
OFFICE: Final = "ufficio"
SHOWN_TO: Final = (PUBLIC, OFFICE)
"""Values of `extra.catalogue.segnalazioni`: findings are on the site, or left to the office."""

_KEPT: Final = "improvements"
"""Under this name a site keeps them."""
_INCOMPLETE: Final = "H601"
_ONE_SIDED: Final = "H412"
_OTHER_SIDE: Final = "reciproca"
_EXPIRED: Final = "W409"
_AGED: Final = frozenset({"H418", "W418"})
_QUOTED: Final = re.compile("«([^»]+)»")
_IDS: Final = re.compile("[a-z0-9-]+")
_KEPT_BACK: Final = frozenset({"0", "3"})
"""Families of codes that stay in the office: how a file is written, people and places to protect."""
_DOUBLE: Final = "doppia"
_TOPIC_OF_CODE: Final[Mapping[str, str]] = {
    _ONE_SIDED: _OTHER_SIDE,
    "H415": _DOUBLE,
    "H460": _DOUBLE,
    **dict.fromkeys(_AGED, "conferma"),
    _EXPIRED: "date",
    "W419": "date",
    "W420": "date",
    "W421": "date",
    "H501": "parole",
}
_OTHER: Final = "altro"
_WHEN: Final = "quando"
_CONFIRMATION: Final = "conferma"
_HOW_TO_JOIN: Final = "come_aderire"
_LEADS: Final = "capofila"
_RESTS: Final = "sospesa"
_WHO_LEADS: Final = "organi"
_ADVISED: Final = frozenset({"parole", _OTHER})
"""Topics whose advice is that of the finding itself; of the others the words are plainer."""
_COMMAND: Final = "intreccio "
"""Commands are for who keeps the files: advice that names one is said in the words of its topic."""
_TWICE: Final = re.compile(r"([«“]([^»”]+)[»”]) \(\2\)")
"""A name where messages say name and id, since ids are read as names."""
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-(?!08|11)[0-9]{2}")
"""A day that takes no elision in Italian: not «il 8 marzo»."""
TOPICS: Final = (
    "contatti",
    _WHEN,
    "descrizione_breve",
    "destinatari",
    "adesioni",
    _HOW_TO_JOIN,
    _WHO_LEADS,
    _CONFIRMATION,
    _OTHER_SIDE,
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
    """One thing that would make a record better: what it is about, the sentence, and how to do it.

    Of what is not there at all `lacking` says what it is, as it stands in a sentence («una frase di presentazione»).
    """

    topic: str
    sentence: str
    advice: str = ""
    path: Path = ()
    """Where it stands in the record; empty for the record as a whole."""
    lacking: str = ""
    others: Sequence[AnyEntry] = ()
    """The other records that it is about."""


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A record with what would make it better."""

    entry: AnyEntry
    improvements: Sequence[Improvement]

    @property
    def asked(self) -> list[Improvement]:
        """What somebody has to look at: something is said, and may be wrong or old."""
        return [part for part in self.improvements if not part.lacking]

    @property
    def lacking(self) -> list[Improvement]:
        """What is not there at all, what a reader misses most first."""
        missing = [part for part in self.improvements if part.lacking]
        return sorted(missing, key=lambda part: TOPICS.index(part.topic))

    @property
    def is_only_old(self) -> bool:
        """Whether all that somebody has to look at is whether it still holds, so that one word answers.

        What the other side has yet to say takes nothing from that.
        """
        topics = {part.topic for part in self.asked}
        return _CONFIRMATION in topics and topics <= {_CONFIRMATION, _OTHER_SIDE}

    @property
    def topics(self) -> list[str]:
        """What its improvements are about, each once, in the order of `TOPICS`."""
        about = {improvement.topic for improvement in self.improvements}
        return [topic for topic in TOPICS if topic in about]


def improvements_of(site: Site) -> "Improvements":
    """Return what pages say could be better, worked out once for a site: each page would go through all findings."""
    known = vars(site)
    if _KEPT not in known:
        known[_KEPT] = Improvements(site)
    found: Improvements = known[_KEPT]
    return found


class Improvements:
    """What would make each record of a site better; empty where findings are kept to the office, which may ask."""

    def __init__(self, site: Site, *, for_office: bool = False) -> None:
        self._site = site
        self._texts = load("messages", site.texts.lang)
        self.are_public = for_office or are_public(site.settings)

    def of(self, entry: AnyRecord) -> Incomplete | None:
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
        own = [improvement for improvement in whole.improvements if improvement.path[:2] == (key, at)]
        if isinstance(entry, ActivityEntry) and _lacks_when(entry):
            own += [improvement for improvement in whole.improvements if improvement.topic == _WHEN]
        return Incomplete(entry.home, own) if own else None

    @worked_out
    def by_file(self) -> Mapping[str, Incomplete]:
        """Every record that could be better, by its file, in the order of names, networks first.

        Of what is over nothing is asked: who would answer is no longer there.
        """
        if not self.are_public:
            return {}
        removed = frozenset(entry.id for entry in self._site.removed)
        by_file: dict[str, list[Finding]] = {}
        for finding in self._site.findings:
            if _may_be_shown(finding, removed):
                by_file.setdefault(finding.file, []).append(finding)
        every: tuple[AnyEntry, ...] = (*self._site.networks, *self._site.organizations)
        entries = [entry for entry in every if not entry.is_over]
        improvements = {entry: list(self._improvements(entry, by_file.get(entry.file, ()))) for entry in entries}
        return {entry.file: Incomplete(entry, own) for entry, own in improvements.items() if own}

    def _improvements(self, entry: AnyEntry, findings: Sequence[Finding]) -> Iterator[Improvement]:
        """Yield what findings ask for; where the words for who writes files would leave something out, in others."""
        shown = findings if len(findings) <= MOST_IN_A_FILE else findings[:MOST_IN_A_FILE]
        for finding in shown:
            if finding.code == _INCOMPLETE:
                yield from self._missing(entry, finding)
            elif finding.code == _ONE_SIDED:
                yield self._one_sided(finding)
            elif finding.code == _EXPIRED:
                yield self._expired(entry, finding) or self._worded(finding)
            else:
                yield self._worded(finding)
        if isinstance(entry.record, Network):
            yield from self._untold(entry.record)
        if rest := len(findings) - len(shown):
            yield Improvement(_OTHER, self._site.words.count("completion.rest", rest))

    def _one_sided(self, finding: Finding) -> Improvement:
        """Say which side names the other."""
        ids = str(finding.values["ids"]).split(", ")
        known = [(record_id, self._site.catalogue.entry(record_id)) for record_id in ids]
        named = [entry.name if entry else record_id for record_id, entry in known]
        texts, listed = self._site.texts, self._site.words.listed
        said = {"names": listed(named), "of_names": listed([of_name(name, texts.lang) for name in named])}
        if finding.hint == "rete":
            key = "completion.said_by_network.one" if len(ids) == 1 else "completion.said_by_network.many"
        else:
            key = "completion.said_by_body"
        advice = texts(f"completion.how_reciproca_{finding.hint}")
        others = [entry for _, entry in known if entry]
        return Improvement(_TOPIC_OF_CODE[finding.code], texts(key, **said), advice, finding.path, others=others)

    def _expired(self, entry: AnyEntry, finding: Finding) -> Improvement | None:
        """Say what it is that expired; None where it is no need or offer of the record."""
        key, day = str(finding.path[0]) if finding.path else "", str(finding.values["date"])
        resources = {"bisogni": entry.record.needs, "offerte": entry.record.offers}
        for resource in resources.get(key, ()):
            if resource.expires and resource.expires.isoformat() == day:
                what = resource.description or self._site.words.label("risorse", resource.resource)
                texts = self._site.texts
                sentence = texts(f"completion.over_{key}", what=what.rstrip("."), day=self._readable(day))
                return Improvement(_TOPIC_OF_CODE[_EXPIRED], sentence, texts("completion.over_advice"), finding.path)
        return None

    def _worded(self, finding: Finding) -> Improvement:
        topic = _TOPIC_OF_CODE.get(finding.code, _OTHER)
        if finding.code in _AGED:
            return Improvement(topic, self._aged(date.fromisoformat(str(finding.values["date"]))), "", finding.path)
        if twin := self._site.catalogue.entry(str(finding.values["id"])) if topic == _DOUBLE else None:
            told = self._site.texts("completion.double", name=twin.name)
            return Improvement(topic, told, self._site.texts(f"completion.how_{topic}"), finding.path, others=(twin,))
        values = {name: self._readable(value) for name, value in finding.values.items()}
        worded = word(replace(finding, values=values), START, "", self._texts)
        message = _TWICE.sub(r"\1", worded.message)
        is_plain = topic in _ADVISED and _COMMAND not in worded.hint
        advice = prose(worded.hint) if is_plain else self._site.texts(f"completion.how_{topic}")
        return Improvement(topic, message, advice, finding.path)

    def _aged(self, day: date) -> str:
        """Say how old what is known is, in one way for all, whoever it is known from."""
        return self._site.texts("completion.checked", day=self._site.words.day(day))

    def _readable(self, value: object) -> object:
        """Days in words and names instead of ids: whoever reads the site does not know the files."""
        if not isinstance(value, str):
            return value
        if _DAY.fullmatch(value):
            return self._site.words.day(date.fromisoformat(value))
        entries = [self._site.catalogue.entry(part) for part in value.split(", ")]
        return ", ".join(entry.name for entry in entries if entry) if all(entries) else value

    def _missing(self, entry: AnyEntry, finding: Finding) -> Iterator[Improvement]:
        activities = self._site.catalogue.activities_of.get(entry.id, ())
        may_ask_when = any(_lacks_when(activity) for activity in activities if activity.home.id == entry.id)
        for key in _QUOTED.findall(str(finding.values["missing"])):
            if key != _WHEN or may_ask_when:
                yield self._lack(key if key in TOPICS else _OTHER)

    def _untold(self, network: Network) -> Iterator[Improvement]:
        """What who would join a network asks next, though a record is no worse for files that do not say it.

        Nobody joins one that rests. Who leads is missing where the record tells nothing of it: whoever is named first
        or said to decide, as `/ruoli/` shows, is told.
        """
        if not network.how_to_join and network.status != _RESTS:
            yield self._lack(_HOW_TO_JOIN)
        is_told = network.governance and (network.governance.lead or network.governance.form)
        has_leader = any(_LEADS in tie.ties for tie in network.memberships)
        if not (network.bodies or network.roles or is_told or has_leader):
            yield self._lack(_WHO_LEADS)

    def _lack(self, topic: str) -> Improvement:
        phrase = self._site.texts(f"completion.phrase_{topic}")
        return Improvement(topic, f"{phrase[0].upper()}{phrase[1:]}", lacking=phrase)


def _may_be_shown(finding: Finding, removed: frozenset[str]) -> bool:
    """Tell whether a finding is for everybody, and names no record that was removed."""
    if finding.severity is Severity.ERROR or finding.masked or finding.code[1] in _KEPT_BACK:
        return False
    return not any(removed & set(_IDS.findall(str(value))) for value in finding.values.values())


def _lacks_when(activity: ActivityEntry) -> bool:
    return activity.record.schedule is None and not is_discreet(activity)


def prose(hint: str) -> str:
    """The sentences of an advice, without the lines to paste into a file."""
    lines = [line for line in hint.splitlines() if line and not line.startswith(" ")]
    return re.sub(":$", ".", " ".join(lines))
