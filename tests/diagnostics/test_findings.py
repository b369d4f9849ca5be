"""Findings get words, and are counted."""

from generator.diagnostics import START, Diagnostic, Finding, Severity, Span, count, word
from generator.locale import load

TEXTS = load("messages", "it")


def test_severity_is_the_first_letter() -> None:
    """E stops publication, W does not, H suggests."""
    assert [Severity.of(code).value for code in ("E102", "W109", "H601")] == ["error", "warning", "hint"]


def test_words_of_a_finding() -> None:
    """A finding is worded with its values; a named hint wins over the general one."""
    finding = Finding("E101", "networks/a.yml", ("x",), {"key": "x", "near": "temi"}, "near")

    actual = word(finding, Span(2, 1, 2, 2), "x: 1", TEXTS)

    assert actual == Diagnostic(
        "networks/a.yml", 2, 1, 2, 2, "E101", Severity.ERROR,
        "La voce «x» qui non esiste.", "Forse volevi «temi».", "x: 1",
    )  # fmt: skip


def test_hint_of_the_code() -> None:
    """Without a named hint the code's own is used, and without that none."""
    with_hint = word(Finding("E203", "a.yml", values={"id": "b", "free": "b-2"}), START, "", TEXTS)
    without = word(Finding("E106", "a.yml", values={"key": "nome", "least": 3}), START, "", TEXTS)

    assert (with_hint.hint, without.hint) == ("Cambia uno dei due, per esempio «b-2».", "")


def test_count() -> None:
    """All three severities are counted, also when there is none."""
    assert count([]) == {Severity.ERROR: 0, Severity.WARNING: 0, Severity.HINT: 0}
