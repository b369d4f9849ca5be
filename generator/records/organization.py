"""An organisation (*ente*): of the third sector, public, religious, informal or other."""

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
    Logo,
    Need,
    Offer,
    OfficialNames,
    OrganizationRef,
    OrganizationRefs,
    Place,
    Resources,
    Source,
    Territories,
    Themes,
    Ties,
    Verification,
)
from generator.records.conditions import YES, conditions, forbids, needs, not_yet, ordered
from generator.records.fields import (
    LINE,
    Amount,
    Article,
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
from generator.records.network import NETWORK_STATUS, FormerIds, Names, NetworkRef
from generator.records.practice import Practice
from generator.records.translations import (
    IN_ENGLISH,
    SUPERSEDED,
    TRANSLATIONS,
    English,
    Translations,
    with_english,
)


class Runts(Model):
    """Entry in the Registro unico nazionale del Terzo settore (`runts`), art. 45 ff. D.Lgs. 117/2017."""

    section: Annotated[str, code("sezioni_runts")] | None = optional("La sezione, da a a g.", "sezione")
    number: Annotated[str, text(20)] | None = optional("Il numero di repertorio.", "repertorio")


class Registration(Model):
    """Entry in a register other than the RUNTS (`albi`): a municipality's list of associations, a regional one."""

    model_config = conditions(not_yet("E408", "data"))

    name: Line = required("Quale albo o registro.", "nome")
    number: Annotated[str, text(40)] | None = optional("Il numero d'iscrizione.", "numero")
    date: When | None = optional("Quando è stato iscritto.", "data")
    url: Url | None = optional("Dove si legge.")


Headcount = Annotated[int, Field(ge=0, le=10_000_000)]


class People(Model):
    """How many people a body was, in one year (`persone`)."""

    model_config = conditions(needs("E131", "soci", "volontari", "lavoratori"), not_yet("E408", "anno"))

    year: Annotated[str, formatted("anno")] = required("L'anno.", "anno")
    members: Headcount | None = optional("Quanti soci.", "soci")
    volunteers: Headcount | None = optional("Quanti volontari.", "volontari")
    workers: Headcount | None = optional("Quante persone pagate, dipendenti o no.", "lavoratori")
    source: Line | None = optional("Da dove viene il dato.", "fonte")


class PublicContribution(Model):
    """Public money received (`contributi_pubblici`), as art. 1, c. 125, L. 124/2017 has it published each year."""

    giver: OrganizationRef = required("Chi lo ha dato: l'id dell'ente, oppure {nome: …} se non ha una scheda.", "ente")
    amount: Amount = required("Quanto, in euro.", "importo")
    year: Annotated[str, formatted("anno")] = required("L'anno in cui è stato incassato.", "anno")
    purpose: Paragraph | None = optional("Per che cosa: la causale.", "causale")
    url: Url | None = optional("L'atto, o la pagina dove l'ente lo pubblica.")


class Giving(Model):
    """How to support a body (`come_donare`): words and a page of its own, never the number of an account."""

    model_config = conditions(needs("E131", "testo", "url"))

    words: Paragraph | None = optional("Come si può sostenere, senza IBAN.", "testo")
    url: Url | None = optional("La pagina delle donazioni.")


class BodyRelation(Model):
    """A tie with another body (`relazioni`), told on one side and shown on both."""

    body: OrganizationRef = required("L'id dell'altro ente, oppure {nome: …} se non ha una scheda.", "ente")
    kind: Annotated[str, code("relazioni_enti")] = required("Di che relazione si tratta.", "tipo")
    note: Paragraph | None = optional("Una precisazione.", "nota")


class Affiliation(Model):
    """Membership told from the organisation's side (`aderisce`)."""

    model_config = conditions(ordered("E404", "dal", "al"))

    network: NetworkRef = required("La rete: l'id, oppure {nome: …, url: …} se non ha una scheda.", "rete")
    office: Annotated[str, text(255)] | None = optional("L'ufficio o il settore.", "ufficio")
    ties: Ties = listed("Il legame.", "legame")
    since: When | None = optional("Da quando.", "dal")
    until: When | None = optional("Fino a quando.", "al")
    brings: Resources = listed("Che cosa mette a disposizione.", "apporti")
    note: Paragraph | None = optional("Una precisazione.", "nota")


class Organization(Model):
    """An organisation (`organizations/<id>.yml`).

    In the words of COV-AP_IT: `sigla` is orgAcronym, `partita_iva` VATnumber, `logo` hasLogo, `fa_capo_a`
    subOrganizationOf, `nomi_precedenti`, `confluita_in`, `nata_da` and `conclusione` are ChangeEvents.
    """

    model_config = conditions(
        needs("E445", "codice_fiscale", when={"cinque_per_mille": YES}),
        not_yet("E408", "anno"),
        ordered("E404", "anno", "conclusione"),
        forbids("W421", "conclusione", "confluita_in", when={"stato": ["bozza", "prevista", "attiva", "sospesa"]}),
    )

    name: Annotated[str, text(LINE, least=2)] = required("Il nome dell'ente.", "nome")
    kind: Annotated[str, code("tipi_ente")] = required("Che tipo di ente è; «da_precisare» va bene.", "tipo")
    acronym: Acronym | None = optional("La sigla con cui lo si cerca.", "sigla")
    other_names: Names = listed("Sigle e altre grafie: servono a trovarlo.", "altri_nomi")
    official_names: OfficialNames = listed(
        "Il nome ufficiale in un'altra lingua: {nome: Gemeinde Bozen, lingua: de}. Si può scrivere anche tutto insieme:"
        " nome: {it: Comune di Bolzano, de: Gemeinde Bozen}.",
        "altri_nomi_ufficiali",
    )
    former_names: tuple[FormerName, ...] = listed("Come si chiamava prima, e fino a quando.", "nomi_precedenti")
    logo: Logo | None = optional("Il logo, un file di content/immagini.")
    image: Image | None = optional("Una foto o un disegno, un file di content/immagini.", "immagine")
    tax_code: Annotated[str, formatted("codice_fiscale")] | None = optional(
        "Il codice fiscale dell'ente: 11 cifre.", "codice_fiscale"
    )
    vat_number: Annotated[str, formatted("partita_iva")] | None = optional("La partita IVA: 11 cifre.", "partita_iva")
    runts: Runts | None = optional("L'iscrizione al RUNTS.")
    registrations: tuple[Registration, ...] = listed("Gli altri albi e registri in cui è iscritto.", "albi")
    ipa_code: Annotated[str, text(20)] | None = optional("Il codice IPA, per gli enti pubblici.", "codice_ipa")
    general_interest: Annotated[
        tuple[Annotated[str, code("lettere_art5")], ...], BeforeValidator(as_list), OneOrMany()
    ] = listed("Le lettere dell'art. 5, c. 1, del Codice del Terzo settore.", "attivita_art5")
    size: Annotated[str, choice("micro", "piccola", "media", "grande")] | None = optional(
        "La dimensione, perché anche le piccole si vedano.", "dimensione"
    )
    founded: When | None = optional("L'anno di nascita.", "anno")
    ended: When | None = optional("Quando ha chiuso.", "conclusione")
    merged_into: OrganizationRefs = listed(
        "Gli enti che ne continuano il lavoro: l'id, oppure {nome: …} se non hanno una scheda.", "confluita_in"
    )
    born_of: OrganizationRefs = listed("Gli enti da cui è nato, dividendosi o unendosi.", "nata_da")
    parent: OrganizationRef | None = optional(
        "L'ente di cui è parte o sezione, anche nazionale: l'id, oppure {nome: …, url: …}.", "fa_capo_a"
    )
    members: OrganizationRefs = listed(
        "Gli enti che ne fanno parte: i Comuni di un'unione, i soci di un consorzio.", "membri"
    )
    relations: tuple[BodyRelation, ...] = listed("I legami con altri enti.", "relazioni")
    territories: Territories = listed(
        "Dove si trova o lavora; se manca si ricava dalle sedi, dai comuni di un'unione o dalle reti.", "territori"
    )
    everywhere: YesNo | None = optional(
        "Sì se lavora ovunque: una fondazione bancaria, un ente nazionale.", "sovralocale"
    )
    themes: Themes = listed("Di che cosa si occupa.", "temi")
    audiences: Audiences = listed("Per chi lavora.", "destinatari")
    summary: Annotated[str, text(255)] | None = optional("L'ente in una frase.", "descrizione_breve")
    description: Article | None = optional("L'ente raccontato per esteso.", "descrizione")
    plain_words: Article | None = optional("Lo stesso, in italiano facile da leggere.", "parole_semplici")
    english: English | None = optional(
        "L'essenziale in inglese, come si scriveva prima di «traduzioni».", IN_ENGLISH, json_schema_extra=SUPERSEDED
    )
    translations: Translations = listed("L'essenziale in altre lingue, per lingua.", TRANSLATIONS)
    affiliations: tuple[Affiliation, ...] = listed("Le reti di cui fa parte.", "aderisce")
    places: tuple[Place, ...] = listed("Le sedi e i luoghi.", "luoghi")
    activities: tuple[Activity, ...] = listed("Le attività che gestisce.", "attivita")
    needs: tuple[Need, ...] = listed("Che cosa cerca.", "bisogni")
    offers: tuple[Offer, ...] = listed("Che cosa offre.", "offerte")
    practices: tuple[Practice, ...] = listed("Le buone pratiche.", "buone_pratiche")
    how_to_join: Paragraph | None = optional("Come si entra a farne parte.", "come_aderire")
    giving: Giving | None = optional("Come si può sostenere, senza IBAN.", "come_donare")
    five_per_thousand: YesNo | None = optional(
        "Sì se può ricevere il cinque per mille: si firma con il suo codice fiscale.", "cinque_per_mille"
    )
    people: tuple[People, ...] = listed("Quante persone sono, anno per anno, dal più vecchio.", "persone")
    public_contributions: tuple[PublicContribution, ...] = listed(
        "I contributi pubblici ricevuti (L. 124/2017), dal più vecchio.", "contributi_pubblici"
    )
    documents: tuple[Document, ...] = listed("Lo statuto e gli altri documenti pubblici.", "documenti")
    contacts: tuple[Contact, ...] = listed("I recapiti: uffici e ruoli, mai persone.", "contatti")
    website: Site | None = optional("Il sito.", "sito")
    different_from: Annotated[tuple[Annotated[str, reference("ente")], ...], BeforeValidator(as_list), OneOrMany()] = (
        listed("Enti dal nome simile che sono un'altra cosa.", "diverso_da")
    )
    status: Annotated[str, choice(*NETWORK_STATUS)] | None = optional("A che punto è.", "stato")
    verification: Verification | None = optional(
        "La conferma dell'ente o di un ufficio; se manca, non è confermata.", "verifica"
    )
    sources: tuple[Source, ...] = listed(
        "Da dove vengono le informazioni; se mancano valgono quelle delle reti che lo nominano.", "fonti"
    )
    former_ids: FormerIds = listed("Gli id precedenti: il sito rimanda qui.", "id_precedenti")

    _english = model_validator(mode="before")(with_english)
