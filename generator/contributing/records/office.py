"""The office that keeps the catalogue gets another name, address or number: in the settings and wherever it is given.

Only what gives an office is changed: the settings, labels and values of contacts, the office of a member. Sentences and
confirmations stay: somebody reads the first anew, and who confirmed a record then did so under the name of then.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from generator.checking.personal_data import mask
from generator.contributing.files.changes import raw_text
from generator.contributing.files.rewriting import rewritten
from generator.contributing.records.remove import Mention, text_files
from generator.contributing.refusals import Refused
from generator.reading.folder import SETTINGS, SourceFile, Sources, source_text

_GIVING: Final = frozenset({"etichetta", "ufficio", "valore"})
"""Keys of records under which an office is given."""
_OFFICE: Final = "ufficio"
_CONFIRMATION: Final = re.compile(r"^\s*verifica:")

Change = Callable[[str], str]


@dataclass(slots=True)
class Renamed:
    """What another name of the office comes to."""

    change: dict[str, str | None] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    """By file, how many values change."""
    mentions: list[Mention] = field(default_factory=list)
    """Lines that still give the old one, in sentences."""


def renamed_office(sources: Sources, pairs: Iterable[tuple[str, str]]) -> Renamed:
    """Work out what the catalogue is with other words for its office: pairs of old and new; nothing is written.

    Raises Refused where the settings do not give any of the old words, or a file cannot be read that does.
    """
    words = {old.strip(): new.strip() for old, new in pairs}
    pattern = re.compile("|".join(rf"(?<![\w@.]){re.escape(old)}(?![\w@])" for old in sorted(words, key=len)[::-1]))
    changing = _Changing(lambda text: pattern.sub(lambda found: words[found[0]], text))
    made = Renamed()
    for source in (sources.settings, *(file for file in sources.files if file.kind != "storia")):
        is_settings = source is sources.settings
        changing.times = 0
        data = changing.in_settings(source.data) if is_settings else changing.everywhere(source.data)
        if changing.times:
            made.change[source.file] = _text(sources, source, data)
            made.times[source.file] = changing.times
    if SETTINGS not in made.change:
        raise Refused("office_unknown", words=", ".join(f"«{mask(old)}»" for old in words))
    for file in text_files(sources):
        text = made.change.get(file) or source_text(sources.root, file)
        made.mentions += (
            Mention(file, number, mask(line.strip()))
            for number, line in enumerate(text.split("\n"), 1)
            if pattern.search(line) and not _CONFIRMATION.match(line)
        )
    return made


def _text(sources: Sources, source: SourceFile, data: Mapping[str, Any]) -> str:
    if source.broken:
        raise Refused("edit_broken", file=source.file)
    return rewritten(raw_text(sources.root, source.file), data, source.kind, source.file)


@dataclass(slots=True)
class _Changing:
    """Changes plain data, and counts the values that become others."""

    change: Change
    times: int = 0

    def in_settings(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return the settings with another office: of the rest nothing is touched."""
        extra = data.get("extra")
        own = extra.get("catalogue") if isinstance(extra, dict) else None
        office = own.get(_OFFICE) if isinstance(own, dict) else None
        if not isinstance(extra, dict) or not isinstance(own, dict) or not isinstance(office, dict):
            return dict(data)
        changed = {key: self._value(value) if key == "nome" else self._inside(value) for key, value in office.items()}
        return {**data, "extra": {**extra, "catalogue": {**own, _OFFICE: changed}}}

    def everywhere(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return the data of a record or a vocabulary with another office wherever one is given."""
        return {key: self._inside(value) for key, value in data.items()}

    def _inside(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._inside(item) for item in value]
        if isinstance(value, dict):
            return {key: self._value(part) if key in _GIVING else self._inside(part) for key, part in value.items()}
        return value

    def _value(self, value: Any) -> Any:
        if not isinstance(value, str):
            return self._inside(value)
        changed = self.change(value)
        self.times += changed != value
        return changed
