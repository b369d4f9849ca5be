"""The page of codes: every example is true."""

import re
from pathlib import Path

import pytest

from generator.checking import check
from generator.checking.code_docs import CodePage, codes
from generator.locale import load
from generator.reading.folder import read_folder
from tests.conftest import TODAY

TEXTS = load("messages", "it")
PAGES = codes(TEXTS)
RECORD = {
    "networks": {
        "nome": "Rete Prova",
        "descrizione_breve": "Una rete per provare.",
        "temi": "[prossimita]",
        "territori": "[valdoria]",
        "destinatari": "[tutti]",
        "altri_aderenti": "tre gruppi",
        "sito": "prova.example",
        "fonti": '[{url: "https://prova.example", letta_il: 2026-09-01}]',
    },
    "organizations": {
        "nome": "Ente Prova",
        "tipo": "odv",
        "descrizione_breve": "Un ente per provare.",
        "sito": "ente.example",
        "fonti": '[{url: "https://ente.example", letta_il: 2026-09-01}]',
    },
}


def _content(page: CodePage, fragment: str) -> str:
    """Put a fragment into a record that is right, in place of the keys it gives."""
    given = set(re.findall(r"^([a-z_]+)\b", fragment, re.MULTILINE))
    around = {} if page.whole_file else RECORD.get(page.file.split("/", maxsplit=1)[0], {})
    return "".join(f"{key}: {value}\n" for key, value in around.items() if key not in given) + f"{fragment}\n"


def _found(root: Path, page: CodePage, fragment: str) -> set[str]:
    path = root / page.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_content(page, fragment), "utf-8")
    return {finding.code for finding in check(read_folder(root), TODAY).findings}


@pytest.mark.parametrize("page", [page for page in PAGES if page.tried], ids=lambda page: page.code)
def test_example(page: CodePage, valdoria: Path) -> None:
    """What is shown as wrong has that code; what is shown as right has no error or warning at all."""
    assert page.code in _found(valdoria, page, page.before)
    if not page.after.startswith("("):
        right = _found(valdoria, page, page.after)
        assert page.code not in right
        assert page.whole_file or {code for code in right if not code.startswith("H")} == set()


def test_every_code_has_a_page() -> None:
    """No code is without its page."""
    coded = {key[:4] for key in TEXTS.keys() if re.match(r"[EWH][0-9]{3}\.message$", key)}  # noqa: SIM118 - not a mapping

    assert {page.code for page in PAGES} == coded


def test_no_name_is_left_in_a_message() -> None:
    """Where no record is meant, names in messages become an ellipsis."""
    assert all("{key}" not in page.message and "…" not in page.code for page in PAGES)
    assert next(page.message for page in PAGES if page.code == "E102") == "Manca «…»."
