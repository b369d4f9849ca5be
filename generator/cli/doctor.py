"""`intreccio doctor`: how a catalogue is kept, one remedy a line."""

import json
from pathlib import Path
from typing import Annotated

import typer

from generator.checking import check
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.contributing.catalogues.health import Remark, Weight, remarks
from generator.contributing.records.links import State, asked, links
from generator.contributing.review.report import line
from generator.locale import load, unobeyed
from generator.reading.folder import Sources, read_folder


def doctor_command(
    catalogue: CatalogueOption = HERE,
    site: Annotated[
        Path | None, typer.Option("--site", help="Dov'è il sito costruito.", show_default="site/ nel catalogo")
    ] = None,
    with_links: Annotated[
        bool, typer.Option("--collegamenti", help="Prova anche gli indirizzi delle schede, con la rete.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Lo stesso, come JSON.")] = False,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Dice come sta il catalogo e, per ogni cosa, un rimedio solo. Esce con 1 se c'è qualcosa da rimediare."""
    texts = load("messages", lang)
    sources = read_folder(catalogue)
    checked = check(sources, day_of(today))
    found = remarks(sources, checked, site or sources.root / "site")
    if with_links:
        found += _links(sources)
    if as_json:
        rows = [
            {
                "key": remark.key,
                "weight": remark.weight,
                "problem": line(texts(f"doctor.{remark.key}", **remark.values)),
                "fix": line(texts(f"doctor.{remark.key}.fix", **remark.values)),
            }
            for remark in found
        ]
        typer.echo(json.dumps({"remarks": rows}, ensure_ascii=False, indent=2))
    else:
        for weight in Weight:
            there = [remark for remark in found if remark.weight is weight]
            if there:
                typer.echo(f"{texts(f'doctor.title.{weight}')}")
            for remark in there:
                said = texts(f"doctor.{remark.key}", **remark.values)
                fix = texts(f"doctor.{remark.key}.fix", **remark.values)
                typer.echo(unobeyed(f"  · {line(said)} → {line(fix)}"))
        if not found:
            typer.echo(texts("doctor.well"))
        if not with_links:
            typer.echo(texts("doctor.no_links"))
    if any(remark.weight is Weight.MEND for remark in found):
        raise typer.Exit(1)


def _links(sources: Sources) -> list[Remark]:
    """Ask the addresses in the records; those that no longer answer are one remark."""
    sound = {State.ANSWERS, State.PRIVATE, State.UNSURE, State.RING}
    broken = sum(answer.state not in sound for answer in asked(links(sources.files)))
    return [Remark("links", Weight.DUE, {"n": broken})] if broken else []
