"""A local social network: who is in it, how it works, what it does.

Not to be confused with a *rete associativa* (art. 41 D.Lgs. 117/2017), which is a kind of organisation.
"""

import datetime as dt
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from generator.records.activity import Activity
from generator.records.common import (
    Acronym,
    Audiences,
    Contact,
    Document,
    FormerName,
    Image,
    Indicator,
    Logo,
    Need,
    NeedRead,
    Offer,
    Place,
    Relation,
    Resources,
    Source,
    Territories,
    Themes,
    Ties,
    UnlistedNetwork,
    UnlistedOrganization,
    Verification,
)
from generator.records.conditions import conditions, forbids, needs, not_over, ordered
from generator.records.fields import (
    LINE,
    Article,
    Day,
    Id,
    Line,
    Model,
    OneOrMany,
    Paragraph,
    Site,
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
from generator.records.practice import Practice
from generator.records.translations import (
    IN_ENGLISH,
    SUPERSEDED,
    TRANSLATIONS,
    English,
    Translations,
    with_english,
)

REMOVED = "rimossa"
DRAFT = "bozza"
"""Kept out of the site until somebody takes the line away: what an import writes."""
SUSPENDED = "sospesa"
ENDED = "conclusa"
NOT_AT_WORK = frozenset({ENDED, REMOVED, DRAFT})
"""Who is over, gone or not there yet: nobody to meet, to invite or to write to."""
NETWORK_STATUS = (DRAFT, "prevista", "attiva", SUSPENDED, ENDED, REMOVED)

Names = Annotated[tuple[Line, ...], BeforeValidator(as_list), OneOrMany()]
Goals = Annotated[tuple[Annotated[str, code("piani")], ...], BeforeValidator(as_list), OneOrMany()]
FormerIds = Annotated[tuple[Id, ...], BeforeValidator(as_list), OneOrMany()]
RequiredThemes = Annotated[Themes, Field(min_length=1)]
NetworkRef = Annotated[str, reference("rete")] | UnlistedNetwork
NetworkRefs = Annotated[tuple[NetworkRef, ...], BeforeValidator(as_list), OneOrMany()]
BodyRefs = Annotated[tuple[Annotated[str, reference("rete|ente")], ...], BeforeValidator(as_list), OneOrMany()]


class FunctioningLevel(Model):
    """How closely the network works together at a moment (`funzionamento`): a self-description, never a ranking."""

    level: Annotated[str, code("livelli")] = required("Come si lavora insieme.", "livello")
    assessed_on: Day | None = optional("Quando è stato detto.", "valutato_il")
    method: Line | None = optional("Come: autovalutazione, questionario…", "metodo")


class Governance(Model):
    """How decisions are taken (`governo`), after Provan and Kenis (2008)."""

    form: Annotated[str, choice("condivisa", "capofila", "organismo_dedicato", "ibrida")] | None = optional(
        "Come si decide.", "forma"
    )
    lead: Annotated[str, choice("comune", "ets", "altro_pubblico", "mista")] | None = optional("Chi guida.", "guida")


class Act(Model):
    """An act that gives the network a form (`atti`)."""

    model_config = conditions(needs("E131", "titolo", "istituto", "url"), ordered("E404", "data", "scadenza"))

    instrument: Annotated[str, code("istituti")] | None = optional("Che genere di atto.", "istituto")
    title: Line | None = optional("Il titolo.", "titolo")
    date: When | None = optional("La data.", "data")
    expires: Day | None = optional("Quando scade.", "scadenza")
    url: Url | None = optional("Dove si legge.")

    def is_over(self, today: dt.date) -> bool:
        """Tell whether its last day has passed; what says no end is not over."""
        return self.expires is not None and self.expires < today


class Membership(Model):
    """Who takes part, and how (`adesioni`)."""

    model_config = conditions(ordered("E404", "dal", "al"))

    body: Annotated[str, reference("rete|ente")] | UnlistedOrganization = required(
        "L'id dell'ente, oppure {nome, tipo, territori} se non ha ancora una scheda.", "ente"
    )
    office: Line | None = optional("L'ufficio o il settore.", "ufficio")
    ties: Ties = listed("Il legame: capofila, promotore, aderente… Se non si sa, si lascia vuoto.", "legame")
    since: When | None = optional("Da quando.", "dal")
    until: When | None = optional("Fino a quando.", "al")
    brings: Resources = listed("Che cosa mette a disposizione.", "apporti")
    note: Paragraph | None = optional("Una precisazione.", "nota")


class Duty(Model):
    """What a body or a role does about a function (`funzioni`)."""

    function: Annotated[str, code("funzioni")] = required("La funzione.", "funzione")
    degree: Annotated[str, choice("responsabile", "approva", "consultato", "informato")] | None = optional(
        "Se ne occupa, approva, viene sentito, viene informato.", "grado"
    )


class Body(Model):
    """A body of the network (`organi`): an assembly, a table, a secretariat."""

    model_config = conditions(needs("E131", "nome", "tipo"), not_over("W420", "prossimo_incontro"))

    id: Id | None = optional("Nome breve, unico nel file.")
    name: Line | None = optional("Come si chiama.", "nome")
    kind: Annotated[str, code("organi")] | None = optional("Che genere di organo.", "tipo")
    description: Paragraph | None = optional("Che cosa fa.", "descrizione")
    members: BodyRefs = listed("Chi ne fa parte.", "composizione")
    duties: tuple[Duty, ...] = listed("Di quali funzioni si occupa.", "funzioni")
    cadence: Line | None = optional("Ogni quanto si incontra.", "cadenza")
    next_meeting: Day | None = optional("Il prossimo incontro.", "prossimo_incontro")
    documents: tuple[Document, ...] = listed("Verbali e altri documenti pubblici.", "documenti")


class Role(Model):
    """A figure of the network (`ruoli`): a role, never a person's name."""

    model_config = conditions(needs("E131", "tipo", "nome"), ordered("E404", "dal", "al"))

    id: Id | None = optional("Nome breve, unico nel file.")
    kind: Annotated[str, code("ruoli")] | None = optional("Che genere di ruolo.", "tipo")
    name: Annotated[str, formatted("ruolo")] | None = optional("Come si chiama il ruolo, non la persona.", "nome")
    description: Paragraph | None = optional("Che cosa fa.", "descrizione")
    expressed_by: Annotated[str, reference("rete|ente")] | UnlistedOrganization | None = optional(
        "L'ente che lo esprime.", "espresso_da"
    )
    duties: tuple[Duty, ...] = listed("Di quali funzioni si occupa.", "funzioni")
    since: When | None = optional("Da quando.", "dal")
    until: When | None = optional("Fino a quando.", "al")
    vacant: YesNo | None = optional("Sì se è da assegnare.", "da_assegnare")
    contact: Contact | None = optional("Il recapito del ruolo.", "contatto")


class Network(Model):
    """A network (`networks/<id>.yml`)."""

    model_config = conditions(
        needs("E403", "fonti", "verifica"),
        ordered("E404", "avvio", "conclusione"),
        forbids("W421", "conclusione", "confluita_in", when={"stato": ["bozza", "prevista", "attiva", "sospesa"]}),
    )

    name: Annotated[str, text(LINE, least=3)] = required("Il nome della rete.", "nome")
    name_is_editorial: YesNo | None = optional(
        "Sì se le fonti non danno un nome e questo è redazionale.", "nome_redazionale"
    )
    acronym: Acronym | None = optional("La sigla con cui la si cerca.", "sigla")
    other_names: Names = listed("Sigle, nomi precedenti, altre grafie: servono a trovarla.", "altri_nomi")
    former_names: tuple[FormerName, ...] = listed("Come si chiamava prima, e fino a quando.", "nomi_precedenti")
    logo: Logo | None = optional("Il logo, un file di content/immagini.")
    image: Image | None = optional("Una foto o un disegno, un file di content/immagini.", "immagine")
    summary: Annotated[str, text(255)] | None = optional("La rete in una frase.", "descrizione_breve")
    description: Article | None = optional("La rete raccontata per esteso.", "descrizione")
    plain_words: Article | None = optional("Lo stesso, in italiano facile da leggere.", "parole_semplici")
    english: English | None = optional(
        "L'essenziale in inglese, come si scriveva prima di «traduzioni».", IN_ENGLISH, json_schema_extra=SUPERSEDED
    )
    translations: Translations = listed("L'essenziale in altre lingue, per lingua.", TRANSLATIONS)
    themes: RequiredThemes = required("Di che cosa si occupa; il primo è il principale.", "temi")
    basis: Annotated[str, choice("territoriale", "tematica", "di_scopo", "mista")] | None = optional(
        "Se nasce da un luogo, da un tema o da uno scopo.", "base"
    )
    territories: Annotated[Territories, Field(min_length=1)] = required("Dove lavora.", "territori")
    audiences: Audiences = listed("Per chi lavora.", "destinatari")
    goals: Goals = listed("Gli obiettivi di un piano a cui contribuisce.", "obiettivi")
    status: Annotated[str, choice(*NETWORK_STATUS)] | None = optional(
        "A che punto è la rete; se manca, non si sa.", "stato"
    )
    start: When | None = optional("Quando è nata.", "avvio")
    end: When | None = optional("Quando si è conclusa.", "conclusione")
    merged_into: NetworkRefs = listed(
        "Le reti che continuano il lavoro: l'id, oppure {nome: …} se non hanno una scheda.", "confluita_in"
    )
    parent: NetworkRef | None = optional(
        "La rete di cui fa parte: l'id, oppure {nome: …, url: …} se è altrove e non ha una scheda.", "rete_madre"
    )
    former_ids: FormerIds = listed("Gli id precedenti: il sito rimanda qui.", "id_precedenti")
    how_it_works: Article | None = optional("Come funziona, con parole proprie.", "come_funziona")
    functioning: tuple[FunctioningLevel, ...] = listed(
        "Come si lavora insieme nel tempo, dal più vecchio. Una descrizione di sé, mai una classifica.",
        "funzionamento",
    )
    governance: Governance | None = optional("Come si decide e chi guida.", "governo")
    formalisation: (
        Annotated[str, code("istituti", "informale", "carta", "lettera_intenti", "associazione_secondo_livello")] | None
    ) = optional("La forma dell'accordo.", "formalizzazione")
    acts: tuple[Act, ...] = listed("Gli atti che la riguardano.", "atti")
    places: tuple[Place, ...] = listed("Dove la rete è di casa.", "luoghi")
    memberships: tuple[Membership, ...] = listed("Chi ne fa parte, e come.", "adesioni")
    other_members: Paragraph | None = optional("Chi le fonti contano o descrivono senza nominare.", "altri_aderenti")
    bodies: tuple[Body, ...] = listed("Gli organi.", "organi")
    roles: tuple[Role, ...] = listed("I ruoli, mai nomi di persone.", "ruoli")
    activities: tuple[Activity, ...] = listed("Le attività della rete in quanto tale.", "attivita")
    practices: tuple[Practice, ...] = listed("Le buone pratiche.", "buone_pratiche")
    needs_read: tuple[NeedRead, ...] = listed("I bisogni del territorio letti dalla rete.", "bisogni_letti")
    needs: tuple[Need, ...] = listed("Che cosa cerca.", "bisogni")
    offers: tuple[Offer, ...] = listed("Che cosa offre.", "offerte")
    indicators: tuple[Indicator, ...] = listed("Che cosa misura nel tempo.", "indicatori")
    relations: tuple[Relation, ...] = listed("I legami con altre reti.", "relazioni")
    tools: Names = listed("Gli strumenti che usa.", "strumenti")
    how_to_join: Paragraph | None = optional("Come si entra a farne parte.", "come_aderire")
    contacts: tuple[Contact, ...] = listed("I recapiti: uffici e ruoli, mai persone.", "contatti")
    website: Site | None = optional("Il sito.", "sito")
    verification: Verification | None = optional(
        "La conferma della rete o di un ufficio; se manca, non è confermata.", "verifica"
    )
    sources: tuple[Source, ...] = listed("Da dove vengono le informazioni.", "fonti")

    _english = model_validator(mode="before")(with_english)
