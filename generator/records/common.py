"""Parts that several kinds of record share."""

from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from generator.records.conditions import ABSENT, PRESENT, YES, conditions, forbids, needs, not_over, not_yet, shaped
from generator.records.fields import (
    Day,
    Id,
    Line,
    Model,
    Number,
    OneOrMany,
    Paragraph,
    Url,
    When,
    YesNo,
    as_list,
    choice,
    code,
    formatted,
    listed,
    optional,
    reference,
    required,
    text,
)
from generator.records.translations import ResourceTranslations

if TYPE_CHECKING:
    from generator.records.activity import Schedule

Themes = Annotated[tuple[Annotated[str, code("temi")], ...], BeforeValidator(as_list), OneOrMany()]
Territories = Annotated[tuple[Annotated[str, code("territori")], ...], BeforeValidator(as_list), OneOrMany()]
Audiences = Annotated[tuple[Annotated[str, code("destinatari")], ...], BeforeValidator(as_list), OneOrMany()]
Accessibility = Annotated[tuple[Annotated[str, code("accessibilita")], ...], BeforeValidator(as_list), OneOrMany()]
Resources = Annotated[tuple[Annotated[str, code("risorse")], ...], BeforeValidator(as_list), OneOrMany()]
Tie = Annotated[
    str,
    choice(
        "capofila",
        "promotore",
        "aderente",
        "sostenitore",
        "finanziatore",
        "ospitante",
        "osservatore",
        "partecipante",
    ),
]
Ties = Annotated[tuple[Tie, ...], BeforeValidator(as_list), OneOrMany()]


QUOTE = 240
"""The longest sentence that still reads as one when it is set large."""
QUOTE_DESCRIPTION = "La frase che resta, come l'ha detta chi c'era: si legge grande. Senza nomi di persone."

REVEALING = (
    *("indirizzo", "via", "civico", "localita", "cap", "casella_postale", "coordinate", "lat", "lon", "mappa"),
    *("telefono", "orari", "quando", "foto"),
)
"""What would tell where a protected place is; the keys that a place does not have are caught under their own code."""

CHANNELS = ("instagram", "facebook", "whatsapp", "telegram", "youtube", "tiktok")
"""Channels that a contact may name; what is known of each is in `canali` of `rule_data.json`."""


class Source(Model):
    """Where something was read (`fonti`)."""

    model_config = conditions(needs("E131", "url", "titolo"), not_yet("E408", "letta_il"))

    title: Line | None = optional("Il titolo della pagina o del documento; se manca si mostra il sito.", "titolo")
    url: Url | None = optional("L'indirizzo della pagina.")
    read_on: Day | None = optional("Il giorno in cui è stata letta.", "letta_il")


class Verification(Model):
    """Confirmation by the body itself or by an office (`verifica`); never a person's name."""

    model_config = conditions(not_yet("E408", "data"))

    date: Day = required("Il giorno della conferma.", "data")
    by: Annotated[str, formatted("ruolo")] = required("L'ente o l'ufficio che ha confermato, non una persona.", "da")
    method: Annotated[str, choice("autodichiarazione", "telefono", "visita", "fonte_ufficiale")] | None = optional(
        "Come è stata confermata.", "metodo"
    )


MOST_REPLY_DAYS = 60
"""Who needs longer than two months does not usually answer."""

_NOT_DIALLED = ["email", "pec", "sito", "sportello", *CHANNELS, "social", "tramite"]


class ReplyTime(Model):
    """How soon a contact usually answers, who says so and since when (`risponde_entro`): a promise somebody made."""

    model_config = conditions(not_yet("E408", "dal"))

    days: Annotated[int, Field(ge=0, le=MOST_REPLY_DAYS)] = required(
        "Entro quanti giorni: 0 vuol dire in giornata.", "giorni"
    )
    by: Annotated[str, formatted("ruolo")] = required("Chi lo dice: l'ente o l'ufficio, non una persona.", "lo_dice")
    since: When = required("Da quando lo dice: 2026-05. Dopo un anno si chiede se vale ancora.", "dal")


class Contact(Model):
    """A way to reach an office or a role, never a private person (`contatti`)."""

    model_config = conditions(
        needs("E406", "valore", "tramite"),
        needs("E407", "tipo", when={"valore": PRESENT}),
        shaped("valore", "email", {"tipo": ["email", "pec"]}),
        forbids("W430", "interno", when={"tipo": _NOT_DIALLED}),
        forbids("W228", "risponde_entro", when={"tramite": PRESENT}),
        shaped("valore", "telefono", {"tipo": ["telefono"]}),
        shaped("valore", "fax", {"tipo": ["fax"]}),
        shaped("valore", "social", {"tipo": ["social"]}),
        *(shaped("valore", channel, {"tipo": [channel]}) for channel in CHANNELS),
        shaped("valore", "sito", {"tipo": ["sito"]}),
        shaped("valore", "recapito", {"etichetta": ABSENT}),
    )

    kind: (
        Annotated[
            str,
            choice("email", "pec", "telefono", "fax", "sito", "sportello", *CHANNELS, "social", "tramite"),
        ]
        | None
    ) = optional("Che tipo di recapito è.", "tipo")
    value: Line | None = optional("Il recapito: l'indirizzo, il numero, il luogo, il nome su un canale.", "valore")
    extension: Annotated[str, formatted("interno")] | None = optional(
        "L'interno di un centralino, in cifre: 12.", "interno"
    )
    label: Annotated[str, formatted("ruolo")] | None = optional("Di chi è: Segreteria, Ufficio reti…", "etichetta")
    hours: Line | None = optional("Quando risponde: lun–ven 9–13.", "orari")
    reply: ReplyTime | None = optional("In quanto tempo di solito risponde, chi lo dice e da quando.", "risponde_entro")
    through: Annotated[str, reference("rete|ente")] | None = optional(
        "La rete o l'ente che fa da tramite, per chi non ha un recapito proprio.", "tramite"
    )


class PointOfPlace(Model):
    """Where the door of a place is (`coordinate`): degrees of WGS 84, as maps and GeoJSON use them.

    Italy lies between 35 and 48 degrees north, 6 and 19 east: the one in the place of the other is an error.
    """

    latitude: Annotated[Number, WithJsonSchema({"type": "number", "minimum": 35, "maximum": 48})] = required(
        "La latitudine, in gradi: 45.6951.", "lat"
    )
    longitude: Annotated[Number, WithJsonSchema({"type": "number", "minimum": 6, "maximum": 19})] = required(
        "La longitudine, in gradi: 9.6698.", "lon"
    )


class Place(Model):
    """A place: a name or an address is enough (`luoghi`).

    The parts of the address are those of schema.org's PostalAddress and of the Human Services Data Specification
    (`postal_code`, `state_province`); the town comes with the code of the territory.
    """

    model_config = conditions(
        forbids("E307", *REVEALING, when={"riservato": YES}),
        needs("E405", "nome", "indirizzo", "localita", "casella_postale"),
    )

    id: Id | None = optional("Nome breve per richiamarlo nello stesso file.")
    name: Line | None = optional("Come si chiama.", "nome")
    address: Line | None = optional(
        "Via e numero, o «s.n.c.» dove il numero non c'è. Mai per un luogo riservato.", "indirizzo"
    )
    locality: Line | None = optional("La frazione o la località.", "localita")
    postal_code: Annotated[str, formatted("cap")] | None = optional("Il CAP: cinque cifre.", "cap")
    state_province: Annotated[str, formatted("provincia")] | None = optional(
        "La sigla della provincia: RE.", "provincia"
    )
    post_office_box: Annotated[str, text(40)] | None = optional("Il numero della casella postale.", "casella_postale")
    territory: Annotated[str, code("territori")] | None = optional("In quale territorio si trova.", "territorio")
    point: PointOfPlace | None = optional(
        "Il punto sulla mappa, dove serve: {lat: 45.6951, lon: 9.6698}. Mai per un luogo riservato.", "coordinate"
    )
    seat: Annotated[
        tuple[Annotated[str, choice("legale", "operativa")], ...], BeforeValidator(as_list), OneOrMany()
    ] = listed("Se è la sede legale, quella operativa o tutte e due.", "sede")
    hours: Line | None = optional("Quando è aperto, a parole: lun–ven 9–13.", "orari")
    schedule: "Schedule | None" = optional("Quando è aperto, giorno per giorno.", "quando")
    accessibility: Accessibility = listed("Che cosa lo rende accessibile.", "accessibilita")
    protected: YesNo | None = optional(
        "Sì per un luogo protetto: l'indirizzo non si scrive da nessuna parte.", "riservato"
    )


class FormerPart(Model):
    """Where an activity or a practice stood before two records became one (`id_precedenti`)."""

    record: Id = required("L'id della scheda di prima.", "scheda")
    id: Id = required("Il nome breve che aveva in quella scheda.")


class UnlistedOrganization(Model):
    """A member that has no file of its own yet: shown as «scheda da completare»."""

    name: Line = required("Il nome.", "nome")
    kind: Annotated[str, code("tipi_ente")] | None = optional("Che tipo di ente è.", "tipo")
    territories: Territories = listed("Dove si trova o lavora.", "territori")
    url: Url | None = optional("Una pagina che ne parla.")


class UnlistedNetwork(Model):
    """A network that has no file of its own: one of elsewhere, or that nobody has written yet."""

    name: Line = required("Il nome.", "nome")
    url: Url | None = optional("Una pagina che ne parla.")


OrganizationRef = Annotated[str, reference("ente")] | UnlistedOrganization
OrganizationRefs = Annotated[tuple[OrganizationRef, ...], BeforeValidator(as_list), OneOrMany()]


class Relation(Model):
    """A tie with another network (`relazioni`), told on one side and shown on both."""

    network: Annotated[str, reference("rete")] | UnlistedNetwork = required(
        "L'id dell'altra rete, oppure {nome: …} se non ha una scheda.", "rete"
    )
    kind: Annotated[str, code("relazioni")] = required("Di che relazione si tratta.", "tipo")
    note: Paragraph | None = optional("Una precisazione.", "nota")


class Observation(Model):
    """One value of an indicator (`valori`)."""

    period: Line = required("L'anno o il periodo.", "periodo")
    value: Number = required("Il valore.", "valore")


class Indicator(Model):
    """Something measured over time (`indicatori`)."""

    model_config = conditions(not_over("H485", "prossima_misura"))

    name: Line = required("Che cosa si misura.", "nome")
    unit: Line | None = optional("L'unità: persone, %, ore.", "unita")
    values: tuple[Observation, ...] = required("I valori, dal più vecchio.", "valori", min_length=1)
    source: Line | None = optional("Da dove viene il dato.", "fonte")
    target: Number | None = optional("A che valore si vuole arrivare.", "obiettivo")
    target_year: Annotated[str, formatted("anno")] | None = optional("Entro quale anno.", "entro")
    measured_by: Line | None = optional("Chi misura: un ufficio, un ruolo o un ente, mai una persona.", "chi_misura")
    next_due: Day | None = optional("Quando si misura di nuovo.", "prossima_misura")


class NeedRead(Model):
    """A need of a place or of people, as read by a network or a survey (`bisogni_letti`): dated, never expiring."""

    words: Paragraph = required("Il bisogno, in una frase.", "testo")
    year: Annotated[str, formatted("anno")] | None = optional("L'anno in cui è stato letto.", "anno")
    audiences: Audiences = listed("Di chi è il bisogno.", "destinatari")
    territories: Territories = listed("Dove.", "territori")
    source: Line | None = optional("Da dove viene: questionario, incontro…", "fonte")


class _Resource(Model):
    model_config = conditions(not_over("W409", "scade_il"))

    id: Id | None = optional("Nome breve, unico nel file.")
    resource: Annotated[str, code("risorse")] = required("Che genere di risorsa.", "risorsa")
    description: Paragraph | None = optional("Che cosa, quanto, quando.", "descrizione")
    schedule: "Schedule | None" = optional("Quando serve, o quando c'è: il sabato mattina.", "quando")
    translations: ResourceTranslations = listed("Lo stesso in altre lingue, per lingua.", "traduzioni")
    expires: Day | None = optional("Fino a quando vale; dopo non si mostra più.", "scade_il")
    contact: Contact | None = optional("A chi rispondere, se non ai contatti della scheda.", "contatto")


class Need(_Resource):
    """A request for a resource, shown as «Cerchiamo» (`bisogni`)."""


class Offer(_Resource):
    """Something shared, shown as «Offriamo» (`offerte`)."""

    terms: Annotated[str, choice("gratuito", "rimborso", "da_concordare")] | None = optional(
        "A quali condizioni.", "condizioni"
    )


class OfficialName(Model):
    """One more official name, in the language of a minority (`altri_nomi_ufficiali`): Bozen of Bolzano.

    Places in other languages are official by art. 10 L. 482/1999, by art. 8 D.P.R. 670/1972 in Alto Adige/Südtirol.
    """

    name: Line = required("Il nome.", "nome")
    language: Annotated[str, formatted("lingua")] = required("In quale lingua: de, fr, sl, lld…", "lingua")


class FormerName(Model):
    """What a body or a network was called before (`nomi_precedenti`): COV-AP_IT tells it as a ChangeEvent."""

    name: Line = required("Il nome di prima.", "nome")
    until: When | None = optional("Fino a quando.", "fino_al")


OfficialNames = tuple[OfficialName, ...]
Acronym = Annotated[str, text(30)]


class Document(Model):
    """A public document (`documenti`)."""

    title: Line = required("Il titolo.", "titolo")
    url: Url = required("Dove si legge.")
    date: When | None = optional("Di quando è.", "data")


class Image(Model):
    """A photo or a drawing of a record (`immagine`), shown on its page, its card, in what is shared.

    People may be recognised only with their consent (art. 96 L. 633/1941, art. 6 GDPR); a protected place never.
    """

    file: Annotated[str, formatted("immagine", 120)] = required("Il nome del file in content/immagini: cortile.jpg.")
    alt: Annotated[str, text(250)] = required("Che cosa si vede, per chi non vede.", "testo_alternativo")
    author: Line | None = optional("Chi l'ha fatta: un ente, un ruolo, o chi ha chiesto di essere nominato.", "autore")
    licence: Line = required("Con quale licenza si può usare: CC BY 4.0, concessa dall'ente.", "licenza")
    has_faces: YesNo | None = optional("Sì se si riconosce qualcuno, no se non si riconosce nessuno.", "volti")
    has_consent: YesNo | None = optional(
        "Sì se chi si riconosce, o chi ne ha la tutela, ha detto di sì per iscritto.", "consenso"
    )


class Logo(Model):
    """The mark of a body or a network (`logo`): a file among the images of the catalogue, `content/immagini/`."""

    file: Annotated[str, formatted("immagine", 120)] = required("Il nome del file in content/immagini: auser.png.")
    alt: Annotated[str, text(160)] = required("Che cosa si vede, per chi non vede.", "testo_alternativo")
    licence: Line = required("Chi permette di usarlo: la licenza, o il consenso dell'ente.", "licenza")
