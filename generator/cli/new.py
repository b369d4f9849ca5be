"""`intreccio new`: a few questions, what resembles it already, and a commented record to go on from."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from generator.catalogue import Catalogue, Vocabulary
from generator.checking import check
from generator.checking.personal_data import mask, personal_in
from generator.cli.asking import Asking, Declined, NotUnderstood
from generator.cli.changes import findings_text, told_refusals
from generator.cli.options import HERE, CatalogueOption, Format, Language, LanguageOption, TodayOption, day_of
from generator.contributing.files.changes import findings_after, worded, write_change
from generator.contributing.records.new import (
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
from generator.diagnostics import Diagnostic, Severity
from generator.locale import Texts, load
from generator.matching import corpus_of
from generator.reading.folder import Sources, read_folder, slug

CodesOption = list[str] | None


class Kind(StrEnum):
    """Kind of record."""

    NETWORK = "network"
    ORGANIZATION = "organization"


_KINDS = {Kind.NETWORK: "rete", Kind.ORGANIZATION: "ente"}


@dataclass(frozen=True)
class Desk:
    """Where a record is being made: the catalogue, the day, and how questions are asked."""

    sources: Sources
    catalogue: Catalogue
    today: date
    asking: Asking

    @property
    def texts(self) -> Texts:
        """The words."""
        return self.asking.texts

    def codes(self, scheme: str, given: Iterable[str], default: str, *, needed: bool = False) -> tuple[str, ...]:
        """Return the codes of what was given, or is answered, in codes or in words."""
        understand = partial(_codes, scheme=scheme, needed=needed, desk=self)
        return self.asking.settled(f"new.ask_{scheme}", ";".join(given), understand, default)

    def said(self, question: str, given: str, *, needed: bool = False) -> str:
        """Return a text that was given, or is answered, and that could be published."""
        return self.asking.settled(
            f"new.ask_{question}", given, lambda text: _publishable(self.asking.needed(text) if needed else text, self)
        )


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
    desk = Desk(sources, check(sources, day).catalogue, day, Asking(texts, sys.stdin.isatty()))
    given = Draft(_KINDS[kind], "", nome, tuple(tema or ()), tuple(territorio or ()), tipo, descrizione, fonte)
    try:
        draft = _completed(given, desk)
    except (NotUnderstood, Declined) as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    with told_refusals(texts):
        _write(draft, desk)
    typer.echo(texts("new.written", file=draft.file))


def _completed(given: Draft, desk: Desk) -> Draft:
    """Fill in what is missing by asking; what resembles it is told before any other question."""
    _refuse_gaps(given, desk)
    is_network = given.kind == "rete"
    name = desk.asking.settled("new.ask_nome", given.name, partial(_new_name, desk=desk))
    summary = desk.said("descrizione", given.summary)
    vocabularies = desk.catalogue.vocabularies
    themes = ", ".join(suggested_themes(f"{name} {summary}", vocabularies))
    draft = replace(
        given,
        id=slug(name),
        name=name,
        summary=summary,
        themes=desk.codes("temi", given.themes, themes, needed=is_network),
        territories=desk.codes("territori", given.territories, _only_town(desk.catalogue), needed=is_network),
        body="" if is_network else _body(given.body, name, desk),
        source=desk.said("fonte", given.source, needed=True),
    )
    _tell_activities(draft, desk)
    return draft


def _body(given: str, name: str, desk: Desk) -> str:
    suggested = suggested_body(name, desk.catalogue.vocabularies)
    return next(iter(desk.codes("tipi_ente", [given] if given else [], suggested)), "")


def _new_name(said: str, desk: Desk) -> str:
    """Return a name that no record has, once whoever gives it knows which ones resemble it."""
    if not slug(_publishable(desk.asking.needed(said), desk)):
        # A letter of another alphabet is a letter, but the file and the address are written in those of this one.
        key = "new.other_alphabet" if any(letter.isalnum() for letter in said) else "new.nameless"
        raise NotUnderstood(desk.texts(key, said=mask(said)))
    found = alike(said, desk.catalogue)
    if found:
        lines = [f"  «{entry.name}» ({entry.file})" for entry in found]
        typer.echo("\n".join([desk.texts("new.alike"), *lines, ""]), err=True)
    if taken(slug(said), desk.catalogue, (one.id for one in desk.sources.files)):
        raise NotUnderstood(desk.texts("new.taken", id=slug(said)))
    if found and desk.asking.has_somebody and not desk.asking.agrees("new.go_on"):
        raise Declined(desk.texts("new.stopped"))
    return said


def _publishable(said: str, desk: Desk) -> str:
    """Return a text in which nothing forbids publication: better to hear it now than after the last question."""
    forbidden = [one.code for one in personal_in(said) if one.code.startswith("E")]
    if forbidden and desk.asking.has_somebody:
        raise NotUnderstood(desk.texts(f"{forbidden[0]}.message"))
    return said


def _codes(said: str, scheme: str, *, needed: bool, desk: Desk) -> tuple[str, ...]:
    vocabulary = desk.catalogue.vocabularies[scheme]
    parts = [part for several in said.split(";") for part in _several(several.strip(), vocabulary)]
    codes = tuple(dict.fromkeys(_code(part, scheme, desk) for part in parts))
    if needed:
        desk.asking.needed("".join(codes))
    return codes


def _several(said: str, vocabulary: Vocabulary) -> list[str]:
    """Part an answer at its commas, unless they belong to a label («Infanzia, adolescenza e famiglia»)."""
    parts = [said] if code_of(said, vocabulary) else said.split(",")
    return [part.strip() for part in parts if part.strip()]


def _code(said: str, scheme: str, desk: Desk) -> str:
    vocabulary = desk.catalogue.vocabularies[scheme]
    if (code := code_of(said, vocabulary)) is not None:
        return code
    if near := meant(said, vocabulary):
        raise NotUnderstood(desk.texts("new.not_a_code_near", said=mask(said), near=near))
    raise NotUnderstood(f"{desk.texts('new.not_a_code', said=mask(said))} {_where_listed(scheme, desk)}")


def _where_listed(scheme: str, desk: Desk) -> str:
    """Say where a list can be read: a catalogue that uses the packaged one has no file of its own to look into."""
    file = f"vocabularies/{scheme}.yml"
    has_file = (desk.sources.root / file).is_file()
    return desk.texts("new.listed_in_file", file=file) if has_file else desk.texts("new.listed")


def _only_town(catalogue: Catalogue) -> str:
    towns = [term.code for term in catalogue.vocabularies["territori"] if term.level == "comune"]
    return towns[0] if len(towns) == 1 else ""


def _refuse_gaps(given: Draft, desk: Desk) -> None:
    """Where nobody can be asked, name every option that is needed and missing; raises NotUnderstood."""
    needed = {"--nome": given.name, "--fonte": given.source}
    if given.kind == "rete":
        needed |= {"--tema": "".join(given.themes), "--territorio": "".join(given.territories)}
    missing = [option for option, value in needed.items() if not value.strip()]
    if missing and not desk.asking.has_somebody:
        raise NotUnderstood(desk.texts("new.missing", options=", ".join(missing)))


def _tell_activities(draft: Draft, desk: Desk) -> None:
    if not draft.summary:
        return
    corpus = corpus_of(desk.catalogue)
    found = [corpus.entries[one.activity] for one in alike_activities(draft.summary, draft.territories, corpus)]
    if found:
        lines = [f"  «{entry.name}», {entry.operator.name} ({entry.home.file})" for entry in found]
        typer.echo("\n".join([desk.texts("new.alike_activities"), *lines, ""]), err=True)


def _write(draft: Draft, desk: Desk) -> None:
    """Write the record once what is wrong with it has been told; with errors stop, exit status 1."""
    schema = desk.sources.root / editor_schema(draft.kind)
    change = {draft.file: record_text(draft, desk.today, with_schema=schema.is_file())}
    about, errors = findings_after(desk.sources, change, desk.today)
    elsewhere = [one for one in errors if one.file != draft.file]
    found = worded([*about, *elsewhere], change, desk.sources.root, desk.texts)
    _tell(found, desk.texts)
    if any(one.severity is Severity.ERROR for one in found):
        typer.echo(desk.texts("change.stopped"), err=True)
        raise typer.Exit(1)
    write_change(desk.sources.root, change)


def _tell(found: list[Diagnostic], texts: Texts) -> None:
    weighty = [one for one in found if one.severity is not Severity.HINT]
    if weighty:
        typer.echo(f"{findings_text(weighty, Format.TEXT, texts)}\n", err=True)
