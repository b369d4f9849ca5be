"""The first page, the list of activities and the calendar tell the same days, or say what they leave out."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from html import unescape
from itertools import pairwise

import pytest

from generator import addresses
from generator.catalogue import ActivityEntry
from generator.catalogue.opening_times import Opening
from generator.site.model import Site
from generator.site.pages.home.page import soon
from generator.site.pages.record_list.page import activity_list
from generator.site.parts.calendars import left_out
from generator.site.parts.days import Day, by_clock, days_ahead, openings_of, timetable_of
from generator.site.parts.facts import is_discreet, trust
from generator.site.parts.venues import house_line
from generator.site.render import filler
from generator.site.theme.harvest import Harvest
from tests.site.conftest import Pages

_A_WEEK = 7
_ON_A_PHONE = 6
_TWO_LINES = 66


@pytest.fixture(scope="module")
def week(example: Site) -> list[Day]:
    """Return the next seven days as the calendar of everything tells them."""
    return list(days_ahead(example, _A_WEEK))


@pytest.fixture(scope="module")
def lists(example: Site, harvested: Harvest) -> Pages:
    """Render the list of activities, all its pages."""
    fill = filler(example, harvested.shells["it"])
    return {page.address: fill(page).content.decode() for page in activity_list(example)}


def _ids(day: Day) -> set[str]:
    return {activity.id for activity in _activities(day)}


def _activities(day: Day) -> list[ActivityEntry]:
    return [*(item.activity for item in day.items), *(held[0].activity for held in day.also)]


def _section(html: str, day: Day) -> str:
    return html.partition(f'data-day="{day.on.isoformat()}"')[2].partition("</section>")[0]


def test_the_page_of_a_week_holds_what_is_told_of_each_day(
    example: Site, week: list[Day], render_page: Callable[[Site, str], str]
) -> None:
    """By the clock: every appointment, and each service once with the hours and the place of that day."""
    assert [len(day.items) + len(day.also) > 0 for day in week].count(True) > _A_WEEK // 2
    for day in week:
        address = day.address.partition("#")[0]
        whole = unescape(render_page(example, address))
        html = _section(whole, day)
        links = set(re.findall(r'<a href="[./]*(attivita/[^"]+)"', html))
        assert links == {addresses.record(activity) for activity in _activities(day)}
        rows = html.split("<li ")[1:]
        assert len(rows) == len(day.items) + len(day.also)
        assert [item.opening.clock for (item, *_), _ in day.by_the_clock] == sorted(
            item.opening.clock for (item, *_), _ in day.by_the_clock
        )
        for row, (items, is_daily) in zip(rows, day.by_the_clock, strict=True):
            assert ("on--daily" in row) == is_daily
            assert addresses.record(items[0].activity) in row
            assert all(item.hours in row for item in items)
            assert house_line(example, items[0].activity) in row


def test_what_can_t_be_booked_any_more_stands_on_no_day(
    example: Site, week: list[Day], render_page: Callable[[Site, str], str]
) -> None:
    """That one books is said beside it."""
    [visits] = [one for one in example.activities if one.name == "Accompagnamento alle visite"]
    days = [day.on.isoformat() for day in week if visits.id in _ids(day)]
    assert days == ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"], "for Monday one asked by Saturday"
    html = unescape(render_page(example, "calendario/settimana/2026-11-23/"))
    row = html.partition("on--daily")[2].partition("Accompagnamento alle visite")[2].partition("</li>")[0]
    assert "su prenotazione" in row
    assert "prenotando" not in row, "a calendar is no place for sentences"


def test_the_first_page_shows_or_counts_all_of_a_day(
    example: Site, week: list[Day], render_page: Callable[[Site, str], str]
) -> None:
    """What it shows and what it leaves out are together what the calendar has; each day leads to that day there."""
    html = unescape(render_page(example, ""))
    told = {ahead.day.on: ahead for ahead in soon(example)}
    assert set(told) == {day.on for day in week if not day.is_empty}
    for day in week:
        if day.is_empty:
            continue
        ahead = told[day.on]
        assert len(ahead.shown) + ahead.more == len(_ids(day))
        assert (
            f">{len(_ids(day))} attività<"
            in html.partition(f'data-on="{day.on.isoformat()}"')[2].partition("</div>")[0]
        )
        shown = html.partition(f'data-on="{day.on.isoformat()}"')[2].partition("</div>")[0]
        named = re.findall(r'<a href="\./(attivita/[^"]+)"', shown)
        assert named == [addresses.record(held[0].activity) for held in ahead.shown]
        assert f'href="./{day.address}"' in shown
        assert (ahead.more > 0) == ("soon__more--wide" in shown)
        # A phone shows six: with those that it counts they are all.
        if len(ahead.shown) > _ON_A_PHONE + 1:
            [rest] = re.findall(r"soon__more--narrow.*?>Altre (\d+) attività<", shown)
            assert _ON_A_PHONE + int(rest) == len(_ids(day))
        else:
            assert "soon__more--narrow" not in shown


def test_the_list_by_the_clock_holds_each_day_or_says_why_not(example: Site, week: list[Day]) -> None:
    """What the calendar has on a day stands there under it, or under an earlier day.

    Else it can't be booked any more, or stands under a heading that says that one should ask.
    """
    group = {one.id: name for one, name in by_clock(example, example.activities)}
    for day in week:
        for activity_id in _ids(day):
            under = group[activity_id]
            if under[:1].isdigit() and under <= day.on.isoformat():
                continue
            activity = example.catalogue.activities[activity_id]
            openings = openings_of(example, activity, timetable_of(example, activity), day.on, day.on)
            assert _is_too_late(example, openings) or _is_asked_about(example, under, activity_id), activity_id
    for activity_id, under in group.items():
        activity = example.catalogue.activities[activity_id]
        if under[:1].isdigit() and under <= week[-1].on.isoformat():
            is_kept_out = is_discreet(activity) or example.urgent.is_dangerous(activity)
            [day] = [day for day in week if day.on.isoformat() == under]
            assert is_kept_out or activity_id in _ids(day), activity_id


def test_of_what_begins_together_the_first_to_end_comes_first(example: Site, week: list[Day]) -> None:
    """The calendar, and the list of activities, which leaves to turns only what has the same hours."""
    listed = by_clock(example, example.activities)
    for day in week:
        told = (*reversed(day.items), *(held[0] for held in day.also))
        first = {item.activity.id: item.opening.clock for item in told}
        assert [item.opening.clock for item in day.items] == sorted(item.opening.clock for item in day.items)
        under = [first[one.id] for one, group in listed if group == day.on.isoformat() and one.id in first]
        assert under == sorted(under)
        if day == week[1]:
            assert any(one[0] == other[0] and one[1] < other[1] for one, other in pairwise(under)), (
                "or this says nothing"
            )


def test_nobody_is_told_to_go_where_it_is_too_late_to_book(example: Site, week: list[Day]) -> None:
    """Neither the first page nor the calendar has on a day what had to be booked before today."""
    told = [item for day in week for item in (*day.items, *(each for held in day.also for each in held))]
    assert any(item.opening.notice for item in told)
    assert not any(_is_too_late(example, [item.opening]) for item in told)
    activities = {item.activity.id: item.activity for item in told}.values()
    timed = ((one, timetable_of(example, one)) for one in activities)
    openings = [each for one, times in timed for each in openings_of(example, one, times, week[0].on, week[-1].on)]
    assert any(_is_too_late(example, [opening]) for opening in openings), "one of those has a day that is past booking"


def test_a_page_of_days_ends_with_a_day_or_says_that_it_goes_on(lists: Pages) -> None:
    """The page that it goes on in says so, and the way to it how many more there are."""
    pages = [page for address, page in lists.items() if "gia-fatto" not in address]
    going_on = 0
    for page, following in pairwise(pages):
        last = re.findall(r'<p class="day" id="giorno-([^"]*)"', page)[-1]
        first = re.search(r'<p class="day" id="giorno-([^"]*)"[^>]*>([^<]*)', following)
        assert first
        way = re.search(r'rel="next" [^>]*>([^<]*) →</a>', page)
        assert way
        assert bool(re.search(r", (un'altra|altre \d+)$", way[1])) == (first[1] == last) == ("(continua)" in first[2])
        going_on += first[1] == last
    assert 0 < going_on < len(pages) - 1


def test_the_way_to_the_next_page_names_its_day(lists: Pages) -> None:
    """Forth and back: a number would say nothing; where a day goes on it says how many more there are."""
    pages = [page for address, page in lists.items() if "gia-fatto" not in address]
    firsts = [
        re.findall(r'<p class="day" id="giorno-([^"]*)"', page)[-1 if at == 0 else 0] for at, page in enumerate(pages)
    ]
    ways = [re.search(r'rel="next" [^>]*>([^<]*) →</a>', page) for page in pages]
    assert [bool(way) for way in ways] == [True] * (len(pages) - 1) + [False]
    said = [way[1] for way in ways if way]
    assert len(set(said)) == len(said)
    for words, first in zip(said, firsts[1:], strict=True):
        if first[:1].isdigit():
            assert re.search(rf"^Continua: [a-z]\w+ {int(first[8:])}(, (un'altra|altre \d+))?$", words)
        else:
            assert words.startswith(("Continua: senza giorno fisso", "Continua: più avanti", "Continua: sospese"))
    back = [re.search(r'rel="prev" [^>]*>← ([^<]*)</a>', page) for page in pages]
    assert [f"Continua: {way[1][0].lower()}{way[1][1:]}" for way in back if way][1:] == said[:-1]
    assert not any("pager__numbers" in page for page in pages), "days are chosen above the list"


def test_a_row_on_a_phone_says_its_first_sentences(lists: Pages) -> None:
    """What is left out there begins after a full stop: no sentence loses the words that matter."""
    rows = [row for page in lists.values() for row in re.findall(r'<p class="card__summary">(.*?)</p>', unescape(page))]
    parted = [row.partition('<span class="card__rest">') for row in rows]
    assert any(rest for _, _, rest in parted)
    for first, _, rest in parted:
        assert "</span>" not in first
        if rest:
            assert re.search(r"[.!?…]»?$", first), first
            assert len(first) <= _TWO_LINES


def _is_too_late(site: Site, openings: Sequence[Opening]) -> bool:
    return all(opening.day < site.catalogue.today + timedelta(days=opening.notice) for opening in openings)


def _is_asked_about(site: Site, under: str, activity_id: str) -> bool:
    activity = site.catalogue.activities[activity_id]
    known = trust(activity, site.catalogue.today, site.words, site.ages)
    return under == "last" or (under == "none" and bool(known and known.is_old))


def test_each_later_day_of_the_list_leads_to_all_of_it(example: Site, week: list[Day], lists: Pages) -> None:
    """The first stands whole; of the others the calendar has more, so no number is said; every day can be jumped to."""
    whole = unescape("".join(lists.values()))
    first = lists[addresses.section("attivita")]
    days = re.findall(r'<p class="day" id="giorno-([0-9-]+)"', whole)
    by_clock_days = {group for _, group in by_clock(example, example.activities)}
    first_day = next(code for code in days if f'id="giorno-{code}"' in first and code in by_clock_days)
    for day in week:
        code = day.on.isoformat()
        if day.is_empty or code not in days:
            continue
        line = whole.partition(f'id="giorno-{code}"')[2].partition("</p>")[2].partition("</p>")[0]
        assert (day.address in line) == (code != first_day)
        assert not re.search(r"\d+ (appuntament|serviz)", line)
    jumps = dict(re.findall(r'href="([^"]*)#giorno-[^"]*" data-jump="([0-9-]+)"', first))
    assert {code for code in days if f'data-jump="{code}"' not in first} <= {example.catalogue.today.isoformat()}
    for page, code in jumps.items():
        address = f"attivita/{page.removeprefix('../').removeprefix('attivita/')}"
        assert f'id="giorno-{code}"' in lists[address]


def test_all_that_goes_on_is_in_the_calendar_or_counted_beside_it(
    example: Site, render_page: Callable[[Site, str], str]
) -> None:
    """Nothing is left out in silence."""
    held = len(example.calendars[addresses.calendar()])
    protecting, others = left_out(example)
    assert protecting > 0
    assert held + len(example.without_hours) + protecting + others == len(example.activities)
    html = unescape(render_page(example, addresses.calendar()))
    told = html.partition("Non sono nel calendario: ")[2].partition("</p>")[0]
    assert re.findall(r"(\d+) \w+", told)[:3] == [str(len(example.without_hours)), str(others), str(protecting)]
    assert f"{protecting} non dette qui per proteggere chi ci va." in told
    kept_out = html.partition("Chi accoglie e protegge")[2].partition("</p>")[0]
    assert 'href="tel:1522"' in kept_out, "whoever needs it is told whom to call"
