"""YAML of every kind: what another reader of YAML refuses is refused, what is taken means what it means elsewhere."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from generator.checking import check_record, diagnose
from generator.locale import load
from generator.reading.folder import locate_in, read_text
from generator.reading.yaml_reader import parse
from tests.conftest import TODAY
from tests.hostile.yaml_kinds import WHOLE, files

FILE: Final = "networks/rete-prova.yml"
_NOTHING: Final = (None, "~", "null", "Null", "NULL")
_SHORT: Final = 5_000


def elsewhere(text: str) -> tuple[Any, bool]:
    """Return what libyaml's plainest reader makes of a text, where every scalar stays text; and whether it can."""
    try:
        return yaml.load(text, yaml.CBaseLoader), True  # noqa: S506 -- the reader that makes nothing but texts
    except (yaml.YAMLError, ValueError, RecursionError):
        return None, False


def problems(text: str) -> Iterator[str]:
    """Read a text as a record and yield what is wrong with what came of it."""
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    data, found = parse(normal, FILE)
    codes = [finding.code for finding in found]
    theirs, is_read = elsewhere(normal)
    if not is_read and not found:
        yield f"{text!r}: another reader refuses it, ours makes {data!r}"
    if is_read and not found and _without_nothing(data) != _without_nothing(theirs):
        yield f"{text!r}: ours is {data!r}, elsewhere it is {theirs!r}"
    record = read_text(normal, "rete-prova", FILE, "rete")
    if (any(code.startswith("E") for code in codes) or not isinstance(data, dict)) and not record.broken:
        yield f"{text!r}: {codes}, and yet a record"
    for lang in ("it", "en"):
        worded = diagnose(record.findings, Path("/nowhere"), load("messages", lang))
        if any(not diagnostic.message.strip() or diagnostic.line < 1 for diagnostic in worded):
            yield f"{text!r}: {worded}"
    locate_in(FILE, normal, {((key,), True) for key in data} if isinstance(data, dict) else set())
    check_record(record, _vocabularies(), TODAY)


def _without_nothing(value: Any) -> Any:
    """Return a value where what YAML calls nothing is an empty text, as a record has it."""
    if isinstance(value, dict):
        return {_without_nothing(key): _without_nothing(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_without_nothing(part) for part in value]
    return "" if value in _NOTHING else value


def _vocabularies() -> Any:
    from generator.catalogue import build_vocabularies  # noqa: PLC0415 -- made when first asked for

    return build_vocabularies([])


@pytest.mark.parametrize("number", range(len(WHOLE)))
def test_the_right_code_is_said_first(number: int) -> None:
    """Of files that hold one thing that records never need."""
    text, code = list(WHOLE.items())[number]
    record = read_text(text, "rete-prova", FILE, "rete")

    found = [finding.code for finding in record.findings]
    assert found[0] == code if code else isinstance(record.data, dict)
    assert len(text) > _SHORT or list(problems(text)) == []


def test_every_kind_in_some_place() -> None:
    """A slice; the audit puts every kind in every place."""
    chosen = random.Random(20261128).sample(list(files()), 200)  # noqa: S311 -- repeatable, not secret

    assert [problem for text in chosen for problem in problems(text)] == []


def whole_audit(_folder: Path) -> Iterator[str]:
    """Yield what is wrong with any kind in any place."""
    for text in files():
        try:
            yield from problems(text)
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is what is looked for
            yield f"{text!r}: {type(error).__name__}: {error}"
