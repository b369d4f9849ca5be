"""The languages a site is published in: one edition for each, the first at the root, each other below its code.

Addresses after the prefix are the same in every edition. A whole edition has every page; one of the essential ones has
what it takes to find help: the needs, who answers them and how to reach them. What no language changes (styles,
scripts, images, data for programs) is published once, at the root: editions lead there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Self

from generator import addresses
from generator.locale import LANGUAGES

ESSENTIAL_KINDS: Final = ("in_need", "attivita", "ente")
"""Kinds of page of an essential edition: what one needs to find help."""
_ONCE: Final = (
    *("assets/", "immagini/", "api/", ".well-known/"),
    *("manifest.webmanifest", "opensearch.xml", "sw.js", "dati/catalogo.zip", "dati/scambio.jsonl"),
    *("dati/luoghi.geojson", "dati/hsds", "dati/reti.g", "dati/vocabolari/", "dati/dcat.ttl"),
)
"""What is published once, at the root of the site."""


@dataclass(frozen=True)
class Edition:
    """The site in one language; `languages` are all that it is published in, its own language first."""

    lang: str
    languages: Sequence[str]

    @classmethod
    def of(cls, config: Mapping[str, Any], lang: str) -> Self:
        """Return the edition of a site with these settings in a language; of one it is not published in, the only."""
        languages = tuple(dict.fromkeys(config["extra"]["catalogue"]["lingue"]))
        return cls(lang, languages if lang in languages else (lang,))

    @property
    def own_lang(self) -> str:
        """The language that records are written in: the first."""
        return self.languages[0]

    @property
    def is_first(self) -> bool:
        """Whether it stands at the root."""
        return self.lang == self.own_lang

    @property
    def is_whole(self) -> bool:
        """Whether every page is in it."""
        return self.lang in LANGUAGES

    @property
    def prefix(self) -> str:
        """What its addresses begin with: `en/`, nothing at the root."""
        return "" if self.is_first else f"{self.lang}/"

    @property
    def others(self) -> "tuple[Edition, ...]":
        """The same site in its other languages."""
        return tuple(Edition(lang, self.languages) for lang in self.languages if lang != self.lang)

    def has(self, kind: str, address: str) -> bool:
        """Tell whether a page is in it: `address` is that after the prefix."""
        return self.is_whole or (kind in ESSENTIAL_KINDS and bool(self._own.match(address)))

    def rooted(self, html: str, mark: str, root: str) -> str:
        """Replace the mark before each address of the site by the way to it; `root` leads to that of this edition."""
        if self.is_first:
            return html.replace(mark, root)
        first, *others = html.split(mark)
        ways = (f"{root if self.holds(part) else f'{root}../'}{part}" for part in others)
        return "".join((first, *ways))

    def holds(self, address: str) -> bool:
        """Tell whether it has what stands at the beginning of a text: an address, then whatever follows it."""
        if address.startswith(_ONCE):
            return False
        return self.is_whole or bool(self._own.match(address))

    @cached_property
    def _own(self) -> re.Pattern[str]:
        """The addresses of an essential edition: its first page, needs, pages of records but not their lists."""
        need = re.escape(addresses.page("in_need"))
        inner, outer = (re.escape(addresses.section(kind)) for kind in ("attivita", "ente"))
        step = r"(?!pagina/)[^/\"'?#\s<>]+/"
        pages = rf"(?:|{need}(?:{step}){{0,2}}|{inner}{step}{step}|{outer}{step})"
        return re.compile(rf"dati/(?:adesso|luoghi)\.json|{pages}(?=[\"'?#\s<&]|$)")
