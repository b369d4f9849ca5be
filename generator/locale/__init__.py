"""Everything people read, in Italian and English, and what it takes to find help in more languages (`languages.py`).

Two families of flat JSON files, read by Python and by the browser alike:
`messages.<lang>.json` (findings, by code, and what commands say) and `interface.<lang>.json` (pages and the form).
A text is a sentence with `{names}` in braces; replacing them is all there is to it, so that
the few lines that do it in JavaScript cannot disagree.
What stands in Italian beside what it is about (`--help`, what a key of a record holds, examples of mistakes) has its
other languages in `help`, `keys` and `examples.<lang>.json`, whose keys are the Italian sentences.
"""

import json
import re
from functools import cache, cached_property
from importlib import resources
from typing import Final

FALLBACK: Final = "en"
"""What is not said in a language is said in this: more of those who read no Italian read English."""


@cache
def _worded(family: str) -> tuple[str, ...]:
    """Return the languages that have a file of a family, Italian first, for things are written in it; then English."""
    names = (path.name.split(".") for path in resources.files(__package__).iterdir() if path.name.endswith(".json"))
    found = {lang for name, lang, _ in names if name == family}
    return tuple(sorted(found, key=lambda lang: (lang != "it", lang != FALLBACK, lang)))


LANGUAGES: Final = _worded("interface")
"""Languages that the whole interface speaks, the first being the one things are written in."""

_PLACEHOLDER: Final = re.compile(r"(?:\b(il|al|dal|del|nel|sul) )?\{([a-z_]+)\}", re.IGNORECASE)
_OPEN_DAY: Final = re.compile(r"(?:8|11)(?= [a-z])")
"""A day of a month that begins with a vowel when it is read out: 8 dicembre, 11 aprile 2026."""
_UNREADABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_COMMAND_SIGNS: Final = re.compile(r"##(vso\[|\[)", re.IGNORECASE)
_LAST_BYTE: Final = 0xFF
_KEPT_BYTES: Final = 0xDC00
_FIRST_KEPT: Final = 0xDC80
_LAST_KEPT: Final = 0xDCFF


class Texts:
    """The texts of one family in one language."""

    def __init__(self, entries: dict[str, str], lang: str) -> None:
        self.lang = lang
        self._entries = entries

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of `key` with its names replaced; a missing key or name is our bug: KeyError.

        Before the 8th and the 11th of a month an Italian article loses its vowel: l'8 dicembre, dall'11 aprile.
        """

        def filled(name: re.Match[str]) -> str:
            article, value = name[1], str(values[name[2]])
            if article and self.lang == LANGUAGES[0] and _OPEN_DAY.match(value):
                return {"il": "l'", "Il": "L'"}.get(article, f"{article}l'") + value
            return f"{article} {value}" if article else value

        text = self._entries[key]
        return _PLACEHOLDER.sub(filled, text) if "{" in text else text

    @cached_property
    def plain(self) -> dict[str, str]:
        """The texts that are the same every time: those without names to replace."""
        return {key: text for key, text in self._entries.items() if not _PLACEHOLDER.search(text)}

    def counted(self, number: int, key: str) -> str:
        """Return the text of `key` for so many, `<key>.one` for one."""
        return self(f"{key}.one") if number == 1 else self(key, n=number)

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def with_own(self, own: dict[str, str]) -> "Texts":
        """Return the same texts, some of them in other words."""
        return Texts({**self._entries, **own}, self.lang)

    def entry(self, key: str) -> str:
        """Return the text of `key` as it is written, its blanks open."""
        return self._entries[key]

    def keys(self) -> list[str]:
        """Every key, in the order of the file."""
        return list(self._entries)


def readable(text: str) -> str:
    r"""Return a text that every format can hold, and no terminal obeys.

    Bytes of a file's name that are no UTF-8, and signs that would change how the rest is read, are written `\xff`.
    """
    return _UNREADABLE.sub(_escaped, unobeyed(text))


def unobeyed(text: str) -> str:
    """Part the signs by which a record would speak to the machine of a code host.

    That of GitHub, Forgejo and Azure takes `##[error]…` and `##vso[…]` for a command wherever a line of output has it.
    """
    return _COMMAND_SIGNS.sub(r"## \1", text) if "##" in text else text


def _escaped(found: re.Match[str]) -> str:
    number = ord(found[0])
    if number <= _LAST_BYTE:
        return f"\\x{number:02x}"
    # Python keeps such a byte of a name as a lone surrogate (PEP 383); other lone surrogates come from Windows.
    return f"\\x{number - _KEPT_BYTES:02x}" if _FIRST_KEPT <= number <= _LAST_KEPT else f"\\u{number:04x}"


@cache
def load(family: str, lang: str = LANGUAGES[0]) -> Texts:
    """Load `<family>.<lang>.json`, for example `load("messages", "it")`.

    Of other languages than `LANGUAGES` there is a part of both (`languages.py`); the rest is English.
    """
    if lang not in LANGUAGES and family in {"interface", "messages"}:
        from generator.locale.languages import EssentialTexts, essential  # noqa: PLC0415 -- it stands on the class above

        texts = essential(lang) if family == "interface" else load("interface", lang)
        return texts.messages if family == "messages" and isinstance(texts, EssentialTexts) else texts
    if lang not in _worded(family):
        return load(family, FALLBACK)
    source = resources.files(__package__).joinpath(f"{family}.{lang}.json")
    return Texts(json.loads(source.read_text("utf-8")), lang)
