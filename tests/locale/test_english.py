"""English is whole: pages, vocabularies and words of the program have it, and none says the same by accident."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown

from generator.catalogue.vocabularies import packaged_vocabularies
from generator.checking.code_docs import codes
from generator.checking.contract import contract
from generator.checking.key_docs import documented_schema
from generator.exports.form import form_words
from generator.exports.tables import COLUMNS_SAID
from generator.locale import LANGUAGES, load
from generator.records.schema import Node, referred, schema
from generator.records.settings import OwnNumber
from generator.records.vocabulary import Term
from generator.site import packaged
from generator.site.parts.emergency import urgent_numbers
from generator.site.theme.editorial import front_matter

CONTENT = packaged("content")
PAGES = sorted(
    path.relative_to(CONTENT) for path in CONTENT.rglob("*.md") if path.relative_to(CONTENT).parts[0] != "en"
)
_CITATION = re.compile(r"artt?\. |DM ")
"""How the article of a law begins: it is called so in any language."""


def _anchors(text: str) -> list[str]:
    html = Markdown(extensions=["attr_list", "admonition", "def_list", "tables", "toc"]).convert(text)
    return re.findall(r' id="([^"]+)"', html)


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_every_packaged_page_has_an_english_twin(path: Path) -> None:
    """A page has its English twin at the same path, with the same anchors, so that links to it hold in both."""
    italian, of_italian = front_matter((CONTENT / path).read_text("utf-8"))
    english, of_english = front_matter((CONTENT / "en" / path).read_text("utf-8"))
    assert list(of_english) == list(of_italian)
    assert set(_anchors(italian)) - set(_anchors(english)) <= {"in-english"}
    blanks = re.compile(r"extra\.[a-z_.]+")
    assert set(blanks.findall(english)) == set(blanks.findall(italian))


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_links_of_an_english_page_lead_to_english_pages_or_shared_pictures(path: Path) -> None:
    """A relative link to a file stays within the English pages; only pictures are shared."""
    english = (CONTENT / "en" / path).read_text("utf-8")
    files = re.findall(r"\]\(([^):#]+\.(?:md|webp))", english)
    targets = [(CONTENT / "en" / path).parent.joinpath(target).resolve() for target in files]
    assert [target for target in targets if not target.is_file()] == []
    pages = [target for target in targets if target.suffix == ".md"]
    assert [target for target in pages if not target.is_relative_to((CONTENT / "en").resolve())] == []


def _untranslated(term: Term) -> Iterator[str]:
    if not term.en:
        yield "en"
    told = {
        "nome_ufficiale": term.formal,
        "definizione": term.definition,
        "nota": term.note,
        "fonte": term.source if term.source and not _CITATION.match(term.source.it) else None,
        **{f"passi_di_legge[{number}]": step.words for number, step in enumerate(term.legal_steps)},
    }
    yield from (key for key, text in told.items() if text and not text.own("en"))


def test_every_packaged_term_has_english() -> None:
    """Every term has its label in English, and all that is told of it."""
    words = packaged_vocabularies()
    lacking = [
        f"{name}.{term.code}.{key}"
        for name in words
        for term in (*words[name], *words[name].scheme.families)
        for key in _untranslated(term)
    ]
    schemes = [words[name].scheme for name in words]
    told = [text for scheme in schemes for text in (scheme.title, scheme.source)]
    assert (lacking, [text for text in told if not (text and text.own("en"))]) == ([], [])


def _descriptions(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        text = node.get("description")
        yield from [text] if isinstance(text, str) else []
        for part in node.values():
            yield from _descriptions(part)
    elif isinstance(node, list):
        for part in node:
            yield from _descriptions(part)


def test_what_every_key_holds_is_said_in_english() -> None:
    """Each sentence of models and of columns of tables has its English; none is left of a sentence that went."""
    sentences = {*_descriptions(documented_schema()), *COLUMNS_SAID.values()}
    assert set(load("keys", "en").keys()) ^ sentences == set()
    assert not set(_descriptions(documented_schema("en"))) & set(_descriptions(documented_schema()))


def _keys_of_the_form(node: Node, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield the keys that the form shows, and the codes of short lists, each with its key."""
    node = referred(node)
    for inner in (*node.get("oneOf", ()), *([node["items"]] if "items" in node else [])):
        yield from _keys_of_the_form(inner, key)
    yield from ((f"form.choice.{key}", code) for code in node.get("enum", ()))
    for name, inner in node.get("properties", {}).items():
        yield "form.key", name
        yield from _keys_of_the_form(inner, name)


def test_the_form_has_a_name_for_every_key_and_code() -> None:
    """In Italian a key without a name of its own is read as it is written; English has a name for each."""
    words = form_words("en")
    shown = {pair for kind in ("rete", "ente") for pair in _keys_of_the_form(schema()["kinds"][kind])}
    names = {"form.choice.tipo": {"instagram", "facebook", "telegram"}}
    lacking = {(key, name) for key, name in shown if f"{key}.{name}" not in words and name not in names.get(key, ())}
    assert lacking == set()


def test_dates_of_the_form_are_read_in_english_too() -> None:
    """Months have their English names after the Italian ones, twelve after twelve."""
    months = contract("en")["rules"]["mesi"]
    assert (months[:12], months[12], months[23]) == (contract()["rules"]["mesi"], "january", "december")


def test_examples_in_words_are_in_english() -> None:
    """An example of a mistake that is no fragment of a file is a sentence in brackets, which has its English."""
    italian, english = (
        [side for code in codes(load("messages", lang)) for side in (code.before, code.after)] for lang in LANGUAGES
    )
    sentences = list(dict.fromkeys(text for text in italian if text.startswith("(")))
    assert sorted(load("examples", "en").keys()) == sorted(sentences)
    assert not set(sentences) & set(english)


def test_urgent_numbers_say_in_english_what_they_are_for_and_who_runs_them() -> None:
    """So do the words of a number that is the catalogue's own, in any language."""
    assert [one.number for one in urgent_numbers().numbers if not (one.source and one.source.own("en"))] == []
    own = OwnNumber.model_validate({"numero": "0999 000 111", "it": "di notte", "de": "nachts"})
    assert own.words == {"it": "di notte", "de": "nachts"}


_LETTERS = re.compile(r"[^\W\d_]{2}")
_BLANKS = re.compile(r"\{[^{}]*\}")
_SAME_IN_BOTH = {
    *(
        "Email",
        "Fax",
        "File",
        "Id",
        "Logo",
        "Menu",
        "No",
        "Privacy",
        "RUNTS",
        "Social",
        "TikTok",
        "WhatsApp",
        "YouTube",
    ),
    *("Fax:", "Logo:", "In", "in", "e-mail"),
    *("complete", "computer"),
}
"""What both languages say in the same word."""
_NOT_OURS = re.compile(
    r"“[^“”]*”|`[^`]*`|\n {4}.*|\*[^*\n]+\*\{: lang=it \}|\{[^{}]*\}|\([^()]*\)|@[\w.]+|https?://\S+"
)
"""What is quoted, pasted, said to be Italian or only an example."""
_ITALIAN = re.compile(
    r"(?<![\w'’./-])(il|gli|di|che|è|dei|della|delle|dello|del|nel|nella|sono|anche|quando|più|alle|dal|dalla|ogni|questa"
    r"|questo|degli|oggi|senza|scheda|schede|rete|ente|enti|attività|luogo|luoghi|perché|già)(?![\w'’./-])"
)
"""Words that English does not have."""
_NAMES = {"form.help.contact.valore": "via del Ponte 3"}


def _told_in_english() -> Iterator[tuple[str, str]]:
    """Yield every English text of the program, with where it stands."""
    for family in ("interface", "messages", "help", "keys", "examples"):
        texts = load(family, "en")
        for key in texts.keys():  # noqa: SIM118 -- no mapping
            yield f"{family}.{key}", texts.entry(key).replace(_NAMES.get(key, "\0"), "")
    words = packaged_vocabularies()
    for name in words:
        for term in (*words[name], *words[name].scheme.families):
            told = (term.formal, term.definition, term.note, *(step.words for step in term.legal_steps))
            yield f"{name}.{term.code}", " ".join([term.en or "", *(text.own("en") for text in told if text)])
    for path in PAGES:
        yield str(path), front_matter((CONTENT / "en" / path).read_text("utf-8"))[0]


def test_nothing_is_the_same_in_both_languages_by_accident() -> None:
    """What Italian and English say alike is a word of both, or a name."""
    for family in ("interface", "messages"):
        italian, english = load(family, "it"), load(family, "en")
        same = {italian.entry(key) for key in italian.keys() if italian.entry(key) == english.entry(key)}  # noqa: SIM118
        words = {_BLANKS.sub("", text).strip() for text in same if _LETTERS.search(_BLANKS.sub("", text))}
        assert words <= _SAME_IN_BOTH
    terms = packaged_vocabularies()
    assert [(name, term.code) for name in terms for term in terms[name] if term.it == term.en] == []


def test_no_italian_is_left_in_what_is_said_in_english() -> None:
    """No Italian word stands in an English text, but what is quoted, an example or said to be Italian."""
    found = {where: _ITALIAN.findall(_NOT_OURS.sub("", text)) for where, text in _told_in_english()}
    assert {where: words for where, words in found.items() if words} == {}
