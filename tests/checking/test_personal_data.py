"""Personal data in texts."""

import pytest

from generator.checking.personal_data import is_of_a_person, mask, personal_in
from generator.checking.personal_names import Reading


def _codes(text: str) -> list[str]:
    return [spotted.code for spotted in personal_in(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CF RSSMRA80A01H501U", "E301"),
        ("rssmra80a01h501u", "E301"),
        ("RSS MRA 80A01 H501U", "E301"),
        ("IT60X0542811101000000123456", "E302"),
        ("IBAN IT60 X054 2811 1010 0000 0123 456", "E302"),
        ("data di nascita: 12/03/1970", "E303"),
        ("Anna Bianchi, nata il 12 marzo 1970", "E303"),
        ("anna.bianchi@posta.it", "W304"),
        ("bianchi.anna@posta.it", "W304"),
        ("a.bianchi@posta.it", "W304"),
        ("don.mario@parrocchia.it", "W304"),
        ("chiara1965@gmail.com", "W304"),
        ("333 1234567", "W305"),
        ("+39 333.123.4567", "W305"),
        ("0039 3331234567", "W305"),
        ("la sig.ra Bianchi", "W306"),
        ("Dott. Mario Rossi", "W306"),
    ],
)
def test_personal(text: str, code: str) -> None:
    """Personal data is found, however it is spaced or written."""
    assert _codes(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "La rete è nata a Bergamo il 12 marzo 2010",
        "Associazione nata il 5 maggio 1998 nel quartiere San Luca",
        "Don Bosco, San Giovanni Decollato, Santa Maria Ausiliatrice",
        "scuola Anna Frank di via Prof. Giuseppe Rossi 3",
        "Istituto Don Paolo Serra Zanetti",
        "Parrocchia Nostra Signora Assunta",
        "Piazza Dott. Mario Rossi",
        "info@rete.it, segreteria.reti@comune.it, rete.cibo@libero.it, s.luca@parrocchia.it",
        "tel. 0522 123456, 800 123 456, 1522, 112",
        "https://sito.example/pagina/3331234567",
        "dal 2019 al 2025, 350 pasti, 3.500 euro, 320 350 persone",
        "codice 12345678901",
    ],
)
def test_not_personal(text: str) -> None:
    """Saints, schools, streets, offices, networks and figures are not people."""
    assert _codes(text) == []


def test_mask_keeps_columns() -> None:
    """Every character of personal data becomes a dot, and nothing else moves."""
    text = "chiamare 333 1234567 o RSSMRA80A01H501U subito"

    assert mask(text) == "chiamare ••••••••••• o •••••••••••••••• subito"


@pytest.mark.parametrize("name", ["Anna Bianchi", "Mario", "Maria Grazia Rossi", "Bianchi Anna", "Anna Bianchi (soci)"])
def test_a_person(name: str) -> None:
    """A first name where an office should stand is a person."""
    assert [spotted.code for spotted in personal_in(name, Reading.OFFICE)] == ["W306"]


@pytest.mark.parametrize(
    "name", ["Segreteria", "Ufficio reti", "San Luca", "Casa Rosa", "Referente della rete", "Rosa dei Venti"]
)
def test_an_office(name: str) -> None:
    """An office, a saint's name and a name of a place are not people."""
    assert personal_in(name, Reading.OFFICE) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Bianchi Anna nato a Borgomaggiore il 12/03/1960", "Bianchi Anna nato a Borgomaggiore il 12/03/1960"),
        ("Referente: Anna Bianchi (nata a Cesena). Orari", "Anna Bianchi (nata a Cesena)"),
        ("Rossi Mario, classe 1958, volontario", "Rossi Mario, classe 1958"),
        ("BIANCHI ANNA NATA A CESENA", ""),
        ("Associazione Anna Frank, nata a Bergamo il 12 marzo 2010", ""),
        ("Cooperativa Rosa, nata nel 1998", ""),
    ],
)
def test_births(text: str, part: str) -> None:
    """A birth beside a person's name is found, wherever the surname stands; a body too is born."""
    births = [text[spotted.start : spotted.end] for spotted in personal_in(text) if spotted.code == "E303"]

    assert births == ([part] if part else [])


def test_mask_hides_names_that_are_sure() -> None:
    """What programs print hides who answers, and never the name of a school."""
    assert mask("chiedere di Stefania alla Scuola Anna Frank") == "chiedere di •••••••• alla Scuola Anna Frank"


def test_free_mailbox_of_an_association() -> None:
    """A free mailbox is fine when it is not a person's."""
    assert not is_of_a_person("amicidelponte@gmail.com")
