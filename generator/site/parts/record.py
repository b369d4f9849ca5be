"""Pages of single records: networks, organisations, activities, good practices."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry, NetworkEntry, Tie
from generator.catalogue.entries import AnyRecord
from generator.catalogue.kinds import KINDS, RECORDS
from generator.records.organization import Affiliation
from generator.site.model import Site
from generator.site.page import PER_SECTION, Crumb, Page
from generator.site.parts.listing import Listing, listing
from generator.site.parts.markdown import shortened, to_text
from generator.site.search.metadata import facets_of, found, shown_of

EntryT = TypeVar("EntryT")

DESCRIPTION_LENGTH: Final = 155


def chosen(entries: Mapping[str, EntryT], only: Collection[str]) -> Iterable[EntryT]:
    """Return all entries, or those whose ids are in `only`, in its order; an id that nothing has is passed over."""
    return [entries[entry_id] for entry_id in only if entry_id in entries] if only else entries.values()


def split_by_end(activities: Iterable[ActivityEntry]) -> tuple[list[ActivityEntry], list[ActivityEntry]]:
    """Part what goes on from what is over."""
    current: list[ActivityEntry] = []
    ended: list[ActivityEntry] = []
    for activity in activities:
        (ended if activity.is_over else current).append(activity)
    return current, ended


@dataclass(frozen=True, slots=True)
class JoinedTie:
    """Everything said of one member in one network, on one line: sources may tell it twice."""

    network: NetworkEntry | None
    """None for a network that has no record."""
    body: AnyEntry | None
    name: str
    """Name of the member, or of a network that has no record."""
    offices: tuple[str, ...]
    lines: tuple[str, ...]
    url: str = ""
    """A page elsewhere about what has no record."""


_PLAIN: Final = "aderente"
"""A member that is nothing more: whoever is in the list is."""


def joined_ties(site: Site, ties: Iterable[Tie], side: Callable[[Tie], Any]) -> list[JoinedTie]:
    """Join the memberships that lead to the same place, those that say most of themselves first."""
    groups: dict[Any, list[Tie]] = {}
    for tie in ties:
        groups.setdefault(side(tie), []).append(tie)
    joined = [_joined(site, group) for group in groups.values()]
    return sorted(joined, key=lambda tie: not tie.lines)


def _joined(site: Site, ties: Sequence[Tie]) -> JoinedTie:
    first = ties[0]
    offices = dict.fromkeys(tie.office for tie in ties if tie.office)
    lines = dict.fromkeys(line for tie in ties for line in tie_line(site, tie) if line)
    return JoinedTie(first.network, first.body, first.name, tuple(offices), tuple(lines))


def tie_line(site: Site, tie: Tie | Affiliation) -> list[str]:
    """What is known of a membership, on one line; that one side has still to confirm it is asked of that side alone.

    A note that only repeats what the member is («sostenitore») says nothing, nor does «aderisce» of who is listed.
    """
    told = tie.kinds if isinstance(tie, Tie) else tie.ties
    # Of what is over only from when to when: «aderisce» would say that it still does.
    is_over = tie.until is not None and tie.until.is_past(site.catalogue.today)
    kinds = "" if is_over else site.words.listed([site.words.choice("tie", kind) for kind in told if kind != _PLAIN])
    span = site.words.span(tie.since, tie.until)
    # Beside «guida la rete» a bare «dal 2016» would say since when it leads.
    span = site.texts("network.member_span", span=span) if span and not is_over else span
    brought = site.words.listed(site.words.labels("risorse", tie.brings)).lower()
    brings = site.texts("network.brings", what=brought) if brought else ""
    note = tie.note if tie.note and tie.note.casefold() not in told else ""
    return [part for part in (kinds, span, brings, note) if part]


def record_page(
    site: Site,
    kind: str,
    entry: AnyRecord,
    context: Mapping[str, Any],
    json_ld: Mapping[str, Any],
    feed: tuple[str, str] | None = None,
) -> Page:
    """Return the page of a network, an organisation, an activity or a good practice; `feed` is that of its news."""
    return Page(
        kind=kind,
        address=addresses.record(entry),
        title=entry.name,
        crumbs=(Crumb(site.texts(f"list.{kind}"), addresses.section(kind)),),
        template=f"pages/{RECORDS[kind].name}/page.html",
        context={
            **context,
            "entry": entry,
            "stories": site.stories_about.get(entry.id, ()),
        },
        description=_description(site, entry),
        tab=KINDS[kind].menu,
        hue=site.words.hue_of(entry.themes, entry.kinds),
        json_ld=json_ld,
        has_twin=site.has_twins(),
        file=entry.file,
        oembed=addresses.oembed(addresses.record(entry)) if site.has_oembed else "",
        found=found(entry.name, facets_of(entry, site.catalogue), shown_of(entry, site)),
        feed=feed,
    )


def tales_of(site: Site, entry: AnyEntry) -> dict[str, Any]:
    """Return what there is to read of a body or a network: its good practices, those it took part in, stories.

    Each is among `tales` once; `whys` say by id of those it took part in that it did.
    """
    own = site.catalogue.practices_of.get(entry.id, ())
    took_part = site.contact_first(site.took_part.get(entry.id, ()))
    why = site.texts("organization.took_part", name=entry.name)
    return {
        "tales": list(dict.fromkeys((*own, *took_part, *site.stories_about.get(entry.id, ())))),
        "whys": {tale.id: why for tale in took_part},
    }


def removed_pages(site: Site, kind: str, only: Collection[str] = ()) -> Iterator[Page]:
    """The address of a removed record says so, and names nobody."""
    for entry in site.removed:
        if addresses.kind_of(entry) == kind and (not only or entry.id in only):
            yield Page(
                kind=kind,
                address=addresses.record(entry),
                title=site.texts("removed.title"),
                template="parts/removed.html",
                crumbs=(Crumb(site.texts(f"list.{kind}"), addresses.section(kind)),),
                indexed=False,
                tab=KINDS[kind].menu,
            )


def sublists(site: Site, kind: str, entry: AnyEntry, lists: Iterable[tuple[str, str, Sequence[Any]]]) -> Iterator[Page]:
    """Lists of their own for what is too long for a section."""
    address = addresses.record(entry)
    crumbs = (Crumb(site.texts(f"list.{kind}"), addresses.section(kind)), Crumb(entry.name, address))
    for listed, folder, entries in lists:
        if len(entries) > PER_SECTION:
            heading = f"{site.texts(f'list.{listed}')} · {entry.name}"
            is_dangerous = site.urgent.is_dangerous(entry)
            base = f"{address}{folder}"
            yield from listing(site, Listing(listed, entries, base, heading, crumbs, is_dangerous=is_dangerous))


def _description(site: Site, entry: AnyRecord) -> str:
    if entry.opening:
        return shortened(to_text(entry.opening), DESCRIPTION_LENGTH)
    return f"{entry.name}, {site.places_line(entry.territories)}".rstrip(", ")
