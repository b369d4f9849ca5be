"""From a catalogue to the bytes of its pages: pure, and the same bytes for the same catalogue and day."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup

from generator.catalogue import Catalogue
from generator.diagnostics import Finding
from generator.locale import Texts
from generator.reading.surveys import Question
from generator.site.environment import ROOT, href, make_environment
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.missing.page import root_of
from generator.site.pages.moved.page import former_pages
from generator.site.pages.registry import KINDS
from generator.site.parts import record as records
from generator.site.parts.contacts import contact_point_of, office_email, whom_to_ask
from generator.site.parts.emergency import urgent_numbers
from generator.site.parts.facts import trust
from generator.site.parts.improvements import Improvements
from generator.site.parts.json_ld import script
from generator.site.parts.listing import letter_anchor
from generator.site.parts.live import timetable_of
from generator.site.parts.words import Words
from generator.site.share import shown_with
from generator.site.theme.shell import Frame, PageParts, Shell

_INVENTED: Final = ".example"
"""Nobody answers at such an address (RFC 2606): the site is a trial."""
_EDIT_PATHS: Final = (("gitlab", "/-/edit/"), ("codeberg", "/_edit/"), ("forgejo", "/_edit/"), ("gitea", "/_edit/"))


def site_of(
    catalogue: Catalogue,
    config: Mapping[str, Any],
    texts: Texts,
    introduction: str = "",
    questions: Iterable[Question] = (),
    findings: Iterable[Finding] = (),
) -> Site:
    """Return the model all pages are made from; `introduction` is Markdown for the first page."""
    return Site(catalogue, Words(texts, catalogue), config, introduction, questions, findings)


def frame_of(site: Site) -> Frame:
    """Return what is the same on every page."""
    today = site.catalogue.today
    return Frame(str(site.config["site_name"]), site.url, today.isoformat(), site.words.day(today))


def render(
    site: Site, shell: Shell, own_templates: Path | None = None, compiled: Path | None = None
) -> Iterator[tuple[Page, bytes]]:
    """Yield every page of the site with its bytes, kind by kind."""
    fill = filler(site, shell, own_templates, compiled)
    for kind in KINDS:
        for page in kind.pages(site):
            yield page, fill(page)
    for page in former_pages(site):
        yield page, fill(page)


def filler(
    site: Site, shell: Shell, own_templates: Path | None = None, compiled: Path | None = None
) -> Callable[[Page], bytes]:
    """Return the function that turns one page into its bytes."""
    environment = _environment(site, own_templates, compiled)
    environment.globals["asset"] = partial(asset, version=shell.version)
    frame = frame_of(site)

    def fill(page: Page) -> bytes:
        return shell.fill(_parts(site, environment, page), frame).encode()

    return fill


def asset(path: str, version: str) -> Markup:
    """The address of a style or a script by its path in the package, stamped: a browser never mixes old with new."""
    return href(f"assets/{path}{version and f'?v={version}'}")


def _environment(site: Site, own_templates: Path | None, compiled: Path | None) -> Environment:
    environment = make_environment(site.catalogue, site.words, own_templates, compiled)
    urgent = urgent_numbers()
    environment.globals.update(
        place_name=site.place_name,
        places_line=site.places_line,
        age_line=lambda age: records.age_line(site, age),
        letter_anchor=letter_anchor,
        alike_to=site.synergies.alike_to,
        networks_near=site.synergies.near,
        trust=cache(lambda entry: trust(entry, site.catalogue.today, site.words, site.ages)),
        contact_point_of=cache(lambda entry: contact_point_of(entry, site.catalogue, site.settings["ufficio"])),
        whom_to_ask=cache(lambda entry: whom_to_ask(entry, site.catalogue)),
        is_trial=office_email(site.settings["ufficio"]).endswith(_INVENTED),
        urgent_of=lambda entry: urgent.of_record(entry, site.catalogue),
        urgent_of_term=urgent.of_term,
        urgent_checked=urgent.checked_on,
        old_months=site.ages.old,
        better_of=Improvements(site).of,
        timetable_of=lambda activity: timetable_of(activity, site.conventions),
    )
    return environment


def _parts(site: Site, environment: Environment, page: Page) -> PageParts:
    root = root_of(site) if page.kind == "missing" else None
    bare = PageParts(path=page.address, title=page.title, body=Markup(), root=root)

    def rooted(template: str, **context: Any) -> Markup:
        html = environment.get_template(template).render(page=page, hue=page.hue, **context)
        return Markup(html.replace(ROOT, bare.up_to_root))  # noqa: S704 -- the environment escapes

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
        if page.file
        else Markup(),
        image=shown_with(page),
        json_ld=script(page.json_ld) if page.json_ld else Markup(),
        indexed=page.indexed,
        moved_to=page.moved_to,
        root=root,
    )


def edit_url(settings: Mapping[str, Any], file: str) -> str:
    """Where the code host edits a record's file; empty when the catalogue names no repository."""
    repository = str(settings.get("repository") or "").rstrip("/").removesuffix(".git")
    if not repository:
        return ""
    between = next((path for name, path in _EDIT_PATHS if name in repository), "/edit/")
    return f"{repository}{between}{settings.get('ramo') or 'main'}/{file}"
