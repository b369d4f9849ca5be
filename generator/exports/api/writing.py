"""The files of the API: an index, lists by kind, theme and place, the records themselves, what codes mean.

A small catalogue has a file for each record. Hosts refuse by the number of files (`docs/scaling.md`), so a large one
has files of many records, one a line, and its lists say which ids each of them holds.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from generator.catalogue import Catalogue
from generator.catalogue.kinds import RECORDS
from generator.catalogue.lookups import Pieces, digest_of, made_anew
from generator.catalogue.vocabularies import Vocabulary
from generator.exports.answering import AnsweringFor, nobody_asked
from generator.exports.api.openapi import openapi, program
from generator.exports.api.records import Object, Plain, all_records
from generator.exports.tables import Publication
from generator.records.languages import FIRST
from generator.records.vocabulary import Term

MOST_WITH_A_FILE: Final = 1_000
"""So many records of all kinds have a file each."""
_BYTES_AT_ONCE: Final = 256 * 1024
"""About so large is a file of many records."""
_LISTS: Final = {"themes": "temi", "places": "territori"}
_UNDER: Final = ("networks", "organizations", "activities", "practices")

Files = Iterator[tuple[str, bytes]]


def files(
    catalogue: Catalogue,
    publication: Publication,
    hidden: Collection[str] = (),
    pieces: Pieces = made_anew,
    answering: AnsweringFor = nobody_asked,
) -> Files:
    """Yield every file of the API, by its name; `hidden` are the ids of records that nothing may name."""
    without = digest_of(sorted(hidden))
    plain = Plain(catalogue.today, frozenset(hidden))
    total = sum(len(getattr(catalogue, kind.group)) for kind in RECORDS.values())
    links = []
    by_kind = all_records(catalogue, plain, publication.url, answering)
    for kind, (name, records) in zip(RECORDS.values(), by_kind, strict=True):
        links.append({"type": name, "count": len(records), "file": f"{kind.group}.json"})
        if total <= MOST_WITH_A_FILE:
            made = [make() for make in records.values()]
            yield from ((_file_of(kind.group, record["id"]), _json(record)) for record in made)
            shown: Object = {"items": [_summary(kind.group, record) for record in made]}
        else:
            lines = (
                (record_id, pieces(f"api {name} {record_id} {without}", partial(_line, records[record_id])))
                for record_id in sorted(records)
            )
            parts = []
            for number, (part, content) in enumerate(_parted(lines)):
                file = f"{kind.group}/{number}.jsonl"
                yield file, content
                parts.append({"file": file, "first": part[0], "last": part[-1], "count": len(part)})
            shown = {"parts": parts}
        yield f"{kind.group}.json", _json({"type": name, "count": len(records), **shown})
    for folder, scheme in _LISTS.items():
        yield from _terms(catalogue, folder, scheme)
    schemes = {
        name: [_term(catalogue.vocabularies[name], term) for term in catalogue.vocabularies[name]]
        for name in catalogue.vocabularies
    }
    yield "vocabularies.json", _json({"schemes": schemes})
    described = (publication.name, publication.url, publication.licence, publication.licence_url)
    yield "openapi.json", pieces("openapi", lambda: _json(openapi(*described)))
    licence = _without_empty({"name": publication.licence, "url": publication.licence_url})
    index = {
        "api": "1",
        "program": program(),
        "name": publication.name,
        "url": publication.url,
        "date": catalogue.today.isoformat(),
        "language": publication.lang,
        "licence": licence if publication.licence else None,
        "openapi": "openapi.json",
        "lists": links,
        **{folder: f"{folder}.json" for folder in _LISTS},
        "vocabularies": "vocabularies.json",
    }
    yield "index.json", _json(_without_empty(index))


def _terms(catalogue: Catalogue, folder: str, scheme: str) -> Files:
    """Yield the list of the terms that something stands under, and the records of each, by id."""
    groups = {name: tuple(getattr(catalogue, name).values()) for name in _UNDER}
    grouped: Mapping[str, Mapping[str, Sequence[Any]]] = {
        name: catalogue.with_theme(entries) if folder == "themes" else catalogue.in_territory(entries)
        for name, entries in groups.items()
    }
    links = []
    for term in catalogue.vocabularies[scheme]:
        under = {name: [entry.id for entry in group.get(term.code, ())] for name, group in grouped.items()}
        count = sum(map(len, under.values()))
        if count:
            file = f"{folder}/{term.code.replace('_', '-')}.json"
            yield file, _json({"code": term.code, "label": _label(term), **_without_empty(under)})
            links.append({"code": term.code, "label": _label(term), "count": count, "file": file})
    yield f"{folder}.json", _json({"scheme": scheme, "items": links})


def _term(vocabulary: Vocabulary, term: Term) -> Object:
    formal = term.formal.by_language if term.formal else {}
    broader = list(vocabulary.parents(term.code))
    return _without_empty({"code": term.code, "label": _label(term), "formal_name": formal, "broader": broader})


def _label(term: Term) -> Object:
    return {FIRST: term.it or term.code, **term.labels}


def _summary(group: str, record: Object) -> Object:
    name = record.get("name") or record.get("title")
    shown = {"id": record["id"], "name": name, "url": record["url"], "file": _file_of(group, record["id"])}
    return shown | {key: record[key] for key in ("status", "themes", "territories") if key in record}


def _file_of(group: str, record_id: str) -> str:
    """Return the file of a record; what stands in the file of another has no folder of its own: hosts count those."""
    return f"{group}/{record_id.replace('/', '.')}.json"


def _parted(records: Iterable[tuple[str, bytes]]) -> Iterator[tuple[list[str], bytes]]:
    """Yield records, each its id and its line, in groups of about `_BYTES_AT_ONCE`: their ids, their lines."""
    group: list[str] = []
    lines: list[bytes] = []
    size = 0
    for record_id, line in records:
        if group and size + len(line) > _BYTES_AT_ONCE:
            yield group, b"".join(lines)
            group, lines, size = [], [], 0
        group.append(record_id)
        lines.append(line)
        size += len(line)
    if group:
        yield group, b"".join(lines)


def _without_empty(made: Mapping[str, Any]) -> Object:
    return {key: value for key, value in made.items() if value not in (None, "", [], {})}


def _line(make: Callable[[], Object]) -> bytes:
    return _json(make()) + b"\n"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
