"""`intreccio build`: check, render, index, check the links, publish in one step."""

import gc
import os
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Annotated, Final

import typer

from generator.checking import Checked, check, diagnose
from generator.cli.check import fails, render
from generator.cli.memory import Memory
from generator.cli.options import (
    HERE,
    CatalogueOption,
    Format,
    FormatOption,
    Language,
    LanguageOption,
    TodayOption,
    day_of,
    wants_colour,
)
from generator.cli.progress import shown_progress
from generator.contributing.catalogues.peers import ask_peers
from generator.diagnostics import Diagnostic, Severity
from generator.diagnostics.formats import as_text
from generator.diagnostics.summary import capped, summary
from generator.exports.form import form_files, words_in
from generator.locale import Texts, load, writing
from generator.reading.folder import Sources, read_folder
from generator.site.build import BuildOptions, BuildReport, Progress, build_site, no_progress
from generator.site.formats import formats_missed
from generator.site.parallel import spread
from generator.site.settings import editions, settings

GARBAGE: Final = (100_000, 50, 50)
"""How much is made before Python looks for garbage: of a build most stays, and looking took a seventh of its time."""


class EngineName(StrEnum):
    """Theme engine."""

    MKDOCS = "mkdocs"
    PROPERDOCS = "properdocs"
    MKDOCS_NG = "mkdocs-ng"


SiteOption = Annotated[
    Path | None, typer.Option("--site", help="Dove pubblicare il sito.", show_default="site/ nel catalogo")
]
EngineOption = Annotated[EngineName, typer.Option("--engine", help="Il motore del tema.")]
ClusterOption = Annotated[
    str,
    typer.Option(
        "--cluster",
        metavar="INDIRIZZO",
        help="Uno scheduler Dask (tcp://…): le pagine si fanno sulle sue macchine. Serve il supplemento «cluster».",
        show_default="questo computer",
    ),
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Anche gli avvisi impediscono la pubblicazione.")]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build: findings about the records, and the report of the site unless they forbade it."""

    sources: Sources
    checked: Checked
    diagnostics: list[Diagnostic]
    site: BuildReport | None


def run_build(
    options: BuildOptions,
    today: date,
    texts: Texts,
    *,
    strict: bool = False,
    progress: Progress = no_progress,
    memory: Memory | None = None,
) -> Outcome:
    """Check the catalogue and, when nothing forbids it, build and publish its site.

    Who builds again and again passes the same `memory`, where what was read and found is remembered.

    Raises:
        IntreccioError: the catalogue, the engine or the target folder stand in the way.
    """
    progress("check", 0)
    memory = Memory.of(options.root) if memory is None else memory
    shared = spread(options.processes)
    sources = read_folder(options.root, memory.files, shared)
    checked = check(sources, today, memory.kept, memory.remembered, shared)
    diagnostics = capped(diagnose(checked.findings, options.root, texts), texts)
    if fails(diagnostics, strict=strict):
        return Outcome(sources, checked, diagnostics, None)
    memory.learn(sources, options.root)
    own = settings(options.root)
    most = own["extra"]["catalogue"]["pagine_per_indice"]
    first, *others = editions(own)
    for_the_form = form_files(sources, checked.catalogue, first.lang, most)
    in_others = (
        (f"{other.prefix}{path}", words)
        for other in others
        if other.is_whole
        for path, words in words_in(other.lang, checked.catalogue)
    )
    extras = chain(options.extras, for_the_form, in_others)
    with_files = replace(options, extras=extras, sources=sources, findings=checked.findings)
    return Outcome(sources, checked, diagnostics, build_site(checked.catalogue, with_files, progress))


def build_command(  # noqa: PLR0913, PLR0917 -- one parameter per option
    catalogue: CatalogueOption = HERE,
    site: SiteOption = None,
    engine: EngineOption = EngineName.MKDOCS,
    strict: StrictOption = False,
    cluster: ClusterOption = "",
    lang: LanguageOption = Language.IT,
    report: FormatOption = Format.TEXT,
    today: TodayOption = "",
) -> None:
    """Costruisce e pubblica il sito in un solo passo. Con errori non cambia niente ed esce con 1."""
    gc.set_threshold(*GARBAGE)
    texts = load("messages", lang)
    root = catalogue.resolve()
    options = BuildOptions(
        root=root, site=(site or root / "site").resolve(), engine=engine, processes=processors(), cluster=cluster
    )
    with shown_progress(texts) as progress:
        progress("peers", 0)
        ask_peers(root, day_of(today))
        outcome = run_build(options, day_of(today), texts, strict=strict, progress=progress)
    typer.echo(findings_shown(outcome, report, texts))
    typer.echo(conclusion(outcome, options, texts), err=True)
    if outcome.site is None:
        raise typer.Exit(1)


def processors() -> int:
    """How many processes may work at once on this machine, as far as the system lets this one use it."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def findings_shown(outcome: Outcome, report: Format, texts: Texts) -> str:
    """Write what was found; on a terminal hints are only counted, `check` shows them."""
    if report is not Format.TEXT:
        return render(outcome.diagnostics, outcome.checked.counts, report, texts)
    weighty = [diagnostic for diagnostic in outcome.diagnostics if diagnostic.severity is not Severity.HINT]
    body = as_text(weighty, texts, colour=wants_colour())
    line = summary(outcome.diagnostics, outcome.checked.counts, texts)
    return f"{body}\n\n{line}" if body else line


def conclusion(outcome: Outcome, options: BuildOptions, texts: Texts) -> str:
    """Say what came of a build: how many pages, where and how long, or that nothing was published."""
    if outcome.site is None:
        only_warnings = not any(diagnostic.severity is Severity.ERROR for diagnostic in outcome.diagnostics)
        return texts("build.strict" if only_warnings else "build.nothing_published")
    seconds = outcome.site.seconds
    stages = ", ".join(texts("build.stage", stage=texts(f"stage.{name}"), seconds=seconds[name]) for name in seconds)
    total = round(sum(seconds.values()), 1)
    done = texts("build.done", pages=outcome.site.pages, folder=options.site, seconds=total, stages=stages)
    missed: dict[str, list[str]] = {}
    for row in formats_missed():
        missed.setdefault(row.extra, []).append(row.name)
    without = (texts("build.without", formats=", ".join(names), extra=extra) for extra, names in missed.items())
    left_out = outcome.site.photos_left_out
    photos = [texts("build.photos_left_out", names=", ".join(left_out))] if left_out else []
    seen = outcome.site.visibility
    told = [texts("build.visibility", ratio=writing.number(round(seen.ratio, 2), texts.lang))] if seen else []
    return "\n".join([done, *told, *without, *photos])
