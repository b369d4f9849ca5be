"""Every kind of page, once, and every file beside them: what renders, tests, audits and screenshots iterate over."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from generator import addresses
from generator.catalogue.kinds import RECORDS
from generator.site.machines import machine_files
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.activity.page import activity_pages
from generator.site.pages.calendar.page import calendar_pages
from generator.site.pages.catalogues.page import catalogue_pages
from generator.site.pages.codes.page import codes_page
from generator.site.pages.comparison.data import compare_files
from generator.site.pages.comparison.page import compare_page
from generator.site.pages.completion.page import completion_pages
from generator.site.pages.connections.page import connections_page
from generator.site.pages.connections.table import connection_files
from generator.site.pages.data.page import data_page
from generator.site.pages.deadlines.page import deadlines_page
from generator.site.pages.deadlines.table import deadline_files
from generator.site.pages.embed.data import embed_files
from generator.site.pages.embed.embeds import EMBEDS
from generator.site.pages.embedding.page import embedding_page
from generator.site.pages.home.page import home
from generator.site.pages.in_need.data import place_files
from generator.site.pages.in_need.page import in_need_pages, parts_of_needs
from generator.site.pages.keys.page import keys_page
from generator.site.pages.learning.page import learning_page
from generator.site.pages.lend_a_hand.page import lend_a_hand_page
from generator.site.pages.missing.page import missing_page
from generator.site.pages.needs.page import needs_page
from generator.site.pages.needs.table import needs_files
from generator.site.pages.network.page import network_pages
from generator.site.pages.news.bulletin import news_files
from generator.site.pages.news.page import news_pages
from generator.site.pages.on_device.page import on_device_page
from generator.site.pages.ordering.page import ordering_page
from generator.site.pages.organization.page import organization_pages
from generator.site.pages.participate.page import participate_page
from generator.site.pages.plans.page import plan_page
from generator.site.pages.plans.table import plan_files
from generator.site.pages.poster.page import parts_of_posters, poster_pages
from generator.site.pages.practice.page import practice_pages
from generator.site.pages.procedures.page import procedures_page
from generator.site.pages.put_aside.page import put_aside_page
from generator.site.pages.record_list.page import (
    activity_list,
    network_list,
    organization_list,
    practice_list,
    story_list,
)
from generator.site.pages.report.page import report_pages
from generator.site.pages.report.table import report_files
from generator.site.pages.roles.page import role_page
from generator.site.pages.roles.table import role_files
from generator.site.pages.search.page import search_page
from generator.site.pages.statistics.page import evidence_pages
from generator.site.pages.statistics.table import evidence_files
from generator.site.pages.story.page import story_pages
from generator.site.pages.style.page import style_page
from generator.site.pages.synergies.page import place_pages, synergies_page, towns_with_hints
from generator.site.pages.synergies.table import synergy_files
from generator.site.pages.term.page import activity_kind_pages, audience_pages, territory_pages, theme_pages
from generator.site.pages.term_list.page import activity_kind_list, audience_list, territory_list, theme_list
from generator.site.pages.together.page import together_page
from generator.site.pages.vademecum.page import parts_of_vademecum, vademecum_pages
from generator.site.pages.who_does.data import who_does_files
from generator.site.pages.who_does.page import who_does_page
from generator.site.parts.calendars import calendar_files
from generator.site.parts.live import live_files


@dataclass(frozen=True, slots=True)
class PageKind:
    """One kind of page and how to find all its pages.

    Its name is a key of `addresses.PAGES`, the code of a kind of record or term (`catalogue.kinds`), or that code
    with `-list` for the list of them; `-town` for those that are made for each town.
    """

    name: str
    pages: Callable[..., Iterator[Page]]
    """Takes the site; of records and parts also the ids of those that are wanted, where not all are."""
    is_record: bool = False
    parts: Callable[[Site], Iterable[str]] | None = None
    """The codes of what has pages of its own, which `pages` takes as it takes the ids of records; None without such.

    What is made in parts is made again in parts; a kind without them is made again as a whole.
    """
    is_last: bool = False
    """Whether it tells what was published beside it, and so is made when all of that is there, in every build."""

    @property
    def address(self) -> str:
        """Where its pages stand: the address of the only one, or the section that they are all in."""
        name = self.name.removesuffix("-list").removesuffix("-town")
        return addresses.page(name) if name in addresses.PAGES else addresses.section(name)

    def at(self, site: Site, rest: str) -> Iterator[Page]:
        """Return the pages that may stand at an address; `rest` is what follows the section."""
        if not self.is_record or not rest:
            return self.pages(site)
        # What stands in the file of another record has that record's id in its address too.
        steps = 2 if RECORDS[self.name].is_inner else 1
        return self.pages(site, ("/".join(rest.rstrip("/").split("/")[:steps]),))

    def example(self, site: Site) -> str | None:
        """Address of one page of this kind, where the catalogue has any."""
        return next((page.address for page in self.pages(site)), None)


KINDS: Final = (
    PageKind("home", home),
    PageKind("attivita-list", activity_list),
    PageKind("attivita", activity_pages, is_record=True),
    PageKind("rete-list", network_list),
    PageKind("rete", network_pages, is_record=True),
    PageKind("ente-list", organization_list),
    PageKind("ente", organization_pages, is_record=True),
    PageKind("pratica-list", practice_list),
    PageKind("pratica", practice_pages, is_record=True),
    PageKind("storia-list", story_list),
    PageKind("storia", story_pages, is_record=True),
    PageKind("tema-list", theme_list),
    PageKind("tema", theme_pages, parts=lambda site: site.holdings("tema")),
    PageKind("territorio-list", territory_list),
    PageKind("territorio", territory_pages, parts=lambda site: site.holdings("territorio")),
    PageKind("destinatari-list", audience_list),
    PageKind("destinatari", audience_pages, parts=lambda site: site.holdings("destinatari")),
    PageKind("tipo-list", activity_kind_list),
    PageKind("tipo", activity_kind_pages, parts=lambda site: site.holdings("tipo")),
    PageKind("in_need", in_need_pages, parts=parts_of_needs),
    PageKind("calendar", calendar_pages),
    PageKind("lend_a_hand", lend_a_hand_page),
    PageKind("vademecum", vademecum_pages, parts=parts_of_vademecum),
    PageKind("poster", poster_pages, parts=parts_of_posters),
    PageKind("put_aside", put_aside_page),
    PageKind("on_device", on_device_page),
    PageKind("needs", needs_page),
    PageKind("learning", learning_page),
    PageKind("statistics", evidence_pages),
    PageKind("report", report_pages),
    PageKind("plans", plan_page),
    PageKind("procedures", procedures_page),
    PageKind("roles", role_page),
    PageKind("comparison", compare_page),
    PageKind("synergies", synergies_page),
    PageKind("synergies-town", place_pages, parts=towns_with_hints),
    PageKind("connections", connections_page),
    PageKind("who_does", who_does_page),
    PageKind("completion", completion_pages),
    PageKind("deadlines", deadlines_page),
    PageKind("news", news_pages),
    PageKind("catalogues", catalogue_pages),
    PageKind("together", together_page),
    PageKind("data", data_page, is_last=True),
    PageKind("search", search_page),
    PageKind("participate", participate_page),
    PageKind("embedding", embedding_page),
    *(PageKind(embed.name, embed.pages) for embed in EMBEDS),
    PageKind("keys", keys_page),
    PageKind("codes", codes_page),
    PageKind("ordering", ordering_page),
    PageKind("style", style_page),
    PageKind("missing", missing_page),
)

Files = Iterator[tuple[str, bytes]]
"""Path relative to the site, without a leading slash, and content."""

FILES: Final[tuple[Callable[[Site], Files], ...]] = (
    compare_files,
    synergy_files,
    connection_files,
    role_files,
    plan_files,
    needs_files,
    evidence_files,
    report_files,
    who_does_files,
    place_files,
    live_files,
    deadline_files,
    machine_files,
    embed_files,
    calendar_files,
    news_files,
)


_ESSENTIAL_FILES: Final = (place_files, live_files)
"""What the pages read that an essential edition has."""


def files_of(site: Site) -> Files:
    """Yield every file that is not a page, with its bytes: the same for the same catalogue and day."""
    for make in FILES if site.edition.is_whole else _ESSENTIAL_FILES:
        yield from make(site)
