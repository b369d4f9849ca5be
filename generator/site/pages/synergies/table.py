"""`/sinergie/*.csv`: the hints of the pages, whole, and who does what where, as tables."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry
from generator.exports.spreadsheet import spreadsheet
from generator.matching import Kind
from generator.matching.coverage import Coverage
from generator.site.model import Site
from generator.site.pages.synergies.matrix import rows_for_table
from generator.site.parts.hints import Alike, Encounter, Exchange

SECTION: Final = addresses.page("synergies")
NAMES: Final = {
    "alike": f"{SECTION}somiglianze.csv",
    "encounters": f"{SECTION}incontri.csv",
    "exchanges": f"{SECTION}scambi.csv",
    "coverage": f"{SECTION}copertura.csv",
    "publics": f"{SECTION}copertura-destinatari.csv",
    "doings": f"{SECTION}copertura-tipi.csv",
}
"""Path of each table."""


def synergy_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the tables."""
    synergies = site.synergies
    tables: Mapping[str, Sequence[Sequence[object]]] = {
        "alike": [_pair_row(site, pair) for pair in (*synergies.alike, *synergies.clashes)],
        "encounters": [_encounter_row(site, encounter) for encounter in synergies.encounters],
        "exchanges": [_exchange_row(site, exchange) for exchange in synergies.exchanges],
        "coverage": _coverage_rows(site, site.matching.coverage, "temi"),
        "publics": _coverage_rows(site, site.matching.coverage_of_publics, "destinatari"),
        "doings": _coverage_rows(site, site.matching.coverage_of_kinds, "tipi_attivita"),
    }
    for name, rows in tables.items():
        yield NAMES[name], spreadsheet(site.texts(f"synergies.columns_{name}").split("; "), rows)


def _coverage_rows(site: Site, coverage: Coverage, scheme: str) -> list[list[object]]:
    return [
        [
            site.place_name(place),
            site.words.label(scheme, code),
            own,
            within,
            site.texts("synergies.gap") if is_gap else site.texts(f"synergies.state_{state}"),
        ]
        for place, code, own, within, state, is_gap in rows_for_table(coverage)
    ]


def _pair_row(site: Site, pair: Alike) -> list[object]:
    sides = [
        cell
        for side in (pair.here, pair.there)
        for cell in (side.name, side.operator.name, site.place_names(side.territories), _url(site, side))
    ]
    return [
        site.texts("synergies.clashes" if pair.kind is Kind.CLASH else "synergies.alike"),
        *sides,
        f"{pair.said} {pair.shared}".strip(),
        ", ".join(network.name for network in pair.together),
        pair.score,
    ]


def _encounter_row(site: Site, encounter: Encounter) -> list[object]:
    sides = [
        cell
        for side in (encounter.here, encounter.there)
        for cell in (side.name, site.place_names(side.territories), _url(site, side))
    ]
    return [*sides, encounter.why, ", ".join(body.name for body in encounter.introducers)]


def _exchange_row(site: Site, exchange: Exchange) -> list[object]:
    sides = [
        cell
        for side in (exchange.need, exchange.offer)
        for cell in (
            side.home.name,
            side.record.description or "",
            site.words.day(side.record.expires) if side.record.expires else "",
            _url(site, side.home),
        )
    ]
    return [site.words.label("risorse", exchange.need.record.resource), *sides, exchange.why]


def _url(site: Site, entry: ActivityEntry | AnyEntry) -> str:
    return addresses.absolute(site.url, addresses.record(entry))
