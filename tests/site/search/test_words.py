"""The words that stand beside what Pagefind cuts by itself."""

import pytest

from generator.site.model import Site
from generator.site.search.metadata import shown_of
from generator.site.search.words import beside, forms_of


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("La festa dell’orto, fra casa–bottega e L'Aquila", ["dell", "orto", "casa", "bottega"]),
        ("C.A.I./CAI e L.I.L.T./Milano", ["lilt"]),
        ("Straße e oﬃcina", ["strasse", "officina"]),
        ("Caffè, perché no? «Sì» alle 18.30: www.ente.example", []),
        ("https://ente.example/l’orto", []),
        ("in via S. Onofrio", ["san", "sant", "santa", "santo", "santi", "ss"]),
        ("in piazza San Marco", []),
    ],
)
def test_only_what_the_index_would_miss_stands_beside_it(text: str, missed: list[str]) -> None:
    """What Pagefind cuts by itself is not said twice, and a text is not found by every saint."""
    assert list(beside(text)) == missed


def test_names_have_other_forms() -> None:
    """Tied words, other letters, and titles of saints; never a word of the name itself that the index has."""
    assert forms_of("Chiesa di San Luca") == ["sant", "santa", "santo", "santi", "ss"]
    assert forms_of("Rete dell’Armonia") == ["dell", "armonia", "dellarmonia"]
    assert forms_of("Casa dell'Orto", "Casa Orto") == ["dellorto"]


def test_a_body_is_found_by_what_its_kind_is_called(site: Site) -> None:
    """By label, code and aliases that hold a word of those; an example of the kind is another thing."""
    kinds = {entry.record.kind: dict(shown_of(entry, site)).get("forma", "") for entry in site.organizations}
    assert kinds["odv"].split(" · ")[1:] == ["Volunteer organisation", "odv", "volontariato", "o.d.v."]
    assert "oratorio" not in kinds["religioso"].split(" · ")
    assert "Ente religioso" in kinds["religioso"].split(" · ")
