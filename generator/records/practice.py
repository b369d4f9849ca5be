"""A good practice: something that worked, told so that others can do it."""

from typing import Annotated

from pydantic import BeforeValidator

from generator.records.common import QUOTE, QUOTE_DESCRIPTION, Audiences, FormerPart, Image, Indicator, Source
from generator.records.conditions import conditions, needs
from generator.records.fields import (
    LINE,
    Article,
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
    listed,
    optional,
    reference,
    required,
    text,
)
from generator.records.translations import PracticeTranslations


class Contribution(Model):
    """Who took part in a practice and with what (`chi`)."""

    body: Annotated[str, reference("rete|ente")] = required("Chi ha partecipato.", "ente")
    resource: Annotated[str, code("risorse")] | None = optional("Che cosa ha messo a disposizione.", "apporto")


class Figure(Model):
    """A figure of activity, not of effect (`cifre`)."""

    name: Line = required("Che cosa conta.", "nome")
    value: Number = required("Quanto.", "valore")
    approximate: YesNo | None = optional("Sì se è una stima.", "circa")
    unit: Line | None = optional("L'unità: persone, ore, kg.", "unita")
    period: Line | None = optional("L'anno o il periodo.", "periodo")
    source: Line | None = optional("Da dove viene il dato.", "fonte")


class Replication(Model):
    """A place where the practice was taken up (`replicata_in`)."""

    place: Line = required("Dove.", "luogo")
    url: Url | None = optional("Una pagina che ne parla.")
    note: Paragraph | None = optional("Chi la fa lì, da quando e come.", "nota")


class Practice(Model):
    """A good practice (`buone_pratiche`); headings after UN-Habitat, FAO 2015 and URBACT.

    What a mature practice must show follows URBACT («evidence of results») and FAO 2015 («replicable»).
    """

    model_config = conditions(
        needs("E401", "indicatori.fonte", when={"maturita": ["buona_pratica"]}),
        needs("E402", "replicata_in", when={"maturita": ["trasferita"]}),
    )

    id: Id | None = optional("Nome breve, unico nel file; se manca si ricava dal titolo.")
    title: Annotated[str, text(LINE, least=3)] = required("Il titolo.", "titolo")
    image: Image | None = optional("Una foto o un disegno, un file di content/immagini.", "immagine")
    origin: Annotated[str, reference("pratica")] | None = optional(
        "La buona pratica da cui è presa: rete-vicini-di-casa/custodi-del-cortile. La sua pagina lo dirà.",
        "da",
    )
    quote: Annotated[str, text(QUOTE)] | None = optional(QUOTE_DESCRIPTION, "frase")
    context: Article | None = optional("La situazione di partenza.", "contesto")
    problem: Article | None = optional("Il problema da affrontare.", "problema")
    solution: Article | None = optional("Che cosa si è fatto e come funziona.", "soluzione")
    steps: Annotated[tuple[Paragraph, ...], BeforeValidator(as_list), OneOrMany()] = listed(
        "I passi, uno per riga: la prima frase dice che cosa, le altre chi e in quanto tempo.", "passi"
    )
    who: tuple[Contribution, ...] = listed("Chi ha partecipato e con che cosa.", "chi")
    results: Article | None = optional("Che cosa è cambiato.", "risultati")
    figures: tuple[Figure, ...] = listed("I numeri dell'attività (non gli effetti).", "cifre")
    indicators: tuple[Indicator, ...] = listed("Gli effetti misurati nel tempo.", "indicatori")
    success_factors: Article | None = optional("Che cosa l'ha fatta funzionare.", "fattori_di_successo")
    difficulties: Article | None = optional("Le difficoltà incontrate.", "criticita")
    lessons: Article | None = optional("Che cosa si è imparato.", "lezioni")
    since: When | None = optional("Da quando si fa: anno, mese o giorno.", "dal")
    cost: Line | None = optional("Quanto costa, in una riga: circa 300 euro l'anno.", "costo")
    effort: Line | None = optional("Quanto tempo chiede, e a chi: due ore al mese a testa.", "impegno")
    sustainability: Article | None = optional("Come si regge nel tempo.", "sostenibilita")
    transferability: Article | None = optional("Che cosa serve per rifarla altrove.", "trasferibilita")
    replications: tuple[Replication, ...] = listed("Dove è già stata ripresa.", "replicata_in")
    maturity: Annotated[str, choice("promettente", "buona_pratica", "trasferita")] | None = optional(
        "Promettente; buona pratica, se c'è un indicatore con la fonte; trasferita, se è stata ripresa altrove.",
        "maturita",
    )
    can_tell: YesNo | None = optional(
        "Sì se chi l'ha fatta è disponibile a raccontarla a chi vuole provarci; no, se per ora non può.", "racconta"
    )
    translations: PracticeTranslations = listed("L'essenziale in altre lingue, per lingua.", "traduzioni")
    audiences: Audiences = listed("Per chi è.", "destinatari")
    sources: tuple[Source, ...] = listed("Da dove viene l'informazione.", "fonti")
    former: tuple[FormerPart, ...] = listed("Dove stava prima: il sito rimanda qui.", "id_precedenti")
