"""The example town holds what its README promises: the table there is read and proved row by row."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

import frontmatter
import pytest

from generator.catalogue import Catalogue
from generator.catalogue.entries import ActivityEntry, AnyEntry, Status, Tie
from generator.checking import Checked, check
from generator.diagnostics import Severity
from generator.locale import load
from generator.reading.folder import read_folder
from generator.reading.reports import read_reports
from generator.records import Role
from generator.records.common import Need, Offer
from generator.site.render import site_of
from generator.site.settings import settings

TOWN: Final = Path(__file__).parent.parent / "examples" / "valdoria"
TODAY: Final = date(2026, 11, 22)
SOON: Final = 120
"""Days within which an act is about to expire."""


@cache
def town() -> Checked:
    """Read and check the town once."""
    return check(read_folder(TOWN), TODAY)


@dataclass(frozen=True)
class Planted:
    """A row of the README's table: what was planted, and the records it names."""

    what: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.what}: {' '.join(self.names)}"


def planted() -> list[Planted]:
    """Read the table of the README."""
    rows = re.findall(r"^\| ([^|]+) \| (`[^|]+`) \| [^|]+ \|$", (TOWN / "README.md").read_text("utf-8"), re.MULTILINE)
    return [Planted(what, tuple(re.findall(r"`([^`]+)`", names))) for what, names in rows]


def rows_of(what: str) -> list[tuple[str, ...]]:
    """Return the names in the rows that plant `what`."""
    return [row.names for row in planted() if row.what == what]


# -- words about places, people and days


def with_broader(words: Catalogue, scheme: str, codes: Iterable[str]) -> set[str]:
    """Return the codes and all that contain them."""
    vocabulary = words.vocabularies[scheme]
    return {broader for code in codes for broader in (code, *vocabulary.ancestors(code))}


def contains(town: Catalogue, one: Iterable[str], other: Iterable[str]) -> bool:
    """Tell whether one set of places is the other or lies in it."""
    one, other = set(one), set(other)
    return bool(with_broader(town, "territori", one) & other or with_broader(town, "territori", other) & one)


def neighbours(town: Catalogue, one: Iterable[str], other: Iterable[str]) -> bool:
    """Tell whether two sets of places border."""
    terms = town.vocabularies["territori"].terms
    return any(there in terms[here].neighbours for here in one for there in other)


def near(town: Catalogue, one: AnyEntry | ActivityEntry, other: AnyEntry | ActivityEntry) -> bool:
    """Tell whether two entries are in the same place, one in the other, or next to each other."""
    places = one.territories, other.territories
    return contains(town, *places) or neighbours(town, *places)


def activities(town: Catalogue, *ids: str) -> list[ActivityEntry]:
    """Return the activities with these ids."""
    return [town.activities[one] for one in ids]


def running(*those: ActivityEntry) -> bool:
    """Tell whether none of these activities is over."""
    return all(one.status is not Status.ENDED for one in those)


def day_of(activity: ActivityEntry) -> str:
    """Return the single day of an activity: of one year, or of every year."""
    schedule = activity.record.schedule
    if schedule is None:
        return ""
    single = schedule.since is not None and schedule.since == schedule.until
    return schedule.yearly or (schedule.since.iso if single and schedule.since else "")


def judged(one: ActivityEntry, other: ActivityEntry) -> bool:
    """Tell whether somebody has weighed the likeness of two activities."""
    weighed = {(here.id, judgement.activity) for here in (one, other) for judgement in here.record.similar}
    return not weighed.isdisjoint({(one.id, other.id), (other.id, one.id)})


# -- what each kind of row promises


def is_overlap(town: Catalogue, *ids: str) -> bool:
    """Two running activities of different operators, near each other, for some of the same people, not judged yet."""
    one, other = activities(town, *ids)
    same_people = with_broader(town, "destinatari", one.record.audiences) & set(other.record.audiences)
    return running(one, other) and near(town, one, other) and bool(same_people) and not judged(one, other) \
        and one.operator is not other.operator  # fmt: skip


def are_parties(town: Catalogue, one: str, other: str, *, same_day: bool) -> bool:
    """Two parties of neighbouring quarters, on the same day or each on its own."""
    here, there = activities(town, one, other)
    days = day_of(here), day_of(there)
    return all(days) and (days[0] == days[1]) is same_day and neighbours(town, here.territories, there.territories)


def is_for_others(town: Catalogue, *ids: str) -> bool:
    """Two running activities with nobody in common."""
    one, other = activities(town, *ids)
    people = [with_broader(town, "destinatari", activity.record.audiences) for activity in (one, other)]
    return running(one, other) and people[0].isdisjoint(people[1])


def is_elsewhere(town: Catalogue, *ids: str) -> bool:
    """Two activities with the same name in places that have nothing to do with each other."""
    one, other = activities(town, *ids)
    return one.name == other.name and not near(town, one, other)


def is_repeated(town: Catalogue, *ids: str) -> bool:
    """One service of one operator, once in each of several quarters."""
    those = activities(town, *ids)
    places = [one.territories for one in those]
    return len({(one.name, one.operator.id) for one in those}) == 1 < len(places) == len(set(places))


def is_opposite_period(town: Catalogue, *ids: str) -> bool:
    """Two activities of one kind in months that do not meet."""
    one, other = activities(town, *ids)
    months = [set(one.record.schedule.months) if one.record.schedule else set() for one in (one, other)]
    return one.record.kinds == other.record.kinds and months[0].isdisjoint(months[1]) and all(months)


def is_over(town: Catalogue, *ids: str) -> bool:
    """Two activities with the same name, of which the second is over."""
    one, other = activities(town, *ids)
    return one.name == other.name and running(one) and not running(other)


def resource(town: Catalogue, name: str) -> tuple[AnyEntry, Need | Offer]:
    """Return a need or an offer by `<file id>/<id>`, and whose it is."""
    record_id, _, inner = name.partition("/")
    entry = town.entry(record_id)
    assert entry is not None
    resources: list[Need | Offer] = [*entry.record.needs, *entry.record.offers]
    return entry, next(one for one in resources if one.id == inner)


def asks_and_offers(town: Catalogue, need: str, offer: str, *, useful: bool) -> bool:
    """A need and an offer of the same resource, both still valid, near each other or not."""
    seeker, wanted = resource(town, need)
    giver, given = resource(town, offer)
    valid = all(one.expires is not None and one.expires >= TODAY for one in (wanted, given))
    kinds = isinstance(wanted, Need) and isinstance(given, Offer) and wanted.resource == given.resource
    return kinds and valid and near(town, seeker, giver) is useful


def should_meet(town: Catalogue, *ids: str) -> bool:
    """Two networks with a theme and a place in common and no tie."""
    one, other = (town.networks[name] for name in ids)
    tied = [related for kind, related, note in town.related.get(one.id, ())]
    common = set(one.record.themes) & set(other.record.themes)
    return bool(common) and contains(town, one.territories, other.territories) and other not in tied


def is_same_body(town: Catalogue, *ids: str) -> bool:
    """Two files about one organisation: the same telephone and the same site, written differently."""
    one, other = (town.organizations[name].record for name in ids)
    numbers = [{re.sub(r"\D", "", contact.value or "") for contact in body.contacts} for body in (one, other)]
    sites = {re.sub(r"^(https?://)?(www\.)?", "", body.website or "") for body in (one, other)}
    return numbers[0] == numbers[1] and len(sites) == 1 and "" not in sites


def confirmed_months_ago(months: int, town: Catalogue, name: str) -> bool:
    """A record confirmed that many months before today, to the day."""
    entry = town.entry(name)
    assert entry is not None
    assert entry.verification is not None
    day = entry.verification.date
    return (TODAY.year - day.year) * 12 + TODAY.month - day.month == months and day.day == TODAY.day


def is_unconfirmed(town: Catalogue, name: str) -> bool:
    """An activity that says when it is, but whose sources are too old to be trusted."""
    activity = town.activities[name]
    schedule = activity.record.schedule
    return activity.status is Status.UNCONFIRMED and schedule is not None and bool(schedule.slots)


def tie(town: Catalogue, network: str, member: str) -> Tie:
    """Return the tie of a member, given by its id or by its words."""
    return next(one for one in town.members[network] if member in {one.name, one.body.id if one.body else ""})


def role(town: Catalogue, name: str) -> Role:
    """Return a role by `<network>/<id>`."""
    network, _, inner = name.partition("/")
    return next(one for one in town.networks[network].record.roles if one.id == inner)


def is_mandate_over(town: Catalogue, name: str) -> bool:
    """A role whose time is up."""
    until = role(town, name).until
    return until is not None and until.last is not None and until.last < TODAY


def lacks_who_answers(town: Catalogue, name: str, function: str) -> bool:
    """A function that somebody is heard or informed about, and nobody answers for."""
    record = town.networks[name].record
    duties = [
        *(duty for one in record.bodies for duty in one.duties),
        *(duty for one in record.roles for duty in one.duties),
    ]
    degrees = {duty.degree for duty in duties if duty.function == function}
    return bool(degrees) and "responsabile" not in degrees


def days_left(town: Catalogue, name: str) -> list[int]:
    """Return how many days each act of a network still has; negative when it has expired."""
    return [(act.expires - TODAY).days for act in town.networks[name].record.acts if act.expires]


def changes(town: Catalogue, name: str) -> bool:
    """A network that has described itself differently over time, oldest first."""
    record = town.networks[name].record
    days = [one.assessed_on for one in record.functioning if one.assessed_on]
    return len({one.level for one in record.functioning}) > 1 and days == sorted(days)


def is_protected(town: Catalogue, name: str) -> bool:
    """A protected place, with nothing that tells where it is."""
    body, _, inner = name.partition("/")
    place = next(one for one in town.organizations[body].record.places if one.id == inner)
    return place.protected is True and place.address is None and place.territory is None


PROMISES: Final[dict[str, Callable[..., bool]]] = {
    "attività simili": is_overlap,
    "già giudicate": lambda town, *ids: judged(*activities(town, *ids)),
    "scontro di date": partial(are_parties, same_day=True),
    "trappola: altre persone": is_for_others,
    "trappola: altro posto": is_elsewhere,
    "trappola: ripetuta apposta": is_repeated,
    "trappola: ogni quartiere la sua festa": partial(are_parties, same_day=False),
    "trappola: periodi opposti": is_opposite_period,
    "trappola: già finita": is_over,
    "si cerca e si offre": partial(asks_and_offers, useful=True),
    "trappola: offerta che non serve": partial(asks_and_offers, useful=False),
    "richiesta scaduta": lambda town, name: (resource(town, name)[1].expires or TODAY) < TODAY,
    "reti da far incontrare": should_meet,
    "stesso ente due volte": is_same_body,
    "falso amico": lambda town, name, other: other in town.organizations[name].record.different_from,
    "scheda vecchia: 11 mesi": partial(confirmed_months_ago, 11),
    "scheda vecchia: 13 mesi": partial(confirmed_months_ago, 13),
    "scheda vecchia: 26 mesi": partial(confirmed_months_ago, 26),
    "fonte vecchia": is_unconfirmed,
    "rete conclusa": lambda town, name, heir: heir in town.networks[name].record.merged_into,
    "ente concluso": lambda town, name: town.organizations[name].record.status == "conclusa",
    "nome di prima": lambda town, former, name: town.former_ids[former] == name,
    "adesione detta da una parte": lambda town, *pair: tie(town, *pair).pending,
    "ancora senza scheda": lambda town, *pair: tie(town, *pair).unlisted is not None,
    "ruolo da assegnare": lambda town, name: role(town, name).vacant is True,
    "incarico scaduto": is_mandate_over,
    "funzione senza responsabile": lacks_who_answers,
    "atto scaduto": lambda town, name: any(days < 0 for days in days_left(town, name)),
    "atto che scade presto": lambda town, name: any(0 <= days <= SOON for days in days_left(town, name)),
    "cambia negli anni": changes,
    "obiettivo senza reti": lambda town, goal: (
        goal in town.vocabularies["piani"] and all(goal not in one.record.goals for one in town.networks.values())
    ),
    "luogo protetto": is_protected,
    "tramite": lambda town, name, other: [one.through for one in town.organizations[name].record.contacts] == [other],
}
"""What each kind of row of the README promises."""


@pytest.mark.parametrize("row", planted(), ids=str)
def test_planted(row: Planted) -> None:
    """Each row of the README's table is true."""
    assert PROMISES[row.what](town().catalogue, *row.names)


def test_every_kind_of_row_is_used() -> None:
    """The table has at least one row for each promise that can be proved."""
    assert {row.what for row in planted()} == set(PROMISES)


def test_enough_is_planted() -> None:
    """Overlaps, matches, clashes and the rest are as many as the town was made for."""
    expected = {
        "attività simili": 6,
        "scontro di date": 2,
        "si cerca e si offre": 3,
        "reti da far incontrare": 2,
        "stesso ente due volte": 1,
        "falso amico": 1,
        "luogo protetto": 2,
        "trappola: altre persone": 3,
    }
    assert {what: len(rows_of(what)) for what in expected} == expected


def test_no_errors() -> None:
    """The town passes its checks."""
    assert [finding for finding in town().findings if finding.severity is Severity.ERROR] == []


def test_size() -> None:
    """The town is as large as a small real one, with activities of over twenty kinds, in any state."""
    counts = town().counts
    assert 8 <= counts["networks"] <= 10
    assert 40 <= counts["organizations"] <= 60
    assert 60 <= counts["activities"] <= 85
    assert len({one.record.kinds[0] for one in town().catalogue.activities.values()}) > 20
    assert {one.status for one in town().catalogue.activities.values()} == set(Status) - {Status.SEASONAL}


def test_the_report_counts_what_the_pages_count() -> None:
    """A reader who finds nine networks on one page and ten on another believes neither."""
    site = site_of(town().catalogue, settings(TOWN), load("interface", "it"))
    report = max(read_reports(TOWN / "content"), key=lambda report: report.year)
    counted = (site.current_networks, site.current_organizations, site.activities, site.practices)
    figures = [report.figures[name][0] for name in ("networks", "organizations", "activities", "practices")]
    assert figures == [len(entries) for entries in counted]
    since = sum(now - (before or 0) for now, before in (report.figures[name] for name in ("networks", "organizations")))
    assert since == len(report.born or ()) - len(report.ended or ()) - (report.merged or 0)


def test_every_way_of_working() -> None:
    """Every functioning level is the present one of some network, and every form of government is there."""
    networks = [one.record for one in town().catalogue.networks.values()]
    ways = [one.governance for one in networks if one.governance]
    levels = {term.code for term in town().catalogue.vocabularies["livelli"]}
    assert {one.functioning[-1].level for one in networks if one.functioning} == levels
    assert {way.form for way in ways} == {"condivisa", "capofila", "organismo_dedicato", "ibrida"}
    assert {way.lead for way in ways} == {"comune", "ets", "altro_pubblico", "mista"}


def test_only_planted_memberships_are_pending() -> None:
    """What waits for the other side does so on purpose."""
    waiting = {(one.network.id, one.body.id) for one in town().catalogue.ties if one.pending and one.body}
    assert waiting == set(rows_of("adesione detta da una parte"))


# -- nothing here exists


def texts() -> dict[str, str]:
    """Return every text file of the town by name; a picture says nothing to who opens it as text."""
    found = (path for path in TOWN.rglob("*.*") if path.is_file() and path.suffix not in {".png", ".webp"})
    return {
        path.relative_to(TOWN).as_posix(): path.read_text("utf-8")
        for path in found
        if not any(part.startswith(".") or part == "site" for part in path.relative_to(TOWN).parts)
    }


INVENTED = re.compile(r"inventat|\binvented\b", re.IGNORECASE)


def test_every_file_says_it_is_invented() -> None:
    """Who opens one file alone knows that it is fiction; a record says so on its first line."""
    records = [text for name, text in texts().items() if name.endswith(".yml")]
    assert [name for name, text in texts().items() if not INVENTED.search(text)] == []
    assert [text for text in records if not text.startswith("# Tutto inventato: città di Valdoria.")] == []


def test_no_address_leads_anywhere() -> None:
    """Sites and post end with .example, the licence apart."""
    hosts = {host for text in texts().values() for host in re.findall(r"(?:https?://|@)([\w.-]+\w)", text)}
    assert {host for host in hosts if not host.endswith(".example")} == {"creativecommons.org"}


def test_no_telephone_rings() -> None:
    """Numbers begin with 0999 000, the national helpline apart: somebody may need it while reading."""
    numbers = {one for text in texts().values() for one in re.findall(r'tipo: telefono, valore: "([^"]+)"', text)}
    assert {one for one in numbers if not one.startswith("0999 000")} == {"1522"}


def test_no_register_knows_these_bodies() -> None:
    """No tax code or VAT number, no code of a real municipality; borders are told from both sides."""
    territories = town().catalogue.vocabularies["territori"]
    borders = {(term.code, other) for term in territories for other in term.neighbours}
    assert {one.record.tax_code for one in town().catalogue.organizations.values()} == {None}
    assert {one.record.vat_number for one in town().catalogue.organizations.values()} == {None}
    assert {term.istat for term in territories} == {None}
    assert {(other, code) for code, other in borders} == borders


@pytest.mark.parametrize("path", sorted((TOWN / "content" / "storie").glob("*.md")), ids=lambda path: path.stem)
def test_stories_are_about_records(path: Path) -> None:
    """A story has a title and a date, and names networks, bodies and practices that exist."""
    story: dict[str, Any] = frontmatter.load(str(path)).metadata
    catalogue = town().catalogue
    assert {"titolo", "data", "chi_racconta", "reti", "enti", "pratiche"} == set(story) - {"frase", "immagine"}
    assert set(story["reti"]) <= set(catalogue.networks)
    assert set(story["enti"]) <= set(catalogue.organizations)
    assert set(story["pratiche"]) <= set(catalogue.practices)
