"""Tables of hints to download: the same as on the pages, whole."""

from collections.abc import Iterator, Sequence
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry
from generator.matching import Kind
from generator.site.model import Site
from generator.site.pages.synergies.matrix import rows_for_table
from generator.site.parts.hints import Alike, Encounter, Exchange
from generator.site.parts.spreadsheet import spreadsheet

SECTION: Final = addresses.page("synergies")
NAMES: Final = {
    "alike": f"{SECTION}somiglianze.csv",
    "encounters": f"{SECTION}incontri.csv",
    "exchanges": f"{SECTION}scambi.csv",
    "coverage": f"{SECTION}copertura.csv",
}
"""Path of each table."""


def synergy_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the four tables."""
    told = site.synergies
    yield NAMES["alike"], _table(site, "alike", [_alike(site, one) for one in (*told.alike, *told.clashes)])
    yield NAMES["encounters"], _table(site, "encounters", [_encounter(site, one) for one in told.encounters])
    yield NAMES["exchanges"], _table(site, "exchanges", [_exchange(site, one) for one in told.exchanges])
    yield NAMES["coverage"], _table(site, "coverage", list(_coverage(site)))


def _table(site: Site, name: str, rows: Sequence[Sequence[object]]) -> bytes:
    return spreadsheet(site.texts(f"synergies.columns_{name}").split("; "), rows)


def _url(site: Site, entry: ActivityEntry | AnyEntry) -> str:
    return f"{site.url.rstrip('/')}/{addresses.record(entry)}" if site.url else addresses.record(entry)


def _places(site: Site, codes: Sequence[str]) -> str:
    return site.place_names(codes)


def _alike(site: Site, one: Alike) -> list[object]:
    sides = [
        cell
        for side in (one.here, one.there)
        for cell in (side.name, side.operator.name, _places(site, side.territories), _url(site, side))
    ]
    kind = site.texts("synergies.clashes" if one.kind is Kind.CLASH else "synergies.alike")
    return [
        kind,
        *sides,
        f"{one.why} {one.also}".strip(),
        ", ".join(network.name for network in one.together),
        one.score,
    ]


def _encounter(site: Site, one: Encounter) -> list[object]:
    sides = [
        cell
        for side in (one.here, one.there)
        for cell in (side.name, _places(site, side.territories), _url(site, side))
    ]
    return [*sides, one.why, ", ".join(body.name for body in one.introducers)]


def _exchange(site: Site, one: Exchange) -> list[object]:
    label = site.words.label("risorse", one.need.record.resource)
    sides = [
        cell
        for side in (one.need, one.offer)
        for cell in (
            side.home.name,
            side.record.description or "",
            site.words.day(side.record.expires) if side.record.expires else "",
            _url(site, side.home),
        )
    ]
    return [label, *sides, one.why]


def _coverage(site: Site) -> Iterator[list[object]]:
    for place, theme, own, within, is_gap in rows_for_table(site.matching.coverage):
        gap = site.texts("synergies.gap") if is_gap else ""
        yield [site.place_name(place), site.words.label("temi", theme), own, within, gap]
