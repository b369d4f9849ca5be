"""`intreccio apply`: a proposal becomes a change of one file, with everything else in it left as it was."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from generator.checking.texts import mask
from generator.cli.changes import findings_text
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
from generator.contributing.applying import Outcome, file_of, outcome_of, record_of
from generator.contributing.changing import Refused, findings_after, fingerprint, raw_text, worded, write_change
from generator.contributing.edits import rewritten
from generator.contributing.proposal import MAX_BYTES, NotAProposal, Proposal, from_link, read_proposal
from generator.contributing.writer import write_record
from generator.diagnostics import Diagnostic, Finding, Severity
from generator.errors import CannotRun
from generator.locale import Texts, load
from generator.reading.folder import SourceFile, Sources, read_folder


def apply_command(
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
) -> None:
    """Applica una proposta alla sua scheda. Esce con 0 se è applicata, 1 se c'è un conflitto o un errore."""
    texts = load("messages", lang)
    day = day_of(today)
    sources = read_folder(catalogue)
    proposal = read_proposal(from_link(link) if link else _given(file))
    try:
        work = _prepared(proposal, sources, partial=partial)
        about, errors = findings_after(sources, work.change, day) if work.change else ([], [])
        work.found = worded(_told(about, errors), work.change, catalogue, texts)
        work.stopped = any(one.severity is Severity.ERROR for one in work.found)
        if work.change and not work.stopped:
            write_change(catalogue, work.change)
    except Refused as refusal:
        typer.echo(refusal.say(texts), err=True)
        raise typer.Exit(1) from refusal
    typer.echo(_as_json(work) if report is Format.JSON else _as_text(work, report, texts))
    if work.stopped or work.outcome.conflicts:
        raise typer.Exit(1)


@dataclass
class _Work:
    """What one proposal comes to."""

    proposal: Proposal
    file: str
    record: SourceFile | None
    outcome: Outcome
    changed_since: bool
    change: dict[str, str | None]
    found: list[Diagnostic]
    stopped: bool = False

    @property
    def written(self) -> bool:
        """Tell whether the file was written."""
        return bool(self.change) and not self.stopped


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
        raise CannotRun("apply_unreadable", file=file, reason=error.strerror) from error
    if len(content) > MAX_BYTES:
        raise NotAProposal("proposal_long", most=MAX_BYTES // 1024)
    return content.decode("utf-8", "replace")


def _prepared(proposal: Proposal, sources: Sources, *, partial: bool) -> _Work:
    """Find out what would be written; nothing where there is a conflict, unless the rest is wanted."""
    record = record_of(proposal, sources)
    file = file_of(proposal, record)
    outcome = outcome_of(record.data if record is not None else {}, proposal)
    raw = raw_text(sources.root, file) if record is not None else ""
    since = bool(raw and proposal.fingerprint and fingerprint(raw.encode()) != proposal.fingerprint)
    work = _Work(proposal, file, record, outcome, since, {}, [])
    if outcome.applied and (partial or not outcome.conflicts):
        has_schema = (sources.root / ".vscode" / f"{proposal.kind}.schema.json").is_file()
        work.change[file] = (
            rewritten(raw, outcome.data, proposal.kind, file)
            if record is not None
            else write_record(outcome.data, proposal.kind, with_schema=has_schema)
        )
    return work


def _told(about: list[Finding], errors: list[Finding]) -> list[Finding]:
    """Join what was found about the record and the errors elsewhere, each once."""
    return [*about, *(one for one in errors if all(one is not other for other in about))]


def _as_json(work: _Work) -> str:
    outcome = work.outcome
    conflicts = [
        {"field": one.field.name, "before": one.field.before, "after": one.field.after, "present": one.present}
        for one in outcome.conflicts
    ]
    fields = ("code", "severity", "line", "column", "message", "hint")
    report = {
        "file": work.file,
        "new": work.record is None,
        "written": work.written,
        "applied": [one.name for one in outcome.applied] if work.written else [],
        "already": [one.name for one in outcome.already],
        "conflicts": _masked(conflicts),
        "changed_since": work.changed_since,
        "source": mask(work.proposal.source),
        "diagnostics": [{"file": one.file, **{name: getattr(one, name) for name in fields}} for one in work.found],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def _masked(value: Any) -> Any:
    """Hide personal data in whatever is shown of a proposal."""
    if isinstance(value, dict):
        return {key: _masked(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_masked(part) for part in value]
    return mask(value) if isinstance(value, str) else value


def _as_text(work: _Work, report: Format, texts: Texts) -> str:
    outcome, parts = work.outcome, []
    if work.changed_since and outcome.conflicts:
        parts.append(texts("apply.changed_since", file=work.file))
    parts += [_conflict(one.field.name, (one.field.before, one.present, one.field.after), texts)
              for one in outcome.conflicts]  # fmt: skip
    if work.found:
        parts.append(findings_text(work.found, report, texts))
    return "\n\n".join([*parts, _closing(work, texts)])


def _conflict(name: str, values: tuple[Any, Any, Any], texts: Texts) -> str:
    before, present, after = (
        texts("apply.nothing") if one is None else mask(json.dumps(one, ensure_ascii=False)) for one in values
    )
    return texts("apply.conflict", field=name, before=before, present=present, after=after)


def _closing(work: _Work, texts: Texts) -> str:
    """Say what became of the file."""
    if work.stopped:
        return texts("apply.stopped", file=work.file)
    if not work.written:
        return texts("apply.not_written" if work.outcome.conflicts else "apply.already", file=work.file)
    names = ", ".join(one.name for one in work.outcome.applied)
    told = texts("apply.created" if work.record is None else "apply.written", file=work.file, fields=names)
    source = texts("apply.source", source=mask(work.proposal.source)) if work.proposal.source else ""
    return f"{told}\n{source}".rstrip()
