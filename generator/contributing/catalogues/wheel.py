"""A wheel of the program, to be kept in a catalogue: who has it needs no registry of packages to begin.

What makes a file a wheel is told by the packaging specification of binary distributions: its name carries name and
version, and `<name>-<version>.dist-info/METADATA` inside says them again.
"""

import re
import zipfile
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path
from typing import Final

from generator.errors import CannotRun

FOLDER: Final = "programma"
"""Where a catalogue keeps the program."""

WHEEL_NAME: Final = re.compile(r"intreccio-(?P<version>[0-9][A-Za-z0-9.!+_]*)-py3-none-any\.whl")
"""The name of a wheel of ours; pip takes no file under any other."""

_REQUIRED: Final = re.compile(r"intreccio(?:\[[a-z, ]*\])?\s*==\s*(?P<version>[^\s;#]+)")
_MOST_BYTES: Final = 50_000_000
"""Code hosts refuse files from 50 to 100 MB; ours weighs about one."""
_MOST_TEXT: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel that was read and is ours."""

    name: str
    version: str
    content: bytes

    @property
    def path(self) -> str:
        """Where it stands in a catalogue, relative to its folder."""
        return f"{FOLDER}/{self.name}"


def asked_version(requirements: str) -> str:
    """Tell which version of the program a `requirements.txt` asks for, by number or by wheel; empty if it is silent."""
    found = _REQUIRED.search(requirements) or WHEEL_NAME.search(requirements)
    return found["version"] if found else ""


def small_text(file: Path) -> str:
    """Read a text that a program wrote; empty where there is none, or it is larger than any such is."""
    if file.is_symlink() or not file.is_file() or file.stat().st_size > _MOST_TEXT:
        return ""
    return file.read_text("utf-8", "replace")


def read_wheel(file: Path) -> Wheel:
    """Read a wheel of the program.

    Raises:
        CannotRun: the file is not there, or it is no wheel of Intreccio whose name tells its version.
    """
    named = WHEEL_NAME.fullmatch(file.name)
    if named is None:
        raise CannotRun("wheel_name", file=file.name)
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise CannotRun("wheel_content", file=file)
        content = file.read_bytes()
        with zipfile.ZipFile(file) as packed:
            about = Parser().parsestr(
                packed.read(f"intreccio-{named['version']}.dist-info/METADATA").decode("utf-8"), headersonly=True
            )
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, NotImplementedError, RuntimeError) as error:
        raise CannotRun("wheel_content", file=file) from error
    except OSError as error:
        raise CannotRun("system", file=file, reason=error) from error
    if (about["Name"], about["Version"]) != ("intreccio", named["version"]):
        raise CannotRun("wheel_content", file=file)
    return Wheel(file.name, named["version"], content)
