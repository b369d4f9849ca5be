"""`intreccio remove`: a record leaves with all that names it, and neither import nor members bring it back."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from generator.catalogue.removed import is_removed
from generator.checking import check
from generator.cli import app
from generator.contributing.proposals.proposal import Field, Proposal, write_proposal
from generator.diagnostics import Finding
from generator.reading.folder import read_folder
from generator.reading.removal_list import KEY_FILE, KEY_VARIABLE, LIST
from tests.conftest import TODAY, write_picture

BODY = "nome: {name}\ntipo: odv\nterritori: [{place}]\nfonti: [{{titolo: Pieghevole, letta_il: 2026-11-01}}]\n"
LOGO = "logo: {file: auser-ponte.png, testo_alternativo: Un ponte, licenza: concesso dall'ente}\n"


@pytest.fixture(autouse=True)
def _no_key_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)


def _run(root: Path, *command: str) -> Result:
    return CliRunner().invoke(app, [*command, "-C", str(root), "--today", "2026-11-22"])


def _snapshot(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _found(root: Path, *codes: str) -> list[Finding]:
    return [finding for finding in check(read_folder(root), TODAY).findings if finding.code in codes]


def _add(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def left(valdoria: Path) -> Path:
    """Return the town once «Auser Ponte» has left it."""
    _add(valdoria, "organizations/auser-ponte.yml", "codice_fiscale:  ", 'codice_fiscale: "92000110344"')
    result = _run(valdoria, "remove", "auser-ponte", "--applica", "--testi-letti")
    assert result.exit_code == 0, result.output
    return valdoria


def test_a_record_leaves_with_all_that_names_it(valdoria: Path) -> None:
    """It is shown first; comments and the rest of every line stay; the list and the key name nobody."""
    write_picture(valdoria / "content" / "immagini" / "auser-ponte.png")
    _add(valdoria, "organizations/auser-ponte.yml", "stato: attiva\n", f"stato: attiva\n{LOGO}")
    _add(valdoria, "content/storie/il-cortile-del-ponte.md", "Un tavolo", "Con quelli di Auser\nPonte, un tavolo")
    before, codes = _snapshot(valdoria), {finding.code for finding in check(read_folder(valdoria), TODAY).findings}

    shown = _run(valdoria, "remove", "auser-ponte")

    assert shown.exit_code == 0, shown.output
    assert _snapshot(valdoria) == before
    assert "networks/rete-vicini-di-casa.yml: adesioni.ente" in shown.output
    assert "content/immagini/auser-ponte.png" in shown.output
    assert "content/storie/il-cortile-del-ponte.md:" in shown.output

    refused = _run(valdoria, "remove", "auser-ponte", "--applica")

    assert refused.exit_code == 1, "a text still names it"
    assert _snapshot(valdoria) == before

    _add(valdoria, "content/storie/il-cortile-del-ponte.md", "Auser\nPonte", "chi aiuta")
    rest = set(re.findall(r"^  (\S+):[0-9]+  ", _run(valdoria, "remove", "auser-ponte").output, re.MULTILINE))
    done = _run(valdoria, "remove", "auser-ponte", "--applica", *(["--testi-letti"] if rest else []))

    assert done.exit_code == 0, done.output
    after = _snapshot(valdoria)
    gone = {"organizations/auser-ponte.yml", "content/immagini/auser-ponte.png"}
    assert before.keys() - after.keys() == gone
    assert after.keys() - before.keys() == {LIST, KEY_FILE, ".gitignore"}
    assert f"/{KEY_FILE}" in after[".gitignore"].decode().splitlines()
    assert (valdoria / KEY_FILE).stat().st_mode & 0o077 == 0
    comments = re.findall(rb"#.*", before["networks/rete-vicini-di-casa.yml"])
    kept = re.findall(rb"#.*", after["networks/rete-vicini-di-casa.yml"])
    assert len(comments) - len(kept) <= 3, "only those on the lines that went"
    assert b"auser" not in after[LIST].lower()
    assert after[KEY_FILE].strip() not in after[LIST]
    still = {file for file, content in after.items() if b"auser-ponte" in content.lower()}
    assert still <= rest, "only the lines that were shown"
    assert {finding.code for finding in check(read_folder(valdoria), TODAY).findings} <= codes | {"H601"}


def test_who_left_does_not_come_back(left: Path) -> None:
    """By its id, a former one, its tax code, its name with another legal form; alone or as a member."""
    ways = {
        "auser-ponte": BODY.format(name="Un altro nome", place="valdoria"),
        "auser-odv": BODY.format(name="AUSER PONTE ODV", place="valdoria"),
        "senza-luogo": BODY.format(name="Auser Ponte", place="valdoria").replace("territori: [valdoria]\n", ""),
        "col-codice": BODY.format(name="Nuovo", place="valdoria") + 'codice_fiscale: "92000110344"\n',
        "ereditato": BODY.format(name="Erede", place="valdoria") + "id_precedenti: [auser-ponte]\n",
    }
    for name, text in ways.items():
        (left / "organizations" / f"{name}.yml").write_text(text, "utf-8")
    elsewhere = BODY.format(name="Auser Ponte", place="roccaluce")
    (left / "organizations" / "altrove.yml").write_text(elsewhere, "utf-8")
    _add(
        left,
        "vocabularies/territori.yml",
        "termini:\n",
        "termini:\n  - {codice: roccaluce, it: Roccaluce, livello: comune}\n",
    )
    _add(
        left,
        "networks/rete-cibo.yml",
        "adesioni:\n",
        "adesioni:\n  - {ente: auser-ponte}\n  - {ente: {nome: Auser Ponte, tipo: odv, territori: [valdoria]}}\n",
    )
    checked = check(read_folder(left), TODAY)
    found = [(finding.code, finding.file) for finding in checked.findings if finding.code in {"E480", "E481", "E201"}]

    assert {file for code, file in found if code == "E480"} == {f"organizations/{name}.yml" for name in ways}
    assert [pair for pair in found if pair[0] != "E480"] == [("E481", "networks/rete-cibo.yml")]
    assert "Auser Ponte" in {body.name for body in checked.catalogue.organizations.values()}, "another town's"
    assert set(ways).isdisjoint(checked.catalogue.organizations)


def test_no_command_brings_it_back(left: Path, tmp_path: Path) -> None:
    """`new`, a proposal and a spreadsheet are stopped, each in its own words."""
    before = _snapshot(left)
    new = _run(
        left, "new", "organization", "--nome", "Auser Ponte", "--territorio", "valdoria-ponte", "--fonte", "Foglio"
    )
    proposal = Proposal(
        "ente", "auser", (Field(("nome",), None, "Auser Ponte"), Field(("tipo",), None, "odv")), new=True
    )
    (tmp_path / "proposta.txt").write_text(write_proposal(proposal), "utf-8")
    applied = _run(left, "apply", str(tmp_path / "proposta.txt"))
    inbox = _run(left, "inbox", str(tmp_path / "proposta.txt"), "--applica")
    table = "Denominazione;Comune;Settore\nAuser Ponte ODV;Valdoria;sociale\nNuova Realtà ODV;Valdoria;sociale\n"
    (tmp_path / "albo.csv").write_text(table, "utf-8")
    imported = _run(left, "import", str(tmp_path / "albo.csv"), "--scrivi", "--fonte", "Albo")

    for stopped in (new, applied):
        assert stopped.exit_code == 1
        assert "E480" in stopped.output
    assert "era stata tolta su richiesta" in inbox.output
    assert imported.exit_code == 0, imported.output
    added = _snapshot(left).keys() - before.keys()
    assert added == {"organizations/nuova-realta-odv.yml"}
    assert "tolta dal catalogo" in (tmp_path / "albo.resoconto.csv").read_text("utf-8-sig")


def test_without_the_key_nothing_is_claimed(left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` says that it cannot tell, `remove` stops; the key may come from the environment."""
    (left / "organizations" / "auser-ponte.yml").write_text(BODY.format(name="Auser", place="valdoria"), "utf-8")
    key = (left / KEY_FILE).read_text("utf-8").strip()
    (left / KEY_FILE).unlink()
    missing = _found(left, "E480", "E482", "W483")
    stopped = _run(left, "remove", "oratorio-san-luca", "--applica", "--testi-letti")
    monkeypatch.setenv(KEY_VARIABLE, "un-altra-chiave-di-qualcuno")
    other = _found(left, "E480", "E482", "W483")
    monkeypatch.setenv(KEY_VARIABLE, key)
    right = _found(left, "E480", "E482", "W483")
    (left / LIST).write_text("prova: niente\ntolte: no\n", "utf-8")
    broken = _found(left, "E480", "E482", "W483")

    told = [[(finding.code, finding.hint) for finding in found] for found in (missing, other, right, broken)]
    assert told == [[("W483", "no_key")], [("W483", "other_key")], [("E480", "ente")], [("E482", "")]]
    assert stopped.exit_code == 1
    assert KEY_VARIABLE in stopped.output
    assert (left / "organizations" / "oratorio-san-luca.yml").exists()


def test_who_thinks_again_may_come_back(left: Path) -> None:
    """`--annulla` takes it from the list, and only it; who never left is told so."""
    assert _run(left, "remove", "oratorio-san-luca", "--applica", "--testi-letti", "--da", "ufficio").exit_code == 0
    undone = _run(left, "remove", "auser-ponte", "--annulla")
    again = _run(left, "remove", "auser-ponte", "--annulla")

    removals = read_folder(left).removals
    assert undone.exit_code == 0, undone.output
    assert (again.exit_code, len(removals.removals)) == (1, 1)
    assert is_removed(removals, "auser-ponte") is None
    found = is_removed(removals, "oratorio-san-luca")
    assert found is not None
    assert found.by == "ufficio"


def test_a_part_leaves_alone(valdoria: Path) -> None:
    """An activity goes, its record stays; under its name or its id it does not come back there."""
    line = next(
        line
        for line in (valdoria / "organizations" / "auser-ponte.yml").read_text("utf-8").splitlines()
        if "id: spesa-a-casa" in line
    )
    done = _run(valdoria, "remove", "auser-ponte/spesa-a-casa", "--applica", "--testi-letti")
    text = (valdoria / "organizations" / "auser-ponte.yml").read_text("utf-8")

    assert done.exit_code == 0, done.output
    assert "spesa-a-casa" not in text
    back = f"{line}\n".replace("id: spesa-a-casa, ", "")
    (valdoria / "organizations" / "auser-ponte.yml").write_text(f"{text}attivita:\n{back}", "utf-8")
    assert [(finding.code, finding.path) for finding in _found(valdoria, "E480")] == [("E480", ("attivita", 0))]
