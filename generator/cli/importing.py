"""`intreccio import`: a spreadsheet as drafts and proposals, with an account of every cell.

`intreccio import ascolto` does the same with answers to a questionnaire, and counts them.
"""

import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from generator.catalogue import Vocabularies
from generator.checking import check
from generator.checking.personal_data import mask
from generator.cli import listening
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.cli.questions import Questions
from generator.cli.reporting import reported_refusals
from generator.contributing.files.changes import write_change
from generator.contributing.importing.columns import (
    COUNTED,
    UNKNOWN,
    Column,
    SheetMapping,
    as_text,
    guessed,
    read_mapping,
)
from generator.contributing.importing.drafts import Draft, Line, Way
from generator.contributing.importing.hsds import read_bodies_of, read_export
from generator.contributing.importing.importing import Import, account_table, planned, planned_of
from generator.contributing.listening.counting import Count, mapping_of
from generator.errors import CannotRun
from generator.locale import Texts, load, unobeyed
from generator.reading.folder import Sources, read_folder
from generator.reading.spreadsheets import Sheet, read_sheet

_LISTENING = "ascolto"
_WIDEST = 48
"""Characters of a heading that a line shows."""
_HSDS = "hsds"
_SHOWN = 10
"""Records shown as they would become."""
_MOST_REASONS = 12


def import_command(  # noqa: PLR0913, PLR0917 - one parameter per option
    what: Annotated[
        list[Path],
        typer.Argument(
            help="La tabella: CSV, XLSX, XLS o ODS. Con «ascolto» davanti sono risposte a un questionario; con «hsds»"
            " un file JSON o una cartella in HSDS (Open Referral).",
            metavar="[ascolto|hsds] FILE",
        ),
    ],
    mapping: Annotated[
        Path | None, typer.Option("--mapping", help="Come si leggono le colonne: il file scritto l'altra volta.")
    ] = None,
    sheet: Annotated[str, typer.Option("--foglio", help="Quale foglio, se sono più di uno.")] = "",
    fonte: Annotated[str, typer.Option("--fonte", help="Da dove vengono i dati: «Albo comunale 2026».")] = "",
    questions: Annotated[
        Path | None,
        typer.Option(
            "--questionario", help="Le domande di «import ascolto».", show_default="quelle accanto alla tabella"
        ),
    ] = None,
    write: Annotated[bool, typer.Option("--scrivi", help="Scrive bozze e proposte, invece di mostrarle.")] = False,
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Porta nel catalogo una tabella di enti: bozze per i nuovi, proposte per gli altri, e il conto di ogni cella."""
    texts, day = load("messages", lang), day_of(today)
    file, holds = _file_of(what)
    is_survey = holds == _LISTENING
    sources = read_folder(catalogue)
    if holds == _HSDS:
        _import_hsds(file, fonte, sources, texts, day, is_agreed=write)
        return
    table = read_sheet(file, sheet)
    vocabularies = check(sources, day).catalogue.vocabularies
    counts: list[Count] = []
    columns = read_mapping(mapping, table) if mapping else SheetMapping(0, ())
    # A mapping that says what is counted is of answers, whether or not somebody says so again.
    is_survey = is_survey or any(column.is_counted for column in columns.columns)
    if is_survey:
        questionnaire = listening.questionnaire_for(file, questions, vocabularies)
        columns = mapping_of(table, questionnaire, mapping)
        counts = listening.counts_of(table, columns, questionnaire)
    elif not mapping:
        columns = guessed(table)
    title = fonte or (texts("listening.source") if is_survey else _title(file))
    way = _way(columns, vocabularies, day, title)
    made = planned(table, way, sources)
    lines = _report(table, columns, made, texts)
    lines += listening.counts_lines(counts, table, columns, texts) if is_survey else []
    if not _is_wanted(lines, texts, is_agreed=write):
        return
    with reported_refusals(texts):
        _write_mapping(file, columns)
        _write_account(file, made, texts)
        write_change(sources.root, made.change)
    if is_survey:
        path = listening.write_counts(catalogue, file, counts, table, columns, title, day)
        typer.echo(texts("listening.counted", file=path))
    typer.echo(_written(made, texts))


def _import_hsds(path: Path, title: str, sources: Sources, texts: Texts, day: date, *, is_agreed: bool) -> None:
    """Bring in what another catalogue, or another program, tells in the Human Services Data Specification."""
    organizations, services = read_export(path)
    way = _way(SheetMapping(0, ()), check(sources, day).catalogue.vocabularies, day, title or _title(path))
    made = planned_of(read_bodies_of(organizations, services, way), way, sources)
    lines = [texts("import.read_hsds", organizations=len(organizations), services=len(services)), ""]
    lines += [*_would_lines(made, texts), "", *_account_lines(made, texts)]
    if not _is_wanted(lines, texts, is_agreed=is_agreed):
        return
    with reported_refusals(texts):
        _write_account(path, made, texts)
        write_change(sources.root, made.change)
    typer.echo(_written(made, texts))


def _title(file: Path) -> str:
    return file.stem.replace("_", " ")


def _way(columns: SheetMapping, vocabularies: Vocabularies, day: date, title: str) -> Way:
    towns = [term.code for term in vocabularies["territori"] if term.level == "comune"]
    source = {"titolo": title, "letta_il": day.isoformat()}
    return Way(columns, vocabularies, day, source, towns[0] if len(towns) == 1 else "")


def _is_wanted(lines: list[str], texts: Texts, *, is_agreed: bool) -> bool:
    """Show what would be written, and ask somebody who has not agreed yet; who is not there is told how to agree."""
    typer.echo(unobeyed("\n".join(lines)))
    asking = Questions(texts, sys.stdin.isatty())
    if is_agreed or (asking.has_somebody and asking.agrees("import.ask")):
        return True
    typer.echo(texts("import.how"))
    return False


def _written(made: Import, texts: Texts) -> str:
    proposals = sum(bool(known.proposal) for known in made.known)
    return texts("import.written", drafts=len(made.drafts), proposals=proposals)


def _file_of(what: list[Path]) -> tuple[Path, str]:
    """Return what to read, and what it holds (`ascolto`, `hsds`; "" is a table); raises CannotRun for several."""
    named = str(what[0]) if len(what) > 1 and str(what[0]) in {_LISTENING, _HSDS} else ""
    if len(what) != 1 + bool(named):
        raise CannotRun("import_one_file", files=", ".join(map(str, what)))
    file = what[-1]
    return file, named or (_HSDS if file.is_dir() or file.suffix.lower() == ".json" else "")


def _write_mapping(file: Path, columns: SheetMapping) -> None:
    """Write how the columns were read beside the table: it may hold what no public repository may."""
    try:
        file.with_name(f"{file.stem}.mappa.yml").write_text(as_text(columns, file.name), "utf-8")
    except OSError as error:
        raise CannotRun("system", file=error.filename, reason=error) from error


def _write_account(file: Path, made: Import, texts: Texts) -> None:
    """Write account and proposals beside what was read, for the same reason."""
    proposals = file.with_name(f"{file.stem}.proposte")
    try:
        file.with_name(f"{file.stem}.resoconto.csv").write_bytes(account_table(made, _reasons(made, texts)))
        for known in made.known:
            if known.proposal:
                proposals.mkdir(exist_ok=True)
                (proposals / f"{known.entry}.txt").write_text(known.proposal, "utf-8")
    except OSError as error:
        raise CannotRun("system", file=error.filename, reason=error) from error


def _reasons(made: Import, texts: Texts) -> dict[str, str]:
    return {line.reason: _reason(line, texts) for line in made.account if line.reason}


def _reason(line: Line, texts: Texts) -> str:
    """Say why a cell went nowhere: in our words, or in those of the finding."""
    for key in (f"import.left.{line.reason}", f"{line.reason}.message"):
        if key in texts:
            blanks = {**line.blanks}
            if scheme := blanks.get("scheme"):
                blanks["scheme"] = texts(f"import.scheme.{scheme}")
            return texts(key, **blanks)
    return line.reason


def _report(table: Sheet, columns: SheetMapping, made: Import, texts: Texts) -> list[str]:
    how = texts(
        "import.read_text", encoding=table.encoding, separator={"\t": "tab"}.get(table.separator, table.separator)
    )
    lines = [how if table.encoding else texts("import.read_sheet", sheet=table.name)]
    lines += [texts("import.other_sheets", sheets=", ".join(table.others))] if table.others else []
    lines += [texts("import.mended", n=table.mended)] if table.mended else []
    lines += ["", texts("import.columns", row=columns.header)]
    lines += _column_lines(columns, texts)
    if any(column.target == UNKNOWN for column in columns.columns):
        lines.append(texts("import.undecided"))
    return [*lines, "", *_would_lines(made, texts), "", *_account_lines(made, texts)]


def _would_lines(made: Import, texts: Texts) -> list[str]:
    """Say what would become of what was read."""
    lines = [texts("import.would", drafts=len(made.drafts), known=len(made.known))]
    for draft in made.drafts[:_SHOWN]:
        lines += _shown(draft, texts)
    lines += [texts("import.more", n=len(made.drafts) - _SHOWN)] if len(made.drafts) > _SHOWN else []
    lines += _known_lines(made, texts)
    lines += [
        texts("import.twins", a=a.name, b=b.name, rows=", ".join(map(str, (*a.rows, *b.rows)))) for a, b in made.twins
    ]
    return lines


def _column_lines(columns: SheetMapping, texts: Texts) -> list[str]:
    """Say what each column is; the columns of one question's answers are one line."""
    headings = Counter(column.question if column.choice else column.heading for column in columns.columns)
    shown = {(column.question if column.choice else column.heading): column for column in columns.columns}
    width = min(max(map(len, shown), default=0), _WIDEST)
    lines = []
    for heading, column in shown.items():
        sign = "→" if column.is_read or column.is_counted else "·"
        several = f" ({texts('import.choices', n=headings[heading])})" if headings[heading] > 1 else ""
        lines.append(f"  {_cut(heading, width):<{width}}  {sign} {_target(column, texts)}{several}")
    return lines


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _target(column: Column, texts: Texts) -> str:
    key = f"import.target.{column.target}"
    words = texts(key) if key in texts else column.target
    return f"{words}, {texts('import.target.si_conta')}" if column.is_counted and column.target != COUNTED else words


def _shown(draft: Draft, texts: Texts) -> list[str]:
    kept = {key: value for key, value in draft.data.items() if key not in {"nome", "stato", "fonti"}}
    rows = ", ".join(map(str, draft.rows))
    return [
        texts("import.draft", name=draft.name, rows=rows),
        *(f"      {key}: {mask(_short(value))}" for key, value in kept.items()),
    ]


def _short(value: object) -> str:
    words = (
        ", ".join(map(_short, value))
        if isinstance(value, list)
        else " · ".join(map(_short, value.values()))
        if isinstance(value, dict)
        else " ".join(str(value).split())
    )
    return words if len(words) <= 100 else f"{words[:99]}…"  # noqa: PLR2004 - a line of a terminal


def _known_lines(made: Import, texts: Texts) -> list[str]:
    lines = []
    for known in made.known:
        shared = ", ".join(texts(f"import.shared.{trace}") for trace in known.shared)
        key = "import.known" if known.proposal else "import.known_whole"
        lines.append(texts(key, name=known.draft.name, record=f"organizations/{known.entry}.yml", shared=shared))
        if not known.is_sure:
            lines.append(texts("import.look_twice"))
    return lines


def _account_lines(made: Import, texts: Texts) -> list[str]:
    outcomes = Counter(line.outcome for line in made.account)
    cells = {
        outcome: len({(line.row, line.column) for line in made.account if line.outcome == outcome})
        for outcome in outcomes
    }
    lines = [texts("import.cells", n=made.cells)]
    lines += [
        texts(f"import.outcome.{outcome}", n=cells[outcome])
        for outcome in ("scheda", "gia", "contata", "libera", "personale", "ignorata", "vuota", "fuori")
        if outcome in cells
    ]
    reasons = Counter(_reason(line, texts) for line in made.account if line.outcome == "fuori")
    lines += [f"    {n} × {reason}" for reason, n in reasons.most_common(_MOST_REASONS)]
    return lines
