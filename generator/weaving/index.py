"""What the browser needs to find activities like the one somebody is writing: one compact JSON.

Everything about the activities is worked out here; `likeness.js` only stems and weighs the query.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from generator.weaving.corpus import Corpus
from generator.weaving.facets import LEVELS, Profile
from generator.weaving.query import FACETS
from generator.weaving.scoring import Weights, weights
from generator.weaving.words import rules

_SCHEMES: Final = {"tipo": "tipi_attivita", "territori": "territori", "destinatari": "destinatari"}


def index(corpus: Corpus, use: Weights | None = None) -> dict[str, Any]:
    """Return the index as plain data.

    Keys: `least`, `steps`, `stop` (stemming); `phrases` (run of stems → concepts), `places` (stems that are no
    words), `rarity` (token → weight), `postings` (token → activity, weight, activity, weight…); `ids`, `names`,
    `codes` (facet → codes of each activity), `inherited` (1 where the place is that of the file); `weights` (facet →
    weight of each level, best first, the last for codes without relation), `relations` (facet → code → code → level),
    `query_text`.
    """
    use = use or weights()
    profiles = list(corpus.profiles.values())
    codes = {facet: [_codes(one, facet) for one in profiles] for facet in FACETS}
    return {
        **rules(),
        "phrases": {" ".join(run): concepts for run, concepts in sorted(corpus.words.phrases.items())},
        "places": sorted(corpus.words.places),
        "rarity": corpus.rarity,
        "postings": _postings(profiles),
        "ids": [one.id for one in profiles],
        "names": [corpus.entries[one.id].name for one in profiles],
        "codes": codes,
        "inherited": [int(one.inherited) for one in profiles],
        "weights": {facet: [use.evidence[facet][level] for level in LEVELS[facet]] for facet in FACETS},
        "relations": {facet: _relations(facet, corpus, codes[facet]) for facet in FACETS},
        "query_text": use.query_text,
    }


def as_json(found: Mapping[str, Any]) -> str:
    """Write the index without a space too many, always the same way."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _codes(one: Profile, facet: str) -> tuple[str, ...]:
    return {"tipo": one.kinds, "territori": one.territories, "destinatari": one.audiences}[facet]


def _postings(profiles: Iterable[Profile]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, one in enumerate(profiles):
        for token, weight in one.vector.items():
            found.setdefault(token, []).extend((number, weight))
    return dict(sorted(found.items()))


def _relations(facet: str, corpus: Corpus, used: Iterable[Iterable[str]]) -> dict[str, dict[str, int]]:
    """Return how each code of the vocabulary stands to those in use; those without relation are left out."""
    there = sorted({code for codes in used for code in codes})
    last = len(LEVELS[facet]) - 1
    found = {}
    for here in corpus.vocabularies[_SCHEMES[facet]].terms:
        levels = {code: LEVELS[facet].index(corpus.relations.between(facet, here, code)) for code in there}
        if near := {code: level for code, level in levels.items() if level != last}:
            found[here] = near
    return found
