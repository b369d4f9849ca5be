"""The templates' own world: autoescaping, strict about names, with a few words to speak about records."""

import re
from collections.abc import Callable, Iterable, MutableMapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Template
from jinja2.runtime import Context
from markupsafe import Markup, escape

from generator import addresses
from generator.catalogue import Catalogue
from generator.catalogue.entries import AnyRecord
from generator.catalogue.kinds import RECORDS
from generator.catalogue.lookups import remembered
from generator.locale import Texts, writing
from generator.site.page import FEW, PER_SECTION
from generator.site.parts import charts, facts, governance, times
from generator.site.parts.contacts import ways_of
from generator.site.parts.mark import mark
from generator.site.parts.markdown import headed, sentence_lines, shortened, to_html, to_text, whole_sentences
from generator.site.parts.pictograms import pictogram
from generator.site.parts.procedures import address_of, procedure_about
from generator.site.parts.words import Words, host, page_words
from generator.site.sealed import SealedTemplates

ROOT = "\x1droot\x1d"
"""Stands for the root of the site in bodies; the relative address of each page takes its place."""
_CALL_OF_CARD: Final = re.compile(r'<div class="card__call">.*?</div>\s*(?=</article>)', re.DOTALL)
_END_OF_CARD: Final = re.compile(r"(?:</div>)?\s*</article>\s*$")
_ROOT = Markup("\x1droot\x1d")
_REMEMBERED_TEXTS: Final = 1 << 16
_BREAK: Final = re.compile(r"(?<=@)|(?=\.[^.]*\.)")
_HOURS: Final = re.compile(r"(?:\b(?:[Dd]?[Aa]lle|ore|from) )?\d[\d.:]*–\d[\d.:]*|\b(?:[Dd]?[Aa]lle|ore) \d[\d.:]*")


class PlainContext(Context):
    """Calls functions as they are.

    At every call Jinja looks whether the function wants its context, and none of ours does: that was about an eighth of
    the time of pages.
    """

    def call(
        self,
        function: Callable[..., Any],
        /,
        *args: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **kwargs: Any,
    ) -> Any:
        """Call a function of a template; what Jinja adds of loops and blocks is for those that want the context."""
        return function(*args, **kwargs)


def escaped(value: Any) -> str:
    """Return what a template shows of a value: `markupsafe.escape`, without a `Markup` that is joined at once.

    A page shows hundreds of values, nearly all of them texts or markup.
    """
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return _escaped_text(value) if kind is str else escape(value)


@lru_cache(_REMEMBERED_TEXTS)
def _escaped_text(text: str) -> str:
    return str(escape(text))


class _Compiler(CodeGenerator):
    """Compiles templates so that what they show is escaped by `escaped`."""

    def visit_Template(self, node: Template, frame: Frame | None = None) -> None:  # noqa: N802 -- Jinja's name
        """Write the module of a template, its `escape` being ours."""
        super().visit_Template(node, frame)
        self.writeline("escape = environment.escaped")


class TemplateEnvironment(Environment):
    """Templates that speak through `texts`, which they call `t`."""

    code_generator_class = _Compiler
    context_class = PlainContext
    escaped = staticmethod(escaped)

    def __init__(self, texts: Texts, **options: Any) -> None:
        super().__init__(**options)
        self.globals["t"] = texts

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the one dictionary of globals: Jinja copies its chain for every page, about a sixth of their time."""
        return self.globals if d is None else super().make_globals(d)


def make_environment(
    catalogue: Catalogue, words: Words, own_templates: Path | None = None, compiled: Path | None = None
) -> Environment:
    """Return the environment of all templates, kept compiled in `compiled`; those of a catalogue come before ours."""
    folders = [own_templates] if own_templates and own_templates.is_dir() else []
    environment = TemplateEnvironment(
        words.texts,
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in (*folders, Path(__file__).parent)]),
        autoescape=True,
        auto_reload=False,
        bytecode_cache=SealedTemplates(compiled) if compiled and compiled.is_dir() else None,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_globals(catalogue, words))
    environment.globals["card"] = _card_of(environment, words)
    environment.filters.update(
        markdown=to_html,
        sentence_lines=sentence_lines,
        words=to_text,
        shorten=shortened,
        whole_sentences=whole_sentences,
        headed=headed,
        host=host,
        page_words=page_words,
        breakable=breakable,
        dotted=dotted,
        unbroken=unbroken,
        uncalled=uncalled,
        language=words.language,
        led=led,
        apart=words.apart,
        as_answer=as_answer,
        together=facts.together,
        through=through,
        ltr=words.number_to_call,
        web=addresses.web_address,
    )
    return environment


@cache
def href(address: str) -> Markup:
    """A link inside the site, valid from every page."""
    return _ROOT + escape(address)


def breakable(address: str) -> Markup:
    """Let a long e-mail address break behind its «@» or before a dot, but for the last: «.it» never stands alone."""
    return Markup(_BREAK.sub("<wbr>", escape(address)))  # noqa: S704 -- escaped before


def dotted(parts: Iterable[str]) -> Markup:
    """Join what there is with dots in the middle, none of which begins a line."""
    return Markup("&nbsp;· ").join(part for part in parts if part)


def unbroken(text: str) -> Markup:
    """Keep hours such as «15–18» and «dalle 15» on one line; no sign is added, so that what is copied was written."""
    return Markup(_HOURS.sub(r'<span class="hours">\g<0></span>', str(escape(text))))  # noqa: S704 -- escaped before


def _globals(catalogue: Catalogue, words: Words) -> dict[str, Any]:
    return {
        "words": words,
        "comma": writing.joined(["", ""], ",", words.texts.lang),
        "lang": words.texts.lang,
        "direction": writing.direction(words.texts.lang),
        "catalogue": catalogue,
        "today": catalogue.today,
        "href": href,
        "to": cache(lambda entry: href(addresses.record(entry))),
        "to_term": cache(lambda scheme, code: href(addresses.term(scheme, code))),
        "page_address": addresses.page,
        "project": addresses.PROJECT,
        "to_page": cache(lambda name: href(addresses.page(name))),
        "section": cache(lambda kind: href(addresses.section(kind))),
        "kind_of": addresses.kind_of,
        "schedule": lambda schedule: [unbroken(line) for line in times.marked_lines(schedule, words)],
        "places_of": facts.places_of,
        "about": remembered(lambda entry: facts.about(entry, catalogue)),
        "ways_of": lambda contact: ways_of(contact, words.texts),
        "street_of": facts.street_line,
        "address_of": lambda place: facts.address_line(place, catalogue, words),
        "hours_of": lambda place: times.hours_lines(place, words),
        "seat_of": lambda place: facts.seat(place, words),
        "last_day": facts.last_day,
        "still_open": lambda items: facts.still_open(items, catalogue.today),
        "pictogram": pictogram,
        "mark": lambda network: mark(network, catalogue, words),
        "bars": lambda rows, title, unit="", total=0: charts.bars(rows, title, unit, words.number, href, total=total),
        "governance_of": lambda entry: governance.governance_of(entry, catalogue, words),
        "mandate_of": lambda role: governance.mandate(role, words),
        "is_to_renew": lambda role: governance.to_renew(role, catalogue.today),
        "ends_soon": lambda day: governance.ends_soon(day, catalogue.today),
        "title_of_act": lambda act: governance.act_title(act, words),
        "procedure_about": lambda **about: procedure_about(catalogue.vocabularies, **about),
        "to_procedure": lambda term: href(address_of(term)),
        "periods_of": governance.periods,
        "sparkline": lambda values, title: charts.sparkline(values, title, words.number),
        "most": PER_SECTION,
        "few": FEW,
    }


def as_answer(card: Markup, marks: str, without: str = "", after: str = "") -> Markup:
    """Return the card of an activity as it stands where it answers a need.

    `marks` are what scripts know it by; the fact of the label `without` is left out; `after` follows the contacts.
    """
    told = str(card).replace(" data-timed", f" {marks}" if marks else "", 1)
    if without:
        told = re.sub(rf"<dt[^>]*>{re.escape(str(escape(without)))}</dt><dd[^>]*>.*?</dd>", "", told, count=1)
    return Markup(_END_OF_CARD.sub(lambda end: f"{after}{end[0]}", told, count=1))  # noqa: S704 -- escaped before


def through(card: Markup, label: str, doors: Iterable[tuple[str, str]]) -> Markup:
    """Lead to whom one has to ask first, where the fact of that label names them; `doors` are names and addresses."""
    known = list(doors)

    def gate(fact: re.Match[str]) -> str:
        text = _with_doors(fact[2], known)
        return f'{fact[1]}<dd class="card__more card__gate">{text}</dd>' if text != fact[2] else fact[0]

    fact = rf'(<dt class="card__more">{re.escape(str(escape(label)))}</dt>)<dd class="card__more">([^<]*)</dd>'
    return Markup(re.sub(fact, gate, str(card), count=1))  # noqa: S704 -- escaped before


def led(text: str, doors: Iterable[tuple[str, str]]) -> Markup:
    """Lead from the words of a record to those that it names; `doors` are names and addresses."""
    return Markup(_with_doors(str(escape(text)), doors))  # noqa: S704 -- escaped here


def _with_doors(html: str, doors: Iterable[tuple[str, str]]) -> str:
    ways = {str(escape(name)).casefold(): address for name, address in doors}
    if not ways:
        return html
    named = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, ways), key=len, reverse=True))})\b", re.IGNORECASE)
    return named.sub(lambda name: f'<a href="{escape(ways[name[0].casefold()])}">{name[0]}</a>', html)


def uncalled(card: Markup) -> Markup:
    """Return the card of an activity without whom to call, where the page says it already."""
    return Markup(_CALL_OF_CARD.sub("", str(card), count=1))  # noqa: S704 -- escaped before


def _card_of(environment: Environment, words: Words) -> Callable[[AnyRecord], Markup]:
    """Return a function that writes the card of an entry; the same card stands on many pages, written once."""

    @remembered
    def written(entry: AnyRecord) -> Markup:
        kind = addresses.kind_of(entry)
        template = environment.get_template(f"pages/{RECORDS[kind].name}/card.html")
        return Markup(template.render(entry=entry))  # noqa: S704 -- the environment escapes

    def card(entry: AnyRecord, said: str = "", whole: str = "", where: str = "", why: str = "") -> Markup:
        """Leave out what says no more than the name of the page, `said`: a fact, the town of a quarter.

        What is of all the place of that name says so, where there are words for it: `whole`. What says more exactly
        where something is, `where`, stands in place of what the card says. `why` it is on the page is the first fact.
        """
        fact = rf"<dt[^>]*>[^<]*</dt><dd[^>]*>{re.escape(str(escape(words.apart(said))))}</dd>"
        if not said and not where and not why:
            return written(entry)
        label, town = (re.escape(str(escape(name))) for name in (words.texts("fact.where"), said))
        told = str(written(entry))
        if why:
            first = escape(words.texts("term.networks_why"))
            told = told.replace(
                '<dl class="card__facts">', f'<dl class="card__facts"><dt>{first}</dt><dd>{escape(why)}</dd>', 1
            )
        if where:
            house = r'[^<]*(?:<span class="card__more">[^<]*</span>)?'
            told = re.sub(rf"(?<=<dt>{label}</dt><dd>){house}", lambda _: str(escape(where)), told, count=1)
        if not said:
            return Markup(told)  # noqa: S704 -- escaped before
        # Of what kind all of a page is, none of its cards says again.
        told = told.replace(f'<p class="card__kind">{escape(said)}</p>\n', "", 1)
        in_town = rf"(<dt>{label}</dt><dd>[^<]*?)(?:, {town}| \({town}\))(?=<)"
        if whole:
            told = re.sub(rf"(?<=<dt>{label}</dt><dd>){town}(?=</dd>)", lambda _: str(escape(whole)), told)
        return Markup(re.sub(in_town, r"\1", re.sub(fact, "", told)))  # noqa: S704 -- escaped before

    return card
