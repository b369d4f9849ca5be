"""Whether something is open now: said by the browser (`live.js`), out of a timetable in the page that never expires.

Without JavaScript the plain words stand (`times.schedule_lines`).
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from markupsafe import Markup

from generator.catalogue import ActivityEntry, NetworkEntry, OrganizationEntry, Status
from generator.catalogue.opening_times import Conventions, Timetable
from generator.locale import FALLBACK, LANGUAGES, Texts, writing
from generator.records import Network, Place, Schedule
from generator.site.model import Site
from generator.site.parts.answering import answering_hours

LIVE_FILE: Final = "dati/adesso.json"

_OF_LIVE: Final = "now."
_DOORS: Final = frozenset(
    {
        *("sportello_ascolto", "segretariato_sociale", "tutela_legale", "antiviolenza", "emporio_solidale", "mensa"),
        *("aiuto_alimentare", "abiti_beni", "igiene_docce", "accoglienza_notturna", "bassa_soglia", "casa_abitare"),
        *("centro_diurno", "ambulatorio", "centro_giovani", "lavoro_orientamento", "riparazione_riuso", "lettura"),
    }
)
"""Kinds of activity (`tipi_attivita`) with a door, which is open or not; a choir is on."""
_OPENING: Final = frozenset({"antiviolenza", "linea_telefonica"})
"""Kinds that «open»: a «next time» would tell who is in danger to wait, and nobody meets on a telephone line."""
_DANGEROUS: Final = str.maketrans({"&": "&amp;", "<": "&lt;", "'": "&#39;"})
"""What an attribute between single quotes may not hold; double quotes may, of which JSON is full."""


def live_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield one file, the words of `live.js`."""
    yield LIVE_FILE, json.dumps(live_words(site.texts), ensure_ascii=False).encode()


def live_words(texts: Texts) -> dict[str, Any]:
    """Return `{lang, texts}`, texts by what follows `now.` in their key; of other languages, how they write hours."""
    keys = [key for key in texts.keys() if key.startswith(_OF_LIVE)]  # noqa: SIM118
    words = {"lang": texts.lang, "texts": {key.removeprefix(_OF_LIVE): texts.entry(key) for key in keys}}
    return words if texts.lang in {LANGUAGES[0], FALLBACK} else {**words, "clock": writing.clock(texts.lang)}


def timetable_of(activity: ActivityEntry, conventions: Conventions) -> Markup:
    """Write the attribute that `live.js` reads; nothing where only words tell, one should ask first, or it rests."""
    timetable = told_timetable(activity, conventions)
    return _attribute(timetable) + Markup(' data-held="{}"').format(held_of(activity)) if timetable else Markup()


def told_timetable(activity: ActivityEntry, conventions: Conventions) -> Timetable | None:
    """Return when an activity is on; None where only words tell, one should ask first, or it rests."""
    is_told = activity.status not in {Status.ENDED, Status.UNCONFIRMED} and not activity.is_at_rest
    return _known(activity.record.schedule, conventions) if is_told else None


def held_of(activity: ActivityEntry) -> str:
    """Tell how it is held: it `meets`, or behind a `door`; of a refuge or a line only when it opens is said."""
    if not _OPENING.isdisjoint(activity.record.kinds):
        return ""
    return "meets" if _DOORS.isdisjoint(activity.record.kinds) else "door"


def timetable_attribute(schedule: Schedule | None, conventions: Conventions, name: str = "data-times") -> Markup:
    """Write a `quando` as the attribute that scripts read, of that name; nothing where only words tell."""
    timetable = _known(schedule, conventions)
    return _attribute(timetable, name) if timetable else Markup()


def _known(schedule: Schedule | None, conventions: Conventions) -> Timetable | None:
    timetable = Timetable.of(schedule, conventions) if schedule else None
    return timetable if timetable and timetable.is_known else None


def _attribute(timetable: Timetable, name: str = "data-times") -> Markup:
    written = json.dumps(timetable.plain(), separators=(",", ":")).translate(_DANGEROUS)
    return Markup(f"{name}='{written}'")  # noqa: S704 -- escaped for the quotes around it


def timetable_of_telephone(hours: str | None, conventions: Conventions) -> Markup:
    """Write the same for a telephone, as another attribute: a card has one of its own. Nothing where words say more."""
    return timetable_attribute(answering_hours(hours) if hours else None, conventions, "data-answers")


def timetable_of_seat(place: Place, home: NetworkEntry | OrganizationEntry, conventions: Conventions) -> Markup:
    """Write the same for the hours of a seat; nothing where it is protected, or who sits there is no longer at work."""
    ended = home.record.end if isinstance(home.record, Network) else home.record.ended
    at_work = home.record.status in {None, Status.ACTIVE} and ended is None
    is_shown = at_work and not place.protected
    return timetable_attribute(place.schedule if is_shown else None, conventions)
