"""A catalogue as tables, one a kind of record: what CSV, its descriptor and the workbook are written from.

Columns are called as the keys of records are, in Italian whatever the language of the site, so that a program written
for one catalogue reads them all, and `intreccio import` knows them; terms are written as people read them. Several
values of a cell are parted by ` | `. Protected places are in no table.

The descriptor is that of Frictionless Data (https://specs.frictionlessdata.io/tabular-data-package/, version 1).
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from generator.addresses import absolute, web_address
from generator.addresses import record as address_of
from generator.catalogue import ActivityEntry, AnyEntry, Catalogue
from generator.catalogue.entries import AnyRecord
from generator.checking.key_words import said_in
from generator.exports.pieces import Files
from generator.exports.spreadsheet import ENCODING, SEPARATOR, spreadsheet_in_pieces
from generator.exports.workbook import workbook
from generator.locale import Texts, load
from generator.records.common import Contact, Need, Offer, Place, Source
from generator.records.dates import PartialDate
from generator.records.network import Network
from generator.records.organization import Organization

BETWEEN: Final = " | "
"""Parts the values of a cell that holds several: no code has it, and hardly a name."""
_MOST_IN_A_CELL: Final = 32_767
"""Characters that a cell of a workbook may hold (ECMA-376); longer texts are cut there, never in CSV."""

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type in a descriptor (`string`, `date`, `number`), and whether every row fills it."""

    name: str
    type: str = "string"
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `keys` are columns whose values no two rows share, `links` go from a column to the ids of a table.

    Rows are made one by one whenever somebody goes through them: together they are as large as the catalogue.
    """

    name: str
    columns: Sequence[Column]
    made: Callable[[], Iterator[Cells]]
    keys: Sequence[str] = ()
    links: Sequence[tuple[str, str]] = ()

    @property
    def rows(self) -> Iterator[Cells]:
        """Yield the rows."""
        return self.made()


@dataclass(frozen=True, slots=True)
class Publication:
    """Under which name, licence and address a catalogue is published, for what describes its files."""

    name: str
    url: str
    licence: str
    licence_url: str
    lang: str


class _Writer:
    """Writes the cells of one catalogue."""

    def __init__(self, catalogue: Catalogue, publication: Publication) -> None:
        self.catalogue = catalogue
        self.publication = publication
        self.texts: Texts = load("interface", publication.lang)

    def labels(self, scheme: str, codes: Iterable[str]) -> str:
        """Return the words of terms, in their order."""
        words = self.catalogue.vocabularies[scheme]
        return BETWEEN.join(words.label(code, self.publication.lang) for code in codes)

    def choice(self, name: str, code: str | None) -> str:
        """Return the words of a code out of a short list; empty for none."""
        return self.texts(f"choice.{name}.{code}") if code else ""

    def page(self, entry: AnyRecord) -> str:
        """Return the address of a record's page."""
        return absolute(self.publication.url, address_of(entry))

    def seen(self, entry: AnyRecord) -> Cells:
        """Return who a record says it is checked by: the day of its confirmation, its sources, its page."""
        checked = entry.verification.date.isoformat() if entry.verification else ""
        return checked, _sources(entry.sources), self.page(entry)

    def facets(self, entry: AnyRecord) -> Cells:
        """Return themes, places and people of a record, those that it has from its networks too."""
        return (
            self.labels("temi", entry.themes),
            self.labels("territori", entry.territories),
            self.labels("destinatari", entry.audiences),
        )


_DESCRIBED: Final[dict[str, type[BaseModel]]] = {"reti": Network, "enti": Organization, "luoghi": Place}
"""Models whose keys some tables have, with their descriptions."""
COLUMNS_SAID: Final[dict[str, str]] = {
    "id": "Il nome breve e stabile della scheda, quello del suo indirizzo: serve a unire le tabelle.",
    "titolo": "Il titolo.",
    "tipo": "Il tipo, con le parole del catalogo; più d'uno si separa con « | ».",
    "descrizione": "Che cos'è, in poche frasi.",
    "temi": "I temi, con le parole del catalogo, anche quelli che vengono dalle sue reti; separati da « | ».",
    "territori": "I luoghi, come li dice la scheda: chi conta un Comune sommi anche i suoi quartieri.",
    "destinatari": "Per chi è, con le parole del catalogo; più d'uno si separa con « | ».",
    "stato": "Il codice dello stato (attiva, prevista, sospesa, conclusa, da_confermare); vuoto se non è detto.",
    "telefono": "Il primo numero a cui si risponde; di un'attività che non ne ha, quello di chi la porta avanti.",
    "email": "Il primo indirizzo a cui si risponde; di un'attività che non ne ha, quello di chi la porta avanti.",
    "indirizzo": "La via e il numero della sede; i luoghi protetti non ci sono mai.",
    "cap": "Il codice postale della sede.",
    "pagina": "L'indirizzo della pagina nel catalogo.",
    "verifica": "Il giorno dell'ultima conferma; vuoto se nessuno ha ancora confermato.",
    "fonti": "Da dove vengono le informazioni, separate da « | ».",
    "aderenti": "Quanti enti ne fanno parte, fra quelli che hanno una scheda.",
    "reti": "I nomi delle reti di cui fa parte, separati da « | ».",
    "rete": "L'id della rete.",
    "nome_rete": "Il nome della rete.",
    "ente": "L'id dell'ente, o della rete, che lo porta avanti o ne fa parte; vuoto se non ha una scheda.",
    "nome_ente": "Il nome di chi la porta avanti.",
    "nome": "Il nome.",
    "legame": "Il ruolo nella rete (aderisce, promuove, coordina…); vuoto se la scheda non lo dice.",
    "dal": "Da quando: un giorno, un mese (2014-11) o un anno, come lo sa la scheda.",
    "al": "Fino a quando, scritto come «dal»; vuoto se dura ancora.",
    "quando": "I giorni e gli orari, in parole.",
    "luoghi": "I luoghi dove si fa, separati da « | ».",
    "costo": "Se è gratis o si paga.",
    "come_accedere": "Come si entra.",
    "scheda": "L'id della scheda che lo dice.",
    "nome_scheda": "Il nome della scheda che lo dice.",
    "cerca_o_offre": "Se chi scrive cerca o offre.",
    "risorsa": "Che cosa: spazi, tempo, competenze, cose.",
    "scade_il": "Fino a quando vale; vuoto se non scade.",
    "maturita": "A che punto è la pratica.",
    "problema": "Il problema da cui è nata.",
    "soluzione": "Che cosa si è fatto.",
    "risultati": "Che cosa è cambiato.",
    "data": "Il giorno della storia.",
    "di_chi": "I nomi di chi racconta o è raccontato, separati da « | ».",
    "testo": "Il testo della storia, in Markdown.",
}
"""What the columns hold that are worked out, or stand in several tables; it goes before the words of the model."""
_OF_THE_MODEL: Final = frozenset({("indirizzo", "luoghi"), ("cap", "luoghi"), ("nome", "luoghi")})
"""Columns that mean there what the record's own key says."""
_FACETS: Final = (Column("temi"), Column("territori"), Column("destinatari"))
_SEEN: Final = (Column("verifica", "date"), Column("fonti"), Column("pagina"))
_ID: Final = Column("id", is_required=True)
_NAME: Final = Column("nome", is_required=True)


def tables(catalogue: Catalogue, publication: Publication) -> list[Table]:
    """Return every table of a published catalogue that has a row."""
    writer = _Writer(catalogue, publication)
    makers: tuple[Callable[[_Writer], Table], ...] = (
        _networks,
        _organizations,
        _ties,
        _activities,
        _places,
        _notices,
        _practices,
        _stories,
    )
    return [table for table in (make(writer) for make in makers) if any(table.rows)]


def csv_files(catalogue: Catalogue, publication: Publication) -> Files:
    """Yield each table as a CSV file, and what describes them all: `datapackage.json`."""
    made = tables(catalogue, publication)
    seen = {table.name: _Seen() for table in made}
    for table in made:
        written = spreadsheet_in_pieces([column.name for column in table.columns], table.rows)
        yield f"{table.name}.csv", seen[table.name].passing(written)
    package = {
        "profile": "tabular-data-package",
        "name": "catalogo",
        "title": publication.name,
        **({"homepage": publication.url} if publication.url else {}),
        "version": catalogue.today.isoformat(),
        **_licences(publication),
        "resources": [_resource(table, seen[table.name], seen, publication.lang) for table in made],
    }
    yield "datapackage.json", json.dumps(package, ensure_ascii=False, indent=1).encode()


class _Seen:
    """How many bytes passed by, and their digest."""

    def __init__(self) -> None:
        """Begin with none."""
        self.size = 0
        self.digest = hashlib.sha256()

    def passing(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Yield pieces as they come."""
        for piece in pieces:
            self.size += len(piece)
            self.digest.update(piece)
            yield piece


def workbook_file(catalogue: Catalogue, publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Yield all tables as the sheets of one workbook."""
    sheets = {table.name: _sheet(table) for table in tables(catalogue, publication)}
    if sheets:
        yield "catalogo.xlsx", workbook(sheets)


def _sheet(table: Table) -> Iterator[list[str | int]]:
    yield [column.name for column in table.columns]
    for row in table.rows:
        yield [_in_a_sheet(cell, column) for cell, column in zip(row, table.columns, strict=True)]


def _in_a_sheet(cell: str, column: Column) -> str | int:
    """Return a cell as a sheet holds it: what is counted is a number there, to be summed and charted."""
    return int(cell) if cell and column.type == "integer" else cell[:_MOST_IN_A_CELL]


def _licences(publication: Publication) -> dict[str, Any]:
    if not publication.licence:
        return {}
    # The specification wants the name without spaces: «CC BY 4.0» goes by its identifier in SPDX.
    licence = {"name": "-".join(publication.licence.split()), "title": publication.licence}
    return {"licenses": [licence | ({"path": publication.licence_url} if publication.licence_url else {})]}


def _resource(table: Table, seen: _Seen, tables_made: Collection[str], lang: str) -> dict[str, Any]:
    links = [
        {"fields": column, "reference": {"resource": target, "fields": "id"}}
        for column, target in table.links
        if target in tables_made
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": ENCODING,
        "dialect": {"delimiter": SEPARATOR, "lineTerminator": "\r\n"},
        "bytes": seen.size,
        "hash": f"sha256:{seen.digest.hexdigest()}",
        "schema": {
            "fields": [_field(column, table, lang) for column in table.columns],
            **({"primaryKey": list(table.keys)} if table.keys else {}),
            **({"foreignKeys": links} if links else {}),
        },
    }


def _field(column: Column, table: Table, lang: str) -> dict[str, Any]:
    described = said_in(_described(column.name, table.name), lang)
    constraints = {"required": True} if column.is_required else {}
    return {
        "name": column.name,
        "type": column.type,
        **({"description": described} if described else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _described(column: str, table: str) -> str:
    """Return what a column holds: in words of its own, else in those that who writes records reads."""
    if column in COLUMNS_SAID and (column, table) not in _OF_THE_MODEL:
        return COLUMNS_SAID[column]
    model = _DESCRIBED.get(table)
    fields = model.model_fields.items() if model else ()
    return next((field.description or "" for name, field in fields if column in {name, field.alias}), "")


def _networks(writer: _Writer) -> Table:
    def rows() -> Iterator[Cells]:
        for entry in writer.catalogue.networks.values():
            yield (
                entry.id,
                entry.name,
                BETWEEN.join(entry.other_names),
                entry.record.summary or "",
                *writer.facets(entry),
                entry.record.status or "",
                _day(entry.record.start),
                str(len(writer.catalogue.members.get(entry.id, ()))),
                *_reached(_answering(entry.record.contacts, writer.catalogue)),
                web_address(entry.record.website) if entry.record.website else "",
                *writer.seen(entry),
            )

    columns = (
        *(_ID, _NAME, Column("altri_nomi"), Column("descrizione_breve"), *_FACETS, Column("stato"), Column("avvio")),
        *(Column("aderenti", "integer"), Column("telefono"), Column("email"), Column("sito"), *_SEEN),
    )
    return Table("reti", columns, rows, ("id",))


def _organizations(writer: _Writer) -> Table:
    catalogue = writer.catalogue

    def rows() -> Iterator[Cells]:
        for entry in catalogue.organizations.values():
            record = entry.record
            seat = next((place for place in record.places if place.address and not place.protected), None)
            joined = dict.fromkeys(
                tie.network.name for tie in catalogue.memberships.get(entry.id, ()) if tie.until is None
            )
            yield (
                entry.id,
                entry.name,
                BETWEEN.join(entry.other_names),
                writer.labels("tipi_ente", (record.kind,)),
                record.tax_code or "",
                record.runts.number or "" if record.runts else "",
                record.summary or "",
                *writer.facets(entry),
                BETWEEN.join(joined),
                record.status or "",
                _day(record.founded),
                *((seat.address or "", seat.postal_code or "") if seat else ("", "")),
                *_reached(_answering(record.contacts, catalogue)),
                web_address(record.website) if record.website else "",
                *writer.seen(entry),
            )

    columns = (
        *(_ID, _NAME, Column("altri_nomi"), Column("tipo", is_required=True), Column("codice_fiscale")),
        *(Column("runts"), Column("descrizione_breve"), *_FACETS, Column("reti"), Column("stato"), Column("anno")),
        *(Column("indirizzo"), Column("cap"), Column("telefono"), Column("email"), Column("sito"), *_SEEN),
    )
    return Table("enti", columns, rows, ("id",))


def _ties(writer: _Writer) -> Table:
    def rows() -> Iterator[Cells]:
        for tie in writer.catalogue.ties:
            yield (
                tie.network.id,
                tie.network.name,
                tie.body.id if tie.body else "",
                tie.name,
                BETWEEN.join(writer.choice("tie", kind) for kind in tie.kinds),
                _day(tie.since),
                _day(tie.until),
            )

    columns = (
        *(Column("rete", is_required=True), Column("nome_rete", is_required=True), Column("ente"), _NAME),
        *(Column("legame"), Column("dal"), Column("al")),
    )
    return Table("legami", columns, rows, links=(("rete", "reti"),))


def _activities(writer: _Writer) -> Table:
    def rows() -> Iterator[Cells]:
        for entry in writer.catalogue.activities.values():
            record = entry.record
            yield (
                entry.id,
                entry.name,
                writer.labels("tipi_attivita", record.kinds),
                record.description or "",
                *writer.facets(entry),
                entry.operator.id,
                entry.operator.name,
                BETWEEN.join(network.name for network in entry.networks),
                (record.schedule.words if record.schedule else None) or "",
                BETWEEN.join(filter(None, (place.name or place.address for place in _places_of(entry)))),
                writer.choice("cost", record.cost),
                record.access or "",
                entry.status.value,
                *_reached(_contacts_for(entry, writer.catalogue)),
                *writer.seen(entry),
            )

    columns = (
        *(_ID, _NAME, Column("tipo", is_required=True), Column("descrizione"), *_FACETS),
        *(Column("ente", is_required=True), Column("nome_ente", is_required=True), Column("reti"), Column("quando")),
        *(Column("luoghi"), Column("costo"), Column("come_accedere"), Column("stato", is_required=True)),
        *(Column("telefono"), Column("email"), *_SEEN),
    )
    return Table("attivita", columns, rows, ("id",))


def _places(writer: _Writer) -> Table:
    def rows() -> Iterator[Cells]:
        for owner, place in _own_places(writer.catalogue):
            yield (
                owner.id,
                owner.name,
                place.name or "",
                place.address or "",
                place.locality or "",
                place.postal_code or "",
                place.state_province or "",
                writer.labels("territori", (place.territory,)) if place.territory else "",
                writer.labels("accessibilita", place.accessibility),
                place.hours or "",
                writer.page(owner),
            )

    columns = (
        *(Column("scheda", is_required=True), Column("nome_scheda", is_required=True), Column("nome")),
        *(Column("indirizzo"), Column("localita"), Column("cap"), Column("provincia"), Column("territorio")),
        *(Column("accessibilita"), Column("orari"), Column("pagina")),
    )
    return Table("luoghi", columns, rows)


def _notices(writer: _Writer) -> Table:
    """Return what is sought and offered and has not expired, of whoever is not over."""
    catalogue = writer.catalogue
    bodies: list[AnyEntry] = [*catalogue.networks.values(), *catalogue.organizations.values()]

    def rows() -> Iterator[Cells]:
        for entry in bodies:
            notices: tuple[Need | Offer, ...] = () if entry.is_over else (*entry.record.needs, *entry.record.offers)
            for notice in notices:
                if notice.expires is None or notice.expires >= catalogue.today:
                    yield (
                        writer.texts("needs.seeks" if isinstance(notice, Need) else "needs.offers"),
                        writer.labels("risorse", (notice.resource,)),
                        notice.description or "",
                        entry.id,
                        entry.name,
                        notice.expires.isoformat() if notice.expires else "",
                        writer.page(entry),
                    )

    columns = (
        *(Column("cerca_o_offre", is_required=True), Column("risorsa", is_required=True), Column("descrizione")),
        *(Column("scheda", is_required=True), Column("nome_scheda", is_required=True), Column("scade_il", "date")),
        Column("pagina"),
    )
    return Table("bisogni_e_offerte", columns, rows)


def _practices(writer: _Writer) -> Table:
    def rows() -> Iterator[Cells]:
        for entry in writer.catalogue.practices.values():
            yield (
                entry.id,
                entry.name,
                entry.home.id,
                entry.home.name,
                *writer.facets(entry),
                writer.choice("maturity", writer.catalogue.maturity_of(entry)),
                *(text or "" for text in (entry.record.problem, entry.record.solution, entry.record.results)),
                *writer.seen(entry),
            )

    columns = (
        *(_ID, Column("titolo", is_required=True), Column("scheda", is_required=True)),
        *(Column("nome_scheda", is_required=True), *_FACETS, Column("maturita")),
        *(Column("problema"), Column("soluzione"), Column("risultati"), *_SEEN),
    )
    return Table("buone_pratiche", columns, rows, ("id",))


def _stories(writer: _Writer) -> Table:
    def rows() -> Iterator[Cells]:
        for entry in writer.catalogue.stories.values():
            yield (
                entry.id,
                entry.name,
                entry.record.date.isoformat(),
                BETWEEN.join(body.name for body in entry.bodies),
                entry.record.body,
                writer.page(entry),
            )

    columns = (
        *(_ID, Column("titolo", is_required=True), Column("data", "date", is_required=True)),
        *(Column("di_chi"), Column("testo"), Column("pagina")),
    )
    return Table("storie", columns, rows, ("id",))


def _own_places(catalogue: Catalogue) -> Iterator[tuple[AnyRecord, Place]]:
    """Yield the places that are no secret, with whose they are: of networks, of bodies, of activities alone."""
    bodies: list[AnyEntry] = [*catalogue.networks.values(), *catalogue.organizations.values()]
    for entry in bodies:
        yield from ((entry, place) for place in entry.record.places if not place.protected)
    for activity in catalogue.activities.values():
        written = (place for place in activity.record.places if isinstance(place, Place))
        yield from ((activity, place) for place in written if not place.protected)


def _places_of(activity: ActivityEntry) -> list[Place]:
    known = {place.id: place for place in activity.home.record.places if place.id}
    named = (known.get(place) if isinstance(place, str) else place for place in activity.record.places)
    return [place for place in named if place is not None and not place.protected]


def _contacts_for(activity: ActivityEntry, catalogue: Catalogue) -> list[Contact]:
    """Return the contact of an activity, else those of who runs it: as on its page, who has a site is who answers."""
    own = activity.record.contact
    if own and own.through != activity.home.id and (contacts := _answering([own], catalogue)):
        return contacts
    for body in (activity.operator, activity.home):
        contacts = _answering(body.record.contacts, catalogue)
        if contacts or body.record.website:
            return contacts
    return []


def _answering(contacts: Iterable[Contact], catalogue: Catalogue) -> list[Contact]:
    """Return contacts, in place of one that leads through another record those of that record: one step, no ring."""
    found: list[Contact] = []
    for contact in contacts:
        through = catalogue.entry(contact.through) if contact.through else None
        found += [own for own in through.record.contacts if not own.through] if through else [contact]
    return found


def _reached(contacts: Iterable[Contact]) -> Cells:
    """Return the first telephone number and the first address for e-mail."""
    values: dict[str, str] = {}
    for contact in contacts:
        values.setdefault(contact.kind or "", contact.value or "")
    return values.get("telefono", ""), values.get("email", "")


def _sources(sources: Iterable[Source]) -> str:
    return BETWEEN.join(filter(None, (source.url or source.title for source in sources)))


def _day(when: PartialDate | None) -> str:
    """Return as much of a date as is known, else the words of the source."""
    return when.iso or when.text if when else ""
