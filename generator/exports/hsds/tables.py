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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import Any, Final

from generator.exports.hsds.writing import VERSION, Exported, Object
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


@dataclass(slots=True)
class _Table:
    """Rows as they are written, so that they take the memory of their text; a column stands after those met before."""

    columns: dict[str, None] = field(default_factory=dict)
    rows: dict[str, tuple[str, int]] = field(default_factory=dict)
    """By id, cells of the columns that were known then, and how many they were."""

    def add(self, row: Row) -> None:
        """Add a row, the first time that it is told."""
        if row["id"] in self.rows:
            return
        self.columns.update(dict.fromkeys(row))
        self.rows[row["id"]] = _written([_cell(column, row.get(column)) for column in self.columns]), len(self.columns)

    def file(self) -> bytes:
        """Return the table as CSV."""
        columns = len(self.columns)
        rows = (f"{cells}{',' * (columns - known)}\r\n" for cells, known in self.rows.values())
        return b"".join(map(str.encode, (f"{_written(list(self.columns))}\r\n", *rows)))


@dataclass
class _Tables:
    site_url: str
    tables: dict[str, _Table] = field(default_factory=lambda: {name: _Table() for name in _FILES})

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


def table_files(made: Exported, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield the tables and their descriptor; nothing for a catalogue of nothing."""
    tables = _Tables(site_url)
    for organization in made.organizations:
        tables.add("organization", organization)
    for service in made.services:
        tables.add("service", {key: value for key, value in service.items() if key != "organization"})
    filled = {name: table for name, table in tables.tables.items() if table.rows}
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
