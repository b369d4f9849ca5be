"""Every mistake we thought of, with the exact words that a volunteer reads.

A folder of `cases/` holds the files that differ from the small town in `cases/base/`, and `expected.txt`.
"""

from pathlib import Path

import pytest

from tests.conftest import CASES, overlaid, report

MISTAKES = sorted(folder for folder in CASES.iterdir() if folder.name != "base")


@pytest.mark.parametrize("case", MISTAKES, ids=lambda folder: folder.name)
def test_case(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The mistake is told in the expected words, with nothing beside it."""
    expected = case / "expected.txt"
    actual = report(overlaid(tmp_path / "valdoria", case))
    if request.config.getoption("--accept"):
        expected.write_text(actual, "utf-8")

    assert actual == expected.read_text("utf-8")


def test_the_contract_checks_clean(valdoria: Path) -> None:
    """The two annotated examples, with what they refer to, raise neither errors nor warnings nor hints."""
    assert report(valdoria) == "3 reti, 4 enti, 3 attività, 1 buona pratica: 0 errori, 0 avvisi, 0 suggerimenti.\n"
