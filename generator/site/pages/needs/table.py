"""What is sought and offered, and answers to surveys, as tables to download."""

from collections.abc import Iterator

from generator.reading.surveys import Question
from generator.site.model import Site
from generator.site.pages.needs.page import ANSWERS, SCHEME, TABLE, Notice, shelves_of
from generator.site.parts.spreadsheet import spreadsheet


def needs_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield what is sought and offered as a CSV file, and the answers to surveys as they may be shown."""
    notices = [one for shelf in shelves_of(site) for one in (*shelf.needs, *shelf.offers)]
    if notices:
        header = [site.texts(f"needs.column_{name}") for name in ("side", "resource", "what", "who", "where", "until")]
        yield TABLE, spreadsheet(header, (_row(site, one) for one in notices))
    if site.questions:
        header = [site.texts(f"needs.column_{name}") for name in ("question", "answer", "count", "source", "day")]
        yield ANSWERS, spreadsheet(header, (row for one in site.questions for row in _answer_rows(site, one)))


def _row(site: Site, one: Notice) -> tuple[str, ...]:
    return (
        site.texts("needs.seeks" if one.is_need else "needs.offers"),
        site.words.label(SCHEME, one.record.resource),
        one.record.description or "",
        one.home.name,
        " · ".join(site.place_name(code) for code in one.home.territories),
        one.expires.isoformat() if one.expires else "",
    )


def _answer_rows(site: Site, one: Question) -> Iterator[tuple[str, str, str, str, str]]:
    for answer in one.answers:
        kept = site.texts("needs.few" if answer.is_small else "needs.kept")
        yield one.words, answer.words, kept if answer.count is None else str(answer.count), one.source, one.day
