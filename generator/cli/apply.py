"""`intreccio apply`: a proposal becomes a change of one file, with everything else in it left as it was."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

from generator.checking.personal_data import mask
from generator.checking.protected_places import concealed, open_addresses
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
from generator.contributing.files.changes import findings_after, raw_text, worded, write_change
from generator.contributing.files.rewriting import rewritten
from generator.contributing.files.yaml_writer import write_record
from generator.contributing.proposals.apply import Clash, Conflict, Outcome, file_of, outcome_of, record_of
from generator.contributing.proposals.proposal import (
    MAX_BYTES,
    NotAProposal,
    Proposal,
    from_link,
    read_proposals,
    text_of,
)
from generator.contributing.protected_places import uncovered
from generator.contributing.refusals import Refused
from generator.diagnostics import Diagnostic, Severity
from generator.errors import CannotRun
from generator.exports.form import fingerprint
from generator.locale import Texts, load, unobeyed
from generator.reading.folder import Sources, read_folder


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
        batch = _prepared(proposals, sources, partial=partial)
        if not uncover:
            _refuse_uncovering(batch, sources)
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


@dataclass
class _Result:
    """What one proposal comes to."""

    proposal: Proposal
    file: str
    is_new: bool
    outcome: Outcome
    changed_since: bool
    openly: str | None
    """The addresses that may be shown of its record; None where nothing in it is protected, and all may."""


@dataclass
class _Batch:
    """What all proposals of a text come to together: all of them are written, or none."""

    results: list[_Result] = field(default_factory=list)
    becoming: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What each file holds afterwards, as plain data."""
    change: dict[str, str | None] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    stopped: bool = False

    @property
    def has_conflicts(self) -> bool:
        """Tell whether a field of any proposal is in conflict."""
        return any(result.outcome.conflicts for result in self.results)

    def has_written(self, result: _Result) -> bool:
        """Tell whether what a proposal asks was written."""
        return result.file in self.change and bool(result.outcome.applied) and not self.stopped


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


def _prepared(proposals: Iterable[Proposal], sources: Sources, *, partial: bool) -> _Batch:
    """Find out what would be written; nothing where there is a conflict, unless the rest is wanted."""
    batch = _Batch()
    becoming = batch.becoming
    for proposal in proposals:
        record = record_of(proposal, sources)
        file = file_of(proposal, record)
        content = raw_text(sources.root, file).encode() if record is not None else b""
        is_same_file = bool(content) and fingerprint(content) == proposal.fingerprint and file not in becoming
        since = bool(content and proposal.fingerprint) and fingerprint(content) != proposal.fingerprint
        present = becoming.get(file, record.data if record is not None else {})
        outcome = outcome_of(present, proposal, is_same_file=is_same_file)
        becoming[file] = outcome.data
        was, becomes = open_addresses(present), open_addresses(outcome.data)
        openly = was if becomes is None else becomes
        batch.results.append(_Result(proposal, file, record is None, outcome, since, openly))
    if partial or not batch.has_conflicts:
        batch.change = {
            result.file: _text(result, becoming[result.file], sources)
            for result in batch.results
            if result.outcome.applied
        }
    return batch


def _refuse_uncovering(batch: _Batch, sources: Sources) -> None:
    """Raise Refused where a change would take the protection of a place away; its street is never repeated."""
    records = {source.file: source.data for source in sources.files}
    for file, data in batch.becoming.items():
        if file in batch.change and (places := uncovered(records.get(file, {}), data)):
            shown = (concealed(str(place.get("id") or place.get("nome") or "?"), "") for _, place in places)
            names = ", ".join(f"«{name}»" for name in shown)
            raise Refused("apply_uncovers", file=file, places=names)


def _text(result: _Result, data: dict[str, Any], sources: Sources) -> str:
    """Write the text of a file: a new one from nothing, one that is there as little changed as can be."""
    kind = result.proposal.kind
    if result.is_new:
        return write_record(data, kind, with_schema=(sources.root / ".vscode" / f"{kind}.schema.json").is_file())
    return rewritten(raw_text(sources.root, result.file), data, kind, result.file)


def _object(result: _Result, batch: _Batch) -> dict[str, Any]:
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


def _as_text(batch: _Batch, report: Format, texts: Texts) -> str:
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


def _closing(result: _Result, batch: _Batch, texts: Texts) -> str:
    """Say what became of a file."""
    if batch.has_written(result):
        names = ", ".join(mask(field.name) for field in result.outcome.applied)
        written = texts("apply.created" if result.is_new else "apply.written", file=result.file, fields=names)
        source = texts("apply.source", source=mask(result.proposal.source)) if result.proposal.source else ""
        return f"{written}\n{source}".rstrip()
    if batch.stopped:
        return texts("apply.not_created" if result.is_new else "apply.stopped", file=result.file)
    return texts("apply.not_written" if batch.has_conflicts else "apply.already", file=result.file)
