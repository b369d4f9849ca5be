"""`intreccio apply`: a proposal becomes a change of one file, with everything else in it left as it was."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

from generator.checking.personal_data import mask
from generator.cli.changes import findings_text, told_refusals
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
from generator.diagnostics import Diagnostic, Finding, Severity
from generator.errors import CannotRun
from generator.exports.form import fingerprint
from generator.locale import Texts, load
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
    with told_refusals(texts):
        desk = _prepared(proposals, sources, partial=partial)
        if not uncover:
            _refuse_uncovering(desk, sources)
        about, errors = findings_after(sources, desk.change, day) if desk.change else ([], [])
        desk.found = worded(_told(about, errors), desk.change, catalogue, texts)
        desk.stopped = any(one.severity is Severity.ERROR for one in desk.found)
        if desk.change and not desk.stopped:
            write_change(catalogue, desk.change)
    typer.echo(_as_json(desk) if report is Format.JSON else _as_text(desk, report, texts))
    if desk.stopped or desk.has_conflicts:
        raise typer.Exit(1)


@dataclass
class _Work:
    """What one proposal comes to."""

    proposal: Proposal
    file: str
    is_new: bool
    outcome: Outcome
    changed_since: bool


@dataclass
class _Desk:
    """What all proposals of a text come to together: all of them are written, or none."""

    works: list[_Work] = field(default_factory=list)
    becoming: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What each file holds afterwards, as plain data."""
    change: dict[str, str | None] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    stopped: bool = False

    @property
    def has_conflicts(self) -> bool:
        """Tell whether a field of any proposal is in conflict."""
        return any(one.outcome.conflicts for one in self.works)

    def has_written(self, work: _Work) -> bool:
        """Tell whether what a proposal asks was written."""
        return work.file in self.change and bool(work.outcome.applied) and not self.stopped


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


def _prepared(proposals: Iterable[Proposal], sources: Sources, *, partial: bool) -> _Desk:
    """Find out what would be written; nothing where there is a conflict, unless the rest is wanted."""
    desk = _Desk()
    becoming = desk.becoming
    for proposal in proposals:
        record = record_of(proposal, sources)
        file = file_of(proposal, record)
        content = raw_text(sources.root, file).encode() if record is not None else b""
        is_same_file = bool(content) and fingerprint(content) == proposal.fingerprint and file not in becoming
        since = bool(content and proposal.fingerprint) and fingerprint(content) != proposal.fingerprint
        present = becoming.get(file, record.data if record is not None else {})
        outcome = outcome_of(present, proposal, is_same_file=is_same_file)
        becoming[file] = outcome.data
        desk.works.append(_Work(proposal, file, record is None, outcome, since))
    if partial or not desk.has_conflicts:
        desk.change = {one.file: _text(one, becoming[one.file], sources) for one in desk.works if one.outcome.applied}
    return desk


def _refuse_uncovering(desk: _Desk, sources: Sources) -> None:
    """Raise Refused where a change would take the protection of a place away; its street is never repeated."""
    records = {source.file: source.data for source in sources.files}
    for file, data in desk.becoming.items():
        if file in desk.change and (found := uncovered(records.get(file, {}), data)):
            names = ", ".join(f"«{mask(str(place.get('id') or place.get('nome') or '?'))}»" for _, place in found)
            raise Refused("apply_uncovers", file=file, places=names)


def _text(work: _Work, data: dict[str, Any], sources: Sources) -> str:
    kind = work.proposal.kind
    if work.is_new:
        return write_record(data, kind, with_schema=(sources.root / ".vscode" / f"{kind}.schema.json").is_file())
    return rewritten(raw_text(sources.root, work.file), data, kind, work.file)


def _told(about: list[Finding], errors: list[Finding]) -> list[Finding]:
    """Join what was found about the record and the errors elsewhere, each once."""
    return [*about, *(one for one in errors if all(one is not other for other in about))]


def _as_json(desk: _Desk) -> str:
    """Write the object that scripts rely on; several proposals are a list of such objects under `proposals`."""
    objects = [_object(work, desk) for work in desk.works]
    return json.dumps(objects[0] if len(objects) == 1 else {"proposals": objects}, ensure_ascii=False, indent=2)


def _object(work: _Work, desk: _Desk) -> dict[str, Any]:
    outcome, written = work.outcome, desk.has_written(work)
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
        "file": work.file,
        "new": work.is_new,
        "written": written,
        "applied": [mask(field.name) for field in outcome.applied] if written else [],
        "already": [mask(field.name) for field in outcome.already],
        "conflicts": _masked(conflicts),
        "changed_since": work.changed_since,
        "source": mask(work.proposal.source),
        "diagnostics": [{name: getattr(one, name) for name in fields} for one in desk.found],
    }


def _masked(value: Any) -> Any:
    """Hide personal data in whatever is shown of a proposal."""
    if isinstance(value, dict):
        return {key: _masked(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_masked(part) for part in value]
    return mask(value) if isinstance(value, str) else value


def _as_text(desk: _Desk, report: Format, texts: Texts) -> str:
    parts = []
    for work in desk.works:
        if work.changed_since:
            parts.append(texts("apply.changed_since", file=work.file))
        parts += [_conflict(conflict, texts) for conflict in work.outcome.conflicts]
    if desk.found:
        parts.append(findings_text(desk.found, report, texts))
    return "\n\n".join([*parts, "\n".join(_closing(work, desk, texts) for work in desk.works)])


def _conflict(conflict: Conflict, texts: Texts) -> str:
    values = {"before": conflict.field.before, "present": conflict.present, "after": conflict.field.after}
    words = {
        name: texts("apply.nothing") if value is None else mask(json.dumps(value, ensure_ascii=False))
        for name, value in values.items()
    }
    key = "apply.lost" if conflict.clash is Clash.LOST else "apply.conflict"
    return texts(key, field=mask(conflict.field.name), **words)


def _closing(work: _Work, desk: _Desk, texts: Texts) -> str:
    """Say what became of a file."""
    if desk.has_written(work):
        names = ", ".join(mask(field.name) for field in work.outcome.applied)
        told = texts("apply.created" if work.is_new else "apply.written", file=work.file, fields=names)
        source = texts("apply.source", source=mask(work.proposal.source)) if work.proposal.source else ""
        return f"{told}\n{source}".rstrip()
    if desk.stopped:
        return texts("apply.not_created" if work.is_new else "apply.stopped", file=work.file)
    return texts("apply.not_written" if desk.has_conflicts else "apply.already", file=work.file)
