"""The word that was probably meant.

Edit distance with transpositions (optimal string alignment): small, the same in every language, and independent
of the order of the candidates, so that the browser's form gives the same advice.
"""

import unicodedata
from collections.abc import Iterable, Mapping


def folded(word: str) -> str:
    """Lower case without accents, with spaces and hyphens as underscores, as codes are written."""
    plain = unicodedata.normalize("NFKD", word.lower().strip())
    letters = "".join(letter for letter in plain if unicodedata.category(letter)[0] != "M")
    return letters.replace(" ", "_").replace("-", "_").replace("'", "_").replace("’", "_")


def nearest(word: str, candidates: Iterable[str]) -> str:
    """Return the candidate closest to `word`, or an empty text when none is close; ties go to the first in order."""
    return nearest_of(word, {candidate: candidate for candidate in candidates})


def nearest_of(word: str, meanings: Mapping[str, str]) -> str:
    """Like `nearest`, where several words may mean the same thing: `meanings` goes from word to what it means."""
    target = folded(word)
    limit = max(1, len(target) // 3)
    best: tuple[int, str, str] | None = None
    for candidate, meaning in meanings.items():
        form = folded(candidate)
        if abs(len(form) - len(target)) > limit:
            continue
        distance = _distance(target, form, limit)
        if distance <= limit and (best is None or (distance, form, meaning) < best):
            best = (distance, form, meaning)
    return best[2] if best else ""


def _distance(left: str, right: str, limit: int) -> int:
    """Count the edits between two words, giving up with `limit + 1` once they are too many."""
    before: list[int] = []
    current = list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        following = [row]
        for column, other in enumerate(right, 1):
            cost = min(current[column] + 1, following[-1] + 1, current[column - 1] + (letter != other))
            if before and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            following.append(cost)
        if min(following) > limit:
            return limit + 1
        before, current = current, following
    return current[-1]
