"""An import from the first cell to the last line of its account: drafts for new bodies, proposals for known ones.

Nothing is published by it: a draft (`stato: bozza`) stays out of the site until somebody takes that line away, and a
proposal changes nothing until an editor applies it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from generator.catalogue.body_names import SAME, read_name
from generator.checking import check, check_record
from generator.checking.same_bodies import Twins, best_relation, place_words, same_bodies
from generator.checking.telephones import dialled
from generator.contributing.files.changes import Change, findings_after, sources_after
from generator.contributing.files.yaml_writer import write_record
from generator.contributing.importing.drafts import Draft, Line, Read, Way, read_bodies
from generator.contributing.proposals.apply import outcome_of
from generator.contributing.proposals.proposal import ADD, Field, Proposal, write_proposal
from generator.contributing.records.new import editor_schema
from generator.diagnostics import Severity
from generator.exports.spreadsheet import spreadsheet
from generator.locale.folding import plain_words
from generator.reading.folder import FOLDERS, SourceFile, Sources
from generator.reading.spreadsheets import Sheet
from generator.records.plain import is_empty

_TEMPORARY: Final = "importazione-{}"
_SURE: Final = frozenset({"codice_fiscale", "nome"})
_FACTS: Final = frozenset({"codice_fiscale", "partita_iva", "anno", "sito", "sigla"})
"""What a newer sheet may change in a record; a text that somebody wrote is never written over."""
_OF_DRAFTS: Final = frozenset({"nome", "tipo", "stato", "fonti", "territori", "attivita", "luoghi", "contatti"})
_RESOURCES: Final = frozenset({"bisogni", "offerte"})
COLUMNS: Final = ("riga", "colonna", "esito", "testo", "dove", "perche")
"""Columns of the account."""


@dataclass(frozen=True, slots=True)
class Known:
    """A body of the sheet that the catalogue has already, and what the proposal about it says."""

    draft: Draft
    entry: str
    """The id of its record."""
    shared: tuple[str, ...]
    """What tells that it is the same."""
    proposal: str
    """Its text; empty where the record says everything already."""

    @property
    def is_sure(self) -> bool:
        """Whether it shares more than a trace such as a telephone: who applies it is asked to look twice otherwise."""
        return not _SURE.isdisjoint(self.shared)


@dataclass(slots=True)
class Import:
    """What an import would write, and everything it has to say."""

    change: dict[str, str | None] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    twins: list[tuple[Draft, Draft]] = field(default_factory=list)
    """Bodies of the sheet that may be one: both are drafts, somebody has to say."""
    account: list[Line] = field(default_factory=list)
    cells: int = 0


def planned(sheet: Sheet, way: Way, sources: Sources) -> Import:
    """Work out the import of a sheet; nothing is written."""
    return planned_of(read_bodies(sheet, way), way, sources)


def planned_of(read: Read, way: Way, sources: Sources) -> Import:
    """Work out the import of bodies, wherever they were read; nothing is written.

    Networks are new where nothing has their id; likeness of names is asked of bodies alone.
    """
    made = Import(account=read.account, cells=read.cells)
    networks = [draft for draft in read.drafts if draft.kind != "ente"]
    by_temporary = {
        _TEMPORARY.format(at): draft for at, draft in enumerate(draft for draft in read.drafts if draft.kind == "ente")
    }
    waiting: Change = {
        f"{FOLDERS['ente']}/{key}.yml": write_record(draft.data, "ente") for key, draft in by_temporary.items()
    }
    together = check(sources_after(sources, waiting), way.today).catalogue
    alike = same_bodies(together)
    found = _recognised(alike, by_temporary)
    places = place_words(together)
    taken = {file.id for file in sources.files} | set(together.former_ids)
    records = {file.id: file for file in sources.files if file.kind == "ente"}
    for key, draft in by_temporary.items():
        if key in found:
            entry, shared = found[key]
            made.known.append(_known(draft, records[entry], shared, way, places, made.account))
            continue
        draft.id = _free(draft.id, taken)
        taken.add(draft.id)
        made.drafts.append(draft)
    for draft in networks:
        if draft.id in taken:
            made.account += (
                Line(row, "", "gia", draft.name, f"{FOLDERS[draft.kind]}/{draft.id}.yml") for row in draft.rows
            )
        else:
            made.drafts.append(draft)
    made.twins = [
        (by_temporary[twins.a], by_temporary[twins.b])
        for twins in alike
        if {twins.a, twins.b} <= set(by_temporary) - set(found)
    ]
    _write(made, sources, way)
    return made


def _free(wanted: str, taken: set[str]) -> str:
    return (
        wanted
        if wanted not in taken
        else next(name for n in range(2, len(taken) + 3) if (name := f"{wanted}-{n}") not in taken)
    )


def _recognised(alike: Iterable[Twins], drafts: Mapping[str, Draft]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return, by draft, the record that is the same body, the one with the best reasons."""
    found: dict[str, Twins] = {}
    for twins in alike:
        mine = [key for key in (twins.a, twins.b) if key in drafts]
        if len(mine) == 1 and (mine[0] not in found or _reasons(twins) > _reasons(found[mine[0]])):
            found[mine[0]] = twins
    return {key: (twins.b if twins.a == key else twins.a, twins.shared) for key, twins in found.items()}


def _reasons(twins: Twins) -> tuple[bool, bool, int]:
    return "codice_fiscale" in twins.shared, "nome" in twins.shared, len(twins.shared)


def _known(
    draft: Draft, record: SourceFile, shared: tuple[str, ...], way: Way, places: frozenset[str], account: list[Line]
) -> Known:
    """Propose what a record lacks, and the facts in which it differs; what is left is told."""
    fields = []
    before = {finding.code for finding in check_record(record, way.vocabularies, way.today)}
    for proposed in _changes(draft.data, record.data, places):
        after = outcome_of(record.data, Proposal("ente", record.id, (proposed,)))
        flaws = check_record(replace(record, data=after.data), way.vocabularies, way.today)
        wrong = [finding for finding in flaws if finding.severity is Severity.ERROR and finding.code not in before]
        if after.applied and not wrong:
            fields.append(proposed)
        elif wrong:
            account.append(
                Line(
                    draft.rows[0],
                    proposed.name,
                    "fuori",
                    str(proposed.after),
                    record.file,
                    wrong[0].code,
                    wrong[0].values,
                )
            )
    kept = [key for key, value in draft.data.items() if _differs(key, value, record.data)]
    account += (Line(draft.rows[0], key, "fuori", str(draft.data[key]), record.file, "record_differs") for key in kept)
    if all(proposed.path[0] == "fonti" for proposed in fields):
        return Known(draft, record.id, shared, "")
    proposal = Proposal("ente", record.id, tuple(fields), source=way.source.get("titolo", ""))
    return Known(draft, record.id, shared, write_proposal(proposal))


def _differs(key: str, value: Any, record: Mapping[str, Any]) -> bool:
    """Tell whether a record says something else than the sheet in a text that nobody writes over."""
    return (
        isinstance(value, str)
        and key not in _FACTS | _OF_DRAFTS
        and not is_empty(record.get(key))
        and _plain(record[key]) != _plain(value)
    )


def _changes(draft: Mapping[str, Any], record: Mapping[str, Any], places: frozenset[str]) -> Iterator[Field]:
    names = [record.get("nome"), *_listed(record.get("altri_nomi")), record.get("sigla")]
    # «Ciclofficina Raggi» is no other name of «Ciclofficina Raggi APS».
    known_as = tuple(read_name(str(name), places) for name in names if name)
    if best_relation((read_name(str(draft["nome"]), places),), known_as) != SAME:
        yield Field(("altri_nomi", ADD), None, draft["nome"])
    for key, value in draft.items():
        if key in {"nome", "stato"} or (key in {"tipo", "territori"} and not is_empty(record.get(key))):
            continue
        present = record.get(key)
        if isinstance(value, list):
            known = {_identity(key, item) for item in _listed(present)}
            # What was only ticked says nothing new where the record tells it in words.
            known |= {_plain(item["risorsa"]) for item in _listed(present) if key in _RESOURCES and "risorsa" in item}
            yield from (Field((key, ADD), None, item) for item in value if _identity(key, item) not in known)
        elif is_empty(present):
            yield Field((key,), None, value)
        elif key in _FACTS and _plain(present) != _plain(value) and not _plain(present).startswith(_plain(value)):
            yield Field((key,), present, value)


def _listed(value: Any) -> list[Any]:
    return [] if is_empty(value) else value if isinstance(value, list) else [value]


def _plain(value: Any) -> str:
    return " ".join(plain_words(re.sub(r"^(?:https?://)?(?:www\.)?", "", str(value)).rstrip("/")))


def _identity(key: str, item: Any) -> str:
    """Tell what makes two items of a list the same thing."""
    if not isinstance(item, Mapping):
        return _plain(item)
    if key == "contatti":
        value = str(item.get("valore", ""))
        return dialled(value) if item.get("tipo") in {"telefono", "fax"} else _plain(value)
    if key == "fonti":
        return _plain(item.get("url") or item.get("titolo"))
    names = ("indirizzo", "nome") if key == "luoghi" else ("nome", "descrizione", "titolo", "anno")
    told = next((item[name] for name in names if item.get(name)), item)
    return _plain(told if isinstance(told, str) else sorted(map(str, item.values())))


def _write(made: Import, sources: Sources, way: Way) -> None:
    """Write the drafts; one that would bring an error to the catalogue stays out, and is told."""
    for draft in made.drafts:
        has_schema = (sources.root / editor_schema(draft.kind)).is_file()
        made.change[draft.file] = write_record(draft.data, draft.kind, with_schema=has_schema)
    _, errors = findings_after(sources, made.change, way.today)
    for finding in errors:
        if finding.file in made.change:
            del made.change[finding.file]
            draft = next(draft for draft in made.drafts if draft.file == finding.file)
            made.drafts.remove(draft)
            made.account += (
                Line(row, "", "fuori", draft.name, finding.file, finding.code, finding.values) for row in draft.rows
            )


def account_table(made: Import, reasons: Mapping[str, str]) -> bytes:
    """Write the account as a table for a spreadsheet; `reasons` are the words of each reason."""
    rows = (
        [str(line.row), line.column, line.outcome, line.words, line.where, reasons.get(line.reason, line.reason)]
        for line in made.account
    )
    return spreadsheet(COLUMNS, rows)
