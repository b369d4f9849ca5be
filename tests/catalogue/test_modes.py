"""What words say is done, and whether two names are one."""

import pytest

from generator.catalogue.modes import Modes, contradicted_by, modes_in, modes_level, modes_of, one_serves
from generator.matching.names import names_level

COURSE = modes_of("Parole tra donne. Lezioni d'italiano per signore adulte.", ("italiano_stranieri",))
MINDING = modes_of("Mamma studia. Un'operatrice tiene i piccoli nella stanza accanto durante la lezione.", ())
LIFT = modes_of("Il passaggio. Chi scende in città lo scrive sulla lavagna.", ("trasporto_sociale",))
RIDES = modes_of("Accompagnamento alle visite con due volontari.", ("trasporto_sociale",))
FILM = modes_of("Cinema sul prato. Proiezione di pellicole per tutti.", ("cinema",))
PODCAST = modes_of("Voci dal molo. Registriamo un podcast sul paese.", ("cinema",))
DESK = modes_of("Uno sportello di quartiere.", ("segretariato_sociale",))
SILENT = modes_of("Quattro amici.", ())


@pytest.mark.parametrize(
    ("here", "there", "level"),
    [
        (COURSE, COURSE, "same"),
        (COURSE, MINDING, "aside"),
        (FILM, PODCAST, "aside"),
        (COURSE, DESK, "apart"),
        (RIDES, LIFT, ""),
        (DESK, SILENT, ""),
    ],
)
def test_modes(here: Modes, there: Modes, level: str) -> None:
    """Minding children during a lesson is another service; a kind that says the same is no contradiction."""
    assert modes_level(here, there) == modes_level(there, here) == level


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Squadre di volontari salgono sugli alberi.", set()),
        ("La squadra si allena il venerdì.", {"allena"}),
        ("Struttura protetta a indirizzo riservato.", {"ospita"}),
        ("Passiamo noi a ritirare gli armadi.", {"raccoglie"}),
        ("Gita con pranzo al sacco.", {"viaggia"}),
        ("Redazione del CV e ricerca di offerte.", set()),
    ],
)
def test_modes_in_words(text: str, said: set[str]) -> None:
    """A squad of volunteers trains for nothing, and who writes a curriculum runs no paper."""
    assert modes_in(text) == said


def test_serves() -> None:
    """Who minds the children serves the course; who records a podcast serves nobody else's film."""
    assert one_serves(COURSE, MINDING)
    assert not one_serves(FILM, PODCAST)


def test_names() -> None:
    """Names without a word that says anything are one by their letters; short ones never."""
    assert names_level("Un mattino per uno", "Un mattino x uno") == "same"
    assert names_level("Un mattino per uno", "Una sera per tutti") == ""
    assert names_level("Coro", "Coro") == ""


@pytest.mark.parametrize(
    ("name", "text", "kinds", "meant"),
    [
        ("Cantiamo insieme", "Canti di montagna a quattro voci.", ["socialita"], "musica_canto"),
        ("Spesa e farmaci a domicilio", "", ["protezione_civile"], "consegna_domicilio"),
        ("Assegni", "Sportello pratiche: domande e rinnovi.", ["prima_infanzia"], "segretariato_sociale"),
        ("Corso di cucina", "Si cucina insieme.", ["mensa"], "formazione_professionale"),
        ("La tavolata", "La raccolta in corso e il pranzo di sempre.", ["mensa"], ""),
        ("Cena in strada", "Ognuno porta un piatto.", ["festa"], ""),
        ("Sportello lavoro", "Si scrive il curriculum.", ["lavoro_orientamento"], ""),
        ("Merenda", "Due chiacchiere, qualche canto.", ["socialita"], ""),
        ("Corso di cucina", "", [], ""),
    ],
)
def test_contradicted(name: str, text: str, kinds: list[str], meant: str) -> None:
    """Only words that are plain speak against a kind, and never where they also say what is declared."""
    assert contradicted_by(name, text, kinds) == meant
