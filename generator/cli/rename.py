"""`intreccio rename` and `intreccio merge`: ids change, and everything that refers to them goes along."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated

import typer

from generator.checking.personal_data import mask
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.cli.reporting import reported_refusals, stop_at_errors
from generator.contributing.files.changes import Change, write_change
from generator.contributing.records.merge import KeptOut, Merging, merge
from generator.contributing.records.rename import rename
from generator.locale import Texts, load
from generator.reading.folder import Sources, read_folder


def rename_command(
    old: Annotated[str, typer.Argument(help="L'id di oggi, oppure scheda/parte.", show_default=False)],
    new: Annotated[str, typer.Argument(help="L'id nuovo, oppure scheda/parte.", show_default=False)],
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Cambia un id e i riferimenti. L'indirizzo di prima rimanda al nuovo; quello di una parte non risponde più."""
    texts = load("messages", lang)
    sources = read_folder(catalogue)
    with reported_refusals(texts):
        renaming = rename(sources, old, new)
        _write(sources, renaming.change, renaming.moved, day_of(today), texts)
    key = "rename.record" if renaming.moved else "rename.part"
    lines = [texts(key, old=old, new=new, file=renaming.file), *_referring(renaming.referring, texts)]
    if renaming.loses_address:
        lines[0] += f" {texts('rename.lost')}"
    typer.echo("\n".join(lines))


def merge_command(
    a: Annotated[str, typer.Argument(help="L'id della scheda che sparisce.", show_default=False)],
    b: Annotated[str, typer.Argument(help="L'id della scheda che resta.", show_default=False)],
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Unisce due schede della stessa cosa: quello che dice A passa a B, con i riferimenti e gli id precedenti."""
    texts = load("messages", lang)
    sources = read_folder(catalogue)
    with reported_refusals(texts):
        merging = merge(sources, a, b)
        _write(sources, merging.change, {merging.gone: merging.file}, day_of(today), texts)
    typer.echo(_merged(merging, a, b, texts))


def _write(sources: Sources, change: Change, moved: Mapping[str, str], today: date, texts: Texts) -> None:
    """Write a change that brings no error; else say which, and stop with exit status 1."""
    stop_at_errors(sources, change, today, texts, moved)
    write_change(sources.root, change)


def _merged(merging: Merging, a: str, b: str, texts: Texts) -> str:
    """Say where everything is now, and what the record that stays did not take over: that is for people to weigh."""
    lines = [
        texts("merge.done", a=a, b=b, file=merging.file, gone=merging.gone),
        *_referring(merging.referring, texts),
    ]
    if merging.kept_out:
        lines += ["", texts("merge.kept_out", b=b), *(_kept_out(value, texts) for value in merging.kept_out)]
    if merging.comments:
        comments = [f"  {mask(comment.strip())}" for comment in merging.comments]
        lines += ["", texts("merge.comments", gone=merging.gone), *comments]
    return "\n".join(lines)


def _kept_out(kept_out: KeptOut, texts: Texts) -> str:
    here, value = (
        texts("apply.nothing") if part is None else mask(json.dumps(part, ensure_ascii=False))
        for part in (kept_out.here, kept_out.value)
    )
    return texts("merge.kept_out_value", file=kept_out.file, path=kept_out.path, here=here, value=value)


def _referring(files: list[str], texts: Texts) -> list[str]:
    return [texts.counted(len(files), "rename.referring") + "".join(f"\n  {file}" for file in files)] if files else []
