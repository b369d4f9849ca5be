"""`/cataloghi/`: whose records are shown here beside ours, of which day, under which licence; and lists of them.

The page is there without any other catalogue too: it says how others read this one, and how to begin.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator import addresses
from generator.catalogue.kinds import KINDS as RECORDS_AND_TERMS
from generator.catalogue.kinds import RECORDS, TERMS
from generator.reading.peers import AT
from generator.site.elsewhere import ADDRESS, KINDS, CatalogueElsewhere, Elsewhere, RecordElsewhere
from generator.site.model import Chip, ChipGroup, Site
from generator.site.page import PER_SECTION, Crumb, Page, sheets
from generator.site.search.metadata import found_as_page

_NARROWING = ("territorio", "tema", "destinatari")
_MOST_PLACES = 16
ELSEWHERE_OF_TERM = "altri-cataloghi/"
"""What follows the address of a term where the page of all that others have of it stands."""


def catalogue_pages(site: Site) -> Iterator[Page]:
    """The page of all catalogues, one of each, then the lists that are too long for those, and a list of each kind."""
    elsewhere = site.elsewhere
    title, lead = site.texts("catalogues.title"), site.texts("catalogues.lead")
    yield Page(
        kind="catalogues",
        address=ADDRESS,
        title=title,
        template="pages/catalogues/page.html",
        context={
            "catalogues": [(one, counted(site, one)) for one in elsewhere.catalogues] if elsewhere else [],
            "lists": [(list_name(site, kind), list_address(site, kind), count) for kind, count in totals(site)],
            "across": addresses.page("synergies") if elsewhere and elsewhere.across else "",
            "exchange": AT,
            "url": site.url,
        },
        description=lead,
        found=found_as_page(title, lead, (one.name for one in elsewhere.catalogues) if elsewhere else ()),
    )
    if elsewhere:
        for catalogue in elsewhere.catalogues:
            yield from _pages_of(site, elsewhere, catalogue)
        for kind in KINDS:
            if has_own(site, kind) and elsewhere.records[kind]:
                yield from records_list(site, kind, list_address(site, kind))


def totals(site: Site) -> list[tuple[str, int]]:
    """Return how many records the other catalogues have, by kind."""
    records = site.elsewhere.records if site.elsewhere else {}
    return [(kind, len(records[kind])) for kind in KINDS if records.get(kind)]


def counted(site: Site, catalogue: CatalogueElsewhere) -> str:
    """Say how many records a catalogue has: «3 reti, 12 enti e 30 attività»."""
    return site.words.listed([site.words.count(f"count.{RECORDS[kind].group}", n) for kind, n in catalogue.counts])


def has_own(site: Site, kind: str) -> bool:
    """Tell whether this catalogue has records of a kind; where it has none, those of others take their list."""
    return bool(getattr(site.catalogue, RECORDS[kind].group))


def list_address(site: Site, kind: str) -> str:
    """Return the address of the list of what others have of a kind."""
    section = addresses.section(kind)
    return f"{ADDRESS}{section}" if has_own(site, kind) else section


def list_name(site: Site, kind: str) -> str:
    """Return what the list of a kind is called."""
    return site.texts(f"list.{kind}")


def records_list(site: Site, kind: str, base: str) -> Iterator[Page]:
    """The list of what all other catalogues have of a kind."""
    elsewhere = site.elsewhere
    records = elsewhere.records[kind] if elsewhere else ()
    is_main = base == addresses.section(kind)
    crumbs = () if is_main else (Crumb(site.texts("catalogues.title"), ADDRESS),)
    heading = list_name(site, kind) if is_main else site.texts("catalogues.list_of", what=list_name(site, kind))
    groups = [_by_catalogue(site, kind), *_by_term(site, kind)]
    page_kind = f"{kind}-list" if is_main else "catalogues"
    for page in sheets_of(site, records, base, heading, crumbs, groups):
        yield replace(page, kind=page_kind, tab=RECORDS_AND_TERMS[kind].menu)


def sheets_of(
    site: Site,
    records: Sequence[RecordElsewhere],
    base: str,
    heading: str,
    crumbs: tuple[Crumb, ...],
    groups: Sequence[ChipGroup] = (),
) -> Iterator[Page]:
    """Cut a list of records of others into pages."""
    names = site.elsewhere.names if site.elsewhere else ()
    lead = site.texts("catalogues.list_lead", names=site.words.listed(list(names)))
    for sheet in sheets(records, base):
        yield Page(
            kind="catalogues",
            address=sheet.address,
            title=sheet.title(heading, site.texts),
            template="pages/catalogues/list.html",
            context={
                "heading": heading,
                "lead": lead,
                "sheet": sheet,
                "groups": [group for group in groups if group.chips],
                "counted": site.words.count("count.records", len(records)),
                "overview": ADDRESS,
            },
            description=lead,
            crumbs=crumbs,
        )


def elsewhere_of_term(
    site: Site, kind: str, code: str, records: Sequence[RecordElsewhere], crumbs: tuple[Crumb, ...]
) -> Iterator[Page]:
    """The list of what others have under a term, where the page of the term does not show all of it."""
    if len(records) > PER_SECTION:
        label = site.words.label(TERMS[kind].scheme, code)
        heading = site.texts("catalogues.list_of", what=label)
        yield from sheets_of(site, records, f"{addresses.term(kind, code)}{ELSEWHERE_OF_TERM}", heading, crumbs)


def _pages_of(site: Site, elsewhere: Elsewhere, catalogue: CatalogueElsewhere) -> Iterator[Page]:
    records = elsewhere.of_catalogue[catalogue.code]
    crumbs = (Crumb(site.texts("catalogues.title"), ADDRESS),)
    known = counted(site, catalogue)
    yield Page(
        kind="catalogues",
        address=catalogue.address,
        title=catalogue.name,
        template="pages/catalogues/one.html",
        context={
            "catalogue": catalogue,
            "counted": known,
            "sections": [
                (
                    list_name(site, kind),
                    RECORDS[kind].section,
                    records[kind],
                    _of(catalogue, kind),
                )
                for kind in KINDS
                if records[kind]
            ],
        },
        description=site.texts("catalogues.one_description", name=catalogue.name, counted=known),
        crumbs=crumbs,
    )
    for kind in KINDS:
        if len(records[kind]) > PER_SECTION:
            base = _of(catalogue, kind)
            heading = f"{list_name(site, kind)} · {catalogue.name}"
            yield from sheets_of(
                site, records[kind], base, heading, (*crumbs, Crumb(catalogue.name, catalogue.address))
            )


def _of(catalogue: CatalogueElsewhere, kind: str) -> str:
    """Return the address of the list of what one catalogue has of a kind."""
    return f"{catalogue.address}{RECORDS[kind].section}/"


def _by_catalogue(site: Site, kind: str) -> ChipGroup:
    catalogues = site.elsewhere.catalogues if site.elsewhere else ()
    counts = [(one, dict(one.counts).get(kind, 0)) for one in catalogues]
    chips = [
        Chip(one.code, one.name, f"{one.address}#{RECORDS[kind].section}", count) for one, count in counts if count
    ]
    return ChipGroup("catalogo", site.texts("catalogues.narrow"), chips)


def _by_term(site: Site, kind: str) -> Iterator[ChipGroup]:
    by_term = site.elsewhere.by_term if site.elsewhere else {}
    for facet in _NARROWING:
        counts = {
            code: sum(record.kind == kind for record in records) for code, records in by_term.get(facet, {}).items()
        }
        chips = [site.chip(facet, code, count) for code, count in counts.items() if count]
        chips = [replace(chip, address=f"{chip.address}#altri-cataloghi") for chip in chips]
        if facet == "territorio":
            chips = site.nearest(sorted(chips, key=lambda chip: (-chip.count, chip.label)))[:_MOST_PLACES]
        yield ChipGroup(TERMS[facet].facet, site.texts(f"list.{facet}"), chips)
