"""The words of a catalogue in other languages (`content/lingue/<code>.yml`): who seeks help would read each slip.

Along with E101, E103, E104, E105, E109 and E110, which they share with records:

- E170: the file has not the name of a language, or one that is whole already;
- E171: a text lost a name in braces, or has one that its page does not fill;
- E172: a text holds marks of HTML, which readers would see as they are;
- E174: the site is to be published in a language that nobody has words for, or its first one has not all of them;
- H173: a language that the program does not know leaves texts unsaid: they are English.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from generator.catalogue.vocabularies import Vocabularies
from generator.checking.findings import finding_of_flaw, short
from generator.checking.formats import flaw_in
from generator.checking.logos import content_of
from generator.checking.settings import PUBLISHED_IN
from generator.checking.spelling import nearest
from generator.diagnostics import START, Finding, Path
from generator.locale import FALLBACK, LANGUAGES, load
from generator.locale.languages import (
    DEFINITIONS,
    INTERFACE,
    MACHINE,
    MESSAGES,
    PERSON,
    URGENT,
    VOCABULARIES,
    defined_codes,
    essential,
    essential_keys,
    message_keys,
    names_in,
    national_numbers,
    packaged_languages,
)
from generator.reading.folder import SourceFile, Sources
from generator.reading.languages import language_files
from generator.records.plain import is_empty

LONGEST: Final = 400
"""Characters of a text; the longest that the program has in any language is of some 160."""
_SAYS: Final = ("lingua", "nome", "tradotto", "tradotto_il", "rivisto_da")
_KEYS: Final = (*_SAYS, INTERFACE, MESSAGES, VOCABULARIES, DEFINITIONS, URGENT)
_OF_TERMS: Final = (VOCABULARIES, DEFINITIONS)
_BY: Final = (MACHINE, PERSON)
_MARK: Final = re.compile(r"</?[a-z!][^>]*>?|&(?:#\w+|[a-z]+);", re.IGNORECASE)
_MOST_NAMED: Final = 3


def check_languages(sources: Sources, vocabularies: Vocabularies) -> list[Finding]:
    """Check the language files of a catalogue, each whole, and the languages that its settings name."""
    files = language_files(sources.root, content_of(sources))
    told = (finding for file in files for finding in (*file.findings, *check_language_file(file, vocabularies)))
    return [*told, *unworded(sources, [file.id for file in files])]


def unworded(sources: Sources, own: Collection[str]) -> Iterator[Finding]:
    """E174: a language of the settings without words; `own` are those for which the catalogue brings some.

    What is no code of a language was told already.
    """
    told = sources.own_settings.get("lingue")
    languages = told if isinstance(told, list) else [told]
    for number, lang in enumerate(languages):
        if not isinstance(lang, str) or lang in LANGUAGES or flaw_in(lang, "lingua") is not None:
            continue
        path = (*PUBLISHED_IN, number) if isinstance(told, list) else PUBLISHED_IN
        values = {"value": lang, "codes": ", ".join(LANGUAGES), "known": ", ".join(packaged_languages())}
        if number == 0:
            yield Finding("E174", sources.settings.file, path, values, "first")
        elif lang not in (*packaged_languages(), *own):
            yield Finding("E174", sources.settings.file, path, values)


def check_language_file(source: SourceFile, vocabularies: Vocabularies) -> Iterator[Finding]:
    """Check one language file; of one that was read in part, what was read."""
    yield from misnamed(source)
    yield from unknown_keys(source.data, _KEYS, source.file, (), "list")
    yield from what_has_no_entries(source)
    yield from what_it_says_of_itself(source)
    yield from texts_of_pages(source)
    yield from words_of_terms(source, vocabularies)
    yield from reasons_of_numbers(source)
    if not source.broken:
        yield from unsaid(source)


def misnamed(source: SourceFile) -> Iterator[Finding]:
    """E170: no code of a language as the name of the file, one that is whole, or another than `lingua` says."""
    told = source.data.get("lingua")
    if source.id in LANGUAGES:
        yield Finding("E170", source.file, values={"name": source.id}, hint="whole", span=START)
    elif flaw_in(source.id, "lingua") is not None:
        yield Finding("E170", source.file, values={"name": source.id}, span=START)
    elif isinstance(told, str) and told.strip() and told.strip() != source.id:
        yield Finding("E170", source.file, ("lingua",), {"name": source.id, "value": short(told)}, "other")


def unknown_keys(
    data: Mapping[str, Any], known: tuple[str, ...], file: str, path: Path, hint: str
) -> Iterator[Finding]:
    """E101: a key that no page reads; `hint` names the advice where it resembles none that is read."""
    for key in data:
        if key not in known:
            # What is there already was not meant, nor was another number: nobody misspells 112 as 113.
            near = "" if path == (URGENT,) else nearest(key, [other for other in known if other not in data])
            values = {"key": short(key), "near": near, "known": ", ".join(known)}
            yield Finding("E101", file, (*path, key), values, "near" if near else hint, on_key=True)


def what_has_no_entries(source: SourceFile) -> Iterator[Finding]:
    """E104: a text or a list where texts stand by key."""
    parts: dict[Path, Any] = {(key,): source.data.get(key) for key in (INTERFACE, MESSAGES, *_OF_TERMS, URGENT)}
    for part in _OF_TERMS:
        parts |= {(part, scheme): said for scheme, said in _mapping(source.data.get(part)).items()}
    for path, value in parts.items():
        if not isinstance(value, Mapping) and not is_empty(value):
            yield Finding("E104", source.file, path, {"key": path[-1], "first": "…"}, "object")


def what_it_says_of_itself(source: SourceFile) -> Iterator[Finding]:
    """E103, E109, E110: who translated, and when; E104, E105: what is no short text."""
    said = {key: value for key in _SAYS if not is_empty(value := source.data.get(key))}
    yield from _no_texts(said, source.file, ())
    by, day = said.get("tradotto"), said.get("tradotto_il")
    if isinstance(by, str) and by.strip() not in _BY:
        values = {"value": short(by), "key": "tradotto", "codes": ", ".join(_BY)}
        yield Finding("E103", source.file, ("tradotto",), values, "list")
    if isinstance(day, str) and (flaw := flaw_in(day.strip(), "data")):
        yield finding_of_flaw(flaw, day, source.file, ("tradotto_il",))


def texts_of_pages(source: SourceFile) -> Iterator[Finding]:
    """E101, E104, E105, E171, E172 of the texts of pages, and of why two activities are alike."""
    for part, family, known in ((INTERFACE, "interface", essential_keys()), (MESSAGES, "messages", message_keys())):
        told, texts = _mapping(source.data.get(part)), load(family, FALLBACK)
        yield from unknown_keys(told, known, source.file, (part,), "texts")
        yield from _no_texts(told, source.file, (part,))
        for key, text in told.items():
            if key in known and isinstance(text, str) and not is_empty(text):
                yield from _other_names(text, names_in(texts.entry(key)), source.file, (part, key))


def words_of_terms(source: SourceFile, vocabularies: Vocabularies) -> Iterator[Finding]:
    """E101, E103, E104, E105, E172 of the labels of terms, and of what they are about."""
    for part, known in ((VOCABULARIES, tuple(vocabularies)), (DEFINITIONS, tuple(defined_codes()))):
        schemes = _mapping(source.data.get(part))
        yield from unknown_keys(schemes, known, source.file, (part,), "list")
        for scheme, said in ((scheme, _mapping(schemes.get(scheme))) for scheme in known):
            yield from _no_texts(said, source.file, (part, scheme))
            for code in said:
                if code not in vocabularies[scheme]:
                    near = nearest(code, sorted(vocabularies[scheme].terms))
                    values = {"value": short(code), "key": scheme, "near": near, "label": ""}
                    path = (part, scheme, code)
                    yield Finding("E103", source.file, path, values, "near" if near else "see", on_key=True)


def reasons_of_numbers(source: SourceFile) -> Iterator[Finding]:
    """E101, E104, E105, E172 of what national numbers are for."""
    told = _mapping(source.data.get(URGENT))
    yield from unknown_keys(told, national_numbers(), source.file, (URGENT,), "list")
    yield from _no_texts(told, source.file, (URGENT,))


def unsaid(source: SourceFile) -> Iterator[Finding]:
    """H173: texts that a language new to the program leaves to English."""
    if source.id in (*LANGUAGES, *packaged_languages()) or flaw_in(source.id, "lingua") is not None:
        return
    if missing := essential(source.id, source.data).missing:
        values = {"known": ", ".join(missing[:_MOST_NAMED])}
        yield Finding("H173", source.file, values=values, span=START)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _no_texts(told: Mapping[str, Any], file: str, path: Path) -> Iterator[Finding]:
    """E104, E105, E172: what is no text, too long a one, one with marks of HTML."""
    for key, value in told.items():
        at = (*path, key)
        if not isinstance(value, str):
            if not is_empty(value):
                yield Finding("E104", file, at, {"key": key}, "one")
        elif len(value) > LONGEST:
            values = {"key": key, "found": len(value), "most": LONGEST, "excess": len(value) - LONGEST}
            yield Finding("E105", file, at, values)
        elif mark := _MARK.search(value):
            yield Finding("E172", file, at, {"key": key, "value": short(mark[0])})


def _other_names(text: str, wanted: frozenset[str], file: str, path: Path) -> Iterator[Finding]:
    found = names_in(text)
    for name in sorted(wanted - found):
        yield Finding("E171", file, path, {"key": path[-1], "name": f"{{{name}}}"}, "lost")
    for name in sorted(found - wanted):
        known = ", ".join(f"{{{name}}}" for name in sorted(wanted))
        yield Finding(
            "E171", file, path, {"key": path[-1], "name": f"{{{name}}}", "known": known}, "known" if known else "none"
        )
