"""`intreccio upgrade`: keys of a former version move to where what they say stands today."""

from typing import Annotated

import typer

from generator.checking.personal_data import mask
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.cli.reporting import reported_refusals, stop_at_errors
from generator.contributing.files.changes import write_change
from generator.contributing.records.upgrade import Upgrade, differences, upgrade
from generator.locale import Texts, load
from generator.reading.folder import read_folder


def upgrade_command(
    catalogue: CatalogueOption = HERE,
    write: Annotated[bool, typer.Option("--scrivi", help="Scrive i cambiamenti, invece di mostrarli.")] = False,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Porta le schede alle voci di oggi: mostra che cosa cambierebbe; con --scrivi lo fa, in tutte o in nessuna."""
    texts = load("messages", lang)
    sources = read_folder(catalogue)
    with reported_refusals(texts):
        made = upgrade(sources)
        if made.change:
            stop_at_errors(sources, made.change, day_of(today), texts)
        if not write:
            for line in differences(sources, made):
                typer.echo(mask(line))
        elif made.change:
            write_change(sources.root, made.change)
    typer.echo("\n".join(_report(made, texts, written=write)))
    if made.left or made.unread:
        raise typer.Exit(1)


def _report(made: Upgrade, texts: Texts, *, written: bool) -> list[str]:
    key = "upgrade.nothing" if not made.change else "upgrade.written" if written else "upgrade.would"
    lines = [texts(key, n=made.moved, files=len(made.change))]
    lines += [texts("upgrade.left", file=file, path="/".join(map(str, path))) for file, path in made.left]
    lines += [texts("upgrade.unread", file=file) for file in made.unread]
    return lines
