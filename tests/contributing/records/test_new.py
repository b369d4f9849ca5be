"""A new record: what resembles it, what it may be about, and a text that checks."""

from datetime import date
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.checking import check
from generator.contributing.records.new import (
    Draft,
    address_of,
    alike,
    alike_activities,
    code_of,
    record_text,
    suggested_body,
    suggested_themes,
    taken,
)
from generator.matching import corpus_of
from generator.reading.folder import read_folder, read_text
from tests.conftest import TODAY

TOWN = Path(__file__).parents[3] / "examples" / "valdoria"


@pytest.fixture(scope="module")
def town() -> Catalogue:
    """Return the example town, typed."""
    return check(read_folder(TOWN), TODAY).catalogue


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Reti vicini da casa", ["rete-vicini-di-casa"]),
        ("Guardaroba del Sole", ["guardaroba-del-sole", "il-guardaroba-del-sole-valdoria"]),
        ("Rete", []),
        ("Rete di tutt'altro genere", []),
    ],
)
def test_alike(town: Catalogue, name: str, ids: list[str]) -> None:
    """Names that differ in spelling or in legal words are alike; «rete» alone says nothing."""
    assert [entry.id for entry in alike(name, town)] == ids


def test_alike_activities(town: Catalogue) -> None:
    """Who is about to bring shopping home learns who does it already; without words nobody is shown."""
    corpus = corpus_of(town)

    assert (
        alike_activities("Portiamo la spesa a casa agli anziani", (), corpus)[0].activity == "auser-ponte/spesa-a-casa"
    )
    assert alike_activities("", (), corpus) == ()


def test_suggestions(town: Catalogue) -> None:
    """Themes and kind come out of the words; what they do not say is not guessed."""
    words = town.vocabularies

    assert suggested_themes("Rete contro la povertà educativa", words)[0] == "poverta_educativa"
    assert suggested_themes("Xyz", words) == ()
    assert suggested_body("Parrocchia San Luca", words) == "religioso"
    assert suggested_body("Il Girasole", words) == "da_precisare"


def test_codes_as_people_say_them(town: Catalogue) -> None:
    """A code is understood by its label, its alias, with an accent or a capital letter."""
    places = town.vocabularies["territori"]

    assert [code_of(said, places) for said in ("valdoria-ponte", "Ponte", "oltreponte", "Valdoria Ponte", "Marte")] == [
        "valdoria-ponte",
        "valdoria-ponte",
        "valdoria-ponte",
        "valdoria-ponte",
        None,
    ]


def test_taken(town: Catalogue) -> None:
    """An id is taken while a file has it, and after a rename too."""
    former = next(iter(town.former_ids))

    assert [taken(record_id, town, ["auser-ponte"]) for record_id in ("auser-ponte", former, "nuova")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("kind", ["rete", "ente"])
@pytest.mark.parametrize("name", ["Rete semplice", 'Nome: «strano» "virgolette" # e \\ altro', "[a, b] & {c}"])
def test_record_text(kind: str, name: str) -> None:
    """Whatever the name, the text reads back as a record without findings, and holds that name."""
    draft = Draft(kind, "nuova", name, ("prossimita",), ("valdoria",), "", "Una: frase", "https://rete.example/a?b=c")

    read = read_text(record_text(draft, date(2026, 11, 22)), "nuova", draft.file, kind)

    assert (read.findings, read.data["nome"], read.data["descrizione_breve"]) == ((), name, "Una: frase")
    assert read.data["fonti"] == [{"url": "https://rete.example/a?b=c", "letta_il": "2026-11-22"}]


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("www.lalente.example", "https://www.lalente.example"),
        ("lalente.example/chi-siamo?a=1", "https://lalente.example/chi-siamo?a=1"),
        ("HTTP://lalente.example", "http://lalente.example"),
        ("delibera 12 del 2026", ""),
        ("avviso.pdf", ""),
        ("S.Maria", ""),
        ("info@lalente.example", ""),
    ],
)
def test_sources_as_people_say_them(said: str, address: str) -> None:
    """An address is one without its beginning too; the name of a document is not."""
    assert address_of(said) == address


@pytest.mark.parametrize("kind", ["rete", "ente"])
def test_examples_in_comments(kind: str) -> None:
    """Every example in the comments is right: with the # taken away, the record still has no errors."""
    draft = Draft(kind, "nuova", "Nuova", ("prossimita",), ("valdoria",), "odv")
    lines = record_text(draft, TODAY).split("\n")
    used = [line.removeprefix("# ") if _is_example(line) else line for line in lines]
    text = "\n".join(used).replace("id-della-scheda", "auser-ponte").replace("id-della-rete", "rete-vicini-di-casa")
    read = read_text(text, "nuova", draft.file, kind)
    sources = read_folder(TOWN)

    checked = check(type(sources)(TOWN, (*sources.files, read)), TODAY)

    assert [
        finding for finding in checked.findings if finding.file == draft.file and finding.code.startswith(("E", "W"))
    ] == []


def _is_example(line: str) -> bool:
    """Tell an example (`# chiave: …`, or a line below one) from an explanation, which begins with a capital letter."""
    return line.startswith("# ") and not line[2:3].isupper()
