"""Reasons in words: why two activities are shown together, and what speaks against."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from generator.catalogue import ActivityEntry, Catalogue, Geography
from generator.locale import Texts
from generator.locale.writing import day_and_month, listed, weekday_name
from generator.matching.acts import handed_over as acts_handed_over
from generator.matching.corpus import Corpus
from generator.matching.pairs import Likeness
from generator.matching.profiles import done_beside, handed_over
from generator.matching.query import Match, Query
from generator.matching.scoring import CLASH, MAYBE, Kind, kind_of, weights
from generator.matching.timing import Timing
from generator.matching.words import stem, words_of
from generator.records.activity import WEEKDAYS

COMMON_WORDS: Final = 4
"""How many words in common are named at most."""
SHORT: Final = 4
"""So many facts are told at first; the others are there for who asks why."""
_SHORTER: Final = 3
"""So many where the verdict is told beside them."""
_FIRST: Final = (
    "oggetto",
    "scambio",
    "territori",
    "destinatari",
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
_ONE_THING: Final = {Kind.OVERLAP: ("same", "near"), Kind.SYNERGY: ("same",)}
"""Where the verdict says by itself that two are about one thing."""
_TIMES: Final = ("giorni", "orari", "periodo")
"""When: what `quando` sums up, and so the one way in which it is said."""
UNSAID: Final = frozenset(
    {
        *(("tipo", "different"), ("quando", "apart")),
        *(("modo", "same"), ("modo", "apart"), ("atto", "same"), ("atto", "apart")),
    }
)
"""Facets and levels that weigh and are not said: two kinds that differ can be read on the two cards; what is done is a
guess; what never happens together does so on other days, at other hours or in another period, which is told."""
_SELDOM: Final = re.compile(
    r"\b(?:(?:prim|second|terz|quart|quint|ultim)[oaie]|mes[ei]|mensil[ei]|ann[oi]|annual[ei]|volt[ae])\b"
)
"""Words of what does not happen every week: «il primo martedì del mese», «una volta l'anno»."""
_FEMININE: Final = "dom"
"""The day of the week that Italian calls «la»."""
_RUN: Final = 3
"""So many days in a row are told by the first and the last."""


def reasons(likeness: Likeness, catalogue: Catalogue, corpus: Corpus, texts: Texts) -> tuple[str, ...]:
    """Return short reasons, for example ("nello stesso quartiere", "dello stesso tipo", "parole in comune: orto")."""
    if CLASH in likeness.levels:
        return _clash(likeness, catalogue, texts, "scontro")
    agreed = _facts(likeness, catalogue, texts).values()
    return (*agreed, *_shared_words(likeness, corpus, texts), *_against(likeness, texts))


def short_reasons(
    likeness: Likeness, catalogue: Catalogue, corpus: Corpus, texts: Texts
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return at most `SHORT` reasons, what matters to people first, and those that are left.

    One word in common is told only where there is nothing else to say.
    """
    if CLASH in likeness.levels:
        return _clash(likeness, catalogue, texts, "scontro"), ()
    return _in_short(_facts(likeness, catalogue, texts), likeness, corpus, texts, SHORT)


def verdict(
    likeness: Likeness, catalogue: Catalogue, corpus: Corpus, texts: Texts
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return why two activities have the verdict that they have, for who organises them, and what else they share.

    Of what is the same, or alike, the reasons are those of `short_reasons`; of what completes each other it is what can
    be done about it, the first activity of the pair being the first one told of.
    """
    if CLASH in likeness.levels:
        return _clash(likeness, catalogue, texts, "why.clash"), ()
    facts = _facts(likeness, catalogue, texts)
    if likeness.levels.get("oggetto") in _ONE_THING.get(likeness.kind, ()) and len(facts) > 1:
        del facts["oggetto"]
    # The heading says it already.
    facts.pop(MAYBE, None)
    said, facet = _completing(likeness, catalogue, corpus, texts)
    if not said:
        return _in_short(facts, likeness, corpus, texts, _SHORTER)
    left = [reason for other, reason in facts.items() if other != facet and (facet != "quando" or other not in _TIMES)]
    return (said,), (*left, *_shared_words(likeness, corpus, texts, least=2), *_against(likeness, texts))


def _in_short(
    facts: Mapping[str, str], likeness: Likeness, corpus: Corpus, texts: Texts, most: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    agreed, against = list(facts.values()), tuple(_against(likeness, texts))
    if not agreed:
        return (*_shared_words(likeness, corpus, texts), *against), ()
    room = most - len(against)
    return (*agreed[:room], *against), (*agreed[room:], *_shared_words(likeness, corpus, texts, least=2))


def _facts(likeness: Likeness, catalogue: Catalogue, texts: Texts) -> dict[str, str]:
    """Return what is told of a pair by facet, what matters to people first.

    That they meet in time matters where they are the same; of what completes each other by being apart in time it is
    told how, and of what hands over nothing.
    """
    levels = dict(likeness.levels)
    if likeness.kind is not Kind.OVERLAP:
        for facet in _TIMES:
            if levels.get(facet) in AGREEING:
                del levels[facet]
    known = dict(_agreed(levels, likeness, catalogue, texts))
    if {"giorni", "orari"} <= known.keys():
        known["giorni"] = texts("matching.giorni.orari")
        del known["orari"]
    if likeness.kind is Kind.SYNERGY and levels.get("quando") and not _hands_over(levels):
        apart = next((facet for facet in _TIMES if levels.get(facet) in CONFLICTING), "")
        known |= {apart: texts(f"matching.{apart}.{levels[apart]}")} if apart else {}
    maybe = {MAYBE: texts("matching.why.maybe")} if MAYBE in levels else {}
    return maybe | {facet: known.pop(facet) for facet in _FIRST if facet in known} | known


def _against(likeness: Likeness, texts: Texts) -> Iterator[str]:
    """Say what speaks against; of two that complete each other time does not."""
    left_out = _TIMES if likeness.kind is Kind.SYNERGY else ()
    levels = {facet: level for facet, level in likeness.levels.items() if facet not in left_out}
    return _conflicts(levels, likeness.evidence, texts)


def _hands_over(levels: Mapping[str, str]) -> bool:
    """Tell whether two complete each other by this alone: no score would be needed."""
    return kind_of(0, levels, weights()) is Kind.SYNERGY


def _completing(likeness: Likeness, catalogue: Catalogue, corpus: Corpus, texts: Texts) -> tuple[str, str]:
    """Say how two complete each other, and which facet that says; empty for what does not."""
    levels = likeness.levels
    if likeness.kind is not Kind.SYNERGY:
        return "", ""
    if levels.get("territori") == "neighbours":
        return texts("matching.why.neighbours"), "territori"
    if _hands_over(levels):
        return _hand_over(likeness, corpus, texts), "scambio"
    return (_turns(likeness, catalogue, corpus, texts), "quando") if levels.get("quando") else ("", "")


def _hand_over(likeness: Likeness, corpus: Corpus, texts: Texts) -> str:
    a, b = (corpus.profiles[activity] for activity in (likeness.a, likeness.b))
    here, there = handed_over(a, b)
    if here:
        does = {side: texts(f"matching.does.{code}") for side, code in (("here", here), ("there", there))}
        return texts("matching.why.hands_over", **does)
    if mode := done_beside(a, b):
        return texts(f"matching.beside.{mode}")
    one, other = acts_handed_over(a.acts, b.acts)
    if one:
        does = {side: texts(f"matching.does.atto:{act}") for side, act in (("here", one), ("there", other))}
        return texts("matching.why.hands_over", **does)
    return texts("matching.scambio.hands_over")


def _turns(likeness: Likeness, catalogue: Catalogue, corpus: Corpus, texts: Texts) -> str:
    """Say how two are apart in time: what comes back every week shares the week, anything else only differs in days."""
    levels = likeness.levels
    if levels.get("periodo") == "apart":
        return texts("matching.why.period")
    if levels.get("giorni") != "different":
        return texts("matching.why.hours")
    sides = [(catalogue.activities[each], corpus.profiles[each].timing) for each in (likeness.a, likeness.b)]
    if not all(_is_weekly(activity, timing) for activity, timing in sides):
        return texts("matching.why.days")
    here, there = (days_in_words(timing.days, texts) for _, timing in sides)
    return texts("matching.why.week", here=here, there=there)


def _is_weekly(activity: ActivityEntry, timing: Timing) -> bool:
    """Tell whether an activity is known to come back on its days every week, at least for some months."""
    schedule = activity.record.schedule
    if timing.occasion or len(timing.months) == 1:
        return False
    if schedule and any(slot.days for slot in schedule.slots):
        return not any(slot.weeks or slot.interval for slot in schedule.slots)
    told = (schedule.words if schedule else None) or activity.record.description or ""
    return not _SELDOM.search(told.lower())


def days_in_words(days: Iterable[str], texts: Texts) -> str:
    """Name days of the week as they stand in a sentence: «il martedì e il giovedì», «dal lunedì al venerdì»."""
    numbers = sorted(WEEKDAYS.index(day) for day in days)
    first, last = (weekday_name(number, texts.lang) for number in (numbers[0], numbers[-1]))
    if len(numbers) >= _RUN and numbers[-1] - numbers[0] == len(numbers) - 1 and WEEKDAYS[numbers[-1]] != _FEMININE:
        return texts("matching.days.run", first=first, last=last)
    items = {number: "item_f" if WEEKDAYS[number] == _FEMININE else "item" for number in numbers}
    named = [texts(f"matching.days.{item}", day=weekday_name(number, texts.lang)) for number, item in items.items()]
    return texts("matching.days.some", days=listed(named, texts.lang))


def _clash(likeness: Likeness, catalogue: Catalogue, texts: Texts, said: str) -> tuple[str, ...]:
    place = _agreed({"territori": likeness.levels["territori"]}, likeness, catalogue, texts)
    return texts(f"matching.{said}", day=day_in_words(likeness.levels[CLASH], texts)), *(reason for _, reason in place)


def _shared_words(likeness: Likeness, corpus: Corpus, texts: Texts, least: int = 1) -> Iterator[str]:
    common = common_words(likeness.a, likeness.b, corpus)
    if len(common) >= least:
        yield texts("matching.testo", words=", ".join(common))


def advice(likeness: Likeness, texts: Texts) -> tuple[str, str]:
    """Say what two are to each other, and what can be done about it."""
    kind = MAYBE if MAYBE in likeness.levels else likeness.kind
    return texts(f"matching.kind.{kind}"), texts(f"matching.todo.{kind}")


def sentence(parts: Sequence[str]) -> str:
    """Join reasons into a sentence; words in common and what speaks against come after a semicolon."""
    if len(parts) == 1:
        return f"{parts[0][:1].upper()}{parts[0][1:]}."
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
            yield facet, same_place(here.territories, there.territories, catalogue.geography, texts)
        elif facet == "tipo" and level == "same" and here.record.kinds[:1] != there.record.kinds[:1]:
            # The first kind of each is what people read on the two cards.
            yield facet, texts("matching.tipo.same.partly")
        elif (facet, level) in UNSAID:
            continue
        elif level in AGREEING:
            yield facet, texts(f"matching.{facet}.{level}")


def same_place(here: Iterable[str], there: Iterable[str], geography: Geography, texts: Texts) -> str:
    """Say that two are in one place, or in the same quarters."""
    shared = {*here} & {*there}
    size = geography.size(shared)
    are_many = size == "quartiere" and sum(map(geography.is_part_of_town, shared)) > 1
    return texts(f"matching.territori.same.{'quartieri' if are_many else size}")


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
