"""What stands beside the news: dates to note down, who asks for a hand, how to hear of what comes.

None of it needs a history: where there is none yet, the page is of use all the same.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry, Status
from generator.catalogue.deadlines import APPLIED_FOR
from generator.checking.channels import CHANNELS
from generator.locale.of_names import of_name
from generator.records.activity import WEEKDAYS
from generator.site.model import Site, by_name
from generator.site.pages.lend_a_hand.page import ways_of_helping
from generator.site.pages.needs.page import Notice, is_silent, shelves_of
from generator.site.parts.contacts import TELEPHONE, office_contact_point, ways_of
from generator.site.parts.days import Occasion, occasions_of, rarity
from generator.site.parts.facts import is_discreet
from generator.site.parts.markdown import to_text, whole_sentences
from generator.site.parts.times import weekdays
from generator.site.parts.venues import house_line, where_line
from generator.site.parts.words import run_around_the_year

_AHEAD: Final = timedelta(days=60)
_DATES: Final = 9
_MONTH: Final = timedelta(days=31)
_BEFORE: Final = timedelta(days=60)
_LATELY: Final = 6
_ENOUGH: Final = 4
"""Where the last month has fewer, the month before it fills up to so many."""
_HANDS: Final = 3
_ASKS: Final = re.compile(r"\b(?:domand|iscri[tvz]|candidatur)", re.IGNORECASE)
"""So does who writes of when something is asked for: «domande fino al 15 dicembre»."""
_WHAT: Final = 100
_HOW: Final = 130
_MORNING: Final = (24 + 4) * 60
"""What ends later than this minute of its day ends on the morning after."""
_EVERY: Final = 2
"""Of no more days of the week than these one says «every»: «ogni lunedì e giovedì»."""
_EVERYBODY: Final = "tutti"
_MESSAGES: Final = frozenset({"telegram", "whatsapp"})
_EMAIL: Final = "email"


@dataclass(frozen=True, slots=True)
class Appointment:
    """A day of an activity: `mark` is what is particular about it, empty where nothing is.

    It `begins`, has its `last_day`, or is asked for until its `last_request`; else it is on `once`, or once in a while
    (`monthly`, `yearly`), or not again for a season (it `pauses`). `what` says what it is, `goes_on` of what begins on
    which days and until when, `how` how one takes part, `whom` for whom where it is not for everybody, `cost` whether
    one pays, where that is known; `venue` is the house and the street, as far as they are known and may be named,
    `near` the house or the street with its quarter.
    """

    on: date
    activity: ActivityEntry
    hours: str = ""
    mark: str = ""
    what: str = ""
    goes_on: str = ""
    how: str = ""
    whom: str = ""
    cost: str = ""
    venue: str = ""
    near: str = ""

    @property
    def is_last(self) -> bool:
        """Tell whether something ends on this day, and one is in time until then."""
        return self.mark.startswith("last")


@dataclass(frozen=True, slots=True)
class Lately:
    """An activity that began (`started`) or ended (`ended`) not long ago, by the days that its record gives."""

    on: date
    activity: ActivityEntry
    mark: str

    @property
    def what(self) -> str:
        """Say in a sentence what it is, or was."""
        return _what(self.activity)

    @property
    def how(self) -> str:
        """Say in a few words how one joins what goes on; empty where that is not told."""
        return _how(self.activity) if self.mark == "started" else ""

    def is_of_month(self, today: date) -> bool:
        """Tell whether it is of the last month."""
        return today - self.on <= _MONTH


@dataclass(frozen=True, slots=True)
class Hand:
    """Who asks for a hand, and where the notice stands that one answers."""

    notice: Notice
    address: str


def dates_of(site: Site, address: str) -> Sequence[Appointment]:
    """Return the first days of the next weeks that one would note down, of all or of a network, a theme, a place.

    What is on every week has its place in the calendar: here stands what is on once, what begins, what can be asked
    for until a day.
    """
    first, last = site.catalogue.today + timedelta(days=1), site.catalogue.today + _AHEAD
    if address:
        activities = [site.catalogue.activities[activity_id] for activity_id in site.calendars.get(address, ())]
        ends: Iterator[Appointment] = iter(())
    else:
        activities = [activity for activity in site.activities if addresses.record(activity) in site.calendars]
        ends = _last_days(site, last)
    found = [
        Appointment(
            occasion.opening.day,
            occasion.activity,
            _hours(site, occasion),
            rarity(site, occasion.activity, occasion.opening.day),
        )
        for occasion in occasions_of(site, activities, first, last)
    ]
    soonest = sorted([*found, *ends], key=lambda date_: date_.on)[:_DATES]
    return [_told(site, appointment) for appointment in soonest]


def lately_of(site: Site, address: str, told: Container[str]) -> Sequence[Lately]:
    """Return what began or ended in the last weeks, the newest first; not what is `told` beside it, by its id.

    Records say it of themselves, so this needs no history. Only whole days count: «from October» is no day.
    """
    today = site.catalogue.today
    if address:
        activities: Iterable[ActivityEntry] = (
            site.catalogue.activities[activity_id] for activity_id in site.calendars.get(address, ())
        )
    else:
        activities = (*by_name(site.activities), *site.ended)
    found = []
    for activity in activities:
        schedule = activity.record.schedule
        if schedule is None or activity.id in told or activity.is_at_rest or activity.status is Status.UNCONFIRMED:
            continue
        if is_discreet(activity) or site.urgent.is_dangerous(activity):
            continue
        began = schedule.since.last if schedule.since and schedule.since.day else None
        ended = schedule.until.last if schedule.until and schedule.until.day else None
        if ended is not None and today - _BEFORE <= ended < today:
            mark = "was_on" if ended == began else "ended"
            found.append(Lately(ended, activity, mark))
        elif began is not None and today - _BEFORE <= began <= today and not activity.is_over:
            found.append(Lately(began, activity, "started"))
    newest = sorted(found, key=lambda one: one.on, reverse=True)
    of_month = sum(one.is_of_month(today) for one in newest)
    return newest[: min(max(of_month, _ENOUGH), _LATELY)]


def _told(site: Site, appointment: Appointment) -> Appointment:
    """Return a date with what it is, for whom and where: a name alone tells who knows it already."""
    activity = appointment.activity
    first = () if _EVERYBODY in activity.audiences else activity.audiences[:1]
    whom = "".join(site.words.labels("destinatari", first))
    cost = site.words.choice("cost", activity.record.cost) if activity.record.cost else ""
    return replace(
        appointment,
        what=_what(activity),
        goes_on=_goes_on(site, activity) if appointment.mark == "begins" else "",
        how=_how(activity),
        whom=whom,
        cost=cost,
        venue=where_line(site, activity),
        near=house_line(site, activity),
    )


def _hours(site: Site, occasion: Occasion) -> str:
    """Say its hours; of what lasts the night, that it ends in the morning."""
    end = occasion.opening.end or 0
    return site.texts("news.overnight", hours=occasion.hours) if end >= _MORNING else occasion.hours


def _what(activity: ActivityEntry) -> str:
    return whole_sentences(to_text(activity.record.description or ""), _WHAT)


def _goes_on(site: Site, activity: ActivityEntry) -> str:
    """Say on which days of the week it is and until when, without when it begins: «Ogni martedì, fino al 5 maggio»."""
    words, schedule = site.words, activity.record.schedule
    if schedule is None:
        return ""
    is_weekly = all(slot.days and not slot.weeks and not slot.interval for slot in schedule.slots)
    days = {day for slot in schedule.slots for day in slot.days} if is_weekly else set()
    until = words.until(schedule.until) if schedule.until else ""
    _, last_month = run_around_the_year(schedule.months)
    if not until and last_month:
        until = site.texts("news.until_end_of", month=words.month(last_month))
    if not days or len(days) == len(WEEKDAYS):
        return site.texts("news.goes_on", until=until) if until else ""
    said = weekdays(sorted(days), words)
    if len(days) <= _EVERY:
        said = site.texts("term.each", days=said)
    return f"{said[:1].upper()}{said[1:]}{', ' if until else ''}{until}."


def _how(activity: ActivityEntry) -> str:
    return whole_sentences(to_text(activity.record.access or ""), _HOW)


def _last_days(site: Site, last: date) -> Iterator[Appointment]:
    """Yield what goes on today and ends by a day; what one should ask about first is not told."""
    today = site.catalogue.today
    for activity in by_name(site.activities):
        schedule = activity.record.schedule
        if schedule is None or activity.is_at_rest or activity.status is Status.UNCONFIRMED:
            continue
        end = schedule.until.last if schedule.until and schedule.until.day else None
        has_begun = schedule.since is None or (schedule.since.first or today) <= today
        if end is None or not (has_begun and today < end <= last):
            continue
        if not (is_discreet(activity) or site.urgent.is_dangerous(activity)):
            is_asked = not APPLIED_FOR.isdisjoint(activity.kinds) or bool(_ASKS.search(schedule.words or ""))
            yield Appointment(end, activity, mark="last_request" if is_asked else "last_day")


def hands(site: Site) -> Sequence[Hand]:
    """Return a few who ask for a hand: first what is needed within weeks, then as the lot of the day says."""
    today = site.catalogue.today

    def turn(notice: Notice) -> tuple[bool, date, bytes]:
        is_soon = notice.expires is not None and notice.expires <= today + _AHEAD
        ends = notice.expires if is_soon and notice.expires else date.max
        return is_silent(site, notice), ends, site.lot(notice.home.id)

    asked = (notice for way in ways_of_helping(site) for notice in way.notices)
    stands = {id(notice.record): address for shelf in shelves_of(site) for notice, address in shelf.addresses()}
    return [Hand(notice, stands[id(notice.record)]) for notice in sorted(asked, key=turn)[:_HANDS]]


def office(site: Site) -> Mapping[str, Any]:
    """Return name, e-mail and telephone of the office that keeps the catalogue; empty where it gives neither."""
    point = office_contact_point(site.settings["ufficio"])
    contacts = point.contacts if point else ()
    first = {kind: next((one for one in contacts if one.kind == kind), None) for kind in (_EMAIL, TELEPHONE)}
    email, telephone = (ways_of(one, site.texts)[0] if one else None for one in first.values())
    return {"name": point.name, "email": email, "telephone": telephone} if point and (email or telephone) else {}


def pages_elsewhere(site: Site) -> Mapping[str, Any]:
    """Return whose pages there are elsewhere («del Comune»), channel and address of each, those for messages first."""
    look = site.settings.get("aspetto") or {}
    ordered = sorted(look.get("social") or (), key=lambda page: page["canale"] not in _MESSAGES)
    pages = [(CHANNELS[page["canale"]]["nome"], page["url"]) for page in ordered]
    name = str(look.get("ente") or site.config["site_name"])
    return {"name": name, "of_name": of_name(name, site.texts.lang), "pages": pages}
