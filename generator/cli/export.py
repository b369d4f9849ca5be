"""`intreccio export`: what a catalogue publishes, in the formats of others, without building the site."""

from pathlib import Path
from typing import Annotated

import typer

from generator.checking import check
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.diagnostics import Severity
from generator.errors import CannotRun
from generator.locale import load
from generator.publish.staging import Staging
from generator.reading.folder import read_folder
from generator.site.formats import FORMATS, Material
from generator.site.opening import open_site

_BY_NAME = {row.name: row for row in FORMATS}


def export_command(
    formats: Annotated[list[str], typer.Argument(help=f"I formati: {', '.join(_BY_NAME)}.", metavar="FORMATO...")],
    to: Annotated[Path, typer.Option("--to", help="La cartella in cui scriverli, uno per cartella.")],
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Scrive il catalogo nei formati di altri programmi, senza costruire il sito."""
    texts, day = load("messages", lang), day_of(today)
    if unknown := [name for name in formats if name not in _BY_NAME]:
        raise CannotRun("export_format", names=", ".join(unknown), known=", ".join(_BY_NAME))
    rows = [_BY_NAME[name] for name in dict.fromkeys(formats)]
    if missing := next((row for row in rows if not row.is_available), None):
        raise CannotRun("export_extra", name=missing.name, extra=missing.extra)
    sources = read_folder(catalogue)
    checked = check(sources, day)
    if any(finding.severity is Severity.ERROR for finding in checked.findings):
        raise CannotRun("export_wrong")
    given = Material(open_site(checked.catalogue, catalogue), sources)
    for row in rows:
        with Staging.open(to / row.name) as staging:
            for path, content in row.write(given):
                staging.write(path, content)
            staging.publish()
        typer.echo(texts("export.written", format=row.name, folder=to / row.name))
