"""What a cell of a column says of a body: values that a record can hold, and what is left, with the reason.

A reader of cells never guesses: what it does not understand stays in the account of the import, word for word.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

from generator.catalogue import Vocabularies, Vocabulary
from generator.catalogue.vocabularies import UNSPECIFIED
from generator.checking import channels
from generator.checking.formats import FORMATS
from generator.checking.rule_data import RULE_DATA
from generator.checking.spelling import folded
from generator.checking.telephones import is_known, mended, reading
from generator.contributing.importing.columns import Column, plain_heading
from generator.contributing.records.new import code_of, suggested_body, suggested_themes
from generator.matching.words import stems_of, thesaurus

Slot = tuple[str, ...]
"""Where a value belongs: a key, or a list, which of its items and a part: `("luoghi", "legale", "cap")`."""


@dataclass(frozen=True, slots=True)
class Value:
    """Something for the record; `read_as` says how it was understood where that is not word for word."""

    slot: Slot
    value: Any
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """Words that went nowhere, and why (`import.left.<reason>` among the messages)."""

    words: str
    reason: str
    blanks: Mapping[str, str] = field(default_factory=dict)


Said = Value | Left

_NOTHING: Final = frozenset(
    [
        "-",
        "--",
        "---",
        "/",
        "//",
        ".",
        "..",
        "...",
        "x",
        "xx",
        "xxx",
        "n",
        "nd",
        "n.d.",
        "n.d",
        "nn",
        "n.n.",
        "nn.nn.",
        "na",
        "n.a.",
        "n/a",
        "no",
        "nessuno",
        "nessuna",
        "nessun",
        "vuoto",
        "null",
        "none",
        "?",
        "??",
        "???",
        "idem",
        "==",
    ]
) | {
    "non disponibile",
    "non presente",
    "non indicato",
    "non specificato",
    "da definire",
    "non pervenuto",
    "in attesa",
    "da verificare",
}
_EXPONENT: Final = re.compile(r"[0-9][.,]?[0-9]*[eE]\+[0-9]+")
_ITEMS: Final = re.compile(r"[;\n|•·*]|(?:^|(?<=\s))[-–—](?=\s)|(?<=\D)[0-9]{1,2}[.)]\s")
_COMMAS: Final = re.compile(r",|(?<=\w)\s+e\s+(?=\w)")
_CUT: Final = re.compile(r"[,;]|\se\s")
"""What a list would be cut at, within one answer: «Infanzia, adolescenza e famiglia»."""
_JOINED: Final = re.compile(r"[,;\n]\s*")
_MOST_WORDS: Final = 5
"""A list with commas has items as short as this; longer ones are a sentence."""
_EMAIL: Final = re.compile(r"[^\s;,/<>()\[\]:|]+@[^\s;,/<>()\[\]:|]+")
_AT: Final = re.compile(r"\s*[(\[]\s*(?:at|chiocciola|et)\s*[)\]]\s*", re.IGNORECASE)
_URL: Final = re.compile(
    r"(?:https?:/*|www\.)[^\s;,|]+|[\w.-]+\.(?:it|org|com|net|eu|info|coop|social)(?:/[^\s;,|]*)?", re.IGNORECASE
)
_CERTIFIED: Final = re.compile(
    r"@(?:.*\.)?(?:pec|legalmail|postacert|cert|arubapec|pecimprese|pec-mail)\b|@.*\bpec\.|^pec[.@]", re.IGNORECASE
)
_PHONE: Final = re.compile(r"(?:\+|00)?[0-9(][0-9 ()./\\-]{4,}[0-9]")
_HANDLE: Final = re.compile(r"@[\w.]{2,}")
_CHANNEL: Final = re.compile(
    r"\b(facebook|fb|instagram|ig|telegram|youtube|tiktok|linkedin|whatsapp|wa)\b", re.IGNORECASE
)
_CHANNELS: Final = {"fb": "facebook", "ig": "instagram", "wa": "whatsapp"}
_YEAR: Final = re.compile(r"(?<![0-9])(1[89][0-9]{2}|20[0-9]{2})(?![0-9])")
_CAP: Final = re.compile(r"(?<![0-9])([0-9]{5})(?![0-9])")
_PROVINCE: Final = re.compile(r"\(([A-Za-z]{2})\)|\b([A-Z]{2})$")
_NUMBER: Final = re.compile(r"[0-9][0-9. ]*")
_YES: Final = frozenset(["si", "sì", "x", "s", "yes", "true", "vero", "1"])
_NO: Final = frozenset(["no", "n", "false", "falso", "0"])
_PERSON_CODE: Final = re.compile(r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]")
_ELEVEN: Final = 11
_LEAST_NAME: Final = 3
_LINE: Final = 255
_RESOURCES: Final = frozenset({"bisogni", "offerte"})
_SHORT_NAME: Final = 90
_LETTER: Final = re.compile(r"(?<![a-z])([a-z](?:[- ]?(?:bis|ter|quater))?)(?=[)\s,;.]|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Reader:
    """What cells are held against: the words of a catalogue."""

    vocabularies: Vocabularies
    year: int
    """The year that a count of people is of, where the sheet does not say."""

    def read(self, column: Column, text: str) -> Iterator[Said]:
        """Read a cell; words that only say that there is nothing yield nothing."""
        if is_nothing(text):
            return
        if _EXPONENT.fullmatch(text):
            yield Left(text, "exponent")
            return
        room, _, rest = column.target.partition(".")
        which, _, part = rest.rpartition(".")
        if room == "luoghi":
            yield from self._place(which or "1", part, text)
        elif room == "attivita":
            yield from self._activity(which or "1", part, text)
        elif room == "persone":
            yield from self._count(part, text)
        elif column.is_counted and column.target in _RESOURCES and is_other(column.choice) <= is_other(text):
            yield from self._ticked_resources(column.target, text)
        else:
            yield from _READERS[column.target](self, text)

    def codes(
        self, scheme: str, key: Slot, text: str, *, guess: Callable[[str], tuple[str, ...]] | None = None
    ) -> Iterator[Said]:
        """Read the terms of a vocabulary, in whatever words; `guess` is tried where none is one's very name."""
        vocabulary = self.vocabularies[scheme]
        parts = [text] if code_of(text, vocabulary) else chosen_of(text, _names_of(vocabulary))
        for part in parts:
            if (code := code_of(_unnumbered(part), vocabulary)) is not None:
                yield Value((*key, "+"), code)
            elif guess and (codes := guess(part)):
                labels = ", ".join(vocabulary.label(code) for code in codes)
                yield from (Value((*key, "+"), code, labels) for code in codes)
            else:
                yield Left(part, "no_term", {"scheme": scheme})

    def _themes(self, text: str) -> Iterator[Said]:
        yield from self.codes("temi", ("temi",), text, guess=self._theme)

    def _theme(self, text: str) -> tuple[str, ...]:
        """Return the theme that registers call so, that has the words as a part of its name, or that they speak of."""
        wanted, vocabulary = folded(text), self.vocabularies["temi"]
        if (code := _sectors().get(wanted, "")) in vocabulary:
            return (code,)
        names = ((term.code, name) for term in vocabulary for name in term.titles)
        parts = ((code, folded(part)) for code, name in names for part in re.split(r",| e ", name))
        named = next((code for code, part in parts if part == wanted), "")
        return (named,) if named else suggested_themes(text, self.vocabularies)

    def _audiences(self, text: str, key: Slot = ("destinatari",)) -> Iterator[Said]:
        yield from self.codes("destinatari", key, text, guess=lambda part: self._named("per:", part))

    def _named(self, prefix: str, text: str) -> tuple[str, ...]:
        """Return the kinds (`tipo:`) or the people (`per:`) that words name, the longest name first."""
        speaks = thesaurus(self.vocabularies).concepts(stems_of(text))
        return tuple(sorted(concept.removeprefix(prefix) for concept in speaks if concept.startswith(prefix)))

    def _territories(self, text: str, key: Slot = ("territori",)) -> Iterator[Said]:
        vocabulary = self.vocabularies["territori"]
        for part in [text] if code_of(text, vocabulary) else items_of(text, commas=True):
            bare = re.sub(
                r"^(?:comune|quartiere|zona|frazione|circoscrizione|citta|città)\s+(?:di\s+)?",
                "",
                part,
                flags=re.IGNORECASE,
            )
            code = code_of(part, vocabulary) or code_of(bare, vocabulary)
            yield Value((*key, "+"), code) if code else Left(part, "no_term", {"scheme": "territori"})

    def _kind(self, text: str) -> Iterator[Said]:
        vocabulary = self.vocabularies["tipi_ente"]
        if code := code_of(text, vocabulary):
            yield Value(("tipo",), code)
        elif (code := suggested_body(text, self.vocabularies)) != UNSPECIFIED:
            yield Value(("tipo",), code, vocabulary.label(code))
        else:
            yield Left(text, "no_term", {"scheme": "tipi_ente"})

    def _place(self, which: str, part: str, text: str) -> Iterator[Said]:
        slot = ("luoghi", which)
        if part == "comune":
            vocabulary = self.vocabularies["territori"]
            bare = _PROVINCE.sub("", _CAP.sub("", text)).strip(" ,-–")
            if found := _CAP.search(text):
                yield Value((*slot, "cap"), found[1])
            if found := _PROVINCE.search(text):
                yield Value((*slot, "provincia"), (found[1] or found[2]).upper())
            code = code_of(bare, vocabulary)
            yield Value((*slot, "territorio"), code) if code else Left(text, "no_term", {"scheme": "territori"})
        elif part == "indirizzo":
            yield from self._address(slot, text)
        elif part == "cap":
            digits = re.sub(r"\D", "", text)
            # A spreadsheet takes the zeros away that a code begins with.
            yield Value((*slot, "cap"), digits.zfill(5)) if len(digits) in {4, 5} else Left(text, "not_understood")
        elif part == "provincia":
            yield from _formatted((*slot, "provincia"), "provincia", text)
        elif part == "orari":
            yield Value((*slot, "orari"), " ".join(text.split()))
        else:
            yield Value(
                (*slot, {"civico": "civico", "localita": "localita", "tipo_via": "tipo_via"}.get(part, "nome")),
                " ".join(text.split()),
            )

    def _address(self, slot: Slot, text: str) -> Iterator[Said]:
        """«Via Roma 12 – 42121 Valdoria (RE)»: street, postal code, town and province."""
        line = " ".join(text.split())
        if found := _PROVINCE.search(line):
            letters = (found[1] or found[2]).upper()
            if letters in RULE_DATA["province"].values():
                yield Value((*slot, "provincia"), letters)
                line = (line[: found.start()] + line[found.end() :]).strip(" ,-–")
        street, town = line, ""
        if found := _CAP.search(line):
            yield Value((*slot, "cap"), found[1])
            street, town = line[: found.start()].strip(" ,-–"), line[found.end() :].strip(" ,-–")
        elif "," in line or " - " in line or " – " in line:
            head, _, tail = max(
                (line.rpartition(sign) for sign in (",", " - ", " – ")), key=lambda parts: len(parts[0])
            )
            if code_of(tail.strip(), self.vocabularies["territori"]):
                street, town = head.strip(" ,-–"), tail.strip()
        if town:
            code = code_of(town, self.vocabularies["territori"])
            yield Value((*slot, "territorio"), code) if code else Left(town, "no_term", {"scheme": "territori"})
        if street:
            yield Value((*slot, "indirizzo"), street)

    def _activity(self, which: str, part: str, text: str) -> Iterator[Said]:
        slot = ("attivita", which)
        if part == "nome":
            names = items_of(text, commas=True)
            for number, name in enumerate(names):
                here = slot if len(names) == 1 else ("attivita", f"{which}.{number + 1}")
                yield from self._named_activity(here, name)
        elif part == "tipo":
            yield from self.codes(
                "tipi_attivita", (*slot, "tipo"), text, guess=lambda words: self._named("tipo:", words)[:1]
            )
        elif part == "destinatari":
            yield from self._audiences(text, (*slot, "destinatari"))
        elif part == "dove":
            yield from self._territories(text, (*slot, "territori"))
        elif part == "costo":
            free = folded(text) in {"gratis", "gratuito", "gratuita", "libero", "libera", "si", "0"}
            yield Value((*slot, "costo"), "gratuito") if free else Value((*slot, "costo_nota"), " ".join(text.split()))
        else:
            yield Value((*slot, part), text)

    def _named_activity(self, slot: Slot, name: str) -> Iterator[Said]:
        if len(name) < _LEAST_NAME:
            yield Left(name, "not_understood")
        elif len(name) <= _SHORT_NAME:
            yield Value((*slot, "nome"), name[:1].upper() + name[1:])
        else:
            # A paragraph is what the activity is, not how it is called: its first words name it until somebody does.
            yield Value((*slot, "nome"), _first_words(name), "import.first_words")
            yield Value((*slot, "descrizione"), name)

    def _count(self, part: str, text: str) -> Iterator[Said]:
        found = _NUMBER.fullmatch(text) or re.match(r"(?:circa|oltre|ca\.?|~|n\.?)?\s*([0-9][0-9.]*)", text)
        if not found:
            yield Left(text, "not_understood")
            return
        digits = re.sub(r"\D", "", found[0])
        yield Value(("persone", part), digits)
        if digits != text:
            yield Left(text, "about", {"value": digits})

    def _year(self, text: str) -> Iterator[Said]:
        years = _YEAR.findall(text)
        flaw = FORMATS["quando"](text)
        if flaw is None or flaw.code == "W109":
            yield Value(("anno",), flaw.fix if flaw else text)
        elif len(set(years)) == 1:
            yield Value(("anno",), years[0], years[0] if years[0] != text else "")
        elif (short := re.fullmatch(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-]([0-9]{2})", text)) is not None:
            yield Left(text, "short_year", {"year": short[1]})
        else:
            yield Left(text, "not_understood")

    def _needs(self, text: str) -> Iterator[Said]:
        yield from self._resources("bisogni", text)

    def _offers(self, text: str) -> Iterator[Said]:
        yield from self._resources("offerte", text)

    def _resources(self, key: str, text: str) -> Iterator[Said]:
        vocabulary = self.vocabularies["risorse"]
        for part in items_of(text, commas=True):
            words = frozenset(stems_of(part))
            code = code_of(part, vocabulary) or next(
                (
                    term.code
                    for term in vocabulary
                    if any(words.issuperset(run) for said in term.said if (run := stems_of(said)))
                ),
                None,
            )
            yield (
                Value((key, "+"), {"risorsa": code, "descrizione": part})
                if code
                else Left(part, "no_term", {"scheme": "risorse"})
            )

    def _ticked_resources(self, key: str, text: str) -> Iterator[Said]:
        """Read what was ticked, however a form joins it: kinds of resources, nobody's words about them."""
        vocabulary = self.vocabularies["risorse"]
        names = sorted((term.it for term in vocabulary if term.it), key=len, reverse=True)
        ticked = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
        for name in ticked.findall(text):
            yield Value((key, "+"), {"risorsa": code_of(name, vocabulary)})
        for part in re.split(r"[;,\n]", ticked.sub(";", text)):
            # «Altro» was counted, and says nothing that a record could hold.
            if not is_nothing(part) and not is_other(part):
                yield Left(part.strip(), "no_term", {"scheme": "risorse"})

    def _letters(self, text: str) -> Iterator[Said]:
        codes = {term.code: term.code for term in self.vocabularies["lettere_art5"]}
        found = [match[1].lower() for match in _LETTER.finditer(text)]
        known = [code for letter in found if (code := codes.get(letter) or codes.get(re.sub("[- ]", "", letter)))]
        yield from (Value(("attivita_art5", "+"), code) for code in dict.fromkeys(known))
        if not known:
            yield Left(text, "not_understood")


@cache
def _sectors() -> Mapping[str, str]:
    source = resources.files("generator").joinpath("contributing", "importing", "sectors.yml").read_text("utf-8")
    return {folded(word): theme for theme, words in yaml.safe_load(source).items() for word in words}


def is_other(answer: str) -> bool:
    """Tell whether an answer is «Altro», with or without what comes after it."""
    return plain_heading(answer).startswith(("altro", "other"))


def is_nothing(text: str) -> bool:
    """Tell whether a cell only says that there is nothing: «-», «n.d.», «nessuno»."""
    return not text or text.casefold().strip() in _NOTHING or not re.search(r"\w", text)


def items_of(text: str, *, commas: bool = False) -> list[str]:
    """Part a cell into the things it lists; at commas only where all of them are short."""
    parts = [part.strip(" ,.;-–") for part in _ITEMS.split(text)]
    parts = [part for part in parts if part]
    if (
        commas
        and len(parts) == 1
        and len(short := [bit.strip(" .") for bit in _COMMAS.split(parts[0]) if bit.strip(" .")]) > 1
    ):
        is_list = "," in parts[0] and all(len(bit.split()) <= _MOST_WORDS for bit in short)
        return short if is_list else parts
    return parts


def chosen_of(text: str, answers: Collection[str], *, parting: bool = False) -> list[str]:
    """Part a cell into the answers that it joins; an answer may hold the very sign that joins them, or an «e».

    Forms join what was ticked by «;» (Microsoft) or «, » (Google). What is none of the answers is a list in somebody's
    own words; with `parting` it is cut at every sign too.
    """
    whole = sorted({answer for answer in answers if parting or _CUT.search(answer)}, key=len, reverse=True)
    known = re.compile(f"(?:{'|'.join(map(re.escape, whole))})(?=\\s*(?:[,;\n]|$))", re.IGNORECASE)
    found: list[str] = []
    at = 0
    for start in (0, *(sign.end() for sign in _JOINED.finditer(text))) if whole else ():
        if start >= at and (answer := known.match(text, start)):
            found += [*_own_words(text[at:start], parting=parting), answer[0]]
            at = answer.end()
    return [*found, *_own_words(text[at:], parting=parting)]


def _own_words(text: str, *, parting: bool) -> list[str]:
    if parting:
        return [part for piece in re.split(r"[,;\n]", text) if (part := piece.strip())]
    return items_of(text.strip(" ,;"), commas=True)


def _names_of(vocabulary: Vocabulary) -> list[str]:
    return [name for term in vocabulary for name in term.said]


def _unnumbered(text: str) -> str:
    return re.sub(r"^[0-9]{1,2}\s*[.)\-–]\s*|^[a-z]\)\s*", "", text)


def _first_words(text: str) -> str:
    head = re.split(r"(?<=[.!?:;])\s", text, maxsplit=1)[0].rstrip(".:;")
    if len(head) <= _SHORT_NAME:
        return head
    return head[:_SHORT_NAME].rsplit(" ", 1)[0].rstrip(" ,;:(") + "…"


def _formatted(slot: Slot, name: str, text: str) -> Iterator[Said]:
    """Accept what a format takes, or what it offers in its place."""
    flaw = FORMATS[name](text)
    if flaw is None or flaw.fix:
        yield Value(slot, flaw.fix if flaw else text)
    else:
        yield Left(text, flaw.code)


def _line(key: str) -> Callable[[Reader, str], Iterator[Said]]:
    def read_line(_: Reader, text: str) -> Iterator[Said]:
        line = " ".join(text.split())
        yield Value((key,), line) if len(line) <= _LINE else Left(line, "long")

    return read_line


def _paragraph(key: str) -> Callable[[Reader, str], Iterator[Said]]:
    def read_paragraph(_: Reader, text: str) -> Iterator[Said]:
        yield Value((key,), text)

    return read_paragraph


def _names(_: Reader, text: str) -> Iterator[Said]:
    yield from (Value(("altri_nomi", "+"), part) for part in items_of(text))


def _tax_code(_: Reader, text: str) -> Iterator[Said]:
    bare = _eleven_digits(text)
    yield from (
        [Left(text, "person")]
        if _PERSON_CODE.fullmatch(bare)
        else _formatted(("codice_fiscale",), "codice_fiscale", bare)
    )


def _vat_number(_: Reader, text: str) -> Iterator[Said]:
    yield from _formatted(("partita_iva",), "partita_iva", _eleven_digits(text))


def _eleven_digits(text: str) -> str:
    """Return a code without blanks, signs and «IT», with the zeros that a spreadsheet took away from its beginning."""
    bare = re.sub(r"[\s.\-]|^IT", "", text.upper())
    return bare.zfill(_ELEVEN) if bare.isdigit() and len(bare) in {9, 10} else bare


def _either_code(reader: Reader, text: str) -> Iterator[Said]:
    """«90012345678 / 01234567890», or one number that is both."""
    numbers = re.findall(r"(?<![0-9A-Za-z])(?:[0-9]{9,11}|[A-Za-z]{6}[0-9A-Za-z]{10})(?![0-9A-Za-z])", text)
    if not numbers:
        yield from _tax_code(reader, text)
        return
    yield from _tax_code(reader, numbers[0])
    if len(numbers) > 1 and numbers[1] != numbers[0]:
        yield from _vat_number(reader, numbers[1])


def _phones(kind: str) -> Callable[[Reader, str], Iterator[Said]]:
    def read_phones(_: Reader, text: str) -> Iterator[Said]:
        found: list[str] = []
        for part in re.split(r"[;\n|,]|\s(?:e|o|oppure)\s", text):
            read = reading(part.strip(), kind)
            numbers = read.numbers or tuple(match[0].strip() for match in _PHONE.finditer(part))
            for number in numbers:
                known = _dialled(number)
                if known:
                    found.append(known)
                    yield Value(("contatti", "+"), {"tipo": kind, "valore": known})
                else:
                    yield Left(number, "no_number")
            if read.extension and numbers:
                yield Left(part.strip(), "extension")
            words = part
            for number in numbers:
                words = words.replace(number, " ")
            words = re.sub(r"(?i)\b(?:tel|cell|telefono|cellulare|fax|fisso|int|n)\b\.?:?|[()/:.\-–]", " ", words)
            if re.search("[A-Za-zÀ-ÿ]{2}", words) and numbers and not read.extension:
                yield Left(" ".join(words.split()), "beside_number")
            elif not numbers and part.strip() and not is_nothing(part.strip()):
                yield Left(part.strip(), "no_number")

    return read_phones


def _dialled(number: str) -> str:
    """Return a number that exists; the zero that a spreadsheet took away is given back."""
    bare = " ".join(re.sub(r"[./\\\-()]", " ", number).split()) if re.search(r"[\\./()-]", number) else number
    for candidate in (number, bare, mended(number), f"0{bare}"):
        if candidate and is_known(candidate):
            flaw = FORMATS["telefono"](candidate)
            return flaw.fix if flaw and flaw.fix and not flaw.hint else candidate
    return ""


def _emails(kind: str) -> Callable[[Reader, str], Iterator[Said]]:
    def read_emails(_: Reader, text: str) -> Iterator[Said]:
        line = _AT.sub("@", text.replace("mailto:", ""))
        found = [match[0].strip(".").lower() for match in _EMAIL.finditer(line)]
        for address in found:
            flaw = FORMATS["email"](address)
            if flaw is None or flaw.fix:
                here = "pec" if kind == "pec" or _CERTIFIED.search(address) else "email"
                yield Value(("contatti", "+"), {"tipo": here, "valore": flaw.fix if flaw else address})
            else:
                yield Left(address, "not_understood")
        if not found:
            yield Left(text, "not_understood")
        elif re.search("[A-Za-zÀ-ÿ]{3}", rest := re.sub(r"(?i)\b(?:e-?mail|pec|posta)\b", " ", _EMAIL.sub(" ", line))):
            yield Left(" ".join(rest.split()).strip(" ;,:"), "not_understood")

    return read_emails


def _sites(_: Reader, text: str) -> Iterator[Said]:
    found = [match[0].rstrip(".)") for match in _URL.finditer(_EMAIL.sub(" ", text))]
    sites = 0
    for address in found:
        if channel := channels.of_address(address):
            yield _on_channel(channel, address)
            continue
        flaw = FORMATS["sito"](address)
        if flaw is not None and not flaw.fix:
            yield Left(address, "not_understood")
        elif sites:
            yield Value(("contatti", "+"), {"tipo": "sito", "valore": flaw.fix if flaw else address})
        else:
            sites = 1
            yield Value(("sito",), flaw.fix if flaw else address)
    if not found:
        yield from (
            _socials(_, text) if _HANDLE.search(text) or _CHANNEL.search(text) else iter([Left(text, "not_understood")])
        )


def _socials(_: Reader, text: str) -> Iterator[Said]:
    for part in items_of(text) or [text]:
        if found := _URL.search(part):
            channel = channels.of_address(found[0])
            yield (
                _on_channel(channel, found[0])
                if channel
                else Value(("contatti", "+"), {"tipo": "social", "valore": found[0]})
            )
            continue
        named = _CHANNEL.search(part)
        channel = _CHANNELS.get(named[1].lower(), named[1].lower()) if named else ""
        who = _HANDLE.search(part)
        name = who[0] if who else part[named.end() :].strip(" :-–@/") if named else ""
        if channel in channels.CHANNELS and name and channels.handle(channel, name):
            yield Value(("contatti", "+"), {"tipo": channel, "valore": name})
        else:
            yield Left(part, "which_channel")


def _on_channel(channel: str, address: str) -> Value:
    shown = channels.shown(channel, address)
    return Value(("contatti", "+"), {"tipo": channel, "valore": shown or address})


def _mixed(reader: Reader, text: str) -> Iterator[Said]:
    """«Tel. 0522 123456 – info@ente.it – www.ente.it» in one cell."""
    rest = text
    if _EMAIL.search(rest):
        yield from _emails("email")(reader, "; ".join(match[0] for match in _EMAIL.finditer(rest)))
        rest = _EMAIL.sub(" ", rest)
    if _URL.search(rest):
        yield from _sites(reader, "; ".join(match[0] for match in _URL.finditer(rest)))
        rest = _URL.sub(" ", rest)
    for number in _PHONE.findall(rest):
        yield from _phones("telefono")(reader, number)
    words = re.sub(r"(?i)\b(?:e-?mail|mail|tel|telefono|cell|cellulare|fax|sito|web|pec)\b", " ", _PHONE.sub(" ", rest))
    if re.search("[A-Za-zÀ-ÿ]{2}", words):
        yield Left(" ".join(words.split()).strip(" ;,:.-–"), "not_understood")


def _contact_hours(_: Reader, text: str) -> Iterator[Said]:
    yield Value(("orari_contatti",), " ".join(text.split()))


def _runts_number(_: Reader, text: str) -> Iterator[Said]:
    yield Value(("runts", "repertorio"), " ".join(text.split()))


def _runts_section(reader: Reader, text: str) -> Iterator[Said]:
    code = code_of(re.sub(r"(?i)^sez(?:ione|\.)?\s*", "", text), reader.vocabularies["sezioni_runts"])
    yield Value(("runts", "sezione"), code) if code else Left(text, "no_term", {"scheme": "sezioni_runts"})


def _register_number(_: Reader, text: str) -> Iterator[Said]:
    yield Value(("albi", "numero"), " ".join(text.split()))


def _register_date(_: Reader, text: str) -> Iterator[Said]:
    yield Value(("albi", "data"), text)


def _yes_or_no(key: str) -> Callable[[Reader, str], Iterator[Said]]:
    def read_answer(_: Reader, text: str) -> Iterator[Said]:
        word = folded(text)
        if word in _YES:
            yield Value((key,), "sì")
        elif word not in _NO:
            yield Left(text, "not_understood")

    return read_answer


def _networks(_: Reader, text: str) -> Iterator[Said]:
    yield from (Value(("aderisce", "+"), part) for part in items_of(text))


def _parent(_: Reader, text: str) -> Iterator[Said]:
    yield Value(("fa_capo_a",), {"nome": " ".join(text.split())})


_READERS: Final[Mapping[str, Callable[[Reader, str], Iterator[Said]]]] = {
    "nome": _line("nome"),
    "sigla": _line("sigla"),
    "altri_nomi": _names,
    "tipo": Reader._kind,  # noqa: SLF001 - a table of this module
    "codice_fiscale": _tax_code,
    "partita_iva": _vat_number,
    "codice_fiscale_o_partita_iva": _either_code,
    "runts.repertorio": _runts_number,
    "runts.sezione": _runts_section,
    "albo.numero": _register_number,
    "albo.data": _register_date,
    "anno": Reader._year,  # noqa: SLF001
    "territori": Reader._territories,  # noqa: SLF001
    "temi": Reader._themes,  # noqa: SLF001
    "destinatari": Reader._audiences,  # noqa: SLF001
    "attivita_art5": Reader._letters,  # noqa: SLF001
    "descrizione": _paragraph("descrizione"),
    "bisogni": Reader._needs,  # noqa: SLF001
    "offerte": Reader._offers,  # noqa: SLF001
    "cinque_per_mille": _yes_or_no("cinque_per_mille"),
    "aderisce": _networks,
    "fa_capo_a": _parent,
    "come_aderire": _paragraph("come_aderire"),
    "contatti.telefono": _phones("telefono"),
    "contatti.fax": _phones("fax"),
    "contatti.email": _emails("email"),
    "contatti.pec": _emails("pec"),
    "contatti.sito": _sites,
    "contatti.social": _socials,
    "contatti.orari": _contact_hours,
    "contatti.misti": _mixed,
}
