"""What a catalogue's settings may say (`mkdocs.yml`): ours in full, of the theme engine's the few that we read.

The file is MkDocs's own, so that `mkdocs serve` still previews the editorial pages; what stands under
`extra.catalogue` is ours. Settings are written by people too: they are checked along a schema, as records are.
"""

from functools import cache
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, ConfigDict, Field

from generator.records.common import CHANNELS, Contact, Logo
from generator.records.conditions import PRESENT, conditions, forbids, needs, ordered
from generator.records.fields import (
    LINE,
    PARAGRAPH,
    Line,
    Model,
    OneOrMany,
    Url,
    YesNo,
    as_day,
    as_list,
    choice,
    formatted,
    listed,
    optional,
    required,
    text,
)
from generator.records.languages import by_language, in_languages
from generator.records.schema import closed_schema

KIND: Final = "impostazioni"
"""Name of the settings among the kinds of file."""

PUBLIC: Final = "pubbliche"
OFFICE: Final = "ufficio"
"""Who reads what records lack (`segnalazioni`): everybody on the site, or only who runs `intreccio check`."""

DayOfYear = Annotated[str, formatted("giorno_annuale")]
IsoDay = Annotated[str, BeforeValidator(as_day), formatted("data")]
"""A day as text: settings go to the theme engine, which reads JSON."""

MOST_MONTHS: Final = 1200
MOST_DAYS: Final = 365
MOST_PAGES: Final = 1_000_000
MOST_PEERS: Final = 500
"""Catalogues that one may read: a region has fewer unions of municipalities than that."""

ENGINE_KEYS: Final = {
    "site_author": "text",
    "copyright": "text",
    "repo_url": "text",
    "repo_name": "text",
    "edit_uri": "text",
    "edit_uri_template": "text",
    "remote_branch": "text",
    "remote_name": "text",
    "dev_addr": "text",
    "site_dir": "text",
    "strict": "text",
    "not_in_nav": "text",
    "exclude_docs": "text",
    "draft_docs": "text",
    "nav": "list",
    "watch": "list",
    "hooks": "list",
    "extra_css": "list",
    "extra_javascript": "list",
    "extra_templates": "list",
    "plugins": "list or mapping",
    "markdown_extensions": "list or mapping",
    "validation": "mapping",
}
"""Keys that only the engine reads, and what kind of value each holds; the engine itself checks what is inside.

Source: the settings of MkDocs 1.6 (`mkdocs.config.defaults`), which properdocs and mkdocs-ng share.
"""


class Office(Model):
    """Who answers for the catalogue: an office or a role, never a person (`ufficio`)."""

    name: Line | None = optional("Come si chiama l'ufficio.", "nome")
    contacts: tuple[Contact, ...] = listed("I recapiti dell'ufficio.", "contatti")


class Holder(Model):
    """Whose the data is, where it is told to catalogues of open data (`titolare`): the body that publishes."""

    name: Line = required("Il nome dell'ente che pubblica i dati: Comune di Valdoria.", "nome")
    ipa_code: Annotated[str, text(20)] | None = optional(
        "Il suo codice nell'indice delle pubbliche amministrazioni (indicepa.gov.it).", "codice_ipa"
    )
    tax_code: Annotated[str, formatted("codice_fiscale")] | None = optional(
        "Il suo codice fiscale, se non ha un codice IPA: 11 cifre.", "codice_fiscale"
    )


class Licence(Model):
    """Under which licence the records are published (`licenza`)."""

    name: Line = required("Il nome della licenza: CC BY 4.0.", "nome")
    url: Url = required("L'indirizzo del suo testo.")


class OwnNumber(Model):
    """A number of the catalogue's own bodies that answers at once (`numeri_urgenti`), shown with the national ones.

    What it is for has a key for each language.
    """

    model_config = ConfigDict(
        extra="allow", json_schema_extra=in_languages({"type": "string", "minLength": 1, "maxLength": LINE})
    )

    number: Annotated[str, formatted("telefono")] = required("Il numero da chiamare.", "numero")
    it: Line = required("Chi risponde, e quando, in italiano.")
    en: Line | None = optional("Lo stesso in inglese; così ogni altra lingua, sotto il suo codice.")
    needs: Annotated[tuple[Annotated[str, formatted("codice")], ...], BeforeValidator(as_list), OneOrMany()] = listed(
        "Per quali necessità si chiama: i codici del vocabolario delle necessità.", "necessita"
    )

    @property
    def words(self) -> dict[str, str]:
        """Who answers, by language, Italian first."""
        return by_language(self.it, self.en, self.model_extra)


class SchoolYear(Model):
    """First and last day of lessons in the region of the catalogue (`anno_scolastico`)."""

    first: DayOfYear | None = optional("Il primo giorno di scuola, mese-giorno: 09-15.", "dal")
    last: DayOfYear | None = optional("L'ultimo giorno di scuola: 06-08.", "al")


class SilentPeriod(Model):
    """When public bodies may say only what is impersonal and cannot wait (`periodo_elettorale`): L. 28/2000, art. 9.

    It lasts from the day on which the elections are called to the closing of the polls, both days included.
    """

    model_config = conditions(ordered("E404", "dal", "al"))

    first: IsoDay = required("Il giorno in cui sono convocati i comizi elettorali: 2027-04-08.", "dal")
    last: IsoDay = required("L'ultimo giorno di voto.", "al")


class Peer(Model):
    """Another catalogue whose records this one shows beside its own (`pari`): docs/federation.md."""

    model_config = conditions(needs("E131", "url", "cartella"), forbids("E494", "cartella", when={"url": PRESENT}))

    name: Line = required("Come si chiama quel catalogo, sulle pagine di questo: Le reti di Borgomaggiore.", "nome")
    # No `Url`: a catalogue may stand on a network of the office, under a name that no reader of the site could follow.
    url: Annotated[str, text(2_000)] | None = optional("L'indirizzo a cui si legge, con la barra in fondo.")
    folder: Line | None = optional(
        "La sua cartella su questo computer, se non è ancora in rete: quella delle schede, o il sito già fatto.",
        "cartella",
    )
    licence: Licence | None = optional("La licenza dei suoi dati, se non la dice da sé.", "licenza")


class Typeface(Model):
    """The typeface of the body (`carattere`): files in WOFF2, which every browser reads, in `content/caratteri/`."""

    name: Line = required("Come si chiama: Titillium Web.", "nome")
    file: Annotated[str, formatted("carattere", 120)] = required(
        "Il nome del file in content/caratteri: titillium-web.woff2."
    )
    bold: Annotated[str, formatted("carattere", 120)] | None = optional(
        "Il file del grassetto, se il primo non ha tutti gli spessori.", "grassetto"
    )
    licence: Line = required("La licenza che permette di pubblicarlo: SIL Open Font License 1.1.", "licenza")


class FooterLink(Model):
    """A link of the body's own at the foot of every page (`collegamenti`)."""

    words: Annotated[str, text(80)] = required("Che cosa si legge: Amministrazione trasparente.", "testo")
    url: Url = required("Dove porta.")


class SocialLink(Model):
    """A page of the body elsewhere (`social`)."""

    channel: Annotated[str, choice(*CHANNELS)] = required("Su quale canale.", "canale")
    url: Url = required("L'indirizzo della pagina.")


class Look(Model):
    """The body's own face (`aspetto`): what of it stands on every page, on paper and in what is shared."""

    body: Annotated[str, text(80)] | None = optional("Chi pubblica il catalogo, sopra il suo nome: Comune di …", "ente")
    body_url: Url | None = optional("Il sito di chi pubblica.", "ente_url")
    logo: Logo | None = optional("Il logo o lo stemma, un file di content/immagini.")
    colour: Annotated[str, formatted("colore", 9)] | None = optional(
        'Il colore di collegamenti e pulsanti, tra virgolette: "#0059b3". Si deve leggere bene sul chiaro.', "colore"
    )
    dark_colour: Annotated[str, formatted("colore", 9)] | None = optional(
        "Lo stesso sul fondo scuro; se manca, è il più vicino che si legge bene.", "colore_scuro"
    )
    typeface: Typeface | None = optional("Il carattere del Comune, un file di content/caratteri.", "carattere")
    links: tuple[FooterLink, ...] = listed("I collegamenti in fondo a ogni pagina.", "collegamenti")
    social: tuple[SocialLink, ...] = listed("Le pagine del Comune sui social.")


class CatalogueSettings(Model):
    """What is ours in the settings (`extra.catalogue`)."""

    town: Line | None = optional("Il comune di cui parla il catalogo: le sue cose vengono prima.", "comune")
    languages: Annotated[tuple[Annotated[str, formatted("lingua")], ...], BeforeValidator(as_list), OneOrMany()] = (
        listed("Le lingue del sito: it, en, fr… La prima è la sua.", "lingue")
    )
    office: Office | None = optional("Chi risponde del catalogo: un ufficio o un ruolo, mai una persona.", "ufficio")
    holder: Holder | None = optional(
        "Di chi sono i dati: chi pubblica il catalogo, per i cataloghi nazionali dei dati aperti.", "titolare"
    )
    accessibility_statement: Url | None = optional(
        "L'indirizzo della dichiarazione di accessibilità (form.agid.gov.it), per chi deve averla.",
        "dichiarazione_accessibilita_url",
    )
    repository: Url | None = optional("Dove stanno le schede; vuoto nasconde «Modifica il file».")
    branch: Line | None = optional("Il ramo da cui si pubblica.", "ramo")
    licence: Licence | None = optional("La licenza delle schede e dei testi.", "licenza")
    days_to_answer: Annotated[int, Field(ge=1, le=MOST_DAYS)] | None = optional(
        "Entro quanti giorni promettete di leggere una proposta.", "giorni_risposta"
    )
    months_to_reconfirm: Annotated[int, Field(ge=1, le=MOST_MONTHS)] | None = optional(
        "Dopo quanti mesi una conferma è da rifare.", "riconferma_mesi"
    )
    months_until_old: Annotated[int, Field(ge=1, le=MOST_MONTHS)] | None = optional(
        "Dopo quanti mesi è vecchia, e si dice dappertutto.", "vecchia_mesi"
    )
    days_of_site_notice: Annotated[int, Field(ge=1, le=MOST_DAYS)] | None = optional(
        "Dopo quanti giorni il sito avvisa che non è stato più pubblicato.", "avviso_sito_giorni"
    )
    findings_shown_to: Annotated[str, choice(PUBLIC, OFFICE)] | None = optional(
        "Che cosa manca alle schede: pubbliche (lo vedono tutti) oppure ufficio.", "segnalazioni"
    )
    pages_per_index: Annotated[int, Field(ge=1, le=MOST_PAGES)] | None = optional(
        "Quante pagine stanno in un indice della ricerca: se sono di più, gli indici sono più d'uno, per territorio.",
        "pagine_per_indice",
    )
    has_headers: YesNo | None = optional(
        "No, per non pubblicare i file che dicono al server quali pagine si possono incorporare (_headers, .htaccess).",
        "intestazioni",
    )
    is_kept_offline: YesNo | None = optional(
        "No, per non tenere le pagine lette sul dispositivo, per quando manca la rete: quelle già tenute se ne vanno.",
        "senza_rete",
    )
    urgent_numbers: tuple[OwnNumber, ...] = listed(
        "I numeri del vostro territorio a cui si risponde subito, di notte o in emergenza.", "numeri_urgenti"
    )
    school_year: SchoolYear | None = optional(
        "Quando si fa scuola nella vostra regione, per le attività che seguono l'anno scolastico.", "anno_scolastico"
    )
    silence: SilentPeriod | None = optional(
        "Quando si vota nel vostro Comune: in quei giorni le storie e quello che la prima pagina mette in evidenza"
        " tacciono, con un avviso (art. 9 L. 28/2000).",
        "periodo_elettorale",
    )
    peers: Annotated[tuple[Peer, ...], Field(max_length=MOST_PEERS)] = listed(
        "I cataloghi dei Comuni vicini, le cui schede si leggono anche qui, con il nome di chi le cura.", "pari"
    )
    look: Look | None = optional(
        "L'aspetto del sito: nome e logo del Comune, colore, carattere, piè di pagina.", "aspetto"
    )
    patron: DayOfYear | None = optional("Il giorno del patrono, festivo in tutto il comune: 12-07.", "patrono")


class Theme(Model):
    """What we read of the theme (`theme`); it has options of its own besides, which pass."""

    name: Line | None = optional("Il tema; il guscio delle pagine è tratto da «material».")
    language: Line | None = optional("La lingua del tema.")
    custom_dir: Line | None = optional("La cartella del catalogo che cambia il tema: overrides.")
    favicon: Line | None = optional("L'immagine nella scheda del navigatore.")
    logo: Line | None = optional("Il marchio.")


class Extra(Model):
    """What the engine passes on without reading it (`extra`); a catalogue may add keys for templates of its own."""

    catalogue: CatalogueSettings | None = optional("Le impostazioni del catalogo.")
    generator: YesNo | None = optional("No, per non scrivere con che cosa è fatto il sito.")


class Settings(Model):
    """The settings of a catalogue (`mkdocs.yml`)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    site_name: Annotated[str, text(160, least=2)] | None = optional("Il nome del catalogo, in testa a ogni pagina.")
    site_description: Annotated[str, text(PARAGRAPH)] | None = optional("Il catalogo in una frase.")
    site_url: Url | None = optional(
        "L'indirizzo a cui si legge il sito, con la barra in fondo: serve ai collegamenti da condividere."
    )
    docs_dir: Line | None = optional("La cartella delle pagine: content.")
    use_directory_urls: YesNo | None = optional("Sì: le pagine stanno in cartelle.")
    theme: Theme | None = optional("Il tema.")
    extra: Extra | None = optional("Il resto: qui stanno le impostazioni del catalogo.")


@cache
def settings_schema() -> dict[str, Any]:
    """Return the schema of the settings, `{"kinds": {"impostazioni": schema}, "$defs": {name: schema}}`."""
    return closed_schema({KIND: Settings})
