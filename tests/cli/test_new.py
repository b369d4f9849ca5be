"""`intreccio new`, with options and with questions."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.cli import app

RUN = CliRunner()
TODAY = ["--today", "2026-11-22"]
ENOUGH = [
    "--nome",
    "Rete Nuova Aria",
    "--tema",
    "anziani",
    "--territorio",
    "valdoria",
    "--fonte",
    "delibera 12 del 2026",
]


def test_written(valdoria: Path) -> None:
    """With enough options nobody is asked; the record checks without errors."""
    result = RUN.invoke(app, ["new", "network", *ENOUGH, "-C", str(valdoria), *TODAY])

    assert (result.exit_code, (valdoria / "networks" / "rete-nuova-aria.yml").is_file()) == (0, True)
    assert RUN.invoke(app, ["check", "-C", str(valdoria), *TODAY]).exit_code == 0


def test_editors_find_the_schema(valdoria: Path) -> None:
    """The line that editors understand stands first where the catalogue has that schema, and only there."""
    RUN.invoke(app, ["new", "network", *ENOUGH, "-C", str(valdoria), *TODAY])
    (valdoria / ".vscode").mkdir()
    (valdoria / ".vscode" / "rete.schema.json").write_text("{}", "utf-8")
    RUN.invoke(app, ["new", "network", "--nome", "Rete Altra Aria", *ENOUGH[2:], "-C", str(valdoria), *TODAY])

    first, second = (
        (valdoria / "networks" / f"rete-{name}-aria.yml")
        .read_text("utf-8")
        .startswith("# yaml-language-server: $schema=")
        for name in ("nuova", "altra")
    )
    assert (first, second) == (False, True)


def test_missing_options(valdoria: Path) -> None:
    """Where nobody can answer, the missing options are named and nothing is written."""
    before = sorted(valdoria.rglob("*"))

    result = RUN.invoke(app, ["new", "network", "--nome", "Rete Nuova Aria", "-C", str(valdoria), *TODAY])

    assert result.exit_code == 1
    assert "--fonte, --tema, --territorio" in result.output
    assert sorted(valdoria.rglob("*")) == before


def test_a_name_in_another_alphabet_is_a_name(valdoria: Path) -> None:
    """Who writes in other letters hears what is missing, not that the name is."""
    result = RUN.invoke(app, ["new", "network", *ENOUGH[2:], "--nome", "日本語", "-C", str(valdoria), *TODAY])

    assert result.exit_code == 1
    assert "alfabeto latino" in result.output
    assert "--nome" not in result.output
    both = ["--nome", "Sakura (さくら)"]
    assert RUN.invoke(app, ["new", "network", *ENOUGH[2:], *both, "-C", str(valdoria), *TODAY]).exit_code == 0
    assert "Sakura (さくら)" in (valdoria / "networks" / "sakura.yml").read_text("utf-8")


def test_taken(valdoria: Path) -> None:
    """An id that exists is refused, and the record that has it stays as it was."""
    record = valdoria / "networks" / "rete-cibo.yml"
    before = record.read_bytes()

    result = RUN.invoke(app, ["new", "network", *ENOUGH[2:], "--nome", "Rete Cibo", "-C", str(valdoria), *TODAY])

    assert (result.exit_code, record.read_bytes()) == (1, before)
    assert "Esiste già qualcosa di simile" in result.output


def test_unknown_code(valdoria: Path) -> None:
    """A theme that does not exist is named, with the one that was probably meant."""
    wrong = ["anzani" if one == "anziani" else one for one in ENOUGH]

    result = RUN.invoke(app, ["new", "network", *wrong, "-C", str(valdoria), *TODAY])

    assert (result.exit_code, "Forse volevi «anziani»" in result.output) == (1, True)


def test_personal_data_is_not_written(valdoria: Path) -> None:
    """What could never be published is refused before it touches the disk."""
    told = ["--descrizione", "Scrivi a RSSMRA80A01H501U"]

    result = RUN.invoke(app, ["new", "network", *ENOUGH, *told, "-C", str(valdoria), *TODAY])

    assert result.exit_code == 1
    assert "RSSMRA80A01H501U" not in result.output
    assert not (valdoria / "networks" / "rete-nuova-aria.yml").exists()


@pytest.mark.parametrize(
    ("option", "said", "warning"),
    [("--fonte", "mario.rossi@gmail.com", "W304"), ("--descrizione", "Chiamare 333 1234567", "W305")],
)
def test_warnings_are_told(valdoria: Path, option: str, said: str, warning: str) -> None:
    """What looks like a person's is told before the record is written, and never quoted."""
    result = RUN.invoke(app, ["new", "network", *ENOUGH, option, said, "-C", str(valdoria), *TODAY])

    assert (result.exit_code, warning in result.stderr, said in result.output) == (0, True, False)


def test_bare_address_as_source(valdoria: Path) -> None:
    """An address without https:// is an address, not the title of a document."""
    RUN.invoke(app, ["new", "network", *ENOUGH, "--fonte", "www.lalente.example", "-C", str(valdoria), *TODAY])

    assert 'url: "https://www.lalente.example"' in (valdoria / "networks" / "rete-nuova-aria.yml").read_text("utf-8")


def test_undecodable_name(valdoria: Path) -> None:
    """A name in another encoding is written with a question mark, and is no traceback."""
    result = RUN.invoke(app, ["new", "network", "--nome", "Rete \udce8 Aria", *ENOUGH[2:], "-C", str(valdoria), *TODAY])

    assert 'nome: "Rete ? Aria"' in (valdoria / "networks" / "rete-aria.yml").read_text("utf-8"), result.output


def test_where_codes_are_listed(valdoria: Path) -> None:
    """Only a file that the catalogue has is named; the packaged words are on a page of the site."""
    wrong = ["new", "network", *ENOUGH, "--tema", "boh", "-C", str(valdoria), *TODAY]
    packaged = RUN.invoke(app, wrong).output
    (valdoria / "vocabularies" / "temi.yml").write_text("termini: []\n", "utf-8")

    assert ("vocabularies" in packaged, "/progetto/schede/" in packaged) == (False, True)
    assert "vocabularies/temi.yml" in RUN.invoke(app, wrong).output


def _answered(
    valdoria: Path, *answers: str, options: tuple[str, ...] = ("network",)
) -> "subprocess.CompletedProcess[str]":
    """Run the command at a terminal where somebody writes these lines, and then leaves."""
    screen, keyboard = os.openpty()
    os.write(screen, "".join(f"{answer}\n" for answer in answers).encode())
    os.write(screen, b"\x04")
    command = [sys.executable, "-m", "generator", "new", *options, "-C", str(valdoria), *TODAY]
    return subprocess.run(command, stdin=keyboard, capture_output=True, text=True, check=False, timeout=60)


def test_questions(valdoria: Path) -> None:
    """On a terminal it asks, one thing at a time, and proposes what it can guess."""
    done = _answered(valdoria, "Rete Anziani in Festa", "", "anziani", "valdoria", "avviso del Comune")

    assert (done.returncode, "Fatto: networks/rete-anziani-in-festa.yml" in done.stdout) == (0, True)
    assert "temi: [anziani]" in (valdoria / "networks" / "rete-anziani-in-festa.yml").read_text("utf-8")
    assert "?:" not in done.stderr


def test_yes_in_italian(valdoria: Path) -> None:
    """Somebody says yes as people do; another word is asked again in the same language."""
    done = _answered(valdoria, "Reti cibo", "boh", "sì", "", "anziani", "valdoria", "avviso del Comune")

    assert (done.returncode, "Rispondi s oppure n." in done.stderr, "[s/N]" in done.stderr) == (0, True, True)


@pytest.mark.parametrize(("lang", "said", "left"), [("it", "no", "Va bene"), ("en", "", "All right")])
def test_no(valdoria: Path, lang: str, said: str, left: str) -> None:
    """A no, or nothing at all, writes nothing."""
    done = _answered(valdoria, "Reti cibo", said, options=("network", "--lang", lang))

    assert (done.returncode, left in done.stderr, (valdoria / "networks" / "reti-cibo.yml").exists()) == (
        1,
        True,
        False,
    )


def test_wrong_answers_are_asked_again(valdoria: Path) -> None:
    """A wrong answer, or none where one is needed, costs that question only."""
    done = _answered(
        valdoria, "Rete Cibo", "Rete Anziani in Festa", "Scrivi a RSSMRA80A01H501U", "Una festa", "boh", "anzani",
        "anziani", "", "valdoria", "", "avviso del Comune",
        options=("network",),
    )  # fmt: skip

    assert (done.returncode, "Fatto: networks/rete-anziani-in-festa.yml" in done.stdout) == (0, True)
    assert "«anzani» non la conosco. Forse volevi «anziani»? Scrivi di nuovo." in done.stderr
    assert "RSSMRA80A01H501U" not in done.stderr
