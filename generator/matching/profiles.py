"""Facets: what is known of an activity, and how far two of them agree on each.

A comparison gives a level, by name, or nothing where either side is silent: what is missing counts nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from generator.catalogue import ActivityEntry, Geography, Vocabularies
from generator.catalogue.geography import NEARNESS
from generator.catalogue.modes import Modes, beside, modes_level, modes_of, one_serves
from generator.catalogue.vocabularies import EVERYBODY, UNSPECIFIED
from generator.matching.acts import Acts, acts_level, acts_of
from generator.matching.ages import Ages, ages_of, of_family, one_sex
from generator.matching.names import names_level
from generator.matching.objects import (
    COMPLETING,
    Objects,
    centres_level,
    complete_each_other,
    objects_level,
    objects_of,
)
from generator.matching.timing import Timing, days_level, hours_level, never_meet, period_level, timing_of
from generator.matching.words import stems_of

_CELEBRATES: Final = "festeggia"
PARTY: Final = "festa"
"""Kind of activity that each place holds for itself."""

LEVELS: Final = {
    "tipo": ("same", "named", "family", "spoken", "different"),
    "territori": NEARNESS,
    "destinatari": ("same", "broader", "everybody", "different"),
}
"""Levels of the facets made of codes, best first: of several pairs of codes the best one counts."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What is compared of an activity."""

    id: str
    operator: str
    kinds: tuple[str, ...]
    claims: frozenset[str]
    """Kinds its name speaks of."""
    territories: tuple[str, ...]
    inherited: bool
    """Whether the territories are those of its file."""
    audiences: tuple[str, ...]
    guessed: frozenset[str]
    """Audiences that its words speak of: asked where it declares none, or others than these."""
    ages: Ages
    timing: Timing
    places: frozenset[str]
    company: frozenset[str]
    """Who runs it and the partners."""
    objects: Objects = field(default_factory=Objects)
    modes: Modes = field(default_factory=Modes)
    acts: Acts = field(default_factory=Acts)
    family: bool = False
    """Whether its words speak of the family of who suffers."""
    sex: str = ""
    """Whether its words speak of women alone, or of men."""
    name: str = ""
    rare: frozenset[str] = frozenset()
    """Stems that few activities hold: two of them in common are no chance."""
    vector: Mapping[str, int] = field(default_factory=dict)
    """Stem or concept → weight; the squares of the weights add up to about 1,000,000."""

    def codes(self, facet: str) -> tuple[str, ...]:
        """Return the codes of one of the facets in `LEVELS`."""
        return {"tipo": self.kinds, "territori": self.territories, "destinatari": self.audiences}[facet]


def profile_of(
    entry: ActivityEntry,
    claims: Iterable[str],
    vector: Mapping[str, int],
    rare: frozenset[str] = frozenset(),
    spoken: Iterable[str] = (),
) -> Profile:
    """Gather what is compared of an activity; `spoken` are the concepts that its words speak of."""
    record = entry.record
    words = record.description or ""
    text = f"{entry.name}. {words}"
    kinds = tuple(kind for kind in record.kinds if kind != UNSPECIFIED)
    if not kinds:
        claims = {*claims, *(code.removeprefix("tipo:") for code in spoken if code.startswith("tipo:"))}
    people = (code.removeprefix("per:") for code in spoken if code.startswith("per:"))
    objects, acts = objects_of(entry.name, words, kinds), acts_of(entry.name, words, kinds)
    return Profile(
        id=entry.id,
        operator=entry.operator.id,
        kinds=kinds,
        claims=frozenset(claims),
        territories=entry.territories,
        inherited="territories" in entry.inherited,
        audiences=record.audiences,
        guessed=frozenset(people) - _NO_PEOPLE,
        ages=ages_of(entry),
        timing=timing_of(record.schedule, words, entry.name),
        places=frozenset(_place_keys(entry)),
        company=frozenset({entry.operator.id, *(partner.id for partner in entry.partners)}),
        objects=objects,
        modes=_borne_out(modes_of(text, kinds), objects, acts),
        acts=acts,
        family=of_family(text),
        sex=one_sex(text),
        name=entry.name,
        rare=rare,
        vector=vector,
    )


_BORNE_OUT_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "accompagna": ("viaggio:",),
    "bada_bimbi": ("crescere:custodia",),
    "raccoglie": (
        *("beni:", "cibo:acquisto", "cibo:pacco", "cibo:pasto", "cibo:raccolta", "comunita:raccolta_fondi"),
        *("riparare:computer", "salute:ausili", "salute:farmaci", "studio:libri_scuola"),
    ),
    "trasmette": ("comunita:tv", "scena:giornale", "scena:podcast"),
}
"""What is done beside a service, and the objects (or beginnings of them) that come with it."""
_LISTS: Final = "elenca"
"""What keeps a list of services does, as a mode and as an act."""
_IN_EARNEST: Final = 200
"""How much of an activity an object is that bears out what its words say is done, of 1,000."""


def _borne_out(modes: Modes, objects: Objects, acts: Acts) -> Modes:
    """Believe that something is done beside a service where what the activity is about, or does, bears it out.

    «Vi accompagniamo a vedere gli aironi» is no lift, and who gathers rubbish hands nothing over. Who is most about
    lifts gives them, in whatever words. Who is «in elenco ai Servizi sociali» keeps no list.
    """
    if _LISTS not in acts.main:
        modes = Modes(modes.said - {_LISTS}, modes.by_kind)
    if not objects.weights:
        return modes
    meant = {what for what, weight in objects.weights.items() if weight >= _IN_EARNEST}
    doubtful = {mode for mode, with_it in _BORNE_OUT_BY.items() if not any(what.startswith(with_it) for what in meant)}
    done = {
        mode
        for mode, with_it in _BORNE_OUT_BY.items()
        if mode != "raccoglie" and any(what.startswith(with_it) for what in objects.heaviest)
    }
    return Modes(modes.said - doubtful, modes.by_kind | done)


def _place_keys(entry: ActivityEntry) -> Iterable[str]:
    """Yield what a place is recognised by: names and addresses of more than a word, never of protected places."""
    own = {place.id: place for place in entry.home.record.places if place.id}
    for place in (own.get(given) if isinstance(given, str) else given for given in entry.record.places):
        if place is not None and not place.protected:
            yield from (" ".join(run) for run in map(stems_of, (place.name or "", place.address or "")) if len(run) > 1)


class Relations:
    """How codes of one facet stand to each other; answers are remembered, and those about places are `geography`'s."""

    def __init__(self, vocabularies: Vocabularies, geography: Geography | None = None) -> None:
        self.geography = geography or Geography(vocabularies["territori"])
        self._kinds = vocabularies["tipi_attivita"]
        self._people = vocabularies["destinatari"]
        self._levels: dict[tuple[str, str, str], str] = {}

    def between(self, facet: str, code: str, other: str) -> str:
        """Return the level of agreement between two codes of a facet, one of its `LEVELS`."""
        if facet == "territori":
            return self.geography.nearness(code, other)
        if code == other:
            return "same"
        key = (facet, code, other)
        if key not in self._levels:
            if facet == "tipo":
                family = self.family(code)
                level = "family" if family and family == self.family(other) else "different"
            elif EVERYBODY in {code, other}:
                level = "everybody"
            else:
                is_broader = code in self._people.ancestors(other) or other in self._people.ancestors(code)
                level = "broader" if is_broader else "different"
            self._levels[key] = level
        return self._levels[key]

    def best(self, facet: str, codes: Iterable[str], others: Iterable[str]) -> str:
        """Return the best level between two groups of codes, or nothing where one is empty."""
        if facet == "territori":
            return self.geography.nearest(codes, others)
        levels = {self.between(facet, code, other) for code in codes for other in others}
        return next((level for level in LEVELS[facet] if level in levels), "")

    def family(self, kind: str) -> str:
        """Return the family of a kind of activity; empty where it has none."""
        term = self._kinds.terms.get(kind)
        return (term.family if term else None) or ""

    def towns(self, place: str) -> frozenset[str]:
        """Return `geography.towns_around`, for pages that still ask here."""
        return self.geography.towns_around(place)


_RARE_IN_COMMON: Final = ("", "one", "two", "three")
"""Levels by how many rare words two activities share; more say no more."""


def compare(a: Profile, b: Profile, relations: Relations) -> dict[str, str]:
    """Return the level of each facet that both sides speak of; words apart."""
    kind = _kinds_of_activities(a, b, relations)
    acts = acts_level(a.acts, b.acts)
    modes = "aside" if _one_hands_over_first(a, b) else modes_level(a.modes, b.modes)
    what = objects_level(a.objects, b.objects, other_kind=kind in {"family", "different"})
    centre = centres_level(a.objects, b.objects)
    serves = modes == "aside" and bool(a.objects.about & b.objects.about) and one_serves(a.modes, b.modes)
    serves = serves or (acts == "aside" and bool(centre))
    # Kinds alone make any course complete a desk for jobs: they say too little of other things, done otherwise.
    only_kinds = what in {"other", "apart"} and acts == "akin"
    told = (_things(a), _things(b)) if only_kinds else (_what(a), _what(b))
    hands_over = (serves or complete_each_other(*told)) and PARTY not in {*a.kinds[:1], *b.kinds[:1]}
    levels = {
        "tipo": kind,
        "territori": relations.best("territori", a.territories, b.territories),
        "oggetto": what,
        "centro": centre,
        "modo": modes,
        "atto": acts,
        "nome": names_level(a.name, b.name),
        "destinatari": _people(a, b, relations),
        "eta": a.ages.level(b.ages),
        "giorni": days_level(a.timing, b.timing),
        "orari": hours_level(a.timing, b.timing),
        "periodo": period_level(a.timing, b.timing),
        "quando": "apart" if never_meet(a.timing, b.timing) else "",
        "scambio": "hands_over" if hands_over else "",
        "parole": _RARE_IN_COMMON[min(len(a.rare & b.rare), len(_RARE_IN_COMMON) - 1)],
        "luoghi": "same" if a.places & b.places else "",
        "partner": "shared" if a.company & b.company else "",
    }
    return {facet: level for facet, level in levels.items() if level}


def _one_hands_over_first(a: Profile, b: Profile) -> bool:
    """Tell whether what each is most about, or its first kind, hands over to that of the other.

    Who gathers food and who gives it out say the same words.
    """
    return complete_each_other(a.objects.main, b.objects.main) or complete_each_other(_first_kind(a), _first_kind(b))


def _first_kind(profile: Profile) -> frozenset[str]:
    return frozenset(f"tipo:{kind}" for kind in profile.kinds[:1])


def _what(profile: Profile) -> frozenset[str]:
    return _things(profile) | _first_kind(profile)


def _things(profile: Profile) -> frozenset[str]:
    return profile.objects.about or profile.objects.implied


def handed_over(a: Profile, b: Profile) -> tuple[str, str]:
    """Return what of each hands over to the other, as `COMPLETING` calls it, what they are most about first.

    Empty where one only does something beside for who goes to the other (`done_beside`).
    """
    ranks = ((a.objects.main, b.objects.main), (_first_kind(a), _first_kind(b)), (_what(a), _what(b)))
    pairs = ((one, other) for here, there in ranks for one in sorted(here) for other in sorted(there))
    return next(((one, other) for one, other in pairs if {(one, other), (other, one)} & COMPLETING), ("", ""))


def done_beside(a: Profile, b: Profile) -> str:
    """Return the mode in which one of two does something for who goes to the other; empty where there is none."""
    return min(beside(a.modes, b.modes), default="")


def _kinds_of_activities(a: Profile, b: Profile, relations: Relations) -> str:
    """Compare kinds; one that the other's name only speaks of counts less than one that both declare."""
    level = relations.best("tipo", a.kinds, b.kinds)
    if level == "same" and (a.kinds[:1] == b.kinds[:1] or len({*a.kinds} & {*b.kinds}) > 1):
        return level
    if a.kinds and b.kinds and _ABOUT_SERVICES.issuperset(a.kinds) != _ABOUT_SERVICES.issuperset(b.kinds):
        return "about"
    # What is the first kind of one and a second thought of the other is not what both do.
    if level == "same" or not a.claims.isdisjoint(b.kinds) or not b.claims.isdisjoint(a.kinds):
        return "named"
    return "spoken" if level != "family" and a.claims & b.claims else level


_ABOUT_SERVICES: Final = frozenset(
    {
        "bandi_contributi",
        "comunicazione",
        "coordinamento_rete",
        "formazione_volontari",
        "raccolta_fondi",
        "ricerca_osservatorio",
    }
)
"""Kinds that map, tell of, train for or pay for what others give: a list of canteens is no canteen."""
AGES: Final = frozenset({"minorenni", "bambini", "ragazzi", "giovani", "adulti", "persone_anziane"})
"""Audiences that say an age and nothing else."""
_NO_PEOPLE: Final = frozenset({EVERYBODY, "associazioni", "volontari", "imprese", "istituzioni"})
"""Audiences that words do not tell: a «gruppo» is not for associations, and every second text names volunteers."""
_WITH_THE_SMALL: Final = frozenset({"minorenni", "bambini"})


def _people(a: Profile, b: Profile, relations: Relations) -> str:
    """Compare who it is for: ages that overlap agree, a condition on one side only is `partly` the same people."""
    if a.sex and b.sex and a.sex != b.sex:
        return "different"
    level = relations.best("destinatari", a.audiences, b.audiences)
    if not level and (a.guessed or b.guessed):
        guess = relations.best("destinatari", a.audiences or a.guessed, b.audiences or b.guessed)
        guessed = "guessed" if guess in {"same", "broader"} else ""
        return "partly" if _one_of_the_family(a, b) else guessed
    if level != "different":
        return "partly" if level and _one_of_the_family(a, b) else level
    levels = {_between_people(here, there) for here in a.audiences for there in b.audiences}
    level = next(level for level in ("broader", "partly", "different") if level in levels)
    return "guessed" if level == "different" and (_slip(a, b) or _slip(b, a)) else level


def _one_of_the_family(a: Profile, b: Profile) -> bool:
    """Tell whether one of two that are about one suffering is for the family alone: who gambles, and their wives."""
    shared = a.objects.heaviest & b.objects.heaviest
    return a.family != b.family and any(what.startswith(_SUFFERINGS) for what in shared)


_SUFFERINGS: Final = ("gruppo:", "salute:alzheimer")


def _slip(here: Profile, there: Profile) -> bool:
    """Tell whether the audiences of one may be a slip: its words speak of none of them, and of those of the other."""
    return here.guessed.isdisjoint(here.audiences) and not here.guessed.isdisjoint(there.guessed | {*there.audiences})


def _between_people(here: str, there: str) -> str:
    if here in AGES and there in AGES:
        return (
            "broader" if Ages.of_codes((here,)).level(Ages.of_codes((there,)), guessed=True) == "meet" else "different"
        )
    if "famiglie" in {here, there}:
        return "broader" if {here, there} & _WITH_THE_SMALL else "partly"
    return "partly" if here in AGES or there in AGES or {here, there} & _ANYBODY_MAY_BE else "different"


_ANYBODY_MAY_BE: Final = frozenset(
    {"difficolta_economica", "cerca_lavoro", "cerca_casa", "donne", "migranti", "persone_malate", "caregiver"}
)
"""What people of every other sort may be too: a foreign woman looks for work."""


def are_parties(a: Profile, b: Profile) -> bool:
    """Tell whether both are first of all a party."""
    return a.kinds[:1] == b.kinds[:1] == (PARTY,)


def both_celebrate(a: Profile, b: Profile) -> bool:
    """Tell whether both are first of all a party by what they do, whatever their kinds."""
    return all(each.acts.is_sure and _CELEBRATES in each.acts.chief for each in (a, b))
