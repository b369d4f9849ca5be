"""Letters to who can confirm a record: ready to send, never sent; the list remembers who answered."""

import csv
import io
import shutil
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.catalogue.freshness import Ages
from generator.checking import check
from generator.cli import app
from generator.contributing.records.letters import Letter, letters
from generator.locale import load
from generator.reading.folder import read_folder

TOWN = Path(__file__).parents[3] / "examples" / "valdoria"


@pytest.fixture(scope="module")
def due() -> dict[str, Letter]:
    """Return the letters of the example town, by record."""
    catalogue = check(read_folder(TOWN), date(2026, 11, 28)).catalogue
    written = letters(catalogue, Ages(), "https://valdoria.example/reti/", load("messages"))
    return {letter.entry.id: letter for letter in written}


def rows(folder: Path) -> dict[str, dict[str, str]]:
    """Return the list of a folder, by record."""
    text = (folder / "elenco.csv").read_text("utf-8").removeprefix("\ufeff")
    return {row["scheda"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}


def write(catalogue: Path, folder: Path, today: str) -> None:
    """Run the command."""
    command = ["renewals", "-C", str(catalogue), "--lettere", str(folder), "--today", today]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    assert "Non è partito niente" in result.output


def test_three_letters_at_ten_eleven_and_twelve_months(due: dict[str, Letter]) -> None:
    """Each a little more pressing; what is fresh is left in peace."""
    assert {(min(letter.months, 12), letter.number) for letter in due.values()} <= {(10, 1), (11, 2), (12, 3)}
    assert {letter.number for letter in due.values()} == {1, 2, 3}
    assert "auser-ponte" not in due


def test_a_letter_says_what_the_record_says(due: dict[str, Letter]) -> None:
    """Name, place, contacts, networks, activities; one link to confirm, one to correct; when, and by whom."""
    letter = due["associazione-l-approdo"]

    assert "È stata confermata l'ultima volta il 27 gennaio 2026." in letter.text
    assert "  Attività: La falegnameria (dal lunedì al venerdì, 9–15)" in letter.text
    assert "\nhttps://valdoria.example/reti/partecipa/#scheda=associazione-l-approdo&conferma\n" in letter.text
    assert "\nhttps://valdoria.example/reti/enti/associazione-l-approdo/\n" in letter.text
    never = [letter for letter in due.values() if letter.entry.verification is None]
    assert never
    assert all("Nessuno l'ha ancora confermata" in letter.text for letter in never)


def test_letters_open_in_a_mail_program_and_the_list_remembers(tmp_path: Path) -> None:
    """What somebody noted stays; a record confirmed meanwhile says so; a letter already written keeps its day."""
    catalogue, folder = tmp_path / "valdoria", tmp_path / "lettere"
    shutil.copytree(TOWN, catalogue)
    write(catalogue, folder, "2026-11-22")
    first = rows(folder)
    mail = next(iter(sorted(folder.glob("*.eml"))))
    message = message_from_bytes(mail.read_bytes(), policy=policy.default)
    record = mail.stem.rsplit("-", 1)[0]
    assert message["To"] == first[record]["scritto_a"]
    assert message["X-Unsent"] == "1"
    assert "conferma" in message["Subject"] or "giusta" in message["Subject"]
    assert f"#scheda={record}&conferma" in message.get_content()

    listed = folder / "elenco.csv"
    text = listed.read_text("utf-8")
    listed.write_text(text.replace("2026-11-22;\n", "2026-11-22;ha detto sì al telefono\n", 1), "utf-8")
    noted = next(record for record, row in rows(folder).items() if row["risposta"])
    confirmed = next(record for record in first if record != noted)
    file = next(catalogue.glob(f"*/{confirmed}.yml"))
    lines = [line for line in file.read_text("utf-8").split("\n") if not line.startswith("verifica:")]
    file.write_text("\n".join([*lines, "verifica: {data: 2026-11-25, da: Segreteria}", ""]), "utf-8")
    write(catalogue, folder, "2026-11-28")

    again = rows(folder)
    assert again[noted]["risposta"] == "ha detto sì al telefono"
    assert again[noted]["scritto_il"] == "2026-11-22"
    assert again[confirmed]["risposta"] == "confermata il 2026-11-25"
    assert set(first) <= set(again)


def test_without_an_address_there_is_no_link_to_send(tmp_path: Path) -> None:
    """It is said in one sentence."""
    catalogue = tmp_path / "valdoria"
    shutil.copytree(TOWN, catalogue)
    settings = catalogue / "mkdocs.yml"
    kept = [line for line in settings.read_text("utf-8").split("\n") if not line.startswith("site_url")]
    settings.write_text("\n".join(kept), "utf-8")

    result = CliRunner().invoke(app, ["renewals", "-C", str(catalogue), "--lettere", str(tmp_path / "lettere")])

    assert result.exit_code != 0
    assert "site_url" in str(result.exception)
