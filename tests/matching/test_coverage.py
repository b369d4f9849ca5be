"""Coverage by words and by public: nobody is missed where somebody writes to come."""

from datetime import date
from pathlib import Path

import pytest

from generator.checking import check
from generator.matching.coverage import HERE, NOTHING, REACHED, Coverage, coverage
from generator.reading.folder import read_folder

TODAY = date(2026, 11, 22)
TOWN = Path(__file__).parents[2] / "examples" / "valdoria"
HOME = "valdoria-ponte"
RECORD = """\
nome: Tavola d'argento
tipo: odv
territori: [valdoria-ponte]
temi: [giustizia]
destinatari: [tutti]
fonti: [{titolo: Sito}]
attivita:
  - nome: Prova
    tipo: [carcere_giustizia]
    temi: [giustizia]
    destinatari: [detenuti]
    descrizione: "WORDS"
"""


def covered(folder: Path, words: str, scheme: str = "temi") -> Coverage:
    """Return the coverage of the example town alone with one body that says this."""
    for path in (*(folder / "organizations").glob("*.yml"), *(folder / "networks").glob("*.yml")):
        path.unlink()
    (folder / "organizations" / "prova.yml").write_text(RECORD.replace("WORDS", words), "utf-8")
    return coverage(check(read_folder(folder), TODAY).catalogue, scheme)


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Il venerdì siamo anche alla Stazione.", REACHED),
        ("Andiamo in ogni quartiere.", REACHED),
        ("Per chi sta in tutta Valdoria.", REACHED),
        ("Un treno fermo in una stazione.", NOTHING),
        ("Si parla di giustizia.", NOTHING),
    ],
)
def test_words_reach_and_never_count(valdoria: Path, words: str, state: str) -> None:
    """A quarter that words name is reached: it counts nothing there, and is no gap."""
    found = covered(valdoria, words)
    assert found.state("giustizia", "valdoria-stazione") == state
    assert found.state("giustizia", HOME) == HERE
    assert ("giustizia", "valdoria-stazione") not in found.counts


def test_publics_hold_each_other() -> None:
    """What is for a public serves those that it holds and those that hold it; what is for everybody serves none."""
    found = coverage(check(read_folder(TOWN), TODAY).catalogue, "destinatari")
    assert "tutti" not in found.themes
    children = {place for public, place in found.within if public == "bambini"}
    assert children
    assert children <= {place for public, place in found.within if public == "minorenni"}
