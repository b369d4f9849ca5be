"""`intreccio ascolto init`, the kit of a listening path, and what `intreccio import ascolto` counts of its answers."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from generator.catalogue import Vocabularies
from generator.checking import check
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.contributing.catalogues.place_names import place_name
from generator.contributing.importing.columns import SheetMapping
from generator.contributing.listening.counting import Count, as_table, counted, when
from generator.contributing.listening.kit import MADE_AGAIN, kit
from generator.contributing.listening.questionnaire import (
    FILE,
    Questionnaire,
    packaged_questionnaire,
    questionnaire_of,
    read_questionnaire,
)
from generator.errors import CannotRun
from generator.locale import Texts, load
from generator.reading.folder import SETTINGS, read_folder, slug
from generator.reading.spreadsheets import Sheet
from generator.reading.surveys import FOLDER as SURVEYS
from generator.site.settings import own_content, settings

_FOLDER = Path("ascolto")


def listening_init_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="La cartella dove scrivere il kit.")] = _FOLDER,
    until: Annotated[str, typer.Option("--entro", help="Entro quando si risponde: «15 ottobre».")] = "",
    link: Annotated[str, typer.Option("--collegamento", help="L'indirizzo del questionario online, se c'è già.")] = "",
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Prepara il percorso di ascolto: questionario su carta e per i moduli online, invito, intervista, laboratorio."""
    texts, day = load("messages", lang), day_of(today)
    vocabularies = _vocabularies(catalogue, day)
    own = folder / FILE
    text = own.read_text("utf-8-sig") if own.is_file() else packaged_questionnaire()
    files = kit(
        questionnaire_of(text, FILE, vocabularies), text, {**_known(catalogue), "entro": until, "collegamento": link}
    )
    written, left = [], []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            path = folder / name
            if path.exists() and name not in MADE_AGAIN:
                left.append(name)
                continue
            path.write_bytes(content)
            written.append(name)
    except OSError as error:
        raise CannotRun("system", file=folder, reason=error) from error
    typer.echo(texts("listening.written", folder=folder, files=", ".join(sorted(written))))
    if left:
        typer.echo(texts("listening.left", files=", ".join(sorted(left))))
    typer.echo(texts("listening.next"))


def _vocabularies(catalogue: Path, day: date) -> Vocabularies:
    """The words of the catalogue, or those of the package where there is none yet."""
    return check(read_folder(catalogue), day).catalogue.vocabularies


def _known(catalogue: Path) -> dict[str, str]:
    """What the settings say of who asks: the office, its contacts, the town."""
    if not (catalogue / SETTINGS).is_file():
        return {}
    known: dict[str, Any] = settings(catalogue)["extra"]["catalogue"]
    office = known.get("ufficio") or {}
    contacts = [str(contact["valore"]) for contact in office.get("contatti") or () if contact.get("valore")]
    place = place_name(str(known.get("comune") or ""))
    return {
        "chi": str(office.get("nome") or ""),
        "recapiti": ", ".join(contacts),
        "luogo": f"nel territorio {place.of_it}" if place.name else "",
    }


def questionnaire_for(file: Path, given: Path | None, vocabularies: Vocabularies) -> Questionnaire:
    """Return the questionnaire of some answers: the one given, the one beside the table, else the packaged one."""
    beside = file.with_name(FILE)
    if given is not None or beside.is_file():
        return read_questionnaire(given or beside, vocabularies)
    return questionnaire_of(packaged_questionnaire(), FILE, vocabularies)


def counts_of(table: Sheet, columns: SheetMapping, questionnaire: Questionnaire) -> list[Count]:
    """Count the answers of a table; raises CannotRun where no column holds answers that can be counted."""
    if not (counts := counted(table, columns, questionnaire)):
        raise CannotRun("listening_no_questions", columns=", ".join(column.heading for column in columns.columns))
    return counts


def counts_lines(counts: list[Count], table: Sheet, columns: SheetMapping, texts: Texts) -> list[str]:
    """Say what was counted, so that somebody can add it up: answers and silences of each question are all the rows."""
    rows = sum(row.number > columns.header for row in table.rows)
    lines = ["", texts("listening.counts", rows=rows, n=sum(count.may_be_written for count in counts))]
    for count in counts:
        key = "listening.count" if count.may_be_written else "listening.too_few"
        lines.append(texts(key, question=count.words, answered=count.answered, silent=count.silent))
    return lines


def write_counts(
    catalogue: Path, file: Path, counts: list[Count], table: Sheet, columns: SheetMapping, source: str, day: date
) -> Path:
    """Write the counts where the site reads them; returns the file, which one of the same source takes the place of."""
    folder = own_content(catalogue, settings(catalogue)) / SURVEYS
    path = folder / f"{slug(source) or slug(file.stem) or 'risposte'}.csv"
    if folder.is_symlink() or path.is_symlink():
        raise CannotRun("symbolic_link", target=path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_table(counts, source, when(table, columns) or f"{day.year}"))
    except OSError as error:
        raise CannotRun("system", file=path, reason=error) from error
    return path
