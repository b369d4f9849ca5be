"""A letter for each record to confirm: the record in plain words, one link that says «è tutto giusto», one to correct.

Letters are files that somebody sends: nothing leaves by itself. They go to published mailboxes alone. The list beside
them is the memory of the office: who was written to, when, and what came of it.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry, Catalogue
from generator.catalogue.freshness import Ages, known
from generator.exports.spreadsheet import spreadsheet
from generator.locale import Texts, writing
from generator.records.common import Contact
from generator.records.network import NOT_AT_WORK

COLUMNS: Final = ("scheda", "nome", "ultima_conferma", "mesi", "scritto_a", "lettera", "scritto_il", "risposta")
"""Columns of the list; the last is for who keeps it."""

_BEFORE: Final = 2
"""Months before the day a confirmation is late on which the first letter is due; the second a month later."""
_MAILBOXES: Final = ("email", "pec")
_MOST_ACTIVITIES: Final = 12


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to send: which record, how many months it has not been confirmed, to whom, which of the three it is."""

    entry: AnyEntry
    known: date
    months: int
    number: int
    """1 two months before the confirmation is late, 2 a month before, 3 from then on."""
    to: str
    """A published mailbox; empty where there is none."""
    ask: str
    """Another way to ask, where there is no mailbox: a telephone, the network that stands in."""
    subject: str
    text: str

    @property
    def name(self) -> str:
        """Name of its file, without an ending."""
        return f"{self.entry.id}-{self.number}"


def letters(catalogue: Catalogue, ages: Ages, site: str, texts: Texts) -> tuple[Letter, ...]:
    """Write the letters that are due, the longest overdue first; `site` is the address of the catalogue."""
    entries: list[AnyEntry] = [*catalogue.networks.values(), *catalogue.organizations.values()]
    due = []
    for entry in entries:
        day = known(entry).on
        if day is None or entry.record.status in NOT_AT_WORK:
            continue
        months = _months_between(day, catalogue.today)
        number = min(months - (ages.to_reconfirm - _BEFORE) + 1, 3)
        if number > 0:
            due.append(_letter(entry, day, months, number, catalogue, site, texts))
    return tuple(sorted(due, key=lambda letter: (-letter.months, letter.entry.id)))


def _months_between(day: date, today: date) -> int:
    return (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)


def _letter(
    entry: AnyEntry, day: date, months: int, number: int, catalogue: Catalogue, site: str, texts: Texts
) -> Letter:
    contacts = list(_contacts(entry, catalogue))
    mailbox = next((contact.value for contact in contacts if contact.kind in _MAILBOXES and contact.value), "")
    others = (f"{contact.label}: {contact.value}" if contact.label else contact.value for contact in contacts)
    page = f"{site.rstrip('/')}/{addresses.page('participate')}"
    text = texts(
        f"letters.body_{number}",
        name=entry.name,
        known=texts(f"letters.known_{'confirmed' if entry.verification else 'read'}", day=writing.day(day, texts.lang)),
        record="\n".join(_in_plain_words(entry, catalogue, texts)),
        confirm=f"{page}#scheda={entry.id}&conferma",
        correct=f"{page}#scheda={entry.id}",
        page=f"{site.rstrip('/')}/{addresses.record(entry)}",
    )
    subject = texts(f"letters.subject_{number}", name=entry.name)
    ask = "" if mailbox else next((other for other in others if other), "")
    return Letter(entry, day, months, number, mailbox, ask, " ".join(subject.split()), text)


def _contacts(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Contact]:
    """Yield the contacts of a record, those of who stands in for it after its own."""
    own = entry.record.contacts
    yield from own
    for contact in own:
        through = catalogue.entry(contact.through) if contact.through else None
        if through is not None:
            yield from through.record.contacts


def _in_plain_words(entry: AnyEntry, catalogue: Catalogue, texts: Texts) -> Iterator[str]:
    """Say what the record says, a line each: enough to see whether it is still right."""
    label = catalogue.vocabularies["territori"].label
    record = entry.record
    rows = [
        ("name", entry.name),
        ("summary", record.summary or ""),
        ("where", ", ".join(label(code, texts.lang) for code in entry.territories)),
        ("contacts", "; ".join(filter(None, map(_contact, record.contacts)))),
        ("networks", ", ".join(tie.network.name for tie in catalogue.memberships.get(entry.id, ()))),
    ]
    yield from (texts(f"letters.row_{key}", value=" ".join(value.split())) for key, value in rows if value)
    activities = catalogue.activities_of.get(entry.id, ())
    yield from (texts("letters.row_activity", value=_activity(activity)) for activity in activities[:_MOST_ACTIVITIES])
    if len(activities) > _MOST_ACTIVITIES:
        yield texts("letters.row_more", n=len(activities) - _MOST_ACTIVITIES)


def _contact(contact: Contact) -> str:
    words = (contact.label, contact.value, f"({contact.hours})" if contact.hours else "")
    return " ".join(word for word in words if word) if contact.value else ""


def _activity(activity: ActivityEntry) -> str:
    schedule = activity.record.schedule
    when = f" ({' '.join(schedule.words.split())})" if schedule and schedule.words else ""
    return f"{activity.name}{when}"


def as_email(letter: Letter) -> bytes:
    """Write a letter as a draft that mail programs open to send (`X-Unsent`); the sender is theirs to fill in."""
    message = EmailMessage(SMTP)
    if letter.to:
        message["To"] = letter.to
    message["Subject"] = letter.subject
    message["X-Unsent"] = "1"
    message.set_content(f"{letter.text}\n")
    return bytes(message)


def list_of(due: Sequence[Letter], catalogue: Catalogue, before: str, today: date) -> bytes:
    """Write the list anew, keeping what somebody noted in the last one; a record confirmed since then says so.

    `before` is the text of the list as it was; its rows of records that have no letter due stay at the end.
    """
    noted = {
        row.get("scheda", ""): row for row in csv.DictReader(io.StringIO(before.removeprefix("\ufeff")), delimiter=";")
    }
    rows: list[Mapping[str, str]] = []
    for letter in due:
        known_row = noted.pop(letter.entry.id, {})
        is_same = known_row.get("lettera") == str(letter.number)
        rows.append(
            {
                "scheda": letter.entry.id,
                "nome": letter.entry.name,
                "ultima_conferma": letter.known.isoformat(),
                "mesi": str(letter.months),
                "scritto_a": letter.to or letter.ask,
                "lettera": str(letter.number),
                "scritto_il": known_row.get("scritto_il", "") if is_same else today.isoformat(),
                "risposta": known_row.get("risposta", ""),
            }
        )
    for record_id, row in noted.items():
        entry = catalogue.entry(record_id)
        day = known(entry).on if entry is not None else None
        is_newer = day is not None and day.isoformat() > (row.get("ultima_conferma") or "")
        confirmed = f"confermata il {day.isoformat()}" if day is not None and is_newer else ""
        rows.append({**{name: row.get(name) or "" for name in COLUMNS}, "risposta": row.get("risposta") or confirmed})
    return spreadsheet(COLUMNS, ([told[name] for name in COLUMNS] for told in rows))
