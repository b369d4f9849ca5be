"""What a host should say with each file, for no page can say it of itself: who may frame it, who may read it elsewhere.

A policy inside a page cannot forbid framing (`frame-ancestors` is ignored in `<meta>`: CSP 3, §3.3), nor allow other
sites to read a file. Hosts that read `_headers` (Cloudflare Pages, Netlify) and Apache (`.htaccess`) find it in the
site; what nginx wants stands in docs/hosting.md. GitHub and GitLab Pages take none: there every page may be framed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

FILE: Final = "_headers"
APACHE: Final = ".htaccess"
EMBED: Final = "embed"
_POLICY: Final = "Content-Security-Policy"
_FRAMED_BY_NONE: Final = "frame-ancestors 'self'"
_FRAMED_BY_ALL: Final = "frame-ancestors *"
_ANYBODY: Final = {"Access-Control-Allow-Origin": "*"}
_APACHE_RULES: Final = "<IfModule mod_headers.c>\n{}</IfModule>\n"


def header_files(
    paths: Iterable[str], open_to_all: Collection[str], prefixes: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield the files of headers for a site that holds these paths.

    `open_to_all` are the folders at its top that scripts of other sites may read. What stands below one of `prefixes`
    (`en/`) is the same site in another language: its folders are as those at the top.
    """
    steps = [_parted(path, prefixes) for path in paths]
    folders = sorted({first for first, slash, _ in steps if slash})
    pages = sorted({first for first, slash, _ in steps if not slash and first.endswith(".html")})
    pages = [page for page in pages if page.rpartition("/")[2] != "index.html"]
    # No two rules for one file: Cloudflare joins what they say, and of two policies the stricter holds.
    said = {folder: _headers_of(folder, open_to_all) for folder in ("", *folders)}
    rules = {
        "/": "",
        **{f"/{prefix}": "" for prefix in prefixes},
        **{f"/{page}": "" for page in pages},
        **{f"/{folder}/*": folder for folder in folders},
    }
    yield FILE, "".join(_rule(pattern, said[folder]) for pattern, folder in rules.items())
    # Apache reads one file a folder, the inner after the outer.
    for folder in ("", *(folder for folder in folders if said[folder] != said[""])):
        lines = "".join(f'Header set {name} "{value}"\n' for name, value in said[folder].items())
        yield f"{folder}/{APACHE}".lstrip("/"), _APACHE_RULES.format(lines)


def _parted(path: str, prefixes: Collection[str]) -> tuple[str, str, str]:
    """Part a path behind its first step; the code of a language is no step."""
    prefix = next((prefix for prefix in prefixes if path.startswith(prefix)), "")
    first, slash, rest = path.removeprefix(prefix).partition("/")
    return f"{prefix}{first}", slash, rest


def _headers_of(path: str, open_to_all: Collection[str]) -> Mapping[str, str]:
    folder = path.rpartition("/")[2]
    policy = _FRAMED_BY_ALL if folder == EMBED else _FRAMED_BY_NONE
    return {_POLICY: policy, **(_ANYBODY if folder in open_to_all else {})}


def _rule(pattern: str, headers: Mapping[str, str]) -> str:
    return "".join([f"{pattern}\n", *(f"  {name}: {value}\n" for name, value in headers.items())])


def served_headers(root: Path, path: str) -> Mapping[str, str]:
    """Return what the `_headers` of a published site says for an address on it: the development server says it too."""
    try:
        lines = (root / FILE).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    found: dict[str, str] = {}
    applies = False
    for line in lines:
        if not line.startswith(" "):
            applies = path.startswith(line[:-1]) if line.endswith("/*") else path == line
        elif applies:
            name, _, value = line.strip().partition(": ")
            found[name] = value
    return found
