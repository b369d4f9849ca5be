"""`intreccio translate`: what lacks a translation, the file for whoever translates it, and what they send back."""

from collections import Counter
from pathlib import Path
from typing import Annotated, Final

import typer

from generator.checking.formats import flaw_in
from generator.checking.personal_data import mask
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.cli.reporting import reported_refusals, stop_at_errors
from generator.contributing.files.changes import write_change
from generator.contributing.records.upgrade import differences
from generator.contributing.translating.ageing import older_than_the_italian
from generator.contributing.translating.entries import Entry, entries_of
from generator.contributing.translating.files import read_returned, written
from generator.contributing.translating.taking import Kept, Taking, take
from generator.errors import CannotRun
from generator.locale import Texts, load, unobeyed
from generator.locale.writing import language_name
from generator.reading.folder import Sources, read_folder
from generator.records.languages import FIRST

_SHOWN: Final = 60
"""Lines of a kind that are shown; of the rest only how many they are."""


def translate_command(
    to: Annotated[str, typer.Option("--to", help="In quale lingua: en, fr, ar…", show_default=False)],
    file: Annotated[
        Path | None,
        typer.Argument(help="Il file tradotto, da riportare nelle schede: CSV, XLSX o XLIFF.", metavar="[FILE]"),
    ] = None,
    make: Annotated[
        Path | None,
        typer.Option("--crea", help="Scrive quello che manca in un file per chi traduce: .csv, oppure .xlf (XLIFF)."),
    ] = None,
    write: Annotated[bool, typer.Option("--scrivi", help="Scrive le traduzioni, invece di mostrarle.")] = False,
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Dice che cosa non è tradotto, lo mette in un file per chi traduce, e riporta le traduzioni nelle schede."""
    texts = load("messages", lang)
    if to == FIRST or flaw_in(to, "lingua"):
        raise CannotRun("translate_to", to=to)
    sources = read_folder(catalogue)
    if file is None:
        _list(sources, to, make, texts)
        return
    with reported_refusals(texts):
        made = take(sources, read_returned(file, to), to)
        if made.change:
            stop_at_errors(sources, made.change, day_of(today), texts)
        if not write:
            for line in differences(sources, made.change):
                typer.echo(unobeyed(mask(line)))
        elif made.change:
            write_change(sources.root, made.change)
    typer.echo(unobeyed("\n".join(_taken(made, file, texts, is_written=write))))
    if made.kept or made.unread:
        raise typer.Exit(1)


def _list(sources: Sources, to: str, make: Path | None, texts: Texts) -> None:
    """Say what is missing and what is old, and write it into a file where one is asked for."""
    entries = list(entries_of(sources, to))
    missing = [entry for entry in entries if not entry.target]
    older = older_than_the_italian(sources, entries, to)
    old = [entry for entry in entries if entry.key in (older or ())]
    wanted = [entry for entry in entries if not entry.target or entry.key in (older or ())]
    lines = [_total(missing, len(entries), language_name(to, texts.lang), texts)]
    lines += _cut([f"  {file}: {n}" for file, n in Counter(entry.file for entry in missing).items()], texts)
    if old:
        lines += ["", texts.counted(len(old), "translate.old"), *_cut([f"  {entry.key}" for entry in old], texts)]
    if older is None and any(entry.target for entry in entries):
        lines += ["", texts("translate.no_history")]
    if make is not None and wanted:
        if make.exists():
            raise CannotRun("translate_there", file=make)
        make.write_bytes(written(make, wanted, to))
        lines += ["", texts("translate.made", file=make, to=to)]
    elif wanted:
        lines += ["", texts("translate.how", to=to)]
    typer.echo(unobeyed("\n".join(lines)))


def _total(missing: list[Entry], of: int, language: str, texts: Texts) -> str:
    if not missing:
        return texts("translate.nothing", language=language, of=of)
    words = sum(len(entry.source.split()) for entry in missing)
    return texts("translate.missing", language=language, n=len(missing), of=of, words=words)


def _taken(made: Taking, file: Path, texts: Texts, *, is_written: bool) -> list[str]:
    key = "translate.none" if not made.written else "translate.written" if is_written else "translate.would"
    lines = [texts(key, n=made.written, files=len(made.change))]
    lines += [
        texts.counted(n, f"translate.{name}") for name, n in (("already", made.already), ("empty", made.empty)) if n
    ]
    lines += _cut([_kept(kept, file, texts) for kept in made.kept], texts)
    return lines + [texts("upgrade.unread", file=unread) for unread in made.unread]


def _kept(kept: Kept, file: Path, texts: Texts) -> str:
    key = f"translate.kept_{kept.reason}"
    return texts(key, file=file.name, line=kept.line, entry=kept.key, present=mask(kept.present))


def _cut(lines: list[str], texts: Texts) -> list[str]:
    rest = len(lines) - _SHOWN
    return [*lines[:_SHOWN], *([texts("translate.and_more", n=rest)] if rest > 0 else [])]
