"""A catalogue built whole in this process, with the shell of one harvest and without the search indexer.

Everything else is the real build: check, every page of every kind, every file, links, the exchange of folders.
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from unittest.mock import patch

import yaml

from generator.checking import check
from generator.cli.build import Outcome, run_build
from generator.diagnostics import Finding
from generator.locale import load
from generator.publish import Staging
from generator.reading.folder import read_folder
from generator.site import build
from generator.site.build import BuildOptions
from generator.site.search import indexing
from generator.site.theme.engine import Engine
from generator.site.theme.harvest import Harvest, harvest
from tests.conftest import TODAY, write_picture

LANGUAGES: Final = ("it", "en")
FOLDERS: Final = {
    "rete": "networks",
    "ente": "organizations",
    "storia": "content/storie",
    "vocabolario": "vocabularies",
}
TERRITORIES: Final[dict[str, Any]] = {
    "id": "territori",
    "termini": [
        {"codice": "paese", "it": "Paese", "livello": "comune"},
        {"codice": "borgo", "it": "Borgo", "livello": "quartiere", "padre": "paese"},
    ],
}

Catalogue = dict[tuple[str, str], dict[str, Any]]
"""Plain data by kind of record and id."""


class _NoIndexing:
    """Stands in for the indexer: the bundle it would leave holds nothing."""

    def __init__(self, parts: Sequence[tuple[Path, Path]], *_: object, **__: object) -> None:
        self._bundle = parts[0][1]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave nothing to stop."""

    def finish(self) -> indexing.Indexed:
        """Leave the folder that the site takes in."""
        self._bundle.mkdir()
        (self._bundle / "pagefind-entry.json").write_text("{}", "utf-8")
        return indexing.Indexed(0, 0, (0,))


class Workshop:
    """A folder where one catalogue after another is written and built: templates are compiled once for all."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.root.mkdir(parents=True, exist_ok=True)
        write_picture(root / "content" / "immagini" / "prova.png")
        self._languages: tuple[str, ...] = LANGUAGES[:1]
        self._harvested: dict[tuple[str, ...], Harvest] = {}

    def write(
        self, catalogue: Catalogue, lang: str = "it", settings: dict[str, Any] | None = None, others: Iterable[str] = ()
    ) -> None:
        """Write a catalogue in the place of the one before; its site is in one language, and `others` if asked for."""
        for folder in FOLDERS.values():
            shutil.rmtree(self.root / folder, ignore_errors=True)
        self._languages = (lang, *others)
        if self._languages not in self._harvested:
            self._write_settings({}, self._languages)
            self._harvested[self._languages] = harvest(self.root, Engine())
        self._write_settings(settings or {}, self._languages)
        known = {("vocabolario", "territori"): TERRITORIES, **catalogue}
        for (kind, name), data in known.items():
            path = self.root / self.file(kind, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(as_text(kind, data), "utf-8")

    def _write_settings(self, settings: dict[str, Any], languages: tuple[str, ...]) -> None:
        own = {"comune": "Paese", **settings.get("catalogue", {}), "lingue": list(languages)}
        rest = {key: value for key, value in settings.items() if key != "catalogue"}
        written = {"site_name": "Prova", "site_url": "https://prova.example/", **rest, "extra": {"catalogue": own}}
        self.root.joinpath("mkdocs.yml").write_text(yaml.safe_dump(written, allow_unicode=True), "utf-8")

    def file(self, kind: str, name: str) -> str:
        """Return where the record of an id stands, relative to the catalogue."""
        return f"{FOLDERS[kind]}/{name}{'.md' if kind == 'storia' else '.yml'}"

    def check(self) -> tuple[Finding, ...]:
        """Check what is written."""
        return check(read_folder(self.root), TODAY).findings

    def build(self, lang: str = "it") -> Outcome:
        """Check what is written and, where nothing forbids it, build and publish its site in the folder `site`."""
        options = BuildOptions(self.root, self.root / "site")
        with (
            patch.object(build, "harvest", lambda *_: self._harvested[self._languages]),
            patch.object(indexing, "Indexing", _NoIndexing),
            _without_theme_files(),
        ):
            return run_build(options, TODAY, load("messages", lang))

    def pages(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of every page of the site."""
        for path in sorted((self.root / "site").rglob("*.html")):
            yield path.relative_to(self.root / "site").as_posix(), path.read_text("utf-8")

    def files(self, suffix: str) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of every file of the site whose name ends so."""
        for path in sorted((self.root / "site").rglob(f"*{suffix}")):
            yield path.relative_to(self.root / "site").as_posix(), path.read_bytes()


@contextmanager
def _without_theme_files() -> Iterator[None]:
    """Write styles and scripts empty: hundreds of kilobytes that are the same for every catalogue."""
    write = Staging.write

    def write_small(staging: Staging, path: Any, content: bytes | str, *, origin: str = "?") -> None:
        write(staging, path, b"" if origin == "overrides" else content, origin=origin)

    with patch.object(Staging, "write", write_small):
        yield


def as_text(kind: str, data: dict[str, Any]) -> str:
    """Write plain data as the file of a record; texts are quoted, so that nothing in them is YAML."""
    if kind != "storia":
        return _quoted(data)
    front = {key: value for key, value in data.items() if key != "testo"}
    return f"---\n{_quoted(front)}---\n\n{data.get('testo', '')}\n"


def _quoted(data: dict[str, Any]) -> str:
    """JSON is YAML, one key a line; an empty mapping is an empty text."""
    return "".join(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in data.items())
