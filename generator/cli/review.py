"""`intreccio review`: what a change means, for the person who decides about it."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from generator.checking import check
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.contributing.review.compare import Version, other_files, review
from generator.contributing.review.note import as_markdown, as_text
from generator.contributing.review.report import LARGEST_FILE, Report, fitted, read_report
from generator.errors import CannotRun
from generator.locale import Texts, load
from generator.reading.folder import read_folder
from generator.reading.history import changed_files, folder_in_repository, read_revision


class Shape(StrEnum):
    """Shape of a review."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def review_command(
    base: Annotated[str, typer.Option("--base", help="La versione con cui confrontare, per esempio main.")] = "",
    report: Annotated[
        Path | None, typer.Option("--report", help="Racconta un confronto già fatto, scritto con --format json.")
    ] = None,
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    shape: Annotated[Shape, typer.Option("--format", help="La forma del risultato.")] = Shape.TEXT,
    today: TodayOption = "",
) -> None:
    """Racconta che cosa significa una modifica. Esce con 1 se porta errori nuovi."""
    texts = load("messages", lang)
    if report is not None:
        try:
            with report.open("rb") as file:
                # No more is read than a report may hold, whatever the file.
                result = read_report(file.read(LARGEST_FILE + 1))
        except OSError as unreadable:
            raise CannotRun("not_a_report") from unreadable
    elif base:
        result = _compared(catalogue, base, day_of(today), texts)
    else:
        raise CannotRun("no_base")
    match shape:
        case Shape.TEXT:
            typer.echo(as_text(result, texts))
        case Shape.MARKDOWN:
            typer.echo(fitted(result, lambda part: as_markdown(part, texts)))
        case Shape.JSON:
            typer.echo(fitted(result, lambda part: part.model_dump_json()))
    if result.errors and report is None:
        raise typer.Exit(1)


def _compared(catalogue: Path, base: str, today: date, texts: Texts) -> Report:
    before, after = read_revision(catalogue, base), read_folder(catalogue)
    versions = [Version(sources, check(sources, today)) for sources in (before, after)]
    files = other_files(changed_files(catalogue, base), folder_in_repository(catalogue))
    return review(versions[0], versions[1], catalogue, texts, files)
