"""Plans and goals: who says they contribute, under which act, and what nobody covers yet."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator.site.model import Site
from generator.site.pages.plans.page import ADDRESS, TABLE, plans_of
from generator.site.pages.registry import files_of
from tests.site.conftest import Pages, site_in


def test_each_goal_says_who_contributes_and_the_others_that_nobody_does(site: Site, pages: Pages) -> None:
    """A goal without networks is shown, never dropped."""
    (plan,) = plans_of(site)
    assert {goal.code: [contribution.network.id for contribution in goal.contributions] for goal in plan.goals} == {
        "pdz-2025-1": [],
        "pdz-2025-2": ["rete-vicini-di-casa"],
    }
    assert pages[ADDRESS].count("Nessuna rete di questo catalogo ha ancora scritto che ci lavora") == 1
    assert "Senza nessuno" not in pages[ADDRESS]


def test_activities_of_a_network_are_not_taken_for_those_of_the_goal(pages: Pages) -> None:
    """The column says that they are all of the network's; where a goal says no theme, nothing is counted for it."""
    assert "Attività della rete, in tutto" in pages[ADDRESS]
    assert "su questo tema" not in pages[ADDRESS]
    assert "Sullo stesso tema" not in pages[ADDRESS]


def test_a_goal_counts_and_shows_what_is_done_about_its_theme(
    rendered: Callable[[Path], Pages], valdoria: Path
) -> None:
    """Of a network the activities that are about it; where there is none yet, the way to the theme."""
    goals = valdoria / "vocabularies" / "piani.yml"
    text = goals.read_text("utf-8")
    for goal in ("pdz-2025-1", "pdz-2025-2"):
        text = text.replace(f"codice: {goal},", f'codice: {goal}, corrispondenze: ["temi:anziani", "temi:non-esiste"],')
    goals.write_text(text, "utf-8")
    site = site_in(valdoria)
    (plan,) = plans_of(site)
    assert [goal.themes for goal in plan.goals] == [["anziani"], ["anziani"]]
    about = [one for one in site.activities if "anziani" in one.themes]
    own = [one for one in about if one in site.catalogue.activities_of["rete-vicini-di-casa"]]
    page = rendered(valdoria)[ADDRESS]
    assert f"«Invecchiare bene»: {len(own)}" in page
    assert f", {len(about)} attività." in page.partition("Sullo stesso tema qualcosa si fa:")[2]


def test_the_goals_stand_first_with_who_is_at_work(example: Site, render_page: Callable[[Site, str], str]) -> None:
    """Where they are many; that a document is not here is said once, with whom to ask."""
    page = render_page(example, ADDRESS)
    brief = page.partition('class="goals__brief"')[2].partition("</ol>")[0]
    assert brief.count("<li>") == page.count('<li class="goal')
    assert brief.count("Ancora nessuna rete") == page.count('class="goal goal--open"') > 0
    assert page.count("il documento non è qui") == 1


def test_one_goal_is_told_in_the_singular(pages: Pages) -> None:
    """One of two."""
    assert "1 obiettivo su 2 ha già almeno una rete" in pages[ADDRESS]


def test_what_has_expired_is_in_the_sum(valdoria: Path) -> None:
    """A goal that somebody works on under an act that is over is counted, once."""
    (plan,) = plans_of(site_in(valdoria))
    assert [plan.expired(day) for day in (date(2027, 2, 28), date(2027, 3, 1))] == [0, 1]


def test_the_page_shows_the_act_and_its_expiry(pages: Pages) -> None:
    """The table to copy holds the same words."""
    table = pages[ADDRESS].partition("<tbody>")[2]
    assert "Protocollo per il quartiere Ponte (scade il 28 febbraio 2027)" in table


def test_the_csv_has_a_row_for_each_contribution_and_each_goal_left_alone(site: Site) -> None:
    """Read by a spreadsheet set to Italian."""
    lines = dict(files_of(site))[TABLE].decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[2].startswith("Piano di zona 2025-2027;Invecchiare nel proprio quartiere;Rete Vicini di Casa;")
    assert ";2027-02-28;" in lines[2]


def test_a_catalogue_without_a_plan_has_no_such_page(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Nor a file."""
    (valdoria / "vocabularies" / "piani.yml").unlink()
    network = valdoria / "networks" / "rete-vicini-di-casa.yml"
    network.write_text(re.sub(r"(?m)^obiettivi:.*\n", "", network.read_text("utf-8")), "utf-8")
    assert ADDRESS not in rendered(valdoria)
    assert TABLE not in dict(files_of(site_in(valdoria)))


def test_goals_without_a_plan_above_them_stand_under_the_title_of_the_vocabulary(valdoria: Path) -> None:
    """A flat list of goals is a plan too."""
    (valdoria / "vocabularies" / "piani.yml").write_text(
        "id: piani\ntitolo: {it: Obiettivi del Comune}\nstato: proposto\nfonte: prova\n"
        "termini:\n  - {codice: pdz-2025-2, it: Non lasciare soli}\n",
        "utf-8",
    )
    (plan,) = plans_of(site_in(valdoria))
    assert (plan.whole.label, plan.covered) == ("Obiettivi del Comune", 1)
