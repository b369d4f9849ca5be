"""Places with a boundary or a point, as maps read them: GeoJSON (RFC 7946), longitude first, WGS 84.

A territory is drawn by its boundary (`confine`), else it stands where its vocabulary says (`coordinate`). A public
address stands where its record says (`position` is `place`), else where its territory does and says so (`territory`),
so that nobody takes it for the door of a house. What has neither is left out, and protected places always are.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator import addresses
from generator.catalogue import AnyEntry, Catalogue
from generator.reading.boundaries import Ring

_DIGITS: Final = 6
"""About ten centimetres: more would promise what nobody measured (RFC 7946, 11.2)."""
_COUNTED: Final = ("networks", "organizations", "activities", "practices")


def files(catalogue: Catalogue, site_url: str, lang: str) -> Iterator[tuple[str, bytes]]:
    """Yield one collection of all places; nothing where no place has a point."""
    features = [*_territories(catalogue, site_url, lang), *_addresses(catalogue, site_url, lang)]
    if features:
        rows = ",\n".join(json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in features)
        told = json.dumps("; ".join(catalogue.boundary_credits), ensure_ascii=False)
        beside = f'"attribution":{told},' if catalogue.boundary_credits else ""
        yield "luoghi.geojson", f'{{"type":"FeatureCollection",{beside}"features":[\n{rows}\n]}}\n'.encode()


def _territories(catalogue: Catalogue, site_url: str, lang: str) -> Iterator[dict[str, Any]]:
    held = {name: catalogue.in_territory(getattr(catalogue, name).values()) for name in _COUNTED}
    words = catalogue.vocabularies["territori"]
    for term in words:
        counts = {name: len(held[name].get(term.code, ())) for name in _COUNTED}
        yield from _feature(
            _boundary(catalogue, term.code) or _point(catalogue, term.code),
            f"territorio:{term.code}",
            {
                "kind": "territory",
                "code": term.code,
                "name": words.label(term.code, lang),
                "level": term.level,
                **counts,
                "url": addresses.absolute(site_url, addresses.term("territorio", term.code))
                if any(counts.values())
                else None,
            },
        )


def _addresses(catalogue: Catalogue, site_url: str, lang: str) -> Iterator[dict[str, Any]]:
    """Yield the public places of networks and organisations that say where, or in which territory, they are."""
    words = catalogue.vocabularies["territori"]
    bodies: list[AnyEntry] = [*catalogue.networks.values(), *catalogue.organizations.values()]
    for entry in bodies:
        for at, place in enumerate(entry.record.places):
            alone = entry.territories[0] if len(entry.territories) == 1 else None
            territory = place.territory or alone
            if place.protected or not (place.address or place.name):
                continue
            own = _written(place.point.latitude, place.point.longitude) if place.point else None
            yield from _feature(
                own or (_point(catalogue, territory) if territory else None),
                f"{entry.kind}:{entry.id}:{place.id or at}",
                {
                    "kind": "address",
                    "name": place.name,
                    "address": place.address,
                    "postal_code": place.postal_code,
                    "territory": territory,
                    "territory_name": words.label(territory, lang) if territory else None,
                    "position": "place" if own else "territory",
                    "record": entry.id,
                    "record_name": entry.name,
                    "url": addresses.absolute(site_url, addresses.record(entry)),
                },
            )


def _feature(
    geometry: Mapping[str, Any] | None, identifier: str, properties: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    if geometry:
        yield {
            "type": "Feature",
            "id": identifier,
            "geometry": geometry,
            "properties": {key: value for key, value in properties.items() if value is not None},
        }


def _point(catalogue: Catalogue, territory: str) -> Mapping[str, Any] | None:
    point = catalogue.geography.point(territory)
    return _written(*point) if point else None


def _written(latitude: float, longitude: float) -> Mapping[str, Any]:
    return {"type": "Point", "coordinates": [round(longitude, _DIGITS), round(latitude, _DIGITS)]}


def _boundary(catalogue: Catalogue, territory: str) -> Mapping[str, Any] | None:
    """Write a boundary as the standard wants it: rings closed, the outer one against the clock (RFC 7946, 3.1.6)."""
    polygons = [
        [_closed(ring, against_the_clock=not at) for at, ring in enumerate(polygon)]
        for polygon in catalogue.geography.boundary(territory)
    ]
    if not polygons:
        return None
    alone = len(polygons) == 1
    return {"type": "Polygon" if alone else "MultiPolygon", "coordinates": polygons[0] if alone else polygons}


def _closed(ring: Ring, *, against_the_clock: bool) -> list[list[float]]:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    turns_so = sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in pairs) > 0
    turned = ring if turns_so is against_the_clock else ring[::-1]
    return [[round(east, _DIGITS), round(north, _DIGITS)] for east, north in (*turned, turned[0])]
