"""The door for who works together."""

from generator.site.pages.together.ways import GROUPS, WAYS


def test_every_way_stands_in_one_group() -> None:
    """A way that is added has to say what somebody comes for."""
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(name for name, _ in WAYS)
