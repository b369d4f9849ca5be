"""The files of the form: the contract, the terms, the words, and the plain data of every published record.

Their shapes are told in `docs/proposal.md`. What was removed, and what is still a draft, is in none of them:
a record whose file still names one that was removed has no plain data until somebody takes the name out of it.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import Any, Final

from generator import addresses
from generator.catalogue import AnyEntry, Catalogue
from generator.checking.contract import compact, contract
from generator.reading.folder import Sources
from generator.records.network import REMOVED

FOLDER: Final = "dati/modulo/"
NOT_PUBLIC: Final = frozenset({REMOVED, "bozza"})
FINGERPRINT_LENGTH: Final = 12

_OF_A_FINDING: Final = re.compile(r"[EWH][0-9]{3}\.")
_OF_THE_FORM: Final = "form."
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
    "formalizzazione": "formalisation",
}
"""Keys of records whose codes have words on the pages already, with the name they have there."""
_WITH_CONTACTS: Final = ("contatti", "contatto")

Files = Iterator[tuple[str, bytes]]


def form_files(sources: Sources, catalogue: Catalogue, lang: str) -> Files:
    """Yield path in the site and content of every file that the form reads; `catalogue` is made from `sources`."""
    records = list(_published(sources, catalogue))
    activities = _activities(catalogue)
    yield f"{FOLDER}schema.json", _json(contract())
    yield f"{FOLDER}vocabolari.json", _json(compact(catalogue.vocabularies))
    yield f"{FOLDER}messaggi.json", _json(spoken(lang))
    yield f"{FOLDER}schede.json", _json([_line(entry, data, activities) for entry, data in records])
    removed = frozenset(one.id for one in _bodies(catalogue) if one.record.status == REMOVED)
    for entry, data in records:
        if not _names(data, removed):
            whole = {**_whole(sources, entry, data), **_ties_told_elsewhere(entry, catalogue)}
            yield f"{addresses.record(entry)}scheda.json", _json(whole)


def spoken(lang: str) -> dict[str, str]:
    """Return the words of findings and of the form in `lang`, braces and all, by key."""
    messages, interface = _written("messages", lang), _written("interface", lang)
    renamed = {f"choice.{name}.": f"form.choice.{key}." for key, name in _CHOICES.items()}
    renamed |= {"weekday.": "form.choice.giorni.", "month.": "form.choice.mesi.", _OF_THE_FORM: _OF_THE_FORM}
    found = {key: text for key, text in messages.items() if _OF_A_FINDING.match(key)}
    for old, new in renamed.items():
        found |= {new + key.removeprefix(old): text for key, text in interface.items() if key.startswith(old)}
    return found


def fingerprint(content: bytes) -> str:
    """Return what a proposal says of the file it started from."""
    return hashlib.sha256(content).hexdigest()[:FINGERPRINT_LENGTH]


def _published(sources: Sources, catalogue: Catalogue) -> Iterator[tuple[AnyEntry, Mapping[str, Any]]]:
    data = {one.file: one.data for kind in ("rete", "ente") for one in sources.of(kind)}
    for group in (catalogue.networks, catalogue.organizations):
        yield from ((one, data[one.file]) for one in group.values() if one.record.status not in NOT_PUBLIC)


def _bodies(catalogue: Catalogue) -> Iterator[AnyEntry]:
    yield from catalogue.networks.values()
    yield from catalogue.organizations.values()


def _names(value: Any, ids: frozenset[str]) -> bool:
    """Tell whether a record refers to one of `ids`, or to something in its file."""
    if isinstance(value, str):
        return value.strip().partition("/")[0] in ids
    held = value.values() if isinstance(value, Mapping) else value if isinstance(value, Iterable) else ()
    return bool(ids) and any(_names(one, ids) for one in held)


def _activities(catalogue: Catalogue) -> Mapping[str, list[dict[str, str]]]:
    """Name every activity, by the id of the record it is written in: people look for those, not for records."""
    found: dict[str, list[dict[str, str]]] = {}
    for one in catalogue.activities.values():
        found.setdefault(one.home.id, []).append({"id": one.id.partition("/")[2], "nome": one.name})
    return found


def _line(entry: AnyEntry, data: Mapping[str, Any], activities: Mapping[str, Any]) -> dict[str, Any]:
    record = entry.record
    known = {
        "id": entry.id,
        "kind": entry.kind,
        "nome": entry.name,
        "altri_nomi": list(record.other_names),
        "territori": list(entry.territories),
        "recapiti": list(dict.fromkeys(_contacts(data))),
        "attivita": activities.get(entry.id, []),
    }
    return {key: value for key, value in known.items() if value}


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


def _whole(sources: Sources, entry: AnyEntry, data: Mapping[str, Any]) -> dict[str, Any]:
    digest = fingerprint((sources.root / entry.file).read_bytes())
    return {"id": entry.id, "kind": entry.kind, "file": entry.file, "impronta": digest, "dati": data}


def _ties_told_elsewhere(entry: AnyEntry, catalogue: Catalogue) -> dict[str, Any]:
    """Return the ties that the pages show and this file does not say, by network: the network's words come first."""
    own = {one.network: one.ties for one in getattr(entry.record, "affiliations", ())}
    joined = {one.network.id: one.kinds for one in catalogue.memberships.get(entry.id, ()) if one.network.id in own}
    told = {network: list(kinds) for network, kinds in joined.items() if kinds != own[network]}
    return {"legami": told} if told else {}


def _written(family: str, lang: str) -> dict[str, str]:
    """Read texts as they are written: the names in braces are filled by the browser."""
    source = resources.files("generator.locale").joinpath(f"{family}.{lang}.json")
    written: dict[str, str] = json.loads(source.read_text("utf-8"))
    return written


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
