"""The command line: a door onto the stages, and the only place that prints and exits."""

import sys
from typing import Annotated, Final

import typer
from typer.core import TyperGroup

from generator.cli.apply import apply_command
from generator.cli.build import build_command
from generator.cli.care import links_command, renewals_command
from generator.cli.check import check_command
from generator.cli.init import init_command
from generator.cli.new import new_command
from generator.cli.overlaps import overlaps_command, similar_command
from generator.cli.rename import merge_command, rename_command
from generator.cli.review import review_command
from generator.cli.schema import schema_command
from generator.cli.serve import serve_command
from generator.errors import IntreccioError
from generator.locale import LANGUAGES, load

_OF_EVERY_COMMAND: Final = ("-C", "--catalogue", "--lang", "--today")


class Commands(TyperGroup):
    """Options that every command takes may stand before its name too: `intreccio -C examples/valdoria build`."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Move them behind the name of the command."""
        ahead: list[str] = []
        while args and args[0].partition("=")[0] in _OF_EVERY_COMMAND:
            taken = 1 if "=" in args[0] else 2
            ahead, args = [*ahead, *args[:taken]], args[taken:]
        return super().parse_args(ctx, [*args[:1], *ahead, *args[1:]])


app = typer.Typer(
    cls=Commands,
    name="intreccio",
    help="Cataloghi pubblici di reti sociali: controlla le schede, le intreccia, pubblica il sito.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("check")(check_command)
app.command("build")(build_command)
app.command("serve")(serve_command)
app.command("init")(init_command)
app.command("new")(new_command)
app.command("apply")(apply_command)
app.command("rename")(rename_command)
app.command("merge")(merge_command)
app.command("review")(review_command)
app.command("renewals")(renewals_command)
app.command("links")(links_command)
app.command("schema")(schema_command)
app.command("similar")(similar_command)
app.command("overlaps")(overlaps_command)


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


def _language() -> str:
    """Tell the language asked for on the command line, which may be wrong in other ways."""
    return next((lang for lang in LANGUAGES if lang in sys.argv or f"--lang={lang}" in sys.argv), LANGUAGES[0])


def main() -> None:
    """Run the command line; what cannot run is one sentence and exit status 2."""
    try:
        app()
    except IntreccioError as error:
        sys.stderr.write(f"intreccio: {error.say(load('messages', _language()))}\n")
        sys.exit(2)
