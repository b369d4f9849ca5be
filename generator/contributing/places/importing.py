"""Boundaries, points and neighbours brought into a catalogue: one GeoJSON file, and keys of its vocabulary of places.

Nothing that somebody wrote is taken away: a boundary takes the place of an earlier one, a point is added where there is
none, neighbours are added; those that the geometry does not confirm are told.
"""

import copy
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

from generator.catalogue.geography import Geography
from generator.catalogue.vocabularies import Vocabulary
from generator.checking.boundaries import PLACES
from generator.checking.logos import content_of
from generator.checking.plain_values import mappings_in, text_of
from generator.contributing.files.changes import Change, raw_text
from generator.contributing.files.rewriting import rewritten
from generator.contributing.places.geometry import Ground
from generator.contributing.places.naming import Named, named
from generator.contributing.refusals import Refused
from generator.errors import CannotRun
from generator.reading.boundaries import (
    CODE,
    ENDING,
    FOLDER,
    Area,
    BadBoundary,
    Feature,
    Position,
    features_in,
    holds,
    text_of_file,
)
from generator.reading.folder import FOLDERS, SourceFile, Sources, slug

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a file that is read: a region in full detail takes half of it."""


_WIDE: Final = frozenset({"italia", "regione", "provincia", "sovracomunale"})
"""Levels of places that hold several towns."""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody brings: where it comes from, and how it is to be read.

    `within` is the place that these lie in, empty for all; `column` the property that says whose each is; `metres` by
    how much an outline may move, 0 for what nobody sees.
    """

    name: str
    source: str = ""
    licence: str = ""
    within: str = ""
    column: str = ""
    metres: float = 0


@dataclass(slots=True)
class Brought:
    """What becomes of one place: `corners` of its outline before and after, its point, its new neighbours."""

    code: str
    label: str
    corners: tuple[int, int] = (0, 0)
    point: Position | None = None
    neighbours: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would write, and what of the file it leaves."""

    file: str
    weight: int
    """Bytes of the file of boundaries."""
    places: tuple[Brought, ...]
    found: Named
    unconfirmed: tuple[tuple[str, str], ...]
    """Neighbours that the vocabulary names and whose boundaries do not touch, by name."""
    change: Change


def read_given(paths: Iterable[Any]) -> list[Feature]:
    """Return everything in some GeoJSON files; raises CannotRun with what is wrong in the first that cannot be read."""
    features = []
    for path in paths:
        try:
            features += features_in(text_of_file(path, LARGEST))
        except BadBoundary as error:
            raise CannotRun(f"places_{error.reason}", file=path, **error.values) from error
    return features


def planned(features: Sequence[Feature], given: Given, sources: Sources, places: Vocabulary) -> Plan:
    """Work out the import of some features; nothing is written.

    Raises:
        CannotRun: there is no vocabulary of places, or no feature is of any of them; shapely is missing.
        Refused: the vocabulary cannot be changed without touching something else.
    """
    vocabulary = next((file for file in sources.of("vocabolario") if file.id == PLACES and file.data), None)
    if vocabulary is None:
        raise CannotRun("places_no_vocabulary", file=f"{FOLDERS['vocabolario']}/{PLACES}.yml")
    if given.within and given.within not in places:
        raise CannotRun("places_unknown", place=given.within)
    geography = Geography(places)
    among = (given.within, *geography.parts(given.within)) if given.within else geography.every
    found = named(features, places, among, given.column)
    if not found.places:
        said = ", ".join(dict.fromkeys(key for feature in features for key in feature.properties))
        raise CannotRun("places_nothing", n=len(features), columns=said[:300] or "—")
    areas = {code: _area_of(own) for code, own in found.places.items()}
    return _planned({code: area for code, area in areas.items() if area}, found, given, sources, places, vocabulary)


def _area_of(features: Iterable[Feature]) -> Area:
    return tuple(chain.from_iterable(feature.area for feature in features))


def _planned(
    areas: Mapping[str, Area],
    found: Named,
    given: Given,
    sources: Sources,
    places: Vocabulary,
    vocabulary: SourceFile,
) -> Plan:
    simpler: dict[str, Area] = {}
    points: dict[str, Position] = {
        code: point for code, own in found.places.items() if (point := own[0].point) is not None
    }
    touching: list[tuple[str, str]] = []
    for level in dict.fromkeys(places.terms[code].level for code in areas):
        ground = Ground.of({code: area for code, area in areas.items() if places.terms[code].level == level})
        simpler |= ground.simplified(given.metres)
        # Nobody stands in the middle of a region, and who works in two of them side by side is no neighbour.
        if level not in _WIDE:
            points |= {code: ground.point_in(code) for code in ground.shapes}
            touching += ground.neighbours()
    file = f"{content_of(sources)}/{FOLDER}/{slug(given.name) or 'luoghi'}{ENDING}"
    text = _collection({**_kept(sources, file), **simpler}, places, given)
    brought = _brought(areas, simpler, points, touching, places)
    data = _with(vocabulary.data, brought, file.rpartition("/")[2], simpler)
    written = rewritten(raw_text(sources.root, vocabulary.file), data, "vocabolario", vocabulary.file)
    unconfirmed = [
        (places.label(code), places.label(other))
        for code in areas
        for other in places.terms[code].neighbours
        if other in areas
        and places.terms[code].level == places.terms[other].level
        and not {(code, other), (other, code)} & {*touching}
    ]
    change = {vocabulary.file: written, **({file: text} if simpler else {})}
    return Plan(file, len(text.encode()), tuple(brought), found, tuple(unconfirmed), change)


def _brought(
    areas: Mapping[str, Area],
    simpler: Mapping[str, Area],
    points: Mapping[str, Position],
    touching: Sequence[tuple[str, str]],
    places: Vocabulary,
) -> list[Brought]:
    beside: dict[str, list[str]] = {}
    for one, other in touching:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    found = []
    for code in (term.code for term in places if term.code in {*areas, *points}):
        term = places.terms[code]
        is_inside = term.point and holds(simpler.get(code, ()), (term.point.longitude, term.point.latitude))
        needs_point = term.point is None or (code in simpler and not is_inside)
        found.append(
            Brought(
                code,
                places.label(code),
                (_corners(areas.get(code, ())), _corners(simpler.get(code, ()))),
                points.get(code) if needs_point else None,
                [other for other in beside.get(code, ()) if other not in term.neighbours],
            )
        )
    return found


def _corners(area: Area) -> int:
    return sum(len(ring) for polygon in area for ring in polygon)


def _with(data: Mapping[str, Any], brought: Iterable[Brought], name: str, simpler: Mapping[str, Area]) -> Any:
    """Return the data of the vocabulary as it becomes."""
    changed = copy.deepcopy(dict(data))
    terms = {text_of(term.get("codice")): term for _, term in mappings_in(changed, "termini")}
    for place in brought:
        term: Any = terms[place.code]
        if place.code in simpler:
            term["confine"] = name
        if place.point:
            east, north = place.point
            term["coordinate"] = {"lat": f"{north:g}", "lon": f"{east:g}"}
        if place.neighbours:
            written = term.get("confina_con") or []
            term["confina_con"] = [*([written] if isinstance(written, str) else written), *place.neighbours]
    return changed


def _kept(sources: Sources, file: str) -> dict[str, Area]:
    """Return what a file of boundaries holds already, by code: another import may bring the rest of it."""
    path = sources.root / file
    try:
        features = features_in(text_of_file(path)) if path.is_file() else []
    except BadBoundary as error:
        raise Refused("places_file", file=file) from error
    return {str(feature.properties[CODE]): feature.area for feature in features if CODE in feature.properties}


def _collection(areas: Mapping[str, Area], places: Vocabulary, given: Given) -> str:
    """Write boundaries as GeoJSON, a place a line, in the order of the vocabulary, with where they come from."""
    in_order = [term.code for term in places if term.code in areas]
    rows = ",\n".join(
        json.dumps(_feature(code, areas[code], places.label(code)), ensure_ascii=False, separators=(",", ":"))
        for code in in_order
    )
    told = {"fonte": given.source, "licenza": given.licence}
    beside = "".join(f'"{key}":{json.dumps(value, ensure_ascii=False)},' for key, value in told.items() if value)
    return f'{{"type":"FeatureCollection",{beside}"features":[\n{rows}\n]}}\n'


def _feature(code: str, area: Area, label: str) -> dict[str, Any]:
    polygons = [[[*map(list, ring), list(ring[0])] for ring in polygon] for polygon in area]
    alone = len(polygons) == 1
    geometry = {"type": "Polygon" if alone else "MultiPolygon", "coordinates": polygons[0] if alone else polygons}
    return {"type": "Feature", "properties": {CODE: code, "nome": label}, "geometry": geometry}


def neighbours_of(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the pairs of neighbours that a plan adds, by code, each once."""
    seen = set[frozenset[str]]()
    for place in plan.places:
        for other in place.neighbours:
            if frozenset((place.code, other)) not in seen:
                seen.add(frozenset((place.code, other)))
                yield place.code, other
