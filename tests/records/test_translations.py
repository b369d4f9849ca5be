"""What records say in other languages: the two former forms are read, and mean what the mapping does."""

from typing import Any

import pytest

from generator.catalogue.translated import languages_of, translated
from generator.records.activity import Activity
from generator.records.organization import Organization
from generator.records.translations import by_language

MAPPING = {"en": {"nome": "Bridge", "descrizione_breve": "We drive."}, "fr": {"nome": "Pont"}}
FORMS: list[dict[str, Any]] = [
    {"traduzioni": MAPPING},
    {"traduzioni": [{"lingua": "fr", "nome": "Pont"}], "in_inglese": MAPPING["en"]},
    {"traduzioni": [{"lingua": language, **said} for language, said in MAPPING.items()]},
    {"traduzioni": {"fr": {"nome": "Pont"}, "en": {"nome": "Bridge"}}, "in_inglese": {**MAPPING["en"], "nome": "Old"}},
]


@pytest.mark.parametrize("form", FORMS)
def test_forms(form: dict[str, Any]) -> None:
    """Three ways to write it, one record; where two say something of one language the mapping goes first."""
    body = Organization.model_validate({"nome": "Ponte", "tipo": "odv", **form})

    assert by_language(form)["traduzioni"] == MAPPING
    assert languages_of(body) == ("en", "fr")
    assert [translated(body, "nome", language) for language in ("en", "fr", "ar", "it")] == [
        "Bridge",
        "Pont",
        None,
        None,
    ]
    assert [translated(body, "descrizione_breve", language) for language in ("en", "fr")] == ["We drive.", None]
    assert body.english is not None
    assert (body.english.name, body.english.summary) == ("Bridge", "We drive.")


def test_an_activity() -> None:
    """Its keys are those of the Italian; one that nobody could translate is a mistake of who asks."""
    said = {"en": {"nome": "Coffee", "quando": "every Thursday", "che_cosa_portare": "A cup"}}
    activity = Activity.model_validate({"nome": "Caffè", "tipo": "socialita", "traduzioni": said})

    keys = ("nome", "quando", "che_cosa_portare", "come_accedere")
    assert [translated(activity, key, "en") for key in keys] == ["Coffee", "every Thursday", "A cup", None]
    with pytest.raises(KeyError):
        translated(activity, "temi", "en")


@pytest.mark.parametrize("said", ["x", ["x"], [{"nome": "x"}], [{"lingua": "", "nome": "x"}], [{"lingua": ["fr"]}]])
def test_what_has_not_the_shape_stays(said: Any) -> None:
    """Data that the checks refuse is left as it is: nothing is guessed and nothing goes."""
    assert by_language({"nome": "Ponte", "traduzioni": said}) == {"nome": "Ponte", "traduzioni": said}
