"""What search knows of a record beside its text: facets to filter by, and facts to show in a result."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry, Catalogue, StoryEntry
from generator.catalogue.entries import AnyRecord
from generator.catalogue.kinds import TERMS
from generator.records import Network, Organization, Place
from generator.records.activity import AgeRange
from generator.site.model import Site
from generator.site.page import Found
from generator.site.parts.facts import places_of
from generator.site.parts.markdown import shortened, to_text
from generator.site.parts.times import schedule_lines

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
_CODED: Final[Sequence[tuple[str, str, Callable[[AnyRecord], Sequence[str]]]]] = (
    ("tema", "temi", lambda entry: entry.themes),
    ("luogo", "territori", lambda entry: entry.territories),
    ("per", "destinatari", lambda entry: entry.audiences),
    ("tipo", "tipi_attivita", lambda entry: entry.kinds),
)
"""Facets that are codes of a vocabulary, with that vocabulary and the codes of a record."""
_FACETS: Final = ("genere", "tempo", *(facet for facet, *_ in _CODED), "stato", "eta", "accesso", "livello")
_OFFERED: Final = frozenset({"alias", "dove"})
_SUMMARY: Final = 160
_NAMED: Final = 3
_SHORTEST_INFLECTED: Final = 5
_ENDINGS: Final = {"e": "i", "i": "eo", "o": "i", "a": "e"}
"""Italian endings of the other number, by ending: «quartiere» and «quartieri», «nonni» is «nonne» or «nonno»."""


def facets_of(entry: AnyRecord, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Filters of a record: kind, themes, places and people, each with the broader ones it belongs to; and its state."""
    facets = [("genere", addresses.kind_of(entry)), ("tempo", PAST if entry.is_over else NOW)]
    for facet, scheme, codes_of in _CODED:
        facets += [(facet, code) for code in _widened(codes_of(entry), scheme, catalogue)]
    return [*facets, *_states(entry)]


def counts_of(site: Site) -> Mapping[str, Counter[str]]:
    """How many records that are not over carry each value, by facet; every facet is there, even if nobody has any."""
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in _FACETS}
    entries = chain[AnyRecord](site.activities, site.networks, site.organizations, site.practices, site.stories)
    for entry in entries:
        for facet, code in dict.fromkeys(facets_of(entry, site.catalogue)):
            counts[facet][code] += 1
    return counts


def shown_of(entry: AnyRecord, site: Site) -> list[tuple[str, str]]:
    """Facts that a result shows, and the words people type for it, which are searched and never shown."""
    summary = shortened(to_text(entry.opening), _SUMMARY)
    facts = [
        ("dove", site.places_line(entry.territories)),
        ("per", ", ".join(site.words.labels("destinatari", entry.audiences[:3]))),
        ("quando", next(iter(schedule_lines(entry.schedule, site.words)), "")),
        ("filo", site.words.hue_of(entry.themes)),
        # Searched like all metadata, so it is no word that anybody types.
        ("vecchia", "zzvecchia" if _asks_again(entry, site) else ""),
        ("riassunto", summary),
        ("legami", "" if summary else _tied_to(entry, site)),
        ("alias", " · ".join(dict.fromkeys(_aliases(entry, site.catalogue)))),
        ("tipi", " · ".join(_words_of(entry.kinds, "tipi_attivita", site.catalogue))),
        ("forme", " ".join(_other_numbers(entry.name))),
    ]
    return [(name, value) for name, value in facts if value]


def shown_of_story(entry: StoryEntry) -> list[tuple[str, str]]:
    """What a result says of a story: how it begins, and who it speaks of."""
    about = " · ".join(body.name for body in entry.bodies)
    facts = [("riassunto", shortened(to_text(entry.opening), _SUMMARY)), ("alias", about)]
    return [(name, value) for name, value in facts if value]


def found(name: str, facets: Iterable[tuple[str, str]], shown: Iterable[tuple[str, str]]) -> Found:
    """Return how a page is found: words to offer are its name, and the other names and places among `shown`."""
    shown = tuple(shown)
    return Found((name, *(value for key, value in shown if key in _OFFERED)), tuple(facets), shown)


def found_as_page(title: str, lead: str) -> Found:
    """Return how a page is found that belongs to no record and no term."""
    return Found((title,), (("genere", "pagina"), ("tempo", NOW)), (("riassunto", lead),))


def facets_of_term(kind: str) -> list[tuple[str, str]]:
    """Filters of the page of a term."""
    return [("genere", kind), ("tempo", NOW)]


def shown_of_term(kind: str, code: str, site: Site) -> list[tuple[str, str]]:
    """The words people type for a term, and its colour."""
    term = site.catalogue.vocabularies[TERMS[kind].scheme].terms[code]
    facts = [
        ("filo", site.words.hue_of([code]) if kind == "tema" else ""),
        ("riassunto", term.definition or ""),
        ("legami", "" if term.definition else _standing_under(kind, code, site)),
        ("alias", " · ".join(dict.fromkeys(filter(None, (*term.other_words, term.en))))),
        ("forme", " ".join(_other_numbers(site.words.label(TERMS[kind].scheme, code)))),
    ]
    return [(name, value) for name, value in facts if value]


def _asks_again(entry: AnyRecord, site: Site) -> bool:
    confirmed = entry.verification
    return confirmed is not None and site.ages.is_late(confirmed.date, site.catalogue.today)


def _tied_to(entry: AnyRecord, site: Site) -> str:
    """What can be said of a record without a sentence of its own: the networks it is in, or what is done there."""
    if isinstance(entry, ActivityEntry):
        return " · ".join(site.words.labels("tipi_attivita", entry.kinds))
    ties = site.catalogue.memberships.get(entry.id, ())
    networks = dict.fromkeys(tie.network.name for tie in ties if tie.until is None)
    if networks:
        return site.texts("organization.takes_part", networks=site.words.listed(list(networks)[:_NAMED]))
    activities = site.catalogue.activities_of.get(entry.id, ())
    names = [activity.name for activity in activities if not activity.is_over]
    return f"{site.texts('list.attivita')}: {site.words.listed(names[:_NAMED])}." if names else ""


def _standing_under(kind: str, code: str, site: Site) -> str:
    held = site.holdings(kind)[code]
    counts = {name: len(getattr(held, name)) for name in ("activities", "networks", "organizations", "practices")}
    return site.words.listed([site.words.count(f"count.{name}", number) for name, number in counts.items() if number])


def _states(entry: AnyRecord) -> Iterator[tuple[str, str]]:
    """What only some records say: ages, cost and access, state, how closely a network works together."""
    if isinstance(entry, ActivityEntry):
        yield "stato", entry.status.value
        yield from (("eta", band) for band in _bands(entry.record.age))
        yield from (("accesso", code) for code in _ways_in(entry))
    elif isinstance(entry.record, Network):
        if entry.record.status:
            yield "stato", entry.record.status
        if entry.record.functioning:
            yield "livello", entry.record.functioning[-1].level


def _bands(age: AgeRange | None) -> Iterator[str]:
    if age is None:
        return
    least, most = age.least or 0, age.most if age.most is not None else AGES["anziani"][1]
    yield from (band for band, (first, last) in AGES.items() if least <= last and first <= most)


def _ways_in(activity: ActivityEntry) -> Iterator[str]:
    if activity.record.cost:
        yield activity.record.cost
    yield from activity.record.accessibility
    yield from chain.from_iterable(place.accessibility for place in places_of(activity) if not place.protected)


def _widened(codes: Iterable[str], scheme: str, catalogue: Catalogue) -> Iterable[str]:
    if scheme not in _SUPERSETS:
        return codes
    words = catalogue.vocabularies[scheme]
    return dict.fromkeys(broader for code in codes for broader in (code, *words.ancestors(code)))


def _aliases(entry: AnyRecord, catalogue: Catalogue) -> Iterator[str]:
    """Other names, and every word for what the record is about: the words for older people find what is for them."""
    yield from entry.other_names
    yield from (place.locality for place in _open_places(entry) if place.locality)
    for _, scheme, codes_of in _CODED:
        codes = codes_of(entry)
        yield from _words_of(codes if scheme == "territori" else _widened(codes, scheme, catalogue), scheme, catalogue)


def _open_places(entry: AnyRecord) -> Iterable[Place]:
    """The places of a record that everybody may know."""
    if isinstance(entry, ActivityEntry):
        places: Iterable[Place] = places_of(entry)
    else:
        places = entry.record.places if isinstance(entry.record, Network | Organization) else ()
    return (place for place in places if not place.protected)


def _words_of(codes: Iterable[str], scheme: str, catalogue: Catalogue) -> Iterator[str]:
    for code in codes:
        term = catalogue.vocabularies[scheme].terms.get(code)
        if term is not None:
            yield from filter(None, (term.it, *term.other_words, term.en))


def _other_numbers(name: str) -> Iterator[str]:
    """Singular or plural of a name's words: the index's stemmer takes «quartiere» and «quartieri» for two words."""
    for word in name.split():
        if word.isalpha() and len(word) >= _SHORTEST_INFLECTED:
            yield from (word[:-1] + ending for ending in _ENDINGS.get(word[-1], ""))
