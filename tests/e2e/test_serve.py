"""`intreccio serve` as somebody uses it: save a record, look at the page."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

NETWORK = "networks/rete-vicini-di-casa.yml"
PAGE = "reti/rete-vicini-di-casa/"
PATIENCE_SECONDS = 60


@pytest.fixture
def served(valdoria: Path) -> Iterator[tuple[Path, str]]:
    """Serve a copy of the small town; yields its folder and the address of the site."""
    command = [sys.executable, "-m", "generator", "serve", "-C", str(valdoria), "--port", "0", "--today", "2026-11-22"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        if process.stderr is None:
            raise OSError("no standard error")
        address = next(word for line in process.stderr for word in line.split() if word.startswith("http"))
        yield valdoria, address
        process.terminate()


def _eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def _read(url: str) -> str:
    with urlopen(url) as answer:  # noqa: S310 - the server of this test
        return str(answer.read().decode())


def test_a_saved_record_is_on_screen_and_a_broken_one_keeps_the_last_good_page(served: tuple[Path, str]) -> None:
    """A new name appears; a mistake shows a banner over the last good page; mending it takes the banner away."""
    root, address = served
    record = root / NETWORK
    good = record.read_text("utf-8").replace("nome: Rete Vicini di Casa", "nome: Rete dei Cortili", 1)

    record.write_text(good, "utf-8")
    assert _eventually(lambda: "Rete dei Cortili" in _read(address + PAGE))

    record.write_text(good.replace("temi: [", "temi: [prosimita, ", 1), "utf-8")
    assert _eventually(lambda: "banner-costruzione" in _read(address + PAGE))
    assert "prosimita" in _read(address + PAGE)

    record.write_text(good, "utf-8")
    assert _eventually(lambda: "banner-costruzione" not in _read(address + PAGE))
    assert "Rete dei Cortili" in _read(address + PAGE)
