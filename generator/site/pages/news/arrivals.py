"""Many that are new at once: how a catalogue was born, what a later day brought. A number, themes and a few names."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from generator import addresses
from generator.catalogue.entries import AnyRecord, Entry
from generator.catalogue.kinds import RECORDS
from generator.catalogue.news import APPEARED
from generator.site.model import Holdings, Site
from generator.site.parts.news import News, is_delicate
from generator.site.turns import drawn

MANY: Final = 12
"""Of more than so many that are new at once the number is told; of more names the others unfold."""
_EXAMPLES: Final = 3
_THEMES: Final = 4
_NAMED: Final = 200
_STORY: Final = "storia"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Records that are new together; `counts` say how many of each kind, with where they are listed."""

    is_birth: bool
    opening: str
    counts: Sequence[tuple[str, str]]
    themes: Sequence[str]
    """The largest families of themes; nothing where they are known of few, or all of one."""
    examples: Sequence[AnyRecord]
    named: Sequence[AnyRecord]

    @property
    def title(self) -> str:
        """The key of what stands above it, where something does."""
        return "news.born_title" if self.is_birth else "news.came_title"

    def sentences(self, site: Site, *, is_headed: bool = False) -> list[str]:
        """Say all of it, as in a message: how many, some by name, of what; under a heading not what happened."""
        words = site.words
        numbers = words.listed([counted for counted, _ in self.counts])
        said = [" ".join([*([] if is_headed else [self.opening]), f"{numbers}."])] if numbers else []
        if self.examples:
            said.append(f"{site.texts('news.for_example')} {words.listed([entry.name for entry in self.examples])}.")
        if self.themes:
            said.append(f"{site.texts('news.by_theme')} {', '.join(self.themes)}.")
        return said or ([] if is_headed else [site.texts("news.born_alone")])


def arrivals_of(site: Site, address: str, held: Holdings, news: Sequence[News]) -> tuple[list[Arrivals], list[News]]:
    """Part news into what came together and the others; `address` is the page they are of, empty for all, `held` its.

    Of the day on which the catalogue was born everything that appeared is how it was born, but for stories.
    """
    born = site.born
    told: list[Arrivals] = []
    at_birth = [item for item in news if item.day == born and item.fact.kind == APPEARED and item.code != _STORY]
    if at_birth:
        told.append(_birth(site, address, held))
    birth = set(map(id, at_birth))
    left = [item for item in news if id(item) not in birth]
    by_kind = sorted((item for item in left if item.fact.kind == APPEARED), key=lambda item: item.code)
    for code, came in ((code, list(items)) for code, items in groupby(by_kind, key=lambda item: item.code)):
        if len(came) > MANY and code != _STORY:
            entries = [item.entry for item in came]
            listed = address or addresses.section(code)
            told.append(_arrivals(site, ((code, len(entries), listed),), entries, is_birth=False))
            gone = set(map(id, came))
            left = [item for item in left if id(item) not in gone]
    return told, left


def _birth(site: Site, address: str, held: Holdings) -> Arrivals:
    """Return what a catalogue, or what of it stands on a page, was born with; of a network only that it was there."""
    later = site.arrived_later

    def first(entries: Sequence[AnyRecord], home: Callable[[AnyRecord], str]) -> list[AnyRecord]:
        return [entry for entry in entries if entry.id not in later and home(entry) not in later]

    groups = (
        ("ente", first(held.organizations, lambda entry: entry.id)),
        ("rete", first(held.networks, lambda entry: entry.id)),
        ("attivita", first(held.activities, lambda entry: entry.id.partition("/")[0])),
    )
    counts = [(code, len(entries), address or addresses.section(code)) for code, entries in groups if entries]
    return _arrivals(site, counts, groups[0][1] or groups[1][1], is_birth=True)


def _arrivals(
    site: Site, counts: Sequence[tuple[str, int, str]], entries: Sequence[AnyRecord], *, is_birth: bool
) -> Arrivals:
    shown = [entry for entry in entries if not is_delicate(entry, site)]
    busy = [entry for entry in shown if _does_something(site, entry)] or shown
    examples = drawn(busy, lambda entry: _family(site, entry), lambda entry: site.lot(entry.id), _EXAMPLES)
    opening = site.texts("news.born" if is_birth else "news.came")
    counted = [(site.words.count(f"count.{RECORDS[code].group}", count), at) for code, count, at in counts]
    return Arrivals(is_birth, opening, counted, tuple(_themes(site, entries)), tuple(examples), tuple(shown[:_NAMED]))


def _does_something(site: Site, entry: AnyRecord) -> bool:
    """Tell whether somebody who reads of it could go or call: a body that runs something and can be reached."""
    if not isinstance(entry, Entry):
        return True
    runs = any(not activity.is_over for activity in site.catalogue.activities_of.get(entry.id, ()))
    return runs and not site.is_unreachable(entry)


def _family(site: Site, entry: AnyRecord) -> str:
    """Return the family of themes of a record; of one that names none, of the first thing it does."""
    done = site.catalogue.activities_of.get(entry.id, ()) if isinstance(entry, Entry) else ()
    return next(filter(None, (site.words.family(one.themes) for one in (entry, *done))), "")


def _themes(site: Site, entries: Sequence[AnyRecord]) -> Iterator[str]:
    counted = Counter(filter(None, (_family(site, entry) for entry in entries)))
    labels = site.words.families_of_themes
    families = [family for family in labels if counted[family]]
    largest = sorted(families, key=lambda family: -counted[family])[:_THEMES]
    # Where most say nothing of what they are about, this would tell of few as if they were all.
    if len(families) > 1 and 2 * sum(counted[family] for family in largest) > len(entries):
        yield from (labels[family] for family in largest)
