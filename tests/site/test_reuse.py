"""A build that uses the last one again gives the bytes of one that does not."""

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from random import Random

import pytest

from generator.catalogue.kinds import RECORDS
from generator.checking import check
from generator.reading.folder import read_folder
from generator.site import reuse, sealed
from generator.site.build import BuildOptions, BuildReport, build_site
from generator.site.making import Part, made_of, parts_of
from generator.site.opening import open_site
from generator.site.render import filler
from generator.site.search.indexing import BUNDLE
from generator.site.theme.engine import Engine
from generator.site.theme.harvest import harvest
from tests.catalogue.test_news import Repository
from tests.conftest import EXAMPLE, TODAY, overlaid
from tests.site.edits import Editor
from tests.site.test_build import digests

pytestmark = pytest.mark.usefixtures("built_before")

_NETWORK = "networks/rete-vicini-di-casa.yml"
_BODY = "organizations/auser-ponte.yml"


def build(root: Path, site: Path, today: date = TODAY) -> BuildReport:
    """Check and build the catalogue in `root` into `site`."""
    checked = check(read_folder(root), today)
    assert not checked.has_errors
    return build_site(checked.catalogue, BuildOptions(root, site, findings=checked.findings))


def built_anew(root: Path, today: date = TODAY) -> Path:
    """Build the catalogue where nothing is published yet, so that nothing is used again."""
    site = root.parent / "anew"
    shutil.rmtree(site, ignore_errors=True)
    report = build(root, site, today)
    assert report.made == report.pages
    return site


def _replaced(file: str, old: str, new: str) -> Callable[[Path], None]:
    def replace(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new, 1), "utf-8")

    return replace


def _both(first: Callable[[Path], None], second: Callable[[Path], None]) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        first(root)
        second(root)

    return change


def _copied(file: str, other: str) -> Callable[[Path], None]:
    def copy(root: Path) -> None:
        text = (root / file).read_text("utf-8").replace("\nnome: ", "\nnome: Altra ", 1)
        (root / other).write_text(text.replace("codice_fiscale", "# codice_fiscale"), "utf-8")

    return copy


def _template(root: Path) -> None:
    folder = root / "overrides" / "templates" / "pages" / "practice"
    folder.mkdir(parents=True)
    ours = Path(reuse.__file__).parent / "pages" / "practice" / "page.html"
    (folder / "page.html").write_text(f"{ours.read_text('utf-8')}<p>Modello del catalogo.</p>", "utf-8")


CHANGES: dict[str, Callable[[Path], None]] = {
    "a network": _replaced(_NETWORK, "nome: ", "nome: La "),
    "an organisation": _replaced(_BODY, "nome: ", "nome: La "),
    "an activity and a practice": _both(
        _replaced(_NETWORK, "nome: Caffè", "nome: Nuovo caffè"),
        _replaced(_NETWORK, "titolo: I custodi", "titolo: Tutti i custodi"),
    ),
    "a vocabulary": _replaced("vocabularies/territori.yml", "it: Ponte", "it: Ponte vecchio"),
    "a template": _template,
    "a setting": _replaced("mkdocs.yml", "site_name: ", "site_name: Il "),
    "a record more": _copied(_BODY, "organizations/auser-colle.yml"),
    "a record less": lambda root: (root / "organizations" / "auser-colle.yml").unlink(),
}


def test_what_changes_is_made_again_and_the_site_is_the_same_as_made_anew(valdoria: Path, tmp_path: Path) -> None:
    """One record of each kind, a story, a vocabulary, a template, a setting, the day; a record comes and goes."""
    site = tmp_path / "site"
    build(valdoria, site)
    story = next((valdoria / "content" / "storie").glob("*.md")).relative_to(valdoria).as_posix()
    for what, change in {**CHANGES, "a story": _replaced(story, "titolo: ", "titolo: Nuova ")}.items():
        change(valdoria)
        report = build(valdoria, site)
        assert report.made > 0, what
        assert digests(site) == digests(built_anew(valdoria)), what
        if what not in {"a vocabulary", "a template", "a setting"}:
            assert report.made < report.pages, what
    tomorrow = TODAY + timedelta(days=1)
    build(valdoria, site, tomorrow)
    assert digests(site) == digests(built_anew(valdoria, tomorrow))


def test_news_make_stale_what_shows_them_and_nothing_else(valdoria: Path, tmp_path: Path) -> None:
    """A commit is no reason to make anything again; what it tells is, on the pages of whom it tells of."""
    site, history = tmp_path / "site", Repository(valdoria)
    history.commit("2026-10-01", {})
    pages = build(valdoria, site).pages
    text = (valdoria / _BODY).read_text("utf-8").replace("\nnome: ", "\nnome: La ", 1)
    history.commit("2026-11-01", {_BODY: text})
    report = build(valdoria, site)
    assert 0 < report.made < pages
    assert digests(site) == digests(built_anew(valdoria))
    text = text.replace("\nnome: La ", "\nnome: Una ", 1)
    history.commit("2026-11-02", {_BODY: text})
    build(valdoria, site)
    assert "2 novembre 2026" in (site / "novita" / "index.html").read_text("utf-8")
    assert digests(site) == digests(built_anew(valdoria))
    history.commit("2026-11-03", {})
    assert build(valdoria, site).made == 0


def test_nothing_is_made_where_nothing_changed(valdoria: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even the search index: the very files of the last site are those of the next.

    Of files that are no pages neither, but for what is cheaper to make than to keep.
    """
    site = tmp_path / "site"
    build(valdoria, site)
    # A hard link keeps the inode: of the index too, which Pagefind never writes twice alike.
    before = {path.relative_to(site): path.stat().st_ino for path in site.glob("*/**/*") if path.is_file()}
    made_again: list[str] = []
    monkeypatch.setattr("generator.site.parts.calendars.events_of", lambda _, entry: made_again.append(entry.id))
    monkeypatch.setattr("generator.exports.rdf.skos.files", lambda *_: made_again.append("skos"))
    assert build(valdoria, site).made == 0
    assert made_again == []
    after = {path.relative_to(site): path.stat().st_ino for path in site.glob("*/**/*") if path.is_file()}
    assert before == after
    assert any(path.parts[0] == BUNDLE for path in after)


@pytest.mark.before_release
def test_what_a_page_looks_up_does_not_depend_on_what_was_made_before(valdoria: Path) -> None:
    """Something remembered from another page would be looked up by nobody, and this one would stay old."""

    def lookups(order: Callable[[list[Part]], list[Part]]) -> dict[Part, tuple[object, ...]]:
        checked = check(read_folder(valdoria), TODAY)
        site = open_site(checked.catalogue, valdoria, checked.findings)
        fill = filler(site, harvest(valdoria, Engine()).shells["it"])
        return {part: made_of(site, fill, part).lookups for part in order(list(parts_of(site)))}

    as_they_come = lookups(list)
    assert all(found for part, found in as_they_come.items() if part.kind in RECORDS)
    assert as_they_come == lookups(lambda parts: parts[::-1])
    assert as_they_come == lookups(lambda parts: Random(7).sample(parts, len(parts)))  # noqa: S311


def _kept(root: Path) -> Path:
    return next(path for path in (root / reuse.CACHE).iterdir() if (path / "index.sealed").exists())


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def _forged(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Valdoria", b"Paperopo"))


def _linked(path: Path) -> None:
    elsewhere = path.with_name("elsewhere")
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def test_a_damaged_or_planted_cache_is_as_if_it_were_not_there(valdoria: Path, tmp_path: Path) -> None:
    """Index, pages that were published, documents for search: what is not what was written is made again."""
    site = tmp_path / "site"
    pages = build(valdoria, site).pages
    right = digests(site)
    kept = _kept(valdoria)
    for damage in (_cut, _forged, _linked):
        damage(kept / "index.sealed")
        assert build(valdoria, site).made == pages
        assert not (kept / "index.sealed").is_symlink()
    _forged(site / "reti" / "rete-vicini-di-casa" / "index.html")
    _linked(site / "enti" / "auser-ponte" / "index.html")
    _cut(site / BUNDLE / "pagefind-entry.json")
    for pack, damage in zip(sorted(kept.glob("*.pack")), (_forged, _cut, _linked), strict=False):
        damage(pack)
    assert build(valdoria, site).made == 4  # with a network its sheet for the next meeting, and its calendar
    assert digests(site) == right
    assert json.loads((site / BUNDLE / "pagefind-entry.json").read_text("utf-8"))["languages"]["it"]["page_count"]
    fragments = [gzip.decompress(path.read_bytes()) for path in (site / BUNDLE / "fragment").iterdir()]
    assert not any(b"Paperopo" in fragment for fragment in fragments)


def test_the_cache_of_somebody_else_is_never_believed(
    valdoria: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever proposes a folder with a site and a cache has sealed it with another key."""
    site = valdoria / "site"
    build(valdoria, site)
    page = site / "reti" / "rete-vicini-di-casa" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"<main", b"<p>Bugia</p><main"))
    index = _kept(valdoria) / "index.sealed"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "theirs"))
    sealed._key.cache_clear()
    # Their index says that the lie is what was written.
    known = json.loads(index.read_bytes()[32:])
    for _, _, _, pages in known[3]:
        for kept in pages:
            if kept[1] == "reti/rete-vicini-di-casa/":
                kept[6] = reuse.sha256(page.read_bytes())
    sealed.write_sealed(index, json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode())
    assert build(valdoria, site).made == 0  # on their machine it is theirs
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "ours"))
    sealed._key.cache_clear()
    try:
        report = build(valdoria, site)
    finally:
        monkeypatch.undo()
        sealed._key.cache_clear()
    assert report.made == report.pages
    assert b"Bugia" not in page.read_bytes()


@pytest.mark.before_release
def test_places_that_nobody_publishes_to_any_more_are_forgotten(valdoria: Path, tmp_path: Path) -> None:
    """And so is what a build of this user left there and nobody needs."""
    for name in ("a", "b", "c", "d"):
        build(valdoria, tmp_path / name)
    assert len(list((valdoria / reuse.CACHE).iterdir())) == 3
    kept = _kept(valdoria)
    (kept / "half-of-something").write_text("", "utf-8")
    (kept / "away").symlink_to(tmp_path)
    CHANGES["a network"](valdoria)
    for name in ("a", "b", "c", "d"):
        build(valdoria, tmp_path / name)
    left = chain.from_iterable(folder.iterdir() for folder in (valdoria / reuse.CACHE).iterdir())
    assert {path.suffix for path in left} == {".sealed", ".pack"}
    assert tmp_path.is_dir()


def whole_audit(folder: Path, number: int = 60) -> Iterator[str]:
    """Try so many edits of two catalogues, one after the other: any file that differs is a problem."""
    small = overlaid(folder / "piccolo")
    large = folder / "grande"
    shutil.copytree(EXAMPLE, large, ignore=shutil.ignore_patterns(".intreccio", "site"))
    for root in (small, large):
        site = root.parent / "site"
        build(root, site)
        for edit in Editor(root, seed=number).edits(number):
            build(root, site)
            made, anew = digests(site), digests(built_anew(root))
            differing = sorted(path for path in made.keys() | anew.keys() if made.get(path) != anew.get(path))
            yield from (f"{root.name}, {edit}: {path}" for path in differing)
        shutil.rmtree(site)
