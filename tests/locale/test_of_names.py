"""How one says that something is of somebody: a line for each rule."""

import pytest

from generator.locale.of_names import WIDER, article_of, from_name, of_name, to_name


@pytest.mark.parametrize(
    ("name", "of_it"),
    [
        ("Comune di Prova", "del Comune di Prova"),
        ("Unione dei Comuni della Bassa Valle", "dell'Unione dei Comuni della Bassa Valle"),
        ("Rete Vicini di Casa", "della Rete Vicini di Casa"),
        ("Associazione Fili", "dell'Associazione Fili"),
        ("La Lanterna APS", "della Lanterna APS"),
        ("L’Aquila", "dell'Aquila"),
        ("Auser Ponte", "di Auser Ponte"),
        ("Casale", "di Casale"),
    ],
)
def test_the_article_is_joined(name: str, of_it: str) -> None:
    """The noun that a name begins with has its own, and so has a name with an article; others take none."""
    assert of_name(name) == of_it
    assert of_name(name, "en") == f"of {name}"


def test_a_town_is_no_body() -> None:
    """«Centro Valle Intelvi» is a town: whoever knows that it is one says which nouns count."""
    assert of_name("Centro Valle Intelvi", nouns=WIDER) == "di Centro Valle Intelvi"


@pytest.mark.parametrize(
    ("name", "to_it"),
    [
        ("Ufficio reti", "all'Ufficio reti"),
        ("Comune di Prova", "al Comune di Prova"),
        ("Casa dei quartieri", "alla Casa dei quartieri"),
        ("L'Aquila", "all'Aquila"),
        ("Gli amici", "agli amici"),
        ("Prova", "a Prova"),
    ],
)
def test_to_somebody(name: str, to_it: str) -> None:
    """The article joins «a» as it joins «di»; in English the sentence says it."""
    assert to_name(name) == to_it
    assert to_name(name, "en") == name


@pytest.mark.parametrize(
    ("name", "article"),
    [
        ("Azienda sanitaria del Lento", "l'"),
        ("Comune di Prova", "il "),
        ("Parrocchia Santa Marta", "la "),
        ("Comuni dell'Alta valle", "i "),
        ("Il Banco del Pane", ""),
        ("Filo di Voce", ""),
    ],
)
def test_who_does_something(name: str, article: str) -> None:
    """A name that begins with a common noun takes its article as a subject too: «risponde l'Azienda»."""
    assert article_of(name) == article
    assert article_of(name, "en") == ""


@pytest.mark.parametrize(
    ("name", "from_it"),
    [
        ("Il Banco del Pane", "dal Banco del Pane"),
        ("Ufficio reti del Comune", "dall'Ufficio reti del Comune"),
        ("Rete Cibo", "dalla Rete Cibo"),
        ("Segreteria della rete", "dalla Segreteria della rete"),
        ("Istituto comprensivo Fornaci", "dall'Istituto comprensivo Fornaci"),
        ("Filo di Voce", "da Filo di Voce"),
    ],
)
def test_from_somebody(name: str, from_it: str) -> None:
    """The article joins «da» as it joins «di»; elsewhere the sentence says it."""
    assert from_name(name) == from_it
    assert from_name(name, "en") == name
