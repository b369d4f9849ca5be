"""What is too large to be held: pieces add up to the whole, and what waits on disk comes back as it was told."""

from generator.exports.pieces import Kept, Lines, between, gathered, joined


def test_lines_come_back_in_any_order_while_more_are_told() -> None:
    """Reading moves no line that comes later, and an empty one is a line too."""
    lines = Lines()
    lines.add(b"one")
    lines.add("è".encode())
    assert lines[1] == "è".encode()
    lines.add(b"")
    lines.add(b"four")
    assert [lines[3], lines[0]] == [b"four", b"one"]
    assert [*lines] == [b"one", "è".encode(), b"", b"four"]
    assert len(lines) == 4


def test_contents_wait_under_their_names() -> None:
    """What was never put is nothing; what was is the same bytes."""
    kept = Kept()
    assert kept.get("a") is None
    kept.put("a", b"1")
    kept.put("b", b"")
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (b"1", b"", None)


def test_pieces_add_up_to_the_whole() -> None:
    """Texts and bytes, few and many, lose nothing between pieces; none is empty."""
    parts: list[str | bytes] = ["città, ", b"bytes, ", *("x" * 1_000 for _ in range(200))]
    pieces = [*gathered(parts)]
    assert joined(pieces) == "città, bytes, ".encode() + b"x" * 200_000
    assert 1 < len(pieces) < 10
    assert all(pieces)
    assert [*gathered([])] == []
    assert joined(between([b"a", b"b", b"c"], b",\n")) == b"a,\nb,\nc"
