"""The one writer of the site."""

from pathlib import Path, PurePosixPath

import pytest

from generator.publish import Refusal, Staging
from generator.publish.exchange import MARKER


def contents(folder: Path) -> dict[str, str]:
    """Every file of a folder but the marker."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and file.name != MARKER)
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in files}


def publish(target: Path, files: dict[str, str]) -> None:
    """Publish a site made of these files."""
    with Staging.open(target) as staging:
        for path, text in files.items():
            staging.write(path, text)
        staging.publish()


def test_first_site(tmp_path: Path) -> None:
    """Text and bytes arrive, under every folder they name, and nothing is left beside the site."""
    target = tmp_path / "public" / "site"
    with Staging.open(target) as staging:
        staging.write("index.html", "città")
        staging.write(PurePosixPath("reti/ponte/index.html"), b"ponte")
        assert staging.paths == {"index.html", "reti/ponte/index.html"}
        staging.publish()
    assert contents(target) == {"index.html": "città", "reti/ponte/index.html": "ponte"}
    assert list(target.parent.iterdir()) == [target]


def test_second_site_replaces_the_whole_first(tmp_path: Path) -> None:
    """What the new site does not have is gone."""
    publish(tmp_path / "site", {"index.html": "one", "old/index.html": "old"})
    publish(tmp_path / "site", {"index.html": "two"})
    assert contents(tmp_path / "site") == {"index.html": "two"}


def test_unchanged_file_is_linked(tmp_path: Path) -> None:
    """A file with the bytes already published keeps its inode and date; a changed one does not."""
    target = tmp_path / "site"
    publish(target, {"same.html": "same", "longer.html": "long", "other.html": "old"})
    before = {file.name: file.stat() for file in target.iterdir()}
    publish(target, {"same.html": "same", "longer.html": "longer", "other.html": "new"})
    after = {file.name: file.stat() for file in target.iterdir()}
    kept = {name for name in before if before[name].st_ino == after[name].st_ino}
    assert kept == {"same.html"}
    assert after["same.html"].st_mtime_ns == before["same.html"].st_mtime_ns


def test_a_file_in_pieces_is_like_any_other(tmp_path: Path) -> None:
    """It keeps its inode where the same bytes are published, and a second one must be the same."""
    target = tmp_path / "site"
    publish(target, {"same.csv": "one two", "longer.csv": "one", "other.csv": "one two"})
    before = {file.name: file.stat().st_ino for file in target.iterdir()}
    with Staging.open(target) as staging:
        staging.write("same.csv", iter((b"one ", b"two")))
        staging.write("same.csv", iter((b"one", b" two")))
        staging.write("longer.csv", iter((b"one", b" two")))
        staging.write("other.csv", iter((b"one ", b"six")))
        with pytest.raises(Refusal):
            staging.write("same.csv", iter((b"one ", b"six")))
        staging.publish()
    assert contents(target) == {"same.csv": "one two", "longer.csv": "one two", "other.csv": "one six"}
    assert {name for name in before if before[name] == (target / name).stat().st_ino} == {"same.csv"}


def test_published_link_is_not_linked(tmp_path: Path) -> None:
    """A symbolic link put into the published site does not reach the next one."""
    target = tmp_path / "site"
    publish(target, {"index.html": "page"})
    (tmp_path / "elsewhere.html").write_text("page")
    (target / "index.html").unlink()
    (target / "index.html").symlink_to(tmp_path / "elsewhere.html")
    publish(target, {"index.html": "page"})
    assert not (target / "index.html").is_symlink()


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../up.html", "a/../b", "a//b", "./a", "a/", "a\\b", "a\0b", "a\nb", "a\u202eb", MARKER],
)
def test_unsafe_path_is_refused(tmp_path: Path, path: str) -> None:
    """Nothing is written outside of the site, nor under a name that shows as another."""
    with Staging.open(tmp_path / "site") as staging, pytest.raises(Refusal) as refusal:
        staging.write(path, "text")
    assert refusal.value.key == "unsafe_path"
    assert list(tmp_path.iterdir()) == []


def test_same_path_same_content(tmp_path: Path) -> None:
    """Two makers of one and the same file do no harm."""
    with Staging.open(tmp_path / "site") as staging:
        staging.write("a.css", "x")
        staging.write("a.css", "x")
        assert staging.paths == {"a.css"}


@pytest.mark.parametrize(
    ("first", "second", "named"),
    [("a", "a", "one.yml"), ("a", "a/b", "one.yml"), ("a/b", "a", "a/")],
)
def test_same_path_other_content(tmp_path: Path, first: str, second: str, named: str) -> None:
    """Who comes second is refused, and the refusal names both."""
    with Staging.open(tmp_path / "site") as staging:
        staging.write(first, "1", origin="one.yml")
        with pytest.raises(Refusal) as refusal:
            staging.write(second, "2", origin="two.yml")
    assert refusal.value.values == {"path": "a", "first": named, "second": "two.yml"}


def test_a_folder_that_a_tool_wrote_is_adopted(tmp_path: Path) -> None:
    """Its files are published like those that were written, and more can be written beside them."""
    with Staging.open(tmp_path / "site") as staging:
        (staging.root / "found" / "deep" / "er").mkdir(parents=True)
        (staging.root / "found" / "deep" / "er" / "two.js").write_text("2")
        staging.adopt("found", origin="tool")
        staging.write("found/deep/one.js", "1")
        assert staging.paths == {"found/deep/er/two.js", "found/deep/one.js"}
        staging.publish()
    assert contents(tmp_path / "site") == {"found/deep/er/two.js": "2", "found/deep/one.js": "1"}


def test_an_adopted_file_that_did_not_change_keeps_its_inode(tmp_path: Path) -> None:
    """Servers and synchronisers see only what changed, whoever wrote it."""
    target = tmp_path / "site"
    publish(target, {"found/same.js": "1", "found/other.js": "1"})
    before = {name: (target / "found" / name).stat().st_ino for name in ("same.js", "other.js")}
    with Staging.open(target) as staging:
        (staging.root / "found").mkdir()
        (staging.root / "found" / "same.js").write_text("1")
        (staging.root / "found" / "other.js").write_text("2")
        staging.adopt("found", origin="tool")
        staging.publish()
    assert contents(target) == {"found/other.js": "2", "found/same.js": "1"}
    assert [(target / "found" / name).stat().st_ino == inode for name, inode in before.items()] == [True, False]


def test_a_folder_with_a_link_is_not_adopted(tmp_path: Path) -> None:
    """A symbolic link could carry any file of the machine into the site."""
    with Staging.open(tmp_path / "site") as staging:
        (staging.root / "found").mkdir()
        (staging.root / "found" / "passwd").symlink_to("/etc/passwd")
        with pytest.raises(Refusal) as refusal:
            staging.adopt("found", origin="tool")
    assert refusal.value.key == "unsafe_path"


def test_a_folder_that_was_written_to_is_not_adopted(tmp_path: Path) -> None:
    """The tool would have overwritten a page in silence."""
    with Staging.open(tmp_path / "site") as staging:
        staging.write("found/page.html", "1", origin="one.yml")
        with pytest.raises(Refusal) as refusal:
            staging.adopt("found", origin="tool")
    assert refusal.value.values == {"path": "found/page.html", "first": "one.yml", "second": "tool"}


def test_scratch_is_no_part_of_the_site(tmp_path: Path) -> None:
    """What is needed while the site is made is gone before it is published, and no file may take its place."""
    target = tmp_path / "site"
    with Staging.open(target) as staging:
        with staging.scratch() as folder:
            (folder / "page.html").write_text("notes")
            with pytest.raises(Refusal):
                staging.write(f"{folder.name}/page.html", "mine")
        staging.write("index.html", "one")
        staging.publish()
    assert contents(tmp_path) == {"site/index.html": "one"}


def test_error_discards(tmp_path: Path) -> None:
    """An exception keeps the published site and leaves nothing beside it."""
    target = tmp_path / "site"
    publish(target, {"index.html": "one"})
    with pytest.raises(TypeError), Staging.open(target) as staging:
        staging.write("index.html", None)  # type: ignore[arg-type]
    assert contents(tmp_path) == {"site/index.html": "one"}


def test_unpublished_is_discarded(tmp_path: Path) -> None:
    """Leaving without publishing keeps the published site: so errors in records do."""
    target = tmp_path / "site"
    publish(target, {"index.html": "one"})
    with Staging.open(target) as staging:
        staging.write("index.html", "two")
    assert contents(tmp_path) == {"site/index.html": "one"}


@pytest.mark.parametrize("end", ["publish", "discard"])
def test_ended_staging_takes_nothing(tmp_path: Path, end: str) -> None:
    """After the end every write is refused rather than lost."""
    staging = Staging.open(tmp_path / "site")
    getattr(staging, end)()
    with pytest.raises(Refusal) as refusal:
        staging.write("index.html", "late")
    assert refusal.value.key == "staging_closed"


def test_two_builds_of_one_site(tmp_path: Path) -> None:
    """The second is refused while the first runs and leaves its work alone; afterwards it may."""
    target = tmp_path / "site"
    with Staging.open(target) as first:
        first.write("index.html", "first")
        with pytest.raises(Refusal) as refusal:
            Staging.open(target)
        first.publish()
    assert refusal.value.key == "another_build"
    publish(target, {"index.html": "second"})
    assert contents(target) == {"index.html": "second"}


def test_two_sites_in_one_folder(tmp_path: Path) -> None:
    """Builds of different sites do not wait for each other."""
    with Staging.open(tmp_path / "it") as one, Staging.open(tmp_path / "en") as other:
        one.publish()
        other.publish()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["en", "it"]


def test_place_that_cannot_be_written(tmp_path: Path) -> None:
    """The system's refusal becomes ours, with its reason."""
    (tmp_path / "file").write_text("")
    with pytest.raises(Refusal) as refusal:
        Staging.open(tmp_path / "file" / "site")
    assert refusal.value.key == "not_replaced"
