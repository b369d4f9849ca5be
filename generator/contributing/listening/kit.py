"""The files of the kit, by name: what `intreccio ascolto init` writes into a folder.

What people write into stays as they left it: the questions, the letters, the table of answers on paper. What is made of
the questions is made again, so that who changes a question has forms that ask it.
"""

from collections.abc import Mapping
from importlib import resources
from typing import Final

from generator.contributing.catalogues.scaffold import filled
from generator.contributing.listening.documents import blocks_of, word_document
from generator.contributing.listening.forms import empty_table, limesurvey, numbered, paper, xlsform
from generator.contributing.listening.questionnaire import FILE, Questionnaire

PAPER_TABLE: Final = "risposte-su-carta.csv"
MADE_AGAIN: Final = frozenset(
    ["questionario-su-carta.html", "questionario.docx", "questionario-limesurvey.txt", "questionario-kobotoolbox.xlsx"]
)
"""Files that follow the questions."""

_TEXTS: Final = {"LEGGIMI.docx": "LEGGIMI.md", "invito.docx": "invito.md"} | {
    "intervista.docx": "intervista.md",
    "laboratorio.docx": "laboratorio.md",
}
_UNKNOWN: Final = {
    "chi": "____________________",
    "luogo": "da noi",
    "entro": "____________",
    "collegamento": "(qui il collegamento al questionario)",
    "recapiti": "____________________",
}
"""What stands where nobody said it: a blank that a pen can fill."""


def kit(questionnaire: Questionnaire, questions: str, known: Mapping[str, str]) -> dict[str, bytes]:
    """Return every file of the kit; `questions` is the text of the questionnaire, `known` what is told of who asks."""
    values = _UNKNOWN | {key: value for key, value in known.items() if value}
    documents = {name: word_document(blocks_of(filled(_text(source), values))) for name, source in _TEXTS.items()}
    made = {
        FILE: questions.encode(),
        **documents,
        "questionario-su-carta.html": paper(questionnaire, values).encode(),
        "questionario.docx": word_document(numbered(questionnaire)),
        "questionario-limesurvey.txt": limesurvey(questionnaire).encode(),
        "questionario-kobotoolbox.xlsx": xlsform(questionnaire),
        PAPER_TABLE: empty_table(questionnaire),
    }
    return {**made, ".gitignore": _ignored(made)}


def _ignored(made: Mapping[str, bytes]) -> bytes:
    """Keep answers out of Git whatever they are called: only what the kit itself brings may get in."""
    kept = [name for name in made if name != PAPER_TABLE]
    lines = ["# Le risposte sono di chi le ha date: qui dentro Git conosce solo i file del kit.", "*", "!.gitignore"]
    return "\n".join([*lines, *(f"!{name}" for name in kept), ""]).encode()


def _text(name: str) -> str:
    return resources.files("generator").joinpath("packaged", "ascolto", name).read_text("utf-8")
