"""The label of a pair of activities of one town, from what each is meant to be: RULES.md, word for word."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

FIRST_TWELVE: Final = frozenset(
    {
        *("acquaserena", "borgonuvolo", "castelvento", "dosso-chiaro", "fontelunga", "garzeto"),
        *("lunamonte", "molinverde", "pietralieve", "riva-sorda", "torrequieta", "vallespina"),
    }
)
"""Towns of one author, who spoke in several voices: their hands are not told apart."""
THIRD_EIGHT: Final = frozenset(
    {
        *("ancorarsa", "barenaviva", "collegiara", "duecampane"),
        *("pianbancale", "poggiograspo", "prastregone", "tangenzola"),
    }
)
FOURTH_SIX: Final = frozenset({"brentaluce", "lagunaspina", "montecalmo", "portoscala", "quartoverde", "terrapiana"})
FIFTH_EIGHT: Final = frozenset(
    {
        *("bagni-solforea", "calamurena", "campoairone", "capperaia"),
        *("collemirto", "ferrovalda", "pontelucerna", "roccapernice"),
    }
)
SIXTH_EIGHT: Final = frozenset(
    {
        *("altomulino", "borgofiumana", "castagnorsa", "ginestraro"),
        *("marinfosca", "pievesalce", "serralunata", "torrebruma"),
    }
)
SEVENTH_TEN: Final = frozenset(
    {
        *("cortepiena", "fornaciara", "lagomuto", "montefavilla", "ombrosella"),
        *("pontedisale", "pratocervo", "roverbianca", "sabbiafonda", "vignalarga"),
    }
)
EIGHTH_TWELVE: Final = frozenset(
    {
        *("acquaranda", "belfrassino", "campodoglio", "fossalbera", "grottamiele", "lentischera"),
        *("monteraggio", "passobruno", "rivacanne", "salinaperla", "tremolivi", "valleorsina"),
    }
)
NINTH_TWELVE: Final = frozenset(
    {
        *("albaforte", "borgocedro", "cimavento", "duneverdi", "favorana", "gelsomora"),
        *("mirtalago", "olmosecco", "pieradoro", "rondinalta", "stellagora", "vadospino"),
    }
)
TENTH_TWELVE: Final = frozenset(
    {
        *("arginorto", "borgoquaglia", "calendulara", "ermosalvia", "felcebruna", "giuncaspra"),
        *("lavandosa", "mulinastro", "nevaltorre", "oleandrina", "pescorvaro", "querciolena"),
    }
)
ELEVENTH_TWELVE: Final = frozenset(
    {
        *("altomelo", "borgolieve", "casalvirdo", "dragomonte", "fontebigia", "grumolento"),
        *("lupacchiara", "moscadoro", "pianerba", "roccasorba", "sanvento", "tramontella"),
    }
)
GENERATIONS: Final = {
    "first twelve": FIRST_TWELVE,
    "third eight": THIRD_EIGHT,
    "fourth six": FOURTH_SIX,
    "fifth eight": FIFTH_EIGHT,
    "sixth eight": SIXTH_EIGHT,
    "seventh ten": SEVENTH_TEN,
    "eighth twelve": EIGHTH_TWELVE,
    "ninth twelve": NINTH_TWELVE,
    "tenth twelve": TENTH_TWELVE,
    "eleventh twelve": ELEVENTH_TWELVE,
}
SECOND: Final = "second eighteen"
"""The generation of all other towns. Planners, hands and readers of one generation are not those of another."""
UNTOUCHED: Final = ELEVENTH_TWELVE
"""Towns that no fitting reads: they were read once, by a scorer that was committed before they entered the folder."""


def generation_of(town: str) -> str:
    """Return the generation of a town: its name in `GENERATIONS`, or `SECOND`."""
    return next((name for name, towns in GENERATIONS.items() if town in towns), SECOND)


PARTY: Final = "festa"
WHOLE: Final = "*"
HANDS_OVER: Final = frozenset(
    {
        ("raccoglie_cibo", "pacco"),
        ("raccoglie_cibo", "mensa"),
        ("raccoglie_cibo", "emporio"),
        ("raccoglie_beni", "vestiti"),
        ("raccoglie_beni", "arredi"),
        ("trasporto", "cura"),
        ("trasporto", "centro_diurno"),
        ("unita_strada", "dormitorio"),
        ("unita_strada", "docce"),
        ("dormitorio", "docce"),
        ("dormitorio", "mensa"),
        ("docce", "mensa"),
        ("docce", "vestiti"),
        ("corso_italiano", "bimbi_durante"),
        ("corso_italiano", "sportello_lavoro"),
        ("corso_mestiere", "sportello_lavoro"),
        ("corso_mestiere", "tirocini"),
        ("sportello_lavoro", "tirocini"),
        ("sportello_casa", "sportello_lavoro"),
        ("prevenzione", "cura"),
    }
)
"""Services of which one hands people or goods over to the other, either way."""
_PARTS: Final = frozenset({"mat", "pom", "sera"})
_OLDEST: Final = 120


class Verdict(StrEnum):
    """What two activities are to each other."""

    SAME = "stessa"
    COMPLETE = "completano"
    RESEMBLE = "somigliano"
    NOTHING = "niente"


@dataclass(frozen=True, slots=True)
class Truth:
    """What an activity is meant to be."""

    service: str
    objects: frozenset[str]
    ages: tuple[int, int]
    conditions: frozenset[str]
    place: str
    days: frozenset[str]
    parts: frozenset[str]
    months: frozenset[str]


def truth_of(vero: str) -> Truth:
    """Read a `vero`; raises ValueError where it has not five parts."""
    what, people, place, days, months = (part.strip() for part in vero.split("|"))
    service, _, objects = what.partition(":")
    ages, *conditions = people.split()
    least, _, most = ages.partition("-")
    when = frozenset(days.split()) - {WHOLE}
    return Truth(
        service,
        frozenset(filter(None, objects.split("+"))),
        (int(least), int(most or _OLDEST)),
        frozenset(conditions),
        place,
        when - _PARTS,
        when & _PARTS,
        frozenset(months.split()) - {WHOLE},
    )


def label(a: Truth, b: Truth, borders: Mapping[str, Collection[str]]) -> Verdict:
    """Return the label of two activities of two organisers of one town; `borders`: quarter → those beside it."""
    if PARTY in {a.service, b.service}:
        return Verdict.NOTHING
    meet = a.place == b.place or WHOLE in {a.place, b.place}
    beside = b.place in borders.get(a.place, ()) or a.place in borders.get(b.place, ())
    people = _people_meet(a, b)
    if a.service != b.service:
        hands_over = (a.service, b.service) in HANDS_OVER or (b.service, a.service) in HANDS_OVER
        return Verdict.COMPLETE if hands_over and people and meet else Verdict.NOTHING
    one_thing = (a.objects == b.objects or not a.objects.isdisjoint(b.objects)) and people
    if one_thing and meet:
        return Verdict.SAME if _times_meet(a, b) else Verdict.COMPLETE
    if one_thing:
        return Verdict.COMPLETE if beside else Verdict.RESEMBLE
    return Verdict.RESEMBLE if meet else Verdict.NOTHING


def _people_meet(a: Truth, b: Truth) -> bool:
    ages = a.ages[0] <= b.ages[1] and b.ages[0] <= a.ages[1]
    return ages and (a.conditions <= b.conditions or b.conditions <= a.conditions)


def _times_meet(a: Truth, b: Truth) -> bool:
    known = ((a.days, b.days), (a.parts, b.parts), (a.months, b.months))
    return not any(here and there and here.isdisjoint(there) for here, there in known)
