"""`/attivita/<record>/<activity>/`: one activity. Who reads it wants to go there, so it ends with others like it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final

from generator.catalogue import ActivityEntry
from generator.site.model import Site
from generator.site.page import Page
from generator.site.parts.record import chosen, record_page, removed_pages

_ALIKE: Final = 6


def activity_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """One page for each activity, those that are over included, or for those whose ids are in `only`."""
    by_kind: dict[str, SameKind] = {}
    for activity in site.activities:
        by_kind.setdefault(activity.record.kinds[0], SameKind()).add(activity)
    for entry in chosen(site.catalogue.activities, only):
        context = {"alike": site.contact_first(by_kind.get(entry.record.kinds[0], SameKind()).beside(entry))}
        yield record_page(site, "attivita", entry, context, site.describer.activity(entry))
    yield from removed_pages(site, "attivita", only)


@dataclass(slots=True)
class SameKind:
    """Activities of one kind in their order, looked up by place: a kind may have thousands."""

    entries: list[ActivityEntry] = field(default_factory=list)
    numbers_in: dict[str, list[int]] = field(default_factory=dict)
    """Place → indexes into `entries`."""

    def add(self, entry: ActivityEntry) -> None:
        """Put an activity behind the others."""
        for place in entry.territories:
            self.numbers_in.setdefault(place, []).append(len(self.entries))
        self.entries.append(entry)

    def beside(self, entry: ActivityEntry) -> list[ActivityEntry]:
        """Return the first few others: those of a same place, then any."""
        near = dict.fromkeys(sorted(number for place in entry.territories for number in self.numbers_in.get(place, ())))
        numbers = chain(near, (number for number in range(len(self.entries)) if number not in near))
        activities = (self.entries[number] for number in numbers)
        return list(islice((activity for activity in activities if activity.id != entry.id), _ALIKE))
