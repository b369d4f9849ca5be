"""What the catalogue says in figures: pure counting, where what no record says is a category like the others.

No average, no rank: a figure is a question and how many records give each answer, with the records themselves.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry, NetworkEntry
from generator.catalogue.freshness import known
from generator.catalogue.kinds import RECORDS
from generator.catalogue.model import themes_of
from generator.site.model import Site
from generator.site.parts.facts import gives_money, has_no_place, is_discreet
from generator.site.parts.governance import formalisation

ADDRESS: Final = addresses.page("statistics")
UNTOLD: Final = "non-indicato"
OTHER_PLACES: Final = "altri-luoghi"
WIDER: Final = "area-piu-ampia"

_SPAN: Final = 5
"""Years of birth are counted five at a time."""
_MOST_PLACES: Final = 12
LONGEST_LIST: Final = 500
"""Nobody reads a longer one: the row leads to the list of all records of that kind."""
_MANY: Final = 5
"""Organisations in so many networks or more stand together."""


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
    words, vocabularies = site.words, site.catalogue.vocabularies
    forms = ("condivisa", "capofila", "organismo_dedicato", "ibrida")
    leads = ("comune", "ets", "altro_pubblico", "mista")
    agreements = {network.record.formalisation for network in site.current_networks if network.record.formalisation}
    every = (
        _themes(site),
        _places(site),
        _by_answer(
            site,
            "funzionamento",
            lambda network: network.record.functioning[-1].level if network.record.functioning else "",
            [(term.code, words.label("livelli", term.code)) for term in vocabularies["livelli"]],
        ),
        _by_answer(
            site,
            "decisioni",
            lambda network: (network.record.governance.form if network.record.governance else None) or "",
            [(code, words.choice("form", code)) for code in forms],
        ),
        _by_answer(
            site,
            "guida",
            lambda network: (network.record.governance.lead if network.record.governance else None) or "",
            [(code, words.choice("lead", code)) for code in leads],
        ),
        _by_answer(
            site,
            "accordo",
            lambda network: network.record.formalisation or "",
            sorted((code, formalisation(code, site.catalogue, words)) for code in agreements),
            most_first=True,
        ),
        _births(site),
        _memberships(site),
        _freshness(site),
        *_missing(site),
    )
    return [_with_addresses(figure) for figure in every if figure.total]


def _themes(site: Site) -> Figure:
    """Networks by theme; a network with two of them is in two rows.

    A theme that something is done about and no network looks after is a row too, after the others.
    """
    grouped = site.catalogue.with_theme(site.current_networks)
    rows = [_row_of_theme(site, code, networks) for code, networks in grouped.items()]
    rows.sort(key=lambda row: (-len(row.entries), row.label))
    done = site.catalogue.with_theme(site.activities)
    alone = [Row(code, site.words.label("temi", code), (), addresses.term("tema", code)) for code in done]
    rows += sorted((row for row in alone if row.code not in grouped), key=lambda row: (-len(done[row.code]), row.label))
    without = [network for network in site.current_networks if not themes_of(network)]
    untold = [Row(UNTOLD, site.texts("statistics.untold"), without)] if without else []
    return Figure("temi", "rete", [*rows, *untold], len(site.current_networks))


def _places(site: Site) -> Figure:
    """Activities by place, as the pages of places list them; those of wider areas, which name no town, together."""
    spots = Spots(site)
    by_place = dict(spots.held)
    wider = by_place.pop("", [])
    whole = {spots.town: by_place.pop(spots.town)} if spots.town in by_place else {}
    rows, of_town = (
        [
            Row(code, spots.label(code), done, f"{addresses.term('territorio', code)}#{RECORDS['attivita'].anchor}")
            for code, done in held.items()
        ]
        for held in (by_place, whole)
    )
    rows.sort(key=lambda row: (-len(row.entries), row.label))
    beyond = {activity.id: activity for row in rows[_MOST_PLACES:] for activity in row.entries}
    rest = (
        Row(OTHER_PLACES, site.texts("statistics.other_places"), list(beyond.values())),
        Row(WIDER, site.texts("statistics.wider"), wider),
    )
    # What is for the whole town comes after its parts, of which it is none.
    shown = [*rows[:_MOST_PLACES], *of_town, *(row for row in rest if row.entries)]
    return Figure("luoghi", "attivita", shown, len(site.activities))


class Spots:
    """Where activities are, as finely as it tells something: the quarters of a town that holds half, else towns."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._geography = site.catalogue.geography
        in_town: dict[str, int] = {}
        for activity in site.activities:
            for town in {self._geography.town(place) for place in activity.territories} - {""}:
                in_town[town] = in_town.get(town, 0) + 1
        most = max(in_town, key=lambda town: (in_town[town], town), default="")
        self.town = most if most and 2 * in_town[most] >= len(site.activities) else ""
        """The town whose quarters are told apart; empty where towns are."""
        by_place: dict[str, list[ActivityEntry]] = {}
        for activity in site.activities:
            for place in self.of(activity):
                by_place.setdefault(place, []).append(activity)
        pages = site.holdings("territorio")
        self.held: Mapping[str, Sequence[ActivityEntry]] = {
            place: done if place in {"", self.town} else pages[place].activities for place, done in by_place.items()
        }
        """Activities by place, as the page of each lists them; those for the whole of `town`, and of no town, apart."""

    def of(self, activity: ActivityEntry) -> tuple[str, ...]:
        """Return the places of an activity, each once; one empty text where it names no town."""
        places = [spot for place in activity.territories for spot in self._spots(place)]
        return tuple(dict.fromkeys(places)) or ("",)

    def _spots(self, place: str) -> Sequence[str]:
        """Return the town of a place; in the town whose quarters are told apart, those that a street lies in."""
        town = self._geography.town(place)
        if not town or town != self.town or self._geography.is_quarter(place):
            return [place if self.town and town == self.town else town] if town else []
        around = [whole for whole in self._geography.wholes(place) if self._geography.is_quarter(whole)]
        wider = {whole for quarter in around for whole in self._geography.wholes(quarter)}
        return [quarter for quarter in around if quarter not in wider] or [place]

    def label(self, place: str) -> str:
        """Name a place: a quarter without its town, which is the same for all, and what is for the whole town."""
        if place == self.town:
            return self._site.texts("statistics.whole_town", place=self._site.words.label("territori", place))
        return self._site.words.label("territori", place)


def _row_of_theme(site: Site, code: str, entries: Sequence[Any]) -> Row:
    label = site.words.label("temi", code)
    return Row(code, label, entries, f"{addresses.term('tema', code)}#{RECORDS['rete'].anchor}")


def _by_answer(
    site: Site,
    name: str,
    answer: Callable[[NetworkEntry], str],
    codes: Sequence[tuple[str, str]],
    *,
    most_first: bool = False,
    with_ended: bool = False,
) -> Figure:
    """Networks by what they say of themselves: the codes in their order, or the most frequent first.

    `answer` gives the code of a network, empty where its record does not say; `codes` are pairs of code and label.
    """
    by_code: dict[str, list[NetworkEntry]] = {}
    networks = site.networks if with_ended else site.current_networks
    for network in networks:
        by_code.setdefault(answer(network), []).append(network)
    rows = [Row(code.replace("_", "-"), label, by_code.get(code, [])) for code, label in codes]
    if most_first:
        rows.sort(key=lambda row: -len(row.entries))
    untold = Row(UNTOLD, site.texts("statistics.untold"), by_code.get("", []))
    return Figure(name, "rete", [*rows, untold], len(networks))


def _births(site: Site) -> Figure:
    """Networks by the years in which they began, those that are over too: they are history.

    Every span is shown, empty ones too, because time does not jump.
    """
    this_year = site.catalogue.today.year
    years = {network.id: network.record.start.year for network in site.networks if network.record.start}
    known = [year for year in years.values() if year]
    first, last = (min(known), max(known)) if known else (0, -1)
    spans = []
    for start in dict.fromkeys(year - year % _SPAN for year in range(first, last + 1)):
        end = min(start + _SPAN - 1, this_year)  # the present span ends today
        spans.append((_span(start), str(start) if end == start else f"{start}–{end}"))
    return _by_answer(site, "nascita", lambda network: _span(years.get(network.id)), spans, with_ended=True)


def _span(year: int | None) -> str:
    """Code of the span that a year is in: `2020-2024`."""
    if not year:
        return ""
    start = year - year % _SPAN
    return f"{start}-{start + _SPAN - 1}"


def _memberships(site: Site) -> Figure:
    """Organisations by how many networks they take part in, of those that go on."""
    by_count: dict[int, list[Any]] = {}
    for organization in site.current_organizations:
        joined = site.networks_joined.get(organization.id, 0)
        by_count.setdefault(min(joined, _MANY), []).append(organization)
    few = [Row(str(n), site.words.count("roles.networks", n), by_count.get(n, [])) for n in range(1, _MANY)]
    many = Row(f"{_MANY}-o-piu", site.texts("statistics.or_more", n=_MANY), by_count.get(_MANY, []))
    none = Row(UNTOLD, site.texts("statistics.no_network"), by_count.get(0, []))
    return Figure("adesioni", "ente", [*few, many, none], len(site.current_organizations))


def _freshness(site: Site) -> Figure:
    """Networks by how they are known and since when, along the months that the catalogue chose."""
    today, ages = site.catalogue.today, site.ages
    by_standing: dict[str, list[NetworkEntry]] = {}
    for network in site.current_networks:
        known_on = known(network).on
        how = "confirmed" if network.verification else "read"
        standing = f"{how}_{ages.age(known_on, today)}" if known_on else ""
        by_standing.setdefault(standing, []).append(network)
    months = {"late": ages.to_reconfirm, "old": ages.old}
    names = [f"{how}_{age}" for how in ("confirmed", "read") for age in ("fresh", "late", "old")]
    rows = [
        Row(name.replace("_", "-"), site.texts(f"statistics.{name}", **months), by_standing.get(name, []))
        for name in names
    ]
    # What everybody hopes for is shown even where nobody is there yet.
    shown = [row for row in rows if row.entries or row.code == "confirmed-fresh"]
    undated = Row(UNTOLD, site.texts("statistics.undated"), by_standing.get("", []))
    return Figure("conferme", "rete", [*shown, *([undated] if undated.entries else [])], len(site.current_networks))


_WANTED: Final[Mapping[str, tuple[tuple[str, Callable[[Any], bool]], ...]]] = {
    "rete": (
        ("contatti", lambda entry: bool(entry.record.contacts or entry.record.website)),
        ("descrizione", lambda entry: bool(entry.record.summary or entry.record.description)),
        ("destinatari", lambda entry: bool(entry.record.audiences)),
        ("chi-partecipa", lambda entry: bool(entry.record.memberships or entry.record.other_members)),
        ("come-funziona", lambda entry: bool(entry.record.how_it_works)),
        ("stato", lambda entry: bool(entry.record.status)),
        ("come-aderire", lambda entry: bool(entry.record.how_to_join)),
        ("organi-o-ruoli", lambda entry: bool(entry.record.bodies or entry.record.roles)),
    ),
    "attivita": (
        ("quando", lambda entry: entry.record.schedule is not None or is_discreet(entry)),
        ("per-chi", lambda entry: bool(entry.record.audiences)),
        ("dove-di-preciso", lambda entry: bool(entry.record.places) or is_discreet(entry) or has_no_place(entry)),
        ("come-si-partecipa", lambda entry: bool(entry.record.access or entry.record.contact)),
        ("quanto-costa", lambda entry: bool(entry.record.cost) or gives_money(entry)),
    ),
    "ente": (
        ("contatti", lambda entry: bool(entry.record.contacts or entry.record.website)),
        ("tipo", lambda entry: entry.record.kind != "da_precisare"),
        ("descrizione", lambda entry: bool(entry.record.summary or entry.record.description)),
    ),
}
"""What a reader looks for in each kind of record, and how to tell that it is there, or that there can be none."""


def _missing(site: Site) -> Iterator[Figure]:
    """What records do not say yet, by kind of record: the records that lack it are those counted."""
    groups: Mapping[str, Sequence[Any]] = {
        "rete": site.current_networks,
        "attivita": site.activities,
        "ente": site.current_organizations,
    }
    for kind, entries in groups.items():
        rows = []
        for code, is_told in _WANTED[kind]:
            label = site.texts(f"statistics.lacks_{kind}_{code.replace('-', '_')}")
            rows.append(Row(code, label, [entry for entry in entries if not is_told(entry)]))
        yield Figure(f"manca-{kind}", kind, sorted(rows, key=lambda row: -len(row.entries)), len(entries))


def missing_of(site: Site, kind: str) -> Figure | None:
    """Return what records of a kind do not say yet, with the lists; None where the catalogue has none of them."""
    found = next(figure for figure in _missing(site) if figure.kind == kind)
    return _with_addresses(found) if found.total else None


def _with_addresses(figure: Figure) -> Figure:
    """Give every row with records the address of their list: the site's own where one for the row would be too long."""
    rows = []
    for row in figure.rows:
        if row.address or not row.entries:
            rows.append(row)
        elif len(row.entries) > LONGEST_LIST or row is figure.silent:
            rows.append(replace(row, address=addresses.section(figure.kind)))
        else:
            rows.append(replace(row, address=f"{ADDRESS}{figure.id}/{row.code}/", has_own_list=True))
    return replace(figure, rows=rows)
