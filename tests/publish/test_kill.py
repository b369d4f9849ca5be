"""A build killed at any point leaves a whole site."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.publish import exchange
from tests.publish.killed_builds import FIRST, SECOND

ROOT = Path(__file__).parents[2]
WAYS = [
    pytest.param(
        "one step",
        marks=pytest.mark.skipif(exchange._renameat2() is None, reason="the system has no RENAME_EXCHANGE"),
    ),
    "two renames",
]


@pytest.fixture(params=WAYS, scope="module")
def deaths(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[Any]]:
    """What builds killed at every file operation left, with both ways to exchange folders."""
    command = [sys.executable, "-m", "tests.publish.killed_builds", str(tmp_path_factory.mktemp("killed"))]
    done = subprocess.run([*command, request.param], cwd=ROOT, check=True, capture_output=True, text=True)
    return request.param, json.loads(done.stdout)


def test_every_operation_is_a_death(deaths: tuple[str, list[Any]]) -> None:
    """The list covers the whole life of a build: its first deaths keep the old site, its last leave the new."""
    _, found = deaths
    assert len(found) > 30
    assert found[0]["recovered"] == FIRST
    assert found[-1]["recovered"] == SECOND


def test_site_is_whole_once_recovered(deaths: tuple[str, list[Any]]) -> None:
    """Wholly the first site or wholly the second."""
    _, found = deaths
    assert [death for death in found if death["recovered"] not in (FIRST, SECOND)] == []


def test_site_is_whole_even_before(deaths: tuple[str, list[Any]]) -> None:
    """With the exchange in one step it is always there; between two renames it may be away, never half."""
    way, found = deaths
    allowed = (FIRST, SECOND) if way == "one step" else (FIRST, SECOND, None)
    assert [death for death in found if death["before"] not in allowed] == []


def test_next_build_clears_up(deaths: tuple[str, list[Any]]) -> None:
    """The build after a killed one publishes and leaves nothing beside the site."""
    _, found = deaths
    assert [death for death in found if death["next"] != SECOND or death["beside"]] == []
