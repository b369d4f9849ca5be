"""A catalogue's folder opened for its pages: the same for the whole build and for one page at a time."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from generator.catalogue import Catalogue
from generator.diagnostics import Finding
from generator.locale import load
from generator.reading.surveys import read_questions
from generator.site.model import Site
from generator.site.render import site_of
from generator.site.settings import languages, own_content, settings
from generator.site.theme.source import introduction, surveys

_COMPILED: Final = Path(".intreccio/cache/templates")


def open_site(catalogue: Catalogue, root: Path, findings: Iterable[Finding] = ()) -> Site:
    """Return the model of the pages of `catalogue`, with the settings, first words and surveys of the folder `root`.

    Raises:
        CannotRun: the settings or a survey are missing or unreadable.
    """
    config = settings(root)
    texts = load("interface", languages(config)[0])
    questions = read_questions(surveys(own_content(root, config)))
    return site_of(catalogue, config, texts, introduction(root, config), questions, findings)


def template_folders(site: Site, root: Path) -> tuple[Path, Path]:
    """Return where the catalogue's own templates may be, and where compiled ones are kept between builds."""
    compiled = root / _COMPILED
    compiled.mkdir(parents=True, exist_ok=True)
    return root / site.config["theme"].get("custom_dir", "overrides") / "templates", compiled
