"""How one says that something is of a place: a table, one line for every rule and for every exception."""

import pytest

from generator.contributing.catalogues.place_names import PlaceName, place_name

PLACES = [
    ("Prova", "Prova", "di Prova", "comune"),
    ("Comune di Prova", "Prova", "di Prova", "comune"),
    ("comune di  Prova ", "Prova", "di Prova", "comune"),
    ("Città di Prova", "Prova", "di Prova", "comune"),
    ("Comune d'Ischia", "Ischia", "di Ischia", "comune"),
    ("Ancona", "Ancona", "di Ancona", "comune"),
    ("L'Aquila", "L'Aquila", "dell'Aquila", "comune"),
    ("L’Aquila", "L’Aquila", "dell'Aquila", "comune"),
    ("Comune dell'Aquila", "L'Aquila", "dell'Aquila", "comune"),
    ("Comune di L'Aquila", "L'Aquila", "dell'Aquila", "comune"),
    ("La Spezia", "La Spezia", "della Spezia", "comune"),
    ("Comune della Spezia", "La Spezia", "della Spezia", "comune"),
    ("Comune di La Spezia", "La Spezia", "della Spezia", "comune"),
    ("Le Castella", "Le Castella", "delle Castella", "comune"),
    ("La Thuile", "La Thuile", "di La Thuile", "comune"),
    ("Isola della Scala", "Isola della Scala", "di Isola della Scala", "comune"),
    ("Lodi", "Lodi", "di Lodi", "comune"),
    ("Ilbono", "Ilbono", "di Ilbono", "comune"),
    ("Zonazzurra", "Zonazzurra", "di Zonazzurra", "comune"),
    ("Unione dei Comuni della Bassa Valle", "Unione dei Comuni della Bassa Valle",
     "dell'Unione dei Comuni della Bassa Valle", "sovracomunale"),
    ("Ambito 1", "Ambito 1", "dell'Ambito 1", "sovracomunale"),
    ("ATS 12", "ATS 12", "dell'ATS 12", "sovracomunale"),
    ("Distretto di Ponente", "Distretto di Ponente", "del Distretto di Ponente", "sovracomunale"),
    ("Provincia di Prova", "Provincia di Prova", "della Provincia di Prova", "provincia"),
    ("Città metropolitana di Milano", "Città metropolitana di Milano", "della Città metropolitana di Milano",
     "provincia"),
    ("Comunità montana Alta Valle", "Comunità montana Alta Valle", "della Comunità montana Alta Valle",
     "sovracomunale"),
    ("Regione Marche", "Regione Marche", "della Regione Marche", "regione"),
    ("Valle d’Aosta", "Valle d’Aosta", "della Valle d’Aosta", "regione"),
    ("Municipio 4", "Municipio 4", "del Municipio 4", "municipio"),
    ("Frazione Borgo", "Frazione Borgo", "della Frazione Borgo", "frazione"),
    ("Quartiere Fornaci", "Quartiere Fornaci", "del Quartiere Fornaci", "quartiere"),
    ("", "", "del territorio", ""),
]  # fmt: skip


@pytest.mark.parametrize(("written", "name", "of_it", "level"), PLACES, ids=[row[0] or "-" for row in PLACES])
def test_place_names(written: str, name: str, of_it: str, level: str) -> None:
    """The article goes into the preposition, the noun takes its own, and a town alone takes none."""
    assert place_name(written) == PlaceName(name, of_it, level)
