"""Records of other catalogues on the pages of this one: as theirs, with the way home, and nowhere as ours."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.contributing.catalogues.peers import ask_peers
from generator.exports.pieces import joined
from generator.reading.folder import read_folder
from generator.reading.peers import KEPT
from generator.site.formats import FORMATS, Material
from generator.site.model import Site
from tests.conftest import TODAY, overlaid
from tests.neighbours import changed, export_of, lines_of, neighbour, settings_with, with_lines
from tests.site.conftest import Pages, site_in
from tests.site.test_build import digests
from tests.site.test_reuse import build, built_anew

NAME = "Le reti di Borgomaggiore"
CODE = "le-reti-di-borgomaggiore"
HOME = "https://reti.borgo.example/"


def _lead_home(content: bytes) -> bytes:
    lines = lines_of(content)
    lines[0]["url"] = HOME
    return with_lines(lines)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return what the catalogue of Borgomaggiore gives."""
    return _lead_home(export_of(neighbour(tmp_path_factory.mktemp("around") / "borgo")))


def beside(root: Path, content: bytes) -> Path:
    """Let the catalogue in `root` read the export of another."""
    (root / "mkdocs.yml").write_text(settings_with({"nome": NAME, "cartella": "../there"}), "utf-8")
    export = root.parent / "there" / "dati" / "scambio.jsonl"
    export.parent.mkdir(parents=True, exist_ok=True)
    export.write_bytes(content)
    ask_peers(root, TODAY)
    return root


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> Path:
    """Return Valdoria with Borgomaggiore beside it."""
    return beside(overlaid(tmp_path_factory.mktemp("federation") / "valdoria"), content)


@pytest.fixture(scope="module")
def federated(folder: Path) -> Site:
    """Return what its pages are made from."""
    return site_in(folder)


@pytest.fixture(scope="module")
def shown(federated: Site, render_site: Callable[[Site], Pages]) -> Pages:
    """Return its pages."""
    return render_site(federated)


def test_a_card_says_whose_it_is_and_leads_home(shown: Pages) -> None:
    """On a list, on the page of a place, on that of its catalogue."""
    link = f'<a href="{HOME}attivita/contrade/merenda-in-piazza/" rel="external">Merenda in piazza</a>'

    for address in ("cataloghi/attivita/", "territori/borgo/", f"cataloghi/da/{CODE}/", "temi/anziani/"):
        assert link in shown[address], address
        assert f"dal catalogo <strong>{NAME}</strong>" in shown[address], address
    assert not any(address.startswith("attivita/contrade") for address in shown)


def test_our_lists_lead_to_theirs(shown: Pages) -> None:
    """Ours stay ours, and say that there are others."""
    assert 'href="../cataloghi/attivita/">Altre 2 nei cataloghi vicini</a>' in shown["attivita/"]
    assert "Merenda in piazza" not in shown["attivita/"]


def test_the_page_of_all_catalogues(shown: Pages) -> None:
    """It tells who takes part, of which day, under which licence, and how to leave."""
    page = shown["cataloghi/"]

    assert f'<a href="da/{CODE}/">{NAME}</a>' in page or f'href="../cataloghi/da/{CODE}/">{NAME}</a>' in page
    assert '<time datetime="2026-11-22">22 novembre 2026</time>' in page
    assert "CC BY 4.0" in page
    assert "dati/scambio.jsonl" in page
    assert f'<a href="{HOME}" rel="external">reti.borgo.example</a>' in page


def test_the_same_thing_next_door(shown: Pages) -> None:
    """An activity leads to one like it across the border; those who could work together stand in one place."""
    page = shown["attivita/rete-vicini-di-casa/caffe-in-cortile/"]

    assert "La stessa cosa, nel Comune accanto" in page
    assert f'<a href="{HOME}attivita/contrade/caffe-in-cortile/" rel="external">Caffè in cortile</a>' in page
    assert 'id="oltre-il-confine"' in shown["sinergie/"]


def test_counts_of_ours_stay_ours(federated: Site, shown: Pages) -> None:
    """A place counts all that its page shows; figures and lists of ours count ours."""
    assert len(federated.activities) == 3
    assert federated.holdings("territorio")["borgo"].total == 5
    assert "5 schede nei cataloghi vicini" in shown["territori/borgo/"]


def test_nothing_of_theirs_is_published_as_ours(federated: Site, folder: Path) -> None:
    """No open format holds a record or a word of another catalogue."""
    given = Material(federated, read_folder(folder))
    rows = [row for row in FORMATS if row.is_available and row.name not in {"xlsx", "rdf"}]
    written = b"".join(joined(content) for row in rows for _, content in row.write(given))

    assert b"contrade" not in written.lower()
    assert b"borgo.example" not in written
    assert b'"borgo"' not in written


def test_hostile_texts_are_texts(content: bytes, tmp_path: Path, render_site: Callable[[Site], Pages]) -> None:
    """Whatever another catalogue writes is written out, never run."""

    def hostile(line: dict[str, Any]) -> None:
        line["dati"] |= {"nome": "<img src=x onerror=alert(1)>\"'", "descrizione_breve": "{{ 7*7 }} </article><script>"}

    site = site_in(beside(overlaid(tmp_path / "valdoria"), changed(content, hostile)))
    pages = "".join(render_site(site).values())

    assert "<img src=x" not in pages
    assert "</article><script>" not in pages
    assert "&lt;img src=x onerror=alert(1)&gt;" in pages
    assert "{{ 7*7 }}" in pages


def test_nobody_in_danger_is_sent_to_another_catalogue(content: bytes, tmp_path: Path) -> None:
    """What answers to violence is trusted where it is ours alone."""

    def violence(line: dict[str, Any]) -> None:
        line["dati"]["attivita"][0] |= {"tipo": ["antiviolenza"], "nome": "Sportello antiviolenza"}

    elsewhere = site_in(beside(overlaid(tmp_path / "valdoria"), changed(content, violence))).elsewhere
    assert elsewhere

    assert "violenza" not in elsewhere.answering
    assert elsewhere.records["attivita"]


@pytest.mark.before_release
def test_a_build_is_that_of_one_from_nothing(content: bytes, tmp_path: Path) -> None:
    """What others change is made again and nothing else; who was taken out there is nowhere here."""
    root = beside(overlaid(tmp_path / "valdoria"), content)
    site = tmp_path / "site"
    build(root, site)
    assert any("Auser Borgomaggiore" in page.read_text("utf-8") for page in site.rglob("index.html"))

    def other(line: dict[str, Any]) -> None:
        line["dati"]["attivita"][0]["nome"] = "Merenda in biblioteca"
        del line["dati"]["adesioni"]

    lines = [line for line in lines_of(changed(content, other)) if line.get("tipo") != "ente"]
    beside(root, with_lines(lines))
    report = build(root, site)

    assert 0 < report.made < report.pages
    assert digests(site) == digests(built_anew(root))
    kept = [path for top in (site, root / KEPT) for path in top.rglob("*") if path.is_file()]
    assert [path for path in kept if b"Auser Borgomaggiore" in path.read_bytes()] == []
