"""What is worked out of boundaries, with shapely: simpler outlines that still meet, a point inside, neighbours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from math import sqrt
from statistics import median
from typing import Any, Final

from generator.errors import CannotRun
from generator.reading.boundaries import Area, Position, Ring
from generator.site.parts.maps.canvas import Box, cosine

_METRES: Final = 111_320
"""Of a degree of latitude, about."""
_FINE: Final = 60
"""By default an outline keeps what is larger than so small a part of its place."""
_SPECK: Final = 2
"""So many times what an outline may move is the side of the smallest island that is kept, after the largest."""
_SHARED: Final = 30
"""Metres of border that make two places neighbours: a corner is none."""
_LOOSE: Final = 400
"""Borders may lie apart by so small a part of a place and still be one: not every file was drawn with care."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The plane that a set of places lies on, in metres; shapes are shapely's."""

    shapes: Mapping[str, Any]
    _shortening: float

    @classmethod
    def of(cls, areas: Mapping[str, Area]) -> "Ground":
        """Lay areas on a plane, mending outlines that cross themselves; raises CannotRun without shapely."""
        shapely = library()
        box = Box.around(chain.from_iterable(polygon[0] for area in areas.values() for polygon in area))
        shortening = cosine((box.top + box.bottom) / 2)

        def laid(ring: Ring) -> list[Position]:
            return [(east * shortening * _METRES, north * _METRES) for east, north in ring]

        shapes = {}
        for code, area in areas.items():
            polygons = [shapely.Polygon(laid(rings[0]), [laid(hole) for hole in rings[1:]]) for rings in area]
            whole = shapely.union_all([shapely.make_valid(polygon) for polygon in polygons])
            shapes[code] = _surfaces(whole, shapely)
        return cls({code: shape for code, shape in shapes.items() if not shape.is_empty}, shortening)

    @property
    def size(self) -> float:
        """How long a place is, in metres, in the middle of them."""
        return median(sqrt(shape.area) for shape in self.shapes.values())

    def simplified(self, metres: float = 0) -> dict[str, Area]:
        """Return simpler outlines, in degrees, that differ by about so many metres; borders stay shared.

        Without `metres` they keep what can be seen: a sixtieth of a place.
        """
        shapely = library()
        finest = metres or self.size / _FINE
        simpler = shapely.coverage_simplify(list(self.shapes.values()), finest)
        digits = 5 if finest < 50 else 4 if finest < 500 else 3  # noqa: PLR2004 - a metre, ten, a hundred
        speck = (_SPECK * finest) ** 2
        found = {code: self._in_degrees(shape, digits, speck) for code, shape in zip(self.shapes, simpler, strict=True)}
        return {code: area for code, area in found.items() if area}

    def point_in(self, code: str) -> Position:
        """Return a point of a place that lies well inside, longitude first."""
        point = library().maximum_inscribed_circle(self.shapes[code], tolerance=self.size / 100).coords[0]
        return self._degrees(point, 4)

    def neighbours(self) -> list[tuple[str, str]]:
        """Return the pairs that share a border, each once, in the order of the places."""
        shapely = library()
        codes, shapes = list(self.shapes), list(self.shapes.values())
        apart = max(self.size / _LOOSE, 1)
        grown = shapely.buffer(shapes, apart)
        tree = shapely.STRtree(shapes)
        pairs = []
        for one, other in sorted({(min(a, b), max(a, b)) for a, b in tree.query(grown, predicate="intersects").T}):
            if one != other and shapely.intersection(grown[one], shapes[other]).area > apart * _SHARED:
                pairs.append((codes[one], codes[other]))
        return pairs

    def _in_degrees(self, shape: Any, digits: int, speck: float) -> Area:
        """Return a shape as an area; rocks in the sea that are smaller than a `speck` (square metres) are left out."""
        parts = sorted(getattr(shape, "geoms", (shape,)), key=lambda polygon: -polygon.area)
        polygons = [polygon for at, polygon in enumerate(parts) if at == 0 or polygon.area > speck]
        area = tuple(
            tuple(
                ring
                for line in (polygon.exterior, *polygon.interiors)
                if len(ring := self._ring(line.coords, digits)) > 2  # noqa: PLR2004 - two points enclose nothing
            )
            for polygon in polygons
            if not polygon.is_empty
        )
        return tuple(rings for rings in area if rings)

    def _ring(self, positions: Iterable[Position], digits: int) -> Ring:
        return tuple(dict.fromkeys(self._degrees(position, digits) for position in positions))

    def _degrees(self, position: Position, digits: int) -> Position:
        across, along = position[0], position[1]
        return round(across / self._shortening / _METRES, digits), round(along / _METRES, digits)


def library() -> Any:
    """Return shapely, an extra; raises CannotRun where it is not installed."""
    try:
        import shapely  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise CannotRun("places_need_extra") from error
    return shapely


def _surfaces(shape: Any, shapely: Any) -> Any:
    """Return what of a mended outline is a surface: lines that are left over go."""
    if shape.geom_type in {"Polygon", "MultiPolygon"}:
        return shape
    parts = [part for part in getattr(shape, "geoms", ()) if part.geom_type in {"Polygon", "MultiPolygon"}]
    return shapely.union_all(parts) if parts else shapely.Polygon()
