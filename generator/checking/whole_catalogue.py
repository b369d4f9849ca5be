"""Rules over the whole catalogue: what one record says against what another does."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any, Final

from generator.catalogue.freshness import Ages
from generator.catalogue.vocabularies import Vocabularies, Vocabulary
from generator.checking.conditions import has, inside, is_yes, written_date
from generator.checking.cross_references import items, references_in
from generator.checking.spelling import folded
from generator.diagnostics import Finding, Path
from generator.reading.folder import SourceFile
from generator.records.plain import is_empty
from generator.records.schema import schema

_PLACES_OF_IDENTITY: Final = frozenset({"comune", "municipio", "quartiere", "via"})
"""Two bodies with one name are one body where they share one of these."""


def check_whole(files: Iterable[SourceFile], vocabularies: Vocabularies, today: date, ages: Ages) -> list[Finding]:
    """Check the files of networks and organisations against each other, and against the day `today`."""
    records = [one for one in files if one.kind in {"rete", "ente"}]
    networks = [one for one in records if one.kind == "rete"]
    organizations = [one for one in records if one.kind == "ente"]
    return list(
        chain(
            _activities_written_twice(records),
            _activities_of_others(organizations),
            _shared_tax_codes(organizations),
            _without_sources(networks, organizations),
            _repeated_memberships(records),
            _one_sided_memberships(networks, organizations),
            _already_listed(networks, organizations, vocabularies["territori"]),
            _ageing(records, today, ages),
        )
    )


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _activities(one: SourceFile) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, folded name, id of who runs it) of the activities in a file."""
    for index, activity in items(one.data, "attivita"):
        if name := _text(activity.get("nome")):
            yield ("attivita", index), folded(name), _text(activity.get("ente")) or one.id


def _activities_written_twice(records: list[SourceFile]) -> Iterator[Finding]:
    """Yield activities of one operator in two files; organisations come first, so that theirs is the one to keep."""
    first: dict[tuple[str, str], SourceFile] = {}
    for one in sorted(records, key=lambda record: record.kind):
        for path, name, operator in _activities(one):
            kept = first.setdefault((name, operator), one)
            if kept is not one:
                hint = "ente" if kept.kind == "ente" else "reti"
                yield Finding("E410", one.file, path, {"other": kept.file, "rete": one.id}, hint)


def _activities_of_others(organizations: list[SourceFile]) -> Iterator[Finding]:
    for one in organizations:
        for path, _, operator in _activities(one):
            if operator != one.id:
                yield Finding("E416", one.file, (*path, "ente"), {"ente": operator})


def _shared_tax_codes(organizations: list[SourceFile]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for one in organizations:
        tax_code = _text(one.data.get("codice_fiscale"))
        other = first.setdefault(tax_code, one.file)
        if tax_code and other != one.file:
            yield Finding("E411", one.file, ("codice_fiscale",), {"other": other})


def _without_sources(networks: list[SourceFile], organizations: list[SourceFile]) -> Iterator[Finding]:
    """Yield organisations that nothing vouches for: no source, no confirmation, no network that names them."""
    whole = schema()
    told = (references_in(one.data, whole["kinds"]["rete"]) for one in networks)
    named = {written for references in told for _, _, written in references}
    ids = {one.id for one in networks}
    for one in organizations:
        joins = any(_text(item.get("rete")) in ids for _, item in items(one.data, "aderisce"))
        if one.data and not (one.id in named or joins or has(one.data, "fonti") or has(one.data, "verifica")):
            yield Finding("E403", one.file, hint="ente", values={"keys": ""})


def _repeated_memberships(records: list[SourceFile]) -> Iterator[Finding]:
    for one in records:
        for listing, key in (("adesioni", "ente"), ("aderisce", "rete")):
            seen: set[tuple[str, ...]] = set()
            for index, told in items(one.data, listing):
                other = _text(told.get(key))
                identity = (other, *(_text(told.get(name)) for name in ("ufficio", "dal", "al")))
                if other and identity in seen:
                    yield Finding("W414", one.file, (listing, index, key), {"id": other})
                seen.add(identity)


def _one_sided_memberships(networks: list[SourceFile], organizations: list[SourceFile]) -> Iterator[Finding]:
    """Yield what waits for a confirmation: one side was confirmed, and only one of the two tells the membership."""
    bodies = {one.id: one for one in organizations}
    reti = {one.id: one for one in networks}
    by_network = {one.id: {_text(told.get("ente")) for _, told in items(one.data, "adesioni")} for one in networks}
    by_body = {one.id: {_text(told.get("rete")) for _, told in items(one.data, "aderisce")} for one in organizations}
    for one in networks:
        silent = sorted(
            body
            for body in by_network[one.id] & bodies.keys()
            if one.id not in by_body[body] and _confirmed(one, bodies[body])
        )
        if silent:
            yield Finding(
                "H412", one.file, ("adesioni",), {"ids": ", ".join(silent), "id": one.id}, "rete", on_key=True
            )
    for body in organizations:
        for index, told in items(body.data, "aderisce"):
            network = _text(told.get("rete"))
            if network in reti and body.id not in by_network[network] and _confirmed(body, reti[network]):
                yield Finding("H412", body.file, ("aderisce", index), {"ids": network, "id": body.id}, "ente")


def _confirmed(*records: SourceFile) -> bool:
    return any(has(one.data, "verifica") for one in records)


def _already_listed(
    networks: list[SourceFile], organizations: list[SourceFile], territories: Vocabulary
) -> Iterator[Finding]:
    """Yield members written by name that have a file: identity is name and place."""
    named: dict[str, list[SourceFile]] = {}
    for body in organizations:
        for name in (body.data.get("nome"), *inside(body.data.get("altri_nomi"), [])):
            named.setdefault(folded(_text(name)), []).append(body)
    for one in networks:
        for index, told in items(one.data, "adesioni"):
            member = told.get("ente")
            if not isinstance(member, dict):
                continue
            here = _where(member, territories) or _where(one.data, territories)
            for body in named.get(folded(_text(member.get("nome"))), ()):
                if is_yes(body.data.get("sovralocale")) or here & _where(body.data, territories):
                    yield Finding("H415", one.file, ("adesioni", index, "ente"), {"id": body.id})


def _where(data: Mapping[str, Any], territories: Vocabulary) -> set[str]:
    """Return the codes of municipalities and smaller places where something is, the wider ones included."""
    own = [code for code in inside(data.get("territori"), []) if isinstance(code, str)]
    codes = {wider for code in own for wider in (code, *territories.ancestors(code))}
    return {code for code in codes if code in territories and territories.terms[code].level in _PLACES_OF_IDENTITY}


def _ageing(records: list[SourceFile], today: date, ages: Ages) -> Iterator[Finding]:
    """Yield confirmations that are ageing, and records that nobody confirmed or read again for long."""
    for one in records:
        confirmed = _day(inside(one.data.get("verifica"), ["data"]))
        if confirmed is not None:
            if ages.is_late(confirmed, today):
                code = "W418" if ages.is_old(confirmed, today) else "H418"
                values = {"date": confirmed.isoformat(), "months": ages.old}
                yield Finding(code, one.file, ("verifica", "data"), values)
            continue
        read = _day(inside(one.data.get("fonti"), ["letta_il"]))
        if read is not None and ages.is_old(read, today):
            yield Finding("H418", one.file, ("fonti",), {"date": read.isoformat()}, "fonti", on_key=True)


def _day(values: Iterable[Any]) -> date | None:
    """Return the latest whole day among some values."""
    found = []
    for value in values:
        try:
            found.append(date.fromisoformat(written_date(value)))
        except ValueError:
            continue
    return max(found, default=None)


def missing_that_helps(one: SourceFile) -> list[str]:
    """Name what a reader would look for first and a record does not say."""
    wanted: dict[str, tuple[str, ...]] = {
        "descrizione_breve": ("descrizione_breve", "descrizione"),
        "contatti": ("contatti", "sito"),
    }
    if one.kind == "rete":
        wanted |= {"destinatari": ("destinatari",), "adesioni": ("adesioni", "altri_aderenti")}
    missing = [name for name, keys in wanted.items() if not any(has(one.data, key) for key in keys)]
    undated = sum(is_empty(activity.get("quando")) for _, activity in items(one.data, "attivita"))
    return [*missing, *(["quando"] if undated else [])]


def check_completeness(files: Iterable[SourceFile]) -> list[Finding]:
    """Suggest, once a record, what would help who reads it; a suggestion is all it is."""
    records = (one for one in files if one.kind in {"rete", "ente"} and one.data and not one.cut_short)
    return [
        Finding("H601", one.file, values={"missing": ", ".join(f"«{name}»" for name in missing)})
        for one in records
        if (missing := missing_that_helps(one))
    ]
