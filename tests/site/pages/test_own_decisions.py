"""A catalogue's own decisions move its thresholds: a little, never far, and not at all where there are few."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.checking import check
from generator.cli.options import Format
from generator.cli.overlaps import render_pairs
from generator.locale import load
from generator.matching import Kind, Matching, likenesses_and_rest
from generator.matching.own_decisions import LEAST, Judged, judged_hints
from generator.matching.scoring import weights
from generator.reading.folder import read_folder
from generator.records.activity import Judgement
from generator.site.pages.synergies.page import synergies_page
from generator.site.render import filler, site_of
from generator.site.settings import settings
from generator.site.theme.harvest import Harvest

TOWN = Path(__file__).parents[3] / "examples" / "valdoria"


@cache
def town() -> Catalogue:
    """Read the example town, in which one pair was weighed."""
    return check(read_folder(TOWN), date(2026, 11, 22)).catalogue


def weighed(right: int, wrong: int) -> Catalogue:
    """Return the example town when so many of its hints have been weighed, the best first."""
    hints = [hint for hint in Matching(town()).shown_likenesses if hint.kind is not Kind.CLASH]
    outcomes = ["unita", *["coordinata"] * (right - 1)][:right] + ["diversa"] * wrong
    activities = dict(town().activities)
    for hint, outcome in zip(hints, outcomes, strict=False):
        entry = activities[hint.a]
        similar = (*entry.record.similar, Judgement.model_validate({"attivita": hint.b, "esito": outcome}))
        activities[hint.a] = replace(entry, record=entry.record.model_copy(update={"similar": similar}))
    return replace(town(), activities=activities)


def test_without_decisions_nothing_moves() -> None:
    """One decision is as none: the program's own weights judge, and the pairs are the same."""
    matching = Matching(town())
    assert not matching.judged.is_enough
    assert matching.judged.weights is weights()
    assert (matching.likenesses, 0) == (
        tuple(each for each in likenesses_and_rest(town(), matching.corpus)[0] if each.decision is None),
        0,
    )


@pytest.mark.parametrize(
    ("looked_at", "right", "shift"),
    [(0, 0, 0), (LEAST - 1, 0, 0), (10, 9, 0), (12, 9, 31), (12, 12, -30), (12, 0, 60), (500, 500, -30), (40, 0, 60)],
)
def test_shift(looked_at: int, right: int, shift: int) -> None:
    """Nine in ten move nothing; more wrong ones raise thresholds, more right ones lower them, both within bounds."""
    assert Judged(looked_at, right).shift == shift


def test_hints_that_were_wrong_leave_the_surest() -> None:
    """What was wrong here makes the others rarer; what was weighed counts by the program's own thresholds."""
    catalogue = weighed(4, 5)
    matching = Matching(catalogue)

    assert matching.judged == Judged(10, 5)  # the tenth is the one that the town had weighed before
    assert matching.judged.shift > 0
    before = {(each.a, each.b) for each in Matching(town()).likenesses}
    after = {(each.a, each.b) for each in matching.likenesses}
    assert after < before
    assert judged_hints(catalogue, matching.corpus) == judged_hints(catalogue, Matching(catalogue).corpus)


def test_one_is_never_many() -> None:
    """None, one and many have words of their own."""
    assert [Judged(9, right).how_many for right in (0, 1, 2)] == ["none", "single", "many"]


def test_what_no_hint_said_is_not_counted() -> None:
    """Decisions about pairs that the program does not show say nothing of its hints."""
    activities = dict(town().activities)
    first = activities["rete-vicini-di-casa/caffe-in-cortile"]
    others = [each for each in activities if each.partition("/")[0] != "rete-vicini-di-casa"][:20]
    similar = tuple(Judgement.model_validate({"attivita": other, "esito": "diversa"}) for other in others)
    activities[first.id] = replace(first, record=first.record.model_copy(update={"similar": similar}))
    catalogue = replace(town(), activities=activities)

    assert Matching(catalogue).judged.looked_at < LEAST


@pytest.mark.parametrize(("right", "wrong", "words"), [(8, 3, "9 erano giuste"), (2, 1, "")])
def test_the_page_and_the_command_say_how_often(right: int, wrong: int, words: str, harvested: Harvest) -> None:
    """`/sinergie/` and `overlaps` say how often hints were right here; below the least number both are silent."""
    catalogue = weighed(right, wrong)
    site = site_of(catalogue, settings(TOWN), load("interface", "it"))
    page = next(iter(synergies_page(site)))
    html = filler(site, harvested.shells["it"])(page).content.decode()
    pairs, _ = likenesses_and_rest(catalogue, site.matching.corpus, site.matching.judged.weights)
    written = [
        render_pairs(
            pairs, (), catalogue, site.matching.corpus, form, load("messages", "it"), judged=site.matching.judged
        )
        for form in (Format.TEXT, Format.JSON)
    ]

    if words:
        assert f"Qui, di 12 segnalazioni guardate, {words}. Per questo si propongono solo le più sicure." in html
        assert f"Qui, di 12 segnalazioni guardate, {words}. Per questo le soglie salgono di 31 punti" in written[0]
        assert json.loads(written[1])["judged"] == {"looked_at": 12, "right": 9, "shift": 31}
    else:
        assert "segnalazioni guardate" not in html + written[0]
        assert "judged" not in json.loads(written[1])
