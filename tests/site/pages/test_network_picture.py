"""A network is drawn: who is in it, where they sit, what they share with other networks, and the same in words."""

import gzip
import re
from collections.abc import Callable
from html import unescape
from itertools import combinations, pairwise
from pathlib import Path

import html5lib
import pytest

from generator.catalogue.entries import Entry
from generator.records.network import Body
from generator.site.model import Site
from generator.site.pages.network.picture import MOST_MEMBERS, MOST_NETWORKS, MOST_OTHERS, Picture, picture_of
from generator.site.parts.drawing import length
from tests.conftest import EXAMPLE
from tests.site.conftest import Pages, site_in

MOST_BYTES = 3_000
"""Of a picture as it travels (gzip): a page may weigh 12 kB with everything it says."""


@pytest.fixture(scope="module")
def example() -> Site:
    """Read the example town."""
    return site_in(EXAMPLE)


def picture(site: Site, network: str) -> Picture:
    """Draw one network."""
    drawn = picture_of(site, site.catalogue.networks[network], [])
    assert drawn is not None
    return drawn


def inline(drawn: Picture) -> str:
    """Return the drawing as a page holds it."""
    return str(drawn.drawing.inline(drawn.label, lambda address: f"/{address}"))


def test_everybody_is_drawn_once_and_leads_to_their_page(example: Site) -> None:
    """Each member with a record is one link with a name; bodies and roles lead to what is told of them."""
    drawn = inline(picture(example, "rete-cibo"))
    members = {tie.body.id for tie in example.catalogue.members["rete-cibo"] if tie.body}
    assert sorted(re.findall(r'href="/enti/([^/]+)/"', drawn)) == sorted(members)
    assert 'href="/reti/rete-cibo/#organo-riunione-dei-magazzinieri"' in drawn
    assert "Supermercato" in drawn


def test_networks_that_share_the_same_members_stand_on_one_line(example: Site) -> None:
    """Each is named once; a line of several has nothing told but whom they share."""
    drawn = picture(example, "rete-cibo")
    lines = drawn.lines
    assert sorted(network.name for _, networks in lines for network in networks) == sorted(
        other.network.name for other in drawn.others
    )
    shared = [tuple(body.id for body in line.bodies) for line, _ in lines if not line.ties]
    assert len(set(shared)) == len(shared) < len(drawn.others)


def test_no_seat_is_cut_off_under_a_name(example: Site) -> None:
    """However long the names of the bodies and roles that one holds."""
    drawn = inline(picture(example, "rete-cibo"))
    banco = drawn.partition('<a href="/enti/il-banco-del-pane/">')[2].partition("</a>")[0]
    assert "…" not in banco
    assert "magazzino" in banco.rpartition("Responsabile")[2]


def test_who_sits_where_is_said_under_a_name(example: Site) -> None:
    """In words, not with lines: how it leads, the bodies it sits in, its roles; three sit with the storekeepers."""
    drawn = inline(picture(example, "rete-cibo"))
    said = {
        address: " ".join(re.sub(r"<[^>]+>", " ", shapes).split())
        for address, shapes in re.findall(r'<a href="/enti/([^/]+)/">(.*?)</a>', drawn)
    }
    seated = {
        body
        for figure in example.figures["rete-cibo"]
        if isinstance(figure.record, Body)
        for body in figure.record.members
    }
    assert len(seated) == 3
    assert {body for body, words in said.items() if "in Riunione dei magazzinieri" in words} == seated
    assert "guida la rete" in said["il-banco-del-pane"]


Line = tuple[float, float, float, float]


def lines_of(drawn: str) -> tuple[list[Line], list[Line]]:
    """Return the lines that go down (the thread) and those that go across, from left to right."""
    down, across = [], []
    for commands in re.findall(r'class="drawing__(?:line|dashed)" d="([^"]+)"', drawn):
        for x, y, way, to in re.findall(r"M([\d.]+) ([\d.]+)([Vh])([\d.]+)", commands):
            if way == "V":
                down.append((float(x), float(y), float(x), float(to)))
            else:
                ends = (float(x), 180.0, float(x) + float(to))
                across += [(left, float(y), right, float(y)) for left, right in pairwise(ends) if left < right]
        assert re.fullmatch(r"(M[\d.]+ [\d.]+[Vh][\d.]+)+", commands), "every line is straight"
    return down, across


def boxes_of(drawn: str) -> list[Line]:
    """Return the boxes of bodies and roles: left, top, right, bottom."""
    found = re.findall(
        r'<rect class="drawing__open" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', drawn
    )
    sides = ([float(number) for number in box] for box in found)
    return [(x, y, x + width, y + height) for x, y, width, height in sides]


def spoken(drawn: str) -> list[Line]:
    """Return where words stand beside the thread: left, top, right, bottom of each text (the heading is above it)."""
    page = html5lib.parseFragment(drawn, namespaceHTMLElements=False)
    places = []
    for text in page.iter("{http://www.w3.org/2000/svg}text"):
        small = "small" if "small" in text.get("class", "") else ""
        lines = ["".join(line.itertext()).strip() for line in text] or ["".join(text.itertext())]
        width, x, y = max(length(line, small) for line in lines), float(text.get("x", "0")), float(text.get("y", "0"))
        left = {"end": x - width, "middle": x - width / 2}.get(text.get("text-anchor", ""), x)
        places.append((left, y - 9, left + width, y + sum(float(line.get("dy", "0")) for line in text) + 3))
    return places


def meet(one: Line, other: Line) -> bool:
    """Whether two rectangles, or lines, have more than an edge in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_no_line_runs_through_a_name_or_another_line(example: Site) -> None:
    """Each member, box and network has one short line to the thread, which ends there: nothing lies on anything."""
    for network in example.catalogue.networks:
        drawn = inline(picture(example, network))
        down, across = lines_of(drawn)
        assert len(across) == len(boxes_of(drawn)) + len(
            re.findall(r'<circle class="drawing__(?:full|open)"[^>]*r="4.5"', drawn)
        ) + drawn.count("l7 7l-7 7l-7 -7z"), network
        assert {x for x, *_ in down} == {180.0}
        assert all(180 in (left, right) and right - left <= 20 for left, _, right, _ in across), network
        thread = [(x - 0.1, top, x + 0.1, bottom) for x, top, _, bottom in down]
        short = [(left, y - 0.1, right, y + 0.1) for left, y, right, _ in across]
        solid = [*boxes_of(drawn), *spoken(drawn)]
        assert not [(line, there) for line in (*thread, *short) for there in solid if meet(line, there)], network


def test_boxes_do_not_touch(example: Site) -> None:
    """Bodies and roles have sharp and round corners, two on a row."""
    drawn = inline(picture(example, "rete-citta-solidale"))
    assert len(re.findall(r'<rect class="drawing__open"[^>]* rx=', drawn)) == 3
    boxes = boxes_of(drawn)
    assert len(boxes) == 7
    assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]
    assert len({left for left, *_ in boxes}) == 2


def test_a_sentence_says_the_same(example: Site, pages: Pages) -> None:
    """How many, how many of them are in other networks, and how the network is made."""
    told = "Nel disegno ci sono 8 enti. 4 sono anche in altre reti del catalogo. La rete ha un organo e 2 ruoli."
    assert picture(example, "rete-cibo").sentence == told
    assert "Nel disegno ci sono 4 enti." in pages["reti/rete-vicini-di-casa/"]


def test_other_networks_are_there_with_whom_they_share(example: Site) -> None:
    """The baker, the municipality and the parish are in the city's network too."""
    shared = {other.network.name: [body.id for body in other.bodies] for other in picture(example, "rete-cibo").others}
    assert sorted(shared["Rete Città Solidale"]) == [
        "comune-di-valdoria",
        "il-banco-del-pane",
        "parrocchia-santa-marta",
    ]


def test_shapes_tell_what_is_what_without_colour(example: Site) -> None:
    """A key for each shape that is there: who leads is full, who is elsewhere has two rings, bodies are squares."""
    drawn = picture(example, "rete-cibo")
    assert [shape.name for shape in drawn.shapes] == ["leading", "member", "elsewhere", "body", "role", "network"]
    assert len({shape.drawn for shape in drawn.shapes}) == len(drawn.shapes)


def test_the_same_records_give_the_same_bytes_and_few(example: Site) -> None:
    """Drawn twice, of well-formed markup without styles of its own, light on a phone."""
    for network in example.catalogue.networks:
        drawn = inline(picture(example, network))
        assert drawn == inline(picture(example, network))
        assert len(gzip.compress(drawn.encode())) < MOST_BYTES
        assert "style=" not in drawn
        html5lib.HTMLParser(strict=True).parseFragment(drawn)


def test_every_word_is_inside(example: Site) -> None:
    """No line of words begins below the drawing, nor is wider than the room beside its point."""
    for network in example.catalogue.networks:
        drawn = picture(example, network)
        page = html5lib.parseFragment(inline(drawn), namespaceHTMLElements=False)
        for text in page.iter("{http://www.w3.org/2000/svg}text"):
            lines = ["".join(line.itertext()) for line in text] or ["".join(text.itertext())]
            last = float(text.get("y", "0")) + sum(float(line.get("dy", "0")) for line in text)
            assert last < drawn.drawing.height, lines
            if text.get("text-anchor") == "end":
                size = "small" if "small" in text.get("class", "") else ""
                assert max(length(line.strip(), size) for line in lines) <= float(text.get("x", "0")), lines


def test_many_members_stand_by_kind(valdoria: Path) -> None:
    """A number for each kind, so that sixty members are as light as ten; two bodies in common stay two."""
    file = valdoria / "networks" / "rete-cibo.yml"
    members = "".join(f"  - ente: {{nome: Circolo {n}, tipo: aps}}\n" for n in range(MOST_MEMBERS + 36))
    file.write_text(file.read_text("utf-8").replace("adesioni:\n", f"adesioni:\n{members}"), "utf-8")
    drawn = picture(site_in(valdoria), "rete-cibo")
    assert drawn.is_grouped
    assert f"Nel disegno ci sono {MOST_MEMBERS + 37} enti." in drawn.sentence
    assert "60 enti" in inline(drawn)
    assert len(inline(drawn)) < MOST_BYTES


def test_who_is_everywhere_ties_no_two_networks(valdoria: Path) -> None:
    """A municipality in all networks is told as such, and costs each of them one look, not one for each other."""
    record = "nome: {n}\ntemi: [cibo]\nterritori: [valdoria]\nadesioni: [{{ente: comune-di-valdoria}}]\n"
    for n in range(MOST_NETWORKS):
        text = record.format(n=f"Rete {n}") + "fonti: [{url: 'https://a.example'}]\n"
        (valdoria / "networks" / f"rete-{n}.yml").write_text(text, "utf-8")
    drawn = picture(site_in(valdoria), "rete-vicini-di-casa")
    assert [(body.id, number) for body, number in drawn.everywhere] == [("comune-di-valdoria", MOST_NETWORKS + 2)]
    assert "comune-di-valdoria" not in {body.id for other in drawn.others for body in other.bodies}


def test_too_little_is_no_picture(site: Site, pages: Pages) -> None:
    """One member and nothing else needs no drawing."""
    assert picture_of(site, site.catalogue.networks["rete-cibo"], []) is None
    assert 'id="disegno"' not in pages["reti/rete-cibo/"]


def test_names_stay_words(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """A name cannot become markup, nor a long one run out of the drawing."""
    file = valdoria / "networks" / "rete-vicini-di-casa.yml"
    name = "<b>" + "Z" * 150
    file.write_text(file.read_text("utf-8").replace("Gruppo genitori Rodari", name), "utf-8")
    page = rendered(valdoria)["reti/rete-vicini-di-casa/"]
    drawing = page[page.index('<svg class="drawing"') :].partition("</section>")[0].rpartition("</svg>")[0]
    assert "&lt;b&gt;Z" in drawing
    assert "<b>" not in drawing
    assert "Z…" in drawing


def test_networks_that_do_not_fit_are_counted_in_the_picture(example: Site, valdoria: Path) -> None:
    """A few more than fit are drawn all the same; the list beside it names every one."""
    drawn = picture(example, "rete-citta-solidale")
    assert MOST_OTHERS < len(drawn.others) <= drawn.most
    there = [other.network.id for other in drawn.others if isinstance(other.network, Entry)]
    assert [network for network in there if f'href="/reti/{network}/"' not in inline(drawn)] == []
    record = "nome: Rete {n}\ntemi: [cibo]\nterritori: [valdoria]\nfonti: [{{url: 'https://a.example'}}]\n"
    for n in range(10):
        tie = "adesioni: [{ente: comune-di-valdoria}]\n"
        (valdoria / "networks" / f"nuova-{n}.yml").write_text(record.format(n=n) + tie, "utf-8")
    site = site_in(valdoria)
    drawn = picture(site, "rete-vicini-di-casa")
    beyond = len(drawn.others) - MOST_OTHERS
    assert beyond > 1
    assert site.words.count("network.picture_more", beyond) in unescape(inline(drawn))
