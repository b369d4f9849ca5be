"""«Chi lo fa già?»: the page where somebody who plans an activity learns who does it, and the file it asks."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry
from generator.locale import load
from generator.matching.index import as_json, index, sayings
from generator.site.model import ChipGroup, Site, sorting_key
from generator.site.pages.page import Page
from generator.site.telling.contacts import Door, door_of, office_door
from generator.site.telling.facts import schedule_lines
from generator.site.telling.networks_there import networks_there
from generator.site.telling.spoken_places import spoken_places
from generator.site.telling.words import dialled, host, is_web, web_address

ADDRESS: Final = "chi-lo-fa-gia/"
FILE: Final = "dati/modulo/simili.json"
_MOST_CHIPS: Final = 12
_PARTS_OF_TOWN: Final = frozenset({"quartiere", "municipio", "via"})
_MAIL: Final = frozenset({"email", "pec"})

Options = list[tuple[str, str]]
"""Code and label of each choice."""


def who_does_page(site: Site) -> Iterator[Page]:
    """Ask what somebody would like to do; without JavaScript, ways in by kind, place and people."""
    yield Page(
        kind="chi-lo-fa-gia",
        address=ADDRESS,
        title=site.texts("who_does.title"),
        template="chi-lo-fa-gia.html",
        context={
            "places": list(places_by_town(site)),
            "people": _people(site),
            "ways": list(_ways_in(site)),
            "office": office_door(site.settings["ufficio"]),
            "site_name": str(site.config["site_name"]),
        },
        description=site.texts("who_does.description"),
        tab="together",
    )


def who_does_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The index of likeness with what each result shows: one file, fetched when somebody begins to write."""
    yield FILE, as_json(index(site.matching.corpus) | _shown(site)).encode()


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


def _shown(site: Site) -> dict[str, Any]:
    """What results show, by the number of each activity.

    `section`; `sayings` (see `matching.index`); `bodies` ([name, address]) with `operators`; `labels` (facet → code →
    words); `when`; `hues` (1 to 6, 0 for none); `states` (number → what to know first); `doors` with `door` (-1 for
    none): `whose` they are, `ways` ([href, text, note]), `mail` that can be written to, `office` when it is the
    office's; `spoken` (see `spoken_places`); `networks` (see `networks_there`); `above` (people → wider people).
    """
    activities = list(site.matching.corpus.entries.values())
    operators = list(dict.fromkeys(one.operator for one in activities))
    doors, door = _doors(site, activities)
    places = [code for _, options in places_by_town(site) for code, _ in options]
    return {
        "section": addresses.section("attivita"),
        "sayings": sayings(load("messages", site.texts.lang)),
        "bodies": [(one.name, addresses.record(one)) for one in operators],
        "operators": _numbers(operators, [one.operator for one in activities]),
        "labels": _labels(site, activities),
        "when": [next(iter(schedule_lines(one.record.schedule, site.words)), "") for one in activities],
        "hues": [int(site.words.thread(one.themes)[-1:] or 0) for one in activities],
        "states": {at: said for at, one in enumerate(activities) if (said := _state(site, one))},
        "doors": doors,
        "door": door,
        "above": _above(site),
        "spoken": spoken_places(site, places),
        "networks": networks_there(site, places),
    }


def _above(site: Site) -> dict[str, tuple[str, ...]]:
    people = site.catalogue.vocabularies["destinatari"]
    return {code: above for code in people.terms if (above := people.ancestors(code))}


def _numbers(known: list[Any], used: list[Any]) -> list[int]:
    numbers = {one: at for at, one in enumerate(known)}
    return [numbers[one] for one in used]


def _labels(site: Site, activities: list[ActivityEntry]) -> dict[str, dict[str, str]]:
    label = site.words.label
    return {
        "tipo": {code: label("tipi_attivita", code) for one in activities for code in one.record.kinds},
        "territori": {code: site.place_name(code) for one in activities for code in one.territories},
        "destinatari": {code: label("destinatari", code) for one in activities for code in one.record.audiences},
    }


def _state(site: Site, one: ActivityEntry) -> str:
    state = one.status.value
    if state == "da_confermare":
        return site.texts("activity.ask_first")
    return site.words.choice("status", state) if state in {"prevista", "stagionale"} else ""


def _doors(site: Site, activities: list[ActivityEntry]) -> tuple[list[dict[str, Any]], list[int]]:
    """Each door once, and the number of that of each activity: many share the door of who runs them."""
    numbers: dict[str, int] = {}
    doors: list[dict[str, Any]] = []
    door = []
    for one in activities:
        found = door_of(one, site.catalogue, site.settings["ufficio"])
        told = _told(site, found) if found else {}
        key = as_json(told)
        if told and key not in numbers:
            numbers[key] = len(doors)
            doors.append(told)
        door.append(numbers.get(key, -1))
    return doors, door


def _told(site: Site, door: Door) -> dict[str, Any]:
    ways = [way for one in door.contacts for way in _ways(site, one)]
    if door.website:
        ways.append((web_address(door.website), host(door.website), ""))
    mail = next((one.value for one in _answering(site, door.contacts) if one.kind == "email" and one.value), "")
    whose = "" if door.relation == "own" else site.texts(f"contact.{door.relation}", who=door.name)
    told = {"whose": whose, "ways": ways, "mail": mail, "office": int(door.relation == "office")}
    return {name: value for name, value in told.items() if value}


def _answering(site: Site, contacts: Iterable[Any]) -> Iterator[Any]:
    """Yield the contacts themselves, and for one that leads to another record those of that record."""
    for one in contacts:
        through = site.catalogue.entry(one.through) if one.through else None
        yield from (other for other in through.record.contacts if not other.through) if through else (one,)


def _ways(site: Site, one: Any) -> Iterator[tuple[str, str, str]]:
    """Yield what a contact leads to: href (it may be empty), what to show, and a note."""
    through = site.catalogue.entry(one.through) if one.through else None
    if through is not None:
        yield addresses.record(through), through.name, site.texts("contact.through")
        yield from (way for other in through.record.contacts if not other.through for way in _ways(site, other))
    elif one.value:
        yield _href(one), _said(one), " · ".join(filter(None, (one.label, one.hours)))


def _href(one: Any) -> str:
    if one.kind in _MAIL:
        return f"mailto:{one.value}"
    if one.kind == "telefono":
        return f"tel:{dialled(one.value)}"
    return web_address(one.value) if is_web(one) else ""


def _said(one: Any) -> str:
    return host(one.value) if is_web(one) else str(one.value)
