"""`intreccio remove`: a record leaves the catalogue, with all that names it, and does not come back by itself."""

from enum import StrEnum
from typing import Annotated

import typer

from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.cli.reporting import reported_refusals, stop_at_errors
from generator.contributing.files.changes import write_change
from generator.contributing.records.remove import Mention, Removing, coming_back, refuse_without_key, removing, with_key
from generator.locale import Texts, load, unobeyed
from generator.locale.writing import day as day_in_words
from generator.reading.folder import read_folder
from generator.reading.removal_list import KEY_FILE, KEY_VARIABLE

_SHOWN = 20
"""Lines that still name who leaves, of those that are shown."""


class AskedBy(StrEnum):
    """Who asked for a removal."""

    BODY = "ente"
    PERSON = "persona"
    OFFICE = "ufficio"


def remove_command(  # noqa: PLR0913 - one parameter per option
    record: Annotated[str, typer.Argument(help="L'id della scheda, oppure scheda/parte.", show_default=False)],
    by: Annotated[
        AskedBy,
        typer.Option("--da", help="Chi l'ha chiesto: chi ne risponde, una persona di cui parla, l'ufficio."),
    ] = AskedBy.BODY,
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
    *,
    apply: Annotated[bool, typer.Option("--applica", help="Toglie davvero: senza, mostra e basta.")] = False,
    texts_read: Annotated[
        bool, typer.Option("--testi-letti", help="I testi che la nominano sono stati letti, e restano come sono.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--annulla", help="Chi è uscito può tornare: lo toglie dall'elenco delle schede tolte.")
    ] = False,
) -> None:
    """Toglie una scheda dal catalogo, e quello che la nomina. Un elenco senza nomi le impedisce di tornare da sola."""
    texts, day = load("messages", lang), day_of(today)
    sources = read_folder(catalogue)
    with reported_refusals(texts):
        if undo:
            removal, change = coming_back(sources, record)
            write_change(sources.root, change)
            typer.echo(texts("remove.undone", id=record, day=day_in_words(removal.on, lang)))
            return
        refuse_without_key(sources.removals)
        trial, is_new_key = with_key(sources, kept=False)
        made = removing(trial, record, day, by.value)
        typer.echo(unobeyed("\n".join(_shown(made, texts))))
        stop_at_errors(trial, made.change, day, texts)
        if not apply:
            typer.echo(texts("remove.how", id=record))
            return
        if made.mentions and not texts_read:
            typer.echo(texts("remove.texts_first"), err=True)
            raise typer.Exit(1)
        sources, _ = with_key(sources, kept=True)
        made = removing(sources, record, day, by.value)
        write_change(sources.root, made.change)
    typer.echo(texts("remove.done", name=made.name))
    if is_new_key:
        typer.echo(texts("remove.new_key", file=KEY_FILE, variable=KEY_VARIABLE))


def _shown(made: Removing, texts: Texts) -> list[str]:
    """Say what would change, the file that goes first, and which lines somebody has to write anew."""
    goes = made.change.get(made.file, "") is None
    pictures = [file for file, text in made.change.items() if text is None and file != made.file]
    lines = [texts("remove.would_go" if goes else "remove.would_shrink", name=made.name, file=made.file)]
    lines += [texts("remove.picture", file=file) for file in pictures]
    if made.dropped:
        lines.append(texts("remove.dropped"))
        lines += [f"  {file}: {', '.join(paths)}" for file, paths in sorted(made.dropped.items())]
    if made.left_alone:
        lines.append(texts("remove.left_alone", names=", ".join(f"«{name}»" for name in made.left_alone)))
    if made.mentions:
        lines += ["", texts("remove.mentions"), *map(_mention, made.mentions[:_SHOWN])]
        if len(made.mentions) > _SHOWN:
            lines.append(texts("remove.more", n=len(made.mentions) - _SHOWN))
    return [*lines, ""]


def _mention(mention: Mention) -> str:
    return f"  {mention.file}:{mention.line}  {mention.words[:100]}"
