"""`apply` on proposals that nobody's form wrote: refused in words, or applied to the one record that they name."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from typer.testing import CliRunner, Result

from generator.checking import check
from generator.cli import app
from generator.errors import IntreccioError
from generator.reading.folder import read_folder
from tests.conftest import TODAY, overlaid
from tests.hostile.generated import key_paths
from tests.hostile.naughty import ADDRESSES, TEXTS

RECORD: Final = "networks/rete-cibo"
NAME: Final = "Rete Cibo"
SEED: Final = 20261128
FOLDERS: Final = ("networks", "organizations")


def written(*fields: str, record: str = RECORD, new: bool = False, before: str = "", after: str = "") -> str:
    """Write a proposal out of fields already in its words."""
    head = f"Proposta per il catalogo · versione 1\nScheda{' nuova' if new else ''}: {record}\n"
    return f"{before}{head}\n{chr(10).join(fields)}\n\nFine della proposta\n{after}"


def said(path: str, before: Any = None, after: Any = None) -> str:
    """Write one field of a proposal."""
    lines = [f"Campo: {path}"]
    lines += [f"Prima: {json.dumps(before, ensure_ascii=False)}"] if before is not None else []
    lines += [f"Dopo: {json.dumps(after, ensure_ascii=False)}"] if after is not None else []
    return "\n".join([*lines, ""])


IDS: Final = (
    "networks/../../etc/passwd",
    "../networks/rete-cibo",
    "networks/..%2f..%2fmkdocs",
    "networks//rete-cibo",
    "networks/rete-cibo.yml",
    "networks/rete-cibo/../../mkdocs",
    "/etc/passwd",
    "C:\\Windows\\win.ini",
    "networks\\rete-cibo",
    "vocabularies/temi",
    "content/storie/festa",
    ".github/workflows/x",
    "networks/.git",
    "networks/-rf",
    "networks/con",
    "networks/" + "a" * 300,
    "networks/rete\u202ecibo",
    "networks/rete-cibo\u200b",
    "networks/ｒｅｔｅ",
    "networks/RETE-CIBO",
    "organizations/rete-cibo",
    "file:///etc/passwd",
    "$(touch ops)",
    "",
)
PATHS: Final = (
    "../nome",
    "nome/nome/nome",
    "nome/0",
    "__proto__/x",
    "constructor/prototype",
    "__class__",
    "/",
    "//",
    "nome/",
    "attivita/-1/nome",
    "attivita/99999/nome",
    "attivita/9999999999999999999999/nome",
    "attivita/+/+",
    "+",
    "attivita/٣/nome",
    "attivita/1e3/nome",
    "a/" * 200 + "a",
    "id",
    "file",
    "x-richiede",
    "nome\u0000",
    "NOME",
    " nome ",
    "ﬁonti",
)


def _values() -> Iterator[Any]:
    deep: Any = "x"
    for _ in range(100):
        deep = {"a": [deep]}
    yield from (deep, {"__proto__": {"x": 1}}, {"": ""}, {"a" * 5000: "x"}, [[]] * 500, [{}] * 500, ["x"] * 3000)
    yield from (True, 1e308, -0.0, 10**400, {"nome": {"nome": "x"}}, "x" * 20_000, "\n" * 500, "\r\n- x: y\r\n")


def _odd_texts() -> Iterator[bytes]:
    """Yield what is no proposal, or one in other clothes."""
    good = written(said("nome", NAME, "Rete Cibo Nuova"))
    yield from (good.encode(encoding) for encoding in ("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7", "utf-8-sig"))
    yield good.encode()[:-30] + b"\xff\xfe" + good.encode()[-30:]
    yield good.encode() + b"\xed\xa0\x80"
    for mark in ("\0", "\x1b[2J", "\u202e", "\ufeff", "\u2028", "\x85", "\r", "\x0c", "\ufffd", "\U000e0041"):
        yield good.replace("Nuova", f"Nu{mark}ova").encode()
        yield good.replace("Campo", f"Cam{mark}po").encode()
    yield from (good.encode() * 2, good.encode() * 500, b"\n" * 70_000, b"x" * 70_000, b"[" * 60_000, b"{" * 60_000)
    yield good.replace('"Rete Cibo Nuova"', "[" * 20_000).encode()
    yield good.replace('"Rete Cibo Nuova"', '{"a":' * 5_000).encode()
    yield good.replace('"Rete Cibo Nuova"', '{"a": 1, "a": 2}').encode()
    yield good.replace('"Rete Cibo Nuova"', "NaN").encode()
    yield good.replace('"Rete Cibo Nuova"', "1" * 10_000).encode()
    yield good.replace('"Rete Cibo Nuova"', '"\\ud800"').encode()
    yield good.replace("versione 1", "versione 99999999999999999999999").encode()
    yield good.replace("Scheda:", "Scheda: networks/rete-citta-solidale\nScheda:").encode()


def proposals() -> Iterator[bytes]:
    """Yield every hostile proposal."""
    field = said("nome", NAME, "Rete Cibo Nuova")
    for record in IDS:
        yield written(field, record=record).encode("utf-8", "replace")
        yield written(field, record=record, new=True).encode("utf-8", "replace")
    for path in PATHS:
        yield written(said(path, None, "x")).encode()
        yield written(said(path, NAME, None)).encode()
    for value in _values():
        yield written(said("nome", NAME, value)).encode()
        yield written(said("attivita/+", None, value)).encode()
        yield written(said("fonti", None, value)).encode()
    yield written(*(said("nome", NAME, f"Nome {number}") for number in range(700))).encode()
    yield written(*(said("temi/+", None, f"t{number}") for number in range(900))).encode()
    yield written(*(said(f"k{number}", None, "x") for number in range(1000))).encode()
    yield written(*(said("fonti/+", None, {"titolo": f"Fonte {number}"}) for number in range(490))).encode()
    yield written(said("fonti", [{"titolo": "x"}], None), said("fonti/0/titolo", "x", None)).encode()
    yield from _odd_texts()
    yield from (written(said("descrizione_breve", None, text)).encode("utf-8", "replace") for text in TEXTS)
    yield from (written(said("sito", None, text)).encode("utf-8", "replace") for text in ADDRESSES)


def contradicting(data: dict[str, Any], chance: random.Random) -> bytes:
    """Write a proposal that takes away and changes parts of the same record, each as it stands, in any order.

    One in four says something of a whole and of a part of it, which is refused.
    """
    paths = [path for path in key_paths(data) if path]
    chosen = chance.sample(paths, min(len(paths), chance.randrange(2, 12)))
    if chance.random() < 0.75:
        wholes = {path[:end] for path in chosen for end in range(1, len(path))}
        chosen = [path for path in chosen if path not in wholes]
    fields = []
    for path in chosen:
        here: Any = data
        for step in path:
            here = here[step]
        after: Any = chance.choice((None, "x", [], {}, here, [here]))
        fields.append(said("/".join(map(str, path)), here, after))
    return written(*fields, *(fields[:1] if chance.random() < 0.1 else ())).encode()


class Desk:
    """Where proposals are applied, one after another, to the same catalogue."""

    def __init__(self, folder: Path) -> None:
        self.root = overlaid(folder / "catalogo")
        self._letter = folder / "proposta.txt"
        self._was = self._files()

    def _files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }

    def read(self) -> dict[str, Any]:
        """Return the plain data of the record that proposals are about."""
        return next(dict(file.data) for file in read_folder(self.root).files if file.file == f"{RECORD}.yml")

    def apply(self, proposal: bytes, *options: str) -> Result:
        """Apply a proposal."""
        self._letter.write_bytes(proposal)
        command = ["apply", str(self._letter), "-C", str(self.root), "--today", TODAY.isoformat(), *options]
        return CliRunner().invoke(app, command)

    def tried(self, proposal: bytes, *options: str) -> Iterator[str]:
        """Apply a proposal, yield what is wrong, and put the catalogue back as it was."""
        done = self.apply(proposal, *options)
        name = repr(proposal[:300])
        if not isinstance(done.exception, SystemExit | IntreccioError | None):
            yield f"{name}: {type(done.exception).__name__}: {done.exception}"
        now = self._files()
        changed = sorted(file for file in now.keys() | self._was.keys() if now.get(file) != self._was.get(file))
        if changed and done.exit_code and "--parziale" not in options:
            yield f"{name}: {done.exit_code}, and yet {changed} changed"
        if [file for file in changed if not file.startswith(FOLDERS)] or len(changed) > 1:
            yield f"{name}: {changed} changed"
        if changed and check(read_folder(self.root), TODAY).has_errors:
            yield f"{name}: errors after it"
        for file in changed:
            (self.root / file).unlink(missing_ok=True)
            if file in self._was:
                (self.root / file).write_bytes(self._was[file])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the small town on it."""
    return Desk(tmp_path)


def test_the_desk_applies_what_is_right(desk: Desk) -> None:
    """The trial is worth something: a proposal written this way is applied."""
    done = desk.apply(written(said("nome", desk.read()["nome"], "Rete Cibo Nuova")).encode())

    assert done.exit_code == 0, done.output
    assert desk.read()["nome"] == "Rete Cibo Nuova"


def test_hostile_proposals(desk: Desk) -> None:
    """A slice of ids, paths, values, encodings and quantities; the audit applies all of them, in every format."""
    chosen = random.Random(SEED).sample(list(proposals()), 30)  # noqa: S311 -- repeatable, not secret

    assert [problem for proposal in chosen for problem in desk.tried(proposal)] == []


def test_fields_that_contradict_each_other(desk: Desk) -> None:
    """What is taken away whole and in parts, and changed besides."""
    chance = random.Random(SEED)  # noqa: S311 -- repeatable, not secret
    data = desk.read()

    assert [problem for _ in range(12) for problem in desk.tried(contradicting(data, chance), "--parziale")] == []


def whole_audit(folder: Path) -> Iterator[str]:
    """Yield what is wrong after any of them."""
    desk, chance = Desk(folder), random.Random(SEED)  # noqa: S311 -- repeatable, not secret
    shapes = ((), ("--format", "json"), ("--format", "markdown"), ("--parziale",))
    for number, proposal in enumerate(proposals()):
        yield from desk.tried(proposal, *shapes[number % len(shapes)])
    data = desk.read()
    for number in range(400):
        yield from desk.tried(contradicting(data, chance), *shapes[number % len(shapes)])
