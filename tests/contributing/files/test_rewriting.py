"""Edits keep everything else: measured on every shipped record, on the example town and on a text full of traps."""

import copy
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.contributing.files.rewriting import rewritten
from generator.contributing.files.yaml_writer import pruned
from generator.contributing.refusals import CannotEdit
from generator.reading.folder import SourceFile, read_folder
from generator.reading.yaml_reader import locate, parse
from tests.conftest import BASE

HERE = Path(__file__).parents[3]
ROOTS = (HERE, HERE / "examples" / "valdoria", BASE)
TRAPS = (Path(__file__).parent / "trappole.yml").read_text("utf-8")
VALUES: tuple[Any, ...] = (
    "nuovo testo",
    "no",
    "a: b",
    "riga\nuna\n",
    "riga\ndue",
    "2025",
    {"a": "b", "c": ["d", "e"]},
    ["x", "y"],
    [{"nome": "q"}, {"nome": "z, w", "d": "k\nl"}],
)
NEW_KEYS = ("nome", "descrizione", "zzz", "quando", "fonti", "tipo", "stato", "nota")


def _records() -> Iterator[tuple[str, SourceFile]]:
    """Yield the text and the data of every sound record and story."""
    for root in ROOTS:
        for source in read_folder(root).files:
            if source.kind in {"rete", "ente", "storia"} and not source.broken:
                yield (root / source.file).read_bytes().decode(), source


def _containers(value: Any) -> list[Any]:
    if not isinstance(value, dict | list):
        return []
    parts = value.values() if isinstance(value, dict) else value
    return [value, *(inner for part in parts for inner in _containers(part))]


def _mutated(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Change, add or remove something somewhere."""
    data = copy.deepcopy(data)
    place, new = chance.choice(_containers(data)), copy.deepcopy(chance.choice(VALUES))
    what = chance.choice(("change", "remove", "add"))
    steps = list(place) if isinstance(place, dict) else list(range(len(place)))
    if what == "add" or not steps:
        if isinstance(place, dict):
            place[chance.choice(NEW_KEYS)] = new
        else:
            place.insert(chance.randint(0, len(place)), new)
    elif what == "change":
        place[chance.choice(steps)] = new
    elif place is not data or len(place) > 1:
        del place[chance.choice(steps)]
    return data


def test_nothing_to_do() -> None:
    """A record that already holds what is wanted keeps its bytes."""
    changed = [
        source.file for text, source in _records() if rewritten(text, source.data, source.kind, source.file) != text
    ]

    assert changed == []


def test_random_edits() -> None:
    """Random edits of every record end in what was wanted; keys they do not touch keep every byte."""
    for text, source in _records():
        if source.kind == "storia":
            continue
        wanted = _mutated(dict(source.data), random.Random(source.file))  # noqa: S311 - the same edits at every run

        new = rewritten(text, wanted, source.kind, source.file)

        assert pruned(wanted) == pruned(parse(new, source.file)[0])
        for key, lines in _blocks(text, source.data).items():
            assert lines in new or pruned(wanted.get(key, "")) != pruned(source.data[key]), (source.file, key)


def _blocks(text: str, data: Mapping[str, Any]) -> dict[str, str]:
    """Return the lines of each key of a record, with what is remarked among them."""
    starts = [
        (span.line - 1, str(path[0])) for (path, _), span in locate(text, [((key,), True) for key in data]).items()
    ]
    lines, ends = text.split("\n"), [start for start, _ in sorted(starts)][1:]
    blocks = {}
    for (start, key), end in zip(sorted(starts), [*ends, len(lines)], strict=True):
        whole = lines[start:end]
        while whole and (not whole[-1].strip() or whole[-1].startswith("#")):
            whole.pop()
        blocks[key] = "\n".join(whole)
    return blocks


def _scalars(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict | list):
        for step, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _scalars(part, (*path, step))
    elif value.strip():
        yield path


def _put(data: Any, path: tuple[str | int, ...], value: Any) -> Any:
    new = copy.deepcopy(data)
    place = new
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return new


def test_one_scalar_touches_its_own_place() -> None:
    """Where one text changes, nothing outside the place that reading gives it does."""
    for text, source in _records():
        path = random.Random(source.file).choice(list(_scalars(dict(source.data))))  # noqa: S311 - the same at every run
        if source.kind == "storia":
            continue
        new = rewritten(text, _put(dict(source.data), path, "Un'altra cosa"), source.kind, source.file)
        span = locate(text, [(path, False)])[path, False]
        lines = text.split("\n")
        before = "\n".join([*lines[: span.line - 1], lines[span.line - 1][: span.column - 1]])
        after = "\n".join([lines[span.end_line - 1][span.end_column - 1 :], *lines[span.end_line :]])

        assert new.startswith(before)
        assert new.endswith(after.lstrip())


def _comments(text: str) -> list[str]:
    """Return the comments, leaving out what looks like one inside a text."""
    found = re.findall(r"(?m)(?:^| )(#.*)$", text)
    return [remark.rstrip() for remark in found if not remark.startswith("# non commento")]


@settings(max_examples=300)
@given(st.integers(0, 10**9), st.sampled_from(["", "\ufeff", "\r\n"]))
def test_traps(seed: int, form: str) -> None:
    """On a text full of traps an edit succeeds whole or is refused; its mark and its line endings stay."""
    data, _ = parse(TRAPS, "")
    chance = random.Random(seed)  # noqa: S311 - hypothesis chooses the seed
    text = TRAPS.replace("\n", form) if form == "\r\n" else f"{form}{TRAPS}"
    wanted = _mutated(_mutated(data, chance), chance)
    try:
        new = rewritten(text, wanted, "rete", "x.yml")
    except CannotEdit:
        return

    assert pruned(wanted) == pruned(parse(new.removeprefix("\ufeff").replace("\r\n", "\n"), "")[0])
    assert (form == "\ufeff") == new.startswith("\ufeff")
    assert (new.count("\n") if form == "\r\n" else 0) == new.count("\r\n")


def test_nothing_stays() -> None:
    """A record of which nothing stays is not edited: it would be another one."""
    for wanted in ({}, {"sito": "x"}):
        with pytest.raises(CannotEdit):
            rewritten("nome: A\ntemi: [b]\n", wanted, "rete", "x.yml")


@settings(max_examples=200)
@given(st.integers(0, 10**9))
def test_comments_stay_when_nothing_is_removed(seed: int) -> None:
    """Where texts only change or are added, every comment is still there, in its order; ids tell items apart."""
    data, _ = parse(TRAPS, "")
    chance = random.Random(seed)  # noqa: S311 - hypothesis chooses the seed
    wanted = data
    for path in chance.sample([path for path in _scalars(data) if path[-1] != "id"], 3):
        wanted = _put(wanted, path, chance.choice(("una riga", "due\nrighe", "due\nrighe\n", "a: b")))
    wanted = {**wanted, "verifica": {"data": "2026-11-22", "da": "Ufficio"}}

    new = rewritten(TRAPS, wanted, "rete", "x.yml")

    assert _comments(TRAPS) == _comments(new)


def _edited(text: str, **changes: Any) -> str:
    data, _ = parse(text, "")
    wanted = {key: value for key, value in {**data, **changes}.items() if value is not None}
    return rewritten(text, wanted, "rete", "x.yml")


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [
        ("nome: A # chi\n", {"nome": "B"}, "nome: B # chi\n"),
        ("nome: 'A'\n", {"nome": "l'altra"}, "nome: 'l''altra'\n"),
        ('nome: "A"\n', {"nome": "B"}, 'nome: "B"\n'),
        ("nome: A\nfonti: []\n", {"temi": ["b"]}, "nome: A\ntemi: [b]\nfonti: []\n"),
        ("nome: A\n", {"sito": "https://a.example"}, 'nome: A\nsito: "https://a.example"\n'),
        ("temi: [a]\n", {"nome": "A"}, "nome: A\ntemi: [a]\n"),
        ("# testa\n\ntemi: [a]\n", {"nome": "A"}, "# testa\n\nnome: A\ntemi: [a]\n"),
        ("nome: A\ntemi: [a, b]\n", {"temi": ["b"]}, "nome: A\ntemi: [b]\n"),
        ("nome: A\ntemi: [a, b]\n", {"temi": ["a", "c", "b"]}, "nome: A\ntemi: [a, c, b]\n"),
        ("nome: A\ntemi: a\n", {"temi": ["a", "b"]}, "nome: A\ntemi: [a, b]\n"),
        ("nome: A\ntemi: # quali\n", {"temi": ["a"]}, "nome: A\ntemi: [a] # quali\n"),
        ("nome: A\nsito: b # del\n# c\n", {"sito": None}, "nome: A\n# c\n"),
        ("nome: A\ngoverno: {forma: ibrida}\n", {"governo": {"forma": "ibrida", "guida": "ets"}},
         "nome: A\ngoverno: {forma: ibrida, guida: ets}\n"),
        ("nome: A\nfonti:\n- {url: a}\n", {"fonti": [{"url": "a"}, {"url": "b"}]},
         "nome: A\nfonti:\n- {url: a}\n- {url: b}\n"),
        ("nome: A\nfonti:\n  - url: a\n", {"fonti": [{"url": "a", "letta_il": "2026-11-22"}]},
         "nome: A\nfonti:\n  - url: a\n    letta_il: 2026-11-22\n"),
        ("nome: A\nfonti: # quali\n", {"fonti": [{"url": "a"}]}, "nome: A\nfonti: # quali\n  - url: a\n"),
        ("nome: A\ndescrizione: | # così\n   uno\n\nsito: b\n", {"descrizione": "due\ntre\n"},
         "nome: A\ndescrizione: | # così\n   due\n   tre\n\nsito: b\n"),
        ("nome: A\ndescrizione: |\n  uno\n", {"descrizione": "corta"}, "nome: A\ndescrizione: corta\n"),
        ("nome: A\r\nsito: b\r\n", {"temi": ["c"]}, "nome: A\r\ntemi: [c]\r\nsito: b\r\n"),
        ("nome: A", {"temi": ["c"]}, "nome: A\ntemi: [c]\n"),
    ],
)  # fmt: skip
def test_smallest_spot(text: str, changes: dict[str, Any], expected: str) -> None:
    """Each kind of edit touches the smallest spot."""
    assert expected == _edited(text, **changes)


def test_story() -> None:
    """Only the front matter of a story is touched."""
    text = "---\ntitolo: Una # t\nreti: [a, b]\n---\n\nTesto: [a](b)\n\n---\n\nfine\n"

    new = rewritten(text, {"titolo": "Una", "reti": ["c", "b"], "testo": "lasciato stare"}, "storia", "x.md")

    assert new == text.replace("[a, b]", "[c, b]")


@pytest.mark.parametrize("text", ["nome: [\n", "nome: A\nnome: B\n", "nome: &a A\n", "- a\n", ""])
def test_unreadable(text: str) -> None:
    """What cannot be read is not edited."""
    with pytest.raises(CannotEdit):
        rewritten(text, {"nome": "B"}, "rete", "x.yml")
