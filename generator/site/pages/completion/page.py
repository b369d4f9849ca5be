"""«Aiutaci a completare»: what would make records better, by what is missing and by place, with the way to do it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from generator.catalogue import AnyEntry
from generator.site.model import Chip, Site, sorting_key
from generator.site.page import Crumb, Page, Sheet, sheets
from generator.site.parts.improvements import TOPICS, Improvements, Incomplete

ADDRESS: Final = "da-completare/"


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Records of one place, on one page of the list."""

    label: str
    anchor: str
    items: Sequence[Incomplete]


def completion_pages(site: Site) -> Iterator[Page]:
    """All records that could be better, then those of each topic; no page where findings stay in the office."""
    improvements = Improvements(site)
    if not improvements.are_public:
        return
    found = by_place(site, list(improvements.by_file.values()))
    chips = [chip for topic in TOPICS if (chip := _chip(site, topic, found)).count]
    yield from _pages(site, found, chips, "")
    for chip in chips:
        yield from _pages(site, [one for one in found if chip.code in one.topics], chips, chip.code)


def _chip(site: Site, topic: str, found: Sequence[Incomplete]) -> Chip:
    count = sum(topic in one.topics for one in found)
    return Chip(topic, site.texts(f"completion.topic_{topic}"), topic_address(topic), count)


def topic_address(topic: str) -> str:
    """Address of the records that lack one thing; of all of them without a topic."""
    return f"{ADDRESS}{topic.replace('_', '-')}/" if topic else ADDRESS


def by_place(site: Site, found: Sequence[Incomplete]) -> list[Incomplete]:
    """Order records by place, the catalogue's own town first, then as they come: networks first, by name."""
    places = {place_of(site, one.entry) for one in found}
    ranked = {one: (not one, not site.is_at_home((one,)), sorting_key(_label(site, one))) for one in places}
    return sorted(found, key=lambda one: ranked[place_of(site, one.entry)])


def place_of(site: Site, entry: AnyEntry) -> str:
    """The town of a record's first territory, or that territory where it is wider; empty where it has none."""
    places = site.catalogue.vocabularies["territori"]
    first = next(iter(entry.territories), "")
    upwards = (first, *places.ancestors(first))
    return next((code for code in upwards if code in places and places.terms[code].level == "comune"), first)


def _label(site: Site, place: str) -> str:
    return site.place_name(place) if place else site.texts("completion.nowhere")


def _pages(site: Site, found: Sequence[Incomplete], chips: Sequence[Chip], topic: str) -> Iterator[Page]:
    title = site.texts("completion.title")
    heading = site.texts(f"completion.topic_{topic}") if topic else title
    for sheet in sheets(found, topic_address(topic)):
        yield Page(
            kind="da-completare",
            address=sheet.address,
            title=heading if sheet.number == 1 else site.texts("list.page", title=heading, n=sheet.number),
            template="pages/completion/page.html",
            context={
                "heading": heading,
                "topic": topic,
                "chips": chips,
                "total": len(found),
                "months": site.ages.to_reconfirm,
                "all_address": ADDRESS,
                "sheet": sheet,
                "groups": _groups(site, sheet, topic),
            },
            description=site.texts("completion.lead"),
            tab="together",
            crumbs=(Crumb(title, ADDRESS),) if topic else (),
            indexed=not topic and sheet.number == 1,
        )


def _groups(site: Site, sheet: Sheet, topic: str) -> list[PlaceGroup]:
    return [
        PlaceGroup(_label(site, place), f"luogo-{place}", [_about(one, topic) for one in those])
        for place, those in groupby(sheet.items, key=lambda one: place_of(site, one.entry))
    ]


def _about(one: Incomplete, topic: str) -> Incomplete:
    """A record with what it lacks; on the page of a topic, that alone."""
    return Incomplete(one.entry, [part for part in one.improvements if topic in ("", part.topic)])
