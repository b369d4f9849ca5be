"""What matching finds, as pages show it: who, why in words, who could introduce them, where and about what."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from generator.catalogue import ActivityEntry, AnyEntry, Catalogue, NetworkEntry
from generator.catalogue.lookups import worked_out
from generator.locale import load
from generator.locale.languages import EssentialTexts
from generator.matching import Kind, Likeness, Matching, advice, sentence, short_reasons, verdict
from generator.matching.networks import Meeting, Neighbour
from generator.matching.offers import Held, ResourceMatch
from generator.matching.reasons import same_place
from generator.matching.scoring import MAYBE
from generator.site.parts.words import Words

_ONE_SERVICE: Final = frozenset({"same", "named"})
"""Likenesses of kind (levels of `tipo`, see `matching.profiles`) by which two activities are the same service."""
SHOWN: Final = 6
"""So many likenesses, or networks, stand on the page of a record."""
_PAIRS_SHOWN: Final = 2
_YEAR: Final = re.compile(r"\b[0-9]{4}\b")


@dataclass(frozen=True, slots=True)
class Hint:
    """What every hint says: why, the themes it is about, the places and the towns it belongs to."""

    why: str
    """The reasons that matter most, in a sentence."""
    also: str
    """The other reasons, in a sentence; nothing where there are none."""
    themes: tuple[str, ...]
    places: tuple[str, ...]
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alike(Hint):
    """Two activities that resemble each other; `why` and `also` are for who looks for another such."""

    kind: Kind
    said: str
    """Why they are what `advice` says that they are to each other, in a sentence for who organises them."""
    shared: str
    """What else they have in common; nothing where there is nothing."""
    advice: str
    """What two such activities are to each other, then what to do about it: the same for every pair of this kind."""
    is_maybe: bool
    """Whether they may be the same thing, and only who organises them knows."""
    here: ActivityEntry
    there: ActivityEntry
    together: tuple[NetworkEntry, ...]
    """Networks that both sides belong to already, or that run one of the two."""
    score: int

    @property
    def is_clash(self) -> bool:
        """Whether they are parties on one day, so that what they are is said already."""
        return self.kind is Kind.CLASH

    @property
    def is_yearly(self) -> bool:
        """Whether the day on which two parties clash is of no year, so that it comes back."""
        return self.is_clash and not _YEAR.search(self.said)


@dataclass(frozen=True, slots=True)
class Encounter(Hint):
    """Two networks that could meet."""

    here: NetworkEntry
    there: NetworkEntry
    introducers: tuple[AnyEntry, ...]
    """Who belongs to both."""
    pairs: tuple[tuple[ActivityEntry, ActivityEntry], ...] = ()
    """Activities of the one and of the other that resemble each other."""


@dataclass(frozen=True, slots=True)
class Exchange(Hint):
    """What one looks for and another offers."""

    need: Held[Any]
    offer: Held[Any]


@dataclass(frozen=True, slots=True)
class Hints:
    """The hints of one place, or of the whole catalogue."""

    alike: list[Alike]
    exchanges: list[Exchange]
    encounters: list[Encounter]
    clashes: list[Alike]

    @property
    def total(self) -> int:
        """How many they are."""
        return len(self.alike) + len(self.exchanges) + len(self.encounters) + len(self.clashes)

    @property
    def themes(self) -> Mapping[str, int]:
        """How many of them are about each theme."""
        counts: dict[str, int] = {}
        for hint in (*self.alike, *self.exchanges, *self.encounters, *self.clashes):
            for theme in hint.themes:
                counts[theme] = counts.get(theme, 0) + 1
        return counts


def at_first(total: int, first: int) -> int:
    """Return how many of a group are seen at first: a single one takes no more room than what would unfold it."""
    return first if total > first + 1 else total


NO_HINTS: Final = Hints([], [], [], [])


@dataclass(frozen=True, slots=True)
class AlikeKind:
    """Pairs that are the same to each other: what that is, and what to do about it, are said once for all of them."""

    name: str
    """What its texts, and its anchor on a page, go by."""
    title: str
    todo: str
    hints: Sequence[Alike]


_ALIKE_KINDS: Final = ("same", "complete", "resemble")
_NAME_OF_KIND: Final = {Kind.OVERLAP: "same", Kind.SYNERGY: "complete", Kind.RESEMBLANCE: "resemble"}


def by_kind(hints: Iterable[Alike]) -> list[AlikeKind]:
    """Group likenesses by what the two are to each other; what only may be the same comes after what is."""
    groups: dict[str, list[Alike]] = {}
    for hint in sorted(hints, key=lambda hint: hint.is_maybe):
        groups.setdefault("same" if hint.is_maybe else _NAME_OF_KIND[hint.kind], []).append(hint)
    found = sorted(groups.items(), key=lambda item: _ALIKE_KINDS.index(item[0]))
    return [AlikeKind(name, *_told(of_kind[0]), of_kind) for name, of_kind in found]


def _told(hint: Alike) -> tuple[str, str]:
    """Return what the two are to each other, and what to do about it."""
    title, _, todo = hint.advice.partition(". ")
    return title, todo


class Synergies:
    """The hints that pages show; each group is made at its first reading."""

    def __init__(
        self, catalogue: Catalogue, matching: Matching, words: Words, reached_first: Callable[..., list[Any]]
    ) -> None:
        self._catalogue = catalogue
        self._matching = matching
        self._words = words
        self._reached_first = reached_first
        # Reasons are worded as the command `overlaps` words them: by messages, not by the texts of pages.
        texts = words.texts
        self._messages = texts.messages if isinstance(texts, EssentialTexts) else load("messages", texts.lang)

    @worked_out
    def alike(self) -> Sequence[Alike]:
        """Activities that resemble each other, best first; clashes apart."""
        return [self._alike(likeness) for likeness in self._matching.told if likeness.kind is not Kind.CLASH]

    @worked_out
    def alike_by_body(self) -> Mapping[str, Sequence[Alike]]:
        """The same by id of who runs one of the two, and of the networks that one of the two is done for."""
        groups: dict[str, list[Alike]] = {}
        for hint in self.alike:
            sides = (hint.here, hint.there)
            bodies = [side.operator for side in sides] + [network for side in sides for network in side.networks]
            for body in dict.fromkeys(body.id for body in bodies):
                groups.setdefault(body, []).append(hint)
        return groups

    @worked_out
    def exchanges_by_body(self) -> Mapping[str, Sequence[Exchange]]:
        """Needs that an offer could meet, by id of who seeks and of who offers."""
        groups: dict[str, list[Exchange]] = {}
        for hint in self.exchanges:
            for body in dict.fromkeys((hint.need.home.id, hint.offer.home.id)):
                groups.setdefault(body, []).append(hint)
        return groups

    @worked_out
    def clashes(self) -> Sequence[Alike]:
        """Parties on one day in places that share their public."""
        return [self._alike(likeness) for likeness in self._matching.told if likeness.kind is Kind.CLASH]

    @worked_out
    def encounters(self) -> Sequence[Encounter]:
        """Networks that could meet, those with most in common first."""
        networks = self._catalogue.networks
        return [
            self._encounter(networks[meeting.a], networks[meeting.b], meeting, meeting.members, ())
            for meeting in self._matching.meetings
        ]

    @worked_out
    def exchanges(self) -> Sequence[Exchange]:
        """Needs that an offer could meet."""
        return [self._exchange(match) for match in self._matching.matches]

    @worked_out
    def gaps(self) -> Mapping[str, Sequence[str]]:
        """Themes that nobody looks after, though sister quarters have them, by quarter."""
        gaps: dict[str, list[str]] = {}
        for theme, quarter in self._matching.coverage.gaps:
            gaps.setdefault(quarter, []).append(theme)
        return gaps

    def alike_to(self, activity: ActivityEntry) -> list[Alike]:
        """Return the activities most like this one, which is always `here`; a clash of dates comes first.

        Of the others those that can be reached come first.

        Who reads of one activity looks for another such; whom its organisers could meet stands at `/sinergie/`.
        """
        known = self._matching.likenesses_of.get(activity.id, ())
        likenesses = [
            likeness
            for likeness in known
            if likeness.kind in {Kind.OVERLAP, Kind.CLASH}
            or likeness.levels.get("tipo") in _ONE_SERVICE
            or likeness.levels.get("oggetto") == "same"
            or MAYBE in likeness.levels
        ]
        by_urgency = sorted(likenesses, key=lambda likeness: likeness.kind is not Kind.CLASH)
        hints = [self._alike(likeness, on=activity.id) for likeness in by_urgency[:SHOWN]]
        clashes = [hint for hint in hints if hint.kind is Kind.CLASH]
        others = [hint for hint in hints if hint.kind is not Kind.CLASH]
        return [*clashes, *self._reached_first(others, lambda hint: hint.there)]

    def near(self, network: NetworkEntry) -> list[Encounter]:
        """Return the networks near this one, which is always `here`; of these first those that can be reached."""
        near = [
            self._encounter(
                network,
                self._catalogue.networks[neighbour.network],
                neighbour.meeting,
                neighbour.members,
                self._pairs(network, neighbour),
            )
            for neighbour in self._matching.neighbours.get(network.id, ())[:SHOWN]
        ]
        return self._reached_first(near, lambda encounter: encounter.there)

    def _pairs(self, network: NetworkEntry, neighbour: Neighbour) -> list[tuple[ActivityEntry, ActivityEntry]]:
        """Return the activities that make two networks alike, those of `network` first in each pair."""
        activities = self._catalogue.activities
        pairs = [(activities[likeness.a], activities[likeness.b]) for likeness in neighbour.likenesses[:_PAIRS_SHOWN]]
        return [(a, b) if network in a.networks else (b, a) for a, b in pairs]

    def _alike(self, likeness: Likeness, on: str = "") -> Alike:
        here, there = (self._catalogue.activities[activity] for activity in (likeness.a, likeness.b))
        if there.id == on:
            here, there = there, here
        shared = self._circle(here) & self._circle(there)
        first, others = short_reasons(likeness, self._catalogue, self._matching.corpus, self._messages)
        said, rest = verdict(likeness, self._catalogue, self._matching.corpus, self._messages)
        return Alike(
            why=sentence(first),
            also=sentence(others) if others else "",
            themes=_joined(here.themes, there.themes),
            places=_joined(here.territories, there.territories),
            towns=self.towns_of(here.territories, there.territories),
            kind=likeness.kind,
            said=sentence(said),
            shared=sentence(rest) if rest else "",
            advice=". ".join(advice(likeness, self._messages)),
            is_maybe=MAYBE in likeness.levels,
            here=here,
            there=there,
            together=tuple(self._catalogue.networks[network] for network in sorted(shared)),
            score=likeness.score,
        )

    def _circle(self, activity: ActivityEntry) -> set[str]:
        """Ids of the networks that who runs an activity can be met in."""
        ties = self._catalogue.memberships.get(activity.operator.id, ())
        own = {activity.operator.id} if activity.operator.kind == "rete" else set()
        return own | {network.id for network in activity.networks} | {tie.network.id for tie in ties}

    def _encounter(
        self,
        here: NetworkEntry,
        there: NetworkEntry,
        meeting: Meeting | None,
        members: Iterable[str],
        pairs: Sequence[tuple[ActivityEntry, ActivityEntry]],
    ) -> Encounter:
        introducers = [body for member in members if (body := self._catalogue.entry(member)) is not None]
        return Encounter(
            why=sentence(tuple(self._in_common(here, there, meeting))) if meeting else "",
            also="",
            themes=meeting.themes if meeting else _joined(here.record.themes, there.record.themes),
            places=_joined(here.territories, there.territories),
            towns=self.towns_of(here.territories, there.territories),
            here=here,
            there=there,
            introducers=tuple(introducers),
            pairs=tuple(pairs),
        )

    def _in_common(self, here: NetworkEntry, there: NetworkEntry, meeting: Meeting) -> Iterator[str]:
        yield self._nearness(here, there, meeting.nearness)
        for scheme, codes in (("temi", meeting.themes), ("destinatari", meeting.audiences)):
            if codes:
                labels = ", ".join(self._words.labels(scheme, codes))
                yield self._words.texts(f"synergies.common_{scheme}", what=labels)

    def _exchange(self, match: ResourceMatch) -> Exchange:
        here, there = match.need.home, match.offer.home
        return Exchange(
            why=sentence((self._nearness(here, there, match.nearness),)),
            also="",
            themes=_joined(here.record.themes, there.record.themes),
            places=_joined(here.territories, there.territories),
            towns=self.towns_of(here.territories, there.territories),
            need=match.need,
            offer=match.offer,
        )

    def _nearness(self, here: AnyEntry, there: AnyEntry, nearness: str) -> str:
        geography = self._catalogue.geography
        if nearness == "same":
            return same_place(here.territories, there.territories, geography, self._messages)
        towns = [{*filter(geography.is_town, self.towns_of(side.territories))} for side in (here, there)]
        if nearness == "contains" and towns[0] & towns[1]:
            # One is all over the town, the other in a part of it.
            return self._messages("matching.territori.same.comune")
        return self._messages(f"matching.territori.{nearness}")

    def towns_of(self, *territories: Iterable[str]) -> tuple[str, ...]:
        """Return the towns of these places; a place that lies in no town stands for itself."""
        codes = chain.from_iterable(territories)
        return tuple(dict.fromkeys(town for code in codes for town in self.towns_around(code) or (code,)))

    def towns_around(self, part: str) -> tuple[str, ...]:
        """Return the towns that a part of a town lies in; of anything larger, none."""
        return tuple(sorted(self._catalogue.geography.towns_around(part)))

    @worked_out
    def by_town(self) -> Mapping[str, Hints]:
        """All hints by town, those with most of them first."""
        groups: dict[str, Hints] = {}
        for name in ("alike", "exchanges", "encounters", "clashes"):
            for hint in getattr(self, name):
                for town in hint.towns:
                    getattr(groups.setdefault(town, Hints([], [], [], [])), name).append(hint)
        return dict(sorted(groups.items(), key=lambda item: (-item[1].total, item[0])))

    @worked_out
    def whole(self) -> Hints:
        """All hints of the catalogue."""
        return Hints(list(self.alike), list(self.exchanges), list(self.encounters), list(self.clashes))


def _joined(*codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(codes)))
