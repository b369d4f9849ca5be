"""A small town whose pages can be looked at one by one."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.checking import check
from generator.locale import load
from generator.reading.folder import read_folder
from generator.reading.reports import read_reports
from generator.site.model import Site
from generator.site.opening import template_folders
from generator.site.pages.registry import KINDS
from generator.site.render import filler, render, site_of
from generator.site.settings import own_content, settings
from generator.site.theme.engine import Engine
from generator.site.theme.harvest import CACHE as SHELLS
from generator.site.theme.harvest import Harvest, harvest
from tests.conftest import EXAMPLE, TODAY, overlaid

Pages = dict[str, str]
"""HTML by address."""


def site_in(folder: Path, today: date = TODAY) -> Site:
    """Read the catalogue in `folder` into what pages are made from."""
    catalogue = check(read_folder(folder), today).catalogue
    site = site_of(catalogue, settings(folder), load("interface", "it"))
    site.reports = read_reports(own_content(folder, site.config))
    return site


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the catalogue of Valdoria, to be read only."""
    return overlaid(tmp_path_factory.mktemp("town") / "valdoria")


@pytest.fixture(scope="session")
def harvested(town: Path) -> Harvest:
    """Run the default engine once."""
    return harvest(town, Engine())


@pytest.fixture(scope="session")
def site(town: Path) -> Site:
    """Return what the pages of Valdoria are made from."""
    return site_in(town)


@pytest.fixture(scope="session")
def compiled(site: Site, town: Path) -> Path:
    """Return the folder where the town keeps its templates compiled: compiling takes longer than rendering."""
    return template_folders(site, town)[1]


@pytest.fixture(scope="session")
def render_site(harvested: Harvest, compiled: Path) -> Callable[[Site], Pages]:
    """Return the function that renders every page of a site into the same shell."""

    def render_all(site: Site) -> Pages:
        found = render(site, harvested.shells["it"], compiled=compiled)
        return {page.address: content.decode() for page, content in found}

    return render_all


@pytest.fixture(scope="session")
def render_page(harvested: Harvest, compiled: Path) -> Callable[[Site, str], str]:
    """Return the function that renders one page of a site, by its address, into the same shell."""

    def render_one(site: Site, address: str) -> str:
        page = next(page for kind in KINDS for page in kind.pages(site) if page.address == address)
        return filler(site, harvested.shells["it"], compiled=compiled)(page).content.decode()

    return render_one


@pytest.fixture(scope="session")
def pages(site: Site, render_site: Callable[[Site], Pages]) -> Pages:
    """Render every page of Valdoria."""
    return render_site(site)


@pytest.fixture(scope="session")
def example() -> Site:
    """Return what the pages of the full example town are made from."""
    return site_in(EXAMPLE)


@pytest.fixture(scope="session")
def example_pages(example: Site, render_site: Callable[[Site], Pages]) -> Pages:
    """Render every page of the full example town, which takes seconds."""
    return render_site(example)


@pytest.fixture
def built_before(valdoria: Path, town: Path, compiled: Path, pages: Pages) -> None:
    """Let the writable copy of Valdoria begin with the shell and the templates that the town has already made."""
    assert pages
    for kept in (town / SHELLS, compiled):
        shutil.copytree(kept, valdoria / kept.relative_to(town))


@pytest.fixture
def rendered(render_site: Callable[[Site], Pages]) -> Callable[[Path], Pages]:
    """Return the function that renders another catalogue into the same shell."""
    return lambda folder: render_site(site_in(folder))
