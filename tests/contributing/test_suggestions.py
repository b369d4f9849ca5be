"""Records found by the words somebody types in the form, whatever signs stand in their names."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.scripts import holding

NAMES = [
    *("Comunità di Sant’Egidio", "Parrocchia S. Eligio", "S.O.S. Telefono", "Ponte–Torrione", "Comune dell’Aquila"),
    *("Casa Aperta", "Verein Straße", "San Vincenzo"),
]

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Open a page that holds the form's suggestions."""
    page = holding(browser.new_page(), {"suggest": "contributing/browser/form-suggest.js"})
    yield page
    page.close()


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("egidio", ["Comunità di Sant’Egidio"]),
        ("comunita di sant'eg", ["Comunità di Sant’Egidio"]),
        ("sant'eligio", ["Parrocchia S. Eligio"]),
        ("parrocchia san eligio", ["Parrocchia S. Eligio"]),
        ("sos", ["S.O.S. Telefono"]),
        ("s.o.s", ["S.O.S. Telefono"]),
        ("torrione", ["Ponte–Torrione"]),
        ("ponte-t", ["Ponte–Torrione"]),
        ("dellaquila", ["Comune dell’Aquila"]),
        ("aquila", ["Comune dell’Aquila"]),
        ("strasse", ["Verein Straße"]),
        ("san", ["San Vincenzo", "Comunità di Sant’Egidio"]),
        ("xyz", []),
        ("’", []),
    ],
)
def test_a_record_is_offered_however_its_name_is_written(page: Page, typed: str, names: list[str]) -> None:
    """Those that begin with what was typed first."""
    found = page.evaluate("([typed, names]) => suggest.matching(typed, names, (name) => name)", [typed, NAMES])
    assert found == names


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Parrocchia Sant'Eligio", ["Parrocchia S. Eligio"]),
        ("SOS Telefono", ["S.O.S. Telefono"]),
        ("Ponte - Torrione", ["Ponte–Torrione"]),
        ("Parrocchia San Luca", []),
    ],
)
def test_the_name_of_a_new_record_may_be_known(page: Page, written: str, known: list[str]) -> None:
    """Signs and titles make no other body."""
    ask = """([written, names]) => suggest.namesakes({
      flow: { records: [{ isNew: true, data: { nome: written } }] },
      records: { all: () => names.map((nome) => ({ nome })) },
    }, ["nome"]).map(({ nome }) => nome)"""
    assert page.evaluate(ask, [written, NAMES]) == known
