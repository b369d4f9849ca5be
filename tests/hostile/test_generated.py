"""What `check` accepts, `build` publishes: catalogues made out of the schema alone, whatever is missing in them."""

import random
from collections.abc import Iterator
from itertools import product

import pytest

from generator.diagnostics import Severity
from tests.hostile.generated import RECORDS, Data, Maker, called, variants
from tests.hostile.judging import problems
from tests.hostile.others import IDS, OTHERS
from tests.hostile.sites import LANGUAGES, Catalogue, Workshop

ALONE = Maker()
TOGETHER = Maker(IDS)
AT_ONCE = 200
"""So many records stand in one catalogue of the audit."""
PAIRS = 150
FEW = 20
SEED = 20261122


def accepted(workshop: Workshop, catalogue: Catalogue, lang: str) -> bool:
    """Build a catalogue whole, and tell whether `check` accepted it; what was published must be sound."""
    workshop.write(catalogue, lang)
    outcome = workshop.build(lang)
    if outcome.site is None:
        assert any(finding.severity is Severity.ERROR for finding in outcome.diagnostics)
        return False
    assert list(problems(workshop)) == []
    return True


def crowds(workshop: Workshop, pairs: int, chance: random.Random, size: int = AT_ONCE) -> Iterator[Catalogue]:
    """Yield catalogues of many variants, with what they refer to; what `check` refuses is left out."""
    every = [(kind, data) for kind in RECORDS for _, data in variants(kind, TOGETHER, pairs)]
    chance.shuffle(every)
    for start in range(0, len(every), size):
        crowd: Catalogue = {
            (kind, f"v-{number}"): called(data, str(number))
            for number, (kind, data) in enumerate(every[start : start + size], start)
        }
        workshop.write({**OTHERS, **crowd})
        refused = {finding.file for finding in workshop.check() if finding.severity is Severity.ERROR}
        yield {**OTHERS, **{key: data for key, data in crowd.items() if workshop.file(*key) not in refused}}


def lone_records() -> Iterator[tuple[str, Catalogue]]:
    """Yield catalogues of one record each, which refers to nobody."""
    for kind in RECORDS:
        for name, data in variants(kind, ALONE):
            yield name, {(kind, "unica"): called(data, "sola")}


def one_kind_only(kind: str, data: Data) -> Catalogue:
    """Return a catalogue of three records of one kind."""
    return {(kind, f"scheda-{number}"): called(data, str(number)) for number in range(3)}


def whole_audit(workshop: Workshop) -> Iterator[str]:
    """Yield what is wrong with any catalogue: every variant and random pairs of each kind in a crowd.

    Those that say one thing more than they must also stand alone, which is where something is most often missing; one
    that lacks one thing of all is nothing special by itself.
    """
    chance = random.Random(SEED)  # noqa: S311 -- repeatable, not secret
    for number, crowd in enumerate(crowds(workshop, PAIRS, chance)):
        yield from _tried(workshop, f"crowd {number}", crowd, LANGUAGES[number % 2])
    lone = [(name, catalogue) for name, catalogue in lone_records() if name.startswith(("bare", "whole"))]
    for number, (name, catalogue) in enumerate(lone):
        yield from _tried(workshop, name, catalogue, LANGUAGES[number % 2])
    for kind, size in product(RECORDS, ("bare", "record")):
        if not of_one_kind_only(workshop, kind, size):
            yield f"{size} records of kind {kind} only: refused"


def _tried(workshop: Workshop, name: str, catalogue: Catalogue, lang: str) -> Iterator[str]:
    try:
        accepted(workshop, catalogue, lang)
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is what is looked for
        yield f"{name}: {type(error).__name__}: {error}"


def test_empty_catalogue(workshop: Workshop) -> None:
    """A catalogue without any record is a site."""
    assert accepted(workshop, {}, "en")


def of_one_kind_only(workshop: Workshop, kind: str, size: str) -> bool:
    """Publish networks, organisations or stories only, with the least they may say (`bare`) or all (`record`)."""
    data = getattr(ALONE, size)(kind)
    return accepted(workshop, one_kind_only(kind, data), LANGUAGES[size == "bare"])


@pytest.mark.parametrize(("kind", "size"), list(zip(RECORDS, ("bare", "record", "bare"), strict=True)))
def test_records_of_one_kind_only(workshop: Workshop, kind: str, size: str) -> None:
    """Nothing on a page counts on another kind of record; the audit tries each kind with little and with much."""
    assert of_one_kind_only(workshop, kind, size)


def test_catalogue_where_everything_is_said(workshop: Workshop) -> None:
    """Records with every key of the schema, which refer to each other, pass the checks: the generator is no straw."""
    everything = {(kind, f"{kind}-una"): called(TOGETHER.record(kind), kind) for kind in RECORDS}
    vocabulary = {("vocabolario", "temi"): ALONE.record("vocabolario")}

    assert accepted(workshop, {**OTHERS, **everything, **vocabulary}, "it")


def test_crowd_of_variants(workshop: Workshop) -> None:
    """Records that each lack something else are published together; the audit tries all of them, in each language."""
    crowd = next(crowds(workshop, 10, random.Random(SEED), FEW))  # noqa: S311 -- repeatable, not secret

    assert len(crowd) > FEW // 2
    assert accepted(workshop, crowd, "it")


@pytest.mark.parametrize("kind", RECORDS)
def test_lone_variants(workshop: Workshop, kind: str) -> None:
    """A catalogue of one record that says one thing more than it must; the audit tries every key."""
    rich = [
        data for name, data in variants(kind, ALONE) if name.startswith(f"bare {kind} with") and "empty" not in name
    ]
    chance = random.Random(SEED)  # noqa: S311 -- repeatable, not secret

    # `check` may refuse what says one thing without another; whatever it accepts is built.
    assert any(accepted(workshop, {(kind, "unica"): data}, "it") for data in chance.sample(rich, min(3, len(rich))))


def test_good_practice_that_says_little(workshop: Workshop) -> None:
    """A practice with a title and a context once left its catalogue without a site."""
    body = {**ALONE.bare("ente"), "buone_pratiche": [{"titolo": "La pratica di prova", "contesto": "Un contesto."}]}

    assert accepted(workshop, {("ente", "ente-uno"): body}, "it")
