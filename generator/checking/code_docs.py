"""The codes, as the page «Codici» tells them: what went wrong, an example, the fix, who notices."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from generator.diagnostics import Severity
from generator.locale import Texts
from generator.reading.yaml_reader import parse
from generator.records.fields import YES

_NAMES: Final = (
    *("a", "b", "bare", "better", "character", "closing", "code", "codes", "date", "ente", "example", "excess"),
    *(
        "first",
        "fix",
        "hidden",
        "folder",
        "found",
        "id",
        "ids",
        "key",
        "keys",
        "known",
        "label",
        "last",
        "least",
        "line",
    ),
    *(
        "loop",
        "mark",
        "missing",
        "months",
        "most",
        "name",
        "near",
        "opened",
        "other",
        "rest",
        "rete",
        "scheme",
        "stato",
    ),
    *("tag", "value", "above", "word"),
)
_ANYTHING: Final = dict.fromkeys(_NAMES, "…")
"""What stands for the names in a message when no record is meant."""

IN_FORM: Final = frozenset(
    {
        *("E101", "E102", "E103", "E104", "E105", "E106", "E107", "E108", "E109", "E110", "E112", "E113", "E120"),
        *("E121", "E122", "E123", "E124", "E125", "E126", "E129", "E130", "E131", "E132", "E204"),
        *("E301", "E302", "E303", "E307", "E401", "E402", "E403", "E404", "E405", "E406", "E407", "E408"),
        *("W109", "W114", "W115", "W304", "W305", "W306", "W308", "W309", "W310", "W409"),
        *("W419", "W420", "W421", "H501"),
    }
)
"""Codes that concern one record by itself: the browser's form notices them as well."""


@dataclass(frozen=True, slots=True)
class CodePage:
    """One code: `before` and `after` are fragments of a record, `file` is where they stand."""

    code: str
    severity: Severity
    message: str
    hints: tuple[str, ...]
    before: str
    after: str
    file: str
    whole_file: bool
    tried: bool
    """Whether the example can be checked as it stands."""
    in_form: bool
    """Whether the browser's form notices it too, or only the command."""


@cache
def _examples() -> dict[str, dict[str, str]]:
    data, _ = parse(resources.files(__package__).joinpath("code_examples.yml").read_text("utf-8"), "code_examples.yml")
    return dict(data)


def codes(texts: Texts) -> tuple[CodePage, ...]:
    """Return every code in order, in the words of `texts`; names inside messages become an ellipsis."""
    return tuple(_page(code, example, texts) for code, example in sorted(_examples().items(), key=_order))


def _order(item: tuple[str, Any]) -> tuple[str, str]:
    return item[0][1:], item[0][0]


def _page(code: str, example: dict[str, str], texts: Texts) -> CodePage:
    keys = [key for key in texts.keys() if key.startswith(f"{code}.hint")]  # noqa: SIM118 - not a mapping
    return CodePage(
        code=code,
        severity=Severity.of(code),
        message=texts(f"{code}.message", **_ANYTHING),
        hints=tuple(texts(key, **_ANYTHING) for key in keys),
        before=example["prima"],
        after=example["dopo"],
        file=example.get("file", "networks/rete-prova.yml"),
        whole_file=example.get("intero", "") in YES,
        tried=example.get("prova", "") != "no",
        in_form=code in IN_FORM,
    )
