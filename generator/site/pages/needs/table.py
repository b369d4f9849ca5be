"""`/bisogni/cerchiamo-e-offriamo.csv` and `/bisogni/ascolto.csv`: notices, and answers to surveys, to download."""

from collections.abc import Iterator

from generator.exports.spreadsheet import spreadsheet
from generator.site.model import Site
from generator.site.pages.needs.page import ANSWERS, SCHEME, TABLE, shelves_of


def needs_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield what is sought and offered as a CSV file, and the answers to surveys as they may be shown."""
    notices = [
        (
            site.texts("needs.seeks" if notice.is_need else "needs.offers"),
            site.words.label(SCHEME, notice.record.resource),
            notice.record.description or "",
            notice.home.name,
            " · ".join(site.place_name(code) for code in notice.home.territories),
            notice.expires.isoformat() if notice.expires else "",
        )
        for shelf in shelves_of(site)
        for notice in (*shelf.needs, *shelf.offers)
    ]
    if notices:
        header = [site.texts(f"needs.column_{name}") for name in ("side", "resource", "what", "who", "where", "until")]
        yield TABLE, spreadsheet(header, notices)
    if site.questions:
        answers = []
        for question in site.questions:
            for answer in question.answers:
                # Where a count is kept back (statistical secrecy of small numbers) the cell says so in words.
                kept_back = site.texts("needs.few" if answer.is_small else "needs.kept")
                count = kept_back if answer.count is None else str(answer.count)
                answers.append((question.words, answer.words, count, question.source, question.day))
        header = [site.texts(f"needs.column_{name}") for name in ("question", "answer", "count", "source", "day")]
        yield ANSWERS, spreadsheet(header, answers)
