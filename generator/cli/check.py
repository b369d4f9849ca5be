"""`intreccio check`: everything that is wrong with the records, in one run."""

from pathlib import Path
from typing import Annotated

import typer

from generator.checking import check, diagnose
from generator.cli.options import (
    HERE,
    CatalogueOption,
    Format,
    FormatOption,
    Language,
    LanguageOption,
    TodayOption,
    day_of,
    wants_colour,
)
from generator.diagnostics import Diagnostic, Severity, count
from generator.diagnostics.formats import as_github, as_gitlab, as_json, as_markdown, as_text
from generator.diagnostics.summary import capped, folded, summary
from generator.errors import CannotRun
from generator.locale import Texts, load
from generator.reading.folder import read_folder


def check_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Riporta solo i problemi di questi file o cartelle.", show_default=False)
    ] = None,
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    report: FormatOption = Format.TEXT,
    today: TodayOption = "",
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Anche gli avvisi contano come errori.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Mostra tutti i suggerimenti, anche se si ripetono.")
    ] = False,
) -> None:
    """Legge e controlla tutte le schede. Esce con 0 se non ci sono errori, 1 se ce ne sono, 2 se non può lavorare."""
    texts = load("messages", lang)
    for path in paths or []:
        # Nothing to report about a mistyped path would look like nothing wrong.
        if not (path.exists() or (catalogue / path).exists()):
            raise CannotRun("no_such_path", path=path)
    checked = check(read_folder(catalogue), day_of(today))
    diagnostics = capped(_within(diagnose(checked.findings, catalogue, texts), paths or [], catalogue), texts)
    typer.echo(render(diagnostics, checked.counts, report, texts, everything=everything or bool(paths)))
    if fails(diagnostics, strict=strict):
        raise typer.Exit(1)


def _within(diagnostics: list[Diagnostic], paths: list[Path], catalogue: Path) -> list[Diagnostic]:
    """Keep what is about `paths`, files or folders, given from the working folder or from the catalogue."""
    if not paths:
        return diagnostics
    root = catalogue.resolve()
    wanted = {location.resolve() for path in paths for location in (path, catalogue / path)}

    def is_wanted(file: Path) -> bool:
        return not wanted.isdisjoint((file, *file.parents))

    return [diagnostic for diagnostic in diagnostics if is_wanted(root / diagnostic.file)]


def fails(diagnostics: list[Diagnostic], *, strict: bool) -> bool:
    """Tell whether these findings stop publication."""
    totals = count(diagnostics)
    return bool(totals[Severity.ERROR] or (strict and totals[Severity.WARNING]))


def render(
    diagnostics: list[Diagnostic], counts: dict[str, int], report: Format, texts: Texts, *, everything: bool = False
) -> str:
    """Write findings in the wanted format; for people, hints that repeat are folded unless they want `everything`."""
    shown = diagnostics if everything else folded(diagnostics, texts)
    match report:
        case Format.JSON:
            return as_json(diagnostics, counts)
        case Format.GITLAB:
            return as_gitlab(diagnostics)
        case Format.GITHUB:
            return as_github(shown)
        case Format.MARKDOWN:
            return f"{as_markdown(shown, texts)}\n\n{summary(diagnostics, counts, texts)}"
        case Format.TEXT:
            body = as_text(shown, texts, colour=wants_colour())
            return f"{body}\n\n{summary(diagnostics, counts, texts)}" if body else summary(diagnostics, counts, texts)
