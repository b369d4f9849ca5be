"""A proposal: the small text that the form, an e-mail, an issue and `intreccio apply` exchange (docs/proposal.md).

What comes in is hostile input that mail programs have damaged: lines broken, quoted with `>`, greetings around it.
What is wrong with it is one sentence (`stop.proposal_*`), never a traceback.
"""

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from generator.errors import CannotRun
from generator.reading.folder import FOLDERS, ID, LONGEST_ID
from generator.reading.yaml_reader import HIDDEN
from generator.records.plain import is_empty

VERSION: Final = 1
MAX_BYTES: Final = 64 * 1024
MAX_STEPS: Final = 12
ADD: Final = "+"
"""The last step of a path that adds to a list."""

LINK: Final = "#proposta="
_END: Final = "Fine della proposta"
_KINDS: Final = {FOLDERS[kind]: kind for kind in ("rete", "ente")}
_LABELS: Final = ("Scheda nuova", "Scheda", "Impronta", "Fonte", "Campo", "Prima", "Dopo")
_FIRST: Final = re.compile(r"Proposta per il catalogo\W{0,5}versione\s+([0-9]{1,9})")
_LINE = re.compile(rf"({'|'.join(_LABELS)})\s*:\s*(.*)")
_COMMENT = re.compile(r"^[ \t]*<!--.*?-->[ \t]*$", re.MULTILINE | re.DOTALL)
"""What an issue hides from who reads it: nobody can accept what they do not see."""
_TITLE: Final = r"""(?:"[^"]*+"?|'[^']*+'?|\([^)]*+\)?)"""
_VEILS: Final = tuple(
    re.compile(veil, re.DOTALL)
    for veil in (
        r"<!--.*?(?:-->|\Z)",
        r"<[!?/][^>]*+(?:>|\Z)",
        r"""<[A-Za-z][A-Za-z0-9-]*+(?=[\s/])(?:"[^"]*+"?+|'[^']*+'?+|[^<>"'])*+(?:>|\Z)""",
        rf"\]\(\s*+(?:<[^<>]*+>|(?:[^\s()<]|\([^\s()]*+\))*+)\s++{_TITLE}",
        rf"\]:\s*+\S++\s++{_TITLE}",
        r"!\[(?:[^\[\]]|\[[^\[\]]*+\])*+(?:\]|\Z)",
    )
)
"""Where Markdown (CommonMark 0.31) shows nothing of a text: comments, tags, titles of links, words for images.

Nothing in them gives back what it took (`*+`): a hostile text of 64 kB would else be tried for minutes.
"""
_QUOTE = re.compile(r"(?:\s*>)+ ?")
_FINGERPRINT = re.compile("[0-9a-f]{12}")
_IN_A_LINK = re.compile(rf"{LINK}([A-Za-z0-9_=-]+)")
_FRAGILE = re.compile("(?<= ) |[\u0080-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]")
_LONE = re.compile("[\ud800-\udfff]")


class NotAProposal(CannotRun):
    """What was given cannot be read as a proposal."""


@dataclass(frozen=True, slots=True)
class Field:
    """One change: a path, what stood there and what shall; `None` is nothing there."""

    path: tuple[str, ...]
    before: Any = None
    after: Any = None

    @property
    def name(self) -> str:
        """The path as it is written."""
        return "/".join(self.path)

    @property
    def adds(self) -> bool:
        """Tell whether it adds an item to a list."""
        return self.path[-1] == ADD


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody proposes about one record."""

    kind: str
    """`rete` or `ente`."""
    id: str
    fields: tuple[Field, ...]
    new: bool = False
    fingerprint: str = ""
    """First digits of the SHA-256 of the file it starts from."""
    source: str = ""
    """Where the news comes from, never who proposes it."""

    @property
    def record(self) -> str:
        """The record as it is written: folder and id."""
        return f"{FOLDERS[self.kind]}/{self.id}"


def read_proposal(text: str) -> Proposal:
    """Read the first proposal in a text; raises NotAProposal."""
    return read_proposals(text)[0]


def text_of(content: bytes) -> str:
    """Read the bytes of a file or a mail; raises NotAProposal for a text too long, and where it is not UTF-8.

    What a letter was cannot be guessed from Windows-1252 or Latin-1, and a guess would be published.
    """
    if len(content) > MAX_BYTES:
        raise NotAProposal("proposal_long", most=MAX_BYTES // 1024)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NotAProposal("proposal_encoding", line=line) from error


def read_proposals(text: str) -> tuple[Proposal, ...]:
    """Read every proposal out of whatever surrounds them, or out of a link that holds them; raises NotAProposal.

    A comment that fills its lines is left aside, as templates of issues have them; a proposal that Markdown would hide
    in any other way is refused: who accepted the text has not seen it.
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise NotAProposal("proposal_long", most=MAX_BYTES // 1024)
    seen = _COMMENT.sub("", text)
    if any(_FIRST.search(veiled[0]) for veil in _VEILS for veiled in veil.finditer(seen)):
        raise NotAProposal("proposal_veiled")
    lines = [_bare(line) for line in re.split(r"\r\n|\r|\n", seen)]
    if not any(_FIRST.match(line) for line in lines) and (link := _IN_A_LINK.search(seen)):
        lines = [_bare(line) for line in from_link(link[0]).split("\n")]
    found = tuple(_parse(part) for part in _parts(lines))
    if not found:
        raise NotAProposal("proposal_none")
    return found


def _bare(line: str) -> str:
    """Take the marks of a quotation and the space around a line away."""
    quoted = _QUOTE.match(line)
    return (line[quoted.end() :] if quoted else line).strip().removeprefix("\ufeff")


def _parse(lines: list[str]) -> Proposal:
    head: dict[str, str] = {}
    fields: list[dict[str, str]] = []
    for label, value in _entries(lines):
        holder = head
        if label == "Campo":
            fields.append({})
        if label in {"Campo", "Prima", "Dopo"}:
            if not fields:
                raise NotAProposal("proposal_no_field", label=label)
            holder = fields[-1]
        if label in holder:
            raise NotAProposal("proposal_twice", label=label)
        holder[label] = value
    return _proposal(head, [_field(entries) for entries in fields])


def _parts(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines between the first and the last of each proposal."""
    inside: list[str] | None = None
    for line in lines:
        if inside is None:
            first = _FIRST.match(line)
            if first is not None and int(first[1]) != VERSION:
                raise NotAProposal("proposal_version", version=first[1])
            inside = [] if first else None
        elif line.startswith(_END):
            yield inside
            inside = None
        elif HIDDEN.search(line) or _LONE.search(line):
            raise NotAProposal("proposal_hidden")
        else:
            inside.append(line)
    if inside is not None:
        raise NotAProposal("proposal_cut")


def _entries(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (label, value); a line without a label goes on with the one before it."""
    label, value = "", ""
    for line in filter(None, lines):
        found = _LINE.match(line)
        if found is None:
            if not label:
                raise NotAProposal("proposal_line", line=_short(line))
            value = f"{value} {line}".strip()
            continue
        if label:
            yield label, value
        label, value = found[1], found[2]
    if label:
        yield label, value


def _proposal(head: dict[str, str], fields: list[Field]) -> Proposal:
    record = head.get("Scheda nuova") or head.get("Scheda") or ""
    folder, _, record_id = record.partition("/")
    if folder not in _KINDS or not ID.fullmatch(record_id) or len(record_id) > LONGEST_ID:
        raise NotAProposal("proposal_record", record=_short(record))
    if "Scheda" in head and "Scheda nuova" in head:
        raise NotAProposal("proposal_twice", label="Scheda")
    fingerprint = head.get("Impronta", "").lower()
    if fingerprint and not _FINGERPRINT.fullmatch(fingerprint):
        raise NotAProposal("proposal_fingerprint")
    new = "Scheda nuova" in head
    _refuse_clashes(fields)
    if not fields:
        raise NotAProposal("proposal_empty")
    if new and any(field.before is not None for field in fields):
        raise NotAProposal("proposal_new_before", record=record)
    return Proposal(_KINDS[folder], record_id, tuple(fields), new, fingerprint, head.get("Fonte", ""))


def _field(entries: dict[str, str]) -> Field:
    name = entries.get("Campo", "")
    path = tuple(step.strip() for step in name.split("/"))
    if len(path) > MAX_STEPS or not all(path) or ADD in path[:-1] or path[0] == ADD:
        raise NotAProposal("proposal_path", path=_short(name))
    field = Field(path, *(_value(entries[label], name) if label in entries else None for label in ("Prima", "Dopo")))
    if field.before is None and field.after is None:
        raise NotAProposal("proposal_no_change", path=_short(name))
    if field.adds and field.before is not None:
        raise NotAProposal("proposal_path", path=_short(name))
    return field


def _value(text: str, name: str) -> Any:
    """Read a value; what is empty is the same as nothing."""
    try:
        # NaN and Infinity, which Python reads and JSON does not have, become numbers, and no number is let in below.
        value = json.loads(text, object_pairs_hook=_without_doubles, parse_constant=float)
    except (ValueError, RecursionError) as error:
        raise NotAProposal("proposal_value", path=_short(name)) from error
    _refuse_other_than_text(value, name, MAX_STEPS)
    return None if is_empty(value) else value


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError
    return dict(pairs)


def _refuse_other_than_text(value: Any, name: str, depth: int) -> None:
    """Every scalar is text, and no text holds what a record may not hold."""
    if isinstance(value, str):
        if HIDDEN.search(value) or _LONE.search(value):
            raise NotAProposal("proposal_hidden")
    elif isinstance(value, dict | list) and depth:
        for part in [*value, *value.values()] if isinstance(value, dict) else value:
            _refuse_other_than_text(part, name, depth - 1)
    else:
        raise NotAProposal("proposal_value", path=_short(name))


def _refuse_clashes(fields: list[Field]) -> None:
    """Two fields may not be the same place, nor one a part of the other; additions may stand side by side."""
    taken = {field.path for field in fields if not field.adds}
    seen: set[tuple[str, ...]] = set()
    for field in fields:
        inside = any(field.path[:end] in taken for end in range(1, len(field.path)))
        if inside or field.path in seen:
            raise NotAProposal("proposal_twice", label=f"Campo: {_short(field.name)}")
        seen |= set() if field.adds else {field.path}


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"  # noqa: PLR2004 - as much as a sentence bears


def write_proposal(proposal: Proposal) -> str:
    """Write a proposal as people read it; `read_proposal` reads it back."""
    lines = [
        f"Proposta per il catalogo · versione {VERSION}",
        f"{'Scheda nuova' if proposal.new else 'Scheda'}: {proposal.record}",
        *_labelled("Impronta", proposal.fingerprint),
        *_labelled("Fonte", " ".join(proposal.source.split())),
    ]
    for field in proposal.fields:
        values = (("Prima", field.before), ("Dopo", field.after))
        lines += [
            "",
            f"Campo: {field.name}",
            *(f"{label}: {_json(value)}" for label, value in values if value is not None),
        ]
    return "\n".join([*lines, "", _END, ""])


def _labelled(label: str, value: str) -> list[str]:
    return [f"{label}: {value}"] if value else []


def _json(value: Any) -> str:
    """Write a value on one line; every space in it is single, so that a line broken there can be joined again."""
    written = json.dumps(value, ensure_ascii=False)
    return _FRAGILE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def to_link(text: str, address: str = "") -> str:
    """Pack the text of a proposal into the fragment of a link; `address` is that of the page that opens it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(text.encode()) + packer.flush()
    return f"{address}{LINK}{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def from_link(link: str) -> str:
    """Return the text that a link holds, unpacking at most 64 kB; raises NotAProposal."""
    written = "".join(link.split()).rpartition(LINK)[2].rstrip("=")
    unpacker = zlib.decompressobj(-15)
    try:
        packed = base64.b64decode(f"{written}{'=' * (-len(written) % 4)}", altchars=b"-_", validate=True)
        content = unpacker.decompress(packed, MAX_BYTES + 1)
        text = content.decode()
    except (binascii.Error, zlib.error, ValueError) as error:
        raise NotAProposal("proposal_link") from error
    if len(content) > MAX_BYTES:
        raise NotAProposal("proposal_long", most=MAX_BYTES // 1024)
    if not unpacker.eof:
        raise NotAProposal("proposal_link")
    return text
