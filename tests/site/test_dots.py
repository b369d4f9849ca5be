"""Dots between two things of a line, as pages publish them."""

import pytest

from generator.site.dots import with_dots


@pytest.mark.parametrize(
    "line",
    [
        "<p>Ponte · Tutta la cittadinanza</p>",
        "<p>Ponte&nbsp;· Tutta la cittadinanza</p>",
        "<p>Ponte\xa0· Tutta la cittadinanza</p>",
        "<p>Ponte<small> · Tutta la cittadinanza</small></p>",
        "<p>Ponte<span> · </span>Tutta la cittadinanza</p>",
    ],
)
def test_a_dot_is_the_picture_on_a_space_and_a_sign_of_no_size(line: str) -> None:
    """So it goes with the space where the line ends, and is still read aloud and copied."""
    assert with_dots(line).count('<i class="dot"><b>\xa0·</b> </i>') == 1


@pytest.mark.parametrize(
    "line",
    [
        '<a title="Ponte · Auser">Ponte</a>',
        "<option>Ponte · Auser</option>",
        "<svg><svg><title>Ponte</title></svg><text><tspan>Ponte · Auser</tspan></text></svg>",
        "<pre>\n · Auser</pre>",
        '<script type="application/json">{"a": "Ponte · Auser"}</script>',
        "<p>Parti interne: col·lega</p>",
    ],
)
def test_a_dot_stays_as_it_is_where_no_element_may_stand(line: str) -> None:
    """Values of attributes, choices and drawings hold no elements; within a word a dot parts nothing."""
    assert with_dots(line) == line
