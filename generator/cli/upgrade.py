"""`intreccio upgrade`: keys of a former version move to where what they say stands today."""

from importlib.metadata import version
from typing import Annotated

import typer

from generator.checking.personal_data import mask
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption, TodayOption, day_of
from generator.cli.reporting import reported_refusals, stop_at_errors
from generator.contributing.catalogues.wheel import asked_version, small_text
from generator.contributing.files.changes import write_change
from generator.contributing.records.upgrade import Upgrade, differences, upgrade
from generator.locale import Texts, load
from generator.reading.folder import read_folder


def upgrade_command(
    catalogue: CatalogueOption = HERE,
    write: Annotated[bool, typer.Option("--scrivi", help="Scrive i cambiamenti, invece di mostrarli.")] = False,
    lang: LanguageOption = Language.IT,
    today: TodayOption = "",
) -> None:
    """Porta le schede alle voci di oggi: mostra che cosa cambierebbe; con --scrivi lo fa, in tutte o in nessuna."""
    texts = load("messages", lang)
    sources = read_folder(catalogue)
    with reported_refusals(texts):
        made = upgrade(sources)
        if made.change:
            stop_at_errors(sources, made.change, day_of(today), texts)
        if not write:
            for line in differences(sources, made.change):
                typer.echo(mask(line))
        elif made.change:
            write_change(sources.root, made.change)
    asked = asked_version(small_text(sources.root / "requirements.txt"))
    typer.echo("\n".join([_versions(asked, version("intreccio"), texts), *_report(made, texts, written=write)]))
    if made.left or made.unread:
        raise typer.Exit(1)


def _versions(asked: str, here: str, texts: Texts) -> str:
    """Say from which version of the program to which the records go, as far as the catalogue tells."""
    return texts("upgrade.from_to" if asked and asked != here else "upgrade.to", asked=asked, here=here)


def _report(made: Upgrade, texts: Texts, *, written: bool) -> list[str]:
    key = "upgrade.nothing" if not made.change else "upgrade.written" if written else "upgrade.would"
    lines = [texts(key, n=made.moved.total(), files=len(made.change))]
    for since in sorted({since for since, _ in made.moved}):
        keys = ", ".join(f"«{key}» ({n})" for (brought, key), n in sorted(made.moved.items()) if brought == since)
        lines.append(texts("upgrade.since", version=since, keys=keys))
    lines += [texts("upgrade.left", file=file, path="/".join(map(str, path))) for file, path in made.left]
    lines += [texts("upgrade.unread", file=file) for file in made.unread]
    return lines
