"""The commands `overlaps` and `similar`, in each format."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from generator.cli.overlaps import overlaps_command, similar_command
from generator.errors import CannotRun
from generator.matching.scoring import Kind

TOWN = Path(__file__).parents[2] / "examples" / "valdoria"

app = typer.Typer()
app.command("overlaps")(overlaps_command)
app.command("similar")(similar_command)


def run(*arguments: str) -> str:
    """Run a command on the example town and return what it prints."""
    result = CliRunner().invoke(app, [*arguments, "-C", str(TOWN), "--today", "2026-11-22"], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_overlaps_json() -> None:
    """JSON has exactly the public keys, three kinds, ordered ids, whole scores best first, and the decision."""
    pairs = json.loads(run("overlaps", "--format", "json"))["pairs"]

    assert {"a", "b", "kind", "score", "reasons", "evidence", "decision", "clash"} == {
        key for one in pairs for key in one
    }
    assert {"sovrapposizione", "sinergia"} <= {pair["kind"] for pair in pairs} <= {*Kind} - {Kind.CLASH}
    assert all(pair["a"] < pair["b"] for pair in pairs)
    assert sorted((pair["score"] for pair in pairs), reverse=True) == [pair["score"] for pair in pairs]
    assert {None, "coordinata"} == {pair["decision"] for pair in pairs}


def test_a_clash_keeps_its_day() -> None:
    """Two parties on one day are told as a synergy, with the day; any other pair has none."""
    pairs = json.loads(run("overlaps", "--format", "json"))["pairs"]

    assert {one["clash"]: one["kind"] for one in pairs if one["clash"]} == {
        "09-12": "sinergia",
        "2027-05-23": "sinergia",
    }


def test_bodies_that_may_be_one() -> None:
    """Two files about one body are told at the end, with what they share and what to write where they are two."""
    twins = json.loads(run("overlaps", "--format", "json"))["twins"]
    said = run("overlaps").splitlines()[-1]

    names = {"a": "guardaroba-del-sole", "b": "il-guardaroba-del-sole-valdoria"}
    assert [{**names, "shared": ["nome", "luogo", "sito", "telefono"]}] == twins
    assert "stesso nome, stesso luogo, stesso sito, stesso telefono" in said
    assert said.endswith("«diverso_da: [il-guardaroba-del-sole-valdoria]» in organizations/guardaroba-del-sole.yml.")


def test_overlaps_in_words() -> None:
    """People read the reasons and whom to contact, and that weighed pairs stay silent."""
    said = run("overlaps")

    assert "Sembra la stessa cosa" in said
    assert (
        "Si occupano della stessa cosa, nello stesso quartiere, per le stesse persone, in orari che si toccano" in said
    )
    assert "conviene parlarsi prima di tutto" in said
    assert "Chi contattare: La Lanterna APS, Oratorio San Luca." in said
    assert "merenda-dei-nonni" not in said
    assert "Un'altra è già stata valutata e tace.\n" in said


def test_overlaps_markdown() -> None:
    """Markdown is a list under a heading, in the language asked for."""
    said = run("overlaps", "--format", "markdown", "--lang", "en")

    assert said.startswith("## Similar activities\n\n- **It seems the same thing**: «Doposcuola La Lanterna»")


def test_similar() -> None:
    """The closest activity comes first, with reasons; at most ten."""
    found = json.loads(run("similar", "aiuto compiti dei bambini", "--territorio", "Ponte", "--format", "json"))[
        "matches"
    ]

    assert found[0]["activity"] == "la-lanterna/doposcuola-lanterna"
    assert {"activity", "score", "reasons"} == set(found[0])
    assert len(found) <= 10


def test_nothing_similar() -> None:
    """Where nothing is alike the command says so."""
    assert run("similar", "palombari") == "Non c'è niente di simile in questo catalogo.\n"


def test_unknown_code() -> None:
    """A code that does not exist is a user's mistake in one sentence."""
    with pytest.raises(CannotRun) as raised:
        run("similar", "compiti", "--tipo", "compitini")

    assert str(raised.value) == "«compitini» non è fra i codici di tipi_attivita."
