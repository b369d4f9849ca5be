"""Pages of single records: networks, organisations, activities, good practices."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Final, TypeVar

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry, NetworkEntry, Status, Tie
from generator.site.model import Site
from generator.site.pages.lists import TABS, Listing, listing
from generator.site.pages.page import PER_SECTION, Crumb, Page
from generator.site.telling.finding import facets_of, facets_of_story, shown_of, shown_of_story
from generator.site.telling.markdown import shortened, to_text

EntryT = TypeVar("EntryT")

_DESCRIPTION_LENGTH: Final = 155
_ALIKE: Final = 6
_NAMED: Final = 3


def network_pages(site: Site, only: str = "") -> Iterator[Page]:
    """One page for each network, or for the one whose id is `only`."""
    for entry in _chosen(site.catalogue.networks, only):
        context = _network_context(site, entry)
        yield _record_page(site, "rete", entry, context, site.describer.network(entry))
        bodies = [tie.body for tie in context["members"] if tie.body is not None]
        lists = (
            ("attivita", "attivita/", context["current"]),
            ("ente", "enti/", [one for one in bodies if one.kind == "ente"]),
        )
        yield from _sublists(site, "rete", entry, lists)
    yield from _removed(site, "rete")


def organization_pages(site: Site, only: str = "") -> Iterator[Page]:
    """One page for each organisation, or for the one whose id is `only`."""
    catalogue = site.catalogue
    for entry in _chosen(catalogue.organizations, only):
        current, ended = split_by_end(catalogue.activities_of.get(entry.id, ()))
        partnered = split_by_end(catalogue.partnered.get(entry.id, ()))[0]
        ties = joined_ties(site, catalogue.memberships.get(entry.id, ()), lambda tie: tie.network)
        context = {
            "current": current,
            "ended": ended,
            "networks": ties,
            "partnered": partnered,
            "practices": catalogue.practices_of.get(entry.id, ()),
            "took_part": site.took_part.get(entry.id, ()),
            "seats": site.seats.get(entry.id, ()),
            "line": _one_line(site, ties),
        }
        yield _record_page(site, "ente", entry, context, site.describer.organization(entry))
        lists = (
            ("attivita", "attivita/", current),
            ("attivita", "collabora/", partnered),
            ("rete", "reti/", list(dict.fromkeys(tie.network for tie in ties))),
        )
        yield from _sublists(site, "ente", entry, lists)
    yield from _removed(site, "ente")


def activity_pages(site: Site, only: str = "") -> Iterator[Page]:
    """One page for each activity, those that are over included, or for the one whose id is `only`."""
    by_kind: dict[str, SameKind] = {}
    for one in site.activities:
        by_kind.setdefault(one.record.kinds[0], SameKind()).add(one)
    for entry in _chosen(site.catalogue.activities, only):
        context = {"alike": by_kind.get(entry.record.kinds[0], SameKind()).beside(entry)}
        yield _record_page(site, "attivita", entry, context, site.describer.activity(entry))
    yield from _removed(site, "attivita")


def practice_pages(site: Site, only: str = "") -> Iterator[Page]:
    """One page for each good practice, or for the one whose id is `only`."""
    for entry in _chosen(site.catalogue.practices, only):
        yield _record_page(site, "pratica", entry, {}, site.describer.practice(entry))
    yield from _removed(site, "pratica")


def story_pages(site: Site, only: str = "") -> Iterator[Page]:
    """One page for each story, or for the one whose id is `only`."""
    for entry in _chosen(site.catalogue.stories, only):
        yield Page(
            kind="storia",
            address=addresses.record(entry),
            title=entry.name,
            template="storia.html",
            context={
                "entry": entry,
                "facets": facets_of_story(entry, site.catalogue),
                "shown": shown_of_story(entry),
            },
            description=shortened(to_text(entry.record.body), _DESCRIPTION_LENGTH),
            crumbs=(Crumb(site.texts("list.storia"), addresses.section("storia")),),
            json_ld=site.describer.story(entry),
            file=entry.file,
        )


def _chosen(entries: Mapping[str, EntryT], only: str) -> Iterable[EntryT]:
    return entries.values() if not only else [entries[only]] if only in entries else []


def split_by_end(activities: Iterable[ActivityEntry]) -> tuple[list[ActivityEntry], list[ActivityEntry]]:
    """Part what goes on from what is over."""
    current: list[ActivityEntry] = []
    ended: list[ActivityEntry] = []
    for one in activities:
        (ended if one.status is Status.ENDED else current).append(one)
    return current, ended


@dataclass(frozen=True, slots=True)
class JoinedTie:
    """Everything said of one member in one network, on one line: sources may tell it twice."""

    network: NetworkEntry
    body: AnyEntry | None
    name: str
    offices: tuple[str, ...]
    lines: tuple[str, ...]


def joined_ties(site: Site, ties: Iterable[Tie], side: Callable[[Tie], Any]) -> list[JoinedTie]:
    """Join the memberships that lead to the same place, those that say most of themselves first."""
    groups: dict[Any, list[Tie]] = {}
    for tie in ties:
        groups.setdefault(side(tie), []).append(tie)
    joined = [_joined(site, group) for group in groups.values()]
    return sorted(joined, key=lambda one: not one.lines)


def _joined(site: Site, ties: Sequence[Tie]) -> JoinedTie:
    first = ties[0]
    offices = dict.fromkeys(tie.office for tie in ties if tie.office)
    lines = dict.fromkeys(line for tie in ties for line in (*tie_line(site, tie), tie.note) if line)
    return JoinedTie(first.network, first.body, first.name, tuple(offices), tuple(lines))


def tie_line(site: Site, tie: Tie) -> list[str]:
    """What is known of a membership, on one line."""
    kinds = site.words.listed([site.words.choice("tie", kind) for kind in tie.kinds])
    since = site.words.since(tie.since) if tie.since else ""
    until = site.words.until(tie.until) if tie.until else ""
    brings = site.texts("network.brings", what=site.words.listed(site.words.labels("risorse", tie.brings)).lower())
    pending = site.texts("network.pending") if tie.pending else ""
    return [part for part in (kinds, since, until, brings if tie.brings else "", pending) if part]


def age_line(site: Site, age: Any) -> str:
    """For which ages."""
    if age.least is not None and age.most is not None:
        return site.texts("age.between", least=age.least, most=age.most)
    if age.least is not None:
        return site.texts("age.from", least=age.least)
    return site.texts("age.to", most=age.most) if age.most is not None else ""


def _record_page(site: Site, kind: str, entry: Any, context: Mapping[str, Any], json_ld: Mapping[str, Any]) -> Page:
    return Page(
        kind=kind,
        address=addresses.record(entry),
        title=entry.name,
        crumbs=(Crumb(site.texts(f"list.{kind}"), addresses.section(kind)),),
        template=f"{kind}.html",
        context={
            **context,
            "entry": entry,
            "stories": site.stories_about.get(entry.id, ()),
            "facets": facets_of(entry, site.catalogue),
            "shown": shown_of(entry, site),
        },
        description=_description(site, entry),
        tab=TABS.get(kind, ""),
        thread=site.words.thread(getattr(entry, "themes", None) or entry.record.themes),
        json_ld=json_ld,
        file=getattr(entry, "home", entry).file,
    )


def _removed(site: Site, kind: str) -> Iterator[Page]:
    """The address of a removed record says so, and names nobody."""
    for entry in site.removed:
        if addresses.kind_of(entry) == kind:
            yield Page(
                kind=kind,
                address=addresses.record(entry),
                title=site.texts("removed.title"),
                template="removed.html",
                crumbs=(Crumb(site.texts(f"list.{kind}"), addresses.section(kind)),),
                indexed=False,
                tab=TABS.get(kind, ""),
            )


def _sublists(
    site: Site, kind: str, entry: AnyEntry, lists: Iterable[tuple[str, str, Sequence[Any]]]
) -> Iterator[Page]:
    """Lists of their own for what is too long for a section."""
    address = addresses.record(entry)
    crumbs = (Crumb(site.texts(f"list.{kind}"), addresses.section(kind)), Crumb(entry.name, address))
    for listed, folder, entries in lists:
        if len(entries) > PER_SECTION:
            heading = f"{site.texts(f'list.{listed}')} · {entry.name}"
            yield from listing(site, Listing(listed, entries, f"{address}{folder}", heading, crumbs))


def _network_context(site: Site, entry: NetworkEntry) -> dict[str, Any]:
    catalogue = site.catalogue
    current, ended = split_by_end(catalogue.activities_of.get(entry.id, ()))
    return {
        "current": current,
        "ended": ended,
        "members": joined_ties(site, catalogue.members.get(entry.id, ()), lambda tie: tie.body or tie.name),
        "practices": catalogue.practices_of.get(entry.id, ()),
        "took_part": site.took_part.get(entry.id, ()),
        "related": list(_related(site, entry)),
        "merged": [catalogue.networks[one] for one in entry.record.merged_into if one in catalogue.networks],
    }


def _related(site: Site, entry: NetworkEntry) -> Iterator[tuple[str, NetworkEntry | str, str | None]]:
    networks = site.catalogue.networks
    parent = networks.get(entry.record.parent or "")
    if parent is not None:
        yield site.texts("network.part_of"), parent, None
    for other in site.children.get(entry.id, ()):
        yield site.texts("network.includes"), other, None
    for other in site.merged_from.get(entry.id, ()):
        yield site.texts("network.merged_from"), other, None
    for tie in site.catalogue.memberships.get(entry.id, ()):
        yield site.texts("network.member_of"), tie.network, None
    told: dict[tuple[str, NetworkEntry | str], str | None] = {}
    for kind, network, note in site.catalogue.related.get(entry.id, ()):
        told.setdefault((kind, network), note)
    for (kind, network), note in told.items():
        yield site.words.label("relazioni", kind), network, note


def _one_line(site: Site, ties: Sequence[JoinedTie]) -> str:
    """A sentence for a body that says nothing of itself: even then its page has something true to say."""
    if not ties:
        return ""
    named = site.words.listed([tie.network.name for tie in ties[:_NAMED]])
    if len(ties) <= _NAMED:
        return site.texts("organization.takes_part", networks=named)
    return site.texts("organization.takes_part_many", n=site.words.number(len(ties)), networks=named)


@dataclass(slots=True)
class SameKind:
    """Activities of one kind in their order, looked up by place: a kind may have thousands."""

    entries: list[ActivityEntry] = field(default_factory=list)
    at: dict[str, list[int]] = field(default_factory=dict)

    def add(self, entry: ActivityEntry) -> None:
        """Put an activity behind the others."""
        for place in entry.territories:
            self.at.setdefault(place, []).append(len(self.entries))
        self.entries.append(entry)

    def beside(self, entry: ActivityEntry) -> list[ActivityEntry]:
        """Return the first few others: those of a same place, then any."""
        near = dict.fromkeys(sorted(number for place in entry.territories for number in self.at.get(place, ())))
        numbers = chain(near, (number for number in range(len(self.entries)) if number not in near))
        others = (self.entries[number] for number in numbers)
        return list(islice((one for one in others if one.id != entry.id), _ALIKE))


def _description(site: Site, entry: Any) -> str:
    record = entry.record
    fields = ("summary", "description", "how_it_works", "solution", "context", "problem")
    told = next((text for text in (getattr(record, name, None) for name in fields) if text), "")
    where = site.places_line(getattr(entry, "territories", ()) or ())
    return shortened(to_text(told), _DESCRIPTION_LENGTH) if told else f"{entry.name}, {where}".rstrip(", ")
