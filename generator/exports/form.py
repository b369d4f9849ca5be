"""The files of the form: the contract, the terms, the words, and the plain data of every published record.

Their shapes are described in `docs/proposal.md`. What was removed, and what is still a draft, is in none of them:
a record whose file still names one that was removed has no plain data until somebody takes the name out of it.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import Any, Final

from generator.catalogue import AnyEntry, Catalogue
from generator.checking.contract import compact, contract
from generator.locale import writing
from generator.reading.folder import Sources
from generator.records.activity import WEEKDAYS
from generator.records.network import DRAFT, REMOVED
from generator.records.organization import Organization
from generator.records.plain import names_any
from generator.records.vocabulary import label_of

FOLDER: Final = "dati/modulo/"
_NOT_PUBLIC: Final = frozenset({REMOVED, DRAFT})
_FINGERPRINT_LENGTH: Final = 12
_BYTES_AT_ONCE: Final = 48 * 1024
"""Who corrects a record reads its neighbours too: about 10 kB when compressed."""

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


def form_files(sources: Sources, catalogue: Catalogue, lang: str) -> Files:
    """Yield path in the site and content of every file that the form reads; `catalogue` is made from `sources`."""
    data = {file.file: file.data for kind in ("rete", "ente") for file in sources.of(kind)}
    entries: list[AnyEntry] = [*catalogue.networks.values(), *catalogue.organizations.values()]
    records = [(entry, data[entry.file]) for entry in entries if entry.record.status not in _NOT_PUBLIC]
    yield f"{FOLDER}schema.json", _json(contract())
    yield f"{FOLDER}vocabolari.json", _json(compact(catalogue.vocabularies))
    yield f"{FOLDER}messaggi.json", _json(form_words(lang) | _families(catalogue, lang))
    removed = frozenset(entry.id for entry in entries if entry.record.status == REMOVED)
    whole = (
        {
            "id": entry.id,
            "kind": entry.kind,
            "file": entry.file,
            "impronta": fingerprint((sources.root / entry.file).read_bytes()),
            "dati": values,
            **_ties_of_networks(entry, catalogue),
        }
        for entry, values in records
        if not names_any(values, removed)
    )
    parts: dict[tuple[str, str], int] = {}
    for number, lines in enumerate(_parted(whole)):
        parts |= dict.fromkeys(((line["kind"], line["id"]) for line, _ in lines), number)
        yield f"{FOLDER}schede/{number}.json", b"[\n%b\n]\n" % b",\n".join(content for _, content in lines)
    yield f"{FOLDER}schede.json", _json(_index(records, catalogue, parts))


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


def _index(
    records: Iterable[tuple[AnyEntry, Mapping[str, Any]]], catalogue: Catalogue, parts: Mapping[tuple[str, str], int]
) -> list[dict[str, Any]]:
    """Return what the form finds records by; the activities written in each too, for people look for those.

    `parts` are the files that hold them whole, by kind and id.
    """
    activities: dict[str, list[dict[str, str]]] = {}
    for activity in catalogue.activities.values():
        activities.setdefault(activity.home.id, []).append({"id": activity.id.partition("/")[2], "nome": activity.name})
    rows = (
        {
            "id": entry.id,
            "kind": entry.kind,
            "nome": entry.name,
            "altri_nomi": list(entry.other_names),
            "territori": list(entry.territories),
            "recapiti": list(dict.fromkeys(_contacts(data))),
            "attivita": activities.get(entry.id, []),
            "parte": parts.get((entry.kind, entry.id)),
        }
        for entry, data in records
    )
    return [{key: value for key, value in row.items() if value or value == 0} for row in rows]


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


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
