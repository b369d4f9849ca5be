"""The table of rules: whoever knows a code finds its function."""

import importlib
import inspect
import re
from pathlib import Path
from typing import Any

import pytest

import generator
from generator.checking.rules import RULES, Rule
from generator.locale import load

ROOT = Path(generator.__file__).parent
DATA = (ROOT / "checking" / "rule_data.json", *sorted((ROOT / "records").glob("*.py")))


def _finder(rule: Rule) -> Any:
    """Return the function or module that a rule names."""
    parts = f"generator.{rule.finder}".split(".")
    for length in range(len(parts), 0, -1):
        try:
            finder: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for name in parts[length:]:
            finder = getattr(finder, name)
        return finder
    raise AssertionError(rule.finder)


def test_every_code_has_a_row() -> None:
    """The table holds the codes of the messages, no more and no less."""
    texts = load("messages")
    coded = {key[:4] for key in texts.keys() if re.match(r"[EWH][0-9]{3}\.message$", key)}  # noqa: SIM118 - not a mapping

    assert {rule.code for rule in RULES} == coded


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.finder}")
def test_row(rule: Rule) -> None:
    """The function exists, and its code stands in its module, or in the data that the rule says it comes from."""
    finder = _finder(rule)
    module = finder if inspect.ismodule(finder) else inspect.getmodule(finder)
    assert module is not None

    written = inspect.getsource(module) + "".join(path.read_text("utf-8") for path in DATA)
    assert f'"{rule.code}"' in written
    assert inspect.ismodule(finder) or not finder.__name__.startswith("_")
