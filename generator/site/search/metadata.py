"""What search knows of a record beside its text: facets to filter by, and facts to show in a result."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry, Catalogue, NetworkEntry, Status, StoryEntry
from generator.site.model import SCHEMES, Site
from generator.site.parts.facts import places_of, schedule_lines
from generator.site.parts.markdown import shortened, to_text

NOW: Final = "ora"
PAST: Final = "prima"
"""Values of the facet `tempo`: search puts what is over last, or leaves it out."""
AGES: Final[Mapping[str, tuple[int, int]]] = {
    "bambini": (0, 11),
    "ragazzi": (12, 17),
    "adulti": (18, 64),
    "anziani": (65, 120),
}
"""Bands of the facet `eta`, in years: those of the vocabulary of people."""

_SUPERSETS: Final = ("territori", "destinatari")
_FACET_FIELDS: Final = (
    ("tema", "temi", "themes"),
    ("luogo", "territori", "territories"),
    ("per", "destinatari", "audiences"),
    ("tipo", "tipi_attivita", "kinds"),
)
_OPENINGS: Final = ("summary", "description", "how_it_works", "solution", "context", "problem")
_OFFERED: Final = frozenset({"alias", "dove"})
_SUMMARY: Final = 160
_NAMED: Final = 3
_SHORTEST_INFLECTED: Final = 5
_NUMBERS: Final = {"e": "i", "i": "eo", "o": "i", "a": "e"}


def facets_of(entry: Any, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Filters of a record: kind, themes, places and people, each with the broader ones it belongs to; and its state."""
    found = [("genere", addresses.kind_of(entry)), ("tempo", PAST if _is_over(entry) else NOW)]
    for facet, scheme, field in _FACET_FIELDS:
        found += [(facet, code) for code in _widened(_codes(entry, field), scheme, catalogue)]
    return [*found, *_states(entry)]


def counts_of(site: Site) -> Mapping[str, Counter[str]]:
    """How many records that are not over carry each value, by facet."""
    counts: dict[str, Counter[str]] = {}
    for entry in chain(site.activities, site.networks, site.organizations, site.practices):
        for facet, code in dict.fromkeys(facets_of(entry, site.catalogue)):
            counts.setdefault(facet, Counter())[code] += 1
    for story in site.stories:
        for facet, code in facets_of_story(story, site.catalogue):
            counts.setdefault(facet, Counter())[code] += 1
    return counts


def shown_of(entry: Any, site: Site) -> list[tuple[str, str]]:
    """Facts that a result shows, and the words people type for it, which are searched and never shown."""
    record = entry.record
    schedule = schedule_lines(getattr(record, "schedule", None), site.words)
    facts = [
        ("dove", site.places_line(_codes(entry, "territories"))),
        ("per", ", ".join(site.words.labels("destinatari", record.audiences[:3]))),
        ("quando", schedule[0] if schedule else ""),
        ("filo", site.words.thread(_codes(entry, "themes"))),
        ("vecchia", "zzvecchia" if _asks_again(entry, site) else ""),
        ("riassunto", _summary(record)),
        ("legami", "" if _summary(record) else _linked(entry, site)),
        ("alias", " · ".join(dict.fromkeys(_aliases(entry, site.catalogue)))),
        ("tipi", " · ".join(_words_of(_codes(entry, "kinds"), "tipi_attivita", site.catalogue))),
        ("forme", " ".join(_other_numbers(entry.name))),
    ]
    return [(name, value) for name, value in facts if value]


def facets_of_story(entry: StoryEntry, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Filters of a story: the themes, the places and the people of the networks and organisations it speaks of."""
    found = [("genere", addresses.kind_of(entry)), ("tempo", NOW)]
    for facet, scheme, field in _FACET_FIELDS:
        codes = chain.from_iterable(_codes(one, field) for one in (*entry.networks, *entry.organizations))
        found += [(facet, code) for code in _widened(dict.fromkeys(codes), scheme, catalogue)]
    return list(dict.fromkeys(found))


def shown_of_story(entry: StoryEntry) -> list[tuple[str, str]]:
    """What a result says of a story: how it begins, and who it speaks of."""
    about = " · ".join(one.name for one in chain[AnyEntry](entry.networks, entry.organizations))
    facts = [("riassunto", shortened(to_text(entry.record.body), _SUMMARY)), ("alias", about)]
    return [(name, value) for name, value in facts if value]


def found_by(name: str, shown: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return what a page is found by (`Page.found_by`): its name, and the other names and places among `shown`."""
    return (name, *(value for key, value in shown if key in _OFFERED))


def facets_of_term(kind: str) -> list[tuple[str, str]]:
    """Filters of the page of a term."""
    return [("genere", kind), ("tempo", NOW)]


def shown_of_term(kind: str, code: str, site: Site) -> list[tuple[str, str]]:
    """The words people type for a term, and its colour."""
    term = site.catalogue.vocabularies[SCHEMES[kind]].terms[code]
    facts = [
        ("filo", site.words.thread([code]) if kind == "tema" else ""),
        ("riassunto", term.definition or ""),
        ("legami", "" if term.definition else _held(kind, code, site)),
        ("alias", " · ".join(dict.fromkeys(filter(None, (*term.aliases, term.en))))),
        ("forme", " ".join(_other_numbers(site.words.label(SCHEMES[kind], code)))),
    ]
    return [(name, value) for name, value in facts if value]


def _is_over(entry: Any) -> bool:
    return getattr(entry, "status", None) is Status.ENDED or getattr(entry.record, "status", None) == Status.ENDED.value


def _asks_again(entry: Any, site: Site) -> bool:
    told = entry.verification
    return told is not None and site.ages.is_late(told.date, site.catalogue.today)


def _summary(record: Any) -> str:
    written = next((text for field in _OPENINGS if (text := getattr(record, field, None))), "")
    return shortened(to_text(written), _SUMMARY)


def _linked(entry: Any, site: Site) -> str:
    """What can be said of a record without a sentence of its own: the networks it is in, or what is done there."""
    if isinstance(entry, ActivityEntry):
        return " · ".join(site.words.labels("tipi_attivita", entry.record.kinds))
    ties = site.catalogue.memberships.get(entry.id, ())
    networks = dict.fromkeys(tie.network.name for tie in ties if tie.until is None)
    if networks:
        return site.texts("organization.takes_part", networks=site.words.listed(list(networks)[:_NAMED]))
    activities = [one.name for one in site.catalogue.activities_of.get(entry.id, ()) if not _is_over(one)]
    return f"{site.texts('list.attivita')}: {site.words.listed(activities[:_NAMED])}." if activities else ""


def _held(kind: str, code: str, site: Site) -> str:
    held = site.holdings(kind)[code]
    counts = {name: len(getattr(held, name)) for name in ("activities", "networks", "organizations", "practices")}
    return site.words.listed([site.words.count(f"count.{name}", number) for name, number in counts.items() if number])


def _states(entry: Any) -> Iterator[tuple[str, str]]:
    """What only some records say: ages, cost and access, state, how closely a network works together."""
    if isinstance(entry, ActivityEntry):
        yield "stato", entry.status.value
        yield from (("eta", band) for band in _bands(entry.record.age))
        yield from (("accesso", code) for code in _ways_in(entry))
    elif addresses.kind_of(entry) == "rete":
        yield from _states_of_network(entry)


def _states_of_network(entry: NetworkEntry) -> Iterator[tuple[str, str]]:
    if entry.record.status:
        yield "stato", entry.record.status
    if entry.record.functioning:
        yield "livello", entry.record.functioning[-1].level


def _bands(age: Any) -> Iterator[str]:
    if age is None:
        return
    least, most = age.least or 0, age.most if age.most is not None else AGES["anziani"][1]
    yield from (band for band, (first, last) in AGES.items() if least <= last and first <= most)


def _ways_in(activity: ActivityEntry) -> Iterator[str]:
    if activity.record.cost:
        yield activity.record.cost
    yield from activity.record.accessibility
    yield from chain.from_iterable(place.accessibility for place in places_of(activity))


def _codes(entry: Any, field: str) -> tuple[str, ...]:
    own = getattr(entry, field, None)
    return tuple(own if own is not None else getattr(entry.record, field, ()))


def _widened(codes: Iterable[str], scheme: str, catalogue: Catalogue) -> Iterable[str]:
    if scheme not in _SUPERSETS:
        return codes
    words = catalogue.vocabularies[scheme]
    return dict.fromkeys(broader for code in codes for broader in (code, *words.ancestors(code)))


def _aliases(entry: Any, catalogue: Catalogue) -> Iterator[str]:
    """Other names, and every word for what the record is about: the words for older people find what is for them."""
    yield from getattr(entry.record, "other_names", ())
    for _, scheme, field in _FACET_FIELDS:
        codes = _codes(entry, field)
        yield from _words_of(codes if scheme == "territori" else _widened(codes, scheme, catalogue), scheme, catalogue)


def _words_of(codes: Iterable[str], scheme: str, catalogue: Catalogue) -> Iterator[str]:
    for code in codes:
        term = catalogue.vocabularies[scheme].terms.get(code)
        if term is not None:
            yield from filter(None, (term.it, *term.aliases, term.en))


def _other_numbers(name: str) -> Iterator[str]:
    """Singular or plural of a name's words: the index's stemmer takes «quartiere» and «quartieri» for two words."""
    for word in name.split():
        if word.isalpha() and len(word) >= _SHORTEST_INFLECTED:
            yield from (word[:-1] + ending for ending in _NUMBERS.get(word[-1], ""))
