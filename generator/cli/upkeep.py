"""`intreccio renewals` and `intreccio links`: what a catalogue asks for once a month."""

import json
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from generator.catalogue.freshness import Ages
from generator.checking import check
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.contributing.records.letters import as_email, letters, list_of
from generator.contributing.records.links import Answer, State, asked, links
from generator.contributing.records.renewals import Renewal, renewals
from generator.contributing.review.note import harmless
from generator.contributing.review.report import line
from generator.errors import CannotRun
from generator.locale import Texts, load, unobeyed
from generator.reading.folder import Sources, read_folder

MOST_LINES: Final = 100
"""A list for people stops here and says how many more there are: two of them fit in one issue."""


_UNSURE: Final = (State.UNSURE, State.RING)
"""What a program cannot tell of an address: it is listed apart, for a person to try."""


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
    folder: Annotated[
        Path | None,
        typer.Option("--lettere", help="Scrive qui le lettere da mandare, e l'elenco di chi ha risposto."),
    ] = None,
) -> None:
    """Elenca le schede che nessuno conferma da molto, e a chi chiedere. Esce sempre con 0."""
    texts = load("messages", lang)
    sources = read_folder(catalogue)
    if folder is not None:
        _write_letters(sources, folder, day_of(today), texts)
        return
    due = renewals(check(sources, day_of(today)).catalogue, Ages.of(sources.own_settings))
    if shape is Shape.JSON:
        rows = [
            {
                "id": renewal.entry.id,
                "file": renewal.entry.file,
                "known": renewal.known.isoformat(),
                "confirmed": renewal.confirmed,
            }
            for renewal in due
        ]
        typer.echo(json.dumps({"renewals": rows}, ensure_ascii=False, indent=2))
    else:
        lines = [_renewal_line(renewal, shape, texts) for renewal in due]
        typer.echo(unobeyed(_listed(lines, "renewals", shape, texts)))


def _write_letters(sources: Sources, folder: Path, today: date, texts: Texts) -> None:
    """Write the letters that are due as mails and as texts, and the list anew; what somebody noted in it stays."""
    checked = check(sources, today).catalogue
    site = str(sources.settings.data.get("site_url") or "")
    if not site:
        raise CannotRun("letters_site")
    due = letters(checked, Ages.of(sources.own_settings), site, texts)
    listed = folder / "elenco.csv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for letter in due:
            if letter.to:
                (folder / f"{letter.name}.eml").write_bytes(as_email(letter))
            (folder / f"{letter.name}.txt").write_text(f"{letter.subject}\n\n{letter.text}\n", "utf-8")
        before = listed.read_text("utf-8") if listed.is_file() else ""
        listed.write_bytes(list_of(due, checked, before, today))
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun("system", file=getattr(error, "filename", None) or listed, reason=error) from error
    by_mail = sum(bool(letter.to) for letter in due)
    typer.echo(texts("letters.written", n=by_mail, other=len(due) - by_mail, folder=folder))


def links_command(
    catalogue: CatalogueOption = HERE, lang: LanguageOption = Language.IT, shape: ShapeOption = Shape.TEXT
) -> None:
    """Chiede agli indirizzi delle schede se rispondono ancora. Esce sempre con 0: non è mai colpa di una proposta."""
    texts = load("messages", lang)
    answers = asked(links(read_folder(catalogue).files))
    if shape is Shape.JSON:
        rows = [
            {
                "address": answer.link.address,
                "state": answer.state,
                "status": answer.status,
                "files": answer.link.files,
            }
            for answer in answers
        ]
        typer.echo(json.dumps({"links": rows}, ensure_ascii=False, indent=2))
        return
    public = [answer for answer in answers if answer.state is not State.PRIVATE]
    lines = [_link_line(answer, shape, texts) for answer in answers if answer.state not in {State.ANSWERS, *_UNSURE}]
    unsure = [_link_line(answer, shape, texts) for answer in answers if answer.state in _UNSURE]
    report = _listed(lines, "links", shape, texts)
    if unsure:
        report = f"{report}\n\n{_listed(unsure, 'links_unsure', shape, texts)}"
    # Where not one of them says anything it is rather our own line that is down.
    is_offline = bool(public) and not any(answer.status for answer in public)
    typer.echo(unobeyed(f"{report}\n\n{texts('care.links_offline')}" if is_offline else report))


def _renewal_line(renewal: Renewal, shape: Shape, texts: Texts) -> str:
    """Write whose confirmation is old, and whom to ask."""
    known = texts(
        "care.confirmed" if renewal.confirmed else "care.read",
        name=_on_one_line(renewal.entry.name, shape),
        day=renewal.known.isoformat(),
        file=_on_one_line(renewal.entry.file, shape),
    )
    whom = _on_one_line("; ".join(renewal.ask), shape)
    return f"- {known} {texts('care.ask', whom=whom) if whom else texts('care.nobody')}"


def _link_line(answer: Answer, shape: Shape, texts: Texts) -> str:
    """Write what became of an address, and in which files it is."""
    known = f"care.{answer.state}"
    state = texts(f"{known}_bene" if answer.status and f"{known}_bene" in texts else known, status=answer.status)
    address, files = answer.link.address, ", ".join(answer.link.files)
    return f"- {_on_one_line(address, shape)}: {state} ({_on_one_line(files, shape)})"


def _on_one_line(text: str, shape: Shape) -> str:
    """Keep text of a record from breaking a list; in Markdown, from becoming a link, a mention or markup too."""
    return harmless(line(text)) if shape is Shape.MARKDOWN else line(text)


def _listed(lines: list[str], key: str, shape: Shape, texts: Texts) -> str:
    """Write a list under its title; empty, it says that there is nothing to do."""
    title = texts(f"care.{key}")
    head = f"### {title}\n" if shape is Shape.MARKDOWN else title
    more = [texts("care.more", n=len(lines) - MOST_LINES)] if len(lines) > MOST_LINES else []
    return "\n".join([head, *(lines[:MOST_LINES] or [texts(f"care.{key}_none")]), *more])
