"""An activity: what is done, for whom, where and when."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.records.common import Accessibility, Audiences, Contact, FormerPart, Place, Source, Territories, Themes
from generator.records.conditions import asks, conceals, conditions, discreet, needs, not_over, ordered
from generator.records.fields import (
    LINE,
    Article,
    Id,
    Line,
    Model,
    OneOrMany,
    Paragraph,
    When,
    as_list,
    choice,
    code,
    formatted,
    listed,
    optional,
    place_reference,
    reference,
    required,
    text,
)

WEEKDAYS = ("lun", "mar", "mer", "gio", "ven", "sab", "dom")

Weekdays = Annotated[tuple[Annotated[str, choice(*WEEKDAYS)], ...], BeforeValidator(as_list), OneOrMany()]
Months = Annotated[tuple[Annotated[int, Field(ge=1, le=12)], ...], BeforeValidator(as_list), OneOrMany()]
Kinds = Annotated[
    tuple[Annotated[str, code("tipi_attivita")], ...],
    BeforeValidator(as_list),
    Field(min_length=1, max_length=3),
    OneOrMany(),
]


class Occurrence(Model):
    """A slot of the week (`orari`): `to` before `from` means the next morning."""

    model_config = conditions(needs("E131", "giorni", "dalle"))

    days: Weekdays = listed("I giorni: lun, mar, mer, gio, ven, sab, dom.", "giorni")
    start: Annotated[str, formatted("ora")] | None = optional("A che ora comincia: 15:00.", "dalle")
    end: Annotated[str, formatted("ora")] | None = optional("A che ora finisce: 17:00.", "alle")


class Schedule(Model):
    """When it happens (`quando`): the words always, the structure where it is known."""

    model_config = conditions(ordered("E404", "dal", "al"))

    words: Paragraph | None = optional("Quando, con parole semplici: ogni giovedì, 15–17.", "testo")
    slots: tuple[Occurrence, ...] = listed("Gli orari della settimana.", "orari")
    since: When | None = optional("Da quando: anno, mese o giorno.", "dal")
    until: When | None = optional("Fino a quando: anno, mese o giorno.", "al")
    months: Months = listed("I mesi in cui si ripete ogni anno, da 1 a 12.", "mesi")
    yearly: Annotated[str, formatted("giorno_annuale")] | None = optional(
        "Il giorno di ogni anno, mese-giorno: 10-17.", "ogni_anno"
    )


# A place has hours too, and stands in what a schedule knows nothing of: it is completed here.
Place.model_rebuild(_types_namespace={"Schedule": Schedule})


class AgeRange(Model):
    """For which ages, in years (`eta`)."""

    model_config = conditions(needs("E131", "da", "a"), ordered("E404", "da", "a"))

    least: Annotated[int, Field(ge=0, le=120)] | None = optional("Età minima.", "da")
    most: Annotated[int, Field(ge=0, le=120)] | None = optional("Età massima.", "a")


class Judgement(Model):
    """A likeness that somebody has already weighed (`simile_a`)."""

    activity: Annotated[str, reference("attivita")] = required("L'id dell'altra attività.", "attivita")
    outcome: Annotated[str, choice("diversa", "coordinata", "unita")] = required("Che cosa si è deciso.", "esito")
    note: Paragraph | None = optional("Perché.", "nota")


class Activity(Model):
    """Something that is done for or with people (`attivita`), written once, in the file of who runs it."""

    model_config = conditions(
        not_over("W419", "quando.al", {"stato": ["prevista", "attiva", "stagionale"]}),
        asks("W309", "luoghi", {"tipo": ["antiviolenza", "accoglienza_residenziale"]}),
        discreet("W308", "luoghi", "quando.orari"),
        conceals("W310", "luoghi", "nome", "descrizione", "come_accedere", "quando.testo", "che_cosa_portare"),
    )

    id: Id | None = optional("Nome breve, unico nel file; se manca si ricava dal nome.")
    name: Annotated[str, text(LINE, least=3)] = required("Come si chiama l'attività.", "nome")
    kinds: Kinds = required("Che genere di attività è: da uno a tre tipi, prima il principale.", "tipo")
    description: Article | None = optional("Che cosa si fa.", "descrizione")
    themes: Themes = listed("I temi; se mancano valgono quelli della scheda.", "temi")
    territories: Territories = listed("Dove; se manca vale il territorio della scheda.", "territori")
    audiences: Audiences = listed("Per chi è.", "destinatari")
    age: AgeRange | None = optional("Per quali età.", "eta")
    participation: Annotated[str, choice("dedicata", "aperta")] | None = optional(
        "Aperta a tutte le persone o dedicata ad alcune.", "partecipazione"
    )
    networks: Annotated[tuple[Annotated[str, reference("rete")], ...], BeforeValidator(as_list), OneOrMany()] = listed(
        "Le reti per cui si fa (nella scheda di un ente).", "rete"
    )
    operator: Annotated[str, reference("rete|ente")] | None = optional(
        "Chi la gestisce, se non la rete stessa (nella scheda di una rete).", "ente"
    )
    partners: Annotated[tuple[Annotated[str, reference("rete|ente")], ...], BeforeValidator(as_list), OneOrMany()] = (
        listed("Chi collabora.", "partner")
    )
    schedule: Schedule | None = optional("Quando si fa.", "quando")
    places: Annotated[tuple[Annotated[str, place_reference()] | Place, ...], BeforeValidator(as_list), OneOrMany()] = (
        listed("Dove si fa: l'id di un luogo della scheda, oppure un luogo scritto qui.", "luoghi")
    )
    cost: Annotated[str, choice("gratuito", "contributo", "a_pagamento")] | None = optional("Quanto costa.", "costo")
    cost_note: Line | None = optional("Una precisazione sul costo.", "costo_nota")
    access: Paragraph | None = optional("Come si partecipa: basta venire, si telefona…", "come_accedere")
    bring: Paragraph | None = optional("Che cosa portare.", "che_cosa_portare")
    languages: Annotated[tuple[Annotated[str, formatted("lingua")], ...], BeforeValidator(as_list), OneOrMany()] = (
        listed("In quali lingue: it, en, ar…", "lingue")
    )
    accessibility: Accessibility = listed("Che cosa la rende accessibile.", "accessibilita")
    status: Annotated[str, choice("prevista", "attiva", "stagionale", "conclusa", "da_confermare")] | None = optional(
        "A che punto è; se manca si ricava dalle date.", "stato"
    )
    contact: Contact | None = optional("A chi rivolgersi per questa attività.", "contatto")
    similar: tuple[Judgement, ...] = listed("Attività simili già valutate.", "simile_a")
    sources: tuple[Source, ...] = listed("Da dove viene l'informazione.", "fonti")
    former: tuple[FormerPart, ...] = listed("Dove stava prima: il sito rimanda qui.", "id_precedenti")
