"""What must hold of every site, whoever wrote its records: pages that parse, run nothing and lead nowhere odd."""

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import lru_cache
from io import StringIO
from typing import Final

import html5lib

from tests.hostile.sites import Workshop

_FORGIVEN: Final = frozenset({"non-void-element-with-trailing-solidus"})
"""What parsers call an error and browsers do not: the drawings of the theme end their tags so."""
_SCHEME: Final = re.compile(r"[\s\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.-]*):")
_SAFE: Final = frozenset({"http", "https", "mailto", "tel"})
_OWN_CALENDAR: Final = re.compile(r"webcal://prova\.example/(?:[a-z0-9-]+/)*calendario\.ics")
"""What a program of calendars follows: the site writes it, of its own files alone."""
_LINKING: Final = ("href", "src", "action", "srcset", "poster", "data", "formaction", "xlink:href", "cite", "ping")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What spreadsheets take for the beginning of a formula, in wide letters too (OWASP, CSV injection)."""
_DATA_BLOCK: Final = "application/ld+json"


def problems(workshop: Workshop) -> Iterator[str]:
    """Yield what is wrong with the site that was built."""
    for path, page in workshop.pages():
        yield from (f"{path}: {problem}" for problem in problems_of_page(page))
    for path, content in workshop.files(".json"):
        try:
            json.loads(content.decode("utf-8"))
        except ValueError as error:
            yield f"{path}: {error}"
    for path, content in workshop.files(".csv"):
        yield from (f"{path}: {problem}" for problem in _problems_of_table(content))
    for path, content in workshop.files(".xml"):
        try:
            ET.fromstring(content)  # noqa: S314 -- our own file
        except ET.ParseError as error:
            yield f"{path}: {error}"


@lru_cache(2_000)
def problems_of_page(page: str) -> tuple[str, ...]:
    """Return what is wrong with a page; one that is the same in many sites is read once."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(page)
    broken = [f"{code} at {place}: {_around(page, place)}" for place, code, _ in parser.errors if code not in _FORGIVEN]
    return (*broken, *(problem for element in tree.iter() for problem in _problems_of_element(element)))


def _around(page: str, place: tuple[int, int]) -> str:
    line = page.split("\n")[place[0] - 1]
    return line[max(0, place[1] - 60) : place[1] + 20]


def _problems_of_element(element: ET.Element) -> Iterator[str]:
    tag = str(element.tag)
    for name, value in element.attrib.items():
        scheme = _SCHEME.match(value) if name in _LINKING and not _OWN_CALENDAR.fullmatch(value) else None
        if name.lower().startswith("on") or name == "style" or (scheme and scheme[1].lower() not in _SAFE):
            yield f"<{tag} {name}={value!r}>"
        elif name in {"href", "src", "action"} and re.match(r"[\s\x00-\x20]*(//|\\)", value):
            yield f"<{tag} {name}={value!r}> leads to another host"
    if tag == "script" and element.get("type") == _DATA_BLOCK:
        try:
            json.loads(element.text or "")
        except ValueError as error:
            yield f"JSON-LD: {error}"
    elif tag == "script" and "assets/" not in element.get("src", ""):
        yield f"<script> {(element.text or '')[:60]!r}"
    elif tag in {"iframe", "object", "embed", "base", "style", "math"}:
        yield f"<{tag}>"


def _problems_of_table(content: bytes) -> Iterator[str]:
    for row in csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"):
        for cell in row:
            if cell.startswith(_FORMULA) and not re.fullmatch(r"-?[0-9]+([.,][0-9]+)?", cell):
                yield f"a formula: {cell[:60]!r}"
