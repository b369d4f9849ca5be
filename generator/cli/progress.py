"""Progress of long work: on a terminal a moving line, in a pipe nothing."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

from generator.locale import Texts
from generator.site.build import Progress, no_progress


@contextmanager
def shown_progress(texts: Texts) -> Iterator[Progress]:
    """Yield a progress callback that draws on standard error while it is a terminal."""
    if not sys.stderr.isatty():
        yield no_progress
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def report(stage: str, done: int) -> None:
            words = texts(f"stage.{stage}")
            bar.update(task, description=f"{words} {done}" if done else words)

        yield report
