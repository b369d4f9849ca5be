"""`intreccio init`: an empty catalogue, ready to be filled."""

import sys
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import Language, LanguageOption, TodayOption, day_of
from generator.cli.questions import NotUnderstood, Questions
from generator.contributing.catalogues.scaffold import Host, Start, scaffold
from generator.errors import CannotRun
from generator.locale import Texts, load


def init_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="La cartella del nuovo catalogo: nuova, o vuota.")],
    nome: Annotated[str, typer.Option("--nome", help="Come si chiama il catalogo.")] = "",
    comune: Annotated[str, typer.Option("--comune", help="Il Comune di cui parla.")] = "",
    host: Annotated[
        Host | None,
        typer.Option("--host", help="Chi ospiterà le schede.", show_default="nessuno", case_sensitive=False),
    ] = None,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Prepara un catalogo vuoto: impostazioni, esempi commentati, controlli e pubblicazione automatici."""
    texts, day = load("messages", lang), day_of(today)
    questions = Questions(texts, sys.stdin.isatty())
    _refuse_taken(folder)
    # A name is one line of the settings, however it was pasted.
    town = _line(comune or questions.answer("init.ask_comune"))
    usual = texts("init.name", town=town) if town else texts("init.any_name")
    name = _line(nome or questions.answer("init.ask_nome", usual)) or usual
    chosen = host or questions.settled("init.ask_host", "", partial(_host, texts=texts), Host.NONE.value)
    files = scaffold(Start(name, town, chosen, version("intreccio"), day))
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    typer.echo(texts("init.done", folder=folder, files=len(files)))


def _refuse_taken(folder: Path) -> None:
    """Never write over somebody's work; raises CannotRun. A repository without files yet is as good as empty."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CannotRun("init_not_a_folder", folder=folder)
    if folder.is_dir() and (held := sorted(path.name for path in folder.iterdir() if path.name != ".git")):
        raise CannotRun("init_not_empty", folder=folder, first=held[0])


def _host(answer: str, texts: Texts) -> Host:
    known = [host.value for host in Host]
    if answer and answer.lower() not in known:
        raise NotUnderstood(texts("init.unknown_host", host=answer, known=", ".join(known)))
    return Host(answer.lower()) if answer else Host.NONE


def _line(text: str) -> str:
    return " ".join(text.split())
