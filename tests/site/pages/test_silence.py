"""While elections are on, what tells or puts forward keeps silent, and says so."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from generator import addresses
from tests.conftest import TODAY
from tests.site.conftest import Pages, site_in

_STORY = "storie/il-cortile-del-ponte/"
_NOTICE = "art. 9 della legge 28 del 2000"


def _silent(folder: Path, first: int, last: int) -> Path:
    """Write an election that begins and ends so many days from today."""
    days = (TODAY + timedelta(first), TODAY + timedelta(last))
    settings = folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    period = f"    periodo_elettorale: {{dal: {days[0]}, al: {days[1]}}}\n"
    settings.write_text(text.replace("  catalogue:\n", f"  catalogue:\n{period}", 1), "utf-8")
    return folder


def test_stories_wait_and_their_addresses_say_until_when(
    rendered: Callable[[Path], Pages], valdoria: Path, pages: Pages
) -> None:
    """Lists, records and the first page tell none; networks and contacts stay."""
    silent = rendered(_silent(valdoria, 0, 0))
    assert _NOTICE not in pages[_STORY]
    assert _NOTICE in silent[_STORY]
    assert _NOTICE in silent[addresses.section("storia")]
    assert "Il cortile del Ponte" not in "".join(silent[address] for address in ("", _STORY, "storie/"))
    assert "Da leggere oggi" in pages[""]
    assert "Da leggere oggi" not in silent[""]
    assert "le storie e le buone pratiche in evidenza tornano dopo" in silent[""]
    assert silent.keys() == pages.keys()


@pytest.mark.parametrize(("first", "last", "is_silent"), [(-3, 0, True), (0, 5, True), (-3, -1, False), (1, 5, False)])
def test_both_days_of_the_period_are_silent(valdoria: Path, first: int, last: int, *, is_silent: bool) -> None:
    """The day before and the day after speak."""
    site = site_in(_silent(valdoria, first, last))
    assert site.is_silent is is_silent
    assert bool(site.stories) is not is_silent
