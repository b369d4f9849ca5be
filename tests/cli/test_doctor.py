"""`intreccio doctor`: what is wrong around the records, with one remedy a line."""

import json
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from generator.cli import app
from generator.contributing.catalogues import health
from generator.contributing.catalogues.scaffold import Host, Start, scaffold
from generator.locale import load
from tests.contributing.git import git, repository

HERE = metadata.version("intreccio")
SAID = {
    'site_url: ""': "site_url: https://reti.comune.valdoria.it/",
    'nome: ""': "nome: Ufficio reti",
    "contatti: []": "contatti: [{tipo: email, valore: reti@comune.valdoria.it}]",
    'dichiarazione_accessibilita_url: ""': "dichiarazione_accessibilita_url: https://form.agid.gov.it/view/1",
    'repository: ""': "repository: https://gitlab.com/valdoria/reti",
}


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A catalogue that two people keep well: everything is said, nothing waits."""
    root = tmp_path / "catalogo"
    for path, text in scaffold(Start("Reti", "Valdoria", Host.GITLAB, HERE, date(2026, 11, 22))).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    for empty, full in SAID.items():
        text = text.replace(empty, full, 1)
    settings.write_text(text, "utf-8")
    repository(root)
    _wrote(root, "altra@comune.valdoria.it")
    git(root, "remote", "add", "origin", "https://gitlab.com/valdoria/reti")
    return root


def _wrote(root: Path, who: str, day: str = "2026-11-20T10:00:00Z") -> None:
    (root / "content" / "index.md").write_text(f"# {who}\n", "utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Cambia", GIT_AUTHOR_EMAIL=who, GIT_AUTHOR_DATE=day, GIT_COMMITTER_DATE=day)


def _run(root: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["doctor", "-C", str(root), "--today", "2026-11-22", *options])
    return done.exit_code, done.output


def _keys(root: Path) -> set[str]:
    remarks: list[dict[str, Any]] = json.loads(_run(root, "--json")[1])["remarks"]
    assert all(remark["problem"] and remark["fix"] for remark in remarks)
    return {remark["key"] for remark in remarks}


def test_well_kept(kept: Path) -> None:
    """Where all is well one line says so, and the exit status is 0; what was not tried is said too."""
    status, output = _run(kept)

    assert (status, "Tutto a posto" in output, "--collegamenti" in output) == (0, True, True)


def test_everything_missing(kept: Path) -> None:
    """An unfinished catalogue: each thing once, the gravest first, one remedy a line; exit status 1."""
    settings = kept / "mkdocs.yml"
    text = settings.read_text("utf-8")
    for empty, full in SAID.items():
        text = text.replace(full, empty)
    settings.write_text(text.replace('comune: "Valdoria"', 'comune: ""'), "utf-8")
    (kept / "networks" / "bozza.yml").write_text("nome: Rete\nstato: bozza\nterritori: [valdoria]\n", "utf-8")
    (kept / "proposte").mkdir()
    (kept / "proposte" / "una.eml").write_text("", "utf-8")
    (kept / "requirements.txt").write_text("./programma/intreccio-0.0.1-py3-none-any.whl\n", "utf-8")
    (kept / ".gitlab-ci.yml").write_text((kept / ".gitlab-ci.yml").read_text("utf-8") + "# nostro\n", "utf-8")
    places = kept / "vocabularies" / "territori.yml"
    places.write_text(
        f"{places.read_text('utf-8')}  - {{codice: ponte, it: Ponte, livello: quartiere, padre: valdoria}}\n", "utf-8"
    )
    git(kept, "remote", "remove", "origin")
    git(kept, "branch", "proposta/7")  # there is nothing in it that is not here already

    assert _keys(kept) == {
        *("site_url", "office_name", "office_contacts", "town", "repository", "accessibility"),
        *("errors", "warnings", "drafts", "proposals", "other_version", "no_wheel", "workflow_other"),
        *("no_copy", "unsaved", "schemas"),
    }
    status, output = _run(kept)
    assert status == 1
    assert output.index("Da rimediare") < output.index("È ora di") < output.index("Buono a sapersi")
    assert all(line.count(" → ") == 1 for line in output.splitlines() if line.startswith("  · "))


def test_keepers(kept: Path) -> None:
    """Robots are no second person; a silence is noticed; without history a mistake cannot be undone."""
    git(kept, "checkout", "--quiet", "--orphan", "solo")
    _wrote(kept, "una@comune.valdoria.it", "2026-02-01T10:00:00Z")
    _wrote(kept, "12+dependabot[bot]@users.noreply.github.com", "2026-03-01T10:00:00Z")
    git(kept, "branch", "proposta/8", "main")
    assert _keys(kept) == {"one_keeper", "silence", "branches"}
    assert _run(kept)[0] == 0
    assert "una@" not in _run(kept)[1]

    (kept / ".git").rename(kept.parent / "altrove")
    assert _keys(kept) == {"no_history"}


def test_how_the_program_is_installed_is_free(kept: Path) -> None:
    """The checks of a catalogue that installs from elsewhere are still those of this version."""
    file = kept / ".gitlab-ci.yml"
    file.write_text(file.read_text("utf-8").replace("-r requirements.txt", "-c vincoli.txt ."), "utf-8")

    assert _keys(kept) == {"unsaved"}


def test_examples_and_packages(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses that belong to nobody are noticed, and packages that are missing or of another version."""
    settings = kept / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("comune.valdoria.it", "valdoria.example"), "utf-8")
    needs = ["PyYAML>=999", "manca-del-tutto", "pytest; extra == 'test'", "typer>=0.1"]
    monkeypatch.setattr(health, "requires", lambda _: needs)

    assert _keys(kept) == {"site_url_example", "office_example", "package", "no_package", "unsaved"}


def test_size(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site near the limit of a host is said to be, and one above it must be mended."""
    (kept / "site").mkdir()
    (kept / "site" / "figura.webp").write_bytes(b"x" * 900)
    monkeypatch.setattr(health, "_LARGEST_FILE", 800)
    for most, status in ((1000, 0), (850, 1)):
        monkeypatch.setattr(health, "LIMITS", (("Un posto", most, None),))
        assert (_keys(kept), _run(kept)[0]) == ({"size", "large_file"}, status)


def test_every_remark_has_its_remedy() -> None:
    """A problem without a remedy, or the other way round, is not said."""
    for lang in ("it", "en"):
        texts = load("messages", lang)
        source = Path(health.__file__).read_text("utf-8")
        keys = {part.partition('"')[0] for part in source.split('Remark("')[1:]}
        assert [key for key in keys if f"doctor.{key}.fix" not in texts or f"doctor.{key}" not in texts] == []
