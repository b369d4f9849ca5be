"""`intreccio new`: a few questions, what resembles it already, and a commented record to go on from."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from generator.catalogue import Catalogue
from generator.checking import check, check_record
from generator.checking.placing import in_words
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.contributing.creating import (
    Draft,
    alike,
    alike_activities,
    code_of,
    editor_schema,
    meant,
    record_text,
    suggested_body,
    suggested_themes,
    taken,
)
from generator.diagnostics import Severity
from generator.locale import Texts, load
from generator.reading.folder import Sources, read_folder, read_text, slug
from generator.weaving import corpus_of

CodesOption = list[str] | None


class Kind(StrEnum):
    """Kind of record."""

    NETWORK = "network"
    ORGANIZATION = "organization"


_KINDS = {Kind.NETWORK: "rete", Kind.ORGANIZATION: "ente"}


class CannotCreate(Exception):
    """What was given is not enough, or not right: a sentence, and exit status 1."""


@dataclass(frozen=True)
class Desk:
    """Where a record is being made: the catalogue, the words, and whether there is somebody to ask."""

    catalogue: Catalogue
    texts: Texts
    today: date
    has_somebody: bool

    def ask(self, question: str, default: str = "") -> str:
        """Ask; where nobody can answer nothing is guessed: an empty text."""
        if not self.has_somebody:
            return ""
        words = self.texts(f"new.ask_{question}")
        answer: str = typer.prompt(words, default=default, show_default=bool(default), err=True)
        return answer.strip()

    def codes(self, given: Iterable[str], scheme: str) -> tuple[str, ...]:
        """Return the codes of what was said in codes or in words; raises CannotCreate for what is no term."""
        return tuple(dict.fromkeys(self._code(said.strip(), scheme) for said in given if said.strip()))

    def _code(self, said: str, scheme: str) -> str:
        vocabulary = self.catalogue.vocabularies[scheme]
        code = code_of(said, vocabulary)
        if code is None:
            near = meant(said, vocabulary)
            key = "new.not_a_code_near" if near else "new.not_a_code"
            raise CannotCreate(self.texts(key, said=said, scheme=scheme, near=near))
        return code


def new_command(  # noqa: PLR0913, PLR0917 - one parameter per option
    kind: Annotated[Kind, typer.Argument(help="Che cosa: una rete (network) o un ente (organization).")],
    nome: Annotated[str, typer.Option("--nome", help="Come si chiama.")] = "",
    tema: Annotated[CodesOption, typer.Option("--tema", help="Di che cosa si occupa.", show_default=False)] = None,
    territorio: Annotated[CodesOption, typer.Option("--territorio", help="Dove.", show_default=False)] = None,
    tipo: Annotated[str, typer.Option("--tipo", help="Che tipo di ente è.")] = "",
    descrizione: Annotated[str, typer.Option("--descrizione", help="Che cosa fa, in una frase.")] = "",
    fonte: Annotated[str, typer.Option("--fonte", help="Dove si legge: una pagina o un documento.")] = "",
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Comincia una scheda nuova: mostra prima quelle che somigliano, poi scrive un file con le spiegazioni dentro."""
    texts, day = load("messages", lang), day_of(today)
    sources = read_folder(catalogue)
    desk = Desk(check(sources, day).catalogue, texts, day, sys.stdin.isatty())
    given = Draft(_KINDS[kind], "", nome, tuple(tema or ()), tuple(territorio or ()), tipo, descrizione, fonte)
    try:
        draft = _completed(given, desk)
        _refuse_taken(draft.id, sources, desk)
        _write(
            catalogue / draft.file,
            _sound_text(draft, desk, with_schema=(catalogue / editor_schema(draft.kind)).is_file()),
        )
    except CannotCreate as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    typer.echo(texts("new.written", file=draft.file))


def _completed(given: Draft, desk: Desk) -> Draft:
    """Fill in what is missing by asking; what resembles it is told before any other question."""
    name = given.name or desk.ask("nome")
    _tell_alike(name, desk)
    summary = given.summary or desk.ask("descrizione")
    about = f"{name} {summary}"
    vocabularies = desk.catalogue.vocabularies
    themes = given.themes or _several(desk.ask("temi", ", ".join(suggested_themes(about, vocabularies))))
    places = given.territories or _several(desk.ask("territori", _only_town(desk.catalogue)))
    body = suggested_body(name, vocabularies) if given.kind == "ente" else ""
    draft = replace(
        given,
        id=slug(name),
        name=name,
        summary=summary,
        themes=desk.codes(themes, "temi"),
        territories=desk.codes(places, "territori"),
        body=next(iter(desk.codes([given.body or desk.ask("tipo", body)], "tipi_ente")), "") if body else "",
        source=given.source or desk.ask("fonte"),
    )
    _refuse_gaps(draft, desk.texts)
    _tell_activities(draft, desk)
    return draft


def _several(answer: str) -> tuple[str, ...]:
    return tuple(answer.split(","))


def _only_town(catalogue: Catalogue) -> str:
    towns = [term.code for term in catalogue.vocabularies["territori"] if term.level == "comune"]
    return towns[0] if len(towns) == 1 else ""


def _refuse_gaps(draft: Draft, texts: Texts) -> None:
    """Name every option that is needed and missing; raises CannotCreate."""
    needed = {"--nome": draft.id, "--fonte": draft.source}
    if draft.kind == "rete":
        needed |= {"--tema": "".join(draft.themes), "--territorio": "".join(draft.territories)}
    if missing := [option for option, value in needed.items() if not value]:
        raise CannotCreate(texts("new.missing", options=", ".join(missing)))


def _refuse_taken(record_id: str, sources: Sources, desk: Desk) -> None:
    if taken(record_id, desk.catalogue, (one.id for one in sources.files)):
        raise CannotCreate(desk.texts("new.taken", id=record_id))


def _tell_alike(name: str, desk: Desk) -> None:
    found = alike(name, desk.catalogue)
    if found:
        lines = [f"  «{entry.name}» ({entry.file})" for entry in found]
        typer.echo("\n".join([desk.texts("new.alike"), *lines, ""]), err=True)
    if found and desk.has_somebody and not typer.confirm(desk.texts("new.go_on"), default=False, err=True):
        raise CannotCreate(desk.texts("new.stopped"))


def _tell_activities(draft: Draft, desk: Desk) -> None:
    if not draft.summary:
        return
    corpus = corpus_of(desk.catalogue)
    found = [corpus.entries[one.activity] for one in alike_activities(draft.summary, draft.territories, corpus)]
    if found:
        lines = [f"  «{entry.name}», {entry.operator.name} ({entry.home.file})" for entry in found]
        typer.echo("\n".join([desk.texts("new.alike_activities"), *lines, ""]), err=True)


def _sound_text(draft: Draft, desk: Desk, *, with_schema: bool) -> str:
    """Write the record, unless it would not pass its checks: raises CannotCreate with all that is wrong."""
    text = record_text(draft, desk.today, with_schema=with_schema)
    read = read_text(text, draft.id, draft.file, draft.kind)
    found = [*read.findings, *check_record(read, desk.catalogue.vocabularies, desk.today)]
    errors = [in_words(one, desk.texts) for one in found if one.severity is Severity.ERROR]
    if errors:
        raise CannotCreate("\n".join("\n".join(part for part in words if part) for words in errors))
    return text


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
