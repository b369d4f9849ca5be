"""`intreccio new`: a few questions, what resembles it already, and a commented record to go on from."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from generator.catalogue import Catalogue, Vocabulary
from generator.checking import check
from generator.checking.personal_data import mask, personal_in
from generator.cli.options import HERE, CatalogueOption, Format, Language, LanguageOption, TodayOption, day_of
from generator.cli.questions import Declined, NotUnderstood, Questions
from generator.cli.reporting import findings_text, reported_refusals
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
from generator.diagnostics import Severity
from generator.locale import Texts, load
from generator.matching import corpus_of
from generator.reading.folder import Sources, read_folder, slug
from generator.reading.names import is_kept_by_windows

CodesOption = list[str] | None


class Kind(StrEnum):
    """Kind of record."""

    NETWORK = "network"
    ORGANIZATION = "organization"


_KINDS = {Kind.NETWORK: "rete", Kind.ORGANIZATION: "ente"}


@dataclass(frozen=True)
class Interview:
    """Questions about a new record, and what their answers are held against: a catalogue, on a day.

    Every method takes what an option gave, and asks where that is nothing or can't be understood; it raises
    NotUnderstood where nobody can be asked.
    """

    sources: Sources
    catalogue: Catalogue
    today: date
    questions: Questions

    @property
    def texts(self) -> Texts:
        """The words."""
        return self.questions.texts

    def name(self, given: str) -> str:
        """Return a name that no record has, once whoever gives it knows which ones resemble it.

        Raises Declined where whoever is asked would rather stop there.
        """
        return self.questions.settled("new.ask_nome", given, self._new_name)

    def text(self, question: str, given: str, *, needed: bool = False) -> str:
        """Return a text that could be published."""

        def understood(answer: str) -> str:
            return self._publishable(self.questions.needed(answer) if needed else answer)

        return self.questions.settled(f"new.ask_{question}", given, understood)

    def codes(self, scheme: str, given: Iterable[str], default: str, *, needed: bool = False) -> tuple[str, ...]:
        """Return codes of a vocabulary; they may be given in words."""
        vocabulary = self.catalogue.vocabularies[scheme]

        def understood(answer: str) -> tuple[str, ...]:
            terms = [term for part in answer.split(";") for term in _terms_in(part.strip(), vocabulary)]
            codes = tuple(dict.fromkeys(self._code(term, scheme) for term in terms))
            if needed:
                self.questions.needed("".join(codes))
            return codes

        return self.questions.settled(f"new.ask_{scheme}", ";".join(given), understood, default)

    def _new_name(self, answer: str) -> str:
        if not slug(self._publishable(self.questions.needed(answer))):
            # A letter of another alphabet is a letter, but the file and the address are written in those of this one.
            key = "new.other_alphabet" if any(letter.isalnum() for letter in answer) else "new.nameless"
            raise NotUnderstood(self.texts(key, said=mask(answer)))
        if is_kept_by_windows(slug(answer)):
            raise NotUnderstood(self.texts("new.reserved", id=slug(answer)))
        resembling = alike(answer, self.catalogue)
        if resembling:
            lines = [f"  «{entry.name}» ({entry.file})" for entry in resembling]
            typer.echo("\n".join([self.texts("new.alike"), *lines, ""]), err=True)
        if taken(slug(answer), self.catalogue, (file.id for file in self.sources.files)):
            raise NotUnderstood(self.texts("new.taken", id=slug(answer)))
        if resembling and self.questions.has_somebody and not self.questions.agrees("new.go_on"):
            raise Declined(self.texts("new.stopped"))
        return answer

    def _publishable(self, answer: str) -> str:
        """Return a text in which nothing forbids publication: better to hear it now than after the last question."""
        forbidden = [finding.code for finding in personal_in(answer) if finding.code.startswith("E")]
        if forbidden and self.questions.has_somebody:
            raise NotUnderstood(self.texts(f"{forbidden[0]}.message"))
        return answer

    def _code(self, term: str, scheme: str) -> str:
        vocabulary = self.catalogue.vocabularies[scheme]
        if (code := code_of(term, vocabulary)) is not None:
            return code
        if near := meant(term, vocabulary):
            raise NotUnderstood(self.texts("new.not_a_code_near", said=mask(term), near=near))
        # A catalogue that uses the packaged list has no file of its own to look into.
        file = f"vocabularies/{scheme}.yml"
        has_file = (self.sources.root / file).is_file()
        where = self.texts("new.listed_in_file", file=file) if has_file else self.texts("new.listed")
        raise NotUnderstood(f"{self.texts('new.not_a_code', said=mask(term))} {where}")


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
    interview = Interview(sources, check(sources, day).catalogue, day, Questions(texts, sys.stdin.isatty()))
    given = Draft(_KINDS[kind], "", nome, tuple(tema or ()), tuple(territorio or ()), tipo, descrizione, fonte)
    try:
        draft = _completed(given, interview)
    except (NotUnderstood, Declined) as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    with reported_refusals(texts):
        _write(draft, interview)
    typer.echo(texts("new.written", file=draft.file))


def _completed(given: Draft, interview: Interview) -> Draft:
    """Fill in what is missing by asking; which records resemble it is shown before any other question."""
    _refuse_gaps(given, interview)
    is_network = given.kind == "rete"
    name = interview.name(given.name)
    summary = interview.text("descrizione", given.summary)
    vocabularies = interview.catalogue.vocabularies
    towns = [term.code for term in vocabularies["territori"] if term.level == "comune"]
    only_town = towns[0] if len(towns) == 1 else ""
    kinds, suggested_kind = [given.body] if given.body else [], suggested_body(name, vocabularies)
    draft = replace(
        given,
        id=slug(name),
        name=name,
        summary=summary,
        themes=interview.codes(
            "temi", given.themes, ", ".join(suggested_themes(f"{name} {summary}", vocabularies)), needed=is_network
        ),
        territories=interview.codes("territori", given.territories, only_town, needed=is_network),
        body="" if is_network else next(iter(interview.codes("tipi_ente", kinds, suggested_kind)), ""),
        source=interview.text("fonte", given.source, needed=True),
    )
    _show_alike_activities(draft, interview)
    return draft


def _refuse_gaps(given: Draft, interview: Interview) -> None:
    """Where nobody can be asked, name every option that is needed and missing; raises NotUnderstood."""
    needed = {"--nome": given.name, "--fonte": given.source}
    if given.kind == "rete":
        needed |= {"--tema": "".join(given.themes), "--territorio": "".join(given.territories)}
    missing = [option for option, value in needed.items() if not value.strip()]
    if missing and not interview.questions.has_somebody:
        raise NotUnderstood(interview.texts("new.missing", options=", ".join(missing)))


def _terms_in(answer: str, vocabulary: Vocabulary) -> list[str]:
    """Part an answer at its commas, unless they belong to a label («Infanzia, adolescenza e famiglia»)."""
    parts = [answer] if code_of(answer, vocabulary) else answer.split(",")
    return [part.strip() for part in parts if part.strip()]


def _show_alike_activities(draft: Draft, interview: Interview) -> None:
    if not draft.summary:
        return
    corpus = corpus_of(interview.catalogue)
    matches = alike_activities(draft.summary, draft.territories, corpus)
    if entries := [corpus.entries[match.activity] for match in matches]:
        lines = [f"  «{entry.name}», {entry.operator.name} ({entry.home.file})" for entry in entries]
        typer.echo("\n".join([interview.texts("new.alike_activities"), *lines, ""]), err=True)


def _write(draft: Draft, interview: Interview) -> None:
    """Write the record, and say what is wrong with it first; with errors stop, exit status 1."""
    root, texts = interview.sources.root, interview.texts
    has_schema = (root / editor_schema(draft.kind)).is_file()
    change = {draft.file: record_text(draft, interview.today, with_schema=has_schema)}
    about, errors = findings_after(interview.sources, change, interview.today)
    elsewhere = [error for error in errors if error.file != draft.file]
    diagnostics = worded([*about, *elsewhere], change, root, texts)
    # Hints are for who goes on writing the record: `check` shows them.
    if weighty := [diagnostic for diagnostic in diagnostics if diagnostic.severity is not Severity.HINT]:
        typer.echo(f"{findings_text(weighty, Format.TEXT, texts)}\n", err=True)
    if any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics):
        typer.echo(texts("change.stopped"), err=True)
        raise typer.Exit(1)
    write_change(root, change)
