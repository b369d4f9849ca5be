"""How one says that something is of somebody: «del Comune di Prova», «dell'Aquila», «della Rete», «di Prova».

Rules of articulated prepositions (Serianni, Grammatica italiana, IV.15): a name with an article joins it to «di»; a
name that begins with a common noun takes that noun's article; any other name takes none.
"""

import re
from collections.abc import Mapping
from typing import Final

ARTICLES: Final = {"il": "del", "lo": "dello", "la": "della", "i": "dei", "gli": "degli", "le": "delle"}
"""Each article as it is joined to «di», before a consonant."""
_WITH_ARTICLE: Final = re.compile(r"(il|lo|la|i|gli|le)\s+(.+)|(l)['’]\s*(.+)", re.IGNORECASE)
_NO_ITALIAN_ARTICLE: Final = frozenset({"la magdeleine", "la salle", "la thuile"})
"""Towns of the Aosta Valley whose article is French and is never joined."""

WIDER: Final = {
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

_BODIES: Final = {
    "associazione": "dell'",
    "biblioteca": "della ",
    "casa": "della ",
    "centro": "del ",
    "città": "della ",
    "comitato": "del ",
    "comune": "del ",
    "consulta": "della ",
    "cooperativa": "della ",
    "coordinamento": "del ",
    "direzione": "della ",
    "fondazione": "della ",
    "forum": "del ",
    "istituto": "dell'",
    "osservatorio": "dell'",
    "parrocchia": "della ",
    "presidenza": "della ",
    "rete": "della ",
    "segreteria": "della ",
    "servizio": "del ",
    "tavolo": "del ",
    "ufficio": "dell'",
    "università": "dell'",
}
"""The same of bodies, networks and offices."""
NOUNS: Final = WIDER | _BODIES


def noun_of(name: str, nouns: Mapping[str, str]) -> str:
    """Return the noun of these that a name begins with; empty where it begins with none."""
    plain = name.lower().replace("’", "'")
    return next((noun for noun in nouns if re.match(rf"{noun}\b", plain)), "")


def of_name(name: str, lang: str = "it", nouns: Mapping[str, str] = NOUNS) -> str:
    """Say «of» before a name, which may begin with one of `nouns`: «del Comune di Prova»; «of» where not in Italian."""
    if lang != "it":
        return f"of {name}"
    if noun := noun_of(name, nouns):
        return f"{nouns[noun]}{name}"
    article = _WITH_ARTICLE.fullmatch(name)
    if article is None or name.lower() in _NO_ITALIAN_ARTICLE:
        return f"di {name}"
    return f"dell'{article[4]}" if article[3] else f"{ARTICLES[article[1].lower()]} {article[2]}"


def to_name(name: str, lang: str = "it") -> str:
    """Say «to» before a name, with the article that «of» takes: «al Comune di Prova»; where not in Italian the name."""
    # «del» is «de» and «l», «al» is «a» and «l»: what both join to the article is the same.
    return f"a{of_name(name, lang)[2:]}" if lang == "it" else name


def from_name(name: str, lang: str = "it") -> str:
    """Say «from» before a name, with the article that «of» takes: «dal Comune di Prova»; elsewhere the name."""
    return f"da{of_name(name, lang)[2:]}" if lang == "it" else name


_ALONE: Final = {"della ": "la ", "del ": "il ", "dei ": "i ", "dell'": "l'"}


def article_of(name: str, lang: str = "it") -> str:
    """Return the article of a name as the subject of a sentence, with what parts it: «l'» of «Azienda sanitaria».

    Empty where the name begins with no noun that takes one, where it has its own, and where not in Italian.
    """
    noun = noun_of(name, NOUNS) if lang == "it" else ""
    return _ALONE[NOUNS[noun]] if noun else ""


_MASCULINE: Final = frozenset(
    [
        "collegio",
        "comitato",
        "consiglio",
        "coordinamento",
        "direttivo",
        "gruppo",
        "nucleo",
        "segretariato",
        "tavolo",
        "team",
    ]
)
_FEMININE: Final = frozenset(
    [
        "cabina",
        "commissione",
        "conferenza",
        "consulta",
        "direzione",
        "giunta",
        "plenaria",
        "presidenza",
        "rete",
        "riunione",
        "segreteria",
    ]
)
_BEFORE_VOWEL: Final = frozenset(
    ["assemblea", "equipe", "équipe", "esecutivo", "organismo", "osservatorio", "ufficio", "unità"]
)


def with_article(name: str, lang: str) -> str:
    """Return the article, with what parts it from the name, before a body of a network; empty where unsure."""
    if lang != "it":
        return "the " if lang == "en" else ""
    noun = name.split(maxsplit=1)[0].casefold() if name.split() else ""
    if noun in _BEFORE_VOWEL:
        return "l'"
    return "il " if noun in _MASCULINE else "la " if noun in _FEMININE else ""


def of_article(name: str, lang: str) -> str:
    """Return what says «of» before a body of a network, with its article: «della », «dell'», «di » where unsure."""
    article = with_article(name, lang)
    if lang != "it":
        return f"of {article}"
    return {"l'": "dell'", "il ": "del ", "la ": "della "}.get(article, "di ")
