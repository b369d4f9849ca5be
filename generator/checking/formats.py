"""What a text must look like where the schema names a format (`x-formato`).

Each format answers with the code of what is wrong, or nothing; where the fix is certain it comes along.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from generator.checking.personal_data import is_a_person, personal_in
from generator.checking.protected_places import has_street
from generator.checking.rule_data import RULE_DATA, pattern
from generator.reading.folder import slug
from generator.records.dates import DAY, MONTH, MONTHS, YEAR, exists, is_written_as_a_day, iso_of

_SHAPES: Final = RULE_DATA["formati"]
_PLAIN_IN_BRACKETS = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ0-9][A-Za-zÀ-ÖØ-öø-ÿ0-9 _.'’°/()–-]*")
_PERIOD = re.compile(rf"{YEAR} ?[-–/] ?{YEAR}")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}")
_A_YEAR = re.compile(rf"(?<![0-9]){YEAR}(?![0-9])")
_PART_OF_A_DATE = re.compile("|".join(("[0-9]", *MONTHS)))
_ISTAT_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a text: the code, what to write instead where it is certain, else which advice to give."""

    code: str
    fix: str = ""
    hint: str = ""


def flaw_in(text: str, name: str) -> Flaw | None:
    """Return what is wrong with `text` as a value of the format `name`, None when nothing is."""
    return FORMATS[name](text)


def in_brackets(text: str) -> str:
    """Write a text so that YAML reads it as it stands, even between brackets."""
    if _PLAIN_IN_BRACKETS.fullmatch(text) and text.lower() not in {"null", "true", "false"}:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _calendar_day(text: str) -> Flaw | None:
    if not re.fullmatch(DAY, text):
        return None
    year, month, day = (int(part) for part in text.split("-"))
    return None if exists(year, month, day) else Flaw("E110")


def _date_like(name: str, *precisions: str) -> Callable[[str], Flaw | None]:
    """Make the check of a date that may be written to any of these precisions."""
    whole = re.compile("|".join(f"(?:{precision})" for precision in precisions))

    def check(text: str) -> Flaw | None:
        if whole.fullmatch(text):
            return _calendar_day(text)
        fix = iso_of(text)
        return Flaw("W109", fix) if whole.fullmatch(fix) else _not_a_date(text, name)

    return check


def _not_a_date(text: str, name: str) -> Flaw:
    if _SHORT_YEAR.fullmatch(text):
        return Flaw("E109", hint="secolo")
    year = _A_YEAR.search(text)
    lettered = re.search("[A-Za-z]{3}", text)
    if year and name in {"anno", "quando"} and _is_alone(year, text) and (name == "anno" or not lettered):
        return Flaw("E109", year[0])
    if name != "quando":
        return Flaw("E109", hint=name)
    if _PERIOD.fullmatch(text):
        return Flaw("E109", hint="periodo")
    if not lettered or is_written_as_a_day(text):
        return Flaw("E109", hint=name)
    known = f"anno: {year[0]}, " if year else ""
    return Flaw("E109", f"{{{known}testo: {in_brackets(text)}}}", "words")


def _is_alone(year: re.Match[str], text: str) -> bool:
    """Tell whether nothing else of a date is written beside a year: a fix never throws away a day or a month."""
    return not _PART_OF_A_DATE.search((text[: year.start()] + text[year.end() :]).lower())


def _matching(name: str, repair: Callable[[str], str] = lambda _: "") -> Callable[[str], Flaw | None]:
    shape, code = pattern(_SHAPES[name]["modello"]), _SHAPES[name]["codice"]

    def check(text: str) -> Flaw | None:
        if shape.fullmatch(text):
            return None
        fix = repair(text)
        return Flaw(code, fix if fix and shape.fullmatch(fix) else "")

    return check


def _url(text: str) -> Flaw | None:
    """Accept http and https only: `javascript:` and the like never become a link."""
    if pattern(RULE_DATA["url"]).fullmatch(text) and pattern(RULE_DATA["host"]).fullmatch(_host(text)):
        return None
    bare = re.split("[/?#]", text)[0]
    if pattern(RULE_DATA["host"]).fullmatch(bare) and pattern(RULE_DATA["url"]).fullmatch(f"https://{text}"):
        return Flaw("E120", f"https://{text}")
    if "@" in text and "/" not in text:
        return Flaw("E120", hint="email")
    spaceless = re.search(r"[ \t\n]", text) is None
    return Flaw("E120", hint="schema" if spaceless and re.match("[A-Za-z][A-Za-z+.-]*:", text) else "")


def _host(url: str) -> str:
    """Return the host with whatever is wrongly around it; only a port may stand beside it."""
    return re.sub(":[0-9]{1,5}$", "", re.split("[/?#]", url.split("//", 1)[1])[0])


def _site(text: str) -> Flaw | None:
    """Accept a bare host too: half of real records write `www.esempio.it`."""
    return None if "://" not in text and _url(f"https://{text}") is None else _url(text)


def _time(text: str) -> str:
    found = pattern(RULE_DATA["ora_come_si_dice"]).fullmatch(text.lower())
    return f"{found[1]:0>2}:{found[2] or '00'}" if found else ""


def _yearly(text: str) -> str:
    leap_year = 2024
    iso = iso_of(f"{text}/{leap_year}") or iso_of(f"{text} {leap_year}")
    return iso[len("2024-") :]


def _tax_code(text: str) -> Flaw | None:
    """Check the eleven digits of a body's tax code, with the control digit of the VAT number (D.M. 23-12-1976)."""
    bare = re.sub("^IT|[ .]", "", text)
    if not re.fullmatch("[0-9]{11}", bare):
        return Flaw("E125")
    digits = [int(digit) for digit in bare]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[1:10:2]]  # noqa: PLR2004 - 2 × 5 is the first with two digits
    if (10 - (sum(digits[0:10:2]) + sum(doubled)) % 10) % 10 != digits[10]:
        return Flaw("E126")
    return None if bare == text else Flaw("E125", bare)


def _language(text: str) -> Flaw | None:
    """Accept a code; understand the names of languages, one or several."""
    if pattern(_SHAPES["lingua"]["modello"]).fullmatch(text):
        return None
    codes = [RULE_DATA["lingue"].get(part, "") for part in re.split(" ?[,;/] ?| e ", text.lower())]
    if not all(codes):
        return Flaw("E123")
    return Flaw("E123", codes[0]) if len(codes) == 1 else Flaw("E123", f"[{', '.join(codes)}]", "several")


def _role(text: str) -> Flaw | None:
    return Flaw("W306") if is_a_person(text) else None


def _way_to_reach(text: str) -> Flaw | None:
    """Ask whose a mobile number is, where nothing says that it is an office's."""
    return Flaw("W305") if any(one.code == "W305" for one in personal_in(text)) else None


def _name_of_protected_place(text: str) -> Flaw | None:
    return Flaw("E307") if has_street(text) else None


FORMATS: Final[dict[str, Callable[[str], Flaw | None]]] = {
    "anno": _date_like("anno", YEAR),
    "mese": _date_like("mese", MONTH),
    "data": _date_like("data", DAY),
    "quando": _date_like("quando", DAY, MONTH, YEAR),
    "giorno_annuale": _matching("giorno_annuale", _yearly),
    "id": _matching("id", slug),
    "codice": _matching("codice", lambda text: slug(text).replace("-", "_")),
    "url": _url,
    "sito": _site,
    "ora": _matching("ora", _time),
    "lingua": _language,
    "istat": _matching("istat", lambda text: text.zfill(_ISTAT_DIGITS)),
    "codice_fiscale": _tax_code,
    "email": _matching("email", lambda text: text.removeprefix("mailto:").replace(" ", "")),
    "telefono": _matching("telefono"),
    "ruolo": _role,
    "recapito": _way_to_reach,
    "nome_riservato": _name_of_protected_place,
    "markdown": lambda _: None,
}
"""Every format that a schema may name, with its check."""
