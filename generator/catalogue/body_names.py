"""Whether two names are of one organisation: «Filo di Voce ODV» and «FilodiVoce Organizzazione di Volontariato».

A name is read into what sets its bearer apart and what does not: legal forms (which also change: Onlus became ETS),
saints however they are shortened, acronyms of the great unions, words of other languages of Italy. What is left
decides; a place, a level («provinciale»), a number or a legal family that contradicts makes two bodies of one name.
The words are in `body_names.json`.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Any, Final

from generator.locale.folding import names_saint, spelled_out, without_accents

SAME: Final = "same"
"""One name, written in another way."""
NEAR: Final = "near"
"""One name may be short for the other, or mistyped: a trace in common must say so too."""

ACRONYM: Final = "acronym"
"""One side spells what three letters of the other may stand for: among the members of a network it is no chance."""

RELATIONS: Final = (SAME, ACRONYM, NEAR)
"""Best first."""

_PARTS: Final = re.compile(r"\s+[-–—/|:]+\s+|\s*[()]\s*|\s*[–—:]\s+")
_TOKEN: Final = re.compile(r"[^\W_]+(?:\.[^\W_]+)*\.?")
_FILED: Final = re.compile(r"[^\W_]+")
_LETTERS_WITH_DOTS: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?")
_SAINT: Final = re.compile(r"\b(?:s\.\s*|ss\.\s*|s\.?t[ae]\.?\s+|santissim[ao]\s+|sant'|sant[aoie]?\s+)(?=[^\W\d_]{2})")
_NO_SAINT: Final = re.compile(r"(?:[^\W\d_]\.\s*)s\.")
_ROMAN: Final = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_VALUES: Final = {"i": 1, "v": 5, "x": 10}
_TELLING: Final = 5
"""Letters of a name run together that say which body it is."""
_LETTERS: Final = range(2, 7)
_SURE_ACRONYM: Final = 4
"""Letters of an acronym that fit the words of a name by more than chance."""
_FAIR_ACRONYM: Final = 3
_MISTYPED: Final = 5
"""Letters of a word that a slip of one leaves recognisable."""


@cache
def _words() -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads(resources.files(__package__).joinpath("body_names.json").read_text("utf-8"))
    unions = {tuple(said.split()): name for name, sayings in read["unions"].items() for said in sayings}
    phrases = {tuple(said.split()): name for said, name in read["phrases"].items()} | unions
    groups = {key: frozenset(read[key]) for key in ("function", "sort", "union_names", "plain", "around", "public")}
    filing = {key: frozenset(read[key]) for key in ("forms", "forms_of", "articles")}
    return {
        **read,
        **filing,
        "phrases": phrases,
        "longest": max(map(len, phrases)),
        "legal": {word: family for family, words in read["legal"].items() for word in words},
        "levels": {word: level for level, words in read["levels"].items() for word in words},
        **groups,
        "soft": groups["sort"] | groups["plain"] | groups["union_names"],
        # Every town has a «Centro»: what says the sort of a body names no place of its own.
        "general": frozenset[str]().union(*groups.values()),
    }


@dataclass(frozen=True)
class Reading:
    """A name, or a part of one: its words without articles and legal forms, and what may contradict another's."""

    words: frozenset[str]
    """Words that are no place."""
    places: frozenset[str]
    """Words of it that name places of the catalogue."""
    families: frozenset[str] = frozenset()
    """Legal families: an association is no cooperative."""
    levels: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()
    """The words run together, places too: without small words, and with those between."""
    initials: frozenset[str] = frozenset()
    """What its first letters may spell, with and without articles and legal forms."""
    first_letters: frozenset[str] = frozenset()
    """Letters that stand for somebody's first name: «G. Rodari»."""

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words that set this body apart from others of its sort."""
        soft: frozenset[str] = _words()["soft"]
        return self.words - soft

    @cached_property
    def keys(self) -> frozenset[str]:
        """What this is looked up by: no two readings of one body are without a key in common."""
        named = self.telling or self.words or self.places
        keys = {" ".join(sorted(named)), *(f"={letters}" for letters in self.letters)}
        keys.update(f"~{word}" for word in (*self.words, *self.initials) if len(word) in _LETTERS)
        return frozenset(keys - {""})


@dataclass(frozen=True)
class BodyName:
    """All that one name says: the whole, and parts that another file may have alone."""

    whole: Reading
    parts: tuple[Reading, ...] = field(default_factory=tuple)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The whole and the parts."""
        return (self.whole, *self.parts)


def read_name(name: str, places: frozenset[str] = frozenset()) -> BodyName:
    """Read a name; `places` are the words (lower case, without accents) that name places in this catalogue."""
    pieces = [piece for piece in _PARTS.split(name) if piece.strip()]
    whole = _reading(" ".join(pieces), places)
    if len(pieces) == 1:
        return BodyName(whole)
    parts = (_reading(piece, places) for piece in pieces)
    # «Comune di Arco – Servizi sociali» is an office, not the municipality; «– Sezione di Arco» names nobody.
    is_office = not whole.words.isdisjoint(_words()["public"])
    return BodyName(whole, tuple(part for part in parts if part.telling and not (is_office and part.places)))


def filed_under(name: str, others: Iterable[str] = ()) -> str:
    """Return the words by which an alphabet has a body: its name without the form and the articles before it.

    One that would be among all centres or houses is under a name of `others` that is a part of its own: people say
    «Melagrana» of the «Centro donne Melagrana».
    """
    known, has_form = _words(), False
    for found in _FILED.finditer(name):
        word = without_accents(found.group().casefold())
        is_form = word in known["forms"]
        if is_form or word in known["articles"] or (has_form and word in known["function"] | known["forms_of"]):
            has_form = has_form or is_form
            continue
        if word in known["sort"] and (short := _short_of(name, others)):
            return filed_under(short)
        return name[found.start() :]
    return name


def _short_of(name: str, others: Iterable[str]) -> str:
    """Return the first of other names whose words stand together in a name; empty without one."""
    return next((other for other in others if _plain_words(other) in _plain_words(name)), "")


def _plain_words(name: str) -> str:
    """Return the words of a name between spaces, so that none is found within another."""
    return f" {' '.join(without_accents(word.casefold()) for word in _FILED.findall(name))} "


def relation(a: BodyName, b: BodyName) -> str:
    """Return whether two names are of one body: `SAME`, `ACRONYM`, `NEAR`, or empty."""
    if contradict(a.whole, b.whole):
        return ""
    found = {_compared(a.whole, b.whole)}
    if not (a.parts and b.parts):
        found |= {_compared(part, b.whole) for part in a.parts} | {_compared(a.whole, part) for part in b.parts}
    elif a.parts[0].words == b.parts[0].words and _extends(a.whole.words ^ b.whole.words):
        found.add(SAME)
    return next((level for level in RELATIONS if level in found), "")


def contradict(a: Reading, b: Reading) -> bool:
    """Tell whether two names can't be of one body: other places, other levels, other legal families."""
    if a.places and b.places and a.places.isdisjoint(b.places):
        return True
    if a.levels != b.levels and ((a.levels and b.levels) or (a.levels | b.levels) & {"province", "region", "nation"}):
        return not (a.places == b.places and not (a.levels and b.levels))
    return bool(a.families and b.families) and a.families.isdisjoint(b.families)


def _extends(words: frozenset[str]) -> bool:
    soft: frozenset[str] = _words()["soft"]
    return words <= soft


def _compared(a: Reading, b: Reading) -> str:
    if any(len(letters) >= _TELLING for letters in a.letters & b.letters):
        return SAME
    ours, theirs = _without_first_names(a, b)
    if not ours and not theirs:
        return SAME if a.words & b.words or a.places == b.places else ""
    if acronym := _by_acronym(a, b):
        return acronym
    if a.telling.isdisjoint(b.telling) and not _same_union(a, b):
        return _mistyped(ours, theirs) if len(ours) == len(theirs) == 1 else ""
    known = _words()
    if any(ours & words and theirs & words for words in (known["sort"], known["union_names"])):
        return ""
    return _by_what_is_added(ours - known["soft"], theirs - known["soft"])


def _by_what_is_added(ours: frozenset[str], theirs: frozenset[str]) -> str:
    """Compare by the words that only one side has: none, slips of the other's, or what makes another body."""
    if ours and theirs:
        return _mistyped(ours, theirs)
    added = ours or theirs
    if not added:
        return SAME
    return "" if added & _words()["around"] or any(_is_number(word) or len(word) == 1 for word in added) else NEAR


def _same_union(a: Reading, b: Reading) -> bool:
    """Tell whether both are of one union and say nothing else: CRI, Croce Rossa Italiana."""
    return not a.telling and not b.telling and bool(a.words & b.words & _words()["union_names"])


def _without_first_names(a: Reading, b: Reading) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that only one side has, but for a first name: «G. Rodari», «Gianni Rodari», «Rodari»."""
    ours, theirs = a.words - b.words, b.words - a.words
    for letter in a.first_letters - b.first_letters:
        theirs -= {word for word in theirs if word.startswith(letter)}
    for letter in b.first_letters - a.first_letters:
        ours -= {word for word in ours if word.startswith(letter)}
    return ours, theirs


def _by_acronym(a: Reading, b: Reading) -> str:
    """Compare where one side spells what the other shortens; three letters may fit by chance."""
    for short, long in ((a, b), (b, a)):
        named = (short.words - _words()["plain"]) & long.initials
        if (spelled := max(named, key=len, default="")) and short.words - long.words <= {spelled}:
            return SAME if len(spelled) >= _SURE_ACRONYM else ACRONYM if len(spelled) >= _FAIR_ACRONYM else NEAR
    return ""


def _mistyped(ours: frozenset[str], theirs: frozenset[str]) -> str:
    if len(ours) != len(theirs):
        return ""
    pairs = zip(sorted(ours), sorted(theirs), strict=True)
    return NEAR if all(_is_slip(here, there) for here, there in pairs) else ""


def _is_slip(word: str, other: str) -> bool:
    """Tell whether two words differ by their ending or by one letter; two numbers never."""
    if min(len(word), len(other)) < _MISTYPED or _is_number(word) or _is_number(other):
        return False
    if word[:-1] == other[:-1]:
        return True
    shorter, longer = sorted((word, other), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    at = next((place for place, letter in enumerate(shorter) if letter != longer[place]), len(shorter))
    return shorter[at:] == longer[at + 1 :] or shorter[at + 1 :] == longer[at + 1 :]


def _is_number(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _reading(text: str, places: frozenset[str]) -> Reading:
    known = _words()
    tokens, first_letters = _tokens(text)
    told = [(at, token) for at, token in enumerate(tokens) if token not in known["function"]]
    joined = list(_joined([token for _, token in told]))
    families = frozenset(known["legal"][word] for word, _, _ in joined if known["legal"].get(word))
    levels = frozenset(known["levels"][word] for word, _, _ in joined if word in known["levels"])
    kept = [part for part in joined if part[0] not in known["legal"]]
    named = [word for word, _, _ in kept if known["levels"].get(word, "town") == "town"]
    where = places - known["general"]
    own = [word for word in named if word not in where]
    # «FilodiVoce» runs the small words together too, «Sol.Co» has none: those between two words of a name count.
    spans = [(told[start][0], told[end - 1][0] + 1) for _, start, end in kept]
    whole = "".join("".join(tokens[start:end]) for start, end in _bridged(spans, told))
    return Reading(
        frozenset(own),
        frozenset(word for word in named if word in where),
        families,
        levels,
        frozenset(filter(None, ("".join(word for word, _, _ in kept), whole))),
        _initials((tokens, [token for _, token in told], named, own)),
        first_letters,
    )


def _bridged(spans: list[tuple[int, int]], told: list[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Yield each span of tokens, and up to the next one where only small words are between."""
    telling = {at for at, _ in told}
    for number, (start, end) in enumerate(spans):
        following = spans[number + 1][0] if number + 1 < len(spans) else end
        yield start, following if telling.isdisjoint(range(end, following)) else end


def _initials(runs: Iterable[list[str]]) -> frozenset[str]:
    spelled = ("".join(word[0] for word in run) for run in runs)
    return frozenset(letters for letters in spelled if len(letters) in _LETTERS)


def _tokens(text: str) -> tuple[list[str], frozenset[str]]:
    """Return the words of a name, shortened ones in full, and the letters that stand for a first name."""
    known = _words()
    plain = without_accents(re.sub("[’‘`´]", "'", text).lower()).replace("&", " e ").replace("+", " piu ")
    if names_saint(plain) and not _NO_SAINT.search(plain):
        plain = _SAINT.sub("san ", plain)
    tokens: list[str] = []
    first_letters: set[str] = set()
    for found in _TOKEN.finditer(plain.replace("'", " ")):
        written = found.group()
        bare = written.rstrip(".")
        if bare in known["short"] and ("." in written or len(bare) > 1):
            tokens += known["short"][bare].split()
        elif _LETTERS_WITH_DOTS.fullmatch(written) and len(bare) == 1:
            first_letters.add(bare)
        elif _LETTERS_WITH_DOTS.fullmatch(written):
            tokens.append(bare.replace(".", ""))
        else:
            for part in bare.split("."):
                word = spelled_out(part)
                shortened = known["short"].get(word, word) if len(word) > 1 or word == "x" else word
                tokens += known["other_languages"].get(word, shortened).split()
    if tokens[:1] == ["citta"] and tokens[1:2] != ["metropolitana"]:
        tokens[0] = "comune"
    return [_as_number(token, last=at == len(tokens) - 1) for at, token in enumerate(tokens)], frozenset(first_letters)


def _as_number(token: str, *, last: bool) -> str:
    """Write roman numbers in figures: «Giovanni XXIII»; one letter is a number only at the end."""
    if not token or not _ROMAN.fullmatch(token) or (len(token) == 1 and not last):
        return token
    values = [_VALUES[letter] for letter in token]
    after = [*values[1:], 0]
    return str(sum(-value if value < later else value for value, later in zip(values, after, strict=True)))


def _joined(tokens: list[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the words with each known phrase as one, the longest first, and which tokens each is made of."""
    known, place = _words(), 0
    while place < len(tokens):
        lengths = range(min(known["longest"], len(tokens) - place), 0, -1)
        length = next((length for length in lengths if tuple(tokens[place : place + length]) in known["phrases"]), 0)
        word = known["phrases"][tuple(tokens[place : place + length])] if length else tokens[place]
        yield word.replace(" ", ""), place, place + max(length, 1)
        place += max(length, 1)
