"""The scripts of every workflow, run as the hosts run them, on bodies, names, branches and files of strangers.

A payload that a shell took for a command would leave a file; one that the machine of a host took for a command of its
own (`::…`, `##[…]`) would stand in the output as such.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
import yaml

from tests.conftest import overlaid
from tests.contributing.catalogues.test_workflows import CHANGED, FILES, PROPOSAL, Runner
from tests.contributing.git import commit, git, repository

CANARY: Final = "ops"
"""The file that no payload makes."""
SHELL: Final = (
    f"$(touch {CANARY})",
    f"`touch {CANARY}`",
    f"'; touch {CANARY}; '",
    f'"; touch {CANARY}; "',
    f"\n touch {CANARY} \n",
    f"| touch {CANARY}",
    f"&& touch {CANARY} #",
    f"$(touch${{IFS}}{CANARY})",
    f"<(touch {CANARY})",
    f"${{x:=$(touch {CANARY})}}",
    f"%s%n%d\\c\\x24(touch {CANARY})",
    f"--help\n-n\n-e\n$(touch {CANARY})",
    f"EOF\ntouch {CANARY}\nEOF",
    f"\r\ntouch {CANARY}\r\n",
    f"${{{{ github.token }}}} ${{{{ '$(touch {CANARY})' }}}}",
    f"'+touch {CANARY}+'",
    f"\\'; touch {CANARY}",
    f"$'\\x3btouch {CANARY}'",
)
"""What a shell would run, if a text were ever part of a script."""
COMMANDS: Final = (
    "::set-output name=x::y",
    "::add-mask::a",
    "::add-path::/tmp",
    "::set-env name=PATH::/tmp",
    "::stop-commands::x",
    "::error file=networks/rete-cibo.yml,line=1::Controllato dalla redazione",
    "##[add-mask]a",
    "##[error]Controllato dalla redazione",
    "##vso[task.setvariable variable=x]y",
    "\x1b[0Ksection_start:1:x\r\x1b[0K",
)
"""What the machine of a host would do, where a line of the output begins so, or holds it (`##[`)."""
PAYLOADS: Final = (*SHELL, *(f"x\n{command}\n  {command}\nx {command}" for command in COMMANDS))
BODIES: Final = (
    lambda payload: payload,
    lambda payload: f"{payload}\n{PROPOSAL}",
    lambda payload: PROPOSAL.replace("porta a casa", payload.replace("\n", "\\n").replace('"', '\\"')),
    lambda payload: PROPOSAL.replace("telefonata", payload),
    lambda payload: PROPOSAL.replace("networks/rete-cibo", f"networks/{payload}"),
    lambda payload: PROPOSAL.replace("Campo: descrizione_breve", f"Campo: {payload}"),
)
"""Where a payload may stand in an issue."""


_OBEYED: Final = re.compile(r"##\[|##vso\[|\x1b|^\s*section_(?:start|end):", re.IGNORECASE)


def signs_of_obedience(runner: Runner, said: str, *, own: bool = False) -> Iterator[str]:
    """Yield what shows that a payload was taken for a command; `own` where the script itself writes such commands."""
    for path in (runner.catalogue, Path(runner.env["RUNNER_TEMP"]).parent):
        yield from (f"ran: {found}" for found in path.rglob(f"{CANARY}*"))
    for line in said.splitlines():
        is_own = own and re.match(r"::(?:error|warning|notice) file=", line)
        if _OBEYED.search(line) or (line.lstrip().startswith("::") and not is_own):
            yield f"printed: {line!r}"


class Machine(Runner):
    """A runner that keeps all that scripts say, and can run what stands under `script` too."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        catalogue = overlaid(folder / "valdoria")
        repository(catalogue)
        git(folder, "clone", "--quiet", "--bare", str(catalogue), "server.git")
        git(catalogue, "remote", "add", "origin", str(folder / "server.git"))
        super().__init__(folder, catalogue)
        self.start = git(catalogue, "rev-parse", "HEAD").strip()

    def afresh(self) -> None:
        """Go back to the first commit, with nobody asked."""
        git(self.catalogue, "switch", "--quiet", "--discard-changes", "--force-create", "main", self.start)
        git(self.catalogue, "clean", "-fdqx")
        self.record.unlink(missing_ok=True)
        for left in Path(self.env["RUNNER_TEMP"]).iterdir():
            subprocess.run(["rm", "-rf", str(left)], check=True)

    def said(self, path: str, *names: str, **env: str) -> tuple[list[int], str]:
        """Run steps of a workflow by their names, whatever becomes of them; return how each ended, and all output."""
        jobs = yaml.safe_load(FILES[path])["jobs"]
        steps = [step for job in jobs.values() for step in job["steps"] if "run" in step]
        done = [self._step(step["run"], env) for name in names for step in steps if step["name"] == name]
        assert len(done) == len(names)
        return [each.returncode for each in done], "".join(each.stdout + each.stderr for each in done)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """Return a machine of a code host."""
    return Machine(tmp_path_factory.mktemp("macchina") / "stanza")


def accepted(machine: Machine, body: str) -> Iterator[str]:
    """Let a proposal be accepted, whatever its issue says, and yield what is wrong."""
    machine.afresh()
    names = ("Applica la proposta", "Controlla", "Proponi la modifica", "Se non riesce, dillo")
    env = {"TESTO": body.replace("\0", ""), "NUMERO": "12", "PRINCIPALE": "main", "CORSA": "https://x.example/1"}
    codes, said = machine.said(".github/workflows/proposta.yml", *names, **env)
    yield from signs_of_obedience(machine, said)
    if "Traceback" in said:
        yield said[-1500:]
    changed = git(machine.catalogue, "diff", "--name-only", machine.start, "HEAD").split()
    if outside := [name for name in changed if not name.startswith(("networks/", "organizations/"))]:
        yield f"changed: {outside}"
    if changed and codes[0]:
        yield f"{codes}: {changed} changed though nothing was applied"
    known = {"auth", "pr", "issue"}
    if asked := [call for call in machine.asked if call[0] not in known or any("touch" in part for part in call)]:
        yield f"asked: {asked}"


def test_an_issue_is_never_a_command(machine: Machine) -> None:
    """One payload in one place of a body; the audit puts every payload in half of the places."""
    assert list(accepted(machine, BODIES[1](PAYLOADS[13]))) == []


_STEPS: Final = ("Tutte le osservazioni", "Racconta che cosa cambia")


def compared(machine: Machine, number: int, payload: str, *slow: str) -> Iterator[str]:
    """Check a proposal whose files are called so and hold it, on GitHub and on GitLab, and yield what is wrong.

    `slow` names the steps that build a site.
    """
    machine.afresh()
    name = payload.replace("/", "∕").replace("\0", "")[:200]
    for place in (f"networks/{name}.yml", f"content/{name}.md", f"{name}"):
        (machine.catalogue / place).write_text(f"nome: x\n# {payload}\n{payload}\n", "utf-8")
    record = machine.catalogue / "networks" / "rete-cibo.yml"
    text = record.read_text("utf-8")
    said_so = json.dumps(payload.replace("\n", " "))
    record.write_text(f"{text}\nraccolta: {said_so}\n# {payload.replace(chr(10), ' ')}\n", "utf-8")
    commit(machine.catalogue, payload)
    github = ".github/workflows/controllo.yml"
    _, said = machine.said(github, "Controlla")
    yield from (f"{number} {sign}" for sign in signs_of_obedience(machine, said, own=True))
    _, said = machine.said(github, *_STEPS, *slow)
    yield from (f"{number} {sign}" for sign in signs_of_obedience(machine, said))
    if "Traceback" in said:
        yield said[-1500:]
    for line in yaml.safe_load(FILES[".gitlab-ci.yml"])["controllo"]["script"] if slow and number % 5 == 0 else ():
        done = machine._step(line, {"CI_MERGE_REQUEST_DIFF_BASE_SHA": machine.start})
        yield from (f"{number} {sign}" for sign in signs_of_obedience(machine, done.stdout + done.stderr))


@pytest.mark.before_release
def test_names_of_files_are_never_commands(machine: Machine) -> None:
    """Names with line breaks, quotes and commands, and records that hold them; the audit tries all, and builds too."""
    assert list(compared(machine, 25, PAYLOADS[25])) == []


BRANCHES: Final = (
    f"$(touch${{IFS}}{CANARY})",
    f"`touch${{IFS}}{CANARY}`",
    f";touch${{IFS}}{CANARY};",
    f"a';touch${{IFS}}{CANARY};'",
    f'a";touch${{IFS}}{CANARY};"',
    "-o=x",
    "--method=DELETE",
    "@/etc/passwd",
    "x&state=closed",
    "{owner}",
    "a|b&c<d>e",
    "::add-mask::a",
    "è-🧵",
)
"""Names that Git lets a branch have (git-check-ref-format)."""


def commented(machine: Machine, branch: str, report: str = "") -> Iterator[str]:
    """Write the note about a branch of that name, whose report says anything, and yield what is wrong."""
    machine.afresh()
    report = report or json.dumps({"changed": [{**CHANGED, "name": branch}], "records": 1})
    env = {"CORSA": "5", "CHI": "ospite", "RAMO": branch, "VERSIONE": "abc", "GH_REPORT": report}
    codes, said = machine.said(".github/workflows/commento.yml", "Prendi il confronto", "Scrivi la nota", **env)
    yield from signs_of_obedience(machine, said)
    heads = [part for call in machine.asked for part in call if part.startswith("head=")]
    if not codes[0] and heads != [f"head=ospite:{branch}"]:
        yield f"{codes}: asked for {heads}"
    written = [call for call in machine.asked if "POST" in call or "PATCH" in call]
    if any(call[-2:] != ["-F", f"body=@{machine.env['RUNNER_TEMP']}/nota.md"] for call in written):
        yield f"asked: {written}"
    note = machine.record.with_suffix(".body")
    # What a backslash stands before is only a letter; one that is escaped itself stands before nothing.
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", note.read_text("utf-8")).replace("`", "") if written else ""
    if re.search(r"<(?!!-- intreccio)|\]\(|@(?!\u200b)", bare):
        yield f"note: {note.read_text('utf-8')[:500]}"


def test_a_branch_is_one_argument(machine: Machine) -> None:
    """It reaches the host as it is written, in one piece; the audit tries every name."""
    assert list(commented(machine, BRANCHES[3])) == []


def forgejo(machine: Machine, branch: str) -> Iterator[str]:
    """Let Forgejo check a branch of that name that goes into one of that name, and yield what is wrong."""
    machine.afresh()
    git(machine.catalogue, "push", "--quiet", "--force", "origin", "HEAD:refs/pull/1/head")
    try:
        git(machine.catalogue, "push", "--quiet", "--force", "origin", f"HEAD:refs/heads/{branch}")
    except subprocess.CalledProcessError:
        return
    with TemporaryDirectory() as room:
        here, machine.catalogue = machine.catalogue, Path(room)
        try:
            server = str(Path(machine.env["RUNNER_TEMP"]).parent / "server.git")
            env = {"DA": server, "RAMO": "refs/pull/1/head", "PRINCIPALE": branch}
            codes, said = machine.said(".forgejo/workflows/controllo.yml", "Prendi le schede", "Controlla", **env)
            yield from signs_of_obedience(machine, said)
            if any(codes):
                yield f"{branch}: {codes}, {said[-800:]}"
        finally:
            machine.catalogue = here


def test_forgejo_takes_a_branch_for_a_branch(machine: Machine) -> None:
    """Whatever its name; the audit tries every one."""
    assert list(forgejo(machine, BRANCHES[0])) == []


def _reports() -> Iterator[str]:
    """Yield reports that another program might have left."""
    yield from ("", "[", "null", "[" * 30_000, '{"a":' * 10_000, "\ud7ff", "NaN", "1e999", '{"records": 1e999}')
    odd: tuple[Any, ...] = (-1, 10**30, 1.5, True, None, "1", [], {})
    yield from (json.dumps({"changed": [CHANGED], "records": value}) for value in odd)
    yield from (json.dumps({"changed": [{**CHANGED, "name": payload}], "records": 1}) for payload in PAYLOADS)
    yield from (json.dumps({"changed": [{**CHANGED, "file": payload}], "records": 1}) for payload in PAYLOADS[::4])
    yield json.dumps({"changed": [CHANGED] * 150, "records": 1, "verified": "dalla redazione"})


def whole_audit(folder: Path) -> Iterator[str]:
    """Yield what is wrong with every payload, in half of the places of an issue, in files, branches and reports."""
    machine = Machine(folder / "stanza")
    for number, payload in enumerate(PAYLOADS):
        for place in (number, number + 2, number + 3):
            yield from accepted(machine, BODIES[place % len(BODIES)](payload))
    for number, payload in enumerate(PAYLOADS):
        yield from compared(machine, number, payload, "Costruisci il sito")
    for branch in BRANCHES:
        yield from commented(machine, branch)
        yield from forgejo(machine, branch)
    for report in _reports():
        yield from commented(machine, "proposta", report)
