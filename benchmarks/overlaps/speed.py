"""How long it takes to find all pairs in a large catalogue: `python -m benchmarks.overlaps.speed [activities…]`.

Activities are synthetic: kinds, people, days and words of the written benchmark, dealt out by lot to quarters of
invented towns, always 60 activities a town, as a region grows by adding towns.
"""

import random
import resource
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from benchmarks.overlaps.load import load
from benchmarks.overlaps.rivals import rapid_fuzz
from generator.catalogue import ActivityEntry, Catalogue, Vocabularies, Vocabulary
from generator.checking import check
from generator.matching import corpus_of, likenesses
from generator.reading.folder import read_folder
from generator.records import Term

SIZES: Final = (1_000, 10_000, 100_000)
_COMPARED: Final = (500, 1_000, 2_000)
_IN_TOWN: Final = 60
_QUARTERS: Final = 5
_SEED: Final = 7
_TODAY: Final = date(2026, 11, 22)


def synthetic(size: int) -> Catalogue:
    """Deal out `size` activities over as many towns as it takes."""
    base = check(read_folder(load("written").root), _TODAY).catalogue
    chance = random.Random(_SEED)
    models = list(base.activities.values())
    towns = max(size // _IN_TOWN, 1)
    words = [word for model in models for word in (model.record.description or "").split()]
    activities = {}
    for number in range(size):
        activity = _dealt(number, chance, models, words, towns)
        activities[activity.id] = activity
    return replace(base, activities=activities, vocabularies=_with_towns(base.vocabularies, towns))


def _dealt(
    number: int, chance: random.Random, models: Sequence[ActivityEntry], words: Sequence[str], towns: int
) -> ActivityEntry:
    facets, times, wording = (chance.choice(models) for _ in range(3))
    town = chance.randrange(towns)
    quarter = chance.randrange(_QUARTERS + 1)
    description = " ".join([wording.record.description or "", *chance.choices(words, k=8)])
    record = facets.record.model_copy(update={"description": description, "schedule": times.record.schedule})
    place = f"town-{town}-{quarter}" if quarter else f"town-{town}"
    return replace(facets, id=f"{facets.operator.id}/{number:06}", record=record, territories=(place,))


def _with_towns(vocabularies: Vocabularies, towns: int) -> Vocabularies:
    terms: dict[str, Term] = {}
    for town in range(towns):
        code = f"town-{town}"
        terms[code] = Term.model_validate({"codice": code, "it": "Paese", "livello": "comune"})
        for quarter in range(1, _QUARTERS + 1):
            beside = [f"{code}-{quarter % _QUARTERS + 1}"]
            part = {"codice": f"{code}-{quarter}", "it": "Rione", "livello": "quartiere", "padre": code}
            terms[f"{code}-{quarter}"] = Term.model_validate({**part, "confina_con": beside})
    schemes: Mapping[str, Vocabulary] = vocabularies.schemes
    return Vocabularies({**schemes, "territori": Vocabulary(vocabularies["territori"].scheme, terms)})


def beside_a_peer(sizes: Sequence[int] = _COMPARED) -> None:
    """Print seconds of processor of ours and of RapidFuzz, which compares all pairs by their words, in one run."""
    print(f"{'activities':>10} {'ours s':>10} {'RapidFuzz s':>12} {'ratio':>8}")
    for size in sizes:
        catalogue = synthetic(size)
        start = time.process_time()
        corpus = corpus_of(catalogue)
        likenesses(catalogue, corpus)
        ours = time.process_time() - start
        start = time.process_time()
        rapid_fuzz(corpus)
        peer = time.process_time() - start
        print(f"{size:>10} {ours:>10.2f} {peer:>12.2f} {ours / peer:>8.3f}", flush=True)


def main(sizes: Sequence[int]) -> None:
    """Print seconds of processor, pairs and the most memory used so far, for each size."""
    print(f"{'activities':>10} {'prepare s':>10} {'pairs s':>10} {'pairs':>10} {'peak MB':>10}")
    for size in sizes:
        catalogue = synthetic(size)
        start = time.process_time()
        corpus = corpus_of(catalogue)
        prepared = time.process_time()
        alike = likenesses(catalogue, corpus)
        ended = time.process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{size:>10} {prepared - start:>10.2f} {ended - prepared:>10.2f} {len(alike):>10} {peak:>10}", flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
