"""The records of other catalogues: checked as ours, left out where they are wrong, never in the way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.catalogue.peers import Around
from generator.catalogue.removed import traces
from generator.checking import Checked, check
from generator.contributing.catalogues.peers import ask_peers
from generator.reading.folder import read_folder
from generator.reading.peers import KEPT
from generator.reading.removal_list import KEY_FILE, LIST, as_text, read_removals
from tests.conftest import TODAY, overlaid, report
from tests.neighbours import changed, export_of, lines_of, neighbour, settings_with, with_lines

NAME = "Le reti di Borgomaggiore"
CODE = "le-reti-di-borgomaggiore"


@dataclass
class Town:
    """Valdoria, which reads the site of Borgomaggiore from a folder beside it."""

    root: Path
    there: Path
    content: bytes

    def __post_init__(self) -> None:
        """Name the neighbour."""
        (self.root / "mkdocs.yml").write_text(settings_with({"nome": NAME, "cartella": "../there"}), "utf-8")

    def read(self, content: bytes | None = None) -> Checked:
        """Let Valdoria read another export, and check it."""
        export = self.there / "dati" / "scambio.jsonl"
        export.parent.mkdir(parents=True, exist_ok=True)
        export.write_bytes(self.content if content is None else content)
        ask_peers(self.root, TODAY)
        return check(read_folder(self.root), TODAY)

    def around(self, content: bytes | None = None) -> Around:
        """Return what Valdoria knows around it then."""
        around = self.read(content).catalogue.around
        assert around
        return around


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return what the catalogue of Borgomaggiore gives."""
    return export_of(neighbour(tmp_path_factory.mktemp("around") / "borgo"))


@pytest.fixture
def town(tmp_path: Path, content: bytes) -> Town:
    """Return Valdoria with a neighbour."""
    return Town(overlaid(tmp_path / "valdoria"), tmp_path / "there", content)


def _codes(checked: Checked) -> dict[str, int]:
    """Return how many records each warning about other catalogues is about."""
    told = (finding for finding in checked.findings if finding.code in {"W491", "W492", "W493", "W494"})
    return {f"{finding.code} {finding.hint}".strip(): int(str(finding.values.get("n", 1))) for finding in told}


def test_records_of_a_neighbour(town: Town) -> None:
    """They stand beside ours under ids of their own, tied to each other, with the way to their pages."""
    checked = town.read()
    around = checked.catalogue.around
    assert around
    theirs = around.catalogue

    assert "contrade" not in checked.catalogue.networks
    assert list(theirs.networks) == [f"{CODE}:contrade"]
    assert [tie.name for tie in theirs.members[f"{CODE}:contrade"]] == ["Auser Borgomaggiore"]
    assert {name.partition("/")[2] for name in theirs.activities} == {"caffe-in-cortile", "merenda-in-piazza"}
    assert around.peers[0].read_on == TODAY
    assert _codes(checked) == {}


def test_addresses_lead_home(town: Town) -> None:
    """A record leads to its page there, an activity to its own; without the address of a site nothing leads."""
    lines = lines_of(town.content)
    assert town.around().peers[0].addresses == {}

    lines[0]["url"] = "https://borgo.example/reti/"
    addresses = town.around(with_lines(lines)).peers[0].addresses

    assert addresses[f"{CODE}:contrade"] == "https://borgo.example/reti/reti/contrade/"
    assert addresses[f"{CODE}:contrade/merenda-in-piazza"].endswith("/reti/attivita/contrade/merenda-in-piazza/")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://borgo.example/",
        "data:text/html,x",
        "https:///x",
        "https://io:segreto@borgo.example/",
    ],
)
def test_a_neighbour_that_leads_elsewhere(town: Town, url: str) -> None:
    """What is no address of the web leads nowhere."""
    lines = lines_of(town.content)
    lines[0] |= {"url": url, "licenza": {"nome": "Mia", "url": url}}
    peer = town.around(with_lines(lines)).peers[0]

    assert (peer.url, peer.addresses, peer.licence_url) == ("", {}, "")


def test_places_are_known_again(town: Town) -> None:
    """The same town is one place; a quarter whose code means something else here gets its own; borders hold."""
    places = town.root / "vocabularies" / "territori.yml"
    text = places.read_text("utf-8").replace(
        "{codice: valdoria-ponte,",
        "{codice: centro, it: Centro, livello: quartiere, padre: valdoria}\n  - {codice: valdoria-ponte,",
    )
    places.write_text(text, "utf-8")
    around = town.around()
    vocabulary = around.vocabularies["territori"]

    assert around.catalogue.activities[f"{CODE}:contrade/merenda-in-piazza"].territories == (f"{CODE}-centro",)
    assert vocabulary.terms["centro"].parent == "valdoria"
    assert vocabulary.terms[f"{CODE}-centro"].parent == "borgo"
    assert around.catalogue.geography.neighbours("valdoria") == {"borgo"}


def test_istat_says_which_town(town: Town) -> None:
    """Two codes of one ISTAT code are one town; one code of two ISTAT codes is two."""
    places = town.root / "vocabularies" / "territori.yml"
    text = places.read_text("utf-8").replace(
        "it: Valdoria, livello: comune}",
        'it: Valdoria, livello: comune, istat: "099001"}\n'
        '  - {codice: borgo-m, it: Borgo, livello: comune, istat: "099002"}',
    )
    places.write_text(text, "utf-8")
    lines = lines_of(town.content)
    places_there = next(line for line in lines if line.get("vocabolario") == "territori")["termini"]
    for term in places_there:
        if term["livello"] == "comune":
            term["istat"] = {"borgo": "099002", "valdoria": "099009"}[term["codice"]]
    around = town.around(with_lines(lines))

    assert around.catalogue.networks[f"{CODE}:contrade"].territories == ("borgo-m",)
    assert around.vocabularies["territori"].terms[f"{CODE}-valdoria"].istat == "099009"


def test_what_is_not_known_is_put_aside(town: Town) -> None:
    """A key and a code of a later version are no mistakes: the record is shown, and they are counted."""

    def newer(line: dict[str, Any]) -> None:
        line["dati"] |= {"clima": "mite", "base": "planetaria"}
        line["dati"]["attivita"][0] |= {"meteo": ["sole"], "accessibilita": ["lis", "ologramma"]}

    checked = town.read(changed(town.content, newer))
    around = checked.catalogue.around
    assert around

    assert dict(around.peers[0].unknown) == {"clima": 1, "base": 1, "meteo": 1, "accessibilita": 1}
    assert around.catalogue.activities[f"{CODE}:contrade/merenda-in-piazza"].record.accessibility == ("lis",)
    assert _codes(checked) == {}


def _tax_code(line: dict[str, Any]) -> None:
    line["dati"]["descrizione"] = "Scrivere a RSSMRA80A01H501U."


def _protected(line: dict[str, Any]) -> None:
    line["dati"]["luoghi"] = [{"nome": "Casa", "riservato": "sì", "indirizzo": "via Segreta 1"}]


def _script(line: dict[str, Any]) -> None:
    line["dati"]["sito"] = "javascript:alert(1)"


def _nameless(line: dict[str, Any]) -> None:
    del line["dati"]["nome"]


def _draft(line: dict[str, Any]) -> None:
    line["dati"]["stato"] = "bozza"


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        (_tax_code, {"W494": 1}),
        (_protected, {"W494": 1}),
        (_script, {"W493": 1}),
        (_nameless, {"W493": 1}),
        (_draft, {}),
    ],
)
def test_a_wrong_record_is_left_out(town: Town, spoilt: Callable[[dict[str, Any]], None], told: dict[str, int]) -> None:
    """It is counted, never quoted; the others are there, and nothing of ours is stopped."""
    checked = town.read(changed(town.content, spoilt))
    around = checked.catalogue.around
    assert around

    assert (list(around.catalogue.networks), list(around.catalogue.organizations)) == ([], [f"{CODE}:auser-borgo"])
    assert _codes(checked) == told
    assert not checked.has_errors
    assert "RSSMRA80A01H501U" not in report(town.root)


def test_who_left_here_does_not_come_back_through_another(town: Town) -> None:
    """A body that was taken out of this catalogue is taken out of what others say."""
    (town.root / KEY_FILE).write_text("una chiave abbastanza lunga", "utf-8")
    known = traces(("auser-di-qui",), ("Auser Borgomaggiore",), ("borgo",), kind="ente")
    removals = read_removals(town.root).with_one_more(known, TODAY, "ente")
    (town.root / LIST).write_text(as_text(removals), "utf-8")
    around = town.around()

    assert list(around.catalogue.organizations) == []
    assert around.peers[0].left_out == {"removed": 1}


def test_who_is_removed_at_home_disappears(town: Town) -> None:
    """The next reading replaces the copy as a whole: nothing is left of a record that is not there any more."""
    assert town.around().catalogue.organizations
    lines = [line for line in lines_of(town.content) if line.get("tipo") != "ente"]
    around = town.around(with_lines(lines))

    assert list(around.catalogue.organizations) == []
    assert b"auser-borgo:" not in b"".join(path.read_bytes() for path in (town.root / KEPT).iterdir())


def test_a_broken_neighbour_is_shown_as_it_was(town: Town) -> None:
    """The last good copy serves, and it is said of when it is; after a month it does no more."""
    town.read()
    checked = town.read(b"<html>Manutenzione")
    later = check(read_folder(town.root), TODAY + timedelta(days=31))

    assert _codes(checked) == {"W492 shape": 1}
    assert checked.catalogue.around
    assert checked.catalogue.around.catalogue.networks
    assert _codes(later) == {"W491 old": 1}
    assert later.catalogue.around
    assert not later.catalogue.around.catalogue.networks


def test_a_neighbour_never_read(town: Town) -> None:
    """Of what could not be read nothing is shown; before anybody asked nothing is said."""
    before = check(read_folder(town.root), TODAY)
    checked = town.read(b"{}")

    assert _codes(before) == {}
    assert _codes(checked) == {"W491 shape": 1}


def test_one_body_in_two_catalogues(town: Town) -> None:
    """Editors are asked about it, with its page there."""
    body = town.root / "organizations" / "auser-borgo-valdoria.yml"
    body.write_text(
        "nome: Auser di Borgomaggiore\ntipo: odv\nterritori: [valdoria]\n"
        "contatti: [{tipo: telefono, valore: 0999 777}]\n"
        'fonti: [{url: "https://borgo.example/auser", letta_il: 2026-10-01}]\n',
        "utf-8",
    )
    lines = lines_of(town.content)
    theirs = next(line for line in lines if line.get("tipo") == "ente")
    theirs["dati"] |= {"contatti": [{"tipo": "telefono", "valore": "0999 777"}], "territori": ["valdoria"]}
    found = [finding for finding in town.read(with_lines(lines)).findings if finding.code == "H463"]

    assert [(finding.file, finding.values["catalogue"]) for finding in found] == [
        ("organizations/auser-borgo-valdoria.yml", NAME)
    ]
