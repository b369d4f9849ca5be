"""Where hundreds of records are nearly equal, work and pages grow with their number, never with its square."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Final

import pytest

from generator.catalogue import Catalogue
from generator.catalogue.crowds import MOST_COMPARED, MOST_OF_ONE, Shelves, best_of_each
from generator.checking import check
from generator.checking.same_bodies import same_bodies
from generator.matching import Matching
from generator.matching.candidates import candidates
from generator.reading.folder import Sources, read_text
from tests.conftest import TODAY

_PLACES: Final = "id: territori\ntermini: [{codice: paese, it: Paese, livello: comune}]\n"
_RECORD: Final = """nome: Circolo Amici del Bosco
temi: [anziani, salute]
territori: [paese]
fonti: [{titolo: Carta}]
bisogni: [{risorsa: spazi, descrizione: Una sala la sera}]
offerte: [{risorsa: spazi, descrizione: Una sala grande}]
attivita:
  - id: una
    nome: Compiti e merenda
    tipo: [doposcuola]
    territori: [paese]
    destinatari: [bambini]
    descrizione: Compiti e merenda dopo scuola, con volontari.
"""
_SIZES: Final = (150, 300)


def crowd(size: int) -> Catalogue:
    """Return a catalogue of so many networks, and as many bodies, that say the same of themselves."""
    files = [read_text(_PLACES, "territori", "vocabularies/territori.yml", "vocabolario")]
    for number in range(size):
        files.append(read_text(_RECORD, f"rete-{number}", f"networks/rete-{number}.yml", "rete"))
        body = f"tipo: odv\n{_RECORD}"
        files.append(read_text(body, f"ente-{number}", f"organizations/ente-{number}.yml", "ente"))
    checked = check(Sources(Path(), tuple(files)), TODAY)
    assert not checked.has_errors, [finding for finding in checked.findings if finding.code.startswith("E")][:2]
    return checked.catalogue


GROUPS: Final[dict[str, Callable[[Matching], Iterable[object]]]] = {
    "candidates": lambda found: [other for _, others in candidates(found.corpus) for other in others],
    "likenesses": lambda found: found.likenesses,
    "shown": lambda found: found.shown_likenesses,
    "meetings": lambda found: found.meetings,
    "matches": lambda found: found.matches,
    "twins": lambda found: same_bodies(found.catalogue),
    "neighbours": lambda found: [near for several in found.neighbours.values() for near in several],
}


@pytest.fixture(scope="module")
def crowds() -> tuple[Matching, ...]:
    """Return what is found among so many, and among twice as many."""
    return tuple(Matching(crowd(size)) for size in _SIZES)


@pytest.mark.parametrize("group", GROUPS)
def test_twice_as_many_are_twice_the_work(group: str, crowds: tuple[Matching, ...]) -> None:
    """Pairs of all with all would be four times as many."""
    few, many = (len(list(GROUPS[group](found))) for found in crowds)

    assert 0 < many < few * 2.6


def test_what_is_left_out_is_counted(crowds: tuple[Matching, ...]) -> None:
    """The groups of pages say how many more were found; a town where little is alike leaves nothing out."""
    assert all(crowds[0].left_out.values())
    assert set(Matching(crowd(3)).left_out.values()) == {0}


def test_nothing_is_lost_where_there_is_no_crowd() -> None:
    """Up to a full shelf, each is compared with all the others."""
    shelves = Shelves[str]({str(number): number for number in range(MOST_COMPARED)})
    for number in range(MOST_COMPARED):
        shelves.put("x", str(number))

    assert {len(shelves.beside("x", str(number))) for number in range(MOST_COMPARED)} == {MOST_COMPARED}


def test_on_a_crowded_shelf_neighbours_are_compared() -> None:
    """The nearest in the order, on both sides, as many at the ends as in the middle; also of who stands elsewhere."""
    order = {f"{number}": number * 2 for number in range(500)} | {"other": 401}
    shelves = Shelves[str](order)
    for number in reversed(range(500)):
        shelves.put("x", f"{number}")

    assert list(shelves.beside("x", "0")) == [f"{number}" for number in range(MOST_COMPARED)]
    assert list(shelves.beside("x", "499")) == [f"{number}" for number in range(500 - MOST_COMPARED, 500)]
    assert {"200", "201"} < set(shelves.beside("x", "other"))
    assert len(shelves.beside("x", "other")) == MOST_COMPARED


def test_the_best_of_each_are_kept() -> None:
    """A pair that is among the best of either side stays: who resembles few is never silenced by who resembles many."""
    pairs = [("hub", f"{number:03}") for number in range(200)]
    kept = best_of_each(pairs, lambda pair: pair)
    assert kept == tuple(pairs)

    everybody = list(combinations([f"{number:03}" for number in range(100)], 2))
    counted = Counter(end for pair in best_of_each(everybody, lambda pair: pair) for end in pair)
    assert min(counted.values()) >= MOST_OF_ONE
    assert sum(counted.values()) <= 2 * 100 * MOST_OF_ONE
