"""The same organisation under two spellings: name and place together, or a trace that only one body leaves."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from generator.catalogue import Catalogue, OrganizationEntry
from generator.checking import channels
from generator.checking.telephones import dialled
from generator.matching.crowds import Shelves, best_of_each
from generator.matching.words import stems_of, thesaurus

LEGAL: Final = frozenset(
    stems_of(
        "associazioni aps odv onlus ets ente asd ssd srl società cooperativa sociale sociali coop consorzio fondazione"
        " comitato gruppo circolo volontariato volontari promozione impresa scs città"
    )
)
"""Stems that say what a body is in law, not which one."""

_WORD: Final = re.compile(r"[^\W_]+")
_TELLING: Final = 5
"""Letters of a name run together that say which body it is."""
_SECOND_PART: Final = re.compile(r"\s+[-–—(].*|[–—].*")
_SHARED_BY_MANY: Final = 3
"""A telephone or a site that more bodies than this give is a switchboard, not a trace."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Two files that may be about one organisation, by id with `a < b`."""

    a: str
    b: str
    shared: tuple[str, ...]
    """What they share: `nome`, `luogo`, `codice_fiscale`, `telefono`, `email`, `sito`, `indirizzo`."""


def same_bodies(catalogue: Catalogue) -> tuple[Twins, ...]:
    """Find organisations that seem to be one, in the order of the ids; `diverso_da` on either side silences a pair.

    Of a body that very many seem to be some are kept (see `crowds`).
    """
    bodies = catalogue.organizations
    places = thesaurus(catalogue.vocabularies).places
    names = {body.id: frozenset(_names(_spellings(body), places)) for body in bodies.values()}
    heads = {body.id: frozenset(_names(_first_parts(body), places)) for body in bodies.values()}
    traces = {body.id: frozenset(_traces(body)) for body in bodies.values()}
    twins = []
    for a, b in sorted(_namesakes(names, heads, catalogue) | _with_one_trace(traces)):
        here, there = bodies[a], bodies[b]
        if b in here.record.different_from or a in there.record.different_from:
            continue
        near = catalogue.geography.serves(here.territories, there.territories)
        left = sorted(kind for kind, _ in traces[a] & traces[b])
        same_name = not (names[a] | heads[a]).isdisjoint(names[b]) or not heads[b].isdisjoint(names[a])
        same_name = same_name and not _named_after_other_places(here, there, places)
        word_in_common = any(not name.isdisjoint(other) for name, other in product(names[a], names[b]))
        # Name and place, or the tax code, or any trace with a word of the name in common.
        if (same_name and near) or "codice_fiscale" in left or (left and word_in_common):
            shared = (*(["nome"] if same_name else []), *(["luogo"] if near else []), *dict.fromkeys(left))
            twins.append(Twins(a, b, shared))
    return best_of_each(twins, lambda pair: (pair.a, pair.b))


def _spellings(body: OrganizationEntry) -> tuple[str, ...]:
    return (body.name, *body.other_names)


def _first_parts(body: OrganizationEntry) -> Iterator[str]:
    """«Aiuto Donna» of «Aiuto Donna – Uscire dalla violenza»: another file may have only that."""
    for name in _spellings(body):
        if (head := _SECOND_PART.sub("", name)) != name:
            yield head


def _names(spellings: Iterable[str], places: frozenset[str]) -> Iterator[frozenset[str]]:
    """Yield what names say beyond law and place: the stems, and the letters run together (Sol.Co, Solco)."""
    for name in spellings:
        if key := frozenset(stems_of(name)) - LEGAL - places:
            yield key
        kept = [word for word in _WORD.findall(name.casefold()) if not frozenset(stems_of(word)) & (LEGAL | places)]
        if len(together := "".join(kept)) >= _TELLING:
            yield frozenset({f"={together}"})


def _named_after_other_places(body: OrganizationEntry, other: OrganizationEntry, places: frozenset[str]) -> bool:
    """Tell whether each name holds a place and none is the other's: the centres of two quarters are two."""
    here, there = (frozenset(stems_of(entry.record.name)) & places for entry in (body, other))
    return bool(here and there) and here.isdisjoint(there)


def _traces(body: OrganizationEntry) -> Iterator[tuple[str, str]]:
    """Yield (kind, value) of what only one body has; never the address of a protected place."""
    record = body.record
    if record.tax_code:
        yield "codice_fiscale", record.tax_code
    if record.website:
        yield "sito", _bare(record.website)
    for contact in record.contacts:
        value = contact.value or ""
        if contact.kind == "telefono" and re.search("[0-9]", value):
            yield "telefono", dialled(value)
        elif contact.kind in {"email", "pec"} and value:
            yield "email", value.casefold()
        elif contact.kind == "sito" and value:
            yield "sito", _bare(value)
        elif contact.kind in channels.CHANNELS and contact.kind != "whatsapp" and value:
            yield "sito", _bare(channels.link(contact.kind, value))
    for place in record.places:
        if place.address and not place.protected:
            yield "indirizzo", " ".join((*stems_of(place.address), *re.findall(r"\d+", place.address)))


def _bare(address: str) -> str:
    return re.sub(r"^(https?://)?(www\.)?", "", address.casefold()).rstrip("/")


_Names = Mapping[str, frozenset[frozenset[str]]]


def _namesakes(names: _Names, heads: _Names, catalogue: Catalogue) -> set[tuple[str, str]]:
    """Pair bodies of one name where one's place is the other's or holds it: every town has its Pro Loco."""
    shelves = Shelves[tuple[frozenset[str], str]]({body: body for body in catalogue.organizations})
    for body in catalogue.organizations.values():
        for shelf in product(names[body.id], body.territories):
            shelves.put(shelf, body.id)
    pairs = set()
    for body in catalogue.organizations.values():
        for shelf in product(names[body.id] | heads[body.id], catalogue.geography.with_wholes(body.territories)):
            namesakes = (other for other in shelves.beside(shelf, body.id) if other != body.id)
            pairs |= {(min(body.id, other), max(body.id, other)) for other in namesakes}
    return pairs


def _with_one_trace(traces: Mapping[str, frozenset[tuple[str, str]]]) -> set[tuple[str, str]]:
    groups: dict[tuple[str, str], list[str]] = {}
    for body, left in traces.items():
        for trace in left:
            groups.setdefault(trace, []).append(body)
    few = (sorted(ids) for ids in groups.values() if len(ids) <= _SHARED_BY_MANY)
    return {pair for ids in few for pair in combinations(ids, 2)}
