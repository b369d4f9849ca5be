"""Mistakes that people make, put into plain data at random."""

import random
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, Final

from generator.checking.rule_data import RULE_DATA

Path = tuple[str | int, ...]

_SAID: Final = (
    *("lunedì", "lun-ven", "dal lunedì al venerdì", "tutti i giorni", "feriali", "sab e dom", "mar/gio"),
    *("ottobre", "da ottobre a maggio", "gennaio, marzo", "tutto l'anno"),
    *("gratis", "offerta libera", "5 euro", "in funzione", "chiusa", "ogni anno", "associazione di volontariato"),
    *("italiano", "Rumeno", "farsi", "LIS", "arabo e cinese", "xx", "inglese, francese"),
    *("sì", "ok", "forse", "12", "circa 12", "1.200", "65+", "6-10", "120 euro", "650", "-3"),
    *("15/09/2025", "settembre 2025", "nel 2019", "dalla primavera 2019", "2019-2021", "31/02/2024", "15.9.25"),
    *("www.prova.example", "http:/prova", "rete@prova.example", "mailto:rete@prova.example", "0522 123456"),
    *("9.30", "ore 15", "alle nove", "24:30", "17 ottobre", "29/2"),
    *("auser-pont", "rete cibo", "Auser Ponte", "Rete del Cibo", "valdoria", "Ponte", "Sala grande", "anziani, salute"),
    *("00764060158", "IT 00764060158", "7", "16024"),
)
"""What is written where something else goes."""

_DAYS: Final = ("lunedì", "lun-ven", "dal lunedì al venerdì", "tutti i giorni", "feriali", "sab e dom", "mar/gio")
_MONTHS: Final = ("ottobre", "da ottobre a maggio", "gennaio, marzo", "tutto l'anno", "13", "estate")
_TONGUES: Final = ("italiano", "Rumeno", "farsi", "LIS", "lis", "arabo e cinese", "xx", "bambara", "Rumneo")
_IN_AN_ACTIVITY: Final[dict[str, tuple[Any, ...]]] = {
    "lingue": (*_TONGUES, ["it", "farsi"], ["it", "arabo, cinese"], ["xx", "ok"]),
    "quando": (
        *({"orari": [{"giorni": day}]} for day in _DAYS),
        *({"orari": [{"giorni": ["sab", day]}]} for day in _DAYS),
        *({"mesi": month} for month in _MONTHS),
        *({"mesi": ["1", month]} for month in _MONTHS),
        *("ogni giovedì", ["ogni giovedì"], {"testo": ["ogni giovedì"]}, {"ogni_anno": "17 ottobre"}),
        *({"orari": "giovedì 15-17"}, {"orari": {"giorni": "gio"}}, {"dal": "settembre 2025"}, {"al": "nel 2030"}),
    ),
    "eta": ("65+", "6-10", "dai 6 anni", {"da": "circa 12"}, {"da": "650"}, [{"da": "3"}]),
    "costo": ("gratis", "offerta libera", "5 euro", "gratis o a pagamento", ["gratuito"]),
    "stato": ("in funzione", "chiusa", "ogni anno", "boh"),
    "tipo": ("socialità", "festa, sport_squadra", "giocare", {"codice": "festa"}, ["festa", "Mensa e pasti"]),
    "fonti": ("https://prova.example", ["https://prova.example"], "volantino", {"url": "https://prova.example"}),
    "contatto": ("rete@prova.example", {"telefono": "0522 123456"}, [{"tipo": "tel", "valore": "0522 123456"}]),
    "luoghi": ("Sala grande", ["sede", "Sala"], {"nome": "Sala"}),
    "partner": ("auser-pont", ["Auser Ponte", "rete-cibo"]),
}
"""What is written under a key of an activity."""


_IN_SETTINGS: Final[dict[str, tuple[Any, ...]]] = {
    "lingue": ("italiano", ["italiano", "inglese"], "it, en", ["IT"], "tedesco", {"it": "sì"}, ""),
    "licenza": (
        *("CC BY 4.0", "cc-by-sa 4.0", "Creative Commons Attribuzione 4.0 Internazionale", "CC0", "CC BY", "Nostra"),
        *({"nome": "CC BY 4.0"}, {"nome": "Nostra"}, {"url": "creativecommons.org/licenses/by/4.0"}, ["CC0"]),
    ),
    "ufficio": ("Ufficio reti", ["Ufficio reti"], {"nome": "Ufficio", "contatti": "reti@prova.example"}, "0522 123456"),
    "contatti": ("0522 123456", {"telefono": "0522 123456"}, ["0522 123456", "reti@prova.example"], [{"tipo": "tel"}]),
    "segnalazioni": ("Pubbliche", "tutti", "pubblico", ["ufficio"], "no"),
    "anno_scolastico": ("dal 15/09 all'8 giugno", {"dal": "15/09", "al": "8 giugno"}, {"inizio": "15/09"}, ["09-15"]),
    "patrono": ("12/9", "9 dicembre", "2026-12-09", ["12-09"], "Sant'Ambrogio"),
    "giorni_risposta": ("quindici", "15 giorni", "circa 15", "0", "1.500", ["15"]),
    "repository": ("github.com/prova/reti", "git@github.com:prova/reti.git", "HTTPS://codice.example/x", ["x"]),
    "theme": ("material", ["material"], {"nome": "material"}),
    "name": (["material"], {"nome": "material"}),
    "site_url": ("www.prova.example", "prova.example/reti", "", ["https://prova.example"]),
    "use_directory_urls": ("certo", "true", "forse", ["sì"]),
    "docs_dir": ("../altrove", "/etc", ["content"], {"nome": "content"}),
    "generator": ("mai", "false", "boh"),
    "extra": ("x", ["x"], {"catalogo": {"comune": "Valdoria"}}, {"comune": "Valdoria"}),
}
"""What is written under a key of the settings."""


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of every value inside plain data."""
    parts = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for step, part in parts:
        yield (*path, step)
        yield from leaves(part, (*path, step))


def mistakes_of_settings(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield copies of settings that say all there is to say, each with one of the mistakes under one key."""
    for path in [path for path in leaves(data) if path[-1] in _IN_SETTINGS]:
        for written in _IN_SETTINGS[str(path[-1])]:
            settings: dict[str, Any] = deepcopy(dict(data))
            _holder_of(settings, path)[path[-1]] = deepcopy(written)
            yield settings


def mistaken_settings(data: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return a copy of settings with one mistake at random."""
    return _anywhere(deepcopy(dict(data)), chance)


def _holder_of(record: dict[str, Any], path: Path) -> Any:
    holder: Any = record
    for step in path[:-1]:
        holder = holder[step]
    return holder


def mistaken(data: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return a copy of a record with one mistake in it."""
    record: dict[str, Any] = deepcopy(dict(data))
    if record.get("attivita") and chance.random() < 0.5:
        key = chance.choice(list(_IN_AN_ACTIVITY))
        chance.choice(record["attivita"])[key] = chance.choice(_IN_AN_ACTIVITY[key])
        return record
    return _anywhere(record, chance)


def _anywhere(record: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    path = chance.choice(list(leaves(record)))
    holder = _holder_of(record, path)
    step = path[-1]
    kind = chance.random()
    if isinstance(step, str) and kind < 0.3:
        return _with_another_key(record, path, _misnamed(step, chance))
    if kind < 0.75:
        holder[step] = chance.choice(_SAID)
    else:
        holder[step] = _reshaped(holder[step], chance)
    return record


def _misnamed(key: str, chance: random.Random) -> str:
    others: dict[str, str] = RULE_DATA["altre_voci"]
    synonyms = [word for word, meant in others.items() if meant == key]
    if synonyms and chance.random() < 0.7:
        return chance.choice(synonyms)
    at = chance.randrange(len(key))
    slips = [key[:at] + key[at + 1 :], key[:at] + key[at] + key[at:], key.capitalize(), f"{key}i"]
    return chance.choice(slips) or "x"


def _with_another_key(record: dict[str, Any], path: Path, name: str) -> dict[str, Any]:
    holder = _holder_of(record, path)
    renamed = {name if key == path[-1] else key: value for key, value in holder.items()}
    holder.clear()
    holder.update(renamed)
    return record


def _reshaped(value: Any, chance: random.Random) -> Any:
    """Write a value in another shape: bare, in a list, or as a mapping."""
    if isinstance(value, list) and value:
        bare = ", ".join(str(item) for item in value if isinstance(item, str))
        return chance.choice((bare or "x", value[0], {"x": value[0]}, value * 2))
    if isinstance(value, dict):
        texts = [part for part in value.values() if isinstance(part, str)]
        return chance.choice(([value], texts[0] if texts else "x", [[value]]))
    return chance.choice(([value], {"nome": value}, f"{value}, {value}", f'"{value}"', f"{value} "))
