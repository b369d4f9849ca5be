"""The sheet of a meeting as Markdown, for `intreccio agenda`: to print, to paste into a shared document."""

from collections.abc import Iterable, Iterator

from generator.contributing.review.note import harmless
from generator.contributing.review.report import line
from generator.records.activity import OUTCOMES
from generator.site.model import Site
from generator.site.pages.deadlines.told import what_is_due
from generator.site.pages.meeting.agenda import Agenda
from generator.site.pages.meeting.page import LINES
from generator.site.parts.times_left import days_left

_BOX = "[ ]"


def agenda_markdown(agenda: Agenda, site: Site) -> str:
    """Write a sheet; what records say is kept from becoming markup."""
    parts = ["\n".join(_head(agenda, site))]
    for title, lines in _parts(agenda, site):
        if body := "\n".join(lines):
            parts.append(f"## {title}\n\n{body}")
    parts.append(_decisions(agenda, site))
    return "\n\n".join(parts) + "\n"


def _head(agenda: Agenda, site: Site) -> Iterator[str]:
    texts, words = site.texts, site.words
    yield f"# {texts('meeting.heading')}: {_safe(agenda.entry.name)}"
    yield ""
    about = [words.count("meeting.members", agenda.members), texts("meeting.of", day=words.day(site.catalogue.today))]
    if agenda.next and agenda.next.day:
        when = texts("meeting.next", what=_safe(agenda.next.name))
        about.insert(0, f"{when} {words.day(agenda.next.day)}")
    yield " · ".join(about)


def _parts(agenda: Agenda, site: Site) -> Iterator[tuple[str, Iterable[str]]]:
    texts, words = site.texts, site.words
    since = texts("meeting.since", day=words.day(agenda.last)) if agenda.last else texts("meeting.since_last")
    yield since, _since(agenda, site)
    yield texts("meeting.deadlines"), _deadlines(agenda, site)
    yield texts("meeting.alike"), _pairs(agenda, site)
    yield texts("meeting.exchanges"), _exchanges(agenda, site)
    yield texts("meeting.invite"), _guests(agenda, site)
    yield texts("meeting.measures"), _measures(agenda, site)
    yield texts("meeting.lacking"), [f"- {_safe(improvement.sentence)}" for improvement in agenda.lacking]


def _since(agenda: Agenda, site: Site) -> Iterator[str]:
    texts, since = site.texts, agenda.since
    if since is None:
        yield texts("meeting.unknown_since")
        return
    if since.is_quiet:
        yield texts("meeting.since_quiet")
    left = [*since.left, *([site.words.count("meeting.unnamed", since.unnamed)] if since.unnamed else [])]
    for key, names in (
        ("joined", since.joined),
        ("left", left),
        ("begun", [f"{what} ({who})" for what, who in since.begun]),
        ("ended", [f"{what} ({who})" for what, who in since.ended]),
        ("updated", since.updated),
        ("neighbours", since.neighbours),
        ("over", since.neighbours_over),
    ):
        if names:
            yield f"- {texts(f'meeting.since_{key}')}: {_safe(site.words.listed(list(names)))}"


def _deadlines(agenda: Agenda, site: Site) -> Iterator[str]:
    for due in agenda.deadlines:
        what = what_is_due(due, site.words)
        words = f"{site.texts(f'deadlines.one_{due.kind}')}{f': {_safe(what)}' if what else ''}"
        whose = "" if due.entry.id == agenda.entry.id else f" ({_safe(due.entry.name)})"
        left = days_left(due.on, site.catalogue.today, site.texts)
        yield f"- {site.words.day(due.on)}{f', {left}' if left else ''}: {words}{whose}"


def _pairs(agenda: Agenda, site: Site) -> Iterator[str]:
    boxes = " ".join(f"{_BOX} {site.texts(f'meeting.outcome_{outcome}')}" for outcome in OUTCOMES)
    for number, pair in enumerate(agenda.pairs, start=1):
        here, there = pair.hint.here, pair.hint.there
        sides = [f"**{_safe(side.name)}** ({_safe(side.operator.name)})" for side in (here, there)]
        yield f"{number}. {sides[0]} {site.texts('synergies.and')} {sides[1]}"
        yield f"   {_safe(pair.hint.why)}"
        yield f"   {boxes}"


def _exchanges(agenda: Agenda, site: Site) -> Iterator[str]:
    for hint in agenda.exchanges:
        sides = [
            f"{_safe(held.home.name)} {site.texts(f'meeting.{verb}')} "
            f"{_safe(held.record.description or site.words.label('risorse', held.record.resource))}"
            for held, verb in ((hint.need, "seeks"), (hint.offer, "offers"))
        ]
        yield f"- {_BOX} {' · '.join(sides)}"


def _guests(agenda: Agenda, site: Site) -> Iterator[str]:
    for guest in agenda.guests:
        yield f"- {_BOX} **{_safe(guest.entry.name)}**: {_safe(guest.why)}"
    for hint in agenda.encounters:
        who = site.words.listed([body.name for body in hint.introducers])
        through = f" {site.texts('meeting.through', who=_safe(who))}" if who else ""
        yield f"- {_BOX} **{_safe(hint.there.name)}**: {_safe(hint.why)}{through}"


def _measures(agenda: Agenda, site: Site) -> Iterator[str]:
    for measure in agenda.measures:
        last = site.texts("meeting.last", period=_safe(measure.period), value=_safe(f"{measure.value} {measure.unit}"))
        due = f" {site.texts('meeting.due')} {site.words.day(measure.due)}:" if measure.due else ":"
        yield f"- {_safe(measure.name)} {last}{due} ________"


def _decisions(agenda: Agenda, site: Site) -> str:
    texts = site.texts
    heads = [texts(f"meeting.{name}") for name in ("what", "who", "when")]
    rows = ["|" + "|".join(f" {cell} " for cell in row) + "|" for row in (heads, ["---"] * 3, *[[" "] * 3] * LINES)]
    lines = [f"## {texts('meeting.decisions')}", "", *rows]
    if agenda.next:
        lines += ["", f"{texts('meeting.next_day', what=_safe(agenda.next.name))} ________"]
    return "\n".join(lines)


def _safe(text: str) -> str:
    """Keep a text of a record on one line, and from becoming markup."""
    return harmless(line(text.strip()))
