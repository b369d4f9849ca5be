"""Exports of other catalogues, whoever wrote them."""

import json
from typing import Any

import pytest

from generator.reading.peers import NotAnExchange, read_exchange
from tests.neighbours import export_of, lines_of, neighbour, with_lines


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return what the catalogue of Borgomaggiore gives."""
    return export_of(neighbour(tmp_path_factory.mktemp("around") / "borgo"))


def _head(**changes: Any) -> bytes:
    return json.dumps({"intreccio": "scambio", "versione": "1", "schede": 0, **changes}).encode()


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (b"", "shape"),
        (b"<!doctype html><title>404</title>", "shape"),
        (b"[]", "shape"),
        (_head(intreccio="altro"), "shape"),
        (_head(versione="2"), "version"),
        (_head(versione="1.x"), "version"),
        (_head(schede=3), "cut"),
        (_head() + b"\n{not json}", "shape"),
        (_head() + b'\n{"tipo":"rete","tipo":"ente"}', "shape"),
        (_head() + b"\n" + b"[" * 100_000, "shape"),
        (_head() + b'\n{"a":' + b"9" * 600_000 + b"}", "large"),
        (b'{"intreccio":"scambio","versione":"1","schede":NaN}', "cut"),
        (b"\xff\xfe\x00", "shape"),
    ],
)
def test_what_is_no_export(wrong: bytes, reason: str) -> None:
    """It is refused as a whole, and it is known why."""
    with pytest.raises(NotAnExchange) as refused:
        read_exchange(wrong)

    assert refused.value.reason == reason


def test_half_a_transfer_is_no_removal(content: bytes) -> None:
    """Where a line is missing nothing is believed: else the rest would look like taken out."""
    with pytest.raises(NotAnExchange) as refused:
        read_exchange(b"\n".join(content.splitlines()[:-1]))

    assert refused.value.reason == "cut"


@pytest.mark.parametrize("version", ["1", "1.7"])
def test_a_later_version(content: bytes, version: str) -> None:
    """Within a version what is new is passed over: lines of another kind, keys of the head and of records."""
    lines = lines_of(content)
    lines[0] |= {"versione": version, "firma": "x"}
    lines.insert(1, {"novita": ["domani"]})
    read = read_exchange(with_lines(lines))

    assert [record.id for record in read.records] == ["contrade", "auser-borgo"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "../../passwd"),
        ("id", "UPPER"),
        ("id", "a" * 81),
        ("id", ["contrade"]),
        ("tipo", "storia"),
        ("dati", "text"),
        ("dati", {"nome": "hidden\u202eeman"}),
        ("dati", {"nome": "\ud800"}),
        ("dati", {"a": [[[[[[[[[[[[[["deep"]]]]]]]]]]]]]]}),
        ("dati", {"a": ["x"] * 2_001}),
        ("dati", {"k" * 101: "x"}),
    ],
)
def test_an_unreadable_record(content: bytes, key: str, value: object) -> None:
    """One record that no file could hold is counted and left out; the others are read."""
    lines = lines_of(content)
    next(line for line in lines if line.get("tipo") == "rete")[key] = value
    read = read_exchange(
        json.dumps(lines[0]).encode() + b"\n" + b"".join(json.dumps(x).encode() + b"\n" for x in lines[1:])
    )

    assert ([record.id for record in read.records], read.unreadable) == (["auser-borgo"], 1)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "//evil.example/x", "https://evil.example/", "../altro/", "/reti/", "reti/x?y", "a" * 500],
)
def test_an_address_never_leads_out(content: bytes, address: str) -> None:
    """The page of a record lies in its own site."""
    lines = lines_of(content)
    for line in lines:
        if line.get("tipo") == "rete":
            line["indirizzo"] = address
            line["indirizzi"] = {"attivita/merenda-in-piazza": address}
    network = read_exchange(with_lines(lines)).records[0]

    assert (network.address, dict(network.addresses)) == ("", {})


def test_scalars_are_texts(content: bytes) -> None:
    """Numbers, truth and nothing are what the reader of YAML would have read."""
    lines = lines_of(content)
    next(line for line in lines if line.get("tipo") == "rete")["dati"] |= {"anni": 7, "si": True, "niente": None}
    data = read_exchange(with_lines(lines)).records[0].data

    assert (data["anni"], data["si"], data["niente"]) == ("7", "sì", "")


def test_bounds_of_words_and_records(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than a catalogue can have is no catalogue."""
    monkeypatch.setattr("generator.reading.peers.MOST_RECORDS", 1)
    with pytest.raises(NotAnExchange, match="large"):
        read_exchange(content)
    monkeypatch.setattr("generator.reading.peers.MOST_RECORDS", 2)
    assert len(read_exchange(content).records) == 2
    monkeypatch.setattr("generator.reading.peers._MOST_TERMS", 3)
    with pytest.raises(NotAnExchange, match="large"):
        read_exchange(content)


def test_words_keep_no_way_to_call(content: bytes) -> None:
    """Of a word nothing is read that would lead a reader somewhere."""
    lines = lines_of(content)
    places = next(line for line in lines if line.get("vocabolario") == "territori")
    places["termini"][0] |= {"contatti": [{"tipo": "telefono", "valore": "1"}], "numeri": ["666"], "url": "x"}

    assert set(read_exchange(with_lines(lines)).words["territori"][0]) <= {"codice", "it", "livello", "confina_con"}
