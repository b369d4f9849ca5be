"""Who left is named by no file of the site: pages, tables, the form, search, whatever is made of the catalogue."""

from collections.abc import Iterator
from gzip import decompress
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from typer.testing import CliRunner

from generator.cli import app

LEFT = "zefiro"
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"


def _inside(content: bytes) -> bytes:
    """Return what a file holds, also one that is packed."""
    if content.startswith(_GZIP):
        return decompress(content)
    if not content.startswith(_ZIP):
        return content
    with ZipFile(BytesIO(content)) as packed:
        return b"\n".join(part for name in packed.namelist() for part in (name.encode(), packed.read(name)))


def _naming(site: Path) -> Iterator[str]:
    """Yield the files of a site that name who left, in their path or in what they hold."""
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        text = _inside(path.read_bytes()).decode("utf-8", "replace").lower()
        if LEFT in text or LEFT in name:
            yield name


def test_no_file_of_the_site_names_who_left(valdoria: Path) -> None:
    """The same walk finds it in pages, in what the form reads and in search as long as it is there."""
    # The examples of the reference pages name Auser too: who leaves here has a name that nothing else has.
    for path in (*valdoria.rglob("*.yml"), *valdoria.rglob("*.md")):
        text = path.read_text("utf-8").replace("auser", LEFT).replace("Auser", LEFT.capitalize())
        path.write_text(text, "utf-8")
    (valdoria / "organizations" / "auser-ponte.yml").rename(valdoria / "organizations" / f"{LEFT}-ponte.yml")
    found = []
    for command in (("build",), ("remove", f"{LEFT}-ponte", "--applica", "--testi-letti"), ("build",)):
        result = CliRunner().invoke(app, [*command, "-C", str(valdoria), "--today", "2026-11-22"])
        assert result.exit_code == 0, result.output
        found.append(list(_naming(valdoria / "site")))

    before, _, after = found
    assert {f"enti/{LEFT}-ponte/index.html", "enti/index.html"} <= set(before)
    assert "dati/catalogo.zip" in before
    assert any(name.startswith("dati/modulo/") for name in before)
    assert any(name.startswith("pagefind/") for name in before)
    assert after == []
