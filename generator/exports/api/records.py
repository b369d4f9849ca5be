"""Records as plain data with English keys: what the models of `records/` hold, of what is published.

Protected places are left out, and so is every reference to a record that is not public, with what makes no sense
without it. What a record has from elsewhere (its places where its networks give them, its members where their files
tell it) is said as the pages say it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from typing import Any, Final

from pydantic import BaseModel

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry, Catalogue, StoryEntry, Tie
from generator.catalogue.entries import AnyRecord
from generator.catalogue.kinds import RECORDS
from generator.exports.answering import Answering, AnsweringFor
from generator.records.common import Contact, Need, Offer, Place
from generator.records.dates import PartialDate
from generator.records.organization import Organization
from generator.records.schema import Node

Object = dict[str, Any]

LEFT_OUT: Final = frozenset({"memberships", "activities", "practices"})
"""Keys of records that are not taken over: memberships stand in `ties`, of the others only the ids are told."""
_FIRST: Final = ("type", "id", "url", "name", "title")
"""Keys that stand first, for who reads a file by eye."""
_TO_A_PLACE: Final = "luogo"


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    target: str
    """What its texts refer to: kinds of record, a place of the same file, or nothing."""
    is_required: bool


@dataclass(slots=True)
class Plain:
    """Turns records into plain data; `hidden` are the ids that nothing may name, `today` the day of the catalogue."""

    today: date
    hidden: frozenset[str]
    _secret: frozenset[str] = field(default=frozenset(), init=False)

    def record(self, entry: AnyRecord) -> Object:
        """Return what a record itself says, but for what is in `LEFT_OUT`."""
        home = entry if isinstance(entry, StoryEntry) else entry.home
        places: Iterable[Place] = () if isinstance(home, StoryEntry) else home.record.places
        self._secret = frozenset(place.id for place in places if place.protected and place.id)
        return self._model(entry.record, LEFT_OUT) or {}

    def value(self, value: Any) -> Any:
        """Return any value of a record as plain data; None for one that is not shown."""
        return self._value(value, "")

    def _model(self, model: BaseModel, without: frozenset[str] = frozenset()) -> Object | None:
        if isinstance(model, Place) and model.protected:
            return None
        if isinstance(model, Need | Offer) and model.expires and model.expires < self.today:
            return None
        made: Object = {}
        for known in _fields(type(model)):
            if known.name in without:
                continue
            value = self._value(getattr(model, known.name), known.target)
            if value is not None and value not in ("", [], {}):
                made[known.name] = value
            elif known.is_required:
                return None
        # A contact through somebody who is not public leads nowhere.
        return None if isinstance(model, Contact) and not {"value", "through"} & made.keys() else made

    def _value(self, value: Any, target: str) -> Any:
        if isinstance(value, str):
            known = self._secret if target == _TO_A_PLACE else self.hidden if target else ()
            return None if known and value.partition("/")[0] in known else value
        if isinstance(value, tuple):
            made = (self._value(part, target) for part in value)
            return [part for part in made if part is not None]
        if isinstance(value, BaseModel):
            return self._model(value)
        if isinstance(value, PartialDate):
            return {key: text for key, text in (("date", value.iso), ("words", value.text)) if text}
        return value.isoformat() if isinstance(value, date) else value


@cache
def _fields(model: type[BaseModel]) -> tuple[_Field, ...]:
    nodes = model.model_json_schema(by_alias=False)["properties"]
    return tuple(_Field(name, _target(nodes[name]), known.is_required()) for name, known in model.model_fields.items())


def _target(node: Node) -> str:
    """Return what a node of the schema refers to, through its alternatives and its items."""
    inner = (*node.get("anyOf", ()), *node.get("oneOf", ()), *([node["items"]] if "items" in node else ()))
    return str(node.get("x-riferimento") or next(filter(None, map(_target, inner)), ""))


def all_records(
    catalogue: Catalogue, plain: Plain, site_url: str, answering: AnsweringFor
) -> Iterator[tuple[str, Mapping[str, Callable[[], Object]]]]:
    """Yield every published record, by kind in English and by id, in the order of the catalogue: what makes each."""
    own: dict[str, dict[str, list[str]]] = {}
    for group in ("activities", "practices"):
        for entry in getattr(catalogue, group).values():
            own.setdefault(entry.home.id, {}).setdefault(group, []).append(entry.id)
    for kind in RECORDS.values():
        entries: Mapping[str, AnyRecord] = getattr(catalogue, kind.group)
        made = {
            entry.id: partial(_object, entry, kind.name, catalogue, plain, site_url, own, answering)
            for entry in entries.values()
        }
        yield kind.name, made


def _object(
    entry: AnyRecord,
    kind: str,
    catalogue: Catalogue,
    plain: Plain,
    site_url: str,
    own: Mapping[str, Mapping[str, list[str]]],
    answering: AnsweringFor,
) -> Object:
    made: Object = {
        **plain.record(entry),
        "type": kind,
        "id": entry.id,
        "url": addresses.absolute(site_url, addresses.record(entry)),
        "themes": list(entry.themes),
        "territories": list(entry.territories),
        "audiences": list(entry.audiences),
        "sources": plain.value(entry.sources),
        "inherited": sorted(entry.inherited),
    }
    if isinstance(entry, StoryEntry):
        made |= {
            "networks": [network.id for network in entry.networks],
            "organizations": [body.id for body in entry.organizations],
            "practices": [practice.id for practice in entry.practices],
        }
    else:
        made["home"] = entry.home.id
        if isinstance(entry, ActivityEntry):
            made |= {
                "operator": entry.operator.id,
                "networks": [network.id for network in entry.networks],
                "partners": [partner.id for partner in entry.partners],
                "status": entry.status.value,
                "inherited_contact": _inherited_contact(answering(entry), plain),
            }
        elif entry.home is entry:
            made |= _of_a_body(entry, catalogue, plain)
            made |= own.get(entry.id, {})
            del made["home"]
    whole: Object = {key: made.pop(key) for key in _FIRST if key in made}
    whole.update(made)
    return {key: value for key, value in whole.items() if value not in (None, "", [], {})}


def _inherited_contact(answering: Answering | None, plain: Plain) -> Object | None:
    """Return whose contacts an activity has; None where what can be shown of them leads nowhere."""
    contacts = plain.value(tuple(answering.contacts)) if answering else []
    if answering is None or not (contacts or answering.website):
        return None
    made = {
        "relation": answering.relation,
        "record": answering.body.id,
        "name": answering.body.name,
        "contacts": contacts,
        "website": answering.website,
    }
    return {key: value for key, value in made.items() if value}


def _of_a_body(entry: AnyEntry, catalogue: Catalogue, plain: Plain) -> Object:
    """Return the ties of a network or an organisation, told by whichever side."""
    ties = (catalogue.members if entry.kind == "rete" else catalogue.memberships).get(entry.id, ())
    made: Object = {"ties": [_tie(tie, plain) for tie in ties]}
    if isinstance(entry.record, Organization):
        # Networks with a record stand in `ties`; left are those that are only named.
        made["affiliations"] = [
            plain.value(joined) for joined in entry.record.affiliations if not isinstance(joined.network, str)
        ]
    return made


def _tie(tie: Tie, plain: Plain) -> Object:
    made = {
        "network": tie.network.id,
        "body": tie.body.id if tie.body else None,
        "name": tie.name,
        "kinds": list(tie.kinds),
        "office": tie.office,
        "since": plain.value(tie.since),
        "until": plain.value(tie.until),
        "brings": list(tie.brings),
        "note": tie.note,
        "pending": tie.pending or None,
    }
    return {key: value for key, value in made.items() if value not in (None, [])}
