"""Reasons in words: why two activities are shown together, and what speaks against."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from generator.catalogue import Catalogue
from generator.locale import Texts
from generator.locale.writing import day_and_month
from generator.matching.corpus import Corpus
from generator.matching.pairs import Likeness
from generator.matching.query import Match, Query
from generator.matching.scoring import CLASH, Kind
from generator.matching.words import stem, words_of

COMMON_WORDS: Final = 4
"""How many words in common are named at most."""
SHORT: Final = 4
"""So many facts are told at first; the others are there for who asks why."""
_FIRST: Final = (
    "oggetto",
    "scambio",
    "territori",
    "destinatari",
    "quando",
    "giorni",
    "orari",
    "luoghi",
    "tipo",
    "partner",
    "nome",
)
"""What matters to people, before what matters to a comparison."""
AGREEING: Final = frozenset(
    {"same", "near", "named", "family", "contains", "neighbours", "siblings", "broader", "meet", "shared", "hands_over"}
)
"""Levels that are said as agreement."""
CONFLICTING: Final = frozenset({"different", "apart", "elsewhere", "bordering"})
"""Levels that are said as conflict, where they weigh against."""
UNSAID: Final = frozenset({("tipo", "different"), ("modo", "same"), ("modo", "apart")})
"""Facets and levels that weigh and are not said: two kinds that differ can be read on the two cards; what is done is a
guess."""


def reasons(likeness: Likeness, catalogue: Catalogue, corpus: Corpus, texts: Texts) -> tuple[str, ...]:
    """Return short reasons, for example ("stesso tipo", "stesso quartiere", "parole in comune: compiti, primaria")."""
    if CLASH in likeness.levels:
        return _clash(likeness, catalogue, texts)
    agreed = [reason for _, reason in _agreed(likeness.levels, likeness, catalogue, texts)]
    return (*agreed, *_shared_words(likeness, corpus, texts), *_conflicts(likeness.levels, likeness.evidence, texts))


def short_reasons(
    likeness: Likeness, catalogue: Catalogue, corpus: Corpus, texts: Texts
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return at most `SHORT` reasons, what matters to people first, and those that are left.

    One word in common is told only where there is nothing else to say.
    """
    if CLASH in likeness.levels:
        return _clash(likeness, catalogue, texts), ()
    known = dict(_agreed(likeness.levels, likeness, catalogue, texts))
    if {"giorni", "orari"} <= known.keys():
        known["giorni"] = texts("matching.giorni.orari")
        del known["orari"]
    agreed = [known.pop(facet) for facet in _FIRST if facet in known] + list(known.values())
    levels = dict(likeness.levels)
    turns: tuple[str, ...] = ()
    if likeness.kind is Kind.SYNERGY and levels.get("giorni") == "different" and "quando" not in known:
        # Of two that complete each other, other days speak for them: that they are apart in time needs no other word.
        del levels["giorni"]
        levels.pop("quando", None)
        turns = (texts("matching.giorni.turns"),)
    against = (*turns, *_conflicts(levels, likeness.evidence, texts))
    if not agreed:
        return (*_shared_words(likeness, corpus, texts), *against), ()
    room = SHORT - len(against)
    return (*agreed[:room], *against), (*agreed[room:], *_shared_words(likeness, corpus, texts, least=2))


def _clash(likeness: Likeness, catalogue: Catalogue, texts: Texts) -> tuple[str, ...]:
    place = _agreed({"territori": likeness.levels["territori"]}, likeness, catalogue, texts)
    return texts("matching.scontro", day=day_in_words(likeness.levels[CLASH], texts)), *(reason for _, reason in place)


def _shared_words(likeness: Likeness, corpus: Corpus, texts: Texts, least: int = 1) -> Iterator[str]:
    common = common_words(likeness.a, likeness.b, corpus)
    if len(common) >= least:
        yield texts("matching.testo", words=", ".join(common))


def sentence(parts: Sequence[str]) -> str:
    """Join reasons into a sentence; words in common and what speaks against come after a semicolon."""
    plain = [part for part in parts if ":" not in part]
    joined = "; ".join([", ".join(plain), *(part for part in parts if ":" in part)]).removeprefix("; ")
    return f"{joined[:1].upper()}{joined[1:]}."


def _agreed(
    levels: Mapping[str, str], likeness: Likeness, catalogue: Catalogue, texts: Texts
) -> Iterator[tuple[str, str]]:
    """Yield facet and words of what two activities agree on."""
    here, there = (catalogue.activities[activity] for activity in (likeness.a, likeness.b))
    for facet, level in levels.items():
        if facet == "territori" and level == "same":
            size = catalogue.geography.size({code for code in here.territories if code in there.territories})
            yield facet, texts(f"matching.territori.same.{size}")
        elif facet == "tipo" and level == "same" and here.record.kinds[:1] != there.record.kinds[:1]:
            # The first kind of each is what people read on the two cards.
            yield facet, texts("matching.tipo.same.partly")
        elif (facet, level) in UNSAID:
            continue
        elif level in AGREEING or (facet == "quando" and likeness.kind is Kind.SYNERGY):
            yield facet, texts(f"matching.{facet}.{level}")


def match_reasons(match: Match, query: Query, corpus: Corpus, texts: Texts) -> tuple[str, ...]:
    """Return short reasons why an activity came up for a query."""
    profile, written = corpus.profiles[match.activity], written_by(corpus, match.activity)
    parts = []
    for facet, level in match.levels.items():
        if facet == "territori" and level == "same":
            shared = {code for code in query.territories if code in profile.territories}
            parts.append(texts(f"matching.territori.same.{corpus.relations.geography.size(shared)}"))
        elif level in AGREEING:
            parts.append(texts(f"matching.{facet}.{level}"))
    rarest = sorted((word for word in match.words if word in written), key=lambda word: (-corpus.rarity[word], word))
    if rarest:
        parts.append(texts("matching.testo", words=", ".join(written[word] for word in rarest[:COMMON_WORDS])))
    return (*(parts or [texts("matching.concept")]), *_conflicts(match.levels, match.evidence, texts))


def _conflicts(levels: Mapping[str, str], evidence: Mapping[str, int], texts: Texts) -> Iterator[str]:
    against = [
        texts(f"matching.{facet}.{level}")
        for facet, level in levels.items()
        if level in CONFLICTING and evidence.get(facet, 0) < 0 and (facet, level) not in UNSAID
        # Who collects and who gives out do different things: that is why they are shown.
        if not (facet == "oggetto" and "scambio" in levels)
    ]
    if against:
        yield texts("matching.against", what=", ".join(against))


def common_words(a: str, b: str, corpus: Corpus) -> tuple[str, ...]:
    """Return the rarest words that two activities share, as the first one writes them, rarest first."""
    shared = corpus.profiles[a].vector.keys() & corpus.profiles[b].vector.keys()
    written = written_by(corpus, a)
    rarest = sorted((word for word in shared if word in written), key=lambda word: (-corpus.rarity[word], word))
    return tuple(written[word] for word in rarest[:COMMON_WORDS])


def written_by(corpus: Corpus, activity: str) -> dict[str, str]:
    """Return the words of an activity as it writes them, by stem."""
    entry = corpus.entries[activity]
    written: dict[str, str] = {}
    for word in words_of(f"{entry.name} {entry.record.description or ''}", plain=False):
        written.setdefault(stem_of_written(word), word)
    return written


def stem_of_written(word: str) -> str:
    """Return the stem of a word that still has its accents."""
    return next((stem(plain) for plain in words_of(word)), "")


def day_in_words(day: str, texts: Texts) -> str:
    """Write a day in words: `2026-09-20`, or `09-20` for every year."""
    month, number = int(day[-5:-3]), int(day[-2:])
    words = day_and_month(number, month, texts.lang)
    return f"{words} {date.fromisoformat(day).year}" if len(day) > len("09-20") else words
