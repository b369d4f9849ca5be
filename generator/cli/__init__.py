"""The command line: a door onto the stages, and the only place that prints and exits."""

import sys
from collections.abc import Callable, Mapping
from io import TextIOWrapper
from typing import Annotated, Final, NoReturn

import typer

from generator.cli.agenda import agenda_command, deadlines_command
from generator.cli.apply import apply_command
from generator.cli.build import build_command
from generator.cli.check import check_command
from generator.cli.doctor import doctor_command
from generator.cli.export import export_command
from generator.cli.importing import import_command
from generator.cli.inbox import inbox_command
from generator.cli.init import init_command
from generator.cli.listening import listening_init_command
from generator.cli.new import new_command
from generator.cli.office import office_command
from generator.cli.overlaps import overlaps_command, similar_command
from generator.cli.parsing import OPTIONS, Command, Commands
from generator.cli.places import places_command
from generator.cli.printing import print_command
from generator.cli.publish import publish_command
from generator.cli.remove import remove_command
from generator.cli.rename import merge_command, rename_command
from generator.cli.report import report_command
from generator.cli.review import review_command
from generator.cli.schema import schema_command
from generator.cli.serve import serve_command
from generator.cli.theme import freeze_command
from generator.cli.translate import translate_command
from generator.cli.upgrade import upgrade_command
from generator.cli.upkeep import links_command, renewals_command
from generator.cli.usage import language_of
from generator.cli.visibility import visibility_command
from generator.errors import CannotRun, IntreccioError, about_system
from generator.locale import load

_COMMANDS: Final[Mapping[str, Callable[..., None]]] = {
    "check": check_command,
    "build": build_command,
    "serve": serve_command,
    "publish": publish_command,
    "init": init_command,
    "new": new_command,
    "import": import_command,
    "export": export_command,
    "places": places_command,
    "print": print_command,
    "apply": apply_command,
    "inbox": inbox_command,
    "rename": rename_command,
    "merge": merge_command,
    "remove": remove_command,
    "office": office_command,
    "upgrade": upgrade_command,
    "translate": translate_command,
    "review": review_command,
    "renewals": renewals_command,
    "links": links_command,
    "report": report_command,
    "doctor": doctor_command,
    "deadlines": deadlines_command,
    "agenda": agenda_command,
    "schema": schema_command,
    "similar": similar_command,
    "overlaps": overlaps_command,
    "visibility": visibility_command,
}

app = typer.Typer(
    cls=Commands,
    name="intreccio",
    help="Cataloghi pubblici di reti sociali: controlla le schede, le intreccia, pubblica il sito.",
    no_args_is_help=True,
    options_metavar=OPTIONS,
    subcommand_metavar="COMANDO",
    add_completion=False,
    pretty_exceptions_enable=False,
)
for _name, _command in _COMMANDS.items():
    app.command(_name, cls=Command, options_metavar=OPTIONS)(_command)

theme = typer.Typer(cls=Commands, no_args_is_help=True, options_metavar=OPTIONS, subcommand_metavar="COMANDO")
theme.command("freeze", cls=Command, options_metavar=OPTIONS)(freeze_command)
app.add_typer(theme, name="theme", help="Il tema del sito e il suo motore.")

listening = typer.Typer(cls=Commands, no_args_is_help=True, options_metavar=OPTIONS, subcommand_metavar="COMANDO")
listening.command("init", cls=Command, options_metavar=OPTIONS)(listening_init_command)
app.add_typer(listening, name="ascolto", help="Il percorso di ascolto: questionario, invito, intervista, laboratorio.")


@listening.callback()
def _group() -> None:
    """Il percorso di ascolto: questionario, invito, intervista, laboratorio."""


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - only for this option

        typer.echo(f"intreccio {version('intreccio')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Stampa la versione.")
    ] = False,
) -> None:
    """Cataloghi pubblici di reti sociali: controlla le schede, le intreccia, pubblica il sito."""


_NO_MEMORY: Final = "intreccio: la memoria di questo computer non basta. / This computer has too little memory.\n"
"""What is said where there is no memory left to read the sentences of `generator/locale`."""


def main() -> None:
    """Run the command line; what cannot run is one sentence and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal may know few letters (Windows: cp1252): one it lacks is written in digits, in JSON still JSON.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except IntreccioError as error:
        _stop(error)
    except (MemoryError, SystemError):  # the second where memory ends inside the interpreter itself
        pass
    except OSError as error:
        # A folder that cannot be written is no bug of ours; what names no file is.
        if (stopped := about_system(error)) is None:
            raise
        _stop(stopped)
    else:
        return
    # Out of the block, what had filled the memory is let go: the sentence needs some.
    try:
        _stop(CannotRun("memory"))
    except MemoryError:  # it did not suffice for the file of sentences
        sys.stderr.write(_NO_MEMORY)
        sys.exit(2)


def _stop(error: IntreccioError) -> NoReturn:
    sys.stderr.write(f"intreccio: {error.say(load('messages', language_of(sys.argv)))}\n")
    sys.exit(2)
