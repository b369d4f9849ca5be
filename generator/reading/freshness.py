"""How long a confirmation holds: the months a catalogue chose, read the same way by checks, pages and search."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Self

import yaml

_SHORTEST_MONTH: Final = 28
_MOST_MONTHS: Final = 1200


@dataclass(frozen=True, slots=True)
class Ages:
    """Months after which what is known asks for a confirmation, and after which it is marked everywhere."""

    to_reconfirm: int = 12
    old: int = 24

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Self:
        """Take `riconferma_mesi` and `vecchia_mesi` out of `extra.catalogue`; the usual months where they say none."""
        usual = cls()
        late, old = settings.get("riconferma_mesi"), settings.get("vecchia_mesi")
        return cls(_months(late, usual.to_reconfirm), _months(old, usual.old))

    @classmethod
    def of_folder(cls, root: Path) -> Self:
        """Read them from the `mkdocs.yml` in `root`; an unreadable one is the site's to complain about."""
        try:
            read = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
            settings = read["extra"]["catalogue"]
        except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError):
            return cls()
        return cls.of(settings) if isinstance(settings, dict) else cls()

    def is_late(self, known: date, today: date) -> bool:
        """Tell whether what was known on a day asks for a confirmation."""
        return known < _months_before(today, self.to_reconfirm)

    def is_old(self, known: date, today: date) -> bool:
        """Tell whether what was known on a day is marked as old."""
        return known < _months_before(today, self.old)


def _months(value: Any, usual: int) -> int:
    return value if isinstance(value, int) and 0 < value <= _MOST_MONTHS else usual


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, _SHORTEST_MONTH))
