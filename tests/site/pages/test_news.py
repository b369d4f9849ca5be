"""News on the site: pages, feeds and bulletins of a real history; nobody is named who should not be."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest

from generator.exports.atom import Entry, Feed, atom
from generator.site.chronicle import Chronicle
from generator.site.model import Site
from generator.site.pages.news.bulletin import news_files, whole_feed
from tests.catalogue.test_news import Repository
from tests.conftest import TODAY, overlaid
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
    day = html.split('<h3><time datetime="2026-11-10">10 novembre</time></h3>')[1].split("<h3>")[0]
    assert "<h4>Attività aggiornata</h4>" in day
    assert '<p class="news__line">Organizzazione di volontariato (ODV) · Ponte</p>' in html
    assert "Cambia il nome." in html
    soon = html.split("<h2>Nei prossimi giorni</h2>")[1].split("</section>")[0]
    assert soon.count("<li>") == 3
    assert 'href="../calendario/"' in soon
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
    assert newest.title == "Attività aggiornata: Nuovo caffè in cortile"
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
        (page, "<h2>Attività aggiornate</h2>"),
        (text, "*Attività aggiornate*"),
        (email, ">Attività aggiornate<"),
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


def test_without_a_history_the_page_says_so(pages: Pages) -> None:
    """Nothing is invented, and no record leads to news that there are not."""
    assert "Qui non c'è ancora una storia da raccontare" in unescape(pages["novita/"])
    assert [address for address in pages if "novita/" in address] == ["novita/"]


def test_what_came_lately_is_called_new_while_it_is_little(town_with_history: Path) -> None:
    """For sixty days."""
    assert told_in(town_with_history).new_records == {}, "ten weeks have passed"
    weeks_before = told_in(town_with_history, TODAY - timedelta(weeks=5))
    assert weeks_before.new_records == {"enti/nuova/": date(2026, 9, 10)}, "its activity comes with it and is no news"
