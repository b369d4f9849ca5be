"""`intreccio report`: a year of the catalogue, worked out of its history and kept beside its pages."""

from pathlib import Path
from typing import Annotated

import typer

from generator.catalogue.freshness import Ages
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.contributing.catalogues.yearly import report_of
from generator.errors import CannotRun
from generator.locale import load
from generator.reading.reports import FIGURES, FOLDER
from generator.site.settings import own_content, settings


def report_command(
    year: Annotated[int, typer.Option("--year", min=1990, max=2099, help="L'anno da raccontare.")],
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Racconta un anno del catalogo con la sua storia: scrive content/rapporto/ANNO.json, che diventa una pagina."""
    texts, root = load("messages", lang), Path(catalogue)
    config = settings(root)
    content = own_content(root, config)
    made = report_of(root, year, day_of(today), Ages.of(config["extra"]["catalogue"]))
    file = content / FOLDER / f"{year}.json"
    if any(part.is_symlink() for part in (content, file.parent, file)):
        raise CannotRun("symbolic_link", target=file)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(made.as_json(), "utf-8")
    for name in FIGURES:
        now, before = made.figures[name]
        key = "report.line" if before is not None else "report.line_alone"
        typer.echo(texts(key, what=texts(f"report.{name}"), now=now, before=before))
    if made.before is None:
        typer.echo(texts("report.no_before", year=year - 1))
    typer.echo(texts("report.written", file=file.relative_to(root).as_posix(), year=year), err=True)
