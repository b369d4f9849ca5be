"""The typed catalogue of Valdoria."""

from pathlib import Path

import pytest

from generator.catalogue import ActivityEntry, Catalogue, Status, build_vocabularies
from generator.catalogue.build import Kept
from generator.catalogue.vocabularies import Vocabularies
from generator.checking import check
from generator.reading.folder import read_folder, read_text
from tests.conftest import TODAY


@pytest.fixture
def catalogue(valdoria: Path) -> Catalogue:
    """Return the catalogue of Valdoria."""
    return check(read_folder(valdoria), TODAY).catalogue


def test_ties_are_told_from_either_side(catalogue: Catalogue) -> None:
    """The network and its member tell one tie; where both speak the network's words stay."""
    (tie,) = [tie for tie in catalogue.memberships["auser-ponte"] if tie.network.id == "rete-vicini-di-casa"]

    assert (tie.kinds, tie.pending) == (("capofila", "promotore"), False)


def test_member_without_a_file(catalogue: Catalogue) -> None:
    """A member written by name is kept with its words."""
    unlisted = [tie.name for tie in catalogue.members["rete-vicini-di-casa"] if tie.body is None]

    assert unlisted == ["Gruppo genitori Rodari"]


def test_inheritance(catalogue: Catalogue) -> None:
    """An activity takes themes and places from its file, and says that they are inherited."""
    activity = catalogue.activities["auser-ponte/spesa-a-casa"]

    assert (activity.themes, activity.territories) == (("anziani",), ("valdoria-ponte",))
    assert activity.inherited == {"themes", "territories"}


def test_organisation_without_sources_shows_those_of_its_networks(catalogue: Catalogue) -> None:
    """What nobody confirmed rests on the networks that name it."""
    parish = catalogue.organizations["parrocchia-san-luca"]

    assert "sources" in parish.inherited
    assert all(source.url for source in parish.sources)


def test_operator(catalogue: Catalogue) -> None:
    """Who runs an activity of a network may be one of its members."""
    activity = catalogue.activities["rete-vicini-di-casa/caffe-in-cortile"]

    assert (activity.operator.id, [one.id for one in activity.networks]) == ("auser-ponte", ["rete-vicini-di-casa"])


def test_status(catalogue: Catalogue) -> None:
    """A weekly activity with a recent source is active; one with words only is to be confirmed."""
    assert catalogue.activities["rete-vicini-di-casa/caffe-in-cortile"].status is Status.ACTIVE
    assert catalogue.activities["oratorio-san-luca/merenda-dei-nonni"].status is Status.UNCONFIRMED


def test_relations_show_on_both_sides(catalogue: Catalogue) -> None:
    """A tie between networks is told once and shown twice."""
    assert [kind for kind, _, _ in catalogue.related["rete-cibo"]] == ["condivide_risorse_con"]


def test_stories(catalogue: Catalogue) -> None:
    """A story knows who it speaks of."""
    story = catalogue.stories["il-cortile-del-ponte"]

    assert [one.id for one in story.organizations] == ["auser-ponte", "parrocchia-san-luca"]
    assert [one.id for one in story.practices] == ["rete-vicini-di-casa/custodi-del-cortile"]


def test_former_ids(catalogue: Catalogue) -> None:
    """A former id leads to the present one."""
    assert catalogue.former_ids == {"rete-ponte": "rete-vicini-di-casa"}


def test_who_builds_again_keeps_only_activities_that_would_come_out_the_same(valdoria: Path) -> None:
    """After a body changes, goes or comes back each activity is what a first build makes, and holds these entries."""
    kept, operator = Kept(), valdoria / "organizations" / "auser-ponte.yml"
    text = operator.read_text("utf-8")
    sources = read_folder(valdoria)
    other = check(sources, TODAY, kept).catalogue.activities["oratorio-san-luca/merenda-dei-nonni"]

    for changed in (text.replace("nome: Auser Ponte", "nome: Auser del Ponte"), None, text):
        operator.unlink(missing_ok=True)
        if changed:
            operator.write_text(changed, "utf-8")
        sources = read_folder(valdoria, {file.file: file for file in sources.files})
        again = check(sources, TODAY, kept).catalogue
        fresh = check(read_folder(valdoria), TODAY).catalogue
        entries = {**again.networks, **again.organizations}

        assert list(map(_told, again.activities.values())) == list(map(_told, fresh.activities.values()))
        assert [item.id for item in again.activities.values() if entries[item.home.id] is not item.home] == []
        assert [item.id for item in again.activities.values() if entries[item.operator.id] is not item.operator] == []
        assert again.activities[other.id] is other


def _told(activity: ActivityEntry) -> str:
    operator, networks = activity.operator.name, [network.name for network in activity.networks]
    return repr((activity.id, activity.record, operator, networks, activity.themes, activity.status, activity.sources))


def _words(scheme: str, text: str) -> Vocabularies:
    return build_vocabularies([read_text(text, scheme, f"vocabularies/{scheme}.yml", "vocabolario")])


def test_a_vocabulary_file_extends_the_packaged_one() -> None:
    """A catalogue adds a term, changes a label and hides a term; the rest stays."""
    own = (
        "{codice: orti, it: Orti}",
        "{codice: sport, nascosto: sì}",
        "{codice: anziani, it: Chi ha più anni}",
    )
    words = _words("temi", f"id: temi\ntermini: [{', '.join(own)}]\n")["temi"]

    assert (words.label("orti"), words.label("anziani"), "sport" in words, "salute" in words) == (
        *("Orti", "Chi ha più anni"),
        False,
        True,
    )


def test_ancestors_survive_a_loop() -> None:
    """Terms that contain each other do no harm."""
    words = _words("temi", "id: temi\ntermini: [{codice: a, it: A, padre: b}, {codice: b, it: B, padre: a}]\n")["temi"]

    assert (words.ancestors("a"), words.ancestors("b")) == (("b",), ("a",))
