"""The parts of the form, each in Chromium by itself: what it writes, reads, checks and offers is what Python does."""

import copy
import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.checking import sound_vocabularies
from generator.checking.diagnosing import in_words
from generator.checking.shape import check_shape
from generator.contributing.files.yaml_writer import write_record
from generator.contributing.proposals.apply import Clash, outcome_of
from generator.contributing.proposals.proposal import Field, Proposal
from generator.locale import load
from generator.publish.server import DevelopmentServer
from generator.reading.folder import read_folder, read_text
from generator.reading.yaml_reader import HIDDEN
from generator.records.plain import without_empty
from generator.records.schema import schema
from generator.site.theme.source import without_comments
from tests.conftest import TODAY
from tests.contributing.test_golden import GOLDEN, PROPOSALS, RECORDS
from tests.e2e.conftest import PHONE, ROOT, Visit
from tests.e2e.test_form import WATCH
from tests.site.test_hostile import built_once

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("form")]

SCRIPTS = ("contributing", "checking")
MOST_BYTES = 61 * 1024
IMPORTED = re.compile(r"""(?:\bfrom|\bimport\()\s*"([^"]+)\"""")

WRITE = """async (records) => {
  const {recordWriter} = await import("../assets/contributing/browser/writer.js");
  const write = recordWriter(await (await fetch("../dati/modulo/schema.json")).json());
  return records.map(({dati, kind, con_schema = false}) => write(dati, kind, con_schema));
}"""
READ = """async (texts) => {
  const {readProposals} = await import("../assets/contributing/browser/proposal.js");
  return Promise.all(texts.map(async (text) => {
    const [{kind, id, isNew, fingerprint, source, fields}] = await readProposals(text);
    return {kind, id, new: isNew, fingerprint, source, fields};
  }));
}"""
WRITE_PROPOSALS = """async (proposals) => {
  const {writeProposal, packed, readProposals} = await import("../assets/contributing/browser/proposal.js");
  const texts = proposals.map((one) => writeProposal({...one, isNew: one.new}));
  for (const text of texts) await readProposals(await packed(text));
  return texts;
}"""
"""Packing and unpacking must work too."""
CHANGES = """async ([before, after]) => {
  const {changesBetween} = await import("../assets/contributing/browser/proposal.js");
  return changesBetween(before, after);
}"""
MANY_CHANGES = """async (pairs) => {
  const {changesBetween, standing} = await import("../assets/contributing/browser/proposal.js");
  return pairs.map(([before, after, now]) =>
    changesBetween(before, after).map((field) => ({...field, standing: standing(field, now, false)})));
}"""
WAYS = """async (length) => {
  const ways = await import("../assets/contributing/browser/form-sending.js");
  const text = "è".repeat(length);
  const at = (repository) => ({repository, branch: "main"});
  return {
    github: ways.newFileAddress(at("https://github.com/a/b.git"), "networks/x.yml", text),
    gitea: ways.newFileAddress(at("https://codeberg.org/a/b/"), "networks/x.yml", text),
    gitlab: ways.newFileAddress(at("https://gitlab.com/a/b"), "networks/x.yml", text),
    issue: ways.issueAddress(at("https://github.com/a/b"), "Proposta: X", text),
    gitlabIssue: ways.issueAddress(at("https://gitlab.com/a/b"), "Proposta: X", text),
    giteaIssue: ways.issueAddress(at("https://codeberg.org/a/b"), "Proposta: X", text),
    letter: ways.letterAddress("reti@comune.example", "Proposta: X", text),
  };
}"""

UNTOUCHED = """async (records) => {
  const load = (name) => import(`../assets/${name}.js`);
  const [store, words, fields, shapes, formats, texts, proposal] = await Promise.all(
    [...["form-store", "form-words", "form-fields", "form-shape"].map((name) => `contributing/browser/${name}`),
     "checking/browser/formats", "checking/browser/texts", "contributing/browser/proposal"].map(load));
  const files = await store.readFiles();
  const {rules} = files.contract;
  let data;
  const env = {
    ...files, t: words.speaker({...files, lang: "it"}), formats: formats.formatRules(rules, texts.textRules(rules)),
    data: () => data, textNear: () => "", homePlaces: () => [],
  };
  return records.flatMap(({kind, dati}) => {
    data = dati;
    const shape = shapes.recordShape(files.contract, kind);
    const control = fields.field(shape, dati, {env, path: [], name: kind, title: "x", help: ""});
    const written = control.node.querySelectorAll("input[type=text], textarea");
    written.forEach((one) => one.dispatchEvent(new Event("change")));
    return proposal.changesBetween(dati, control.read());
  });
}"""
"""Every control of every record at once: what nobody touches must come out as it went in."""


def _golden(names: list[str], end: str) -> list[Any]:
    return [json.loads((GOLDEN / f"{name}{end}").read_text("utf-8")) for name in names]


def test_records_are_written_as_the_golden_files_have_them(modules: Page) -> None:
    """Every golden record, byte for byte."""
    written = modules.evaluate(WRITE, _golden(RECORDS, ".json"))

    for name, text in zip(RECORDS, written, strict=True):
        assert (name, text) == (name, (GOLDEN / f"{name}.yml").read_text("utf-8"))


def test_proposals_are_read_whatever_mail_did_to_them(modules: Page) -> None:
    """Every golden proposal, damaged ones included."""
    texts = [(GOLDEN / f"{name}.proposta.txt").read_bytes().decode() for name in PROPOSALS]

    for name, expected, read in zip(
        PROPOSALS, _golden(PROPOSALS, ".proposta.json"), modules.evaluate(READ, texts), strict=True
    ):
        assert (name, read) == (name, expected)


def test_proposals_are_written_as_the_golden_files_have_them(modules: Page) -> None:
    """The sound ones, byte for byte."""
    names = [name for name in PROPOSALS if not name.startswith("danni-")]

    for name, text in zip(names, modules.evaluate(WRITE_PROPOSALS, _golden(names, ".proposta.json")), strict=True):
        assert (name, text) == (name, (GOLDEN / f"{name}.proposta.txt").read_text("utf-8"))


def test_what_nobody_touches_stays_as_it_is(modules: Page, town: tuple[Path, str]) -> None:
    """Opening a question and leaving it changes nothing, for every value of every record of the town."""
    parts = sorted((town[0] / "site/dati/modulo/schede").glob("*.json"))
    records = [record for path in parts for record in json.loads(path.read_text("utf-8"))]

    assert len(records) > 60
    assert modules.evaluate(UNTOUCHED, records) == []


BEFORE = {
    "nome": "A",
    "sito": "x",
    "temi": ["a"],
    "contatti": [{"valore": "1"}, {"valore": "2"}, {"valore": "3"}],
    "attivita": [{"id": "m", "nome": "M"}, {"id": "n", "nome": "N"}],
}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ({"nome": "B"}, [{"path": ["nome"], "before": "A", "after": "B"}]),
        ({"sito": ""}, [{"path": ["sito"], "before": "x"}]),
        ({"temi": ["a", "b"]}, [{"path": ["temi"], "before": ["a"], "after": ["a", "b"]}]),
        (
            {"contatti": [{"valore": "1"}, {"valore": "3"}]},
            [{"path": ["contatti", "valore=2"], "before": {"valore": "2"}}],
        ),
        (
            {"contatti": [*BEFORE["contatti"], {"valore": "4"}]},
            [{"path": ["contatti", "+"], "after": {"valore": "4"}}],
        ),
        (
            {"attivita": [{"id": "n", "nome": "O"}]},
            [
                {"path": ["attivita", "m"], "before": {"id": "m", "nome": "M"}},
                {"path": ["attivita", "n", "nome"], "before": "N", "after": "O"},
            ],
        ),
        ({"offerte": [{"id": "f"}]}, [{"path": ["offerte", "+"], "after": {"id": "f"}}]),
    ],
)
def test_a_change_is_told_at_the_smallest_spot(modules: Page, after: dict[str, Any], expected: list[Any]) -> None:
    """What nobody touched is not in the proposal, so that it meets nobody else's change."""
    assert modules.evaluate(CHANGES, [BEFORE, {**BEFORE, **after}]) == expected


def test_each_way_out_is_offered_only_where_it_fits(modules: Page) -> None:
    """Code hosts take about 7,500 bytes of an address, mail programs 1,800 characters; GitLab takes no new file."""
    short = modules.evaluate(WAYS, 100)
    assert {name for name, address in short.items() if not address} == {"gitlab"}
    assert short["github"].startswith("https://github.com/a/b/new/main?filename=networks%2Fx.yml&value=%C3%A8")
    assert short["gitea"].startswith("https://codeberg.org/a/b/_new/main?filename=networks%2Fx.yml&value=%C3%A8")
    assert "template=proposta.yml" in short["issue"]
    assert "&proposta=%C3%A8" in short["issue"]
    assert "issue%5Bdescription%5D=" in short["gitlabIssue"]

    assert {name for name, address in modules.evaluate(WAYS, 600).items() if not address} == {"gitlab", "letter"}
    assert not any(modules.evaluate(WAYS, 1300).values())
    for length in range(1200, 1260, 7):
        assert all(len(address) <= 7500 for address in modules.evaluate(WAYS, length).values())


def _lists(value: Any) -> Iterator[list[dict[str, Any]]]:
    """Yield every list of mappings without ids."""
    parts = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    if isinstance(value, list) and value and all(isinstance(item, dict) and not item.get("id") for item in value):
        yield value
    for part in parts:
        yield from _lists(part)


def test_items_are_found_by_what_they_are(townsperson: Visit) -> None:
    """What the browser writes about an item finds the same item in Python, also where the list has another order."""
    chance = random.Random(3)  # noqa: S311 - the same changes at every run
    pairs = []
    for source in [*read_folder(ROOT / "examples" / "valdoria").files][:80]:
        before = without_empty(dict(source.data))
        after, moved = copy.deepcopy(before), copy.deepcopy(before)
        for items in [*_lists(after)][:3]:
            chance.choice(items)["nota"] = "x / y = & %  à"
        for items in _lists(moved):
            chance.shuffle(items)
        pairs.append((before, after, moved))

    found = townsperson.open("partecipa/").evaluate(MANY_CHANGES, pairs)

    for (before, after, moved), fields in zip(pairs, found, strict=True):
        listed = tuple(Field(tuple(one["path"]), one.get("before"), one.get("after")) for one in fields)
        outcomes = [outcome_of(data, Proposal("rete", "x", listed)) for data in (before, moved)]
        conflicts = [conflict.field for conflict in outcomes[1].conflicts]

        assert (without_empty(outcomes[0].data), outcomes[0].conflicts) == (after, [])
        assert [field in conflicts for field in listed] == [one["standing"] == "conflict" for one in fields]
        assert all(conflict.clash is not Clash.LOST for conflict in outcomes[1].conflicts)


def _python_words(root: Path, data: dict[str, Any]) -> list[str]:
    vocabularies = sound_vocabularies(read_folder(root))
    found = check_shape(data, "ente", "x.yml", vocabularies, today=TODAY.isoformat())
    return [in_words(one, load("messages", "it"))[0] for one in found]


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("nome", "X"),
        ("descrizione_breve", "x" * 300),
        ("codice_fiscale", "123"),
        ("sito", "non un sito"),
        ("anno", "99/99"),
        ("altri_nomi", "x" * 300),
    ],
)
def test_a_wrong_answer_is_told_in_the_words_of_the_command(
    townsperson: Visit, town: tuple[Path, str], key: str, written: str
) -> None:
    """Under the question stands the sentence that `intreccio check` prints, with the question in place of the key."""
    page = townsperson.open("partecipa/#scheda=auser-ponte")
    expect(page.locator(".overview")).to_be_visible()
    page.locator(".others summary").tap()
    page.locator(f'[data-change="{key}"], [data-add="{key}"]').first.tap()
    page.locator("[data-question] :is(input, textarea)").first.fill(written)
    page.locator("[data-question] :is(input, textarea)").first.blur()
    expect(page.locator("[data-message]").first).to_be_visible()
    shown = [one.text_content() for one in page.locator("[data-message]").all()]

    value: Any = [written] if key == "altri_nomi" else written
    said = _python_words(town[0], {"nome": "Ente", "tipo": "odv", key: value})
    title = page.locator("[data-question] [data-heading]").inner_text()
    assert shown == [one.replace(f"«{key}»", f"«{title}»") for one in said]


def test_a_key_added_to_the_schema_is_asked(townsperson: Visit, town: tuple[Path, str]) -> None:
    """The form knows no list of keys: what the schema has, it asks, in readable words, with its help."""
    contract = json.loads((town[0] / "site/dati/modulo/schema.json").read_text("utf-8"))
    added = {"type": "string", "maxLength": 99, "description": "Il colore della porta."}
    contract["kinds"]["ente"]["properties"]["colore_della_porta"] = added
    townsperson.page.route("**/schema.json", lambda route: route.fulfill(json=contract))
    page = townsperson.open("partecipa/#scheda=auser-ponte")
    page.locator(".others summary").tap()
    page.get_by_role("button", name="Aggiungi: Colore della porta").tap()
    expect(page.get_by_role("heading", name="Colore della porta")).to_be_visible()
    page.get_by_label("Colore della porta").fill("verde")
    expect(page.get_by_text("Il colore della porta.")).to_be_visible()
    page.get_by_role("button", name="Fatto").tap()
    expect(page.get_by_text("verde")).to_be_visible()


def test_each_language_is_a_group_of_its_own(townsperson: Visit) -> None:
    """What is said by language is asked language by language; the name of a language becomes its code."""
    page = townsperson.open("partecipa/#scheda=auser-ponte")
    page.locator('[data-change="traduzioni"]').tap()
    expect(page.locator(".item")).to_have_count(2)
    page.get_by_role("button", name="Aggiungi un altro").tap()
    page.locator(".item").last.get_by_label("Quale lingua?").fill("francese")
    page.locator(".item").last.get_by_label("Nome in questa lingua").fill("Auser du Pont")
    page.get_by_role("button", name="Fatto").tap()
    expect(page.locator(".said")).to_contain_text("en: Auser Ponte · Volunteers")
    expect(page.locator(".said")).to_contain_text("fr: Auser du Pont")
    page.locator('[data-change="traduzioni"]').tap()
    expect(page.locator(".item").last.get_by_label("Quale lingua?")).to_have_value("fr")


def test_every_key_of_the_schema_has_a_door(townsperson: Visit) -> None:
    """Each key of an organisation can be changed or added, but for the id that comes from the name."""
    page = townsperson.open("partecipa/#scheda=auser-ponte")
    expect(page.locator(".overview")).to_be_visible()
    doors = page.locator("[data-change], [data-add]").evaluate_all(
        "found => found.map((one) => (one.dataset.change ?? one.dataset.add).split('/')[0])"
    )
    asked = {key for key, node in schema()["kinds"]["ente"]["properties"].items() if "deprecated" not in node}
    assert asked - set(doors) == set()


def test_the_keyboard_alone_is_enough(townsperson: Visit) -> None:
    """From the first question to the third without a pointer; the heading of each has the focus."""
    page = townsperson.open("partecipa/#nuova=ente")
    page.get_by_label("Come si chiama?").focus()
    page.keyboard.type("Associazione Panchine")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Che tipo di realtà è?")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Che cosa fa, in una frase?")).to_be_focused()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Corso di italiano per donne straniere", "italiano_stranieri"),
        ("Spesa a casa per chi non esce", "consegna_domicilio"),
        ("Aiuto compiti il pomeriggio", "doposcuola"),
        ("Camminiamo insieme lungo il fiume", "gruppo_cammino"),
        ("Raccogliamo il pane avanzato contro lo spreco alimentare", "recupero_eccedenze"),
    ],
)
def test_the_kind_of_activity_comes_from_the_words(modules: Page, words: str, code: str) -> None:
    """Among three choices at most, never eighty-five."""
    found = modules.evaluate(
        """async (words) => {
          const {suggested} = await import("../assets/contributing/browser/form-suggest.js");
          const terms = await (await fetch("../dati/modulo/vocabolari.json")).json();
          return suggested(words, terms.tipi_attivita);
        }""",
        words,
    )
    assert len(found) <= 3
    assert code in found


def test_hostile_records_are_only_text(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever a published record says runs nothing in the form, on its first screen and on its questions."""
    site = built_once(tmp_path_factory)
    with DevelopmentServer(site) as server:
        context = browser.new_context(viewport=PHONE)
        context.add_init_script(WATCH)
        page = context.new_page()
        for record in json.loads((site / "dati/modulo/schede.json").read_text("utf-8")):
            page.goto("about:blank")
            page.goto(f"{server.url}partecipa/#scheda={record['id']}")
            expect(page.locator(".overview")).to_be_visible()
            page.locator("[data-change]").last.click()
            expect(page.locator("[data-question], .overview")).to_be_visible()
            assert page.evaluate("[window.hacked ?? null, window.violations]") == [None, []]
        context.close()


def _loaded(entry: Path) -> set[Path]:
    """Every script that one script may ever load, itself too: those it imports at once, and those it imports later."""
    found: set[Path] = set()
    waiting = [entry.resolve()]
    while waiting:
        script = waiting.pop()
        if script not in found:
            found.add(script)
            waiting += [(script.parent / name).resolve() for name in IMPORTED.findall(script.read_text("utf-8"))]
    return found


def test_the_form_is_small() -> None:
    """All that only this page may ever load, at once or later, is at most 60 kB on the wire, as it is published."""
    package = ROOT / "generator"
    entry = package / "contributing/browser/form.js"
    entries = {path for path in package.glob("site/**/*.js") if path.name in {"page.js", "search.js"}}
    shared = set().union(*map(_loaded, entries))
    rooms = {path for room in SCRIPTS for path in (package / room / "browser").glob("*.js")}
    counted = (_loaded(entry) - shared) | rooms

    assert rooms <= _loaded(entry)
    assert len(counted) > len(rooms)
    published = [without_comments(path.read_text("utf-8")).encode() for path in counted]
    assert sum(len(gzip.compress(script)) for script in published) <= MOST_BYTES


UNREADABLE = """async (records) => {
  const {HIDDEN, unreadable} = await import("../assets/checking/browser/texts.js");
  const hidden = [];
  for (let code = 0; code <= 0x10ffff; code += 1) if (HIDDEN.test(String.fromCodePoint(code))) hidden.push(code);
  return [hidden, records.map((record) => unreadable(record).map(({code, path}) => [code, path]))];
}"""
STRANGE = (
    "perch\u00e8\u200b no",
    "a\u202eb",
    "caf\ufffd",
    "due\U000e0041",
    "tab\te riga\nva bene",
    "\u00ad\u200d\u200e",
)


def test_a_character_that_no_record_may_hold(modules: Page) -> None:
    """The form knows every one that the command refuses, and no other; and the answers that hold one."""
    records = [{"nome": "A", "attivita": [{"nome": "B", "descrizione": text}]} for text in STRANGE]
    hidden, found = modules.evaluate(UNREADABLE, records)

    surrogates = set(range(0xD800, 0xE000))
    assert set(hidden) - surrogates == {code for code in range(0x110000) if HIDDEN.search(chr(code))} - surrogates
    assert surrogates <= set(hidden)
    for record, findings in zip(records, found, strict=True):
        read = read_text(write_record(record, "ente"), "x", "organizations/x.yml", "ente")
        expected = sorted({one.code for one in read.findings if one.code in {"E003", "E034"}})
        assert [code for code, _ in findings] == expected
        assert all(path == ["attivita", 0, "descrizione"] for _, path in findings)
