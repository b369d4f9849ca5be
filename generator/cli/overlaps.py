"""`intreccio overlaps` and `intreccio similar`: who does something alike, with reasons; hints, never verdicts."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from generator.catalogue import Catalogue
from generator.checking import check
from generator.checking.same_bodies import Twins, same_bodies
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
    advice,
    corpus_of,
    likenesses_and_rest,
    match_reasons,
    reasons,
    sentence,
    similar,
    undecided,
)
from generator.matching.own_decisions import NONE_JUDGED, Judged, judged_hints
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
    judged = judged_hints(whole, corpus)
    pairs, beyond = likenesses_and_rest(whole, corpus, judged.weights)
    typer.echo(render_pairs(pairs, same_bodies(whole), whole, corpus, report, texts, beyond, judged))


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
    known = []
    for code in codes or ():
        meant = code if code in vocabulary else vocabulary.spoken.get(code.casefold())
        if meant is None:
            raise CannotRun("matching_code", code=code, scheme=scheme)
        known.append(meant)
    return tuple(known)


def render_pairs(  # noqa: PLR0913, PLR0917 - what is written, and what it is written from
    pairs: Sequence[Likeness],
    twins: Sequence[Twins],
    catalogue: Catalogue,
    corpus: Corpus,
    report: Format,
    texts: Texts,
    beyond: int = 0,
    judged: Judged = NONE_JUDGED,
) -> str:
    """Write pairs of activities, then bodies that may be one; decided pairs are in JSON only, people read how many.

    `beyond` are the pairs that were found and are not among these, because too many resemble each other; `judged` tells
    how often hints were right here, where that is known.
    """
    if report is Format.JSON:
        rows = [_as_row(likeness, catalogue, corpus, texts) for likeness in pairs]
        return _json(
            {
                "pairs": rows,
                "twins": [{"a": pair.a, "b": pair.b, "shared": pair.shared} for pair in twins],
                "beyond": beyond,
                **({"judged": {**asdict(judged), "shift": judged.shift}} if judged.is_enough else {}),
            }
        )
    shown = undecided(pairs)
    decided = len(pairs) - len(shown)
    markdown = report is Format.MARKDOWN
    parts = [_pair_in_words(likeness, catalogue, corpus, texts, markdown=markdown) for likeness in shown]
    total = texts.counted(len(shown), "matching.total") if shown else texts("matching.none")
    parts.append(f"{total} {texts.counted(decided, 'matching.decided')}" if decided else total)
    if judged.is_enough:
        parts.append(_judged_in_words(judged, texts))
    if beyond:
        parts.append(texts.counted(beyond, "matching.beyond"))
    bodies = [_twins_in_words(pair, catalogue, texts, markdown=markdown) for pair in twins]
    if markdown:
        parts = [f"## {texts('matching.overlaps.title')}", *parts]
        bodies = [f"## {texts('matching.twins.title')}", *bodies] if bodies else []
    return "\n\n".join([*parts, *bodies])


def _judged_in_words(judged: Judged, texts: Texts) -> str:
    """Say how often hints were right in this catalogue, and what follows for the others."""
    moved = "up" if judged.shift > 0 else "down" if judged.shift else "still"
    right = texts(f"matching.judged.{judged.how_many}", n=judged.looked_at, right=judged.right)
    return f"{right} {texts(f'matching.judged.{moved}', points=abs(judged.shift))}"


def _twins_in_words(twins: Twins, catalogue: Catalogue, texts: Texts, *, markdown: bool) -> str:
    """Say which two files may be about one body, why, and what to write when they are not."""
    names = {
        side: f"«{catalogue.organizations[body].name}» (" + (f"`{body}`" if markdown else body) + ")"
        for side, body in (("a", twins.a), ("b", twins.b))
    }
    why = ", ".join(texts(f"matching.shared.{trace}") for trace in twins.shared)
    words = texts("matching.twins", **names, why=why, code=twins.b, file=catalogue.organizations[twins.a].file)
    return f"- {words}" if markdown else words


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def _as_row(likeness: Likeness, catalogue: Catalogue, corpus: Corpus, texts: Texts) -> dict[str, object]:
    """Return the object that scripts rely on; two activities on one day are a `synergy` with a `clash` date."""
    return {
        "a": likeness.a,
        "b": likeness.b,
        "kind": Kind.SYNERGY if likeness.kind is Kind.CLASH else likeness.kind,
        "score": likeness.score,
        "reasons": reasons(likeness, catalogue, corpus, texts),
        "evidence": likeness.evidence,
        "decision": likeness.decision,
        "clash": likeness.levels.get(CLASH),
    }


def _pair_in_words(likeness: Likeness, catalogue: Catalogue, corpus: Corpus, texts: Texts, *, markdown: bool) -> str:
    """Say what two activities are to each other, why, and whom to talk to."""
    a, b = (catalogue.activities[activity] for activity in (likeness.a, likeness.b))
    why = sentence(reasons(likeness, catalogue, corpus, texts))
    whom = texts("matching.whom", names=f"{a.operator.name}, {b.operator.name}")
    kind, todo = advice(likeness, texts)
    whom = f"{todo} {whom}"
    if markdown:
        names = f"«{a.name}» (`{likeness.a}`) {texts('matching.and')} «{b.name}» (`{likeness.b}`)"
        return f"- **{kind}**: {names}.\n  {why} {whom}"
    return f"{kind} ({likeness.score})\n  {likeness.a}  «{a.name}»\n  {likeness.b}  «{b.name}»\n  {why}\n  {whom}"


def render_matches(matches: Sequence[Match], query: Query, corpus: Corpus, report: Format, texts: Texts) -> str:
    """Write the closest activities."""
    explained = [(match, match_reasons(match, query, corpus, texts)) for match in matches]
    if report is Format.JSON:
        rows = [{"activity": match.activity, "score": match.score, "reasons": why} for match, why in explained]
        return _json({"matches": rows})
    parts = []
    for match, why in explained:
        entry = corpus.entries[match.activity]
        name = texts("matching.whom_in", name=f"«{entry.name}»", operator=entry.operator.name)
        if report is Format.MARKDOWN:
            parts.append(f"- {name} `{match.activity}`\n  {sentence(why)}")
        else:
            parts.append(f"{name}\n  {match.activity} ({match.score})\n  {sentence(why)}")
    return "\n\n".join(parts) or texts("matching.nothing_similar")
