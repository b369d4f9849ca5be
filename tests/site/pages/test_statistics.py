"""The figures of the catalogue: what nobody tells is counted, rows lead to their records, titles say the finding."""

import csv
import html
import re
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

from generator.site.model import Site
from generator.site.pages.registry import files_of
from generator.site.pages.statistics.charts import charts
from generator.site.pages.statistics.figures import ADDRESS, UNTOLD, WIDER, Figure, Spots, figures
from generator.site.pages.statistics.page import TABLE, evidence_pages
from generator.site.pages.term.page import territory_pages
from generator.site.parts.plots import WIDTH
from tests.conftest import EXAMPLE
from tests.site.conftest import Pages, site_in

SHIPPED = Path(__file__).parents[3]
NETWORKS = 3
RECORD = (
    "nome: {name}\ntemi: [anziani]\nterritori: [valdoria]\nfonti: [{{url: 'https://a.example', letta_il: {day}}}]\n"
)


def figure(site: Site, name: str) -> Figure:
    """Return one figure."""
    return next(figure for figure in figures(site) if figure.id == name)


def counts(made: Figure) -> dict[str, int]:
    """Return how many records each row of a figure has, where it has any."""
    return {row.code: len(row.entries) for row in made.rows if row.entries}


def test_what_nobody_tells_is_a_row_like_the_others(site: Site) -> None:
    """The rows of a figure without overlaps add up to its total."""
    for name in ("funzionamento", "decisioni", "guida", "accordo", "nascita", "adesioni", "conferme"):
        made = figure(site, name)
        assert sum(len(row.entries) for row in made.rows) == made.total, name
    assert counts(figure(site, "funzionamento")) == {"ci-si-coordina": 1, UNTOLD: 2}


def test_every_bar_leads_to_a_page_with_its_records(site: Site, pages: Pages) -> None:
    """A page of the site, or a list made for the bar."""
    for made in figures(site):
        for row in (row for row in made.rows if row.entries):
            page = pages[row.address.partition("#")[0]]
            assert [entry.id for entry in row.entries if entry.id.rpartition("/")[2] not in page] == [], row.address


def test_years_without_a_birth_are_shown_between_those_that_have_one(valdoria: Path) -> None:
    """Time does not jump, and the present span ends today."""
    for name, year in (("antica", 2001), ("nuova", 2026)):
        record = RECORD.format(name=name.title(), day="2026-10-01") + f"avvio: {year}\n"
        (valdoria / "networks" / f"{name}.yml").write_text(record, "utf-8")
    labels = [row.label for row in figure(site_in(valdoria), "nascita").rows]
    assert labels[:2] == ["2000–2004", "2005–2009"]
    assert labels[-2:] == ["2025–2026", "Non indicato"]


def test_old_sources_are_told_apart_from_fresh_ones(valdoria: Path) -> None:
    """Along the months that the catalogue chose."""
    for name, day in (("fresca", "2026-10-01"), ("tardi", "2025-10-01"), ("vecchia", "2020-10-01")):
        (valdoria / "networks" / f"{name}.yml").write_text(RECORD.format(name=name.title(), day=day), "utf-8")
    networks = counts(figure(site_in(valdoria), "conferme"))
    assert (networks["read-late"], networks["read-old"]) == (1, 1)


def test_nobody_is_asked_where_and_when_protected_people_are(valdoria: Path) -> None:
    """An activity against violence lacks neither."""
    record = "nome: Ascolto\ntipo: odv\nfonti: [{url: 'https://a.example'}]\n"
    record += "attivita: [{nome: Ascolto, tipo: [antiviolenza]}]\n"
    (valdoria / "organizations" / "ascolto.yml").write_text(record, "utf-8")
    rows = {row.code: [entry.id for entry in row.entries] for row in figure(site_in(valdoria), "manca-attivita").rows}
    assert "ascolto/ascolto" in rows["quanto-costa"]
    assert "ascolto/ascolto" not in rows["quando"] + rows["dove-di-preciso"]


def test_every_chart_says_its_date_and_source(site: Site, pages: Pages) -> None:
    """Under each drawing, and under the large numbers."""
    drawn = [chart for chart in charts(site, figures(site)) if chart.drawing]
    assert pages[ADDRESS].count("Fonte: le schede di questo catalogo, al 22 novembre 2026") == len(drawn) + 1
    assert pages[ADDRESS].count('<svg class="drawing"') == len(drawn)


def test_parts_are_shares_of_the_whole_with_what_is_counted(site: Site, pages: Pages) -> None:
    """One network of three fills a third of the strip, and two do not say it."""
    assert len(site.networks) == NETWORKS
    drawn = re.search(r'id="grafico-come-funzionano">.*?</section>', pages[ADDRESS], re.DOTALL)
    assert drawn is not None
    strip = re.search(r'width="([\d.]+)" height="16"/></a>.*?width="([\d.]+)" height="16"', drawn[0], re.DOTALL)
    assert strip is not None
    assert [round(float(width) + 1.5) for width in strip.groups()] == [WIDTH / 3, 2 * WIDTH / 3]
    assert '<a href="../evidenze/funzionamento/ci-si-coordina/">' in drawn[0]


def test_what_no_network_tells_is_a_sentence_and_no_chart(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Empty rows say nothing more."""
    for file in valdoria.glob("networks/*.yml"):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        file.write_text("".join(line for line in lines if not line.startswith("funzionamento")), "utf-8")
    drawn = re.search(r'id="grafico-come-funzionano">.*?</section>', rendered(valdoria)[ADDRESS], re.DOTALL)
    assert drawn is not None
    assert "Come si lavora insieme: Nessuna delle 3 schede lo dice ancora." in drawn[0]
    assert 'id="funzionamento"' not in drawn[0]


def test_each_title_says_what_is_found() -> None:
    """Sentences counted from the example town, whose records anybody can count again."""
    example = site_in(EXAMPLE)
    found = {chart.id: chart.finding for chart in charts(example, figures(example))}
    assert found["luoghi"] == "Attività per quartiere: da 12 (Centro e Fornaci) a 6 (Mulini)"
    assert found["per-chi"] == "Più attività per «Tutta la cittadinanza», 19 su 78; poi per «Persone anziane», 17"
    assert found["flussi"] == "Che cosa si fa in ogni luogo: più di tutto «Persone e famiglie» (Ponte, 6 attività)"
    alone = "11, fra cui «Cultura e tempo libero» e «Sport per tutti»"
    assert found["temi"] == f"Temi con attività ma senza una rete: {alone}"
    assert found["nascita"] == "Reti nate negli ultimi 3 anni, dal 2024: 1 su 9"
    assert found["conferme"] == "Reti confermate negli ultimi 12 mesi: 5 su 9"
    assert found["come-funzionano"] == "Chi guida le reti: più spesso un ente del Terzo settore, in 4 su 9"
    assert found["adesioni"] == "Enti che stanno in più di una rete: 9 su 57"
    assert found["manca-attivita"] == "Alle attività manca soprattutto come si partecipa: 48 su 78"


def test_the_quarters_named_have_most_and_least_activities() -> None:
    """Counted here another way, those with none among them."""
    example = site_in(EXAMPLE)
    geography = example.catalogue.geography
    quarters = [term.code for term in example.catalogue.vocabularies["territori"] if geography.is_quarter(term.code)]
    counted = {
        code: sum(code in geography.with_wholes(activity.territories) for activity in example.activities)
        for code in quarters
    }
    assert [code for code in quarters if counted[code] == max(counted.values()) == 12] == [
        "valdoria-centro",
        "valdoria-fornaci",
    ]
    assert [code for code in quarters if counted[code] == min(counted.values()) == 6] == ["valdoria-mulini"]


def test_every_quarter_is_a_column_and_the_whole_town_comes_after_them() -> None:
    """No quarter of the map is lost among the other places."""
    example = site_in(EXAMPLE)
    table = next(chart for chart in charts(example, figures(example)) if chart.id == "flussi").tables[0]
    town = Spots(example).town
    quarters = {example.words.label("territori", code) for code in example.catalogue.geography.quarters(town)}
    assert set(table.columns[: len(quarters)]) == quarters
    assert list(table.columns[len(quarters) :]) == [Spots(example).label(town), "Altri luoghi"]
    rows = [row.code for row in figure(example, "luoghi").rows]
    places = [code for code in rows if code in example.catalogue.vocabularies["territori"].terms]
    assert places[-1] == town


def test_the_more_networks_work_together_the_darker_and_a_pause_is_grey() -> None:
    """A scale reads forwards, and who pauses is no step of it."""
    example = site_in(EXAMPLE)
    chart = next(chart for chart in charts(example, figures(example)) if chart.id == "come-funzionano")
    drawn = str(chart.drawing.inline("", str)) if chart.drawing else ""
    tones = re.findall(r'href="evidenze/funzionamento/([\w-]+)/"><rect class="drawing__(\w+)"', drawn)
    assert dict(tones) == {
        "in-pausa": "rest",
        "ci-si-conosce": "tone4",
        "ci-si-informa": "tone3",
        "ci-si-coordina": "tone2",
        "si-decide-insieme": "tone1",
        "come-una-cosa-sola": "tone0",
    }


def test_a_change_is_told_only_of_the_number_that_the_report_counted(valdoria: Path) -> None:
    """The newest report stands under the large numbers where it says the same of today; else nothing does."""

    def changes(root: Path) -> list[str]:
        return [change for *_, change in next(evidence_pages(site_in(root))).context["headline"]]

    since_last_year = "dalla fine del 2025"
    assert changes(EXAMPLE) == [f"{more} {since_last_year}" for more in ("+1", "+3", "+8", "+1")]
    assert set(changes(valdoria)) == {""}
    (valdoria / "content" / "rapporto").mkdir(exist_ok=True)
    report = (EXAMPLE / "content" / "rapporto" / "2026.json").read_text("utf-8")
    (valdoria / "content" / "rapporto" / "2026.json").write_text(report, "utf-8")
    assert set(changes(valdoria)) == {""}


def test_beyond_the_first_charts_a_finding_opens_its_own(pages: Pages) -> None:
    """The finding stays in sight; where other pages lead is inside, so that browsers open it."""
    page = pages[ADDRESS]
    folded = re.findall(r'<summary><h3>([^<]+)</h3></summary>\s*<div class="chart" id="(grafico-[\w-]+)"', page)
    listed = re.findall(r'<li>[^<]+ <a href="#(grafico-[\w-]+)">([^<]+)</a></li>', page)
    opened = re.findall(r'<section class="chart" id="(grafico-[\w-]+)">\s*<h3>([^<]+)</h3>', page)
    assert len(folded) > 0
    assert {to for to, _ in listed} < {to for to, _ in opened} | {to for _, to in folded}
    assert len(listed) == len({to for to, _ in listed})


def test_what_can_be_decided_stands_first_with_its_numbers() -> None:
    """Themes without a network, old confirmations and what is not written: each as many as its chart says."""
    asking = next(evidence_pages(site_in(EXAMPLE))).context["asking"]
    assert {chart.id: chart.asks.partition(":")[0] for chart in asking} == {
        "temi": "11 temi hanno attività ma nessuna rete che le tenga insieme",
        "conferme": "4 reti su 9 non confermano la loro scheda da più di 12 mesi, o non l'hanno mai fatto",
        "manca-rete": "5 reti su 9 non dicono ancora come si entra a farne parte",
        "manca-attivita": "48 attività su 78 non dicono ancora come si partecipa",
    }


def test_every_group_of_people_is_in_the_table_though_the_chart_shows_the_first() -> None:
    """Who has few activities is in no chart, and yet counted; a group within another stands beneath it."""
    example = site_in(EXAMPLE)
    chart = next(chart for chart in charts(example, figures(example)) if chart.id == "per-chi")
    labels = [row.label for row in chart.tables[0].rows]
    assert len(labels) == sum(bool(held.activities) for held in example.holdings("destinatari").values())
    assert "Persone con disabilità" in labels
    assert labels.index("di cui: Persone senza dimora") == labels.index("Persone in difficoltà economica") + 1
    drawn = str(chart.drawing.inline("", str)) if chart.drawing else ""
    assert drawn.count('class="drawing__strong"') == 10 < len(labels)
    # A phone reads the rows of the drawing in words, the largest part of each first; none is lost.
    assert len(chart.crossed) == 10
    for row in chart.crossed:
        numbers = [int(number) for _, number, _ in row.parts]
        assert numbers == sorted(numbers, reverse=True)
        assert sum(numbers) <= int(row.total)
    assert chart.question.endswith("gli altri sono fra i numeri.")


def test_the_first_places_hold_half_where_no_town_has_quarters() -> None:
    """Counted here another way: one place less does not hold half."""
    shipped = site_in(SHIPPED)
    found = next(chart.finding for chart in charts(shipped, figures(shipped)) if chart.id == "luoghi")
    named = ("bergamo", "bologna", "trieste")

    def inside(places: Sequence[str]) -> int:
        wholes = shipped.catalogue.geography.with_wholes
        return sum(not set(places).isdisjoint(wholes(activity.territories)) for activity in shipped.activities)

    assert found == f"In Bergamo, Bologna e Trieste: {inside(named)} su {len(shipped.activities)} attività"
    assert inside(named) >= len(shipped.activities) / 2 > inside(named[:2])


def test_themes_that_no_network_looks_after_stand_first() -> None:
    """Each with its activities, none of which is counted twice, before those that a network looks after."""
    example = site_in(EXAMPLE)
    chart = next(chart for chart in charts(example, figures(example)) if chart.id == "temi")
    themes = {code for network in example.current_networks for code in network.themes}
    alone = {code for activity in example.activities for code in activity.themes} - themes
    assert len(alone) == 11
    rows = {row.label: row.cells[1][0] for row in chart.tables[0].rows}
    assert {label for label, number in rows.items() if number == "0"} == {
        example.words.label("temi", code) for code in alone
    }
    drawn = str(chart.drawing.inline("", str)) if chart.drawing else ""
    assert drawn.index("Giovani") < drawn.index("Invecchiare bene")
    # Each part goes by the number of its dots, and what is not drawn at all is named.
    numbers = [int(row) for row in re.findall(r'class="drawing__strong"[^>]*>(\d+)<', drawn)][::2]
    assert numbers[len(alone) :] == sorted(numbers[len(alone) :], reverse=True)
    assert re.search(r"Ancora nessuna attività e nessuna rete: «", chart.question)


def test_an_answer_is_the_title_only_where_most_networks_answer(site: Site) -> None:
    """Two of three networks do not say how they work together: the title says of how many it is known."""
    chart = next(chart for chart in charts(site, figures(site)) if chart.id == "come-funzionano")
    assert chart.finding == "Reti di cui si sa, almeno in parte, come funzionano: 1 su 3"


def test_places_are_on_a_map_with_the_same_numbers() -> None:
    """Where the catalogue says where its places are."""
    example = site_in(EXAMPLE)
    chart = next(chart for chart in charts(example, figures(example)) if chart.id == "luoghi")
    assert chart.map is not None
    in_rows = {row.code: len(row.entries) for row in next(one for one in figures(example) if one.id == "luoghi").rows}
    # What is for the whole town has a row of its own, and no number on the map.
    in_rows.pop("valdoria")
    shown = {row.code: row.value for row in chart.map.rows}
    assert shown["valdoria-centro"] == in_rows["valdoria-centro"] > 0
    assert {code: number for code, number in shown.items() if code in in_rows and in_rows[code] != number} == {}


def test_the_map_says_what_it_does_not_show_and_what_its_shades_are() -> None:
    """Every activity has its place: on the map, or in the sentence beside it; every number of the map has its shade."""
    example = site_in(EXAMPLE)
    chart = next(chart for chart in charts(example, figures(example)) if chart.id == "luoghi")
    assert chart.map is not None
    rows = {row.code: {entry.id for entry in row.entries} for row in figure(example, "luoghi").rows}
    shown = {row.code for row in chart.map.rows} - {"valdoria"}
    elsewhere = set().union(*(ids for code, ids in rows.items() if code not in {*shown, "valdoria", WIDER}))
    told = [len(rows["valdoria"]), len(rows[WIDER]), len(elsewhere)]
    assert [int(number) for number in re.findall(r"\d+", chart.question)] == told
    assert chart.map.shades == [(3, 6, 7), (4, 8, 8), (5, 11, 12)]


def test_a_ribbon_leads_to_as_many_activities_as_it_counts() -> None:
    """The part of the place's page that it opens lists them; nothing is lost between subjects and places."""
    example = site_in(EXAMPLE)
    table = next(chart for chart in charts(example, figures(example)) if chart.id == "flussi").tables[0]
    parts = {
        f"{page.address}#{group['anchor']}": len(group["entries"]) + len(group["later"])
        for page in territory_pages(example)
        for group in page.context.get("activity_groups", ())
    }
    linked = [cell for row in table.rows for cell in row.cells if cell[1]]
    assert linked
    assert [(text, address) for text, address in linked if parts[address] != int(text)] == []
    numbers = [int(text) for row in table.rows for text, _ in row.cells if text]
    assert sum(numbers) == sum(len(done) for done in Spots(example).held.values())


def test_towns_are_told_apart_where_none_holds_half(valdoria: Path) -> None:
    """The quarters of one town say something only where most of it is there."""
    assert Spots(site_in(valdoria)).town == "valdoria"
    (valdoria / "vocabularies" / "territori.yml").write_text(
        (valdoria / "vocabularies" / "territori.yml").read_text("utf-8")
        + "  - {codice: altrove, it: Altrove, livello: comune}\n",
        "utf-8",
    )
    record = "nome: Lontano\ntipo: odv\nterritori: [altrove]\nfonti: [{url: 'https://a.example'}]\nattivita:\n"
    record += "".join(
        f"  - {{id: a{n}, nome: Attività {n}, tipo: socialita, territori: [altrove]}}\n" for n in range(9)
    )
    (valdoria / "organizations" / "lontano.yml").write_text(record, "utf-8")
    spots = Spots(site_in(valdoria))
    assert (spots.town, spots.label("altrove")) == ("altrove", "Altrove, tutto il Comune")


def test_each_chart_can_be_taken_away(site: Site) -> None:
    """Its table has the numbers of the page, its drawing the finding, how to read it, source and day."""
    files = dict(files_of(site))
    for chart in charts(site, figures(site)):
        if chart.drawing is None:
            continue
        rows = list(csv.reader(StringIO(files[f"{chart.file}.csv"].decode("utf-8-sig")), delimiter=";"))
        assert [row[1] for row in rows[1:]] == [row.label for table in chart.tables for row in table.rows]
        assert {row[-2] for row in rows[1:]} == {"2026-11-22"}
        words = " ".join(html.unescape(re.sub("<[^>]+>", " ", files[f"{chart.file}.svg"].decode())).split())
        assert chart.finding in words
        assert "le schede al 22 novembre 2026." in words


def test_the_data_is_one_table(site: Site) -> None:
    """A row for each bar, with date and source."""
    lines = dict(files_of(site))[TABLE].decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + sum(len(made.rows) for made in figures(site))
    assert all("2026-11-22" in line for line in lines[1:])


def test_a_catalogue_without_records_says_so(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """Nothing to count is a sentence."""
    for file in (*valdoria.glob("networks/*"), *valdoria.glob("organizations/*"), *valdoria.glob("content/storie/*")):
        file.unlink()
    assert "niente da contare" in rendered(valdoria)[ADDRESS]
