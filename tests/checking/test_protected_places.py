"""Addresses in a record with a protected place, and beside it in the records of others."""

import copy
from pathlib import Path
from typing import Any

import pytest

from generator.catalogue.vocabularies import Vocabularies
from generator.checking import check
from generator.checking.protected_places import hidden_in, open_addresses
from generator.checking.shape import check_shape
from generator.reading.folder import read_folder
from tests.conftest import TODAY, report
from tests.hostile.generated import Maker

PROTECTED = {"id": "r", "nome": "Rifugio", "riservato": "sì"}
STREET = "Siamo in via del Ponte 8."


@pytest.mark.parametrize(
    "text",
    [
        "via del Ponte 8", "Via Roma, 5", "VIA DEL PONTE 8", "viale della Stazione 60", "V.le Mazzini 3/b",
        "p.zza S. Luca 1", "piazza Garibaldi n. 4", "Piazza 8 Marzo, 5", "corso Italia 12", "Largo dei Mille, 3",
        "Strada del Colle 5",
        "vicolo stretto 2", "località Ponte 8", "loc. Ca' Bianca 12", "contrada San Pietro 7", "Lungomare Marconi 9",
        "via XX Settembre 8", "via Ponte numero 8", "via  Roma 5", "via\u00a0Roma 5", "via del\nPonte 8", "al civico 8",
        "42121 Reggio Emilia", "CAP 42121", "Brückenstraße 8", "12 Bridge Street", "44.6983, 10.6312", "8FPHMJXP+4X",
        "44°41'54\"N 10°37'52\"E", "https://www.google.com/maps/place/X", "https://maps.app.goo.gl/abc",
        "https://www.openstreetmap.org/#map=18/44/10", "https://w3w.co/a.b.c",
    ],
)  # fmt: skip
def test_an_address(text: str) -> None:
    """A street with its number, a postal code, a point or a page of a map are an address, however they are written."""
    assert [spotted.code for spotted in hidden_in(f"Siamo qui: {text}.", "")][:1] == ["E308"]


@pytest.mark.parametrize(
    "text", ["in via del Ponte", "dietro la chiesa", "di fronte alla stazione", "suona al citofono", "via-del-ponte-8",
             "al secondo piano", "fermata autobus 5", "vicino all'ospedale"],
)  # fmt: skip
def test_what_may_be_one(text: str) -> None:
    """A street without a number, or what stands beside a door, is asked about."""
    assert [spotted.code for spotted in hidden_in(text, "")] == ["W312"]


@pytest.mark.parametrize(
    "text",
    [
        "via mail 24 ore su 24", "si risponde via telefono 0522 123456", "in via sperimentale 3 giorni a settimana",
        "corso di italiano 2024", "Corso base 3", "corso per 12 persone", "largo a 20 giovani", "24 ore su 24",
        "dalle 9 alle 18", "350 donne accolte", "tel. 0522 123456", "per via di legge 119", "una strada lunga 10 anni",
        "campo estivo 2025", "lun–ven 9–13", "dal 2019 al 2025", "numero verde 1522", "una corte di 3 famiglie",
    ],
)  # fmt: skip
def test_no_address(text: str) -> None:
    """Hours, figures, years and telephones are none."""
    assert list(hidden_in(text, "")) == []


def test_only_a_protected_place_hides() -> None:
    """Without one, a record may say where it is; a place of a record that is open says what needs no hiding."""
    sede = {"nome": "Sede", "indirizzo": "Via Roma, 5 - 42121 Reggio Emilia", "riservato": "no"}

    assert open_addresses({"luoghi": [sede]}) is None
    openly = open_addresses({"luoghi": [sede, PROTECTED]})
    assert openly is not None
    assert list(hidden_in("In via Roma 5, a 42121 Reggio Emilia: via Roma è in centro", openly)) == []
    assert [spotted.code for spotted in hidden_in("In via Roma 58", openly)] == ["E308"]


def _texts_of(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(value, dict):
        return [found for key, part in value.items() for found in _texts_of(part, (*path, key))]
    if isinstance(value, list):
        return [found for index, part in enumerate(value) for found in _texts_of(part, (*path, index))]
    return [path] if isinstance(value, str) else []


@pytest.mark.parametrize("kind", ["rete", "ente"])
def test_every_text_of_a_record(kind: str) -> None:
    """Whatever key the schema has, now or later: a street under it is stopped where a place is protected."""
    record = Maker({"rete": "rete-altra", "ente": "ente-altro", "attivita": "ente-altro/ascolto"}).record(kind)
    record["luoghi"] = [PROTECTED]
    paths = [path for path in _texts_of(record) if "luoghi" not in path]
    assert len(paths) > 100

    seen = _streets_seen(record, paths, kind)
    # What depends on another text of the record is tried once more, alone.
    for path in set(paths) - seen:
        seen |= _streets_seen(record, [path], kind)

    assert set(paths) - seen == set()


def _streets_seen(record: dict[str, Any], paths: list[tuple[str | int, ...]], kind: str) -> set[tuple[str | int, ...]]:
    """Write a street at every one of the paths, and return those of them where it is told and masked."""
    changed = copy.deepcopy(record)
    for path in paths:
        within: Any = changed
        for step in path[:-1]:
            within = within[step]
        within[path[-1]] = STREET
    found = check_shape(changed, kind, "f", Vocabularies())
    return {finding.path for finding in found if finding.code == "E308" and finding.masked} & set(paths)


def test_comments(valdoria: Path) -> None:
    """What stands behind `#` is public too."""
    file = valdoria / "organizations" / "auser-ponte.yml"
    file.write_text(f"{file.read_text('utf-8')}# il rifugio è in piazza Nuova 3\n", "utf-8")

    assert [finding.code for finding in check(read_folder(valdoria), TODAY).findings] == ["E308"]


def test_nothing_is_said_without_a_tie(valdoria: Path) -> None:
    """The street of who has nothing to do with a protected place may stand in any record."""
    file = valdoria / "networks" / "rete-cibo.yml"
    file.write_text(f"{file.read_text('utf-8')}come_aderire: Si va in piazza Nuova 3\n", "utf-8")

    assert not {"E309", "W313"} & {finding.code for finding in check(read_folder(valdoria), TODAY).findings}


@pytest.mark.parametrize(
    "line", ["sito: via Segreta 7", "temi: [via Segreta 7]", "anno: via Segreta 7", "boh: via Segreta 7"]
)
def test_no_other_message_quotes_it(valdoria: Path, line: str) -> None:
    """What is also no web address, no code and no year is not repeated by the finding that says so."""
    file = valdoria / "organizations" / "auser-ponte.yml"
    key = line.partition(":")[0]
    kept = [row for row in file.read_text("utf-8").splitlines() if not row.startswith(f"{key}:")]
    file.write_text("\n".join([*kept, line]) + "\n", "utf-8")

    printed = report(valdoria)

    assert ("E308" in printed, "Segreta" in printed) == (True, False)


def test_a_story(valdoria: Path) -> None:
    """A story that tells of a body with a protected place may hold an address: it is asked whose."""
    story = next((valdoria / "content" / "storie").glob("*.md"))
    text = story.read_text("utf-8")
    _, front, body = text.split("---", 2)
    kept = "\n".join(row for row in front.splitlines() if not row.startswith("enti:"))
    story.write_text(f"---{kept}\nenti: [auser-ponte]\n---{body}\nCi vediamo in piazza Nuova 3.\n", "utf-8")

    assert "W313" in {finding.code for finding in check(read_folder(valdoria), TODAY).findings}
