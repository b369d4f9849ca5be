"""The door for who works together."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

from generator.site.model import Site
from generator.site.pages.together.ways import GROUPS, PRACTICES, WAYS, groups_of
from tests.conftest import TODAY
from tests.site.conftest import Pages


def test_every_way_stands_in_one_group() -> None:
    """A way that is added has to say what somebody comes for."""
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(name for name, _ in WAYS)


def test_good_practices_are_a_way_to_an_idea_where_there_are_any(
    rendered: Callable[[Path], Pages], valdoria: Path
) -> None:
    """Without any there is no door to an empty room."""
    page = rendered(valdoria)["insieme/"]
    door = re.search(r'<a href="\.\./buone-pratiche/">Buone pratiche</a></h3>.*?</li>', page)
    assert door is not None
    for file in valdoria.glob("networks/*.yml"):
        file.write_text(re.sub(r"(?m)^buone_pratiche:\n(?:[ -].*\n)*", "", file.read_text("utf-8")), "utf-8")
    assert "buone-pratiche" not in rendered(valdoria)["insieme/"].split("<footer")[0]


def test_every_page_leads_back_and_is_called_as_the_way_to_it(pages: Pages, site: Site) -> None:
    """The door stands first in the path of each; what the foot of a page names is the title of where it leads.

    Good practices are a list of records, with a path of their own; deadlines stand beside the calendar.
    """
    for name, address in (way for _, held in groups_of(site) for way in held if way[0] != PRACTICES):
        path = pages[address].partition('class="crumbs"')[2].partition("</ol>")[0]
        links = re.findall(r'<a href="([^"]+)"', path)
        assert links[1:2] == ["../calendario/" if name == "deadlines" else "../insieme/"], name
        called = re.search(r'aria-current="page">([^<]+)<', path)
        assert called
        assert unescape(called[1]) == site.texts(f"shell.way_{name}")


def test_what_comes_next_is_for_who_works_together(example_pages: Pages) -> None:
    """The first that the page of deadlines lists, without meetings of others and help for people."""
    page = example_pages["insieme/"]
    soon = page.partition('<section class="soon"')[2].partition("</section>")[0]
    told = re.findall(r"<p>(?:Cerca: |Offre: )?<a [^>]*>([^<]+)</a> <small>", soon)
    parts = re.split(r'due__side" id="([a-z-]+)"', example_pages["scadenze/"])[1:]
    shown = dict(zip(parts[::2], parts[1::2], strict=True))
    coming = [shown["calls"], shown["notices"]]
    # Of what networks look after only what ends concerns others, and nothing that has passed.
    coming += example_pages["scadenze/reti/"].partition('id="da-rinnovare"')[2].split("due__side")[1:]
    listed = []
    for place, part in enumerate(coming):
        for day, row in re.findall(r'<time datetime="([0-9-]+)".*?<div class="due__what">(.*?)</div>', part, re.DOTALL):
            if place < 2 or "Finisce l&#39;accordo:</span>" in row:
                listed.append((day, *re.findall(r"</span> <a [^>]*>([^<]+)</a></p>", row)))
    assert told
    assert "<h2>I primi annunci a scadere</h2>" in soon, "it is named by what it holds"
    assert set(told) == {what for _, what in sorted(listed)[: len(told)]}
    assert "Tavolo della rete" in example_pages["scadenze/reti/"]
    assert {"Tavolo della rete", "Contributo bollette"}.isdisjoint(told)


def test_what_one_may_do_at_once_stands_under_the_lead(example_pages: Pages) -> None:
    """A new body, a notice, a network to join; the groups are those of the foot of every page."""
    page = example_pages["insieme/"].partition("<h1>")[2]
    done = page.partition("together__do")[2].partition("</p>")[0]
    links = ["../partecipa/#nuova=ente", "../bisogni/", "../reti/"]
    assert re.findall(r'href="([^"]+)"', done) == links
    groups = re.findall(r'class="section together [^>]+><h2>(.*?)</h2>', page)
    foot = re.findall(r"<summary><h2>(.*?)</h2>", page.partition("colophon__ways")[2])
    assert [unescape(name) for name in groups] == foot[: len(groups)]


def test_who_helps_alone_is_led_elsewhere(example_pages: Pages) -> None:
    """From the head, once: the doors are for associations, networks and offices."""
    page = example_pages["insieme/"].partition("<h1>")[2].partition("<footer")[0]
    head, _, doors = page.partition("</header>")
    assert re.search(r'href="\.\./dai-una-mano/">Dai una mano</a>', head)
    assert "dai-una-mano" not in doors


def test_an_idea_may_be_written_at_once(example_pages: Pages) -> None:
    """It goes on to where it is answered; the office is named with its contacts."""
    page = example_pages["insieme/"].partition("<h1>")[2].partition("<footer")[0]
    assert '<form class="doors__idea" action="../chi-lo-fa-gia/" hidden>' in page
    assert "mailto:reti@comune.valdoria.example" in page.partition("Non sai da dove cominciare?")[2]


def test_a_day_is_not_cut_in_two(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """All that ends on the last day shown stands there; what the office keeps to itself is told nowhere else."""
    record = "nome: {name}\ntipo: odv\nterritori: [valdoria-ponte]\nfonti: [{{url: 'https://a.example'}}]\n"
    for name in ("uno", "due", "tre", "quattro"):
        need = f"bisogni: [{{risorsa: fondi, descrizione: Serve {name}, scade_il: {TODAY.replace(day=25)}}}]\n"
        (valdoria / "organizations" / f"{name}.yml").write_text(record.format(name=name.title()) + need, "utf-8")
    meeting = valdoria / "networks" / "riunita.yml"
    meeting.write_text(
        record.format(name="Riunita").replace("tipo: odv", "temi: [anziani]")
        + f"organi: [{{nome: Assemblea, prossimo_incontro: {TODAY.replace(day=23)}}}]\n",
        "utf-8",
    )

    def told() -> list[str]:
        soon = rendered(valdoria)["insieme/"].partition('<section class="soon"')[2].partition("</section>")[0]
        return sorted(re.findall(r"<p>Cerca: <a [^>]*>([^<]+)</a>", soon))

    needs = ["Serve due", "Serve quattro", "Serve tre", "Serve uno"]
    assert told() == needs, "a meeting of others is no date for who works together"
    settings = valdoria / "mkdocs.yml"
    settings.write_text("site_name: Prova\nextra: {catalogue: {segnalazioni: ufficio}}\n", "utf-8")
    assert told() == needs


def test_what_is_over_comes_no_more(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """What ends soonest first, with the way to answer it."""
    record = "nome: {name}\ntipo: odv\nterritori: [valdoria-ponte]\nfonti: [{{url: 'https://a.example'}}]\n"
    days = {"Passato": TODAY.replace(day=21), "Domani": TODAY.replace(day=23), "Dopo": TODAY.replace(day=25)}
    for name, day in days.items():
        need = f"bisogni: [{{risorsa: fondi, descrizione: Serve {name}, scade_il: {day}}}]\n"
        (valdoria / "organizations" / f"{name.lower()}.yml").write_text(record.format(name=name) + need, "utf-8")
    soon = rendered(valdoria)["insieme/"].partition('<section class="soon"')[2].partition("</section>")[0]
    assert re.findall(r"Serve (\w+)</a>", soon) == ["Domani", "Dopo"]
    assert "Passato" not in soon
    assert 'href="../bisogni/#cerca-domani-1"' in soon
    assert 'href="../scadenze/"' in soon
