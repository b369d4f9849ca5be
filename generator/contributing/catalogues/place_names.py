"""The name of a town, or of several together, and how one says that something is of it: «di Prova», «dell'Aquila».

Rules of articulated prepositions (Serianni, Grammatica italiana, IV.15): a name with an article joins it to «di»; a
name that begins with a common noun takes that noun's article; any other name of a town takes none.
"""

import re
from dataclasses import dataclass
from typing import Final

_OF_ARTICLE: Final = {"il": "del", "lo": "dello", "la": "della", "i": "dei", "gli": "degli", "le": "delle"}
_ARTICLE_OF: Final = {of: article for article, of in _OF_ARTICLE.items()}
_TOWN: Final = re.compile(
    r"(?:comune|citt[àa])\s+(?:(di|del|dello|della|dei|degli|delle)\s+|(d|dell)['’]\s*)(.+)", re.IGNORECASE
)
_WITH_ARTICLE: Final = re.compile(r"(il|lo|la|i|gli|le)\s+(.+)|(l)['’]\s*(.+)", re.IGNORECASE)

_NO_ITALIAN_ARTICLE: Final = frozenset({"la magdeleine", "la salle", "la thuile"})
"""Towns of the Aosta Valley whose article is French and is never joined."""

_NOUNS: Final = {
    "agenzia": "dell'",
    "ambito": "dell'",
    "area metropolitana": "dell'",
    "asl": "dell'",
    "ats": "dell'",
    "ausl": "dell'",
    "azienda": "dell'",
    "circoscrizione": "della ",
    "città metropolitana": "della ",
    "comuni": "dei ",
    "comunità": "della ",
    "consorzio": "del ",
    "distretto": "del ",
    "frazione": "della ",
    "municipio": "del ",
    "provincia": "della ",
    "quartiere": "del ",
    "regione": "della ",
    "rione": "del ",
    "società della salute": "della ",
    "territorio": "del ",
    "unione": "dell'",
    "valle d'aosta": "della ",
    "zona": "della ",
}
"""How one says «of» before the nouns that several towns together, or a part of one, are called by."""

_PARTS: Final = {
    "circoscrizione": "municipio",
    "frazione": "frazione",
    "municipio": "municipio",
    "quartiere": "quartiere",
    "rione": "quartiere",
}
_WHOLES: Final = {
    "città metropolitana": "provincia",
    "provincia": "provincia",
    "regione": "regione",
    "valle d'aosta": "regione",
}


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as a catalogue names it."""

    name: str
    """«Prova», «L'Aquila», «Unione dei Comuni della Bassa Valle»; empty where no place was given."""
    of_it: str
    """«di Prova», «dell'Aquila», «dell'Unione dei Comuni della Bassa Valle»."""
    level: str
    """Its level among the territories: `comune` unless its name says otherwise."""


def place_name(written: str) -> PlaceName:
    """Understand a place as somebody writes it: «Comune di Prova» is Prova, «Comune dell'Aquila» is L'Aquila."""
    name = " ".join(written.split())
    if town := _TOWN.fullmatch(name):
        name = _with_article((town[1] or town[2]).lower(), town[3])
    if not name:
        return PlaceName("", "del territorio", "")
    noun = next((noun for noun in _NOUNS if re.match(rf"{noun}\b", name.lower().replace("’", "'"))), "")
    if noun:
        level = _PARTS.get(noun) or _WHOLES.get(noun, "sovracomunale")
        return PlaceName(name, f"{_NOUNS[noun]}{name}", level)
    return PlaceName(name, _of_town(name), "comune")


def _with_article(preposition: str, rest: str) -> str:
    """Give a town the article that stood in its preposition: «della Spezia» is La Spezia."""
    if preposition == "dell":
        return f"L'{rest}"
    article = _ARTICLE_OF.get(preposition)
    return f"{article.capitalize()} {rest}" if article else rest


def _of_town(name: str) -> str:
    article = _WITH_ARTICLE.fullmatch(name)
    if article is None or name.lower() in _NO_ITALIAN_ARTICLE:
        return f"di {name}"
    return f"dell'{article[4]}" if article[3] else f"{_OF_ARTICLE[article[1].lower()]} {article[2]}"
