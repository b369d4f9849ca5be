"""How rules make findings: masked where the code says so, with the small parts of which their messages are made."""

from typing import Final

from generator.checking.formats import Flaw, in_brackets
from generator.diagnostics import Finding, Path

MASKED: Final = frozenset(
    {"E301", "E302", "E303", "W304", "W305", "W306", "E307", "E308", "W309", "E309", "W311", "W312", "W313"}
)
"""Findings whose value is never shown: personal data, and the addresses of protected places."""

_BESIDE_A_SENTENCE: Final = 60
"""Characters of a value that a sentence can hold."""


def finding_at(code: str, file: str, path: Path, values: dict[str, object], hint: str = "") -> Finding:
    """Make a finding about the value at `path`, masked where its code says so."""
    return Finding(code, file, path, {} if code in MASKED else values, hint, masked=code in MASKED)


def finding_of_flaw(flaw: Flaw, text: str, file: str, path: Path) -> Finding:
    """Make the finding of a format: with what to paste where it is certain."""
    hint = flaw.hint or ("fix" if flaw.fix else "")
    # A flaw with an advice of its own brings a fix that is already written as it goes in a file.
    fix = flaw.fix if flaw.hint else in_brackets(flaw.fix)
    values: dict[str, object] = {"value": short(text), "key": key_of(path), "line": line_of(path, fix)}
    return finding_at(flaw.code, file, path, values, hint)


def key_of(path: Path) -> str:
    """Return the last key of a path: positions in lists have no name."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def line_of(path: Path, fix: str) -> str:
    """Write what to paste: a value alone inside a list, else with its key."""
    return fix if path and isinstance(path[-1], int) else f"{key_of(path)}: {fix}"


def short(text: str) -> str:
    """Cut a long value: a message is one sentence."""
    line = " ".join(text.split())
    return line if len(line) <= _BESIDE_A_SENTENCE else f"{line[: _BESIDE_A_SENTENCE - 3]}…"
