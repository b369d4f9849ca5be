"""The index that the page asks when somebody begins to write: likeness, and what each result shows."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry
from generator.locale import load
from generator.matching.index import as_json, index, sayings
from generator.site.model import Site
from generator.site.pages.who_does.networks import networks_there
from generator.site.pages.who_does.page import places_by_town
from generator.site.pages.who_does.places import spoken_places
from generator.site.parts.contacts import ContactPoint, contact_point_of
from generator.site.parts.facts import schedule_lines
from generator.site.parts.words import dialled, host, is_web, web_address

FILE: Final = "dati/modulo/simili.json"
_MAIL: Final = frozenset({"email", "pec"})


def who_does_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The index of likeness with what each result shows: one file, fetched when somebody begins to write."""
    yield FILE, as_json(index(site.matching.corpus) | _shown(site)).encode()


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
        "hues": [int(site.words.hue_of(one.themes)[-1:] or 0) for one in activities],
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
        found = contact_point_of(one, site.catalogue, site.settings["ufficio"])
        told = _told(site, found) if found else {}
        key = as_json(told)
        if told and key not in numbers:
            numbers[key] = len(doors)
            doors.append(told)
        door.append(numbers.get(key, -1))
    return doors, door


def _told(site: Site, door: ContactPoint) -> dict[str, Any]:
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
