"""Twins, matches, meetings and coverage in the example town: the README's rows come out, its traps do not."""

import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.catalogue.entries import Entry
from generator.checking import check
from generator.checking.same_bodies import same_bodies
from generator.matching.coverage import HERE, NOTHING, REACHED, coverage
from generator.matching.networks import meetings
from generator.matching.offers import resource_matches
from generator.reading.folder import read_folder

TOWN = Path(__file__).parents[2] / "examples" / "valdoria"


@cache
def town() -> Catalogue:
    """Read the town once."""
    return check(read_folder(TOWN), date(2026, 11, 22)).catalogue


def test_same_body_twice() -> None:
    """Two files about one body come out, and nothing else; a false friend that is declared stays silent."""
    found = [(one.a, one.b, one.shared) for one in same_bodies(town())]

    expected = [("guardaroba-del-sole", "il-guardaroba-del-sole-valdoria", ("nome", "luogo", "sito", "telefono"))]
    assert expected == found


def matched() -> set[tuple[str, str]]:
    """Return the ids of the needs and offers that meet."""
    return {(one.need.id, one.offer.id) for one in resource_matches(town())}


@pytest.mark.parametrize(
    "pair",
    [
        ("rete-vicini-di-casa/sala", "centro-anziani-mulini/salone-la-sera"),
        ("guardaroba-del-sole/furgone-mercoledi", "rete-vicini-di-casa/furgone"),
        ("istituto-comprensivo-fornaci/mediatrice-arabo", "mondomamme/traduzioni"),
    ],
    ids=" ".join,
)
def test_planted_match(pair: tuple[str, str]) -> None:
    """What one looks for and another offers nearby comes out."""
    assert pair in matched()


def test_who_answers_for_the_other_is_no_find(tmp_path: Path) -> None:
    """Neither who is named for an answer nor who leads the network that is named: the notice would lead to itself."""
    folder = shutil.copytree(TOWN, tmp_path / "town", ignore=shutil.ignore_patterns(".intreccio", "site"))
    need = "bisogni: [{id: arabo, risorsa: mediazione_linguistica, descrizione: Chi traduca dall'arabo}]\n"
    for name in ("parole-in-cortile", "casa-dei-popoli"):
        file = folder / "organizations" / f"{name}.yml"
        file.write_text(f"{file.read_text('utf-8')}\n{need}", "utf-8")
    found = {
        one.need.id
        for one in resource_matches(check(read_folder(folder), date(2026, 11, 22)).catalogue)
        if one.offer.id == "mondomamme/traduzioni"
    }
    assert found == {"istituto-comprensivo-fornaci/mediatrice-arabo", "casa-dei-popoli/arabo"}


def test_useless_offer() -> None:
    """An offer on the other side of the town is no answer."""
    assert ("rete-vicini-di-casa/sala", "istituto-comprensivo-fornaci/palestra") not in matched()


def test_expired_need() -> None:
    """A request that has expired is not matched."""
    assert "rete-cibo/frigorifero" not in {need for need, _ in matched()}


@pytest.mark.parametrize(
    "pair", [("rete-alta-valle", "rete-memoria"), ("patto-educativo-fornaci", "rete-porte-aperte")], ids=" ".join
)
def test_planted_meeting(pair: tuple[str, str]) -> None:
    """Networks with much in common and no tie should meet."""
    assert pair in {(one.a, one.b) for one in meetings(town())}


def test_tied_networks_have_met() -> None:
    """Networks that a relation, a nesting or a succession ties are not introduced to each other."""
    found = {(one.a, one.b) for one in meetings(town())}
    tied = {
        tuple(sorted((network.id, other.id)))
        for network in town().networks.values()
        for _, other, _ in town().related.get(network.id, ())
        if isinstance(other, Entry)
    }

    assert found.isdisjoint(tied)


def test_coverage_asks_who_serves_a_place() -> None:
    """The three states are those of `Geography.reach`; a gap is only where nothing reaches."""
    catalogue = town()
    found = coverage(catalogue)
    states = set()
    for place in found.territories:
        for theme in found.themes:
            reached = [
                step
                for activity in catalogue.current_activities
                if theme in activity.themes
                and (step := catalogue.geography.reach(place, activity.territories)) is not None
            ]
            expected = NOTHING if not reached else HERE if min(reached) == 0 else REACHED
            assert found.state(theme, place) == expected, (theme, place)
            states.add(expected)
    assert states == {HERE, REACHED, NOTHING}
    assert {found.state(theme, place) for theme, place in found.gaps} == {NOTHING}


def test_coverage() -> None:
    """A gap is a theme that a quarter lacks, nothing wider provides, and two of its sisters have."""
    found = coverage(town())

    assert found.gaps
    assert not {gap for gap in found.gaps if gap in found.counts}
    assert all((theme, "valdoria") not in found.counts for theme, place in found.gaps if place.startswith("valdoria-"))
