"""Dots in the middle between two things of a line, as pages publish them: none hangs where a line ends or begins.

A browser drops the space at which it begins a new line, with all that is painted on it. So the dot is the picture on a
space (`.dot` of `intreccio.css`), and what is read aloud, copied and searched is a sign of no size that no line parts
from the word before.
"""

import re
from typing import Final

_DOTS: Final = re.compile(
    r"<(text|title|desc|option|textarea|pre|script)\b.*?</\1>|(?: |&nbsp;|\xa0)· (?=[^<>]*<)", re.DOTALL
)
"""In texts alone: before the next `<` no `>` ends a tag. Choices and what is written in drawings hold no elements."""
DOT: Final = '<i class="dot"><b>\xa0·</b> </i>'


def with_dots(body: str) -> str:
    """Return the HTML of a body whose dots between things go where a line ends."""
    return _DOTS.sub(lambda found: found[0] if found[1] else DOT, body)
