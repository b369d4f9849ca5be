"""`/stile/`: how pages are written and what they look like; folded, for who keeps the site, what they are made of."""

from collections.abc import Iterator
from typing import Final

from generator import addresses
from generator.catalogue.answers import needs_of
from generator.checking.colours import DARK_PAPERS, LIGHT_PAPERS, readable, soft
from generator.records.vocabulary import PICTURES, label_of
from generator.site.model import Site
from generator.site.page import Crumb, Page
from generator.site.parts.palette import DARK, LIGHT
from generator.site.theme.look import colours_of

ADDRESS: Final = addresses.page("style")
SIZES: Final = ("xxl", "xl", "l", "m", "s")
COLOURS: Final = ("paper", "surface", "sunken", "ink", "muted", "line", "line-strong", "accent", "accent-soft")
SPACES: Final = (8, 16, 24, 32, 48, 64)
_MARKS: Final = 6
_ROWS: Final = 3
_VOICE: Final = ("plain", "person", "everyone", "known")


def style_page(site: Site) -> Iterator[Page]:
    """Type, colours, spaces and components; only for who looks after the site, so search leaves it out."""
    families = site.catalogue.vocabularies["temi"].scheme.families
    light, dark = _palettes(site)
    groups = (site.activities, site.networks, site.stories)
    chips = site.chips("tema")
    yield Page(
        kind="style",
        address=ADDRESS,
        title=site.texts("style.title"),
        template="pages/style/page.html",
        context={
            # The scales as `intreccio.css` names them.
            "sizes": SIZES,
            "colours": [(name, light[name], dark[name]) for name in COLOURS],
            "voice": _VOICE,
            "spaces": SPACES,
            "pictures": PICTURES,
            "needs": [
                (need.picture, label_of(need, site.texts.lang)) for need in needs_of(site.catalogue) if need.picture
            ],
            "look": dict.fromkeys(("ente", "ente_url", "logo", "carattere")) | (site.settings.get("aspetto") or {}),
            "contrasts": _contrasts(site),
            "families": [(label_of(one, site.texts.lang), *_thread(site.words.hue(one.code))) for one in families],
            "examples": [next(iter(group)) for group in groups if group],
            "networks": sorted(site.networks, key=lambda network: site.lot(network.id))[:_MARKS],
            "chips_shown": chips[:8],
            "rows": [
                (chip.label, chip.count, len(site.holdings("tema")[chip.code].networks)) for chip in chips[:_ROWS]
            ],
        },
        description=site.texts("style.description"),
        crumbs=(Crumb(site.texts("shell.menu_project"), addresses.PROJECT),),
        indexed=False,
    )


def _palettes(site: Site) -> tuple[dict[str, str], dict[str, str]]:
    """Return the colours in light and in the dark by name, with the accent of this catalogue."""
    own = zip(colours_of(site.config), (LIGHT, DARK), (LIGHT_PAPERS, DARK_PAPERS), strict=True)
    light, dark = (
        {**palette, "accent": accent} | ({} if accent == palette["accent"] else {"accent-soft": soft(accent, papers)})
        for accent, palette, papers in own
    )
    return light, dark


def _thread(hue: str) -> tuple[str, str, str]:
    """Return the class of a thread and its colour in light and in the dark."""
    return hue, LIGHT.get(hue, LIGHT["line-strong"]), DARK.get(hue, DARK["line-strong"])


def _contrasts(site: Site) -> list[tuple[str, str, str]]:
    """Return the accent on light and on dark paper: words, its code, its lowest contrast there."""
    light, dark = colours_of(site.config)
    return [
        (site.texts(f"style.on_{name}"), colour, site.words.number(round(readable(colour, papers), 1)))
        for name, colour, papers in (("light", light, LIGHT_PAPERS), ("dark", dark, DARK_PAPERS))
    ]
