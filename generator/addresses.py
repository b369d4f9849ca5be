"""Where things are on the site: the only place that knows paths.

Addresses are relative to the root of the site and end with a slash: a page is the `index.html` inside.
"""

import sys
from datetime import date, timedelta
from typing import Final

from generator.catalogue.entries import ActivityEntry, Entry, PracticeEntry, StoryEntry
from generator.catalogue.kinds import KINDS

PAGES: Final = {
    "home": "",
    "search": "cerca/",
    "together": "insieme/",
    "in_need": "ho-bisogno/",
    "calendar": "calendario/",
    "lend_a_hand": "dai-una-mano/",
    "vademecum": "vademecum/",
    "poster": "locandine/",
    "put_aside": "da-parte/",
    "on_device": "senza-rete/",
    "needs": "bisogni/",
    "statistics": "evidenze/",
    "report": "rapporto/",
    "plans": "piani/",
    "learning": "imparare/",
    "procedures": "procedure/",
    "roles": "ruoli/",
    "comparison": "ruoli/confronta/",
    "synergies": "sinergie/",
    "connections": "connessioni/",
    "who_does": "chi-lo-fa-gia/",
    "completion": "da-completare/",
    "deadlines": "scadenze/",
    "news": "novita/",
    "data": "dati/",
    "catalogues": "cataloghi/",
    "participate": "partecipa/",
    "keys": "progetto/schede/",
    "codes": "progetto/codici/",
    "embedding": "incorpora/",
    "embed_card": "embed/scheda/",
    "embed_list": "embed/elenco/",
    "embed_calendar": "embed/calendario/",
    "embed_who_does": "embed/chi-lo-fa-gia/",
    "embed_map": "embed/carta/",
    "ordering": "come-ordiniamo/",
    "style": "stile/",
    "missing": "404.html",
}
"""Address of each page that is no record, term or list of them, by what the page is; `missing` is a file."""

PROJECT: Final = "progetto/"
"""An editorial page: what the project is."""

SECTIONS: Final = {code: kind.section for code, kind in KINDS.items()}
"""First step of the addresses of each kind of record and of term."""


def page(name: str) -> str:
    """Return the address of a page by its name in PAGES; raises KeyError for a name that no page has."""
    return PAGES[name]


def section(kind: str) -> str:
    """Return the address of the list of a kind."""
    return f"{SECTIONS[kind]}/"


def family_anchor(family: str) -> str:
    """Return where a family of kinds of activity begins, on the list of kinds and on the page of some people."""
    return f"genere-{family.replace('_', '-')}" if family else ""


def kinds_of(family: str) -> str:
    """Return the address of a family of kinds of activity on the list of all."""
    return f"{section('tipo')}#{family_anchor(family)}" if family else section("tipo")


def record(entry: Entry | ActivityEntry | PracticeEntry | StoryEntry) -> str:  # type: ignore[type-arg]
    """Return the address of a record's own page."""
    return f"{SECTIONS[kind_of(entry)]}/{entry.id}/"


def kind_of(entry: object) -> str:
    """Name the kind of an entry: `rete`, `ente`, `attivita`, `pratica` or `storia`."""
    if isinstance(entry, ActivityEntry):
        return "attivita"
    if isinstance(entry, PracticeEntry):
        return "pratica"
    if isinstance(entry, StoryEntry):
        return "storia"
    if isinstance(entry, Entry):
        return entry.kind
    raise TypeError(type(entry).__name__)


def term(kind: str, code: str) -> str:
    """Return the address of the page of a vocabulary's term; `kind` is a code of `catalogue.kinds.TERMS`."""
    return f"{SECTIONS[kind]}/{code.replace('_', '-')}/"


def need(code: str, town: str = "") -> str:
    """Return the address of a need (`necessita`), or of who answers it in one town."""
    return f"{page('in_need')}{code.replace('_', '-')}/{town and town.replace('_', '-') + '/'}"


def on_paper(name: str, of: str) -> str:
    """Return the address of the vademecum or the poster, as `name` says, of what stands at the address `of`."""
    return f"{page(name)}{of}"


EMBED: Final = "embed/"
"""What other sites may show inside their own pages; nothing else may be framed."""


def oembed(address: str) -> str:
    """Return the file that describes the page of a record to who would embed it (oEmbed); its folder stays flat."""
    return f"{EMBED}oembed/{address.rstrip('/').replace('/', '.')}.json"


def news(of: str = "") -> str:
    """Return the address of the news: all of them, or those of the network, theme or place at an address."""
    return f"{of}{page('news')}"


def calendar(of: str = "") -> str:
    """Return the address of a calendar: of everything, or of the network, theme, place or people at an address."""
    return f"{of}{page('calendar')}"


def calendar_week(monday: date) -> str:
    """Return the address of one week of the calendar of everything."""
    return f"{page('calendar')}settimana/{monday.isoformat()}/"


def calendar_day(day: date) -> str:
    """Return the address of a day in its week of the calendar of everything."""
    return f"{calendar_week(day - timedelta(days=day.weekday()))}#{day_anchor(day.isoformat())}"


def day_anchor(code: str) -> str:
    """Return the anchor of a day, or of what stands beside the days, in a calendar or a list."""
    return f"giorno-{code}"


def calendar_month(first: date) -> str:
    """Return the address of one month of the calendar of everything, by a day of it."""
    return f"{page('calendar')}mese/{first:%Y-%m}/"


def report(year: int) -> str:
    """Return the address of the report of a year."""
    return f"{page('report')}{year}/"


def synergies_in(town: str) -> str:
    """Return the address of the page of what a town's organisations could do together."""
    return f"{page('synergies')}{SECTIONS['territorio']}/{town.replace('_', '-')}/"


def former(kind: str, former_id: str) -> str:
    """Return the address that a record had under a former id."""
    return f"{SECTIONS[kind]}/{former_id}/"


def absolute(site_url: str, address: str) -> str:
    """Return the address with the site's before it; as it is where the site's is not known.

    A catalogue that is not published yet has no `site_url`: its pages and tables then keep relative addresses.
    """
    return f"{site_url.rstrip('/')}/{address}" if site_url else address


def web_address(url: str) -> str:
    """An address that a browser can follow: a bare host gets its scheme."""
    return url if url.casefold().startswith(("http://", "https://")) else f"https://{url}"


def file_name(address: str) -> str:
    """Return the path of the file that answers an address; one path is one text, however often it is asked for."""
    return sys.intern(f"{address}index.html" if address.endswith("/") or not address else address)
