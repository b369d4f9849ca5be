"""No advice is given that is not right: whatever a finding says to write is written, and checked by the checker."""

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from generator.checking import OF_WHAT_IS_MISSING
from generator.checking.code_docs import CodePage
from generator.contributing.files.yaml_writer import write_record
from generator.diagnostics import Finding
from generator.locale import load
from generator.reading.folder import read_folder
from tests.checking.fixes import advice_of, applied, errors_in, findings_in, pasted, suggested
from tests.checking.generated_mistakes import mistaken
from tests.checking.test_code_docs import PAGES, _content
from tests.conftest import CASES, overlaid

TEXTS = load("messages", "it")
MISTAKES = sorted(folder for folder in CASES.iterdir() if folder.name != "base")
GENERATED = 250


def _try_every_fix(root: Path, aside: Path, before: list[Finding]) -> set[str]:
    """Apply every advice of a catalogue, each to a copy of its own; return the keys of those that could be applied."""
    errors = errors_in(root)
    tried: set[str] = set()
    for finding in before:
        if not (pasted(finding, TEXTS) or suggested(finding, TEXTS)):
            continue
        shutil.copytree(root, aside, symlinks=True)
        said = f"{finding.code} {finding.hint} {finding.path} {pasted(finding, TEXTS) or suggested(finding, TEXTS)}"
        assert applied(aside, finding, TEXTS), said
        after = findings_in(aside)
        new = errors_in(aside) - errors
        if finding.code.startswith("E0") or finding.code == "W022":
            # What was not read, or read in part, was not told what it lacks.
            new = Counter({code: count for code, count in new.items() if code not in OF_WHAT_IS_MISSING})
        assert not new, f"{said} brings {new}"
        assert _count(after, finding) < _count(before, finding), f"{said} leaves it"
        shutil.rmtree(aside)
        tried.add(advice_of(finding, TEXTS))
    return tried


def _count(findings: list[Finding], like: Finding) -> int:
    return sum(finding.code == like.code for finding in findings)


@pytest.mark.parametrize("case", MISTAKES, ids=lambda folder: folder.name)
def test_case(case: Path, tmp_path: Path) -> None:
    """What a volunteer reads about every mistake we thought of does away with it, and brings no other."""
    root = overlaid(tmp_path / "valdoria", case)

    _try_every_fix(root, tmp_path / "aside", findings_in(root))


@pytest.mark.parametrize("page", [page for page in PAGES if page.tried], ids=lambda page: page.code)
def test_example_of_a_code(page: CodePage, valdoria: Path, tmp_path: Path) -> None:
    """The same for the example of every code."""
    path = valdoria / page.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_content(page, page.before), "utf-8")

    _try_every_fix(valdoria, tmp_path / "aside", findings_in(valdoria))


def test_generated_mistakes(valdoria: Path, tmp_path: Path) -> None:
    """The same for hundreds of mistakes put at random into records that are right."""
    chance = random.Random(20261122)  # noqa: S311 - seeded, so that a failure comes back
    sources = [source for source in read_folder(valdoria).files if source.kind in {"rete", "ente"}]
    tried: set[str] = set()
    for _ in range(GENERATED):
        source = chance.choice(sources)
        path = valdoria / source.file
        whole = path.read_text("utf-8")
        path.write_text(write_record(mistaken(source.data, chance), source.kind), "utf-8")
        tried |= _try_every_fix(valdoria, tmp_path / "aside", findings_in(valdoria))
        path.write_text(whole, "utf-8")

    assert {"E101.hint.near", "E103.hint.near", "E103.hint.several", "E104.hint.fix", "E123.hint.fix"} <= tried
