"""`intreccio publish`: builds the site and brings it to the body's own server, in one step there too."""

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.build import (
    EngineName,
    EngineOption,
    StrictOption,
    conclusion,
    findings_shown,
    processors,
    run_build,
)
from generator.cli.options import HERE, CatalogueOption, Format, Language, LanguageOption, TodayOption, day_of
from generator.cli.progress import shown_progress
from generator.locale import load
from generator.publish.delivery import LINK, Way, deliver, destination
from generator.site.build import BuildOptions


def publish_command(
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="MODO:POSTO",
            help="Dove va il sito: folder:CARTELLA, zip:FILE.zip, rsync:UTENTE@SERVER:CARTELLA.",
        ),
    ],
    catalogue: CatalogueOption = HERE,
    engine: EngineOption = EngineName.MKDOCS,
    strict: StrictOption = False,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Costruisce il sito e lo porta sul vostro server. Chi legge trova il sito di prima o quello nuovo, mai metà."""
    texts, target = load("messages", lang), destination(to)
    root = catalogue.resolve()
    options = BuildOptions(root=root, site=root / "site", engine=engine, processes=processors())
    with shown_progress(texts) as progress:
        outcome = run_build(options, day_of(today), texts, strict=strict, progress=progress)
    typer.echo(findings_shown(outcome, Format.TEXT, texts))
    typer.echo(conclusion(outcome, options, texts), err=True)
    if outcome.site is None:
        raise typer.Exit(1)
    files = deliver(Path(options.site), target)
    typer.echo(texts(f"publish.{target.way}", files=files, place=target.place, link=LINK), err=True)
    if target.way is Way.RSYNC:
        typer.echo(texts("publish.server", link=LINK), err=True)
