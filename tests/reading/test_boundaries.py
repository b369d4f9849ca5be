"""Boundaries as anybody may send them: what can be drawn comes in as numbers, everything else is named."""

import json
from pathlib import Path

import pytest

from generator.reading.boundaries import (
    FOLDER,
    HEAVIEST,
    MOST_POSITIONS,
    BadBoundary,
    BoundaryFiles,
    features_in,
    holds,
)

SQUARE = [[8.9, 43.8], [9.0, 43.8], [9.0, 43.9], [8.9, 43.9], [8.9, 43.8]]
HOLE = [[8.94, 43.84], [8.96, 43.84], [8.96, 43.86]]


def _text(coordinates: object, kind: str = "Polygon") -> str:
    return json.dumps({"type": kind, "coordinates": coordinates})


def test_rings_are_read_open_and_without_heights() -> None:
    """The last position repeats the first (RFC 7946, 3.1.6); a third number is a height."""
    (feature,) = features_in(_text([[[*position, 120] for position in SQUARE], HOLE]))

    assert feature.area == (
        (((8.9, 43.8), (9.0, 43.8), (9.0, 43.9), (8.9, 43.9)), ((8.94, 43.84), (8.96, 43.84), (8.96, 43.86))),
    )
    assert holds(feature.area, (8.92, 43.82))
    assert not holds(feature.area, (8.959, 43.845))
    assert not holds(feature.area, (9.1, 43.82))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[" * 100_000, "json"),
        (_text([[[8.9, 43.8], [9, 43.8], [float("nan"), 43.9]]]), "numbers"),
        (f'{{"type":"Polygon","coordinates":[[[{"9" * 400}, 43.8],[9,43.8],[9,43.9]]]}}', "numbers"),
        (f'{{"type":"Polygon","coordinates":[[[{"9" * 9_000}, 43.8],[9,43.8],[9,43.9]]]}}', "json"),
        (_text([[[8.9, True], [9, 43.8], [9, 43.9]]]), "numbers"),
        (_text([]), "ring"),
        (_text(SQUARE), "numbers"),
        (_text("<script>"), "numbers"),
        (_text([[[180.1, 43.8], [9, 43.8], [9, 43.9]]]), "metres"),
        ('{"type":"Topology","arcs":[]}', "geojson"),
        ('{"type":"FeatureCollection","features":[7]}', "geojson"),
    ],
)
def test_what_is_no_boundary_is_named(text: str, reason: str) -> None:
    """Hostile numbers, shapes and depths end in a reason, never in a traceback."""
    with pytest.raises(BadBoundary) as refused:
        features_in(text)

    assert refused.value.reason == reason


def test_files_are_bounded_and_never_lead_elsewhere(tmp_path: Path) -> None:
    """A link, a path and a file too heavy or too long are not read; one file serves many places."""
    folder = tmp_path / "content" / FOLDER
    folder.mkdir(parents=True)
    (tmp_path / "secret.geojson").write_text(_text([SQUARE]), "utf-8")
    (folder / "link.geojson").symlink_to(tmp_path / "secret.geojson")
    (folder / "heavy.geojson").write_bytes(b" " * (HEAVIEST + 1))
    (folder / "long.geojson").write_text(_text([[[index / 1e6, 44] for index in range(MOST_POSITIONS + 1)]]), "utf-8")
    ponte = {"type": "Feature", "properties": {"codice": "ponte"}, "geometry": json.loads(_text([SQUARE]))}
    two = {"type": "FeatureCollection", "features": [ponte, {**ponte, "properties": None, "id": "mulini"}]}
    (folder / "two.geojson").write_text(json.dumps(two), "utf-8-sig")
    files = BoundaryFiles(tmp_path, "content")

    def reason(name: str) -> str:
        with pytest.raises(BadBoundary) as refused:
            files.area_of("ponte", name)
        return refused.value.reason

    assert files.area_of("ponte", "two.geojson") == files.area_of("mulini", "two.geojson")
    assert [reason(name) for name in ("link.geojson", "../secret.geojson", "heavy.geojson", "long.geojson")] == [
        "missing",
        "missing",
        "heavy",
        "long",
    ]
    assert files.names() == ["heavy.geojson", "long.geojson", "two.geojson"]
