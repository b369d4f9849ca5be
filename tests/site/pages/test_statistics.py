"""The figures of the catalogue: what nobody tells is counted too, and every bar leads to its records."""

import re
from collections.abc import Callable
from pathlib import Path

from generator.site.model import Site
from generator.site.pages.registry import files_of
from generator.site.pages.statistics.figures import ADDRESS, UNTOLD, Figure, figures
from generator.site.pages.statistics.page import TABLE
from tests.site.conftest import Pages, site_in

NETWORKS = 3
RECORD = (
    "nome: {name}\ntemi: [anziani]\nterritori: [valdoria]\nfonti: [{{url: 'https://a.example', letta_il: {day}}}]\n"
)


def figure(site: Site, name: str) -> Figure:
    """Return one figure."""
    return next(figure for figure in figures(site) if figure.id == name)


def counts(made: Figure) -> dict[str, int]:
    """Return how many records each row of a figure has, where it has any."""
    return {row.code: len(row.entries) for row in made.rows if row.entries}


def test_what_nobody_tells_is_a_row_like_the_others(site: Site) -> None:
    """The rows of a figure without overlaps add up to its total."""
    for name in ("funzionamento", "decisioni", "guida", "accordo", "nascita", "adesioni", "conferme"):
        made = figure(site, name)
        assert sum(len(row.entries) for row in made.rows) == made.total, name
    assert counts(figure(site, "funzionamento")) == {"ci-si-coordina": 1, UNTOLD: 2}


def test_every_bar_leads_to_a_page_with_its_records(site: Site, pages: Pages) -> None:
    """A page of the site, or a list made for the bar."""
    for made in figures(site):
        for row in (row for row in made.rows if row.entries):
            page = pages[row.address.partition("#")[0]]
            assert [entry.id for entry in row.entries if entry.id.rpartition("/")[2] not in page] == [], row.address


def test_years_without_a_birth_are_shown_between_those_that_have_one(valdoria: Path) -> None:
    """Time does not jump, and the present span ends today."""
    for name, year in (("antica", 2001), ("nuova", 2026)):
        record = RECORD.format(name=name.title(), day="2026-10-01") + f"avvio: {year}\n"
        (valdoria / "networks" / f"{name}.yml").write_text(record, "utf-8")
    labels = [row.label for row in figure(site_in(valdoria), "nascita").rows]
    assert labels[:2] == ["2000–2004", "2005–2009"]
    assert labels[-2:] == ["2025–2026", "Non indicato"]


def test_old_sources_are_told_apart_from_fresh_ones(valdoria: Path) -> None:
    """Along the months that the catalogue chose."""
    for name, day in (("fresca", "2026-10-01"), ("tardi", "2025-10-01"), ("vecchia", "2020-10-01")):
        (valdoria / "networks" / f"{name}.yml").write_text(RECORD.format(name=name.title(), day=day), "utf-8")
    networks = counts(figure(site_in(valdoria), "conferme"))
    assert (networks["read-late"], networks["read-old"]) == (1, 1)


def test_nobody_is_asked_where_and_when_protected_people_are(valdoria: Path) -> None:
    """An activity against violence lacks neither."""
    record = "nome: Ascolto\ntipo: odv\nfonti: [{url: 'https://a.example'}]\n"
    record += "attivita: [{nome: Ascolto, tipo: [antiviolenza]}]\n"
    (valdoria / "organizations" / "ascolto.yml").write_text(record, "utf-8")
    rows = {row.code: [entry.id for entry in row.entries] for row in figure(site_in(valdoria), "manca-attivita").rows}
    assert "ascolto/ascolto" in rows["quanto-costa"]
    assert "ascolto/ascolto" not in rows["quando"] + rows["dove-di-preciso"]


def test_every_figure_says_its_date_and_source(pages: Pages) -> None:
    """Under each chart."""
    page = pages[ADDRESS]
    assert len(re.findall("Fonte: le schede di questo catalogo, al 22 novembre 2026", page)) == page.count(
        'class="bars"'
    )


def test_bars_are_shares_of_the_total_with_what_is_counted(site: Site, pages: Pages) -> None:
    """One network of three fills a third."""
    assert len(site.networks) == NETWORKS
    drawn = re.search(r'id="funzionamento">.*?</section>', pages[ADDRESS], re.DOTALL)
    assert drawn is not None
    assert 'width="33.3"' in drawn[0]
    assert "<td>1 rete</td>" in drawn[0]


def test_what_no_network_tells_is_a_sentence_and_no_chart(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Empty rows say nothing more."""
    for file in valdoria.glob("networks/*.yml"):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        file.write_text("".join(line for line in lines if not line.startswith("funzionamento")), "utf-8")
    drawn = re.search(r'id="funzionamento">.*?</section>', rendered(valdoria)[ADDRESS], re.DOTALL)
    assert drawn is not None
    assert "Nessuna delle 3 schede lo dice ancora." in drawn[0]
    assert "bars" not in drawn[0]


def test_the_data_is_one_table(site: Site) -> None:
    """A row for each bar, with date and source."""
    lines = dict(files_of(site))[TABLE].decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + sum(len(made.rows) for made in figures(site))
    assert all("2026-11-22" in line for line in lines[1:])


def test_a_catalogue_without_records_says_so(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Nothing to count is a sentence."""
    for file in (*valdoria.glob("networks/*"), *valdoria.glob("organizations/*"), *valdoria.glob("content/storie/*")):
        file.unlink()
    assert "niente da contare" in rendered(valdoria)[ADDRESS]
