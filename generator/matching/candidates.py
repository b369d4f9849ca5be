"""Which pairs are worth comparing: never all of them.

Two activities are compared when their places meet and they share a family of kinds, a kind that one of them only speaks
of, the people they are for, or a rare word. So the work grows with the activities of one place, not with the square of
the catalogue.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from generator.catalogue.vocabularies import EVERYBODY
from generator.matching.corpus import Corpus
from generator.matching.profiles import Profile

COMMON: Final = 60
"""A word that more activities than this hold brings nobody together."""
RARE_WORDS: Final = 8
"""How many of its rarest words an activity is looked up by."""


def candidates(corpus: Corpus) -> Iterator[tuple[Profile, tuple[Profile, ...]]]:
    """Yield each activity with those that come after it and are worth comparing, in the order of the ids."""
    shelves = _shelves(corpus)
    rarest = {one.id: _rarest(one, corpus) for one in corpus.profiles.values()}
    rare = _rare_shelves(rarest)
    meeting = corpus.relations.geography.meeting(code for one in corpus.profiles.values() for code in one.territories)
    meeting_sets = {code: frozenset(others) for code, others in meeting.items()}
    for one in corpus.profiles.values():
        near = {other for code in one.territories for other in meeting[code]} or {""}
        found = {other for key in _keys(one, corpus) for code in near for other in shelves.get((key, code), ())}
        reached = frozenset().union(*(meeting_sets[code] for code in one.territories))
        for other in _by_rare_words(one, corpus, rarest[one.id], rare) - found:
            there = corpus.profiles[other].territories if other > one.id else None
            if there is not None and (not one.territories or not there or not reached.isdisjoint(there)):
                found.add(other)
        yield one, tuple(corpus.profiles[other] for other in sorted(found) if other > one.id)


def _shelves(corpus: Corpus) -> dict[tuple[str, str], list[str]]:
    shelves: dict[tuple[str, str], list[str]] = {}
    for one in corpus.profiles.values():
        for key in _keys(one, corpus):
            for code in one.territories or ("",):
                shelves.setdefault((key, code), []).append(one.id)
    return shelves


def _keys(one: Profile, corpus: Corpus) -> set[str]:
    families = {f"famiglia:{corpus.relations.family(kind) or kind}" for kind in one.kinds}
    people = {f"per:{code}" for code in one.audiences if code != EVERYBODY}
    return families | people | {f"tipo:{kind}" for kind in (*one.kinds, *one.claims)}


def _rare_shelves(rarest: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Put each activity under its rarest words."""
    shelves: dict[str, list[str]] = {}
    for one, words in rarest.items():
        for word in words:
            shelves.setdefault(word, []).append(one)
    return shelves


def _rarest(one: Profile, corpus: Corpus) -> list[str]:
    by_rarity = sorted(one.vector, key=lambda word: (-corpus.rarity[word], word))
    return [word for word in by_rarity[:RARE_WORDS] if len(corpus.postings[word]) <= COMMON]


def _by_rare_words(one: Profile, corpus: Corpus, rarest: Iterable[str], rare: Mapping[str, Iterable[str]]) -> set[str]:
    """Return those that hold a rarest word of this one, and those of which this one holds a rarest word."""
    found: set[str] = set()
    for word in rarest:
        found.update(corpus.postings[word])
    for word in one.vector:
        found.update(rare.get(word, ()))
    return found
