"""What keys and columns hold, in another language: `locale/keys.<lang>.json` has each Italian sentence again."""

from collections.abc import Mapping
from typing import Any

from generator.locale import LANGUAGES, load


def said_in(text: str, lang: str) -> str:
    """Return what a key of a record, or a column of a table, holds: in a language, else as it is written."""
    if lang == LANGUAGES[0]:
        return text
    words = load("keys", lang)
    return words.entry(text) if text in words else text


def in_language(whole: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Return a schema whose descriptions are in a language; one that nobody has translated stays in Italian."""
    if lang == LANGUAGES[0]:
        return dict(whole)

    def said(value: Any) -> Any:
        if isinstance(value, list):
            return [said(part) for part in value]
        if not isinstance(value, Mapping):
            return value
        made = {key: said(part) for key, part in value.items()}
        text = made.get("description")  # the description of a key that is called so is a mapping
        return {**made, "description": said_in(text, lang)} if isinstance(text, str) else made

    return {key: said(part) for key, part in whole.items()}
