"""What search knows of a record beside its text: facets to filter by, and facts to show in a result."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final

from generator import addresses
from generator.catalogue import ActivityEntry, Catalogue, StoryEntry
from generator.catalogue.entries import AnyRecord
from generator.catalogue.kinds import TERMS
from generator.locale.folding import plain_words, words_in
from generator.records import Network, Organization, Place
from generator.records.activity import Activity, AgeRange
from generator.records.common import Need, Offer
from generator.records.practice import Practice
from generator.site.model import Site
from generator.site.page import Found
from generator.site.parts.answering import answers_always
from generator.site.parts.facts import places_of, still_open, trust
from generator.site.parts.markdown import shortened, to_text
from generator.site.parts.reach import signs_of, ways_to_reach
from generator.site.parts.times import is_timetable, said_before_days, schedule_lines
from generator.site.parts.venues import where_line
from generator.site.search.asked import ACCESS_UNSAID, AGES, COST_UNSAID, PART_OF_DAY, parts_of_day
from generator.site.search.hours import answers_in_signs, hours_in_signs
from generator.site.search.words import beside, forms_of

if TYPE_CHECKING:
    from generator.site.elsewhere import RecordElsewhere

NOW: Final = "ora"
PAST: Final = "prima"
"""Values of the facet `tempo`: search puts what is over last, or leaves it out."""

SOUGHT: Final = "richiesta"
OFFERED: Final = "offerta"
"""Facets of what a record seeks and offers, by kind of resource."""
HOME: Final = "catalogo"
"""The facet of the catalogue that a record is of, where others are shown too."""
OURS: Final = "qui"
EXACTLY: Final = "posto"
"""The facet of the places a record names, without the wider ones: from these the browser tells how near it is."""
COVERS: Final = "="
COUNTED: Final = "-"
"""How a value of the facet of places begins that is no place: see `_covers`."""
_SUPERSETS: Final = ("territori", "destinatari")
_CODED: Final[Sequence[tuple[str, str, Callable[[AnyRecord], Sequence[str]]]]] = (
    ("tema", "temi", lambda entry: entry.themes),
    ("luogo", "territori", lambda entry: entry.territories),
    ("per", "destinatari", lambda entry: entry.audiences),
    ("tipo", "tipi_attivita", lambda entry: entry.kinds),
)
"""Facets that are codes of a vocabulary, with that vocabulary and the codes of a record."""
_FACETS: Final = (
    "genere",
    "tempo",
    *(facet for facet, *_ in _CODED),
    "stato",
    "eta",
    "accesso",
    PART_OF_DAY,
    "livello",
    SOUGHT,
    OFFERED,
    EXACTLY,
)
_OFFERED: Final = frozenset({"alias", "dove"})
_SUMMARY: Final = 160
_WAY_IN: Final = 90
_BETWEEN: Final = " · "
_NAMED: Final = 3
_ALWAYS: Final = "zzsempre"
_SHORTEST_INFLECTED: Final = 5
_SHORTEST_KIND: Final = 3
_UNKNOWN_KIND: Final = "da_precisare"
_ENDINGS: Final = {"e": "i", "i": "eo", "o": "i", "a": "e"}
"""Italian endings of the other number, by ending: «quartiere» and «quartieri», «nonni» is «nonne» or «nonno»."""


def facets_of(entry: AnyRecord, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Filters of a record: kind, themes, places and people, each with the broader ones it belongs to; and its state."""
    facets = [("genere", addresses.kind_of(entry)), ("tempo", PAST if entry.is_over else NOW)]
    for facet, scheme, codes_of in _CODED:
        facets += [(facet, code) for code in _widened(codes_of(entry), scheme, catalogue)]
    facets += [(SOUGHT, item.resource) for item in still_open(_sought(entry), catalogue.today)]
    facets += [(OFFERED, item.resource) for item in still_open(_offered(entry), catalogue.today)]
    facets += [(EXACTLY, code) for code in entry.territories]
    if isinstance(entry, ActivityEntry):
        facets += [(PART_OF_DAY, part) for part in parts_of_day(entry)]
    facets += [(TERMS["territorio"].facet, value) for value in _covers(entry.territories, catalogue)]
    return [*facets, *_states(entry)]


def _covers(places: Sequence[str], catalogue: Catalogue) -> Iterator[str]:
    """Yield what lets a search for a place find what covers it, by `Geography.reach`, and count it once.

    `=whole` stands for all that lies in a place the record names; `-part` for a place that is found twice: the record
    names it, or a part of it, beside such a whole, or it lies in two of them. `search/browser/places.js` reads both.
    """
    geography = catalogue.geography
    wholes = geography.wholes
    named = dict.fromkeys(places)
    widest = [place for place in named if named.keys().isdisjoint(wholes(place))]
    yield from (f"{COVERS}{place}" for place in widest)
    inner = geography.with_wholes(place for place in named if place not in widest)
    twice = {place for place in inner if any(whole in wholes(place) for whole in widest)}
    if len(widest) > 1:
        twice.update(place for place in geography.in_several if sum(whole in wholes(place) for whole in widest) > 1)
    yield from (f"{COUNTED}{place}" for place in sorted(twice))


def counts_of(site: Site) -> Mapping[str, Counter[str]]:
    """How many records that are not over carry each value, by facet; every facet is there, even if nobody has any."""
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in _FACETS}
    for entry in _going_on(site):
        for facet, code in dict.fromkeys(facets_of(entry, site.catalogue)):
            if not code.startswith((COVERS, COUNTED)):
                counts[facet][code] += 1
    return counts


def _going_on(site: Site) -> Iterator[AnyRecord]:
    """Yield what is not over."""
    yield from site.activities
    yield from site.current_networks
    yield from site.current_organizations
    yield from site.practices
    yield from site.stories


def serving_counts(site: Site) -> Counter[str]:
    """How many records that are not over serve each place: those done there, and those of what covers it."""
    told: Counter[str] = Counter()
    for entry in _going_on(site):
        places = entry.territories
        told.update({*_widened(places, "territori", site.catalogue), *_covers(places, site.catalogue)})
    wholes = site.catalogue.geography.wholes
    return Counter(
        {
            place: told[place] + sum(told[f"{COVERS}{whole}"] for whole in wholes(place)) - told[f"{COUNTED}{place}"]
            for place in site.catalogue.vocabularies["territori"].terms
        }
    )


def shown_of(entry: AnyRecord, site: Site) -> list[tuple[str, str]]:
    """Facts that a result shows, and the words people type for it, which are searched and never shown."""
    summary = shortened(to_text(entry.opening), _SUMMARY)
    facts = [
        ("dove", site.places_line(entry.territories)),
        ("per", site.words.labels_line("destinatari", entry.audiences[:3])),
        ("quando", when := next(iter(schedule_lines(entry.schedule, site.words)), "")),
        ("soli", _timetable_in(when)),
        ("chi", entry.operator.name if isinstance(entry, ActivityEntry) else ""),
        ("filo", site.words.hue_of(entry.themes, entry.kinds)),
        ("segni", _BETWEEN.join(signs_of(entry, site)) if isinstance(entry, ActivityEntry) else ""),
        ("sede", _house(entry, site)),
        ("modo", _way_in(entry)),
        *_how_reached(entry, site),
        ("orari", _next_time(entry, site)),
        # Searched like all metadata, so these are no words that anybody types.
        ("pericolo", "zzpericolo" if site.urgent.is_dangerous(entry) else ""),
        ("vecchia", "zzvecchia" if _asks_again(entry, site) else ""),
        ("riassunto", summary),
        ("legami", "" if summary else _tied_to(entry, site)),
        ("alias", _BETWEEN.join(dict.fromkeys(_aliases(entry, site.catalogue)))),
        ("annunci", _BETWEEN.join(_notices(entry, site))),
        ("tipi", _BETWEEN.join(_words_of(entry.kinds, "tipi_attivita", site.catalogue))),
        ("forma", _BETWEEN.join(dict.fromkeys(_kind_of_body(entry, site.catalogue)))),
        ("forme", _forms(entry.name, *entry.other_names)),
    ]
    offered = (value for name, value in facts if name in _OFFERED)
    facts.append(("testo", _missed(*offered, *_prose(entry))))
    return [(name, value) for name, value in facts if value]


def shown_of_story(entry: StoryEntry) -> list[tuple[str, str]]:
    """What a result says of a story: how it begins, and who it speaks of."""
    about = _BETWEEN.join(body.name for body in entry.bodies)
    facts = [
        ("riassunto", shortened(to_text(entry.opening), _SUMMARY)),
        ("alias", about),
        ("forme", _forms(entry.name)),
        ("testo", _missed(entry.opening, about)),
    ]
    return [(name, value) for name, value in facts if value]


def found_elsewhere(record: "RecordElsewhere", entry: AnyRecord, whole: Site) -> Found:
    """Return how a record of another catalogue is found: as ours are, with whose it is and where it leads.

    `whole` is the site of all catalogues together, whose words and places it is read by.
    """
    facets = [*facets_of(entry, whole.catalogue), (HOME, record.home)]
    leads = record.url or f"{addresses.page('catalogues')}da/{record.home}/"
    return found(record.name, facets, [*shown_of(entry, whole), ("altrove", leads), ("casa", record.home_name)])


def found(name: str, facets: Iterable[tuple[str, str]], shown: Iterable[tuple[str, str]]) -> Found:
    """Return how a page is found: words to offer are its name, and the other names and places among `shown`."""
    shown = tuple(shown)
    return Found((name, *(value for key, value in shown if key in _OFFERED)), tuple(facets), shown)


def found_as_page(title: str, lead: str, words: Iterable[str] = ()) -> Found:
    """Return how a page is found that belongs to no record and no term; `words` are searched and never shown."""
    names = _BETWEEN.join(words)
    shown = [("riassunto", lead), *((("alias", names), ("testo", _missed(names))) if names else ())]
    return Found((title,), (("genere", "pagina"), ("tempo", NOW)), tuple(pair for pair in shown if pair[1]))


def facets_of_term(kind: str) -> list[tuple[str, str]]:
    """Filters of the page of a term."""
    return [("genere", kind), ("tempo", NOW)]


def shown_of_term(kind: str, code: str, site: Site) -> list[tuple[str, str]]:
    """The words people type for a term, and its colour.

    What explains a kind of activity is for who has found it: metadata is searched, and its words would name others.
    """
    term = site.catalogue.vocabularies[TERMS[kind].scheme].terms[code]
    definition = site.words.said(term.definition) if kind != "tipo" else ""
    aliases = _BETWEEN.join(dict.fromkeys(filter(None, (*term.other_words, *term.translations))))
    facts = [
        ("filo", site.words.hue_of([code]) if kind == "tema" else ""),
        ("riassunto", definition),
        ("legami", "" if definition else _standing_under(kind, code, site)),
        ("alias", aliases),
        ("forme", _forms(site.words.label(TERMS[kind].scheme, code))),
        ("testo", _missed(aliases, definition)),
    ]
    return [(name, value) for name, value in facts if value]


def _how_reached(entry: AnyRecord, site: Site) -> list[tuple[str, str]]:
    """The number to call, as it is dialled and then read, when it is answered; else the mailbox, or none (`muta`)."""
    if not isinstance(entry.record, Activity | Network | Organization):
        return []
    ways = ways_to_reach(entry, site.contacts_of(entry), "", site.texts)
    call, write = (next((way for way in ways if way.kind == kind), None) for kind in ("call", "write"))
    is_mute = call is None and site.is_unreachable(entry)
    # Searched like all metadata, so these are no words that anybody types: «info» would find every other mailbox.
    return [
        ("chiama", f"{call.href} {call.text}" if call else ""),
        ("risponde", _answered(call.contact.hours, site) if call and call.contact and call.contact.hours else ""),
        ("scrivi", f"zz{write.href.encode().hex()}" if write and not call else ""),
        ("muta", "zzmuta" if is_mute else ""),
    ]


def _house(entry: AnyRecord, site: Site) -> str:
    """House and street of what is done in one place, in no words that anybody types: a street would find all on it."""
    if not isinstance(entry, ActivityEntry) or len(entry.territories) != 1:
        return ""
    house = where_line(site, entry, entry.territories[0])
    return f"zz{house.encode().hex()}" if house else ""


def _timetable_in(when: str) -> str:
    """Tell that words say days and hours alone, or after how many signs: the next time takes the place of these."""
    before = said_before_days(when)
    return f"zzsoli{len(before)}" if before else "zzsoli" if is_timetable(when) else ""


def _way_in(entry: AnyRecord) -> str:
    """How one takes part («Si prenota per telefono»), in no words that anybody types."""
    access = shortened(to_text(entry.record.access or ""), _WAY_IN) if isinstance(entry, ActivityEntry) else ""
    return f"zz{access.removesuffix('.').encode().hex()}" if access else ""


def _answered(hours: str, site: Site) -> str:
    return _ALWAYS if answers_always(hours) else answers_in_signs(hours, site.conventions)


def _next_time(entry: AnyRecord, site: Site) -> str:
    """When an activity is on, in signs; nothing where what is known is too old to promise a next time."""
    if not isinstance(entry, ActivityEntry):
        return ""
    trusted = trust(entry, site.catalogue.today, site.words, site.ages)
    return "" if trusted and trusted.is_old else hours_in_signs(entry, site.conventions)


def _asks_again(entry: AnyRecord, site: Site) -> bool:
    confirmed = entry.verification
    return confirmed is not None and site.ages.is_late(confirmed.date, site.catalogue.today)


def _tied_to(entry: AnyRecord, site: Site) -> str:
    """What can be said of a record without a sentence of its own: the networks it is in, or what is done there."""
    if isinstance(entry, ActivityEntry):
        return _BETWEEN.join(site.words.labels("tipi_attivita", entry.kinds))
    ties = site.catalogue.memberships.get(entry.id, ())
    networks = dict.fromkeys(tie.network.name for tie in ties if tie.until is None)
    if networks:
        return site.words.taking_part(list(networks))
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
    yield activity.record.cost or COST_UNSAID
    places = (place for place in places_of(activity) if not place.protected)
    yield from [*activity.record.accessibility, *chain.from_iterable(place.accessibility for place in places)] or [
        ACCESS_UNSAID
    ]


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
            yield from filter(None, (term.it, *term.other_words, *term.translations))


def _kind_of_body(entry: AnyRecord, catalogue: Catalogue) -> Iterator[str]:
    """What a body of this kind is called: by its label, its code, and the aliases that hold a word of those.

    Other aliases are examples of the kind («tribunale», «banca»): whoever types one wants that, not the whole kind.
    """
    if not isinstance(entry.record, Organization) or entry.record.kind == _UNKNOWN_KIND:
        return
    term = catalogue.vocabularies["tipi_ente"].terms.get(entry.record.kind)
    if term is not None:
        names = [name for name in (*term.labels.values(), term.code.replace("_", " ")) if name]
        own = {word for name in names for word in plain_words(name) if len(word) >= _SHORTEST_KIND}
        yield from names
        yield from (alias for alias in term.aliases if not own.isdisjoint(plain_words(alias)))


def _notices(entry: AnyRecord, site: Site) -> Iterator[str]:
    """What a record seeks and offers today, in one line each."""
    for side, word in ((_sought(entry), "needs.seeks"), (_offered(entry), "needs.offers")):
        for item in still_open(side, site.catalogue.today):
            label = site.words.label("risorse", item.resource)
            yield f"{site.texts(word)}: {item.description or label.lower()}"


def _sought(entry: AnyRecord) -> Sequence[Need]:
    return entry.record.needs if isinstance(entry.record, Network | Organization) else ()


def _offered(entry: AnyRecord) -> Sequence[Offer]:
    return entry.record.offers if isinstance(entry.record, Network | Organization) else ()


def _prose(entry: AnyRecord) -> Iterator[str]:
    """The texts of a record that its page shows whole."""
    record = entry.record
    yield entry.opening
    if isinstance(record, Network | Organization):
        yield record.description or ""
        yield record.plain_words or ""
    if isinstance(record, Network):
        yield record.how_it_works or ""
    if isinstance(record, Practice):
        yield from filter(None, (record.problem, record.context, record.solution))


def _missed(*texts: str) -> str:
    """The words of these texts that the index would miss, by itself."""
    return " ".join(dict.fromkeys(word for text in texts for part in text.split(_BETWEEN) for word in beside(part)))


def _forms(*names: str) -> str:
    """Other forms of names: other numbers of the first one's words, and every other way to write them."""
    return " ".join(dict.fromkeys((*_other_numbers(names[0]), *forms_of(*names))))


def _other_numbers(name: str) -> Iterator[str]:
    """Singular or plural of a name's words: the index's stemmer takes «quartiere» and «quartieri» for two words."""
    for word in words_in(name):
        if word.isalpha() and len(word) >= _SHORTEST_INFLECTED:
            yield from (word[:-1] + ending for ending in _ENDINGS.get(word[-1], ""))
