"""The kinds of record, and the kinds of term that records stand under: what a table keyed by kind would say, said once.

A kind goes by its Italian code (`rete`, `tema`), which stands in the schema, in proposals and in keys of the locale
(`list.rete`, `trust.by_rete`): the code is data and never changes. Everything else about a kind is asked here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator.reading.folder import FOLDERS


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record: what has a page of its own and can be listed, counted and searched."""

    code: str
    """`rete`, `ente`, `attivita`, `pratica` or `storia`."""
    name: str
    """One of them in English: the folder of its page in `site/pages`, and its word on the command line."""
    group: str
    """Several of them in English: the attribute of a catalogue, a site and the holdings of a term that holds them,
    and the key of their number in the locale (`count.networks`)."""
    section: str
    """First step of the addresses of their pages."""
    list_key: str = ""
    """Key of their list in the file of a network or an organisation; empty for what has a file of its own."""
    name_key: str = "nome"
    """Key that names one of them, and that its id is made of where it gives none."""
    anchor: str = ""
    """Where the page of a term lists them, and address of the list that goes on from there; empty for stories, which
    stand under no term, and for activities, which come first and are grouped."""
    menu: str = ""
    """Entry of the main menu that their pages stand under; empty for those that have none."""

    @property
    def folder(self) -> str:
        """Folder of their files, relative to the catalogue; empty for what stands in the file of another record."""
        return FOLDERS.get(self.code, "")

    @property
    def is_inner(self) -> bool:
        """Tell whether they stand in the file of another record, whose id is then the first part of theirs."""
        return bool(self.list_key)


@dataclass(frozen=True, slots=True)
class TermKind:
    """A kind of term that has a page: what stands under a theme, a place, a group of people, a kind of activity."""

    code: str
    """`tema`, `territorio`, `destinatari` or `tipo`."""
    scheme: str
    """Its vocabulary."""
    section: str
    """First step of the addresses of their pages."""
    facet: str
    """Its name in the address of a search: `/cerca/?luogo=bergamo`."""
    field: str
    """Attribute of an entry, or of its record, that holds the codes."""
    menu: str = ""
    """Entry of the main menu that their pages stand under; empty for those that have none."""
    has_wider_terms: bool = False
    """Whether what stands under a term stands under the wider ones too: a quarter's records are its town's."""


_RECORDS: Final = (
    RecordKind("rete", "network", "networks", "reti", anchor="reti", menu="networks"),
    RecordKind("ente", "organization", "organizations", "enti", anchor="enti", menu="organizations"),
    RecordKind("attivita", "activity", "activities", "attivita", list_key="attivita", menu="activities"),
    RecordKind(
        "pratica",
        "practice",
        "practices",
        "buone-pratiche",
        list_key="buone_pratiche",
        name_key="titolo",
        anchor="pratiche",
        menu="together",
    ),
    RecordKind("storia", "story", "stories", "storie", name_key="titolo"),
)
RECORDS: Final[Mapping[str, RecordKind]] = {kind.code: kind for kind in _RECORDS}
"""The kinds of record by code."""

_TERMS: Final = (
    TermKind("tema", "temi", "temi", "tema", "themes", menu="themes"),
    TermKind("territorio", "territori", "territori", "luogo", "territories", menu="territories", has_wider_terms=True),
    TermKind("destinatari", "destinatari", "destinatari", "per", "audiences", menu="audiences", has_wider_terms=True),
    TermKind("tipo", "tipi_attivita", "tipi", "tipo", "kinds", menu="activities"),
)
TERMS: Final[Mapping[str, TermKind]] = {kind.code: kind for kind in _TERMS}
"""The kinds of term that have a page, by code."""

KINDS: Final[Mapping[str, RecordKind | TermKind]] = {**RECORDS, **TERMS}
"""All of them; no two share a code."""

HOMES: Final = frozenset({"rete", "ente"})
"""Kinds whose files hold activities and practices, and share one space of ids."""
