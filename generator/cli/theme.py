"""`intreccio theme freeze`: the way out of the theme engine."""

import typer

from generator.cli.build import EngineName, EngineOption
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption
from generator.locale import load
from generator.site.theme.engine import Engine
from generator.site.theme.frozen import freeze


def freeze_command(
    catalogue: CatalogueOption = HERE,
    engine: EngineOption = EngineName.MKDOCS,
    lang: LanguageOption = Language.IT,
) -> None:
    """Scrive nel catalogo il guscio del sito: da allora il motore del tema non serve più."""
    texts = load("messages", lang)
    freezing = freeze(catalogue.resolve(), Engine(engine))
    typer.echo(texts("theme.frozen", folder=freezing.folder, made_with=freezing.made_with))
    if freezing.differing:
        typer.echo(texts("theme.differs", names=", ".join(freezing.differing)), err=True)
    else:
        typer.echo(texts("theme.same", pages=freezing.pages))
