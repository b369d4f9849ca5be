"""A catalogue's folder opened for its pages: the same for the whole build and for one page at a time."""

from pathlib import Path
from typing import Final

from generator.catalogue import Catalogue
from generator.locale import load
from generator.site.model import Site
from generator.site.render import site_of
from generator.site.source import introduction, languages, settings

_COMPILED: Final = Path(".intreccio/cache/templates")


def open_site(catalogue: Catalogue, root: Path) -> Site:
    """Return the model of the pages of `catalogue`, with the settings and the first words of the folder `root`.

    Raises:
        CannotRun: the settings are missing or unreadable.
    """
    config = settings(root)
    return site_of(catalogue, config, load("interface", languages(config)[0]), introduction(root, config))


def template_folders(site: Site, root: Path) -> tuple[Path, Path]:
    """Return where the catalogue's own templates may be, and where compiled ones are kept between builds."""
    compiled = root / _COMPILED
    compiled.mkdir(parents=True, exist_ok=True)
    return root / site.config["theme"].get("custom_dir", "overrides") / "templates", compiled
