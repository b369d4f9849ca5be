"""The same organisations and services as tables: the tabular form of HSDS 3.0, one CSV file an object.

What is nested in the canonical JSON becomes rows that name what they belong to (`organization_id`, `service_id`…); what
several objects share, such as a place or a term, is one row. Tables without rows are left out, and so are the ties to
them, as are columns that nothing fills. `intreccio`, what stands beside the standard in JSON, has no table.

Cells are as the standard wants them: commas, no byte order mark. A free text that a spreadsheet would run has an
apostrophe before it; a telephone number and a weekday with its ordinal keep their sign.

Source: the tabular form of https://docs.openreferral.org (3.0); descriptor as https://specs.frictionlessdata.io.
"""

import csv
import json
import re
import uuid
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Final

from generator.exports.hsds.writing import VERSION, Exported, Object
from generator.exports.pieces import Files, Lines, gathered
from generator.exports.spreadsheet import harmless

_FILES: Final = {
    "organization": "organizations",
    "service": "services",
    "location": "locations",
    "service_at_location": "service_at_location",
    "address": "addresses",
    "contact": "contacts",
    "phone": "phones",
    "schedule": "schedules",
    "language": "languages",
    "accessibility": "accessibility",
    "cost_option": "cost_options",
    "required_document": "required_documents",
    "service_area": "service_areas",
    "organization_identifier": "organization_identifiers",
    "taxonomy": "taxonomies",
    "taxonomy_term": "taxonomy_terms",
    "attribute": "attributes",
}
"""Tables by the name of what a row is, each with the name of its file."""
_NESTED: Final = {
    "contacts": "contact",
    "phones": "phone",
    "locations": "location",
    "location": "location",
    "service_at_locations": "service_at_location",
    "addresses": "address",
    "schedules": "schedule",
    "languages": "language",
    "accessibility": "accessibility",
    "cost_options": "cost_option",
    "required_documents": "required_document",
    "service_areas": "service_area",
    "organization_identifiers": "organization_identifier",
    "attributes": "attribute",
    "taxonomy_term": "taxonomy_term",
}
"""What is nested under a key."""
_TYPES: Final = {
    **dict.fromkeys(("year_incorporated", "minimum_age", "maximum_age", "extension", "interval"), "number"),
    **dict.fromkeys(("latitude", "longitude"), "number"),
    **dict.fromkeys(("assured_date", "valid_from", "valid_to", "dtstart"), "date"),
    **dict.fromkeys(("opens_at", "closes_at"), "time"),
}
_NUMBER: Final = re.compile(r"\+?[0-9 ()./-]+")
_BY_RULE: Final = frozenset({"byday"})

Row = dict[str, Any]


class _Table:
    """Rows as they are written, which wait on disk; a column stands after those met before."""

    def __init__(self, room: Path | None) -> None:
        """Begin with none."""
        self.columns: dict[str, None] = {}
        self._told: set[int] = set()
        """Ids of rows, as numbers: that is what UUIDs are, and half of what a text takes."""
        self._rows = Lines(room)
        self._known = array("H")
        """Of each row how many columns were known when it came."""

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._rows)

    def add(self, row: Row) -> None:
        """Add a row, the first time that it is told."""
        number = uuid.UUID(row["id"]).int
        if number in self._told:
            return
        self._told.add(number)
        self.columns.update(dict.fromkeys(row))
        self._rows.add(_written([_cell(column, row.get(column)) for column in self.columns]).encode())
        self._known.append(len(self.columns))

    def file(self) -> Iterator[bytes]:
        """Yield the table as CSV."""
        self._told.clear()
        columns = len(self.columns)
        rows = zip(self._rows, self._known, strict=True)
        yield f"{_written(list(self.columns))}\r\n".encode()
        yield from gathered(b"%b%b\r\n" % (cells, b"," * (columns - known)) for cells, known in rows)


@dataclass
class _Tables:
    site_url: str
    tables: dict[str, _Table]

    def add(self, name: str, item: Mapping[str, Any], parent: str = "", owner: str = "") -> None:
        """Add an object and all that is nested in it; `owner` is the id of what holds it, an object called `parent`."""
        row = {key: value for key, value in item.items() if not isinstance(value, dict | list)}
        if parent and name != "attribute":
            row.setdefault(f"{parent}_id", owner)
        if name == "taxonomy_term":
            row["taxonomy_id"] = self._taxonomy(str(item["taxonomy"]))
        for key, value in item.items():
            if key in _NESTED and isinstance(value, dict):
                row[f"{key}_id"] = value["id"]
                self.add(_NESTED[key], value)
        self.tables[name].add(row)
        for key, value in item.items():
            if key in _NESTED and isinstance(value, list):
                for part in value:
                    self.add(_NESTED[key], part, name, row["id"])

    def _taxonomy(self, scheme: str) -> str:
        identifier = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.site_url or 'intreccio:'}#tassonomia/{scheme}"))
        self.tables["taxonomy"].add({"id": identifier, "name": scheme, "description": scheme})
        return identifier


def table_files(made: Exported, site_url: str, room: Path | None = None) -> Files:
    """Yield the tables and their descriptor; nothing for a catalogue of nothing. Rows wait in the folder `room`."""
    tables = _Tables(site_url, {name: _Table(room) for name in _FILES})
    for organization in made.organizations:
        tables.add("organization", organization)
    for service in made.services:
        tables.add("service", {key: value for key, value in service.items() if key != "organization"})
    filled = {name: table for name, table in tables.tables.items() if len(table)}
    for name, table in filled.items():
        yield f"{_FILES[name]}.csv", table.file()
    if filled:
        package = {
            "profile": "tabular-data-package",
            "name": "human_services_data",
            "version": VERSION,
            "resources": [_resource(name, list(table.columns), filled) for name, table in filled.items()],
        }
        yield "datapackage.json", json.dumps(package, ensure_ascii=False, indent=1).encode()


def _written(cells: list[Any]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _cell(column: str, value: Any) -> Any:
    is_plain = column in _BY_RULE or (isinstance(value, str) and _NUMBER.fullmatch(value))
    return value if is_plain else harmless(value)


def _resource(name: str, columns: list[str], filled: Mapping[str, Any]) -> Object:
    targets = {column: column.removesuffix("_id") for column in columns if column.endswith("_id")}
    links = [
        {"fields": column, "reference": {"resource": target, "fields": "id"}}
        for column, target in targets.items()
        if target in filled
    ]
    fields = [{"name": column, "type": _TYPES.get(column, "string")} for column in columns]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{_FILES[name]}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": "id", **({"foreignKeys": links} if links else {})},
    }
