"""Boundaries of places: what a term gives as its `confine` is there, can be drawn, and holds the term's own point."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from generator.checking.logos import content_of
from generator.checking.plain_values import mappings_in, text_of
from generator.checking.spelling import nearest
from generator.diagnostics import Finding, Path
from generator.reading.boundaries import FOLDER, Area, BadBoundary, BoundaryFiles, holds
from generator.reading.folder import Sources
from generator.records.fields import as_number

PLACES: Final = "territori"
"""The vocabulary whose terms have boundaries."""


@dataclass(slots=True)
class CheckedBoundaries:
    """The boundaries that can be drawn, by code of the place, and what was found of the others."""

    areas: dict[str, Area] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    credits: tuple[str, ...] = ()
    """Where they come from, each source once."""


def check_boundaries(sources: Sources) -> CheckedBoundaries:
    """Read the boundaries of all places of a catalogue."""
    checked = CheckedBoundaries()
    files = BoundaryFiles(sources.root, content_of(sources))
    for file, path, code, written, point in _places(sources):
        try:
            area = checked.areas[code] = files.area_of(code, written)
        except BadBoundary as error:
            checked.findings.append(_unusable(error, file, (*path, "confine"), written, files))  # E451, E452
            continue
        if point and not holds(area, point):
            checked.findings.append(Finding("W453", file, (*path, "coordinate"), {"code": code}))
    checked.credits = tuple(dict.fromkeys(credit for credit in files.credits.values() if credit))
    return checked


def _unusable(error: BadBoundary, file: str, path: Path, written: str, files: BoundaryFiles) -> Finding:
    """E451: a boundary whose file is not there; E452: one that cannot be drawn."""
    name = "GeoJSON" if written.lstrip().startswith("{") else written[:80]
    folder = f"{files.content}/{FOLDER}"
    if error.reason == "missing":
        near = nearest(written, files.names())
        values = {"name": name, "folder": folder, "near": near}
        return Finding("E451", file, path, values, "near" if near else "")
    return Finding("E452", file, path, {"name": name, **error.values}, error.reason)


def _places(sources: Sources) -> Iterator[tuple[str, Path, str, str, tuple[float, float] | None]]:
    """Yield file, path, code, `confine` and point (longitude first) of each place that gives a boundary."""
    for source in sources.of("vocabolario"):
        if source.id != PLACES:
            continue
        for index, term in mappings_in(source.data, "termini"):
            code, written = text_of(term.get("codice")), text_of(term.get("confine"))
            if code and written:
                yield source.file, ("termini", index), code, written, _point(term.get("coordinate"))


def _point(given: object) -> tuple[float, float] | None:
    if not isinstance(given, dict):
        return None
    try:
        east, north = (float(as_number(given.get(key))) for key in ("lon", "lat"))
    except (TypeError, ValueError):
        return None  # a word, which its shape refuses
    return east, north
