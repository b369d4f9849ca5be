"""`/progetto/schede/`: every key of every record, generated from the schema that checks them, for who writes files."""

from collections.abc import Iterator
from typing import Final

from generator import addresses
from generator.checking.key_docs import annotated_examples, documented_schema, key_sections
from generator.locale import load
from generator.site.model import Site
from generator.site.page import Crumb, Page

KEYS_ADDRESS: Final = addresses.page("keys")
_MOST_CODES: Final = 150
"""A vocabulary longer than this, such as all the places of a region, is not listed here."""


def keys_page(site: Site) -> Iterator[Page]:
    """Every key of every kind of record (type, limits, codes, example), then the vocabularies they take codes from."""
    vocabularies, label = site.own_vocabularies, site.words.label
    sections = key_sections(documented_schema(site.texts.lang), vocabularies, load("messages", site.texts.lang))
    schemes = dict.fromkeys(row.scheme for section in sections for row in section.rows if row.scheme)
    codes = {scheme: [term.code for term in vocabularies[scheme]] for scheme in schemes}
    yield Page(
        kind="keys",
        address=KEYS_ADDRESS,
        title=site.texts("keys.title"),
        template="pages/keys/page.html",
        context={
            "kinds": [(section, annotated_examples(section.name)) for section in sections if section.is_kind],
            "groups": [section for section in sections if not section.is_kind],
            "schemes": [
                (scheme, len(codes[scheme]), [(code, label(scheme, code)) for code in codes[scheme][:_MOST_CODES]])
                for scheme in schemes
            ],
            "codes_address": addresses.page("codes"),
        },
        description=site.texts("keys.description"),
        tab="participate",
        crumbs=(Crumb(site.texts("shell.menu_project"), addresses.PROJECT),),
    )
