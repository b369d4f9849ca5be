"""Two records of one thing become one: what the first knows goes into the second, and nothing is lost in silence."""

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from generator.checking.cross_references import ABOUT_OTHERS
from generator.checking.spelling import folded
from generator.contributing.files.changes import raw_text
from generator.contributing.files.rewriting import rewritten
from generator.contributing.records.rename import (
    DERIVED,
    Referring,
    former_ids,
    part_id,
    parts_of,
    record,
    referring_data,
    refuse_broken,
    speaking,
)
from generator.contributing.refusals import Refused
from generator.reading.folder import SourceFile, Sources
from generator.records.plain import is_empty, without_empty
from generator.records.translations import TRANSLATIONS, by_language

_ALIKE: Final[Mapping[str, tuple[str, ...]]] = {
    "attivita": ("nome",),
    "buone_pratiche": ("titolo",),
    "organi": ("nome", "tipo"),
    "ruoli": ("nome", "tipo"),
    "luoghi": ("nome", "indirizzo"),
    "contatti": ("tipo", "valore", "tramite"),
    "fonti": ("url",),
    "atti": ("titolo", "istituto", "data"),
    "indicatori": ("nome", "unita"),
    "adesioni": ("ente", "ufficio"),
    "aderisce": ("rete", "ufficio"),
    "relazioni": ("rete", "ente", "tipo"),
    "albi": ("nome", "numero"),
    "persone": ("anno",),
    "contributi_pubblici": ("ente", "anno", "importo"),
    "documenti": ("url",),
    "nomi_precedenti": ("nome",),
    "altri_nomi_ufficiali": ("lingua",),
    "simile_a": ("attivita",),
}
"""What tells that two items of a list are the same one; elsewhere only equal items are."""

_SPANS: Final = frozenset({"adesioni", "aderisce"})
"""Lists where items with other dates are other items."""

_OF_ITS_OWN: Final = frozenset({"nome", "verifica", "id_precedenti"})
"""Keys that are not carried over: the name becomes another name, and nobody has confirmed the two together."""

_RANKED: Final = frozenset({"tipo"})
"""Lists of at most three, the main one first: two of them do not add up."""

_UNKNOWN: Final = "da_precisare"

_REACHING: Final = frozenset({"valore", "sito", "url"})
"""Keys whose values people write in several ways: a number with spaces, a site without its beginning."""

_NUMBER: Final = re.compile(r"(?:\+|00)?[0-9][0-9 ()./-]{4,}")
_PREFIX: Final = re.compile(r"^(?:\+|00)39")
_SITE_BEGINS: Final = re.compile(r"(?:https?://)?(?:www\.)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KeptOut:
    """A value that the merged record does not hold: B's own stands there, or None."""

    file: str
    path: str
    here: Any
    value: Any


@dataclass(slots=True)
class Merging:
    """What merging comes to."""

    file: str
    gone: str
    change: dict[str, str | None] = field(default_factory=dict)
    kept_out: list[KeptOut] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    """Comments of the file that goes away."""

    @property
    def referring(self) -> list[str]:
        """The other files that change."""
        return sorted(file for file in self.change if file not in {self.file, self.gone})


def merge(sources: Sources, a: str, b: str) -> Merging:
    """Put the record `a` into `b`: references lead to `b`, the former ids too, and the file of `a` goes away.

    Where both say something, `b` wins and the other value is in `kept_out`. Raises Refused.
    """
    gone, stays = record(sources, a), record(sources, b)
    _refuse_others(gone, stays)
    refuse_broken(sources, a)
    merging = Merging(stays.file, gone.file, comments=[text for _, text in gone.remarks])
    ids = _new_ids(gone, stays)
    for source in speaking(sources):
        if source is gone:
            continue
        joining = _Joining(source.file, merging.kept_out)
        data = joining.joined(dict(source.data), referring_data(source, _leading_to(a, b, ids)), b)
        if source is stays:
            former = [*former_ids(gone), a]
            theirs = by_language(_with_ids(referring_data(gone, _leading_to(a, b, ids, ids)), ids, former))
            if not is_empty(theirs.get(TRANSLATIONS)):
                data = by_language(data)  # what was written in two forms would not meet
            data = joining.without_itself(joining.records(data, theirs, former), b)
        if data != source.data:
            merging.change[source.file] = rewritten(raw_text(sources.root, source.file), data, source.kind, source.file)
    merging.change[gone.file] = None
    return merging


def _refuse_others(gone: SourceFile, stays: SourceFile) -> None:
    """Two records that say they are not the same are not merged."""
    if gone is stays or gone.kind != stays.kind:
        raise Refused("merge_kinds", a=gone.id, b=stays.id)
    for denying, denied in ((gone, stays), (stays, gone)):
        if denied.id in _listed(denying.data.get("diverso_da")):
            raise Refused("merge_different", a=gone.id, b=stays.id, file=denying.file)
    codes = {str(file.data.get("codice_fiscale") or "").strip() for file in (gone, stays)} - {""}
    if len(codes) > 1:
        raise Refused("merge_tax_codes", a=gone.id, b=stays.id)


def _listed(value: Any) -> list[Any]:
    if is_empty(value):
        return []
    return value if isinstance(value, list) else [value]


def _leading_to(a: str, b: str, ids: Mapping[str, str], places: Mapping[str, str] | None = None) -> Referring:
    places = places or {}

    def refer(target: str, written: str) -> str:
        if target == "luogo":
            return places.get(written, written)
        whole, slash, part = written.partition("/")
        return f"{b}{slash}{ids.get(part, part)}" if whole == a else written

    return refer


def _new_ids(gone: SourceFile, stays: SourceFile) -> dict[str, str]:
    """Tell which inner id each part of `gone` gets in `stays`: that of its twin there, else its own or a free one."""
    taken = dict(parts_of(stays.data))
    ids: dict[str, str] = {}
    for inner, (listing, place) in parts_of(gone.data):
        twin = _twin(gone.data[listing][place], _listed(stays.data.get(listing)), listing)
        new, number = inner, 2
        while twin is None and (new in taken or new in ids.values()):
            new, number = f"{inner}-{number}", number + 1
        ids[inner] = part_id(twin, listing) or new if twin is not None else new
    return ids


def _with_ids(data: dict[str, Any], ids: Mapping[str, str], former: list[str]) -> dict[str, Any]:
    """Write the inner ids that changed; what has a page of its own keeps the addresses it had in its `former` records.

    Without them `a/spesa` would lead to the `spesa` that `b` has, which is another activity.
    """
    for inner, (listing, place) in list(parts_of(data)):
        if ids.get(inner, inner) != inner:
            part = {**data[listing][place], "id": ids[inner]}
            if listing in DERIVED:
                known = [{"scheda": record_id, "id": inner} for record_id in former]
                part["id_precedenti"] = [*_listed(part.get("id_precedenti")), *known]
            data[listing][place] = part
    return data


def _twin(item: Any, items: list[Any], listing: str) -> Any:
    """Return the item of a list that is the same one as `item`."""
    return next((other for other in items if _is_same(item, other, listing)), None)


def _is_same(item: Any, other: Any, listing: str) -> bool:
    if without_empty(item) == without_empty(other):
        return True
    keys = _ALIKE.get(listing, ())
    if not keys or not isinstance(item, dict) or not isinstance(other, dict):
        return False
    compared = [(_comparable(item.get(key), key), _comparable(other.get(key), key)) for key in keys]
    if listing in _SPANS:
        return all(here == there for here, there in compared) and all(
            is_empty(item.get(day)) or is_empty(other.get(day)) or item[day] == other[day] for day in ("dal", "al")
        )
    first = next((pair for pair in compared if any(pair)), ("", ""))
    return (
        bool(first[0])
        and all(here == there or not (here and there) for here, there in compared)
        and first[0] == first[1]
    )


def _comparable(value: Any, key: str = "") -> str:
    if isinstance(value, str):
        return _reached(value.strip()) if key in _REACHING else folded(value)
    return "" if is_empty(value) else str(without_empty(value))


def _reached(written: str) -> str:
    """Return what a number, an address or a mailbox comes to, however it is written."""
    if _NUMBER.fullmatch(written):
        return re.sub("[^0-9]", "", _PREFIX.sub("", written))
    host, slash, path = _SITE_BEGINS.sub("", written, count=1).partition("/")
    return f"{host.casefold()}{slash}{path}".rstrip("/")


def _says_the_same(here: Any, value: Any, key: str) -> bool:
    if without_empty(here) == without_empty(value):
        return True
    both_said = isinstance(here, str) and isinstance(value, str) and key in _REACHING
    return both_said and _comparable(here, key) == _comparable(value, key)


@dataclass(slots=True)
class _Joining:
    """Joins data within a file, and notes what cannot stand there."""

    file: str
    kept_out: list[KeptOut]

    def records(self, mine: dict[str, Any], theirs: dict[str, Any], former: list[str]) -> dict[str, Any]:
        """Fill a record with what another knows of the same thing."""
        joined = self._filled(mine, {key: part for key, part in theirs.items() if key not in _OF_ITS_OWN}, "")
        names, name = [joined.get("nome", ""), *_listed(joined.get("altri_nomi"))], theirs.get("nome", "")
        if folded(str(name)) not in {folded(str(known)) for known in names}:
            joined["altri_nomi"] = [*_listed(joined.get("altri_nomi")), name]
        elif name not in names:
            self._note("nome", joined.get("nome"), name)
        joined["id_precedenti"] = list(dict.fromkeys([*_listed(joined.get("id_precedenti")), *former]))
        if not is_empty(theirs.get("verifica")):
            self._note("verifica", joined.get("verifica"), theirs["verifica"])
        return joined

    def _note(self, path: str, here: Any, value: Any) -> None:
        self.kept_out.append(KeptOut(self.file, path, None if is_empty(here) else here, value))

    def _filled(self, mine: dict[str, Any], theirs: Mapping[str, Any], path: str) -> dict[str, Any]:
        filled = copy.deepcopy(mine)
        for key, value in theirs.items():
            here, name = filled.get(key), f"{path}{key}"
            if is_empty(value) or _says_the_same(here, value, key):
                continue
            if is_empty(here) or here == _UNKNOWN:
                filled[key] = value
            elif f"/{TRANSLATIONS}/" in f"/{name}/" and isinstance(here, dict) and isinstance(value, dict):
                filled[key] = self._filled(here, value, f"{name}/")
            elif key not in _RANKED and (isinstance(here, list) or isinstance(value, list)):
                filled[key] = self._united(_listed(here), _listed(value), key, name)
            elif value != _UNKNOWN and key != "id":
                self._note(name, here, value)
        return filled

    def _united(self, mine: list[Any], theirs: list[Any], listing: str, path: str) -> list[Any]:
        """Add the items that a list lacks, and to those it has what they lack."""
        united = list(mine)
        for item in theirs:
            twin = _twin(item, united, listing)
            if twin is None:
                united.append(item)
            elif isinstance(twin, dict):
                at = next(place for place, candidate in enumerate(united) if candidate is twin)
                united[at] = self._filled(twin, item, f"{path}/{part_id(twin, listing) or at}/")
        return united

    def joined(self, before: Any, after: Any, record_id: str, listing: str = "", path: str = "") -> Any:
        """Join items that have become the same one, because a reference in them leads elsewhere than before."""
        if isinstance(after, dict):
            return {
                key: self.joined(before[key], part, record_id, key, f"{path}/{key}".lstrip("/"))
                for key, part in after.items()
            }
        if not isinstance(after, list):
            return after
        items = [
            self.joined(old, new, record_id, "", f"{path}/{at}")
            for at, (old, new) in enumerate(zip(before, after, strict=True))
        ]
        if listing not in _SPANS and not all(isinstance(item, str) for item in items):
            return items
        redirected = [at for at, old in enumerate(before) if items[at] != old and not _names(old, record_id)]
        rest = [item for at, item in enumerate(items) if at not in redirected]
        for at in redirected:
            twin = _twin(items[at], rest, listing)
            if twin is None:
                rest.insert(min(at, len(rest)), items[at])
            elif isinstance(twin, dict):
                place = next(place for place, candidate in enumerate(rest) if candidate is twin)
                rest[place] = self._filled(twin, items[at], f"{path}/{place}/")
        return rest

    def without_itself(self, data: dict[str, Any], record_id: str) -> dict[str, Any]:
        """Leave out what would make a record speak of itself as of another."""
        for key in ABOUT_OTHERS:
            if key in data:
                kept = [item for item in _listed(data[key]) if not _names(item, record_id)]
                if len(kept) < len(_listed(data[key])):
                    self._note(key, None, [item for item in _listed(data[key]) if _names(item, record_id)])
                    data[key] = kept if isinstance(data[key], list) else ""
        for activity in (item for item in _listed(data.get("attivita")) if isinstance(item, dict)):
            inner = part_id(activity, "attivita")
            judged = _listed(activity.get("simile_a"))
            itself = [likeness for likeness in judged if _names(likeness, f"{record_id}/{inner}")]
            if itself:
                self._note(f"attivita/{inner}/simile_a", None, itself)
                activity["simile_a"] = [likeness for likeness in judged if likeness not in itself]
        return data


def _names(item: Any, record_id: str) -> bool:
    """Tell whether an item refers to a record."""
    parts = [item.get(key) for key in ("ente", "rete", "attivita")] if isinstance(item, dict) else [item]
    return record_id in parts
