"""The measures of the house, printed: `python -m tests.house [FOLDER]`. Reported when walls move, never enforced.

Files that a record walks through on its way to its page, the longest chain and the circles of imports, private
functions that are called once, and how often a name that says nothing of what it holds is used.
"""

import ast
import os
import re
import subprocess
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

VAGUE: Final = ("one", "ones", "told", "said", "those", "found")
"""Names that say nothing of what they hold."""

_WALK: Final = """
import shutil, sys, tempfile
from datetime import date
from pathlib import Path
seen = set()
def follow(frame, event, _):
    if event == "call":
        seen.add(frame.f_code.co_filename)
home = Path(sys.argv[1])
with tempfile.TemporaryDirectory() as folder:
    root = Path(folder, "catalogue")
    shutil.copytree(home / "tests/cases/base", root)
    from generator.checking import check
    from generator.reading.folder import read_folder
    try:
        from generator.site.preview import PreviewSite
    except ImportError:  # its name before 28 November 2026: an earlier commit can be measured beside this one
        from generator.site.live import LiveSite as PreviewSite
    sys.setprofile(follow)
    catalogue = check(read_folder(root), date(2026, 11, 22)).catalogue
    assert PreviewSite(catalogue, root).page("reti/rete-cibo/")
    sys.setprofile(None)
inside = str(home / "generator")
print(len({path for path in seen if path.startswith(inside) and path.endswith(".py")}))
"""


def main(home: Path) -> None:
    """Print the measures of the program in a checkout."""
    package = home / "generator"
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(package.rglob("*.py"))}
    imports = {_module(path, home): set(_imported(tree, home)) for path, tree in trees.items()}
    chain = _longest(imports)
    private, once = _called_once(trees)
    names = Counter(name for tree in trees.values() for name in _names(tree))
    lines = [
        f"files that a record walks through to its page: {_walk(home)}",
        f"modules: {len(trees)}, lines: {sum(len(path.read_text('utf-8').splitlines()) for path in trees)}",
        f"longest chain of imports: {len(chain)} ({' → '.join(chain)})",
        f"circles of imports: {len(_circles(imports))}",
        f"private functions called once: {once} of {private} functions, {100 * once // max(private, 1)} %",
        f"comments: {sum(_comments(path) for path in trees)}",
        "vague names: " + ", ".join(f"{name} {names[name]}" for name in VAGUE),
        f"functions called _told: {sum(_defines(tree, '_told') for tree in trees.values())}",
    ]
    sys.stdout.write("\n".join([*lines, ""]))


def _module(path: Path, home: Path) -> str:
    parts = path.relative_to(home).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(tree: ast.Module, home: Path) -> Iterator[str]:
    """Yield the modules of ours that are imported when a module is loaded; a type checker's imports are not."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("generator"):
            for alias in node.names:
                inner = home.joinpath(*node.module.split("."), alias.name)
                is_module = inner.with_suffix(".py").is_file() or inner.is_dir()
                yield f"{node.module}.{alias.name}" if is_module else node.module


def _longest(imports: Mapping[str, set[str]]) -> list[str]:
    """Return the longest chain; a circle is cut where it closes."""
    chains: dict[str, list[str]] = {}

    def chain(module: str, above: tuple[str, ...]) -> list[str]:
        if module not in chains:
            deeper = [chain(name, (*above, module)) for name in imports.get(module, ()) if name not in (*above, module)]
            chains[module] = [module, *max(deeper, key=len, default=[])]
        return chains[module]

    return max((chain(module, ()) for module in imports), key=len)


def _circles(imports: Mapping[str, set[str]]) -> list[set[str]]:
    @cache
    def reached(module: str) -> frozenset[str]:
        seen: set[str] = set()
        waiting = list(imports.get(module, ()))
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting.extend(imports.get(name, ()))
        return frozenset(seen)

    inside = {module for module in imports if module in reached(module)}
    return [{other for other in inside if other in reached(module) and module in reached(other)} for module in inside]


def _called_once(trees: Mapping[Path, ast.Module]) -> tuple[int, int]:
    """Count all functions, and those whose name begins with an underscore and stands once beside its definition."""
    functions = once = 0
    for tree in trees.values():
        defined = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        used = Counter(_names(tree))
        functions += len(defined)
        once += sum(
            node.name.startswith("_") and not node.name.endswith("__") and used[node.name] == 1 for node in defined
        )
    return functions, once


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.arg):
            yield node.arg


def _defines(tree: ast.AST, name: str) -> int:
    return sum(isinstance(node, ast.FunctionDef) and node.name == name for node in ast.walk(tree))


def _comments(path: Path) -> int:
    with path.open("rb") as source:
        tokens = [token for token in tokenize.tokenize(source.readline) if token.type == tokenize.COMMENT]
    return sum(not re.match(r"#\s*(noqa|type:)", token.string) for token in tokens)


def _walk(home: Path) -> int:
    run = subprocess.run(
        [sys.executable, "-c", _WALK, str(home)],
        cwd=home,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(home)},
    )
    return int(run.stdout.split()[-1])


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1]).resolve())
