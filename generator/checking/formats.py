"""What a text must look like where the schema names a format (`x-formato`): the table `FORMATS`, at the end.

Each format answers with the code of what is wrong, or nothing; where the fix is certain it comes along.

E109, W109, E110 dates · E120 web addresses · E121 hours · E122 ids · E123 languages · E124 days of the year ·
E125, E126 tax codes · E127 codes · E128 ISTAT codes · E129 e-mail · E130 telephones · E446, E447 VAT numbers ·
E450 names of images · W305 mobile numbers where an office should stand. Formats that are a pattern alone have it, with
their code, in `formati` of `rule_data.json`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from generator.checking.personal_data import personal_in
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


def date_check(name: str, *precisions: str) -> Callable[[str], Flaw | None]:
    """Make the check of a date that may be written to any of these precisions (E109, W109, E110)."""
    whole = re.compile("|".join(f"(?:{precision})" for precision in precisions))

    def check_date(text: str) -> Flaw | None:
        if whole.fullmatch(text):
            return None if not re.fullmatch(DAY, text) or exists(*map(int, text.split("-"))) else Flaw("E110")
        fix = iso_of(text)
        return Flaw("W109", fix) if whole.fullmatch(fix) else _not_a_date(text, name)

    return check_date


def _not_a_date(text: str, name: str) -> Flaw:
    """Return the advice for a text that is no date: the year to keep, the words to keep, or how dates are written."""
    if _SHORT_YEAR.fullmatch(text):
        return Flaw("E109", hint="secolo")
    year = _A_YEAR.search(text)
    lettered = re.search("[A-Za-z]{3}", text)
    # A fix never throws away a day or a month that was written.
    beside = f"{text[: year.start()]}{text[year.end() :]}".lower() if year else ""
    is_alone = year and not _PART_OF_A_DATE.search(beside)
    if year and is_alone and (name == "anno" or (name == "quando" and not lettered)):
        return Flaw("E109", year[0])
    if name != "quando":
        return Flaw("E109", hint=name)
    if _PERIOD.fullmatch(text):
        return Flaw("E109", hint="periodo")
    if not lettered or is_written_as_a_day(text):
        return Flaw("E109", hint=name)
    known_year = f"anno: {year[0]}, " if year else ""
    return Flaw("E109", f"{{{known_year}testo: {in_brackets(text)}}}", "words")


def pattern_check(name: str, repair: Callable[[str], str] = lambda _: "") -> Callable[[str], Flaw | None]:
    """Make the check of a format that is a pattern, with its code in `formati` of `rule_data.json`.

    What `repair` makes of a text that is wrong is offered as the fix where the pattern takes it.
    """
    shape, code = pattern(_SHAPES[name]["modello"]), _SHAPES[name]["codice"]

    def check_pattern(text: str) -> Flaw | None:
        if shape.fullmatch(text):
            return None
        fix = repair(text)
        return Flaw(code, fix if fix and shape.fullmatch(fix) else "")

    return check_pattern


_DAY_ONCE: Final = date_check("giorno_o_annuale", DAY)


def check_url(text: str) -> Flaw | None:
    """E120: accept http and https only; `javascript:` and the like never become a link."""
    host, url = pattern(RULE_DATA["host"]), pattern(RULE_DATA["url"])
    if url.fullmatch(text):
        # Whatever is wrongly around the host is taken for a part of it; only a port may stand beside it.
        beside_host = re.split("[/?#]", text.split("//", 1)[1])[0]
        if host.fullmatch(re.sub(":[0-9]{1,5}$", "", beside_host)):
            return None
    if host.fullmatch(re.split("[/?#]", text)[0]) and url.fullmatch(f"https://{text}"):
        return Flaw("E120", f"https://{text}")
    if "@" in text and "/" not in text:
        return Flaw("E120", hint="email")
    spaceless = re.search(r"[ \t\n]", text) is None
    return Flaw("E120", hint="schema" if spaceless and re.match("[A-Za-z][A-Za-z+.-]*:", text) else "")


def check_site(text: str) -> Flaw | None:
    """E120: accept a bare host too; half of real records write `www.esempio.it`."""
    return None if "://" not in text and check_url(f"https://{text}") is None else check_url(text)


def _hour_as_written(text: str) -> str:
    """Rewrite «ore 9.30» as `09:30`; empty where it is something else."""
    hour = pattern(RULE_DATA["ora_come_si_dice"]).fullmatch(text.lower())
    return f"{hour[1]:0>2}:{hour[2] or '00'}" if hour else ""


def _day_of_year(text: str) -> str:
    """Rewrite «29/2» or «29 febbraio» as `02-29`; empty where it is something else."""
    leap_year = 2024
    iso = iso_of(f"{text}/{leap_year}") or iso_of(f"{text} {leap_year}")
    return iso[len("2024-") :]


def check_day_once_or_yearly(text: str) -> Flaw | None:
    """E124, E109, W109, E110: accept a whole date, or month and day for every year."""
    yearly = FORMATS["giorno_annuale"](text)
    return yearly if yearly is None or yearly.fix else _DAY_ONCE(text)


def check_tax_code(text: str) -> Flaw | None:
    """E125, E126: a body's tax code has eleven digits, the last of control as in the VAT number (D.M. 23-12-1976)."""
    from stdnum import luhn  # noqa: PLC0415 -- most commands never meet such a number

    return _digits_flaw(text, "E125", "E126", luhn.is_valid)


def check_vat_number(text: str) -> Flaw | None:
    """E446, E447: a VAT number has eleven digits: seven, an office of the revenue agency, one of control.

    Art. 35 D.P.R. 633/1972. A tax code may have no office (`codice_fiscale` asks less), a VAT number has one.
    """
    from stdnum.it import iva  # noqa: PLC0415 -- as above

    return _digits_flaw(text, "E446", "E447", iva.is_valid)


def _digits_flaw(text: str, misshapen: str, wrong: str, is_valid: Callable[[str], bool]) -> Flaw | None:
    bare = re.sub("^IT|[ .]", "", text)
    if not re.fullmatch("[0-9]{11}", bare):
        return Flaw(misshapen)
    if not is_valid(bare):
        return Flaw(wrong)
    return None if bare == text else Flaw(misshapen, bare)


def _name_of_image(text: str) -> str:
    """Write a name as a file of the site may have it: `Logo Auser.PNG` is `logo-auser.png`."""
    stem, _, ending = text.rpartition("/")[2].rpartition(".")
    return f"{slug(stem)}.{ending.lower()}"


def check_language(text: str) -> Flaw | None:
    """E123: accept a code of ISO 639; understand the names of languages, one or several."""
    if pattern(_SHAPES["lingua"]["modello"]).fullmatch(text):
        return None
    codes = [RULE_DATA["lingue"].get(part, "") for part in re.split(" ?[,;/] ?| e ", text.lower())]
    if not all(codes):
        return Flaw("E123")
    return Flaw("E123", codes[0]) if len(codes) == 1 else Flaw("E123", f"[{', '.join(codes)}]", "several")


def check_way_to_reach(text: str) -> Flaw | None:
    """W305: ask whose a mobile number is, where nothing says that it is an office's."""
    return Flaw("W305") if any(personal.code == "W305" for personal in personal_in(text)) else None


FORMATS: Final[dict[str, Callable[[str], Flaw | None]]] = {
    "anno": date_check("anno", YEAR),
    "mese": date_check("mese", MONTH),
    "data": date_check("data", DAY),
    "quando": date_check("quando", DAY, MONTH, YEAR),
    "giorno_annuale": pattern_check("giorno_annuale", _day_of_year),  # E124
    "giorno_o_annuale": check_day_once_or_yearly,
    "id": pattern_check("id", slug),  # E122
    "codice": pattern_check("codice", lambda text: slug(text).replace("-", "_")),  # E127
    "url": check_url,
    "sito": check_site,
    "ora": pattern_check("ora", _hour_as_written),  # E121
    "lingua": check_language,
    "istat": pattern_check("istat", lambda text: text.zfill(_ISTAT_DIGITS)),  # E128
    "codice_fiscale": check_tax_code,
    "partita_iva": check_vat_number,
    "immagine": pattern_check("immagine", _name_of_image),  # E450
    "email": pattern_check("email", lambda text: text.removeprefix("mailto:").replace(" ", "")),  # E129
    "telefono": pattern_check("telefono"),  # E130
    "ruolo": lambda _: None,  # W306, where its text is read (`personal_data`)
    "recapito": check_way_to_reach,
    "markdown": lambda _: None,
}
"""Every format that a schema may name, with its check."""
