"""What of a catalogue is public: a removed record keeps a page that says so, and its name stands nowhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from generator.catalogue import ActivityEntry, AnyEntry, Catalogue, PracticeEntry, StoryEntry
from generator.records.network import REMOVED

EntryT = TypeVar("EntryT", bound=AnyEntry)
AnyRecord = AnyEntry | ActivityEntry | PracticeEntry


@dataclass(frozen=True, slots=True)
class Hidden:
    """The ids of the networks and organisations that were removed."""

    ids: frozenset[str]

    def but(self, entries: Iterable[EntryT]) -> tuple[EntryT, ...]:
        """Return the entries that are public."""
        return tuple(one for one in entries if one.id not in self.ids)

    def activity(self, entry: ActivityEntry) -> ActivityEntry:
        """Return an activity that names nobody removed; who wrote it stands in for who runs it."""
        if self.ids.isdisjoint(one.id for one in (entry.operator, *entry.networks, *entry.partners)):
            return entry
        operator = entry.home if entry.operator.id in self.ids else entry.operator
        return replace(entry, operator=operator, networks=self.but(entry.networks), partners=self.but(entry.partners))

    def story(self, entry: StoryEntry, practices: Mapping[str, PracticeEntry]) -> StoryEntry:
        """Return a story that links to nobody removed."""
        return replace(
            entry,
            networks=self.but(entry.networks),
            organizations=self.but(entry.organizations),
            practices=tuple(one for one in entry.practices if one.id in practices),
        )


def published(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue without what was removed, nor any mention of it."""
    hidden = _hidden(catalogue)
    if not hidden.ids:
        return catalogue
    practices = {key: one for key, one in catalogue.practices.items() if one.home.id not in hidden.ids}
    return replace(
        catalogue,
        networks={key: one for key, one in catalogue.networks.items() if key not in hidden.ids},
        organizations={key: one for key, one in catalogue.organizations.items() if key not in hidden.ids},
        activities={
            key: hidden.activity(one) for key, one in catalogue.activities.items() if one.home.id not in hidden.ids
        },
        practices=practices,
        ties=tuple(
            tie
            for tie in catalogue.ties
            if tie.network.id not in hidden.ids and (tie.body is None or tie.body.id not in hidden.ids)
        ),
        stories={key: hidden.story(one, practices) for key, one in catalogue.stories.items()},
    )


def removed(catalogue: Catalogue) -> tuple[AnyRecord, ...]:
    """Return every record that was removed, with what stood in its file."""
    hidden = _hidden(catalogue).ids
    bodies = [one for group in (catalogue.networks, catalogue.organizations) for one in group.values()]
    inner = [one for group in (catalogue.activities, catalogue.practices) for one in group.values()]
    return (*(one for one in bodies if one.id in hidden), *(one for one in inner if one.home.id in hidden))


def _hidden(catalogue: Catalogue) -> Hidden:
    entries: list[AnyEntry] = [*catalogue.networks.values(), *catalogue.organizations.values()]
    return Hidden(frozenset(one.id for one in entries if one.record.status == REMOVED))
