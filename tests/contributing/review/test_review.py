"""A review says what a change means: the wording is the contract, held in golden files."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from generator.checking import check
from generator.contributing.review.compare import Version, other_files, review
from generator.contributing.review.note import as_markdown, as_text, harmless
from generator.contributing.review.report import LONGEST_NOTE, Changed, Edit, Named, Report, fitted, read_report
from generator.errors import CannotRun
from generator.locale import load
from generator.reading.folder import read_folder
from generator.reading.history import changed_files, folder_in_repository, read_revision
from tests.conftest import TODAY
from tests.contributing.git import commit, git, repository

GOLDEN = Path(__file__).parent / "golden"
TEXTS = load("messages", "it")


def _edit(root: Path, file: str, before: str, after: str) -> None:
    text = (root / file).read_text("utf-8")
    assert before in text
    (root / file).write_text(text.replace(before, after), "utf-8")


def _review(root: Path, base: str = "main", lang: str = "it", files: Iterable[str] = ()) -> Report:
    sources = [read_revision(root, base), read_folder(root)]
    before, after = (Version(version, check(version, TODAY)) for version in sources)
    return review(before, after, root, load("messages", lang), files)


@pytest.fixture
def branch(valdoria: Path) -> Path:
    """Return a catalogue with a branch of three commits: a correction, a rename with its contacts, a new record."""
    repository(valdoria)
    git(valdoria, "switch", "--quiet", "--create", "proposta")
    _edit(valdoria, "organizations/auser-ponte.yml", 'valore: "0522123456"', 'valore: "0522654321"')
    _edit(
        valdoria,
        "organizations/auser-ponte.yml",
        "destinatari: [persone_anziane]\ndesc",
        "destinatari: [persone_anziane, famiglie]\ndesc",
    )
    _edit(valdoria, "organizations/auser-ponte.yml", "martedì e venerdì mattina", "martedì e giovedì mattina")
    commit(valdoria, "Correggi Auser")
    (valdoria / "networks" / "rete-cibo.yml").rename(valdoria / "networks" / "rete-del-cibo.yml")
    _edit(
        valdoria,
        "networks/rete-del-cibo.yml",
        "temi: [poverta]",
        "temi: [poverta, educazzione]\nid_precedenti: [rete-cibo]",
    )
    commit(valdoria, "Cambia nome")
    (valdoria / "organizations" / "oratorio-san-luca.yml").unlink()
    (valdoria / "organizations" / "circolo.yml").write_text(
        'nome: "Circolo @prova #1 <b>x</b> [qui](https://male.example)"\ntipo: aps\nterritori: [valdoria-ponte]\n'
        "descrizione_breve: Anche noi portiamo la spesa.\n"
        "attivita: [{id: spesa, nome: Spesa a casa, tipo: [consegna_domicilio], destinatari: [persone_anziane],"
        " quando: {testo: martedì mattina, orari: [{giorni: [mar]}]}}]\n"
        "fonti: [{titolo: Elenco, letta_il: 2026-10-01}]\n",
        "utf-8",
    )
    return commit(valdoria, "Aggiungi il circolo")


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("shape", ["text", "markdown"])
def test_wording(branch: Path, lang: str, shape: str, request: pytest.FixtureRequest) -> None:
    """The note about a branch of three commits, word for word."""
    write = {"text": as_text, "markdown": as_markdown}[shape]
    golden = GOLDEN / f"branch.{lang}.{shape}.txt"

    told = write(_review(branch, lang=lang), load("messages", lang)) + "\n"

    if request.config.getoption("--accept"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(told, "utf-8")
    assert golden.read_text("utf-8") == told


def test_nothing(valdoria: Path) -> None:
    """Without a change there is nothing to say."""
    assert as_text(_review(repository(valdoria)), TEXTS) == "Nessuna scheda cambia."


def test_comments_are_no_change(valdoria: Path) -> None:
    """A comment, the order of keys or an empty key change nothing that anybody reads."""
    repository(valdoria)
    path = valdoria / "networks" / "rete-cibo.yml"
    first, *rest = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(["# una nota", *rest, first, "stato:"]) + "\n", "utf-8")

    assert _review(valdoria).changed == []


def test_likeness(branch: Path) -> None:
    """Who begins what somebody does already learns of it, with reasons."""
    found = _review(branch).alike

    assert [pair.names[0].split(" (")[0] for pair in found] == ["«Spesa a casa»"]
    assert "tipo" in found[0].reasons


def test_personal_data_stays_hidden(valdoria: Path) -> None:
    """What the check masks, the review masks too, before and after."""
    repository(valdoria)
    _edit(valdoria, "organizations/auser-ponte.yml", 'valore: "0522123456"', 'valore: "333 1234567"')
    _edit(valdoria, "organizations/auser-ponte.yml", "Volontari che", "Chiama RSSMRA80A01H501U, volontari che")

    told = as_text(_review(valdoria), TEXTS)

    assert ("333 1234567" in told, "RSSMRA80A01H501U" in told, "•••" in told) == (False, False, True)


def test_protected_place(valdoria: Path) -> None:
    """Where protected people are is never repeated, and who wrote it learns how to take it back."""
    repository(valdoria)
    _edit(valdoria, "organizations/auser-ponte.yml", "riservato: true", "riservato: true, indirizzo: via Segreta 7")

    told = as_text(_review(valdoria), TEXTS)

    assert ("via Segreta" in told, "togliere il ramo" in told) == (False, True)


def test_a_street_beside_a_protected_place(valdoria: Path) -> None:
    """A street in any text of such a record is told first, as a thing to be careful about, and never repeated."""
    repository(valdoria)
    _edit(valdoria, "organizations/auser-ponte.yml", "nome: Spesa a casa", "nome: Spesa in via Segreta 7")
    _edit(valdoria, "organizations/auser-ponte.yml", "Volontari che", "Volontari di via Segreta 7 che")

    told = as_text(_review(valdoria), TEXTS)

    assert ("Segreta" in told, "E308" in told or "luogo riservato" in told) == (False, True)
    assert "togliere il ramo" in told


def test_a_street_that_goes(valdoria: Path) -> None:
    """Who makes a place a protected one takes its street away: the note does not say which it was."""
    path = valdoria / "organizations" / "auser-ponte.yml"
    open_place = "riservato: no, indirizzo: via Segreta 7"
    path.write_text(path.read_text("utf-8").replace("riservato: true}", f"{open_place}}}"), "utf-8")
    repository(valdoria)
    _edit(valdoria, "organizations/auser-ponte.yml", open_place, "riservato: true")

    assert "Segreta" not in as_text(_review(valdoria), TEXTS)


def test_a_persons_name(valdoria: Path) -> None:
    """A name is asked about, and not repeated."""
    repository(valdoria)
    _edit(valdoria, "organizations/auser-ponte.yml", "mar 9–12", "mar 9–12, chiedere di Stefania")

    told = as_text(_review(valdoria), TEXTS)

    assert ("Stefania" in told, "nome di una persona" in told) == (False, True)


@pytest.mark.parametrize(
    "now", ["riservato: false, indirizzo: via Segreta 7", "indirizzo: via Segreta 7", "riservato: no"]
)
def test_uncovered_place(valdoria: Path, now: str) -> None:
    """That a place is not protected any more stands before everything else, and its street is not repeated."""
    repository(valdoria)
    _edit(valdoria, "organizations/auser-ponte.yml", "riservato: true}", f"{now}}}")
    _edit(valdoria, "organizations/auser-ponte.yml", 'valore: "0522123456"', 'valore: "0522654321"')
    (valdoria / "organizations" / "oratorio-san-luca.yml").unlink()

    lines = as_text(_review(valdoria), TEXTS).splitlines()

    careful = lines.index("Prima di accettare")
    assert "non sarebbe più riservato" in lines[careful + 1]
    assert "Segreta" not in "\n".join(lines)


@pytest.mark.parametrize(
    "contact", ["{tipo: email, valore: altro@male.example}", '{tipo: whatsapp, valore: "3331234567"}']
)
def test_what_stands_before_accepting(valdoria: Path, contact: str) -> None:
    """An added contact and a record that goes by being marked «rimossa» are pointed out like a changed contact."""
    repository(valdoria)
    _edit(valdoria, "organizations/auser-ponte.yml", 'etichetta: Segreteria, orari: "mar 9–12"}]',
          f'etichetta: Segreteria, orari: "mar 9–12"}}, {contact}]')  # fmt: skip
    _edit(valdoria, "networks/rete-cibo.yml", "nome:", "stato: rimossa\nnome:")

    lines = as_text(_review(valdoria), TEXTS).splitlines()
    careful = lines[lines.index("Prima di accettare") : lines.index("Cambia")]

    assert [part for part in ("Si aggiunge un recapito", "diventa «rimossa»") if part not in "\n".join(careful)] == []


OTHERS = [".github/workflows/pubblica.yml", "mkdocs.yml", "ganci.py", "overrides/main.html", "content/index.md"]


@pytest.mark.parametrize("inside", ["", "progetto/"])
def test_other_files(tmp_path: Path, valdoria: Path, inside: str) -> None:
    """Settings, hooks and workflows are named, though no record changes; pages of the site only in the list."""
    whole = valdoria
    if inside:
        (tmp_path / "progetto").mkdir()
        whole = tmp_path / "deposito"
        whole.mkdir()
        valdoria = valdoria.rename(whole / "progetto")
    for file in OTHERS:
        (valdoria / file).parent.mkdir(parents=True, exist_ok=True)
        (valdoria / file).touch()
    repository(whole)
    for file in OTHERS:
        with (valdoria / file).open("a", encoding="utf-8") as stream:
            stream.write("# altro\n")
    commit(whole, "Altro")
    changed = other_files(changed_files(valdoria, "HEAD~1"), folder_in_repository(valdoria))

    report = _review(valdoria, "HEAD~1", files=changed)
    text = as_text(report, TEXTS)

    assert report.files == sorted(f"{inside}{file}" for file in OTHERS)
    assert text.startswith("Nessuna scheda cambia, ma cambiano altri file.")
    careful = text.partition("Prima di accettare")[2].partition("Cambiano anche questi file")[0]
    assert [file for file in OTHERS if file not in careful] == ["content/index.md"]


def test_records_are_no_other_files(valdoria: Path) -> None:
    """A changed record is told by itself."""
    repository(valdoria)
    _edit(valdoria, "networks/rete-cibo.yml", "temi: [poverta]", "temi: [poverta, anziani]")

    assert other_files(changed_files(valdoria, "main"), folder_in_repository(valdoria)) == []


def test_mass_change(valdoria: Path) -> None:
    """A change of many records at once is pointed out."""
    repository(valdoria)
    for number in range(25):
        (valdoria / "organizations" / f"ente-{number}.yml").write_text(
            f"nome: Ente numero {number}\ntipo: aps\n", "utf-8"
        )

    assert "Sono 25 schede in una volta sola" in as_text(_review(valdoria), TEXTS)


def test_new_catalogue(valdoria: Path) -> None:
    """Where there was no catalogue, everything is new."""
    repository(valdoria)
    git(valdoria, "rm", "--quiet", "-r", "--cached", ".")
    git(valdoria, "commit", "--quiet", "--message", "Vuoto")

    found = _review(valdoria, "HEAD")

    assert (len(found.changed), len(found.removed), len(found.added) > 5) == (0, 0, True)


def test_shallow_clone(valdoria: Path, tmp_path: Path) -> None:
    """A revision that a shallow clone does not hold is explained, with what to do."""
    repository(valdoria)
    first = git(valdoria, "rev-parse", "HEAD")
    commit(valdoria, "Un altro passo")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", valdoria.as_uri(), str(clone))

    with pytest.raises(CannotRun, match="git fetch --deepen"):
        _review(clone, first)


@pytest.mark.parametrize("revision", ["--all", "-h", "nessuna", "HEAD; ls", "$(touch x)", "HEAD:mkdocs.yml", ""])
def test_odd_revisions(valdoria: Path, revision: str) -> None:
    """Whatever stands for a revision, it is only ever a name."""
    with pytest.raises(CannotRun, match="controlla il nome"):
        _review(repository(valdoria), revision)


def test_no_repository(valdoria: Path) -> None:
    """Outside of git there is nothing to compare with."""
    with pytest.raises(CannotRun, match="non è in un deposito git"):
        _review(valdoria)


def test_hostile_history(valdoria: Path) -> None:
    """Links, odd names, large files, attributes and hooks of a revision are read as what they are, and never run."""
    networks = valdoria / "networks"
    (networks / "passwd.yml").symlink_to("/etc/passwd")
    (networks / "a b\n«c»;$(touch ops).yml").write_text("nome: Rete\n", "utf-8")
    (networks / "grande.yml").write_text("nome: x\n" * 40_000, "utf-8")
    (valdoria / ".gitattributes").write_text("*.yml export-ignore filter=male\n", "utf-8")
    repository(valdoria)
    hook = valdoria / ".git" / "hooks" / "post-checkout"
    hook.write_text("#!/bin/sh\ntouch ops\n", "utf-8")
    hook.chmod(0o755)

    was, now = read_revision(valdoria, "HEAD"), read_folder(valdoria)

    assert [(source.file, [f.code for f in source.findings]) for source in was.files] == [
        (source.file, [f.code for f in source.findings]) for source in now.files
    ]
    assert not list(valdoria.rglob("ops"))
    assert as_text(_review(valdoria, "HEAD"), TEXTS) == "Nessuna scheda cambia."


def test_subfolder(tmp_path: Path, valdoria: Path) -> None:
    """A catalogue may stand in a folder of a larger repository."""
    (tmp_path / "progetto").mkdir()
    inner = valdoria.rename(tmp_path / "progetto" / "catalogo")
    repository(tmp_path / "progetto")
    _edit(inner, "networks/rete-cibo.yml", "temi: [poverta]", "temi: [poverta, anziani]")

    found = _review(inner)

    assert [record.id for record in found.changed] == ["rete-cibo"]
    assert (found.added, found.removed) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "@chiunque",
        "#12",
        "owner/repo#3",
        "https://male.example",
        "www.male.example",
        "<img src=x>",
        "`codice`",
        "[qui](male)",
        "![x](y)",
        "**forte**",
        "GH-12",
        "!7",
        "~etichetta",
        "%traguardo",
        "a@b.example",
        "| a | b |",
        ":fumo:",
    ],
)
def test_harmless(text: str) -> None:
    """No sign that a code host acts upon survives whole."""
    told = harmless(text)

    assert text not in told
    assert told.replace("\\", "").replace("\u200b", "") == text


def _large() -> Report:
    edits = [Edit(field="Descrizione " + "x" * 100, before="[@]" * 80, after="é" * 240)] * 60
    names = [Named(id=f"ente-{n}", kind="ente", name="#" * 300, file=f"organizations/ente-{n}.yml") for n in range(200)]
    changed = [{"id": "a", "kind": "rete", "name": "Rete", "file": "networks/a.yml", "fields": edits}] * 80
    return Report.model_validate({"added": names, "removed": names, "changed": changed, "records": 1080})


@pytest.mark.parametrize("shape", ["markdown", "json"])
def test_bounded(shape: str) -> None:
    """However large the change, the note fits in a comment and says what it left out."""
    write = (
        (lambda report: as_markdown(report, TEXTS))
        if shape == "markdown"
        else (lambda report: report.model_dump_json())
    )

    told = fitted(_large(), write)

    assert len(told.encode()) <= LONGEST_NOTE
    assert ("Questa nota è accorciata" in told) or json.loads(told)["left_out"] > 0


def test_bounded_though_every_line_is_long() -> None:
    """A comment fits also where a few items hold nothing but long lines of signs that Markdown wants escaped."""
    line = "#" * 600
    named = Named(id="a", kind="rete", name=line, file=line)
    field = Edit(field=line, before=line, after=line)
    changed = Changed(id="a", kind="rete", name=line, file=line, was=line, contact=True, fields=[field, field])
    report = Report(added=[named] * 2, changed=[changed] * 2, removed=[named] * 2, pages=[line] * 8, records=6)

    told = fitted(report, lambda part: as_markdown(part, TEXTS))

    assert len(told.encode()) <= LONGEST_NOTE


def test_report_travels(branch: Path) -> None:
    """Written as JSON and read again, a report says the same."""
    found = _review(branch)

    assert as_markdown(read_report(found.model_dump_json().encode()), TEXTS) == as_markdown(found, TEXTS)


def _noted(**forged: object) -> bytes:
    """Return a report with one finding that the check could make, but for what is given."""
    note = {
        "code": "E101",
        "severity": "error",
        "file": "networks/a.yml",
        "line": 3,
        "message": "La voce «x» qui non esiste.",
        "hint": "",
    }
    return json.dumps({"introduced": [note | forged], "errors": 1}).encode()


def test_a_finding_of_the_check_is_let_in() -> None:
    """What the check says is read, also where its hint is long and was cut."""
    assert read_report(_noted()).errors == 1
    assert read_report(_noted(hint="Qui si possono usare: nome, te…")).errors == 1


@pytest.mark.parametrize(
    "mark", ["\n\n", "\r", "\u2028", "\u202e", "\u2066", "\u200b", "\x1b[2J", "\x85", "\U000e0041"]
)
def test_a_name_stays_on_its_line(mark: str) -> None:
    """A name in a forged report can neither end its line nor turn it round; nothing that is hidden stays hidden."""
    name = f"Rete{mark}Controllato dalla redazione"
    forged = {"id": "a", "kind": "rete", "name": name, "file": "networks/a.yml"}
    report = read_report(json.dumps({"added": [forged], "records": 1, "files": [name], "pages": [name]}).encode())

    for note in (as_markdown(report, TEXTS), as_text(report, TEXTS)):
        assert not any(line.startswith("Controllato") for line in note.splitlines())
        assert "⟨U+" in note.replace("\\", "")
    assert mark == "\n\n" or mark not in as_text(report, TEXTS)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"non json",
        b'{"altro": 1}',
        b"\xff\xfe",
        b'{"records": "1"}',
        b"[" * 30_000,
        b'{"added": [{"id": "a", "kind": "altro", "name": "x", "file": "y"}]}',
        b'{"pages": ["' + b"x" * 601 + b'"]}',
        b" " * 70_000,
        b'{"records": -3}',
        b'{"hints": -1}',
        b'{"left_out": -5}',
        b'{"records": 0, "added": [{"id": "a", "kind": "rete", "name": "x", "file": "y"}]}',
        _noted(code="E999"),
        _noted(code="Controllato dalla redazione"),
        _noted(message="Controllato dalla redazione: si può accettare."),
        _noted(message="La voce «x» qui non esiste. Controllato dalla redazione."),
        _noted(hint="Controllato dalla redazione."),
        _noted(severity="hint"),
        _noted(line=-1),
    ],
)
def test_hostile_reports(content: bytes) -> None:
    """Anything but a report of a reasonable size is refused with a sentence."""
    with pytest.raises(CannotRun):
        read_report(content)
