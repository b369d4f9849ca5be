"""What other catalogues published of their records (`exports/exchange.py`), as it was last read: the kept copies.

A build that may ask (`contributing/catalogues/peers.py`) puts here what it got; everybody else reads only this, so that
checks and pages never wait for the network. Whoever wrote a copy is as good as hostile, a peer or who commits a
folder `.intreccio`: nothing here is believed, everything has a bound, and what is no line of ours makes the whole file
worthless (a transfer that was cut must not look like half of the records removed).
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from generator.reading.folder import ID, LONGEST_ID, MAX_BYTES, slug
from generator.reading.walking import link_on_the_way
from generator.reading.yaml_reader import HIDDEN, MAX_DEPTH, MAX_ITEMS
from generator.records.languages import LANGUAGE

MARK: Final = "scambio"
VERSION: Final = "1"
"""What is written. Who reads takes every `1` and `1.…`: within it nothing goes, and what is new is passed over."""
FILE: Final = "scambio.jsonl"
AT: Final = f"dati/{FILE}"
"""Where a catalogue publishes it, relative to its site."""
KEPT: Final = ".intreccio/cache/pari"
"""Beside what else a build keeps: what a host lets a workflow keep between two builds is that folder."""
TERM_KEYS: Final = (
    *("codice", "it", "en", "definizione", "alias", "padre", "altri_padri", "famiglia", "livello", "istat"),
    *("confina_con", "coordinate", "altri_nomi_ufficiali"),
)
"""What is told of a word: never what leads a reader somewhere, as numbers to call and forms do."""
_LANGUAGE: Final = re.compile(LANGUAGE)
SCHEMES_KEPT_HOME: Final = frozenset({"necessita", "procedure"})
"""Vocabularies that no other catalogue adds to: they say whom to call."""

MOST_BYTES: Final = 32 * 1024 * 1024
"""Some ten thousand records with all that they say."""
MOST_RECORDS: Final = 20_000
_MOST_OF_A_LINE: Final = 2 * MAX_BYTES
_MOST_OF_WORDS: Final = 4 * 1024 * 1024
_MOST_TERMS: Final = 20_000
"""Of all vocabularies together."""
_MOST_ADDRESSES: Final = 1_000
_LONGEST_KEY: Final = 100
_LONGEST_ADDRESS: Final = 400
_LONGEST_NAME: Final = 255
_HOMES: Final = frozenset({"rete", "ente"})
_VERSION: Final = re.compile(r"1(\.[0-9]{1,4})?")
_WEB: Final = re.compile(r"https?://[^/?#\s@\\]+(?:[/?#]|$)", re.IGNORECASE)
_INNER: Final = re.compile(r"[a-z0-9/_-]{1,200}")
_PAGE: Final = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9_~./-]*")

NEVER: Final = "never"
"""Nobody has asked yet."""


def is_told(key: str) -> bool:
    """Tell whether a catalogue says this of a word to others: a key of the list, or its label in some language."""
    return key in TERM_KEYS or bool(_LANGUAGE.search(key))


class NotAnExchange(ValueError):
    """What was read is no export of a catalogue: `reason` is one of `version`, `large`, `shape`, `cut`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PeerRecord:
    """One record of another catalogue as plain data; `addresses` by kind and inner id, relative to its site."""

    kind: str
    id: str
    address: str
    addresses: Mapping[str, str]
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One export as it was read; `unreadable` records had something that no record has."""

    name: str
    url: str
    day: str
    licence: str
    licence_url: str
    words: Mapping[str, tuple[Mapping[str, Any], ...]]
    records: tuple[PeerRecord, ...]
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class PeerCopy:
    """A catalogue that the settings name, with what is kept of it; `number` is its place in `pari`.

    `read_on` is the day on which it was last read whole, `problem` why it could not be read after that: `never`, one of
    `NotAnExchange`, or of those who ask (`down`, `refused`, `slow`, `moved`, `folder`, `gone`).
    """

    number: int
    code: str
    name: str
    url: str
    licence: str
    licence_url: str
    exchange: Exchange | None = None
    read_on: date | None = None
    problem: str = ""
    tag: Mapping[str, str] = field(default_factory=dict)
    """What its server wants to be asked with, so that it sends again only what changed (`If-None-Match`…)."""


def named_peers(own_settings: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the catalogues that the settings name and that can be asked, each with its place in the list."""
    listed = own_settings.get("pari")
    for number, peer in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(peer, Mapping) and _text(peer.get("nome")) and bool(source_of(peer)):
            yield number, peer


def source_of(peer: Mapping[str, Any]) -> str:
    """Return where a catalogue is read: its address or its folder; empty where the settings say neither or both."""
    url, folder = _text(peer.get("url")), _text(peer.get("cartella"))
    return (url or folder) if not (url and folder) and (not url or is_web_address(url)) else ""


def is_web_address(url: str) -> bool:
    """Tell whether a reader may be sent to an address: `http` or `https`, a host, and no name or password before it."""
    return bool(_WEB.match(url)) and url.isprintable() and " " not in url


def file_stem(source: str) -> str:
    """Return the name that the copy of a source has: another source is never taken for it."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def read_peers(root: Path, own_settings: Mapping[str, Any]) -> tuple[PeerCopy, ...]:
    """Return the catalogues that the settings name, each with the copy that is kept of it; it never raises."""
    taken: set[str] = set()
    copies = []
    for number, peer in named_peers(own_settings):
        name = _text(peer["nome"])
        base = slug(name) or "catalogo"
        code = next(code for n in range(1, 10_000) if (code := base if n == 1 else f"{base}-{n}") not in taken)
        taken.add(code)
        copies.append(_copy(root, number, code, name, peer))
    return tuple(copies)


def _copy(root: Path, number: int, code: str, name: str, peer: Mapping[str, Any]) -> PeerCopy:
    licence = peer.get("licenza")
    own = licence if isinstance(licence, Mapping) else {}
    stem = file_stem(source_of(peer))
    kept = _read_json(root, f"{KEPT}/{stem}.json")
    exchange, problem = None, _text(kept.get("problema")) or ("" if kept else NEVER)
    content = _bytes(root, f"{KEPT}/{stem}.jsonl", MOST_BYTES)
    read_on = None
    if content is not None:
        with suppress(ValueError):
            read_on = date.fromisoformat(_text(kept.get("letto")))
        try:
            exchange = read_exchange(content) if read_on else None
        except NotAnExchange as broken:
            problem = problem or broken.reason
    return PeerCopy(
        number=number,
        code=code,
        name=name,
        url=_site(_text(peer.get("url")) or (exchange.url if exchange else "")),
        licence=_text(own.get("nome")) or (exchange.licence if exchange else ""),
        licence_url=_text(own.get("url")) or (exchange.licence_url if exchange else ""),
        exchange=exchange,
        read_on=read_on if exchange else None,
        problem=problem,
        tag={key: text for key in ("etag", "modificato") if (text := _text(kept.get(key)))},
    )


def _site(url: str) -> str:
    return f"{url.partition('?')[0].partition('#')[0].rstrip('/')}/" if is_web_address(url) else ""


def _bytes(root: Path, path: str, most: int) -> bytes | None:
    if link_on_the_way(root, path) or not (root / path).is_file():
        return None
    try:
        with (root / path).open("rb") as stream:
            content = stream.read(most + 1)
    except OSError:
        return None
    return content if len(content) <= most else None


def _read_json(root: Path, path: str) -> Mapping[str, Any]:
    try:
        read = json.loads(_bytes(root, path, MAX_BYTES) or b"{}")
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def read_exchange(content: bytes) -> Exchange:
    """Read an export.

    Raises:
        NotAnExchange: it is none, or is not whole.
    """
    if len(content) > MOST_BYTES:
        raise NotAnExchange("large")
    lines = content.split(b"\n")
    head = _object(lines[0])
    if head.get("intreccio") != MARK:
        raise NotAnExchange("shape")
    if not _VERSION.fullmatch(_text(head.get("versione"))):
        raise NotAnExchange("version")
    words, records, unreadable = _held(lines[1:])
    if _text(head.get("schede")) != str(len(records) + unreadable):
        raise NotAnExchange("cut")
    licence = head.get("licenza")
    own = licence if isinstance(licence, dict) else {}
    return Exchange(
        name=_line(head.get("nome")),
        url=_line(head.get("url")),
        day=_line(head.get("giorno")),
        licence=_line(own.get("nome")),
        licence_url=_line(own.get("url")) if is_web_address(_line(own.get("url"))) else "",
        words=words,
        records=tuple(records),
        unreadable=unreadable,
    )


def _held(lines: Iterable[bytes]) -> tuple[dict[str, tuple[Mapping[str, Any], ...]], list[PeerRecord], int]:
    """Return words by vocabulary, records, and how many records cannot be read."""
    words: dict[str, tuple[Mapping[str, Any], ...]] = {}
    records: list[PeerRecord] = []
    unreadable = heard = 0
    for item in (_object(line) for line in lines if line.strip()):
        if "vocabolario" in item:
            words[_text(item["vocabolario"])] = terms = tuple(_terms(item.get("termini")))
            heard += len(terms)
        elif "tipo" in item:  # a later version may have lines of another kind
            record = _record(item)
            unreadable += record is None
            records += [record] if record else []
        if heard > _MOST_TERMS or len(records) + unreadable > MOST_RECORDS:
            raise NotAnExchange("large")
    return words, records, unreadable


def _object(line: bytes) -> dict[str, Any]:
    """Read one line; scalars are texts, as in files of records."""
    if len(line) > (_MOST_OF_WORDS if line.startswith(b'{"vocabolario"') else _MOST_OF_A_LINE):
        raise NotAnExchange("large")
    try:
        read = json.loads(line, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_mapping)
    except (ValueError, RecursionError) as error:
        raise NotAnExchange("shape") from error
    if not isinstance(read, dict):
        raise NotAnExchange("shape")
    return read


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError(pairs[0][0][:_LONGEST_KEY])  # two values for one key: each reader would take another
    return made


def _record(item: Mapping[str, Any]) -> PeerRecord | None:
    """Return a record, its parts as the reader of YAML would give them; None where it holds what no record may."""
    kind, record_id = item["tipo"], item.get("id")
    if kind not in _HOMES or not isinstance(record_id, str):
        return None
    if not ID.fullmatch(record_id) or len(record_id) > LONGEST_ID or not isinstance(item.get("dati"), dict):
        return None
    try:
        data = _plain(item["dati"])
    except ValueError:
        return None
    inner = item.get("indirizzi")
    addresses = {
        key: _address(value)
        for key, value in (inner.items() if isinstance(inner, dict) and len(inner) <= _MOST_ADDRESSES else ())
        if _INNER.fullmatch(key) and _address(value)
    }
    return PeerRecord(kind, record_id, _address(item.get("indirizzo")), addresses, data)


def _terms(items: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the words of a vocabulary, of each what may be told."""
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            with suppress(ValueError):
                yield _plain({key: part for key, part in item.items() if is_told(key)})


def _plain(value: Any, depth: int = 0) -> Any:
    """Return a value as plain data: texts, lists, mappings; raises ValueError where no file could hold it."""
    if depth > MAX_DEPTH:
        raise ValueError(depth)
    if isinstance(value, str):
        if HIDDEN.search(value) or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise ValueError
        return value
    if value is None or isinstance(value, bool):
        return {True: "sì", False: "no", None: ""}[value]
    if len(value) > MAX_ITEMS:
        raise ValueError(len(value))
    if isinstance(value, list):
        return [_plain(part, depth + 1) for part in value]
    if any(len(key) > _LONGEST_KEY for key in value):
        raise ValueError
    return {_plain(key): _plain(part, depth + 1) for key, part in value.items()}


def _address(value: Any) -> str:
    """Return the address of a page inside its own site; empty for anything that leads out of it."""
    is_inside = isinstance(value, str) and len(value) <= _LONGEST_ADDRESS and _PAGE.fullmatch(value)
    return str(value) if is_inside and ".." not in value and "//" not in value else ""


def _line(value: Any) -> str:
    """Return a text on one line, without what nobody sees."""
    text = " ".join(HIDDEN.sub("", _text(value)).split())
    return text.encode("utf-8", "ignore").decode()[:_LONGEST_NAME]


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
