"""What a folder of a catalogue holds, without ever leaving the catalogue: no symbolic link is followed.

A catalogue is read where anybody's changes are checked: a link in one of them would lead to any file of that machine.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.errors import CannotRun

MOST_FOLDERS: Final = 12
"""So many folders may stand in each other; real catalogues have one or two, and a thousand would break who walks."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What was found, each in the order of the paths: files, links (not entered), folders that stand too deep, others.

    `others` are pipes, sockets and devices: who opened one would wait for ever, or read without end.
    """

    files: tuple[Path, ...] = ()
    links: tuple[Path, ...] = ()
    too_deep: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()


def walk(root: Path, folder: str) -> Walk:
    """Find everything in a folder of the catalogue `root`, hidden entries left out; a missing folder holds nothing."""
    if link := link_on_the_way(root, folder):
        return Walk(links=(link,))
    files: list[Path] = []
    links: list[Path] = []
    too_deep: list[Path] = []
    others: list[Path] = []
    top = root / folder
    if top.exists() and not (top.is_dir() or top.is_file()):
        others.append(top)
    waiting = [(top, 0)]
    while waiting:
        inside, depth = waiting.pop()
        if depth > MOST_FOLDERS:
            too_deep.append(inside)
            continue
        for entry in os.scandir(inside) if inside.is_dir() else ():
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                links.append(Path(entry.path))
            elif entry.is_dir():
                waiting.append((Path(entry.path), depth + 1))
            elif entry.is_file():
                files.append(Path(entry.path))
            else:
                others.append(Path(entry.path))
    return Walk(*(tuple(sorted(paths)) for paths in (files, links, too_deep, others)))


def bare_file(root: Path, folder: str, name: str) -> Path | None:
    """Return the file that a bare `name` means in a folder of the catalogue; None for none, for a link, for a path."""
    file = f"{folder}/{name}"
    if "/" in name or "\\" in name or ".." in Path(folder).parts or link_on_the_way(root, file):
        return None
    path = root / file
    return path if path.is_file() else None


def bare_names(root: Path, folder: str) -> list[str]:
    """Return the names of the files in a folder of the catalogue, sorted; no links, nor what they lead to."""
    inside = root / folder
    if link_on_the_way(root, folder) or not inside.is_dir():
        return []
    return sorted(path.name for path in inside.iterdir() if path.is_file() and not path.is_symlink())


def link_on_the_way(root: Path, path: str) -> Path | None:
    """Return the first symbolic link among `path`, relative to `root`, and the folders that lead to it."""
    steps = Path(path).parts
    on_the_way = (root.joinpath(*steps[:end]) for end in range(1, len(steps) + 1))
    return next((step for step in on_the_way if step.is_symlink()), None)


def own_folder(root: Path, path: str) -> Path:
    """Return a folder of the program's own in the catalogue, such as a cache, made where it is missing.

    Raises:
        CannotRun: a link stands on the way: what is written there would end outside the catalogue.
    """
    if link := link_on_the_way(root, path):
        raise CannotRun("symbolic_link", target=link)
    folder = root / path
    folder.mkdir(parents=True, exist_ok=True)
    return folder
