"""Every record is hostile: whatever passes the checks is shown as text, runs nothing, loads nothing, tells nothing.

A pull request is anybody's. One catalogue carries every nastiness in every text that a record may hold.
"""

import gzip
import html
import json
import random
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import html5lib
import pytest
import yaml
from typer.testing import CliRunner

from generator.cli import app
from tests.conftest import BASE, overlaid
from tests.once import made_once

DAY = "2026-11-22"
FORMATS = ("text", "json", "markdown", "github", "gitlab")
PLAIN = (
    "<script>window.hacked=1</script>",
    "<img src=//evil.example/a.png onerror=hacked=1>",
    "<svg/onload=hacked=1>",
    '" onmouseover="hacked=1" x="',
    "' autofocus onfocus='hacked=1",
    "</script><script>hacked=1</script>",
    "--><!-- ]]> </title></textarea>",
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "QxTITLExQ QxBODYxQ QxJSONLDxQ",
    "%(name)s {name} {0} \\u003c &lt;b&gt;",
    "\u200f\u061cabc\u200d\ufeff \U0001f9f5",
    "w" * 90,
)
MARKDOWN = (
    "[a](javascript:hacked=1) [b](JaVaScRiPt:hacked=1) [c](data:text/html,<script>hacked=1</script>) [d](vbscript:x)",
    "[e]( javascript:hacked=1 ) [f](&#106;avascript:hacked=1) <javascript:hacked=1>",
    "![x](https://evil.example/pixel.png) ![y](//evil.example/z.png) <img src=https://evil.example/i>",
    "[g](//evil.example/x) [h](mailto:a@b.example?cc=c@d.example%0ABcc:e@f.example) <https://evil.example>",
    '<h1 id="contenuto">x</h1><p id=finder data-pagefind-body data-pagefind-filter="genere:rete">x</p>',
    "<iframe src=//evil.example></iframe><form action=//evil.example><input name=q></form><base href=//evil>",
    '<style>@import "//evil.example/a.css"</style><link rel=stylesheet href=//evil.example/a.css>',
    '<a href="javascript:hacked=1" onclick="hacked=1" style="position:fixed">x</a><math><mi xlink:href="javascript:x">',
    "# x\n\n<details open ontoggle=hacked=1>\n\n```html\n<script>hacked=1</script>\n```\n\n<script>hacked=1</script>",
)
PLAIN_KEYS = frozenset(
    {
        "nome",
        "titolo",
        "descrizione_breve",
        "cadenza",
        "testo",
        "nota",
        "periodo",
        "fonte",
        "unita",
        "etichetta",
        "orari",
    }
    | {"ufficio", "costo_nota", "come_accedere", "che_cosa_portare", "altri_aderenti", "come_aderire", "luogo", "it"}
    | {"metodo", "definizione"}
)
PLAIN_LISTS = frozenset({"altri_nomi", "strumenti", "passi", "alias"})
MARKDOWN_KEYS = frozenset(
    {"descrizione", "parole_semplici", "come_funziona", "contesto", "problema", "soluzione", "risultati", "criticita"}
    | {"fattori_di_successo", "lezioni", "sostenibilita", "trasferibilita"}
)
SECRETS = ("RSSMRA80A01H501U", "IT60X0542811101000000123456", "anna.bianchi@gmail.com", "347 1234567")
REFUGE = """\
nome: Casa che accoglie
tipo: associazione
territori: [valdoria]
luoghi: [{id: rifugio, nome: Accoglienza, riservato: sì, territorio: valdoria-stazione, accessibilita: [lis]}]
attivita:
  - {id: pagina, nome: Ascolto, tipo: [socialita], luoghi: [rifugio]}
fonti: [{titolo: "<b>carta</b>"}]
"""
GUIDE = "partecipa/guida/index.html"
"""The only page with pictures: those of the package."""
_LOADING = frozenset({"iframe", "object", "embed", "base", "style", "img", "math"})
RESERVED = """\
nome: Rete {stem}
temi: [prossimita]
territori: [valdoria]
sito: "https://comune.valdoria.example/?a=1&b=<"
attivita: [{{id: index, nome: Una cosa, tipo: [socialita]}}]
contatti: [{{tipo: social, valore: "@rete <b>"}}, {{tipo: telefono, valore: "+39 (0522) 12-34/56"}}]
fonti: [{{url: "https://valdoria.example/%22onload=x?a=1&amp;b=2#%3Cscript%3E", letta_il: 2026-09-28}}]
"""


def hostile_catalogue(root: Path) -> Path:
    """Write the catalogue of Valdoria in `root`, with something nasty in every text of every record."""
    overlaid(root)
    plain, prose = cycle(PLAIN), cycle(MARKDOWN)
    for path in sorted(
        [*root.glob("networks/*.yml"), *root.glob("organizations/*.yml"), *root.glob("vocabularies/*.yml")]
    ):
        record = _texts_of(path)
        path.write_text(yaml.safe_dump(_spoiled(record, plain, prose), allow_unicode=True, sort_keys=False), "utf-8")
    for stem in ("index", "elenco"):
        text = RESERVED.format(stem=stem).replace("&b=<", "&b=2")
        (root / "networks" / f"{stem}.yml").write_text(text, "utf-8")
    (root / "organizations" / "casa-che-accoglie.yml").write_text(REFUGE, "utf-8")
    story = root / "content" / "storie" / "il-cortile-del-ponte.md"
    head = story.read_text("utf-8").replace("titolo: Il", f"titolo: '{PLAIN[0]}' #")
    story.write_text(head + "\n\n" + "\n\n".join(MARKDOWN) + "\n\n" + "\n\n".join(PLAIN), "utf-8")
    return root


def _texts_of(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 -- makes nothing but texts


def _spoiled(value: Any, plain: Iterator[str], prose: Iterator[str], key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _spoiled(part, plain, prose, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_spoiled(part, plain, prose, key if key in PLAIN_LISTS else "") for part in value]
    if not value or value in {"autovalutazione", "autodichiarazione"}:
        return value
    if key in PLAIN_KEYS or key in PLAIN_LISTS:
        return f"{value} {next(plain)}"
    return f"{value}\n\n{next(prose)}\n\n{next(plain)}\n" if key in MARKDOWN_KEYS else value


def built(root: Path) -> subprocess.CompletedProcess[str]:
    """Build the catalogue in `root` into its folder `site`, with the public command."""
    command = [sys.executable, "-m", "generator", "build", "-C", str(root), "--today", DAY]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def built_once(factory: pytest.TempPathFactory) -> Path:
    """Return the built site of the hostile catalogue: the same for these tests and those in a browser."""

    def make(folder: Path) -> None:
        outcome = built(hostile_catalogue(folder / "valdoria"))
        assert outcome.returncode == 0, outcome.stdout[-3000:] + outcome.stderr[-3000:]

    return made_once(factory, "hostile", make) / "valdoria" / "site"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site of the hostile catalogue."""
    return built_once(tmp_path_factory)


@pytest.fixture(scope="module")
def trees(hostile: Path) -> dict[str, ET.Element]:
    """Parse every page as a browser does."""
    found = {}
    for page in sorted(hostile.rglob("*.html")):
        found[page.relative_to(hostile).as_posix()] = html5lib.parse(
            page.read_text("utf-8"), namespaceHTMLElements=False
        )
    return found


def test_pages_hold_nothing_that_runs_or_loads(trees: dict[str, ET.Element]) -> None:
    """No handler, no inline script or style, no frame, no form or image that leads elsewhere."""
    found = []
    for page, tree in trees.items():
        for element in tree.iter():
            tag = str(element.tag)
            names = {name for name in element.attrib if name.startswith("on") or name == "style"}
            inline = tag == "script" and "src" not in element.attrib and element.get("type") != "application/ld+json"
            foreign = [v for n, v in element.attrib.items() if n in {"src", "action", "srcset"} and "//" in v]
            ours = tag == "img" and page == GUIDE
            if names or inline or foreign or (tag in _LOADING and not ours):
                found.append((page, tag, element.attrib))
    assert found == []


def test_links_of_markdown_are_safe(trees: dict[str, ET.Element]) -> None:
    """A link leads to the web, to a mailbox or to a telephone, whatever its spelling."""
    hrefs = {a.get("href", "") for tree in trees.values() for a in tree.iter("a")}
    schemes = {found[1].lower() for href in hrefs if (found := re.match(r"[\s\x00-\x1f]*([a-zA-Z][\w+.-]*):", href))}

    assert schemes <= {"http", "https", "mailto", "tel"}


def test_anchors_of_the_page_are_its_own(trees: dict[str, ET.Element]) -> None:
    """No record brings an id or an attribute of the search index."""
    for page, tree in trees.items():
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert (page, len(set(ids))) == (page, len(ids))
    marked = [element for tree in trees.values() for element in tree.findall(".//*[@data-pagefind-body]")]
    assert [element.attrib for element in marked if "editorial" not in element.get("class", "")] == []


def test_names_are_shown_as_they_are_written(hostile: Path, trees: dict[str, ET.Element]) -> None:
    """The heading of each record is its name, letter by letter."""
    for path in sorted((hostile.parent / "networks").glob("rete-*.yml")):
        name = _texts_of(path)["nome"]
        heading = trees[f"reti/{path.stem}/index.html"].find(".//h1")
        assert heading is not None
        assert " ".join(name.split()) == " ".join("".join(heading.itertext()).split())


def test_pages_are_well_formed(hostile: Path) -> None:
    """A strict parser has nothing to say about the body of any page."""
    for page in sorted(hostile.rglob("reti/*/index.html")):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(page.read_text("utf-8"))
        errors = [error for _, error, _ in parser.errors if error != "non-void-element-with-trailing-solidus"]
        assert (page.name, errors) == (page.name, [])


def test_json_ld_is_json(trees: dict[str, ET.Element]) -> None:
    """Every data block is read as JSON, whatever its texts hold."""
    blocks = [s.text for tree in trees.values() for s in tree.iter("script") if s.get("type") == "application/ld+json"]

    assert all(json.loads(block or "") for block in blocks)
    assert len(blocks) > len(PLAIN)


def test_sitemap_is_xml(hostile: Path) -> None:
    """The sitemap and what it lists survive every id."""
    for path in hostile.glob("sitemap*.xml"):
        assert len(ET.fromstring(path.read_text("utf-8")))  # noqa: S314 -- our own file


def test_protected_place_is_nowhere(hostile: Path) -> None:
    """Of a protected place the site tells that it exists: not its quarter, not how it is equipped."""
    pages = ("enti/casa-che-accoglie/index.html", "attivita/casa-che-accoglie/pagina/index.html")
    told = [html.unescape((hostile / page).read_text("utf-8")) for page in pages]
    told += [text for text in _fragments(hostile) if "/casa-che-accoglie/" in text]

    assert len(told) == 2 * len(pages)
    assert [
        text
        for text in told
        if "Stazione" in text or "valdoria-stazione" in text or re.search(r"\bLIS\b|\blis\b", text)
    ] == []


def test_search_takes_no_orders_from_a_record(hostile: Path) -> None:
    """Facets and titles in the search index are ours, and texts are text."""
    for fragment in _fragments(hostile):
        found = json.loads(fragment)
        facets = [*found["filters"], *(value for values in found["filters"].values() for value in values)]
        assert [one for one in facets if not re.fullmatch(r"=?[\w-]+", one)] == []
        assert "hacked" not in found["url"]


def _fragments(site: Path) -> list[str]:
    packed = sorted((site / "pagefind" / "fragment").iterdir())
    return [gzip.decompress(path.read_bytes()).decode().removeprefix("pagefind_dcd") for path in packed]


HOLES = {
    "a social contact that is a script": 'contatti: [{tipo: social, valore: "javascript:alert(1)//://."}]',
    "a social contact that is no address": 'contatti: [{tipo: social, valore: "[a.b"}]',
    "an address with half a bracket": 'sito: "https://a.example:[x"',
    "an address with an odd sign": 'sito: "https://a.example:\u2100"',
    "an address that is not of the host it names": 'sito: "https://comune.valdoria.example:80@evil.example/"',
    "a zero character written as an escape": 'descrizione_breve: "a\\0b"',
    "reversed text written as an escape": 'descrizione_breve: "a\\u202eb"',
    "a terminal's order written as an escape": 'descrizione_breve: "a\\e[31mb"',
    "a Markdown link to nothing": 'descrizione: "[x](nulla/)"',
    "a Markdown link to no anchor": 'descrizione: "[x](#nulla)"',
    "the mark of the root": 'descrizione_breve: "a QxROOTxQ b"',
}
"""What once passed the checks and then broke the build, or reached a page."""


@pytest.mark.parametrize("line", HOLES.values(), ids=HOLES)
def test_hole_is_closed(line: str, tmp_path: Path, rendered: Callable[[Path], dict[str, str]]) -> None:
    """Either the checks refuse it, or its page is whole and harmless."""
    root = overlaid(tmp_path / "valdoria")
    network = root / "networks" / "rete-cibo.yml"
    text = network.read_text("utf-8").replace("descrizione_breve:", "# ")
    kept = [one for one in text.splitlines() if not one.startswith(line.partition(":")[0])]
    network.write_text("\n".join([*kept, line, ""]), "utf-8")
    outcome = CliRunner().invoke(app, ["check", "-C", str(root), "--today", DAY])
    assert outcome.exit_code in {0, 1}, outcome.output
    if outcome.exit_code == 0:
        page = rendered(root)["reti/rete-cibo/"]
        assert not re.search(r'href="javascript|@evil|href="#?nulla|[\x00\x1b\u202e]|a (?:\.\./)+ b', page)


@pytest.mark.parametrize("report", FORMATS)
@pytest.mark.parametrize("secret", SECRETS)
def test_personal_data_is_never_printed(report: str, secret: str, tmp_path: Path) -> None:
    """Whatever is wrong around it, no format of `check` repeats personal data."""
    root = overlaid(tmp_path / "valdoria")
    lines = ['stato: "{}"', '"{}": 1', 'rete_madre: "{}"', 'avvio: "{}"', 'sito: "{}"', "altri_nomi: [&{} x]", "x: [{}"]
    for at, line in enumerate(lines):
        text = (BASE / "networks" / "rete-cibo.yml").read_text("utf-8") + line.replace("{}", secret) + "\n"
        (root / "networks" / f"rete-{at}.yml").write_text(text, "utf-8")
    outcome = CliRunner().invoke(app, ["check", "-C", str(root), "--today", DAY, "--format", report])

    assert outcome.exit_code == 1
    assert secret.replace(" ", "") not in outcome.output.replace(" ", "")


def test_no_traceback_out_of_damaged_records(tmp_path: Path, rendered: Callable[[Path], dict[str, str]]) -> None:
    """A hundred records cut, with bytes or keys changed: each is explained, and of some the pages are made."""
    chance = random.Random(20261122)  # noqa: S311 -- repeatable, not secret
    sources = sorted(
        [*BASE.glob("networks/*.yml"), *BASE.glob("organizations/*.yml"), *BASE.glob("content/storie/*.md")]
    )
    root = overlaid(tmp_path / "valdoria")
    for turn in range(100):
        source = chance.choice(sources)
        target = root / source.relative_to(BASE)
        target.write_bytes(DAMAGES[turn // 10 % len(DAMAGES)](source.read_bytes(), chance))
        outcome = CliRunner().invoke(app, ["check", "-C", str(root), "--today", DAY])
        assert outcome.exit_code in {0, 1}, (turn, outcome.exception)
        if outcome.exit_code == 0 and turn % 10 == 0:
            assert rendered(root)
        target.write_bytes(source.read_bytes())


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 4)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _swapped(content: bytes, chance: random.Random) -> bytes:
    keys = re.findall(rb"^ *([a-z_]+):", content, re.MULTILINE)
    one, other = chance.sample(keys, 2)
    return content.replace(one + b":", b"\0").replace(other + b":", one + b":").replace(b"\0", other + b":")


def _without_a_line(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


DAMAGES = (_cut, _flipped, _swapped, _without_a_line)
