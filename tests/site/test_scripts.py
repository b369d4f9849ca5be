"""Scripts as they are published: the code as it stands in the source, without the comments, at the margin."""

from pathlib import Path

import pytest

from generator.site import PROGRAM
from generator.site.theme.source import gather_assets, style_without_comments, without_comments

SCRIPTS = sorted(path for path in PROGRAM.rglob("*.js") if "packaged" not in path.parts)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_only_comments_are_missing(script: Path) -> None:
    """Every line stands where it stood but for its indent; what is empty was a comment, and no text was open around."""
    lines = script.read_text("utf-8").split("\n")
    published = without_comments(script.read_text("utf-8")).split("\n")
    pairs = enumerate(zip(lines, published, strict=True))
    emptied = [at for at, (line, kept) in pairs if line.lstrip(" \t") != kept]
    moved = [at for at, line in enumerate(lines) if published[at] != line]

    assert [published[at] for at in emptied] == [""] * len(emptied)
    assert all(lines[at].strip().startswith(("//", "/**", "*")) or _is_inside(lines, at) for at in emptied)
    assert [at for at in moved if "\n".join(published[:at]).count("`") % 2] == []


def _is_inside(lines: list[str], at: int) -> bool:
    """Tell whether a line stands between `/**` and the end of that comment."""
    before = "\n".join(lines[:at])
    return before.rfind("/**") > before.rfind("*/")


def test_addresses_and_patterns_stay() -> None:
    """Two slashes inside a line begin no comment."""
    address, slashes = 'const site = "https://a.example"; // beside', "const slashes = /\\/\\/x/;"
    script = f"  // why\n{address}\n/** What\n * it does. */\n  {slashes}\n"

    assert without_comments(script) == f"\n{address}\n\n\n{slashes}\n"


def test_styles_lose_their_comments_and_nothing_else() -> None:
    """A sign between quotes is no comment, and the lines stay."""
    style = 'a { color: red } /* why\n so */\nb::after { content: "/ *" }\n'

    assert style_without_comments(style) == 'a { color: red } \n\nb::after { content: "/ *" }\n'


def test_published_scripts_are_stripped(tmp_path: Path) -> None:
    """What is gathered for a site is what phones load."""
    gather_assets(tmp_path)

    assert all(
        (tmp_path / script.relative_to(PROGRAM)).read_text("utf-8") == without_comments(script.read_text("utf-8"))
        for script in SCRIPTS
        if "publish" not in script.parts
    )
