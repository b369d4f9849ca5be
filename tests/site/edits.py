"""Edits of a catalogue as people make them, drawn by lot, to try what a build uses again."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

from generator.checking import check
from generator.reading.folder import read_folder
from tests.conftest import TODAY

_FOLDERS: Final = ("networks", "organizations")
_WORDS: Final = ("rinnovato", "in biblioteca", "per tutti", "compiti", "chitarra", "ogni martedì")
_TEXTS: Final = ("nome", "descrizione", "sintesi", "come_funziona")


class Editor:
    """Changes the records in a folder, one at a time; what would not be published is taken back at once."""

    def __init__(self, root: Path, seed: int) -> None:
        self._root = root
        self._random = Random(seed)  # noqa: S311 -- lots to be drawn again
        self._removed: list[tuple[Path, str]] = []

    def edits(self, number: int) -> Iterator[str]:
        """Make so many edits, and say of each what it was when it is made."""
        made = 0
        while made < number:
            before = self._texts()
            said = self._edit()
            if said and self._texts() != before:
                if self._is_sound():
                    made += 1
                    yield said
                    continue
                self._put_back(before)

    def _edit(self) -> str:
        path = self._random.choice(sorted(path for name in _FOLDERS for path in (self._root / name).glob("*.yml")))
        kind = self._random.choice(("text", "text", "drop", "swap", "swap", "part", "part", "remove", "add", "state"))
        said = f"{kind} {path.relative_to(self._root)}"
        if kind == "remove":
            self._removed.append((path, path.read_text("utf-8")))
            path.unlink()
            return said
        if kind == "add":
            return self._add(path)
        data = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 -- scalars stay texts
        more = self._change(kind, data, path)
        path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), "utf-8")
        return f"{said}: {more}"

    def _add(self, like: Path) -> str:
        if self._removed and self._random.random() < 1 / 2:
            path, text = self._removed.pop(self._random.randrange(len(self._removed)))
        else:
            path = like.with_name(f"{like.stem}-{self._random.randrange(1000)}.yml")
            data = yaml.load(like.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 -- scalars stay texts
            data["nome"] = f"{data['nome']} {path.stem[-3:]}"
            text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
        path.write_text(text, "utf-8")
        return f"add {path.name}"

    def _change(self, kind: str, data: dict[str, Any], path: Path) -> str:
        random = self._random
        if kind == "text":
            key = random.choice([key for key in _TEXTS if key in data])
            data[key] = f"{data[key].rstrip('.')} {random.choice(_WORDS)}"
            return str(key)
        if kind == "drop":
            dropped = random.choice(list(data))
            del data[dropped]
            return dropped
        if kind == "state":
            data["stato"] = random.choice(("attiva", "sospesa", "conclusa", "rimossa", "bozza"))
            return str(data["stato"])
        if kind == "part":
            lists = [key for key in ("attivita", "buone_pratiche") if data.get(key)]
            if not lists:
                return "nothing"
            inner = random.choice(data[random.choice(lists)])
            name = "nome" if "nome" in inner else "titolo"
            inner[name] = f"{inner[name]} {random.choice(_WORDS)}"
            return str(name)
        other = yaml.load(random.choice(sorted(path.parent.glob("*.yml"))).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
        key = random.choice([key for key in other if key not in {"nome", "codice_fiscale"}])
        data[key] = other[key]
        return str(key)

    def _is_sound(self) -> bool:
        return not check(read_folder(self._root), TODAY).has_errors

    def _texts(self) -> dict[Path, str]:
        return {path: path.read_text("utf-8") for name in _FOLDERS for path in (self._root / name).glob("*.yml")}

    def _put_back(self, texts: dict[Path, str]) -> None:
        for path in self._texts().keys() - texts.keys():
            path.unlink()
        for path, text in texts.items():
            path.write_text(text, "utf-8")
