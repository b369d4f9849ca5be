"""What commands that change records have in common: how findings and refusals are reported."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

import typer

from generator.cli.options import Format, wants_colour
from generator.contributing.files.changes import Change, findings_after, worded
from generator.contributing.refusals import Refused
from generator.diagnostics import Diagnostic
from generator.diagnostics.formats import as_github, as_markdown, as_text
from generator.locale import Texts
from generator.reading.folder import Sources


@contextmanager
def reported_refusals(texts: Texts) -> Iterator[None]:
    """Say why a change is refused, and stop with exit status 1."""
    try:
        yield
    except Refused as refusal:
        typer.echo(refusal.say(texts), err=True)
        raise typer.Exit(1) from refusal


def stop_at_errors(
    sources: Sources, change: Change, today: date, texts: Texts, moved: Mapping[str, str] | None = None
) -> None:
    """Where a change brings errors, say which, and stop with exit status 1; `moved`: files that go on in others."""
    _, errors = findings_after(sources, change, today, moved)
    if errors:
        typer.echo(findings_text(worded(errors, change, sources.root, texts), Format.TEXT, texts))
        typer.echo(f"\n{texts('change.stopped')}")
        raise typer.Exit(1)


def findings_text(diagnostics: list[Diagnostic], report: Format, texts: Texts) -> str:
    """Write what was found about changed records the way `intreccio check` does."""
    if report is Format.MARKDOWN:
        return as_markdown(diagnostics, texts)
    if report is Format.GITHUB:
        return as_github(diagnostics)
    return as_text(diagnostics, texts, colour=wants_colour())
