"""An organisation (*ente*): of the third sector, public, religious, informal or other."""

from typing import Annotated

from pydantic import BeforeValidator

from generator.records.activity import Activity
from generator.records.common import (
    Audiences,
    Contact,
    English,
    Need,
    Offer,
    Place,
    Resources,
    Source,
    Territories,
    Themes,
    Ties,
    Verification,
)
from generator.records.conditions import conditions, not_yet, ordered
from generator.records.fields import (
    Article,
    Model,
    OneOrMany,
    Paragraph,
    Site,
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
from generator.records.network import NETWORK_STATUS, FormerIds, Names
from generator.records.practice import Practice


class Runts(Model):
    """Entry in the Registro unico nazionale del Terzo settore (`runts`), art. 45 ff. D.Lgs. 117/2017."""

    section: Annotated[str, code("sezioni_runts")] | None = optional("La sezione, da a a g.", "sezione")
    number: Annotated[str, text(20)] | None = optional("Il numero di repertorio.", "repertorio")


class Affiliation(Model):
    """Membership told from the organisation's side (`aderisce`)."""

    model_config = conditions(ordered("E404", "dal", "al"))

    network: Annotated[str, reference("rete")] = required("La rete.", "rete")
    office: Annotated[str, text(255)] | None = optional("L'ufficio o il settore.", "ufficio")
    ties: Ties = listed("Il legame.", "legame")
    since: When | None = optional("Da quando.", "dal")
    until: When | None = optional("Fino a quando.", "al")
    brings: Resources = listed("Che cosa mette a disposizione.", "apporti")
    note: Paragraph | None = optional("Una precisazione.", "nota")


class Organization(Model):
    """An organisation (`organizations/<id>.yml`)."""

    model_config = conditions(not_yet("E408", "anno"))

    name: Annotated[str, text(160, least=2)] = required("Il nome dell'ente.", "nome")
    kind: Annotated[str, code("tipi_ente")] = required("Che tipo di ente è; «da_precisare» va bene.", "tipo")
    other_names: Names = listed("Sigle e altre grafie: servono a trovarlo.", "altri_nomi")
    tax_code: Annotated[str, formatted("codice_fiscale")] | None = optional(
        "Il codice fiscale dell'ente: 11 cifre.", "codice_fiscale"
    )
    runts: Runts | None = optional("L'iscrizione al RUNTS.")
    ipa_code: Annotated[str, text(20)] | None = optional("Il codice IPA, per gli enti pubblici.", "codice_ipa")
    general_interest: Annotated[
        tuple[Annotated[str, code("lettere_art5")], ...], BeforeValidator(as_list), OneOrMany()
    ] = listed("Le lettere dell'art. 5, c. 1, del Codice del Terzo settore.", "attivita_art5")
    size: Annotated[str, choice("micro", "piccola", "media", "grande")] | None = optional(
        "La dimensione, perché anche le piccole si vedano.", "dimensione"
    )
    founded: When | None = optional("L'anno di nascita.", "anno")
    territories: Territories = listed("Dove si trova o lavora; se manca si ricava dalle sue reti.", "territori")
    everywhere: YesNo | None = optional(
        "Sì se lavora ovunque: una fondazione bancaria, un ente nazionale.", "sovralocale"
    )
    themes: Themes = listed("Di che cosa si occupa.", "temi")
    audiences: Audiences = listed("Per chi lavora.", "destinatari")
    summary: Annotated[str, text(255)] | None = optional("L'ente in una frase.", "descrizione_breve")
    description: Article | None = optional("L'ente raccontato per esteso.", "descrizione")
    plain_words: Article | None = optional("Lo stesso, in italiano facile da leggere.", "parole_semplici")
    english: English | None = optional("L'essenziale in inglese.", "in_inglese")
    affiliations: tuple[Affiliation, ...] = listed("Le reti di cui fa parte.", "aderisce")
    places: tuple[Place, ...] = listed("Le sedi e i luoghi.", "luoghi")
    activities: tuple[Activity, ...] = listed("Le attività che gestisce.", "attivita")
    needs: tuple[Need, ...] = listed("Che cosa cerca.", "bisogni")
    offers: tuple[Offer, ...] = listed("Che cosa offre.", "offerte")
    practices: tuple[Practice, ...] = listed("Le buone pratiche.", "buone_pratiche")
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
