"""What the pages for finding help ask of a language: no word that its file does not hold, and every word it holds."""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from generator.catalogue.vocabularies import Vocabularies, Vocabulary
from generator.locale.languages import INTERFACE, EssentialTexts, essential, essential_keys, packaged_languages
from generator.records.vocabulary import Term
from generator.site.model import Site
from generator.site.pages.registry import KINDS
from generator.site.parts.emergency import urgent_numbers
from generator.site.parts.live import live_files, live_words
from generator.site.parts.words import Words
from generator.site.render import filler, site_of
from generator.site.reuse import surroundings
from generator.site.theme.harvest import Harvest

ROOT = Path(__file__).parents[2]
ESSENTIAL = ("in_need", "attivita", "ente")
"""Kinds of page that an edition with what it takes to find help has."""
LISTS = re.compile(r"(?:enti|attivita)/[^/]+/(?:attivita|collabora|reti)/")
SOURCES = [
    *(
        path
        for name in ("in_need", "activity", "organization", "moved")
        for path in ROOT.glob(f"generator/site/pages/{name}/*")
    ),
    *(ROOT / "generator" / "site" / "parts").rglob("*.*"),
    *(ROOT / "overrides").rglob("*.html"),
    ROOT / "generator" / "site" / "environment.py",
    ROOT / "generator" / "site" / "search" / "metadata.py",
    *(ROOT / f"generator/site/pages/{name}/card.html" for name in ("practice", "story")),
]


class Asked(EssentialTexts):
    """Texts that know what was asked of them."""

    keys_asked: set[str]

    @classmethod
    def of(cls, lang: str) -> "Asked":
        """Return the texts of a language, of which nothing has been asked."""
        texts = essential(lang)
        asked = cls({key: texts.entry(key) for key in texts.keys()}, texts.language)  # noqa: SIM118 -- not a mapping
        asked.keys_asked = set()
        return asked

    def __call__(self, key: str, /, **values: object) -> str:
        """Note the key."""
        self.keys_asked.add(key)
        return super().__call__(key, **values)


@dataclass
class Arabic:
    """The pages of Valdoria in Arabic by address, and what each kind of them asked of the language."""

    pages: dict[str, str]
    asked: dict[str, set[str]]


@pytest.fixture(scope="module")
def arabic(site: Site, harvested: Harvest) -> Arabic:
    """Make the pages of Valdoria for finding help in Arabic."""
    made = Arabic({}, {})
    for kind in (kind for kind in KINDS if kind.name in ESSENTIAL):
        texts = Asked.of("ar")
        there = site_of(site.catalogue, site.config, texts)
        fill = filler(there, harvested.shells["it"])
        texts.keys_asked.clear()
        for page in kind.pages(there):
            if not LISTS.match(page.address):
                made.pages[page.address] = fill(page).content.decode()
        made.asked[kind.name] = texts.keys_asked
    return made


def test_pages_ask_for_no_other_words(arabic: Arabic) -> None:
    """A key that a page for finding help begins to ask must be worded in every language."""
    asked = {**arabic.asked, "live.js": {f"now.{key}" for key in live_words(essential("ar"))["texts"]}}
    italian = {"when.up_to"}
    others = {
        key: sorted(kind for kind, keys in asked.items() if key in keys)
        for key in set().union(*asked.values()) - {*essential_keys()} - italian
        if not key.endswith("_elided") and not key.startswith("edit.")
    }
    assert all(len(keys) > 20 for keys in asked.values())
    assert others == {}


def test_every_word_is_asked_for_somewhere() -> None:
    """A key that no page names any more leaves the files: whoever translates has enough to do."""
    text = "\n".join(path.read_text("utf-8") for path in SOURCES if path.suffix in {".py", ".html", ".js"})
    named = {*re.findall(r"[\"'`]([a-z_]+\.[a-z_.]*)", text)}
    choices = {f"choice.{field}." for field in re.findall(r"choice\([\"'](\w+)", text)}
    known = {*named, *choices}

    def is_named(key: str) -> bool:
        ends = [at + 1 for at, sign in enumerate(key) if sign in "._"]
        return key in known or any(key[:end] in known for end in ends) or key.rpartition(".")[0] in known

    assert [key for key in essential_keys() if not is_named(key)] == []


def test_scripts_get_the_words_of_the_language(site: Site) -> None:
    """What is open now is said in the language of the page."""
    there = site_of(site.catalogue, site.config, essential("uk"))
    ((_, content),) = live_files(there)
    said = json.loads(content)
    assert said["lang"] == "uk"
    assert said["texts"]["opens"] == "Відчиниться: {when}"


@pytest.mark.parametrize("lang", packaged_languages())
def test_terms_and_numbers_are_said_in_the_language(site: Site, lang: str) -> None:
    """A label is that of the file, or English where there is none; so is what a national number is for."""
    texts = essential(lang)
    words = Words(texts, site.catalogue)
    assert words.label("necessita", "casa") == texts.label("necessita", "casa") != "Una casa"
    assert words.label("funzioni", "advocacy") == site.catalogue.vocabularies["funzioni"].label("advocacy", "en")
    places = Vocabulary(
        site.catalogue.vocabularies["territori"].scheme,
        {"x": Term.model_validate({"codice": "x", "it": "Valle", "en": "Valley"})},
    )
    vocabularies = Vocabularies({**site.catalogue.vocabularies.schemes, "territori": places})
    assert Words(texts, replace(site.catalogue, vocabularies=vocabularies)).label("territori", "x") == "Valle"
    assert words.label("temi", "xyz") == "xyz"
    for number in urgent_numbers().numbers:
        reason = texts.urgent(number.number)
        assert reason != number.words["en"]
        assert words.urgent(number) == (texts("urgent.where_active", what=reason) if number.is_doubtful else reason)


def test_numbers_and_names_keep_their_direction(arabic: Arabic) -> None:
    """Figures of a telephone in groups would change places, and so would names beside each other (UAX #9)."""
    numbers = [
        found for page in arabic.pages.values() for found in re.findall(r'<a[^>]*href="tel:[^>]*>(.*?)</a>', page)
    ]
    assert len(numbers) > 20
    assert [number for number in numbers if not re.search(r'<bdi dir="ltr">[+\d][^<]*</bdi>', number)] == []
    records = [page for page in arabic.pages.values() if '<article class="record' in page]
    headings = [re.findall(r"<h1[^>]*>(.*?)</h1>", page)[-1] for page in records]
    assert headings
    assert all(re.fullmatch(r"<bdi>.*</bdi>", heading) for heading in headings)
    apart = essential("ar")("trust.confirmed", by="Ufficio reti", day="5 يونيو 2026")
    assert apart == "أكده: \u2068Ufficio reti\u2069، 5 يونيو 2026."
    assert essential("ar")("contact.fax", number="0999 000 109").endswith("\u20680999 000 109\u2069")
    assert essential("fr")("contact.fax", number="0999 000 109") == "Fax : 0999 000 109"


def test_a_word_that_a_catalogue_mends_makes_pages_again(site: Site, harvested: Harvest, tmp_path: Path) -> None:
    """What is kept of the last build holds only as long as the catalogue's own file says the same."""
    shell = harvested.shells["it"]

    def around(own: dict[str, Any]) -> str:
        return surroundings(site_of(site.catalogue, site.config, essential("fr", own)), tmp_path, shell)

    mended = {INTERFACE: {"reach.call": "Téléphoner"}}
    assert around({}) == around({}) != around(mended) == around(dict(mended))
