"""Words: from a text to the stems and the concepts it speaks of.

Stemming is a short list of suffix rules held as data (`stemming.json`), walked here and in the browser by a few lines
each, so that both find the same stems. Snowball was weighed: it finds no more pairs (`benchmarks/overlaps`) and would
have to be written a second time in JavaScript.
The aliases of the vocabularies are the thesaurus: a text that holds one of them speaks of that concept.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Any, Final

from generator.catalogue import Vocabularies
from generator.catalogue.vocabularies import UNSPECIFIED
from generator.locale.folding import plain_word, spelled_out, words_in
from generator.records.vocabulary import Term

SCHEMES: Final = {"tipi_attivita": "tipo:", "destinatari": "per:"}
"""Vocabularies whose aliases are the thesaurus, and what their concepts begin with."""

_NO_WORDS = re.compile(r"https?://[^ \t\r\n)]+|\bcorso (?=[A-ZÀ-Þ][a-zà-ÿ])|\bda sol[aei]\b", re.ASCII)
"""Addresses of the web; the «corso» of a street (corso Grande), which is no course; «da sola», which is not alone."""
_ORDINARY: Final = "azienda città dell distretto mare porta porte provincia sera stazione terraferma valle via zona"
"""Words that stand in names of places and are said of other things too."""
_NUMBER = re.compile(r"[0-9]+")
_ALTERNATIVES = re.compile(r",| e | o |/|\(|\)")


@cache
def rules() -> Mapping[str, Any]:
    """Read the rules of stemming.

    Keys: `least` letters of a word, `steps` of [suffix, replacement, least left], `light` ones, `stop` words.
    """
    source = resources.files(__package__).joinpath("stemming.json")
    read: Mapping[str, Any] = json.loads(source.read_text("utf-8"))
    return read


@cache
def _stop() -> frozenset[str]:
    return frozenset(rules()["stop"])


@cache
def stem(word: str, steps: str = "steps") -> str:
    """Cut the ending off a lower-case word without accents: in each step the first rule that fits.

    The `light` steps leave nouns apart that the others bring together: «parlata» and «parlare».
    """
    for step in rules()[steps]:
        for suffix, replacement, least in step:
            if word.endswith(suffix) and len(word) - len(suffix) >= least:
                word = word[: len(word) - len(suffix)] + replacement
                break
    return word


def words_of(text: str, *, plain: bool = True) -> Iterator[str]:
    """Yield the words of a text that carry meaning, lower case: no addresses, numbers or stop words.

    They come `plain`, without accents, as stems are made of; or else as they are written.
    """
    least = rules()["least"]
    for written in words_in(_NO_WORDS.sub(" ", text).lower()):
        word = spelled_out(plain_word(written))
        if len(word) >= least and not _NUMBER.fullmatch(word) and word not in _stop():
            yield word if plain else written


def stems_of(text: str) -> tuple[str, ...]:
    """Return the stems of a text, in order, repeated as often as they occur."""
    return tuple(stem(word) for word in words_of(text))


_OF_PEOPLE: Final = (
    "scuola scuole primaria elementari media medie secondaria primo secondo grado superiori classe classi alunni "
    "adulti grandi piccoli piccini bimbi bambini ragazzi giovani anziani vecchi nonni mamme papà genitori famiglie "
    "donne uomini signore signori residenti abitanti cittadini paesani maggiorenni minorenni adolescenti età anni "
    "chiunque volontari volontarie soci iscritti partecipanti operatrice operatore"
)
"""Words that say whom something is for, or who does it, beside the aliases of the audiences."""


@cache
def people_in_words() -> frozenset[str]:
    """Return the stems of words of people: a public in common is a facet of its own, not a substance in common."""
    return frozenset(stems_of(_OF_PEOPLE))


@dataclass(frozen=True)
class Thesaurus:
    """Which runs of stems speak of which concepts."""

    phrases: Mapping[tuple[str, ...], tuple[str, ...]]
    """Run of stems → concepts, for example ("aiut", "compit") → ("tipo:doposcuola",)."""
    asked: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    """Those of `phrases`, and what only who asks says, in any language (`parole_cercate`): no record is read so."""
    places: frozenset[str] = field(default_factory=frozenset)
    """Stems of the names of places: the place is a facet of its own, not a word in common."""

    @cached_property
    def _by_first(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        return _by_first_stem(self.phrases)

    @cached_property
    def _asked_by_first(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        return _by_first_stem(self.asked)

    @cached_property
    def people(self) -> frozenset[str]:
        """Stems that say for whom: «richiedenti asilo» is no service in common."""
        return frozenset(
            stem
            for phrase, concepts in self.phrases.items()
            if any(concept.startswith("per:") for concept in concepts)
            for stem in phrase
        )

    def asked_for(self, stems: Iterable[str]) -> set[str]:
        """Return the concepts that somebody asks for with these stems, in whatever order: people don't quote."""
        asked = frozenset(stems)
        return {
            concept
            for first in asked
            for phrase in self._asked_by_first.get(first, ())
            if asked.issuperset(phrase)
            for concept in self.asked[phrase]
        }

    def concepts(self, stems: tuple[str, ...]) -> set[str]:
        """Return the concepts that these stems, in order, speak of."""
        return {
            concept
            for place, first in enumerate(stems)
            for phrase in self._by_first.get(first, ())
            if stems[place : place + len(phrase)] == phrase
            for concept in self.phrases[phrase]
        }


def _by_first_stem(phrases: Iterable[tuple[str, ...]]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    groups: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        groups.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(those) for first, those in groups.items()}


def thesaurus(vocabularies: Vocabularies) -> Thesaurus:
    """Build the thesaurus out of the labels and aliases of kinds and audiences."""
    phrases: dict[tuple[str, ...], dict[str, None]] = {}
    for scheme, prefix in SCHEMES.items():
        terms = [term for term in vocabularies[scheme] if term.code != UNSPECIFIED]
        labels = {stems_of(saying): term.code for term in terms for saying in _ALTERNATIVES.split(stable_name(term))}
        for term in terms:
            for saying in sayings_of(term):
                run = stems_of(saying)
                # «Ragazze» is said of women; but it is cut like «ragazzi», who are people of their own.
                if run and (scheme != "destinatari" or labels.get(run, term.code) == term.code):
                    phrases.setdefault(run, {})[f"{prefix}{term.code}"] = None
    own = {run: tuple(concepts) for run, concepts in phrases.items()}
    return Thesaurus(own, {**_searched(vocabularies), **own}, _place_stems(vocabularies, phrases))


def stable_name(term: Term) -> str:
    """Return the name by which a term is likened: what acts call it, so that a plainer label likens nothing else."""
    return term.titles[-1] if term.titles else ""


def sayings_of(term: Term) -> tuple[str, ...]:
    """Return what a term is called: each alternative of its name, and its aliases."""
    return (*_ALTERNATIVES.split(stable_name(term)), *term.aliases)


def _searched(vocabularies: Vocabularies) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return what only who asks says; of «parlare con qualcuno» stop words leave a word that says nothing."""
    said: dict[tuple[str, ...], dict[str, None]] = {}
    for scheme, prefix in SCHEMES.items():
        for term in vocabularies[scheme]:
            for saying in term.searched:
                run = stems_of(saying)
                if len(run) > 1 or (run and " " not in saying):
                    said.setdefault(run, {})[f"{prefix}{term.code}"] = None
    return {run: tuple(concepts) for run, concepts in said.items()}


def _place_stems(vocabularies: Vocabularies, phrases: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """Return the stems that only name places: «italiano» is cut like «Italia», and every town has a «centro»."""
    named = {word for term in vocabularies["territori"] for word in stems_of(term.it or "")}
    return frozenset(named - {word for phrase in phrases for word in phrase} - set(stems_of(_ORDINARY)))
