"""The languages of which only what finding help needs is worded: whole, alike, mended by a catalogue, never broken."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.catalogue.vocabularies import packaged_vocabularies
from generator.locale import LANGUAGES, load
from generator.locale.languages import (
    DEFINITIONS,
    INTERFACE,
    URGENT,
    VOCABULARIES,
    EssentialTexts,
    essential,
    essential_keys,
    names_in,
    packaged,
    packaged_languages,
)
from generator.reading.languages import language_files, texts_in

ROOT = Path(__file__).parents[2]
OTHERS = ("ar", "es", "fr", "ro", "uk", "zh")
SAME = {
    *("contact.channel", "contact.fax", "in_need.title_in", "when.hours", "when.months", "when.nth_day"),
    *("now.to_hour", "now.to_one", "organization.number", "section.in_language"),
    *("contact.extension", "organization.logo", "organization.members.one", "photo.by"),
}
"""Texts of names and signs, which may be the same in two languages."""


def test_six_languages_travel_with_the_program() -> None:
    """Each says which it is, what it calls itself, and who translated it when."""
    assert packaged_languages() == OTHERS
    for lang in OTHERS:
        said = packaged(lang)
        assert said["lingua"] == lang
        assert said["nome"] == essential(lang).language.name
        assert said["tradotto"] in {"macchina", "persona"}
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", said["tradotto_il"])
        assert isinstance(said["rivisto_da"], str)


@pytest.mark.parametrize("lang", OTHERS)
def test_a_language_lacks_nothing_and_adds_nothing(lang: str) -> None:
    """The same texts, names in braces, terms and numbers as every other; in the order of the interface."""
    said = packaged(lang)
    interface = load("interface")
    keys = list(said[INTERFACE])
    assert keys == list(essential_keys()) == [key for key in interface.keys() if key in said[INTERFACE]]  # noqa: SIM118
    lost = {key for key, text in said[INTERFACE].items() if names_in(text) != names_in(interface.entry(key))}
    assert lost == set()
    terms = {scheme: list(packaged_vocabularies()[scheme].terms) for scheme in said[VOCABULARIES]}
    assert {scheme: list(labels) for scheme, labels in said[VOCABULARIES].items()} == terms
    needs = {need.code for need in packaged_vocabularies()["necessita"]}
    assert {scheme: set(about) for scheme, about in said[DEFINITIONS].items()} == {"necessita": needs}
    numbers = yaml.safe_load((ROOT / "generator/packaged/emergency.yml").read_text("utf-8"))["numeri"]
    assert list(said[URGENT]) == [row["numero"] for row in numbers]
    assert essential(lang).missing == ()


@pytest.mark.parametrize("lang", OTHERS)
def test_nothing_is_left_in_italian_or_english(lang: str) -> None:
    """A text that is the same as another language's is one of names and signs, or a word that the two share."""
    said = packaged(lang)[INTERFACE]
    for known in LANGUAGES:
        texts = load("interface", known)
        same = {key for key in said if said[key] == texts.entry(key) and " " in said[key]}
        assert same <= SAME
    labels = packaged(lang)[VOCABULARIES]
    same_terms = {
        code
        for scheme, terms in labels.items()
        for code, label in terms.items()
        if " " in label and label in {packaged_vocabularies()[scheme].label(code, known) for known in LANGUAGES}
    }
    assert same_terms == set()


@pytest.mark.parametrize("lang", OTHERS)
def test_marks_that_nobody_sees_are_none(lang: str) -> None:
    """The file could be a catalogue's own: no HTML, no hidden signs, no double spaces."""
    said = packaged(lang)
    texts = [*said[INTERFACE].values(), *said[URGENT].values()]
    texts += [text for part in (VOCABULARIES, DEFINITIONS) for terms in said[part].values() for text in terms.values()]
    assert [text for text in texts if re.search(r"[<>]|\s{2}|^\s|\s$|[\u202a-\u202e\u2066-\u2069\u200b]", text)] == []


def test_texts_of_the_pages_are_loaded_by_their_language() -> None:
    """As those of Italian and English are; messages and all the rest are English."""
    texts = load("interface", "ar")
    assert isinstance(texts, EssentialTexts)
    assert (texts.lang, load("interface", "ar") is texts) == ("ar", True)
    assert texts("count.activities.many", n=12345) == "عدد الأنشطة: 12,345"
    assert texts.counted(1, "whenever.found") == load("interface", "ar")("whenever.found.one")
    assert texts.plain["reach.call"] == texts.entry("reach.call") == "اتصل"
    assert texts("home.weave") == load("interface", "en")("home.weave")
    assert load("messages", "ar") is load("messages", "en")
    assert (texts.label("necessita", "casa"), texts.label("necessita", "xyz"), texts.label("xyz", "a")) == (
        "بيت",
        "",
        "",
    )
    assert (texts.urgent("1522"), texts.urgent("0999 000 101")) == ("ضد العنف والملاحقة", "")


def test_italian_grammar_stays_at_home() -> None:
    """No article gives way before the 8th, and an end of a period is whole."""
    texts = load("interface", "es")
    assert texts("when.until_day_elided", when="8 de marzo de 2026") == "hasta el 8 de marzo de 2026"
    assert EssentialTexts({"a": "al {when}, del {when}"}, essential("es").language)("a", when="8 de mayo") == (
        "al 8 de mayo, del 8 de mayo"
    )
    assert [load("interface", lang)("when.up_to") for lang in OTHERS] == [""] * 6


def test_a_catalogue_mends_single_texts() -> None:
    """What it says stands over what the program says, which holds for all the rest."""
    own = {
        "tradotto": "persona",
        "rivisto_da": "Sportello stranieri",
        INTERFACE: {"reach.call": "Téléphoner"},
        VOCABULARIES: {"necessita": {"casa": "Un toit"}, "tipi_attivita": {"nostro": "À nous"}},
        DEFINITIONS: {"necessita": {"casa": "Loyers."}},
        URGENT: {"112": "secours"},
    }
    texts = essential("fr", own)
    assert (texts("reach.call"), texts("reach.write")) == ("Téléphoner", "Écrire")
    assert (texts.label("necessita", "casa"), texts.label("necessita", "lavoro")) == ("Un toit", "Un travail")
    assert texts.label("tipi_attivita", "nostro") == "À nous"
    assert (texts.definition("necessita", "casa"), texts.definition("temi", "cibo")) == ("Loyers.", "")
    assert (texts.urgent("112"), texts.urgent("114")) == ("secours", "enfants en danger")
    assert (texts.language.by_machine, texts.language.reviewed_by) == (False, "Sportello stranieri")
    assert load("interface", "fr")("reach.call") == "Appeler"


def test_a_new_language_is_a_file() -> None:
    """What it does not say yet is English, and known."""
    texts = essential("sc", {INTERFACE: {"reach.call": "Muti"}})
    assert (texts("reach.call"), texts("reach.write")) == ("Muti", "Write")
    assert texts.language.name == "sardu"
    assert len(texts.missing) == len(essential_keys()) - 1
    assert "reach.call" not in texts.missing


@pytest.mark.parametrize(
    "own",
    [
        {INTERFACE: {"when.to_hour": "jusqu'au soir", "reach.call": "Appeler {who}", "xyz": "?", "reach.go": ["a"]}},
        {INTERFACE: ["a"], VOCABULARIES: "b", URGENT: None, "nome": {"a": "b"}},
        {VOCABULARIES: {"necessita": ["casa"], "temi": {"cibo": {"a": "b"}}}, "rivisto_da": ["x"]},
        {INTERFACE: {"reach.call": "", "reach.write": "   "}},
        [],
    ],
)
def test_what_does_not_fit_changes_nothing(own: Any) -> None:
    """A file that nobody has checked can make no page fail: what is no text, or has other names, is left out."""
    texts, known = essential("fr", own), essential("fr")
    assert [texts.entry(key) for key in texts.keys()] == [known.entry(key) for key in known.keys()]  # noqa: SIM118
    assert (texts.label("necessita", "casa"), texts.label("temi", "cibo")) == ("Un logement", "Manger")
    assert texts.language == known.language


def test_a_catalogue_keeps_its_words_in_a_folder(tmp_path: Path) -> None:
    """Files of `content/lingue/` by the code of their language; what is none is not read, and no link is followed."""
    folder = tmp_path / "content" / "lingue"
    folder.mkdir(parents=True)
    (folder / "fr.yml").write_text("interfaccia:\n  reach.call: Téléphoner\n", "utf-8")
    (folder / "appunti.txt").write_text("niente", "utf-8")
    (tmp_path / "altrove.yml").write_text("interfaccia:\n  reach.call: Rubato\n", "utf-8")
    (folder / "uk.yml").symlink_to(tmp_path / "altrove.yml")
    assert [file.file for file in language_files(tmp_path, "content")] == ["content/lingue/fr.yml"]
    assert texts_in("fr", tmp_path, "content")("reach.call") == "Téléphoner"
    assert texts_in("uk", tmp_path, "content")("reach.call") == "Подзвонити"
    assert texts_in("zh", tmp_path, "content")("reach.call") == "打电话"
