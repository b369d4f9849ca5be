"""Records of a former version, brought to the keys of today: each file is changed where it changes, nothing else is."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff

from generator.contributing.files.changes import normalised, raw_text
from generator.contributing.files.rewriting import rewritten
from generator.contributing.records.rename import speaking
from generator.contributing.refusals import CannotEdit, Refused
from generator.reading.folder import Sources
from generator.records.retired import Place, upgraded


@dataclass(slots=True)
class Upgrade:
    """What an upgrade comes to."""

    change: dict[str, str] = field(default_factory=dict)
    """File → the text it shall hold."""
    moved: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many keys move, by the version that brought their place of today and by name."""
    left: list[tuple[str, Place]] = field(default_factory=list)
    """(file, path) of what somebody has to move: another value stands in its place already."""
    unread: list[str] = field(default_factory=list)
    """Files that cannot be read whole, or not be changed without touching something else."""


def upgrade(sources: Sources) -> Upgrade:
    """Work out what changes in every record that still has keys of a former version; nothing is written."""
    made = Upgrade()
    for source in speaking(sources):
        if source.broken:
            made.unread.append(source.file)
            continue
        data, moved, left = upgraded(source.data, source.kind)
        made.left += [(source.file, path) for path in left]
        if not moved:
            continue
        try:
            text = raw_text(sources.root, source.file)
            made.change[source.file] = rewritten(text, data, source.kind, source.file, keeps_remarks=True)
        except (CannotEdit, Refused):
            made.unread.append(source.file)
            continue
        made.moved.update((retired.since, retired.key) for retired in moved)
    return made


def differences(sources: Sources, change: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of what a change does to its files, as `diff -u` shows them."""
    for file, text in change.items():
        before, after = (normalised(part).split("\n") for part in (raw_text(sources.root, file), text))
        yield from unified_diff(before, after, file, file, lineterm="", n=1)
