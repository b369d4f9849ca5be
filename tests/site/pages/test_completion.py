"""What would make records better: told with the way to do it, never a grade, never what must stay private."""

import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from generator.checking import check
from generator.diagnostics import Finding
from generator.errors import CannotRun
from generator.locale import load
from generator.reading.folder import read_folder
from generator.site.model import Site
from generator.site.pages.completion.page import ADDRESS, completion_pages, rows_of
from generator.site.parts.improvements import Improvements, prose
from generator.site.render import site_of
from generator.site.settings import settings
from tests.conftest import TODAY
from tests.site.conftest import Pages

SOURCE = "fonti: [{{url: 'https://a.example', letta_il: 2026-10-01}}]\n"
BARE = "nome: {name}\ntipo: odv\nterritori: [valdoria-ponte]\n" + SOURCE
TOWN = Path(__file__).parents[3] / "examples" / "valdoria"


def checked_site(folder: Path, **options: str) -> Site:
    """Open a catalogue with what checking found in it."""
    checked = check(read_folder(folder), TODAY)
    config = settings(folder)
    config["extra"]["catalogue"].update(options)
    return site_of(checked.catalogue, config, load("interface", "it"), findings=checked.findings)


@pytest.fixture
def completed(render_site: Callable[[Site], Pages]) -> Callable[..., Pages]:
    """Return the function that renders a catalogue with what checking found in it."""
    return lambda folder, **options: render_site(checked_site(folder, **options))


def test_a_record_says_what_would_make_it_better_and_leads_to_the_form(
    completed: Callable[..., Pages], valdoria: Path
) -> None:
    """On its own page and in the list, in words that nobody has to look up."""
    (valdoria / "organizations" / "nuova.yml").write_text(BARE.format(name="Nuova"), "utf-8")
    pages = completed(valdoria)
    for page in (pages["enti/nuova/"], pages[ADDRESS], pages[f"{ADDRESS}contatti/"]):
        assert "partecipa/#scheda=nuova" in page
        assert "n recapito o un sito" in page


def test_the_office_may_keep_findings_to_itself(completed: Callable[..., Pages], valdoria: Path) -> None:
    """Neither page nor line."""
    (valdoria / "organizations" / "nuova.yml").write_text(BARE.format(name="Nuova"), "utf-8")
    pages = completed(valdoria, segnalazioni="ufficio")
    assert [address for address in pages if address.startswith(ADDRESS)] == []
    assert "renderebbe migliore" not in pages["enti/nuova/"]


def test_what_is_missing_is_counted_without_lists_where_the_office_keeps_it(
    completed: Callable[..., Pages], valdoria: Path
) -> None:
    """The figures stay; no list of records, no link to one, no sentence that promises it."""
    shown, kept = completed(valdoria), completed(valdoria, segnalazioni="ufficio")
    lists = "evidenze/manca-"
    assert "Ogni riga porta alle schede da completare." in shown["evidenze/"]
    assert any(address.startswith(lists) for address in shown)
    assert [address for address in kept if address.startswith(lists)] == []
    assert ("Che cosa manca ancora" in kept["evidenze/"], "manca-rete/" in kept["evidenze/"]) == (True, False)
    assert "Ogni riga porta" not in kept["evidenze/"]
    assert "bastano due minuti" not in kept["evidenze/"]


@pytest.mark.parametrize("written", ["uffici", "", "[ufficio]"])
def test_a_misspelt_choice_is_refused(valdoria: Path, written: str) -> None:
    """It would have decided in silence who reads what is missing."""
    choice = f"site_name: Prova\nextra: {{catalogue: {{segnalazioni: {written}}}}}\n"
    (valdoria / "mkdocs.yml").write_text(choice, "utf-8")
    with pytest.raises(CannotRun, match=r"il primo errore è alla riga 2: `intreccio check`"):
        settings(valdoria)


@pytest.mark.parametrize(("written", "words"), [("site_name: [", "alla riga 1"), ("- a", "alla riga 1")])
def test_unreadable_settings_are_told_in_words(valdoria: Path, written: str, words: str) -> None:
    """Never by the name that the program gives to the sentence."""
    (valdoria / "mkdocs.yml").write_text(written, "utf-8")
    with pytest.raises(CannotRun, match=words):
        settings(valdoria)


def test_settings_that_are_all_comments_are_the_usual_ones(valdoria: Path) -> None:
    """An empty key is no accident."""
    (valdoria / "mkdocs.yml").write_text("site_name: Prova\nextra:\n  # catalogue:\n", "utf-8")
    assert settings(valdoria)["extra"]["catalogue"]["segnalazioni"] == "pubbliche"


def test_where_nothing_is_missing_one_may_still_write(completed: Callable[..., Pages], tmp_path: Path) -> None:
    """An empty catalogue leads to where one takes part."""
    (tmp_path / "mkdocs.yml").write_text("site_name: Vuoto\n", "utf-8")
    page = completed(tmp_path)[ADDRESS]
    assert re.search(r'Manca qualcosa a te\? <a href="[^"]*partecipa/">Scrivici</a>', page)


def test_nothing_about_people_and_places_to_protect_is_told(valdoria: Path) -> None:
    """Nor how a file is written: what was hidden there is not repeated."""
    record = BARE.format(name="Nuova") + (
        "contatti: [{tipo: telefono, valore: 333 1234567}]\n"
        "descrizione_breve: Chiamare #333 7654321\n"
        "luoghi: [{nome: Casa, indirizzo: via del Ponte 9}]\n"
        "attivita: [{nome: Ascolto, tipo: [antiviolenza], luoghi: [{nome: Casa, indirizzo: via del Ponte 9}]}]\n"
    )
    (valdoria / "organizations" / "nuova.yml").write_text(record, "utf-8")
    site = checked_site(valdoria)
    assert {"W305", "W309"} <= {finding.code for finding in site.findings if "nuova" in finding.file}
    incomplete = Improvements(site).of(site.catalogue.organizations["nuova"])
    assert (incomplete.topics if incomplete else []) == []


def test_a_removed_record_is_named_by_nobody(valdoria: Path) -> None:
    """Not even in what another record lacks."""
    site = checked_site(valdoria)
    kept, gone = site.catalogue.organizations["auser-ponte"], site.catalogue.organizations["oratorio-san-luca"]
    site.removed = (gone,)
    site.findings = (Finding("H412", kept.file, ("aderisce", 0), {"ids": gone.id, "id": kept.id}, "ente"),)
    assert Improvements(site).of(kept) is None


def test_an_activity_says_what_concerns_it_alone(valdoria: Path) -> None:
    """The day it lacks, not that of its neighbour."""
    record = BARE.format(name="Nuova") + (
        "attivita: [{nome: Uno, tipo: [socialita]}, {nome: Due, tipo: [socialita], quando: {testo: ogni giorno}}]\n"
    )
    (valdoria / "organizations" / "nuova.yml").write_text(record, "utf-8")
    site = checked_site(valdoria)
    lacking = {name: Improvements(site).of(site.catalogue.activities[f"nuova/{name}"]) for name in ("uno", "due")}
    assert lacking["uno"] is not None
    assert lacking["uno"].topics == ["quando"]
    assert lacking["due"] is None


def test_days_and_bodies_are_told_as_people_say_them(tmp_path: Path) -> None:
    """No ids, no figures."""
    site = checked_site(shutil.copytree(TOWN, tmp_path / "town", ignore=shutil.ignore_patterns(".intreccio", "site")))
    sentences = [part.sentence for record in Improvements(site).by_file.values() for part in record.improvements]
    assert any("30 giugno 2026" in sentence for sentence in sentences)
    assert "Dice che ne fa parte Forno Ferrovia: manca ancora il suo sì." in sentences
    fridge = "La richiesta «Una cella frigorifera usata ma che chiuda bene» è scaduta il 30 giugno 2026."
    assert fridge in sentences
    one_sided = "Dice di far parte della Rete Città Solidale: manca ancora il sì della rete."
    assert one_sided in sentences


def test_advice_leaves_out_the_lines_to_paste() -> None:
    """They are for who writes files."""
    assert prose("La rete lo può confermare:\n    - {ente: a}") == "La rete lo può confermare."


def test_a_chip_counts_the_rows_it_leaves(valdoria: Path, completed: Callable[..., Pages]) -> None:
    """On the list of all of them, which holds each record once, and on the page of its own without JavaScript."""
    names = ("Prima", "Seconda", "Terza", "Quarta")
    for name in names:
        (valdoria / "organizations" / f"{name.lower()}.yml").write_text(BARE.format(name=name), "utf-8")
    old = BARE.format(name="Vecchia").replace("2026-10-01", "2023-10-01")
    (valdoria / "organizations" / "vecchia.yml").write_text(old, "utf-8")
    pages = completed(valdoria)
    rows = [row_of(row) for row in pages[ADDRESS].split("<li data-name=")[1:]]
    assert len({row["record"] for row in rows}) == len(rows)
    assert {"contatti", "descrizione_breve", "conferma"} <= next(
        row["topics"] for row in rows if row["name"] == "Vecchia"
    )
    chips = re.findall(r'href="([^"]+)" data-topic="([^"]*)"[^>]*>[^<]+<span>(\d+)</span>', pages[ADDRESS])
    assert {topic for row in rows for topic in row["topics"]} == {topic for _, topic, _ in chips} - {""}
    assert any(topic.startswith("attivita_") for _, topic, _ in chips)
    for address, topic, count in chips:
        held = [row["record"] for row in rows if topic in row["topics"] or not topic]
        assert int(count) == len(held), topic
        own = pages[address.removeprefix("../")]
        assert [row_of(row)["record"] for row in own.split("<li data-name=")[1:]] == held


def row_of(row: str) -> dict[str, Any]:
    """Read what a row says of itself."""
    name, record, topics = re.findall(r'"([^"]*)"', row.partition(">")[0])
    return {"name": unescape(name), "record": record, "topics": set(topics.split())}


def test_what_activities_lack_stands_with_who_tells_them(valdoria: Path, completed: Callable[..., Pages]) -> None:
    """By their names; who lacks only that is counted apart, and the three counts make all."""
    activities = (
        "attivita: [{nome: Uno, tipo: [socialita], costo: gratuito, destinatari: [tutti], come_accedere: Si viene}, "
        "{nome: Due, tipo: [socialita], costo: gratuito, destinatari: [tutti], quando: {testo: ogni giorno}}]\n"
    )
    (valdoria / "organizations" / "nuova.yml").write_text(BARE.format(name="Nuova") + activities, "utf-8")
    whole = BARE.format(name="Intera") + "sito: https://a.example\ndescrizione_breve: Facciamo il pane insieme.\n"
    hours = "{testo: il lunedì, orari: [{giorni: [lun], dalle: '10:00', alle: '12:00'}]}"
    one = f"attivita: [{{nome: Solo, tipo: [socialita], quando: {hours}}}]\n"
    (valdoria / "organizations" / "intera.yml").write_text(whole + one, "utf-8")
    page = completed(valdoria)[ADDRESS]
    rows = {row_of(row)["record"]: re.sub(r"<[^>]+>", "", row) for row in page.split("<li data-name=")[1:]}
    said = unescape(rows["nuova"])
    own = "un recapito o un sito, il giorno e l'ora di quello che si fa, una frase di presentazione"
    assert f"Mancano: {own}Mancano nell'attività «Due»" in said
    assert "Mancano nell&#39;attività «Due»: come si partecipa, il luogo preciso" in rows["nuova"]
    assert "Manca nell&#39;attività «Uno»: il luogo preciso" in rows["nuova"], "each says what it lacks itself"
    assert "«Uno»: il giorno" not in said, "that days are missing is said once"
    assert "Mancano nell&#39;attività «Solo»: come si partecipa, il luogo preciso, quanto costa" in rows["intera"]
    site = checked_site(valdoria)
    only = [row for row in rows_of(site) if row.own is None]
    assert "intera" in [row.entry.id for row in only]
    every = sum(not entry.is_over for entries in (site.networks, site.organizations) for entry in entries)
    told = re.findall(r'<li class="completing__part--[a-z]+">(.*?)</li>', page)
    counted = [int(re.sub(r"\D", "", words) or 1) for words in told]
    assert counted == [n for n in (every - len(rows), len(only), len(rows) - len(only)) if n]
    assert sum(counted) == every
    assert f">{len(rows)} schede a cui manca qualcosa. Prima quelle senza un recapito.<" in page


def test_of_many_activities_three_are_named(valdoria: Path) -> None:
    """The others are counted."""
    lines = "".join(f"  - {{nome: {name}, tipo: [socialita]}}\n" for name in ("Uno", "Due", "Tre", "Quattro", "Cinque"))
    (valdoria / "organizations" / "nuova.yml").write_text(f"{BARE.format(name='Nuova')}attivita:\n{lines}", "utf-8")
    site = checked_site(valdoria)
    (row,) = (row for row in rows_of(site) if row.entry.id == "nuova")
    assert row.lacking(site)[-1].startswith(
        "Mancano nelle attività «Cinque», «Due», «Quattro» e altre 2: come si partecipa"
    )


def test_who_cannot_be_reached_stands_first(valdoria: Path) -> None:
    """Then what lacks something else, last what only activities lack; among equals by name."""
    reached = "sito: https://a.example\n"
    told = "descrizione_breve: Facciamo il pane insieme.\n"
    activity = "attivita: [{nome: Solo, tipo: [socialita], quando: {testo: ogni giorno}}]\n"
    records = {"a-attivita": reached + told + activity, "b-frase": reached, "c-sola": told, "d-sola": ""}
    for name, more in records.items():
        (valdoria / "organizations" / f"{name}.yml").write_text(BARE.format(name=name) + more, "utf-8")
    listed = [row.entry.id for row in rows_of(checked_site(valdoria)) if row.entry.id in records]
    assert listed == ["c-sola", "d-sola", "b-frase", "a-attivita"]


def test_nobody_is_asked_for_what_cannot_be(valdoria: Path) -> None:
    """What is done at home or by telephone has no place; money that one applies for has no place, price or hour."""
    record = BARE.format(name="Nuova") + (
        "attivita:\n"
        "  - {nome: Contributo, tipo: [aiuto_economico], quando: {testo: entro marzo}}\n"
        "  - {nome: Telefonate, tipo: [linea_telefonica], quando: {testo: ogni giorno}}\n"
        "  - {nome: Passeggiata, tipo: [gruppo_cammino], quando: {testo: ogni giorno}}\n"
    )
    (valdoria / "organizations" / "nuova.yml").write_text(record, "utf-8")
    (row,) = (row for row in rows_of(checked_site(valdoria)) if row.entry.id == "nuova")
    lacking = {topic: {one.name for one in held} for topic, held in row.activities.items()}
    assert lacking["attivita_dove_di_preciso"] == {"Passeggiata"}
    assert lacking["attivita_quanto_costa"] == lacking["attivita_calendario"] == {"Telefonate", "Passeggiata"}
    assert lacking["attivita_per_chi"] == {"Contributo", "Telefonate", "Passeggiata"}


def test_who_confirms_sees_the_record_first(valdoria: Path, completed: Callable[..., Pages]) -> None:
    """Of what may be written twice nobody can say that all of it is right, not even where only its age is listed."""
    old = BARE.replace("2026-10-01", "2023-10-01") + "sito: https://sole.example\n"
    for name in ("uno", "due"):
        record = old.format(name="Guardaroba del Sole")
        (valdoria / "organizations" / f"{name}.yml").write_text(record, "utf-8")
    (valdoria / "organizations" / "vecchia.yml").write_text(old.format(name="Vecchia"), "utf-8")
    pages = completed(valdoria)
    for address in (ADDRESS, f"{ADDRESS}conferma/"):
        assert "&amp;conferma" not in pages[address]
        looked = set(re.findall(r'enti/([a-z-]+)/">È ancora così\? Conferma', pages[address]))
        # The one of the two that asks for the other is no record to say yes to.
        assert ("vecchia" in looked, {"uno", "due"} <= looked) == (True, False), address
    (twin,) = {"uno", "due"} - looked
    other = "due" if twin == "uno" else "uno"
    row = next(row for row in pages[ADDRESS].split("<li ") if f'data-record="{twin}"' in row)
    assert f'#scheda={twin}">Completa' in row
    assert "Forse è scritta due volte: è la stessa di «Guardaroba del Sole»?" in row
    assert re.search(rf'enti/{other}/">Guarda l&#39;altra scheda<span class="unseen"> \(Guardaroba del Sole\)', row)


def test_what_the_other_side_has_to_confirm_leads_to_its_form(completed: Callable[..., Pages]) -> None:
    """One's own form cannot say it."""
    page = completed(TOWN)[ADDRESS]
    assert re.search(r'partecipa/#scheda=forno-ferrovia">Sei di Forno Ferrovia\? Conferma</a>', page)


def test_a_network_is_asked_how_to_join_and_who_leads_it(valdoria: Path) -> None:
    """What who would join asks next; of what says it nothing is asked, nor of a body."""
    record = BARE.replace("tipo: odv", "temi: [anziani]") + "sito: https://a.example\n"
    both = "come_aderire: Si chiede all'ufficio\nruoli: [{tipo: coordinamento, espresso_da: auser-ponte}]\n"
    for name, more in (("muta", ""), ("detta", both)):
        (valdoria / "networks" / f"{name}.yml").write_text(record.format(name=name.title()) + more, "utf-8")
    (valdoria / "organizations" / "nuova.yml").write_text(BARE.format(name="Nuova"), "utf-8")
    site = checked_site(valdoria)
    of, networks = Improvements(site).of, site.catalogue.networks
    found = {name: of(networks[name]) for name in ("muta", "detta")}
    found["nuova"] = of(site.catalogue.organizations["nuova"])
    topics = {name: set(incomplete.topics) if incomplete else set() for name, incomplete in found.items()}
    of_networks = {"come_aderire", "organi"}
    told = {name: about & of_networks for name, about in topics.items()}
    assert told == {"muta": of_networks, "detta": set(), "nuova": set()}


def test_what_is_told_of_who_leads_is_not_missing(valdoria: Path) -> None:
    """Whoever is named first or said to decide stands among how networks work; nobody joins a network that rests."""
    record = BARE.replace("tipo: odv", "temi: [anziani]") + "sito: https://a.example\n"
    told = {
        "forma": "governo: {forma: condivisa}\n",
        "guida": "governo: {guida: ets}\n",
        "capofila": "adesioni: [{ente: auser-ponte, legame: capofila}]\n",
        "muta": "adesioni: [{ente: auser-ponte, legame: aderente}]\n",
        "ferma": "stato: sospesa\n",
    }
    for name, more in told.items():
        (valdoria / "networks" / f"{name}.yml").write_text(record.format(name=name.title()) + more, "utf-8")
    site = checked_site(valdoria)
    found = {name: Improvements(site).of(site.catalogue.networks[name]) for name in told}
    topics = {name: set(incomplete.topics) if incomplete else set() for name, incomplete in found.items()}
    assert {name for name, about in topics.items() if "organi" in about} == {"muta", "ferma"}
    assert {name for name, about in topics.items() if "come_aderire" in about} == set(told) - {"ferma"}


def test_what_may_be_wrong_stands_by_what_to_do_about_it(completed: Callable[..., Pages]) -> None:
    """What is only old is looked at, whatever the other side has yet to say; what rests is called so."""
    page = completed(TOWN)[ADDRESS]
    rows = {row_of(row)["name"]: row for row in page.split("<li data-name=")[1:]}
    assert "È ancora così? Conferma" in rows["Donatori di sangue del Lento ODV"]
    gardens = rows["Rete degli orti e dei cortili"]
    assert "È ancora così? Conferma" in gardens
    assert "Sospesa</span>" in gardens
    assert 'href="../partecipa/#scheda=rete-citta-solidale"' in rows["Guardaroba del Sole ODV"]
    assert re.search(r'#scheda=rete-cibo">Vale ancora\? Aggiorna', rows["Rete Cibo Valdoria"])


def test_nobody_is_asked_for_what_is_over(valdoria: Path) -> None:
    """Who would answer is no longer there."""
    (valdoria / "organizations" / "nuova.yml").write_text(BARE.format(name="Nuova") + "stato: conclusa\n", "utf-8")
    site = checked_site(valdoria)
    assert site.catalogue.organizations["nuova"].is_over
    assert Improvements(site).of(site.catalogue.organizations["nuova"]) is None


def test_no_command_is_shown_to_citizens(valdoria: Path) -> None:
    """What somebody can do is said instead, and a name is not said twice."""
    for name in ("uno", "due"):
        record = BARE.format(name="Guardaroba del Sole") + "sito: https://sole.example\n"
        (valdoria / "organizations" / f"{name}.yml").write_text(record, "utf-8")
    site = checked_site(valdoria)
    told = [part for record in Improvements(site).by_file.values() for part in record.improvements]
    doubles = [part for part in told if part.topic == "doppia"]
    assert doubles
    assert all(part.advice == site.texts("completion.how_doppia") for part in doubles)
    assert not [part for part in told if "intreccio " in part.sentence + part.advice]
    assert not [part for part in doubles if re.search(r"«([^»]+)» \(\1\)", part.sentence)]
    assert "intreccio " not in site.words.count("completion.rest", 3)


def test_long_lists_go_on_in_further_pages(valdoria: Path) -> None:
    """Each of at most a hundred records."""
    for n in range(120):
        (valdoria / "organizations" / f"nuova-{n}.yml").write_text(BARE.format(name=f"Nuova {n}"), "utf-8")
    addresses = [page.address for page in completion_pages(checked_site(valdoria))]
    assert f"{ADDRESS}pagina/2/" in addresses
    assert f"{ADDRESS}contatti/pagina/2/" in addresses


def test_age_is_said_in_one_way(valdoria: Path) -> None:
    """With its day, whether somebody confirmed it or it was only read."""
    days = {"letta": "2023-09-14", "detta": "2024-09-22", "recente": "2025-10-22"}
    for name, day in days.items():
        record = BARE.format(name=name.title()).replace("2026-10-01", day)
        if name != "letta":
            record += f"verifica: {{data: {day}, da: Noi, metodo: telefono}}\n"
        (valdoria / "organizations" / f"{name}.yml").write_text(record, "utf-8")
    site = checked_site(valdoria)
    aged = {row.entry.id: row.asked[0].sentence for row in rows_of(site) if row.entry.id in days}
    assert aged == {
        "letta": "Controllata l'ultima volta il 14 settembre 2023.",
        "detta": "Controllata l'ultima volta il 22 settembre 2024.",
        "recente": "Controllata l'ultima volta il 22 ottobre 2025.",
    }


def test_each_row_has_one_way_to_write(completed: Callable[..., Pages], valdoria: Path) -> None:
    """Beside the name, which leads to the record; who lacks nothing of one kind is not among those who do."""
    (valdoria / "organizations" / "nuova.yml").write_text(BARE.format(name="Nuova"), "utf-8")
    reached = BARE.format(name="Detta") + "sito: https://a.example\n"
    (valdoria / "organizations" / "detta.yml").write_text(reached, "utf-8")
    pages = completed(valdoria)
    for address in (ADDRESS, f"{ADDRESS}contatti/"):
        (row,) = re.findall(r'<li data-name="Nuova".*?</li>', pages[address], re.DOTALL)
        links = [
            (href.rpartition("../")[2], words)
            for href, words in re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', row)
        ]
        assert links == [
            ("enti/nuova/", "<strong>Nuova</strong>"),
            ("partecipa/#scheda=nuova", 'Completa<span class="unseen"> (Nuova)</span>'),
        ]
        assert "<p>Mancano: un recapito o un sito, una frase di presentazione</p>" in row
    assert '#scheda=detta"' in pages[ADDRESS]
    assert '#scheda=detta"' not in pages[f"{ADDRESS}contatti/"]
    assert pages[ADDRESS].count("Una buona frase") == 1, "an example stands once"


def test_a_name_that_ends_with_what_a_body_is_says_it_once(completed: Callable[..., Pages], valdoria: Path) -> None:
    """«Amici ODV» is no more an organisation of volunteers for being called one twice."""
    for name in ("Amici ODV", "Amici del Ponte"):
        (valdoria / "organizations" / f"{name.split()[-1].lower()}.yml").write_text(BARE.format(name=name), "utf-8")
    rows = {row_of(row)["name"]: row for row in completed(valdoria)[ADDRESS].split("<li data-name=")[1:]}
    kind = "Organizzazione di volontariato"
    assert (kind in rows["Amici ODV"], kind in rows["Amici del Ponte"]) == (False, True)


def test_who_is_not_there_finds_the_form_for_a_new_body(completed: Callable[..., Pages]) -> None:
    """Right under where one looks for a name, before what narrows the list."""
    page = completed(TOWN)[ADDRESS]
    head = page.partition("</search>")[2].partition('class="completing__topics"')[0]
    assert re.search(r'href="\.\./partecipa/#nuova=ente">Aggiungila</a>', head)
