"""The same organisation in two files: names that are one name, and what only one body leaves.

Two names are compared by `catalogue/body_names.py`. One name is asked about where the place or a network is the same;
what may only be short for another, or a slip, where a trace in common (telephone, mailbox, site, address) says so too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from generator.catalogue import Catalogue, OrganizationEntry
from generator.catalogue.body_names import ACRONYM, NEAR, RELATIONS, SAME, BodyName, read_name, relation
from generator.catalogue.crowds import Shelves, best_of_each
from generator.checking import channels
from generator.checking.telephones import dialled
from generator.diagnostics import Finding
from generator.locale.folding import plain_words
from generator.records.common import UnlistedOrganization

_SHARED_BY_MANY: Final = 3
"""A telephone or a site that more bodies than this give is a switchboard, not a trace."""
_LEAST: Final = 4
"""Letters of a word that may be the name of a place."""
_MOST_SHOWN: Final = 3
_TAX_CODE: Final = "codice_fiscale"


@dataclass(frozen=True, slots=True)
class Twins:
    """Two files that may be about one organisation, by id with `a < b`."""

    a: str
    b: str
    shared: tuple[str, ...]
    """What they share: `nome`, `luogo`, `rete`, `codice_fiscale`, `telefono`, `email`, `sito`, `indirizzo`."""
    evidence: tuple[str, ...] = ()
    """The same as people read it: the telephone number, the site, the network's id."""


class _Bodies:
    """The organisations of a catalogue, read for comparison."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.of = catalogue.organizations
        self._places = place_words(catalogue)
        self.names = {body.id: self.read((body.name, *body.other_names)) for body in self.of.values()}
        self.keys = {
            body: frozenset(key for name in names for reading in name.readings for key in reading.keys)
            for body, names in self.names.items()
        }
        self.networks = {
            body: frozenset(tie.network.id for tie in catalogue.memberships.get(body, ())) for body in self.of
        }
        self.traces = {
            body.id: {(kind, key): written for kind, key, written in _traces(body)} for body in self.of.values()
        }

    def read(self, spellings: tuple[str, ...]) -> tuple[BodyName, ...]:
        return tuple(read_name(name, self._places) for name in dict.fromkeys(spellings))


def place_words(catalogue: Catalogue) -> frozenset[str]:
    """Return the words that names of bodies may hold because of where they are, in every language of the place."""
    terms = catalogue.vocabularies["territori"].terms.values()
    labels = (label for term in terms for label in (term.it, *(name.name for name in term.official_names)) if label)
    return frozenset(word for label in labels for word in plain_words(label) if len(word) >= _LEAST)


def same_bodies(catalogue: Catalogue) -> tuple[Twins, ...]:
    """Find organisations that seem to be one, in the order of the ids; `diverso_da` on either side silences a pair.

    So does whatever ties them: who is part of another, or was born of it, is somebody else. Of a body that very many
    seem to be some are kept (see `crowds`).
    """
    return _same_bodies(_Bodies(catalogue))


def _same_bodies(bodies: _Bodies) -> tuple[Twins, ...]:
    found = (_twins(a, b, bodies) for a, b in sorted(_namesakes(bodies) | _with_one_trace(bodies.traces)))
    return best_of_each((twins for twins in found if twins is not None), lambda pair: (pair.a, pair.b))


def check_bodies(catalogue: Catalogue) -> Iterator[Finding]:
    """Check whether some organisation is there twice."""
    bodies = _Bodies(catalogue)
    yield from written_twice(bodies)
    yield from members_named_twice(bodies)


def written_twice(bodies: _Bodies) -> Iterator[Finding]:
    """H460: two files that may be about one organisation; one tax code of two is told as E411."""
    for twins in _same_bodies(bodies):
        if _TAX_CODE not in twins.shared:
            values = {"name": bodies.of[twins.a].name, "id": twins.a, "other": twins.b}
            values["ids"] = ", ".join((*bodies.of[twins.b].record.different_from, twins.a))
            values["shared"] = ", ".join(twins.evidence[:_MOST_SHOWN])
            yield Finding("H460", bodies.of[twins.b].file, ("nome",), values)


def _twins(a: str, b: str, bodies: _Bodies) -> Twins | None:
    here, there = bodies.of[a], bodies.of[b]
    if b in here.record.different_from or a in there.record.different_from or _are_tied(here, b, bodies.catalogue):
        return None
    left = sorted(bodies.traces[a].keys() & bodies.traces[b].keys())
    name = best_relation(bodies.names[a], bodies.names[b])
    near = bodies.catalogue.geography.serves(here.territories, there.territories)
    networks = sorted(bodies.networks[a] & bodies.networks[b])
    if not asked_about(name, near=near, network=bool(networks), traces={kind for kind, _ in left}):
        return None
    groups = (("nome", name == SAME), ("luogo", near), ("rete", bool(networks)))
    shared = (*(kind for kind, is_so in groups if is_so), *dict.fromkeys(kind for kind, _ in left))
    places = [code for code in here.territories if code in there.territories] or (here.territories[:1] if near else ())
    labels = [bodies.catalogue.vocabularies["territori"].label(code) for code in places]
    return Twins(a, b, shared, (*(bodies.traces[b][trace] for trace in left), *networks, *labels))


def best_relation(names: tuple[BodyName, ...], others: tuple[BodyName, ...]) -> str:
    """Return how near two bodies are by name, over all the names that each goes by."""
    found = {relation(name, other) for name, other in product(names, others)}
    return next((level for level in RELATIONS if level in found), "")


def asked_about(name: str, *, near: bool, network: bool, traces: set[str]) -> bool:
    """Tell whether what two bodies share is reason enough to ask whether they are one."""
    if _TAX_CODE in traces:
        return True
    reasons = {SAME: near or network or traces, ACRONYM: network or traces, NEAR: traces}
    return bool(reasons.get(name))


def _are_tied(body: OrganizationEntry, other: str, catalogue: Catalogue) -> bool:
    return any(
        not isinstance(tie.other, UnlistedOrganization) and tie.other.id == other
        for tie in catalogue.body_ties.get(body.id, ())
    )


def _traces(body: OrganizationEntry) -> Iterator[tuple[str, str, str]]:
    """Yield what only one body has: (kind, what is compared, as it is written); no address of a protected place."""
    record = body.record
    if record.tax_code:
        yield _TAX_CODE, record.tax_code, record.tax_code
    if record.website:
        yield "sito", _bare(record.website), record.website
    for contact in record.contacts:
        value = contact.value or ""
        if contact.kind == "telefono" and re.search("[0-9]", value):
            yield "telefono", dialled(value), value
        elif contact.kind in {"email", "pec"} and value:
            yield "email", value.casefold(), value
        elif contact.kind == "sito" and value:
            yield "sito", _bare(value), value
        elif contact.kind in channels.CHANNELS and contact.kind != "whatsapp" and value:
            yield "sito", _bare(channels.link(contact.kind, value)), value
    for place in record.places:
        if place.address and not place.protected:
            yield "indirizzo", " ".join(plain_words(place.address)), place.address


def _bare(address: str) -> str:
    return re.sub(r"^(https?://)?(www\.)?", "", address.casefold()).rstrip("/")


def _namesakes(bodies: _Bodies) -> set[tuple[str, str]]:
    """Pair bodies with a key of their names in common where one's place is or holds the other's, or in a network."""
    shelves = Shelves[tuple[str, str]]({body: body for body in bodies.of})
    geography = bodies.catalogue.geography
    for body in bodies.of.values():
        for shelf in product(bodies.keys[body.id], (*body.territories, *bodies.networks[body.id])):
            shelves.put(shelf, body.id)
    pairs = set()
    for body in bodies.of.values():
        around = (*geography.with_wholes(body.territories), *bodies.networks[body.id])
        for shelf in product(bodies.keys[body.id], around):
            namesakes = (other for other in shelves.beside(shelf, body.id) if other != body.id)
            pairs |= {(min(body.id, other), max(body.id, other)) for other in namesakes}
    return pairs


def _with_one_trace(traces: Mapping[str, Iterable[tuple[str, str]]]) -> set[tuple[str, str]]:
    groups: dict[tuple[str, str], list[str]] = {}
    for body, left in traces.items():
        for trace in left:
            groups.setdefault(trace, []).append(body)
    few = (sorted(ids) for ids in groups.values() if len(ids) <= _SHARED_BY_MANY)
    return {pair for ids in few for pair in combinations(ids, 2)}


def members_named_twice(bodies: _Bodies) -> Iterator[Finding]:
    """H461: a member that a network only names, and another of its members that may be the same body."""
    for network in bodies.catalogue.networks.values():
        shelves: dict[str, list[int]] = {}
        known: list[tuple[str, str, tuple[BodyName, ...]]] = []
        for number, membership in enumerate(network.record.memberships):
            member = membership.body
            if isinstance(member, UnlistedOrganization):
                name, who, names = member.name, "", bodies.read((member.name,))
            elif member in bodies.of:
                name, who, names = bodies.of[member].name, member, bodies.names[member]
            else:
                continue
            keys = {key for one in names for reading in one.readings for key in reading.keys}
            near = sorted({at for key in keys for at in shelves.get(key, ())[:_SHARED_BY_MANY]})
            for at in near:
                other, other_id, other_names = known[at]
                if (who and other_id) or name == other:
                    continue  # two files are told by H460, one name twice by W414 and H415
                if best_relation(names, other_names) == SAME:
                    values = {"name": name, "other": other}
                    yield Finding("H461", network.file, ("adesioni", number, "ente"), values)
                    break
            for key in keys:
                shelves.setdefault(key, []).append(len(known))
            known.append((name, who, names))
