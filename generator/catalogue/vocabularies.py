"""The words a catalogue speaks: packaged vocabularies, extended by the catalogue's own files.

A file of the catalogue never replaces a scheme: it adds terms, changes the keys it gives, or hides a term.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Any, Final

from generator.reading.folder import SourceFile, read_text
from generator.records.plain import without_empty
from generator.records.vocabulary import Scheme, Term, label_of

EVERYBODY: Final = "tutti"
"""Code of «Tutta la cittadinanza», which agrees with every other audience."""

UNSPECIFIED: Final = "da_precisare"
"""Code of a kind that nobody has told yet, or that the list does not have: it likens nothing to anything."""


@dataclass(frozen=True)
class Vocabulary:
    """One scheme: its terms by code, hidden ones left out, in the order of the files."""

    scheme: Scheme
    terms: Mapping[str, Term]

    def __contains__(self, code: object) -> bool:
        return code in self.terms

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms.values())

    def label(self, code: str, lang: str = "it") -> str:
        """Return the words for `code`, or the code itself where it is unknown."""
        term = self.terms.get(code)
        return label_of(term, lang) if term else code

    def parents(self, code: str) -> tuple[str, ...]:
        """Return the codes directly above `code`."""
        term = self.terms.get(code)
        if term is None:
            return ()
        above = ((term.parent,) if term.parent else ()) + term.other_parents
        return tuple(parent for parent in above if parent in self.terms)

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Return every code above `code`, nearest first, each once; loops in the data do no harm."""
        above: dict[str, None] = {}
        waiting = list(self.parents(code))
        while waiting:
            parent = waiting.pop(0)
            if parent not in above and parent != code:
                above[parent] = None
                waiting.extend(self.parents(parent))
        return tuple(above)

    def inverse(self, code: str) -> str:
        """Return the code that tells a relation from its other side; the same where both sides call it so."""
        term = self.terms.get(code)
        inverse = (term.inverse if term else None) or code
        return inverse if inverse in self.terms else code

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """The codes directly below each code."""
        below: dict[str, list[str]] = {}
        for code in self.terms:
            for parent in self.parents(code):
                below.setdefault(parent, []).append(code)
        return {parent: tuple(codes) for parent, codes in below.items()}

    @cached_property
    def spoken(self) -> Mapping[str, str]:
        """Every word that leads to a code, lower case: the code, its labels, its aliases; the first term wins."""
        words: dict[str, str] = {}
        for term in self:
            for word in (term.code, term.it, *term.translations, *term.other_words):
                if word:
                    words.setdefault(word.casefold(), term.code)
        return words


@dataclass(frozen=True)
class Vocabularies:
    """All schemes of a catalogue, by name."""

    schemes: Mapping[str, Vocabulary] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Vocabulary:
        return self.schemes.get(name) or _empty(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.schemes)


@cache
def _empty(name: str) -> Vocabulary:
    return Vocabulary(Scheme.model_validate({"id": name}), {})


@cache
def packaged_sources() -> tuple[SourceFile, ...]:
    """Read the vocabularies that travel with the program."""
    folder = resources.files("generator").joinpath("packaged", "vocabularies")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yml")), key=lambda file: file.name)
    return tuple(
        read_text(file.read_text("utf-8"), file.name.removesuffix(".yml"), f"vocabularies/{file.name}", "vocabolario")
        for file in files
    )


def build_vocabularies(own: Iterable[SourceFile]) -> Vocabularies:
    """Merge the packaged vocabularies with the catalogue's `own` files, which must have passed their checks."""
    merged: dict[str, dict[str, Any]] = {}
    for source in (*packaged_sources(), *own):
        _extend(merged.setdefault(source.id, {"id": source.id}), without_empty(source.data))
    schemes = {name: Scheme.model_validate(data) for name, data in merged.items()}
    return Vocabularies(
        {
            name: Vocabulary(scheme, {term.code: term for term in scheme.terms if not term.hidden})
            for name, scheme in schemes.items()
        }
    )


@cache
def packaged_vocabularies() -> Vocabularies:
    """Return the vocabularies that travel with the program, as they are before anybody extends them."""
    return build_vocabularies(())


def _extend(base: dict[str, Any], extra: Mapping[str, Any]) -> None:
    """Add to a scheme what a catalogue's own file says, term by term and key by key."""
    for listing in ("termini", "famiglie"):
        terms = {term["codice"]: term for term in base.get(listing, [])}
        for term in extra.get(listing, []):
            terms[term["codice"]] = {**terms.get(term["codice"], {}), **term}
        base[listing] = list(terms.values())
    base |= {key: value for key, value in extra.items() if key not in {"termini", "famiglie", "id"}}
