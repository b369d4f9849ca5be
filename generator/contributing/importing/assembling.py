"""Values of cells put together into the plain data of a record, and back: which value stands at a path of it.

A record is assembled again whenever a value has to go, so that places in lists and what hangs on them are always right.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from generator.catalogue import Vocabularies
from generator.catalogue.vocabularies import UNSPECIFIED
from generator.contributing.importing.cells import Value
from generator.contributing.importing.columns import Column
from generator.matching.words import stems_of, thesaurus
from generator.reading.spreadsheets import Row
from generator.records.plain import is_empty

Path = tuple[str | int, ...]

_ALIKE: Final = ("nome", "indirizzo", "valore")
_SEATS: Final = frozenset({"legale", "operativa"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A value and the cell that it was read from."""

    said: Value
    row: Row
    column: Column

    @property
    def cell(self) -> tuple[int, int]:
        """Row as a spreadsheet counts, column from 0."""
        return self.row.number, self.column.at


@dataclass(slots=True)
class Assembled:
    """Plain data of a record, where each value came from, and the values that found no room (with the one kept)."""

    data: dict[str, Any] = field(default_factory=dict)
    origins: dict[Path, Piece] = field(default_factory=dict)
    clashing: list[tuple[Piece, Any]] = field(default_factory=list)
    repeated: list[Piece] = field(default_factory=list)
    """Values that the record holds already, out of another cell."""

    def behind(self, path: Path) -> list[Piece]:
        """Return the pieces that stand at a path, above it or below it."""
        return [
            piece
            for origin, piece in self.origins.items()
            if origin[: len(path)] == path or path[: len(origin)] == origin
        ]


def assembled(pieces: Iterable[Piece], year: int, vocabularies: Vocabularies) -> Assembled:
    """Put the values of one body together, in the order of the cells."""
    made = Assembled()
    items: dict[tuple[str, str], int] = {}
    for piece in pieces:
        slot = piece.said.slot
        match slot:
            case ("persone", part):
                _put(made, ("persone", 0, part), piece)
                made.data["persone"][0].setdefault("anno", str(year))
            case ("albi", part):
                _put(made, ("albi", 0, part), piece)
            case ("luoghi" | "attivita" as room, which, *rest):
                # Of a body told in several rows the first row has the seat, each row its activities.
                which = f"{piece.row.number}.{which}" if room == "attivita" else which
                at = items.setdefault((room, which), sum(1 for known in items if known[0] == room))
                _put_part(made, (room, at), rest, piece)
            case (*above, "+"):
                _add(made, tuple(above), piece)
            case _:
                _put(made, slot, piece)
    _finish(made, {which: at for (room, which), at in items.items() if room == "luoghi"}, vocabularies)
    return made


def _holder(data: Any, path: Path) -> Any:
    """Return what holds the last step of a path, making what is missing on the way."""
    for step, following in pairwise(path):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(step, int):
            while len(data) <= step:
                data.append({})
            data = data[step]
        else:
            data = data.setdefault(step, empty)
    return data


def _put(made: Assembled, path: Path, piece: Piece) -> None:
    holder, key = _holder(made.data, path), path[-1]
    if isinstance(holder, list):
        while len(holder) <= int(key):
            holder.append({})
    elif is_empty(holder.get(key)):
        holder[key] = piece.said.value
        made.origins[path] = piece
    elif holder[key] == piece.said.value:
        made.repeated.append(piece)
    else:
        made.clashing.append((piece, holder[key]))


def _put_part(made: Assembled, at: Path, rest: Sequence[str], piece: Piece) -> None:
    if rest[-1] == "+":
        _add(made, (*at, *rest[:-1]), piece)
    elif at[0] == "attivita" and rest == ["quando"]:
        _put(made, (*at, "quando", "testo"), piece)
    else:
        _put(made, (*at, *rest), piece)


def _add(made: Assembled, path: Path, piece: Piece) -> None:
    holder = _holder(made.data, path)
    items = holder.setdefault(path[-1], [])
    if piece.said.value in items:
        made.repeated.append(piece)
        return
    items.append(piece.said.value)
    made.origins[(*path, len(items) - 1)] = piece


def _finish(made: Assembled, seats: Mapping[str, int], vocabularies: Vocabularies) -> None:
    """Write what only the whole tells: street with its number, which seat a place is, kinds of activities, hours."""
    data = made.data
    places = data.get("luoghi", [])
    for which, at in seats.items():
        place = places[at]
        for key in ("tipo_via", "civico"):
            if part := place.pop(key, ""):
                place["indirizzo"] = _street(place.get("indirizzo", ""), part, before=key == "tipo_via")
                made.origins[("luoghi", at, "indirizzo", key)] = made.origins.pop(("luoghi", at, key))
        if which in _SEATS and is_place(place):
            place["sede"] = [which]
        elif not is_place(place):
            _without_a_place(made, at)
    _close_gaps(made)
    _prefer_words(made)
    if hours := data.pop("orari_contatti", ""):
        _give_hours(made, hours)
    for activity in data.get("attivita", []):
        words = f"{activity.get('nome', '')} {activity.get('descrizione', '')}"
        if not activity.get("tipo"):
            activity["tipo"] = kinds_of(words, activity.get("nome", ""), vocabularies)
    for key in [key for key, value in data.items() if is_empty(value)]:
        del data[key]


def _street(street: str, part: str, *, before: bool) -> str:
    """Put «Via» or «12/A» to a street that may say it already."""
    words = [word.casefold() for word in re.split(r"[\s,]+", street)]
    if part.casefold() in words:
        return street
    return f"{part} {street}".strip() if before else f"{street} {part}".strip()


def _close_gaps(made: Assembled) -> None:
    """Leave out the places of which nothing stayed, and count the others anew."""
    places = made.data.get("luoghi", [])
    kept = [at for at, place in enumerate(places) if place]
    made.data["luoghi"] = [places[at] for at in kept]
    made.origins = {
        ("luoghi", kept.index(int(path[1])), *path[2:]) if path[0] == "luoghi" else path: piece
        for path, piece in made.origins.items()
    }


def _prefer_words(made: Assembled) -> None:
    """Leave out a kind of resource that was only ticked where the same body says in words what it seeks or offers."""
    for key in ("bisogni", "offerte"):
        items = made.data.get(key, [])
        in_words = {item["risorsa"] for item in items if "descrizione" in item}
        kept = [at for at, item in enumerate(items) if "descrizione" in item or item["risorsa"] not in in_words]
        if len(kept) == len(items):
            continue
        pieces = [made.origins.pop((key, at)) for at in range(len(items))]
        made.repeated += [piece for at, piece in enumerate(pieces) if at not in kept]
        made.origins |= {(key, new): pieces[at] for new, at in enumerate(kept)}
        made.data[key] = [items[at] for at in kept]


def is_place(place: Mapping[str, Any]) -> bool:
    """Tell whether a place has a name or an address of any kind; a town alone is where a body is."""
    return any(place.get(key) for key in ("nome", "indirizzo", "localita"))


def _without_a_place(made: Assembled, at: int) -> None:
    """A town without a street is where the body works."""
    place = made.data["luoghi"][at]
    if town := place.get("territorio"):
        territories = made.data.setdefault("territori", [])
        origin = made.origins.pop(("luoghi", at, "territorio"))
        if town in territories:
            made.repeated.append(origin)
        else:
            territories.append(town)
            made.origins[("territori", len(territories) - 1)] = origin
    for key in set(place) - {"territorio"}:
        if ("luoghi", at, key) in made.origins:
            made.clashing.append((made.origins.pop(("luoghi", at, key)), ""))
    place.clear()


def _give_hours(made: Assembled, hours: str) -> None:
    contacts = [contact for contact in made.data.get("contatti", []) if contact["tipo"] == "telefono"]
    if contacts:
        contacts[0]["orari"] = hours
    else:
        made.clashing.append((made.origins.pop(("orari_contatti",)), ""))


def kinds_of(words: str, name: str, vocabularies: Vocabularies) -> list[str]:
    """Return the kind of activity that its name says, else its words; it is still to be told where several do."""
    known = thesaurus(vocabularies)
    for text in (name, words):
        kinds = sorted(
            concept.removeprefix("tipo:") for concept in known.concepts(stems_of(text)) if concept.startswith("tipo:")
        )
        if len(kinds) == 1:
            return kinds
    return [UNSPECIFIED]
