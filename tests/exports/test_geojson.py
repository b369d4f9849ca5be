"""Places for maps: longitude first, only where a boundary or a point is known, a secret place never."""

import json
from itertools import pairwise
from pathlib import Path

from generator.checking import check
from generator.exports.geojson import files
from generator.reading.boundaries import features_in, holds
from generator.reading.folder import read_folder
from generator.site.published import published
from tests.conftest import EXAMPLE, TODAY


def test_territories_and_addresses_stand_where_the_vocabulary_says() -> None:
    """RFC 7946: areas and points in WGS 84, longitude before latitude, each feature with an id of its own."""
    catalogue = published(check(read_folder(EXAMPLE), TODAY).catalogue)
    ((name, content),) = files(catalogue, "https://rete.example/", "it")
    assert name == "luoghi.geojson"
    whole = json.loads(content)
    assert (whole["type"], sorted(whole)) == ("FeatureCollection", ["attribution", "features", "type"])
    assert whole["attribution"] == "inventati per l'esempio, nessuno di questi posti esiste"
    points = {term.code: term.point for term in catalogue.vocabularies["territori"] if term.point}
    features = {feature["id"]: feature for feature in whole["features"]}
    assert len(features) == len(whole["features"])
    for feature in features.values():
        assert feature["type"] == "Feature"
        code = feature["properties"].get("code") or feature["properties"]["territory"]
        point = points[code]
        if feature["properties"]["kind"] == "address":
            assert feature["geometry"] == {"type": "Point", "coordinates": [point.longitude, point.latitude]}
        else:
            assert feature["geometry"]["type"] == "Polygon"
            (ring,) = feature["geometry"]["coordinates"]
            assert ring[0] == ring[-1]
            pairs = pairwise(ring)
            assert sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in pairs) > 0
            (area,) = features_in(json.dumps(feature))
            assert holds(area.area, (point.longitude, point.latitude))
    territories = [feature for feature in features.values() if feature["properties"]["kind"] == "territory"]
    assert {feature["properties"]["code"] for feature in territories} == {*points}
    centre = features["territorio:valdoria"]["properties"]
    assert centre["networks"] == len(catalogue.in_territory(catalogue.networks.values())["valdoria"])
    assert any(feature["properties"]["kind"] == "address" for feature in features.values())


def test_what_is_secret_or_has_no_point_is_left_out(valdoria: Path) -> None:
    """A protected place is on no map; what has a point of its own is there before its territory has one."""
    (valdoria / "organizations" / "casa.yml").write_text(
        "nome: Casa Rossa\ntipo: odv\nterritori: [valdoria]\n"
        "luoghi: [{nome: Rifugio, riservato: true, territorio: valdoria}, {nome: Sportello, territorio: valdoria}]\n"
        "fonti: [{url: 'https://a.example'}]\n",
        "utf-8",
    )

    def written() -> str:
        return b"".join(
            content for _, content in files(published(check(read_folder(valdoria), TODAY).catalogue), "", "it")
        ).decode()

    vocabulary = valdoria / "vocabularies" / "territori.yml"
    before = vocabulary.read_text("utf-8")
    assert "coordinate" not in before
    assert written() == ""
    house = valdoria / "organizations" / "casa.yml"
    with_point = "luoghi: [{nome: Salone, coordinate: {lat: 43.91, lon: 8.95}}, "
    house.write_text(house.read_text("utf-8").replace("luoghi: [", with_point), "utf-8")
    (hall,) = json.loads(written())["features"]
    assert hall["geometry"] == {"type": "Point", "coordinates": [8.95, 43.91]}
    assert (hall["properties"]["name"], hall["properties"]["position"]) == ("Salone", "place")
    vocabulary.write_text(
        before.replace("livello: comune", "livello: comune, coordinate: {lat: 43.9, lon: 8.9}"), "utf-8"
    )
    assert "Sportello" in written()
    assert "Rifugio" not in written()
