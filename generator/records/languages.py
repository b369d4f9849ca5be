"""Texts in several languages: each language a key of its own (`it`, `en`, `de`…), Italian first."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, ConfigDict
from pydantic.annotated_handlers import GetJsonSchemaHandler
from pydantic_core import CoreSchema

from generator.records.fields import LINE, PARAGRAPH, Line, Model, Paragraph, optional, required

FIRST: Final = "it"
"""The language that everything has."""

LANGUAGE: Final = (
    "^(a[abefkmnrsvyz]|b[aeghimnors]|c[aehorsuvy]|d[aevz]|e[elnostu]|f[afijory]|g[adlnuv]|h[aeiortuyz]|i[adegikostu]"
    "|j[av]|k[agijklmnorsuvwy]|l[abgiontuv]|m[ghiklnrsty]|n[abdeglnorvy]|o[cjmrs]|p[ailst]|q[u]|r[mnouw]"
    "|s[acdegiklmnoqrstuvw]|t[aeghiklnorstwy]|u[gkrz]|v[eio]|w[ao]|x[h]|y[io]|z[ahu]"
    "|egl|frp|fur|lij|lld|lmo|nap|pms|rgn|scn|vec)$"
)
"""Codes of languages that may be a key.

Those of two letters (ISO 639-1), and of those that have none (ISO 639-3) the ones of Italy: Friulian, Ladin,
Franco-Provençal (L. 482/1999, art. 2), and what is spoken beside Italian.
"""


def in_languages(node: Mapping[str, Any]) -> dict[str, Any]:
    """Keywords of a schema whose mapping may have a key for each language, each holding a `node`."""
    return {"additionalProperties": False, "patternProperties": {LANGUAGE: dict(node)}}


def by_language(italian: str | None, english: str | None, others: Mapping[str, str] | None) -> dict[str, str]:
    """Return what is said, by language, Italian first; what is not said is left out."""
    texts = {FIRST: italian, "en": english, **(others or {})}
    return {lang: text for lang, text in texts.items() if text}


class Translated(Model):
    """A text in Italian and in any other language."""

    it: str
    en: str | None

    def own(self, lang: str) -> str:
        """Return the text in a language, empty where it has none."""
        return (self.it if lang == FIRST else self.en if lang == "en" else (self.model_extra or {}).get(lang)) or ""

    def said(self, lang: str) -> str:
        """Return the text in a language, in Italian where it has none."""
        return self.own(lang) or self.it

    @property
    def by_language(self) -> dict[str, str]:
        """The text by language, Italian first."""
        return by_language(self.it, self.en, self.model_extra)


class TranslatedLine(Translated):
    """A text on one line: `{it: Casa, en: Housing}`."""

    model_config = ConfigDict(
        extra="allow", json_schema_extra=in_languages({"type": "string", "minLength": 1, "maxLength": LINE})
    )

    it: Line = required("In italiano.")
    en: Line | None = optional("In inglese; così ogni altra lingua, sotto il suo codice.")


class TranslatedParagraph(Translated):
    """A text of some lines: `{it: Chi può fare domanda, en: Who may apply}`."""

    model_config = ConfigDict(
        extra="allow", json_schema_extra=in_languages({"type": "string", "minLength": 1, "maxLength": PARAGRAPH})
    )

    it: Paragraph = required("In italiano.")
    en: Paragraph | None = optional("In inglese; così ogni altra lingua, sotto il suo codice.")


class _OrPlain:
    """Marks a text in several languages for which one in Italian alone may stand."""

    def __init__(self, most: int) -> None:
        self._most = most

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"oneOf": [{"type": "string", "minLength": 1, "maxLength": self._most}, handler(core)]}


def _as_translated(value: Any) -> Any:
    return {FIRST: value} if isinstance(value, str) else value


Words = Annotated[TranslatedLine, BeforeValidator(_as_translated), _OrPlain(LINE)]
"""A line, in Italian or in several languages."""
Prose = Annotated[TranslatedParagraph, BeforeValidator(_as_translated), _OrPlain(PARAGRAPH)]
"""Some lines, in Italian or in several languages."""
