"""News in words: what history tells (`catalogue/news.py`) of the records that are on the site now, and of no others.

Left out are records that were removed, drafts, what has no page any more, and whatever is about violence or stands at a
protected place. While elections are on none is shown (`Site.is_silent`): pages and feeds keep their addresses.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from pydantic import ValidationError

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry, PracticeEntry
from generator.catalogue.entries import AnyRecord, Entry, StoryEntry
from generator.catalogue.news import APPEARED, CHANGED, CONTACT, ENDED, SAID, SOUGHT, WHO, Change, Fact
from generator.checking.protected_places import concealed
from generator.locale import load
from generator.records import Schedule
from generator.records.activity import AgeRange
from generator.records.organization import Organization
from generator.site.model import Site
from generator.site.parts.facts import is_discreet
from generator.site.parts.markdown import to_text, whole_sentences
from generator.site.parts.reach import age_line
from generator.site.parts.times import schedule_lines

FOLDER: Final = "novita/"
MOST: Final = 300
"""So many news of a network, a theme or a place are kept at hand; older ones are in the bulletins of their months."""

_TERMS: Final = ("tema", "territorio")
_CHOICES: Final = {"costo": "cost", "partecipazione": "participation", "stato": "status"}
_VOCABULARIES: Final = {
    "destinatari": ("destinatari",),
    "temi": ("temi",),
    "accessibilita": ("accessibilita",),
    "tipo": ("tipi_attivita", "tipi_ente"),
}
_PRACTICAL: Final = SAID | {
    CONTACT,
    *("nome", "titolo", "luoghi", "come_accedere", "come_aderire", "costo_nota", "rete", "reti"),
}
"""Keys that whoever goes there, calls or looks for something has to know of; the others are touches to its words."""
_LINE: Final = 140
"""So many characters of what a new record says of itself."""
_UNKNOWN_KIND: Final = "da_precisare"
_VERBS: Final = {"adesioni": "organi", "membri": "organi", "rete": "reti"}
"""Keys whose comings and goings are said in the words of another."""
_KEYS_NAMED: Final = 4
"""So many keys are named where many changed at once; the others are counted."""


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened to a record of today. `still` are the keys that say today what they said then."""

    fact: Fact
    entry: AnyRecord
    still: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day it happened."""
        return self.fact.day

    @property
    def code(self) -> str:
        """The code of the kind of its record."""
        return addresses.kind_of(self.entry)


def news_in(site: Site) -> tuple[News, ...]:
    """Return all news of what is on the site, the newest first; who shows them asks whether the site is silent."""
    found = []
    seen: set[tuple[str, str, str]] = set()
    for fact in site.chronicle.facts:
        entry = _entry(fact, site)
        if entry is None or is_delicate(entry, site):
            continue
        keys = [(fact.of, addresses.record(entry), change.key) for change in fact.changes]
        still = tuple(key[2] for key in keys if key not in seen)
        seen.update(keys)
        found.append(News(fact, entry, still))
    return tuple(found)


def news_by_page(site: Site) -> Mapping[str, Sequence[News]]:
    """Return news by the address of the network, theme or place that they concern, the newest first."""
    found: dict[str, list[News]] = {}
    for news in site.news:
        for address in _pages_of(news.entry, site):
            own = found.setdefault(address, [])
            if len(own) < MOST:
                own.append(news)
    return {address: tuple(own) for address, own in found.items()}


def _pages_of(entry: AnyRecord, site: Site) -> Iterator[str]:
    """Yield the pages that something new of a record is new to: networks, themes, places with those around them."""
    networks: Iterable[AnyEntry] = ()
    if isinstance(entry, ActivityEntry | StoryEntry):
        networks = entry.networks
    elif isinstance(entry, PracticeEntry):
        networks = (entry.home,)
    elif isinstance(entry, Entry):
        networks = (entry,)
    yield from dict.fromkeys(addresses.record(network) for network in networks if network.kind == "rete")
    codes = {"tema": entry.themes, "territorio": site.catalogue.geography.with_wholes(entry.territories)}
    for kind in _TERMS:
        for code in sorted(set(codes[kind])):
            if code in site.holdings(kind) and not site.urgent.is_dangerous_term(kind, code):
                yield addresses.term(kind, code)


def _entry(fact: Fact, site: Site) -> AnyRecord | None:
    """Return what a fact is about, as it is called now; None where it has no page any more."""
    catalogue = site.catalogue
    record = catalogue.former_ids.get(fact.record, fact.record)
    if fact.of == "storia":
        return catalogue.stories.get(record)
    if not fact.inner:
        return catalogue.networks.get(record) or catalogue.organizations.get(record)
    inner = f"{record}/{fact.inner}"
    return catalogue.practices.get(inner) if fact.of == "pratica" else catalogue.activities.get(inner)


def is_delicate(entry: AnyRecord, site: Site) -> bool:
    """Tell whether nothing new of a record is told: it is about violence, or stands at a protected place."""
    bodies: Iterable[AnyEntry] = entry.bodies if isinstance(entry, StoryEntry) else ()
    if isinstance(entry, ActivityEntry) and is_discreet(entry):
        return True
    places = getattr(entry.record, "places", ())
    is_protected = any(not isinstance(place, str) and place.protected for place in places)
    return is_protected or site.urgent.is_dangerous(entry) or any(map(site.urgent.is_dangerous, bodies))


def heading(news: News, site: Site, *, several: bool = False) -> str:
    """Say what happened: «Nuova attività», «Scheda aggiornata»; of `several` things at once, «Nuove attività»."""
    happened = f"several_{news.fact.kind}" if several else news.fact.kind
    by_kind = f"news.{happened}_{news.code}"
    return site.texts(by_kind if by_kind in site.texts else f"news.{happened}")


def kicker(news: News, site: Site) -> str:
    """Say in a few words what happened, as they stand beside one name: «Cambia l'orario», «Si cerca»."""
    if is_touch(news):
        return site.texts("news.touch")
    weighty = [change.key for change in news.fact.changes if _is_weighty(change)]
    own = f"news.kicker_{weighty[0]}" if news.fact.kind == CHANGED and len(weighty) == 1 else ""
    return site.texts(own) if own in site.texts else heading(news, site)


def is_touch(news: News) -> bool:
    """Tell whether only words and inner matters of a record changed, nothing that somebody who goes there must know."""
    return news.fact.kind == CHANGED and not any(map(_is_weighty, news.fact.changes))


def _is_weighty(change: Change) -> bool:
    return change.key in _PRACTICAL or is_who(change) or bool(_newly_sought(change))


def is_who(change: Change) -> bool:
    """Tell whether somebody came in or left, or a body meets on another day."""
    return change.key in WHO and change.before != change.after


def _newly_sought(change: Change) -> Counter[str]:
    """Return the codes of what is sought and was not before."""
    if change.key != SOUGHT:
        return Counter()
    before, after = (Counter(json.loads(written or "[]")) for written in (change.before, change.after))
    return after - before


def whose(news: News) -> AnyEntry | None:
    """Return the record that an activity or a good practice is of, or the first that a story tells of."""
    entry = news.entry
    if isinstance(entry, StoryEntry):
        return entry.networks[0] if entry.networks else next(iter(entry.organizations), None)
    if isinstance(entry, ActivityEntry):
        return entry.operator
    return entry.home if isinstance(entry, PracticeEntry) else None


def lines(news: News, site: Site, *, only_known: bool = False) -> list[str]:
    """Say what a new record is, and what changed in another: a line for each key that tells, then one for the rest.

    With `only_known` the others are said only of what changed, where no key tells.
    """
    if news.fact.kind == APPEARED:
        return [line for line in (_opening(news.entry, site), _written(news, site)) if line]
    if news.fact.kind not in {CHANGED, ENDED}:
        return []
    said, others = [], []
    for change in news.fact.changes:
        label = _label(change.key, site)
        before, after = (_in_words(change.key, written, site) for written in (change.before, change.after))
        now = "now" if change.key in news.still else "then"
        if change.key == CONTACT:
            said.append(site.texts(f"news.new_{CONTACT}"))
        elif change.key in WHO and (is_who(change) or f"news.new_{change.key}_same" in site.texts):
            who = _who(change, news, site)
            said += who
            others += [] if who else [change.key if is_who(change) else f"{change.key}_same"]
        elif needs := _needs(change, news, site):
            said += needs
        elif before != after and before and after:
            said.append(site.texts(f"news.was_{now}", label=label, before=before, after=after))
        elif before != after and (before or after):
            key = f"news.only_{now}" if after else "news.only_before"
            said.append(site.texts(key, label=label, value=after or before))
        else:
            others.append(change.key)
    if others and not (only_known and (said or news.fact.kind != CHANGED)):
        said.append(_touched(others, news, site))
    return said


def _written(news: News, site: Site) -> str:
    """Say when a story was written, where it came into the catalogue on another day."""
    written = news.entry.record.date if isinstance(news.entry, StoryEntry) else news.day
    return site.texts("news.written", day=site.words.day(written)) if written != news.day else ""


def _who(change: Change, news: News, site: Site) -> list[str]:
    """Say who enters and who leaves, each body or role by itself; when a body meets next, where that was moved.

    Who has no page any more is not named, nor is who must not be found.
    """
    before, after = (json.loads(written) if written else {} for written in (change.before, change.after))
    verb = _VERBS.get(change.key, change.key)
    nobody: list[Any] = [[], ""]
    # Who sits where a body is called otherwise now has not come in.
    moved = {body for seat in before if seat not in after for body in before[seat][0]}
    if "" in before:
        after.setdefault("", nobody)
    said = []
    for seat in after:
        (were, met), (are, meets) = before.get(seat, nobody), after[seat]
        name = _seat_name(change.key, seat, news.entry, site) if seat else ""
        if seat and not name:
            continue
        sides = (("enters", {*are} - {*were} - (moved if seat not in before else set())), ("leaves", {*were} - {*are}))
        clauses = []
        for what, ids in sides:
            if names := _names(ids, site):
                number = "one" if len(names) == 1 else "many"
                clauses.append(site.texts(f"news.{what}_{verb}.{number}", names=site.words.listed(names)))
        if clauses:
            sentence = f"{name}: {', '.join(clauses)}." if name else f"{', '.join(clauses)}."
            said.append(sentence[0].upper() + sentence[1:])
        if meets != met and change.key in news.still and meets > site.catalogue.today.isoformat():
            said.append(site.texts("news.meets", seat=name, day=site.words.weekday_and_day(date.fromisoformat(meets))))
    return said


def _needs(change: Change, news: News, site: Site) -> list[str]:
    """Say what is sought anew, where it still is: in the words of who seeks it, or what kind of thing it is."""
    new, entry, today = _newly_sought(change), news.entry, site.catalogue.today
    if not new or change.key not in news.still or not isinstance(entry, Entry):
        return []
    sought = [need for need in entry.record.needs if need.resource in new]
    return [
        to_text(need.description or "") or site.words.label("risorse", need.resource)
        for need in sought[-new.total() :]  # what is new is written below
        if need.expires is None or need.expires >= today
    ]


def _names(ids: Iterable[str], site: Site) -> list[str]:
    """Return the names that records have today, in the order of the alphabet; of who must not be found none."""
    catalogue = site.catalogue
    found = (catalogue.entry(catalogue.former_ids.get(body, body)) for body in ids)
    return sorted({entry.name for entry in found if entry is not None and not site.urgent.is_dangerous(entry)})


def _seat_name(key: str, seat: str, entry: AnyRecord, site: Site) -> str:
    """Return what a body or a role of a network is called today; empty where it is there no more."""
    figures = site.figures.get(entry.id, ()) if isinstance(entry, Entry) else ()
    return next(
        (figure.name for figure in figures if figure.scheme == key and seat in {figure.record.id, figure.record.kind}),
        "",
    )


def _touched(keys: Sequence[str], news: News, site: Site) -> str:
    """Say in a sentence each what changed under the first of some keys, and count the others."""
    sentences = [
        _as_it_is(key, news, site) or site.texts(f"news.new_{key}")
        if f"news.new_{key}" in site.texts
        else site.texts("news.touched", names=_label(key, site).lower())
        for key in keys[:_KEYS_NAMED]
    ]
    more = len(keys) - _KEYS_NAMED
    return " ".join([*sentences, *([site.words.count("news.more_keys", more)] if more > 0 else [])])


def _as_it_is(key: str, news: News, site: Site) -> str:
    """Say what is there now, where it is short and stayed so: who coordinates, how it presents itself."""
    entry = news.entry
    if key not in news.still:
        return ""
    if key == "descrizione_breve" and isinstance(entry, Entry) and entry.record.summary:
        words = whole_sentences(to_text(entry.record.summary), _LINE)
        return site.texts("news.now_opening", words=words) if words else ""
    return ""


def _opening(entry: AnyRecord, site: Site) -> str:
    """Say when and where an activity is; of a story how it begins; of others how they present themselves."""
    if isinstance(entry, ActivityEntry):
        times = schedule_lines(entry.record.schedule, site.words) if entry.record.schedule else ()
        return " · ".join(filter(None, (*times[:1], site.places_line(entry.territories))))
    if isinstance(entry, StoryEntry) and (begins := whole_sentences(to_text(entry.record.body), _LINE)):
        return begins
    known = whole_sentences(to_text(entry.opening or ""), _LINE)
    kind = entry.record.kind if isinstance(entry.record, Organization) and not known else _UNKNOWN_KIND
    label = "" if kind == _UNKNOWN_KIND else site.words.label("tipi_ente", kind)
    return known or " · ".join(filter(None, (label, site.places_line(entry.territories))))


def _label(key: str, site: Site) -> str:
    own, known = f"news.key_{key}", f"review.field.{key}"
    if own in site.texts:
        return site.texts(own)
    messages = load("messages", site.texts.lang)
    return messages(known) if known in messages else key.replace("_", " ").capitalize()


def _in_words(key: str, written: str, site: Site) -> str:
    """Say a value of once in the words of today; empty where nobody can."""
    if not written:
        return ""
    try:
        text = _value(key, json.loads(written), site)
    except (ValidationError, KeyError, ValueError, TypeError, AttributeError):
        return ""
    # What stood there once is no longer looked over by anybody: whatever may be somebody's is covered.
    return concealed(" ".join(text.split()), "")


def _value(key: str, value: Any, site: Site) -> str:
    words, vocabularies = site.words, site.catalogue.vocabularies
    codes = [str(code) for code in (value if isinstance(value, list) else [value])]
    if key == "quando":
        return "; ".join(schedule_lines(Schedule.model_validate(value), words))
    if key == "eta":
        return age_line(site, AgeRange.model_validate(value))
    if key == "territori":
        return site.place_names([code for code in codes if code in vocabularies["territori"].terms])
    if key == "lingue":
        named = [words.language(code) for code in codes]
    elif key in _CHOICES:
        named = [words.choice(_CHOICES[key], code) for code in codes]
    else:
        named = [
            words.label(scheme, code)
            for code in codes
            for scheme in _VOCABULARIES[key]
            if code in vocabularies[scheme].terms
        ]
    return words.listed(named)


@dataclass(frozen=True, slots=True)
class Month:
    """The news of one month, the newest first."""

    year: int
    month: int
    news: Sequence[News]

    @property
    def folder(self) -> str:
        """Where its bulletin stands, below the page of the news."""
        return f"{self.year}-{self.month:02}/"


def months_of(news: Sequence[News]) -> list[Month]:
    """Part news by month, the newest first."""
    grouped = groupby(news, key=lambda item: (item.day.year, item.day.month))
    return [Month(year, month, tuple(items)) for (year, month), items in grouped]
