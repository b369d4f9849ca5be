"""`intreccio upgrade`: keys of a former version move, comments and everything else stay."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from generator.checking import check
from generator.cli import app
from generator.contributing.files.rewriting import rewritten
from generator.reading.folder import read_folder
from generator.records.retired import retired_keys
from generator.records.schema import NOTHING, part_of, resolved, schema
from tests.conftest import CASES, TODAY, overlaid

OLD = """# Scritta nel 2024
nome: "Rete Prova"
promotori:   # lo dice lo statuto
  - auser-ponte
  - Gruppo del cortile
descrizione_breve: Una rete per provare.
oggetto_intervento: [prossimita] # il primo
territori: [valdoria]
adesioni:
  - {ente: auser-ponte, ruolo: sostenitore} # dal 2019
forma_governo: condivisa
fonti: [{titolo: Statuto, letta_il: 2026-09-01}]
"""
NEW = """# Scritta nel 2024
nome: "Rete Prova"
# promotori: lo dice lo statuto
descrizione_breve: Una rete per provare.
temi: [prossimita]
# oggetto_intervento: il primo
territori: [valdoria]
governo:
  forma: condivisa
adesioni:
  - {ente: auser-ponte, legame: [sostenitore, promotore]} # dal 2019
  - {ente: {nome: Gruppo del cortile}, legame: promotore}
fonti: [{titolo: Statuto, letta_il: 2026-09-01}]
"""


def _run(root: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["upgrade", "-C", str(root), "--today", "2026-11-22", *options])


def _codes(root: Path) -> list[str]:
    return [finding.code for finding in check(read_folder(root), TODAY).findings if finding.code.startswith("E")]


def test_every_remark_stays() -> None:
    """Beside what goes, inside it, after a hyphen, on the line of a text; what a text holds is no remark."""
    old = (
        'nome: Bottega # insegna\ndenominazione_ufficiale: "Bottega # coop"  # da visura\nattivita:\n'
        "  - eta_min: 60  # chiesta\n    nome: Briscola\n    cosa_offre: |  # lungo\n      Carte. # e dadi\n"
        "    oggetto: # in ordine\n      - anziani # prima\n"
    )
    data = {
        "nome": "Bottega",
        "altri_nomi": "Bottega # coop",
        "attivita": [
            {"nome": "Briscola", "descrizione": "Carte. # e dadi\n", "temi": ["anziani"], "eta": {"da": "60"}}
        ],
    }

    new = rewritten(old, data, "ente", "organizations/bottega.yml", keeps_remarks=True)

    assert [line.strip() for line in new.splitlines() if "#" in line] == [
        "nome: Bottega # insegna",
        'altri_nomi: "Bottega # coop"',
        "# denominazione_ufficiale: da visura",
        "- # eta_min: chiesta",
        "Carte. # e dadi",
        "# cosa_offre: lungo",
        "# oggetto: in ordine",
        "# oggetto: prima",
    ]


def test_every_row_leads_to_a_key_of_today() -> None:
    """What took the place of a key exists, and the key itself is gone."""
    for retired in retired_keys():
        for kind in retired.kinds:
            node = schema()["kinds"][kind]
            if retired.within:
                node = resolved(resolved(node["properties"][retired.within], [])["items"], {})
            former = resolved(node["properties"].get(retired.key, NOTHING), [] if retired.named_by else {})
            assert ("deprecated" in {**node["properties"].get(retired.key, {}), **former}) == retired.is_read
            assert bool(former) == retired.is_read
            for step in retired.becomes.split("."):
                node = part_of(resolved(node, {}), step)
                assert node


def test_shown_then_written(valdoria: Path) -> None:
    """Nothing is written unless asked for; then the record checks, and its comments are there."""
    record = valdoria / "networks" / "rete-prova.yml"
    record.write_text(OLD, "utf-8")
    others = {path: path.read_bytes() for path in valdoria.rglob("*.yml") if path != record}

    shown = _run(valdoria)
    assert (shown.exit_code, record.read_text("utf-8")) == (0, OLD)
    assert "-promotori:" in shown.output
    assert "alle voci della versione" in shown.output
    assert (
        "cambiate con la versione 0.1.0: «forma_governo» (1), «oggetto_intervento» (1), «promotori» (1)" in shown.output
    )

    written = _run(valdoria, "--scrivi")
    assert (written.exit_code, record.read_text("utf-8")) == (0, NEW), written.output
    assert _codes(valdoria) == []
    assert {path: path.read_bytes() for path in others} == others
    (valdoria / "requirements.txt").write_text("./programma/intreccio-0.0.9-py3-none-any.whl\n", "utf-8")
    again = _run(valdoria, "--scrivi").output
    assert ("Niente da portare avanti" in again, "chiede la versione 0.0.9" in again) == (True, True)


def test_the_case(tmp_path: Path) -> None:
    """What `check` says of keys of a former version is done by the command."""
    root = overlaid(tmp_path / "valdoria", CASES / "voci-di-una-volta")
    assert set(_codes(root)) == {"E135"}

    assert _run(root, "--scrivi").exit_code == 0
    assert _codes(root) == []


LANGUAGES_ONCE = """nome: Auser
tipo: odv
in_inglese: {nome: Auser Bridge, descrizione_breve: We drive.}
# chieste al centro interculturale
traduzioni: # tre
  # araba
  - {lingua: ar, nome: أوسر} # da rivedere
  - lingua: fr # francese
    nome: Auser du Pont # come sul volantino
  - nome: Аузер
    lingua: uk
fonti: [{titolo: Statuto, letta_il: 2026-09-01}]
"""
LANGUAGES_NOW = """nome: Auser
tipo: odv
# chieste al centro interculturale
traduzioni: # tre
  # araba
  ar: {nome: أوسر} # da rivedere
  fr: # francese
    nome: Auser du Pont # come sul volantino
  uk:
    nome: Аузер
  en:
    nome: Auser Bridge
    descrizione_breve: We drive.
fonti: [{titolo: Statuto, letta_il: 2026-09-01}]
"""


def test_languages_by_language(valdoria: Path) -> None:
    """What was a list, and English apart, is one mapping: comments stay with the language that they are about."""
    record = valdoria / "organizations" / "auser.yml"
    record.write_text(LANGUAGES_ONCE, "utf-8")
    assert _codes(valdoria) == []

    done = _run(valdoria, "--scrivi")

    assert "«in_inglese» (1), «traduzioni» (1)" in done.output
    assert record.read_text("utf-8") == LANGUAGES_NOW


@pytest.mark.parametrize(
    "said",
    [
        "in_inglese: {nome: Bridge}\ntraduzioni: {en: {nome: The Bridge}}\n",
        "traduzioni: [{lingua: fr, nome: Pont}, {lingua: fr, nome: Le pont}]\n",
        "traduzioni:\n- lingua: fr # francese\n  nome: Pont\n",
    ],
)
def test_languages_that_do_not_fit_together(valdoria: Path, said: str) -> None:
    """Two names in one language are for people to weigh, and no comment is lost: nothing moves, and it is told."""
    record = valdoria / "organizations" / "auser.yml"
    text = f"nome: Auser\ntipo: odv\n{said}fonti: [{{titolo: Statuto, letta_il: 2026-09-01}}]\n"
    record.write_text(text, "utf-8")

    done = _run(valdoria, "--scrivi")

    assert (done.exit_code, record.read_text("utf-8")) == (1, text)
    assert "organizations/auser.yml" in done.output


def test_what_cannot_move_is_told(valdoria: Path) -> None:
    """A value that something else stands in the place of stays, and so does a file that cannot be read."""
    (valdoria / "networks" / "rete-prova.yml").write_text(f"{OLD}avvio: 2019\nanno_avvio: 2018\n", "utf-8")
    (valdoria / "networks" / "rete-rotta.yml").write_text("nome: [Rete\npromotori: [auser-ponte]\n", "utf-8")

    done = _run(valdoria, "--scrivi")

    assert done.exit_code == 1
    assert "anno_avvio: 2018" in (valdoria / "networks" / "rete-prova.yml").read_text("utf-8")
    assert ("«anno_avvio»" in done.output, "rete-rotta.yml" in done.output) == (True, True)


@pytest.mark.parametrize("place", ["networks/rete-prova.yml", "networks"])
def test_links_are_not_followed(valdoria: Path, tmp_path: Path, place: str) -> None:
    """Nothing is read or written through a symbolic link."""
    outside = tmp_path / "altrove"
    outside.mkdir()
    (outside / "rete-prova.yml").write_text(OLD, "utf-8")
    if place == "networks":
        (valdoria / "networks").rename(tmp_path / "spostata")
        (valdoria / "networks").symlink_to(outside)
    else:
        (valdoria / place).symlink_to(outside / "rete-prova.yml")

    _run(valdoria, "--scrivi")

    assert (outside / "rete-prova.yml").read_text("utf-8") == OLD
