"""What one asks the municipality: what it wrote, what the law says, what nobody has written yet."""

import re
from collections.abc import Callable
from pathlib import Path

from generator import addresses
from generator.catalogue.vocabularies import build_vocabularies
from generator.site.pages.procedures.page import ADDRESS, OWN, procedures_of
from generator.site.parts.procedures import procedure_about
from tests.site.conftest import Pages, site_in

_OWN = """id: procedure
termini:
  - {codice: sala, chi_puo: Le associazioni del quartiere, quanto_tempo: Dieci giorni prima,
     cambiamenti: [{dal: 2026-01, testo: La cauzione non serve più.}]}
  - {codice: convenzione, nascosto: sì}
"""


def test_packaged_procedures_say_the_law_and_nothing_that_a_municipality_decides() -> None:
    """Every step of the law names its article; no field of the municipality is filled in by the program."""
    terms = list(build_vocabularies([])["procedure"])
    asked = [term.code for term in terms if term.family == "domande"]
    assert asked == ["patrocinio", "contributo", "sala", "suolo_pubblico", "albo", "coprogettazione", "convenzione"]
    assert not [(term.code, name) for term in terms for name in OWN if getattr(term, name)]
    sources = [step.source for term in terms for step in term.legal_steps]
    assert all("art" in source or source.startswith("DM ") for source in sources)


def test_what_the_municipality_has_not_written_is_said(pages: Pages) -> None:
    """Nothing of a procedure was written: one sentence, beside what the law says."""
    page = pages[ADDRESS]
    assert page.count("Il Comune non l&#39;ha ancora scritto: chi può chiederlo, che cosa serve") == 7
    assert "art. 56, c. 2, D.Lgs. 117/2017" in page
    assert "I tuoi diritti, qualunque cosa chiedi" in page
    assert page.count("Tempi: il Comune non li ha ancora scritti.") == 7


def test_own_words_stand_beside_the_law_and_what_is_left_out_is_named(
    rendered: Callable[[Path], Pages], valdoria: Path
) -> None:
    """A catalogue writes some fields of one procedure and hides another."""
    (valdoria / "vocabularies" / "procedure.yml").write_text(_OWN, "utf-8")
    sala = next(procedure for procedure in procedures_of(site_in(valdoria))[0] if procedure.term.code == "sala")
    assert sala.unwritten == ["papers", "how", "contacts"]
    page = rendered(valdoria)[ADDRESS]
    # Only what holds an answer says that it opens on one.
    assert page.count(">Come si chiede</small>") == 1
    assert ">Che cosa dice la legge</small>" in page
    assert "Le associazioni del quartiere" in page
    assert "<strong>gennaio 2026: che cosa è cambiato.</strong> <span>La cauzione non serve più.</span>" in page
    assert "che cosa serve, come si fa e a chi chiedere." in page
    assert "art. 71, c. 2, D.Lgs. 117/2017" in page
    assert 'id="convenzione"' not in page


def test_the_time_to_ask_is_told_for_any_day(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """The page does not know when it is read: it holds both what it says then and what it says of every year."""
    own = _OWN.replace("chi_puo:", "si_chiede: {dal: 02-01, al: 03-15}, chi_puo:")
    (valdoria / "vocabularies" / "procedure.yml").write_text(own, "utf-8")
    now = re.search(r'<small class="procedure__now"([^>]*)>([^<]*)', rendered(valdoria)[ADDRESS])
    assert now is not None
    assert now[2] == "Si chiede ogni anno dal 1° febbraio al 15 marzo."
    for words in (
        'data-first="02-01"',
        'data-last="03-15"',
        "Ora non si può chiedere: si chiede ogni anno dal 1°",
        "Oggi si può chiedere: ogni anno dal",
    ):
        assert words in now[1]


def test_no_procedure_is_a_dead_end(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Where the municipality names nobody to ask, the office that keeps the catalogue is; a form is called so."""
    (valdoria / "vocabularies" / "procedure.yml").write_text(
        _OWN.replace("chi_puo:", 'modulo: "https://comune.example/moduli/sala.pdf", chi_puo:'), "utf-8"
    )
    with (valdoria / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("    ufficio: {nome: Ufficio reti, contatti: [{tipo: email, valore: reti@comune.example}]}\n")
    page = rendered(valdoria)[ADDRESS]
    procedures, rules = procedures_of(site_in(valdoria))
    rows = re.findall(r'<details class="procedure">.*?(?=<details class="procedure">|</article>)', page, re.DOTALL)
    assert len(rows) == len(procedures) + len(rules)
    assert all("mailto:reti@comune.example" in row for row in rows[: len(procedures)])
    sala = next(row for row in rows if 'id="sala"' in row)
    assert '<a href="https://comune.example/moduli/sala.pdf">Apri il modulo' in sala
    assert "il modulo" not in sala.partition('class="unwritten"')[2].partition("</p>")[0]


def test_acts_and_notices_lead_to_the_procedure_that_concerns_them(pages: Pages) -> None:
    """A call leads to the grant, what seeks a room to the room."""
    vocabularies = build_vocabularies([])
    calls, rooms = procedure_about(vocabularies, instrument="bando"), procedure_about(vocabularies, resource="spazi")
    assert calls is not None
    assert rooms is not None
    assert (calls.code, rooms.code) == ("contributo", "sala")
    assert procedure_about(vocabularies, instrument="delibera") is None
    assert 'href="../procedure/#sala"' in pages[addresses.page("needs")]
    assert 'href="../procedure/"' in pages[addresses.page("together")]
