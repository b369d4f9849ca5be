"""A vocabulary: the codes that records may use, with the words people read and the words they type."""

from typing import Annotated, Any, Final

from pydantic import BeforeValidator, ConfigDict, WithJsonSchema

from generator.records.common import Contact, OfficialNames
from generator.records.conditions import ABSENT, shaped
from generator.records.fields import (
    LINE,
    Id,
    Line,
    Model,
    Number,
    OneOrMany,
    Url,
    When,
    YesNo,
    as_list,
    choice,
    formatted,
    listed,
    optional,
    required,
    text,
)
from generator.records.languages import FIRST, Prose, TranslatedLine, by_language, in_languages
from generator.records.languages import Words as TranslatedWords

TERRITORY_LEVELS = (
    *("italia", "regione", "provincia", "sovracomunale", "comune"),
    *("municipio", "frazione", "quartiere", "via"),
)
_OWN_CODE = frozenset({"regione", "provincia", "comune"})
"""Levels whose ISTAT codes have a length of their own."""

PICTURES = (
    *("mangiare", "dormire", "curarsi", "documenti", "soldi", "casa", "lavoro", "italiano", "bambini", "anziani"),
    *("disabilita", "violenza", "ascolto", "adulti", "albero", "arcobaleno", "bandiera", "bicicletta", "bilancia"),
    *("bimbo", "cambiare", "campanello", "cercare_lavoro", "chiave", "cuore_cura", "donna", "famiglia", "fiore"),
    *("germoglio", "gruppo", "legame", "libro", "mano_cuore", "mano_moneta", "matita", "mente", "mondo", "musica"),
    *(
        "palla",
        "palloncino",
        "panchina",
        "pastiglia",
        "porta",
        "rete",
        "ruota",
        "salute",
        "schermo",
        "tenda",
        "vicini",
        "zaino",
    ),
    *("orologio", "scatola", "calendario", "grafico", "giornale"),
)
"""Drawings that come with the program (`site/parts/pictograms.py`)."""

LONGEST_BOUNDARY = 8_000
"""Characters of a boundary that is written in the term itself: more belongs into a file."""

Words = Annotated[tuple[Line, ...], BeforeValidator(as_list), OneOrMany()]
Lines = Annotated[tuple[TranslatedWords, ...], BeforeValidator(as_list), OneOrMany()]
Codes = Annotated[tuple[Annotated[str, formatted("codice")], ...], BeforeValidator(as_list), OneOrMany()]


class Point(Model):
    """Where a place is (`coordinate`): degrees of WGS 84, as maps and GeoJSON use them."""

    latitude: Annotated[Number, WithJsonSchema({"type": "number", "minimum": -90, "maximum": 90})] = required(
        "La latitudine, in gradi: 45.695.", "lat"
    )
    longitude: Annotated[Number, WithJsonSchema({"type": "number", "minimum": -180, "maximum": 180})] = required(
        "La longitudine, in gradi: 9.67.", "lon"
    )


class LegalStep(Model):
    """What the law says of a request to a municipality (`passi_di_legge`), and where it says it."""

    words: Prose = required("Che cosa succede, o che cosa si deve fare.", "testo")
    source: Line = required("L'articolo che lo dice: art. 12 L. 241/1990.", "fonte")


class AskedWhen(Model):
    """From when to when a request may be made, every year (`si_chiede`)."""

    first: Annotated[str, formatted("giorno_annuale")] = required("Il primo giorno, mese-giorno: 02-01.", "dal")
    last: Annotated[str, formatted("giorno_annuale")] = required("L'ultimo giorno: 03-15.", "al")


class Change(Model):
    """What changed in the way something is asked (`cambiamenti`), so that who did it last year reads this first."""

    since: When = required("Da quando: 2026-01.", "dal")
    words: Prose = required("Che cosa è cambiato.", "testo")


_SHAPE: Final[dict[str, Any]] = {
    "x-richiede": [
        shaped("istat", "istat_regione", {"livello": ["regione"]}),
        shaped("istat", "istat_provincia", {"livello": ["provincia"]}),
        shaped("istat", "istat_comune", {"livello": ["comune"]}),
        shaped("istat", "istat", {"livello": [level for level in TERRITORY_LEVELS if level not in _OWN_CODE]}),
        shaped("istat", "istat", {"livello": ABSENT}),
    ],
    **in_languages({"type": "string", "minLength": 1, "maxLength": LINE}),
}


class Term(Model):
    """One entry (`termini`). A catalogue's own file needs only the keys it changes.

    Its label has a key for each language: `it`, `en`, and any other code.
    """

    model_config = ConfigDict(extra="allow", json_schema_extra=_SHAPE)

    code: Annotated[str, formatted("codice")] = required("Il codice, che non cambia più.", "codice")
    it: Line | None = optional("L'etichetta in italiano.")
    en: Line | None = optional("L'etichetta in inglese; così ogni altra lingua, sotto il suo codice: de, fr, sc.")
    formal: TranslatedLine | None = optional(
        "Come si chiama negli atti, se l'etichetta è nelle parole di tutti: {it: Casa e abitare}.", "nome_ufficiale"
    )
    definition: Prose | None = optional("Che cosa vuol dire.", "definizione")
    aliases: Words = listed("Le parole che la gente usa: si cercano, non si mostrano.", "alias")
    searched: Words = listed(
        "Altre parole di chi cerca: di ogni giorno, del dialetto, di altre lingue. Non contano per le somiglianze.",
        "parole_cercate",
    )
    parent: Annotated[str, formatted("codice")] | None = optional("La voce più ampia.", "padre")
    other_parents: Codes = listed("Altre voci più ampie.", "altri_padri")
    family: Annotated[str, formatted("codice")] | None = optional("La famiglia di voci vicine.", "famiglia")
    scope: Annotated[str, choice("strategica", "interna", "esterna")] | None = optional(
        "L'ambito di una funzione.", "ambito"
    )
    matches: Words = listed("Voci corrispondenti in altri elenchi.", "corrispondenze")
    superseded_by: Annotated[str, formatted("codice")] | None = optional("La voce che la sostituisce.", "sostituito_da")
    hidden: YesNo | None = optional("Sì per non usarla in questo catalogo.", "nascosto")
    level: Annotated[str, choice(*TERRITORY_LEVELS)] | None = optional("Il livello di un territorio.", "livello")
    istat: Line | None = optional("Il codice ISTAT: 6 cifre per un comune, 3 per una provincia, 2 per una regione.")
    official_names: OfficialNames = listed(
        "Il nome ufficiale in un'altra lingua: {nome: Bozen, lingua: de}. Si può scrivere anche tutto insieme, al posto"
        " di «it»: nome: {it: Bolzano, de: Bozen}.",
        "altri_nomi_ufficiali",
    )
    inverse: Annotated[str, formatted("codice")] | None = optional(
        "La voce che si legge dall'altra parte di una relazione; se manca è la stessa.", "inversa"
    )
    neighbours: Codes = listed("I territori confinanti.", "confina_con")
    boundary: Annotated[str, text(LONGEST_BOUNDARY)] | None = optional(
        "Il confine: il nome di un file GeoJSON in content/confini, oppure il GeoJSON stesso se è breve.", "confine"
    )
    point: Point | None = optional(
        "Un punto del luogo: {lat: 45.695, lon: 9.67}. Chi tocca «Usa la mia posizione» trova il luogo più vicino.",
        "coordinate",
    )
    kinds: Codes = listed("I tipi di attività che rispondono a una necessità, o che una procedura riguarda.", "tipi")
    own_kinds: Codes = listed(
        "Di «tipi», quelli che sono proprio ciò che si cerca: un letto, non la doccia. Vengono prima; senza, tutti.",
        "tipi_propri",
    )
    everybody: Prose | None = optional(
        "Da chi può andare chiunque abbia una necessità, che una scheda ci sia o no: il medico di famiglia.",
        "per_chiunque",
    )
    audiences: Codes = listed("Per chi è una necessità: le attività per queste persone rispondono.", "destinatari")
    tonight: YesNo | None = optional(
        "Sì se si cerca un letto per stanotte: la pagina della necessità dice per prima cosa se c'è.", "per_stanotte"
    )
    sought: YesNo | None = optional(
        "Sì per un tipo di attività che si cerca da sé e nessun disegno nomina: sta sotto i disegni di «Ho bisogno».",
        "cercato",
    )
    urgent: Words = listed("I numeri nazionali da mostrare subito, per una necessità.", "numeri")
    urgent_words: Words = listed(
        "Le parole di chi non può aspettare: chi le cerca vede subito i numeri di questa necessità.", "parole_urgenti"
    )
    picture: Annotated[str, choice(*PICTURES)] | None = optional(
        "Il disegno di una necessità, di un tema, di un gruppo di persone.", "disegno"
    )
    who_may: Prose | None = optional("Chi può fare domanda, in una procedura.", "chi_puo")
    papers: Lines = listed("Che cosa serve: i documenti, i moduli, le date.", "che_cosa_serve")
    how: Lines = listed("I passi da fare nel vostro Comune, uno per riga.", "come_si_fa")
    where_to_ask: Prose | None = optional("Dove si presenta la domanda: lo sportello, l'indirizzo.", "dove")
    how_long: Prose | None = optional("Quanto tempo ci vuole, e quanto prima si chiede.", "quanto_tempo")
    asked_when: AskedWhen | None = optional(
        "Da quando a quando si può chiedere ogni anno; se manca, si chiede sempre.", "si_chiede"
    )
    form: Url | None = optional("L'indirizzo del modulo, o della pagina dove si fa domanda.", "modulo")
    contacts: tuple[Contact, ...] = listed("A chi chiedere: uffici e ruoli, mai persone.", "contatti")
    changes: tuple[Change, ...] = listed("Che cosa è cambiato, e da quando.", "cambiamenti")
    legal_steps: tuple[LegalStep, ...] = listed("Che cosa dice la legge di una procedura.", "passi_di_legge")
    instruments: Codes = listed(
        "Le forme di accordo a cui una procedura porta: gli atti di quel genere rimandano qui.", "istituti"
    )
    resources: Codes = listed("Le risorse che con una procedura si chiedono al Comune.", "risorse")
    note: Prose | None = optional("Una precisazione redazionale.", "nota")
    source: Prose | None = optional("Da dove viene la voce.", "fonte")
    url: Url | None = optional("La pagina dell'elenco di origine.")

    @property
    def labels(self) -> dict[str, str]:
        """Its label by language, Italian first."""
        return by_language(self.it, self.en, self.model_extra)

    @property
    def translations(self) -> tuple[str, ...]:
        """Its labels in the languages that are not Italian."""
        return tuple(label for lang, label in self.labels.items() if lang != FIRST)

    @property
    def other_words(self) -> tuple[str, ...]:
        """What else it is called: its formal names, its aliases, and its official names in other languages."""
        formal = self.formal.by_language.values() if self.formal else ()
        return (*formal, *self.aliases, *(official.name for official in self.official_names))

    @property
    def titles(self) -> tuple[str, ...]:
        """Its label and its formal name, in Italian."""
        return tuple(filter(None, (self.it, self.formal.it if self.formal else None)))

    @property
    def said(self) -> tuple[str, ...]:
        """What it is called in Italian: its titles and its aliases."""
        return (*self.titles, *self.aliases)


class Scheme(Model):
    """A vocabulary file (`vocabularies/<scheme>.yml`)."""

    id: Id = required("Il nome del vocabolario.")
    title: TranslatedLine | None = optional("Il titolo.", "titolo")
    standing: Annotated[str, choice("ufficiale", "proposto")] | None = optional(
        "Se è un elenco ufficiale o una proposta.", "stato"
    )
    source: Prose | None = optional("Da dove viene l'elenco.", "fonte")
    url: Url | None = optional("La pagina dell'elenco.")
    version: Line | None = optional("La versione o la data dell'elenco.", "versione")
    terms: tuple[Term, ...] = listed("Le voci.", "termini")
    families: tuple[Term, ...] = listed("Le famiglie di voci.", "famiglie")


def label_of(term: Term, lang: str) -> str:
    """Return the label of `term` in `lang`, falling back on Italian and then on the code."""
    own = term.en if lang == "en" else (term.model_extra or {}).get(lang)
    return own or term.it or term.code
