"""What is due, and on which day."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.catalogue.deadlines import Deadline, deadlines, next_measure
from generator.catalogue.freshness import Ages
from generator.checking import check
from generator.reading.folder import read_folder
from generator.records.common import Indicator
from tests.conftest import TODAY

NETWORK = """\
nome: Rete di prova
temi: [prossimita]
territori: [valdoria-ponte]
stato: {status}
atti:
  - {{istituto: protocollo_intesa, titolo: Protocollo, scadenza: 2027-02-28}}
  - {{istituto: bando, titolo: Bando orti, scadenza: 2026-12-05}}
  - {{istituto: convenzione, titolo: Vecchia, scadenza: 2024-11-21}}
  - {{istituto: accordo_rete, titolo: Rinnovato, scadenza: 2024-12-31}}
  - {{istituto: accordo_rete, titolo: Nuovo, scadenza: 2027-12-31}}
  - {{istituto: bando, titolo: Bando vecchio, scadenza: 2025-11-21}}
organi: [{{tipo: assemblea, prossimo_incontro: 2026-12-10}}]
ruoli: [{{nome: coordinamento, dal: 2024, al: 2026}}]
bisogni:
  - {{risorsa: volontari, scade_il: 2026-12-20}}
  - {{risorsa: volontari, scade_il: 2026-12-21}}
indicatori:
  - {{nome: aderenti, valori: [{{periodo: 2025, valore: 7}}]}}
  - {{nome: ore, valori: [{{periodo: estate, valore: 7}}]}}
fonti: [{{url: "https://a.example", letta_il: 2024-02-29}}]
"""


def found_in(folder: Path, status: str = "attiva") -> list[Deadline]:
    """Return the deadlines of a network that has one of each."""
    (folder / "networks" / "prova.yml").write_text(NETWORK.format(status=status), "utf-8")
    catalogue = check(read_folder(folder), TODAY).catalogue
    return [deadline for deadline in deadlines(catalogue, Ages()) if deadline.entry.id == "prova"]


def test_everything_that_ends_is_found_by_day(valdoria: Path) -> None:
    """What ended over a year ago is history, what nobody renewed or confirmed is not; each has a mark of its own."""
    found = found_in(valdoria)
    assert [(str(deadline.on), deadline.kind, deadline.what) for deadline in found] == [
        ("2024-11-21", "accordo", "Vecchia"),
        ("2025-02-28", "conferma", ""),
        ("2026-12-05", "bando", "Bando orti"),
        ("2026-12-10", "incontro", "assemblea"),
        ("2026-12-20", "richiesta", "volontari"),
        ("2026-12-21", "richiesta", "volontari"),
        ("2026-12-31", "mandato", "coordinamento"),
        ("2026-12-31", "misura", "aderenti"),
        ("2027-02-28", "accordo", "Protocollo"),
        ("2027-12-31", "accordo", "Nuovo"),
    ]
    assert len({(deadline.kind, deadline.mark) for deadline in found}) == len(found)


def test_nothing_is_due_in_a_network_that_is_over(valdoria: Path) -> None:
    """Nobody would renew it."""
    assert found_in(valdoria, "conclusa") == []


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2025, 3, 31), date(2025, 3, 10), date(2025, 1, 28)])
def test_a_confirmation_is_due_on_the_last_day_on_which_none_is_asked_for(day: date) -> None:
    """What pages say of the age of a record and what is due never disagree."""
    ages = Ages()
    due = ages.due(day)
    assert not ages.is_late(day, due)
    assert ages.is_late(day, due + timedelta(days=1))


def test_only_what_is_measured_by_year_is_due_again() -> None:
    """Of any other period nobody knows when the next one ends."""
    for period, due in (("2025", date(2026, 12, 31)), ("anno 2024", date(2025, 12, 31)), ("2025/26", None)):
        indicator = Indicator.model_validate({"nome": "ore", "valori": [{"periodo": period, "valore": "1"}]})
        assert next_measure(indicator) == due


@pytest.mark.parametrize("period", ["2024", "2025/26"])
def test_the_day_that_a_record_gives_comes_before_what_is_worked_out(period: str) -> None:
    """The page of the network shows that day: two pages never disagree about when a measure is due."""
    said = {"nome": "ore", "valori": [{"periodo": period, "valore": "1"}], "prossima_misura": "2027-01-31"}
    assert next_measure(Indicator.model_validate(said)) == date(2027, 1, 31)


@pytest.mark.parametrize(
    ("kind", "due"), [("bandi_contributi", "bando"), ("aiuto_economico", "bando"), ("socialita", "attivita")]
)
def test_what_is_applied_for_until_a_day_is_a_call(valdoria: Path, kind: str, due: str) -> None:
    """A feast merely ends."""
    record = "nome: Nuova\ntipo: odv\nterritori: [valdoria-ponte]\nfonti: [{titolo: a, letta_il: 2026-10-01}]\n"
    activity = f"attivita: [{{nome: Uno, tipo: [{kind}], quando: {{al: 2026-12-05}}}}]\n"
    (valdoria / "organizations" / "nuova.yml").write_text(record + activity, "utf-8")
    catalogue = check(read_folder(valdoria), TODAY).catalogue
    found = [deadline.kind for deadline in deadlines(catalogue, Ages()) if deadline.what == "Uno"]
    assert found == [due]
