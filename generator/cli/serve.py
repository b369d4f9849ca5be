"""`intreccio serve`: the catalogue while it is being written.

A record that is saved is on screen at once: it is checked by itself and its pages are made when asked for.
The whole site, with the rules that look across records, the search index and the link check, follows when
nothing has changed for a moment.
"""

import gc
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Annotated

import typer
from watchfiles import DefaultFilter, watch

from generator.catalogue import build_catalogue
from generator.catalogue.build import Kept
from generator.checking import check_record, diagnose
from generator.cli.build import EngineName, EngineOption, Outcome, run_build
from generator.cli.memory import Memory
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.cli.progress import shown_progress
from generator.contributing.catalogues.peers import ask_peers
from generator.diagnostics import Diagnostic, Severity
from generator.diagnostics.formats import as_text
from generator.errors import IntreccioError, about_system
from generator.locale import Texts, load
from generator.publish.server import DevelopmentServer
from generator.reading.folder import FOLDERS, SourceFile, read_file
from generator.site.build import BuildOptions
from generator.site.preview import PreviewSite, shell_of
from generator.site.settings import languages, settings
from generator.site.theme.shell import Shell

_WATCHED = (*FOLDERS.values(), "content", "overrides", "mkdocs.yml")
_RECORDS = {FOLDERS[kind]: kind for kind in ("rete", "ente")}
_STEP_MILLISECONDS = 50
_IDLE_SECONDS = 1.0

PortOption = Annotated[int, typer.Option("--port", help="La porta su questo computer.")]


def serve_command(
    port: PortOption = 8000,
    catalogue: CatalogueOption = HERE,
    engine: EngineOption = EngineName.MKDOCS,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Costruisce il catalogo, lo mostra su questo computer e ricarica la pagina a ogni modifica."""
    texts = load("messages", lang)
    root = catalogue.resolve()
    options = BuildOptions(root=root, site=root / ".intreccio" / "serve", engine=engine)
    with DevelopmentServer(options.site, port) as server:
        workshop = Workshop(server, options, texts, day_of(today))
        # Watching starts before the first build, so that nothing saved meanwhile is missed.
        Thread(target=workshop.follow, daemon=True).start()
        watched = [path for path in (root / name for name in _WATCHED) if path.exists() and not path.is_symlink()]
        for changes in watch(*watched, watch_filter=DefaultFilter(), step=_STEP_MILLISECONDS):
            workshop.changed({Path(path) for _, path in changes})


@dataclass
class Workshop:
    """What is being served, and how it follows the files."""

    server: DevelopmentServer
    options: BuildOptions
    texts: Texts
    today: date
    _files: dict[str, SourceFile] = field(default_factory=dict)
    _last: Outcome | None = None
    _shell: Shell | None = None
    _kept: Kept = field(default_factory=Kept)
    _memory: Memory = field(init=False)
    _moved: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        """Begin with what the last process remembers."""
        self._memory = Memory.of(self.options.root)

    def changed(self, paths: Iterable[Path]) -> None:
        """Show changed records at once, and let the whole site follow."""
        try:
            with self._lock:
                self._show(list(paths))
        except IntreccioError as error:
            self._fail(error.say(self.texts))
        except OSError as error:
            # A file that went away while it was read: what took its place is told in a moment.
            self._fail((about_system(error) or IntreccioError(str(error))).say(self.texts))
        self._moved.set()

    def _show(self, paths: list[Path]) -> None:
        """Make changed records readable on the site now; anything else waits for the whole build."""
        if self._last is None or not all(self._kind(path) and path.is_file() for path in paths):
            return
        vocabularies = self._last.checked.catalogue.vocabularies
        changed = [read_file(path, self.options.root, self._kind(path)) for path in paths]
        findings = [
            finding for file in changed for finding in (*file.findings, *check_record(file, vocabularies, self.today))
        ]
        if self._shows_errors(diagnose(findings, self.options.root, self.texts)):
            return
        self._files |= {file.file: file for file in changed}
        catalogue = build_catalogue(self._files.values(), vocabularies, self.today, self._kept)
        catalogue = replace(catalogue, around=self._last.checked.catalogue.around)
        preview = PreviewSite(catalogue, self.options.root, self.options.engine, self._shell)
        self.server.changed(fresh=preview.page)

    def _kind(self, path: Path) -> str:
        parts = path.relative_to(self.options.root).parts if path.is_relative_to(self.options.root) else ("",)
        return _RECORDS.get(parts[0], "") if path.suffix == ".yml" else ""

    def follow(self) -> None:
        """Build the whole site, and again whenever changes are followed by a quiet moment; never returns.

        Other catalogues are asked once, at the beginning.
        """
        try:
            ask_peers(self.options.root, self.today)
        except IntreccioError as error:
            self._fail(error.say(self.texts))
        self.build()
        typer.echo(self.texts("serve.ready", url=self.server.url), err=True)
        while True:
            self._moved.wait()
            while self._moved.is_set():
                self._moved.clear()
                self._moved.wait(_IDLE_SECONDS)
            self.build()

    def build(self) -> None:
        """Build and publish the whole site; with errors the last good one stays, under a banner."""
        root, engine = self.options.root, self.options.engine
        try:
            with shown_progress(self.texts) as progress:
                outcome = run_build(self.options, self.today, self.texts, progress=progress, memory=self._memory)
            shell = shell_of(root, languages(settings(root))[0], engine)
        except IntreccioError as error:
            self._fail(error.say(self.texts))
            return
        except OSError as error:
            self._fail((about_system(error) or IntreccioError(str(error))).say(self.texts))
            return
        with self._lock:
            # What was saved while this was built is on screen already: an older site may not take its place.
            if self._moved.is_set() or self._shows_errors(outcome.diagnostics):
                return
            # A copy: the next build writes into the memory while saved records are shown.
            self._last, self._shell, self._kept = outcome, shell, self._memory.kept.copy()
            self._files = {file.file: file for file in outcome.sources.files}
        _settle()
        if outcome.site is not None:
            seconds = round(sum(outcome.site.seconds.values()), 1)
            typer.echo(self.texts("serve.built", pages=outcome.site.pages, seconds=seconds), err=True)
            self.server.changed()

    def _shows_errors(self, diagnostics: list[Diagnostic]) -> bool:
        """Show the errors, if there are any, in the terminal and above the page; tell whether there were."""
        errors = [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR]
        if not errors:
            return False
        typer.echo(f"{as_text(errors, self.texts)}\n", err=True)
        first = errors[0]
        self.server.failed(
            self.texts("serve.broken", n=len(errors), file=first.file, line=first.line, message=first.message)
        )
        return True

    def _fail(self, sentence: str) -> None:
        typer.echo(sentence, err=True)
        self.server.failed(sentence)


def _settle() -> None:
    """Set apart what stays until the next build: looking for garbage in a large catalogue took half of a preview."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
