"""How old those are whom an activity is for: what it declares, what its words say, what its audiences mean."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.catalogue import ActivityEntry
from generator.locale.folding import without_accents

_OLDEST: Final = 120
_OF_CODE: Final = {
    "minorenni": (0, 17),
    "bambini": (0, 10),
    "ragazzi": (11, 18),
    "giovani": (15, 35),
    "adulti": (18, _OLDEST),
    "persone_anziane": (60, _OLDEST),
}
"""Ages that audiences mean, in years; a little wider than their definitions, since a border year is nobody's fault."""
_SPAN: Final = re.compile(
    r"\b(?:d(?:ai|agli|a) )?(\d{1,2})(?: anni)? ?(?:-|/|fino a[il]?|fino agli|fino|ai|agli|a|e i|e gli) ?"
    r"(\d{1,2})(?: |-)?(anni|mesi)?\b"
)
_FROM: Final = re.compile(
    r"\b(?:over|ultra|(?:oltre|compiut[oi]|passato) (?:i|gli)|da(?:i|gli)|minim[ao]) ?(\d{2})"
    r"(?: anni| in su)?\b(?! ?(?:-|/|ai|agli|a) ?\d)"
    r"|\b(\d{2}) anni (?:compiuti|in su|in poi|e oltre|o piu)\b"
)
_UP_TO: Final = re.compile(r"\b(?:under|fino a(?:i|gli)?|u)[ -]?(\d{1,2})\b")
_GROWN_UP: Final = re.compile(r"\b(?:maggiorenni|adult[ie])\b")
_NOT_YET: Final = re.compile(
    r"\b(?:minor[ie]|minorenni|alunn[aie]|scolar[aie]|figli[ae]?|neonat[aie]|piccin[aie]|piccol[ie]|"
    r"bamb[a-z]+|bimb[a-z]+|ragazz[a-z]+|adolescent[a-z]*|giovan[a-z]+|student[a-z]*|famigli[ae])\b"
)
_WOMEN: Final = re.compile(r"\b(?:donne|signore|mamme|madri|femminile)\b")
_MEN: Final = re.compile(r"\b(?:uomini|papa|padri|maschile)\b")
_FAMILY: Final = re.compile(
    r"\b(?:familiari|parenti|mogli|mariti|congiunti|coniugi|caregiver|genitori di (?:chi|figli|ragazzi|persone))\b"
    r"|\b(?:abbiamo|ha|hai|hanno) in casa\b|\bchi (?:assiste|accudisce|gli sta accanto)\b"
)
_SCHOOLS: Final = (
    (re.compile(r"\b(elem\.|elementari|primaria)"), 6, 10),
    (re.compile(r"\b(scuole? medi[ae]|delle medie|secondaria di (primo|i) grado)\b"), 11, 14),
    (re.compile(r"\b(superiori|secondaria di (secondo|ii) grado|adolescenti)\b"), 13, 19),
)


@dataclass(frozen=True, slots=True)
class Ages:
    """Least and most age in years; `guessed` where only audiences say so. Unknown where `span` is missing."""

    span: tuple[int, int] | None = None
    guessed: bool = False

    @classmethod
    def of_codes(cls, codes: Iterable[str]) -> "Ages":
        """Return the ages that audiences mean; unknown where one of them says no age."""
        spans = [_OF_CODE.get(code) for code in codes]
        known = [span for span in spans if span is not None]
        if not known or len(known) < len(spans):
            return cls()
        return cls((min(least for least, _ in known), max(most for _, most in known)), guessed=True)

    def level(self, other: "Ages", *, guessed: bool = False) -> str:
        """Compare: `meet`, `apart`, or empty where one is unknown; two guesses are left to the audiences."""
        if self.span is None or other.span is None or (self.guessed and other.guessed and not guessed):
            return ""
        return "meet" if self.span[0] <= other.span[1] and other.span[0] <= self.span[1] else "apart"


def ages_of(entry: ActivityEntry) -> Ages:
    """Return whom an activity is for: the declared ages first, then those in words, then those of the audiences."""
    record = entry.record
    if record.age:
        most = record.age.most if record.age.most is not None else _OLDEST
        return Ages((record.age.least or 0, most))
    text = without_accents(f"{entry.name}. {record.description or ''}".lower())
    meant = Ages.of_codes(record.audiences)
    spoken = list(_spoken(text))
    if not spoken:
        return meant
    # «Noi di 16 anni facciamo i prof a chi ne ha 60»: of several ages those of the declared people are meant.
    fitting = [ages for ages in spoken if ages.level(meant) != "apart"] if len(spoken) > 1 else spoken
    return fitting[0] if len(spoken) == 1 or len(fitting) == 1 else meant


def _spoken(text: str) -> Iterator[Ages]:
    """Yield the ages that words say, surest first."""
    spans = _SPAN.findall(text)
    if months := [int(most) for _, most, unit in spans if unit == "mesi"]:
        yield Ages((0, max(1, months[0] // 12)))
        return
    yield from (
        Ages((int(least), int(most))) for least, most, unit in spans if unit == "anni" and int(least) < int(most)
    )
    schools = [(least, most) for words, least, most in _SCHOOLS if words.search(text)]
    if len(schools) == 1:
        yield Ages(schools[0])
    if found := _FROM.search(text):
        yield Ages((int(found[1] or found[2]), _OLDEST))
    if (found := _UP_TO.search(text)) and not spans:
        yield Ages((0, int(found[1])))
    # «Bambini e adulti» are everybody.
    if not schools and not spans and _GROWN_UP.search(text) and not _NOT_YET.search(text):
        yield Ages((18, _OLDEST))


def one_sex(text: str) -> str:
    """Return the one that a text speaks of, `donne` or `uomini`; empty where it speaks of both, or of neither."""
    plain = without_accents(text.lower())
    spoken = {sex for sex, words in (("donne", _WOMEN), ("uomini", _MEN)) if words.search(plain)}
    return spoken.pop() if len(spoken) == 1 else ""


def of_family(text: str) -> bool:
    """Tell whether a text speaks of those who live with somebody who suffers."""
    return bool(_FAMILY.search(without_accents(text.lower())))
