"""Pages of records that say little."""

from pathlib import Path

from generator.checking import check
from generator.reading.folder import read_folder
from generator.site.build import BuildOptions, build_site
from tests.conftest import TODAY

BARE = """\
nome: Ente Uno
tipo: odv
fonti: [{titolo: Sito, url: "https://ente.example/", letta_il: 2026-11-20}]
buone_pratiche:
  - {titolo: La pratica di prova, contesto: Un contesto.}
"""
"""A body without themes, places and people, that tells a good practice."""


def test_a_practice_of_a_body_without_themes_has_its_page(valdoria: Path, tmp_path: Path) -> None:
    """What a kind of record may lack is empty on it: no record that says little stops a build."""
    (valdoria / "organizations" / "ente-uno.yml").write_text(BARE, "utf-8")
    catalogue = check(read_folder(valdoria), TODAY).catalogue
    build_site(catalogue, BuildOptions(valdoria, tmp_path / "site"))
    page = tmp_path / "site" / "buone-pratiche" / "ente-uno" / "la-pratica-di-prova" / "index.html"
    assert "Un contesto." in page.read_text("utf-8")
