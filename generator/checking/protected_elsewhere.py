"""Addresses of protected places in the records of others: E309 and W313.

A refuge keeps its street out of its own record (`protected_places`); the network that counts on it may still write it.
Nobody knows which street is the secret one, so that any address there is taken for it, unless a place of either record
openly has it: it stops publication in an activity which the body runs, and in a text that names the protected place or
what is done there; where a text only names the body, or stands beside it, it is asked about.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from generator.checking.cross_references import references_in
from generator.checking.plain_values import Data, is_yes, mappings_in, text_of
from generator.checking.protected_places import (
    any_protected,
    hidden_in,
    in_words,
    open_addresses,
    openly_written,
    places_within,
)
from generator.checking.shape import places_of
from generator.diagnostics import Finding, Path
from generator.reading.folder import SourceFile

_SHORTEST_NAME: Final = 4
"""Letters: a shorter name stands in too many words."""


@dataclass(frozen=True, slots=True)
class _Guarded:
    """A record with a protected place: addresses it openly has, names of what is protected, its own names."""

    openly: str
    places: tuple[str, ...]
    names: tuple[str, ...]


def addresses_elsewhere(files: Iterable[SourceFile]) -> Iterator[Finding]:
    """E309, W313: an address where another record speaks of a body, or of a network, which has a protected place."""
    sources = list(files)
    guarded = {
        source.id: _guarded(source.data, openly)
        for source in sources
        if source.kind in {"rete", "ente"} and (openly := open_addresses(source.data)) is not None
    }
    for source in sources if guarded else ():
        # What has a protected place of its own was asked about every text already.
        if source.id not in guarded and source.kind != "vocabolario":
            yield from _in_record(source, guarded)


def _guarded(record: Data, openly: str) -> _Guarded:
    places = [place.get("nome") for place in places_within(record) if is_yes(place.get("riservato"))]
    known = places_of(record)
    done = [
        activity.get("nome")
        for _, activity in mappings_in(record, "attivita")
        if any_protected(activity.get("luoghi"), known)
    ]
    others = record.get("altri_nomi")
    names = [record.get("nome"), *(others if isinstance(others, list) else [others])]
    return _Guarded(openly, _comparable(places + done), _comparable(names))


def _comparable(names: list[Any]) -> tuple[str, ...]:
    worded = (in_words(text_of(name)) for name in names)
    return tuple(name for name in worded if len(name) >= _SHORTEST_NAME)


def _in_record(source: SourceFile, guarded: dict[str, _Guarded]) -> Iterator[Finding]:
    ties = [
        (path, guarded[owner])
        for path, _, target in references_in(source)
        if (owner := target.partition("/")[0]) in guarded and path[-1] != "rete"
    ]
    if not ties:
        return
    about = list({id(body): body for _, body in ties}.values())
    openly = " | ".join([openly_written(places_within(source.data)), *(body.openly for body in about)])
    run_by_them = {path[:-1] for path, _ in ties if path[0] == "attivita" and path[2:] == ("ente",)}
    places = {name for body in about for name in body.places}
    names = {name for body in about for name in body.names}
    beside_them = {_item(path) for path, _ in ties if _item(path) or source.kind == "storia"}
    for path, text in _texts(source.data):
        hidden = [spotted for spotted in hidden_in(text, openly) if spotted.code == "E308"]
        if not hidden:
            continue
        words, around = f" {in_words(text)} ", {path[:length] for length in range(len(path))}
        is_sure = not run_by_them.isdisjoint(around) or _holds_any(words, places)
        if is_sure or not beside_them.isdisjoint(around) or _holds_any(words, names):
            code = "E309" if is_sure else "W313"
            for spotted in hidden:
                yield Finding(code, source.file, path, masked=True, part=text[spotted.start : spotted.end])


def _item(path: Path) -> Path:
    """Return the path of the item of a list in which a reference stands; empty where it is of the whole record."""
    last = max((place for place, step in enumerate(path) if isinstance(step, int)), default=-1)
    return path[: last + 1] if last < len(path) - 1 else ()


def _holds_any(words: str, names: Iterable[str]) -> bool:
    return any(f" {name} " in words for name in names)


def _texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every text in plain data, with its path."""
    if isinstance(value, str):
        yield path, value
    else:
        for step, part in value.items() if isinstance(value, dict) else enumerate(value or ()):
            yield from _texts(part, (*path, step))
