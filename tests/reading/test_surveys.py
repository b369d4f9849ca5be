"""Counts of answers, shown so that they point at nobody."""

from pathlib import Path

import pytest

from generator.errors import CannotRun
from generator.reading.surveys import Answer, questions, read_questions


def counted(*answers: tuple[str, str]) -> tuple[Answer, ...]:
    """Read one question with these answers."""
    rows = [
        {"domanda": "Che cosa manca?", "risposta": answer, "conteggio": count, "fonte": "prova", "data": "2025"}
        for answer, count in answers
    ]
    (question,) = questions(rows)
    return tuple(question.answers)


def test_a_small_count_takes_the_next_smallest_with_it() -> None:
    """Who knows the total could otherwise work it out; the order of the two does not tell which is which."""
    assert counted(("sì", "60"), ("no", "12"), ("forse", "3")) == (
        Answer("sì", 60),
        Answer("forse", None),
        Answer("no", None),
    )


@pytest.mark.parametrize("rest", [("6", "3"), ("5", "3"), ("5", "0"), ("30", "meno di 5"), ("30", "4", "4")])
def test_nobody_works_out_what_is_kept_back(rest: tuple[str, ...]) -> None:
    """Who knows the total and how counts are hidden finds more than one way to fill what is hidden."""
    given = ("50", "30", "6", "5", *rest)
    answers = counted(*((str(at), count) for at, count in enumerate(given)))
    shown = [answer.count for answer in answers if answer.count is not None]
    small = [int(count) if count.isdecimal() else 2 for count in given if not count.isdecimal() or int(count) < 5]
    together = sum(int(count) for count in given if count.isdecimal() and int(count) >= 5) - sum(shown)
    greater = len(given) - len(shown) - len(small)
    ways = [
        guess
        for guess in range(4 * len(small) + 1)
        if 5 * greater <= together + sum(small) - guess <= min(shown) * greater
    ]
    assert len(ways) > 1


def test_two_small_counts_hide_each_other() -> None:
    """Their sum says neither."""
    assert counted(("sì", "60"), ("no", "1"), ("forse", "3")) == (
        Answer("sì", 60),
        Answer("no", None, is_small=True),
        Answer("forse", None, is_small=True),
    )


@pytest.mark.parametrize("small", ["0", "4"])
def test_small_counts_at_the_edge_do_not(small: str) -> None:
    """A sum of nothing, or of the most they may be, says every one of them."""
    assert {answer.count for answer in counted(("sì", "60"), ("no", small), ("forse", small))} == {None}


def test_a_total_is_a_total_and_a_small_one_hides_everything() -> None:
    """The row «totale» says how many people answered."""
    assert counted(("sì", "2"), ("no", "1"), ("totale", "3")) == (
        Answer("sì", None, is_small=True),
        Answer("no", None, is_small=True),
    )


def test_a_table_that_is_no_table_is_told_in_a_sentence(tmp_path: Path) -> None:
    """Which file, and what it needs."""
    (tmp_path / "storta.csv").write_text("domanda;risposta\nCome va?;bene\n", "utf-8")
    with pytest.raises(CannotRun, match=r"storta\.csv") as refusal:
        read_questions([tmp_path / "storta.csv"])
    assert "domanda;risposta;conteggio;fonte;data" in str(refusal.value)


def test_a_question_that_was_protected_is_shown_as_it_is() -> None:
    """`import ascolto` has kept back as many counts as it takes; a hand that adds a small one undoes that."""
    assert counted(("sì", "60"), ("forse", "riservato"), ("no", "riservato")) == (
        Answer("sì", 60),
        Answer("forse", None),
        Answer("no", None),
    )
    assert {answer.count for answer in counted(("sì", "60"), ("no", "3"), ("forse", "riservato"))} <= {60, None}
    assert {answer.count for answer in counted(("sì", "60"), ("no", "riservato"), ("totale", "3"))} == {None}
