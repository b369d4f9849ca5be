"""The kinds of value a key may hold, each with its place in the schema.

Every value reaches us as text, because YAML 1.1 turns `telefono: 0522123456` into 88647470.
The schema says what a text must look like; the converters here run after that check and therefore never meet
a text they cannot read.
"""

from datetime import date
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic.annotated_handlers import GetJsonSchemaHandler
from pydantic_core import CoreSchema

from generator.records.dates import PartialDate, iso_of

YES: Final = ("sì", "si", "s", "true", "vero", "yes", "y")
NO: Final = ("no", "n", "false", "falso")

LINE: Final = 255
PARAGRAPH: Final = 2_000
ARTICLE: Final = 20_000


class Model(BaseModel):
    """Base of every record and part of record: immutable, and closed to keys it does not declare."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_post_init(self, _context: Any, /) -> None:
        """Share the names of the keys that were given among all that have the same: they weigh more than most texts."""
        given = self.__pydantic_fields_set__
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN.setdefault(frozenset(given), given))


_GIVEN: Final[dict[frozenset[str], set[str]]] = {}
"""Sets of keys that some record gives."""


def as_list(value: Any) -> Any:
    """Accept a bare value where a list is meant."""
    return value if isinstance(value, list | tuple) else [value]


def as_bool(value: Any) -> Any:
    """Read yes and no as people write them."""
    return value if isinstance(value, bool) else str(value).casefold() in YES


def as_number(value: Any) -> Any:
    """Read a number; the decimal comma of Italian is understood."""
    return value.replace(",", ".") if isinstance(value, str) else value


def as_day(value: Any) -> Any:
    """Read a day; 15/09/2025 is understood."""
    return iso_of(value) or value if isinstance(value, str) else value


class OneOrMany:
    """Marks a list for which a bare value may stand; use it with `BeforeValidator(as_list)`."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        many = handler(core)
        return {"oneOf": [many["items"], many]}


def code(scheme: str, *also: str) -> WithJsonSchema:
    """Schema of a code of the vocabulary `scheme`, or one of the few codes in `also`."""
    keywords: dict[str, Any] = {"type": "string", "x-vocabolario": scheme}
    return WithJsonSchema({**keywords, "enum": list(also)} if also else keywords)


def choice(*codes: str) -> WithJsonSchema:
    """Schema of a code out of a short list that belongs to the shape itself."""
    return WithJsonSchema({"type": "string", "enum": list(codes)})


def reference(kind: str) -> WithJsonSchema:
    """Schema of the id of another record: `rete`, `ente`, `rete|ente` or `attivita`."""
    return WithJsonSchema({"type": "string", "x-riferimento": kind})


def text(most: int, *, least: int = 1, markdown: bool = False) -> WithJsonSchema:
    """Schema of a text of at most `most` characters, on one line unless it is Markdown."""
    keywords: dict[str, Any] = {"type": "string", "minLength": least, "maxLength": most}
    return WithJsonSchema({**keywords, "x-formato": "markdown"} if markdown else keywords)


def place_reference() -> WithJsonSchema:
    """Schema of the id of a place of the same file."""
    return WithJsonSchema({"type": "string", "x-riferimento": "luogo"})


def formatted(name: str, most: int = LINE) -> WithJsonSchema:
    """Schema of a text in one of the formats that checking knows by name."""
    return WithJsonSchema({"type": "string", "maxLength": most, "x-formato": name})


def optional(description: str, alias: str | None = None, **options: Any) -> Any:
    """Field that may be missing: None."""
    return Field(default=None, alias=alias, description=description, **options)


def listed(description: str, alias: str | None = None, **options: Any) -> Any:
    """List that may be missing: the empty tuple."""
    return Field(default=(), alias=alias, description=description, **options)


def required(description: str, alias: str | None = None, **options: Any) -> Any:
    """Field that must be there."""
    return Field(alias=alias, description=description, **options)


Line = Annotated[str, text(LINE)]
Paragraph = Annotated[str, text(PARAGRAPH)]
Article = Annotated[str, text(ARTICLE, markdown=True)]
Id = Annotated[str, formatted("id", 80)]
Url = Annotated[str, formatted("url", 2_000)]
Site = Annotated[str, formatted("sito", 2_000)]
YesNo = Annotated[bool, BeforeValidator(as_bool), WithJsonSchema({"type": "boolean"})]
Number = Annotated[float, BeforeValidator(as_number), WithJsonSchema({"type": "number"})]
Amount = Annotated[
    float, BeforeValidator(as_number), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1_000_000_000})
]
"""A sum of money, in euros."""
Day = Annotated[date, BeforeValidator(as_day), formatted("data")]
When = Annotated[
    PartialDate,
    PlainValidator(PartialDate.parse),
    WithJsonSchema(
        {
            "oneOf": [
                {"type": "string", "x-formato": "quando"},
                {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "anno": {"type": "string", "x-formato": "anno", "description": "L'anno, se si sa."},
                        "mese": {
                            "type": "string",
                            "x-formato": "mese",
                            "description": "Anno e mese: 2019-04.",
                        },
                        "data": {
                            "type": "string",
                            "x-formato": "data",
                            "description": "Il giorno: 2019-04-12.",
                        },
                        "testo": {
                            "type": "string",
                            "maxLength": LINE,
                            "description": "Le parole della fonte: dalla primavera 2019.",
                        },
                    },
                },
            ]
        }
    ),
]
"""A date of any precision, with the words of the source beside it."""
