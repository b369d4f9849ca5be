"""What matching needs and offers, and coverage, are worth: `python -m benchmarks.overlaps.exchanges [--mistakes]`.

`--mistakes` lists those of the towns read while mending alone. Beside ours stands what was done before: the same
resource in the same place, in one inside the other or in quarters side by side; for coverage, facets alone.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Final

from benchmarks.overlaps.exchanges.catalogue import PERHAPS, USEFUL, LabelledTown, labelled_towns
from generator.catalogue import AnyEntry, Catalogue
from generator.catalogue.geography import SERVING
from generator.matching.coverage import HERE, NOTHING, REACHED, coverage
from generator.matching.offers import resource_matches

SCHEMES: Final = ("temi", "destinatari", "tipi_attivita")
_STATES: Final = {HERE: "qui", REACHED: "arriva", NOTHING: "niente"}
_NOTHING: Final = _STATES[NOTHING]
Pairs = set[tuple[str, str]]


def ours(catalogue: Catalogue) -> Pairs:
    """Return the matches, by global ids of need and offer."""
    return {(match.need.id, match.offer.id) for match in resource_matches(catalogue)}


def same_code(catalogue: Catalogue) -> Pairs:
    """Return what meets by resource and place alone."""
    homes: list[AnyEntry] = list(catalogue.organizations.values())
    near = {*SERVING, "neighbours"}
    return {
        (f"{seeker.id}/{need.id}", f"{giver.id}/{offer.id}")
        for seeker, giver in permutations(homes, 2)
        if catalogue.geography.nearest(seeker.territories, giver.territories) in near
        for need in seeker.record.needs
        for offer in giver.record.offers
        if need.resource == offer.resource
    }


def without_words(catalogue: Catalogue) -> Catalogue:
    """Return the same activities as if nobody had described them."""
    silent = {
        key: replace(activity, record=activity.record.model_copy(update={"description": None}))
        for key, activity in catalogue.activities.items()
    }
    return replace(catalogue, activities=silent)


def states(town: LabelledTown, catalogue: Catalogue) -> Mapping[str, list[tuple[str, str]]]:
    """Return (label, what coverage says) of each cell, by vocabulary."""
    found = {scheme: coverage(catalogue, scheme) for scheme in SCHEMES}
    rows: dict[str, list[tuple[str, str]]] = {scheme: [] for scheme in SCHEMES}
    for cell in town.cells:
        rows[cell.scheme].append((cell.state, _STATES[found[cell.scheme].state(cell.code, cell.place)]))
    return rows


def _exchange_line(name: str, towns: Sequence[LabelledTown], found: Sequence[Pairs]) -> str:
    right = shown = wanted = 0
    for town, pairs in zip(towns, found, strict=True):
        useful = {pair for pair, label in town.exchanges.items() if label == USEFUL}
        perhaps = {pair for pair, label in town.exchanges.items() if label == PERHAPS}
        right, shown, wanted = right + len(pairs & useful), shown + len(pairs - perhaps), wanted + len(useful)
    worth = f"precision {right / max(shown, 1):.2f}, recall {right / wanted:.2f}"
    return f"  {name:<38}{worth} ({right} of {wanted}, {shown} shown)"


def _report(title: str, towns: Sequence[LabelledTown]) -> Iterator[str]:
    yield f"{title}: needs and offers"
    yield _exchange_line("ours", towns, [ours(town.catalogue) for town in towns])
    yield _exchange_line("same resource, near (before)", towns, [same_code(town.catalogue) for town in towns])
    yield f"{title}: coverage"
    for name, change in (("ours", lambda catalogue: catalogue), ("facets alone (before)", without_words)):
        found = [states(town, change(town.catalogue)) for town in towns]
        for scheme in SCHEMES:
            yield _coverage_line(f"{name}: {scheme}", [row for each in found for row in each[scheme]])


def _coverage_line(name: str, rows: Sequence[tuple[str, str]]) -> str:
    right = sum(label == state for label, state in rows)
    missed = sum(state == _NOTHING != label for label, state in rows)
    made_up = sum(label == _NOTHING != state for label, state in rows)
    return (
        f"  {name:<38}{right} of {len(rows)} as labelled;"
        f" nothing where something is: {missed}; something where nothing is: {made_up}"
    )


def _mistakes(town: LabelledTown) -> Iterator[str]:
    pairs = ours(town.catalogue)
    yield from (f"  wrong: {' for '.join(pair)}" for pair in sorted(pairs - set(town.exchanges)))
    missed = sorted(pair for pair, label in town.exchanges.items() if label == USEFUL and pair not in pairs)
    yield from (f"  missed: {' for '.join(pair)}" for pair in missed)
    found = {scheme: coverage(town.catalogue, scheme) for scheme in SCHEMES}
    for cell in town.cells:
        state = _STATES[found[cell.scheme].state(cell.code, cell.place)]
        if state != cell.state:
            yield f"  {cell.place}, {cell.scheme}/{cell.code}: {cell.state}, called {state}"


def main() -> int:
    """Print the figures of both halves."""
    towns = list(labelled_towns())
    for title, kept in (("Two towns kept apart", True), ("Two towns read while mending", False)):
        print("\n".join(_report(title, [town for town in towns if town.is_kept is kept])))
    if "--mistakes" in sys.argv:
        for town in towns:
            if not town.is_kept:
                print(town.id, *_mistakes(town), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
