"""Places with a point, as maps read them: GeoJSON (RFC 7946), longitude first, WGS 84.

A territory stands where its vocabulary says (`coordinate`). A public address has no point of its own: it stands where
its territory does and says so (`position`), so that nobody takes it for the door of a house. What has no point is left
out, and protected places always are.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator import addresses
from generator.catalogue import AnyEntry, Catalogue

_DIGITS: Final = 6
"""About ten centimetres: more would promise what nobody measured (RFC 7946, 11.2)."""
_COUNTED: Final = ("networks", "organizations", "activities", "practices")


def files(catalogue: Catalogue, site_url: str, lang: str) -> Iterator[tuple[str, bytes]]:
    """Yield one collection of all places; nothing where no place has a point."""
    features = [*_territories(catalogue, site_url, lang), *_addresses(catalogue, site_url, lang)]
    if features:
        rows = ",\n".join(json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in features)
        yield "luoghi.geojson", f'{{"type":"FeatureCollection","features":[\n{rows}\n]}}\n'.encode()


def _territories(catalogue: Catalogue, site_url: str, lang: str) -> Iterator[dict[str, Any]]:
    held = {name: catalogue.in_territory(getattr(catalogue, name).values()) for name in _COUNTED}
    words = catalogue.vocabularies["territori"]
    for term in words:
        counts = {name: len(held[name].get(term.code, ())) for name in _COUNTED}
        yield from _feature(
            catalogue,
            term.code,
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
    """Yield the public places of networks and organisations that say in which territory they are."""
    words = catalogue.vocabularies["territori"]
    bodies: list[AnyEntry] = [*catalogue.networks.values(), *catalogue.organizations.values()]
    for entry in bodies:
        for at, place in enumerate(entry.record.places):
            alone = entry.territories[0] if len(entry.territories) == 1 else None
            territory = place.territory or alone
            if place.protected or territory is None or not (place.address or place.name):
                continue
            yield from _feature(
                catalogue,
                territory,
                f"{entry.kind}:{entry.id}:{place.id or at}",
                {
                    "kind": "address",
                    "name": place.name,
                    "address": place.address,
                    "postal_code": place.postal_code,
                    "territory": territory,
                    "territory_name": words.label(territory, lang),
                    "position": "territory",
                    "record": entry.id,
                    "record_name": entry.name,
                    "url": addresses.absolute(site_url, addresses.record(entry)),
                },
            )


def _feature(
    catalogue: Catalogue, territory: str, identifier: str, properties: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    point = catalogue.geography.point(territory)
    if point:
        latitude, longitude = (round(degrees, _DIGITS) for degrees in point)
        yield {
            "type": "Feature",
            "id": identifier,
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
            "properties": {key: value for key, value in properties.items() if value is not None},
        }
