"""What the writers of RDF need of a site: whose the data is, what is published, and what pages say to machines."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.catalogue.freshness import known
from generator.catalogue.lookups import digest_of
from generator.records.plain import without_empty
from generator.site.parts.contacts import office_email
from generator.site.parts.facts import PUBLIC_BODIES
from generator.site.parts.json_ld import Describer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from generator.catalogue.entries import AnyRecord
    from generator.site.formats import Format
    from generator.site.model import Site


def skos_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the vocabularies."""
    own = site.own_vocabularies

    def written() -> bytes:
        from generator.exports.rdf import skos  # noqa: PLC0415 -- an extra, and slow to load

        catalogue = replace(site.catalogue, vocabularies=own)
        files = skos.files(catalogue, site.url, site.settings["licenza"]["url"])
        return json.dumps([(name, content.decode()) for name, content in files]).encode()

    return ((name, text.encode()) for name, text in json.loads(site.pieces(f"skos {digest_of(own)}", written)))


def record_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the records."""
    from generator.exports.rdf import graphs, records  # noqa: PLC0415

    describer = Describer(site.catalogue, site.words, site.url or graphs.WITHOUT_ADDRESS, site.conventions)
    catalogue = site.catalogue
    described: tuple[tuple[AnyRecord, Any], ...] = (
        *((entry, describer.network(entry)) for entry in catalogue.networks.values()),
        *((entry, describer.organization(entry)) for entry in catalogue.organizations.values()),
        *((entry, describer.activity(entry)) for entry in catalogue.activities.values()),
        *((entry, describer.practice(entry)) for entry in catalogue.practices.values()),
        *((entry, describer.story(entry)) for entry in (() if site.is_silent else catalogue.stories.values())),
    )
    described = tuple((entry, without_empty(thing)) for entry, thing in described)
    return records.files(records.Given(described, site.catalogue, site.url, site.texts.lang, frozenset(PUBLIC_BODIES)))


def dcat_files(site: Site, formats: Iterable[Format]) -> Iterator[tuple[str, bytes]]:
    """Yield the description of what is published: the records in every format, and the vocabularies."""
    from generator.exports.rdf import dcat, skos  # noqa: PLC0415

    texts, vocabularies = site.texts, site.own_vocabularies
    as_records = tuple(
        dcat.Distribution(texts(f"data.format_{row.name}"), texts(f"data.about_{row.name}"), row.address, row.name)
        for row in formats
        if row.name not in {"dcat", "skos"}
    )
    schemes = {name: vocabularies[name].scheme for name in sorted(vocabularies)}
    titles = {name: scheme.title.it if scheme.title else name for name, scheme in schemes.items()}
    sources = {name: scheme.source.it if scheme.source else titles[name] for name, scheme in schemes.items()}
    as_words = tuple(
        dcat.Distribution(titles[name], sources[name], f"dati/{skos.FOLDER}{name}.ttl", name) for name in schemes
    )
    datasets = [
        dcat.Dataset(
            name, texts(f"dcat.{name}"), texts(f"dcat.about_{name}"), tuple(texts("dcat.keywords").split("; ")), ways
        )
        for name, ways in (("schede", as_records), ("vocabolari", as_words))
        if ways
    ]
    licence, name = site.settings["licenza"], str(site.config["site_name"])
    town = next((term for term in vocabularies["territori"] if term.it == site.settings["comune"]), None)
    email = office_email(site.settings["ufficio"])
    return dcat.files(
        dcat.Description(
            site_url=site.url,
            title=name,
            text=str(site.config.get("site_description") or texts("home.description")),
            lang=texts.lang,
            modified=_newest(site),
            holder=_holder(site, dcat),
            office=dcat.Office(site.settings["ufficio"].get("nome") or name, email) if email else None,
            licence=(licence["url"], licence["nome"]),
            place=(skos.territory(town), town.it or town.code) if town else (None, ""),
            datasets=tuple(datasets),
        )
    )


def _holder(site: Site, dcat: Any) -> Any:
    """Return whose the data is, as the settings say it; where they do not, the office that answers for it."""
    holder = site.settings.get("titolare") or {}
    name = holder.get("nome") or site.settings["ufficio"].get("nome") or str(site.config["site_name"])
    return dcat.Holder(name, holder.get("codice_ipa") or holder.get("codice_fiscale") or "")


def _newest(site: Site) -> date:
    """Return the day on which a record was last confirmed or read: that of the build would change every day."""
    entries = (*site.catalogue.networks.values(), *site.catalogue.organizations.values())
    days = [day for entry in entries if (day := known(entry).newest)]
    return min(max(days, default=site.catalogue.today), site.catalogue.today)
