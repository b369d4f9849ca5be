"""`/attivita/`, `/reti/`, `/enti/`, `/buone-pratiche/`, `/storie/`: every record of a kind, by plain links."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from generator import addresses
from generator.catalogue import NetworkEntry, OrganizationEntry
from generator.catalogue.body_names import filed_under
from generator.site.model import Site, sorting_key
from generator.site.page import Page
from generator.site.pages.catalogues.page import has_own, list_address, records_list
from generator.site.pages.story.page import silent_page, tell_address
from generator.site.parts.bodies import does_line, what_it_does
from generator.site.parts.contacts import body_answering, by_telephone, contact_point_of, office_contact_point, ways_of
from generator.site.parts.days import by_clock
from generator.site.parts.listing import Listing, listing, narrowing

ENDED_ADDRESS: Final = f"{addresses.section('attivita')}gia-fatto/"
_ROW_PX: Final = 29
"""Of a row of a body its edges and the line of its place."""
_NAME_PX, _LINE_PX = 22, 20
_LETTERS_OF_NAME, _LETTERS_A_LINE, _LETTERS_BESIDE = 27, 36, 12
_CALLED_PX, _HOURS_PX = 96, 16
"""Of the way to call, with two lines that say when; of each line more."""
_TELEPHONE: Final = "telefono"
_LINES: Final = 3
"""So many lines say what a body does, at most: `rows-of-lists.css`."""
_PROVEN: Final = {"promettente": 1, "buona_pratica": 2, "trasferita": 3}


def activity_list(site: Site) -> Iterator[Page]:
    """Activities that go on, and in a list of their own those that are over."""
    asides = [(site.texts("list.ended_link", n=len(site.ended)), ENDED_ADDRESS)] if site.ended else []
    ordered = by_clock(site, site.activities)
    groups = {one.id: group for one, group in ordered}
    yield from _list(site, "attivita", [one for one, _ in ordered], asides, groups)
    if site.ended:
        texts = site.texts
        over = Listing("attivita", site.ended, ENDED_ADDRESS, texts("list.ended"), lead=texts("list.ended_lead"))
        yield from listing(site, over)


def network_list(site: Site) -> Iterator[Page]:
    """All networks, first those of which one can call somebody; those at rest behind, those that are over last."""

    def turn(network: NetworkEntry) -> tuple[bool, bool, bool, bool]:
        return network.is_over, network.is_at_rest, site.is_unreachable(network), not _is_called(site, network)

    return _list(site, "rete", sorted(site.in_turn(site.networks), key=turn))


def _is_called(site: Site, network: NetworkEntry) -> bool:
    """Tell whether a card gives a number of the network or of a body: that of the office is nobody's own."""
    other = by_telephone(network, site.catalogue, site.settings["ufficio"])
    return not site.reachable(network) or (other is not None and other.entry is not None)


def practice_list(site: Site) -> Iterator[Page]:
    """All good practices, the best proven first."""
    level = site.catalogue.maturity_of
    proven = sorted(site.in_turn(site.practices), key=lambda one: -_PROVEN.get(level(one) or "", 0))
    propose = (site.texts("practice.propose"), f"{addresses.page('participate')}#nuova=pratica")
    return _list(site, "pratica", proven, [propose])


def story_list(site: Site) -> Iterator[Page]:
    """All stories, newest first; no page where there is none, and a notice while the catalogue keeps silent."""
    if site.is_silent and site.catalogue.stories:
        yield replace(silent_page(site, addresses.section("storia")), kind="storia-list")
    elif site.stories:
        base, heading = addresses.section("storia"), site.texts("list.storia")
        # Who has no program for mail behind a link reads whom to write to, or calls.
        office = office_contact_point(site.settings["ufficio"])
        ways = [
            way
            for contact in (office.contacts if office else ())
            for way in ways_of(contact, site.texts)
            if way.address
        ]
        # Whose the pictures are, each once: most are one person's, or made for the catalogue.
        pictured = [story.record.image for story in site.stories if story.record.image and site.photo_of(story)]
        whose = dict.fromkeys((image.author, image.licence) for image in pictured)
        pictures = {"credits": list(whose), "pictures": len(pictured)}
        telling = {"address": tell_address(site), "office": ways, **pictures}
        for page in listing(site, Listing("storia", site.stories, base, heading)):
            yield replace(page, context={**page.context, "telling": telling})


def organization_list(site: Site) -> Iterator[Page]:
    """All organisations, as an alphabet of what people know them by."""
    filed = {one.id: filed_under(one.name, one.record.other_names) for one in site.organizations}
    ordered = sorted(site.organizations, key=lambda one: (sorting_key(filed[one.id]), sorting_key(one.name), one.id))
    return _list(site, "ente", ordered, filed=filed, heights={one.id: _height(site, one) for one in ordered})


def _height(site: Site, entry: OrganizationEntry) -> int:
    """Return about how many pixels the row of a body takes on a phone: what is said of it, or whom to call."""
    record = entry.record
    said = record.summary or record.description or does_line(site, entry) or what_it_does(site, entry)
    lines = min(_LINES, -(-len(said) // _LETTERS_A_LINE))
    told = _ROW_PX + _NAME_PX * -(-len(entry.name) // _LETTERS_OF_NAME) + _LINE_PX * lines
    return max(told, _beside(site, entry))


def _beside(site: Site, entry: OrganizationEntry) -> int:
    """Return the pixels of the way to call a body: its number, when it is answered, and by whom if by another."""
    if entry.is_over or not any(contact.kind == _TELEPHONE for contact in site.contacts_of(entry)):
        return 0
    point = contact_point_of(entry, site.catalogue, site.settings["ufficio"])
    whose = body_answering(entry, point, site.catalogue)
    return _CALLED_PX + (_HOURS_PX * -(-len(whose.name) // _LETTERS_BESIDE) if whose else 0)


def _list(
    site: Site,
    kind: str,
    entries: Sequence[Any],
    asides: Sequence[tuple[str, str]] = (),
    groups: Mapping[str, str] | None = None,
    filed: Mapping[str, str] | None = None,
    heights: Mapping[str, int] | None = None,
) -> Iterator[Page]:
    """The list of what is ours, with the way to what others have; where nothing is ours, the list of theirs."""
    heading, base = site.texts(f"list.{kind}"), addresses.section(kind)
    others = site.elsewhere.records[kind] if site.elsewhere else ()
    if others and not has_own(site, kind):
        return records_list(site, kind, base)
    if others:
        asides = [*asides, (site.words.count("elsewhere.list", len(others)), list_address(site, kind))]
    ways = narrowing(site, kind, entries)
    is_soon_first = kind == "attivita"
    whole = Listing(
        kind,
        entries,
        base,
        heading,
        narrowing=ways,
        asides=asides,
        groups=groups or {},
        filed=filed or {},
        heights=heights or {},
        is_soon_first=is_soon_first,
    )
    return listing(site, whole)
