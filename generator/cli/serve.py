"""`intreccio serve`: the catalogue while it is being written."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from watchfiles import DefaultFilter, watch

from generator.cli.build import EngineName, EngineOption, run_build
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.cli.progress import shown_progress
from generator.diagnostics import Severity
from generator.diagnostics.formats import as_text
from generator.errors import IntreccioError
from generator.locale import Texts, load
from generator.publish.server import DevelopmentServer
from generator.site.build import BuildOptions

_WATCHED = ("networks", "organizations", "vocabularies", "content", "overrides", "mkdocs.yml")
_QUIET_MILLISECONDS = 120

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
        _rebuild(server, options, day_of(today), texts)
        typer.echo(texts("serve.ready", url=server.url), err=True)
        for _changes in watch(*_watched(root), watch_filter=DefaultFilter(), step=_QUIET_MILLISECONDS):
            _rebuild(server, options, day_of(today), texts)


def _watched(catalogue: Path) -> list[Path]:
    return [path for path in (catalogue / name for name in _WATCHED) if path.exists()]


def _rebuild(server: DevelopmentServer, options: BuildOptions, today: date, texts: Texts) -> None:
    """Build again; with errors the last good site stays, under a banner that says what to look at."""
    try:
        with shown_progress(texts) as progress:
            outcome = run_build(options, today, texts, progress=progress)
    except IntreccioError as error:
        typer.echo(error.say(texts), err=True)
        server.failed(error.say(texts))
        return
    errors = [one for one in outcome.found if one.severity is Severity.ERROR]
    if outcome.site is None:
        typer.echo(f"{as_text(errors, texts)}\n", err=True)
        first = errors[0]
        server.failed(texts("serve.broken", n=len(errors), file=first.file, line=first.line, message=first.message))
        return
    typer.echo(
        texts("serve.built", pages=outcome.site.pages, seconds=round(sum(outcome.site.seconds.values()), 1)), err=True
    )
    server.changed()
