"""The page of the codes of findings, generated from what the program checks."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from generator.checking.code_docs import CodePage, codes
from generator.locale import load
from generator.site.model import Site
from generator.site.page import Crumb, Page

CODES_ADDRESS: Final = "progetto/codici/"
_PASTE: Final = "\n"


def codes_page(site: Site) -> Iterator[Page]:
    """Every code of a finding: what went wrong, an example, the fix, and who notices."""
    told = codes(load("messages", site.texts.lang))
    yield Page(
        kind="codici",
        address=CODES_ADDRESS,
        title=site.texts("codes.title"),
        template="pages/codes/page.html",
        context={
            "groups": [
                (site.texts(f"codes.group_{family}"), f"gruppo-{family}", list(found))
                for family, found in groupby(told, key=_family)
            ],
            "advice_of": advice_of,
        },
        description=site.texts("codes.description"),
        tab="participate",
        crumbs=_crumbs(site),
    )


def advice_of(code: CodePage) -> list[str]:
    """The fixes of a code, without the line to paste that only a real record has."""
    plain = (hint.partition(_PASTE)[0] if "…" in hint.partition(_PASTE)[2] else hint for hint in code.hints)
    sentences = (hint.rpartition(". ")[0] + "." if hint.endswith(":") and ". " in hint else hint for hint in plain)
    return [hint for hint in sentences if not hint.endswith(":")]


def _family(code: CodePage) -> str:
    return code.code[1]


def _crumbs(site: Site) -> tuple[Crumb, ...]:
    return (Crumb(site.texts("shell.menu_project"), "progetto/"),)
