"""The word that was probably meant.

Edit distance with transpositions (optimal string alignment): small, the same in every language, and independent
of the order of the candidates, so that the browser's form gives the same advice.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from generator.locale.folding import without_accents


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """Lower case without accents, with spaces and hyphens as underscores, as codes are written.

    Remembered: the words of a vocabulary are folded again for every word that is not among them.
    """
    letters = without_accents(word.lower().strip(), compatible=True)
    return letters.replace(" ", "_").replace("-", "_").replace("'", "_").replace("’", "_")


def nearest(word: str, candidates: Iterable[str]) -> str:
    """Return the candidate closest to `word`, or an empty text when none is close; ties go to the first in order."""
    return nearest_of(word, {candidate: candidate for candidate in candidates})


def nearest_of(word: str, meanings: Mapping[str, str]) -> str:
    """Like `nearest`, where several words may mean the same thing: `meanings` goes from word to what it means."""
    target = folded(word)
    limit = max(1, len(target) // 3)
    letters = _letters(target)
    best: tuple[int, str, str] | None = None
    for candidate, meaning in meanings.items():
        form = folded(candidate)
        if abs(len(form) - len(target)) > limit:
            continue
        # Each letter that only one of the two has is an edit: most candidates need not be compared.
        if len(letters - _letters(form)) > limit or len(_letters(form) - letters) > limit:
            continue
        edits = _edits_between(target, form, limit)
        if edits <= limit and (best is None or (edits, form, meaning) < best):
            best = (edits, form, meaning)
    return best[2] if best else ""


@lru_cache(maxsize=50_000)
def _letters(form: str) -> frozenset[str]:
    return frozenset(form)


def _edits_between(left: str, right: str, limit: int) -> int:
    """Count the edits between two words, giving up with `limit + 1` once they are too many."""
    row_before_last: list[int] = []
    last_row = list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        this_row = [row]
        for column, facing in enumerate(right, 1):
            edits = min(last_row[column] + 1, this_row[-1] + 1, last_row[column - 1] + (letter != facing))
            if row_before_last and column > 1 and letter == right[column - 2] and left[row - 2] == facing:
                edits = min(edits, row_before_last[column - 2] + 1)
            this_row.append(edits)
        if min(this_row) > limit:
            return limit + 1
        row_before_last, last_row = last_row, this_row
    return last_row[-1]
