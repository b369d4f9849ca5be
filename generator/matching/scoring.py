"""Scores: whole weights for each facet and level, added up. No floating point comes near a score.

Agreement counts for, conflict against, silence nothing (Fellegi and Sunter, 1969). `weights.json` holds the integers;
`benchmarks/overlaps` says where they come from and what they are worth.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, Final

from generator.catalogue.geography import SERVING
from generator.matching.acts import AGREED
from generator.matching.profiles import Profile

PER_MILLE: Final = 1000
TEXT: Final = "testo"
"""Facet of the words."""
ABOUT: Final = "oggetto"
"""Facet of what they are about; how far two agree on it is weighed by the thousandth, and conflict by its level."""
CLASH: Final = "scontro"
"""Facet of two parties on one day."""
MAYBE: Final = "forse"
"""Facet of a resemblance that may be the same thing."""

_OTHER_DOORS: Final = (("destinatari", "different"), ("eta", "apart"))
_SAME_PEOPLE: Final = frozenset({None, "same", "broader", "everybody"})
_SOME_PEOPLE: Final = frozenset({"same", "guessed", "broader"})
_RARE: Final = frozenset({"two", "three"})
"""Levels of words at which two are told in the same rare words."""
ALIKE: Final = frozenset({"same", "near"})
"""Levels at which two are about one thing, or nearly."""
_SURE: Final = 250
"""How far beyond the threshold a pair is called the same though its months never meet."""
_FAR: Final = 50
"""How far beyond the threshold objects may agree in passing: much else agrees."""
_CONFIDENT: Final = 90
"""How far beyond the threshold two are called the same: from there on nine in ten are, in towns that nobody had read
(`docs/benchmarks.md`). What lies between may be."""
_LITTLE: Final = 60
"""How far below the threshold two may still be the same: a natural unit of log-odds."""
_SILENT: Final = 180
"""How much more two must score to be shown as alike where the object of either is unknown."""


class Kind(StrEnum):
    """What a likeness may mean."""

    OVERLAP = "sovrapposizione"
    """The same thing."""
    SYNERGY = "sinergia"
    """They complete each other."""
    RESEMBLANCE = "somiglianza"
    CLASH = "scontro"
    """Two parties on one day in places that share their public."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Whole weights: `evidence` by facet and level; `text` and `about` for words and objects wholly the same."""

    offset: int
    text: int
    about: int
    query_text: int
    overlap: int
    """Score from which a likeness is called an overlap."""
    synergy: int
    """Score from which it is shown at all."""
    evidence: Mapping[str, Mapping[str, int]]
    query_evidence: Mapping[str, Mapping[str, int]]
    """Facet → level → weight for what somebody asks: a question says little, so its facets are weighed apart."""

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> "Weights":
        """Build from what `weights.json` holds."""
        bars = data["thresholds"]
        return cls(
            data["offset"],
            data["text"],
            data["about"],
            data["query_text"],
            bars[Kind.OVERLAP],
            bars[Kind.RESEMBLANCE],
            data["evidence"],
            data["query_evidence"],
        )

    @property
    def most_text(self) -> int:
        """The most that words can add."""
        return max(self.text, 0)

    def of_degree(self, words: int, agreed: int, conflict: int = 0) -> dict[str, int]:
        """Weigh what agrees by degree: words and objects, per mille; `conflict` is what the level of objects weighs."""
        weighed = {TEXT: self.text * words // PER_MILLE, ABOUT: self.about * agreed // PER_MILLE + conflict}
        return {facet: weight for facet, weight in weighed.items() if weight}


@cache
def weights() -> Weights:
    """Read the weights that travel with the program."""
    return Weights.parse(json.loads(resources.files(__package__).joinpath("weights.json").read_text("utf-8")))


def evidence_of(
    levels: Mapping[str, str], weights_of: Mapping[str, Mapping[str, int]], *, inherited: bool
) -> dict[str, int]:
    """Weigh each level; an inherited territory weighs half and never against."""
    evidence = {facet: weights_of[facet][level] for facet, level in levels.items() if facet in weights_of}
    if inherited and "territori" in evidence:
        evidence["territori"] = max(evidence["territori"], 0) // 2
    return {facet: weight for facet, weight in evidence.items() if weight}


def likeness_of_words(vector: Mapping[str, int], other: Mapping[str, int]) -> int:
    """Return how alike two vectors of length 1000 are, per mille: the cosine of the angle between them."""
    shorter, longer = (vector, other) if len(vector) <= len(other) else (other, vector)
    product = sum(weight * longer[word] for word, weight in shorter.items() if word in longer)
    return min(product // PER_MILLE, PER_MILLE)


def score_of(evidence: Mapping[str, int], use: Weights) -> int:
    """Add the evidence up, between 0 and 1000."""
    return min(max(use.offset + sum(evidence.values()), 0), PER_MILLE)


def other_door(levels: Mapping[str, str]) -> bool:
    """Tell whether what is known says that nobody could go to both: other people, or other ages."""
    return any(levels.get(facet) == level for facet, level in _OTHER_DOORS)


def kind_of(score: int, levels: Mapping[str, str], use: Weights) -> Kind | None:
    """Name a likeness.

    One service in places that meet is the same thing, or completes itself where its days, hours or months are known
    never to meet; so it does in two quarters side by side, and so do services of which one hands over to the other.
    For other people, or with little less in common, it is a resemblance.
    """
    if CLASH in levels:
        return Kind.CLASH
    # A place that nobody wrote speaks neither for nor against, as all that is missing.
    serving, closed = levels.get("territori", "same") in SERVING, other_door(levels)
    hands_over = bool(levels.get("scambio")) and not closed and levels.get("destinatari") in {*_SAME_PEOPLE, "guessed"}
    # Who collects clothes and who gives them out share nearly every word: what one does for the other comes first.
    beside = levels.get("atto") == "aside" or (hands_over and levels.get("modo") == "aside")
    if score >= use.overlap and not closed and not beside and _one_service(levels, sure=score >= use.overlap + _FAR):
        # Hot tea in winter and water in summer: two seasons share little but words, unless all the rest agrees.
        in_season = _periods_allow(levels) and (levels.get("periodo") != "apart" or score >= use.overlap + _SURE)
        if serving and in_season and (levels.get("quando") or _is_sure(score, levels, use)):
            return Kind.SYNERGY if levels.get("quando") else Kind.OVERLAP
        if levels.get("territori") == "neighbours":
            return Kind.SYNERGY
    if not serving or not _periods_allow(levels):
        return None
    if hands_over:
        return Kind.SYNERGY
    return Kind.RESEMBLANCE if might_be_one(score, levels, use) or _resemble(score, levels, use) else None


def might_be_one(score: int, levels: Mapping[str, str], use: Weights) -> bool:
    """Tell whether two may be the same that are not called so.

    A little is missing, nobody says what is done, people agree in part, or nothing bears it out.
    """
    if score < use.overlap - _LITTLE or other_door(levels) or levels.get("quando") or levels.get("periodo") == "apart":
        return False
    if levels.get("territori", "same") not in SERVING or levels.get("atto") in {"aside", "apart"}:
        return False
    sure = score >= use.overlap + _FAR
    if _is_sure(score, levels, use) and _one_service(levels, sure=sure):
        return False
    if levels.get("destinatari") == "partly" and levels.get("atto") in {"same", "some"}:
        return _one_service({**levels, "destinatari": ""}, sure=sure)
    return _one_service({**levels, "atto": "same"}, sure=sure)


def _one_service(levels: Mapping[str, str], *, sure: bool) -> bool:
    """Tell whether object, name or rare words say so: people, place and days alone make no service.

    What is about other things is no one service, however many words it shares: who tells of a fountain and who mends
    its stones. Who looks after somebody and who gambles sit in circles of the same words: people that agree in part ask
    for more. Where two are not for the most part about one thing they have to do the same: a race up to the sanctuary
    is not who clears the path. Of two that agree in passing what one is most about has to be much of the other, or the
    days the same, and all the rest has to agree.
    """
    what, done = levels.get(ABOUT), levels.get("atto")
    if levels.get("nome") or (what == "same" and done != "apart"):
        return True
    if what in {"other", "apart"} or done == "apart" or levels.get("destinatari") == "partly":
        return False
    if levels.get("centro") == "most":
        return True
    if done not in AGREED:
        return False
    if what == "near" or levels.get("parole") in _RARE:
        return True
    is_done = done == "same" or levels.get("modo") != "apart"
    return sure and what == "mentioned" and is_done and ("centro" in levels or levels.get("giorni") == "same")


def _is_sure(score: int, levels: Mapping[str, str], use: Weights) -> bool:
    """Tell whether two that do one service may be called the same: enough agrees, and of what bears it out."""
    return score >= use.overlap + _CONFIDENT and _is_borne_out(levels)


def _is_borne_out(levels: Mapping[str, str]) -> bool:
    """Tell whether more than one thing agrees, so that nine in ten of what is called the same are.

    Object and act alone make two lessons, two lifts or two greenhouses alike: the same is done for the same people, or
    on one day, or it is told in the same rare words, or is for the most part about one thing. And somebody has to say
    what is done: who fetches furniture and who hands it out are about one thing, wholly. The rest may be the same.
    """
    if levels.get("nome"):
        return True
    # Who looks at moles on the beach and who rescues there share people, days and hours, and the thing in passing.
    if levels.get(ABOUT) == "mentioned" and (levels.get("atto") != "same" or levels.get("modo") in {"aside", "apart"}):
        return False
    if levels.get("parole") in _RARE:
        return True
    # Two camps on one farm: kinds that have nothing to do with each other, and acts that only touch.
    if levels.get("tipo") == "different" and levels.get("atto") == "akin":
        return False
    is_one_public = levels.get("destinatari") in _SOME_PEOPLE or levels.get("eta") == "meet"
    is_one_thing = levels.get("centro") == "most" or levels.get(ABOUT) == "same"
    return levels.get("atto") in AGREED and (is_one_public or is_one_thing or levels.get("giorni") == "same")


def _resemble(score: int, levels: Mapping[str, str], use: Weights) -> bool:
    """Tell whether two are of one kind, whatever their object in its group, or near in kind with one object.

    Where nothing says what one of them is about, more must agree.
    """
    kind, what = levels.get("tipo"), levels.get("oggetto")
    if levels.get("periodo") == "apart":
        return False
    # Two circles of people who have little in common are both circles; who collects and who sells share things only.
    if what == "mentioned" and (levels.get("destinatari") == "different" or levels.get("modo") == "aside"):
        return False
    if what not in {*ALIKE, "mentioned"} and levels.get("destinatari") in {"different", "partly"}:
        return False
    if not what:
        one_public = levels.get("destinatari") in _SAME_PEOPLE
        return kind == "same" and one_public and score >= use.synergy + _SILENT
    alike = kind in {"same", "named"} and what != "other"
    return score >= use.synergy and (alike or (kind == "family" and what in ALIKE))


def _periods_allow(levels: Mapping[str, str]) -> bool:
    """Two periods that are over one after the other share nothing; months that come back every year may take turns."""
    return levels.get("periodo") != "apart" or bool(levels.get("quando"))


def inherits(a: Profile, b: Profile) -> bool:
    """Tell whether the place of either is only that of its file."""
    return a.inherited or b.inherited
