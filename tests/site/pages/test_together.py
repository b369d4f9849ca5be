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
    """With how many, as the other ways; without any there is no door to an empty room."""
    page = rendered(valdoria)["insieme/"]
    door = re.search(r'<a href="\.\./buone-pratiche/">Buone pratiche</a></h3>.*?</li>', page)
    assert door is not None
    assert "buona pratica" in door[0]
    for file in valdoria.glob("networks/*.yml"):
        file.write_text(re.sub(r"(?m)^buone_pratiche:\n(?:[ -].*\n)*", "", file.read_text("utf-8")), "utf-8")
    assert "buone-pratiche" not in rendered(valdoria)["insieme/"].split("<footer")[0]


def test_every_page_leads_back_and_is_called_as_the_way_to_it(pages: Pages, site: Site) -> None:
    """The door stands first in the path of each; what the foot of a page names is the title of where it leads.

    Good practices are a list of records, with a path of their own.
    """
    for name, address in (way for _, held in groups_of(site) for way in held if way[0] != PRACTICES):
        path = pages[address].partition('class="crumbs"')[2].partition("</ol>")[0]
        links = re.findall(r'<a href="([^"]+)"', path)
        assert links[1:2] == ["../insieme/"], name
        called = re.search(r'aria-current="page">([^<]+)<', path)
        assert called
        assert unescape(called[1]) == site.texts(f"shell.way_{name}")


def test_what_ends_soonest_stands_on_top(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Two things that one may still answer, the nearest first; nothing of what is over."""
    record = "nome: {name}\ntipo: odv\nterritori: [valdoria-ponte]\nfonti: [{{url: 'https://a.example'}}]\n"
    days = {"Passato": TODAY.replace(day=21), "Domani": TODAY.replace(day=23), "Dopo": TODAY.replace(day=25)}
    for name, day in days.items():
        need = f"bisogni: [{{risorsa: fondi, descrizione: Serve {name}, scade_il: {day}}}]\n"
        (valdoria / "organizations" / f"{name.lower()}.yml").write_text(record.format(name=name) + need, "utf-8")
    soon = rendered(valdoria)["insieme/"].partition('<section class="soon"')[2].partition("</section>")[0]
    assert re.findall(r"Serve (\w+)</a>", soon) == ["Domani", "Dopo"]
    assert 'href="../bisogni/#cerca-domani-1"' in soon
    assert 'href="../scadenze/"' in soon


def test_what_a_citizen_may_apply_for_is_no_deadline_of_who_works_together(example_pages: Pages) -> None:
    """Help with bills ends before every notice, and stands among all deadlines alone."""
    assert "Contributo bollette" in example_pages["scadenze/"]
    assert "Contributo bollette" not in example_pages["insieme/"]
