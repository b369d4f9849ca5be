"""Words for which there are better ones, in what a record tells in its own words."""

import re

from generator.checking.rule_data import RULE_DATA, pattern

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")


def better_words(text: str) -> list[tuple[str, str]]:
    """Return (words, better words) for each expression that has a kinder one; names and quotations are left alone."""
    bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    bare = bare[:1].lower() + bare[1:]
    found: dict[str, str] = {}
    for one in RULE_DATA["parole"]:
        for words in pattern(one["modello"]).finditer(bare):
            if not any(words[0] in longer for longer in found):
                found.setdefault(words[0], one["meglio"])
    return list(found.items())
