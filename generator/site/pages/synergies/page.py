"""«Chi può lavorare insieme»: likenesses, exchanges, networks to meet, and who does what where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator import addresses
from generator.site.model import Chip, Site
from generator.site.page import PER_PAGE, Crumb, Page, sheets
from generator.site.pages.needs.page import ADDRESS as NEEDS_ADDRESS
from generator.site.pages.synergies.matrix import Matrix, matrix_of_catalogue, matrix_of_town
from generator.site.pages.synergies.table import NAMES, SECTION
from generator.site.parts.contacts import office_contact_point
from generator.site.parts.hints import NO_HINTS, Hints

FIRST: Final = 8
"""So many hints of a kind are shown at once; the others unfold."""
_LISTS: Final = {"alike": f"{SECTION}attivita/", "encounters": f"{SECTION}reti/"}


@dataclass(frozen=True, slots=True)
class Group:
    """Hints of one kind on one page; `rest` unfolds, `more` leads to pages of their own."""

    name: str
    total: int
    first: Sequence[Any]
    rest: Sequence[Any] = ()
    more: str = ""


def synergies_page(site: Site) -> Iterator[Page]:
    """The page of the whole catalogue, and further pages of what is too long for it."""
    told = site.synergies.whole
    yield _page(site, told, matrix_of_catalogue(site), SECTION, site.texts("synergies.title"))
    for name, base in _LISTS.items():
        hints = getattr(told, name)
        if len(hints) > PER_PAGE:
            yield from _list(site, name, hints, base)


def place_pages(site: Site) -> Iterator[Page]:
    """One page for each town that any hint is about, or whose quarters can be compared."""
    for town, told in _towns(site).items():
        title = site.texts("synergies.title_in", place=site.place_name(town))
        crumbs = (Crumb(site.texts("synergies.title"), SECTION),)
        yield _page(site, told, matrix_of_town(site, town), place_address(town), title, crumbs, town)


def _towns(site: Site) -> Mapping[str, Hints]:
    towns = dict.fromkeys(
        town for place in site.matching.coverage.territories for town in site.synergies.towns_around(place)
    )
    return {**site.synergies.by_town, **{town: NO_HINTS for town in towns if town not in site.synergies.by_town}}


def place_address(town: str) -> str:
    """Return the address of the hints of a town."""
    return f"{SECTION}{addresses.SECTIONS['territorio']}/{town.replace('_', '-')}/"


def _page(
    site: Site, told: Hints, matrix: Matrix, address: str, title: str, crumbs: tuple[Crumb, ...] = (), town: str = ""
) -> Page:
    return Page(
        kind="sinergie-luogo" if town else "sinergie",
        address=address,
        title=title,
        template="pages/synergies/page.html",
        tab="together",
        context={
            "groups": [_group(name, getattr(told, name), _whole_list(site, name)) for name in _KINDS],
            "matrix": matrix if len(matrix.rows) > 1 or not town else None,
            "themes": _themes(site, told),
            "places": [] if town else _places(site),
            "town": town,
            "files": NAMES,
            "overview": SECTION,
            "needs": NEEDS_ADDRESS,
            "office": office_contact_point(site.settings["ufficio"]),
        },
        description=site.texts("synergies.description"),
        crumbs=crumbs,
        json_ld=_json_ld(site) if not town else None,
    )


_KINDS: Final = ("alike", "exchanges", "encounters", "clashes")


def _whole_list(site: Site, name: str) -> str:
    return _LISTS[name] if name in _LISTS and len(getattr(site.synergies.whole, name)) > PER_PAGE else ""


def _group(name: str, hints: Sequence[Any], more: str) -> Group:
    """Unfold up to a page of hints in place; where there are more, the whole list is on pages of its own."""
    if len(hints) > PER_PAGE and more:
        return Group(name, len(hints), hints[:FIRST], more=more)
    return Group(name, len(hints), hints[:FIRST], hints[FIRST:PER_PAGE])


def _themes(site: Site, told: Hints) -> list[Chip]:
    counts = told.themes
    found = [site.chip("tema", code, counts[code]) for code in counts]
    return sorted(found, key=lambda chip: (-chip.count, chip.label))


def _places(site: Site) -> list[Chip]:
    return [Chip(town, site.place_name(town), place_address(town), told.total) for town, told in _towns(site).items()]


def _list(site: Site, name: str, hints: Sequence[Any], base: str) -> Iterator[Page]:
    title = site.texts(f"synergies.{name}")
    for sheet in sheets(hints, base):
        yield Page(
            kind="sinergie",
            address=sheet.address,
            title=title if sheet.number == 1 else site.texts("list.page", title=title, n=sheet.number),
            template="pages/synergies/list.html",
            tab="together",
            context={"name": name, "sheet": sheet, "heading": title},
            description=site.texts("synergies.description"),
            crumbs=(Crumb(site.texts("synergies.title"), SECTION),),
        )


def _json_ld(site: Site) -> Mapping[str, Any]:
    """The page is a collection; what it shows can be downloaded as a data set."""
    root = f"{site.url.rstrip('/')}/" if site.url else ""
    return {
        "@type": "CollectionPage",
        "name": site.texts("synergies.title"),
        "description": site.texts("synergies.description"),
        "inLanguage": site.texts.lang,
        "dateModified": site.catalogue.today.isoformat(),
        "mainEntity": {
            "@type": "Dataset",
            "name": site.texts("synergies.title"),
            "description": site.texts("synergies.description"),
            "license": site.settings["licenza"]["url"],
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": site.texts(f"synergies.file_{name}"),
                    "encodingFormat": "text/csv",
                    "contentUrl": f"{root}{path}",
                }
                for name, path in NAMES.items()
            ],
        },
    }
