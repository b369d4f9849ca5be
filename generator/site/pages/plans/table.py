"""`/piani/piani-e-obiettivi.csv`: the table of the page, for who writes the plan."""

from collections.abc import Iterator

from generator import addresses
from generator.exports.spreadsheet import spreadsheet
from generator.site.model import Site
from generator.site.pages.plans.page import COLUMNS, TABLE, plans_of, table_of


def plan_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the same table as a CSV file, with the plan, the last expiry and the address of each network's page."""
    plans = plans_of(site)
    if not plans:
        return
    rows = []
    for plan in plans:
        for contribution, cells in table_of(site, plan):
            expires = address = ""
            if contribution:
                expires = max((act.expires.isoformat() for act in contribution.acts if act.expires), default="")
                address = addresses.absolute(site.url, addresses.record(contribution.network)) if site.url else ""
            rows.append((plan.whole.label, *cells, expires, address))
    header = [site.texts(f"plans.column_{name}") for name in ("plan", *COLUMNS, "expires", "page")]
    yield TABLE, spreadsheet(header, rows)
