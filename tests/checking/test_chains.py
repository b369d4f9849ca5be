"""Chains of parents."""

from generator.checking.chains import chains


def test_heights() -> None:
    """Each stands as high as there are others above it; a parent that is not there counts, none does not."""
    found = chains({"via": "quartiere", "quartiere": "comune", "comune": "", "isola": "altrove"})

    assert found.heights == {"comune": 0, "quartiere": 1, "via": 2, "isola": 1}
    assert found.loops == {}


def test_loops() -> None:
    """Who is in a loop sees it from itself; who only leads to it is not in it."""
    found = chains({"a": "b", "b": "c", "c": "b", "d": "d"})

    assert found.loops == {"b": "b → c → b", "c": "c → b → c", "d": "d → d"}
    assert found.heights["a"] == 1


def test_many() -> None:
    """A hundred thousand, each below the next, and a ring as long, take no time and no recursion."""
    many = 100_000

    assert chains({str(code): str(code + 1) for code in range(many)}).heights["0"] == many
    ring = chains({str(code): str((code + 1) % many) for code in range(many)}).loops
    assert ring["5"] == "5 → 6 → 7 → 8 → 9 → 10 → 11 → … → 4 → 5"
