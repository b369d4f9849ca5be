"""Mistakes in calling a command: one sentence in the language asked for, never the library's English."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from generator.cli import app, main
from generator.cli.usage import EXPLAINING, Misused, say_in
from generator.locale import load

ENGLISH = re.compile(r"Usage|Error|Missing|Invalid|Try |No such|Options|Arguments|Commands|required|default:|Show this")
ITALIAN = re.compile(r"\b(Uso|Opzioni|Comandi|Argomenti|il|la|le|di|che|non|del|una|sito|catalogo)\b")


def _run(*command: str, answers: bytes | None = None) -> "subprocess.CompletedProcess[str]":
    keyboard = subprocess.DEVNULL
    if answers is not None:
        screen, keyboard = os.openpty()
        os.write(screen, answers)
    whole = [sys.executable, "-m", "generator", *command]
    return subprocess.run(whole, stdin=keyboard, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["new"], "Manca «kind». Si può scrivere: network, organization."),
        (["new", "pippo"], "«kind» non va bene. Si può scrivere: network, organization."),
        (["new", "network", "--boh"], "L'opzione «--boh» non c'è."),
        (["new", "network", "--nome"], "«--nome» non si scrive così"),
        (["init"], "Manca «DIR». La cartella del nuovo catalogo"),
        (["serve", "--port", "x"], "«--port» non va bene. Serve un numero intero."),
        (["rename", "a", "b", "c"], "C'è qualcosa di troppo: c."),
        (["bild"], "Forse volevi «build»?"),
        (["apply", "manca.txt"], "Non riesco a leggere manca.txt: non c'è."),
        (["theme", "frieze"], "Forse volevi «freeze»?"),
        (["bild", "--lang", "en"], "Perhaps you meant “build”?"),
        (["new", "--lang", "en"], "“kind” is missing. You can write: network, organization."),
    ],
)
def test_mistakes(
    command: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong is said, and where to read how it is done; the exit status is 2."""
    monkeypatch.setattr(sys, "argv", ["intreccio", *command])
    with pytest.raises(SystemExit) as left:
        main()

    told = capsys.readouterr().err
    assert (left.value.code, said in told, ENGLISH.search(told)) == (2, True, None), told


@pytest.mark.parametrize(
    "command", [[], ["--help"], ["new", "--help"], ["-C", "."], ["theme"], ["theme", "freeze", "--help"]]
)
def test_help(command: list[str]) -> None:
    """The help is in Italian throughout, asked for or shown for want of a command."""
    shown = CliRunner().invoke(app, command).stdout

    assert ("Uso:" in shown, "Opzioni" in shown, ENGLISH.search(shown)) == (True, True, None), shown


def test_misused_without_standing_alone() -> None:
    """Whoever runs the program from Python learns of a mistake by an exception that can say it."""
    assert isinstance(CliRunner().invoke(app, ["new", "pippo"]).exception, Misused)


def test_leaving_a_question(valdoria: Path) -> None:
    """Whoever leaves at a question is told so in one word, and nothing is written."""
    before = sorted(valdoria.rglob("*"))

    done = _run("new", "network", "-C", str(valdoria), answers=b"\x04")

    assert (done.returncode, "Interrotto." in done.stderr, "Aborted" in done.stderr) == (1, True, False)
    assert sorted(valdoria.rglob("*")) == before


def test_forbidden_folder(tmp_path: Path) -> None:
    """A place that cannot be written is a sentence."""
    (tmp_path / "file").write_text("", "utf-8")

    done = _run("init", str(tmp_path / "file" / "nuovo"))

    assert (done.returncode, "Traceback" in done.stderr, "non è una cartella" in done.stderr) == (2, False, True)


@pytest.mark.parametrize(
    ("encoding", "command"),
    [("cp1252", ["new", "--help"]), ("ascii", ["bild"]), ("cp1252", ["init", "{town}/nuova →"])],
)
def test_a_terminal_of_few_letters(valdoria: Path, encoding: str, command: list[str]) -> None:
    """A letter that the terminal does not have is no accident: it is written in digits."""
    whole = [sys.executable, "-m", "generator", *(word.format(town=valdoria) for word in command)]
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}

    done = subprocess.run(whole, env=env, capture_output=True, check=False, timeout=60)

    assert b"Traceback" not in done.stderr + done.stdout
    assert done.stdout + done.stderr


@pytest.mark.parametrize(
    ("command", "asked"),
    [
        (["--help", "--lang", "en"], ""),
        (["--lang", "en", "--help"], ""),
        (["build", "--help"], "en"),
        (["theme"], "en"),
    ],
)
def test_help_in_english(command: list[str], asked: str) -> None:
    """The help is in English throughout where that is asked for, and in Italian again for the next who asks."""
    shown = CliRunner().invoke(app, command, env={"INTRECCIO_LANG": asked}).stdout

    assert ("Usage:" in shown, "Options" in shown, ITALIAN.search(shown)) == (True, True, None), shown
    assert "Uso:" in CliRunner().invoke(app, ["--help"]).stdout


def test_every_explanation_has_its_english() -> None:
    """Each sentence of the help is in `help.en.json`, and none is left there that no command says."""

    def parts(command: Any) -> Iterator[Any]:
        yield command
        yield from command.params
        for below in getattr(command, "commands", {}).values():
            yield from parts(below)

    whole = typer.main.get_command(app)
    say_in(whole, "it")
    said = [getattr(part, name, None) for part in parts(whole) for name in EXPLAINING]
    italian = dict.fromkeys(text for text in said if isinstance(text, str))
    words = load("help", "en")
    same = {"DIR", "FILE", "FILE...", "[FILE]", "[ascolto|hsds] FILE"}
    assert (set(italian) - set(words.keys()), set(words.keys()) - set(italian)) == (same, set())
    assert [text for text in italian if text not in same and words.entry(text) == text] == []
