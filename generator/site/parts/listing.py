"""Lists of records, and lists of the terms that group them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from generator import addresses
from generator.catalogue.entries import AnyRecord
from generator.catalogue.kinds import KINDS, RECORDS, TERMS
from generator.site.model import ChipGroup, Site, sorting_key
from generator.site.page import Crumb, Page, sheets

_NARROWING: Final = ("tema", "destinatari", "territorio")
_MOST_PLACES: Final = 16
ENDED_ADDRESS: Final = f"{addresses.section('attivita')}gia-fatto/"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of records to be cut into pages; `base` is the address of the first."""

    kind: str
    entries: Sequence[AnyRecord]
    base: str
    heading: str
    crumbs: tuple[Crumb, ...] = ()
    narrowing: Sequence[ChipGroup] = ()
    asides: Sequence[tuple[str, str]] = ()
    """Words and addresses of links to lists beside this one."""
    lead: str = ""
    """What the list holds; that of its kind where nothing is said."""
    is_dangerous: bool = False
    """Whether it is about violence: who reads it may have to leave in a hurry."""


def listing(site: Site, records: Listing) -> Iterator[Page]:
    """Pages of one list of records."""
    is_alphabet = records.kind == "ente"
    letters = _places_of_letters(records) if is_alphabet else []
    lead = records.lead or site.texts(f"list.{records.kind}_lead")
    for sheet in sheets(records.entries, records.base):
        is_first = sheet.number == 1
        yield Page(
            kind=f"{records.kind}-list",
            address=sheet.address,
            title=records.heading if is_first else site.texts("list.page", title=records.heading, n=sheet.number),
            template="parts/alphabet.html" if is_alphabet else "parts/list.html",
            context={
                "heading": records.heading,
                "lead": lead,
                "sheet": sheet,
                "narrowing": records.narrowing,
                "counted": site.words.count(f"count.{RECORDS[records.kind].group}", len(records.entries)),
                "letters": letters,
                "groups": _by_letter(sheet.items) if is_alphabet else [],
                "asides": records.asides,
                "is_dangerous": records.is_dangerous,
                "has_times": records.kind == "attivita" and records.base != ENDED_ADDRESS,
            },
            description=lead,
            tab=KINDS[records.kind].menu,
            crumbs=records.crumbs,
        )


def narrowing(site: Site, kind: str) -> list[ChipGroup]:
    """Chips over a list: how many of its records stand under each theme, group of people, place."""
    groups = []
    for facet in _NARROWING:
        counted = {code: len(getattr(held, RECORDS[kind].group)) for code, held in site.holdings(facet).items()}
        chips = [site.chip(facet, code, count) for code, count in counted.items() if count]
        if anchor := RECORDS[kind].anchor:
            chips = [replace(chip, address=f"{chip.address}#{anchor}") for chip in chips]
        if facet == "territorio":
            chips = site.nearest(sorted(chips, key=lambda chip: (-chip.count, chip.label)))[:_MOST_PLACES]
        groups.append(ChipGroup(TERMS[facet].facet, site.texts(f"list.{facet}"), chips))
    return groups


def _places_of_letters(records: Listing) -> list[tuple[str, str]]:
    """Return where each letter of an alphabet begins: the letter and an address, often on a further page."""
    places: dict[str, str] = {}
    for sheet in sheets(records.entries, records.base):
        for letter, _ in _by_letter(sheet.items):
            places.setdefault(letter, f"{sheet.address}#{letter_anchor(letter)}")
    return list(places.items())


def _by_letter(entries: Sequence[AnyRecord]) -> list[tuple[str, list[AnyRecord]]]:
    def initial(entry: AnyRecord) -> str:
        letter = sorting_key(entry.name)[:1].upper()
        return letter if letter.isalpha() else "0–9"

    return [(letter, list(group)) for letter, group in groupby(entries, key=initial)]


def letter_anchor(letter: str) -> str:
    """Anchor of a letter of the alphabet in a list."""
    return f"lettera-{letter.lower()}" if letter.isalpha() else "lettera-numeri"
