"""How a catalogue is kept: what would leave it without readers, office or keeper, and one remedy for each.

`intreccio check` looks at what records say, `doctor` at everything around them. Nothing here asks the network, and
nobody is named: who wrote is counted, never listed.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from generator.catalogue.freshness import Ages
from generator.checking import Checked
from generator.checking.editor_schema import json_schemas
from generator.contributing.catalogues.scaffold import INSTALL, Host, Start, scaffold
from generator.contributing.catalogues.wheel import FOLDER, WHEEL_NAME, asked_version, small_text
from generator.contributing.records.new import editor_schema
from generator.contributing.records.renewals import renewals
from generator.reading.folder import Sources
from generator.reading.history import git
from generator.records.network import DRAFT
from generator.site.theme.frozen import MANIFEST, frozen_folder

PROPOSALS: Final = "proposte"
"""Where the office may put what came in; the workflow of a host keeps a branch of this name for each."""

_LETTERS: Final = frozenset({".txt", ".eml", ".json"})
_WORKFLOWS: Final = {
    Host.GITHUB: ".github/workflows/",
    Host.GITLAB: ".gitlab-ci.yml",
    Host.FORGEJO: ".forgejo/workflows/",
}
_INSTALLS: Final = re.compile(r"^(.*?)(?:python -m )?pip install .*$", re.MULTILINE)
_EXAMPLE: Final = re.compile(r"(?:^|[.@/])example(?:\.(?:com|org|net))?(?:[/:]|$)")
"""Names that belong to nobody (RFC 2606): they stand where the real one is still to be written."""
_A_YEAR: Final = timedelta(days=365)
_SILENCE: Final = timedelta(days=120)
_ROBOT: Final = re.compile(r"\[bot\]|noreply@|dependabot|renovate", re.IGNORECASE)
_NEARLY: Final = 0.8

LIMITS: Final = (("GitHub Pages", 10**9, None), ("GitLab Pages (gitlab.com)", 10**9, 200_000))
"""Host, most bytes, most entries with folders counted; docs/scaling.md has more, with where each is read."""
_LARGEST_FILE: Final = 25 * 2**20
"""25 MiB: above it some hosts refuse a file."""


class Weight(StrEnum):
    """How much something matters."""

    MEND = "mend"
    """Readers or the office are without something they need: `doctor` exits with 1."""
    DUE = "due"
    """It is time to do it."""
    KNOW = "know"
    """Good to know; a catalogue may leave it so."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about a catalogue: `doctor.<key>` says it, `doctor.<key>.fix` the one remedy, with the same values."""

    key: str
    weight: Weight
    values: Mapping[str, object] = field(default_factory=dict)


def remarks(sources: Sources, checked: Checked, site: Path) -> list[Remark]:
    """Return what there is to say of a catalogue, the gravest first; `site` is where its site was built, if it was."""
    root, today = sources.root, checked.catalogue.today
    found = [
        *_settings(sources),
        *_records(sources, checked),
        *_program(root),
        *_workflows(root, today),
        *_size(site),
        *_keepers(root, today),
    ]
    order = list(Weight)
    return sorted(found, key=lambda remark: order.index(remark.weight))


def _settings(sources: Sources) -> Iterator[Remark]:
    """Look at what readers are told of who answers, and where."""
    own = sources.own_settings
    address = str(sources.settings.data.get("site_url") or "")
    if not address:
        yield Remark("site_url", Weight.MEND)
    elif _is_example(urlsplit(address).hostname or ""):
        yield Remark("site_url_example", Weight.MEND, {"address": address})
    office = _mapping(own.get("ufficio"))
    contacts = [_mapping(contact) for contact in office.get("contatti") or () if _mapping(contact)]
    if not office.get("nome"):
        yield Remark("office_name", Weight.MEND)
    if not contacts:
        yield Remark("office_contacts", Weight.MEND)
    for contact in contacts:
        if _is_example(str(contact.get("valore") or "")):
            yield Remark("office_example", Weight.MEND, {"address": contact.get("valore")})
    if not own.get("comune"):
        yield Remark("town", Weight.KNOW)
    if not own.get("repository"):
        yield Remark("repository", Weight.KNOW)
    if not own.get("dichiarazione_accessibilita_url"):
        yield Remark("accessibility", Weight.KNOW)


def _records(sources: Sources, checked: Checked) -> Iterator[Remark]:
    """Look at what records ask for: corrections, confirmations, an end to being a draft."""
    for letter, key, weight in (("E", "errors", Weight.MEND), ("W", "warnings", Weight.DUE)):
        if count := sum(finding.code.startswith(letter) for finding in checked.findings):
            yield Remark(key, weight, {"n": count})
    late = renewals(checked.catalogue, Ages.of(sources.own_settings))
    if late:
        yield Remark("renewals", Weight.DUE, {"n": len(late)})
    if due := sum(finding.code == "H485" for finding in checked.findings):
        yield Remark("indicators", Weight.DUE, {"n": due})
    if drafts := sum(source.data.get("stato") == DRAFT for source in sources.files):
        yield Remark("drafts", Weight.DUE, {"n": drafts})
    folder = sources.root / PROPOSALS
    waiting = [path for path in folder.glob("*") if path.suffix in _LETTERS] if folder.is_dir() else []
    if waiting:
        yield Remark("proposals", Weight.DUE, {"n": len(waiting), "folder": PROPOSALS})
    if _schemas_are_old(sources.root, checked):
        yield Remark("schemas", Weight.KNOW)
    branches = git(sources.root, "branch", "--all", "--no-merged", "HEAD", "--list", "proposta/*", "*/proposta/*")
    if count := len(branches.stdout.splitlines()):
        yield Remark("branches", Weight.DUE, {"n": count})


def _schemas_are_old(root: Path, checked: Checked) -> bool:
    """Tell whether editors complete records by the keys and the terms of another day."""
    files = {kind: root / editor_schema(kind) for kind in ("rete", "ente")}
    if not all(file.is_file() for file in files.values()):
        return False
    schemas = json_schemas(checked.catalogue.vocabularies)
    try:
        return any(json.loads(file.read_text("utf-8")) != schemas[kind] for kind, file in files.items())
    except ValueError:
        return True


def _program(root: Path) -> Iterator[Remark]:
    """Look whether the program is the one that the catalogue asks for, and has what it needs."""
    here = version("intreccio")
    asked = small_text(root / "requirements.txt")
    wanted, kept = asked_version(asked), WHEEL_NAME.search(asked)
    if not wanted:
        yield Remark("unpinned", Weight.KNOW, {"here": here})
    elif wanted != here:
        yield Remark("other_version", Weight.DUE, {"here": here, "wanted": wanted})
    if kept and not (root / FOLDER / kept[0]).is_file():
        yield Remark("no_wheel", Weight.MEND, {"file": f"{FOLDER}/{kept[0]}"})
    for requirement in requires("intreccio") or ():
        yield from _requirement(requirement)
    manifest = frozen_folder(root) / MANIFEST
    if manifest.is_file() and f"intreccio {here}" not in small_text(manifest):
        yield Remark("frozen", Weight.DUE, {"here": here})


def _requirement(text: str) -> Iterator[Remark]:
    """Compare one requirement of the program (PEP 508) with what is installed; extras are not asked for."""
    from packaging.requirements import Requirement  # noqa: PLC0415 - only for this command

    requirement = Requirement(text)
    if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
        return
    try:
        there = version(requirement.name)
    except PackageNotFoundError:
        yield Remark("no_package", Weight.MEND, {"name": requirement.name})
        return
    if not requirement.specifier.contains(there, prereleases=True):
        asked = str(requirement.specifier)
        yield Remark("package", Weight.MEND, {"name": requirement.name, "version": there, "wanted": asked})


def _workflows(root: Path, today: date) -> Iterator[Remark]:
    """Compare the automatic checks with those that a new catalogue would have; how the program is installed is free."""
    hosts = [host for host, path in _WORKFLOWS.items() if (root / path).exists()]
    if not hosts:
        yield Remark("no_workflows", Weight.KNOW)
    for host in hosts:
        fresh = scaffold(Start("Catalogo", "", host, version("intreccio"), today))
        for path, text in sorted(fresh.items()):
            if not path.startswith(_WORKFLOWS[host]):
                continue
            file = root / path
            if not file.is_file():
                yield Remark("workflow_missing", Weight.KNOW, {"file": path, "host": host})
            elif _as_compared(small_text(file)) != _as_compared(text):
                yield Remark("workflow_other", Weight.KNOW, {"file": path, "host": host})


def _as_compared(text: str) -> str:
    return _INSTALLS.sub(rf"\1{INSTALL}", text).replace("\r\n", "\n")


def _size(site: Path) -> Iterator[Remark]:
    """Weigh the site that was built last against what hosts take."""
    entries = list(site.rglob("*")) if site.is_dir() else []
    if not entries:
        return
    sizes = {entry: entry.stat().st_size for entry in entries if entry.is_file()}
    weight = sum(sizes.values())
    for host, most_bytes, most_entries in LIMITS:
        share = max(weight / most_bytes, len(entries) / most_entries if most_entries else 0)
        if share >= _NEARLY:
            percent = round(share * 100)
            values = {"host": host, "percent": percent, "mb": round(weight / 10**6), "entries": len(entries)}
            yield Remark("size", Weight.MEND if share > 1 else Weight.DUE, values)
    largest = max(sizes, key=lambda file: sizes[file], default=None)
    if largest is not None and sizes[largest] > _LARGEST_FILE:
        name = largest.relative_to(site).as_posix()
        yield Remark("large_file", Weight.KNOW, {"file": name, "mb": round(sizes[largest] / 10**6)})


def _keepers(root: Path, today: date) -> Iterator[Remark]:
    """Look whether the catalogue would outlive a computer and a person."""
    if git(root, "rev-parse", "--verify", "--quiet", "HEAD").returncode:
        yield Remark("no_history", Weight.MEND)
        return
    if not git(root, "remote").stdout.strip():
        yield Remark("no_copy", Weight.MEND)
    if count := len(git(root, "status", "--porcelain", "--", ".").stdout.splitlines()):
        yield Remark("unsaved", Weight.DUE, {"n": count})
    if git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        return  # who wrote, and when, is not all there
    since = (today - _A_YEAR).isoformat()
    log = git(
        root,
        "log",
        f"--since={since}T00:00:00Z",
        f"--until={today.isoformat()}T23:59:59Z",
        "--format=%aE%x09%as",
        "--",
        ".",
    )
    lines = [line.partition("\t") for line in log.stdout.decode("utf-8", "replace").splitlines()]
    people = {who.casefold() for who, _, _ in lines if not _ROBOT.search(who)}
    if len(people) == 1:
        yield Remark("one_keeper", Weight.DUE)
    newest = max((day for _, _, day in lines), default="")
    if not newest or date.fromisoformat(newest) < today - _SILENCE:
        yield Remark("silence", Weight.DUE, {"days": _SILENCE.days})


def _is_example(text: str) -> bool:
    return bool(_EXAMPLE.search(text.strip().casefold()))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
