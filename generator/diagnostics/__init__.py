"""The one shape of every finding, whatever found it.

A rule says *what* it found and *where in the data* (`Finding`: a code, a path of keys, values).
Place in the text and words are added once, here, for whoever reads: `Diagnostic`.
The first letter of a code is its severity: E stops publication, W does not, H only suggests.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.locale import Texts, readable

Path = tuple[str | int, ...]
"""Where a value stands in a record: keys and positions from the root, `("adesioni", 2, "legame")`."""

MASK = "•••"
"""What is printed in place of a value that may be personal data."""


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @classmethod
    def of(cls, code: str) -> "Severity":
        """Tell the severity from the first letter of `code`."""
        return {"E": cls.ERROR, "W": cls.WARNING, "H": cls.HINT}[code[0]]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text; lines and columns count characters from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, before it has a place in the text and words.

    `file` is relative to the catalogue; `path` leads to the value, and `on_key` says that the key itself
    is meant, not its value. `span` is given by who already knows the place (reading). `hint` names a variant
    of the advice: its text is `<code>.hint.<hint>`,
    and without one that of `<code>.hint`. `masked` findings never show what they are about.
    `part` are the words meant, where they are a part of the value.
    """

    code: str
    file: str
    path: Path = ()
    values: Mapping[str, object] = field(default_factory=dict)
    hint: str = ""
    on_key: bool = False
    span: Span | None = None
    masked: bool = False
    part: str = ""

    @property
    def severity(self) -> Severity:
        """Error, warning or hint."""
        return Severity.of(self.code)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding as people and programs read it; `excerpt` is the line it is about."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    severity: Severity
    message: str
    hint: str
    excerpt: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: as one would read the files from the first to the last."""
        return (self.file, self.line, self.column, self.code, self.message)


def word(finding: Finding, span: Span, excerpt: str, texts: Texts) -> Diagnostic:
    """Give `finding` its place and its words in the language of `texts`."""
    variant = f"{finding.code}.hint.{finding.hint}" if finding.hint else f"{finding.code}.hint"
    # A code may have no advice of its own; a variant that a rule chose must be there.
    advice = texts(variant, **finding.values) if finding.hint or variant in texts else ""
    return Diagnostic(
        file=readable(finding.file),
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
        code=finding.code,
        severity=finding.severity,
        message=readable(texts(f"{finding.code}.message", **finding.values)),
        hint=readable(advice),
        excerpt=excerpt,
    )


def count(diagnostics: list[Diagnostic]) -> dict[Severity, int]:
    """Count diagnostics by severity; all three are always there."""
    return {severity: sum(diagnostic.severity is severity for diagnostic in diagnostics) for severity in Severity}
