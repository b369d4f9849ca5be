"""What is in several parts, a search index or the lists that pages read, answers as one."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

from generator.publish.server import DevelopmentServer
from tests.e2e.conftest import ROOT, Visit
from tests.serving import build

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

_HELD = ("q=spesa", "q=dopscuola", "luogo=valdoria", "q=spesa&luogo=roccaluce", "q=doposcuola a Ponte")
_NEAR = ("q=esce",)
"""What few records hold whole: of what is only near the first counts, for how near depends on what an index holds."""


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the example town with so few pages in an index that it has many; only the Italian ones are read."""
    root = tmp_path_factory.mktemp("parted") / "valdoria"
    shutil.copytree(ROOT / "examples" / "valdoria", root, ignore=shutil.ignore_patterns(".intreccio", "site"))
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace('repository: ""', "repository: https://github.com/valdoria/catalogo")
    text = re.sub(r"lingue: \[.*\]", "lingue: [it]\n    pagine_per_indice: 36", text)
    settings.write_text(text, "utf-8")
    build(root)
    return root / "site"


def test_an_index_in_parts_gives_the_same_answers(townsperson: Visit, parted: Path) -> None:
    """The same records, the same words above them; of a place that was chosen only its parts are read."""
    page = townsperson.page
    whole = _answers(page, townsperson.address)
    read: list[str] = []
    with DevelopmentServer(parted) as server:
        townsperson.move_to(server.url)
        page.on("request", lambda request: read.append(request.url.partition("/pagefind/")[2]))
        assert _answers(page, server.url) == whole
        read.clear()
        _answer(page, server.url, "q=spesa&luogo=roccaluce")
    assert {name.partition("/")[0] for name in read if name[:1].isdigit()} == _parts_of(parted, "roccaluce")
    assert {name for name in read if name.startswith("luoghi/")} <= {"luoghi/sp.json"}, "names that the word begins"
    assert (parted / "pagefind" / "luoghi" / "po.json").exists()
    assert len([query for query, (_, found) in zip((*_HELD, *_NEAR), whole, strict=True) if found]) >= 4


def test_without_a_place_few_indexes_are_read_and_a_place_is_asked_for(townsperson: Visit, parted: Path) -> None:
    """Those that hold the words, where they are few; what many hold reads none, and «Scegli dove sei» leads on."""
    page = townsperson.page
    whole = _answer(page, townsperson.address, "q=falegnameria")
    read: list[str] = []

    def fewer(route: Route) -> None:
        words = route.fetch().json()
        words["shards"]["most"] = 1
        route.fulfill(json=words)

    with DevelopmentServer(parted) as server:
        townsperson.move_to(server.url)
        page.route("**/pagefind/parole.json", fewer)
        page.route("**/pagefind/parole-indici/*.json", _with_most_of_one)
        page.on("request", lambda request: read.append(request.url.partition("/pagefind/")[2].partition("/")[0]))
        assert _answer(page, server.url, "q=falegnameria") == whole
        assert len({name for name in read if name.isdigit()} - _parts_of(parted)) == 1
        read.clear()
        status, _ = _answer(page, server.url, "q=spesa")
        assert "Di' dove sei" in status
        assert {name for name in read if name.isdigit()} <= _parts_of(parted)
        page.locator("[data-status] button").click()
        page.locator("#dove-sono").select_option("roccaluce")
        page.wait_for_function("() => [...document.querySelectorAll('[data-hits] h3 a')].length > 0")
        assert {name for name in read if name.isdigit()} == _parts_of(parted, "roccaluce")
        expect(page.locator("[data-status]")).to_contain_text("Roccaluce")
        page.evaluate("localStorage.clear()")


def _parts_of(site: Path, place: str = "") -> set[str]:
    """Return the indexes beside the first that hold what is for all places, and what is in this one."""
    shards = json.loads((site / "pagefind" / "parole.json").read_text("utf-8"))["shards"]
    numbers = {*shards["common"], *shards["towns"].get(place, ())}
    assert len(numbers) < len(shards["others"]) // 2
    return {str(number) for number in numbers if number}


def _with_most_of_one(route: Route) -> None:
    """As `search/shards.py` writes it where one index is read at the most."""
    known = route.fetch().json()
    route.fulfill(json={key: numbers if len(numbers) == 1 else [] for key, numbers in known.items()})


def _answers(page: Page, address: str) -> list[tuple[str, list[str]]]:
    near = [_answer(page, address, query) for query in _NEAR]
    return [
        *((status, sorted(found)) for status, found in (_answer(page, address, query) for query in _HELD)),
        *(("", found[:1]) for _, found in near),
    ]


def _answer(page: Page, address: str, query: str) -> tuple[str, list[str]]:
    """Return what is said of the results of a query, and their addresses."""
    page.goto(f"{address}cerca/?{quote(query, safe='=&')}")
    page.wait_for_selector("[data-search][data-settled]")
    more = page.locator("[data-hits] .more button:enabled")
    while more.count():
        more.first.click()
        page.wait_for_selector("[data-hits] .more button:disabled", state="detached")
    status = page.locator("[data-status]").inner_text()
    found = page.locator("[data-hits] h3 a").evaluate_all("all => all.map((link) => new URL(link.href).pathname)")
    return status, found


def test_who_does_it_in_parts_answers_for_a_place_as_the_whole_does(townsperson: Visit, parted: Path) -> None:
    """Only the part of the town is read; without a place one is asked for, by the words as by the choice."""
    asked = ("testo=spesa a casa&luogo=valdoria", "testo=ballare&luogo=roccaluce", "testo=doposcuola a Valdoria")
    page = townsperson.page
    whole = [_first_group(page, townsperson.address, question) for question in asked]
    read: list[str] = []
    with DevelopmentServer(parted) as server:
        townsperson.move_to(server.url)
        page.on("request", lambda request: read.append(request.url.partition("dati/modulo/simili")[2]))
        assert [_first_group(page, server.url, question) for question in asked] == whole
        assert len([name for name in read if name.startswith("/")]) == len(asked)
        read.clear()
        assert "comune" in _first_group(page, server.url, "testo=spesa a casa")[0]
        assert [name for name in read if name] == [".json"]
    assert [answer for answer in whole if not answer[1]] == []


def _first_group(page: Page, address: str, question: str) -> tuple[str, str]:
    """Return what is said, and the results of the place asked for: those elsewhere are of the part's towns only."""
    page.goto("about:blank")
    page.goto(f"{address}chi-lo-fa-gia/#{quote(question, safe='=&')}")
    page.wait_for_selector("[data-who-does][data-settled]")
    results = page.locator("[data-part=results] > :first-child")
    return page.locator("[data-part=status]").inner_text(), results.inner_text() if results.count() else ""


@pytest.mark.before_release
def test_the_form_in_parts_says_what_one_list_says(townsperson: Visit, parted: Path) -> None:
    """What is typed, named, chosen, written twice: found as in one list, reading only where such names begin."""
    page = townsperson.page
    whole = [_said_by_the_form(page, townsperson.address, ask) for ask in _ASKED_OF_THE_FORM]
    read: list[str] = []
    with DevelopmentServer(parted) as server:
        townsperson.move_to(server.url)
        page.on("request", lambda request: read.append(request.url.partition("dati/modulo/nomi/")[2]))
        assert [_said_by_the_form(page, server.url, ask) for ask in _ASKED_OF_THE_FORM] == whole
        read.clear()
        _said_by_the_form(page, server.url, _named)
        assert [name for name in read if name] == ["0.json"]
        _chosen(page, server.url)
        page.reload()
        expect(page.locator(".said")).to_contain_text("Ciclofficina Raggi APS")
        page.evaluate("localStorage.clear()")
    assert [answer for answer in whole if not answer] == []


def _typed(page: Page, address: str) -> list[str]:
    page.goto(f"{address}partecipa/")
    found = []
    for words in ("auser", "san luca", "spesa a casa", "rete vdc", "l'approdo", "xilofono"):
        page.locator("[data-find]").fill(words)
        expect(page.locator("[data-status]")).not_to_be_empty()
        page.wait_for_timeout(300)
        found += [page.locator("[data-status]").inner_text(), *sorted(page.locator("[data-found] a").all_inner_texts())]
    return found


def _named(page: Page, address: str) -> list[str]:
    page.goto(f"{address}partecipa/#scheda=rete-vicini-di-casa")
    expect(page.locator(".said")).to_be_visible()
    return page.locator(".said").all_inner_texts()


def _new(page: Page, address: str) -> list[str]:
    """A name that somebody has already: it is told, and the new record takes an id that nobody has."""
    page.goto(f"{address}partecipa/#nuova=ente")
    page.get_by_label("Come si chiama?").fill("Auser Ponte")
    page.get_by_role("button", name="Avanti").tap()
    expect(page.locator(".nearby a")).not_to_have_count(0)
    page.wait_for_function("() => Object.values(localStorage).join().includes('auser-ponte-2')")
    return page.locator(".nearby a").all_inner_texts()


def _chosen(page: Page, address: str) -> list[str]:
    page.goto(f"{address}partecipa/#scheda=rete-vicini-di-casa")
    page.locator("[data-add=adesioni]").tap()
    page.get_by_label("Cerca con le tue parole").first.fill("raggi")
    page.get_by_text("Ciclofficina Raggi APS", exact=True).tap()
    page.get_by_role("button", name="Fatto").tap()
    expect(page.locator(".said")).to_be_visible()
    return page.locator(".said").all_inner_texts()


def _elsewhere(page: Page, address: str) -> list[str]:
    page.goto(f"{address}partecipa/#scheda=comune-di-valdoria")
    page.locator('[data-change="contatti/0"]').tap()
    page.get_by_label("Indirizzo, numero o luogo").fill("insieme@comune.valdoria.example")
    page.get_by_role("button", name="Fatto").tap()
    page.get_by_role("button", name="Rileggi prima di mandare").first.tap()
    others = page.get_by_role("group", name=re.compile("Anche queste schede"))
    expect(others).to_be_visible()
    return sorted(others.locator("label").all_inner_texts())


_ASKED_OF_THE_FORM = (_typed, _named, _new, _chosen, _elsewhere)


def _said_by_the_form(page: Page, address: str, ask: Callable[[Page, str], list[str]]) -> list[str]:
    page.goto("about:blank")
    found = ask(page, address)
    page.evaluate("localStorage.clear()")
    return found
