"""`intreccio theme freeze`, as who runs a catalogue meets it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.cli import app
from generator.site.theme.frozen import MANIFEST


@pytest.mark.parametrize(
    ("lang", "told"), [("it", "da ora il sito si costruisce senza motore"), ("en", "byte by byte")]
)
def test_freezing_says_where_the_shell_is_and_that_pages_are_the_same(valdoria: Path, lang: str, told: str) -> None:
    """In the language asked for; options may stand before the name of the command."""
    done = CliRunner().invoke(app, ["-C", str(valdoria), "theme", "freeze", "--lang", lang])
    folder = valdoria / "overrides" / "guscio"
    assert (done.exit_code, str(folder) in done.stdout, told in done.stdout) == (0, True, True)
    assert sorted(path.name for path in folder.iterdir()) == ["assets", "base.html", MANIFEST]
