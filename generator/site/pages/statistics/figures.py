"""What the catalogue says in figures: pure counting, where what nobody has told is a category like the others."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry, NetworkEntry
from generator.catalogue.model import themes_of
from generator.site.model import Site
from generator.site.parts.facts import places_of
from generator.site.parts.governance import formalisation

ADDRESS: Final = addresses.page("statistics")
UNTOLD: Final = "non-indicato"

_SPAN: Final = 5
"""Years of birth are counted five at a time."""
_MOST_PLACES: Final = 15
LONGEST_LIST: Final = 500
"""Nobody reads a longer one: the row leads to the list of all records of that kind."""
_MANY: Final = 5
"""Organisations in so many networks or more stand together."""
_PROTECTING: Final = frozenset({"antiviolenza", "accoglienza_residenziale"})
_ANCHORS: Final = {"rete": "reti"}


@dataclass(frozen=True, slots=True)
class Row:
    """One value and the records that have it; `address` is where they are listed, empty where there are none."""

    code: str
    label: str
    entries: Sequence[Any]
    address: str = ""
    has_own_list: bool = False
    """Whether `address` is a list made for this row; others lead to pages that the site has anyway."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A question and its answer by rows; `kind` is that of the records counted and `total` how many there are."""

    id: str
    kind: str
    rows: Sequence[Row]
    total: int

    @property
    def untold(self) -> int:
        """How many records do not say."""
        return sum(len(row.entries) for row in self.rows if row.code == UNTOLD)

    @property
    def silent(self) -> Row | None:
        """The row of those that do not say, where it is all of them: a sentence says it better than a chart."""
        return next((row for row in self.rows if row.code == UNTOLD and len(row.entries) == self.total), None)


def figures(site: Site) -> list[Figure]:
    """Return every figure; those about records that the catalogue does not have are left out."""
    made = (*_of_networks(site), _memberships(site), _freshness(site), *_missing(site))
    return [_with_addresses(one) for one in made if one.total]


def _of_networks(site: Site) -> Iterator[Figure]:
    vocabularies, words = site.catalogue.vocabularies, site.words
    yield _themes(site)
    yield _places(site)
    levels = [(term.code, words.label("livelli", term.code)) for term in vocabularies["livelli"]]
    yield _told(site, "funzionamento", _level, levels)
    forms = ("condivisa", "capofila", "organismo_dedicato", "ibrida")
    yield _told(site, "decisioni", _form, [(code, words.choice("form", code)) for code in forms])
    leads = ("comune", "ets", "altro_pubblico", "mista")
    yield _told(site, "guida", _lead, [(code, words.choice("lead", code)) for code in leads])
    agreements = {one.record.formalisation for one in site.networks if one.record.formalisation}
    named = sorted((code, formalisation(code, site.catalogue, words)) for code in agreements)
    yield _told(site, "accordo", _agreement, named, most=True)
    yield _told(site, "nascita", _born, _spans(site.networks, site.catalogue.today))


def _level(network: NetworkEntry) -> str:
    return network.record.functioning[-1].level if network.record.functioning else ""


def _form(network: NetworkEntry) -> str:
    return (network.record.governance.form if network.record.governance else None) or ""


def _lead(network: NetworkEntry) -> str:
    return (network.record.governance.lead if network.record.governance else None) or ""


def _agreement(network: NetworkEntry) -> str:
    return network.record.formalisation or ""


def _born(network: NetworkEntry) -> str:
    year = network.record.start.year if network.record.start else None
    return _span_of(year) if year else ""


def _span_of(year: int) -> str:
    first = year - year % _SPAN
    return f"{first}-{first + _SPAN - 1}"


def _spans(networks: Iterable[NetworkEntry], today: date) -> list[tuple[str, str]]:
    """Every span from the first to the last, the empty ones in between too: time does not jump."""
    years = [one.record.start.year for one in networks if one.record.start and one.record.start.year]
    first, last = (min(years), max(years)) if years else (0, -1)
    spans = dict.fromkeys(_span_of(year) for year in range(first, last + 1))
    return [(span, _until(span, today)) for span in spans]


def _until(span: str, today: date) -> str:
    """A span of years as words: the present one ends today."""
    first, last = span.split("-")
    last = min(last, str(today.year))
    return first if first == last else f"{first}–{last}"


def _told(
    site: Site,
    name: str,
    value: Callable[[NetworkEntry], str],
    codes: Sequence[tuple[str, str]],
    *,
    most: bool = False,
) -> Figure:
    """Networks by what they say of themselves: the codes in their order, or the most frequent first."""
    found: dict[str, list[NetworkEntry]] = {}
    for network in site.networks:
        found.setdefault(value(network), []).append(network)
    rows = [Row(code.replace("_", "-"), label, found.get(code, [])) for code, label in codes]
    if most:
        rows.sort(key=lambda row: -len(row.entries))
    untold = Row(UNTOLD, site.texts("statistics.untold"), found.get("", []))
    return Figure(name, "rete", [*rows, untold], len(site.networks))


def _themes(site: Site) -> Figure:
    grouped = site.catalogue.with_theme(site.networks)
    rows = [_row_of_term(site, "tema", code, those) for code, those in grouped.items()]
    untold = Row(UNTOLD, site.texts("statistics.untold"), [one for one in site.networks if not themes_of(one)])
    return Figure("temi", "rete", _most_first(rows, untold), len(site.networks))


def _places(site: Site) -> Figure:
    """Networks by municipality; those of wider areas, which name none, stand together."""
    terms = site.catalogue.vocabularies["territori"].terms
    grouped = site.catalogue.in_territory(site.networks)
    towns = {code: those for code, those in grouped.items() if terms[code].level == "comune"}
    rows = sorted(
        (_row_of_term(site, "territorio", code, those) for code, those in towns.items()),
        key=lambda row: (-len(row.entries), row.label),
    )
    inside = {one.id for those in towns.values() for one in those}
    elsewhere = {one.id for row in rows[_MOST_PLACES:] for one in row.entries}
    others = [one for one in site.networks if one.id in elsewhere]
    wider = [one for one in site.networks if one.id not in inside]
    rest = [
        Row("altri-comuni", site.texts("statistics.other_towns", n=len(rows) - _MOST_PLACES), others),
        Row("area-piu-ampia", site.texts("statistics.wider"), wider),
    ]
    return Figure("luoghi", "rete", [*rows[:_MOST_PLACES], *(row for row in rest if row.entries)], len(site.networks))


def _row_of_term(site: Site, kind: str, code: str, entries: Sequence[Any]) -> Row:
    label = site.place_name(code) if kind == "territorio" else site.words.label("temi", code)
    return Row(code, label, entries, f"{addresses.term(kind, code)}#{_ANCHORS['rete']}")


def _most_first(rows: Iterable[Row], untold: Row) -> list[Row]:
    ordered = sorted(rows, key=lambda row: (-len(row.entries), row.label))
    return [*ordered, *([untold] if untold.entries else [])]


def _memberships(site: Site) -> Figure:
    """Organisations by how many networks they take part in."""
    found: dict[int, list[Any]] = {}
    for one in site.organizations:
        joined = {tie.network.id for tie in site.catalogue.memberships.get(one.id, ())}
        found.setdefault(min(len(joined), _MANY), []).append(one)
    few = [Row(str(n), site.words.count("roles.networks", n), found.get(n, [])) for n in range(1, _MANY)]
    many = Row(f"{_MANY}-o-piu", site.texts("statistics.or_more", n=_MANY), found.get(_MANY, []))
    none = Row(UNTOLD, site.texts("statistics.no_network"), found.get(0, []))
    return Figure("adesioni", "ente", [*few, many, none], len(site.organizations))


def _freshness(site: Site) -> Figure:
    """Networks by how they are known and since when, along the months that the catalogue chose."""
    found: dict[str, list[NetworkEntry]] = {}
    for one in site.networks:
        found.setdefault(_standing(site, one), []).append(one)
    months = {"late": site.ages.to_reconfirm, "old": site.ages.old}
    names = [f"{how}_{age}" for how in ("confirmed", "read") for age in ("fresh", "late", "old")]
    rows = [
        Row(name.replace("_", "-"), site.texts(f"statistics.{name}", **months), found.get(name, [])) for name in names
    ]
    untold = Row(UNTOLD, site.texts("statistics.undated"), found.get("", []))
    told = [row for row in rows if row.entries or row.code == "confirmed-fresh"]
    return Figure("conferme", "rete", [*told, *([untold] if untold.entries else [])], len(site.networks))


def _standing(site: Site, network: NetworkEntry) -> str:
    how = "confirmed" if network.verification else "read"
    read = max((source.read_on for source in network.sources if source.read_on), default=None)
    known = network.verification.date if network.verification else read
    if known is None:
        return ""
    today = site.catalogue.today
    age = "old" if site.ages.is_old(known, today) else "late" if site.ages.is_late(known, today) else "fresh"
    return f"{how}_{age}"


def is_discreet(activity: ActivityEntry) -> bool:
    """Tell whether nobody should be asked where and when an activity is: it protects who goes there."""
    protects = not _PROTECTING.isdisjoint(activity.record.kinds)
    return protects or any(place.protected for place in places_of(activity))


_WANTED: Final[Mapping[str, tuple[tuple[str, Callable[[Any], bool]], ...]]] = {
    "rete": (
        ("contatti", lambda one: bool(one.record.contacts or one.record.website)),
        ("descrizione", lambda one: bool(one.record.summary or one.record.description)),
        ("destinatari", lambda one: bool(one.record.audiences)),
        ("chi-partecipa", lambda one: bool(one.record.memberships or one.record.other_members)),
        ("come-funziona", lambda one: bool(one.record.how_it_works)),
        ("stato", lambda one: bool(one.record.status)),
        ("come-aderire", lambda one: bool(one.record.how_to_join)),
        ("organi-o-ruoli", lambda one: bool(one.record.bodies or one.record.roles)),
    ),
    "attivita": (
        ("quando", lambda one: one.record.schedule is not None or is_discreet(one)),
        ("per-chi", lambda one: bool(one.record.audiences)),
        ("dove-di-preciso", lambda one: bool(one.record.places) or is_discreet(one)),
        ("come-si-partecipa", lambda one: bool(one.record.access or one.record.contact)),
        ("quanto-costa", lambda one: bool(one.record.cost)),
    ),
    "ente": (
        ("contatti", lambda one: bool(one.record.contacts or one.record.website)),
        ("tipo", lambda one: one.record.kind != "da_precisare"),
        ("descrizione", lambda one: bool(one.record.summary or one.record.description)),
    ),
}
"""What a reader looks for in each kind of record, and how to tell that it is there."""


def _missing(site: Site) -> Iterator[Figure]:
    """What records do not say yet, by kind of record: the records that lack it are those counted."""
    groups: Mapping[str, Sequence[Any]] = {
        "rete": site.networks,
        "attivita": site.activities,
        "ente": site.organizations,
    }
    for kind, entries in groups.items():
        rows = [
            Row(code, site.texts(f"statistics.lacks_{kind}_{code.replace('-', '_')}"), _lacking(entries, has))
            for code, has in _WANTED[kind]
        ]
        yield Figure(f"manca-{kind}", kind, sorted(rows, key=lambda row: -len(row.entries)), len(entries))


def _lacking(entries: Iterable[Any], has: Callable[[Any], bool]) -> list[Any]:
    return [one for one in entries if not has(one)]


def _with_addresses(figure: Figure) -> Figure:
    return replace(figure, rows=[_with_address(figure, row) for row in figure.rows])


def _with_address(figure: Figure, row: Row) -> Row:
    if row.address or not row.entries:
        return row
    if len(row.entries) > LONGEST_LIST or row is figure.silent:
        return replace(row, address=addresses.section(figure.kind))
    return replace(row, address=f"{ADDRESS}{figure.id}/{row.code}/", has_own_list=True)
