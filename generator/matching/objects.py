"""What an activity is about within its kind: the language taught, the thing mended, the part of the body treated.

Two clinics, two courses or two desks share a kind and the people; the object decides whether they are one service.
`objects.json` is a small thesaurus: group → object → ways of naming it. Objects of one group exclude each other, so a
conflict counts against; what the *name* says comes before what the description mentions.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from generator.matching.words import stems_of

_OBJECTS: Final = "objects.json"
LEVELS: Final = ("same", "implied", "mentioned", "other", "apart")
"""How far the objects of two activities agree: one in common, one that only the kind of a side implies, one that a side
only mentions, of unlike groups, of one group and not the same."""


@dataclass(frozen=True, slots=True)
class Objects:
    """Objects as `group:object`: those an activity is about, all that it speaks of, those its kind implies."""

    about: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()
    implied: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    """Those that the name says."""


OF_KIND: Final = {
    "accoglienza_notturna": "strada:letto",
    "affido_affiancamento": "crescere:affido",
    "aiuto_alimentare": "cibo:pacco",
    "antiviolenza": "sportello:violenza",
    "caffe_alzheimer": "gruppo:memoria",
    "casa_abitare": "sportello:casa",
    "centro_diurno": "crescere:diurno",
    "centro_estivo": "crescere:estate",
    "centro_giovani": "crescere:ritrovo",
    "cinema": "visione:film",
    "compagnia_visite": "compagnia:casa",
    "donazione": "cura:sangue",
    "doposcuola": "studio:compiti",
    "emporio_solidale": "cibo:pacco",
    "gruppo_cammino": "movimento:cammino",
    "igiene_docce": "strada:docce",
    "italiano_stranieri": "lingua:italiano",
    "lavoro_orientamento": "sportello:lavoro",
    "linea_telefonica": "compagnia:telefono",
    "mensa": "cibo:pasto",
    "pulizia_ambiente": "verde:rifiuti",
    "recupero_eccedenze": "cibo:raccolta",
    "sostegno_psicologico": "cura:psicologo",
    "trasporto_sociale": "viaggio:visite",
    "unita_strada": "strada:giro",
    "vita_indipendente": "crescere:autonomia",
}
"""What activities of a narrow kind are about. Kinds are often wrong, so this agrees, for less, and never conflicts."""


@cache
def _phrases(thesaurus: str) -> tuple[Mapping[tuple[str, ...], tuple[str, ...]], int]:
    """Return run of stems → objects of a file of this folder, and how long the longest run is."""
    read = json.loads(resources.files(__package__).joinpath(thesaurus).read_text("utf-8"))
    phrases: dict[tuple[str, ...], dict[str, None]] = {}
    for group, objects in read.items():
        for name, sayings in objects.items():
            for saying in sayings:
                run = stems_of(saying)
                # «andiamo a casa» is not about houses: a saying that stop words leave one word of says nothing.
                if len(run) > 1 or (run and " " not in saying):
                    phrases.setdefault(run, {})[f"{group}:{name}"] = None
    return {run: tuple(objects) for run, objects in phrases.items()}, max(map(len, phrases))


def phrases() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return run of stems → objects (`group:object`); `:` for what only looks like one."""
    return _phrases(_OBJECTS)[0]


def named_in(text: str, thesaurus: str = _OBJECTS) -> frozenset[str]:
    """Return the objects that a text names; the longest saying wins, so an «unità mobile» is no furniture."""
    known, longest = _phrases(thesaurus)
    stems = stems_of(text)
    named: set[str] = set()
    place = 0
    while place < len(stems):
        runs = (stems[place : place + length] for length in range(longest, 0, -1))
        found = next((run for run in runs if run in known), None)
        named.update(known[found] if found else ())
        place += len(found) if found else 1
    return frozenset(named - {":"})


def objects_of(name: str, description: str, kinds: Sequence[str] = ()) -> Objects:
    """Return what an activity is about: what its name says, else its description; and what narrow kinds imply."""
    in_name, in_text = named_in(name), named_in(description)
    by_kind = frozenset(OF_KIND[kind] for kind in kinds if kind in OF_KIND)
    return Objects(in_name or in_text, in_name | in_text, by_kind, in_name)


COMPLETING: Final = frozenset(
    {
        ("cibo:raccolta", "cibo:pacco"),
        ("cibo:raccolta", "cibo:pasto"),
        ("viaggio:visite", "tipo:ambulatorio"),
        ("viaggio:visite", "crescere:diurno"),
        ("strada:giro", "strada:letto"),
        ("strada:giro", "strada:docce"),
        ("strada:letto", "strada:docce"),
        ("strada:letto", "cibo:pasto"),
        ("strada:docce", "cibo:pasto"),
        ("strada:docce", "beni:vestiti"),
        ("lingua:italiano", "sportello:lavoro"),
        ("mestiere:cucito", "sportello:lavoro"),
        ("tipo:formazione_professionale", "sportello:lavoro"),
        ("tipo:inserimento_lavorativo", "sportello:lavoro"),
        ("sportello:casa", "sportello:lavoro"),
        ("tipo:prevenzione_salute", "tipo:ambulatorio"),
    }
)
"""Kinds and objects of which one hands people or goods over to the other, either way: who collects and who gives out,
who is met in the street and a bed, a course and the desk that looks for work."""


def complete_each_other(here: frozenset[str], there: frozenset[str]) -> bool:
    """Tell whether one of two activities hands over to the other; `tipo:kind` and `group:object` of each."""
    return any((a, b) in COMPLETING or (b, a) in COMPLETING for a in here for b in there)


def objects_level(a: Objects, b: Objects, *, other_kind: bool = False) -> str:
    """Compare what two activities are about: one of `LEVELS`, or empty where one side says nothing.

    Of two that have nothing to do with each other by kind, what only descriptions say is scenery: who looks after the
    children during a lesson of Italian teaches none.
    """
    if common := a.about & b.about:
        return "mentioned" if other_kind and common.isdisjoint(a.named & b.named) else "same"
    if not a.about.isdisjoint(b.implied) or not b.about.isdisjoint(a.implied) or _only_implied(a, b):
        return "implied"
    if not a.about or not b.about:
        return ""
    if a.about & b.mentioned or a.mentioned & b.about:
        return "mentioned"
    groups, others = ({what.partition(":")[0] for what in each.about} for each in (a, b))
    return "apart" if groups & others else "other"


def _only_implied(a: Objects, b: Objects) -> bool:
    return not a.about and not b.about and bool(a.implied & b.implied)
