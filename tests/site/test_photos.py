"""Photos of records: smaller, upright, without what a camera wrote into them, and never of what is protected."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from generator.checking import check
from generator.reading.folder import read_folder
from generator.reading.images import HEAVIEST, without_remarks
from generator.site import photos
from generator.site.model import Site
from generator.site.pages.network.page import network_pages
from generator.site.photos import SHARED, photo_files, photos_in
from generator.site.share import shown_with
from generator.site.theme.source import prepare_content
from tests.conftest import TODAY, overlaid
from tests.site.conftest import Pages, site_in

SECRET = b"44.698 N 10.631 E, Mario"
SIZE = (1200, 750)
UPRIGHT_WAS_ON_ITS_SIDE = 6


def _picture(ending: str, *, is_turned: bool = False) -> bytes:
    """Return a picture with a place and a name in its remarks."""
    file, image = BytesIO(), Image.effect_noise(SIZE, 30).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    if is_turned:
        exif[0x0112] = UPRIGHT_WAS_ON_ITS_SIDE
    if ending == "png":
        words = PngInfo()
        words.add_text("Comment", SECRET.decode())
        image.resize((80, 50)).save(file, "PNG", pnginfo=words, exif=exif)
    else:
        image.save(file, {"jpg": "JPEG", "webp": "WEBP"}[ending], exif=exif, quality=60)
    return file.getvalue()


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Return a catalogue in which a network and an activity of another file have a photo."""
    root = overlaid(tmp_path / "valdoria")
    folder = root / "content" / "immagini"
    folder.mkdir(parents=True)
    folder.joinpath("cortile.jpg").write_bytes(_picture("jpg", is_turned=True))
    with (root / "networks" / "rete-cibo.yml").open("a", encoding="utf-8") as record:
        record.write("immagine: {file: cortile.jpg, testo_alternativo: Un cortile, licenza: CC0}\n")
    return root


@pytest.fixture
def shown(album: Path) -> Site:
    """Return the site of that catalogue, with its photos."""
    made = site_in(album)
    made.photos = photos_in(made.catalogue, album, "content")
    return made


def _made(shown: Site, album: Path) -> dict[str, bytes]:
    return dict(photo_files(shown.photos, album, "content"))


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_what_a_camera_wrote_is_gone(ending: str) -> None:
    """Place, name and day leave; the picture is the same, dot by dot."""
    content = _picture(ending)
    assert SECRET in content
    bare = without_remarks(content)
    assert SECRET not in bare
    with Image.open(BytesIO(content)) as before, Image.open(BytesIO(bare)) as after:
        assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()
        assert not after.getexif()
    assert without_remarks(bare) == bare
    assert without_remarks(b"\x89PNG\r\n\x1a\nshort") == b"\x89PNG\r\n\x1a\n"


def test_a_photo_is_made_smaller_and_stands_upright(shown: Site, album: Path) -> None:
    """Two widths in WebP and one for shared links; what lay on its side is turned; kept for the next build."""
    made = _made(shown, album)
    photo = shown.photos["cortile.jpg"]

    assert (photo.width, photo.height) == (SIZE[1], SIZE[0])
    sizes = {}
    for address, content in made.items():
        assert SECRET not in content
        with Image.open(BytesIO(content)) as image:
            sizes[address.rpartition("-")[2]] = (image.format, image.size)
    assert sizes == {
        "480.webp": ("WEBP", (480, 768)),
        "750.webp": ("WEBP", (750, 1200)),
        "condividi.jpg": ("JPEG", SHARED),
    }
    kept = {path: path.stat().st_mtime_ns for path in album.rglob("*.sealed")}
    assert _made(shown, album) == made
    assert {path: path.stat().st_mtime_ns for path in album.rglob("*.sealed")} == kept


def test_another_file_of_the_same_name_is_another_photo(shown: Site, album: Path) -> None:
    """Its address changes, so that no build and no browser keeps the one of before."""
    before = shown.photos["cortile.jpg"].address
    album.joinpath("content/immagini/cortile.jpg").write_bytes(_picture("jpg"))
    assert photos_in(shown.catalogue, album, "content")["cortile.jpg"].address != before


def test_without_pillow_the_file_itself_is_shown_within_a_bound(
    shown: Site, album: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bare of its remarks; what is heavier has no file, which the build tells."""
    monkeypatch.setattr(photos, "available", lambda: False)
    monkeypatch.setattr(photos, "HEAVIEST_AS_IT_IS", 1_000)
    assert photos_in(shown.catalogue, album, "content")["cortile.jpg"].files == ()
    monkeypatch.setattr(photos, "HEAVIEST_AS_IT_IS", 3_000_000)
    shown.photos = photos_in(shown.catalogue, album, "content")
    ((address, content),) = _made(shown, album).items()
    assert address == shown.photos["cortile.jpg"].address
    assert address.endswith(".jpg")
    assert SECRET not in content


def test_no_photo_of_what_is_protected_is_shown(album: Path) -> None:
    """Whatever slipped past the checks: neither of a body with a refuge, nor of a face without consent."""
    album.joinpath("organizations/casa.yml").write_text(
        "nome: Casa\ntipo: odv\ntemi: [prossimita]\nterritori: [valdoria]\nluoghi: [{nome: Casa, riservato: sì}]\n"
        "immagine: {file: cortile.jpg, testo_alternativo: Un portone, licenza: CC0}\n"
        "fonti: [{url: 'https://casa.example', letta_il: 2026-09-01}]\n",
        "utf-8",
    )
    record = album / "networks" / "rete-cibo.yml"
    record.write_text(record.read_text("utf-8").replace("licenza: CC0}", "licenza: CC0, volti: sì}"), "utf-8")
    found = site_in(album)
    assert {finding.code for finding in check(read_folder(album), TODAY).findings} >= {"E470", "E471"}
    assert photos_in(found.catalogue, album, "content") == {}


def test_a_story_shows_its_picture_but_never_that_of_a_refuge(album: Path) -> None:
    """Of a body all of whose places are protected it could be of nowhere else; one with other places is fine."""
    house = (
        "nome: Casa\ntipo: odv\ntemi: [prossimita]\nterritori: [valdoria]\nluoghi: [{nome: Casa, riservato: sì}%s]\n"
    )
    body = album.joinpath("organizations/casa.yml")
    record = album / "networks" / "rete-cibo.yml"
    record.write_text(record.read_text("utf-8").partition("immagine:")[0], "utf-8")
    album.joinpath("content/storie").mkdir(parents=True, exist_ok=True)
    album.joinpath("content/storie/una-sera.md").write_text(
        "---\ntitolo: Una sera\ndata: 2026-05-01\nenti: [casa]\n"
        "immagine: {file: cortile.jpg, testo_alternativo: Un cortile, licenza: CC0}\n---\n\nÈ cominciata così.\n",
        "utf-8",
    )
    for more, is_refused, names in ((", {nome: Bottega}", False, ["cortile.jpg"]), ("", True, [])):
        body.write_text(house % more, "utf-8")
        codes = {finding.code for finding in check(read_folder(album), TODAY).findings}
        assert ("E471" in codes) == is_refused
        assert list(photos_in(site_in(album).catalogue, album, "content")) == names


def test_a_photo_is_on_page_and_card(shown: Site, render_site: Callable[[Site], Pages]) -> None:
    """With what is seen on the page, beside the name on the card, and sizes that hold its room."""
    pages = render_site(shown)
    page, lists = pages["reti/rete-cibo/"], pages["reti/"]

    assert f'src="../../{shown.photos["cortile.jpg"].address}"' in page
    assert f'alt="Un cortile" width="{SIZE[1]}" height="{SIZE[0]}"' in page
    assert 'class="card__picture"' in lists
    assert 'loading="lazy"' in lists


def test_a_photo_goes_with_what_is_shared_and_is_told_to_machines(shown: Site) -> None:
    """The address is whole; what is seen and how it may be used stand beside it."""
    there = Site(shown.catalogue, shown.words, {**shown.config, "site_url": "https://reti.example/"})
    there.photos = shown.photos
    network = there.catalogue.networks["rete-cibo"]
    page = next(iter(network_pages(there, ("rete-cibo",))))
    photo = there.photos["cortile.jpg"]

    assert shown_with(page, there) == photo.shared
    assert there.describer.network(network)["image"] == {
        "@type": "ImageObject",
        "contentUrl": f"https://reti.example/{photo.address}",
        "description": "Un cortile",
        "creditText": None,
        "copyrightNotice": "CC0",
    }
    assert shown.describer.network(network)["image"] is None


def test_heavy_pictures_are_not_published_as_they_are(album: Path, tmp_path: Path) -> None:
    """The engine is given no photo of many kilobytes, and no picture with its remarks."""
    folder = album / "content" / "immagini"
    folder.joinpath("logo.png").write_bytes(_picture("png"))
    assert folder.joinpath("cortile.jpg").stat().st_size > HEAVIEST
    into = tmp_path / "content"
    prepare_content(album, site_in(album).config, into)
    assert [path.name for path in _pictures(into)] == ["logo.png"]
    assert SECRET not in into.joinpath("immagini/logo.png").read_bytes()


def _pictures(folder: Path) -> Iterator[Path]:
    return folder.joinpath("immagini").iterdir()
