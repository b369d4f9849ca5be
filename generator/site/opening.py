"""A catalogue's folder opened for its pages: the same for the whole build and for one page at a time."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from generator.catalogue import AnyEntry, Catalogue
from generator.catalogue.since import Past
from generator.diagnostics import Finding
from generator.reading.images import Picture, read_picture
from generator.reading.reports import read_reports
from generator.reading.surveys import Question, read_questions
from generator.reading.walking import own_folder
from generator.site.chronicle import Chronicle
from generator.site.editions import Edition
from generator.site.model import Site
from generator.site.photos import photos_in
from generator.site.render import site_of
from generator.site.settings import content_folder, editions, own_content, settings, texts_of
from generator.site.theme.source import described, introduction, surveys

_COMPILED: Final = Path(".intreccio/cache/templates")


def open_site(catalogue: Catalogue, root: Path, findings: Iterable[Finding] = ()) -> Site:
    """Return the model of the pages of `catalogue`, with the settings, first words and surveys of the folder `root`.

    Raises:
        CannotRun: the settings or a survey are missing or unreadable.
    """
    config = settings(root)
    questions = read_questions(surveys(own_content(root, config)))
    pictures = _pictures(catalogue, root, config)
    site = _worded(catalogue, config, root, editions(config)[0], questions, findings, pictures)
    site.photos = photos_in(site.catalogue, root, content_folder(root, config))
    site.reports = read_reports(own_content(root, config))
    site.past = Past(root)
    site.chronicle = Chronicle(catalogue.today, root)
    return site


def open_edition(site: Site, root: Path, edition: Edition) -> Site:
    """Return the same site in another language; what no language changes is that of the first, read and made once."""
    there = _worded(site.catalogue, site.config, root, edition, site.questions, site.findings, site.pictures)
    there.first = site
    there.catalogue, there.removed = site.catalogue, site.removed
    there.photos, there.reports = site.photos, site.reports
    there.past, there.chronicle = site.past, site.chronicle
    return there


def _worded(
    catalogue: Catalogue,
    config: Mapping[str, Any],
    root: Path,
    edition: Edition,
    questions: Iterable[Question],
    findings: Iterable[Finding],
    pictures: Mapping[str, Picture],
) -> Site:
    """Return a site in the words of an edition."""
    first_words = introduction(root, config, edition.prefix)
    texts = texts_of(root, config, edition)
    site = site_of(catalogue, config, texts, first_words, questions, findings, pictures)
    site.description = described(root, config, edition.prefix)
    return site


def _pictures(catalogue: Catalogue, root: Path, config: Mapping[str, Any]) -> dict[str, Picture]:
    """Return the files of the logos, by name; what is missing or unfit was told by checking and is left out."""
    entries: tuple[AnyEntry, ...] = (*catalogue.networks.values(), *catalogue.organizations.values())
    names = {entry.record.logo.file for entry in entries if entry.record.logo}
    folder = content_folder(root, config)
    found = {name: read_picture(root, folder, name) for name in sorted(names)}
    return {name: picture for name, picture in found.items() if picture and picture.fits(name)}


def template_folders(site: Site, root: Path) -> tuple[Path, Path]:
    """Return where the catalogue's own templates may be, and where compiled ones are kept between builds."""
    compiled = own_folder(root, _COMPILED.as_posix())
    return root / site.config["theme"].get("custom_dir", "overrides") / "templates", compiled
