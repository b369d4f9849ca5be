"""A search for a place finds what serves it, and counts it once."""

from typing import TYPE_CHECKING

from generator.site.search.metadata import COVERS, facets_of, serving_counts
from tests.conftest import EXAMPLE
from tests.site.conftest import site_in

if TYPE_CHECKING:
    from generator.catalogue.entries import AnyRecord


def test_the_facet_of_places_asks_who_serves_a_place() -> None:
    """What a search for a place finds, and how many it says, is what `Geography.reach` tells of every record."""
    site = site_in(EXAMPLE)
    geography = site.catalogue.geography
    entries: list[AnyRecord] = [
        *site.activities,
        *site.current_networks,
        *site.current_organizations,
        *site.practices,
        *site.stories,
    ]
    counts = serving_counts(site)
    for place in site.catalogue.vocabularies["territori"].terms:
        wanted = {place, *(f"{COVERS}{whole}" for whole in geography.wholes(place))}
        found = {
            entry
            for entry in entries
            if wanted & {value for facet, value in facets_of(entry, site.catalogue) if facet == "luogo"}
        }
        assert found == {entry for entry in entries if geography.reach(place, entry.territories) is not None}
        assert counts[place] == len(found), place
