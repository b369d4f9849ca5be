"""`/ruoli/confronto.csv`: how each network works, a row each, as the page compares them."""

from collections.abc import Iterator

from generator.exports.spreadsheet import spreadsheet
from generator.records.network import Role
from generator.site.model import Site
from generator.site.pages.roles.page import TABLE, Liaison, Seen, SeenAct, side_by_side


def role_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the table of the networks that say how they work."""
    if rows := side_by_side(site):
        yield TABLE, spreadsheet(site.texts("roles.columns").split("; "), (_row(site, row) for row in rows))


def _row(site: Site, row: Seen) -> tuple[str, ...]:
    form, lead, agreement = (saying.label if saying else "" for saying in (row.form, row.lead, row.agreement))
    unsaid = site.texts("roles.unsaid")
    leaders = [leader if isinstance(leader, str) else leader.name for leader in row.leaders]
    return (
        row.network.name,
        row.network.id,
        ", ".join(leaders) or (site.texts("roles.unnamed", lead=lead) if lead else unsaid),
        str(row.decision or unsaid),
        _through(site, row.liaison) if row.liaison else unsaid,
        form,
        ", ".join(body.name for body in row.deciding),
        ", ".join(body.name for body in row.bodies),
        agreement,
        _told(site, row.act) if row.act else "",
        "; ".join(_told(site, act) for act in row.lapsed),
        site.catalogue.today.isoformat(),
        str(site.config["site_name"]),
    )


def _through(site: Site, liaison: Liaison) -> str:
    """Name who deals with the municipality, as the page does."""
    figures = [
        f"{figure.name} ({site.texts('network.vacant')})"
        if isinstance(figure.record, Role) and figure.record.vacant
        else figure.name
        for figure in liaison.figures
    ]
    return ", ".join([*figures, *(office for _, office in liaison.offices)]) or liaison.words


def _told(site: Site, act: SeenAct) -> str:
    """Name an agreement with its state, as the page does."""
    if act.is_over:
        return f"{act.title}, {site.texts('roles.over')} {site.texts('roles.over_on', day=act.until)}"
    if act.until:
        return f"{act.title}, {site.texts('roles.act_until', day=act.until)}"
    state = site.texts("roles.act_of", day=act.day) if act.day else site.texts("roles.act_undated")
    return f"{act.title}, {state}"
