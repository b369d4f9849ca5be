"""`intreccio overlaps` and `intreccio similar`: who does something alike, with reasons; hints, never verdicts."""

import json
from collections.abc import Sequence
from typing import Annotated

import typer

from generator.catalogue import Catalogue
from generator.checking import check
from generator.cli.options import (
    HERE,
    CatalogueOption,
    Format,
    FormatOption,
    Language,
    LanguageOption,
    TodayOption,
    day_of,
)
from generator.errors import CannotRun
from generator.locale import Texts, load
from generator.matching import (
    Corpus,
    Kind,
    Likeness,
    Match,
    Query,
    corpus_of,
    likenesses,
    match_reasons,
    reasons,
    sentence,
    similar,
    undecided,
)
from generator.matching.bodies import Twins, same_bodies
from generator.matching.scoring import CLASH
from generator.reading.folder import read_folder

CodesOption = list[str] | None


def overlaps_command(
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    report: FormatOption = Format.TEXT,
    today: TodayOption = "",
) -> None:
    """Elenca le coppie di attività che si somigliano, con le ragioni. Esce sempre con 0: sono suggerimenti."""
    texts = load("messages", lang)
    whole = check(read_folder(catalogue), day_of(today)).catalogue
    corpus = corpus_of(whole)
    typer.echo(render_pairs(likenesses(whole, corpus), same_bodies(whole), whole, corpus, report, texts))


def similar_command(  # noqa: PLR0913, PLR0917 - one parameter per option
    text: Annotated[str, typer.Argument(help="Che cosa si vorrebbe fare, con parole proprie.")],
    tipo: Annotated[CodesOption, typer.Option("--tipo", help="Il tipo di attività.", show_default=False)] = None,
    territorio: Annotated[CodesOption, typer.Option("--territorio", help="Dove.", show_default=False)] = None,
    destinatari: Annotated[CodesOption, typer.Option("--destinatari", help="Per chi.", show_default=False)] = None,
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    report: FormatOption = Format.TEXT,
    today: TodayOption = "",
) -> None:
    """Trova le attività più vicine a quella che si ha in mente, con le ragioni."""
    texts = load("messages", lang)
    whole = check(read_folder(catalogue), day_of(today)).catalogue
    corpus = corpus_of(whole)
    query = Query(
        text,
        kinds=_known(tipo, "tipi_attivita", whole),
        territories=_known(territorio, "territori", whole),
        audiences=_known(destinatari, "destinatari", whole),
    )
    typer.echo(render_matches(similar(query, corpus), query, corpus, report, texts))


def _known(codes: CodesOption, scheme: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the codes, also where they were given as people say them; raises CannotRun."""
    vocabulary = catalogue.vocabularies[scheme]
    found = []
    for code in codes or ():
        known = code if code in vocabulary else vocabulary.spoken.get(code.casefold())
        if known is None:
            raise CannotRun("matching_code", code=code, scheme=scheme)
        found.append(known)
    return tuple(found)


def render_pairs(
    found: Sequence[Likeness],
    twins: Sequence[Twins],
    catalogue: Catalogue,
    corpus: Corpus,
    report: Format,
    texts: Texts,
) -> str:
    """Write pairs of activities, then bodies that may be one; decided pairs are in JSON only, people read how many."""
    if report is Format.JSON:
        pairs = [_pair(one, catalogue, corpus, texts) for one in found]
        return _json({"pairs": pairs, "twins": [{"a": one.a, "b": one.b, "shared": one.shared} for one in twins]})
    shown = undecided(found)
    markdown = report is Format.MARKDOWN
    told = [_told(one, catalogue, corpus, texts, markdown=markdown) for one in shown]
    parts = [*told, _summary(len(shown), len(found) - len(shown), texts)]
    bodies = [_told_twins(one, catalogue, texts, markdown=markdown) for one in twins]
    if markdown:
        parts = [_heading("matching.overlaps.title", texts), *parts]
        bodies = [_heading("matching.twins.title", texts), *bodies] if bodies else []
    return "\n\n".join([*parts, *bodies])


def _heading(key: str, texts: Texts) -> str:
    return f"## {texts(key)}"


def _told_twins(one: Twins, catalogue: Catalogue, texts: Texts, *, markdown: bool) -> str:
    """Say which two files may be about one body, why, and what to write when they are not."""
    names = {
        side: f"«{catalogue.organizations[body].name}» (" + (f"`{body}`" if markdown else body) + ")"
        for side, body in (("a", one.a), ("b", one.b))
    }
    why = ", ".join(texts(f"matching.shared.{trace}") for trace in one.shared)
    told = texts("matching.twins", **names, why=why, code=one.b, file=catalogue.organizations[one.a].file)
    return f"- {told}" if markdown else told


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def _pair(one: Likeness, catalogue: Catalogue, corpus: Corpus, texts: Texts) -> dict[str, object]:
    return {
        "a": one.a,
        "b": one.b,
        "kind": Kind.SYNERGY if one.kind is Kind.CLASH else one.kind,
        "score": one.score,
        "reasons": reasons(one, catalogue, corpus, texts),
        "evidence": one.evidence,
        "decision": one.decision,
        "clash": one.levels.get(CLASH),
    }


def _told(one: Likeness, catalogue: Catalogue, corpus: Corpus, texts: Texts, *, markdown: bool) -> str:
    here, there = (catalogue.activities[activity] for activity in (one.a, one.b))
    why = sentence(reasons(one, catalogue, corpus, texts))
    whom = texts("matching.whom", names=f"{here.operator.name}, {there.operator.name}")
    kind = texts(f"matching.kind.{one.kind}")
    names = here.name, there.name
    if markdown:
        return (
            f"- **{kind}**: «{names[0]}» (`{one.a}`) {texts('matching.and')} «{names[1]}» (`{one.b}`).\n  {why} {whom}"
        )
    return f"{kind} ({one.score})\n  {one.a}  «{names[0]}»\n  {one.b}  «{names[1]}»\n  {why}\n  {whom}"


def _summary(shown: int, decided: int, texts: Texts) -> str:
    total = texts("matching.none") if shown == 0 else texts.counted(shown, "matching.total")
    return f"{total} {texts.counted(decided, 'matching.decided')}" if decided else total


def render_matches(found: Sequence[Match], query: Query, corpus: Corpus, report: Format, texts: Texts) -> str:
    """Write the closest activities."""
    why = [match_reasons(one, query, corpus, texts) for one in found]
    if report is Format.JSON:
        rows = [
            {"activity": one.activity, "score": one.score, "reasons": parts}
            for one, parts in zip(found, why, strict=True)
        ]
        return _json({"matches": rows})
    told = []
    for one, parts in zip(found, why, strict=True):
        entry = corpus.entries[one.activity]
        name = texts("matching.whom_in", name=f"«{entry.name}»", operator=entry.operator.name)
        if report is Format.MARKDOWN:
            told.append(f"- {name} `{one.activity}`\n  {sentence(parts)}")
        else:
            told.append(f"{name}\n  {one.activity} ({one.score})\n  {sentence(parts)}")
    return "\n\n".join(told) or texts("matching.nothing_similar")
