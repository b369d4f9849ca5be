"""The activities of a catalogue made ready for comparison: profiles, words and their rarity."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isqrt, log
from typing import Final

from generator.catalogue import ActivityEntry, Catalogue, Status, Vocabularies
from generator.matching.profiles import Profile, Relations, profile_of
from generator.matching.words import Thesaurus, stems_of, thesaurus

_IN_NAME: Final = 2
"""A word of the name counts as often as this."""
_RARITY_SCALE: Final = 100


@dataclass(frozen=True)
class Corpus:
    """Profiles by id, in the order of the ids, and what it takes to compare a new text with them."""

    profiles: Mapping[str, Profile]
    entries: Mapping[str, ActivityEntry]
    rarity: Mapping[str, int]
    """Stem or concept → how rare it is, a whole number."""
    relations: Relations
    words: Thesaurus
    vocabularies: Vocabularies

    @cached_property
    def postings(self) -> Mapping[str, tuple[str, ...]]:
        """The activities that hold each stem or concept, by id, in order."""
        found: dict[str, list[str]] = {}
        for one in self.profiles.values():
            for word in one.vector:
                found.setdefault(word, []).append(one.id)
        return {word: tuple(ids) for word, ids in found.items()}

    def vector(self, tokens: Mapping[str, int]) -> dict[str, int]:
        """Weigh tokens by how often they occur and how rare they are, to a length of 1000, unknown ones left out."""
        raw = {token: times * self.rarity[token] for token, times in tokens.items() if self.rarity.get(token)}
        length = isqrt(sum(weight * weight for weight in raw.values()))
        return {token: weight * 1000 // length for token, weight in sorted(raw.items())} if length else {}


def corpus_of(catalogue: Catalogue, *, with_ended: bool = False) -> Corpus:
    """Prepare the activities of a catalogue; those that are over are left out unless they are wanted."""
    entries = {
        one.id: one
        for one in sorted(catalogue.activities.values(), key=lambda one: one.id)
        if with_ended or one.status is not Status.ENDED
    }
    words = thesaurus(catalogue.vocabularies)
    tokens = {one.id: tokens_of(one, words) for one in entries.values()}
    rarity = _rarity(tokens.values())
    relations = Relations(catalogue.vocabularies, catalogue.geography)
    corpus = Corpus({}, entries, rarity, relations, words, catalogue.vocabularies)
    profiles = {
        one.id: profile_of(one, _claims(text_concepts(one, words)), corpus.vector(tokens[one.id]))
        for one in entries.values()
    }
    return Corpus(profiles, entries, rarity, relations, words, catalogue.vocabularies)


def _claims(concepts: Iterable[str]) -> list[str]:
    return [one.removeprefix("tipo:") for one in concepts if one.startswith("tipo:")]


def text_concepts(one: ActivityEntry, words: Thesaurus) -> set[str]:
    """Return the concepts that the name and the description speak of."""
    return words.concepts(stems_of(one.name)) | words.concepts(stems_of(one.record.description or ""))


def tokens_of(one: ActivityEntry, words: Thesaurus) -> dict[str, int]:
    """Count stems and concepts: once however often they are said, more where the name says them."""
    name = stems_of(one.name)
    tokens = dict.fromkeys(stems_of(one.record.description or ""), 1) | dict.fromkeys(name, _IN_NAME)
    kept = {stem: times for stem, times in tokens.items() if stem not in words.places}
    codes = [f"tipo:{code}" for code in one.record.kinds] + [f"per:{code}" for code in one.record.audiences]
    return kept | dict.fromkeys(text_concepts(one, words), 1) | dict.fromkeys(codes, 1)


def _rarity(documents: Iterable[Mapping[str, int]]) -> dict[str, int]:
    counted = list(documents)
    spread = Counter(token for tokens in counted for token in tokens)
    return {token: round(_RARITY_SCALE * log((len(counted) + 1) / times)) for token, times in sorted(spread.items())}
