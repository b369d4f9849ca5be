"""Lists of records: narrowed and ordered in place, cut into pages that need no script."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby, pairwise
from typing import Any, Final

from generator import addresses
from generator.catalogue.entries import AnyRecord, Entry
from generator.catalogue.kinds import KINDS, RECORDS, TERMS
from generator.locale import Texts
from generator.records.network import Network
from generator.site.model import Chip, ChipGroup, Site, sorting_key
from generator.site.page import (
    FEWEST_OF_DAYS,
    MOST_OF_DAYS,
    PER_ALPHABET,
    PER_BODIES,
    PER_DAYS,
    PER_LIST,
    Crumb,
    Page,
    Sheet,
    sheets,
)
from generator.site.parts.days import days_ahead

_NARROWING: Final = ("tema", "destinatari", "territorio")
KIND_OF_BODY: Final = "tipo-ente"
"""The choice among kinds of bodies, in a list and in its address."""
_MOST_PLACES: Final = 16
MOST_IN_PLACE: Final = 1000
"""A list of more is narrowed by going to the page of a theme, of people or of a place: a phone could not hold it."""
ENDED_ADDRESS: Final = f"{addresses.section('attivita')}gia-fatto/"
_TALLEST: Final = 2360
"""So many pixels of rows and letters leave the way to the next page within reach on a phone."""
_LETTER_PX: Final = 36
_FEW_LETTERS: Final = 12
"""A list of no more than these needs no letters to jump to."""
_DAYS_TOLD: Final = 14
"""So many days are told with all that the calendar has on them: a list read later is put in the order of its reader."""
_ALPHABETS: Final = frozenset({"ente"})
_NEWEST_FIRST: Final = "storia"
_ORDERS: Final = ("recapito", "nome", "fresche")
"""What a reader may choose; the rule a list is written in comes first."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list can be narrowed by: chips that lead to pages of their own, and the places within each place."""

    groups: Sequence[ChipGroup] = ()
    inside: Mapping[str, str] = field(default_factory=dict)
    """The codes of the list that lie in a place, itself among them, as one text; empty where the list is too long."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of records to be cut into pages; `base` is the address of the first."""

    kind: str
    entries: Sequence[AnyRecord]
    base: str
    heading: str
    crumbs: tuple[Crumb, ...] = ()
    narrowing: Narrowing = Narrowing()
    asides: Sequence[tuple[str, str]] = ()
    """Words and addresses of links to lists beside this one."""
    lead: str = ""
    """What the list holds; that of its kind where nothing is said."""
    groups: Mapping[str, str] = field(default_factory=dict)
    """By id what each stands under, of a list by the clock: `days.by_clock`."""
    filed: Mapping[str, str] = field(default_factory=dict)
    """By id the words under which an alphabet has what is not under its whole name."""
    heights: Mapping[str, int] = field(default_factory=dict)
    """By id about how many pixels a row takes on a phone, of an alphabet whose pages end before `_TALLEST`."""
    is_soon_first: bool = False
    """Whether what is on in the next weeks stands before what is later, among those one reaches."""
    is_dangerous: bool = False
    """Whether it is about violence: who reads it may have to leave in a hurry."""

    @property
    def order(self) -> str:
        """The rule it is written in: `nome`, `data` (the newest first) or `recapito` (whom one reaches first)."""
        if self.kind in _ALPHABETS or self.base == ENDED_ADDRESS:
            return "nome"
        return "data" if self.kind == _NEWEST_FIRST else "recapito"

    @property
    def per_page(self) -> int:
        """After how many it goes on in a further page; `list.css` shows as many of a whole list at first."""
        if self.order != "nome":
            return PER_LIST
        return PER_BODIES if self.heights else PER_ALPHABET

    def sheets(self) -> Sequence[Sheet]:
        """Cut it into pages; an alphabet between letters, days where a page does not get too short for that."""
        if self.order == "nome":
            return self._by_letters()
        if not self.groups:
            return list(sheets(self.entries, self.base, self.per_page))
        names = [self.groups[entry.id] for entry in self.entries]
        ends = [0]
        while len(names) - ends[-1] > MOST_OF_DAYS:
            longest, shortest = ends[-1] + MOST_OF_DAYS, ends[-1] + FEWEST_OF_DAYS
            days = (end for end in range(longest, shortest - 1, -1) if names[end] != names[end - 1])
            ends.append(next(days, ends[-1] + PER_DAYS))
        parts = list(pairwise((*ends, len(names))))
        return [
            Sheet(self.entries[start:end], number, len(parts), self.base)
            for number, (start, end) in enumerate(parts, 1)
        ]

    def letter_of(self, entry: AnyRecord) -> str:
        """Return the letter under which it stands in an alphabet."""
        return initial(self.filed.get(entry.id, entry.name))

    def _pages_of(self, rows: Sequence[AnyRecord]) -> int:
        """Return how many pages rows take, by their number and by what they take on a phone with their letters."""
        letters = len({self.letter_of(one) for one in rows})
        tall = sum(self.heights.get(one.id, 0) for one in rows) + (letters * _LETTER_PX if self.heights else 0)
        return max(-(-len(rows) // self.per_page), -(-tall // _TALLEST))

    def _by_letters(self) -> list[Sheet]:
        """Cut an alphabet between letters; a letter longer than a page takes pages of its own, equally long."""
        parts: list[list[AnyRecord]] = []
        for _, group in groupby(self.entries, self.letter_of):
            letter = list(group)
            pages = self._pages_of(letter)
            if pages > 1:
                ends = [len(letter) * part // pages for part in range(pages + 1)]
                parts += [letter[start:end] for start, end in pairwise(ends)]
            elif parts and self._pages_of([*parts[-1], *letter]) == 1:
                parts[-1] += letter
            else:
                parts.append(letter)
        return [Sheet(part, number, len(parts), self.base) for number, part in enumerate(parts or [[]], 1)]


def listing(site: Site, records: Listing) -> Iterator[Page]:
    """Pages of one list of records."""
    cut = records.sheets()
    letters = _letters(records, cut) if records.order == "nome" else {}
    lead = records.lead or site.texts(f"list.{records.kind}_lead")
    first_of = {entry.id: letter for letter, (entry, _) in letters.items()}
    today = site.catalogue.today.isoformat()
    first_day = next(iter(records.groups.values()), "")
    wholes = {day: told for day, told in _wholes(site).items() if day != first_day} if records.groups else {}
    fresh = sum(addresses.record(entry) in site.new_records for entry in records.entries)
    names_of_pages = _names_of_pages(records, cut, site.texts) if letters else ()
    ways_to_pages = _days_of_pages(site, records, cut)
    for sheet in cut:
        yield Page(
            kind=f"{records.kind}-list",
            address=sheet.address,
            title=sheet.title(records.heading, site.texts),
            template="parts/list.html",
            context={
                "heading": records.heading,
                "lead": lead,
                "sheet": sheet,
                "order": records.order,
                "orders": list(dict.fromkeys((records.order, *_ORDERS))),
                "narrowing": records.narrowing.groups,
                "inside": records.narrowing.inside,
                "is_in_place": len(records.entries) <= MOST_IN_PLACE,
                "counted": _counted(site, records),
                "total": len(records.entries),
                "few_letters": _FEW_LETTERS,
                "fresh": fresh,
                "names_of_pages": names_of_pages,
                "ways_to_pages": ways_to_pages,
                "part_of_letter": _part_of_letter(records, cut, sheet) if letters else "",
                "letters": [(letter, address) for letter, (_, address) in letters.items()],
                "first_of": first_of,
                "asides": records.asides,
                "is_dangerous": records.is_dangerous,
                "is_soon_first": records.is_soon_first,
                "kind_of_body": KIND_OF_BODY,
                "groups": _headings(site, sheet.items, records.groups, is_first=sheet.number == 1),
                "goes_on_from": _across(records, cut, sheet.number - 1),
                "wholes": wholes,
                "jumps": _jumps(site, records),
                "here": {records.groups[entry.id] for entry in sheet.items} if records.groups else (),
                "day_anchor": addresses.day_anchor,
                "rests_from": _first_at_rest(sheet.items),
                "quiet": "" if today in records.groups.values() else today,
                "has_times": records.kind == "attivita" and records.base != ENDED_ADDRESS,
            },
            description=lead,
            tab=KINDS[records.kind].menu,
            crumbs=records.crumbs,
        )


def _first_at_rest(entries: Iterable[AnyRecord]) -> str:
    """Return the first network that is suspended or over, by id: a list ends with these, under a heading."""
    return next((one.id for one in entries if _is_resting(one)), "")


def _is_resting(entry: AnyRecord) -> bool:
    """Tell whether it is a network that is suspended or over."""
    if not isinstance(entry, Entry) or not isinstance(entry.record, Network):
        return False
    return entry.is_over or entry.is_at_rest


def _headings(
    site: Site, entries: Sequence[AnyRecord], groups: Mapping[str, str], *, is_first: bool
) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return by id what stands before an entry of a list by the clock: the code of a day or group, and its words.

    A day is told by its date, which stays true; `list.js` says which is today. One without anything says so once.
    """
    told: dict[str, Sequence[tuple[str, str]]] = {}
    today = site.catalogue.today
    before = ""
    for entry in entries if groups else ():
        group = groups[entry.id]
        if group != before:
            told[entry.id] = [(group, day_heading(site, group))]
        before = group
    if told and is_first and today.isoformat() not in groups.values():
        nothing = site.texts("list.day_nothing", day=day_heading(site, today.isoformat()))
        first = entries[0].id
        told[first] = [(today.isoformat(), nothing), *told[first]]
    return told


def _across(records: Listing, cut: Sequence[Sheet], number: int) -> str:
    """Return the day or group that begins on a page, or before it, and goes on in the next; empty where none does."""
    if not records.groups or not 0 < number < len(cut):
        return ""
    last, first = (records.groups[one.id] for one in (cut[number - 1].items[-1], cut[number].items[0]))
    return last if last == first else ""


def _wholes(site: Site) -> Mapping[str, tuple[str, str]]:
    """Return by day the address of all that the calendar has on it, and the words of the link.

    An activity stands under its first day alone, so that no day after the first of a list is whole. No number is
    said: those who count would count the rows.
    """
    return {
        day.on.isoformat(): (day.address, site.texts("list.day_whole", day=site.words.weekday(day.on.weekday())))
        for day in days_ahead(site, _DAYS_TOLD)
        if not day.is_empty
    }


def _jumps(site: Site, records: Listing) -> Sequence[tuple[str, str, str]]:
    """Return of a list by the clock each day or group, its short name and the address where it begins."""
    found: dict[str, tuple[str, str, str]] = {}
    for sheet in records.sheets() if records.groups else ():
        for entry in sheet.items:
            group = records.groups[entry.id]
            if group == "last":
                continue
            address = f"{sheet.address}#{addresses.day_anchor(group)}"
            found.setdefault(group, (group, _short(site, group), address))
    return tuple(found.values())


def _short(site: Site, group: str) -> str:
    if not group[:1].isdigit():
        return site.texts(f"list.jump_{group}")
    day = date.fromisoformat(group)
    return f"{site.words.short_weekday(day).capitalize()} {day.day}"


def _long(site: Site, group: str) -> str:
    if not group[:1].isdigit():
        return _short(site, group)
    day = date.fromisoformat(group)
    return f"{site.words.weekday(day.weekday())} {day.day}".capitalize()


def _days_of_pages(site: Site, records: Listing, cut: Sequence[Sheet]) -> Sequence[str]:
    """Return for each page of a list by the clock the day or group it begins with; of a further part how many more."""
    left = Counter(records.groups.values())
    named = []
    for sheet in cut if records.groups else ():
        first = records.groups[sheet.items[0].id]
        said = _long(site, first)
        goes_on = _across(records, cut, sheet.number - 1)
        named.append(f"{said}, {site.words.count('list.rest_of_day', left[first])}" if goes_on else said)
        left.subtract(records.groups[entry.id] for entry in sheet.items)
    return named


def day_heading(site: Site, group: str) -> str:
    """Return what stands above a day or a group of a list by the clock (`days.by_clock`)."""
    if not group[:1].isdigit():
        return site.texts(f"list.day_{group}")
    said = site.words.weekday_and_day(date.fromisoformat(group))
    return f"{said[:1].upper()}{said[1:]}"


def _counted(site: Site, records: Listing) -> str:
    """Say how many there are as other pages say it, which count nothing that is over; of networks those not at rest."""
    over = sum(entry.is_over for entry in records.entries if isinstance(entry, Entry))
    if records.kind == "rete" and (resting := sum(map(_is_resting, records.entries))):
        return site.words.count("list.active_rete", len(records.entries) - resting)
    return site.words.count(f"count.{RECORDS[records.kind].group}", len(records.entries) - over)


def networks_beside(site: Site, networks: Iterable[Any]) -> str:
    """Say beside a number of networks how many of them are suspended, and how many more are over."""
    networks = list(networks)
    suspended = sum(network.is_at_rest for network in networks)
    over = sum(network.is_over for network in networks)
    numbers = (("list.suspended_rete", suspended), ("list.over_rete", over))
    return ", ".join(site.words.count(key, number) for key, number in numbers if number)


def narrowing(site: Site, kind: str, entries: Sequence[AnyRecord]) -> Narrowing:
    """Chips over a list: how many of its records stand under each theme, group of people, place."""
    groups = [_kinds_of_bodies(site, entries)] if kind == "ente" else []
    for facet in _NARROWING:
        counted = {code: len(getattr(held, RECORDS[kind].group)) for code, held in site.holdings(facet).items()}
        chips = [site.chip(facet, code, count) for code, count in counted.items() if count]
        if anchor := RECORDS[kind].anchor:
            chips = [replace(chip, address=f"{chip.address}#{anchor}") for chip in chips]
        if facet == "territorio":
            chips = site.nearest(sorted(chips, key=lambda chip: (-chip.count, chip.label)))[:_MOST_PLACES]
        groups.append(ChipGroup(TERMS[facet].facet, site.texts(f"list.{facet}"), chips))
    places = groups[-1].chips if len(entries) <= MOST_IN_PLACE else ()
    return Narrowing(groups, _inside(site, entries, {chip.code for chip in places}))


def _kinds_of_bodies(site: Site, entries: Sequence[Any]) -> ChipGroup:
    """Return a chip for each kind of body: no page of its own stands behind it, so scripts alone offer it."""
    counted = Counter(entry.record.kind for entry in entries if entry.record.kind != "da_precisare")
    base = addresses.section("ente")
    chips = [
        Chip(code, site.words.label("tipi_ente", code), f"{base}?{KIND_OF_BODY}={code}", counted[code])
        for code in (term.code for term in site.catalogue.vocabularies["tipi_ente"])
        if counted[code]
    ]
    return ChipGroup(KIND_OF_BODY, site.texts("list.tipo_ente"), chips if len(chips) > 1 else ())


def _inside(site: Site, entries: Sequence[AnyRecord], wholes: set[str]) -> dict[str, str]:
    """Return, for each of these places, the places of entries that lie in it: what a script needs to narrow by it."""
    inside: dict[str, list[str]] = {whole: [] for whole in wholes}
    for code in sorted({code for entry in entries for code in entry.territories}):
        for whole in wholes.intersection(site.catalogue.geography.with_wholes((code,))):
            inside[whole].append(code)
    return {whole: " ".join(codes) for whole, codes in inside.items()}


def _letters(records: Listing, cut: Sequence[Sheet]) -> dict[str, tuple[AnyRecord, str]]:
    """Return the first record under each letter of an alphabet, and its address, often on a further page."""
    found: dict[str, tuple[AnyRecord, str]] = {}
    for sheet in cut:
        for entry in sheet.items:
            letter = records.letter_of(entry)
            found.setdefault(letter, (entry, f"{sheet.address}#{letter_anchor(letter)}"))
    return found


def _names_of_pages(records: Listing, cut: Sequence[Sheet], texts: Texts) -> Sequence[str]:
    """Return the letters of each page of an alphabet: «D–M», «C, 1 di 2» of a part."""
    held = [[records.letter_of(one) for one in sheet.items] for sheet in cut]

    def said(at: int, letters: Sequence[str]) -> str:
        parts = [number for number, other in enumerate(held) if other[0] == letters[0]]
        if len(parts) > 1:
            return texts("list.part_of_letter", letter=letters[0], n=parts.index(at) + 1, last=len(parts))
        return "–".join(dict.fromkeys((letters[0], letters[-1])))

    return [said(at, letters) for at, letters in enumerate(held)]


def _part_of_letter(records: Listing, cut: Sequence[Sheet], sheet: Sheet) -> str:
    """Return the letter that began on a page before; empty where this one begins its own."""
    before = cut[sheet.number - 2] if sheet.number > 1 else None
    first = records.letter_of(sheet.items[0])
    return first if before and records.letter_of(before.items[-1]) == first else ""


def initial(name: str) -> str:
    """Return the letter under which an alphabet has a name."""
    letter = sorting_key(name)[:1].upper()
    return letter if letter.isalpha() else "0–9"


def letter_anchor(letter: str) -> str:
    """Anchor of a letter of the alphabet in a list."""
    return f"lettera-{letter.lower()}" if letter.isalpha() else "lettera-numeri"
