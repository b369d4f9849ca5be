"""An activity: what is done, for whom, where and when."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.records.common import (
    Accessibility,
    Audiences,
    Contact,
    FormerPart,
    Image,
    Need,
    Offer,
    Place,
    Source,
    Territories,
    Themes,
)
from generator.records.conditions import (
    PRESENT,
    YES,
    agrees,
    asks,
    conditions,
    discreet,
    forbids,
    needs,
    not_over,
    ordered,
)
from generator.records.fields import (
    LINE,
    Article,
    Day,
    Id,
    Line,
    Model,
    OneOrMany,
    Paragraph,
    When,
    YesNo,
    as_day,
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
from generator.records.translations import ActivityTranslations

WEEKDAYS = ("lun", "mar", "mer", "gio", "ven", "sab", "dom")

Weekdays = Annotated[tuple[Annotated[str, choice(*WEEKDAYS)], ...], BeforeValidator(as_list), OneOrMany()]
Months = Annotated[tuple[Annotated[int, Field(ge=1, le=12)], ...], BeforeValidator(as_list), OneOrMany()]
Kinds = Annotated[
    tuple[Annotated[str, code("tipi_attivita")], ...],
    BeforeValidator(as_list),
    Field(min_length=1, max_length=3),
    OneOrMany(),
]


Weeks = Annotated[
    tuple[Annotated[str, choice("1", "2", "3", "4", "5", "ultima")], ...], BeforeValidator(as_list), OneOrMany()
]
MOST_WEEKS = 8
DayOfYear = Annotated[str, BeforeValidator(as_day), formatted("giorno_o_annuale")]
"""A day once (`2026-12-24`) or of every year (`12-24`), as text."""


class Occurrence(Model):
    """A slot of the week (`orari`): `to` before `from` means the next morning.

    Names after HSDS `schedule` (`byday` with its ordinals, `interval`, `dtstart`) and schema.org.
    """

    model_config = conditions(
        needs("E131", "giorni", "dalle"),
        needs("E435", "giorni", when={"settimana": PRESENT}),
        needs("E436", "a_partire_dal", when={"ogni_settimane": PRESENT}),
        needs("E436", "ogni_settimane", when={"a_partire_dal": PRESENT}),
        forbids("E437", "settimana", when={"ogni_settimane": PRESENT}),
    )

    days: Weekdays = listed("I giorni: lun, mar, mer, gio, ven, sab, dom.", "giorni")
    start: Annotated[str, formatted("ora")] | None = optional("A che ora comincia: 15:00.", "dalle")
    end: Annotated[str, formatted("ora")] | None = optional(
        "A che ora finisce: 17:00; se viene prima di «dalle» è la mattina dopo.", "alle"
    )
    weeks: Weeks = listed("Quale del mese: 2 per il secondo martedì, ultima per l'ultimo sabato.", "settimana")
    interval: Annotated[int, Field(ge=2, le=MOST_WEEKS)] | None = optional(
        "Ogni quante settimane: 2 per una settimana sì e una no.", "ogni_settimane"
    )
    starting: Day | None = optional("Il primo giorno da cui si contano le settimane.", "a_partire_dal")
    by_appointment: YesNo | None = optional("Sì, se in queste ore si va su appuntamento.", "su_appuntamento")
    notice: Annotated[int, Field(ge=1, le=90)] | None = optional(
        "Quanti giorni prima bisogna prenotare: 2 se per giovedì si prenota entro martedì.", "prenotare_giorni_prima"
    )


class Closure(Model):
    """When it is closed (`chiusure`): months, or days, once or every year."""

    model_config = conditions(
        needs("E131", "mesi", "dal"),
        needs("E131", "dal", when={"mesi": PRESENT, "al": PRESENT}),
        ordered("E404", "dal", "al"),
    )

    months: Months = listed("I mesi in cui è chiuso ogni anno, da 1 a 12.", "mesi")
    first: DayOfYear | None = optional("Il primo giorno: 2026-12-24, oppure 12-24 per ogni anno.", "dal")
    last: DayOfYear | None = optional("L'ultimo giorno, scritto allo stesso modo: 01-06.", "al")


class SpecialDay(Model):
    """A day with other hours than usual (`eccezioni`), as schema.org's `specialOpeningHoursSpecification`."""

    model_config = conditions(
        needs("E131", "chiuso", "dalle", "alle"), forbids("E438", "dalle", "alle", when={"chiuso": YES})
    )

    day: DayOfYear = required("Il giorno: 2026-12-24, oppure 12-24 per ogni anno.", "data")
    closed: YesNo | None = optional("Sì, se quel giorno è chiuso.", "chiuso")
    start: Annotated[str, formatted("ora")] | None = optional(
        "A che ora apre quel giorno; con «alle» sta al posto degli orari di sempre.", "dalle"
    )
    end: Annotated[str, formatted("ora")] | None = optional(
        "A che ora chiude quel giorno: da solo vuol dire «solo fino a quest'ora».", "alle"
    )


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
    school_year: YesNo | None = optional(
        "Sì, se segue l'anno scolastico: si conta dal 15 settembre all'8 giugno, senza le vacanze di Natale e di"
        " Pasqua. Ogni regione ha il suo calendario: il catalogo può cambiare le date.",
        "anno_scolastico",
    )
    public_holidays: Annotated[str, choice("chiuso", "aperto")] | None = optional(
        "Nei giorni festivi: chiuso o aperto; se manca, il sito dice di chiedere.", "festivi"
    )
    closures: tuple[Closure, ...] = listed("Quando è chiuso: i mesi, o i giorni dal… al….", "chiusure")
    exceptions: tuple[SpecialDay, ...] = listed("I giorni con un orario diverso, o chiusi.", "eccezioni")


# Places, needs and offers have hours too, and stand in what a schedule knows nothing of: they are completed here.
for _model in (Place, Need, Offer):
    _model.model_rebuild(_types_namespace={"Schedule": Schedule})


class AgeRange(Model):
    """For which ages, in years (`eta`)."""

    model_config = conditions(needs("E131", "da", "a"), ordered("E404", "da", "a"))

    least: Annotated[int, Field(ge=0, le=120)] | None = optional("Età minima.", "da")
    most: Annotated[int, Field(ge=0, le=120)] | None = optional("Età massima.", "a")


OUTCOMES = ("diversa", "coordinata", "unita")
"""What may be decided of two activities that resemble each other."""


class Judgement(Model):
    """A likeness that somebody has already weighed (`simile_a`)."""

    activity: Annotated[str, reference("attivita")] = required("L'id dell'altra attività.", "attivita")
    outcome: Annotated[str, choice(*OUTCOMES)] = required("Che cosa si è deciso.", "esito")
    note: Paragraph | None = optional("Perché.", "nota")


class Activity(Model):
    """Something that is done for or with people (`attivita`), written once, in the file of who runs it."""

    model_config = conditions(
        not_over("W419", "quando.al", {"stato": ["prevista", "attiva", "stagionale"]}),
        asks("W309", "luoghi", {"tipo": ["antiviolenza", "accoglienza_residenziale"]}),
        discreet("W308", "luoghi", "quando.orari"),
        discreet("W308", "luoghi", "quando.eccezioni"),
        agrees("H462", "tipo", "nome", "descrizione"),
    )

    id: Id | None = optional("Nome breve, unico nel file; se manca si ricava dal nome.")
    name: Annotated[str, text(LINE, least=3)] = required("Come si chiama l'attività.", "nome")
    kinds: Kinds = required("Che genere di attività è: da uno a tre tipi, prima il principale.", "tipo")
    description: Article | None = optional("Che cosa si fa.", "descrizione")
    image: Image | None = optional("Una foto o un disegno, un file di content/immagini.", "immagine")
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
    promoted_by: Annotated[str, choice("cittadini", "gruppo_informale")] | None = optional(
        "Chi l'ha voluta, se non è un ente: cittadini, o un gruppo senza scheda.", "promossa_da"
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
    translations: ActivityTranslations = listed("L'essenziale in altre lingue, per lingua.", "traduzioni")
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
