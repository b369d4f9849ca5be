"""«Chi lo fa già?»: the page where somebody who plans an activity learns who does it, and the file it asks."""

from collections.abc import Iterator
from typing import Final

from generator import addresses
from generator.site.model import ChipGroup, Site, sorting_key
from generator.site.page import Page
from generator.site.parts.contacts import office_contact_point

ADDRESS: Final = addresses.page("who_does")
_MOST_CHIPS: Final = 12
_PARTS_OF_TOWN: Final = frozenset({"quartiere", "municipio", "via"})

Options = list[tuple[str, str]]
"""Code and label of each choice."""


def who_does_page(site: Site) -> Iterator[Page]:
    """Ask what somebody would like to do; without JavaScript, ways in by kind, place and people."""
    yield Page(
        kind="chi-lo-fa-gia",
        address=ADDRESS,
        title=site.texts("who_does.title"),
        template="pages/who_does/page.html",
        context={
            "places": list(places_by_town(site)),
            "people": _people(site),
            "ways": list(_ways_in(site)),
            "office": office_contact_point(site.settings["ufficio"]),
            "site_name": str(site.config["site_name"]),
        },
        description=site.texts("who_does.description"),
        tab="together",
    )


def places_by_town(site: Site) -> Iterator[tuple[str, Options]]:
    """Yield the places that can be asked about, by town, the catalogue's own first; then wider areas.

    Where something is done in a town all its quarters can be asked about: of one that has nothing one wants to know.
    """
    busy = {code for code, held in site.holdings("territorio").items() if held.activities}
    lively = {town for code in busy if (town := _town_of(site, code))}
    towns: dict[str, list[str]] = {}
    for term in site.catalogue.vocabularies["territori"]:
        if term.code in busy or _town_of(site, term.code) in lively:
            towns.setdefault(_town_of(site, term.code), []).append(term.code)
    wide = towns.pop("", [])
    alone = [town for town, codes in towns.items() if codes == [town]]
    label = site.words.label
    for town in sorted(towns.keys() - set(alone), key=lambda one: _order(site, one)):
        inside = [code for code in towns[town] if code != town]
        whole = site.texts("who_does.whole_town", town=label("territori", town))
        yield label("territori", town), [(town, whole), *_options(site, "territori", inside)]
    for key, codes in (("who_does.other_towns", alone), ("level.sovracomunale", wide)):
        if codes:
            yield site.texts(key), _options(site, "territori", codes)


def _town_of(site: Site, code: str) -> str:
    """The town of a place, itself for a town; nothing for what is larger."""
    places = site.catalogue.vocabularies["territori"]
    above = (code, *places.ancestors(code)) if places.terms[code].level in _PARTS_OF_TOWN else (code,)
    return next((one for one in above if places.terms[one].level == "comune"), "")


def _order(site: Site, town: str) -> tuple[bool, str]:
    return not site.is_at_home((town,)), sorting_key(site.words.label("territori", town))


def _options(site: Site, scheme: str, codes: list[str]) -> Options:
    found = [(code, site.words.label(scheme, code)) for code in codes]
    return sorted(found, key=lambda one: sorting_key(one[1]))


def _people(site: Site) -> Options:
    held = site.holdings("destinatari").items()
    return [(code, site.words.label("destinatari", code)) for code, those in held if those.activities]


def _ways_in(site: Site) -> Iterator[ChipGroup]:
    for kind in ("tipo", "territorio", "destinatari"):
        chips = site.busiest(kind)
        near = site.nearest(chips) if kind == "territorio" else chips
        if near:
            yield ChipGroup(kind, site.texts(f"list.{kind}"), near[:_MOST_CHIPS])
