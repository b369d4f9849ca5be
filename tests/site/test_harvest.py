"""The shell is the same whichever engine made it, and no engine starts for a change of data."""

import json
import os
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import Markup

from generator.errors import CannotRun, EngineError
from generator.site.theme.engine import ENGINES, Engine
from generator.site.theme.harvest import Harvest, harvest
from generator.site.theme.shell import SLOTS, Frame, PageParts, Shell, cleaned, slot_values
from generator.site.theme.source import prepare

FRAME = Frame(
    "Catalogo", "https://catalogo.example/sotto/", "https://catalogo.example/sotto/", "2026-11-22", "22 novembre 2026"
)

PLANS = "id: piani\ntermini: [{codice: pdz-2025-1, it: Casa}]\n"


class Landmarks(HTMLParser):
    """Counts the elements that make a page usable, and keeps its links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        self.seen.append(tag)
        self.links += [value for name, value in attrs if name in {"href", "src", "action"} and value]


def filled(shell: Shell, path: str = "reti/una-rete/", *, tab: str = "", description: str = "") -> str:
    """Fill a shell with one page."""
    body = Markup("<h1>Una rete</h1>")
    parts = PageParts(path=path, title="Una rete", body=body, tab=tab, description=description)
    return shell.fill(slot_values(parts, FRAME))


@pytest.fixture(scope="session", params=ENGINES)
def harvest_of_engine(request: pytest.FixtureRequest, town: Path) -> Harvest:
    """Harvest the town with each engine; mkdocs-ng is installed apart, because it takes the place of mkdocs."""
    apart = Path(sys.prefix, "engines", request.param)
    with pytest.MonkeyPatch.context() as patch:
        if apart.is_dir():
            patch.syspath_prepend(str(apart))
            patch.setenv("PYTHONPATH", str(apart), prepend=os.pathsep)
        elif request.param == "mkdocs-ng":
            pytest.skip(f"{request.param} is not in {apart}: make test puts it there")
        return harvest(town, Engine(request.param))


@pytest.fixture(scope="session")
def shell(harvest_of_engine: Harvest) -> Shell:
    """Return the shell of each engine."""
    return harvest_of_engine.shells["it"]


def test_every_engine_makes_the_same_bytes(harvest_of_engine: Harvest, harvested: Harvest) -> None:
    """The shell, the editorial pages and the assets of the theme."""

    def contents(made: Harvest) -> dict[str, bytes]:
        return {path.as_posix(): (made.folder / path).read_bytes() for path in (*made.pages, *made.assets)}

    assert harvest_of_engine.shells["it"].pieces == harvested.shells["it"].pieces
    assert contents(harvest_of_engine) == contents(harvested)


def test_every_engine_leaves_the_same_slots(shell: Shell) -> None:
    """Nothing that a page fills is missing; a site in one language has no other to lead to."""
    assert set(shell.pieces[1::2]) == SLOTS - {"LANGUAGES", "ALTERNATES"}


def test_a_page_has_one_of_each_landmark_and_a_skip_link(shell: Shell) -> None:
    """The contract with every theme: banner, menu, main, foot, and the way past them."""
    page = Landmarks(filled(shell))
    assert [page.seen.count(tag) for tag in ("html", "header", "main", "footer", "h1", "dialog")] == [1] * 6
    assert page.links.index("#contenuto") < page.links.index("../../reti/")


def test_a_page_runs_one_script_of_ours_under_our_policy(shell: Shell) -> None:
    """The engine's scripts and inline styles are gone; the policy comes before anything it rules."""
    page = filled(shell)
    assert re.findall(r"<script[^>]*>", re.sub(r"\?v=[0-9a-f]{10}", "", page)) == [
        '<script type="module" blocking="render" src="../../assets/js/intreccio.js" data-intreccio data-offline>'
    ]
    assert " style=" not in page
    assert page.index("Content-Security-Policy") < page.index("<link")


@pytest.mark.parametrize(("path", "root"), [("", "./"), ("cerca/", "../"), ("attivita/rete/uno/", "../../../")])
def test_addresses_reach_the_root_from_any_depth(shell: Shell, path: str, root: str) -> None:
    """Every page finds the style sheet, so the site works under any folder."""
    assert f'href="{root}assets/css/intreccio.css?v=' in filled(shell, path)


def test_the_entry_of_the_menu_one_is_in_is_marked(shell: Shell) -> None:
    """Only the current section is current."""
    page = filled(shell, tab="networks")
    assert re.findall(r'<a href="([^"]*)" aria-current', page) == ["../../reti/"]


def test_the_canonical_address_is_absolute(shell: Shell) -> None:
    """It follows the published address, folder included."""
    assert '<link rel="canonical" href="https://catalogo.example/sotto/reti/una-rete/">' in filled(shell)


def test_text_of_a_record_cannot_leave_the_head(shell: Shell) -> None:
    """Title and description are escaped."""
    page = filled(shell, description='"><script>alert(1)</script>')
    assert "<script>alert" not in page


def test_a_shell_without_a_slot_is_refused_by_name() -> None:
    """A change of theme fails the build and says what is missing."""
    with pytest.raises(EngineError) as refusal:
        Shell.harvest("".join(f"Qx{slot}xQ" for slot in SLOTS - {"BODY"}))
    assert refusal.value.values["names"] == "BODY"


def test_what_the_policy_would_block_is_refused() -> None:
    """An inline style in an override stops the build rather than breaking the page."""
    with pytest.raises(EngineError):
        cleaned('<p style="color: red">…</p>')


def test_aligned_cells_keep_their_side_without_inline_style() -> None:
    """Markdown tables align by class."""
    assert cleaned('<td style="text-align: right;">1</td>') == '<td class="align-right">1</td>'


def test_an_unchanged_catalogue_never_starts_the_engine(town: Path, harvested: Harvest) -> None:
    """The second harvest comes from the cache even when the engine cannot run."""

    class Broken(Engine):
        def build(self, source: Path, out: Path) -> None:
            raise EngineError("engine_failed", name=self.name, tail=f"{source} {out}")

    assert harvest(town, Broken()).folder == harvested.folder


def test_two_builds_of_one_catalogue_share_what_the_faster_made(valdoria: Path) -> None:
    """Each may go into a site of its own, so no lock keeps them apart."""

    class Slow(Engine):
        def build(self, source: Path, out: Path) -> None:
            super().build(source, out)
            harvest(valdoria, Engine())

    made = harvest(valdoria, Slow())
    assert made.pages == harvest(valdoria, Engine()).pages
    assert [path.name for path in made.folder.parents[1].iterdir()] == [made.folder.parent.name]


def test_a_failing_engine_says_its_last_lines(tmp_path: Path) -> None:
    """What the engine complained of reaches the person."""
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ntheme: {name: nessuno}\n", "utf-8")
    with pytest.raises(EngineError) as failure:
        Engine().build(tmp_path, tmp_path / "out")
    assert "nessuno" in str(failure.value.values["tail"])


def test_an_engine_whose_files_another_has_replaced_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package mkdocs-ng installs its own files over those of mkdocs."""
    (tmp_path / "mkdocs").mkdir()
    (tmp_path / "mkdocs" / "__init__.py").write_text('__version__ = "1.8.0"\n', "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(CannotRun) as refusal:
        assert Engine("mkdocs").version
    assert refusal.value.values["name"] == "mkdocs"


def test_an_unknown_engine_is_refused() -> None:
    """Only engines held by the contract above are offered."""
    with pytest.raises(CannotRun):
        Engine("jekyll")


def test_editorial_pages_are_clean_and_the_theme_scripts_stay_behind(harvested: Harvest) -> None:
    """Every page the engine made runs our script only, and nothing of its bundle is served."""
    for path in harvested.pages:
        page = (harvested.folder / path).read_text("utf-8")
        assert re.findall(r"<script(?![^>]*data-intreccio)[^>]*>", page) == []
    assert not [path for path in harvested.assets if path.suffix in {".map", ".gz"} or "bundle" in path.name]


def test_scripts_are_published_where_they_live_in_the_package_and_a_catalogue_may_replace_them(valdoria: Path) -> None:
    """What one script imports is there, stamped like every address of the pages; an own file stands instead of ours."""
    own = valdoria / "overrides" / "assets" / "matching" / "browser" / "need.js"
    own.parent.mkdir(parents=True)
    own.write_text("export const needOf = () => [];\n", "utf-8")
    made = harvest(valdoria, Engine())
    version = made.shells["it"].version
    scripts = {path: (made.folder / path).read_text("utf-8") for path in made.assets if path.suffix == ".js"}
    imported = [
        (path.parent / address, stamp)
        for path, text in scripts.items()
        for address, stamp in re.findall(r"""(?:\bfrom|\bimport\()\s*"([./]*[^"?]+)([^"]*)\"""", text)
    ]

    assert scripts[Path("assets/matching/browser/need.js")] == own.read_text("utf-8")
    assert not any(path.name == "reload.js" for path in scripts)
    assert len(imported) > 100
    assert {Path(os.path.normpath(path)) for path, _ in imported} <= scripts.keys()
    assert {stamp for _, stamp in imported} == {f"?v={version}"}


def test_a_catalogue_may_be_only_settings_and_data(tmp_path: Path) -> None:
    """Pages, theme and texts that it lacks come from the package."""
    (tmp_path / "mkdocs.yml").write_text("site_name: Piccolo catalogo\n", "utf-8")
    made = harvest(tmp_path, Engine())
    assert {path.parent.name for path in made.pages} >= {"privacy", "note-legali", "accessibilita", "guida"}
    assert "Piccolo catalogo" in filled(made.shells["it"])


@pytest.mark.parametrize(("plans", "leads_there"), [("# termini: [{codice: casa}]\n", False), (PLANS, True)])
def test_the_foot_leads_to_plans_only_where_there_are_goals(valdoria: Path, plans: str, leads_there: bool) -> None:
    """A vocabulary that holds only an example in a comment has no page."""
    (valdoria / "vocabularies" / "piani.yml").write_text(plans, "utf-8")
    source = valdoria / "made"
    source.mkdir()
    prepare(valdoria, source)
    ways = json.loads((source / "mkdocs.yml").read_text("utf-8"))["extra"]["insieme"]

    assert ("plans" in {name for _, held in ways for name, _ in held}) is leads_there
