"""What a vademecum says: one line for each who answers, chapter by chapter, and where to find it again.

Nothing of what is protected, nor of what could harm its reader where somebody else finds the paper: about violence
there are the national numbers alone.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, groupby
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry
from generator.catalogue.answers import FOR_THE_SAME, guides, needs_of, rank_in
from generator.catalogue.opening_times import ROME, Timetable
from generator.matching.words import stems_of
from generator.records.common import Contact, Place
from generator.records.vocabulary import Term, label_of
from generator.site.model import Site, by_name, sorting_key
from generator.site.parts.contacts import OfficeContact, body_answering, contact_point_of, contacts_to_use, ways_of
from generator.site.parts.days import is_later
from generator.site.parts.emergency import DANGER, EMERGENCY, UrgentNumber
from generator.site.parts.facts import is_discreet, places_of
from generator.site.parts.listing import initial
from generator.site.parts.live import timetable_of
from generator.site.parts.reach import Way, answering_always, ways_to_reach
from generator.site.parts.times import schedule_lines
from generator.site.parts.words import host

MOST_LINES: Final = 400
"""So many lines one booklet holds: what is longer nobody carries along."""
_MOST_ALSO: Final = 8
_HANGS: Final = timedelta(days=62)
"""So long a booklet lies about before somebody prints it again."""
_FEWEST_OF_A_FAMILY: Final = 3
"""Lines below which what is left of a family has no chapter of its own."""
_HOW: Final = {"email": "write", "pec": "write", "sportello": "go", "sito": "see"}
"""What one does with a contact of a kind."""
_PICTURES: Final = {"rete": "rete", "ente": "gruppo"}
"""The drawing of a chapter of bodies."""
_MOST_ASKED_FOR: Final = 8
"""Lines of the last page that already name who is missing a number."""


@dataclass(frozen=True, slots=True)
class Line:
    """One who answers: the number by which the index names it, and what a person needs to call or to go there."""

    name: str
    address: str
    what: str = ""
    """What it is, where its name does not say it: paper cannot be asked."""
    who: str = ""
    where: str = ""
    when: str = ""
    call: str = ""
    call_href: str = ""
    answers: str = ""
    """When somebody answers the telephone."""
    whose: str = ""
    """Who answers it, where that is neither who it is about nor who does it."""
    write: str = ""
    """How else somebody is reached, where there is no number."""
    how: str = ""
    """What one does with that: `write`, `go` or `see`; empty where it says so itself."""
    cost: str = ""
    is_area: bool = False
    """Whether `where` is where it works, not a door."""
    is_closed: bool = False
    """Whether it is closed on the day of the booklet, until its season begins, or on no day of the next weeks."""
    elsewhere: tuple["Line", ...] = ()
    """The same, done by the same body on the same telephone, at other places or hours."""
    number: int = 0

    @property
    def spots(self) -> tuple["Line", ...]:
        """All places and hours of it."""
        return (self, *self.elsewhere)

    @property
    def is_away(self) -> bool:
        """Whether it is nowhere on the day of the booklet: who calls now calls too early."""
        return all(spot.is_closed for spot in self.spots)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Lines that answer one need, or that are one kind of record; `numbers` answer at once.

    Each line stands in the chapter of the need that it answers best; `also` are those of other chapters that answer
    this one, and where nothing does those that tell people where to go.
    """

    label: str
    picture: str
    lines: Sequence[Line]
    numbers: Sequence[UrgentNumber] = ()
    is_dangerous: bool = False
    beds: Sequence[str] = ()
    """Where nothing of what has to be open tonight is: what there is, each with when. Paper hangs for months."""
    always: Sequence[tuple[str, Way]] = ()
    """Who of those that answer does so on the telephone at any hour."""
    wanted: Sequence[str] = ()
    """Addresses of what answers this need in other chapters."""
    also: Sequence[tuple[str, int]] = ()
    """The same by name and number."""
    note: str = ""
    """Who of a kind stands here, where not all of it does."""
    is_guided: bool = False
    """Whether nobody does just what is needed: `also` are then those who tell people where to go."""

    @property
    def is_shut(self) -> bool:
        """Whether nothing of what has to be open tonight is."""
        return bool(self.beds)

    @property
    def kinds(self) -> list[str]:
        """What is in it, each once, as far as a name does not say it: a proper name says nothing to who is new."""
        return list(dict.fromkeys(line.what or line.name for line in self.lines))

    @property
    def on_now(self) -> list[Line]:
        """The lines one can use on the day of the booklet; they come first."""
        return [line for line in self.lines if not line.is_away]

    @property
    def away(self) -> list[Line]:
        """Those whose season has yet to begin, which stand apart."""
        return [line for line in self.lines if line.is_away]


@dataclass(frozen=True, slots=True)
class Booklet:
    """A whole vademecum. `index` holds names by their letter, each with the numbers of its lines."""

    chapters: Sequence[Chapter]
    index: Sequence[tuple[str, Sequence[tuple[str, Sequence[int]]]]]
    silent: Sequence[str]
    """Names of some who answer and give no telephone: a reader may know it."""
    left_out: int
    """How many nobody can reach as yet, or that find no room."""

    @property
    def lines(self) -> int:
        """How many lines there are in all."""
        return sum(len(chapter.lines) for chapter in self.chapters)


def booklet_of(
    site: Site,
    activities: Sequence[ActivityEntry],
    networks: Sequence[AnyEntry] = (),
    organizations: Sequence[AnyEntry] = (),
    *,
    is_whole: bool = False,
) -> Booklet:
    """Return the vademecum of these activities, then of these networks and bodies.

    That of the whole catalogue names every need: where nothing answers one, who tells people where to go.
    """
    shown = [activity for activity in activities if not (is_discreet(activity) or site.urgent.is_dangerous(activity))]
    reached = [activity for activity in shown if not (activity.is_at_rest or site.is_unreachable(activity))][
        :MOST_LINES
    ]
    chapters = [
        *_of_needs(site, reached, is_whole=is_whole),
        *_of_bodies(site, networks, "rete", MOST_LINES - len(reached)),
        *_of_bodies(site, organizations, "ente", MOST_LINES - len(reached)),
    ]
    numbered = _referred(list(_numbered(chapters)))
    lines = list(chain.from_iterable(chapter.lines for chapter in numbered))
    return Booklet(
        numbered,
        _index(lines),
        [line.name for line in lines if not line.call][:_MOST_ASKED_FOR],
        len(shown) - sum(len(line.spots) for line in lines if line.address.startswith(addresses.section("attivita"))),
    )


def _of_needs(site: Site, activities: Sequence[ActivityEntry], *, is_whole: bool) -> Iterator[Chapter]:
    """A chapter for each need, each activity where it answers best; then the others by family, small ones together.

    What answers no need and is away is not for who looks for help: the booklet of the whole leaves it to the site.
    """
    # On paper nobody's turn comes tomorrow: by name.
    left = {activity.id: activity for activity in site.contact_first(by_name(activities))}
    needs = needs_of(site.catalogue)
    best = {activity.id: _best_need(site, activity, needs) for activity in left.values()}
    telling = [addresses.record(guide) for guide in guides(left.values())] if is_whole else []
    answered = {need.code: [one for one in left.values() if need.code in site.needs_answered(one.id)] for need in needs}
    lang = site.texts.lang
    for need in needs:
        is_dangerous = DANGER in need.urgent
        numbers = [number for number in site.urgent.of_need(need) if not (is_dangerous and number.is_own)]
        # The number for all emergencies stands on the first page: by itself it tells nothing of a need.
        if [number.number for number in numbers] == [EMERGENCY] and not need.tonight:
            numbers = []
        label, picture = label_of(need, lang), need.picture or "ascolto"
        if is_dangerous:
            yield Chapter(label, picture, [], numbers, is_dangerous=True)
            continue
        # Who needs a bed tonight is not told of what comes back in the summer.
        own = [
            left.pop(activity.id)
            for activity in answered[need.code]
            if best[activity.id] == need.code
            and not (need.tonight and rank_in(need, activity) and _is_far(site, activity))
        ]
        own.sort(key=lambda activity: _how_far(site, activity, need))
        wanted = [
            addresses.record(activity)
            for activity in answered[need.code]
            if best[activity.id] != need.code and rank_in(need, activity) < FOR_THE_SAME
        ]
        itself = [activity for activity in answered[need.code] if not rank_in(need, activity)]
        is_guided = not itself and bool(telling)
        if own or wanted or is_guided:
            yield Chapter(
                label,
                picture,
                _together(line_of(site, activity) for activity in own),
                numbers,
                beds=_beds(site, itself) if need.tonight else (),
                always=answering_always(site, answered[need.code]) if need.tonight else (),
                wanted=telling if is_guided else wanted,
                is_guided=is_guided,
            )
    families = site.words.families_of_themes
    by_family = sorted(left.values(), key=lambda activity: _place_of(site, activity, list(families)))
    few: list[ActivityEntry] = []
    for code, group in groupby(by_family, key=lambda activity: site.words.family(activity.themes, activity.kinds)):
        entries = [one for one in group if not (is_whole and _is_closed(site, one))]
        lines = _together(line_of(site, activity) for activity in entries)
        if len(lines) < _FEWEST_OF_A_FAMILY or code not in families:
            few += entries
        else:
            yield Chapter(families[code], _picture_of(site, entries), lines)
    if few:
        yield Chapter(
            site.texts("vademecum.others"), "calendario", _together(line_of(site, activity) for activity in few)
        )


def _picture_of(site: Site, activities: Iterable[ActivityEntry]) -> str:
    """Return the drawing of the theme that most of them are about; empty where it has none."""
    found = Counter(
        picture for one in activities for theme in one.themes[:1] if (picture := site.picture_of("tema", theme))
    )
    return max(found, key=lambda picture: (found[picture], picture), default="")


def _beds(site: Site, beds: Sequence[ActivityEntry]) -> list[str]:
    """Return what has to be open tonight, with when it is, where none of it is open; empty where some may be."""
    if any(_may_be_open_tonight(site, bed) for bed in beds):
        return []
    whens = (next(iter(schedule_lines(bed.record.schedule, site.words)), "") for bed in beds)
    return [f"{bed.name} ({when})" if when else bed.name for bed, when in zip(beds, whens, strict=True)]


def _best_need(site: Site, activity: ActivityEntry, needs: Iterable[Term]) -> str:
    """Return the need that an activity answers best: what it is itself before what it is beside; empty for none."""
    answered = site.needs_answered(activity.id)
    ranked = [(rank_in(need, activity), need.code) for need in needs if need.code in answered]
    return min(ranked, key=lambda one: one[0])[1] if ranked else ""


def _may_be_open_tonight(site: Site, activity: ActivityEntry) -> bool:
    """Tell whether something is there on the evening of the day, or says in words alone when it is."""
    schedule = activity.record.schedule
    if schedule is None or not timetable_of(activity, site.conventions):
        return True
    timetable = Timetable.of(schedule, site.conventions)
    day = site.catalogue.today
    evening = datetime(day.year, day.month, day.day, 18, tzinfo=ROME)
    return any(timetable.state_at(evening + timedelta(hours=hour)).kind == "open" for hour in range(6))


def _how_far(site: Site, activity: ActivityEntry, need: Term) -> tuple[bool, int]:
    """Rank what answers a need: what is on within weeks, then in the order of its kinds, beds before showers."""
    kinds = [need.kinds.index(kind) for kind in activity.kinds if kind in need.kinds]
    return is_later(site, activity, site.catalogue.today), min(kinds, default=len(need.kinds))


def _together(lines: Iterable[Line]) -> list[Line]:
    """Make one line of what bears one name, is done by one body and answers at one telephone; what is away last."""
    by_name: dict[tuple[str, str, str, str], list[Line]] = {}
    for line in lines:
        by_name.setdefault((line.name, line.who, line.call, line.write), []).append(line)
    whole = [replace(first, elsewhere=tuple(others)) for first, *others in by_name.values()]
    return sorted(whole, key=lambda line: line.is_away)


def _place_of(site: Site, activity: ActivityEntry, families: Sequence[str]) -> int:
    family = site.words.family(activity.themes, activity.kinds)
    return families.index(family) if family in families else len(families)


def _of_bodies(site: Site, bodies: Iterable[AnyEntry], kind: str, room: int) -> Iterator[Chapter]:
    """A chapter of the bodies that can be called or written to and that paper may name, at most so many.

    What two records of one body say is said once: one telephone of its own and one website.
    """
    lines: dict[tuple[str, ...], Line] = {}
    for body in bodies:
        line = line_of(site, body) if may_be_named(site, body) else None
        if line and (line.call or line.how == "write"):
            website = host(body.record.website) if body.record.website and line.call and not line.whose else ""
            key = (line.call, website) if website else (body.id,)
            if key not in lines or (line.answers and not lines[key].answers):
                lines[key] = line
    if lines and room > 0:
        note = site.texts("vademecum.bodies_note")
        yield Chapter(site.texts(f"list.{kind}"), _PICTURES[kind], list(lines.values())[:room], note=note)


def may_be_named(site: Site, body: AnyEntry) -> bool:
    """Tell whether paper may name a body: not where its name leads to who is in danger, or to a protected place."""
    return not site.urgent.is_dangerous(body) and not any(place.protected for place in body.record.places)


def line_of(site: Site, entry: ActivityEntry | AnyEntry) -> Line:
    """Say on one line what a person needs to call or to go there; nothing of what is protected may be asked for."""
    point = contact_point_of(entry, site.catalogue, site.settings["ufficio"])
    contacts = contacts_to_use(point, site.catalogue)
    ways = {way.kind: way for way in ways_to_reach(entry, contacts, "", site.texts)}
    call, write = ways.get("call"), ways.get("write")
    website = point.website if point and point.relation != "office" else ""
    otherwise, how = _otherwise(site, contacts, website)
    if isinstance(entry, ActivityEntry):
        who, places, times = entry.operator.name, places_of(entry), schedule_lines(entry.record.schedule, site.words)
        is_closed = _is_closed(site, entry)
    else:
        who, places, is_closed = "", list(entry.record.places), False
        times = []
    body = body_answering(entry, point, site.catalogue) if call else None
    return Line(
        name=entry.name,
        address=addresses.record(entry),
        what=_what(site, entry) if isinstance(entry, ActivityEntry) else "",
        who=who if who != entry.name else "",
        where=_where(site, places, entry.territories),
        when=times[0] if times else "",
        call=call.text if call else "",
        call_href=call.href if call else "",
        answers=_hours_of(call) if call else "",
        whose=body.name if body and body.name not in (who, entry.name) else "",
        is_closed=is_closed,
        write="" if call else write.href.removeprefix("mailto:") if write else otherwise,
        how="write" if write else how,
        cost=site.words.choice("cost", entry.record.cost)
        if isinstance(entry, ActivityEntry) and entry.record.cost
        else "",
        is_area=_door(places) is None,
    )


def _what(site: Site, activity: ActivityEntry) -> str:
    """Say what kind of thing it is; nothing where its name says so."""
    label = site.words.label("tipi_attivita", activity.kinds[0]) if activity.kinds else ""
    return "" if not label or set(stems_of(label)) <= set(stems_of(activity.name)) else label


def _hours_of(way: Way) -> str:
    return (way.contact.hours or "") if way.contact else ""


def _is_closed(site: Site, activity: ActivityEntry) -> bool:
    """Tell whether an activity that comes back every year, or begins, is not on now, nor anything of it for weeks."""
    schedule, today = activity.record.schedule, site.catalogue.today
    if schedule is None:
        return False
    if is_later(site, activity, today):
        return True
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=ROME)
    return Timetable.of(schedule, site.conventions).state_at(noon).kind == "begins"


def _is_far(site: Site, activity: ActivityEntry) -> bool:
    """Tell whether an activity is not on now, nor will be while the paper hangs."""
    return _is_closed(site, activity) and is_later(site, activity, site.catalogue.today + _HANGS)


def _otherwise(site: Site, contacts: Iterable[Contact | OfficeContact], website: str) -> tuple[str, str]:
    """Say how else somebody is reached, on a channel, at a desk, on a website, and what one does with that."""
    for contact in contacts:
        for way in ways_of(contact, site.texts):
            if way.shown:
                return way.shown, _HOW.get(contact.kind or "", "")
    return (host(website), "see") if website else ("", "")


def _door(places: Iterable[Place]) -> Place | None:
    return next((place for place in places if place.address or place.name), None)


def _where(site: Site, places: Iterable[Place], territories: Sequence[str]) -> str:
    """Say where to go: the first place and its address, else the quarter or the town."""
    place = _door(places)
    if place is None:
        return site.places_line(territories) if territories else ""
    return ", ".join(filter(None, (place.name, place.address, place.locality)))


def _referred(chapters: Sequence[Chapter]) -> list[Chapter]:
    """Say of each chapter under which numbers the others answer it too."""
    lines = {spot.address: line for chapter in chapters for line in chapter.lines for spot in line.spots}
    referred = []
    for chapter in chapters:
        also = dict.fromkeys(lines[address] for address in chapter.wanted if address in lines)
        referred.append(replace(chapter, also=[(line.name, line.number) for line in also][:_MOST_ALSO]))
    return [chapter for chapter in referred if chapter.lines or chapter.also or chapter.is_dangerous]


def _numbered(chapters: Iterable[Chapter]) -> Iterator[Chapter]:
    number = 0
    for chapter in chapters:
        lines = [replace(line, number=at) for at, line in enumerate(chapter.lines, start=number + 1)]
        number += len(lines)
        yield replace(chapter, lines=lines)


def _index(lines: Collection[Line]) -> list[tuple[str, list[tuple[str, list[int]]]]]:
    """Return every name, and that of who does it, with the numbers of its lines: letter by letter."""
    numbers: dict[str, list[int]] = {}
    for line in lines:
        for name in dict.fromkeys(filter(None, (line.name, line.who))):
            numbers.setdefault(name, []).append(line.number)
    names = sorted(numbers, key=lambda name: (sorting_key(name), name))
    return [(letter, [(name, numbers[name]) for name in found]) for letter, found in groupby(names, key=initial)]
