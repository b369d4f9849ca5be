"""What other catalogues have, as pages of this one show it: marked as theirs, leading home, without a page of its own.

Their records are read through two sites that nobody publishes: `there` of what is around, `whole` of everything
together. Pages never read those: what they look up is here, as plain values, so that a build knows what a page depends
on (`site/reuse.py`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry, Catalogue
from generator.catalogue.answers import needs_of
from generator.catalogue.entries import AnyRecord, Entry
from generator.catalogue.kinds import RECORDS, TERMS
from generator.catalogue.lookups import apart, worked_out
from generator.catalogue.peers import OWN, Around, Peer, joined, peer_code
from generator.locale import load
from generator.matching import Likeness, sentence, short_reasons
from generator.matching.borders import across_borders
from generator.matching.networks import Meeting
from generator.site.model import Site, sorting_key
from generator.site.parts.emergency import DANGER
from generator.site.parts.markdown import shortened, to_text
from generator.site.parts.times import schedule_lines
from generator.site.parts.words import Words

ADDRESS: Final = addresses.page("catalogues")
KINDS: Final = ("attivita", "rete", "ente", "pratica")
"""Kinds of record that catalogues give each other, in the order in which pages show them."""
_SUMMARY: Final = 140
_SHOWN: Final = 6
_MOST_ACROSS: Final = 100
_UNKNOWN_KIND: Final = "da_precisare"


@dataclass(frozen=True, slots=True)
class RecordElsewhere:
    """A record of another catalogue, in the words of its card; `url` is its page there, empty where none is known."""

    kind: str
    id: str
    name: str
    url: str
    home: str
    """The code of its catalogue."""
    home_name: str
    kind_label: str
    summary: str
    where: str
    audience: str
    when: str
    who: str
    call: tuple[str, str] | None
    """The number to call: as it is dialled, and as it is read."""
    hue: str
    territories: tuple[str, ...]
    needs_asking: bool
    """Whether nobody has confirmed it: one asks before going there."""

    @property
    def document(self) -> str:
        """Where its document stands for the indexer: no page has that address."""
        return f"{ADDRESS}schede/{self.kind}/{self.id.replace(OWN, '/')}/"


@dataclass(frozen=True, slots=True)
class LikeElsewhere:
    """A record of another catalogue that resembles one of ours, or could meet it, and why."""

    record: RecordElsewhere
    why: str
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Across:
    """Two of different catalogues that could work together: names and addresses, of the page here or there."""

    here: str
    here_url: str
    here_home: str
    is_ours: bool
    """Whether `here_url` leads to a page of this site."""
    there: RecordElsewhere
    why: str
    verdict: str
    themes: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CatalogueElsewhere:
    """Another catalogue as its page tells it; `counts` are its records by kind, of those that there are."""

    code: str
    name: str
    url: str
    licence: str
    licence_url: str
    read_on: date | None
    problem: str
    counts: tuple[tuple[str, int], ...]
    unknown: tuple[tuple[str, int], ...]
    left_out: tuple[tuple[str, int], ...]

    @property
    def address(self) -> str:
        """The page about it here."""
        return f"{ADDRESS}da/{self.code}/"


class Elsewhere:
    """The catalogues around one site, worked out when first asked for."""

    def __init__(self, site: Site, around: Around) -> None:
        self._site = site
        self._around = around
        self._peers: dict[str, Peer] = {peer.code: peer for peer in around.peers}
        self._shown: dict[tuple[str, str], RecordElsewhere] = {}

    @apart
    def there(self) -> Site:
        """Everything that is around, as if it were one catalogue."""
        return self._site_of(self._around.catalogue)

    @apart
    def whole(self) -> Site:
        """Ours and theirs together."""
        return self._site_of(joined(self._site.catalogue, self._around))

    def _site_of(self, catalogue: Catalogue) -> Site:
        # Our office answers for no record of theirs.
        extra = self._site.config["extra"]
        own = {**extra["catalogue"], "ufficio": {"nome": "", "contatti": []}}
        config = {**self._site.config, "extra": {**extra, "catalogue": own}}
        return Site(catalogue, Words(self._site.texts, catalogue), config)

    @worked_out
    def catalogues(self) -> tuple[CatalogueElsewhere, ...]:
        """The catalogues in the order of the settings."""
        counted = {code: {kind: len(records[kind]) for kind in KINDS} for code, records in self.of_catalogue.items()}
        return tuple(
            CatalogueElsewhere(
                code=peer.code,
                name=peer.name,
                url=peer.url,
                licence=peer.licence,
                licence_url=peer.licence_url,
                read_on=peer.read_on,
                problem=peer.problem,
                counts=tuple((kind, count) for kind, count in counted[peer.code].items() if count),
                unknown=peer.unknown,
                left_out=tuple(peer.left_out.items()),
            )
            for peer in self._around.peers
        )

    @worked_out
    def names(self) -> tuple[str, ...]:
        """The names of the catalogues of which something is shown."""
        return tuple(peer.name for peer in self._around.peers if peer.read_on)

    @worked_out
    def records(self) -> Mapping[str, tuple[RecordElsewhere, ...]]:
        """What is not over, by kind, in the order of our own lists."""
        there = self.there
        groups: dict[str, Sequence[AnyRecord]] = {
            "attivita": there.activities,
            "rete": there.current_networks,
            "ente": there.current_organizations,
            "pratica": there.practices,
        }
        return {kind: tuple(map(self.shown, entries)) for kind, entries in groups.items()}

    @worked_out
    def of_catalogue(self) -> Mapping[str, Mapping[str, tuple[RecordElsewhere, ...]]]:
        """The same by the code of their catalogue, then by kind, by name."""
        found: dict[str, dict[str, list[RecordElsewhere]]] = {
            code: {kind: [] for kind in KINDS} for code in self._peers
        }
        for kind, records in self.records.items():
            for record in sorted(records, key=lambda record: (sorting_key(record.name), record.id)):
                found[record.home][kind].append(record)
        return {code: {kind: tuple(of) for kind, of in kinds.items()} for code, kinds in found.items()}

    @worked_out
    def by_term(self) -> Mapping[str, Mapping[str, tuple[RecordElsewhere, ...]]]:
        """What stands under each term, by kind of term and code: activities first."""
        found: dict[str, Mapping[str, tuple[RecordElsewhere, ...]]] = {}
        for kind in TERMS:
            held = self.there.holdings(kind)
            shown = {
                code: tuple(
                    map(self.shown, chain[AnyRecord](of.activities, of.networks, of.organizations, of.practices))
                )
                for code, of in held.items()
            }
            found[kind] = {code: records for code, records in shown.items() if records}
        return found

    @worked_out
    def answering(self) -> Mapping[str, tuple[RecordElsewhere, ...]]:
        """What answers each need, by its code. Where somebody may be in danger, only what is ours is trusted."""
        needs = [need for need in needs_of(self._site.catalogue) if DANGER not in need.urgent]
        answers = {need.code: self.there.contact_first(self.there.answering(need.code)) for need in needs}
        return {need: tuple(map(self.shown, entries)) for need, entries in answers.items() if entries}

    @worked_out
    def drawn(self) -> tuple[RecordElsewhere, ...]:
        """A few activities by the lot of the day, each catalogue once before any has a second."""
        turns: dict[str, int] = {}
        ranked = []
        for record in sorted(self.records["attivita"], key=lambda record: self._site.lot(record.id)):
            turn = turns[record.home] = turns.get(record.home, 0) + 1
            ranked.append((turn, self._site.lot(record.id), record))
        return tuple(record for *_, record in sorted(ranked, key=lambda item: item[:2])[:_SHOWN])

    @worked_out
    def alike(self) -> Mapping[str, tuple[LikeElsewhere, ...]]:
        """What resembles each of our activities in the other catalogues, by its id, best first."""
        return self._of_ours("attivita")

    @worked_out
    def near(self) -> Mapping[str, tuple[LikeElsewhere, ...]]:
        """The networks of other catalogues that each of ours could meet, by its id."""
        return self._of_ours("rete")

    def _of_ours(self, kind: str) -> dict[str, tuple[LikeElsewhere, ...]]:
        found: dict[str, list[LikeElsewhere]] = {}
        for a, b, why, verdict in self._pairs[kind]:
            for ours, theirs in ((a, b), (b, a)):
                if not peer_code(ours.id) and peer_code(theirs.id):
                    found.setdefault(ours.id, []).append(LikeElsewhere(self.shown(theirs), why, verdict))
        return {record: tuple(likes[:_SHOWN]) for record, likes in found.items()}

    @worked_out
    def across(self) -> tuple[Across, ...]:
        """Activities that resemble each other in two catalogues, then networks that could meet, the best of each."""
        pairs = [pair for kind in ("attivita", "rete") for pair in self._pairs[kind][:_MOST_ACROSS]]
        return tuple(self._across(*pair) for pair in pairs)

    def _across(self, a: AnyRecord, b: AnyRecord, why: str, verdict: str) -> Across:
        here, there = (a, b) if peer_code(b.id) else (b, a)
        left = self.shown(here) if peer_code(here.id) else None
        return Across(
            here=here.name,
            here_url=addresses.record(here) if left is None else left.url,
            here_home="" if left is None else left.home_name,
            is_ours=left is None,
            there=self.shown(there),
            why=why,
            verdict=verdict,
            themes=tuple(dict.fromkeys((*here.themes, *there.themes))),
            places=tuple(dict.fromkeys((*here.territories, *there.territories))),
        )

    @apart
    def _pairs(self) -> Mapping[str, Sequence[tuple[AnyRecord, AnyRecord, str, str]]]:
        """Two records of different catalogues, why, and what that means, best first; by kind."""
        found = across_borders(self._site.catalogue, self._around)
        matching, messages = found.matching, load("messages", self._site.texts.lang)
        activities, networks = self.whole.catalogue.activities, self.whole.catalogue.networks

        def why(likeness: Likeness) -> str:
            first, _ = short_reasons(likeness, matching.catalogue, matching.corpus, messages)
            return sentence(first) if first else ""

        return {
            "attivita": [
                (activities[of.a], activities[of.b], why(of), messages(f"matching.kind.{of.kind}"))
                for of in found.alike
            ],
            "rete": [(networks[of.a], networks[of.b], self._in_common(of), "") for of in found.meetings],
        }

    def _in_common(self, meeting: Meeting) -> str:
        words = self._site.words
        shared = (("temi", meeting.themes), ("destinatari", meeting.audiences))
        return sentence(
            tuple(
                words.texts(f"synergies.common_{scheme}", what=", ".join(words.labels(scheme, codes)))
                for scheme, codes in shared
                if codes
            )
        )

    def shown(self, entry: AnyRecord) -> RecordElsewhere:
        """Return a record of theirs as pages show it."""
        key = (addresses.kind_of(entry), entry.id)
        if key not in self._shown:
            self._shown[key] = self._record(entry)
        return self._shown[key]

    def _record(self, entry: AnyRecord) -> RecordElsewhere:
        from generator.site.parts.reach import ways_to_reach  # noqa: PLC0415 -- it takes sites

        there, words = self.there, self._site.words
        peer = self._peers[peer_code(entry.id)]
        contacts = there.contacts_of(entry) if isinstance(entry, Entry | ActivityEntry) else []
        ways = ways_to_reach(entry, contacts, "", self._site.texts)
        call = next((way for way in ways if way.kind == "call"), None)
        return RecordElsewhere(
            kind=addresses.kind_of(entry),
            id=entry.id,
            name=entry.name,
            url=peer.addresses.get(entry.id, ""),
            home=peer.code,
            home_name=peer.name,
            kind_label=self._kind_label(entry),
            summary=shortened(to_text(entry.opening), _SUMMARY),
            where=there.places_line(entry.territories) if entry.territories else "",
            audience=", ".join(words.labels("destinatari", entry.audiences[:3])),
            when=next(iter(schedule_lines(entry.schedule, words)), ""),
            who=entry.operator.name if isinstance(entry, ActivityEntry) else "",
            call=(call.href, call.text) if call else None,
            hue=words.hue_of(entry.themes),
            territories=tuple(entry.territories),
            needs_asking=isinstance(entry, ActivityEntry) and entry.status.value == "da_confermare",
        )

    def _kind_label(self, entry: AnyRecord) -> str:
        words, kind = self._site.words, addresses.kind_of(entry)
        if isinstance(entry, ActivityEntry):
            return words.label("tipi_attivita", entry.kinds[0])
        code = getattr(entry.record, "kind", _UNKNOWN_KIND)
        if kind == "ente" and code != _UNKNOWN_KIND:
            return words.label("tipi_ente", code)
        return self._site.texts(f"kind.{kind}")

    def found(self) -> Iterator[tuple[RecordElsewhere, AnyRecord]]:
        """Yield every record of theirs that search finds, what is over too, with the entry behind it."""
        catalogue = self._around.catalogue
        for kind in KINDS:
            entries: Iterable[AnyRecord] = getattr(catalogue, RECORDS[kind].group).values()
            for entry in entries:
                yield self.shown(entry), entry
