"""What every test may use: the small town of Valdoria, and a day that never changes."""

import os
import shutil
import struct
import zlib
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, sync_playwright

from generator.checking import check, diagnose
from generator.diagnostics.formats import as_text
from generator.diagnostics.summary import summary
from generator.locale import load
from generator.reading.folder import read_folder
from tests.browser import launch

CASES = Path(__file__).parent / "cases"
BASE = CASES / "base"
EXAMPLE = Path(__file__).parent.parent / "examples" / "valdoria"
TODAY = date(2026, 11, 22)

# How fast a machine draws examples says nothing of the program.
hypothesis_settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("any machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `--accept` write what the cases print; the difference is then read before it is committed."""
    parser.addoption("--accept", action="store_true", help="write the expected text of the cases")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep together, on one of the processes of xdist, the tests of a file that share what the file makes for them."""
    for item in items:
        if isinstance(item, pytest.Function) and not item.get_closest_marker("xdist_group"):
            fixtures = chain.from_iterable(item._fixtureinfo.name2fixturedefs.values())
            if any(fixture.scope == "module" for fixture in fixtures):
                item.add_marker(pytest.mark.xdist_group(item.path.relative_to(Path(__file__).parent).as_posix()))


_PIPE = ".mkfifo"
"""A file whose name ends so stands for a pipe, which Git knows nothing of."""


def overlaid(root: Path, folder: Path | None = None) -> Path:
    """Make in `root` the catalogue of Valdoria, with the files of `folder` over it."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    if folder is not None:
        shutil.copytree(folder, root, dirs_exist_ok=True, symlinks=True)
        (root / "expected.txt").unlink(missing_ok=True)
        for path in root.rglob(f"*{_PIPE}"):
            path.unlink()
            os.mkfifo(path.with_suffix(""))
    return root


def report(root: Path, lang: str = "it") -> str:
    """Check the catalogue in `root` and write what `intreccio check` prints."""
    texts = load("messages", lang)
    checked = check(read_folder(root), TODAY)
    found = diagnose(checked.findings, root, texts)
    body = f"{as_text(found, texts)}\n\n" if found else ""
    return f"{body}{summary(found, checked.counts, texts)}\n"


def write_picture(path: Path, width: int = 64, height: int = 32) -> None:
    """Write a PNG of one colour."""
    rows = b"".join(b"\0" + b"\x2a\x6f\x7b" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)


@pytest.fixture
def valdoria(tmp_path: Path) -> Path:
    """Return a writable copy of the catalogue of Valdoria, where everything is right."""
    return overlaid(tmp_path / "valdoria")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield a real Chromium, one for all tests of a process: a second Playwright beside it would refuse to start."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()
