"""Bodies out of the Human Services Data Specification, ours or anybody's: drafts and proposals, like those of a table.

The checker says what may stand in a record: a value that it finds wrong, or that may be about a person, leaves the
draft and is told in the account. Names of contacts are never read.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from generator.catalogue import Vocabularies
from generator.catalogue.vocabularies import UNSPECIFIED
from generator.contributing.importing.drafts import ABOUT_PERSONS, Draft, Line, Read, Way, flaws_of
from generator.contributing.records.new import suggested_body
from generator.diagnostics import Finding
from generator.errors import CannotRun
from generator.exports.hsds.reading import BESIDE, FACETS, Body, body_of
from generator.reading.folder import slug
from generator.reading.json_files import read_json
from generator.records.plain import is_empty, without_empty

ORGANIZATIONS: Final = "organizations.json"
SERVICES: Final = "services.json"
_MOST_ROUNDS: Final = 40
Objects = list[Mapping[str, Any]]


def read_export(path: Path) -> tuple[Objects, Objects]:
    """Return the organisations and the services of a folder (`organizations.json`, `services.json`) or of one file.

    A file is a list of organisations or of services, a mapping of both, or a page of an API (`contents`).

    Raises:
        CannotRun: nothing of it can be read, with the reason.
    """
    if path.is_dir():
        services = path / SERVICES
        organizations = _objects(read_json(path / ORGANIZATIONS), "organizations")
        return organizations, _objects(read_json(services), "services") if services.exists() else []
    whole = read_json(path)
    organizations = _objects(whole, "organizations")
    services_read = _objects(whole, "services")
    if not organizations:  # services carry who runs them
        services_read = services_read or _objects(whole, "contents")
        organizations = [item for item in services_read if "status" not in item and "organization" not in item]
        services_read = [item for item in services_read if item not in organizations]
        known = {item.get("id") for item in organizations}
        for service in services_read:
            runs = service.get("organization")
            if isinstance(runs, Mapping) and runs.get("id") not in known:
                known.add(runs.get("id"))
                organizations.append(runs)
    if not organizations:
        raise CannotRun("hsds_nothing", file=path.name)
    return organizations, services_read


def _objects(whole: Any, name: str) -> Objects:
    found = whole.get(name) if isinstance(whole, Mapping) else whole
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []


def read_bodies_of(organizations: Objects, services: Objects, way: Way) -> Read:
    """Read every organisation with its services; the number of a line of the account is that of the organisation."""
    read = Read([], [], 0)
    own = _by_record(organizations, services)
    for at, organization in enumerate(organizations, start=1):
        read.cells += _values(organization) + sum(map(_values, own.get(at, ())))
        body = body_of(organization, own.get(at, ()))
        if is_empty(body.data.get("nome")):
            read.account.append(Line(at, "organization", "fuori", body.key, reason="no_name"))
            continue
        read.account += (Line(at, column, "fuori", words, reason="no_room_in_record") for column, words in body.left)
        read.drafts.append(_draft(at, body, way, read.account))
    placed = {id(service) for group in own.values() for service in group}
    read.account += (
        Line(0, "service", "fuori", str(service.get("name", "")), reason="no_organization")
        for service in services
        if id(service) not in placed
    )
    return read


def _values(item: Any) -> int:
    """Count the values of an object, nested ones included."""
    if isinstance(item, Mapping):
        return sum(_values(value) for key, value in item.items() if key != BESIDE)
    return sum(map(_values, item)) if isinstance(item, list) else int(item not in (None, ""))


def _by_record(organizations: Objects, services: Objects) -> dict[int, Objects]:
    """Return the services of each organisation, by its number: of the record they stand in, else of who runs them."""
    by_id: dict[str, int] = {}
    by_entry: dict[str, int] = {}
    for at, organization in enumerate(organizations, start=1):
        by_id.setdefault(str(organization.get("id")), at)
        beside = organization.get(BESIDE)
        if isinstance(beside, Mapping):
            by_entry.setdefault(str(beside.get("id")), at)
    found: dict[int, Objects] = {}
    for service in services:
        beside, runs = service.get(BESIDE), service.get("organization")
        entry = str(beside.get("scheda")) if isinstance(beside, Mapping) else ""
        owner = service.get("organization_id") or (runs.get("id") if isinstance(runs, Mapping) else None)
        place = by_entry.get(entry) or by_id.get(str(owner))
        if place:
            found.setdefault(place, []).append(service)
    for at, organization in enumerate(organizations, start=1):  # some publish services inside of organisations
        nested = organization.get("services")
        if isinstance(nested, list) and not found.get(at):
            found[at] = [item for item in nested if isinstance(item, Mapping)]
    return found


def _draft(at: int, body: Body, way: Way, account: list[Line]) -> Draft:
    data = _completed(_spoken(body.data, way.vocabularies, at, account), body.kind, way)
    for _ in range(_MOST_ROUNDS):
        wrong = _flaws(data, body.kind, way)
        if not wrong:
            break
        for path, finding in wrong.items():
            is_personal = finding.code in ABOUT_PERSONS
            words = "" if is_personal else _short(_at(data, path))
            outcome = "personale" if is_personal else "fuori"
            account.append(Line(at, "/".join(map(str, path)), outcome, words, "", finding.code, finding.values))
        data = _without(data, set(wrong))
    account.append(Line(at, "organization", "scheda", str(data.get("nome", ""))))
    return Draft(body.id or slug(str(data.get("nome", ""))) or body.kind, data, (at,), body.kind)


def _flaws(data: Mapping[str, Any], kind: str, way: Way) -> dict[tuple[str | int, ...], Finding]:
    """Return what keeps values out of a draft, by the path of the value; what only a whole record lacks is not one."""
    return {tuple(finding.path): finding for finding in reversed(flaws_of(data, kind, way)) if finding.path}


def _at(data: Any, path: Iterable[str | int]) -> Any:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return ""
    return data


def _short(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _without(data: Any, paths: set[tuple[str | int, ...]], here: tuple[str | int, ...] = ()) -> Any:
    """Return a copy of plain data without the values at `paths`."""
    if isinstance(data, dict):
        kept = {key: _without(part, paths, (*here, key)) for key, part in data.items() if (*here, key) not in paths}
        return {key: part for key, part in kept.items() if not is_empty(part)}
    if isinstance(data, list):
        parts = (_without(part, paths, (*here, at)) for at, part in enumerate(data) if (*here, at) not in paths)
        return [part for part in parts if not is_empty(part)]
    return data


def _completed(data: Mapping[str, Any], kind: str, way: Way) -> dict[str, Any]:
    """Add what every draft says: its kind, where it is, where the words come from; it stays a draft until read."""
    whole = dict(data)
    if kind == "ente":
        whole.setdefault("tipo", suggested_body(str(data.get("nome", "")), way.vocabularies) or UNSPECIFIED)
        is_somewhere = whole.get("territori") or whole.get("luoghi") or whole.get("sovralocale")
        if not is_somewhere and not whole.get("aderisce") and way.territory:
            whole["territori"] = [way.territory]
    if not whole.get("fonti") and not whole.get("verifica"):
        whole["fonti"] = [dict(way.source)]
    whole["stato"] = "bozza"
    cleaned: dict[str, Any] = without_empty(whole)
    return cleaned


def _spoken(
    data: Mapping[str, Any], vocabularies: Vocabularies, at: int, account: list[Line], scheme_of_kind: str = "tipi_ente"
) -> dict[str, Any]:
    """Return data whose terms are codes of the catalogue: those of others are found by their words, or told as left."""
    made = dict(data)
    for key, scheme in (*zip(FACETS, FACETS, strict=True), ("tipo", scheme_of_kind)):
        if key in made:
            codes = list(_codes(made[key], scheme, vocabularies, at, account))
            made[key] = codes if isinstance(made[key], list) else next(iter(codes), None)
    if scheme_of_kind == "tipi_attivita":
        made["tipo"] = made.get("tipo") or UNSPECIFIED
    if isinstance(made.get("attivita"), list):
        made["attivita"] = [
            _spoken(item, vocabularies, at, account, "tipi_attivita") if isinstance(item, Mapping) else item
            for item in made["attivita"]
        ]
    return {key: value for key, value in made.items() if value is not None}


def _codes(value: Any, scheme: str, vocabularies: Vocabularies, at: int, account: list[Line]) -> Iterator[str]:
    known = vocabularies[scheme]
    for word in value if isinstance(value, list) else [value]:
        code = str(word)
        if code in known:
            yield code
        elif found := known.spoken.get(code.casefold()):
            yield found
        else:
            account.append(Line(at, scheme, "fuori", code, reason="term_unknown"))
