"""Pages made by the workers of a scheduler are those that one process makes."""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from generator import addresses
from generator.errors import CannotRun
from generator.locale import LANGUAGES, load
from generator.site import cluster as clusters
from generator.site.build import BuildOptions, build_site
from generator.site.making import FinishedPage, make_parts, parts_of
from generator.site.model import Site
from generator.site.opening import open_site, template_folders
from generator.site.page import Page
from generator.site.render import FilledPage, filler
from generator.site.search import indexing as indexers
from generator.site.search.indexing import Indexing, bundle_of
from generator.site.search.shards import Shards
from generator.site.theme.harvest import Harvest
from tests.conftest import TODAY

pytestmark = [
    # Dask's own threads and sockets end when they like.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    # It says so of a busy machine too.
    pytest.mark.filterwarnings("ignore:Creating scratch directories:UserWarning"),
]


@pytest.fixture(scope="module")
def two_workers() -> Iterator[LocalCluster]:
    """Start a scheduler and two workers, each a process of its own with a nanny that starts it again."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as local:
        yield local


@dataclass(slots=True)
class _Here:
    """What this process makes itself, counted."""

    site: Site
    harvested: Harvest
    town: Path
    made: list[str] = field(default_factory=list)

    def fill(self, page: Page) -> FilledPage:
        self.made.append(page.address)
        return filler(self.site, self.harvested.shells["it"], *template_folders(self.site, self.town))(page)


@pytest.fixture
def here(town: Path, site: Site, harvested: Harvest) -> _Here:
    """Return the town as this process opens it."""
    return _Here(open_site(site.catalogue, town), harvested, town)


@pytest.fixture(scope="module")
def alone(town: Path, site: Site, harvested: Harvest) -> list[FinishedPage]:
    """Make every page in this process."""
    opened = open_site(site.catalogue, town)
    return list(_pages(opened, filler(opened, harvested.shells["it"], *template_folders(opened, town))))


def test_workers_make_the_same_pages(two_workers: LocalCluster, here: _Here, alone: list[FinishedPage]) -> None:
    """Byte by byte, in the same order, and this process makes none."""
    with clusters.cluster(two_workers.scheduler_address, here.town, TODAY, here.harvested.shells["it"]) as executor:
        assert list(_pages(here.site, here.fill, executor)) == alone
    assert here.made == []


def test_a_worker_killed_in_the_middle_costs_time_not_pages(
    two_workers: LocalCluster, here: _Here, alone: list[FinishedPage]
) -> None:
    """The scheduler gives what it had to another one."""
    shell = here.harvested.shells["it"]
    with (
        Client(two_workers.scheduler_address, set_as_default=False) as client,
        clusters.cluster(two_workers.scheduler_address, here.town, TODAY, shell) as executor,
    ):
        pages = _pages(here.site, here.fill, executor)
        first = next(pages)
        os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
        assert [first, *pages] == alone


def test_workers_make_the_indexes_and_one_killed_costs_none(
    two_workers: LocalCluster,
    here: _Here,
    alone: list[FinishedPage],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same fragments, which are called by what they hold, in the same indexes; this machine runs no indexer."""
    shards, bundles = Shards(here.site, 12), {}
    for number in range(shards.count):
        for page in alone:
            if page.filled.document and shards.of_page(page.address) == number:
                path = tmp_path / str(number) / addresses.file_name(page.address)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(page.filled.document)
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        # As a build does: an index of pages that search reads nothing of is not made.
        made = [number for number in range(shards.count) if (tmp_path / str(number)).is_dir()]
        bundles[name] = [(tmp_path / str(number), bundle_of(tmp_path / name, number)) for number in made]
    with Indexing(bundles["here"], "it", at_once=2) as indexing:
        whole = indexing.finish()
    monkeypatch.setattr(indexers, "get_executable", lambda: None)
    address, shell = two_workers.scheduler_address, here.harvested.shells["it"]
    with (
        Client(address, set_as_default=False) as client,
        clusters.cluster(address, here.town, TODAY, shell) as executor,
        Indexing(bundles["there"], "it", executor=executor) as indexing,
    ):
        os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
        assert indexing.finish().each == whole.each
    assert len(made) > 2
    assert _fragments(tmp_path / "there") == _fragments(tmp_path / "here")


def _fragments(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.pf_fragment"))


def test_two_catalogues_at_once_keep_apart(two_workers: LocalCluster, here: _Here) -> None:
    """Workers may serve several builds."""
    shell = here.harvested.shells["it"]
    address = two_workers.scheduler_address
    with (
        clusters.cluster(address, here.town, TODAY, shell) as executor,
        clusters.cluster(address, here.town, TODAY.replace(year=2027), shell) as later,
    ):
        first, other = (_home(_pages(here.site, here.fill, given)) for given in (executor, later))
    assert "2026" in first.filled.content.decode()
    assert "2027" in other.filled.content.decode()


def _pages(site: Site, fill: Callable[[Page], FilledPage], executor: Executor | None = None) -> Iterator[FinishedPage]:
    for finished in make_parts(site, fill, list(parts_of(site)), executor=executor):
        yield from finished.pages


def _home(pages: Iterable[FinishedPage]) -> FinishedPage:
    return next(page for page in pages if page.kind == "home")


def test_workers_of_another_program_are_refused(
    two_workers: LocalCluster, here: _Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They would make other bytes, in silence; what differs is said of each."""
    assert {"Python", "intreccio", "jinja2", "pillow"} <= clusters.made_by().keys()
    monkeypatch.setattr(clusters, "made_by", _older)
    with (
        pytest.raises(CannotRun, match=r"jinja2 1\.0"),
        clusters.cluster(two_workers.scheduler_address, here.town, TODAY, here.harvested.shells["it"]),
    ):
        pass


def _older() -> dict[str, str]:
    """Travels to the workers, and says there what an older machine would."""
    return {"jinja2": "1.0" if "distributed.worker" in sys.argv[0] or "spawn" in " ".join(sys.orig_argv) else "3.1.6"}


def test_what_stands_in_the_way_is_said(
    two_workers: LocalCluster, here: _Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No scheduler there, no address at all, no worker, no package: each in a sentence with a way out."""
    monkeypatch.setattr(clusters, "_PATIENCE", 0.5)

    def said(address: str) -> str:
        options = replace(BuildOptions(root=here.town, site=here.town.parent / "unbuilt"), cluster=address)
        with pytest.raises(CannotRun) as raised:
            build_site(here.site.catalogue, options)
        return "\n".join(raised.value.say(load("messages", lang)) for lang in LANGUAGES)

    assert said("tcp://127.0.0.1:9").count("tcp://127.0.0.1:9") >= len(LANGUAGES)
    assert said("nowhere://x").count("nowhere://x") >= len(LANGUAGES)
    address = two_workers.scheduler_address
    with Client(address, set_as_default=False) as client:
        client.retire_workers()
        assert said(address).count(f"dask worker {address}") == len(LANGUAGES)
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "generator.site.cluster")
    assert said(address).count("intreccio[cluster]") == len(LANGUAGES)
