"""What pages say of bodies and networks beside what they do: their ties, their logo, their other languages."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.catalogue import AnyEntry, Catalogue, OrganizationEntry
from generator.catalogue.body_ties import RELATION, BodyTie
from generator.catalogue.translated import languages_of as languages
from generator.catalogue.translated import translated
from generator.locale import writing
from generator.locale.folding import without_accents
from generator.reading.images import FOLDER
from generator.records.common import UnlistedNetwork, UnlistedOrganization
from generator.records.organization import People
from generator.site.model import Site
from generator.site.parts.record import JoinedTie, tie_line
from generator.site.parts.words import Words

Other = AnyEntry | UnlistedNetwork | UnlistedOrganization
"""The other side of a tie: a record, or what is said of a body or network that has none."""

_NAMED: Final = 3
"""How many kinds or names a sentence about a body holds."""
_DOES_LETTERS: Final = 32
"""So many letters of two names stand on a line of a phone beside «Fa:»."""
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

    @property
    def kind(self) -> str:
        """What ties of this group are, as `BodyTie.kind`."""
        return self.ties[0].kind


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


def is_spelled(acronym: str, name: str) -> bool:
    """Tell whether the letters of an acronym begin words of a name, in their order: then who reads both knows why."""
    initials = iter(without_accents(word)[:1].casefold() for word in re.findall(r"\w+", name))
    return all(letter.casefold() in initials for letter in acronym if letter.isalpha())


def what_it_does(site: Site, entry: OrganizationEntry) -> str:
    """Say what a body does that says nothing of itself; nothing of one that closed.

    By name what it runs, else in sentences where it takes part and what it helps; else its theme.
    """
    texts, words = site.texts, site.words
    if entry.is_over:
        return ""
    current = [one for one in site.catalogue.activities_of.get(entry.id, ()) if not one.is_over]
    if current:
        names = list(dict.fromkeys(one.name for one in current))
        shown = names if len(names) <= _NAMED else names[: _NAMED - 1]
        rest = [words.count("list.others_of", len(names) - len(shown))] if len(names) > len(shown) else []
        return texts("organization.runs", activities=words.listed([*words.quoted(shown), *rest]))
    ties = [tie.network.name for tie in site.catalogue.memberships.get(entry.id, ()) if tie.until is None]
    ties += [tie.name for tie in networks_elsewhere(site, entry)]
    told = [words.taking_part(list(dict.fromkeys(ties)))] if ties else []
    partnered = site.contact_first(one for one in site.catalogue.partnered.get(entry.id, ()) if not one.is_over)
    if partnered:
        named = words.listed(words.quoted([one.name for one in partnered[:_NAMED]]))
        told.append(texts("organization.helps", activities=named))
    if not told and entry.record.themes:
        named = words.listed(words.quoted(words.labels("temi", entry.record.themes)))
        told.append(texts("organization.cares", themes=named))
    return " ".join(told)


def does_line(site: Site, entry: OrganizationEntry) -> str:
    """Name in a line of a phone what a body runs: two, or one where two names are long; empty where it runs nothing.

    It stands where a body has no sentence of its own; of more than is named it says no number, which its page has.
    """
    if entry.is_over:
        return ""
    current = [one for one in site.catalogue.activities_of.get(entry.id, ()) if not one.is_over]
    names = list(dict.fromkeys(one.name for one in site.contact_first(current)))
    shown = names[:2] if sum(map(len, names[:2])) <= _DOES_LETTERS else names[:1]
    return site.texts("organization.does", activities=site.words.listed(shown)) if shown else ""


def closing_line(site: Site, entry: OrganizationEntry) -> str:
    """Say that a body closed, and when as far as that is known."""
    ended = entry.record.ended
    if ended is None:
        return site.texts("organization.has_closed")
    when = site.words.when(ended)
    if ended.text or ended.month:
        return f"{site.texts('organization.ended', when=when).rstrip('.')}."
    return site.texts("organization.closed_in", when=when)


def languages_of(entry: AnyEntry) -> Iterator[Told]:
    """Yield the essentials of a record in other languages, English first."""
    for language in languages(entry.record):
        name, summary, description = (
            translated(entry.record, key, language) or "" for key in ("nome", "descrizione_breve", "descrizione")
        )
        if name or summary or description:
            yield Told(language, writing.direction(language), name, summary, description)
