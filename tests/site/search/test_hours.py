"""When an activity is on, in the signs that its result carries: the browser reads back what the record says."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from generator.site.parts.live import held_of, told_timetable
from generator.site.search.hours import hours_in_signs
from tests.conftest import EXAMPLE
from tests.scripts import holding
from tests.site.conftest import site_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

READ = """({signs, conventions, first, last}) => {
  const {plain, held} = hours.hoursIn(signs, conventions);
  return {held, openings: times.timetable(plain).occurrences(first, last)};
}"""
TOLD = "({plain, first, last}) => times.timetable(plain).occurrences(first, last)"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page that holds both functions."""
    context = browser.new_context()
    scripts = {"times": "catalogue/browser/opening_times.js", "hours": "site/search/browser/hours.js"}
    yield holding(context.new_page(), scripts)
    context.close()


def test_the_signs_mean_what_the_record_says(page: Page) -> None:
    """Every activity of the example town, day by day over a year; few say more than signs can."""
    site = site_in(EXAMPLE)
    own = site.conventions
    conventions = {"school": [own.school_from, own.school_to], "patron": own.patron}
    year = {"first": "2026-11-22", "last": "2027-11-21"}
    told = {activity: timetable for activity in site.activities if (timetable := told_timetable(activity, own))}
    said = {activity: signs for activity in told if (signs := hours_in_signs(activity, own))}
    assert len(said) > 0.9 * len(told) > 0
    for activity, signs in said.items():
        read = page.evaluate(READ, {"signs": signs, "conventions": conventions, **year})
        assert read["openings"] == page.evaluate(TOLD, {"plain": told[activity].plain(), **year}), activity.id
        assert read["held"] == held_of(activity)


def test_signs_are_few_and_no_words() -> None:
    """They are searched like all that stands beside a result: nobody types them, and they are short."""
    signs = [hours_in_signs(activity, site_in(EXAMPLE).conventions) for activity in site_in(EXAMPLE).activities]
    each = [sign for one in signs for sign in one.split()]
    assert all(sign.startswith("zz") and sign.isalnum() for sign in each)
    assert max(map(len, signs)) < 80
