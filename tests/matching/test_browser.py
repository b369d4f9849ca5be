"""The browser finds the same activities as Python, with the same whole scores."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.catalogue import Catalogue
from generator.checking import check
from generator.locale import load
from generator.matching import Corpus, Match, Query, corpus_of, match_reasons, sentence, similar
from generator.matching.index import as_json, index, sayings
from generator.matching.objects import spoken_of
from generator.matching.words import stems_of
from generator.reading.folder import read_folder
from tests.scripts import holding

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "generator"
KERNEL = SCRIPTS / "matching" / "browser" / "likeness.js"
TODAY = date(2026, 11, 22)
HOSTILE = (
    "",
    "   ",
    "https://esempio.example/doposcuola compiti",
    "ŠPORT è più già perché İstanbul ΣΊΣΥΦΟΣ",
    "compiti\u0301 e\u0300 caffe\u0300 caffè CAFFÈ",
    "123 2026 ½ ² 𝒂𝒃 𝒂𝒃𝒄 日本語 مرحبا",
    "l'orto d’autunno — all'aperto_insieme",
    "constructor toString __proto__ hasOwnProperty",
    "compiti constructor anziani",
)

_MODULES = {
    name: f"matching/browser/{module}.js"
    for name, module in {
        "kernel": "likeness",
        "words": "words",
        "why": "similar",
        "need": "need",
        "objects": "objects",
    }.items()
}

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Open a page that holds the kernel, and what says why."""
    page = holding(browser.new_page(), _MODULES)
    yield page
    page.close()


@pytest.fixture(scope="module", params=["examples/valdoria", "."])
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    """Read the example town, then the shipped catalogue."""
    return check(read_folder(ROOT / request.param), TODAY).catalogue


def queries(catalogue: Catalogue, count: int) -> list[Query]:
    """Make queries out of the catalogue's words, kinds, places and people, and out of hostile text."""
    chance = random.Random(4)  # noqa: S311 - the same queries every time
    texts = [f"{one.name} {one.record.description or ''}" for one in catalogue.activities.values()]
    words = " ".join(texts).split()
    codes = {name: list(catalogue.vocabularies[name].terms) for name in ("tipi_attivita", "territori", "destinatari")}
    made = [Query(text) for text in (*HOSTILE, *texts[:20])]
    while len(made) < count:
        text = " ".join(chance.choices(words, k=chance.randint(0, 8)))
        given = (tuple(chance.sample(codes[name], chance.choice((0, 0, 1, 2)))) for name in codes)
        made.append(Query(text.upper() if chance.random() < 0.1 else text, *given))
    return made


def in_browser(query: Query) -> dict[str, object]:
    """Write a query as the browser takes it."""
    facets = {facet: list(query.codes(facet)) for facet in ("tipo", "territori", "destinatari")}
    return {"text": query.text, **facets}


def test_kernel_is_small() -> None:
    """The kernel stays within eighty lines."""
    assert len(KERNEL.read_text("utf-8").splitlines()) <= 80


def test_same_matches(page: Page, catalogue: Catalogue) -> None:
    """Three hundred queries give the same ids and scores in Python and in Chromium."""
    corpus: Corpus = corpus_of(catalogue)
    asked = queries(catalogue, 300)
    expected = [[[one.activity, one.score] for one in similar(query, corpus)] for query in asked]

    found = page.evaluate(
        "([index, queries]) => { const all = JSON.parse(index);"
        " return queries.map((one) => kernel.similar(one, all).map(({ activity, score }) => [activity, score])); }",
        [as_json(index(corpus)), [in_browser(query) for query in asked]],
    )

    assert expected == found
    assert sum(map(bool, found)) > 200


def test_same_reasons(page: Page, catalogue: Catalogue) -> None:
    """What three hundred queries find is explained in the same words in Python and in Chromium."""
    corpus, texts = corpus_of(catalogue), load("messages", "it")
    asked = queries(catalogue, 300)
    expected = [[_explained(one, query, corpus) for one in similar(query, corpus)] for query in asked]

    found = page.evaluate(
        "([index, queries]) => { const all = JSON.parse(index);"
        " return queries.map((query) => kernel.similar(query, all).map(({ number }) => {"
        " const parts = why.reasons(number, query, all); return [parts, why.sentence(parts)]; })); }",
        [as_json(index(corpus) | {"sayings": sayings(texts)}), [in_browser(query) for query in asked]],
    )

    assert expected == found
    assert len({part for those in found for parts, _ in those for part in parts}) > 100


def _explained(one: Match, query: Query, corpus: Corpus) -> list[object]:
    parts = match_reasons(one, query, corpus, load("messages", "it"))
    return [list(parts), sentence(parts)]


def test_same_stems(page: Page, catalogue: Catalogue) -> None:
    """Every word of the catalogue and of its vocabularies has the same stem in Python and in Chromium."""
    terms = [term for name in catalogue.vocabularies for term in catalogue.vocabularies[name]]
    texts = [f"{one.name} {one.record.description or ''}" for one in catalogue.activities.values()]
    said = [*texts, *(" ".join([term.it or "", term.en or "", *term.aliases]) for term in terms), *HOSTILE]

    found = page.evaluate(
        "([index, texts]) => { const all = JSON.parse(index); return texts.map((one) => words.stemsOf(one, all)); }",
        [as_json(index(corpus_of(catalogue))), said],
    )

    assert [list(stems_of(text)) for text in said] == found


def test_same_objects(page: Page, catalogue: Catalogue) -> None:
    """Every activity, and hostile text, speaks of the same objects with the same weights in Python and in Chromium."""
    texts = [f"{one.name} {one.record.description or ''}" for one in catalogue.activities.values()]
    said = [*texts, *HOSTILE, "Unità mobile, spesa sospesa e LIS: suoniamo l'organetto"]

    found = page.evaluate(
        "([index, texts]) => { const all = JSON.parse(index); const { codes } = all.objects; return texts.map((one) =>"
        " Object.fromEntries([...objects.spokenOf(one, all)].map(([at, weight]) => [codes[at], weight]))); }",
        [as_json(index(corpus_of(catalogue))), said],
    )

    assert [spoken_of(text, on_phones=True) for text in said] == found


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("cibo gratis", ["aiuto_alimentare", "mensa"]), ("scuola", []), ("paracadutismo", []), ("corso di scuola", [])],
)
def test_words_without_a_kind_lead_to_a_need(page: Page, text: str, kinds: list[str]) -> None:
    """A word that activities of one family use says the need; one that anybody uses, or nobody, doesn't."""
    own = [["aiuto_alimentare"], ["mensa"], ["italiano_stranieri"], ["progetti_scuole"], ["festa"]]
    known = {"cib": [0, 500, 1, 500], "scuol": [2, 500, 3, 500, 4, 500]}
    catalogue = {
        **index(corpus_of(check(read_folder(ROOT / "examples" / "valdoria"), TODAY).catalogue)),
        "phrases": {},
        "postings": known,
        # A part of a large index knows how rare a word is that only activities of other parts use.
        "rarity": dict.fromkeys([*known, *stems_of("paracadutismo")], 100),
        "codes": {"tipo": own},
        "relations": {"tipo": {"aiuto_alimentare": {"mensa": 2}, "mensa": {"aiuto_alimentare": 2}}},
    }

    found = page.evaluate(
        "([index, text]) => need.needOf({ text, tipo: [] }, JSON.parse(index))", [as_json(catalogue), text]
    )

    assert kinds == found


def test_index_is_stable(catalogue: Catalogue) -> None:
    """The same catalogue gives the same bytes."""
    assert as_json(index(corpus_of(catalogue))) == as_json(index(corpus_of(catalogue)))
