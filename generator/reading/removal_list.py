"""The list of the records that were taken out of a catalogue: `rimossi.yml`, in which nobody is named.

It is public, as everything in the repository is, and whoever suspects that a body left would only have to try its name:
a plain digest answers anybody, and a salt beside it answers as well. A slow digest would cost the office as much as
the curious, for both try the same few thousand names. So the digests are keyed (HMAC-SHA-256, RFC 2104), and the key
is where the repository is not: in the environment of who publishes, or in a file that Git is told to ignore. GDPR calls
this pseudonymisation (art. 4, 5). Without the key the list says how many left and when; `check` then says that it
cannot tell who comes back.
"""

import hmac
import os
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from generator.reading.walking import link_on_the_way
from generator.reading.yaml_reader import parse

LIST: Final = "rimossi.yml"
KEY_FILE: Final = "rimossi.chiave"
KEY_VARIABLE: Final = "INTRECCIO_CHIAVE_RIMOSSI"

ASKED_BY: Final = ("ente", "persona", "ufficio")
"""Who may have asked: who answers for the record, a person of whom it spoke, the office itself."""

OPEN: Final = "open"
NO_KEY: Final = "no_key"
OTHER_KEY: Final = "other_key"
BROKEN: Final = "broken"

_MOST_BYTES: Final = 1024 * 1024
_LONGEST_KEY: Final = 256
_SHORTEST_KEY: Final = 16
_KEY_BYTES: Final = 24
_MARK: Final = re.compile("[0-9a-f]{32}")
_PROVED: Final = "intreccio: rimossi"
"""What the list holds the mark of, so that a wrong key is known from the right one."""
_HEAD: Final = """\
# Le schede tolte dal catalogo su richiesta, senza nomi: impronte che solo la chiave dell'ufficio sa leggere.
# Lo scrive `intreccio remove`; a mano non si cambia.
"""


@dataclass(frozen=True, slots=True)
class Removal:
    """One record that was taken out: the day, who asked (`ASKED_BY`), and the marks it would be known by."""

    on: date
    by: str
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class RemovalList:
    """The list as it was read, and the key where there is one."""

    removals: tuple[Removal, ...] = ()
    proof: str = ""
    """The mark of a known word; empty where nothing was ever removed."""
    key: bytes = field(default=b"", repr=False)
    is_broken: bool = False

    @property
    def state(self) -> str:
        """Whether marks can be looked up: `OPEN` (also where the list is empty), `NO_KEY`, `OTHER_KEY`, `BROKEN`."""
        if self.is_broken:
            return BROKEN
        if not self.proof:
            return OPEN
        if not self.key:
            return NO_KEY
        return OPEN if hmac.compare_digest(self.mark(_PROVED), self.proof) else OTHER_KEY

    def mark(self, text: str) -> str:
        """Return what stands for a text under the key."""
        return hmac.new(self.key, text.encode(), "sha256").hexdigest()[:32]

    def found(self, texts: Iterable[str]) -> Removal | None:
        """Return the removal that one of these texts is a trace of; None also where the list cannot be looked up."""
        if not self.removals or self.state != OPEN:
            return None
        marks = {self.mark(text) for text in texts}
        return next((removal for removal in self.removals if not marks.isdisjoint(removal.marks)), None)

    def with_one_more(self, texts: Iterable[str], on: date, by: str) -> "RemovalList":
        """Return the list with a record more, which is known by these texts."""
        removal = Removal(on, by, frozenset(map(self.mark, texts)))
        return RemovalList((*self.removals, removal), self.mark(_PROVED), self.key)

    def without(self, removal: Removal) -> "RemovalList":
        """Return the list without a removal."""
        return RemovalList(tuple(kept for kept in self.removals if kept is not removal), self.proof, self.key)


def read_removals(root: Path) -> RemovalList:
    """Read the list of a catalogue; a folder without one has nothing removed. It never raises."""
    key = read_key(root)
    if link_on_the_way(root, LIST):
        return RemovalList(key=key, is_broken=True)
    path = root / LIST
    if not path.exists():
        return RemovalList(key=key)
    try:
        content = path.read_bytes() if path.is_file() and path.stat().st_size <= _MOST_BYTES else b"\0"
    except OSError:
        content = b"\0"
    return removals_in(content.decode("utf-8", "replace"), key)


def removals_in(text: str, key: bytes) -> RemovalList:
    """Read the list out of its text."""
    data, findings = parse(text, LIST)
    if "\0" in text or any(finding.code.startswith("E") for finding in findings):
        return RemovalList(key=key, is_broken=True)
    if not data:
        return RemovalList(key=key)
    try:
        return RemovalList(tuple(map(_removal, data["tolte"])), _checked(data["prova"]), key)
    except (KeyError, TypeError, ValueError):
        return RemovalList(key=key, is_broken=True)


def _removal(item: Mapping[str, Any]) -> Removal:
    if item["da"] not in ASKED_BY:
        raise ValueError
    return Removal(date.fromisoformat(item["il"]), item["da"], frozenset(map(_checked, item["impronte"])))


def _checked(mark: Any) -> str:
    if not isinstance(mark, str) or not _MARK.fullmatch(mark):
        raise ValueError
    return mark


def as_text(removals: RemovalList) -> str:
    """Write the list; marks are sorted, so that their order tells nothing."""
    lines = [
        f"  - {{il: {removal.on.isoformat()}, da: {removal.by}, impronte: [{', '.join(sorted(removal.marks))}]}}\n"
        for removal in removals.removals
    ]
    return f"{_HEAD}prova: {removals.proof}\ntolte:{'' if lines else ' []'}\n{''.join(lines)}"


def read_key(root: Path) -> bytes:
    """Return the key: that of the environment, else that in the file beside the settings; empty where there is none."""
    given = os.environ.get(KEY_VARIABLE, "").strip()
    if not given and not link_on_the_way(root, KEY_FILE) and (root / KEY_FILE).is_file():
        try:
            with (root / KEY_FILE).open("rb") as stream:
                given = stream.read(_LONGEST_KEY).decode("utf-8", "replace").strip()
        except OSError:
            given = ""
    return given.encode() if len(given) >= _SHORTEST_KEY else b""


def new_key() -> str:
    """Return a key to be written into `KEY_FILE`."""
    return secrets.token_hex(_KEY_BYTES)
