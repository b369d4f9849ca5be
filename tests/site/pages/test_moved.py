"""Former addresses, above all of what two records held before they became one."""

from pathlib import Path

from typer.testing import CliRunner

from generator.cli import app
from generator.site.pages.moved.page import former_pages
from tests.site.conftest import site_in

TWIN = """nome: Auser del quartiere Ponte
tipo: odv
territori: [valdoria-ponte]
id_precedenti: auser-vecchia
attivita:
  - {id: spesa, nome: Spesa a casa, tipo: [consegna_domicilio]}
  - {id: spesa-a-casa, nome: Spesa per chi ha perso il lavoro, tipo: [aiuto_alimentare]}
  - {id: caffe, nome: Caffè del martedì, tipo: [socialita]}
fonti: [{url: "https://csv.example/auser"}]
"""


def test_every_activity_of_a_merged_record_is_found_at_its_old_addresses(valdoria: Path) -> None:
    """Two records have a `spesa-a-casa`, and they are two things: each old address leads to its own."""
    (valdoria / "organizations" / "auser-doppia.yml").write_text(TWIN, "utf-8")
    done = CliRunner().invoke(
        app, ["merge", "auser-doppia", "auser-ponte", "-C", str(valdoria), "--today", "2026-11-22"]
    )
    assert done.exit_code == 0, done.output

    found = [(page.address, page.moved_to) for page in former_pages(site_in(valdoria))]

    led = dict(found)
    assert len(led) == len(found)
    for former in ("auser-doppia", "auser-vecchia"):
        assert led[f"enti/{former}/"] == "enti/auser-ponte/"
        assert led[f"attivita/{former}/spesa/"] == "attivita/auser-ponte/spesa-a-casa/"
        assert led[f"attivita/{former}/spesa-a-casa/"] == "attivita/auser-ponte/spesa-a-casa-2/"
        assert led[f"attivita/{former}/caffe/"] == "attivita/auser-ponte/caffe/"


def test_no_former_address_covers_a_present_one(valdoria: Path) -> None:
    """What a record says of its past never takes the place of a page that is there."""
    path = valdoria / "organizations" / "auser-ponte.yml"
    text = path.read_text("utf-8")
    here = "id: spesa-a-casa,"
    assert here in text
    path.write_text(text.replace(here, f"{here} id_precedenti: [{{scheda: auser-ponte, id: spesa-a-casa}}],"), "utf-8")

    assert not any(page.address == page.moved_to for page in former_pages(site_in(valdoria)))
