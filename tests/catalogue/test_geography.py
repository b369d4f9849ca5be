"""Questions about places, on a small country."""

from itertools import permutations

import pytest

from generator.catalogue import Geography, Vocabulary
from generator.catalogue.geography import NEARNESS
from generator.records.vocabulary import Scheme, Term

_TERMS = (
    {"codice": "regione", "livello": "regione"},
    {"codice": "provincia", "livello": "provincia", "padre": "regione"},
    {"codice": "valle", "livello": "sovracomunale", "padre": "provincia"},
    {"codice": "ponte", "livello": "comune", "padre": "valle"},
    {"codice": "est", "livello": "municipio", "padre": "ponte"},
    {"codice": "fornaci", "livello": "quartiere", "padre": "est", "confina_con": ["mulini"]},
    {"codice": "stazione", "livello": "quartiere", "padre": "est"},
    {"codice": "mulini", "livello": "quartiere", "padre": "ponte"},
    {"codice": "via-lunga", "livello": "via", "padre": "fornaci"},
    {"codice": "riva", "livello": "comune", "padre": "valle", "confina_con": ["ponte"]},
    {"codice": "cascine", "padre": "riva"},
    {"codice": "borgo", "livello": "frazione", "padre": "riva"},
    {"codice": "lontano", "livello": "comune"},
)


@pytest.fixture(scope="module")
def geography() -> Geography:
    """Return two towns of a valley, one with quarters, and a third that lies elsewhere."""
    terms = [Term.model_validate(term) for term in _TERMS]
    return Geography(Vocabulary(Scheme.model_validate({"id": "territori"}), {term.code: term for term in terms}))


@pytest.mark.parametrize(
    ("place", "town", "around", "or_itself"),
    [
        ("via-lunga", "ponte", "ponte", "ponte"),
        ("ponte", "ponte", "", "ponte"),
        ("valle", "", "", "valle"),
        ("cascine", "", "", "riva"),
        ("borgo", "riva", "riva", "riva"),
        ("provincia", "", "", "provincia"),
        ("altrove", "", "", "altrove"),
        ("", "", "", ""),
    ],
)
def test_the_town_of_a_place(geography: Geography, place: str, town: str, around: str, or_itself: str) -> None:
    """A part of a town has one around it; of a place without a level only the way up is known."""
    assert geography.town(place) == town
    assert geography.town_around(place) == around
    assert geography.towns_around(place) == ({around} if around else set())
    assert geography.town_or_itself(place) == or_itself


@pytest.mark.parametrize(
    ("place", "other", "nearness"),
    [
        ("fornaci", "fornaci", "same"),
        ("via-lunga", "valle", "contains"),
        ("fornaci", "mulini", "neighbours"),
        ("stazione", "mulini", "siblings"),
        ("ponte", "riva", "bordering"),
        ("fornaci", "riva", "elsewhere"),
        ("altrove", "ponte", "elsewhere"),
    ],
)
def test_how_near_two_places_are(geography: Geography, place: str, other: str, nearness: str) -> None:
    """Nearness is the same from either side."""
    assert geography.nearness(place, other) == geography.nearness(other, place) == nearness
    assert geography.serves([place], [other]) is (nearness in {"same", "contains"})


def test_the_nearest_two_count(geography: Geography) -> None:
    """Of two groups of places the nearest pair says how near they are; of an empty one nothing is known."""
    assert geography.nearest(["lontano", "stazione"], ["riva", "mulini"]) == "siblings"
    assert geography.nearest([], ["riva"]) == ""


def test_what_meets_is_looked_up_as_if_all_were_compared(geography: Geography) -> None:
    """Looking along wholes, towns and borders misses nothing."""
    codes = [*(term["codice"] for term in _TERMS), "altrove"]
    expected = {code: {code} for code in map(str, codes)}
    for place, other in permutations(map(str, codes), 2):
        if geography.nearness(place, other) != NEARNESS[-1]:
            expected[place].add(other)
    assert {code: set(met) for code, met in geography.meeting(expected).items()} == expected


def test_what_lies_where(geography: Geography) -> None:
    """A town has quarters at any depth, no streets; sisters lie directly in the same place."""
    assert geography.quarters("ponte") == ("est", "fornaci", "stazione", "mulini")
    assert geography.inside("ponte") == ("est", "mulini")
    assert geography.sisters("fornaci") == {"fornaci", "stazione"}
    assert geography.wholes("fornaci") == ("est", "ponte", "valle", "provincia", "regione")
    assert geography.lies_in("fornaci", "valle")
    assert not geography.lies_in("valle", "fornaci")
    assert geography.towns == ("ponte", "riva", "lontano")
    assert geography.towns_and_parts(["fornaci", "cascine"]) == {"fornaci", "est", "ponte", "riva"}


@pytest.mark.parametrize(
    ("places", "size"),
    [(["valle", "ponte"], "comune"), (["ponte", "via-lunga"], "quartiere"), (["cascine"], "area"), ([], "area")],
)
def test_the_smallest_place_says_the_size(geography: Geography, places: list[str], size: str) -> None:
    """A place without a level counts as an area."""
    assert geography.size(places) == size


def test_a_place_is_served_by_what_is_in_it_and_by_what_covers_it(geography: Geography) -> None:
    """The quarter first, then its town, then what is wider; what has no place serves nowhere."""
    assert [geography.reach("fornaci", [code]) for code in ("fornaci", "via-lunga", "est", "ponte", "regione")] == [
        *(0, 0, 1, 2, 5),
    ]
    assert geography.reach("ponte", ["mulini"]) == 0
    assert geography.reach("fornaci", ["mulini", "valle"]) == 3
    assert geography.reach("fornaci", ["mulini"]) is None
    assert geography.reach("fornaci", []) is None
    assert geography.reach("altrove", ["altrove"]) == 0
