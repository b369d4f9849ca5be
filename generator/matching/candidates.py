"""Which pairs are worth comparing: never all of them.

Two activities are compared when their places meet and they share a family of kinds, a kind that the name of one speaks
of, what they are about, the people they are for, or a rare word. So the work grows with the activities of one place,
not with the square of the catalogue; where one place has a crowd of a kind, each is compared with those whose words are
nearest (`crowds`).
"""

from collections.abc import Iterator
from typing import Final

from generator.catalogue.crowds import Shelves
from generator.catalogue.vocabularies import EVERYBODY
from generator.matching.corpus import Corpus
from generator.matching.profiles import Profile

COMMON: Final = 60
"""A word that more activities than this hold brings nobody together."""
RARE_WORDS: Final = 12
"""How many of its rarest words an activity is looked up by."""


def candidates(corpus: Corpus) -> Iterator[tuple[Profile, tuple[Profile, ...]]]:
    """Yield each activity with those that come after it and are worth comparing, in the order of the ids."""
    profiles = corpus.profiles
    with_rare_word: dict[str, list[str]] = {}
    rarest = {profile.id: _rarest_words(profile, corpus) for profile in profiles.values()}
    shelves = Shelves[tuple[str, str]]({activity: (words, activity) for activity, words in rarest.items()})
    for profile in profiles.values():
        for key in _keys(profile, corpus):
            for place in profile.territories or ("",):
                shelves.put((key, place), profile.id)
        for word in rarest[profile.id]:
            with_rare_word.setdefault(word, []).append(profile.id)
    used = (place for profile in profiles.values() for place in profile.territories)
    meeting = {place: frozenset(others) for place, others in corpus.relations.geography.meeting(used).items()}
    for profile in profiles.values():
        places = frozenset().union(*(meeting[place] for place in profile.territories))
        alike = {
            other
            for key in _keys(profile, corpus)
            for place in places or {""}
            for other in shelves.beside((key, place), profile.id)
        }
        # Both ways: it holds a rarest word of the other, or the other one of its own.
        by_words = {other for word in rarest[profile.id] for other in corpus.postings[word]}
        by_words.update(other for word in profile.vector for other in with_rare_word.get(word, ()))
        for other in by_words - alike:
            if other > profile.id:
                there = profiles[other].territories
                if not profile.territories or not there or not places.isdisjoint(there):
                    alike.add(other)
        yield profile, tuple(profiles[other] for other in sorted(alike) if other > profile.id)


def _keys(profile: Profile, corpus: Corpus) -> set[str]:
    """Return what an activity is looked up by beside its places and its rarest words."""
    families = {f"famiglia:{corpus.relations.family(kind) or kind}" for kind in profile.kinds}
    people = {f"per:{code}" for code in profile.audiences if code != EVERYBODY}
    objects = {f"oggetto:{what}" for what in profile.objects.heaviest}
    return families | people | objects | {f"tipo:{kind}" for kind in (*profile.kinds, *profile.claims)}


def _rarest_words(profile: Profile, corpus: Corpus) -> list[str]:
    by_rarity = sorted(profile.vector, key=lambda word: (-corpus.rarity[word], word))
    return [word for word in by_rarity[:RARE_WORDS] if len(corpus.postings[word]) <= COMMON]
