"""Each chart writes every number beside a mark that is as large as it, inside its drawing."""

import re

import html5lib
import pytest
from markupsafe import Markup

from generator.site.parts.drawing import Drawing, length, words
from generator.site.parts.plots import WIDTH, Item, Life, Part, columns, dots, matrix, shares, strips, timeline


def _number(value: float) -> str:
    return f"{value:g}"


def _nowhere(_row: int, _column: int) -> str:
    return ""


def _drawn(drawing: Drawing) -> Markup:
    return drawing.inline("t", lambda address: f"/{address}")


def _across(drawn: Markup, looks: str) -> list[float]:
    return [float(x) for x in re.findall(rf'class="drawing__{looks}" cx="([\d.]+)"', drawn)]


LIVES = [Life("Prima", 2000, None, "reti/prima/"), Life("Poi", 2010, 2020), Life("Ora", 2020, None)]
DRAWINGS = {
    "dots": dots([Item("<b>", (3, 1), "a/"), Item("B", (0, 2))], ["Reti", "Attività"], _number),
    "shares": shares([("<i>", [Item("a", (1, 4)), Item("b", (0, 0))])], lambda part, whole: f"{part:g} su {whole:g}"),
    "lives": timeline(LIVES, 2025),
    "stacks": timeline(LIVES * 20, 2025),
    "matrix": matrix([Item("a", (1, 4, 0, 9))], ["w", "x", "y", "z"], _number, _nowhere),
    "strips": strips([("t", [Part("a", 1, "a/"), Part("b", 2), Part("?", 3, is_unknown=True)])], _number),
    "columns": columns([Part("una", 4), Part("due", 0)], _number),
    "nothing": dots([], ["Reti"], _number),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_chart_is_sound_and_stays_inside(name: str) -> None:
    """Well-formed, without a style of its own; no mark leaves the drawing, no word becomes markup."""
    drawn = _drawn(DRAWINGS[name])
    html5lib.HTMLParser(strict=True).parseFragment(drawn)
    assert "style=" not in drawn
    assert not re.search(r"<[bi]>", drawn)
    assert all(0 <= x <= DRAWINGS[name].width for x in _across(drawn, r"\w+"))
    assert all(0 <= float(y) <= DRAWINGS[name].height for y in re.findall(r'cy="([\d.-]+)"', drawn))


def test_dots_stand_where_their_values_are() -> None:
    """Nothing at the beginning of the scale, three a third of nine away."""
    none, three, nine = _across(_drawn(dots([Item("a", (v,)) for v in (0, 3, 9)], ["n"], _number)), "main")
    assert abs((three - none) / (nine - none) - 1 / 3) < 0.01


def test_shares_go_from_none_to_all() -> None:
    """Half is in the middle; of nothing there is no share."""
    items = [Item("a", (0, 8)), Item("b", (4, 8)), Item("c", (8, 8)), Item("d", (0, 0))]
    none, half, whole, nothing = _across(_drawn(shares([("t", items)], lambda part, all_: f"{part}/{all_}")), "main")
    assert half == (none + whole) / 2
    assert nothing == none


def test_years_stand_as_far_apart_as_they_are() -> None:
    """Ten years are ten years; what ended is dashed as far as its end."""
    drawn = _drawn(timeline(LIVES, 2025))
    first, second, third = _across(drawn, "main")
    assert abs((second - first) - (third - second)) < 0.2
    assert drawn.count('class="drawing__dashed"') == 1


def test_many_are_dots_upon_their_year() -> None:
    """One for each, with its number on top; a keyboard does not walk through sixty of them."""
    drawn = _drawn(timeline(LIVES * 20, 2025))
    assert len(_across(drawn, "main")) == 60
    assert drawn.count(">20</text>") == 3
    assert drawn.count("<a ") == drawn.count('tabindex="-1"') == 20


def test_a_cell_is_the_fuller_the_larger_its_value() -> None:
    """All cells are as large, in steps of tone; of nothing the cell is empty and says no number."""
    drawn = _drawn(DRAWINGS["matrix"])
    assert re.findall(r'<rect class="drawing__(\w+)"', drawn) == ["tone5", "tone4", "hair", "tone2"]
    assert len(set(re.findall(r'<rect [^>]*width="([\d.]+)" height="([\d.]+)"', drawn))) == 1
    assert re.findall(r'class="drawing__on"[^>]*>(\d+)<', drawn) == ["1", "4", "9"]


def test_the_name_of_a_column_ends_upon_it_and_begins_inside() -> None:
    """It comes down at 45 degrees: as far across as up, which is all the room that there is on its left and above."""
    long = "Un nome molto lungo che non finisce mai, per quanto lo si legga"
    drawn = _drawn(matrix([Item("a", (1, 2))], [long, long], _number, _nowhere, ["3"]))
    columns = [
        float(x) + float(width) / 2
        for x, width in re.findall(r'<rect class="\w+" x="([\d.]+)" [^>]*?width="([\d.]+)"', drawn)
    ]
    names = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" [^>]*rotate\(45 [^>]*>([^<]+)<', drawn)
    assert len(columns) == len(names) == 2
    for column, (x, y, name) in zip(columns, names, strict=True):
        assert abs(float(x) - column) < 4
        assert length(name) / 2**0.5 <= min(float(x), float(y))


def test_what_is_beside_a_dot_is_written_and_not_measured() -> None:
    """One scale for one kind of thing: the other numbers move no mark."""
    few, many = (
        _drawn(dots([Item("a", (3, beside)), Item("b", (6, 0))], ["Attività", "Reti"], _number)) for beside in (1, 99)
    )
    assert _across(few, "main") == _across(many, "main")
    assert len(_across(few, "main")) == 2
    assert ">99</text>" in many


def test_no_underline_goes_on_below_the_space_between_lines() -> None:
    """The space stands between the lines, where words begin at their place, and inside where they end there."""
    assert ">una</tspan> <tspan" in words(0, 0, ["una", "due"])
    assert "> due</tspan>" in words(0, 0, ["una", "due"], anchor="end")


def test_parts_fill_the_whole() -> None:
    """A sixth, a third and a half of the strip; what nobody tells is told apart by its outline."""
    widths = [float(w) + 1.5 for w in re.findall(r'width="([\d.]+)" height="16"', _drawn(DRAWINGS["strips"]))]
    assert [round(width / WIDTH, 2) for width in widths] == [0.17, 0.33, 0.5]
    assert 'class="drawing__unknown"' in _drawn(DRAWINGS["strips"])
