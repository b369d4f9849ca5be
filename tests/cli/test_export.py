"""`intreccio export`: every format that the site publishes, without the site."""

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.cli import app, export
from generator.errors import CannotRun
from generator.site.formats import FORMATS
from tests.conftest import TODAY


def test_every_format_is_written_into_a_folder_of_its_own(valdoria: Path, tmp_path: Path) -> None:
    """Each folder holds what its reader opens first, and asking twice changes nothing."""
    names = [row.name for row in FORMATS if row.is_available]
    arguments = ["export", *names, "--to", str(tmp_path / "aperti"), "-C", str(valdoria), "--today", str(TODAY)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    written = {path: path.read_bytes() for path in (tmp_path / "aperti").rglob("*") if path.is_file()}
    # Places of this catalogue have no point: of such a format there is a folder and nothing to open.
    starts = {row.name: tmp_path / "aperti" / row.name / row.start for row in FORMATS if row.is_available}
    assert [name for name, start in starts.items() if start not in written] == ["geojson"]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert {path: path.read_bytes() for path in written} == written


def test_what_it_does_not_know_or_lacks_a_package_for_is_told(
    valdoria: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written then."""

    def refused(name: str) -> CannotRun:
        with pytest.raises(CannotRun) as error:
            export.export_command([name], tmp_path / "aperti", valdoria)
        return error.value

    assert refused("ods").key == "export_format"
    lacking = replace(FORMATS[0], module="nessun_pacchetto_cosi", extra="collegati")
    monkeypatch.setattr(export, "_BY_NAME", {lacking.name: lacking})
    assert refused(lacking.name).key == "export_extra"
    assert not (tmp_path / "aperti").exists()
