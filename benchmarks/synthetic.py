"""Catalogues of any size, invented and always the same for a seed, to measure with.

A town of `_PER_TOWN` records is drawn again and again with other words: there are as many places as it takes
for the number of records around each to stay the same, as in a catalogue that grows by joining municipalities.
Shares and lengths lie between those of the records in `networks/` and `organizations/`, collected from public
pages and terse, and those of `examples/valdoria`, written in full.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

from generator.catalogue.vocabularies import build_vocabularies, packaged_sources

_PER_TOWN: Final = 100
_NETWORKS: Final = 10
_ORGANIZATIONS: Final = 45
_ACTIVITIES: Final = 40
_TOWNS_PER_DISTRICT: Final = 10
_TELLING: Final = 0.3
_WITH_A_RARE_WORD: Final = 0.3

_QUARTERS: Final = ("Centro", "Ponte", "Stazione", "Colle", "Fornaci", "Mulini", "Borgo", "Marina", "Castello", "Valle")
_SYLLABLES: Final = (
    ("bor", "cas", "mon", "val", "ser", "pie", "ron", "tor", "gal", "lam", "vig", "bel", "cor", "for", "mar"),
    ("te", "ga", "le", "vi", "ra", "mo", "ne", "ri", "sa", "do"),
    ("ste", "lla", "ndo", "rno", "cco", "gna", "sco", "tta", "nza", "ldo"),
)
_FIRST_NAMES: Final = ("Amici", "Gruppo", "Circolo", "Centro", "Comitato", "Insieme per", "Laboratorio", "Casa")
_SECOND_NAMES: Final = (
    *("Girasole", "Arcobaleno", "Ponte", "Quercia", "Approdo", "Lanterna", "Ginestra", "Bussola", "Nido", "Mosaico"),
    *("Sentiero", "Melograno", "Faro", "Rondine", "Piazza", "Fontana", "Cortile", "Mulino", "Orto", "Aquilone"),
)
_OPENINGS: Final = ("Rete", "Tavolo", "Patto", "Alleanza", "Cantiere")
_DAYS: Final = (("lun", "lunedì"), ("mar", "martedì"), ("mer", "mercoledì"), ("gio", "giovedì"), ("ven", "venerdì"))
_HOURS: Final = (("09:00", "12:00"), ("10:00", "13:00"), ("15:00", "17:00"), ("16:00", "19:00"), ("20:00", "22:00"))
_ROOMS: Final = ("Biblioteca", "Sala civica", "Oratorio", "Centro sociale", "Scuola media")

Data = dict[str, Any]

_SETTINGS: Final = """\
site_name: Catalogo di prova
site_url: https://prova.example/
docs_dir: content
plugins: []
theme:
  name: material
  language: it
  font: false
extra:
  generator: false
  catalogue:
    comune: Prova
    lingue: [it]
    ufficio:
      nome: Ufficio inventato
      contatti: [{tipo: email, valore: ufficio@prova.example}]
    repository: ""
    licenza: {nome: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/deed.it"}
    giorni_risposta: 15
"""


@dataclass(slots=True)
class _Town:
    """A place and the records drawn for it, by id."""

    code: str
    name: str
    district: str
    quarters: list[tuple[str, str]]
    networks: dict[str, Data] = field(default_factory=dict)
    organizations: dict[str, Data] = field(default_factory=dict)


def write_catalogue(folder: Path, records: int, seed: int = 1) -> None:
    """Write a catalogue of exactly `records` networks, organisations, activities and good practices into `folder`.

    Args:
        folder: It is made; it must not hold a catalogue yet.
        records: How many, each of which becomes a page; at least 100, in hundreds.
        seed: The same seed gives the same bytes.

    Raises:
        ValueError: `records` is not in hundreds.
    """
    if records < _PER_TOWN or records % _PER_TOWN:
        raise ValueError(f"records come in hundreds, not {records}")
    random = Random(seed)
    towns = [_draw_town(random, number, name) for number, name in enumerate(_names(random, records // _PER_TOWN))]
    for name in ("networks", "organizations", "vocabularies", "content"):
        (folder / name).mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_SETTINGS, "utf-8")
    _write(folder / "vocabularies" / "territori.yml", _places(towns))
    for town in towns:
        for kind, drawn in (("networks", town.networks), ("organizations", town.organizations)):
            for record_id, data in drawn.items():
                _write(folder / kind / f"{record_id}.yml", data)


def _write(path: Path, data: Data) -> None:
    text = yaml.dump(
        data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None
    )
    path.write_text(text, "utf-8")


@cache
def _words() -> list[str]:
    """The words of the packaged vocabularies, in their order: Italian as these catalogues speak it."""
    terms = (term for source in packaged_sources() for term in source.data.get("termini", []))
    texts = (" ".join((term["it"], _in_italian(term.get("definizione", "")), *term.get("alias", []))) for term in terms)
    return re.findall(r"[^\W\d_]+", " ".join(texts).lower())


def _in_italian(text: str | dict[str, str]) -> str:
    """Return a text of a vocabulary, which may be said in several languages."""
    return text if isinstance(text, str) else text["it"]


@cache
def _codes(scheme: str) -> list[str]:
    return list(build_vocabularies(())[scheme].terms)


def _sentence(random: Random, length: int) -> str:
    """About `length` characters, of stretches of two to five words."""
    words, sentence = _words(), ""
    while len(sentence) < length - 8:
        start = random.randrange(len(words) - 5)
        sentence += " " + " ".join(words[start : start + random.randint(2, 5)])
    if random.random() < _WITH_A_RARE_WORD:
        sentence += f" {_name(random)}"
    return sentence.strip().capitalize() + "."


def _names(random: Random, count: int) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < count:
        names[_name(random)] = None
    return list(names)


def _name(random: Random) -> str:
    return "".join(random.choice(part) for part in _SYLLABLES).capitalize()


def _places(towns: list[_Town]) -> Data:
    districts = dict.fromkeys(town.district for town in towns)
    terms = [
        {"codice": district, "it": f"Ambito {district.split('-')[1]}", "livello": "sovracomunale"}
        for district in districts
    ]
    for town in towns:
        terms.append({"codice": town.code, "it": town.name, "livello": "comune", "padre": town.district})
        terms += [{"codice": c, "it": it, "livello": "quartiere", "padre": town.code} for c, it in town.quarters]
    return {"id": "territori", "titolo": {"it": "Luoghi"}, "fonte": "Inventati", "termini": terms}


def _draw_town(random: Random, number: int, name: str) -> _Town:
    code = name.lower()
    quarters = [(f"{code}-{quarter.lower()}", f"{quarter} di {name}") for quarter in random.sample(_QUARTERS, 4)]
    town = _Town(code, name, f"ambito-{number // _TOWNS_PER_DISTRICT + 1}", quarters)
    names = [f"{first} {second}" for first in _FIRST_NAMES for second in _SECOND_NAMES]
    for index, chosen in enumerate(random.sample(names, _ORGANIZATIONS)):
        town.organizations[f"{code}-ente-{index}"] = _organization(random, town, f"{chosen} di {name}")
    for index, theme in enumerate(random.sample(_codes("temi"), _NETWORKS)):
        town.networks[f"{code}-rete-{index}"] = _network(random, town, theme)
    _draw_activities(random, town)
    _draw_practices(random, town)
    return town


def _organization(random: Random, town: _Town, name: str) -> Data:
    data: Data = {"nome": name, "tipo": random.choice(_codes("tipi_ente"))}
    data["territori"] = [_place(random, town)]
    if random.random() < _TELLING:
        data["temi"] = [random.choice(_codes("temi"))]
        data["descrizione_breve"] = _sentence(random, 60)
    if random.random() < _TELLING:
        data["contatti"] = [{"tipo": "email", "valore": f"segreteria@{town.code}.example", "etichetta": "Segreteria"}]
    return {**data, "fonti": [_source(town)]}


def _place(random: Random, town: _Town) -> str:
    """A quarter, or the whole town as often as any one quarter."""
    return random.choice([town.code, *(code for code, _ in town.quarters)])


def _network(random: Random, town: _Town, theme: str) -> Data:
    quarter, place = random.choice(town.quarters)
    ties = random.sample(list(town.organizations), random.randint(4, 10))
    return {
        "nome": f"{random.choice(_OPENINGS)} {theme.replace('_', ' ')} {place}",
        "descrizione_breve": _sentence(random, 105),
        "descrizione": " ".join(_sentence(random, 75) for _ in range(random.randint(1, 3))),
        "temi": [theme, *random.sample([code for code in _codes("temi") if code != theme], random.randint(0, 1))],
        "base": "territoriale",
        "territori": [quarter],
        "destinatari": random.sample(_codes("destinatari"), random.randint(1, 2)),
        "stato": "attiva",
        "avvio": {"anno": random.randint(2005, 2025)},
        "come_funziona": _sentence(random, 120),
        "adesioni": [{"ente": body, "legame": "promotore" if body == ties[0] else "aderente"} for body in ties],
        "fonti": [_source(town)],
    }


def _source(town: _Town) -> Data:
    return {"titolo": f"Sito di {town.name}", "url": f"https://{town.code}.example/reti", "letta_il": "2026-09-28"}


def _draw_activities(random: Random, town: _Town) -> None:
    """Half in the files of the networks, half in those of organisations, as in the example town."""
    homes = random.choices(list(town.networks), k=_ACTIVITIES // 2)
    homes += random.choices(list(town.organizations), k=_ACTIVITIES // 2)
    for index, home in enumerate(homes):
        data = town.networks.get(home) or town.organizations[home]
        if home in town.organizations:
            data.setdefault("temi", [random.choice(_codes("temi"))])
        data.setdefault("attivita", []).append(_activity(random, town, index))


def _activity(random: Random, town: _Town, index: int) -> Data:
    kind = random.choice(_codes("tipi_attivita"))
    day, (since, until) = random.choice(_DAYS), random.choice(_HOURS)
    return {
        "id": f"attivita-{index}",
        "nome": _sentence(random, 22).rstrip("."),
        "tipo": [kind],
        "descrizione": _sentence(random, 85),
        "destinatari": random.sample(_codes("destinatari"), random.randint(1, 2)),
        "quando": {
            "testo": f"ogni {day[1]}, {since[:2]}–{until[:2]}",
            "orari": [{"giorni": [day[0]], "dalle": since, "alle": until}],
        },
        "luoghi": [{"nome": random.choice(_ROOMS), "territorio": town.code}],
        "costo": "gratuito",
    }


def _draw_practices(random: Random, town: _Town) -> None:
    for index in range(_PER_TOWN - _NETWORKS - _ORGANIZATIONS - _ACTIVITIES):
        data = town.networks[random.choice(list(town.networks))]
        data.setdefault("buone_pratiche", []).append(
            {
                "id": f"pratica-{index}",
                "titolo": _sentence(random, 40).rstrip("."),
                "contesto": _sentence(random, 80),
                "soluzione": " ".join(_sentence(random, 60) for _ in range(2)),
                "risultati": _sentence(random, 65),
                "fonti": [_source(town)],
            }
        )
