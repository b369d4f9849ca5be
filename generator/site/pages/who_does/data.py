"""`/dati/modulo/simili.json`: the index that the page asks when somebody begins to write.

It holds likeness (`matching.index`) and what each result shows, by the number of the activity. Where the activities are
many, what stands of them is in parts by town (`dati/modulo/simili/<part>.json`), so that a phone reads only the part of
the place asked for; what covers several towns is in each.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry
from generator.locale import Texts, load
from generator.matching.corpus import Corpus
from generator.matching.index import as_json, index, rarest, sayings
from generator.site.model import Site
from generator.site.pages.who_does.networks import networks_there
from generator.site.pages.who_does.page import places_by_town
from generator.site.pages.who_does.places import common_words, names_of_places
from generator.site.parts.contacts import (
    ContactPoint,
    answering,
    contact_point_of,
    contacts_behind,
    reply_line,
    ways_of,
)
from generator.site.parts.markdown import shortened, to_text
from generator.site.parts.times import schedule_lines
from generator.site.parts.words import host

FILE: Final = "dati/modulo/simili.json"
_PARTS: Final = "dati/modulo/simili"
_PAGES_EACH: Final = 2
"""So many pages of an index of search stand for one activity here: fifteen hundred are about 200 kB compressed."""
_PAGES_EACH_IN_PARTS: Final = 3
"""In parts, which are read after the first file, they are fewer: a question costs both."""
_SAID: Final = 110
"""Signs of what an activity is: a sentence to judge by."""
_IN_SENTENCES: Final = {
    "matching.tipo.same": "why_same",
    "matching.tipo.family": "why_family",
    "matching.tipo.named": "why_named",
    "matching.testo": "why_words",
}
"""Reasons that the page tells in words of its own, by the text of the page."""
_OF_ALL: Final = (
    "phrases",
    "rarity",
    "rarest",
    "places",
    "least",
    "steps",
    "stop",
    "intent",
    "helpers",
    "halves",
    "weights",
    "query_text",
    "light",
    "objects",
    "object_rules",
)
"""What a part of the index has in common with the others, beside what says how results are told."""


def who_does_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the files fetched when somebody begins to write: the index of likeness with what each result shows.

    `section`; `sayings` (see `matching.index`, in words of a sentence); `said` (what each is, in few words);
    `bodies` ([name, address]) with `operators`; `labels` (facet → code → words); `when`; `hues` (1 to 6, 0 for
    none); `states` (number → what to know first); `doors` with `door` (-1 for none): `whose` they are, `ways`
    ([href, text, note]), `mail` that can be written to, `office` when it is the office's; `spoken` (see
    `names_of_places`); `networks` (see `networks_there`); `above` (people → wider people); `around` (place → the
    wider places around it, nearest first).
    In parts, the first file holds `parts` too, the places of each, and nothing of any activity.
    """
    corpus = site.matching.corpus
    places = [code for _, options in places_by_town(site) for code, _ in options]
    parts = _towns_by_part(site)
    usual = common_words(site)
    if len(parts) <= 1:
        yield FILE, as_json(_whole(site, corpus, places, usual)).encode()
        return
    town_of = site.catalogue.geography.town
    of_part = {town: number for number, towns in enumerate(parts) for town in towns}
    own: list[list[str]] = [[] for _ in parts]
    for place in places:
        if (town := town_of(place)) in of_part:
            own[of_part[town]].append(place)
    wide = [place for place in places if town_of(place) in ("", place)]
    wider = frozenset(place for place in wide if not town_of(place))
    first = _whole(site, _only(corpus, ()), wide, usual, wider) | {"rarest": rarest(corpus), "parts": own}
    first["labels"] |= _labels(site, corpus.entries.values(), ("tipo", "destinatari"))
    yield FILE, as_json(first).encode()
    for number, towns in enumerate(parts):
        inside = [entry.id for entry in corpus.entries.values() if _town_of(site, entry) in {"", *towns}]
        near = [*own[number], *(place for place in wide if place in wider)]
        part = _whole(site, _only(corpus, inside), near, usual, frozenset(near))
        part["labels"] |= {facet: first["labels"][facet] for facet in ("tipo", "destinatari")}
        kept = {key: value for key, value in part.items() if key not in _OF_ALL}
        yield f"{_PARTS}/{number}.json", as_json(kept).encode()


def _whole(
    site: Site, corpus: Corpus, places: Sequence[str], usual: AbstractSet[str], of: AbstractSet[str] | None = None
) -> dict[str, Any]:
    """Return the index of these activities, for questions about these places, with the networks `of` some of them."""
    activities = list(corpus.entries.values())
    operators = list(dict.fromkeys(activity.operator for activity in activities))
    number_of = {operator: number for number, operator in enumerate(operators)}
    doors, door = _doors(site, activities)
    people = site.catalogue.vocabularies["destinatari"]
    used = dict.fromkeys([*places, *(code for activity in activities for code in activity.territories)])
    states = {number: _state(site, activity) for number, activity in enumerate(activities)}
    shown = {
        "section": addresses.section("attivita"),
        "sayings": sayings(told_in_sentences(site.texts)),
        "said": [shortened(to_text(activity.opening), _SAID) for activity in activities],
        "bodies": [(operator.name, addresses.record(operator)) for operator in operators],
        "operators": [number_of[activity.operator] for activity in activities],
        "labels": _labels(site, activities, ("tipo", "territori", "destinatari")),
        "when": [next(iter(schedule_lines(activity.record.schedule, site.words)), "") for activity in activities],
        # The class of a hue is such as `thread-3`: the browser makes it again from the digit.
        "hues": [int(site.words.hue_of(activity.themes, activity.kinds)[-1:] or 0) for activity in activities],
        "states": {number: state for number, state in states.items() if state},
        "doors": doors,
        "door": door,
        "around": {code: around for code in used if (around := site.catalogue.geography.wholes(code))},
        "above": {code: above for code in people.terms if (above := people.ancestors(code))},
        "spoken": names_of_places(site, places, usual),
        "networks": networks_there(site, places, of),
    }
    return index(corpus) | shown


def told_in_sentences(texts: Texts) -> Texts:
    """Return the words of reasons as the page says them: as sentences, where those of the command are terse."""
    own = {key: texts(f"who_does.{name}", words="{words}") for key, name in _IN_SENTENCES.items()}
    return load("messages", texts.lang).with_own(own)


def _labels(site: Site, activities: Iterable[ActivityEntry], facets: Iterable[str]) -> dict[str, dict[str, str]]:
    label = site.words.label
    labels: dict[str, dict[str, str]] = {facet: {} for facet in facets}
    for activity in activities:
        if "tipo" in labels:
            labels["tipo"] |= {code: label("tipi_attivita", code) for code in activity.record.kinds}
        if "territori" in labels:
            labels["territori"] |= {code: site.place_name(code) for code in activity.territories}
        if "destinatari" in labels:
            labels["destinatari"] |= {code: label("destinatari", code) for code in activity.record.audiences}
    return labels


def _only(corpus: Corpus, ids: Iterable[str]) -> Corpus:
    """Return the corpus with these activities alone; how rare a word is stays what it is among all of them."""
    kept = list(ids)
    return replace(
        corpus,
        profiles={key: corpus.profiles[key] for key in kept},
        entries={key: corpus.entries[key] for key in kept},
    )


def _town_of(site: Site, activity: ActivityEntry) -> str:
    """Return the only town of an activity; empty where it covers several, or a wider place."""
    towns = {site.catalogue.geography.town(place) for place in activity.territories}
    return towns.pop() if len(towns) == 1 else ""


def _towns_by_part(site: Site) -> list[list[str]]:
    """Share out towns, those of a district side by side, so that about as many activities are in each part.

    A town is never parted: a question about one of its quarters is answered by the whole town.
    """
    entries = site.matching.corpus.entries.values()
    sizes = Counter(_town_of(site, entry) for entry in entries)
    pages = site.settings["pagine_per_indice"]
    if len(entries) <= pages // _PAGES_EACH:
        return [[]]
    most = pages // _PAGES_EACH_IN_PARTS
    wholes = site.catalogue.geography.wholes
    parts: list[list[str]] = []
    held = most
    for town in sorted(sizes.keys() - {""}, key=lambda town: (*reversed(wholes(town)), town)):
        if held + sizes[town] > most:
            parts.append([])
            held = 0
        parts[-1].append(town)
        held += sizes[town]
    return parts


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
        ways.append((addresses.web_address(door.website), host(door.website), ""))
    shown = {
        "whose": "" if door.relation == "own" else site.texts(f"contact.{door.relation}", who=door.name),
        "ways": ways,
        "mail": next(
            (
                contact.value
                for contact in contacts_behind(door, site.catalogue)
                if contact.kind == "email" and contact.value
            ),
            "",
        ),
        "office": int(door.relation == "office"),
    }
    return {name: value for name, value in shown.items() if value}


def _ways(site: Site, contact: Any) -> Iterator[tuple[str, str, str]]:
    """Yield what a contact leads to: href (it may be empty), what to show, and a note."""
    through = site.catalogue.entry(contact.through) if contact.through else None
    if through is not None:
        yield addresses.record(through), through.name, site.texts("contact.through")
        yield from (way for own in answering(contact, site.catalogue) for way in _ways(site, own))
    elif contact.value:
        soon = reply_line(contact, site.words, site.catalogue.today, site.ages)
        note = " · ".join(filter(None, (contact.label, contact.hours, soon)))
        yield from ((way.address, way.shown, note) for way in ways_of(contact, site.texts))
