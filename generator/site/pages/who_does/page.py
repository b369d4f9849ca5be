"""`/chi-lo-fa-gia/`, «Chi lo fa già?»: where somebody who plans an activity learns who does it already.

The browser weighs what is written against the index of `data.py`; nothing that is written leaves the page.
"""

from collections.abc import Iterator
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry
from generator.matching.query import Query, similar
from generator.matching.words import stems_of
from generator.site.model import ChipGroup, Site, sorting_key
from generator.site.page import Page
from generator.site.pages.together.ways import crumb_of
from generator.site.parts.contacts import office_contact_point

ADDRESS: Final = addresses.page("who_does")
_MOST_PLACES: Final = 12
_FEW_CHIPS: Final = 5
"""So many of each stand at once; the others unfold."""

_EXAMPLES: Final = 3

Options = list[tuple[str, str]]
"""Code and label of each choice."""


def who_does_page(site: Site) -> Iterator[Page]:
    """Ask what somebody would like to do; without JavaScript, ways in by theme, place and people."""
    audiences, label = site.holdings("destinatari").items(), site.words.label
    ways = {kind: site.busiest(kind) for kind in ("tema", "territorio", "destinatari")}
    ways["territorio"] = site.nearest(ways["territorio"])
    yield Page(
        kind="who_does",
        address=ADDRESS,
        title=site.texts("who_does.title"),
        template="pages/who_does/page.html",
        context={
            "places": list(places_by_town(site)),
            "people": [(code, label("destinatari", code)) for code, held in audiences if held.activities],
            "ways": [
                ChipGroup(kind, site.texts(f"list.{kind}"), chips[:_MOST_PLACES] if kind == "territorio" else chips)
                for kind, chips in ways.items()
                if chips
            ],
            "few": _FEW_CHIPS,
            "examples": _EXAMPLES,
            "sample": _sample(site),
            "office": office_contact_point(site.settings["ufficio"]),
            "site_name": str(site.config["site_name"]),
        },
        description=site.texts("who_does.description"),
        tab="together",
        crumbs=(crumb_of(site),),
    )


def _sample(site: Site) -> tuple[str, ActivityEntry] | None:
    """The first example that is answered by what is of the very kind it names, with what is nearest."""
    corpus = site.matching.corpus
    for number in range(1, _EXAMPLES + 1):
        text = site.texts(f"who_does.example_{number}")
        asked = sorted(corpus.words.asked_for(stems_of(text)))
        kinds = tuple(concept.removeprefix("tipo:") for concept in asked if concept.startswith("tipo:"))
        nearest = similar(Query(text, kinds), corpus) if kinds else ()
        found = [site.catalogue.activities[one.activity] for one in nearest if one.levels.get("tipo") == "same"]
        if found:
            return text, found[0]
    return None


def places_by_town(site: Site) -> Iterator[tuple[str, Options]]:
    """Yield the places that can be asked about, by town, the catalogue's own first; then wider areas.

    Where something is done in a town all its quarters can be asked about: who plans wants to know of empty ones too.
    """
    busy = {code for code, held in site.holdings("territorio").items() if held.activities}
    town_of = site.catalogue.geography.town
    lively = {town for code in busy if (town := town_of(code))}
    towns: dict[str, list[str]] = {}
    for term in site.catalogue.vocabularies["territori"]:
        if term.code in busy or town_of(term.code) in lively:
            towns.setdefault(town_of(term.code), []).append(term.code)
    wide = towns.pop("", [])
    alone = [town for town, codes in towns.items() if codes == [town]]
    label = site.words.label
    for town in sorted(
        towns.keys() - set(alone),
        key=lambda town: (not site.is_at_home((town,)), sorting_key(label("territori", town))),
    ):
        inside = [code for code in towns[town] if code != town]
        whole = site.texts("who_does.whole_town", town=label("territori", town))
        yield label("territori", town), [(town, whole), *_options(site, "territori", inside)]
    for key, codes in (("who_does.other_towns", alone), ("level.sovracomunale", wide)):
        if codes:
            yield site.texts(key), _options(site, "territori", codes)


def _options(site: Site, scheme: str, codes: list[str]) -> Options:
    """These terms in the order of the alphabet."""
    options = [(code, site.words.label(scheme, code)) for code in codes]
    return sorted(options, key=lambda option: sorting_key(option[1]))
