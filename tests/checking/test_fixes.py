"""No advice is given that is not right: whatever a finding says to write is written, and checked by the checker.

A catalogue is checked again for every advice: the suite tries a part of all mistakes, which is always the same, and the
audit tries them all.
"""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from generator.checking import OF_WHAT_IS_MISSING
from generator.checking.code_docs import CodePage
from generator.checking.settings import check_settings
from generator.contributing.files.yaml_writer import write_record
from generator.diagnostics import Finding
from generator.locale import load
from generator.reading.folder import read_folder, read_text
from tests.checking.fixes import advice_of, applied, errors_among, findings_in, pasted, suggested
from tests.checking.generated_mistakes import mistaken, mistaken_settings, mistakes_of_settings
from tests.checking.test_code_docs import PAGES, _content
from tests.conftest import CASES, overlaid

TEXTS = load("messages", "it")
MISTAKES = sorted(folder for folder in CASES.iterdir() if folder.name != "base")
EXAMPLES = [page for page in PAGES if page.tried]
GENERATED = 40
MANY_GENERATED = 400
ONE_IN: Final = 6
"""The part of the cases, and of the examples of codes, that the suite tries."""
SEED = 20261122


def _part_of(every: list[Any]) -> list[Any]:
    return random.Random(SEED).sample(every, len(every) // ONE_IN)  # noqa: S311 -- repeatable, not secret


def _try_every_fix(root: Path, aside: Path, before: list[Finding]) -> set[str]:
    """Apply every advice of a catalogue, each to a copy of its own; return the keys of those that could be applied."""
    errors = errors_among(before)
    tried: set[str] = set()
    for finding in before:
        if not (pasted(finding, TEXTS) or suggested(finding, TEXTS)):
            continue
        shutil.copytree(root, aside, symlinks=True)
        said = f"{finding.code} {finding.hint} {finding.path} {pasted(finding, TEXTS) or suggested(finding, TEXTS)}"
        assert applied(aside, finding, TEXTS), said
        after = findings_in(aside)
        new = errors_among(after) - errors
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


def _try_case(case: Path, folder: Path) -> None:
    root = overlaid(folder / case.name, case)
    _try_every_fix(root, folder / "aside", findings_in(root))


@pytest.mark.parametrize("case", _part_of(MISTAKES), ids=lambda folder: folder.name)
def test_case(case: Path, tmp_path: Path) -> None:
    """What a volunteer reads about a mistake we thought of does away with it, and brings no other."""
    _try_case(case, tmp_path)


def _try_example(page: CodePage, folder: Path) -> None:
    root = overlaid(folder / page.code)
    path = root / page.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_content(page, page.before), "utf-8")
    _try_every_fix(root, folder / "aside", findings_in(root))


@pytest.mark.parametrize("page", _part_of(EXAMPLES), ids=lambda page: page.code)
def test_example_of_a_code(page: CodePage, tmp_path: Path) -> None:
    """The same for the example of a code."""
    _try_example(page, tmp_path)


def _try_generated(root: Path, folder: Path, number: int) -> set[str]:
    chance = random.Random(SEED)  # noqa: S311 - seeded, so that a failure comes back
    sources = [source for source in read_folder(root).files if source.kind in {"rete", "ente"}]
    tried: set[str] = set()
    for _ in range(number):
        source = chance.choice(sources)
        path = root / source.file
        whole = path.read_text("utf-8")
        path.write_text(write_record(mistaken(source.data, chance), source.kind), "utf-8")
        tried |= _try_every_fix(root, folder / "aside", findings_in(root))
        path.write_text(whole, "utf-8")
    return tried


def test_generated_mistakes(valdoria: Path, tmp_path: Path) -> None:
    """The same for mistakes put at random into records that are right."""
    assert len(_try_generated(valdoria, tmp_path, GENERATED)) > GENERATED // 10


def _try_settings(root: Path, folder: Path, settings: dict[str, Any]) -> set[str]:
    text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=10_000)
    (root / "mkdocs.yml").write_text(text, "utf-8")
    return _try_every_fix(root, folder / "aside", findings_in(root))


def _settings() -> dict[str, Any]:
    text = (Path(check_settings.__code__.co_filename).parent / "examples" / "mkdocs.yml").read_text("utf-8")
    return dict(read_text(text, "mkdocs", "mkdocs.yml", "impostazioni").data)


def test_settings(valdoria: Path, tmp_path: Path) -> None:
    """The same for the settings; the audit tries every mistake under every key."""
    known_licence = {"extra": {"catalogue": {"licenza": {"nome": "CC BY 4.0"}}}}
    misspelt = {"extra": {"catalogue": {"segnalazioni": "publiche"}}}
    some: list[dict[str, Any]] = [known_licence, misspelt, *list(mistakes_of_settings(_settings()))[::4]]
    tried = set().union(*(_try_settings(valdoria, tmp_path, settings) for settings in some))

    assert {"E103.hint.near", "E104.hint.fix", "E120.hint.fix", "E124.hint.fix", "E102.hint.licenza"} <= tried


def whole_audit(folder: Path) -> Iterator[str]:
    """Yield every advice that is not right: of all cases, all examples of codes and hundreds of generated mistakes."""
    trials = [(case.name, partial(_try_case, case, folder)) for case in MISTAKES]
    trials += [(page.code, partial(_try_example, page, folder)) for page in EXAMPLES]
    for name, attempt in trials:
        try:
            attempt()
        except AssertionError as error:
            shutil.rmtree(folder / "aside")
            yield f"advice about {name}: {error}"
    chance = random.Random(SEED)  # noqa: S311 -- repeatable, not secret
    root = overlaid(folder / "settings")
    wrong = [*mistakes_of_settings(_settings()), *(mistaken_settings(_settings(), chance) for _ in range(300))]
    for settings in wrong:
        try:
            _try_settings(root, folder, settings)
        except AssertionError as error:
            shutil.rmtree(folder / "aside")
            yield f"advice about settings: {error}"
    try:
        tried = _try_generated(overlaid(folder / "generated"), folder, MANY_GENERATED)
        common = {"E101.hint.near", "E103.hint.near", "E103.hint.several", "E104.hint.fix", "E123.hint.fix"}
        if common - tried:
            yield f"generated mistakes never led to {common - tried}"
    except AssertionError as error:
        yield f"advice about a generated mistake: {error}"
