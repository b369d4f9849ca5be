"""`/stile/`: how pages are written and what they look like; folded, for who keeps the site, what they are made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator import addresses
from generator.catalogue import NetworkEntry
from generator.catalogue.answers import needs_of
from generator.checking.colours import DARK_PAPERS, LIGHT_PAPERS, readable, soft
from generator.records.vocabulary import PICTURES, label_of
from generator.site.model import Site
from generator.site.page import Crumb, Page
from generator.site.parts.mark import threaded
from generator.site.parts.palette import DARK, LIGHT
from generator.site.theme.look import colours_of

ADDRESS: Final = addresses.page("style")
SIZES: Final = ("xxl", "xl", "l", "m", "s")
COLOURS: Final = ("paper", "surface", "sunken", "ink", "muted", "line", "line-strong", "accent", "accent-soft")
SPACES: Final = (8, 16, 24, 32, 48, 64)
_MARKS: Final = 6
_ROWS: Final = 3
_CARDS: Final = 3
_VOICE: Final = ("plain", "person", "everyone", "known")


@dataclass(frozen=True, slots=True)
class Woven:
    """What the face of a network is woven of: its themes with their hues, how many members and activities it has."""

    network: NetworkEntry
    themes: Sequence[tuple[str, str]]
    members: int
    activities: int


def style_page(site: Site) -> Iterator[Page]:
    """Type, colours, spaces and components; only for who looks after the site, so search leaves it out."""
    families = site.catalogue.vocabularies["temi"].scheme.families
    light, dark = _palettes(site)
    groups = (site.activities, site.networks, site.stories)
    chips = site.chips("tema")
    networks = sorted(site.current_networks, key=lambda network: site.lot(network.id))
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
            "glossary": f"{addresses.PROJECT}glossario/",
            "all_of_networks": addresses.section("rete"),
            "contrasts": _contrasts(site),
            "families": [(label_of(one, site.texts.lang), *_thread(site.words.hue(one.code))) for one in families],
            "examples": [next(iter(group)) for group in groups if group],
            "threaded": list({site.words.hue_of(one.themes): one for one in reversed(site.activities)}.values())[
                :_CARDS
            ],
            "networks": networks[:_MARKS],
            "all_networks": len(networks),
            "woven": _woven(site, networks),
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


def _woven(site: Site, networks: Sequence[NetworkEntry]) -> Woven | None:
    """Take to pieces the face of the network that shows most: its threads have the most colours."""
    told = [
        (network, [(site.words.label("temi", code), site.words.hue_of([code])) for code in threaded(network)])
        for network in networks
    ]
    network, themes = max(told, key=lambda one: len({hue for _, hue in one[1]}), default=(None, []))
    if network is None or not themes:
        return None
    members, activities = (len(of.get(network.id, ())) for of in (site.catalogue.members, site.catalogue.activities_of))
    return Woven(network, themes, members, activities)


def _contrasts(site: Site) -> list[tuple[str, str, str, str]]:
    """Return the accent on light and on dark paper: words, its code, that of the paper, its lowest contrast there."""
    light, dark = colours_of(site.config)
    return [
        (
            site.texts(f"style.on_{name}"),
            colour,
            palette["paper"],
            site.words.number(round(readable(colour, papers), 1)),
        )
        for name, colour, palette, papers in (
            ("light", light, LIGHT, LIGHT_PAPERS),
            ("dark", dark, DARK, DARK_PAPERS),
        )
    ]
