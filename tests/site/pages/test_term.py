"""Pages of places: what is done there first, then what covers the place; every level of it leads on."""

import html
import re
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from generator import addresses
from generator.catalogue import ActivityEntry
from generator.catalogue.opening_times import ROME, Timetable
from generator.site.dots import DOT
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.term.page import activity_kind_pages, audience_pages, territory_pages, theme_pages
from generator.site.pages.term.place import AT_FIRST, is_on_today, missing_in, whom_to_ask
from generator.site.pages.term_list.finder import finder
from generator.site.pages.term_list.page import activity_kind_list, audience_list, territory_list, theme_list
from generator.site.parts.calendars import timed
from generator.site.parts.days import TELLING, by_clock, clock_first, is_in_season, is_later, soon_first
from generator.site.parts.emergency import urgent_numbers
from generator.site.parts.facts import together, trust
from generator.site.parts.live import timetable_of, told_timetable
from generator.site.render import filler
from generator.site.theme.harvest import Harvest
from tests.conftest import EXAMPLE
from tests.site.conftest import Pages, site_in

_EMPTY = "valdoria-rione-nuovo"


@pytest.fixture(scope="module")
def site() -> Site:
    """Return what the pages of the example town are made from."""
    return site_in(EXAMPLE)


@pytest.fixture(scope="module")
def fill(site: Site, harvested: Harvest) -> Callable[[Page], str]:
    """Return what renders a page of it."""
    filled = filler(site, harvested.shells["it"])
    return lambda page: filled(page).content.decode()


@pytest.fixture(scope="module")
def pages(site: Site, fill: Callable[[Page], str]) -> Pages:
    """Render the pages of its places."""
    return {page.address: fill(page) for page in territory_pages(site)}


def test_what_covers_a_place_is_what_reaches_it(site: Site) -> None:
    """By the one question of who serves a place: each wider activity once, under the nearest place that brings it."""
    geography = site.catalogue.geography
    found = False
    for place in site.holdings("territorio"):
        steps = {activity: geography.reach(place, activity.territories) for activity in site.activities}
        wholes = geography.wholes(place)
        expected = {activity: wholes[step - 1] for activity, step in steps.items() if step}
        covering = site.covering(place, most=1000, from_afar=1000)
        assert {activity: wider.place for wider in covering for activity in wider.activities} == expected
        assert [wider.total for wider in covering] == [len(wider.activities) for wider in covering]
        assert [wider.place for wider in covering] == [whole for whole in wholes if whole in expected.values()]
        found = found or bool(expected)
    assert found


def test_the_quarter_comes_before_what_reaches_it(pages: Pages) -> None:
    """First what is done there, then the town's, the district's; the page says which is which."""
    page = pages[addresses.term("territorio", "valdoria_fornaci")]
    own, reaching = page.split('id="arriva"')
    assert re.search(r"<h2[^>]*>Per tutta la zona, anche per te <small>", reaching)
    assert re.findall(r'<h3 class="covering"[^>]*><a[^>]*>([^:<]+): ', reaching) == ["Valdoria", "Ambito del Lento"]
    assert own.count('<li class="agenda__row ') == len(re.findall("<li [^>]*data-family", page)) == 12
    assert 'class="agenda__row' not in reaching
    # What is far away is told in rows: its cards are on pages of its own.
    assert 'class="card ' not in reaching.partition("</section>")[0]


def test_every_level_of_a_place_is_a_link(pages: Pages) -> None:
    """«Quartiere, fa parte di Valdoria e Ambito del Lento»: two of the three have a page."""
    head = re.search(r'<p class="head__kind">(.*?)</p>', pages[addresses.term("territorio", "valdoria_fornaci")])
    assert head
    assert re.sub(r"<[^>]*>", "", head[1]) == "Quartiere, fa parte di Valdoria e Ambito del Lento"
    assert re.findall(r'href="([^"]*)"', head[1]) == ["../../territori/valdoria/", "../../territori/ambito-del-lento/"]


def test_a_quarter_of_which_nothing_is_told_has_a_page(tmp_path: Path) -> None:
    """Who lives there finds what the town does; nothing counts zero."""
    valdoria = Path(shutil.copytree(EXAMPLE, tmp_path / "valdoria", ignore=shutil.ignore_patterns("site")))
    places = valdoria / "vocabularies" / "territori.yml"
    line = f'  - {{codice: {_EMPTY}, it: "Rione Nuovo", livello: quartiere, padre: valdoria}}\n'
    places.write_text(places.read_text("utf-8").rstrip("\n") + "\n" + line, "utf-8")
    site = site_in(valdoria)
    assert site.holdings("territorio")[_EMPTY].total == 0
    assert site.covering(_EMPTY, 3, 1)[0].place == "valdoria"
    assert _EMPTY not in {chip.code for chip in site.chips("territorio")}


def test_what_cannot_be_reached_comes_last(site: Site) -> None:
    """In every list that is no alphabet: the sure ones before the others, and of these a telephone before a mailbox."""
    ranks = [
        (
            activity.is_at_rest,
            site.is_unreachable(activity),
            activity.status.value == "da_confermare",
            site.reachable(activity),
        )
        for activity in site.activities
    ]
    assert ranks == sorted(ranks)
    assert {rank for *_, rank in ranks} == {0, 1, 2}


def test_what_is_at_rest_promises_no_next_time(site: Site) -> None:
    """A network suspended for years meets on no Sunday: its activity says so, carries no hours, and comes last."""
    activity = site.catalogue.activities["rete-orti-e-cortili/domenica-in-orto"]
    assert activity.is_at_rest
    assert not timetable_of(activity, site.conventions)
    assert timed(site, activity) is None
    assert site.activities[-1].is_at_rest
    assert is_later(site, activity, site.catalogue.today)


def test_no_public_event_is_asked_about_at_a_helpline(site: Site) -> None:
    """Who asks about an evening in the square gets no national number; who asks for help does."""
    event = site.catalogue.activities["rete-contro-la-violenza/scarpe-rosse"]
    assert "1522" not in {contact.value for contact in site.contacts_of(event)}
    assert "1522" in {contact.value for contact in site.contacts_of(event.home)}


def test_a_place_is_told_once_in_the_order_of_all_activities(site: Site, pages: Pages) -> None:
    """Each activity is one row, under the day that the list of all has it under; its family leads to its first."""
    told = dict(by_clock(site, site.activities))
    behind = 0
    for page in territory_pages(site):
        if page.kind != "territorio":
            continue
        days = page.context["days"]
        rows = [row.activity for day in days for row in day.rows]
        assert rows == [one for one, _ in by_clock(site, page.context["activities"])]
        assert {row.activity: day.code for day in days for row in day.rows} == {one: told[one] for one in rows}
        shown = pages[page.address]
        assert shown.count('<li class="agenda__row ') == len(rows)
        anchors = [row.anchor for day in days for row in day.rows if row.anchor]
        assert sorted(anchors) == sorted({row.family for day in days for row in day.rows})
        # Of many the first days are seen; the others are counted on the way to them.
        seen = sum(len(day.rows) for day in days if not day.is_behind)
        behind += page.context["behind"]
        assert seen + page.context["behind"] == len(rows)
        assert seen >= min(AT_FIRST, len(rows))
        assert bool(page.context["behind"]) is (f"altre {page.context['behind']} attività" in shown)
    assert behind


def test_a_row_says_the_hours_of_its_day_where_and_whom_to_call(pages: Pages) -> None:
    """Under a day its hours; a street; a number with when it is answered, or a mailbox that one can read."""
    page = html.unescape(pages[addresses.term("territorio", "valdoria_fornaci")]).replace("\u00a0", " ")
    monday = page.partition(">Lunedì 23 novembre 2026</h3>")[2].partition("</ul>")[0]
    lesson = monday.partition(">Scuola di italiano</a>")[0].rpartition("<li ")[2]
    assert 'class="agenda__said">18–20<' in lesson
    row = monday.partition(">Scuola di italiano</a>")[2].partition("</li>")[0]
    assert "via delle Fornaci 17" in row
    assert "data-answers=" in row
    assert "patto@icfornaci.example" in monday.partition(">Il bus a piedi</a>")[2].partition("</li>")[0]


def test_a_theme_leads_to_the_people_it_is_for(site: Site) -> None:
    """Who looks for children finds whom else it is for, and the network that goes on where one ended."""
    page = next(theme_pages(site, ("infanzia_famiglia",)))
    own = set(site.holdings("tema")["infanzia_famiglia"].activities)
    assert {"famiglie", "bambini"} <= {chip.code for chip in page.context["people"]}
    assert len(own) > 3
    assert not page.context["same_people"]
    assert "patto-educativo-fornaci" in {network.id for network in page.context["networks"]}
    assert "rete-estate-ragazzi" in {entry.id for entry in page.context["ended"]}


def test_what_is_for_the_same_people_stands_under_activities(site: Site, fill: Callable[[Page], str]) -> None:
    """A parent reads for whom more there is: a heading within «Attività», no section further down."""
    thin = next(theme_pages(site, ("giovani",)))
    own = set(site.holdings("tema")["giovani"].activities)
    assert thin.context["same_people"]
    assert own.isdisjoint(thin.context["same_people"])
    page = fill(thin)
    activities = page.partition('id="attivita"')[2].partition("</section>")[0]
    assert ">Altre attività per bambine e bambini, ragazze e ragazzi</h3>" in activities
    assert 'href="#per-le-stesse-persone">3 altre per bambine e bambini, ragazze e ragazzi</a>' in page
    assert re.findall(r'<a class="chip[^>]*>([^<]*)', activities) == ["Bambine e bambini ", "Ragazze e ragazzi "]


def test_a_theme_in_danger_says_when_to_call(site: Site, fill: Callable[[Page], str]) -> None:
    """A number alone is not enough: who calls 114, and when; no number leaves that untold."""
    page = fill(next(theme_pages(site, ("infanzia_famiglia",))))
    before = page.partition('id="attivita"')[0]
    assert "Quando una bambina, un bambino o un adolescente è in pericolo." in before
    assert all(number.when for number in urgent_numbers().numbers)
    # A box is for who is in danger now; a parent who looks for an afternoon reads a line.
    assert 'class="urgent"' not in page
    assert re.findall(r'<p class="term__need">[^<]*<a href="tel:(\d+)"', before) == ["112", "114"]
    assert 'class="urgent"' in fill(next(theme_pages(site, ("genere",))))


def test_the_list_of_themes_tells_apart_preparing_from_danger(site: Site, fill: Callable[[Page], str]) -> None:
    """Who taps on emergencies may be in one: 112 stands there, but not beside every theme whose page tells it.

    What a number is for is said beside it, where it is not the one for everything.
    """
    page = fill(next(theme_list(site)))
    cards = {re.findall(r'temi/([a-z-]+)/">', card)[0]: card for card in page.split('<article class="card')[1:]}
    called = {theme: re.findall(r'href="tel:(\d+)"', card.partition("</article>")[0]) for theme, card in cards.items()}
    assert {theme: numbers for theme, numbers in called.items() if numbers} == {
        "emergenza": ["112"],
        "genere": ["112", "1522"],
    }
    assert "<span>Antiviolenza e stalking: <a" in cards["genere"]
    assert 'href="../dai-una-mano/"' in cards["volontariato"]
    families = re.findall(r'<a class="chip [a-z0-9-]+" href="#([a-z_]+)">', page)
    assert families == re.findall(r'<section class="section group" id="([a-z_]+)">', page)


def test_lists_of_terms_lead_to_each_other(site: Site, fill: Callable[[Page], str]) -> None:
    """The same words name other numbers among themes, people and kinds: each list says what the others are for."""
    themes, kinds = fill(next(theme_list(site))), fill(next(activity_kind_list(site)))
    assert re.findall(r'\? <a href="\.\./([a-z]+)/">', themes) == ["tipi", "destinatari"]
    assert re.findall(r'\? <a href="\.\./([a-z]+)/">', kinds) == ["temi", "destinatari"]
    named = {group.label for group in next(theme_list(site)).context["groups"] for group in group.chips}
    assert named.isdisjoint(group.label for group in next(activity_kind_list(site)).context["groups"])


def test_people_stand_from_the_young_to_the_old(site: Site) -> None:
    """By age, as one counts."""
    (page,) = audience_list(site)
    ages = [chip.code for chip in page.context["groups"][0].chips]
    assert ages.index("minorenni") < ages.index("giovani") < ages.index("adulti") < ages.index("persone_anziane")


def test_people_are_told_what_is_open_to_everybody(site: Site, fill: Callable[[Page], str]) -> None:
    """A number does not hold what is for everybody: above the numbers it is said where that is, once."""
    page = fill(next(audience_list(site)))
    assert page.index("Le attività aperte a chiunque sono sotto «Tutta la cittadinanza».") < page.index("<article")
    assert page.count("Tutta la cittadinanza") == page.partition("<article")[2].count("Tutta la cittadinanza") + 1
    older = {one.id for one in site.holdings("destinatari")["persone_anziane"].activities}
    everybody = {one.id for one in site.holdings("destinatari")["tutti"].activities}
    assert everybody - older
    families = re.findall(r'<a class="chip [a-z0-9-]*" href="#([a-z_]+)">', page)
    assert families == re.findall(r'<section class="section group" id="([a-z_]+)">', page)


def test_what_is_for_some_people_first_of_all_comes_first(site: Site, fill: Callable[[Page], str]) -> None:
    """Parents read what is for them before food parcels and a service for others, none of which is put forward."""
    made = next(audience_pages(site, ("famiglie",)))
    order = [one for group in made.context["activity_groups"] for one in group["entries"]]
    names = [one.name for one in order]
    assert (
        names.index("Un caffè insieme") < names.index("Pacchi del sabato") < names.index("Servizio per le dipendenze")
    )
    rows = {row.partition("</a>")[0].rpartition(">")[2]: row for row in fill(made).split("<article ")[1:]}
    assert "data-beside" in rows["Servizio per le dipendenze"].partition(">")[0]
    assert "data-beside" not in rows["Un caffè insieme"].partition(">")[0]
    # Both name whom they are for, in the order of their records.
    assert "Per persone con dipendenze e per famiglie e genitori" in html.unescape(rows["Servizio per le dipendenze"])
    own = next(audience_pages(site, ("dipendenze",)))
    assert not own.context["beside"], "on their own page it is theirs"


def test_who_seeks_help_is_sent_to_a_desk(site: Site) -> None:
    """Whoever the page of people is about, but for those who look for a way to help: these ask the office."""
    asked = {code: next(audience_pages(site, (code,))).context["asked_first"] for code in ("famiglie", "volontari")}
    assert asked["famiglie"] == site.first_contact
    assert asked["volontari"].relation == "office"


def test_a_number_is_the_same_in_every_row(site: Site, fill: Callable[[Page], str], pages: Pages) -> None:
    """Who runs it gives none: people, theme and place all say who answers instead, and what answers there."""
    place = html.unescape(pages[addresses.term("territorio", "valdoria_fornaci")])
    people = html.unescape(fill(next(audience_pages(site, ("famiglie",)))))
    told = "Al telefono c'è Parole in Cortile APS"
    assert told in place.partition(">Un caffè insieme</a>")[2].partition("</li>")[0]
    assert told in people.partition(">Un caffè insieme</a>")[2].partition("</article>")[0]
    assert "Al telefono c'è il Comune di Valdoria, Sportello sociale" in " ".join(map(html.unescape, pages.values()))


def test_what_is_over_stands_below_what_is_done(pages: Pages) -> None:
    """A feast of last year is no body: it stands before these, and says that it is an activity."""
    for page in pages.values():
        before, over, _ = page.partition('<details class="over"><summary data-pagefind-ignore>Attività concluse')
        assert not over or 'id="enti"' not in before


def test_a_kind_that_listens_says_to_whom(site: Site, fill: Callable[[Page], str]) -> None:
    """Its name speaks to anybody; where all of it is for some people alone its lead says so."""
    codes = ("sportello_ascolto", "segretariato_sociale", "doposcuola")
    made = {code: html.unescape(fill(next(activity_kind_pages(site, (code,))))) for code in codes}
    leads = {code: page.partition('class="lead"')[2].partition("</p>")[0] for code, page in made.items()}
    assert leads["sportello_ascolto"].endswith("Per ora è solo per persone in difficoltà economica.")
    assert not [code for code, lead in leads.items() if "solo per" in lead and code != "sportello_ascolto"]


def test_what_is_in_no_part_of_an_area_is_named(site: Site) -> None:
    """Who adds up the towns of an area comes to the number that is said of them; the rest is told place by place."""
    (listed,) = territory_list(site)
    held = site.holdings("territorio")
    geography = site.catalogue.geography
    told = 0
    for area, said in listed.context["sums"].items():
        numbers = [int(number) for number in re.findall(r"\b(\d+) (?:nei|per) ", said)]
        towns = [one for one in geography.parts(area) if geography.is_town(one)]
        if numbers and towns and not geography.is_town(area):
            assert sum(numbers) == len(held[area].activities)
            assert numbers[0] == len({one.id for town in towns if town in held for one in held[town].activities})
            told += len(numbers) > 2
    assert told


def test_no_body_is_taken_for_an_activity(site: Site, fill: Callable[[Page], str]) -> None:
    """Down a column of numbers of activities what has none says so before it names its bodies."""
    page = fill(next(theme_list(site)))
    figures = re.findall(r'<p class="quiet">([^<]*)</p>', page)
    assert "nessuna attività, 1 ente" in [figure.replace("\xa0", " ") for figure in figures]
    assert "in «Per chi» contiamo per persona" in page.partition("<article")[0]


def test_who_is_ill_finds_numbers_and_who_gives_blood_does_not(site: Site, fill: Callable[[Page], str]) -> None:
    """The page of a theme tells what the records of that theme need not."""
    page = fill(next(theme_pages(site, ("salute",)))).partition('id="trovi-help"')[0]
    assert re.findall(r'<p class="term__need">[^<]*<a href="tel:(\d+)"', page) == ["112", "116117"]
    blood = site.catalogue.activities["donatori-del-lento/domeniche-del-dono"]
    assert blood.themes == ("salute",)
    assert not site.urgent.of_record(blood)


def test_whoever_is_named_on_a_card_is_among_the_bodies(site: Site) -> None:
    """A body that does something of a theme is listed with those that say they are about it."""
    added = 0
    for page in theme_pages(site):
        if page.kind != "tema" or "organizations" not in page.context:
            continue
        listed = {body.id for body in page.context["organizations"]}
        doing = {one.operator.id for one in page.context["activities"]} & {one.id for one in site.current_organizations}
        assert doing <= listed
        added += len(doing - {body.id for body in site.holdings("tema")[page.context["code"]].organizations})
    assert added


def test_a_theme_says_who_helps_to_choose(site: Site, fill: Callable[[Page], str]) -> None:
    """Whoever needs help calls a desk that shows the way; from a page about violence nobody is sent there."""
    shown = {code: fill(next(theme_pages(site, (code,)))) for code in ("cibo", "genere", "cultura")}
    assert re.search(r"Non sai a chi chiedere\? Chiama: <a [^>]*>Sportello sociale</a>", shown["cibo"])
    assert "Non trovi quello che cerchi? Chiama: Ufficio reti" in shown["cultura"], "no need: who keeps the catalogue"
    assert "Non sai a chi chiedere?" not in shown["genere"]


def test_what_is_on_next_comes_first(site: Site) -> None:
    """This week before this month, this month before next spring; what has no contact after all of these."""
    today, conventions = site.catalogue.today, site.conventions
    ranks = []
    for activity in soon_first(site, site.activities):
        schedule = activity.record.schedule
        timetable = Timetable.of(schedule, conventions) if schedule else Timetable()
        is_this_week = bool(timetable.occurrences(today, today + timedelta(days=6)))
        rank = 2 if is_later(site, activity, today) else 0 if is_this_week else 1
        ranks.append((activity.is_at_rest, site.is_unreachable(activity), rank))
    assert ranks == sorted(ranks)
    assert {rank for *_, rank in ranks} == {0, 1, 2}


def test_far_months_come_in_their_order(site: Site) -> None:
    """Of what is months away the nearer is first: a street party in May, one in September."""
    named = [activity.name for activity in soon_first(site, reversed(site.activities))]
    far = ["Bando Piccole cose", "Assemblea aperta", "Festa del Ponte", "Festa della Stazione"]
    assert [name for name in named if name in far] == far


def test_the_list_of_all_goes_by_the_clock(site: Site) -> None:
    """Of what one reaches each day and hour of this week in its order, then no day, then later days in theirs."""
    today, next_week = site.catalogue.today, (site.catalogue.today + timedelta(days=7)).isoformat()
    midnight = datetime.combine(today, time(), ROME)
    told = []
    for activity in clock_first(site, site.activities):
        timetable = told_timetable(activity, site.conventions)
        state = timetable.state_at(midnight) if timetable else None
        known = trust(activity, today, site.words, site.ages)
        is_told = state and state.kind in {"today", "opens", "on", "begins"} and not (known and known.is_old)
        moment = (state.at or state.day) if state and is_told else next_week
        told.append((*site.out_of_reach(activity), moment))
    assert told == sorted(told)
    reached = [moment for at_rest, unreachable, moment in told if not at_rest and not unreachable]
    assert reached[0] < next_week < reached[-1]


def test_of_each_family_of_a_place_a_few_are_seen(site: Site) -> None:
    """Three where there are three, what is on soon before what is months away; a second copy of a service is not."""
    today = site.catalogue.today
    folded = 0
    for page in territory_pages(site):
        for group in page.context.get("activity_groups", ()):
            seen = group["entries"][: group["few"]]
            services = {(one.name, one.operator.id) for one in group["entries"]}
            assert len({(one.name, one.operator.id) for one in seen}) == len(seen)
            assert len(seen) >= min(3, len(services))
            # Nothing is hidden that is one or two: a way to them would be as long.
            assert len(seen) == len(group["entries"]) or len(seen) <= 3
            assert len(group["entries"]) - len(seen) not in (1, 2) or len(services) < len(group["entries"])
            ranks = [(one.is_at_rest, site.is_unreachable(one), is_later(site, one, today)) for one in seen]
            assert ranks == sorted(ranks)
            folded += len(seen) < len(group["entries"])
    assert folded


def test_help_comes_before_campaigns_where_somebody_may_be_in_danger(site: Site) -> None:
    """Who opens «Libere dalla violenza» finds who listens and who shelters, then the lesson, last the square."""
    page = next(theme_pages(site, ("genere",)))
    found = {
        group["label"]: [activity.id for activity in group["entries"]] for group in page.context["activity_groups"]
    }
    assert found == {
        "Chi aiuta": [
            "melagrana/ascolto-e-accompagnamento",
            "melagrana/ospitalita-in-emergenza",
        ],
        "Per uomini che vogliono smettere di usare violenza": ["spazio-cambio/gruppo-uomini"],
        "Altre attività": ["rete-contro-la-violenza/scarpe-rosse"],
        "Più avanti": ["ciclofficina-raggi/imparo-la-bici"],
    }


def test_who_is_hungry_finds_tomorrow_before_saturday(site: Site, fill: Callable[[Page], str]) -> None:
    """Within the week hour by hour; a desk that tells the way, and what asks for a hand, have parts of their own."""
    page = next(theme_pages(site, ("cibo",)))
    groups = page.context["activity_groups"]
    assert [group["label"] for group in groups] == ["Chi aiuta", "Chi ascolta e dice dove andare", "Chi cerca una mano"]
    assert [activity.name for activity in groups[2]["entries"]] == ["Colletta di novembre"]
    today, conventions = site.catalogue.today, site.conventions
    next_times = []
    assert [activity.kinds[0] in TELLING for activity in groups[1]["entries"]] == [True]
    for activity in groups[0]["entries"]:
        assert activity.record.schedule is not None
        week = Timetable.of(activity.record.schedule, conventions).occurrences(today, today + timedelta(6))
        next_times.append((week[0].day, week[0].start))
    assert next_times == sorted(next_times)
    assert len({day for day, _ in next_times}) > 1
    assert 'href="#trovi-help">6 attività' in fill(page)


def test_a_row_tells_what_it_costs_where_one_may_ask(site: Site, fill: Callable[[Page], str]) -> None:
    """Cost is apart from the rest, the amount beside it; of who asks for a hand nobody asks what that costs."""
    food = html.unescape(fill(next(theme_pages(site, ("cibo",)))))
    row = {
        name: food.partition(f">{name}</a>")[2].partition("</article>")[0]
        for name in ("Centro di ascolto", "Colletta di novembre")
    }
    assert f"<b>Gratis</b>{DOT}Basta venire.</dd>" in row["Centro di ascolto"]
    assert f"{DOT}in italiano, francese</dd>" in row["Centro di ascolto"]
    assert "Costo" not in row["Colletta di novembre"]
    old = html.unescape(fill(next(audience_pages(site, ("persone_anziane",)))))
    assert "<b>Si chiede un contributo</b> (due euro a lezione)" in old
    assert "99010" not in old.partition("<article")[2].partition('id="reti"')[0]
    assert "Anche in altri Comuni:</span> <a" in old


def test_a_network_of_other_themes_says_why_it_is_there(site: Site, fill: Callable[[Page], str]) -> None:
    """Of a theme that no network names: which one does something of it, which goes on where one ended."""
    page = fill(next(theme_pages(site, ("infanzia_famiglia",))))
    networks = page.partition('id="reti"')[2].partition("</section>")[0]
    told = re.findall(r'<li[^>]*><a[^>]*>([^<]*)</a><span class="quiet">[^<]*\. ([^<]*)</span>', networks)
    # What it is comes first.
    assert told == [
        ("Patto educativo delle Fornaci", "Ha preso il posto di «Rete Estate Ragazzi»"),
        ("Porte Aperte", "Fa «Un caffè insieme»"),
    ]


def test_what_has_no_theme_stands_with_its_kind(site: Site, pages: Pages) -> None:
    """A choir that names no theme is culture, with its colour; only what is of no known kind is «Altre attività»."""
    choir = site.catalogue.activities["coro-della-torre/prove"]
    assert not choir.themes
    assert site.words.family(choir.themes, choir.kinds) == "ambiente_cultura"
    assert site.words.family((), ("senza_nome",)) == ""
    families = {family.code for family in site.catalogue.vocabularies["temi"].scheme.families}
    kinds = site.catalogue.vocabularies["tipi_attivita"].terms
    found = {kind: site.words.family((), (kind,)) for kind, term in kinds.items() if term.family}
    assert set(found.values()) <= families
    assert all(found.values())
    assert "Altre attività" not in pages[addresses.term("territorio", "valdoria")]


def test_the_parts_of_a_place_say_how_many_they_hold(pages: Pages) -> None:
    """What its head counts is what each part counts, and where it leads."""
    town = pages[addresses.term("territorio", "valdoria")]
    jumps = re.search(r'<p class="jumps"[^>]*>(.*?)</p>', town)
    assert jumps
    links = re.findall(r'<a href="#([^"]*)">(\d+) ', jumps[1])
    assert [at for at, _ in links] == ["attivita", "arriva", "reti", "enti", "pratiche"]
    for at, number in links:
        part = town.partition(f' id="{at}"')[2].partition("</section>")[0]
        assert at == "pratiche" or re.search(rf'<(?:small|span class="around__count")>{number}\b', part)
    assert town.index('id="enti"') < town.index('id="pratiche"')


def test_more_for_the_same_people_only_where_there_is_little(site: Site, fill: Callable[[Page], str]) -> None:
    """Under «Cibo», which has six of its own, nothing of other themes; where it stands nothing is miscounted."""
    pages = list(theme_pages(site))
    shown = {page.context["code"]: page for page in pages if page.context.get("same_people")}
    assert all(len(page.context["activities"]) <= 3 for page in shown.values())
    assert "cibo" not in shown
    jumps = re.search(r'<p class="jumps"[^>]*>(.*?)</p>', fill(shown["giovani"]))
    assert jumps
    assert (
        re.sub(r"<[^>]*>", "", jumps[1]).replace("\xa0", " ")
        == "1 attività · 3 altre per bambine e bambini, ragazze e ragazzi · 1 rete · 2 enti"
    )


def test_who_asks_comes_after_what_helps(site: Site) -> None:
    """Who looks for food finds help before a collection, in themes without an emergency number as well."""
    named = {
        code: {
            group["label"]: [one.name for one in group["entries"]]
            for group in next(theme_pages(site, (code,))).context["activity_groups"]
        }
        for code in ("cibo", "poverta", "salute", "volontariato")
    }
    assert named["cibo"]["Chi cerca una mano"] == named["poverta"]["Chi cerca una mano"] == ["Colletta di novembre"]
    # What is only from next spring on, whatever it is, is not among what there is now.
    assert list(named["salute"]) == ["Chi aiuta", "Più avanti"]
    assert "Domeniche del dono" in named["salute"]["Più avanti"]
    # Where nothing helps who is in need, taking part is what one came for.
    assert named["volontariato"]["Attività"][1] == "Volontariato: da dove comincio?"


def test_what_is_later_in_the_year_is_told_alike(site: Site) -> None:
    """On the pages of a theme and of people it stands in one part, the last, and nowhere else."""
    today = site.catalogue.today
    told = {"tema": 0, "destinatari": 0}
    for page in (*theme_pages(site), *audience_pages(site)):
        if page.kind not in told:
            continue  # a calendar or a list beside one
        parts = {group["anchor"]: group["entries"] for group in page.context["activity_groups"]}
        later = parts.pop("piu-avanti", [])
        assert not any(is_in_season(site, one, today) for one in later)
        for entries in parts.values() if later else ():
            assert all(is_in_season(site, one, today) for one in entries)
        told[page.kind] += bool(later)
    assert all(told.values())


def test_a_place_counts_what_is_here_and_around(pages: Pages) -> None:
    """In the order of the page: what is done here, what is for the area, who is here."""
    jumps = re.search(r'<p class="jumps"[^>]*>(.*?)</p>', pages[addresses.term("territorio", "pieve_al_lento")])
    assert jumps
    said = re.sub(r"<[^>]*>", "", jumps[1]).replace("\xa0", " ")
    assert said == "2 attività qui · 8 per tutta la zona · 1 ente"


def test_a_town_sends_nobody_to_the_office_of_another(pages: Pages) -> None:
    """Who lives in Pieve is not told to call the town hall of Valdoria; who lives in a quarter of Valdoria may be."""
    asked = {address: page.partition('class="ask"')[2].partition("</section>")[0] for address, page in pages.items()}
    theirs = {address for address, box in asked.items() if re.search("Comune di Valdoria|Ufficio reti", box)}
    assert theirs
    assert not {address for address in theirs if re.search("pieve|borgomaggiore|roccaluce", address)}


def test_a_place_says_whom_to_ask_first(pages: Pages) -> None:
    """A desk of the town that shows the way, with its number; where none is, who answers before who governs."""
    asked = {
        code: pages[addresses.term("territorio", code)].partition('class="ask"')[2].partition("</section>")[0]
        for code in ("valdoria_mulini", "pieve_al_lento")
    }
    assert re.findall(r"<strong><a[^>]*>([^<]*)", asked["valdoria_mulini"])[0] == "Sportello sociale"
    assert 'href="tel:+390999000110"' in asked["valdoria_mulini"]
    assert re.findall(r"<strong><a[^>]*>([^<]*)", asked["pieve_al_lento"]) == [
        "Azienda sanitaria del Lento",
        "Comune di Pieve al Lento",
    ]
    assert "non c'è ancora un numero" in html.unescape(asked["pieve_al_lento"])


def test_nobody_is_sent_to_a_desk_for_others(site: Site) -> None:
    """Whom to ask first is nobody's who is in danger or helps; no town of a region is asked for all of it."""
    seen = 0
    for code in site.holdings("territorio"):
        for ask in whom_to_ask(site, code):
            seen += 1
            assert ask.entry is None or not site.urgent.of_record(ask.entry)
            if isinstance(ask.entry, ActivityEntry):
                assert site.catalogue.geography.reach(code, ask.entry.territories) is not None
                assert not site.catalogue.geography.is_region(code)
    assert seen


def test_a_place_says_what_is_missing_there(site: Site, pages: Pages) -> None:
    """A quarter names the themes that nobody looks after there, and leads to whom one could ask."""
    for code in ("valdoria-centro", "valdoria"):
        page = pages[addresses.term("territorio", code)].partition('class="section further"')[2]
        named = re.findall(r'<a href="\.\./\.\./temi/([^/"]*)/"', page.partition("</p>")[0])
        expected = [gap.theme for gap in missing_in(site, code)]
        assert named == [theme.replace("_", "-") for theme in expected]
        assert expected
        assert 'href="../../sinergie/territori/valdoria/#mancano"' in page


def test_neighbours_of_a_quarter_go_by_their_name(pages: Pages) -> None:
    """Within one town nobody adds the town to the quarter next door."""
    centre = pages[addresses.term("territorio", "valdoria_centro")].partition('<nav class="near"')[2]
    near = re.findall(r"<a [^>]*>([^<]*)", centre.partition("</nav>")[0])
    assert near
    assert not [name for name in near if "Valdoria" in name]


def test_all_bodies_take_their_article(pages: Pages) -> None:
    """«Vedi tutti i 43», «gli 11», as one says it."""
    found = {words for page in pages.values() for words in re.findall(r">(Vedi tutti [^<]*)</a>", page)}
    assert found
    for words in found:
        number = words.rpartition(" ")[2]
        article = "gli" if number == "11" or number.startswith("8") else "i"
        assert words == f"Vedi tutti {article} {number}"


def test_no_next_time_of_somewhere_else(site: Site) -> None:
    """A next time is one of the place that it is said of: what goes from town to town has its own Saturdays in each."""
    today = site.catalogue.today
    days = []
    for name in ("storie-in-valigia", "storie-in-valigia-pieve"):
        activity = site.catalogue.activities[f"sistema-bibliotecario-del-lento/{name}"]
        assert activity.record.schedule
        timetable = Timetable.of(activity.record.schedule, site.conventions)
        days.append({opening.day for opening in timetable.occurrences(today, today + timedelta(days=60))})
    assert all(days)
    assert days[0].isdisjoint(days[1])
    camper = site.catalogue.activities["azienda-sanitaria-del-lento/camper-della-prevenzione"]
    assert not timetable_of(camper, site.conventions)


def test_who_uses_violence_calls_his_own_number(site: Site, fill: Callable[[Page], str]) -> None:
    """The national number is of those in danger: it comes first for them, and not on the card of a group of men."""
    page = fill(next(theme_pages(site, ("genere",))))
    cards = {re.findall(r"<h3><a[^>]*>([^<]*)", card)[0]: card for card in page.split('<article class="card')[1:]}
    numbers = {name: re.findall(r'href="tel:([^"]*)"', card.partition("</article>")[0]) for name, card in cards.items()}
    assert numbers["Ascolto e accompagnamento"][0] == "1522"
    assert numbers["Gruppo per uomini che vogliono cambiare"] == ["+390999000126"]
    # Whoever is in danger finds the numbers before the ways on.
    assert page.index('class="urgent"') < page.index('class="term__need"') < page.index('class="jumps"')


def test_a_kind_says_what_it_is_and_leads_on(site: Site, fill: Callable[[Page], str]) -> None:
    """Who does not know the word reads what it is; beside it are kinds of its family with what is done of them.

    Who lives elsewhere reads where it is and whom to ask to begin it there; last stands somebody to call.
    """
    page = fill(next(activity_kind_pages(site, ("sportello_ascolto",))))
    assert "Un posto dove si entra e si parla con qualcuno" in page.partition("<article")[2].partition("</header>")[0]
    beside = page.partition("Può servirti anche</h2>")[2]
    near = re.findall(r'<a href="([^"]*)"', beside.partition("</ul>")[0])
    # A kind leads to its page, with its number; what is dangerous to be seen with is named there alone.
    assert {"../../tipi/segretariato-sociale/", "../../tipi/antiviolenza/"} <= set(near)
    assert all(address.startswith("../../tipi/") for address in near)
    elsewhere = html.unescape(beside).partition("Abiti altrove?")[2].partition("</section>")[0]
    assert "../../enti/parrocchia-santa-marta/" in elsewhere
    assert "chi-lo-fa-gia/#testo=Qualcuno%20che%20ti%20ascolta" in elsewhere
    assert not [address for address in near if "sportello-ascolto" in address]
    assert '<a href="../#genere-ascolto">' in page or '<a href="../../tipi/#genere-ascolto">' in page
    # Who listens helps with every need; who does it stands on its card, and is not listed again.
    assert '<a href="../../ho-bisogno/">' in page.partition('class="term__need"')[2].partition("</p>")[0]
    assert 'id="enti"' not in page
    assert 'class="jumps"' not in page
    assert "Non sai a chi chiedere?" in beside
    # Who uses violence is sent to who helps, not to the office.
    men = fill(next(audience_pages(site, ("uomini_violenza",))))
    assert "Non sai a chi chiedere?" not in men
    # No card says again of what kind all of them are.
    assert '<p class="card__kind">Qualcuno che ti ascolta' not in page


def test_a_kind_that_nobody_does_now_says_so_first(site: Site, fill: Callable[[Page], str]) -> None:
    """Then who did it and somebody to call: no dead end."""
    page = html.unescape(fill(next(activity_kind_pages(site, ("protezione_civile",)))))
    said, whom = page.index("Per ora qui non risulta niente"), page.index("Chi l'ha fatto finora:")
    assert said < page.index("Prova di piena") < whom < page.index("tel:+390999000100", whom)
    assert "Abiti altrove?" not in page
    # There is more about it under its theme.
    assert ">Prepararsi alle emergenze</a>" in page[:whom]


def test_a_kind_goes_by_everybodys_words(site: Site, fill: Callable[[Page], str]) -> None:
    """What acts call it is said once, and found by who looks for it among the kinds."""
    page = fill(next(activity_kind_pages(site, ("segretariato_sociale",))))
    assert ">Aiuto con moduli e uffici</h1>" in page
    assert page.count("si chiama «Orientamento ai servizi e alle pratiche»") == 1
    (listed,) = activity_kind_list(site)
    also = {kind.chip.code: kind.also for group in listed.context["groups"] for kind in group.kinds}
    assert "Orientamento ai servizi e alle pratiche" in also["segretariato_sociale"]
    assert "bollette" in also["aiuto_economico"]
    row = fill(listed).partition('data-also="Orientamento ai servizi')[2].partition("</li>")[0]
    # So do the names of what is done, which no line spells out.
    assert "Sportello sociale" in row.partition('">')[0]
    assert "Sportello sociale" not in row.partition('">')[2]


def test_people_for_whom_much_is_done_read_it_by_family(site: Site, fill: Callable[[Page], str]) -> None:
    """Rows by family, all of them open; what is months away is folded, whom to call who cannot choose comes last."""
    made = next(audience_pages(site, ("persone_anziane",)))
    page = fill(made)
    assert page.index("asked__fold") < page.index("rows-of-activities")
    parts = re.findall(r'<section class="section done[^"]*" id="([^"]*)">\s*<h2[^>]*>([^<]*)</h2>', page)
    names = [name for _, name in parts]
    # Who telephones every day is company, beside who drops by: of one family, whatever each calls it first.
    company = page.partition(">Aiuto nella vita di ogni giorno</h2>")[2].partition("</section>")[0]
    assert "Pronto, come stai?" in company
    assert "Una telefonata al giorno" in company
    assert "Altre attività" not in names
    assert len(set(names)) == len(names) > 2
    families = page.partition('class="families"')[2].partition("</nav>")[0]
    chips = re.findall(r'<a class="chip" href="#([^"]*)">', families)
    assert chips == [*(anchor for anchor, _ in parts), "piu-avanti"]
    assert "<details open data-folds>" in families
    folded = page.partition('<section class="section done later"><details')[2].partition("</details>")[0]
    assert 'id="piu-avanti"' in folded
    assert folded.count("<article") == 3
    # Every row says what, where, and whom to call; nothing is told twice.
    rows = page.partition('class="around__lists"')[2].partition('id="reti"')[0].split("<article")[1:]
    entries = [same[0] for group in made.context["activity_groups"] for same in together(group["entries"])]
    assert len(rows) == len(entries)
    assert all("row__when" in row and "card__call" in row for row in rows)
    assert all('<p class="row__who">' in row for row in rows)
    # What is for these people alone says so nowhere; what is for others too names all of them.
    told = {entry.name: html.unescape(row) for entry, row in zip(entries, rows, strict=True)}
    assert {"Per persone anziane" in told[one.name] for one in entries if len(one.audiences) == 1} == {False}
    assert "Per persone anziane e per persone malate" in told["Accompagnamento alle visite"]
    assert page.rindex("<article") < page.index("Non sai a chi chiedere?") < page.index('id="reti"')
    # Who cares for one of them has a page too; where the same is told for others stands last.
    assert page.rindex("<article") < page.index('href="../../destinatari/caregiver/"') < page.index('id="reti"')
    assert page.index('id="enti"') < page.index("Per familiari e volontari")


def test_the_same_service_elsewhere_is_a_row(site: Site, fill: Callable[[Page], str]) -> None:
    """One row says what it is, a line for each other place where and when; what is months away stands last."""
    made = next(audience_pages(site, ("persone_anziane",)))
    page = fill(made)
    cards = re.findall(r"<h3><a[^>]*>([^<]*)", page.partition('class="around__lists"')[2].partition('id="reti"')[0])
    assert cards.count("Punto digitale") == 1
    rows = page.partition(">Punto digitale</a></h3>")[2].partition('class="elsewhere-too"')[2].partition("</ul>")[0]
    assert rows.count("data-timed") == rows.count("data-times") == 2
    # Each place counts in the number of these people, as is said below all rows; no part has a number of its own.
    assert not re.search(r"\d", re.sub(r"<[^>]*>", "", page.partition('class="families"')[2].partition("</nav>")[0]))
    total = site.chip("destinatari", "persone_anziane").count
    assert made.context["jumps"][0][0] == f"{total} attività"
    assert page.rindex("<article") < page.index("in più luoghi conta una volta per luogo.") < page.index('id="reti"')
    assert next(activity_kind_pages(site, ("digitale",))).context["counts_places"]
    assert not next(theme_pages(site, ("genere",))).context["counts_places"]
    # Each says where; whom to call only where it is not the number just above.
    assert "via del Mulino 20" in rows
    assert "tel:+390999000180" in page.partition(">Punto digitale</a></h3>")[2].partition("</article>")[0]
    assert rows.count("tel:") == 0
    labels = [group["label"] for group in made.context["activity_groups"]]
    assert labels[-1] == "Più avanti"
    assert "Aiuto con computer e telefono" in labels
    assert sum(len(group["entries"]) for group in made.context["activity_groups"]) == len(made.context["activities"])
    assert "../../temi/anziani/" in html.unescape(page).partition("Per familiari e volontari")[2].partition("</p>")[0]


def test_whose_number_it_is(pages: Pages) -> None:
    """A group reached through somebody else says who answers; who answers its own number says nothing of the kind."""
    page = html.unescape(pages[addresses.term("territorio", "valdoria_colle")])
    told = "Al telefono c'è l'Azienda sanitaria del Lento"
    assert told in page.partition(">Gruppo del martedì</a>")[2].partition("</li>")[0]
    own = page.partition(">Un caffè insieme</a>")[2].partition("</li>")[0]
    assert "tel:" in own
    assert "card__whose" not in own
    assert "Risponde " not in own


def test_who_needs_a_meal_is_shown_no_collection(site: Site, fill: Callable[[Page], str]) -> None:
    """Beside a kind stands what answers the same need, first; never what answers none."""
    page = next(activity_kind_pages(site, ("emporio_solidale",)))
    near = [chip.code for chip in page.context["near_kinds"]]
    assert near[:2] == ["aiuto_alimentare", "mensa"]
    assert not {"recupero_eccedenze", "raccolta_fondi"}.intersection(near)
    assert 'href="../../temi/cibo/"' in fill(page)


def test_beside_a_group_stands_what_is_about_the_same(site: Site) -> None:
    """Kinds about the same, for the same people, come first; after a few of them nothing that only helps at home."""
    page = next(activity_kind_pages(site, ("auto_mutuo_aiuto",)))
    near = [chip.code for chip in page.context["near_kinds"]]
    assert near[:3] == ["sostegno_psicologico", "sollievo_caregiver", "caffe_alzheimer"]
    assert not {"consegna_domicilio", "trasporto_sociale"}.intersection(near)


def test_a_small_place_says_what_is_beside_it_and_what_is_on_around(pages: Pages) -> None:
    """One place beside stands in the line above the name; where little is done what is around is open, else folded."""
    town = html.unescape(pages[addresses.term("territorio", "roccaluce")])
    assert ">Borgomaggiore</a>" in town.partition('<p class="head__kind">')[2].partition("</p>")[0]
    assert 'class="near"' not in town
    assert "<details open>" in town.partition('id="arriva"')[2].partition("<summary>")[0]
    assert town.index('class="ask"') < town.index('id="attivita"')
    quarter = html.unescape(pages[addresses.term("territorio", "valdoria_fornaci")])
    assert "<details>" in quarter.partition('id="arriva"')[2].partition("<summary>")[0]
    assert quarter.index('id="attivita"') < quarter.index('class="ask"')


def _is_on_within(site: Site, activity: ActivityEntry, today: date, days: int) -> bool:
    schedule = activity.record.schedule
    times = Timetable.of(schedule, site.conventions) if schedule else None
    return bool(times and times.occurrences(today, today + timedelta(days=days)))


def test_a_theme_about_people_is_not_missing_where_something_is_for_them(site: Site) -> None:
    """An afternoon for children is there, of whatever theme it is."""
    gaps = site.synergies.gaps["valdoria-colle"]
    assert "infanzia_famiglia" in gaps
    assert "infanzia_famiglia" not in [gap.theme for gap in missing_in(site, "valdoria-colle")]


def test_what_is_later_in_the_year_stands_apart_in_a_place(site: Site, pages: Pages) -> None:
    """Afternoons in April stand below what one can go to now, and count with their family as on the first page."""
    today = site.catalogue.today
    hill = html.unescape(pages[addresses.term("territorio", "valdoria-colle")])
    now, _, later = hill.partition('id="attivita"')[2].partition("</section>")[0].partition(">Più avanti</h3>")
    assert "Un caffè insieme" in now
    assert "Pomeriggi in giardino" in later
    assert "Festa del Colle" in later
    for page in territory_pages(site):
        if page.kind != "territorio":
            continue
        for day in page.context["days"]:
            far = [row for row in day.rows if not is_in_season(site, row.activity, today)]
            assert not far or day.code in ("later", "last", "none")
        groups = page.context.get("activity_groups", ())
        counted = {group["anchor"]: len(group["entries"]) + len(group["later"]) for group in groups}
        families = Counter(row.family for day in page.context["days"] for row in day.rows)
        assert len(groups) < 2 or counted == families


def test_a_place_says_that_nothing_is_on_today(site: Site, pages: Pages) -> None:
    """On a day without anything that is the first word; what is there apart from what serves it."""
    hill = html.unescape(pages[addresses.term("territorio", "valdoria-colle")]).partition('id="attivita"')[2]
    own, _, around = hill.partition('id="arriva"')
    assert "data-nothing-today>Per oggi qui non c'è niente in calendario." in own
    assert "Un caffè insieme" in own
    assert "Pronto, come stai?" in around
    assert "Pronto, come stai?" not in own
    nowhere = [page.context["code"] for page in territory_pages(site) if page.context.get("is_on_today") is False]
    assert "valdoria-colle" in nowhere
    soon = [one for one in site.activities if is_on_today(site, [one], [])]
    today = site.catalogue.today
    assert all(one.record.schedule and _is_on_within(site, one, today, 0) for one in soon)


def test_who_has_no_number_names_whom_to_call(pages: Pages) -> None:
    """The row of who can't be reached gives the number of who knows more, and says whose it is."""
    row = (
        pages[addresses.term("territorio", "valdoria-colle")]
        .partition("Domeniche del dono</a>")[2]
        .partition("</li>")[0]
    )
    assert "Al telefono c'è l'Ufficio reti del Comune di Valdoria" in html.unescape(row)
    assert 'href="tel:+390999000100"' in row


def test_a_desk_says_when_it_answers_and_when_it_is_open(pages: Pages) -> None:
    """Hours of the telephone are not those of the door, and neither is taken for the other."""
    box = pages[addresses.term("territorio", "valdoria-colle")].partition('class="ask"')[2].partition("</section>")[0]
    said = html.unescape(re.sub(r"<[^>]*>|\u2060", "", box)).replace("\u00a0", " ")
    assert "Al telefono: lun–ven 9–12.30" in said
    assert "Di persona: piazza della Torre 3, Centro" in said
    assert "martedì, 15–17.30" in said


def test_a_network_that_rests_is_a_row(pages: Pages) -> None:
    """Its picture does not stand where what works has none."""
    networks = (
        pages[addresses.term("territorio", "valdoria-colle")].partition('id="reti"')[2].partition("</section>")[0]
    )
    assert "Sospesa" in networks
    assert "<img" not in networks
    assert 'class="card' not in networks


def test_a_place_names_the_networks_at_work_in_it(site: Site, pages: Pages) -> None:
    """One of a wider area that does something here stands before one that rests, each said for what it is."""
    hill = html.unescape(pages[addresses.term("territorio", "valdoria-colle")])
    networks = hill.partition('id="reti"')[2].partition("</section>")[0]
    assert "Fa qui «Un caffè insieme»" in networks
    assert networks.rindex("Rete della Memoria fragile</a>") < networks.rindex("Rete degli orti e dei cortili</a>")
    assert f"Sospesa{DOT}" in networks.partition("Rete degli orti e dei cortili</a>")[2]
    assert ">2 reti</a>" in hill
    for page in territory_pages(site):
        for network, _ in page.context.get("doing", ()):
            assert network in site.networks_at_work
            assert network not in page.context["networks"]


def test_a_row_says_when_somebody_answers(pages: Pages) -> None:
    """By the clock of who reads."""
    hill = (
        pages[addresses.term("territorio", "valdoria-colle")].partition('id="attivita"')[2].partition("</section>")[0]
    )
    calls = re.findall(r'<div class="card__call">.*?</div>', hill, re.DOTALL)
    assert calls
    assert all("data-answers=" in call for call in calls if "tel:" in call)


def test_what_is_seldom_on_says_its_next_day(pages: Pages) -> None:
    """«L'ultimo sabato di novembre» is a date of the clock; what is on each week, or writes its day, needs none."""
    hill = pages[addresses.term("territorio", "valdoria-colle")].partition('id="arriva"')[2].partition("<details")[2]
    row = {
        name: hill.partition(f"{name}</a>")[0].rpartition("<li ")[2]
        for name in ("Colletta di novembre", "Pacchi del sabato", "Volontariato: da dove comincio?")
    }
    assert ["data-seldom" in said for said in row.values()] == [True, False, False]


def test_a_row_says_what_it_costs_and_whether_it_is_on_again(pages: Pages) -> None:
    """One sentence, whom it is for, «Gratis»; «ogni martedì e venerdì» under a day, the next day of what is later."""
    page = html.unescape(pages[addresses.term("territorio", "valdoria_fornaci")]).replace("\u00a0", " ")
    coffee = page.partition(">Un caffè insieme</a>")
    before, row = coffee[0].rpartition("<li ")[2], coffee[2].partition("</li>")[0]
    assert '<span class="agenda__again">ogni martedì e venerdì</span>' in before
    assert "Si canta, si piega il bucato" in row
    assert "<b>Gratis</b>" in row
    assert "Casa dei Popoli, via delle Fornaci 88" in row
    feast = page.partition(">Festa delle Fornaci</a>")[0].rpartition("<li ")[2]
    assert '<span class="agenda__said">12 settembre 2027</span>' in feast


def test_a_row_says_that_it_is_on_every_other_week_and_no_day_twice(pages: Pages) -> None:
    """Who goes each Thursday would stand before a closed door; a feast whose words are its day says it once."""
    page = pages[addresses.term("territorio", "valdoria-ponte")]
    tea, feast = (
        page.partition(f">{name}</a>")[0].rpartition("<li ")[2] for name in ("Merenda dei nonni", "Festa del Ponte")
    )
    assert '<span class="agenda__again">giovedì, una settimana sì e una no</span>' in tea
    assert "agenda__when--named" in feast
    assert "agenda__when--named" not in tea


def test_what_is_on_around_within_the_week_is_seen_above_the_fold(site: Site, pages: Pages) -> None:
    """What is once a year is not hidden behind a fold on its very week."""
    around = pages[addresses.term("territorio", "valdoria_fornaci")].partition('id="arriva"')[2]
    shown = around.partition("<details")[0]
    assert re.sub(r"<[^>]*>", "", shown).count("Colletta di novembre") == 1
    assert re.search(r'<a href="[^"]+">Colletta di novembre</a>', shown), "and leads to its page"
    assert 'data-on="2026-11-28"' in shown
    for page in territory_pages(site):
        days = [date.fromisoformat(day) for day, *_ in page.context.get("soon", ())]
        assert days == sorted(days)
        assert all(0 <= (day - site.catalogue.today).days < 7 for day in days)


def test_what_a_wider_theme_holds_is_not_missing(site: Site) -> None:
    """Who cleans a street cares for what is around it: nobody says that there is nothing for the environment."""
    assert "ambiente" in site.synergies.gaps["valdoria-fornaci"]
    assert "ambiente" not in [gap.theme for gap in missing_in(site, "valdoria-fornaci")]


def test_a_map_without_shades_speaks_of_none(pages: Pages) -> None:
    """Around a quarter only numbers are said; a town with quarters says what each shade stands for."""
    colours = 'class="map__key"'
    assert colours not in pages[addresses.term("territorio", "valdoria-colle")]
    assert colours in pages[addresses.term("territorio", "valdoria")]


def test_a_street_is_asked_only_where_streets_are_known(site: Site) -> None:
    """Most quarters know theirs; a house that protects somebody leads nowhere; where few do nobody is asked."""
    (page,) = territory_list(site)
    field = page.context["finder"]
    names = {place.label: place.names for place in field.places}
    assert field.example in names["Centro"]
    assert "via dell'Argilla" in names["Fornaci"]
    assert "Via del Lavatoio" in names["Fornaci"]
    assert not [name for place in field.places for name in place.names if re.match(r"(via|piazza|viale)\b.*\d", name)]
    (towns,) = (group.chips for group in page.context["groups"] if group.name == "comune")
    assert finder(site, towns, ()) is None
