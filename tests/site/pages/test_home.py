"""The first page: what is on in the next days, whose turn it is, and ways in that are told apart."""

from collections.abc import Callable
from html import unescape

from generator.site.model import Site
from generator.site.pages.home.page import home, soon

_MOST_OF_A_DAY = 8
_BRIEF = 3


def test_each_day_shows_a_few_in_the_order_of_the_clock(example: Site) -> None:
    """The first day stands whole, from its first hour; the next are counted, later ones wait; no empty one is told."""
    ahead = soon(example)

    assert [each.day.on for each in ahead] == sorted({each.day.on for each in ahead})
    assert all(len(day.items) <= _MOST_OF_A_DAY and not day.day.is_empty for day in ahead)
    for day in ahead:
        starts = [item.opening.start for item in day.items if item.opening.start is not None]
        assert starts == sorted(starts)
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
    assert "Per un pericolo o un malore grave" in html[number : html.index('class="tiles"')]
    assert 'ho-bisogno/#subito"' in html


def test_what_is_more_on_a_day_says_what_it_is(example: Site, render_page: Callable[[Site, str], str]) -> None:
    """«E altri 3» of what? And who hears links alone hears the day."""
    html = unescape(render_page(example, ""))
    day = next(day for day in soon(example) if day.more > 1)
    said = example.words.day_of_year(f"{day.day.on:%m-%d}")

    assert f'Altri {day.more} appuntamenti<span class="unseen">, {said}</span>' in html
    count = f"{len(day.items) + day.more} appuntamenti e {len(day.day.also)} servizi aperti"
    assert f'>{count}<span class="unseen">, {said}</span>' in html
    assert f'>E {len(day.day.also)} servizi aperti<span class="unseen">, {said}</span>' in html
