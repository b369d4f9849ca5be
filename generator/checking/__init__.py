"""Checking: everything that is wrong, unclear or missing, found in one run.

Rules about one record walk its plain data; rules about the whole look across records. `rules` is the table of them all.
The typed catalogue is built from the records whose shape is right; the others are kept as broken.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Final

from generator.catalogue import Catalogue, Vocabularies, build_catalogue, build_vocabularies
from generator.catalogue.build import Kept
from generator.catalogue.freshness import Ages
from generator.catalogue.opening_times import Conventions
from generator.checking.boundaries import check_boundaries
from generator.checking.completeness import check_completeness
from generator.checking.cross_references import check_references
from generator.checking.diagnosing import diagnose
from generator.checking.languages import check_languages
from generator.checking.logos import check_logos
from generator.checking.misplaced_keys import superseded, told_better
from generator.checking.peers import bodies_in_two_catalogues, check_peers
from generator.checking.personal_data import personal_in
from generator.checking.photos import check_photos
from generator.checking.plain_values import mappings_in
from generator.checking.protected_elsewhere import addresses_elsewhere
from generator.checking.protected_places import hidden_in, open_addresses
from generator.checking.removed_records import about_removed, check_removals
from generator.checking.same_bodies import check_bodies
from generator.checking.settings import check_settings
from generator.checking.shape import check_shape
from generator.checking.surveys import check_surveys
from generator.checking.timetables import check_timetables
from generator.checking.vocabulary_files import check_vocabulary_file, codes_of_other_schemes
from generator.checking.whole_catalogue import check_whole_catalogue
from generator.diagnostics import START, Finding, Severity, Span
from generator.reading.folder import FOLDERS, SourceFile, Sources, Spread
from generator.records.schema import schema

__all__ = ["Checked", "Remembered", "check", "check_record", "diagnose", "sound_vocabularies"]

OF_WHAT_IS_MISSING: Final = frozenset({"E102", "E131", "E401", "E402", "E403", "E405", "E406", "E407"})
"""Findings that a file read in part does not deserve: what it lacks may stand below."""

_LISTINGS: Final = ("termini", "famiglie")
_KEYS_OF_ONE_KIND: Final = {
    "rete": frozenset({"adesioni", "organi", "ruoli", "rete_madre", "funzionamento", "governo"}),
    "ente": frozenset(
        {"aderisce", "codice_fiscale", "partita_iva", "runts", "albi", "attivita_art5", "sovralocale", "fa_capo_a"}
    ),
}
"""Keys that tell a network from an organisation."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking leaves: the catalogue of the sound records, and the findings about all of them."""

    catalogue: Catalogue
    findings: tuple[Finding, ...]
    counts: dict[str, int]
    """How many `networks`, `organizations`, `activities` and `practices` were read, broken ones too."""

    @property
    def has_errors(self) -> bool:
        """Tell whether anything must be corrected before publishing."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


Under = tuple[date, frozenset[str], list[str]]
"""A day, the vocabularies whose files were not read whole, the digests of all of them."""


@dataclass(slots=True)
class Remembered:
    """What was found in each file by itself, for who checks again and again; `read_folder` gives the same objects.

    It holds for one day and the same vocabularies: `under` is what stands for them.
    """

    under: Under | None = None
    findings: dict[str, tuple[SourceFile, list[Finding]]] = field(default_factory=dict)

    def of(self, record: SourceFile) -> list[Finding] | None:
        """Return what was found in this very file."""
        before = self.findings.get(record.file)
        return before[1] if before and before[0] is record else None


def check(
    sources: Sources,
    today: date,
    kept: Kept | None = None,
    remembered: Remembered | None = None,
    spread: Spread = map,
) -> Checked:
    """Check everything that was read; the records made go into `kept`, for who makes a catalogue of them again."""
    findings = [finding for source in sources.files for finding in source.findings]
    vocabularies, unsure, about_vocabularies = _vocabularies(sources)
    ids = {kind: {source.id for source in sources.of(kind)} for kind in ("rete", "ente", "vocabolario")}
    findings += (_beside(finding, ids) for finding in about_vocabularies)
    records = [source for source in sources.files if source.kind != "vocabolario"]
    remembered = remembered or Remembered()
    under = (today, unsure, [source.digest for source in sources.of("vocabolario")])
    if remembered.under != under:
        remembered.under, remembered.findings = under, {}
    new = [record for record in records if remembered.of(record) is None]
    found = spread(lambda record: check_record(record, vocabularies, today, unsure), new)
    remembered.findings |= {record.file: (record, own) for record, own in zip(new, found, strict=True)}
    for record in records:
        findings += (_beside(finding, ids) for finding in remembered.findings[record.file][1])
    broken = {finding.file for finding in findings if finding.severity is Severity.ERROR}
    findings += sources.findings
    for source in sources.files:
        findings += personal_data_beside(source)
    # What follows looks at every file, broken ones too: a reference to a broken record is not a dangling one.
    findings += (about_removed(finding, sources.removals) for finding in check_references(records))
    come_back = list(check_removals(records, sources.removals, vocabularies))
    findings += come_back
    # What was taken out is in no catalogue, so that nothing made of one shows it, whoever looks at the findings.
    broken |= {finding.file for finding in come_back if finding.code == "E480"}
    findings += addresses_elsewhere(records)
    findings += check_whole_catalogue(records, vocabularies, today, Ages.of(sources.own_settings))
    findings += check_logos(sources)
    findings += check_photos(sources)
    boundaries = check_boundaries(sources)
    findings += boundaries.findings
    findings += check_surveys(sources)
    findings += check_languages(sources, vocabularies)
    sound_so_far = (record for record in records if record.file not in broken)
    findings += check_timetables(sound_so_far, Conventions.of(sources.own_settings), today)
    findings += sources.settings.findings
    findings += personal_data_beside(sources.settings)
    findings += check_settings(sources.settings)
    findings += check_completeness(record for record in records if record.file not in broken)
    sound = [source for source in sources.files if source.file not in broken]
    catalogue = replace(
        build_catalogue(sound, vocabularies, today, kept),
        boundaries=boundaries.areas,
        boundary_credits=boundaries.credits,
    )
    findings += check_bodies(catalogue)
    around, about_peers = check_peers(sources, vocabularies, today)
    findings += about_peers
    if around:
        findings += bodies_in_two_catalogues(catalogue, around)
        catalogue = replace(catalogue, around=around)
    return Checked(catalogue, tuple(findings), _counts(sources.files))


def _beside(finding: Finding, ids: Mapping[str, set[str]]) -> Finding:
    """Return a finding that does not advise to put a file where another one is."""
    if finding.code == "E024" and (name := PurePosixPath(finding.file).stem) in ids[finding.hint]:
        return replace(finding, hint="taken", values={"name": f"{FOLDERS[finding.hint]}/{name}.yml"})
    if finding.code == "W211" and finding.values["near"] in ids["vocabolario"]:
        return replace(finding, hint="taken")
    return finding


def check_record(
    record: SourceFile, vocabularies: Vocabularies, today: date, unsure: frozenset[str] = frozenset()
) -> list[Finding]:
    """Check one record by itself; of a file that was read in part, only what was read."""
    if not record.data:
        return []
    if (kind := kind_meant(record, vocabularies)) is not None:
        return [Finding("E024", record.file, span=START, hint=kind)]
    findings = check_shape(record.data, record.kind, record.file, vocabularies, today=today.isoformat(), unsure=unsure)
    findings = told_better(findings, record.data, record.kind, record.file)
    findings += superseded(record.data, record.kind, record.file)
    return [finding for finding in findings if not (record.cut_short and finding.code in OF_WHAT_IS_MISSING)]


def kind_meant(record: SourceFile, vocabularies: Vocabularies) -> str | None:
    """E024: return `ente` for an organisation among the networks, `rete` for the other way round, else None."""
    other = {"rete": "ente", "ente": "rete"}.get(record.kind)
    if other is None or not _KEYS_OF_ONE_KIND[record.kind].isdisjoint(record.data):
        return None
    kinds = schema()["kinds"]
    if all(key in kinds[record.kind]["properties"] for key in record.data):
        return None
    if any(key not in kinds[other]["properties"] for key in record.data):
        return None
    is_body = other == "ente" and str(record.data.get("tipo")) in vocabularies["tipi_ente"]
    return other if is_body or not _KEYS_OF_ONE_KIND[other].isdisjoint(record.data) else None


def personal_data_beside(source: SourceFile) -> Iterator[Finding]:
    """Find personal data in comments and in what could not be read: the repository is public too.

    So is the address of a protected place, in the comments of a record that has one.
    """
    openly = open_addresses(source.data) if source.remarks else None
    for number, line in source.remarks:
        for personal in [*personal_in(line), *(() if openly is None else hidden_in(line, openly))]:
            words = line[personal.start : personal.end]
            span = Span(number, 1, number, 1)
            yield Finding(personal.code, source.file, span=span, masked=True, part=words, hint="")


def sound_vocabularies(sources: Sources) -> Vocabularies:
    """Return the words of a catalogue, leaving out what is wrong in their files."""
    return _vocabularies(sources)[0]


def _vocabularies(sources: Sources) -> tuple[Vocabularies, frozenset[str], list[Finding]]:
    """Build the vocabularies out of what is sound in their files.

    Returns also the names of those whose file was not read whole, and what is wrong in all of them.
    """
    findings: list[Finding] = []
    sound: list[SourceFile] = []
    unsure: set[str] = set()
    for source in sources.of("vocabolario"):
        of_shape = check_shape(source.data, source.kind, source.file, Vocabularies()) if source.data else []
        of_file = of_shape or check_vocabulary_file(source)
        findings += of_file
        if source.data:
            sound.append(_without_flawed_terms(source, of_file))
        if source.cut_short or not source.data:
            unsure.add(source.id)
    vocabularies = build_vocabularies(sound)
    for source in sound:
        findings += codes_of_other_schemes(source, vocabularies)
    return vocabularies, frozenset(unsure), findings


def _without_flawed_terms(source: SourceFile, findings: Iterable[Finding]) -> SourceFile:
    """Leave out what has an error, so that one wrong term does not make every use of the others wrong."""
    wrong = [finding.path for finding in findings if finding.severity is Severity.ERROR]
    flawed = {path[:3] for path in wrong}
    beside = {path[0] for path in wrong if path and (path[0] not in _LISTINGS or len(path) == 1)}
    data: dict[str, Any] = {key: value for key, value in source.data.items() if key not in beside}
    for listing in _LISTINGS:
        if listing in data:
            data[listing] = [
                {key: value for key, value in term.items() if (listing, index, key) not in flawed}
                for index, term in mappings_in(source.data, listing)
                if term.get("codice") and (listing, index, "codice") not in flawed
            ]
    return replace(source, data={**data, "id": source.id})


def _counts(files: Iterable[SourceFile]) -> dict[str, int]:
    counts = {"networks": 0, "organizations": 0, "activities": 0, "practices": 0}
    for source in files:
        if source.kind in {"rete", "ente"}:
            counts["networks" if source.kind == "rete" else "organizations"] += 1
            for counted, listing in (("activities", "attivita"), ("practices", "buone_pratiche")):
                items = source.data.get(listing)
                counts[counted] += len(items) if isinstance(items, list) else 0
    return counts
