"""`/locandine/`: a sheet to hang up for each network and each need, with a code to photograph and strips to tear off.

One page of A4 that prints well from any browser: few numbers, large, each with when somebody answers it and what is
behind it. Of what is protected there is nothing, and about violence nothing but the numbers that always answer: the
strip that goes home in a pocket says no more than that.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import cycle, islice
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry, NetworkEntry
from generator.catalogue.answers import FOR_THE_SAME, guides, needs_of, rank_in
from generator.locale.of_names import article_of
from generator.records.vocabulary import Term, label_of
from generator.site.languages import paths_in_others
from generator.site.model import Site
from generator.site.page import Crumb, Page
from generator.site.pages.in_need.page import lead_of
from generator.site.pages.vademecum.booklet import Line, line_of, may_be_named
from generator.site.parts.answering import answering_hours, answers_always, minutes_a_week
from generator.site.parts.contacts import body_answering, contact_point_of, ways_of
from generator.site.parts.days import is_later
from generator.site.parts.emergency import DANGER, EMERGENCY
from generator.site.parts.facts import address_line, is_discreet, places_of
from generator.site.parts.markdown import shortened, whole_sentences
from generator.site.parts.qr import qr
from generator.site.parts.reach import answering_always, ways_to_reach
from generator.site.parts.record import split_by_end
from generator.site.parts.times import schedule_lines
from generator.site.parts.told import Teller
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("poster")
STRIPS: Final = 6
"""So many share one, two or three numbers evenly."""
_DOOR: Final = "/"
_IN_DANGER: Final = frozenset({DANGER, EMERGENCY})
_LONGEST: Final = 105
_LONGEST_SENTENCE: Final = 135
"""A single sentence may be longer than several: cut it says nothing."""
_LONGEST_STRIP: Final = 34
_FEW: Final = 3
_BEHIND_ONE: Final = 2
"""What is written under one number: more makes all of it small."""
_LONGEST_PIECE: Final = 34
"""So many letters of an address stand on one line of a strip."""
_STRIP_LINES, _STRIP_LETTERS = 3, 24
"""So many lines, of so many letters each, a strip has beside its name and its number."""
_CALL_FIRST: Final = re.compile(r"appuntament|prenot|telefon|chiam", re.IGNORECASE)
"""In the words of a record: who comes without having called comes in vain."""
_LONGEST_NAMES: Final = 90
"""So many letters have the names of what finds no room, and those of who is in a network."""
_LONGEST_WHEN: Final = 90
_LONGEST_ACCESS: Final = 90
_LONG_TITLE: Final = 17
"""A title of more letters is set smaller."""
_WHOLE_WEEK: Final = 7 * 24 * 60
_HANGS: Final = timedelta(days=31)
"""So long a sheet hangs before somebody prints it again."""

# How much of a sheet the parts take, in hundredths of its width (`page.css` has the same sizes).
_ROOM: Final = 82
_TITLE, _LONG, _NAME, _LEAD, _SPOT, _WHEN = (9, 17), (7.4, 21), (4.2, 38), (4, 57), (3.3, 70), (4.6, 49)
"""The height of a line, and how many letters it holds."""
_FACE, _CALL, _ALWAYS, _MAIL, _GATES, _JOINED = 12, 8.5, 6, 14, 4.3, 2
_JOINING: Final = (3.3, 58)
_BESIDE: Final = (3, 30)
"""The same beside a number."""
_SPOT_ALONE, _WHEN_ALONE = (4, 56), (5.2, 42)
_CALL_ALONE, _BELOW = 13, (4.4, 48)


@dataclass(frozen=True, slots=True)
class Strip:
    """What somebody takes home: what it is for, a number, whose it is, what more there is to know, an address."""

    name: str
    number: str = ""
    whose: str = ""
    more: Sequence[str] = ()
    """When and where one goes; where one has to ask first, when somebody answers the number."""
    address: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """Whom one has to pass by first: its name, its number, where it is and when it is open."""

    name: str
    number: str
    door: str


@dataclass(frozen=True, slots=True)
class Spot:
    """What stands behind a number: its name and what it is, when it is on, where, at what cost, how one gets in."""

    name: str
    about: str
    when: str
    where: str = ""
    cost: str = ""
    access: str = ""
    call: str = ""
    """Its number, where that is not the one above it."""
    door: str = ""
    """The address, where one simply goes there: past nobody and without a call."""
    gates: Sequence[Gate] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number to call, when somebody answers it, and what there is behind it."""

    number: str
    answers: str
    spots: Sequence[Spot]
    names: Sequence[str] = ()
    """All of it by name, also what finds no room."""
    hours: str = ""
    """The same as `answers` without whose it is: a strip has little room, and names what it is for."""
    who: str = ""
    """Who answers the own number of a network, as its contact says."""
    is_beside: bool = False
    """Whether nothing behind it is what is looked for itself."""


def parts_of_posters(site: Site) -> list[str]:
    """Return the codes that `poster_pages` takes: the list, then `need/code` and `network/id`."""
    needs = (f"need/{need.code}" for need in needs_of(site.catalogue))
    return [_DOOR, *needs, *(f"network/{network.id}" for network in _networks(site))]


def poster_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """The list of posters, then that of each need and of each network."""
    needs = {need.code: need for need in needs_of(site.catalogue)}
    for part in only or parts_of_posters(site):
        kind, _, code = part.partition("/")
        if kind == "need":
            yield _of_need(site, needs[code])
        else:
            yield _of_network(site, site.catalogue.networks[code]) if code else _door(site)


def poster_of(site: Site, network: NetworkEntry) -> str:
    """Return the address of the poster of a network; empty where it has none."""
    is_there = not (network.is_over or network.is_at_rest) and not site.urgent.is_dangerous(network)
    return addresses.on_paper("poster", addresses.record(network)) if is_there else ""


def _row(site: Site, network: NetworkEntry) -> tuple[NetworkEntry, str, str]:
    """Return a network with the address of its poster and, in a few words, what it is about and where."""
    heading, _ = _about(site, network)
    where = site.places_line(network.territories) if network.territories else ""
    return (
        network,
        poster_of(site, network),
        ", ".join(filter(None, (heading if heading != network.name else "", where))),
    )


def _networks(site: Site) -> list[NetworkEntry]:
    return [network for network in site.current_networks if poster_of(site, network)]


def _door(site: Site) -> Page:
    lang = site.texts.lang
    sheets = [(need, _of_need(site, need)) for need in needs_of(site.catalogue)]
    needs = [
        (label_of(need, lang), need.picture or "ascolto", _address(need), sheet.context["poster"]["is_guided"])
        for need, sheet in sheets
    ]
    networks = [_row(site, network) for network in _networks(site)]
    title, lead = site.texts("poster.title"), site.texts("poster.lead")
    # A sheet as it comes out of the printer says more than any words about it.
    shown = next((sheet for _, sheet in sheets if _is_telling(sheet)), None)
    danger = [need for need in needs_of(site.catalogue) if DANGER in need.urgent]
    return Page(
        kind="poster",
        address=ADDRESS,
        title=title,
        template="pages/poster/door.html",
        context={
            "needs": needs,
            "networks": networks,
            "is_partial": len(networks) < len(site.networks),
            "poster": shown.context["poster"] if shown else None,
            "shown": shown.address if shown else "",
            "danger": (label_of(danger[0], lang), _address(danger[0])) if danger else None,
            "languages": paths_in_others(site, "poster", ADDRESS),
        },
        description=lead,
        crumbs=(Crumb(site.texts("vademecum.title"), addresses.page("vademecum")),),
        found=found_as_page(title, lead),
    )


def _is_telling(page: Page) -> bool:
    """Tell whether a sheet holds all that one may: lines with a number, and a code."""
    poster = page.context["poster"]
    return bool(poster["lines"] and poster["code"] and not poster["is_guided"])


def _address(need: Term) -> str:
    return addresses.on_paper("poster", addresses.need(need.code))


def _of_need(site: Site, need: Term) -> Page:
    label = label_of(need, site.texts.lang)
    address = addresses.need(need.code)
    is_dangerous = DANGER in need.urgent
    numbers = site.urgent.of_need(need)
    lines: list[Number] = []
    more: list[str] = []
    is_guided = False
    lead = meanwhile = ""
    if is_dangerous:
        # What is hung up and taken away names nothing but the numbers that answer everywhere, the one of danger first.
        numbers = sorted((one for one in numbers if one.number in _IN_DANGER), key=lambda one: one.number != DANGER)
        strips = [Strip("", DANGER)]
    else:
        today = site.catalogue.today
        answering = [one for one in site.answering(need.code) if rank_in(need, one) < FOR_THE_SAME]
        on_now = [one for one in answering if not is_later(site, one, today)]
        lines = _numbers(site, [((rank_in(need, one), _kind_in(need, one)), one) for one in _lasting(site, on_now)])
        if not lines:
            lines = _numbers(
                site, [((0, 0), one) for one in guides(site.activities) if site.is_at_home(one.territories)]
            )
            is_guided = bool(lines)
        lead = lead_of(site, need, () if is_guided else on_now, _FEW)
        meanwhile = _meanwhile(site, need, on_now)
        room = _ROOM - _height_of_head(label) - _height(lead, _LEAD) - _height(meanwhile, _LEAD)
        names = [name for line in lines for name in line.names]
        lines = _fitting(lines[:_FEW], room - _ALWAYS * len(numbers))
        more = _left_out(names, lines)
        # What goes with it is on the sheet: home goes what is looked for itself, where somebody answers for it.
        strips = _strips(site, label, [one for one in lines if not one.is_beside] or lines, _short(site, address))
    return _page(
        site,
        address,
        label,
        {
            "lead": lead,
            "meanwhile": meanwhile,
            "heading": label,
            "theme": "",
            "name": "",
            "picture": need.picture or "ascolto",
            "numbers": numbers,
            "more": more,
            "is_dangerous": is_dangerous,
            "is_guided": is_guided,
            "lines": lines,
            "strips": strips,
            "write": "",
            "where": "",
            "members": "",
            "joining": "",
        },
    )


def _meanwhile(site: Site, need: Term, answering: Sequence[ActivityEntry]) -> str:
    """Say whom to call in the other months, where all that is looked for itself has a season; else nothing.

    Paper hangs longer than a season lasts. Who always answers for it knows, else who tells people where to go.
    """
    own = [one for one in answering if not rank_in(need, one)]
    if not own or not all(one.record.schedule and one.record.schedule.months for one in own):
        return ""
    if always := answering_always(site, own):
        return site.texts("poster.meanwhile_always", number=_whole(always[0][1].text))
    asked = site.first_contact
    ways = ways_of(asked.contact, site.texts) if asked else []
    return site.texts("poster.meanwhile", who=asked.name, number=_whole(ways[0].shown)) if asked and ways else ""


def _whole(number: str) -> str:
    """Return a number that no line breaks."""
    return number.replace(" ", "\N{NO-BREAK SPACE}")


def _kind_in(need: Term, activity: ActivityEntry) -> int:
    """Return the place of an activity in the order of the kinds that answer a need: a meal before a parcel."""
    return min((need.kinds.index(kind) for kind in activity.kinds if kind in need.kinds), default=len(need.kinds))


def _lasting(site: Site, activities: Sequence[ActivityEntry]) -> Sequence[ActivityEntry]:
    """Leave out what ends within weeks, while a sheet still hangs; where all of it does, leave out none."""
    in_a_while = site.catalogue.today + _HANGS
    return [one for one in activities if not is_later(site, one, in_a_while)] or activities


def _numbers(site: Site, ranked: Iterable[tuple[tuple[int, int], ActivityEntry]], network: str = "") -> list[Number]:
    """Return the numbers of those that can be called and that paper may name: what is looked for itself comes first.

    Among equals that which somebody answers longest in a week. On the sheet of a `network` a number that is not its own
    says whose it is.
    """
    found: dict[str, list[tuple[ActivityEntry, Line]]] = {}
    ranks: dict[str, tuple[int, int]] = {}
    # Where there is a door, somebody can go even when nobody answers.
    for rank, activity in sorted(
        ranked, key=lambda pair: (pair[0], not any(one.address for one in places_of(pair[1])))
    ):
        if is_discreet(activity) or site.urgent.is_dangerous(activity) or site.is_unreachable(activity):
            continue
        line = line_of(site, activity)
        if line.call:
            found.setdefault(line.call, []).append((activity, line))
            ranks.setdefault(line.call, rank)
    others = {
        call: line.whose or (line.who if network and line.who != network else "")
        for call, ((_, line), *_) in found.items()
    }
    first = sorted(found, key=lambda call: (ranks[call], -_minutes_a_week(found[call][0][1].answers), call))
    return [
        Number(
            call,
            _answers(site, found[call][0][1].answers, others[call]),
            [_spot(site, activity, line) for activity, line in found[call]][:_BEHIND_ONE],
            [line.name for _, line in found[call]],
            _answers(site, found[call][0][1].answers),
            is_beside=ranks[call][0] > 0,
        )
        for call in first
    ]


def _minutes_a_week(answers: str) -> int:
    """How long somebody answers a number; nothing where words alone say when."""
    if answers_always(answers):
        return _WHOLE_WEEK
    schedule = answering_hours(answers) if answers else None
    return minutes_a_week(schedule) if schedule else 0


def _answers(site: Site, words: str, whose: str = "") -> str:
    """Say when somebody answers a number, with the days in full: on paper nothing explains what is shortened.

    It says first that it speaks of the telephone, and `whose` where it is another's: nobody is to take it for when a
    door is open.
    """
    who = article_of(whose, site.texts.lang) + whose
    by_telephone = site.texts("reach.answered_by", who=who) if whose else site.texts("reach.by_telephone")
    if not words:
        return by_telephone.rstrip(": ") if whose else ""
    if answers_always(words):
        always = site.texts("urgent.always")
        return f"{by_telephone} {always}" if whose else always
    schedule = answering_hours(words)
    told = schedule_lines(schedule, site.words) if schedule else []
    return f"{by_telephone} {told[0] if told else words}"


def _spot(site: Site, activity: ActivityEntry, line: Line, above: str = "") -> Spot:
    """Say an activity on a sheet by its line in the vademecum, where the name of the place is not its own again.

    How one gets in is told in the language of the sheet, else in the words of the record: nobody is to go in vain.
    Its number stands beside it only where the one `above` it is another.
    """
    where = _where(line)
    gates = [
        _gate(site, gate)
        for gate in site.gates_of(activity)
        if not (is_discreet(gate) or site.urgent.is_dangerous(gate))
    ]
    return Spot(
        line.name,
        line.what,
        shortened(line.when, _LONGEST_WHEN),
        site.texts("vademecum.area", place=where) if line.is_area and where else where,
        line.cost,
        Teller(site.edition).told(activity.record, "come_accedere", _LONGEST_ACCESS, is_whole=True),
        line.call if above and line.call != above else "",
        "" if gates or _CALL_FIRST.search(f"{line.when} {activity.record.access or ''}") else _address_of(activity),
        gates,
    )


def _address_of(activity: ActivityEntry) -> str:
    """Return the address of the first place where an activity is done, else its name; empty where it has none."""
    place = next((place for place in places_of(activity) if place.address or place.name), None)
    return ", ".join(filter(None, (place.address or place.name, place.locality))) if place else ""


def _gate(site: Site, gate: ActivityEntry) -> Gate:
    line = line_of(site, gate)
    where = _where(line)
    return Gate(line.name, line.call, f"{where} ({line.when})" if where and line.when else where or line.when)


def _where(line: Line) -> str:
    return line.where.removeprefix(f"{line.name}, ")


def _gates(lines: Iterable[Number]) -> list[Gate]:
    """Return, each once, whom one has to pass by for what is on a sheet, unless that stands on it already."""
    spots = [spot for line in lines for spot in line.spots]
    names = {spot.name for spot in spots}
    return [gate for gate in dict.fromkeys(gate for spot in spots for gate in spot.gates) if gate.name not in names]


def _gated(lines: Sequence[Number]) -> str:
    """Name what one has to pass by somebody for; empty where just that, told last, names them in how one gets in."""
    spots = [spot for line in lines for spot in line.spots]
    gated = [spot for spot in spots if spot.gates]
    told = all(gate.name.casefold() in spot.access.casefold() for spot in gated for gate in spot.gates)
    return "" if told and gated == spots[-1:] else ", ".join(spot.name for spot in gated)


def _fitting(lines: Sequence[Number], room: float) -> list[Number]:
    """Leave out what finds no room, so that the rest stays large: first what else stands behind a number.

    Where a number goes all the same, the others get back what stood behind them.
    """
    called = [line for line in lines if line.number] or list(lines)
    for many in range(len(called), 1, -1):
        if fitted := _fitted(called[:many], room):
            return fitted
    first = called[:1]
    while first and not _fits(first, room) and len(first[0].spots) > 1:
        first = [replace(first[0], spots=first[0].spots[:-1])]
    return first


def _fitted(lines: Sequence[Number], room: float) -> list[Number]:
    """Return the lines with as much behind each as finds room; none where one thing behind each is too much."""
    left = list(lines)
    while not _fits(left, room):
        # Of those behind equally many what is told of another already, then what takes most room: so more of them stay.
        told = Counter(spot.about for line in left for spot in line.spots if spot.about)
        fullest = max(range(len(left)), key=partial(_dispensable, left, told))
        if len(left[fullest].spots) == 1:
            return []
        left[fullest] = replace(left[fullest], spots=left[fullest].spots[:-1])
    return left


def _dispensable(lines: Sequence[Number], told: Mapping[str, int], at: int) -> tuple[int, bool, float, int]:
    spots = lines[at].spots
    return len(spots), told.get(spots[-1].about, 0) > 1, _height_of(spots[-1], is_alone=False), at


def _fits(lines: Sequence[Number], room: float) -> bool:
    is_alone = len(lines) == 1 and len(lines[0].spots) == 1
    heights = (
        _height_of_call(line, is_alone=is_alone) + sum(_height_of(spot, is_alone=is_alone) for spot in line.spots)
        for line in lines
    )
    doors = [_height(f"{gate.name} {gate.number}, {gate.door}", _SPOT) for gate in _gates(lines)]
    return sum(heights) + sum(doors) + _GATES * bool(doors) <= room


def _left_out(names: Iterable[str], lines: Iterable[Number]) -> list[str]:
    """Name, each once, what is not on a sheet."""
    told = {spot.name for line in lines for spot in line.spots}
    return [name for name in dict.fromkeys(names) if name not in told]


def _named(site: Site, names: Sequence[str], key: str) -> str:
    """Say the first of some names in a line, and how many others there are; empty for none of them."""
    if not names:
        return ""
    shown = list(names)
    while len(shown) > 1 and sum(map(len, shown)) + 2 * len(shown) > _LONGEST_NAMES:
        shown.pop()
    if others := len(names) - len(shown):
        many = f"{key}_more.{'one' if others == 1 else 'many'}"
        return site.texts(many, names=", ".join(shown), n=site.words.number(others))
    return site.texts(key, names=site.words.listed(shown))


def _height_of_call(line: Number, *, is_alone: bool) -> float:
    beside = _height(line.answers, _BESIDE) + _height(line.who, _BESIDE)
    return _CALL_ALONE + _height(line.answers, _BELOW) + _height(line.who, _BELOW) if is_alone else max(_CALL, beside)


def _height_of(spot: Spot, *, is_alone: bool) -> float:
    where = ". ".join(filter(None, (spot.where, spot.call, spot.cost, spot.access)))
    line, of_when = (_SPOT_ALONE, _WHEN_ALONE) if is_alone else (_SPOT, _WHEN)
    above = 2 if is_alone else 0.6
    return above + _height(f"{spot.name} – {spot.about}", line) + _height(spot.when, of_when) + _height(where, line)


def _height_of_head(title: str, *beside: str) -> float:
    of_title = _height(title, _LONG if len(title) > _LONG_TITLE else _TITLE)
    return max(_FACE, of_title + sum(_height(each, _NAME) for each in beside))


def _height(text: str, line: tuple[float, int]) -> float:
    height, letters = line
    return height * -(-len(text) // letters)


def _of_network(site: Site, network: NetworkEntry) -> Page:
    address = addresses.record(network)
    ways = {way.kind: way for way in ways_to_reach(network, site.contacts_of(network), "", site.texts)}
    calls = ways.get("call")
    given = (calls.contact.hours or "") if calls and calls.contact else ""
    label = (calls.contact.label or "") if calls and calls.contact else ""
    going_on, _ = split_by_end(site.catalogue.activities_of.get(network.id, ()))
    shown = [
        activity
        for activity in site.contact_first(going_on)
        if not (is_discreet(activity) or site.urgent.is_dangerous(activity))
        and not is_later(site, activity, site.catalogue.today)
    ]
    lasting = _lasting(site, shown)
    # One of each kind before a second of the same: on four lines of parcels nobody finds the table.
    first = {activity.kinds[:1]: activity.id for activity in reversed(lasting)}
    # Of these, where anybody can simply come before what one is sent to by somebody else.
    varied = sorted(
        lasting, key=lambda activity: (first[activity.kinds[:1]] != activity.id, bool(site.gates_of(activity)))
    )
    number = calls.text if calls else ""
    told = [_spot(site, activity, line_of(site, activity), number) for activity in varied][:_FEW]
    through = body_answering(
        network, contact_point_of(network, site.catalogue, site.settings["ufficio"]), site.catalogue
    )
    whose = through.name if through else ""
    own = Number(
        number,
        _answers(site, given, whose) if whose else _of_its_own(site, given),
        told,
        [activity.name for activity in lasting],
        hours=_answers(site, given),
        who=site.texts("poster.answers", who=label) if label and not whose else "",
    )
    # Where the network itself has no number, those of what it does; without any, what it does all the same.
    lines = (
        [own]
        if own.number
        else _numbers(site, [((0, 0), activity) for activity in lasting], network.name) or ([own] if told else [])
    )
    write = ways["write"].href.removeprefix("mailto:") if "write" in ways and not own.number else ""
    about, picture = _about(site, network)
    where = site.place_names(network.territories[:_FEW]) if network.territories else ""
    name = where if where not in network.name else ""
    told_of_it = network.record.summary or network.opening or ""
    lead = whole_sentences(told_of_it, _LONGEST)
    if lead.endswith("…"):
        lead = whole_sentences(told_of_it, _LONGEST_SENTENCE)
    seat = _seat(site, network, lead)
    # Who is in it and how one joins: what no sheet of a need tells.
    who = _named(site, _who(site, network), "poster.members")
    how = Teller(site.edition).told(network.record, "come_aderire", _LONGEST_ACCESS, is_whole=True)
    theme = about if about != network.name else ""
    room = _ROOM - _height_of_head(network.name, name, theme) - _height(lead, _LEAD) - _MAIL * bool(write)
    names = [each for line in lines for each in line.names]
    # A number that one can call is worth more than that.
    most = len(_fitting(lines[:_FEW], room))
    for members, joining in ((who, how), (who, ""), ("", "")):
        left = room - _height_of_joining(members, joining)
        fitting = _fitting(lines[:_FEW], left)
        if len(fitting) == most and _fits(fitting, left):
            break
    room = left
    # Where to go is said of each thing; two addresses of one street would have people knock at the wrong door.
    if any(spot.where for line in fitting for spot in line.spots):
        seat = ""
    lines = _fitting(lines[:_FEW], room - _height(seat, _LEAD)) if seat else fitting
    return _page(
        site,
        address,
        network.name,
        {
            "lead": lead,
            "meanwhile": "",
            "heading": network.name,
            "theme": theme,
            "name": name,
            "picture": picture,
            "numbers": (),
            "more": _left_out(names, lines),
            "is_dangerous": False,
            "is_guided": False,
            "lines": lines,
            "strips": _strips(
                site, shortened(network.name, _LONGEST_STRIP), lines, _short(site, address), is_own=bool(own.number)
            ),
            "write": write,
            "where": seat,
            "members": members,
            "joining": joining,
        },
        hue=site.words.hue_of(network.themes),
    )


def _of_its_own(site: Site, hours: str) -> str:
    """Say that a number is the network's, with when it is answered: what it does may have numbers of its own."""
    told = _answers(site, hours).removeprefix(site.texts("reach.by_telephone")).strip()
    return site.texts("poster.of_network_hours", hours=told) if told else site.texts("poster.of_network")


def _who(site: Site, network: NetworkEntry) -> list[str]:
    """Return the names of who is in a network, each once, of those that paper may name and nobody has to confirm."""
    today = site.catalogue.today
    ties = (tie for tie in site.catalogue.members.get(network.id, ()) if not (tie.pending or tie.is_over(today)))
    return list(
        dict.fromkeys(
            tie.body.name if tie.body else tie.name
            for tie in ties
            if not tie.body or (not tie.body.is_over and may_be_named(site, tie.body))
        )
    )


def _height_of_joining(*told: str) -> float:
    return sum(_height(each, _JOINING) for each in told) + _JOINED * any(told)


def _about(site: Site, network: NetworkEntry) -> tuple[str, str]:
    """Return what a network is about, with its drawing: the need that people look for, else its theme.

    Its name is the title; from across a room the drawing and the word above tell what there is. Where it has no theme
    its name is all there is to say.
    """
    for theme in network.themes[:1]:
        if code := site.need_of_theme(theme):
            need = next(need for need in needs_of(site.catalogue) if need.code == code)
            return label_of(need, site.texts.lang), need.picture or site.picture_of("tema", theme)
        return site.words.label("temi", theme), site.picture_of("tema", theme)
    return network.name, ""


def _seat(site: Site, network: NetworkEntry, lead: str) -> str:
    """Return the first place of a network with its address; nothing where any is protected, or where `lead` has it."""
    places = [] if any(place.protected for place in network.record.places) else network.record.places[:1]
    if any(place.address and place.address in lead for place in places):
        return ""
    told = (part for place in places for part in (place.name, address_line(place, site.catalogue, site.words)))
    return ", ".join(filter(None, told))


def _short(site: Site, address: str) -> str:
    """Return an address as somebody types it."""
    return addresses.absolute(site.url, address).removeprefix("https://").rstrip("/") if site.url else ""


def _pieces(address: str) -> list[str]:
    """Part an address where a line may end: behind a slash, never at a hyphen, which nobody would type again."""
    return re.findall(r"[^/]+/?", address)


def _strips(site: Site, name: str, lines: Sequence[Number], address: str, *, is_own: bool = False) -> list[Strip]:
    """Return a strip for each number: what it is for, and whose it is, unless it is that of the network itself.

    Where one can simply go it says when and where: who tore it off hours ago has the sheet no more. Where one has to
    pass by somebody else first it has that number.

    The address is for where there is no number: beside one it would make all of it small. Where there is neither there
    is nothing to take home.
    """
    called = [line for line in lines if line.number]
    if not called:
        return [Strip(name, address=_on_strip(address))] if address else []
    if is_own:
        return [Strip(name, line.number, more=_told_on_strip(site, line, is_own=True)) for line in called]
    taken = {line.number for line in called}
    return [_strip_of(site, name, line, taken) for line in called]


def _strip_of(site: Site, name: str, line: Number, taken: Collection[str]) -> Strip:
    """Return the strip of a number; of whom one has to ask first, rather one that no other strip has."""
    spot = line.spots[0]
    gates = sorted((gate for gate in spot.gates if gate.number), key=lambda gate: gate.number in taken)
    if not gates:
        return Strip(name, line.number, shortened(spot.name, _LONGEST_STRIP), _told_on_strip(site, line, is_own=False))
    behind = site.texts("poster.asked_first", name=shortened(spot.name, _LONGEST_STRIP))
    return Strip(name, gates[0].number, shortened(gates[0].name, _LONGEST_STRIP), [behind])


def _told_on_strip(site: Site, line: Number, *, is_own: bool) -> list[str]:
    """Return when and where one goes, then when the number is answered, as far as a strip has room; whole or not.

    That it is answered always says more than a door, and comes first.
    """
    first = line.spots[0] if line.spots else None
    if line.hours == site.texts("urgent.always"):
        told = [line.hours, *([first.when] if first and first.when and not is_own else [])]
        return told if sum(_height(words, (1, _STRIP_LETTERS)) for words in told) <= _STRIP_LINES else told[:1]
    going = [first.when, first.door] if first and first.when and first.door and not is_own else []
    if sum(_height(words, (1, _STRIP_LETTERS)) for words in going) > _STRIP_LINES:
        going = []
    told = [*going, line.hours] if line.hours else going
    return told if sum(_height(words, (1, _STRIP_LETTERS)) for words in told) <= _STRIP_LINES else going or told


def _on_strip(address: str) -> list[str]:
    """The same for a strip, in two lines; where they are too long for it, how to come to the first page."""
    host, _, path = address.partition("/")
    lines = [f"{host}/", path] if path else [host]
    return lines if all(len(line) <= _LONGEST_PIECE for line in lines) else [host]


def _check(numbers: Collection[Any], lines: Collection[Number]) -> str:
    """Return the key of what a sheet advises before one goes: to call, unless how one gets in is written there."""
    if not numbers and not any(line.number for line in lines):
        return "poster.look"
    return "poster.check_told" if any(spot.access for line in lines for spot in line.spots) else "poster.check"


def _page(site: Site, of: str, title: str, context: dict[str, Any], hue: str = "") -> Page:
    url = addresses.absolute(site.url, of) if site.url else ""
    is_dangerous: bool = context["is_dangerous"]
    return Page(
        kind="poster",
        address=addresses.on_paper("poster", of),
        title=site.texts("poster.title_of", of=title),
        template="pages/poster/page.html",
        context={
            "poster": context
            | {
                "of": title,
                "is_long": len(context["heading"]) > _LONG_TITLE,
                "check": _check(context["numbers"], context["lines"]),
                "more": _named(site, context["more"], "poster.also"),
                "gates": _gates(context["lines"]),
                "large": {line.number for line in context["lines"]},
                "gated": _gated(context["lines"]),
                "hue": hue,
                "strips": list(islice(cycle(context["strips"]), STRIPS)),
                "code": "" if is_dangerous else qr(url),
                "url": [] if is_dangerous else _pieces(_short(site, of)),
                "look": dict.fromkeys(("ente", "logo")) | (site.settings.get("aspetto") or {}),
            },
            "target": of,
            "is_sample": False,
            "languages": paths_in_others(site, "poster", addresses.on_paper("poster", of)),
        },
        hue=hue,
        crumbs=(
            Crumb(site.texts("vademecum.title"), addresses.page("vademecum")),
            Crumb(site.texts("poster.title"), ADDRESS),
        ),
        indexed=False,
    )
