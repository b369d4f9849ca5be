"""Does what `generator.publish.delivery` asks of rsync, for machines that have none: between folders of this one.

python rsync_stand_in.py [OPTIONS] -- SOURCE… [TARGET]
"""

import filecmp
import os
import shutil
import sys
from pathlib import Path

KNOWN = {"--protect-args", "--list-only", "--links", "--recursive", "--checksum", "--delete", "--perms"}


def main(arguments: list[str]) -> int:
    """List a folder, put a link in its place, or make one folder like another."""
    options, places = arguments[: arguments.index("--")], arguments[arguments.index("--") + 1 :]
    named = dict(option.split("=", 1) for option in options if "=" in option)
    assert {option for option in options if "=" not in option} <= KNOWN
    assert set(named) <= {"--link-dest", "--exclude", "--chmod"}
    if "--list-only" in options:
        return _list(Path(places[0]))
    source, target = Path(places[0]), Path(places[1])
    if "--recursive" not in options:
        new = target / f".{source.name}.new"
        new.symlink_to(source.readlink())
        new.replace(target / source.name)
        return 0
    target.mkdir(exist_ok=True)
    _make_alike(source, target, named.get("--exclude", "").lstrip("/"), target / named.get("--link-dest", "/nowhere"))
    return 0


def _list(folder: Path) -> int:
    if not folder.is_dir():
        sys.stderr.write("rsync: change_dir failed: No such file or directory (2)\n")
        return 23
    for entry in [folder, *sorted(folder.iterdir())]:
        kind = "l" if entry.is_symlink() else "d" if entry.is_dir() else "-"
        name = "." if entry == folder else entry.name
        leads = f" -> {entry.readlink()}" if entry.is_symlink() else ""
        sys.stdout.write(f"{kind}rwxr-xr-x {4096:>14,} 2026/11/22 10:00:00 {name}{leads}\n")
    return 0


def _make_alike(source: Path, target: Path, left_out: str, other: Path) -> None:
    wanted = {file.relative_to(source) for file in source.rglob("*")} - {Path(left_out)}
    for old in sorted(target.rglob("*"), reverse=True):
        if old.relative_to(target) not in wanted:
            old.rmdir() if old.is_dir() else old.unlink()
    for name in sorted(wanted):
        if (source / name).is_dir():
            (target / name).mkdir(exist_ok=True)
        elif (other / name).is_file() and filecmp.cmp(source / name, other / name, shallow=False):
            (target / name).unlink(missing_ok=True)
            os.link(other / name, target / name)
        else:
            shutil.copyfile(source / name, target / f"{name}.new")
            (target / f"{name}.new").replace(target / name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
