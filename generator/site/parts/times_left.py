"""How many days are left, in the words of `due.js`: for what is read on the day on which it is written."""

from datetime import date

from generator.catalogue.deadlines import SOON
from generator.locale import Texts


def days_left(on: date, today: date, texts: Texts) -> str:
    """Say «fra 12 giorni», «domani», «scaduto»; nothing of what is further away than `SOON`."""
    days = (on - today).days
    if days < 0:
        return texts("due.over")
    if not days:
        return texts("due.today")
    if days == 1:
        return texts("due.in_days.one")
    return texts("due.in_days.many", n=days) if days <= SOON else ""
