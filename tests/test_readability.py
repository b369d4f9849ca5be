"""The index that measures how easily our own texts are read."""

from tests.readability import gulpease, measured, sentences_of


def test_the_index_is_that_of_the_formula() -> None:
    """Two sentences, six words, 25 letters: 89 + (600 - 250) / 6 = 147, and no text is easier than 100."""
    assert gulpease(["Il gatto dorme.", "La gatta mangia."]) == 100
    # 9 words (what is elided is one), 62 letters: 89 + (300 - 620) / 9 = 53.4.
    assert gulpease(["Organizzazioni diverse decidono insieme, secondo le regole dell'accordo."]) == 53
    # 6 words, 68 letters: 89 + (300 - 680) / 6 = 25.7.
    assert gulpease(["Individuazione procedimentale degli interventi territorialmente necessari."]) == 26


def test_a_text_is_cut_where_its_sentences_end() -> None:
    """Abbreviations of laws end nothing, a name in braces is a word, and what ends like no sentence is none."""
    assert sentences_of("Vale l'art. 55 del Codice. «Tutti» lo leggono! Vero?") == [
        "Vale l'art 55 del Codice.",
        "«Tutti» lo leggono!",
        "Vero?",
    ]
    assert sentences_of("{n} schede in {place}.") == ["parola schede in parola."]
    assert sentences_of("Tutte le reti") == []


def test_every_text_of_ours_is_measured() -> None:
    """Interface, vocabularies and editorial pages all have sentences."""
    assert {file: len(sentences) for file, sentences in measured() if not sentences} == {}
