"""Which procedure something on a page concerns: an act, a kind of activity, a resource asked of the municipality."""

from typing import Final

from generator import addresses
from generator.catalogue.vocabularies import Vocabularies
from generator.records import Term

SCHEME: Final = "procedure"


def anchor_of(code: str) -> str:
    """Return the anchor of a procedure on its page."""
    return code.replace("_", "-")


def procedure_about(
    vocabularies: Vocabularies, instrument: str = "", kind: str = "", resource: str = ""
) -> Term | None:
    """Return the first procedure that leads to an act, or concerns a kind of activity or a resource; None without."""
    return next(
        (
            term
            for term in vocabularies[SCHEME]
            if instrument in term.instruments or kind in term.kinds or resource in term.resources
        ),
        None,
    )


def address_of(term: Term) -> str:
    """Return where a procedure is explained."""
    return f"{addresses.page('procedures')}#{anchor_of(term.code)}"
