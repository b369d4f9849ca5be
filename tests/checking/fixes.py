"""What a finding says to write, written: so that tests can ask the checker whether it was right."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import yaml

from generator.checking import check
from generator.checking.diagnosing import first_error
from generator.contributing.files.yaml_positions import Entry, Stretch, stretch_of
from generator.diagnostics import Finding, Severity
from generator.diagnostics import Path as Keys
from generator.locale import Texts
from generator.reading.folder import FOLDERS, read_folder
from tests.conftest import TODAY

SHAPES: Final = frozenset(
    {
        *("E019.hint", "E025.hint", "E026.hint.first"),  # how a record begins
        *("E104.hint.array", "E104.hint.text", "E104.hint.orari", "E132.hint", "E116.hint"),  # what a value looks like
        *("H412.hint.ente", "H412.hint.rete", "E410.hint.ente"),  # for who writes another record
        *("E101.hint.there", "E135.hint.there", "E163.hint.missing", "E201.hint", "E450.hint.fix"),  # what to do first
        *(f"{code}.hint.taken" for code in ("E022", "E023", "E024", "E037", "W022", "W211")),
    }
)
"""Advice that shows a shape, with words of its own, or is for another file: there is nothing to paste here."""

_OF_A_WHOLE_CONTACT: Final = frozenset({"E426", "W427", "W428"})
"""Their advice is about another key beside the one that is wrong, or about a contact more."""
_WORDS: Final = ("near", "fix", "name", "folder")
_PASTED: Final = re.compile("^    (.*)$", re.MULTILINE)


def advice_of(finding: Finding, texts: Texts) -> str:
    """Return the key of the advice that goes with a finding, empty where it has none."""
    key = f"{finding.code}.hint.{finding.hint}" if finding.hint else f"{finding.code}.hint"
    return key if key in texts else ""


def pasted(finding: Finding, texts: Texts) -> str:
    """Return the lines that an advice gives to paste; empty where it gives none, or leaves a gap to fill."""
    key = advice_of(finding, texts)
    if finding.code == "W305" and finding.path[-1:] != ("valore",):
        return ""  # goes into a contact, which somebody has to write first
    found = [] if not key or key in SHAPES else _PASTED.findall(texts(key, **finding.values))
    text = "\n".join(found)
    return "" if "…" in text else text


def suggested(finding: Finding, texts: Texts) -> str:
    """Return the word that an advice says was meant; empty where it says none."""
    key = advice_of(finding, texts)
    if not key or key in SHAPES or pasted(finding, texts):
        return ""
    if finding.code == "E024":
        return FOLDERS[finding.hint]
    template = texts(key, **{**finding.values, **dict.fromkeys(_WORDS, "\x00")})
    words = (str(finding.values[name]) for name in _WORDS if finding.values.get(name))
    return next(words, "") if "\x00" in template else ""


def errors_among(findings: list[Finding]) -> Counter[str]:
    """Count errors by code."""
    return Counter(finding.code for finding in findings if finding.severity is Severity.ERROR)


def findings_in(root: Path) -> list[Finding]:
    """Return what is found in a catalogue."""
    return list(check(read_folder(root), TODAY).findings)


def applied(root: Path, finding: Finding, texts: Texts) -> bool:
    """Do in the catalogue what a finding says; False where it says nothing that can be done as it stands."""
    lines, word = pasted(finding, texts), suggested(finding, texts)
    if not lines and not word:
        return False
    if finding.code in _FILES:
        _FILES[finding.code](root, finding, word)
        return True
    path = root / finding.file
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    path.write_text(_changed(root, text, finding, lines, word), "utf-8")
    return True


def _changed(root: Path, text: str, finding: Finding, lines: str, word: str) -> str:
    if finding.span is not None and not lines:
        rows = text.split("\n")
        line = rows[finding.span.line - 1]
        rows[finding.span.line - 1] = f"{line[: finding.span.column - 1]}{word}{line[finding.span.end_column - 1 :]}"
        return "\n".join(rows)
    if finding.span is not None or (finding.code.startswith("E0") and finding.code != "E041"):
        return _line_replaced(root, text, finding, lines)
    before, data, after = _parts(finding.file, text)
    if finding.code in _OF_A_WHOLE_CONTACT and lines:
        return f"{before}{_contact_changed(data, finding.path[:-1], lines)}{after}"
    start, end, new = _splice(data, finding, lines, word)
    return f"{before}{data[:start]}{new}{data[end:]}{after}"


def _parts(file: str, text: str) -> tuple[str, str, str]:
    """Part a text into what stands before its data, the data, and the rest."""
    if not file.endswith(".md"):
        return "", text, ""
    first, front, rest = text.split("---\n", 2)
    return f"{first}---\n", front, f"---\n{rest}"


def _line_replaced(root: Path, text: str, finding: Finding, lines: str) -> str:
    """Put lines in the place of the line of a finding, as far to the right as that stood."""
    row = (finding.span.line if finding.span else first_error([finding], root) or 1) - 1
    rows = text.split("\n")
    indent = rows[row][: len(rows[row]) - len(rows[row].lstrip())].replace("\t", "  ").replace("\u00a0", " ")
    count = int(str(finding.values.get("rows", 1)))
    rows[row : row + count] = [f"{indent}{line}" for line in lines.split("\n")]
    return "\n".join(rows)


def _splice(data: str, finding: Finding, lines: str, word: str) -> tuple[int, int, str]:  # noqa: PLR0911 - kinds of advice
    """Return (start, end, text): what an advice about a path puts there."""
    whole, path = stretch_of(data), finding.path
    if finding.code in _ADDED and lines:
        inside = _value_at(whole, path[:-1] if finding.code in {"W305", "H460"} else path)
        if present := inside.entries.get(lines.partition(":")[0]):
            return present.start, present.end, lines
        if not inside.entries:
            entry = _entry_at(whole, path)
            return entry.start, entry.end, lines
        first = next(iter(inside.entries.values()))
        break_ = ", " if inside.in_brackets else "\n" + " " * first.column
        return first.start, first.start, f"{lines}{break_}"
    entry = _entry_at(whole, path)
    if finding.code == "E041":
        around = _value_at(whole, path[:-1]).entries
        last = finding.values["paths"][-1][-1]  # type: ignore[index]
        return around[str(finding.values["key"])].start, around[last].end, lines
    if lines:
        holder = path[: _last_key(path) + 1]
        named = re.match(r"[a-z_]+(?=: )", lines)
        if isinstance(path[-1], int) and not (named and named[0] == holder[-1]):
            return entry.value.start, entry.value.end, lines
        if finding.code == "H415" and path[-1] != "ente":
            holder = holder[:-1]
        entry = _entry_at(whole, holder)
        return entry.start, entry.end, lines
    if finding.on_key:
        return entry.start, entry.start + len(str(path[-1])), word
    return entry.value.start, entry.value.end, word


def _contact_changed(data: str, path: Keys, lines: str) -> str:
    """Do what an advice about several keys of a contact, or several contacts, says: whatever the file's own layout."""
    whole = yaml.load(data, yaml.BaseLoader)  # noqa: S506 -- only texts
    holder = whole
    for step in path[:-1]:
        holder = holder[step]
    advised = yaml.load(lines, yaml.BaseLoader)  # noqa: S506 -- only texts
    at = int(path[-1])
    if isinstance(advised, list):
        holder[at : at + 1] = advised
    else:
        holder[at] = {**holder[at], **advised}
    return str(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=10_000))


def _last_key(path: Keys) -> int:
    return max(at for at, step in enumerate(path) if isinstance(step, str))


def _value_at(whole: Stretch, path: Keys) -> Stretch:
    return _entry_at(whole, path).value if path else whole


def _entry_at(whole: Stretch, path: Keys) -> Entry:
    value, entry = whole, Entry(0, 0, 0, whole)
    for step in path:
        entry = value.items[step] if isinstance(step, int) else value.entries[step]
        value = entry.value
    return entry


_ADDED: Final = frozenset({"E102", "E401", "E405", "E407", "W305", "H460"})
"""Findings whose lines are added to what lacks them."""


def _renamed(root: Path, finding: Finding, word: str) -> None:
    if finding.hint == "move":
        (root / finding.file).rename(root / word)
        return
    name = word if "." in word else f"{word}.yml"
    target = (root / finding.file).with_name(name)
    assert not target.exists(), f"{finding.file} would take the place of {name}"
    (root / finding.file).rename(target)


def _moved(root: Path, finding: Finding, word: str) -> None:
    target = root / word / Path(finding.file).name
    assert not target.exists(), f"{finding.file} would take the place of {target}"
    target.parent.mkdir(exist_ok=True)
    (root / finding.file).rename(target)


def _called(root: Path, finding: Finding, word: str) -> None:
    _renamed(root, finding, word)
    path = (root / finding.file).with_name(f"{word}.yml")
    path.write_text(re.sub("^id: .*$", f"id: {word}", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")


_FILES: Final[Mapping[str, Callable[[Path, Finding, str], None]]] = {
    "E022": _renamed,
    "E023": _renamed,
    "E032": _renamed,
    "E037": _renamed,
    "W022": _moved,
    "W211": _called,
    "E024": _moved,
}
