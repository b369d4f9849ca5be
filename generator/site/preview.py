"""One page at a time: what `serve` shows at once, while the whole site is still being made."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from generator import addresses
from generator.catalogue import Catalogue
from generator.site.editions import Edition
from generator.site.making import kinds_of
from generator.site.model import Site
from generator.site.opening import open_edition, open_site, template_folders
from generator.site.page import Page
from generator.site.pages.registry import KINDS, PageKind
from generator.site.render import FilledPage, filler
from generator.site.theme.engine import ENGINES
from generator.site.theme.frozen import theme_of
from generator.site.theme.harvest import harvest
from generator.site.theme.shell import Shell

_MOST_MATCHED_AT_ONCE: Final = 1_000
"""More activities than these take longer to compare than a reader waits: likenesses follow with the whole site."""


class PreviewSite:
    """The pages of a catalogue, made when asked for; no record changes the `shell`, which who has it passes on.

    Raises:
        CannotRun: settings or engine are missing.
        EngineError: the theme engine failed.
    """

    def __init__(self, catalogue: Catalogue, root: Path, engine: str = ENGINES[0], shell: Shell | None = None) -> None:
        self._site = open_site(catalogue, root)
        self._is_large = len(catalogue.activities) > _MOST_MATCHED_AT_ONCE
        if self._is_large:
            self._site.matching.likenesses = ()
            self._site.matching.neighbours = {}
        self._root, self._engine = root, engine
        shell = shell or shell_of(root, self._site.texts.lang, engine)
        self._fill = filler(self._site, shell, *template_folders(self._site, root))
        self._elsewhere: dict[str, tuple[Site, Callable[[Page], FilledPage]]] = {}

    def page(self, address: str) -> bytes | None:
        """Return the page at `address`, relative to the site and ending with a slash; None where there is none."""
        for edition in self._site.edition.others:
            if edition.prefix and address.startswith(edition.prefix):
                return self._page(address.removeprefix(edition.prefix), *self._in(edition))
        return self._page(address, self._site, self._fill)

    def _in(self, edition: Edition) -> tuple[Site, Callable[[Page], FilledPage]]:
        """Return the site in another language, and what fills its pages."""
        if edition.lang not in self._elsewhere:
            site = open_edition(self._site, self._root, edition)
            shell = shell_of(self._root, edition.lang, self._engine)
            self._elsewhere[edition.lang] = site, filler(site, shell, *template_folders(site, self._root))
        return self._elsewhere[edition.lang]

    def _page(self, address: str, site: Site, fill: Callable[[Page], FilledPage]) -> bytes | None:
        section, _, rest = address.partition("/")
        if self._is_large and section == addresses.page("synergies").rstrip("/"):
            return None
        there = kinds_of(site.edition)
        kinds = [kind for kind in _KINDS.get(section, ()) if kind in there]
        for kind in sorted(kinds, key=lambda kind: kind.is_record is (rest == "")):
            page = next((page for page in kind.at(site, rest) if page.address == address), None)
            if page is not None:
                return fill(page).content
        return None


def shell_of(root: Path, lang: str, engine: str) -> Shell:
    """Return what the theme puts around the pages of one language."""
    return harvest(root, theme_of(root, engine)).shells[lang]


def _by_section() -> dict[str, list[PageKind]]:
    """Group the kinds of page by the first step of their addresses, so that one request walks few of them."""
    sections: dict[str, list[PageKind]] = {}
    for kind in KINDS:
        sections.setdefault(kind.address.partition("/")[0], []).append(kind)
    return sections


_KINDS: Final = _by_section()
