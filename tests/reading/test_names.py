"""Names that some computer cannot read."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.cli import app
from generator.contributing.records.rename import rename
from generator.contributing.refusals import Refused
from generator.reading.folder import read_folder
from generator.reading.names import is_kept_by_windows
from generator.site.settings import settings
from generator.site.theme.source import introduction, prepare_content, prepare_overrides

DAY = ["--today", "2026-11-22"]


@pytest.mark.parametrize(
    "name", ["con", "CON.yml", "Aux", "nul.tar.gz", "com1", "lpt9.md", "com²", "fine.", "fine ", "con .yml"]
)
def test_kept_by_windows(name: str) -> None:
    """Names of devices, whatever follows, and names that end in a dot or a space."""
    assert is_kept_by_windows(name)


@pytest.mark.parametrize("name", ["con-noi.yml", "com0", "consulta", "lpt10.yml", "auxilium", "nullo", "rete.con"])
def test_free(name: str) -> None:
    """Names that only begin so."""
    assert not is_kept_by_windows(name)


def test_no_command_writes_them(valdoria: Path) -> None:
    """Neither a new record nor a renamed one gets such a name."""
    new = ["new", "network", "--nome", "Con", "--tema", "anziani", "--territorio", "valdoria", "--fonte", "avviso"]
    refused = CliRunner().invoke(app, [*new, "-C", str(valdoria), *DAY])

    assert (refused.exit_code, "Windows" in refused.output) == (1, True)
    assert not (valdoria / "networks" / "con.yml").exists()
    with pytest.raises(Refused, match="Windows"):
        rename(read_folder(valdoria), "rete-cibo", "aux")


def test_a_mark_at_the_beginning_is_no_letter(valdoria: Path, tmp_path: Path) -> None:
    """The mark of Notepad before a page, a template or the settings reaches neither an engine nor a page."""
    mark = b"\xef\xbb\xbf"
    for file, text in {
        "content/index.md": "# Benvenute",
        "content/chi-siamo.md": "---\ntitle: Chi siamo\n---\n# Chi siamo",
        "overrides/partials/nota.html": "<p>nota</p>",
    }.items():
        (valdoria / file).parent.mkdir(parents=True, exist_ok=True)
        (valdoria / file).write_bytes(mark + text.encode())
    (valdoria / "mkdocs.yml").write_bytes(mark + (valdoria / "mkdocs.yml").read_bytes())

    config = settings(valdoria)
    prepare_content(valdoria, config, tmp_path / "content")
    prepare_overrides(valdoria, config, tmp_path / "overrides")

    assert introduction(valdoria, config) == ""
    assert (tmp_path / "content" / "chi-siamo.md").read_bytes().startswith(b"---")
    assert (tmp_path / "overrides" / "partials" / "nota.html").read_bytes() == b"<p>nota</p>"
