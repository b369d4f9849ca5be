"""A folder of records: what is read, and what stands in the way."""

from pathlib import Path

import pytest

from generator.errors import CannotRun
from generator.reading.folder import MAX_BYTES, locate_in, read_folder, read_text, slug, source_text


def _put(root: Path, file: str, content: str = "nome: Rete\n") -> Path:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text("site_name: Prova\n", "utf-8")
    path.write_text(content, "utf-8")
    return path


def _codes(root: Path) -> list[str]:
    sources = read_folder(root)
    return [finding.code for file in sources.files for finding in file.findings] + [
        finding.code for finding in sources.findings
    ]


def test_no_catalogue(tmp_path: Path) -> None:
    """A folder without mkdocs.yml is not a catalogue."""
    with pytest.raises(CannotRun):
        read_folder(tmp_path)


def test_hidden_files_and_explanations_are_left_alone(tmp_path: Path) -> None:
    """Editors and hosts leave files of theirs; a README explains the folder."""
    for file in ("networks/.DS_Store", "networks/.git/x.yml", "networks/README.md", "content/storie/index.md"):
        _put(tmp_path, file)

    assert (read_folder(tmp_path).files, _codes(tmp_path)) == ((), [])


def test_broken_files_are_kept(tmp_path: Path) -> None:
    """A file that cannot be read still is a record, with its id."""
    _put(tmp_path, "networks/rete-rotta.yml", "nome: [\n")

    (broken,) = read_folder(tmp_path).files

    assert (broken.id, broken.broken, broken.cut_short) == ("rete-rotta", True, True)


def test_too_large(tmp_path: Path) -> None:
    """A file beyond the limit is not even read."""
    _put(tmp_path, "networks/grande.yml", "a" * (MAX_BYTES + 1))

    assert _codes(tmp_path) == ["E002"]


def test_a_vocabulary_may_name_every_place_of_a_region(tmp_path: Path) -> None:
    """Three thousand places with their wholes are more than a record may hold."""
    places = "".join(
        f"  - {{codice: luogo-{n}, it: Un quartiere molto lungo {n}, livello: comune}}\n" for n in range(5000)
    )
    _put(tmp_path, "vocabularies/territori.yml", f"termini:\n{places}")

    assert (_codes(tmp_path), len(places) > MAX_BYTES) == ([], True)


def test_symbolic_link(tmp_path: Path) -> None:
    """A link is never followed, wherever it leads, and its target is never shown."""
    secret = _put(tmp_path, "segreto.txt", "segreto")
    (tmp_path / "networks").mkdir()
    (tmp_path / "networks" / "rete.yml").symlink_to(secret)

    assert _codes(tmp_path) == ["E021"]
    assert source_text(tmp_path, "networks/rete.yml") == ""


def test_linked_folder(tmp_path: Path) -> None:
    """A folder that is a link out of the catalogue is refused file by file."""
    outside = tmp_path / "fuori"
    _put(outside, "rete.yml")
    _put(tmp_path / "catalogo", "leggimi.txt")
    (tmp_path / "catalogo" / "networks").symlink_to(outside)

    assert "E021" in _codes(tmp_path / "catalogo")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings(tmp_path: Path, ending: str) -> None:
    """Lines end as any editor ends them."""
    path = _put(tmp_path, "networks/rete.yml")
    path.write_bytes(f"nome: Rete{ending}temi: [a]{ending}".encode())

    assert read_folder(tmp_path).files[0].data == {"nome": "Rete", "temi": ["a"]}


def test_byte_order_mark(tmp_path: Path) -> None:
    """The mark that some editors put first is not part of the first key."""
    _put(tmp_path, "networks/rete.yml").write_bytes(b"\xef\xbb\xbfnome: Rete\n")

    assert read_folder(tmp_path).files[0].data == {"nome": "Rete"}


def test_remarks() -> None:
    """Comments are kept aside; of a broken file, every line is."""
    commented = read_text("# in cima\nnome: Rete # accanto\n", "rete", "networks/rete.yml", "rete")
    broken = read_text("nome: Rete\ntemi: [\n", "rete", "networks/rete.yml", "rete")

    assert commented.remarks == ((1, "# in cima"), (2, " # accanto"))
    assert [line for _, line in broken.remarks] == ["nome: Rete", "temi: [", ""]


def test_story() -> None:
    """A story is its front matter and its Markdown; both are found again in the file."""
    text = "---\ntitolo: Il cortile\ndata: 2026-05-10\n---\n\nUn tavolo.\nUna torta.\n"

    story = read_text(text, "il-cortile", "content/storie/il-cortile.md", "storia")
    places = locate_in(story.file, text, [(("titolo",), False), (("testo",), False)])

    assert story.data == {"titolo": "Il cortile", "data": "2026-05-10", "testo": "Un tavolo.\nUna torta."}
    assert [(span.line, span.end_line) for span in places.values()] == [(2, 2), (6, 7)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rete Città dell'Unità", "rete-citta-dell-unita"),
        ("+Spazio4", "spazio4"),
        ("noi@europe", "noi-europe"),
        ("«E...state bene in città!»", "e-state-bene-in-citta"),
        ("Cafe' Alzheimer", "cafe-alzheimer"),
        ("你好", ""),
        ("x" * 100, "x" * 80),
    ],
)
def test_slug(text: str, expected: str) -> None:
    """Any name makes an id; one without Latin letters makes none."""
    assert slug(text) == expected
