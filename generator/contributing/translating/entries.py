"""Every text of a catalogue that can be translated: where it stands, what it says, and what its translation says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator.checking.plain_values import text_of
from generator.contributing.records.rename import part_id
from generator.reading.folder import FOLDERS, SourceFile, Sources
from generator.records.languages import FIRST
from generator.records.network import DRAFT, REMOVED
from generator.records.plain import is_empty
from generator.records.schema import schema
from generator.records.translations import LANGUAGE, TRANSLATIONS, by_language

TERMS: Final = "termini"
LABEL: Final = "etichetta"
"""What the label of a term is called here: in its file it stands under the code of the language itself."""

_HIDDEN: Final = frozenset({DRAFT, REMOVED})
_PARTS: Final = {
    "attivita": "TranslatedActivity",
    "buone_pratiche": "TranslatedPractice",
    "bisogni": "TranslatedResource",
    "offerte": "TranslatedResource",
}
"""Lists whose items are translated too, each with the definition of what may be."""
_WHEN: Final = "quando"
_PROSE: Final = ("nome_ufficiale", "definizione", "chi_puo", "dove", "quanto_tempo")
_LISTED: Final = ("che_cosa_serve", "come_si_fa")
_GROUPS: Final = ("cambiamenti", "passi_di_legge")
_WORDS: Final = "testo"
_PLACES: Final = "territori"
"""Labels of places are names, which have other languages of their own (`altri_nomi_ufficiali`)."""

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One text: `key` names it for good; `holder` leads, in the data of its file, to what it stands in, by `name`."""

    key: str
    file: str
    holder: Path
    name: str
    source: str
    """The Italian."""
    target: str
    """Its translation; empty where it has none."""


def entries_of(sources: Sources, lang: str) -> Iterator[Entry]:
    """Yield every text of what is published, and of the catalogue's own vocabularies, in the order of the files."""
    for source in sources.files:
        if not source.broken:
            yield from entries_in(source, lang)


def entries_in(source: SourceFile, lang: str) -> Iterator[Entry]:
    """Yield every text of one file that can be translated.

    The name of a body is its own, and asked of nobody, unless somebody has translated it already.
    """
    if source.kind == "vocabolario":
        yield from _of_vocabulary(source, lang)
    elif source.kind in {"rete", "ente"} and source.data.get("stato") not in _HIDDEN:
        for entry in _translated(source, source.data, (), "TranslatedRecord", lang):
            if source.kind == "rete" or entry.name != "nome" or entry.target:
                yield entry
        for listing, definition in _PARTS.items():
            items = source.data.get(listing)
            for at, item in enumerate(items if isinstance(items, list) else ()):
                if isinstance(item, Mapping):
                    yield from _translated(source, item, (listing, at), definition, lang)


def _translated(
    source: SourceFile, holder: Mapping[str, Any], path: Path, definition: str, lang: str
) -> Iterator[Entry]:
    step = ""
    if path:
        listing, at = str(path[0]), path[1]
        step = f"{listing}/{part_id(holder, listing) or at}/"
    said = by_language(holder).get(TRANSLATIONS)
    words = said.get(lang) if isinstance(said, Mapping) else None
    for name in schema()["$defs"][definition]["properties"]:
        value = holder.get(name)
        if name == _WHEN:
            value = value.get(_WORDS) if isinstance(value, Mapping) else None
        target = words.get(name) if isinstance(words, Mapping) else ""
        if isinstance(value, str) and not is_empty(value) and name != LANGUAGE:
            yield Entry(_key(source, f"{step}{name}"), source.file, path, name, value.strip(), text_of(target))


def _of_vocabulary(source: SourceFile, lang: str) -> Iterator[Entry]:
    yield from _prose(source, source.data, (), "titolo", lang)
    terms = source.data.get(TERMS)
    for at, term in enumerate(terms if isinstance(terms, list) else ()):
        if isinstance(term, Mapping) and isinstance(term.get("codice"), str):
            yield from _of_term(source, term, at, lang)


def _of_term(source: SourceFile, term: Mapping[str, Any], at: int, lang: str) -> Iterator[Entry]:
    path = (TERMS, at)
    label = term.get(FIRST)
    if source.id != _PLACES and isinstance(label, str) and not is_empty(label):
        key = _key(source, f"{TERMS}/{term['codice']}/{LABEL}")
        yield Entry(key, source.file, path, LABEL, label.strip(), text_of(term.get(lang)))
    for name in _PROSE:
        yield from _prose(source, term, path, name, lang)
    for name in (*_LISTED, *_GROUPS):
        items: Any = term.get(name)
        items = items if isinstance(items, list) else []
        for place, item in enumerate(items):
            if name in _LISTED:
                yield from _prose(source, dict(enumerate(items)), (*path, name), place, lang)
            elif isinstance(item, Mapping):
                yield from _prose(source, item, (*path, name, place), _WORDS, lang)


def _prose(source: SourceFile, holder: Mapping[Any, Any], path: Path, name: str | int, lang: str) -> Iterator[Entry]:
    """Yield a text of a vocabulary that may be in Italian alone, or in several languages."""
    value = holder.get(name)
    said = value if isinstance(value, Mapping) else {FIRST: value}
    italian = said.get(FIRST)
    if isinstance(italian, str) and not is_empty(italian):
        steps = [source.data[TERMS][step]["codice"] if at == 1 else step for at, step in enumerate((*path, name))]
        key = _key(source, "/".join(map(str, steps)))
        yield Entry(key, source.file, path, str(name), italian.strip(), text_of(said.get(lang)))


def _key(source: SourceFile, steps: str) -> str:
    return f"{source.file.removesuffix('.yml')}#{steps}"


def with_translation(data: dict[str, Any], entry: Entry, lang: str, text: str) -> None:
    """Put a translation into the plain data of its file, which is in today's form."""
    holder: Any = data
    for step in entry.holder:
        holder = holder[step]
    if not entry.file.startswith(f"{FOLDERS['vocabolario']}/"):
        said = by_language(holder).get(TRANSLATIONS) or {}
        holder[TRANSLATIONS] = {**said, lang: {**said.get(lang, {}), entry.name: text}}
    elif entry.name == LABEL:
        holder[lang] = text
    else:
        place: Any = int(entry.name) if isinstance(holder, list) else entry.name
        said = holder[place]
        holder[place] = {**(said if isinstance(said, Mapping) else {FIRST: said}), lang: text}
