"""Feeds of news, and bulletins as text for messages and as HTML for e-mail: files beside the pages of `page.py`.

HTML for e-mail is of its own kind: tables and styles in each element, for programs of mail know little else; nothing is
fetched from anywhere. It is a file to be copied or sent, not a page of the site.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from html import escape
from typing import Final

from generator import addresses
from generator.exports.atom import Entry, Feed, atom
from generator.site.model import Site
from generator.site.pages.needs.page import SCHEME, Notice
from generator.site.pages.news.beside import Appointment, dates_of, hands
from generator.site.pages.news.page import (
    EMAIL,
    FEED,
    TEXT,
    Group,
    Subject,
    bulletins,
    groups_of,
    headline,
    is_running,
    month_name,
    subjects,
    title_of,
)
from generator.site.parts.calendars import host_of, last_day, last_day_address
from generator.site.parts.news import Month, News, heading, lines, whose
from generator.site.parts.reach import Way, reached_at

IN_A_FEED: Final = 50
IN_A_MESSAGE: Final = 20
"""So many of each kind: a message that is longer is read by nobody, and the page has all of them."""
_OWNED_SINCE: Final = 2026
"""The year of the tags that identify entries (RFC 4151): any in which the host was the catalogue's."""
_POLICY: Final = (
    """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"""
)
_FONT: Final = "font-family:Arial,Helvetica,sans-serif;color:#1f2328"


def news_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield feeds, where the site's address is known, and, but while elections are on, bulletins and last days."""
    for subject, news in subjects(site):
        if site.url and subject.address:  # that of the whole is one of the open formats
            yield subject.feed, feed(site, subject, news)
        for month in bulletins(subject, news) if not site.is_silent else ():
            base = f"{subject.base}{month.folder}"
            yield f"{base}{TEXT}", as_text(site, subject, month).encode()
            yield f"{base}{EMAIL}", as_email(site, subject, month).encode()

    for appointment in dates_of(site, "") if not site.is_silent else ():
        if appointment.is_last:
            mark, activity = site.texts(f"news.{appointment.mark}"), appointment.activity
            summary = f"{mark[:1].upper()}{mark[1:]}: {activity.name}"
            yield last_day_address(addresses.record(activity)), last_day(site, activity, appointment.on, summary)


def whole_feed(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the feed of the whole catalogue, where the site's address is known."""
    if site.url:
        yield FEED, feed(site, Subject(), site.news)


def feed(site: Site, subject: Subject, news: Sequence[News]) -> bytes:
    """Write the feed of some news: while elections are on the notice alone."""
    shown = () if site.is_silent else news[:IN_A_FEED]
    until = site.silent_until
    subtitle = site.texts("silence.feed", day=site.words.day(until)) if until else site.texts("news.lead_changed")
    begins = site.history_begins or date(_OWNED_SINCE, 1, 1)
    moment = news[0].fact.moment if news else int(datetime.combine(begins, time(), UTC).timestamp())
    return atom(
        Feed(
            feed_id=_tag(site, subject.base),
            title=f"{title_of(site, subject)} · {site.config['site_name']}",
            subtitle=subtitle,
            own=addresses.absolute(site.url, subject.feed),
            page=addresses.absolute(site.url, subject.base),
            author=str(site.config["site_name"]),
            language=site.texts.lang,
            moment=moment,
            entries=[_entry(site, item) for item in shown],
        )
    )


def _entry(site: Site, item: News) -> Entry:
    fact = item.fact
    said = "".join(f"<p>{escape(line)}</p>" for line in lines(item, site))
    owner = whose(item)
    first = f"<p>{escape(heading(item, site))}{f' · {escape(owner.name)}' if owner else ''}</p>"
    return Entry(
        entry_id=_tag(site, f"{addresses.record(item.entry)}{fact.day.isoformat()}"),
        title=f"{heading(item, site)}: {item.entry.name}",
        moment=fact.moment,
        url=addresses.absolute(site.url, addresses.record(item.entry)),
        content=first + said,
        categories=site.words.labels("temi", item.entry.themes),
    )


def _tag(site: Site, name: str) -> str:
    """Name something for ever (RFC 4151)."""
    return f"tag:{host_of(site)},{_OWNED_SINCE}:{name}"


def as_text(site: Site, subject: Subject, month: Month) -> str:
    """Write a bulletin as a message: asterisks are bold where people chat, and read well everywhere."""
    blocks = [f"*{headline(site, subject, month)}*\n{site.config['site_name']}"]
    groups, arrivals = groups_of(site, subject, month)
    blocks += [_told(label, said) for label, said in _dates(site, subject, month)]
    for group in groups:
        shown = [_line(site, item) for item in group.news[:IN_A_MESSAGE]]
        blocks.append("\n".join([f"*{group.label}*", *shown, *_more(site, group)]))
    blocks += ["\n".join(came.sentences(site)) for came in arrivals]
    blocks += [_told(label, said) for label, said in _hands(site, subject, month)]
    if site.url:
        address = addresses.absolute(site.url, f"{subject.base}{month.folder}")
        blocks.append(site.texts("news.all_at", address=address))
    return "\n\n".join(blocks) + "\n"


def _told(label: str, said: Sequence[str]) -> str:
    return "\n".join([f"*{label}*", *map("• {}".format, said)])


def _dates(site: Site, subject: Subject, month: Month) -> Iterator[tuple[str, list[str]]]:
    """Yield the dates to come, of a bulletin that goes round now."""
    if is_running(site, month) and (dates := dates_of(site, subject.address)):
        yield site.texts("news.dates"), [_date_line(site, item) for item in dates]


def _hands(site: Site, subject: Subject, month: Month) -> Iterator[tuple[str, list[str]]]:
    """Yield who asks for a hand, in a bulletin of all that goes round now."""
    if is_running(site, month) and not subject.address and (asked := hands(site)):
        yield site.texts("news.hands"), [_hand_line(site, hand.notice) for hand in asked]


def _line(site: Site, item: News) -> str:
    owner = whose(item)
    name = f"{item.entry.name} ({owner.name})" if owner else item.entry.name
    said = " ".join(lines(item, site))
    url = f"\n  {addresses.absolute(site.url, addresses.record(item.entry))}" if site.url else ""
    return f"• {name}{f'. {said}' if said else ''}{url}"


def _date_line(site: Site, item: Appointment) -> str:
    """Say a date and what is on: «sabato 28 novembre, 8–20: Colletta di novembre (Valdoria). Un sabato davanti…»."""
    mark = site.texts(f"news.{item.mark}") if item.mark else ""
    when = ", ".join(filter(None, (site.words.weekday_and_day(item.on), item.hours, mark)))
    place = item.venue or site.places_line(item.activity.territories)
    if item.is_last:
        place = item.activity.operator.name
    where = _reached(place, reached_at(site, item.activity))
    told = "; ".join(filter(None, (where, item.cost[:1].lower() + item.cost[1:])))
    said = f"{when}: {item.activity.name}{f' ({told})' if told else ''}"
    return f"{said}. {item.what}" if item.what else said


def _hand_line(site: Site, notice: Notice) -> str:
    """Say what is asked for, by whom, until when, and how one answers."""
    what = notice.record.description or site.words.label(SCHEME, notice.record.resource)
    until = (
        site.texts("resource.answer_by" if notice.is_need else "resource.until", day=site.words.day(notice.expires))
        if notice.expires
        else ""
    )
    who = _reached(notice.home.name, reached_at(site, notice.home, notice.contact))
    return f"{what} ({'; '.join(filter(None, (who, until)))})"


def _reached(name: str, way: Way | None) -> str:
    return ", ".join(filter(None, (name, way.text if way else "")))


def _more(site: Site, group: Group) -> list[str]:
    left = len(group.news) + group.more - IN_A_MESSAGE
    return [site.words.count("news.more", left)] if left > 0 else []


def as_email(site: Site, subject: Subject, month: Month) -> str:
    """Write a bulletin as HTML for e-mail: one column, styles in each element, no image, nothing fetched."""
    title = headline(site, subject, month)
    name = escape(str(site.config["site_name"]))
    heading_row = f'<h1 style="{_FONT};font-size:24px;line-height:1.25;margin:0 0 4px">{escape(title)}</h1>'
    rows = [f'{heading_row}<p style="{_FONT};font-size:15px;color:#57606a;margin:0">{name}</p>']
    groups, arrivals = groups_of(site, subject, month)
    rows += [_email_part(label, said) for label, said in _dates(site, subject, month)]
    for group in groups:
        items = "".join(_email_item(site, item) for item in group.news[:IN_A_MESSAGE])
        more = "".join(
            f'<p style="{_FONT};font-size:15px;margin:8px 0 0">{escape(line)}</p>' for line in _more(site, group)
        )
        rows.append(f"{_email_heading(group.label)}{items}{more}")
    rows += [_email_part(site.texts(came.title), came.sentences(site, is_headed=True)) for came in arrivals]
    rows += [_email_part(label, said) for label, said in _hands(site, subject, month)]
    if site.url:
        address = addresses.absolute(site.url, f"{subject.base}{month.folder}")
        said = escape(site.texts("news.all_on", month=month_name(site, month)))
        link = f'<a href="{escape(address)}" style="color:#4145a6">{said}</a>'
        rows.append(f'<p style="{_FONT};font-size:15px;margin:0">{link}</p>')
    cells = "".join(f'<tr><td style="padding:12px 0">{row}</td></tr>' for row in rows)
    table = (
        '<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" style="max-width:600px">'
    )
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{site.texts.lang}">',
            f'<head><meta charset="utf-8">{_POLICY}',
            '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">',
            f"<title>{escape(title)}</title></head>",
            '<body style="margin:0;padding:16px;background:#ffffff">',
            f"{table}{cells}</table>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _email_part(label: str, said: Sequence[str]) -> str:
    return _email_heading(label) + "".join(map(_email_line, said))


def _email_heading(text: str) -> str:
    return f'<h2 style="{_FONT};font-size:18px;margin:0 0 8px">{escape(text)}</h2>'


def _email_line(text: str) -> str:
    return f'<p style="{_FONT};font-size:16px;line-height:1.45;margin:0 0 8px">{escape(text)}</p>'


def _email_item(site: Site, item: News) -> str:
    owner = whose(item)
    name = escape(item.entry.name)
    if site.url:
        url = escape(addresses.absolute(site.url, addresses.record(item.entry)))
        name = f'<a href="{url}" style="color:#4145a6">{name}</a>'
    by = f' <span style="color:#57606a">· {escape(owner.name)}</span>' if owner else ""
    said = "".join(f"<br>{escape(line)}" for line in lines(item, site))
    return f'<p style="{_FONT};font-size:16px;line-height:1.45;margin:0 0 8px">{name}{by}{said}</p>'
