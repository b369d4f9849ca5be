"""Running the engine only when something it reads has changed.

What it made is kept under `<catalogue>/.intreccio/cache/`, named after the hash of everything it was given:
a change of data never starts the engine. What is kept has a seal (`site/sealed.py`): a folder that somebody else put
there is made again.
"""

import hashlib
import hmac
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from generator.locale import writing
from generator.reading.walking import own_folder
from generator.site.editions import Edition
from generator.site.sealed import read_sealed, seal, write_sealed
from generator.site.settings import editions, settings
from generator.site.theme.shell import Shell, cleaned
from generator.site.theme.source import SHELL_FOLDER, prepare
from generator.site.theme.unused import prune_styles

CACHE: Final = Path(".intreccio/cache/shell")
_OUR_PART: Final = ("harvest.py", "shell.py", "frozen.py", "editorial.py", "unused.py", "../editions.py")
_KEPT: Final = 3
_SITE: Final = "site"
_SHELLS: Final = "shells.json"
_SEAL: Final = "seal"
_NOT_SERVED: Final = re.compile(
    r"assets/javascripts/|assets/stylesheets/palette\.|assets/images/favicon\.png|partials/|.*\.map$|sitemap\.xml(\.gz)?$|404\.html$|search/"
)

_STAMP_LENGTH: Final = 10
_ASSET: Final = re.compile(r'((?:href|src)="[^"?:]*assets/[^"?]+\.(?:css|js))"')
_IMPORT: Final = re.compile(r'((?:\bfrom|\bimport)\s*\(?\s*"\.{1,2}/[\w./-]+\.js)"')


@dataclass(frozen=True, slots=True)
class Harvest:
    """What the engine made: one shell per language, the editorial pages and the theme's assets."""

    shells: dict[str, Shell]
    folder: Path

    @property
    def pages(self) -> list[Path]:
        """Editorial pages, relative to `folder`."""
        return [path for path in self._files() if path.suffix == ".html"]

    @property
    def assets(self) -> list[Path]:
        """Every other file, relative to `folder`."""
        return [path for path in self._files() if path.suffix != ".html"]

    def _files(self) -> list[Path]:
        return sorted(path.relative_to(self.folder) for path in self.folder.rglob("*") if path.is_file())


class Builder(Protocol):
    """What makes pages out of a prepared folder: an engine, or a frozen shell in its place."""

    @property
    def version(self) -> str:
        """Everything the pages depend on beside the prepared folder."""

    def build(self, source: Path, out: Path) -> None:
        """Build the prepared folder `source` into `out`."""


def harvest(catalogue: Path, engine: Builder) -> Harvest:
    """Return the shells and editorial pages of the folder `catalogue`, out of the cache when nothing changed.

    Raises:
        EngineError: the engine failed or its pages are not what we expect.
        CannotRun: `mkdocs.yml` is missing or unreadable, or the engine is not installed.
    """
    cache = own_folder(catalogue, CACHE.as_posix())
    with tempfile.TemporaryDirectory(dir=cache, prefix="making-") as room:
        source, made = Path(room, "source"), Path(room, "made")
        source.mkdir()
        prepare(catalogue, source)
        kept = cache / _fingerprint(source, engine.version)
        if not _is_sound(kept):
            _remove(kept)
            engine.build(source, made / _SITE)
            tidy(made / _SITE)
            prune_styles(made / _SITE, source)
            _stamp(made / _SITE)
            published = editions(settings(catalogue))
            shells = _take_shells(made / _SITE, published)
            for edition in published[1:]:
                _lead_within(made / _SITE, edition)
            (made / _SHELLS).write_text(json.dumps(shells), "utf-8")
            write_sealed(made / _SEAL, _seal_of(made, kept.name))
            _keep(made, kept)
            _forget_old(cache, kept)
    return _read(kept)


def _keep(made: Path, kept: Path) -> None:
    """Move what was made to its name; when another build was faster, what it kept is the same."""
    try:
        made.rename(kept)
    except OSError:
        if not _is_sound(kept):
            raise


def _is_sound(kept: Path) -> bool:
    """Tell whether a folder is what a build of this user kept under that name, with not one file changed."""
    known = read_sealed(kept / _SEAL) if kept.is_dir() and not kept.is_symlink() else None
    return known is not None and hmac.compare_digest(known, _seal_of(kept, kept.name))


def _seal_of(folder: Path, name: str) -> bytes:
    files = [path for path in _files_under(folder) if path != folder / _SEAL]
    contents = (part for path in files for part in (os.fsencode(path.relative_to(folder)), path.read_bytes()))
    return seal((name.encode(), *contents))


def _remove(kept: Path) -> None:
    if kept.is_dir() and not kept.is_symlink():
        shutil.rmtree(kept)
    else:
        kept.unlink(missing_ok=True)


def _take_shells(made: Path, published: Iterable[Edition]) -> dict[str, tuple[str, ...]]:
    shells = {}
    for edition in published:
        folder = made / SHELL_FOLDER.format(lang=edition.lang)
        page = (folder / "index.html").read_text("utf-8")
        shell = Shell.harvest(_in_language(page, edition), has_menu=edition.is_whole)
        shells[edition.lang] = shell.leading_within(edition).pieces
        shutil.rmtree(folder)
    return shells


def _lead_within(made: Path, edition: Edition) -> None:
    """Let the pages that somebody wrote in a language lead to what the edition has, where the theme led to the root."""
    for path in made.joinpath(edition.prefix).rglob("*.html"):
        up = path.relative_to(made).as_posix().count("/")
        to_root = re.compile(rf"""((?:href|src|action)=")(?:\.\./){{{up - 1}}}\.\.(?:/(?!\.\.)|(?="))([^"]*)""")

        def led(link: re.Match[str], up: int = up) -> str:
            steps = up - 1 if edition.holds(f'{link[2]}"') else up
            return f"{link[1]}{'../' * steps or './'}{link[2]}"

        path.write_text(to_root.sub(led, _in_language(path.read_text("utf-8"), edition)), "utf-8")


def tidy(made: Path) -> None:
    """Clean every page that an engine made in a folder, and remove what is not served."""
    for path in list(_files_under(made)):
        if _NOT_SERVED.match(path.relative_to(made).as_posix()):
            path.unlink()
        elif path.suffix == ".html":
            path.write_text(cleaned(path.read_text("utf-8")), "utf-8")


def _stamp(made: Path) -> None:
    """Write the hash of all styles and scripts into every address of one: a browser never mixes old with new."""
    assets = [path for path in _files_under(made / "assets") if path.suffix in {".css", ".js"}]
    digest = hashlib.sha256()
    for path in assets:
        digest.update(path.read_bytes())
    version = digest.hexdigest()[:_STAMP_LENGTH]
    for path in _files_under(made):
        if path.suffix == ".html":
            path.write_text(_ASSET.sub(rf'\1?v={version}"', path.read_text("utf-8")), "utf-8")
    for path in assets:
        if path.suffix == ".js":
            path.write_text(_IMPORT.sub(rf'\1?v={version}"', path.read_text("utf-8")), "utf-8")


def _in_language(page: str, edition: Edition) -> str:
    turned = page.replace('<body dir="ltr"', f'<body dir="{writing.direction(edition.lang)}"', 1)
    return re.sub(r'<html lang="[^"]*"', f'<html lang="{edition.lang}"{_said_of(edition)}', turned, count=1)


def _said_of(edition: Edition) -> str:
    """Say how it is read, and to scripts where it stands; nothing of a site's first language from left to right."""
    direction = writing.direction(edition.lang)
    turned = f' dir="{direction}"' if direction != "ltr" else ""
    return turned if edition.is_first else f'{turned} data-edition="{edition.prefix}"'


def _read(kept: Path) -> Harvest:
    shells = json.loads((kept / _SHELLS).read_text("utf-8"))
    return Harvest({lang: Shell(tuple(pieces)) for lang, pieces in shells.items()}, kept / _SITE)


def _fingerprint(source: Path, engine: str) -> str:
    digest = hashlib.sha256(engine.encode())
    for name in _OUR_PART:
        digest.update(Path(__file__).parent.joinpath(name).read_bytes())
    for path in _files_under(source):
        digest.update(f"\0{path.relative_to(source).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _files_under(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _forget_old(cache: Path, newest: Path) -> None:
    made = [path for path in cache.iterdir() if path.is_dir() and not path.name.startswith("making-")]
    oldest_first = sorted(made, key=_made_at)
    for path in oldest_first[:-_KEPT]:
        if path != newest:
            shutil.rmtree(path, ignore_errors=True)


def _made_at(path: Path) -> float:
    """When a folder was made; another build may forget it at the same moment."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
