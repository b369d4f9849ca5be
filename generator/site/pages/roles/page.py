"""`/ruoli/`, «Come funzionano le reti»: what the words of governance mean, and who does it in which network.

Offices and bodies are named, never people. Networks are compared side by side on a page of their own (`comparison/`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Final

from generator import addresses
from generator.catalogue import AnyEntry, NetworkEntry
from generator.catalogue.deadlines import lapsed_acts
from generator.locale.of_names import of_article, of_name, with_article
from generator.records.network import Act, Network, Role
from generator.records.vocabulary import Term
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.comparison.page import COMPARE_ADDRESS
from generator.site.pages.deadlines.page import TO_RENEW
from generator.site.pages.together.ways import crumb_of
from generator.site.parts.governance import (
    SCOPES,
    Figure,
    act_title,
    by_function,
    cares,
    degree_words,
    formalisation,
    governance_of,
    is_municipality,
    scope_of,
)
from generator.site.parts.improvements import are_public
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("roles")
TABLE: Final = f"{ADDRESS}confronto.csv"
LAW: Final = "https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:decreto.legislativo:2017-07-03;117"

_FORMS: Final = ("condivisa", "capofila", "organismo_dedicato", "ibrida")
_LEADS: Final = ("comune", "ets", "altro_pubblico", "mista")
_OWN_AGREEMENTS: Final = ("informale", "carta", "lettera_intenti", "associazione_secondo_livello")
_IN_THE_LAW: Final = ("coprogrammazione", "coprogettazione", "accreditamento", "convenzione")
"""Instruments of artt. 55 and 56 (Title VII) of D.Lgs. 117/2017, that we put in plain words."""

_STRATEGY: Final = "programmazione_strategica"
_BODY_DECIDES: Final = "organismo_dedicato"
_LIAISON: Final = "referente_comune"
_LIAISING: Final = "raccordo_istituzionale"
_RESTING: Final = "in_pausa"
_BODIES: Final = "\n"
_OF_BODIES: Final = "\v"
"""Where the bodies stand in a sentence, after what says «of» or not: signs that no text holds."""
_MOST_LAPSED: Final = 6
"""So many networks whose agreement is over are named; of more only the first."""
_MOST_SEEN: Final = 12
"""So many networks stand side by side on this page; the others are compared on theirs."""
_ARTICLE: Final = "art."
"""A source worth showing to everybody is an article of law; «Elenco redazionale» is not."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One network that has something: `figure` is who has it there, `note` how."""

    network: NetworkEntry
    figure: Figure | None = None
    note: str = ""
    cares: bool = True
    """False of who is only heard about a function."""

    @property
    def counts(self) -> bool:
        """Whether it makes the network one of those that have it: what is over is shown and no longer counted."""
        return self.cares and not self.network.is_over


@dataclass(frozen=True, slots=True)
class Saying:
    """What a network says of itself, and where on the page it is told what that means."""

    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Seen:
    """How one network works, in a row: what it does not say is empty."""

    network: NetworkEntry
    form: Saying | None
    lead: Saying | None
    agreement: Saying | None
    leaders: Sequence[AnyEntry | str] = ()
    """Who leads, where the record says who."""
    bodies: Sequence[Figure] = ()
    """Where it meets."""
    deciding: Sequence[Figure] = ()
    """Those of its bodies that the record says approve what is done, or decide for all."""
    decision: "Decision | None" = None
    """Who decides, as a sentence."""
    liaison: "Liaison | None" = None
    """Who keeps it in touch with the municipality, as far as the record says."""
    act: "SeenAct | None" = None
    """The agreement itself, where the record holds it."""
    lapsed: "Sequence[SeenAct]" = ()
    """Its other agreements that are over, and that nothing says was renewed."""

    @property
    def told(self) -> int:
        """How much of it is said."""
        return sum(map(bool, (self.form, self.lead, self.agreement, self.act)))


@dataclass(frozen=True, slots=True)
class SeenAct:
    """An agreement as a reader asks of it: what it is called, where it is read, of when it is, until when it holds."""

    title: str
    url: str
    day: str
    until: str
    """Empty where the record says no end."""
    is_over: bool


@dataclass(frozen=True, slots=True)
class Deciding:
    """A body that decides or approves, with the article that its name takes in a sentence."""

    figure: Figure
    article: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides in a network, as a sentence: its bodies stand between `before` and `after`."""

    before: str
    bodies: Sequence[Deciding] = ()
    after: str = ""

    def __str__(self) -> str:
        """Write the sentence without its links."""
        return f"{self.before}{', '.join(one.article + one.figure.name for one in self.bodies)}{self.after}"


@dataclass(frozen=True, slots=True)
class Liaison:
    """Who keeps a network in touch with its municipality: roles or bodies, else offices, else words."""

    figures: Sequence[Figure] = ()
    offices: Sequence[tuple[AnyEntry, str]] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryWord:
    """A word of governance, what it means, and who has it in this catalogue."""

    anchor: str
    label: str
    definition: str
    held: Sequence[Holding]
    source: str = ""

    @property
    def networks(self) -> int:
        """In how many networks."""
        return len({holding.network.id for holding in self.held if holding.counts})

    @property
    def is_past(self) -> bool:
        """Tell whether only networks that are over had it."""
        return bool(self.held) and all(holding.network.is_over for holding in self.held)


def role_page(site: Site) -> Iterator[Page]:
    """The page with every function, body, role, way to decide and kind of agreement."""
    forms, leads = _ways(site, "form", _FORMS), _ways(site, "lead", _LEADS)
    in_the_law, agreements = _agreements(site)
    seen = side_by_side(site)
    bodies, roles = _by_kind(site, "organi"), _by_kind(site, "ruoli")
    yield Page(
        kind="roles",
        address=ADDRESS,
        title=site.texts("roles.title"),
        template="pages/roles/page.html",
        found=found_as_page(site.texts("roles.title"), site.texts("roles.lead")),
        context={
            "networks_that_tell": sum(bool(site.figures[network.id]) for network in site.current_networks),
            "networks_at_work": len(site.current_networks),
            "side_by_side": seen[:_MOST_SEEN],
            "lapsed": [row.network for row in seen if row.lapsed or (row.act is not None and row.act.is_over)],
            "most_lapsed": _MOST_LAPSED,
            "left_out": sum(network.is_over for network in site.networks),
            "liaison_anchor": _anchor("ruoli", _LIAISON),
            "lapsed_address": TO_RENEW if are_public(site.settings) else "",
            "table_address": TABLE,
            "not_seen": len(seen[_MOST_SEEN:]),
            "silent_networks": len(site.current_networks) - len(seen),
            "scopes": _functions_by_scope(site),
            "bodies": bodies,
            "roles": roles,
            "same_names": [word.label for word in roles if word.held and word.label in {one.label for one in bodies}],
            "forms": forms,
            "leads": leads,
            "compare_address": COMPARE_ADDRESS,
            "levels": _levels(site),
            "in_the_law": in_the_law,
            "law": LAW,
            "agreements": agreements,
            "has_agreements": any(network.record.formalisation for network in site.current_networks),
        },
        description=site.texts("roles.description"),
        tab="together",
        crumbs=(crumb_of(site),),
        json_ld=_json_ld(site),
    )


def side_by_side(site: Site) -> list[Seen]:
    """Return the networks at work that say how they decide, who leads or how they agreed, those that say most first."""
    rows = []
    for network in site.current_networks:
        governance = network.record.governance
        form, lead = (governance.form, governance.lead) if governance else (None, None)
        agreement = network.record.formalisation
        main = main_act(network.record, site.catalogue.today)
        meeting = [figure for figure in site.figures[network.id] if figure.scheme == "organi"]
        leaders, deciding = list(governance_of(network, site.catalogue, site.words).leaders), _deciding(meeting, form)
        rows.append(
            Seen(
                network,
                Saying(site.words.choice("form", form), _anchor("modo", form)) if form else None,
                Saying(site.words.choice("lead", lead), _anchor("guida", lead)) if lead else None,
                Saying(formalisation(agreement, site.catalogue, site.words), _anchor("istituti", agreement))
                if agreement
                else None,
                leaders,
                meeting,
                deciding,
                _decision(site, form, deciding),
                _liaison(site, network, leaders),
                _seen(site, main) if main else None,
                [_seen(site, act) for act in lapsed_acts(network.record, site.catalogue.today) if act is not main],
            )
        )
    return sorted((row for row in rows if row.told), key=lambda row: -row.told)


def _deciding(bodies: Sequence[Figure], form: str | None) -> list[Figure]:
    """Return the bodies that approve what is to be done; where one decides for all, else those that see to it."""

    def with_degree(degree: str) -> list[Figure]:
        return [
            body for body in bodies if any((duty.function, duty.degree) == (_STRATEGY, degree) for duty in body.duties)
        ]

    return with_degree("approva") or (with_degree("responsabile") if form == _BODY_DECIDES else [])


def _decision(site: Site, form: str | None, deciding: Sequence[Figure]) -> Decision | None:
    """Say who decides in a sentence, out of how a network decides and the bodies that approve or decide."""
    if not deciding:
        return Decision(site.texts(f"roles.decides_{form}")) if form else None
    number = "one" if len(deciding) == 1 else "many"
    told = site.texts(f"roles.decides_{form or 'unsaid'}_by.{number}", bodies=_BODIES, of_bodies=_OF_BODIES)
    is_of = _OF_BODIES in told
    before, _, after = told.partition(_OF_BODIES if is_of else _BODIES)
    articles = [(of_article if is_of else with_article)(body.name, site.texts.lang) for body in deciding]
    if not before:
        articles[0] = articles[0][:1].upper() + articles[0][1:]
    return Decision(before, [Deciding(body, article) for body, article in zip(deciding, articles, strict=True)], after)


def _liaison(site: Site, network: NetworkEntry, leaders: Sequence[AnyEntry | str]) -> Liaison | None:
    """Who deals with the municipality: who has that role, else that function, else its own office, else who leads."""
    figures = site.figures[network.id]
    named = [figure for figure in figures if isinstance(figure.record, Role) and figure.record.kind == _LIAISON]
    named = named or [
        figure for figure in figures if any(duty.function == _LIAISING and cares(duty.degree) for duty in figure.duties)
    ]
    if named:
        return Liaison(named)
    governance = governance_of(network, site.catalogue, site.words)
    if offices := [
        (town.entry, site.texts("roles.office_of", office=office, of_town=of_name(town.entry.name, site.texts.lang)))
        for town in governance.municipalities
        for office in town.offices
    ]:
        return Liaison(offices=offices)
    towns = [leader for leader in leaders if not isinstance(leader, str) and is_municipality(leader)]
    if towns:
        return Liaison(words=site.texts(f"roles.towns_lead.{'one' if len(towns) == 1 else 'many'}"))
    return None


def main_act(record: Network, today: date) -> Act | None:
    """Return the act that is the form of a network: of several of that kind one in force, the newest of these.

    A form that is no kind of act (a charter) is told by an act of no kind.
    """
    kind = record.formalisation
    own = [act for act in record.acts if kind and act.instrument == kind]
    if not own and kind in _OWN_AGREEMENTS:
        own = [act for act in record.acts if act.instrument is None]
    return max(own, key=lambda act: (not act.is_over(today), _day_of(act)), default=None)


def _day_of(act: Act) -> date:
    return (act.date.last if act.date else None) or date.min


def _seen(site: Site, act: Act) -> SeenAct:
    words = site.words
    until = words.day(act.expires) if act.expires else ""
    title = act_title(act, words)
    return SeenAct(
        f"{title[:1].upper()}{title[1:]}",
        act.url or "",
        words.when(act.date) if act.date else "",
        until,
        act.is_over(site.catalogue.today),
    )


def _functions_by_scope(site: Site) -> list[tuple[str, list[GlossaryWord]]]:
    """Functions of each scope with who does something about them, who looks after them first."""
    held = by_function(chain.from_iterable(site.figures.values()))
    scopes: dict[str, list[GlossaryWord]] = {scope: [] for scope in SCOPES}
    for term in site.catalogue.vocabularies["funzioni"]:
        who_cares_first = sorted(held.get(term.code, ()), key=lambda pair: not cares(pair[1]))
        holdings = [
            Holding(figure.network, figure, degree_words(degree, site.words), cares(degree))
            for figure, degree in who_cares_first
        ]
        scopes.setdefault(scope_of(term), []).append(_of_term(site, "funzioni", term, holdings))
    return [(scope, scopes[scope]) for scope in SCOPES]


def _by_kind(site: Site, scheme: str) -> list[GlossaryWord]:
    """Bodies or roles by kind; those of no kind of the vocabulary come last, under a name of ours."""
    held: dict[str, list[Holding]] = {}
    vocabulary = site.catalogue.vocabularies[scheme]
    for figure in chain.from_iterable(site.figures.values()):
        if figure.scheme == scheme:
            kind = figure.record.kind or ""
            held.setdefault(kind if kind in vocabulary else "", []).append(Holding(figure.network, figure))
    words = [_of_term(site, scheme, term, held.get(term.code, ())) for term in vocabulary]
    if "" in held:
        words.append(GlossaryWord(f"altri-{scheme}", site.texts(f"roles.other_{scheme}"), "", held[""]))
    return words


def _ways(site: Site, field: str, codes: Iterable[str]) -> list[GlossaryWord]:
    """Ways to decide (`form`) or to lead (`lead`), each with the networks that chose it."""
    held: dict[str, list[Holding]] = {}
    for network in site.networks:
        code = getattr(network.record.governance, field) if network.record.governance else None
        if code:
            held.setdefault(code, []).append(Holding(network))
    return [
        GlossaryWord(
            _anchor("modo" if field == "form" else "guida", code),
            site.words.choice(field, code),
            site.texts(f"roles.{field}_{code}"),
            held.get(code, ()),
        )
        for code in codes
    ]


def _agreements(site: Site) -> tuple[list[GlossaryWord], list[GlossaryWord]]:
    """The instruments that the law names, in its order, and every other agreement, each with the networks that have it.

    The others are the rest of the vocabulary, then the forms of a network (`formalizzazione`) that are no act.
    A network counts once for an agreement: by its acts first, which have a title, then by its form.
    """
    by_network: dict[str, dict[str, Holding]] = {}
    for network in site.networks:
        for act in network.record.acts:
            if act.instrument:
                note = act_title(act, site.words) if act.title else ""
                by_network.setdefault(act.instrument, {}).setdefault(network.id, Holding(network, note=note))
        if network.record.formalisation:
            by_network.setdefault(network.record.formalisation, {}).setdefault(network.id, Holding(network))
    held = {code: list(holdings.values()) for code, holdings in by_network.items()}
    vocabulary = site.catalogue.vocabularies["istituti"]
    in_the_law = [
        GlossaryWord(
            _anchor("istituti", code),
            site.words.label("istituti", code),
            site.texts(f"roles.law_{code}"),
            held.get(code, ()),
            site.words.said(vocabulary.terms[code].source),
        )
        for code in _IN_THE_LAW
        if code in vocabulary.terms
    ]
    other_acts = [
        _of_term(site, "istituti", term, held.get(term.code, ())) for term in vocabulary if term.code not in _IN_THE_LAW
    ]
    no_acts = [
        GlossaryWord(
            _anchor("istituti", code),
            formalisation(code, site.catalogue, site.words),
            site.texts(f"roles.own_{code}"),
            held.get(code, ()),
        )
        for code in _OWN_AGREEMENTS
    ]
    return in_the_law, [*other_acts, *no_acts]


def _levels(site: Site) -> list[GlossaryWord]:
    """How networks work together, each with those that last said so of themselves."""
    held: dict[str, list[Holding]] = {}
    for network in site.networks:
        if network.record.functioning:
            held.setdefault(network.record.functioning[-1].level, []).append(Holding(network))
    # Who rests comes last: it is no way to work together.
    terms = sorted(site.catalogue.vocabularies["livelli"], key=lambda term: term.code == _RESTING)
    return [_of_term(site, "livelli", term, held.get(term.code, ())) for term in terms]


def _of_term(site: Site, scheme: str, term: Term, held: Sequence[Holding]) -> GlossaryWord:
    label = site.words.label(scheme, term.code)
    source = site.words.said(term.source)
    source = source if source.startswith(_ARTICLE) else ""
    return GlossaryWord(_anchor(scheme, term.code), label, site.words.prose(term.definition), held, source)


def _anchor(scheme: str, code: str) -> str:
    return f"{scheme}-{code.replace('_', '-')}"


def _json_ld(site: Site) -> dict[str, Any]:
    """The words that have a definition of their own, as a set of defined terms (schema.org)."""
    return {
        "@type": "DefinedTermSet",
        "name": site.texts("roles.title"),
        "url": addresses.absolute(site.url, ADDRESS) if site.url else "",
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "name": site.words.label(scheme, term.code),
                "termCode": term.code,
                "description": site.words.said(term.definition),
            }
            for scheme in ("funzioni", "organi", "ruoli")
            for term in site.catalogue.vocabularies[scheme]
        ],
    }
