"""`/dati/modulo/simili.json`: the index that the page asks when somebody begins to write.

It holds likeness (`matching.index`) and what each result shows, by the number of the activity.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry
from generator.locale import load
from generator.matching.index import as_json, index, sayings
from generator.site.model import Site
from generator.site.pages.who_does.networks import networks_there
from generator.site.pages.who_does.page import places_by_town
from generator.site.pages.who_does.places import names_of_places
from generator.site.parts.contacts import ContactPoint, contact_point_of, ways_of
from generator.site.parts.times import schedule_lines
from generator.site.parts.words import host, web_address

FILE: Final = "dati/modulo/simili.json"


def who_does_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield one file, fetched when somebody begins to write: the index of likeness with what each result shows.

    `section`; `sayings` (see `matching.index`); `bodies` ([name, address]) with `operators`; `labels` (facet → code →
    words); `when`; `hues` (1 to 6, 0 for none); `states` (number → what to know first); `doors` with `door` (-1 for
    none): `whose` they are, `ways` ([href, text, note]), `mail` that can be written to, `office` when it is the
    office's; `spoken` (see `names_of_places`); `networks` (see `networks_there`); `above` (people → wider people).
    """
    activities = list(site.matching.corpus.entries.values())
    operators = list(dict.fromkeys(activity.operator for activity in activities))
    number_of = {operator: number for number, operator in enumerate(operators)}
    doors, door = _doors(site, activities)
    places = [code for _, options in places_by_town(site) for code, _ in options]
    people, label = site.catalogue.vocabularies["destinatari"], site.words.label
    states = {number: _state(site, activity) for number, activity in enumerate(activities)}
    shown = {
        "section": addresses.section("attivita"),
        "sayings": sayings(load("messages", site.texts.lang)),
        "bodies": [(operator.name, addresses.record(operator)) for operator in operators],
        "operators": [number_of[activity.operator] for activity in activities],
        "labels": {
            "tipo": {code: label("tipi_attivita", code) for activity in activities for code in activity.record.kinds},
            "territori": {code: site.place_name(code) for activity in activities for code in activity.territories},
            "destinatari": {
                code: label("destinatari", code) for activity in activities for code in activity.record.audiences
            },
        },
        "when": [next(iter(schedule_lines(activity.record.schedule, site.words)), "") for activity in activities],
        # The class of a hue is such as `thread-3`: the browser makes it again from the digit.
        "hues": [int(site.words.hue_of(activity.themes)[-1:] or 0) for activity in activities],
        "states": {number: state for number, state in states.items() if state},
        "doors": doors,
        "door": door,
        "above": {code: above for code in people.terms if (above := people.ancestors(code))},
        "spoken": names_of_places(site, places),
        "networks": networks_there(site, places),
    }
    yield FILE, as_json(index(site.matching.corpus) | shown).encode()


def _state(site: Site, activity: ActivityEntry) -> str:
    """What to know before going there, if anything."""
    state = activity.status.value
    if state == "da_confermare":
        return site.texts("activity.ask_first")
    return site.words.choice("status", state) if state in {"prevista", "stagionale"} else ""


def _doors(site: Site, activities: Iterable[ActivityEntry]) -> tuple[list[dict[str, Any]], list[int]]:
    """Each door once, and the number of that of each activity: many share the door of who runs them."""
    numbers: dict[str, int] = {}
    doors: list[dict[str, Any]] = []
    door_numbers = []
    for activity in activities:
        door = contact_point_of(activity, site.catalogue, site.settings["ufficio"])
        shown = _shown(site, door) if door else {}
        key = as_json(shown)
        if shown and key not in numbers:
            numbers[key] = len(doors)
            doors.append(shown)
        door_numbers.append(numbers.get(key, -1))
    return doors, door_numbers


def _shown(site: Site, door: ContactPoint) -> dict[str, Any]:
    """A door as a result shows it; what is empty is left out."""
    ways = [way for contact in door.contacts for way in _ways(site, contact)]
    if door.website:
        ways.append((web_address(door.website), host(door.website), ""))
    answering = (own for contact in door.contacts for own in _answering(site, contact))
    shown = {
        "whose": "" if door.relation == "own" else site.texts(f"contact.{door.relation}", who=door.name),
        "ways": ways,
        "mail": next((contact.value for contact in answering if contact.kind == "email" and contact.value), ""),
        "office": int(door.relation == "office"),
    }
    return {name: value for name, value in shown.items() if value}


def _ways(site: Site, contact: Any) -> Iterator[tuple[str, str, str]]:
    """Yield what a contact leads to: href (it may be empty), what to show, and a note."""
    through = site.catalogue.entry(contact.through) if contact.through else None
    if through is not None:
        yield addresses.record(through), through.name, site.texts("contact.through")
        yield from (way for own in _answering(site, contact) for way in _ways(site, own))
    elif contact.value:
        note = " · ".join(filter(None, (contact.label, contact.hours)))
        yield from ((way.address, way.shown, note) for way in ways_of(contact, site.texts))


def _answering(site: Site, contact: Any) -> Sequence[Any]:
    """Return the contact itself, or those of the record it leads to: one step, or two records could lead in a ring."""
    through = site.catalogue.entry(contact.through) if contact.through else None
    return [own for own in through.record.contacts if not own.through] if through else [contact]
