"""Vocabulary files of a catalogue: what one term says of others, and of the packaged scheme that it extends."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.catalogue.vocabularies import packaged_sources
from generator.checking.cross_references import items
from generator.checking.spelling import nearest
from generator.diagnostics import Finding, Path
from generator.reading.folder import SourceFile
from generator.records.plain import is_empty, without_empty

_LINKS: Final = ("padre", "altri_padri", "sostituito_da", "confina_con", "famiglia")
_OWN_SCHEMES: Final = frozenset({"territori", "piani"})
"""Schemes that only a catalogue can give."""


def check_terms(one: SourceFile) -> list[Finding]:
    """Check a vocabulary file whose shape is right."""
    packaged = {source.id: source.data for source in packaged_sources()}
    base = packaged.get(one.id, {})
    return [
        *_name(one, packaged),
        *_repeated(one),
        *_of_one_address(one, base),
        *_unlabelled(one, base),
        *_dangling(one, base),
        *_loops(one, base),
    ]


def _name(one: SourceFile, packaged: Mapping[str, Any]) -> Iterator[Finding]:
    written = str(one.data.get("id", "")).strip()
    if written and written != one.id:
        yield Finding("E208", one.file, ("id",), {"id": written, "name": one.id})
    elif one.id not in packaged and one.id not in _OWN_SCHEMES:
        near = nearest(one.id, sorted({*packaged, *_OWN_SCHEMES}))
        yield Finding("W211", one.file, ("id",), {"id": one.id, "near": near}, "near" if near else "")


def _codes(data: Mapping[str, Any], listing: str) -> Iterator[tuple[Path, str, Mapping[str, Any]]]:
    for index, term in items(data, listing):
        if isinstance(term.get("codice"), str):
            yield (listing, index), term["codice"].strip(), term


def _repeated(one: SourceFile) -> Iterator[Finding]:
    for listing in ("termini", "famiglie"):
        seen: set[str] = set()
        for path, code, _ in _codes(one.data, listing):
            if code in seen:
                yield Finding("E209", one.file, (*path, "codice"), {"code": code})
            seen.add(code)


def _of_one_address(one: SourceFile, base: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield codes that differ from another only by hyphens: their pages would have one address."""
    first = {code.replace("_", "-"): code for _, code, _ in reversed([*_codes(base, "termini")])}
    for path, code, _ in _codes(one.data, "termini"):
        other = first.setdefault(code.replace("_", "-"), code)
        if other != code:
            yield Finding("E213", one.file, (*path, "codice"), {"code": code, "other": other})


def _unlabelled(one: SourceFile, base: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield new terms without words; one that changes a packaged term gives only the keys it changes."""
    known = {code for _, code, _ in _codes(base, "termini")}
    for path, code, term in _codes(one.data, "termini"):
        if code not in known and is_empty(term.get("it")):
            yield Finding("E210", one.file, path, {"code": code})


def _dangling(one: SourceFile, base: Mapping[str, Any]) -> Iterator[Finding]:
    terms = {code for data in (base, one.data) for _, code, _ in _codes(data, "termini")}
    families = {code for data in (base, one.data) for _, code, _ in _codes(data, "famiglie")}
    for path, _, term in _codes(one.data, "termini"):
        for key in _LINKS:
            known = families if key == "famiglia" else terms
            for place, code in _listed(term.get(key), (*path, key)):
                if code not in known:
                    near = nearest(code, sorted(known))
                    yield Finding(
                        "E205", one.file, place, {"code": code, "key": key, "near": near}, "near" if near else ""
                    )


def _listed(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, list):
        yield from (((*path, index), item.strip()) for index, item in enumerate(value) if isinstance(item, str))
    elif isinstance(value, str) and value.strip():
        yield path, value.strip()


def _loops(one: SourceFile, base: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield terms that contain themselves, by `padre`."""
    parents = {
        code: str(term.get("padre") or "").strip()
        for data in (base, one.data)
        for _, code, term in _codes(without_empty(data), "termini")
    }
    for path, code, _ in _codes(one.data, "termini"):
        above, seen = parents.get(code, ""), [code]
        while above and above not in seen:
            seen.append(above)
            above = parents.get(above, "")
        if above == code:
            yield Finding("E206", one.file, (*path, "padre"), {"loop": " → ".join([*seen, code])})
