"""Boundaries of places: polygons in GeoJSON (RFC 7946), a file of the catalogue or the text of a term.

Degrees of WGS 84, longitude first (§ 4). What anybody may send is read as hostile: size, depth and numbers are bounded,
and nothing of it goes anywhere but into drawings and exports, as numbers.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from generator.reading.walking import bare_file, bare_names

Position = tuple[float, float]
"""Longitude and latitude, in degrees; once drawn, units to the right and downwards."""
Ring = tuple[Position, ...]
"""A line that closes by itself: its first position is not repeated at the end."""
Area = tuple[tuple[Ring, ...], ...]
"""Polygons, each an outer ring and the holes in it."""

FOLDER: Final = "confini"
"""Where boundaries are, inside the folder of the editorial pages; nothing publishes the files as they are."""
ENDING: Final = ".geojson"
HEAVIEST: Final = 2 * 1024 * 1024
"""Bytes of a file, at most: a province simplified to 150 metres takes a fifth of it."""
MOST_POSITIONS: Final = 20_000
"""Positions of one place: beyond, no drawing shows any difference."""
CODE: Final = "codice"
"""The property by which a file of many places says whose each boundary is."""
CREDIT: Final = ("fonte", "licenza")
"""Beside the features: where they come from, and under which licence."""
_LONGEST_CREDIT: Final = 200
_LEAST_POSITIONS: Final = 3
_MOST_EAST: Final = 180
_MOST_NORTH: Final = 90
_WGS84: Final = ("CRS84", "4326")
"""What the names of the reference system end with that GeoJSON of 2008 still gives."""


class BadBoundary(Exception):
    """What cannot be drawn; `reason` is the end of the key of its words, `values` go into them."""

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing of a GeoJSON file: what it says of itself, and where it is."""

    properties: Mapping[str, Any]
    area: Area = ()
    point: Position | None = None
    """Longitude and latitude of what is no area."""


@dataclass(slots=True)
class BoundaryFiles:
    """The boundaries of a catalogue: each file is read once, however many places are in it."""

    root: Path
    content: str
    """The folder of the editorial pages, relative to the catalogue."""
    credits: dict[str, str] = field(default_factory=dict)
    """Where the boundaries of each file that was read come from, and their licence, as the file says it."""
    _known: dict[str, "list[Feature] | BadBoundary"] = field(default_factory=dict)

    def area_of(self, code: str, written: str) -> Area:
        """Return the boundary that a term gives: the name of a file, or GeoJSON itself; raises BadBoundary."""
        found = features_in(written) if written.lstrip().startswith("{") else self._read(written.strip())
        own = found if len(found) == 1 else [feature for feature in found if _is_of(feature, code)]
        if not own:
            raise BadBoundary("absent", code=code)
        area = tuple(polygon for feature in own for polygon in feature.area)
        if not area:
            raise BadBoundary("no_area")
        if (found_here := sum(len(ring) for polygon in area for ring in polygon)) > MOST_POSITIONS:
            raise BadBoundary("long", found=found_here, most=MOST_POSITIONS)
        return area

    def names(self) -> list[str]:
        """Return the names of the files that are there, sorted."""
        return bare_names(self.root, f"{self.content}/{FOLDER}")

    def _read(self, name: str) -> list[Feature]:
        if name not in self._known:
            try:
                text = self._text(name)
                self._known[name] = features_in(text)
                self.credits[name] = _credit(text)
            except BadBoundary as error:
                self._known[name] = error
        found = self._known[name]
        if isinstance(found, BadBoundary):
            raise found
        return found

    def _text(self, name: str) -> str:
        file = bare_file(self.root, f"{self.content}/{FOLDER}", name)
        if file is None:
            raise BadBoundary("missing")
        return text_of_file(file)


def text_of_file(path: Path, most: int = HEAVIEST) -> str:
    """Return the text of a file of `most` bytes; raises BadBoundary."""
    if (weight := path.stat().st_size) > most:
        raise BadBoundary("heavy", found=weight // 1024, most=most // 1024)
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadBoundary("json", line=1) from error


def features_in(text: str) -> list[Feature]:
    """Return everything in a GeoJSON text: of a collection, a feature or a bare geometry; raises BadBoundary."""
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise BadBoundary("json", line=error.lineno) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets inside brackets
        raise BadBoundary("json", line=1) from error
    if not isinstance(data, dict):
        raise BadBoundary("geojson")
    _refuse_other_degrees(data)
    return list(_features(data))


def _refuse_constant(_name: str) -> None:
    raise BadBoundary("numbers")  # NaN and Infinity, which JSON has not and Python reads


def _refuse_other_degrees(data: Mapping[str, Any]) -> None:
    """A file of 2008's GeoJSON may name another reference system: its numbers are not degrees."""
    crs = data.get("crs")
    named = crs.get("properties") if isinstance(crs, dict) else None
    name = str(named.get("name", "")) if isinstance(named, dict) else ""
    if name and not name.upper().endswith(_WGS84):
        raise BadBoundary("crs", found=name[:80])


def _features(data: Mapping[str, Any]) -> Iterator[Feature]:
    if data.get("type") == "FeatureCollection":
        listed = data.get("features")
        if not isinstance(listed, list):
            raise BadBoundary("geojson")
        for item in listed:
            if not isinstance(item, dict):
                raise BadBoundary("geojson")
            yield _feature(item)
    else:
        yield _feature(data)


def _feature(item: Mapping[str, Any]) -> Feature:
    properties: Mapping[str, Any] = {}
    geometry: Any = item
    if item.get("type") == "Feature":
        own = item.get("properties")
        properties = {**(own if isinstance(own, dict) else {}), **({"id": item["id"]} if "id" in item else {})}
        geometry = item.get("geometry")
    if geometry is None:  # a feature without a place is allowed (§ 3.2)
        return Feature(properties)
    if not isinstance(geometry, dict):
        raise BadBoundary("geojson")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon":
        return Feature(properties, (_polygon(coordinates),))
    if kind == "MultiPolygon":
        return Feature(properties, tuple(map(_polygon, _listed(coordinates))))
    if kind == "Point":
        return Feature(properties, point=_position(coordinates))
    if kind in {"LineString", "MultiLineString", "MultiPoint", "GeometryCollection"}:
        return Feature(properties)
    raise BadBoundary("geojson")


def _polygon(rings: Any) -> tuple[Ring, ...]:
    found = tuple(_ring(ring) for ring in _listed(rings))
    if not found:
        raise BadBoundary("ring")
    return found


def _ring(positions: Any) -> Ring:
    ring = [_position(position) for position in _listed(positions)]
    if len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    if len(set(ring)) < _LEAST_POSITIONS:
        raise BadBoundary("ring")
    return tuple(ring)


def _position(numbers: Any) -> Position:
    """Read a position; a height, which some give as a third number, is left out."""
    pair = _listed(numbers)[:2]
    if len(pair) < 2 or any(isinstance(one, bool) or not isinstance(one, int | float) for one in pair):  # noqa: PLR2004
        raise BadBoundary("numbers")
    try:
        east, north = (float(one) for one in pair)
    except OverflowError as error:
        raise BadBoundary("numbers") from error
    if not (math.isfinite(east) and math.isfinite(north)):
        raise BadBoundary("numbers")
    if abs(east) > _MOST_EAST or abs(north) > _MOST_NORTH:
        raise BadBoundary("metres")
    return east, north


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise BadBoundary("numbers")
    return value


def _credit(text: str) -> str:
    """Return what a file that was read says of its source (`fonte`) and licence (`licenza`), on one line."""
    data = json.loads(text)
    source, licence = (
        " ".join(said.split())[:_LONGEST_CREDIT] if isinstance(said := data.get(key), str) else "" for key in CREDIT
    )
    return f"{source} ({licence})" if source and licence else source or licence


def _is_of(feature: Feature, code: str) -> bool:
    return code in {str(feature.properties.get(CODE)), str(feature.properties.get("id"))}


def holds(area: Area, position: Position) -> bool:
    """Tell whether a position lies in an area, by the even-odd rule: a hole is outside."""
    east, north = position
    is_in = False
    for ring in (ring for polygon in area for ring in polygon):
        for (x, y), (other_x, other_y) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (y > north) != (other_y > north) and east < x + (north - y) * (other_x - x) / (other_y - y):
                is_in = not is_in
    return is_in
