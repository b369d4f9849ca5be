"""`intreccio print`: the vademecums and the posters of a built site as PDF."""

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.errors import CannotRun
from generator.locale import load
from generator.site.printing import print_sheets, sheets_of


def print_command(
    to: Annotated[Path, typer.Option("--to", help="La cartella in cui scrivere i PDF.")],
    catalogue: CatalogueOption = HERE,
    site: Annotated[
        Path | None, typer.Option("--site", help="Il sito costruito.", show_default="site/ nel catalogo")
    ] = None,
    everything: Annotated[
        bool,
        typer.Option(
            "--all", help="Anche i vademecum di luoghi, temi e persone, e una locandina per ogni rete e bisogno."
        ),
    ] = False,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Stampa in PDF il vademecum del sito costruito: A4, caratteri grandi, tascabile e tascabile da piegare."""
    texts, day = load("messages", lang), day_of(today)
    folder = site or catalogue / "site"
    sheets = list(sheets_of(folder, is_whole_only=not everything))
    if not sheets:
        raise CannotRun("print_nothing", folder=folder)
    made = print_sheets(iter(sheets), to, day, typer.echo)
    typer.echo(texts("print.done", made=made, folder=to))
