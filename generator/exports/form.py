"""The files of the form: the contract, the terms, the words, and the plain data of every published record.

Their shapes are described in `docs/proposal.md`. What was removed, and what is still a draft, is in none of them:
a record whose file still names one that was removed has no plain data until somebody takes the name out of it.

The form finds records by one list. Where they are many that would be megabytes, so the list is in parts, cut along the
alphabet of everything by which a record is looked up: its names and those of its activities, read from each of their
words on, its id, its contacts. Who types reads the few parts in which such names begin.
"""

import hashlib
import json
import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import Any, Final

from generator.catalogue import AnyEntry, Catalogue
from generator.checking.contract import compact, contract
from generator.exports.pieces import Lines
from generator.locale import writing
from generator.locale.folding import plain_words, readings_of
from generator.reading.folder import Sources
from generator.records.activity import WEEKDAYS
from generator.records.network import DRAFT, REMOVED
from generator.records.organization import Organization
from generator.records.plain import names_any
from generator.records.translations import by_language
from generator.records.vocabulary import label_of

FOLDER: Final = "dati/modulo/"
_NOT_PUBLIC: Final = frozenset({REMOVED, DRAFT})
_FINGERPRINT_LENGTH: Final = 12
_BYTES_AT_ONCE: Final = 48 * 1024
"""Who corrects a record reads its neighbours too: about 10 kB when compressed."""
_KEYS_AT_ONCE: Final = 400
"""Of what a part of the list is looked up by, so many on average."""
_AS_BROWSERS: Final = "utf-16-be"
"""Bytes that are in the order in which a browser compares texts."""
_BEGINNING: Final = 4
"""So many bytes of a key, two letters, say with which others it is ordered."""
_ID, _CONTACT = "#", "@"
"""What is no word begins with these in the list in parts (`contributing/browser/form-records.js` asks for them)."""

_OF_A_FINDING: Final = re.compile(r"[EWH][0-9]{3}\.")
_OF_THE_FORM: Final = "form."
_OF_A_FAMILY: Final = "kinds."
_FAMILY: Final = "form.choice.famiglia."
_CHOICES: Final = {
    "legame": "tie",
    "costo": "cost",
    "stato": "status",
    "condizioni": "terms",
    "grado": "degree",
    "forma": "form",
    "guida": "lead",
    "maturita": "maturity",
    "partecipazione": "participation",
    "promossa_da": "promoted_by",
    "formalizzazione": "formalisation",
    "settimana": "week",
    "festivi": "holidays",
    "sede": "seat",
}
"""Keys of records whose codes have words on the pages already, with the name they have there."""
_WITH_CONTACTS: Final = ("contatti", "contatto")

Files = Iterator[tuple[str, bytes]]
Row = dict[str, Any]
"""What the form finds a record by: one of the list."""


def form_files(sources: Sources, catalogue: Catalogue, lang: str, most: int) -> Files:
    """Yield path in the site and content of every file that the form reads; `catalogue` is made from `sources`.

    With more than `most` records the list of them is in parts.
    """
    data = {file.file: file.data for kind in ("rete", "ente") for file in sources.of(kind)}
    entries: list[AnyEntry] = [*catalogue.networks.values(), *catalogue.organizations.values()]
    records = [(entry, data[entry.file]) for entry in entries if entry.record.status not in _NOT_PUBLIC]
    yield f"{FOLDER}vocabolari.json", _json(compact(catalogue.vocabularies))
    yield from words_in(lang, catalogue)
    removed = frozenset(entry.id for entry in entries if entry.record.status == REMOVED)
    rows = _index(records, catalogue)
    of_id = {row["id"]: row for row in rows} if len(rows) > most else {}
    whole = (
        {
            "id": entry.id,
            "kind": entry.kind,
            "file": entry.file,
            "impronta": fingerprint((sources.root / entry.file).read_bytes()),
            "dati": by_language(values),
            **_ties_of_networks(entry, catalogue),
            **_named_in(values, of_id),
        }
        for entry, values in records
        if not names_any(values, removed)
    )
    parts: dict[tuple[str, str], int] = {}
    for number, lines in enumerate(_parted(whole)):
        parts |= dict.fromkeys(((line["kind"], line["id"]) for line, _ in lines), number)
        yield f"{FOLDER}schede/{number}.json", _lines(content for _, content in lines)
    for row in rows:
        if (row["kind"], row["id"]) in parts:
            row["parte"] = parts[row["kind"], row["id"]]
    if of_id:
        yield from _list_in_parts(rows)
    else:
        yield f"{FOLDER}schede.json", _json(rows)


def words_in(lang: str, catalogue: Catalogue) -> Files:
    """Yield path and content of what the form reads that has words, in a language."""
    yield f"{FOLDER}schema.json", _json(contract(lang))
    yield f"{FOLDER}messaggi.json", _json(form_words(lang) | _families(catalogue, lang))


def _parted(records: Iterable[dict[str, Any]]) -> Iterator[list[tuple[dict[str, Any], bytes]]]:
    """Yield records in groups of about `_BYTES_AT_ONCE`, each with its line: a file for each would be too many."""
    group: list[tuple[dict[str, Any], bytes]] = []
    size = 0
    for record in records:
        content = _json(record)
        if group and size + len(content) > _BYTES_AT_ONCE:
            yield group
            group, size = [], 0
        group.append((record, content))
        size += len(content)
    if group:
        yield group


def form_words(lang: str) -> dict[str, str]:
    """Return the words of findings and of the form in `lang`, braces and all, by key."""
    messages, interface = _written("messages", lang), _written("interface", lang)
    renamed = {f"choice.{name}.": f"form.choice.{key}." for key, name in _CHOICES.items()}
    words = {key: text for key, text in messages.items() if _OF_A_FINDING.match(key)}
    for old, new in renamed.items():
        words |= {new + key.removeprefix(old): text for key, text in interface.items() if key.startswith(old)}
    families = [key for key in interface if key.startswith(_OF_A_FAMILY)]
    words |= {f"{_FAMILY}{key.removeprefix(_OF_A_FAMILY)}": interface[key] for key in families}
    weekdays = {code: writing.weekday_name(at, lang) for at, code in enumerate(WEEKDAYS)}
    words |= {f"form.choice.giorni.{code}": weekdays[code] for code in sorted(weekdays)}
    months = {str(month): writing.month_name(month, lang) for month in range(1, 13)}
    words |= {f"form.choice.mesi.{month}": months[month] for month in sorted(months)}
    return words | {key: text for key, text in interface.items() if key.startswith(_OF_THE_FORM)}


def _families(catalogue: Catalogue, lang: str) -> dict[str, str]:
    """Return the names that vocabularies give to the families of their terms."""
    families = (family for name in catalogue.vocabularies for family in catalogue.vocabularies[name].scheme.families)
    return {f"{_FAMILY}{family.code}": label_of(family, lang) for family in families}


def fingerprint(content: bytes) -> str:
    """Return what a proposal says of the file it started from."""
    return hashlib.sha256(content).hexdigest()[:_FINGERPRINT_LENGTH]


_INNER: Final = ("attivita", "pratiche")
"""What is written in a record and is looked for by a name of its own."""


def _index(records: Iterable[tuple[AnyEntry, Mapping[str, Any]]], catalogue: Catalogue) -> list[Row]:
    """Return what the form finds records by; the activities and practices in each too, for people look for those."""
    activities: dict[str, list[dict[str, str]]] = {}
    for activity in catalogue.activities.values():
        activities.setdefault(activity.home.id, []).append({"id": activity.id.partition("/")[2], "nome": activity.name})
    practices: dict[str, list[dict[str, str]]] = {}
    for practice in catalogue.practices.values():
        practices.setdefault(practice.home.id, []).append({"id": practice.id.partition("/")[2], "nome": practice.name})
    rows = (
        {
            "id": entry.id,
            "kind": entry.kind,
            "nome": entry.name,
            "altri_nomi": list(entry.other_names),
            "territori": list(entry.territories),
            "recapiti": list(dict.fromkeys(_contacts(data))),
            "attivita": activities.get(entry.id, []),
            "pratiche": practices.get(entry.id, []),
        }
        for entry, data in records
    )
    return [{key: value for key, value in row.items() if value} for row in rows]


def _list_in_parts(rows: Iterable[Row]) -> Files:
    """Yield the parts of the list, and `schede.json`, which says from where on in the alphabet each goes.

    Keys stand in the order in which a browser compares texts, that of UTF-16. A part ends where a key says so by
    itself, so that a new record changes the parts that it stands in, and no other.
    """
    begins: list[str] = []
    last, found, size = b"", dict[str, None](), 0
    for key, line in _in_order(pair for row in rows for pair in _keys(row)):
        if not found:
            begins.append(_parting(last.decode(_AS_BROWSERS), key.decode(_AS_BROWSERS)))
        size += 0 if line in found else len(line)
        found[line] = None
        last = key
        if zlib.crc32(key) % _KEYS_AT_ONCE == 0 or size > _BYTES_AT_ONCE:
            yield f"{FOLDER}nomi/{len(begins) - 1}.json", _lines(map(str.encode, found))
            found, size = {}, 0
    if found:
        yield f"{FOLDER}nomi/{len(begins) - 1}.json", _lines(map(str.encode, found))
    yield f"{FOLDER}schede.json", _json({"parti": begins})


def _in_order(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[bytes, str]]:
    """Yield keys, as they are compared, each with its line, in order, each pair once.

    There are fifteen for each record: they wait on disk, and those that begin alike are ordered together.
    """
    keys, lines = Lines(), Lines()
    line_of = array("I")
    beginning_so: dict[bytes, array[int]] = {}
    before = None
    for key, line in pairs:
        if line is not before:
            lines.add(line.encode())
            before = line
        compared = key.encode(_AS_BROWSERS)
        beginning_so.setdefault(compared[:_BEGINNING], array("I")).append(len(keys))
        keys.add(compared)
        line_of.append(len(lines) - 1)
    for beginning in sorted(beginning_so):
        yield from sorted({(keys[at], lines[line_of[at]].decode()) for at in beginning_so.pop(beginning)})


def _keys(row: Row) -> Iterator[tuple[str, str]]:
    """Yield everything by which a record is looked up, each with the line that is found there, as JSON."""
    whole = {key: value for key, value in row.items() if key != "territori"}
    yield _ID + row["id"], _text(whole)
    inner = {key: whole.pop(key, ()) for key in _INNER}
    line = _text(whole)
    yield from ((_CONTACT + contact, line) for contact in whole.pop("recapiti", ()))
    line = _text(whole)
    for name in (row["nome"], *row.get("altri_nomi", ())):
        yield from ((key, line) for key in _from_each_word(name))
    for where, parts in inner.items():
        for part in parts:
            line = _text({**whole, where: [part]})
            yield from ((key, line) for key in _from_each_word(part["nome"]))


def _from_each_word(name: str) -> Iterator[str]:
    """Yield a name from each of its words on, and the other ways in which one of its words may be written."""
    words = plain_words(name)
    yield from (" ".join(words[at:]) for at in range(len(words)))
    yield from readings_of(name).keys() - set(words)


def _parting(before: str, key: str) -> str:
    """Return as much of `key` as tells it from the key before; all of it where they are the same."""
    return next((key[: at + 1] for at, letter in enumerate(key) if before[at : at + 1] != letter), key)


def _named_in(data: Mapping[str, Any], rows: Mapping[str, Row]) -> dict[str, list[Row]]:
    """Return what the form says of the records that a record names, for they are in any part of the list."""
    named: dict[str, set[str]] = {}
    for text in _texts(data):
        home, _, inner = text.partition("/")
        if home in rows:
            named.setdefault(home, set()).add(inner)
    found = []
    for home, parts_named in named.items():
        row = {key: value for key, value in rows[home].items() if key in {"id", "kind", "nome", "recapiti"}}
        for where in _INNER:
            if parts := [part for part in rows[home].get(where, ()) if part["id"] in parts_named]:
                row[where] = parts
        found.append(row)
    return {"nomina": found} if found else {}


def _texts(value: Any) -> Iterator[str]:
    """Yield every text of plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _contacts(value: Any, key: str = "") -> Iterator[str]:
    """Yield the value of every contact, wherever in a record."""
    if isinstance(value, Mapping):
        if key in _WITH_CONTACTS and value.get("valore"):
            yield value["valore"]
        for name, part in value.items():
            yield from _contacts(part, name)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for item in value:
            yield from _contacts(item, key)


def _ties_of_networks(entry: AnyEntry, catalogue: Catalogue) -> dict[str, Any]:
    """Return the ties that the pages show and this file does not say, by network: the network's words come first."""
    told = entry.record.affiliations if isinstance(entry.record, Organization) else ()
    own = {affiliation.network: affiliation.ties for affiliation in told if isinstance(affiliation.network, str)}
    joined = {tie.network.id: tie.kinds for tie in catalogue.memberships.get(entry.id, ()) if tie.network.id in own}
    shown = {network: list(kinds) for network, kinds in joined.items() if kinds != own[network]}
    return {"legami": shown} if shown else {}


def _written(family: str, lang: str) -> dict[str, str]:
    """Read texts as they are written: the names in braces are filled by the browser."""
    source = resources.files("generator.locale").joinpath(f"{family}.{lang}.json")
    written: dict[str, str] = json.loads(source.read_text("utf-8"))
    return written


def _lines(items: Iterable[bytes]) -> bytes:
    """Write a list, one item a line."""
    return b"[\n%b\n]\n" % b",\n".join(items)


def _json(value: Any) -> bytes:
    return _text(value).encode()


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
