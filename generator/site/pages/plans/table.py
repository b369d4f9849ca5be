"""Plans and goals as a table to download."""

from collections.abc import Iterator

from generator import addresses
from generator.site.model import Site
from generator.site.pages.plans.page import COLUMNS, TABLE, Contribution, plans_of, table_of
from generator.site.parts.spreadsheet import spreadsheet


def plan_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the same table as a CSV file, with the plan, the last expiry and the address of each network's page."""
    plans = plans_of(site)
    if plans:
        header = [site.texts(f"plans.column_{name}") for name in ("plan", *COLUMNS, "expires", "page")]
        rows = (
            (plan.whole.label, *row, *_for_programs(site, one)) for plan in plans for one, row in table_of(site, plan)
        )
        yield TABLE, spreadsheet(header, rows)


def _for_programs(site: Site, one: Contribution | None) -> tuple[str, str]:
    if one is None:
        return "", ""
    expires = max((act.expires.isoformat() for act in one.acts if act.expires), default="")
    return expires, f"{site.url.rstrip('/')}/{addresses.record(one.network)}" if site.url else ""
