"""A catalogue's folder opened for its pages: the same for the whole build and for one page at a time."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from generator.catalogue import AnyEntry, Catalogue
from generator.catalogue.since import Past
from generator.diagnostics import Finding
from generator.locale import load
from generator.reading.images import Picture, read_picture
from generator.reading.languages import texts_in
from generator.reading.reports import read_reports
from generator.reading.surveys import read_questions
from generator.reading.walking import own_folder
from generator.site.chronicle import Chronicle
from generator.site.editions import Edition
from generator.site.model import Site
from generator.site.photos import photos_in
from generator.site.render import site_of
from generator.site.settings import editions, own_content, settings
from generator.site.theme.source import described, introduction, surveys

_COMPILED: Final = Path(".intreccio/cache/templates")


def open_site(
    catalogue: Catalogue, root: Path, findings: Iterable[Finding] = (), edition: Edition | None = None
) -> Site:
    """Return the model of the pages of `catalogue`, with the settings, first words and surveys of the folder `root`.

    In the first language of the catalogue, or that of an `edition`.

    Raises:
        CannotRun: the settings or a survey are missing or unreadable.
    """
    config = settings(root)
    edition = edition or editions(config)[0]
    content = own_content(root, config).relative_to(root).as_posix()
    texts = load("interface", edition.lang) if edition.is_whole else texts_in(edition.lang, root, content)
    questions = read_questions(surveys(own_content(root, config)))
    site = site_of(
        catalogue,
        config,
        texts,
        introduction(root, config, edition.prefix),
        questions,
        findings,
        _pictures(catalogue, root, config),
    )
    site.description = described(root, config, edition.prefix)
    site.photos = photos_in(site.catalogue, root, own_content(root, config).relative_to(root).as_posix())
    site.reports = read_reports(own_content(root, config))
    site.past = Past(root)
    site.chronicle = Chronicle(catalogue.today, root)
    return site


def open_edition(site: Site, catalogue: Catalogue, root: Path, edition: Edition) -> Site:
    """Return the same site in another language; what no language changes is worked out once for all of them."""
    there = open_site(catalogue, root, site.findings, edition)
    there.catalogue, there.removed = site.catalogue, site.removed
    there.matching, there.past, there.chronicle = site.matching, site.past, site.chronicle
    there.visibility = site.visibility
    return there


def _pictures(catalogue: Catalogue, root: Path, config: Mapping[str, Any]) -> dict[str, Picture]:
    """Return the files of the logos, by name; what is missing or unfit was told by checking and is left out."""
    entries: tuple[AnyEntry, ...] = (*catalogue.networks.values(), *catalogue.organizations.values())
    names = {entry.record.logo.file for entry in entries if entry.record.logo}
    folder = own_content(root, config).relative_to(root).as_posix()
    found = {name: read_picture(root, folder, name) for name in sorted(names)}
    return {name: picture for name, picture in found.items() if picture and picture.fits(name)}


def template_folders(site: Site, root: Path) -> tuple[Path, Path]:
    """Return where the catalogue's own templates may be, and where compiled ones are kept between builds."""
    compiled = own_folder(root, _COMPILED.as_posix())
    return root / site.config["theme"].get("custom_dir", "overrides") / "templates", compiled
