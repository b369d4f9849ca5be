"""Whether two states of the program make the same sites: `python -m tests.same_site BASE`, before and after a move.

`BASE` is any commit. Its program builds both catalogues of this checkout (the shipped one and the example town), this
checkout's program builds them again, and every file is compared byte by byte. The search bundle is left out: Pagefind
numbers its pieces as it likes. With `--assets-moved` styles and scripts are too, and their addresses in pages count
as one: for the one commit that changes where they live. With `--data REV` the catalogues are those of another commit.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

REPOSITORY: Final = Path(__file__).parents[1]
CATALOGUES: Final = {"shipped": Path(), "example": Path("examples", "valdoria")}
TODAY: Final = "2026-11-28"
"""Any day does, so long as it is the same on both sides."""

_RECORDS: Final = ("networks", "organizations", "vocabularies", "content", "mkdocs.yml", "examples")
"""What is data: the theme (`overrides/`) belongs to the program."""
_BUNDLE: Final = re.compile(r"(?:[a-z]{2,3}/)?pagefind/")
"""In each language of the site."""
_STYLES_AND_SCRIPTS: Final = (".css", ".js")
_STAMPED: Final = re.compile(rb'[^"\']*assets/[^"\']*\.(css|js)(\?v=\w*)?')
_MOST_SHOWN: Final = 20


def main() -> int:
    """Compare, print what differs, and return how the shell should take it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("base", help="the commit to compare with")
    parser.add_argument("--assets-moved", action="store_true", help="styles and scripts live elsewhere now")
    parser.add_argument("--data", default="HEAD", help="the commit whose catalogues are built")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="same-site-") as room:
        here = Path(room)
        program, data = here / "program", here / "data"
        _checked_out(options.base, program)
        _checked_out(options.data, data, *_RECORDS)
        differing = 0
        for name, folder in CATALOGUES.items():
            before, after = (here / side / name for side in ("before", "after"))
            _build(program, data / folder, before)
            _build(REPOSITORY, data / folder, after)
            found = sorted(differences(before, after, assets_moved=options.assets_moved))
            differing += len(found)
            _tell(name, found)
    return 1 if differing else 0


def differences(before: Path, after: Path, *, assets_moved: bool = False) -> Iterator[str]:
    """Yield a line for each file that is only on one side, or whose bytes differ."""
    old, new = _files(before, assets_moved=assets_moved), _files(after, assets_moved=assets_moved)
    yield from (f"gone     {path}" for path in old - new)
    yield from (f"new      {path}" for path in new - old)
    for path in old & new:
        pair = [(side / path).read_bytes() for side in (before, after)]
        if assets_moved and path.endswith(".html"):
            pair = [_STAMPED.sub(rb"\1", content) for content in pair]
        if pair[0] != pair[1]:
            yield f"differs  {path}"


def _files(site: Path, *, assets_moved: bool) -> set[str]:
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    kept = {path for path in found if not _BUNDLE.match(path)}
    return {path for path in kept if not path.endswith(_STYLES_AND_SCRIPTS)} if assets_moved else kept


def _checked_out(revision: str, into: Path, *only: str) -> None:
    into.mkdir()
    archive = subprocess.run(["git", "archive", revision, *only], cwd=REPOSITORY, capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", str(into)], input=archive.stdout, check=True)


def _build(program: Path, catalogue: Path, site: Path) -> None:
    site.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "generator", "build", "-C", str(catalogue), "--site", str(site), "--today", TODAY]
    environment = {**os.environ, "PYTHONPATH": str(program)}
    run = subprocess.run(command, cwd=program, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"{program}: {catalogue}\n{run.stdout}{run.stderr}")


def _tell(name: str, found: list[str]) -> None:
    lines = [f"{name}: {len(found) or 'no'} differences", *(f"  {line}" for line in found[:_MOST_SHOWN])]
    if len(found) > _MOST_SHOWN:
        lines.append(f"  … {len(found) - _MOST_SHOWN} more")
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    sys.exit(main())
