"""The codes, as the page «Codici» tells them: what went wrong, an example, the fix, who notices."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from generator.checking.rules import IN_FORM
from generator.diagnostics import Severity
from generator.locale import LANGUAGES, Texts, load
from generator.reading.yaml_reader import parse
from generator.records.fields import YES

_NAMES_IN_MESSAGES: Final = """
    a above b bare better catalogue character child closing code codes date days declared ente example excess first
    fix folder
    found free hidden id ids key keys known label last least line loop mark meant missing months most n name near
    old opened other part rest rete scheme shared stato tag tipo url value word
"""
_ANYTHING: Final = dict.fromkeys(_NAMES_IN_MESSAGES.split(), "…")
"""What stands for the names in a message when no record is meant."""


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
    """Whether the fragments are the whole file, or go into a record that is right."""
    tried: bool
    """Whether the example can be checked as it stands."""
    in_form: bool
    """Whether the browser's form notices it too, or only the command."""


def codes(texts: Texts) -> tuple[CodePage, ...]:
    """Return every code in order, in the words of `texts`; names inside messages become an ellipsis."""
    examples = _examples()
    # By number first: E109 and W109 are two weights of one thing.
    in_order = sorted(examples, key=lambda code: (code[1:], code[0]))
    return tuple(_page(code, examples[code], texts) for code in in_order)


@cache
def _examples() -> dict[str, dict[str, str]]:
    data, _ = parse(resources.files(__package__).joinpath("code_examples.yml").read_text("utf-8"), "code_examples.yml")
    return dict(data)


def _in_words(fragment: str, lang: str) -> str:
    """Return an example in a language, where it is no fragment of a file but a sentence in brackets."""
    words = load("examples", lang) if fragment.startswith("(") and lang != LANGUAGES[0] else None
    return words.entry(fragment) if words and fragment in words else fragment


def _page(code: str, example: dict[str, str], texts: Texts) -> CodePage:
    hints = [key for key in texts.keys() if key.startswith(f"{code}.hint")]  # noqa: SIM118 - not a mapping
    return CodePage(
        code=code,
        severity=Severity.of(code),
        message=texts(f"{code}.message", **_ANYTHING),
        hints=tuple(texts(key, **_ANYTHING) for key in hints),
        before=_in_words(example["prima"], texts.lang),
        after=_in_words(example["dopo"], texts.lang),
        file=example.get("file", "networks/rete-prova.yml"),
        whole_file=example.get("intero", "") in YES,
        tried=example.get("prova", "") != "no",
        in_form=code in IN_FORM,
    )
