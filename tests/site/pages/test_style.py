"""The page on how the site is made: rules first, and a card whose thread can be found again in words."""

import re

from generator.site.pages.style.page import ADDRESS, PIECES, style_page
from generator.site.parts.facts import is_discreet
from tests.conftest import EXAMPLE
from tests.site.conftest import Pages, site_in


def test_who_writes_meets_the_rules_before_the_signs(pages: Pages) -> None:
    """Parts stand as their doors do."""
    doors = re.findall(r'<li><a href="#([\w-]+)">', pages[ADDRESS])
    assert doors == ["come-scriviamo", "leggere"]
    at = [pages[ADDRESS].index(f'id="{door}"') for door in doors]
    assert at == sorted(at)


def test_what_pages_are_made_of_has_a_page_of_its_own(pages: Pages) -> None:
    """A door leads there and says so; settings, contrasts, codes and names are for who looks after the site."""
    assert '<li><a href="../stile/pezzi/">Curo o disegno il sito</a><span>Su un&#39;altra pagina:' in pages[ADDRESS]
    article = pages[ADDRESS].partition("<article")[2].partition("</article>")[0]
    assert [word for word in ("--accent", "mkdocs.yml", "contrasto") if word in article] == []
    assert [word for word in ("<code>--accent</code>", "mkdocs.yml", "contrasto") if word not in pages[PIECES]] == []


def test_rules_are_as_many_as_the_title_says(pages: Pages) -> None:
    """Each with what not to write and what to, told apart by a mark and by words."""
    for mark in ("✗</span> Non così", "✓</span> Meglio così"):
        assert pages[ADDRESS].count(mark) == 8, mark
    numbered = re.search(r'<ol class="style__voice">.*?</ol>', pages[ADDRESS], re.DOTALL)
    assert numbered is not None
    assert numbered[0].count("<li>") == 8
    assert "otto regole" in pages[ADDRESS]


def test_who_writes_meets_the_form_first_and_who_reads_it(pages: Pages) -> None:
    """A door to the form before the rules, and below its part the office with its article and its days."""
    assert pages[ADDRESS].count("Apri il modulo") == 1
    part = pages[ADDRESS].partition('id="come-scriviamo"')[2].partition('<ol class="style__voice">')[0]
    assert '<a class="button" href="../partecipa/">Apri il modulo</a>' in part
    example = next(style_page(site_in(EXAMPLE))).context
    assert example["to_office"] == "all'Ufficio reti del Comune di Valdoria"


def test_no_two_threads_of_the_example_have_one_colour() -> None:
    """Each theme of its network is told apart."""
    hues = [hue for _, hue in next(style_page(site_in(EXAMPLE))).context["woven"].themes]
    assert len(hues) == len(set(hues)) > 1


def test_the_thread_of_the_example_is_told_in_words() -> None:
    """Its theme, and the family that the theme is of; never help for who is in danger."""
    example = site_in(EXAMPLE)
    threaded = next(style_page(example)).context["threaded"]
    (theme,) = threaded.activity.themes
    assert threaded.theme == example.words.label("temi", theme)
    assert threaded.family == example.words.families_of_themes[example.words.family([theme])]
    assert not is_discreet(threaded.activity)
