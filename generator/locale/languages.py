"""Languages in which only what it takes to find help is worded: one file each, `languages/<code>.yml`.

Such a file holds texts of the interface (`interfaccia`), why two activities are alike (`messaggi`), labels of terms and
what needs are about (`vocabolari` and `definizioni`, by scheme and code), what urgent numbers are for (`urgenza`), and
who translated it. The packaged files all have the same keys: those of the pages of an essential edition. A catalogue
mends single texts, or adds a language, by a file of its own (`reading/languages.py`), laid over the packaged one; what
neither says is English, and known as `missing`.

Texts are worded so that they are right for every number («عدد الأنشطة: {n}»): there are `.one` and `.many` and no other
plurals. What is said of the 8th and 11th of a month in Italian (`…_elided`) is no text of its own elsewhere.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Final

import yaml

from generator.locale import FALLBACK, LANGUAGES, Texts, load, writing

MACHINE: Final = "macchina"
PERSON: Final = "persona"
"""Who translated (`tradotto`)."""
INTERFACE: Final = "interfaccia"
MESSAGES: Final = "messaggi"
VOCABULARIES: Final = "vocabolari"
DEFINITIONS: Final = "definizioni"
URGENT: Final = "urgenza"

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_NAME: Final = re.compile(r"\{([a-z_]+)\}")
_LEFT_TO_RIGHT: Final = re.compile(r"[A-Za-zÀ-ɏ]|\d\s\d")
"""What would be misread between words that are written from right to left: Latin letters, figures in groups."""
_ELIDED: Final = "_elided"
_CUT_OFF: Final = "when.up_to"
"""What an Italian period leaves out of its end: «dal 1° al 3 maggio», not «dal 1° fino al 3 maggio»."""


@dataclass(frozen=True, slots=True)
class Language:
    """What a file says of itself: its code, what the language calls itself, who translated it, when, who read it."""

    code: str
    name: str
    by_machine: bool
    translated_on: str
    reviewed_by: str


class ForeignTexts(Texts):
    """Texts in another language than those that are whole: Italian grammar stays at home."""

    def __init__(self, entries: dict[str, str], lang: str) -> None:
        super().__init__(entries, lang)
        self._is_rtl = writing.direction(lang) == "rtl"

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of `key` with its names replaced; whole numbers are written as the language writes them.

        What is written the other way than the text stands apart (Unicode UAX #9, FSI and PDI), or it would take the
        signs and figures around it along.
        """

        def filled(name: re.Match[str]) -> str:
            value = values[name[1]]
            written = writing.number(value, self.lang) if type(value) is int else str(value)
            return f"\u2068{written}\u2069" if self._is_rtl and _LEFT_TO_RIGHT.search(written) else written

        return _NAME.sub(filled, self._entries[key])


@dataclass(frozen=True, slots=True)
class Terms:
    """What a language says of terms, by scheme and code, and of urgent numbers."""

    labels: Mapping[str, Mapping[str, str]]
    definitions: Mapping[str, Mapping[str, str]]
    reasons: Mapping[str, str]


_NO_TERMS: Final = Terms(_NOTHING, _NOTHING, _NOTHING)


class EssentialTexts(ForeignTexts):
    """The texts of the interface in such a language; `missing` are the keys that it says in English.

    `messages` say why two activities are alike; all other messages are English.
    """

    def __init__(
        self,
        entries: dict[str, str],
        language: Language,
        terms: Terms = _NO_TERMS,
        messages: Texts | None = None,
        missing: Iterable[str] = (),
        own: Mapping[str, Any] = _NOTHING,
    ) -> None:
        super().__init__(entries, language.code)
        self.own = own
        """What the catalogue's own file says, for who must know whether it says the same as before."""
        self.language = language
        self.messages = messages or load("messages", FALLBACK)
        self.missing = tuple(missing)
        self._terms = terms

    def label(self, scheme: str, code: str) -> str:
        """Return the label of a term; empty where the language has none."""
        return self._terms.labels.get(scheme, {}).get(code, "")

    def definition(self, scheme: str, code: str) -> str:
        """Return what a term is about; empty where the language does not say it."""
        return self._terms.definitions.get(scheme, {}).get(code, "")

    def urgent(self, number: str) -> str:
        """Return what a national number is for; empty for one of the catalogue's own."""
        return self._terms.reasons.get(number, "")


@cache
def packaged_languages() -> tuple[str, ...]:
    """Return the codes of the languages that travel with the program, in the order of the alphabet."""
    folder = resources.files(__package__).joinpath("languages")
    return tuple(sorted(file.name.removesuffix(".yml") for file in folder.iterdir() if file.name.endswith(".yml")))


@cache
def packaged(lang: str) -> Mapping[str, Any]:
    """Return what the packaged file of a language holds, every value as text; nothing where there is none."""
    if lang not in packaged_languages():
        return _NOTHING
    source = resources.files(__package__).joinpath("languages", f"{lang}.yml")
    content: dict[str, Any] = yaml.load(source.read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 -- texts alone
    return content


@cache
def essential_keys() -> tuple[str, ...]:
    """Return the keys of the interface that a language file words, in the order in which it has them."""
    return tuple(packaged(packaged_languages()[0])[INTERFACE])


@cache
def message_keys() -> tuple[str, ...]:
    """Return the keys of messages that a language file words."""
    return tuple(packaged(packaged_languages()[0])[MESSAGES])


@cache
def defined_codes() -> Mapping[str, tuple[str, ...]]:
    """Return the codes of which a language file says what they are about, by scheme."""
    return {scheme: tuple(codes) for scheme, codes in packaged(packaged_languages()[0])[DEFINITIONS].items()}


@cache
def national_numbers() -> tuple[str, ...]:
    """Return the national numbers whose reasons a language file words."""
    return tuple(packaged(packaged_languages()[0])[URGENT])


def names_in(text: str) -> frozenset[str]:
    """Return the names in braces of a text, which must all be in its translation too."""
    return frozenset(_NAME.findall(text))


def essential(lang: str, own: Mapping[str, Any] = _NOTHING) -> EssentialTexts:
    """Return the texts of a language that is not one of `LANGUAGES`; `own` is the plain data of a catalogue's file.

    `own` may be anything: what is no text, or has not the names of the text that it replaces, is left out.
    """
    if lang in LANGUAGES:
        raise ValueError(lang)
    layers = (packaged(lang), _mapping(own))
    interface, messages = _entries("interface"), _entries("messages")
    said = _fitting(interface, (layer.get(INTERFACE) for layer in layers))
    likeness = _fitting(messages, (layer.get(MESSAGES) for layer in layers))
    labels, definitions = (_by_scheme(layer.get(part) for layer in layers) for part in (VOCABULARIES, DEFINITIONS))
    reasons = {number: reason for layer in layers for number, reason in _texts_of(layer.get(URGENT)).items()}
    return EssentialTexts(
        _without_italian_grammar(interface | said),
        _language(lang, layers),
        Terms(labels, definitions, reasons),
        ForeignTexts(messages | likeness, lang),
        [key for key in essential_keys() if key not in said],
        layers[-1],
    )


def _entries(family: str) -> dict[str, str]:
    texts = load(family, FALLBACK)
    return {key: texts.entry(key) for key in texts.keys()}  # noqa: SIM118 -- not a mapping


def _fitting(english: Mapping[str, str], layers: Iterable[Any]) -> dict[str, str]:
    """Return what layers say of known keys with the names that these have, the last one winning."""
    said = ((key, text) for layer in layers for key, text in _texts_of(layer).items())
    return {key: text for key, text in said if key in english and names_in(text) == names_in(english[key])}


def _without_italian_grammar(entries: dict[str, str]) -> dict[str, str]:
    """Give the texts of the 8th and 11th of a month the words of every other day, and periods their whole end."""
    elided = {key: entries[key.removesuffix(_ELIDED)] for key in entries if key.endswith(_ELIDED)}
    return {**entries, **elided, _CUT_OFF: ""}


def _language(lang: str, layers: Iterable[Mapping[str, Any]]) -> Language:
    told: dict[str, str] = {}
    for layer in layers:
        told |= _texts_of(layer)
    name = told.get("nome") or writing.own_name(lang)
    is_by_person = told.get("tradotto") == PERSON
    return Language(lang, name, not is_by_person, told.get("tradotto_il", ""), told.get("rivisto_da", ""))


def _by_scheme(layers: Iterable[Any]) -> dict[str, dict[str, str]]:
    """Lay what is said of terms, by scheme and code, over each other."""
    said: dict[str, dict[str, str]] = {}
    for layer in layers:
        for scheme, terms in _mapping(layer).items():
            said.setdefault(scheme, {}).update(_texts_of(terms))
    return said


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else _NOTHING


def _texts_of(value: Any) -> dict[str, str]:
    return {key: text for key, text in _mapping(value).items() if isinstance(text, str) and text.strip()}
