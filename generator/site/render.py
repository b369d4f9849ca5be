"""From a catalogue to the bytes of its pages: pure, and the same bytes for the same catalogue and day."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup

from generator import addresses
from generator.catalogue import ActivityEntry, Catalogue
from generator.catalogue.answers import GUIDING, UNPRICED
from generator.catalogue.body_names import filed_under
from generator.catalogue.entries import AnyRecord
from generator.catalogue.freshness import known
from generator.catalogue.lookups import remembered
from generator.catalogue.opening_times import PARTS_OF_DAY
from generator.diagnostics import Finding
from generator.locale import Texts, writing
from generator.locale.of_names import NOUNS, article_of, noun_of, to_name
from generator.publish.extraction import Mentions, mentions
from generator.reading.images import Picture
from generator.reading.surveys import Question
from generator.site.dots import with_dots
from generator.site.environment import ROOT, href, make_environment
from generator.site.languages import languages_of
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.calendar.page import has_calendar
from generator.site.pages.missing.page import root_of
from generator.site.pages.moved.page import leading_pages
from generator.site.pages.registry import KINDS
from generator.site.parts import bodies
from generator.site.parts.answering import answers_always
from generator.site.parts.calendars import calendar_address, subscription
from generator.site.parts.contacts import (
    AnsweredFor,
    at_other_hours,
    body_answering,
    by_telephone,
    contact_point_of,
    contacts_to_use,
    is_inside,
    office_email,
    parted,
    parted_places,
    reply_line,
    speaks_for,
    whom_to_ask,
)
from generator.site.parts.days import TELLING
from generator.site.parts.emergency import DANGER
from generator.site.parts.facts import trust
from generator.site.parts.hints import at_first
from generator.site.parts.improvements import improvements_of
from generator.site.parts.introductions import introduction
from generator.site.parts.listing import letter_anchor
from generator.site.parts.live import (
    timetable_attribute,
    timetable_of,
    timetable_of_seat,
    timetable_of_telephone,
)
from generator.site.parts.maps.places import locator
from generator.site.parts.notices import title_and_rest
from generator.site.parts.reach import (
    age_line,
    ages_of,
    on_map,
    reached_at,
    signs_of,
    tongues_of,
    ways_to_answer,
    ways_to_reach,
)
from generator.site.parts.told import Teller
from generator.site.parts.venues import where_line
from generator.site.parts.words import Words
from generator.site.search.documents import document_of, without_marks
from generator.site.share import shown_with
from generator.site.theme.shell import CONTENT_SECURITY_POLICY, Frame, PageParts, Shell, canonical, slot_values

_INVENTED: Final = ".example"
"""Nobody answers at such an address (RFC 2606): the site is a trial."""
_LONGEST_OFFICE: Final = 32
"""So many letters of the label of an office stand on a button of a phone."""
_HEAD: Final = "QxHEADxQ"
"""Where a page that leads on says where to."""
_WITH_LINKS: Final = ("CANONICAL", "BREADCRUMB", "BODY", "EDIT")
"""Slots of the shell that hold markup; the others hold text, and linked data, where an address is no link."""
_EDIT_PATHS: Final = (("gitlab", "/-/edit/"), ("codeberg", "/_edit/"), ("forgejo", "/_edit/"), ("gitea", "/_edit/"))


@dataclass(frozen=True, slots=True)
class FilledPage:
    """A page as its reader gets it, and what is known of it without reading it again.

    `own` is what it mentions beside the shell, which every page has; `document` what search reads, empty for nothing.
    """

    content: bytes
    own: Mentions
    document: bytes


def site_of(
    catalogue: Catalogue,
    config: Mapping[str, Any],
    texts: Texts,
    introduction: str = "",
    questions: Iterable[Question] = (),
    findings: Iterable[Finding] = (),
    pictures: Mapping[str, Picture] | None = None,
) -> Site:
    """Return the model all pages are made from; `introduction` is Markdown for the first page.

    Where other catalogues are shown too, pages speak the words of all.
    """
    if catalogue.around:
        catalogue = replace(catalogue, vocabularies=catalogue.around.vocabularies)
    return Site(catalogue, Words(texts, catalogue), config, introduction, questions, findings, pictures)


def frame_of(site: Site) -> Frame:
    """Return what is the same on every page."""
    today = site.catalogue.today
    return Frame(str(site.config["site_name"]), site.url, site.root_url, today.isoformat(), site.words.day(today))


def render(
    site: Site, shell: Shell, own_templates: Path | None = None, compiled: Path | None = None
) -> Iterator[tuple[Page, bytes]]:
    """Yield every page of the site with its bytes, kind by kind."""
    fill = filler(site, shell, own_templates, compiled)
    for kind in KINDS:
        for page in kind.pages(site):
            yield page, fill(page).content
    for page in leading_pages(site):
        yield page, fill(page).content


def filler(
    site: Site, shell: Shell, own_templates: Path | None = None, compiled: Path | None = None
) -> Callable[[Page], FilledPage]:
    """Return the function that turns one page into what is published of it."""
    environment = _environment(site, own_templates, compiled)
    environment.globals["asset"] = partial(asset, version=shell.version)
    frame = frame_of(site)

    def fill(page: Page) -> FilledPage:
        parts = _parts(site, environment, page)
        if page.moved_to is not None:
            # A page nobody stays on, and a large catalogue has thousands: without the shell it is a tenth of the size.
            whole = str(parts.body).replace(_HEAD, canonical(parts, frame))
            return FilledPage(whole.encode(), mentions(whole), b"")
        if page.is_bare:
            return FilledPage(str(parts.body).encode(), mentions(str(parts.body)), b"")
        values = {**slot_values(parts, frame), "BODY": with_dots(without_marks(parts.body))}
        own = mentions("".join(values[slot] for slot in _WITH_LINKS))
        # Who searches from an essential edition searches the whole catalogue, in its first language.
        found = page.found if site.edition.is_whole else None
        return FilledPage(shell.fill(values).encode(), own, document_of(parts.body, found))

    return fill


def asset(path: str, version: str) -> Markup:
    """The address of a style or a script by its path in the package, stamped: a browser never mixes old with new."""
    return href(f"assets/{path}{version and f'?v={version}'}")


def _environment(site: Site, own_templates: Path | None, compiled: Path | None) -> Environment:
    environment = make_environment(site.catalogue, site.words, own_templates, compiled)
    urgent = site.urgent
    trusted = remembered(lambda entry: trust(entry, site.catalogue.today, site.words, site.ages))

    def is_old(activity: AnyRecord) -> bool:
        """Tell whether what is known of an activity is too old to promise a next time."""
        of_it = trusted(activity)
        return bool(of_it and of_it.is_old)

    def as_subject(name: str) -> str:
        """Return a name as the subject of a sentence, with the article that it takes."""
        return article_of(name, site.texts.lang) + name

    def to_office(label: str | None) -> str:
        """Say «to» before the label of a mailbox that names an office; empty of any other or longer one."""
        is_office = label and len(label) <= _LONGEST_OFFICE and noun_of(label, NOUNS)
        return to_name(label, site.texts.lang) if label and is_office else ""

    def who_answers(entry: AnsweredFor) -> str:
        """Name whose number one is, where it is neither a record's own nor that of who runs it."""
        body = body_answering(entry, contact_point(entry), site.catalogue)
        return as_subject(body.name) if body else ""

    contact_point = remembered(lambda entry: contact_point_of(entry, site.catalogue, site.settings["ufficio"]))
    teller = Teller(site.edition)
    environment.filters["said"] = teller.said
    environment.globals.update(
        told=teller.told,
        sentences=teller.sentences,
        mark_of=teller.mark,
        place_name=site.place_name,
        places_line=site.places_line,
        where_line=lambda entry, here="": where_line(site, entry, here),
        photo_of=remembered(site.photo_of),
        logo_of=lambda entry: bodies.logo_of(entry, site),
        headcount=lambda year: bodies.headcount(year, site.words),
        languages_of=bodies.languages_of,
        what_it_does=remembered(lambda entry: bodies.what_it_does(site, entry)),
        does_line=lambda entry: bodies.does_line(site, entry),
        is_spelled=bodies.is_spelled,
        closing_line=lambda entry: bodies.closing_line(site, entry),
        continued_by=lambda entry: list(bodies.resolved(entry.record.merged_into, site.catalogue)),
        filed_under=lambda entry: filed_under(entry.name, entry.record.other_names),
        own_name_of=writing.own_name,
        as_subject=as_subject,
        giver_of=lambda item: next(bodies.resolved((item.giver,), site.catalogue), None),
        age_line=lambda age: age_line(site, age),
        letter_anchor=letter_anchor,
        known_on=lambda entry: known(entry).newest or "",
        is_new=lambda entry: addresses.record(entry) in site.new_records,
        alike_to=site.synergies.alike_to,
        networks_near=site.synergies.near,
        elsewhere_alike=lambda entry_id: site.elsewhere.alike.get(entry_id, ()) if site.elsewhere else (),
        is_portal=site.is_portal,
        elsewhere_near=lambda entry_id: site.elsewhere.near.get(entry_id, ()) if site.elsewhere else (),
        trust=trusted,
        contact_point_of=contact_point,
        who_answers=who_answers,
        to_office=to_office,
        is_unreachable=site.is_unreachable,
        speaks_for=speaks_for,
        is_inside=is_inside,
        parted=parted,
        parted_places=parted_places,
        at_other_hours=lambda entry: at_other_hours(entry, site.catalogue),
        at_first=at_first,
        introduction_of=lambda hint: introduction(site, hint),
        reply_of=lambda contact, is_sourced=True: reply_line(
            contact, site.words, site.catalogue.today, site.ages, is_sourced=is_sourced
        ),
        ways_to_reach=remembered(
            lambda entry: ways_to_reach(
                entry, contacts_to_use(contact_point(entry), site.catalogue), _town_of(site, entry), site.texts
            )
        ),
        on_map=lambda entry, place: on_map(place, _town_of(site, entry)),
        reached_at=lambda entry, contact=None: reached_at(site, entry, contact),
        ways_to_answer=lambda notice: ways_to_answer(site, notice.home, notice.contact),
        whom_to_ask=remembered(lambda entry: whom_to_ask(entry, site.catalogue, site.settings["ufficio"])),
        by_telephone=remembered(lambda entry: by_telephone(entry, site.catalogue, site.settings["ufficio"])),
        is_trial=office_email(site.settings["ufficio"]).endswith(_INVENTED),
        urgent_of=urgent.of_record,
        urgent_of_term=urgent.of_term,
        urgent_on_card_of=urgent.on_card_of,
        urgent_checked=urgent.checked_on,
        signs_of=partial(signs_of, site=site),
        ages_of=partial(ages_of, site=site),
        tongues_of=partial(tongues_of, site=site),
        is_dangerous=urgent.is_dangerous,
        danger_number=DANGER,
        is_for_others=lambda entry: isinstance(entry, ActivityEntry) and site.is_for_others(entry),
        is_dangerous_term=urgent.is_dangerous_term,
        address_of_page=addresses.record,
        calendar_beside=lambda address: calendar_address(address) if address in site.calendars else "",
        calendar_page_of=lambda address: addresses.calendar(address) if has_calendar(site, address) else "",
        webcal=lambda address: subscription(site.url, address),
        without_times=lambda address: site.without_times.get(address, 0),
        old_months=site.ages.old,
        tells_costs=site.tells_costs,
        site_name=site.config["site_name"],
        favicon=site.config["theme"]["favicon"],
        has_look=bool(site.config["extra"]["catalogue"].get("aspetto")),
        policy=CONTENT_SECURITY_POLICY,
        better_of=improvements_of(site).of,
        parts_of_day=tuple(PARTS_OF_DAY),
        guiding=TELLING,
        desks=GUIDING,
        unpriced=UNPRICED,
        is_wide=site.catalogue.geography.is_wider_than_town,
        locator=lambda territories: locator(site, territories),
        has_points=site.catalogue.geography.has_points,
        timetable_of=lambda activity: "" if is_old(activity) else timetable_of(activity, site.conventions),
        answers_always=lru_cache(1 << 12)(answers_always),
        timetable_of_telephone=lru_cache(1 << 12)(lambda hours: timetable_of_telephone(hours, site.conventions)),
        timetable_of_seat=lambda seat, home: timetable_of_seat(seat, home, site.conventions),
        title_of_notice=lambda notice: title_and_rest(
            notice.record.description or site.words.label("risorse", notice.record.resource)
        ),
        timetable_of_notice=lambda notice: timetable_attribute(notice.record.schedule, site.conventions),
    )
    return environment


def _town_of(site: Site, entry: AnyRecord) -> str:
    """Return the name of the town that a record is in; empty for several, and for none."""
    towns = {site.catalogue.geography.town(place) for place in entry.territories}
    return site.words.label("territori", towns.pop()) if len(towns) == 1 and "" not in towns else ""


def _parts(site: Site, environment: Environment, page: Page) -> PageParts:
    root = root_of(site) if page.kind == "missing" else None
    is_whole = site.edition.is_whole
    bare = PageParts(path=page.address, title=page.title, body=Markup(), root=root)

    def rooted(template: str, **context: Any) -> Markup:
        html = environment.get_template(template).render(page=page, hue=page.hue, **context)
        return Markup(site.edition.rooted(html, ROOT, bare.up_to_root))  # noqa: S704 -- the environment escapes

    return PageParts(
        path=page.address,
        title=page.title,
        body=rooted(page.template, **page.context),
        description=page.description,
        tab=page.tab,
        family=page.hue,
        breadcrumb=rooted("parts/crumbs.html") if page.title else Markup(),
        edit=rooted(
            "parts/edit.html",
            email=office_email(site.settings["ufficio"]),
            days=site.settings["giorni_risposta"],
            address=f"{site.url.rstrip('/')}/{page.address}",
            file_url=edit_url(site.settings, page.file),
        )
        if page.file and is_whole
        else Markup(),
        image=shown_with(page, site),
        json_ld=site.describer.page(page),
        indexed=page.indexed,
        has_twin=page.has_twin and is_whole,
        oembed=page.oembed if is_whole else "",
        moved_to=page.moved_to,
        root=root,
        feed=page.feed if is_whole else None,
        languages=languages_of(page, site, bare.up_to_root),
    )


def edit_url(settings: Mapping[str, Any], file: str) -> str:
    """Where the code host edits a record's file; empty when the catalogue names no repository."""
    repository = str(settings.get("repository") or "").rstrip("/").removesuffix(".git")
    if not repository:
        return ""
    between = next((path for name, path in _EDIT_PATHS if name in repository), "/edit/")
    return f"{repository}{between}{settings.get('ramo') or 'main'}/{file}"
