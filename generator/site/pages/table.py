"""Every kind of page, once, and every file beside them: what renders, tests, audits and screenshots iterate over."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.activity.page import activity_pages
from generator.site.pages.codes.page import codes_page
from generator.site.pages.comparison.page import compare_page
from generator.site.pages.comparison.table import compare_files
from generator.site.pages.completion.page import completion_pages
from generator.site.pages.home.page import home
from generator.site.pages.keys.page import keys_page
from generator.site.pages.missing.page import missing_page
from generator.site.pages.needs.page import needs_page
from generator.site.pages.needs.table import needs_files
from generator.site.pages.network.page import network_pages
from generator.site.pages.organization.page import organization_pages
from generator.site.pages.participate.page import participate_page
from generator.site.pages.plans.page import plan_page
from generator.site.pages.plans.table import plan_files
from generator.site.pages.practice.page import practice_pages
from generator.site.pages.record_list.page import (
    activity_list,
    network_list,
    organization_list,
    practice_list,
    story_list,
)
from generator.site.pages.roles.page import role_page
from generator.site.pages.search.page import search_page
from generator.site.pages.statistics.page import evidence_pages
from generator.site.pages.statistics.table import evidence_files
from generator.site.pages.story.page import story_pages
from generator.site.pages.style.page import style_page
from generator.site.pages.synergies.page import place_pages, synergies_page
from generator.site.pages.synergies.table import synergy_files
from generator.site.pages.term.page import activity_kind_pages, audience_pages, territory_pages, theme_pages
from generator.site.pages.term_list.page import activity_kind_list, audience_list, territory_list, theme_list
from generator.site.pages.together.page import together_page
from generator.site.pages.who_does.page import who_does_page
from generator.site.pages.who_does.table import who_does_files

_INNER: Final = frozenset({"attivita", "pratica"})
"""Records that stand in the file of another: their id is that file's and their own."""
_STEPS_OF_INNER: Final = 2


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page: its name, its template and how to find all its pages."""

    name: str
    template: str
    pages: Callable[..., Iterator[Page]]
    """Takes the site; of records also the ids of the only ones that are wanted."""
    is_record: bool = False

    def at(self, site: Site, rest: str) -> Iterator[Page]:
        """Return the pages that may stand at an address; `rest` is what follows the section."""
        if not self.is_record or not rest:
            return self.pages(site)
        steps = _STEPS_OF_INNER if self.name in _INNER else 1
        return self.pages(site, ("/".join(rest.rstrip("/").split("/")[:steps]),))

    def example(self, site: Site) -> str | None:
        """Address of one page of this kind, where the catalogue has any."""
        return next((page.address for page in self.pages(site)), None)


KINDS: Final = (
    Kind("home", "pages/home/page.html", home),
    Kind("elenco-attivita", "parts/list.html", activity_list),
    Kind("attivita", "pages/activity/page.html", activity_pages, is_record=True),
    Kind("elenco-rete", "parts/list.html", network_list),
    Kind("rete", "pages/network/page.html", network_pages, is_record=True),
    Kind("elenco-ente", "parts/alphabet.html", organization_list),
    Kind("ente", "pages/organization/page.html", organization_pages, is_record=True),
    Kind("elenco-pratica", "parts/list.html", practice_list),
    Kind("pratica", "pages/practice/page.html", practice_pages, is_record=True),
    Kind("elenco-storia", "parts/list.html", story_list),
    Kind("storia", "pages/story/page.html", story_pages, is_record=True),
    Kind("elenco-tema", "pages/term_list/page.html", theme_list),
    Kind("tema", "pages/term/page.html", theme_pages),
    Kind("elenco-territorio", "pages/term_list/page.html", territory_list),
    Kind("territorio", "pages/term/page.html", territory_pages),
    Kind("elenco-destinatari", "pages/term_list/page.html", audience_list),
    Kind("destinatari", "pages/term/page.html", audience_pages),
    Kind("elenco-tipo", "pages/term_list/page.html", activity_kind_list),
    Kind("tipo", "pages/term/page.html", activity_kind_pages),
    Kind("bisogni", "pages/needs/page.html", needs_page),
    Kind("evidenze", "pages/statistics/page.html", evidence_pages),
    Kind("piani", "pages/plans/page.html", plan_page),
    Kind("ruoli", "pages/roles/page.html", role_page),
    Kind("confronta", "pages/comparison/page.html", compare_page),
    Kind("sinergie", "pages/synergies/page.html", synergies_page),
    Kind("sinergie-luogo", "pages/synergies/page.html", place_pages),
    Kind("chi-lo-fa-gia", "pages/who_does/page.html", who_does_page),
    Kind("da-completare", "pages/completion/page.html", completion_pages),
    Kind("insieme", "pages/together/page.html", together_page),
    Kind("cerca", "pages/search/page.html", search_page),
    Kind("partecipa", "pages/participate/page.html", participate_page),
    Kind("schede", "pages/keys/page.html", keys_page),
    Kind("codici", "pages/codes/page.html", codes_page),
    Kind("stile", "pages/style/page.html", style_page),
    Kind("404", "pages/missing/page.html", missing_page),
)

Files = Iterator[tuple[str, bytes]]
"""Path relative to the site, without a leading slash, and content."""

FILES: Final[tuple[Callable[[Site], Files], ...]] = (
    compare_files,
    synergy_files,
    plan_files,
    needs_files,
    evidence_files,
    who_does_files,
)


def files_of(site: Site) -> Files:
    """Yield every file that is not a page, with its bytes: the same for the same catalogue and day."""
    for make in FILES:
        yield from make(site)
