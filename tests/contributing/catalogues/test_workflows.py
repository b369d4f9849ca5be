"""The workflows of a catalogue: right in the eyes of the code hosts, safe, and made of commands that exist.

What a code host would answer is played by a small `gh` that writes down what it is asked; git, the shell and
`intreccio` are real.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from generator.cli import app
from generator.contributing.catalogues.scaffold import INSTALL, Host, Start, scaffold
from tests.contributing.git import commit, git, repository

ROOT = Path(__file__).parents[3]
OWN_INSTALL = "python -m pip install --quiet --disable-pip-version-check -c constraints.txt ."
FILES = scaffold(Start("Reti di Valdoria", "Valdoria", Host.GITHUB, "0.1.0", date(2026, 11, 22)))
FILES |= scaffold(Start("Reti di Valdoria", "Valdoria", Host.GITLAB, "0.1.0", date(2026, 11, 22)))
FILES |= scaffold(Start("Reti di Valdoria", "Valdoria", Host.FORGEJO, "0.1.0", date(2026, 11, 22)))
WORKFLOWS = [path for path in FILES if path.startswith(".github/workflows/")]
CI = [*WORKFLOWS, ".gitlab-ci.yml", ".forgejo/workflows/controllo.yml"]
SCHEMAS = {
    "vendor.github-workflows": [*WORKFLOWS, ".github/workflows/programma.yml"],
    "vendor.gitlab-ci": [".gitlab-ci.yml"],
    "vendor.dependabot": [".github/dependabot.yml"],
    "vendor.github-issue-forms": [
        f".github/ISSUE_TEMPLATE/{name}.yml" for name in ("correzione", "nuova-scheda", "proposta")
    ],
    "vendor.github-issue-config": [".github/ISSUE_TEMPLATE/config.yml"],
}
COMMAND = re.compile(r"\bintreccio ([a-z]+)([^|<>\n]*)")


@pytest.fixture(scope="module")
def scaffolded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the files of all hosts into one folder, with the workflow of this repository."""
    root = tmp_path_factory.mktemp("scaffold")
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    shutil.copy(ROOT / ".github" / "workflows" / "programma.yml", root / ".github" / "workflows")
    return root


def _tool(name: str, *arguments: str, cwd: Path) -> None:
    command = [str(Path(sys.executable).parent / name), *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("schema", SCHEMAS)
def test_schemas(scaffolded: Path, schema: str) -> None:
    """Each file is what its host expects."""
    _tool("check-jsonschema", "--builtin-schema", schema, *SCHEMAS[schema], cwd=scaffolded)


def test_safety(scaffolded: Path) -> None:
    """A linter of workflows that knows the usual holes finds none."""
    _tool("zizmor", "--offline", "--no-progress", ".", cwd=scaffolded)


@pytest.mark.parametrize("path", [path for path in FILES if path.startswith((".github/", ".gitlab"))])
def test_this_repository_uses_the_same(path: str) -> None:
    """This repository, a catalogue itself, has the same files; only the program is installed from its own source."""
    assert (ROOT / path).read_text("utf-8") == FILES[path].replace(INSTALL, OWN_INSTALL)


@pytest.mark.parametrize("path", CI)
def test_pinned(path: str) -> None:
    """An action is named by a whole commit, with its version beside it."""
    used = re.findall(r"uses: *(.*)", FILES[path])

    assert [action for action in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[0-9.]+", action)] == []


@pytest.mark.parametrize("path", CI)
def test_commands_exist(path: str) -> None:
    """Each command that a workflow calls exists, with the options it is given."""
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]

    for name, rest in COMMAND.findall("\n".join(_scripts(FILES[path]))):
        known = {option for parameter in commands[name].params for option in parameter.opts}
        assert set(re.findall(r"(?<!\S)--[a-z]+", rest)) <= known


def _scripts(text: str) -> Iterator[str]:
    """Yield every script of a workflow."""
    waiting: list[Any] = [yaml.safe_load(text)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield from ([part["run"]] if isinstance(part.get("run"), str) else [])
            yield from (line for line in part.get("script", ()) if isinstance(line, str))
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)


@pytest.mark.parametrize("path", WORKFLOWS)
def test_scripts_hold_no_expressions(path: str) -> None:
    """What a host fills in reaches a script through the environment, never as part of it."""
    assert [script for script in _scripts(FILES[path]) if "${{" in script] == []


@pytest.mark.parametrize("path", WORKFLOWS)
def test_permissions(path: str) -> None:
    """Nobody may write unless a job says what and why; tokens do not stay in the copy."""
    workflow = yaml.safe_load(FILES[path])
    copies = [step for job in workflow["jobs"].values() for step in job["steps"] if "checkout" in step.get("uses", "")]

    assert workflow["permissions"] in ({}, {"contents": "read"})
    assert [copy["with"]["persist-credentials"] for copy in copies] == [False] * len(copies)


GH = """#!/usr/bin/env python3
import json, os, pathlib, sys
record = pathlib.Path(os.environ["GH_RECORD"])
arguments = sys.argv[1:]
with record.open("a") as file:
    file.write(json.dumps(arguments) + "\\n")
joined = " ".join(arguments)
if "/artifacts" in joined:
    print(os.environ.get("GH_SIZE", "900"))
elif arguments[:2] == ["run", "download"]:
    folder = pathlib.Path(arguments[arguments.index("--dir") + 1])
    folder.mkdir()
    (folder / "confronto.json").write_text(os.environ["GH_REPORT"])
elif "--method GET" in joined:
    print("17")
elif "--paginate" in joined:
    print(os.environ.get("GH_NOTE", ""))
for argument in arguments:
    if argument.startswith("body=@"):
        record.with_suffix(".body").write_text(pathlib.Path(argument[6:]).read_text())
"""


class Runner:
    """A machine of the code host: it runs the scripts of a job one after the other."""

    def __init__(self, root: Path, catalogue: Path) -> None:
        self.catalogue = catalogue
        self.record = root / "gh.jsonl"
        tools = root / "bin"
        tools.mkdir()
        (root / "temp").mkdir()
        (tools / "gh").write_text(GH, "utf-8")
        (tools / "intreccio").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n', "utf-8")
        for tool in tools.iterdir():
            tool.chmod(0o755)
        self.env = os.environ | {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "GH_RECORD": str(self.record),
            "RUNNER_TEMP": str(root / "temp"),
            "GITHUB_STEP_SUMMARY": str(root / "summary.md"),
            "GITHUB_REPOSITORY": "valdoria/catalogo",
            "SOURCE_DATE_EPOCH": "1795305600",
        }

    def run(self, path: str, **env: str) -> bool:
        """Run the scripts of a workflow, installing aside; tells whether all of them succeeded."""
        workflow = yaml.safe_load(FILES[path])
        for job in workflow["jobs"].values():
            for step in job["steps"]:
                if "run" in step and step["name"] != "Installa" and step.get("if") != "failure()":
                    done = self._step(step["run"], env)
                    if done.returncode:
                        return False
        return True

    def _step(self, script: str, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.catalogue,
            env={**self.env, **env},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def asked(self) -> list[list[str]]:
        """What `gh` was asked."""
        return (
            [json.loads(line) for line in self.record.read_text("utf-8").splitlines()] if self.record.exists() else []
        )


@pytest.fixture
def runner(tmp_path: Path, valdoria: Path) -> Runner:
    """Return a machine with a fresh copy of a catalogue whose server is a bare repository."""
    repository(valdoria)
    git(tmp_path, "clone", "--quiet", "--bare", str(valdoria), "server.git")
    git(valdoria, "remote", "add", "origin", str(tmp_path / "server.git"))
    return Runner(tmp_path, valdoria)


PROPOSAL = """### La proposta

```text
Proposta per il catalogo · versione 1
Scheda: networks/rete-cibo
Fonte: telefonata con l'ufficio; $(touch ops) `touch ops`

Campo: descrizione_breve
Prima: "Raccoglie e distribuisce il cibo che avanza."
Dopo: "Raccoglie il cibo e lo porta a casa."

Fine della proposta
```
"""


def test_accepted_proposal(runner: Runner) -> None:
    """An accepted proposal becomes a branch with one commit and a pull request that says what changes."""
    assert runner.run(".github/workflows/proposta.yml", TESTO=PROPOSAL, NUMERO="12", PRINCIPALE="main")

    changed = git(runner.catalogue, "diff", "--name-only", "main", "origin/proposta/12")
    assert (changed, [call[:2] for call in runner.asked]) == (
        "networks/rete-cibo.yml",
        [["auth", "setup-git"], ["pr", "create"]],
    )
    assert not list(runner.catalogue.rglob("ops"))
    note = Path(runner.env["RUNNER_TEMP"]) / "nota.md"
    assert "lo porta a casa" in note.read_text("utf-8")


def test_proposal_already_there(runner: Runner) -> None:
    """A proposal that changes nothing is answered, without a branch."""
    text = PROPOSAL.replace("Raccoglie il cibo e lo porta a casa.", "Raccoglie e distribuisce il cibo che avanza.")

    assert runner.run(".github/workflows/proposta.yml", TESTO=text, NUMERO="12", PRINCIPALE="main")

    assert [call[:2] for call in runner.asked] == [["issue", "comment"]]


@pytest.mark.parametrize("text", ["", "Ciao", PROPOSAL.replace("networks/rete-cibo", "../../etc/passwd")])
def test_no_proposal(runner: Runner, text: str) -> None:
    """What is no proposal changes nothing and asks for nothing."""
    assert not runner.run(".github/workflows/proposta.yml", TESTO=text, NUMERO="12", PRINCIPALE="main")

    assert (runner.asked, git(runner.catalogue, "status", "--porcelain")) == ([], "")


def test_proposal_closes_its_issue(runner: Runner) -> None:
    """The text of the pull request closes the issue in the only words that GitHub understands."""
    runner.run(".github/workflows/proposta.yml", TESTO=PROPOSAL, NUMERO="12", PRINCIPALE="main")

    note = Path(runner.env["RUNNER_TEMP"], "nota.md").read_text("utf-8")
    assert re.search(r"^(?:Closes|Fixes|Resolves) #12$", note, re.MULTILINE)


def test_forgejo_sees_every_commit_of_a_branch(runner: Runner, tmp_path: Path) -> None:
    """Of a branch with two commits both are told, whatever went into the main branch meanwhile."""
    start = git(runner.catalogue, "rev-parse", "HEAD").strip()
    for name, theme in (("rete-cibo", "anziani"), ("rete-citta-solidale", "giovani")):
        record = runner.catalogue / "networks" / f"{name}.yml"
        record.write_text(re.sub(r"temi: \[", f"temi: [{theme}, ", record.read_text("utf-8"), count=1), "utf-8")
        commit(runner.catalogue, f"Cambia {name}")
    git(runner.catalogue, "push", "--quiet", "origin", "HEAD:refs/pull/1/head")
    git(runner.catalogue, "reset", "--quiet", "--hard", start)
    (runner.catalogue / "organizations" / "altro.yml").write_text("nome: Altro\ntipo: aps\n", "utf-8")
    commit(runner.catalogue, "Altro")
    git(runner.catalogue, "push", "--quiet", "origin", "HEAD:refs/heads/main")
    runner.catalogue = tmp_path / "macchina"
    runner.catalogue.mkdir()
    env = {"DA": str(tmp_path / "server.git"), "RAMO": "refs/pull/1/head", "PRINCIPALE": "main"}
    steps = yaml.safe_load(FILES[".forgejo/workflows/controllo.yml"])["jobs"]["controllo"]["steps"]

    done = [runner._step(step["run"], env) for step in steps if step["name"] != "Installa"]

    assert [name for name in ("rete-cibo", "rete-citta-solidale") if name not in done[-1].stdout] == [], done[-1].stderr
    assert "altro.yml" not in done[-1].stdout


CHANGED = {"id": "a", "kind": "rete", "name": "@tutti <b>", "file": "networks/a.yml", "fields": []}
REPORT = json.dumps({"changed": [CHANGED], "records": 1})


@pytest.mark.parametrize(("note", "method"), [("", "POST"), ("99", "PATCH")])
def test_comment(runner: Runner, note: str, method: str) -> None:
    """The note is written once and then updated; nothing in it can call anybody."""
    env = {"CORSA": "5", "CHI": "ospite", "RAMO": "proposta", "VERSIONE": "abc", "GH_REPORT": REPORT, "GH_NOTE": note}

    assert runner.run(".github/workflows/commento.yml", **env)

    assert f"--method {method}" in " ".join(runner.asked[-1])
    body = runner.record.with_suffix(".body").read_text("utf-8")
    assert (body.startswith("<!-- intreccio"), "@tutti" in body, "<b>" in body) == (True, False, False)


@pytest.mark.parametrize(("report", "size"), [("{}", "70000"), ("{}", "0"), ("[1]", "900"), ("non json", "900")])
def test_hostile_artifact(runner: Runner, report: str, size: str) -> None:
    """What is too large is not even downloaded, and what is no report is never told."""
    env = {"CORSA": "5", "CHI": "o", "RAMO": "r", "VERSIONE": "a", "GH_REPORT": report, "GH_SIZE": size}

    runner.run(".github/workflows/commento.yml", **env)

    assert [call for call in runner.asked if "POST" in call or "PATCH" in call] == []


def test_check_of_a_proposal(runner: Runner) -> None:
    """A proposal from a fork leaves its meaning in the summary and in the report for the note."""
    record = runner.catalogue / "networks" / "rete-cibo.yml"
    record.write_text(record.read_text("utf-8").replace("temi: [poverta]", "temi: [poverta, anziani]"), "utf-8")
    commit(runner.catalogue, "Una proposta")
    steps = yaml.safe_load(FILES[".github/workflows/controllo.yml"])["jobs"]["controllo"]["steps"]
    tell = next(step["run"] for step in steps if step.get("name") == "Racconta che cosa cambia")

    done = runner._step(tell, {})

    assert done.returncode == 0, done.stderr
    assert "Invecchiare bene" in Path(runner.env["GITHUB_STEP_SUMMARY"]).read_text("utf-8")
    assert json.loads((runner.catalogue / "confronto" / "confronto.json").read_text("utf-8"))["records"] == 1
