"""`/dati/`: every open format has its words, and what the page promises is what the site publishes."""

import csv
import io
import re

import pytest

from generator.exports.pieces import Content, joined
from generator.locale import LANGUAGES, load
from generator.publish.media_types import media_type
from generator.reading.folder import read_folder
from generator.site.formats import FORMATS, WHOLE, Material, OpenData, publish_formats
from generator.site.pages.data.page import data_page, size_of
from tests.conftest import EXAMPLE
from tests.site.conftest import site_in


@pytest.fixture(scope="module")
def published() -> tuple[OpenData, dict[str, bytes]]:
    """Return what the example town publishes in open formats, and its files by address."""
    files: dict[str, bytes] = {}

    def write(path: str, content: Content) -> None:
        assert path not in files
        files[path] = joined(content)

    return publish_formats(Material(site_in(EXAMPLE), read_folder(EXAMPLE)), write), files


def test_each_format_has_words_and_a_type_in_both_languages() -> None:
    """A row without texts would stop the build; one of an unknown type would be downloaded instead of shown."""
    names = [row.name for row in FORMATS]
    assert len({*names}) == len(names)
    for lang in LANGUAGES:
        texts = load("interface", lang)
        for name in names:
            assert texts(f"data.format_{name}")
            assert texts(f"data.about_{name}")
    assert [row.name for row in FORMATS if row.media_type == "application/octet-stream"] == []


def test_what_is_listed_is_published_and_the_whole_holds_it(published: tuple[OpenData, dict[str, bytes]]) -> None:
    """The address of each piece is a file of the site; sizes are those of the files."""
    made, files = published
    assert [piece.format.address for piece in made.pieces if piece.format.address not in files] == []
    assert made.whole == len(files[WHOLE])
    assert sum(piece.size for piece in made.pieces) == sum(map(len, files.values())) - made.whole
    assert all(media_type(path) != "application/octet-stream" for path in files)


def test_the_same_catalogue_gives_the_same_bytes(published: tuple[OpenData, dict[str, bytes]]) -> None:
    """Nothing depends on when, where or how often it was made."""
    again: dict[str, bytes] = {}

    def write(path: str, content: Content) -> None:
        again[path] = joined(content)

    publish_formats(Material(site_in(EXAMPLE), read_folder(EXAMPLE)), write)
    assert again == published[1]


def test_it_is_told_how_much_the_tables_hold(published: tuple[OpenData, dict[str, bytes]]) -> None:
    """As many records as the tables have rows."""
    (page,) = data_page(site_in(EXAMPLE))
    rows = {
        name: len(list(csv.reader(io.StringIO(published[1][f"dati/csv/{name}.csv"].decode("utf-8-sig"))))) - 1
        for name in ("reti", "enti", "attivita")
    }
    assert page.context["counted"] == {
        "xlsx": f"{rows['reti']} reti, {rows['enti']} enti e {rows['attivita']} attività"
    }


def test_the_page_tells_sizes_only_where_they_are_known(published: tuple[OpenData, dict[str, bytes]]) -> None:
    """`serve` shows the page before the files are there."""
    site = site_in(EXAMPLE)
    (before,) = data_page(site)
    assert {piece.size for piece in (*before.context["for_all"], *before.context["for_programs"])} == {""}
    site.open_data = published[0]
    (after,) = data_page(site)
    assert {piece.format.name: piece.ending for piece in after.context["for_all"]} == {
        "xlsx": "xlsx",
        "icalendar": "ics",
        "geojson": "geojson",
    }
    shown = [*after.context["for_all"], *after.context["for_programs"]]
    assert all(re.fullmatch(r"[\d,]+\u00a0[kM]B", piece.size) for piece in shown)
    # What anybody opens stands first; each format is shown once.
    assert [piece.format.name for piece in shown[:3]] == ["xlsx", "icalendar", "geojson"]
    assert sorted(piece.format.name for piece in shown) == sorted(piece.format.name for piece in published[0].pieces)
    assert [size_of(site, size) for size in (12, 12_300, 3_440_000, 999_950)] == [
        "1\u00a0kB",
        "12\u00a0kB",
        "3,4\u00a0MB",
        "1.000\u00a0kB",
    ]
    assert site.config["site_name"] in after.context["citation"]
    # CC BY asks for a link to the licence too.
    assert site.settings["licenza"]["url"] in after.context["citation"]
