"""Our finished pages as the data a site in Hugo would make them from: `benchmarks/hugo_same` pours them into our shell.

A page becomes front matter: words of its head, the rows of its facts box, its cards, its lists of links, its sections,
its linked data. Hugo escapes and lays out every value again, as our templates do; prose it gets as Markdown. What is
none of these (tables, forms) is told element by element. Its pages come out within a tenth of the bytes of ours, or
`benchmarks.build` says so.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from generator.site.theme.shell import Shell

_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_SLOTS: Final[Mapping[str, str]] = {
    "TITLE": "{{ .Params.head }}",
    "DESCRIPTION": "{{ .Description }}",
    "CANONICAL": '{{ partial "canonical.html" . }}',
    "JSONLD": '{{ with .Params.linked }}<script type="application/ld+json">{{ jsonify . | safeJS }}</script>{{ end }}',
    "FAMILY": "{{ .Params.hue }}",
    "BREADCRUMB": '{{ partial "crumbs.html" . }}',
    "BODY": '{{ partial "body.html" . }}',
    "EDIT": '{{ range .Params.edit }}{{ partial "node.html" . }}{{ end }}',
    "ROOT": "{{ $root }}",
    "BUILT": "{{ site.Params.built }}",
    "BUILT_ISO": "{{ site.Params.built_iso }}",
}
_LINKED: Final = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@dataclass(slots=True)
class Node:
    """One element and what is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Its classes."""
        return self.attributes.get("class", "").split()

    def elements(self) -> Iterator["Node"]:
        """Yield every element inside, in order."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.elements()

    def first(self, tag: str, name: str = "") -> "Node | None":
        """Return the first element inside with this tag, and this class where one is given."""
        return next((node for node in self.elements() if node.tag == tag and (not name or name in node.names)), None)

    def text(self) -> str:
        """Return the text inside."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class _Tree(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = Node("")
        self._open = [self.root]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._open[-1].children.append(re.sub(r"\s+", " ", data))


def layout(shell: Shell) -> str:
    """Return Hugo's template of every page: the very shell, its slots filled by Hugo."""
    filled = list(shell.pieces)
    for at in range(1, len(filled), 2):
        # An entry of the menu: the piece before it goes on from the root with the address it leads to.
        entry = shell.pieces[at - 1].partition('"')[0]
        filled[at] = _SLOTS.get(filled[at]) or f'{{{{ if eq .Params.tab "{entry}" }}}} aria-current="true"{{{{ end }}}}'
    return "{{- $root := .Params.root -}}\n" + "".join(filled)


def front_matter(path: str, html: str) -> dict[str, Any]:
    """Return what Hugo makes the page at `path` from."""
    tree = _Tree(html).root
    page = tree.first("div", "page") or tree
    linked = _LINKED.search(html)
    title = tree.first("title")
    content = [child for child in page.children if isinstance(child, Node)]
    crumbs = [node for node in content if "crumbs" in node.names]
    edit = [node for node in content if "edit" in node.names]
    body = [node for node in content if node not in crumbs and node not in edit]
    metas = [node.attributes for node in tree.elements() if node.tag == "meta"]
    described = {meta.get("name"): meta.get("content", "") for meta in metas}
    tab = next((node for node in tree.elements() if node.attributes.get("aria-current") == "true"), None)
    return {
        "title": title.text().partition(" · ")[0] if title else "",
        "description": described.get("description", ""),
        "url": "/" + path.removesuffix("index.html"),
        "head": title.text() if title else "",
        "root": "../" * path.count("/") or "./",
        "tab": tab.attributes.get("href", "").lstrip("./") if tab else "",
        "hue": next((name for name in page.names if name.startswith("thread")), ""),
        "linked": json.loads(linked[1]) if linked else None,
        "crumbs": [_link(node) for crumb in crumbs for node in crumb.elements() if node.tag == "a"],
        "edit": [_node(node) for node in edit],
        "body": [_block(node) for node in body],
    }


def write_site(folder: Path, site: Path, shell: Shell) -> int:
    """Write the site for Hugo into `folder`, out of our published `site`; returns how many pages it has."""
    for name in ("single.html", "home.html"):
        (folder / "layouts" / name).write_text(layout(shell), "utf-8")
    number = 0
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if not name.endswith("index.html"):
            continue
        number += 1
        data = json.dumps(front_matter(name, path.read_text("utf-8")), ensure_ascii=False)
        target = folder / "content" / ("_index.md" if name == "index.html" else f"p{number // 1000}/{number}.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(data + "\n", "utf-8")
    return number


def _block(node: Node) -> dict[str, Any]:
    """Tell an element by what it is for the reader: a facts box, cards, rows of links, prose; or as it stands."""
    if node.tag == "article" and "card" in node.names:
        return {"type": "card", **_card(node)}
    if node.tag == "ul" and "rows" in node.names:
        return {"type": "rows", "class": node.attributes["class"], "rows": [_runs(item) for item in _items(node)]}
    if node.tag == "dl":
        rows = [row for row in node.children if isinstance(row, Node) and row.tag == "div"]
        if rows and len(rows) == len(node.children):
            return {"type": "facts", "class": node.attributes.get("class", ""), "facts": [_fact(row) for row in rows]}
    if "prose" in node.names:
        return {"type": "prose", "text": "\n\n".join(_markdown(node))}
    return _node(node)


def _node(node: Node) -> dict[str, Any]:
    if node.tag == "svg":
        parts = [part.attributes | {"tag": part.tag} for part in node.elements()]
        return {"type": "drawing", "attributes": node.attributes, "parts": parts}
    written = (f' {name}="{escape(value)}"' if value else f" {name}" for name, value in node.attributes.items())
    inside = [_block(child) if isinstance(child, Node) else {"type": "text", "text": child} for child in node.children]
    attributes = "".join(written)
    return {"type": "node", "tag": node.tag, "attributes": attributes, "void": node.tag in _VOID, "inside": inside}


def _card(node: Node) -> dict[str, Any]:
    kind, summary = node.first("p", "card__kind"), node.first("p", "card__summary")
    heading, facts = node.first("h3"), node.first("dl")
    link = heading.first("a") if heading else None
    terms = [part for part in facts.children if isinstance(part, Node)] if facts else []
    return {
        "class": node.attributes["class"],
        "expires": node.attributes.get("data-expires", ""),
        "kind": kind.text() if kind else "",
        "link": _link(link) if link else {},
        "summary": summary.text() if summary else "",
        "facts": [[part.tag, part.text()] for part in terms],
        "tags": [tag.text() for tag in node.elements() if tag.tag == "span" and "tag" in tag.names],
    }


def _fact(row: Node) -> dict[str, Any]:
    parts = [part for part in row.children if isinstance(part, Node)]
    return {"label": parts[0].text(), "values": [_runs(part) for part in parts[1:]]}


def _items(node: Node) -> list[Node]:
    return [child for child in node.children if isinstance(child, Node)]


def _runs(node: Node) -> list[dict[str, str]]:
    """Tell a line as pieces of text, some of them links."""
    runs: list[dict[str, str]] = []
    for child in node.children:
        if isinstance(child, str):
            runs.append({"text": child})
        elif child.tag == "a":
            runs.append(_link(child))
        elif child.first("a"):
            runs += _runs(child)
        else:
            runs.append({"text": child.text(), "tag": child.tag, "class": child.attributes.get("class", "")})
    return runs


def _link(node: Node) -> dict[str, str]:
    return {"text": node.text(), "href": node.attributes.get("href", "")}


def _markdown(node: Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield child
        elif child.tag in ("ul", "ol"):
            yield "\n".join(f"- {item.text()}" for item in _items(child))
        else:
            yield "".join(map(_in_line, child.children))


def _in_line(part: Node | str) -> str:
    if isinstance(part, str):
        return part
    return f"[{part.text()}]({part.attributes['href']})" if part.tag == "a" else part.text()
