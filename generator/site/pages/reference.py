"""Pages of reference, generated from what the program checks: the keys of records, the codes of findings."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from generator.checking.codes import CodePage, codes
from generator.checking.reference import Section, annotated_examples, reference
from generator.locale import load
from generator.records.schema import schema
from generator.site.model import Site
from generator.site.pages.page import Crumb, Page

CODES_ADDRESS: Final = "progetto/codici/"
KEYS_ADDRESS: Final = "progetto/schede/"
_PASTE: Final = "\n"
_MOST_CODES: Final = 150
"""A vocabulary longer than this, such as all the places of a region, is not listed here."""


def keys_page(site: Site) -> Iterator[Page]:
    """Every key of every kind of record: type, limits, codes, example."""
    sections = reference(schema(), site.catalogue.vocabularies, load("messages", site.texts.lang))
    kinds = [one for one in sections if one.is_kind]
    yield Page(
        kind="schede",
        address=KEYS_ADDRESS,
        title=site.texts("keys.title"),
        template="schede.html",
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


def codes_page(site: Site) -> Iterator[Page]:
    """Every code of a finding: what went wrong, an example, the fix, and who notices."""
    told = codes(load("messages", site.texts.lang))
    yield Page(
        kind="codici",
        address=CODES_ADDRESS,
        title=site.texts("codes.title"),
        template="codici.html",
        context={
            "groups": [
                (site.texts(f"codes.group_{family}"), f"gruppo-{family}", list(found))
                for family, found in groupby(told, key=_family)
            ],
            "advice_of": advice_of,
        },
        description=site.texts("codes.description"),
        tab="participate",
        crumbs=_crumbs(site),
    )


def advice_of(code: CodePage) -> list[str]:
    """The fixes of a code, without the line to paste that only a real record has."""
    plain = (hint.partition(_PASTE)[0] if "…" in hint.partition(_PASTE)[2] else hint for hint in code.hints)
    sentences = (hint.rpartition(". ")[0] + "." if hint.endswith(":") and ". " in hint else hint for hint in plain)
    return [hint for hint in sentences if not hint.endswith(":")]


def _family(code: CodePage) -> str:
    return code.code[1]


def _crumbs(site: Site) -> tuple[Crumb, ...]:
    return (Crumb(site.texts("shell.menu_project"), "progetto/"),)
