"""`/procedure/`: what one asks the municipality, in plain words, and what of it nobody has written yet.

The steps that are the law's come with the program (`packaged/vocabularies/procedure.yml`); what each municipality
decides stands in the catalogue's own file of that name. What is missing is said: a page that looked complete would
send people to the wrong counter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry
from generator.records import Term
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.needs.page import Agreement, agreements_of
from generator.site.pages.together.ways import crumb_of
from generator.site.parts.contacts import office_by_telephone, office_contact_point, office_email
from generator.site.parts.procedures import SCHEME, anchor_of
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("procedures")
LAWS: Final = "https://www.normattiva.it/"
_RULES: Final = "regole"
"""Family of what holds for every request, whatever is asked."""
OWN: Final = ("who_may", "papers", "how", "where_to_ask", "how_long", "form", "contacts")
"""What only the municipality can say, in the order in which people ask: fields of `Term`."""
_WAYS: Final = ("where_to_ask", "form", "contacts")
"""One of these is enough to ask: who may call needs no form."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """One thing that is asked: what the municipality wrote of it, what it did not, what here concerns it."""

    term: Term
    label: str
    unwritten: Sequence[str]
    """Fields of `OWN` that are empty; of the ways to ask only the last, where there is none."""
    agreements: Sequence[Agreement]
    """Calls and agreements of its kind that are still open, the nearest expiry first."""
    activities: Sequence[ActivityEntry]

    @property
    def anchor(self) -> str:
        """Anchor of the procedure on the page."""
        return anchor_of(self.term.code)

    @property
    def is_asked(self) -> bool:
        """Tell whether it is something to ask, and not what holds of every request."""
        return self.term.family != _RULES

    @property
    def is_unwritten(self) -> bool:
        """Tell whether the municipality wrote nothing of it."""
        return not any(getattr(self.term, name) for name in OWN)


def procedures_page(site: Site) -> Iterator[Page]:
    """The page of procedures; a catalogue that hides them all still has the page, which says that nobody wrote it."""
    procedures, rules = procedures_of(site)
    title, lead = site.texts("procedures.title"), site.texts("procedures.lead")
    words = (word for procedure in procedures for word in (procedure.label, *procedure.term.aliases))
    yield Page(
        kind="procedures",
        address=ADDRESS,
        title=title,
        template="pages/procedures/page.html",
        found=found_as_page(title, lead, dict.fromkeys(words)),
        tab="together",
        crumbs=(crumb_of(site),),
        context={
            "procedures": procedures,
            "rules": rules,
            "unwritten_words": lambda procedure: site.words.listed(
                [site.texts(f"procedures.{name}").lower() for name in procedure.unwritten]
            ),
            "email": office_email(site.settings["ufficio"]),
            "office": office_contact_point(site.settings["ufficio"]),
            "laws": LAWS,
            "telephone": office_by_telephone(site.settings["ufficio"]),
        },
        description=lead,
    )


def procedures_of(site: Site) -> tuple[list[Procedure], list[Procedure]]:
    """Return what is asked, in the order of the vocabulary, and what the law says of every request."""
    agreements, _ = agreements_of(site)
    every = [_procedure(site, term, agreements) for term in site.catalogue.vocabularies[SCHEME]]
    rules = [procedure for procedure in every if procedure.term.family == _RULES]
    return [procedure for procedure in every if procedure.term.family != _RULES], rules


def _procedure(site: Site, term: Term, agreements: Sequence[Agreement]) -> Procedure:
    can_be_asked = any(getattr(term, name) for name in _WAYS)
    silent = frozenset(_WAYS if can_be_asked else _WAYS[:-1])
    return Procedure(
        term,
        site.words.label(SCHEME, term.code),
        [name for name in OWN if name not in silent and not getattr(term, name)],
        [agreement for agreement in agreements if agreement.act.instrument in term.instruments],
        [activity for activity in site.activities if not set(term.kinds).isdisjoint(activity.record.kinds[:1])],
    )
