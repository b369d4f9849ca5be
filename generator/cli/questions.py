"""Questions on a terminal: a wrong answer is asked again in place, and no earlier answer is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import typer

from generator.checking.spelling import folded
from generator.locale import Texts

Understood = TypeVar("Understood")

_YES: Final = frozenset({"s", "si", "si_", "y", "yes"})
_NO: Final = frozenset({"", "n", "no"})


class NotUnderstood(Exception):
    """What was given is not enough, or not right: holds the sentence that says why."""


class Declined(Exception):
    """Whoever was asked would rather not go on: holds the sentence that takes leave."""


@dataclass(frozen=True)
class Questions:
    """Asked in the words of a language; where nobody is there to answer, nothing is."""

    texts: Texts
    has_somebody: bool

    def answer(self, question: str, default: str = "") -> str:
        """Ask; where nobody can answer nothing is guessed: an empty text."""
        return _prompt(self.texts(question), default) if self.has_somebody else ""

    def settled(
        self, question: str, given: str, understand: Callable[[str], Understood], default: str = ""
    ) -> Understood:
        """Return what an answer means, asking until it can be understood.

        Raises NotUnderstood where nobody can be asked again.
        """
        answer = given or self.answer(question, default)
        while True:
            try:
                return understand(answer)
            except NotUnderstood as wrong:
                if not self.has_somebody:
                    raise
                typer.echo(f"{wrong} {self.texts('ask.again')}", err=True)
                answer = self.answer(question, default)

    def agrees(self, question: str) -> bool:
        """Ask for a yes or a no, in the words of either language; no answer is a no."""
        while True:
            answer = folded(_prompt(f"{self.texts(question)} {self.texts('ask.yes_no')}"))
            if answer in _YES | _NO:
                return answer in _YES
            typer.echo(self.texts("ask.yes_or_no"), err=True)

    def needed(self, answer: str) -> str:
        """Return an answer that may not be empty; raises NotUnderstood."""
        if not answer:
            raise NotUnderstood(self.texts("ask.needed"))
        return answer


def _prompt(words: str, default: str = "") -> str:
    answer: str = typer.prompt(words, default=default, show_default=bool(default), prompt_suffix=" ", err=True)
    return answer.strip()
