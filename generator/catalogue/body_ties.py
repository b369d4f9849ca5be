"""What ties organisations to each other, told on one side and shown on both."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.catalogue.entries import OrganizationEntry
from generator.catalogue.vocabularies import Vocabulary
from generator.records.common import OrganizationRef, UnlistedOrganization

RELATION: Final = "relation"
"""A tie whose words are in the vocabulary `relazioni_enti`; those of the other kinds are the page's own."""

INVERSE: Final[Mapping[str, str]] = {
    "part_of": "includes",
    "includes": "part_of",
    "member_of": "members",
    "members": "member_of",
    "born_of": "gave_rise_to",
    "gave_rise_to": "born_of",
    "merged_into": "merged_from",
    "merged_from": "merged_into",
}
"""Kinds of tie, in the order in which a page tells them, each with what the other side calls it."""


@dataclass(frozen=True, slots=True)
class BodyTie:
    """A tie of an organisation with another, which may have no record of its own."""

    kind: str
    """One of `INVERSE`, or `RELATION`."""
    code: str
    """Code of `relazioni_enti` for a `RELATION`, else empty."""
    other: OrganizationEntry | UnlistedOrganization
    note: str | None = None


def body_ties(
    organizations: Mapping[str, OrganizationEntry], relations: Vocabulary
) -> Mapping[str, tuple[BodyTie, ...]]:
    """Return the ties of each organisation by its id; one that both sides tell is there once, with the first note."""
    ties: dict[str, dict[tuple[str, str, str], BodyTie]] = {}

    def add(entry: OrganizationEntry, tie: BodyTie) -> None:
        other = tie.other.name if isinstance(tie.other, UnlistedOrganization) else tie.other.id
        ties.setdefault(entry.id, {}).setdefault((tie.kind, tie.code, other), tie)

    for entry in organizations.values():
        for kind, code, reference, note in _told(entry):
            if not isinstance(reference, str):
                add(entry, BodyTie(kind, code, reference, note))
            elif (other := organizations.get(reference)) is not None:
                add(entry, BodyTie(kind, code, other, note))
                seen_from_there = INVERSE.get(kind, RELATION)
                add(other, BodyTie(seen_from_there, code and relations.inverse(code), entry, note))
    order = {kind: at for at, kind in enumerate((*INVERSE, RELATION))}
    codes = {code: at for at, code in enumerate(relations.terms)}
    return {
        body: tuple(sorted(told.values(), key=lambda tie: (order[tie.kind], codes.get(tie.code, len(codes)))))
        for body, told in ties.items()
    }


def _told(entry: OrganizationEntry) -> Iterator[tuple[str, str, OrganizationRef, str | None]]:
    """Yield kind, code, the other body and a note of what one record says of others."""
    record = entry.record
    groups: Iterable[tuple[str, Iterable[OrganizationRef]]] = (
        ("part_of", (record.parent,) if record.parent else ()),
        ("members", record.members),
        ("born_of", record.born_of),
        ("merged_into", record.merged_into),
    )
    yield from ((kind, "", reference, None) for kind, references in groups for reference in references)
    yield from ((RELATION, relation.kind, relation.body, relation.note) for relation in record.relations)
