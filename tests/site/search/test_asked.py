"""What a search reads in words: needs, what cannot wait, choices that are typed, notices."""

from pathlib import Path

import pytest
import yaml

from generator.catalogue.answers import needs_of
from generator.site.model import Site
from generator.site.pages.in_need.page import in_need_pages
from generator.site.search.asked import PARTS_OF_DAY, choices_typed, needs_searched, parts_of_day
from generator.site.search.metadata import OFFERED, SOUGHT, facets_of, shown_of
from generator.site.search.terms import said_of, terms_of
from tests.site.conftest import site_in

TOWN = Path(__file__).parents[3] / "examples" / "valdoria"
_OWN = [{"numero": "0999 000112", "it": "pronto intervento sociale", "necessita": ["dormire"]}]


@pytest.fixture(scope="module")
def whole_town() -> Site:
    """Read the example town."""
    return site_in(TOWN)


def test_each_need_leads_to_its_page_by_its_words(whole_town: Site) -> None:
    """In seven languages, and its page is found by the same words."""
    needs = {need["code"]: need for need in needs_searched(whole_town)}
    assert needs["mangiare"]["address"] == "ho-bisogno/mangiare/"
    assert {"ho fame", "bread", "طعام", "їжа", "食物"} <= set(needs["mangiare"]["names"])
    assert [number for number, *_ in needs["violenza"]["numbers"]] == ["112", "1522", "114"]
    page = next(page for page in in_need_pages(whole_town) if page.address == "ho-bisogno/mangiare/")
    assert page.found is not None
    assert "ho fame" in dict(page.found.shown)["alias"]


def test_words_that_cannot_wait_belong_to_needs_with_a_number(whole_town: Site) -> None:
    """Otherwise they would lead nowhere."""
    for need in needs_of(whole_town.catalogue):
        assert not need.urgent_words or need.urgent, need.code


def test_own_numbers_stand_beside_the_national_ones(valdoria: Path) -> None:
    """On the needs that they name, dialled as any number, and nowhere else."""
    settings = valdoria / "mkdocs.yml"
    content = yaml.safe_load(settings.read_text("utf-8"))
    content.setdefault("extra", {}).setdefault("catalogue", {})["numeri_urgenti"] = _OWN
    settings.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    site = site_in(valdoria)
    needs = {need["code"]: need["numbers"] for need in needs_searched(site)}
    assert needs["dormire"] == [
        ["112", "tel:112", "emergenze"],
        ["0999 000112", "tel:+390999000112", "pronto intervento sociale"],
    ]
    assert [number for number, *_ in needs["violenza"]] == ["112", "1522", "114"]
    called = [
        activity for activity in site.activities if "0999 000112" in [n.number for n in site.urgent.of_record(activity)]
    ]
    dormire = next(need for need in needs_of(site.catalogue) if need.code == "dormire")
    assert called == [activity for activity in site.activities if not set(activity.kinds).isdisjoint(dormire.kinds)]


def test_a_number_that_does_not_answer_everywhere_says_so_until_it_is_known(valdoria: Path) -> None:
    """A catalogue that repeats it among its own says that it answers there, in its words; it stays a national one."""

    def told() -> list[list[str]]:
        return [each for each in needs_searched(site_in(valdoria))[2]["numbers"] if each[0] == "116117"]

    assert told() == [["116117", "tel:116117", "cure non urgenti, di notte e nei festivi (dove è attivo)"]]
    settings = valdoria / "mkdocs.yml"
    content = yaml.safe_load(settings.read_text("utf-8"))
    own = {"numero": "116117", "it": "guardia medica"}
    content.setdefault("extra", {}).setdefault("catalogue", {})["numeri_urgenti"] = [own]
    settings.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    assert told() == [["116117", "tel:116117", "guardia medica"]]


def test_words_of_a_search_are_no_evidence_of_likeness(whole_town: Site) -> None:
    """They name the kind in search, and are not among its aliases."""
    kind = whole_town.catalogue.vocabularies["tipi_attivita"].terms["mensa"]
    assert "ho fame" in kind.searched
    assert "ho fame" not in kind.other_words
    assert "ho fame" in said_of(whole_town)["tipo"]["mensa"]
    assert "ho fame" not in terms_of(whole_town)["tipo"]["mensa"]


def test_choices_are_typed_in_the_words_of_people(whole_town: Site) -> None:
    """Cost, ways in, the part of the day; years of age are read by the browser."""
    choices = {(choice["facet"], choice["value"]): choice for choice in choices_typed(whole_town)}
    assert "gratis" in choices["accesso", "gratuito"]["names"]
    assert "in carrozzina" in choices["accesso", "accesso_carrozzina"]["names"]
    assert "di sera" in choices["fascia", "sera"]["names"]
    assert choices["eta", "bambini"]["years"] == [0, 11]


def test_the_part_of_the_day_is_read_from_the_hours(whole_town: Site) -> None:
    """A night shelter is open in the evening; what has no hours says nothing."""
    shelter = whole_town.catalogue.activities["cooperativa-approdo/notti-al-caldo"]
    assert "sera" in parts_of_day(shelter)
    homework = whole_town.catalogue.activities["la-lanterna/doposcuola-lanterna"]
    assert parts_of_day(homework) == ["pomeriggio"], "half an hour after six is no evening"
    for activity in whole_town.activities:
        assert set(parts_of_day(activity)) <= set(PARTS_OF_DAY)
        assert activity.record.schedule or not parts_of_day(activity)


def test_what_is_sought_and_offered_is_found(whole_town: Site) -> None:
    """Rooms by who offers them, volunteers by who seeks them, in the words of who would use or give them."""
    body = whole_town.catalogue.organizations["centro-anziani-mulini"]
    assert (OFFERED, "spazi") in facets_of(body, whole_town.catalogue)
    assert "Offre: Il salone la sera" in dict(shown_of(body, whole_town))["annunci"]
    said = said_of(whole_town)
    assert "sala riunioni" in said[OFFERED]["spazi"]
    assert "volontariato" in said[SOUGHT]["volontari"]
