"""Names of one body however they are written, and those of two."""

from typing import Final

import pytest

from generator.catalogue.body_names import ACRONYM, NEAR, SAME, filed_under, read_name, relation

PLACES: Final = frozenset({"castelrosso", "fornace", "ponte", "stazione", "lauretta", "laurein"})


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("Filo di Voce ODV", "FilodiVoce Organizzazione di Volontariato", SAME),
        ("Ass.ne Amici del Bosco", "Associazione Amici del Bosco APS", SAME),
        ("Mano nella Mano Onlus", "Mano nella Mano ETS", SAME),
        ("Ri-Crea", "RiCrea APS", SAME),
        ("Pane&Amicizia", "Pane e Amicizia", SAME),
        ("Parrocchia S. Eusebio", "Parrocchia di Sant'Eusebio", SAME),
        ("CRI Comitato di Castelrosso", "Croce Rossa Italiana – Comitato di Castelrosso ODV", SAME),
        ("Scuola primaria Gianni Rodari", "Scuola primaria G. Rodari", SAME),
        ("Gemeinde Laurein", "Comune di Lauretta / Gemeinde Laurein", SAME),
        ("Comunità Papa Giovanni XXIII", "Comunità Papa Giovanni 23°", SAME),
        ("VolontaRete – CSV Terre Basse", "Volontarete", SAME),
        ("Centro di Aiuto alla Vita", "C.A.V. Castelrosso", ACRONYM),
        ("Il Granaio", "I Granai", NEAR),
        ("Farmacia Neri", "Farmacia Comunale Neri", NEAR),
        ("Auser Fornace", "Auser Ponte", ""),
        ("Associazione Il Pontile", "Cooperativa Il Pontile", ""),
        ("Casa delle Donne", "Casa delle Culture", ""),
        ("Agesci Castelrosso 1", "Agesci Castelrosso 2", ""),
        ("Avis comunale Castelrosso", "Avis provinciale", ""),
        ("Casa Serena", "Amici di Casa Serena", ""),
        ("Circolo Arci La Fenice", "Circolo Acli La Fenice", ""),
        ("Scuola San Vincenzo", "Suore di San Vincenzo", ""),
        ("L'Arca", "L'Arco", ""),
    ],
)
def test_two_names(name: str, other: str, expected: str) -> None:
    """Spelling, legal form and saints make no other body; a place, a number, a family or what is around it do."""
    here, there = read_name(name, PLACES), read_name(other, PLACES)

    assert relation(here, there) == relation(there, here) == expected
    if expected in {SAME, ACRONYM}:
        keys = [frozenset(key for reading in name.readings for key in reading.keys) for name in (here, there)]
        assert keys[0] & keys[1], "two names of one body that no key brings together are never compared"


@pytest.mark.parametrize(
    ("name", "others", "expected"),
    [
        ("Associazione L'Approdo", ["Approdo Borgo"], "Approdo"),
        ('Associazione "Il guardaroba del sole"', [], 'guardaroba del sole"'),
        ("Comitato di via del Lavatoio", [], "via del Lavatoio"),
        ("Società Cooperativa Sociale Tramaglio", [], "Tramaglio"),
        ("Associazione per i diritti", [], "diritti"),
        ("Centro donne Melagrana ODV", ["Melagrana"], "Melagrana"),
        ("Centro anziani Mulini", ["Circolo dei Mulini"], "Centro anziani Mulini"),
        ("Comune di Valdoria", ["Valdoria"], "Comune di Valdoria"),
        ("Comitato", [], "Comitato"),
    ],
)
def test_where_an_alphabet_has_it(name: str, others: list[str], expected: str) -> None:
    """Forms and articles before a name do not count; a centre is where people have its short name."""
    assert filed_under(name, others) == expected
