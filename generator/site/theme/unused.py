"""The theme's style without the rules for parts of it that no page has: half of what a first load would weigh.

Material names the classes of its own parts `md-…` (the drawer, the tabs, the search, which are ours here), and has
rules for what some extensions of Markdown write (tabs, keys, formulas, code in colours): a selector with such a class
that stands in no page, template or script of the site can match nothing, for no script of the theme is published.
Every other selector stays, so whatever Markdown of a catalogue makes keeps its style.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Final

OURS: Final = frozenset({"md-typeset"})
"""Classes of the theme that templates of the program use."""

_NAME: Final = (
    r"(?:(?:md|tabbed|key|task-list|linenos?|linenodiv|highlight)-[\w-]+"
    r"|arithmatex|critic|emojione|gemoji|highlighttable|highlight|keys|linenodiv|linenos|task-list|twemoji)\b(?!-)"
)
_OF_THEME: Final = re.compile(rf"\b{_NAME}")
_CLASS: Final = re.compile(rf"\.({_NAME})")
_NAMES: Final = frozenset({".html", ".js"})
_PIECE: Final = re.compile(
    r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\\.|[{}(),;]|[^\\{}(),;"'/]+|/""", re.DOTALL
)
"""A comment, a string, an escaped sign, what parts rules and selectors, anything else: together the whole style."""
_GROUPS: Final = ("@media", "@supports", "@layer", "@container")


def prune_styles(made: Path, templates: Path) -> None:
    """Take the rules that can match nothing out of the styles that an engine made in a folder.

    `templates` is the folder with the catalogue's own overrides and templates, whose classes count as used.
    """
    files = (path for folder in (made, templates) for path in folder.rglob("*") if path.suffix in _NAMES)
    used = OURS.union(*(_OF_THEME.findall(path.read_text("utf-8")) for path in files))
    for path in (made / "assets" / "stylesheets").glob("*.css"):
        path.write_text(without_unused(path.read_text("utf-8"), used), "utf-8")


def without_unused(style: str, used: Collection[str]) -> str:
    """Return a style without the selectors that name a class of the theme which is not used.

    A style that cannot be read as rules stays as it is.
    """
    pieces = _PIECE.findall(style)
    if "".join(pieces) != style or pieces.count("{") != pieces.count("}"):
        return style
    return "".join(_kept(iter(pieces), used))


def _kept(pieces: Iterator[str], used: Collection[str]) -> Iterator[str]:
    """Yield the rules of a style, or of a group of them, that may match something."""
    head: list[str] = []
    for piece in pieces:
        if piece == "{":
            name = "".join(head).strip()
            body = list(_body(pieces))
            if name.startswith(_GROUPS):
                inside = "".join(_kept(iter(body), used))
                yield f"{''.join(head)}{{{inside}}}" if inside.strip() else ""
            elif name.startswith("@"):
                yield f"{''.join(head)}{{{''.join(body)}}}"
            elif selectors := [one for one in _selectors(head) if _is_used(one, used)]:
                yield f"{','.join(selectors)}{{{''.join(body)}}}"
            head = []
        else:
            head.append(piece)
            if piece == ";":  # a statement such as @charset
                yield "".join(head)
                head = []
    yield "".join(head)


def _body(pieces: Iterator[str]) -> Iterator[str]:
    """Yield what stands before the brace that closes the one just opened."""
    depth = 1
    for piece in pieces:
        depth += (piece == "{") - (piece == "}")
        if not depth:
            return
        yield piece


def _selectors(head: Iterable[str]) -> Iterator[str]:
    """Part selectors at their commas, those inside brackets left alone: `:is(a, b)` is one."""
    depth, selector = 0, ""
    for piece in head:
        depth += (piece == "(") - (piece == ")")
        if piece == "," and not depth:
            yield selector
            selector = ""
        else:
            selector += piece
    yield selector


def _is_used(selector: str, used: Collection[str]) -> bool:
    """Tell whether every class of the theme that must be there is; one inside brackets may be an alternative."""
    outside = "".join(takewhile(lambda sign: sign != "(", selector))
    return all(name in used for name in _CLASS.findall(outside))
