"""The names by which search tells what a sentence asks for."""

from generator.site.model import Site
from generator.site.search.metadata import OFFERED, SOUGHT, counts_of
from generator.site.search.terms import kinds_of_themes, said_of, terms_of


def test_only_terms_that_something_stands_under_are_named(site: Site) -> None:
    """A need that nobody answers must not be told as one that is."""
    terms = terms_of(site)
    counts = counts_of(site)
    assert {facet: set(held) for facet, held in terms.items()} == {
        facet: {code for code in counts[facet] if counts[facet][code]} for facet in ("tipo", "per", "tema")
    }
    said = said_of(site)
    assert set(said) == {"tipo", "per", "tema", SOUGHT, OFFERED}
    assert all(counts[facet][code] for facet, codes in said.items() for code in codes)


def test_a_term_is_called_by_its_label_its_aliases_and_its_code(site: Site) -> None:
    """Codes are words too: «cibo» is the theme of food aid."""
    code, names = next(iter(terms_of(site)["tema"].items()))
    term = site.catalogue.vocabularies["temi"].terms[code]
    assert names[0] == site.words.label("temi", code).lower()
    assert {code.replace("_", " "), *(alias.lower() for alias in term.aliases)} <= set(names)


def test_a_theme_stands_for_the_kinds_that_share_a_name_with_it() -> None:
    """Who asks for food is also asking for a soup kitchen."""
    terms = {
        "tema": {"cibo": ["cibo", "mensa"], "sport": ["sport"]},
        "tipo": {"mensa": ["mensa"], "festa": ["festa", "sagra"]},
    }
    assert kinds_of_themes(terms) == {"cibo": ["mensa"]}
