"""The page where people propose, and the doors that every record has to it."""

import re

import pytest

from generator.site.model import Site
from generator.site.pages.participate.page import participate_page
from tests.site.conftest import Pages

PAGE = "partecipa/"


def test_the_form_knows_where_a_proposal_goes(site: Site, pages: Pages) -> None:
    """Days, town and letter come from the settings; without a repository no code host is offered."""
    (page,) = participate_page(site)
    assert f'data-days="{site.settings["giorni_risposta"]}"' in pages[PAGE]
    assert page.context["repository"] == ""
    assert 'data-repository=""' in pages[PAGE]


def test_everything_that_can_be_added_has_a_door(pages: Pages) -> None:
    """A network, an organisation, an activity, a practice, a need, an offer."""
    doors = re.findall(r'href="#nuova=([a-z]+)"', pages[PAGE])
    assert sorted(doors) == ["attivita", "bisogno", "ente", "offerta", "pratica", "rete"]


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("reti/rete-vicini-di-casa/", "rete-vicini-di-casa"),
        ("enti/auser-ponte/", "auser-ponte"),
        ("attivita/auser-ponte/spesa-a-casa/", "auser-ponte/spesa-a-casa"),
    ],
)
def test_a_record_leads_to_its_own_questions(pages: Pages, address: str, wanted: str) -> None:
    """«Usa il modulo» opens the record, or the activity in it; «È tutto giusto» asks only who confirms."""
    assert f'partecipa/#scheda={wanted}"' in pages[address]
    assert f'partecipa/#scheda={wanted}&amp;conferma"' in pages[address]


def test_a_story_is_written_to_and_not_filled_in(pages: Pages) -> None:
    """Stories are no records of the form: their door is the letter and the page itself."""
    page = next(page for address, page in pages.items() if re.fullmatch("storie/[^/]+/", address))
    assert "#scheda=" not in page


def test_without_javascript_nothing_dead_is_shown(pages: Pages) -> None:
    """The form is hidden until its script opens it."""
    assert re.search(r'<div class="start" data-start hidden>', pages[PAGE])


def test_who_would_help_by_hand_is_led_on(pages: Pages) -> None:
    """The menu calls this page «Partecipa»: whoever comes to lend a hand finds where, before the form."""
    head = pages[PAGE].partition("data-start")[0]
    assert "<h1>Correggi o aggiungi qualcosa</h1>" in head
    assert 'href="../dai-una-mano/"' in head
    assert 'href="../da-completare/"' in head


def test_to_take_something_out_has_a_line_of_its_own(pages: Pages) -> None:
    """Among the other ways, which stand without JavaScript too."""
    others = pages[PAGE].partition("data-others")[2]
    assert 'href="../partecipa/guida/#chiedi-la-rimozione"' in others or 'href="guida/#chiedi-la-rimozione"' in others
