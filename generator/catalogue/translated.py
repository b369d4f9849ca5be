"""What a record says in other languages: asked here, by whoever shows it."""

from functools import cache

from generator.records.activity import Activity
from generator.records.common import Need, Offer
from generator.records.network import Network
from generator.records.organization import Organization
from generator.records.practice import Practice
from generator.records.translations import TranslatedActivity, TranslatedPractice, TranslatedRecord, TranslatedResource

Translatable = Network | Organization | Activity | Practice | Need | Offer
Words = TranslatedRecord | TranslatedActivity | TranslatedPractice | TranslatedResource


def translated(record: Translatable, key: str, lang: str) -> str | None:
    """Return what a record, or a part of one, says in `lang` under a key of the Italian (`nome`, `come_accedere`).

    None where nobody has translated it: what is shown then is the Italian, marked as such (`lang="it"`). Of `quando`
    the answer is what stands for the words of the hours, `quando.testo`. Raises KeyError for a key of no translation.
    """
    words = next((words for words in record.translations if words.language == lang), None)
    if words is None:
        return None
    said: str | None = getattr(words, _field_names(type(words))[key])
    return said


def languages_of(record: Translatable) -> tuple[str, ...]:
    """Return the languages in which a record, or a part of one, says something: English first, then as in its file."""
    languages = (words.language for words in record.translations)
    return tuple(sorted(dict.fromkeys(languages), key=lambda language: language != "en"))


@cache
def _field_names(model: type[Words]) -> dict[str, str]:
    """Return the attribute of each key of a model."""
    return {str(field.alias): name for name, field in model.model_fields.items()}
