"""`intreccio inbox`: what came in is read together, the simple goes in, what disagrees stands side by side."""

import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from generator.cli import app
from generator.contributing.proposals.proposal import Field, Proposal, write_proposal
from generator.exports.form import fingerprint
from tests.contributing.git import git, repository

AUSER = "organizations/auser-ponte.yml"
VERIFIED = {"data": "2026-09-20", "da": "Auser Ponte", "metodo": "autodichiarazione"}


def proposal(*fields: tuple[Any, ...], record: str = "auser-ponte", **more: Any) -> str:
    """Write a proposal about an organisation."""
    told = tuple(Field(tuple(path.split("/")), *values) for path, *values in fields)
    return write_proposal(Proposal("ente", record, told, **more))


def inbox(root: Path, letters: Path, *options: str) -> Result:
    """Run the command."""
    command = ["inbox", str(letters), "-C", str(root), "--today", "2026-11-22", *options]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture
def catalogue(valdoria: Path) -> Path:
    """Return the catalogue of Valdoria, kept in Git."""
    return repository(valdoria)


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """Return an empty folder for letters."""
    folder = tmp_path / "lettere"
    folder.mkdir()
    return folder


def test_twelve_from_one_base_are_merged_by_fields(catalogue: Path, letters: Path) -> None:
    """All were written on one version of one record: most go in, what disagrees stands side by side."""
    mark = fingerprint((catalogue / AUSER).read_bytes())
    told: list[tuple[Any, ...]] = [
        ("verifica", VERIFIED, {**VERIFIED, "data": "2026-11-20"}),
        ("anno", "1998", "1997"),
        ("anno", "1998", "1996"),  # disagrees with the one before it
        ("attivita/spesa-a-casa/quando/testo", "martedì e venerdì mattina", "lunedì mattina"),
        ("attivita/spesa-a-casa/costo", None, "gratuito"),
        ("attivita/spesa-a-casa/lingue", None, ["it", "ar"]),
        ("attivita/spesa-a-casa/eta", None, {"da": "65"}),
        ("destinatari", ["persone_anziane"], ["persone_anziane", "caregiver"]),
        ("persone/+", None, {"anno": "2025", "volontari": "32"}),
        ("descrizione_breve", "Volontari che accompagnano e tengono compagnia.", "Volontari che accompagnano."),
        ("contatti/valore=0522123456/valore", "0522123456", "0522654321"),
        ("fonti/+", None, {"titolo": "Pieghevole 2026"}),
    ]
    for at, change in enumerate(told, 1):
        (letters / f"{at:02}.txt").write_text(proposal(change, fingerprint=mark, source=f"voce {at}"), "utf-8")

    said = json.loads(inbox(catalogue, letters, "--json").stdout)
    care = {row["letter"]: (row["care"], row["reasons"]) for row in said["proposals"]}
    assert care["01.txt"] == ("simple", [])
    assert care["02.txt"] == care["03.txt"] == ("read", ["clash"])
    assert care["10.txt"] == ("read", ["text"])
    assert care["11.txt"] == ("delicate", ["contact"])
    assert said["clashes"] == [{"field": "anno", "letters": ["02.txt", "03.txt"]}]

    shown = inbox(catalogue, letters, "--applica").output
    assert "02.txt: 1997" in shown
    assert "03.txt: 1996" in shown
    subjects = git(catalogue, "log", "--format=%s%n%b").split("\n")
    assert sum(line.startswith("Auser Ponte: ") for line in subjects) == 8
    assert "Fonte: voce 1" in subjects
    assert git(catalogue, "log", "--format=%(trailers:key=Proposta-arrivata,valueonly)").count("giorno non detto") == 8
    text = (catalogue / AUSER).read_text("utf-8")
    for written in (
        "lunedì mattina",
        "costo: gratuito",
        "lingue: [it, ar]",
        "caregiver",
        "Pieghevole 2026",
        "2026-11-20",
    ):
        assert written in text
    for waiting in ("1997", "1996", "0522654321"):
        assert waiting not in text
    assert "# OBBLIGATORIO" in text
    assert git(catalogue, "status", "--porcelain") == ""


def test_other_languages_are_read_by_somebody(catalogue: Path, letters: Path) -> None:
    """Whoever does not read Arabic cannot tell what it says: no translation goes in by itself, whatever it is of."""
    (letters / "1.txt").write_text(proposal(("attivita/spesa-a-casa/traduzioni/ar/quando", None, "الثلاثاء")), "utf-8")
    (letters / "2.txt").write_text(proposal(("in_inglese/nome", None, "Auser Bridge")), "utf-8")

    said = json.loads(inbox(catalogue, letters, "--json").stdout)

    assert [(row["care"], row["reasons"]) for row in said["proposals"]] == [("read", ["adds"])] * 2


def test_letters_of_every_kind(catalogue: Path, letters: Path) -> None:
    """Plain texts, e-mails, the issues of a host; who wrote is nowhere; what cannot be read is told."""
    mail = EmailMessage()
    mail["From"], mail["Date"] = "Anna Bianchi <anna.bianchi@posta.example>", "Mon, 16 Nov 2026 10:00:00 +0100"
    mail.set_content(f"Buongiorno,\n\n{proposal(('anno', '1998', '1999'))}\nAnna Bianchi\n")
    (letters / "a.eml").write_bytes(bytes(mail))
    only_html = EmailMessage()
    only_html.set_content(f"<p>{proposal(('anno', '1998', '1990'))}</p>", subtype="html")
    (letters / "b.eml").write_bytes(bytes(only_html))
    issues = [
        {"number": 7, "createdAt": "2026-11-10T08:00:00Z", "body": proposal(("stato", "attiva", "rimossa"))},
        {"iid": 8, "description": "Buongiorno, non so come si fa"},
        "niente",
    ]
    (letters / "c.json").write_text(json.dumps(issues), "utf-8")
    (letters / "d.txt").write_bytes(b"\xff\xfe\xfa")
    (letters / "e.pdf").write_bytes(b"%PDF")
    (letters / "f.txt").symlink_to(catalogue / AUSER)

    said = json.loads(inbox(catalogue, letters, "--json").stdout)

    assert [(row["letter"], row["day"], row["care"], row["reasons"]) for row in said["proposals"]] == [
        ("a.eml", "2026-11-16", "simple", []),
        ("#7", "2026-11-10", "delicate", ["removes"]),
    ]
    assert {row["letter"]: row["reason"] for row in said["unread"]} == {
        "b.eml": "inbox_html",
        "#8": "proposal_none",
        "d.txt": "proposal_encoding",
        "e.pdf": "inbox_other",
        "f.txt": "inbox_other",
    }
    shown = inbox(catalogue, letters).output
    assert "Bianchi" not in shown
    assert "#8 è scritta con parole sue" in shown
    assert "e.pdf non si legge: non è una lettera che si legge da sola" in shown


def test_one_new_body_told_twice(catalogue: Path, letters: Path) -> None:
    """Two people write of the same new body: it is said, and neither goes in by itself."""
    for name, record in (("uno.txt", "banca-del-tempo"), ("due.txt", "la-banca-del-tempo")):
        fields = (("nome", None, "Banca del Tempo"), ("tipo", None, "aps"), ("territori", None, ["valdoria-ponte"]))
        (letters / name).write_text(proposal(*fields, record=record, new=True), "utf-8")

    result = inbox(catalogue, letters, "--applica")
    said = json.loads(inbox(catalogue, letters, "--json").stdout)

    assert said["twice"] == [["due.txt", "uno.txt"]]
    assert "Forse la stessa cosa, due volte:" in result.output
    assert not list((catalogue / "organizations").glob("*banca*"))


def test_a_protected_place_waits(catalogue: Path, letters: Path) -> None:
    """What would uncover a refuge is never simple, and its street is not repeated."""
    fields = (("luoghi/rifugio/riservato", "true", None), ("luoghi/rifugio/indirizzo", None, "via del Ponte 99"))
    (letters / "a.txt").write_text(proposal(*fields), "utf-8")

    result = inbox(catalogue, letters, "--applica")

    assert "un luogo non sarebbe più riservato" in result.output
    assert "via del Ponte 99" not in result.output
    assert "riservato: true" in (catalogue / AUSER).read_text("utf-8")


def test_answers_are_ready(catalogue: Path, letters: Path, tmp_path: Path) -> None:
    """One for each letter, kind and in Italian: what went in, what is asked first."""
    (letters / "a.txt").write_text(proposal(("anno", "1998", "1999")), "utf-8")
    (letters / "b.txt").write_text(proposal(("contatti/valore=0522123456/valore", "0522123456", "0522654321")), "utf-8")
    (letters / "c.txt").write_text("Ciao!", "utf-8")
    (letters / "d.txt").write_text(proposal(("anno", "1998", "1997")).replace("Fine della", "Fine"), "utf-8")
    (letters / "e.jpg").write_bytes(b"nobody to answer")
    folder = tmp_path / "risposte"

    inbox(catalogue, letters, "--applica", "--risposte", str(folder))

    first, second, third, fourth = (path.read_text("utf-8") for path in sorted(folder.iterdir()))
    assert "«Auser Ponte» è aggiornata: anno." in first
    assert "chiediamo una conferma ai recapiti già pubblicati" in second
    assert "Lo legge una persona" in third
    assert "Non siamo riusciti a leggere la proposta" in fourth
    assert all(text.startswith("Buongiorno") for text in (first, second, third, fourth))


def test_one_that_is_wrong_does_not_hold_up_the_others(catalogue: Path, letters: Path) -> None:
    """Of proposals about one record one that brings an error waits alone; what is there already is no work."""
    told: list[tuple[Any, ...]] = [
        ("anno", "1998", "1999"),
        ("stato", "attiva", "attiva"),
        ("temi", ["anziani"], ["marziani"]),
        ("verifica/metodo", "autodichiarazione", None),  # who confirms need not say how
    ]
    for at, change in enumerate(told, 1):
        (letters / f"{at}.txt").write_text(proposal(change), "utf-8")

    said = json.loads(inbox(catalogue, letters, "--json").stdout)
    shown = inbox(catalogue, letters).output

    assert {row["letter"]: row["care"] for row in said["proposals"]} == {
        "1.txt": "simple",
        "2.txt": "simple",
        "3.txt": "delicate",
        "4.txt": "simple",
    }
    assert "temi: anziani → marziani" in shown
    assert "Le semplici che vanno d'accordo con le altre sono 2" in shown


def test_without_git_files_are_written_all_the_same(valdoria: Path, letters: Path) -> None:
    """A catalogue may be kept elsewhere; what someone else left half done is not committed."""
    (letters / "a.txt").write_text(proposal(("anno", "1998", "1999")), "utf-8")
    assert "Accolte: 1" in inbox(valdoria, letters, "--applica").output

    other = repository(valdoria)
    half_done = other / "networks" / "rete-cibo.yml"
    half_done.write_text(f"{half_done.read_text('utf-8')}# a metà\n", "utf-8")
    (letters / "a.txt").write_text(proposal(("anno", "1999", "2000")), "utf-8")
    inbox(other, letters, "--applica")
    assert git(other, "status", "--porcelain") == "M networks/rete-cibo.yml"


def test_a_request_of_removal_has_its_term_and_its_answer(valdoria: Path, tmp_path: Path) -> None:
    """The letter that a record's page begins is read; a month is at most thirty days; other letters are only unread."""
    letters = tmp_path / "lettere"
    letters.mkdir()
    head = "From: a@b.example\nDate: {day}\nSubject: Rimozione\n\n"
    asked = "Pagina: https://reti.example/{page}/\nChiediamo di togliere\nquesta scheda. Chi lo chiede (ente):\n"
    mails = {
        "ente.eml": head.format(day="Fri, 20 Nov 2026 10:00:00 +0100") + asked.format(page="enti/auser-ponte"),
        "parte.eml": head.format(day="Sun, 1 Feb 2026 10:00:00 +0100")
        + asked.format(page="attivita/auser-ponte/spesa-a-casa"),
        "senza-giorno.txt": asked.format(page="enti/oratorio-san-luca"),
        "altra.txt": "Pagina: https://reti.example/enti/auser-ponte/\nGrazie di tutto.\n",
        "sconosciuta.txt": asked.format(page="enti/nessuno"),
    }
    for name, text in mails.items():
        (letters / name).write_text(text, "utf-8")
    command = ["inbox", str(letters), "-C", str(valdoria), "--today", "2026-11-22", "--risposte", str(tmp_path / "r")]
    read = json.loads(CliRunner().invoke(app, [*command, "--json"]).stdout)
    shown = CliRunner().invoke(app, [*command, "--applica"]).output

    terms = {row["letter"]: (row["care"], row["answer_by"]) for row in read["proposals"]}
    assert terms == {
        "ente.eml": ("delicate", "2026-12-20"),
        "parte.eml": ("delicate", "2026-03-01"),
        "senza-giorno.txt": ("delicate", None),
    }
    assert {row["letter"] for row in read["unread"]} == {"altra.txt", "sconosciuta.txt"}
    assert "risposta entro il 20 dicembre 2026" in shown
    assert "intreccio remove auser-ponte/spesa-a-casa" in shown
    answer = next(path for path in (tmp_path / "r").iterdir() if "ente-eml" in path.name).read_text("utf-8")
    assert "entro il 20 dicembre 2026" in answer
