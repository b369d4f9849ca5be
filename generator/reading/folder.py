"""A catalogue's folder: which files are records, and what stands in the way of reading them."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from generator.diagnostics import START, Finding, Span
from generator.errors import CannotRun
from generator.reading.boundaries import ENDING, HEAVIEST
from generator.reading.names import is_kept_by_windows, other_name
from generator.reading.removal_list import RemovalList, read_removals
from generator.reading.story import locate_in_story, parse_story
from generator.reading.syntax import conflict, text_without_entries
from generator.reading.walking import MOST_FOLDERS, Walk, link_on_the_way, walk
from generator.reading.yaml_reader import HIDDEN, MAX_ITEMS, Spot, locate, parse
from generator.records.official_names import read_as_one

FOLDERS: Final = {
    "rete": "networks",
    "ente": "organizations",
    "storia": "content/storie",
    "vocabolario": "vocabularies",
}
"""Where each kind of record lives."""

SETTINGS: Final = "mkdocs.yml"
"""The file that makes a folder a catalogue."""

_STRAY_FOLDERS: Final = {
    "network": "networks",
    "rete": "networks",
    "reti": "networks",
    "associazioni": "organizations",
    "ente": "organizations",
    "enti": "organizations",
    "organization": "organizations",
    "organisations": "organizations",
    "organizzazioni": "organizations",
    "vocabolari": "vocabularies",
    "vocabulary": "vocabularies",
}
"""Names that people give to the folders, which nobody would read."""

_GOES_ON: Final = frozenset({"E013", "E014", "E015", "E018", "E023", "E034", "E037"})
"""Errors after which the rest of a file is read all the same."""

_ENDINGS: Final = frozenset({".yml", ".md"})
"""Endings of the files that are read."""

_EXPLANATIONS: Final = frozenset({"readme.md", "leggimi.md", "index.md"})
_BESIDE_RECORDS: Final = ("content", "overrides")
"""What else of a catalogue is published, where nothing may lead out of it; settings may name other folders."""
_CACHES: Final = tuple(
    f".intreccio/{name}"
    for name in (
        "serve",
        "cache/shell",
        "cache/templates",
        "cache/condividi",
        "cache/pages",
        "cache/read",
        "cache/news",
        "cache/pari",
    )
)
"""Where a build writes what it keeps."""

_LOOKS_LIKE_A_RECORD = re.compile("^(nome|temi|territori):", re.MULTILINE)
_COMMENT = re.compile("(?:^|[ ])#.*")

_LOST: Final = "\ufffd"

MAX_BYTES: Final = 256 * 1024
_MAX_VOCABULARY_BYTES: Final = 4 * 1024 * 1024
LONGEST_ID: Final = 80
_TAKEN: Final = frozenset({"pagina"})
"""Steps of an address that long lists use: `attivita/pagina/2/` is the second page of a list."""
ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of records: its kind, its id, the plain data it holds and what was found while reading it.

    `file` is relative to the catalogue, with forward slashes. `data` is empty when nothing could be read.
    `remarks` are the lines that are no data but are public all the same: comments, and everything in a broken file.
    """

    kind: str
    id: str
    file: str
    data: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()
    remarks: tuple[tuple[int, str], ...] = ()
    digest: str = ""
    """What stands for its text; empty where nothing was read."""

    @property
    def cut_short(self) -> bool:
        """Tell whether reading stopped before the end, so that nothing can be said of what is missing."""
        return any(finding.code.startswith("E0") and finding.code not in _GOES_ON for finding in self.findings)

    @property
    def broken(self) -> bool:
        """Tell whether the file could not be read as a record."""
        return any(finding.code.startswith("E") for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything read from a catalogue's folder, in the order of the paths."""

    root: Path
    files: tuple[SourceFile, ...]
    findings: tuple[Finding, ...] = ()
    settings: SourceFile = SourceFile("impostazioni", "mkdocs", "mkdocs.yml", {})
    """What the catalogue says of itself, as it stands in its `mkdocs.yml`: nobody has checked it yet."""
    removals: RemovalList = field(default_factory=RemovalList)
    """Who was taken out of it."""

    @property
    def own_settings(self) -> Mapping[str, Any]:
        """What is ours among them (`extra.catalogue`); empty where there is nothing that can be read."""
        extra = self.settings.data.get("extra")
        own = extra.get("catalogue") if isinstance(extra, Mapping) else None
        return own if isinstance(own, Mapping) else {}

    def of(self, kind: str) -> Iterator[SourceFile]:
        """Yield the files of one kind."""
        return (file for file in self.files if file.kind == kind)


Spread = Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]
"""What does a work for each of many things, like `map`, perhaps in several processes."""


def read_folder(root: Path, known: Mapping[str, SourceFile] | None = None, spread: Spread = map) -> Sources:
    """Read every record of the catalogue in `root`; raises CannotRun where there is no catalogue.

    Of a file that still holds the text it held when it was read into `known`, by its path, the very object comes back.
    """
    if not (root / SETTINGS).is_file():
        raise CannotRun("no_catalogue", folder=root.absolute())
    places: list[tuple[Path, str]] = []
    findings: list[Finding] = []
    for kind, folder in FOLDERS.items():
        found = walk(root, folder)
        for path in _records(found, root / folder):
            findings += _kept_by_windows(path.relative_to(root), of_record=path.suffix in _ENDINGS)
            misplaced = _misplaced(path, root, kind)
            if misplaced is None:
                places.append((path, kind))
            else:
                findings.append(misplaced)
        findings += _no_files(found, root)
    settings = read_settings(root)
    told = {finding.file for finding in findings if finding.code in {"E021", "E036", "E037", "E050"}}
    findings += [finding for finding in _beside_records(root, settings.data) if finding.file not in told]
    findings += _stray(root)
    known = known or {}
    # Not by other processes: what comes from there is a copy, by which nobody knows again what was found in it.
    unchanged = [_as_known(path, root, known) for path, _ in places]
    others = (place for place, file in zip(places, unchanged, strict=True) if file is None)
    read = iter(spread(lambda place: read_file(place[0], root, place[1]), list(others)))
    files = [file or next(read) for file in unchanged]
    taken = _Taken(root, files)
    heeded = tuple(map(taken.heeded, findings))
    return Sources(root, tuple(map(taken.heeded_in, files)), heeded, settings, read_removals(root))


class _Taken:
    """The names that a renamed file cannot have: those of other files, and the ids of other records."""

    def __init__(self, root: Path, files: Iterable[SourceFile]) -> None:
        self.root = root
        self.ids = {file.id.casefold() for file in files if file.kind in {"rete", "ente"}}

    def heeded(self, finding: Finding) -> Finding:
        """Return a finding that does not advise a name which something has already."""
        name, folder = str(finding.values.get("name", "")), finding.values.get("folder", "")
        if finding.code == "W022":
            name, target = Path(finding.file).name, self.root / str(folder) / Path(finding.file).name
        elif finding.code in {"E022", "E023", "E037"} and name and finding.hint != "move":
            name = name if "." in name else f"{name}.yml"
            target = (self.root / finding.file).with_name(name)
        else:
            return finding
        stem, ending = target.stem.casefold(), target.suffix
        is_taken = target.exists() or (ending == ".yml" and stem in self.ids and finding.code != "W022")
        return replace(finding, hint="taken", values={**finding.values, "name": name}) if is_taken else finding

    def heeded_in(self, file: SourceFile) -> SourceFile:
        """Do the same for what was found while reading a file."""
        return replace(file, findings=tuple(map(self.heeded, file.findings))) if file.findings else file


def read_settings(root: Path) -> SourceFile:
    """Read the settings of the catalogue in `root`, as plain data: every value is text."""
    return read_file(root / SETTINGS, root, "impostazioni")


def _stray(root: Path) -> Iterator[Finding]:
    """Find records that stand where nobody looks for them."""
    for path in sorted(root.iterdir()):
        folder = _STRAY_FOLDERS.get(path.name.lower(), "")
        for stray in sorted(path.glob("*.y*ml")) if folder and path.is_dir() and not path.is_symlink() else ():
            yield Finding("W022", stray.relative_to(root).as_posix(), span=START, values={"folder": folder})
        if path.suffix in {".yml", ".yaml"} and _LOOKS_LIKE_A_RECORD.search(source_text(root, path.name)):
            yield Finding("W022", path.name, span=START, values={"folder": "networks"}, hint="root")


def _records(found: Walk, folder: Path) -> list[Path]:
    """List what stands where records do, links too, leaving out explanations; of a linked folder itself nothing is."""
    paths = (path for path in (*found.files, *found.links) if path.name.casefold() not in _EXPLANATIONS)
    return sorted(path for path in paths if path.is_relative_to(folder) or path.is_symlink())


def _no_files(found: Walk, root: Path) -> Iterator[Finding]:
    """E036, E050: what stands among the files and is none that anybody could read."""
    for path in found.others:
        yield Finding("E050", path.relative_to(root).as_posix(), span=START)
    for path in found.too_deep:
        yield Finding("E036", path.relative_to(root).as_posix(), span=START, values={"most": MOST_FOLDERS})


def _beside_records(root: Path, settings: Mapping[str, Any]) -> Iterator[Finding]:
    """Find what no build would follow or publish among pages, theme files and caches, before a build meets it."""
    theme = settings.get("theme")
    named = (settings.get("docs_dir"), theme.get("custom_dir") if isinstance(theme, Mapping) else None)
    own = [name.strip() for name in named if isinstance(name, str) and name.strip()]
    inside = [name for name in own if not Path(name).is_absolute() and ".." not in Path(name).parts]
    walks = [walk(root, folder) for folder in dict.fromkeys((*_BESIDE_RECORDS, *inside))]
    links = {path for found in walks for path in found.links} | {
        link for folder in _CACHES if (link := link_on_the_way(root, folder))
    }
    for path in sorted(links):
        yield Finding("E021", path.relative_to(root).as_posix(), span=START)
    for found in walks:
        yield from _no_files(found, root)
        for file in (path.relative_to(root).as_posix() for path in found.files):
            if not file.isprintable() or "\\" in file:
                yield Finding("E035", file, span=START)
            yield from _kept_by_windows(Path(file), of_record=False)


def _kept_by_windows(file: Path, *, of_record: bool) -> Iterator[Finding]:
    """E037: a name that Windows keeps for itself; that of a record itself is told where it is read."""
    for folder in file.parts[:-1]:
        if is_kept_by_windows(folder):
            yield Finding("E037", file.as_posix(), span=START, values={"part": folder}, hint="folder")
            return
    if not of_record and is_kept_by_windows(file.name):
        name = f"{other_name(file.name.partition('.')[0], file.as_posix())}{file.suffix.rstrip('. ')}"
        yield Finding("E037", file.as_posix(), span=START, values={"part": file.name, "name": name})


def _misplaced(path: Path, root: Path, kind: str) -> Finding | None:
    """Refuse a file that is no record by its name: a wrong ending is put right, anything else belongs elsewhere."""
    file = path.relative_to(root).as_posix()
    suffix = ".md" if kind == "storia" else ".yml"
    if path.suffix == suffix:
        return None
    if path.is_symlink():
        return Finding("E021", file, span=START)
    if path.suffix.lower() in {suffix, ".yaml", ".yml", ".txt"}:
        name = " ".join(f"{path.name.split('.')[0]}{suffix}".split())
        return Finding("E022", file, span=START, hint="rename", values={"name": name})
    return Finding("E022", file, span=START, hint="move", values={"name": " ".join(path.name.split())})


def read_file(path: Path, root: Path, kind: str) -> SourceFile:
    """Read one file; whatever is wrong with it is in its findings."""
    file = path.relative_to(root).as_posix()
    text, refusal = _text(path, root, file)
    if refusal is not None:
        return SourceFile(kind, path.stem, file, {}, (refusal,))
    return read_text(text, path.stem, file, kind)


def _as_known(path: Path, root: Path, known: Mapping[str, SourceFile]) -> SourceFile | None:
    file = path.relative_to(root).as_posix()
    before = known.get(file)
    # What was found depends on other files too, where it advises a name: such a file is read again.
    if before is None or before.findings:
        return None
    text, refusal = _text(path, root, file)
    return before if refusal is None and before.digest == _digest(text) else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_text(text: str, stem: str, file: str, kind: str) -> SourceFile:
    """Read a record out of `text`, as if it stood in `file`."""
    findings = _name_findings(stem, file, kind)
    findings += _lost_letters(text, file)
    if hidden := _hidden(text, file):
        return SourceFile(kind, stem, file, {}, (*findings, hidden))
    if conflicting := conflict(text, file):
        return SourceFile(kind, stem, file, {}, (*findings, conflicting), tuple(_remarks(text, kind, whole=True)))
    # A vocabulary may be long (a region has hundreds of municipalities): the size of its file limits it.
    most_items = None if kind == "vocabolario" else MAX_ITEMS
    data, problems = parse_story(text, file) if kind == "storia" else parse(text, file, most_items=most_items)
    if not isinstance(data, dict) or not data:
        is_bare_text = isinstance(data, str) and data.strip()
        no_record = text_without_entries(text, file) if is_bare_text else Finding("E019", file, span=START)
        is_told = any(finding.code.startswith("E") for finding in problems)
        data, problems = {}, problems if is_told else [*problems, no_record]
    broken = any(finding.code.startswith("E") for finding in problems)
    remarks = tuple(_remarks(text, kind, whole=broken))
    return SourceFile(kind, stem, file, read_as_one(data, kind), (*findings, *problems), remarks, _digest(text))


def _remarks(text: str, kind: str, *, whole: bool) -> Iterator[tuple[int, str]]:
    """Yield the lines that nobody checks as data: all of them where the file is broken, else the comments."""
    if not whole and (kind == "storia" or "#" not in text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        comment = _COMMENT.search(line)
        if whole:
            yield number, line
        elif comment:
            yield number, comment[0]


def most_bytes(file: str) -> int:
    """Return how large a file of a catalogue may be: a vocabulary may name every place of a region."""
    if file.endswith(ENDING):
        return HEAVIEST
    return _MAX_VOCABULARY_BYTES if file.startswith(f"{FOLDERS['vocabolario']}/") else MAX_BYTES


def _text(path: Path, root: Path, file: str) -> tuple[str, Finding | None]:
    """Return the text of a file, its lines ended by line feeds alone; or nothing, and why it is not read."""
    if link_on_the_way(root, file):
        return "", Finding("E021", file, span=START)
    if path.stat().st_size > (most := most_bytes(file)):
        return "", Finding("E002", file, span=START, values={"most": most // 1024})
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")  # Notepad begins a file with a mark that is no part of it
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        return "", Finding("E001", file, span=Span(line, column, line, column + 1))
    return text.replace("\r\n", "\n").replace("\r", "\n"), None


def source_text(root: Path, file: str) -> str:
    """Read the text of a record again, to show a line of it; empty when it cannot be shown."""
    text, refusal = _text(root / file, root, file) if (root / file).is_file() else ("", None)
    return "" if refusal else text


def locate_in(file: str, text: str, wanted: Iterable[Spot]) -> dict[Spot, Span]:
    """Find where paths stand in the text of a record or a story."""
    return locate_in_story(text, wanted) if file.endswith(".md") else locate(text, wanted)


def _hidden(text: str, file: str) -> Finding | None:
    character = HIDDEN.search(text)
    if character is None:
        return None
    line = text.count("\n", 0, character.start()) + 1
    column = character.start() - (text.rfind("\n", 0, character.start()) + 1) + 1
    name = f"U+{ord(character[0]):04X}"
    return Finding("E003", file, values={"name": name}, span=Span(line, column, line, column + 1), masked=True)


def _lost_letters(text: str, file: str) -> Iterator[Finding]:
    """E034: U+FFFD, which programs put where a letter could not be read: it was lost before the file was saved."""
    for number, line in enumerate(text.split("\n") if _LOST in text else (), 1):
        if (column := line.find(_LOST) + 1) > 0:
            yield Finding("E034", file, span=Span(number, column, number, column + 1))


def _name_findings(stem: str, file: str, kind: str) -> list[Finding]:
    if is_kept_by_windows(stem):
        name = f"{other_name(stem, file)}{Path(file).suffix}"
        return [Finding("E037", file, values={"part": Path(file).name, "name": name}, span=START)]
    if kind == "vocabolario":
        return []
    if stem in _TAKEN:
        return [Finding("E032", file, values={"name": stem}, span=START)]
    if ID.fullmatch(stem) and len(stem) <= LONGEST_ID:
        return []
    name = slug(stem) or "nome-della-rete"
    better = other_name(name, file) if name in _TAKEN or is_kept_by_windows(name) else name
    return [Finding("E023", file, values={"name": better}, span=START)]


@lru_cache(1 << 16)
def slug(text: str) -> str:
    """Make an id out of any text: lower-case ASCII letters, digits and single hyphens, at most `LONGEST_ID`."""
    ascii_only = unicodedata.normalize("NFKD", text.replace("'", " ").replace("’", " ")).encode("ascii", "ignore")
    words = re.findall(r"[a-z0-9]+", ascii_only.decode().casefold())
    return "-".join(words)[:LONGEST_ID].strip("-")
