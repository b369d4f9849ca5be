"""What ends and when: on the page, in the table, in calendars that others read; nowhere where the office keeps it."""

import csv
import re
from collections.abc import Sequence
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from icalendar import Calendar

from generator.catalogue.deadlines import CONFIRMATION, KINDS, Deadline, deadlines
from generator.checking import check
from generator.locale import load
from generator.reading.folder import read_folder
from generator.site.model import Site
from generator.site.pages.deadlines.page import (
    ADDRESS,
    CALENDAR,
    CONFIRMATIONS,
    TABLE,
    UPKEEP,
    UPKEEP_CALENDAR,
    deadlines_page,
)
from generator.site.pages.deadlines.table import deadline_files
from generator.site.pages.deadlines.told import Targets, late_words, to_come, to_renew
from generator.site.parts.times_left import days_left
from generator.site.render import filler, site_of
from generator.site.settings import settings
from generator.site.theme.harvest import Harvest
from tests.conftest import EXAMPLE, TODAY

_BOTH = {ADDRESS, UPKEEP}
_NEW = """\
nome: Nuova
temi: [prossimita]
territori: [valdoria-ponte]
fonti: [{titolo: a, url: "https://a.example", letta_il: 2026-10-01}]
atti: [{titolo: Patto, scadenza: 2027-12-01}, {titolo: Vecchio, scadenza: 2026-10-01}]
organi: [{tipo: assemblea, prossimo_incontro: 2026-10-02}]
ruoli: [{id: portavoce, nome: portavoce, al: 2026-09}]
bisogni: [{risorsa: attrezzature, descrizione: Venti sedie, scade_il: 2027-01-01}]
attivita:
  - {nome: Bando orti, tipo: [bandi_contributi], quando: {al: 2026-12-05}}
  - {nome: Festa, tipo: [socialita], quando: {al: 2027-05-01}}
"""


def example(today: date = TODAY, **options: str) -> Site:
    """Open the example town on a day."""
    config = settings(EXAMPLE)
    config["extra"]["catalogue"].update(options)
    return site_of(check(read_folder(EXAMPLE), today).catalogue, config, load("interface", "it"))


def test_page_table_and_calendars_say_the_same(harvested: Harvest) -> None:
    """Every deadline once in each; an independent reader finds them all, with identifiers of their own."""
    site = example()
    found = deadlines(site.catalogue, site.ages)
    files = dict(deadline_files(site))
    rows = list(csv.reader(StringIO(files[TABLE].decode("utf-8-sig")), delimiter=";"))[1:]
    assert [row[0] for row in rows] == [deadline.on.isoformat() for deadline in found]
    calendars = [Calendar.from_ical(files[path]) for path in (CALENDAR, UPKEEP_CALENDAR, CONFIRMATIONS)]
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    assert [error for part in (*calendars, *events) for error in part.errors] == []
    assert len({str(event["UID"]) for event in events}) == len(events) == len(found)
    assert sorted(event.decoded("DTSTART") for event in events) == [deadline.on for deadline in found]
    fill = filler(site, harvested.shells["it"])
    pages = {page.address: fill(page).content.decode() for page in deadlines_page(site)}
    shown = [day for kind in KINDS for day in _days(pages.get(f"{ADDRESS}{kind}/", ""))]
    assert sorted(shown) == [deadline.on.isoformat() for deadline in found]
    assert "#scheda=auser-ponte&amp;conferma" in pages[f"{ADDRESS}conferma/"]
    assert re.search(
        r'due__kind">Finisce l&#39;incarico:</span> <a [^>]+>Operatrice di quartiere',
        pages[UPKEEP],
    )
    both = pages[ADDRESS] + pages[UPKEEP]
    text = re.sub("<[^>]+>", "", "".join(re.findall(r'<ul class="rows due__rows.*?</ul>', both, re.DOTALL)))
    assert not re.search(r"fra \d|scadut[oa]", text)


def _days(page: str) -> list[str]:
    return re.findall(r'<time datetime="([0-9-]+)" data-due>', page)


def test_pages_begin_today(valdoria: Path) -> None:
    """One for anybody, one for networks: what can be renewed first; feasts that end, past meetings elsewhere."""
    (valdoria / "networks" / "nuova.yml").write_text(_NEW, "utf-8")
    site = site_of(check(read_folder(valdoria), TODAY).catalogue, settings(valdoria), load("interface", "it"))
    contexts = {page.address: page.context for page in deadlines_page(site)}
    first, cares = contexts[ADDRESS], contexts[UPKEEP]
    sides = {side.name: [*side.soon, *(one for month in side.later for one in month.items)] for side in first["sides"]}
    looked_after = [one for part in cares["parts"] for one in (*part.items, *part.later)]
    assert list(sides) == ["calls", "notices"], "nobody here has help with a last day"
    assert _of_the_new(sides["calls"]) == ["Bando orti"]
    assert _of_the_new(sides["notices"]) == ["Venti sedie"]
    assert _of_the_new(looked_after) == ["Patto"]
    assert _of_the_new(cares["past"]) == ["portavoce", "Vecchio"]
    coming = [*(one for held in sides.values() for one in held), *looked_after]
    assert all(deadline.on >= TODAY for deadline in coming)
    folded = [one.on for side in first["sides"] for month in side.later for one in month.items]
    folded += [one.on for part in cares["parts"] for one in part.later]
    assert all(day > TODAY + timedelta(days=92) for day in folded)
    begin = [[*part.items, *part.later][0].on for part in cares["parts"]]
    assert begin == sorted(begin), "the matter that comes first"
    told = {frozenset(one.kind for one in (*part.items, *part.later)) for part in cares["parts"]}
    assert told == {frozenset({"accordo", "mandato"}), frozenset({"incontro"}), frozenset({"misura"})}
    apart = {"attivita", CONFIRMATION}
    assert apart.isdisjoint(deadline.kind for deadline in coming)
    assert {chip.code for chip in cares["apart"]} == apart


def _of_the_new(found: Sequence[Deadline]) -> list[str]:
    return [deadline.what for deadline in found if deadline.entry.id == "nuova"]


def test_what_has_passed_is_told_to_who_looks_after_a_network(harvested: Harvest) -> None:
    """After what is for everybody: all of it, how many of each kind, with the way to say that it was renewed.

    A call says when it opens, for whom it is and what it gives; a meeting whom to ask.
    """
    site = example()
    fill = filler(site, harvested.shells["it"])
    pages = {page.address: fill(page).content.decode() for page in deadlines_page(site) if page.address in _BOTH}
    first, upkeep = pages[ADDRESS], pages[UPKEEP]
    past = to_renew(deadlines(site.catalogue, site.ages), TODAY)
    assert late_words(past, site.words) == "4 accordi e un incarico"
    assert "da-rinnovare" not in first
    assert "scadenze/reti/" in first or 'href="reti/"' in first
    late, _, rest = upkeep.partition('id="da-rinnovare"')[2].partition("</section>")
    assert late.count("Rinnovato o finito? Scrivilo") == len(past)
    assert [late.count(f"{kind}:</span>") for kind in ("Accordo", "Incarico")] == [3, 1]
    assert ">Accordo di rete 2021–2025<" in late, "«Accordo: Accordo di rete» would say it twice"
    assert "<h2>La data è passata</h2>" in late
    assert "finito l" not in late, "whether it was renewed nobody knows"
    assert "leggiamo tutto prima di pubblicarlo" in late
    assert re.findall(r"<h2>(.*?)</h2>", rest.partition("<footer")[0]) == [
        "Incontri",
        "Accordi e incarichi in scadenza",
        "Numeri da aggiornare",
        "Altri elenchi",
    ]
    assert _days(late) == [one.on.isoformat() for one in reversed(past)] == sorted(_days(late))
    # A notice says in its row whom to answer, in the words of the notice itself, and whom to call instead of writing.
    row = first.partition("40 coperte")[2].partition("</li>")[0]
    assert re.search(r'<a class="button button--quiet" href="tel:[^"]+">Chiama <span[^>]*>0999 000 121 int. 5<', row)
    van = re.search(r"<li data-of[^>]*>(?:(?!<li).)*Un furgone, il mercoledì.*?</li>", first, re.DOTALL)
    assert van
    assert re.search(r'Fino a <time datetime="2027-01-31".*Scrivi.*Oppure chiama', van[0], re.DOTALL)
    assert "Qui, di ogni parte, i primi che scadono." in first
    assert 'due__gives">È per associazioni e gruppi. Fino a 800 euro per idee di vicinato' in first
    assert "famiglie e genitori. Da 100 a 400 euro" in first
    assert "Da portare: ISEE e ultime due bollette." in first
    meeting = upkeep.partition("Tavolo della rete")[2].partition("</li>")[0]
    assert 'href="mailto:reti@comune.valdoria.example"' in meeting
    assert upkeep.count("Dove, a che ora, se puoi venire: chiedilo alla rete.") == 1, "once above all of them"
    assert "Domande dal 1° febbraio 2027<" in first or "Domande dal 1 febbraio 2027<" in first
    assert re.search(r'data-opens="2027-02-01" data-until="2027-03-15" data-open="Aperto ora"', first)
    help_, _, of_bodies = first.partition('id="calls"')
    assert ("Contributo bollette" in help_, "Contributo bollette" in of_bodies) == (True, False)
    assert re.search(r"Rete degli orti e dei cortili</a> \(sospesa\)", upkeep)
    office = upkeep.partition("Formazione dei volontari")[2].partition("</li>")[0]
    assert 'due__note">Affidato a: Filo della Memoria' in office
    assert re.findall(r'due__side" id="([a-z]+)"', first) == ["aids", "calls", "notices", "cares"]
    figure = upkeep.partition("Famiglie seguite")[2].partition("</li>")[0]
    assert 'due__note">Ultimo numero scritto: 173 (2025)<' in figure


def test_notices_leave_room_for_what_has_no_other_page() -> None:
    """Three requests and three offers, what ends first first; all of them stand on pages of their own."""
    site = example()
    contexts = {page.address: page.context for page in deadlines_page(site)}
    (side,) = (side for side in contexts[ADDRESS]["sides"] if side.name == "notices")
    assert not side.later
    every = to_come(deadlines(site.catalogue, site.ages), TODAY)
    for kind in ("richiesta", "offerta"):
        shown = [one.mark for one in side.soon if one.kind == kind]
        assert shown == [one.mark for one in every if one.kind == kind][:3]


def test_what_was_renewed_waits_for_nobody(valdoria: Path) -> None:
    """An agreement that ended this year, and that a longer one of its kind follows, is not asked about."""
    acts = "atti: [{istituto: protocollo_intesa, titolo: Vecchio, scadenza: 2026-06-30}, "
    acts += "{istituto: protocollo_intesa, titolo: Seguito, scadenza: 2030-06-30}]\n"
    record = "nome: Rete seguita\ntemi: [cibo]\nterritori: [valdoria]\nfonti: [{url: 'https://a.example'}]\n"
    (valdoria / "networks" / "seguita.yml").write_text(record + acts, "utf-8")
    site = site_of(check(read_folder(valdoria), TODAY).catalogue, settings(valdoria), load("interface", "it"))
    found = [one for one in deadlines(site.catalogue, site.ages) if one.entry.id == "seguita"]
    assert {one.what for one in found if one.kind == "accordo"} == {"Vecchio", "Seguito"}
    assert to_renew(found, TODAY) == []


def test_since_when_a_day_is_over() -> None:
    """Days, then the nearest month, then years: what ended a year ago looks like nothing of last week."""
    texts = load("interface", "it")
    said = {
        days: days_left(TODAY - timedelta(days=days), TODAY, texts)
        for days in (1, 13, 61, 145, 326, 349, 364, 365, 455, 567, 639, 640, 729, 800)
    }
    assert said == {
        1: "ieri",
        13: "13 giorni fa",
        61: "circa 2 mesi fa",
        145: "circa 5 mesi fa",
        326: "circa 11 mesi fa",
        349: "circa 11 mesi fa",
        364: "quasi un anno fa",
        365: "più di un anno fa",
        455: "più di un anno fa",
        567: "circa un anno e mezzo fa",
        639: "circa un anno e mezzo fa",
        640: "quasi due anni fa",
        729: "quasi due anni fa",
        800: "più di 2 anni fa",
    }


def test_what_is_due_leads_to_where_it_is_told(valdoria: Path) -> None:
    """A notice, an act, an office, an activity: never just the record that holds them."""
    (valdoria / "networks" / "nuova.yml").write_text(_NEW, "utf-8")
    site = site_of(check(read_folder(valdoria), TODAY).catalogue, settings(valdoria), load("interface", "it"))
    found = [deadline for deadline in deadlines(site.catalogue, site.ages) if deadline.entry.id == "nuova"]
    targets = Targets(site)
    assert {deadline.what or deadline.kind: targets.of(deadline) for deadline in found} == {
        "Vecchio": "reti/nuova/#atti",
        "Patto": "reti/nuova/#atti",
        "portavoce": "reti/nuova/#ruolo-portavoce",
        "assemblea": "reti/nuova/#chi-fa-che-cosa",
        "Bando orti": "attivita/nuova/bando-orti/",
        "Festa": "attivita/nuova/festa/",
        "Venti sedie": "bisogni/#cerca-nuova-1",
        CONFIRMATION: "reti/nuova/",
    }


def test_a_calendar_is_the_same_whatever_the_day_of_the_build() -> None:
    """Nothing in it says when it was written; identifiers outlive a new day."""
    today, tomorrow = (dict(deadline_files(example(day))) for day in (TODAY, TODAY + timedelta(days=1)))
    assert today == tomorrow


def test_an_agreement_that_is_renewed_stays_the_same_event(valdoria: Path) -> None:
    """A calendar program moves it instead of showing both."""
    act = "atti: [{titolo: Patto, scadenza: %s}]\n"
    record = "nome: Nuova\ntemi: [prossimita]\nterritori: [valdoria-ponte]\nfonti: [{titolo: a}]\n"
    seen = []
    for day in ("2026-12-01", "2027-12-01"):
        (valdoria / "networks" / "nuova.yml").write_text(record + act % day, "utf-8")
        catalogue = check(read_folder(valdoria), TODAY).catalogue
        site = site_of(catalogue, settings(valdoria), load("interface", "it"))
        events = Calendar.from_ical(dict(deadline_files(site))[UPKEEP_CALENDAR]).walk("VEVENT")
        seen.append({str(event["UID"]) for event in events if "Patto" in str(event["SUMMARY"])})
    assert seen[0] == seen[1]
    assert len(seen[0]) == 1


def test_the_office_may_keep_deadlines_to_itself() -> None:
    """Neither page nor file."""
    site = example(segnalazioni="ufficio")
    assert list(deadlines_page(site)) == []
    assert list(deadline_files(site)) == []
