"""Keys that do not exist where they stand, though it is known where they belong: better told than as unknown.

Only files have them: E041, entries that do not stand to the right of the one they belong to; E135, keys of a former
version. They take the place of the E101 that one record's walk has found. H135 is about those that are still read.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from typing import Any, Final

from generator.checking.formats import inline
from generator.checking.plain_values import Data
from generator.diagnostics import Finding, Path
from generator.records.plain import is_empty
from generator.records.retired import Retired, retired_in, upgraded
from generator.records.schema import Node, part_of, resolved, schema

_LONGEST_FIX: Final = 400


def told_better(findings: list[Finding], data: Data, kind: str, file: str) -> list[Finding]:
    """Return the findings about a record, those about such keys in better words."""
    unknown = dict.fromkeys(finding.path for finding in findings if finding.code == "E101")  # in reading order
    if not unknown:
        return findings
    unaligned = [found for path in unknown if (found := unindented(data, kind, file, path, unknown))]
    elsewhere = {path for finding in unaligned for path in finding.values["paths"]}  # type: ignore[attr-defined]
    told = [*unaligned, *(finding for finding in retired_keys(data, kind, file) if finding.path not in elsewhere)]
    about = {path for finding in told for path in finding.values["paths"]}  # type: ignore[attr-defined]
    lacking = {(finding.path[:-1], finding.values["key"]) for finding in told}
    rest = [
        finding
        for finding in findings
        if about.isdisjoint(finding.path[:length] for length in range(len(finding.path) + 1))
        and not (finding.code == "E102" and (finding.path, finding.values["key"]) in lacking)
    ]
    return sorted([*rest, *told], key=lambda finding: finding.code) if told else findings


def retired_keys(data: Data, kind: str, file: str) -> Iterator[Finding]:
    """E135: a key that a former version had."""
    found = [(path, retired) for path, retired in retired_in(data, kind) if not retired.is_read]
    places = Counter((path[:-1], retired.top) for path, retired in found)
    for path, retired in found:
        values = {"old": retired.key, "key": retired.top, "near": retired.becomes, "paths": [path]}
        # Two lines with one key would be one too many.
        line = _line_of_retired(data, kind, path, retired) if places[path[:-1], retired.top] == 1 else ""
        yield Finding("E135", file, path, {**values, "line": line}, "" if line else "there", on_key=True)


def superseded(data: Data, kind: str, file: str) -> Iterator[Finding]:
    """H135: a key, or a form, that is still read and that another has taken the place of."""
    for path, retired in retired_in(data, kind):
        if retired.is_read:
            yield Finding("H135", file, path, {"key": retired.key}, on_key=True)


def _line_of_retired(data: Data, kind: str, path: Path, retired: Retired) -> str:
    """Write what takes the place of a key, where nothing stands there yet."""
    holder: Any = data
    for step in path[:-1]:
        holder = holder[step]
    if not is_empty(holder.get(retired.top)):
        return ""
    alone: Any = {retired.key: holder[retired.key]}
    for step in reversed(path[:-1]):
        alone = [*({} for _ in range(step)), alone] if isinstance(step, int) else {step: alone}
    new: Any = upgraded(alone, kind)[0]
    for step in path[:-1]:
        new = new[step]
    line = f"{retired.top}: {inline(new.get(retired.top, ''))}"
    return line if len(line) <= _LONGEST_FIX else ""


def unindented(data: Data, kind: str, file: str, path: Path, unknown: Container[Path]) -> Finding | None:
    """E041: entries that stand beside the one they belong to, which is empty, and not to its right."""
    node: Node = schema()["kinds"][kind]
    holder: Any = data
    for step in path[:-1]:
        node = resolved(node, holder)
        node = node.get("items", {}) if isinstance(step, int) else part_of(node, step)
        holder = holder[step]
    properties = resolved(node, {}).get("properties", {})
    keys = list(holder)
    first = keys.index(path[-1])
    above = keys[first - 1] if first else ""
    if above not in properties or not is_empty(holder[above]) or (*path[:-1], above) in unknown:
        return None
    inner, is_list = _group(properties[above])
    children = {}
    for key in keys[first:]:
        if key not in inner or (*path[:-1], key) not in unknown:
            break
        children[key] = holder[key]
    value: Any = [children] if is_list else children
    line = f"{above}: {inline(value)}"
    if not children or len(line) > _LONGEST_FIX:
        return None
    paths = [(*path[:-1], key) for key in children]
    values = {"key": above, "line": line, "paths": paths, "child": path[-1]}
    return Finding("E041", file, path, values, on_key=True)


def _group(node: Node) -> tuple[Mapping[str, Any], bool]:
    """Return the keys of what an entry holds, and whether it holds a list of such groups."""
    listed = resolved(node, [])
    if listed.get("type") == "array":
        return resolved(listed["items"], {}).get("properties", {}), True
    return resolved(node, {}).get("properties", {}), False
