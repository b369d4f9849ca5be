"""The house has floors: each room imports only the rooms below it."""

import ast
import re
from pathlib import Path

import pytest

GENERATOR = Path(__file__).parents[1] / "generator"

FLOORS = (
    {"errors", "locale", "diagnostics", "publish"},
    {"records"},
    {"reading"},
    {"catalogue"},
    {"addresses"},
    {"checking"},
    {"matching"},
    {"exports"},
    {"site"},
    {"contributing"},
    {"cli"},
    {"__main__"},
)
"""From the ground up; the rooms of one floor may use each other."""

FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
SCRIPTS = sorted(path for path in GENERATOR.rglob("*.js") if "packaged" not in path.parts)
_IMPORTED = re.compile(r"""(?:\bfrom|\bimport\()\s*"([^"]+)\"""")
MODULES = sorted(path for path in GENERATOR.rglob("*.py") if path.parent != GENERATOR or path.stem != "__init__")


def _imported_rooms(path: Path) -> set[str]:
    """Return the rooms that a module imports, wherever in its text."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("generator.")}


def _room(path: Path) -> str:
    return path.relative_to(GENERATOR).parts[0].removesuffix(path.suffix)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(GENERATOR).as_posix())
def test_floor(path: Path) -> None:
    """A module imports rooms of its own floor or of those below."""
    above = {room for room in _imported_rooms(path) if FLOOR_OF[room] > FLOOR_OF[_room(path)]}

    assert above == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(GENERATOR).as_posix())
def test_floor_of_script(path: Path) -> None:
    """A script says first what it is for, and imports scripts that are there, of its own floor or of those below."""
    text = path.read_text("utf-8")
    imported = [(path.parent / name).resolve() for name in _IMPORTED.findall(text)]

    assert text.startswith("// ")
    assert set(imported) <= set(SCRIPTS)
    assert {_room(other) for other in imported if FLOOR_OF[_room(other)] > FLOOR_OF[_room(path)]} == set()


def test_foundation() -> None:
    """Words stand on nothing of ours but words."""
    imported = {name for path in MODULES if _room(path) == "locale" for name in _imported_rooms(path)}

    assert imported <= {"locale"}
