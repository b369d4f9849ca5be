"""What a phone downloads for a question of the form, at any size, without a build: `python -m benchmarks.form`.

Data alone, gzipped, without the scripts: what is read when the form opens, one record, and the parts of the list of
records that are read while a name is typed, letter by letter, until sixteen letters stand there.
"""

import argparse
import gzip
import json
import statistics
import sys
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.synthetic import write_catalogue
from generator.checking import check
from generator.exports.form import FOLDER, form_files
from generator.locale.folding import plain_words
from generator.reading.folder import read_folder

RECORDS: Final = (10_000,)
TODAY: Final = date(2026, 11, 22)
_IN_ONE_LIST: Final = 3_000
"""As the packaged settings have it (`pagine_per_indice`)."""
_PARTS_READ: Final = 3
"""Of a word, as `contributing/browser/form-records.js` has it."""
_LETTERS: Final = 16
_NAMES: Final = 200


def main() -> int:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.form", description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=RECORDS)
    for records in parser.parse_args().records:
        with TemporaryDirectory(prefix="intreccio-bench-") as folder:
            root = Path(folder, "catalogue")
            root.mkdir()
            write_catalogue(root, records)
            print(f"{records:,} records: {_measure(root)}", flush=True)
    return 0


def _measure(root: Path) -> str:
    sources = read_folder(root)
    catalogue = check(sources, TODAY).catalogue
    sizes: dict[str, int] = {}
    begins: Sequence[str] = ()
    for path, content in form_files(sources, catalogue, "it", _IN_ONE_LIST):
        sizes[path.removeprefix(FOLDER)] = len(gzip.compress(content))
        if path == f"{FOLDER}schede.json":
            listed = json.loads(content)
            begins = listed["parti"] if isinstance(listed, dict) else ()
    opened = sum(size for path, size in sizes.items() if "/" not in path)
    record = statistics.mean(size for path, size in sizes.items() if path.startswith("schede/"))
    names = [entry.name for entry in catalogue.organizations.values()]
    names += [activity.name for activity in catalogue.activities.values()]
    typed = [_typed(name, begins, sizes) for name in Random(1).sample(names, min(_NAMES, len(names)))]
    questions = [(opened + record + letters) / 1000 for letters in typed]
    return (
        f"opening {opened / 1000:.0f} kB, a record {record / 1000:.0f}, a name {statistics.median(typed) / 1000:.0f};"
        f" a question {statistics.median(questions):.0f} kB, at the most {max(questions):.0f}"
    )


def _typed(name: str, begins: Sequence[str], sizes: Mapping[str, int]) -> int:
    """How many bytes the parts have that are read while a name is typed."""
    read: set[int] = set()
    for letters in range(1, min(len(name), _LETTERS) + 1):
        words = plain_words(name[:letters]) if begins else ()
        if words:
            rarest = min((_parts(word, begins) for word in words), key=len)
            read.update(_parts(" ".join(words), begins)[:_PARTS_READ], rarest[:_PARTS_READ])
    return sum(sizes[f"nomi/{number}.json"] for number in read)


def _parts(start: str, begins: Sequence[str]) -> range:
    """The parts in which what is looked up may begin so."""
    return range(max(0, bisect_left(begins, start) - 1), bisect_left(begins, f"{start}\uffff"))


if __name__ == "__main__":
    sys.exit(main())
