"""A story says each thing once, and leads on: to what one can do today, and to another story."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from generator.site.pages.story.page import _halves
from tests.conftest import TODAY
from tests.site.conftest import Pages

_FIRST = "storie/il-cortile-del-ponte/"
_SECOND = "storie/la-torta/"
_STORY = """\
---
titolo: La torta
data: 2026-05-{day}
reti: [rete-vicini-di-casa]
{more}---

La torta l'ha portata
chi non la mangia. Il resto si racconta dopo.

È finita prima del caffè.
"""


def _told(folder: Path, more: str = "", day: str = "11") -> Path:
    (folder / "content" / "storie" / "la-torta.md").write_text(_STORY.format(more=more, day=day), "utf-8")
    return folder


def test_the_sentence_that_stays_is_said_once(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """It is set large, after what it is about, only where the text does not hold it."""
    assert 'class="pull"' not in rendered(_told(valdoria, "frase: La torta l'ha portata chi non la mangia.\n"))[_SECOND]
    page = rendered(_told(valdoria, "frase: Era di mele.\n"))[_SECOND]
    assert page.index("È finita prima del caffè.") < page.index('<blockquote class="pull"><p>Era di mele.')


def test_the_sentence_that_stays_rests_between_two_paragraphs() -> None:
    """As near to the middle as there are two of them, before the last; a list is never parted."""
    assert _halves("Uno.\n\nDue.\n\nTre.\n\nQuattro.\n\n*Nota.*\n") == ("Uno.\n\nDue.\n\nTre.", "Quattro.\n\n*Nota.*")
    assert _halves("Uno.\n\n- due\n\n- tre\n\nQuattro.") == ("Uno.\n\n- due\n\n- tre\n\nQuattro.", "")
    assert _halves("Uno.\n\nDue.") == ("Uno.\n\nDue.", "")


def test_a_card_has_the_first_paragraph_a_theme_and_a_place(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """What a story begins with says what it is about; what follows is for who reads it."""
    page = rendered(_told(valdoria))["storie/"]
    card = page.partition("<article")[2].partition("</article>")[0]
    assert "La torta</a></h3>" in card
    assert "Il resto si racconta dopo." in card
    assert "prima del caffè" not in card
    assert "<dd>Ponte</dd>" in card
    assert "Prima le più recenti." in page
    assert "Come si sceglie" not in page
    assert 'href="../partecipa/">Racconta la tua storia</a>' in page
    assert "Leggi la storia" in card
    assert page.index("la racconta chi c&#39;era") > page.index("</article>")


def test_a_story_says_who_tells_it(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """A network or a body, with the way to its page; nobody where the story does not say."""
    assert "La racconta:" not in rendered(_told(valdoria))[_SECOND]
    page = rendered(_told(valdoria, "chi_racconta: auser-ponte\n"))[_SECOND]
    assert 'La racconta: <a href="../../enti/auser-ponte/">Auser Ponte</a>' in page
    assert "<h3>La rete</h3>" in page


def test_one_tells_a_story_by_a_letter(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """It goes to the office, begun already, where the office reads mail."""
    settings = valdoria / "mkdocs.yml"
    office = "    ufficio: {nome: Ufficio reti, contatti: [{tipo: email, valore: reti@comune.example}]}\n"
    settings.write_text(settings.read_text("utf-8").replace("  catalogue:\n", f"  catalogue:\n{office}", 1), "utf-8")
    for address in ("storie/", _FIRST):
        assert 'href="mailto:reti@comune.example?subject=Una%20storia' in rendered(valdoria)[address]


def test_a_story_leads_to_what_is_offered_today_and_to_the_one_before(
    rendered: Callable[[Path], Pages], valdoria: Path, pages: Pages
) -> None:
    """Offers that are over are not told; the first story leads to the last, and one alone to none."""
    assert "Un&#39;altra storia" not in pages[_FIRST]
    told = rendered(_told(valdoria))
    assert 'href="../../storie/il-cortile-del-ponte/"' in told[_SECOND]
    assert 'href="../../storie/la-torta/"' in told[_FIRST]
    now = re.search(r'id="adesso".*?</section>', told[_SECOND], re.DOTALL)
    assert now is not None
    assert now[0].index("Offre:") < now[0].index("Cerca:")
    assert 'href="../../reti/rete-vicini-di-casa/#offriamo"' in now[0]
    assert 'href="../../bisogni/#offre-rete-vicini-di-casa-' in now[0]
    assert ("fino al " in now[0], "rispondi entro il " in now[0]) == (True, True)

    file = valdoria / "networks" / "rete-vicini-di-casa.yml"
    over = (TODAY - timedelta(1)).isoformat()
    file.write_text(re.sub(r"scade_il: [\d-]+", f"scade_il: {over}", file.read_text("utf-8")), "utf-8")
    assert 'id="adesso"' not in rendered(valdoria)[_SECOND]
