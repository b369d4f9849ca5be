"""Former addresses of renamed records and of what they hold: each leads on by itself, so that no bookmark breaks."""

from collections.abc import Iterable, Iterator

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry, PracticeEntry
from generator.site.model import Site
from generator.site.page import Crumb, Page


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
        context={"entry": entry},
        crumbs=(Crumb(site.texts(f"list.{kind}"), addresses.section(kind)),),
        indexed=False,
        moved_to=addresses.record(entry),
    )
