"""Applying a proposal: field by field, against what stands in the record today."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from generator.contributing.proposals.item_keys import Wanted, is_place, position_of
from generator.contributing.proposals.proposal import Field, Proposal
from generator.contributing.refusals import Refused
from generator.reading.folder import FOLDERS, SourceFile, Sources
from generator.records.plain import is_empty, without_empty

Path = tuple[str | int, ...]


class Clash(StrEnum):
    """Why a field cannot be applied."""

    CHANGED = "changed"
    """Somebody has changed it meanwhile."""
    LOST = "lost"
    """The item of a list that it is about cannot be found, or not be told from what stands beside it."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that cannot be applied: `present` is what stands there today, None for nothing.

    Of an item that is lost `present` is what stands in its place, which may be somebody else's.
    """

    field: Field
    present: Any
    clash: Clash = Clash.CHANGED


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
    records = [file for file in sources.files if file.kind in {"rete", "ente"}]
    same_id = next((file for file in records if file.id == proposal.id), None)
    former = next((file for file in records if proposal.id in _listed(file.data.get("id_precedenti"))), None)
    if proposal.new:
        if (holder := same_id or former) is not None:
            raise Refused("apply_exists", record=proposal.record, other=holder.file)
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


def outcome_of(data: Mapping[str, Any], proposal: Proposal, *, is_same_file: bool = False) -> Outcome:
    """Compare every field with the record's plain data, and apply those that nobody has changed meanwhile.

    `is_same_file` says that the data is that of the very file that the proposal was written on (`Impronta`): only
    then is an item of a list found by its place.
    """
    outcome = Outcome(copy.deepcopy(dict(data)))
    removed: list[Path] = []
    for proposed in proposal.fields:
        if proposed.adds:
            _add(outcome, data, proposed, is_same_file=is_same_file)
            continue
        place, present, clash = _find(data, proposed.path, proposed, is_same_file=is_same_file)
        if clash is None and _same(present, proposed.after):
            outcome.already.append(proposed)
        elif clash is not None or not _same(present, proposed.before):
            present = None if is_empty(present) else present
            outcome.conflicts.append(Conflict(proposed, present, clash or Clash.CHANGED))
        else:
            outcome.applied.append(proposed)
            if proposed.after is None:
                removed.append(place)
            else:
                _put(outcome.data, place, proposed.after)
    for place in sorted(removed, key=_last_first):
        holder: Any = outcome.data
        for step in place[:-1]:
            holder = holder[step]
        del holder[place[-1]]
    return outcome


def _last_first(path: Path) -> list[tuple[int, str]]:
    """Sort so that what stands later in a list is taken away first, and places counted before keep their meaning."""
    return [(-step, "") if isinstance(step, int) else (0, step) for step in path]


def _same(here: Any, there: Any) -> bool:
    return (is_empty(here) and is_empty(there)) or without_empty(here) == without_empty(there)


def _find(
    data: Mapping[str, Any], path: tuple[str, ...], proposed: Field, *, is_same_file: bool
) -> tuple[Path, Any, Clash | None]:
    """Follow a path: returns the place, what stands there, and what stands in the way of getting there."""
    place: list[str | int] = []
    value: Any = data
    for number, step in enumerate(path, start=1):
        if is_empty(value) and not isinstance(value, list) and not is_place(step) and "=" not in step:
            value = {}
        if isinstance(value, dict):
            place.append(step)
            value = value.get(step)
        elif isinstance(value, list):
            wanted = Wanted(path[number:], proposed.before, proposed.after, is_same_file)
            position = position_of(value, step, wanted)
            if position is None:
                return (), _at_that_place(value, path[number - 1 :]), Clash.LOST
            place.append(position)
            value = value[position]
        else:
            return (), value, Clash.LOST if is_empty(value) else Clash.CHANGED
    return tuple(place), value, None


def _at_that_place(value: Any, path: tuple[str, ...]) -> Any:
    """Return what a person would find going by places alone: shown beside the conflict, never written to."""
    for step in path:
        if isinstance(value, list) and is_place(step) and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    return value


def _add(outcome: Outcome, data: Mapping[str, Any], proposed: Field, *, is_same_file: bool) -> None:
    """Add an item to a list, unless it, or another with its id, is there."""
    place, present, clash = _find(data, proposed.path[:-1], proposed, is_same_file=is_same_file)
    if clash is not None or isinstance(present, dict):
        outcome.conflicts.append(Conflict(proposed, present, clash or Clash.CHANGED))
        return
    items = [] if is_empty(present) else _listed(present)
    if any(_same(item, proposed.after) for item in items):
        outcome.already.append(proposed)
        return
    new_id = proposed.after.get("id") if isinstance(proposed.after, dict) else None
    twin = next((item for item in items if isinstance(item, dict) and new_id and item.get("id") == new_id), None)
    if twin is not None:
        outcome.conflicts.append(Conflict(proposed, twin))
        return
    now: Any = outcome.data
    for step in place:
        now = now.get(step) if isinstance(now, dict) else now[int(step)]
        if now is None:
            break
    _put(outcome.data, place, [*([] if is_empty(now) else _listed(now)), proposed.after])
    outcome.applied.append(proposed)


def _put(data: Any, place: Path, value: Any) -> None:
    for step in place[:-1]:
        if isinstance(data, dict) and is_empty(data.get(str(step))):
            data[step] = {}
        data = data[step]
    data[place[-1]] = value
