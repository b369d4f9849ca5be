"""Plans and goals: who says they contribute to each goal, where, under which act, and what nobody looks after yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.catalogue import ActivityEntry, NetworkEntry, Status
from generator.records import Term
from generator.records.network import Act
from generator.site.model import Site
from generator.site.page import Page

ADDRESS: Final = "piani/"
TABLE: Final = f"{ADDRESS}piani-e-obiettivi.csv"

_SCHEME: Final = "piani"
COLUMNS: Final = ("goal", "network", "where", "activities", "act")


@dataclass(frozen=True, slots=True)
class Contribution:
    """A network that says it works for a goal: `activities` go on now, `acts` are the newest first."""

    network: NetworkEntry
    activities: Sequence[ActivityEntry]
    acts: Sequence[Act]


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a plan, and who contributes to it; the plan as a whole is a goal too."""

    code: str
    label: str
    definition: str
    contributions: Sequence[Contribution]

    @property
    def anchor(self) -> str:
        """Anchor of the goal on the page."""
        return self.code.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: what contributes to it as a whole, and its goals in the order of the vocabulary."""

    whole: Goal
    goals: Sequence[Goal]
    source: str

    @property
    def covered(self) -> int:
        """How many goals somebody contributes to."""
        return sum(bool(goal.contributions) for goal in self.goals)


def plans_of(site: Site) -> list[Plan]:
    """Return the plans of a catalogue's vocabulary, none where it has no vocabulary of plans."""
    vocabulary = site.catalogue.vocabularies[_SCHEME]
    contributing = _contributions(site)
    source = vocabulary.scheme.source or ""
    tops = [term for term in vocabulary if not vocabulary.parents(term.code)]
    plans = [
        Plan(_goal(site, top, contributing), [_goal(site, one, contributing) for one in inside], source)
        for top in tops
        if (inside := [one for one in vocabulary if top.code in vocabulary.ancestors(one.code)])
    ]
    loose = [top for top in tops if not vocabulary.children.get(top.code)]
    if loose:
        named = vocabulary.scheme.title
        whole = Goal("obiettivi", (named.en if site.texts.lang == "en" else None) or named.it if named else "", "", ())
        plans.append(Plan(whole, [_goal(site, one, contributing) for one in loose], source))
    return plans


def _contributions(site: Site) -> dict[str, list[Contribution]]:
    found: dict[str, list[Contribution]] = {}
    for network in site.networks:
        for code in network.record.goals:
            found.setdefault(code, []).append(_contribution(site, network))
    return found


def _contribution(site: Site, network: NetworkEntry) -> Contribution:
    activities = [one for one in site.catalogue.activities_of.get(network.id, ()) if one.status is not Status.ENDED]
    acts = sorted(network.record.acts, key=lambda act: act.expires or date.min, reverse=True)
    return Contribution(network, activities, acts)


def _goal(site: Site, term: Term, contributing: dict[str, list[Contribution]]) -> Goal:
    definition = (term.definition or "") if site.texts.lang == "it" else ""
    return Goal(term.code, site.words.label(_SCHEME, term.code), definition, contributing.get(term.code, []))


def plan_page(site: Site) -> Iterator[Page]:
    """The page of plans and goals; no page where the catalogue has no plan."""
    plans = plans_of(site)
    if not plans:
        return
    yield Page(
        kind="piani",
        address=ADDRESS,
        title=site.texts("plans.title"),
        template="pages/plans/page.html",
        found_by=(site.texts("plans.title"),),
        tab="together",
        context={
            "plans": plans,
            "columns": [site.texts(f"plans.column_{name}") for name in COLUMNS],
            "expiry_of": lambda act: expiry_of(site, act),
            "tables": [[row for _, row in table_of(site, plan)] for plan in plans],
            "csv": TABLE,
        },
        description=site.texts("plans.lead"),
    )


def table_of(site: Site, plan: Plan) -> Iterator[tuple[Contribution | None, tuple[str, ...]]]:
    """Yield a row for each network of each goal, with what it brings, and one for each goal that has none."""
    for goal in [plan.whole, *plan.goals] if plan.whole.contributions else plan.goals:
        for one in goal.contributions:
            yield one, (goal.label, *_cells(site, one))
        if not goal.contributions:
            yield None, (goal.label, site.texts("plans.nobody"), "", "", "")


def _cells(site: Site, one: Contribution) -> tuple[str, ...]:
    return (
        one.network.name,
        " · ".join(site.place_name(code) for code in one.network.territories),
        str(len(one.activities)),
        " · ".join(_told(site, act) for act in one.acts),
    )


def _told(site: Site, act: Act) -> str:
    """An act with its expiry, on one line."""
    title = act.title or (site.words.label("istituti", act.instrument) if act.instrument else act.url or "")
    return f"{title} ({expiry_of(site, act)})" if act.expires else title


def expiry_of(site: Site, act: Act) -> str:
    """When an act expires, or that it did; nothing where the record does not say."""
    if act.expires is None:
        return ""
    key = "plans.act_over" if act.expires < site.catalogue.today else "network.act_expires"
    return site.texts(key, day=site.words.day(act.expires))
