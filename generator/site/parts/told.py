"""What records say, in the language of a page: their translation where they have one, else their own words, marked.

Screen readers choose their voice by `lang`, and browsers offer to translate by it (WCAG 2.2, 3.1.2). In the language
that records are written in nothing is marked.
"""

from functools import cache
from typing import Any, Final, Self

from markupsafe import Markup

from generator.catalogue.translated import Translatable, translated
from generator.locale import writing
from generator.site.editions import Edition
from generator.site.parts.markdown import shortened, to_text, whole_sentences

_NOTHING: Final = Markup()


class Translation(str):
    """A text in the language of the page, where others of its kind are in that of the records."""

    __slots__ = ()


class Teller:
    """Tells what records say to who reads an edition."""

    def __init__(self, edition: Edition) -> None:
        self._lang = edition.lang
        self._is_own = edition.is_first
        turned = ' dir="ltr"' if writing.direction(edition.lang) != writing.direction(edition.own_lang) else ""
        self._mark = _NOTHING if self._is_own else Markup(f' lang="{edition.own_lang}"{turned}')  # noqa: S704 -- codes

    def told(self, record: Translatable, key: str, most: int = 0, *, is_whole: bool = False) -> str:
        """Return what a record says under a key of the Italian (`descrizione`), as plain text of so many signs at most.

        Where `most` is 0, as it is written; where it `is_whole`, whole sentences. Empty where the record says nothing.
        """
        cut = whole_sentences if is_whole else shortened
        own, there = self._own_and_translated(record, key)
        if there:
            return Translation(cut(to_text(there), most) if most else there)
        return self.said(cut(to_text(own), most) if most else own)

    def sentences(self, record: Translatable, key: str, few: int, most: int) -> tuple[str, str]:
        """Return the sentences of a text within `most` signs: those within `few`, and the others.

        Where none ends within `few` all of them are the former, for no sentence is cut in two.
        """
        own, there = self._own_and_translated(record, key)
        text = whole_sentences(to_text(there or own), most)
        first = whole_sentences(text, few)
        if not text.startswith(first) or text == first:
            first = text
        parts = (first, text[len(first) :].strip())
        return (Translation(parts[0]), Translation(parts[1])) if there else (self.said(parts[0]), self.said(parts[1]))

    def _own_and_translated(self, record: Translatable, key: str) -> tuple[str, str]:
        own: str = getattr(record, _attribute(type(record), key)) or ""
        return own, "" if self._is_own else translated(record, key, self._lang) or ""

    def said(self, text: str | None) -> str:
        """Return a text of a record, marked where it stands among words of another language."""
        if self._is_own or not text or isinstance(text, Translation | Markup):
            return text or ""
        return Said(text, self._mark)

    def mark(self, text: str) -> Markup:
        """Return the attributes of an element that holds a text of a record."""
        return _NOTHING if isinstance(text, Translation) else self._mark


class Said(str):
    """A text of a record in another language than that of the page: on a page it says so, elsewhere it is plain."""

    __slots__ = ("_mark",)
    _mark: Markup

    def __new__(cls, text: str, mark: Markup) -> Self:
        """Return the text with the attributes that say its language."""
        said = super().__new__(cls, text)
        said._mark = mark
        return said

    def __html__(self) -> Markup:
        """Return the text as it stands on a page."""
        return Markup("<span{}>{}</span>").format(self._mark, str(self))


@cache
def _attribute(model: type[Any], key: str) -> str:
    """Return the attribute of a model that is written under a key."""
    fields: dict[str, Any] = model.model_fields
    return next(name for name, field in fields.items() if (field.alias or name) == key)
