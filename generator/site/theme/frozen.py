"""The way out of the theme engine: its shell, kept in the catalogue as a template of its own.

The theme ends in 2027 and its engine is unmaintained. `freeze` asks them for the last time: what Material writes around
our blocks becomes `base.html`, which our own templates (`main.html`, `partials/`) go on extending, so that settings,
languages and texts stay alive. A catalogue with a frozen shell never starts an engine: `FrozenShell` builds instead.
"""

import json
import posixpath
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any, Final

import yaml
from jinja2 import Environment, FileSystemLoader, TemplateError, nodes, pass_context
from jinja2.runtime import Context

from generator.errors import CannotRun, EngineError
from generator.site.settings import languages, settings
from generator.site.theme.editorial import read_editorial_pages, relative
from generator.site.theme.engine import Engine
from generator.site.theme.harvest import harvest, tidy
from generator.site.theme.source import CONFIG, SHELL_FOLDER, prepare

FOLDER: Final = "guscio"
"""Below the folder of a catalogue's own theme files."""
MANIFEST: Final = "guscio.json"

_BASE: Final = "base.html"
"""The name of the template that Material's overrides extend."""
_MAIN: Final = "main.html"
_ASSETS: Final = "assets"
_FORMAT: Final = 1
_NOT_HONOURED: Final = ("exclude_docs", "draft_docs", "hooks")
"""Settings of MkDocs that would let pages out, or change them: to publish all the same would be worse than to stop."""
_NO_ASSETS: Final = re.compile(r"(^|/)\.|\.(html|py|pyc|md|markdown)$|readme|^mkdocs_theme\.yml$", re.IGNORECASE)
"""What MkDocs does not copy from the folder of a theme."""
_TO_ROOT: Final = re.compile(r"""((?:href|src)=")\.\./?""")


@dataclass(frozen=True, slots=True)
class Freezing:
    """What freezing did: where, out of which engine and theme, and what of the site is not as the engine makes it."""

    folder: Path
    made_with: str
    pages: int
    differing: tuple[str, ...]


class FrozenShell:
    """Builds a prepared folder as an engine does, with the shell that was frozen in it."""

    name: Final = FOLDER

    @property
    def version(self) -> str:
        """Names and versions of what renders pages; the shell itself is part of the prepared folder."""
        return f"{FOLDER}, Markdown {version('Markdown')}, Jinja2 {version('Jinja2')}"

    def build(self, source: Path, out: Path) -> None:
        """Build the prepared folder `source` into `out`, as `Engine.build` does.

        Raises:
            EngineError: a template or a page cannot be rendered.
            CannotRun: the settings ask for what only an engine does.
        """
        config = json.loads((source / CONFIG).read_text("utf-8"))
        if asked := [key for key in _NOT_HONOURED if config.get(key)]:
            raise CannotRun("frozen_setting", names=", ".join(asked))
        theme = source / "overrides"
        _copy_assets(theme, out)
        try:
            _render(source / str(config["docs_dir"]), theme, config, out)
        except (TemplateError, ImportError, ValueError, yaml.YAMLError) as error:
            raise EngineError("engine_failed", name=FOLDER, tail=f"{type(error).__name__}: {error}") from error


def theme_of(catalogue: Path, engine: str) -> Engine | FrozenShell:
    """Return what makes the shell and the editorial pages of a catalogue: its frozen shell, else the engine named.

    Raises:
        CannotRun: the frozen shell is of another format, or the engine is unknown.
    """
    manifest = frozen_folder(catalogue) / MANIFEST
    if not manifest.is_file():
        return Engine(engine)
    try:
        known = json.loads(manifest.read_text("utf-8"))["formato"] == _FORMAT
    except (ValueError, KeyError, TypeError):
        known = False
    if not known:
        raise CannotRun("frozen_shell", file=manifest)
    return FrozenShell()


def frozen_folder(catalogue: Path) -> Path:
    """Return where the frozen shell of a catalogue is, or would be."""
    return catalogue / str(settings(catalogue)["theme"].get("custom_dir", "overrides")) / FOLDER


def freeze(catalogue: Path, engine: Engine) -> Freezing:
    """Write the shell that `engine` makes into the catalogue, and compare what comes out of it with the engine's pages.

    Raises:
        CannotRun: the engine is not installed, or the settings ask for what a frozen shell cannot do.
        EngineError: the engine failed, or its pages cannot be made from the frozen shell.
    """
    of_engine = harvest(catalogue, engine)
    folder = frozen_folder(catalogue)
    with tempfile.TemporaryDirectory() as room:
        source, out = Path(room, "source"), Path(room, "out")
        source.mkdir()
        prepare(catalogue, source)
        shutil.rmtree(source / "overrides" / FOLDER, ignore_errors=True)
        main = source / "overrides" / _MAIN
        main.write_text(_open_blocks(main.read_text("utf-8")), "utf-8")
        engine.build(source, out)
        tidy(out)
        base = (out / SHELL_FOLDER.format(lang=languages(settings(catalogue))[0]) / "index.html").read_text("utf-8")
        shutil.rmtree(folder / _ASSETS, ignore_errors=True)
        for path in sorted(path for path in (out / _ASSETS).rglob("*") if path.is_file()):
            asset = path.relative_to(out)
            if not (source / "overrides" / asset).exists():
                _copy(path, folder / asset)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _BASE).write_text(_TO_ROOT.sub(r"\1{{ base_url }}/", base), "utf-8")
    manifest = {"formato": _FORMAT, "motore": engine.version, "programma": f"intreccio {version('intreccio')}"}
    (folder / MANIFEST).write_text(f"{json.dumps(manifest, ensure_ascii=False, indent=1)}\n", "utf-8")
    frozen = harvest(catalogue, FrozenShell())
    differing = [path for path in of_engine.pages if not _same(of_engine.folder / path, frozen.folder / path)]
    shells = [lang for lang, shell in of_engine.shells.items() if shell.pieces != frozen.shells[lang].pieces]
    names = (*(f"{FOLDER} {lang}" for lang in shells), *(path.as_posix() for path in differing))
    return Freezing(folder, engine.version, len(of_engine.pages), names)


def _open_blocks(main: str) -> str:
    """Return a template whose page is one: the blocks that `main` fills are left open, with what they inherit."""
    blocks = []
    for block in Environment(autoescape=False).parse(main).find_all(nodes.Block):  # noqa: S701 -- only parsed
        called = (call.node for call in block.find_all(nodes.Call))
        inherits = any(isinstance(node, nodes.Name) and node.name == "super" for node in called)
        inside = "{{ super() }}" if inherits else ""
        opened = f"{{% raw %}}{{% block {block.name} %}}{{% endraw %}}{inside}{{% raw %}}{{% endblock %}}{{% endraw %}}"
        blocks.append(f"{{% block {block.name} %}}{opened}{{% endblock %}}")
    return "\n".join(['{% extends "base.html" %}', *blocks])


def _same(first: Path, second: Path) -> bool:
    return second.is_file() and first.read_bytes() == second.read_bytes()


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, to)


def _copy_assets(theme: Path, out: Path) -> None:
    """Copy the files of the theme, ours over the frozen ones."""
    frozen = theme / FOLDER
    for folder in (frozen, theme):
        for path in (path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            if name != MANIFEST and not _NO_ASSETS.search(name) and not (folder is theme and frozen in path.parents):
                _copy(path, out / name)


def _render(content: Path, theme: Path, config: Mapping[str, Any], out: Path) -> None:
    editorial = read_editorial_pages(content, config)
    # Theme templates are the engine's: they escape by themselves, where they must.
    environment = Environment(loader=FileSystemLoader([theme, theme / FOLDER]), autoescape=False)  # noqa: S701
    environment.filters["url"] = _url
    shown = [page for page in editorial.pages if page in editorial.in_navigation and "guscio" not in page.meta]
    for page in editorial.pages:
        template = environment.get_template(str(page.meta.get("template", _MAIN)))
        base_url = relative("", page.url).rstrip("/")
        html = template.render(page=page, config=config, nav={"pages": shown}, pages=editorial.pages, base_url=base_url)
        path = out / page.url / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, "utf-8")
    for name in editorial.media:
        _copy(content / name, out / name)


@pass_context
def _url(context: Context, address: str) -> str:
    """Return an address as it is reached from the page: the filter that MkDocs gives to templates."""
    if PurePosixPath(address).is_absolute() or address.startswith("#") or re.match(r"[a-z]+:", address):
        return address
    return posixpath.join(context["base_url"], address)
