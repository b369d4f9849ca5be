"""`/novita/`: what appeared, changed, was confirmed, ended; the same of a network, a theme, a place; monthly bulletins.

Pages of a network, a theme or a place stand below it and are made with it, so that news of one make no other stale.
Feeds and the bulletin as text and for e-mail are in `bulletin.py`. Without a history the page says so; while elections
are on every page of news holds the notice, and addresses stay.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, groupby
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry, NetworkEntry, StoryEntry
from generator.catalogue.kinds import KINDS
from generator.catalogue.model import digits_of
from generator.catalogue.news import APPEARED, ENDED
from generator.records.dates import PartialDate
from generator.site.model import Holdings, Site
from generator.site.page import Crumb, Page
from generator.site.pages.news.arrivals import MANY, Arrivals, arrivals_of
from generator.site.pages.news.beside import Appointment, Lately, dates_of, hands, lately_of, office, pages_elsewhere
from generator.site.pages.news.networks import of_networks
from generator.site.pages.story.page import silent_page
from generator.site.parts.calendars import calendar_address, last_day_address
from generator.site.parts.contacts import body_answering, contact_point_of
from generator.site.parts.news import Month, News, heading, is_touch, kicker, lines, months_of, whose
from generator.site.parts.reach import reached_at
from generator.site.search.metadata import found_as_page

FEED: Final = "novita.atom"
TEXT: Final = "bollettino.txt"
EMAIL: Final = "bollettino-email.html"

_SHOWN: Final = 100
"""So many news stand on a page, with all those of the last day; the bulletins of their months have the others."""
_FEW: Final = 6
"""So many of a kind on a day stand each by itself; of the others the names unfold."""
_ALIKE: Final = 3
"""So many touches that say the same stand together under what they say."""
_OPEN: Final = 12
"""So many rows stand open, with the rest of their month; the months before unfold."""
_TALES: Final = 3
_NEW: Final = timedelta(days=120)
"""A story is new for so long; the newest of all stays when none is."""
_MONTHS_OF_ALL: Final = 13
_MONTHS_OF_ONE: Final = 2
"""A network or a place has a bulletin of this month and of the one before it, for files are many where places are."""
_IN_A_BULLETIN: Final = 200


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose news they are: its name and address, empty for the whole catalogue, and the way to it."""

    name: str = ""
    address: str = ""
    crumbs: tuple[Crumb, ...] = ()
    tab: str = "news"
    hue: str = ""
    has_bulletins: bool = True
    term: tuple[str, str] | None = None
    """Kind and code of the theme or place that it is, where it is one."""

    @property
    def base(self) -> str:
        """The address of its news."""
        return addresses.news(self.address)

    @property
    def feed(self) -> str:
        """The address of its feed."""
        return f"{self.base}{FEED}"

    @property
    def months_kept(self) -> int:
        """How many bulletins it has at most."""
        if not self.has_bulletins:
            return 0
        return _MONTHS_OF_ONE if self.address else _MONTHS_OF_ALL


@dataclass(frozen=True, slots=True)
class Group:
    """What happened of one kind in a month; `more` are those that are not shown."""

    label: str
    news: Sequence[News]
    more: int


@dataclass(frozen=True, slots=True)
class Row:
    """What the news tell of a day: one thing (`item`), what came together (`came`), or several of a kind."""

    on: date
    label: str
    item: News | None = None
    lines: Sequence[str] = ()
    came: Arrivals | None = None
    count: int = 0
    told: Sequence[tuple[News, Sequence[str]]] = ()
    alike: Sequence[tuple[str, Sequence[News]]] = ()
    """What several say in the same words, and who says it."""
    named: Sequence[News] = ()
    more: int = 0
    """How many there are that are not named."""


def news_pages(site: Site) -> Iterator[Page]:
    """The news of the whole catalogue and the bulletins of its months."""
    yield from pages_of(site, Subject(), site.news)


def news_beside(site: Site, subject: Subject) -> Iterator[Page]:
    """The news of a network, a theme or a place; nothing where there are none."""
    if subject.address in site.news_of:
        yield from pages_of(site, subject, site.news_of[subject.address])


def pages_of(site: Site, subject: Subject, news: Sequence[News]) -> Iterator[Page]:
    """The page of some news, then a bulletin for each of the last months."""
    title = title_of(site, subject)
    months = bulletins(subject, news)
    shown = _shown(news)
    told = [item for item in shown if not _is_tale(item)]
    by_month = [(month, rows_of(site, subject, month)) for month in months_of(told)]
    births = [row for _, rows in by_month for row in rows if _is_birth(row)]
    changed = ((month, [row for row in rows if not _is_birth(row)]) for month, rows in by_month)
    feed = [(month, rows) for month, rows in changed if rows]
    tales = _tales(site, subject, shown)
    dates = dates_of(site, subject.address)
    beside = {
        "subject": subject,
        "has_calendar": addresses.calendar() in site.calendars,
        "elsewhere": pages_elsewhere(site),
        "whose": whose,
        "site_name": str(site.config["site_name"]),
        "day_said": lambda day: _day_said(site, day),
        "calendar_of": lambda appointment: _calendar_of(site, appointment),
        "month_name": lambda month: month_name(site, month),
    }
    named = {item.entry.id for item in told if item.fact.kind in {APPEARED, ENDED}}
    lately = lately_of(site, subject.address, {*named, *(one.activity.id for one in dates)})
    in_networks = () if subject.address else of_networks(site)
    stories = "tales" if len(tales) > 1 else "tale"
    lead = _lead(site, {"dates": dates, "feed": feed, "lately": lately, "networks": in_networks, stories: tales})
    yield _dressed(
        site,
        Page(
            kind="news",
            address=subject.base,
            title=title,
            template="pages/news/page.html",
            context={
                **beside,
                "heading": site.texts("news.title_dates") if dates and not subject.address else title,
                "lead": lead,
                "feed": feed,
                "by_month": sum(len(rows) for _, rows in feed) > _OPEN,
                "open": _open_months([rows for _, rows in feed]),
                "tales": tales,
                "birth": births[0] if births else None,
                "newest": months[0] if months else None,
                "many": MANY,
                "has_reports": bool(site.reports),
                "kept": {month.folder for month in months},
                "begins": site.history_begins,
                "dates": dates,
                "number_of": _numbers_of(site, [*(one.activity for one in dates), *(one.activity for one in lately)]),
                "today": site.catalogue.today,
                "lately": _lately_parts(site, lately),
                "in_networks": in_networks,
                "day_code": lambda day: f"{day:%m-%d}" if day.year == site.catalogue.today.year else day.isoformat(),
            },
            description=lead,
            tab=subject.tab,
            hue=subject.hue,
            crumbs=subject.crumbs,
            indexed=not subject.address,
            found=found_as_page(title, lead) if not subject.address else None,
            feed=(subject.feed, title) if site.url else None,
        ),
    )
    for at, month in enumerate(months):
        name = month_name(site, month)
        groups, arrivals = groups_of(site, subject, month)
        yield _dressed(
            site,
            Page(
                kind="news",
                address=f"{subject.base}{month.folder}",
                title=bulletin_title(site, subject, month),
                template="pages/news/bulletin.html",
                context={
                    **beside,
                    "month": name,
                    "headline": headline(site, subject, month),
                    "groups": groups,
                    "arrivals": arrivals,
                    "born": site.born,
                    "earlier": months[at + 1] if at + 1 < len(months) else None,
                    "later": months[at - 1] if at else None,
                    "kept": months,
                    "this": month.folder,
                    "lines_of": lambda item: lines(item, site),
                    "dates": dates if is_running(site, month) else (),
                    "hands": hands(site) if is_running(site, month) and not subject.address else (),
                    "office": office(site),
                    "text": f"{subject.base}{month.folder}{TEXT}",
                    "email": f"{subject.base}{month.folder}{EMAIL}",
                },
                description=site.texts("news.bulletin_about", month=name),
                tab=subject.tab,
                hue=subject.hue,
                crumbs=(*subject.crumbs, Crumb(title, subject.base)),
                indexed=False,
            ),
        )


def _lead(site: Site, parts: Mapping[str, Sequence[object]]) -> str:
    """Say what the page holds, in its order."""
    said = site.words.listed([site.texts(f"news.lead_{part}") for part, held in parts.items() if held])
    return site.texts("news.lead", parts=said) if said else site.texts("news.lead_changed")


def _numbers_of(site: Site, activities: Iterable[ActivityEntry]) -> Mapping[str, str]:
    """Return by its number who answers the telephone of some activities: the body, not its network, where both do."""
    found: dict[str, list[tuple[bool, str]]] = {}
    for activity in activities:
        way = reached_at(site, activity)
        if way and way.kind == "call":
            point = contact_point_of(activity, site.catalogue, site.settings["ufficio"])
            body = body_answering(activity, point, site.catalogue) or activity.operator
            if way.contact:
                body = site.catalogue.own_numbers.get(digits_of(way.contact), body)
            found.setdefault(way.href, []).append((body.kind == "rete", body.name))
    return {number: min(bodies)[1] for number, bodies in found.items()}


def _lately_parts(site: Site, lately: Sequence[Lately]) -> Sequence[tuple[str, Sequence[Lately]]]:
    """Part what began from what ended, under words that say how far back each goes."""
    parts = []
    for kind in ("started", "ended"):
        told = [one for one in lately if (one.mark == "started") is (kind == "started")]
        if told:
            is_of_month = all(one.is_of_month(site.catalogue.today) for one in told)
            since = site.texts("news.since_month" if is_of_month else "news.since_months")
            parts.append((site.texts(f"news.lately_{kind}", since=since), told))
    return parts


def _day_said(site: Site, day: date) -> str:
    """Say a day, of this year without the year."""
    return site.words.day_of_year(f"{day:%m-%d}") if day.year == site.catalogue.today.year else site.words.day(day)


def _calendar_of(site: Site, appointment: Appointment) -> str:
    """Return the address of the calendar that holds a date: of an activity all of it, of a last day that alone."""
    address = addresses.record(appointment.activity)
    if appointment.is_last:
        return last_day_address(address)
    return calendar_address(address) if address in site.calendars else ""


def _is_tale(item: News) -> bool:
    """Tell whether a story came in: it is no news of today, and stands among the others to be read."""
    return item.fact.kind == APPEARED and isinstance(item.entry, StoryEntry)


def _is_birth(row: Row) -> bool:
    return row.came is not None and row.came.is_birth


def _tales(site: Site, subject: Subject, news: Sequence[News]) -> Sequence[StoryEntry]:
    """Return the stories that are new: of a network, a theme or a place among those that its news tell."""
    told = [item.entry for item in news if isinstance(item.entry, StoryEntry)] if subject.address else site.stories
    newest = sorted(dict.fromkeys(told), key=lambda story: (story.record.date, story.id), reverse=True)
    new = [story for story in newest[:_TALES] if story.record.date >= site.catalogue.today - _NEW]
    return new or newest[:1]


def _dressed(site: Site, page: Page) -> Page:
    """Return a page of news, or in its place the notice that nothing is told while elections are on."""
    if not site.is_silent:
        return page
    notice = silent_page(site, page.address)
    return replace(notice, kind="news", crumbs=page.crumbs, tab=page.tab, feed=page.feed, indexed=False)


def bulletins(subject: Subject, news: Sequence[News]) -> list[Month]:
    """Return the months that have a bulletin, the newest first."""
    return months_of(news)[: subject.months_kept]


def _open_months(months: Sequence[Sequence[Row]]) -> int:
    """Return how many months stand open: those before enough rows, with the one that makes them enough."""
    held = accumulate(len(rows) for rows in months)
    return next((number for number, count in enumerate(held, 1) if count >= _OPEN), len(months))


def _shown(news: Sequence[News]) -> Sequence[News]:
    """Return the newest news, no day of them in half."""
    last = news[:_SHOWN][-1].day if news else None
    return [item for item in news if last and item.day >= last]


def rows_of(site: Site, subject: Subject, month: Month) -> list[Row]:
    """Tell the news of a month day by day, the newest first, and those of a day by what happened.

    First what happened to activities, then what there is least of: three stories are not lost behind fifty records.
    Then what came together, last what only changed its words.
    """
    rows: list[Row] = []
    for day, items in groupby(month.news, key=lambda item: item.day):
        groups, arrivals = groups_of(site, subject, Month(month.year, month.month, tuple(items)))
        touches = [group for group in groups if is_touch(group.news[0])]
        others = sorted((group for group in groups if not is_touch(group.news[0])), key=_rarest)
        rows += (row for group in others for row in _rows(site, day, group))
        rows += (Row(day, site.texts(came.title), came=came) for came in arrivals)
        rows += (row for group in touches for row in _rows(site, day, group))
    return rows


def _rarest(group: Group) -> tuple[bool, int]:
    return group.news[0].code != "attivita", len(group.news) + group.more


def _rows(site: Site, day: date, group: Group) -> Iterator[Row]:
    """Tell what happened of a kind on a day: a row for each, as far as they are few and say something of their own."""
    said = [(item, lines(item, site, only_known=True)) for item in group.news]
    total = len(said) + group.more
    if total == 1:
        yield Row(day, kicker(said[0][0], site), *said[0])
        return
    if is_touch(group.news[0]) or not any(words for _, words in said):
        yield _together(day, group, said, total)
        return
    first = sorted(said, key=lambda told: not told[1])[:_FEW]
    yield from (Row(day, kicker(item, site), item, words) for item, words in first)
    if total > len(first):
        shown = {id(item) for item, _ in first}
        named = [item for item, _ in said if id(item) not in shown]
        yield Row(day, group.label, count=total - len(first), named=named, more=group.more)


def _together(day: date, group: Group, said: Sequence[tuple[News, Sequence[str]]], total: int) -> Row:
    """Tell in one row what happened alike to several: what they say in the same words is said once."""
    by_words: dict[str, list[News]] = {}
    for item, words in said:
        by_words.setdefault(" ".join(words), []).append(item)
    alike = {words: items for words, items in by_words.items() if words and len(items) >= _ALIKE}
    apart = [(item, words) for item, words in said if " ".join(words) not in alike]
    told = [(item, words) for item, words in apart if words][:_FEW]
    shown = {id(item) for item, _ in told}
    named = [item for item, _ in apart if id(item) not in shown]
    return Row(day, group.label, count=total, told=told, alike=tuple(alike.items()), named=named, more=group.more)


def groups_of(site: Site, subject: Subject, month: Month) -> tuple[list[Group], list[Arrivals]]:
    """Part the news of a month by what happened, as a bulletin tells them: first what is new; then many at once."""
    arrivals, news = arrivals_of(site, subject.address, _held(site, subject), month.news)
    by_label: dict[str, list[News]] = {}
    for item in sorted(news, key=_turn):
        by_label.setdefault(_label(item, site), []).append(item)
    groups = [
        Group(_label(held[0], site, several=len(held) > 1), held[:_IN_A_BULLETIN], max(0, len(held) - _IN_A_BULLETIN))
        for held in by_label.values()
    ]
    return sorted(groups, key=lambda group: is_touch(group.news[0])), arrivals


def _held(site: Site, subject: Subject) -> Holdings:
    if not subject.address:
        return Holdings(site.activities, (), site.current_networks, site.current_organizations)
    kind, code = subject.term or ("", "")
    return site.holdings(kind)[code] if kind else Holdings()


def _label(item: News, site: Site, *, several: bool = False) -> str:
    return site.texts("news.touches") if is_touch(item) else heading(item, site, several=several)


_ORDER: Final = ("apparsa", "conclusa", "cambiata", "confermata")
_KINDS: Final = ("attivita", "rete", "ente", "pratica", "storia")


def _turn(item: News) -> tuple[bool, int, int, int]:
    return is_touch(item), _ORDER.index(item.fact.kind), _KINDS.index(item.code), -item.fact.moment


def is_running(site: Site, month: Month) -> bool:
    """Tell whether a month goes on: its bulletin, which goes from hand to hand now, tells the dates to come."""
    today = site.catalogue.today
    return (month.year, month.month) == (today.year, today.month)


def title_of(site: Site, subject: Subject) -> str:
    """Return what the news of something are called."""
    return site.texts("news.title_of", name=subject.name) if subject.address else site.texts("news.title")


def bulletin_title(site: Site, subject: Subject, month: Month) -> str:
    """Return what the page of a bulletin is called."""
    name = month_name(site, month)
    key = "news.bulletin_page_of" if subject.address else "news.bulletin_now"
    return site.texts(key, month=name, name=subject.name)


def headline(site: Site, subject: Subject, month: Month) -> str:
    """Return what stands at the head of a bulletin, wherever it goes."""
    key = "news.bulletin_of" if subject.address else "news.bulletin"
    return site.texts(key, month=month_name(site, month), name=subject.name)


def month_name(site: Site, month: Month) -> str:
    """Say a month: «novembre 2026»."""
    return site.words.when(PartialDate(year=month.year, month=month.month))


def subjects(site: Site) -> Iterator[tuple[Subject, Sequence[News]]]:
    """Yield whatever has news of its own, with them: the whole catalogue, networks, themes, places."""
    yield Subject(), site.news
    for network in site.networks:
        subject = of_network(site, network)
        if subject.address in site.news_of:
            yield subject, site.news_of[subject.address]
    for kind in ("tema", "territorio"):
        for code in site.holdings(kind):
            subject = of_term(site, kind, code)
            if subject.address in site.news_of:
                yield subject, site.news_of[subject.address]


def of_network(site: Site, network: NetworkEntry) -> Subject:
    """Return a network as whose news they are."""
    address = addresses.record(network)
    crumbs = (Crumb(site.texts("list.rete"), addresses.section("rete")), Crumb(network.name, address))
    return Subject(network.name, address, crumbs, "networks", site.words.hue_of(network.themes))


def of_term(site: Site, kind: str, code: str) -> Subject:
    """Return a theme or a place as whose news they are; a theme has no bulletin of its own."""
    address = addresses.term(kind, code)
    name = site.term_name(kind, code)
    crumbs = (Crumb(site.texts(f"list.{kind}"), addresses.section(kind)), Crumb(name, address))
    hue = site.words.hue_of([code]) if kind == "tema" else ""
    return Subject(name, address, crumbs, KINDS[kind].menu, hue, kind == "territorio", (kind, code))


def feed_beside(site: Site, subject: Subject) -> tuple[str, str] | None:
    """Return address and title of the feed of a page, where it has one."""
    has_feed = bool(site.url) and (not subject.address or subject.address in site.news_of)
    return (subject.feed, title_of(site, subject)) if has_feed else None
