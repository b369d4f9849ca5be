"""Reasons in words: why two activities are shown together, and what speaks against."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from generator.catalogue import Catalogue, Geography, Vocabularies
from generator.locale import Texts
from generator.matching.corpus import Corpus
from generator.matching.pairs import Likeness
from generator.matching.query import Match, Query
from generator.matching.scoring import CLASH
from generator.matching.words import stem, words_of

COMMON_WORDS: Final = 4
"""How many words in common are named at most."""
SHORT: Final = 4
"""So many facts are told at first; the others are there for who asks why."""
_FIRST: Final = ("territori", "destinatari", "giorni", "orari", "luoghi", "tipo", "partner")
"""What matters to people, before what matters to a comparison."""
TOLD: Final = frozenset({"same", "named", "family", "contains", "neighbours", "siblings", "broader", "meet", "shared"})
AGAINST: Final = frozenset({"different", "apart", "elsewhere", "bordering"})
UNTOLD: Final = frozenset({("tipo", "different")})
"""Levels that are told as agreement, as conflict where they weigh against, and by facet those that are not told."""


def reasons(one: Likeness, catalogue: Catalogue, corpus: Corpus, texts: Texts) -> tuple[str, ...]:
    """Return short reasons, for example ("stesso tipo", "stesso quartiere", "parole in comune: compiti, primaria")."""
    if CLASH in one.levels:
        return _clash(one, catalogue, texts)
    agreed = [said for _, said in _agreed(one.levels, one, catalogue, texts)]
    return (*agreed, *_spoken(one, corpus, texts), *_conflicts(one.levels, one.evidence, texts))


def short_reasons(
    one: Likeness, catalogue: Catalogue, corpus: Corpus, texts: Texts
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return at most `SHORT` reasons, what matters to people first, and those that are left.

    One word in common is told only where there is nothing else to say.
    """
    if CLASH in one.levels:
        return _clash(one, catalogue, texts), ()
    known = dict(_agreed(one.levels, one, catalogue, texts))
    if {"giorni", "orari"} <= known.keys():
        known["giorni"] = texts("matching.giorni.orari")
        del known["orari"]
    agreed = [known.pop(facet) for facet in _FIRST if facet in known] + list(known.values())
    against = tuple(_conflicts(one.levels, one.evidence, texts))
    if not agreed:
        return (*_spoken(one, corpus, texts), *against), ()
    room = SHORT - len(against)
    return (*agreed[:room], *against), (*agreed[room:], *_spoken(one, corpus, texts, least=2))


def _clash(one: Likeness, catalogue: Catalogue, texts: Texts) -> tuple[str, ...]:
    place = _agreed({"territori": one.levels["territori"]}, one, catalogue, texts)
    return texts("matching.scontro", day=said_day(one.levels[CLASH], texts)), *(said for _, said in place)


def _spoken(one: Likeness, corpus: Corpus, texts: Texts, least: int = 1) -> Iterator[str]:
    common = common_words(one.a, one.b, corpus)
    if len(common) >= least:
        yield texts("matching.testo", words=", ".join(common))


def sentence(parts: Sequence[str]) -> str:
    """Join reasons into a sentence; words in common and what speaks against come after a semicolon."""
    plain = [part for part in parts if ":" not in part]
    told = "; ".join([", ".join(plain), *(part for part in parts if ":" in part)]).removeprefix("; ")
    return f"{told[:1].upper()}{told[1:]}."


def _agreed(levels: Mapping[str, str], one: Likeness, catalogue: Catalogue, texts: Texts) -> Iterator[tuple[str, str]]:
    for facet, level in levels.items():
        if facet == "territori" and level == "same":
            yield facet, texts(f"matching.territori.same.{_size(one, catalogue)}")
        elif facet == "tipo" and level == "same" and not _of_one_kind(one, catalogue):
            yield facet, texts("matching.tipo.same.partly")
        elif level in TOLD:
            yield facet, texts(f"matching.{facet}.{level}")


def _of_one_kind(one: Likeness, catalogue: Catalogue) -> bool:
    """Tell whether both are first of all of one kind, which is the one that people read on their cards."""
    here, there = (catalogue.activities[activity].record.kinds for activity in (one.a, one.b))
    return here[:1] == there[:1]


def _size(one: Likeness, catalogue: Catalogue) -> str:
    here, there = (catalogue.activities[activity].territories for activity in (one.a, one.b))
    return catalogue.geography.size({code for code in here if code in there})


def size_of_place(codes: Iterable[str], vocabularies: Vocabularies) -> str:
    """Return `geography.size`, for who asked here before."""
    return Geography(vocabularies["territori"]).size(codes)


def match_reasons(one: Match, query: Query, corpus: Corpus, texts: Texts) -> tuple[str, ...]:
    """Return short reasons why an activity came up for a query."""
    profile, written = corpus.profiles[one.activity], written_by(corpus, one.activity)
    parts = []
    for facet, level in one.levels.items():
        if facet == "territori" and level == "same":
            shared = {code for code in query.territories if code in profile.territories}
            parts.append(texts(f"matching.territori.same.{corpus.relations.geography.size(shared)}"))
        elif level in TOLD:
            parts.append(texts(f"matching.{facet}.{level}"))
    rarest = sorted((word for word in one.words if word in written), key=lambda word: (-corpus.rarity[word], word))
    if rarest:
        parts.append(texts("matching.testo", words=", ".join(written[word] for word in rarest[:COMMON_WORDS])))
    return (*(parts or [texts("matching.concept")]), *_conflicts(one.levels, one.evidence, texts))


def _conflicts(levels: Mapping[str, str], evidence: Mapping[str, int], texts: Texts) -> Iterator[str]:
    against = [
        texts(f"matching.{facet}.{level}")
        for facet, level in levels.items()
        if level in AGAINST and evidence.get(facet, 0) < 0 and (facet, level) not in UNTOLD
    ]
    if against:
        yield texts("matching.against", what=", ".join(against))


def common_words(a: str, b: str, corpus: Corpus) -> tuple[str, ...]:
    """Return the rarest words that two activities share, as the first one writes them, rarest first."""
    shared = corpus.profiles[a].vector.keys() & corpus.profiles[b].vector.keys()
    written = written_by(corpus, a)
    rarest = sorted((one for one in shared if one in written), key=lambda one: (-corpus.rarity[one], one))
    return tuple(written[one] for one in rarest[:COMMON_WORDS])


def written_by(corpus: Corpus, activity: str) -> dict[str, str]:
    """Return the words of an activity as it writes them, by stem."""
    entry = corpus.entries[activity]
    found: dict[str, str] = {}
    for word in words_of(f"{entry.name} {entry.record.description or ''}", plain=False):
        found.setdefault(stem_of_written(word), word)
    return found


def stem_of_written(word: str) -> str:
    """Return the stem of a word that still has its accents."""
    return next((stem(one) for one in words_of(word)), "")


def said_day(day: str, texts: Texts) -> str:
    """Write a day in words: `2026-09-20`, or `09-20` for every year."""
    month, number = int(day[-5:-3]), int(day[-2:])
    words = texts("matching.day", day=number, month=texts(f"matching.month.{month}"))
    return f"{words} {date.fromisoformat(day).year}" if len(day) > len("09-20") else words
