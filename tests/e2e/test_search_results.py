"""What results and the choices beside them say."""

import re

from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import Visit


def test_pages_say_what_they_are_about(townsperson: Visit) -> None:
    """Their own sentence, never words glued together from the middle of them."""
    page = townsperson.open("cerca/?q=glossario&genere=pagina")
    page.wait_for_function("() => document.querySelector('[data-search]').dataset.settled === location.search")
    summaries = page.locator("[data-hits] .card__summary").all_inner_texts()
    assert "Le parole del Terzo settore, delle reti e di questo catalogo, spiegate in poche righe." in summaries
    assert [one for one in summaries if re.search(r"[a-zà-ù][A-ZÀ-Ù0-9]", one) or one.startswith("…")] == []


def test_the_fold_counts_what_it_opens(phone: Visit) -> None:
    """The places with most results stand outside; the label says how many more can be seen."""
    page = phone.open("cerca/?q=mensa")
    expect(page.locator("[data-hits] .hit").first).to_be_visible()
    page.locator("[data-facets] > summary").click()
    places = page.locator('[data-facet="luogo"]')
    places.locator("> summary").click()
    expect(places.locator(".facet__choices > ul button:visible")).to_have_count(10)
    label = places.locator(".facet__others > summary")
    label.click()
    shown = places.locator(".facet__others button:visible").count()
    expect(label).to_have_text(f"Ancora {shown}")


def test_no_fold_stands_where_nothing_is_under_it(townsperson: Visit) -> None:
    """A search with results in few places shows them all."""
    page = _settled(townsperson, "q=doposcuola")
    expect(page.locator("[data-hits] .hit").first).to_be_visible()
    page.locator("[data-facets] > summary").click()
    page.locator('[data-facet="luogo"] > summary').click()
    expect(page.locator('[data-facet="luogo"] .facet__others')).to_be_hidden()


def test_without_a_search_every_choice_is_back(phone: Visit) -> None:
    """Clearing the words brings back the counts and the fold that the page came with."""
    page = phone.open("cerca/")
    expect(page.locator("[data-facets]:not([open])")).to_have_count(1)  # folded once the script is there
    page.locator("[data-facets] > summary").click()
    page.locator('[data-facet="luogo"] > summary').click()
    label = page.locator('[data-facet="luogo"] .facet__others > summary')
    first = label.inner_text()
    page.locator("#q").fill("falegnameria")
    expect(page.locator("[data-hits] .hit").first).to_be_visible()
    page.locator("#q").fill("")
    expect(page.locator("[data-hits] .hit")).to_have_count(0)
    page.locator("[data-facets] > summary").click()
    expect(label).to_have_text(first)


def test_what_is_written_before_the_script_arrives_is_searched(phone: Visit) -> None:
    """On a slow line people begin to write at once: their words stay, and are answered."""
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    phone.page.route("**/search/browser/search.js*", hold)
    page = phone.page
    page.goto(phone.address + "cerca/", wait_until="commit")
    page.locator("#q").fill("falegnameria")
    page.wait_for_function("() => document.readyState !== 'loading'")
    for _ in range(100):
        if late:
            break
        page.wait_for_timeout(100)
    late[0].continue_()
    expect(page.locator("[data-hits] .hit").first).to_be_visible()
    assert page.locator("#q").input_value() == "falegnameria"
    assert page.url.endswith("?q=falegnameria")


def test_what_is_to_be_confirmed_says_so_in_results(phone: Visit) -> None:
    """As on the cards of lists."""
    page = phone.open("cerca/?q=mense cittadine")
    card = page.locator("[data-hits] .hit", has=page.get_by_role("link", name="Mense cittadine"))
    expect(card.locator(".tag")).to_have_text("Giorni e orari da confermare: chiedi prima")


def _settled(visit: Visit, query: str) -> Page:
    page = visit.open(f"cerca/?{query}")
    page.wait_for_function("() => document.querySelector('[data-search]').dataset.settled === location.search")
    return page


def _found(page: Page) -> list[tuple[str, str]]:
    """Return the names of the results, each with its tag."""
    cards = page.locator("[data-hits] .hit").all()
    return [(card.locator("h3").inner_text(), "".join(card.locator(".tag").all_inner_texts())) for card in cards]


def test_a_quarter_finds_what_reaches_it_after_its_own(townsperson: Visit) -> None:
    """Results say which is which, and so do the numbers."""
    page = _settled(townsperson, "genere=attivita&luogo=valdoria-fornaci")
    tags = [tag for _, tag in _found(page)]
    reaching = tags.count("Arriva anche qui")
    assert 0 < reaching < len(tags)
    assert set(tags[-reaching:]) == {"Arriva anche qui"}
    expect(page.locator("[data-status]")).to_have_text(re.compile(rf"\. Arriva anche qui: {reaching}$"))
    chip = page.locator('[data-facet="luogo"] button[data-value="valdoria-fornaci"] span')
    expect(chip).to_have_text(str(len(tags)))


def test_what_is_over_stays_away_while_it_is_off(townsperson: Visit) -> None:
    """Also where only a part of the words is found."""
    page = _settled(townsperson, "q=posto+letto")
    assert _found(page)
    assert "Conclusa" not in {tag for _, tag in _found(page)}


def test_a_likeness_of_letters_is_no_answer(townsperson: Visit) -> None:
    """A company is no companion: who asks about dementia is not sent to the network against violence."""
    page = _settled(townsperson, "q=compagnia+a+mia+madre+con+demenza")
    names = [name for name, _ in _found(page)]
    assert names
    assert not any("violenza" in name for name in names)


def test_advice_to_search_otherwise_never_stands_above_results(townsperson: Visit) -> None:
    """Good results need none; where there is only something near, it comes after it."""
    page = _settled(townsperson, "q=posto+letto")
    expect(page.locator("[data-wayon]")).to_be_hidden()
    page = _settled(townsperson, "q=qwertyuiop")
    expect(page.locator("[data-wayon]")).to_be_visible()
    assert page.evaluate(
        "document.querySelector('[data-hits]').compareDocumentPosition(document.querySelector('[data-wayon]'))"
        " === Node.DOCUMENT_POSITION_FOLLOWING"
    )


def test_no_choice_leads_to_nothing(townsperson: Visit) -> None:
    """What would leave no result is not offered."""
    page = _settled(townsperson, "q=mensa")
    page.locator("[data-facets]").evaluate(
        "facets => { facets.open = true; for (const part of facets.querySelectorAll('details')) part.open = true; }"
    )
    chips = page.locator("[data-facets] [data-value]:visible").all()
    assert chips
    assert [chip.inner_text() for chip in chips if chip.get_attribute("data-count") == "0"] == []
    headings = page.locator("[data-facets] h2:visible, [data-hits] h2:visible").all()
    under = "heading => [...heading.closest('[data-facet], section').querySelectorAll('[data-value], .hit')]"
    assert headings
    assert all(heading.evaluate(f"{under}.some((item) => !item.closest('[hidden]'))") for heading in headings)


def test_one_result_is_said_as_one(townsperson: Visit) -> None:
    """In words, whether all of them are held or only near."""
    for query in ("q=де+переночувати", "q=ho+bisogno+di+lavarmi"):
        page = _settled(townsperson, query)
        assert len(_found(page)) == 1
        expect(page.locator("[data-status]")).to_have_text(re.compile("^1 [a-zà]+( di attività)?$"))


def test_results_say_what_one_decides_by(townsperson: Visit) -> None:
    """The next time, the cost and whom to reach, as on the rows of lists; what is only near comes last and says why."""
    page = _settled(townsperson, "q=doposcuola")
    sure = page.locator("[data-hits] section").first.locator(".hit")
    expect(sure).to_have_count(2)
    expect(sure.first).to_contain_text("Martedì 24 novembre, 16.30–18")
    expect(sure.first.locator(".card__cost").last).to_be_visible()
    expect(sure.first.get_by_role("link", name="Scrivi")).to_have_attribute("href", re.compile("^mailto:.+@"))
    expect(sure.first.locator(".card__hours")).to_contain_text("@")
    facts = ["Quando", "Dove", "Costo", "Come", "Per chi", "Come", "Chi"]
    homework = sure.filter(has_text="Compiti in oratorio")
    expect(homework.locator("dt")).to_have_text(facts)
    expect(homework.locator(".hit__how")).to_contain_text("Iscrizione in segreteria, anche a metà anno")
    near = page.locator("[data-hits] section").last
    expect(near.locator("h2")).to_have_text("Possono servire anche")
    expect(near.locator(".hit__why")).to_have_text("Tema: Scuola ed educazione")
    expect(near.locator(".card__why")).to_have_count(0)
    page = _settled(townsperson, "q=dormire")
    dormitory = page.locator("[data-hits] .hit", has_text="Notti al caldo")
    expect(dormitory.locator(".now")).to_have_text("Adesso chiuso. Comincia il 1° dicembre")
    expect(dormitory.locator(".card__hours")).to_have_text("Risponde sempre, anche adesso")
    near = page.locator("[data-hits] section").last
    assert near.locator(".hit").count() == near.locator(".card__why").count() > 1
    expect(near.locator(".hit", has_text="Il camper")).to_have_count(0)


def test_what_may_help_says_once_what_stands_on_its_card(townsperson: Visit) -> None:
    """Activities first here too; no reason is a piece of the summary, nor whom it is for, nor glued to a note."""
    page = _settled(townsperson, "q=solo%20anziano")
    near = page.locator("[data-hits] section").last
    expect(near.locator("h2")).to_have_text("Possono servire anche")
    is_done = ["attivita/" in (link.get_attribute("href") or "") for link in near.locator(".hit h3 a").all()]
    assert is_done == sorted(is_done, reverse=True)
    assert {True, False} == set(is_done)
    for hit in near.locator(".hit").filter(has=page.locator(".card__why")).all():
        why = hit.locator(".card__why").inner_text().removeprefix("… ")
        assert not any(why in told for told in hit.locator(".card__summary").all_inner_texts())
        assert "Gratissi" not in why
        assert why.rstrip(".") != "Persone anziane"


def test_who_asks_for_help_reads_help_first(townsperson: Visit) -> None:
    """What is for who would lend a hand stands below, under its own heading; the choices add up to the number told.

    Whom to ask is then the desk that shows the way, not the office of the catalogue.
    """
    page = _settled(townsperson, "q=mangiare+gratis")
    headings = page.locator("[data-hits] h2").all_inner_texts()
    assert headings[0] == "Attività"
    assert headings[-2:] == ["Per chi vuole aiutare", "Possono servire anche"]
    helping = page.locator("[data-hits] section", has=page.get_by_role("heading", name="Per chi vuole aiutare"))
    expect(helping.get_by_role("link", name="Colletta di novembre")).to_be_visible()
    expect(page.locator("[data-hits] section").first.get_by_role("link", name="Colletta di novembre")).to_have_count(0)
    kinds = page.locator('[data-facet="genere"] li:not([hidden]) [data-value] > span').all_text_contents()
    number = page.locator("[data-hits] .hit").count()
    expect(page.locator("[data-status]")).to_have_text(f"{number} risultati")
    assert sum(map(int, filter(None, kinds))) == number
    expect(page.locator(".whom a:visible").last).to_have_attribute("href", "tel:+390999000110")
    expect(page.locator(".hit__whom").first).to_contain_text("Persone senza dimora, persone in difficoltà economica")


def test_what_is_the_same_in_several_places_is_one_result(townsperson: Visit) -> None:
    """With its places in the order of time; its body says what of it was found, and what is related stands last."""
    townsperson.page.clock.set_fixed_time("2026-11-24T10:00:00+01:00")
    page = _settled(townsperson, "q=computer")
    expect(page.locator("[data-hits] h3", has_text="Punto digitale")).to_have_count(1)
    card = page.locator("[data-hits] .hit").first
    expect(page.locator("[data-status]")).to_have_text("1 attività in 3 luoghi, 1 tema, 1 ente")
    expect(card.locator(".card__kind")).to_contain_text("in 3 luoghi")
    expect(card.locator(".hit__places small")).to_have_text(
        ["via del Mulino 20", "via dell'Argilla 15", "viale della Stazione 12"]
    )
    expect(card.locator(".hit__places li:first-child .now")).to_have_text("Domani alle 9")
    expect(card.locator(".hit__places a")).to_have_text(["Mulini", "Fornaci", "Stazione"])
    body = page.locator("[data-hits] .hit", has=page.get_by_role("link", name="Tramaglio Cooperativa Sociale"))
    expect(body.locator(".card__summary")).to_contain_text("alle prese con il computer")
    expect(page.locator("[data-beside] a").first).to_have_text("Aiuto con computer e telefono")
    expect(page.locator("[data-beside] a", has_text="Usare computer")).to_have_count(0)
    expect(page.locator(".whom a:visible")).to_have_attribute("href", "tel:+390999000100")
    page = _settled(townsperson, "q=xyzqq")
    expect(page.locator("[data-beside]")).to_be_hidden()
    expect(page.locator(".whom:not([hidden]) a").last).to_be_visible()


def test_choices_stand_only_where_there_is_something_to_part(townsperson: Visit) -> None:
    """A few results are read sooner than the choices that would narrow them; many are not."""
    townsperson.page.set_viewport_size({"width": 1280, "height": 900})
    page = _settled(townsperson, "q=computer")
    expect(page.locator('[data-facet="genere"]')).to_be_hidden()
    expect(page.locator("[data-facets]")).to_be_hidden()
    page = _settled(townsperson, "q=mangiare")
    expect(page.locator("[data-facets]")).to_be_visible()
    expect(page.locator('[data-facet="genere"]')).to_be_visible()
    expect(page.locator("[data-facets] > summary")).to_be_hidden()


def test_a_result_says_when_its_telephone_is_answered(townsperson: Visit) -> None:
    """By the clock of who reads, as on the cards of lists."""
    townsperson.page.clock.set_fixed_time("2026-11-22T10:00:00+01:00")
    page = _settled(townsperson, "q=pacchi+del+sabato")
    parcels = page.locator("[data-hits] .hit", has=page.get_by_role("link", name="Pacchi del sabato"))
    hours = parcels.locator(".card__hours")
    expect(hours).to_be_visible()
    expect(hours).to_have_text("Risponde martedì alle 9")
    expect(hours.locator("[data-answers]")).to_be_visible()


def test_pages_of_the_site_are_found_only_by_their_names(townsperson: Visit) -> None:
    """A word of daily life stands in many of them, as an example; the choices beside count what is shown."""
    page = _settled(townsperson, "q=spesa")
    assert _found(page)
    expect(page.locator("[data-hits] h2", has_text="Pagine")).to_have_count(0)
    expect(page.locator('[data-facet="genere"] [data-value="pagina"]')).to_be_hidden()
    for query in ("q=dati+aperti", "q=dati+aperti&genere=pagina"):
        page = _settled(townsperson, query)
        assert "Dati aperti" in [name for name, _ in _found(page)]
        expect(page.locator('[data-facet="genere"] [data-value="pagina"] span')).to_have_text("1")
    page = _settled(townsperson, "q=correggere+una+scheda")
    expect(page.locator("[data-hits] h2")).to_have_text(["Pagine"])


def test_what_is_counted_is_shown(townsperson: Visit) -> None:
    """As many results as is said, choices that add up to them, and fewer than three never behind a button."""
    page = _settled(townsperson, "q=doposcuola")
    said = sum(map(int, re.findall(r"\d+", page.locator("[data-status]").inner_text())))
    assert len(_found(page)) == said
    counts = page.locator('[data-facet="genere"] [data-count]').evaluate_all(
        "chips => chips.map((chip) => Number(chip.dataset.count))"
    )
    assert sum(counts) == said
    for query in ("q=anziani", "q=cibo"):
        page = _settled(townsperson, query)
        hidden = [int(re.sub("[^0-9]", "", words)) for words in page.get_by_text("Mostrane ancora").all_inner_texts()]
        assert all(number >= 3 for number in hidden)


def test_a_filter_stands_only_where_it_parts_the_results(townsperson: Visit) -> None:
    """What every result has, or none, is no choice."""
    page = _settled(townsperson, "q=ciclofficina")
    total = sum(map(int, re.findall(r"\d+", page.locator("[data-status]").inner_text())))
    for group in page.locator("details[data-facet]").all():
        if group.get_attribute("hidden") is not None:
            continue
        counts = group.locator("[data-count]").evaluate_all("chips => chips.map((chip) => Number(chip.dataset.count))")
        assert any(0 < count < total for count in counts), group.get_attribute("data-facet")


def test_words_count_as_the_choices_do(townsperson: Visit) -> None:
    """Where what may be of use stands beside what is sure, one number tells both, as the choices do."""
    page = _settled(townsperson, "q=spesa")
    said = [int(number) for number in re.findall(r"\d+", page.locator("[data-status]").inner_text())]
    chips = page.locator("[data-facet=genere] .chip span").all_text_contents()
    assert said == [sum(int(number) for number in chips if number)]


def test_the_next_time_is_said_once(townsperson: Visit) -> None:
    """Beside it stands what one does then, without the days and hours again."""
    page = _settled(townsperson, "q=spesa")
    ordered = page.locator("[data-hits] .hit", has=page.get_by_role("link", name="Spesa a casa", exact=True))
    when = ordered.locator(".hit__when")
    expect(when).to_contain_text("si consegna a casa")
    assert when.inner_text().lower().count("marted") == 1
    assert when.inner_text().count("16–18") == 1
