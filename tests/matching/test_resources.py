"""What a need looks for and an offer gives: the thing, the skill or the language, and when."""

from typing import Any

import pytest

from generator.matching.resources import asked, meets
from generator.records.common import Need, Offer


def meet(need: tuple[str, str], offer: tuple[str, str]) -> bool:
    """Ask about two resources, each its code and words."""
    sides: list[Any] = [
        model.model_validate({"risorsa": code, "descrizione": words})
        for model, (code, words) in ((Need, need), (Offer, offer))
    ]
    return meets(asked(sides[0]), asked(sides[1]), same_resource=need[0] == offer[0])


@pytest.mark.parametrize(
    ("need", "offer"),
    [
        (("spazi", "Una sala per le riunioni"), ("spazi", "Il salone, la sera")),
        (("spazi", "Un posto per noi"), ("spazi", "Il salone")),
        (("mediazione_linguistica", "Un interprete di arabo"), ("competenze", "Parlo arabo e francese")),
        (("volontari", "Chi guidi il pulmino"), ("competenze", "Autista con patente D")),
        (("attrezzature", "Un frigorifero"), ("beni_materiali", "Un vecchio frigo che va")),
        (("spazi", "Una sala la domenica"), ("spazi", "Saletta nei fine settimana")),
        (("mezzi_trasporto", "Un furgone di sabato"), ("mezzi_trasporto", "Il furgone, mai di domenica")),
        (("spazi", "Una stanza a dicembre"), ("spazi", "Aula da ottobre ad aprile")),
        (("beni_materiali", "Quaderni, il lunedì"), ("beni_materiali", "Quaderni e penne, si ritirano di martedì")),
    ],
)
def test_meet(need: tuple[str, str], offer: tuple[str, str]) -> None:
    """What may be the thing, at a time that may suit, is told; the code alone does not decide."""
    assert meet(need, offer)


@pytest.mark.parametrize(
    ("need", "offer"),
    [
        (("spazi", "Una sala per le riunioni"), ("spazi", "Metà del magazzino")),
        (("mediazione_linguistica", "Un interprete di arabo"), ("mediazione_linguistica", "Traduzioni dal russo")),
        (("beni_materiali", "Coperte"), ("beni_materiali", "Semi e piantine")),
        (("volontari", "Chi spieghi matematica"), ("volontari", "Braccia per i traslochi")),
        (("competenze", "Un avvocato"), ("volontari", "Persone di buona volontà")),
        (("spazi", "Una sala la sera"), ("spazi", "L'aula, solo la mattina")),
        (("mezzi_trasporto", "Un pulmino per domenica"), ("mezzi_trasporto", "Pulmino, mai di domenica")),
        (("spazi", "Una sala il sabato"), ("spazi", "Sala civica, nei giorni feriali")),
        (("spazi", "Una stanza d'estate"), ("spazi", "Aula da ottobre ad aprile")),
        (("mezzi_trasporto", "Un furgone"), ("spazi", "Il posto del furgone")),
    ],
)
def test_do_not_meet(need: tuple[str, str], offer: tuple[str, str]) -> None:
    """Another thing, another time, or another resource that names nothing in common."""
    assert not meet(need, offer)
