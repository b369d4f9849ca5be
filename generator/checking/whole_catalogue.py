"""Rules over the whole catalogue: what one record says against what another does, and against today."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, Final

from generator.catalogue.freshness import Ages
from generator.catalogue.vocabularies import Vocabularies, Vocabulary
from generator.checking.cross_references import names_in, references_in
from generator.checking.findings import line_of
from generator.checking.plain_values import Data, has, is_yes, mappings_in, text_of, values_at, written_date
from generator.checking.spelling import folded
from generator.diagnostics import Finding, Path
from generator.reading.folder import SourceFile
from generator.records.dates import PartialDate

_REPLY: Final = "risponde_entro"
_RUNTS: Final = "runts:"
_ASSOCIATIVE_NETWORKS: Final = "e"
_MOST_NAMESAKES: Final = 20
_PLACES_OF_IDENTITY: Final = frozenset({"comune", "municipio", "frazione", "quartiere", "via"})
"""Two bodies with one name are one body where they share one of these."""


def check_whole_catalogue(
    files: Iterable[SourceFile], vocabularies: Vocabularies, today: date, ages: Ages
) -> list[Finding]:
    """Check the files of networks and organisations against each other, and against the day `today`."""
    records = [source for source in files if source.kind in {"rete", "ente"}]
    networks = [record for record in records if record.kind == "rete"]
    organizations = [record for record in records if record.kind == "ente"]
    return [
        *activities_written_twice(records),  # E410
        *activities_of_other_bodies(organizations),  # E416
        *networks_of_one_name(networks, vocabularies["territori"]),  # W422
        *shared_tax_codes(organizations),  # E411
        *shared_vat_numbers(organizations),  # W445
        *shared_ipa_codes(organizations),  # W423
        *shared_runts_numbers(organizations),  # W424
        *sections_of_other_kinds(organizations, vocabularies["tipi_ente"]),  # W425
        *bodies_nothing_vouches_for(networks, organizations),  # E403
        *repeated_memberships(records),  # W414
        *memberships_to_confirm(networks, organizations),  # H412
        *members_that_have_a_file(networks, organizations, vocabularies["territori"]),  # H415
        *named_without_id(records, vocabularies["territori"]),  # H445
        *ageing_records(records, today, ages),  # H418, W418
        *old_reply_times(records, today, ages),  # W227
    ]


def networks_of_one_name(networks: list[SourceFile], territories: Vocabulary) -> Iterator[Finding]:
    """W422: two networks of one name in one town: who reads cannot tell them, or one was written twice."""
    earlier: dict[str, list[tuple[set[str], SourceFile]]] = {}
    for network in networks:
        name, here = folded(text_of(network.data.get("nome"))), _where(network.data, territories)
        namesakes = earlier.setdefault(name, []) if name else []
        other = next((namesake for there, namesake in namesakes if here & there), None)
        if other is not None:
            yield Finding("W422", network.file, ("nome",), {"id": other.id})
        else:
            # Who is told to be another's namesake is not compared again: a hundred copies are told once each.
            namesakes.append((here, network))


def activities_written_twice(records: list[SourceFile]) -> Iterator[Finding]:
    """E410: one activity of one operator in two files."""
    first: dict[tuple[str, str], SourceFile] = {}
    # Organisations come first: an activity is written in the file of who runs it, so that theirs is the one to keep.
    for record in sorted(records, key=lambda record: record.kind):
        for path, name, operator in _activities(record):
            kept = first.setdefault((name, operator), record)
            if kept is not record:
                hint = "ente" if kept.kind == "ente" else "reti"
                yield Finding("E410", record.file, path, {"other": kept.file, "rete": record.id}, hint)


def activities_of_other_bodies(organizations: list[SourceFile]) -> Iterator[Finding]:
    """E416: an activity in the file of an organisation that does not run it."""
    for body in organizations:
        for path, _, operator in _activities(body):
            if operator != body.id:
                yield Finding("E416", body.file, (*path, "ente"), {"ente": operator})


def _activities(record: SourceFile) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, folded name, id of who runs it) of the activities in a file."""
    for index, activity in mappings_in(record.data, "attivita"):
        if name := text_of(activity.get("nome")):
            yield ("attivita", index), folded(name), text_of(activity.get("ente")) or record.id


def shared_tax_codes(organizations: list[SourceFile]) -> Iterator[Finding]:
    """E411: one tax code in two files."""
    first: dict[str, str] = {}
    for body in organizations:
        tax_code = text_of(body.data.get("codice_fiscale"))
        other = first.setdefault(tax_code, body.file)
        if tax_code and other != body.file:
            yield Finding("E411", body.file, ("codice_fiscale",), {"other": other})


def shared_vat_numbers(organizations: list[SourceFile]) -> Iterator[Finding]:
    """W445: one VAT number in two files; only the members of a VAT group share one (art. 70-bis D.P.R. 633/1972)."""
    first: dict[str, str] = {}
    for body in organizations:
        vat_number = text_of(body.data.get("partita_iva"))
        other = first.setdefault(vat_number, body.file)
        if vat_number and other != body.file:
            yield Finding("W445", body.file, ("partita_iva",), {"other": other})


def shared_ipa_codes(organizations: list[SourceFile]) -> Iterator[Finding]:
    """W423: one code of the index of public administrations (IPA) in two files; the index takes no heed of case."""
    first: dict[str, str] = {}
    for body in organizations:
        ipa_code = text_of(body.data.get("codice_ipa")).casefold()
        other = first.setdefault(ipa_code, body.file)
        if ipa_code and other != body.file:
            yield Finding("W423", body.file, ("codice_ipa",), {"other": other})


def shared_runts_numbers(organizations: list[SourceFile]) -> Iterator[Finding]:
    """W424: one number of the national register of the third sector in two files (`n. 0123` is `123`)."""
    first: dict[str, str] = {}
    for body in organizations:
        digits = "".join(character for character in _runts(body, "repertorio") if character.isdigit())
        number = digits.lstrip("0")
        other = first.setdefault(number, body.file)
        if number and other != body.file:
            yield Finding("W424", body.file, ("runts", "repertorio"), {"other": other})


def sections_of_other_kinds(organizations: list[SourceFile], kinds: Vocabulary) -> Iterator[Finding]:
    """W425: a section of the register where bodies of this kind are not entered.

    Nobody is entered in two sections but associative networks (section e): art. 46, c. 2, D.Lgs. 117/2017. Which kind
    goes in which section is said by the vocabulary, as `corrispondenze: ["runts:a"]`.
    """
    for body in organizations:
        kind, section = text_of(body.data.get("tipo")), _runts(body, "sezione")
        term = kinds.terms.get(kind)
        matches = term.matches if term else ()
        expected = [match.removeprefix(_RUNTS) for match in matches if match.startswith(_RUNTS)]
        if section and expected and section not in {*expected, _ASSOCIATIVE_NETWORKS}:
            values = {"tipo": kind, "value": section, "codes": ", ".join(expected)}
            yield Finding("W425", body.file, ("runts", "sezione"), values)


def _runts(body: SourceFile, key: str) -> str:
    entry = body.data.get("runts")
    return text_of(entry.get(key)) if isinstance(entry, dict) else ""


def bodies_nothing_vouches_for(networks: list[SourceFile], organizations: list[SourceFile]) -> Iterator[Finding]:
    """E403: an organisation without source or confirmation, that no network names and that joins none."""
    named = {written for network in networks for _, _, written in references_in(network)}
    network_ids = {network.id for network in networks}
    for body in organizations:
        joins = any(text_of(item.get("rete")) in network_ids for _, item in mappings_in(body.data, "aderisce"))
        if body.data and not (body.id in named or joins or has(body.data, "fonti") or has(body.data, "verifica")):
            yield Finding("E403", body.file, hint="ente", values={"keys": ""})


def repeated_memberships(records: list[SourceFile]) -> Iterator[Finding]:
    """W414: one membership twice in a list: the same office, in the same years."""
    for record in records:
        for listing, key in (("adesioni", "ente"), ("aderisce", "rete")):
            seen: set[tuple[str, ...]] = set()
            for index, membership in mappings_in(record.data, listing):
                other = text_of(membership.get(key))
                identity = (other, *(text_of(membership.get(name)) for name in ("ufficio", "dal", "al")))
                if other and identity in seen:
                    yield Finding("W414", record.file, (listing, index, key), {"id": other})
                seen.add(identity)


def memberships_to_confirm(networks: list[SourceFile], organizations: list[SourceFile]) -> Iterator[Finding]:
    """H412: one side was confirmed (`verifica`), and only one of the two tells the membership."""
    body_of = {body.id: body for body in organizations}
    network_of = {network.id: network for network in networks}
    members = {network.id: _joined(network, "adesioni", "ente") for network in networks}
    joined = {body.id: _joined(body, "aderisce", "rete") for body in organizations}
    for network in networks:
        silent = sorted(
            body_id
            for body_id in members[network.id] & body_of.keys()
            if network.id not in joined[body_id] and _is_either_confirmed(network, body_of[body_id])
        )
        if silent:
            values = {"ids": ", ".join(silent), "id": network.id}
            yield Finding("H412", network.file, ("adesioni",), values, "rete", on_key=True)
    for body in organizations:
        for index, membership in mappings_in(body.data, "aderisce"):
            network_id = text_of(membership.get("rete"))
            if network_id not in network_of or body.id in members[network_id]:
                continue
            if _is_either_confirmed(body, network_of[network_id]):
                yield Finding("H412", body.file, ("aderisce", index), {"ids": network_id, "id": body.id}, "ente")


def _joined(record: SourceFile, listing: str, key: str) -> set[str]:
    """Return the ids on the other side of the memberships of a record."""
    return {text_of(membership.get(key)) for _, membership in mappings_in(record.data, listing)}


def _is_either_confirmed(*sides: SourceFile) -> bool:
    return any(has(side.data, "verifica") for side in sides)


def members_that_have_a_file(
    networks: list[SourceFile], organizations: list[SourceFile], territories: Vocabulary
) -> Iterator[Finding]:
    """H415: a member written by name that has a file: identity is name and place."""
    bodies_named: dict[str, list[SourceFile]] = {}
    for body in organizations:
        for name in (body.data.get("nome"), *values_at(body.data.get("altri_nomi"), [])):
            bodies_named.setdefault(folded(text_of(name)), []).append(body)
    for network in networks:
        for index, membership in mappings_in(network.data, "adesioni"):
            member = membership.get("ente")
            if not isinstance(member, dict):
                continue
            here = _where(member, territories) or _where(network.data, territories)
            for body in bodies_named.get(folded(text_of(member.get("nome"))), ()):
                if is_yes(body.data.get("sovralocale")) or here & _where(body.data, territories):
                    yield Finding("H415", network.file, ("adesioni", index, "ente"), {"id": body.id})


def named_without_id(records: list[SourceFile], territories: Vocabulary) -> Iterator[Finding]:
    """H445: a record written by name, outside the members of a network (H415), that has a file of its own.

    A network is known by its name alone; a body by name and place, for every town has its Pro Loco.
    """
    by_name: dict[tuple[str, str], list[SourceFile]] = {}
    for record in records:
        for name in (record.data.get("nome"), *values_at(record.data.get("altri_nomi"), []), record.data.get("sigla")):
            if text_of(name):
                by_name.setdefault((record.kind, folded(text_of(name))), []).append(record)
    for record in records:
        for path, target, written in names_in(record):
            if path[0] == "adesioni":
                continue
            name = folded(text_of(written.get("nome")))
            namesakes = [other for kind in target.split("|") for other in by_name.get((kind, name), ())]
            if not namesakes:
                continue
            here = _where(written, territories) or _where(record.data, territories)
            # Of a name that dozens of records have nobody could tell which one is meant.
            near = [
                other
                for other in islice(namesakes, _MOST_NAMESAKES)
                if other is not record and _may_be_in(other, here, territories)
            ]
            if len(near) == 1:
                yield Finding("H445", record.file, path, {"id": near[0].id, "line": line_of(path, near[0].id)})


def _may_be_in(record: SourceFile, places: set[str], territories: Vocabulary) -> bool:
    """Tell whether a name said of these places may mean a record: any network, a body of there or of everywhere."""
    is_everywhere = record.kind == "rete" or is_yes(record.data.get("sovralocale"))
    return is_everywhere or bool(places & _where(record.data, territories))


def _where(data: Data, territories: Vocabulary) -> set[str]:
    """Return the codes of municipalities and smaller places where something is, the wider ones included."""
    told = list(values_at(data.get("territori"), [])) or values_at(data.get("luoghi"), ["territorio"])
    own = [code for code in told if isinstance(code, str)]
    codes = {wider for code in own for wider in (code, *territories.ancestors(code))}
    return {code for code in codes if code in territories and territories.terms[code].level in _PLACES_OF_IDENTITY}


def ageing_records(records: list[SourceFile], today: date, ages: Ages) -> Iterator[Finding]:
    """H418, W418: a confirmation that is ageing, or a record that nobody confirmed nor read again for long."""
    for record in records:
        confirmed = _latest_day(values_at(record.data.get("verifica"), ["data"]))
        if confirmed is not None:
            if ages.is_late(confirmed, today):
                code = "W418" if ages.is_old(confirmed, today) else "H418"
                values = {"date": confirmed.isoformat(), "months": ages.old}
                yield Finding(code, record.file, ("verifica", "data"), values)
            continue
        read = _latest_day(values_at(record.data.get("fonti"), ["letta_il"]))
        if read is not None and ages.is_old(read, today):
            yield Finding("H418", record.file, ("fonti",), {"date": read.isoformat()}, "fonti", on_key=True)


def old_reply_times(records: list[SourceFile], today: date, ages: Ages) -> Iterator[Finding]:
    """W227: how soon a contact usually answers, when that was said too long ago to be counted on."""
    for record in records:
        for path, contact in _contacts(record.data):
            written = written_date(contact[_REPLY].get("dal"))
            since = _last_day_meant(written)
            if since is not None and ages.is_late(since, today):
                values = {"date": written, "months": ages.to_reconfirm}
                yield Finding("W227", record.file, (*path, _REPLY, "dal"), values)


def _contacts(data: Data) -> Iterator[tuple[Path, Data]]:
    """Yield the contacts that say how soon they answer: of a record, of its activities, of its notices."""
    listed = [(("contatti", at), contact) for at, contact in mappings_in(data, "contatti")]
    single = [
        ((key, at, "contatto"), item.get("contatto"))
        for key in ("attivita", "bisogni", "offerte")
        for at, item in mappings_in(data, key)
    ]
    for path, contact in (*listed, *single):
        if isinstance(contact, dict) and isinstance(contact.get(_REPLY), dict):
            yield path, contact


def _last_day_meant(iso: str) -> date | None:
    """Return the last day that a date of any precision may mean; None where there is none."""
    try:
        return PartialDate.parse(iso).last if iso else None
    except ValueError:
        return None


def _latest_day(values: Iterable[Any]) -> date | None:
    """Return the latest whole day among some values; a year or a month is no day to count from."""
    days = []
    for value in values:
        try:
            days.append(date.fromisoformat(written_date(value)))
        except ValueError:
            continue
    return max(days, default=None)
