"""`intreccio report`: a year out of a real history, and the page that tells it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from generator.cli import app
from generator.errors import CannotRun
from generator.reading.reports import read_reports
from tests.contributing.git import git

NETWORK = "networks/rete-prova.yml"
BEFORE = """nome: Rete Prova
territori: [valdoria]
oggetto_intervento: [prossimita]
bisogni:
  - {id: sala, risorsa: spazi, scade_il: 2027-12-31}
  - {id: furgone, risorsa: mezzi_trasporto, scade_il: 2026-03-31}
indicatori: [{nome: presenze, valori: [{periodo: 2025, valore: 12}]}]
attivita:
  - {id: merenda, nome: Merenda, tipo: [socialita]}
"""
AFTER = """nome: Rete Prova
stato: conclusa
descrizione_breve: Una rete per provare.
territori: [valdoria]
temi: [prossimita]
indicatori: [{nome: presenze, valori: [{periodo: 2025, valore: 12}, {periodo: 2026, valore: 15}]}]
attivita:
  - {id: merenda, nome: Merenda, tipo: [socialita], simile_a: [{attivita: x/y, esito: coordinata}]}
verifica: {data: 2026-09-01, da: Segreteria}
"""


@pytest.fixture
def kept(valdoria: Path) -> Path:
    """Two years of a small town: what is written under former keys in the first is the same in the second."""
    (valdoria / NETWORK).write_text(BEFORE, "utf-8")
    (valdoria / "organizations" / "ente-via.yml").write_text("nome: Ente Via\ntipo: odv\n", "utf-8")
    (valdoria / "organizations" / "ente-doppio.yml").write_text("nome: Auser Ponte 2\ntipo: odv\n", "utf-8")
    (valdoria / "organizations" / "ente-vecchio.yml").write_text("nome: Ente Nome\ntipo: odv\n", "utf-8")
    git(valdoria, "init", "--quiet", "--initial-branch=main")
    _commit(valdoria, "Comincia", "2025-06-01")
    (valdoria / NETWORK).write_text(AFTER, "utf-8")
    for gone in ("ente-via", "ente-doppio", "ente-vecchio"):
        (valdoria / "organizations" / f"{gone}.yml").unlink()
    auser = valdoria / "organizations" / "oratorio-san-luca.yml"
    auser.write_text(f"{auser.read_text('utf-8')}\nid_precedenti: [ente-doppio]\n", "utf-8")
    (valdoria / "organizations" / "ente-nome.yml").write_text(
        "nome: Ente Nome\ntipo: odv\nid_precedenti: [ente-vecchio]\n", "utf-8"
    )
    (valdoria / "organizations" / "ente-nuovo.yml").write_text("nome: Ente Nuovo\ntipo: odv\n", "utf-8")
    (valdoria / "organizations" / "ente-bozza.yml").write_text("nome: B\ntipo: odv\nstato: bozza\n", "utf-8")
    _commit(valdoria, "Auser: contatti\n\nFonte: voce\n\nProposta-arrivata: 2026-02-01", "2026-02-05")
    _commit(valdoria, "Applica la proposta 7", "2026-03-05")
    _commit(valdoria, "Altro\n\nProposta-arrivata: giorno non detto", "2026-04-05")
    return valdoria


def _commit(root: Path, message: str, day: str) -> None:
    (root / "content").mkdir(exist_ok=True)
    (root / "content" / "index.md").write_text(f"# {message}\n", "utf-8")
    git(root, "add", "--all")
    when = f"{day}T10:00:00Z"
    git(
        *(root, "commit", "--quiet", "--message", message),
        GIT_AUTHOR_DATE=when,
        GIT_COMMITTER_DATE=when,
    )


def _run(root: Path, year: int) -> Result:
    return CliRunner().invoke(app, ["report", "--year", str(year), "-C", str(root), "--today", "2026-11-22"])


def test_a_year_against_the_year_before(kept: Path) -> None:
    """Figures of both moments; born, ended, gone, renamed and merged told apart; what came of it."""
    assert _run(kept, 2026).exit_code == 0
    (report,) = read_reports(kept / "content")

    assert (report.until.isoformat(), report.before and report.before.isoformat()) == ("2026-11-22", "2025-12-31")
    now, before = report.figures["organizations"]
    assert before is not None
    assert now - before == -1  # one gone, one merged, one new; one renamed and a draft make no difference
    assert report.figures["measured"] == (1, 3)
    networks, activities = report.figures["networks"], report.figures["activities"]
    assert networks[1] is not None
    assert activities[1] is not None
    assert (networks[0], activities[0]) == (networks[1] - 1, activities[1] - 1)  # what has ended
    assert (report.born, report.ended, report.gone, report.merged) == (("ente-nuovo",), ("rete-prova",), 1, 1)
    assert (report.coordinated, report.united, report.needs_withdrawn) == (1, 0, 1)
    assert report.gaps_closed == 1
    assert (report.completed, report.new_activities) == (("rete-prova",), ())
    gaps = report.figures["gaps"]
    assert gaps[1] is not None
    assert report.gaps_opened is not None
    assert report.gaps_left is not None
    assert gaps[0] == gaps[1] - report.gaps_closed + report.gaps_opened - report.gaps_left


def test_a_new_activity_is_told_from_one_that_moved(kept: Path) -> None:
    """One that goes on in another record is not new; one that is over is not told."""
    new = "attivita: [{nome: Merenda nuova, tipo: [socialita]}, {id: merenda, nome: Merenda, tipo: [socialita]},"
    over = " {nome: Gita, tipo: [socialita], quando: {al: 2026-05}}]"
    (kept / NETWORK).write_text(AFTER.partition("attivita:")[0] + AFTER[AFTER.index("verifica:") :], "utf-8")
    (kept / "organizations" / "ente-nuovo.yml").write_text(f"nome: Ente Nuovo\ntipo: odv\n{new}{over}\n", "utf-8")
    _commit(kept, "Cambia casa", "2026-06-05")
    _run(kept, 2026)
    (report,) = read_reports(kept / "content")
    assert report.new_activities == ("ente-nuovo/merenda-nuova",)


def test_a_report_of_before_what_is_counted_today(kept: Path) -> None:
    """What it does not hold nobody knows."""
    _run(kept, 2026)
    file = kept / "content" / "rapporto" / "2026.json"
    data = json.loads(file.read_text("utf-8"))
    for name in ("gaps_opened", "gaps_left", "completed", "new_activities"):
        del data[name]
    file.write_text(json.dumps(data), "utf-8")
    (report,) = read_reports(kept / "content")
    assert (report.gaps_opened, report.gaps_left, report.completed, report.new_activities) == (None,) * 4
    assert (report.proposals, report.days_to_answer) == (3, 4)


def test_nothing_is_invented(kept: Path) -> None:
    """Without history before, and without marks of proposals, nothing is said of them; before everything, nothing."""
    said = _run(kept, 2025).output
    (report,) = read_reports(kept / "content")

    assert "Del 2024 non c'è storia" in said
    assert {before for _, before in report.figures.values()} == {None}
    assert (report.before, report.born, report.gone, report.gaps_closed, report.proposals) == (None,) * 5
    for year in (2024, 2027):
        refused = _run(kept, year).exception
        assert isinstance(refused, CannotRun)
        assert refused.key == "report_no_history"
    assert len(read_reports(kept / "content")) == 1


def test_the_whole_history_is_needed(kept: Path, tmp_path: Path) -> None:
    """A copy that has only the last steps would seem to begin there: refused, and so is a folder without history."""
    git(tmp_path, "clone", "--quiet", "--depth=1", kept.as_uri(), "copia")
    shallow, bare = _run(tmp_path / "copia", 2026).exception, _run(_without_history(kept), 2026).exception
    assert isinstance(shallow, CannotRun)
    assert isinstance(bare, CannotRun)
    assert (shallow.key, bare.key) == ("report_shallow", "no_repository")


def _without_history(root: Path) -> Path:
    (root / ".git").rename(root / "altrove")
    return root


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("born", ["../../etc"]),
        ("year", 2025),
        ("figures", {}),
        ("merged", "tanti"),
        ("until", "ieri"),
        ("new_activities", ["una"]),
    ],
)
def test_what_is_no_report(kept: Path, key: str, value: object) -> None:
    """A file that was written by somebody else, or for another year, stops a build with its name."""
    _run(kept, 2026)
    file = kept / "content" / "rapporto" / "2026.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | {key: value}), "utf-8")

    with pytest.raises(CannotRun) as refusal:
        read_reports(kept / "content")
    assert refusal.value.values["file"] == file
