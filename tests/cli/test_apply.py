"""`intreccio apply`: a proposal in, one file changed at the smallest spot, or nothing at all."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from generator.cli import app
from generator.contributing.proposals.proposal import Field, Proposal, to_link, write_proposal
from generator.exports.form import fingerprint

AUSER = "organizations/auser-ponte.yml"


def _proposal(*fields: tuple[Any, ...], record: str = "auser-ponte", kind: str = "ente", **more: Any) -> str:
    return write_proposal(
        Proposal(kind, record, tuple(Field(tuple(one[0].split("/")), *one[1:]) for one in fields), **more)
    )


def _apply(root: Path, text: str, *options: str) -> Result:
    command = ["apply", *(() if "--link" in options else ("-",)), "-C", str(root), "--today", "2026-11-22", *options]
    return CliRunner().invoke(app, command, input=text)


def _snapshot(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


PHONE = ("contatti/0/valore", "0522123456", "0522654321")


def test_one_field(valdoria: Path) -> None:
    """One value changes; every other byte of the catalogue stays."""
    before = _snapshot(valdoria)

    result = _apply(valdoria, _proposal(PHONE, source="telefonata con la segreteria"))

    expected = {**before, AUSER: before[AUSER].replace(b"0522123456", b"0522654321")}
    assert (0, expected) == (result.exit_code, _snapshot(valdoria))
    assert result.output == f"{AUSER} aggiornata: contatti/0/valore.\nFonte: telefonata con la segreteria\n"


def test_many_fields(valdoria: Path) -> None:
    """Items are found by id, added and taken away; comments stay."""
    before = (valdoria / AUSER).read_text("utf-8")
    text = _proposal(
        ("attivita/spesa-a-casa/quando/testo", "martedì e venerdì mattina", "lunedì mattina"),
        ("attivita/+", None, {"id": "merenda", "nome": "Merenda insieme", "tipo": ["socialita"]}),
        ("sovralocale", "false", None),
        ("verifica", {"data": "2026-09-20", "da": "Auser Ponte", "metodo": "autodichiarazione"},
         {"data": "2026-11-20", "da": "Auser Ponte", "metodo": "telefono"}),
        ("altri_nomi/+", None, "Auser Valdoria"),
    )  # fmt: skip

    result = _apply(valdoria, text)
    after = (valdoria / AUSER).read_text("utf-8")

    assert result.exit_code == 0, result.output
    expected = before.replace("martedì e venerdì mattina", "lunedì mattina").replace("2026-09-20", "2026-11-20")
    expected = expected.replace("metodo: autodichiarazione}\nfonti", "metodo: telefono}\nfonti")
    expected = expected.replace("[Auser del Ponte ODV]", "[Auser del Ponte ODV, Auser Valdoria]")
    lines = [line for line in expected.split("\n") if not line.startswith("sovralocale")]
    at = next(number for number, line in enumerate(lines) if line.startswith("bisogni"))
    lines.insert(at, "  - {id: merenda, nome: Merenda insieme, tipo: [socialita]}")
    assert "\n".join(lines) == after


def test_conflict(valdoria: Path) -> None:
    """What somebody changed meanwhile is told with its three values, and nothing is written."""
    before = _snapshot(valdoria)
    text = _proposal(("contatti/0/valore", "0522000000", "0522654321"), ("anno", "1998", "1997"), fingerprint="0" * 12)

    result = _apply(valdoria, text)

    assert (1, before) == (result.exit_code, _snapshot(valdoria))
    for part in ("è cambiata da quando", "contatti/0/valore", '"0522000000"', '"0522123456"', '"0522654321"'):
        assert part in result.output


CONTACTS = """contatti:
  - {tipo: telefono, valore: "0522111111", orari: "9–12"}
  - {tipo: telefono, valore: "0522222222", orari: "9–12"}
  - {tipo: telefono, valore: "0522333333", orari: "9–12"}
"""


@pytest.mark.parametrize("shape", ["text", "json", "markdown", "github"])
def test_a_place_that_moved_is_told_in_every_shape(valdoria: Path, shape: str) -> None:
    """Once an item is gone, a place means nothing: nobody else gets the hours, and every shape says so."""
    path = valdoria / AUSER
    text = path.read_text("utf-8")
    start = text.index("contatti:")
    path.write_text(text.replace(text[start : text.index("\n", text.index("0522123456")) + 1], CONTACTS), "utf-8")
    proposal = _proposal(("contatti/1/orari", "9–12", "15–18"), fingerprint=fingerprint(path.read_bytes()))
    gone = next(line for line in CONTACTS.splitlines(keepends=True) if "0522111111" in line)
    path.write_text(path.read_text("utf-8").replace(gone, ""), "utf-8")
    before = _snapshot(valdoria)

    result = _apply(valdoria, proposal, "--format", shape)

    assert (1, before) == (result.exit_code, _snapshot(valdoria))
    lost = '"reason": "lost"' if shape == "json" else "Non si ritrova: contatti/1/orari"
    since = '"changed_since": true' if shape == "json" else f"{AUSER} è cambiata da quando"
    assert (lost in result.output, since in result.output) == (True, True), result.output


def test_partial(valdoria: Path) -> None:
    """With --parziale the rest is applied; the conflict is told all the same."""
    same_file = fingerprint((valdoria / AUSER).read_bytes())
    text = _proposal(("contatti/0/valore", "0522000000", "0522654321"), ("anno", "1998", "1997"), fingerprint=same_file)

    result = _apply(valdoria, text, "--parziale")

    assert (result.exit_code, "anno: 1997 " in (valdoria / AUSER).read_text("utf-8")) == (1, True)
    assert "In conflitto: contatti/0/valore" in result.output


def test_again(valdoria: Path) -> None:
    """What is already there is nothing to do."""
    text = _proposal(PHONE, ("altri_nomi/+", None, "Auser Valdoria"))
    _apply(valdoria, text)
    before = _snapshot(valdoria)

    result = _apply(valdoria, text)

    assert (0, before) == (result.exit_code, _snapshot(valdoria))
    assert result.output == f"{AUSER} dice già quello che la proposta chiede: non è cambiata.\n"


def test_error(valdoria: Path) -> None:
    """A proposal that brings an error writes nothing, and the error is shown at its place in the proposed text."""
    before = _snapshot(valdoria)

    result = _apply(valdoria, _proposal(("temi/0", "anziani", "anzianni")))

    assert (1, before) == (result.exit_code, _snapshot(valdoria))
    assert f"errore[E103] {AUSER}:" in result.output
    assert "temi: [anzianni]" in result.output


def test_error_elsewhere(valdoria: Path) -> None:
    """An error that the change brings to another file stops it, too."""
    before = _snapshot(valdoria)
    text = _proposal(("id_precedenti", ["rete-ponte"], ["rete-cibo"]), record="rete-vicini-di-casa", kind="rete")

    result = _apply(valdoria, text)

    assert (1, before) == (result.exit_code, _snapshot(valdoria))
    assert "E202" in result.output


def test_new_record(valdoria: Path) -> None:
    """A new record is written the canonical way; who proposes it is nowhere."""
    text = _proposal(
        ("nome", None, "Circolo L'Ancora"),
        ("fonti/+", None, {"url": "https://ancora.example", "letta_il": "2026-11-22"}),
        ("tipo", None, "associazione"),
        record="circolo-ancora",
        new=True,
    )

    result = _apply(valdoria, f"Da: Maria\n\n{text}\n--\nMaria\n")

    expected = (
        "nome: Circolo L'Ancora\ntipo: associazione\n"
        'fonti:\n  - url: "https://ancora.example"\n    letta_il: 2026-11-22\n'
    )
    assert (0, expected) == (result.exit_code, (valdoria / "organizations/circolo-ancora.yml").read_text("utf-8"))


@pytest.mark.parametrize(("record", "kind"), [("auser-ponte", "ente"), ("auser-ponte", "rete"), ("rete-ponte", "ente")])
def test_new_record_where_the_id_is_taken(valdoria: Path, record: str, kind: str) -> None:
    """A new record may not take an id of either kind, nor a former one."""
    before = _snapshot(valdoria)

    result = _apply(valdoria, _proposal(("nome", None, "Altra"), record=record, kind=kind, new=True))

    assert (1, before) == (result.exit_code, _snapshot(valdoria))


def test_former_id(valdoria: Path) -> None:
    """A proposal about a record that was renamed meanwhile finds it."""
    text = _proposal(("come_aderire", None, "Si scrive."), record="rete-ponte", kind="rete")

    assert "rete-vicini-di-casa.yml" in _apply(valdoria, text).output


@pytest.mark.parametrize(("record", "kind"), [("nessuno", "ente"), ("auser-ponte", "rete")])
def test_missing_record(valdoria: Path, record: str, kind: str) -> None:
    """A record that is not there is refused."""
    assert _apply(valdoria, _proposal(PHONE, record=record, kind=kind)).exit_code == 1


def test_link(valdoria: Path) -> None:
    """A proposal comes as a link, too, as an option or on standard input."""
    link = to_link(_proposal(PHONE), "https://reti.example/partecipa/")

    assert _apply(valdoria, "", "--link", link).exit_code == 0
    assert "dice già" in _apply(valdoria, f"Eccolo: {link}\n").output


def test_file(valdoria: Path, tmp_path: Path) -> None:
    """A proposal comes from a file."""
    (tmp_path / "p.txt").write_text(_proposal(PHONE), "utf-8")

    result = CliRunner().invoke(app, ["apply", str(tmp_path / "p.txt"), "-C", str(valdoria)])

    assert result.exit_code == 0


def test_json(valdoria: Path) -> None:
    """Scripts get an object."""
    content = (valdoria / AUSER).read_bytes()
    text = _proposal(PHONE, ("anno", "1900", "1901"), ("tipo", "odv", "odv"), fingerprint=fingerprint(content))

    report = json.loads(_apply(valdoria, text, "--parziale", "--format", "json").output)

    assert report == {
        "file": AUSER,
        "new": False,
        "written": True,
        "applied": ["contatti/0/valore"],
        "already": ["tipo"],
        "conflicts": [{"field": "anno", "reason": "changed", "before": "1900", "after": "1901", "present": "1998"}],
        "changed_since": False,
        "source": "",
        "diagnostics": [],
    }


def test_personal_data_is_masked(valdoria: Path) -> None:
    """A conflict does not repeat personal data."""
    result = _apply(valdoria, _proposal(("contatti/0/valore", "333 1234567", "RSSMRA80A01H501U")))

    assert ("1234567" in result.output, "RSSMRA" in result.output) == (False, False)


def test_a_street_beside_a_protected_place(valdoria: Path) -> None:
    """A street in a record with a protected place is not written, nor repeated where there is a conflict."""
    before = _snapshot(valdoria)
    street = "Siamo in via Segreta 7"

    for proposal in (
        _proposal(("descrizione", None, street)),
        _proposal(("descrizione_breve", "Volontari che accompagnano e tengono compagnia.", street)),
        _proposal(("descrizione_breve", "Altro", street)),
    ):
        for form in ("text", "json"):
            result = _apply(valdoria, proposal, "--format", form)
            assert (result.exit_code, "Segreta" in result.output) == (1, False)

    assert _snapshot(valdoria) == before


def test_an_open_address(valdoria: Path) -> None:
    """The address of an open place of the same record may be repeated in its texts."""
    result = _apply(valdoria, _proposal(("parole_semplici", "…", "La sede è in via del Ponte, 8.")))

    assert result.exit_code == 0


@pytest.mark.parametrize("place", ["organizations", AUSER])
def test_symbolic_link(valdoria: Path, tmp_path: Path, place: str) -> None:
    """A symbolic link on the way is never followed."""
    (valdoria / place).rename(tmp_path / "altrove")
    (valdoria / place).symlink_to(tmp_path / "altrove")
    before = _snapshot(tmp_path)

    result = _apply(valdoria, _proposal(PHONE))

    assert (1, before) == (result.exit_code, _snapshot(tmp_path))


def test_broken_record(valdoria: Path) -> None:
    """A record that cannot be read is not changed."""
    (valdoria / AUSER).write_text("nome: [\n", "utf-8")

    assert _apply(valdoria, _proposal(PHONE)).exit_code == 1


def test_several_proposals(valdoria: Path) -> None:
    """One text may hold several proposals, also two about one record; all of them are applied, or none."""
    other = _proposal(("sito", "cittasolidale.example", "https://b.example"), record="rete-citta-solidale", kind="rete")
    more = _proposal(("dimensione", "piccola", "media"))
    wrong = _proposal(("nome", "Altro", "Rete"), record="rete-cibo", kind="rete")
    before = _snapshot(valdoria)

    refused = _apply(valdoria, "\n".join([_proposal(PHONE), other, more, wrong]), "--tutte")
    assert (1, before) == (refused.exit_code, _snapshot(valdoria))

    result = _apply(valdoria, "\n".join([_proposal(PHONE), other, more]), "--tutte", "--format", "json")
    assert [one["applied"] for one in json.loads(result.output)["proposals"]] == [[PHONE[0]], ["sito"], ["dimensione"]]
    auser = before[AUSER].replace(b"0522123456", b"0522654321").replace(b"dimensione: piccola", b"dimensione: media")
    assert _snapshot(valdoria)[AUSER] == auser


def test_too_large(valdoria: Path) -> None:
    """A record that could not be read again is not written."""
    (valdoria / AUSER).write_text((valdoria / AUSER).read_text("utf-8") + "# nota lunga\n" * 19_800, "utf-8")

    result = _apply(valdoria, _proposal(("parole_semplici", "…\n", "parole semplici " * 1_100)))

    assert (result.exit_code, "256 kB" in result.output) == (1, True), result.output


def test_what_cannot_be_edited(valdoria: Path) -> None:
    """A change that YAML cannot hold is refused: one sentence, exit status 1, nothing written."""
    before = _snapshot(valdoria)

    result = _apply(valdoria, _proposal(("x" * 1_100, None, "y")))

    assert (1, before) == (result.exit_code, _snapshot(valdoria))
    assert "Non è stato scritto niente" in result.output


def test_windows_file(valdoria: Path) -> None:
    """Line endings stay as they are."""
    content = (valdoria / AUSER).read_bytes().replace(b"\n", b"\r\n")
    (valdoria / AUSER).write_bytes(content)

    _apply(valdoria, _proposal(("colore", None, "x"), PHONE, ("dimensione", "piccola", "media")), "--parziale")
    _apply(valdoria, _proposal(PHONE, ("dimensione", "piccola", "media")))

    expected = content.replace(b"0522123456", b"0522654321").replace(b"dimensione: piccola", b"dimensione: media")
    assert expected == (valdoria / AUSER).read_bytes()


@pytest.mark.parametrize("text", ["", "ciao", "\udcff", "Proposta per il catalogo · versione 9", "x" * 70_000])
def test_no_proposal(valdoria: Path, text: str) -> None:
    """What is no proposal is one sentence, never a traceback."""
    result = CliRunner().invoke(app, ["apply", "-", "-C", str(valdoria)], input=text.encode("utf-8", "surrogateescape"))

    assert "proposta" in str(result.exception)


def test_new_record_refused(valdoria: Path) -> None:
    """A record that never existed is not «as before»: it was not made."""
    fields = [("nome", None, "Circolo"), ("descrizione_breve", None, "Scrivi a RSSMRA80A01H501U")]

    result = _apply(valdoria, _proposal(*fields, record="circolo", kind="ente", new=True))

    assert "organizations/circolo.yml non è stata creata." in result.output
    assert (result.exit_code, "come prima" in result.output) == (1, False)


def test_several_proposals_are_applied_only_by_who_read_them(valdoria: Path) -> None:
    """Two proposals in one text: nothing, unless an editor says that all of them were read."""
    before = _snapshot(valdoria)
    text = _proposal(PHONE) + _proposal(("anno", "1998", "1997"))

    refused = _apply(valdoria, text)

    assert before == _snapshot(valdoria)
    assert "--tutte" in str(refused.exception)
    assert _apply(valdoria, text, "--tutte").exit_code == 0


def test_unreadable_bytes(valdoria: Path) -> None:
    """A file in Windows-1252 is refused: no letter becomes a question mark in a record."""
    before = _snapshot(valdoria)
    command = ["apply", "-", "-C", str(valdoria)]

    result = CliRunner().invoke(app, command, input=_proposal(("nome", "x", "Perché è")).encode("cp1252"))

    assert "UTF-8" in str(result.exception)
    assert before == _snapshot(valdoria)


REFUGE = {"id": "rifugio", "nome": "Accoglienza protetta"}
UNCOVERING: list[list[tuple[Any, ...]]] = [
    [("luoghi/rifugio/riservato", "true"), ("luoghi/rifugio/indirizzo", None, "via Segreta 7")],
    [("luoghi/rifugio/riservato", "true")],
    [("luoghi/rifugio/riservato", "true", "no"), ("luoghi/rifugio/indirizzo", None, "via Segreta 7")],
    [
        ("luoghi/rifugio", {**REFUGE, "riservato": "true"}),
        ("luoghi/+", None, {"id": "casa", "nome": "Casa", "indirizzo": "via Segreta 7"}),
    ],
    [
        ("luoghi/rifugio", {**REFUGE, "riservato": "true"}),
        ("luoghi/+", None, {"id": "casa", "nome": "Casa di via Segreta 7"}),
    ],
]


@pytest.mark.parametrize("fields", UNCOVERING)
@pytest.mark.parametrize("shape", ["text", "json"])
def test_no_protected_place_is_uncovered_in_passing(valdoria: Path, fields: list[Any], shape: str) -> None:
    """Who takes the protection of a place away has to say that it was asked about; no street is repeated."""
    before = _snapshot(valdoria)

    refused = _apply(valdoria, _proposal(*fields), "--format", shape)

    assert (1, before) == (refused.exit_code, _snapshot(valdoria))
    assert ("--togli-riservato" in refused.output, "Segreta" in refused.output) == (True, False)


def test_an_editor_may_uncover_a_place(valdoria: Path) -> None:
    """A counter open to everybody that was marked by mistake is mended with a word from who edits."""
    result = _apply(valdoria, _proposal(*UNCOVERING[2]), "--togli-riservato")

    assert result.exit_code == 0, result.output
    assert "via Segreta 7" in (valdoria / AUSER).read_text("utf-8")


def test_what_leaves_protection_alone_is_applied(valdoria: Path) -> None:
    """A protected place that goes away, or a new open one beside it, uncovers nobody."""
    gone = ("luoghi/rifugio", {**REFUGE, "riservato": "true"})
    new = ("luoghi/+", None, {"id": "sede", "nome": "Sede nuova", "indirizzo": "via Larga 1", "riservato": "no"})

    for proposal in (_proposal(new), _proposal(gone)):
        assert "--togli-riservato" not in _apply(valdoria, proposal).output
