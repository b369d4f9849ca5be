"""`intreccio office`: the office that keeps the catalogue is called another name, or answers elsewhere."""

from typing import Annotated

import typer

from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.cli.reporting import reported_refusals, stop_at_errors
from generator.contributing.files.changes import write_change
from generator.contributing.records.office import Renamed, renamed_office
from generator.errors import CannotRun
from generator.locale import Texts, load, unobeyed
from generator.reading.folder import read_folder

_SHOWN = 20


def office_command(
    words: Annotated[
        list[str], typer.Argument(help="Vecchio e nuovo, a coppie: nome, e-mail, numero.", show_default=False)
    ],
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
    *,
    apply: Annotated[bool, typer.Option("--applica", help="Cambia davvero: senza, mostra e basta.")] = False,
) -> None:
    """L'ufficio cambia nome o recapiti: nelle impostazioni e in tutte le schede che lo danno, in una volta."""
    texts = load("messages", lang)
    if len(words) % 2 or not all(word.strip() for word in words):
        raise CannotRun("office_pairs")
    sources = read_folder(catalogue)
    with reported_refusals(texts):
        made = renamed_office(sources, zip(words[::2], words[1::2], strict=True))
        stop_at_errors(sources, made.change, day_of(today), texts)
        if apply:
            write_change(sources.root, made.change)
    typer.echo(unobeyed("\n".join(_lines(made, texts, is_done=apply))))


def _lines(made: Renamed, texts: Texts, *, is_done: bool) -> list[str]:
    lines = [texts("office.done" if is_done else "office.would")]
    lines += [f"  {file} ({times})" for file, times in made.times.items()]
    if made.mentions:
        lines += ["", texts("office.mentions")]
        lines += [f"  {mention.file}:{mention.line}  {mention.words[:100]}" for mention in made.mentions[:_SHOWN]]
        if len(made.mentions) > _SHOWN:
            lines.append(texts("remove.more", n=len(made.mentions) - _SHOWN))
    return lines if is_done else [*lines, "", texts("office.how")]
