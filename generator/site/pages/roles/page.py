"""«Chi fa che cosa»: what the words of governance mean, and who does it in which network."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from generator import addresses
from generator.catalogue import NetworkEntry
from generator.records.vocabulary import Term
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.comparison.page import COMPARE_ADDRESS
from generator.site.parts.charts import Bar
from generator.site.parts.governance import (
    SCOPES,
    Figure,
    act_title,
    by_function,
    cares,
    degree_words,
    formalisation,
    scope_of,
)

ADDRESS: Final = addresses.page("roles")
LAW: Final = "https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:decreto.legislativo:2017-07-03;117"

_FORMS: Final = ("condivisa", "capofila", "organismo_dedicato", "ibrida")
_LEADS: Final = ("comune", "ets", "altro_pubblico", "mista")
_OWN_AGREEMENTS: Final = ("informale", "carta", "lettera_intenti", "associazione_secondo_livello")
_IN_THE_LAW: Final = ("coprogrammazione", "coprogettazione", "accreditamento", "convenzione")
"""Instruments of Title VII, D.Lgs. 117/2017, that we put in plain words."""

_ARTICLE: Final = "art."
"""A source worth showing to everybody is an article of law; «Elenco redazionale» is not."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One network that has something: `figure` is who has it there, `note` how."""

    network: NetworkEntry
    figure: Figure | None = None
    note: str = ""
    counts: bool = True
    """Whether it makes the network one of those that have it: who is only heard about a function does not."""


@dataclass(frozen=True, slots=True)
class Told:
    """A word and what stands behind it in this catalogue."""

    anchor: str
    label: str
    definition: str
    held: Sequence[Holding]
    source: str = ""

    @property
    def quoted(self) -> str:
        """Its label in a list: a label may have commas of its own."""
        return f"«{self.label}»"

    @property
    def networks(self) -> int:
        """In how many networks."""
        return len({one.network.id for one in self.held if one.counts})


def role_page(site: Site) -> Iterator[Page]:
    """The page with every function, body, role, way to decide and kind of agreement."""
    forms, leads = _ways(site, "form", _FORMS), _ways(site, "lead", _LEADS)
    yield Page(
        kind="ruoli",
        address=ADDRESS,
        title=site.texts("roles.title"),
        template="pages/roles/page.html",
        found_by=(site.texts("roles.title"),),
        context={
            "told_by": sum(bool(found) for found in site.figures.values()),
            "scopes": _functions(site),
            "bodies": _of_kind(site, "organi"),
            "roles": _of_kind(site, "ruoli"),
            "forms": forms,
            "leads": [one for one in leads if one.held],
            "form_bars": _bars(forms),
            "lead_bars": _bars(leads),
            "levels": list(site.catalogue.vocabularies["livelli"]),
            "in_the_law": _instruments(site, _IN_THE_LAW),
            "agreements": [one for one in _agreements(site) if one.held],
            "law": LAW,
            "compare_address": COMPARE_ADDRESS,
        },
        description=site.texts("roles.description"),
        tab="together",
        json_ld=_json_ld(site),
    )


def _bars(ways: Iterable[Told]) -> list[Bar]:
    """Return a bar for each way that some network has, leading to its networks; one bar alone compares nothing."""
    found = [Bar(one.label, one.networks, f"{ADDRESS}#{one.anchor}") for one in ways if one.held]
    return found if len(found) > 1 else []


def _functions(site: Site) -> list[tuple[str, list[Told]]]:
    held = by_function(chain.from_iterable(site.figures.values()))
    terms = list(site.catalogue.vocabularies["funzioni"])
    return [
        (scope, [_function(site, term, held.get(term.code, ())) for term in terms if scope_of(term) == scope])
        for scope in SCOPES
    ]


def _function(site: Site, term: Term, held: Iterable[tuple[Figure, str | None]]) -> Told:
    who_cares_first = sorted(held, key=lambda pair: not cares(pair[1]))
    holdings = [
        Holding(one.network, one, degree_words(degree, site.words), cares(degree)) for one, degree in who_cares_first
    ]
    return _told(site, "funzioni", term, holdings)


def _of_kind(site: Site, scheme: str) -> list[Told]:
    """Bodies or roles by kind; those of no kind of the vocabulary come last, under a name of ours."""
    held: dict[str, list[Holding]] = {}
    vocabulary = site.catalogue.vocabularies[scheme]
    for figure in chain.from_iterable(site.figures.values()):
        if figure.scheme == scheme:
            kind = figure.record.kind or ""
            held.setdefault(kind if kind in vocabulary else "", []).append(Holding(figure.network, figure))
    found = [_told(site, scheme, term, held.get(term.code, ())) for term in vocabulary]
    if "" in held:
        found.append(Told(f"altri-{scheme}", site.texts(f"roles.other_{scheme}"), "", held[""]))
    return found


def _told(site: Site, scheme: str, term: Term, held: Sequence[Holding]) -> Told:
    label = site.words.label(scheme, term.code)
    source = term.source if term.source and term.source.startswith(_ARTICLE) else ""
    return Told(_anchor(scheme, term.code), label, term.definition or "", held, source)


def _anchor(scheme: str, code: str) -> str:
    return f"{scheme}-{code.replace('_', '-')}"


def _ways(site: Site, field: str, codes: Iterable[str]) -> list[Told]:
    """Ways to decide or to lead, each with the networks that chose it."""
    held: dict[str, list[Holding]] = {}
    for one in site.networks:
        code = getattr(one.record.governance, field) if one.record.governance else None
        if code:
            held.setdefault(code, []).append(Holding(one))
    explained = field == "form"
    return [
        Told(
            _anchor("modo" if explained else "guida", code),
            site.words.choice(field, code),
            site.texts(f"roles.form_{code}") if explained else "",
            held.get(code, ()),
        )
        for code in codes
    ]


def _by_agreement(site: Site) -> Mapping[str, Sequence[Holding]]:
    """Networks by the form of their agreement and the kind of their acts, each network once, with the act's title."""
    held: dict[str, dict[str, Holding]] = {}
    for one in site.networks:
        for act in one.record.acts:
            if act.instrument:
                held.setdefault(act.instrument, {}).setdefault(
                    one.id, Holding(one, note=act_title(act, site.words) if act.title else "")
                )
        if one.record.formalisation:
            held.setdefault(one.record.formalisation, {}).setdefault(one.id, Holding(one))
    return {code: list(found.values()) for code, found in held.items()}


def _instruments(site: Site, codes: Iterable[str]) -> list[Told]:
    held = _by_agreement(site)
    terms = site.catalogue.vocabularies["istituti"].terms
    return [
        Told(
            _anchor("istituti", code),
            site.words.label("istituti", code),
            site.texts(f"roles.law_{code}"),
            held.get(code, ()),
            terms[code].source or "",
        )
        for code in codes
        if code in terms
    ]


def _agreements(site: Site) -> list[Told]:
    """Every other agreement: the rest of the vocabulary, then the few forms that are no act."""
    held = _by_agreement(site)
    others = [term for term in site.catalogue.vocabularies["istituti"] if term.code not in _IN_THE_LAW]
    found = [_told(site, "istituti", term, held.get(term.code, ())) for term in others]
    return [
        *found,
        *(
            Told(_anchor("istituti", code), formalisation(code, site.catalogue, site.words), "", held.get(code, ()))
            for code in _OWN_AGREEMENTS
        ),
    ]


def _json_ld(site: Site) -> dict[str, Any]:
    return {
        "@type": "DefinedTermSet",
        "name": site.texts("roles.title"),
        "url": f"{site.url.rstrip('/')}/{ADDRESS}",
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "name": site.words.label(scheme, term.code),
                "termCode": term.code,
                "description": term.definition or "",
            }
            for scheme in ("funzioni", "organi", "ruoli")
            for term in site.catalogue.vocabularies[scheme]
        ],
    }
