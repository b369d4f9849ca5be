"""`intreccio renewals` and `intreccio links`: what a catalogue asks for once a month."""

import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Annotated, Final

import typer

from generator.catalogue.freshness import Ages
from generator.checking import check
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.contributing.records.links import Answer, State, asked, links
from generator.contributing.records.renewals import Renewal, renewals
from generator.contributing.review.note import harmless
from generator.contributing.review.report import line
from generator.locale import Texts, load
from generator.reading.folder import read_folder

MOST_LINES: Final = 100
"""A list for people stops here and says how many more there are: two of them fit in one issue."""


class Shape(StrEnum):
    """Shape of a list."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


ShapeOption = Annotated[Shape, typer.Option("--format", help="La forma del risultato.")]


def renewals_command(
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    shape: ShapeOption = Shape.TEXT,
    today: TodayOption = "",
) -> None:
    """Elenca le schede che nessuno conferma da molto, e a chi chiedere. Esce sempre con 0."""
    texts = load("messages", lang)
    sources = read_folder(catalogue)
    found = renewals(check(sources, day_of(today)).catalogue, Ages.of(sources.own_settings))
    if shape is Shape.JSON:
        rows = [
            {"id": one.entry.id, "file": one.entry.file, "known": one.known.isoformat(), "confirmed": one.confirmed}
            for one in found
        ]
        typer.echo(json.dumps({"renewals": rows}, ensure_ascii=False, indent=2))
    else:
        typer.echo(_listed([*_renewal_lines(found, shape, texts)], "renewals", shape, texts))


def links_command(
    catalogue: CatalogueOption = HERE, lang: LanguageOption = Language.IT, shape: ShapeOption = Shape.TEXT
) -> None:
    """Chiede agli indirizzi delle schede se rispondono ancora. Esce sempre con 0: non è mai colpa di una proposta."""
    texts = load("messages", lang)
    answers = asked(links(read_folder(catalogue).files))
    if shape is Shape.JSON:
        rows = [
            {"address": one.link.address, "state": one.state, "status": one.status, "files": one.link.files}
            for one in answers
        ]
        typer.echo(json.dumps({"links": rows}, ensure_ascii=False, indent=2))
    else:
        told = _listed([*_link_lines(answers, shape, texts)], "links", shape, texts)
        typer.echo(f"{told}\n\n{texts('care.links_offline')}" if _nobody_answered(answers) else told)


def _renewal_lines(found: Sequence[Renewal], shape: Shape, texts: Texts) -> Iterator[str]:
    for one in found:
        told = texts(
            "care.confirmed" if one.confirmed else "care.read",
            name=_said(one.entry.name, shape),
            day=one.known.isoformat(),
            file=_said(one.entry.file, shape),
        )
        ask = _said("; ".join(one.ask), shape)
        yield f"- {told} {texts('care.ask', whom=ask) if ask else texts('care.nobody')}"


def _link_lines(answers: Sequence[Answer], shape: Shape, texts: Texts) -> Iterator[str]:
    for one in answers:
        if one.state is not State.ANSWERS:
            key = "care.non_risponde_bene" if one.state is State.SILENT and one.status else f"care.{one.state}"
            state = texts(key, status=one.status)
            yield f"- {_said(one.link.address, shape)}: {state} ({_said(', '.join(one.link.files), shape)})"


def _nobody_answered(answers: Sequence[Answer]) -> bool:
    """Tell whether not one of those asked said anything: then it is rather the line."""
    public = [one for one in answers if one.state is not State.PRIVATE]
    return bool(public) and not any(one.status for one in public)


def _said(text: str, shape: Shape) -> str:
    return harmless(line(text)) if shape is Shape.MARKDOWN else line(text)


def _listed(lines: list[str], key: str, shape: Shape, texts: Texts) -> str:
    """Write a list under its title; empty, it says that there is nothing to do."""
    title = texts(f"care.{key}")
    head = f"### {title}\n" if shape is Shape.MARKDOWN else title
    more = [texts("care.more", n=len(lines) - MOST_LINES)] if len(lines) > MOST_LINES else []
    return "\n".join([head, *(lines[:MOST_LINES] or [texts(f"care.{key}_none")]), *more])
