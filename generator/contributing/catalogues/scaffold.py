"""An empty catalogue: every file that `intreccio init` writes, as data.

The files stand in `packaged/scaffold/`: `common/`, beside it what each code host reads, in `pubblicare/` how the site
gets to its readers, in `programma/` where the program comes from.
A name between `@@` is filled in; Jinja would quarrel with the `${{ }}` of workflows.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

from generator.catalogue import build_vocabularies
from generator.checking.editor_schema import json_schemas
from generator.contributing.catalogues.place_names import PlaceName, place_name
from generator.contributing.catalogues.wheel import Wheel
from generator.contributing.records.new import Draft, editor_schema, record_text
from generator.reading.folder import read_text, slug

INSTALL: Final = "python -m pip install --quiet --disable-pip-version-check -r requirements.txt"
"""How the workflows of a catalogue install the program."""

_SCAFFOLD: Final = resources.files("generator").joinpath("packaged", "scaffold")
_TERRITORIES: Final = "vocabularies/territori.yml"
_ANYWHERE: Final = "italia"
_SLOT: Final = re.compile("@@([a-z_]+)@@")
_EDITED: Final = ("rete", "ente", "vocabolario", "impostazioni")
"""Kinds of file whose schema is written for the editor."""


class Host(StrEnum):
    """Where the catalogue will live."""

    GITHUB = "github"
    GITLAB = "gitlab"
    FORGEJO = "forgejo"
    NONE = "nessuno"


@dataclass(frozen=True, slots=True)
class Start:
    """What is known of a catalogue that begins today; `town`, as somebody writes it, may be empty."""

    name: str
    town: str
    host: Host
    version: str
    """Version of the program, which the catalogue will ask for."""
    today: date
    wheel: Wheel | None = None
    """The program itself, where the catalogue keeps it instead of asking a registry for it."""
    peers: tuple[tuple[str, str], ...] = ()
    """Name and address of other catalogues whose records are shown too."""
    is_portal: bool = False
    """Whether it shows the records of others alone."""

    @property
    def place(self) -> str:
        """Code of the only place that the catalogue knows so far."""
        return slug(self.place_name.name) or _ANYWHERE

    @property
    def place_name(self) -> PlaceName:
        """The place, and how one says that something is of it."""
        return place_name(self.town)

    @property
    def description(self) -> str:
        """What the site says of itself, in a sentence."""
        of_it = "di più Comuni" if self.is_portal else self.place_name.of_it
        return f"Reti, associazioni ed attività sociali {of_it}: che cosa c'è, dove, per chi."


def scaffold(start: Start) -> dict[str, str]:
    """Return text by path for every file of the new catalogue, the schemas for editors included."""
    values = _values(start)
    hosts = (start.host,) if start.host is not Host.NONE else ()
    parts = ("common", *hosts, *(("portale",) if start.is_portal else ()))
    files = {path: filled(text, values) for part in parts for path, text in _texts(_SCAFFOLD.joinpath(part))}
    # Editors complete the codes of places: the schemas know those that this catalogue begins with.
    own = read_text(files[_TERRITORIES], "territori", _TERRITORIES, "vocabolario")
    schemas = json_schemas(build_vocabularies([own]))
    return files | {
        editor_schema(kind): json.dumps(schemas[kind], ensure_ascii=False, indent=1) + "\n" for kind in _EDITED
    }


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a template with its names replaced; a name without value is our bug: KeyError."""
    return _SLOT.sub(lambda slot: values[slot[1]], text)


def _texts(folder: Traversable, above: str = "") -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _texts(entry, f"{above}{entry.name}/")
        else:
            yield f"{above}{entry.name}", entry.read_text("utf-8")


def _values(start: Start) -> dict[str, str]:
    place = start.place_name
    term = f"  - {{codice: {start.place}, it: {_quoted(place.name)}, livello: {place.level}, padre: italia}}"
    kept = start.wheel is not None
    return {
        # pip reads a path from where it is called: the catalogue itself, here as in the workflows.
        "requisito": f"./{start.wheel.path}" if start.wheel else f"intreccio=={start.version}",
        # The hook of pre-commit is installed in a folder of its own, where no path of the catalogue leads.
        "gancio": "language: system"
        if kept
        else f'language: python\n        additional_dependencies: ["intreccio=={start.version}"]',
        "dove_programma": "da dove si installa il programma" if kept else "la versione del programma",
        "programma": filled(
            _SCAFFOLD.joinpath("programma", "file.md" if kept else "registro.md").read_text("utf-8").rstrip("\n"),
            {"versione": start.version},
        ),
        "nome": _quoted(start.name),
        "titolo": start.name,
        "comune": _quoted(place.name),
        "codice": start.place,
        "descrizione": start.description,
        "del_luogo": place.of_it,
        "luogo": term if place.name else "  # - {codice: il-comune, it: Il Comune, livello: comune, padre: italia}",
        "installa": INSTALL,
        "pari": _peers(start),
        # Who is taken out of a catalogue leaves a portal when that is published again.
        "quando": "17 4 * * *" if start.is_portal else "17 4 1 * *",
        "ogni": "una volta al giorno perché chi esce da un catalogo esca anche da qui"
        if start.is_portal
        else "una volta al mese perché date e conferme restino vere",
        "pubblicare": _SCAFFOLD.joinpath("pubblicare", f"{start.host}.md").read_text("utf-8").rstrip("\n"),
        "esempio_rete": _example("rete", "Rete del quartiere", start),
        "esempio_ente": _example("ente", "Associazione del quartiere", start),
    }


def _example(kind: str, name: str, start: Start) -> str:
    source = "https://rete.example"
    draft = Draft(kind, "esempio", name, ("prossimita",), (start.place,), "", "Che cosa fa, in una frase.", source)
    return record_text(draft, start.today, with_schema=True).rstrip("\n")


def _peers(start: Start) -> str:
    """Return the lines of the settings that name other catalogues; as an example where there are none."""
    words = (
        "I cataloghi che partecipano, uno per riga: a ogni pubblicazione se ne leggono le schede (pagina /cataloghi/)."
        if start.is_portal
        else "I cataloghi dei Comuni vicini: le loro schede si trovano anche qui, con il nome di chi le cura."
    )
    mark = "" if start.peers else "# "
    peers = start.peers or (("Le reti del Comune accanto", "https://reti.comune.example/"),)
    lines = (f"    {mark}  - {{nome: {_quoted(name)}, url: {_quoted(url)}}}" for name, url in peers)
    return "\n".join([f"    # {words}", f"    {mark}pari:", *lines])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
