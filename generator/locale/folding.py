"""Letters without their accents, and the words of a text: what is compared, looked up or ordered, never what is shown.

One rule of word separation for names and text, in the index, in what is asked and in likeness; its twin is
`locale/browser/folding.js`, and a test holds both to one table. It follows the default word boundaries of Unicode
(UAX #29) but for what Italian names need: an apostrophe, whichever sign it is written with, parts two words
(«dell’arco»), and so does a dash («Ponte–Torrione»); letters with dots between are one word («S.O.S.»); what is not
seen (soft hyphens, zero-width signs) is not there.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_APOSTROPHES: Final = re.compile("[`´ʹʻʼʽʾʿˈ‘’‛′ꞌ＇]")
"""Those that Unicode takes for letters (ʼ) would glue words together."""
_MAY_BE_UNSEEN: Final = re.compile("[\xad\u0300-\u1fff\u200b-\u200f\u202a-\u202e\u2060-\u20ff\u2c00-\U0010ffff]")
"""Where marks and formatting signs (categories M and Cf) stand: only a text with one of these is read by the letter."""
_WORD: Final = re.compile(
    r"[^\W\d_](?:[.&][^\W\d_])+(?![^\W_])"  # S.O.S., D.P.R, B&B: one word
    r"|[^\W\d_]\.(?:\ [^\W\d_]\.){2,}(?![^\W_])"  # A. S. D.
    r"|[^\W_]+"
)
_TIED: Final = re.compile(r"[^\W\d_]+(?:['.&‐-―−-][^\W\d_]+)+")
"""Words that are also written as one: L'Aquila, co-housing, Sol.Co. Never figures: 18.30 is no 1830."""
_NOT_OF_A_WORD: Final = re.compile(r"[\W_]")
_SPELLED: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ς": "σ"}
)
"""Letters that are no other letter with a mark, as whoever lacks them on the keyboard writes them."""
_SAINT: Final = re.compile(
    r"(?<![\w.])(?<!\w\. )"  # no letter of S.O.S. or A. S. Roma
    r"(?:(?P<short>(?:ss?\.|s\.t[aoie]\.?|st[aoie]\.)\ *)|(?:sant?|sant[aoie]|santissim[ao])[ ']+)[^\W\d_]{2}"
)
SAINTS: Final = ("san", "sant", "santa", "santo", "santi", "ss")
"""How a saint's name may begin, however it was written: «Parrocchia S. Eligio» is «Sant'Eligio» to who looks for it."""


def without_accents(text: str, *, compatible: bool = False) -> str:
    """Return a text without accents and other combining marks; case, spaces and signs stay.

    Accents are what is left of a letter taken apart (Unicode NFD) that is a mark (general category M). `compatible`
    takes apart more (NFKD): ligatures (`ﬁ`), letters in circles, numbers set high (`m²` becomes `m2`).
    """
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD" if compatible else "NFD", text)
    return "".join(letter for letter in apart if unicodedata.category(letter)[0] != "M")


def words_in(text: str) -> list[str]:
    """Return the words of a text as they are written: accents stay, and the dots of «S.O.S»."""
    return _WORD.findall(_evened(text))


def plain_words(text: str) -> list[str]:
    """Return the words of a text, lower case without accents and dots: «dell’Arco S.O.S.» is dell, arco, sos."""
    return [plain_word(word) for word in words_in(text)]


def spelled_out(word: str) -> str:
    """Return a plain word in the letters that every keyboard has: «straße» is «strasse», «m²» is «m2», «ﬁlo» is «filo».

    The forms that stand for others are those of Unicode NFKC; letters without such a form are in a table of ours.
    """
    if word.isascii():
        return word
    alike = unicodedata.normalize("NFKC", word).lower().translate(_SPELLED)
    return _NOT_OF_A_WORD.sub("", without_accents(alike))


def tied_words(text: str) -> list[str]:
    """Return the words of a text with those that a sign ties as one: «L'Aquila e Sol.Co» is laquila, e, solco."""
    return plain_words(_TIED.sub(lambda tied: _NOT_OF_A_WORD.sub("", tied.group()), _evened(text)))


def readings_of(text: str) -> dict[str, None]:
    """Return every way in which a word of this text may be written, in order: its words, tied ones, other spellings."""
    return dict.fromkeys(_readings(text))


def names_saint(text: str, *, shortly: bool = False) -> bool:
    """Tell whether a text names a saint: Sant'Eligio, S. Eligio, SS. Trinità; or, `shortly`, whether by an initial."""
    named = _SAINT.finditer(without_accents(_evened(text).lower()))
    return any(saint["short"] or not shortly for saint in named)


def _readings(text: str) -> Iterator[str]:
    for word in (*plain_words(text), *tied_words(text)):
        yield word
        yield spelled_out(word)


def plain_word(word: str) -> str:
    """Return a word of `words_in` in lower case, without accents and dots."""
    lower = without_accents(word.lower())
    return lower if lower.isalnum() else _NOT_OF_A_WORD.sub("", lower)


def _evened(text: str) -> str:
    """The text composed (NFC), with one sign for every apostrophe and without what is not seen."""
    if text.isascii():
        return text.replace("`", "'")
    text = unicodedata.normalize("NFC", _APOSTROPHES.sub("'", text))
    if not _MAY_BE_UNSEEN.search(text):
        return text
    return "".join(
        letter for letter in text if (category := unicodedata.category(letter)) != "Cf" and category[0] != "M"
    )
