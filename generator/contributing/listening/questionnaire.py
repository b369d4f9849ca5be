"""The questions of a questionnaire, as data: `questionario.yml`, packaged and then the municipality's own.

Which answers mean what is said once, here: paper and forms are made from it, and answers are understood by it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any, Final

from generator.catalogue import Vocabularies
from generator.contributing.importing.columns import COUNTED, FREE, UNKNOWN, plain_heading, targets
from generator.errors import CannotRun
from generator.locale.folding import without_accents
from generator.reading.yaml_reader import parse

FILE: Final = "questionario.yml"
OTHER: Final = "Altro"
YES: Final = "sì"

_KINDS: Final = frozenset({"breve", "lungo", "una", "piu"})
_CHOICES: Final = frozenset({"una", "piu"})
_CODE: Final = re.compile("[A-Za-z][A-Za-z0-9]{0,19}")
"""What LimeSurvey takes for the code of a question."""
_SAID: Final = ("titolo", "presentazione", "informativa", "ringraziamento")
_TITLE_OF_PART: Final = "titolo"
_OF_QUESTION: Final = frozenset(
    [
        "codice",
        "testo",
        "spiegazione",
        "tipo",
        "risposte",
        "vocabolario",
        "altro",
        "al_piu",
        "obbligatoria",
        "scheda",
        "si_conta",
        "testo_libero",
    ]
)
_NUMBERED: Final = re.compile(r"(?:a|sq)0*([1-9][0-9]?)")
"""Answers by the codes that the forms of the kit give them: A1 (KoboToolbox, LimeSurvey), SQ001 (LimeSurvey)."""
_OTHERS: Final = frozenset({"altro", "other", "oth", "altro specificare", "altro specifica"})


@dataclass(frozen=True, slots=True)
class Question:
    """One question: how it is asked, what may be answered, what becomes of the answers."""

    code: str
    words: str
    help: str
    kind: str
    """`breve` a line, `lungo` several, `una` one of the answers, `piu` as many as apply."""
    answers: tuple[str, ...]
    has_other: bool
    most: int
    """How many answers at most; 0 where any number goes."""
    is_needed: bool
    target: str
    """What a column of such answers is to an import (`columns.yml`)."""
    is_counted: bool

    @property
    def is_choice(self) -> bool:
        """Whether its answers are there to be chosen."""
        return self.kind in _CHOICES

    @property
    def choices(self) -> tuple[str, ...]:
        """Every answer that can be chosen."""
        return (*self.answers, OTHER) if self.has_other else self.answers

    def answer(self, text: str) -> str:
        """Return which of the answers somebody gave, by its words or by its code; empty where it is none of them."""
        plain = plain_heading(text)
        for answer in self.choices:
            if plain == plain_heading(answer):
                return answer
        if (numbered := _NUMBERED.fullmatch(plain.replace(" ", ""))) and int(numbered[1]) <= len(self.answers):
            return self.answers[int(numbered[1]) - 1]
        return OTHER if plain in _OTHERS and self.has_other else ""


@dataclass(frozen=True, slots=True)
class Part:
    """Questions under one title."""

    title: str
    help: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questionnaire:
    """The whole, with what is said before and after."""

    title: str
    introduction: str
    notice: str
    """What becomes of the answers, told to who gives them (art. 13 GDPR in plain words)."""
    thanks: str
    parts: tuple[Part, ...]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of asking."""
        return tuple(question for part in self.parts for question in part.questions)

    @cached_property
    def by_words(self) -> Mapping[str, Question]:
        """Every question by the plain words that ask it."""
        return {plain_heading(question.words): question for question in self.questions}

    def asked(self, heading: str, *, by_code: bool = False) -> Question | None:
        """Return the question that the heading of a column is, whatever number a tool puts before the words.

        `by_code` reads headings as codes: «Nome», which Microsoft Forms adds for who answered, is no question `nome`.
        """
        if by_code:
            code = heading.strip().casefold()
            return next((question for question in self.questions if question.code.casefold() == code), None)
        return self.by_words.get(plain_heading(heading)) or self.by_words.get(_without_code(heading))


def _without_code(heading: str) -> str:
    """«G01Q02. Di che cosa…», «12. Di che cosa…», «[temi] Di che cosa…» without what stands before the words."""
    return plain_heading(
        re.sub(r"^\s*(?:\[[^\]]+\]|[A-Za-z]{0,3}[0-9]+(?:[A-Za-z]+[0-9]+)?)\s*[.):–-]?\s+", "", heading)
    )


def packaged_questionnaire() -> str:
    """Return the text of the questionnaire that comes with the program."""
    return resources.files("generator").joinpath("packaged", "ascolto", FILE).read_text("utf-8")


def read_questionnaire(path: Path, vocabularies: Vocabularies) -> Questionnaire:
    """Read a questionnaire; raises CannotRun where it cannot be read or says what it cannot say."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun("questionnaire_wrong", file=path.name, where="", reason=error) from error
    return questionnaire_of(text, path.name, vocabularies)


def questionnaire_of(text: str, file: str, vocabularies: Vocabularies) -> Questionnaire:
    """Return the questionnaire that a text is; raises CannotRun with the question that is wrong."""
    data, findings = parse(text, file)
    if findings or not isinstance(data, Mapping) or not isinstance(data.get("parti"), list):
        raise CannotRun("questionnaire_wrong", file=file, where="parti", reason="parti: […]")
    parts = tuple(
        Part(
            str(part.get(_TITLE_OF_PART, "")),
            str(part.get("spiegazione", "")),
            tuple(_questions(part, file, vocabularies)),
        )
        for part in data["parti"]
        if isinstance(part, Mapping)
    )
    title, introduction, notice, thanks = (str(data.get(key, "")) for key in _SAID)
    made = Questionnaire(title, introduction, notice, thanks, parts)
    for name in ("code", "words"):
        values = [plain_heading(getattr(question, name)) for question in made.questions]
        if twice := next((value for value in values if values.count(value) > 1), ""):
            raise CannotRun("questionnaire_twice", file=file, where=twice)
    return made


def _questions(part: Mapping[str, Any], file: str, vocabularies: Vocabularies) -> Iterator[Question]:
    for raw in part.get("domande") or ():
        where = str(raw.get("codice", "?")) if isinstance(raw, Mapping) else str(raw)
        if not isinstance(raw, Mapping) or not raw.get("testo") or not _CODE.fullmatch(where):
            raise CannotRun("questionnaire_wrong", file=file, where=where, reason="codice, testo")
        if unknown := sorted(set(raw) - _OF_QUESTION):
            raise CannotRun("questionnaire_wrong", file=file, where=where, reason=", ".join(unknown))
        kind, target = str(raw.get("tipo", "")), _target(raw)
        if kind not in _KINDS:
            raise CannotRun("questionnaire_wrong", file=file, where=where, reason="tipo: breve, lungo, una, piu")
        if target not in targets() | {UNKNOWN}:
            raise CannotRun("questionnaire_wrong", file=file, where=where, reason=f"scheda: {target}")
        answers = _answers(raw, where, file, vocabularies)
        if (kind in _CHOICES) != bool(answers):
            raise CannotRun("questionnaire_wrong", file=file, where=where, reason="risposte, vocabolario")
        most = str(raw.get("al_piu", "0"))
        yield Question(
            where,
            " ".join(str(raw["testo"]).split()),
            " ".join(str(raw.get("spiegazione", "")).split()),
            kind,
            answers,
            _is_yes(raw, "altro"),
            int(most) if most.isdecimal() else 0,
            _is_yes(raw, "obbligatoria"),
            target,
            _is_yes(raw, "si_conta") and bool(answers),
        )


def _target(raw: Mapping[str, Any]) -> str:
    if _is_yes(raw, "testo_libero"):
        return FREE
    return str(raw.get("scheda") or (COUNTED if _is_yes(raw, "si_conta") else FREE))


def _answers(raw: Mapping[str, Any], where: str, file: str, vocabularies: Vocabularies) -> tuple[str, ...]:
    if scheme := str(raw.get("vocabolario", "")):
        if scheme not in vocabularies:
            raise CannotRun("questionnaire_wrong", file=file, where=where, reason=f"vocabolario: {scheme}")
        return tuple(term.it for term in vocabularies[scheme] if term.it and not term.parent)
    given = raw.get("risposte") or []
    return tuple(" ".join(str(answer).split()) for answer in given) if isinstance(given, list) else ()


def _is_yes(raw: Mapping[str, Any], key: str) -> bool:
    return without_accents(str(raw.get(key, ""))).casefold() in {"si", "yes", "true"}
