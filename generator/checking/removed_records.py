"""What was taken out at somebody's request and comes back, in a file of its own or among the members of others.

- E480: a record, or a part of one, that was taken out; E481: another record names one, by its id or by its name;
- E482: the list of what was taken out cannot be read; W483: nobody can look into it, for its key is not here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from generator.catalogue.geography import Geography
from generator.catalogue.removed import is_removed
from generator.catalogue.vocabularies import Vocabularies
from generator.checking.cross_references import former_ids_in, names_in
from generator.checking.plain_values import Data, mappings_in, text_of, values_at
from generator.diagnostics import START, Finding, Path
from generator.reading.folder import SourceFile, slug
from generator.reading.removal_list import BROKEN, LIST, OPEN, Removal, RemovalList

_LISTINGS: Final = {"attivita": ("attivita", "nome"), "pratica": ("buone_pratiche", "titolo")}
"""Kinds of part: their list, and the key of their name."""


def check_removals(
    records: Iterable[SourceFile], removals: RemovalList, vocabularies: Vocabularies
) -> Iterator[Finding]:
    """Check all records against the list of what was taken out."""
    if removals.state == BROKEN:
        yield Finding("E482", LIST, span=START)
    elif removals.removals and removals.state != OPEN:
        yield Finding("W483", LIST, span=START, values={"n": len(removals.removals)}, hint=removals.state)
    elif removals.removals:
        geography = Geography(vocabularies["territori"])
        for record in records:
            if record.kind in {"rete", "ente"}:
                yield from records_back(record, removals, geography)
                yield from members_back(record, removals, geography)


def records_back(record: SourceFile, removals: RemovalList, geography: Geography) -> Iterator[Finding]:
    """E480: a record that was taken out is there again, or an activity or a practice of one."""
    known = known_by(record, geography)
    found = next(filter(None, (is_removed(removals, record_id, **known) for record_id in ids_of(record))), None)
    if found:
        yield Finding("E480", record.file, span=START, values=_told(found, record.id), hint=found.by)
        return
    for kind, path, part_id, name in parts_of(record):
        if part := is_removed(removals, part_id, (name,), (record.id,), kind=kind):
            yield Finding("E480", record.file, path, _told(part, part_id), part.by)


def members_back(record: SourceFile, removals: RemovalList, geography: Geography) -> Iterator[Finding]:
    """E481: who was taken out is written by name in the record of somebody else."""
    for path, target, value in names_in(record):
        places = towns(value, geography) or towns(record.data, geography)
        for kind in target.split("|"):
            names = (text_of(value.get("nome")),)
            if found := is_removed(removals, "", names, places, kind=kind):
                yield Finding("E481", record.file, path, {"date": found.on.isoformat()}, "name")


def about_removed(finding: Finding, removals: RemovalList) -> Finding:
    """E481: what is said of an id that leads nowhere, where it is that of a record which was taken out."""
    if finding.code != "E201" or not (found := is_removed(removals, str(finding.values["id"]))):
        return finding
    return replace(finding, code="E481", values={"date": found.on.isoformat()}, hint="")


def ids_of(record: SourceFile) -> tuple[str, ...]:
    """Return the id of a record and its former ones."""
    return (record.id, *(former for _, former in former_ids_in(record)))


def known_by(record: SourceFile, geography: Geography) -> dict[str, Any]:
    """Return what `is_removed` and `traces` know a record by, besides its ids."""
    return {
        "names": (text_of(record.data.get("nome")),),
        "places": towns(record.data, geography),
        "kind": record.kind,
        "tax_code": text_of(record.data.get("codice_fiscale")),
    }


def parts_of(record: SourceFile) -> Iterator[tuple[str, Path, str, str]]:
    """Yield (kind, path, id, name) for each activity and practice of a record, as the catalogue calls it."""
    for kind, (listing, key) in _LISTINGS.items():
        for index, item in mappings_in(record.data, listing):
            name = text_of(item.get(key))
            inner = text_of(item.get("id")) or slug(name)
            yield kind, (listing, index), f"{record.id}/{inner}", name


def towns(data: Data, geography: Geography) -> tuple[str, ...]:
    """Return the towns of plain data, those that its places lie in; a wider place stands for itself."""
    codes = (text_of(code) for code in values_at(data.get("territori"), []))
    return tuple(dict.fromkeys(geography.town_or_itself(code) for code in codes if code))


def _told(removal: Removal, record_id: str) -> dict[str, str]:
    return {"date": removal.on.isoformat(), "id": record_id}
