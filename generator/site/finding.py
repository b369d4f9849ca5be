"""What search knows of a record beside its text: facets to filter by, and facts to show in a result."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from generator import addresses
from generator.catalogue import Catalogue, Status
from generator.site.facts import schedule_lines
from generator.site.model import SCHEMES, Site

NOW: Final = "ora"
PAST: Final = "prima"
"""Values of the facet `tempo`: search leaves out what is over unless asked."""

_SUPERSETS: Final = ("territori", "destinatari")
_FACET_FIELDS: Final = (
    ("tema", "temi", "themes"),
    ("luogo", "territori", "territories"),
    ("per", "destinatari", "audiences"),
    ("tipo", "tipi_attivita", "kinds"),
)


def facets_of(entry: Any, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Filters of a record: kind, themes, places and people, each with the broader ones it belongs to."""
    found = [("genere", addresses.kind_of(entry)), ("tempo", PAST if _is_over(entry) else NOW)]
    for facet, scheme, field in _FACET_FIELDS:
        found += [(facet, code) for code in _widened(_codes(entry, field), scheme, catalogue)]
    return found


def shown_of(entry: Any, site: Site) -> list[tuple[str, str]]:
    """Facts that a result shows, and the words people type for it, which are searched and never shown."""
    record = entry.record
    schedule = schedule_lines(getattr(record, "schedule", None), site.words)
    facts = [
        ("dove", site.places_line(_codes(entry, "territories"))),
        ("per", ", ".join(site.words.labels("destinatari", record.audiences[:3]))),
        ("quando", schedule[0] if schedule else ""),
        ("filo", site.words.thread(_codes(entry, "themes"))),
        ("alias", " · ".join(dict.fromkeys(_aliases(entry, site.catalogue)))),
    ]
    return [(name, value) for name, value in facts if value]


def facets_of_term(kind: str) -> list[tuple[str, str]]:
    """Filters of the page of a term."""
    return [("genere", kind), ("tempo", NOW)]


def shown_of_term(kind: str, code: str, site: Site) -> list[tuple[str, str]]:
    """The words people type for a term, and its colour."""
    term = site.catalogue.vocabularies[SCHEMES[kind]].terms[code]
    facts = [("filo", site.words.thread([code]) if kind == "tema" else ""), ("alias", " · ".join(term.aliases))]
    return [(name, value) for name, value in facts if value]


def _is_over(entry: Any) -> bool:
    return getattr(entry, "status", None) is Status.ENDED or getattr(entry.record, "status", None) == Status.ENDED.value


def _codes(entry: Any, field: str) -> tuple[str, ...]:
    own = getattr(entry, field, None)
    return tuple(own if own is not None else getattr(entry.record, field, ()))


def _widened(codes: Iterable[str], scheme: str, catalogue: Catalogue) -> Iterable[str]:
    if scheme not in _SUPERSETS:
        return codes
    words = catalogue.vocabularies[scheme]
    return dict.fromkeys(broader for code in codes for broader in (code, *words.ancestors(code)))


def _aliases(entry: Any, catalogue: Catalogue) -> Iterator[str]:
    yield from getattr(entry.record, "other_names", ())
    coded = [(scheme, code) for _, scheme, field in _FACET_FIELDS for code in _codes(entry, field)]
    for scheme, code in coded:
        term = catalogue.vocabularies[scheme].terms.get(code)
        if term is not None:
            yield from term.aliases
