"""`/piani/`: who says they contribute to each goal of a plan, under which act, and what nobody looks after yet.

For who writes a public plan, such as the «piano di zona» of L. 328/2000, art. 19: its table (`table.py`) can be carried
into the plan itself.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry, NetworkEntry, Status
from generator.records import Term
from generator.records.network import Act
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.together.ways import crumb_of
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("plans")
TABLE: Final = f"{ADDRESS}piani-e-obiettivi.csv"

_SCHEME: Final = "piani"
_ABOUT: Final = "temi:"
"""How a goal names among its matches a theme that it is about."""
COLUMNS: Final = ("goal", "network", "where", "activities", "act")


@dataclass(frozen=True, slots=True)
class Contribution:
    """A network that says it works for a goal: `activities` go on now, `acts` are the newest first."""

    network: NetworkEntry
    activities: Sequence[ActivityEntry]
    acts: Sequence[Act]

    def about(self, themes: Container[str]) -> int:
        """Count the activities that are about one of these themes."""
        return sum(any(theme in themes for theme in activity.themes) for activity in self.activities)


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a plan, and who contributes to it; the plan as a whole is a goal too."""

    code: str
    label: str
    definition: str
    contributions: Sequence[Contribution]
    themes: Sequence[str] = ()
    """What it is about, where the vocabulary says it: `corrispondenze: ["temi:abitare"]`."""

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

    @property
    def lacks_documents(self) -> bool:
        """Whether of an act that is named here nobody wrote where its text is."""
        return any(not act.url for goal in (self.whole, *self.goals) for one in goal.contributions for act in one.acts)

    def expired(self, today: date) -> int:
        """How many of these have an act among theirs that has expired."""
        return sum(any(act.is_over(today) for one in goal.contributions for act in one.acts) for goal in self.goals)


def plan_page(site: Site) -> Iterator[Page]:
    """The page of plans and goals; no page where the catalogue has no plan."""
    plans = plans_of(site)
    if not plans:
        return
    yield Page(
        kind="plans",
        address=ADDRESS,
        title=site.texts("plans.title"),
        template="pages/plans/page.html",
        found=found_as_page(site.texts("plans.title"), site.texts("plans.lead")),
        tab="together",
        crumbs=(crumb_of(site),),
        context={
            "plans": plans,
            "expiry_of": lambda act: expiry_of(site, act),
            "done_about": lambda goal: [chip for code in goal.themes if (chip := site.chip("tema", code)).count],
            "columns": [site.texts(f"plans.column_{name}") for name in COLUMNS],
            "tables": [[row for _, row in table_of(site, plan)] for plan in plans],
            "csv": TABLE,
        },
        description=site.texts("plans.lead"),
    )


def plans_of(site: Site) -> list[Plan]:
    """Return the plans of a catalogue's vocabulary, none where it has no vocabulary of plans.

    A term with others below it is a plan, and they are its goals; terms that stand alone are goals of one plan more,
    called as the vocabulary is.
    """
    vocabulary = site.catalogue.vocabularies[_SCHEME]
    contributing: dict[str, list[Contribution]] = {}
    for network in (network for network in site.networks if not network.is_over):
        activities = site.catalogue.activities_of.get(network.id, ())
        ongoing = [activity for activity in activities if activity.status is not Status.ENDED]
        acts = sorted(network.record.acts, key=lambda act: act.expires or date.min, reverse=True)
        for code in network.record.goals:
            contributing.setdefault(code, []).append(Contribution(network, ongoing, acts))
    source = site.words.prose(vocabulary.scheme.source)
    tops = [term for term in vocabulary if not vocabulary.parents(term.code)]
    plans = [
        Plan(_goal(site, top, contributing), [_goal(site, term, contributing) for term in below], source)
        for top in tops
        if (below := [term for term in vocabulary if top.code in vocabulary.ancestors(term.code)])
    ]
    alone = [top for top in tops if not vocabulary.children.get(top.code)]
    if alone:
        title = vocabulary.scheme.title
        whole = Goal("obiettivi", site.words.said(title), "", ())
        plans.append(Plan(whole, [_goal(site, term, contributing) for term in alone], source))
    return plans


def _goal(site: Site, term: Term, contributing: Mapping[str, Sequence[Contribution]]) -> Goal:
    definition = site.words.prose(term.definition)
    themes = [match.removeprefix(_ABOUT) for match in term.matches if match.startswith(_ABOUT)]
    known = [code for code in themes if code in site.catalogue.vocabularies["temi"]]
    return Goal(term.code, site.words.label(_SCHEME, term.code), definition, contributing.get(term.code, []), known)


def table_of(site: Site, plan: Plan) -> Iterator[tuple[Contribution | None, tuple[str, ...]]]:
    """Yield a row for each network of each goal, with what it brings, and one for each goal that has none."""
    for goal in [plan.whole, *plan.goals] if plan.whole.contributions else plan.goals:
        for contribution in goal.contributions:
            network = contribution.network
            where = " · ".join(site.place_name(code) for code in network.territories)
            acts = []
            for act in contribution.acts:
                title = act.title or (site.words.label("istituti", act.instrument) if act.instrument else act.url or "")
                acts.append(f"{title} ({expiry_of(site, act)})" if act.expires else title)
            count = str(len(contribution.activities))
            yield contribution, (goal.label, network.name, where, count, " · ".join(acts))
        if not goal.contributions:
            yield None, (goal.label, site.texts("plans.nobody"), "", "", "")


def expiry_of(site: Site, act: Act) -> str:
    """When an act expires, or that it did; nothing where the record does not say."""
    if act.expires is None:
        return ""
    key = "plans.act_over" if act.is_over(site.catalogue.today) else "network.act_expires"
    return site.texts(key, day=site.words.day(act.expires))
