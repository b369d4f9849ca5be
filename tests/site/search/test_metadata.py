"""What search knows of a record."""

from itertools import chain
from pathlib import Path

import pytest

from generator.catalogue.entries import AnyRecord
from generator.records.activity import AgeRange
from generator.site.model import Site
from generator.site.search.metadata import _bands, _other_numbers, counts_of, facets_of, shown_of
from tests.site.conftest import site_in


@pytest.mark.parametrize(
    ("least", "most", "bands"),
    [
        (65, None, ["anziani"]),
        (None, 11, ["bambini"]),
        (6, 14, ["bambini", "ragazzi"]),
        (16, 30, ["ragazzi", "adulti"]),
        (None, None, ["bambini", "ragazzi", "adulti", "anziani"]),
    ],
)
def test_an_age_stands_in_every_band_it_touches(least: int | None, most: int | None, bands: list[str]) -> None:
    """From six to fourteen is for children and for teenagers."""
    assert bands == list(_bands(AgeRange.model_construct(least=least, most=most)))


def test_a_record_without_ages_stands_in_no_band() -> None:
    """What is not said is not guessed."""
    assert list(_bands(None)) == []


def test_a_name_is_found_by_its_other_number() -> None:
    """«Quartiere» is searched as «quartieri» too; little words are left alone."""
    assert list(_other_numbers("Rete di quartiere")) == ["quartieri"]


def test_every_activity_says_its_state(site: Site) -> None:
    """State is a facet of each activity, declared or derived."""
    for activity in site.activities:
        assert ("stato", activity.status.value) in facets_of(activity, site.catalogue)


def test_chips_count_what_is_not_over(site: Site) -> None:
    """Counts by kind are those of the lists."""
    counted = counts_of(site)["genere"]
    assert (len(site.activities), len(site.networks)) == (counted["attivita"], counted["rete"])


def test_every_facet_is_counted_where_nobody_has_any(tmp_path: Path) -> None:
    """A catalogue without places is built too: what nobody has is none."""
    (tmp_path / "mkdocs.yml").write_text("site_name: Prova\n", "utf-8")

    assert counts_of(site_in(tmp_path))["luogo"].total() == 0


def test_english_words_of_a_kind_are_searched(site: Site) -> None:
    """A record carries the words of its kinds in every language of the vocabulary."""
    activity = site.activities[0]
    english = site.catalogue.vocabularies["tipi_attivita"].terms[activity.record.kinds[0]].en
    assert english
    assert english in dict(shown_of(activity, site))["alias"]


def test_a_record_says_its_own_sentence_or_what_it_is_part_of(site: Site) -> None:
    """Never both: a result has one line."""
    entries = chain[AnyRecord](site.activities, site.networks, site.organizations)
    shown = [dict(shown_of(entry, site)) for entry in entries]
    assert [facts for facts in shown if "riassunto" in facts and "legami" in facts] == []


def test_the_words_of_its_kinds_stand_apart(site: Site) -> None:
    """They tell an activity of the kind asked for from one that is about the same theme."""
    activity = site.activities[0]
    label = site.words.label("tipi_attivita", activity.record.kinds[0])
    assert dict(shown_of(activity, site))["tipi"].startswith(label)


def test_who_has_no_number_is_written_to(example: Site) -> None:
    """The mailbox is in signs that nobody types: «info» would find every other record."""
    told = {entry.name: dict(shown_of(entry, example)) for entry in example.activities}
    written = {name: facts["scrivi"] for name, facts in told.items() if "scrivi" in facts}

    assert written
    assert not any("chiama" in told[name] or "muta" in told[name] for name in written)
    for signs in written.values():
        assert signs.isalnum()
        assert bytes.fromhex(signs.removeprefix("zz")).decode().startswith("mailto:")


def test_what_one_does_at_the_hours_stays_beside_the_next_time(example: Site) -> None:
    """Of «si consegna a casa il martedì e il venerdì, 16–18» the next time takes the place of the days alone."""
    told = {activity.id: dict(shown_of(activity, example)) for activity in example.activities}
    ordered = told["auser-ponte/spesa-a-casa"]
    assert ordered["quando"][: int(ordered["soli"].removeprefix("zzsoli"))] == "si consegna a casa"
    assert told["auser-ponte/quattro-passi"]["soli"] == "zzsoli"


def test_a_result_knows_how_one_takes_part(example: Site) -> None:
    """In signs that nobody types, without its full stop."""
    legal = next(activity for activity in example.activities if activity.name == "Consulenza legale gratuita")
    told = dict(shown_of(legal, example))["modo"]
    assert bytes.fromhex(told.removeprefix("zz")).decode() == "Si prenota per telefono"
