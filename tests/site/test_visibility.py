"""Who is seen: small bodies as often as large ones, whatever the day, and the rule that does it."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from html import unescape

import pytest
from typer.testing import CliRunner

from generator.checking import check
from generator.cli import app
from generator.locale import load
from generator.reading.folder import read_folder
from generator.records.organization import People
from generator.site import visibility
from generator.site.model import Site
from generator.site.render import site_of
from generator.site.settings import settings
from generator.site.turns import drawn, turns
from generator.site.visibility import FEWEST, LEAST_RATIO, MOST_RATIO, measure, size_of
from tests.conftest import EXAMPLE, TODAY
from tests.site.conftest import Pages


@cache
def _town(day: date) -> Site:
    return site_of(check(read_folder(EXAMPLE), day).catalogue, settings(EXAMPLE), load("interface", "it"))


@pytest.mark.parametrize("day", [TODAY, date(2027, 2, 1), date(2027, 8, 20)])
def test_small_bodies_are_seen_as_often_as_large_ones(day: date) -> None:
    """In winter and in August, when other activities go on."""
    found = measure(_town(day))
    assert min(found.small.bodies, found.large.bodies) >= FEWEST
    assert LEAST_RATIO <= found.ratio <= MOST_RATIO
    assert all(times for _, _, times in found.by_body)
    # What large ones have more of is told beside.
    assert 1 <= found.small.activities < found.large.activities


def test_the_alphabet_would_not_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is measured can fail: by name, and a lot for each activity alone, large ones are seen more often."""
    by_name = {activity.id: (0, 0.0, activity.name) for activity in _town(TODAY).activities}
    monkeypatch.setattr(visibility, "turns", lambda activities, _day: {one.id: by_name[one.id] for one in activities})
    found = measure(_town(TODAY))
    assert not LEAST_RATIO <= found.ratio <= MOST_RATIO


def test_a_body_comes_once_in_each_round() -> None:
    """Nobody has a second before everybody had a first; another day it is another order, the same day the same."""
    site = _town(TODAY)
    own = turns(site.activities, TODAY)
    ordered = sorted(site.activities, key=lambda activity: own[activity.id])
    bodies = [activity.operator.id for activity in ordered]
    count = len(set(bodies))
    assert len(set(bodies[:count])) == count
    assert own == turns(reversed(site.activities), TODAY)
    tomorrow = turns(site.activities, TODAY + timedelta(days=1))
    assert ordered != sorted(site.activities, key=lambda activity: tomorrow[activity.id])
    assert drawn(range(9), lambda number: str(number % 2), lambda number: number, 4) == [0, 1, 2, 3]


def test_another_activity_changes_no_turn_but_those_of_its_own_body() -> None:
    """So that a build makes again only what it has to."""
    site = _town(TODAY)
    last = site.activities[-1]
    fewer = turns(site.activities[:-1], TODAY)
    whole = turns(site.activities, TODAY)
    assert all(whole[one] == turn for one, turn in fewer.items() if turn[2] != last.operator.id)


def test_a_size_is_what_a_record_says() -> None:
    """Its own word first, then the people it pays; of the others nothing is guessed."""
    site = _town(TODAY)
    sizes = {body.id: size_of(body.record) for body in site.organizations}
    assert sizes["comune-di-valdoria"] == "large"
    assert sizes["centro-anziani-mulini"] == "small"
    assert sizes["pro-loco-roccaluce"] == ""
    silent = site.catalogue.organizations["pro-loco-roccaluce"].record
    for paid, size in ((49, "small"), (50, "large"), (None, "")):
        people = People.model_validate({"anno": "2025", "lavoratori": paid, "soci": 900})
        assert size_of(silent.model_copy(update={"people": (people,)})) == size


def test_the_rule_is_told_and_so_is_what_comes_of_it(site: Site, pages: Pages) -> None:
    """In plain words, one step from the first page; where nobody says a size it is said that it cannot be told."""
    assert 'come-ordiniamo/">Come si sceglie</a>' in pages[""]
    page = pages["come-ordiniamo/"]
    assert "Poi si fa a turno" in page
    assert (site.visibility is None) == ("Qui non si può ancora dire" in page)


def test_the_command_says_who_is_seen() -> None:
    """Body by body, the least seen first, and the ratio beside it."""
    done = CliRunner().invoke(app, ["visibility", "-C", str(EXAMPLE), "--today", TODAY.isoformat()])
    assert done.exit_code == 0
    rows = done.stdout.splitlines()
    times = [int(row.split()[0]) for row in rows if row[:5].strip().isdigit()]
    assert times == sorted(times)
    assert "uno piccolo (8) si vede 0," in done.output


def test_what_was_measured_can_be_worked_out_again_from_what_is_shown(render_page: Callable[[Site, str], str]) -> None:
    """The ratio that is told is that of the figures beside it; that who says no size is seen least is told too."""
    shown = unescape(render_page(_town(TODAY), "come-ordiniamo/"))
    times = re.findall(r'<td class="number">([\d,]+)</td></tr>', shown)
    small, large, others = (float(number.replace(",", ".")) for number in times)
    told = re.search(r"una piccola si vede (\d+) volte", shown)
    assert told is not None
    assert int(told[1]) == round(100 * small / large)
    assert ("Sono quelle che si vedono meno" in shown) == (others < min(small, large))
    # Most bodies say no size: that is the answer, before what the others show.
    silent = re.search(r"(\d+) organizzazioni su (\d+) non dicono quanto sono grandi", shown)
    assert silent is not None
    assert 2 * int(silent[1]) > int(silent[2])
    assert shown.index("Non lo sappiamo del tutto") < silent.start() < told.start()
