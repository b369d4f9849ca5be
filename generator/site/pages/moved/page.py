"""Addresses that lead on by themselves: former ones of renamed records, and folders of an address without a page.

No bookmark breaks, and whoever shortens an address gets a page; a bare server would list the files of the folder.
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry, PracticeEntry
from generator.catalogue.kinds import RECORDS
from generator.site.model import Site
from generator.site.page import Crumb, Page

_MACHINES: Final = frozenset({"assets", "pagefind"})
"""Folders that no reader is ever in: what pages load."""


def leading_pages(site: Site) -> Iterator[Page]:
    """Every page that leads on and is known from the catalogue alone: former addresses, and what one record holds."""
    yield from former_pages(site)
    for code in leading_parts(site):
        yield leading_page(site, code)


def leading_parts(site: Site) -> Iterator[str]:
    """Yield what `leading_page` takes, `kind/id` of a record: kinds of what stands in files of others, and whose."""
    for kind in RECORDS.values():
        if kind.is_inner:
            parts = getattr(site.catalogue, kind.group)
            yield from dict.fromkeys(f"{kind.code}/{part_id.partition('/')[0]}" for part_id in parts)


def leading_page(site: Site, code: str) -> Page:
    """Return the page of the folder that holds all that one record has of a kind: it leads to the record."""
    kind, _, home_id = code.partition("/")
    home = site.catalogue.entry(home_id)
    if home is None:
        raise LookupError(code)
    return _leading(site, f"{addresses.section(kind)}{home_id}/", addresses.record(home), home.name)


def folder_pages(site: Site, paths: Iterable[str]) -> Iterator[Page]:
    """Pages for the other folders of a site that holds these files: each leads to the nearest page above it.

    An essential edition begins with the needs.
    """
    known = frozenset(paths)
    if addresses.file_name("") not in known:
        yield _leading(site, "", addresses.page("in_need"), site.texts("in_need.title"))
    folders = {folder.as_posix() for path in known for folder in PurePosixPath(path).parents if folder.name}
    for folder in sorted(folders):
        if folder.partition("/")[0] in _MACHINES or f"{folder}/index.html" in known:
            continue
        above = (f"{wider.as_posix()}/" if wider.name else "" for wider in PurePosixPath(folder).parents)
        target = next((address for address in above if f"{address}index.html" in known), "")
        yield _leading(site, f"{folder}/", target, site.texts("moved.above"))


def _leading(site: Site, address: str, target: str, name: str) -> Page:
    return Page(
        kind="moved",
        address=address,
        title=site.texts("moved.folder_title"),
        template="pages/moved/page.html",
        context={"lead": site.texts("moved.folder_lead"), "name": name, "target": target},
        indexed=False,
        moved_to=target,
    )


def former_pages(site: Site) -> Iterator[Page]:
    """Pages at the former addresses of renamed records and of what they hold, which lead to the present ones."""
    catalogue = site.catalogue
    parts: list[ActivityEntry | PracticeEntry] = [*catalogue.activities.values(), *catalogue.practices.values()]
    # Where two records became one, a part may have taken another id: what it says itself comes before any guess.
    led: set[str] = {addresses.record(part) for part in parts}
    for part in parts:
        for was in part.record.former:
            page = _former_page(site, part, f"{was.record}/{was.id}")
            if page.address not in led:
                led.add(page.address)
                yield page
    for former, present in catalogue.former_ids.items():
        entry = catalogue.entry(present)
        if entry is None or catalogue.entry(former) is not None:
            continue
        yield _former_page(site, entry, former)
        own = (activity for activity in catalogue.activities_of.get(present, ()) if activity.home.id == present)
        inner: Iterable[ActivityEntry | PracticeEntry] = (*own, *catalogue.practices_of.get(present, ()))
        for part in inner:
            page = _former_page(site, part, f"{former}/{part.id.partition('/')[2]}")
            if page.address not in led:
                yield page


def _former_page(site: Site, entry: AnyEntry | ActivityEntry | PracticeEntry, former: str) -> Page:
    kind = addresses.kind_of(entry)
    return Page(
        kind="moved",
        address=addresses.former(kind, former),
        title=site.texts("moved.title"),
        template="pages/moved/page.html",
        context={"lead": site.texts("moved.lead"), "name": entry.name, "target": addresses.record(entry)},
        crumbs=(Crumb(site.texts(f"list.{kind}"), addresses.section(kind)),),
        indexed=False,
        moved_to=addresses.record(entry),
    )
