"""News on the site: pages, feeds and bulletins of a real history; nobody is named who should not be."""

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
from icalendar import Calendar

from generator.catalogue.news import APPEARED, Fact
from generator.catalogue.opening_times import ROME
from generator.exports.atom import Entry, Feed, atom
from generator.site.chronicle import Chronicle
from generator.site.dots import DOT
from generator.site.model import Site
from generator.site.pages.news.beside import dates_of, hands, lately_of
from generator.site.pages.news.bulletin import news_files, whole_feed
from generator.site.pages.news.networks import of_networks
from generator.site.parts.days import timetable_of
from generator.site.parts.news import News, heading, lines
from generator.site.parts.reach import reached_at
from tests.catalogue.test_news import Repository
from tests.conftest import EXAMPLE, TODAY, overlaid
from tests.site.conftest import Pages, site_in

ATOM = "{http://www.w3.org/2005/Atom}"
BODY = """\
nome: "Nuova & <b>sola</b>"
tipo: odv
territori: [valdoria-ponte]
temi: [prossimita]
contatti: [{{tipo: telefono, valore: 0999 000 {number}}}]
attivita:
  - nome: Sportello
    tipo: sportello_ascolto
    quando: {{orari: [{{giorni: {days}, dalle: "09:00", alle: "12:00"}}]}}
    costo: {cost}
verifica: {{data: 2026-10-10, da: Nuova, metodo: telefono}}
"""
_NETWORK = "networks/rete-vicini-di-casa.yml"


@pytest.fixture(scope="module")
def town_with_history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the town after three months of changes."""
    root = overlaid(tmp_path_factory.mktemp("news") / "valdoria")
    settings = (root / "mkdocs.yml").read_text("utf-8")
    made = Repository(root)
    made.commit("2026-08-01", {"mkdocs.yml": f"site_url: https://valdoria.example/\n{settings}"})
    body = "organizations/nuova.yml"
    made.commit("2026-09-10", {body: BODY.format(number="111", days="[lun]", cost="contributo")})
    made.commit("2026-10-10", {body: BODY.format(number="222", days="[lun]", cost="contributo")})
    made.commit("2026-11-10", {body: BODY.format(number="222", days="[lun, gio]", cost="gratuito")})
    network = (root / _NETWORK).read_text("utf-8")
    made.commit("2026-11-11", {_NETWORK: network.replace("nome: Caffè", "nome: Nuovo caffè", 1)})
    refuge = "nome: Casa Sicura\ntipo: odv\nterritori: [valdoria]\ntemi: [violenza_genere]\n"
    removed = "nome: Chi Non C'è Più\ntipo: odv\nterritori: [valdoria]\n"
    made.commit("2026-11-12", {"organizations/rifugio.yml": refuge, "organizations/via.yml": removed})
    made.commit("2026-11-13", {"organizations/via.yml": f"{removed}stato: rimossa\n"})
    return root


def told_in(root: Path, today: date = TODAY) -> Site:
    """Open a catalogue with its history, as it is on a day."""
    site = site_in(root, today)
    site.chronicle = Chronicle(today, root)
    return site


def files_of(site: Site) -> dict[str, bytes]:
    """Return every file of the news: the feed of the whole is published among the open formats."""
    return {**dict(news_files(site)), **{f"novita/{name}": content for name, content in whole_feed(site)}}


@pytest.fixture(scope="module")
def told(town_with_history: Path, render_site: Callable[[Site], Pages]) -> tuple[Site, Pages, dict[str, bytes]]:
    """Return the town with its history, its pages and the files of its news."""
    site = told_in(town_with_history)
    return site, render_site(site), files_of(site)


def test_what_changed_is_said_in_words(told: tuple[Site, Pages, dict[str, bytes]]) -> None:
    """Field by field; a contact that changed is not printed; what is over, about violence or removed is not named."""
    _, pages, files = told
    html = unescape(pages["novita/"])
    assert "Orari: prima «lunedì, 9–12», ora «lunedì e giovedì, 9–12»." in html
    assert "Costo: prima «Si chiede un contributo», ora «Gratis»." in html
    assert "Nuovi recapiti: guarda la scheda." in html
    on = f'<p class="on"><time datetime="{{}}">{{}}</time>{DOT}<span>{{}}</span></p>'
    for day, said, what in (
        ("2026-11-10", "10 novembre", "Cambia un'attività"),
        ("2026-10-10", "10 ottobre", "Cambiano i recapiti"),
        ("2026-09-10", "10 settembre", "Nuovo ente nel catalogo"),
    ):
        assert on.format(day, said, what) in html, "each has its day, and what it is"
    assert f'<p class="row__line">Organizzazione di volontariato (ODV){DOT}Ponte</p>' in html
    assert "news__month" not in html, "so few are one list"
    assert "Cambia il nome." in html
    assert "Nuova &amp; &lt;b&gt;sola&lt;/b&gt;" in pages["novita/"]
    marked_up = [pages[address] for address in pages if "novita/" in address]
    marked_up += [content.decode() for path, content in files.items() if not path.endswith(".txt")]
    assert not any("<b>sola" in text for text in marked_up)
    everything = "".join([*marked_up, *map(bytes.decode, files.values())])
    assert not any(word in everything for word in ("000 111", "Casa Sicura", "Chi Non C"))
    months = ["2026-09", "2026-10", "2026-11"]
    assert [address for address in pages if address.startswith("novita/2")] == [f"novita/{m}/" for m in months[::-1]]


def test_networks_themes_and_places_have_their_own(told: tuple[Site, Pages, dict[str, bytes]]) -> None:
    """Only where there is something; their pages and the head of the page lead there, and every feed is a file."""
    site, pages, files = told
    own = {address.removesuffix("novita/") for address in pages if address.endswith("novita/")} - {""}
    assert own == set(site.news_of)
    assert {"reti/rete-vicini-di-casa/", "temi/prossimita/", "territori/valdoria-ponte/", "territori/valdoria/"} <= own
    assert "Nuovo caffè" in pages["reti/rete-vicini-di-casa/novita/"]
    assert "Sportello" not in pages["reti/rete-vicini-di-casa/novita/"]
    for address in ("", *own):
        alternate = 'type="application/atom+xml" title="Novità'
        assert alternate in pages[address], address
        assert f"{address}novita/novita.atom" in files
    assert all("application/atom+xml" not in pages[address] for address in pages if address.startswith("enti/"))


def test_feeds_are_valid_and_outlive_a_new_day(
    told: tuple[Site, Pages, dict[str, bytes]], town_with_history: Path
) -> None:
    """Read by feedparser, and looked over against the musts of RFC 4287; the same bytes on another day."""
    _, _, files = told
    feeds = {path: content for path, content in files.items() if path.endswith(".atom")}
    for path, content in feeds.items():
        read = feedparser.parse(content)
        assert not read.bozo, path
        assert read.entries
        assert all(entry.updated_parsed and entry.title and entry.link.startswith("https://") for entry in read.entries)
        must_hold(content)
    newest = feedparser.parse(files["novita/novita.atom"]).entries[0]
    assert newest.title == "Cambia un'attività: Nuovo caffè in cortile"
    tomorrow = site_in(town_with_history)
    tomorrow.chronicle = Chronicle(TODAY + timedelta(days=1), town_with_history)
    assert {path: content for path, content in files_of(tomorrow).items() if path.endswith(".atom")} == feeds


def must_hold(content: bytes) -> None:
    """Assert what RFC 4287 asks of a feed (4.1.1) and of its entries (4.1.2), each id being its own."""
    feed = ET.fromstring(content)  # noqa: S314 -- ours
    assert feed.tag == f"{ATOM}feed"
    for part in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            [found] = part.findall(f"{ATOM}{name}")
            assert (found.text or "").strip()
        assert (part.findtext(f"{ATOM}id") or "").startswith("tag:valdoria.example,2026:")
        assert (part.findtext(f"{ATOM}updated") or "").endswith("Z")
        assert {"alternate"} <= {link.get("rel") for link in part.findall(f"{ATOM}link")}
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert {link.get("rel") for link in feed.findall(f"{ATOM}link")} == {"self", "alternate"}
    identifiers = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(identifiers)) == len(identifiers)


def test_a_hostile_name_stays_a_text_in_a_feed() -> None:
    """Markup, ends of sections, signs that XML cannot hold."""
    name = "a]]></title><script>&\x00\x0b\ud800\ufffe\"'"
    entry = Entry("tag:a,2026:x", name, 0, 'https://a.example/?a=1&b="<', "<p>ok</p>", (name,))
    feed = Feed("tag:a,2026:y", name, name, "https://a.example/f", "https://a.example/", name, "it", 0, [entry])
    read = feedparser.parse(atom(feed))
    assert not read.bozo
    root = ET.fromstring(atom(feed))  # noqa: S314 -- ours
    assert root.findtext(f"{ATOM}title") == "a]]></title><script>&\"'"
    assert read.entries[0].link == 'https://a.example/?a=1&b="<'


def test_a_bulletin_is_a_page_a_message_and_an_email(told: tuple[Site, Pages, dict[str, bytes]]) -> None:
    """The same news in each; e-mail fetches nothing and needs no style of its own file."""
    _, pages, files = told
    page, text = unescape(pages["novita/2026-11/"]), files["novita/2026-11/bollettino.txt"].decode()
    email = files["novita/2026-11/bollettino-email.html"].decode()
    line = "Orari: prima «lunedì, 9–12», ora «lunedì e giovedì, 9–12»."
    assert all(line in where for where in (page, text, unescape(email)))
    assert text.startswith("*Novità di novembre 2026*\n")
    for held, several in (
        (page, "<h3>Attività che cambiano</h3>"),
        (text, "*Attività che cambiano*"),
        (email, ">Attività che cambiano<"),
    ):
        assert several in held
    assert "https://valdoria.example/attivita/nuova/sportello/" in text
    assert not any(word in email for word in ("<img", "<script", "<link", "url(", "<style"))
    assert 'data-copy="../../novita/2026-11/bollettino.txt"' in pages["novita/2026-11/"]
    assert "reti/rete-vicini-di-casa/novita/2026-11/bollettino.txt" in files
    assert not any(path.startswith("temi/") and path.endswith(".txt") for path in files)


def test_while_elections_are_on_nothing_is_told_and_addresses_stay(
    town_with_history: Path, told: tuple[Site, Pages, dict[str, bytes]], render_site: Callable[[Site], Pages]
) -> None:
    """Pages say why; feeds are empty and say until when; there is no bulletin to pass on."""
    _, pages, _ = told
    site = told_in(town_with_history)
    config = site.config["extra"]["catalogue"]
    config["periodo_elettorale"] = {"dal": TODAY.isoformat(), "al": TODAY.isoformat()}
    silent = render_site(site)
    assert silent.keys() == pages.keys()
    for address in (address for address in silent if "novita/" in address):
        assert "art. 9 della legge 28 del 2000" in silent[address], address
        assert "Sportello" not in silent[address]
    files = files_of(site)
    assert all(path.endswith(".atom") for path in files)
    assert not any(feedparser.parse(content).entries for content in files.values())
    assert "si vota" in files["novita/novita.atom"].decode()


def test_a_story_says_when_it_was_written_where_it_came_later(example: Site) -> None:
    """The day of the news is that on which it came; on the day it was written there is nothing to add."""
    [*_, story] = example.stories
    came = News(Fact(int(datetime(2026, 11, 22, tzinfo=ROME).timestamp()), APPEARED, "storia", story.id), story)

    assert heading(came, example) == "Storia entrata nel catalogo"
    assert lines(came, example)[-1] == f"Scritta il {example.words.day(story.record.date)}."
    then = datetime.combine(story.record.date, time(12), ROME)
    assert len(lines(News(Fact(int(then.timestamp()), APPEARED, "storia", story.id), story), example)) == 1


def test_without_a_history_the_page_says_so(site: Site, pages: Pages) -> None:
    """Nothing is invented, and no record leads to news that there are not; the last stories and the dates are told."""
    html = unescape(pages["novita/"])
    assert "Qui non c'è ancora una storia da raccontare" in html
    [story] = site.stories
    day = f'<time datetime="{story.record.date.isoformat()}">{site.words.day(story.record.date)}</time>'
    assert day in html.split('id="storie"')[1].split("</section>")[0], "of the day it was written"
    assert "Il bollettino di" not in html
    assert [address for address in pages if "novita/" in address] == ["novita/"]


def test_what_came_lately_is_called_new_while_it_is_little(town_with_history: Path) -> None:
    """For sixty days."""
    assert told_in(town_with_history).new_records == {}, "ten weeks have passed"
    weeks_before = told_in(town_with_history, TODAY - timedelta(weeks=5))
    assert weeks_before.new_records == {"enti/nuova/": date(2026, 9, 10)}, "its activity comes with it and is no news"


def test_many_that_come_at_once_are_a_sentence(tmp_path: Path, render_site: Callable[[Site], Pages]) -> None:
    """A number, a way to them, three names by lot, wherever it is told; the sheet of the month has all of them."""
    root = overlaid(tmp_path / "valdoria")
    made = Repository(root)
    made.commit("2026-09-01", {})
    body = "nome: Gruppo numero {n}\ntipo: odv\nterritori: [valdoria-ponte]\ntemi: [prossimita]\n"
    made.commit("2026-11-10", {f"organizations/gruppo-{n:02}.yml": body.format(n=n) for n in range(13)})
    site = told_in(root)
    pages, files = render_site(site), files_of(site)
    said = '<p class="row__name"><a href="{}">13 associazioni ed enti</a></p>'
    assert said.format("../enti/") in pages["novita/"].split("<span>Nuovi nel catalogo</span>")[1].split("</li>")[0]
    beside = pages["temi/prossimita/novita/"]
    assert said.format("../../../temi/prossimita/") in beside
    message = files["novita/2026-11/bollettino.txt"].decode()
    email = files["novita/2026-11/bollettino-email.html"].decode()
    assert "Entrano nel catalogo 13 associazioni ed enti." in message
    assert "Nuovi nel catalogo</h2>" in email
    assert ">13 associazioni ed enti.</p>" in email
    names = [set(re.findall(r"Gruppo numero \d+", told)) for told in (pages["novita/"], beside, message, email)]
    assert all(len(some) == 3 for some in names)
    assert len(set(map(frozenset, names))) == 1, "the same by the lot of the day"
    assert len(set(re.findall(r"Gruppo numero \d+", pages["novita/2026-11/"]))) == 13


def test_the_first_day_of_a_catalogue_is_told_as_its_birth(
    tmp_path: Path, render_site: Callable[[Site], Pages], render_page: Callable[[Site, str], str]
) -> None:
    """Not as so many news: with what it had that day and still has, wherever a page tells of that day."""
    root = overlaid(tmp_path / "valdoria")
    folder, late = root / "organizations", "organizations/oratorio-san-luca.yml"
    held = {f"organizations/{file.name}": file.read_bytes() for file in sorted(folder.glob("*.yml"))}
    for name in held:
        (root / name).unlink()
    made = Repository(root)
    made.commit("2026-11-02", {})
    made.commit("2026-11-02", {name: content for name, content in held.items() if name != late})
    network = (root / _NETWORK).read_text("utf-8")
    made.commit("2026-11-02", {_NETWORK: network.replace("nome: Caffè", "nome: Nuovo caffè", 1)})
    made.commit("2026-11-20", {late: held[late]})
    site = told_in(root)
    pages, files = render_site(site), files_of(site)
    assert site.born == date(2026, 11, 2)
    first = len(site.current_organizations) - 1
    html = unescape(pages["novita/"])
    birth = html.split("Il catalogo è nato il 2 novembre 2026, con")[1].split("</p>")[0]
    assert f'<a href="../enti/">{first} associazioni ed enti</a>' in birth
    assert "Nuovo caffè" not in html.split('id="da-poco"')[0], "what changed on that day is how it came to be"
    assert "Nuovo ente nel catalogo" in html.split('id="novita"')[1].split("</section>")[0], "what came later is news"
    assert "Nuovi enti" not in html
    assert "lascia il catalogo" not in html, "whom news do not name is for editors"
    assert f"Nasce il catalogo: {first} associazioni ed enti, " in files["novita/2026-11/bollettino.txt"].decode()
    assert "Il catalogo è nato" in pages["territori/valdoria-ponte/novita/"]
    quiet = unescape(render_page(told_in(root, date(2026, 11, 10)), "novita/"))
    assert "Il catalogo è nato" not in quiet, "of no use to who reads where nothing changed since"
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=2", root.as_uri(), str(clone)], check=True)
    shallow = Chronicle(TODAY, clone)
    assert (shallow.begins, shallow.born) == (date(2026, 11, 2), None), "nobody can tell what it began with"


@pytest.fixture(scope="module")
def example_told(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the example town, where in November others came to decide in a network, after a quiet October."""
    root = tmp_path_factory.mktemp("told") / "valdoria"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns(".intreccio"))
    made = Repository(root)
    made.commit("2026-09-01", {})
    refuge = "nome: Casa Sicura\ntipo: odv\nterritori: [valdoria]\ntemi: [violenza_genere]\n"
    made.commit("2026-09-02", {"organizations/rifugio.yml": refuge})
    network = (root / _NETWORK).read_text("utf-8")
    changed = network.replace(
        "composizione: [auser-ponte, parrocchia-san-luca,", "composizione: [il-banco-del-pane, rifugio,", 1
    )
    changed = changed.replace("prossimo_incontro: 2026-12-10", "prossimo_incontro: 2026-12-17", 1)
    changed = changed.replace("adesioni:\n", "adesioni:\n  - ente: il-banco-del-pane\n  - ente: rifugio\n", 1)
    changed = changed.replace("espresso_da: comune-di-valdoria", "espresso_da: oratorio-san-luca", 1)
    text = "nome: Gruppo di prova\ntipo: odv\nterritori: [valdoria]\ndescrizione: {}\n"
    for month in ("09", "10"):
        made.commit(f"2026-{month}-15", {"organizations/gruppo-di-prova.yml": text.format(month)})
    made.commit("2026-11-10", {_NETWORK: changed})
    return told_in(root)


def test_who_comes_in_and_who_leaves_is_named(example_told: Site, render_page: Callable[[Site, str], str]) -> None:
    """Of bodies, roles and members; who must not be found is not."""
    html = unescape(render_page(example_told, "novita/"))
    for said in (
        "Tavolo della rete: entra Il Banco del Pane ODV, escono Auser Ponte e Parrocchia San Luca.",
        "Tavolo della rete: il prossimo incontro è giovedì 17 dicembre 2026.",
        "Operatrice di quartiere: ora se ne occupa Oratorio San Luca, non più Comune di Valdoria.",
        "Entra Il Banco del Pane ODV.",
    ):
        assert said in html, said
    assert "Casa Sicura" not in html
    assert f'<time datetime="2026-11-10">10 novembre</time>{DOT}<span>Cambia qualcosa</span>' in html, "it is no touch"


def test_touches_say_what_they_touched(tmp_path: Path, render_site: Callable[[Site], Pages]) -> None:
    """What several say alike is said once, with who says it; of roles whose holders stay, no more than that."""
    root = overlaid(tmp_path / "valdoria")
    made = Repository(root)
    made.commit("2026-09-01", {})
    body = "nome: Gruppo numero {n}\ntipo: odv\nterritori: [valdoria-ponte]\ntemi: [prossimita]\ndescrizione: {said}\n"
    before, after = (
        {f"organizations/gruppo-{n}.yml": body.format(n=n, said=said).encode() for n in range(3)}
        for said in ("Una.", "Altra.")
    )
    made.commit("2026-09-02", {**before})
    network = (root / _NETWORK).read_text("utf-8")
    made.commit("2026-11-10", {**after, _NETWORK: network.replace("Tiene i contatti", "Tiene tutti i contatti", 1)})
    html = unescape(render_site(told_in(root))["novita/"])
    assert html.count("Che cosa fa, raccontato meglio.") == 1
    [alike] = re.findall(r'<p class="row__line"><b>Che cosa fa, raccontato meglio\.</b>(.*?)</p>', html)
    assert alike.count("<a ") == len(after)
    assert "Spiegato meglio chi fa che cosa." in html


def test_dates_are_what_one_would_note_down(example: Site) -> None:
    """In the order of time: what is on once, once a month, begins or ends; nothing that is on every week."""
    dates = dates_of(example, "")
    told = [(date.on.isoformat(), date.activity.name, date.mark) for date in dates]
    assert told[:4] == [
        ("2026-11-28", "Colletta di novembre", "yearly"),
        ("2026-11-28", "Il camper della prevenzione", "pauses"),  # it was there in October
        ("2026-12-01", "Notti al caldo", "begins"),
        ("2026-12-01", "Gruppo dei familiari", "monthly"),
    ]
    assert ("2026-12-15", "Contributo bollette", "last_request") in told
    last = next(date for date in dates if date.mark == "last_request")
    assert last.what.startswith("Da 100 a 400 euro")
    by_name = {date_.activity.name: date_ for date_ in dates}
    assert by_name["Gruppo dei familiari"].what.startswith("In cerchio")
    assert by_name["Gruppo dei familiari"].whom == "Chi assiste un familiare"
    assert by_name["Aggiustatutto"].venue.startswith("Sottopasso della stazione, viale della Stazione 2")
    assert not by_name["Aggiustatutto"].whom, "it is for everybody"
    assert not by_name["Colletta di novembre"].venue, "its record says no house"
    assert {name: date_.goes_on for name, date_ in by_name.items() if date_.goes_on} == {
        "Notti al caldo": "Va avanti fino alla fine di marzo.",
        "Tè caldo al binario": "Ogni lunedì e giovedì, fino alla fine di febbraio.",
        "Volontariato: da dove comincio?": "Ogni martedì, fino al 23 febbraio 2027.",
    }
    way = reached_at(example, last.activity)
    assert way is not None
    assert way.href == "tel:+390999000110"
    assert [day for day, _, _ in told] == sorted(day for day, _, _ in told)
    for date_ in (date_ for date_ in dates if not date_.mark.startswith("last")):
        timetable = timetable_of(example, date_.activity)
        assert not timetable.occurrences(date_.on - timedelta(days=20), date_.on - timedelta(days=1)), date_
    of_food = dates_of(example, "temi/cibo/")
    assert [date_.activity.name for date_ in of_food] == ["Colletta di novembre"]


def test_what_began_or_ended_lately_is_told_without_a_history(
    example: Site, render_page: Callable[[Site, str], str]
) -> None:
    """By the days that records give; nothing twice, and no story that is old beside a new one."""
    bills = next(activity.id for activity in example.activities if activity.name == "Contributo bollette")
    told = [(one.on.isoformat(), one.activity.name, one.mark) for one in lately_of(example, "", {bills})]
    assert ("2026-10-11", "Prova di piena", "was_on") in told
    assert ("2026-10-05", "Scuola di italiano", "started") in told
    assert [day for day, *_ in told] == sorted((day for day, *_ in told), reverse=True)
    assert all("2026-09-23" <= day <= "2026-11-22" for day, *_ in told)
    assert ("2026-10-01", "Caffè in cortile", "started") not in told, "the last month has little: filled to a few"
    school = next(one.activity for one in lately_of(example, "", {bills}) if one.activity.name == "Scuola di italiano")
    assert school not in [one.activity for one in lately_of(example, "", {bills, school.id})]
    html = unescape(render_page(example, "novita/"))
    changed = html.split('id="novita"')[1].split("</section>")[0]
    assert "Qui non c'è ancora una storia da raccontare" in changed
    assert "Scuola di italiano" not in changed, "no record changed"
    lately = html.split('id="da-poco"')[1].split("</section>")[0]
    started, ended = lately.split("<h2>Attività finite negli ultimi due mesi</h2>")
    assert "<h2>Attività cominciate negli ultimi due mesi</h2>" in started
    assert "Scuola di italiano" in started
    assert "Prova di piena" in ended
    began = lately.split("Scuola di italiano")[1].split("</li>")[0]
    assert '<span class="date__where">Fornaci</span> <span>lunedì e mercoledì sera' in began, "where and when"
    assert "18–20</span>, da ottobre a giugno</span> <span>Parole in Cortile APS</span> </p>" in began
    assert "Si può cominciare in qualunque momento dell'anno." in began, "how one joins"
    assert 'href="tel:+390999000131"' in began, "whom to ask"
    assert '<p class="date__what">Storia dell\'arte, botanica, tedesco e scacchi.' in lately, "what it is"
    over = lately.split("Prova di piena")[1].split("</li>")[0]
    assert "i sacchi di sabbia sono arrivati ovunque" in over, "how it went"
    assert "<span>Conclusa</span> <span>Gruppo di protezione civile di Valdoria</span>" in over
    assert "Contributo bollette" not in lately, "it stands above"
    assert (
        '<p class="lead">Qui trovi le date da segnare, che cosa è cominciato o finito da poco, '
        "che cosa è successo nelle reti e l'ultima storia. Aggiornato il 22 novembre 2026.</p>"
    ) in html
    tales = html.split('id="storie"')[1].split("</section>")[0]
    assert tales.count("<li") == 1, "the others are of June and before"


def test_who_asks_for_a_hand_soonest_comes_first(example: Site) -> None:
    """What is needed by a day stands before what has time; whoever can be reached."""
    asked = hands(example)
    assert len(asked) == 3
    assert asked[0].notice.expires == date(2026, 12, 20)
    assert all(hand.notice.contact or not example.is_unreachable(hand.notice.home) for hand in asked)
    assert asked[0].address.startswith("bisogni/#cerca-")


def test_a_page_goes_from_dates_to_what_is_new_to_following(
    example_told: Site, render_page: Callable[[Site, str], str]
) -> None:
    """In one order on every screen and on the sheet of a month; the bulletin is offered once, no button outranks news.

    The page stands by itself in the menu, not among those for who works together.
    """
    html = unescape(render_page(example_told, "novita/"))
    marks = ('id="date"', 'id="novita"', 'id="restare-al-corrente"')
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places)
    main = html.split("<h1>")[1].split("</main>")[0]
    assert main.count('href="../novita/2026-11/"') == 1
    assert 'class="button"' not in main
    assert 'href="../novita/" aria-current="true">Novità</a>' in html
    crumbs = html.split('class="crumbs"')[1].split("</nav>")[0]
    assert "Lavorare insieme" not in crumbs
    assert "novita/" not in render_page(example_told, "insieme/").split("<h1>")[1].split("</main>")[0]
    sheet = render_page(example_told, "novita/2026-11/")
    message = files_of(example_told)["novita/2026-11/bollettino.txt"].decode()
    for told in (sheet, message):
        places = [told.index(part) for part in ("Date da segnare", "Il Banco del Pane ODV", "Chi cerca una mano")]
        assert places == sorted(places)


def test_a_date_says_what_where_whom_and_what_to_do(
    example_told: Site, render_page: Callable[[Site, str], str]
) -> None:
    """On the page to note it down, who does it, whom to ask; on the sheet that alone. Last days are among them."""
    both = {}
    for address in ("novita/", "novita/2026-11/"):
        html = unescape(render_page(example_told, address))
        lists = re.findall(r'<li class="date">.*?</li>', html, re.DOTALL)
        dates = both[address] = {re.findall(r">([^<>]+)</a>", one)[0]: one for one in lists}
        fixing, giving = dates["Aggiustatutto"], dates["Colletta di novembre"]
        assert "Sottopasso della stazione" in fixing
        assert "Si chiede un contributo" in fixing
        assert "Gratis" in dates["Notti al caldo"]
        assert "Gratis" not in giving, "nobody said"
        assert "Un sabato davanti ai negozi" in giving
        if address == "novita/":
            assert "Per aiutare si sceglie un turno" in giving, "how one takes part"
            assert "allo Sportello sociale, piazza della Torre 3" in dates["Contributo bollette"]
        assert '<time datetime="2026-11-28">sabato 28 novembre</time>' in giving
        assert "2027" in dates["Volontariato: da dove comincio?"]
        assert "2026" not in re.sub(r'datetime="[^"]+"', "", fixing)
    page, sheet = both.values()
    assert len(page) == len(sheet) == len(dates_of(example_told, ""))
    assert all(one.count("<a ") == 2 for one in sheet.values()), "its name, and whom to ask"
    assert all(one.count("<a ") == 3 for one in page.values()), "its name, the calendar, whom to ask"
    calendars = [name for name, one in page.items() if "calendario.ics" in one]
    assert calendars == [name for name in page if name != "Contributo bollette"]
    assert "viale della Stazione 2" in sheet["Aggiustatutto"]
    first = page["Contributo bollette"]
    assert '<span class="tag date__mark date__mark--last">ultimo giorno per fare domanda</span>' in first
    assert "tel:+390999000110" in first
    [address] = re.findall(r'href="\.\./([^"]+ultimo-giorno\.ics)" download', first)
    [event] = Calendar.from_ical(files_of(example_told)[address]).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 12, 15)
    assert str(event["summary"]) == "Ultimo giorno per fare domanda: Contributo bollette"
    assert "0999 000 110" in str(event["description"])
    assert "Rete Cibo Valdoria" in page["Colletta di novembre"]
    assert "data-answers" in first
    assert "<b>8–20</b>" in page["Colletta di novembre"].split("</p>")[0], "the hour beside the date"
    assert not any("Al telefono" in one for one in page.values())
    shared = [name for name, one in page.items() if "tel:+390999000115" in one]
    assert shared == ["Colletta di novembre", "Tè caldo al binario"], "of two bodies that run them, with one telephone"
    assert all(
        '<span class="date__whose">Chi risponde: Il Banco del Pane ODV</span>' in page[name] for name in shared
    ), "a number has one name"
    assert not any("data-answers" in one for one in sheet.values())
    assert "mailto:officina@raggi.example" in sheet["Aggiustatutto"], "it has no telephone"
    assert "tel:+390999000121" in sheet["Notti al caldo"]
    message = files_of(example_told)["novita/2026-11/bollettino.txt"].decode()
    house = "Sottopasso della stazione, viale della Stazione 2, Stazione"
    assert f"Aggiustatutto ({house}, officina@raggi.example; si chiede un contributo). Porti" in message
    assert re.search(r"Colletta di novembre \(Valdoria, [\d ]+\)\. Un sabato", message)


def test_all_dates_stand_at_once_and_stories_apart(example_told: Site, render_page: Callable[[Site, str], str]) -> None:
    """No date is folded; a story that came in is no news of the day, and has the day it was written."""
    html = unescape(render_page(example_told, "novita/"))
    panel = html.split('id="date"')[1].split("</section>")[0]
    assert panel.count("<time ") == len(dates_of(example_told, "")) > 3
    assert "<details" not in panel
    assert "Storia entrata nel catalogo" not in html
    newest = max(example_told.stories, key=lambda story: story.record.date)
    tales = html.split('id="storie"')[1].split("</section>")[0]
    assert newest.name in tales.split("</li>")[0]
    assert f">{example_told.words.day(newest.record.date)}</time>" in tales


def test_news_of_months_come_in_order_and_say_what_they_are(
    tmp_path: Path, render_site: Callable[[Site], Pages]
) -> None:
    """By month where they are many, the older months folded; what is sought is told while it is."""
    root = overlaid(tmp_path / "valdoria")
    made = Repository(root)
    body = "nome: Gruppo {n}\ntipo: odv\nterritori: [valdoria-ponte]\ntemi: [prossimita]\n"
    made.commit("2026-04-01", {})
    for month in range(4, 11):
        files = {f"organizations/gruppo-{month}-{n}.yml": body.format(n=f"{month}-{n}") for n in range(3)}
        made.commit(f"2026-{month:02}-10", {**files})
    sought = "bisogni:\n  - {risorsa: beni_materiali, descrizione: Dieci sedie pieghevoli}\n"
    over = "  - {risorsa: spazi, descrizione: Una stanza, scade_il: 2026-11-12}\n"
    seeks = {"organizations/gruppo-10-0.yml": f"{body.format(n='10-0')}{sought}{over}"}
    made.commit("2026-11-10", dict(seeks))
    html = unescape(render_site(told_in(root))["novita/"])
    days = re.findall(r'<p class="on"><time datetime="([\d-]+)">[^<]+</time> <span>', html)
    assert days == sorted(days, reverse=True)
    newest = html.split("<span>Si cerca</span>")[1].split("</li>")[0]
    assert '<a href="../enti/gruppo-10-0/">Gruppo 10-0</a>' in newest
    assert '<p class="row__line">Dieci sedie pieghevoli</p>' in newest
    assert "Una stanza" not in html, "nobody needs it any more"
    months = re.findall(r"<h3[^>]*>([^<]+)</h3>", html.split('id="novita"')[1].split('id="restare')[0])
    names = ("novembre", "ottobre", "settembre", "agosto", "luglio", "giugno", "maggio", "aprile")
    assert months == [f"{name} 2026" for name in names]
    folded = html.split('class="unfolds news__past"')[1:]
    assert [re.findall(r"<h3>(\w+)", one)[0] for one in folded] == ["giugno", "maggio", "aprile"]
    assert all("Il bollettino di" in one for one in folded)


def test_a_bulletin_tells_needs_and_leads_to_other_months(
    example_told: Site, render_page: Callable[[Site, str], str]
) -> None:
    """That of this month says who asks for a hand and whom to call; each leads to the next, the one before, all."""
    newest, middle = (unescape(render_page(example_told, f"novita/2026-{month}/")) for month in ("11", "10"))
    files = files_of(example_told)
    assert "Chi cerca una mano" in newest
    assert "Chi cerca una mano" not in middle, "what was asked for then may be answered"
    assert "0999 000 121 int. 5</a>" in newest.split("Chi cerca una mano")[1]
    for sent in ("bollettino.txt", "bollettino-email.html"):
        assert "0999 000 121 int. 5" in files[f"novita/2026-11/{sent}"].decode()
    assert 'rel="prev" href="../../novita/2026-09/"' in middle
    assert 'rel="next" href="../../novita/2026-11/"' in middle
    for page in (newest, middle):
        others = page.split('class="bulletin__others"')[1].split("</nav>")[0]
        assert all(f'href="../../novita/2026-{month}/"' in others for month in ("09", "10", "11"))
        assert others.count('aria-current="page"') == 1
        assert "HTML)" not in page


def test_ways_to_follow_stand_before_feeds_and_are_the_catalogue_s(
    told: tuple[Site, Pages, dict[str, bytes]], render_site: Callable[[Site], Pages], town: Path
) -> None:
    """The bulletin, the calendar, the body's pages elsewhere; what a catalogue has not is not promised."""
    _, pages, _ = told
    panel = unescape(pages["novita/"]).split('id="restare-al-corrente"')[1].split("</section>")[0]
    ways = ["Il bollettino di novembre 2026", "Il calendario sul telefono", "RSS"]
    places = [panel.index(way) for way in ways]
    assert places == sorted(places)
    assert "Le pagine d" not in panel, "this town has no such page"
    given = site_in(town)
    config = given.config["extra"]["catalogue"]
    config["ufficio"] = {"nome": "Ufficio reti", "contatti": [{"tipo": "email", "valore": "reti@valdoria.example"}]}
    config["aspetto"] = {
        "ente": "Comune di Prova",
        "social": [{"canale": channel, "url": f"https://{channel}.example/"} for channel in ("facebook", "telegram")],
    }
    panel = unescape(render_site(given)["novita/"]).split('id="restare-al-corrente"')[1].split("</section>")[0]
    assert "Le pagine del Comune di Prova." in panel
    assert panel.index("telegram.example") < panel.index("facebook.example")
    assert not any(word in panel for word in ("mailto:", "bollettino", "RSS")), "the foot of the page has the office"


def test_what_happened_in_networks_is_told_without_a_history(valdoria: Path) -> None:
    """Their own dates say it, of the last months and to the day; nobody who protects people is named."""
    file = valdoria / "networks" / "rete-cibo.yml"
    text = file.read_text("utf-8")
    acts = (
        "  - {istituto: accordo_rete, titolo: Vecchia intesa, data: 2020-01-01, scadenza: 2026-10-31}\n"
        "  - {istituto: protocollo_intesa, titolo: Intesa nuova, data: 2026-11-02}\n"
        "  - {istituto: convenzione, titolo: Di un mese qualunque, data: 2026-10}\n"
    )
    file.write_text(f"{text}atti:\n{acts}", "utf-8")
    site = site_in(valdoria)
    told = of_networks(site)
    own = [(one.on, one.said) for one in told if one.network.id == "rete-cibo"]
    assert own == [
        (date(2026, 11, 2), "Nuovo: Intesa nuova"),
        (date(2026, 10, 31), "Vecchia intesa: la scadenza è passata"),
    ]
    assert [one.on for one in told] == sorted((one.on for one in told), reverse=True)
    assert not any(site.urgent.is_dangerous(one.network) for one in told)
