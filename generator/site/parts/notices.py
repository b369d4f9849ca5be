"""What a notice is called: its first words, where it says more than a title holds."""

from typing import Final

_SHORT: Final = 60
"""A notice longer than this is a title and what follows it, where its words can be parted."""
_LONGEST: Final = 75
"""No title is longer than this."""


def title_and_rest(words: str) -> tuple[str, str]:
    """Part a long notice into its title and the rest, at its first colon or full stop; no rest where there is none."""
    ends = [at for mark in (": ", ". ") if (at := words.find(mark)) > 0]
    if len(words) <= _SHORT or not ends or min(ends) > _LONGEST:
        return words, ""
    title, rest = words[: min(ends)], words[min(ends) + 2 :]
    stop = "" if rest.endswith((".", "!", "?", "…")) else "."
    return title, f"{rest[:1].upper()}{rest[1:]}{stop}"
