"""The words search can offer instead of a misspelled one."""

from generator.site.search import words_of

_PAGE = (
    '<h1 data-pagefind-meta="title" data-pagefind-ignore>{}</h1><span data-pagefind-meta="alias[data-v]" data-v="{}">'
)


def test_words_come_from_names_and_aliases_each_once() -> None:
    """Lower case, in order, without words too short to be told from others."""
    pages = [_PAGE.format("Il Dormitorio", "rifugio · letto"), _PAGE.format("Dormitorio due", "letto")]
    assert words_of(pages) == ["dormitorio", "letto", "rifugio"]


def test_of_two_spellings_the_more_frequent_one_is_offered() -> None:
    """Accents alone do not make another word."""
    pages = [_PAGE.format(name, "") for name in ("Comunità", "Comunità", "comunita")]
    assert words_of(pages) == ["comunità"]


def test_entities_are_read_as_letters() -> None:
    """Pages are HTML."""
    assert words_of([_PAGE.format("Unit&agrave;", "L&#39;citta")]) == ["citta", "unità"]
