"""What other catalogues read: the public records whole, and nothing else."""

from pathlib import Path

from generator.checking import check
from generator.exports.exchange import exchange, public_data
from generator.exports.tables import Publication
from generator.reading.folder import read_folder
from generator.reading.peers import read_exchange
from generator.site.published import published
from tests.conftest import EXAMPLE, TODAY
from tests.neighbours import export_of, lines_of, neighbour


def test_every_public_record_of_the_example_comes_back() -> None:
    """What is written is read: all records, with the words that they use, and none is unreadable."""
    sources = read_folder(EXAMPLE)
    catalogue = published(check(sources, TODAY).catalogue)
    read = read_exchange(exchange(catalogue, sources, Publication("Valdoria", "https://v.example/", "", "", "it")))

    assert {record.id for record in read.records} == {*catalogue.networks, *catalogue.organizations}
    assert (read.name, read.url, read.unreadable) == ("Valdoria", "https://v.example/", 0)
    assert {"valdoria", "valdoria-ponte"} <= {term["codice"] for term in read.words["territori"]}


def test_the_head_and_a_record(tmp_path: Path) -> None:
    """The first line says what follows; a record has its address and those of its parts."""
    head, *rest = lines_of(export_of(neighbour(tmp_path / "borgo")))
    network = next(line for line in rest if line.get("tipo") == "rete")

    assert (head["intreccio"], head["versione"], head["schede"], head["giorno"]) == ("scambio", "1", 2, "2026-11-22")
    assert head["licenza"]["nome"] == "CC BY 4.0"
    assert network["indirizzo"] == "reti/contrade/"
    assert network["indirizzi"] == {
        "attivita/caffe-in-cortile": "attivita/contrade/caffe-in-cortile/",
        "attivita/merenda-in-piazza": "attivita/contrade/merenda-in-piazza/",
        "pratica/la-panchina-delle-chiacchiere": "buone-pratiche/contrade/la-panchina-delle-chiacchiere/",
    }
    assert network["dati"]["nome"] == "Rete delle Contrade"


def test_drafts_and_protected_places_stay_at_home(tmp_path: Path) -> None:
    """A draft is not there and nobody names it; a protected place goes with what points at it."""
    folder = neighbour(tmp_path / "borgo")
    network = folder / "networks" / "contrade.yml"
    text = network.read_text("utf-8").replace(
        "luoghi: [{id: sala, nome: Sala civica, indirizzo: via Nuova 2, territorio: centro}]",
        "luoghi: [{id: sala, nome: Una casa, riservato: sì}]",
    )
    network.write_text(text, "utf-8")
    draft = folder / "organizations" / "auser-borgo.yml"
    draft.write_text(f"stato: bozza\n{draft.read_text('utf-8')}", "utf-8")
    content = export_of(folder)
    shown = next(line for line in lines_of(content) if line.get("tipo") == "rete")

    assert b"auser-borgo" not in content
    assert b"Una casa" not in content
    assert "sala" not in str(shown["dati"]["attivita"])


def test_a_contact_through_somebody_hidden_is_left_out(tmp_path: Path) -> None:
    """Without who is hidden a contact through them leads nowhere."""
    folder = neighbour(tmp_path / "borgo")
    network = folder / "networks" / "contrade.yml"
    text = network.read_text("utf-8").replace(
        "contatti: [{tipo: telefono, valore: 0999 123456, etichetta: Segreteria}]",
        "contatti: [{tramite: auser-borgo, etichetta: Segreteria}, {tipo: telefono, valore: 0999 123456}]",
    )
    network.write_text(text, "utf-8")
    file = next(file for file in read_folder(folder).of("rete"))

    assert public_data(file, frozenset({"auser-borgo"}))["contatti"] == [{"tipo": "telefono", "valore": "0999 123456"}]
