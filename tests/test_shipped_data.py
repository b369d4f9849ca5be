"""The shipped records hold what the sources said, all of it and nothing else.

`data/real-networks.yml` is the input; `data/shipped-decisions.yml` lists every editorial decision that makes a
record differ from it. Plain YAML is compared with plain YAML: none of our code stands in between.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import pytest

from tests.data.shipped import (
    DECISIONS,
    MONTHS,
    NETWORKS,
    ORGANIZATIONS,
    PLACES,
    SOURCES,
    Record,
    activity,
    at_hour,
    dated,
    is_called,
    leading,
    leaves,
    mentioned,
    names,
    number_forms,
    on_days,
    paired,
    plain,
    rows,
    shipped_activities,
    source_words,
    ties,
    told,
    where_named,
    within,
)

READ_ON: Final = "2026-11-22"
MASK: Final = "[luogo protetto]"
# Codes, ids, references and what is worked out of words: each has a test of its own or is an editor's reading.
EDITORIAL: Final = {
    *("id", "tipo", "temi", "base", "territori", "territorio", "destinatari", "legame", "formalizzazione", "istituto"),
    *("risorsa", "rete", "ente", "partner", "espresso_da", "rete_madre", "funzioni", "governo", "nome_redazionale"),
    *("sovralocale", "diverso_da", "letta_il", "riservato", "costo", "circa", "unita", "eta", "orari"),
    *("dal", "al", "mesi", "ogni_anno", "anno", "mese", "data"),
}

every_network = pytest.mark.parametrize("network", sorted(SOURCES))


def test_every_network_is_there() -> None:
    """The networks that went in are the networks that came out."""
    assert sorted(NETWORKS) == sorted(SOURCES)


@every_network
def test_every_membership_is_there(network: str) -> None:
    """Each row of the input has its membership, or is counted; what is left over promotes or leads the network."""
    _, left = paired(network)
    counted = [row["name"] for row in SOURCES[network].get("members", []) if row["name"] in DECISIONS["descritte"]]

    assert [name for name in counted if name not in NETWORKS[network].get("altri_aderenti", "")] == []

    assert [one for one in left if not mentioned(one["ente"], leading(network))] == []
    assert [one for one in left if not set(ties(one)) & {"promotore", "capofila"}] == []


@every_network
def test_every_tie_is_told(network: str) -> None:
    """A tie comes from the note, or from who promotes or leads; the note is kept."""
    pairs, left = paired(network)
    for row, one in [*pairs, *(({}, one) for one in left)]:
        expected = DECISIONS["legami"].get(row.get("note"))
        others = [tie for tie in ties(one) if tie not in {"promotore", "capofila"}]
        assert others == ([expected] if expected else []), one
        assert others == ties(one) or mentioned(one["ente"], leading(network)), one
        assert row.get("note", "") in one.get("nota", ""), one
        assert "dal" not in one or dated(one["dal"], one["nota"]), one


@every_network
def test_every_activity_is_there(network: str) -> None:
    """Each activity is written once, with its words of when and one to three kinds."""
    expected = Counter(one["name"] for one in SOURCES[network].get("activities", []))

    assert Counter(one["nome"] for one in shipped_activities(network)) == expected
    for one in SOURCES[network].get("activities", []):
        shipped = activity(network, one["name"])
        when = None if one.get("when") == MASK else one.get("when")
        assert shipped.get("quando", {}).get("testo") == when
        assert 1 <= len(shipped["tipo"]) <= 3


@every_network
def test_an_activity_lives_with_who_runs_it(network: str) -> None:
    """An organiser of the input runs the activity, alone in its own file, or is named in the network's."""
    for one in SOURCES[network].get("activities", []):
        shipped = activity(network, one["name"])
        owner = [
            id_
            for id_, record in ORGANIZATIONS.items()
            if any(other is shipped for other in record.get("attivita", []))
        ]
        bodies = [*owner, *filter(None, [shipped.get("ente")]), *shipped.get("partner", [])]
        said = one.get("organiser") or source_words(network)
        assert bodies or "organiser" not in one
        assert [body for body in bodies if not mentioned(body, f"{said} | {one['description']}")] == []


@every_network
def test_times_say_what_the_words_say(network: str) -> None:
    """Dates, hours, days and months of an activity are in its words."""
    for one in shipped_activities(network):
        when = one.get("quando", {})
        words = when.get("testo", "")
        assert [when[key] for key in ("dal", "al") if key in when and not dated(when[key], words)] == []
        assert not when.get("ogni_anno") or dated(f"-{when['ogni_anno']}", words)
        months = [MONTHS.split()[int(month) - 1] for month in when.get("mesi", [])]
        assert [month for month in months[:1] + months[-1:] if month not in words] == []
        for slot in when.get("orari", []):
            assert on_days(slot.get("giorni", []), words)
            assert [slot[key] for key in ("dalle", "alle") if key in slot and not at_hour(slot[key], words)] == []


@every_network
def test_years_ages_and_prices_say_what_the_words_say(network: str) -> None:
    """When a network began, the dates of its acts, ages and free entry are in the words of the input."""
    record, source = NETWORKS[network], SOURCES[network]
    start = record.get("avvio", {})
    words = start.get("testo", start) if isinstance(start, dict) else start
    date = next((start[key] for key in ("data", "mese", "anno") if key in start), "") if isinstance(start, dict) else ""

    assert (words or "") == source.get("founded", "")
    assert not date or dated(date, words)
    assert [act for act in record.get("atti", []) if "data" in act and not dated(act["data"], act["titolo"])] == []
    assert [one for one in record.get("bisogni_letti", []) if one.get("anno", "") not in one["testo"]] == []
    assert ("governo" not in record) or "lead" in source
    for one in shipped_activities(network):
        said = source_words(network)
        assert "eta" not in one or any(form in said for form in number_forms(one["eta"]["da"]))
        assert "costo" not in one or "gratuit" in plain(f"{one['nome']} {one['descrizione']}")


@every_network
def test_every_practice_is_there(network: str) -> None:
    """Each practice keeps its title and its source; its figures are numbers of its sentence of figures."""
    sources = SOURCES[network].get("practices", [])
    shipped = NETWORKS[network].get("buone_pratiche", [])

    assert [one["titolo"] for one in shipped] == [one["title"] for one in sources]
    for source, one in zip(sources, shipped, strict=True):
        assert [page["url"] for page in one.get("fonti", [])] == [source["source"]]
        assert bool(one.get("cifre")) == ("figures" in source)
        said = plain(source.get("figures", ""))
        assert [c for c in one.get("cifre", []) if not any(within(f, said) for f in number_forms(c["valore"]))] == []


@every_network
def test_every_need_and_offer_is_there(network: str) -> None:
    """Needs are read needs or requests; offers are offers; none is lost, none is added."""
    record, source = NETWORKS[network], SOURCES[network]
    needs = [
        one.get("testo") or one["descrizione"] for key in ("bisogni_letti", "bisogni") for one in record.get(key, [])
    ]
    offers = [one["descrizione"] for one in record.get("offerte", [])]

    assert sorted(map(plain, needs)) == sorted(map(plain, source.get("needs", [])))
    assert list(map(plain, offers)) == list(map(plain, source.get("offers", [])))


@every_network
def test_every_source_is_there(network: str) -> None:
    """Each page is cited, in order, with the day it was read."""
    edits = {edit["fonte"]: edit["scritto"] for edit in DECISIONS["ritocchi"]}
    shipped = NETWORKS[network]["fonti"]

    assert [one["url"] for one in shipped] == [edits.get(url, url) for url in SOURCES[network]["sources"]]
    assert {one["letta_il"] for one in shipped} == {READ_ON}


@every_network
def test_every_body_and_role_is_there(network: str) -> None:
    """Bodies and roles keep their names; a role is held by whom the input says."""
    record, source = NETWORKS[network], SOURCES[network]

    assert [one["nome"] for one in record.get("organi", [])] == [one["name"] for one in source.get("bodies", [])]
    assert [one["nome"] for one in record.get("ruoli", [])] == [one["name"] for one in source.get("roles", [])]
    for role, one in zip(source.get("roles", []), record.get("ruoli", []), strict=True):
        holder = role["holder_organisation"]
        assert DECISIONS["portatori"].get(holder) == one["espresso_da"] or mentioned(one["espresso_da"], holder)


@every_network
def test_every_related_network_is_there(network: str) -> None:
    """Each related network is a relation or the network that contains this one, and there are no others."""
    record = NETWORKS[network]
    related = [*(one["rete"] for one in record.get("relazioni", [])), *filter(None, [record.get("rete_madre")])]
    expected = SOURCES[network].get("related_networks", [])

    assert len(related) == len(expected)
    assert [one for one in expected if not any(_close(other, one) for other in related)] == []


def _close(related: Any, name: str) -> bool:
    """Tell whether a network answers to a name that another record gives it, mostly shortened."""
    wanted = set(plain(name).split()) - {"di", "la", "il", "rete"}
    return any(len(wanted & set(plain(one).split())) * 2 >= len(wanted) for one in names(related))


@every_network
def test_nothing_is_told_that_the_sources_do_not_say(network: str) -> None:
    """No value of a network lacks its words in the input, editorial fields apart."""
    said = source_words(network)
    figures = [figure for one in NETWORKS[network].get("buone_pratiche", []) for figure in one.get("cifre", [])]
    counted = {*DECISIONS["cifre"], *(figure["valore"] for figure in figures)}
    places = [place.get("id") for place in NETWORKS[network].get("luoghi", [])]
    values = [v for v in leaves(NETWORKS[network], EDITORIAL) if v not in places and v not in counted]

    assert [value for value in values if not told(value, said)] == []
    assert ("nome_redazionale" in NETWORKS[network]) == ("name_is_descriptive" in SOURCES[network])


def test_no_organization_is_told_beyond_the_sources() -> None:
    """No value of an organisation lacks its words in the input of the networks that name it."""
    invented = {
        organization: [value for value in leaves(record, EDITORIAL) if not told(value, _around(organization))]
        for organization, record in ORGANIZATIONS.items()
    }

    assert {organization: values for organization, values in invented.items() if values} == {}


def test_no_kind_of_organization_is_guessed() -> None:
    """The kind is given by the input or said by the name; where neither does, it is still to be specified."""
    kinds = {organization: _possible_kinds(organization) or {"da_precisare"} for organization in ORGANIZATIONS}

    assert {one: kinds[one] for one, record in ORGANIZATIONS.items() if record["tipo"] not in kinds[one]} == {}


def _around(record: str) -> str:
    return source_words(record) if record in NETWORKS else source_words(*where_named(record))


def _possible_kinds(organization: str) -> set[str]:
    """The kinds that the input gives or that one of the names says by itself."""
    body_of = {name: body for name, (body, _) in DECISIONS["uffici"].items()}
    typed = [row for network in where_named(organization) for row in rows(network) if "type" in row]
    given = [row["type"] for row in typed if is_called(organization, str(body_of.get(row["name"], row["name"])))]
    spelled = [plain(name) for name in names(organization)]
    stated = {
        kind for kind, mark in DECISIONS["tipi_dal_nome"].items() if any(re.search(mark, name) for name in spelled)
    }
    return stated | {kind for one in given for kind in DECISIONS["tipi"][one]}


def test_places_are_those_of_the_sources() -> None:
    """Every territory of a record is named by the input: by its label, an alias or the municipality."""
    unsaid = {
        record: [
            code for code in _territories(data) if not any(within(name, _around(record)) for name in _labels(code))
        ]
        for record, data in {**NETWORKS, **ORGANIZATIONS}.items()
    }

    assert {record: codes for record, codes in unsaid.items() if codes} == {}


def _territories(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for inner in value:
            yield from _territories(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key in {"territori", "territorio"}:
                yield from leaves(inner)
            else:
                yield from _territories(inner)


def _labels(code: str) -> list[str]:
    place = PLACES[code]
    return [place["it"], *place.get("alias", []), *DECISIONS["luoghi"].get(code, [])]


def test_refused_facts_are_counted_and_nowhere() -> None:
    """What would give away a protected place is masked in the input too, and its place carries no address."""
    refused = [
        {"rete": network, "attivita": str(index), "campo": field}
        for network, source in SOURCES.items()
        for index, activity in enumerate(source.get("activities", []))
        for field, value in activity.items()
        if MASK in value
    ]
    guarded = [place for place in _all_places() if place.get("riservato") == "true"]

    assert sorted(map(str, refused)) == sorted(map(str, DECISIONS["rifiutati"]))
    assert len(guarded) == len({(one["rete"], one["attivita"]) for one in refused})
    assert [place for place in guarded if "indirizzo" in place] == []
    assert [place for place in _all_places() if MASK in str(place)] == []


def _all_places() -> Iterator[Record]:
    for record in [*NETWORKS.values(), *ORGANIZATIONS.values()]:
        for holder in [record, *record.get("attivita", [])]:
            yield from (place for place in holder.get("luoghi", []) if isinstance(place, dict))


def test_no_record_claims_to_be_confirmed() -> None:
    """Shipped records come from public pages: nobody confirmed them and none is called active."""
    records = [*NETWORKS.values(), *ORGANIZATIONS.values()]

    assert [record["nome"] for record in records if {"verifica", "stato"} & set(record)] == []
