"""Pages of reference, generated from what the program checks: the keys of records, the codes of findings."""

from collections.abc import Iterator
from typing import Final

from generator.checking.key_docs import Section, annotated_examples, documented_schema, reference
from generator.locale import load
from generator.site.model import Site
from generator.site.page import Crumb, Page

CODES_ADDRESS: Final = "progetto/codici/"
KEYS_ADDRESS: Final = "progetto/schede/"
_PASTE: Final = "\n"
_MOST_CODES: Final = 150
"""A vocabulary longer than this, such as all the places of a region, is not listed here."""


def keys_page(site: Site) -> Iterator[Page]:
    """Every key of every kind of record: type, limits, codes, example."""
    sections = reference(documented_schema(), site.catalogue.vocabularies, load("messages", site.texts.lang))
    kinds = [one for one in sections if one.is_kind]
    yield Page(
        kind="schede",
        address=KEYS_ADDRESS,
        title=site.texts("keys.title"),
        template="pages/keys/page.html",
        context={
            "kinds": [(one, annotated_examples(one.name)) for one in kinds],
            "groups": [one for one in sections if not one.is_kind],
            "schemes": _schemes(site, sections),
            "codes_address": CODES_ADDRESS,
        },
        description=site.texts("keys.description"),
        tab="participate",
        crumbs=_crumbs(site),
    )


def _schemes(site: Site, sections: tuple[Section, ...]) -> list[tuple[str, int, list[tuple[str, str]]]]:
    """The vocabularies that keys take their codes from: name, how many terms, the terms where they are not too many."""
    used = dict.fromkeys(row.scheme for section in sections for row in section.rows if row.scheme)
    told = {scheme: [term.code for term in site.catalogue.vocabularies[scheme]] for scheme in used}
    return [
        (scheme, len(found), [(code, site.words.label(scheme, code)) for code in found[:_MOST_CODES]])
        for scheme, found in told.items()
    ]


def _crumbs(site: Site) -> tuple[Crumb, ...]:
    return (Crumb(site.texts("shell.menu_project"), "progetto/"),)
