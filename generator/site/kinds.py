"""Every kind of page, once: what renders, tests, audits and screenshots iterate over."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.site import (
    comparison,
    completion_pages,
    evidence_pages,
    front_pages,
    home_page,
    list_pages,
    needs_pages,
    participate_pages,
    plan_pages,
    record_pages,
    reference_pages,
    role_pages,
    style_page,
    synergy_pages,
    term_pages,
    who_does_pages,
)
from generator.site.model import Site
from generator.site.pages import Page

_INNER: Final = frozenset({"attivita", "pratica"})
"""Records that stand in the file of another: their id is that file's and their own."""
_STEPS_OF_INNER: Final = 2


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page: its name, its template and how to find all its pages."""

    name: str
    template: str
    pages: Callable[..., Iterator[Page]]
    """Takes the site; of records also the id of the only one that is wanted."""
    is_record: bool = False

    def at(self, site: Site, rest: str) -> Iterator[Page]:
        """Return the pages that may stand at an address; `rest` is what follows the section."""
        if not self.is_record or not rest:
            return self.pages(site)
        steps = _STEPS_OF_INNER if self.name in _INNER else 1
        return self.pages(site, "/".join(rest.rstrip("/").split("/")[:steps]))

    def example(self, site: Site) -> str | None:
        """Address of one page of this kind, where the catalogue has any."""
        return next((page.address for page in self.pages(site)), None)


KINDS: Final = (
    Kind("home", "home.html", home_page.home),
    Kind("elenco-attivita", "list.html", list_pages.activity_list),
    Kind("attivita", "attivita.html", record_pages.activity_pages, is_record=True),
    Kind("elenco-rete", "list.html", list_pages.network_list),
    Kind("rete", "rete.html", record_pages.network_pages, is_record=True),
    Kind("elenco-ente", "organizations.html", list_pages.organization_list),
    Kind("ente", "ente.html", record_pages.organization_pages, is_record=True),
    Kind("elenco-pratica", "list.html", list_pages.practice_list),
    Kind("pratica", "pratica.html", record_pages.practice_pages, is_record=True),
    Kind("elenco-storia", "list.html", list_pages.story_list),
    Kind("storia", "storia.html", record_pages.story_pages, is_record=True),
    Kind("elenco-tema", "terms.html", list_pages.theme_list),
    Kind("tema", "term.html", term_pages.theme_pages),
    Kind("elenco-territorio", "terms.html", list_pages.territory_list),
    Kind("territorio", "term.html", term_pages.territory_pages),
    Kind("elenco-destinatari", "terms.html", list_pages.audience_list),
    Kind("destinatari", "term.html", term_pages.audience_pages),
    Kind("elenco-tipo", "terms.html", list_pages.activity_kind_list),
    Kind("tipo", "term.html", term_pages.activity_kind_pages),
    Kind("bisogni", "bisogni.html", needs_pages.needs_page),
    Kind("evidenze", "evidenze.html", evidence_pages.evidence_pages),
    Kind("piani", "piani.html", plan_pages.plan_page),
    Kind("ruoli", "ruoli.html", role_pages.role_page),
    Kind("confronta", "confronta.html", comparison.compare_page),
    Kind("sinergie", "sinergie.html", synergy_pages.synergies_page),
    Kind("sinergie-luogo", "sinergie.html", synergy_pages.place_pages),
    Kind("chi-lo-fa-gia", "chi-lo-fa-gia.html", who_does_pages.who_does_page),
    Kind("da-completare", "completare.html", completion_pages.completion_pages),
    Kind("insieme", "insieme.html", front_pages.together_page),
    Kind("cerca", "cerca.html", front_pages.search_page),
    Kind("partecipa", "partecipa.html", participate_pages.participate_page),
    Kind("schede", "schede.html", reference_pages.keys_page),
    Kind("codici", "codici.html", reference_pages.codes_page),
    Kind("stile", "stile.html", style_page.style_page),
    Kind("404", "404.html", front_pages.missing_page),
)
