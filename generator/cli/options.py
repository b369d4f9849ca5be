"""Options that commands share, and what they mean."""

import os
import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from generator.cli.usage import LANGUAGE_VARIABLE
from generator.errors import CannotRun

HERE = Path()


class Language(StrEnum):
    """Language of messages."""

    IT = "it"
    EN = "en"


class Format(StrEnum):
    """Shape of a report."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    GITHUB = "github"
    GITLAB = "gitlab"


CatalogueOption = Annotated[
    Path, typer.Option("-C", "--catalogue", help="La cartella del catalogo.", show_default="questa cartella")
]
LanguageOption = Annotated[
    Language,
    typer.Option(
        "--lang",
        envvar=LANGUAGE_VARIABLE,
        show_envvar=False,
        help="La lingua dei messaggi; per tutti i comandi: INTRECCIO_LANG=en.",
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", help="La forma del risultato.")]
TodayOption = Annotated[
    str, typer.Option("--today", help="Il giorno da considerare oggi, AAAA-MM-GG.", show_default="oggi a Roma")
]


def day_of(today: str) -> date:
    """Return the day given, else that of SOURCE_DATE_EPOCH (reproducible-builds.org), else the day in Rome."""
    if today:
        try:
            return date.fromisoformat(today)
        except ValueError as error:
            raise CannotRun("not_a_day", value=today) from error
    if epoch := os.environ.get("SOURCE_DATE_EPOCH", ""):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError) as error:
            raise CannotRun("not_an_epoch", value=epoch) from error
    return datetime.now(ZoneInfo("Europe/Rome")).date()


def wants_colour() -> bool:
    """Tell whether standard output is a terminal that did not ask for plain text (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
