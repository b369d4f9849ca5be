"""What can be embedded: one row each, from which the pages, the elements and the page that explains them are made."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator import addresses
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.who_does.page import who_does_page
from generator.site.parts.maps.places import place_map
from generator.site.parts.maps.themes import by_family


def _nothing(_site: Site) -> Mapping[str, Any]:
    return {}


def _of_who_does(site: Site) -> Mapping[str, Any]:
    return next(who_does_page(site)).context


def _of_map(site: Site) -> Mapping[str, Any]:
    shown = place_map(site)
    return {"map": shown, "layers": by_family(site, shown) if shown else None}


@dataclass(frozen=True, slots=True)
class Embed:
    """One thing that other sites may show.

    `name` is its key in `addresses.PAGES` and the beginning of its texts; `options` are the attributes that its element
    understands, and its page after `?`; `context` is what its template sees.
    """

    name: str
    template: str
    options: tuple[str, ...]
    context: Callable[[Site], Mapping[str, Any]] = _nothing

    @property
    def address(self) -> str:
        """Address of the page that stands inside others."""
        return addresses.page(self.name)

    @property
    def piece(self) -> str:
        """How people call it in an address and in the name of its element."""
        return self.address.removeprefix(addresses.EMBED).rstrip("/")

    @property
    def element(self) -> str:
        """Name of its element (custom elements want a dash)."""
        return f"intreccio-{self.piece}"

    def pages(self, site: Site) -> Iterator[Page]:
        """Make its only page, the same whatever it is asked to show: its script reads that from the site itself.

        A page for each record would be one file more a record, and hosts refuse files before they refuse bytes
        (docs/scaling.md).
        """
        yield Page(
            kind=self.name,
            address=self.address,
            title=site.texts(f"{self.name}.title"),
            template=f"pages/embed/{self.template}",
            context={"embed": self, **self.context(site)},
            indexed=False,
            is_bare=True,
        )


LOOK: Final = "aspetto"
"""An option of all of them: light or dark, whatever the device says."""

EMBEDS: Final = (
    Embed("embed_card", "card.html", ("scheda",)),
    Embed("embed_list", "list.html", ("genere", "luogo", "tema", "per", "quanti")),
    Embed("embed_calendar", "calendar.html", ("rete", "luogo", "tema", "per", "giorni")),
    Embed("embed_who_does", "who_does.html", (), _of_who_does),
    Embed("embed_map", "map.html", ("luogo", "famiglia"), _of_map),
)
