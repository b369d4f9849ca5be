"""The same organisation under two spellings, and those that only look like it."""

from pathlib import Path

import pytest

from generator.checking import check
from generator.checking.same_bodies import same_bodies
from generator.reading.folder import read_folder
from tests.conftest import TODAY


def twins(root: Path, one: str, other: str, places: tuple[str, str] = ("valdoria", "valdoria")) -> bool:
    """Tell whether two organisations of these names, in these places, are taken for one."""
    for number, (name, place) in enumerate(zip((one, other), places, strict=True)):
        record = f'nome: "{name}"\ntipo: da_precisare\nterritori: [{place}]\nfonti: [{{titolo: Elenco}}]\n'
        (root / "organizations" / f"prova-{number}.yml").write_text(record, "utf-8")
    found = same_bodies(check(read_folder(root), TODAY).catalogue)
    return ("prova-0", "prova-1") in [(twin.a, twin.b) for twin in found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sol.Co", "Solco"),
        ("A.N.F.F.A.S.", "ANFFAS"),
        ("Cooperativa Ruah", "Impresa sociale Ruah"),
        ("Aiuto Donna – Uscire dalla violenza ODV", "Aiutodonna-Uscire dalla violenza"),
        ("Aiuto Donna – Uscire dalla violenza ODV", "Aiuto Donna"),
        ("Croce Rossa Italiana - Comitato di Valdoria", "Croce rossa italiana comitato di Valdoria città"),
        ("Opera Bonomelli", "Fondazione Opera Bonomelli"),
        ("Propolis", "Associazione Propolis"),
    ],
)
def test_spellings_of_one_body(valdoria: Path, one: str, other: str) -> None:
    """Legal words, dots, spaces and a second part of the name do not make another body."""
    assert twins(valdoria, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Centro tutte le età del Ponte", "Centro tutte le età della Stazione"),
        ("Casa delle Donne", "Casa delle Culture"),
        ("Auser", "Acli"),
    ],
)
def test_bodies_that_only_look_alike(valdoria: Path, one: str, other: str) -> None:
    """Names that hold two places, or share a common word only, are of two bodies."""
    assert not twins(valdoria, one, other)


def test_one_name_in_two_places_is_two_bodies(valdoria: Path) -> None:
    """Every quarter has its Caracol."""
    assert not twins(valdoria, "Caracol", "Caracol", ("valdoria-ponte", "valdoria-stazione"))
