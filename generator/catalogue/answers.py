"""Which activities answer a need of daily life: the terms of the vocabulary `necessita`, which a catalogue may change.

An activity answers when it is of one of the kinds that stand behind the need, for the people of the need or for
anybody; or when it is for just those people, whatever it is.
"""

from collections.abc import Iterable, Sequence

from generator.catalogue.entries import ActivityEntry
from generator.catalogue.model import Catalogue
from generator.catalogue.vocabularies import EVERYBODY
from generator.records.vocabulary import Term

SCHEME = "necessita"
GUIDING = ("segretariato_sociale", "sportello_ascolto")
"""Kinds of activity whose work is to tell people where to go: whom to ask where nothing answers."""
GIVING = frozenset({"donazione", "formazione_volontari", "raccolta_fondi"})
"""Kinds that ask people to give something or their time."""
UNPRICED = GIVING | {"aiuto_economico"}
"""Nobody asks what these cost: one gives, or is given money."""
HELPERS = frozenset({"volontari", "associazioni", "scuole"})
"""What is only for these is help with helping: nobody in need goes there."""


def needs_of(catalogue: Catalogue) -> tuple[Term, ...]:
    """Return the needs that the catalogue knows, in the order in which they are shown."""
    return tuple(catalogue.vocabularies[SCHEME])


def answers_to(need: Term, activities: Iterable[ActivityEntry], catalogue: Catalogue) -> list[ActivityEntry]:
    """Return, of these activities, those that answer a need: those of its kinds first, otherwise in the order given."""
    people = catalogue.vocabularies["destinatari"]
    by_kind: list[ActivityEntry] = []
    by_people: list[ActivityEntry] = []
    for activity in activities:
        if activity.audiences and HELPERS.issuperset(activity.audiences):
            continue
        audiences = {wider for code in activity.audiences for wider in (code, *people.ancestors(code))}
        is_for_them = not audiences.isdisjoint(need.audiences)
        if not set(activity.kinds).isdisjoint(need.kinds):
            if is_for_them or not need.audiences or not audiences or EVERYBODY in audiences:
                by_kind.append(activity)
        elif is_for_them:
            by_people.append(activity)
    return [*by_kind, *by_people]


FOR_THE_SAME = 2
"""Rank of what is for the people of a need, and another thing."""


def rank_in(need: Term, activity: ActivityEntry) -> int:
    """Rank what answers a need: 0 what is looked for itself, 1 what goes with it, 2 what is for the same people.

    What an activity is first counts: where women who fear are listened to, nobody looks for somebody to heal a cold.
    For the people of the need all that it is counts.
    """
    if set(activity.kinds).isdisjoint(need.kinds):
        return FOR_THE_SAME
    return int(set(_told_kinds(need, activity)).isdisjoint(need.own_kinds or need.kinds))


def kinds_answering(need: Term, activities: Iterable[ActivityEntry]) -> list[str]:
    """Return the kinds behind a need of which some of these activities are, in the order of the need.

    What an activity is first tells, or anything that it is for the people of the need, as for `rank_in`.
    """
    done = {kind for activity in activities for kind in _told_kinds(need, activity)}
    return [kind for kind in need.kinds if kind in done]


def _told_kinds(need: Term, activity: ActivityEntry) -> Sequence[str]:
    """Return the kinds that an activity is where it answers a need: for the people of the need all of them."""
    is_for_them = not set(activity.audiences).isdisjoint(need.audiences)
    return activity.kinds if is_for_them else activity.kinds[:1]


def guides(activities: Iterable[ActivityEntry]) -> list[ActivityEntry]:
    """Return the activities that tell people where to go."""
    return [activity for activity in activities if not set(activity.kinds).isdisjoint(GUIDING)]
