"""How many days are left, in the words of `due.js`: for what is read on the day on which it is written."""

from datetime import date
from typing import Final

from generator.catalogue.deadlines import SOON
from generator.locale import Texts

_DAYS: Final = 60
_MONTH: Final = 30.4375
_ALMOST: Final = 350
_YEAR: Final = 365
_ABOUT_HALF_MORE: Final = (456, 640)
"""From the first day to before the last a year and a half is nearest; then two years."""


def days_left(on: date, today: date, texts: Texts) -> str:
    """Say «fra 12 giorni», «domani», «circa 5 mesi fa»; nothing of what is further away than `SOON`."""
    days = (on - today).days
    if days < 0:
        return _since(-days, texts)
    if not days:
        return texts("due.today")
    if days == 1:
        return texts("due.in_days.one")
    return texts("due.in_days.many", n=days) if days <= SOON else ""


def _since(days: int, texts: Texts) -> str:
    """Say how long ago a day was: days, then the nearest month, then a year and its halves, then whole years."""
    if days < _DAYS:
        return texts("due.over_days.one") if days == 1 else texts("due.over_days.many", n=days)
    if days < _ALMOST:
        return texts("due.over_months.many", n=round(days / _MONTH))
    if days < _YEAR:
        return texts("due.over_almost")
    if _ABOUT_HALF_MORE[0] <= days < 2 * _YEAR:
        return texts("due.over_half" if days < _ABOUT_HALF_MORE[1] else "due.over_almost_two")
    years = days // _YEAR
    return texts("due.over_years.one") if years == 1 else texts("due.over_years.many", n=years)
