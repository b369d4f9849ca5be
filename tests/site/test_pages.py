"""What pages say, and what no text of a record can make them do."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import addresses
from generator.site.model import Site
from generator.site.page import PER_PAGE, sheets
from generator.site.pages.home.band import band
from generator.site.pages.registry import KINDS
from generator.site.parts.mark import mark
from generator.site.parts.markdown import to_html
from generator.site.render import edit_url
from tests.conftest import EXAMPLE
from tests.site.conftest import Pages, site_in

NETWORK = "reti/rete-vicini-di-casa/"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}</script>'


def test_every_record_has_a_page(site: Site, pages: Pages) -> None:
    """Records in are pages out."""
    catalogue = site.catalogue
    groups = (catalogue.networks, catalogue.organizations, catalogue.activities, catalogue.practices, catalogue.stories)
    assert [one.id for group in groups for one in group.values() if addresses.record(one) not in pages] == []


def test_every_kind_has_an_example(pages: Pages, site: Site) -> None:
    """What tests and audits iterate over exists in a full catalogue; in any other, an example is a page."""
    full = site_in(EXAMPLE)
    assert [kind.name for kind in KINDS if kind.example(full) is None] == []
    assert [kind.name for kind in KINDS if (example := kind.example(site)) is not None and example not in pages] == []


def test_each_page_has_one_first_heading_and_a_description(pages: Pages) -> None:
    """Search engines and screen readers both begin there."""
    assert [address for address, page in pages.items() if page.count("<h1") != 1] == []
    silent = [address for address, page in pages.items() if '<meta name="description" content="">' in page]
    assert [address for address in silent if "noindex" not in pages[address]] == []


def test_an_activity_tells_when_where_for_whom_what_it_costs_and_whom_to_ask(pages: Pages) -> None:
    """When comes first, for it decides; whom to ask stands beside."""
    page = pages["attivita/rete-vicini-di-casa/caffe-in-cortile/"]
    facts = re.findall(r"<dt>([^<]*)</dt>", page)
    assert facts[:4] == ["Quando", "Dove", "Per chi", "Quanto costa"]
    assert "Chi contattare" in facts


def test_empty_sections_never_show(pages: Pages) -> None:
    """A heading is always followed by something."""
    for address, page in pages.items():
        assert re.search(r"</h2>\s*</section>", page) is None, address


def test_a_place_that_is_protected_keeps_its_address(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Even if a street slipped past the checks it is not written on the page."""
    record = "nome: Casa\ntipo: odv\nterritori: [valdoria]\nluoghi: [{nome: Rifugio, riservato: true}]\nfonti: [{url: 'https://a.example'}]\n"
    (valdoria / "organizations" / "casa.yml").write_text(record, "utf-8")
    page = rendered(valdoria)["enti/casa/"]
    assert "L'indirizzo non si pubblica" in page.replace("&#39;", "'")


def test_no_text_of_a_record_becomes_markup(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Names, sentences, Markdown and data blocks are escaped or sanitised wherever they stand."""
    hostile = json.dumps(HOSTILE)
    record = (
        f"nome: {hostile}\ntipo: odv\nterritori: [valdoria]\ndescrizione_breve: {hostile}\ndescrizione: {hostile}\n"
        f"altri_nomi: [{hostile}]\nfonti: [{{titolo: {hostile}, url: 'https://a.example'}}]\n"
        f"attivita: [{{nome: {hostile}, tipo: socialita, descrizione: {hostile}, quando: {{testo: {hostile}}}}}]\n"
    )
    (valdoria / "organizations" / "ostile.yml").write_text(record, "utf-8")
    pages = rendered(valdoria)
    assert "enti/ostile/" in pages
    for page in pages.values():
        assert "<script>alert" not in page
        assert "<img" not in page
        assert len(re.findall(r"</script>", page)) == len(re.findall(r"<script", page))


def test_data_blocks_are_valid_and_say_what_the_page_says(pages: Pages) -> None:
    """JSON-LD parses, and its name is the heading."""
    for address in (NETWORK, "enti/auser-ponte/"):
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', pages[address])
        assert block is not None
        assert json.loads(block[1])["name"] in pages[address]


def test_what_is_over_stands_under_gia_fatto(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """An activity in the past has its page and leaves the list."""
    file = valdoria / "organizations" / "auser-ponte.yml"
    finished = "\nattivita:\n  - {id: gita, nome: Gita al lago, tipo: socialita, quando: {al: 2019-05-01}}\n"
    text = re.sub(r"(?ms)^attivita:.*?(?=^\S)", "", file.read_text("utf-8"))
    file.write_text(text + finished, "utf-8")
    pages = rendered(valdoria)
    assert "Gita al lago" not in pages["attivita/"]
    assert "Gita al lago" in pages["attivita/gia-fatto/"]
    assert "Gita al lago" in pages["attivita/auser-ponte/gita/"]


def test_an_unconfirmed_record_says_where_it_comes_from(pages: Pages) -> None:
    """Read is not confirmed, and the page tells which."""
    assert "Dati confermati dall&#39;Ufficio reti del Comune, il 2 ottobre 2026." in pages[NETWORK]


def test_a_former_address_leads_to_the_present_one(pages: Pages) -> None:
    """A rename breaks no bookmark."""
    assert 'href="../../reti/rete-vicini-di-casa/"' in pages["reti/rete-ponte/"]


def test_a_former_address_leads_there_without_script_and_for_what_the_record_holds(pages: Pages) -> None:
    """The browser goes on by itself, and activities are found too."""
    leading = '<meta http-equiv="refresh" content="0;url={}">'.format
    assert leading("../../reti/rete-vicini-di-casa/") in pages["reti/rete-ponte/"]
    inner = "attivita/rete-vicini-di-casa/caffe-in-cortile/"
    assert leading(f"../../../{inner}") in pages["attivita/rete-ponte/caffe-in-cortile/"]


def test_data_blocks_hold_nothing_empty(pages: Pages) -> None:
    """A reader of linked data takes null for a value."""
    blocks = [block for page in pages.values() for block in re.findall(r"ld\+json\">(.*?)</script>", page)]
    assert blocks
    assert [block for block in blocks if re.search(r": (null|\"\"|\[\]|\{\})", block)] == []


def test_the_missing_page_works_from_any_address(pages: Pages) -> None:
    """Its links start from the root of the host."""
    assert 'href="/assets/css/intreccio.css?v=' in pages["404.html"]


def test_long_lists_go_on_in_further_pages() -> None:
    """One hundred to a page, and the first keeps the plain address."""
    cut = list(sheets(range(2 * PER_PAGE + 1), "reti/"))
    assert [sheet.address for sheet in cut] == ["reti/", "reti/pagina/2/", "reti/pagina/3/"]
    assert len(cut[-1].items) == 1


def test_a_mark_is_small_still_and_the_same_every_time(site: Site) -> None:
    """Its own network gives the same threads, without inline style."""
    network = site.catalogue.networks["rete-vicini-di-casa"]
    drawn = mark(network, site.catalogue, site.words)
    assert drawn == mark(network, site.catalogue, site.words)
    assert len(drawn) < 1000
    assert "style" not in drawn


def test_the_weave_counts_each_activity_once_for_its_town(site: Site) -> None:
    """The knots of a place add up to the activities there that have a theme, or a kind that belongs to one."""
    held = {addresses.term("territorio", code): one for code, one in site.holdings("territorio").items()}
    for weft in band(site.catalogue, site.words).wefts:
        of_a_family = [one for one in held[weft.address].activities if site.words.family(one.themes, one.kinds)]
        assert sum(knot.count for knot in weft.knots if knot) == len(of_a_family)


def test_an_activity_without_a_theme_still_stands_in_its_town(site: Site, pages: Pages) -> None:
    """Grouping by family of themes loses nobody."""
    for code, held in site.holdings("territorio").items():
        page = pages[addresses.term("territorio", code)]
        assert [one.id for one in held.activities if f'{addresses.record(one)}"' not in page] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Titolo", "<h3>Titolo</h3>"),
        ("[x](javascript:alert(1))", '<p><a rel="noopener nofollow ugc">x</a></p>'),
        ("<b onclick=x>a</b>", "<p><b>a</b></p>"),
        ("<style>p{}</style>", ""),
    ],
)
def test_markdown_is_sanitised(text: str, expected: str) -> None:
    """Nothing that runs, loads or restyles is left."""
    assert to_html(text).strip() == expected


@pytest.mark.parametrize(
    ("repository", "expected"),
    [
        ("https://github.com/a/b", "https://github.com/a/b/edit/main/networks/x.yml"),
        ("https://gitlab.com/a/b/", "https://gitlab.com/a/b/-/edit/main/networks/x.yml"),
        ("", ""),
    ],
)
def test_the_file_is_edited_where_it_lives(repository: str, expected: str) -> None:
    """Each code host has its own address for editing."""
    assert edit_url({"repository": repository, "ramo": "main"}, "networks/x.yml") == expected
