"""How common words are in what activities say of themselves; writes `generator/matching/background.json`.

`python -m benchmarks.overlaps.background`. A small catalogue borrows it: among twenty activities every word is rare,
«pazienza» as much as «vetrofusione». Texts are those of the shipped catalogue, the example town, the invented town
`written` and the towns for fitting; none of an untouched town.
"""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Final

from benchmarks.overlaps.load import ROOTS
from benchmarks.overlaps.towns.catalogue import towns
from generator.checking import check
from generator.matching.words import stems_of
from generator.reading.folder import read_folder

_LEAST: Final = 4
"""Words of fewer texts than this are rare whatever the number."""
_PER_LINE: Final = 12


def main() -> None:
    """Count in how many texts each stem is, and write those of at least `_LEAST`."""
    roots = [*ROOTS.values(), ROOTS["real"] / "examples" / "valdoria"]
    catalogues = [check(read_folder(root), date(2026, 11, 28)).catalogue for root in roots]
    catalogues += [town.catalogue for town in towns(untouched=False)]
    texts = [
        f"{activity.name} {activity.record.description or ''}"
        for catalogue in catalogues
        for activity in catalogue.activities.values()
    ]
    spread = Counter(stem for text in texts for stem in set(stems_of(text)))
    common = sorted(stem for stem, times in spread.items() if times >= _LEAST)
    rows = [
        ", ".join(f'"{stem}": {spread[stem]}' for stem in common[start : start + _PER_LINE])
        for start in range(0, len(common), _PER_LINE)
    ]
    content = f'{{\n  "texts": {len(texts)},\n  "stems": {{\n    ' + ",\n    ".join(rows) + "\n  }\n}\n"
    json.loads(content)
    Path("generator/matching/background.json").write_text(content, "utf-8")


if __name__ == "__main__":
    main()
