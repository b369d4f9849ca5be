"""What a text must look like where the schema names a format (`x-formato`).

Each format answers with the code of what is wrong, or nothing; where the fix is certain it comes along.
The patterns use only what Python and JavaScript read alike.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from generator.reading.folder import slug
from generator.records.dates import DAY, MONTH, YEAR, exists, iso_of

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CODE = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
_URL = re.compile(r"https?://[^\s<>\"'`{}|\\^]+")
_HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
_TIME = re.compile(r"([01][0-9]|2[0-4]):[0-5][0-9]")
_LOOSE_TIME = re.compile(r"(\d{1,2})[:.,h]?(\d{2})?")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_YEARLY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_ISTAT = re.compile(r"[0-9]{6}")
_TAX_CODE = re.compile(r"[0-9]{11}")


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a text: the code of the finding and, where it is certain, what to write instead."""

    code: str
    fix: str = ""


def flaw_in(text: str, name: str) -> Flaw | None:
    """Return what is wrong with `text` as a value of the format `name`, None when nothing is."""
    return FORMATS[name](text)


def _calendar_day(text: str) -> Flaw | None:
    if not re.fullmatch(DAY, text):
        return None
    year, month, day = (int(part) for part in text.split("-"))
    return None if exists(year, month, day) else Flaw("E110")


def _date_like(*patterns: str) -> Callable[[str], Flaw | None]:
    """Make the check of a date that may be written to any of these precisions."""
    whole = re.compile("|".join(patterns))

    def check(text: str) -> Flaw | None:
        if whole.fullmatch(text):
            return _calendar_day(text)
        fix = iso_of(text)
        return Flaw("W109", fix) if whole.fullmatch(fix) else Flaw("E109")

    return check


def _matching(
    pattern: re.Pattern[str], code: str, repair: Callable[[str], str] = lambda _: ""
) -> Callable[[str], Flaw | None]:
    def check(text: str) -> Flaw | None:
        if pattern.fullmatch(text):
            return None
        fix = repair(text)
        return Flaw(code, fix if fix and pattern.fullmatch(fix) else "")

    return check


def _url(text: str) -> Flaw | None:
    if _URL.fullmatch(text) and _HOST.fullmatch(_host(text)):
        return None
    bare = text.split("/", 1)[0]
    return Flaw("E120", f"https://{text}" if _HOST.fullmatch(bare) and not re.search(r"\s", text) else "")


def _host(url: str) -> str:
    return url.split("//", 1)[1].split("/", 1)[0].split("?", 1)[0].split("#", 1)[0].split(":", 1)[0]


def _site(text: str) -> Flaw | None:
    """Accept a bare host too: half of real records write `www.esempio.it`."""
    return _url(text if "://" in text else f"https://{text}")


def _time(text: str) -> str:
    found = _LOOSE_TIME.fullmatch(text)
    return f"{int(found[1]):02}:{found[2] or '00'}" if found else ""


def _tax_code(text: str) -> Flaw | None:
    """Check the eleven digits of a body's tax code, with the control digit of the VAT number (D.M. 23-12-1976)."""
    if not _TAX_CODE.fullmatch(text):
        return Flaw("E125")
    digits = [int(digit) for digit in text]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[1:10:2]]  # noqa: PLR2004 - 2 × 5 is the first with two digits
    return None if (10 - (sum(digits[0:10:2]) + sum(doubled)) % 10) % 10 == digits[10] else Flaw("E126")


FORMATS: Final[dict[str, Callable[[str], Flaw | None]]] = {
    "anno": _date_like(YEAR),
    "mese": _date_like(MONTH),
    "data": _date_like(DAY),
    "quando": _date_like(DAY, MONTH, YEAR),
    "giorno_annuale": _matching(_YEARLY, "E124"),
    "id": _matching(_ID, "E122", slug),
    "codice": _matching(_CODE, "E127", lambda text: slug(text).replace("-", "_")),
    "url": _url,
    "sito": _site,
    "ora": _matching(_TIME, "E121", _time),
    "lingua": _matching(_LANGUAGE, "E123"),
    "istat": _matching(_ISTAT, "E128"),
    "codice_fiscale": _tax_code,
    "markdown": lambda _: None,
}
"""Every format that a schema may name, with its check."""
