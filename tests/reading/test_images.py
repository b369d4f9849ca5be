"""Pictures are known by what is in them, and nothing that is no picture is taken for one."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from generator.reading.images import HEAVIEST, Picture, names_of_pictures, read_picture
from tests.conftest import write_picture


def _written(root: Path, name: str, content: bytes) -> Picture | None:
    path = root / "content" / "immagini" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return read_picture(root, "content", name)


def _saved(kind: str, **options: object) -> bytes:
    buffer = BytesIO()
    mode = "RGBA" if options.pop("transparent", False) else "RGB"
    Image.new(mode, (301, 47), (10, 20, 30, 40)[: len(mode)]).save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "kind", "options"),
    [
        ("a.png", "PNG", {}),
        ("a.jpg", "JPEG", {}),
        ("a.jpeg", "JPEG", {"progressive": True}),
        ("a.jpg", "JPEG", {"comment": b"a" * 400, "exif": b"Exif\0\0" + b"\xff" * 90}),
        ("a.webp", "WEBP", {}),
        ("a.webp", "WEBP", {"lossless": True}),
        ("a.webp", "WEBP", {"transparent": True}),
    ],
)
def test_sizes(name: str, kind: str, options: dict[str, object], tmp_path: Path) -> None:
    """Width and height are those that a program for pictures wrote."""
    picture = _written(tmp_path, name, _saved(kind, **options))

    assert picture is not None
    assert (picture.kind, picture.width, picture.height) == (kind.lower(), 301, 47)
    assert picture.fits(name)


def test_cut_short_anywhere(tmp_path: Path) -> None:
    """A picture that ends too soon is no error: at worst it is no picture."""
    for kind in ("PNG", "JPEG", "WEBP"):
        whole = _saved(kind)
        for length in range(min(len(whole), 200)):
            assert _written(tmp_path, "a.png", whole[:length]) is not None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg/>",
        b"GIF89a\x01\x00\x01\x00",
        b"\xff\xd8\xff\xff\xff",
        b"\xff\xd8\xff\xe0\x00\x00" * 9,
        b"RIFF    WEBPnone",
    ],
)
def test_no_picture(content: bytes, tmp_path: Path) -> None:
    """What browsers would run, or not show, is no picture of ours."""
    picture = _written(tmp_path, "a.png", content)

    assert picture is not None
    assert not picture.kind
    assert not picture.fits("a.png")


def test_too_heavy(tmp_path: Path) -> None:
    """A picture of several megabytes is weighed, and never read."""
    picture = _written(tmp_path, "a.png", _saved("PNG") + b"\0" * HEAVIEST)

    assert picture is not None
    assert not picture.fits("a.png")


def test_never_outside(tmp_path: Path) -> None:
    """No name leads out of the folder, no link is followed."""
    write_picture(tmp_path / "elsewhere.png")
    folder = tmp_path / "catalogue" / "content" / "immagini"
    folder.mkdir(parents=True)
    (folder / "link.png").symlink_to(tmp_path / "elsewhere.png")

    for name in ("../../../elsewhere.png", "link.png", "..\\elsewhere.png", "missing.png"):
        assert read_picture(tmp_path / "catalogue", "content", name) is None
    assert read_picture(tmp_path / "catalogue", "../..", "elsewhere.png") is None
    assert names_of_pictures(tmp_path / "catalogue", "content") == []
