"""`intreccio apply`: a proposal becomes a change of one file, with everything else in it left as it was."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from generator.checking.personal_data import mask
from generator.checking.protected_places import concealed
from generator.cli.options import (
    HERE,
    CatalogueOption,
    Format,
    FormatOption,
    Language,
    LanguageOption,
    TodayOption,
    day_of,
)
from generator.cli.reporting import findings_text, reported_refusals
from generator.contributing.files.changes import findings_after, worded, write_change
from generator.contributing.proposals.apply import Clash, Conflict
from generator.contributing.proposals.preparing import Batch, Result, prepared, refuse_uncovering
from generator.contributing.proposals.proposal import (
    MAX_BYTES,
    NotAProposal,
    from_link,
    read_proposals,
    text_of,
)
from generator.diagnostics import Severity
from generator.errors import CannotRun
from generator.locale import Texts, load, unobeyed
from generator.reading.folder import read_folder


def apply_command(  # noqa: PLR0913 - one parameter per option
    file: Annotated[
        str, typer.Argument(help="Il file della proposta; «-» la legge da standard input.", show_default=False)
    ] = "",
    link: Annotated[str, typer.Option("--link", help="La proposta, come collegamento.", show_default=False)] = "",
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    report: FormatOption = Format.TEXT,
    today: TodayOption = "",
    *,
    partial: Annotated[
        bool, typer.Option("--parziale", help="Applica quello che si può, anche se qualche campo è in conflitto.")
    ] = False,
    uncover: Annotated[
        bool,
        typer.Option("--togli-riservato", help="Un luogo non è più riservato, e chi ne risponde lo ha confermato."),
    ] = False,
    several: Annotated[
        bool, typer.Option("--tutte", help="Il testo contiene più proposte, e tutte sono state lette.")
    ] = False,
) -> None:
    """Applica una proposta alla sua scheda. Esce con 0 se è applicata, 1 se c'è un conflitto o un errore."""
    texts = load("messages", lang)
    day = day_of(today)
    sources = read_folder(catalogue)
    proposals = read_proposals(from_link(link) if link else _given(file))
    if len(proposals) > 1 and not several:
        raise NotAProposal(
            "proposal_several", n=len(proposals), records=", ".join(proposal.record for proposal in proposals)
        )
    with reported_refusals(texts):
        batch = prepared(proposals, sources, partial=partial)
        if not uncover:
            refuse_uncovering(batch, sources)
        about, errors = findings_after(sources, batch.change, day) if batch.change else ([], [])
        # An error in a changed record is in both lists, as the very same object.
        elsewhere = [error for error in errors if all(error is not finding for finding in about)]
        batch.diagnostics = worded([*about, *elsewhere], batch.change, catalogue, texts)
        batch.stopped = any(diagnostic.severity is Severity.ERROR for diagnostic in batch.diagnostics)
        if batch.change and not batch.stopped:
            write_change(catalogue, batch.change)
    if report is Format.JSON:
        # What scripts rely on; several proposals are a list of such objects under `proposals`.
        objects = [_object(result, batch) for result in batch.results]
        whole = objects[0] if len(objects) == 1 else {"proposals": objects}
        typer.echo(json.dumps(whole, ensure_ascii=False, indent=2))
    else:
        typer.echo(unobeyed(_as_text(batch, report, texts)))
    if batch.stopped or batch.has_conflicts:
        raise typer.Exit(1)


def _given(file: str) -> str:
    """Read at most as much as a proposal may be long."""
    if not file:
        raise CannotRun("apply_what")
    try:
        if file == "-":
            content = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(file).open("rb") as stream:
                content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise CannotRun("apply_unreadable", file=file, reason=error) from error
    return text_of(content)


def _object(result: Result, batch: Batch) -> dict[str, Any]:
    outcome, written = result.outcome, batch.has_written(result)
    conflicts = [
        {
            "field": conflict.field.name,
            "reason": conflict.clash.value,
            "before": conflict.field.before,
            "after": conflict.field.after,
            "present": conflict.present,
        }
        for conflict in outcome.conflicts
    ]
    fields = ("file", "code", "severity", "line", "column", "message", "hint")
    return {
        "file": result.file,
        "new": result.is_new,
        "written": written,
        "applied": [mask(field.name) for field in outcome.applied] if written else [],
        "already": [mask(field.name) for field in outcome.already],
        "conflicts": _masked(conflicts, result.openly),
        "changed_since": result.changed_since,
        "source": mask(result.proposal.source),
        "diagnostics": [{name: getattr(diagnostic, name) for name in fields} for diagnostic in batch.diagnostics],
    }


def _masked(value: Any, openly: str | None) -> Any:
    """Hide personal data and protected places in whatever is shown of a proposal."""
    if isinstance(value, dict):
        return {key: _masked(part, openly) for key, part in value.items()}
    if isinstance(value, list):
        return [_masked(part, openly) for part in value]
    return concealed(value, openly) if isinstance(value, str) else value


def _as_text(batch: Batch, report: Format, texts: Texts) -> str:
    parts = []
    for result in batch.results:
        if result.changed_since:
            parts.append(texts("apply.changed_since", file=result.file))
        parts += [_conflict(conflict, result.openly, texts) for conflict in result.outcome.conflicts]
    if batch.diagnostics:
        parts.append(findings_text(batch.diagnostics, report, texts))
    return "\n\n".join([*parts, "\n".join(_closing(result, batch, texts) for result in batch.results)])


def _conflict(conflict: Conflict, openly: str | None, texts: Texts) -> str:
    values = {"before": conflict.field.before, "present": conflict.present, "after": conflict.field.after}
    words = {
        name: texts("apply.nothing") if value is None else json.dumps(_masked(value, openly), ensure_ascii=False)
        for name, value in values.items()
    }
    key = "apply.lost" if conflict.clash is Clash.LOST else "apply.conflict"
    return texts(key, field=mask(conflict.field.name), **words)


def _closing(result: Result, batch: Batch, texts: Texts) -> str:
    """Say what became of a file."""
    if batch.has_written(result):
        names = ", ".join(mask(field.name) for field in result.outcome.applied)
        written = texts("apply.created" if result.is_new else "apply.written", file=result.file, fields=names)
        source = texts("apply.source", source=mask(result.proposal.source)) if result.proposal.source else ""
        return f"{written}\n{source}".rstrip()
    if batch.stopped:
        return texts("apply.not_created" if result.is_new else "apply.stopped", file=result.file)
    return texts("apply.not_written" if batch.has_conflicts else "apply.already", file=result.file)
