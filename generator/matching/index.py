"""What the browser needs to find activities like the one somebody is writing: one compact JSON.

Everything about the activities is worked out here; `likeness.js` only stems and weighs the query, and `similar.js`
says why, in the words of `match_reasons`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from math import isqrt, log
from typing import Any, Final

from generator.catalogue.geography import SIZES
from generator.locale import Texts
from generator.locale.folding import plain_word, words_in
from generator.matching.corpus import Corpus
from generator.matching.objects import Objects, for_browser, objects_of
from generator.matching.profiles import LEVELS, Profile
from generator.matching.query import FACETS
from generator.matching.reasons import AGREEING, CONFLICTING, UNSAID, written_by
from generator.matching.scoring import Weights, weights
from generator.matching.words import SCHEMES, rules, sayings_of, stable_name, stems_of, words_of

CLOSE: Final[Mapping[str, int]] = {
    "same": 365,
    "same_of_several": 540,
    "hinted": 480,
    "wordless": 540,
    "aside": 400,
    "mentioned": 200,
    "all_words": 700,
    "kind": 400,
    "answered": 450,
    "other_kind": 550,
    "score": 50,
}
"""What it takes to be close, per mille. Where a question names what it is about: how far an activity has to agree
(`same`; `same_of_several` sorts of things, unless kind and people agree; `hinted` where only words of the scene say it;
`wordless` where they share no word; `aside` where it is most about another, and neither kind nor people nor most words
agree); from `mentioned` on it is about something else, and below it has to answer most of the words (`all_words`), for
the lexicon may not know them.
Where it names nothing known: the share of the words, `kind` where it is of the very kind, `other_kind` of one that has
nothing to do with it, `answered` (so also of one whose whole name was said); and the least `score`.

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
    (see `CLOSE`), `intent` (stems that need no answer), `helpers` (audiences that lend a hand), `halves` (see
    `_halves`); `objects`, `object_rules` (see `objects.for_browser`), `about`
    (activity → number of an object, weight, number, weight…, heaviest first); `light` (steps for objects).
    """
    use = use or weights()
    profiles = list(corpus.profiles.values())
    codes = {facet: [profile.codes(facet) for profile in profiles] for facet in FACETS}
    return {
        **rules(),
        "phrases": {" ".join(run): concepts for run, concepts in sorted(corpus.words.asked.items())},
        "places": sorted(corpus.words.places),
        "rarity": corpus.rarity,
        "rarest": rarest(corpus),
        "postings": _postings(profiles),
        "forms": _forms(corpus, profiles),
        "ids": [profile.id for profile in profiles],
        "names": [corpus.entries[profile.id].name for profile in profiles],
        "codes": codes,
        "inherited": [int(profile.inherited) for profile in profiles],
        "sizes": {
            place: SIZES.index(corpus.relations.geography.size((place,))) for place in _in_use(codes["territori"])
        },
        "weights": {facet: [use.query_evidence[facet][level] for level in LEVELS[facet]] for facet in FACETS},
        "relations": {facet: _relations(facet, corpus, codes[facet]) for facet in FACETS},
        "query_text": use.query_text,
        "close": CLOSE,
        **_objects(corpus),
        "intent": sorted(set(stems_of(_INTENT))),
        "helpers": sorted(term.code for term in corpus.vocabularies["destinatari"] if term.family == _HELPERS),
        "halves": dict(sorted(_halves(corpus).items())),
    }


def _halves(corpus: Corpus) -> dict[str, list[str]]:
    """Return stems that stop words leave alone of names («senza tetto», «casa di quartiere»), and the words left out.

    Such a name is said with one of them. «Persone sole» says as much without, and so does a name that begins as the
    label does («festa di quartiere»).
    """
    runs: dict[str, set[str]] = {}
    for scheme in SCHEMES:
        for term in corpus.vocabularies[scheme]:
            for saying in sayings_of(term):
                if len(run := stems_of(saying)) == 1:
                    runs.setdefault(run[0], set()).add(_left_out(saying, stems_of(stable_name(term))))
    return {stem: sorted(left) for stem, left in runs.items() if "" not in left}


def _left_out(saying: str, label: Sequence[str]) -> str:
    words = [plain_word(word) for word in words_in(saying.lower()) if word.isalpha()]
    kept = set(words_of(saying))
    left = [word for word in words if word not in kept]
    if not _OF_NOBODY.isdisjoint(left) or (words[:1] != left[:1] and stems_of(saying)[0] in label):
        return ""
    return max(left, key=len, default="")


_OF_NOBODY: Final = frozenset({"persona", "persone"})
_HELPERS: Final = "aiuta"
"""The family of people who lend a hand: they are mostly named as who does it."""


def _objects(corpus: Corpus) -> dict[str, Any]:
    """Return the lexicon of phones, and what each activity is about as it says: question and answer speak alike."""
    lexicon = for_browser()
    number_of = {code: number for number, code in enumerate(lexicon["objects"]["codes"])}
    about = {}
    for number, (key, profile) in enumerate(corpus.profiles.items()):
        objects = objects_of(profile.name, corpus.entries[key].record.description or "", profile.kinds, on_phones=True)
        about[number] = [part for code, weight in _heaviest(objects) for part in (number_of[code], weight)]
    return {
        **lexicon,
        "about": {number: own for number, own in about.items() if own},
    }


_OBJECTS_EACH: Final = 8
"""How many of the objects that an activity speaks of travel: the heaviest are nearly all of it."""


_HINTED: Final = 600
"""How much of it counts, per mille, where only words of the scene speak of an object: photographs on a wall."""


_UNSAID: Final = 6
"""What every activity leaves unsaid."""


def _heaviest(objects: Objects) -> list[tuple[str, int]]:
    """Return objects with their share: a question asks whether an activity does a thing too, not most of all."""
    sure, whole = objects.said | objects.implied, objects.total + _UNSAID
    shares = {code: isqrt(weight * 1_000_000 // whole) for code, weight in objects.heard.items()}
    weights = {code: share if code in sure else share * _HINTED // 1000 for code, share in shares.items()}
    return sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_OBJECTS_EACH]


def rarest(corpus: Corpus) -> int:
    """Return the weight of a word that no activity holds."""
    return round(100 * log(len(corpus.profiles) + 1))


def sayings(texts: Texts) -> dict[str, Any]:
    """Return the words of reasons: by facet those of each level, empty where a level isn't said.

    Keys: `told` (agreement; `same` of a territory is left to `sizes`), `against`, `sizes`, `words`, `concept`, `but`.
    """
    agreement: dict[str, list[str]] = {}
    conflict: dict[str, list[str]] = {}
    for facet in FACETS:
        keys = {level: f"matching.{facet}.{level}" for level in LEVELS[facet]}
        agreement[facet] = [
            texts(key) if level in AGREEING and (facet, level) != ("territori", "same") else ""
            for level, key in keys.items()
        ]
        conflict[facet] = [
            texts(key) if level in CONFLICTING and (facet, level) not in UNSAID else "" for level, key in keys.items()
        ]
    return {
        "told": agreement,
        "against": conflict,
        "sizes": [texts(f"matching.territori.same.{size}") for size in SIZES],
        "words": texts("matching.testo", words="{words}"),
        "concept": texts("matching.concept"),
        "but": texts("matching.against", what="{what}"),
    }


def as_json(data: Mapping[str, Any]) -> str:
    """Write the index without a space too many, always the same way."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _postings(profiles: Iterable[Profile]) -> dict[str, list[int]]:
    postings: dict[str, list[int]] = {}
    for number, profile in enumerate(profiles):
        for token, weight in profile.vector.items():
            postings.setdefault(token, []).extend((number, weight))
    return dict(sorted(postings.items()))


def _forms(corpus: Corpus, profiles: Sequence[Profile]) -> dict[str, list[Any]]:
    """Collect the words behind each stem; most stems have one, which is then all there is to ship."""
    forms: dict[str, dict[str, list[int]]] = {}
    for number, profile in enumerate(profiles):
        for token, word in written_by(corpus, profile.id).items():
            if token in profile.vector:
                forms.setdefault(token, {}).setdefault(word, []).append(number)
    shipped = {}
    for token, ways in sorted(forms.items()):
        commonest, *others = sorted(ways.items(), key=lambda way: (-len(way[1]), way[0]))
        shipped[token] = [commonest[0], *(part for way in others for part in way)]
    return shipped


def _in_use(codes: Iterable[Iterable[str]]) -> list[str]:
    return sorted({code for several in codes for code in several})


def _relations(facet: str, corpus: Corpus, codes: Iterable[Iterable[str]]) -> dict[str, dict[str, int]]:
    """Return how each code of the vocabulary stands to those in use; those without relation are left out.

    Places are not compared all with all: those in use that meet each of the vocabulary are looked up.
    """
    terms = corpus.vocabularies[_SCHEMES[facet]].terms
    used = _in_use(codes)
    known = set(used)
    last = len(LEVELS[facet]) - 1
    meeting = corpus.relations.geography.meeting({*terms, *used}) if facet == "territori" else {}
    relations = {}
    for here in terms:
        others = [code for code in meeting.get(here, ()) if code in known] if facet == "territori" else used
        levels = {code: LEVELS[facet].index(corpus.relations.between(facet, here, code)) for code in others}
        if near := {code: level for code, level in levels.items() if level != last and code != here}:
            relations[here] = near
    return relations
