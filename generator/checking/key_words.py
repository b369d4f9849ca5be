"""What keys hold, in another language: models say it in Italian, `locale/keys.<lang>.json` has each sentence again."""

from collections.abc import Mapping
from typing import Any

from generator.locale import LANGUAGES, load


def in_language(whole: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Return a schema whose descriptions are in a language; one that nobody has translated stays in Italian."""
    if lang == LANGUAGES[0]:
        return dict(whole)
    words = load("keys", lang)

    def said(value: Any) -> Any:
        if isinstance(value, list):
            return [said(part) for part in value]
        if not isinstance(value, Mapping):
            return value
        made = {key: said(part) for key, part in value.items()}
        text = made.get("description")  # the description of a key that is called so is a mapping
        return {**made, "description": words.entry(text)} if isinstance(text, str) and text in words else made

    return {key: said(part) for key, part in whole.items()}
