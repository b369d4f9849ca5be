"""What is wrong with how a command was called, and the words of its help.

The library speaks English only, and keeps what it means in the classes of its exceptions.
"""

import os
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

import typer
from typer import rich_utils

from generator.errors import CannotRun
from generator.locale import LANGUAGES, Texts, load

UsageError = cast("type[Exception]", typer.BadParameter.__base__)
"""What every mistake in calling a command is; the library does not export it under its name."""

_HELP_WORDS: Final = {
    "ARGUMENTS_PANEL_TITLE": "usage.arguments",
    "COMMANDS_PANEL_TITLE": "usage.commands",
    "OPTIONS_PANEL_TITLE": "usage.options",
}
EXPLAINING: Final = ("help", "metavar", "options_metavar", "show_default", "subcommand_metavar")
"""What of a command or a parameter has words."""
LANGUAGE_VARIABLE: Final = "INTRECCIO_LANG"
_IN_BRACKETS: Final = re.compile(r"\(([^()]*)\)$")


class Misused(CannotRun):
    """A command was called in a way that it does not understand; the exit status is 2."""

    def __init__(self, error: Exception) -> None:
        super().__init__("misused")
        self.error = error

    def say(self, texts: Texts) -> str:
        """Return what is wrong, and where to read how it is done."""
        context = getattr(self.error, "ctx", None)
        path = context.command_path if context is not None else "intreccio"
        return f"{_what_is_wrong(self.error, texts)}\n{texts('usage.see', command=path)}"


def language_of(args: Sequence[str]) -> str:
    """Tell the language asked for on the command line, which may be wrong in other ways, else in `INTRECCIO_LANG`.

    Not that of the machine: the servers that check proposals speak English, those who read the answer Italian.
    """
    asked = os.environ.get(LANGUAGE_VARIABLE, "")
    usual = asked if asked in LANGUAGES else LANGUAGES[0]
    return next((lang for lang in LANGUAGES if lang in args or f"--lang={lang}" in args), usual)


def say_in(command: Any, lang: str) -> None:
    """Let a command, its parameters and the commands below it explain themselves in a language.

    What each is for is written beside it in Italian; `locale/help.<lang>.json` has each sentence again.
    """
    words = None if lang == LANGUAGES[0] else load("help", lang)
    for part in _parts_of(command):
        written = part.__dict__.setdefault("written", {name: getattr(part, name, None) for name in EXPLAINING})
        for name, text in written.items():
            if isinstance(text, str):
                setattr(part, name, words.entry(text) if words and text in words else text)


def _parts_of(command: Any) -> Iterator[Any]:
    yield command
    yield from command.params
    for below in getattr(command, "commands", {}).values():
        yield from _parts_of(below)


def translate_help(texts: Texts) -> None:
    """Let the help be written in the language of `texts`."""
    for name, key in _HELP_WORDS.items():
        setattr(rich_utils, name, texts(key))
    rich_utils.DEFAULT_STRING = f"[{texts('usage.default')} {{}}]"
    rich_utils.REQUIRED_LONG_STRING = f"[{texts('usage.required')}]"


def _what_is_wrong(error: Any, texts: Texts) -> str:
    match type(error).__name__:
        case "MissingParameter":
            missing = texts("usage.missing", name=_name(error.param))
            purpose = getattr(error.param, "help", "") or ""
            return f"{missing} {_what_it_takes(error.param, texts) or purpose}".rstrip()
        case "NoSuchOption":
            unknown = texts("usage.unknown", name=error.option_name)
            near = ", ".join(sorted(error.possibilities or ()))
            return f"{unknown} {texts('usage.near', near=near)}" if near else unknown
        case "BadOptionUsage":
            return texts("usage.bad_option", name=error.option_name)
        case "BadParameter":
            bad = texts("usage.bad", name=_name(error.param))
            return f"{bad} {_what_it_takes(error.param, texts)}".rstrip()
    extra = _IN_BRACKETS.search(error.message) if "extra argument" in error.message else None
    return texts("usage.extra", what=extra[1]) if extra else texts("usage.other")


def _name(param: Any) -> str:
    long_names = (name for name in param.opts if name.startswith("--"))
    return str(next(long_names, param.metavar or param.name))


def _what_it_takes(param: Any, texts: Texts) -> str:
    """Say what may be written: the choices, a number, else nothing."""
    kind = getattr(param, "type_descriptor", None) or getattr(param, "type", None)
    if choices := getattr(kind, "choices", None):
        return texts("usage.choices", choices=", ".join(str(getattr(choice, "value", choice)) for choice in choices))
    is_number = getattr(kind, "annotation", None) is int or getattr(kind, "name", "") == "integer"
    return texts("usage.number") if is_number else ""
