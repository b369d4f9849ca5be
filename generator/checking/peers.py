"""The records of other catalogues (`extra.catalogue.pari`), checked as ours are before anything is made of them.

Whatever is wrong with one of them leaves it out; nothing of theirs stops our own publication. A key or a code that this
program does not know is no mistake (theirs may be of a newer version): it is put aside and counted. A record that left
this catalogue at somebody's request does not come back through another one.

- W491: a catalogue that could not be read, so that nothing of it is shown; W492: one that is shown as it was some days
  ago; W493: records that are not as records are; W494: records with personal data;
- H463: the same body in two catalogues.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from generator.catalogue import Catalogue, Vocabularies, build_catalogue, build_vocabularies
from generator.catalogue.kinds import RECORDS
from generator.catalogue.peers import OWN, Around, Peer, Words, id_there, joined, peer_code
from generator.catalogue.vocabularies import packaged_vocabularies
from generator.checking.cross_references import ids_used_twice, inner_ids_used_twice, parts_in_a_loop
from generator.checking.protected_elsewhere import addresses_elsewhere
from generator.checking.removed_records import check_removals
from generator.checking.same_bodies import same_bodies
from generator.checking.shape import check_shape
from generator.checking.vocabulary_files import check_vocabulary_file
from generator.diagnostics import Finding, Path, Severity
from generator.reading.folder import SourceFile, Sources
from generator.reading.peers import (
    NEVER,
    SCHEMES_KEPT_HOME,
    Exchange,
    PeerCopy,
    PeerRecord,
    is_web_address,
    read_peers,
)
from generator.records.network import DRAFT, REMOVED
from generator.records.rewritten import rewritten
from generator.records.schema import Node, schema
from generator.records.vocabulary import Term

MOST_DAYS: Final = 30
"""A copy older than this is not shown any more: who was taken out there must not stay here for ever."""

_UNKNOWN: Final = frozenset({"E101", "E103"})
"""Findings of what this program does not know."""
_PERSONAL: Final = ("E30",)
"""How the codes of errors about personal data and protected places begin."""
_PEERS: Final[Path] = ("extra", "catalogue", "pari")
_MOST_UNKNOWN: Final = 50
_MOST_EXAMPLES: Final = 3
_PARENTS: Final = ("rete_madre", "fa_capo_a")
"""Keys by which a record says what it is a part of: of itself it can be none."""
_PLACES: Final = "territori"
_MOST_TWINS: Final = 100


@dataclass(slots=True)
class _Taken:
    """What was taken of one catalogue: its records as files, whose codes are ours and whose ids are still theirs."""

    copy: PeerCopy
    files: list[SourceFile] = field(default_factory=list)
    records: dict[str, PeerRecord] = field(default_factory=dict)
    unknown: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    """A few ids of what was left out, by reason."""

    def leave_out(self, reason: str, record_id: str) -> None:
        """Count a record that cannot be taken."""
        self.left_out[reason] += 1
        if len(known := self.examples.setdefault(reason, [])) < _MOST_EXAMPLES:
            known.append(record_id)


def check_peers(sources: Sources, vocabularies: Vocabularies, today: date) -> tuple[Around | None, list[Finding]]:
    """Return the catalogues around the one in `sources`, None where it names none, and what was found about them."""
    copies = read_peers(sources.root, sources.own_settings)
    if not copies:
        return None, []
    words = Words(vocabularies)
    taken = [_taken(_current(copy, today), words, today) for copy in copies]
    everything = words.joined()
    files = []
    for one in taken:
        _without_removed(one, sources, everything)
        files += [_as_ours(file, one.copy.code) for file in one.files]
    catalogue = build_catalogue(files, everything, today)
    peers = tuple(_peer(one, catalogue) for one in taken)
    findings = [finding for one in taken for finding in told(one, sources.settings.file)]
    return Around(peers, catalogue, vocabularies), findings


def _current(copy: PeerCopy, today: date) -> PeerCopy:
    """Return a copy without what is too old to be shown, or of a day still to come."""
    if copy.read_on is None or 0 <= (today - copy.read_on).days <= MOST_DAYS:
        return copy
    return replace(copy, exchange=None, problem="old")


def told(taken: _Taken, file: str) -> Iterator[Finding]:
    """W491, W492, W493, W494: what could not be read of a catalogue."""
    copy = taken.copy
    values: dict[str, object] = {"name": copy.name}
    path = (*_PEERS, copy.number)
    if copy.exchange is None and copy.problem != NEVER:
        yield Finding("W491", file, path, {**values, "days": MOST_DAYS}, copy.problem)
    elif copy.exchange and copy.problem and copy.read_on:
        yield Finding("W492", file, path, {**values, "date": copy.read_on.isoformat()}, copy.problem)
    for code, reason in (("W493", "shape"), ("W494", "personal")):
        if taken.left_out[reason]:
            ids = ", ".join(taken.examples.get(reason, ())) or "…"
            yield Finding(code, file, path, {**values, "n": taken.left_out[reason], "ids": ids})


def _taken(copy: PeerCopy, words: Words, today: date) -> _Taken:
    taken = _Taken(copy)
    if copy.exchange is None:
        return taken
    theirs = _their_words(copy.exchange)
    taken.left_out["shape"] += copy.exchange.unreadable
    sound: list[SourceFile] = []
    for record in copy.exchange.records:
        if record.id in taken.records:
            taken.leave_out("shape", record.id)
            continue
        file = _sound(record, copy, theirs, taken, today)
        if file is not None:
            taken.records[record.id] = record
            sound.append(file)
    sound = _without_secrets(sound, taken)
    codes = _joined_codes(copy, theirs, sound, words)
    taken.files = [_with_our_codes(file, codes) for file in sound]
    return taken


def _their_words(exchange: Exchange) -> Vocabularies:
    """Return the words of another catalogue: the packaged ones and what is sound in its own."""
    files = []
    for scheme, terms in exchange.words.items():
        if scheme in SCHEMES_KEPT_HOME:
            continue
        sound: dict[str, dict[str, Any]] = {}
        for term in terms:
            code, data = term.get("codice"), {"id": scheme, "termini": [term]}
            if isinstance(code, str) and not _has_errors(check_shape(data, "vocabolario", scheme, Vocabularies())):
                sound.setdefault(code, dict(term))
        known = {*sound, *(term.code for term in packaged_vocabularies()[scheme])}
        file = SourceFile("vocabolario", scheme, f"vocabularies/{scheme}.yml", {"id": scheme})
        whole = replace(file, data={"id": scheme, "termini": [_linked(term, known) for term in sound.values()]})
        wrong = {finding.path[1] for finding in _errors(check_vocabulary_file(whole)) if len(finding.path) > 1}
        kept = [term for number, term in enumerate(whole.data["termini"]) if number not in wrong]
        files.append(replace(file, data={"id": scheme, "termini": kept}))
    return build_vocabularies(files)


def _linked(term: Mapping[str, Any], known: Container[str]) -> dict[str, Any]:
    """Return a word without its links to words that did not come along."""
    made = dict(term)
    if made.get("padre") not in known:
        made.pop("padre", None)
    for key in ("altri_padri", "confina_con"):
        codes = made.get(key, [])
        made[key] = [code for code in (codes if isinstance(codes, list) else [codes]) if code in known]
    return {key: part for key, part in made.items() if key != "famiglia" and part != []}


def _sound(record: PeerRecord, copy: PeerCopy, theirs: Vocabularies, taken: _Taken, today: date) -> SourceFile | None:
    """Return a record as a file, without what is not known here; None where it cannot be taken, which is counted."""
    name = f"{copy.code}/{record.kind}/{record.id}.yml"
    data = dict(deepcopy(record.data))
    if data.get("stato") in {DRAFT, REMOVED}:
        return None
    day = today.isoformat()
    found = check_shape(data, record.kind, name, theirs, today=day)
    unknown = [finding for finding in found if finding.code in _UNKNOWN and finding.path]
    if unknown:
        for path in sorted({finding.path for finding in unknown}, key=_last_first):
            _drop(data, path)
        for key in sorted({_key_of(finding) for finding in unknown}):
            taken.unknown[key] += 1
        found = check_shape(data, record.kind, name, theirs, today=day)
    wrong = [finding.code for finding in _errors(found)]
    if wrong:
        is_personal = any(code.startswith(_PERSONAL) for code in wrong)
        taken.leave_out("personal" if is_personal else "shape", record.id)
        return None
    return SourceFile(record.kind, record.id, name, data)


def _key_of(finding: Finding) -> str:
    return str(next(step for step in reversed(finding.path) if isinstance(step, str)))


def _last_first(path: Path) -> tuple[tuple[int, str], ...]:
    """Sort paths so that what is taken out of a list moves nothing that is still to be taken out."""
    return tuple((-step, "") if isinstance(step, int) else (0, step) for step in path)


def _drop(data: Any, path: Path) -> None:
    with suppress(LookupError, TypeError):
        inner = data
        for step in path[:-1]:
            inner = inner[step]
        del inner[path[-1]]


def _without_secrets(files: list[SourceFile], taken: _Taken) -> list[SourceFile]:
    """Leave out who gives the address of a protected place, its own or another's, and ids that cannot be (E203…)."""
    secret = {finding.file for finding in addresses_elsewhere(files) if finding.code == "E309"}
    # References that lead nowhere are left out when records are joined: nobody needs to hear which was meant.
    found = (*ids_used_twice(files), *inner_ids_used_twice(files), *parts_in_a_loop(files))
    twice = {finding.file for finding in found} - secret
    twice |= {file.file for file in files if file.id in map(file.data.get, _PARENTS)} - secret
    for reason, wrong in (("personal", secret), ("shape", twice)):
        for file in files:
            if file.file in wrong:
                taken.leave_out(reason, file.id)
    return [file for file in files if file.file not in secret | twice]


def _joined_codes(
    copy: PeerCopy, theirs: Vocabularies, files: Iterable[SourceFile], words: Words
) -> Mapping[str, Mapping[str, str]]:
    """Add to `words` those that the records use, and those around their places; return codes by vocabulary."""
    used: dict[str, set[str]] = {}

    def noted(value: Any, node: Node) -> Any:
        if (scheme := node.get("x-vocabolario")) and isinstance(value, str):
            used.setdefault(scheme, set()).add(value.strip())
        return value

    for file in files:
        rewritten(file.data, schema()["kinds"][file.kind], noted)
    codes = {}
    for scheme, known in sorted(used.items()):
        vocabulary = theirs[scheme]
        wanted = {whole for code in known for whole in (code, *vocabulary.ancestors(code))}
        if scheme == _PLACES:
            told = [vocabulary.terms[code] for code in sorted(wanted) if code in vocabulary]
            beside = {code for term in told for code in term.neighbours}
            wanted |= {whole for code in beside for whole in (code, *vocabulary.ancestors(code))}
        codes[scheme] = words.add(copy.code, scheme, _own_terms(term for term in vocabulary if term.code in wanted))
    return codes


def _own_terms(terms: Iterable[Term]) -> Iterator[Term]:
    """Yield words with what another catalogue may say of them; of no term does a reader learn whom to call."""
    for term in terms:
        yield term.model_copy(update={"hidden": None, "superseded_by": None})


def _with_our_codes(file: SourceFile, codes: Mapping[str, Mapping[str, str]]) -> SourceFile:
    def coded(value: Any, node: Node) -> Any:
        scheme = node.get("x-vocabolario")
        return codes.get(scheme, {}).get(value.strip(), value) if scheme and isinstance(value, str) else value

    return replace(file, data=rewritten(file.data, schema()["kinds"][file.kind], coded))


def _without_removed(taken: _Taken, sources: Sources, vocabularies: Vocabularies) -> None:
    """Leave out what left this catalogue at somebody's request."""
    gone: dict[str, list[Path]] = {}
    for finding in check_removals(taken.files, sources.removals, vocabularies):
        if finding.code in {"E480", "E481"}:
            gone.setdefault(finding.file, []).append(finding.path)
    kept = []
    for file in taken.files:
        paths = gone.get(file.file, [])
        if () in paths:
            taken.leave_out("removed", file.id)
            continue
        if paths:
            data = dict(deepcopy(file.data))
            for path in sorted(paths, key=_last_first):
                _drop(data, path if isinstance(path[-1], int) or len(path) == 1 else path[:-1])
            file = replace(file, data=data)  # noqa: PLW2901 -- the same record, with less
        kept.append(file)
    taken.files = kept


def _as_ours(file: SourceFile, code: str) -> SourceFile:
    """Return a file whose ids, its own and those that it names, are those of its catalogue here."""

    def named(value: Any, node: Node) -> Any:
        target = node.get("x-riferimento", "")
        return f"{code}{OWN}{value.strip()}" if target and target != "luogo" and isinstance(value, str) else value

    data = rewritten(file.data, schema()["kinds"][file.kind], named)
    return replace(file, id=f"{code}{OWN}{file.id}", data=without_former(data))


def without_former(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a record without the ids that it had once: they lead on in its own catalogue."""
    return {key: value for key, value in data.items() if key != "id_precedenti"}


def _peer(taken: _Taken, catalogue: Catalogue) -> Peer:
    copy = taken.copy
    addresses: dict[str, str] = {}
    if is_web_address(copy.url):
        for kind in RECORDS.values():
            for entry_id in getattr(catalogue, kind.group):
                if peer_code(entry_id) == copy.code:
                    home, _, inner = id_there(entry_id).partition("/")
                    record = taken.records[home]
                    own = record.addresses.get(f"{kind.code}/{inner}", "") if inner else record.address
                    addresses[entry_id] = copy.url + (own or record.address)
    return Peer(
        code=copy.code,
        name=copy.name,
        url=copy.url,
        licence=copy.licence,
        licence_url=copy.licence_url if is_web_address(copy.licence_url) else "",
        read_on=copy.read_on if copy.exchange else None,
        problem=copy.problem,
        addresses=addresses,
        unknown=tuple(taken.unknown.most_common(_MOST_UNKNOWN)),
        left_out={reason: count for reason, count in sorted(taken.left_out.items()) if count},
    )


def bodies_in_two_catalogues(own: Catalogue, around: Around) -> Iterator[Finding]:
    """H463: an organisation of ours that another catalogue has too: one of the two could simply refer to the other."""
    whole = joined(own, around)
    names = {peer.code: peer.name for peer in around.peers}
    found = 0
    for twins in same_bodies(whole):
        codes = [code for side in (twins.a, twins.b) if (code := peer_code(side))]
        if len(codes) != 1 or found >= _MOST_TWINS:
            continue
        found += 1
        ours, theirs = (twins.b, twins.a) if peer_code(twins.a) else (twins.a, twins.b)
        values = {
            "name": whole.organizations[theirs].name,
            "catalogue": names[codes[0]],
            "url": next(peer.addresses.get(theirs, "") for peer in around.peers if peer.code == codes[0]),
        }
        yield Finding("H463", own.organizations[ours].file, ("nome",), values)


def _errors(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def _has_errors(findings: Iterable[Finding]) -> bool:
    return bool(_errors(findings))
