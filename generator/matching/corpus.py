"""The activities of a catalogue made ready for comparison: profiles, words and their rarity."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import isqrt, log
from typing import Final

from generator.catalogue import ActivityEntry, Catalogue, Status, Vocabularies
from generator.catalogue.lookups import note_fields, worked_out
from generator.catalogue.vocabularies import UNSPECIFIED
from generator.matching.profiles import Profile, Relations, profile_of
from generator.matching.words import Thesaurus, people_in_words, stems_of, thesaurus

_IN_NAME: Final = 2
"""A word of the name counts as often as this."""
_RARITY_SCALE: Final = 100
_RARE: Final = 480
"""Weight of a word that fewer than one activity in a hundred and twenty holds."""

_FEW: Final = 3
"""Activities of one catalogue beyond which a word is its scenery: on an island every second one names the ferry."""


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

    @worked_out
    def postings(self) -> Mapping[str, tuple[str, ...]]:
        """The activities that hold each stem or concept, by id, in order."""
        postings: dict[str, list[str]] = {}
        for profile in self.profiles.values():
            for word in profile.vector:
                postings.setdefault(word, []).append(profile.id)
        return {word: tuple(ids) for word, ids in postings.items()}

    def vector(self, tokens: Mapping[str, int]) -> dict[str, int]:
        """Weigh tokens by how often they occur and how rare they are, to a length of 1000, unknown ones left out."""
        raw = {token: times * self.rarity[token] for token, times in tokens.items() if self.rarity.get(token)}
        length = isqrt(sum(weight * weight for weight in raw.values()))
        return {token: weight * 1000 // length for token, weight in sorted(raw.items())} if length else {}


note_fields(Corpus, "profiles", "entries", "rarity")


def corpus_of(catalogue: Catalogue, *, with_ended: bool = False) -> Corpus:
    """Prepare the activities of a catalogue; those that are over are left out unless they are wanted."""
    entries = {
        activity.id: activity
        for activity in sorted(catalogue.activities.values(), key=lambda activity: activity.id)
        if with_ended or activity.status is not Status.ENDED
    }
    words = thesaurus(catalogue.vocabularies)
    tokens = {activity.id: tokens_of(activity, words) for activity in entries.values()}
    spread = Counter(token for counts in tokens.values() for token in counts)
    rarity = _rarity(spread, len(entries))
    relations = Relations(catalogue.vocabularies, catalogue.geography)
    corpus = Corpus({}, entries, rarity, relations, words, catalogue.vocabularies)
    scenery, public = max(_FEW, len(entries) // 120), people_in_words()
    profiles = {}
    for activity in entries.values():
        concepts = words.concepts(stems_of(activity.name))
        claims = [concept.removeprefix("tipo:") for concept in concepts if concept.startswith("tipo:")]
        vector = corpus.vector(tokens[activity.id])
        rare = frozenset(
            token for token in vector if ":" not in token and rarity[token] >= _RARE and spread[token] <= scenery
        )
        rare -= words.people | public
        profiles[activity.id] = profile_of(activity, claims, vector, rare, text_concepts(activity, words))
    return Corpus(profiles, entries, rarity, relations, words, catalogue.vocabularies)


@cache
def _background() -> tuple[int, Mapping[str, int]]:
    """Return of how many texts of activities, and in how many of them each stem is."""
    read = json.loads(resources.files(__package__).joinpath("background.json").read_text("utf-8"))
    return read["texts"], read["stems"]


def _rarity(spread: Mapping[str, int], count: int) -> dict[str, int]:
    """Weigh how rare tokens are: among twenty activities every word is rare, so a small catalogue borrows."""
    texts, common = _background()
    borrowed = max(texts - count, 0)
    total = count + borrowed + 1
    # A concept is borrowed too, as if others spoke of it as often as these do: it is no word that others could have.
    return {
        token: round(
            _RARITY_SCALE
            * log(total / (times + borrowed * (times / count if ":" in token else common.get(token, 0) / texts)))
        )
        for token, times in sorted(spread.items())
    }


def text_concepts(activity: ActivityEntry, words: Thesaurus) -> set[str]:
    """Return the concepts that the name and the description speak of."""
    return words.concepts(stems_of(activity.name)) | words.concepts(stems_of(activity.record.description or ""))


def tokens_of(activity: ActivityEntry, words: Thesaurus) -> dict[str, int]:
    """Count stems and concepts: once however often they are said, more where the name says them."""
    name = stems_of(activity.name)
    tokens = dict.fromkeys(stems_of(activity.record.description or ""), 1) | dict.fromkeys(name, _IN_NAME)
    kept = {stem: times for stem, times in tokens.items() if stem not in words.places}
    codes = [f"tipo:{code}" for code in activity.record.kinds if code != UNSPECIFIED]
    codes += [f"per:{code}" for code in activity.record.audiences]
    return kept | dict.fromkeys(text_concepts(activity, words), 1) | dict.fromkeys(codes, 1)
