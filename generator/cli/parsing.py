"""How commands are read from the line: options in any place, and mistakes explained in the language asked for."""

import sys
from collections.abc import Sequence
from typing import Any, Final, cast

import typer
from typer.core import TyperCommand, TyperGroup

from generator.checking.spelling import nearest
from generator.cli.usage import Misused, UsageError, language_of, say_in, translate_help
from generator.errors import CannotRun
from generator.locale import LANGUAGES, Texts, load

OPTIONS: Final = "[OPZIONI]"
_OF_EVERY_COMMAND: Final = ("-C", "--catalogue", "--lang", "--today")


class _Translated:
    """The help of a command in the language asked for; the library has English words only."""

    def get_help_option(self, ctx: Any) -> Any:
        """Explain the option that explains."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _texts(ctx)("usage.help")
        return option

    def get_usage(self, ctx: Any) -> str:
        """Write the line that shows how to call it."""
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        return usage.replace("Usage:", _texts(ctx)("usage.usage"), 1)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help, its titles too in the language asked for."""
        translate_help(_texts(ctx))
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Command(_Translated, TyperCommand):
    """A command."""


class Commands(_Translated, TyperGroup):
    """Options that every command takes may stand before its name too: `intreccio -C examples/valdoria build`."""

    lang = LANGUAGES[0]

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Move them behind the name of the command; where none is named they say nothing but the language."""
        ahead: list[str] = []
        own: list[str] = []
        while args and args[0].startswith("-"):
            taken = 2 if args[0] in _OF_EVERY_COMMAND else 1
            of_every = args[0].partition("=")[0] in _OF_EVERY_COMMAND
            ahead, own = (ahead + args[:taken], own) if of_every else (ahead, own + args[:taken])
            args = args[taken:]
        return super().parse_args(ctx, [*own, *args[:1], *ahead, *args[1:]] if args else own)

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """Find the command; one that does not exist may be nearly another."""
        if self.get_command(ctx, args[0]) is None:
            near = nearest(args[0], self.list_commands(ctx))
            raise CannotRun("unknown_command_near" if near else "unknown_command", name=args[0], near=near)
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **extra: Any) -> Any:  # type: ignore[override]
        """Run what is asked; a mistake in asking is one sentence, in the language asked for."""
        self.lang = language_of(sys.argv if args is None else args)
        say_in(self, self.lang)
        try:
            status = super().main(args, standalone_mode=False, **extra)
        except typer.Abort:
            # Whoever leaves is still on the line of the question.
            typer.echo(f"\n{load('messages', self.lang)('usage.aborted')}", err=True)
            status = 1
        except UsageError as error:
            # The program's name alone has been answered with the help: nothing is left to explain.
            if type(error).__name__ != "NoArgsIsHelpError":
                raise Misused(error) from error
            status = cast("Any", error).exit_code
        if standalone_mode:
            sys.exit(status or 0)
        return status


def _texts(ctx: Any) -> Texts:
    return load("messages", getattr(ctx.find_root().command, "lang", LANGUAGES[0]))
