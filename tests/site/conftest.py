"""A small town whose pages can be looked at one by one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.checking import check
from generator.locale import load
from generator.reading.folder import read_folder
from generator.reading.reports import read_reports
from generator.site.model import Site
from generator.site.render import render, site_of
from generator.site.settings import own_content, settings
from generator.site.theme.engine import Engine
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
def pages(site: Site, harvested: Harvest) -> Pages:
    """Render every page of Valdoria."""
    return {page.address: content.decode() for page, content in render(site, harvested.shells["it"])}


@pytest.fixture(scope="session")
def render_site(harvested: Harvest) -> Callable[[Site], Pages]:
    """Return the function that renders every page of another site into the same shell."""
    return lambda site: {page.address: content.decode() for page, content in render(site, harvested.shells["it"])}


@pytest.fixture(scope="session")
def example() -> Site:
    """Return what the pages of the full example town are made from."""
    return site_in(EXAMPLE)


@pytest.fixture(scope="session")
def example_pages(example: Site, harvested: Harvest) -> Pages:
    """Render every page of the full example town, which takes seconds."""
    return {page.address: content.decode() for page, content in render(example, harvested.shells["it"])}


@pytest.fixture
def rendered(harvested: Harvest) -> Callable[[Path], Pages]:
    """Return the function that renders another catalogue into the same shell."""

    def render_folder(folder: Path) -> Pages:
        found = render(site_in(folder), harvested.shells["it"])
        return {page.address: content.decode() for page, content in found}

    return render_folder
