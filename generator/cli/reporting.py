"""What commands that change records have in common: how findings and refusals are reported."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from generator.cli.options import Format, wants_colour
from generator.contributing.refusals import Refused
from generator.diagnostics import Diagnostic
from generator.diagnostics.formats import as_github, as_markdown, as_text
from generator.locale import Texts


@contextmanager
def reported_refusals(texts: Texts) -> Iterator[None]:
    """Say why a change is refused, and stop with exit status 1."""
    try:
        yield
    except Refused as refusal:
        typer.echo(refusal.say(texts), err=True)
        raise typer.Exit(1) from refusal


def findings_text(diagnostics: list[Diagnostic], report: Format, texts: Texts) -> str:
    """Write what was found about changed records the way `intreccio check` does."""
    if report is Format.MARKDOWN:
        return as_markdown(diagnostics, texts)
    if report is Format.GITHUB:
        return as_github(diagnostics)
    return as_text(diagnostics, texts, colour=wants_colour())
