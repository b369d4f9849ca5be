"""`/storie/<story>/`: one story, a text to read, then the records it speaks of."""

import re
from collections.abc import Collection, Iterator
from itertools import chain, islice
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry, StoryEntry
from generator.records.common import Need, Offer
from generator.site.model import Site
from generator.site.page import Crumb, Page
from generator.site.pages.needs.page import shelves_of
from generator.site.parts.contacts import letter_to, office_email
from generator.site.parts.facts import still_open
from generator.site.parts.markdown import shortened, to_text
from generator.site.parts.record import DESCRIPTION_LENGTH, chosen
from generator.site.search.metadata import facets_of, found, shown_of_story

_MOST_NOTICES: Final = 4
_PARAGRAPH: Final = re.compile(r"[^\W\d_]|[«“\"(]|[*_]\S")
"""How a paragraph begins in Markdown: with no sign of a heading, a quoted block, a list or a table."""


def story_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """One page for each story, or for those whose ids are in `only`."""
    for entry in chosen(site.catalogue.stories, only):
        if site.is_silent:
            yield silent_page(site, addresses.record(entry))
            continue
        quote = _quote(entry)
        yield Page(
            kind="storia",
            address=addresses.record(entry),
            title=entry.name,
            template="pages/story/page.html",
            context={
                "entry": entry,
                "quote": quote,
                "halves": _halves(entry.record.body) if quote else (entry.record.body, ""),
                "teller": site.catalogue.entry(entry.record.told_by) if entry.record.told_by else None,
                "activities": _activities(site, entry),
                "notices": _notices(site, entry),
                "another": _another(site, entry),
                "tell": tell_address(site),
            },
            description=shortened(to_text(entry.record.body), DESCRIPTION_LENGTH),
            crumbs=(Crumb(site.texts("list.storia"), addresses.section("storia")),),
            json_ld=site.describer.story(entry),
            has_twin=site.has_twins(),
            file=entry.file,
            found=found(entry.name, facets_of(entry, site.catalogue), shown_of_story(entry)),
        )


def tell_address(site: Site) -> str:
    """Where one tells a story: a letter to the office, begun already; how to take part where nobody reads mail."""
    email, texts = office_email(site.settings["ufficio"]), site.texts
    if not email:
        return addresses.page("participate")
    return letter_to([email], texts("story.tell_subject"), texts("story.tell_body", site=site.config["site_name"]))


def _quote(entry: StoryEntry) -> str:
    """Return the sentence that stays, where the text does not say it already."""
    quote, text = (" ".join(words.split()) for words in (entry.record.quote or "", to_text(entry.record.body)))
    return "" if quote.rstrip(".") in text else quote


def _halves(body: str) -> tuple[str, str]:
    """Part a text between two of its paragraphs, as near to its middle as can be; whole where nothing can be parted."""
    parts = body.strip().split("\n\n")
    # Between blocks that are no paragraphs, as the items of a list, Markdown would read each half otherwise.
    cuts = [at for at in range(1, len(parts)) if all(_PARAGRAPH.match(part) for part in parts[at - 1 : at + 1])]
    # The last paragraph is often a note: what stays is said before it is over.
    middle = min((at for at in cuts if at < len(parts) - 1), key=lambda at: (abs(2 * at - len(parts)), -at), default=0)
    return ("\n\n".join(parts[:middle]), "\n\n".join(parts[middle:])) if middle else (body, "")


def _activities(site: Site, entry: StoryEntry) -> list[ActivityEntry]:
    """Return what goes on of what those it speaks of do, where its text names it: who was moved by it can go."""
    text = " ".join(to_text(entry.record.body).casefold().split())
    told_of = {body.id for body in entry.bodies}
    return [
        activity
        for activity in site.activities
        if not told_of.isdisjoint(one.id for one in (activity.home, activity.operator, *activity.networks))
        and re.search(rf"\b{re.escape(activity.name.casefold())}\b", text)
    ]


def _notices(site: Site, entry: StoryEntry) -> list[tuple[AnyEntry, Need | Offer, str]]:
    """Return what those it speaks of offer and seek today, offers first, with where each is answered."""
    today = site.catalogue.today
    offers = ((body, offer) for body in entry.bodies for offer in still_open(body.record.offers, today))
    needs = ((body, need) for body in entry.bodies for need in still_open(body.record.needs, today))
    first = list(islice(chain[tuple[AnyEntry, Need | Offer]](offers, needs), _MOST_NOTICES))
    if not first:
        return []
    stands = {id(notice.record): address for shelf in shelves_of(site) for notice, address in shelf.addresses()}
    return [(body, notice, stands.get(id(notice), "")) for body, notice in first]


def _another(site: Site, entry: StoryEntry) -> StoryEntry | None:
    """Return the story that was written before this one; for the first of all, the last."""
    stories = list(site.stories)
    before = stories[(stories.index(entry) + 1) % len(stories)]
    return before if before is not entry else None


def silent_page(site: Site, address: str) -> Page:
    """The page that stands in the place of a story, or of their list, until the polls close: links to it still lead."""
    return Page(
        kind="storia",
        address=address,
        title=site.texts("silence.title"),
        template="pages/story/silent.html",
        context={"until": site.silent_until},
        description=site.texts("silence.short"),
        indexed=False,
    )
