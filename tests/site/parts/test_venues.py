"""Where something is: the house and the street, never of what is protected, the page's own place first."""

from dataclasses import replace

import pytest

from generator.records.common import Place
from generator.site.model import Site
from generator.site.parts.venues import house_line, where_line
from tests.conftest import EXAMPLE
from tests.site.conftest import site_in


@pytest.fixture(scope="module")
def town() -> Site:
    """Return the example town."""
    return site_in(EXAMPLE)


@pytest.mark.parametrize(
    ("activity", "here", "expected"),
    [
        (
            "parrocchia-santa-marta/tavola-di-santa-marta",
            "valdoria-centro",
            "via delle Campane 8",
        ),
        ("parrocchia-santa-marta/tavola-di-santa-marta", "", "via delle Campane 8, Centro"),
        (
            "sistema-bibliotecario-del-lento/storie-in-valigia-pieve",
            "pieve-al-lento",
            "Sala del Mulino, via del Mulino Vecchio 2",
        ),
        # Public by its own word, though it protects who goes there; a shelter never.
        (
            "melagrana/ascolto-e-accompagnamento",
            "pieve-al-lento",
            "Stanza Melagrana alla Casa della comunità, viale della Stazione 60, Stazione, Valdoria",
        ),
        # What an envelope needs is on its own page.
        ("auser-ponte/quattro-passi", "", "Sede, via del Ponte 8, Ponte"),
        ("melagrana/ospitalita-in-emergenza", "", ""),
        ("melagrana/ospitalita-in-emergenza", "valdoria", ""),
    ],
)
def test_where_something_is(town: Site, activity: str, here: str, expected: str) -> None:
    """A street is said once; the quarter where the page does not say it; the town on pages of another; a name once."""
    assert where_line(town, town.catalogue.activities[activity], here) == expected


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        ("pieve-al-lento", "Sala del Mulino, via del Mulino Vecchio 2; anche: Centro, Valdoria"),
        ("valdoria-centro", "Biblioteca della Torre, piazza della Torre 8; anche: Pieve al Lento"),
        ("", ""),
    ],
)
def test_what_is_in_two_places(town: Site, here: str, expected: str) -> None:
    """On the page of each of them its own house comes first, then that there is another."""
    of_library = "sistema-bibliotecario-del-lento/storie-in-valigia"
    parts = [town.catalogue.activities[name] for name in (of_library, f"{of_library}-pieve")]
    places = [
        place.model_copy(update={"territory": part.territories[0]})
        for part in parts
        for place in part.record.places
        if isinstance(place, Place)
    ]
    both = replace(
        parts[0],
        record=parts[0].record.model_copy(update={"places": tuple(places)}),
        territories=("valdoria-centro", "pieve-al-lento"),
    )
    assert where_line(town, both, here) == expected


def test_no_street_of_what_protects(town: Site) -> None:
    """What protects people names a house only where its record says that it is public."""
    protected = [one for one in town.activities if {"antiviolenza", "accoglienza_residenziale"} & set(one.kinds)]
    named = {one.id for one in protected if where_line(town, one)}
    assert named <= {"melagrana/ascolto-e-accompagnamento"}
    assert len(protected) > 1


@pytest.mark.parametrize(
    ("activity", "expected"),
    [
        ("parrocchia-santa-marta/tavola-di-santa-marta", "Via delle Campane 8, Centro"),
        ("sistema-bibliotecario-del-lento/storie-in-valigia-pieve", "Sala del Mulino, Pieve al Lento"),
        ("melagrana/ospitalita-in-emergenza", "Ambito del Lento"),
        ("auser-ponte/quattro-passi", "Via del Ponte 8, Ponte"),  # «Sede» alone does not say whose
    ],
)
def test_a_row_has_the_house_or_the_street_beside_the_quarter(town: Site, activity: str, expected: str) -> None:
    """Never of what is protected."""
    assert house_line(town, town.catalogue.activities[activity]) == expected
