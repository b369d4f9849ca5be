"""Vocabulary files of a catalogue: what one term says of others, and of the packaged scheme that it extends.

Vocabularies are not records of the form: these rules exist in Python only.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.catalogue.vocabularies import Vocabularies, packaged_sources
from generator.checking.chains import chains
from generator.checking.plain_values import Data, mappings_in, text_of
from generator.checking.spelling import folded, nearest
from generator.diagnostics import Finding, Path
from generator.reading.folder import SourceFile
from generator.records.fields import as_number
from generator.records.plain import is_empty

_LINKS: Final = ("padre", "altri_padri", "sostituito_da", "inversa", "confina_con", "famiglia")
_OF_OTHER_SCHEMES: Final = {
    "tipi": "tipi_attivita",
    "destinatari": "destinatari",
    "istituti": "istituti",
    "risorse": "risorse",
}
MOST_ABOVE: Final = 12
"""Terms above one another; from a street up to Italy there are eight levels."""

_EXPLAINED: Final = 100
"""Links to nowhere for which the term that was meant is looked for: that takes time for each term of a vocabulary."""

_OWN_SCHEMES: Final = frozenset({"territori", "piani"})
"""Schemes that only a catalogue can give."""


def check_vocabulary_file(source: SourceFile) -> list[Finding]:
    """Check a vocabulary file whose shape is right."""
    base = next((packaged.data for packaged in packaged_sources() if packaged.id == source.id), {})
    return [
        *misnamed(source),  # E208, W211
        *repeated_codes(source),  # E209
        *codes_of_one_address(source, base),  # E213
        *terms_without_label(source, base),  # E210
        *dangling_links(source, base),  # E205
        *parents_without_end(source, base),  # E206, E216
        *shared_istat_codes(source),  # W214
        *municipalities_of_one_name(source),  # W215
        *swapped_degrees(source),  # W218
    ]


def misnamed(source: SourceFile) -> Iterator[Finding]:
    """E208, W211: the `id` inside is not the name of the file, or no record uses a vocabulary of that name."""
    written = str(source.data.get("id", "")).strip()
    schemes = {packaged.id for packaged in packaged_sources()} | _OWN_SCHEMES
    if written and written != source.id:
        yield Finding("E208", source.file, ("id",), {"id": written, "name": source.id})
    elif source.id not in schemes:
        near = nearest(source.id, sorted(schemes))
        yield Finding("W211", source.file, ("id",), {"id": source.id, "near": near}, "near" if near else "")


def repeated_codes(source: SourceFile) -> Iterator[Finding]:
    """E209: a code given twice in one list of a file."""
    for listing in ("termini", "famiglie"):
        seen: set[str] = set()
        for path, code, _ in _terms(source.data, listing):
            if code in seen:
                yield Finding("E209", source.file, (*path, "codice"), {"code": code})
            seen.add(code)


def codes_of_one_address(source: SourceFile, base: Data) -> Iterator[Finding]:
    """E213: a code that differs from another only by hyphens: their pages would have one address."""
    first = {code.replace("_", "-"): code for _, code, _ in reversed([*_terms(base, "termini")])}
    for path, code, _ in _terms(source.data, "termini"):
        earlier = first.setdefault(code.replace("_", "-"), code)
        if earlier != code:
            yield Finding("E213", source.file, (*path, "codice"), {"code": code, "other": earlier})


def terms_without_label(source: SourceFile, base: Data) -> Iterator[Finding]:
    """E210: a new term without words; one that changes a packaged term gives only the keys it changes."""
    packaged_codes = {code for _, code, _ in _terms(base, "termini")}
    for path, code, term in _terms(source.data, "termini"):
        if code not in packaged_codes and is_empty(term.get("it")):
            yield Finding("E210", source.file, path, {"code": code})


def dangling_links(source: SourceFile, base: Data) -> Iterator[Finding]:
    """E205: a term that names another which is neither in its file nor in the packaged scheme."""
    terms, families = (
        {code for data in (base, source.data) for _, code, _ in _terms(data, listing)}
        for listing in ("termini", "famiglie")
    )
    dangling = 0
    for path, own, term in _terms(source.data, "termini"):
        for key in _LINKS:
            codes = families if key == "famiglia" else terms
            for place, code in _texts_in(term.get(key), (*path, key)):
                if code not in codes:
                    dangling += 1
                    near = nearest(code, sorted(codes - {own})) if dangling <= _EXPLAINED else ""
                    values = {"code": code, "key": key, "near": near}
                    yield Finding("E205", source.file, place, values, "near" if near else "")


def codes_of_other_schemes(source: SourceFile, vocabularies: Vocabularies) -> Iterator[Finding]:
    """E217: a need or a procedure that names what the vocabulary of that does not have: a kind, people, an act."""
    for path, _, term in _terms(source.data, "termini"):
        for key, scheme in _OF_OTHER_SCHEMES.items():
            for place, code in _texts_in(term.get(key), (*path, key)):
                if code not in vocabularies[scheme]:
                    near = nearest(code, sorted(vocabularies[scheme].terms))
                    values = {"code": code, "scheme": scheme, "near": near}
                    yield Finding("E217", source.file, place, values, "near" if near else "")


def parents_without_end(source: SourceFile, base: Data) -> Iterator[Finding]:
    """E206: a term that contains itself, by `padre`; E216: a term below too many others."""
    terms = (entry for data in (base, source.data) for entry in _terms(data, "termini"))
    parents = {code: text_of(term.get("padre")) for _, code, term in terms if code}
    above = chains(parents)
    for path, code, _ in _terms(source.data, "termini"):
        if loop := above.loops.get(code):
            yield Finding("E206", source.file, (*path, "padre"), {"loop": loop})
        elif above.heights.get(code, 0) > MOST_ABOVE:
            yield Finding("E216", source.file, (*path, "padre"), {"code": code, "most": MOST_ABOVE})


def shared_istat_codes(source: SourceFile) -> Iterator[Finding]:
    """W214: one ISTAT code given to two municipalities; parts of a municipality may repeat its own."""
    first: dict[str, str] = {}
    for path, code, term in _municipalities(source):
        istat = text_of(term.get("istat"))
        other = first.setdefault(istat, code)
        if istat and other != code:
            yield Finding("W214", source.file, (*path, "istat"), {"value": istat, "other": other})


def municipalities_of_one_name(source: SourceFile) -> Iterator[Finding]:
    """W215: two municipalities of one name; Italy has some (Livo, Samone), and who reads cannot tell them."""
    first: dict[str, str] = {}
    for path, code, term in _municipalities(source):
        name = text_of(term.get("it"))
        other = first.setdefault(folded(name), code)
        if name and other != code:
            yield Finding("W215", source.file, (*path, "it"), {"value": name, "other": other})


def swapped_degrees(source: SourceFile) -> Iterator[Finding]:
    """W218: the degrees of a point are the one in the place of the other, as half of the maps print them.

    Italy lies between 35 and 48 degrees north, 6 and 19 east: no point of it reads the same both ways.
    """
    for path, _, term in _terms(source.data, "termini"):
        point = term.get("coordinate")
        if not isinstance(point, Mapping):
            continue
        north, east = (text_of(as_number(point.get(key))) for key in ("lat", "lon"))
        try:
            lat, lon = float(north), float(east)
        except ValueError:
            continue  # a word, which its shape refuses
        if 6 <= lat <= 19 and 35 <= lon <= 48:  # noqa: PLR2004
            yield Finding("W218", source.file, (*path, "coordinate"), {"value": north, "other": east})


def _municipalities(source: SourceFile) -> Iterator[tuple[Path, str, Data]]:
    return (entry for entry in _terms(source.data, "termini") if text_of(entry[2].get("livello")) == "comune")


def _terms(data: Data, listing: str) -> Iterator[tuple[Path, str, Data]]:
    """Yield (path, code, term) of what a list (`termini`, `famiglie`) holds, leaving out what has no code."""
    for index, term in mappings_in(data, listing):
        if isinstance(term.get("codice"), str):
            yield (listing, index), term["codice"].strip(), term


def _texts_in(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the texts of a value that is a text or a list of texts, with their paths."""
    if isinstance(value, list):
        yield from (((*path, index), item.strip()) for index, item in enumerate(value) if isinstance(item, str))
    elif text := text_of(value):
        yield path, text
