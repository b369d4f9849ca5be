"""`/progetto/codici/`: what each code of a finding means and how to mend it, from what the program checks."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from generator import addresses
from generator.checking.code_docs import CodePage, codes
from generator.locale import load
from generator.site.model import Site
from generator.site.page import Crumb, Page

CODES_ADDRESS: Final = addresses.page("codes")
_FAMILY: Final = 1
"""Where the digit of the family stands in a code: `H601` is of family 6."""


def codes_page(site: Site) -> Iterator[Page]:
    """Every code of a finding: what went wrong, an example, the fix, and who notices."""
    by_family = groupby(codes(load("messages", site.texts.lang)), key=lambda code: code.code[_FAMILY])
    yield Page(
        kind="codes",
        address=CODES_ADDRESS,
        title=site.texts("codes.title"),
        template="pages/codes/page.html",
        context={
            "groups": [
                (site.texts(f"codes.group_{family}"), f"gruppo-{family}", list(family_codes))
                for family, family_codes in by_family
            ],
            "advice_of": advice_of,
        },
        description=site.texts("codes.description"),
        tab="participate",
        crumbs=(Crumb(site.texts("shell.menu_project"), addresses.PROJECT),),
    )


def advice_of(code: CodePage) -> list[str]:
    """The fixes of a code, without the lines to paste («…» stands for names) that only a real record has."""
    kept = []
    for hint in code.hints:
        sentence, _, to_paste = hint.partition("\n")
        advice = sentence if "…" in to_paste else hint
        if advice.endswith(":") and ". " in advice:
            advice = f"{advice.rpartition('. ')[0]}."
        if not advice.endswith(":"):
            kept.append(advice)
    return kept
