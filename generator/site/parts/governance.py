"""Who does what in a network: a pure reading of what its record says of bodies, roles and functions.

Nothing is guessed: what a record doesn't say is not shown as missing either, unless the network itself confirmed
the record and told who does some of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from typing import Final

from generator.catalogue import AnyEntry, Catalogue, NetworkEntry
from generator.records.common import Contact, Indicator
from generator.records.network import Act, Body, Duty, Role
from generator.records.organization import Organization
from generator.records.vocabulary import Term
from generator.site.parts.words import Words

RENEW_WITHIN: Final = timedelta(days=60)
"""A mandate or an act that ends so soon asks to be renewed."""
SCOPES: Final = ("strategica", "interna", "esterna")
_DEGREES: Final = ("responsabile", None, "approva", "consultato", "informato")
USUAL: Final = (
    "programmazione_strategica",
    "lettura_bisogni",
    "coordinamento_operativo",
    "raccordo_istituzionale",
    "monitoraggio_valutazione",
)
"""What most networks need somebody for: the only functions whose silence is worth a line."""
_READING_NEEDS: Final = "lettura_bisogni"
_WORTH_PARTING: Final = 4
_OVER: Final = "conclusa"
_COORDINATION: Final = "coordinamento"
_LEAD: Final = "capofila"
_PROMOTING: Final = "promotore"
_TOGETHER: Final = "mista"
_MUNICIPALITY: Final = "comune"
_LED_BY_MUNICIPALITY: Final = frozenset({"comune", "mista"})


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A body (`organi`) or a role (`ruoli`) of a network; `anchor` is its place on the network's page, where known."""

    network: NetworkEntry
    scheme: str
    record: Body | Role
    name: str
    kind: str
    """Label of its kind, empty where it says no more than the name."""
    anchor: str

    @property
    def duties(self) -> tuple[Duty, ...]:
        """What it does about which function."""
        return self.record.duties


@dataclass(frozen=True, slots=True)
class FunctionRow:
    """One function and who does what about it: pairs of a degree's words and those who have it."""

    code: str
    scope: str
    label: str
    definition: str
    degrees: tuple[tuple[str, tuple[Figure, ...]], ...]


@dataclass(frozen=True, slots=True)
class Municipality:
    """What ties a network to a municipality beyond belonging to it."""

    entry: AnyEntry
    offices: tuple[str, ...]
    contacts: tuple[Contact, ...]
    brings: tuple[str, ...]
    bodies: tuple[Figure, ...]
    roles: tuple[Figure, ...]

    @property
    def does_something(self) -> bool:
        """Whether it does more than belong."""
        return any((self.offices, self.brings, self.bodies, self.roles))


def figures_of(entry: NetworkEntry, words: Words) -> tuple[Figure, ...]:
    """Return the bodies of a network, then its roles."""
    bodies = (_figure(entry, "organi", body, words) for body in entry.record.bodies)
    roles = (_figure(entry, "ruoli", role, words) for role in entry.record.roles)
    return (*bodies, *roles)


def _figure(entry: NetworkEntry, scheme: str, record: Body | Role, words: Words) -> Figure:
    label = words.label(scheme, record.kind) if record.kind else ""
    name = record.name or label
    anchor = f"{'organo' if scheme == 'organi' else 'ruolo'}-{record.id}" if record.id else ""
    return Figure(entry, scheme, record, name, "" if label.casefold() == name.casefold() else label, anchor)


def degree_words(degree: str | None, words: Words) -> str:
    """Words of a degree (`grado`); who takes part without saying how «ci lavora»."""
    return words.choice("degree", degree) if degree else words.texts("governance.degree_unknown")


def cares(degree: str | None) -> bool:
    """Tell whether who has this degree looks after the function; who says no degree does."""
    return degree in {"responsabile", None}


def mandate(role: Role, words: Words) -> str:
    """From when until when a role is held."""
    return words.span(role.since, role.until)


def ends_soon(last: date | None, today: date) -> bool:
    """Tell whether something that ends on `last` is over or about to be."""
    return last is not None and last <= today + RENEW_WITHIN


def to_renew(role: Role, today: date) -> bool:
    """Tell whether a mandate is over or about to end, and somebody holds it."""
    return not role.vacant and ends_soon(role.until.last if role.until else None, today)


@dataclass(frozen=True)
class Governance:
    """What is known of how one network governs itself, as its page shows it."""

    entry: NetworkEntry
    figures: tuple[Figure, ...]
    catalogue: Catalogue
    words: Words

    @property
    def is_known(self) -> bool:
        """Whether anything at all is known, beyond words."""
        return bool(self.figures or self.lines or self.entry.record.acts or self.entry.record.functioning)

    @cached_property
    def bodies(self) -> tuple[Figure, ...]:
        """Its bodies."""
        return tuple(figure for figure in self.figures if figure.scheme == "organi")

    @cached_property
    def roles(self) -> tuple[Figure, ...]:
        """Its roles."""
        return tuple(figure for figure in self.figures if figure.scheme == "ruoli")

    @cached_property
    def functions(self) -> tuple[tuple[str, tuple[FunctionRow, ...]], ...]:
        """Functions that somebody does something about, by scope (strategic, internal, external), in our order."""
        held = by_function(self.figures)
        rows = [
            self._row(term, held[term.code]) for term in self.catalogue.vocabularies["funzioni"] if term.code in held
        ]
        grouped = ((scope, tuple(row for row in rows if row.scope == scope)) for scope in SCOPES)
        return tuple((scope, rows_of_scope) for scope, rows_of_scope in grouped if rows_of_scope)

    @cached_property
    def coordination(self) -> tuple[tuple[AnyEntry | str, str], ...]:
        """Who coordinates the network and until when: the body that expresses the role, else who leads."""
        coordinators: dict[AnyEntry | str, str] = {}
        for role in (figure.record for figure in self.roles):
            if not isinstance(role, Role) or role.kind != _COORDINATION or role.vacant or role.expressed_by is None:
                continue
            by = role.expressed_by
            holder = self.catalogue.entry(by) if isinstance(by, str) else by.name
            if holder:
                coordinators[holder] = mandate(role, self.words)
        return tuple((coordinators or dict.fromkeys(self._said_to_lead, "")).items())

    @property
    def _said_to_lead(self) -> list[AnyEntry | str]:
        ties = self.catalogue.members.get(self.entry.id, ())
        return [tie.body or tie.name for tie in ties if _LEAD in tie.kinds]

    @cached_property
    def leaders(self) -> tuple[AnyEntry | str, ...]:
        """Who leads: who is said to, else who coordinates; the municipality too where it leads together with others.

        The page of the network and the table of all of them ask it here, so that they never tell two things.
        """
        leaders = self._said_to_lead or [holder for holder, _ in self.coordination]
        governance = self.entry.record.governance
        if leaders and governance and governance.lead == _TOGETHER:
            ties = self.catalogue.members.get(self.entry.id, ())
            leaders += [tie.body for tie in ties if tie.body and _PROMOTING in tie.kinds and is_municipality(tie.body)]
        return tuple(dict.fromkeys(leaders))

    @property
    def municipalities_named(self) -> tuple[str, ...]:
        """The municipalities with the offices one speaks with, a line for each."""
        return tuple(
            ", ".join((municipality.entry.name, *municipality.offices)) for municipality in self.municipalities
        )

    @property
    def acts_named(self) -> tuple[str, ...]:
        """What the acts are called, and which of them expired; of a single one also when it will."""
        acts = self.entry.record.acts
        kinds = dict.fromkeys(self._act_named(act, is_single=len(acts) == 1) for act in acts)
        return tuple(kinds)

    def _act_named(self, act: Act, *, is_single: bool) -> str:
        title, words = act_title(act, self.words), self.words
        if act.expires is None or not (is_single or act.is_over(self.catalogue.today)):
            return title
        key = "governance.act_expired" if act.is_over(self.catalogue.today) else "network.act_expires"
        told = words.texts(key, day=words.day(act.expires))
        return f"{title}, {told}" if is_single else f"{title} ({told})"

    @property
    def has_scopes(self) -> bool:
        """Whether the functions are enough to be worth parting by scope."""
        return sum(len(rows) for _, rows in self.functions) >= _WORTH_PARTING

    def _row(self, function: Term, held: Sequence[tuple[Figure, str | None]]) -> FunctionRow:
        by_degree = (
            (degree_words(degree, self.words), tuple(figure for figure, own in held if own == degree))
            for degree in _DEGREES
        )
        degrees = tuple((label, figures) for label, figures in by_degree if figures)
        label = self.words.label("funzioni", function.code)
        return FunctionRow(function.code, scope_of(function), label, self.words.prose(function.definition), degrees)

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """What asks for attention: only where bodies or roles are known, and never of a network that is over."""
        if not self.figures or self.entry.record.status == _OVER:
            return ()
        return tuple(chain(self._roles_to_fill(), self._acts_to_renew(), self._silent_functions()))

    def _roles_to_fill(self) -> Iterator[str]:
        """Yield the vacant roles, then the mandates that end."""
        texts, today = self.words.texts, self.catalogue.today
        roles = [(figure.name, figure.record) for figure in self.roles if isinstance(figure.record, Role)]
        for name, role in roles:
            if role.vacant:
                yield texts("governance.gap_vacant", name=name)
        for name, role in roles:
            if role.until and to_renew(role, today):
                is_over = role.until.is_past(today)
                key = "governance.gap_mandate_over" if is_over else "governance.gap_mandate"
                yield texts(key, name=name, until=self.words.until(role.until))

    def _acts_to_renew(self) -> Iterator[str]:
        for act in self.entry.record.acts:
            if act.expires and ends_soon(act.expires, self.catalogue.today):
                key = "governance.gap_act_over" if act.is_over(self.catalogue.today) else "governance.gap_act"
                yield self.words.texts(key, title=act_title(act, self.words), day=self.words.day(act.expires))

    def _silent_functions(self) -> Iterator[str]:
        held = by_function(self.figures)
        if self.entry.verification is None or not held:
            return
        cared = {code for code, pairs in held.items() if any(cares(degree) for _, degree in pairs)}
        # Who tells needs that the network read has read them, whoever it was.
        if self.entry.record.needs_read:
            cared.add(_READING_NEEDS)
        silent = [code for code in USUAL if code not in cared]
        if silent:
            labels = "; ".join(label.lower() for label in self.words.labels("funzioni", silent))
            yield self.words.texts("governance.gap_functions", functions=labels)

    @cached_property
    def municipalities(self) -> tuple[Municipality, ...]:
        """The municipalities that take part in it and do something there."""
        ties = self.catalogue.members.get(self.entry.id, ())
        bodies = dict.fromkeys(tie.body for tie in ties if tie.body and is_municipality(tie.body))
        municipalities = (self._municipality(body) for body in bodies)
        return tuple(municipality for municipality in municipalities if municipality.does_something)

    def _municipality(self, body: AnyEntry) -> Municipality:
        ties = [tie for tie in self.catalogue.members[self.entry.id] if tie.body is body]
        roles = tuple(figure for figure in self.roles if _expressed_by(figure) == body.id)
        records = (figure.record for figure in roles)
        contacts = [role.contact for role in records if isinstance(role, Role) and role.contact]
        return Municipality(
            entry=body,
            offices=tuple(dict.fromkeys(tie.office for tie in ties if tie.office)),
            contacts=tuple(contacts[:1]),
            brings=tuple(dict.fromkeys(code for tie in ties for code in tie.brings)),
            bodies=tuple(
                figure for figure in self.bodies if isinstance(figure.record, Body) and body.id in figure.record.members
            ),
            roles=roles,
        )

    @property
    def led_by_municipality(self) -> bool:
        """Whether the municipality leads, alone or with others."""
        governance = self.entry.record.governance
        return governance is not None and governance.lead in _LED_BY_MUNICIPALITY

    @cached_property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """How decisions are taken, who leads, the form of the agreement, the tools: pairs of a label and words."""
        record, texts, words = self.entry.record, self.words.texts, self.words
        # What the network tells in its own words is not told again, shorter and otherwise.
        governance = None if record.how_it_works else record.governance
        form, lead = (governance.form, governance.lead) if governance else (None, None)
        pairs = (
            ("network.form", words.choice("form", form) if form else ""),
            ("network.lead", words.choice("lead", lead) if lead else ""),
            ("network.formalisation", self._agreement()),
            ("network.tools", words.listed(record.tools)),
        )
        return tuple((texts(key), value) for key, value in pairs if value)

    def _agreement(self) -> str:
        """Return which form its agreement has; empty where the agreement itself is among the acts, by its name."""
        record = self.entry.record
        if any(act.title and act.instrument in (record.formalisation, None) for act in record.acts):
            return ""
        return formalisation(record.formalisation, self.catalogue, self.words)


def is_municipality(body: AnyEntry) -> bool:
    """Tell whether a body is a municipality."""
    return isinstance(body.record, Organization) and body.record.kind == _MUNICIPALITY


def governance_of(entry: NetworkEntry, catalogue: Catalogue, words: Words) -> Governance:
    """Return what is known of how a network governs itself."""
    return Governance(entry, figures_of(entry, words), catalogue, words)


def periods(indicator: Indicator) -> list[tuple[str, float]]:
    """Return the values of an indicator as pairs of a period and a value."""
    return [(observation.period, observation.value) for observation in indicator.values]


def formalisation(code: str | None, catalogue: Catalogue, words: Words) -> str:
    """Words for the form of an agreement: a kind of act, or one of the few codes of its own."""
    if not code:
        return ""
    known = code in catalogue.vocabularies["istituti"]
    return words.label("istituti", code) if known else words.choice("formalisation", code)


def act_title(act: Act, words: Words) -> str:
    """What an act is called, or what kind of act it is."""
    return act.title or (words.label("istituti", act.instrument) if act.instrument else words.texts("governance.act"))


@dataclass(frozen=True, slots=True)
class Seat:
    """One place that an organisation has in a network: a body it sits in, or a role it provides."""

    figure: Figure
    how: str
    mandate: str
    renew: bool


def seats_by_body(figures: Iterable[Figure], words: Words, today: date) -> Mapping[str, Sequence[Seat]]:
    """Return the seats of each organisation or network, by its id."""
    seats: dict[str, list[Seat]] = {}
    for figure in figures:
        record = figure.record
        if isinstance(record, Body):
            seat = Seat(figure, words.texts("organization.sits_in"), "", False)
            for member in record.members:
                seats.setdefault(member, []).append(seat)
        elif holder := _expressed_by(figure):
            seat = Seat(figure, words.texts("organization.expresses"), mandate(record, words), to_renew(record, today))
            seats.setdefault(holder, []).append(seat)
    return seats


def _expressed_by(figure: Figure) -> str:
    """Return the id of who holds a role; empty for a body, and for a holder without a file."""
    holder = figure.record.expressed_by if isinstance(figure.record, Role) else None
    return holder if isinstance(holder, str) else ""


def by_function(figures: Iterable[Figure]) -> Mapping[str, Sequence[tuple[Figure, str | None]]]:
    """Return who does something about each function, with the degree."""
    held: dict[str, list[tuple[Figure, str | None]]] = {}
    for figure in figures:
        for duty in figure.duties:
            held.setdefault(duty.function, []).append((figure, duty.degree))
    return held


def scope_of(term: Term) -> str:
    """Return the scope (`ambito`) of a function; one that a catalogue added without saying is internal."""
    return term.scope or "interna"
