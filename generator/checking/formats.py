"""What a text must look like where the schema names a format (`x-formato`): the table `FORMATS`, at the end.

Each format answers with the code of what is wrong, or nothing; where the fix is certain it comes along.

E109, W109, E110 dates · E120 web addresses · E121 hours · E122 ids · E123 languages · E124 days of the year ·
E125, E126 tax codes · E127 codes · E128 ISTAT codes · E129 e-mail · E130 telephones · E446, E447 VAT numbers ·
E450 names of images · E160 colours · E162 fonts · W305 mobile numbers where an office should stand. Formats that are a
pattern alone have it, with their code, in `formati` of `rule_data.json`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from generator.checking import channels
from generator.checking.personal_data import personal_in
from generator.checking.rule_data import RULE_DATA, pattern
from generator.checking.spelling import folded, nearest_of
from generator.checking.spoken import is_language, language_names
from generator.checking.telephones import is_known, mended, reading
from generator.reading.folder import slug
from generator.records.dates import DAY, MONTH, MONTHS, YEAR, exists, is_written_as_a_day, iso_of
from generator.records.fields import LINE

_SHAPES: Final = RULE_DATA["formati"]
_PLAIN_IN_BRACKETS = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ0-9][A-Za-zÀ-ÖØ-öø-ÿ0-9 _.'’°/()–-]*")
_PERIOD = re.compile(rf"{YEAR} ?[-–/] ?{YEAR}")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}")
_A_YEAR = re.compile(rf"(?<![0-9]){YEAR}(?![0-9])")
_PART_OF_A_DATE = re.compile("|".join(("[0-9]", *MONTHS)))
_PASTED_BELOW: Final = "\n    "
"""Between two lines to paste: messages set the first in by so much."""
_ISTAT_DIGITS: Final = {"istat_regione": (1, 2), "istat_provincia": (1, 3), "istat_comune": (4, 6)}
"""From how few digits a code of ISTAT may be completed with zeros, which spreadsheets drop, and how many it has."""
_CODE: Final = 3
"""Letters of the longest code of a language: what is as short is no name."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a text: the code, what to write instead where it is certain, else which advice to give."""

    code: str
    fix: str = ""
    hint: str = ""
    several: tuple[str, ...] = ()
    """What to write instead, where one text says several values."""


def flaw_in(text: str, name: str) -> Flaw | None:
    """Return what is wrong with `text` as a value of the format `name`, None when nothing is."""
    return FORMATS[name](text)


def in_brackets(text: str) -> str:
    """Write a text so that YAML reads it as it stands, even between brackets."""
    if _PLAIN_IN_BRACKETS.fullmatch(text) and text.lower() not in {"null", "true", "false"}:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def inline(value: Any) -> str:
    """Write plain data on one line, between brackets where it has parts."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {inline(part)}' for key, part in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    return in_brackets(" ".join(value.split())) if isinstance(value, str) else ""


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
    if not lettered or is_written_as_a_day(text) or len(text) > LINE:
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


def phone_check(kind: str) -> Callable[[str], Flaw | None]:
    """Make the check of a contact of `kind` that is dialled (E130, W426, W427, W428, W429)."""

    def check_phone(text: str) -> Flaw | None:
        read = reading(text, kind)
        if not read.numbers:
            return Flaw("E130")
        number = read.numbers[0]
        if read.has_words:
            return Flaw("E130", in_brackets(number), "words")
        if len(read.numbers) > 1:
            # Written below each other, as they stand in the file.
            return Flaw(
                "W427",
                _PASTED_BELOW.join(f"- {{tipo: {kind}, valore: {in_brackets(n)}}}" for n in read.numbers),
                "each",
            )
        if read.extension:
            return Flaw("W428", _PASTED_BELOW.join((in_brackets(number), f"interno: {read.extension}")), "each")
        if not is_known(number):
            return Flaw("W429", mended(number))
        return None if number == text else Flaw("W426", number)

    return check_phone


_DAY_ONCE: Final = date_check("giorno_o_annuale", DAY)


def check_url(text: str) -> Flaw | None:
    """E120: accept http and https only; `javascript:` and the like never become a link.

    Addresses are IRIs (RFC 3987): accents stand in paths and in names of hosts. These may be of Latin letters only, as
    those that are registered under .it are: in other alphabets a name can look like another one.
    """
    if _is_url(text):
        return None
    if fix := _mended_url(text):
        return Flaw("E120", fix)
    if re.match("[A-Za-z]+://[^/?#]*@", text):
        return Flaw("E120", hint="credentials")
    if "@" in text and "/" not in text:
        return Flaw("E120", hint="email")
    other_scheme = re.match("[A-Za-z][A-Za-z+.-]*:", text) and not re.match("[Hh][Tt][Tt][Pp][Ss]?:", text)
    return Flaw("E120", hint="schema" if other_scheme and re.search("[ \t\n]", text) is None else "")


def _is_url(text: str) -> bool:
    if not pattern(RULE_DATA["url"]).fullmatch(text):
        return False
    # Whatever is wrongly around the host is taken for a part of it; only a port may stand beside it.
    beside_host = re.split("[/?#]", text.split("//", 1)[1])[0]
    return pattern(RULE_DATA["host"]).fullmatch(re.sub(":[0-9]{1,5}$", "", beside_host)) is not None


def _mended_url(text: str) -> str:
    """Write an address that lacks its scheme, has a crooked one, or signs that go in figures; else nothing."""
    crooked = pattern(RULE_DATA["schema_storto"]).match(text)
    address = f"http{crooked[1].lower()}://{text[crooked.end() :]}" if crooked else f"https://{text}"
    if not _is_url(address):
        host, slash, path = address.partition("//")[2].partition("/")
        # Words after an address, or a second one, are no part of it; a file's name may have several.
        if not slash or "//" in path or (" " in path and not pattern(RULE_DATA["file_con_spazi"]).search(path.lower())):
            return ""
        path = pattern(RULE_DATA["cifre_nel_percorso"]).sub(lambda sign: f"%{ord(sign[0]):02X}", path)
        address = f"{address.partition('//')[0]}//{host}/{path}"
    return address if address != text and _is_url(address) else ""


def check_site(text: str) -> Flaw | None:
    """E120: accept a bare host too; half of real records write `www.esempio.it`."""
    return None if "://" not in text and check_url(f"https://{text}") is None else check_url(text)


def channel_check(name: str) -> Callable[[str], Flaw | None]:
    """Make the check of a channel such as Instagram (E426): a name there, or the address of a page there.

    WhatsApp has numbers in place of names.
    """

    def check_channel(text: str) -> Flaw | None:
        if channels.is_address(text):
            there = channels.of_address(text)
            return check_site(text) if there == name else Flaw("E426", there or "sito", "elsewhere")
        if name == "whatsapp":
            return phone_check("whatsapp")(text)
        return None if channels.handle(name, text) else Flaw("E426")

    return check_channel


def check_social(text: str) -> Flaw | None:
    """H426: a name such as «@rete» leads nowhere while nobody says on which channel it is."""
    return None if channels.is_address(text) else Flaw("H426")


def _hour_as_written(text: str) -> str:
    """Rewrite «ore 9.30» as `09:30`; empty where it is something else."""
    hour = pattern(RULE_DATA["ora_come_si_dice"]).fullmatch(text.lower())
    return f"{hour[1]:0>2}:{hour[2] or '00'}" if hour else ""


def _day_of_year(text: str) -> str:
    """Rewrite «29/2» or «29 febbraio» as `02-29`; empty where it is something else."""
    leap_year = 2024
    iso = iso_of(f"{text}/{leap_year}") or iso_of(f"{text} {leap_year}")
    return iso[len("2024-") :]


def _six_digits(text: str) -> str:
    """Write a colour of three digits, «#06c», with six; empty where it is something else."""
    short = text.removeprefix("#")
    return "".join(2 * digit for digit in short) if len(short) == len("06c") else ""


def _province(text: str) -> str:
    """Return the two letters of a province, given as «(re)» or by its name; empty where it is something else."""
    letters = re.sub("[^A-Za-z]", "", text).upper()
    return RULE_DATA["province"].get(folded(text), "") or letters


def _with_zeros(least: int, digits: int, text: str) -> str:
    """Give a code of ISTAT back the zeros it begins with; empty where other digits are missing."""
    return text.zfill(digits) if len(text) >= least else ""


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


def check_language(text: str) -> Flaw | None:
    """E123, W117: accept the codes of ISO 639; understand the names of languages, one or several."""
    if swapped := RULE_DATA["lingue_scambiate"].get(text):
        return Flaw("W117", swapped)
    if is_language(text):
        return None
    names = language_names()
    codes = [names.get(folded(part), "") for part in re.split(" ?[,;/] ?| e ", text)]
    if not all(codes):
        near = nearest_of(text, names) if len(codes) == 1 and len(text) > _CODE else ""
        return Flaw("E123", near, "near" if near else "")
    return Flaw("E123", codes[0]) if len(codes) == 1 else Flaw("E123", hint="several", several=tuple(codes))


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
    "istat": pattern_check("istat"),  # E128
    **{name: pattern_check(name, partial(_with_zeros, *digits)) for name, digits in _ISTAT_DIGITS.items()},  # E128
    "codice_fiscale": check_tax_code,
    "partita_iva": check_vat_number,
    "immagine": pattern_check("immagine"),  # E450
    "carattere": pattern_check("carattere"),  # E162
    "colore": pattern_check("colore", _six_digits),  # E160
    "email": pattern_check("email", lambda text: text.removeprefix("mailto:").replace(" ", "")),  # E129
    "telefono": phone_check("telefono"),
    "fax": phone_check("fax"),
    "social": check_social,
    **{name: channel_check(name) for name in channels.CHANNELS},
    "interno": pattern_check("interno", lambda text: re.sub("[^0-9]", "", text)),  # E427
    "cap": pattern_check("cap", lambda text: re.sub("[^0-9]", "", text)),  # E428
    "provincia": pattern_check("provincia", _province),  # E429
    "ruolo": lambda _: None,  # W306, where its text is read (`personal_data`)
    "recapito": check_way_to_reach,
    "markdown": lambda _: None,
}
"""Every format that a schema may name, with its check."""
