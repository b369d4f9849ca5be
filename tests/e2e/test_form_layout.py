"""What the form looks like on a phone: no word broken, no sentence hidden in a box of one line."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("form")]

BROKEN = """() => [...document.querySelectorAll(".options span")].flatMap((label) => {
  const text = label.firstChild;
  const range = document.createRange();
  return [...text.data.matchAll(/[^\\s-]+/g)].filter(({0: word, index}) => {
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return new Set([...range.getClientRects()].map(({top}) => top)).size > 1;
  }).map(([word]) => word);
})"""
"""The words of choices that stand on two lines."""


@pytest.mark.parametrize(
    ("record", "path"),
    [
        ("auser-ponte", "luoghi/0"),
        ("auser-ponte", "contatti/0"),
        ("rete-vicini-di-casa", "adesioni/0"),
        ("rete-vicini-di-casa", "organi/0"),
        ("auser-ponte/quattro-passi", "attivita/1/luoghi/0"),
    ],
)
def test_no_choice_has_a_broken_word(townsperson: Visit, record: str, path: str) -> None:
    """Choices inside a group stand two in a row only where their words are short."""
    page = townsperson.open(f"partecipa/#scheda={record}")
    page.locator(f'[data-change="{path}"]').tap()
    expect(page.locator("[data-question]")).to_be_visible()
    page.locator("[data-question] details").evaluate_all("found => found.forEach((one) => { one.open = true })")
    for every in reversed(page.get_by_role("button", name="Mostra tutte le voci").all()):  # each goes when it is tapped
        every.tap()
    assert page.locator(".options li:visible").count() > 3
    assert page.evaluate(BROKEN) == []


def test_a_long_sentence_is_read_whole(townsperson: Visit) -> None:
    """The box grows with what is written; Enter goes on, and a sentence that was pasted on two lines is one."""
    page = townsperson.open("partecipa/#scheda=auser-ponte")
    page.get_by_role("button", name="Cambia In una frase").tap()
    box = page.get_by_label("Che cosa fa, in una frase?")
    box.fill("Volontari che accompagnano\ne tengono compagnia " * 5)
    assert box.evaluate("one => [one.tagName, one.scrollHeight - one.clientHeight]") == ["TEXTAREA", 0]
    box.fill("Volontari\ndel Ponte.")
    box.press("Enter")
    expect(page.locator(".overview")).to_contain_text("Volontari del Ponte.")
