"""What proposals come to together: the files they would change, their conflicts, what they may not uncover."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from generator.checking.protected_places import concealed, open_addresses
from generator.contributing.files.changes import raw_text
from generator.contributing.files.rewriting import rewritten
from generator.contributing.files.yaml_writer import write_record
from generator.contributing.proposals.apply import Outcome, file_of, outcome_of, record_of
from generator.contributing.proposals.proposal import Proposal
from generator.contributing.proposals.translations import in_one_form
from generator.contributing.protected_places import uncovered
from generator.contributing.records.new import editor_schema
from generator.contributing.refusals import Refused
from generator.diagnostics import Diagnostic
from generator.exports.form import fingerprint
from generator.reading.folder import Sources


@dataclass
class Result:
    """What one proposal comes to."""

    proposal: Proposal
    file: str
    is_new: bool
    outcome: Outcome
    changed_since: bool
    openly: str | None
    """The addresses that may be shown of its record; None where nothing in it is protected, and all may."""


@dataclass
class Batch:
    """What all proposals of a text come to together: all of them are written, or none."""

    results: list[Result] = field(default_factory=list)
    becoming: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What each file holds afterwards, as plain data."""
    change: dict[str, str | None] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    stopped: bool = False

    @property
    def has_conflicts(self) -> bool:
        """Tell whether a field of any proposal is in conflict."""
        return any(result.outcome.conflicts for result in self.results)

    def has_written(self, result: Result) -> bool:
        """Tell whether what a proposal asks was written."""
        return result.file in self.change and bool(result.outcome.applied) and not self.stopped


def prepared(proposals: Iterable[Proposal], sources: Sources, *, partial: bool) -> Batch:
    """Find out what would be written; nothing where there is a conflict, unless the rest is wanted."""
    batch = Batch()
    becoming = batch.becoming
    for written in proposals:
        record = record_of(written, sources)
        file = file_of(written, record)
        content = raw_text(sources.root, file).encode() if record is not None else b""
        is_same_file = bool(content) and fingerprint(content) == written.fingerprint and file not in becoming
        since = bool(content and written.fingerprint) and fingerprint(content) != written.fingerprint
        present = becoming.get(file, record.data if record is not None else {})
        proposal, present = in_one_form(written, present)
        outcome = outcome_of(present, proposal, is_same_file=is_same_file)
        becoming[file] = outcome.data
        was, becomes = open_addresses(present), open_addresses(outcome.data)
        openly = was if becomes is None else becomes
        batch.results.append(Result(proposal, file, record is None, outcome, since, openly))
    if partial or not batch.has_conflicts:
        batch.change = {
            result.file: _text(result, becoming[result.file], sources)
            for result in batch.results
            if result.outcome.applied
        }
    return batch


def refuse_uncovering(batch: Batch, sources: Sources) -> None:
    """Raise Refused where a change would take the protection of a place away; its street is never repeated."""
    records = {source.file: source.data for source in sources.files}
    for file, data in batch.becoming.items():
        if file in batch.change and (places := uncovered(records.get(file, {}), data)):
            shown = (concealed(str(place.get("id") or place.get("nome") or "?"), "") for _, place in places)
            names = ", ".join(f"«{name}»" for name in shown)
            raise Refused("apply_uncovers", file=file, places=names)


def _text(result: Result, data: dict[str, Any], sources: Sources) -> str:
    """Write the text of a file: a new one from nothing, one that is there as little changed as can be."""
    kind = result.proposal.kind
    if result.is_new:
        return write_record(data, kind, with_schema=(sources.root / editor_schema(kind)).is_file())
    return rewritten(raw_text(sources.root, result.file), data, kind, result.file)
