"""`/stile/`: how records are written, what signs mean; `pezzi/`: how a body sets its look, what pages are made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml

from generator import addresses
from generator.catalogue import ActivityEntry, NetworkEntry
from generator.catalogue.answers import needs_of
from generator.checking.colours import DARK_PAPERS, LIGHT_PAPERS, readable, soft
from generator.locale.of_names import to_name
from generator.records.vocabulary import PICTURES, label_of
from generator.site.model import Site, by_name
from generator.site.page import Crumb, Page
from generator.site.parts.contacts import office_contact_point
from generator.site.parts.facts import is_discreet
from generator.site.parts.mark import threaded
from generator.site.parts.palette import DARK, LIGHT
from generator.site.theme.look import colours_of

ADDRESS: Final = addresses.page("style")
PIECES: Final = f"{ADDRESS}pezzi/"
SIZES: Final = ("xxl", "xl", "l", "m", "s")
COLOURS: Final = ("paper", "surface", "sunken", "ink", "muted", "line", "line-strong", "accent", "accent-soft")
SPACES: Final = (8, 16, 24, 32, 48, 64)
_GUIDE: Final = "redazione/"
_ROWS: Final = 3
_SHOWN: Final = ("ente", "logo", "colore", "colore_scuro", "carattere")
"""What of the settings of the look is shown as it is written."""
_EXAMPLE: Final = {
    "ente": "Comune di …",
    "logo": {"file": "stemma.png", "testo_alternativo": "Stemma del Comune", "licenza": "…"},
    "colore": "#0059b3",
}
"""How they would be written, where a catalogue says nothing of itself."""
_VOICE: Final = ("title", "plain", "times", "contact", "photos", "person", "everyone", "known")


@dataclass(frozen=True, slots=True)
class Threaded:
    """An activity whose card shows a thread, with its theme and the family that the thread tells."""

    activity: ActivityEntry
    theme: str
    family: str


@dataclass(frozen=True, slots=True)
class Woven:
    """What the face of a network is woven of: its themes with their hues."""

    network: NetworkEntry
    themes: Sequence[tuple[str, str]]


def style_page(site: Site) -> Iterator[Page]:
    """How records are written and read; then the look of the site, type, colours, spaces: search leaves both out."""
    project = Crumb(site.texts("shell.menu_project"), addresses.PROJECT)
    title = site.texts("style.title")
    yield Page(
        kind="style",
        address=ADDRESS,
        title=title,
        template="pages/style/page.html",
        context=_written_and_read(site),
        description=site.texts("style.description"),
        crumbs=(project,),
        indexed=False,
    )
    yield Page(
        kind="style",
        address=PIECES,
        title=site.texts("style.pieces"),
        template="pages/style/pieces.html",
        context=_pieces(site),
        description=site.texts("style.pieces_note"),
        crumbs=(project, Crumb(title, ADDRESS)),
        indexed=False,
    )


def _written_and_read(site: Site) -> Mapping[str, Any]:
    office = office_contact_point(site.settings["ufficio"])
    networks = sorted(site.current_networks, key=lambda network: site.lot(network.id))
    return {
        "pieces": PIECES,
        "voice": _VOICE,
        "needs": [(need.picture, label_of(need, site.texts.lang)) for need in needs_of(site.catalogue) if need.picture],
        "office": office,
        "reply_days": site.settings["giorni_risposta"],
        "to_office": to_name(office.name, site.texts.lang) if office else "",
        "glossary": f"{addresses.PROJECT}glossario/",
        "all_of_networks": addresses.section("rete"),
        "families": _families(site),
        "themes_of": _themes_of(site),
        "threaded": _threaded(site),
        "woven": _woven(site, networks),
    }


def _pieces(site: Site) -> Mapping[str, Any]:
    light, dark = _palettes(site)
    groups = (site.activities, site.networks, site.stories)
    chips = site.chips("tema")
    look, office = site.settings.get("aspetto") or {}, office_contact_point(site.settings["ufficio"])
    return {
        "look": dict.fromkeys(("ente", "ente_url", "logo", "colore", "carattere")) | look,
        "settings_lines": _written(look),
        "guide": _GUIDE,
        "office": office,
        "to_office": to_name(office.name, site.texts.lang) if office else "",
        "contrasts": _contrasts(site),
        # The scales as `intreccio.css` names them.
        "sizes": SIZES,
        "colours": [(name, light[name], dark[name]) for name in COLOURS],
        "spaces": SPACES,
        "pictures": PICTURES,
        "families": _families(site),
        "examples": [next(iter(group)) for group in groups if group],
        "chips_shown": chips[:8],
        "rows": [(chip.label, chip.count, len(site.holdings("tema")[chip.code].networks)) for chip in chips[:_ROWS]],
    }


def _families(site: Site) -> list[tuple[str, str, str, str]]:
    """Return the families of themes: the name, the class of its thread, its colour in light and in the dark."""
    families = site.catalogue.vocabularies["temi"].scheme.families
    return [(label_of(one, site.texts.lang), *_thread(site.words.hue(one.code))) for one in families]


def _palettes(site: Site) -> tuple[dict[str, str], dict[str, str]]:
    """Return the colours in light and in the dark by name, with the accent of this catalogue."""
    own = zip(colours_of(site.config), (LIGHT, DARK), (LIGHT_PAPERS, DARK_PAPERS), strict=True)
    light, dark = (
        {**palette, "accent": accent} | ({} if accent == palette["accent"] else {"accent-soft": soft(accent, papers)})
        for accent, palette, papers in own
    )
    return light, dark


def _written(look: Mapping[str, Any]) -> str:
    """Return the lines of the settings that give this look, as somebody would write them."""
    told = {key: _plain(look[key]) for key in _SHOWN if look.get(key)} or _EXAMPLE
    lines = yaml.safe_dump({"extra": {"catalogue": {"aspetto": told}}}, allow_unicode=True, sort_keys=False, width=200)
    return str(lines).strip()


def _plain(value: Any) -> Any:
    return {key: text for key, text in value.items() if text} if isinstance(value, Mapping) else str(value)


def _themes_of(site: Site) -> dict[str, list[str]]:
    """Return the themes of each family that something stands under, by the name of the family."""
    families = site.words.families_of_themes
    by_family: dict[str, list[str]] = {}
    for chip in site.chips("tema"):
        if name := families.get(site.words.family([chip.code], ())):
            by_family.setdefault(name, []).append(chip.label)
    return by_family


def _threaded(site: Site) -> Threaded | None:
    """Return an activity with a contact whose card shows a thread, of one theme alone where there is one.

    Help for who is in danger is no example to try things on.
    """
    families, words = site.words.families_of_themes, site.words
    found = [
        Threaded(activity, words.label("temi", theme), families[family])
        for activity in site.contact_first(by_name(site.activities))
        for theme in activity.themes[:1]
        if not is_discreet(activity) and (family := words.family(activity.themes)) in families
    ]
    return min(found, key=lambda one: len(one.activity.themes), default=None)


def _thread(hue: str) -> tuple[str, str, str]:
    """Return the class of a thread and its colour in light and in the dark."""
    return hue, LIGHT.get(hue, LIGHT["line-strong"]), DARK.get(hue, DARK["line-strong"])


def _woven(site: Site, networks: Sequence[NetworkEntry]) -> Woven | None:
    """Take to pieces the face of the network that shows most: many colours, and rather none of them twice."""
    told = [
        (network, [(site.words.label("temi", code), site.words.hue_of([code])) for code in threaded(network)])
        for network in networks
    ]
    network, themes = max(told, key=lambda one: 2 * len({hue for _, hue in one[1]}) - len(one[1]), default=(None, []))
    if network is None or not themes:
        return None
    return Woven(network, themes)


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
