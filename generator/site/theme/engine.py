"""The theme engine, behind the smallest interface that three of them share.

MkDocs is unmaintained and its theme ends in 2027, so nothing else in the project may know which engine runs:
it is a program that turns a prepared folder into another folder, started as a subprocess.
"""

import os
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from generator.errors import CannotRun, EngineError

ENGINES: Final = ("mkdocs", "properdocs", "mkdocs-ng")
"""Engines kept working by the contract test, the default first."""

_MODULES: Final = {"mkdocs-ng": "mkdocs"}
"""What is run for an engine whose package is not called as what it installs."""
_THEME: Final = "mkdocs-material"
_SILENCE: Final = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
_VERSION: Final = re.compile(r"""^__version__ = ["']([^"']+)""", re.MULTILINE)
_LAST_LINES: Final = 12
_PATIENCE_SECONDS: Final = 300


class Engine:
    """One theme engine."""

    def __init__(self, name: str = ENGINES[0]) -> None:
        if name not in ENGINES:
            raise CannotRun("unknown_engine", name=name, known=", ".join(ENGINES))
        self.name = name
        self._module = _MODULES.get(name, name)

    @property
    def version(self) -> str:
        """Names and versions of engine and theme: what the harvested shell depends on.

        Raises:
            CannotRun: the engine or its theme is not installed.
        """
        try:
            installed, theme = version(self.name), version(_THEME)
        except PackageNotFoundError as missing:
            raise CannotRun("missing_package", name=missing.name) from missing
        # mkdocs-ng puts its files in the place of those of mkdocs, and both then count as installed.
        if installed != _version_of_files(self._module):
            raise CannotRun("missing_package", name=self.name)
        return f"{self.name} {installed}, {_THEME} {theme}"

    def build(self, source: Path, out: Path) -> None:
        """Build the prepared folder `source` (it holds `mkdocs.yml`) into `out`.

        Raises:
            EngineError: the engine failed or never ended; the text ends with its last lines.
        """
        # -P: a folder called `mkdocs` where the command is given, such as a catalogue, would be run in its place.
        command = [sys.executable, "-P", "-m", self._module, "build", "--quiet", "--strict"]
        arguments = ["--config-file", str(source / "mkdocs.yml"), "--site-dir", str(out)]
        try:
            run = subprocess.run(
                [*command, *arguments],
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                env={**os.environ, **_SILENCE},
                timeout=_PATIENCE_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as stuck:
            raise EngineError("engine_stuck", name=self.name, seconds=_PATIENCE_SECONDS) from stuck
        if run.returncode != 0:
            raise EngineError("engine_failed", name=self.name, tail=_tail(run.stdout + run.stderr))


def _version_of_files(module: str) -> str:
    """Return the version that the files of an engine say of themselves, without importing them; else nothing."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return ""
    declared = _VERSION.search(Path(spec.origin).read_text("utf-8"))
    return declared[1] if declared else ""


def _tail(output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip()]
    return "\n".join(lines[-_LAST_LINES:])
