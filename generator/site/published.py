"""What of a catalogue is public: of what was removed and of drafts the name stands nowhere.

A removed record keeps a page that says so; a draft (`stato: bozza`) never had one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from generator.catalogue import ActivityEntry, AnyEntry, Catalogue, PracticeEntry, StoryEntry
from generator.records.network import DRAFT, REMOVED

EntryT = TypeVar("EntryT", bound=AnyEntry)
RemovedRecord = AnyEntry | ActivityEntry | PracticeEntry


@dataclass(frozen=True, slots=True)
class Hidden:
    """The ids of the networks and organisations that were removed, or are drafts."""

    ids: frozenset[str]

    def but(self, entries: Iterable[EntryT]) -> tuple[EntryT, ...]:
        """Return the entries that are public."""
        return tuple(entry for entry in entries if entry.id not in self.ids)

    def activity(self, entry: ActivityEntry) -> ActivityEntry:
        """Return an activity that names nobody removed; who wrote it stands in for who runs it."""
        if self.ids.isdisjoint(body.id for body in (entry.operator, *entry.networks, *entry.partners)):
            return entry
        operator = entry.home if entry.operator.id in self.ids else entry.operator
        return replace(entry, operator=operator, networks=self.but(entry.networks), partners=self.but(entry.partners))

    def story(self, entry: StoryEntry, practices: Mapping[str, PracticeEntry]) -> StoryEntry:
        """Return a story that links to nobody removed."""
        return replace(
            entry,
            networks=self.but(entry.networks),
            organizations=self.but(entry.organizations),
            practices=tuple(practice for practice in entry.practices if practice.id in practices),
        )


def published(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue without what was removed and without drafts, nor any mention of them."""
    hidden = _hidden(catalogue, DRAFT, REMOVED)
    if not hidden.ids:
        return catalogue
    practices = {key: practice for key, practice in catalogue.practices.items() if practice.home.id not in hidden.ids}
    return replace(
        catalogue,
        networks={key: network for key, network in catalogue.networks.items() if key not in hidden.ids},
        organizations={key: body for key, body in catalogue.organizations.items() if key not in hidden.ids},
        activities={
            key: hidden.activity(activity)
            for key, activity in catalogue.activities.items()
            if activity.home.id not in hidden.ids
        },
        practices=practices,
        ties=tuple(
            tie
            for tie in catalogue.ties
            if tie.network.id not in hidden.ids and (tie.body is None or tie.body.id not in hidden.ids)
        ),
        stories={key: hidden.story(story, practices) for key, story in catalogue.stories.items()},
    )


def removed(catalogue: Catalogue) -> tuple[RemovedRecord, ...]:
    """Return every record that was removed, with what stood in its file."""
    hidden = _hidden(catalogue, REMOVED).ids
    records: tuple[RemovedRecord, ...] = (
        *catalogue.networks.values(),
        *catalogue.organizations.values(),
        *catalogue.activities.values(),
        *catalogue.practices.values(),
    )
    return tuple(record for record in records if record.home.id in hidden)


def _hidden(catalogue: Catalogue, *statuses: str) -> Hidden:
    entries: list[AnyEntry] = [*catalogue.networks.values(), *catalogue.organizations.values()]
    return Hidden(frozenset(entry.id for entry in entries if entry.record.status in statuses))
