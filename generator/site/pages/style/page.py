"""`/stile/`: every piece that pages are made of, shown with this catalogue's own records, for who styles the site."""

from collections.abc import Iterator
from typing import Final

from generator import addresses
from generator.checking.colours import DARK_PAPERS, LIGHT_PAPERS, readable
from generator.records.vocabulary import PICTURES, label_of
from generator.site.model import Site
from generator.site.page import Crumb, Page
from generator.site.theme.look import colours_of

ADDRESS: Final = addresses.page("style")
SIZES: Final = ("xxl", "xl", "l", "m", "s")
COLOURS: Final = ("paper", "surface", "sunken", "ink", "muted", "line", "line-strong", "accent", "accent-soft")
SPACES: Final = (8, 16, 24, 32, 48, 64)
_MARKS: Final = 12


def style_page(site: Site) -> Iterator[Page]:
    """Type, colours, spaces and components; only for who looks after the site, so search leaves it out."""
    families = site.catalogue.vocabularies["temi"].scheme.families
    groups = (site.activities, site.networks, site.organizations, site.practices, site.stories)
    yield Page(
        kind="style",
        address=ADDRESS,
        title=site.texts("style.title"),
        template="pages/style/page.html",
        context={
            # The scales as `intreccio.css` names them.
            "sizes": SIZES,
            "colours": COLOURS,
            "spaces": SPACES,
            "pictures": PICTURES,
            "look": dict.fromkeys(("ente", "ente_url", "logo", "carattere")) | (site.settings.get("aspetto") or {}),
            "contrasts": _contrasts(site),
            "families": [(label_of(family, site.texts.lang), site.words.hue(family.code)) for family in families],
            "examples": [next(iter(group)) for group in groups if group],
            "networks": sorted(site.networks, key=lambda network: site.lot(network.id))[:_MARKS],
            "chips_shown": site.chips("tema")[:8],
        },
        description=site.texts("style.description"),
        crumbs=(Crumb(site.texts("shell.menu_project"), addresses.PROJECT),),
        indexed=False,
    )


def _contrasts(site: Site) -> list[tuple[str, str, str]]:
    """Return the accent on light and on dark paper: words, its code, its lowest contrast there."""
    light, dark = colours_of(site.config)
    return [
        (site.texts(f"style.on_{name}"), colour, site.words.number(round(readable(colour, papers), 1)))
        for name, colour, papers in (("light", light, LIGHT_PAPERS), ("dark", dark, DARK_PAPERS))
    ]
