"""`intreccio visibility`: how often each body is seen among the first of pages, lists and searches."""

from pathlib import Path
from typing import Annotated

import typer

from generator.checking import check
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.contributing.review.report import line
from generator.errors import CannotRun
from generator.exports.spreadsheet import spreadsheet
from generator.locale import load, unobeyed
from generator.reading.folder import read_folder
from generator.site.opening import open_site
from generator.site.visibility import FEWEST, measure


def visibility_command(
    table: Annotated[Path | None, typer.Option("--csv", help="Scrive la tabella in questo file.")] = None,
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Misura chi si vede: mille prime pagine, elenchi e ricerche, gli enti piccoli rispetto ai grandi."""
    texts = load("messages", lang)
    checked = check(read_folder(catalogue), day_of(today))
    site = open_site(checked.catalogue, catalogue, checked.findings)
    found = measure(site)
    rows = [
        (site.catalogue.organizations[body].name, texts(f"visibility.{size or 'others'}"), times)
        for body, size, times in found.by_body
    ]
    if table is not None:
        columns = [texts(f"visibility.column_{name}") for name in ("body", "size", "times")]
        try:
            table.write_bytes(spreadsheet(columns, rows))
        except OSError as error:
            raise CannotRun("system", file=table, reason=error) from error
    else:
        for name, size, times in rows:
            typer.echo(unobeyed(f"{times:5}  {line(name)}, {size}"))
    known = {"draws": found.draws, "small": found.small.bodies, "large": found.large.bodies, "least": FEWEST}
    if found.is_known:
        typer.echo(texts("visibility.ratio", ratio=site.words.number(round(found.ratio, 2)), **known), err=True)
    else:
        typer.echo(texts("visibility.unknown", **known), err=True)
