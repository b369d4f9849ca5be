"""`intreccio translate`: what is missing, a file to hand over, what comes back; nothing is written unless asked for."""

from pathlib import Path

from typer.testing import CliRunner, Result

from generator.cli import app

RECORD = "nome: Banca del tempo\ntipo: odv\ndescrizione_breve: Ore in cambio di ore.\nfonti: [{titolo: Statuto}]\n"


def _run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["translate", "-C", str(root), "--today", "2026-11-22", *arguments])


def test_there_and_back(valdoria: Path, tmp_path: Path) -> None:
    """The list, the file, the translation shown and then written; a file that is there is never written over."""
    record = valdoria / "organizations" / "banca.yml"
    record.write_text(RECORD, "utf-8")
    path = tmp_path / "inglese.csv"

    shown = _run(valdoria, "--to", "en")
    assert shown.exit_code == 0, shown.output
    assert "In inglese mancano" in shown.output
    assert "  organizations/banca.yml: 1" in shown.output
    assert "la storia di git, che non c'è" in shown.output
    made = _run(valdoria, "--to", "en", "--crea", str(path))
    assert (made.exit_code, path.exists()) == (0, True)
    before = path.read_bytes()
    assert _run(valdoria, "--to", "en", "--crea", str(path)).exit_code != 0
    assert path.read_bytes() == before

    path.write_text(path.read_text("utf-8-sig").replace("ore.;;", "ore.;Hours for hours.;"), "utf-8")
    back = _run(valdoria, "--to", "en", str(path))
    assert (back.exit_code, record.read_text("utf-8")) == (0, RECORD), back.output
    assert "+    descrizione_breve: Hours for hours." in back.output
    written = _run(valdoria, "--to", "en", str(path), "--scrivi", "--lang", "en")
    assert written.exit_code == 0, written.output
    assert "Done: 1 translations in 1 files." in written.output
    assert "Hours for hours." in record.read_text("utf-8")
    assert "Una c'era già." in _run(valdoria, "--to", "en", str(path)).output


def test_what_stops(valdoria: Path, tmp_path: Path) -> None:
    """A language that is none, another than the file has, personal data in a text: said, and nothing is written."""
    record = valdoria / "organizations" / "banca.yml"
    record.write_text(RECORD, "utf-8")
    path = tmp_path / "inglese.csv"
    head = "chiave;italiano;traduzione (en)\norganizations/banca#descrizione_breve;"
    path.write_text(f"{head}Ore in cambio di ore.;Pay to IT60X0542811101000000123456\n", "utf-8")

    assert [_run(valdoria, "--to", to).exit_code != 0 for to in ("it", "inglese")] == [True, True]
    other = _run(valdoria, "--to", "fr", str(path))
    assert (other.exit_code, "riga 1" in other.output, "--to en" in other.output) == (1, True, True)
    personal = _run(valdoria, "--to", "en", str(path), "--scrivi")
    assert (personal.exit_code, "[E302]" in personal.output, "IT60X" in personal.output) == (1, True, False)
    path.write_text(f"{head}Ore per ore.;Hours\n", "utf-8")
    changed = _run(valdoria, "--to", "en", str(path), "--scrivi")
    assert (changed.exit_code, "è cambiato dopo" in changed.output) == (1, True)
    assert record.read_text("utf-8") == RECORD
