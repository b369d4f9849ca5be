"""Applying a proposal: field by field, against what stands in the record today."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from generator.contributing.proposals.proposal import Field, Proposal
from generator.contributing.refusals import Refused
from generator.reading.folder import FOLDERS, SourceFile, Sources
from generator.records.plain import is_empty, without_empty

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that somebody else has changed meanwhile: `present` is what stands there today, None for nothing."""

    field: Field
    present: Any


@dataclass(slots=True)
class Outcome:
    """What applying a proposal comes to; `data` is the record as it becomes."""

    data: dict[str, Any]
    applied: list[Field] = field(default_factory=list)
    already: list[Field] = field(default_factory=list)
    """Fields that hold what is proposed."""
    conflicts: list[Conflict] = field(default_factory=list)


def record_of(proposal: Proposal, sources: Sources) -> SourceFile | None:
    """Return the record that a proposal is about, also by a former id; None for a new one. Raises Refused."""
    records = [one for one in sources.files if one.kind in {"rete", "ente"}]
    same_id = next((one for one in records if one.id == proposal.id), None)
    former = next((one for one in records if proposal.id in _listed(one.data.get("id_precedenti"))), None)
    if proposal.new:
        if (other := same_id or former) is not None:
            raise Refused("apply_exists", record=proposal.record, other=other.file)
        return None
    found = same_id or former
    if found is None or found.kind != proposal.kind:
        raise Refused("apply_missing", record=proposal.record)
    if found.broken:
        raise Refused("edit_broken", file=found.file)
    return found


def file_of(proposal: Proposal, found: SourceFile | None) -> str:
    """Return the file of a proposal's record, relative to the catalogue: computed from the checked id, never read."""
    return found.file if found is not None else f"{FOLDERS[proposal.kind]}/{proposal.id}.yml"


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def outcome_of(data: Mapping[str, Any], proposal: Proposal) -> Outcome:
    """Compare every field with the record's plain data, and apply those that nobody has changed meanwhile."""
    outcome = Outcome(copy.deepcopy(dict(data)))
    removed: list[Path] = []
    for one in proposal.fields:
        if one.adds:
            _add(outcome, data, one)
            continue
        place, present, reachable = _find(data, one.path)
        if reachable and _same(present, one.after):
            outcome.already.append(one)
        elif not reachable or not _same(present, one.before):
            outcome.conflicts.append(Conflict(one, None if is_empty(present) else present))
        else:
            outcome.applied.append(one)
            if one.after is None:
                removed.append(place)
            else:
                _put(outcome.data, place, one.after)
    for place in sorted(removed, key=_last_first):
        _remove(outcome.data, place)
    return outcome


def _last_first(path: Path) -> tuple[tuple[int, str], ...]:
    """Sort so that what stands later in a list is taken away first, and places counted before keep their meaning."""
    return tuple((-step, "") if isinstance(step, int) else (0, step) for step in path)


def _same(here: Any, there: Any) -> bool:
    return (is_empty(here) and is_empty(there)) or without_empty(here) == without_empty(there)


_NOWHERE: Final[tuple[Path, Any, bool]] = ((), None, False)


def _find(data: Mapping[str, Any], path: tuple[str, ...]) -> tuple[Path, Any, bool]:
    """Follow a path: returns the place, what stands there, and whether one can get there."""
    place: list[str | int] = []
    value: Any = data
    for step in path:
        if is_empty(value):
            value = {} if not isinstance(value, list) and not _is_number(step) else value
        if isinstance(value, dict):
            place.append(step)
            value = value.get(step)
        elif isinstance(value, list) and (at := _place_in(value, step)) is not None:
            place.append(at)
            value = value[at]
        else:
            return (), value, False
    return tuple(place), value, True


def _is_number(step: str) -> bool:
    return step.isascii() and step.isdigit()


def _place_in(items: list[Any], step: str) -> int | None:
    """Return the place of the item that a step means: by its id, else by its number."""
    by_id = (at for at, item in enumerate(items) if isinstance(item, dict) and str(item.get("id", "")).strip() == step)
    at = next(by_id, None)
    if at is None and _is_number(step) and len(step) <= 4 and int(step) < len(items):  # noqa: PLR2004 - no list is longer
        at = int(step)
    return at


def _add(outcome: Outcome, data: Mapping[str, Any], one: Field) -> None:
    """Add an item to a list, unless it, or another with its id, is there."""
    place, present, reachable = _find(data, one.path[:-1])
    if not reachable or isinstance(present, dict):
        outcome.conflicts.append(Conflict(one, present))
        return
    items = [] if is_empty(present) else _listed(present)
    if any(_same(item, one.after) for item in items):
        outcome.already.append(one)
        return
    if (twin := _with_id_of(one.after, items)) is not None:
        outcome.conflicts.append(Conflict(one, twin))
        return
    now = _at(outcome.data, place)
    _put(outcome.data, place, [*([] if is_empty(now) else _listed(now)), one.after])
    outcome.applied.append(one)


def _with_id_of(new: Any, items: list[Any]) -> Any:
    wanted = new.get("id") if isinstance(new, dict) else None
    return next((item for item in items if isinstance(item, dict) and wanted and item.get("id") == wanted), None)


def _at(data: Any, place: Path) -> Any:
    for step in place:
        data = data.get(step) if isinstance(data, dict) else data[int(step)]
        if data is None:
            break
    return data


def _put(data: Any, place: Path, value: Any) -> None:
    for step in place[:-1]:
        if isinstance(data, dict) and is_empty(data.get(str(step))):
            data[step] = {}
        data = data[step]
    data[place[-1]] = value


def _remove(data: Any, place: Path) -> None:
    for step in place[:-1]:
        data = data[step]
    del data[place[-1]]
