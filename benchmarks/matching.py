"""How long everything that matching finds takes in a large catalogue: `python -m benchmarks.matching [activities…]`.

The activities are those of `benchmarks.overlaps.speed`; each town has, besides, the networks and organisations of the
example town dealt out over its quarters, and one network in a hundred is for the whole area.
"""

import random
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from benchmarks.overlaps.speed import synthetic
from generator.catalogue import Catalogue, NetworkEntry, OrganizationEntry
from generator.checking import check
from generator.matching import Matching
from generator.reading.folder import read_folder

SIZES: Final = (1_000, 10_000, 100_000)
STAGES: Final = ("corpus", "likenesses", "meetings", "neighbours", "matches", "coverage", "twins")
_TOWN: Final = Path(__file__).parents[1] / "examples" / "valdoria"
_TODAY: Final = date(2026, 11, 22)
_SEED: Final = 11
_ACTIVITIES_PER_NETWORK: Final = 10
_ACTIVITIES_PER_BODY: Final = 2


def peopled(size: int) -> Catalogue:
    """Add networks and organisations to `size` synthetic activities, and let the activities belong to them."""
    base, models = synthetic(size), check(read_folder(_TOWN), _TODAY).catalogue
    chance = random.Random(_SEED)
    places = [code for code in base.vocabularies["territori"].terms if code.startswith("town-")]
    networks: dict[str, NetworkEntry] = {}
    for number in range(size // _ACTIVITIES_PER_NETWORK):
        network = chance.choice(list(models.networks.values()))
        networks[f"rete-{number:06}"] = replace(network, id=f"rete-{number:06}", territories=(chance.choice(places),))
    bodies: dict[str, OrganizationEntry] = {}
    for number in range(size // _ACTIVITIES_PER_BODY):
        body = chance.choice(list(models.organizations.values()))
        bodies[f"ente-{number:06}"] = replace(body, id=f"ente-{number:06}", territories=(chance.choice(places),))
    by_place: dict[str, list[NetworkEntry]] = {}
    for network in networks.values():
        by_place.setdefault(network.territories[0], []).append(network)
    activities = {
        activity.id: replace(activity, networks=tuple(by_place.get(activity.territories[0], ())[:1]))
        for activity in base.activities.values()
    }
    return replace(base, networks=networks, organizations=bodies, activities=activities)


def main(sizes: Sequence[int]) -> None:
    """Print seconds of processor for each group of findings, how many they are, and the most memory used so far."""
    print(f"{'activities':>10} " + " ".join(f"{stage + ' s':>13} {'n':>9}" for stage in STAGES) + f" {'peak MB':>9}")
    for size in sizes:
        matching = Matching(peopled(size))
        cells = []
        for stage in STAGES:
            start = time.process_time()
            group = getattr(matching, stage)
            count = len(getattr(group, "gaps", getattr(group, "profiles", group)))
            cells.append(f"{time.process_time() - start:>13.2f} {count:>9}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{size:>10} {' '.join(cells)} {peak:>9}", flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
