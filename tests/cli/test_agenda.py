"""`intreccio agenda` and `intreccio deadlines`: the sheet for a meeting, and what ends when."""

from datetime import date
from pathlib import Path

from icalendar import Calendar
from typer.testing import CliRunner, Result

from generator.cli import app
from generator.errors import CannotRun
from generator.locale import load
from tests.catalogue.test_since import commit, written
from tests.conftest import EXAMPLE


def run(root: Path, *command: str) -> Result:
    """Run a command on a catalogue, on a day that never changes."""
    return CliRunner().invoke(app, [*command, "-C", str(root), "--today", "2026-11-22"])


def test_the_sheet_is_markdown_to_print_or_to_share(tmp_path: Path) -> None:
    """To standard output, or the same bytes to a file."""
    result = run(EXAMPLE, "agenda", "rete-vicini-di-casa")
    assert result.exit_code == 0, result.output
    sheet = tmp_path / "foglio.md"
    assert run(EXAMPLE, "agenda", "rete-vicini-di-casa", "--to", str(sheet)).output == ""
    assert sheet.read_text("utf-8") == result.output
    assert "Prossimo incontro (Tavolo della rete): 10 dicembre 2026" in result.output
    assert "15 dicembre 2026, fra 23 giorni: Ultimo giorno per fare domanda: Contributo bollette" in result.output
    assert "[ ] sono cose diverse [ ] si coordinano [ ] conviene unirle" in result.output
    assert "## Che cosa manca nella scheda" in result.output
    assert (
        "## Dall'ultimo incontro\n\nIl catalogo non sa che cosa è cambiato"
        in run(EXAMPLE, "agenda", "rete-cibo").output
    )
    assert "--since" in result.output


def test_a_day_that_is_given_counts_instead_of_the_last_meeting(valdoria: Path) -> None:
    """What changed is read out of git."""
    written(valdoria, "{ente: uno}", "2026-11-05", uno="", due="")
    commit(valdoria, "2026-10-01")
    written(valdoria, "{ente: uno}, {ente: due}", "2026-12-10")
    commit(valdoria, "2026-11-01")
    quiet = "Dall'ultimo incontro (5 novembre 2026)\n\nNel catalogo non è cambiato niente."
    assert quiet in run(valdoria, "agenda", "prova").output
    assert "- sono entrati: Due" in run(valdoria, "agenda", "prova", "--since", "2026-10-15").output


def test_a_network_that_is_not_there_is_a_sentence() -> None:
    """With the names that are near."""
    error = run(EXAMPLE, "agenda", "rete-vicini-casa").exception
    assert isinstance(error, CannotRun)
    assert "rete-vicini-di-casa" in error.say(load("messages", "it"))


def test_deadlines_are_for_who_keeps_them_off_the_site_too(tmp_path: Path) -> None:
    """A list, a table and a calendar with the confirmations in it."""
    listed = run(EXAMPLE, "deadlines").output.splitlines()
    table, calendar = tmp_path / "a.csv", tmp_path / "a.ics"
    assert run(EXAMPLE, "deadlines", "--csv", str(table), "--ics", str(calendar)).exit_code == 0
    days = [line[:10] for line in listed]
    assert days == sorted(days)
    assert len(table.read_text("utf-8-sig").splitlines()) == len(listed) + 1
    events = Calendar.from_ical(calendar.read_bytes()).walk("VEVENT")
    assert sorted(event.decoded("DTSTART") for event in events) == [date.fromisoformat(day) for day in days]
    assert "2026-12-10  Incontro: Tavolo della rete (Rete Vicini di Casa), fra 18 giorni" in listed
