"""`/cerca/`: search. Without JavaScript every facet that has pages is a list of plain links; with it, filters."""

import json
from collections.abc import Iterator
from typing import Final

from generator import addresses
from generator.catalogue.answers import HELPERS
from generator.catalogue.kinds import TERMS
from generator.site.model import Chip, ChipGroup, Site
from generator.site.page import Page
from generator.site.pages.in_need.page import tiles_of
from generator.site.parts.contacts import office_by_telephone, office_email
from generator.site.search.asked import AGES, COSTS, PART_OF_DAY, PARTS_OF_DAY, unsaid_labels
from generator.site.search.metadata import HOME

_RESULT_GROUPS: Final = (
    *("attivita", "rete", "ente", "pratica", "storia"),
    *("tema", "territorio", "destinatari", "tipo", "pagina"),
)
_KINDS: Final = ("attivita", "rete", "ente", "pratica", "storia")
_STATES: Final = ("attiva", "stagionale", "prevista", "da_confermare", "sospesa", "bozza")
_OTHER_KINDS: Final = ("tema", "territorio", "destinatari", "tipo", "pagina")
"""Kinds of result that have no list of their own: a choice only where a search finds some."""
_TELLING: Final = ("genere", "luogo", "per", PART_OF_DAY, "accesso")
"""Facets that most people choose by; the others stand behind one choice."""
_MOST_CHIPS: Final = 10
_EXAMPLES: Final = {
    "aiuto_alimentare": "food",
    "doposcuola": "homework",
    "italiano_stranieri": "language",
    "aiuto_economico": "bills",
    "digitale": "computer",
    "gruppo_cammino": "walk",
}
"""Words to begin with, by the kind of activity they find."""


def search_page(site: Site) -> Iterator[Page]:
    """Search: facets are lists of links, or hidden where no page stands behind them, until JavaScript makes filters."""
    counts = site.facet_counts
    genres = [
        Chip(kind, site.texts(f"list.{kind}"), addresses.section(kind), counts["genere"][kind]) for kind in _KINDS
    ]
    chips = {
        "territorio": site.nearest(_places(site)),
        "destinatari": _busiest(site, "destinatari"),
        "tema": _chips(site, "tema"),
        "tipo": _busiest(site, "tipo"),
    }
    choices = {
        "eta": [(band, site.texts(f"search.age_{band}")) for band in AGES],
        "accesso": [(code, site.words.choice("cost", code)) for code in COSTS]
        + [
            (term.code, site.words.label("accessibilita", term.code))
            for term in site.catalogue.vocabularies["accessibilita"]
        ]
        + list(unsaid_labels(site).items()),
        PART_OF_DAY: [(part, site.texts(f"search.part_{part}")) for part in PARTS_OF_DAY],
        "stato": [(code, site.words.choice("status", code)) for code in _STATES],
        "livello": [
            (term.code, site.words.label("livelli", term.code)) for term in site.catalogue.vocabularies["livelli"]
        ],
    }
    genres += [Chip(kind, site.texts(f"search.genre_{kind}"), "", 0) for kind in _OTHER_KINDS]
    listed = [chip for chip in genres if chip.count or not chip.address]
    groups = [ChipGroup("genere", site.texts("search.kind"), listed)]
    groups += [ChipGroup(TERMS[kind].facet, site.texts(f"list.{kind}"), terms) for kind, terms in chips.items()]
    groups.append(ChipGroup(HOME, site.texts("search.catalogo"), _catalogues(site)))
    for facet, known in choices.items():
        held = counts[facet]
        filters = [Chip(code, label, "", held[code]) for code, label in known if held[code]]
        groups.append(ChipGroup(facet, site.texts(f"search.{facet}"), filters))
    groups = sorted(filter(lambda group: group.chips, groups), key=_place)
    yield Page(
        kind="search",
        address=addresses.page("search"),
        title=site.texts("search.title"),
        template="pages/search/page.html",
        context={
            "groups": groups,
            "tiles": tiles_of(site),
            "examples": list(_examples(site)),
            "desk": site.first_contact,
            "helpers": " ".join(sorted(HELPERS)),
            "office": office_by_telephone(site.settings["ufficio"]),
            "office_email": office_email(site.settings["ufficio"]),
            "most_telling": sum(group.name in _TELLING for group in groups),
            "most_chips": _MOST_CHIPS,
            "around": site.catalogue.vocabularies["territori"].ancestors,
            "conventions": json.dumps(
                {
                    "school": [site.conventions.school_from, site.conventions.school_to],
                    "patron": site.conventions.patron,
                }
            ),
            "unsaid": json.dumps(unsaid_labels(site), ensure_ascii=False),
            "costs": json.dumps([_capital(site.words.choice("cost", code)) for code in COSTS], ensure_ascii=False),
            "tally": json.dumps(
                {
                    kind: [site.texts(f"search.tally_{kind}.{many}", n="{n}") for many in ("one", "many")]
                    for kind in _RESULT_GROUPS
                },
                ensure_ascii=False,
            ),
            "genres": [(kind, site.texts(f"search.genre_{kind}")) for kind in _RESULT_GROUPS],
        },
        description=site.texts("search.description"),
    )


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _place(group: ChipGroup) -> int:
    """Where a facet stands: the telling ones first, in their order."""
    return _TELLING.index(group.name) if group.name in _TELLING else len(_TELLING)


def _catalogues(site: Site) -> list[Chip]:
    """The other catalogues, where there are some."""
    shown = site.elsewhere.catalogues if site.elsewhere else ()
    counts = [(one, sum(count for _, count in one.counts)) for one in shown]
    return [Chip(one.code, one.name, one.address, count) for one, count in counts if count]


def _chips(site: Site, kind: str) -> list[Chip]:
    return [site.chip(kind, code, held.total) for code, held in site.holdings(kind).items() if held.total]


def _places(site: Site) -> list[Chip]:
    """Places with all that serves them: as many as a search there finds."""
    serving = site.serving_counts
    chips = [site.chip("territorio", code, serving[code]) for code in site.holdings("territorio") if serving[code]]
    return sorted(chips, key=lambda chip: (-chip.count, chip.label))


def _examples(site: Site) -> Iterator[str]:
    """Yield everyday words whose kind of activity is done here: each finds something."""
    held = site.holdings("tipo")
    for code, words in _EXAMPLES.items():
        if code in held and held[code].total:
            yield site.texts(f"search.example_{words}")


def _busiest(site: Site, kind: str) -> list[Chip]:
    return sorted(_chips(site, kind), key=lambda chip: (-chip.count, chip.label))
