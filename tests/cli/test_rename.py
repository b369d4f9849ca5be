"""`intreccio rename` and `intreccio merge`: ids change with everything that refers to them, or nothing does."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from generator.checking import check
from generator.cli import app
from generator.contributing.files import changes
from generator.contributing.files.yaml_writer import pruned
from generator.contributing.records.rename import rename
from generator.contributing.refusals import Refused
from generator.reading.folder import read_folder
from tests.conftest import TODAY


def _run(root: Path, *command: str) -> Result:
    return CliRunner().invoke(app, [*command, "-C", str(root), "--today", "2026-11-22"])


def _snapshot(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _codes(root: Path) -> list[str]:
    return sorted(one.code for one in check(read_folder(root), TODAY).findings)


def _write(root: Path, file: str, text: str) -> None:
    (root / file).write_text(text, "utf-8")


def _add(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text("utf-8")
    assert old in text
    _write(root, file, text.replace(old, new, 1))


def test_rename_organisation(valdoria: Path) -> None:
    """The file moves, every reference follows in its place, comments stay, the former id is kept."""
    before = _snapshot(valdoria)

    result = _run(valdoria, "rename", "auser-ponte", "auser-valdoria")

    after = _snapshot(valdoria)
    moved = before.pop("organizations/auser-ponte.yml").replace(b"id_precedenti: []", b"id_precedenti: [auser-ponte]")
    expected = {file: text.replace(b"auser-ponte", b"auser-valdoria") for file, text in before.items()}
    assert result.exit_code == 0, result.output
    assert {**expected, "organizations/auser-valdoria.yml": moved} == after
    assert "networks/rete-vicini-di-casa.yml" in result.output


def test_rename_network(valdoria: Path) -> None:
    """A network is renamed in the same way; an earlier former id stays; nothing new is wrong."""
    codes = _codes(valdoria)

    result = _run(valdoria, "rename", "rete-vicini-di-casa", "vicini-di-casa")

    text = (valdoria / "networks/vicini-di-casa.yml").read_text("utf-8")
    assert (0, codes) == (result.exit_code, _codes(valdoria))
    assert "id_precedenti: [rete-ponte, rete-vicini-di-casa]      " in text
    others = [file for file, content in _snapshot(valdoria).items() if b"rete-vicini-di-casa" in content]
    assert others == ["networks/vicini-di-casa.yml"]


def test_rename_back(valdoria: Path) -> None:
    """There and back again: a record takes its former id, which is no longer a former one."""
    _run(valdoria, "rename", "rete-cibo", "rete-del-cibo")

    result = _run(valdoria, "rename", "rete-del-cibo", "rete-cibo")

    assert result.exit_code == 0
    assert "id_precedenti: [rete-del-cibo]\n" in (valdoria / "networks/rete-cibo.yml").read_text("utf-8")


def test_rename_part(valdoria: Path) -> None:
    """An activity gets another id; judgements that name it follow."""
    result = _run(valdoria, "rename", "oratorio-san-luca/merenda-dei-nonni", "oratorio-san-luca/merenda")

    assert result.exit_code == 0, result.output
    network = (valdoria / "networks/rete-vicini-di-casa.yml").read_text("utf-8")
    assert "L'indirizzo di prima non risponderà più." in result.output
    assert "{attivita: oratorio-san-luca/merenda, esito: coordinata" in network
    assert "  - id: merenda\n" in (valdoria / "organizations/oratorio-san-luca.yml").read_text("utf-8")


def test_rename_place(valdoria: Path) -> None:
    """A place of a record keeps the activities that happen there."""
    result = _run(valdoria, "rename", "rete-vicini-di-casa/biblioteca", "rete-vicini-di-casa/libreria")

    assert result.exit_code == 0, result.output
    text = (valdoria / "networks/rete-vicini-di-casa.yml").read_text("utf-8")
    assert "indirizzo" not in result.output
    assert ("luoghi: [{id: libreria, " in text, "luoghi: [libreria, {nome" in text) == (True, True)


def test_story(valdoria: Path) -> None:
    """A story follows in its front matter; its text is left alone."""
    story = next((valdoria / "content/storie").glob("*.md"), valdoria / "content/storie/una.md")
    story.parent.mkdir(parents=True, exist_ok=True)
    story.write_text("---\ntitolo: Una\ndata: 2026-01-01\nreti: [rete-cibo] # qui\n---\n\nLa rete-cibo.\n", "utf-8")

    _run(valdoria, "rename", "rete-cibo", "cibo")

    expected = "---\ntitolo: Una\ndata: 2026-01-01\nreti: [cibo] # qui\n---\n\nLa rete-cibo.\n"
    assert expected == story.read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("nessuna", "altra"),
        ("rete-cibo", "Rete Cibo"),
        ("rete-cibo", "../fuori"),
        ("rete-cibo", "auser-ponte"),
        ("rete-cibo", "rete-ponte"),
        ("rete-cibo", "rete-cibo"),
        ("oratorio-san-luca/merenda-dei-nonni", "rete-cibo/merenda"),
        ("rete-vicini-di-casa/tavolo", "rete-vicini-di-casa/biblioteca"),
        ("rete-cibo/nessuna", "rete-cibo/altra"),
    ],
)
def test_refused(valdoria: Path, old: str, new: str) -> None:
    """What cannot be renamed is one sentence, exit status 1, and nothing is touched."""
    before = _snapshot(valdoria)

    result = _run(valdoria, "rename", old, new)

    assert (1, before) == (result.exit_code, _snapshot(valdoria))
    assert "Traceback" not in result.output


def test_broken_file_that_names_it(valdoria: Path) -> None:
    """A file that cannot be read may hold a reference: it has to be corrected first."""
    _write(valdoria, "networks/rotta.yml", "nome: [\nadesioni: rete-cibo\n")
    before = _snapshot(valdoria)

    assert (1, before) == (_run(valdoria, "rename", "rete-cibo", "cibo").exit_code, _snapshot(valdoria))
    assert _run(valdoria, "rename", "oratorio-san-luca", "oratorio").exit_code == 0


def test_all_or_nothing(valdoria: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails half way leaves everything as it was."""
    before = _snapshot(valdoria)
    exchange, done = Path.replace, []

    def failing(path: Path, target: Path) -> Path:
        done.append(path)
        if len(done) == 2:
            raise OSError(28, "No space left on device")
        return exchange(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(Refused, match="il disco è pieno"):
        changes.write_change(valdoria, {"networks/rete-cibo.yml": "a: b\n", "networks/rete-citta-solidale.yml": None,
                                         "networks/nuova.yml": "c: d\n"})  # fmt: skip

    assert before == _snapshot(valdoria)


TWIN = """# scheda doppia
nome: Auser del quartiere Ponte
tipo: associazione # forse
anno: 1999
territori: [valdoria-ponte]
destinatari: [persone_anziane, famiglie]
id_precedenti: auser-vecchia
luoghi:
  - {id: sede, nome: Magazzino, indirizzo: via Nuova 1}
attivita:
  - {id: spesa, nome: Spesa a casa, tipo: [consegna_domicilio], costo: gratuito}
  - {id: caffe, nome: Caffè del martedì, tipo: [socialita], luoghi: [sede]}
contatti:
  - {tipo: email, valore: info@auserponte.example}
  - {tipo: telefono, valore: "0522123456"}
fonti: [{url: "https://csv.example/auser"}]
"""


def test_merge(valdoria: Path) -> None:
    """What A knows goes into B; what differs is told; references and former ids lead to B."""
    _write(valdoria, "organizations/auser-doppia.yml", TWIN)
    _add(valdoria, "networks/rete-cibo.yml", "adesioni:\n", "adesioni:\n  - {ente: auser-doppia, dal: 2020} # nuova\n")
    _add(valdoria, "networks/rete-vicini-di-casa.yml", "{ente: auser-ponte, legame: [capofila",
         "{ente: auser-doppia, apporti: [spazi]}\n  - {ente: auser-ponte, legame: [capofila")  # fmt: skip
    _add(valdoria, "organizations/oratorio-san-luca.yml", "fonti:", "    simile_a:\n"
         "      - {attivita: auser-doppia/spesa, esito: diversa}\nfonti:")  # fmt: skip

    result = _run(valdoria, "merge", "auser-doppia", "auser-ponte")

    assert result.exit_code == 0, result.output
    data = {one.id: pruned(dict(one.data)) for one in read_folder(valdoria).files}
    merged = data["auser-ponte"]
    assert "auser-doppia" not in data
    assert merged["altri_nomi"] == ["Auser del Ponte ODV", "Auser del quartiere Ponte"]
    assert (merged["tipo"], merged["anno"]) == ("odv", "1998")
    assert merged["destinatari"] == ["persone_anziane", "famiglie"]
    assert merged["id_precedenti"] == ["auser-vecchia", "auser-doppia"]
    assert [one["id"] for one in merged["luoghi"]] == ["sede", "rifugio", "sede-2"]
    assert [(one["id"], one.get("costo"), one.get("luoghi")) for one in merged["attivita"]] == [
        ("spesa-a-casa", "gratuito", None),
        ("caffe", None, ["sede-2"]),
    ]
    assert [one["valore"] for one in merged["contatti"]] == ["0522123456", "info@auserponte.example"]
    assert data["rete-cibo"]["adesioni"][0] == {"ente": "auser-ponte", "dal": "2020"}
    assert data["rete-vicini-di-casa"]["adesioni"][0] == {
        "ente": "auser-ponte", "legame": ["capofila", "promotore"], "dal": "2019",
        "apporti": ["volontari", "mezzi_trasporto", "spazi"],
    }  # fmt: skip
    assert data["oratorio-san-luca"]["attivita"][0]["simile_a"][0]["attivita"] == "auser-ponte/spesa-a-casa"
    for told in ("organizations/auser-ponte.yml · tipo", '"1999"', "# scheda doppia", "# forse"):
        assert told in result.output
    assert "  # OBBLIGATORIO" in (valdoria / "organizations/auser-ponte.yml").read_text("utf-8")


@pytest.mark.parametrize("phone", ["0999 000 117", "+39 0999 000117", "0039 0999/000117"])
def test_merge_of_one_number_written_twice(valdoria: Path, phone: str) -> None:
    """A number is one however it is spaced, a site with or without its beginning: nothing doubles, nothing is told."""
    here = "nome: La Panca\ntipo: odv\nsito: https://www.lapanca.example/\n"
    there = "nome: La Panca\ntipo: odv\nsito: lapanca.example\n"
    source = 'fonti: [{url: "https://a.example"}]\n'
    first, second = (
        f"contatti: [{{tipo: telefono, valore: {told}}}]\n{source}" for told in ("'0999000117'", f"'{phone}'")
    )
    _write(valdoria, "organizations/panca.yml", f"{here}{first}")
    _write(valdoria, "organizations/la-panca.yml", f"{there}{second}")

    result = _run(valdoria, "merge", "la-panca", "panca")

    assert (result.exit_code, "non passa" in result.output) == (0, False), result.output
    assert (valdoria / "organizations/panca.yml").read_text("utf-8").startswith(f"{here}{first}")


def test_merge_networks(valdoria: Path) -> None:
    """Two networks that spoke of each other do not speak of themselves afterwards."""
    _write(
        valdoria,
        "networks/vicini.yml",
        "nome: Vicini\ntemi: [anziani]\nterritori: [valdoria]\nrete_madre: rete-vicini-di-casa\n"
        'relazioni: [{rete: rete-vicini-di-casa, tipo: collegata_a}]\nfonti: [{url: "https://a.example"}]\n',
    )
    codes = set(_codes(valdoria))

    result = _run(valdoria, "merge", "vicini", "rete-vicini-di-casa")

    assert (result.exit_code, set(_codes(valdoria)) <= codes) == (0, True), result.output
    assert "relazioni" in result.output


@pytest.mark.parametrize(
    ("a", "b"), [("rete-cibo", "rete-cibo"), ("rete-cibo", "auser-ponte"), ("nessuno", "rete-cibo"), ("x", "y")]
)
def test_merge_refused(valdoria: Path, a: str, b: str) -> None:
    """Only two different records of one kind are merged."""
    before = _snapshot(valdoria)

    assert (1, before) == (_run(valdoria, "merge", a, b).exit_code, _snapshot(valdoria))


@pytest.mark.parametrize(
    "line", ["diverso_da: [auser-ponte]", 'codice_fiscale: "00000000000"'], ids=["said to differ", "tax codes"]
)
def test_merge_of_two_bodies(valdoria: Path, line: str) -> None:
    """Bodies that say they differ, or have their own tax codes, are two."""
    _write(valdoria, "organizations/altra.yml", f"nome: Altra\ntipo: odv\n{line}\n")
    _add(valdoria, "organizations/auser-ponte.yml", "codice_fiscale:  ", 'codice_fiscale: "01234567897"  ')

    assert _run(valdoria, "merge", "altra", "auser-ponte").exit_code == 1


def test_every_shipped_record_can_be_renamed() -> None:
    """References of the shipped catalogue follow any record, and no comment or line elsewhere changes."""
    sources = read_folder(Path(__file__).parents[2])
    for one in list(sources.of("rete"))[::40]:
        renaming = rename(sources, one.id, f"{one.id[:70]}-nuova")
        for file in renaming.referring:
            before = (sources.root / file).read_text("utf-8")
            assert len(before.split("\n")) == len((renaming.change[file] or "").split("\n"))
