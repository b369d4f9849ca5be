"""The first page: what is on in the next days, whose turn it is, and ways in that are told apart."""

import math
from collections.abc import Callable
from html import unescape

from generator.site.model import Site
from generator.site.pages.home.page import home, soon
from generator.site.parts.calendars import left_out

_MOST_OF_A_DAY = 14
_BRIEF = 3


def test_each_day_shows_a_few_in_the_order_of_the_clock(example: Site) -> None:
    """The first day stands whole, from its first hour; the next are counted, later ones wait; no empty one is told.

    What begins together stands by when it ends.
    """
    ahead = soon(example)

    assert [each.day.on for each in ahead] == sorted({each.day.on for each in ahead})
    assert all(len(day.shown) <= _MOST_OF_A_DAY and not day.day.is_empty for day in ahead)
    for day in ahead:
        timed = [held[0].opening for held in day.shown if held[0].opening.start is not None]
        hours = [(each.start, math.inf if each.end is None else each.end) for each in timed]
        assert hours == sorted(hours)
    assert (ahead[0].is_brief, ahead[0].more) == (False, 0), "none of a day like others is left out"
    assert [day.waits for day in ahead] == sorted(day.waits for day in ahead)
    assert sum(day.is_brief and not day.waits for day in ahead) == _BRIEF
    assert ahead[-1].waits


def test_nobody_chooses_twice_among_the_same_people(example: Site) -> None:
    """Children and whoever is under eighteen don't stand side by side, nor does a street beside its quarter."""
    (page,) = home(example)
    ways = {kind: [chip.code for chip in chips] for _, kind, chips, _ in page.context["ways"]}
    people = example.catalogue.vocabularies["destinatari"]

    assert not any(other in people.ancestors(code) for code in ways["destinatari"] for other in ways["destinatari"])
    assert "minorenni" in ways["destinatari"]
    places = [chip.code for chip in page.context["places"]]
    assert "valdoria-stazione" in places
    assert "via-del-lavatoio" not in places


def test_the_number_for_emergencies_stands_before_everything(
    example: Site, render_page: Callable[[Site, str], str]
) -> None:
    """As the catalogue gives it, with when to call it and the way to the others."""
    html = unescape(render_page(example, ""))
    number = html.index('<a href="tel:112">Chiama 112</a>')

    assert number < html.index('class="tiles"')
    assert number < html.index('<a href="tel:1522">Chiama 1522</a>') < html.index('class="tiles"')
    assert "112: per un pericolo o un malore grave." in html[number : html.index('class="tiles"')]
    assert 'ho-bisogno/#subito"' in html


def test_a_day_is_one_list_of_all_that_is_on_and_says_what_is_not_there(
    example: Site, render_page: Callable[[Site, str], str]
) -> None:
    """What is open nearly every day stands at its hour; who looks for what protects people hears where it is."""
    first = soon(example)[0]
    shown = [held[0].activity.id for held in first.shown]
    daily = {held[0].activity.id for held in first.day.also}
    assert daily < set(shown)
    assert set(shown[-len(daily) :]) != daily, "among the others, not after them"
    assert len(set(shown)) == len(shown)
    html = unescape(render_page(example, ""))
    told = html.partition('class="soon__kept">')[2].partition("</p>")[0]
    assert left_out(example)[0]
    assert 'href="tel:1522"' in told.partition("Chi accoglie e protegge")[2]
    assert 'href="./attivita/"' in html.partition('class="soon__kept">')[2].partition("</section>")[0]


def test_a_town_is_told_apart_from_its_quarters(example: Site, render_page: Callable[[Site, str], str]) -> None:
    """Beside quarters of a dozen activities the number of a whole town would puzzle."""
    (page,) = home(example)
    (towns, quarters) = ((heading, [chip.code for chip in chips]) for heading, chips in page.context["place_groups"])
    assert towns[0] == "Comuni"
    assert "valdoria" in towns[1]
    assert quarters[0] == "Quartieri di Valdoria"
    assert quarters[1]
    assert all(example.catalogue.geography.town_around(code) == "valdoria" for code in quarters[1])
    assert sorted(towns[1] + quarters[1]) == sorted(chip.code for chip in page.context["places"])
    assert "<h3>Quartieri di Valdoria</h3>" in unescape(render_page(example, ""))


def test_what_is_more_on_a_day_says_what_it_is(example: Site, render_page: Callable[[Site, str], str]) -> None:
    """«E altri 3» of what? And who hears links alone hears the day."""
    html = unescape(render_page(example, ""))
    day = next(day for day in soon(example) if day.more > 1)
    said = example.words.day_of_year(f"{day.day.on:%m-%d}")

    assert f'Altre {day.more} attività<span class="unseen">, {said}</span>' in html
    count = f"{len(day.shown) + day.more} attività"
    assert f'>{count}<span class="unseen">, {said}</span>' in html
