"""Images that appear when an address is shared."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

from PIL import Image

from generator.site.making import make_parts, page_maker, parts_of
from generator.site.model import Site
from generator.site.parallel import working
from generator.site.render import filler
from generator.site.share import HEIGHT, SITE_IMAGE, WIDTH, image_of, share_images, undrawn
from generator.site.theme.harvest import Harvest
from tests.site.conftest import Pages

NETWORK = "reti/rete-vicini-di-casa/"
ROOT = "https://reti.example"


def _at(site: Site, address: str) -> Site:
    return Site(site.catalogue, site.words, {**site.config, "site_url": address})


def test_the_site_and_each_network_have_an_image(site: Site, tmp_path: Path) -> None:
    """One image for the site, one for every network, of the size that is asked for."""
    made = dict(share_images(_at(site, ROOT), tmp_path))

    assert set(made) == {SITE_IMAGE, *(image_of(f"reti/{one.id}/") for one in site.networks)}
    assert {Image.open(BytesIO(image)).size for image in made.values()} == {(WIDTH, HEIGHT)}


def test_images_are_kept_between_builds(site: Site, tmp_path: Path) -> None:
    """The second build reads what the first has drawn, byte by byte the same."""
    first = dict(share_images(_at(site, ROOT), tmp_path))
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.sealed")}

    assert dict(share_images(_at(site, ROOT), tmp_path)) == first
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.sealed")} == kept


def test_images_are_drawn_beside_the_pages_and_a_damaged_one_again(
    site: Site, harvested: Harvest, tmp_path: Path
) -> None:
    """Whoever makes pages draws what nobody has drawn; what is kept is believed only under its seal."""
    here = _at(site, ROOT)
    fill = filler(here, harvested.shells["it"])
    with ThreadPoolExecutor(2) as executor, working(page_maker(here, fill)):
        assert [*make_parts(here, fill, [*parts_of(here)], executor=executor, images_in=tmp_path)]
    kept = {path: path.read_bytes() for path in tmp_path.rglob("*.sealed")}
    assert len(kept) == len(site.networks) + 1
    assert [*undrawn(here, tmp_path)] == []

    damaged = min(kept)
    damaged.write_bytes(kept[damaged][:-1] + b"?")
    assert len([*undrawn(here, tmp_path)]) == 1
    assert dict(share_images(here, tmp_path)) == dict(share_images(here, tmp_path / "drawn anew"))
    assert damaged.read_bytes() == kept[damaged]


def test_a_page_names_its_image_with_a_whole_address(site: Site, render_site: Callable[[Site], Pages]) -> None:
    """A network's page has its own image, any other page that of the site."""
    pages = render_site(_at(site, ROOT))

    assert f'<meta property="og:image" content="{ROOT}/{image_of(NETWORK)}">' in pages[NETWORK]
    assert f'<meta property="og:image" content="{ROOT}/{SITE_IMAGE}">' in pages["temi/"]


def test_a_site_without_an_address_has_none(site: Site, tmp_path: Path) -> None:
    """Who shares a link needs whole addresses: without one nothing is drawn."""
    assert list(share_images(_at(site, ""), tmp_path)) == []
