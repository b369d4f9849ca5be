"""A year of a catalogue out of its history: what there is, what there was a year before, what came of it.

Two moments are read from git and compared. Records are read as plain data under the keys of today, so that what was
written under former keys, or has an error by the rules of today, is not taken for something that was not there.
Nothing is invented: what a moment without history cannot tell is None.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import median_low
from typing import Any, Final

from generator.catalogue.freshness import Ages
from generator.checking.completeness import missing_that_helps
from generator.checking.plain_values import mappings_in, written_date
from generator.errors import CannotRun
from generator.reading.folder import SourceFile, Sources, slug
from generator.reading.history import git, read_revision
from generator.reading.reports import FIGURES, Report
from generator.records.dates import PartialDate
from generator.records.network import DRAFT, REMOVED
from generator.records.retired import upgraded

ARRIVED: Final = "Proposta-arrivata"
"""Trailer of a commit that takes a proposal in (git-interpret-trailers): the day on which it came, if that is known."""

_ENDED: Final = "conclusa"
_HIDDEN: Final = frozenset({DRAFT, REMOVED})
_OF_A_HOST: Final = re.compile(r"Applica la proposta [0-9]+")
"""The subject that the workflow of a catalogue gives to a proposal that was accepted."""


@dataclass(slots=True)
class Moment:
    """What a catalogue held on a day."""

    day: date
    ids: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)
    former: dict[str, str] = field(default_factory=dict)
    """Former id → the record that answers for it now."""
    activities: dict[str, bool] = field(default_factory=dict)
    """Id → whether it goes on."""
    gaps: set[tuple[str, str]] = field(default_factory=set)
    needs: dict[tuple[str, str], str] = field(default_factory=dict)
    """(record, what is asked for) → the day on which it expires."""
    judged: dict[frozenset[str], str] = field(default_factory=dict)
    """Two activities → what was decided of their likeness."""
    figures: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIGURES, 0))


def report_of(root: Path, year: int, today: date, ages: Ages) -> Report:
    """Compare the end of a year, or today where it still goes on, with the end of the year before.

    Raises:
        CannotRun: no repository, a copy without its whole history, or nothing of that year in it.
    """
    until, end_before = min(date(year, 12, 31), today), date(year - 1, 12, 31)
    if git(root, "rev-parse", "--is-inside-work-tree").returncode:
        raise CannotRun("no_repository", folder=root.absolute())
    if git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        raise CannotRun("report_shallow")
    newest = _revision(root, until)
    if until <= end_before or not newest:
        raise CannotRun("report_no_history", year=year)
    now = _moment(read_revision(root, newest), until, ages)
    oldest = _revision(root, end_before)
    sources = read_revision(root, oldest) if oldest else None
    before = _moment(sources, end_before, ages) if sources and sources.files else None
    proposals, days = _proposals(root, end_before, until)
    compared = _compared(now, before) if before else {}
    return Report(
        year=year,
        until=until,
        before=before.day if before else None,
        figures={name: (now.figures[name], before.figures[name] if before else None) for name in FIGURES},
        proposals=proposals,
        days_to_answer=days,
        **compared,
    )


def _revision(root: Path, day: date) -> str:
    """Return the last commit of a day or before it; empty where there is none."""
    found = git(root, "rev-list", "-1", f"--before={day.isoformat()}T23:59:59Z", "HEAD")
    return found.stdout.decode().strip()


def _moment(sources: Sources, day: date, ages: Ages) -> Moment:
    moment = Moment(day)
    figures = moment.figures
    for source in sources.files:
        if source.kind not in {"rete", "ente"}:
            continue
        # Of a file that cannot be read only that it is there is known: it has not gone.
        data = upgraded(source.data, source.kind)[0]
        if data.get("stato") in _HIDDEN:
            continue
        moment.ids.add(source.id)
        # Counted is what the pages of the site count: what has ended is shown there, and no longer counted.
        is_over = data.get("stato") == _ENDED
        if is_over:
            moment.ended.add(source.id)
        else:
            figures["networks" if source.kind == "rete" else "organizations"] += 1
            figures["confirmed"] += _is_confirmed(data, day, ages)
        for _, activity in mappings_in(data, "attivita"):
            own, goes_on = _activity(source, activity), _goes_on(activity, day, is_over)
            moment.activities[own] = goes_on
            figures["activities"] += goes_on
            for _, judgement in mappings_in(activity, "simile_a"):
                moment.judged[frozenset({own, str(judgement.get("attivita"))})] = str(judgement.get("esito"))
        figures["practices"] += len(list(mappings_in(data, "buone_pratiche")))
        moment.former |= dict.fromkeys(_texts(data.get("id_precedenti")), source.id)
        moment.gaps |= {(source.id, key) for key in missing_that_helps(_with(source, data))}
        _note_needs(moment, source.id, data, is_over=is_over)
        _note_indicators(figures, data, day.year)
    figures["gaps"] = sum(record not in moment.ended for record, _ in moment.gaps)
    return moment


def _with(source: SourceFile, data: Mapping[str, Any]) -> SourceFile:
    return SourceFile(source.kind, source.id, source.file, data)


def _activity(source: SourceFile, activity: Mapping[str, Any]) -> str:
    return f"{source.id}/{activity.get('id') or slug(str(activity.get('nome') or ''))}"


def _parts(activity: str) -> tuple[str, str]:
    home, _, own = activity.partition("/")
    return home, own


def _goes_on(activity: Mapping[str, Any], day: date, home_is_over: bool) -> bool:
    """Tell whether an activity was not over on a day (as `catalogue/status.py` does): what it declares wins."""
    if status := activity.get("stato"):
        return bool(status != _ENDED)
    schedule = activity.get("quando")
    try:
        until = PartialDate.parse(schedule.get("al")).last if isinstance(schedule, Mapping) else None
    except ValueError:
        until = None
    return not home_is_over and (until is None or until >= day)


def _is_confirmed(data: Mapping[str, Any], day: date, ages: Ages) -> bool:
    """Tell whether somebody had confirmed a record, not too long before a day."""
    verification = data.get("verifica")
    confirmed = _day(verification.get("data")) if isinstance(verification, Mapping) else None
    return confirmed is not None and confirmed <= day and not ages.is_late(confirmed, day)


def _note_needs(moment: Moment, record: str, data: Mapping[str, Any], *, is_over: bool) -> None:
    """Note what is asked for and offered, that still holds on the day; what has ended is not counted."""
    for key, figure in (("bisogni", "needs"), ("offerte", "offers")):
        for _, item in mappings_in(data, key):
            expires = written_date(item.get("scade_il"))
            if (last := _day(expires)) and last < moment.day:
                continue
            moment.figures[figure] += not is_over
            if key == "bisogni":
                what = item.get("id") or f"{item.get('risorsa')} {item.get('descrizione')}"
                moment.needs[record, str(what)] = expires


def _note_indicators(figures: dict[str, int], data: Mapping[str, Any], year: int) -> None:
    """Count indicators, and those that have a value of the year."""
    holders = [data, *(practice for _, practice in mappings_in(data, "buone_pratiche"))]
    for holder in holders:
        for _, indicator in mappings_in(holder, "indicatori"):
            figures["indicators"] += 1
            values = mappings_in(indicator, "valori")
            figures["measured"] += any(str(year) in str(value.get("periodo")) for _, value in values)


def _compared(now: Moment, before: Moment) -> dict[str, Any]:
    """Say what became of one moment in the other; a record that was only renamed is the same."""
    merged = {old for old in before.ids - now.ids if now.former.get(old) in before.ids}
    renamed = {old: now.former[old] for old in before.ids - now.ids - merged if now.former.get(old) in now.ids}
    born = now.ids - before.ids - set(renamed.values())
    there = {renamed.get(old, old): old for old in before.ids}
    ended = {record for record in now.ended if record in there and there[record] not in before.ended}
    gaps_then = {(renamed.get(record, record), key) for record, key in before.gaps if record not in before.ended}
    gaps_now = {(record, key) for record, key in now.gaps if record not in now.ended}
    closed = {(record, key) for record, key in gaps_then - now.gaps if record in now.ids}
    activities_then = {f"{renamed.get(home, home)}/{own}" for home, own in map(_parts, before.activities)}
    # What only went to another record is no new activity.
    moved = {_parts(activity)[1] for activity in activities_then - set(now.activities)}
    new_activities = {
        activity
        for activity, goes_on in now.activities.items()
        if goes_on and activity not in activities_then and _parts(activity)[1] not in moved
    }
    withdrawn = [
        key
        for key, expires in before.needs.items()
        if (renamed.get(key[0], key[0]), key[1]) not in now.needs
        and renamed.get(key[0], key[0]) in now.ids
        and not ((last := _day(expires)) and last < now.day)
    ]
    outcomes = [outcome for pair, outcome in now.judged.items() if before.judged.get(pair) != outcome]
    return {
        "born": tuple(sorted(born)),
        "ended": tuple(sorted(ended)),
        "gone": len(before.ids - now.ids - merged - set(renamed)),
        "gaps_closed": len(closed),
        "gaps_opened": len(gaps_now - gaps_then),
        "gaps_left": len(gaps_then - gaps_now - closed),
        "completed": tuple(sorted({record for record, _ in closed})),
        "new_activities": tuple(sorted(new_activities)),
        "merged": len(merged),
        "coordinated": outcomes.count("coordinata"),
        "united": outcomes.count("unita"),
        "needs_withdrawn": len(withdrawn),
    }


def _proposals(root: Path, after: date, until: date) -> tuple[int | None, int | None]:
    """Count the proposals that went in, and say within how many days half of them did; None where no commit tells."""
    marked = f"%(trailers:key={ARRIVED},valueonly,separator=%x2C)"
    period = (f"--since={after.isoformat()}T23:59:59Z", f"--until={until.isoformat()}T23:59:59Z")
    log = git(root, "log", *period, f"--format=%cs%x1f{marked}%x1f%s%x1e", "--", ".").stdout.decode("utf-8", "replace")
    count, waits = 0, []
    for entry in log.split("\x1e"):
        day, trailer, subject = (*entry.strip().split("\x1f"), "", "")[:3]
        if not trailer and not _OF_A_HOST.fullmatch(subject):
            continue
        count += 1
        arrived, taken = _day(trailer), _day(day)
        if arrived and taken and arrived <= taken:
            waits.append((taken - arrived) // timedelta(days=1))
    return count or None, median_low(waits) if waits else None


def _day(value: object) -> date | None:
    """Read a day as records write it; None where it is less than a day, or nothing."""
    try:
        return date.fromisoformat(written_date(value))
    except ValueError:
        return None


def _texts(value: object) -> Iterator[str]:
    yield from (part for part in (value if isinstance(value, list) else [value]) if isinstance(part, str))
