"""From plain data that passed its checks to a catalogue of typed, connected entries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from operator import is_
from typing import Any, Final

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
from generator.records.common import UnlistedOrganization
from generator.records.network import Membership, Network
from generator.records.organization import Affiliation, Organization
from generator.records.plain import without_empty
from generator.records.story import Story

_UNION: Final = "unione_comuni"


@dataclass(slots=True)
class Kept:
    """What an earlier build of the same day made.

    `entries` by file, each with the file as it was read then; `activities` by the record they are in, each with what
    they were made of: that record, the ids that its activities name, and the entries those stood for.
    """

    entries: dict[str, tuple[SourceFile, Any]] = field(default_factory=dict)
    activities: dict[str, tuple[AnyEntry, list[str], list[AnyEntry | None], dict[str, ActivityEntry]]] = field(
        default_factory=dict
    )
    day: date | None = None

    def copy(self) -> "Kept":
        """Return another that goes its own way."""
        return Kept(dict(self.entries), dict(self.activities), self.day)


def build_catalogue(
    sources: Iterable[SourceFile], vocabularies: Vocabularies, today: date, kept: Kept | None = None
) -> Catalogue:
    """Build a catalogue out of files whose shape is right; references that lead nowhere are left out.

    Who builds again and again passes the same `kept`: a file that is the same object is not turned into a record twice.
    """
    kept = Kept() if kept is None else kept
    if kept.day != today:
        kept.activities, kept.day = {}, today
    files = list(sources)
    networks = _entries((file for file in files if file.kind == "rete"), Network, kept)
    organizations = _entries((file for file in files if file.kind == "ente"), Organization, kept)
    organizations = _placed(organizations)
    ties = _ties(networks, organizations, today)
    organizations = _with_inherited(organizations, networks, ties)
    entries: dict[str, AnyEntry] = {**organizations, **networks}
    # Ties were made of organisations before these inherited anything: they hold the final ones from here on.
    ties = tuple(_with_body(tie, entries) for tie in ties)
    practices = _practices(entries)
    return Catalogue(
        today=today,
        vocabularies=vocabularies,
        networks=networks,
        organizations=organizations,
        activities=_activities(entries, today, kept),
        practices=practices,
        ties=ties,
        former_ids={former: entry.id for entry in entries.values() for former in entry.record.former_ids},
        stories=_stories((file for file in files if file.kind == "storia"), networks, organizations, practices),
    )


def _entries(files: Iterable[SourceFile], model: type[RecordT], kept: Kept) -> dict[str, Entry[RecordT]]:
    entries: dict[str, Entry[RecordT]] = {}
    for file in sorted(files, key=lambda file: file.id):
        earlier = kept.entries.get(file.file)
        if earlier and earlier[0] is file:
            entry = earlier[1]
        else:
            record = model.model_validate(without_empty(file.data))
            entry = Entry(file.id, file.kind, file.file, record, record.territories, record.sources, source=file.digest)
        entries[file.id] = entry
        kept.entries[file.file] = (file, entry)
    return entries


def _placed(organizations: Mapping[str, OrganizationEntry]) -> dict[str, OrganizationEntry]:
    """Say where the organisations are that name no territory: where they have seats; a union is its municipalities.

    A protected seat says nothing of where it is.
    """
    placed = {}
    for entry in organizations.values():
        record, codes = entry.record, []
        if not entry.territories and not record.everywhere:
            if record.kind == _UNION:
                codes = [code for member in record.members for code in _territories(member, organizations)]
            codes = codes or [place.territory for place in record.places if place.territory and not place.protected]
        placed[entry.id] = replace(entry, territories=tuple(dict.fromkeys(codes))) if codes else entry
    return placed


def _territories(
    reference: str | UnlistedOrganization, organizations: Mapping[str, OrganizationEntry]
) -> tuple[str, ...]:
    if not isinstance(reference, str):
        return reference.territories
    entry = organizations.get(reference)
    return entry.record.territories if entry else ()


def _with_inherited(
    organizations: Mapping[str, OrganizationEntry], networks: Mapping[str, NetworkEntry], ties: Iterable[Tie]
) -> dict[str, OrganizationEntry]:
    """Give organisations that name no territory or source those of their networks, marked as inherited.

    The pages about a body that no network counts among its own are those of the networks that it does something with.
    """
    joined: dict[str, dict[NetworkEntry, None]] = {}
    for tie in ties:
        if tie.body is not None:
            joined.setdefault(tie.body.id, {})[tie.network] = None
    named: dict[str, dict[NetworkEntry, None]] = {}
    for network in networks.values():
        for activity in network.record.activities:
            for body in (activity.operator, *activity.partners):
                if body:
                    named.setdefault(body, {})[network] = None
    return {
        body.id: _inheriting(body, tuple(joined.get(body.id, ())), tuple(named.get(body.id, ())))
        for body in organizations.values()
    }


def _inheriting(
    entry: OrganizationEntry, joined: tuple[NetworkEntry, ...], naming: tuple[NetworkEntry, ...]
) -> OrganizationEntry:
    territories, sources = entry.territories, entry.sources
    if not territories and not entry.record.everywhere:
        territories = tuple(dict.fromkeys(code for network in joined for code in network.territories))
    if not sources and not entry.verification:
        sources = tuple(dict.fromkeys(source for network in joined or naming for source in network.sources))
    changed = {"territories": territories != entry.territories, "sources": sources != entry.sources}
    inherited = frozenset(name for name, is_new in changed.items() if is_new)
    return replace(entry, territories=territories, sources=sources, inherited=inherited) if inherited else entry


def _ties(
    networks: Mapping[str, NetworkEntry], organizations: Mapping[str, OrganizationEntry], today: date
) -> tuple[Tie, ...]:
    """Join what the networks say of their members with what the members say of their networks."""
    entries: dict[str, AnyEntry] = {**organizations, **networks}
    ties: list[Tie] = []
    place_of: dict[tuple[str, str], int] = {}
    for network in networks.values():
        for membership in network.record.memberships:
            body = entries.get(membership.body) if isinstance(membership.body, str) else None
            if body is not None:
                place_of.setdefault((network.id, body.id), len(ties))
            if body is not None or not isinstance(membership.body, str):
                ties.append(_tie(network, body, membership))
    on_both_sides: set[int] = set()
    for body in organizations.values():
        for affiliation in body.record.affiliations:
            network_id = affiliation.network
            if not isinstance(network_id, str) or network_id not in networks:
                continue
            place = place_of.get((network_id, body.id))
            if place is None:
                ties.append(_tie(networks[network_id], body, affiliation))
            else:
                on_both_sides.add(place)
                ties[place] = _completed(ties[place], affiliation)
    return tuple(tie if place in on_both_sides else _awaiting(tie, today) for place, tie in enumerate(ties))


def _tie(network: NetworkEntry, body: AnyEntry | None, record: Membership | Affiliation) -> Tie:
    unlisted = None
    if isinstance(record, Membership) and not isinstance(record.body, str):
        unlisted = record.body
    return Tie(
        network=network,
        body=body,
        unlisted=unlisted,
        kinds=record.ties,
        office=record.office,
        since=record.since,
        until=record.until,
        brings=record.brings,
        note=record.note,
    )


def _completed(tie: Tie, affiliation: Affiliation) -> Tie:
    """Fill what the network leaves open with what the member says; where both speak, the network's words stay."""
    return replace(
        tie,
        kinds=tie.kinds or affiliation.ties,
        office=tie.office or affiliation.office,
        since=tie.since or affiliation.since,
        until=tie.until or affiliation.until,
        brings=tie.brings or affiliation.brings,
        note=tie.note or affiliation.note,
    )


def _awaiting(tie: Tie, today: date) -> Tie:
    """Mark a tie that one side tells although a side was confirmed; a network cannot answer, a past tie need not."""
    if tie.is_over(today) or not isinstance(tie.body, Entry) or tie.body.kind != "ente":
        return tie
    confirmed = tie.network.verification or tie.body.verification
    return replace(tie, pending=True) if confirmed else tie


def _with_ids(items: Iterable[Any], name: str, fallback: str) -> dict[str, Any]:
    """Return inner records by id: their own, or one made of their name and different from all others of the file."""
    listed = list(items)
    own = {item.id for item in listed if item.id}
    by_id: dict[str, Any] = {}
    for item in listed:
        base = slug(getattr(item, name)) or fallback
        free = (base if number == 1 else f"{base}-{number}" for number in range(1, 10_000))
        by_id[item.id or next(inner for inner in free if inner not in own and inner not in by_id)] = item
    return by_id


def _with_body(tie: Tie, entries: Mapping[str, AnyEntry]) -> Tie:
    body = entries.get(tie.body.id) if tie.body else None
    return tie if body is tie.body else replace(tie, body=body)


def _activities(entries: Mapping[str, AnyEntry], today: date, kept: Kept) -> dict[str, ActivityEntry]:
    """Return the activities by id; of a record that is the same, and names the same, those of the earlier build."""
    activities: dict[str, ActivityEntry] = {}
    for home in sorted(entries.values(), key=lambda entry: entry.id):
        record = home.record
        if not record.activities:
            continue
        earlier = kept.activities.get(home.id)
        if earlier is None or earlier[0] is not home or not all(map(is_, map(entries.get, earlier[1]), earlier[2])):
            named = [known for activity in record.activities for known in _named(activity)]
            inner = _with_ids(record.activities, "name", "attivita")
            made = {
                f"{home.id}/{key}": _activity(f"{home.id}/{key}", inner[key], home, entries, today) for key in inner
            }
            earlier = kept.activities[home.id] = home, named, list(map(entries.get, named)), made
        activities |= earlier[3]
    return activities


def _named(activity: Activity) -> tuple[str, ...]:
    """The ids of all that an activity is made of beside its own record."""
    operator = (activity.operator,) if activity.operator else ()
    return (*activity.networks, *operator, *activity.partners)


def _activity(
    global_id: str, activity: Activity, home: AnyEntry, entries: Mapping[str, AnyEntry], today: date
) -> ActivityEntry:
    """Fill in what an activity leaves to its file, and what that leaves to the networks it belongs to."""
    named = (entries.get(network) for network in activity.networks)
    networks = [entry for entry in named if entry is not None and isinstance(entry.record, Network)]
    if isinstance(home.record, Network):
        networks.insert(0, home)
    themes = (activity.themes, home.record.themes, *(network.record.themes for network in networks))
    territories = (activity.territories, home.territories, *(network.territories for network in networks))
    sources = (activity.sources, home.record.sources, *(network.sources for network in networks), home.sources)
    own = {"themes": activity.themes, "territories": activity.territories}
    known = next(filter(None, sources), ())
    return ActivityEntry(
        id=global_id,
        record=activity,
        home=home,
        operator=entries.get(activity.operator or "") or home,
        networks=tuple(dict.fromkeys(networks)),
        partners=tuple(entry for entry in map(entries.get, activity.partners) if entry is not None),
        themes=next(filter(None, themes), ()),
        territories=next(filter(None, territories), ()),
        inherited=frozenset(name for name, value in own.items() if not value),
        status=status_of(activity, known, home.verification, today, home_is_over=home.is_over),
        sources=known,
    )


def _practices(entries: Mapping[str, AnyEntry]) -> dict[str, PracticeEntry]:
    return {
        f"{home.id}/{inner}": PracticeEntry(
            id=f"{home.id}/{inner}",
            record=practice,
            home=home,
            themes=home.record.themes,
            territories=home.territories,
            sources=practice.sources or home.sources,
        )
        for home in sorted(entries.values(), key=lambda entry: entry.id)
        for inner, practice in _with_ids(home.record.practices, "title", "pratica").items()
    }


def _stories(
    files: Iterable[SourceFile],
    networks: Mapping[str, NetworkEntry],
    organizations: Mapping[str, OrganizationEntry],
    practices: Mapping[str, PracticeEntry],
) -> dict[str, StoryEntry]:
    """Return the stories by id, newest first."""
    stories = []
    for file in files:
        record = Story.model_validate(without_empty(file.data))
        stories.append(
            StoryEntry(
                id=file.id,
                file=file.file,
                record=record,
                networks=tuple(networks[known] for known in record.networks if known in networks),
                organizations=tuple(organizations[known] for known in record.organizations if known in organizations),
                practices=tuple(practices[known] for known in record.practices if known in practices),
                source=file.digest,
            )
        )
    newest_first = sorted(stories, key=lambda story: (story.record.date, story.id), reverse=True)
    return {story.id: story for story in newest_first}
