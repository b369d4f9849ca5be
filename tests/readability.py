"""How easily our own Italian is read: a part of `make audit`, `python -m tests.audit readability`.

Measured by the Gulpease index (Lucisano and Piemontese, «Gulpease: una formula per la predittività della difficoltà dei
testi in lingua italiana», Scuola e città 3, 1988), which counts letters and not syllables. From 0 to 100; who went
to school up to fourteen reads alone what has 60 or more. Sentences and words are those of running text: paragraphs and
items that end like a sentence. Titles, tables, code and the words of buttons are none, and would flatter the index.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import Final

import yaml
from markdown import Markdown

from generator.locale import LANGUAGES

ROOT: Final = Path(__file__).parents[1]
INTERFACE: Final = ROOT / "generator" / "locale" / "interface.it.json"
VOCABULARIES: Final = ROOT / "generator" / "packaged" / "vocabularies"
PAGES: Final = (ROOT / "generator" / "packaged" / "content", ROOT / "content")
EASY: Final = "parole_semplici"
"""The key of the easy text of a record."""
RECORDS: Final = (ROOT, ROOT / "examples" / "valdoria")
PROSE: Final = ("descrizione_breve", "descrizione")
EASIEST: Final = 80
"""The least index of easy texts: who went to primary school alone reads them."""
AIM: Final = 60
"""The least index of a page, of the interface, of the explanations in vocabularies: school up to fourteen."""
LEAST: Final = 46
"""The least index of a sentence: below it is hard even for who has a diploma."""
SHORTEST: Final = 6
"""Words: of fewer the index of one sentence says nothing."""
SHOWN: Final = 20
OTHERS: Final = LANGUAGES[1:]
"""Folders of pages in other languages: the formula is of Italian."""
_EXPLAINED: Final = frozenset({"definizione", "nota", "testo"})
"""Keys of vocabularies whose values are sentences that people read."""
_EXTENSIONS: Final = ("attr_list", "def_list", "tables", "fenced_code", "footnotes", "admonition")
_FRONT_MATTER: Final = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_TEMPLATE: Final = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_PLACE: Final = re.compile(r"\{[a-z_]+\}")
"""Stands in a text of the interface for a name or a number: a word."""
_WORD: Final = re.compile(r"[^\W_]+['’]?")
"""What is elided is a word of its own: «l'ente» is two."""
_LETTER: Final = re.compile(r"[^\W_]")
_END: Final = re.compile(r"(?<=[.!?…])[»”)]*\s+(?=(?:→ )?[«“(]?[^\Wa-zà-ÿ])")
_SHORTENED: Final = re.compile(r"\b(artt?|par|lett|nn?|es|pp?|d|lgs)\.(?=\s)", re.IGNORECASE)
_CLOSED: Final = re.compile(r"[.!?…:;][»”)]*$")


def gulpease(sentences: list[str]) -> int:
    """Return the index of a text, 0 to 100: 89 + (300 sentences - 10 letters) / words."""
    text = " ".join(sentences)
    words = len(_WORD.findall(text))
    letters = len(_LETTER.findall(text))
    return max(0, min(100, round(89 + (300 * len(sentences) - 10 * letters) / words))) if words else 100


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a paragraph; none where it does not end like one."""
    plain = " ".join(_SHORTENED.sub(r"\1", _PLACE.sub("parola", text)).split())
    return [part for part in _END.split(plain) if part and _WORD.search(part)] if _CLOSED.search(plain) else []


class _Prose(HTMLParser):
    """The running text of a page: paragraphs and items, without titles, tables, buttons and code."""

    _BLOCKS: Final = frozenset({"p", "li", "dd", "dt", "div", "ul", "ol", "dl", "section", "blockquote"})
    _SKIPPED: Final = frozenset({"h1", "h2", "h3", "h4", "table", "pre", "dt"})

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs = [""]
        self._skipped = 0
        self._is_foreign = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipped += tag in self._SKIPPED
        if tag == "h2":
            self._is_foreign = dict(attrs).get("lang", "it") != "it"  # a part for who reads another language
        if tag in self._BLOCKS:
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in self._SKIPPED
        if tag in self._BLOCKS:
            self.paragraphs.append("")

    def handle_data(self, data: str) -> None:
        if not self._skipped and not self._is_foreign:
            self.paragraphs[-1] += data


def _sentences_of_page(file: Path) -> Iterator[str]:
    text = _TEMPLATE.sub("", _FRONT_MATTER.sub("", file.read_text("utf-8")))
    prose = _Prose()
    prose.feed(Markdown(extensions=_EXTENSIONS).convert(text))
    for paragraph in prose.paragraphs:
        yield from sentences_of(paragraph)


def _explanations(node: object) -> Iterator[str]:
    """Yield the sentences of a vocabulary, wherever they stand in it."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in _EXPLAINED:
                yield from sentences_of(value["it"] if isinstance(value, dict) else value)
            else:
                yield from _explanations(value)
    elif isinstance(node, list):
        for part in node:
            yield from _explanations(part)


def measured() -> Iterator[tuple[str, list[str]]]:
    """Yield file, folder or key, and the sentences, of interface, vocabularies, easy texts and editorial pages."""
    lines = [line for text in json.loads(INTERFACE.read_text("utf-8")).values() for line in text.splitlines()]
    yield _named(INTERFACE), [sentence for line in lines for sentence in sentences_of(line)]
    schemes = [yaml.safe_load(file.read_text("utf-8")) for file in sorted(VOCABULARIES.glob("*.yml"))]
    ours = [scheme for scheme in schemes if scheme["stato"] != "ufficiale"]  # the words of a law are not ours to mend
    yield _named(VOCABULARIES), list(_explanations(ours))
    yield EASY, [sentence for root in RECORDS for sentence in sentences_of_records(root, EASY)]
    for folder in PAGES:
        for page in sorted(folder.rglob("*.md")):
            if page.relative_to(folder).parts[0] not in OTHERS:
                yield _named(page), list(_sentences_of_page(page))


def sentences_of_records(root: Path, key: str) -> Iterator[str]:
    """Yield what the networks and bodies of a catalogue say under a key of theirs."""
    for file in sorted([*root.glob("networks/*.yml"), *root.glob("organizations/*.yml")]):
        text = file.read_text("utf-8")
        if f"{key}:" in text:  # reading YAML takes long
            record = yaml.load(text, yaml.BaseLoader)  # noqa: S506 -- every scalar as text, nothing else
            yield from sentences_of(record.get(key, ""))


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def whole_audit() -> Iterator[str]:
    """Write the index of each text and the worst sentences; yield what is harder to read than it may be."""
    texts = dict(measured())
    for file, sentences in texts.items():
        index = gulpease(sentences)
        sys.stdout.write(f"{index}  {file}\n")
        least = EASIEST if file == EASY else AIM
        if index < least:
            yield f"{file}: Gulpease {index}, less than {least}"
    for root, key in product(RECORDS, PROSE):  # said and not held: a record has the words of who wrote it
        index = gulpease(list(sentences_of_records(root, key)))
        sys.stdout.write(f"{index}  {_named(root / 'networks')} and organizations: {key}\n")
    for index, file, sentence in sorted(_long_sentences(texts))[:SHOWN]:
        sys.stdout.write(f"{index}  {file}: {sentence}\n")
        if index < LEAST:
            yield f"{file}: Gulpease {index}, less than {LEAST}: {sentence}"


def _long_sentences(texts: Mapping[str, list[str]]) -> Iterator[tuple[int, str, str]]:
    for file, sentences in texts.items():
        for sentence in sentences:
            if len(_WORD.findall(sentence)) >= SHORTEST:
                yield gulpease([sentence]), file, sentence
