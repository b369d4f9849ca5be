"""From plain data that passed its checks to a catalogue of typed, connected entries."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from generator.catalogue.entries import (
    ActivityEntry,
    AnyEntry,
    Entry,
    NetworkEntry,
    OrganizationEntry,
    PracticeEntry,
    RecordT,
    StoryEntry,
    Tie,
)
from generator.catalogue.model import Catalogue
from generator.catalogue.status import status_of
from generator.catalogue.vocabularies import Vocabularies
from generator.reading.folder import SourceFile, slug
from generator.records.activity import Activity
from generator.records.common import Source
from generator.records.network import Membership, Network
from generator.records.organization import Affiliation, Organization
from generator.records.plain import without_empty
from generator.records.practice import Practice
from generator.records.story import Story

Kept = dict[str, tuple[SourceFile, Any]]
"""Entries of an earlier build by file, each with the file as it was read then."""


def build_catalogue(
    sources: Iterable[SourceFile], vocabularies: Vocabularies, today: date, kept: Kept | None = None
) -> Catalogue:
    """Build a catalogue out of files whose shape is right; references that lead nowhere are left out.

    Who builds again and again passes the same `kept`: a file that is the same object is not turned into a record twice.
    """
    kept = {} if kept is None else kept
    sources = list(sources)
    files = [one for one in sources if one.kind in {"rete", "ente"}]
    networks = _entries((one for one in files if one.kind == "rete"), Network, kept)
    organizations = _entries((one for one in files if one.kind == "ente"), Organization, kept)
    ties = _ties(networks, organizations, today)
    organizations = _placed(organizations, networks, ties)
    found: dict[str, AnyEntry] = {**organizations, **networks}
    ties = tuple(replace(tie, body=found.get(tie.body.id)) if tie.body else tie for tie in ties)
    practices = _practices(found)
    return Catalogue(
        today=today,
        vocabularies=vocabularies,
        networks=networks,
        organizations=organizations,
        activities=_activities(found, today),
        practices=practices,
        ties=ties,
        former_ids={former: one.id for one in found.values() for former in one.record.former_ids},
        stories=_stories((one for one in sources if one.kind == "storia"), networks, organizations, practices),
    )


def _entries(files: Iterable[SourceFile], model: type[RecordT], kept: Kept) -> dict[str, Entry[RecordT]]:
    entries: dict[str, Entry[RecordT]] = {}
    for one in sorted(files, key=lambda source: source.id):
        before = kept.get(one.file)
        entries[one.id] = before[1] if before and before[0] is one else _entry(one, model)
        kept[one.file] = (one, entries[one.id])
    return entries


def _entry(one: SourceFile, model: type[RecordT]) -> Entry[RecordT]:
    record = model.model_validate(without_empty(one.data))
    return Entry(one.id, one.kind, one.file, record, record.territories, record.sources)


def _placed(
    organizations: Mapping[str, OrganizationEntry], found: Mapping[str, NetworkEntry], ties: Iterable[Tie]
) -> dict[str, OrganizationEntry]:
    """Give organisations that name no territory or source those of their networks, marked as inherited.

    The pages about a body that no network counts among its own are those of the networks that it does something with.
    """
    networks: dict[str, dict[NetworkEntry, None]] = {}
    for tie in ties:
        if tie.body is not None:
            networks.setdefault(tie.body.id, {})[tie.network] = None
    speaking = _speaking_of(found.values())
    return {
        one.id: _completed_entry(one, tuple(networks.get(one.id, ())), tuple(speaking.get(one.id, ())))
        for one in organizations.values()
    }


def _speaking_of(networks: Iterable[NetworkEntry]) -> dict[str, dict[NetworkEntry, None]]:
    """Return by id the networks whose activities name a body, in their order."""
    found: dict[str, dict[NetworkEntry, None]] = {}
    for network in networks:
        for activity in network.record.activities:
            for named in (activity.operator, *activity.partners):
                if named:
                    found.setdefault(named, {})[network] = None
    return found


def _completed_entry(
    entry: OrganizationEntry, networks: tuple[NetworkEntry, ...], speaking: tuple[NetworkEntry, ...]
) -> OrganizationEntry:
    territories, sources = entry.territories, entry.sources
    if not territories and not entry.record.everywhere:
        territories = _union(network.territories for network in networks)
    if not sources and not entry.verification:
        sources = _union(network.sources for network in networks or speaking)
    changed = {"territories": territories != entry.territories, "sources": sources != entry.sources}
    inherited = frozenset(name for name, is_new in changed.items() if is_new)
    return replace(entry, territories=territories, sources=sources, inherited=inherited) if inherited else entry


def _union(groups: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(item for group in groups for item in group))


def _ties(
    networks: Mapping[str, NetworkEntry], organizations: Mapping[str, OrganizationEntry], today: date
) -> tuple[Tie, ...]:
    """Join what the networks say of their members with what the members say of their networks."""
    found: dict[str, AnyEntry] = {**organizations, **networks}
    ties: list[Tie] = []
    told: dict[tuple[str, str], int] = {}
    for network in networks.values():
        for membership in network.record.memberships:
            body = found.get(membership.body) if isinstance(membership.body, str) else None
            if body is not None:
                told.setdefault((network.id, body.id), len(ties))
            if body is not None or not isinstance(membership.body, str):
                ties.append(_tie(network, body, membership))
    both: set[int] = set()
    for body in organizations.values():
        for affiliation in body.record.affiliations:
            if affiliation.network not in networks:
                continue
            place = told.get((affiliation.network, body.id))
            if place is None:
                ties.append(_tie(networks[affiliation.network], body, affiliation))
            else:
                both.add(place)
                ties[place] = _completed(ties[place], affiliation)
    return tuple(tie if index in both else _awaiting(tie, today) for index, tie in enumerate(ties))


def _tie(network: NetworkEntry, body: AnyEntry | None, told: Membership | Affiliation) -> Tie:
    unlisted = None
    if isinstance(told, Membership) and not isinstance(told.body, str):
        unlisted = told.body
    return Tie(
        network=network,
        body=body,
        unlisted=unlisted,
        kinds=told.ties,
        office=told.office,
        since=told.since,
        until=told.until,
        brings=told.brings,
        note=told.note,
    )


def _completed(tie: Tie, told: Affiliation) -> Tie:
    """Fill what the network leaves open with what the member says; where both speak, the network's words stay."""
    return replace(
        tie,
        kinds=tie.kinds or told.ties,
        office=tie.office or told.office,
        since=tie.since or told.since,
        until=tie.until or told.until,
        brings=tie.brings or told.brings,
        note=tie.note or told.note,
    )


def _awaiting(tie: Tie, today: date) -> Tie:
    """Mark a tie that one side tells although a side was confirmed; a network cannot answer, a past tie need not."""
    ended = tie.until is not None and tie.until.last is not None and tie.until.last < today
    if ended or not isinstance(tie.body, Entry) or tie.body.kind != "ente":
        return tie
    confirmed = tie.network.verification or tie.body.verification
    return replace(tie, pending=True) if confirmed else tie


def _inner_id(given: str | None, name: str, taken: Iterable[str], fallback: str) -> str:
    """Return the id of an inner record: its own, or one made of its name and different from those taken."""
    if given:
        return given
    base = slug(name) or fallback
    candidates = (base if number == 1 else f"{base}-{number}" for number in range(1, 10_000))
    used = set(taken)
    return next(candidate for candidate in candidates if candidate not in used)


def _with_ids(items: Iterable[Any], name: str, fallback: str) -> dict[str, Any]:
    listed = list(items)
    own = [item.id for item in listed if item.id]
    found: dict[str, Any] = {}
    for item in listed:
        found[_inner_id(item.id, getattr(item, name), (*own, *found), fallback)] = item
    return found


def _activities(found: Mapping[str, AnyEntry], today: date) -> dict[str, ActivityEntry]:
    entries: dict[str, ActivityEntry] = {}
    for home in sorted(found.values(), key=lambda one: one.id):
        for inner, activity in _with_ids(home.record.activities, "name", "attivita").items():
            entries[f"{home.id}/{inner}"] = _activity(f"{home.id}/{inner}", activity, home, found, today)
    return entries


def _activity(
    global_id: str, activity: Activity, home: AnyEntry, found: Mapping[str, AnyEntry], today: date
) -> ActivityEntry:
    networks = [one for one in map(found.get, activity.networks) if one is not None and isinstance(one.record, Network)]
    if isinstance(home.record, Network):
        networks.insert(0, home)
    operator = found.get(activity.operator or "") or home
    themes = activity.themes or home.record.themes or _first(one.record.themes for one in networks)
    territories = activity.territories or home.territories or _first(one.territories for one in networks)
    sources = activity.sources or home.record.sources or _first_sources(networks) or home.sources
    own = {"themes": activity.themes, "territories": activity.territories}
    return ActivityEntry(
        id=global_id,
        record=activity,
        home=home,
        operator=operator,
        networks=tuple(dict.fromkeys(networks)),
        partners=tuple(one for one in map(found.get, activity.partners) if one is not None),
        themes=themes,
        territories=territories,
        inherited=frozenset(name for name, value in own.items() if not value),
        status=status_of(activity, sources, home.verification, today),
        sources=sources,
    )


def _first(candidates: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return next((one for one in candidates if one), ())


def _first_sources(networks: Iterable[AnyEntry]) -> tuple[Source, ...]:
    return next((one.sources for one in networks if one.sources), ())


def _practices(found: Mapping[str, AnyEntry]) -> dict[str, PracticeEntry]:
    entries: dict[str, PracticeEntry] = {}
    for home in sorted(found.values(), key=lambda one: one.id):
        for inner, practice in _with_ids(home.record.practices, "title", "pratica").items():
            entries[f"{home.id}/{inner}"] = _practice(f"{home.id}/{inner}", practice, home)
    return entries


def _practice(global_id: str, practice: Practice, home: AnyEntry) -> PracticeEntry:
    return PracticeEntry(
        id=global_id,
        record=practice,
        home=home,
        themes=home.record.themes,
        territories=home.territories,
        sources=practice.sources or home.sources,
    )


def _stories(
    files: Iterable[SourceFile],
    networks: Mapping[str, NetworkEntry],
    organizations: Mapping[str, OrganizationEntry],
    practices: Mapping[str, PracticeEntry],
) -> dict[str, StoryEntry]:
    read = ((one, Story.model_validate(without_empty(one.data))) for one in files)
    entries = (
        StoryEntry(
            id=one.id,
            file=one.file,
            record=story,
            networks=tuple(networks[known] for known in story.networks if known in networks),
            organizations=tuple(organizations[known] for known in story.organizations if known in organizations),
            practices=tuple(practices[known] for known in story.practices if known in practices),
        )
        for one, story in read
    )
    return {one.id: one for one in sorted(entries, key=lambda one: (one.record.date, one.id), reverse=True)}
