"""Where things are on the site: the only place that knows paths.

Addresses are relative to the root of the site and end with a slash: a page is the `index.html` inside.
"""

from typing import Final

from generator.catalogue.entries import ActivityEntry, Entry, PracticeEntry, StoryEntry

SECTIONS: Final = {
    "rete": "reti",
    "ente": "enti",
    "attivita": "attivita",
    "pratica": "buone-pratiche",
    "tema": "temi",
    "territorio": "territori",
    "destinatari": "destinatari",
    "tipo": "tipi",
    "storia": "storie",
    "sinergie": "sinergie",
    "sinergie-luogo": "sinergie",
}
"""Section of the site for each kind of page."""


def section(kind: str, page: int = 1) -> str:
    """Return the address of the list of a kind; pages after the first have their number."""
    return f"{SECTIONS[kind]}/" if page == 1 else f"{SECTIONS[kind]}/pagina/{page}/"


def record(entry: Entry | ActivityEntry | PracticeEntry | StoryEntry) -> str:  # type: ignore[type-arg]
    """Return the address of a record's own page."""
    return f"{SECTIONS[kind_of(entry)]}/{entry.id}/"


def kind_of(entry: object) -> str:
    """Name the kind of an entry: `rete`, `ente`, `attivita`, `pratica` or `storia`."""
    if isinstance(entry, ActivityEntry):
        return "attivita"
    if isinstance(entry, PracticeEntry):
        return "pratica"
    if isinstance(entry, StoryEntry):
        return "storia"
    if isinstance(entry, Entry):
        return entry.kind
    raise TypeError(type(entry).__name__)


def term(scheme: str, code: str) -> str:
    """Return the address of the page of a vocabulary's term; `scheme` is a key of SECTIONS."""
    return f"{SECTIONS[scheme]}/{code.replace('_', '-')}/"


def former(kind: str, former_id: str) -> str:
    """Return the address that a record had under a former id."""
    return f"{SECTIONS[kind]}/{former_id}/"


def file_name(address: str) -> str:
    """Return the path of the file that answers an address."""
    return f"{address}index.html" if address.endswith("/") or not address else address
