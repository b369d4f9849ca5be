"""Proposing from a phone: from opening the page to the proposal's last screen, and what becomes of it."""

import base64
import re
import shutil
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from generator.checking import check
from generator.contributing.files.rewriting import rewritten
from generator.contributing.files.yaml_writer import write_record
from generator.contributing.proposals.apply import outcome_of, record_of
from generator.contributing.proposals.proposal import read_proposal, write_proposal
from generator.diagnostics import Finding
from generator.reading.folder import read_folder
from generator.site.preview import PreviewSite
from tests.conftest import TODAY
from tests.e2e.conftest import DESKTOP, PHONE, Visit
from tests.e2e.test_accessibility import RULES
from tests.serving import build

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("form")]

NEXT = "Avanti"
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""
SHARING = """
navigator.canShare = () => true;
navigator.share = async ({files}) => { window.shared = await files[0].text(); };
"""
NASTY = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>"
HOSTILE = f"""Proposta per il catalogo · versione 1
Scheda: organizations/auser-ponte
Fonte: {NASTY}

Campo: contatti/0/valore
Prima: "0999 000 101"
Dopo: "{NASTY}"

Campo: attivita/quattro-passi/quando/testo
Prima: "il martedì"
Dopo: "il giovedì"

Campo: attivita/+
Dopo: {{"id": "x", "nome": "{NASTY}", "tipo": ["socialita"], "__proto__": {{"hacked": "1"}}}}

Campo: __proto__/hacked
Dopo: "1"

Fine della proposta
"""


class Hand:
    """A thumb on the form, counting what it does: taps and texts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.steps = 0
        self.began = time.monotonic()

    def write(self, label: str, text: str) -> None:
        """Write an answer."""
        self.page.get_by_label(label, exact=True).fill(text)
        self.steps += 1

    def choose(self, label: str) -> None:
        """Tap a choice."""
        self.page.get_by_label(label, exact=True).check()
        self.steps += 1

    def tap(self, name: str) -> None:
        """Tap a button."""
        self.page.get_by_role("button", name=name, exact=True).first.tap()
        self.steps += 1

    def go_on(self, question: str) -> None:
        """Go to the next question, which must be this one."""
        self.tap(NEXT)
        expect(self.page.get_by_role("heading", level=2, name=question)).to_be_focused()

    @property
    def seconds(self) -> float:
        """How long since it began."""
        return time.monotonic() - self.began


def _text(page: Page) -> str:
    return page.locator("pre.proposal").first.text_content() or ""


def _packed(text: str) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(text.encode()) + packer.flush()
    return f"partecipa/#proposta={base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def _applied(root: Path, text: str) -> tuple[str, list[Finding]]:
    """Apply a proposal to the catalogue in `root`; return the file it changed, and the errors of the whole."""
    proposal, sources = read_proposal(text), read_folder(root)
    found = record_of(proposal, sources)
    outcome = outcome_of(found.data if found else {}, proposal)
    assert outcome.conflicts == []
    file = found.file if found else f"organizations/{proposal.id}.yml"
    path = root / file
    if found is None:
        path.write_text(write_record(outcome.data, proposal.kind), "utf-8")
    else:
        path.write_text(rewritten(path.read_text("utf-8"), outcome.data, found.kind, file), "utf-8")
    findings = check(read_folder(root), TODAY).findings
    return file, [one for one in findings if one.code.startswith("E")]


def _built(root: Path) -> Path:
    """Build the changed catalogue with the public command; return its site."""
    build(root)
    return root / "site"


@pytest.fixture
def writable(town: tuple[Path, str], tmp_path: Path) -> Path:
    """Return a copy of the town's catalogue that a proposal may change, whose site would be in Italian alone."""
    copy = shutil.copytree(town[0], tmp_path / "copy", ignore=shutil.ignore_patterns("site", ".intreccio"))
    own = copy / "mkdocs.yml"
    own.write_text(re.sub(r"lingue: \[.*\]", "lingue: [it]", own.read_text("utf-8")), "utf-8")
    return copy


def _new_organization(hand: Hand) -> None:
    hand.write("Come si chiama?", "Circolo Il Ponte Lungo")
    hand.go_on("Che tipo di realtà è?")
    hand.choose("Associazione")
    hand.go_on("Che cosa fa, in una frase?")
    hand.write("Che cosa fa, in una frase?", "Insegniamo italiano e facciamo compagnia alle persone anziane.")
    hand.go_on("Dove si trova, o dove lavora?")
    hand.choose("Ponte, Valdoria")
    hand.go_on("Per chi è?")
    hand.choose("Persone anziane")
    hand.write("Cerca con le tue parole", "migranti")
    hand.choose("Persone arrivate da altri Paesi")
    hand.go_on("Come ci si mette in contatto?")
    hand.write("Indirizzo, numero o luogo", "segreteria@ilpontelungo.example")
    hand.go_on("Dove si legge, o da chi lo sai?")
    hand.write("Indirizzo della pagina", "ilpontelungo.example")
    hand.tap(NEXT)


def _new_activity(hand: Hand) -> None:
    hand.tap("Aggiungi: Attività")
    hand.write("Come si chiama?", "Corso di italiano per donne straniere")
    hand.go_on("Che cosa si fa?")
    hand.write("Che cosa si fa?", "Lezioni di italiano per le mamme; i bambini possono venire.")
    hand.go_on("Che genere di attività è?")
    expect(hand.page.locator(".options li:visible")).to_have_count(4)  # the three likeliest, and «Altro»
    hand.choose("Corsi di italiano per stranieri")
    hand.go_on("Per chi è?")
    hand.choose("Donne")
    hand.go_on("Quando si fa?")
    hand.write("Quando, con parole semplici", "ogni martedì, dalle 15 alle 17")
    hand.write("Da quando", "1/10/2026")
    hand.page.get_by_label("Da quando", exact=True).blur()
    expect(hand.page.get_by_label("Da quando", exact=True)).to_have_value("1 ottobre 2026")
    hand.go_on("In quale luogo?")
    hand.go_on("A chi ci si rivolge?")
    hand.tap(NEXT)


def test_a_new_organization_with_an_activity(townsperson: Visit, writable: Path) -> None:
    """Journey A: a record that never was, with one activity; the file checks, and the form writes the same bytes."""
    page = townsperson.open("partecipa/")
    hand = Hand(page)
    page.get_by_role("link", name="Un'associazione o un ente").tap()
    hand.steps += 1
    _new_organization(hand)
    _new_activity(hand)
    hand.tap("Rileggi prima di mandare")
    hand.tap("Scegli come mandarla")
    text = _text(page)
    host = page.locator("[data-way=file]").get_attribute("href") or ""
    page.locator("[data-way=lettera], [data-way=copia]").first.tap()
    hand.steps += 1
    if page.get_by_role("button", name="L'ho mandata").is_visible():
        hand.tap("L'ho mandata")
    expect(page.get_by_role("heading", name="Fatto. La leggiamo entro 15 giorni.")).to_be_visible()

    file, errors = _applied(writable, text)
    assert (file, errors) == ("organizations/circolo-il-ponte-lungo.yml", [])
    assert hand.steps <= 36
    assert hand.seconds < 60
    assert page.evaluate("address => new URL(address).searchParams.get('value')", host) == (writable / file).read_text(
        "utf-8"
    )
    made = _built(writable) / "attivita/circolo-il-ponte-lungo/corso-di-italiano-per-donne-straniere/index.html"
    read = re.sub("</?span[^>]*>", "", made.read_text("utf-8")).replace(
        "\xa0", " "
    )  # an hour is never cut from its words
    assert "ogni martedì, dalle 15 alle 17" in read


def test_a_changed_address(townsperson: Visit, writable: Path) -> None:
    """Journey B: from the page of a record to a changed contact; only that line of the file changes."""
    page = townsperson.open("enti/auser-ponte/")
    hand = Hand(page)
    page.get_by_role("link", name="Usa il modulo").tap()
    page.get_by_role("button", name=re.compile("Cambia Recapiti: Telefono")).tap()
    hand.steps += 2
    hand.choose("Email")
    hand.write("Indirizzo, numero o luogo", "segreteria@auserponte.example")
    hand.tap("Fatto")
    hand.tap("Rileggi prima di mandare")
    expect(page.locator(".change__before").first).to_have_text("AdessoTelefono")
    hand.write("Come lo sai?", "telefonata con la segreteria")
    hand.tap("Scegli come mandarla")
    text = _text(page)
    expect(page.locator("[data-way=lettera]")).to_have_attribute("href", re.compile("^mailto:reti@comune"))
    page.locator("[data-way=lettera]").tap()
    hand.steps += 1
    expect(page.get_by_role("heading", name="Fatto. La leggiamo entro 15 giorni.")).to_be_visible()

    before = (writable / "organizations/auser-ponte.yml").read_text("utf-8").splitlines()
    file, errors = _applied(writable, text)
    after = (writable / file).read_text("utf-8").splitlines()
    assert errors == []
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
    assert (hand.steps, hand.seconds < 20) == (9, True)
    shown = PreviewSite(check(read_folder(writable), TODAY).catalogue, writable).page("enti/auser-ponte/")
    assert b"segreteria@auserponte.example" in (shown or b"")


def test_everything_is_right(townsperson: Visit, writable: Path) -> None:
    """Journey C: one tap from a record proposes today's confirmation, by an office and never by a person."""
    page = townsperson.open("enti/auser-ponte/")
    page.get_by_role("link", name="È tutto giusto").tap()
    by = page.get_by_label("Quale ente o ufficio lo conferma?")
    by.fill("Mario Rossi")
    page.get_by_role("button", name="È tutto giusto").tap()
    expect(page.locator("[data-code=W306]")).to_be_visible()
    by.fill("Segreteria di Auser Ponte")
    page.get_by_role("button", name="È tutto giusto").tap()
    expect(page.get_by_role("heading", name="Come vuoi mandarla?")).to_be_visible()

    file, errors = _applied(writable, _text(page))
    assert errors == []
    assert read_folder(writable).files
    assert f"data: {TODAY.isoformat()}" in (writable / file).read_text("utf-8")


def test_a_hostile_link_is_only_text(townsperson: Visit) -> None:
    """Journey D: whatever a proposal holds is shown as text, beside the record; conflicts are marked."""
    townsperson.page.add_init_script(WATCH)
    page = townsperson.open(_packed(HOSTILE))
    expect(page.locator(".change")).to_have_count(4)
    expect(page.locator(".change--conflict")).to_have_count(1)
    expect(page.locator(".change__after").first).to_contain_text("<script>")
    assert page.locator("[data-stage] :is(script, img)").count() == 0
    assert page.evaluate("[window.hacked ?? null, ({}).hacked ?? null, window.violations]") == [None, None, []]


@pytest.mark.parametrize("hash_", ["#proposta=zzz", "#proposta=", "#scheda=../../x", "#scheda=nessuno", "#nuova=x"])
def test_a_link_that_leads_nowhere_says_so(townsperson: Visit, hash_: str) -> None:
    """A broken link ends in a sentence and a way back."""
    page = townsperson.open(f"partecipa/{hash_}")
    page.locator("[data-stage]").get_by_role("link", name="Torna all'inizio").tap()
    expect(page.get_by_role("heading", name="Correggi una scheda")).to_be_visible()
    townsperson.problems[:] = [one for one in townsperson.problems if "404" not in one]


def test_what_is_personal_never_leaves_the_phone(townsperson: Visit) -> None:
    """A person's address is stopped at its question, with what one can do instead."""
    page = townsperson.open("enti/auser-ponte/")
    page.get_by_role("link", name="Usa il modulo").tap()
    page.get_by_role("button", name=re.compile("Cambia Recapiti: Telefono")).tap()
    page.get_by_label("Email", exact=True).check()
    page.get_by_label("Indirizzo, numero o luogo").fill("mario.rossi@posta.example")
    page.get_by_role("button", name="Fatto").tap()
    expect(page.locator("[data-code=W304]")).to_contain_text("Questo recapito sembra di una persona.")
    expect(page.get_by_label("Indirizzo, numero o luogo")).to_be_focused()


def test_a_contact_changes_in_other_records_too(townsperson: Visit) -> None:
    """Records that share a contact are listed, and each gets a proposal of its own in the same text."""
    page = townsperson.open("partecipa/#scheda=comune-di-valdoria")
    page.locator('[data-change="contatti/0"]').tap()
    value = page.get_by_label("Indirizzo, numero o luogo")
    expect(value).to_have_value("reti@comune.valdoria.example")
    value.fill("insieme@comune.valdoria.example")
    page.get_by_role("button", name="Fatto").tap()
    page.get_by_role("button", name="Rileggi prima di mandare").first.tap()
    others = page.get_by_role("group", name=re.compile("Anche queste schede"))
    others.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Scegli come mandarla").tap()
    assert _text(page).count('Dopo: "insieme@comune.valdoria.example"') >= 2
    assert _text(page).count("Fine della proposta") == 2


def _at_the_ways_out(visit: Visit) -> Page:
    page = visit.open("partecipa/#scheda=auser-ponte")
    page.get_by_role("button", name="Cambia In una frase").tap()
    page.get_by_label("Che cosa fa, in una frase?").fill("Volontari del Ponte.")
    page.get_by_role("button", name="Fatto").tap()
    page.get_by_role("button", name="Rileggi prima di mandare").first.tap()
    page.get_by_role("button", name="Scegli come mandarla").tap()
    expect(page.get_by_role("heading", name="Come vuoi mandarla?")).to_be_visible()
    return page


def test_each_way_out_carries_the_same_text(townsperson: Visit) -> None:
    """Copied, saved, shared, by letter, by link or to the code host, after saying that the name will be public."""
    townsperson.page.add_init_script(SHARING)
    page = _at_the_ways_out(townsperson)
    text = _text(page)
    page.locator("[data-way=copia]").tap()
    expect(page.get_by_role("status").filter(has_text="Copiato")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == text
    page.locator("[data-way=collegamento]").tap()
    expect(page.get_by_role("status").filter(has_text="Copiato")).to_be_visible()
    assert write_proposal(read_proposal(page.evaluate("navigator.clipboard.readText()"))) == text
    with page.expect_download() as saved:
        page.locator("[data-way=scarica]").tap()
    assert saved.value.suggested_filename == "proposta-auser-ponte.txt"
    assert Path(saved.value.path()).read_text("utf-8") == text
    expect(page.get_by_text("Il tuo nome utente sarà pubblico.")).to_be_visible()
    read = "([way, name]) => new URL(document.querySelector(way).href).searchParams.get(name)"
    assert page.evaluate(read, ["[data-way=segnalazione]", "proposta"]) == text
    assert page.evaluate(read, ["[data-way=lettera]", "body"]).endswith(text.replace("\n", "\r\n"))
    page.locator("[data-way=condividi]").tap()
    expect(page.get_by_role("heading", name="Fatto. La leggiamo entro 15 giorni.")).to_be_visible()
    assert page.evaluate("window.shared") == text


def test_what_is_alike_is_shown_while_one_writes(townsperson: Visit) -> None:
    """Who plans a walk along the river sees who walks there already."""
    page = townsperson.open("partecipa/#nuova=attivita")
    page.get_by_label("Chi fa questa attività?").fill("vicini di casa")
    page.get_by_role("button", name="Rete Vicini di Casa").tap()
    page.get_by_label("Come si chiama?").fill("Camminata lungo il fiume")
    page.get_by_role("button", name=NEXT).tap()
    expect(page.locator(".nearby")).to_contain_text("Qualcuno fa già una cosa simile")
    expect(page.locator(".nearby").get_by_role("link", name=re.compile("Quattro passi lungo il fiume"))).to_be_visible()


def test_a_draft_waits_on_the_device_and_can_be_deleted(townsperson: Visit) -> None:
    """Leaving loses nothing; deleting leaves nothing."""
    page = townsperson.open("partecipa/#nuova=rete")
    page.get_by_label("Come si chiama?").fill("Rete delle Panchine")
    page.get_by_role("button", name=NEXT).tap()
    townsperson.open("reti/")
    page = townsperson.open("partecipa/")
    page.get_by_role("link", name="Rete delle Panchine").tap()
    expect(page.get_by_role("heading", name="Rete delle Panchine")).to_be_visible()
    page.get_by_role("button", name="Cancella la bozza").tap()
    page.get_by_role("button", name="Sì, cancella").tap()
    expect(page.get_by_role("heading", name="Correggi una scheda")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('intreccio'))") == []


@pytest.mark.parametrize(
    "left", ["null", "[1]", '{"scheda=auser-ponte": null}', '{"scheda=auser-ponte": {"title": "x"}}']
)
def test_what_is_no_draft_is_left_aside(townsperson: Visit, left: str) -> None:
    """Other pages of the same host share what is kept on the device: the form opens whatever they left."""
    page = townsperson.open("partecipa/")
    page.evaluate(
        "left => localStorage.setItem(`intreccio:bozze:${new URL('..', location.href).pathname}`, left)", left
    )
    page = townsperson.open("partecipa/?di-nuovo#scheda=auser-ponte")
    expect(page.locator("[data-stage]").get_by_role("heading", name="Auser Ponte")).to_be_visible()


def test_back_is_the_question_before(townsperson: Visit) -> None:
    """The phone's own back button undoes one step, not the whole form."""
    page = townsperson.open("partecipa/#nuova=ente")
    page.get_by_label("Come si chiama?").fill("Circolo delle Panchine")
    page.get_by_role("button", name=NEXT).tap()
    expect(page.get_by_role("heading", name="Che tipo di realtà è?")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Come si chiama?")).to_have_value("Circolo delle Panchine")


def test_without_javascript_there_are_other_doors(town: tuple[Path, str], browser: Browser) -> None:
    """A letter, a guide, the files: and no field that does nothing."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{town[1]}partecipa/")
    expect(page.get_by_text("Il modulo ha bisogno di JavaScript")).to_be_visible()
    expect(page.locator("#contenuto").get_by_role("link", name=re.compile("reti@comune"))).to_be_visible()
    expect(page.get_by_role("link", name="Come si fa, con calma")).to_be_visible()
    assert page.locator("[data-form] input:visible").count() == 0
    context.close()


def _screens(page: Page, address: str) -> Iterator[str]:
    """Walk through the form, stopping at each kind of screen."""
    page.goto(f"{address}partecipa/")
    expect(page.get_by_role("heading", name="Correggi una scheda")).to_be_visible()
    yield "start"
    page.goto(f"{address}partecipa/#nuova=ente")
    page.get_by_label("Come si chiama?").fill("C")
    page.get_by_role("button", name=NEXT).click()
    yield "question with a finding"
    page.get_by_label("Come si chiama?").fill("Circolo delle Panchine")
    page.get_by_role("button", name=NEXT).click()
    expect(page.get_by_role("heading", name="Che tipo di realtà è?")).to_be_visible()
    yield "choice"
    page.goto(f"{address}partecipa/#scheda=auser-ponte")
    page.get_by_role("button", name="Cambia In una frase").click()
    page.get_by_label("Che cosa fa, in una frase?").fill("Volontari del Ponte.")
    page.get_by_role("button", name="Fatto").click()
    yield "overview"
    page.get_by_role("button", name="Rileggi prima di mandare").first.click()
    yield "preview"
    page.get_by_role("button", name="Scegli come mandarla").click()
    yield "ways"
    page.get_by_role("button", name="L'ho mandata").click()
    yield "thanks"
    page.goto("about:blank")
    page.goto(address + _packed(HOSTILE))
    expect(page.locator(".change")).to_have_count(4)
    yield "comparison"


@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [
        pytest.param(PHONE, "light", id="phone"),
        pytest.param(DESKTOP, "dark", id="desktop", marks=pytest.mark.before_release),
    ],
)
def test_no_screen_has_a_violation(browser: Browser, town: tuple[Path, str], viewport: object, scheme: str) -> None:
    """Axe finds nothing on any screen, nothing is wider than the page, every target is as big as a thumb."""
    context = browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    small = """() => [...document.querySelectorAll("[data-form] :is(button, .button, .door, .options label, summary)")]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
      .map((one) => one.textContent)"""
    for screen in _screens(page, town[1]):
        found = Axe().run(page, options=RULES).response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        told = [f"{one['id']}: {one['nodes'][0]['target']}" for one in found]
        assert (screen, told, wide, page.evaluate(small)) == (screen, [], 0, [])
    context.close()
