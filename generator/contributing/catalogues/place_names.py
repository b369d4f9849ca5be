"""The name of a town, or of several together, and how one says that something is of it: «di Prova», «dell'Aquila»."""

import re
from dataclasses import dataclass
from typing import Final

from generator.locale.of_names import ARTICLES, WIDER, noun_of, of_name

_ARTICLE_OF: Final = {of: article for article, of in ARTICLES.items()}
_TOWN: Final = re.compile(
    r"(?:comune|citt[àa])\s+(?:(di|del|dello|della|dei|degli|delle)\s+|(d|dell)['’]\s*)(.+)", re.IGNORECASE
)

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
    noun = noun_of(name, WIDER)
    level = _PARTS.get(noun) or _WHOLES.get(noun, "sovracomunale") if noun else "comune"
    return PlaceName(name, of_name(name, nouns=WIDER), level)


def _with_article(preposition: str, rest: str) -> str:
    """Give a town the article that stood in its preposition: «della Spezia» is La Spezia."""
    if preposition == "dell":
        return f"L'{rest}"
    article = _ARTICLE_OF.get(preposition)
    return f"{article.capitalize()} {rest}" if article else rest
