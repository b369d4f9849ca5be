"""Words for which there are better ones (H501): the list is `parole` in `rule_data.json`."""

import re

from generator.checking.rule_data import RULE_DATA, pattern

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")


def better_words(text: str) -> list[tuple[str, str]]:
    """Return (words, better words) for each expression that has a kinder one; names and quotations are left alone."""
    bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    # A capital says a name («Sportello Stranieri»), except where every sentence has one.
    bare = bare[:1].lower() + bare[1:]
    kinder: dict[str, str] = {}
    for rule in RULE_DATA["parole"]:
        for match in pattern(rule["modello"]).finditer(bare):
            # What stands inside an expression that was found already is not told again.
            if not any(match[0] in longer for longer in kinder):
                kinder.setdefault(match[0], rule["meglio"])
    return list(kinder.items())
