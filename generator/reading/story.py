"""Stories: Markdown with a front matter, split by python-frontmatter and read by our own YAML reader."""

import re
from collections.abc import Iterable
from typing import Any, Final

import frontmatter
from frontmatter.default_handlers import YAMLHandler

from generator.diagnostics import START, Finding, Span
from generator.reading.yaml_reader import MAX_ITEMS, Spot, locate, parse

BODY: Final = "testo"
"""The key under which the Markdown of a story stands among its data."""

_BOUNDARY: Final = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)


class _Handler(YAMLHandler):
    """Reads the front matter with our reader, at the lines where it stands in the file."""

    FM_BOUNDARY = _BOUNDARY

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file
        self.findings: list[Finding] = []

    def load(self, fm: str, **_options: object) -> Any:
        """Read the front matter; what cannot be read ends in `findings`."""
        data, self.findings = parse(fm, self.file, most_items=MAX_ITEMS)
        return data


def parse_story(text: str, file: str) -> tuple[dict[str, Any], list[Finding]]:
    """Read a story into plain data, its Markdown under `testo`; without a front matter the data is empty."""
    if len(_BOUNDARY.findall(text)) < 2 or not _BOUNDARY.match(text):  # noqa: PLR2004 - one opens, one closes
        return {}, [Finding("E025", file, span=START)]
    handler = _Handler(file)
    data, body = frontmatter.parse(text, handler=handler)
    return {**data, BODY: body}, handler.findings


def locate_in_story(text: str, wanted: Iterable[Spot]) -> dict[Spot, Span]:
    """Find where paths stand in a story: its front matter, and its Markdown as one stretch."""
    if len(_BOUNDARY.findall(text)) < 2:  # noqa: PLR2004 - one opens, one closes
        return {}
    opening, front, body = _BOUNDARY.split(text, 2)
    spans = locate(f"{opening}{front}", wanted)
    if body.strip():
        before = text[: len(text) - len(body.lstrip())]
        first, last = before.count("\n") + 1, text.rstrip().count("\n") + 1
        spans[(BODY,), False] = Span(first, 1, last, len(text.split("\n")[last - 1]) + 1)
    return spans
