"""`intreccio init`: an empty catalogue, ready to be filled."""

import sys
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from generator.cli.options import Language, LanguageOption, TodayOption, day_of
from generator.cli.questions import NotUnderstood, Questions
from generator.contributing.catalogues.place_names import place_name
from generator.contributing.catalogues.scaffold import Host, Start, scaffold
from generator.contributing.catalogues.wheel import read_wheel
from generator.errors import CannotRun
from generator.locale import Texts, load
from generator.reading.peers import is_web_address


def init_command(  # noqa: PLR0913, PLR0917 -- one parameter per option
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="La cartella del nuovo catalogo: nuova, o vuota.")],
    nome: Annotated[str, typer.Option("--nome", help="Come si chiama il catalogo.")] = "",
    comune: Annotated[str, typer.Option("--comune", help="Il Comune di cui parla.")] = "",
    host: Annotated[
        Host | None,
        typer.Option("--host", help="Chi ospiterà le schede.", show_default="nessuno", case_sensitive=False),
    ] = None,
    program: Annotated[
        Path | None,
        typer.Option(
            "--wheel",
            metavar="FILE",
            help="Il programma (intreccio-….whl), da tenere nel catalogo: si installa da lì, senza un registro.",
            show_default="dal registro dei pacchetti",
        ),
    ] = None,
    peers: Annotated[
        list[str] | None,
        typer.Option(
            "--pari",
            metavar="INDIRIZZO",
            help="Un altro catalogo da mostrare, da solo o come «nome=indirizzo»; si può ripetere.",
            show_default=False,
        ),
    ] = None,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
    *,
    portal: Annotated[
        bool, typer.Option("--portale", help="Senza schede proprie: mostra quelle di altri cataloghi (--pari).")
    ] = False,
) -> None:
    """Prepara un catalogo vuoto: impostazioni, esempi commentati, controlli e pubblicazione automatici."""
    texts, day = load("messages", lang), day_of(today)
    questions = Questions(texts, sys.stdin.isatty())
    _refuse_taken(folder)
    wheel = read_wheel(program) if program else None
    if wheel and wheel.version != version("intreccio"):
        raise CannotRun("wheel_version", file=wheel.name, version=wheel.version, here=version("intreccio"))
    named = tuple(map(_peer, peers or ()))
    town = "" if portal else _line(comune or questions.answer("init.ask_comune"))
    place = place_name(town)
    usual = (
        texts("init.name", of_it=place.of_it if texts.lang == "it" else f"of {place.name}")
        if place.name
        else texts("init.portal_name" if portal else "init.any_name")
    )
    name = _line(nome or questions.answer("init.ask_nome", usual)) or usual
    chosen = host or questions.settled("init.ask_host", "", partial(_host, texts=texts), Host.NONE.value)
    start = Start(name, town, chosen, version("intreccio"), day, wheel, named, portal)
    typer.echo(texts("init.will", name=start.name, description=start.description), err=True)
    if place.name:
        typer.echo(texts("init.will_place", place=place.name, code=start.place, level=place.level), err=True)
    files = scaffold(start)
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    if wheel:
        (folder / wheel.path).parent.mkdir()
        (folder / wheel.path).write_bytes(wheel.content)
    typer.echo(texts("init.done", folder=folder, files=len(files) + bool(wheel)))


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


def _peer(told: str) -> tuple[str, str]:
    """Return the name and the address of another catalogue; its host is its name where none is told."""
    before, mark, after = told.partition("=")
    name, url = (before, after) if mark and "://" not in before else ("", told)
    url = url.strip()
    if not is_web_address(url):
        raise CannotRun("init_no_address", address=url)
    return _line(name) or urlsplit(url).hostname or url, url


def _line(text: str) -> str:
    return " ".join(text.split())
