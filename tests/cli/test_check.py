"""`intreccio check`, as scripts and people call it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.cli import app
from generator.errors import CannotRun

RUN = CliRunner()
TODAY = ["--today", "2026-11-22"]


def _break(root: Path) -> None:
    (root / "networks" / "rete-rotta.yml").write_text(
        "nome: Rete\ntemi: [educazzione]\nterritori: [valdoria]\n", "utf-8"
    )


def _warn(root: Path) -> None:
    path = root / "networks" / "rete-cibo.yml"
    path.write_text(path.read_text("utf-8").replace("2026-09-28", "28/09/2026"), "utf-8")


def test_options_may_stand_before_the_command(valdoria: Path) -> None:
    """What every command takes may be given first: the same result."""
    ahead = RUN.invoke(app, ["-C", str(valdoria), "--lang=en", *TODAY, "check"])
    behind = RUN.invoke(app, ["check", "-C", str(valdoria), "--lang", "en", *TODAY])

    assert (ahead.exit_code, ahead.output) == (0, behind.output)


def test_clean(valdoria: Path) -> None:
    """Nothing wrong: one line, exit status 0."""
    result = RUN.invoke(app, ["check", "-C", str(valdoria), *TODAY])

    assert (result.exit_code, result.output.count("\n")) == (0, 1)


def test_errors(valdoria: Path) -> None:
    """Errors: exit status 1."""
    _break(valdoria)

    assert RUN.invoke(app, ["check", "-C", str(valdoria), *TODAY]).exit_code == 1


def test_no_catalogue(tmp_path: Path) -> None:
    """A folder that is no catalogue: the command cannot run."""
    assert RUN.invoke(app, ["check", "-C", str(tmp_path), *TODAY]).exception is not None


def test_strict(valdoria: Path) -> None:
    """Warnings publish; with --strict they do not."""
    _warn(valdoria)
    command = ["check", "-C", str(valdoria), *TODAY]

    assert [RUN.invoke(app, command).exit_code, RUN.invoke(app, [*command, "--strict"]).exit_code] == [0, 1]


def test_paths(valdoria: Path) -> None:
    """Only what is about the paths given is reported, and decides the exit status."""
    _break(valdoria)
    command = ["check", "-C", str(valdoria), *TODAY]

    assert RUN.invoke(app, [*command, "networks/rete-cibo.yml"]).exit_code == 0
    assert RUN.invoke(app, [*command, "networks"]).exit_code == 1
    assert RUN.invoke(app, [*command, str(valdoria / "networks" / "rete-rotta.yml")]).exit_code == 1


def test_json(valdoria: Path) -> None:
    """The object that scripts rely on; broken records are counted too."""
    _break(valdoria)
    (valdoria / "networks" / "illeggibile.yml").write_text("nome: [\n", "utf-8")

    report = json.loads(RUN.invoke(app, ["check", "-C", str(valdoria), "--format", "json", *TODAY]).output)

    assert report["records"] == {"networks": 5, "organizations": 4, "activities": 3, "practices": 1}
    assert {one["code"] for one in report["diagnostics"]} == {"E009", "E103", "E403"}


@pytest.mark.parametrize(
    ("form", "start"), [("github", "::error file=networks/"), ("gitlab", "[\n"), ("markdown", "**`networks/")]
)
def test_formats(valdoria: Path, form: str, start: str) -> None:
    """Code hosts get their own format."""
    _break(valdoria)

    assert RUN.invoke(app, ["check", "-C", str(valdoria), "--format", form, *TODAY]).output.startswith(start)


def test_english(valdoria: Path) -> None:
    """The same in English."""
    result = RUN.invoke(app, ["check", "-C", str(valdoria), "--lang", "en", *TODAY])

    assert (
        result.output == "3 networks, 4 organisations, 3 activities, 1 good practice: 0 errors, 0 warnings, 0 hints.\n"
    )


def test_repeated_hints_are_folded(valdoria: Path) -> None:
    """A hint that many records share is shown three times; --all shows every one."""
    for number in range(6):
        text = f'nome: Rete {number}\ntemi: [anziani]\nterritori: [valdoria]\nfonti: [{{url: "https://a.example"}}]\n'
        (valdoria / "networks" / f"rete-{number}.yml").write_text(text, "utf-8")
    command = ["check", "-C", str(valdoria), *TODAY]

    folded, whole = RUN.invoke(app, command).output, RUN.invoke(app, [*command, "--all"]).output

    assert (folded.count("[H601]"), whole.count("[H601]")) == (3, 6)
    assert "altre 3 schede" in folded


def test_a_mistyped_path_is_refused(valdoria: Path) -> None:
    """Nothing to report about a file that is not there would look like nothing wrong."""
    with pytest.raises(CannotRun, match=r"networks/nope\.yml"):
        RUN.invoke(app, ["check", "networks/nope.yml", "-C", str(valdoria)], catch_exceptions=False)
