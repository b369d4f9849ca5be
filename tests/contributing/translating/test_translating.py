"""To a translator and back: every text once, nothing of anybody else's written over, nothing hostile read."""

import csv
import io
import re
from pathlib import Path

import pytest

from generator.contributing.files.changes import findings_after, write_change
from generator.contributing.refusals import Refused
from generator.contributing.translating import files
from generator.contributing.translating.ageing import older_than_the_italian
from generator.contributing.translating.entries import entries_of
from generator.contributing.translating.files import Returned, read_returned, written
from generator.contributing.translating.taking import take
from generator.errors import CannotRun
from generator.reading.folder import read_folder
from tests.conftest import TODAY
from tests.contributing.git import commit, repository

RECORD = """# La banca del tempo
nome: Banca del tempo # come sullo statuto
tipo: odv
descrizione_breve: Ore in cambio di ore.
traduzioni: # tre lingue
  # chiesta al centro arabo
  - {lingua: ar, descrizione_breve: ساعات مقابل ساعات} # da rivedere
attivita:
  - id: sportello
    nome: Sportello # il martedì
    tipo: segretariato_sociale
    descrizione: |
      Si viene, si chiede.
      Si torna.
    quando: {testo: "+ ogni martedì"}
fonti: [{titolo: Statuto, letta_il: 2026-09-01}]
"""
VOCABULARY = """id: temi
termini:
  - {codice: orti_urbani, it: Orti urbani, definizione: Dove si coltiva insieme.} # aggiunti da noi
"""
HOME = "organizations/banca-del-tempo"
SPOKEN = {
    f"{HOME}#descrizione_breve": "Hours for hours.",
    f"{HOME}#attivita/sportello/nome": "Help desk",
    f"{HOME}#attivita/sportello/descrizione": "You come,\nyou ask.",
    f"{HOME}#attivita/sportello/quando": "= every Tuesday",
    "vocabularies/temi#termini/orti_urbani/etichetta": "Urban gardens",
    "vocabularies/temi#termini/orti_urbani/definizione": "Where people grow things together.",
}
AFTER = """# La banca del tempo
nome: Banca del tempo # come sullo statuto
tipo: odv
descrizione_breve: Ore in cambio di ore.
traduzioni: # tre lingue
  # chiesta al centro arabo
  ar: {descrizione_breve: ساعات مقابل ساعات} # da rivedere
  en:
    descrizione_breve: Hours for hours.
attivita:
  - id: sportello
    nome: Sportello # il martedì
    tipo: segretariato_sociale
    descrizione: |
      Si viene, si chiede.
      Si torna.
    quando: {testo: "+ ogni martedì"}
    traduzioni:
      en:
        nome: Help desk
        descrizione: |-
          You come,
          you ask.
        quando: "= every Tuesday"
fonti: [{titolo: Statuto, letta_il: 2026-09-01}]
"""


@pytest.fixture
def town(valdoria: Path) -> Path:
    """Return Valdoria with a body and a vocabulary of its own."""
    (valdoria / f"{HOME}.yml").write_text(RECORD, "utf-8")
    (valdoria / "vocabularies" / "temi.yml").write_text(VOCABULARY, "utf-8")
    return valdoria


def _translated(path: Path, texts: dict[str, str]) -> None:
    """Do what a translator does: fill in the texts that are known, leave the others."""
    content = path.read_text("utf-8-sig")
    if path.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(content), delimiter=";"))
        rows = [[key, italian, texts.get(key, said), before] for key, italian, said, before in rows]
        out = io.StringIO()
        csv.writer(out).writerows(rows)  # with commas: spreadsheets save as they like
        path.write_text(out.getvalue(), "utf-8")
        return
    for key, text in texts.items():
        content = re.sub(
            rf'(<trans-unit id="{re.escape(key)}">\n<source>[^<]*</source>)', rf"\1<target>\n {text}</target>", content
        )
    path.write_text(content, "utf-8")


@pytest.mark.parametrize("name", ["da-tradurre.csv", "da-tradurre.xlf"])
def test_there_and_back(town: Path, tmp_path: Path, name: str) -> None:
    """Every text goes out once and comes back to its place; comments stay, and a list of languages is a mapping."""
    sources = read_folder(town)
    missing = [entry for entry in entries_of(sources, "en") if not entry.target]
    path = tmp_path / name
    path.write_bytes(written(path, missing, "en"))
    assert path.read_bytes() == written(path, missing, "en")
    _translated(path, SPOKEN)

    made = take(sources, read_returned(path, "en"), "en")

    assert (made.written, made.empty, made.kept, made.unread) == (len(SPOKEN), len(missing) - len(SPOKEN), [], [])
    assert made.change[f"{HOME}.yml"] == AFTER
    assert "en: Urban gardens" in made.change["vocabularies/temi.yml"]
    assert "en: Where people grow things together.}} # aggiunti da noi" in made.change["vocabularies/temi.yml"]
    assert findings_after(sources, made.change, TODAY)[1] == []
    write_change(town, made.change)
    left = [entry.key for entry in entries_of(read_folder(town), "en") if not entry.target]
    assert left == [entry.key for entry in missing if entry.key not in SPOKEN]


def test_what_is_asked(town: Path) -> None:
    """No name of a body, no label of a place, nothing of a draft: the words that people need, each with its key."""
    (town / "organizations" / "bozza.yml").write_text("nome: Bozza\ntipo: odv\nstato: bozza\ndescrizione: x\n", "utf-8")
    entries = {entry.key: entry for entry in entries_of(read_folder(town), "en")}

    assert SPOKEN.keys() <= entries.keys()
    assert [key for key in entries if key.startswith((f"{HOME}#nome", "organizations/bozza"))] == []
    assert [key for key in entries if key.startswith("vocabularies/territori") and key.endswith("etichetta")] == []
    assert entries["networks/rete-vicini-di-casa#nome"].target == "Good Neighbours Network"


def test_nothing_is_written_over(town: Path) -> None:
    """Italian that changed since, somebody's other words, a text that went: each stays, and is told with its line."""
    sources = read_folder(town)
    key, summary = "networks/rete-vicini-di-casa#nome", f"{HOME}#descrizione_breve"

    made = take(
        sources,
        [
            Returned(key, 2, "Rete Vicini di Casa", "Neighbours"),
            Returned(summary, 3, "Ore per ore.", "Hours for hours."),
            Returned(f"{HOME}#attivita/mercatino/nome", 4, "Mercatino", "Market"),
            Returned(f"{HOME}#attivita/sportello/nome", 5, "Sportello", "Help\u202edesk"),
            Returned("networks/rete-vicini-di-casa#descrizione_breve", 6, "", ""),
        ],
        "en",
    )

    assert [(kept.line, kept.reason, kept.present) for kept in made.kept] == [
        (2, "taken", "Good Neighbours Network"),
        (3, "changed", "Ore in cambio di ore."),
        (4, "unknown", ""),
        (5, "hidden", ""),
    ]
    assert (made.change, made.empty) == ({}, 1)
    again = [Returned(key, 2, "Rete Vicini di Casa", "The neighbours", "Good  Neighbours Network")]
    assert take(sources, again, "en").written == 1


UNIT = '<trans-unit id="a"><source>A</source><target>B</target></trans-unit>'


def _xliff(inside: str, about: str = 'target-language="en"') -> str:
    return f'<xliff version="1.2">\n<file {about}><body>\n{inside}\n</body></file></xliff>'


@pytest.mark.parametrize(
    ("content", "key", "line"),
    [
        ('<!DOCTYPE x [<!ENTITY a "aaaa">]>\n<xliff>&a;</xliff>', "translate_doctype", 1),
        ('<?xml version="1.0"?>\n<!DOCTYPE x SYSTEM "file:///etc/passwd"><xliff/>', "translate_doctype", 2),
        (_xliff("&a;"), "translate_xml", 3),
        (_xliff(UNIT)[:-40], "translate_xml", 3),
        ("", "translate_xml", 1),
        ("<html/>", "translate_no_xliff", 1),
        (_xliff(UNIT, 'target-language="fr"'), "translate_language", 2),
        (_xliff("<trans-unit><source>A</source></trans-unit>"), "translate_no_key", 3),
        (_xliff(f"{UNIT}\n{UNIT}"), "translate_twice", 4),
        (_xliff(UNIT.replace("B", "B" * 20_001)), "translate_long", 3),
        (_xliff(UNIT + UNIT.replace('"a"', '"b"') + UNIT.replace('"a"', '"c"')), "translate_many", 3),
    ],
)
def test_hostile_xliff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, key: str, line: int) -> None:
    """What is no such file, or could harm who reads it, is refused with its line; nothing in it is ever opened."""
    monkeypatch.setattr(files, "MAX_UNITS", 2)
    path = tmp_path / "x.xlf"
    path.write_text(content, "utf-8")

    with pytest.raises(Refused) as refusal:
        read_returned(path, "en")

    assert (refusal.value.key, refusal.value.values["line"]) == (key, line)
    assert "x.xlf" in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"chiave;italiano\na;b\n", "translate_columns"),
        (b"chiave;italiano;traduzione (fr)\na;b;c\n", "translate_language"),
        (b"chiave;italiano;traduzione (en)\n;b;c\n", "translate_no_key"),
        (b"chiave;italiano;traduzione (en)\na;b;c\na;b;d\n", "translate_twice"),
        ("chiave;italiano;traduzione (en)\na;città;c\n".encode("cp1252"), "translate_encoding"),
    ],
)
def test_other_tables(tmp_path: Path, content: bytes, key: str) -> None:
    """A table that is another, or has lost its letters, is refused."""
    path = tmp_path / "x.csv"
    path.write_bytes(content)

    with pytest.raises(Refused) as refusal:
        read_returned(path, "en")

    assert refusal.value.key == key


def test_files_that_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No such file, one too large, a format that nobody asked for."""
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    (tmp_path / "x.xlf").write_text(_xliff(UNIT), "utf-8")
    for path in (tmp_path / "none.csv", tmp_path / "x.xlf"):
        with pytest.raises(CannotRun):
            read_returned(path, "en")
    with pytest.raises(CannotRun):
        written(tmp_path / "x.docx", [], "en")


def test_xliff_2(tmp_path: Path) -> None:
    """Programs that write XLIFF 2 are read too, with what they mark inside a text."""
    path = tmp_path / "x.xlf"
    path.write_text(
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="it" trgLang="en"><file id="f">'
        '<unit id="a"><notes><note>N</note></notes><segment><source>Ore <pc id="1">in</pc> cambio</source>'
        "<target>Hours</target></segment></unit></file></xliff>",
        "utf-8",
    )

    assert [(unit.key, unit.source, unit.target) for unit in read_returned(path, "en")] == [
        ("a", "Ore in cambio", "Hours")
    ]


def test_translations_older_than_their_italian(town: Path) -> None:
    """The history tells which Italian changed after its translation did; without one nobody knows."""
    record = town / f"{HOME}.yml"
    record.write_text(AFTER, "utf-8")
    sources = read_folder(town)
    assert older_than_the_italian(sources, entries_of(sources, "en"), "en") is None
    repository(town)
    record.write_text(AFTER.replace("Si torna.", "Si torna il giovedì.").replace("Ore in", "Ore, in"), "utf-8")
    commit(town, "Cambia l'italiano")
    record.write_text(record.read_text("utf-8").replace("Hours for", "Hours, for"), "utf-8")
    commit(town, "Traduci di nuovo la frase")
    record.write_text(record.read_text("utf-8").replace("nome: Sportello #", "nome: Lo sportello #"), "utf-8")

    sources = read_folder(town)

    older = older_than_the_italian(sources, entries_of(sources, "en"), "en")
    assert sorted(older or ()) == [
        f"{HOME}#attivita/sportello/descrizione",
        f"{HOME}#attivita/sportello/nome",
    ]
