"""A cache that came with the files of a catalogue is never believed: it would run, or be published."""

import marshal
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Final

import pytest

from generator.site import sealed
from generator.site.sealed import read_sealed, seal, write_sealed
from generator.site.theme.engine import Engine
from generator.site.theme.harvest import harvest
from tests.hostile.sites import Workshop

SEAL: Final = 32
CACHE: Final = Path(".intreccio/cache")
PLANTED: Final[dict[str, Callable[[bytes, bytes], bytes]]] = {
    "without a seal": lambda _name, content: content,
    "with a seal of noughts": lambda _name, content: bytes(SEAL) + content,
    "with the seal of another file": lambda _name, content: seal((b"other.sealed", content)) + content,
    "with the seal of other contents": lambda name, content: seal((name, b"")) + content,
}
"""What somebody can put in the place of a file whose name and inside are known, as all but the key is."""


@pytest.fixture
def own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield where the key of this test is: no test touches that of who runs it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "memoria"))
    sealed._key.cache_clear()
    yield tmp_path / "memoria" / "intreccio" / "key"
    sealed._key.cache_clear()


def poisoned(kept: bytes, mark: Path) -> bytes:
    """Return a compiled template as Jinja would take it, which writes a file when it is loaded."""
    start = kept.index(b"\xe3")  # where the code begins that marshal reads
    code = compile(f"open({str(mark)!r}, 'w').close()", "page.html", "exec")
    return kept[:start] + marshal.dumps(code)


def test_planted_templates_never_run(workshop: Workshop, tmp_path: Path) -> None:
    """Every template compiled by others is compiled again, and the site is the same."""
    workshop.write({})
    assert workshop.build().site is not None
    pages = dict(workshop.pages())
    kept = sorted((workshop.root / CACHE / "templates").iterdir())
    mark = tmp_path / "eseguito"
    ways = cycle(PLANTED.values())
    for path in kept:
        bad = poisoned(path.read_bytes()[SEAL:], mark)
        path.write_bytes(next(ways)(path.name.encode(), bad))

    assert workshop.build().site is not None

    assert len(kept) > len(PLANTED)
    assert not mark.exists()
    assert dict(workshop.pages()) == pages


def test_planted_templates_would_run(workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the other test plants is no straw: without a seal to ask for, it runs."""
    workshop.write({})
    workshop.build()
    mark = tmp_path / "eseguito"
    for path in (workshop.root / CACHE / "templates").iterdir():
        path.write_bytes(poisoned(path.read_bytes()[SEAL:], mark))
    monkeypatch.setattr(sealed, "read_sealed", Path.read_bytes)

    with pytest.raises(KeyError):
        workshop.build()

    assert mark.exists()


def _change_page(kept: Path) -> None:
    page = next((kept / "site").rglob("index.html"))
    page.write_text(page.read_text("utf-8").replace("</body>", "<script>hacked=1</script></body>"), "utf-8")


def _change_shell(kept: Path) -> None:
    shells = kept / "shells.json"
    shells.write_text(shells.read_text("utf-8").replace("</body>", "<script>hacked=1</script></body>"), "utf-8")


def _add_page(kept: Path) -> None:
    (kept / "site" / "accesso").mkdir()
    (kept / "site" / "accesso" / "index.html").write_text("<script>hacked=1</script>", "utf-8")


def _without_seal(kept: Path) -> None:
    _add_page(kept)
    (kept / "seal").unlink()


def _as_a_pipe(kept: Path) -> None:
    _add_page(kept)
    (kept / "seal").unlink()
    os.mkfifo(kept / "seal")


def _as_a_link(kept: Path) -> None:
    _add_page(kept)
    away = kept.with_name("altrove")
    kept.rename(away)
    kept.symlink_to(away)


class Once:
    """The engine, which works the first time and then brings what it made: the same files every time."""

    def __init__(self, keep: Path) -> None:
        self._engine = Engine()
        self._keep = keep
        self.times = 0

    @property
    def version(self) -> str:
        """That of the engine."""
        return self._engine.version

    def build(self, source: Path, out: Path) -> None:
        """Build, or copy what was built."""
        self.times += 1
        if not self._keep.exists():
            self._engine.build(source, self._keep)
        shutil.copytree(self._keep, out)


def test_a_planted_shell_is_made_again(tmp_path: Path) -> None:
    """Pages, shells and files that others put into what was kept reach no site, whatever became of the seal."""
    root = tmp_path / "catalogo"
    root.mkdir()
    root.joinpath("mkdocs.yml").write_text("site_name: Prova\n", "utf-8")
    engine = Once(tmp_path / "fatto")
    made = harvest(root, engine)
    kept = made.folder.parent
    right = {path: (made.folder / path).read_bytes() for path in (*made.pages, *made.assets)}
    assert harvest(root, engine).shells["it"].pieces == made.shells["it"].pieces
    assert engine.times == 1, "what is sound is used again"

    changes = (_change_page, _change_shell, _add_page, _without_seal, _as_a_pipe, _as_a_link)
    for number, change in enumerate(changes, 2):
        change(kept)
        again = harvest(root, engine)
        assert {path: (again.folder / path).read_bytes() for path in (*again.pages, *again.assets)} == right
        assert again.shells["it"].pieces == made.shells["it"].pieces
        assert not kept.is_symlink()
        assert engine.times == number


@pytest.mark.parametrize("way", PLANTED)
def test_what_is_sealed_is_read_by_who_sealed_it(way: str, tmp_path: Path) -> None:
    """Compiled templates and images alike."""
    path = tmp_path / "immagine.sealed"
    write_sealed(path, b"nostra")
    assert read_sealed(path) == b"nostra"

    path.write_bytes(PLANTED[way](path.name.encode(), b"altrui"))

    assert read_sealed(path) is None


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A pipe keeps nobody waiting, a link leads nowhere, a folder is none."""
    path, real = tmp_path / "immagine.sealed", tmp_path / "altra.sealed"
    write_sealed(real, b"nostra")
    os.mkfifo(path)
    assert read_sealed(path) is None
    write_sealed(path, b"nostra")
    assert read_sealed(path) == b"nostra"
    path.unlink()
    path.symlink_to(real)
    assert read_sealed(path) is None
    path.unlink()
    path.mkdir()
    assert read_sealed(path) is None
    write_sealed(path, b"nostra")
    assert read_sealed(path) == b"nostra"


def test_no_repository_brings_a_key(own_key: Path, tmp_path: Path) -> None:
    """A key that Git brought where ours would be is not taken: anybody's can be read, and not written."""
    made = sealed._key()
    assert own_key.read_bytes() == made
    assert own_key.stat().st_mode & 0o777 == 0o400
    sealed._key.cache_clear()
    assert sealed._key() == made, "the next process knows it"

    there, here = tmp_path / "repository", tmp_path / "copia"
    there.mkdir()
    there.joinpath("key").write_bytes(bytes(32))
    there.joinpath("key").chmod(0o400)
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for command in (("init", "-q"), ("add", "key"), ("commit", "-qm", "x"), ("clone", "-q", str(there), str(here))):
        subprocess.run(["git", *identity, *command], cwd=there, check=True)
    own_key.unlink()
    shutil.copy2(here / "key", own_key)
    sealed._key.cache_clear()

    assert sealed._key() not in {bytes(32), made}


def test_without_a_place_for_the_key_nothing_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each process then has a key of its own: it makes again what another one kept."""
    tmp_path.joinpath("memoria").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "memoria"))
    path = tmp_path / "x.sealed"
    sealed._key.cache_clear()
    write_sealed(path, b"x")
    assert read_sealed(path) == b"x"
    sealed._key.cache_clear()

    assert read_sealed(path) is None
    sealed._key.cache_clear()


def test_what_others_brought_for_tools_is_not_obeyed(tmp_path: Path) -> None:
    """A build in a folder with modules called as the engine and its own, and settings of the indexer, runs neither.

    Pagefind reads settings where it is started: a page's neighbour could make it write anywhere.
    """
    root = tmp_path / "catalogo"
    mark = f"{tmp_path}/eseguito"
    for name in ("mkdocs", "yaml", "markdown", "material", "pymdownx", "sitecustomize"):
        (root / name).mkdir(parents=True)
        for module in ("__init__.py", "__main__.py"):
            (root / name / module).write_text(f"open({mark!r}, 'w').close()\n", "utf-8")
    root.joinpath("mkdocs.yml").write_text("site_name: Prova\n", "utf-8")
    (root / "content").mkdir()
    for name in ("pagefind.yml", "pagefind.toml", "pagefind.json", "pagefind.yaml"):
        written = {".toml": f'logfile = "{tmp_path}/diario"\n', ".json": f'{{"logfile": "{tmp_path}/diario"}}'}
        text = written.get(Path(name).suffix, f"logfile: {tmp_path}/diario\n")
        (root / "content" / name).write_text(text, "utf-8")
        (root / name).write_text(text, "utf-8")
    program = "from generator.cli import main; main()"

    done = subprocess.run(
        [sys.executable, "-P", "-c", program, "build"], cwd=root, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["catalogo"]
