"""From the first page to a number to call, and what a reader takes along, on a phone."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import expect

from generator import addresses
from generator.catalogue.opening_times import ROME, Opening, Timetable, falls_in
from generator.matching import Query
from generator.site.parts.live import timetable_of
from tests.e2e.conftest import ROOT, Visit
from tests.e2e.test_who_does import asked, settle
from tests.site.conftest import site_in

SUNDAY = "2026-11-22T10:00:00+01:00"


def test_two_taps_from_the_first_page_to_a_number(townsperson: Visit) -> None:
    """A drawing, then the button that calls."""
    page = townsperson.open()
    page.get_by_role("link", name="Mangiare", exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mangiare")
    call = page.get_by_role("link", name=re.compile("^Chiama 0999")).first
    expect(call).to_be_visible()
    assert re.fullmatch(r"tel:\+390999\d{6}", call.get_attribute("href") or "")


def test_help_is_one_tap_away_from_every_page(townsperson: Visit) -> None:
    """In the head of the page, on a phone too."""
    page = townsperson.open("progetto/")
    page.get_by_role("link", name="Ho bisogno", exact=True).tap()
    expect(page.get_by_role("link", name="Dormire stanotte", exact=True)).to_be_in_viewport()
    expect(page.get_by_role("link", name="Chiama 112", exact=True).first).to_be_in_viewport()


def test_who_fears_leaves_and_does_not_come_back(townsperson: Visit) -> None:
    """The page goes out of the history of the tab, and what stood in its place is harmless."""
    page = townsperson.open("ho-bisogno/")
    page.route(
        "https://it.wikipedia.org/**", lambda route: route.fulfill(body="<h1>Altrove</h1>", content_type="text/html")
    )
    page.get_by_role("link", name="Violenza e paura", exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Violenza e paura")
    expect(page.get_by_role("link", name="Chiama 1522", exact=True).first).to_be_in_viewport()
    page.get_by_role("link", name="Esci da questa pagina").tap()
    expect(page.get_by_role("heading")).to_have_text("Altrove")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/ho-bisogno/$"))
    townsperson.problems.clear()  # the way out is a request to another host: that is what it is for


def test_what_is_put_aside_stays_on_the_device_and_travels_as_ids(townsperson: Visit) -> None:
    """Put aside on a record, read on its page, taken off again; a link carries ids alone, after the hash."""
    page = townsperson.open("attivita/il-banco-del-pane/emporio-la-madia/")
    page.get_by_role("button", name="Tieni per dopo").tap()
    expect(page.get_by_role("button", name="✓ Messa da parte")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Vedi l'elenco").tap()
    expect(page).to_have_url(re.compile("/da-parte/$"))
    expect(page.get_by_text("Aggiungi al calendario")).to_have_count(0)
    expect(page.get_by_role("link", name="Emporio La Madia")).to_be_visible()
    expect(page.get_by_role("link", name="Chiama 0999 000 116")).to_be_visible()  # one passes by there first
    expect(page.get_by_text("La tessera con i punti la dà il centro di ascolto o lo sportello sociale")).to_be_visible()
    expect(page.get_by_text("Chi contattare")).to_have_count(1)
    page.get_by_role("button", name="Copia il collegamento").tap()
    expect(page.get_by_role("status")).to_contain_text("Copiato")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("/da-parte/#attivita/il-banco-del-pane/emporio-la-madia/")
    page.get_by_role("button", name="Togli").tap()
    expect(page.get_by_text("Non hai ancora messo da parte niente")).to_be_visible()
    page.goto(link)
    page.reload()
    expect(page.get_by_role("link", name="Emporio La Madia")).to_be_visible()


def test_nothing_about_violence_is_kept_and_nothing_foreign_is_read(townsperson: Visit) -> None:
    """Neither from a button, nor from a link, nor from what somebody wrote into the storage."""
    page = townsperson.open("enti/melagrana/")
    expect(page.get_by_role("button", name="Tieni per dopo")).to_have_count(0)
    poisoned = ["https://altrove.example/", "../../", "enti/melagrana/", "javascript:alert(1)", {"a": 1}]
    page.evaluate("list => localStorage.setItem('da-parte', JSON.stringify(list))", poisoned)
    page = townsperson.open("da-parte/#enti/melagrana/+//altrove.example/")
    expect(page.get_by_role("status")).to_contain_text("non è più pubblicato")
    expect(page.get_by_role("listitem").filter(has=page.get_by_role("button", name="Togli"))).to_have_count(0)
    assert page.evaluate("localStorage.getItem('da-parte')") is None


def test_a_place_is_asked_once_and_orders_what_follows(townsperson: Visit) -> None:
    """Chosen on the first page; on a need what serves it comes first, of many the rest is folded; forgotten at will."""
    townsperson.page.clock.set_fixed_time(SUNDAY)
    page = townsperson.open()
    page.get_by_role("button", name="Scegli dove sei").tap()
    page.get_by_label("Scegli dove sei").select_option("Ponte, Valdoria")
    expect(page.locator("[data-chosen] strong").first).to_have_text("Ponte, Valdoria")
    page.get_by_role("link", name="Mangiare", exact=True).tap()
    few = page.locator(".places .cards h3")
    in_ponte = [
        "Spesa a casa",
        "Pacchi del sabato",
        "Tavola di Santa Marta",
        "Emporio La Madia",
        "La borsa della spesa",
    ]
    expect(few).to_have_text(in_ponte)
    page = townsperson.open("ho-bisogno/persona-anziana/")
    expect(page.locator("[data-nearest] a").first).to_contain_text("Valdoria")
    page = townsperson.open("attivita/")
    first = page.locator(".listing .card").first
    expect(first).to_have_attribute("data-places", re.compile("valdoria-ponte"))
    page.get_by_role("button", name="Tutti i luoghi").tap()
    expect(page.get_by_role("button", name="Vicino a me")).to_be_visible()
    page = townsperson.open("ho-bisogno/mangiare/")
    expect(few).to_have_text([in_ponte[at] for at in (2, 3, 0, 1, 4)])
    page.get_by_role("button", name="Scegli dove sei").tap()
    page.get_by_label("Scegli dove sei").select_option("Ponte, Valdoria")
    expect(few).to_have_text(in_ponte)
    page.get_by_role("button", name="Tutti i luoghi").tap()
    expect(few).to_have_text([in_ponte[at] for at in (2, 3, 0, 1, 4)])


def test_of_many_places_the_readers_own_stands_alone(phone: Visit) -> None:
    """Where answers stand place by place, those of other places are folded once somebody says where they are."""
    page = phone.open("ho-bisogno/mangiare/")
    headings = page.locator("section[data-place] h2:visible")
    all_places = headings.all_inner_texts()
    assert len(all_places) > 2
    page.locator("[data-place-picker] [data-ask]").tap()
    field = page.locator("[data-place-picker] input")
    field.fill("Bergamo")
    field.blur()
    expect(headings).not_to_have_count(len(all_places))
    assert headings.first.inner_text() == "Bergamo"
    assert set(headings.all_inner_texts()) < set(all_places)
    expect(page.get_by_text("In altri luoghi")).to_be_visible()


def test_the_device_says_where_one_is_only_when_asked(townsperson: Visit) -> None:
    """«Usa la mia posizione» chooses the nearest place; far away, or where the device is silent, the list remains."""
    page = townsperson.page
    townsperson.open("ho-bisogno/mangiare/")
    page.evaluate("() => { navigator.geolocation.getCurrentPosition = () => { window.wasAsked = true; }; }")
    page.get_by_role("button", name="Scegli dove sei").tap()
    expect(page.get_by_role("button", name="Usa la mia posizione")).to_be_visible()
    assert not page.evaluate("window.wasAsked")
    page.reload()
    page.get_by_role("button", name="Scegli dove sei").tap()
    page.get_by_role("button", name="Usa la mia posizione").tap()
    expect(page.get_by_text("Il dispositivo non dice dove sei")).to_be_visible()
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 41.9, "longitude": 12.5})
    page.get_by_role("button", name="Usa la mia posizione").tap()
    expect(page.get_by_text("Qui vicino il catalogo non conosce luoghi")).to_be_visible()
    page.reload()
    page.context.set_geolocation({"latitude": 43.9049, "longitude": 8.9093})
    page.get_by_role("button", name="Scegli dove sei").tap()
    page.get_by_role("button", name="Usa la mia posizione").tap()
    expect(page.locator("[data-chosen] strong").first).to_have_text("Ponte, Valdoria")


def test_what_storage_holds_is_only_text(townsperson: Visit) -> None:
    """Somebody else's script may have written there: codes are codes, a label is text."""
    page = townsperson.open()
    poisoned = '{"code":"valdoria","label":"<img src=x onerror=alert(1)>","around":[{"a":1},"../.."],"inside":"no"}'
    page.evaluate("value => localStorage.setItem('luogo', value)", poisoned)
    page = townsperson.open("ho-bisogno/")
    expect(page.locator("[data-chosen] strong").first).to_have_text("<img src=x onerror=alert(1)>")
    for broken in ("[", "null", '{"code":5}', '{"code":"a b","label":"x"}'):
        page.evaluate("value => localStorage.setItem('luogo', value)", broken)
        page = townsperson.open("ho-bisogno/")
        expect(page.get_by_role("button", name="Scegli dove sei")).to_be_visible()


def test_the_browser_knows_who_serves_a_place_as_the_program_does(townsperson: Visit, town: tuple[Path, str]) -> None:
    """Every place with every other, alone and beside a third: one question, one answer."""
    site = site_in(town[0])
    geography = site.catalogue.geography
    page = townsperson.open("ho-bisogno/")
    known = page.evaluate("fetch('../dati/luoghi.json').then((answer) => answer.json())")
    codes = [*known, "italia", "altrove"]
    asked = [(place, [other, third]) for place in known for other in codes for third in ("altrove", codes[0])]
    expected = [geography.reach(place, places) for place, places in asked]
    answered = page.evaluate(
        """async ([known, asked]) => {
          const { reach } = await import(new URL("../assets/site/parts/place.js", location.href).href);
          const inside = (code) => Object.keys(known).filter((other) => known[other][1].includes(code));
          const told = (code) => ({ code, around: known[code][1], inside: inside(code) });
          const steps = asked.map(([code, places]) => reach(told(code), places));
          return steps.map((step) => (step === Infinity ? null : step));
        }""",
        [known, asked],
    )
    assert answered == expected


def test_what_is_open_now_comes_first(townsperson: Visit) -> None:
    """By the reader's clock, in each list: what is open, then what opens today, then what is on another day."""
    page = townsperson.page
    states = "list => [...list.children].map((item) => item.querySelector('.now')?.dataset.state ?? '')"
    ranks = {"open": 0, "today": 1}
    for moment in ("2026-11-28T10:30:00+01:00", "2026-12-01T16:00:00+01:00"):
        page.clock.set_fixed_time(moment)
        townsperson.open("ho-bisogno/soldi/")
        expect(page.locator(".now[data-state='open']").first).to_contain_text("Aperto adesso")
        for answers in page.locator(".cards--answers").all():
            shown = [ranks.get(state, 2) for state in answers.evaluate(states)]
            assert shown == sorted(shown)


def test_a_need_says_what_there_is_today(townsperson: Visit) -> None:
    """On a Sunday that nothing is open, which is next, and that no one answers the telephone before tomorrow."""
    page = townsperson.page
    page.clock.set_fixed_time(SUNDAY)
    townsperson.open("ho-bisogno/mangiare/")
    expect(page.get_by_text("Quando ti serve?", exact=True)).to_be_hidden()  # of five there is nothing to narrow
    told = page.locator("[data-told]")
    expect(told).to_contain_text("non c'è niente di aperto. Prossima volta: domani alle 12, Tavola di Santa Marta.")
    assert "alle\u00a012" in str(told.text_content())
    lunch = page.locator(".places .card").first
    expect(lunch).to_contain_text("Tavola di Santa Marta")
    expect(lunch.locator("[data-answers]")).to_have_text("Risponde domani alle 9")
    ways = "c'è già chi può dirti dove andare: Sportello sociale, Centro di ascolto."
    expect(told).to_contain_text(f"Domani alle 9 {ways}")
    page.clock.set_fixed_time("2026-11-23T09:30:00+01:00")
    townsperson.open("ho-bisogno/mangiare/")
    expect(told).to_contain_text("C'è già adesso chi può dirti dove andare: ")
    page.clock.set_fixed_time("2026-11-24T15:30:00+01:00")
    townsperson.open("ho-bisogno/persona-anziana/")
    expect(page.get_by_text("Quando ti serve?", exact=True)).to_be_visible()
    page.get_by_role("button", name="In corso adesso").tap()
    expect(page.locator("[data-when] [role=status]")).to_contain_text("Niente, per quello che sappiamo.")
    expect(page.get_by_role("heading", name="Sportello sociale")).to_be_visible()  # who shows the way stays
    page.clock.set_fixed_time("2026-11-24T12:30:00+01:00")
    townsperson.open("ho-bisogno/mangiare/")
    expect(told).to_have_text("Aperto adesso, fino alle 13: Tavola di Santa Marta.")
    expect(page.locator(".now[data-state='open']")).to_have_count(1)
    shown = page.locator(".places .card .now").evaluate_all("all => all.map((now) => now.dataset.at)")
    assert shown == sorted(shown)


def test_who_looks_for_a_bed_reads_first_whether_there_is_one(townsperson: Visit) -> None:
    """None before December, one from its first evening on; what is of another season comes back in its own."""
    page = townsperson.page
    told, later = page.locator("[data-told]"), page.locator(".later")
    summer = page.locator(".places h3", has_text="Acqua e ombra")
    page.clock.set_fixed_time(SUNDAY)
    townsperson.open("ho-bisogno/dormire/")
    nothing = "Stanotte, per quello che sappiamo, non c'è un letto aperto."
    expect(told).to_have_text(f"{nothing} Notti al caldo comincia il 1° dicembre.")
    expect(later).to_be_visible()
    expect(summer).to_have_count(0)
    for moment in ("2026-12-01T10:00:00+01:00", "2026-12-02T02:00:00+01:00"):
        page.clock.set_fixed_time(moment)
        townsperson.open("ho-bisogno/dormire/")
        expect(told).to_contain_text("Stanotte, per quello che sappiamo, si può dormire qui: Notti al caldo.")
    page.clock.set_fixed_time("2027-06-15T10:00:00+02:00")
    townsperson.open("ho-bisogno/dormire/")
    expect(told).to_have_text(f"{nothing} Notti al caldo comincia il 1° dicembre.")
    expect(summer).to_have_count(1)
    expect(later).to_be_hidden()


MOMENTS = ("2026-11-24T10:30:00+01:00", "2026-12-26T16:00:00+01:00")


def test_activities_are_narrowed_to_when_somebody_can_go(townsperson: Visit, town: tuple[Path, str]) -> None:
    """Each choice leaves what the function of time says, as Python reads it; what tells no hours is counted apart."""
    site = site_in(town[0])
    timed = {
        f"/{addresses.record(activity)}": Timetable.of(activity.record.schedule, site.conventions)
        for activity in site.activities
        if activity.record.schedule and timetable_of(activity, site.conventions)
    }
    hrefs = "links => links.map((link) => link.href)"
    for moment in MOMENTS:
        townsperson.page.clock.set_fixed_time(moment)
        for query, meets in MEETING.items():
            page = townsperson.open(f"attivita/?{query}")
            expect(page.locator("[data-when] [data-count]")).not_to_be_empty()
            expect(page.locator(".pager")).to_be_hidden()  # every page of the list was read
            every, shown = (
                {
                    urlsplit(link).path
                    for link in page.locator(f"[data-timed]:not([hidden]){left} h3 a").evaluate_all(hrefs)
                }
                for left in ("", ":not(.unmet)")
            )
            now = datetime.fromisoformat(moment)
            assert shown == {address for address in every & timed.keys() if meets(timed[address], now)}


def test_a_choice_answers_for_every_page_of_a_list(phone: Visit) -> None:
    """From whichever page it is made: the cards of the others are read, in the order of the list."""
    site = site_in(ROOT)
    phone.page.clock.set_fixed_time(MOMENTS[0])
    now = datetime.fromisoformat(MOMENTS[0])
    evenings = [
        f"/{addresses.record(activity)}"
        for activity in site.activities
        if activity.record.schedule
        and timetable_of(activity, site.conventions)
        and _is_in_the_evening(Timetable.of(activity.record.schedule, site.conventions), now)
    ]
    for address in ("attivita/", "attivita/pagina/2/"):
        page = phone.open(f"{address}?fascia=sera")
        expect(page.locator(".pager")).to_be_hidden()
        links = page.locator("[data-timed]:not([hidden]):not(.unmet) h3 a")
        shown = [urlsplit(link).path for link in links.evaluate_all("links => links.map((link) => link.href)")]
        assert shown == evenings
        page.get_by_role("button", name="Togli la scelta").tap()
        expect(page.locator(".pager")).to_be_visible()
        assert page.locator("[data-timed][data-further]:visible").count() == 0


def test_the_place_orders_every_page_of_a_list(phone: Visit) -> None:
    """From whichever page, what serves it comes first; forgotten, each page is as it was written."""
    site = site_in(ROOT)
    # Pages are written in the order of this moment: later in the day what is on next may stand on another one.
    phone.page.clock.set_fixed_time(datetime.combine(site.catalogue.today, time(), ROME))
    geography = site.catalogue.geography
    place = next(activity for activity in reversed(site.activities) if activity.territories).territories[0]
    page = phone.open("attivita/")
    known = page.evaluate("fetch('../dati/luoghi.json').then((answer) => answer.json())")
    inside = [code for code, (_, around, *_) in known.items() if place in around]
    chosen = {"code": place, "label": known[place][0], "around": known[place][1], "inside": inside}
    hrefs = "links => links.map((link) => link.pathname)"
    cards = page.locator(".listing .card:visible h3 a")
    for address in ("attivita/", "attivita/pagina/2/"):
        page.evaluate("localStorage.removeItem('luogo')")
        page = phone.open(address)
        expect(page.get_by_role("button", name="Vicino a me")).to_be_visible()
        alone = cards.evaluate_all(hrefs)
        page.evaluate("value => localStorage.setItem('luogo', JSON.stringify(value))", chosen)
        page = phone.open(address)
        expect(page.locator(".pager")).to_be_hidden()
        page.get_by_role("button", name=re.compile("Mostra le altre")).tap()
        steps = [
            geography.reach(place, activity.territories)
            for link in cards.evaluate_all(hrefs)
            for activity in site.activities
            if f"/{addresses.record(activity)}" == link
        ]
        assert len(steps) > len(alone)
        assert steps == sorted(steps, key=lambda step: 99 if step is None else step)
        page.get_by_role("button", name="Tutti i luoghi").tap()
        expect(page.locator(".pager")).to_be_visible()
        assert cards.evaluate_all(hrefs) == alone


def _openings(times: Timetable, now: datetime, first: int, last: int) -> list[Opening]:
    return times.occurrences(*(now.date() + timedelta(days=days) for days in (first, last)))


def _is_on_saturday(times: Timetable, now: datetime) -> bool:
    ahead = (5 - now.weekday()) % 7
    return bool(_openings(times, now, ahead, ahead))


def _is_in_the_evening(times: Timetable, now: datetime) -> bool:
    return any(falls_in(opening.start, opening.end, "sera") for opening in _openings(times, now, 0, 28))


MEETING: Mapping[str, Callable[[Timetable, datetime], bool]] = {
    "giorno=adesso": lambda times, now: times.state_at(now).kind == "open",
    "giorno=domani": lambda times, now: bool(_openings(times, now, 1, 1)),
    "giorno=sab": _is_on_saturday,
    "fascia=sera": _is_in_the_evening,
}


_ROWS = ".days > ul > li:visible"
_EMPTY_DAYS = ".days > h3:visible:not(:has(+ ul > li:not(.unmet, .apart, [hidden])))"


def test_a_choice_of_time_comes_back_and_leaves_no_empty_heading(townsperson: Visit) -> None:
    """It stands in the address, of all days; a day left empty goes; what is around unfolds; taken off, all is back."""
    page = townsperson.open("territori/valdoria/")
    before = page.locator(_ROWS).count()
    page.get_by_label("Giorno").select_option("sab")
    # What is on every day is under its first day.
    expect(page.get_by_role("link", name="Pacchi del sabato")).to_be_visible()
    narrowed = page.locator(_ROWS).count()
    assert narrowed
    assert page.locator(".days > h3:visible").count() <= narrowed
    assert not page.locator(_EMPTY_DAYS).count()
    page.reload()
    expect(page.get_by_label("Giorno")).to_have_value("sab")
    page.get_by_role("button", name="Mostra anche quelle").tap()
    assert narrowed < page.locator(_ROWS).count()
    page.get_by_role("button", name="Togli la scelta").tap()
    expect(page).to_have_url(re.compile("/territori/valdoria/$"))
    assert page.locator(_ROWS).count() == before


def test_what_is_here_stands_before_what_reaches_here(townsperson: Visit, town: tuple[Path, str]) -> None:
    """«Chi lo fa già?», for a few places: as `Geography.reach` says; in each group what can be reached comes first."""
    site = site_in(town[0])
    reach = site.catalogue.geography.reach
    page = townsperson.page
    seen: set[str] = set()
    for place in ("valdoria-ponte", "valdoria-fornaci", "valdoria-centro"):
        for text in ("compagnia", "aiuto compiti", "sport"):
            page.goto("about:blank")
            townsperson.open(asked(Query(text, territories=(place,))))
            settle(page)
            for more in page.locator(".who__results .more button").all():
                more.click()
            for group in page.locator(".who__results section").all():
                heading = group.locator("h2").text_content() or ""
                ids = group.locator("article").evaluate_all("cards => cards.map((card) => card.dataset.id)")
                found = [site.catalogue.activities[activity] for activity in ids]
                silent = [site.is_unreachable(activity) for activity in found]
                assert silent == sorted(silent)
                steps = [reach(place, activity.territories) for activity in found]
                if heading in {"In questo luogo", "Le più vicine"}:
                    assert set(steps) == {0}
                elif heading == "Arriva anche qui":
                    assert all(step is not None and step > 0 for step in steps)
                seen.add(heading)
    assert {"Le più vicine", "Arriva anche qui"} <= seen


def test_who_reads_a_record_finds_the_buttons_at_once(townsperson: Visit, town: tuple[Path, str]) -> None:
    """On a phone they are in the first screen, also under the longest head of each kind of record."""
    site = site_in(town[0])
    catalogue = site.catalogue
    records = (catalogue.networks, catalogue.organizations, catalogue.activities, catalogue.practices)
    for known in records:
        called = [entry for entry in known.values() if site.reachable(entry) == 0]
        longest = max(called, key=lambda entry: len(entry.name) + len(entry.opening or ""))
        page = townsperson.open(addresses.record(longest))
        expect(page.locator(".head .reach .button").first).to_be_in_viewport(ratio=1)


def test_no_draft_about_violence_is_kept(townsperson: Visit) -> None:
    """It lasts as long as the page; the page says which records, and whoever chooses a place there leaves no trace."""
    page = townsperson.open("partecipa/")
    kept, lasting = page.evaluate(
        """async () => {
          const { draftsOf } = await import("../assets/contributing/browser/form-store.js");
          const unkept = JSON.parse(document.querySelector("[data-form]").dataset.unkept);
          const drafts = draftsOf("2026-11-22", unkept);
          const flow = (name, record) => ({ name, at: [], records: [{ kind: "ente", data: {}, ...record }] });
          const keep = (name, record) => drafts.keep(flow(name, record), name);
          for (const id of ["melagrana", "auser-ponte"]) keep(id, { id, before: {} });
          const created = {
            coro: { nome: "Coro nonviolento", destinatari: ["donne"] },
            nome: { nome: "Centro antiviolenza Melograno" },
            testo: { nome: "Melograno", descrizione: "Ascolto.\\nViolenza in casa" },
            tema: { nome: "Melograno", temi: ["genere"] },
            attivita: { nome: "Melograno", attivita: [{ tipo: ["antiviolenza"] }] },
          };
          for (const [name, data] of Object.entries(created)) keep(name, { id: "melograno", isNew: true, data });
          return [Object.keys(JSON.parse(Object.values(localStorage)[0])), drafts.all().map(([name]) => name)];
        }"""
    )
    assert set(kept) == {"auser-ponte", "coro"}
    assert set(lasting) == {"auser-ponte", "coro", "melagrana", "nome", "testo", "tema", "attivita"}
    page.evaluate("localStorage.clear()")
    page = townsperson.open("ho-bisogno/violenza/")
    page.get_by_role("button", name="Scegli dove sei").tap()
    page.get_by_label("Scegli dove sei").select_option("Ponte, Valdoria")
    expect(page.locator("[data-chosen] strong").first).to_have_text("Ponte, Valdoria")
    assert page.evaluate("localStorage.length") == 0
    expect(page).to_have_url(re.compile("/ho-bisogno/violenza/$"))


def test_an_answer_about_violence_has_a_way_out(townsperson: Visit) -> None:
    """Search shows it where it leads to that need, and takes it away with the next answer."""
    page = townsperson.open("cerca/?q=mi+minaccia")
    leave = page.get_by_role("link", name="Esci da questa pagina")
    expect(leave).to_be_visible()
    townsperson.open("cerca/?q=mangiare")
    expect(page.get_by_role("link", name="Mangiare", exact=True).first).to_be_visible()
    expect(leave).to_be_hidden()
