"""What the browser needs to find activities like the one somebody is writing: one compact JSON.

Everything about the activities is worked out here; `likeness.js` only stems and weighs the query, and `similar.js`
says why, in the words of `match_reasons`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Any, Final

from generator.catalogue.geography import SIZES
from generator.locale import Texts
from generator.matching.corpus import Corpus
from generator.matching.profiles import LEVELS, Profile
from generator.matching.query import FACETS
from generator.matching.reasons import AGAINST, TOLD, UNTOLD, written_by
from generator.matching.scoring import Weights, weights
from generator.matching.words import rules, stems_of

CLOSE: Final[Mapping[str, int]] = {"answered": 450, "other_kind": 550, "score": 50}
"""Least share of what a query says that a close activity answers, per mille (more, where it is of a kind that has
nothing to do with the one that was said), and its least score.

`python -m benchmarks.who_does` says what they do on queries about what somebody does, and on what nobody does.
"""

_SCHEMES: Final = {"tipo": "tipi_attivita", "territori": "territori", "destinatari": "destinatari"}
_INTENT: Final = (
    "aiutare aprire attività avviare corso creare dare fare gruppo iniziativa insegnare laboratorio nuova nuovo "
    "organizzare pensavo pensiamo persone progetto proporre qualcosa raccogliere raccolta servizio voglio vogliamo "
    "vorrei vorremmo"
)
"""Words that say that somebody is planning, not what: an activity need not answer them."""


def index(corpus: Corpus, use: Weights | None = None) -> dict[str, Any]:
    """Return the index as plain data.

    Keys: `least`, `steps`, `stop` (stemming); `phrases` (run of stems → concepts), `places` (stems that are no
    words), `rarity` (token → weight), `rarest` (the weight of a word that no activity holds), `postings` (token →
    activity, weight, activity, weight…), `forms` (stem → the word as most write it, then other ways, each with the
    activities that write it so); `ids`, `names`, `codes` (facet → codes of each activity), `inherited` (1 where the
    place is that of the file), `sizes` (territory → how large it is); `weights` (facet → weight of each level, best
    first, the last for codes without relation), `relations` (facet → code → code → level), `query_text`; `close`
    (see `CLOSE`), `intent` (stems that need no answer).
    """
    use = use or weights()
    profiles = list(corpus.profiles.values())
    codes = {facet: [_codes(one, facet) for one in profiles] for facet in FACETS}
    return {
        **rules(),
        "phrases": {" ".join(run): concepts for run, concepts in sorted(corpus.words.phrases.items())},
        "places": sorted(corpus.words.places),
        "rarity": corpus.rarity,
        "rarest": round(100 * log(len(profiles) + 1)),
        "postings": _postings(profiles),
        "forms": _forms(corpus, profiles),
        "ids": [one.id for one in profiles],
        "names": [corpus.entries[one.id].name for one in profiles],
        "codes": codes,
        "inherited": [int(one.inherited) for one in profiles],
        "sizes": _sizes(corpus, codes["territori"]),
        "weights": {facet: [use.evidence[facet][level] for level in LEVELS[facet]] for facet in FACETS},
        "relations": {facet: _relations(facet, corpus, codes[facet]) for facet in FACETS},
        "query_text": use.query_text,
        "close": CLOSE,
        "intent": sorted(set(stems_of(_INTENT))),
    }


def sayings(texts: Texts) -> dict[str, Any]:
    """Return the words of reasons: by facet one for each level, nothing where a level isn't told.

    Keys: `told` (agreement; `same` of a territory is left to `sizes`), `against`, `sizes`, `words`, `concept`, `but`.
    """
    return {
        "told": {facet: [_told(facet, level, texts) for level in LEVELS[facet]] for facet in FACETS},
        "against": {facet: [_against(facet, level, texts) for level in LEVELS[facet]] for facet in FACETS},
        "sizes": [texts(f"matching.territori.same.{size}") for size in SIZES],
        "words": texts("matching.testo", words="{words}"),
        "concept": texts("matching.concept"),
        "but": texts("matching.against", what="{what}"),
    }


def as_json(found: Mapping[str, Any]) -> str:
    """Write the index without a space too many, always the same way."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _told(facet: str, level: str, texts: Texts) -> str:
    if level not in TOLD or (facet, level) == ("territori", "same"):
        return ""
    return texts(f"matching.{facet}.{level}")


def _against(facet: str, level: str, texts: Texts) -> str:
    return texts(f"matching.{facet}.{level}") if level in AGAINST and (facet, level) not in UNTOLD else ""


def _codes(one: Profile, facet: str) -> tuple[str, ...]:
    return {"tipo": one.kinds, "territori": one.territories, "destinatari": one.audiences}[facet]


def _postings(profiles: Iterable[Profile]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, one in enumerate(profiles):
        for token, weight in one.vector.items():
            found.setdefault(token, []).extend((number, weight))
    return dict(sorted(found.items()))


def _forms(corpus: Corpus, profiles: Sequence[Profile]) -> dict[str, list[Any]]:
    """Collect the words behind each stem; most stems have one, which is then all there is to ship."""
    found: dict[str, dict[str, list[int]]] = {}
    for number, one in enumerate(profiles):
        for token, word in written_by(corpus, one.id).items():
            if token in one.vector:
                found.setdefault(token, {}).setdefault(word, []).append(number)
    return {token: _commonest_first(ways) for token, ways in sorted(found.items())}


def _commonest_first(ways: Mapping[str, list[int]]) -> list[Any]:
    commonest, *others = sorted(ways.items(), key=lambda one: (-len(one[1]), one[0]))
    return [commonest[0], *(part for way in others for part in way)]


def _sizes(corpus: Corpus, used: Iterable[Iterable[str]]) -> dict[str, int]:
    there = sorted({code for codes in used for code in codes})
    return {code: SIZES.index(corpus.relations.geography.size((code,))) for code in there}


def _relations(facet: str, corpus: Corpus, used: Iterable[Iterable[str]]) -> dict[str, dict[str, int]]:
    """Return how each code of the vocabulary stands to those in use; those without relation are left out."""
    terms = corpus.vocabularies[_SCHEMES[facet]].terms
    there = sorted({code for codes in used for code in codes})
    last = len(LEVELS[facet]) - 1
    meeting = _meeting_places(corpus, there) if facet == "territori" else {}
    found = {}
    for here in terms:
        candidates = meeting.get(here, ()) if facet == "territori" else there
        levels = {code: LEVELS[facet].index(corpus.relations.between(facet, here, code)) for code in candidates}
        if near := {code: level for code, level in levels.items() if level != last and code != here}:
            found[here] = near
    return found


def _meeting_places(corpus: Corpus, used: Iterable[str]) -> dict[str, list[str]]:
    """Return the territories in use that meet each of the vocabulary, without comparing all with all."""
    there = set(used)
    related = corpus.relations.geography.meeting({*corpus.vocabularies["territori"].terms, *there})
    return {here: [code for code in places if code in there] for here, places in related.items()}
