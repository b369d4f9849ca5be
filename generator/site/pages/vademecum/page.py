"""`/vademecum/`: who answers, one line each, made to be printed; of the whole catalogue, of a place, a theme, people.

On the screen its chapters open one by one, on paper all of them are open. It prints well from any browser, on A4 or as
a pocket book (A6), in large letters where asked; `intreccio print` makes PDF of the same sheets. What it holds is in
`booklet.py`.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from generator import addresses
from generator.catalogue.kinds import TERMS
from generator.site.model import Site
from generator.site.page import Crumb, Page
from generator.site.pages.vademecum.booklet import Booklet, booklet_of
from generator.site.pages.vademecum.paper import PAPERS, length_of
from generator.site.parts.contacts import office_contact_point
from generator.site.parts.emergency import EMERGENCY
from generator.site.parts.qr import qr
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("vademecum")
KINDS: Final = ("territorio", "tema", "destinatari")
_WHOLE: Final = "/"
"""Stands for the vademecum of the whole catalogue among the codes of terms."""
_FEWEST: Final = 3
"""Lines below which a term has no vademecum of its own: its page says as much."""
_FEW: Final = 12
"""So many lines are read at a glance: their chapters are open on the screen too."""
_EMPTY_LINES, _FEWEST_EMPTY = 8, 3
"""So many lines to fill in by hand on the last page, and so many at least where some name who gives no number."""


def parts_of_vademecum(site: Site) -> list[str]:
    """Return the codes that `vademecum_pages` takes: that of the whole, then `kind/code` of each term that has one."""
    return [_WHOLE, *(f"{kind}/{code}" for kind in KINDS for code in _terms(site, kind))]


def vademecum_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """The vademecum of the whole catalogue, then of each term that has enough to say."""
    for part in only or parts_of_vademecum(site):
        kind, _, code = part.partition("/")
        yield _of_term(site, kind, code) if code else _whole(site)


def vademecum_of(site: Site, kind: str, code: str) -> str:
    """Return the address of the vademecum of a term; empty where it has none: wide areas, and all about violence."""
    if kind not in KINDS:
        return ""
    if kind == "territorio":
        is_there = bool(site.catalogue.geography.town(code)) and len(site.serving(code)) >= _FEWEST
    else:
        held = site.holdings(kind).get(code)
        is_there = (
            held is not None and len(held.activities) >= _FEWEST and not site.urgent.is_dangerous_term(kind, code)
        )
    return addresses.on_paper("vademecum", addresses.term(kind, code)) if is_there else ""


def _terms(site: Site, kind: str) -> list[str]:
    return [code for code in site.holdings(kind) if vademecum_of(site, kind, code)]


def _whole(site: Site) -> Page:
    booklet = booklet_of(site, site.activities, site.current_networks, site.current_organizations, is_whole=True)
    others = [(site.texts(f"list.{kind}"), _links(site, kind)) for kind in KINDS]
    return _page(site, booklet, ADDRESS, site.texts("vademecum.whole"), others=[group for group in others if group[1]])


def _links(site: Site, kind: str) -> list[tuple[str, str]]:
    """Return the words and the address of each vademecum of a kind of term."""
    chips = [site.chip(kind, code, 0) for code in _terms(site, kind)]
    return [(chip.label, addresses.on_paper("vademecum", chip.address)) for chip in chips]


def _of_term(site: Site, kind: str, code: str) -> Page:
    held = site.holdings(kind)[code]
    name = site.place_name(code) if kind == "territorio" else site.words.label(TERMS[kind].scheme, code)
    activities = site.contact_first(site.serving(code)) if kind == "territorio" else held.activities
    booklet = booklet_of(site, activities, held.networks, held.organizations)
    title = site.texts("vademecum.title_of", of=name)
    address = addresses.term(kind, code)
    return _page(site, booklet, addresses.on_paper("vademecum", address), title, term=(name, address))


def _page(
    site: Site,
    booklet: Booklet,
    address: str,
    title: str,
    *,
    others: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (),
    term: tuple[str, str] | None = None,
) -> Page:
    lead = site.texts("vademecum.lead")
    url = addresses.absolute(site.url, address) if site.url else ""
    empty_lines = max(_EMPTY_LINES - len(booklet.silent), _FEWEST_EMPTY)
    numbers, to_fill_in = site.urgent.numbers, len(booklet.silent) + empty_lines
    return Page(
        kind="vademecum",
        address=address,
        title=title,
        template="pages/vademecum/page.html",
        context={
            "booklet": booklet,
            "term": term,
            "others": others,
            "office": office_contact_point(site.settings["ufficio"]),
            "numbers": numbers,
            "emergency": EMERGENCY,
            "few": _FEW,
            "all_activities": addresses.section("attivita"),
            "lengths": {name: length_of(booklet, paper, len(numbers), to_fill_in) for name, paper in PAPERS.items()},
            "code": qr(url),
            "url": url,
            "body": (site.settings.get("aspetto") or {}).get("ente") or "",
            "empty_lines": empty_lines,
        },
        description=lead,
        crumbs=(Crumb(site.texts("vademecum.title"), ADDRESS),) if term else (),
        # A term's is a part of the whole: who searches finds that one.
        indexed=term is None,
        found=None if term else found_as_page(title, lead),
    )
