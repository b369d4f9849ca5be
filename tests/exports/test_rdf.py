"""The catalogue as linked data: read back, judged by shapes and by what reads vocabularies, the same every time."""

import hashlib
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pyshacl
import pytest
import skosify
from rdflib import RDF, SKOS, BNode, Graph, Literal, Namespace, URIRef

from generator.cli.build import Outcome, conclusion
from generator.exports.pieces import joined
from generator.locale import load
from generator.reading.folder import read_folder
from generator.site import formats
from generator.site.build import BuildOptions, BuildReport
from generator.site.formats import FORMATS, Material
from tests.conftest import EXAMPLE, overlaid
from tests.site.conftest import site_in

# What rdflib will give up is used by itself, when it reads JSON-LD, and by pyshacl.
pytestmark = pytest.mark.filterwarnings(r"ignore:(Dataset\.\w+|ConjunctiveGraph) is deprecated")

_SITE = "https://catalogo.valdoria.example/"
_WORDS = Namespace(f"{_SITE}dati/vocabolari/")
_DCAT = Namespace("http://www.w3.org/ns/dcat#")
_DCT = Namespace("http://purl.org/dc/terms/")
_COV = Namespace("https://w3id.org/italia/onto/COV/")
_CPSV = Namespace("https://w3id.org/italia/onto/CPSV/")
_ORG = Namespace("http://www.w3.org/ns/org#")
_SCHEMA = Namespace("https://schema.org/")
_PROTECTED = """
nome: Casa Ginestra
tipo: aps
territori: [valdoria]
temi: [genere]
contatti: [{tipo: telefono, valore: "0522 123456"}, {tipo: email, valore: casa@ginestra.example}]
luoghi: [{nome: Rifugio nascosto, riservato: sì}, {nome: Sportello, indirizzo: via Aperta 1, cap: "42121"}]
attivita: [{id: ascolto, nome: Ascolto, tipo: sportello_ascolto, costo: gratuito}]
fonti: [{url: "https://ginestra.example/fonte"}]
sito: https://ginestra.example/è
"""
_REMOVED = (
    "nome: Ente scomparso\ntipo: aps\nterritori: [valdoria]\nstato: rimossa\nfonti: [{url: 'https://a.example'}]\n"
)


def _files(root: Path) -> dict[str, bytes]:
    """Return every file of the formats that are RDF, by name."""
    given = Material(site_in(root), read_folder(root))
    rows = (row for row in FORMATS if row.module == "rdflib")
    return {name: joined(content) for row in rows for name, content in row.write(given)}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small town with an address, a holder of its data, a goal, a protected place and a removed body."""
    root = overlaid(tmp_path_factory.mktemp("rdf") / "town")
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("comune:", "titolare: {nome: Comune, codice_ipa: c_v000}\n    comune:")
    settings.write_text(f"site_url: {_SITE}\n{text}", "utf-8")
    goals = root / "vocabularies" / "piani.yml"
    about = 'codice: pdz-2025-2, corrispondenze: ["temi:anziani"],'
    goals.write_text(goals.read_text("utf-8").replace("codice: pdz-2025-2,", about), "utf-8")
    (root / "organizations" / "ginestra.yml").write_text(_PROTECTED, "utf-8")
    (root / "organizations" / "scomparso.yml").write_text(_REMOVED, "utf-8")
    return root


@pytest.fixture(scope="module")
def made(town: Path) -> dict[str, bytes]:
    """Return the files of the small town."""
    return _files(town)


@pytest.fixture(scope="module")
def records(made: dict[str, bytes]) -> Graph:
    """Return its records as they are read back."""
    return Graph().parse(made["schede.ttl"], format="turtle")


def test_every_vocabulary_is_one_that_others_accept(made: dict[str, bytes], caplog: pytest.LogCaptureFixture) -> None:
    """Skosify, which mends vocabularies, finds nothing to mend: no loops, no lost labels, no redundant hierarchy."""
    names = [name for name in made if name.startswith("vocabolari/") and name != "vocabolari/vocabolari.ttl"]
    assert len(names) > 15
    with caplog.at_level(logging.WARNING):
        for name in names:
            graph = Graph().parse(made[name], format="turtle")
            assert len({*graph.subjects(RDF.type, SKOS.ConceptScheme)}) == 1
            skosify.skosify(graph)
    assert [record.message for record in caplog.records] == []


def test_a_vocabulary_says_what_it_corresponds_to(made: dict[str, bytes]) -> None:
    """Each kind of correspondence has its own word; what people type is hidden, what is above twice is told once."""
    themes = Graph().parse(made["vocabolari/temi.ttl"], format="turtle")
    food = _WORDS["temi.ttl#cibo"]
    sections = Graph().parse(made["vocabolari/sezioni_runts.ttl"], format="turtle")

    assert (food, SKOS.prefLabel, Literal("Mangiare e non sprecare", lang="it")) in themes
    assert (food, SKOS.hiddenLabel, Literal("pacco alimentare")) in themes
    formal = Literal("Aiuto alimentare e recupero eccedenze", lang="it")
    assert {*themes.objects(food, SKOS.altLabel)} == {formal, Literal("Food aid and surplus recovery", lang="en")}
    assert (food, SKOS.closeMatch, _WORDS["lettere_art5.ttl#u"]) in themes
    goals = Graph().parse(made["vocabolari/piani.ttl"], format="turtle")
    assert (_WORDS["piani.ttl#pdz-2025-2"], SKOS.relatedMatch, _WORDS["temi.ttl#anziani"]) in goals
    assert (food, SKOS.note, Literal("istat_utenza:povertà disagio adulti e senza dimora", lang="it")) in themes
    assert (_WORDS["temi.ttl#famiglia/fragilita"], SKOS.member, food) in themes
    assert (_WORDS["sezioni_runts.ttl#a"], SKOS.exactMatch, _SCHEMA.ITVolunteerAssociationCharity) in sections
    assert {*sections.objects(_WORDS["sezioni_runts.ttl#d"], SKOS.narrowMatch)} == {
        _SCHEMA.ITSocialEnterpriseCharity,
        _SCHEMA.ITSocialCooperativeCharity,
    }


def _violations(description: Graph) -> str:
    shapes = Path(__file__).with_name("dcat_ap_it.ttl")
    conforms, _, told = pyshacl.validate(description, shacl_graph=str(shapes))
    return "" if conforms else str(told)


def test_the_description_has_all_that_the_italian_profile_asks_for(made: dict[str, bytes]) -> None:
    """Catalogue, datasets and each way to have them; what is missing would be found."""
    description = Graph().parse(made["dcat.ttl"], format="turtle")
    ways = {*description.objects(None, _DCAT.downloadURL)}
    datasets = {str(name) for name in description.objects(None, _DCT.identifier)}

    assert _violations(description) == ""
    assert datasets == {"c_v000", "c_v000:schede", "c_v000:vocabolari"}
    assert {URIRef(f"{_SITE}dati/hsds.zip"), _WORDS["temi.ttl"]} <= ways
    for left_out in (_DCT.rightsHolder, _DCT.license, _DCAT.theme, _DCT.modified):
        without = Graph().parse(made["dcat.ttl"], format="turtle")
        without.remove((None, left_out, None))
        assert _violations(without) != "", left_out


def test_a_site_without_an_address_describes_no_ways_to_its_data(valdoria: Path) -> None:
    """Vocabularies and records have names of their own until then."""
    made = _files(valdoria)

    assert "dcat.ttl" not in made
    assert b"<urn:intreccio:/dati/vocabolari/temi.ttl#cibo> a skos:Concept" in made["vocabolari/temi.ttl"]
    assert b"<urn:intreccio:/reti/rete-cibo/> a " in made["schede.ttl"]


def test_records_say_the_same_in_every_way_of_writing(made: dict[str, bytes], records: Graph) -> None:
    """Turtle and N-Triples hold the same statements, lines in order; JSON-LD what pages say, without another site."""
    lines = made["schede.nt"].decode().splitlines()
    said = Graph().parse(made["schede.jsonld"], format="json-ld")
    ours = {*records.subjects(RDF.type, None)}

    assert {*records} == {*Graph().parse(made["schede.nt"], format="nt")}
    assert lines == sorted(lines)
    assert not [node for triple in records for node in triple if isinstance(node, BNode)]
    assert {*said.subjects(_SCHEMA.serviceType, None)} <= ours
    assert json.loads(made["schede.jsonld"])["@context"] == {"@vocab": "https://schema.org/"}


def test_records_stand_in_the_italian_ontologies(records: Graph) -> None:
    """A public body, an association, its service, who takes part in what, and the terms of our vocabularies."""
    town, house = URIRef(f"{_SITE}enti/comune-di-valdoria/"), URIRef(f"{_SITE}enti/ginestra/")
    network = URIRef(f"{_SITE}reti/rete-cibo/")
    ties = {*records.subjects(_ORG.organization, network)}

    assert (town, RDF.type, _COV.PublicOrganization) in records
    assert (house, RDF.type, _COV.PrivateOrganization) in records
    assert (house, _COV.legalName, Literal("Casa Ginestra", lang="it")) in records
    assert (URIRef(f"{_SITE}attivita/ginestra/ascolto/"), RDF.type, _CPSV.Service) in records
    assert (network, _DCT.subject, _WORDS["temi.ttl#poverta"]) in records
    assert URIRef(f"{_SITE}enti/parrocchia-san-luca/") in {
        member for tie in ties for member in records.objects(tie, _ORG.member)
    }
    assert (house, _SCHEMA.sameAs, URIRef("https://ginestra.example/%C3%A8")) in records


def test_what_is_protected_or_gone_is_in_none_of_them(made: dict[str, bytes]) -> None:
    """Neither a protected place nor a removed body leaves the catalogue."""
    whole = b"\n".join(made.values()).decode()

    assert "via Aperta 1" in whole
    assert not [word for word in ("Rifugio nascosto", "scomparso") if word in whole]


def test_the_same_catalogue_gives_the_same_bytes(town: Path, made: dict[str, bytes]) -> None:
    """Graphs are sets: another process, which orders sets otherwise, writes the same files."""
    script = (
        "import sys, hashlib; from pathlib import Path; from tests.exports.test_rdf import _files;"
        "print(hashlib.sha256(b''.join(_files(Path(sys.argv[1])).values())).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "12"}
    again = subprocess.run(
        [sys.executable, "-c", script, str(town)],
        cwd=EXAMPLE.parents[1],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert again.stdout.strip() == hashlib.sha256(b"".join(made.values())).hexdigest()


def test_a_build_without_the_package_says_what_the_site_lacks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without rdflib the site has no linked data, and who builds it reads how to have it."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    outcome = Outcome(read_folder(EXAMPLE), None, [], BuildReport())  # type: ignore[arg-type]
    options = BuildOptions(tmp_path, tmp_path / "site")

    assert not [row for row in formats.formats_published() if row.module]
    assert "(skos, dcat)" in conclusion(outcome, options, load("messages", "it"))
    assert "intreccio[rdf]" in conclusion(outcome, options, load("messages", "it"))
