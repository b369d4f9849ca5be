"""Every kind of page, once: what renders, tests, audits and screenshots iterate over."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.site.model import Site
from generator.site.pages import (
    comparison,
    completion,
    evidence,
    front,
    home,
    lists,
    needs,
    participate,
    plans,
    records,
    reference,
    roles,
    style,
    synergies,
    terms,
    who_does,
)
from generator.site.pages.page import Page

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
    Kind("home", "home.html", home.home),
    Kind("elenco-attivita", "list.html", lists.activity_list),
    Kind("attivita", "attivita.html", records.activity_pages, is_record=True),
    Kind("elenco-rete", "list.html", lists.network_list),
    Kind("rete", "rete.html", records.network_pages, is_record=True),
    Kind("elenco-ente", "organizations.html", lists.organization_list),
    Kind("ente", "ente.html", records.organization_pages, is_record=True),
    Kind("elenco-pratica", "list.html", lists.practice_list),
    Kind("pratica", "pratica.html", records.practice_pages, is_record=True),
    Kind("elenco-storia", "list.html", lists.story_list),
    Kind("storia", "storia.html", records.story_pages, is_record=True),
    Kind("elenco-tema", "terms.html", lists.theme_list),
    Kind("tema", "term.html", terms.theme_pages),
    Kind("elenco-territorio", "terms.html", lists.territory_list),
    Kind("territorio", "term.html", terms.territory_pages),
    Kind("elenco-destinatari", "terms.html", lists.audience_list),
    Kind("destinatari", "term.html", terms.audience_pages),
    Kind("elenco-tipo", "terms.html", lists.activity_kind_list),
    Kind("tipo", "term.html", terms.activity_kind_pages),
    Kind("bisogni", "bisogni.html", needs.needs_page),
    Kind("evidenze", "evidenze.html", evidence.evidence_pages),
    Kind("piani", "piani.html", plans.plan_page),
    Kind("ruoli", "ruoli.html", roles.role_page),
    Kind("confronta", "confronta.html", comparison.compare_page),
    Kind("sinergie", "sinergie.html", synergies.synergies_page),
    Kind("sinergie-luogo", "sinergie.html", synergies.place_pages),
    Kind("chi-lo-fa-gia", "chi-lo-fa-gia.html", who_does.who_does_page),
    Kind("da-completare", "completare.html", completion.completion_pages),
    Kind("insieme", "insieme.html", front.together_page),
    Kind("cerca", "cerca.html", front.search_page),
    Kind("partecipa", "partecipa.html", participate.participate_page),
    Kind("schede", "schede.html", reference.keys_page),
    Kind("codici", "codici.html", reference.codes_page),
    Kind("stile", "stile.html", style.style_page),
    Kind("404", "404.html", front.missing_page),
)
