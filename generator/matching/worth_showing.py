"""Which likenesses are worth showing to people who did not ask: none out of generic kinds or of one word alone.

Thresholds are measured on pairs that an editor looks at; a page is read by people who trust it at first sight.
"""

from collections.abc import Iterable
from typing import Final

from generator.catalogue import Catalogue
from generator.matching.corpus import Corpus
from generator.matching.pairs import Likeness
from generator.matching.reasons import common_words
from generator.matching.scoring import ALIKE, MAYBE, Kind

GENERIC_KINDS: Final = frozenset(
    {
        "advocacy",
        "comunicazione",
        "coordinamento_rete",
        "festa",
        "incontri_conferenze",
        "partecipazione",
        "progetti_scuole",
        "raccolta_fondi",
        "ricerca_osservatorio",
    }
)
"""Kinds that nearly every network has something of: sharing one says little of what is done."""
_NEAR: Final = frozenset({"family", "named"})
_SAME_PEOPLE: Final = frozenset({"same", "broader"})
_WORDS: Final = 2
_PAIRS: Final = 2


def worth_showing(likenesses: Iterable[Likeness], catalogue: Catalogue, corpus: Corpus) -> tuple[Likeness, ...]:
    """Keep the likenesses worth a place on a page, in their order; clashes of dates always are."""
    return tuple(
        likeness for likeness in likenesses if likeness.kind is Kind.CLASH or _says_enough(likeness, catalogue, corpus)
    )


def _says_enough(likeness: Likeness, catalogue: Catalogue, corpus: Corpus) -> bool:
    """Tell whether two activities share a kind, or one near to it, that is not generic; or words, more than one."""
    if likeness.levels.get("oggetto") == "same" or "scambio" in likeness.levels:
        return True
    if likeness.kind is Kind.RESEMBLANCE and not _resembles(likeness):
        return False
    if likeness.kind is Kind.SYNERGY and not _can_take_turns(likeness):
        return False
    here, there = (_telling_kinds(activity, catalogue) for activity in (likeness.a, likeness.b))
    if here & there or (here and there and likeness.levels.get("tipo") in _NEAR):
        return True
    shared = corpus.profiles[likeness.a].vector.keys() & corpus.profiles[likeness.b].vector.keys()
    return len(shared) >= _WORDS and len(common_words(likeness.a, likeness.b, corpus)) >= _WORDS


def _can_take_turns(likeness: Likeness) -> bool:
    """Tell whether who cannot come on the days of one could on those of the other: both must be one kind of help.

    A circle of relatives, one evening a month, replaces no afternoon of respite. What completes each other for another
    reason than being apart in time, because quarters are neighbours, always may.
    """
    levels = likeness.levels
    return "quando" not in levels or levels.get("territori") == "neighbours" or levels.get("tipo") == "same"


def _resembles(likeness: Likeness) -> bool:
    """Tell whether a resemblance is plain: one first kind, and one thing it is about or one sort of people.

    What may be the same thing is.

    A flea market and a collection of blankets are of one kind, and so are educators and helpers in the street.
    """
    levels = likeness.levels
    if MAYBE in levels:
        return True
    is_near = levels.get("oggetto") in ALIKE or levels.get("destinatari") in _SAME_PEOPLE
    return levels.get("tipo") == "same" and is_near


def _telling_kinds(activity: str, catalogue: Catalogue) -> frozenset[str]:
    return frozenset(catalogue.activities[activity].record.kinds) - GENERIC_KINDS


def brings_together(likenesses: Iterable[Likeness], catalogue: Catalogue) -> bool:
    """Tell whether these likenesses are reason enough for two networks to meet: one that is plain, or two of them."""
    alike = [likeness for likeness in likenesses if likeness.kind is not Kind.CLASH]
    return len(alike) >= _PAIRS or any(
        likeness.kind is Kind.OVERLAP or _telling_kinds(likeness.a, catalogue) & _telling_kinds(likeness.b, catalogue)
        for likeness in alike
    )
