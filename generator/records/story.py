"""A story (`content/storie/*.md`): front matter and Markdown; what a network did, told at length."""

from typing import Annotated

from pydantic import BeforeValidator

from generator.records.common import QUOTE, QUOTE_DESCRIPTION, Image
from generator.records.conditions import conditions, not_yet
from generator.records.fields import (
    LINE,
    Article,
    Day,
    Model,
    OneOrMany,
    as_list,
    listed,
    optional,
    reference,
    required,
    text,
)

Networks = Annotated[tuple[Annotated[str, reference("rete")], ...], BeforeValidator(as_list), OneOrMany()]
Bodies = Annotated[tuple[Annotated[str, reference("ente")], ...], BeforeValidator(as_list), OneOrMany()]
Practices = Annotated[tuple[Annotated[str, reference("pratica")], ...], BeforeValidator(as_list), OneOrMany()]


class Story(Model):
    """A story: the keys of its front matter, and its text under the key `testo`."""

    model_config = conditions(not_yet("E408", "data"))

    title: Annotated[str, text(LINE, least=3)] = required("Il titolo.", "titolo")
    quote: Annotated[str, text(QUOTE)] | None = optional(QUOTE_DESCRIPTION, "frase")
    image: Image | None = optional("Una foto o un disegno, un file di content/immagini.", "immagine")
    date: Day = required("Il giorno in cui è stata scritta.", "data")
    told_by: Annotated[str, reference("rete|ente")] | None = optional(
        "La rete o l'ente che la racconta.", "chi_racconta"
    )
    networks: Networks = listed("Le reti di cui parla.", "reti")
    organizations: Bodies = listed("Gli enti di cui parla.", "enti")
    practices: Practices = listed("Le buone pratiche di cui parla.", "pratiche")
    body: Article = required("Il testo, in Markdown, sotto la seconda riga di trattini.", "testo")
