"""What ties networks to each other: who joins them, who stands apart, drawn and told in words."""

import csv
import re
from collections.abc import Callable
from html import unescape
from io import StringIO
from itertools import combinations, pairwise
from pathlib import Path

import html5lib
import pytest

from generator.site.model import Site
from generator.site.pages.connections import page as connections_module
from generator.site.pages.connections.loom import MOST_NETWORKS, loom, weave
from generator.site.pages.connections.page import (
    ADDRESS,
    PICTURE,
    TABLE,
    by_bodies,
    by_network,
    connections_page,
    could_meet,
    holds,
    leaning_on_one,
    linked,
)
from generator.site.pages.connections.table import connection_files
from generator.site.pages.connections.ties import Connections, connections_among
from generator.site.render import filler
from generator.site.theme.harvest import Harvest
from tests.conftest import EXAMPLE
from tests.site.conftest import Pages, site_in

NETWORK = (
    "nome: {name}\ntemi: [cibo]\nterritori: [valdoria]\nadesioni: [{ties}]\nfonti: [{{url: 'https://a.example'}}]\n"
)


@pytest.fixture(scope="module")
def example() -> Site:
    """Read the example town."""
    return site_in(EXAMPLE)


@pytest.fixture(scope="module")
def connections(example: Site) -> Connections:
    """Find what ties its networks."""
    return connections_among(example, example.current_networks)


def write_network(root: Path, name: str, *bodies: str) -> None:
    """Add a network whose members are these bodies."""
    ties = ", ".join(f"{{ente: {body}}}" for body in bodies)
    (root / "networks" / f"{name}.yml").write_text(NETWORK.format(name=name.title(), ties=ties), "utf-8")


def test_who_is_in_several_networks_joins_them(example: Site, connections: Connections) -> None:
    """Each with all its networks, who joins most first; counted here another way."""
    expected = {
        body.id: {tie.network.id for tie in example.catalogue.memberships.get(body.id, ()) if not tie.network.is_over}
        for body in example.organizations
    }
    found = {one.body.id: {network.id for network in one.networks} for one in connections.joining}
    assert found == {body: networks for body, networks in expected.items() if len(networks) > 1}
    sizes = [len(one.networks) for one in connections.joining]
    assert sizes == sorted(sizes, reverse=True)


def test_groups_are_what_leads_to_each_other(connections: Connections) -> None:
    """No tie goes from one group to another, and nobody is in two."""
    for first, second in combinations(connections.groups, 2):
        assert {one.id for one in first.networks}.isdisjoint(one.id for one in second.networks)
        assert {one.body.id for one in first.joining}.isdisjoint(one.body.id for one in second.joining)
    grouped = sum(len(group.networks) for group in connections.groups)
    assert grouped + len(connections.alone) == len(connections.networks)


def test_whose_only_tie_a_body_is(valdoria: Path) -> None:
    """A network that only one body joins to others leans on it; one of its own stands alone."""
    write_network(valdoria, "uno", "auser-ponte")
    write_network(valdoria, "sola")
    site = site_in(valdoria)
    found = connections_among(site, site.current_networks)
    auser = next(one for one in found.joining if one.body.id == "auser-ponte")
    assert [network.id for network in auser.leaning] == ["uno"]
    assert [network.id for network in found.alone] == ["sola"]
    assert found.joining[0] is auser
    assert leaning_on_one(site, found).lines == [
        "Uno: solo Auser Ponte",
        "Rete Città Solidale: solo Comune di Valdoria",
        "Rete del cibo: solo Parrocchia di San Luca",
    ]
    assert holds(site, auser) == ["Per Uno è il solo ente in comune con altre reti."]


def test_what_leans_on_one_body_is_told(valdoria: Path) -> None:
    """Without its only body in common a network that says it is tied would be so in words alone."""
    write_network(valdoria, "uno", "auser-ponte")
    with (valdoria / "networks" / "uno.yml").open("a", encoding="utf-8") as record:
        record.write("relazioni: [{rete: rete-cibo, tipo: collabora_con}]\n")
    site = site_in(valdoria)
    joining = connections_among(site, site.current_networks).joining
    auser = next(one for one in joining if one.body.id == "auser-ponte")
    assert [network.id for network in auser.leaning] == ["uno"]


def test_what_leans_on_any_body_is_told_by_name(example: Site, connections: Connections) -> None:
    """Whoever the body is: each network has its line, with the body; one that rests says so."""
    leaning = [(network.name, one.body.name) for one in connections.joining for network in one.leaning]
    lines = leaning_on_one(example, connections).lines
    assert any(one.leaning for one in connections.joining[1:])
    assert len(lines) == len(leaning) > 1
    for line, (network, body) in zip(lines, leaning, strict=True):
        assert line.startswith(network)
        assert line.endswith(f": solo {body}")
    assert "Rete degli orti e dei cortili (sospesa): solo Comune di Valdoria" in lines


def test_of_many_that_lean_on_one_body_the_number_is_told(valdoria: Path) -> None:
    """Each is then named beside its body alone, where the sentence sends."""
    for name in ("uno", "due"):
        write_network(valdoria, name, "auser-ponte")
    site = site_in(valdoria)
    found = connections_among(site, site.current_networks)
    leaning = leaning_on_one(site, found)
    number = sum(len(one.leaning) for one in found.joining)
    assert number > 3
    assert (leaning.lines, leaning.told) == ((), f"Sono {number}: ognuna è scritta accanto al suo ente, qui sopra.")


def test_two_that_could_meet_are_named(example: Site, connections: Connections) -> None:
    """They are said to share no body, and why they should meet."""
    encounter = example.synergies.encounters[0]
    such = could_meet(example, connections)
    why = encounter.why.rstrip(".")
    told = f"Per esempio {encounter.here.name} e {encounter.there.name}"
    assert such == f"{told}: {why[:1].lower()}{why[1:]}."
    pair = {encounter.here.id, encounter.there.id}
    assert not any(pair <= {network.id for network in one.networks} for one in connections.joining)


def test_each_network_with_whom_it_shares_bodies(connections: Connections) -> None:
    """Both ways the same number, counted here from the bodies."""
    shared = {
        (one.id, other.id): {body.id for body in bodies}
        for one, others in by_network(connections)
        for other, bodies in others.items()
    }
    assert shared
    for (one, other), bodies in shared.items():
        assert shared[other, one] == bodies
        assert bodies == {
            each.body.id for each in connections.joining if {one, other} <= {network.id for network in each.networks}
        }


def test_bodies_in_common_are_named_and_counted(
    example: Site, connections: Connections, harvested: Harvest, compiled: Path
) -> None:
    """Under the name of each network the others, those with the same bodies together; folded till asked for."""
    page = unescape(
        filler(example, harvested.shells["it"], compiled=compiled)(next(connections_page(example))).content.decode()
    )
    rows = by_network(connections)
    fold = page.partition('id="rete-per-rete"><details')[2].partition("</section>")[0]
    assert not fold.partition(">")[0].endswith("open")
    parts = fold.split("<h3>")[1:]
    assert [re.findall(r"[^<>]+(?=</a>)", part)[0] for part in parts] == [one.name for one, _ in rows]
    assert "<table" not in page
    for part, (_, others) in zip(parts, rows, strict=True):
        told = by_bodies(others)
        assert sorted(other.id for _, same in told for other in same) == sorted(other.id for other in others)
        for bodies, same in told:
            names = ", ".join(other.name for other in same)
            assert f"{names}: <strong>{example.words.listed([body.name for body in bodies])}</strong>" in part


def test_a_suspended_network_is_marked_wherever_it_is_counted(
    example: Site, connections: Connections, harvested: Harvest, compiled: Path
) -> None:
    """Drawn and named among the others it bears the word, and the number of networks tells it."""
    assert any(network.id == "rete-orti-e-cortili" for network in connections.networks)
    filled = filler(example, harvested.shells["it"], compiled=compiled)(next(connections_page(example)))
    page = filled.content.decode()
    assert "9 reti (di cui una sospesa)" in page
    assert page.count('class="connections__rests">sospesa') >= 2


def test_a_group_is_drawn_whole(connections: Connections) -> None:
    """A thread for each membership, a named link for each body and network, the same bytes each time."""
    group = connections.groups[0]
    drawn = str(loom(group).inline("disegno", lambda address: f"/{address}"))
    threads = re.findall(r'class="drawing__(?:line|seat)" data-ends="(\S+) (\S+)"', drawn)
    assert sorted(threads) == sorted((one.body.id, network.id) for one in group.joining for network in one.networks)
    assert set(re.findall(r'data-node="([^"]+)"', drawn)) == {one.id for one in group.networks} | {
        one.body.id for one in group.joining
    }
    assert drawn == str(loom(group).inline("disegno", lambda address: f"/{address}"))
    html5lib.HTMLParser(strict=True).parseFragment(drawn)


def test_on_the_page_a_thread_ends_at_the_rows_of_its_names(connections: Connections) -> None:
    """Rows are of one height, so that where a thread begins and ends is the middle of a row."""
    group = connections.groups[0]
    woven = weave(group)
    sides = {side: [one.id for one in entries] for side, entries in (("from", woven.bodies), ("to", woven.networks))}
    drawn = re.findall(r'data-ends="(\S+) (\S+)" d="M0 (\S+?)C.* 100 (\S+?)"', str(woven.threads).replace("/>", "/>\n"))
    assert len(drawn) == sum(len(one.networks) for one in group.joining)
    for body, network, *heights in drawn:
        for name, side, height in ((body, "from", heights[0]), (network, "to", heights[1])):
            row = sides[side].index(name)
            assert float(height) == pytest.approx(100 * (row + 0.5) / len(sides[side]), abs=0.01)
    assert woven.first == group.joining[0].body.id


def test_no_two_names_of_a_side_touch(connections: Connections) -> None:
    """Each has a row of its own, however many there are."""
    drawn = str(loom(connections.groups[0]).inline("disegno", str))
    for point in (r'<circle class="[^"]+" cx="[^"]+" cy="([^"]+)"', r'<path class="drawing__open" d="M\S+ (\S+?)l'):
        heights = sorted(float(height) for height in re.findall(point, drawn))
        assert min(second - first for first, second in pairwise(heights)) >= 24


def test_the_page_says_first_and_lists_with_reasons(pages: Pages) -> None:
    """Without the picture everything is there."""
    page = unescape(re.sub(r"<svg.*?</svg>", "", pages[ADDRESS], flags=re.DOTALL))
    assert (
        page.index("Due reti devono incontrarsi?")
        < page.index("<h2>Scegli due reti")
        < page.index("<h2>Chi sta in più reti")
        < page.index("<h2>Reti con un solo ente in comune")
        < page.index("<h2>Il disegno")
        < page.index("<h2>Per chi studia le reti")
    )
    assert 'href="../enti/parrocchia-san-luca/"' in page


def test_whom_to_call_stands_beside_who_joins(
    example: Site, connections: Connections, harvested: Harvest, compiled: Path
) -> None:
    """A number where the body has one, which is what one comes here for; else another way, never nothing."""
    filled = filler(example, harvested.shells["it"], compiled=compiled)(next(connections_page(example)))
    rows = (
        filled.content.decode().partition('id="chi-unisce"')[2].partition("</section>")[0].split("<li data-joins=")[1:]
    )
    called = [any(way.kind == "telefono" for way in example.contacts_of(one.body)) for one in connections.joining]
    assert any(called)
    assert len(rows) == len(called)
    assert all('href="tel:' in row for row, has_number in zip(rows, called, strict=True) if has_number)
    assert all(row.partition('<p class="connections__call"')[2].count("<a ") or "di persona" in row for row in rows)


def test_two_networks_are_chosen_among_all(
    example: Site, connections: Connections, harvested: Harvest, compiled: Path
) -> None:
    """Each stands in both choices, which wait for a script, and each row says which networks its body joins."""
    page = filler(example, harvested.shells["it"], compiled=compiled)(next(connections_page(example))).content.decode()
    form = page.partition('id="due-reti"')[2].partition("</form>")[0]
    assert " hidden" in form.partition(">")[0]
    every = sorted(network.id for network in connections.networks)
    for choice in form.split("<select>")[1:]:
        assert sorted(re.findall(r'<option value="([^"]+)"', choice)) == every
    joins = [set(ids.split()) for ids in re.findall(r'<li data-joins="([^"]+)"', page)]
    assert joins == [{network.id for network in one.networks} for one in connections.joining]


def test_names_in_a_sentence_lead_to_their_pages(valdoria: Path) -> None:
    """The longer of two names that begin alike is one link, a part of a word is none, and what is hostile is text."""
    write_network(valdoria, "uno")
    write_network(valdoria, "uno-di-tutti")
    networks = site_in(valdoria).current_networks
    told = linked("<b>Uno</b>, Unoc, Uno-Di-Tutti", networks, lambda one: f"#{len(one.name)}")
    assert told == '&lt;b&gt;<a href="#3">Uno</a>&lt;/b&gt;, Unoc, <a href="#12">Uno-Di-Tutti</a>'
    assert linked("<i>", [], str) == "&lt;i&gt;"


def test_what_is_taken_away_says_the_same(example: Site, connections: Connections) -> None:
    """The table has a row for each tie, with day and source; the picture its heading, source and day."""
    files = dict(connection_files(example))
    rows = list(csv.reader(StringIO(files[TABLE].decode("utf-8-sig")), delimiter=";"))
    ties = sum(len(one.networks) for one in connections.joining) + len(connections.declared)
    assert len(rows) == 1 + ties
    assert {(row[5], row[6]) for row in rows[1:]} == {("2026-11-22", "Valdoria, catalogo di esempio")}
    picture = files[f"{PICTURE}.svg"].decode()
    assert "Fonte: Valdoria, catalogo di esempio, le schede al 22 novembre 2026." in " ".join(
        re.sub("<[^>]+>", " ", picture).split()
    )


def test_too_many_networks_are_drawn_town_by_town(valdoria: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole leads to the pages of its towns, and has no picture."""
    assert MOST_NETWORKS == 150
    for name in ("uno", "due", "tre"):
        write_network(valdoria, name, "auser-ponte", "parrocchia-san-luca")
    monkeypatch.setattr(connections_module, "MOST_NETWORKS", 4)
    whole, town, *others = connections_page(site_in(valdoria))
    assert (whole.context["blocks"], others) == ([], [])
    assert [address for address, _, _ in whole.context["places"]] == [town.address]
    assert town.address == "connessioni/territori/valdoria/"
    # Six networks, of which four are drawn: what is left out is said.
    assert [(len(block.group.networks), block.beyond) for block in town.context["blocks"]] == [(6, 2)]


@pytest.mark.parametrize("is_too_many", [False, True])
def test_of_too_many_networks_search_reads_no_lists(
    is_too_many: bool, valdoria: Path, harvested: Harvest, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has a page of its own to be found by; where they are few, the lists are found by their names too."""
    if is_too_many:
        monkeypatch.setattr(connections_module, "MOST_NETWORKS", 2)
    for name in ("uno", "due", "tre"):
        write_network(valdoria, name, "auser-ponte", "parrocchia-san-luca")
    site = site_in(valdoria)
    whole = next(connections_page(site))
    filled = filler(site, harvested.shells["it"], compiled=compiled)(whole)
    document = re.sub(r'<ul[^>]*ignore="all".*?</section>', "", filled.document.decode(), flags=re.DOTALL)
    assert ("Auser Ponte</a></p>" in document) is not is_too_many
    assert "Auser Ponte</a></p>" in filled.content.decode()


def test_nothing_to_tie_is_a_sentence(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """A catalogue without networks has the page, and no files."""
    for file in (*valdoria.glob("networks/*"), *valdoria.glob("organizations/*"), *valdoria.glob("content/storie/*")):
        file.unlink()
    assert "Non c&#39;è ancora nessuna rete." in rendered(valdoria)[ADDRESS]
    assert list(connection_files(site_in(valdoria))) == []
