"""Maps: areas where places have a boundary, dots where they have a point, a honeycomb where they have neighbours."""

import re
from itertools import accumulate, pairwise
from xml.etree import ElementTree as ET

import pytest

from generator.catalogue.geography import Geography
from generator.catalogue.vocabularies import Vocabulary
from generator.records.vocabulary import Scheme, Term
from generator.site.model import Site
from generator.site.parts.drawing import ems
from generator.site.parts.maps import scheme
from generator.site.parts.maps.canvas import Box, Canvas, path, size_of
from generator.site.parts.maps.labels import DESK, PHONE, Lettering, on_lines, within
from generator.site.parts.maps.places import Maps, PlaceMap, locator, map_around, place_map, step
from generator.site.parts.maps.themes import by_family
from tests.conftest import EXAMPLE
from tests.site.conftest import site_in

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def example() -> Site:
    """Return the example town, whose places have boundaries."""
    return site_in(EXAMPLE)


def _drawn(shown: PlaceMap | None) -> ET.Element:
    assert shown is not None
    drawing = str(shown.svg(lambda address: f"/{address}"))
    return ET.fromstring(drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))  # noqa: S314


def _names(drawing: ET.Element) -> dict[str, str]:
    links = drawing.iter(f"{SVG}a")
    return {link.attrib["data-place"]: link.findtext(f"{SVG}title") or "" for link in links}


def test_the_whole_map_shows_quarters_and_villages_with_the_numbers_of_the_list(example: Site) -> None:
    """Every area is a link with a name and a number; the town is a line around its quarters."""
    drawing = _drawn(place_map(example))
    held = example.holdings("territorio")
    names = _names(drawing)

    assert len(names) == 9
    assert names["valdoria-fornaci"] == f"Fornaci: {len(held['valdoria-fornaci'].activities)} attività"
    assert "valdoria" not in names
    assert drawing.find(f".//{SVG}a[@data-place='roccaluce']").attrib["href"] == "/territori/roccaluce/"  # type: ignore[union-attr]
    assert drawing.find(f"{SVG}path[@class='map__ground']") is not None
    shades = {link.attrib["data-place"]: link[1].attrib["class"] for link in drawing.iter(f"{SVG}a")}
    assert shades["valdoria-fornaci"] == "map__place s5"
    assert shades["pieve-al-lento"] == "map__place s1"


def test_values_of_anything_fill_the_map(example: Site) -> None:
    """What has no value counts as nothing; an empty mapping writes no numbers."""
    drawing = _drawn(place_map(example, values={"roccaluce": 3}, counted="count.activities"))

    assert _names(drawing)["roccaluce"] == "Roccaluce: 3 attività"
    assert _names(drawing)["pieve-al-lento"] == "Pieve al Lento: 0 attività"
    assert "map__number" not in ET.tostring(_drawn(place_map(example, values={})), "unicode")


def test_the_map_of_a_place_shows_it_among_its_neighbours(example: Site) -> None:
    """A quarter is filled, the others and the town around it are there; a street shows where it lies."""
    shown = map_around(example, "valdoria-colle")
    assert shown is not None
    roles = {tile.code: tile.role for tile in shown.plan.tiles}

    assert roles["valdoria-colle"] == "place"
    assert roles["valdoria-centro"] == "beside"
    assert shown.plan.here == {"valdoria-colle"}
    street = map_around(example, "via-del-lavatoio")
    assert street is not None
    assert street.plan.here == {"valdoria-stazione"}
    wide = map_around(example, "ambito-del-lento")
    assert wide is not None
    assert {"roccaluce", "pieve-al-lento"} <= {tile.code for tile in wide.plan.tiles}


def test_a_frame_moves_towards_what_is_drawn() -> None:
    """A place at the edge of a town has no half of its map empty; what is drawn on both sides stays where it is."""
    frame = Box(0, 0, 10, 10)
    assert frame.moved_onto([(-5, 5), (6, 5), (5, -3), (5, 12)], 1) == Box(-3, 0, 7, 10)
    assert frame.moved_onto([(-1, 5), (6, 5)], 0) == Box(-1, 0, 9, 10)
    # What lies above or below the frame says nothing of how far it reaches to the side.
    assert frame.moved_onto([(-5, 5), (6, 5), (20, 30)], 1) == Box(-3, 0, 7, 10)
    assert frame.moved_onto([], 1) == frame


@pytest.mark.parametrize("place", ["valdoria", "valdoria-centro", "pieve-al-lento", "ambito-del-lento"])
def test_no_name_in_an_area_touches_the_edge(example: Site, place: str) -> None:
    """The edge of a map cuts through neighbours, never through their names."""
    shown = map_around(example, place)
    assert shown is not None
    named = [label for label in shown.plan.labels if label.lines and label.anchor == "middle" and not label.line]
    assert named
    for label in named:
        letters = (DESK if label.widths == "desk" else PHONE) * shown.plan.width
        half = max(ems(line) for line in label.lines) * letters / 2
        assert half + 16 <= label.at[0] + 1
        assert label.at[0] - 1 <= shown.plan.width - 16 - half
        assert label.at[1] - letters >= 0
    assert place != "valdoria" or "pieve-al-lento" in {label.code for label in named}


def test_a_name_stands_where_its_area_is_wide(example: Site) -> None:
    """«Centro», a quarter that is narrow above: its name crosses no border."""
    shown = map_around(example, "valdoria-centro")
    assert shown is not None
    label = next(label for label in shown.plan.labels if label.code == "valdoria-centro")
    outline = next(tile.data for tile in shown.plan.tiles if tile.code == "valdoria-centro")
    corners = _corners(outline)
    half = ems("Centro") * PHONE * shown.plan.width / 2
    across = [
        x + (label.at[1] - y) * (to_x - x) / (to_y - y)
        for (x, y), (to_x, to_y) in pairwise([*corners, corners[0]])
        if (y > label.at[1]) != (to_y > label.at[1])
    ]
    assert min(across) <= label.at[0] - half
    assert label.at[0] + half <= max(across)


def _corners(data: str) -> list[tuple[int, int]]:
    """Read the first ring of path data that is written in steps."""
    numbers = [int(number) for number in re.findall(r"-?\d+", data.partition("z")[0])]
    return list(zip(accumulate(numbers[::2]), accumulate(numbers[1::2]), strict=True))


def test_a_record_is_marked_among_the_quarters_of_its_town(example: Site) -> None:
    """A picture with a name and no links; none for what is everywhere."""
    drawing = str(locator(example, ["valdoria-ponte"]))

    assert drawing.count('class="here"') == 1
    assert "<title>Dove: Ponte, Valdoria</title>" in drawing
    assert "<a " not in drawing
    assert len(drawing) < 600
    assert locator(example, ["ambito-del-lento"]) == ""
    assert locator(example, []) == ""


def test_numbers_by_theme_are_those_of_the_map(example: Site) -> None:
    """The table under the map has its places and its totals."""
    shown = place_map(example)
    assert shown is not None
    layers = by_family(example, shown)

    assert len(layers.layers) == 6
    assert {row.code: row.total for row in layers.rows} == {row.code: row.value for row in shown.rows}
    assert all(sum(row.counts) <= row.total for row in layers.rows)


def test_without_boundaries_neighbours_stand_side_by_side() -> None:
    """A honeycomb of the quarters of the example: every border is a line, and most neighbours touch."""
    borders = {
        "centro": {"ponte", "stazione", "colle"},
        "ponte": {"centro", "mulini"},
        "mulini": {"ponte", "fornaci"},
        "fornaci": {"mulini", "stazione"},
        "stazione": {"centro", "fornaci"},
        "colle": {"centro"},
    }
    terms = [
        _term(codice=code, it=code, livello="quartiere", confina_con=sorted(near)) for code, near in borders.items()
    ]
    shown = _maps(terms).whole()
    cells = scheme.honeycomb({code: frozenset(near) for code, near in borders.items()}, list(borders))

    assert shown is not None
    assert shown.is_scheme
    assert len(shown.lines) == 6
    assert len(set(cells.values())) == 6
    assert cells == scheme.honeycomb({code: frozenset(near) for code, near in borders.items()}, list(borders))
    touching = [scheme._steps(cells[a], cells[b]) == 1 for a, near in borders.items() for b in near]
    assert sum(touching) >= 10


def test_points_become_dots_and_nothing_known_becomes_no_map() -> None:
    """Where places say only where they are, they are dots with a name; two places make no map."""
    points = [(43.9, 8.9), (43.95, 8.95), (43.99, 9.1)]
    terms = [
        _term(codice=f"paese-{at}", it=f"Paese {at}", livello="comune", coordinate={"lat": lat, "lon": lon})
        for at, (lat, lon) in enumerate(points)
    ]
    shown = _maps(terms).whole()

    assert shown is not None
    assert [tile.role for tile in shown.tiles] == ["dot"] * 3
    assert {label.code for label in shown.labels} == {"paese-0", "paese-1", "paese-2"}
    assert _maps(terms[:2]).whole() is None
    assert _maps([_term(codice="solo", it="Solo", livello="comune")]).whole() is None


def test_paper_keeps_what_is_shared_and_cuts_what_lies_outside() -> None:
    """Two neighbours have the same vertices on paper; an outline that leaves the frame ends just beyond it."""
    west = (((8.9, 43.8), (9.0, 43.8), (9.0, 43.9), (8.9, 43.9)),)
    east = (((9.0, 43.8), (9.1, 43.8), (9.1, 43.9), (9.0, 43.9)),)
    canvas = Canvas.over(west[0], 100, 0, 2)
    (near,) = canvas.outline((west,))
    (far,) = canvas.outline((east,))

    assert {(100.0, float(canvas.height)), (100.0, 0.0)} <= {*near} & {*far}
    assert max(x for x, _ in far) == 104
    assert size_of([near]) == 100 * canvas.height
    assert path([near]) == f"m0 {canvas.height} 100 0 0-{canvas.height}-100 0z"
    assert path([near, near]).endswith(f"zm0 0 100 0 0-{canvas.height}-100 0z")


def test_names_stand_where_there_is_room() -> None:
    """A wide box finds the wide part of an area; what does not fit anywhere is not written."""
    ell = (((0.0, 0.0), (20.0, 0.0), (20.0, 70.0), (100.0, 70.0), (100.0, 100.0), (0.0, 100.0)),)

    assert all(y > 70 for _, y in within(ell, (60, 20)))
    assert within(ell, (60, 60)) == []
    assert on_lines("Villaggio degli Sposi") == ("Villaggio", "degli Sposi")
    assert on_lines("Centro") == ("Centro",)


def test_a_name_stands_at_each_width_where_there_is_room() -> None:
    """Where the middle of an area is taken at a desk alone, the name stands elsewhere there, and not on a phone."""
    area = ((0, 0), (600, 0), (600, 400), (0, 400))
    taken = Box(200, 150, 400, 250)
    lettering = Lettering.on(Box(0, 0, 1000, 600), (), numbered=True)
    lettering.taken["desk"].append(taken)

    phone, desk = lettering.in_area("nord", "Nord", [area])

    assert (phone.widths, desk.widths) == ("phone", "desk")
    assert taken.top < phone.at[1] < taken.bottom
    assert not taken.top < desk.at[1] < taken.bottom


def test_a_name_without_room_is_led_out_of_its_area() -> None:
    """It stands with its number where the paper is empty, a line into the area, across no other words."""
    narrow = ((480, 100), (520, 100), (520, 300), (480, 300))
    beside = ((520, 100), (900, 100), (900, 300), (520, 300))
    lettering = Lettering.on(Box(0, 0, 1000, 600), (), numbered=True)
    (number,) = (label for label in lettering.in_area("centro", "Centro", [narrow]) if label.widths != "desk")
    led_out = lettering.led_out(number, "Centro", [[narrow], [beside]])

    assert number.lines == ()
    assert led_out is not None
    assert led_out.lines == ("Centro",)
    assert led_out.has_number
    assert led_out.line is not None
    assert led_out.at[0] < 480 or not 100 < led_out.at[1] < 300
    assert lettering.led_out(number, "Centro", [[((-9, -9), (1009, -9), (1009, 609), (-9, 609))]]) is None


def test_a_name_keeps_off_borders_where_there_is_room() -> None:
    """Of two stretches of an area the wider one, though it lies farther from the middle."""
    bottle = ((456, 100), (544, 100), (544, 330), (700, 330), (700, 420), (300, 420), (300, 330), (456, 330))
    lettering = Lettering.on(Box(0, 0, 1000, 600), (), numbered=True)
    (label,) = (each for each in lettering.in_area("stazione", "Stazione", [bottle]) if each.widths != "phone")

    assert label.lines == ("Stazione",)
    assert label.at[1] > 330


def test_shades_grow_with_numbers() -> None:
    """Nothing has no shade, the most the darkest."""
    assert [step(value, 20) for value in (0, 1, 4, 5, 19, 20)] == [0, 1, 1, 2, 5, 5]
    assert step(0, 0) == 0


def test_a_drawing_is_numbers_and_names_alone(example: Site) -> None:
    """The same every time, and short: a page may carry it."""
    shown = place_map(example)
    assert shown is not None
    drawing = str(shown.svg(str))

    assert drawing == str(shown.svg(str))
    assert len(drawing) < 7_000
    assert re.findall(r' d="([^"]*)"', drawing)
    assert all(re.fullmatch(r"[mz0-9 -]+", data) for data in re.findall(r' d="([^"]*)"', drawing))
    assert "style=" not in drawing


def _maps(terms: list[Term]) -> Maps:
    vocabulary = Vocabulary(Scheme(id="territori"), {term.code: term for term in terms})
    words = type("Names", (), {"label": staticmethod(lambda _scheme, code: vocabulary.label(code))})
    return Maps(Geography(vocabulary), words())


def _term(**data: object) -> Term:
    return Term.model_validate(data)
