"""What a release says of itself; that it works is tried by `make release`."""

from pathlib import Path

import pytest

from tests.release import ROOT, Failed, notes, pythons

CHANGES = """# Changelog

## Unreleased

### For citizens

- Not yet.

## 1.2.0 (2027-01-15)

### For citizens

- A new page.

### For the office

- A new command.

## 1.1.0

- Old.
"""


def test_notes(tmp_path: Path) -> None:
    """They say what changed in this version and no other, on what it was tried, and the sums of its files."""
    wheel = tmp_path / "intreccio-1.2.0-py3-none-any.whl"
    wheel.write_bytes(b"")

    text = notes(CHANGES, "1.2.0", [wheel], ["3.11", "3.13"])

    assert "# Intreccio 1.2.0\n" in text
    assert (
        "## For citizens\n\n- A new page.\n\n## For the office\n\n- A new command.\n\n## Tried on Python 3.11, 3.13"
        in text
    )
    assert f"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  {wheel.name}" in text
    assert ("Not yet" in text, "Old" in text) == (False, False)


def test_notes_of_what_is_to_come() -> None:
    """A version that has no section yet has what is not released; where there is nothing, there is no release."""
    assert "- Not yet." in notes(CHANGES, "1.3.0", [], [])
    assert "## For citizens\n" in notes((ROOT / "CHANGELOG.md").read_text("utf-8"), "0.1.0", [], [])
    with pytest.raises(Failed):
        notes("# Changelog\n\n## Unreleased\n\n## 1.0.0\n\n- x\n", "1.1.0", [], [])


def test_pythons_are_found() -> None:
    """Those found are of the versions that the program may run on."""
    assert all(int(version.removeprefix("3.")) >= 11 for version in pythons())
