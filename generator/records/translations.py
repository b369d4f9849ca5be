"""What a record says in other languages (`traduzioni`): a mapping by language, under the names of the Italian keys.

Two older forms are still read and mean the same: a list whose items name their language (`lingua`), and English under a
key of its own (`in_inglese`). `intreccio upgrade` rewrites both.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator
from pydantic.annotated_handlers import GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from generator.records.conditions import conditions, needs
from generator.records.fields import LINE, Article, Line, Model, Paragraph, formatted, optional, required, text
from generator.records.plain import is_empty

TRANSLATIONS: Final = "traduzioni"
LANGUAGE: Final = "lingua"
IN_ENGLISH: Final = "in_inglese"
"""Where English stood when it had a key of its own."""
ANY: Final = "."
"""The pattern of every key: which are languages is told by their format, in words of its own."""
SUPERSEDED: Final = {"deprecated": True}
"""What the schema says of a key, or of a form, that is read and that nobody should write any more."""

Language = Annotated[str, formatted("lingua")]
_LANGUAGE: Final = "La lingua: fr, ar, uk…"


class English(Model):
    """The essentials in English, as they were written once (`in_inglese`)."""

    name: Line | None = optional("Il nome in inglese.", "nome")
    summary: Annotated[str, text(LINE)] | None = optional("Una frase in inglese.", "descrizione_breve")
    description: Article | None = optional("Il racconto in inglese, se una frase non basta.", "descrizione")


class TranslatedRecord(Model):
    """What a network or an organisation says in one more language."""

    model_config = conditions(needs("E131", "descrizione_breve", "descrizione", "nome", "come_aderire"))

    name: Line | None = optional("Il nome in questa lingua, se ne ha uno.", "nome")
    summary: Annotated[str, text(LINE)] | None = optional("Una frase in questa lingua.", "descrizione_breve")
    description: Article | None = optional("Il racconto in questa lingua.", "descrizione")
    how_to_join: Paragraph | None = optional("Come si entra a farne parte, in questa lingua.", "come_aderire")


class TranslatedActivity(Model):
    """What an activity says in one more language; `quando` are the words that `quando.testo` has in Italian."""

    model_config = conditions(
        needs("E131", "nome", "descrizione", "quando", "come_accedere", "che_cosa_portare", "costo_nota")
    )

    name: Line | None = optional("Come si chiama l'attività in questa lingua.", "nome")
    description: Article | None = optional("Che cosa si fa, in questa lingua.", "descrizione")
    when: Paragraph | None = optional("Quando, con parole semplici: every Thursday, 3 to 5 pm.", "quando")
    access: Paragraph | None = optional("Come si partecipa, in questa lingua.", "come_accedere")
    bring: Paragraph | None = optional("Che cosa portare, in questa lingua.", "che_cosa_portare")
    cost_note: Line | None = optional("La precisazione sul costo, in questa lingua.", "costo_nota")


class TranslatedPractice(Model):
    """What a good practice says in one more language."""

    model_config = conditions(needs("E131", "titolo", "frase", "problema", "soluzione", "risultati"))

    title: Line | None = optional("Il titolo in questa lingua.", "titolo")
    quote: Line | None = optional("La frase che resta, in questa lingua.", "frase")
    problem: Article | None = optional("Il problema da affrontare, in questa lingua.", "problema")
    solution: Article | None = optional("Che cosa si è fatto, in questa lingua.", "soluzione")
    results: Article | None = optional("Che cosa è cambiato, in questa lingua.", "risultati")


class TranslatedResource(Model):
    """What a request or an offer says in one more language; `quando` are the words of its hours."""

    model_config = conditions(needs("E131", "descrizione", "quando"))

    description: Paragraph | None = optional("Che cosa, quanto, quando, in questa lingua.", "descrizione")
    when: Paragraph | None = optional("Quando, con parole semplici, in questa lingua.", "quando")


class Translation(TranslatedRecord):
    """What a network or an organisation says in one more language, with the language (`lingua`)."""

    language: Language = required(_LANGUAGE, LANGUAGE)


class ActivityTranslation(TranslatedActivity):
    """What an activity says in one more language, with the language (`lingua`)."""

    language: Language = required(_LANGUAGE, LANGUAGE)


class PracticeTranslation(TranslatedPractice):
    """What a good practice says in one more language, with the language (`lingua`)."""

    language: Language = required(_LANGUAGE, LANGUAGE)


class ResourceTranslation(TranslatedResource):
    """What a request or an offer says in one more language, with the language (`lingua`)."""

    language: Language = required(_LANGUAGE, LANGUAGE)


class ByLanguage:
    """Marks a list that is written as a mapping by language, whose values are `value`; the list is its former form."""

    def __init__(self, value: type[BaseModel]) -> None:
        self.value = value

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        # Asked for as the items of a list it becomes a definition, as other parts of records are, and is not inline.
        values = handler(core_schema.list_schema(self.value.__pydantic_core_schema__))["items"]
        names = {"type": "string", "maxLength": LINE, "x-formato": LANGUAGE}
        mapping = {
            "type": "object",
            "additionalProperties": False,
            "properties": {},
            "patternProperties": {ANY: values},
            "propertyNames": names,
        }
        return {"oneOf": [{**handler(core), **SUPERSEDED}, mapping]}


def as_translations(value: Any) -> Any:
    """Read a mapping by language as a list whose items name theirs."""
    if not isinstance(value, Mapping):
        return value
    return [{**said, LANGUAGE: language} for language, said in value.items() if not is_empty(said)]


Translations = Annotated[tuple[Translation, ...], BeforeValidator(as_translations), ByLanguage(TranslatedRecord)]
ActivityTranslations = Annotated[
    tuple[ActivityTranslation, ...], BeforeValidator(as_translations), ByLanguage(TranslatedActivity)
]
PracticeTranslations = Annotated[
    tuple[PracticeTranslation, ...], BeforeValidator(as_translations), ByLanguage(TranslatedPractice)
]
ResourceTranslations = Annotated[
    tuple[ResourceTranslation, ...], BeforeValidator(as_translations), ByLanguage(TranslatedResource)
]


def by_language(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plain data of a record, or of a part of one, with what it says in other languages in today's form.

    Where two forms say the same thing of one language, the mapping goes before the list, the list before `in_inglese`.
    What has not the shape that the schema asks for stays as it is.
    """
    said, english = data.get(TRANSLATIONS), data.get(IN_ENGLISH)
    if not isinstance(said, list) and is_empty(english):
        return dict(data)
    made: dict[str, dict[str, Any]] = {}
    for language, words in (*_languages_of(said), *(() if is_empty(english) else [("en", english)])):
        if not isinstance(words, Mapping) or not language:
            return dict(data)
        made[language] = {**words, **made.get(language, {})}
    found = {key: value for key, value in data.items() if key not in {TRANSLATIONS, IN_ENGLISH}}
    return {**found, TRANSLATIONS: made}


def _languages_of(said: Any) -> Iterator[tuple[str, Any]]:
    """Yield (language, what is said in it) of either form; no language where it is of none."""
    if isinstance(said, Mapping):
        yield from said.items()
    elif isinstance(said, list):
        for item in said:
            named = isinstance(item, Mapping) and isinstance(item.get(LANGUAGE), str)
            if named:
                yield item[LANGUAGE].strip(), {key: part for key, part in item.items() if key != LANGUAGE}
            else:
                yield "", item
    elif not is_empty(said):
        yield "", said


def with_english(data: Any) -> Any:
    """Read what a record says in English alike wherever it stands: among the translations, and as `in_inglese`."""
    if not isinstance(data, Mapping):
        return data
    made = by_language(data)
    said = made.get(TRANSLATIONS)
    english = said.get("en") if isinstance(said, Mapping) else None
    if isinstance(english, Mapping):
        kept = {field.alias: english.get(str(field.alias)) for field in English.model_fields.values()}
        made[IN_ENGLISH] = {key: part for key, part in kept.items() if part}
    return made
