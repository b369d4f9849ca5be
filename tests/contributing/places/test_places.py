"""Boundaries come in from the files of an office: whose they are, how simple they may be, who touches whom."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from generator.catalogue.vocabularies import Vocabulary
from generator.checking import check
from generator.cli import app
from generator.contributing.places.geometry import Ground
from generator.contributing.places.importing import Given, neighbours_of, planned, read_given
from generator.contributing.places.naming import named
from generator.errors import CannotRun
from generator.reading.boundaries import Feature
from generator.reading.folder import read_folder
from generator.records.vocabulary import Scheme, Term
from tests.conftest import EXAMPLE, TODAY

QUARTERS = EXAMPLE / "content" / "confini" / "valdoria.geojson"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Return the example town as it was before it had boundaries, points and neighbours."""
    root = tmp_path / "valdoria"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns(".intreccio", "site", "confini"))
    vocabulary = root / "vocabularies" / "territori.yml"
    parts = vocabulary.read_text("utf-8").split(", ")
    text = ", ".join(part for part in parts if not part.startswith("confine:"))
    for begin, end in (("coordinate: {", "}, "), ("confina_con: [", "], ")):
        while begin in text:
            before, _, after = text.partition(begin)
            text = before + after.partition(end)[2]
    vocabulary.write_text(text, "utf-8")
    return root


def _office_file(folder: Path, **beside: Any) -> Path:
    """Write the quarters as an office would: names in capitals, one property that says the same of all."""
    data = json.loads(QUARTERS.read_text("utf-8"))
    for number, feature in enumerate(data["features"]):
        name = feature["properties"]["nome"].upper()
        feature["properties"] = {"OBJECTID": number, "COMUNE": "Valdoria", "DENOM": f"Quartiere {name}"}
    data["features"].append({"type": "Feature", "properties": {"DENOM": "Lungomare"}, "geometry": None})
    path = folder / "Quartieri 2026.geojson"
    path.write_text(json.dumps({**data, **beside}), "utf-8")
    return path


def _places(root: Path) -> Vocabulary:
    return check(read_folder(root), TODAY).catalogue.vocabularies["territori"]


def test_the_file_of_an_office_gives_the_neighbours_that_the_town_wrote_by_hand(town: Path, tmp_path: Path) -> None:
    """Boundaries, points inside them and exactly the borders of the example; everything else of the file stays."""
    before = (town / "vocabularies" / "territori.yml").read_text("utf-8")
    outcome = CliRunner().invoke(
        app, ["places", str(_office_file(tmp_path)), "-C", str(town), "--fonte", "Ufficio", "--scrivi"]
    )

    assert outcome.exit_code == 0, outcome.output
    assert "con la proprietà «DENOM» riconosco 10 luoghi" in outcome.output
    assert "Nel file e non nel catalogo: Lungomare." in outcome.output
    checked = check(read_folder(town), TODAY)
    whole = check(read_folder(EXAMPLE), TODAY).catalogue.geography
    found = checked.catalogue.geography
    assert [finding for finding in checked.findings if finding.file.startswith("vocabularies/")] == []
    assert set(checked.catalogue.boundaries) == {code for code in whole.every if whole.boundary(code)}
    assert {code: found.neighbours(code) for code in found.every} == {
        code: whole.neighbours(code) for code in whole.every
    }
    assert checked.catalogue.boundary_credits == ("Ufficio",)
    after = (town / "vocabularies" / "territori.yml").read_text("utf-8")
    assert [line for line in after.splitlines() if line.startswith("#")] == [
        line for line in before.splitlines() if line.startswith("#")
    ]


def test_nothing_is_written_before_somebody_agrees(town: Path, tmp_path: Path) -> None:
    """What would change is shown; the catalogue stays as it is."""
    before = {path: path.read_bytes() for path in town.rglob("*") if path.is_file()}
    outcome = CliRunner().invoke(app, ["places", str(_office_file(tmp_path)), "-C", str(town)])

    assert outcome.exit_code == 0
    assert "rilancia con «--scrivi»" in outcome.output
    assert {path: path.read_bytes() for path in town.rglob("*") if path.is_file()} == before


def test_a_second_import_changes_nothing_and_tells_what_does_not_touch(town: Path, tmp_path: Path) -> None:
    """What is there already is not written twice; a border that the geometry does not confirm is left and told."""
    vocabulary = town / "vocabularies" / "territori.yml"
    CliRunner().invoke(app, ["places", str(_office_file(tmp_path)), "-C", str(town), "--scrivi"])
    first = vocabulary.read_text("utf-8")
    more = first.replace("confina_con: [valdoria-centro],", "confina_con: [valdoria-centro, valdoria-fornaci],")
    vocabulary.write_text(more, "utf-8")
    plan = planned(read_given([_office_file(tmp_path)]), Given("Quartieri 2026"), read_folder(town), _places(town))

    assert list(neighbours_of(plan)) == []
    assert all(place.point is None for place in plan.places)
    assert plan.unconfirmed == (("Colle", "Fornaci"),)
    assert plan.change["vocabularies/territori.yml"] == vocabulary.read_text("utf-8")


@pytest.mark.parametrize(
    ("beside", "stop"),
    [
        ({"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::6707"}}}, "places_crs"),
        ({"features": []}, "places_nothing"),
        ({"type": "Topology"}, "places_geojson"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(town: Path, tmp_path: Path, beside: dict[str, Any], stop: str) -> None:
    """In one sentence that says what to do, before anything is worked out."""
    with pytest.raises(CannotRun) as stopped:
        planned(read_given([_office_file(tmp_path, **beside)]), Given("x"), read_folder(town), _places(town))

    assert stopped.value.key == stop


def test_a_place_is_found_by_code_name_or_istat_and_never_guessed() -> None:
    """Two towns have a «Centro»: without the town nobody chooses."""
    places = _vocabulary()
    features = [Feature({"n": name}) for name in ("CENTRO", "16024", "borgo-alto", "comune di Alba", "Nessuno")]

    found = named(features, places, places.terms)
    assert dict(found.places) == {"bergamo": [features[1]], "borgo-alto": [features[2]], "alba": [features[3]]}
    assert (found.doubtful, found.strangers) == (("CENTRO",), ("Nessuno",))
    assert set(named(features, places, ["alba", "alba-centro"]).places) == {"alba-centro", "alba"}


def test_simpler_outlines_still_meet() -> None:
    """A border that wiggles is drawn straighter on both sides at once: no gap, no overlap."""
    wiggle = [(9.0 + (0.0004 if at % 2 else 0), 44 + at / 400) for at in range(21)]
    west = (((8.9, 44.0), *wiggle, (8.9, 44.05)),)
    east = (((9.1, 44.0), (9.1, 44.05), *wiggle[::-1]),)
    ground = Ground.of({"west": (west,), "east": (east,)})
    simpler = ground.simplified(200)

    (left,), (right,) = simpler["west"][0], simpler["east"][0]
    assert len(left) < 10
    assert {point for point in left if point[0] > 8.95} == {point for point in right if point[0] < 9.05}
    assert ground.neighbours() == [("west", "east")]


def _vocabulary() -> Vocabulary:
    data = [
        {"codice": "bergamo", "it": "Bergamo", "livello": "comune", "istat": "016024"},
        {"codice": "bergamo-centro", "it": "Centro", "livello": "quartiere"},
        {"codice": "alba", "it": "Alba", "livello": "comune"},
        {"codice": "alba-centro", "it": "Centro", "livello": "quartiere"},
        {"codice": "borgo-alto", "it": "Borgo Alto", "livello": "frazione"},
    ]
    terms = [Term.model_validate(term) for term in data]
    return Vocabulary(Scheme(id="territori"), {term.code: term for term in terms})
