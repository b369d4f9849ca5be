"""The shell of every page, harvested once out of the theme engine.

Engines become quadratic when records are in their navigation (1,000 pages: 24 s), so they only make the
editorial pages and one shell per language. The shell holds slots, written QxNAMExQ by `overrides/main.html`;
a record page is the shell with its slots filled, at about a tenth of a millisecond.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final, Self

from markupsafe import Markup

from generator.errors import EngineError
from generator.site.editions import Edition

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
)
TABS: Final = (
    *("activities", "networks", "organizations", "themes", "territories", "audiences"),
    *("calendar", "news", "together", "participate"),
)
"""Entries of the main menu, as `overrides/partials/masthead.html` lists them."""

SLOTS: Final = frozenset(
    {"TITLE", "DESCRIPTION", "CANONICAL", "JSONLD", "FAMILY", "BREADCRUMB", "BODY", "EDIT", "ROOT", "BUILT"}
    | {"BUILT_ISO", "LANGUAGES", "ALTERNATES"}
    | {f"TAB_{tab.upper()}" for tab in TABS}
)
_OF_THE_MENU: Final = frozenset(slot for slot in SLOTS if slot.startswith("TAB_"))

_LATER: Final = frozenset({"LANGUAGES", "ALTERNATES", "TAB_NEWS"})
"""Slots that a catalogue's own templates, older than these, do without."""

NOTHING: Final = Markup()

_SLOT: Final = re.compile(r"Qx([A-Z_]+)xQ")
_ROOT: Final = "QxROOTxQ"
_UP_TO_ROOT: Final = re.compile(r"""((?:href|src|action|content)=")\.\.(?=["/])/?""")
_LEFT_RELATIVE: Final = re.compile(r"""(?:href|src|action)="\.\.""")
_VERSION: Final = re.compile(r"\.css\?v=([0-9a-f]+)")
_ENGINE_SCRIPT: Final = re.compile(
    r"<script\b(?![^>]*\b(?:data-intreccio|application/ld\+json))[^>]*>.*?</script>", re.DOTALL
)
_THEME_LEFTOVERS: Final = re.compile(
    r'<input class="md-toggle"[^>]*>'
    r'|<label class="md-overlay"[^>]*></label>'
    r'|<div data-md-component="(?:skip|announce)">.*?</div>'
    r'|<div class="md-dialog".*?</div>\s*</div>'
    r"|<style\b.*?</style>",
    re.DOTALL,
)
_ALIGNMENT: Final = re.compile(r' style="text-align: (left|center|right);"')
_CHARSET: Final = re.compile(r'<meta charset="utf-8">')
_INLINE: Final = re.compile(r"<script(?![^>]*\b(?:src=|application/ld\+json))|\sstyle=\"|\son[a-z]+=\"")
_TWIN: Final = '<link rel="alternate" type="text/markdown" href="index.md">'
_NOT_INDEXED: Final = '<meta name="robots" content="noindex">'
_BETWEEN_TAGS: Final = re.compile(r">\s*\n\s*<")


@dataclass(frozen=True, slots=True)
class Languages:
    """The same page in the other languages of the site: links for readers, and what a head says of it to robots."""

    switch: Markup = NOTHING
    alternates: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class PageParts:
    """What one page puts into the shell. `path` is its address under the site, such as `reti/rete-x/`."""

    path: str
    title: str
    body: Markup
    description: str = ""
    tab: str = ""
    family: str = ""
    breadcrumb: Markup = NOTHING
    edit: Markup = NOTHING
    json_ld: Markup = NOTHING
    image: str = ""
    has_twin: bool = False
    oembed: str = ""
    moved_to: str | None = None
    indexed: bool = True
    root: str | None = None
    feed: tuple[str, str] | None = None
    languages: Languages = Languages()

    @property
    def up_to_root(self) -> str:
        """The relative address of the site's root, from this page: `../../`, or `./` on the home page."""
        return "../" * self.path.count("/") or "./" if self.root is None else self.root


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same on every page of one build."""

    site_name: str
    site_url: str
    """The address of the edition."""
    root_url: str
    """The address of the whole site, where what no language changes is."""
    built: str
    built_in_words: str


class Shell:
    """The parts of a harvested page between its slots."""

    def __init__(self, pieces: tuple[str, ...]) -> None:
        self.pieces = pieces

    @property
    def version(self) -> str:
        """The hash of all styles and scripts that addresses of assets carry; empty before they are stamped."""
        stamped = next(filter(None, map(_VERSION.search, self.pieces)), None)
        return stamped[1] if stamped else ""

    @classmethod
    def harvest(cls, page: str, *, has_menu: bool = True) -> Self:
        """Cut the cleaned shell page of an engine at its slots; that of an essential edition has no menu.

        Raises:
            EngineError: a slot is missing, unknown, or an address is relative to something else than the root.
        """
        rooted = _UP_TO_ROOT.sub(r"\1QxROOTxQ", page)
        pieces = tuple(_SLOT.split(rooted))
        slots = frozenset(pieces[1::2])
        free = _LATER if has_menu else _LATER | _OF_THE_MENU
        if slots | free != SLOTS:
            raise EngineError("shell_slot", names=", ".join(sorted((slots | free) ^ SLOTS)))
        if left := _LEFT_RELATIVE.search(rooted):
            raise EngineError("shell_slot", names=left[0])
        return cls(pieces)

    def leading_within(self, edition: Edition) -> "Shell":
        """Return the same shell with links that stay within an edition, as far as it has what they lead to."""
        marked = "".join(f"Qx{piece}xQ" if at % 2 else piece for at, piece in enumerate(self.pieces))
        return Shell(tuple(_SLOT.split(edition.rooted(marked, _ROOT, _ROOT))))

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the whole page, out of what `slot_values` gives for each slot."""
        return "".join([values[piece] if at % 2 else piece for at, piece in enumerate(self.pieces)])

    def around(self, root: str) -> str:
        """Return what every page shows, with nothing in it: the shell seen from a page whose root is at `root`."""
        return "".join([(root if piece == "ROOT" else "") if at % 2 else piece for at, piece in enumerate(self.pieces)])


def cleaned(page: str) -> str:
    """Return a page of an engine without the theme's scripts and inline styles, under our security policy.

    Raises:
        EngineError: something inline is left that the policy would block.
    """
    bare = _THEME_LEFTOVERS.sub("", _ENGINE_SCRIPT.sub("", page))
    aligned = _ALIGNMENT.sub(r' class="align-\1"', bare)
    if inline := _INLINE.search(aligned):
        raise EngineError("inline", found=aligned[inline.start() : inline.start() + 80])
    policy = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{CONTENT_SECURITY_POLICY}">'
    return _BETWEEN_TAGS.sub(">\n<", _CHARSET.sub(policy, aligned, count=1))


def dated(page: str, frame: Frame, languages: Languages) -> str:
    """Fill the only slots an editorial page has: the day of the build, and the same page in other languages."""
    return (
        page.replace("QxBUILT_ISOxQ", frame.built)
        .replace("QxBUILTxQ", escape(frame.built_in_words))
        .replace("QxLANGUAGESxQ", languages.switch)
        .replace("QxALTERNATESxQ", languages.alternates)
    )


def slot_values(parts: PageParts, frame: Frame) -> Mapping[str, str]:
    """Return what one page puts into each slot."""
    values = dict.fromkeys(SLOTS, "")
    values.update(
        TITLE=escape(f"{parts.title} · {frame.site_name}" if parts.title else frame.site_name),
        DESCRIPTION=escape(parts.description),
        CANONICAL=canonical(parts, frame),
        JSONLD=parts.json_ld,
        FAMILY=escape(parts.family),
        BREADCRUMB=parts.breadcrumb,
        BODY=parts.body,
        EDIT=parts.edit,
        ROOT=parts.up_to_root,
        BUILT=escape(frame.built_in_words),
        BUILT_ISO=frame.built,
        LANGUAGES=parts.languages.switch,
        ALTERNATES=parts.languages.alternates,
    )
    if parts.tab:
        values[f"TAB_{parts.tab.upper()}"] = ' aria-current="true"'
    return values


def canonical(parts: PageParts, frame: Frame) -> str:
    """Return what a head says of its page: where it is, where it leads, or that it is not to be listed."""
    if parts.moved_to is not None:
        return _moved(parts, parts.moved_to, frame)
    if not parts.indexed:
        return _NOT_INDEXED + _feed(parts)
    twin = _TWIN if parts.has_twin else ""
    if not frame.site_url:
        return twin + _feed(parts)
    address = escape(f"{frame.site_url.rstrip('/')}/{parts.path}")
    return (
        f'{twin}<link rel="canonical" href="{address}">'
        f'<meta property="og:url" content="{address}">'
        f'<meta property="og:title" content="{escape(parts.title or frame.site_name)}">'
        f"{_image(parts, frame)}{_feed(parts)}{_oembed(parts, frame)}"
    )


def _feed(parts: PageParts) -> str:
    """Say where the news of a page can be followed (autodiscovery)."""
    if parts.feed is None:
        return ""
    address, title = (escape(text) for text in (f"{parts.up_to_root}{parts.feed[0]}", parts.feed[1]))
    return f'<link rel="alternate" type="application/atom+xml" title="{title}" href="{address}">'


def _moved(parts: PageParts, target: str, frame: Frame) -> str:
    """Lead to the present address at once, without script; who reads it for a machine learns where it is now."""
    known = f'<link rel="canonical" href="{escape(frame.site_url.rstrip("/"))}/{escape(target)}">'
    leading = f'<meta http-equiv="refresh" content="0;url={escape(parts.up_to_root + target)}">'
    return f"{leading}{_NOT_INDEXED}{known if frame.site_url else ''}"


def _oembed(parts: PageParts, frame: Frame) -> str:
    """Say where a page is described to who would embed it: one file a page, for no server answers here (oembed.com)."""
    if not parts.oembed:
        return ""
    address = escape(f"{frame.site_url.rstrip('/')}/{parts.oembed}")
    return f'<link rel="alternate" type="application/json+oembed" href="{address}">'


def _image(parts: PageParts, frame: Frame) -> str:
    """Say which image goes with a page that is shared; addresses of images are whole (ogp.me)."""
    if not parts.image:
        return ""
    image = escape(f"{frame.root_url.rstrip('/')}/{parts.image}")
    return f'<meta property="og:image" content="{image}"><meta name="twitter:card" content="summary_large_image">'
