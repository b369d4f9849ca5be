"""`intreccio export`: what a catalogue publishes, in the formats of others, without building the site."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final

import typer

from generator.catalogue import Catalogue
from generator.checking import check
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.diagnostics import Severity
from generator.errors import CannotRun
from generator.exports.hsds import writing as hsds
from generator.locale import load
from generator.publish.staging import Staging
from generator.reading.folder import Sources, read_folder
from generator.site.published import published
from generator.site.settings import languages, settings

FORMATS: Final[Mapping[str, Callable[[Catalogue, Sources, str, str], Iterator[tuple[str, bytes]]]]] = {
    "hsds": hsds.files,
}
"""Formats by name: each yields names and contents of its files, out of what is published."""


def export_command(
    formats: Annotated[list[str], typer.Argument(help="I formati: hsds.", metavar="FORMATO...")],
    to: Annotated[Path, typer.Option("--to", help="La cartella in cui scriverli, uno per cartella.")],
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Scrive il catalogo nei formati di altri programmi, senza costruire il sito."""
    texts, day = load("messages", lang), day_of(today)
    if unknown := [name for name in formats if name not in FORMATS]:
        raise CannotRun("export_format", names=", ".join(unknown), known=", ".join(FORMATS))
    sources = read_folder(catalogue)
    checked = check(sources, day)
    if any(finding.severity is Severity.ERROR for finding in checked.findings):
        raise CannotRun("export_wrong")
    config = settings(catalogue)
    shown = published(checked.catalogue)
    for name in dict.fromkeys(formats):
        files = FORMATS[name](shown, sources, config.get("site_url") or "", languages(config)[0])
        with Staging.open(to / name) as staging:
            for path, content in files:
                staging.write(path, content)
            staging.publish()
        typer.echo(texts("export.written", format=name, folder=to / name))
