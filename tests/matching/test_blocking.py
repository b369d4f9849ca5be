"""Looking place by place loses nothing: what is found is what comparing everything with everything would find."""

from datetime import date
from functools import cache
from itertools import combinations, permutations
from pathlib import Path

import pytest

from generator.catalogue import AnyEntry, Catalogue, Geography, NetworkEntry
from generator.checking import check
from generator.matching import Matching
from generator.matching.networks import going_on, tied_networks
from generator.matching.offers import NEAR
from generator.matching.resources import asked, meets
from generator.reading.folder import read_folder

ROOT = Path(__file__).parents[2]
FOLDERS = [pytest.param(ROOT, id="shipped"), pytest.param(ROOT / "examples" / "valdoria", id="valdoria")]


@cache
def matching(folder: Path) -> Matching:
    """Weave a catalogue once."""
    return Matching(check(read_folder(folder), date(2026, 11, 22)).catalogue)


def have_enough_in_common(a: NetworkEntry, b: NetworkEntry, geography: Geography) -> bool:
    """Tell whether two networks share a theme, meet in a place, and share two things in all."""
    themes, people = set(a.record.themes) & set(b.record.themes), set(a.record.audiences) & set(b.record.audiences)
    quarter = any(geography.towns_around(code) for code in set(a.territories) & set(b.territories))
    meet = geography.serves(a.territories, b.territories)
    return bool(themes) and meet and len(themes) + len(people) + quarter >= 2


def all_meetings(catalogue: Catalogue) -> set[tuple[str, str]]:
    """Compare every network with every other."""
    tied = tied_networks(catalogue)
    current = [one for one in catalogue.networks.values() if one.id in going_on(catalogue)]
    pairs = combinations(sorted(current, key=lambda one: one.id), 2)
    return {(a.id, b.id) for a, b in pairs if have_enough_in_common(a, b, catalogue.geography)} - tied


@pytest.mark.parametrize("folder", FOLDERS)
def test_meetings(folder: Path) -> None:
    """Every pair of networks that should meet is found."""
    assert all_meetings(matching(folder).catalogue) == {(one.a, one.b) for one in matching(folder).meetings}


@pytest.mark.parametrize("folder", FOLDERS)
def test_matches(folder: Path) -> None:
    """Every valid need meets every valid offer of what it looks for that is near enough, rooms nearer than the rest."""
    catalogue = matching(folder).catalogue
    homes: list[AnyEntry] = [*catalogue.networks.values(), *catalogue.organizations.values()]
    expected = {
        (seeker.id, need.id, giver.id, offer.id)
        for seeker, giver in permutations(homes, 2)
        for need in seeker.record.needs
        for offer in giver.record.offers
        if catalogue.geography.nearest(seeker.territories, giver.territories)
        in (NEAR if asked(need).is_carried else NEAR[:-1])
        if asked(need).family == asked(offer).family
        and meets(asked(need), asked(offer), same_resource=need.resource == offer.resource)
        and all(one.expires is None or one.expires >= catalogue.today for one in (need, offer))
    }
    found = matching(folder).matches
    assert {(one.need.home.id, one.need.record.id, one.offer.home.id, one.offer.record.id) for one in found} == expected


@pytest.mark.parametrize("folder", FOLDERS)
def test_neighbours_see_each_other(folder: Path) -> None:
    """If a network is near another, that one is near it, for the same reasons; those that are tied are not."""
    found = {(a, one.network): one for a, those in matching(folder).neighbours.items() for one in those}
    reasons = {pair: (one.meeting, one.likenesses, one.members) for pair, one in found.items()}
    assert reasons
    assert {pair: reasons[pair[::-1]] for pair in reasons} == reasons
    assert tied_networks(matching(folder).catalogue).isdisjoint(reasons)
    assert {(one.a, one.b) for one in matching(folder).meetings} <= reasons.keys()


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_place_counts_what_lies_in_it_once(folder: Path) -> None:
    """Coverage of a place with all that it holds is what the catalogue says of that place."""
    told, catalogue = matching(folder).coverage, matching(folder).catalogue
    expected = {place: len(those) for place, those in catalogue.in_territory(catalogue.current_activities).items()}
    assert expected == told.totals
    assert all(told.within[pair] >= count for pair, count in told.counts.items())
