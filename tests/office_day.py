"""A day of the office, acted out on the example town: `python -m tests.office_day` writes `docs/office-day.md`.

A spreadsheet comes in, twelve proposals, the renewals, a meeting, the yearly report, a removal and the hand-over. Every
step is the command that an office types, on a copy of the example town kept in Git; after each the records are counted,
and at the end nothing is lost or doubled. The audit acts it out again and compares the log with the one in the docs.
"""

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from gzip import decompress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from unittest.mock import patch
from zipfile import ZipFile

from typer.testing import CliRunner

from generator.cli import app
from generator.contributing.proposals.proposal import ADD, Field, Proposal, write_proposal
from generator.exports.form import fingerprint
from generator.reading.folder import read_folder
from tests.contributing.git import ENV, commit, git, repository

ROOT: Final = Path(__file__).resolve().parents[1]
TOWN: Final = ROOT / "examples" / "valdoria"
REGISTER: Final = ROOT / "tests" / "contributing" / "importing" / "albo.csv"
LOG: Final = ROOT / "docs" / "office-day.md"
DAY: Final = "2026-11-28"
LEFT: Final = "coro-della-torre"
_SHOWN: Final = 14
"""Lines of what a command prints that the log shows; the rest is counted."""


class Astray(Exception):
    """A step did not end as it must: something was lost, doubled or half done."""


@dataclass
class Day:
    """The catalogue, the folder beside it where letters come and go, and what is written down."""

    catalogue: Path
    desk: Path
    log: list[str] = field(default_factory=list)

    def runs(self, *words: object, code: int = 0) -> str:
        """Type a command in the catalogue; write it down with the first lines of its answer."""
        typed = [str(word) for word in words]
        result = CliRunner().invoke(app, [*typed, "-C", str(self.catalogue), "--today", DAY])
        if result.exit_code != code:
            raise Astray(f"intreccio {' '.join(typed)}: {result.exit_code}\n{result.output}{result.exception}")
        said = self._plain(result.output).strip().splitlines()
        more = [f"… ({len(said) - _SHOWN} righe ancora)"] if len(said) > _SHOWN + 1 else []
        shown = said if not more else said[:_SHOWN]
        self.log += ["", "```console", f"$ intreccio {self._plain(' '.join(typed))}", *shown, *more, "```"]
        return result.output

    def says(self, text: str) -> None:
        """Write down what the office thinks and does."""
        self.log += ["", text]

    def expects(self, what: str, *, found: object, wanted: object) -> None:
        """Count: what is not as it must be ends the day."""
        if found != wanted:
            raise Astray(f"{what}: {found} instead of {wanted}")
        self.log += ["", f"✓ {what}: {found}."]

    def records(self) -> dict[str, dict[str, Any]]:
        """Return every network and organisation, by its path without ending."""
        sources = read_folder(self.catalogue)
        return {
            file.file.removesuffix(".yml"): dict(file.data) for kind in ("rete", "ente") for file in sources.of(kind)
        }

    def _plain(self, words: str) -> str:
        words = words.replace(f"{self.desk}/", "").replace(f"{self.catalogue}/", "").replace(str(self.catalogue), ".")
        return re.sub(r"\x1b\[[0-9;]*m", "", words)


def acted(folder: Path) -> str:
    """Act the day out in an empty folder; return its log. Raises Astray where a step goes wrong."""
    catalogue, desk = folder / "valdoria", folder / "scrivania"
    shutil.copytree(TOWN, catalogue, ignore=shutil.ignore_patterns("site", ".intreccio"))
    desk.mkdir()
    repository(catalogue)
    day = Day(catalogue, desk)
    day.log.append(_HEAD)
    with patch.dict(os.environ, ENV):  # commands commit too: their words must not change with the machine or its day
        for step in (_spreadsheet, _proposals, _renewals, _meeting, _report, _removal, _hand_over):
            step(day)
            git(catalogue, "add", "--all")
            if git(catalogue, "status", "--porcelain"):
                commit(catalogue, step.__name__.strip("_"))
    return "\n".join(day.log) + "\n"


_HEAD: Final = """\
# A day in the office

What an office of two does with the catalogue, acted out by `python -m tests.office_day` on the example town: nothing
here is written by hand but the sentences between the commands. `✓` is a count that would have ended the day, had it
been wrong."""


def _spreadsheet(day: Day) -> None:
    day.says("## 9:00 — the municipal register comes in\n\nSixty associations, with the oddities of real ones.")
    before = day.records()
    table = day.desk / "albo.csv"
    shutil.copy(REGISTER, table)
    day.runs("import", table)
    day.expects("records changed by looking", found=day.records() == before, wanted=True)
    day.runs("import", table, "--scrivi", "--fonte", "Albo comunale 2026")
    after = day.records()
    new = {key: data for key, data in after.items() if key not in before}
    day.expects("records of before that changed", found=sum(after[key] != before[key] for key in before), wanted=0)
    day.expects("new records that are drafts", found={data["stato"] for data in new.values()}, wanted={"bozza"})
    account = (day.desk / "albo.resoconto.csv").read_text("utf-8-sig").splitlines()
    proposals = sorted((day.desk / "albo.proposte").glob("*.txt"))
    day.says(
        f"{len(new)} drafts, {len(proposals)} proposals about bodies that are there already, an account of"
        f" {len(account) - 1} lines. The same file a second time:"
    )
    commit(day.catalogue, "Bozze dall'albo comunale")
    day.runs("import", table, "--scrivi", "--fonte", "Albo comunale 2026")
    day.expects("records after the second time", found=len(day.records()), wanted=len(after))
    for proposal in proposals:
        day.runs("apply", proposal)
    day.runs("check")
    first = min(new)
    text = (day.catalogue / f"{first}.yml").read_text("utf-8")
    (day.catalogue / f"{first}.yml").write_text(text.replace("stato: bozza\n", ""), "utf-8")
    day.says(f"`{first}` was read and is right: the line `stato: bozza` goes, and it is on the site. The others wait.")
    day.runs("check")


def _twelve(day: Day) -> Iterator[tuple[str, Field]]:
    data = day.records()["organizations/auser-ponte"]
    activity = ("attivita", "spesa-a-casa")
    shopping = data["attivita"][0]
    yield "la presidenza", Field(("verifica",), data["verifica"], {**data["verifica"], "data": "2026-11-20"})
    yield "il segretario", Field(("anno",), data["anno"], "1997")
    yield "un socio", Field(("anno",), data["anno"], "1996")
    yield (
        "una volontaria",
        Field((*activity, "quando", "testo"), shopping["quando"]["testo"], "lunedì e venerdì mattina"),
    )
    yield "una volontaria", Field((*activity, "lingue"), None, ["it", "ar"])
    yield "un volontario", Field((*activity, "eta"), None, {"da": "65"})
    yield "la segreteria", Field(("destinatari",), data["destinatari"], ["persone_anziane", "caregiver"])
    yield "la segreteria", Field(("persone", ADD), None, {"anno": "2026", "volontari": "33"})
    yield (
        "il comitato",
        Field(("descrizione_breve",), data["descrizione_breve"], "Volontari che accompagnano chi è anziano."),
    )
    yield "la segreteria", Field(("contatti", "valore=0999 000 101", "valore"), "0999 000 101", "0999 000 111")
    yield "un socio", Field(("fonti", ADD), None, {"titolo": "Pieghevole 2026"})
    yield "una vicina", Field(("stato",), data["stato"], "rimossa")


def _proposals(day: Day) -> None:
    day.says("## 10:30 — twelve proposals\n\nAll about one record, all written on the version of yesterday evening.")
    letters = day.desk / "lettere"
    letters.mkdir()
    mark = fingerprint((day.catalogue / "organizations" / "auser-ponte.yml").read_bytes())
    for at, (who, change) in enumerate(_twelve(day), 1):
        proposal = Proposal("ente", "auser-ponte", (change,), fingerprint=mark, source=f"lo dice {who}")
        (letters / f"{at:02}.txt").write_text(write_proposal(proposal), "utf-8")
    commits = int(git(day.catalogue, "rev-list", "--count", "HEAD"))
    said = CliRunner().invoke(app, ["inbox", str(letters), "-C", str(day.catalogue), "--today", DAY, "--json"])
    care = [row["care"] for row in json.loads(said.stdout)["proposals"]]
    day.runs("inbox", letters, "--applica", "--risposte", day.desk / "risposte")
    taken = int(git(day.catalogue, "rev-list", "--count", "HEAD")) - commits
    day.expects("proposals taken in, each a commit", found=taken, wanted=care.count("simple"))
    day.expects("proposals that wait for somebody", found=len(care) - taken, wanted=12 - care.count("simple"))
    data = day.records()["organizations/auser-ponte"]
    day.expects("the year, on which two disagree, stays", found=data["anno"], wanted="1998")
    day.expects("whoever asks for removal is asked back first", found=data["stato"], wanted="attiva")
    day.says("The office rings up the association: 1997 is right, and nobody there wants to be taken out.")
    day.runs("apply", letters / "02.txt")
    day.expects("the year after the call", found=day.records()["organizations/auser-ponte"]["anno"], wanted="1997")


def _renewals(day: Day) -> None:
    day.says("## 11:30 — who has not confirmed for a year\n\nLetters are written, never sent: the office sends them.")
    day.runs("renewals", "--lettere", day.desk / "rinnovi")
    letters = sorted((day.desk / "rinnovi").rglob("*.eml"))
    day.says(f"{len(letters)} letters, and a list of whom they are for.")
    day.runs("renewals", "--lettere", day.desk / "rinnovi")
    day.expects(
        "letters after asking twice", found=len(sorted((day.desk / "rinnovi").rglob("*.eml"))), wanted=len(letters)
    )


def _meeting(day: Day) -> None:
    day.says("## 14:00 — a network meets\n\nThe coordinator opens the sheet at the table.")
    day.runs("agenda", "rete-vicini-di-casa", "--to", day.desk / "incontro.md")
    sheet = (day.desk / "incontro.md").read_text("utf-8")
    headings = [line.removeprefix("## ") for line in sheet.splitlines() if line.startswith("## ")]
    day.says(f"The sheet has: {'; '.join(headings)}.")
    pair = json.loads(_said(day, "overlaps", "--format", "json"))
    a, b = next(
        (entry["a"], entry["b"])
        for entry in _pairs(pair)
        if not any(part.startswith("rete-") for part in (entry["a"], entry["b"]))
    )
    body, activity = a.split("/")
    proposal = Proposal(
        "ente", body, (Field(("attivita", activity, "simile_a", ADD), None, {"attivita": b, "esito": "coordinata"}),)
    )
    day.says(f"Two activities were ticked as «coordinata»: `{a}` and `{b}`. The answers are one proposal.")
    (day.desk / "incontro.txt").write_text(write_proposal(proposal), "utf-8")
    day.runs("apply", "--tutte", day.desk / "incontro.txt")
    judged = next(item for item in day.records()[f"organizations/{body}"]["attivita"] if item.get("id") == activity)
    day.expects(
        "decisions in the record", found=[each["esito"] for each in judged["simile_a"]][-1], wanted="coordinata"
    )


def _said(day: Day, *words: str) -> str:
    result = CliRunner().invoke(app, [*words, "-C", str(day.catalogue), "--today", DAY])
    return result.stdout


def _pairs(read: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read if isinstance(read, list) else read["pairs"]
    return found


def _report(day: Day) -> None:
    day.says("## 15:00 — the yearly report\n\nOut of the history that Git keeps; without it, nothing is said.")
    day.runs("report", "--year", "2026")
    report = json.loads((day.catalogue / "content" / "rapporto" / "2026.json").read_text("utf-8"))
    day.expects("the report is of the year", found=str(report.get("anno", report.get("year"))), wanted="2026")


def _removal(day: Day) -> None:
    day.says("## 16:00 — somebody asks not to be there any more\n\nThey have a month's time by law; it takes a minute.")
    before = day.records()
    gone = f"organizations/{LEFT}"
    letter = (
        "From: coro@example\nDate: Thu, 26 Nov 2026 09:00:00 +0100\nSubject: Rimozione: Coro della Torre\n\n"
        f"Pagina: https://reti.example/enti/{LEFT}/\nChiediamo di togliere questa scheda.\nChi lo chiede: il coro\n"
    )
    (day.desk / "rimozione.eml").write_text(letter, "utf-8")
    day.runs("inbox", day.desk / "rimozione.eml")
    day.says("The choir answers at the number that is published: it was them.")
    day.runs("remove", LEFT)
    day.expects("records changed by looking", found=day.records() == before, wanted=True)
    day.runs("remove", LEFT, "--applica")
    commit(day.catalogue, "Tolta una scheda su richiesta")
    after = day.records()
    day.expects("records that went", found=sorted(before.keys() - after.keys()), wanted=[gone])
    day.expects("records that changed besides", found=[key for key in after if after[key] != before[key]], wanted=[])
    table = day.desk / "coro.csv"
    table.write_text("Denominazione;Comune;Settore\nCORO DELLA TORRE APS;Valdoria;cultura\n", "utf-8")
    day.says("The register of the year after has the choir all the same.")
    day.runs("import", table, "--scrivi", "--fonte", "Albo comunale 2027")
    day.expects("records brought back", found=sorted(day.records().keys() - after.keys()), wanted=[])


def _hand_over(day: Day) -> None:
    day.says(
        "## 17:00 — the colleague takes over\n\nWhat waits, a site on the body's own server, a copy that is whole."
    )
    day.runs("doctor", code=1)
    day.runs("publish", "--to", f"zip:{day.desk / 'sito.zip'}")
    with ZipFile(day.desk / "sito.zip") as site:
        named = [name for name in site.namelist() if _names_who_left(name.encode()) or _names_who_left(site.read(name))]
        day.expects(f"of {len(site.namelist())} files of the site, those that name the choir", found=named, wanted=[])
    copy = day.desk / "copia"
    git(day.desk, "clone", "--quiet", str(day.catalogue), str(copy))
    there = Day(copy, day.desk)
    day.expects("records in the copy", found=there.records() == day.records(), wanted=True)
    there.runs("check")


def _names_who_left(content: bytes) -> bool:
    """Look into compressed parts of the search index too."""
    content = decompress(content) if content.startswith(b"\x1f\x8b") else content
    return any(said in content.lower() for said in (LEFT.encode(), b"coro della torre"))


def whole_audit(folder: Path) -> Iterator[str]:
    """Act the day out and compare it with the docs, line by line."""
    try:
        log = acted(folder)
    except Astray as astray:
        yield f"office day: {astray}"
        return
    if log != LOG.read_text("utf-8"):
        yield f"office day: not as in {LOG.name}; write it again with python -m tests.office_day and read it"


def main() -> int:
    """Act it out and write the log."""
    with TemporaryDirectory() as folder:
        LOG.write_text(acted(Path(folder)), "utf-8")
    sys.stdout.write(f"{LOG}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
