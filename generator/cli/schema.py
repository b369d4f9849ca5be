"""`intreccio schema`: what a record may hold, for editors and other programs."""

import json
from pathlib import Path
from typing import Annotated

import typer

from generator.checking import sound_vocabularies
from generator.checking.contract import contract
from generator.checking.editor_schema import json_schemas
from generator.cli.options import HERE, CatalogueOption, Language, LanguageOption
from generator.locale import load
from generator.reading.folder import read_folder


def schema_command(
    target: Annotated[Path, typer.Option("--to", help="La cartella in cui scrivere.")],
    catalogue: CatalogueOption = HERE,
    lang: LanguageOption = Language.IT,
) -> None:
    """Scrive schema.json (quello che legge il modulo del sito) e uno schema JSON per ogni specie di scheda."""
    vocabularies = sound_vocabularies(read_folder(catalogue))
    files = {"schema.json": contract(lang)}
    files |= {f"{kind}.schema.json": standard for kind, standard in json_schemas(vocabularies, lang).items()}
    target.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (target / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    texts = load("messages", lang)
    typer.echo(texts("schema.written", folder=target, files=", ".join(files)))
