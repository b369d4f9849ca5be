"""What other catalogues read of this one (`extra.catalogue.pari`): the public records whole, one a line.

The first line says what it is, of which version, whose and of which day; then come the words that the records use,
a line for each vocabulary, then the records, as plain data with the keys of their files. So who reads runs the very
checks that it runs on its own records. Its form is in `docs/federation.md`; `reading/peers.py` reads it.

Drafts, removed records and protected places are left out, with what makes no sense without them.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry, Catalogue, PracticeEntry
from generator.catalogue.kinds import HOMES
from generator.exports.api.openapi import program
from generator.exports.pieces import Files, Lines, gathered
from generator.exports.tables import Publication
from generator.reading.folder import SourceFile, Sources
from generator.reading.peers import FILE, MARK, TERM_KEYS, VERSION, is_told
from generator.records.fields import YES
from generator.records.languages import FIRST
from generator.records.plain import without_empty
from generator.records.rewritten import LEFT_OUT, rewritten
from generator.records.schema import Node, schema
from generator.records.vocabulary import Term

_PLACES: Final = "territori"
_TO_A_PLACE: Final = "luogo"


def exchange_files(
    catalogue: Catalogue,
    sources: Sources,
    publication: Publication,
    hidden: Collection[str] = (),
    room: Path | None = None,
) -> Files:
    """Yield the one file; `catalogue` is what is published of `sources`, `hidden` the ids that nothing may name.

    Records wait in the folder `room` until all words that they use are known.
    """
    yield FILE, gathered(_lines(catalogue, sources, publication, hidden, Lines(room)))


def exchange(catalogue: Catalogue, sources: Sources, publication: Publication, hidden: Collection[str] = ()) -> bytes:
    """Return the file, the same bytes for the same catalogue and day."""
    return b"".join(_lines(catalogue, sources, publication, hidden, Lines()))


def _lines(
    catalogue: Catalogue, sources: Sources, publication: Publication, hidden: Collection[str], records: Lines
) -> Iterator[bytes]:
    inner: dict[str, dict[str, str]] = {}
    parts: tuple[ActivityEntry | PracticeEntry, ...] = (*catalogue.activities.values(), *catalogue.practices.values())
    for part in parts:
        key = f"{addresses.kind_of(part)}/{part.id.partition('/')[2]}"
        inner.setdefault(part.home.id, {})[key] = addresses.record(part)
    used: dict[str, dict[str, None]] = {}
    for file in sources.files:
        entry = catalogue.entry(file.id) if file.kind in HOMES else None
        if entry is not None and entry.file == file.file and (data := public_data(file, frozenset(hidden))):
            _gather(data, file.kind, used)
            used.setdefault(_PLACES, {}).update(dict.fromkeys(entry.territories))
            records.add(_line(_record(entry, data, inner.get(entry.id, {}))))
    head = {
        "intreccio": MARK,
        "versione": VERSION,
        "programma": program(),
        "nome": publication.name,
        "url": publication.url,
        "giorno": catalogue.today.isoformat(),
        "lingua": publication.lang,
        "licenza": {"nome": publication.licence, "url": publication.licence_url} if publication.licence else {},
        "schede": len(records),
    }
    words = (
        {"vocabolario": name, "termini": [_term(term) for term in _with_those_around(catalogue, name, codes)]}
        for name, codes in sorted(used.items())
    )
    yield from map(_line, (without_empty(head), *words))
    yield from records


def public_data(file: SourceFile, hidden: frozenset[str]) -> dict[str, Any]:
    """Return the plain data of a record without protected places and without any id of `hidden`."""
    places = file.data.get("luoghi")
    own = places if isinstance(places, list) else ()
    secret = {str(place["id"]).strip() for place in own if _is_protected(place) and "id" in place}

    def shown(value: Any, node: Node) -> Any:
        if _is_protected(value) or (isinstance(value, dict) and _names(value.get("tramite"), hidden)):
            return LEFT_OUT
        target = node.get("x-riferimento", "")
        if target and isinstance(value, str) and value.strip():
            return LEFT_OUT if _names(value, secret if target == _TO_A_PLACE else hidden) else value
        return value

    made = rewritten(without_empty(file.data), schema()["kinds"][file.kind], shown)
    return made if isinstance(made, dict) else {}


def _is_protected(value: Any) -> bool:
    return isinstance(value, Mapping) and str(value.get("riservato", "")).strip().casefold() in YES


def _names(value: Any, ids: Collection[str]) -> bool:
    return isinstance(value, str) and value.strip().partition("/")[0] in ids


def _record(entry: AnyEntry, data: Mapping[str, Any], inner: Mapping[str, str]) -> dict[str, Any]:
    made = {"tipo": entry.kind, "id": entry.id, "indirizzo": addresses.record(entry)}
    return {**made, **({"indirizzi": inner} if inner else {}), "dati": data}


def _gather(data: Mapping[str, Any], kind: str, used: dict[str, dict[str, None]]) -> None:
    """Note the codes that a record uses, by vocabulary."""

    def noted(value: Any, node: Node) -> Any:
        if (scheme := node.get("x-vocabolario")) and isinstance(value, str):
            used.setdefault(scheme, {})[value.strip()] = None
        return value

    rewritten(data, schema()["kinds"][kind], noted)


def _with_those_around(catalogue: Catalogue, name: str, codes: Iterable[str]) -> list[Term]:
    """Return the terms of these codes and those above them; of places those beside them too, in the order of the file.

    A place beside is how the reader knows that what lies there is next door.
    """
    vocabulary = catalogue.vocabularies[name]
    wanted = {whole for code in codes for whole in (code, *vocabulary.ancestors(code))}
    if name == _PLACES:
        beside = {place for code in wanted for place in catalogue.geography.neighbours(code)}
        wanted |= {whole for code in beside for whole in (code, *vocabulary.ancestors(code))}
    return [term for term in vocabulary if term.code in wanted]


def _term(term: Term) -> dict[str, Any]:
    whole = term.model_dump(mode="json", by_alias=True, exclude_none=True)
    if term.definition and [*term.definition.by_language] == [FIRST]:
        whole["definizione"] = term.definition.it
    keys = dict.fromkeys((*TERM_KEYS, *whole))
    return {key: whole[key] for key in keys if whole.get(key) and is_told(key)}


def _line(item: Mapping[str, Any]) -> bytes:
    return json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
