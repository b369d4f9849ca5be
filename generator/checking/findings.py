"""How rules make findings: masked where the code says so, with the small parts of which their messages are made."""

from collections.abc import Sequence
from typing import Any, Final

from generator.checking.formats import Flaw, in_brackets, inline
from generator.diagnostics import Finding, Path
from generator.records.plain import is_empty

MASKED: Final = frozenset(
    {"E301", "E302", "E303", "W304", "W305", "W306", "E307", "E308", "W309", "E309", "W311", "W312", "W313"}
)
"""Findings whose value is never shown: personal data, and the addresses of protected places."""

_BESIDE_A_SENTENCE: Final = 60
"""Characters of a value that a sentence can hold."""

_LONGEST_LIST: Final = 40
"""Items of a list that is written again in an advice."""


def finding_at(code: str, file: str, path: Path, values: dict[str, object], hint: str = "") -> Finding:
    """Make a finding about the value at `path`, masked where its code says so."""
    return Finding(code, file, path, {} if code in MASKED else values, hint, masked=code in MASKED)


def finding_of_flaw(flaw: Flaw, text: str, file: str, path: Path, beside: Sequence[Any] = ()) -> Finding:
    """Make the finding of a format: with what to paste where it is certain.

    `beside` is the list that the text is an item of, for what is said by one text and written as several.
    """
    hint = flaw.hint or ("fix" if flaw.fix or flaw.several else "")
    # A flaw with an advice of its own brings a fix that is already written as it goes in a file.
    fix = flaw.fix if flaw.hint else in_brackets(flaw.fix)
    line = line_of(path, fix)
    if flaw.several:
        line = line_in_list(path, flaw.several, beside) if beside else line_of(path, inline(list(flaw.several)))
    values: dict[str, object] = {"value": short(text), "key": key_of(path), "line": line, "fix": flaw.fix}
    return finding_at(flaw.code, file, path, values, hint)


def key_of(path: Path) -> str:
    """Return the last key of a path: positions in lists have no name."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def line_of(path: Path, fix: str) -> str:
    """Write what to paste: a value alone inside a list, else with its key."""
    return fix if path and isinstance(path[-1], int) else f"{key_of(path)}: {fix}"


def line_in_list(path: Path, values: Sequence[Any], beside: Sequence[Any]) -> str:
    """Write a list again with several values in the place of the one at `path`; of a long list these values alone."""
    place = path[-1]
    if not isinstance(place, int) or len(beside) > _LONGEST_LIST:
        return inline(list(values)).strip("[]")
    items = [item for item in (*beside[:place], *values, *beside[place + 1 :]) if not is_empty(item)]
    whole = [item for at, item in enumerate(items) if not isinstance(item, str) or item not in items[:at]]
    return line_of(path[:-1], inline(whole))


def short(text: str) -> str:
    """Cut a long value: a message is one sentence."""
    line = " ".join(text.split())
    return line if len(line) <= _BESIDE_A_SENTENCE else f"{line[: _BESIDE_A_SENTENCE - 3]}…"
