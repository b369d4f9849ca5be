"""Editorial pages out of Markdown, without an engine: what MkDocs makes of a folder of pages, as far as ours use it.

For catalogues that froze their shell (see `frozen`). Titles, addresses, front matter and links between pages follow the
engine's rules, which the comments name where they surprise; a test compares every page of both catalogues.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

import yaml
from markdown import Markdown
from markdown.extensions.toc import remove_fnrefs, render_inner_html, strip_tags
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

_ALWAYS_ON: Final = ("toc", "tables", "fenced_code")
"""Extensions that MkDocs turns on whatever the settings say."""
_PAGES: Final = frozenset({".md", ".markdown", ".mdown", ".mkdn", ".mkd"})
_INDEX: Final = frozenset({"index", "README"})
_FRONT_MATTER: Final = re.compile(r"^-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_LINE_OF_META: Final = re.compile(r"^ {0,3}([A-Za-z0-9_-]+):\s*(.*)")
_MORE_OF_META: Final = re.compile(r"^(?: {4}|\t)\s*(.*)")
_BEFORE_ANCHORS: Final = 6
"""Priority over `toc` (5), which may put a link into each heading: the title has none."""
_LAST: Final = 0


@dataclass(slots=True)
class EditorialPage:
    """A page as templates see it: the attributes of MkDocs's page that they may ask for."""

    file: str
    """Its path below the content folder."""
    url: str
    """Its address relative to the root of the site, ending with a slash; empty for the first page."""
    canonical_url: str | None
    meta: Mapping[str, Any]
    title: str
    content: str
    toc: tuple[object, ...] = ()


@dataclass(slots=True)
class EditorialPages:
    """All pages of a content folder, with those that the navigation holds."""

    pages: Sequence[EditorialPage]
    in_navigation: Sequence[EditorialPage]
    media: Sequence[PurePosixPath] = field(default_factory=tuple)
    """Every other file, which is published as it is."""


def read_editorial_pages(content: Path, config: Mapping[str, Any]) -> EditorialPages:
    """Render every page below the folder `content` with the extensions that the settings `config` ask for.

    Links to files that are not there stay as they are: the link check of the whole site refuses them.

    Raises:
        ImportError: an extension is not installed.
        ValueError, yaml.YAMLError: a page is no UTF-8.
    """
    files = sorted(path.relative_to(content) for path in content.rglob("*") if path.is_file())
    names = [PurePosixPath(path.as_posix()) for path in files]
    published = [name for name in names if _is_published(name)]
    addresses = {name.as_posix(): _address(name) for name in published}
    titles = dict(_navigation(config["nav"])) if config.get("nav") else None
    pages = [
        _page(name.as_posix(), (content / name).read_text("utf-8-sig"), addresses, titles or {}, config)
        for name in published
        if name.suffix in _PAGES and not _gives_way(name, addresses)
    ]
    in_navigation = [page for page in pages if titles is None or page.file in titles]
    return EditorialPages(pages, in_navigation, [name for name in published if name.suffix not in _PAGES])


def relative(address: str, page: str) -> str:
    """Return the way from a page to an address, both relative to the root of the site."""
    way = posixpath.relpath(address or ".", page or ".")
    return f"{way}/" if not address or address.endswith("/") else way


def _is_published(name: PurePosixPath) -> bool:
    """MkDocs leaves out hidden files and the folder `templates` at the top."""
    return not any(part.startswith(".") for part in name.parts) and name.parts[0] != "templates"


def _gives_way(name: PurePosixPath, addresses: Mapping[str, str]) -> bool:
    """A README is the first page of its folder, unless there is an index."""
    return name.stem == "README" and any((name.parent / f"index{suffix}").as_posix() in addresses for suffix in _PAGES)


def _address(name: PurePosixPath) -> str:
    if name.suffix not in _PAGES:
        return quote(name.as_posix())
    folder = name.parent if name.stem in _INDEX else name.parent / name.stem
    return "" if folder == PurePosixPath() else f"{quote(folder.as_posix())}/"


def _navigation(entries: Any) -> Iterator[tuple[str, str | None]]:
    """Yield the files of a navigation in its order, with the titles it gives them."""
    for entry in entries if isinstance(entries, list) else [entries]:
        if isinstance(entry, str):
            yield entry, None
        elif isinstance(entry, Mapping):
            for title, below in entry.items():
                yield from [(below, str(title))] if isinstance(below, str) else _navigation(below)


def _page(
    file: str,
    source: str,
    addresses: Mapping[str, str],
    titles: Mapping[str, str | None],
    config: Mapping[str, Any],
) -> EditorialPage:
    text, meta = front_matter(source)
    extensions, options = _extensions(config.get("markdown_extensions") or ())
    converter = Markdown(extensions=extensions, extension_configs=options)
    heading = _FirstHeading(converter)
    converter.treeprocessors.register(heading, "intreccio_title", _BEFORE_ANCHORS)
    converter.treeprocessors.register(_Links(file, addresses), "intreccio_links", _LAST)
    content = converter.convert(text)
    site_url = str(config.get("site_url") or "")
    return EditorialPage(
        file=file,
        url=addresses[file],
        canonical_url=urljoin(f"{site_url.rstrip('/')}/", addresses[file]) if site_url else None,
        meta=meta,
        title=titles.get(file) or meta.get("title") or heading.text or _title_of_file(PurePosixPath(file)),
        content=content,
    )


def _title_of_file(name: PurePosixPath) -> str:
    words = ("index" if name.stem in _INDEX else name.stem).replace("-", " ").replace("_", " ")
    return words.capitalize() if words.lower() == words else words


def front_matter(source: str) -> tuple[str, Mapping[str, Any]]:
    """Part the text of a page from what is said of it before: YAML between dashes, else lines such as `title: …`."""
    if fenced := _FRONT_MATTER.match(source):
        try:
            meta = yaml.safe_load(fenced[1])
        except yaml.YAMLError:
            return source, {}
        return (source[fenced.end() :].lstrip("\n"), meta) if isinstance(meta, dict) else (source, {})
    lines, plain, key = source.splitlines(), dict[str, str](), ""
    while lines and lines[0].strip():
        if first := _LINE_OF_META.match(lines[0]):
            key = first[1].lower()
            plain[key] = f"{plain[key]} {first[2].strip()}" if key in plain else first[2].strip()
        elif key and (more := _MORE_OF_META.match(lines[0])):
            plain[key] += f" {more[1].strip()}"
        else:
            break
        del lines[0]
    return "\n".join(lines).lstrip("\n"), plain


def _extensions(chosen: Iterable[Any]) -> tuple[list[str], dict[str, Any]]:
    """Return the names of extensions, each once, and the options of those that have some."""
    options: dict[str, Any] = {}
    names = list(_ALWAYS_ON)
    for choice in chosen.items() if isinstance(chosen, Mapping) else chosen:
        name, given = choice if isinstance(choice, tuple) else (choice, None)
        if isinstance(choice, Mapping):
            ((name, given),) = choice.items()
        names.append(name)
        if given:
            options[name] = given
    return list(dict.fromkeys(names)), options


class _FirstHeading(Treeprocessor):
    """Keeps the words of a heading that opens the page: they are its title."""

    text = ""

    def run(self, root: Element) -> None:
        if len(root) and root[0].tag == "h1":
            self.text = strip_tags(render_inner_html(remove_fnrefs(root[0]), self.md))


class _Links(Treeprocessor):
    """Turns links to files of the content folder into ways to their addresses."""

    def __init__(self, file: str, addresses: Mapping[str, str]) -> None:
        super().__init__()
        self._file = file
        self._addresses = addresses

    def run(self, root: Element) -> None:
        for element in root.iter():
            key = {"a": "href", "img": "src"}.get(element.tag)
            link = element.get(key) if key else None
            if key and link is not None:
                element.set(key, self._way(link))

    def _way(self, link: str) -> str:
        scheme, host, path, query, anchor = urlsplit(link)
        # Python-Markdown hides the letters of an address of e-mail behind entities, which look like a path.
        if scheme or host or not path or path.startswith(("/", "\\")) or AMP_SUBSTITUTE in link:
            return link
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self._file), unquote(path)))
        if target not in self._addresses:
            return link
        return urlunsplit(("", "", relative(self._addresses[target], self._addresses[self._file]), query, anchor))
