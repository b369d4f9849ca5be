"""Who answers for an activity that gives no contact of its own.

The rule is that of the pages (`site/parts/contacts.py`), which stand above this room and hand it down: an export that
worked it out by itself would sooner or later send people elsewhere than the page does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.catalogue import ActivityEntry, AnyEntry
from generator.records.common import Contact


@dataclass(frozen=True, slots=True)
class Answering:
    """The body whose contacts are those of an activity, and what it is to the activity.

    `operator` runs it, `home` is the record it stands in, `network` one that it or its home is in, `lead` a body that
    leads such a network.
    """

    relation: Literal["operator", "home", "network", "lead"]
    body: AnyEntry
    contacts: Sequence[Contact]
    website: str = ""


AnsweringFor = Callable[[ActivityEntry], Answering | None]
"""Returns who answers for an activity; None where it has a contact of its own, or only the office is left."""


def nobody_asked(_activity: ActivityEntry) -> None:
    """Answer for no activity: each says its own contact alone."""
