"""Replacing a published site, and refusing to replace anything else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.publish import Refusal, Staging, exchange
from tests.publish.test_staging import contents, publish


@pytest.fixture(params=["one step", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to exchange folders; the second as on a system that has no other."""
    if request.param == "two renames":
        monkeypatch.setattr(exchange, "_renameat2", lambda: None)
    return str(request.param)


@pytest.fixture(params=["folder", "version control", "file", "link", "dangling link"])
def foreign(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Something at the place of the site that is not ours, and why; checked to be untouched afterwards."""
    target, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    if request.param == "folder":
        target.mkdir()
        (target / "thesis.odt").write_text("years of work")
        key = "not_ours"
    elif request.param == "version control":
        publish(target, {"index.html": "page"})
        (target / ".git").write_text("gitdir: elsewhere")
        key = "not_ours"
    elif request.param == "file":
        target.write_text("a file")
        key = "not_a_folder"
    else:
        if request.param == "link":
            publish(elsewhere, {"index.html": "page"})
        target.symlink_to(elsewhere)
        key = "symbolic_link"
    before = contents(tmp_path)
    yield target, key
    assert contents(tmp_path) == before


def test_foreign_target_is_refused_at_once(foreign: tuple[Path, str]) -> None:
    """No work is done for a site that could not be published."""
    target, key = foreign
    with pytest.raises(Refusal) as refusal:
        Staging.open(target)
    assert refusal.value.key == key


def test_target_that_became_foreign(tmp_path: Path, way: str) -> None:
    """What appeared during the build is kept too."""
    target = tmp_path / "site"
    with Staging.open(target) as staging:
        staging.write("index.html", "new")
        target.mkdir()
        (target / "thesis.odt").write_text("years of work")
        with pytest.raises(Refusal) as refusal:
            staging.publish()
    assert (way, refusal.value.key) == (way, "not_ours")
    assert contents(tmp_path) == {"site/thesis.odt": "years of work"}


def test_root_of_the_disk_is_refused() -> None:
    """A path without a name has no place beside it."""
    with pytest.raises(Refusal):
        Staging.open(Path("/"))


def test_empty_folder_may_be_replaced(tmp_path: Path, way: str) -> None:
    """An empty folder holds nothing to lose."""
    (tmp_path / "site").mkdir()
    publish(tmp_path / "site", {"index.html": way})
    assert contents(tmp_path) == {"site/index.html": way}


def test_site_replaces_site(tmp_path: Path, way: str) -> None:
    """Both ways end alike, with nothing left beside the site."""
    publish(tmp_path / "site", {"index.html": "old", "folder/page.html": "old"})
    publish(tmp_path / "site", {"index.html": way})
    assert contents(tmp_path) == {"site/index.html": way}


def test_links_inside_an_old_site_are_not_followed(tmp_path: Path, way: str) -> None:
    """Deleting the old site deletes a link in it, not what it points at."""
    target = tmp_path / "site"
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "sea.jpg").write_text("sea")
    publish(target, {"index.html": "old"})
    (target / "photos").symlink_to(tmp_path / "photos")
    publish(target, {"index.html": way})
    assert contents(tmp_path) == {"photos/sea.jpg": "sea", "site/index.html": way}


@pytest.mark.parametrize("name", [".site.new", ".site.old", ".site.gone"])
def test_somebodys_folder_with_the_name_of_a_leftover(tmp_path: Path, name: str) -> None:
    """Even under our own hidden names only marked folders are cleared away."""
    (tmp_path / name).mkdir()
    (tmp_path / name / "thesis.odt").write_text("years of work")
    with pytest.raises(Refusal):
        Staging.open(tmp_path / "site")
    assert contents(tmp_path) == {f"{name}/thesis.odt": "years of work"}


def test_failed_second_rename_puts_the_old_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that refuses the second of two renames leaves the old site in its place."""
    target = tmp_path / "site"
    publish(target, {"index.html": "old"})
    monkeypatch.setattr(exchange, "_renameat2", lambda: None)
    rename = Path.rename

    def stubborn(self: Path, to: Path) -> Path:
        if self.name == ".site.new":
            raise PermissionError(13, "not today")
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", stubborn)
    with Staging.open(target) as staging, pytest.raises(Refusal) as refusal:
        staging.publish()
    assert "non hai il permesso" in str(refusal.value)
    assert contents(tmp_path) == {"site/index.html": "old"}
