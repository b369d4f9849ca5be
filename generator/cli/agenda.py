"""`intreccio agenda` and `intreccio deadlines`: the sheet for a network's next meeting, and what ends when."""

from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from generator.catalogue.deadlines import deadlines
from generator.checking import check
from generator.cli.agenda_sheet import agenda_markdown
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.contributing.review.report import line
from generator.errors import CannotRun
from generator.locale import unobeyed
from generator.reading.folder import read_folder
from generator.site.model import Site
from generator.site.opening import open_site
from generator.site.pages.deadlines.table import deadline_calendar, table
from generator.site.pages.deadlines.told import what_is_due
from generator.site.pages.meeting.agenda import agenda_of
from generator.site.parts.improvements import Improvements
from generator.site.parts.times_left import days_left


def agenda_command(
    network: Annotated[str, typer.Argument(metavar="RETE", help="L'id della rete, per esempio rete-vicini-di-casa.")],
    since: Annotated[
        str, typer.Option("--since", help="Da quando dire che cosa è cambiato, AAAA-MM-GG.", show_default=False)
    ] = "",
    to: Annotated[Path | None, typer.Option("--to", help="Scrive il foglio in questo file, in Markdown.")] = None,
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,  # noqa: ARG001 - of what goes wrong: the sheet speaks as its catalogue
    today: TodayOption = "",
) -> None:
    """Scrive il foglio per il prossimo incontro di una rete: novità, scadenze, somiglianze, inviti, misure."""
    day = day_of(today)
    begins = day_of(since) if since else None
    site = _opened(catalogue, day)
    entry = site.catalogue.networks.get(site.catalogue.former_ids.get(network, network))
    if entry is None:
        near = ", ".join(get_close_matches(network, site.catalogue.networks, n=3))
        raise CannotRun("agenda_near" if near else "agenda_unknown", network=line(network), near=near)
    agenda = agenda_of(site, entry, Improvements(site, for_office=True), begins)
    text = agenda_markdown(agenda, site)
    if to is None:
        typer.echo(unobeyed(text), nl=False)
    else:
        _write(to, text.encode())


def deadlines_command(
    table_file: Annotated[Path | None, typer.Option("--csv", help="Scrive la tabella in questo file.")] = None,
    calendar_file: Annotated[
        Path | None, typer.Option("--ics", help="Scrive il calendario in questo file, conferme comprese.")
    ] = None,
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,  # noqa: ARG001 - of what goes wrong: the list speaks as its catalogue
    today: TodayOption = "",
) -> None:
    """Elenca che cosa scade e quando: accordi, bandi, mandati, richieste, offerte, misure, conferme."""
    site = _opened(catalogue, day_of(today))
    found = deadlines(site.catalogue, site.ages)
    if table_file is not None:
        _write(table_file, table(site, found))
    if calendar_file is not None and found:
        _write(calendar_file, deadline_calendar(site, found, site.texts("deadlines.title")))
    if not found:
        typer.echo(site.texts("deadlines.none"))
    if table_file is not None or calendar_file is not None:
        return
    for due in found:
        what, left = what_is_due(due, site.words), days_left(due.on, site.catalogue.today, site.texts)
        words = f"{site.texts(f'deadlines.one_{due.kind}')}{f': {what}' if what else ''} ({due.entry.name})"
        typer.echo(unobeyed(f"{due.on.isoformat()}  {line(words)}{f', {left}' if left else ''}"))


def _opened(catalogue: Path, today: date) -> Site:
    checked = check(read_folder(catalogue), today)
    return open_site(checked.catalogue, catalogue, checked.findings)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CannotRun("system", file=path, reason=error) from error
