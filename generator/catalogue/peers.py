"""The catalogues around this one: whose they are, their records, and the words of all of them in one set.

A record of theirs is never among ours: it stands in `Around.catalogue`, under an id that begins with the code of its
catalogue (`borgo:coro`), which no id of ours can be.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, TypeVar

from generator.catalogue.model import Catalogue
from generator.catalogue.vocabularies import Vocabularies, Vocabulary, packaged_vocabularies
from generator.records.vocabulary import Term

ValueT = TypeVar("ValueT")

OWN: Final = ":"
"""Between the code of a catalogue and the id that a record has there."""
_PLACES: Final = "territori"
_KNOWN_BY_NAME: Final = frozenset({"comune", "provincia", "regione", "italia"})
"""Levels of places whose names are all but unique in Italy; where they are not, the code of ISTAT says so."""
_TOWN: Final = "comune"
_PARTS: Final = frozenset({"quartiere", "municipio", "frazione", "via"})
"""Levels of places that lie in a town."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Another catalogue.

    `read_on` is the day of which its records are, None where there are none; `problem` says why they are not of today,
    or why there are none. `addresses` lead from the id of a record to its page there; an empty `url` leads nowhere.
    `unknown` are the keys that its records have and this program does not know, with how many records have each;
    `left_out` counts the records that could not be taken, by reason (`shape`, `personal`, `removed`).
    """

    code: str
    name: str
    url: str
    licence: str
    licence_url: str
    read_on: date | None = None
    problem: str = ""
    addresses: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[tuple[str, int], ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Around:
    """All catalogues around this one: `catalogue` holds the records of all of them, under their ids of here.

    `own` are the words of this catalogue alone: what it publishes as its own, and what its records may use.
    """

    peers: tuple[Peer, ...]
    catalogue: Catalogue
    own: Vocabularies

    @property
    def vocabularies(self) -> Vocabularies:
        """The words of this catalogue and of those around it."""
        return self.catalogue.vocabularies


def peer_code(record_id: str) -> str:
    """Return the code of the catalogue whose a record is; empty for one of ours."""
    code, mark, _ = record_id.partition(OWN)
    return code if mark else ""


def id_there(record_id: str) -> str:
    """Return the id that a record has in its own catalogue."""
    return record_id.rpartition(OWN)[2]


class Words:
    """The words of several catalogues being joined: our own first, whose codes never change their meaning.

    A word is the same where it has the same code and the same label, a place also where it has the same code of ISTAT,
    and a municipality or more where it has the same name and no other code of ISTAT; another word that happens to have
    the code of one that is known gets a code of its own.
    """

    def __init__(self, own: Vocabularies) -> None:
        self._own = own
        self._terms: dict[str, dict[str, Term]] = {name: dict(own[name].terms) for name in own}
        places = self._terms.get(_PLACES, {}).values()
        self._by_istat: dict[tuple[str | None, str], str] = {
            (term.level, term.istat): term.code for term in places if term.istat
        }
        self._by_name: dict[tuple[str | None, str], str] = {
            (term.level, _label(term)): term.code for term in places if term.level in _KNOWN_BY_NAME
        }

    def joined(self) -> Vocabularies:
        """Return all of them."""
        return Vocabularies({name: Vocabulary(self._own[name].scheme, terms) for name, terms in self._terms.items()})

    def add(self, catalogue: str, scheme: str, terms: Iterable[Term]) -> dict[str, str]:
        """Add the words of one catalogue; return the code that each of its codes has here."""
        own = self._terms.setdefault(scheme, {})
        codes: dict[str, str] = {}
        new: list[Term] = []
        told = list(terms)
        for term in told:
            known = self._same(scheme, term)
            codes[term.code] = known or _free(term.code, catalogue, own)
            if not known:
                new.append(term)
                own[codes[term.code]] = term  # takes the code; its links are put right below
                if scheme == _PLACES:
                    self._learn(term, codes[term.code])
        for term in new:
            changed: dict[str, Any] = {"code": codes[term.code]}
            changed["parent"] = codes.get(term.parent or "")
            changed["other_parents"] = tuple(codes[code] for code in term.other_parents if code in codes)
            changed["neighbours"] = tuple(codes[code] for code in term.neighbours if code in codes)
            own[codes[term.code]] = term.model_copy(update=changed)
        if scheme == _PLACES:
            self._join_borders(told, codes)
        return codes

    def _join_borders(self, places: Iterable[Term], codes: Mapping[str, str]) -> None:
        """Let a town border on what each catalogue says of it: who is next door often stands in their list only."""
        own = self._terms[_PLACES]
        for place in places:
            known = own[codes[place.code]]
            beside = (codes[code] for code in place.neighbours if code in codes)
            both = tuple(dict.fromkeys((*known.neighbours, *beside)))
            if known.level == _TOWN and both != known.neighbours:
                own[known.code] = known.model_copy(update={"neighbours": both})

    def _learn(self, place: Term, code: str) -> None:
        if place.istat:
            self._by_istat[place.level, place.istat] = code
        if place.level in _KNOWN_BY_NAME:
            self._by_name.setdefault((place.level, _label(place)), code)

    def _same(self, scheme: str, term: Term) -> str:
        if scheme == _PLACES and term.istat and (known := self._by_istat.get((term.level, term.istat))):
            return known
        named = self._by_name.get((term.level, _label(term))) if scheme == _PLACES else None
        if named and not _are_told_apart(self._terms[scheme][named], term):
            return named
        known_term = self._terms[scheme].get(term.code)
        if known_term is None:
            return ""
        if scheme == _PLACES:
            is_same = (
                not _are_told_apart(known_term, term)
                and known_term.level == term.level
                and _label(known_term) == _label(term)
            )
            # A quarter is the same only in the same town.
            is_elsewhere = term.level in _PARTS and known_term.parent != term.parent
            return term.code if is_same and not is_elsewhere else ""
        # What travels with the program means the same everywhere, whatever a catalogue calls it.
        return term.code if _label(known_term) == _label(term) or term.code in packaged_vocabularies()[scheme] else ""


def _are_told_apart(place: Term, other: Term) -> bool:
    return bool(place.istat and other.istat and place.istat != other.istat)


def _label(term: Term) -> str:
    return (term.it or term.code).casefold()


def _free(code: str, catalogue: str, taken: Mapping[str, Any]) -> str:
    named = (code, f"{catalogue}-{code}", *(f"{catalogue}-{code}-{number}" for number in range(2, 1000)))
    # The address of a term has hyphens for what its code has underscores for.
    folded = {known.replace("_", "-") for known in taken}
    return next(free for free in named if free.replace("_", "-") not in folded)


def joined(own: Catalogue, around: Around) -> Catalogue:
    """Return one catalogue of all records, ours and theirs, with the words of all: for what compares them."""
    theirs = around.catalogue
    return replace(
        own,
        vocabularies=theirs.vocabularies,
        networks=_together(own.networks, theirs.networks),
        organizations=_together(own.organizations, theirs.organizations),
        activities=_together(own.activities, theirs.activities),
        practices=_together(own.practices, theirs.practices),
        ties=(*own.ties, *theirs.ties),
        around=None,
    )


def _together(own: Mapping[str, ValueT], theirs: Mapping[str, ValueT]) -> dict[str, ValueT]:
    return dict(sorted({**own, **theirs}.items()))
