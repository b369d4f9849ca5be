"""What programs read beside the pages: an index and twins in Markdown, the search, the manifest, whom to warn."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
import resvg_py
from PIL import Image

from generator.site import model
from generator.site.icons import MARK, icon_files
from generator.site.machines import machine_files
from generator.site.model import Site
from tests.conftest import EXAMPLE, TODAY
from tests.site.conftest import Pages, site_in

_NAMESPACE = "{http://a9.com/-/spec/opensearch/1.1/}"
_LINK = re.compile(r"^- \[((?:\\.|[^\]])+)\]\((\S+)\)(?:: (.+))?$")


@pytest.fixture(scope="module")
def example() -> Site:
    """Return the example town, which has an address and an office."""
    return site_in(EXAMPLE)


@pytest.fixture(scope="module")
def files(example: Site) -> dict[str, str]:
    """Return what programs read of the example town, by path."""
    return {path: content.decode() for path, content in machine_files(example)}


def test_the_index_is_as_llms_txt_asks(files: dict[str, str]) -> None:
    """A title, a summary in a quotation, then sections of links alone; all lead to the site."""
    lines = files["llms.txt"].splitlines()
    sections = files["llms.txt"].split("\n## ")

    assert lines[0].startswith("# Valdoria")
    assert lines[2].startswith("> ")
    assert len(sections) > 4
    for section in sections[1:]:
        rows = section.strip().splitlines()[2:]
        matches = [_LINK.match(row) for row in rows]
        assert all(matches), section
        assert all(match and match[2].startswith("https://catalogo.valdoria.example/") for match in matches)


def test_the_search_is_described_as_browsers_read_it(files: dict[str, str]) -> None:
    """OpenSearch 1.1: short names of 16 letters, a template with the terms, what the page itself reads."""
    read = ET.fromstring(files["opensearch.xml"])  # noqa: S314 -- our own file
    said = {element.tag.removeprefix(_NAMESPACE): element for element in read}
    name = said["ShortName"].text

    assert read.tag == f"{_NAMESPACE}OpenSearchDescription"
    assert name is not None
    assert 0 < len(name) <= 16
    assert said["Url"].attrib == {
        "type": "text/html",
        "template": "https://catalogo.valdoria.example/cerca/?q={searchTerms}",
    }


def test_whom_to_warn_stands_where_it_is_looked_for_and_ends(files: dict[str, str]) -> None:
    """RFC 9116: a contact that is an address, an end within a year of the day."""
    fields = dict(line.split(": ", 1) for line in files[".well-known/security.txt"].splitlines())
    expires = datetime.fromisoformat(fields["Expires"])
    built = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)

    assert fields["Contact"] == "mailto:reti@comune.valdoria.example"
    assert built < expires < built + timedelta(days=365)
    assert fields["Canonical"] == "https://catalogo.valdoria.example/.well-known/security.txt"


def test_the_manifest_names_files_that_are_there(example: Site, files: dict[str, str]) -> None:
    """What installs the site finds its name, its first page and its icons, as PNG in the sizes that it asks for."""
    manifest = json.loads(files["manifest.webmanifest"])

    assert manifest["name"].startswith("Valdoria")
    assert (manifest["start_url"], manifest["scope"]) == ("./", "./")
    drawn = dict(icon_files(example, EXAMPLE))
    assert drawn == dict(icon_files(example, EXAMPLE))
    for icon in manifest["icons"]:
        if icon["type"] == "image/png":
            side = Image.open(BytesIO(drawn.pop(icon["src"]))).size
            assert icon["sizes"] == "{}x{}".format(*side)
        else:
            assert (EXAMPLE.parents[1] / "overrides" / icon["src"]).is_file()
            assert icon["type"] == "image/svg+xml"
    assert drawn == {}
    asked = {(icon["sizes"], icon.get("purpose")) for icon in manifest["icons"]}
    assert asked == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"), ("any", None)}


def test_icons_have_the_logo_or_the_mark_in_the_colour_of_the_town(example: Site, tmp_path: Path) -> None:
    """Without the logo: the drawing of the SVG, in the colour that pages have, smaller where it is cut."""
    with_logo, with_mark = dict(icon_files(example, EXAMPLE)), dict(icon_files(example, tmp_path))
    assert not {*with_logo.values()} & {*with_mark.values()}

    def inked(path: str) -> Image.Image:
        image = Image.open(BytesIO(with_mark[path])).convert("RGB")
        assert {colour for _, colour in image.getcolors() or ()} == {(20, 80, 140), (250, 248, 244)}
        return image.convert("L").point([255 * (shade < 128) for shade in range(256)])

    svg = resvg_py.svg_to_bytes(svg_path=str(EXAMPLE.parents[1] / "overrides" / MARK), width=512, height=512)
    drawn = Image.open(BytesIO(bytes(svg))).getchannel("A")
    assert drawn.tobytes() == inked("assets/icone/icona-512.png").tobytes()
    assert inked("assets/icone/icona-512-ritagliabile.png").getbbox() == (100, 100, 412, 412)


def test_every_record_has_a_twin_in_markdown(example: Site, files: dict[str, str]) -> None:
    """One title, facts, links to other twins that are there; nothing protected."""
    twins = {path: text for path, text in files.items() if path.endswith("/index.md")}
    catalogue = example.catalogue
    groups = (catalogue.networks, catalogue.organizations, catalogue.activities, catalogue.practices)
    places = (
        *(entry.record.places for entry in catalogue.networks.values()),
        *(entry.record.places for entry in catalogue.organizations.values()),
    )
    hidden = [place.name for found in places for place in found if place.protected and place.name]

    assert len(twins) == sum(map(len, groups)) + len(catalogue.stories)
    for text in twins.values():
        assert [line for line in text.splitlines() if line.startswith("# ")] == [text.splitlines()[0]]
        for way in re.findall(r"\]\((\S+)\)", text):
            assert way.removeprefix("https://catalogo.valdoria.example/") in twins
    assert hidden
    assert not [name for name in hidden if name in "".join(twins.values())]
    assert "- Quando: " in twins["attivita/associazione-l-approdo/falegnameria/index.md"]
    walk = twins["attivita/auser-ponte/quattro-passi/index.md"]
    assert "WhatsApp: 0999 000 108 (Turni dei furgoni); Facebook: @auserponte.example; Fax: 0999 000 109" in walk


def test_texts_of_records_are_no_markdown_of_the_twin(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Signs in a name stay signs; the page leads to its twin; without an address of the site nothing that needs it."""
    file = valdoria / "organizations" / "oratorio-san-luca.yml"
    text = re.sub(r"(?m)^nome:.*$", "nome: 'Oratorio [x](javascript:1) <b>*'", file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    made = {path: content.decode() for path, content in machine_files(site_in(valdoria))}
    html = rendered(valdoria)["enti/oratorio-san-luca/"]

    assert made["enti/oratorio-san-luca/index.md"].startswith("# Oratorio \\[x\\](javascript:1) \\<b\\>\\*\n")
    assert '<link rel="alternate" type="text/markdown" href="index.md">' in html
    assert not {"opensearch.xml", ".well-known/security.txt"} & set(made)


def test_a_large_catalogue_has_no_twins(monkeypatch: pytest.MonkeyPatch, example: Site) -> None:
    """Hosts count files: beyond a number of records the index leads to the pages."""
    monkeypatch.setattr(model, "MOST_TWINS", 10)
    made = {path: content.decode() for path, content in machine_files(example)}

    assert not [path for path in made if path.endswith(".md")]
    assert "index.md" not in made["llms.txt"]
