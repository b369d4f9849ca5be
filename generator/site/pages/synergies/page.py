"""`/sinergie/`, «Possibili collaborazioni»: exchanges, likenesses, networks to meet, and who is missed where.

Hints with their reasons and whom to call, never a verdict. One page for the catalogue, one for each town, and lists of
their own for what is too long; `table.py` offers all of them, and the coverage of `matrix.py`, as tables.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator import addresses
from generator.site.elsewhere import Across
from generator.site.model import Chip, Site
from generator.site.page import PER_PAGE, Crumb, Page, sheets
from generator.site.pages.synergies.matrix import Gap, Matrix, matrix_of_catalogue, matrix_of_town
from generator.site.pages.synergies.table import NAMES, SECTION
from generator.site.pages.together.ways import crumb_of
from generator.site.parts.contacts import office_contact_point
from generator.site.parts.hints import NO_HINTS, AlikeKind, Hint, Hints, by_kind

FIRST: Final = 1
"""So many of each kind of hint are shown at once; the others unfold, at a desk those of what cannot wait stand open."""
FIRST_GAPS: Final = 3
"""So many themes that somebody is missed for, a row each."""
_FEW: Final = 3
"""So many hints are seen at a glance: nothing narrows them."""
_BEFORE_A_LIST: Final = 6
"""So many are shown of what has a list of its own."""
_URGENT: Final = ("exchanges", "clashes")
"""What cannot wait stands first; then who is missed where, which a councillor looks for."""
_KINDS: Final = (*_URGENT, "alike", "encounters")
_LISTS: Final = {"alike": f"{SECTION}attivita/", "encounters": f"{SECTION}reti/"}
"""Kinds of hint that go on in pages of their own where they are more than a page."""


@dataclass(frozen=True, slots=True)
class Group:
    """Hints of one kind on one page; `more` leads to pages of its own, `beyond` stand nowhere."""

    name: str
    total: int
    hints: Sequence[Any]
    more: str = ""
    beyond: int = 0
    kinds: Sequence[AlikeKind] = ()
    """Of likenesses, what the two are to each other."""


def synergies_page(site: Site) -> Iterator[Page]:
    """The page of the whole catalogue, and further pages of what is too long for it."""
    whole = site.synergies.whole
    yield _page(site, whole, matrix_of_catalogue(site), SECTION, site.texts("synergies.title"), (crumb_of(site),))
    for name, base in _LISTS.items():
        title = site.texts(f"synergies.{name}")
        hints = getattr(whole, name)
        for sheet in sheets(hints, base) if len(hints) > PER_PAGE else ():
            yield Page(
                kind="synergies",
                address=sheet.address,
                title=sheet.title(title, site.texts),
                template="pages/synergies/list.html",
                tab="together",
                context={
                    "name": name,
                    "sheet": sheet,
                    "heading": title,
                    "kinds": by_kind(sheet.items) if name == "alike" else (),
                },
                description=site.texts("synergies.description"),
                crumbs=(crumb_of(site), Crumb(site.texts("synergies.title"), SECTION)),
            )


def towns_with_hints(site: Site) -> list[str]:
    """Return the towns that `place_pages` makes pages of."""
    return list(_towns(site))


def place_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """One page for each town that any hint is about, or whose quarters can be compared."""
    towns = {town: site.synergies.by_town.get(town, NO_HINTS) for town in only} if only else _towns(site)
    for town, hints in towns.items():
        title = site.texts("synergies.title_in", place=site.place_name(town))
        crumbs = (crumb_of(site), Crumb(site.texts("synergies.title"), SECTION))
        yield _page(site, hints, matrix_of_town(site, town), addresses.synergies_in(town), title, crumbs, town)


def _page(
    site: Site, hints: Hints, matrix: Matrix, address: str, title: str, crumbs: tuple[Crumb, ...], town: str = ""
) -> Page:
    """The page of the hints of a `town`, or of the whole catalogue."""
    groups = []
    for name in _KINDS:
        of_kind = getattr(hints, name)
        beyond = 0 if town else site.matching.left_out.get(name, 0)
        more = _LISTS.get(name, "") if len(of_kind) > PER_PAGE else ""
        shown = of_kind[: _BEFORE_A_LIST if more else PER_PAGE]
        groups.append(Group(name, len(of_kind), shown, more, beyond, by_kind(shown) if name == "alike" else ()))
    groups.sort(key=lambda group: not group.total)
    # One row compares nothing; for the whole catalogue the section says so.
    shown_matrix = matrix if len(matrix.rows) > 1 or not town else None
    across = site.elsewhere.across if site.elsewhere and not town else ()
    gaps = shown_matrix.gaps if shown_matrix else ()
    towns = {} if town else _towns(site)
    urgent = [group for group in groups if group.total and group.name in _URGENT]
    others = [group for group in groups if group not in urgent]
    brief = _brief(hints, len(gaps), len(across))
    return Page(
        kind="synergies-town" if town else "sinergie",
        address=address,
        title=title,
        template="pages/synergies/page.html",
        tab="together",
        context={
            "groups": groups,
            "urgent": urgent,
            "others": others,
            "brief": brief,
            "brief_total": sum(count for _, count in brief),
            "town": town,
            "overview": SECTION,
            "towns": [
                Chip(place, site.place_name(place), addresses.synergies_in(place), number)
                for place, number in _numbers_by_town(site, towns).items()
            ],
            **_choices(site, [hint for group in groups for hint in group.hints], gaps, across, towns),
            "judged": None if town or not site.matching.judged.is_enough else site.matching.judged,
            "office": office_contact_point(site.settings["ufficio"]),
            "needs": addresses.page("needs"),
            "matrix": shown_matrix,
            "files": NAMES,
            "first": FIRST,
            "first_gaps": FIRST_GAPS,
            "across": across,
        },
        description=site.texts("synergies.description"),
        crumbs=crumbs,
        json_ld=_json_ld(site) if not town else None,
    )


def _numbers_by_town(site: Site, towns: Mapping[str, Hints]) -> Mapping[str, int]:
    """Return how many hints each town has; `towns` are their own, without who is missed there."""
    missed: dict[str, set[str]] = {}
    for theme, place in site.matching.coverage.gaps:
        for town in (place, *site.synergies.towns_around(place)):
            missed.setdefault(town, set()).add(theme)
    return {
        town: sum(count for _, count in _brief(hints, len(missed.get(town, ())), 0)) for town, hints in towns.items()
    }


def _brief(hints: Hints, gaps: int, across: int) -> list[tuple[str, int]]:
    """The sections of a page that hold anything, in their order, each with how many: what cannot wait stands first."""
    of_kind = {name: len(getattr(hints, name)) for name in _KINDS}
    urgent = [(name, of_kind.pop(name)) for name in _URGENT]
    lines = [*urgent, ("mancano", gaps), *of_kind.items(), ("oltre-il-confine", across)]
    return [(name, count) for name, count in lines if count]


def _choices(
    site: Site, hints: Sequence[Hint], gaps: Sequence[Gap], across: Sequence[Across], towns: Collection[str]
) -> Mapping[str, Sequence[Chip]]:
    """Return the themes and the places of all that stands on a page; a town is followed by its quarters."""
    themes, places = Counter[str](), Counter[str]()
    if len(hints) + len(gaps) + len(across) <= _FEW:
        return {"themes": (), "places": ()}
    for hint in hints:
        themes.update({*hint.themes})
        places.update({*hint.places, *hint.towns})
    for gap in gaps:
        themes[gap.theme] += 1
        places.update({*gap.around})
    for pair in across:
        # What only they have a word for has none here.
        themes.update({*pair.themes} & site.catalogue.vocabularies["temi"].terms.keys())
        places.update({*pair.places} & site.catalogue.vocabularies["territori"].terms.keys())

    def in_order(place: str) -> tuple[str, bool, str]:
        around = site.synergies.towns_around(place)
        return site.place_name(around[0] if around else place), bool(around), site.place_name(place)

    return {
        "themes": sorted(
            (site.chip("tema", code, count) for code, count in themes.items()), key=lambda chip: chip.label.casefold()
        ),
        "places": [
            Chip(code, site.place_name(code), addresses.synergies_in(code) if code in towns else "", places[code])
            for code in sorted(places, key=in_order)
        ],
    }


def _towns(site: Site) -> Mapping[str, Hints]:
    towns = dict.fromkeys(
        town for place in site.matching.coverage.territories for town in site.synergies.towns_around(place)
    )
    return {**site.synergies.by_town, **{town: NO_HINTS for town in towns if town not in site.synergies.by_town}}


def _json_ld(site: Site) -> Mapping[str, Any]:
    """The page is a collection; what it shows can be downloaded as a data set."""
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
                    "contentUrl": addresses.absolute(site.url, path),
                }
                for name, path in NAMES.items()
                if site.url
            ],
        },
    }
