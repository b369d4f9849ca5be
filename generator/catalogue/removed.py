"""Whether something was taken out of the catalogue at somebody's request: asked by whatever could bring it back.

A record is known again by its id, former ids too, by its tax code, and by its name in the place where it was; names are
read as those of bodies are (`body_names`), so that «Coro della Torre APS» is the choir that left.
"""

from collections.abc import Iterable, Iterator

from generator.catalogue.body_names import read_name
from generator.locale.folding import plain_words
from generator.reading.removal_list import Removal, RemovalList

_ANYWHERE = "*"


def is_removed(
    removals: RemovalList,
    record_id: str = "",
    names: Iterable[str] = (),
    places: Iterable[str] = (),
    *,
    kind: str = "ente",
    tax_code: str = "",
) -> Removal | None:
    """Return the removal of a record that left, else None; None as well where nobody gave the key of the list.

    `record_id` is that of a record or of a part of one (`scheda/parte`); `names` are its names, `places` the codes of
    its towns (of an activity or a practice: the id of its record). `kind` is the code of its kind.
    """
    if not removals.removals:
        return None
    return removals.found(_asked((record_id,), names, tuple(places), kind, tax_code))


def traces(
    ids: Iterable[str], names: Iterable[str], places: Iterable[str], *, kind: str, tax_code: str = ""
) -> Iterator[str]:
    """Yield what a record that leaves will be known by."""
    where = tuple(places)
    yield from _sure(ids, tax_code)
    for name in names:
        key = f"{kind} {_read(name)}"
        # Who asks without a place, as a line of a spreadsheet may, is asked back too.
        yield f"nome {key}"
        yield from (f"nome {key} {place}" for place in where or (_ANYWHERE,))


def _asked(
    ids: Iterable[str], names: Iterable[str], places: tuple[str, ...], kind: str, tax_code: str
) -> Iterator[str]:
    yield from _sure(ids, tax_code)
    for name in names:
        key = f"{kind} {_read(name)}"
        if places:
            yield from (f"nome {key} {place}" for place in (*places, _ANYWHERE))
        else:
            yield f"nome {key}"


def _sure(ids: Iterable[str], tax_code: str) -> Iterator[str]:
    yield from (f"id {record_id}" for record_id in ids if record_id)
    if tax_code.strip():
        yield f"cf {tax_code.strip().upper()}"


def _read(name: str) -> str:
    words = sorted(read_name(name).whole.words)
    return " ".join(words) or " ".join(plain_words(name))
