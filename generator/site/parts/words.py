"""Dates, numbers, lists and labels as people read them, and the hue of each family of themes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from markupsafe import Markup, escape

from generator.addresses import web_address
from generator.catalogue import Catalogue
from generator.locale import FALLBACK, Texts, writing
from generator.locale.languages import EssentialTexts
from generator.records import PartialDate
from generator.records.languages import FIRST, Translated
from generator.records.vocabulary import Term, label_of

if TYPE_CHECKING:
    from generator.site.parts.emergency import UrgentNumber

_FAMILIES_WITH_A_HUE: Final = 6
_NAMES_LISTED: Final = re.compile(r"\w+, [A-Z]")
"""A label that lists names («Rom, Sinti e Caminanti»)."""
_FAMILIES_OF_KINDS: Final = {
    "accoglienza": "fragilita",
    "aiuto_materiale": "fragilita",
    "ascolto": "fragilita",
    "beni_comuni_economia": "ambiente_cultura",
    "cultura": "ambiente_cultura",
    "cura": "salute",
    "educazione": "persone_famiglie",
    "formazione_lavoro": "diritti_lavoro_casa",
    "rete": "comunita",
    "salute": "salute",
    "sport": "ambiente_cultura",
}
"""Under which family of themes stands what has no theme, by the family of its kind: a choir is culture."""
_PLACES: Final = "territori"
_ELIDED_DAYS: Final = (8, 11)
"""Days that begin with a vowel: dall'8, dall'11."""
_WORD_OF_ADDRESS: Final = re.compile(r"(?<![^-_+ ])(?:[^\W\d_]+|\d{1,4})(?![^-_+ ])")
"""Letters or a small number between hyphens: no ids."""
_ENDING: Final = re.compile(r"\.\w{2,5}$")
_SCRAPS: Final = re.compile(r"(?: \w{1,2})+$")
_FEWEST_WORDS: Final = 3
_NAMED: Final = 3
"""Fewer words in an address say nothing."""


class Words:
    """What pages say about values, in one language."""

    def __init__(self, texts: Texts, catalogue: Catalogue) -> None:
        self.texts = texts
        self.is_own = True
        """Whether it is the language that records are written in."""
        self.today = catalogue.today
        self._is_rtl = writing.direction(texts.lang) == "rtl"
        self._vocabularies = catalogue.vocabularies
        families = catalogue.vocabularies["temi"].scheme.families
        self._hue = {family.code: 1 + at % _FAMILIES_WITH_A_HUE for at, family in enumerate(families)}
        self.families_of_themes: Mapping[str, str] = {family.code: label_of(family, texts.lang) for family in families}
        """Code and label of each family of themes, in the order of the vocabulary."""

    def label(self, scheme: str, code: str) -> str:
        """Words of a vocabulary's code: the catalogue's own, then those of the language's file, then English.

        Places are called what the signs on the way call them.
        """
        vocabulary, texts = self._vocabularies[scheme], self.texts
        if not isinstance(texts, EssentialTexts):
            return vocabulary.label(code, texts.lang)
        term = vocabulary.terms.get(code)
        own = term.labels.get(texts.lang) if term else ""
        return own or texts.label(scheme, code) or vocabulary.label(code, FIRST if scheme == _PLACES else FALLBACK)

    def labels(self, scheme: str, codes: Iterable[str]) -> list[str]:
        """Words of several codes."""
        return [self.label(scheme, code) for code in codes]

    def labels_line(self, scheme: str, codes: Iterable[str]) -> str:
        """Words of several codes one after the other, as a sentence writes them: only the first with a capital."""
        first, *others = self.labels(scheme, codes) or [""]
        return self.joined([first, *map(self.within_sentence, others)], ",")

    def labels_within(self, scheme: str, codes: Iterable[str]) -> str:
        """The same amid a sentence: none with a capital."""
        return self.joined(map(self.within_sentence, self.labels(scheme, codes)), ",")

    def for_whom(self, codes: Iterable[str]) -> str:
        """For which groups of people something is: «per X, per Y e per Z», for many of their names hold an «e»."""
        names = [self.within_sentence(label) for label in self.labels("destinatari", codes)]
        return self.listed([self.texts("term.for", people=name) for name in names])

    def formal_name(self, scheme: str, code: str) -> str:
        """What acts call a term (`nome_ufficiale`); empty where its label says the same."""
        formal = self._vocabularies[scheme].terms[code].formal
        name = self.said(formal)
        return name if name != self.label(scheme, code) else ""

    def urgent(self, number: "UrgentNumber") -> str:
        """What an urgent number is for; of the national ones a language file says so itself."""
        packaged = self.texts.urgent(number.number) if isinstance(self.texts, EssentialTexts) else ""
        reason = number.words.get(self.texts.lang) or packaged or number.words[FALLBACK]
        return self.texts("urgent.where_active", what=reason) if number.is_doubtful else reason

    def within_sentence(self, label: str) -> str:
        """A label amid a sentence, its first letter small, unless it begins with a name or letters that are words."""
        is_name = _NAMES_LISTED.match(label) or any(letter.isupper() for letter in label.partition(" ")[0][1:])
        return label if is_name else label[:1].lower() + label[1:]

    def said(self, text: Translated | None) -> str:
        """A text of a vocabulary, in Italian where it has no other language; empty for none."""
        return text.said(self.texts.lang) if text else ""

    def prose(self, text: Translated | None) -> Markup:
        """A text of a vocabulary as it stands on a page, which says so where it is in Italian all the same."""
        if text is None:
            return Markup()
        own = text.own(self.texts.lang)
        return escape(own) if own else Markup('<span lang="{}">{}</span>').format(FIRST, text.it)

    def definition(self, scheme: str, term: Term) -> str:
        """What a term is about, in the language of the page where somebody said it, else in Italian; may be empty."""
        return self._defined(scheme, term) or self.said(term.definition)

    def definition_on_page(self, scheme: str, term: Term) -> Markup:
        """The same as it stands on a page, which says so where it is in Italian all the same."""
        own = self._defined(scheme, term)
        return escape(own) if own else self.prose(term.definition)

    def _defined(self, scheme: str, term: Term) -> str:
        own = term.definition.own(self.texts.lang) if term.definition else ""
        of_language = self.texts.definition(scheme, term.code) if isinstance(self.texts, EssentialTexts) else ""
        return own or of_language

    def apart(self, name: str) -> str:
        """A name as it stands on a page: apart from the words around it where those are read the other way."""
        return Markup("<bdi>{}</bdi>").format(name) if name and self._is_rtl else name

    def number_to_call(self, number: str) -> str:
        """A telephone number, an address of the web: from left to right among words that are not."""
        return Markup('<bdi dir="ltr">{}</bdi>').format(number) if number and self._is_rtl else number

    def choice(self, field: str, code: str) -> str:
        """Words of a code that belongs to the shape of a record, such as the state of an activity."""
        return self.texts(f"choice.{field}.{code}")

    def day(self, day: date) -> str:
        """A whole date: 22 novembre 2026."""
        return writing.day(day, self.texts.lang)

    def language(self, code: str) -> str:
        """The name of a language (ISO 639), which people read instead of its code; of an unknown one the code."""
        return writing.language_name(code, self.texts.lang)

    def when(self, known: PartialDate) -> str:
        """As much of a date as is known; the words of the source win."""
        if known.text or known.year is None:
            return known.text
        if known.day and known.month:
            return writing.day(date(known.year, known.month, known.day), self.texts.lang)
        if known.month:
            return writing.month_and_year(known.month, known.year, self.texts.lang)
        return writing.year(known.year, self.texts.lang)

    def since(self, known: PartialDate) -> str:
        """From when: `dal 2019`, `da ottobre 2026`, `dall'8 marzo 2026`; the words of the source win."""
        return self._bounded("since", known)

    def until(self, known: PartialDate) -> str:
        """Until when: `fino al 31 maggio 2027`; the words of the source win."""
        return self._bounded("until", known)

    def span(self, since: PartialDate | None, until: PartialDate | None) -> str:
        """From when to when: «dal 1° giugno 2025 al 31 maggio 2028»; with one end only, that end."""
        start = self.since(since) if since else ""
        end = self.until(until) if until else ""
        return f"{start} {end.removeprefix(self.texts('when.up_to'))}" if start and end else start or end

    def _bounded(self, side: str, known: PartialDate) -> str:
        when = self.when(known)
        if known.text or known.year is None:
            return when
        if known.month and not known.day:
            when = writing.month_and_year(known.month, known.year, self.texts.lang, within=True)
        if known.day:
            precision = "day_elided" if known.day in _ELIDED_DAYS else "day"
        else:
            precision = "month" if known.month else "year"
        return self.texts(f"when.{side}_{precision}", when=when)

    def every_year(self, month_and_day: str) -> str:
        """A day of every year, `10-17`: ogni anno il 17 ottobre."""
        return self.texts("when.every_year", day=self.day_of_year(month_and_day))

    def day_of_year(self, month_and_day: str) -> str:
        """A day of every year by itself, `10-17`: 17 ottobre."""
        month, day = (int(part) for part in month_and_day.split("-"))
        return writing.day_and_month(day, month, self.texts.lang)

    def from_day(self, day: str) -> str:
        """From a day, an ISO date or `MM-DD` of every year: dal 24 dicembre, dall'8 ottobre 2026."""
        return self._beside_day("from", day)

    def to_day(self, day: str) -> str:
        """To a day, written like that of `from_day`: al 6 gennaio, all'11 ottobre 2026."""
        return self._beside_day("to", day)

    def _beside_day(self, side: str, day: str) -> str:
        when = self.day_of_year(day) if len(day) == len("12-24") else self.day(date.fromisoformat(day))
        elided = "_elided" if int(day[-2:]) in _ELIDED_DAYS else ""
        return self.texts(f"when.{side}_day{elided}", when=when)

    def weekday_and_day(self, day: date) -> str:
        """A whole date with its day of the week: sabato 12 dicembre 2026."""
        return writing.weekday_and_day(day, self.texts.lang)

    def months(self, months: Sequence[int]) -> str:
        """Months that come back every year, runs being joined: da ottobre a maggio."""
        first, last = run_around_the_year(months)
        if first is None or len(months) == 1:
            return self.in_months(months)
        return self.texts("when.from_to", first=self.month(first), last=self.month(last))

    def in_months(self, months: Sequence[int]) -> str:
        """Months by name: ad agosto, a marzo e settembre."""
        names = [self.month(month) for month in months]
        key = "when.months_elided" if names[0].startswith("a") else "when.months"
        return self.texts(key, months=self.listed(names))

    def weekday(self, weekday: int) -> str:
        """A day of the week, 0 being Monday: lunedì."""
        return writing.weekday_name(weekday, self.texts.lang)

    def short_weekday(self, day: date) -> str:
        """The day of the week as a calendar has no room for more: lun."""
        return writing.short_weekday_name(day.weekday(), self.texts.lang)

    def hour(self, hour: str) -> str:
        """An hour of the day, `16:30`, as it is said: 16.30."""
        return writing.hour(hour, self.texts.lang)

    def quoted(self, texts: Iterable[str]) -> list[str]:
        """Each text in quotation marks."""
        return [writing.quoted(text, self.texts.lang) for text in texts]

    def listed(self, items: Sequence[str]) -> str:
        """`a, b e c`."""
        return writing.listed(items, self.texts.lang)

    def taking_part(self, networks: Sequence[str]) -> str:
        """Say of which networks a body is part; of many, how many and some of them."""
        named = self.listed(self.quoted(networks[:_NAMED]))
        if len(networks) > _NAMED:
            return self.texts("organization.takes_part_many", n=self.number(len(networks)), networks=named)
        key = "organization.takes_part_several" if len(networks) > 1 else "organization.takes_part"
        return self.texts(key, networks=named)

    def joined(self, parts: Iterable[str], sign: str) -> str:
        """Clauses one after the other, parted by a comma or a semicolon."""
        return writing.joined(parts, sign, self.texts.lang)

    def number(self, value: float) -> str:
        """A number with the separators of the language."""
        return writing.number(value, self.texts.lang)

    def euros(self, amount: float) -> str:
        """A sum of money in euros: `12.500,00 €`."""
        return writing.euros(amount, self.texts.lang)

    def count(self, key: str, number: int) -> str:
        """`un'attività`, `7 attività`: the text `key.one` or `key.many`."""
        return self.texts(f"{key}.one") if number == 1 else self.texts(f"{key}.many", n=self.number(number))

    def family(self, themes: Sequence[str], kinds: Sequence[str] = ()) -> str:
        """Code of the family of the main theme; of what has no theme the one that its main kind of activity is of."""
        term = self._vocabularies["temi"].terms.get(themes[0]) if themes else None
        if term or not kinds:
            return (term.family or "") if term else ""
        kind = self._vocabularies["tipi_attivita"].terms.get(kinds[0])
        family = _FAMILIES_OF_KINDS.get((kind.family or "") if kind else "", "")
        return family if family in self._hue else ""

    def family_of_kinds(self, family: str) -> str:
        """Name a family of kinds of activity: as the vocabulary does, else in our words, else as «others»."""
        labels = {one.code: one for one in self._vocabularies["tipi_attivita"].scheme.families}
        if family in labels:
            return label_of(labels[family], self.texts.lang)
        key = f"kinds.{family}"
        return self.texts(key if key in self.texts else "list.others")

    def hue_of(self, themes: Sequence[str], kinds: Sequence[str] = ()) -> str:
        """CSS class with the hue of the main theme, or of the main kind of activity."""
        return self.hue(self.family(themes, kinds))

    def hue(self, family: str) -> str:
        """CSS class of a family of themes."""
        return f"thread-{self._hue[family]}" if family in self._hue else ""

    def month(self, month: int) -> str:
        """A month by name, 1 being January, where no day stands before it: gennaio."""
        return writing.month_alone(month, self.texts.lang)


def all_bodies(number: int) -> str:
    """Return the text that leads to all bodies, so many: Italian says «gli» before 8, 11, 80, 800, 11.000."""
    is_elided = f"{number:,}".partition(",")[0] == "11" or str(number).startswith("8")
    return "section.all_bodies_elided" if is_elided else "section.all_bodies"


def host(url: str) -> str:
    """The host of an address without `www.`, to show where a link leads."""
    try:
        name = urlsplit(web_address(url)).hostname
    except ValueError:  # «https://[a» is no address, but it may stand in a record
        return url
    return (name or url).removeprefix("www.")


def page_words(url: str) -> str:
    """The words in the address of a page, which tell two pages of one site apart; empty where they say nothing."""
    try:
        steps = urlsplit(web_address(url)).path.split("/")
    except ValueError:
        return ""
    words_of_steps = (_WORD_OF_ADDRESS.findall(_ENDING.sub("", unquote(step))) for step in steps)
    longest = max(words_of_steps, key=len, default=[])
    return _SCRAPS.sub("", " ".join(longest)) if len(longest) >= _FEWEST_WORDS else ""


def is_web(contact: Any) -> bool:
    """Tell whether a contact is an address that a browser can follow; a name such as «@rete.qui» is none."""
    value = contact.value or ""
    return contact.kind == "sito" or (contact.kind == "social" and "." in value and not value.startswith("@"))


def run_around_the_year(months: Sequence[int]) -> tuple[int, int] | tuple[None, int]:
    """First and last of months that follow each other, December being followed by January."""
    known = set(months)
    starts = [month for month in known if (month - 2) % 12 + 1 not in known]
    if len(starts) != 1:
        return None, 0
    return starts[0], (starts[0] + len(known) - 2) % 12 + 1
