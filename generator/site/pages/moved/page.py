"""Former addresses of renamed records and of what they hold: each leads on by itself, so that no bookmark breaks."""

from collections.abc import Iterable, Iterator

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry, PracticeEntry
from generator.site.model import Site
from generator.site.page import Crumb, Page


def former_pages(site: Site) -> Iterator[Page]:
    """Pages at the former addresses of renamed records and of what they hold, which lead to the present ones."""
    catalogue = site.catalogue
    for former, present in catalogue.former_ids.items():
        entry = catalogue.entry(present)
        if entry is None or catalogue.entry(former) is not None:
            continue
        yield _former_page(site, entry, former)
        own = (activity for activity in catalogue.activities_of.get(present, ()) if activity.home.id == present)
        inner: Iterable[ActivityEntry | PracticeEntry] = (*own, *catalogue.practices_of.get(present, ()))
        for part in inner:
            yield _former_page(site, part, f"{former}/{part.id.partition('/')[2]}")


def _former_page(site: Site, entry: AnyEntry | ActivityEntry | PracticeEntry, former: str) -> Page:
    kind = addresses.kind_of(entry)
    return Page(
        kind="spostata",
        address=addresses.former(kind, former),
        title=site.texts("moved.title"),
        template="pages/moved/page.html",
        context={"entry": entry},
        crumbs=(Crumb(site.texts(f"list.{kind}"), addresses.section(kind)),),
        indexed=False,
        moved_to=addresses.record(entry),
    )
