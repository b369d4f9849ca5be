"""All that matching finds in one catalogue, worked out once and only when somebody asks."""

from collections.abc import Mapping

from generator.catalogue import Catalogue
from generator.catalogue.lookups import apart, worked_out
from generator.checking.same_bodies import Twins, same_bodies
from generator.matching.corpus import Corpus, corpus_of
from generator.matching.coverage import Coverage, coverage
from generator.matching.networks import Meeting, Neighbour, meetings_and_rest, neighbours
from generator.matching.offers import ResourceMatch, matches_and_rest
from generator.matching.own_decisions import Judged, judged_hints
from generator.matching.pairs import Likeness, likenesses_and_rest, undecided
from generator.matching.worth_showing import worth_showing


class Matching:
    """Hints about a catalogue; each group is made at its first reading."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    @apart
    def corpus(self) -> Corpus:
        """The activities made ready for comparison."""
        return corpus_of(self.catalogue)

    @worked_out
    def likenesses(self) -> tuple[Likeness, ...]:
        """Pairs of activities that nobody has judged yet, best first."""
        return undecided(self._likenesses[0])

    @worked_out
    def _likenesses(self) -> tuple[tuple[Likeness, ...], int]:
        return likenesses_and_rest(self.catalogue, self.corpus, self.judged.weights)

    @worked_out
    def judged(self) -> Judged:
        """What people decided about earlier hints: thresholds move by it."""
        return judged_hints(self.catalogue, self.corpus)

    @worked_out
    def shown_likenesses(self) -> tuple[Likeness, ...]:
        """Those of them worth a place on a page."""
        return worth_showing(self.likenesses, self.catalogue, self.corpus)

    @property
    def told(self) -> tuple[Likeness, ...]:
        """`shown_likenesses`, for pages that still ask by this name."""
        return self.shown_likenesses

    @worked_out
    def likenesses_of(self) -> Mapping[str, tuple[Likeness, ...]]:
        """The likenesses that are shown, by global id of either activity, best first."""
        by_activity: dict[str, list[Likeness]] = {}
        for likeness in self.shown_likenesses:
            by_activity.setdefault(likeness.a, []).append(likeness)
            by_activity.setdefault(likeness.b, []).append(likeness)
        return {activity: tuple(group) for activity, group in by_activity.items()}

    @worked_out
    def matches(self) -> tuple[ResourceMatch, ...]:
        """Needs that an offer could meet."""
        return self._matches[0]

    @worked_out
    def _matches(self) -> tuple[tuple[ResourceMatch, ...], int]:
        return matches_and_rest(self.catalogue)

    @worked_out
    def meetings(self) -> tuple[Meeting, ...]:
        """Networks that should meet, those with most in common first."""
        return self._meetings[0]

    @worked_out
    def _meetings(self) -> tuple[tuple[Meeting, ...], int]:
        return meetings_and_rest(self.catalogue)

    @property
    def left_out(self) -> Mapping[str, int]:
        """How many pairs of very many were found and not kept: `alike`, `exchanges`, `encounters`."""
        return {"alike": self._likenesses[1], "exchanges": self._matches[1], "encounters": self._meetings[1]}

    @worked_out
    def neighbours(self) -> Mapping[str, tuple[Neighbour, ...]]:
        """The networks near each network, by its id: to meet, or with activities alike; most reasons first."""
        return neighbours(self.catalogue, self.meetings, self.shown_likenesses)

    @worked_out
    def coverage(self) -> Coverage:
        """Activities by theme and place, with the gaps."""
        return coverage(self.catalogue)

    @worked_out
    def coverage_of_publics(self) -> Coverage:
        """The same by whom activities are for."""
        return coverage(self.catalogue, "destinatari")

    @worked_out
    def coverage_of_kinds(self) -> Coverage:
        """The same by kind of activity."""
        return coverage(self.catalogue, "tipi_attivita")

    @worked_out
    def twins(self) -> tuple[Twins, ...]:
        """Organisations that may be the same one under two spellings."""
        return same_bodies(self.catalogue)
