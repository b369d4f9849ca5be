"""Letters out of files: plain texts, e-mails (`.eml`, RFC 5322) and the list of issues that a code host exports.

Who wrote a letter is never read: a proposal says where the news comes from, and that is all anybody needs.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from generator.contributing.proposals.proposal import MAX_BYTES, NotAProposal, Proposal, read_proposals, text_of
from generator.errors import CannotRun, IntreccioError
from generator.locale import LANGUAGES, load

LARGEST_EMAIL: Final = 2 * 1024 * 1024
LARGEST_LIST: Final = 32 * 1024 * 1024
MOST_LETTERS: Final = 1_000

_TEXTS: Final = frozenset({".txt", ".md"})
_LEFT_BY_SYSTEMS: Final = frozenset({"thumbs.db", "desktop.ini"})
OTHER: Final = "inbox_other"
"""Why what is no letter is not read: nobody gets an answer, and nobody may think that it was read."""
IN_OWN_WORDS: Final = "proposal_none"
"""Why a letter in somebody's own words is not read here: a person does."""
_ADDRESS: Final = re.compile(r"https?://[a-z0-9._~:/-]+", re.IGNORECASE)
_MOST_STEPS: Final = 12


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: its name (a file, or the number of an issue), the day it is of, its proposals or why it has none."""

    name: str
    day: str
    """ISO day; empty where the letter does not say it."""
    proposals: tuple[Proposal, ...] = ()
    trouble: IntreccioError | None = None
    removal: tuple[str, ...] = ()
    """Of a letter without a proposal that asks to take a record out, the steps of the address of its page."""


def read_letters(places: list[Path]) -> list[Letter]:
    """Read the letters in files and folders, in the order of their days and names.

    Raises CannotRun where a place cannot be read, or holds too many.
    """
    letters = [letter for place in places for letter in _letters(place)]
    if len(letters) > MOST_LETTERS:
        raise CannotRun("inbox_many", n=len(letters), most=MOST_LETTERS)
    return sorted(letters, key=lambda letter: (letter.day, letter.name))


def _letters(place: Path) -> Iterator[Letter]:
    try:
        files = sorted(place.iterdir()) if place.is_dir() else [place]
        for file in files:
            ending = file.suffix.lower()
            if file.name.startswith(".") or file.name.lower() in _LEFT_BY_SYSTEMS:
                continue
            if file.is_symlink() or not file.is_file():
                yield Letter(file.name, "", trouble=NotAProposal(OTHER))
            elif ending == ".json":
                yield from _issues(file)
            elif ending == ".eml":
                yield _email(file)
            elif ending in _TEXTS or file is place:
                yield _letter(file.name, "", lambda file=file: text_of(_bytes(file, MAX_BYTES)))
            else:
                yield Letter(file.name, "", trouble=NotAProposal(OTHER))
    except OSError as error:
        raise CannotRun("system", file=error.filename or place, reason=error) from error


def _bytes(file: Path, most: int) -> bytes:
    with file.open("rb") as stream:
        return stream.read(most + 1)


def _letter(name: str, day: str, text: Any) -> Letter:
    content = ""
    try:
        content = text()
        return Letter(name, day, read_proposals(content))
    except NotAProposal as trouble:
        return Letter(name, day, trouble=trouble, removal=_removal_asked(content))


def _removal_asked(content: str) -> tuple[str, ...]:
    """Return the steps of the first address in a letter that asks to take a record out; of any other, nothing."""
    if not any(said in " ".join(content.split()) for said in _asking()):
        return ()
    address = _ADDRESS.search(content)
    return tuple(filter(None, address[0].split("/")))[:_MOST_STEPS] if address else ()


@cache
def _asking() -> tuple[str, ...]:
    """Return the sentence with which a record's page begins such a letter, in each language."""
    bodies = (load("interface", lang)("edit.remove_body", address="") for lang in LANGUAGES)
    return tuple(body.partition(": ")[2].partition(".")[0].strip() for body in bodies)


def _email(file: Path) -> Letter:
    content = _bytes(file, LARGEST_EMAIL)
    if len(content) > LARGEST_EMAIL:
        return Letter(file.name, "", trouble=NotAProposal("inbox_large", most=LARGEST_EMAIL // 1024 // 1024))
    message = message_from_bytes(content, policy=policy.default)
    return _letter(file.name, _day_of(message), lambda: _text_of(message))


def _day_of(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(message["date"])).date().isoformat()
    except (TypeError, ValueError):
        return ""


def _text_of(message: EmailMessage) -> str:
    """Return the plain text of a mail, its attached texts after it.

    What stands in HTML alone is not read: a style can hide there what nobody sees.
    """
    body = message.get_body(("plain",))
    parts = [body, *(part for part in message.iter_attachments() if part.get_content_type() == "text/plain")]
    texts = []
    for part in parts:
        if part is not None:
            try:
                texts.append(str(part.get_content()))
            except (LookupError, UnicodeDecodeError) as error:
                raise NotAProposal("inbox_charset") from error
    if not texts:
        raise NotAProposal("inbox_html")
    return "\n".join(texts)


def _issues(file: Path) -> Iterator[Letter]:
    """Read a list of issues as `gh issue list --json number,body,createdAt`, GitLab and Forgejo write it."""
    content = _bytes(file, LARGEST_LIST)
    try:
        issues = json.loads(content) if len(content) <= LARGEST_LIST else None
    except (ValueError, RecursionError):
        issues = None
    if not isinstance(issues, list):
        yield Letter(file.name, "", trouble=NotAProposal("inbox_list"))
        return
    for issue in issues:
        if not isinstance(issue, dict):
            continue
        number = issue.get("number") or issue.get("iid") or issue.get("id")
        day = str(issue.get("createdAt") or issue.get("created_at") or "")[:10]
        body = issue.get("body") or issue.get("description") or ""
        yield _letter(f"#{str(number)[:20]}", day, lambda body=body: str(body))
