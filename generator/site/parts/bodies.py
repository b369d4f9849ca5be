"""What pages say of bodies and networks beside what they do: their ties, their logo, their other languages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.catalogue import ActivityEntry, AnyEntry, Catalogue, OrganizationEntry
from generator.catalogue.body_ties import RELATION, BodyTie
from generator.catalogue.translated import languages_of as languages
from generator.catalogue.translated import translated
from generator.locale import writing
from generator.reading.images import FOLDER
from generator.records.common import UnlistedNetwork, UnlistedOrganization
from generator.records.organization import People
from generator.site.model import Site
from generator.site.parts.record import JoinedTie, tie_line
from generator.site.parts.words import Words

Other = AnyEntry | UnlistedNetwork | UnlistedOrganization
"""The other side of a tie: a record, or what is said of a body or network that has none."""

_LOGO_BOX: Final = (160, 96)
"""Pixels within which a logo is shown, width and height."""


@dataclass(frozen=True, slots=True)
class ShownLogo:
    """A logo as a page shows it: its address on the site and the pixels it takes there."""

    address: str
    alt: str
    licence: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class TieGroup:
    """The ties of one kind, under their words."""

    label: str
    ties: Sequence[BodyTie]


@dataclass(frozen=True, slots=True)
class Told:
    """The essentials of a record in one language: its name, a sentence, a text in Markdown."""

    language: str
    direction: str
    """`ltr` or `rtl`."""
    name: str
    summary: str
    description: str


def resolved(
    references: Iterable[str | UnlistedNetwork | UnlistedOrganization | None], catalogue: Catalogue
) -> Iterator[Other]:
    """Yield the other sides that references lead to; a record that was removed is none."""
    for reference in references:
        other = catalogue.entry(reference) if isinstance(reference, str) else reference
        if other is not None:
            yield other


def grouped_ties(site: Site, entry: OrganizationEntry) -> list[TieGroup]:
    """Return the ties of a body with others, by what they are, in the order in which a page tells them."""
    groups: dict[str, list[BodyTie]] = {}
    for tie in site.catalogue.body_ties.get(entry.id, ()):
        is_relation = tie.kind == RELATION
        label = site.words.label("relazioni_enti", tie.code) if is_relation else site.texts(f"tie.{tie.kind}")
        groups.setdefault(label, []).append(tie)
    return [TieGroup(label, ties) for label, ties in groups.items()]


def networks_elsewhere(site: Site, entry: OrganizationEntry) -> Iterator[JoinedTie]:
    """Yield the memberships of a body in networks that have no record."""
    for affiliation in entry.record.affiliations:
        network = affiliation.network
        if not isinstance(network, str):
            lines = tuple(tie_line(site, affiliation))
            offices = (affiliation.office,) if affiliation.office else ()
            yield JoinedTie(None, None, network.name, offices, lines, network.url or "")


def logo_of(entry: AnyEntry, site: Site) -> ShownLogo | None:
    """Return the logo of a body or a network; None where it has none, or its file is not there."""
    logo = entry.record.logo
    picture = site.pictures.get(logo.file) if logo else None
    if logo is None or picture is None:
        return None
    scale = min(1, _LOGO_BOX[0] / picture.width, _LOGO_BOX[1] / picture.height)
    width, height = (max(1, round(side * scale)) for side in (picture.width, picture.height))
    return ShownLogo(f"{FOLDER}/{logo.file}", logo.alt, logo.licence, width, height)


def headcount(year: People, words: Words) -> str:
    """How many people a body was in one year: «120 soci, 32 volontari e una persona pagata»."""
    counted = (("members", year.members), ("volunteers", year.volunteers), ("workers", year.workers))
    return words.listed([words.count(f"organization.{who}", number) for who, number in counted if number is not None])


def told_names(activities: Iterable[ActivityEntry], most: int) -> tuple[Sequence[str], bool]:
    """Return the first names of what a body runs, and whether there are more; what is in several places counts once."""
    names = [activity.name for activity in activities]
    once = [name for name in dict.fromkeys(names) if not any(name.startswith(f"{other} ") for other in names)]
    return once[:most], len(once) > most


def languages_of(entry: AnyEntry) -> Iterator[Told]:
    """Yield the essentials of a record in other languages, English first."""
    for language in languages(entry.record):
        name, summary, description = (
            translated(entry.record, key, language) or "" for key in ("nome", "descrizione_breve", "descrizione")
        )
        if name or summary or description:
            yield Told(language, writing.direction(language), name, summary, description)
