"""Charts say in words what they draw, and draw what they say."""

import re

import html5lib
from markupsafe import Markup

from generator.site.parts.charts import Bar, bars, sparkline


def _points(drawing: Markup) -> list[tuple[float, float]]:
    points = re.search(r'points="([^"]+)"', drawing)
    assert points is not None
    return [(float(x), float(y)) for x, y in (point.split(",") for point in points[1].split())]


def test_every_bar_is_a_row_with_its_number() -> None:
    """The longest bar is whole, the others in proportion, and the figures are text."""
    drawn = bars([Bar("Il Comune", 4, "../reti/"), Bar("Altri", 1)], "Chi guida")
    assert re.findall(r'rect width="([\d.]+)"', drawn) == ["100", "25"]
    assert re.findall(r"<td>(.*?)</td>", drawn) == ["4", "1"]
    assert '<a href="../reti/">Il Comune</a>' in drawn


def test_a_bar_is_a_share_of_the_total_that_the_chart_says() -> None:
    """Two out of ten do not look like everything, and the number says of what."""
    drawn = bars([Bar("Il Comune", 2, text="2 reti")], "Su 10 reti", total=10)
    assert re.findall(r'rect width="([\d.]+)"', drawn) == ["20"]
    assert re.findall(r"<td>(.*?)</td>", drawn) == ["2 reti"]


def test_no_bar_stands_for_nothing() -> None:
    """All zeros, or a value below zero, draw no bar and break nothing."""
    assert re.findall(r'rect width="([\d.]+)"', bars([Bar("a", 0), Bar("b", 0)], "t")) == ["0", "0"]
    assert re.findall(r'rect width="([\d.]+)"', bars([Bar("a", 2), Bar("b", -2)], "t")) == ["100", "0"]


def test_years_stand_as_far_apart_as_they_are() -> None:
    """2015, 2020 and 2026 are not evenly spaced; words that are no years are."""
    first, middle, last = (x for x, _ in _points(sparkline([("2015", 1), ("2020", 2), ("2026", 3)], "t")))
    assert abs((middle - first) / (last - first) - 5 / 11) < 0.01
    first, middle, last = (x for x, _ in _points(sparkline([("prima", 1), ("poi", 2), ("dopo", 3)], "t")))
    assert middle - first == last - middle


def test_a_line_starts_from_zero() -> None:
    """Ten and eleven look alike, because they are."""
    (_, ten), (_, eleven) = _points(sparkline([("2024", 10), ("2025", 11)], "t"))
    assert abs(ten - eleven) < 6


def test_a_line_says_every_value() -> None:
    """Name and description stand in the drawing, up to three values under it, of more the first and the last."""
    drawn = sparkline([("2019", 7), ("2022", 9), ("2025", 13)], "realtà aderenti")
    assert "<title>realtà aderenti</title><desc>2019: 7; 2022: 9; 2025: 13</desc>" in drawn
    assert "<span>2022 <strong>9</strong></span><span>2025 <strong>13</strong></span>" in drawn
    longer = sparkline([("2019", 7), ("2022", 9), ("2024", 11), ("2025", 13)], "realtà aderenti")
    assert "<span>2019 <strong>7</strong></span><span>2025 <strong>13</strong></span>" in longer


def test_one_value_is_not_a_line() -> None:
    """Nothing is drawn where nothing changes."""
    assert not sparkline([("2025", 13)], "t")
    assert _points(sparkline([("2024", 0), ("2025", 0)], "t"))


def test_labels_of_records_stay_text() -> None:
    """A label cannot become markup, and no style hides in the drawing."""
    for drawn in (bars([Bar("<b>", 1, note="<i>")], "<u>"), sparkline([("<b>", 1), ("<i>", 2)], "<u>")):
        assert not re.search(r"<[biu]>", drawn)
        assert "style=" not in drawn
        html5lib.HTMLParser(strict=True).parseFragment(drawn)
