"""`intreccio inbox`: all the proposals that came in, read together; the simple ones go in, each a commit."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from generator.checking.personal_data import mask
from generator.checking.protected_places import concealed
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.cli.reporting import reported_refusals
from generator.contributing.catalogues.yearly import ARRIVED
from generator.contributing.files.changes import findings_after, sources_after, write_change
from generator.contributing.files.commits import commit, is_kept_in_git
from generator.contributing.inbox.letters import IN_OWN_WORDS, OTHER, read_letters
from generator.contributing.inbox.sorting import Care, Clash, Inbox, Item, sorted_inbox
from generator.contributing.proposals.preparing import prepared
from generator.contributing.review.differences import label_of_key
from generator.contributing.review.report import line
from generator.errors import CannotRun
from generator.locale import Texts, load, unobeyed
from generator.locale.writing import day as day_in_words
from generator.reading.folder import Sources, read_folder

_SHOWN = 80
"""Characters of a value beside a field."""


def inbox_command(
    places: Annotated[
        list[Path],
        typer.Argument(help="Cartelle e file: proposte (.txt), e-mail (.eml), elenchi di segnalazioni (.json)."),
    ],
    apply: Annotated[
        bool, typer.Option("--applica", help="Accoglie quelle semplici e d'accordo fra loro, ognuna un commit.")
    ] = False,
    answers: Annotated[
        Path | None, typer.Option("--risposte", help="Scrive in questa cartella una risposta pronta per ogni lettera.")
    ] = None,
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    as_json: Annotated[bool, typer.Option("--json", help="Lo stesso, come JSON.")] = False,
    today: TodayOption = "",
) -> None:
    """Legge insieme le proposte arrivate: quali sono semplici, quali da leggere, quali chiedono una conferma."""
    texts, day = load("messages", lang), day_of(today)
    sources = read_folder(catalogue)
    inbox = sorted_inbox(read_letters(places), sources, day, texts)
    gone_in = _applied(inbox, sources, day, texts) if apply else []
    if answers is not None:
        _write_answers(inbox, gone_in, answers, texts)
    if as_json:
        typer.echo(json.dumps(_object(inbox, gone_in), ensure_ascii=False, indent=2))
    else:
        typer.echo(unobeyed("\n".join(_lines(inbox, gone_in, texts, applies=apply))))


def _applied(inbox: Inbox, sources: Sources, day: date, texts: Texts) -> list[Item]:
    """Write the simple proposals one after the other; one that would bring an error stays."""
    gone_in = []
    has_git = is_kept_in_git(sources.root)
    for item in [item for item in inbox.items if item.can_go_in]:
        with reported_refusals(texts):
            batch = prepared([item.proposal], sources, partial=False)
            if not batch.change or findings_after(sources, batch.change, day)[1]:
                continue
            write_change(sources.root, batch.change)
            if has_git:
                commit(sources.root, batch.change, _message(item, texts))
        sources = sources_after(sources, batch.change)
        gone_in.append(item)
    return gone_in


def _message(item: Item, texts: Texts) -> str:
    fields = sorted({label_of_key(told.path[0], texts) for told in item.proposal.fields})
    subject = line(f"{_name(item)}: {', '.join(fields).lower()}")
    source = mask(line(item.proposal.source))
    words = [texts("inbox.commit_source", source=source)] if source else []
    # The yearly report reads from here how many proposals went in, and within how many days.
    return "\n\n".join([subject[:72], *words, f"{ARRIVED}: {line(item.letter.day) or texts('inbox.no_day')}"])


def _name(item: Item) -> str:
    """Return what the record of a proposal is called, as it would become."""
    data = item.result.outcome.data if item.result else {}
    return line(concealed(str(data.get("nome") or item.proposal.id), item.result.openly if item.result else None))


def _lines(inbox: Inbox, gone_in: list[Item], texts: Texts, *, applies: bool) -> Iterator[str]:
    letters = {item.letter.name for item in inbox.items}
    yield texts("inbox.opening", n=len(inbox.items), letters=len(letters))
    for name, trouble in inbox.unread:
        key = "in_own_words" if trouble.key == IN_OWN_WORDS else "unread"
        yield texts(f"inbox.{key}", letter=line(name), reason=trouble.say(texts))
    for care in Care:
        items = [item for item in inbox.items if item.care is care]
        if items:
            yield f"\n{texts(f'inbox.care.{care.name.lower()}')}"
            for item in items:
                yield from _item_lines(item, texts, is_in=item in gone_in)
    if inbox.clashes:
        yield f"\n{texts('inbox.clashes')}"
        yield from (_clash(clash, texts) for clash in inbox.clashes)
    if inbox.twice:
        yield f"\n{texts('inbox.twice')}"
        yield from (
            f"  «{_name(a)}» ({line(a.letter.name)}), «{_name(b)}» ({line(b.letter.name)})" for a, b in inbox.twice
        )
    if inbox.alike:
        yield f"\n{texts('inbox.alike')}"
        yield from (f"  {' · '.join(pair.names)}: {pair.reasons}" for pair in inbox.alike)
    waiting = sum(item.can_go_in for item in inbox.items)
    if applies:
        yield f"\n{texts('inbox.applied', n=len(gone_in))}"
    elif waiting:
        yield f"\n{texts('inbox.how', n=waiting)}"


def _item_lines(item: Item, texts: Texts, *, is_in: bool) -> Iterator[str]:
    openly = item.result.openly if item.result else None
    mark = "✓" if is_in else "·"
    yield f"  {mark} {_name(item)} ({line(item.letter.name)})"
    for reason in dict.fromkeys(item.reasons):
        yield f"      {texts(f'inbox.why.{reason}')}"
    if "removes" in item.reasons:
        by = item.answer_by
        term = texts("inbox.answer_by", day=day_in_words(by, texts.lang)) if by else texts("inbox.answer_soon")
        yield f"      {term}"
        yield f"      {texts('inbox.removes_how', id=_leaving(item))}"
    for told in item.proposal.fields:
        yield f"      {mask(told.name)}: {_value(told.before, openly, texts)} → {_value(told.after, openly, texts)}"
    for conflict in item.conflicts:
        present = _value(conflict.present, openly, texts)
        yield f"      {texts('inbox.conflict', field=mask(conflict.field.name), present=present)}"


def _leaving(item: Item) -> str:
    """Return the id by which `remove` takes out what a proposal is about: a record, or a part of one."""
    path = item.proposal.fields[0].path
    return f"{item.proposal.id}/{path[1]}" if len(path) > 1 else item.proposal.id


def _clash(clash: Clash, texts: Texts) -> str:
    said = [_value(value, None, texts) for value in clash.said]
    return texts(
        "inbox.clash",
        field=mask(clash.field),
        present=_value(clash.present, None, texts),
        first=line(clash.first),
        second=line(clash.second),
        a=said[0],
        b=said[1],
    )


def _value(value: Any, openly: str | None, texts: Texts) -> str:
    if value is None:
        return texts("apply.nothing")
    shown = line(concealed(_words(value), openly))
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"


def _words(value: Any) -> str:
    """Write a value without the signs of JSON: an office reads it, no program does."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_words(inner)}" for key, inner in value.items())
    return ", ".join(map(_words, value)) if isinstance(value, list) else str(value)


def _object(inbox: Inbox, gone_in: list[Item]) -> dict[str, Any]:
    """Return what scripts rely on."""
    return {
        "proposals": [
            {
                "letter": line(item.letter.name),
                "day": line(item.letter.day),
                "record": item.proposal.record,
                "care": item.care.name.lower(),
                "reasons": item.reasons,
                "answer_by": item.answer_by.isoformat() if item.answer_by else None,
                "conflicts": [mask(conflict.field.name) for conflict in item.conflicts],
                "applied": item in gone_in,
            }
            for item in inbox.items
        ],
        "unread": [{"letter": line(name), "reason": trouble.key} for name, trouble in inbox.unread],
        "clashes": [
            {"field": mask(clash.field), "letters": [line(clash.first), line(clash.second)]} for clash in inbox.clashes
        ],
        "twice": [[line(a.letter.name), line(b.letter.name)] for a, b in inbox.twice],
    }


def _write_answers(inbox: Inbox, gone_in: list[Item], folder: Path, texts: Texts) -> None:
    """Write, for each letter, an answer to send: what went in, what has to be confirmed first, what cannot be read."""
    answers: dict[str, list[str]] = {}
    for item in inbox.items:
        answers.setdefault(item.letter.name, []).append(_answer(item, texts, is_in=item in gone_in))
    for name, trouble in inbox.unread:
        if trouble.key != OTHER:
            key = "in_own_words" if trouble.key == IN_OWN_WORDS else "unread"
            answers.setdefault(name, []).append(texts(f"inbox.answer.{key}"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for at, (name, paragraphs) in enumerate(sorted(answers.items()), 1):
            text = "\n\n".join([texts("inbox.answer.greeting"), *paragraphs, texts("inbox.answer.closing")])
            safe = "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in name)[:60].strip("-") or str(at)
            (folder / f"{at:02}-{safe}.txt").write_text(f"{text}\n", "utf-8")
    except OSError as error:
        raise CannotRun("system", file=error.filename or folder, reason=error) from error


def _answer(item: Item, texts: Texts, *, is_in: bool) -> str:
    fields = ", ".join(sorted({label_of_key(told.path[0], texts).lower() for told in item.proposal.fields}))
    if is_in:
        key = "in"
    elif "already" in item.reasons:
        key = "already"
    elif "had_left" in item.reasons:
        key = "had_left"
    elif "removes" in item.reasons:
        key = "removes" if item.answer_by else "removes_undated"
    elif item.conflicts or "clash" in item.reasons:
        key = "clash"
    else:
        key = {Care.DELICATE: "delicate", Care.READ: "read", Care.SIMPLE: "read"}[item.care]
    by = day_in_words(item.answer_by, texts.lang) if item.answer_by else ""
    return texts(f"inbox.answer.{key}", name=_name(item), fields=fields, day=by)
